//! One call of the API as it is made and answered: the example its description gives, else one made of its types.

use std::cell::{Cell, RefCell};
use std::fmt::Write;

use base::Say;
use serde_json::{Map, Value as Json};

use super::super::At;
use super::super::contract;
use super::super::tree::{Node, Place};

/// One operation, with the words that call it.
pub(super) struct Call<'a> {
    /// `GET /cards/{card}/balance`.
    pub line: String,
    /// What the description says of it.
    pub operation: Place<'a>,
    /// What holds for every operation of its path.
    pub path: Place<'a>,
}

/// The most members of an object and items of a list shown, how deep, and the most characters of all.
const MEMBERS: usize = 12;
const ITEMS: usize = 2;
const DEPTH: usize = 5;
/// The most values of one example: what describes itself may branch at every step.
const VALUES: usize = 200;
const LONGEST: usize = 1600;
/// What a value is shown as whose name says that it is a secret.
const SECRET: &str = "…";
const SECRETS: &[&str] = &["token", "secret", "password", "apikey", "api_key", "authorization", "credential"];

/// The call that shows best what the API gives: one that reads, with an answer its author wrote; `None` when no answer
/// says what is in it.
pub(super) fn example<'a>(root: &Place<'a>, calls: &[Call<'a>]) -> Option<(Say, At)> {
    let mut best: Option<(u8, &Call, Answer)> = None;
    for call in calls {
        let Some(answer) = answer(root, call) else { continue };
        let reads = u8::from(call.line.starts_with("GET "));
        let rank = 2 * u8::from(answer.written) + reads;
        if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
            best = Some((rank, call, answer));
        }
        if rank == 3 {
            break;
        }
    }
    let (_, call, answer) = best?;
    let told = told(&addressed(root, call), &answer);
    let say = |written: &str, made: &str| format!("{}\n{told}", if answer.written { written } else { made });
    let words = Say::new(
        say("# exemple écrit dans la description", "# exemple construit d'après les types décrits"),
        say("# example written in the description", "# example made of the types described"),
    );
    Some((words, call.operation.at()))
}

/// What is answered.
struct Answer {
    status: String,
    body: Json,
    /// Whether its author wrote it as an example.
    written: bool,
}

/// The first answer that says all went well, and what is in it.
fn answer(root: &Place<'_>, call: &Call<'_>) -> Option<Answer> {
    let responses = call.operation.get("responses")?;
    let (status, response) = responses.members().find(|(status, _)| status.starts_with('2'))?;
    let response = contract::meant(root, response).ok()?;
    let media = |name: &str| name.contains("json");
    let Some((_, content)) = response.get("content").and_then(|all| all.members().find(|(name, _)| media(name))) else {
        // Swagger 2 says it of the response itself.
        let written = response.node.get("examples").and_then(|all| all.members().find(|(name, _)| media(name)));
        let schema = response.get("schema");
        let body = match (written, schema) {
            (Some((_, node)), _) => copied(&Page::new(root), node, DEPTH),
            (None, Some(schema)) => built(&Page::new(root), schema, DEPTH)?,
            (None, None) => return None,
        };
        return Some(Answer { status: status.to_owned(), body, written: written.is_some() });
    };
    let written = content.node.get("example").or_else(|| {
        let (_, first) = content.node.get("examples")?.members().next()?;
        let first = first.says("$ref").and_then(|reference| root.node.find(reference)).unwrap_or(first);
        first.get("value")
    });
    let body = match written {
        Some(node) => copied(&Page::new(root), node, DEPTH),
        None => built(&Page::new(root), content.get("schema")?, DEPTH)?,
    };
    Some(Answer { status: status.to_owned(), body, written: written.is_some() })
}

/// The words that call it, with the examples of what stands in its path.
fn addressed(root: &Place<'_>, call: &Call<'_>) -> String {
    let mut line = call.line.clone();
    let of = |place: &Place<'_>| {
        let all = place.get("parameters").map(|all| all.node.items().to_vec()).unwrap_or_default();
        all.into_iter()
    };
    for parameter in of(&call.operation).chain(of(&call.path)) {
        let meant = parameter.says("$ref").and_then(|reference| root.node.find(reference)).unwrap_or(&parameter);
        if meant.says("in") != Some("path") {
            continue;
        }
        let schema = meant.get("schema");
        let example = meant.says("example").or_else(|| schema?.says("example")).filter(|text| text.len() < 60);
        if let (Some(name), Some(example)) = (meant.says("name"), example) {
            line = line.replace(&format!("{{{name}}}"), example);
        }
    }
    line
}

fn told(line: &str, answer: &Answer) -> String {
    let mut told = String::new();
    let body = serde_json::to_string_pretty(&answer.body).unwrap_or_default();
    let _ = write!(told, "{line}\n\n{}\n{body}", answer.status);
    if let Some((end, _)) = told.char_indices().nth(LONGEST) {
        told.truncate(end);
        told.push('…');
    }
    told
}

