//! Makes workbooks by hand, good and bad, for the tests.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Chart, ChartType, Format, Formula, Note, Url, Workbook, Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

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

/// The same archive, each of its parts passed through `change` with its name.
pub fn rewritten(archive: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let name = part.name().expect("a name").into_owned();
        let text = change(&name, text);
        parts.push((name, text));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&parts)
}

/// An OLE compound file, as far as anybody looks: its magic, and the name of a stream.
pub fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 1_016]).chain(name).chain([0; 512]).collect()
}

/// A workbook as Excel would write it, with every kind of cell and of sheet in it.
pub fn every_kind() -> Vec<u8> {
    let mut workbook = Workbook::new();
    kinds(workbook.add_worksheet().set_name("Sortes").expect("a name")).expect("cells");
    merges(workbook.add_worksheet().set_name("Fusions").expect("a name")).expect("cells");
    workbook.add_worksheet().set_name("Vide").expect("a name");
    let hidden = workbook.add_worksheet().set_name("Cachée").expect("a name").set_hidden(true);
    table(hidden).expect("cells");
    let very_hidden = workbook.add_worksheet().set_name("Très cachée <&>").expect("a name").set_very_hidden(true);
    table(very_hidden).expect("cells");
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("Sortes!$B$2:$B$4");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).expect("a chart");
    workbook.save_to_buffer().expect("a workbook")
}

fn kinds(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_row(0, 0, ["Sorte", "Valeur", "Rang"])?;
    let mut row = 0;
    let mut next = |sheet: &mut Worksheet, kind: &str| -> Result<u32, XlsxError> {
        row += 1;
        sheet.write_string(row, 0, kind)?;
        sheet.write_number(row, 2, row)?;
        Ok(row)
    };
    let texts = [
        "Caisse",
        "Équipe œuvre 🦀",
        "a < b & \"c\"",
        "  au large  ",
        "deux\nlignes",
        "_x000D_",
        "a\u{1}b",
        "007",
        "1 184,5",
    ];
    for words in texts {
        let row = next(sheet, "texte")?;
        sheet.write_string(row, 1, words)?;
    }
    for number in [0.1 + 0.2, -1.5e300, 5e-324, 1e15, 0.0, 22.0] {
        let row = next(sheet, "nombre")?;
        sheet.write_number(row, 1, number)?;
    }
    // Around the day Excel made up, and around the first of the other epoch.
    for code in ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "yyyy-mm-dd hh:mm", "mmm-yy"] {
        for serial in [1.0, 59.0, 61.0, 1_462.0, 46_341.0, 46_341.437_5] {
            let row = next(sheet, code)?;
            sheet.write_number_with_format(row, 1, serial, &Format::new().set_num_format(code))?;
        }
    }
    for (code, number) in
        [("hh:mm:ss", 0.4375), ("[h]:mm", 1.5), ("0.0%", 0.995), ("0.00 \"jours\"", 3.0), ("[Red]0", 4.0)]
    {
        let row = next(sheet, code)?;
        sheet.write_number_with_format(row, 1, number, &Format::new().set_num_format(code))?;
    }
    for (built_in, number) in [(9, 0.75), (14, 46_341.0), (18, 0.75), (22, 46_341.75), (46, 0.75)] {
        let row = next(sheet, "format connu par son numéro")?;
        sheet.write_number_with_format(row, 1, number, &Format::new().set_num_format_index(built_in))?;
    }
    let results =
        ["2", "abc", "TRUE", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "a & b", "-0.5"];
    for result in results {
        let row = next(sheet, "formule")?;
        sheet.write_formula(row, 1, Formula::new("=A1&\"<\"").set_result(result))?;
    }
    let row = next(sheet, "formule matricielle")?;
    sheet.write_array_formula(row, 1, row, 1, Formula::new("=SUM(A1:A2)").set_result("3"))?;
    let row = next(sheet, "oui ou non")?;
    sheet.write_boolean(row, 1, true)?;
    let row = next(sheet, "texte riche")?;
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    sheet.write_rich_string(row, 1, &[(&plain, "un "), (&bold, "mot"), (&plain, " gras")])?;
    let row = next(sheet, "lien")?;
    sheet.write_url(row, 1, Url::new("https://example.org/?a=1&b=2").set_text("le site"))?;
    let row = next(sheet, "vide, mise en forme")?;
    sheet.write_blank(row, 1, &bold)?;
    let row = next(sheet, "commentée")?;
    sheet.write_string(row, 1, "dite")?.insert_note(row, 1, &Note::new("à part"))?;
    // A gap, then a row that is hidden.
    sheet.write_string(row + 3, 0, "masquée")?.set_row_hidden(row + 3)?;
    Ok(())
}

fn merges(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 2, "Catalogue 2026", &plain)?;
    sheet.write_row(1, 0, ["Domaine", "Nom", "Équipe"])?;
    sheet.merge_range(2, 0, 4, 0, "Vente", &plain)?;
    sheet.merge_range(3, 1, 4, 2, "Site", &plain)?;
    sheet.write_row(2, 1, ["Caisse", "Magasin"])?;
    sheet.write_row(5, 1, ["CRM", "Fidélité"])?;
    Ok(())
}

fn table(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_row(0, 0, ["Nom", "Note"])?.write_row(1, 0, ["Caisse", "x"])?;
    Ok(())
}
