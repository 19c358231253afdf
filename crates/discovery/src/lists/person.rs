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

/// The words with every number of thirteen digits or more, blanks between them or not, made a sign: cards and accounts.
fn without_numbers(words: &str) -> String {
    const CARD: usize = 13;
    let (mut out, mut run, mut digits) = (String::new(), String::new(), 0);
    let close = |run: &mut String, digits: &mut usize, out: &mut String| {
        if *digits >= CARD {
            let end = run.trim_end_matches(|sign: char| !sign.is_ascii_digit()).len();
            out.push('#');
            out.push_str(&run[end..]);
        } else {
            out.push_str(run);
        }
        run.clear();
        *digits = 0;
    };
    for sign in words.chars() {
        if sign.is_ascii_digit() {
            digits += 1;
            run.push(sign);
        } else if matches!(sign, ' ' | '-') && digits > 0 {
            run.push(sign);
        } else {
            close(&mut run, &mut digits, &mut out);
            out.push(sign);
        }
    }
    close(&mut run, &mut digits, &mut out);
    out
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
        assert_eq!(persons.kept("CARTE 4970 1012 3456 7890 CANVA", None), "CARTE # CANVA");
        assert_eq!(persons.kept("4970101234567890", None), "#");
        assert_eq!(persons.kept("CB 12/03 CANVA* 0412345678", None), "CB 12/03 CANVA* 0412345678");
    }
}
