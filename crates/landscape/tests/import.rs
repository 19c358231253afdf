//! What importing a landscape file gives: claims, and a report that loses nothing.

use base::{Kind, Quantity, Ref, Say, Side, Source};
use jiff::civil::{Date, date};
use landscape::catalog::Claim;
use landscape::field::{Field, Value};
use landscape::import::{Imported, SheetReport, people, read};
use proptest::prelude::*;

const TODAY: Date = date(2026, 8, 6);

fn import(file: &str, text: &str) -> Imported {
    read(file, text.as_bytes(), &Ref::new(Kind::Dataset, "d1"), Some(TODAY), 7).expect("a table")
}

/// The claims of a file, one per line: `system:crm limit 40`.
fn claims(imported: &Imported) -> Vec<String> {
    imported.claims.iter().map(|c| format!("{} {} {}", c.subject, c.field.spec().word, shown(&c.value))).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Words(say) if say.fr == say.en => say.fr.clone(),
        Value::Words(say) => format!("{} / {}", say.fr, say.en),
        Value::Number(q) if q.is_range() => format!("{} [{} ; {}]", q.likely, q.low, q.high),
        Value::Number(q) => q.likely.to_string(),
        Value::Money(money) => money.cents.to_string(),
        Value::Period(period) => period.written(base::Lang::Fr),
        Value::Date(date) => date.to_string(),
        Value::WeekTime(at) => at.say().en,
        Value::List(words) | Value::Named(words) => words.join("+"),
        Value::Choice(word) => word.clone(),
    }
}

/// What was not taken: `line 3, Limite: reason`.
fn rejects(sheet: &SheetReport) -> Vec<String> {
    let one = |r: &base::Reject| match &r.column {
        Some(column) => format!("line {}, {column}: {}", r.line, r.reason.en),
        None => format!("line {}: {}", r.line, r.reason.en),
    };
    sheet.rejects.iter().map(one).collect()
}

fn check(file: &str, text: &str, expect_claims: &[&str], expect_rejects: &[&str]) {
    let imported = import(file, text);
    let sheet = &imported.report.sheets[0];
    assert_eq!(claims(&imported), expect_claims);
    assert_eq!(rejects(sheet), expect_rejects);
    assert_eq!(sheet.read, sheet.accepted + sheet.rejected);
    let whole = sheet.rejects.iter().filter(|r| r.column.is_none()).count() as u64;
    assert_eq!(sheet.rejected, whole, "a rejected row is a reject without column");
}

#[test]
fn a_list_of_systems_becomes_claims_with_their_source() {
    let imported = import(
        "systemes.csv",
        "id;Système;Nom (en);Limite (appels/s);Disponibilité;Hébergement;Équipe;Remarque\n\
         loyalty-engine;Moteur de fidélité;Loyalty engine;40;99,5 %;sur site;Fidélité;vieux\n",
    );
    assert_eq!(
        claims(&imported),
        [
            "system:loyalty-engine name Moteur de fidélité / Loyalty engine",
            "system:loyalty-engine owner Fidélité",
            "system:loyalty-engine hosting on_premise",
            "system:loyalty-engine limit 40",
            "system:loyalty-engine availability 0.995",
        ]
    );
    let limit = imported.claims.iter().find(|c| c.field == Field::Limit).unwrap();
    assert_eq!(
        limit.source,
        Source::File {
            dataset: Ref::new(Kind::Dataset, "d1"),
            file: "systemes.csv".to_owned(),
            sheet: None,
            line: 2,
            column: "Limite (appels/s)".to_owned(),
        }
    );
    assert_eq!((limit.as_of, limit.position), (Some(TODAY), 7));
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.kind, sheet.read, sheet.accepted, sheet.rejected), (Some(Kind::System), 1, 1, 0));
    assert_eq!(sheet.unmapped, ["Remarque"]);
    assert!(sheet.mapped.contains(&("Équipe".to_owned(), "owner".to_owned())));
    assert!(sheet.mapped.contains(&("Nom (en)".to_owned(), "name (en)".to_owned())));
    assert!(sheet.how.fr.contains("CSV") && sheet.how.fr.contains("« ; »"));
}

