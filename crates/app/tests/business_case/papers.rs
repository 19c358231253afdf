//! A case carried away: its workbook works out to the page, its paper says what the page says and proves itself.

use std::process::Command;

use agenda::business_case::line::{Heading, Years};
use agenda::business_case::worth::{self, Inputs, Worth};
use agenda::business_case::{BusinessCase, Terms};
use agenda::decision::Choice;
use app::document::{self, Names};
use app::order::case::{CaseOrder, TypedAmount};
use base::{Lang, Quantity, Say};

use super::spreadsheet::{Place, Spreadsheet, Value, retyped};
use super::{House, cost, typed};

const ASSUMPTIONS: usize = 0;
const FLOWS: usize = 1;

fn range(low: f64, likely: f64, high: f64) -> Quantity {
    Quantity { low, likely, high }
}

/// A case with every kind of line: ranges, work, a cost that comes once and late, a second option that never pays.
fn rich() -> (tempfile::TempDir, House) {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    let work = TypedAmount::Work { days: typed(range(20.0, 30.0, 55.0)), rate: typed(Quantity::exact(650.0)) };
    let line = |option, heading, name: &str, amount, years| CaseOrder::WriteCost {
        line: None,
        option,
        heading,
        name: name.into(),
        amount,
        years,
    };
    let tests = line(Choice::AsAsked, Heading::Integration, "=1+1 ; Essais", work, None);
    house.give(house.cio, tests).expect("IT writes");
    let late = Some(Years { first: 3, last: Some(3) });
    let leave = TypedAmount::Eur(typed(range(5_000.0, 8_000.0, 20_000.0)));
    house.give(house.cio, line(Choice::AsAsked, Heading::Exit, "Sortie", leave, late)).expect("IT writes");
    let other = other(&house);
    let dear = TypedAmount::Eur(typed(range(80_000.0, 90_000.0, 120_000.0)));
    house.give(house.cio, line(other, Heading::Purchase, "Autre voie", dear, None)).expect("IT writes");
    (folder, house)
}

/// Another option than the one that is put forward, which may have lines.
fn other(house: &House) -> Choice {
    let picture = house.app.picture();
    let case = picture.business_case(house.request).expect("there is a case");
    let other = case.options.iter().find(|option| !matches!(option, Choice::AsAsked | Choice::NotNow));
    other.expect("another option is weighed").clone()
}

fn option_say(option: &Choice) -> Say {
    Say::same(option.word())
}

fn names() -> Names<'static> {
    Names { option: &option_say, thing: &|thing| Say::same(thing.to_string()) }
}

fn workbook(house: &House, lang: Lang) -> Vec<u8> {
    house.app.case_workbook(&house.app.picture(), house.request, lang, &names()).expect("a workbook")
}

fn paper(house: &House, lang: Lang) -> Vec<u8> {
    house.app.case_paper(&house.app.picture(), house.request, lang, &names()).expect("a paper")
}

/// The row of the summary that speaks of an option.
fn summary(book: &Spreadsheet, option: &Choice) -> usize {
    let word = option.word();
    let capital = word[..1].to_uppercase() + &word[1..];
    book.row_of(FLOWS, 1, &capital)
}

fn case_of(house: &House) -> BusinessCase {
    house.app.picture().business_case(house.request).expect("there is a case").clone()
}

fn worth_of(house: &House, case: &BusinessCase, option: &Choice) -> Worth {
    worth::of(&Inputs::of(house.request, case, option).expect("terms are set"))
}

/// Asserts that the workbook, worked out anew, says of an option what the engine says of a case.
fn agrees(book: &Spreadsheet, house: &House, case: &BusinessCase, option: &Choice, what: &str) {
    let worth = worth_of(house, case, option);
    let row = summary(book, option);
    for (column, expected) in [(3, worth.npv.low), (4, worth.npv.likely), (5, worth.npv.high)] {
        let found = book.worked_out((FLOWS, row, column)).number();
        assert!((found - expected).abs() < 0.01, "{what}, column {column}: {found}, the engine says {expected}");
    }
    match (book.worked_out((FLOWS, row, 7)), worth.payback.likely) {
        (Value::Number(found), Some(months)) => assert!((found - months).abs() < 1e-6, "{what}: {found}, {months}"),
        (found, months) => assert_eq!((found, months), (Value::Words("never".into()), None), "{what}"),
    }
}

