//! Whatever the bytes, an answer comes back: rows, or why not.

mod making;

use std::sync::LazyLock;

use proptest::prelude::*;
use tabular::{Sheet, read};

static SEEDS: LazyLock<[Vec<u8>; 6]> = LazyLock::new(|| {
    [
        making::every_kind(),
        making::xlsx(&making::row(1, &["a", "b"])),
        making::zip(&[("content.xml", b"<office:document-content/>")]),
        making::compound("Workbook"),
        making::compound("EncryptedPackage"),
        "nom;note;\"a\nb\"\r\nCaisse;\"22,5\";x\n".as_bytes().to_vec(),
    ]
});

/// What holds of every answer.
fn check(bytes: &[u8]) {
    match read("hostile", bytes) {
        Ok(sheets) => sheets.iter().for_each(consistent),
        Err(e) => {
            assert!(!e.reason.fr.is_empty() && !e.reason.en.is_empty(), "{e}");
            assert!(!e.way_out.fr.is_empty() && !e.way_out.en.is_empty(), "{e}");
            assert!(e.say().fr.starts_with("hostile"), "{e}");
            assert!(!e.reason.en.contains("damaged") || bytes.len() > 3, "{e}");
        }
    }
}

fn consistent(sheet: &Sheet) {
    for row in &sheet.rows {
        assert_eq!(row.cells.len(), sheet.columns.len(), "one cell per column");
        assert!(row.line > sheet.how.header_line, "rows stand below the header");
        for cell in &row.cells {
            // Reading in any sense gives an answer.
            let _ = (cell.text(), cell.number(), cell.quantity(), cell.share(), cell.date(), cell.flag(), cell.list());
        }
    }
    assert!(sheet.rows.is_sorted_by(|a, b| a.line < b.line), "lines rise");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&bytes);
        for magic in [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE", b"\xEF\xBB\xBF", b"sep=;\n"] {
            check(&[magic, &bytes].concat());
        }
    }

    #[test]
    fn random_text_never_panics(text in "[a-z0-9é,;|\"\n\r\t '=#%±\\[\\]/.-]{0,300}") {
        check(text.as_bytes());
    }

    #[test]
    fn any_words_are_read_or_refused_in_every_sense(words in "\\PC{0,40}|[0-9 .,'%€±≈\\[\\]()/;:TQjanv-]{0,24}") {
        let cell = tabular::Cell::Text(words);
        let _ = (cell.number(), cell.quantity(), cell.share(), cell.date(), cell.flag(), cell.list());
        if let Ok(Some(quantity)) = cell.quantity() {
            prop_assert!(quantity.low <= quantity.likely && quantity.likely <= quantity.high);
            prop_assert!(quantity.low.is_finite() && quantity.high.is_finite());
        }
        if let Ok(Some(share)) = cell.share() {
            prop_assert!((0.0..=1.0).contains(&share));
        }
    }

    #[test]
    fn a_damaged_workbook_never_panics(
        seed in any::<prop::sample::Index>(),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let mut bytes = seed.get(SEEDS.as_slice()).clone();
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        check(&bytes);
    }

    #[test]
    fn damaged_xml_in_a_sound_archive_never_panics(
        in_sheet in any::<bool>(),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), "[<>/\"&;a-z0-9 ]"), 1..8),
    ) {
        let rows = format!(
            r#"{}<row r="2"><c r="A2" s="1"><v>46341</v></c><c r="B2" t="s"><v>0</v></c></row>"#,
            making::row(1, &["a", "b"]),
        );
        let mut sheet = making::sheet(&rows, r#"<mergeCells><mergeCell ref="A2:A9"/></mergeCells>"#);
        let mut texts = "<sst><si><r><t>x_x000D_</t></r><rPh><t>y</t></rPh></si></sst>".to_owned();
        for (at, piece) in flips {
            let target = if in_sheet { &mut sheet } else { &mut texts };
            let at = target.floor_char_boundary(at.index(target.len()));
            if let Some(sign) = target[at..].chars().next() {
                target.replace_range(at..at + sign.len_utf8(), &piece);
            }
        }
        check(&making::xlsx_of(&sheet, &texts));
    }
}

#[test]
fn every_file_cut_anywhere_gives_an_answer() {
    for seed in SEEDS.iter() {
        let step = (seed.len() / 24).max(1);
        for end in (0..seed.len()).step_by(step) {
            check(&seed[..end]);
        }
    }
}
