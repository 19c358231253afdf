//! YAML into trees, one per document.

use std::collections::HashMap;
use std::rc::Rc;

use base::Say;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Body, Broken, Budget, Document, Doubled, MAX_DEPTH, Map, Node, Step, escaped, pointer, too_deep};
use crate::formats::At;

/// Reads the documents of a text; one that is not well-formed stands in its place as such, and reading goes on at the
/// next `---`. Errors: the text is beyond a bound.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Vec<Result<Document, Broken>>, Broken> {
    let mut documents = Vec::new();
    let (mut rest, mut before) = (text, 0);
    loop {
        let mut growing = Growing { before, begun: before, ..Growing::default() };
        match growing.read(rest, budget, &mut documents) {
            Ok(()) => return Ok(documents),
            Err(Stop::Bound(broken)) => return Err(broken),
            Err(Stop::Form(broken)) => {
                let from = broken.line.unwrap_or(0).max(growing.begun + 1).max(before + 2);
                documents.push(Err(broken));
                let Some((skipped, begin)) = next_document(rest, from - before) else { return Ok(documents) };
                (rest, before) = (rest.get(begin..).unwrap_or_default(), before + skipped);
            }
        }
    }
}

/// Finds the first line that begins a document, at a line or after it: how many lines and bytes stand before it.
fn next_document(text: &str, line: u64) -> Option<(u64, usize)> {
    let mut begin = 0;
    for (at, words) in text.split_inclusive('\n').enumerate() {
        let is_marker =
            words.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        if at as u64 + 1 >= line && is_marker {
            return Some((at as u64, begin));
        }
        begin += words.len();
    }
    None
}

enum Stop {
    /// This document is not well-formed.
    Form(Broken),
    /// The file is beyond a bound.
    Bound(Broken),
}

/// Every so many bytes, a text that is repeated counts as one value more.
const LONG_TEXT: usize = 64;

/// A node with what repeating it costs.
#[derive(Clone)]
struct Grown {
    node: Node,
    values: usize,
    height: usize,
}

/// A list or map whose end is not read yet.
struct Open {
    line: u64,
    anchor: usize,
    values: usize,
    height: usize,
    of: Of,
}

enum Of {
    List(Vec<Node>),
    Map { members: Vec<(Rc<str>, Node)>, name: Option<Rc<str>>, merged: Vec<Node> },
}

#[derive(Default)]
struct Growing {
    /// Lines before the text that is read.
    before: u64,
    /// The line the present document begins at.
    begun: u64,
    open: Vec<Open>,
    known: HashMap<usize, Grown>,
    root: Option<Node>,
    doubled: Doubled,
}

