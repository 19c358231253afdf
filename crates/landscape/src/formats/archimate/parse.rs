//! The XML of a model, read once from top to bottom: no document type is obeyed, no entity of the file expanded.

use base::{Lang, Say};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use tabular::Unreadable;

use super::super::{At, Telling};
use super::document::{Concept, Document, Element, Property, Relationship, dangling};
use super::{NAMESPACE, NATIVE, faults};

/// The largest file taken.
const BYTES: usize = 256 << 20;
/// How deep elements may stand in one another; nodes of a view are nested the deepest, in real models about ten times.
pub(super) const DEPTH: usize = 256;
/// The most elements, relationships, documentations and properties together, each of which takes about a kilobyte of
/// memory; the largest public models hold about ten thousand.
const ENTRIES: usize = 500_000;
/// How much of one name, documentation or value is kept, in bytes.
const WORDS: usize = 1 << 20;

/// Reads the whole file; counts what it holds, and rejects what has no identity or no ends.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<Document, Unreadable> {
    if bytes.len() > BYTES {
        return Err(telling.unreadable(
            None,
            Say::new("fichier de plus de 256 Mio", "a file of more than 256 MiB"),
            faults::split(),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = 1 + bytes.iter().take(e.valid_up_to()).filter(|byte| **byte == b'\n').count() as u64;
        telling.unreadable(
            Some(line),
            Say::new("ce n'est pas de l'UTF-8, l'encodage de ce format", "not UTF-8, the encoding of this format"),
            Say::new("exportez de nouveau le modèle en UTF-8", "export the model again in UTF-8"),
        )
    })?;
    let mut parse =
        Parse { telling, document: Document::default(), open: Open::Nothing, words: String::new(), entries: 0 };
    parse.whole(text)?;
    let Parse { mut document, telling, .. } = parse;
    dangling(&mut document, telling);
    telling.accept((document.elements.len() + document.relationships.len()) as u64);
    Ok(document)
}

/// Where the reader stands; anything else is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Model,
    Elements,
    Element,
    Relationships,
    Relationship,
    Views,
    View,
    Name,
    Documentation,
    Properties,
    Property,
    Value,
    Definitions,
    Definition,
    DefinitionName,
    Elsewhere,
}

impl Place {
    /// Whether the words that stand here are kept.
    fn is_worded(self) -> bool {
        matches!(self, Place::Name | Place::Documentation | Place::Value | Place::DefinitionName)
    }
}

fn place(parent: Place, tag: &str) -> Place {
    match (parent, tag) {
        (Place::Model, "elements") => Place::Elements,
        (Place::Elements, "element") => Place::Element,
        (Place::Model, "relationships") => Place::Relationships,
        (Place::Relationships, "relationship") => Place::Relationship,
        // 3.x puts views in diagrams, 2.1 does not.
        (Place::Model, "views") | (Place::Views, "diagrams") => Place::Views,
        (Place::Views, "view") => Place::View,
        (Place::Element, "name" | "label") => Place::Name,
        (Place::Element, "documentation") => Place::Documentation,
        (Place::Element, "properties") => Place::Properties,
        (Place::Properties, "property") => Place::Property,
        (Place::Property, "value") => Place::Value,
        (Place::Model, "propertyDefinitions" | "propertydefs") => Place::Definitions,
        (Place::Definitions, "propertyDefinition" | "propertydef") => Place::Definition,
        (Place::Definition, "name") => Place::DefinitionName,
        _ => Place::Elsewhere,
    }
}

/// What is being read between its start and its end.
enum Open {
    Nothing,
    Element(Element),
    /// A definition of a property: its identifier.
    Definition(String),
}

struct Parse<'a> {
    telling: &'a mut Telling,
    document: Document,
    open: Open,
    /// The words since the last start of a name, a documentation or a value.
    words: String,
    entries: usize,
}

