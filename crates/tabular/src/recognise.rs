//! What a file is, from its bytes alone, and what to say when it is no table.

use base::Say;
use memchr::memmem;

use crate::{Unreadable, package};

/// What to read the bytes as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// A ZIP archive: XLSX or XLSM, if it is a workbook.
    Zip,
    /// Text, until the decoder says otherwise.
    Text,
}

/// Names the container, or says what the file is instead of a table.
pub(crate) fn container(bytes: &[u8]) -> Result<Container, Unreadable> {
    const OTHERS: [(&[u8], &str); 11] = [
        (b"%PDF-", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"GIF8", "GIF"),
        (b"{\\rtf", "RTF"),
        (b"\x1F\x8B", "GZIP"),
        (b"7z\xBC\xAF\x27\x1C", "7z"),
        (b"Rar!", "RAR"),
        (b"PAR1", "Parquet"),
        (b"SQLite format 3", "SQLite"),
        (b"\x28\xB5\x2F\xFD", "Zstandard"),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(compound(bytes));
    }
    // A PDF may stand a little way into its file.
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let start = start.trim_ascii_start();
    match OTHERS.iter().find(|(magic, _)| start.starts_with(magic)) {
        Some((_, name)) => Err(other(name)),
        None => Ok(Container::Text),
    }
}

/// Says that decoded text is a page, a document or records of another kind, under the name of a table.
pub(crate) fn markup(text: &str) -> Result<(), Unreadable> {
    let start: String = text.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
    let html = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<div"];
    if html.iter().any(|tag| start.starts_with(tag)) || (start.starts_with("<?xml") && start.contains("<html")) {
        return Err(other("HTML"));
    }
    if start.starts_with("<?xml") || (start.starts_with('<') && start.contains("xmlns")) {
        return Err(other("XML"));
    }
    let json = start.strip_prefix(['{', '[']).map(str::trim_start);
    if json.is_some_and(|inside| inside.starts_with(['"', '{']) && start.contains("\":")) {
        return Err(other("JSON"));
    }
    Ok(())
}

/// Says that bytes are no text at all.
pub(crate) fn binary() -> Unreadable {
    Unreadable::new(
        Say::new("ce fichier n'est ni un texte ni un classeur connu", "this file is neither text nor a known workbook"),
        save_as(),
    )
}

/// Says what an OLE compound file is: a workbook under a password, or a document of Office before 2007.
fn compound(bytes: &[u8]) -> Unreadable {
    let sealed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match memmem::find(bytes, &sealed) {
        Some(_) => package::password(),
        None => not_read("Office 97-2003 (XLS, DOC…)"),
    }
}

/// Says that a file is of a kind a spreadsheet opens, and that is not read here.
pub(crate) fn not_read(kind: &str) -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("ce fichier est au format {kind}, qui n'est pas lu"),
            format!("this file is in the {kind} format, which is not read"),
        ),
        save_as(),
    )
}

fn other(kind: &str) -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("ce fichier est en {kind}, ce n'est pas un tableau, quel que soit son nom"),
            format!("this file is {kind}, not a table, whatever its name"),
        ),
        save_as(),
    )
}

/// The way out of nearly everything.
pub(crate) fn save_as() -> Say {
    Say::new(
        "ouvrez-le dans un tableur et enregistrez-le en XLSX ou en CSV (UTF-8)",
        "open it in a spreadsheet and save it as XLSX or CSV (UTF-8)",
    )
}