#[test]
fn every_formula_works_out_to_what_the_engine_found_and_the_page_says() {
    let (_folder, house) = rich();
    for lang in [Lang::Fr, Lang::En] {
        let bytes = workbook(&house, lang);
        assert_eq!(bytes, workbook(&house, lang), "the same bytes twice");
        let book = Spreadsheet::read(&bytes);
        let live: Vec<Place> =
            book.cells.iter().filter(|(_, cell)| cell.formula.is_some()).map(|(at, _)| *at).collect();
        assert!(live.len() > 500, "{} formulas", live.len());
        for at in live {
            match (book.worked_out(at), book.value(at)) {
                (Value::Number(found), Value::Number(kept)) => {
                    assert!(
                        (found - kept).abs() < 0.005,
                        "{at:?}: {found}, kept {kept}, {:?}",
                        book.cells[&at].formula
                    );
                }
                (found, kept) => assert_eq!(found, kept, "{at:?}"),
            }
        }
        // No typed word is run.
        let typed = book.row_of(ASSUMPTIONS, 4, "=1+1 ; Essais");
        assert_eq!(book.cells[&(ASSUMPTIONS, typed, 4)].formula, None);
    }
    let book = Spreadsheet::read(&workbook(&house, Lang::En));
    let case = case_of(&house);
    for option in [Choice::AsAsked, other(&house)] {
        agrees(&book, &house, &case, &option, "as it stands");
        let page = house.app.picture().case_sheet(house.request).expect("a sheet");
        let said: f64 = page.facts.document()["figures"][format!("case.npv/{}", option.word())]["value"]
            .as_str()
            .and_then(|words| words.parse().ok())
            .expect("the page has it");
        let found = book.worked_out((FLOWS, summary(&book, &option), 4)).number();
        assert!((found - said).abs() < 0.01, "{found}, the page says {said}");
    }
}

/// Where a number of a line stands on the assumptions sheet: its row.
fn row_of(book: &Spreadsheet, line: u32, nth: usize) -> usize {
    let rows = book.cells.iter().filter(|((sheet, _, column), cell)| {
        (*sheet, *column) == (ASSUMPTIONS, 0) && cell.value == Value::Number(f64::from(line))
    });
    rows.map(|((_, row, _), _)| *row).min().expect("the line is on the sheet") + nth
}

#[test]
fn a_number_changed_in_the_file_moves_it_as_it_moves_the_engine() {
    let (_folder, house) = rich();
    let bytes = workbook(&house, Lang::En);
    let case = case_of(&house);
    for (line, held) in &case.lines {
        for (nth, (word, estimate)) in held.matter.factors().into_iter().enumerate() {
            let Quantity { low, likely, high } = estimate.value;
            let mut trials = vec![range(low * 0.5, likely * 0.75, high * 1.5)];
            // What falls instead of rising: the least is then where the rest is most.
            trials.extend((word == "change").then(|| range(-0.02, -0.001, 0.01)));
            for trial in trials {
                let mut book = Spreadsheet::read(&bytes);
                let row = row_of(&book, *line, nth);
                for (column, value) in [(6, trial.low), (7, trial.likely), (8, trial.high)] {
                    book.type_in((ASSUMPTIONS, row, column), Value::Number(value));
                }
                let mut changed = case.clone();
                changed.lines.get_mut(line).expect("the line").matter.set(word, trial);
                agrees(&book, &house, &changed, &held.option, &format!("line {line}, {word} {trial:?}"));
            }
        }
    }
    for terms in [Terms { rate: 0.0, years: 3 }, Terms { rate: 0.115, years: 1 }, Terms { rate: 0.08, years: 15 }] {
        let mut book = Spreadsheet::read(&bytes);
        book.type_in((ASSUMPTIONS, 5, 7), Value::Number(terms.rate));
        book.type_in((ASSUMPTIONS, 6, 7), Value::Number(f64::from(terms.years)));
        let mut changed = case.clone();
        changed.terms = changed.terms.map(|(_, by, at)| (terms, by, at));
        for option in [Choice::AsAsked, other(&house)] {
            agrees(&book, &house, &changed, &option, &format!("{terms:?}"));
        }
    }
}

