//! JSON into a tree.

use std::fmt;
use std::rc::Rc;

use base::Say;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Body, Broken, Budget, Document, Doubled, MAX_DEPTH, MAX_VALUES, Map, Node, Step, pointer, too_deep};
use crate::formats::At;

/// Reads one JSON document. Errors: it is not well-formed, or beyond a bound.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Document, Broken> {
    let lines = lines(text.as_bytes()).into_iter();
    let mut growing = Growing { budget, lines, way: Vec::new(), doubled: Doubled::default(), refused: None };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Value(&mut growing).deserialize(&mut json).and_then(|root| json.end().map(|()| root));
    match read {
        Ok(root) => Ok(Document { root, doubled: growing.doubled, others: 0 }),
        Err(error) => Err(growing.refused.unwrap_or_else(|| broken(&error))),
    }
}

fn broken(error: &serde_json::Error) -> Broken {
    let line = error.line() as u64;
    Broken {
        line: (line > 0).then_some(line),
        reason: faulty(error, "le JSON n'est pas bien formé", "the JSON is not well-formed"),
        way_out: Say::new(
            "exportez le fichier à nouveau, ou corrigez cette ligne",
            "export the file again, or mend this line",
        ),
    }
}

/// Says what is wrong with a JSON document, and where in its line: what the parser says of it is English only.
pub(in crate::formats) fn faulty(error: &serde_json::Error, fr: &str, en: &str) -> Say {
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(before, _)| before);
    let place = match error.is_eof() {
        true => "il s'arrête avant sa fin".to_owned(),
        false => format!("colonne {}", error.column()),
    };
    Say::new(format!("{fr} ({place})"), format!("{en} ({words})"))
}

/// The most lines that are known: those of every value a document may have, and of its name.
const MOST_LINES: usize = 2 * MAX_VALUES;

/// The line of each value and of each name, in the order a reader meets them: serde tells a place only where it fails.
fn lines(text: &[u8]) -> Vec<u32> {
    let mut lines = Vec::new();
    let (mut line, mut at) = (1, 0);
    while let Some(sign) = text.get(at).filter(|_| lines.len() < MOST_LINES) {
        at += 1;
        match sign {
            b'\n' => line += 1,
            b'"' => {
                lines.push(line);
                while let Some(sign) = text.get(at).filter(|sign| **sign != b'"') {
                    at += if *sign == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'{' | b'[' => lines.push(line),
            sign if sign.is_ascii_alphanumeric() || *sign == b'-' => {
                lines.push(line);
                let is_in = |sign: &&u8| sign.is_ascii_alphanumeric() || matches!(**sign, b'-' | b'+' | b'.');
                at += text.get(at..).unwrap_or_default().iter().take_while(is_in).count();
            }
            _ => {}
        }
    }
    lines
}

struct Growing<'b> {
    budget: &'b mut Budget,
    /// The lines of the values and names still to come.
    lines: std::vec::IntoIter<u32>,
    way: Vec<Step>,
    doubled: Doubled,
    /// The bound that was passed: the words serde carries cannot hold two languages.
    refused: Option<Broken>,
}

impl Growing<'_> {
    /// The line of the next value or name.
    fn line(&mut self) -> u64 {
        self.lines.next().map_or(0, u64::from)
    }

    fn refuse<E: Error>(&mut self, broken: Broken) -> E {
        self.refused = Some(broken);
        E::custom("refused")
    }
}

struct Value<'g, 'b>(&'g mut Growing<'b>);

impl Value<'_, '_> {
    fn leaf<E: Error>(self, body: Body) -> Result<Node, E> {
        let line = self.0.line();
        self.0.budget.take(1, line).map_err(|broken| self.0.refuse(broken))?;
        Ok(Node { line, body })
    }

    /// Begins a list or a map; the line it begins at.
    fn descend<E: Error>(&mut self) -> Result<u64, E> {
        let line = self.0.line();
        self.0.budget.take(1, line).map_err(|broken| self.0.refuse(broken))?;
        if self.0.way.len() >= MAX_DEPTH { Err(self.0.refuse(too_deep(line))) } else { Ok(line) }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.leaf(Body::Nothing)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.leaf(Body::Plain(Rc::from(if value { "true" } else { "false" })))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.leaf(Body::Plain(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.leaf(Body::Plain(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.leaf(Body::Plain(value.to_string().into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.leaf(Body::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut from: A) -> Result<Node, A::Error> {
        let line = self.descend()?;
        let mut items = Vec::new();
        loop {
            self.0.way.push(Step::Place(items.len()));
            let item = from.next_element_seed(Value(self.0))?;
            self.0.way.pop();
            match item {
                Some(item) => items.push(item),
                None => return Ok(Node { line, body: Body::List(Rc::new(items)) }),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut from: A) -> Result<Node, A::Error> {
        let line = self.descend()?;
        let mut members: Vec<(Rc<str>, Node)> = Vec::new();
        while let Some(name) = from.next_key::<String>()? {
            self.0.line();
            let name: Rc<str> = name.into();
            self.0.way.push(Step::Name(name.clone()));
            let value = from.next_value_seed(Value(self.0))?;
            self.0.way.pop();
            members.push((name, value));
        }
        let (map, again) = Map::of(members);
        for (name, node) in again {
            let Growing { budget, way, doubled, .. } = &mut *self.0;
            budget.note_doubled(doubled, || {
                At::new(node.line, format!("{}/{}", pointer(way.iter()), super::escaped(&name)))
            });
        }
        Ok(Node { line, body: Body::Map(Rc::new(map)) })
    }
}
