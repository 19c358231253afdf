use std::collections::HashMap;

use quick_xml::events::Event;

use crate::package::Package;
use crate::style::Style;
use crate::{Unreadable, xml};

/// The most cell styles Excel allows.
const STYLES: usize = 65_536;

/// Reads the sense of each cell style; none when the workbook has no such part.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Vec<Style>, Unreadable> {
    let mut styles = Vec::new();
    let Some(mut xml) = package.xml(part)? else { return Ok(styles) };
    let mut codes: HashMap<u32, Style> = HashMap::new();
    let mut in_cell_styles = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "cellXfs" => in_cell_styles = true,
                "numFmt" if codes.len() < STYLES => {
                    if let (Some(id), Some(code)) = (xml::number(&tag, "numFmtId"), xml::attribute(&tag, "formatCode"))
                    {
                        codes.insert(id, Style::of_code(&code));
                    }
                }
                "xf" if in_cell_styles && styles.len() < STYLES => {
                    let id = xml::number(&tag, "numFmtId").unwrap_or(0);
                    styles.push(codes.get(&id).copied().unwrap_or_else(|| Style::built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
