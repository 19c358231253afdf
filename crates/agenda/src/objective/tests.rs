use base::{Kind, TextId};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::tree::Tree;
use super::*;

fn ctx() -> Context {
    Context { actor: Some(PersonId(Uuid::from_u128(1))), now: Timestamp::UNIX_EPOCH }
}

fn text(words: &str) -> Text {
    Text::commit(TextId(Uuid::from_u128(9)), &[1; 16], words)
}

fn step(kind: Metric) -> Step {
    Step { words: text(kind.word()), kind }
}

fn yardstick(target: Target) -> Yardstick {
    Yardstick {
        chain: vec![step(Metric::Activity), step(Metric::Outcome)],
        counted: 1,
        unit: Unit::Share,
        target,
        from: date(2026, 1, 1),
        by: date(2026, 12, 31),
    }
}

fn rise() -> Target {
    Target::Increase { baseline: 0.2, target: 0.3 }
}

fn content(above: Above, weight: u32, yardstick: Option<Yardstick>) -> Box<Content> {
    let [defines, supplies] = [1, 2].map(|n| PersonId(Uuid::from_u128(n)));
    Box::new(Content { name: text("revenir"), above, effect: text("des points"), defines, supplies, weight, yardstick })
}

const AROUND: Around =
    Around { says_something: true, stands: true, circle: false, sides: [Some(Side::Marketing), Some(Side::It)] };

fn set(yardstick: Option<Yardstick>) -> Command {
    Command::Set { content: content(Above::Root(Root::CommercialStrategy), 1, yardstick), around: AROUND }
}

fn measure(value: f64) -> Command {
    let (on, today) = (date(2026, 6, 30), date(2026, 8, 6));
    Command::Measure { on, value, source: text("caisse"), says_something: true, today }
}

fn then(state: Option<Objective>, command: Command) -> Result<Option<Objective>, CannotAim> {
    let events = Objective::decide(state.as_ref(), command, &ctx())?;
    Ok(events.iter().fold(state, |state, event| Objective::evolve(state, event, &ctx())))
}

fn lived(commands: impl IntoIterator<Item = Command>) -> Objective {
    commands.into_iter().fold(None, |state, command| then(state, command).expect("taken")).expect("set")
}

#[test]
fn clicks_alone_are_no_effect_for_the_customer() {
    let clicks = Yardstick { chain: vec![step(Metric::Activity)], counted: 0, ..yardstick(rise()) };
    assert_eq!(then(None, set(Some(clicks))), Err(CannotAim::OnlyActivity));
    let early = Yardstick { counted: 0, ..yardstick(rise()) };
    assert!(early.is_belief() && !yardstick(rise()).is_belief());
    assert!(then(None, set(Some(early))).is_ok(), "a sign on the way may be counted, and is told as a belief");
}

#[test]
fn a_shared_number_bears_one_name_of_each_side() {
    use Side::*;
    let with = |sides| {
        let content = content(Above::Root(Root::ItGoals), 1, None);
        then(None, Command::Set { content, around: Around { sides, ..AROUND } })
    };
    assert!(with([Some(It), Some(Marketing)]).is_ok());
    for sides in [[Some(It), Some(It)], [Some(Marketing), Some(Other)], [None, Some(It)], [Some(Marketing), None]] {
        assert_eq!(with(sides), Err(CannotAim::OneSided), "{sides:?}");
    }
}

#[test]
fn how_far_a_number_is_lies_between_nothing_and_all() {
    let fall = Target::Decrease { baseline: 60.0, target: 20.0 };
    let within = |baseline| Target::KeepWithin { baseline, low: 0.995, high: 1.0 };
    for (target, value, score) in [
        (rise(), 0.25, 0.5),
        (rise(), 0.35, 1.0),
        (rise(), 0.1, 0.0),
        (fall, 50.0, 0.25),
        (fall, 70.0, 0.0),
        (within(0.999), 0.996, 1.0),
        (within(0.999), 0.99, 0.0),
        (within(0.985), 0.99, 0.5),
        (Target::Milestone, 1.0, 1.0),
        (Target::Milestone, 0.0, 0.0),
    ] {
        assert!((target.score(value) - score).abs() < 1e-9, "{target:?} at {value}: {}", target.score(value));
    }
}