#[test]
fn words_in_one_language_stand_for_both() {
    check("s.csv", "Système;Limite\nCRM;40\n", &["system:crm name CRM", "system:crm limit 40"], &[]);
    check("s.csv", "Name (en);Limit\nCRM;40\n", &["system:crm name CRM", "system:crm limit 40"], &[]);
    check(
        "s.csv",
        "Nom;Name;Limite\nCaisses;Tills;40\n",
        &["system:caisses name Caisses / Tills", "system:caisses limit 40"],
        &[],
    );
}

#[test]
fn a_cell_that_does_not_fit_is_rejected_and_the_row_is_kept() {
    check(
        "s.csv",
        "Système;Limite;Disponibilité;Hébergement;Fin de vie\nCRM;beaucoup;0;lune;06/2027\nERP;-3;140 %;saas;hier\n",
        &["system:crm name CRM", "system:crm end_of_life 2027-06-30", "system:erp name ERP", "system:erp hosting saas"],
        &[
            "line 2, Hébergement: “lune” is no known choice",
            "line 2, Limite: “beaucoup” is not a number",
            "line 2, Disponibilité: service level: zero would mean it never serves",
            "line 3, Limite: limit: less than zero does not exist",
            "line 3, Disponibilité: “140 %” is not a share between 0 and 100 %",
            "line 3, Fin de vie: “hier” is not a date",
        ],
    );
}

#[test]
fn a_row_without_name_or_key_is_rejected_whole() {
    check(
        "s.csv",
        "id;Nom;Limite\n;;40\n;CRM;40\n",
        &["system:crm name CRM", "system:crm limit 40"],
        &["line 2: the row has neither key nor name"],
    );
}

#[test]
fn the_first_row_of_a_key_counts() {
    check(
        "s.csv",
        "Nom;Limite\nCRM;40\ncrm ;50\nCRM;40\n",
        &["system:crm name CRM", "system:crm limit 40"],
        &["line 3: already described on line 2"],
    );
}

#[test]
fn a_flow_is_known_by_its_two_ends_and_a_second_one_by_its_data() {
    check(
        "flux.csv",
        "Appelant;Appelé;Appels/s;Mode;Données\n\
         Caisses;Moteur de fidélité;22;dur;Solde\n\
         Caisses;Moteur de fidélité;3;async;Achats\n\
         Caisses;Moteur de fidélité;4;async;Achats\n\
         Caisses;Moteur de fidélité;22;dur;Solde\n\
         ;Moteur de fidélité;3;;\n\
         Site;CRM, ERP;1;;\n\
         Site;CRM; ;;\n",
        &[
            "flow:caisses>moteur-de-fidelite source Caisses",
            "flow:caisses>moteur-de-fidelite target Moteur de fidélité",
            "flow:caisses>moteur-de-fidelite rate 22",
            "flow:caisses>moteur-de-fidelite mode hard",
            "flow:caisses>moteur-de-fidelite carries Solde",
            "flow:caisses>moteur-de-fidelite>achats source Caisses",
            "flow:caisses>moteur-de-fidelite>achats target Moteur de fidélité",
            "flow:caisses>moteur-de-fidelite>achats rate 3",
            "flow:caisses>moteur-de-fidelite>achats mode async",
            "flow:caisses>moteur-de-fidelite>achats carries Achats",
            "flow:site>crm-erp source Site",
            "flow:site>crm-erp target CRM, ERP",
            "flow:site>crm-erp rate 1",
            "flow:site>crm source Site",
            "flow:site>crm target CRM",
        ],
        &["line 4: already described on line 3", "line 6: the caller or the called is missing"],
    );
}

#[test]
fn a_number_may_carry_its_range_inline_or_in_columns() {
    check(
        "s.csv",
        "Nom;Limite;min;max;Charge\nA;40;35;45;22 [18-26]\nB;40;50;60;\nC;;30;50;\nD;;30;;\n",
        &[
            "system:a name A",
            "system:a limit 40 [35 ; 45]",
            "system:a load 22 [18 ; 26]",
            "system:b name B",
            "system:b limit 40",
            "system:c name C",
            "system:c limit 40 [30 ; 50]",
            "system:d name D",
        ],
        &[
            "line 3, min: the range leaves its own value out",
            "line 3, max: the range leaves its own value out",
            "line 5, min: one end of a range does not tell the value",
        ],
    );
}

