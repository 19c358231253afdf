//! What the trackers export says what the story says, and every mistake planted in it is reported, nothing else.

use std::collections::BTreeSet;

use base::{Kind, Ref};
use company::planted::{self, Expect};
use company::trackers::{APP, EPICS, JIRA, STORE_EPICS, STORES};
use company::{HandedOver, Size, tracked};
use delivery::formats::{Reading, Setting, read};
use delivery::item::{Item, Now};
use jiff::tz::TimeZone;

fn reading(file: &HandedOver) -> Reading {
    let zone = TimeZone::get("Europe/Paris").expect("a known zone");
    let setting = Setting { zone, dataset: Ref::new(Kind::Dataset, &file.name), hours_a_day: 8.0 };
    read(&file.name, &file.bytes, &setting).expect("a tracker's export")
}

fn all() -> Vec<(HandedOver, Reading)> {
    tracked(Size::Demo, 1).into_iter().map(|file| (reading(&file), file)).map(|(read, file)| (file, read)).collect()
}

fn planned(item: &Item) -> Option<f64> {
    let days = |now: &Now| if let Now::PlannedDays(days) = now { *days } else { None };
    item.history.iter().rev().find_map(|change| days(&change.now))
}

fn spent(item: &Item) -> Option<f64> {
    let days = |now: &Now| if let Now::SpentDays(days) = now { Some(*days) } else { None };
    item.history.iter().rev().find_map(|change| days(&change.now))
}

#[test]
fn every_initiative_says_what_is_planned_spent_and_needed() {
    let all = all();
    let items: Vec<&Item> = all.iter().flat_map(|(_, reading)| &reading.items).collect();
    for epic in EPICS.iter().chain(STORE_EPICS) {
        let item = items.iter().find(|item| item.key.key == epic.key).expect("every initiative is told");
        assert_eq!(planned(item), epic.planned.last().map(|(_, days)| *days), "{}", epic.key);
        assert_eq!(spent(item), epic.spent.last().map(|(_, days)| *days), "{}", epic.key);
        assert_eq!(item.needs, epic.needs, "{}", epic.key);
        assert_eq!(item.mentions.len(), usize::from(!epic.wish.is_empty()), "{}", epic.key);
    }
    let basket = items.iter().find(|item| item.title == "Refonte du panier").expect("the basket's redesign");
    assert_eq!((planned(basket), spent(basket)), (Some(180.0), Some(94.0)));
    assert_eq!(items.iter().filter(|item| item.needs == ["WEB-100"]).count(), 2, "two wait for it");
    let of_jira = items.iter().filter(|item| item.key.tracker == "jira").count();
    assert!((125..=175).contains(&of_jira), "about 150 items: {of_jira}");
    let first = items.iter().map(|item| item.opened).min().map(|at| at.strftime("%Y-%m").to_string());
    assert_eq!(first.as_deref(), Some("2025-11"), "nine months");
}

#[test]
fn what_is_planted_is_reported_where_it_stands_and_nothing_else_is() {
    let mut told = BTreeSet::new();
    for (file, reading) in all() {
        assert_eq!(reading.read, reading.accepted + reading.rejected, "{}", file.name);
        let rejects = reading.rejects.iter();
        told.extend(rejects.map(|it| (file.name.clone(), it.line, it.column.clone())));
    }
    let mut expected = BTreeSet::new();
    for it in planted::of_tracked(Size::Demo, 1) {
        if it.expect == Expect::RowRejected {
            expected.insert((it.file.to_owned(), it.line, None));
        }
        if it.column.is_some() {
            expected.insert((it.file.to_owned(), it.line, it.column));
        }
    }
    assert!(expected.len() >= 5);
    assert_eq!(told, expected);
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    assert_eq!(tracked(Size::Demo, 1), tracked(Size::Demo, 1));
    assert_ne!(tracked(Size::Demo, 1), tracked(Size::Demo, 2));
    assert!(tracked(Size::Tiny, 1).is_empty());
}

#[test]
fn histories_are_told_by_the_search_and_the_app_and_not_by_the_table() {
    for (file, reading) in all() {
        let longest =
            reading.items.iter().map(|item| item.history.iter().filter(|it| matches!(it.now, Now::State(_))).count());
        let longest = longest.max().unwrap_or_default();
        match file.name.as_str() {
            JIRA => assert!(longest >= 5),
            APP => assert!(longest >= 3),
            STORES => assert_eq!(longest, 1),
            other => panic!("{other}"),
        }
        let said = format!("{:?}", reading.items);
        assert!(!said.contains("Tremeur") && !said.contains("Estival"), "no names are kept");
    }
}
