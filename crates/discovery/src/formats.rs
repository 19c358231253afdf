//! Logs companies have, read line by line into sightings.
//!
//! A format is one module and one row of `FORMS`. It is recognised by what a file holds, never by its name. The shell
//! hands over blocks of whole lines (see [`crate::lines::Cutter`]); several hands may read blocks of one file at once,
//! each with a clone of the [`Reader`] as it stood before its block.

mod adguard;
mod cef;
mod columns;
mod combined;
mod dnsmasq;
mod json;
mod leef;
mod squid;
mod unbound;
mod w3c;
mod zeek;

use base::Say;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::harvest::EvidenceKind;
use crate::inventory::{BATCH, Inventory, Waiting};
use crate::left::Why;
use crate::lines::{self, LINE_MOST};
use crate::sighting::{Act, Sighting};

/// A format of log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Squid's own.
    Squid,
    /// The common and combined formats of web servers, and Squid's rendering of them.
    Combined,
    /// W3C extended: a line `#Fields:` names the columns.
    W3c,
    /// ArcSight's Common Event Format.
    Cef,
    /// QRadar's Log Event Extended Format.
    Leef,
    /// Zeek's columns: dns, ssl, http, conn.
    Zeek,
    /// Queries and answers of dnsmasq, and of Pi-hole, which is one.
    Dnsmasq,
    /// Queries of Unbound.
    Unbound,
    /// The query log of AdGuard Home.
    AdGuard,
    /// One JSON object a line, with keys in common use (Zeek's, Suricata's, Elastic's among them).
    JsonLines,
}

/// What a reader must be told, because no log says it.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The day the file was handed over: a log without years is of the year before it.
    pub around: Date,
}

/// What one line says.
pub(crate) enum Told<'a> {
    /// A trace of a host.
    Seen(Sighting<'a>),
    /// How much went over a connection other lines speak of.
    Bytes {
        /// The connection.
        connection: &'a [u8],
        /// What went up.
        up: u64,
        /// What came down.
        down: u64,
    },
    /// Understood; it speaks of no host.
    Silent,
    /// A blank line, a comment, the names of columns.
    Aside,
    /// Not understood.
    Left(Why),
}

/// Reads one line of a format.
pub(crate) trait Lines: Clone + Send + 'static {
    /// Says what a line tells.
    fn line<'a>(&'a mut self, line: &'a [u8]) -> Told<'a>;

    /// Takes from a block, without reading it, what the lines after it need: the names of columns.
    fn follow(&mut self, _block: &[u8]) {}
}

/// Reads one line of a format in which a line says everything by itself, in its own bytes.
pub(crate) trait PlainLines: Clone + Send + 'static {
    /// Says what a line tells.
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a>;
}

/// A reader of plain lines; what several lines tell is counted together.
#[derive(Clone)]
struct Plain<L>(L);

impl<L: PlainLines> Blocks for Plain<L> {
    fn read(&mut self, block: &[u8], first: u64, into: &mut Inventory) {
        let (mut number, mut batch) = (first, Vec::with_capacity(BATCH));
        lines::each(block, |line| {
            if line.len() > LINE_MOST {
                into.leave(Why::Long, number, line);
            } else {
                let bare = if line.first() == Some(&0) { after_zeros(line) } else { line };
                match self.0.line(bare) {
                    Told::Seen(seen) => batch.push(Waiting { seen, number, line }),
                    Told::Silent => into.silent(),
                    Told::Aside | Told::Bytes { .. } => {}
                    Told::Left(why) => into.leave(why, number, line),
                }
            }
            number += 1;
            if batch.len() == BATCH {
                into.see_all(&batch);
                batch.clear();
            }
        });
        into.see_all(&batch);
    }

    fn follow(&mut self, _: &[u8]) {}

    fn again(&self) -> Box<dyn Blocks> {
        Box::new(self.clone())
    }

    fn lookups(&self, lines: &[&[u8]]) -> Lookups {
        let mut lookups = Lookups::default();
        lines.iter().for_each(|line| lookups.count(&self.0.line(line)));
        lookups
    }
}