#[test]
fn a_number_comes_into_the_unit_of_its_field() {
    check(
        "s.csv",
        "Nom;Limite (appels/min);Latence (s)\nA;120;0,3\n",
        &["system:a name A", "system:a limit 2", "system:a response_ms 300"],
        &[],
    );
}

#[test]
fn a_calendar_that_ends_before_it_starts_is_rejected() {
    check(
        "c.csv",
        "Gel;Du;Au;Effet\nFêtes;15/11/2026;02/01/2027;gel\nEnvers;02/01/2027;15/11/2026;gel\n",
        &[
            "freeze:fetes name Fêtes",
            "freeze:fetes from 2026-11-15",
            "freeze:fetes until 2027-01-02",
            "freeze:fetes effect freeze",
        ],
        &["line 3: the period ends (2026-11-15) before it starts (2027-01-02)"],
    );
}

#[test]
fn elements_data_apis_teams_and_moments_are_read_too() {
    check(
        "e.csv",
        "Écran;Canal;Vues/s;Pointe;Données;Moment\nAccueil;Appli;11;samedi 16:00;Solde, Promos;Ouvre l'appli\nPanier;Site;2;samedi;;\n",
        &[
            "element:accueil name Accueil",
            "element:accueil moment Ouvre l'appli",
            "element:accueil channel Appli",
            "element:accueil views 11",
            "element:accueil peak on Saturday at 16:00",
            "element:accueil shows Solde+Promos",
            "element:panier name Panier",
            "element:panier channel Site",
            "element:panier views 2",
        ],
        &["line 3, Pointe: “samedi” is not a weekday with a time"],
    );
    check(
        "d.csv",
        "Data object;Master system;Personal data\nPoints balance;Loyalty engine;loyalty\n",
        &[
            "data:points-balance name Points balance",
            "data:points-balance master Loyalty engine",
            "data:points-balance personal loyalty",
        ],
        &[],
    );
    check(
        "a.csv",
        "API;Offerte par;Donne\nSoldes v1;CRM;Solde\n",
        &["api:soldes-v1 name Soldes v1", "api:soldes-v1 provider CRM", "api:soldes-v1 gives Solde"],
        &[],
    );
    check(
        "t.csv",
        "Équipe;Côté;Capacité\nWeb;DSI;312\n",
        &["team:web name Web", "team:web side it", "team:web capacity 312"],
        &[],
    );
    check(
        "m.csv",
        "Moment;Étape\nOuvre l'appli;servir\n",
        &["moment:ouvre-l-appli name Ouvre l'appli", "moment:ouvre-l-appli stage serve"],
        &[],
    );
}

#[test]
fn a_row_dates_its_own_facts() {
    let imported = import("s.csv", "Nom;Limite;Mesuré le\nA;40;01/03/2026\nB;40;\nC;40;naguère\n");
    let date_of = |key| imported.claims.iter().find(|c| c.subject == Ref::new(Kind::System, key)).unwrap().as_of;
    assert_eq!((date_of("a"), date_of("b"), date_of("c")), (Some(date(2026, 3, 1)), Some(TODAY), None));
    assert_eq!(rejects(&imported.report.sheets[0]), ["line 4, Mesuré le: “naguère” is not a date"]);
}

#[test]
fn a_file_that_fits_nothing_is_rejected_row_by_row() {
    let imported = import("tickets.csv", "Ticket;Résumé\n1;a\n2;b\n");
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.kind, sheet.read, sheet.accepted, sheet.rejected), (None, 2, 0, 2));
    assert_eq!(sheet.unmapped, ["Ticket", "Résumé"]);
    assert!(sheet.rejects[0].reason.fr.contains("en-têtes") && sheet.rejects[0].way_out.fr.contains("appelant"));
}

