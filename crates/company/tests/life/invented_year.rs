//! An invented year: random people give random orders, wise and unwise, and nothing breaks.

use agenda::decision::Choice;
use agenda::request::{About, Assumed, Question};
use agenda::role::Role;
use app::{Actor, App, Kind as ProblemKind, Order};
use base::{Kind, Lang, PersonId, Quantity, Ref, Side};
use company::{Size, life};
use jiff::SignedDuration;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::seen::{holds, open};

const ORDERS: usize = 350;

#[test]
fn an_invented_year_breaks_nothing_and_is_found_again() {
    for seed in [1, 2, 3] {
        let folder = tempfile::tempdir().expect("a folder");
        let app = open(folder.path());
        life::play(&app, Size::Tiny, seed).expect("it plays");
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let (mut done, mut refused) = (0, 0);
        for _ in 0..ORDERS {
            let now = app.clock().now() + SignedDuration::from_mins(chance.random_range(1..2_600));
            app.clock().set(now);
            let actor = somebody(&app, &mut chance);
            let order = order(&app, &mut chance);
            match app.submit(actor, order.clone()) {
                Ok(_) => done += 1,
                Err(problem) => {
                    let ours = matches!(problem.kind, ProblemKind::Internal | ProblemKind::Unavailable);
                    assert!(!ours, "seed {seed}, {order:?}: {problem}");
                    refused += 1;
                }
            }
        }
        assert!(done > 80 && refused > 40, "seed {seed}: {done} done, {refused} refused");
        holds(app, folder.path());
    }
}

/// Mostly those who may do much, sometimes anybody, rarely the house.
fn somebody(app: &App, chance: &mut ChaCha8Rng) -> Actor {
    let picture = app.picture();
    let people: Vec<(PersonId, bool)> = picture
        .people()
        .map(|(id, person)| (id, person.roles.iter().any(|role| matches!(role, Role::Cmo | Role::Cio))))
        .collect();
    let directors: Vec<PersonId> = people.iter().filter(|(_, directs)| *directs).map(|(id, _)| *id).collect();
    match chance.random_range(0..10) {
        0 => Actor::House,
        1..5 => Actor::Person(directors[chance.random_range(0..directors.len())]),
        _ => Actor::Person(people[chance.random_range(0..people.len())].0),
    }
}

fn order(app: &App, chance: &mut ChaCha8Rng) -> Order {
    let picture = app.picture();
    // One past the last, so that what does not exist is asked for as well.
    let request = chance.random_range(1..=picture.next_request());
    let decision = chance.random_range(1..=picture.next_decision());
    let words =
        ["Afficher le solde de points sur le ticket", "", "…", "Add a chatbot", "Les clients attendent 8 minutes"];
    let words = words[chance.random_range(0..words.len())].to_owned();
    let held = picture.decision(decision);
    let hash = held.map(|it| it.hash.clone()).filter(|_| chance.random_range(0..8) > 0).unwrap_or_default();
    let choice = match held.map(|it| it.options.as_slice()) {
        Some(options) if chance.random_range(0..6) > 0 => options[chance.random_range(0..options.len().min(2))].clone(),
        _ => Choice::NotNow,
    };
    let thing = |chance: &mut ChaCha8Rng, kind| {
        let all: Vec<Ref> = picture.catalog().of_kind(kind).map(|it| it.id.clone()).collect();
        all[chance.random_range(0..all.len())].clone()
    };
    let person = picture.people().nth(chance.random_range(0..picture.people().count())).map(|(id, _)| id);
    let person = person.expect("there are people");
    match chance.random_range(0..100) {
        0..9 => Order::Ask { sentence: words, lang: if chance.random_bool(0.3) { Lang::En } else { Lang::Fr } },
        9..12 => Order::Reword { request, sentence: words },
        12..24 => {
            let element = chance.random_bool(0.8).then(|| thing(chance, Kind::Element));
            let data = chance.random_bool(0.7).then(|| thing(chance, Kind::Data));
            let kinds = ["live-lookup", "content", "payment", "no-such-kind"];
            let archetype = Some(kinds[chance.random_range(0..kinds.len())].to_owned());
            Order::Understand { request, about: About { element, data, archetype, ..About::default() } }
        }
        24..32 => Order::Answer { request, question: Question::ALL[chance.random_range(0..5)], answer: words },
        32..37 => {
            let value = Quantity::exact(f64::from(chance.random_range(-1..4)));
            Order::Assume { request, number: Assumed::ALL[chance.random_range(0..3)], value }
        }
        37..43 => {
            let date = app.today() + jiff::Span::new().days(chance.random_range(-20..300));
            Order::WishDate { request, date, despite: chance.random_bool(0.2).then(|| "parce que".to_owned()) }
        }
        43..58 => Order::Send { request },
        58..60 => Order::Withdraw { request, why: words },
        60..78 => Order::Sign { decision, choice, hash, remark: chance.random_bool(0.3).then_some(words) },
        78..80 => Order::Compromise { decision, terms: words },
        80..85 => Order::LetDeadlinePass { decision },
        85..88 => Order::Arbitrate { decision, choice, hash },
        88..93 => {
            let subject = thing(chance, Kind::System);
            let field = ["limit", "load", "owner", "views", "end_of_life"][chance.random_range(0..5)].to_owned();
            let value = ["40", "3 à 5", "squad-web", "2027-06-30", "?"][chance.random_range(0..5)].to_owned();
            if chance.random_bool(0.2) {
                Order::Unstate { subject, field }
            } else {
                Order::State { subject, field, value }
            }
        }
        93..95 => Order::Register {
            name: words,
            email: None,
            side: Side::Other,
            roles: vec![Role::ALL[chance.random_range(0..Role::ALL.len())]],
            team: None,
        },
        95..97 => Order::GiveRole { person, role: Role::ALL[chance.random_range(0..Role::ALL.len())] },
        97..99 => Order::TakeRole { person, role: Role::Employee },
        _ => Order::Leave { person },
    }
}