/// Reads blocks of lines: a [`Lines`] behind one call for each block.
trait Blocks: Send {
    fn read(&mut self, block: &[u8], first: u64, into: &mut Inventory);
    fn follow(&mut self, block: &[u8]);
    fn again(&self) -> Box<dyn Blocks>;
    /// What the first lines of a file tell of.
    fn lookups(&self, lines: &[&[u8]]) -> Lookups;
}

/// How many traces are names looked up, and how many are more than that.
#[derive(Default)]
struct Lookups {
    only: usize,
    more: usize,
}

impl Lookups {
    fn count(&mut self, told: &Told<'_>) {
        match told {
            Told::Seen(seen) if seen.act == Act::Lookup => self.only += 1,
            Told::Seen(_) | Told::Bytes { .. } => self.more += 1,
            _ => {}
        }
    }
}

impl<L: Lines> Blocks for L {
    fn read(&mut self, block: &[u8], first: u64, into: &mut Inventory) {
        let mut number = first;
        lines::each(block, |line| {
            if line.len() > LINE_MOST {
                into.leave(Why::Long, number, line);
            } else {
                // A file cut while it was written begins with zeros where its start was.
                let bare = if line.first() == Some(&0) { after_zeros(line) } else { line };
                match self.line(bare) {
                    Told::Seen(sighting) => into.see(&sighting, number, line),
                    Told::Bytes { connection, up, down } => into.bytes(connection, up, down),
                    Told::Silent => into.silent(),
                    Told::Aside => {}
                    Told::Left(why) => into.leave(why, number, line),
                }
            }
            number += 1;
        });
    }

    fn follow(&mut self, block: &[u8]) {
        Lines::follow(self, block);
    }

    fn again(&self) -> Box<dyn Blocks> {
        Box::new(self.clone())
    }

    fn lookups(&self, lines: &[&[u8]]) -> Lookups {
        let (mut trying, mut lookups) = (self.clone(), Lookups::default());
        lines.iter().for_each(|line| lookups.count(&trying.line(line)));
        lookups
    }
}

fn after_zeros(line: &[u8]) -> &[u8] {
    let start = line.iter().position(|&byte| byte != 0).unwrap_or(line.len());
    &line[start..]
}

/// Reads the blocks of one file into an [`Inventory`].
pub struct Reader {
    format: Format,
    kind: EvidenceKind,
    blocks: Box<dyn Blocks>,
}

impl Clone for Reader {
    fn clone(&self) -> Reader {
        Reader { format: self.format, kind: self.kind, blocks: self.blocks.again() }
    }
}

impl Format {
    /// Its word, as it stands in [`crate::harvest::FileRead::format`].
    pub fn word(self) -> &'static str {
        match self {
            Format::Squid => "squid",
            Format::Combined => "combined",
            Format::W3c => "w3c",
            Format::Cef => "cef",
            Format::Leef => "leef",
            Format::Zeek => "zeek",
            Format::Dnsmasq => "dnsmasq",
            Format::Unbound => "unbound",
            Format::AdGuard => "adguard",
            Format::JsonLines => "json-lines",
        }
    }
}

impl Reader {
    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What kind of evidence the file is: [`EvidenceKind::Dns`] when most of what its first lines tell are names looked
    /// up, else [`EvidenceKind::Proxy`].
    pub fn kind(&self) -> EvidenceKind {
        self.kind
    }

    /// Reads a block of whole lines; `first` is the number of its first line, from 1.
    pub fn read(&mut self, block: &[u8], first: u64, into: &mut Inventory) {
        self.blocks.read(block, first, into);
    }

    /// Takes from a block, without reading it, what the blocks after it need. Whoever hands blocks of one file to
    /// several readers calls it on the one it clones them from.
    pub fn follow(&mut self, block: &[u8]) {
        self.blocks.follow(block);
    }
}

/// The beginning of a file, as far as it tells the format.
pub(crate) struct Head<'a> {
    /// Its first whole lines that are not blank, without zeros before them; at most 50.
    lines: Vec<&'a [u8]>,
}

impl<'a> Head<'a> {
    const LINES: usize = 50;

    fn of(bytes: &'a [u8]) -> Head<'a> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut all = Vec::new();
        lines::each(bytes, |line| {
            let line = after_zeros(line);
            if all.len() < Head::LINES && !line.trim_ascii().is_empty() {
                all.push(line);
            }
        });
        Head { lines: all }
    }

