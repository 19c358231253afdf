//! Files that show tools in use, handed over to be kept: only what they come to is, under pseudonyms; their lines are not.

use std::io::Cursor;
use std::sync::atomic::AtomicBool;

use base::Say;
use discovery::harvest::Harvest;
use discovery::lists;
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::{HEADER, Pack};
use jiff::civil::Date;
use landscape::import::{Report, SheetReport};
use picture::Picture;

use crate::problem::Problem;
use crate::scan::{self, FileReport, Input, Known, Plan, Watch};

/// The name of the key pseudonyms are made with.
pub(crate) const KEY: &str = "pseudonyms";

/// What a file of evidence comes to.
pub(crate) struct Evidence {
    /// What is kept of it, for each kind of evidence.
    pub(crate) harvests: Vec<Harvest>,
    /// What was read and what was not.
    pub(crate) report: Report,
}

/// Reads a file of evidence, packed or not; `None` when it is none.
///
/// Errors: the machine fails. A line that is not understood is no error: it is counted in the report.
pub(crate) fn read(
    picture: &Picture,
    key: &PseudonymKey,
    today: Date,
    file: &str,
    bytes: &[u8],
) -> Result<Option<Evidence>, Problem> {
    let known = Known::of(picture.pack());
    let plan = Plan::new(known, key.clone(), today);
    let input = Input::Stream { name: file.to_owned(), bytes: Box::new(Cursor::new(bytes.to_vec())) };
    let stop = AtomicBool::new(false);
    let scanned = scan::scan(vec![input], &plan, &Watch { tell: &|_| {}, stop: &stop })?;
    if scanned.files.is_empty() {
        return Ok(None);
    }
    let sheets = scanned.files.iter().map(told).collect();
    Ok(Some(Evidence { harvests: scanned.harvests, report: Report { sheets } }))
}

/// What an import report says of evidence that is kept.
pub(crate) fn report(harvests: &[Harvest]) -> Report {
    let files = harvests.iter().flat_map(|harvest| harvest.files.iter().map(move |file| (harvest.kind, file)));
    let sheets = files.map(|(kind, file)| SheetReport {
        sheet: None,
        kind: None,
        told: None,
        evidence: Some(kind.say()),
        how: Say::each(|lang| format!("{} ({})", kind.say().in_lang(lang), file.format)),
        read: file.read,
        accepted: file.understood,
        rejected: file.read - file.understood,
        rejects: Vec::new(),
        mapped: Vec::new(),
        unmapped: Vec::new(),
    });
    Report { sheets: sheets.collect() }
}

/// Reads what a file of the landscape shows of tools in use besides.
pub(crate) fn list(file: &str, bytes: &[u8], key: &PseudonymKey) -> Vec<Harvest> {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap_or(jiff::tz::TimeZone::UTC);
    let setting = lists::Setting { key: key.clone(), zone, own: Vec::new() };
    lists::read(file, bytes, &setting).map_or_else(|_| Vec::new(), |read| read.harvests)
}

/// What an import report says of a file of evidence. What stood on lines that were left is not repeated: it may name
/// a person.
fn told(read: &FileReport) -> SheetReport {
    let kind = read.kind.say();
    let notes: Vec<Say> = read.notes.iter().map(scan::Note::say).collect();
    let how = Say::each(|lang| {
        let first = format!("{} ({})", kind.in_lang(lang), read.format);
        std::iter::once(first)
            .chain(notes.iter().map(|note| note.in_lang(lang).to_owned()))
            .collect::<Vec<_>>()
            .join(", ")
    });
    let rejects = read.samples.iter().map(|sample| base::Reject {
        sheet: None,
        line: sample.line,
        column: None,
        value: String::new(),
        reason: sample.why.say(),
        way_out: Say::new(
            "regardez la ligne dans le fichier ; elle n'est pas gardée ici",
            "look at the line in the file; it is not kept here",
        ),
    });
    SheetReport {
        sheet: None,
        kind: None,
        told: None,
        evidence: Some(read.kind.say()),
        how,
        read: read.read,
        accepted: read.understood,
        rejected: read.read - read.understood,
        rejects: rejects.collect(),
        mapped: Vec::new(),
        unmapped: Vec::new(),
    }
}

/// Reads a pack of the house's own; `None` when the file is no pack.
pub(crate) fn pack(bytes: &[u8]) -> Option<(String, Report)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Columns added since may be missing.
    let head = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
    let is_pack = head.contains('\t') && HEADER.starts_with(head.trim_end());
    if !is_pack {
        return None;
    }
    let loaded = Pack::of(&[text]);
    let taken = loaded.pack.products().len() as u64;
    let rejects = loaded.refused.iter().map(|refused| base::Reject {
        sheet: None,
        line: refused.line,
        column: None,
        value: refused.entry.chars().take(80).collect(),
        reason: refused.refusal.say(),
        way_out: Say::new("corrigez la ligne, puis importez de nouveau", "correct the line, then import again"),
    });
    let rejects: Vec<base::Reject> = rejects.collect();
    let sheet = SheetReport {
        sheet: None,
        kind: None,
        told: None,
        evidence: Some(Say::new("éditeurs connus de la maison", "vendors the house knows")),
        how: Say::new("table d'éditeurs", "table of vendors"),
        read: taken + rejects.len() as u64,
        accepted: taken,
        rejected: rejects.len() as u64,
        rejects,
        mapped: Vec::new(),
        unmapped: Vec::new(),
    };
    Some((text.to_owned(), Report { sheets: vec![sheet] }))
}
