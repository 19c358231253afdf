//! One document tree for YAML and JSON, each node with its line, each place with its pointer.
//!
//! Hostile bytes cost time and memory within stated bounds: [`MAX_BYTES`], [`MAX_DEPTH`], [`MAX_VALUES`]. An alias of
//! YAML shares what it repeats, and counts it again, a long text as several values: a document that expands beyond its
//! own size is refused.

mod json;
mod yaml;

pub(super) use json::faulty;

use std::collections::HashSet;
use std::rc::Rc;

use base::Say;

use super::At;

/// The largest file read into a tree.
pub(crate) const MAX_BYTES: usize = 64 << 20;
/// The deepest nesting followed; the same in both languages.
pub(crate) const MAX_DEPTH: usize = 120;
/// The most values of one file, those an alias repeats counted each time.
pub(crate) const MAX_VALUES: usize = 4_000_000;
/// Values a small file may expand to by its aliases, before its size is the measure.
const SMALL: usize = 10_000;

/// A value of a document.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The line it begins at, counted from 1.
    pub(crate) line: u64,
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    Nothing,
    /// A number or a yes-or-no, as it is written; in YAML also plain words.
    Plain(Rc<str>),
    Text(Rc<str>),
    List(Rc<Vec<Node>>),
    Map(Rc<Map>),
}

/// The members of a map as they are written; the first of a name counts.
#[derive(Debug, Default)]
struct Map {
    members: Vec<(Rc<str>, Node)>,
    /// Places in `members`, by name; empty while there are few.
    by_name: Vec<u32>,
}

/// One document of a file.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its value.
    pub(crate) root: Node,
    /// Where a name came a second time in one map, and was not taken.
    pub(crate) doubled: Doubled,
    /// How many documents of the file came after it and were not asked for.
    pub(crate) others: u64,
}

/// Names that came a second time: the first of a file with where they stand, the rest counted.
#[derive(Debug, Default)]
pub(crate) struct Doubled {
    pub(crate) kept: Vec<At>,
    pub(crate) more: u64,
}

/// Why a file, or one document of it, is no tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Broken {
    pub(crate) line: Option<u64>,
    pub(crate) reason: Say,
    pub(crate) way_out: Say,
}

/// Reads the documents of a file: JSON where it begins so (always one), YAML else. A document that is not well-formed
/// stands in its place as such; reading goes on at the next `---`.
///
/// Errors: the file is no text, or beyond a stated bound.
pub(crate) fn documents(bytes: &[u8]) -> Result<Vec<Result<Document, Broken>>, Broken> {
    if bytes.len() > MAX_BYTES {
        let size = MAX_BYTES >> 20;
        return Err(Broken {
            line: None,
            reason: Say::new(
                format!("le fichier dépasse {size} Mio, le plus qu'on lit d'un tel document"),
                format!("the file is larger than {size} MiB, the most that is read of such a document"),
            ),
            way_out: Say::new("coupez-le en plusieurs fichiers", "split it into several files"),
        });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() as u64 + 1;
        Broken {
            line: Some(line),
            reason: Say::new("ce n'est pas du texte en UTF-8", "it is no text in UTF-8"),
            way_out: Say::new("enregistrez le fichier en UTF-8", "save the file in UTF-8"),
        }
    })?;
    let mut budget = Budget::of(text);
    match text.trim_start().starts_with(['{', '[']) {
        true => Ok(vec![json::read(text, &mut budget)]),
        false => yaml::read(text, &mut budget),
    }
}

/// Reads a file that is to hold one document. Errors: it is not well-formed, empty, or beyond a stated bound.
pub(crate) fn document(bytes: &[u8]) -> Result<Document, Broken> {
    let mut documents = documents(bytes)?.into_iter();
    let first = documents.next().unwrap_or_else(|| Err(empty()))?;
    Ok(Document { others: documents.len() as u64, ..first })
}

/// Says that there is nothing in a file.
pub(crate) fn empty() -> Broken {
    Broken {
        line: None,
        reason: Say::new("le fichier est vide", "the file is empty"),
        way_out: Say::new("exportez-le à nouveau", "export it again"),
    }
}

