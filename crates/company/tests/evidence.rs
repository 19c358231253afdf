//! Holds the files that show tools in use against the figures of the second walk, by counting words in them: nothing
//! here knows how they were written, nor how tools are discovered.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::OnceLock;

use company::planted::{self, Expect};
use company::shadow::services::{UPLOAD_LEAST, WHEEL_FUNCTIONS};
use company::{HandedOver, Size, evidence};

const SEED: u64 = 7;

/// A service as whoever reads the files by eye would look for it.
struct Sought {
    name: &'static str,
    domain: &'static str,
    merchant: &'static str,
    application: &'static str,
    registered: bool,
}

fn sought() -> Vec<Sought> {
    let lines = include_str!("services.csv").lines().skip(1);
    lines
        .map(|line| {
            let [name, domain, merchant, application, registered] = line.split(';').collect::<Vec<_>>()[..] else {
                panic!("five columns: {line}")
            };
            Sought { name, domain, merchant, application, registered: registered == "yes" }
        })
        .collect()
}

/// The demo's files, made once for all tests.
fn demo() -> &'static [HandedOver] {
    static FILES: OnceLock<Vec<HandedOver>> = OnceLock::new();
    FILES.get_or_init(|| evidence(Size::Demo, SEED))
}

/// The same with another seed.
fn other() -> &'static [HandedOver] {
    static FILES: OnceLock<Vec<HandedOver>> = OnceLock::new();
    FILES.get_or_init(|| evidence(Size::Demo, SEED + 1))
}

fn bytes<'a>(files: &'a [HandedOver], name: &str) -> &'a [u8] {
    let found = files.iter().find(|file| file.name.starts_with(name));
    &found.unwrap_or_else(|| panic!("{name} is not handed over")).bytes
}

/// The text of a file, unpacked if it is packed.
fn text(files: &[HandedOver], name: &str) -> String {
    let bytes = bytes(files, name);
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return String::from_utf8(bytes.to_vec()).expect("it is UTF-8");
    }
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).expect("it unpacks");
    text
}

fn is_under(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// Host, user and bytes sent of every whole line of the proxy's log, but for those that were turned back.
fn proxy(log: &str) -> impl Iterator<Item = (&str, &str, u64)> {
    let lines = log.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let cells: Vec<&str> = line.split(' ').collect();
        (cells.len() == 15 && cells[5] != "407").then(|| (cells[11], cells[4], cells[8].parse().expect("a number")))
    })
}

/// The service a host belongs to, by the longest domain.
fn of_host<'a>(all: &'a [Sought], host: &str) -> Option<&'a Sought> {
    let under = all.iter().filter(|it| !it.domain.is_empty() && is_under(host, it.domain));
    under.max_by_key(|it| it.domain.len())
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    assert!(evidence(Size::Demo, SEED) == demo());
    assert!(demo() != other());
    assert_eq!(evidence(Size::Tiny, SEED), []);
}

#[test]
fn the_files_come_in_order_of_date_before_the_demo_day_and_stay_small() {
    let files = demo();
    let days: Vec<_> = files.iter().map(|file| file.on).collect();
    assert!(days.is_sorted() && days.iter().all(|day| *day < jiff::civil::date(2026, 8, 6)));
    let sum: usize = files.iter().map(|file| file.bytes.len()).sum();
    assert!(sum < 4_000_000, "{sum} bytes are kept in memory");
}

#[test]
fn seventy_four_services_leave_traces_and_the_register_knows_thirty_one() {
    for files in [demo(), other()] {
        let all = sought();
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let log = text(files, "proxy");
        let hosts: BTreeSet<&str> = proxy(&log).map(|(host, ..)| host).collect();
        found.extend(hosts.iter().filter_map(|host| of_host(&all, host)).map(|it| it.name));
        let by_proxy = found.len();
        let names = text(files, "dns");
        let asked: BTreeSet<&str> = names.lines().filter_map(|line| line.split(' ').rev().nth(2)).collect();
        found.extend(asked.iter().filter_map(|host| of_host(&all, host)).map(|it| it.name));
        let (sign_ons, cards) = (text(files, "connexions"), text(files, "releves"));
        let (by_list, by_card): (Vec<_>, Vec<_>) = (
            all.iter().filter(|it| sign_ons.contains(&format!(";{};", it.application))).map(|it| it.name).collect(),
            all.iter().filter(|it| !it.merchant.is_empty() && cards.contains(it.merchant)).map(|it| it.name).collect(),
        );
        found.extend(by_list.iter().chain(&by_card));
        assert_eq!(found.len(), 74);
        assert!(by_proxy < 74 && by_list.len() < 74 && by_card.len() < 43, "no file knows them all");

        let register = text(files, "contrats");
        let domains: BTreeSet<&str> = register.lines().filter_map(|line| line.split(';').nth(3)).collect();
        let known = |it: &&Sought| !it.domain.is_empty() && domains.contains(it.domain);
        let known: Vec<_> = all.iter().filter(known).collect();
        assert_eq!(known.len(), 31);
        assert!(all.iter().all(|it| it.registered == known.iter().any(|other| other.name == it.name)));
        assert_eq!((found.len() - known.len(), all.iter().filter(|it| !it.registered).count()), (43, 43));
        // 43 of 74, as the walk says it.
        assert_eq!((43.0_f64 / 74.0 * 1000.0).round() / 10.0, 58.1);
    }
}

