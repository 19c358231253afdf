//! Every route as everybody: who may pass, who may not; forgery, oversized bodies and hostile words.

use std::sync::Arc;

use agenda::role::Role;
use app::{Actor, App, Clock, Order};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::{PersonId, Side};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::Config;
use web::routes::{ROUTES, Route};

struct House {
    _folder: tempfile::TempDir,
    app: Arc<App>,
    router: Router,
    people: Vec<(Role, PersonId)>,
}

fn house() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::standing("2026-08-06T10:00:00Z".parse().expect("an instant"));
    let app = Arc::new(App::open(folder.path(), clock).expect("a fresh store opens"));
    let people = Role::ALL
        .into_iter()
        .map(|role| {
            let side = role.signs_for().unwrap_or(Side::Other);
            let order = Order::Register {
                name: format!("Personne {}", role.word()),
                email: None,
                side,
                roles: vec![role],
                team: None,
            };
            let receipt = app.submit(Actor::House, order).expect("registered");
            (role, receipt.about.expect("a person").key().parse().expect("an id"))
        })
        .collect();
    let config = Config { personas: true, house_token: Some("secret".repeat(8)), ..Config::default() };
    let router = web::router(Arc::clone(&app), config);
    House { _folder: folder, app, router, people }
}

/// A path with its holes filled by things that do not exist, so that nothing is changed.
fn path_of(route: &Route) -> String {
    route
        .path
        .replace("{number}", "999999")
        .replace("{kind}", "system")
        .replace("{question}", "who")
        .replace("{person}", "00000000-0000-7000-8000-000000000000")
        .replace("{role}", "dpo")
        .replace("{field}", "limit")
        .replace("{name}", "views")
        .replace("{day}", "2026-08-06")
        .replace("{order}", "closing")
        .replace("{key}", "nothing-here")
        .replace("{id}", "00000000000000000000000000000000")
}

async fn send(router: &Router, request: Request<Body>) -> (StatusCode, String) {
    let answer = router.clone().oneshot(request).await.expect("the router never fails");
    let status = answer.status();
    // A live stream never ends: its status says enough.
    let is_stream = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    if is_stream {
        return (status, String::new());
    }
    let bytes = answer.into_body().collect().await.expect("a whole body").to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

fn request(route: &Route, token: Option<&app::Token>) -> Request<Body> {
    let mut request = Request::builder().method(route.method.clone()).uri(path_of(route));
    if let Some(token) = token {
        request = request.header(header::COOKIE, format!("entente={}", token.shown()));
    }
    let is_form = route.method == Method::POST && !route.path.starts_with("/api/");
    let body = match (is_form, token) {
        (true, Some(token)) => {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Body::from(format!("csrf={}", token.form_token()))
        }
        _ => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from("{}")
        }
    };
    request.body(body).expect("a request")
}

#[tokio::test]
async fn every_route_lets_in_whoever_may_and_nobody_else() {
    let house = house();
    let mut covered = Vec::new();
    for route in ROUTES {
        let (status, _) = send(&house.router, request(route, None)).await;
        let open = route.access.word() == "open";
        let shut = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER);
        assert!(open || shut, "{} {} lets a stranger in: {status}", route.method, route.path);
        for (role, person) in &house.people {
            // Signing out ends the session under the other checks, so each gets its own.
            let token = house.app.open_session(*person).expect("a session");
            let (status, body) = send(&house.router, request(route, Some(&token))).await;
            let may = match route.access {
                web::Access::Open | web::Access::Known => true,
                web::Access::Signs => role.signs_for().is_some(),
                web::Access::Needs(right) => role.rights().contains(&right),
            };
            let refused = status == StatusCode::FORBIDDEN;
            assert_eq!(!may, refused, "{} {} as {}: {status} {body}", route.method, route.path, role.word());
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{} {}", route.method, route.path);
        }
        covered.push((route.method.clone(), route.path));
    }
    let uncovered: Vec<String> = ROUTES
        .iter()
        .filter(|route| !covered.contains(&(route.method.clone(), route.path)))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(uncovered, Vec::<String>::new(), "routes without an authorisation test");
}