/// The document an example is taken from, and how many values there is room for.
struct Page<'p, 'a> {
    root: &'p Place<'a>,
    left: Cell<usize>,
    /// The schemas being made, each within the one before: one that holds itself is made once.
    open: RefCell<Vec<*const Node>>,
}

impl<'p, 'a> Page<'p, 'a> {
    fn new(root: &'p Place<'a>) -> Page<'p, 'a> {
        Page { root, left: Cell::new(VALUES), open: RefCell::default() }
    }

    /// Takes room for one more value; says when there is none.
    fn is_full(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0
    }
}

/// A value as it is written, cut where it is long.
fn copied(page: &Page<'_, '_>, node: &Node, depth: usize) -> Json {
    if page.is_full() {
        return Json::Null;
    }
    if node.is_map() {
        let members = node.members().take(if depth == 0 { 0 } else { MEMBERS });
        return Json::Object(
            members.map(|(name, node)| (name.to_owned(), named(name, || copied(page, node, depth - 1)))).collect(),
        );
    }
    if node.is_list() {
        let items = node.items().iter().take(if depth == 0 { 0 } else { ITEMS });
        return Json::Array(items.map(|node| copied(page, node, depth - 1)).collect());
    }
    match (node.number(), node.text()) {
        (Some(number), Some(text)) => match text.parse::<i64>() {
            Ok(whole) => whole.into(),
            Err(_) => number.into(),
        },
        (_, Some("true")) => true.into(),
        (_, Some("false")) => false.into(),
        (_, Some(text)) => shortened(text).into(),
        _ => Json::Null,
    }
}

/// A member's value, unless its name says that it is a secret.
fn named(name: &str, value: impl FnOnce() -> Json) -> Json {
    let folded = name.to_lowercase().replace('-', "_");
    if SECRETS.iter().any(|secret| folded.contains(secret)) { SECRET.into() } else { value() }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A value made of a schema; `None` when it says nothing of what is in it.
fn built<'a>(page: &Page<'_, 'a>, schema: Place<'a>, depth: usize) -> Option<Json> {
    let schema = contract::meant(page.root, schema).ok()?;
    let at = std::ptr::from_ref(schema.node);
    if page.open.borrow().contains(&at) {
        return Some(Json::Null);
    }
    page.open.borrow_mut().push(at);
    let made = made(page, &schema, depth);
    page.open.borrow_mut().pop();
    made
}

fn made<'a>(page: &Page<'_, 'a>, schema: &Place<'a>, depth: usize) -> Option<Json> {
    let node = schema.node;
    let first = node.get("examples").and_then(|all| all.items().first());
    let written = [node.get("example"), first, node.get("const"), node.get("default")].into_iter().flatten().next();
    if let Some(written) = written {
        return Some(copied(page, written, depth));
    }
    if let Some(one) = node.get("enum").and_then(|all| all.items().first()) {
        return Some(copied(page, one, depth));
    }
    if depth == 0 || page.is_full() {
        return Some(Json::Null);
    }
    let mut members = Map::new();
    for part in schema.get("allOf").into_iter().flat_map(|all| all.items().collect::<Vec<_>>()) {
        if let Some(Json::Object(of_part)) = built(page, part, depth - 1) {
            members.extend(of_part);
        }
    }
    for either in ["oneOf", "anyOf"] {
        let first = schema.get(either).and_then(|all| all.items().next());
        if let Some(built) = first.and_then(|first| built(page, first, depth - 1)) {
            return Some(built);
        }
    }
    let properties = schema.get("properties").into_iter().flat_map(|all| all.members().collect::<Vec<_>>());
    for (name, property) in properties.take(MEMBERS) {
        members.insert(name.to_owned(), named(name, || built(page, property.clone(), depth - 1).unwrap_or(Json::Null)));
    }
    if !members.is_empty() {
        return Some(Json::Object(members));
    }
    // OpenAPI 3.1 may list several types, `null` among them.
    let kinds = node.get("type");
    let listed = kinds.and_then(|all| all.items().iter().filter_map(Node::text).find(|kind| *kind != "null"));
    let kind = kinds.and_then(Node::text).or(listed);
    Some(match (kind?, node.says("format")) {
        ("array", _) => {
            let item = schema.get("items").and_then(|items| built(page, items, depth - 1));
            Json::Array(item.into_iter().collect())
        }
        ("integer", _) => 0.into(),
        ("number", _) => 0.0.into(),
        ("boolean", _) => true.into(),
        ("string", Some("date")) => "2026-01-31".into(),
        ("string", Some("date-time")) => "2026-01-31T12:00:00Z".into(),
        ("string", Some(format)) => format!("({format})").into(),
        ("string", None) => "…".into(),
        _ => Json::Object(Map::new()),
    })
}
