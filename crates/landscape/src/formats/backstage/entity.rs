//! One entity: its identity, its name, and the parts of its envelope.

use std::fmt;

use base::{Kind, Say};

use crate::formats::At;
use crate::formats::tree::{Node, Place};

/// What names an entity, in small letters: kind, namespace and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id {
    pub(super) kind: String,
    pub(super) namespace: String,
    pub(super) name: String,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.namespace.as_str() {
            "default" => write!(f, "{}:{}", self.kind, self.name),
            namespace => write!(f, "{}:{namespace}/{}", self.kind, self.name),
        }
    }
}

/// An entity of the file.
#[derive(Debug)]
pub(super) struct Entity<'a> {
    pub(super) id: Id,
    /// Its kind as Backstage writes it.
    pub(super) word: &'a str,
    /// Its name as it is written.
    pub(super) name: &'a str,
    pub(super) place: Place<'a>,
}

/// Kinds Backstage knows, and what they are here; the rest is left.
const KINDS: &[(&str, &str, Option<Kind>)] = &[
    ("component", "Component", Some(Kind::System)),
    ("resource", "Resource", Some(Kind::System)),
    ("system", "System", Some(Kind::System)),
    ("domain", "Domain", Some(Kind::System)),
    ("api", "API", Some(Kind::Api)),
    ("group", "Group", Some(Kind::Team)),
    ("user", "User", None),
    ("location", "Location", None),
    ("template", "Template", None),
];

/// What a kind of entity is here.
pub(super) fn kind(word: &str) -> Option<Kind> {
    KINDS.iter().find(|(small, ..)| *small == word).and_then(|(.., kind)| *kind)
}

/// The longest name taken; Backstage allows 63.
const LONGEST: usize = 200;

impl<'a> Entity<'a> {
    /// Reads the envelope. Errors: why it is no entity, and the way out.
    pub(super) fn read(place: &Place<'a>) -> Result<Entity<'a>, (Say, Say)> {
        let envelope = Say::new(
            "une entité commence par apiVersion, kind et metadata.name",
            "an entity begins with apiVersion, kind and metadata.name",
        );
        let lacks = |fr: &str, en: &str| (Say::new(fr, en), envelope.clone());
        if !place.node.is_map() {
            return Err(lacks("ce document n'est pas une entité", "this document is no entity"));
        }
        let version = place.node.says("apiVersion").unwrap_or_default();
        if !version.contains("backstage.io/") {
            return Err(lacks("ce document n'est pas une entité Backstage", "this document is no Backstage entity"));
        }
        let written = place.node.says("kind").filter(|kind| kind.len() < LONGEST);
        let Some(written) = written else {
            return Err(lacks("l'entité n'a pas de « kind »", "the entity has no kind"));
        };
        let small = written.to_lowercase();
        let word = KINDS.iter().find(|(known, ..)| *known == small).map_or(written, |(_, word, _)| *word);
        let metadata = place.node.get("metadata");
        let name = metadata.and_then(|metadata| metadata.says("name"));
        let Some(name) = name else { return Err(lacks("l'entité n'a pas de nom", "the entity has no name")) };
        if name.len() > LONGEST || !name.chars().any(char::is_alphanumeric) {
            return Err(lacks("ce nom n'est pas celui d'une entité", "this is no name of an entity"));
        }
        let namespace = metadata.and_then(|metadata| metadata.says("namespace")).filter(|name| name.len() < LONGEST);
        let namespace = namespace.unwrap_or("default").to_lowercase();
        Ok(Entity { id: Id { kind: small, namespace, name: name.to_lowercase() }, word, name, place: place.clone() })
    }

    /// What it is here; `None` when it has no place.
    pub(super) fn kind(&self) -> Option<Kind> {
        kind(&self.id.kind)
    }

    /// A member of its metadata.
    pub(super) fn meta(&self, name: &str) -> Option<Place<'a>> {
        self.place.get("metadata")?.get(name)
    }

    /// A member of its spec.
    pub(super) fn spec(&self, name: &str) -> Option<Place<'a>> {
        self.place.get("spec")?.get(name)
    }

    /// What people call it, and where that stands: its title, a group's display name, else its name.
    pub(super) fn title(&self) -> (String, At) {
        let shown = self.spec("profile").filter(|_| self.kind() == Some(Kind::Team));
        let shown = shown.and_then(|profile| profile.get("displayName"));
        let titles = [shown, self.meta("title"), self.meta("name")];
        let has_words =
            |place: &Place<'a>| place.node.text().is_some_and(|text| text.chars().any(char::is_alphanumeric));
        match titles.into_iter().flatten().find(has_words) {
            Some(place) => (place.node.text().unwrap_or_default().chars().take(LONGEST).collect(), place.at()),
            None => (self.name.to_owned(), self.place.at()),
        }
    }
}

/// Reads `[kind:][namespace/]name`, or the same in three members; what is not said is taken from the entity it stands
/// in. Errors: it is no reference.
pub(super) fn reference(node: &Node, default_kind: &str, default_namespace: &str) -> Option<Id> {
    let id = |kind: Option<&str>, namespace: Option<&str>, name: &str| {
        let parts = [kind.unwrap_or(default_kind), namespace.unwrap_or(default_namespace), name];
        let is_part = |part: &&str| {
            part.len() <= LONGEST && part.chars().any(char::is_alphanumeric) && !part.contains(['/', ':'])
        };
        let [kind, namespace, name] = parts.map(|part| part.trim().to_lowercase());
        parts.iter().all(is_part).then_some(Id { kind, namespace, name })
    };
    if node.is_map() {
        return id(node.says("kind"), node.says("namespace"), node.says("name")?);
    }
    let text = node.text()?.trim();
    let (kind, rest) = text.split_once(':').map_or((None, text), |(kind, rest)| (Some(kind), rest));
    let (namespace, name) = rest.split_once('/').map_or((None, rest), |(namespace, name)| (Some(namespace), name));
    id(kind, namespace, name)
}
