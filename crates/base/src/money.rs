use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// An amount of euros, held in cents so that sums tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money {
    /// The amount in cents.
    pub cents: i64,
}

impl Money {
    /// Whole euros.
    pub fn eur(euros: i64) -> Money {
        Money { cents: euros.saturating_mul(100) }
    }

    /// Reads an amount in euros as people type it, `89`, `89,5 €` or `1 200.05`, to the cent and without ever passing
    /// through a fraction. Nothing is what cannot be read: signs, more than two decimals, words.
    pub fn read(words: &str) -> Option<Money> {
        let bare: String = words.trim().trim_end_matches('€').chars().filter(|sign| !sign.is_whitespace()).collect();
        let (whole, rest) = bare.split_once(['.', ',']).unwrap_or((&bare, ""));
        let digits = |part: &str| part.chars().all(|sign| sign.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(rest) || rest.len() > 2 {
            return None;
        }
        format!("{whole}{rest:0<2}").parse().ok().map(|cents| Money { cents })
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money { cents: self.cents.saturating_add(other.cents) }
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money { cents: self.cents.saturating_sub(other.cents) }
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_type_it_to_the_cent() {
        for (words, cents) in [
            ("89", 8_900),
            ("89.5", 8_950),
            ("89,50", 8_950),
            ("89,5 €", 8_950),
            ("1 200.05", 120_005),
            ("0.01", 1),
            (" 12.30 ", 1_230),
        ] {
            assert_eq!(Money::read(words), Some(Money { cents }), "{words}");
        }
        for words in ["", "-1", "1.234", "1,234", ",", "neuf", "1e3", "99999999999999999999"] {
            assert_eq!(Money::read(words), None, "{words}");
        }
    }
}
