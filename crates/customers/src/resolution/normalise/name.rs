//! Names of people.

use super::plain;

/// Titles that are no part of a name when they stand first.
const TITLES: &[&str] = &["m", "mr", "mrs", "ms", "mme", "mlle", "dr", "prof", "me"];
/// What stands behind a name and is no part of it.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii"];
/// Particles that belong to the family name behind them.
const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "di", "da", "dos", "del", "el", "al", "ben",
    "bin", "st", "saint", "mc", "mac", "o", "d",
];

/// A name in small letters without accents: apostrophes fall away, hyphens become blanks, one blank between words.
pub(super) fn name(told: &str) -> String {
    let mut text = String::with_capacity(told.len());
    plain(told, &mut text);
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for sign in text.chars() {
        if sign.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(sign);
        } else if sign != '\'' && sign != '`' {
            gap = true;
        }
    }
    if let Some((first, rest)) = out.split_once(' ')
        && first.len() > 1
        && TITLES.contains(&first)
    {
        return without_suffix(rest).to_owned();
    }
    without_suffix(&out).to_owned()
}

fn without_suffix(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, last)) if SUFFIXES.contains(&last) => rest,
        _ => name,
    }
}

/// Takes a whole name apart into given and family name: the last word and the particles before it are the family's,
/// unless a comma or capitals say otherwise (`DUPONT Anne`).
pub(crate) fn apart(told: &str) -> (String, String) {
    if let Some((family, given)) = told.split_once(',') {
        return (name(given), name(family));
    }
    let shouted = |word: &&str| word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());
    let split: Vec<&str> = told.split_whitespace().collect();
    let loud = split.iter().take_while(|word| shouted(word)).count();
    if loud > 0 && loud < split.len() && !split.iter().skip(loud).any(shouted) {
        let (family, given) = split.split_at(loud);
        return (name(&given.join(" ")), name(&family.join(" ")));
    }
    let whole = name(told);
    let words: Vec<&str> = whole.split(' ').collect();
    let mut at = words.len().saturating_sub(1);
    while at > 1 && words.get(at - 1).is_some_and(|word| PARTICLES.contains(word)) {
        at -= 1;
    }
    let (given, family) = words.split_at(at);
    (given.join(" "), family.join(" "))
}
