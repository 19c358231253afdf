//! Five invented years: random people give random orders about everything there is, wise and unwise, the house minds its
//! deadlines, files come in; nothing breaks, every kind of order there is is given, and all of it is found again.

mod cases;
mod changes;
mod everything;
mod governance;
mod identity;
mod meetings;
mod objectives;
mod pilots;
mod plan;
mod tools;
mod wishes;

use std::collections::BTreeMap;
use std::sync::Arc;

use agenda::role::Role;
use app::{Actor, App, Kind as ProblemKind, Order};
use base::{Kind, Lang, PersonId, Ref};
use company::{Size, life};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use picture::Picture;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::seen::{holds, open};
use everything::{KINDS, kind};

/// How long it lives.
const YEARS: i32 = 5;
/// Between two orders lie so many minutes at most.
const APART: i64 = 1_600;
/// One order in so many is given to a person who has not the right to it, or about what is not there.
const UNWISE: u32 = 7;

/// What people look at before they give an order, and the chance that decides for them.
pub(crate) struct Look<'a> {
    app: &'a App,
    picture: Arc<Picture>,
    today: Date,
    chance: ChaCha8Rng,
}

impl<'a> Look<'a> {
    fn new(app: &'a App, seed: u64) -> Look<'a> {
        Look { app, picture: app.picture(), today: app.today(), chance: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// Whether it happens, once in so many times.
    fn once_in(&mut self, n: u32) -> bool {
        self.chance.random_range(0..n) == 0
    }

    /// One of several; the last for none.
    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.chance.random_range(0..of.len())].clone()
    }

    /// A number from one to one past the last, so that what is not there is asked for as well.
    fn number(&mut self, next: u64) -> u64 {
        // What is new is what people work on.
        match self.once_in(3) {
            true => self.chance.random_range(1..=next),
            false => self.chance.random_range(next.saturating_sub(4).max(1)..=next),
        }
    }

    fn words(&mut self) -> String {
        self.one(&[
            "Afficher le solde de points sur le ticket",
            "Les clients attendent 8 minutes",
            "Add the balance to the receipt",
            "",
            "…",
            "Parce que la caisse ne le sait pas encore",
            "Afficher rapidement le solde, si possible, etc.",
        ])
        .to_owned()
    }

    /// Words that say something, mostly.
    fn say(&mut self) -> String {
        match self.once_in(9) {
            true => self.words(),
            false => format!("Ce qui s'est dit le {}", self.today),
        }
    }

    fn maybe<T>(&mut self, value: T) -> Option<T> {
        self.chance.random_bool(0.5).then_some(value)
    }

    fn day(&mut self, from: i32, to: i32) -> Date {
        let days = self.chance.random_range(from..to);
        self.today.checked_add(days.days()).expect("the days of five years")
    }

    fn thing(&mut self, kind: Kind) -> Ref {
        let all: Vec<Ref> = self.picture.catalog().of_kind(kind).map(|it| it.id.clone()).collect();
        if all.is_empty() { Ref::new(kind, "nobody-knows-it") } else { self.one(&all) }
    }

    fn person(&mut self) -> PersonId {
        let all: Vec<PersonId> = self.picture.people().map(|(id, _)| id).collect();
        self.one(&all)
    }

    fn lang(&mut self) -> Lang {
        if self.once_in(3) { Lang::En } else { Lang::Fr }
    }

    /// Somebody who bears one of the roles, mostly; sometimes anybody, rarely the house.
    fn bearer(&mut self, roles: &[Role]) -> Actor {
        if self.once_in(UNWISE) {
            return match self.once_in(4) {
                true => Actor::House,
                false => Actor::Person(self.person()),
            };
        }
        let bearers: Vec<PersonId> = self
            .picture
            .people()
            .filter(|(_, person)| person.present && person.roles.iter().any(|role| roles.contains(role)))
            .map(|(id, _)| id)
            .collect();
        if bearers.is_empty() { Actor::House } else { Actor::Person(self.one(&bearers)) }
    }
}

/// What became of the orders of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Became {
    taken: usize,
    refused: usize,
}

