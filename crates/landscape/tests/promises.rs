//! Media plans and lists of stores as people really send them: what becomes a promise, what is told as unreadable.

use base::{Kind, Ref, Source};
use jiff::civil::date;
use landscape::catalog::Catalog;
use landscape::field::Field;
use landscape::import::{Imported, read};

fn import(file: &str, text: &str) -> Imported {
    let dataset = Ref::new(Kind::Dataset, file);
    read(file, text.as_bytes(), &dataset, Some(date(2026, 8, 6)), 7).expect("it is a table")
}

const PLAN: &str = "Campagne;Support;Début;Fin;Message;Périmètre;Budget (k€);Agence\n\
    Retrait en une heure;TV;03/10/2026;18/10/2026;Commandé, prêt en une heure, partout;Tous les magasins;1 450;Pastel & Nord\n\
    Retrait en une heure;Affichage;05/10/2026;18/10/2026;Prêt en une heure;Tous les magasins;320;Pastel & Nord\n\
    Hivernage;E-mail;S40;;On s'occupe de votre jardin;;12;\n\
    Noël;TV;20/12/2026;01/12/2026;Livré avant Noël;;900;\n\
    Noël;Radio;01/12/2026;24/12/2026;Livré avant Noël;;abc;\n";

#[test]
fn each_line_of_a_media_plan_is_a_promise_with_its_medium_and_its_line() {
    let imported = import("plan_media_2026.csv", PLAN);
    let sheet = &imported.report.sheets[0];
    assert_eq!(sheet.kind, Some(Kind::Promise));
    assert_eq!((sheet.read, sheet.accepted, sheet.rejected), (5, 4, 1), "{:?}", sheet.rejects);
    assert_eq!(sheet.unmapped, ["Agence"]);
    let catalog = Catalog::build(imported.claims.clone());
    let ids: Vec<&str> = catalog.of_kind(Kind::Promise).map(|thing| thing.id.key()).collect();
    assert_eq!(ids, ["hivernage-e-mail", "noel-radio", "retrait-en-une-heure-affichage", "retrait-en-une-heure-tv"]);
    let spot = catalog.get(&Ref::new(Kind::Promise, "retrait-en-une-heure-tv")).expect("it is there");
    assert_eq!(spot.date(Field::FirstDay), Some(date(2026, 10, 3)));
    assert_eq!(spot.date(Field::LastDay), Some(date(2026, 10, 18)));
    assert_eq!(spot.words(Field::Says).map(|say| say.fr.as_str()), Some("Commandé, prêt en une heure, partout"));
    assert_eq!(spot.money(Field::Budget).map(|money| money.cents), Some(145_000_000));
    assert_eq!(spot.list(Field::Medium), ["TV"]);
    let says = &spot.field(Field::Says).expect("its words").current.source;
    assert!(matches!(says, Source::File { line: 2, column, .. } if column == "Message"), "{says:?}");
}

#[test]
fn what_cannot_be_read_of_a_media_plan_is_told_with_its_line() {
    let imported = import("plan_media_2026.csv", PLAN);
    let told: Vec<(u64, Option<&str>)> =
        imported.report.sheets[0].rejects.iter().map(|reject| (reject.line, reject.column.as_deref())).collect();
    assert_eq!(told, [(4, Some("Début")), (5, None), (6, Some("Budget (k€)"))]);
    let catalog = Catalog::build(imported.claims);
    let undated = catalog.get(&Ref::new(Kind::Promise, "hivernage-e-mail")).expect("the line stands without its date");
    assert_eq!(undated.date(Field::FirstDay), None);
}

#[test]
fn an_english_plan_says_the_same() {
    let imported = import(
        "campaigns.csv",
        "Campaign,Channel,Start,End,Key message,Scope\nOne-hour pick-up,TV,2026-10-03,2026-10-18,Ready in one hour,All stores\n",
    );
    assert_eq!(imported.report.sheets[0].kind, Some(Kind::Promise));
    let catalog = Catalog::build(imported.claims);
    let spot = catalog.get(&Ref::new(Kind::Promise, "one-hour-pick-up-tv")).expect("it is there");
    assert_eq!(spot.date(Field::FirstDay), Some(date(2026, 10, 3)));
    assert_eq!(spot.words(Field::Extent).map(|say| say.en.as_str()), Some("All stores"));
}

#[test]
fn stores_have_an_accuracy_with_the_day_of_their_count() {
    let imported = import(
        "parc_magasins.csv",
        "Code magasin;Magasin;Pays;Fiabilité stock (%);Dernier inventaire\n\
         M001;Angers Sud;France;98,2;12/06/2026\nM002;Namur;Belgique;96,9 %;14/06/2026\nM003;Cholet;France;n/c;\n",
    );
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.kind, sheet.accepted), (Some(Kind::Store), 3), "{:?}", sheet.rejects);
    let catalog = Catalog::build(imported.claims);
    let store = |key: &str| catalog.get(&Ref::new(Kind::Store, key)).expect("it is there");
    let share = |key: &str| store(key).quantity(Field::StockAccuracy).map(|share| (share.likely * 1e6).round() / 1e6);
    assert_eq!((share("m001"), share("m002"), share("m003")), (Some(0.982), Some(0.969), None));
    assert_eq!(store("m001").field(Field::StockAccuracy).and_then(|it| it.current.as_of), Some(date(2026, 6, 12)));
    assert_eq!(store("m002").list(Field::Area), ["Belgique"]);
}
