//! Holds that Solvène's files are read, that each planted mistake is reported, and nothing else.

use std::collections::BTreeSet;

use base::{Kind, Ref};
use company::planted::{self, Expect, Planted};
use company::{HandedOver, Size};
use landscape::catalog::{Catalog, Claim};
use landscape::field::Field;
use landscape::import;

const SEED: u64 = 7;

/// What the importers could not take: file, sheet, line, column.
type Spot = (String, Option<String>, u64, Option<String>);

/// Reads every file; gives the claims, the rejects, and the columns nothing was read from.
fn import_all(files: &[HandedOver]) -> (Vec<Claim>, BTreeSet<Spot>, BTreeSet<(String, String)>) {
    let (mut claims, mut rejects, mut unmapped) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (file, position) in files.iter().zip(1..) {
        let dataset = Ref::new(Kind::Dataset, &file.name);
        let report = if file.name == "people.csv" {
            let people = import::people(&file.name, &file.bytes).expect("it is a table");
            people.report
        } else {
            let read = import::read(&file.name, &file.bytes, &dataset, Some(file.on), position).expect("it is a table");
            claims.extend(read.claims);
            read.report
        };
        for sheet in report.sheets {
            assert_eq!(sheet.read, sheet.accepted + sheet.rejected, "{} {:?}", file.name, sheet.sheet);
            assert!(
                sheet.kind.is_some() || sheet.told.is_some(),
                "{} {:?} is not recognised: {:?}",
                file.name,
                sheet.sheet,
                sheet.rejects.first()
            );
            unmapped.extend(sheet.unmapped.into_iter().map(|header| (file.name.clone(), header)));
            rejects.extend(sheet.rejects.into_iter().map(|it| (file.name.clone(), it.sheet, it.line, it.column)));
        }
    }
    (claims, rejects, unmapped)
}

fn spots(planted: &[Planted], expect: &[Expect]) -> BTreeSet<Spot> {
    let chosen = planted.iter().filter(|it| expect.contains(&it.expect));
    chosen.map(|it| (it.file.to_owned(), it.sheet.map(str::to_owned), it.line, it.column.clone())).collect()
}

#[test]
fn every_planted_mistake_is_reported_and_nothing_else() {
    for size in [Size::Tiny, Size::Demo, Size::Large] {
        let planted = planted::of(size, SEED);
        let (_, rejects, unmapped) = import_all(&company::files(size, SEED));
        assert_eq!(rejects, spots(&planted, &[Expect::RowRejected, Expect::ValueRejected]), "{size:?}");
        let unknown = planted.iter().filter(|it| it.expect == Expect::Unmapped);
        let unknown: BTreeSet<_> =
            unknown.map(|it| (it.file.to_owned(), it.column.clone().unwrap_or_default())).collect();
        assert_eq!(unmapped, unknown, "{size:?}");
    }
}

#[test]
fn the_catalogue_has_the_figures_of_the_demo_world() {
    for size in [Size::Tiny, Size::Demo] {
        let (claims, ..) = import_all(&company::files(size, SEED));
        let catalog = Catalog::build(claims);
        let thing = |kind, key: &str| catalog.get(&Ref::new(kind, key)).unwrap_or_else(|| panic!("{key} is missing"));
        let engine = thing(Kind::System, "loyalty-engine");
        let number = |field| engine.quantity(field).map(|q| (q.low, q.likely, q.high));
        assert_eq!(number(Field::Limit), Some((40.0, 40.0, 40.0)));
        assert_eq!(number(Field::Load), Some((22.0, 22.0, 22.0)));
        assert_eq!(engine.quantity(Field::Availability).map(|q| q.likely), Some(0.995));
        assert_eq!(engine.name.fr, "Moteur de fidélité");
        assert_eq!(engine.name.en, "Loyalty engine");
        let tills = thing(Kind::System, "tills");
        assert_eq!(tills.quantity(Field::Units).map(|q| q.likely), Some(1184.0));
        assert_eq!(tills.words(Field::UnitWord).map(|word| (&*word.fr, &*word.en)), Some(("caisses", "tills")));
        assert_eq!(tills.date(Field::EndOfLife), Some(jiff::civil::date(2027, 6, 30)));
        let home = thing(Kind::Element, "app-home");
        assert_eq!(home.quantity(Field::Views).map(|q| q.likely), Some(11.0));
        assert_eq!(home.quantity(Field::DwellSeconds).map(|q| q.likely), Some(60.0));
        assert_eq!(home.week_time(Field::Peak).map(|at| (at.day, at.time.hour())), Some((6, 16)));
        assert_eq!(home.refs(Field::Channel), [Ref::new(Kind::System, "mobile-app")]);
        let balance = thing(Kind::Data, "points-balance");
        assert_eq!(balance.refs(Field::Master), std::slice::from_ref(&engine.id));
        assert_eq!(
            (balance.list(Field::Personal), balance.list(Field::Purposes)),
            (&["fidélité".to_owned()][..], &["programme de fidélité".to_owned()][..],)
        );
        let flow = thing(Kind::Flow, "tills>loyalty-engine");
        assert_eq!(
            (flow.quantity(Field::Rate).map(|q| q.likely), flow.choice(Field::Mode)),
            (Some(22.0), Some("hard"))
        );
        let freeze = thing(Kind::Freeze, "year-end-freeze");
        assert_eq!(freeze.date(Field::From), Some(jiff::civil::date(2026, 11, 15)));
        assert_eq!(freeze.date(Field::Until), Some(jiff::civil::date(2027, 1, 2)));
        assert_eq!(freeze.choice(Field::Effect), Some("freeze"));
        assert_eq!(thing(Kind::Team, "squad-web").quantity(Field::Capacity).map(|q| q.likely), Some(312.0));
    }
}

