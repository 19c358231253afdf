//! The open book: marketing's words on the left, IT's on the right, the figures both share on the spine between.

use base::{Say, Side};
use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    BOOK = "Livre ouvert" / "Open book";
    LEFT = "Dans les mots du marketing" / "In marketing’s words";
    RIGHT = "Dans les mots de la DSI" / "In IT’s words";
    SPINE = "Ce que nous partageons" / "What we share";
    BOTH = "Dans les mêmes mots pour les deux" / "In the same words for both";
    SWITCH = "Page à lire" / "Page to read";
}

/// The three parts of a spread.
#[derive(Clone, Debug)]
pub struct Spread<'a> {
    /// Names it on the page; also the address of the section.
    pub id: &'a str,
    /// The side whose page a phone shows first: the reader's own.
    pub first: Side,
    /// Marketing's page.
    pub left: Markup,
    /// The shared figures; see [`super::figure::spine`].
    pub spine: Markup,
    /// IT's page.
    pub right: Markup,
}

/// The open book. On a wide screen and on paper a spread; on a phone the spine, then a switch between the two pages.
pub fn spread(reader: &Reader, spread: &Spread) -> Markup {
    spread_over(reader, spread, None)
}

/// The open book, and under its two pages what both are told in the same words.
pub fn spread_over(reader: &Reader, spread: &Spread, both: Option<Markup>) -> Markup {
    let (l, r, group) = (format!("{}-l", spread.id), format!("{}-r", spread.id), format!("{}-page", spread.id));
    let it_first = spread.first == Side::It;
    html! {
        section.spread id=(spread.id) aria-label=(reader.w(BOOK)) data-live {
            section.spine aria-label=(reader.w(SPINE)) {
                h2 { (reader.w(SPINE)) }
                (spread.spine)
            }
            input.turn.turn-left type="radio" name=(group) id=(l) checked[!it_first] aria-label=(reader.w(LEFT));
            input.turn.turn-right type="radio" name=(group) id=(r) checked[it_first] aria-label=(reader.w(RIGHT));
            div.turns role="group" aria-label=(reader.w(SWITCH)) {
                label.marketing for=(l) { (reader.w(LEFT)) }
                label.it for=(r) { (reader.w(RIGHT)) }
            }
            section.leaf-page.left.marketing aria-label=(reader.w(LEFT)) {
                h2 { (reader.w(LEFT)) }
                (spread.left)
            }
            section.leaf-page.right.it aria-label=(reader.w(RIGHT)) {
                h2 { (reader.w(RIGHT)) }
                (spread.right)
            }
            @if let Some(both) = both {
                section.both aria-label=(reader.w(BOTH)) {
                    h2 { (reader.w(BOTH)) }
                    (both)
                }
            }
        }
    }
}

/// A paragraph of a page with a label, which a wide screen sets in the outer margin.
pub fn entry(reader: &Reader, label: &Say, content: Markup) -> Markup {
    html! {
        div.entry {
            h3 { (reader.say(label)) }
            div.entry-words { (content) }
        }
    }
}
