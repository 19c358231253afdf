//! Cuts delimited text into records, quotes and all, and finds out what separates the columns.
//!
//! Home-made rather than the `csv` crate, because a report needs what that crate keeps to itself: the line on which a
//! record starts when quoted texts hold line ends, and which quote was never closed, so that one bad quote costs one
//! rejected row and not the rest of the file.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr2_iter, memchr3};

use crate::{Unreadable, limits, tally};

/// The separators tried, the likeliest first: equal evidence goes to the earlier.
const SEPARATORS: [u8; 4] = [b';', b'\t', b'|', b','];

/// With nothing to separate, the record is its line: a sign no text file holds stands in.
pub(crate) const NOTHING: u8 = 0x1F;

/// How much of the text tells the separator.
const SAMPLE_RECORDS: usize = 100;
const SAMPLE_BYTES: usize = 64 << 10;

/// One record: where it starts, and its fields without their quotes.
#[derive(Debug, PartialEq)]
pub(crate) enum Record<'t> {
    Fields {
        line: u64,
        fields: Vec<Cow<'t, str>>,
        /// Whether a quote stands where none belongs: inside a field that it does not open.
        stray: bool,
    },
    /// A quote that opens on this record is never closed.
    OpenQuote {
        line: u64,
        /// The line of the quote itself.
        quote_line: u64,
        text: &'t str,
    },
}

/// Cuts a text into records.
pub(crate) struct Splitter<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    line: u64,
    /// What may still be read twice because of open quotes, in bytes; keeps the whole linear.
    patience: usize,
}

/// What ended a field.
enum Field<'t> {
    /// The text of the field, where it ends (at a separator, a line end or the end), and whether it holds a stray quote.
    Closed(Cow<'t, str>, usize, bool),
    /// Where a quote opened that is never closed, and how far that had to be looked for.
    Open(usize, usize),
}

impl<'t> Splitter<'t> {
    /// Starts at a byte of the text, on that line.
    pub(crate) fn new(text: &'t str, separator: u8, at: usize, line: u64) -> Splitter<'t> {
        Splitter { text, separator, at, line, patience: text.len().saturating_mul(4) }
    }

    /// Where it stands: the byte of the text, and its line.
    pub(crate) fn place(&self) -> (usize, u64) {
        (self.at, self.line)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn bytes(&self, from: usize, to: usize) -> &'t [u8] {
        self.text.as_bytes().get(from..to).unwrap_or_default()
    }

    fn rest(&self, from: usize) -> &'t [u8] {
        self.text.as_bytes().get(from..).unwrap_or_default()
    }

