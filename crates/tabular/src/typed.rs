//! Numbers as people type them in a form or at a prompt, where their language is known.

use base::{Lang, Quantity, Say};

use crate::cell::{Cell, Unfit};

/// Reads one number a person types: `31`, `0,30`, `35 000`, `€12,000`, `-0.5`; a percent sign is passed over.
///
/// The language settles what [`Cell::number`] has to refuse: in English `1,184` has thousands and `1.184` decimals; in
/// French `1,184` has decimals, and `1.184` stays refused, since either is meant.
/// Errors: words that are no number. Nothing typed, or a dash, is no number: `None`.
pub fn number(lang: Lang, words: &str) -> Result<Option<f64>, Unfit> {
    let words = without_percent(words);
    cell(words).number_in(decimal(lang, words))
}

/// Reads a number a person types alone or at three points: `410 000`, `0.3 / 0.8 / 1.4 %`, `12 ; 14 ; 20`, and with a
/// range in any spelling of [`Cell::quantity`].
///
/// One percent sign is enough to make all points hundredths. Errors: as [`number`]; two points, or more than three;
/// points in the wrong order are not refused here, since each field says what may stand in it.
pub fn points(lang: Lang, words: &str) -> Result<Option<Quantity>, Unfit> {
    // In "20 ± 10 %" the sign speaks of the margin.
    let percent = words.contains('%') && !words.contains('±') && !words.contains("+/-") && !words.contains("+-");
    let unit = |value: f64| if percent { value / 100.0 } else { value };
    let parts: Vec<&str> = words.split(['/', ';']).collect();
    let read = match parts.as_slice() {
        _ if words.contains("+/-") || words.contains('[') => whole(lang, words, percent)?,
        [one] => whole(lang, one, percent)?,
        [low, likely, high] => match (number(lang, low)?, number(lang, likely)?, number(lang, high)?) {
            (Some(low), Some(likely), Some(high)) => Some(Quantity { low, likely, high }),
            _ => return Err(not_three(words)),
        },
        _ => return Err(not_three(words)),
    };
    Ok(read.map(|it| Quantity { low: unit(it.low), likely: unit(it.likely), high: unit(it.high) }))
}

fn whole(lang: Lang, words: &str, percent: bool) -> Result<Option<Quantity>, Unfit> {
    let words = if percent { without_percent(words) } else { words };
    cell(words).quantity_in(decimal(lang, words))
}

fn cell(words: &str) -> Cell {
    Cell::from_words(words)
}

fn without_percent(words: &str) -> &str {
    let words = words.trim();
    words.strip_suffix('%').unwrap_or(words).trim_end()
}

/// The mark before decimals, where the language leaves no doubt.
fn decimal(lang: Lang, words: &str) -> Option<char> {
    match lang {
        Lang::En => Some('.'),
        Lang::Fr => (!words.contains('.')).then_some(','),
    }
}

fn not_three(words: &str) -> Unfit {
    let reason = Say::new("un nombre ou trois sont attendus", "one number or three are expected");
    let way_out = Say::new(
        "écrivez-le seul, ou bas / probable / haut, comme 0,3 / 0,8 / 1,4 %",
        "write it alone, or low / likely / high, such as 0.3 / 0.8 / 1.4 %",
    );
    Unfit::new(words, reason, way_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_the_language_writes_it() {
        for (lang, words, value) in [
            (Lang::Fr, "12 000 €", 12_000.0),
            (Lang::En, "€12,000", 12_000.0),
            (Lang::En, "1,234,567.5", 1_234_567.5),
            (Lang::Fr, "1,184", 1.184),
            (Lang::En, "1,184", 1_184.0),
            (Lang::En, "1.184", 1.184),
            (Lang::Fr, "12,5", 12.5),
            (Lang::En, "0,300", 0.3),
            (Lang::En, "12,5", 12.5),
            (Lang::Fr, "0.30", 0.3),
            (Lang::Fr, "−0,5 %", -0.5),
        ] {
            assert_eq!(number(lang, words), Ok(Some(value)), "{lang:?} {words}");
        }
        assert_eq!(number(Lang::Fr, " "), Ok(None));
        for (lang, words) in [(Lang::Fr, "1.184"), (Lang::En, "lots"), (Lang::Fr, "12 caisses")] {
            assert!(number(lang, words).is_err(), "{lang:?} {words}");
        }
    }

    #[test]
    fn a_number_stands_alone_or_at_three_points() {
        for (lang, words, low, likely, high) in [
            (Lang::En, "410000", 410_000.0, 410_000.0, 410_000.0),
            (Lang::En, "0.3/0.8/1.4%", 0.3 / 100.0, 0.8 / 100.0, 1.4 / 100.0),
            (Lang::Fr, "0,3 % / 0,8 % / 1,4 %", 0.3 / 100.0, 0.8 / 100.0, 1.4 / 100.0),
            (Lang::Fr, "10 000 ; 12 000 ; 18 000 €", 10_000.0, 12_000.0, 18_000.0),
            (Lang::Fr, "22 [18-26]", 18.0, 22.0, 26.0),
            (Lang::En, "22 +/- 4", 18.0, 22.0, 26.0),
            (Lang::En, "20 ± 10 %", 18.0, 20.0, 22.0),
            (Lang::En, "34 %", 0.34, 0.34, 0.34),
        ] {
            assert_eq!(points(lang, words), Ok(Some(Quantity { low, likely, high })), "{lang:?} {words}");
        }
        assert_eq!(points(Lang::En, ""), Ok(None));
        for words in ["1/2", "1/2/3/4", "1//3", "a/b/c", "1/2/x"] {
            assert!(points(Lang::En, words).is_err(), "{words}");
        }
    }
}
