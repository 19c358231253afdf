use base::Say;

use crate::package::Package;
use crate::recognise::{self, Container};
use crate::{Sheet, Unreadable, delimited, limits, package, tally, xlsx};

/// Reads whatever a person handed over: CSV in any dialect, or a workbook (XLSX, XLSM), recognised from what the bytes
/// hold, not from the name.
///
/// Shape: bytes → one sheet per table, hidden ones included; a sheet without a table has no columns, and its rows
/// stand among the rejects.
/// Errors: [`Unreadable`] when no table is found, when the bytes are something else, or beyond the
/// [`limits`](crate::limits). A bad row is never an error: it stands in [`Sheet::rejected`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(tally::too_large().in_file(name));
    }
    let container = recognise::container(bytes).map_err(|e| e.in_file(name))?;
    let sheets = match container {
        Container::Text => delimited::read(bytes).map(|sheet| vec![sheet]),
        Container::Zip => contained(|| zip(bytes)),
    };
    sheets.and_then(with_a_table).map_err(|e| e.in_file(name))
}

/// Refuses a file none of whose sheets has a header, and says why of the first that holds anything.
fn with_a_table(sheets: Vec<Sheet>) -> Result<Vec<Sheet>, Unreadable> {
    if sheets.iter().any(|sheet| !sheet.columns.is_empty()) {
        return Ok(sheets);
    }
    let Some(first) = sheets.iter().find_map(|sheet| sheet.rejected.first()) else { return Err(empty()) };
    let e = Unreadable::new(first.reason.clone(), first.way_out.clone()).at(first.line, None);
    Err(match &first.sheet {
        Some(sheet) => e.in_sheet(sheet),
        None => e,
    })
}

pub(crate) fn empty() -> Unreadable {
    Unreadable::new(
        Say::new("le fichier est vide", "the file is empty"),
        Say::new(
            "vérifiez l'export : la première ligne nomme les colonnes, une ligne par élément suit",
            "check the export: the first line names the columns, one line per item follows",
        ),
    )
}

/// Reads the workbook of an archive, if it is of the kind that is read.
fn zip(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut package = Package::open(bytes)?;
    let others = [("content.xml", "ODS (OpenDocument)"), ("xl/workbook.bin", "XLSB")];
    match others.iter().find(|(part, _)| package.find(part).is_some()) {
        Some((_, kind)) => Err(recognise::not_read(kind)),
        None => xlsx::read(&mut package),
    }
}

/// Keeps a panic from a caller who handed over bytes of a stranger.
///
/// Our own readers do not panic; the archive and XML readers below them are other people's, fed with anything. A panic
/// there means a file no tool wrote, so it is told as a damaged one. Nothing outlives the closure, so nothing is left
/// half changed.
fn contained(read: impl FnOnce() -> Result<Vec<Sheet>, Unreadable>) -> Result<Vec<Sheet>, Unreadable> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|_| Err(package::damaged()))
}