    /// Cuts the next record off; `None` at the end.
    ///
    /// Errors: more columns than [`limits::COLUMNS`], a field over [`limits::CELL_BYTES`].
    pub(crate) fn next(&mut self) -> Result<Option<Record<'t>>, Unreadable> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let (start, line) = (self.at, self.line);
        let mut fields = Vec::new();
        let mut stray = false;
        let mut at = start;
        loop {
            let (field, end) = match self.field(at) {
                Field::Closed(field, end, strays) => {
                    stray |= strays;
                    (field, end)
                }
                Field::Open(quote, seen) => return self.skip_open_quote(start, quote, seen).map(Some),
            };
            let place = |e: Unreadable| e.at(line, Some(fields.len() as u64 + 1));
            if field.len() > limits::CELL_BYTES {
                return Err(place(tally::too_long()));
            }
            if fields.len() >= limits::COLUMNS {
                return Err(place(tally::too_many_columns()));
            }
            fields.push(field);
            at = end + 1;
            if self.byte(end) != Some(self.separator) {
                break;
            }
        }
        // Past a CR, its LF belongs to the same line end.
        if self.byte(at - 1) == Some(b'\r') && self.byte(at) == Some(b'\n') {
            at += 1;
        }
        self.line += breaks(self.bytes(start, at));
        self.at = at;
        Ok(Some(Record::Fields { line, fields, stray }))
    }

    fn field(&self, at: usize) -> Field<'t> {
        let quote = self.after_blanks(at);
        if self.byte(quote) == Some(b'"') {
            return self.quoted(quote);
        }
        let rest = self.rest(at);
        let end = at + memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
        let field = self.text.get(at..end).unwrap_or_default();
        Field::Closed(Cow::Borrowed(field), end, memchr(b'"', field.as_bytes()).is_some())
    }

    /// Reads a quoted field: `""` is a quote, and so is one that no separator or line end follows, as long as the
    /// field is on one line (`"12" screen"`); across lines it means that the opening quote was never closed.
    fn quoted(&self, quote: usize) -> Field<'t> {
        let mut whole = Cow::Borrowed("");
        let (mut piece, mut at) = (quote + 1, quote + 1);
        let (mut on_one_line, mut stray) = (true, false);
        while let Some(next) = memchr(b'"', self.rest(at)) {
            let close = at + next;
            on_one_line = on_one_line && memchr2(b'\n', b'\r', self.bytes(at, close)).is_none();
            if self.byte(close + 1) == Some(b'"') {
                whole += self.text.get(piece..=close).unwrap_or_default();
                (piece, at) = (close + 2, close + 2);
                continue;
            }
            let end = self.after_blanks(close + 1);
            if self.byte(end).is_none_or(|b| b == self.separator || b == b'\n' || b == b'\r') {
                whole += self.text.get(piece..close).unwrap_or_default();
                return Field::Closed(whole, end, stray);
            }
            (at, stray) = (close + 1, true);
            if !on_one_line {
                return Field::Open(quote, at);
            }
        }
        Field::Open(quote, self.text.len())
    }

    fn after_blanks(&self, at: usize) -> usize {
        let tabs_count = self.separator != b'\t';
        at + self.rest(at).iter().take_while(|b| **b == b' ' || (tabs_count && **b == b'\t')).count()
    }

    /// Gives up the lines from the record's start to the one of the open quote, and goes on below.
    fn skip_open_quote(&mut self, start: usize, quote: usize, seen: usize) -> Result<Record<'t>, Unreadable> {
        let line = self.line;
        let quote_line = line + breaks(self.bytes(start, quote));
        let rest = self.rest(quote);
        let end = quote + memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let crlf = self.byte(end) == Some(b'\r') && self.byte(end + 1) == Some(b'\n');
        self.at = end + if crlf { 2 } else { 1 };
        self.line = quote_line + 1;
        self.patience = self.patience.saturating_sub(seen.saturating_sub(self.at));
        if self.patience == 0 {
            return Err(open_quotes().at(quote_line, None));
        }
        Ok(Record::OpenQuote { line, quote_line, text: self.text.get(start..end).unwrap_or_default() })
    }
}

fn open_quotes() -> Unreadable {
    use base::Say;
    Unreadable::new(
        Say::new("des guillemets ouverts ne sont jamais fermés", "quotes are opened and never closed"),
        Say::new(
            "fermez les guillemets, ou doublez ceux qui sont dans un texte",
            "close the quotes, or double those inside a text",
        ),
    )
}

/// Counts line ends: LF, CR and CRLF each once.
fn breaks(bytes: &[u8]) -> u64 {
    let crlf = |at: usize| bytes.get(at) == Some(&b'\n') && at > 0 && bytes.get(at - 1) == Some(&b'\r');
    memchr2_iter(b'\n', b'\r', bytes).filter(|at| !crlf(*at)).count() as u64
}

/// Finds what separates the columns: of the separators outside quotes, the one that cuts the most of the first records
/// into several fields, and most often into the same number.
///
/// Decimal commas lose against a real separator because the header has none. `None` when nothing separates anything.
pub(crate) fn separator(text: &str, at: usize) -> Option<u8> {
    let mut best = None;
    for separator in SEPARATORS {
        let score = evidence(text, at, separator);
        if score > best.map_or(0, |(_, score)| score) {
            best = Some((separator, score));
        }
    }
    best.map(|(separator, _)| separator)
}

