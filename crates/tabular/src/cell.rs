use std::borrow::Cow;

use base::{Quantity, Reject, Say};
use jiff::civil::Date;

use crate::{date, header, number};

/// What stands in one cell, as the file says it; the sense is given by whoever reads it.
///
/// A CSV file holds texts only (and spelled error values); workbooks also hold numbers, dates and flags. Read a cell
/// through [`Cell::number`], [`Cell::date`] and the like, and both kinds of files give the same answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or white space only.
    Empty,
    /// Words: never blank, no white space around them, lines separated by `\n`.
    Text(String),
    /// A number of a workbook; a time of day comes as text instead.
    Number(f64),
    /// A day of a workbook; a day with a time comes as ISO text instead, so that nothing is lost.
    Date(Date),
    /// A yes or no of a workbook.
    Flag(bool),
    /// An error value where a formula had no result, such as `#REF!`.
    Broken(String),
}

/// A cell that does not fit the sense in which it was read, why, and the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfit {
    /// What stood there, shortened to 80 signs.
    pub value: String,
    /// Why it does not fit.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}

impl Unfit {
    pub(crate) fn new(value: &str, reason: Say, way_out: Say) -> Unfit {
        Unfit { value: shorten(value), reason, way_out }
    }

    /// Says where the cell stands, for the import report.
    pub fn at(self, sheet: Option<&str>, line: u64, column: Option<&str>) -> Reject {
        Reject {
            sheet: sheet.map(str::to_owned),
            line,
            column: column.map(str::to_owned),
            value: self.value,
            reason: self.reason,
            way_out: self.way_out,
        }
    }
}

/// The signs kept of a value quoted in a report.
const QUOTED: usize = 80;

/// Shortens a value to 80 signs, an ellipsis included.
pub(crate) fn shorten(value: &str) -> String {
    match value.char_indices().nth(QUOTED) {
        None => value.to_owned(),
        Some(_) => value.chars().take(QUOTED - 1).chain(['…']).collect(),
    }
}

/// Words without the blanks around them, and without the apostrophe that [`write::csv`](crate::write::csv) puts before
/// what a spreadsheet would run as a formula.
fn unguarded(words: &str) -> &str {
    let words = words.trim();
    words.strip_prefix('\'').filter(|rest| is_formula_like(rest)).map_or(words, str::trim)
}

