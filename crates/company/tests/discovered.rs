//! Holds that the detector finds the second walk's figures in Solvène's files, and nothing beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::{Arc, OnceLock};

use company::shadow::services::{self, UPLOAD_LEAST, WHEEL, WHEEL_SENT};
use company::{HandedOver, Size, evidence};
use discovery::formats::{self, recognise};
use discovery::harvest::{EvidenceKind, Harvest, Mention, Named};
use discovery::inventory::{Inventory, Limits, SourceId, Terms};
use discovery::lists;
use discovery::pseudonym::{Pseudonym, PseudonymKey};
use discovery::vendors::{DERIVED, OWN, Pack};
use discovery::verdict::{State, Tool, Verdicts, judge};
use jiff::tz::TimeZone;

fn key() -> PseudonymKey {
    PseudonymKey::new(b"a key of the test")
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("the zone is known")
}

/// Reads a log whole, as one hand would.
fn log(file: &HandedOver, kind: EvidenceKind, pack: &Arc<Pack>) -> Harvest {
    let mut bytes = Vec::new();
    if file.name.ends_with(".gz") {
        flate2::read::GzDecoder::new(&*file.bytes).read_to_end(&mut bytes).expect("it unpacks");
    } else {
        bytes.clone_from(&file.bytes);
    }
    let terms = Terms { pack: Arc::clone(pack), key: key(), zone: paris(), seed: 1, limits: Limits::default() };
    let mut reader = recognise(&bytes, &formats::Setting { around: file.on }).expect("it is a log");
    let mut inventory = Inventory::new(terms);
    inventory.begin(SourceId(1));
    reader.read(&bytes, 1, &mut inventory);
    let harvest = inventory.found().harvest(kind, pack, &[(SourceId(1), file.name.clone(), String::new())]);
    let read = &harvest.files[0];
    let left: u64 = read.left.iter().map(|(_, count)| count).sum();
    assert_eq!(read.read, read.understood + left, "{}", file.name);
    assert!(left <= 1, "{}: only the line that is cut is left: {:?}", file.name, read.left);
    harvest
}

/// What the files show to whoever has a pack: the one that ships, and the house's in front of it or not.
fn discovered(files: &[HandedOver], with_own: bool) -> (Verdicts, Vec<Harvest>) {
    let own = files.iter().find(|file| file.name == "pack-solvene.tsv").expect("the house hands it over");
    let own = std::str::from_utf8(&own.bytes).expect("it is UTF-8");
    let tables = [own, OWN, DERIVED];
    let pack = Pack::of(if with_own { &tables } else { &tables[1..] }).pack;
    let house = vec!["solvene.example".to_owned()];
    let setting = lists::Setting { key: key(), zone: paris(), own: house.clone() };
    let mut harvests = Vec::new();
    for file in files {
        match file.name.as_str() {
            "pack-solvene.tsv" | "contrats_marketing.csv" => {}
            name if name.starts_with("proxy") => harvests.push(log(file, EvidenceKind::Proxy, &pack)),
            name if name.starts_with("dns") => harvests.push(log(file, EvidenceKind::Dns, &pack)),
            name => harvests.extend(lists::read(name, &file.bytes, &setting).expect("it is a list").harvests),
        }
    }
    let verdicts = judge(&harvests.iter().collect::<Vec<_>>(), &pack, &house, &[]);
    (verdicts, harvests)
}

/// What the demo's files show with the house's pack, found once for all tests.
fn demo() -> &'static (Verdicts, Vec<Harvest>) {
    static FOUND: OnceLock<(Verdicts, Vec<Harvest>)> = OnceLock::new();
    FOUND.get_or_init(|| discovered(&evidence(Size::Demo, 7), true))
}

fn is_marketing(tool: &&Tool) -> bool {
    tool.marketing == Some(true) && tool.state >= State::Suspected
}

/// The tools of marketing somebody sent a megabyte or more.
fn uploaded_to<'a>(verdicts: &'a Verdicts, harvests: &[Harvest]) -> BTreeSet<&'a str> {
    let sent_much = |mention: &&Mention| mention.habits.iter().any(|habit| habit.cell.up >= UPLOAD_LEAST);
    let mentions = harvests.iter().flat_map(|harvest| &harvest.mentions).filter(sent_much);
    let keys: BTreeSet<&str> = mentions
        .filter_map(|mention| match &mention.named {
            Named::Product(key) => Some(key.as_str()),
            _ => None,
        })
        .collect();
    let tools = verdicts.tools.iter().filter(is_marketing).filter(|tool| keys.contains(tool.key.as_str()));
    tools.map(|tool| tool.name.as_str()).collect()
}

/// The tools of marketing that are suspected or confirmed, by name.
fn found(verdicts: &Verdicts) -> BTreeSet<&str> {
    verdicts.tools.iter().filter(is_marketing).map(|tool| tool.name.as_str()).collect()
}