/// How many names of a file that came twice are kept, and how many bytes the ways to them may have together: a deep
/// map has a long way for each of its names.
const KEPT_DOUBLED: usize = 1000;
const KEPT_WAYS: usize = 1 << 20;

/// How many values a file may still hold.
struct Budget {
    left: usize,
    most: usize,
    doubled: usize,
    ways: usize,
}

impl Budget {
    /// A text without aliases never holds more values than signs; one with aliases is held to the same measure.
    fn of(text: &str) -> Budget {
        let most = MAX_VALUES.min(SMALL + text.len());
        Budget { left: most, most, doubled: KEPT_DOUBLED, ways: KEPT_WAYS }
    }

    /// Takes values. Errors: there are too many.
    fn take(&mut self, values: usize, line: u64) -> Result<(), Broken> {
        let most = self.most;
        self.left = self.left.checked_sub(values).ok_or_else(|| Broken {
            line: (line > 0).then_some(line),
            reason: Say::new(
                format!("le document compte plus de {most} valeurs, répétitions par alias comprises"),
                format!("the document has more than {most} values, those repeated by aliases included"),
            ),
            way_out: Say::new(
                "écrivez-le sans alias qui se multiplient, ou coupez-le en plusieurs fichiers",
                "write it without aliases that multiply, or split it into several files",
            ),
        })?;
        Ok(())
    }

    /// Keeps where a name came a second time, or counts it when enough are kept.
    fn note_doubled(&mut self, into: &mut Doubled, at: impl FnOnce() -> At) {
        if self.doubled == 0 || self.ways == 0 {
            into.more += 1;
            return;
        }
        let at = at();
        self.doubled -= 1;
        self.ways = self.ways.saturating_sub(at.pointer.len());
        into.kept.push(at);
    }
}

fn too_deep(line: u64) -> Broken {
    Broken {
        line: (line > 0).then_some(line),
        reason: Say::new(
            format!("des valeurs emboîtées sur plus de {MAX_DEPTH} niveaux"),
            format!("values nested more than {MAX_DEPTH} levels deep"),
        ),
        way_out: Say::new("aplatissez le document", "flatten the document"),
    }
}

/// A step into a document, for pointers.
enum Step {
    Name(Rc<str>),
    Place(usize),
}

/// Writes a JSON pointer.
fn pointer<'a>(steps: impl Iterator<Item = &'a Step>) -> String {
    steps.fold(String::new(), |at, step| match step {
        Step::Name(name) => format!("{at}/{}", escaped(name)),
        Step::Place(place) => format!("{at}/{place}"),
    })
}

/// Writes a name as a step of a pointer.
pub(crate) fn escaped(name: &str) -> String {
    let shown = match name.char_indices().nth(LONGEST_STEP) {
        Some((end, _)) => &format!("{}…", &name[..end]),
        None => name,
    };
    shown.replace('~', "~0").replace('/', "~1")
}

/// A longer name is cut in a pointer: it stands there once for every value below it.
const LONGEST_STEP: usize = 200;

impl Map {
    /// Few members are found by looking at each.
    const FEW: usize = 8;

    /// Orders members, and takes out those whose name came before; gives them back.
    fn of(members: Vec<(Rc<str>, Node)>) -> (Map, Vec<(Rc<str>, Node)>) {
        let by_name = Map::order(&members);
        let same = |a: &u32, b: &u32| members[*a as usize].0 == members[*b as usize].0;
        let again: HashSet<u32> = by_name.windows(2).filter(|two| same(&two[0], &two[1])).map(|two| two[1]).collect();
        if again.is_empty() {
            let by_name = if members.len() > Map::FEW { by_name } else { Vec::new() };
            return (Map { members, by_name }, Vec::new());
        }
        let (mut kept, mut doubled) = (Vec::with_capacity(members.len()), Vec::with_capacity(again.len()));
        for (at, member) in members.into_iter().enumerate() {
            if again.contains(&(at as u32)) { doubled.push(member) } else { kept.push(member) }
        }
        let by_name = if kept.len() > Map::FEW { Map::order(&kept) } else { Vec::new() };
        (Map { members: kept, by_name }, doubled)
    }

