//! Tools in use through pages and the API: what is told of few people, links that answer, forms that cannot be read.

use std::sync::Arc;

use agenda::decision::Choice;
use agenda::role::Role;
use app::{Actor, App, Clock, Order, Token};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::{Lang, PersonId, Ref, Side};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use web::Config;

struct House {
    app: Arc<App>,
    router: Router,
    _folder: tempfile::TempDir,
    lou: PersonId,
    solenn: PersonId,
    /// Five people work with it.
    tool: Ref,
    /// Two people work with it.
    small: Ref,
}

/// Three weeks of July in which so many work with a tool.
fn log(host: &str, users: &[&str]) -> String {
    let mut log = String::new();
    let start: jiff::Timestamp = "2026-07-06T07:00:00Z".parse().unwrap();
    for day in (0..19).filter(|day| day % 7 < 5) {
        for (minute, user) in users.iter().enumerate() {
            for call in 0..6_i64 {
                let at = start.as_second() + day * 86_400 + minute as i64 * 300 + call * 1_800;
                log.push_str(&format!(
                    "{at}.000    120 10.0.0.7 TCP_TUNNEL/200 52000 CONNECT {host}:443 {user} HIER_DIRECT/1.2.3.4 -\n"
                ));
            }
        }
    }
    log
}

struct Page {
    status: StatusCode,
    location: Option<String>,
    text: String,
}

impl Page {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("it is no JSON: {}", self.text))
    }
}