#[test]
fn rows_the_table_already_lost_are_counted() {
    let imported = import("s.csv", "Nom;Limite\nCRM;40\nERP;50;;;trop;de;cellules\n\"Site;60\n");
    let sheet = &imported.report.sheets[0];
    assert_eq!(sheet.read, sheet.accepted + sheet.rejected);
    assert!(!sheet.rejects.is_empty());
}

#[test]
fn persons_are_refused_by_the_landscape_and_taken_by_people() {
    let text = "Prénom;Nom;E-mail;Rôle;Côté;Équipe\n\
                Inès;Valmorin;Ines.Valmorin@solvene.example;CMO;Marketing;\n\
                Karim;Delorge;karim.delorge@solvene.example;DSI;DSI;Plateforme\n\
                Lou;Peyrissac;pas une adresse;;lune;\n\
                ;;x@y.example;;;\n\
                Karim;D.;karim.delorge@solvene.example;;;\n\
                Inès;Valmorin;ines.valmorin@solvene.example;CMO;Marketing;\n";
    let landscape = import("export.csv", text);
    let sheet = &landscape.report.sheets[0];
    assert_eq!((sheet.kind, sheet.read, sheet.rejected), (Some(Kind::Person), 6, 6));
    assert!(landscape.claims.is_empty());
    assert!(sheet.rejects.iter().all(|r| r.value.is_empty()), "nobody's name is repeated");

    let people = people("export.csv", text.as_bytes()).unwrap();
    let sheet = &people.report.sheets[0];
    assert_eq!((sheet.kind, sheet.read, sheet.accepted, sheet.rejected), (Some(Kind::Person), 6, 4, 2));
    assert_eq!(
        rejects(sheet),
        [
            "line 4, E-mail: this is not an e-mail address",
            "line 4, Côté: “lune” is no known choice",
            "line 5: the row has no name",
            "line 6: already described on line 3",
        ]
    );
    assert!(sheet.rejects.iter().all(|r| r.value.is_empty()));
    let karim = &people.rows[1];
    assert_eq!((karim.name.as_str(), karim.line, karim.side), ("Karim Delorge", 3, Some(Side::It)));
    assert_eq!(karim.email.as_deref(), Some("karim.delorge@solvene.example"));
    assert_eq!((karim.role.as_deref(), karim.team.as_deref()), (Some("DSI"), Some("Plateforme")));
    assert_eq!((people.rows.len(), people.rows[2].email.as_deref()), (3, None));
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    use tabular::{
        Cell,
        write::{Table, xlsx},
    };
    let text = |words: &str| Cell::Text(words.to_owned());
    let table = |name: &str, columns: &[&str], rows: Vec<Vec<Cell>>| Table {
        name: name.to_owned(),
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        rows,
    };
    let bytes = xlsx(&[
        table(
            "Systèmes",
            &["Nom", "Description", "Limite"],
            vec![vec![text("CRM"), text("clients"), Cell::Number(40.0)]],
        ),
        table(
            "Gels",
            &["Nom", "Du", "Au"],
            vec![vec![text("Fêtes"), Cell::Date(date(2026, 11, 15)), Cell::Date(date(2027, 1, 2))]],
        ),
    ])
    .unwrap();
    let imported = read("paysage.xlsx", &bytes, &Ref::new(Kind::Dataset, "d1"), None, 1).unwrap();
    let kinds: Vec<_> = imported.report.sheets.iter().map(|s| (s.sheet.as_deref(), s.kind)).collect();
    assert_eq!(kinds, [(Some("Systèmes"), Some(Kind::System)), (Some("Gels"), Some(Kind::Freeze))]);
    assert_eq!(
        claims(&imported),
        [
            "system:crm name CRM",
            "system:crm does clients",
            "system:crm limit 40",
            "freeze:fetes name Fêtes",
            "freeze:fetes from 2026-11-15",
            "freeze:fetes until 2027-01-02",
        ]
    );
}

