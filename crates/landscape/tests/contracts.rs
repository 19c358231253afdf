//! Contracts: how a register of them is read, when they end, by which day one can still say so, and what they cost.

use base::{Kind, Money, Ref, Source};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use landscape::catalog::{Catalog, Claim, export_csv};
use landscape::contract::{Silence, Standing, by_owner, by_vendor, paying_for, pays_for, renewals, term, total};
use landscape::field::{Field, Period, Value};
use landscape::import::{Imported, read};
use landscape::statement::{Typed, typing};
use proptest::prelude::*;

const TODAY: Date = date(2026, 8, 6);

const REGISTER: &str = "\
Contrat;Éditeur;Outil;Domaines;Échéance;Préavis;Tacite reconduction;Durée de reconduction;Montant annuel HT;Équipe\n\
E-mailing;Courrielis;Courrielis Pro;courrielis.example;31/12/2026;3 mois;oui;12 mois;18 400,50 €;CRM\n\
Roue des coupons;Rouage;Roue;roue.example;14/09/2026;;non;;1 068;Promotions\n\
Bannières;Affichea;;;30/09/2026;60 jours;oui;;12,5 k€;Acquisition\n";

fn import(file: &str, text: &str) -> Imported {
    read(file, text.as_bytes(), &Ref::new(Kind::Dataset, "d1"), Some(TODAY), 7).expect("a table")
}

fn catalog(text: &str) -> Catalog {
    Catalog::build(import("contrats_marketing.csv", text).claims)
}

fn contract(key: &str) -> Ref {
    Ref::new(Kind::Contract, key)
}

#[test]
fn a_register_of_contracts_is_read_as_french_companies_write_it() {
    let imported = import("contrats_marketing.csv", REGISTER);
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.kind, sheet.read, sheet.accepted, sheet.rejected), (Some(Kind::Contract), 3, 3, 0));
    assert_eq!((sheet.rejects.len(), sheet.unmapped.len()), (0, 0), "{:?} {:?}", sheet.rejects, sheet.unmapped);
    let catalog = Catalog::build(imported.claims);
    let mail = catalog.get(&contract("e-mailing")).expect("it is described");
    assert_eq!(mail.money(Field::AnnualCost), Some(Money { cents: 1_840_050 }));
    assert_eq!(mail.period(Field::Notice), Some(Period::months(3)));
    assert_eq!(mail.choice(Field::RenewsItself), Some("yes"));
    assert_eq!(mail.list(Field::Hosts), ["courrielis.example"]);
    assert_eq!(mail.date(Field::Ends), Some(date(2026, 12, 31)));
    let evidence = mail.measure(Field::AnnualCost).expect("a cost is a figure").evidence;
    assert!(
        matches!(&*evidence, base::Evidence::Fact { source: Source::File { line: 2, column, .. }, .. } if column == "Montant annuel HT")
    );
}

#[test]
fn what_does_not_fit_is_rejected_with_its_line_and_the_rest_is_kept() {
    let text = "Contrat;Date de début;Date de fin;Préavis;Montant annuel HT\n\
                A;01/01/2026;31/12/2026;3;1 200 € TTC\n\
                B;01/01/2027;31/12/2026;;100\n\
                C;;bientôt;30 jours ouvrés;12,345\n\
                ;;31/12/2026;;100\n";
    let sheet = import("contrats.csv", text).report.sheets.remove(0);
    assert_eq!((sheet.read, sheet.accepted, sheet.rejected), (4, 2, 2));
    let told = |line, column: Option<&str>, part: &str| {
        let is = |reject: &&base::Reject| reject.line == line && reject.column.as_deref() == column;
        let found: Vec<_> = sheet.rejects.iter().filter(is).collect();
        assert!(matches!(found[..], [one] if one.reason.en.contains(part)), "{line} {column:?}: {:?}", sheet.rejects);
    };
    told(2, Some("Préavis"), "days or months");
    told(2, Some("Montant annuel HT"), "includes tax");
    told(3, None, "before it starts");
    told(4, Some("Date de fin"), "not a date");
    told(4, Some("Préavis"), "not a length of time");
    told(5, None, "neither key nor name");
}

