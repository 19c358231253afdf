//! A small spreadsheet of its own: reads a workbook's cells and works its formulas out, knowing nothing of who wrote it.
//!
//! It knows what the formulas of a case use: arithmetic, comparisons, ranges, and a handful of functions.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

/// What a cell holds or a formula gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Words(String),
    Flag(bool),
    Empty,
}

impl Value {
    pub fn number(&self) -> f64 {
        match self {
            Value::Number(number) => *number,
            Value::Flag(flag) => f64::from(u8::from(*flag)),
            Value::Empty => 0.0,
            Value::Words(words) => panic!("{words:?} is no number"),
        }
    }

    fn is_true(&self) -> bool {
        self.number() != 0.0
    }
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub formula: Option<String>,
    pub value: Value,
}

/// Sheet, row and column, from nought.
pub type Place = (usize, usize, usize);

pub struct Spreadsheet {
    pub names: Vec<String>,
    pub cells: HashMap<Place, Cell>,
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("XML is text");
    text
}

fn plain(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    words.replace("&amp;", "&")
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}

/// The place of an address such as `$H$7`, without its sheet.
fn place(address: &str) -> (usize, usize) {
    let letters: String = address.chars().filter(char::is_ascii_alphabetic).collect();
    let digits: String = address.chars().filter(char::is_ascii_digit).collect();
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1) - 1;
    (digits.parse::<usize>().expect("a row") - 1, column)
}

impl Spreadsheet {
    pub fn read(bytes: &[u8]) -> Spreadsheet {
        let book = part(bytes, "xl/workbook.xml");
        let names: Vec<String> = book
            .split("<sheet name=\"")
            .skip(1)
            .map(|rest| plain(rest.split('"').next().unwrap_or_default()))
            .collect();
        let shared = part(bytes, "xl/sharedStrings.xml");
        let strings: Vec<String> = shared
            .split("<si>")
            .skip(1)
            .map(|item| {
                plain(between(item, "<t", "</t>").and_then(|rest| rest.split_once('>')).map_or("", |(_, it)| it))
            })
            .collect();
        let mut cells = HashMap::new();
        for sheet in 0..names.len() {
            let text = part(bytes, &format!("xl/worksheets/sheet{}.xml", sheet + 1));
            for rest in text.split("<c r=\"").skip(1) {
                let (address, rest) = rest.split_once('"').expect("an address");
                let (attributes, body) = rest.split_once('>').expect("a cell");
                let body = if attributes.ends_with('/') { "" } else { body.split("</c>").next().unwrap_or_default() };
                let kind = between(attributes, "t=\"", "\"").unwrap_or("n");
                let value = match (between(body, "<v>", "</v>"), kind) {
                    (None, _) => Value::Empty,
                    (Some(nth), "s") => Value::Words(strings[nth.parse::<usize>().expect("a number")].clone()),
                    (Some(words), "str") => Value::Words(plain(words)),
                    (Some(number), _) => Value::Number(number.parse().expect("a number")),
                };
                let formula = between(body, "<f>", "</f>").map(plain);
                let (row, column) = place(address);
                cells.insert((sheet, row, column), Cell { formula, value });
            }
        }
        Spreadsheet { names, cells }
    }

    pub fn value(&self, at: Place) -> Value {
        self.cells.get(&at).map_or(Value::Empty, |cell| cell.value.clone())
    }

    /// Types something else into a cell.
    pub fn type_in(&mut self, at: Place, value: Value) {
        self.cells.insert(at, Cell { formula: None, value });
    }

    /// The first row of a sheet in which a column says so.
    pub fn row_of(&self, sheet: usize, column: usize, words: &str) -> usize {
        let said = Value::Words(words.to_owned());
        let rows = self.cells.iter().filter(|((of, _, at), cell)| (*of, *at) == (sheet, column) && cell.value == said);
        rows.map(|((_, row, _), _)| *row).min().unwrap_or_else(|| panic!("nothing says {words:?}"))
    }

    /// Works a cell out anew.
    pub fn worked_out(&self, at: Place) -> Value {
        self.known(at, &mut HashMap::new())
    }

