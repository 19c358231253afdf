//! Files that say who answers for what.

use agenda::raci::{self, Draft, Drafted};
use base::Kind;
use landscape::import::{KEPT_REJECTS, Report, SheetReport};

/// The largest file that is looked at as a matrix, in bytes: no matrix of people and activities is larger.
const MOST: usize = 1 << 20;

/// Reads a matrix of who answers for what; `None` when the file is none. Several sheets are one matrix.
pub(crate) fn raci(file: &str, bytes: &[u8]) -> Option<(Draft, Report)> {
    if bytes.len() > MOST {
        return None;
    }
    let sheets = raci::read(file, bytes).ok().flatten()?;
    let mut whole = Draft::default();
    let mut report = Report::default();
    for mut sheet in sheets {
        let draft = sheet.draft.take();
        report.sheets.push(told(sheet, draft.is_some()));
        if let Some(draft) = draft {
            let new = draft.columns.into_iter().filter(|who| !whole.columns.contains(who));
            let new: Vec<_> = new.collect();
            whole.columns.extend(new);
            whole.rows.extend(draft.rows);
        }
    }
    (!whole.rows.is_empty()).then_some((whole, report))
}

fn told(sheet: Drafted, is_matrix: bool) -> SheetReport {
    SheetReport {
        sheet: sheet.sheet,
        kind: is_matrix.then_some(Kind::Raci),
        told: None,
        evidence: None,
        how: landscape::import::how(&sheet.how),
        read: sheet.read,
        accepted: sheet.accepted,
        rejected: sheet.read - sheet.accepted,
        rejects: sheet.rejects.into_iter().take(KEPT_REJECTS).collect(),
        mapped: sheet.mapped,
        unmapped: sheet.unmapped,
    }
}