/// Headers of every kind, and some of none.
fn header() -> impl Strategy<Value = String> {
    let known = vec![
        "id",
        "Nom",
        "name",
        "Nom (en)",
        "Système",
        "Limite",
        "min",
        "max",
        "SLA",
        "Appelant",
        "Appelé",
        "Données",
        "du",
        "au",
        "from",
        "to",
        "Vues/s",
        "Pointe",
        "Canal",
        "E-mail",
        "Rôle",
        "Équipe",
        "Côté",
        "mesuré le",
        "x",
        "",
    ];
    prop_oneof![4 => prop::sample::select(known).prop_map(str::to_owned), 1 => "[\\PC\"]{0,8}"]
}

fn value() -> impl Strategy<Value = String> {
    let known = vec![
        "CRM",
        "ERP",
        "Caisses",
        "40",
        "-3",
        "99,5 %",
        "0",
        "15/11/2026",
        "samedi 16h",
        "dur",
        "n/a",
        "#REF!",
        "a;b",
        "a>b",
        "22 [18-26]",
        "",
        "\"",
        "x@y.fr",
        "1e308",
        "!!!",
    ];
    prop_oneof![4 => prop::sample::select(known).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn table() -> impl Strategy<Value = String> {
    (1_usize..8).prop_flat_map(|width| {
        let row = |cell: BoxedStrategy<String>| prop::collection::vec(cell, width);
        (row(header().boxed()), prop::collection::vec(row(value().boxed()), 0..8)).prop_map(|(headers, rows)| {
            let line = |cells: &Vec<String>| {
                cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect::<Vec<_>>().join(";")
            };
            std::iter::once(&headers).chain(&rows).map(line).collect::<Vec<_>>().join("\n")
        })
    })
}

fn nothing_is_lost(file: &str, bytes: &[u8]) {
    let dataset = Ref::new(Kind::Dataset, "d");
    let reports = [read(file, bytes, &dataset, None, 1).map(|i| i.report), people(file, bytes).map(|p| p.report)];
    for sheet in reports.into_iter().flatten().flat_map(|report| report.sheets) {
        assert_eq!(sheet.read, sheet.accepted + sheet.rejected);
        assert_eq!(sheet.rejected, sheet.rejects.iter().filter(|r| r.column.is_none()).count() as u64);
        for reject in &sheet.rejects {
            assert!(
                !reject.reason.fr.is_empty() && !reject.way_out.en.is_empty() && reject.value.chars().count() <= 80
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_tables_lose_nothing(text in table(), file in prop::sample::select(vec!["a.csv", "systemes.csv", "flux.csv", "gels.csv"])) {
        nothing_is_lost(file, text.as_bytes());
    }

    #[test]
    fn random_bytes_lose_nothing(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        nothing_is_lost("a.csv", &bytes);
    }

    #[test]
    fn importing_again_claims_the_same(text in table()) {
        let strip = |imported: Imported| imported.claims.into_iter().map(|c: Claim| (c.subject, c.field, c.value)).collect::<Vec<_>>();
        let read = |position| read("s.csv", text.as_bytes(), &Ref::new(Kind::Dataset, "d"), None, position).ok().map(strip);
        prop_assert_eq!(read(1), read(2));
    }
}

#[test]
fn a_header_alone_is_an_empty_file_not_an_error() {
    let imported = read("s.csv", "Nom;Limite\n".as_bytes(), &Ref::new(Kind::Dataset, "d"), None, 1);
    if let Ok(imported) = imported {
        assert_eq!(imported.report.rows_read(), 0);
    }
}

#[test]
fn two_languages_in_two_columns_name_one_key() {
    let imported =
        import("s.csv", "Nom (fr);Nom (en);Limite;Description;in plain words\nCaisses;Tills;1;encaisse;takes money\n");
    let does = imported.claims.iter().find(|c| c.field == Field::Does).unwrap();
    assert_eq!(does.value, Value::Words(Say::new("encaisse", "takes money")));
    assert!(imported.claims.iter().all(|c| c.subject == Ref::new(Kind::System, "caisses")));
    let limit = imported.claims.iter().find(|c| c.field == Field::Limit).unwrap();
    assert_eq!(limit.value, Value::Number(Quantity::exact(1.0)));
}
