//! How people write: in a rush, without accents, with a slip of the finger, each telephone in another dress.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use super::homes::{Customer, Home};
use super::names::SHORT;

/// The rows of the keyboard people in France and Belgium type on.
const ROWS: [&str; 4] = ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"];

/// A letter without its accent.
fn without_accents(text: &str) -> String {
    let plain = |sign: char| match sign {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'û' | 'ü' | 'ù' => 'u',
        'ç' => 'c',
        'É' | 'È' | 'Ê' => 'E',
        'À' | 'Â' => 'A',
        sign => sign,
    };
    text.chars().map(plain).collect()
}

/// How a system holds names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    /// In capitals without accents, as old programs keep them.
    Capitals,
    /// As typed in a rush: small letters, mostly without accents.
    Rushed,
}

pub(super) fn dressed(chance: &mut impl Rng, name: &str, dress: Dress) -> String {
    match dress {
        Dress::Capitals => without_accents(name).to_uppercase(),
        Dress::Rushed => match chance.random_range(0..4) {
            0 => name.to_owned(),
            1 => without_accents(name),
            2 => without_accents(name).to_lowercase(),
            _ => without_accents(name).replace('-', " "),
        },
    }
}

/// Now and then a slip of the finger: a neighbour on the keyboard, a sign left out, doubled, or two swapped.
pub(super) fn typed(chance: &mut impl Rng, text: &str, slips: f64) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    if signs.len() < 3 || !chance.random_bool(slips) {
        return text.to_owned();
    }
    let at = chance.random_range(1..signs.len());
    match chance.random_range(0..4) {
        0 => {
            let row = ROWS.iter().find(|row| row.contains(signs[at].to_ascii_lowercase()));
            if let Some(other) = row.and_then(|row| row.as_bytes().choose(chance)) {
                signs[at] = if signs[at].is_uppercase() { other.to_ascii_uppercase() } else { *other } as char;
            }
        }
        1 => drop(signs.remove(at)),
        2 => signs.insert(at, signs[at]),
        _ => signs.swap(at - 1, at),
    }
    signs.into_iter().collect()
}

/// The given name as the one behind the counter, or its bearer, writes it.
pub(super) fn given(chance: &mut impl Rng, name: &'static str, informal: f64) -> String {
    if chance.random_bool(informal) {
        if let Some((_, short)) = SHORT.iter().find(|(long, _)| *long == name) {
            return (*short).to_owned();
        }
        let initial: String = name.chars().take(1).collect();
        return format!("{initial}.");
    }
    name.to_owned()
}

/// A telephone as people write it; what is kept has nine digits, or eight of a Belgian household.
pub(super) fn phone(chance: &mut impl Rng, number: &str, belgian: bool) -> String {
    let code = if belgian { "32" } else { "33" };
    let pairs = |number: &str, by: &str| {
        let signs: Vec<char> = number.chars().collect();
        signs.chunks(2).map(|pair| pair.iter().collect::<String>()).collect::<Vec<_>>().join(by)
    };
    match chance.random_range(0..7) {
        0 => format!("+{code} {} {}", &number[..1], pairs(&number[1..], " ")),
        1 => format!("+{code}{number}"),
        2 => pairs(&format!("0{number}"), "."),
        3 | 4 => pairs(&format!("0{number}"), " "),
        5 => format!("00{code}{number}"),
        _ => format!("0{number}"),
    }
}

/// Number and street as they are written.
pub(super) fn street(chance: &mut impl Rng, home: &Home, short: f64) -> String {
    let way = if chance.random_bool(short) { home.way.1 } else { home.way.0 };
    let comma = if chance.random_bool(0.25) { "," } else { "" };
    let line = format!("{}{comma} {way} {}", home.number, home.street);
    match home.flat.as_str() {
        "" => line,
        _ if chance.random_bool(0.3) => line,
        flat if chance.random_bool(0.5) => format!("{line} {flat}"),
        flat => format!("{flat} {line}"),
    }
}

/// A day of birth as told, now and then with day and month swapped or the year's last sign wrong.
pub(super) fn born(chance: &mut impl Rng, of: &Customer, slips: f64) -> (u16, u8, u8) {
    let (year, month, day) = of.born;
    match chance.random_bool(slips) {
        true if day <= 12 && chance.random_bool(0.5) => (year, day, month),
        true => (year - year % 10 + chance.random_range(0..10), month, day),
        false => of.born,
    }
}