    fn known(&self, at: Place, known: &mut HashMap<Place, Value>) -> Value {
        if let Some(value) = known.get(&at) {
            return value.clone();
        }
        let value = match self.cells.get(&at).and_then(|cell| cell.formula.as_deref()) {
            None => self.value(at),
            Some(formula) => {
                let signs: Vec<char> = formula.chars().collect();
                let mut reading = Reading { book: self, sheet: at.0, signs: &signs, at: 0, known };
                let value = reading.comparison().one();
                assert_eq!(reading.at, signs.len(), "{formula} is read to its end");
                value
            }
        };
        known.insert(at, value.clone());
        value
    }
}

/// The same workbook with other numbers typed in, and nothing kept of what formulas gave: who opens it must work it out.
pub fn retyped(bytes: &[u8], numbers: &[(Place, f64)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut text = Vec::new();
        file.read_to_end(&mut text).expect("a part is read");
        if let Some(sheet) = between(&name, "xl/worksheets/sheet", ".xml").and_then(|it| it.parse::<usize>().ok()) {
            let whole = String::from_utf8(text).expect("XML is text");
            let cells = whole.split("<c r=\"").enumerate().map(|(nth, rest)| {
                let Some((address, body)) = rest.split_once('"').filter(|_| nth > 0) else { return rest.to_owned() };
                let at = place(address);
                let typed = numbers.iter().find(|((of, row, column), _)| (*of + 1, (*row, *column)) == (sheet, at));
                let body = match (typed, body.find("</f><v>"), body.find("</v>")) {
                    (Some((_, number)), None, Some(end)) => {
                        let start = body.find("<v>").expect("a value") + 3;
                        format!("{}{number}{}", &body[..start], &body[end..])
                    }
                    (None, Some(start), Some(end)) => format!("{}{}", &body[..start + 4], &body[end + 4..]),
                    _ => body.to_owned(),
                };
                format!("<c r=\"{address}\"{body}")
            });
            text = cells.collect::<String>().into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&text).expect("a part is written");
    }
    out.finish().expect("a workbook").into_inner()
}

/// A value, or a rectangle of them.
#[derive(Clone, Debug)]
struct Values {
    columns: usize,
    all: Vec<Value>,
    is_reference: bool,
}

impl Values {
    fn of(value: Value) -> Values {
        Values { columns: 1, all: vec![value], is_reference: false }
    }

    fn one(&self) -> Value {
        assert_eq!(self.all.len(), 1, "one value is wanted");
        self.all[0].clone()
    }

    fn with(&self, other: &Values, by: impl Fn(&Value, &Value) -> Value) -> Values {
        let length = self.all.len().max(other.all.len());
        let pick = |of: &Values, nth: usize| of.all[if of.all.len() == 1 { 0 } else { nth }].clone();
        let all = (0..length).map(|nth| by(&pick(self, nth), &pick(other, nth))).collect();
        Values { columns: self.columns.max(other.columns), all, is_reference: false }
    }
}

struct Reading<'r> {
    book: &'r Spreadsheet,
    sheet: usize,
    signs: &'r [char],
    at: usize,
    known: &'r mut HashMap<Place, Value>,
}

