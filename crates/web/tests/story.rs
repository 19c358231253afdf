//! The small widget's story through the pages a browser sees: one wish, its consequences, two signatures.

use std::sync::Arc;

use agenda::decision::Choice;
use agenda::request::Question;
use app::order::case::CaseOrder;
use app::{Actor, App, Clock, Order, Token};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::{Kind, Lang, PersonId, Ref};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::Config;

const WIDGET: &str = "Afficher le solde de points en page d'accueil de l'appli";
/// Typed by somebody who means harm, or only likes quotes.
const NASTY: &str = "<script>alert('x')</script> \"> 'onmouseover=\"y\" & </textarea></title>";

struct House {
    app: Arc<App>,
    router: Router,
    _folder: tempfile::TempDir,
}

/// What came back.
struct Page {
    status: StatusCode,
    location: Option<String>,
    html: String,
}

impl House {
    fn of_solvene() -> House {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::standing("2026-08-06T09:00:00+02:00".parse().unwrap());
        let app = Arc::new(App::open(folder.path(), clock).unwrap());
        let mut files = company::files(company::Size::Demo, 1);
        files.sort_by_key(|file| file.name.starts_with("people"));
        for file in &files {
            app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).unwrap();
        }
        let config = Config {
            personas: true,
            examples: vec![(WIDGET.to_owned(), "Show the points balance on the app's home page".to_owned())],
            ..Config::default()
        };
        let router = web::router(Arc::clone(&app), config);
        House { app, router, _folder: folder }
    }

    fn person(&self, name: &str) -> PersonId {
        let picture = self.app.picture();
        let called = |person: &agenda::person::Person| picture.text(&person.name).is_some_and(|n| n.starts_with(name));
        picture.people().find(|(_, person)| called(person)).unwrap_or_else(|| panic!("nobody is called {name}")).0
    }

    fn enter(&self, name: &str) -> Token {
        self.app.open_session(self.person(name)).unwrap()
    }

    async fn get(&self, who: &Token, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("entente={}", who.shown()));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, who: &Token, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut body = form_urlencoded(&[("csrf", &who.form_token())]);
        body.push('&');
        body.push_str(&form_urlencoded(fields));
        let request = Request::post(path)
            .header(header::COOKIE, format!("entente={}", who.shown()))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Page { status, location, html: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    /// A request of Lou's that is understood, and answered in full if `answered`.
    async fn widget(&self, answered: bool) -> u64 {
        let lou = Actor::Person(self.person("Lou"));
        let asked = self.app.submit(lou, Order::Ask { sentence: WIDGET.to_owned(), lang: Lang::Fr }).unwrap();
        let number: u64 = asked.about.unwrap().key().parse().unwrap();
        let picture = self.app.picture();
        let about = picture::about_of(&picture.read_sentence(WIDGET, Lang::Fr)[0]);
        self.app.submit(lou, Order::Understand { request: number, about }).unwrap();
        for (question, answer) in ANSWERS.iter().filter(|_| answered) {
            let order = Order::Answer { request: number, question: *question, answer: (*answer).to_owned() };
            self.app.submit(lou, order).unwrap();
        }
        number
    }
}

const ANSWERS: [(Question, &str); 5] = [
    (Question::Problem, "Les clients ne savent pas combien de points ils ont"),
    (Question::Who, "410 000 membres actifs"),
    (Question::Known, "1 appel sur 6 au service client en juin"),
    (Question::Result, "Le taux de rachat passe de 31 à 32 % avant décembre"),
    (Question::Done, "Le solde de la veille au soir s'affiche en moins de 2 secondes"),
];

