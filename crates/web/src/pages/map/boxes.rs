//! A thing, or what stands for several, as a box of the map.

use base::{Kind, Lang, Say, Unit, format};
use landscape::catalog::Thing;
use landscape::field::Field;
use landscape::impact::Verdict;

use crate::ui::map::{Is, Node};
use crate::ui::{self, Words};

ui::words! {
    NEAR_LIMIT = "près de sa limite" / "near its limit";
    OVER_LIMIT = "au-delà de sa limite" / "over its limit";
}

/// One thing that is folded.
pub const OTHER: Words = Words { fr: "un autre", en: "one other" };
/// Things that are folded.
pub const OTHERS: Words = Words { fr: "{n} autres", en: "{n} others" };
/// One screen.
pub const SCREEN: Words = Words { fr: "un écran", en: "one screen" };
/// Screens.
pub const SCREENS: Words = Words { fr: "{n} écrans", en: "{n} screens" };
/// What is said of a box that folds its column.
pub const NOT_ONE_BY_ONE: Words = Words { fr: "non dessinés un par un", en: "not drawn one by one" };

/// A rate as it stands on a line; none where it would read as nothing.
pub fn rate(likely: f64) -> Option<Say> {
    let decimals = if likely < 10.0 { 1 } else { 0 };
    (likely >= 0.05).then(|| Say::each(|lang| format!("{}/s", format::number(lang, likely, decimals))))
}

/// A thing as a box, with the one number that matters about it.
pub fn boxed(thing: &Thing) -> Node {
    let (load, limit) = (thing.measure(Field::Load), thing.measure(Field::Limit));
    let note = match thing.id.kind() {
        Kind::System => match (&load, &limit) {
            (Some(load), Some(limit)) => Some(Say::each(|lang| {
                let short = format::number(lang, load.value.likely, 1);
                let limit = format::with_unit(lang, limit.value.likely, limit.unit);
                match lang {
                    Lang::Fr => format!("{short} sur {limit}"),
                    Lang::En => format!("{short} of {limit}"),
                }
            })),
            (Some(load), None) => Some(Say::each(|lang| format::with_unit(lang, load.value.likely, load.unit))),
            _ => None,
        },
        Kind::Element => thing
            .quantity(Field::Views)
            .map(|views| Say::each(|lang| format::with_unit(lang, views.likely, Unit::ViewsPerSecond))),
        Kind::Moment => thing.choice(Field::Stage).and_then(ui::thing::choice).map(words),
        Kind::Data if !thing.list(Field::Personal).is_empty() => {
            Some(Say::new("données personnelles", "personal data"))
        }
        _ => None,
    };
    let standing = match ui::thing::standing_verdict(load.as_ref(), limit.as_ref()) {
        verdict @ Verdict::Watch => Some((verdict, words(NEAR_LIMIT))),
        verdict @ Verdict::Over => Some((verdict, words(OVER_LIMIT))),
        Verdict::Fine | Verdict::Unknown => None,
    };
    Node {
        id: thing.id.to_string(),
        is: Is::Thing,
        name: thing.name.clone(),
        kind: words(ui::thing::kind(thing.id.kind())),
        notes: note.into_iter().collect(),
        standing: standing.filter(|_| thing.id.kind() == Kind::System),
        fate: None,
        href: String::new(),
        column: None,
        size: None,
        here: false,
        things: 1,
    }
}

/// A box that stands for several things.
pub fn of_others(id: &str, n: usize, one: Words, many: Words, href: String) -> Node {
    Node {
        id: id.to_owned(),
        is: Is::Rest,
        name: counted(n, one, many),
        kind: Say::same(""),
        notes: Vec::new(),
        standing: None,
        fate: None,
        href,
        column: None,
        size: None,
        here: false,
        things: n,
    }
}

/// Fixed words in both languages.
pub fn words(words: Words) -> Say {
    Say::new(words.fr, words.en)
}

/// A count in words.
pub fn counted(n: usize, one: Words, many: Words) -> Say {
    let words = if n == 1 { one } else { many };
    Say::each(|lang| words.fill(lang, &[("n", &format::number(lang, n as f64, 0))]))
}
