use crate::{Sheet, Unreadable, delimited, workbook};

/// Reads whatever a person handed over: CSV in any dialect, or a workbook (XLSX, XLSM, XLS, ODS), recognised from what
/// the bytes hold, not from the name.
///
/// Shape: bytes → one sheet per table, hidden ones included; a sheet without a table has no columns, and its rows
/// stand among the rejects.
/// Errors: [`Unreadable`] when no table is found, when the bytes are something else, or beyond the
/// [`limits`](crate::limits). A bad row is never an error: it stands in [`Sheet::rejected`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        workbook::read(bytes).map_err(|e| e.in_file(name))
    } else {
        delimited::read(bytes).map(|sheet| vec![sheet]).map_err(|e| e.in_file(name))
    }
}
