//! Models, contracts and traces companies already have: each format read into claims, with what it held counted in its
//! own words, and what has no place here said.
//!
//! A format is one module and one row of `READERS`. A reader is pure: bytes in, a [`Telling`] filled.

mod archimate;
mod asyncapi;
mod backstage;
mod contract;
mod har;
mod jaeger;
mod keys;
mod openapi;
mod otlp;
mod personal;
mod property;
pub mod spans;
mod structurizr;
mod structurizr_dsl;
mod tag_manager;
mod telling;
mod tree;
mod words;
mod zipkin;

use base::{Ref, Say};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tabular::Unreadable;

use crate::import::Imported;

pub use openapi::nouns;
pub use telling::{At, Telling};
pub use words::{counted, member};

/// A format that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Entities of a Backstage catalogue, in YAML.
    Backstage,
    /// An HTTP API described in OpenAPI 3 or Swagger 2.
    OpenApi,
    /// Messages and channels described in AsyncAPI 2 or 3.
    AsyncApi,
    /// An ArchiMate model in the Open Exchange format.
    ArchiMate,
    /// A Structurizr workspace in JSON.
    Structurizr,
    /// A Structurizr workspace in its own language.
    StructurizrDsl,
    /// Traces exported by Jaeger.
    Jaeger,
    /// A service graph exported by Jaeger.
    JaegerDependencies,
    /// Traces in OTLP/JSON.
    Otlp,
    /// Traces in Zipkin v2 JSON.
    Zipkin,
    /// What a browser loaded, in HAR 1.2.
    Har,
    /// A Google Tag Manager container export.
    TagManager,
}

/// How one format is told from the others, and read.
struct Reader {
    format: Format,
    /// Whether such a file holds secrets or persons beside what is read: cookies, keys, names.
    sealed: bool,
    /// Whether the beginning of a file is of this format.
    fits: fn(&Head<'_>) -> bool,
    /// Reads a whole file. Errors: it is not well-formed, or beyond a stated bound.
    read: fn(&[u8], &mut Telling) -> Result<(), Unreadable>,
}

/// Every format, the most telling first.
static READERS: &[Reader] = &[
    Reader { format: Format::ArchiMate, sealed: false, fits: archimate::fits, read: archimate::read },
    Reader { format: Format::Jaeger, sealed: false, fits: jaeger::fits, read: jaeger::read },
    Reader {
        format: Format::JaegerDependencies,
        sealed: false,
        fits: jaeger::dependencies::fits,
        read: jaeger::dependencies::read,
    },
    Reader { format: Format::Otlp, sealed: false, fits: otlp::fits, read: otlp::read },
    Reader { format: Format::Zipkin, sealed: false, fits: zipkin::fits, read: zipkin::read },
    Reader { format: Format::Backstage, sealed: true, fits: backstage::fits, read: backstage::read },
    Reader { format: Format::AsyncApi, sealed: false, fits: asyncapi::fits, read: asyncapi::read },
    Reader { format: Format::OpenApi, sealed: false, fits: openapi::fits, read: openapi::read },
    Reader { format: Format::Har, sealed: true, fits: har::fits, read: har::read },
    Reader { format: Format::TagManager, sealed: true, fits: tag_manager::fits, read: tag_manager::read },
    Reader { format: Format::Structurizr, sealed: false, fits: structurizr::fits, read: structurizr::read },
    Reader { format: Format::StructurizrDsl, sealed: false, fits: structurizr_dsl::fits, read: structurizr_dsl::read },
];

/// What a file that is no table held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The format.
    pub format: Format,
    /// Its version as the file says it.
    pub version: Option<String>,
    /// How many of each thing, in the format's own words ("elements", "relationships", "operations", "spans").
    pub counts: Vec<(String, u64)>,
    /// How many things of the catalogue it described, by the word of their kind.
    pub made: Vec<(String, u64)>,
    /// What was read and has no place here, with how often.
    pub left: Vec<(String, u64)>,
}

/// The beginning of a file, as far as it tells the format.
pub(crate) struct Head<'a> {
    /// The file's name, in small letters.
    pub(crate) name: String,
    /// The first 64 KiB as text; what is no UTF-8 is replaced.
    pub(crate) text: std::borrow::Cow<'a, str>,
}

const HEAD: usize = 64 * 1024;

impl<'a> Head<'a> {
    fn of(name: &str, bytes: &'a [u8]) -> Head<'a> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
        Head { name: name.to_lowercase(), text }
    }

    /// The first sign that is no space.
    pub(crate) fn first(&self) -> Option<char> {
        self.text.trim_start().chars().next()
    }

    /// Whether it is a JSON document.
    pub(crate) fn is_json(&self) -> bool {
        matches!(self.first(), Some('{' | '['))
    }

    /// Whether a JSON member of this name begins somewhere.
    pub(crate) fn has_member(&self, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        let after = |at: usize| self.text.get(at + quoted.len()..).map(str::trim_start);
        self.text.match_indices(&quoted).any(|(at, _)| after(at).is_some_and(|rest| rest.starts_with(':')))
    }

