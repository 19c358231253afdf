//! What was paid to whom, to the cent.

use discovery::harvest::EvidenceKind;
use discovery::lists::{List, PERSON};
use proptest::prelude::*;
use tabular::Cell;
use tabular::write::{Encoding, Table, csv, xlsx};

use crate::reading::{left, read, read_bytes, says, told};

pub const CARDS: &str = "Date;Porteur;Commerçant;MCC;Montant TTC;Devise;Centre de coût;Statut\n\
    03/08/2026;Maëlle Kervran;WHEEL-STUDIO.IO* 8842;7372;89,00;EUR;Fidélité;Validé\n\
    05/08/2026;Maëlle Kervran;CANVA* 04123-4567890;7372;1 234,50;EUR;Fidélité;Validé\n\
    06/08/2026;Maëlle Kervran;CANVA* 04123-4567890;7372;-12,30;USD;Fidélité;Validé\n\
    06/08/2026;Maëlle Kervran;CANVA* 04123-4567890;7372;5,00;EUR;Fidélité;Refusé\n\
    07/08/2026;Maëlle Kervran;KERVRAN Maelle;;45,10;EUR;Fidélité;Validé\n\
    07/08/2026;Maëlle Kervran;SNCF;4112;quarante;EUR;Fidélité;Validé\n\
    32/08/2026;Maëlle Kervran;SNCF;4112;1,00;EUR;Fidélité;Validé\n\
    Total;;;;1 356,30;;;\n";

#[test]
fn card_lines_are_payments_and_every_other_row_says_why_it_is_none() {
    let read = says(
        List::Expenses,
        CARDS,
        &[
            "“(person)”: 2026-08-07 4510 EUR for Fidélité by maëlle kervran @6",
            "“CANVA* 04123-4567890”: 2026-08-05 123450 EUR for Fidélité by maëlle kervran @3; 2026-08-06 -1230 USD for Fidélité by maëlle kervran @4",
            "“WHEEL-STUDIO.IO* 8842”: 2026-08-03 8900 EUR for Fidélité by maëlle kervran @2",
        ],
    );
    assert_eq!(read.harvests[0].kind, EvidenceKind::Expense);
    assert_eq!(left(&read), ["Time ×1 @8", "Amount ×1 @7", "Total ×1 @9", "Unpaid ×1 @5"]);
    assert_eq!(read.sums.into_iter().collect::<Vec<_>>(), [("EUR".to_owned(), 136_860), ("USD".to_owned(), -1230)]);
    let kept = serde_json::to_string(&read.harvests).expect("data").to_lowercase();
    assert!(!kept.contains("kervran") && !kept.contains("maëlle"), "{kept}");
}

#[test]
fn a_bank_statement_counts_from_the_accounts_side() {
    let read = says(
        List::Expenses,
        "Date,Description,Amount\n2026-08-03,WHEEL STUDIO,-89.00\n2026-08-04,LETTERS GMBH,\"-1,184.00\"\n2026-08-05,WHEEL STUDIO REFUND,9.00\n",
        &[
            "“LETTERS GMBH”: 2026-08-04 118400 EUR @3",
            "“WHEEL STUDIO”: 2026-08-03 8900 EUR @2",
            "“WHEEL STUDIO REFUND”: 2026-08-05 -900 EUR @4",
        ],
    );
    assert!(read.notes.iter().any(|note| note.en.contains("negative")), "{:?}", read.notes);
}

#[test]
fn two_columns_are_one_amount() {
    says(
        List::Expenses,
        "Date opération;Libellé;Débit;Crédit\n03/08/2026;PRLV WHEEL STUDIO;89,00;\n04/08/2026;AVOIR WHEEL STUDIO;;9,00\n05/08/2026;VIR M. DUPONT;12,00;\nSolde au 05/08/2026;;;1 000,00\n",
        &[
            "“AVOIR WHEEL STUDIO”: 2026-08-04 -900 EUR @3",
            "“PRLV WHEEL STUDIO”: 2026-08-03 8900 EUR @2",
            "“VIR M. DUPONT”: 2026-08-05 1200 EUR @4",
        ]
        .map(|line| line),
    );
}

