//! What the contract of an API says of it, whichever language it is written in.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use base::{Kind, Quantity, Ref, Say};
use tabular::Unreadable;

use super::keys::key_of;
use super::personal;
use super::tree::{self, Broken, Document, Node, Place, escaped};
use super::{At, Telling};
use crate::field::{Field, Value};
use crate::import::KEPT_REJECTS;

/// What one contract says, before anybody decides which thing it is said of.
#[derive(Debug, Default)]
pub(crate) struct Contract {
    /// The version of the language it is written in.
    pub(crate) version: String,
    /// What it calls the API.
    pub(crate) title: String,
    /// Where the title stands.
    pub(crate) titled: At,
    /// The fields it states, the name left out.
    pub(crate) fields: Vec<(Field, Value, At)>,
    /// How many of each thing it holds, in its own words.
    pub(crate) counts: Vec<(&'static str, u64)>,
    /// What was understood and has no place here.
    pub(crate) left: BTreeMap<&'static str, u64>,
    /// Operations taken.
    pub(crate) accepted: u64,
    /// Operations not taken.
    pub(crate) rejected: Vec<Fault>,
    /// Operations not taken after so many that the report keeps no more of them.
    rejected_more: u64,
    /// Single values not taken.
    pub(crate) notes: Vec<Fault>,
}

/// Something not taken.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Where.
    pub(crate) at: At,
    /// What stood there.
    pub(crate) value: String,
    /// Why.
    pub(crate) reason: Say,
    /// What to do.
    pub(crate) way_out: Say,
}

impl Contract {
    /// Begins with what every contract says: its title and description, and the names that come twice.
    pub(crate) fn of(document: &Document, root: &Place<'_>, member: &str, title: &str) -> Contract {
        let mut contract = Contract::default();
        head(&mut contract, root, member, title);
        doubled(document, |at, value, reason, way_out| contract.note(at.clone(), value, reason, way_out));
        contract.leave(MORE_DOUBLED, document.doubled.more);
        contract.leave("further documents of the file", document.others);
        contract
    }

