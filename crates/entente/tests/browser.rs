//! Walks W1, W2, W5 and W6 in a real browser: typed or found, asked, answered, decided by two people, every figure read off the page.

#[path = "browser/case.rs"]
mod case;
#[path = "browser/matching.rs"]
mod matching;
#[path = "browser/pilot.rs"]
mod pilot;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use app::{App, Clock};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;

/// A driver of its own for each test; ended with it.
struct Driver {
    child: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("it has an address").port()
}

/// Starts a driver; `None` (said) when this machine has no browser.
fn driver() -> Option<Driver> {
    let has = |program: &str| {
        Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    if !has("chromedriver") || !has("chromium") {
        assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "chromium and chromedriver must be installed here");
        eprintln!("skipped: chromium and chromedriver");
        return None;
    }
    let port = free_port();
    let child = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts");
    Some(Driver { child, port })
}

async fn browser(driver: &Driver) -> Client {
    let options = serde_json::json!({
        "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--window-size=1440,1600", "--lang=en", "--force-prefers-reduced-motion"],
    });
    let mut capabilities = Capabilities::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    let address = format!("http://127.0.0.1:{}", driver.port);
    for _ in 0..100 {
        if let Ok(client) =
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await
        {
            return client;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the driver does not answer on {address}");
}

/// Solvène on the day of the demonstration, served on a free port of this machine.
async fn serve(folder: &std::path::Path, size: company::Size) -> (Arc<App>, SocketAddr) {
    live(folder, size);
    open(folder).await
}

/// Plays Solvène's life into a fresh store.
fn live(folder: &std::path::Path, size: company::Size) {
    let app = App::open(folder, Clock::standing(company::life::opens_at())).expect("a fresh store");
    company::life::play(&app, size, 1).expect("the life plays");
}

async fn open(folder: &std::path::Path) -> (Arc<App>, SocketAddr) {
    let app = Arc::new(App::open(folder, Clock::standing(company::life::opens_at())).expect("it opens again"));
    let config = web::Config { personas: true, ..web::Config::default() };
    let router = web::router(Arc::clone(&app), config);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("it has an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (app, address)
}

struct Reader<'a> {
    client: &'a Client,
    house: String,
}

impl Reader<'_> {
    async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.house)).await.expect("the page opens");
    }

    /// What the page says; nothing while one page makes way for the next.
    async fn text(&self) -> String {
        let Ok(body) = self.client.find(Locator::Css("main")).await else { return String::new() };
        // Spaces that do not break are spaces to a reader.
        body.text().await.unwrap_or_default().replace(['\u{a0}', '\u{202f}'], " ")
    }

    async fn press(&self, css: &str) {
        let found =
            self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css} is not on the page: {e}"));
        found.click().await.unwrap_or_else(|e| panic!("{css} cannot be pressed: {e}"));
    }

    /// Chooses what a list offers, by its words.
    async fn choose(&self, css: &str, words: &str) {
        let list = self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css} is not there: {e}"));
        list.select_by_label(words).await.unwrap_or_else(|e| panic!("{css} does not offer {words}: {e}"));
    }

    /// Presses a key on the page.
    async fn key(&self, key: &str) {
        let body = self.client.find(Locator::Css("body")).await.expect("a page has a body");
        body.send_keys(key).await.expect("a page hears keys");
    }

    async fn fill(&self, css: &str, words: &str) {
        let found =
            self.client.find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css} is not on the page: {e}"));
        found.clear().await.expect("a field can be emptied");
        found.send_keys(words).await.expect("a field takes words");
    }

    /// Walks in somebody's shoes.
    async fn enter(&self, name: &str) {
        self.client.delete_all_cookies().await.expect("cookies can be forgotten");
        self.go("/sign-in?lang=en").await;
        let button = format!("//button[contains(., \"{name}\")]");
        let found = self.client.find(Locator::XPath(&button)).await.expect("the persona is offered");
        found.click().await.expect("it can be pressed");
        self.arrives(|path| path != "/sign-in" && path != "/session/persona").await;
    }

    /// Waits until the browser has come to a page; gives its path.
    async fn arrives(&self, there: impl Fn(&str) -> bool) -> String {
        for _ in 0..200 {
            let path = self.client.current_url().await.expect("an address").path().to_owned();
            if there(&path) {
                return path;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the browser stays on {}", self.client.current_url().await.expect("an address"));
    }

    /// Holds that the page says all this, once it has arrived.
    async fn sees(&self, words: &[&str]) {
        let mut text = String::new();
        for _ in 0..100 {
            text = self.text().await;
            if words.iter().all(|words| text.contains(words)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let missing: Vec<_> = words.iter().filter(|words| !text.contains(**words)).collect();
        panic!("the page does not say {missing:?}:\n{text}");
    }

    /// Submits the form that posts to a path ending so.
    async fn submit(&self, action_end: &str) {
        self.press(&format!(
            "form[action$='{action_end}'] button.main, form[action$='{action_end}'] button[type=submit]"
        ))
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_is_typed_decided_weighed_tried_and_kept_in_a_browser() {
    let Some(driver) = driver() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (app, address) = serve(&folder.path().join("store"), company::Size::Tiny).await;
    let client = browser(&driver).await;
    let reader = Reader { client: &client, house: format!("http://{address}") };

    reader.enter("Lou Peyrissac").await;
    reader.fill("#wish", "Afficher le solde de points en page d'accueil de l'appli").await;
    reader.submit("/requests").await;
    let request = reader.arrives(|path| path.starts_with("/requests/")).await;

    // What it is about.
    reader.submit("/about").await;
    reader.sees(&["46"]).await;

    // Five answers.
    for (question, answer) in company::w1_answers() {
        reader.go(&format!("{request}?question={}", question.word())).await;
        reader
            .fill(
                &format!(
                    "form[action$='/answers/{}'] textarea, form[action$='/answers/{}'] input[type=text]",
                    question.word(),
                    question.word()
                ),
                answer,
            )
            .await;
        reader.submit(&format!("/answers/{}", question.word())).await;
        reader.arrives(|path| path == request).await;
    }
    reader.go(&request).await;
    reader.sees(&["96", "77", "192.5 %", "1,184 tills", "27.5", "68.75 %", "24.75", "61.875 %"]).await;

    // The freeze.
    reader.fill("form[action$='/date'] input[type=date]", "11202026").await;
    reader.press("form[action$='/date']:has(input[type=date]) button[type=submit]").await;
    reader.sees(&["20 November 2026", "13 November 2026", "4 January 2027"]).await;
    reader.go(&request).await;
    reader.submit("/decision").await;
    let decision = reader.arrives(|path| path.starts_with("/decisions/")).await;

    // Two people, two signatures, one page.
    let number = decision.rsplit('/').next().expect("a number").to_owned();
    for name in ["Inès Valmorin", "Karim Delorge"] {
        reader.enter(name).await;
        reader.go(&format!("/decisions/{number}")).await;
        reader.press("input[value='with-cache-90']").await;
        reader.submit("/signatures").await;
        reader.arrives(|path| path == format!("/decisions/{number}")).await;
        reader.sees(&[name]).await;
    }
    let fell = || {
        let picture = app.picture();
        number.parse().ok().and_then(|n| picture.decision(n)).is_some_and(|decision| decision.made.is_some())
    };
    for _ in 0..200 {
        if fell() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(fell(), "both signed, so it fell");

    case::walk(&reader, &request).await;
    pilot::walk(&reader, &app).await;
    assert!(app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
    client.close().await.expect("the browser closes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shadow_tool_is_found_asked_about_and_decided_in_a_browser() {
    let Some(driver) = driver() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (app, address) = serve(&folder.path().join("store"), company::Size::Demo).await;
    let client = browser(&driver).await;
    let reader = Reader { client: &client, house: format!("http://{address}") };

    // What the files show.
    reader.enter("Solenn Abgrall-Petit").await;
    reader.go("/tools").await;
    reader.sees(&["Marketing uses", "74", "43", "of them stand in no register", "58.1 %", "12 of them receive"]).await;
    let wheel = client.find(Locator::LinkText("Tournicoupon")).await.expect("the wheel is in the list");
    wheel.click().await.expect("it opens");
    let page = reader.arrives(|path| path.starts_with("/tools/")).await;
    reader.sees(&["23", "users", "€89", "14 MB", "Marketing fidélité", "Lou Peyrissac", "hosted"]).await;

    // Whoever pays for it is asked, and answers in two clicks: the page, the button.
    reader.choose("select[name=person]", "Lou Peyrissac").await;
    reader.submit("/questions").await;
    reader.sees(&["The message is in the outbox."]).await;
    reader.enter("Lou Peyrissac").await;
    reader.go(&page).await;
    reader.press("details:has(textarea[name=functions]) summary").await;
    reader.press("input[value=too_slow]").await;
    reader.fill("#weeks", "9").await;
    let functions: Vec<&str> = company::shadow::services::WHEEL_FUNCTIONS.iter().map(|(_, en)| *en).collect();
    reader.fill("#functions", &functions.join("\n")).await;
    reader.press("button[value=ours]").await;
    reader.sees(&["Thank you for your answer.", "4 of 5 functions exist in", "quoted at 9 weeks"]).await;

    // Both sides decide.
    reader.enter("Solenn Abgrall-Petit").await;
    reader.go(&page).await;
    reader.fill("#until", "09302026").await;
    reader.submit("/decision").await;
    let decision = reader.arrives(|path| path.starts_with("/decisions/")).await;
    for name in ["Inès Valmorin", "Karim Delorge"] {
        reader.enter(name).await;
        reader.go(&decision).await;
        reader.press("input[value='replace-by-emailing-until-2026-09-30']").await;
        reader.submit("/signatures").await;
        reader.sees(&[name]).await;
    }
    reader.enter("Lou Peyrissac").await;
    reader.go(&page).await;
    reader.sees(&["It is decided:", "30 September 2026"]).await;
    reader.fill("#proof", "Account closed, certificate in the file").await;
    reader.submit("/deletion").await;
    reader.sees(&["Retired, data deleted", "Account closed, certificate in the file"]).await;
    reader.go("/tools").await;
    reader.sees(&["73", "42", "of them stand in no register", "57.5 %"]).await;
    assert!(app.picture().cases().any(|(_, case)| case.is_retired()));
    client.close().await.expect("the browser closes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_is_held_against_the_facts_and_arbitrated_in_a_browser() {
    let Some(driver) = driver() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (app, address) = serve(&folder.path().join("store"), company::Size::Demo).await;
    let client = browser(&driver).await;
    let reader = Reader { client: &client, house: format!("http://{address}") };

    // The imported plan makes it a promise; 58 days before, nobody was heard.
    reader.enter("Gaëtan Ruelland").await;
    reader.go("/").await;
    reader.sees(&["Promised to customers at T-58", "without any stamp"]).await;
    reader.go("/promises").await;
    reader.sees(&["T-58, not stamped"]).await;
    let spot = Locator::LinkText("Ordered online, ready in one hour, in all our stores");
    client.find(spot).await.expect("the spot is in the list").click().await.expect("it opens");
    let page = reader.arrives(|path| path.starts_with("/promises/")).await;
    reader.sees(&["Promised in 58 days", "line 4"]).await;

    // Delivery says what it takes; the stores say who has it.
    reader.fill("#threshold", "97 %").await;
    reader.submit("/needs").await;
    reader.sees(&["Stock accuracy of at least 97 %", "37", "of", "148", "stores have not what it takes", "111"]).await;

    // IT is heard on that page; marketing publishes all the same, and that stays visible.
    reader.enter("Karim Delorge").await;
    reader.go(&page).await;
    reader.press("input[value=not_feasible]").await;
    reader.fill("#words", "Empty shelves in 37 stores").await;
    reader.submit("/stamps").await;
    reader.sees(&["Not feasible", "Empty shelves in 37 stores"]).await;
    reader.enter("Inès Valmorin").await;
    reader.go(&page).await;
    reader.press("details:has(form[action$='/publication']) summary").await;
    reader.submit("/publication").await;
    reader
        .sees(&["It is published and signed.", "signed by Inès Valmorin", "Without the stamp of: Delivery lead"])
        .await;

    // Both sides are asked, and do not agree within five working days.
    reader.enter("Solenn Abgrall-Petit").await;
    reader.go(&page).await;
    reader.fill("#ready_by", "11142026").await;
    reader.submit("/decision").await;
    let decision = reader.arrives(|path| path.starts_with("/decisions/")).await;
    for (name, choice) in [("Inès Valmorin", "keep-promise"), ("Karim Delorge", "in-waves-until-2026-11-14")] {
        reader.enter(name).await;
        reader.go(&decision).await;
        reader.sees(&["at launch", "in a second wave"]).await;
        reader.press(&format!("input[value='{choice}']")).await;
        reader.submit("/signatures").await;
        reader.sees(&[name]).await;
    }
    app.clock().set("2026-08-14T07:00:00Z".parse().expect("an instant"));
    reader.enter("Solenn Abgrall-Petit").await;
    reader.go(&decision).await;
    reader.fill("#terms", "111 stores at launch, 37 in wave 2").await;
    reader.submit("/compromises").await;
    reader.sees(&["111 stores at launch, 37 in wave 2"]).await;

    // The chief executive decides, and the promise follows.
    reader.enter("Aurélien Castaing-Roy").await;
    reader.go(&decision).await;
    reader.press("input[value='in-waves-until-2026-11-14']").await;
    reader.submit("/arbitration").await;
    reader.sees(&["111", "37"]).await;
    reader.go(&page).await;
    reader.sees(&["at launch", "in a second wave, by", "14 November 2026", "111 stores at launch, 37 in wave 2"]).await;
    assert!(app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
    client.close().await.expect("the browser closes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_priced_before_it_is_signed_and_its_receipt_stays_in_a_browser() {
    let Some(driver) = driver() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (app, address) = serve(&folder.path().join("store"), company::Size::Demo).await;
    let client = browser(&driver).await;
    let reader = Reader { client: &client, house: format!("http://{address}") };

    // What changed so far, and how fast scope grows.
    reader.enter("Inès Valmorin").await;
    reader.go("/changes").await;
    reader.sees(&["1,180", "1,322", "5.85 %", "another option left more"]).await;
    let open = Locator::XPath("//a[contains(., 'parrainage avant la refonte du panier')]");
    client.find(open).await.expect("it is in the list").click().await.expect("it opens");
    let page = reader.arrives(|path| path.starts_with("/changes/")).await;
    let receipt = ["37.6", "55.6", "34,472", "66,000", "100,472", "45,000", "55,472"];
    reader.sees(&receipt).await;
    reader.sees(&["Days planned and spent: read from the tracker, WEB-100."]).await;

    // More work was spent than was thought: every figure that rests on it moves.
    reader.press("details:has(form[action$='/proposal']) summary").await;
    reader.fill("#spent", "120").await;
    reader.fill("#source", "counted again on Thursday").await;
    reader.submit("/proposal").await;
    reader.sees(&["It is saved, and the receipt worked out again.", "106,920", "61,920"]).await;
    reader.sees(&["Days spent: typed, counted again on Thursday."]).await;
    reader.press("details:has(form[action$='/proposal']) summary").await;
    reader.fill("#spent", "").await;
    reader.fill("#source", "").await;
    reader.submit("/proposal").await;
    reader.sees(&receipt).await;

    // Marketing overrules what leaves most, with a reason only; both sides sign.
    reader.submit("/decision").await;
    let decision = reader.arrives(|path| path.starts_with("/decisions/")).await;
    reader.press("input[value='option-1']").await;
    reader.submit("/signatures").await;
    reader.sees(&["the reason that outweighs it is missing"]).await;
    for (name, reason) in [("Inès Valmorin", "September comes once"), ("Karim Delorge", "Nothing else goes first")] {
        reader.enter(name).await;
        reader.go(&decision).await;
        reader.press("input[value='option-1']").await;
        reader.fill("#remark", reason).await;
        reader.submit("/signatures").await;
        reader.sees(&[reason]).await;
    }
    reader.go(&page).await;
    reader.sees(&["Another option left more", "100,472", "55,472"]).await;
    assert!(app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
    client.close().await.expect("the browser closes");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_who_is_read_questioned_and_taken_back_in_a_browser() {
    let Some(driver) = driver() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    live(&store, company::Size::Tiny);
    matching::keep(&store, company::Size::Tiny);
    let (app, address) = open(&store).await;
    let client = browser(&driver).await;
    let reader = Reader { client: &client, house: format!("http://{address}") };
    matching::walk(&reader, &app).await;
    assert!(app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
    client.close().await.expect("the browser closes");
}