pub const LEDGER: &str = "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise\n\
    AC|Achats|1|20260803|622600|Honoraires|||F1|20260803|Wheel Studio aout|74,17|0,00|||20260803||\n\
    AC|Achats|1|20260803|445660|TVA|||F1|20260803|Wheel Studio aout|14,83|0,00|||20260803||\n\
    AC|Achats|1|20260803|401000|Fournisseurs|FWHEEL|WHEEL STUDIO SAS|F1|20260803|Wheel Studio aout|0,00|89,00|||20260803||\n\
    AC|Achats|2|20260804|401000|Fournisseurs|FWHEEL|WHEEL STUDIO SAS|A1|20260804|Avoir|9,00|0,00|||20260804||\n\
    BQ|Banque|3|20260805|401000|Fournisseurs|FWHEEL|WHEEL STUDIO SAS|F1|20260805|Reglement|89,00|0,00|||20260805||\n\
    BQ|Banque|3|20260805|512000|Banque|||F1|20260805|Reglement|0,00|89,00|||20260805||\n\
    |||||||||||187,00|187,00|||||\nTOTAL GENERAL|||||||||||187,00|187,00|||||\n";

#[test]
fn a_supplier_ledger_says_what_was_invoiced_and_counts_no_settlement() {
    let read = says(List::Ledger, LEDGER, &["“WHEEL STUDIO SAS”: 2026-08-03 8900 EUR @4; 2026-08-04 -900 EUR @5"]);
    assert_eq!(read.harvests[0].files[0].understood, 6);
    assert_eq!(left(&read), ["Fields ×1 @8", "Total ×1 @9"]);
}

pub const RAMP: &str = r#"{"data":[
{"id":"1","amount":89.1,"currency_code":"USD","merchant_name":"Wheel Studio","merchant_descriptor":"WHEEL-STUDIO.IO* 8842","state":"CLEARED","user_transaction_time":"2026-08-05T22:30:00+00:00","card_holder":{"first_name":"Maelle","last_name":"Kervran","department_name":"Loyalty"}},
{"id":"2","amount":{"amount":1234,"currency_code":"EUR","minor_unit_conversion_rate":100},"merchant_name":"Letters","state":"CLEARED","user_transaction_time":"2026-08-05T10:30:00+00:00"},
{"id":"3","amount":5,"currency_code":"USD","merchant_name":"Letters","state":"DECLINED","user_transaction_time":"2026-08-05T10:30:00+00:00"},
{"id":"4","amount":5.001,"currency_code":"USD","merchant_name":"Letters","state":"CLEARED","user_transaction_time":"2026-08-05T10:30:00+00:00"}
],"page":{"next":null}}"#;

#[test]
fn ramp_lines_are_read_from_json_to_the_cent() {
    let read = says(
        List::Ramp,
        RAMP,
        &[
            "“Letters”: 2026-08-05 1234 EUR @3",
            "“WHEEL-STUDIO.IO* 8842”: 2026-08-06 8910 USD for Loyalty by maelle kervran @2",
        ],
    );
    assert_eq!(left(&read), ["Amount ×1 @5", "Unpaid ×1 @4"]);
}

