//! The numbers of a forecast as people type them and as forms hold them.

use std::collections::BTreeMap;

use agenda::request::Assumed;
use app::Problem;
use base::{Lang, Quantity};
use landscape::field::{Value, typed};

use crate::ui;

/// Reads a typed number as a cell of a file would be read: `5`, `4-6`, `0,9`, `90 %`; `None` when nothing is typed.
///
/// Errors: no number, or none this forecast can take.
pub(crate) fn read(number: Assumed, words: &str) -> Result<Option<Quantity>, Problem> {
    let cell = typed(words);
    let read = match number {
        Assumed::CacheShare => cell.share().map(|share| share.map(Quantity::exact)),
        _ => cell.quantity(),
    };
    let value = read.map_err(|unfit| Problem::invalid(unfit.reason, unfit.way_out))?;
    match value {
        Some(value) if !number.allows(value) => {
            Err(Problem::refused(&agenda::request::CannotAsk::NoSuchNumber(number)))
        }
        value => Ok(value),
    }
}

/// Reads every number of a form by its word, before the first is used: a form is taken whole or not at all.
pub(crate) fn read_all(typed: &BTreeMap<String, String>) -> Result<Vec<(Assumed, Quantity)>, Problem> {
    let mut all = Vec::new();
    for number in Assumed::ALL {
        let words = typed.get(number.word()).map(String::as_str).unwrap_or_default();
        all.extend(read(number, words)?.map(|value| (number, value)));
    }
    Ok(all)
}

/// A number as a field of a form holds it: typed back, it reads as the same.
pub(crate) fn written(lang: Lang, number: Assumed, value: Quantity) -> String {
    match number {
        Assumed::CacheShare => base::format::percent(lang, value.likely, 1),
        _ => ui::thing::typed(lang, &Value::Number(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_field_holds_reads_back_as_the_same_number() {
        for (number, value) in [
            (Assumed::CacheShare, Quantity::exact(0.9)),
            (Assumed::CallsAtOnce, Quantity::exact(1.0)),
            (Assumed::FrontMs, Quantity::range(352.0, 544.0, 994.0)),
            (Assumed::Views, Quantity::range(9.5, 11.0, 12.25)),
        ] {
            for lang in [Lang::Fr, Lang::En] {
                assert_eq!(read(number, &written(lang, number, value)).unwrap(), Some(value), "{number:?} {lang:?}");
            }
        }
    }

    #[test]
    fn a_share_beyond_the_whole_and_a_negative_number_are_refused() {
        assert!(read(Assumed::CacheShare, "140 %").is_err() && read(Assumed::DwellS, "-3").is_err());
        assert_eq!(read(Assumed::Views, " ").unwrap(), None);
    }
}