#[test]
fn the_header_says_what_numbers_count_and_registers_name_only_the_tool() {
    let text = "Outil;Fournisseur;Fin de contrat;Préavis (mois);Coût annuel (k€)\nRoue;Rouage;31/12/2026;3;1,2\n";
    let catalog = catalog(text);
    let wheel = catalog.get(&contract("roue")).expect("it is called after its tool");
    assert_eq!(wheel.name.fr, "Roue");
    assert_eq!(wheel.period(Field::Notice), Some(Period::months(3)));
    assert_eq!(wheel.money(Field::AnnualCost), Some(Money::eur(1_200)));
}

#[test]
fn every_column_of_a_marketing_register_is_understood() {
    let text = "N° contrat;Outil;Éditeur;Domaine;Début;Échéance;Préavis (jours);Reconduction tacite;Montant annuel HT (€);Équipe responsable;Système\n\
                MKT-2026-002;Missiva Scénarios;Missiva;scenarios.missiva.example;01/01/2026;31/12/2026;90;oui;382\u{a0}150,50;CRM;crm\n\
                MKT-2025-031;Z;Z;;01/10/2025;31/09/2026;voir avenant;à vérifier;8\u{a0}388,00;CRM;\n";
    let imported = import("contrats_marketing.csv", text);
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.kind, sheet.accepted, &sheet.unmapped), (Some(Kind::Contract), 2, &vec![]));
    let mapped: Vec<&str> = sheet.mapped.iter().map(|(_, field)| field.as_str()).collect();
    assert_eq!(
        mapped,
        [
            "id",
            "product",
            "vendor",
            "hosts",
            "starts",
            "ends",
            "notice",
            "renews_itself",
            "annual_cost",
            "owner",
            "pays_for"
        ]
    );
    let unfit: Vec<(u64, Option<&str>)> = sheet.rejects.iter().map(|it| (it.line, it.column.as_deref())).collect();
    assert_eq!(unfit.len(), 3, "{unfit:?}");
    let catalog = Catalog::build(imported.claims);
    let contract = catalog.get(&contract("mkt-2026-002")).expect("it is described");
    assert_eq!(
        (contract.name.fr.as_str(), contract.money(Field::AnnualCost)),
        ("Missiva Scénarios", Some(Money { cents: 38_215_050 }))
    );
}

#[test]
fn importing_twice_changes_nothing() {
    let once = import("contrats.csv", REGISTER);
    let mut twice = once.claims.clone();
    twice.extend(once.claims.clone());
    let (once, twice) = (Catalog::build(once.claims), Catalog::build(twice));
    assert_eq!(once.things().collect::<Vec<_>>(), twice.things().collect::<Vec<_>>());
}

#[test]
fn what_is_exported_reads_back_the_same() {
    let before = catalog(REGISTER);
    for lang in base::Lang::ALL {
        let files = export_csv(&before, lang);
        let [(name, bytes)] = &files[..] else { panic!("one table: {}", files.len()) };
        let again = read(name, bytes, &Ref::new(Kind::Dataset, "d2"), None, 9).expect("a table");
        assert_eq!(again.report.rows_rejected(), 0);
        let after = Catalog::build(again.claims);
        assert_eq!(before.of_kind(Kind::Contract).len(), after.of_kind(Kind::Contract).len());
        for (one, other) in before.of_kind(Kind::Contract).zip(after.of_kind(Kind::Contract)) {
            let values = |thing: &landscape::catalog::Thing| {
                thing.fields.iter().map(|(field, it)| (*field, it.current.value.clone())).collect::<Vec<_>>()
            };
            assert_eq!(values(one), values(other));
        }
    }
}