#[test]
fn a_workbook_is_read_sheet_by_sheet_and_what_is_no_list_is_counted() {
    let text = |words: &str| Cell::Text(words.to_owned());
    let lines = |merchant: &str, amount: f64| Table {
        name: merchant.to_owned(),
        columns: ["Date", "Supplier", "Amount (USD)"].map(str::to_owned).to_vec(),
        rows: vec![vec![Cell::Date(jiff::civil::date(2026, 8, 3)), text(merchant), Cell::Number(amount)]],
    };
    let notes = Table {
        name: "Notes".to_owned(),
        columns: ["Who", "What"].map(str::to_owned).to_vec(),
        rows: vec![vec![text("x"), text("y")], vec![text("x"), text("y")]],
    };
    let book = xlsx(&[lines("WHEEL", 0.1 + 0.2), notes, lines("LETTERS", 1234.56)]).expect("a workbook");
    let read = read_bytes(&book);
    assert_eq!(read.lists, [List::Expenses, List::Expenses]);
    assert_eq!(told(&read), ["“WHEEL”: 2026-08-03 30 USD @2", "“LETTERS”: 2026-08-03 123456 USD @2"]);
    assert_eq!(left(&read), ["Sheet ×2 @1 1"]);
    let files: Vec<&str> = read.harvests.iter().flat_map(|it| &it.files).map(|file| file.file.as_str()).collect();
    assert_eq!(files, ["file, WHEEL", "file, Notes", "file, LETTERS"]);
}

#[test]
fn a_person_stands_nowhere_under_their_name() {
    let read = read(
        "Date;Employé;Bénéficiaire;Catégorie;Montant\n03/08/2026;Anna Bréval;Bréval Anna;Divers;10,00\n\
         03/08/2026;Bert Quéméner;VIR ANNA BREVAL;Divers;11,00\n03/08/2026;Anna Bréval;Jean Inconnu;Note de frais;12,00\n\
         03/08/2026;Anna Bréval;Mme Chose;Divers;13,00\n",
    );
    assert_eq!(told(&read).len(), 1);
    assert!(told(&read)[0].starts_with(&format!("“{PERSON}”")));
    assert_eq!(read.sums["EUR"], 4_600);
}

/// An amount as each kind of file writes it.
fn spelled(cents: i64, how: usize) -> String {
    let (sign, whole, part) = (if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
    let digits = whole.to_string();
    let grouped = |by: &str| {
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(by);
            }
            out.push(digit);
        }
        out
    };
    match how {
        0 => format!("{sign}{whole},{part:02}"),
        1 => format!("{sign}{},{part:02}\u{202f}€", grouped("\u{202f}")),
        2 => format!("{sign}{},{part:02}", grouped(".")),
        _ => format!("{sign}{},{part:02}", grouped(" ")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn the_sum_of_the_payments_is_the_sum_of_the_rows_taken(
        rows in proptest::collection::vec((1_i64..500_000_000, any::<bool>(), 0_usize..6, 0_usize..4), 1..40),
    ) {
        // More is paid than comes back, as on every card.
        let cents: Vec<i64> = rows.iter().enumerate().map(|(at, (cents, back, ..))| if *back && at % 3 == 2 { -cents } else { *cents }).collect();
        let columns = ["Date", "Fournisseur", "Montant"].map(str::to_owned);
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .zip(&cents)
            .map(|((_, _, merchant, how), cents)| {
                let text = |words: String| Cell::Text(words);
                vec![text("2026-08-03".to_owned()), text(format!("MERCHANT {merchant}")), text(spelled(*cents, *how))]
            })
            .collect();
        let read = read_bytes(&csv(';', &columns, &cells, Encoding::Utf8));
        prop_assert_eq!(read.left.count(), 0, "{:?}", read.left);
        prop_assert_eq!(read.sums["EUR"], cents.iter().sum::<i64>());
        // The same amounts as numbers of a workbook.
        let cells: Vec<Vec<Cell>> = cells
            .into_iter()
            .zip(&cents)
            .map(|(mut row, cents)| {
                row[2] = Cell::Number(*cents as f64 / 100.0);
                row
            })
            .collect();
        let book = xlsx(&[Table { name: "Lignes".to_owned(), columns: columns.to_vec(), rows: cells }]).expect("a workbook");
        prop_assert_eq!(read_bytes(&book).sums["EUR"], cents.iter().sum::<i64>());
    }
}