    fn order(members: &[(Rc<str>, Node)]) -> Vec<u32> {
        let mut by_name: Vec<u32> = (0..members.len() as u32).collect();
        by_name.sort_by(|a, b| members[*a as usize].0.cmp(&members[*b as usize].0));
        by_name
    }

    fn get(&self, name: &str) -> Option<&Node> {
        if self.by_name.is_empty() {
            return self.members.iter().find(|(known, _)| &**known == name).map(|(_, node)| node);
        }
        let found = self.by_name.binary_search_by(|at| (*self.members[*at as usize].0).cmp(name)).ok()?;
        Some(&self.members[self.by_name[found] as usize].1)
    }
}

impl Node {
    /// A member of a map.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        match &self.body {
            Body::Map(map) => map.get(name).filter(|node| !node.is_nothing()),
            _ => None,
        }
    }

    /// What is written in it: text, or a number or a yes-or-no as it is written.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.body {
            Body::Text(text) | Body::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a member of a map.
    pub(crate) fn says(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Node::text).map(str::trim).filter(|text| !text.is_empty())
    }

    /// A number.
    pub(crate) fn number(&self) -> Option<f64> {
        match &self.body {
            Body::Plain(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// The values of a list; none when it is none.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.body {
            Body::List(items) => items,
            _ => &[],
        }
    }

    /// The members of a map as they are written; none when it is none.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Node)> {
        let members: &[(Rc<str>, Node)] = match &self.body {
            Body::Map(map) => &map.members,
            _ => &[],
        };
        members.iter().map(|(name, node)| (&**name, node))
    }

    /// Whether it is a map.
    pub(crate) fn is_map(&self) -> bool {
        matches!(self.body, Body::Map(_))
    }

    /// Whether it is a list.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.body, Body::List(_))
    }

    fn is_nothing(&self) -> bool {
        matches!(self.body, Body::Nothing)
    }

    /// Follows a reference within the document, such as `#/components/schemas/Order`.
    pub(crate) fn find(&self, reference: &str) -> Option<&Node> {
        let way = reference.strip_prefix('#')?;
        way.split('/').skip(1).try_fold(self, |node, step| {
            let name = decoded(step).replace("~1", "/").replace("~0", "~");
            match &node.body {
                Body::List(items) => items.get(name.parse::<usize>().ok()?),
                _ => node.get(&name),
            }
        })
    }
}

/// Reads `%7B` as `{`; what is no such code stays.
fn decoded(step: &str) -> String {
    if !step.contains('%') {
        return step.to_owned();
    }
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A node and the way to it.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    /// The node.
    pub(crate) node: &'a Node,
    pointer: String,
}

impl<'a> Place<'a> {
    /// The beginning of a document.
    pub(crate) fn root(document: &'a Document) -> Place<'a> {
        Place { node: &document.root, pointer: String::new() }
    }

    /// Where it stands.
    pub(crate) fn at(&self) -> At {
        At::new(self.node.line, self.pointer.as_str())
    }

    /// A member of a map.
    pub(crate) fn get(&self, name: &str) -> Option<Place<'a>> {
        self.node.get(name).map(|node| self.step(node, name))
    }

    /// The members of a map.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Place<'a>)> {
        self.node.members().map(|(name, node)| (name, self.step(node, name)))
    }

    /// The values of a list.
    pub(crate) fn items(&self) -> impl Iterator<Item = Place<'a>> {
        let numbered = self.node.items().iter().enumerate();
        numbered.map(|(at, node)| Place { node, pointer: format!("{}/{at}", self.pointer) })
    }

    /// The same way, to another node: what a reference there points at.
    pub(crate) fn instead(&self, node: &'a Node) -> Place<'a> {
        Place { node, pointer: self.pointer.clone() }
    }

    fn step(&self, node: &'a Node, name: &str) -> Place<'a> {
        Place { node, pointer: format!("{}/{}", self.pointer, escaped(name)) }
    }
}
