//! A case taken along: whoever may read it gets it in their language, nobody else gets anything.

use std::sync::Arc;

use agenda::request::About;
use agenda::role::Role;
use app::order::case::CaseOrder;
use app::{Actor, App, Clock, Order};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::{Lang, PersonId, Side};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::Config;

struct House {
    _folder: tempfile::TempDir,
    app: Arc<App>,
    router: Router,
    cmo: PersonId,
    guest: PersonId,
    request: u64,
}

fn house() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::standing("2026-08-06T10:00:00Z".parse().expect("an instant"));
    let app = Arc::new(App::open(folder.path(), clock).expect("a fresh store opens"));
    for file in company::files(company::Size::Tiny, 1) {
        app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
    }
    let register = |name: &str, side, role| {
        let order = Order::Register { name: name.into(), email: None, side, roles: vec![role], team: None };
        let receipt = app.submit(Actor::House, order).expect("registered");
        receipt.about.expect("a person").key().parse().expect("an id")
    };
    let cmo: PersonId = register("Inès", Side::Marketing, Role::Cmo);
    let guest: PersonId = register("Hôte", Side::Other, Role::Guest);
    let ask = Order::Ask { sentence: "Afficher le solde de points".into(), lang: Lang::Fr };
    let receipt = app.submit(Actor::Person(cmo), ask).expect("anyone may ask");
    let request = receipt.about.expect("a request").key().parse().expect("a number");
    let about = About {
        element: Some("element:app-home".parse().expect("a reference")),
        data: Some("data:points-balance".parse().expect("a reference")),
        archetype: Some("live-lookup".into()),
        ..About::default()
    };
    app.submit(Actor::Person(cmo), Order::Understand { request, about }).expect("it is understood");
    let open = Order::Case { request, order: CaseOrder::Open, seen: None };
    app.submit(Actor::Person(cmo), open).expect("the case is opened");
    let router = web::router(Arc::clone(&app), Config::default());
    House { _folder: folder, app, router, cmo, guest, request }
}

impl House {
    async fn get(&self, person: Option<PersonId>, path: &str, lang: &str) -> (StatusCode, String, Vec<u8>) {
        let mut request = Request::builder().uri(path);
        let token = person.map(|person| self.app.open_session(person).expect("a session"));
        let cookie = token.map_or(format!("lang={lang}"), |it| format!("entente={}; lang={lang}", it.shown()));
        request = request.header(header::COOKIE, cookie);
        let answer = self.router.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
        let answer = answer.expect("the router never fails");
        let named = |name| answer.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
        let about = format!("{} {}", named(header::CONTENT_TYPE), named(header::CONTENT_DISPOSITION));
        let status = answer.status();
        (status, about, answer.into_body().collect().await.expect("a whole body").to_bytes().to_vec())
    }
}

#[tokio::test]
async fn whoever_reads_takes_the_case_along_in_their_language_and_nobody_else() {
    let house = house();
    let at = |ending: &str| format!("/requests/{}/case.{ending}", house.request);
    let begins: [(&str, &[u8], &str); 3] = [
        ("pdf", b"%PDF-1.7", "application/pdf inline; filename=\"dossier-1.pdf\""),
        ("xlsx", b"PK", "attachment; filename=\"dossier-1.xlsx\""),
        ("json", b"{", "application/json"),
    ];
    for (ending, start, told) in begins {
        for prefix in ["", "/api/v1"].into_iter().filter(|prefix| prefix.is_empty() || ending != "json") {
            let path = format!("{prefix}{}", at(ending));
            let (status, about, bytes) = house.get(Some(house.cmo), &path, "fr").await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(bytes.starts_with(start) && about.contains(told), "{path}: {about}");
            let (status, _, bytes) = house.get(Some(house.guest), &path, "fr").await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path} to a guest");
            assert!(!bytes.starts_with(start) || start == b"{", "{path} gives a guest nothing");
            let (status, ..) = house.get(None, &path, "fr").await;
            assert!(
                matches!(status, StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER),
                "{path} to a stranger: {status}"
            );
        }
    }
    let (_, english, paper) = house.get(Some(house.cmo), &at("pdf"), "en").await;
    assert!(english.contains("business-case-1.pdf"), "{english}");
    assert_ne!(paper, house.get(Some(house.cmo), &at("pdf"), "fr").await.2);
    let (_, _, page) = house.get(Some(house.cmo), &format!("/requests/{}/case", house.request), "fr").await;
    let page = String::from_utf8(page).expect("a page is text");
    assert!(page.contains("Emporter ce dossier") && begins.iter().all(|(it, ..)| page.contains(&format!("case.{it}"))));
    let missing = house.get(Some(house.cmo), "/requests/999/case.pdf", "fr").await;
    assert_eq!(missing.0, StatusCode::NOT_FOUND);
}
