//! Something did not work: what happened, that nothing was lost, the way out.

use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    KEPT = "Rien n’est perdu : ce que vous avez saisi est conservé." / "Nothing was lost: what you typed is kept.";
    WAY_OUT = "Pour continuer" / "The way out";
}

/// A problem in words; `kept` shows that nothing was lost, `way_on` is a verb and where it leads.
pub fn problem(reader: &Reader, what: &str, hint: &str, kept: bool, way_on: Option<(&str, &str)>) -> Markup {
    html! {
        section.problem role="alert" {
            p.problem-what { span.shape aria-hidden="true" { "▲" } (what) }
            @if kept { p.problem-kept { (reader.w(KEPT)) } }
            p.problem-way { b { (reader.w(WAY_OUT)) (super::evidence::colon(reader.lang)) } " " (hint) }
            @if let Some((verb, href)) = way_on { p { a.main href=(href) { (verb) } } }
        }
    }
}
