//! The gate before every route: who asks, whether they may, and whether a browser was tricked into asking.

use std::sync::Arc;

use agenda::role::Right;
use app::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::Say;

use crate::answer::{Failure, problem_json, see};
use crate::house::House;
use crate::pages::problem;
use crate::session::{By, LANG_COOKIE, Session, query_lang, unknown};

/// What it takes to open a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Open,
    /// To be known: any person of the house, guests included.
    Known,
    /// A right.
    Needs(Right),
    /// To sign for one of the two sides.
    Signs,
}

impl Access {
    /// Whether somebody may pass.
    pub fn allows(self, session: &Session) -> Result<(), Problem> {
        match (self, session.actor) {
            (Access::Open, _) => Ok(()),
            (_, None) => Err(unknown()),
            (Access::Known, Some(_)) => Ok(()),
            (Access::Needs(right), Some(actor)) => actor.must(&session.picture, right),
            (Access::Signs, Some(actor)) => match actor.signs_for(&session.picture) {
                Some(_) => Ok(()),
                None => Err(Problem::forbidden()),
            },
        }
    }

    /// The word in the list of routes.
    pub fn word(self) -> String {
        match self {
            Access::Open => "open".to_owned(),
            Access::Known => "known".to_owned(),
            Access::Signs => "signs".to_owned(),
            Access::Needs(right) => format!("{right:?}").to_lowercase(),
        }
    }
}

/// Stands before a route.
pub async fn gate(State((house, access)): State<(House, Access)>, mut request: Request, next: Next) -> Response {
    let session = Session::of(&house, request.headers(), request.uri());
    let for_programs = request.uri().path().starts_with("/api/");
    let method = request.method().clone();
    let asked_lang = query_lang(request.uri());
    let answer = match check(&request, &session, access) {
        Err(refusal) => Failure(refusal).into_response(),
        Ok(()) => {
            request.extensions_mut().insert(session.clone());
            next.run(request).await
        }
    };
    let mut answer = match answer.extensions().get::<Arc<Problem>>().cloned() {
        Some(problem) if for_programs => problem_json(&problem, session.lang),
        Some(problem) if problem.kind == app::Kind::Unknown && method == Method::GET => {
            see(&format!("/sign-in?to={}", encode(&session.path)))
        }
        Some(problem) => problem::page(&house, &session, &problem),
        None => answer,
    };
    let headers = answer.headers_mut();
    if let Some(lang) = asked_lang {
        let cookie = format!("{LANG_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.tag());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    headers.insert("entente-position", session.picture.position.into());
    answer
}

/// Whether the asker may pass, and asked of their own will.
fn check(request: &Request, session: &Session, access: Access) -> Result<(), Problem> {
    if !request.method().is_safe() && session.by != By::Bearer {
        same_site(request)?;
    }
    access.allows(session)
}

/// Refuses an unsafe request that another site made a browser send.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site`; older ones in `Origin`. A client that says neither is
/// no browser and shows no cookie it did not mean to show; forms are checked by their own token besides.
fn same_site(request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map_or("", |(_, host)| host);
            text("host").is_some_and(|own| own == host)
        }
        (None, None) => true,
    };
    if ours { Ok(()) } else { Err(forged()) }
}

/// A browser was tricked, or a page grew old.
pub(crate) fn forged() -> Problem {
    Problem::new(
        app::Kind::Forbidden,
        Say::new("cet envoi ne vient pas d'une page de votre session", "this was not sent from a page of your session"),
        Say::new("rechargez la page, puis recommencez", "reload the page, then repeat"),
    )
}

fn encode(path: &str) -> String {
    serde_urlencoded::to_string([("", path)]).unwrap_or_default().trim_start_matches('=').to_owned()
}