#[test]
fn a_number_needs_a_source_a_day_that_has_come_and_a_yardstick() {
    let state = then(None, set(Some(yardstick(rise())))).unwrap();
    let with = |on, source: bool| Command::Measure {
        on,
        value: 0.25,
        source: text("caisse"),
        says_something: source,
        today: date(2026, 8, 6),
    };
    assert_eq!(then(state.clone(), with(date(2026, 8, 7), true)), Err(CannotAim::NotYet));
    assert_eq!(then(state.clone(), with(date(2026, 8, 6), false)), Err(CannotAim::NoSource));
    assert_eq!(then(state.clone(), measure(f64::NAN)), Err(CannotAim::NoNumber));
    assert_eq!(then(then(None, set(None)).unwrap(), measure(0.25)), Err(CannotAim::NoYardstick));
    let measured = then(state, with(date(2026, 8, 6), true)).unwrap().unwrap();
    assert!((measured.score().unwrap() - 0.5).abs() < 1e-9);
}

#[test]
fn what_was_measured_of_another_number_says_nothing_of_the_new_one() {
    let it = lived([set(Some(yardstick(rise()))), measure(0.25)]);
    let other = Yardstick { unit: Unit::Count, ..yardstick(rise()) };
    let revise = |yardstick| Command::Revise {
        content: content(Above::Root(Root::CommercialStrategy), 1, Some(yardstick)),
        around: AROUND,
    };
    let moved = then(Some(it.clone()), revise(other)).unwrap().unwrap();
    assert_eq!(moved.score(), None);
    let farther = Yardstick { target: Target::Increase { baseline: 0.2, target: 0.4 }, ..yardstick(rise()) };
    let kept = then(Some(it), revise(farther)).unwrap().unwrap();
    assert!((kept.score().unwrap() - 0.25).abs() < 1e-9, "a farther target keeps what was measured");
}

fn under(above: u64, weight: u32, at: Option<f64>) -> Objective {
    let above = Above::Objective(Ref::new(Kind::Objective, &above.to_string()));
    let target = Target::Increase { baseline: 0.0, target: 1.0 };
    let set = Command::Set { content: content(above, weight, Some(yardstick(target))), around: AROUND };
    lived(std::iter::once(set).chain(at.map(measure)))
}

#[test]
fn progress_rolls_up_by_weight_and_says_what_was_not_measured() {
    let top = lived([set(None)]);
    let all = [(1, top.clone()), (2, under(1, 2, Some(0.4))), (3, under(1, 3, Some(0.2)))];
    let tree = Tree::of(all.iter().map(|(number, it)| (*number, it)));
    let progress = tree.progress(1).expect("measured");
    assert!((progress.share - 0.28).abs() < 1e-12, "{progress:?}");
    assert_eq!((progress.measured, progress.of), (2, 2));
    assert_eq!(tree.root_progress(Root::CommercialStrategy).map(|it| it.of), Some(2));
    assert_eq!(tree.root_progress(Root::ItGoals), None);

    let all = [(1, top), (2, under(1, 2, Some(0.4))), (3, under(1, 3, None))];
    let tree = Tree::of(all.iter().map(|(number, it)| (*number, it)));
    let progress = tree.progress(1).expect("measured");
    assert!((progress.share - 0.4).abs() < 1e-12, "what was not measured is left out");
    assert_eq!((progress.measured, progress.of), (1, 2));
    assert_eq!(tree.progress(3), None, "nothing measured is no zero");
}

#[test]
fn one_that_stands_below_itself_is_found_and_never_walked_for_ever() {
    let all = [(1, under(2, 1, None)), (2, under(1, 1, None))];
    let tree = Tree::of(all.iter().map(|(number, it)| (*number, it)));
    assert!(tree.is_within(1, 2) && tree.is_within(2, 1));
    assert!(tree.is_within(1, 7), "what cannot be followed to an end is refused");
    assert_eq!((tree.progress(1), tree.root_of(1)), (None, None));
}

proptest! {
    #[test]
    fn however_it_is_measured_the_score_is_a_share(
        baseline in -1e6..1e6f64, low in -1e6..1e6f64, width in 0.0..1e6f64, value in -1e7..1e7f64
    ) {
        let high = low + width;
        for target in [
            Target::Increase { baseline: low, target: high },
            Target::Decrease { baseline: high, target: low },
            Target::KeepWithin { baseline, low, high },
        ] {
            prop_assert!((0.0..=1.0).contains(&target.score(value)));
        }
    }

    #[test]
    fn a_roll_up_lies_between_its_least_and_its_most(each in prop::collection::vec((1u32..=100, 0.0..=1.0f64), 1..8)) {
        let mut all = vec![(1, lived([set(None)]))];
        all.extend(each.iter().zip(2..).map(|((weight, at), number)| (number, under(1, *weight, Some(*at)))));
        let share = Tree::of(all.iter().map(|(number, it)| (*number, it))).progress(1).unwrap().share;
        let least = each.iter().map(|(_, at)| *at).fold(1.0, f64::min);
        let most = each.iter().map(|(_, at)| *at).fold(0.0, f64::max);
        prop_assert!(least - 1e-9 <= share && share <= most + 1e-9);
    }
}
