//! A term of the glossary, explained where it stands, in the other side's word too.

use base::Say;
use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    OTHER = "{side} dit" / "{side} says";
}

/// A term and what it means.
#[derive(Clone, Debug)]
pub struct Term<'a> {
    /// The term as it stands in the sentence.
    pub word: &'a Say,
    /// What it means, in one sentence.
    pub means: &'a Say,
    /// Which side says it otherwise, and how.
    pub otherwise: Option<(base::Side, &'a Say)>,
}

/// The term with a dotted line; opening it explains it in place. Stands in a `div` or cell, never in a `p`.
pub fn term(reader: &Reader, term: &Term) -> Markup {
    html! {
        details.term {
            summary { (reader.say(term.word)) }
            span.meaning {
                (reader.say(term.means))
                @if let Some((side, word)) = term.otherwise {
                    @let name = side.say();
                    span.otherwise.(super::badge::side_class(side)) {
                        (reader.fill(OTHER, &[("side", reader.say(&name))])) " " q { (reader.say(word)) }
                    }
                }
            }
        }
    }
}
