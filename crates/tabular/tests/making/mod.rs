//! Makes workbooks by hand, good and bad, for the tests.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of named parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).expect("a new part");
        archive.write_all(bytes).expect("written to memory");
    }
    archive.finish().expect("written to memory").into_inner()
}

/// A workbook of one sheet, `Feuil1`, from the XML of its rows; styles 1 to 3 are a day, a day and time, a percentage.
pub fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_with(rows, "")
}

/// The same, with more XML after the rows.
pub fn xlsx_with(rows: &str, after: &str) -> Vec<u8> {
    xlsx_of(&sheet(rows, after), r#"<sst count="0" uniqueCount="0"/>"#)
}

/// The XML of a sheet.
pub fn sheet(rows: &str, after: &str) -> String {
    format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{after}</worksheet>"#)
}

/// A workbook from the XML of its sheet and of its shared texts.
pub fn xlsx_of(sheet: &str, texts: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let top = format!(
        r#"<Relationships><Relationship Id="a" Type="{office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#
    );
    let book = format!(
        r#"<workbook xmlns:r="{office}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let parts = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/../worksheets/sheet1.xml"/></Relationships>"#
    );
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
    zip(&[
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// The XML of a row of texts, empty ones left out.
pub fn row(number: usize, texts: &[&str]) -> String {
    let cell = |(column, text): (usize, &&str)| {
        let letter = (b'A' + column as u8) as char;
        format!(r#"<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let cells: String = texts.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

/// An OpenDocument spreadsheet from the XML of its styles and of its tables.
pub fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// A compound file that holds one stream, `Workbook`, in sectors of 4 KiB.
pub fn compound(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 4_096;
    let sectors = stream.len().div_ceil(SECTOR).max(1);
    let tables = (sectors + 32).div_ceil(SECTOR / 4);
    let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    file.resize(512, 0);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(26, &[4, 0]);
    put(30, &[12, 0, 6, 0]);
    put(48, &(tables as u32).to_le_bytes());
    put(60, &u32::MAX.to_le_bytes());
    put(68, &u32::MAX.to_le_bytes());
    for entry in 0..109_u32 {
        let table = if (entry as usize) < tables { entry } else { u32::MAX };
        put(76 + entry as usize * 4, &table.to_le_bytes());
    }
    file.resize(SECTOR, 0);
    let mut next = vec![0xFFFF_FFFD_u32; tables];
    next.push(0xFFFF_FFFE);
    next.extend((1..sectors).map(|n| (tables + 1 + n) as u32));
    next.push(0xFFFF_FFFE);
    next.resize(tables * SECTOR / 4, u32::MAX);
    file.extend(next.iter().flat_map(|id| id.to_le_bytes()));
    for (name, kind, start, size) in
        [("Root Entry", 5, 0xFFFF_FFFE, 0), ("Workbook", 2, tables + 1, stream.len().max(SECTOR))]
    {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        entry[64] = (name.len() * 2 + 2) as u8;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&(start as u32).to_le_bytes());
        entry[120..124].copy_from_slice(&(size as u32).to_le_bytes());
        file.extend(entry);
    }
    file.resize((tables + 2) * SECTOR, 0);
    file.extend(stream);
    file.resize((tables + 2 + sectors) * SECTOR, 0);
    file
}

/// A record of an older workbook.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// An older workbook of one sheet, `T`, from the records of its cells, with shared texts before them.
pub fn xls(texts: &[u8], cells: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let start = begin.len() + 4 + 9 + texts.len() + 4;
    let mut listed = (start as u32).to_le_bytes().to_vec();
    listed.extend([0, 0, 1, 0, b'T']);
    let stream = [&begin, &record(0x0085, &listed), texts, &record(0x000A, &[]), &begin, cells, &record(0x000A, &[])];
    compound(&stream.concat())
}