/// Words as they stand in a text file, for whoever takes them as words: every line end is `\n`.
pub(crate) fn plain(words: std::borrow::Cow<'_, str>) -> std::borrow::Cow<'_, str> {
    let kept = unguarded(&words);
    match kept.contains('\r') {
        true => kept.replace("\r\n", "\n").replace('\r', "\n").into(),
        false if kept.len() == words.len() => words,
        false => kept.to_owned().into(),
    }
}

/// The error values of spreadsheets, as Excel and LibreOffice spell them in French and in English.
const ERRORS: [&str; 16] = [
    "#REF!",
    "#N/A",
    "#N/D",
    "#DIV/0!",
    "#VALUE!",
    "#VALEUR!",
    "#NAME?",
    "#NOM?",
    "#NUM!",
    "#NOMBRE!",
    "#NULL!",
    "#NUL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#####",
];

/// Words people write where they know nothing; read as a number, date, share or flag they are an empty cell.
const UNKNOWN: [&str; 12] = ["-", "–", "—", "?", "n/a", "n.a.", "n/d", "n.c.", "nc", "s/o", "inconnu", "unknown"];

/// What an accessor has to look at once empty and broken cells are out of the way.
enum Content<'a> {
    Text(&'a str),
    Number(f64),
    Date(Date),
    Flag(bool),
}

impl Cell {
    /// Reads words as they stand in a text file: as [`Cell::from_words`], and takes back the apostrophe that
    /// [`write::csv`](crate::write::csv) puts before what a spreadsheet would run as a formula.
    pub(crate) fn from_text(words: &str) -> Cell {
        Cell::from_words(unguarded(words))
    }

    /// Reads words: trims them, recognises nothing and spelled errors, and makes every line end `\n`.
    pub(crate) fn from_words(words: &str) -> Cell {
        let words = words.trim();
        if words.is_empty() {
            Cell::Empty
        } else if words.starts_with('#') && is_error(words) {
            Cell::Broken(words.to_owned())
        } else if words.contains('\r') {
            Cell::Text(words.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cell::Text(words.to_owned())
        }
    }

    /// Reads a day, or a day and a time, that a workbook holds as ISO text.
    pub(crate) fn from_iso(words: &str) -> Cell {
        let day = words.split_once('T').map_or(Some(words), |(day, time)| {
            time.bytes().all(|b| matches!(b, b'0' | b':' | b'.' | b'Z')).then_some(day)
        });
        day.and_then(|day| day.parse().ok()).map_or_else(|| Cell::from_words(words), Cell::Date)
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// What stands there, whatever it is: for quoting it, never for reading it.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(words) | Cell::Broken(words) => Cow::Borrowed(words),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::Flag(true) => Cow::Borrowed("true"),
            Cell::Flag(false) => Cow::Borrowed("false"),
        }
    }

    /// Reads words; a number gives its plain digits (`22`, `0.5`), a day its ISO form, a flag `true` or `false`.
    ///
    /// Errors: a broken cell.
    pub fn text(&self) -> Result<Option<Cow<'_, str>>, Unfit> {
        match self {
            Cell::Empty => Ok(None),
            Cell::Broken(error) => Err(broken(error)),
            other => Ok(Some(other.shown())),
        }
    }

    /// Reads a number, with a decimal comma or point and thousands grouped by spaces, apostrophes, points or commas.
    ///
    /// Where both a point and a comma stand, the last is the decimal mark; one that stands more than once groups
    /// thousands; one that stands once is the decimal mark. Only `1,184` or `1.184` (one to three digits, one mark,
    /// three digits) can mean two numbers a thousandfold apart: that is refused rather than guessed; see
    /// [`Cell::number_in`]. A euro sign is passed over; any other unit is refused.
    ///
    /// Errors: anything else than one finite number; a broken cell.
    pub fn number(&self) -> Result<Option<f64>, Unfit> {
        self.number_in(None)
    }

    /// Reads a number as [`Cell::number`] does, and lets the decimal mark of the rest of the sheet
    /// ([`How::decimal`](crate::How::decimal)) settle what could be two numbers.
    ///
    /// Errors: as [`Cell::number`].
    pub fn number_in(&self, decimal: Option<char>) -> Result<Option<f64>, Unfit> {
        self.known(|content| match content {
            Content::Number(number) => Ok(number),
            Content::Text(words) => number::number(words, decimal).map_err(|e| e.unfit(words)),
            Content::Date(_) | Content::Flag(_) => Err(number::Trouble::NotANumber.unfit(&self.shown())),
        })
    }

    /// Reads a number with the range its source leaves open: `22`, `22 [18-26]`, `18–26`, `18 à 26`, `22 ± 4`,
    /// `22 ± 10 %`, `≈ 22`.
    ///
    /// A range alone is likeliest in its middle. `≈ 22` says roughly, not how roughly: it is 22 and no range is made
    /// up.
    ///
    /// Errors: as [`Cell::number`]; a range upside down, or one that leaves its own value out.
    pub fn quantity(&self) -> Result<Option<Quantity>, Unfit> {
        self.quantity_in(None)
    }

    /// Reads a quantity as [`Cell::quantity`] does, its numbers as [`Cell::number_in`] does.
    ///
    /// Errors: as [`Cell::quantity`].
    pub fn quantity_in(&self, decimal: Option<char>) -> Result<Option<Quantity>, Unfit> {
        self.known(|content| match content {
            Content::Number(number) => Ok(Quantity::exact(number)),
            Content::Text(words) => number::quantity(words, decimal).map_err(|e| e.unfit(words)),
            Content::Date(_) | Content::Flag(_) => Err(number::Trouble::NotANumber.unfit(&self.shown())),
        })
    }

    /// Reads a share, `0..=1`.
    ///
    /// With a percent sign, a hundredth of the number. Without: up to 1 it is the share itself, above 1 and up to 100
    /// it is a percentage. So `99,5 %`, `99.5` and `0.995` are the same share, `1` is all of it, and `1 %` needs its
    /// sign.
    ///
    /// Errors: less than 0, more than 100 %, no number; a broken cell.
    pub fn share(&self) -> Result<Option<f64>, Unfit> {
        self.known(|content| match content {
            Content::Number(number) => number::share_of(number).map_err(|e| e.unfit(&self.shown())),
            Content::Text(words) => number::share(words).map_err(|e| e.unfit(words)),
            Content::Date(_) | Content::Flag(_) => Err(number::Trouble::NotANumber.unfit(&self.shown())),
        })
    }

    /// Reads a day: ISO (`2026-11-15`, a time after it is passed over), day first (`15/11/2026`, `15.11.26`), in words
    /// (`15 nov. 2026`, `Nov 15, 2026`), a month or quarter (`06/2027`, `juin 2027`, `T2 2027`: its last day), or a
    /// number of days as Excel counts them.
    ///
    /// Years of two digits are 1970 to 2069. A number is a day of Excel's calendar from 10000 (1927) to 109574 (2199)
    /// only, so that a lone year such as 2026 is never taken for a day of 1905.
    ///
    /// Errors: month first (`11/15/2026`), a year alone, a day that does not exist; a broken cell.
    pub fn date(&self) -> Result<Option<Date>, Unfit> {
        self.known(|content| match content {
            Content::Date(date) => Ok(date),
            Content::Number(serial) => date::from_serial(serial).map_err(|e| e.unfit(&self.shown())),
            Content::Text(words) => date::parse(words).map_err(|e| e.unfit(words)),
            Content::Flag(_) => Err(date::Trouble::NotADate.unfit(&self.shown())),
        })
    }

    /// Reads a yes or no: oui, non, yes, no, vrai, faux, true, false, o, n, y, x, 1, 0, ✓, ✗.
    ///
    /// Errors: any other word or number; a broken cell.
    pub fn flag(&self) -> Result<Option<bool>, Unfit> {
        self.known(|content| {
            let answer = match content {
                Content::Flag(flag) => Some(flag),
                Content::Number(number) => flag(&number.to_string()),
                Content::Text(words) => flag(words),
                Content::Date(_) => None,
            };
            answer.ok_or_else(|| {
                let value = self.shown();
                let quoted = shorten(&value);
                Unfit::new(
                    &value,
                    Say::new(format!("« {quoted} » n'est ni oui ni non"), format!("“{quoted}” is neither yes nor no")),
                    Say::new("écrivez oui ou non", "write yes or no"),
                )
            })
        })
    }

    /// Reads a list: parts between `;`, `|`, `,` or new lines, trimmed, the empty ones left out.
    ///
    /// Errors: a broken cell.
    pub fn list(&self) -> Result<Vec<String>, Unfit> {
        let text = match self {
            Cell::Text(words) => words,
            other => return Ok(other.text()?.map(Cow::into_owned).into_iter().collect()),
        };
        let parts = text.split([';', '|', ',', '\n']).map(str::trim);
        Ok(parts.filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }

    /// Lets `read` look at what stands there, unless nothing does, the word for "unknown" does, or an error.
    fn known<T>(&self, read: impl FnOnce(Content<'_>) -> Result<T, Unfit>) -> Result<Option<T>, Unfit> {
        let content = match self {
            Cell::Empty => return Ok(None),
            Cell::Text(words) if is_unknown(words) => return Ok(None),
            Cell::Broken(error) => return Err(broken(error)),
            Cell::Text(words) => Content::Text(words),
            Cell::Number(number) => Content::Number(*number),
            Cell::Date(date) => Content::Date(*date),
            Cell::Flag(flag) => Content::Flag(*flag),
        };
        read(content).map(Some)
    }
}

fn flag(words: &str) -> Option<bool> {
    match header::plain(words).as_str() {
        "oui" | "o" | "yes" | "y" | "vrai" | "true" | "x" | "1" | "✓" | "✔" | "☑" => Some(true),
        "non" | "no" | "n" | "faux" | "false" | "0" | "✗" | "✘" | "☐" => Some(false),
        _ => None,
    }
}

/// Whether a spreadsheet would run this text as a formula, or an exporter already guarded it against that.
pub(crate) fn is_formula_like(words: &str) -> bool {
    words.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn is_error(words: &str) -> bool {
    ERRORS.iter().any(|error| error.eq_ignore_ascii_case(words))
        || (words.len() > 2 && words.bytes().all(|sign| sign == b'#'))
}

fn is_unknown(words: &str) -> bool {
    UNKNOWN.iter().any(|unknown| unknown.eq_ignore_ascii_case(words))
}

fn broken(error: &str) -> Unfit {
    Unfit::new(
        error,
        Say::new(
            format!("la formule de cette cellule n'a pas de résultat ({error})"),
            format!("the formula in this cell has no result ({error})"),
        ),
        Say::new(
            "corrigez la formule dans le tableur, ou écrivez la valeur elle-même",
            "mend the formula in the spreadsheet, or write the value itself",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Cell {
        Cell::from_text(words)
    }

    #[test]
    fn nothing_and_words_for_nothing_are_no_value_and_no_error() {
        for words in ["", "  ", "\u{a0}", "-", "n/a", "NC", "?", "inconnu"] {
            assert_eq!(text(words).number(), Ok(None), "{words:?}");
            assert_eq!(text(words).date(), Ok(None), "{words:?}");
            assert_eq!(text(words).flag(), Ok(None), "{words:?}");
            assert_eq!(text(words).share(), Ok(None), "{words:?}");
            assert_eq!(text(words).quantity(), Ok(None), "{words:?}");
        }
    }

    #[test]
    fn a_broken_formula_is_no_value_in_any_sense() {
        for words in ["#REF!", "#N/A", "#VALEUR!", "#DIV/0!", "#######"] {
            let cell = text(words);
            assert_eq!(cell, Cell::Broken(words.to_owned()));
            assert!(cell.text().is_err() && cell.number().is_err() && cell.list().is_err() && cell.flag().is_err());
        }
        assert_eq!(text("#marketing"), Cell::Text("#marketing".to_owned()));
    }

    #[test]
    fn yes_and_no_are_read_in_both_languages() {
        for words in ["oui", "Oui", "O", "yes", "Y", "VRAI", "true", "x", "X", "1", "✓"] {
            assert_eq!(text(words).flag(), Ok(Some(true)), "{words:?}");
        }
        for words in ["non", "N", "no", "FAUX", "False", "0", "✗"] {
            assert_eq!(text(words).flag(), Ok(Some(false)), "{words:?}");
        }
        assert_eq!(Cell::Number(1.0).flag(), Ok(Some(true)));
        assert!(text("peut-être").flag().is_err() && Cell::Number(2.0).flag().is_err());
    }

    #[test]
    fn a_list_is_cut_at_every_usual_mark() {
        let parts = ["CRM", "caisses", "site"];
        assert_eq!(text("CRM; caisses | site").list().as_deref(), Ok(&parts.map(str::to_owned)[..]));
        assert_eq!(text("CRM,caisses,,\nsite;").list().as_deref(), Ok(&parts.map(str::to_owned)[..]));
        assert_eq!(Cell::Empty.list(), Ok(vec![]));
        assert_eq!(Cell::Number(3.0).list(), Ok(vec!["3".to_owned()]));
    }

    #[test]
    fn a_number_reads_as_plain_text_and_text_as_number() {
        assert_eq!(Cell::Number(22.0).text(), Ok(Some("22".into())));
        assert_eq!(text(" 22,5 ").number(), Ok(Some(22.5)));
        assert_eq!(Cell::Number(46341.0).date(), Ok(Some(jiff::civil::date(2026, 11, 15))));
        assert_eq!(Cell::Date(jiff::civil::date(2026, 11, 15)).text(), Ok(Some("2026-11-15".into())));
        assert!(Cell::Flag(true).number().is_err());
    }

    #[test]
    fn an_unfit_cell_says_where_it_stands_and_quotes_little() {
        let long = "é".repeat(500);
        let reject = match text(&long).number() {
            Err(unfit) => unfit.at(Some("Feuil1"), 7, Some("Limite")),
            Ok(_) => panic!("no number"),
        };
        assert_eq!((reject.line, reject.column.as_deref()), (7, Some("Limite")));
        assert_eq!(reject.value.chars().count(), 80);
        assert!(reject.reason.fr.chars().count() < 200);
    }

    #[test]
    fn the_apostrophe_of_an_export_is_taken_back() {
        assert_eq!(text("'=1+1"), Cell::Text("=1+1".to_owned()));
        assert_eq!(text("''-x"), Cell::Text("'-x".to_owned()));
        assert_eq!(text("'tis"), Cell::Text("'tis".to_owned()));
    }
}