#[test]
fn five_invented_years_break_nothing_and_are_found_again() {
    let became = lives(1..2);
    let never: Vec<_> = KINDS.iter().filter(|kind| !became.contains_key(*kind)).collect();
    assert!(never.is_empty(), "nobody ever gave: {never:?}");
    let taken: usize = became.values().map(|it| it.taken).sum();
    let refused: usize = became.values().map(|it| it.refused).sum();
    assert!(taken > 1_000 && refused > 500, "{taken} taken, {refused} refused");
}

/// The same for more lives, which takes minutes: `cargo test -p company --test life -- --ignored`.
#[test]
#[ignore = "takes minutes: for the night, and before a release"]
fn twenty_invented_lives_break_nothing_and_are_found_again() {
    let became = lives(2..22);
    let never: Vec<_> = KINDS.iter().filter(|kind| became.get(*kind).is_none_or(|it| it.taken == 0)).collect();
    assert!(never.is_empty(), "nobody was ever allowed to: {never:?}");
}

/// Lives and tells what became of every kind of order.
fn lives(seeds: std::ops::Range<u64>) -> BTreeMap<&'static str, Became> {
    let mut became: BTreeMap<&'static str, Became> = BTreeMap::new();
    seeds.for_each(|seed| live(seed, &mut became));
    for (kind, it) in &became {
        println!("{kind:32} {:5} taken {:5} refused", it.taken, it.refused);
    }
    became
}

fn live(seed: u64, became: &mut BTreeMap<&'static str, Became>) {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    life::play(&app, Size::Tiny, seed).expect("it plays");
    let until = app.today().checked_add(YEARS.years()).expect("five years on");
    let mut look = Look::new(&app, seed);
    let mut week = 0;
    while app.today() < until {
        app.clock().set(app.clock().now() + SignedDuration::from_mins(look.chance.random_range(1..APART)));
        (look.picture, look.today) = (app.picture(), app.today());
        let weeks = (until - look.today).get_days() / 7;
        if weeks != week {
            week = weeks;
            the_house_minds(&look);
        }
        if look.once_in(60) {
            tools::evidence(&mut look, became);
            tools::trackers(&mut look, became);
        }
        let (actor, order) = some_order(&mut look);
        let it = became.entry(kind(&order)).or_default();
        match app.submit(actor, order.clone()) {
            Ok(_) => it.taken += 1,
            Err(problem) => {
                let ours = matches!(problem.kind, ProblemKind::Internal | ProblemKind::Unavailable);
                assert!(!ours, "seed {seed}, {order:?}: {problem}");
                it.refused += 1;
            }
        }
    }
    println!("seed {seed}: {} facts on {}", app.picture().position, app.today());
    holds(app, folder.path());
}

/// What happens by itself: deadlines take effect, what ends soon is recalled, each at most once.
fn the_house_minds(look: &Look) {
    let minds = look.app.mind_deadlines(Lang::Fr).and_then(|_| look.app.remind_due(Actor::House, None, Lang::Fr));
    minds.expect("the house may mind its deadlines");
    assert!(look.app.mind_deadlines(Lang::Fr).expect("it minds them again").iter().all(|it| it.facts == 0));
}

fn some_order(look: &mut Look) -> (Actor, Order) {
    match look.chance.random_range(0..105) {
        0..30 => wishes::order(look),
        30..35 => changes::order(look),
        35 => identity::order(look),
        36..38 | 100..102 => objectives::order(look),
        38..41 => plan::order(look),
        41 | 102..105 => meetings::order(look),
        42..56 => cases::order(look),
        56..70 => tools::order(look),
        70..82 => governance::order(look),
        82..94 => pilots::order(look),
        _ => governance::people(look),
    }
}
