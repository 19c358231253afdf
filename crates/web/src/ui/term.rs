//! A word of the glossary explained where it stands, in the other side's word too; and the list of a printed page.
//!
//! The explanation stands in the line as a `span`, so a marked word is valid wherever text is. It shows on hover, focus
//! and tap without script; a screen reader has it as the word's description, from the list at the page's end, which is
//! what paper shows.

use base::{Lang, Side};
use maud::{Markup, html};

crate::ui::words! {
    OTHER = "{side} dit" / "{side} says";
    THE_MARKETING = "Le marketing" / "Marketing";
    THE_IT = "La DSI" / "IT";
    USED = "Les mots de cette page" / "Words used on this page";
}

/// What a word means to its reader.
#[derive(Clone, Copy, Debug)]
pub struct Meaning<'a> {
    /// The term's key.
    pub key: &'a str,
    /// The term.
    pub word: &'a str,
    /// What it means, in the reader's side's words.
    pub means: &'a str,
    /// Which side says it otherwise, and how.
    pub otherwise: Option<(Side, &'a str)>,
}

/// The address of a word's explanation on the page.
fn described_by(key: &str) -> String {
    format!("word-{key}")
}

/// A word as it stands in a sentence, with what unfolds beside it; [`used`] on the same page describes it.
pub fn mark(lang: Lang, words: &Markup, meaning: &Meaning) -> Markup {
    html! {
        span.term tabindex="0" aria-describedby=(described_by(meaning.key)) {
            (words)
            span.meaning aria-hidden="true" {
                b.meaning-word { (meaning.word) }
                (told(lang, meaning))
            }
        }
    }
}

/// The words explained on a page, in the order in which they came: a list on paper, the descriptions of a screen reader.
pub fn used(lang: Lang, meanings: &[Meaning]) -> Markup {
    html! {
        aside.words-used #words-used aria-label=(USED.in_lang(lang)) data-live {
            h2 { (USED.in_lang(lang)) }
            dl {
                @for meaning in meanings {
                    div { dt { (meaning.word) } dd id=(described_by(meaning.key)) { (told(lang, meaning)) } }
                }
            }
        }
    }
}

fn told(lang: Lang, meaning: &Meaning) -> Markup {
    html! {
        span { (meaning.means) }
        @if let Some((side, word)) = meaning.otherwise {
            @let name = if side == Side::It { THE_IT } else { THE_MARKETING };
            " " span.otherwise.(super::badge::side_class(side)) {
                (OTHER.fill(lang, &[("side", name.in_lang(lang))])) " " q { (word) }
            }
        }
    }
}
