//! Answers: pages, JSON, redirects, and problems in the shape the asker reads.

use app::Problem;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Lang;
use serde_json::json;

/// What a handler gives.
pub type Answer = Result<Response, Failure>;

/// A problem on its way out; the gate turns it into a page or a problem document.
#[derive(Debug)]
pub struct Failure(pub Problem);

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure(problem)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self.0));
        response
    }
}

/// A problem document (RFC 9457).
pub fn problem_json(problem: &Problem, lang: Lang) -> Response {
    let status = StatusCode::from_u16(problem.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = json!({
        "type": format!("urn:entente:problem:{}", problem.kind.word()),
        "title": problem.message.in_lang(lang),
        "status": status.as_u16(),
        "detail": problem.hint.in_lang(lang),
        "message": problem.message,
        "hint": problem.hint,
    });
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// Sends the browser to a page after a form.
pub fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A path that stays in this house: what a form may send the browser back to.
pub fn local_path(path: &str) -> &str {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if inside { path } else { "/" }
}