/// How many of the first records a separator cuts, plus how many it cuts into the commonest number of fields.
fn evidence(text: &str, at: usize, separator: u8) -> usize {
    let sample = text.get(..text.floor_char_boundary(at.saturating_add(SAMPLE_BYTES))).unwrap_or(text);
    let mut splitter = Splitter::new(sample, separator, at, 1);
    let mut counts: Vec<usize> = Vec::new();
    loop {
        let record = match splitter.next() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            // Beyond a limit: the reading proper says so, with this separator.
            Err(_) => {
                counts.push(limits::COLUMNS);
                break;
            }
        };
        // The last record of a sample is cut short.
        let whole = sample.len() == text.len() || splitter.at < sample.len() || counts.is_empty();
        match record {
            // A quote out of place: this separator stands inside quoted texts, and cuts them up.
            Record::Fields { stray: true, .. } => {}
            Record::Fields { fields, .. } if whole && counts.len() < SAMPLE_RECORDS => counts.push(fields.len()),
            Record::Fields { .. } => break,
            Record::OpenQuote { .. } => {}
        }
    }
    let cut: Vec<usize> = counts.into_iter().filter(|count| *count > 1).collect();
    let commonest = cut.iter().map(|count| cut.iter().filter(|other| *other == count).count()).max();
    cut.len() + commonest.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts a text at `;` and shows each record as `line: a|b`, or `line: open at line`.
    fn check(text: &str, expect: &[&str]) {
        let mut splitter = Splitter::new(text, b';', 0, 1);
        let mut seen = Vec::new();
        while let Some(record) = splitter.next().unwrap_or_else(|e| panic!("{text:?}: {e}")) {
            seen.push(match record {
                Record::Fields { line, fields, .. } => format!("{line}: {}", fields.join("|")),
                Record::OpenQuote { line, quote_line, text } => format!("{line}: open at {quote_line} {text}"),
            });
        }
        assert_eq!(seen, expect, "{text:?}");
    }

    #[test]
    fn records_end_at_any_line_end_and_know_their_line() {
        check("a;b\nc;d\n", &["1: a|b", "2: c|d"]);
        check("a;b\r\nc;d", &["1: a|b", "2: c|d"]);
        check("a;b\rc;d\r", &["1: a|b", "2: c|d"]);
        check("a\n\n\nb", &["1: a", "2: ", "3: ", "4: b"]);
        check("a;\n;b", &["1: a|", "2: |b"]);
        check("", &[]);
    }

    #[test]
    fn a_quoted_text_may_hold_anything_and_the_next_line_is_still_known() {
        check("\"a;b\";c\nd", &["1: a;b|c", "2: d"]);
        check("\"a\r\nb\";c\nd", &["1: a\r\nb|c", "3: d"]);
        check("\"say \"\"hi\"\"\";\"\"", &["1: say \"hi\"|"]);
        check("a; \"b;c\" ;d", &["1: a|b;c|d"]);
        check("a\"b;c\"d", &["1: a\"b|c\"d"]);
    }

    #[test]
    fn a_quote_inside_a_quoted_text_that_nobody_doubled_is_taken_as_it_is() {
        check("\"12\" screen\";5", &["1: 12\" screen|5"]);
    }

    #[test]
    fn an_open_quote_costs_its_own_record_and_no_other() {
        check("a;\"b\nc;d\ne;f", &["1: open at 1 a;\"b", "2: c|d", "3: e|f"]);
        // The next quote opens another text: it does not close this one.
        check("a;\"b\nc;\"d\"\ne", &["1: open at 1 a;\"b", "2: c|d", "3: e"]);
        check("\"x\ny\";\"b\r\nc;d", &["1: open at 2 \"x\ny\";\"b", "3: c|d"]);
        check("\"", &["1: open at 1 \""]);
    }

    #[test]
    fn open_quotes_by_the_million_are_given_up_in_time() {
        let text = "\"\"x\n".repeat(200_000);
        let mut splitter = Splitter::new(&text, b';', 0, 1);
        while let Ok(Some(_)) = splitter.next() {}
        assert!(splitter.patience == 0 || splitter.at >= text.len());
    }

    #[test]
    fn the_separator_is_told_from_decimal_commas_and_lists() {
        for (text, expect) in [
            ("nom;valeur\na;1,5\nb;2,5\n", Some(b';')),
            ("nom;min;max\na;1,5;2,5\nb;2,5;3,5\n", Some(b';')),
            ("name,tags\nx,a;b\ny,c;d;e\n", Some(b',')),
            ("name\tvalue\na, b\t1,5\n", Some(b'\t')),
            ("name|value\na|1\n", Some(b'|')),
            ("Export du 3 mai, page 1\n\nnom;note\na;b, c\nd;e\n", Some(b';')),
            ("\"a;b\",c\n\"d;e\",f\n", Some(b',')),
            ("a,b,c\n1,2,\"x\t\n\ty\"\n", Some(b',')),
            ("outil\nSlack\n", None),
            ("", None),
        ] {
            assert_eq!(separator(text, 0), expect, "{text:?}");
        }
    }
}
