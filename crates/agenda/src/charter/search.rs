//! Who decides? Words in French or English lead to the one class they mean.

use std::collections::BTreeMap;

use base::{Lang, Text, slug};

use super::{Charter, first};

/// A class that answers to some words.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Its key.
    pub key: String,
    /// How well it answers; higher is better.
    pub score: f64,
}

/// Words that tell nothing of what is decided.
const EMPTY: &str = "qui decide decider decident repond arbitre tranche signe valide le la les l un une des de du d au aux a et ou en sur pour par avec \
                     dans ce cette ces notre nos votre vos on nous vous il elle est sont faut peut doit avoir faire quand quel quelle quoi comment \
                     combien plus moins que se sa son ses \
                     who decides decide decided signs answers arbitrates the an of on in to for by with this that our your we you it is are must \
                     may can should do does what which when how much more less than about s";

/// A word of the class's own name weighs more than one it is looked for by.
const NAME: f64 = 3.0;
/// A word of when it is needed, or a further word.
const OTHER: f64 = 2.0;

/// The classes that answer to some words, best first; equal ones in the order of the charter.
///
/// A word counts by how few classes know it, and half where only its beginning is shared (four letters at least). An
/// amount of money leads to the class of funds whose limits hold it.
pub fn search(charter: &Charter, words: &str, typed: &dyn Fn(&Text) -> String) -> Vec<Match> {
    let asked = slug(words);
    let known: Vec<BTreeMap<String, f64>> = charter.rows.iter().map(|row| words_of(row, typed)).collect();
    let tokens: Vec<&str> =
        asked.split('-').filter(|word| word.len() > 1 && !EMPTY.split_whitespace().any(|it| it == *word)).collect();
    let mut scores = vec![0.0; known.len()];
    for token in &tokens {
        let fits: Vec<f64> = known.iter().map(|known| fit(known, token)).collect();
        let rarity = 1.0 / fits.iter().filter(|fit| **fit > 0.0).count().max(1) as f64;
        for (score, fit) in scores.iter_mut().zip(fits) {
            *score += fit * rarity.sqrt();
        }
    }
    if let Some(euros) = amount(words) {
        let band = if euros < 50_000.0 {
            "funds-small"
        } else if euros <= 250_000.0 {
            "funds-middle"
        } else {
            "funds-large"
        };
        for (score, row) in scores.iter_mut().zip(&charter.rows) {
            if row.key == band {
                *score += NAME * 2.0;
            } else if row.key.starts_with("funds-") {
                *score = 0.0;
            }
        }
    }
    let mut found: Vec<Match> = charter
        .rows
        .iter()
        .zip(scores)
        .filter(|(_, score)| *score > 0.0)
        .map(|(row, score)| Match { key: row.key.clone(), score })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// The words a class answers to, each with its weight.
fn words_of(row: &super::Row, typed: &dyn Fn(&Text) -> String) -> BTreeMap<String, f64> {
    let name = row.say(typed);
    let when = first::known_when(&row.key).unwrap_or_default();
    let mut words = BTreeMap::new();
    let mut learn = |text: &str, weight: f64| {
        for word in slug(text).split('-').filter(|word| word.len() > 1) {
            if !EMPTY.split_whitespace().any(|it| it == word) {
                words.entry(word.to_owned()).or_insert(weight);
            }
        }
    };
    for lang in Lang::ALL {
        learn(name.in_lang(lang), NAME);
    }
    for lang in Lang::ALL {
        learn(when.in_lang(lang), OTHER);
    }
    learn(first::further(&row.key), OTHER);
    words
}

/// How well a class knows a word.
fn fit(known: &BTreeMap<String, f64>, token: &str) -> f64 {
    if let Some(weight) = known.get(token) {
        return *weight;
    }
    let near = known.iter().filter(|(word, _)| {
        let shared = word.bytes().zip(token.bytes()).take_while(|(a, b)| a == b).count();
        shared >= 4 && shared + 2 >= word.len().min(token.len())
    });
    near.map(|(_, weight)| weight / 2.0).fold(0.0, f64::max)
}

/// An amount of money in the words: `80 k€`, `120 000 €`, `€1.2m`, `300k`.
fn amount(words: &str) -> Option<f64> {
    let lower = words.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let chars: Vec<char> = lower.chars().collect();
    let from = chars.iter().position(char::is_ascii_digit)?;
    let mut digits = String::new();
    let mut at = from;
    while let Some(c) = chars.get(at) {
        let next_is_digit = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => digits.push(*c),
            ' ' | '.' | ',' | '\'' if next_is_digit => digits.push(if *c == ',' || *c == '.' { '.' } else { ' ' }),
            _ => break,
        }
        at += 1;
    }
    let rest: String = chars.iter().skip(at).collect();
    let rest = rest.trim_start();
    // Three digits after a sign are thousands, fewer are decimals.
    let thousands = digits.split(['.', ' ']).skip(1).all(|group| group.len() == 3);
    let plain = digits.replace(' ', "");
    let number: f64 = if thousands { plain.replace('.', "") } else { plain }.parse().ok()?;
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let scale = match word {
        "k" | "keur" | "ke" => 1_000.0,
        "m" | "million" | "millions" | "meur" => 1_000_000.0,
        _ => 1.0,
    };
    let money = scale > 1.0 || lower.contains('€') || lower.contains("euro") || lower.contains("eur");
    money.then_some(number * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(words: &str) -> Option<String> {
        search(&Charter::default(), words, &|_| String::new()).into_iter().next().map(|found| found.key)
    }

    #[test]
    fn words_in_either_language_lead_to_the_one_class() {
        for (words, key) in [
            ("Qui décide d'un nouvel outil ?", "new-tool"),
            ("who decides on a new tool?", "new-tool"),
            ("acheter un logiciel", "new-tool"),
            ("spot TV le 3 octobre", "dated-promise"),
            ("a dated promise", "dated-promise"),
            ("changer les priorités du trimestre", "priorities"),
            ("base légale", "purpose"),
            ("Qui peut arrêter un pilote ?", "pilot"),
            ("stop a pilot", "pilot"),
            ("mise en production", "release"),
            ("shadow tool", "undeclared-tool"),
            ("outil fantôme", "undeclared-tool"),
            ("données d'un partenaire", "partner-source"),
            ("voie express", "change-express"),
            ("major lane", "change-major"),
            ("accès aux données clients", "data-access"),
            ("changer la charte", "charter"),
        ] {
            assert_eq!(first(words).as_deref(), Some(key), "{words}");
        }
        for words in ["", "qui décide ?", "who decides?", "xyzzy"] {
            assert_eq!(first(words), None, "{words}");
        }
    }

    #[test]
    fn an_amount_leads_to_its_funds() {
        for (words, key) in [
            ("un budget de 80 k€", "funds-middle"),
            ("49 999 €", "funds-small"),
            ("50 000 €", "funds-middle"),
            ("€250,000", "funds-middle"),
            ("dépenser 250 001 euros", "funds-large"),
            ("1,2 M€ de budget", "funds-large"),
            ("spend 12.5k", "funds-small"),
        ] {
            assert_eq!(first(words).as_deref(), Some(key), "{words}");
        }
        assert_eq!(amount("le 3 octobre"), None);
        assert_eq!(amount("1 200 000 €"), Some(1_200_000.0));
    }

    #[test]
    fn what_answers_does_not_depend_on_the_order_of_the_rows() {
        let charter = Charter::default();
        let mut turned = charter.clone();
        turned.rows.reverse();
        for words in ["nouvel outil", "who decides on a budget of €80,000", "pilote", "données personnelles"] {
            let best = |charter: &Charter| search(charter, words, &|_| String::new()).into_iter().next();
            let (one, other) = (best(&charter), best(&turned));
            assert_eq!(one.as_ref().map(|it| it.score), other.as_ref().map(|it| it.score), "{words}");
        }
    }
}
