//! The pages that say who decides, who answers and who works with whom: the ways between them.

use maud::{Markup, html};

use crate::routes;
use crate::session::Session;
use crate::ui;
use crate::ui::Words;

ui::words! {
    CHARTER = "Qui décide" / "Who decides";
    RACI = "Qui répond de quoi" / "Who answers for what";
    ORGANISATION = "Organisation" / "Organisation";
    COMPROMISES = "Compromis" / "Compromises";
    DECISIONS = "Décisions" / "Decisions";
    PEOPLE = "Personnes" / "People";
}

/// The pages, in the order one asks.
const WAYS: [(&str, Words); 6] = [
    ("/decisions", DECISIONS),
    ("/charter", CHARTER),
    ("/raci", RACI),
    ("/organisation", ORGANISATION),
    ("/compromises", COMPROMISES),
    ("/people", PEOPLE),
];

/// Links to the pages that open for the reader, the one they are on marked.
pub(super) fn ways(session: &Session, here: &str) -> Markup {
    let ways = WAYS.into_iter().filter(|(href, _)| routes::opens(session, href));
    html! {
        @for (href, words) in ways {
            a href=(href) aria-current=[(href == here).then_some("page")] { (words.in_lang(session.lang)) }
        }
    }
}