    /// States how one signs on.
    pub(crate) fn sign_on<'a>(&mut self, root: &Place<'a>, schemes: impl IntoIterator<Item = Place<'a>>, at: At) {
        let mut words: Vec<String> = Vec::new();
        for scheme in schemes {
            let Ok(scheme) = meant(root, scheme) else { continue };
            match scheme_word(scheme.node) {
                Some(word) if words.contains(&word) => {}
                Some(word) => words.push(word),
                None => self.leave("security scheme of another type", 1),
            }
        }
        self.list(Field::SignOn, words, at);
    }

    /// States a field.
    pub(crate) fn field(&mut self, field: Field, value: Value, at: At) {
        self.fields.push((field, value, at));
    }

    /// States words; none says nothing.
    pub(crate) fn list(&mut self, field: Field, words: Vec<String>, at: At) {
        if !words.is_empty() {
            self.field(field, Value::List(words), at);
        }
    }

    /// Counts what has no place here.
    pub(crate) fn leave(&mut self, what: &'static str, n: u64) {
        if n > 0 {
            *self.left.entry(what).or_default() += n;
        }
    }

    /// Takes a place as not taken.
    pub(crate) fn reject(&mut self, place: &Place<'_>, value: &str, reason: Say, way_out: Say) {
        if self.rejected.len() >= KEPT_REJECTS {
            self.rejected_more += 1;
            return;
        }
        self.rejected.push(Fault { at: place.at(), value: value.to_owned(), reason, way_out });
    }

    /// Says that a single value was not taken.
    pub(crate) fn note(&mut self, at: At, value: &str, reason: Say, way_out: Say) {
        if self.notes.len() >= KEPT_REJECTS {
            return;
        }
        self.notes.push(Fault { at, value: value.to_owned(), reason, way_out });
    }

    /// States the number of operations and what they are about.
    pub(crate) fn operations(&mut self, mut nouns: Vec<String>, at: At) {
        nouns.truncate(MOST_NOUNS);
        self.field(Field::Operations, Value::Number(Quantity::exact(self.accepted as f64)), at.clone());
        self.list(Field::Nouns, nouns, at);
    }

    /// States the categories of personal data that were met.
    pub(crate) fn personal(&mut self, met: &Met) {
        let mut words: Vec<&str> = met.personal.keys().copied().collect();
        words.sort_by_key(|word| personal::order(word));
        if let Some(at) = words.first().and_then(|word| met.personal.get(word)) {
            self.list(Field::Personal, words.iter().map(|word| (*word).to_owned()).collect(), at.clone());
        }
        self.leave("$ref to another file", met.elsewhere.len() as u64);
        // An operation that is rejected for its reference is told already.
        let told: HashSet<String> = self.rejected.iter().map(|fault| fault.at.pointer.clone()).collect();
        for (reference, at) in met.round.iter().filter(|(_, at)| !told.contains(&at.pointer)) {
            self.note(
                at.clone(),
                reference,
                Say::new(
                    "la référence tourne en rond et ne mène à aucune valeur",
                    "the reference goes round in a circle and leads to no value",
                ),
                Say::new("écrivez la valeur à l'un de ces endroits", "write the value at one of these places"),
            );
        }
        for (reference, at) in met.nowhere.iter().filter(|(_, at)| !told.contains(&at.pointer)) {
            self.note(
                at.clone(),
                reference,
                Say::new(
                    "la référence ne mène à rien dans ce document",
                    "the reference leads to nothing in this document",
                ),
                Say::new(
                    "corrigez la référence, ou ajoutez ce qu'elle nomme",
                    "mend the reference, or add what it names",
                ),
            );
        }
    }

    /// Tells everything as the contents of a file of its own.
    pub(crate) fn tell(self, telling: &mut Telling) -> Ref {
        telling.version = Some(self.version.clone());
        let api = telling.thing(Kind::Api, Some(&key_of(&self.title)), &self.title, &self.titled);
        for (field, value, at) in self.fields {
            telling.claim(&api, field, value, &at);
        }
        for (word, n) in &self.counts {
            telling.count(word, *n);
        }
        for (word, n) in &self.left {
            telling.left(word, *n);
        }
        telling.accept(self.accepted);
        for fault in self.rejected {
            telling.reject(&fault.at, &fault.value, fault.reason, fault.way_out);
        }
        for _ in 0..self.rejected_more {
            telling.reject(&At::default(), "", Say::default(), Say::default());
        }
        for fault in self.notes {
            telling.note(&fault.at, &fault.value, fault.reason, fault.way_out);
        }
        api
    }
}

/// The readable word of a security scheme.
fn scheme_word(scheme: &Node) -> Option<String> {
    let kind = scheme.says("type")?;
    Some(match kind.to_lowercase().as_str() {
        "apikey" | "httpapikey" => "API key".to_owned(),
        "basic" => "basic".to_owned(),
        "http" => match scheme.says("scheme").unwrap_or_default().to_lowercase().as_str() {
            "bearer" => "bearer token".to_owned(),
            "" => "HTTP".to_owned(),
            other => other.to_owned(),
        },
        "oauth2" => "OAuth 2".to_owned(),
        "openidconnect" => "OpenID Connect".to_owned(),
        "mutualtls" => "mutual TLS".to_owned(),
        "userpassword" | "plain" => "user and password".to_owned(),
        "x509" => "X.509 certificate".to_owned(),
        "symmetricencryption" | "asymmetricencryption" => "encryption key".to_owned(),
        "scramsha256" => "SCRAM-SHA-256".to_owned(),
        "scramsha512" => "SCRAM-SHA-512".to_owned(),
        "gssapi" => "GSSAPI".to_owned(),
        _ => return None,
    })
}

/// Reads a file that is one contract.
pub(crate) fn read(
    bytes: &[u8],
    telling: &mut Telling,
    document: fn(&Document, &str) -> Result<Contract, Broken>,
) -> Result<(), Unreadable> {
    let title = telling.file().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let read = tree::document(bytes).and_then(|read| document(&read, &title));
    read.map_err(|broken| unreadable(telling, broken))?.tell(telling);
    Ok(())
}

/// Says of a whole file why it cannot be read.
pub(crate) fn unreadable(telling: &Telling, broken: Broken) -> Unreadable {
    telling.unreadable(broken.line, broken.reason, broken.way_out)
}

/// What names are called that came twice and are only counted.
pub(crate) const MORE_DOUBLED: &str = "names that come a second time, beyond those told";

