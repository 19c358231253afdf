//! A place with nothing in it yet: what would be here, how to get it, one button.

use maud::{Markup, html};

/// An empty place; `action` is a verb and where it leads.
pub fn empty(what: &str, how: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div.empty {
            p.empty-what { (what) }
            p.empty-how { (how) }
            @if let Some((verb, href)) = action { p { a.main href=(href) { (verb) } } }
        }
    }
}
