//! Excel's workbook since 2007 (XLSX, XLSM), streamed: a cell is kept, never the sheet's XML.
//!
//! Home-made rather than `calamine`, which serves as the oracle of the tests: one odd cell must not cost a sheet, and no
//! file more than its share of memory (`docs/decisions/002-reading-workbooks-ourselves.md`).

mod sheet;
mod strings;
mod styles;

use quick_xml::events::Event;

use crate::package::{self, Package};
use crate::style::Style;
use crate::tally::Tally;
use crate::texts::Texts;
use crate::xml;
use crate::{Sheet, Unreadable, limits};

/// What the sheets of one workbook share.
struct Shared {
    texts: Texts,
    styles: Vec<Style>,
    from_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

/// A relation from one part to another.
struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `sharedStrings`…
    kind: String,
    target: String,
}

/// Reads every worksheet of a workbook, hidden ones included.
pub(crate) fn read(package: &mut Package<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let top = relations(package, "")?;
    let main = top.into_iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let (listed, from_1904) = listed_sheets(package, &main)?;
    let relations = relations(package, &main)?;
    let part = |kind: &str, usual: &str| {
        let told = relations.iter().find(|relation| relation.kind == kind);
        told.map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
    };
    let texts = strings::read(package, &part("sharedStrings", "xl/sharedStrings.xml"))?;
    let styles = styles::read(package, &part("styles", "xl/styles.xml"))?;
    let shared = Shared { texts, styles, from_1904 };

    let mut tally = Tally::default();
    let mut sheets = Vec::new();
    for Listed { name, relation, hidden } in listed {
        let told = relations.iter().find(|told| told.id == relation);
        // Chart sheets, dialogs and macro sheets hold no table.
        if told.is_some_and(|told| told.kind != "worksheet") {
            continue;
        }
        let Some(told) = told else { return Err(package::damaged().in_sheet(&name)) };
        sheets.push(
            sheet::read(package, &told.target, &shared, &mut tally, &name, hidden).map_err(|e| e.in_sheet(&name))?,
        );
    }
    if sheets.is_empty() { Err(package::no_workbook()) } else { Ok(sheets) }
}

fn listed_sheets(package: &mut Package<'_>, part: &str) -> Result<(Vec<Listed>, bool), Unreadable> {
    let mut xml = package.xml(part)?.ok_or_else(package::no_workbook)?;
    let mut listed = Vec::new();
    let mut from_1904 = false;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "workbookPr" => {
                let told = xml::attribute(&tag, "date1904");
                from_1904 = matches!(told.as_deref(), Some("1" | "true" | "on"));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "sheet" && listed.len() < limits::SHEETS => {
                listed.push(Listed {
                    name: xml::attribute(&tag, "name").unwrap_or_default(),
                    relation: xml::attribute(&tag, "id").unwrap_or_default(),
                    hidden: xml::attribute(&tag, "state").is_some_and(|state| state != "visible"),
                });
            }
            Event::Start(tag) if tag.local_name().as_ref() == "sheet" => return Err(package::too_many_sheets()),
            Event::Eof => return Ok((listed, from_1904)),
            _ => {}
        }
    }
}

/// Reads the relations of a part (`""` for the whole package), their targets made full names.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Unreadable> {
    let (folder, file) = part.trim_start_matches('/').rsplit_once('/').unwrap_or(("", part));
    let inside = |target: &str| if folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") };
    let mut relations = Vec::new();
    let Some(mut xml) = package.xml(&inside(&format!("_rels/{file}.rels")))? else { return Ok(relations) };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" && relations.len() < limits::PARTS => {
                let target = xml::attribute(&tag, "Target").unwrap_or_default();
                let target = match target.strip_prefix('/') {
                    Some(full) => full.to_owned(),
                    None => flat(&inside(&target)),
                };
                let kind = xml::attribute(&tag, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { id: xml::attribute(&tag, "Id").unwrap_or_default(), kind, target });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// Resolves `./` and `../` in a part's name.
fn flat(name: &str) -> String {
    let mut folders: Vec<&str> = Vec::new();
    for folder in name.split('/') {
        match folder {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            folder => folders.push(folder),
        }
    }
    folders.join("/")
}