#[test]
fn twelve_services_without_a_contract_were_sent_a_megabyte_or_more_by_somebody() {
    for files in [demo(), other()] {
        let all = sought();
        let log = text(files, "proxy");
        let mut sent: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for (host, user, up) in proxy(&log) {
            if let Some(it) = of_host(&all, host).filter(|it| !it.registered) {
                *sent.entry((it.name, user)).or_default() += up;
            }
        }
        let much: BTreeSet<&str> =
            sent.iter().filter(|(_, up)| **up >= UPLOAD_LEAST).map(|((name, _), _)| *name).collect();
        assert_eq!(much.len(), 12, "{much:?}");
        // Nobody comes near the line without a file.
        let between = sent.values().filter(|up| (UPLOAD_LEAST / 2..UPLOAD_LEAST).contains(up)).count();
        assert_eq!(between, 0);
    }
}

#[test]
fn the_coupon_wheel_has_its_figures() {
    for files in [demo(), other()] {
        let log = text(files, "proxy");
        let lines: Vec<_> = proxy(&log).filter(|(host, ..)| is_under(host, "tournicoupon.example")).collect();
        let users: BTreeSet<&str> = lines.iter().map(|(_, user, _)| *user).collect();
        let sent: u64 = lines.iter().map(|(.., up)| up).sum();
        assert_eq!(users.len(), 23);
        assert!((13_950_000..=14_050_000).contains(&sent), "{sent} bytes");
        assert!(users.contains(r"SOLVENE\lpeyrissac"));

        // Each of its users has a team in the sign-on list.
        let sign_ons = text(files, "connexions");
        let mut teams: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for line in sign_ons.lines().skip(1) {
            let [_, login, team, ..] = line.split(';').collect::<Vec<_>>()[..] else { panic!("{line}") };
            if users.contains(format!(r"SOLVENE\{login}").as_str()) {
                teams.entry(team).or_default().insert(login);
            }
        }
        let teams: BTreeMap<&str, usize> = teams.into_iter().map(|(team, logins)| (team, logins.len())).collect();
        let expect =
            [("Marketing fidélité", 7), ("Marketing magasins", 11), ("Marketing client", 3), ("Marque et contenus", 2)];
        assert_eq!(teams, BTreeMap::from(expect));

        // €89 a month, on one card, whose holder and cost centre say whom to ask.
        let cards = text(files, "releves");
        let lines: Vec<Vec<&str>> =
            cards.lines().filter(|line| line.contains("TOURNICOUPON")).map(|line| line.split(';').collect()).collect();
        assert_eq!(
            lines.iter().map(|line| line[0]).collect::<Vec<_>>(),
            ["05/03/2026", "05/04/2026", "05/05/2026", "05/06/2026", "05/07/2026"]
        );
        for line in lines {
            assert_eq!((line[2], line[3], line[7], line[8]), ("lpeyrissac", "Marketing fidélité", "89,00", "EUR"));
        }
        // No contract, and no invoice.
        for file in ["contrats", "grand_livre"] {
            let bytes = bytes(files, file);
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
            assert!(!text.to_lowercase().contains("tournicoupon"), "{file}");
        }
    }
}

#[test]
fn the_e_mailing_tool_can_do_four_of_the_wheels_five_things() {
    let emailing = company::systems::SYSTEMS.iter().find(|it| it.id == "emailing").expect("it is in the world");
    let does = |words: &(&str, &str)| [words.0, words.1].iter().all(|word| emailing.capabilities.contains(word));
    assert_eq!(WHEEL_FUNCTIONS.iter().filter(|words| does(words)).count(), 4);
    assert!(!does(&WHEEL_FUNCTIONS[0]), "the wheel itself is what it lacks");
}