    /// Whether a line begins with a YAML key of this name at the left margin.
    pub(crate) fn has_key(&self, name: &str) -> bool {
        self.text.lines().any(|line| {
            let line = line.trim_start_matches(['"', '\'']);
            line.strip_prefix(name)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        })
    }
}

/// Tells the format of a file from its content; `None` when it is a table, or nothing known.
pub fn recognise(file: &str, bytes: &[u8]) -> Option<Format> {
    let head = Head::of(file, bytes);
    READERS.iter().find(|reader| (reader.fits)(&head)).map(|reader| reader.format)
}

/// Why a file that is plainly no table, but of no format known here, cannot be read; `None` when it may be a table.
pub(crate) fn strange(file: &str, bytes: &[u8]) -> Option<Unreadable> {
    let head = Head::of(file, bytes);
    let ending = head.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let markup = head.text.trim_start().starts_with("<?xml") || ending == "xml";
    let (fr, en) = match ending {
        _ if markup => ("ce XML n'est pas un modèle ArchiMate", "this XML is no ArchiMate model"),
        "json" | "har" => ("ce JSON n'est d'aucun format connu", "this JSON is of no known format"),
        "yaml" | "yml" => ("ce YAML n'est d'aucun format connu", "this YAML is of no known format"),
        "dsl" => {
            ("ce fichier .dsl ne décrit aucun espace Structurizr", "this .dsl file describes no Structurizr workspace")
        }
        _ if head.first() == Some('{') => ("ce JSON n'est d'aucun format connu", "this JSON is of no known format"),
        _ => return None,
    };
    let mut known: Vec<Say> = Vec::new();
    for format in READERS.iter().map(|reader| reader.format.say()) {
        if !known.contains(&format) {
            known.push(format);
        }
    }
    let list = |lang| known.iter().map(|say| say.in_lang(lang)).collect::<Vec<_>>().join(", ");
    Some(Unreadable {
        file: file.to_owned(),
        sheet: None,
        line: None,
        column: None,
        reason: Say::new(fr, en),
        way_out: Say::new(
            format!(
                "envoyez le document entier, dans l'un de ces formats : {} ; ou un tableau CSV ou XLSX",
                list(base::Lang::Fr)
            ),
            format!(
                "send the whole document, in one of these formats: {}; or a table as CSV or XLSX",
                list(base::Lang::En)
            ),
        ),
    })
}

/// Reads a file of a format into claims.
///
/// Errors: it is not well-formed, or beyond a stated bound; says where and the way out.
pub fn read(
    format: Format,
    file: &str,
    bytes: &[u8],
    dataset: &Ref,
    as_of: Option<Date>,
    position: u64,
) -> Result<Imported, Unreadable> {
    let mut telling = Telling::new(format, file, dataset, as_of, position);
    if let Some(reader) = READERS.iter().find(|reader| reader.format == format) {
        (reader.read)(bytes, &mut telling)?;
    }
    Ok(telling.finish())
}

impl Format {
    /// Its stored word.
    pub fn word(self) -> &'static str {
        match self {
            Format::Backstage => "backstage",
            Format::OpenApi => "openapi",
            Format::AsyncApi => "asyncapi",
            Format::ArchiMate => "archimate",
            Format::Structurizr => "structurizr",
            Format::StructurizrDsl => "structurizr_dsl",
            Format::Jaeger => "jaeger",
            Format::JaegerDependencies => "jaeger_dependencies",
            Format::Otlp => "otlp",
            Format::Zipkin => "zipkin",
            Format::Har => "har",
            Format::TagManager => "tag_manager",
        }
    }

    /// Whether such a file is kept encrypted: it holds secrets or persons beside what is read of it.
    pub fn is_sealed(self) -> bool {
        READERS.iter().any(|reader| reader.format == self && reader.sealed)
    }

    /// What people call it.
    pub fn say(self) -> Say {
        match self {
            Format::Backstage => Say::new("catalogue Backstage", "Backstage catalogue"),
            Format::OpenApi => Say::same("OpenAPI"),
            Format::AsyncApi => Say::same("AsyncAPI"),
            Format::ArchiMate => Say::new("échange ArchiMate", "ArchiMate exchange"),
            Format::Structurizr => Say::new("espace Structurizr", "Structurizr workspace"),
            Format::StructurizrDsl => Say::new("DSL Structurizr", "Structurizr DSL"),
            Format::Jaeger => Say::new("traces Jaeger", "Jaeger traces"),
            Format::JaegerDependencies => Say::new("dépendances Jaeger", "Jaeger dependencies"),
            Format::Otlp => Say::new("traces OpenTelemetry", "OpenTelemetry traces"),
            Format::Zipkin => Say::new("traces Zipkin", "Zipkin traces"),
            Format::Har => Say::new("capture HAR", "HAR capture"),
            Format::TagManager => Say::new("conteneur Tag Manager", "Tag Manager container"),
        }
    }
}
