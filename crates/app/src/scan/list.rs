//! What is no log: lists, read whole.

use discovery::formats::Unrecognised;
use discovery::harvest::Harvest;
use discovery::lists::{self, Setting};

use super::Plan;
use super::report::{FileReport, Note, Sample};

/// Whether the beginning of a file is that of a list.
pub(super) fn is_one(head: &[u8]) -> bool {
    lists::recognise(head).is_some()
}

/// Reads a list. A workbook gives a report for each of its sheets.
pub(super) fn read(name: &str, bytes: &[u8], plan: &Plan) -> Result<(Vec<FileReport>, Vec<Harvest>), Unrecognised> {
    let setting = Setting { key: plan.key.clone(), zone: plan.zone.clone(), own: plan.own.clone() };
    let read = lists::read(name, bytes, &setting)?;
    let of_file = |(harvest, file): (&Harvest, &discovery::harvest::FileRead)| FileReport {
        file: file.file.clone(),
        format: file.format.clone(),
        kind: harvest.kind,
        size: 0,
        decoded: 0,
        read: file.read,
        understood: file.understood,
        left: file.left.clone(),
        paid: Default::default(),
        notes: Vec::new(),
        samples: Vec::new(),
    };
    let each = read.harvests.iter().flat_map(|harvest| harvest.files.iter().map(move |file| (harvest, file)));
    let mut reports: Vec<FileReport> = each.map(of_file).collect();
    // What is said of the whole file stands with its first sheet.
    if let Some(first) = reports.first_mut() {
        let samples = read.left.0.iter().flat_map(|(why, kept)| {
            kept.first.iter().map(|(line, words)| Sample { why: *why, line: *line, words: words.clone() })
        });
        first.samples = samples.collect();
        first.notes = read.notes.into_iter().map(Note::Said).collect();
        first.paid = read.sums;
    }
    Ok((reports, read.harvests))
}