    /// Whether a line begins so.
    fn any_starts(&self, with: &[u8]) -> bool {
        self.lines.iter().any(|line| line.starts_with(with))
    }

    /// The reader, if it understands more than half of the lines that are no asides.
    fn begin<L: Lines>(&self, reader: L) -> Option<Box<dyn Blocks>> {
        let mut trying = reader.clone();
        let says = |line: &&[u8]| Head::understands(&trying.line(line));
        Head::more_than_half(self.lines.iter().map(says)).then(|| Box::new(reader) as Box<dyn Blocks>)
    }

    /// The same for plain lines.
    fn begin_plain<L: PlainLines>(&self, reader: L) -> Option<Box<dyn Blocks>> {
        let says = |line: &&[u8]| Head::understands(&reader.line(line));
        let most = Head::more_than_half(self.lines.iter().map(says));
        most.then(|| Box::new(Plain(reader)) as Box<dyn Blocks>)
    }

    fn understands(told: &Told<'_>) -> Option<bool> {
        match told {
            Told::Seen(_) | Told::Silent | Told::Bytes { .. } => Some(true),
            Told::Left(_) => Some(false),
            Told::Aside => None,
        }
    }

    fn more_than_half(lines: impl Iterator<Item = Option<bool>>) -> bool {
        let (mut yes, mut no) = (0, 0);
        lines.flatten().for_each(|understood| if understood { yes += 1 } else { no += 1 });
        yes > no
    }
}

/// How one format is told from the others, and read.
struct Form {
    format: Format,
    /// A reader, if the beginning of a file is of this format.
    begin: fn(&Head<'_>, &Setting) -> Option<Box<dyn Blocks>>,
}

/// Every format, the most telling first.
static FORMS: &[Form] = &[
    Form { format: Format::Zeek, begin: zeek::begin },
    Form { format: Format::W3c, begin: w3c::begin },
    Form { format: Format::Leef, begin: leef::begin },
    Form { format: Format::Cef, begin: cef::begin },
    Form { format: Format::AdGuard, begin: adguard::begin },
    Form { format: Format::JsonLines, begin: json::begin },
    Form { format: Format::Squid, begin: squid::begin },
    Form { format: Format::Combined, begin: combined::begin },
    Form { format: Format::Dnsmasq, begin: dnsmasq::begin },
    Form { format: Format::Unbound, begin: unbound::begin },
];

/// Why no reader was found for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecognised {
    /// What it is, or that nothing is known of it.
    pub reason: Say,
    /// What to do.
    pub way_out: Say,
}

/// Finds the reader for a file from its first bytes (64 KiB serve; the whole file if it is smaller).
///
/// Errors: [`Unrecognised`] when no format understands more than half of the first 50 lines.
pub fn recognise(head: &[u8], setting: &Setting) -> Result<Reader, Unrecognised> {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Err(Unrecognised {
            reason: Say::new("ce fichier est en UTF-16", "this file is in UTF-16"),
            way_out: Say::new("enregistrez-le en UTF-8", "save it as UTF-8"),
        });
    }
    let known = Head::of(head);
    FORMS
        .iter()
        .find_map(|form| {
            let blocks = (form.begin)(&known, setting)?;
            let Lookups { only, more } = blocks.lookups(&known.lines);
            let kind = if only > more { EvidenceKind::Dns } else { EvidenceKind::Proxy };
            Some(Reader { format: form.format, kind, blocks })
        })
        .ok_or_else(|| Unrecognised {
            reason: Say::new(
                "ce fichier n'est dans aucun des formats de journal lus",
                "this file is in none of the log formats that are read",
            ),
            way_out: Say::new(
                "donnez un journal Squid, Apache ou nginx, W3C étendu, CEF, LEEF, Zeek, dnsmasq ou Pi-hole, Unbound, AdGuard Home, ou du JSON à raison d'un objet par ligne",
                "give a log of Squid, Apache or nginx, W3C extended, CEF, LEEF, Zeek, dnsmasq or Pi-hole, Unbound, AdGuard Home, or JSON with one object a line",
            ),
        })
}
