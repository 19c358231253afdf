use base::{Kind, Ref, Source};
use proptest::prelude::*;

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).expect("a second of this century")
}

fn item(updated: i64, history: Vec<(i64, Now)>) -> Item {
    Item {
        key: ItemKey { tracker: "jira".to_owned(), key: "LOY-1".to_owned() },
        title: format!("told at {updated}"),
        kind: None,
        parent: None,
        opened: at(0),
        first_state: String::new(),
        history: history.into_iter().map(|(second, now)| Change { at: at(second), now, line: 1 }).collect(),
        updated: at(updated),
        needs: Vec::new(),
        mentions: Vec::new(),
        source: Source::File {
            dataset: Ref::new(Kind::Dataset, "jira.csv"),
            file: "jira.csv".to_owned(),
            sheet: None,
            line: 2,
            column: "Issue key".to_owned(),
        },
    }
}

fn state(word: &str) -> Now {
    Now::State(word.to_owned())
}

fn words(item: &Item) -> Vec<(i64, &Now)> {
    item.history.iter().map(|change| (change.at.as_second() - 1_780_000_000, &change.now)).collect()
}

#[test]
fn an_older_telling_after_a_newer_one_takes_nothing_back_and_adds_its_history() {
    let mut book = Book::default();
    assert!(book.hear(item(20, vec![(20, state("done"))])));
    assert!(book.hear(item(10, vec![(10, state("doing"))])));
    assert!(!book.hear(item(20, vec![(20, state("done"))])), "a replay does nothing");
    let known = book.items().next().expect("one item");
    assert_eq!(known.title, "told at 20");
    assert_eq!(words(known), [(10, &state("doing")), (20, &state("done"))]);
}

#[test]
fn of_two_states_at_one_instant_the_one_told_later_holds() {
    let mut book = Book::default();
    book.hear(item(10, vec![(10, state("z"))]));
    book.hear(item(11, vec![(10, state("a"))]));
    assert_eq!(words(book.items().next().expect("one item")), [(10, &state("a"))]);
    let within = Kept::of(item(10, vec![(10, state("z")), (10, state("a"))]));
    assert_eq!(words(&within.item), [(10, &state("a"))], "in one telling the last");
}

#[test]
fn what_a_later_telling_does_not_say_is_not_forgotten() {
    let mut book = Book::default();
    book.hear(Item { kind: Some("Story".to_owned()), first_state: "To do".to_owned(), ..item(10, vec![]) });
    book.hear(item(20, vec![]));
    let known = book.items().next().expect("one item");
    assert_eq!((known.kind.as_deref(), known.first_state.as_str()), (Some("Story"), "To do"));
}

fn any_now() -> impl Strategy<Value = Now> {
    prop_oneof![
        "[a-c]".prop_map(Now::State),
        "[a-c]".prop_map(Now::Priority),
        (0..3u8).prop_map(|n| Now::SpentDays(f64::from(n))),
        proptest::option::of(0..3u8).prop_map(|n| Now::PlannedDays(n.map(f64::from))),
        Just(Now::Deleted),
    ]
}

fn any_telling() -> impl Strategy<Value = Item> {
    let history = proptest::collection::vec((0..6i64, any_now()), 0..6);
    let kind = proptest::option::of("[a-b]");
    (0..4i64, history, kind, "[a-b]?", 0..3i64).prop_map(|(updated, history, kind, first_state, opened)| Item {
        kind,
        first_state,
        opened: at(opened),
        ..item(updated, history)
    })
}

proptest! {
    #[test]
    fn the_order_of_tellings_does_not_matter_and_twice_is_once(
        tellings in proptest::collection::vec(any_telling(), 1..6),
        seed in any::<u64>(),
    ) {
        let mut lived = Book::default();
        for telling in &tellings {
            lived.hear(telling.clone());
        }
        // Out of order, each as often as the seed says, with a restart from what was kept in between.
        let mut shaken: Vec<(u64, Item)> = Vec::new();
        for (place, telling) in tellings.iter().enumerate() {
            for copy in 0..=(seed >> (place * 3)) % 3 {
                let key = seed.rotate_left(7 * (place as u32 + 1)) ^ copy.wrapping_mul(0x9E37_79B9_7F4A_7C15);
                shaken.push((key, telling.clone()));
            }
        }
        shaken.sort_by_key(|(key, _)| *key);
        let mut again = Book::default();
        for (_, telling) in shaken {
            again.hear(telling);
        }
        prop_assert_eq!(&again, &lived);
    }

    #[test]
    fn uniting_is_associative(a in any_telling(), b in any_telling(), c in any_telling()) {
        let of = Kept::of;
        let mut left = of(a.clone());
        left.unite(of(b.clone()));
        left.unite(of(c.clone()));
        let mut right = of(b);
        right.unite(of(c));
        let mut whole = of(a);
        whole.unite(right);
        prop_assert_eq!(left, whole);
    }
}

#[test]
fn what_stands_already_is_no_news_however_late_and_wherever_it_is_told() {
    let mut book = Book::default();
    book.hear(item(10, vec![(4, state("doing")), (10, Now::Priority("high".to_owned()))]));
    let again = |updated: i64, word: &str| {
        let told = item(updated, vec![(4, state("doing")), (updated, Now::Priority(word.to_owned()))]);
        book.news(Item { title: "told at 10".to_owned(), ..told })
    };
    assert_eq!(again(30, "high"), None, "a priority told as it stands is the one that is held");
    let news = again(30, "low").expect("another priority");
    assert_eq!(words(&news), [(4, &state("doing")), (30, &Now::Priority("low".to_owned()))]);
    assert!(book.news(item(30, vec![])).is_some(), "another title is news");
    let missed = Item { title: "told at 10".to_owned(), ..item(30, vec![(7, state("review"))]) };
    assert!(book.news(missed).is_some(), "a change that was missed is news, however old");
}

#[test]
fn a_state_left_and_taken_again_between_two_tellings_is_news_twice() {
    let mut book = Book::default();
    book.hear(item(10, vec![(10, state("doing"))]));
    let later = item(30, vec![(10, state("doing")), (20, state("waiting")), (30, state("doing"))]);
    let news = book.news(later).expect("it waited meanwhile");
    book.hear(news);
    let known = book.items().next().expect("one item");
    assert_eq!(words(known), [(10, &state("doing")), (20, &state("waiting")), (30, &state("doing"))]);
}

#[test]
fn an_item_is_gone_from_its_deletion_until_its_tracker_tells_a_state_again() {
    assert!(!Kept::of(item(10, vec![(10, state("doing"))])).item.is_gone());
    assert!(Kept::of(item(10, vec![(5, state("doing")), (10, Now::Deleted)])).item.is_gone());
    assert!(!Kept::of(item(12, vec![(10, Now::Deleted), (12, state("doing"))])).item.is_gone());
}
