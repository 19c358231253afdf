//! The head of a request or a decision: the wish in its writer's words, and under it, largest of all, what it would do.

use base::Lang;
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::verdict_parts;

/// What stands at the head.
#[derive(Clone, Debug)]
pub struct Headline<'a> {
    /// Where we are: state, who asked, when.
    pub kicker: Markup,
    /// The wish, as it was typed.
    pub wish: &'a str,
    /// The language it was typed in.
    pub lang: Lang,
    /// The one sentence to remember; see [`super::figure::statement`]. Without it the wish itself stands large.
    pub lead: Option<Markup>,
    /// The verdict that gives the sentence its mark.
    pub verdict: Option<Verdict>,
    /// A line under it.
    pub under: Option<Markup>,
}

/// The head of the page.
pub fn headline(headline: &Headline) -> Markup {
    let class = headline.verdict.map_or("", |verdict| verdict_parts(verdict).0);
    html! {
        header.headline.led[headline.lead.is_some()] {
            div.kicker { (headline.kicker) }
            h1 lang=(headline.lang.tag()) { (headline.wish) }
            @if let Some(lead) = &headline.lead { div.headline-lead.(class) { (lead) } }
            @if let Some(under) = &headline.under { div.headline-under { (under) } }
        }
    }
}
