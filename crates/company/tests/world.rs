//! Holds the world together: every name in both languages, every pointer at something, every system within reach.

use std::collections::{HashMap, HashSet, VecDeque};

use company::apis::APIS;
use company::calendar::CALENDAR;
use company::cell::{Amount, Both};
use company::data::DATA;
use company::elements::ELEMENTS;
use company::flows::FLOWS;
use company::moments::MOMENTS;
use company::systems::SYSTEMS;
use company::teams::{IT_LIST, MARKETING_LIST, Team};

fn teams() -> impl Iterator<Item = &'static Team> {
    IT_LIST.iter().chain(MARKETING_LIST)
}

fn systems() -> HashSet<&'static str> {
    SYSTEMS.iter().map(|it| it.id).collect()
}

#[test]
fn every_name_and_every_explanation_exists_in_both_languages() {
    let mut said: Vec<(&str, Both)> = Vec::new();
    for it in SYSTEMS {
        said.extend([it.name, it.does, it.serves, it.breaks].map(|words| (it.id, words)));
        said.extend(it.units.map(|(_, word)| (it.id, word)));
    }
    said.extend(ELEMENTS.iter().flat_map(|it| [(it.id, it.name), (it.id, it.does)]));
    said.extend(MOMENTS.iter().flat_map(|it| [(it.id, it.name), (it.id, it.does)]));
    said.extend(DATA.iter().flat_map(|it| [(it.id, it.name), (it.id, it.does)]));
    said.extend(APIS.iter().flat_map(|it| [(it.id, it.name), (it.id, it.does)]));
    said.extend(teams().flat_map(|it| [(it.id, it.name), (it.id, it.does)]));
    said.extend(CALENDAR.iter().map(|it| (it.id, it.name)));
    said.extend(company::cast().iter().map(|it| (it.name, it.role)));
    for (id, (fr, en)) in said {
        assert!(!fr.is_empty() && !en.is_empty(), "{id}: {fr:?} / {en:?}");
    }
}

#[test]
fn no_two_things_of_a_kind_share_a_key_or_a_name() {
    fn check(kind: &str, things: impl Iterator<Item = (&'static str, Both)>) {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (id, (fr, en)) in things {
            assert_eq!(base::slug(id), id, "a key is its own slug");
            for words in HashSet::from([id.to_owned(), base::slug(fr), base::slug(en)]) {
                let other = seen.insert(words.clone(), id);
                assert!(other.is_none_or(|other| other == id), "{kind}: {words} is both {id} and {other:?}");
            }
        }
    }
    check("system", SYSTEMS.iter().map(|it| (it.id, it.name)));
    check("element", ELEMENTS.iter().map(|it| (it.id, it.name)));
    check("moment", MOMENTS.iter().map(|it| (it.id, it.name)));
    check("data", DATA.iter().map(|it| (it.id, it.name)));
    check("api", APIS.iter().map(|it| (it.id, it.name)));
    check("team", teams().map(|it| (it.id, it.name)));
    check("calendar", CALENDAR.iter().map(|it| (it.id, it.name)));
}

#[test]
fn no_name_holds_a_sign_that_parts_lists() {
    let names =
        DATA.iter().map(|it| it.name).chain(SYSTEMS.iter().map(|it| it.name)).chain(MOMENTS.iter().map(|it| it.name));
    for (fr, en) in names.chain(teams().map(|it| it.name)) {
        assert!(![fr, en].iter().any(|name| name.contains([',', ';', '|', '\n'])), "{fr} / {en}");
    }
}

#[test]
fn every_pointer_points_at_something() {
    let systems = systems();
    let teams: HashSet<_> = teams().map(|it| it.id).collect();
    let moments: HashSet<_> = MOMENTS.iter().map(|it| it.id).collect();
    let data: HashSet<_> = DATA.iter().map(|it| it.id).collect();
    for it in SYSTEMS {
        assert!(teams.contains(it.owner), "{}: owner {}", it.id, it.owner);
    }
    for it in MOMENTS {
        assert!(teams.contains(it.owner), "{}: owner {}", it.id, it.owner);
    }
    for it in ELEMENTS {
        assert!(systems.contains(it.channel), "{}: channel {}", it.id, it.channel);
        assert!(moments.contains(it.moment), "{}: moment {}", it.id, it.moment);
        assert!(it.shows.iter().all(|id| data.contains(id)), "{}: shows {:?}", it.id, it.shows);
    }
    for it in DATA {
        assert!(systems.contains(it.master), "{}: master {}", it.id, it.master);
    }
    for it in APIS {
        assert!(systems.contains(it.provider), "{}: provider {}", it.id, it.provider);
        assert!(it.through.is_empty() || systems.contains(it.through), "{}: through {}", it.id, it.through);
        assert!(it.gives.iter().all(|id| data.contains(id)), "{}: gives {:?}", it.id, it.gives);
    }
    for it in FLOWS {
        assert!(systems.contains(it.source) && systems.contains(it.target), "{} > {}", it.source, it.target);
        assert!(it.carries.iter().all(|id| data.contains(id)), "{} > {}: {:?}", it.source, it.target, it.carries);
    }
    for it in CALENDAR {
        assert!(it.scope.iter().all(|id| systems.contains(id)), "{}: {:?}", it.id, it.scope);
    }
    for it in company::cast() {
        assert!(teams.contains(it.team), "{}: team {}", it.name, it.team);
    }
}

