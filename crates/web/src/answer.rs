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
    let mut body = json!({
        "type": format!("urn:entente:problem:{}", problem.kind.word()),
        "title": problem.message.in_lang(lang),
        "status": status.as_u16(),
        "detail": problem.hint.in_lang(lang),
        "message": problem.message,
        "hint": problem.hint,
    });
    if let Some(meanwhile) = &problem.meanwhile {
        body["meanwhile"] = json!(meanwhile);
    }
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
    // Browsers drop tabs and line ends before they read an address, and read a backslash as a slash.
    let inside = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(|sign: char| sign == '\\' || sign.is_control());
    if inside { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sends_the_browser_back_into_this_house_only() {
        let elsewhere = [
            "/\t/evil.test",
            "//evil",
            "/\\evil",
            "https://evil",
            "\t//evil",
            "/\r\n/evil",
            "/\u{0}/evil",
            "/\u{85}/evil",
            "evil",
            "",
        ];
        for path in elsewhere {
            assert_eq!(local_path(path), "/", "{path:?}");
        }
        for path in ["/", "/requests/4?page=2#answers", "/things/system/loyalty-engine", "/search?q=//"] {
            assert_eq!(local_path(path), path);
        }
    }
}
