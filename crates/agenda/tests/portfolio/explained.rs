//! What is said about a choice, against every choice tried.

use agenda::portfolio::explain::{Explained, Rule, Turned, all, conflict, core, enough, more, otherwise};
use agenda::portfolio::{Limit, NoSelection, Standing, select};
use proptest::prelude::*;

use super::{any_choice, limit, planning_table, slow};

#[test]
fn why_d_is_not_chosen_and_what_would_change_it() {
    // {A, B, C} is worth 270. With D: A, B and D are 255, and nothing with D is worth more.
    let choice = planning_table();
    let best = select(&choice).unwrap();
    let got = otherwise(&choice, &best, 3);
    let costs = Turned::Costs { regret: 15.0, at_least: 15.0, leave: vec![2], come: vec![] };
    assert_eq!((got.chosen, got.turned), (false, costs));
    // With 145, D and F take the place of C: 285. With 150, C and F stand beside A and B: D is out again.
    assert_eq!(enough(&choice, &best, 3, 0, 1.0), Some(5.0));
    assert_eq!(enough(&choice, &best, 5, 0, 1.0), Some(5.0));
    assert_eq!(enough(&choice, &best, 0, 0, 0.0), None);
    let got = more(&choice, &best, 0, 10.0).unwrap();
    assert_eq!((got.gain, got.come, got.leave), (30.0, vec![5], vec![]));
}

#[test]
fn what_cannot_hold_together_is_named_and_nothing_else() {
    let mut choice = planning_table();
    assert_eq!(conflict(&choice), None);
    choice.candidates[1].standing = Standing::Must;
    choice.candidates[5].standing = Standing::Must;
    choice.limits.push(limit(1e6));
    choice.candidates.iter_mut().for_each(|it| it.uses.push(it.uses[0]));
    choice.limits[0].most = 100.0;
    // B needs A: 110 together, whatever becomes of F.
    assert_eq!(conflict(&choice), Some(vec![Rule::Must(1), Rule::Needs(1, 0), Rule::Limit(0)]));
}

#[test]
fn who_is_chosen_whatever_happens_is_the_core() {
    let choice = planning_table();
    let best = select(&choice).unwrap();
    let as_it_is: Vec<f64> = choice.candidates.iter().map(|it| it.value).collect();
    let mut without_b = as_it_is.clone();
    without_b[1] = 1.0;
    let scenarios = [as_it_is.as_slice(), without_b.as_slice()];
    let got = core(&choice, &best, scenarios.into_iter());
    // Without B: C, E and F with 170 for 90, or A, E and F with 230 for 130.
    assert_eq!((got.chosen, got.of), (vec![2, 1, 1, 0, 1, 1], 2));
}

#[test]
fn answers_come_one_after_another() {
    let choice = planning_table();
    let best = select(&choice).unwrap();
    let mut answers = all(&choice, &best, &[10.0]);
    assert!(matches!(answers.next(), Some(Explained::Otherwise(it)) if it.place == 0));
    assert_eq!(answers.count(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_regret_is_the_difference_between_two_tables_of_every_choice(choice in any_choice(9), place in 0usize..9) {
        let place = place % choice.candidates.len();
        let Ok(best) = select(&choice) else { return Ok(()) };
        let got = otherwise(&choice, &best, place);
        let mut asked = choice.clone();
        let before = asked.candidates[place].standing;
        asked.candidates[place].standing = if got.chosen { Standing::MustNot } else { Standing::Must };
        let settled = before != Standing::Free && before != asked.candidates[place].standing;
        match (got.turned, slow(&asked)) {
            (Turned::Costs { regret, at_least, .. }, Some(other)) => {
                prop_assert!((best.value - other - regret).abs() < 1e-6 && (regret - at_least).abs() < 1e-6);
            }
            (Turned::CannotBe, other) => prop_assert!(settled || other.is_none()),
            (turned, other) => prop_assert!(false, "{turned:?}, {other:?}"),
        }
    }

    #[test]
    fn without_any_one_of_its_rules_a_conflict_is_none(choice in any_choice(8)) {
        let named = conflict(&choice);
        prop_assert_eq!(named.is_some(), slow(&choice).is_none());
        prop_assert_eq!(named.is_some(), select(&choice) == Err(NoSelection::Impossible));
        let Some(named) = named else { return Ok(()) };
        for left in 0..=named.len() {
            let stays = |rule: Rule| named.iter().enumerate().any(|(at, it)| *it == rule && at != left);
            let mut asked = choice.clone();
            asked.together.iter_mut().for_each(|it| it.value = 0.0);
            for (place, it) in asked.candidates.iter_mut().enumerate() {
                if !stays(Rule::Must(place)) && !stays(Rule::MustNot(place)) {
                    it.standing = Standing::Free;
                }
                it.needs.retain(|need| stays(Rule::Needs(place, *need)));
                it.needs_one_of =
                    it.needs_one_of.iter().enumerate().filter(|(at, _)| stays(Rule::NeedsOneOf(place, *at))).map(|(_, it)| it.clone()).collect();
            }
            asked.exclusions =
                asked.exclusions.iter().enumerate().filter(|(at, _)| stays(Rule::Exclusion(*at))).map(|(_, it)| it.clone()).collect();
            asked.limits.iter_mut().enumerate().filter(|(at, _)| !stays(Rule::Limit(*at))).for_each(|(_, it)| *it = Limit { most: 1e9, guarded: 0.0 });
            if !stays(Rule::AtMost) {
                asked.at_most = None;
            }
            // The last turn leaves nothing out: what is named is a conflict by itself.
            prop_assert_eq!(slow(&asked).is_some(), left < named.len(), "{:?} without {}", &named, left);
        }
    }
}