#[test]
fn of_the_stores_thirty_seven_stand_below_what_the_spot_needs_whatever_the_seed() {
    use company::stores::{BELOW, NEEDED, STORES};
    for seed in [1, SEED, 2026] {
        let (claims, ..) = import_all(&company::files(Size::Demo, seed));
        let catalog = Catalog::build(claims);
        let accuracy = |store: &landscape::catalog::Thing| store.quantity(Field::StockAccuracy).map(|q| q.likely);
        let known: Vec<f64> = catalog.of_kind(Kind::Store).filter_map(accuracy).collect();
        assert_eq!((known.len(), catalog.of_kind(Kind::Store).len()), (STORES, STORES), "seed {seed}");
        let needed = f64::from(NEEDED) / 1000.0;
        assert_eq!(known.iter().filter(|share| **share < needed - 1e-9).count(), BELOW, "seed {seed}");
        let belgian = catalog.of_kind(Kind::Store).filter(|store| store.list(Field::Area) == ["Belgique"]);
        assert_eq!(belgian.count(), 9, "seed {seed}");
    }
}

#[test]
fn the_media_plan_promises_one_hour_pick_up_on_the_third_of_october() {
    let (claims, ..) = import_all(&company::files(Size::Demo, SEED));
    let catalog = Catalog::build(claims);
    let spot = catalog.get(&Ref::new(Kind::Promise, company::campaigns::PICK_UP_SPOT)).expect("it is in the plan");
    assert_eq!(spot.date(Field::FirstDay), Some(jiff::civil::date(2026, 10, 3)));
    assert_eq!(spot.words(Field::Says).map(|say| say.fr.contains("une heure")), Some(true));
    assert_eq!(spot.words(Field::Extent).map(|say| (&*say.fr, &*say.en)), Some(("Tous les magasins", "All stores")));
    let winter = catalog.get(&Ref::new(Kind::Promise, "hivernage-du-jardin-e-mail")).expect("it is in the plan");
    assert_eq!(winter.date(Field::FirstDay), None, "a week is no day");
}

#[test]
fn what_only_looks_wrong_is_read_right() {
    let (claims, ..) = import_all(&company::files(Size::Demo, SEED));
    let catalog = Catalog::build(claims);
    let words = |kind, key: &str, field| {
        let thing = catalog.get(&Ref::new(kind, key)).unwrap_or_else(|| panic!("{key} is missing"));
        thing.words(field).map(|say| say.fr.clone()).unwrap_or_default()
    };
    assert!(words(Kind::System, "payment", Field::Does).contains("fois.\nSans contact ; sans « surprise »"));
    assert_eq!(words(Kind::Data, "campaign-results", Field::Does), "=cmd|'/C calc'!A0");
    let scan = catalog.get(&Ref::new(Kind::Element, "app-scan")).expect("it is in the file");
    let shown: BTreeSet<_> = scan.refs(Field::Shows).iter().map(Ref::key).collect();
    assert_eq!(shown, BTreeSet::from(["price", "product-sheet", "review"]));
    let ends = |flow: &landscape::catalog::Thing| {
        (flow.refs(Field::Source).first().cloned(), flow.refs(Field::Target).first().cloned())
    };
    let flows: Vec<_> = catalog.of_kind(Kind::Flow).map(ends).collect();
    let system = |key| Some(Ref::new(Kind::System, key));
    assert!(flows.contains(&(system("tills"), system("promotions"))));
    assert!(flows.contains(&(system("cms"), system("dam"))));
}

#[test]
fn the_catalogue_finds_what_leads_nowhere_and_what_contradicts() {
    let (claims, ..) = import_all(&company::files(Size::Demo, SEED));
    let catalog = Catalog::build(claims);
    let cms = catalog.get(&Ref::new(Kind::System, "cms")).expect("it is in the file");
    assert!(cms.field(Field::Availability).is_some_and(|settled| settled.conflict), "two sources disagree");
    let conflicts =
        catalog.things().flat_map(|thing| thing.fields.iter().map(move |(field, settled)| (thing, field, settled)));
    let conflicts: Vec<_> = conflicts
        .filter(|(.., settled)| settled.conflict)
        .map(|(thing, field, _)| (thing.id.to_string(), *field))
        .collect();
    assert_eq!(conflicts, [("system:cms".to_owned(), Field::Availability)]);
    let dangling: Vec<_> = catalog.findings().iter().filter(|it| it.say.fr.contains("stock-tmps-reel")).collect();
    assert_eq!(dangling.len(), 1, "{:#?}", catalog.findings());
    let others: Vec<_> = catalog
        .findings()
        .iter()
        .filter(|it| it.subject.key() != "cms" && !it.say.fr.contains("stock-tmps-reel"))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn the_people_are_the_cast() {
    for size in [Size::Tiny, Size::Demo] {
        let files = company::files(size, SEED);
        let file = files.iter().find(|file| file.name == "people.csv").expect("it is handed over");
        let people = import::people(&file.name, &file.bytes).expect("it is a table").rows;
        let read: Vec<_> =
            people.iter().map(|it| (&*it.name, it.email.as_deref(), it.side, it.team.as_deref())).collect();
        let cast: Vec<_> =
            company::cast().iter().map(|it| (it.name, Some(it.email), Some(it.side), Some(it.team))).collect();
        assert_eq!(read, cast, "{size:?}");
    }
}
