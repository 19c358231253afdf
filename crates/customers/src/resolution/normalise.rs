//! What people type, in one form: names, days, e-mail addresses, telephone numbers, addresses, postcodes.
//!
//! Each function turns one told value into one text, empty when nothing can be made of it; none is longer than
//! [`LONGEST`] signs.

mod address;
mod day;
mod name;

use serde::{Deserialize, Serialize};

use super::distance::LONGEST;
use super::model::Kind;

pub(crate) use address::{core, number};
pub(crate) use day::DayOrder;
pub(crate) use name::apart;

/// What of a column must be known before one of its values is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Which of day and month comes first.
    pub(crate) order: DayOrder,
    /// The calling code of numbers told without one; empty when unknown.
    pub calling_code: String,
}

impl Reading {
    /// Telephone numbers told without a country's code are of this one.
    pub fn calling(code: &str) -> Reading {
        Reading { calling_code: code.to_owned(), ..Reading::default() }
    }
}

/// Brings a value into the one form of its kind.
///
/// Shape: text → text, empty when it says nothing. Bringing the result into form again changes nothing, save for
/// telephone numbers told without their country's code.
pub fn normalise(kind: Kind, told: &str, reading: &Reading) -> String {
    let told = match told.char_indices().nth(4 * LONGEST) {
        Some((end, _)) => &told[..end],
        None => told,
    };
    let text = match kind {
        Kind::GivenName | Kind::FamilyName => name::name(told),
        Kind::Birth => day::day(told, reading.order).unwrap_or_default(),
        Kind::Email => email(told),
        Kind::Phone => phone(told, &reading.calling_code),
        Kind::Address => address::address(told),
        Kind::City => words(told),
        Kind::Postcode | Kind::Code => letters_and_digits(told),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// Small letters without accents; letters that are one sign elsewhere and two here are taken apart.
pub(crate) fn plain(told: &str, out: &mut String) {
    use unicode_normalization::UnicodeNormalization;
    if told.is_ascii() {
        out.extend(told.chars().map(|sign| sign.to_ascii_lowercase()));
        return;
    }
    for sign in told.nfkd().flat_map(char::to_lowercase) {
        match sign {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            '’' => out.push('\''),
            sign if unicode_normalization::char::is_combining_mark(sign) => {}
            sign => out.push(sign),
        }
    }
}

/// Words of letters and digits, one blank between them.
pub(crate) fn words(told: &str) -> String {
    let mut text = String::with_capacity(told.len());
    plain(told, &mut text);
    let mut out = String::with_capacity(text.len());
    for word in text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn letters_and_digits(told: &str) -> String {
    let mut text = String::with_capacity(told.len());
    plain(told, &mut text);
    text.retain(char::is_alphanumeric);
    text
}

/// What stands before the sign and what after it, without a tag (`anna+shop@…`); empty when there is no such sign.
fn email(told: &str) -> String {
    let mut text = String::with_capacity(told.len());
    plain(told, &mut text);
    text.retain(|sign| !sign.is_whitespace());
    let text = text.strip_prefix("mailto:").unwrap_or(&text).trim_matches(['<', '>', '"', ',', ';', '.']);
    match text.rsplit_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => {
            let local = local.split_once('+').map_or(local, |(before, _)| before);
            if local.is_empty() { String::new() } else { format!("{local}@{domain}") }
        }
        _ => String::new(),
    }
}

/// A number as `+` and digits when its country is told or known, else its digits; empty under six digits.
fn phone(told: &str, calling_code: &str) -> String {
    let international = told.trim_start().starts_with('+');
    let told = told.replace("(0)", "");
    let digits: String =
        told.chars().filter_map(|sign| sign.to_digit(10).and_then(|d| char::from_digit(d, 10))).collect();
    if !(6..=17).contains(&digits.len()) {
        return String::new();
    }
    if international {
        return format!("+{digits}");
    }
    if let Some(rest) = digits.strip_prefix("00")
        && rest.len() >= 8
        && !rest.starts_with('0')
    {
        return format!("+{rest}");
    }
    if calling_code.is_empty() {
        return digits;
    }
    // A number with its country's code but without the sign, such as 1 212 555 0100 or 33 6 12 34 56 78.
    let national = if calling_code == "1" { 10 } else { 9 };
    if digits.len() == calling_code.len() + national && digits.starts_with(calling_code) {
        return format!("+{digits}");
    }
    format!("+{calling_code}{}", digits.strip_prefix('0').unwrap_or(&digits))
}

/// Guesses the calling code of the numbers of a column from those told with one and from their shape.
///
/// Shape: the told values → `33`, `1`, or nothing when the shape does not tell.
pub fn calling_code<'a>(told: impl Iterator<Item = &'a str>) -> Option<String> {
    let (mut france, mut america, mut all) = (0_usize, 0_usize, 0_usize);
    for value in told {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        if digits.len() < 6 {
            continue;
        }
        all += 1;
        let plus = value.trim_start().starts_with('+');
        let trunk = digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00");
        france += usize::from(!plus && trunk || plus && digits.starts_with("33"));
        let area = |digits: &str| digits.len() == 10 && digits.as_bytes()[0] >= b'2';
        america += usize::from(!plus && area(&digits) || digits.strip_prefix('1').is_some_and(area));
    }
    let most = |count: usize| count * 10 >= all * 8 && all > 0;
    match (most(france), most(america)) {
        (true, _) => Some("33".to_owned()),
        (_, true) => Some("1".to_owned()),
        _ => None,
    }
}