/// Names that came twice in one map of a document; those of which it only knows how many are [`MORE_DOUBLED`].
pub(crate) fn doubled(document: &Document, mut note: impl FnMut(&At, &str, Say, Say)) {
    for at in &document.doubled.kept {
        let name = at.pointer.rsplit('/').next().unwrap_or_default();
        note(
            at,
            name,
            Say::new(
                "ce nom vient une deuxième fois : la première compte",
                "this name comes a second time: the first counts",
            ),
            Say::new("gardez une seule des deux valeurs", "keep one of the two values"),
        );
    }
}

/// Takes the title, the version of the language and the first words of the description.
fn head(contract: &mut Contract, root: &Place<'_>, member: &str, file_title: &str) {
    contract.version = root.node.says(member).unwrap_or_default().to_owned();
    let info = root.get("info");
    let title = info
        .as_ref()
        .and_then(|info| info.get("title"))
        .filter(|title| title.node.text().is_some_and(|t| t.chars().any(char::is_alphanumeric)));
    match &title {
        Some(title) => {
            contract.title = title.node.text().unwrap_or_default().trim().chars().take(LONGEST).collect();
            contract.titled = title.at();
        }
        // Where it stands within an entity, the entity has the name.
        None if file_title.is_empty() => {}
        None => {
            contract.title = file_title.to_owned();
            contract.titled = root.at();
            contract.note(
                root.at(),
                "info.title",
                Say::new(
                    format!("l'API n'a pas de nom : elle est appelée « {file_title} » d'après le fichier"),
                    format!("the API has no name: it is called “{file_title}” after the file"),
                ),
                Say::new("écrivez info.title", "write info.title"),
            );
        }
    }
    let told = info.as_ref().and_then(|info| info.get("description").or_else(|| info.get("summary")));
    if let Some(told) = told.filter(|told| told.node.text().is_some()) {
        let words = beginning(told.node.text().unwrap_or_default());
        if !words.is_empty() {
            contract.field(Field::Does, Value::Words(Say::same(words)), told.at());
        }
    }
}

/// The most objects of an API that are named; the rare ones fall away first.
const MOST_NOUNS: usize = 1000;
/// The most signs of a title that are taken.
const LONGEST: usize = 200;
/// The most signs of a description that are taken.
const TOLD: usize = 300;

/// The first paragraph of a description, cut after a sentence where it is long.
pub(crate) fn beginning(description: &str) -> String {
    let paragraphs = description.split("\n\n").map(|part| part.split("<br").next().unwrap_or_default());
    let lines = paragraphs.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let first = lines.map(|line| line.trim_start_matches(['#', ' ']).to_owned()).find(|line| !line.is_empty());
    let first = first.unwrap_or_default();
    if first.chars().count() <= TOLD {
        return first;
    }
    let short: String = first.chars().take(TOLD - 1).collect();
    match short.rfind(". ") {
        Some(end) => short[..=end].to_owned(),
        None => format!("{}…", short.trim_end()),
    }
}

/// What was met while following the schemas of a contract.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// Categories of personal data, each with where it was met first.
    personal: BTreeMap<&'static str, At>,
    /// References to other files.
    elsewhere: BTreeSet<String>,
    /// References that lead nowhere.
    nowhere: BTreeMap<String, At>,
    /// References that lead to references only, and round to themselves.
    round: BTreeMap<String, At>,
}

/// Follows everything that hangs on the given places: property and parameter names met on the way tell what is
/// personal. A reference is followed once, however often it stands there, so that a circle ends.
pub(crate) fn follow<'a>(root: &Place<'a>, from: Vec<Place<'a>>) -> Met {
    let mut walk = Walk {
        root: root.node,
        met: Met::default(),
        waiting: Vec::new(),
        references: HashSet::new(),
        targets: HashSet::new(),
        names: HashSet::new(),
        way: Vec::new(),
    };
    for place in from {
        walk.waiting.push((place.at().pointer, place.node));
        while let Some((pointer, node)) = walk.waiting.pop() {
            walk.way.clear();
            walk.node(&pointer, node);
        }
    }
    walk.met
}

