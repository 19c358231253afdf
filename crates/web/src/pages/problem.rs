//! What happened, that nothing was lost, and the way out.

use std::any::Any;

use app::Problem;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Say;

use crate::answer::{Answer, problem_json};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::Session;
use crate::ui;

crate::ui::words! {
    TITLE = "Cela n'a pas pu se faire" / "This could not be done";
    HOME = "Revenir à l'accueil" / "Go back home";
}

/// The page of a problem.
pub fn page(house: &House, session: &Session, problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let content = session.read(|reader| {
        let (what, hint) = (reader.say(&problem.message), reader.say(&problem.hint));
        ui::problem::problem(reader, what, hint, true, Some((HOME.in_lang(session.lang), "/")))
    });
    let leaf_of = Leaf { title: TITLE.in_lang(session.lang), ..Leaf::default() };
    (status, leaf(house, session, &leaf_of, content)).into_response()
}

/// A path nothing is at.
pub async fn lost() -> Answer {
    Err(Problem::not_found(Say::new("cette page", "this page")).into())
}

/// A handler died: said plainly, without its words.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    let problem = Problem::new(
        app::Kind::Internal,
        Say::new("une erreur de notre fait", "a fault of ours"),
        Say::new("réessayez ; rien n'a été perdu", "try again; nothing was lost"),
    );
    problem_json(&problem, base::Lang::En)
}