impl Growing {
    fn read(
        &mut self,
        text: &str,
        budget: &mut Budget,
        documents: &mut Vec<Result<Document, Broken>>,
    ) -> Result<(), Stop> {
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| Stop::Form(self.broken(&error)))?;
            let line = self.before + span.start.line() as u64;
            match event {
                Event::DocumentStart(_) => {
                    self.begun = line;
                    self.known.clear();
                }
                Event::DocumentEnd => {
                    let doubled = std::mem::take(&mut self.doubled);
                    if let Some(root) = self.root.take().filter(|root| !root.is_nothing()) {
                        documents.push(Ok(Document { root, doubled, others: 0 }));
                    }
                }
                Event::Scalar(text, style, anchor, _) => {
                    budget.take(1, line).map_err(Stop::Bound)?;
                    // Who reads an alias may copy its text: a long one costs more than a short one.
                    let values = 1 + text.len() / LONG_TEXT;
                    let grown = Grown { node: Node { line, body: scalar(&text, style) }, values, height: 0 };
                    self.put(grown, anchor);
                }
                Event::SequenceStart(anchor, _) => self.begin(line, anchor, Of::List(Vec::new()), budget)?,
                Event::MappingStart(anchor, _) => {
                    let of = Of::Map { members: Vec::new(), name: None, merged: Vec::new() };
                    self.begin(line, anchor, of, budget)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(budget),
                Event::Alias(anchor) => {
                    let known = self.known.get(&anchor).cloned().ok_or_else(|| Stop::Form(within_itself(line)))?;
                    budget.take(known.values, line).map_err(Stop::Bound)?;
                    if self.open.len() + known.height > MAX_DEPTH {
                        return Err(Stop::Form(too_deep(line)));
                    }
                    self.put(known, 0);
                }
                Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
            }
        }
        Ok(())
    }

    fn broken(&self, error: &ScanError) -> Broken {
        let words = error.info();
        Broken {
            line: Some(self.before + error.marker().line() as u64),
            reason: Say::new(
                format!("le YAML n'est pas bien formé (colonne {})", error.marker().col() + 1),
                format!("the YAML is not well-formed ({words})"),
            ),
            way_out: Say::new(
                "corrigez cette ligne : souvent le retrait, un « : » ou un guillemet manque",
                "mend this line: often the indentation, a “:” or a quote is missing",
            ),
        }
    }

    fn begin(&mut self, line: u64, anchor: usize, of: Of, budget: &mut Budget) -> Result<(), Stop> {
        budget.take(1, line).map_err(Stop::Bound)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(Stop::Form(too_deep(line)));
        }
        self.open.push(Open { line, anchor, values: 1, height: 1, of });
        Ok(())
    }

    fn end(&mut self, budget: &mut Budget) {
        let Some(open) = self.open.pop() else { return };
        let body = match open.of {
            Of::List(items) => Body::List(Rc::new(items)),
            Of::Map { members, merged, .. } => {
                let (map, again) = Map::of(members);
                for (name, node) in again {
                    let at = || At::new(node.line, format!("{}/{}", way(&self.open), escaped(&name)));
                    budget.note_doubled(&mut self.doubled, at);
                }
                Body::Map(Rc::new(merge(map, &merged)))
            }
        };
        let node = Node { line: open.line, body };
        self.put(Grown { node, values: open.values, height: open.height }, open.anchor);
    }

    /// Puts a value where it belongs: into what is open, or as the document.
    fn put(&mut self, grown: Grown, anchor: usize) {
        if anchor > 0 {
            self.known.insert(anchor, grown.clone());
        }
        let Grown { node, values, height } = grown;
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.values += values;
        open.height = open.height.max(height + 1);
        match &mut open.of {
            Of::List(items) => items.push(node),
            Of::Map { members, name, merged } => match name.take() {
                None => {
                    *name = Some(match node.body {
                        Body::Text(text) | Body::Plain(text) => text,
                        Body::Nothing => Rc::from(""),
                        // A list or map as a name: nothing we read has that; it is kept apart by its line.
                        Body::List(_) | Body::Map(_) => format!("?{}", node.line).into(),
                    })
                }
                Some(name) if &*name == "<<" && (node.is_map() || node.is_list()) => merged.push(node),
                Some(name) => members.push((name, node)),
            },
        }
    }
}

/// The way to what is open.
fn way(open: &[Open]) -> String {
    let step = |open: &Open| match &open.of {
        Of::List(items) => Step::Place(items.len()),
        Of::Map { name, .. } => Step::Name(name.clone().unwrap_or_else(|| Rc::from("?"))),
    };
    let steps: Vec<Step> = open.iter().map(step).collect();
    pointer(steps.iter())
}

/// Adds what `<<` merges in and the map has not itself.
fn merge(map: Map, merged: &[Node]) -> Map {
    let sources: Vec<&Node> = merged
        .iter()
        .flat_map(|node| if node.is_list() { node.items().iter().collect() } else { vec![node] })
        .collect();
    if sources.is_empty() {
        return map;
    }
    let mut members = map.members;
    for source in sources {
        if let Body::Map(source) = &source.body {
            members.extend(source.members.iter().cloned());
        }
    }
    Map::of(members).0
}

fn scalar(text: &str, style: ScalarStyle) -> Body {
    match style {
        ScalarStyle::Plain => match text {
            "" | "~" | "null" | "Null" | "NULL" => Body::Nothing,
            text => Body::Plain(text.into()),
        },
        _ => Body::Text(text.into()),
    }
}

fn within_itself(line: u64) -> Broken {
    Broken {
        line: Some(line),
        reason: Say::new("un alias répète ce qui le contient", "an alias repeats what holds it"),
        way_out: Say::new("écrivez la valeur au lieu de l'alias", "write the value instead of the alias"),
    }
}