#[test]
fn a_spreadsheet_of_another_make_finds_the_same() {
    let Some(office) = ["soffice", "libreoffice"].into_iter().find(|name| runs(name, "--version")) else {
        eprintln!("skipped: no LibreOffice here");
        return;
    };
    let (folder, house) = rich();
    let bytes = workbook(&house, Lang::En);
    let mut case = case_of(&house);
    let book = Spreadsheet::read(&bytes);
    let trial = range(200_000.0, 300_000.0, 500_000.0);
    let volume = row_of(&book, 1, 0);
    let numbers =
        [(6, trial.low), (7, trial.likely), (8, trial.high)].map(|(column, it)| ((ASSUMPTIONS, volume, column), it));
    std::fs::write(folder.path().join("case.xlsx"), retyped(&bytes, &numbers)).expect("a file");
    case.lines.get_mut(&1).expect("the first line").matter.set("volume", trial);
    // Every sheet as a table of its own, numbers to their last digit.
    let form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let done = Command::new(office)
        .args([&profile, "--headless", "--convert-to", form, "--outdir"])
        .arg(folder.path())
        .arg(folder.path().join("case.xlsx"))
        .output()
        .expect("it runs");
    let text = std::fs::read_to_string(folder.path().join("case-Flows.csv"))
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stderr)));
    let row = text.lines().find(|line| line.starts_with(",As-asked,")).expect("the summary is there");
    let cells: Vec<&str> = row.split(',').collect();
    let worth = worth_of(&house, &case, &Choice::AsAsked);
    for (column, expected) in [(3, worth.npv.low), (4, worth.npv.likely), (5, worth.npv.high)] {
        let found: f64 = cells[column].trim_matches('"').parse().unwrap_or_else(|_| panic!("a number in {row}"));
        assert!((found - expected).abs() < 0.01, "column {column}: {found}, the engine says {expected}");
    }
    let months: f64 = cells[7].trim_matches('"').parse().unwrap_or_else(|_| panic!("a number in {row}"));
    assert!((months - worth.payback.likely.expect("it pays back")).abs() < 1e-6);
}

fn runs(name: &str, with: &str) -> bool {
    Command::new(name).arg(with).output().is_ok_and(|it| it.status.success())
}

#[test]
fn the_paper_says_what_the_page_says_and_carries_its_own_proof() {
    let (folder, house) = rich();
    house.sign();
    for lang in [Lang::Fr, Lang::En] {
        let bytes = paper(&house, lang);
        assert_eq!(bytes, paper(&house, lang), "the same bytes twice");
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let says = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
        // For archives and for readers who hear it; the date is the log's.
        assert!(says("<pdfaid:part>3</pdfaid:part>") && says("<pdfuaid:part>1</pdfuaid:part>"), "{lang:?}");
        assert!(says("2026-08-06T10:00:00") && says("/StructTreeRoot"), "{lang:?}");
        if !runs("pdftotext", "-v") || !runs("pdfdetach", "-v") {
            eprintln!("skipped: no poppler here");
            continue;
        }
        let file = folder.path().join("case.pdf");
        std::fs::write(&file, &bytes).expect("a file");
        let text = Command::new("pdftotext").args(["-layout"]).arg(&file).arg("-").output().expect("it runs").stdout;
        let text = String::from_utf8(text).expect("text");
        let sheet = house.app.picture().case_sheet(house.request).expect("a sheet");
        let npv = sheet.figure("npv", &Choice::AsAsked).expect("a figure").measure.clone();
        let worth = base::format::with_unit(lang, npv.value.likely, npv.unit);
        let negative = base::format::number(lang, sheet.worth(&other(&house)).expect("a worth").npv.likely.round(), 0);
        assert!(negative.starts_with('−'), "a minus is a minus");
        let words = match lang {
            Lang::Fr => ["Dans les mots du marketing", "Achats de plus", "a signé cette page le 6 août 2026"],
            Lang::En => ["In marketing’s words", "Achats de plus", "signed this page on 6 August 2026"],
        };
        let shared = ["Inès", "=1+1 ; Essais", "Écran", &sheet.hash, "entente verify", &worth, &negative];
        for wanted in words.into_iter().chain(shared.iter().map(|it| it as &str)) {
            let space = |words: &str| words.replace(['\u{a0}', '\u{202f}'], " ");
            assert!(space(&text).contains(&space(wanted)), "{wanted:?} is not in {text}");
        }
        let out = folder.path().join("case.json");
        let detached = Command::new("pdfdetach").args(["-save", "1", "-o"]).arg(&out).arg(&file).status();
        assert!(detached.is_ok_and(|it| it.success()), "the case travels inside");
        let inside = serde_json::from_slice(&std::fs::read(&out).expect("a file")).expect("JSON");
        let found = document::check(&inside).expect("it is such a document");
        assert_eq!((found.differs, found.pens.len()), (vec![], 3));
    }
}

#[test]
fn a_long_or_an_unfinished_case_and_any_sign_still_make_a_paper_and_a_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    let bare = (paper(&house, Lang::Fr).len(), workbook(&house, Lang::Fr).len());
    assert!(bare.0 > 1_000 && bare.1 > 1_000, "nothing is written yet");
    house.write();
    for nth in 0..50 {
        let name = format!("Ligne {nth} 漢字 😀 \u{e000}\u{feff} שלום {}", "très".repeat(nth));
        house.give(house.cio, cost(Heading::Operation, &name, 1_000.0)).expect("IT writes");
    }
    let long = paper(&house, Lang::En);
    assert!(long.len() > bare.0);
    assert!(workbook(&house, Lang::En).len() > bare.1);
    assert_eq!(
        house.app.case_paper(&house.app.picture(), 999, Lang::En, &names()).expect_err("none").kind,
        app::Kind::NotFound
    );
}
