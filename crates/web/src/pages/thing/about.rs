//! The requests that are about a thing, or about what it holds: those under way first.

use agenda::request::{Request, Stage};
use base::{Ref, Say};
use maud::{Markup, html};

use crate::pages::told;
use crate::session::Session;
use crate::ui::{self, Reader};

ui::words! {
    NONE = "Aucune demande n’en parle." / "No request is about it.";
    MORE = "{n} de plus dans la liste des demandes" / "{n} more in the list of requests";
}

/// The most requests told.
const MOST: usize = 8;

/// One request.
pub(super) struct Line {
    number: u64,
    wish: String,
    stage: Say,
}

/// The requests about some things.
#[derive(Default)]
pub(super) struct Requests {
    lines: Vec<Line>,
    all: usize,
}

impl Requests {
    /// Those whose confirmed place or information `is_meant` names; none withdrawn.
    pub(super) fn of(session: &Session, is_meant: impl Fn(&Ref) -> bool) -> Requests {
        let about = |request: &Request| {
            let about = request.about.as_ref();
            about.is_some_and(|about| [&about.element, &about.data].into_iter().flatten().any(&is_meant))
        };
        let requests = session.picture.requests().filter(|(_, it)| it.stage != Stage::Withdrawn && about(it));
        let (mut open, answered): (Vec<_>, Vec<_>) =
            requests.partition(|(_, request)| matches!(request.stage, Stage::Draft | Stage::InDecision));
        open.extend(answered);
        let lines = open.iter().take(MOST).map(|(number, request)| Line {
            number: *number,
            wish: told::text(session, &request.sentence).to_owned(),
            stage: request.stage.say(),
        });
        Requests { lines: lines.collect(), all: open.len() }
    }
}

pub(super) fn render(reader: &Reader, requests: &Requests) -> Markup {
    let rows: Vec<ui::listing::Row> = requests
        .lines
        .iter()
        .map(|line| ui::listing::Row {
            href: format!("/requests/{}", line.number),
            title: html! { (line.wish) },
            under: html! {},
            aside: html! { (reader.say(&line.stage)) },
        })
        .collect();
    let more = requests.all - requests.lines.len();
    html! {
        @if rows.is_empty() { p.still data-terms { (reader.w(NONE)) } } @else { div { (ui::listing::rows(&rows)) } }
        @if more > 0 { p.more { a href="/requests" { (reader.fill(MORE, &[("n", &more.to_string())])) } } }
    }
}
