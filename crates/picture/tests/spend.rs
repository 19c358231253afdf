//! Contracts and payments side by side: each sum ties to where it comes from.

use base::{Kind, Money, Ref};
use discovery::harvest::Payment;
use discovery::spend::{Paid, Sums};
use jiff::civil::{Date, date};
use landscape::catalog::Catalog;
use landscape::contract;
use picture::spend::{Comparison, Payee, compare, measure, signed};
use proptest::prelude::*;

const TODAY: Date = date(2026, 8, 6);

fn catalog(contracts: &str) -> Catalog {
    let read = |file: &str, text: &str| {
        let dataset = Ref::new(Kind::Dataset, file);
        landscape::import::read(file, text.as_bytes(), &dataset, Some(TODAY), 1).expect("a table").claims
    };
    let mut claims = read("contrats.csv", contracts);
    claims.extend(read("equipes.csv", "Équipe;Côté;Capacité\nCRM;marketing;60\nRéseau;dsi;60\n"));
    Catalog::build(claims)
}

fn payment(on: Date, cents: i64) -> Payment {
    Payment {
        on,
        cents,
        currency: "EUR".into(),
        merchant: "M".into(),
        team: None,
        by: None,
        trade: None,
        file: 0,
        line: 2,
    }
}

const REGISTER: &str = "Contrat;Éditeur;Outil;Domaines;Échéance;Tacite reconduction;Montant annuel;Équipe\n\
    A;Société Rouage;Roue;https://app.rouage.example/x;31/12/2026;oui;1 068,00;CRM\n\
    B;Courrielis;Courrielis Pro;;31/12/2026;oui;18 400,50;CRM\n\
    C;Filaire;Liens;;31/12/2026;oui;500;Réseau\n\
    D;Ancien;Vieux;;31/12/2025;non;900;CRM\n";

fn payees(domains: &[String]) -> [Payee<'_>; 3] {
    let payee = |key, name, vendor, domains, marketing| Payee { key, name, vendor, domains, marketing, contract: None };
    [
        payee("wheel", "Roue des coupons", Some("Rouage SAS"), domains, Some(true)),
        payee("mail", "Courrielis Pro", None, &[], None),
        payee("video", "Vidéa", Some("Vidéa"), &[], None),
    ]
}

fn side_by_side(ledger: &[(Payment, Option<&str>)]) -> Comparison {
    let domains = ["rouage.example".to_owned()];
    let ledger = ledger.iter().map(|(payment, to)| Paid { payment, harvest: 0, to: *to });
    compare(&catalog(REGISTER), TODAY, &payees(&domains), ledger)
}

#[test]
fn a_contract_stands_beside_what_its_vendor_was_paid() {
    let seen = side_by_side(&[
        (payment(date(2026, 7, 3), 8_900), Some("wheel")),
        (payment(date(2026, 8, 3), 8_900), Some("wheel")),
        (payment(date(2025, 8, 3), 8_900), Some("wheel")),
        (payment(date(2026, 8, 4), 1_000_000), Some("mail")),
        (payment(date(2026, 8, 4), 4_500), Some("video")),
        (payment(date(2026, 8, 5), 777), None),
    ]);
    assert_eq!(seen.year, (date(2025, 8, 7), TODAY));
    let rows: Vec<_> = seen
        .rows
        .iter()
        .map(|row| (row.vendor.as_str(), row.signed.annual.cents, row.paid.euro_cents(), row.marketing))
        .collect();
    assert_eq!(
        rows,
        [
            ("Courrielis Pro", 1_840_050, 1_000_000, Some(true)),
            ("Rouage SAS", 106_800, 17_800, Some(true)),
            ("Vidéa", 0, 4_500, None),
            ("Filaire", 50_000, 0, Some(false)),
            ("Ancien", 0, 0, Some(true)),
        ],
        "by host, by the product's name, and by the vendor's own name; what is over costs nothing"
    );
    assert!(seen.rows[2].is_unsigned() && seen.rows[3].is_unpaid());
    assert_eq!(seen.unattributed.euro_cents(), 777);
    let share = seen.marketing.expect("tools were paid for");
    assert_eq!((share.marketing, share.other, share.unknown), (1_017_800, 0, 4_500));
    assert_eq!(share.of_known(), Some(1.0));
}

#[test]
fn a_sum_says_how_many_payments_it_is_of_and_where_they_stand() {
    let payments: Vec<Payment> =
        [(0, 4), (0, 9), (1, 7)].map(|(file, line)| Payment { file, line, ..payment(TODAY, 5) }).into();
    let spend = discovery::spend::of(payments.iter().map(|payment| Paid { payment, harvest: 0, to: None }));
    let sum =
        measure(spend.whole.of("EUR").unwrap(), &|place| ["cartes.csv", "notes.csv"][place.file as usize].to_owned());
    let base::Evidence::Computed { how, .. } = &*sum.evidence else { panic!("it is worked out") };
    assert_eq!(sum.value.likely, 0.15);
    assert_eq!(how.fr, "somme au centime, retours compris : 3 paiements (cartes.csv lignes 4, 9 ; notes.csv ligne 7)");
    assert!(how.en.contains("3 payments (cartes.csv lines 4, 9 ; notes.csv line 7)"));
}