/// What is said of a tool, to be read when it should not have been said.
fn reasons(verdicts: &Verdicts, name: &str) -> String {
    let Some(tool) = verdicts.tools.iter().find(|tool| tool.name == name) else { return format!("{name}: never met") };
    let signals = tool.signals.iter().map(|it| format!("\n    {:+.2} {:?} {}", it.log_odds, it.kind, it.say().en));
    format!("{name}: {:?} {:.3}{}", tool.state, tool.confidence, signals.collect::<String>())
}

#[track_caller]
fn finds(verdicts: &Verdicts, truth: &BTreeSet<&str>) {
    let found = found(verdicts);
    let otherwise: Vec<String> = truth.symmetric_difference(&found).map(|name| reasons(verdicts, name)).collect();
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
}

#[test]
fn the_second_walk_finds_its_figures() {
    let other = discovered(&evidence(Size::Demo, 1), true);
    for (verdicts, harvests) in [demo(), &other] {
        finds(verdicts, &services::registered().chain(services::unregistered()).collect());
        let found = found(verdicts);
        assert_eq!(found.len(), 74);

        // The register knows 31 of them, by name.
        let files = evidence(Size::Demo, 7);
        let register = files.iter().find(|file| file.name == "contrats_marketing.csv").expect("it is handed over");
        let register = String::from_utf8(register.bytes.clone()).expect("it is UTF-8");
        let known: BTreeSet<&str> = register.lines().skip(1).filter_map(|line| line.split(';').nth(1)).collect();
        let unknown: BTreeSet<&str> = found.difference(&known).copied().collect();
        assert_eq!((found.len() - unknown.len(), unknown.len()), (31, 43));
        let uploads = uploaded_to(verdicts, harvests);
        assert_eq!(uploads.intersection(&unknown).count(), 12, "{uploads:?}");
    }
}

#[test]
fn without_the_houses_own_pack_its_own_suppliers_and_the_wheel_are_not_named_and_the_others_are() {
    let files = evidence(Size::Demo, 7);
    let (verdicts, _) = discovered(&files, false);
    let pack = files.iter().find(|file| file.name == "pack-solvene.tsv").expect("the house hands it over");
    let pack = String::from_utf8(pack.bytes.clone()).expect("it is UTF-8");
    let own: BTreeSet<&str> = pack.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    let others: BTreeSet<&str> =
        services::registered().chain(services::unregistered()).filter(|name| !own.contains(name)).collect();
    assert_eq!(others.len(), 60);
    finds(&verdicts, &others);
}

#[test]
fn the_coupon_wheel_is_confirmed_with_its_users_its_megabytes_and_whoever_pays() {
    let (verdicts, harvests) = demo();
    let wheel = verdicts.tools.iter().find(|tool| tool.name == WHEEL).expect("it is found");
    assert_eq!(wheel.state, State::Confirmed);
    assert_eq!((wheel.users, wheel.people.len()), (23.0, 23));
    assert!(wheel.seen.up.abs_diff(WHEEL_SENT) <= 50_000, "{} bytes", wheel.seen.up);
    assert!(wheel.payments.iter().all(|(_, it)| it.cents == 8_900 && it.team.as_deref() == Some("Marketing fidélité")));
    assert_eq!(wheel.payments.len(), 5);
    let lou: Pseudonym = key().of(b"lpeyrissac");
    assert!(wheel.payments.iter().all(|(_, it)| it.by == Some(lou)) && wheel.people.contains(&lou));

    // The sign-on list tells the team of each, whatever they signed in to.
    let habits = harvests.iter().flat_map(|harvest| &harvest.mentions).flat_map(|mention| &mention.habits);
    let teams: BTreeMap<Pseudonym, &str> =
        habits.filter_map(|habit| Some((habit.who, habit.team.as_deref()?))).collect();
    let mut of_wheel: BTreeMap<&str, usize> = BTreeMap::new();
    wheel.people.iter().for_each(|who| *of_wheel.entry(teams[who]).or_default() += 1);
    let expect =
        [("Marketing fidélité", 7), ("Marketing magasins", 11), ("Marketing client", 3), ("Marque et contenus", 2)];
    assert_eq!(of_wheel, BTreeMap::from(expect));
}

#[test]
fn what_the_ledger_says_is_kept_to_the_cent() {
    let files = evidence(Size::Demo, 7);
    let (_, harvests) = demo();
    let ledger = files.iter().find(|file| file.name.starts_with("grand_livre")).expect("it is handed over");
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(&ledger.bytes);
    let cents = |cell: &str| cell.replace(['\u{a0}', ','], "").parse::<i64>().expect("an amount");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
    let owed = rows.iter().filter(|row| row[0] == "ACH" && row[4] == "401000");
    let owed: i64 = owed.map(|row| cents(row[11]) - cents(row[10])).sum();
    let of_ledger = harvests.iter().filter(|harvest| harvest.files.iter().any(|file| file.file == ledger.name));
    let kept: i64 = of_ledger.flat_map(|it| &it.mentions).flat_map(|it| &it.payments).map(|it| it.cents).sum();
    assert!(owed > 0);
    assert_eq!(kept, owed);
}
