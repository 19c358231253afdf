//! A file read piece by piece is the file read at once.

use proptest::prelude::*;
use tabular::{Stream, Told, Unreadable, read};

/// What a file comes to: headers, rows with their lines, places of rejects.
type Seen = (Vec<String>, Vec<(u64, Vec<String>)>, Vec<(u64, Option<String>)>);

fn at_once(bytes: &[u8]) -> Result<Seen, Unreadable> {
    let sheet = read("f", bytes)?.remove(0);
    let row = |row: &tabular::Row| (row.line, row.cells.iter().map(|cell| cell.shown().into_owned()).collect());
    let rejects = sheet.rejected.iter().map(|reject| (reject.line, reject.column.clone())).collect();
    Ok((sheet.columns.clone(), sheet.rows.iter().map(row).collect(), rejects))
}

fn in_pieces(bytes: &[u8], size: usize) -> Result<Seen, Unreadable> {
    let mut seen: Seen = Default::default();
    let mut tell = |told: Told<'_>| match told {
        Told::Header(columns) => seen.0 = columns.to_vec(),
        Told::Row(line, fields) => {
            let mut fields: Vec<String> = fields.iter().map(|field| field.to_string()).collect();
            fields.resize(seen.0.len(), String::new());
            seen.1.push((line, fields));
        }
        Told::Rejected(reject) => seen.2.push((reject.line, reject.column)),
    };
    let mut stream = Stream::new();
    for piece in bytes.chunks(size.max(1)) {
        stream.take(piece, &mut tell)?;
    }
    stream.end(&mut tell)?;
    Ok(seen)
}

fn check(bytes: &[u8], size: usize) {
    let (mut whole, pieces) = (at_once(bytes), in_pieces(bytes, size));
    if let Ok((_, _, rejects)) = &mut whole {
        rejects.sort();
    }
    assert_eq!(
        whole.ok(),
        pieces.ok().map(|(c, r, mut rejects)| {
            rejects.sort();
            (c, r, rejects)
        }),
        "in pieces of {size}"
    );
}

#[test]
fn dialects_titles_and_line_ends_are_told_as_of_the_whole_file() {
    let files: [&[u8]; 9] = [
        b"nom;mail\nAnna;a@b.fr\n\nOdile;o@b.fr\n",
        b"\xEF\xBB\xBFnom;mail\r\nAnna;\"a\r\nb\"\r\nOdile;o\r\n",
        b"Export du 3 mai\n\nnom\tmail\nAnna\ta@b.fr\nOdile\to@b.fr",
        b"sep=;\r\nnom;mail\r\nAnna;x\r\n",
        b"nom,mail,ville\nAnna,a\nOdile,o,Brest,trop\n",
        b"nom;mail\nCl\xE9ment;c\nNo\xEBl;n\n",
        b"nom;mail\nAnna;\"jamais\nOdile;o\nPaul;p\n",
        b"nom\nAnna\nOdile\n",
        "nom;mail\nClément;'=1+1\nNoël;'x\n".as_bytes(),
    ];
    for file in files {
        for size in [1, 2, 3, 7, 64, 4096] {
            check(file, size);
        }
    }
}

#[test]
fn a_file_far_longer_than_its_start_comes_whole_and_its_late_accents_are_understood() {
    let mut bytes = b"nom;mail\n".to_vec();
    for n in 0..40_000 {
        bytes.extend_from_slice(format!("Anna{n};a{n}@exemple.fr\n").as_bytes());
    }
    let mut latin = bytes.clone();
    latin.extend_from_slice(b"Cl\xE9ment;c@exemple.fr\n");
    bytes.extend_from_slice("Clément;c@exemple.fr\n".as_bytes());
    for file in [bytes, latin] {
        for size in [1000, 65_537, 1 << 20] {
            let (_, rows, rejects) = in_pieces(&file, size).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!((rows.len(), rejects.len()), (40_001, 0));
            assert_eq!(
                rows.last().map(|(line, fields)| (*line, fields[0].clone())),
                Some((40_002, "Clément".to_owned()))
            );
        }
    }
}

#[test]
fn a_quote_nobody_closes_costs_its_record_in_bounded_memory() {
    let mut bytes = b"nom;mail\nAnna;\"jamais\n".to_vec();
    for n in 0..400_000 {
        bytes.extend_from_slice(format!("Odile{n};o{n}@exemple.fr\n").as_bytes());
    }
    let (_, rows, rejects) = in_pieces(&bytes, 1 << 18).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((rows.len(), rejects), (400_000, vec![(2, None)]));
}

#[test]
fn what_is_no_table_is_refused() {
    for bytes in [&b""[..], b"\n\n", b"1;2\n3;4\n", b"%PDF-1.7", b"PAR1xxxx", b"{\"a\":1}", &[0, 1, 2, 0, 5]] {
        let refused = in_pieces(bytes, 3).err().map(|e| (e.reason, e.way_out));
        assert_eq!(refused, at_once(bytes).err().map(|e| (e.reason, e.way_out)), "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_file_in_any_pieces_is_the_file(
        rows in proptest::collection::vec(proptest::collection::vec("[a-zé ;,\"\n0-9]{0,8}", 3), 0..12),
        size in 1_usize..40,
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = format!("nom;mail;ville{end}Anna;a;Brest{end}");
        for row in &rows {
            let quoted: Vec<String> = row.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
            text += &(quoted.join(";") + end);
        }
        check(text.as_bytes(), size);
    }
}