impl House {
    fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::standing("2026-08-06T07:00:00Z".parse().unwrap());
        let app = Arc::new(App::open(folder.path(), clock).unwrap());
        let person = |name: &str, side, role| {
            let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
            let about = app.submit(Actor::House, order).unwrap().about.unwrap();
            about.key().parse::<PersonId>().unwrap()
        };
        let solenn = person("Solenn Abgrall", Side::Marketing, Role::MarketingOps);
        let lou = person("Lou Peyrissac", Side::Marketing, Role::Guest);
        person("Inès Valmorin", Side::Marketing, Role::Cmo);
        person("Karim Delorge", Side::It, Role::Cio);
        let five = ["lpeyrissac", "amarchand", "bdupre", "cvasseur", "dlemaire"];
        for (file, host, users) in
            [("one.log", "app.hubspot.com", &five[..]), ("two.log", "app.lemlist.com", &five[..2])]
        {
            app.import(Actor::House, None, file, log(host, users).as_bytes(), None).unwrap();
        }
        let called = |name: &str| app.picture().tool_called(name).unwrap_or_else(|| panic!("the log shows {name}"));
        let (tool, small) = (called("HubSpot"), called("lemlist"));
        let router = web::router(Arc::clone(&app), Config::default());
        House { app, router, _folder: folder, lou, solenn, tool, small }
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Page { status, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn solenn(&self) -> Token {
        self.app.open_session(self.solenn).unwrap()
    }

    async fn get(&self, path: &str) -> Page {
        let token = self.solenn();
        let request = Request::get(path).header(header::COOKIE, format!("entente={}; lang=en", token.shown()));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.solenn();
        let csrf = token.form_token();
        let fields: Vec<(&str, &str)> = [("csrf", &*csrf)].into_iter().chain(fields.iter().copied()).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("entente={}; lang=en", token.shown()))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(&fields))).unwrap()).await
    }

    /// Sends a form without being signed in.
    async fn answer(&self, link: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::post(format!("/answer/{link}"))
            .header(header::COOKIE, "lang=en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(fields))).unwrap()).await
    }

    async fn open(&self, path: &str) -> Page {
        self.send(Request::get(path).header(header::COOKIE, "lang=en").body(Body::empty()).unwrap()).await
    }

    async fn api(&self, method: Method, path: &str, key: Option<&str>, body: &Value) -> Page {
        let token = self.solenn();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", token.shown()))
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.body(body).unwrap()).await
    }

    /// Both directors sign the first decision alike.
    fn both_sign(&self, choice: Choice) {
        for role in [Role::Cmo, Role::Cio] {
            let picture = self.app.picture();
            let (person, _) = picture.people().find(|(_, person)| person.roles.contains(&role)).unwrap();
            let hash = picture.decision(1).unwrap().hash.clone();
            let sign = Order::Sign { decision: 1, choice: choice.clone(), hash, remark: None };
            self.app.submit(Actor::Person(person), sign).unwrap();
        }
    }

    /// Asks Lou; gives the link of the question.
    fn question(&self) -> String {
        let number = self.app.picture().next_message();
        let order = Order::AskOwner { tool: self.tool.clone(), person: self.lou, lang: Lang::En };
        self.app.submit(Actor::House, order).unwrap();
        self.app.link(number)
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

#[tokio::test]
async fn an_answer_by_link_leads_back_to_its_page_and_is_recorded_once_however_often_that_is_loaded() {
    let house = House::new();
    let link = house.question();
    let shown = house.open(&format!("/answer/{link}")).await;
    assert!(shown.text.contains("27 August 2026"), "until when it serves is said: {}", shown.text);
    let sent = house.answer(&link, &[("answer", "ours"), ("weeks", "9")]).await;
    assert_eq!(
        (sent.status, sent.location.as_deref()),
        (StatusCode::SEE_OTHER, Some(&*format!("/answer/{link}?done=answered")))
    );
    let position = house.app.picture().position;
    let thanks = house.open(&format!("/answer/{link}?done=answered")).await;
    assert!(thanks.text.contains("Thank you") && thanks.text.contains("yes, my team uses it"), "{}", thanks.text);
    assert_eq!(house.app.picture().position, position);
    assert_eq!(house.app.picture().case(&house.tool).and_then(|case| case.quoted_weeks), Some(9));
}

#[tokio::test]
async fn a_link_serves_neither_after_its_days_nor_after_the_decision() {
    let house = House::new();
    let link = house.question();
    let until = jiff::civil::date(2026, 9, 30);
    let send = Order::SendTool { tool: house.tool.clone(), replace_by: None, until };
    house.app.submit(Actor::House, send).unwrap();
    house.both_sign(Choice::Retire { until });
    for page in [house.open(&format!("/answer/{link}")).await, house.answer(&link, &[("answer", "ours")]).await] {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("decision about this tool is made"), "{}", page.text);
    }
    let house = House::new();
    let link = house.question();
    house.app.clock().set("2026-08-27T07:00:00Z".parse().unwrap());
    let late = house.open(&format!("/answer/{link}")).await;
    assert!(late.text.contains("21 days"), "{}", late.text);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_its_field_and_what_was_typed_stays() {
    let house = House::new();
    let link = house.question();
    let page = house.answer(&link, &[("answer", "ours"), ("weeks", "nine"), ("functions", "spinning wheels")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.text.contains("“At how many weeks was the official way quoted?”: “nine”"), "{}", page.text);
    assert!(page.text.contains("spinning wheels") && page.text.contains("value=\"nine\""), "{}", page.text);
    assert!(house.app.picture().case(&house.tool).is_some_and(|case| case.owner.is_none()));
    let at = format!("/tools/{}", house.tool.key());
    let forms = [
        (
            "decision",
            &[("until", "2026-09-30"), ("replace_by", "the wheel")][..],
            "“Which system could replace it?”: “the wheel”",
        ),
        ("decision", &[("until", "soon"), ("replace_by", "")][..], "“If it is tolerated, until when?”: “soon”"),
    ];
    for (form, fields, said) in forms {
        let page = house.post(&format!("{at}/{form}"), fields).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{said}");
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert_eq!(house.app.picture().decisions().count(), 0);
    let api = format!("/api/v1/tools/{}", house.tool.key());
    for (path, body, said) in [
        (format!("{api}/decision"), json!({ "until": "soon" }), "until"),
        (format!("{api}/answer"), json!({ "answer": "ours", "quoted_weeks": "nine" }), "quoted_weeks"),
        (format!("{api}/answer"), json!({ "answer": "ours", "cause": "whim" }), "whim"),
    ] {
        let page = house.api(Method::POST, &path, None, &body).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{said}");
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    for (query, said) in [("show=mine", "mine"), ("since=yesterday", "“since”: “yesterday”")] {
        let page = house.api(Method::GET, &format!("/api/v1/tools?{query}"), None, &Value::Null).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{said}");
        assert!(page.json()["title"].as_str().is_some_and(|title| title.contains(said)), "{}", page.text);
    }
}

#[tokio::test]
async fn fewer_than_three_users_are_counted_out_nowhere() {
    let house = House::new();
    let key = house.small.key().to_owned();
    let review = Order::ReviewTool { tool: house.small.clone(), in_use: true, why: None };
    house.app.submit(Actor::House, review).unwrap();
    let api = house.api(Method::GET, &format!("/api/v1/tools/{key}"), None, &Value::Null).await.json();
    assert!(api["users"].is_null() && api["teams"] == json!([]), "{api}");
    assert!(!api["figures"].as_array().unwrap().iter().any(|figure| figure["key"] == "users"), "{api}");
    assert!(!api.to_string().contains("2 users") && !api.to_string().contains("2 utilisateurs"), "{api}");
    let page = house.get(&format!("/tools/{key}")).await;
    assert!(page.text.contains("fewer than three users") && !page.text.contains("2 users"), "{}", page.text);
    let list = house.get("/tools").await;
    assert!(list.text.contains("&lt; 3"), "{}", list.text);
    let table = house.get("/tools.csv").await;
    assert!(table.text.contains("<3"), "{}", table.text);
    let five = house.api(Method::GET, &format!("/api/v1/tools/{}", house.tool.key()), None, &Value::Null).await.json();
    assert_eq!(five["users"], 5);
}

#[tokio::test]
async fn what_is_declared_is_shown_as_declared_with_who_and_when() {
    let house = House::new();
    let fields = [("name", "HubSpot"), ("purpose", "follow-up of fairs"), ("functions", ""), ("cost", "1 089,50")];
    let sent = house.post("/tools", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = house.get(&format!("/tools/{}", house.tool.key())).await;
    for said in ["What is declared", "follow-up of fairs", "€1,089.50", "Declared by Solenn Abgrall, on 6 August 2026"]
    {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let api = house.api(Method::GET, &format!("/api/v1/tools/{}", house.tool.key()), None, &Value::Null).await.json();
    assert_eq!(api["declared"]["monthly"], "1089.50");
    assert_eq!(api["declared"]["purpose"], "follow-up of fairs");
    assert_eq!(api["declared"]["by"]["name"], "Solenn Abgrall");
    let wrong = house.post("/tools", &[("name", "Wheel"), ("cost", "a lot")]).await;
    assert!(wrong.text.contains("“What does it cost a month, in euros?”: “a lot”"), "{}", wrong.text);
}

#[tokio::test]
async fn a_question_asked_twice_under_one_key_on_two_days_is_one_and_so_is_a_reminder() {
    let house = House::new();
    let key = "018f0000-0000-7000-8000-000000000001";
    let body = json!({ "person": house.lou.to_string(), "lang": "en" });
    let path = format!("/api/v1/tools/{}/questions", house.tool.key());
    let first = house.api(Method::POST, &path, Some(key), &body).await;
    house.app.clock().set("2026-08-10T07:00:00Z".parse().unwrap());
    let again = house.api(Method::POST, &path, Some(key), &body).await;
    assert_eq!((first.json(), again.status.is_success()), (again.json(), true));
    let until = jiff::civil::date(2026, 8, 20);
    house.app.submit(Actor::House, Order::SendTool { tool: house.tool.clone(), replace_by: None, until }).unwrap();
    house.both_sign(Choice::Retire { until });
    let key = "018f0000-0000-7000-8000-000000000002";
    let nothing = json!({});
    let remind = || house.api(Method::POST, "/api/v1/reminders", Some(key), &nothing);
    let first = remind().await.json();
    assert_eq!(first, json!({ "reminded": [house.tool.to_string()] }));
    house.app.clock().set("2026-08-11T07:00:00Z".parse().unwrap());
    assert_eq!(remind().await.json(), first);
}

#[tokio::test]
async fn what_the_house_has_already_is_named_with_its_system_and_an_answered_question_says_so() {
    let house = House::new();
    let systems = "name;functions\nEnvoi d'e-mails;Envoi de coupons\n";
    house.app.import(Actor::House, None, "systems.csv", systems.as_bytes(), None).unwrap();
    let link = house.question();
    let waiting = house.get(&format!("/tools/{}", house.tool.key())).await;
    assert!(waiting.text.contains("Ask somebody else") && !waiting.text.contains(">Lou Peyrissac</option>"));
    let list = house.get("/outbox").await;
    assert!(list.text.contains("to be read here") && !list.text.contains("To be sent"), "{}", list.text);
    house.answer(&link, &[("answer", "ours"), ("functions", "Envoi de coupons\nTirage au sort")]).await;
    let list = house.get("/outbox").await;
    assert!(list.text.contains("answered") && !list.text.contains("to be read here"), "{}", list.text);
    let page = house.get(&format!("/tools/{}", house.tool.key())).await;
    let (before, after) = page.text.split_once("One of 2 functions exists in ").expect("it is said");
    assert!(after.starts_with('<') && after.contains("Envoi d'e-mails</a>."), "{} | {}", before.len(), &after[..200]);
}
