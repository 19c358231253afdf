//! Files to take away: the original, and the rows left aside.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use base::Lang;
use landscape::import::Report;
use tabular::Cell;
use tabular::write::{Encoding, csv};

use crate::ui::{self, report::is_row};

ui::words! {
    C_SHEET = "feuille" / "sheet";
    C_LINE = "ligne" / "line";
    C_WHAT = "ce qui est laissé" / "what is left aside";
    C_COLUMN = "colonne" / "column";
    C_VALUE = "valeur" / "value";
    C_REASON = "pourquoi" / "why";
    C_WAY = "que faire" / "what to do";
    ROW = "la ligne" / "the row";
    ONE_VALUE = "une valeur" / "a value";
}

/// The rejects as a table a spreadsheet opens and runs nothing of.
pub(super) fn rejects_csv(report: &Report, lang: Lang) -> Vec<u8> {
    let columns =
        [C_SHEET, C_LINE, C_WHAT, C_COLUMN, C_VALUE, C_REASON, C_WAY].map(|words| words.in_lang(lang).to_owned());
    let text = |words: &str| Cell::Text(words.to_owned());
    let rows: Vec<Vec<Cell>> = report
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rejects)
        .map(|reject| {
            let optional = |words: &Option<String>| words.as_deref().map_or(Cell::Empty, text);
            vec![
                optional(&reject.sheet),
                Cell::Number(reject.line as f64),
                text(if is_row(reject) { ROW } else { ONE_VALUE }.in_lang(lang)),
                optional(&reject.column),
                text(&reject.value),
                text(reject.reason.in_lang(lang)),
                text(reject.way_out.in_lang(lang)),
            ]
        })
        .collect();
    let separator = if lang == Lang::Fr { ';' } else { ',' };
    csv(separator, &columns, &rows, Encoding::Utf8Bom)
}

/// A file to be saved, under a name no header can be broken with.
pub(super) fn download(bytes: Vec<u8>, content_type: &'static str, name: &str) -> axum::response::Response {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    let encoded: String = name.bytes().fold(String::new(), |mut out, byte| {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if plain {
            out.push(char::from(byte))
        } else {
            out.push_str(&format!("%{byte:02X}"))
        }
        out
    });
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

pub(super) fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