#[test]
fn the_list_of_routes_is_the_golden_one() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/routes.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(golden, web::routes::list()).expect("the golden list is written");
    }
    let expected = std::fs::read_to_string(golden).unwrap_or_default();
    assert_eq!(web::routes::list(), expected, "run again with UPDATE=1 when the change is meant");
}

#[test]
fn every_address_a_form_is_sent_to_can_be_loaded_again() {
    let pages = |method: Method| ROUTES.iter().filter(move |it| it.method == method && !it.path.starts_with("/api/"));
    for form in pages(Method::POST) {
        assert!(pages(Method::GET).any(|page| page.path == form.path), "GET {} answers 405", form.path);
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_not_obeyed() {
    let house = house();
    let (_, cmo) = house.people[0];
    let token = house.app.open_session(cmo).expect("a session");
    let post = |headers: &[(&str, &str)], body: String| {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/requests")
            .header(header::HOST, "entente.test")
            .header(header::COOKIE, format!("entente={}", token.shown()))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(body)).expect("a request")
    };
    let sealed = format!("csrf={}&wish=bonjour", token.form_token());
    for (headers, body) in [
        (vec![("sec-fetch-site", "cross-site")], sealed.clone()),
        (vec![("sec-fetch-site", "same-site")], sealed.clone()),
        (vec![("origin", "https://evil.test")], sealed.clone()),
        (vec![("origin", "null")], sealed.clone()),
        (vec![("sec-fetch-site", "same-origin")], "csrf=00&wish=bonjour".to_owned()),
        (vec![("sec-fetch-site", "same-origin")], "wish=bonjour".to_owned()),
    ] {
        let (status, _) = send(&house.router, post(&headers, body)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(house.app.picture().requests().count(), 0);
    let (status, _) = send(&house.router, post(&[("sec-fetch-site", "same-origin")], sealed)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(house.app.picture().requests().count(), 1);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_the_rest_goes_on() {
    let house = house();
    let (_, cmo) = house.people[0];
    let token = house.app.open_session(cmo).expect("a session");
    let body = format!("csrf={}&wish={}", token.form_token(), "a".repeat(1 << 20));
    let request = Request::builder()
        .method(Method::POST)
        .uri("/requests")
        .header(header::COOKIE, format!("entente={}", token.shown()))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("a request");
    let (status, _) = send(&house.router, request).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_unknown_role_is_refused_with_the_way_out() {
    let house = house();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/people")
        .header(header::AUTHORIZATION, format!("Bearer {}", "secret".repeat(8)))
        .body(Body::from(r#"{"name":"X","side":"it","roles":["astronaut"]}"#))
        .expect("a request");
    let (status, body) = send(&house.router, request).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body.contains("astronaut"), "{body}");
}

#[tokio::test]
async fn words_that_look_like_markup_stay_words_on_every_page() {
    let house = house();
    let hostile = r#"<script>alert("x")</script><img src=x onerror=alert(1)>"' solde"#;
    let (_, cmo) = house.people[0];
    let name = format!("Mallory {hostile}");
    house
        .app
        .submit(Actor::House, Order::Register { name, email: None, side: Side::It, roles: vec![Role::Dpo], team: None })
        .expect("registered");
    let order = Order::Ask { sentence: hostile.into(), lang: base::Lang::Fr };
    house.app.submit(Actor::Person(cmo), order).expect("asked");
    let csv = format!("id;Nom;Description;Limite\nx;{0};{0};40\n", hostile.replace('"', "'"));
    house.app.import(Actor::House, None, "systemes.csv", csv.as_bytes(), None).expect("imported");
    let token = house.app.open_session(cmo).expect("a session");
    for path in [
        "/",
        "/requests",
        "/requests/1",
        "/decisions",
        "/map",
        "/things/system/x",
        "/imports",
        "/imports/systemes.csv",
        "/people",
        "/search?q=solde",
        "/search?q=%3Cscript%3E",
        "/sign-in",
        "/verify",
        "/help",
    ] {
        for lang in ["fr", "en"] {
            let glue = if path.contains('?') { "&" } else { "?" };
            let request = Request::builder()
                .uri(format!("{path}{glue}lang={lang}"))
                .header(header::COOKIE, format!("entente={}", token.shown()))
                .body(Body::empty())
                .expect("a request");
            let (status, body) = send(&house.router, request).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{path} lets markup through");
            assert!(!body.contains(" style=\"") && !body.contains("javascript:"), "{path} breaks the content policy");
        }
    }
}

#[tokio::test]
async fn a_problem_is_told_to_programs_as_a_document_and_to_people_as_a_page() {
    let house = house();
    let get = |path: &str| {
        Request::builder()
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", "secret".repeat(8)))
            .body(Body::empty())
            .expect("a request")
    };
    let (status, body) = send(&house.router, get("/api/v1/requests/7")).await;
    let document: serde_json::Value = serde_json::from_str(&body).expect("a JSON document");
    assert_eq!((status, document["type"].as_str()), (StatusCode::NOT_FOUND, Some("urn:entente:problem:not-found")));
    let (status, body) = send(&house.router, get("/nowhere")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("<html"), "a page");
}

#[tokio::test]
async fn a_hint_of_a_tracker_needs_its_signature_and_no_session() {
    let house = house();
    let access = app::Connection::all("gitlab:solvene/shop=https://gitlab.example").expect("an access");
    house.app.connect(access);
    let secret = house.app.hint_secret(Actor::House, "gitlab-solvene-shop", false).expect("a secret").shown();
    let hint = |token: Option<&str>, body: String| {
        let request = Request::builder().method(Method::POST).uri("/api/v1/trackers/gitlab-solvene-shop/hints");
        let request = token.into_iter().fold(request, |request, token| request.header("x-gitlab-token", token));
        request.body(Body::from(body)).expect("a request")
    };
    let body =
        r#"{"object_kind":"issue","object_attributes":{"iid":3},"project":{"path_with_namespace":"solvene/shop"}}"#;
    for (token, body, status, fate) in [
        (None, body.to_owned(), StatusCode::UNAUTHORIZED, ""),
        (Some("guess"), body.to_owned(), StatusCode::UNAUTHORIZED, ""),
        (Some(&*secret), "x".repeat(app::HINT_MOST + 1), StatusCode::BAD_REQUEST, ""),
        (Some(&*secret), "no JSON".to_owned(), StatusCode::BAD_REQUEST, ""),
        (Some(&*secret), body.to_owned(), StatusCode::ACCEPTED, "noted"),
        (Some(&*secret), body.to_owned(), StatusCode::ACCEPTED, "repeated"),
    ] {
        let answer = send(&house.router, hint(token, body)).await;
        assert_eq!(answer.0, status, "{}", answer.1);
        assert!(answer.1.contains(fate), "{}", answer.1);
    }
    let reach = house.app.reaches().remove(0);
    let fates: Vec<(&str, u64)> = reach.fates.iter().map(|(fate, count, _)| (fate.word(), *count)).collect();
    let told =
        [("noted", 1), ("repeated", 1), ("unsigned", 1), ("wrongly_signed", 1), ("too_large", 1), ("unreadable", 1)];
    assert_eq!((fates.as_slice(), reach.pending), (told.as_slice(), 1));
    // And the page says so, with where to send them, to who keeps the installation.
    let keeper =
        house.people.iter().find(|(role, _)| role.rights().contains(&agenda::role::Right::Keep)).expect("one").1;
    let token = house.app.open_session(keeper).expect("a session");
    for (lang, words) in [("fr", "refusé : sans signature"), ("en", "refused: without a signature")] {
        let page = Request::builder()
            .uri(format!("/trackers?lang={lang}"))
            .header(header::COOKIE, format!("entente={}", token.shown()))
            .body(Body::empty())
            .expect("a request");
        let (status, page) = send(&house.router, page).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains(words) && page.contains("/api/v1/trackers/gitlab-solvene-shop/hints"), "{page}");
        assert!(!page.contains(&secret), "the secret stands on no page that is loaded again");
    }
}
