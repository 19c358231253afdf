//! The landing page's live columns, set like a newspaper: rules between them, sentences in them.

use maud::{Markup, html};

/// One column.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// Names it on the page, for live updates.
    pub id: &'a str,
    /// What it is about: "What is waiting".
    pub title: &'a str,
    /// The leading sentence; see [`super::figure::statement`].
    pub lead: Markup,
    /// The items under it.
    pub items: Vec<Item>,
    /// Where all of it is, and the words for that.
    pub all: Option<(String, String)>,
}

/// One item of a column: a sentence that leads somewhere, and a line under it.
#[derive(Clone, Debug)]
pub struct Item {
    /// The sentence.
    pub words: Markup,
    /// Where it leads.
    pub href: String,
    /// The line under it: who, since when.
    pub under: Markup,
}

/// The columns, the first one widest.
pub fn columns(cards: &[Card]) -> Markup {
    html! {
        div.columns {
            @for card in cards {
                section.column id=(card.id) data-live {
                    h2 { (card.title) }
                    (card.lead)
                    @if !card.items.is_empty() {
                        ul {
                            @for item in &card.items {
                                li {
                                    a href=(item.href) { (item.words) }
                                    span.under { (item.under) }
                                }
                            }
                        }
                    }
                    @if let Some((words, href)) = &card.all { p.all { a href=(href) { (words) } } }
                }
            }
        }
    }
}