impl Reading<'_> {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn takes(&mut self, words: &str) -> bool {
        let found = self.signs[self.at..].iter().copied().take(words.chars().count()).eq(words.chars());
        if found {
            self.at += words.chars().count();
        }
        found
    }

    fn comparison(&mut self) -> Values {
        let left = self.sum();
        for sign in ["<=", ">=", "<>", "<", ">", "="] {
            if self.takes(sign) {
                let right = self.sum();
                return left.with(&right, |one, other| {
                    let (one, other) = (one.number(), other.number());
                    Value::Flag(match sign {
                        "<=" => one <= other,
                        ">=" => one >= other,
                        "<>" => one != other,
                        "<" => one < other,
                        ">" => one > other,
                        _ => one == other,
                    })
                });
            }
        }
        left
    }

    fn sum(&mut self) -> Values {
        let mut left = self.product();
        loop {
            let by: fn(f64, f64) -> f64 = match self.peek() {
                Some('+') => |one, other| one + other,
                Some('-') => |one, other| one - other,
                _ => return left,
            };
            self.at += 1;
            let right = self.product();
            left = left.with(&right, |one, other| Value::Number(by(one.number(), other.number())));
        }
    }

    fn product(&mut self) -> Values {
        let mut left = self.power();
        loop {
            let by: fn(f64, f64) -> f64 = match self.peek() {
                Some('*') => |one, other| one * other,
                Some('/') => |one, other| one / other,
                _ => return left,
            };
            self.at += 1;
            let right = self.power();
            left = left.with(&right, |one, other| Value::Number(by(one.number(), other.number())));
        }
    }

    fn power(&mut self) -> Values {
        let mut left = self.term();
        while self.takes("^") {
            let right = self.term();
            left = left.with(&right, |one, other| Value::Number(one.number().powf(other.number())));
        }
        left
    }

    fn term(&mut self) -> Values {
        let sign = self.peek().expect("a term");
        if self.takes("-") {
            let of = self.term();
            return of.with(&Values::of(Value::Number(-1.0)), |one, by| Value::Number(one.number() * by.number()));
        }
        if self.takes("(") {
            let inside = self.comparison();
            assert!(self.takes(")"));
            return inside;
        }
        if self.takes("\"") {
            return Values::of(Value::Words(self.until('"')));
        }
        if sign.is_ascii_digit() {
            let digits = self.run(|sign| sign.is_ascii_digit() || sign == '.');
            return Values::of(Value::Number(digits.parse().expect("a number")));
        }
        if self.takes("'") {
            let name = self.until('\'');
            assert!(self.takes("!"));
            let sheet = self.book.names.iter().position(|it| *it == name).expect("a sheet of the workbook");
            return self.reference(sheet);
        }
        let start = self.at;
        let word = self.run(|sign| sign.is_ascii_alphabetic());
        if self.takes("(") {
            return self.function(&word);
        }
        self.at = start;
        self.reference(self.sheet)
    }

    fn until(&mut self, end: char) -> String {
        let words = self.run(|sign| sign != end);
        self.at += 1;
        words
    }

    fn run(&mut self, of: impl Fn(char) -> bool) -> String {
        let words: String = self.signs[self.at..].iter().copied().take_while(|sign| of(*sign)).collect();
        self.at += words.chars().count();
        words
    }

    fn reference(&mut self, sheet: usize) -> Values {
        let address = |sign: char| sign == '$' || sign.is_ascii_alphanumeric();
        let first = place(&self.run(address));
        let last = if self.takes(":") { place(&self.run(address)) } else { first };
        let mut all = Vec::new();
        for row in first.0..=last.0 {
            for column in first.1..=last.1 {
                all.push(self.book.known((sheet, row, column), self.known));
            }
        }
        Values { columns: last.1 - first.1 + 1, all, is_reference: true }
    }

    fn function(&mut self, name: &str) -> Values {
        let mut given = Vec::new();
        while !self.takes(")") {
            given.push(self.comparison());
            self.takes(",");
        }
        let numbers = || given.iter().flat_map(|of| of.all.iter().filter(|it| **it != Value::Empty).map(Value::number));
        let number = |value: f64| Values::of(Value::Number(value));
        match name {
            "SUM" => number(numbers().sum()),
            "MIN" => number(numbers().fold(f64::INFINITY, f64::min)),
            "MAX" => number(numbers().fold(f64::NEG_INFINITY, f64::max)),
            "AND" => Values::of(Value::Flag(given.iter().all(|of| of.one().is_true()))),
            "IF" => given[if given[0].one().is_true() { 1 } else { 2 }].clone(),
            "ISBLANK" => Values::of(Value::Flag(given[0].is_reference && given[0].one() == Value::Empty)),
            "ROUND" => {
                let by = 10f64.powf(given[1].one().number());
                number((given[0].one().number() * by).round() / by)
            }
            "SUMPRODUCT" => {
                let first = given[0].clone();
                let all = given[1..].iter().fold(first, |product, of| {
                    assert_eq!((product.all.len(), product.columns), (of.all.len(), of.columns), "of one shape");
                    product.with(of, |one, other| Value::Number(one.number() * other.number()))
                });
                number(all.all.iter().map(Value::number).sum())
            }
            "NPV" => {
                let rate = given[0].one().number();
                let flows = given[1..].iter().flat_map(|of| &of.all);
                number(flows.zip(1..).map(|(flow, year)| flow.number() / (1.0 + rate).powi(year)).sum())
            }
            other => panic!("the formulas of a case use no {other}"),
        }
    }
}