struct Walk<'a> {
    root: &'a Node,
    met: Met,
    waiting: Vec<(String, &'a Node)>,
    /// References followed: as they are written, and by the node they lead to, which may be written in several ways.
    references: HashSet<&'a str>,
    targets: HashSet<*const Node>,
    names: HashSet<(&'a str, bool)>,
    /// The way from the place the walk began at.
    way: Vec<Step<'a>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Place(usize),
}

/// Members that hold values or words, no schemas.
const VALUES: &[&str] =
    &["example", "examples", "default", "enum", "const", "description", "required", "tags", "security", "externalDocs"];

impl<'a> Walk<'a> {
    fn node(&mut self, begin: &str, node: &'a Node) {
        for (at, item) in node.items().iter().enumerate() {
            self.way.push(Step::Place(at));
            self.node(begin, item);
            self.way.pop();
        }
        if let (Some(name), Some(_)) = (node.get("name"), node.get("in")) {
            self.named(begin, name.text().unwrap_or_default(), node);
        }
        for (name, inner) in node.members() {
            match name {
                "$ref" => self.reference(begin, inner),
                "properties" if inner.is_map() => {
                    for (property, schema) in inner.members() {
                        self.way.extend([Step::Name("properties"), Step::Name(property)]);
                        self.named(begin, property, schema);
                        self.node(begin, schema);
                        self.way.truncate(self.way.len() - 2);
                    }
                }
                name if VALUES.contains(&name) || name.starts_with("x-") => {}
                name => {
                    self.way.push(Step::Name(name));
                    self.node(begin, inner);
                    self.way.pop();
                }
            }
        }
    }

    /// A property or a parameter: its name may tell a category. A yes-or-no never is personal by its name, a number
    /// seldom.
    fn named(&mut self, begin: &str, name: &'a str, schema: &'a Node) {
        let of = |node: &'a Node| node.says("type");
        let kind = of(schema).or_else(|| schema.get("schema").and_then(of)).unwrap_or_default();
        let is_number = matches!(kind, "integer" | "number");
        if kind == "boolean" || !self.names.insert((name, is_number)) {
            return;
        }
        let word = personal::category(name).filter(|word| !is_number || personal::can_be_number(word));
        if let Some(word) = word.filter(|word| !self.met.personal.contains_key(word)) {
            let at = At::new(schema.line, self.pointer(begin));
            self.met.personal.insert(word, at);
        }
    }

    fn reference(&mut self, begin: &str, reference: &'a Node) {
        let Some(target) = reference.text().filter(|target| self.references.insert(*target)) else { return };
        if !target.starts_with('#') {
            self.met.elsewhere.insert(target.to_owned());
            return;
        }
        match self.root.find(target) {
            Some(node) if self.goes_round(node) => {
                let at = At::new(reference.line, self.pointer(begin));
                self.met.round.insert(target.to_owned(), at);
            }
            Some(node) if self.targets.insert(std::ptr::from_ref(node)) => {
                self.waiting.push((target.trim_start_matches('#').to_owned(), node));
            }
            Some(_) => {}
            None => {
                let at = At::new(reference.line, self.pointer(begin));
                self.met.nowhere.insert(target.to_owned(), at);
            }
        }
    }

    /// Whether what a reference leads to is a reference, and so on without end. A schema that holds itself is none such.
    fn goes_round(&self, target: &'a Node) -> bool {
        let mut passed: Vec<&str> = Vec::new();
        let mut node = target;
        while let Some(next) = node.says("$ref").filter(|_| passed.len() < MOST_STEPS) {
            if passed.contains(&next) {
                return true;
            }
            passed.push(next);
            let Some(found) = self.root.find(next) else { return false };
            node = found;
        }
        false
    }

    fn pointer(&self, begin: &str) -> String {
        self.way.iter().fold(begin.to_owned(), |at, step| match step {
            Step::Name(name) => format!("{at}/{}", escaped(name)),
            Step::Place(place) => format!("{at}/{place}"),
        })
    }
}

/// The most references followed one after another.
const MOST_STEPS: usize = 16;

/// Follows a reference in place of a value, a few steps at most; `Err` names what leads out of the document or nowhere.
pub(crate) fn meant<'a>(root: &Place<'a>, place: Place<'a>) -> Result<Place<'a>, &'a str> {
    let mut place = place;
    for _ in 0..MOST_STEPS {
        let Some(reference) = place.node.says("$ref") else { return Ok(place) };
        let node = root.node.find(reference).ok_or(reference)?;
        place = place.instead(node);
    }
    Err(place.node.says("$ref").unwrap_or_default())
}
