//! Twenty wishes by somebody who has not seen the code: is the right element among the three readings?

use base::{Kind, Lang, Ref};
use landscape::catalog::Catalog;
use landscape::import;
use landscape::sentence::Index;

/// The least that must be understood; see the "17 of 20".
const UNDERSTOOD_LEAST: usize = 17;

#[test]
fn wishes_of_other_kinds_are_understood_and_strange_ones_give_nothing_absurd() {
    let mut claims = Vec::new();
    for (n, file) in company::files(company::Size::Demo, 1).iter().enumerate() {
        let dataset = Ref::new(Kind::Dataset, &file.name);
        let read = import::read(&file.name, &file.bytes, &dataset, Some(file.on), n as u64 + 1);
        claims.extend(read.expect("Solvène's files are tables").claims);
    }
    let index = Index::of(&Catalog::build(claims));
    let sheet = tabular::read("wishes.csv", include_bytes!("wishes.csv")).expect("the wishes are a table").remove(0);
    let mut missed = Vec::new();
    let total = sheet.rows.len();
    for row in &sheet.rows {
        let cell = |n: usize| row.cells[n].text().ok().flatten().unwrap_or_default().into_owned();
        let (lang, wish, expected) = (cell(0), cell(1), cell(2));
        let lang = Lang::from_tag(&lang).expect("each wish says its language");
        let found = index.read(&wish, lang);
        let elements: Vec<String> =
            found.iter().filter_map(|candidate| Some(candidate.element.as_ref()?.key().to_owned())).collect();
        let right = match expected.as_str() {
            "" => found.is_empty(),
            ids => ids.split('|').any(|id| elements.iter().any(|element| element == id)),
        };
        if !right {
            missed.push(format!("“{wish}” wants {expected:?}, got {elements:?}"));
        }
    }
    println!("{} of {total} wishes understood", total - missed.len());
    assert_eq!(total, 20);
    assert!(total - missed.len() >= UNDERSTOOD_LEAST, "{}", missed.join("\n"));
    for miss in missed {
        println!("missed: {miss}");
    }
}
