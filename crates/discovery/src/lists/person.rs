//! Keeps persons out of what is kept of payments: an expense paid back to somebody names them where a merchant stands.
//!
//! The rule. The merchant of a row is replaced by [`PERSON`] when it is the card holder of the row or of any row of the
//! file, in any order of words; when it begins with a form of address (M., Mme, Mr, Mrs…); when it or the row's category
//! says that wages or expenses are paid to somebody; or when it is an e-mail address. The payment itself is kept, so
//! that the sum ties to the file. A name that stands alone, without any of these marks, cannot be told from a company's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What stands for a person where a merchant is expected.
pub const PERSON: &str = "(person)";

/// The persons a file names as holders of cards or as employees, by the first of their words.
#[derive(Default)]
pub(super) struct Persons(BTreeMap<String, BTreeSet<Vec<String>>>);

/// Merchants as they are kept, so that each is looked at once.
#[derive(Default)]
pub(super) struct Kept(HashMap<(String, Option<String>), String>);

impl Kept {
    /// The merchant as it is kept, as [`Persons::kept`] says.
    pub(super) fn of(&mut self, persons: &Persons, merchant: &str, category: Option<&str>) -> String {
        let key = (merchant.to_owned(), category.map(str::to_owned));
        self.0.entry(key).or_insert_with(|| persons.kept(merchant, category)).clone()
    }
}

/// The most persons that share their first word; a house has fewer.
const ALIKE_MOST: usize = 200;

impl Persons {
    /// Adds what a row calls its card holder.
    pub(super) fn add(&mut self, name: &str) {
        let words = name_words(name);
        if let (Some(first), true) = (words.first(), words.len() >= 2) {
            let alike = self.0.entry(first.clone()).or_default();
            if alike.len() < ALIKE_MOST {
                alike.insert(words);
            }
        }
    }

    /// The merchant as it is kept: the words themselves without long numbers, or [`PERSON`].
    pub(super) fn kept(&self, merchant: &str, category: Option<&str>) -> String {
        let paid_back = says_paid_back(merchant) || category.is_some_and(says_paid_back);
        let address = merchant.contains('@') && !merchant.trim().contains(' ');
        match self.stands_in(merchant) || is_addressed(merchant) || paid_back || address {
            true => PERSON.to_owned(),
            false => without_numbers(merchant),
        }
    }

    /// Whether all words of a person stand among those of a label: `VIR SEPA DUPONT MARIE REF 12`.
    fn stands_in(&self, label: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let label: BTreeSet<String> = name_words(label).into_iter().take(40).collect();
        let mut alike = label.iter().filter_map(|word| self.0.get(word)).flatten();
        alike.any(|person| person.iter().all(|word| label.contains(word)))
    }
}

/// The words of a name in small letters without accents, sorted.
fn name_words(name: &str) -> Vec<String> {
    // Folding headers drops accents, signs and brackets; its plurals fall alike on both sides.
    let mut words: Vec<String> =
        tabular::fold(name).split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

/// Whether words begin as a person is addressed.
fn is_addressed(merchant: &str) -> bool {
    const FORMS: [&str; 12] =
        ["m.", "mme", "mme.", "mlle", "mr", "mr.", "mrs", "mrs.", "ms.", "monsieur", "madame", "mademoiselle"];
    let mut words = merchant.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    FORMS.contains(&first.as_str()) && words.next().is_some()
}

/// Whether words say that wages or expenses are paid to somebody.
fn says_paid_back(words: &str) -> bool {
    let folded = format!(" {} ", tabular::fold(words));
    const SAID: [&str; 12] = [
        " note de frai ",
        " ndf ",
        " remboursement frai ",
        " remboursement de frai ",
        " remb frai ",
        " rembt frai ",
        " salaire ",
        " paie ",
        " expense reimbursement ",
        " employee reimbursement ",
        " payroll ",
        " salary ",
    ];
    SAID.iter().any(|said| folded.contains(said))
}

/// The words with every card's number made a sign: 15 to 19 digits that stand alone, blanks between them or not, and
/// add up as the numbers of cards do. An invoice's number stays: it is part of how a merchant writes itself.
fn without_numbers(words: &str) -> String {
    let bytes = words.as_bytes();
    let (mut out, mut kept, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        match card_at(bytes, at).filter(|_| begins) {
            Some(end) => {
                out.push_str(&words[kept..at]);
                out.push('#');
                (kept, at) = (end, end);
            }
            None => at += 1,
        }
    }
    out.push_str(&words[kept..]);
    out
}

/// Where a card's number that begins at `start` ends, if one does.
fn card_at(bytes: &[u8], start: usize) -> Option<usize> {
    let mut digits = Vec::with_capacity(20);
    for (at, byte) in bytes.iter().enumerate().skip(start).take(40) {
        match byte {
            b'0'..=b'9' => digits.push(byte - b'0'),
            b' ' | b'-' => continue,
            _ => return None,
        }
        let ends = !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        if digits.len() > 19 {
            return None;
        }
        if digits.len() >= 15 && ends && is_of_card(&digits) {
            return Some(at + 1);
        }
    }
    None
}

/// The check of ISO/IEC 7812-1: from the right, every other digit doubled, the sum a multiple of ten.
fn is_of_card(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weigh = |(place, digit): (usize, &u8)| u32::from(if place % 2 == 1 { doubled(*digit) } else { *digit });
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_kept_out_and_a_company_is_not() {
        let mut persons = Persons::default();
        persons.add("Maëlle Kervran");
        for merchant in [
            "KERVRAN Maelle",
            "VIR SEPA KERVRAN MAELLE REF 88",
            "Mme Perrin",
            "M. X",
            "Remboursement frais de mission",
            "NDF mars",
            "maelle@solvene.example",
        ] {
            assert_eq!(persons.kept(merchant, None), PERSON, "{merchant}");
        }
        assert_eq!(persons.kept("Durand et fils", Some("Notes de frais")), PERSON);
        for merchant in ["HUBSPOT INC* 8884827768", "M6 PUBLICITE", "Mr.Good", "Maelle", "FRAIS BANCAIRES"] {
            assert_eq!(persons.kept(merchant, Some("Logiciels")), merchant);
        }
    }

    #[test]
    fn the_number_of_a_card_is_not_kept() {
        let persons = Persons::default();
        for (merchant, kept) in [
            ("CARTE 4970 1012 3456 7893 CANVA", "CARTE # CANVA"),
            ("4970-1012-3456-7893", "#"),
            ("CB 12/03 CANVA* I04123-45678901", "CB 12/03 CANVA* I04123-45678901"),
            ("FACTURE 4970101234567890", "FACTURE 4970101234567890"),
            ("É1 4970101234567893.", "É1 #."),
        ] {
            assert_eq!(persons.kept(merchant, None), kept);
        }
    }
}