fn form_urlencoded(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

/// Markup without the elements that begin so, whatever they hold.
fn without(html: &str, opening: &str, name: &str) -> String {
    let (start, end) = (format!("<{name}"), format!("</{name}>"));
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(opening) {
        kept.push_str(before);
        let mut depth = 1;
        rest = after;
        while depth > 0 {
            let Some(closes) = rest.find(&end) else { return kept };
            depth += rest[..closes].matches(&start).count();
            depth -= 1;
            rest = &rest[closes + end.len()..];
        }
    }
    kept + rest
}

/// The page's text without markup, so that a sentence can be looked for across the marks of its figures and words.
fn text(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    // The evidence under a figure is folded away on the page, and left out here; so is what a word means.
    let kept = without(main, "<div class=\"note\"", "div");
    let kept = without(&kept, "<span class=\"meaning\"", "span");
    let kept = kept.split("<aside class=\"words-used\"").next().unwrap_or_default();
    let mut out = String::new();
    let mut inside = true;
    for c in kept.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&").replace("&gt;", ">").replace("&lt;", "<")
}

fn has(page: &Page, words: &str) {
    let plain = text(&page.html).replace(['\u{a0}', '\u{202f}'], " ");
    let start: String = plain.chars().take(900).collect();
    assert!(plain.contains(words), "{words:?} is not on the page ({}):\n{start}", page.status);
}

/// How many main actions the page offers; each state of a page has one at most.
fn main_actions(page: &Page) -> usize {
    page.html.split_once("<main").unwrap().1.matches("class=\"main\"").count()
}

#[tokio::test]
async fn lou_asks_in_one_sentence_sees_what_it_would_do_and_both_directors_sign() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    let home = house.get(&lou, "/?lang=fr").await;
    has(&home, "Que voulez-vous changer pour le client ?");
    has(&home, WIDGET);

    let asked = house.post(&lou, "/requests", &[("wish", WIDGET)]).await;
    assert_eq!((asked.status, asked.location.as_deref()), (StatusCode::SEE_OTHER, Some("/requests/1")));
    let page = house.get(&lou, "/requests/1").await;
    has(&page, "Vous parlez de…");
    has(&page, "Rien n’est calculé tant que ce n’est pas confirmé.");
    assert!(!page.html.contains("spread"), "nothing is computed before it is confirmed");
    assert_eq!(main_actions(&page), 1);

    let none = house.post(&lou, "/requests/1/about", &[("reading", "")]).await;
    assert_eq!(none.location.as_deref(), Some("/requests/1?about=plain#about"));
    has(&house.get(&lou, "/requests/1?about=plain").await, "Où le client le verra-t-il ?");
    let first = page.html.split("name=\"reading\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let confirmed = house.post(&lou, "/requests/1/about", &[("reading", &first)]).await;
    assert_eq!(confirmed.location.as_deref(), Some("/requests/1?done=confirmed"));

    let page = house.get(&lou, "/requests/1?lang=fr").await;
    has(&page, "Le samedi à 16:00, ce changement peut ralentir 1 184 caisses.");
    has(&page, "192,5 %");
    has(&page, "68,75 %");
    has(&page, "Prête à 46 sur 100.");
    assert_eq!(main_actions(&page), 1, "the next question");
    let page = house.get(&lou, "/requests/1?lang=en").await;
    has(&page, "On Saturday at 16:00 this change can slow down 1,184 tills.");
    has(&page, "61.875 %");

    for (question, answer) in ANSWERS {
        let path = format!("/requests/1/answers/{}", question.word());
        assert_eq!(house.post(&lou, &path, &[("answer", answer)]).await.status, StatusCode::SEE_OTHER);
    }
    let page = house.get(&lou, "/requests/1?lang=fr").await;
    has(&page, "Demander une décision");
    assert_eq!(main_actions(&page), 1, "ask for a decision");
    let sent = house.post(&lou, "/requests/1/decision", &[]).await;
    assert_eq!(sent.location.as_deref(), Some("/decisions/1?done=opened"));
    let page = house.get(&lou, "/requests/1").await;
    assert_eq!(main_actions(&page), 1, "open the decision");

    let hash = house.app.picture().decision(1).unwrap().hash.clone();
    for (name, waits) in [("Inès", "N’a pas encore signé."), ("Karim", "Avec un cache à 90 %")] {
        let director = house.enter(name);
        let page = house.get(&director, "/decisions/1").await;
        has(&page, waits);
        assert_eq!(main_actions(&page), 1, "sign");
        let fields = [("choice", "with-cache-90"), ("hash", &hash), ("remark", "d'accord")];
        let signed = house.post(&director, "/decisions/1/signatures", &fields).await;
        assert_eq!(signed.location.as_deref(), Some("/decisions/1?done=signed"));
    }
    let page = house.get(&lou, "/decisions/1?lang=en").await;
    has(&page, "Decided together on 6 August 2026");
    has(&page, "It goes ahead, with a cache at 90 %.");
    has(&page, "The most used system would go to 68.75 %, 27.5 calls/s.");
    has(&page, "Signed by Inès Valmorin for marketing and by Karim Delorge for IT.");
    let page = house.get(&lou, "/requests/1?lang=en").await;
    has(&page, "It goes ahead, with a cache at 90 %.");
    has(&page, "Decided together on 6 August 2026");
    assert_eq!(main_actions(&page), 1, "open the decision");
    has(&house.get(&lou, "/decisions?lang=en").await, "With a cache at 90 %, on 6 August 2026");
    has(&house.get(&lou, "/requests?lang=en").await, "decided");
}

#[tokio::test]
async fn a_date_in_the_freeze_is_answered_with_its_reason_two_free_days_and_room_for_what_outweighs_it() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    let number = house.widget(false).await;
    let path = format!("/requests/{number}/date");
    let refused = house.post(&lou, &path, &[("date", "2026-11-20")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&refused, "Cette date n'est pas possible : le vendredi 20 novembre 2026 tombe dans");
    has(&refused, "Choisissez le vendredi 13 novembre 2026 ou le lundi 4 janvier 2027");
    let banner = refused.html.split_once("id=\"not-taken\"").expect("said at the head of the page, in focus").1;
    assert!(banner.starts_with(" tabindex=\"-1\" autofocus") && banner.contains("href=\"#dates\""));
    assert!(refused.html.find("not-taken").unwrap() < refused.html.find("<h1").unwrap());
    let again = house.get(&lou, &path).await;
    assert_eq!(again.location, Some(format!("/requests/{number}#dates")), "loaded again, it leads to the page");
    has(&refused, "vendredi 13 novembre 2026");
    has(&refused, "lundi 4 janvier 2027");
    assert!(refused.html.contains("value=\"2026-11-20\""), "what was typed is kept");
    assert!(refused.html.contains("name=\"despite\""));
    assert!(refused.html.contains(&format!("href=\"/requests/{number}?lang=en\"")), "the page has its own address");
    let taken = house.post(&lou, &path, &[("date", "2026-11-20"), ("despite", "la campagne est payée")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    has(&house.get(&lou, &format!("/requests/{number}")).await, "la campagne est payée");
}

#[tokio::test]
async fn numbers_of_ones_own_change_the_consequence_and_an_unreadable_one_is_said() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    let number = house.widget(false).await;
    let path = format!("/requests/{number}/assumptions");
    let wrong = house.post(&lou, &path, &[("calls_per_view", "un peu"), ("views", "12")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.html.contains("un peu") && wrong.html.contains("value=\"12\""), "what was typed is kept");
    let taken = house.post(&lou, &path, &[("calls_per_view", "1"), ("cache_share", "")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    has(&house.get(&lou, &format!("/requests/{number}?lang=fr")).await, "22 + 11 = 33");
}

#[tokio::test]
async fn the_wish_stands_beside_the_screen_that_shows_it_already() {
    let house = House::of_solvene();
    let number = house.widget(false).await;
    let lou = house.enter("Lou");
    let page = house.get(&lou, &format!("/requests/{number}")).await;
    assert!(page.html.contains(&format!("/requests/{number}/compare")));
    let page = house.get(&lou, &format!("/requests/{number}/compare")).await;
    assert_eq!(page.status, StatusCode::OK);
    // The wish brings the engine to 77 of 40; a shortcut that one in five of 11 views takes leaves it its room:
    // 22 + 11 × 0.2 × (1 + 25 s ÷ 15 s) = 27.87 of 40.
    for words in
        ["Moteur de fidélité\u{a0}: à 192,5\u{a0}% de sa limite comme demandé", "à 69,7\u{a0}% avec", "1\u{202f}184"]
    {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let cached = house.get(&lou, &format!("/requests/{number}/compare?a=with-cache-90&b=with-cache-95")).await;
    assert!(cached.html.contains("68,75") && cached.html.contains("61,875"), "{}", cached.html);
    // Words that stand for no answer are answered with the answers there are.
    let strange = house.get(&lou, &format!("/requests/{number}/compare?a=%3Cb%3E&b=zzz")).await;
    assert!(strange.status == StatusCode::OK && !strange.html.contains("<b>"));
}

#[tokio::test]
async fn a_service_of_a_trace_is_said_to_be_the_engine_and_taken_apart_again() {
    let house = House::of_solvene();
    let graph = br#"[{"parent":"mobile-app","child":"loyalty-engine-service","callCount":5}]"#;
    house.app.import(Actor::House, None, "calls.json", graph, None).unwrap();
    let architect = house.enter("Théodore");
    let (engine, service) = ("/things/system/loyalty-engine", "/things/system/loyalty-engine-service");
    let same = format!("{service}/fields/same_as");
    for page in [house.get(&architect, engine).await, house.get(&architect, service).await] {
        assert!(page.html.contains("peut-être la même chose") && page.html.contains(&same), "{}", page.html);
    }
    let said = house.post(&architect, &same, &[("value", "loyalty-engine")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.html);
    let there = house.get(&architect, service).await;
    assert_eq!(there.location.as_deref(), Some(engine), "it is read where it belongs");
    let page = house.get(&architect, engine).await;
    assert!(page.html.contains("Appelé «\u{a0}loyalty-engine-service\u{a0}»"), "{}", page.html);
    let apart = house.post(&architect, &format!("{same}/withdrawal"), &[]).await;
    assert_eq!(apart.status, StatusCode::SEE_OTHER, "{}", apart.html);
    let two = house.post(&architect, &format!("{service}/fields/not_same"), &[("value", "loyalty-engine")]).await;
    assert_eq!(two.status, StatusCode::SEE_OTHER, "{}", two.html);
    for page in [house.get(&architect, engine).await, house.get(&architect, service).await] {
        assert!(page.status == StatusCode::OK && !page.html.contains("peut-être la même chose"));
    }
}

#[tokio::test]
async fn a_technology_without_a_problem_comes_back_with_three_questions() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    house.post(&lou, "/requests", &[("wish", "Un chatbot sur le site")]).await;
    let page = house.get(&lou, "/requests/1?lang=fr").await;
    has(&page, "D’abord trois questions");
    has(&page, "Quel client rencontre quelle difficulté aujourd'hui ?");
    assert_eq!(main_actions(&page), 1);
    let answer = [("answer", "Les clients ne trouvent pas l'horaire de leur magasin et appellent")];
    house.post(&lou, "/requests/1/answers/problem", &answer).await;
    let page = house.get(&lou, "/requests/1?lang=fr").await;
    assert!(!page.html.contains("D’abord trois questions"));
}

#[tokio::test]
async fn facts_that_moved_since_the_opening_are_told_beside_those_that_are_signed() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    let number = house.widget(true).await;
    house.app.submit(Actor::Person(house.person("Lou")), Order::Send { request: number }).unwrap();
    has(&house.get(&lou, "/decisions/1?lang=fr").await, "aucun n’a bougé depuis");
    let picture = house.app.picture();
    let about = picture.request(number).unwrap();
    let reading = picture.reading(about, house.app.today()).unwrap().unwrap();
    let engine: Ref = reading.impact.loads[0].system.clone();
    assert_eq!(engine.kind(), Kind::System);
    let order = Order::State { subject: engine, field: "limit".to_owned(), value: "50".to_owned() };
    house.app.submit(Actor::Person(house.person("Karim")), order).unwrap();
    let page = house.get(&lou, "/decisions/1?lang=fr").await;
    has(&page, "Les faits ont bougé depuis l’ouverture");
    has(&page, "192,5 %154 %");
    has(&page, "les phrases sont celles d’aujourd’hui, et des faits ont bougé entre les deux.");
    let page = house.get(&house.enter("Inès"), "/decisions/1?lang=fr").await;
    let (before, after) = page.html.split_once("name=\"remark\"").unwrap();
    assert!(before.contains("Vous signez ceux de l’ouverture.") && after.contains("Signer"), "beside the button");
}

#[tokio::test]
async fn a_disagreement_goes_to_the_arbiter_and_only_those_who_may_see_a_form() {
    let house = House::of_solvene();
    let number = house.widget(true).await;
    house.app.submit(Actor::Person(house.person("Lou")), Order::Send { request: number }).unwrap();
    let hash = house.app.picture().decision(1).unwrap().hash.clone();
    for (name, choice) in [("Inès", Choice::AsAsked), ("Karim", Choice::NotNow)] {
        let order = Order::Sign { decision: 1, choice, hash: hash.clone(), remark: None };
        house.app.submit(Actor::Person(house.person(name)), order).unwrap();
    }
    let lou = house.enter("Lou");
    let page = house.get(&lou, "/decisions/1?lang=fr").await;
    has(&page, "sinon la direction générale arbitre");
    assert!(!page.html.contains("/signatures\"") && !page.html.contains("/arbitration\""), "Lou signs nothing");
    let picture = house.app.picture();
    let (ceo, _) = picture.people().find(|(_, person)| person.may(agenda::role::Right::Arbitrate)).unwrap();
    let ceo = house.app.open_session(ceo).unwrap();
    let page = house.get(&ceo, "/decisions/1?lang=fr").await;
    assert!(page.html.contains("/arbitration\""));
    assert_eq!(main_actions(&page), 1);
    let without = house.post(&ceo, "/decisions/1/arbitration", &[("hash", &hash)]).await;
    assert_eq!(without.status, StatusCode::BAD_REQUEST, "no option was chosen");
    let fields = [("choice", "with-cache-90"), ("hash", hash.as_str())];
    assert_eq!(house.post(&ceo, "/decisions/1/arbitration", &fields).await.status, StatusCode::SEE_OTHER);
    has(&house.get(&lou, "/decisions/1?lang=fr").await, "Arbitré le 6 août 2026");
}

#[tokio::test]
async fn a_stale_page_is_not_signed_and_the_remark_is_kept() {
    let house = House::of_solvene();
    let number = house.widget(true).await;
    house.app.submit(Actor::Person(house.person("Lou")), Order::Send { request: number }).unwrap();
    let ines = house.enter("Inès");
    let fields = [("choice", "as-asked"), ("hash", "0000"), ("remark", "ma remarque")];
    let page = house.post(&ines, "/decisions/1/signatures", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&page, "La page a changé depuis que vous l'avez lue. Relisez-la, puis signez.");
    assert!(page.html.contains("value=\"ma remarque\""));
}

#[tokio::test]
async fn what_people_type_is_never_markup() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    house.post(&lou, "/requests", &[("wish", NASTY)]).await;
    let number = house.widget(false).await;
    for question in Question::ALL {
        let path = format!("/requests/{number}/answers/{}", question.word());
        house.post(&lou, &path, &[("answer", NASTY)]).await;
    }
    let at = |rest: &str| format!("/requests/{number}{rest}");
    let mut pages = vec![
        house.post(&lou, "/requests", &[("wish", "???")]).await,
        house.post(&lou, &at("/assumptions"), &[("views", NASTY), ("calls_per_view", NASTY)]).await,
        house.post(&lou, &at("/date"), &[("date", NASTY), ("despite", NASTY)]).await,
        house.post(&lou, &at("/about"), &[("reading", NASTY)]).await,
        house.post(&lou, &at("/about"), &[("element", NASTY), ("data", NASTY), ("archetype", NASTY)]).await,
    ];
    house.post(&lou, &at("/date"), &[("date", "2026-11-20"), ("despite", NASTY)]).await;
    house.post(&lou, &at("/sentence"), &[("sentence", NASTY)]).await;
    let wish = form_urlencoded(&[("wish", NASTY)]);
    for path in
        ["/requests/1", "/requests", &at(""), &at("?about=words"), &at("?question=problem"), &format!("/?{wish}")]
    {
        pages.push(house.get(&lou, path).await);
    }
    let hash = house
        .app
        .submit(Actor::Person(house.person("Lou")), Order::Send { request: number })
        .map(|_| house.app.picture().decision(1).unwrap().hash.clone());
    if let Ok(hash) = hash {
        let ines = house.enter("Inès");
        let fields = [("choice", "as-asked"), ("hash", hash.as_str()), ("remark", NASTY)];
        pages.push(house.post(&ines, "/decisions/1/signatures", &fields).await);
        pages.push(house.post(&ines, "/decisions/1/compromises", &[("terms", NASTY)]).await);
        pages.push(house.get(&ines, "/decisions/1").await);
        pages.push(house.get(&ines, "/decisions").await);
        pages.push(house.get(&ines, "/").await);
    }
    house.post(&lou, "/requests/1/withdrawal", &[("why", NASTY)]).await;
    pages.push(house.get(&lou, "/requests/1").await);
    assert!(
        pages.iter().filter(|page| page.html.contains("&lt;script&gt;")).count() >= 8,
        "it is shown as it was typed"
    );
    for page in pages {
        assert!(!page.html.contains("<script>alert") && !page.html.contains("'onmouseover=\""), "{}", page.html);
    }
}

#[tokio::test]
async fn a_guest_sees_the_question_and_their_own_requests_only() {
    let house = House::of_solvene();
    house.widget(false).await;
    let order = Order::Register {
        name: "Agence Ombelle".to_owned(),
        email: None,
        side: base::Side::Other,
        roles: vec![agenda::role::Role::Guest],
        team: None,
    };
    house.app.submit(Actor::House, order).unwrap();
    let guest = house.enter("Agence Ombelle");
    let home = house.get(&guest, "/?lang=fr").await;
    assert!(!home.html.contains("id=\"waiting\""));
    assert_eq!(house.get(&guest, "/requests/1").await.status, StatusCode::FORBIDDEN);
    house.post(&guest, "/requests", &[("wish", "Changer la bannière de la page d'accueil du site")]).await;
    assert_eq!(house.get(&guest, "/requests/2").await.status, StatusCode::OK);
    let list = house.get(&guest, "/requests?lang=fr").await;
    has(&list, "Changer la bannière");
    assert!(!text(&list.html).contains("solde de points"));
    assert_eq!(house.get(&guest, "/decisions").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn addresses_that_name_nothing_say_so() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    for path in ["/requests/99", "/requests/x", "/decisions/99", "/decisions/-1"] {
        assert_eq!(house.get(&lou, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/requests?stage=nonsense&page=x", "/decisions?state=nonsense&page=0", "/requests?page=900"] {
        assert_eq!(house.get(&lou, path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_deadline_that_passes_in_silence_gives_a_provisional_decision_until_the_other_side_signs() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    house.post(&lou, "/requests", &[("wish", "Changer la bannière de la page d'accueil du site")]).await;
    let picture = house.app.picture();
    let reading = &picture.read_sentence("Changer la bannière de la page d'accueil du site", Lang::Fr)[0];
    let order = Order::Understand { request: 1, about: picture::about_of(reading) };
    house.app.submit(Actor::Person(house.person("Lou")), order).unwrap();
    let sent = house.post(&lou, "/requests/1/decision", &[]).await;
    assert_eq!(
        sent.location.as_deref(),
        Some("/decisions/1?done=opened"),
        "a request may be sent before it is complete"
    );
    let hash = house.app.picture().decision(1).unwrap().hash.clone();
    let fields = [("choice", "as-asked"), ("hash", hash.as_str())];
    let ines = house.enter("Inès");
    house.post(&ines, "/decisions/1/signatures", &fields).await;
    house.app.clock().set("2026-08-11T09:00:00+02:00".parse().unwrap());
    // Sessions end with the days; she comes in again.
    let ines = house.enter("Inès");
    let page = house.get(&ines, "/decisions/1?lang=fr").await;
    has(&page, "L’échéance est passée depuis le 10 août 2026");
    assert_eq!(main_actions(&page), 1, "apply the rule of the deadline");
    let passed = house.post(&ines, "/decisions/1/deadline", &[]).await;
    assert_eq!(passed.location.as_deref(), Some("/decisions/1?done=passed"));
    let karim = house.enter("Karim");
    let page = house.get(&karim, "/decisions/1?lang=fr").await;
    has(&page, "Provisoire jusqu’à ce que la partie absente signe");
    assert!(page.html.contains("provisional-page"));
    assert_eq!(main_actions(&page), 1, "sign");
    house.post(&karim, "/decisions/1/signatures", &fields).await;
    let page = house.get(&karim, "/decisions/1?lang=fr").await;
    has(&page, "On le fait, comme demandé.");
    assert!(!page.html.contains("provisional-page"));
}

#[tokio::test]
async fn a_decision_shows_what_is_asked_for_and_what_was_not_said_when_it_was_sent() {
    let house = House::of_solvene();
    let lou = house.enter("Lou");
    let number = house.widget(false).await;
    house.post(&lou, &format!("/requests/{number}/answers/who"), &[("answer", "410 000 membres de l'appli")]).await;
    let fields = [("date", "2026-11-20"), ("despite", "la campagne est payée")];
    house.post(&lou, &format!("/requests/{number}/date"), &fields).await;
    house.post(&lou, &format!("/requests/{number}/decision"), &[]).await;
    let page = house.get(&house.enter("Karim"), "/decisions/1?lang=fr").await;
    for part in [
        "Pour qui410 000 membres de l'appli",
        "Vendredi 20 novembre 2026, malgré ce qui s’y oppose : « la campagne est payée »",
        "Ce qui n’est pas ditLa difficulté, ce qu’on en sait, le résultat attendu, réussi quand",
        "ces réponses et cette date sont scellées avec les chiffres",
        "Les chiffres sont ceux de l’ouverture, le 6 août 2026",
    ] {
        has(&page, part);
    }
    let page = house.get(&lou, &format!("/requests/{number}?lang=fr")).await;
    has(&page, "Envoyée alors que");
    assert!(!page.html.contains("Rien ne manque"));
}

#[tokio::test]
async fn everybody_is_told_what_waits_for_them_and_the_lists_count_alike() {
    let house = House::of_solvene();
    let number = house.widget(true).await;
    let lou = house.enter("Lou");
    has(&house.get(&lou, "/?lang=fr").await, "Une de vos demandes est prête à être décidée.");
    house.app.submit(Actor::Person(house.person("Lou")), Order::Send { request: number }).unwrap();
    house.widget(false).await;
    has(&house.get(&lou, "/?lang=fr").await, "Une de vos demandes attend vos réponses.");
    let karim = house.enter("Karim");
    let home = house.get(&karim, "/?lang=fr").await;
    has(&home, "Une décision attend votre signature, avant le 13 août 2026.");
    has(&home, "Attend Marketing DSI, avant le 13 août 2026");
    has(&house.get(&karim, "/decisions?lang=fr").await, "Votre signature 1");
    let picture = house.app.picture();
    let (ceo, _) = picture.people().find(|(_, person)| person.may(agenda::role::Right::Arbitrate)).unwrap();
    let enter = || house.app.open_session(ceo).unwrap();
    let home = house.get(&enter(), "/?lang=fr").await;
    has(&home, "Rien n’attend de vous.");
    has(&home, "Demandes en cours : 1 chez le marketing, 1 chez les deux.");
    let hash = picture.decision(1).unwrap().hash.clone();
    for (name, choice) in [("Inès", Choice::AsAsked), ("Karim", Choice::NotNow)] {
        let order = Order::Sign { decision: 1, choice, hash: hash.clone(), remark: None };
        house.app.submit(Actor::Person(house.person(name)), order).unwrap();
    }
    has(&house.get(&karim, "/?lang=fr").await, "Rien n’attend de vous.");
    house.app.clock().set("2026-09-01T09:00:00+02:00".parse().unwrap());
    let home = house.get(&enter(), "/?lang=fr").await;
    has(&home, "Une décision attend votre arbitrage.");
    has(&home, "Désaccord à arbitrer, échéance passée depuis le 13 août 2026");
    has(&house.get(&enter(), "/decisions?state=mine&lang=fr").await, "Votre arbitrage 1");
}

#[tokio::test]
async fn nobody_is_shown_a_room_that_does_not_open() {
    let house = House::of_solvene();
    let order = Order::Register {
        name: "Agence Ombelle".to_owned(),
        email: None,
        side: base::Side::Other,
        roles: vec![agenda::role::Role::Guest],
        team: None,
    };
    house.app.submit(Actor::House, order).unwrap();
    for name in ["Agence Ombelle", "Lou", "Karim"] {
        let who = house.enter(name);
        let page = house.get(&who, "/").await;
        let frame = [page.html.split_once("<main").unwrap().0, page.html.split_once("<footer").unwrap().1].concat();
        let links: Vec<String> =
            frame.split("href=\"/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        for link in links.iter().filter(|link| !link.starts_with("assets/")) {
            assert_ne!(
                house.get(&who, &format!("/{link}")).await.status,
                StatusCode::FORBIDDEN,
                "{name} is shown /{link}"
            );
        }
    }
}

#[tokio::test]
async fn two_people_write_one_line_at_once_and_the_second_keeps_either_version() {
    let house = House::of_solvene();
    house.widget(true).await;
    let ines = house.person("Inès");
    let order = |order| Order::Case { request: 1, order, seen: None };
    house.app.submit(Actor::Person(ines), order(CaseOrder::Open)).unwrap();
    let steps = vec![(agenda::business_case::Metric::Outcome, "Le membre rachète".to_owned())];
    house.app.submit(Actor::Person(ines), order(CaseOrder::DrawChain { steps })).unwrap();
    let (lou, other) = (house.enter("Lou"), house.enter("Inès"));
    let line = |seen: u64, line: &str, volume: &str, basis: &str| {
        let fields = [
            ("seen", seen.to_string()),
            ("line", line.to_owned()),
            ("option", "as-asked".to_owned()),
            ("name", "Achats de plus".to_owned()),
            ("volume", volume.to_owned()),
            ("volume_basis", basis.to_owned()),
            ("value", "212".to_owned()),
            ("margin_basis", "à confirmer".to_owned()),
        ];
        fields.map(|(name, value)| (name, value))
    };
    let post = async |who: &Token, fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        house.post(who, "/requests/1/case/benefits", &fields).await
    };
    let version = || house.app.picture().business_case(1).unwrap().version;
    let volume = || house.app.picture().business_case(1).unwrap().lines[&1].matter.factors()[0].1.value.likely;
    assert_eq!(post(&lou, &line(version(), "", "410 000", "")).await.status, StatusCode::SEE_OTHER);
    let seen = version();
    assert_eq!(post(&other, &line(seen, "1", "400 000", "hors doublons")).await.status, StatusCode::SEE_OTHER);

    // Lou still has the page she read before her: she is shown all three, and what she typed is kept whole.
    let page = post(&lou, &line(seen, "1", "390 000", "panel de mai")).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    has(&page, "a modifié la ligne 1");
    for words in ["410 000", "400 000", "390 000", "hors doublons", "panel de mai"] {
        has(&page, words);
    }
    has(&page, "Garder la mienne");
    has(&page, "Garder celle qui est en place");
    assert!(page.html.contains("name=\"margin_basis\" value=\"à confirmer\""), "also what stands in no number");
    assert_eq!(volume(), 400_000.0, "nothing was overwritten");
    let keep = post(&lou, &line(version(), "1", "390 000", "panel de mai")).await;
    assert_eq!((keep.status, volume()), (StatusCode::SEE_OTHER, 390_000.0));

    // Programs are told the same.
    let body = serde_json::json!({
        "line": 1, "option": "as-asked", "name": "Achats de plus", "seen": seen,
        "volume": { "likely": 380_000.0 }, "value": { "likely": 212.0 },
    });
    let request = Request::post("/api/v1/requests/1/case/benefits")
        .header(header::COOKIE, format!("entente={}", lou.shown()))
        .header(header::CONTENT_TYPE, "application/json");
    let told = house.send(request.body(Body::from(body.to_string())).unwrap()).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.html);
    let told: serde_json::Value = serde_json::from_str(&told.html).unwrap();
    let parts = told["meanwhile"]["parts"].as_array().unwrap();
    let amount = parts.iter().find(|part| part["field"] == "volume").unwrap();
    let likely = |whose: &str| amount[whose]["number"]["value"]["likely"].as_f64();
    assert_eq!(
        [likely("before"), likely("theirs"), likely("mine")],
        [Some(410_000.0), Some(390_000.0), Some(380_000.0)]
    );
}
