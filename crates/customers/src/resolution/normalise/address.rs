//! Number and street.

use super::words;

/// Kinds of streets and how they are shortened, in French and in English.
const STREETS: &[(&str, &str)] = &[
    ("st", "street"),
    ("str", "street"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("rd", "road"),
    ("dr", "drive"),
    ("ln", "lane"),
    ("ct", "court"),
    ("crt", "court"),
    ("blvd", "boulevard"),
    ("bd", "boulevard"),
    ("bld", "boulevard"),
    ("boul", "boulevard"),
    ("pl", "place"),
    ("ter", "terrace"),
    ("tce", "terrace"),
    ("cres", "crescent"),
    ("cct", "circuit"),
    ("ch", "chemin"),
    ("che", "chemin"),
    ("chem", "chemin"),
    ("rte", "route"),
    ("imp", "impasse"),
    ("all", "allee"),
    ("sq", "square"),
    ("fbg", "faubourg"),
    ("r", "rue"),
    ("hwy", "highway"),
];
/// What announces a flat.
const FLATS: &[&str] = &["apt", "appt", "apartment", "appartement", "unit", "flat", "suite", "ste", "app"];

/// An address in small letters, kinds of streets written out, a flat behind a `#` at the end.
pub(super) fn address(told: &str) -> String {
    let marked = told.replace('#', " apt ");
    let text = words(&marked);
    let mut kept: Vec<&str> = Vec::new();
    let mut flat: Option<&str> = None;
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if FLATS.contains(&word) && words.peek().is_some() && !kept.is_empty() {
            let next = words.next();
            // `apt #12` announces it twice.
            flat = if next.is_some_and(|next| FLATS.contains(&next)) { words.next() } else { next };
        } else if !kept.is_empty() {
            kept.push(STREETS.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long));
        } else {
            kept.push(word);
        }
    }
    let mut out = kept.join(" ");
    if let Some(flat) = flat {
        out.push_str(" #");
        out.push_str(flat);
    }
    out
}

/// The address without its flat.
pub(crate) fn core(address: &str) -> &str {
    address.split_once(" #").map_or(address, |(core, _)| core)
}

/// The number: the first word, when it holds a digit.
pub(crate) fn number(address: &str) -> &str {
    let first = address.split(' ').next().unwrap_or_default();
    if first.bytes().any(|sign| sign.is_ascii_digit()) { first } else { "" }
}