#[test]
fn a_contract_is_stated_like_anything_else() {
    let read = |words: &str| typing(words).map(|typing| typing.value);
    assert_eq!(read("contract.roue.annual_cost=1 068,00 €"), Ok(Typed::Value(Value::Money(Money::eur(1_068)))));
    assert_eq!(read("contract.roue.notice=3 mois"), Ok(Typed::Value(Value::Period(Period::months(3)))));
    assert_eq!(read("contract.roue.notice=90"), Ok(Typed::Value(Value::Period(Period::days(90)))));
    assert_eq!(read("contract.roue.renews_itself=oui"), Ok(Typed::Value(Value::Choice("yes".to_owned()))));
    assert!(read("contract.roue.notice=3").unwrap_err().way_out.en.contains("3 months"));
    assert!(read("contract.roue.limit=3").is_err());
    let stored = serde_json::to_string(&Value::Money(Money { cents: 106_800 })).unwrap();
    assert_eq!(stored, r#"{"is":"money","value":106800}"#);
    let stored = serde_json::to_string(&Value::Period(Period::months(3))).unwrap();
    assert_eq!(stored, r#"{"is":"period","value":{"months":3,"days":0}}"#);
}

#[test]
fn a_contract_of_which_too_little_is_known_is_found() {
    let catalog = catalog("Contrat;Tacite reconduction;Équipe;Date de fin\nA;oui;;\nB;non;;31/12/2026\n");
    let said = |key: &str| {
        let found = catalog.findings().iter().filter(|finding| finding.subject == contract(key));
        found.map(|finding| finding.say.en.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        said("a"),
        ["of the contract “A”, nothing says who owns it, when it ends, what it costs, with what notice"]
    );
    assert_eq!(said("b"), ["of the contract “B”, nothing says who owns it, what it costs"]);
}

/// One contract as one would state it.
fn of(ends: Date, renews: Option<&str>, notice: Option<Period>, length: Option<Period>, cents: Option<i64>) -> Catalog {
    let mut fields = vec![(Field::Ends, Value::Date(ends))];
    fields.extend(renews.map(|word| (Field::RenewsItself, Value::Choice(word.to_owned()))));
    fields.extend(notice.map(|notice| (Field::Notice, Value::Period(notice))));
    fields.extend(length.map(|length| (Field::Term, Value::Period(length))));
    fields.extend(cents.map(|cents| (Field::AnnualCost, Value::Money(Money { cents }))));
    let source = Source::Statement { by: None, position: 1 };
    let claim = |(field, value)| Claim {
        subject: contract("x"),
        field,
        value,
        source: source.clone(),
        as_of: None,
        position: 1,
    };
    Catalog::build(fields.into_iter().map(claim).collect())
}

#[test]
fn the_last_day_for_notice_is_counted_back_from_the_last_day() {
    let (yes, months, days) = (Some("yes"), Period::months, Period::days);
    for (ends, renews, notice, length, today, expect) in [
        // What is open, its last day, the end of the term, terms passed.
        (
            date(2026, 12, 31),
            yes,
            Some(months(3)),
            None,
            TODAY,
            (Standing::Open, date(2026, 9, 30), date(2026, 12, 31), 0),
        ),
        (
            date(2026, 12, 31),
            yes,
            Some(days(90)),
            None,
            TODAY,
            (Standing::Open, date(2026, 10, 2), date(2026, 12, 31), 0),
        ),
        (
            date(2026, 12, 31),
            yes,
            Some(months(3)),
            None,
            date(2026, 9, 30),
            (Standing::Open, date(2026, 9, 30), date(2026, 12, 31), 0),
        ),
        (
            date(2026, 12, 31),
            yes,
            Some(months(3)),
            None,
            date(2026, 10, 1),
            (Standing::Bound, date(2026, 9, 30), date(2026, 12, 31), 0),
        ),
        (
            date(2026, 12, 31),
            yes,
            Some(months(3)),
            None,
            date(2027, 1, 1),
            (Standing::Open, date(2027, 9, 30), date(2027, 12, 31), 1),
        ),
        // Several terms later, and over a leap year: February ends when it ends.
        (
            date(2023, 2, 28),
            yes,
            Some(months(1)),
            None,
            date(2024, 1, 10),
            (Standing::Open, date(2024, 1, 29), date(2024, 2, 29), 1),
        ),
        (
            date(2023, 2, 28),
            yes,
            None,
            None,
            date(2024, 3, 1),
            (Standing::Open, date(2025, 2, 28), date(2025, 2, 28), 2),
        ),
        (
            date(2024, 1, 31),
            yes,
            Some(days(10)),
            Some(months(1)),
            date(2024, 2, 25),
            (Standing::Bound, date(2024, 2, 19), date(2024, 2, 29), 1),
        ),
        (
            date(2020, 3, 31),
            yes,
            None,
            Some(months(36)),
            TODAY,
            (Standing::Open, date(2029, 3, 31), date(2029, 3, 31), 3),
        ),
        // What ends by itself can be renewed until its last day.
        (
            date(2026, 9, 14),
            Some("no"),
            Some(months(3)),
            None,
            TODAY,
            (Standing::Open, date(2026, 9, 14), date(2026, 9, 14), 0),
        ),
        (date(2026, 8, 5), Some("no"), None, None, TODAY, (Standing::Over, date(2026, 8, 5), date(2026, 8, 5), 0)),
        // Nobody says: the careful day counts, and what is past is not guessed.
        (
            date(2026, 9, 14),
            None,
            Some(months(1)),
            None,
            TODAY,
            (Standing::Open, date(2026, 8, 14), date(2026, 9, 14), 0),
        ),
        (date(2026, 8, 5), None, None, None, TODAY, (Standing::Unclear, date(2026, 8, 5), date(2026, 8, 5), 0)),
    ] {
        let catalog = of(ends, renews, notice, length, None);
        let term = term(catalog.get(&contract("x")).unwrap(), today).unwrap();
        assert_eq!((term.standing, term.last_day, term.ends, term.renewed), expect, "{ends} on {today}");
    }
}

#[test]
fn a_renewal_is_said_with_its_day_its_cost_and_what_silence_does() {
    let say = |catalog: &Catalog, today| {
        let say = term(catalog.get(&contract("x")).unwrap(), today).unwrap().say();
        [say.fr, say.en].map(|words| words.replace(['\u{a0}', '\u{202f}'], " "))
    };
    let year = of(date(2026, 12, 31), Some("yes"), Some(Period::months(3)), Some(Period::months(12)), Some(1_840_000));
    assert_eq!(
        say(&year, TODAY),
        [
            "Au plus tard le 30 septembre 2026, dire si « x » continue : 18 400 € par an, reconduit tout seul pour 1 an",
            "By 30 September 2026 at the latest, say whether “x” goes on: €18,400 a year, renews by itself for 1 year",
        ]
    );
    assert_eq!(
        say(&year, date(2026, 11, 2))[0],
        "« x » est reconduit le 1er janvier 2027 : 18 400 € par an, pour 1 an ; le préavis est passé depuis le 30 septembre 2026"
    );
    let three = of(date(2026, 12, 31), Some("yes"), None, Some(Period::months(36)), Some(1_840_050));
    assert_eq!(
        say(&three, TODAY)[1],
        "By 31 December 2026 at the latest, say whether “x” goes on: €18,400.50 a year, renews by itself for 3 years, \
         that is €55,201.50; notice unknown, it may have to be said earlier"
    );
    let fixed = of(date(2026, 9, 14), Some("no"), None, None, None);
    assert_eq!(
        say(&fixed, TODAY)[0],
        "Au plus tard le 14 septembre 2026, dire si « x » continue : coût inconnu, sinon il s'arrête ce jour-là"
    );
}

#[test]
fn renewals_ahead_come_by_their_day() {
    let catalog = catalog(REGISTER);
    let ahead = |within| {
        let ahead = renewals(&catalog, TODAY, within);
        ahead.iter().map(|term| format!("{} {}", term.contract.id.key(), term.day())).collect::<Vec<_>>()
    };
    // The banners' day for notice was 1 August: they renew on 1 October whatever is said now.
    assert_eq!(ahead(90), ["roue-des-coupons 2026-09-14", "bannieres 2026-09-30", "e-mailing 2026-09-30"]);
    assert_eq!(ahead(39), ["roue-des-coupons 2026-09-14"]);
    assert_eq!(ahead(38), [""; 0]);
}

#[test]
fn what_contracts_cost_is_summed_by_owner_and_by_vendor_to_the_cent() {
    let catalog = catalog(REGISTER);
    let whole = total(&catalog, TODAY);
    assert_eq!((whole.running, whole.annual, whole.unpriced), (3, Money { cents: 3_196_850 }, 0));
    assert_eq!(by_owner(&catalog, TODAY).iter().map(|(_, it)| it.annual).sum::<Money>(), whole.annual);
    let vendors = by_vendor(&catalog, TODAY);
    assert_eq!(
        vendors.first().and_then(|(name, it)| Some((name.clone()?.fr, it.annual))),
        Some(("Courrielis".to_owned(), Money { cents: 1_840_050 }))
    );
    let later = total(&catalog, date(2026, 9, 15));
    assert_eq!((later.running, later.annual), (2, Money { cents: 3_090_050 }), "what is over costs nothing more");
}

#[test]
fn a_contract_pays_for_the_system_it_names_or_that_bears_its_tools_name() {
    let mut claims =
        import("contrats.csv", "Contrat;Outil;Système;Montant annuel\nA;Roue;;1\nB;Roue;Autre;1\nC;;;1\n").claims;
    claims.extend(import("systemes.csv", "Système;Limite\nRoue;40\nC;40\n").claims);
    let catalog = Catalog::build(claims);
    let pays = |key: &str| pays_for(&catalog, catalog.get(&contract(key)).unwrap());
    assert_eq!(pays("a"), [Ref::new(Kind::System, "roue")]);
    assert_eq!(pays("b"), [], "what it names is unknown, and nothing is guessed instead");
    assert_eq!(pays("c"), [Ref::new(Kind::System, "c")]);
    let paid = |key: &str| {
        let contracts = paying_for(&catalog, &Ref::new(Kind::System, key));
        contracts.iter().map(|it| it.id.key().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((paid("roue"), paid("c")), (vec!["a".to_owned()], vec!["c".to_owned()]));
}

fn days() -> impl Strategy<Value = Date> {
    (0_i32..36_500).prop_map(|days| date(2000, 1, 1).saturating_add(days.days()))
}

fn lengths() -> impl Strategy<Value = Period> {
    prop_oneof![(1_u16..61).prop_map(Period::months), (1_u16..800).prop_map(Period::days)]
}

proptest! {
    #[test]
    fn the_running_term_is_the_first_that_reaches_today(ends in days(), today in days(), length in lengths()) {
        let catalog = of(ends, Some("yes"), None, Some(length), None);
        let found = term(catalog.get(&contract("x")).unwrap(), today).unwrap();
        // The slow way: one term after the other, each from the day after the first one ended.
        let start = ends.tomorrow().unwrap();
        let end = |terms: i64| match terms {
            0 => ends,
            n => (start + (i64::from(length.months) * n).months().days(i64::from(length.days) * n)).yesterday().unwrap(),
        };
        let slow = (0..).map(end).find(|end| *end >= today).unwrap();
        prop_assert_eq!(found.ends, slow);
        prop_assert!(found.is_running());
        prop_assert!(found.renewed == 0 || end(i64::from(found.renewed) - 1) < today);
    }

    #[test]
    fn a_contract_that_ends_with_its_month_goes_on_ending_with_a_month(month in 1_i8..=12, year in 2000_i16..2030, today in days(), months in 1_u16..40) {
        let ends = date(year, month, 1).last_of_month();
        let catalog = of(ends, Some("yes"), None, Some(Period::months(months)), None);
        let found = term(catalog.get(&contract("x")).unwrap(), today).unwrap();
        prop_assert_eq!(found.ends, found.ends.last_of_month());
    }

    #[test]
    fn notice_never_comes_after_the_end_and_longer_notice_never_later(ends in days(), today in days(), shorter in 0_u16..400, more in 0_u16..400) {
        let last = |notice| {
            let catalog = of(ends, None, Some(notice), None, None);
            let found = term(catalog.get(&contract("x")).unwrap(), today).unwrap();
            (found.last_day, found.silence)
        };
        let (short, silence) = last(Period::days(shorter));
        prop_assert_eq!(silence, Silence::Unsaid);
        prop_assert!(short <= ends && last(Period::days(shorter + more)).0 <= short);
    }

    #[test]
    fn what_is_ahead_is_within_the_days_asked_for_and_more_days_never_show_less(ends in days(), today in days(), notice in lengths(), within in 0_i32..400, more in 0_i32..400) {
        let catalog = of(ends, Some("yes"), Some(notice), None, None);
        let ahead = renewals(&catalog, today, within);
        for term in &ahead {
            let left = today.until(term.day()).unwrap().get_days();
            prop_assert!((0..=within).contains(&left), "{left}");
        }
        prop_assert!(renewals(&catalog, today, within + more).len() >= ahead.len());
    }

    #[test]
    fn twelve_terms_of_a_month_cost_a_year_within_their_rounding(cents in 0_i64..1_000_000_000_000) {
        let cost = |length| {
            let catalog = of(TODAY, Some("yes"), None, Some(length), Some(cents));
            term(catalog.get(&contract("x")).unwrap(), TODAY).unwrap().cost.unwrap().cents
        };
        prop_assert_eq!(cost(Period::months(12)), cents);
        prop_assert_eq!(cost(Period::days(365)), cents);
        prop_assert_eq!(cost(Period::months(36)), 3 * cents);
        prop_assert!((cost(Period::months(1)) * 12 - cents).abs() <= 6);
    }
}
