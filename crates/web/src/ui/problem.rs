//! Something did not work: what happened, that nothing was lost, the way out.

use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    KEPT = "Rien n’est perdu : ce que vous avez saisi est conservé." / "Nothing was lost: what you typed is kept.";
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

/// A form that was not taken, at the head of its page: read first because it has the focus, with the way to the form.
pub fn refused(reader: &Reader, what: &str, hint: &str, kept: bool, (verb, href): (&str, &str)) -> Markup {
    html! {
        section.problem.refused #not-taken tabindex="-1" autofocus aria-labelledby="not-taken-what" {
            p.problem-what #not-taken-what { span.shape aria-hidden="true" { "▲" } (what) }
            p.problem-way { (hint) }
            p.problem-kept {
                @if kept { (reader.w(KEPT)) " " }
                @if !href.is_empty() { a href=(href) { (verb) } }
            }
        }
    }
}