#[test]
fn an_element_whose_data_are_personal_says_what_for_and_the_register_covers_it() {
    let mut found = Vec::new();
    for it in ELEMENTS {
        let personal =
            it.shows.iter().filter_map(|id| DATA.iter().find(|data| data.id == *id && !data.personal.is_empty()));
        let uncovered = personal.filter(|data| !it.purposes.iter().any(|purpose| data.purposes.contains(purpose)));
        found.extend(uncovered.map(|data| format!("{} shows {}", it.id, data.id)));
    }
    // One is left open on purpose, so that the data steward finds something to do.
    assert_eq!(found, ["sponsored-slot shows browsing-events"]);
}

#[test]
fn no_two_flows_join_the_same_systems_and_some_run_in_a_circle() {
    let pairs: HashSet<_> = FLOWS.iter().map(|it| (it.source, it.target)).collect();
    assert_eq!(pairs.len(), FLOWS.len());
    assert!(pairs.contains(&("crm", "unified-profile")) && pairs.contains(&("unified-profile", "crm")));
}

#[test]
fn what_is_measured_into_a_system_is_within_what_it_carries() {
    let high = |amount| match amount {
        Amount::Unknown => None,
        Amount::Exactly(n) | Amount::Between(_, n) => Some(n),
    };
    let low = |amount| match amount {
        Amount::Unknown => 0.0,
        Amount::Exactly(n) | Amount::Between(n, _) => n,
    };
    for it in SYSTEMS {
        let Some(load) = high(it.load) else { continue };
        let reaching: f64 = FLOWS.iter().filter(|flow| flow.target == it.id).map(|flow| low(flow.rate)).sum();
        assert!(reaching <= load + 1e-9, "{}: {reaching} calls/s reach it, {load} are measured", it.id);
        assert!(high(it.limit).is_none_or(|limit| load <= limit), "{}: over its limit today", it.id);
    }
}

#[test]
fn nearly_every_system_can_be_reached_from_what_a_customer_sees() {
    let mut reached: HashSet<&str> = ELEMENTS.iter().map(|it| it.channel).collect();
    let mut queue: VecDeque<&str> = reached.iter().copied().collect();
    while let Some(at) = queue.pop_front() {
        for flow in FLOWS.iter().filter(|flow| flow.source == at) {
            if reached.insert(flow.target) {
                queue.push_back(flow.target);
            }
        }
    }
    assert!(reached.len() * 100 >= SYSTEMS.len() * 95, "{} of {}", reached.len(), SYSTEMS.len());
}

#[test]
fn the_small_widget_finds_its_figures() {
    let system = |id: &str| SYSTEMS.iter().find(|it| it.id == id).expect("it is in the world");
    let engine = system("loyalty-engine");
    assert_eq!((engine.limit, engine.load), (Amount::Exactly(40.0), Amount::Exactly(22.0)));
    assert_eq!(engine.availability, Amount::Exactly(99.5));
    assert_eq!(engine.since.map(|(year, ..)| year), Some(2012));
    assert_eq!(system("tills").units, Some((1184, ("caisses", "tills"))));
    assert_eq!(system("tills").end_of_life, Some((2027, 6, 30)));
    let home = ELEMENTS.iter().find(|it| it.id == "app-home").expect("it is in the world");
    assert_eq!((home.views, home.peak, home.dwell_seconds), (Amount::Exactly(11.0), "samedi 16:00", Some(60)));
    let capacities: Vec<_> = IT_LIST.iter().take(5).map(|it| it.capacity).collect();
    assert_eq!(capacities, [260, 312, 208, 260, 260].map(Some));
}

#[test]
fn wishes_name_elements_that_exist() {
    let elements: HashSet<_> = ELEMENTS.iter().map(|it| it.id).collect();
    let wishes = include_str!("wishes.csv");
    let mut languages = HashMap::new();
    for line in wishes.lines().skip(1) {
        let [lang, _, expected] = line.split(';').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        *languages.entry(lang).or_insert(0) += 1;
        assert!(expected.split('|').filter(|id| !id.is_empty()).all(|id| elements.contains(id)), "{line}");
    }
    assert_eq!((languages["fr"], languages["en"]), (10, 10));
}