#[test]
fn the_ledger_is_balanced_entry_by_entry_and_its_last_line_is_the_sum() {
    let files = demo();
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(bytes(files, "grand_livre"));
    let cents = |cell: &str| cell.replace(['\u{a0}', ','], "").parse::<i64>().expect("an amount");
    let mut entries: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mut sum = (0, 0);
    let lines: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
    let (total, lines) = lines.split_last().expect("it has lines");
    for line in lines {
        let (debit, credit) = (cents(line[10]), cents(line[11]));
        assert!(debit >= 0 && credit >= 0 && (debit == 0 || credit == 0), "{line:?}");
        let entry = entries.entry(line[2]).or_default();
        *entry = (entry.0 + debit, entry.1 + credit);
        sum = (sum.0 + debit, sum.1 + credit);
    }
    assert!(entries.values().all(|(debit, credit)| debit == credit));
    assert_eq!((total[0], cents(total[10]), cents(total[11])), ("TOTAL GÉNÉRAL", sum.0, sum.1));
    // What a contract paid every month costs: a supplier of its own whose seven invoices are seven twelfths of the year.
    let owed: i64 = lines
        .iter()
        .filter(|line| line[4] == "401000" && line[7] == "Luminéa Écrans")
        .map(|line| cents(line[11]))
        .sum();
    assert_eq!(owed, 28_416_000 / 12 * 7 * 120 / 100);
}

#[test]
fn contracts_fit_the_budget_and_some_end_within_ninety_days() {
    let files = demo();
    let register = text(files, "contrats");
    let rows: Vec<Vec<&str>> = register.lines().skip(1).map(|line| line.split(';').collect()).collect();
    let first: BTreeMap<&str, &Vec<&str>> =
        rows.iter().rev().filter(|row| !row[0].is_empty()).map(|row| (row[0], row)).collect();
    assert_eq!(first.len(), 31);
    let cents: i64 =
        first.values().map(|row| row[8].replace(['\u{a0}', ','], "").parse::<i64>().expect("an amount")).sum();
    // Licences are part of the €8.3 M marketing spends on technology; people and projects are the rest.
    assert!((450_000_000..830_000_000).contains(&cents), "{cents}");
    let iso = |cell: &str| cell.split('/').rev().collect::<Vec<_>>().join("-");
    let soon = first.values().filter(|row| ("2026-08-06".."2026-11-05").contains(&iso(row[5]).as_str())).count();
    assert_eq!(soon, 8);
    let teams: BTreeSet<&str> =
        company::teams::IT_LIST.iter().chain(company::teams::MARKETING_LIST).map(|team| team.name.0).collect();
    for row in first.values().filter(|row| row[0] != "MKT-2025-005") {
        assert!(teams.contains(row[9]), "{row:?}");
        let system = row[10];
        assert!(system.is_empty() || company::systems::SYSTEMS.iter().any(|it| it.id == system), "{row:?}");
    }
}

#[test]
fn every_term_lasts_whole_years_and_ends_the_day_before_it_began() {
    let register = text(demo(), "contrats");
    let date = |cell: &str| {
        let [day, month, year] = cell.split('/').map(|part| part.parse::<i16>().ok()).collect::<Vec<_>>()[..] else {
            return None;
        };
        jiff::civil::Date::new(year?, month? as i8, day? as i8).ok()
    };
    for line in register.lines().skip(1).filter(|line| line.starts_with("MKT")) {
        let cells: Vec<&str> = line.split(';').collect();
        let (Some(from), Some(until)) = (date(cells[4]), date(cells[5])) else { continue };
        let next = until.tomorrow().expect("a day after it");
        assert_eq!((next.month(), next.day()), (from.month(), from.day()), "{line}");
    }
}

#[test]
fn what_is_planted_in_the_register_stands_where_the_list_says() {
    let files = demo();
    let planted = planted::of_evidence(Size::Demo, SEED);
    assert_eq!(planted.len(), 6);
    assert_eq!(planted.iter().filter(|it| it.expect != Expect::ReadRight).count(), 4);
    for it in planted {
        assert_eq!(it.file, "contrats_marketing.csv");
        let register = text(files, it.file);
        let line = register.lines().nth(it.line as usize - 1).expect("the line is there");
        assert!(line.split(';').any(|cell| cell == it.value), "{it:?}: {line}");
    }
}

#[test]
fn no_name_of_a_person_stands_in_what_the_machines_wrote() {
    let files = demo();
    for name in ["proxy", "dns", "connexions", "releves"] {
        let text = text(files, name).to_lowercase();
        for person in company::cast().iter().filter(|it| it.email.ends_with("@solvene.example")) {
            assert!(!text.contains(&person.name.to_lowercase()), "{} in {name}", person.name);
        }
    }
}
