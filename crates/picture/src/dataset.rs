//! The register of what was imported: which file, when, what came of it.

use base::{Aggregate, Context, PersonId, Refusal, Say, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A file was imported, for the first time or with new content.
    Imported(Manifest),
}

/// What is known of one imported file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The file's name as it was handed over.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal; the bytes are kept under this name.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The day its facts are of, where the import says so.
    pub as_of: Option<Date>,
    /// What it holds: kinds of things by their words, `person` for people.
    pub holds: Vec<String>,
    /// The version of the reader.
    pub reader: u32,
    /// Data rows read; `read = accepted + rejected`.
    pub read: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Whether it holds personal data: then its bytes are not kept once loaded, and `report` holds what was found.
    pub personal: bool,
    /// The report of a file whose bytes are not kept, in the vault.
    pub report: Option<Text>,
    /// SHA-256 of the file as it was handed over, where something else is kept of it: the same lines under another name
    /// would count twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

impl Manifest {
    /// The word under `holds` of a file that shows tools in use: what is kept is what it comes to, not its lines.
    pub const EVIDENCE: &str = "evidence";
    /// The word under `holds` of a table of vendors.
    pub const PACK: &str = "pack";

    /// The word under `holds` of a tracker's export: what is kept is its items, without anybody's name.
    pub const TRACKER: &str = "tracker";

    /// Whether it is a tracker's export.
    pub fn is_tracker(&self) -> bool {
        self.holds.iter().any(|word| word == Manifest::TRACKER)
    }

    /// Whether it is a matrix of who answers for what.
    pub fn is_raci(&self) -> bool {
        self.holds.iter().any(|word| word == base::Kind::Raci.word())
    }

    /// Whether it shows tools in use, and nothing else.
    pub fn is_evidence(&self) -> bool {
        self.holds.iter().any(|word| word == Manifest::EVIDENCE)
    }

    /// Whether it is a table of vendors.
    pub fn is_pack(&self) -> bool {
        self.holds.iter().any(|word| word == Manifest::PACK)
    }
}

/// Order.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Registers an import.
    Import(Manifest),
}

/// An imported file as it stands: every content it came with, newest last.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Imports, oldest first.
    pub imports: Vec<Import>,
}

/// One import of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// What came.
    pub manifest: Manifest,
    /// Who imported it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotImport {
    /// The file has no name.
    NoName,
}

impl Refusal for CannotImport {
    fn say(&self) -> Say {
        Say::new("le fichier n'a pas de nom", "the file has no name")
    }

    fn way_out(&self) -> Say {
        Say::new("donnez-lui un nom et envoyez-le de nouveau", "name it and send it again")
    }
}

impl Aggregate for Dataset {
    const STREAM: &'static str = "dataset";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotImport;

    /// The same bytes under the same name twice are imported once.
    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotImport> {
        let Command::Import(manifest) = command;
        if manifest.file.trim().is_empty() {
            return Err(CannotImport::NoName);
        }
        let last = state.and_then(|it| it.imports.last());
        let same =
            last.is_some_and(|it| it.manifest.sha256 == manifest.sha256 && it.manifest.reader == manifest.reader);
        Ok(if same { vec![] } else { vec![Event::Imported(manifest)] })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or(Dataset { imports: Vec::new() });
        let Event::Imported(manifest) = event;
        it.imports.push(Import { manifest: manifest.clone(), by: ctx.actor, at: ctx.now });
        Some(it)
    }
}
