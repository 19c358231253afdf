//! An amount of euros as contracts and budgets write it, to the cent.

use base::{Money, Say};
use tabular::{Cell, Unfit};

use super::unfit;

/// What may follow an amount without changing it: tax left out, for a year.
const SILENT: [&str; 12] =
    ["/an", "/ an", "par an", "/year", "/ year", "a year", "per year", "p.a.", "ht", "h.t.", "hors taxes", "excl. vat"];

/// The signs of other currencies.
const FOREIGN: [&str; 8] = ["$", "£", "usd", "gbp", "chf", "sek", "cad", "jpy"];

/// The most an amount can be, in euros: beyond it a cent is no longer exact.
const MOST: f64 = 1e12;

/// Reads an amount: `18 400`, `18.400,50 €`, `€18,400.50`, `18,4 k€`, `1 200 € HT/an`. `factor` is what the header
/// counts in: 1 for euros, 1000 for thousands of them.
///
/// Cents have two digits, so three digits after one mark are thousands: `18.400` is eighteen thousand four hundred,
/// unless the amount is counted in thousands, where both readings are left and none is guessed.
/// Errors: no amount, a part of a cent, less than nothing, tax included, another currency.
pub(crate) fn amount(cell: &Cell, factor: f64) -> Result<Option<Money>, Unfit> {
    let shown = cell.shown();
    let (plain, factor) = match cell {
        Cell::Text(words) => match bare(words)? {
            // A unit in the cell says more than the header's.
            Some((digits, in_thousands)) => (Cell::Text(digits), if in_thousands { 1e3 } else { factor }),
            None => return Ok(None),
        },
        other => (other.clone(), factor),
    };
    let euros = match plain.number() {
        Ok(euros) => euros,
        Err(no) if factor > 1.0 => return Err(no),
        // Read either way, the larger one is that with thousands.
        Err(no) => match (plain.number_in(Some(',')), plain.number_in(Some('.'))) {
            (Ok(Some(one)), Ok(Some(other))) => Some(if one.abs() > other.abs() { one } else { other }),
            _ => return Err(no),
        },
    };
    let Some(euros) = euros.map(|euros| euros * factor) else { return Ok(None) };
    let no = |fr: &str, en: &str, way_fr: &str, way_en: &str| unfit(&shown, Say::new(fr, en), Say::new(way_fr, way_en));
    let cents = (euros * 100.0).round();
    if euros < 0.0 {
        return Err(no(
            "un montant ne peut pas être négatif",
            "an amount cannot be less than zero",
            "écrivez un montant positif, ou laissez vide si on ne sait pas",
            "write a positive amount, or leave it empty if nobody knows",
        ));
    }
    if euros > MOST {
        return Err(no(
            "ce montant est trop grand pour être exact au centime",
            "this amount is too large to be exact to the cent",
            "vérifiez le montant et son unité",
            "check the amount and its unit",
        ));
    }
    // What a cell holds as a binary number is off by far less than this; a third decimal is far more.
    if (euros * 100.0 - cents).abs() > 1e-3_f64.max(cents.abs() * 1e-12) {
        return Err(no(
            "ce montant compte des fractions de centime",
            "this amount has a fraction of a cent",
            "arrondissez au centime",
            "round it to the cent",
        ));
    }
    Ok(Some(Money { cents: cents as i64 }))
}

/// Takes what stands around the digits off, and says whether it counts in thousands; `None` when nothing is left.
fn bare(words: &str) -> Result<Option<(String, bool)>, Unfit> {
    let lower = words.trim().to_lowercase();
    if lower.contains("ttc") || lower.contains("incl. vat") {
        return Err(unfit(
            words,
            Say::new("ce montant compte la taxe", "this amount includes tax"),
            Say::new("écrivez le montant hors taxes", "write the amount before tax"),
        ));
    }
    if FOREIGN.iter().any(|sign| lower.contains(sign)) {
        return Err(unfit(
            words,
            Say::new("ce montant n'est pas en euros", "this amount is not in euros"),
            Say::new("écrivez-le en euros", "write it in euros"),
        ));
    }
    let mut left = lower.as_str();
    while let Some(rest) = SILENT.iter().find_map(|word| left.strip_suffix(word)) {
        left = rest.trim_end();
    }
    let in_thousands = ["k€", "keur", "k"].iter().find_map(|unit| left.strip_suffix(unit));
    let digits = in_thousands.unwrap_or(left).replace("eur", "€").replace("€os", "€");
    Ok((!digits.trim().is_empty()).then(|| (digits.trim().to_owned(), in_thousands.is_some())))
}

#[cfg(test)]
mod tests {
    use super::super::typed;
    use super::*;

    fn check(words: &str, expect: Result<Option<i64>, &str>) {
        let read = amount(&typed(words), 1.0);
        match expect {
            Ok(cents) => assert_eq!(read.map(|money| money.map(|money| money.cents)), Ok(cents), "{words}"),
            Err(part) => {
                let no = read.expect_err(words);
                assert!(no.reason.en.contains(part), "{words}: {}", no.reason.en);
            }
        }
    }

    #[test]
    fn an_amount_is_read_to_the_cent_as_people_write_it() {
        for (words, cents) in [
            ("18400", 1_840_000),
            ("18 400", 1_840_000),
            ("18 400,50 €", 1_840_050),
            ("18.400,50", 1_840_050),
            ("18.400", 1_840_000),
            ("18,400", 1_840_000),
            ("€18,400.50", 1_840_050),
            ("1 200 € HT/an", 120_000),
            ("1200 EUR HT", 120_000),
            ("1200 euros par an", 120_000),
            ("18,4 k€", 1_840_000),
            ("12 kEUR HT", 1_200_000),
            ("0", 0),
            ("0,10", 10),
            ("4 321 987 654,32", 432_198_765_432),
        ] {
            check(words, Ok(Some(cents)));
        }
        check("?", Ok(None));
        check("", Ok(None));
    }

    #[test]
    fn what_is_no_amount_of_euros_before_tax_is_refused() {
        for (words, part) in [
            ("environ 12 euros cinquante", "not a number"),
            ("-12", "less than zero"),
            ("0,125", "fraction of a cent"),
            ("1 200 € TTC", "includes tax"),
            ("$1,200", "not in euros"),
            ("1200 USD", "not in euros"),
            ("18,400 k€", "two ways"),
            ("9e15", "too large"),
        ] {
            check(words, Err(part));
        }
    }

    #[test]
    fn a_cell_of_a_workbook_keeps_its_cents() {
        for cents in [1_i64, 10, 33, 1_840_050, 99_999_999_999] {
            let cell = Cell::Number(cents as f64 / 100.0);
            assert_eq!(amount(&cell, 1.0), Ok(Some(Money { cents })));
        }
    }
}