#[test]
fn what_a_card_statement_shows_is_put_beside_the_register_and_ties_to_the_statement() {
    let statement = "Date opération;Commerçant;Montant TTC;Devise;Centre de coûts\n\
                     03/07/2026;HUBSPOT INC* 888;1\u{a0}068,50;EUR;Marketing\n\
                     03/08/2026;HUBSPOT INC* 888;-68,50;EUR;Marketing\n\
                     04/08/2026;MAILCHIMP *MONTHLY;89,99;EUR;Promotions\n\
                     04/08/2026;SNCF-VOYAGEURS ANGERS;72,78;EUR;Promotions\n\
                     01/06/2025;HUBSPOT INC* 888;999,00;EUR;Marketing\n";
    let setting = discovery::lists::Setting {
        key: discovery::pseudonym::PseudonymKey::new(b"key"),
        zone: jiff::tz::TimeZone::UTC,
        own: Vec::new(),
    };
    let Ok(read) = discovery::lists::read("cartes.csv", statement.as_bytes(), &setting) else { panic!("a statement") };
    let register = "Contrat;Éditeur;Domaines;Échéance;Tacite reconduction;Montant annuel\nCRM;HubSpot Inc.;hubspot.com;31/12/2026;oui;12 000\n";
    let dataset = Ref::new(Kind::Dataset, "contrats.csv");
    let claims =
        landscape::import::read("contrats.csv", register.as_bytes(), &dataset, Some(TODAY), 1).expect("a table").claims;
    let mut picture = picture::Picture::default();
    assert!(picture.spend(TODAY).is_none(), "nothing was ever read");
    picture.learn_claims(&dataset, 1, claims);
    picture.learn_harvests(&Ref::new(Kind::Dataset, "cartes.csv"), 2, read.harvests);
    picture.rebuild_catalog();
    let seen = picture.spend(TODAY).expect("payments were read");
    assert_eq!(seen.whole.euro_cents(), 106_850 - 6_850 + 8_999 + 7_278);
    let row = |name: &str| seen.rows.iter().find(|row| row.vendor == name).unwrap_or_else(|| panic!("{:?}", seen.rows));
    let hubspot = row("HubSpot");
    assert_eq!((hubspot.signed.annual, hubspot.paid.euro_cents()), (Money::eur(12_000), 100_000));
    assert_eq!(hubspot.paid.of("EUR").map(|sum| sum.returned), Some(-6_850));
    assert!(row("Mailchimp").is_unsigned());
    assert_eq!(seen.unattributed.euro_cents(), 7_278, "a railway is no tool");
    let paid = picture.paid(hubspot.paid.of("EUR").unwrap());
    let base::Evidence::Computed { how, .. } = &*paid.evidence else { panic!("it is worked out") };
    assert!(how.fr.contains("2 paiements (cartes.csv lignes 2, 3)"), "{}", how.fr);
}

#[test]
fn nothing_paid_is_no_share() {
    assert_eq!(side_by_side(&[]).marketing, None);
}

proptest! {
    #[test]
    fn payments_tie_to_the_ledger_and_contracts_to_the_register(
        ledger in prop::collection::vec((0_i32..700, -900_000_i64..900_000, prop::option::of(0_usize..4)), 0..80),
    ) {
        const KEYS: [&str; 4] = ["wheel", "mail", "video", "words:never-heard-of"];
        let ledger: Vec<(Payment, Option<&str>)> = ledger
            .into_iter()
            .map(|(back, cents, to)| (payment(TODAY.saturating_sub(jiff::Span::new().days(back)), cents), to.map(|at| KEYS[at])))
            .collect();
        let seen = side_by_side(&ledger);
        let in_year = ledger.iter().filter(|(payment, _)| payment.on >= seen.year.0 && payment.on <= seen.year.1);
        prop_assert_eq!(seen.whole.euro_cents(), in_year.map(|(payment, _)| i128::from(payment.cents)).sum::<i128>());
        let parts = Sums::together(seen.rows.iter().map(|row| &row.paid).chain([&seen.unattributed]));
        prop_assert_eq!(&parts, &seen.whole);
        prop_assert_eq!(signed(&seen.rows), contract::total(&catalog(REGISTER), TODAY).annual);
        prop_assert_eq!(signed(&seen.rows), Money { cents: 1_996_850 });
        if let Some(share) = seen.marketing {
            prop_assert_eq!(share.marketing + share.other + share.unknown + seen.unattributed.euro_cents(), seen.whole.euro_cents());
        }
    }
}