impl Parse<'_> {
    fn whole(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(text);
        // So that `<a/>` and `<a></a>` read the same.
        reader.config_mut().expand_empty_elements = true;
        let mut places: Vec<Place> = Vec::new();
        let mut lines = Lines { text: text.as_bytes(), seen: 0, line: 1 };
        let mut lang = None;
        let mut is_read = false;
        loop {
            let line = lines.at(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
            let is_worded = places.last().is_some_and(|at| at.is_worded());
            match reader.read_event() {
                Err(e) => return Err(faults::damaged(self.telling, line, &e)),
                Ok(Event::DocType(_)) => return Err(faults::doctype(self.telling, line)),
                Ok(Event::Start(_)) if places.len() >= DEPTH => return Err(faults::deep(self.telling, line)),
                Ok(Event::Start(tag)) => {
                    let at = match places.last() {
                        Some(parent) => place(*parent, tag.local_name().as_ref()),
                        None if is_read => return Err(faults::two_roots(self.telling, line)),
                        None => self.root(&tag, line)?,
                    };
                    is_read = true;
                    if at.is_worded() {
                        self.words.clear();
                        lang = self.attribute(&tag, "lang", line)?.and_then(|tag| Lang::from_tag(&tag));
                    }
                    self.start(at, &tag, line)?;
                    places.push(at);
                }
                Ok(Event::End(_)) => {
                    let at = places.pop().unwrap_or(Place::Elsewhere);
                    self.end(at, lang);
                }
                Ok(Event::Text(words)) if is_worded => self.push(&words.xml10_content()),
                Ok(Event::CData(words)) if is_worded => self.push(&words.xml10_content()),
                Ok(Event::GeneralRef(reference)) => {
                    let sign =
                        standing_for(&reference).ok_or_else(|| faults::entity(self.telling, line, &reference))?;
                    if is_worded {
                        self.push(sign.encode_utf8(&mut [0; 4]));
                    }
                }
                Ok(Event::Eof) if !is_read || !places.is_empty() => return Err(faults::truncated(self.telling, line)),
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
            }
        }
    }

    /// Keeps words, up to the bound.
    fn push(&mut self, words: &str) {
        let room = WORDS.saturating_sub(self.words.len());
        self.words.push_str(&words[..words.floor_char_boundary(room)]);
    }

    /// Holds the root to the format, and learns its version.
    fn root(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<Place, Unreadable> {
        let declared = match tag.name().prefix() {
            Some(prefix) => format!("xmlns:{}", prefix.as_ref()),
            None => "xmlns".to_owned(),
        };
        let namespace = self.full_attribute(tag, &declared, line)?.unwrap_or_default();
        if namespace == NATIVE {
            return Err(faults::native(self.telling, line));
        }
        if tag.local_name().as_ref() != "model" || !namespace.starts_with(NAMESPACE) {
            return Err(faults::no_model(self.telling, line));
        }
        let schemas = self.attribute(tag, "schemaLocation", line)?.unwrap_or_default();
        let version = match namespace.trim_start_matches(NAMESPACE).trim_matches('/') {
            "" => "2.1",
            // Versions 3.1 and 3.2 keep the namespace of 3.0; their schemas stand in other folders.
            "3.0" => ["3.2", "3.1"].into_iter().find(|v| schemas.contains(&format!("/{v}/"))).unwrap_or("3.0"),
            other => other,
        };
        self.telling.version = Some(version.chars().take(20).collect());
        for word in ["elements", "relationships", "views"] {
            self.telling.count(word, 0);
        }
        Ok(Place::Model)
    }

    fn start(&mut self, at: Place, tag: &BytesStart<'_>, line: u64) -> Result<(), Unreadable> {
        match at {
            Place::Element => {
                self.telling.count("elements", 1);
                self.enter(line)?;
                let id = self.attribute(tag, "identifier", line)?.unwrap_or_default();
                let kind = self.kind(tag, line)?;
                self.open = Open::Element(Element { id, kind, line, ..Element::default() });
            }
            Place::Relationship => {
                self.telling.count("relationships", 1);
                self.enter(line)?;
                let read = |name| self.attribute(tag, name, line);
                let (id, source, target) = (read("identifier")?, read("source")?, read("target")?);
                let access = read("accessType")?;
                let kind = modern(&self.kind(tag, line)?);
                let [id, source, target] = [id, source, target].map(Option::unwrap_or_default);
                self.relationship(Relationship { id, kind, line, source, target, access });
            }
            Place::Documentation => self.enter(line)?,
            Place::View => self.telling.count("views", 1),
            Place::Property => {
                self.enter(line)?;
                let of = match self.attribute(tag, "propertyDefinitionRef", line)? {
                    Some(of) => Some(of),
                    None => self.attribute(tag, "identifierref", line)?,
                };
                if let Open::Element(element) = &mut self.open {
                    element.properties.push(Property { of: of.unwrap_or_default(), value: String::new(), line });
                }
            }
            Place::Definition => {
                self.enter(line)?;
                let id = self.attribute(tag, "identifier", line)?.unwrap_or_default();
                if let Some(name) = self.attribute(tag, "name", line)? {
                    self.document.properties.insert(id.clone(), name);
                }
                self.open = Open::Definition(id);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, at: Place, lang: Option<Lang>) {
        // A sign of four bytes may not have found its place any more.
        if at.is_worded() && self.words.len() + 4 > WORDS {
            self.telling.left("texts beyond 1 MiB", 1);
        }
        match (at, &mut self.open) {
            (Place::Name, Open::Element(element)) => element.name.add(lang, &self.words),
            (Place::Documentation, Open::Element(element)) => element.does.add(lang, &self.words),
            (Place::Value, Open::Element(element)) => {
                // The first language a value is given in stands for all.
                if let Some(property) = element.properties.last_mut().filter(|p| p.value.is_empty()) {
                    property.value = self.words.trim().to_owned();
                }
            }
            (Place::DefinitionName, Open::Definition(id)) => {
                self.document.properties.insert(id.clone(), self.words.trim().to_owned());
            }
            (Place::Element, _) => {
                if let Open::Element(element) = std::mem::replace(&mut self.open, Open::Nothing) {
                    self.element(element);
                }
            }
            (Place::Definition, _) => self.open = Open::Nothing,
            _ => {}
        }
    }

    fn element(&mut self, element: Element) {
        let at = At::new(element.line, format!("elements/{}", element.id));
        if self.is_taken(&at, &element.id, &element.kind) {
            self.document.known.insert(element.id.clone(), Concept::Element(self.document.elements.len()));
            self.document.elements.push(element);
        }
    }

    fn relationship(&mut self, relationship: Relationship) {
        let at = At::new(relationship.line, format!("relationships/{}", relationship.id));
        if self.is_taken(&at, &relationship.id, &relationship.kind) {
            let place = Concept::Relationship(self.document.relationships.len());
            self.document.known.insert(relationship.id.clone(), place);
            self.document.relationships.push(relationship);
        }
    }

    /// Whether an entry has an identifier of its own and a type; else it is rejected.
    fn is_taken(&mut self, at: &At, id: &str, kind: &str) -> bool {
        let (reason, way_out) = if id.is_empty() {
            (Say::new("sans identifiant", "without an identifier"), faults::export_again())
        } else if self.document.known.contains_key(id) {
            (
                Say::new(
                    format!("l'identifiant « {id} » est déjà pris"),
                    format!("the identifier “{id}” is taken already"),
                ),
                Say::new(
                    "gardez un seul élément ou une seule relation de cet identifiant",
                    "keep only one element or relationship of this identifier",
                ),
            )
        } else if kind.is_empty() {
            (Say::new("sans type (xsi:type)", "without a type (xsi:type)"), faults::export_again())
        } else {
            return true;
        };
        self.telling.reject(at, id, reason, way_out);
        false
    }

    fn kind(&self, tag: &BytesStart<'_>, line: u64) -> Result<String, Unreadable> {
        let kind = self.attribute(tag, "type", line)?.unwrap_or_default();
        Ok(kind.rsplit(':').next().unwrap_or_default().trim().to_owned())
    }

    /// Holds a hostile file to a bound.
    fn enter(&mut self, line: u64) -> Result<(), Unreadable> {
        self.entries += 1;
        if self.entries <= ENTRIES {
            return Ok(());
        }
        let reason = Say::new(
            "plus de 500 000 éléments, relations, descriptions et propriétés",
            "more than 500,000 elements, relationships, descriptions and properties",
        );
        Err(self.telling.unreadable(Some(line), reason, faults::split()))
    }

    /// An attribute by its local name.
    fn attribute(&self, tag: &BytesStart<'_>, name: &str, line: u64) -> Result<Option<String>, Unreadable> {
        self.find(tag, line, |key| key.rsplit(':').next() == Some(name) && !key.starts_with("xmlns"))
    }

    /// An attribute by its name with its prefix.
    fn full_attribute(&self, tag: &BytesStart<'_>, name: &str, line: u64) -> Result<Option<String>, Unreadable> {
        self.find(tag, line, |key| key == name)
    }

    fn find(&self, tag: &BytesStart<'_>, line: u64, fits: impl Fn(&str) -> bool) -> Result<Option<String>, Unreadable> {
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| faults::damaged(self.telling, line, &e))?;
            if fits(attribute.key.as_ref()) {
                let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                return value
                    .map(|value| Some(value.into_owned()))
                    .map_err(|e| faults::damaged(self.telling, line, &e));
            }
        }
        Ok(None)
    }
}

/// The name of a relationship in ArchiMate 3: 2.1 writes `UsedByRelationship` for `Serving`.
fn modern(kind: &str) -> String {
    match kind.strip_suffix("Relationship").unwrap_or(kind) {
        "UsedBy" => "Serving",
        "Realisation" => "Realization",
        "Specialisation" => "Specialization",
        other => other,
    }
    .to_owned()
}

/// What an entity of XML itself stands for; `None` for those a file would have to define.
fn standing_for(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return Some(sign);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Counts lines while the file is read.
struct Lines<'a> {
    text: &'a [u8],
    seen: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, place: usize) -> u64 {
        let passed = self.text.get(self.seen..place).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.seen = self.seen.max(place.min(self.text.len()));
        self.line
    }
}
