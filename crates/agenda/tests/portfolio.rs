//! The best choice under limits, against every choice tried and against published optima.

use agenda::portfolio::{CANDIDATES_MOST, Candidate, Choice, Limit, NoSelection, Selection, Use, keeps, select};
use proptest::prelude::*;

fn candidate(value: f64, cost: f64) -> Candidate {
    Candidate { value, uses: vec![Use::exact(cost)], needs: Vec::new(), must: false }
}

fn limit(most: f64) -> Limit {
    Limit { most, guarded: 0.0 }
}

/// Every choice tried, and the best that keeps all rules, counted without the solver.
fn slow(choice: &Choice) -> Option<f64> {
    let n = choice.candidates.len();
    let mut best: Option<f64> = None;
    for mask in 0_u32..1 << n {
        let chosen: Vec<usize> = (0..n).filter(|place| mask >> place & 1 == 1).collect();
        if keeps(choice, &chosen) {
            let value: f64 = chosen.iter().map(|place| choice.candidates[*place].value).sum();
            best = Some(best.map_or(value, |best| best.max(value)));
        }
    }
    best
}

fn planning_table() -> Choice {
    // A(120,70) B(90,40, needs A) C(60,30) D(45,25) E(80,50) F(30,10), C or D but not both, budget 140.
    let rows = [(120.0, 70.0), (90.0, 40.0), (60.0, 30.0), (45.0, 25.0), (80.0, 50.0), (30.0, 10.0)];
    let mut candidates: Vec<Candidate> = rows.iter().map(|(value, cost)| candidate(*value, *cost)).collect();
    candidates[1].needs = vec![0];
    Choice { candidates, limits: vec![limit(140.0)], exclusions: vec![vec![2, 3]] }
}

#[test]
fn the_planning_table_chooses_a_b_and_c() {
    let got = select(&planning_table()).unwrap();
    let expect = Selection { chosen: vec![0, 1, 2], value: 270.0, used: vec![140.0], used_at_worst: vec![140.0] };
    assert_eq!(got, expect);
}

#[test]
fn what_must_be_chosen_is_and_what_cannot_be_is_said() {
    let mut choice = planning_table();
    choice.candidates[3].must = true;
    assert_eq!(select(&choice).unwrap().value, slow(&choice).unwrap());
    assert!(select(&choice).unwrap().chosen.contains(&3));
    choice.candidates[2].must = true;
    assert_eq!(select(&choice), Err(NoSelection::Impossible));
    let mut choice = planning_table();
    choice.limits[0].most = 39.0;
    choice.candidates[1].must = true;
    assert_eq!(select(&choice), Err(NoSelection::Impossible));
}

#[test]
fn guarding_against_estimates_that_turn_out_worst_gives_up_what_the_table_says() {
    // Values 10, 8, 7; costs 4, 3, 3; at worst 2, 1, 2 more; budget 7 (in the manner of Bertsimas & Sim, 2004).
    for (guarded, value, chosen) in [(0.0, 18.0, vec![0, 1]), (1.0, 10.0, vec![0]), (2.0, 10.0, vec![0])] {
        let uses = [(10.0, 4.0, 2.0), (8.0, 3.0, 1.0), (7.0, 3.0, 2.0)];
        let candidates = uses
            .map(|(value, likely, more)| Candidate { uses: vec![Use { likely, more }], ..candidate(value, likely) });
        let choice = Choice {
            candidates: candidates.to_vec(),
            limits: vec![Limit { most: 7.0, guarded }],
            exclusions: Vec::new(),
        };
        let got = select(&choice).unwrap();
        assert_eq!((got.value, got.chosen), (value, chosen), "guarded against {guarded}");
    }
}

#[test]
fn the_first_project_selection_published_has_its_optimum() {
    // C. C. Petersen, "Computational experience with variants of the Balas algorithm applied to the selection of R&D
    // projects", Management Science, 1967, first problem: optimum 3800.
    let values = [100.0, 600.0, 1_200.0, 2_400.0, 500.0, 2_000.0];
    let rows = [
        [8.0, 12.0, 13.0, 64.0, 22.0, 41.0],
        [8.0, 12.0, 13.0, 75.0, 22.0, 41.0],
        [3.0, 6.0, 4.0, 18.0, 6.0, 4.0],
        [5.0, 10.0, 8.0, 32.0, 6.0, 12.0],
        [5.0, 13.0, 8.0, 42.0, 6.0, 20.0],
        [5.0, 13.0, 8.0, 48.0, 6.0, 20.0],
        [0.0, 0.0, 0.0, 0.0, 8.0, 0.0],
        [3.0, 0.0, 4.0, 0.0, 8.0, 0.0],
        [3.0, 2.0, 4.0, 0.0, 8.0, 4.0],
        [3.0, 2.0, 4.0, 8.0, 8.0, 4.0],
    ];
    let most = [80.0, 96.0, 20.0, 36.0, 44.0, 48.0, 10.0, 18.0, 22.0, 24.0];
    let candidates = values.iter().enumerate().map(|(place, value)| Candidate {
        uses: rows.iter().map(|row| Use::exact(row[place])).collect(),
        ..candidate(*value, 0.0)
    });
    let choice = Choice { candidates: candidates.collect(), limits: most.map(limit).to_vec(), exclusions: Vec::new() };
    let got = select(&choice).unwrap();
    assert_eq!(got.value, 3_800.0);
    assert_eq!(got.value, slow(&choice).unwrap());
}

#[test]
fn a_hundred_candidates_under_one_budget_are_what_the_table_of_all_budgets_says() {
    // From a fixed rule. The slow way here is Bellman's table: the best for every budget, candidate after candidate.
    let part = |place: usize, salt: usize| ((place * 7_919 + salt * 104_729) % 97 + 3) as f64;
    let candidates: Vec<Candidate> = (0..100).map(|at| candidate(part(at, 1), part(at * at, 2))).collect();
    let most = 1_500_usize;
    let mut best = vec![0.0_f64; most + 1];
    for it in &candidates {
        let cost = it.uses[0].likely as usize;
        for budget in (cost..=most).rev() {
            best[budget] = best[budget].max(best[budget - cost] + it.value);
        }
    }
    let choice = Choice { candidates, limits: vec![limit(most as f64)], exclusions: Vec::new() };
    assert_eq!(select(&choice).unwrap().value, best[most]);
}

fn any_choice() -> impl Strategy<Value = Choice> {
    let uses = prop::collection::vec((0u32..40, 0u32..10), 2);
    let one = (-20i32..100, uses, prop::collection::vec(0usize..9, 0..2), prop::bool::weighted(0.08));
    let limits = prop::collection::vec((0u32..120, prop::sample::select(vec![0.0, 0.0, 1.0, 1.5, 3.0])), 2);
    let exclusions = prop::collection::vec(prop::collection::vec(0usize..9, 2..4), 0..3);
    (prop::collection::vec(one, 1..10), limits, exclusions).prop_map(|(candidates, limits, exclusions)| {
        let n = candidates.len();
        let candidates = candidates
            .into_iter()
            .map(|(value, uses, needs, must)| Candidate {
                value: f64::from(value),
                uses: uses
                    .into_iter()
                    .map(|(likely, more)| Use { likely: f64::from(likely), more: f64::from(more) })
                    .collect(),
                needs: needs.into_iter().map(|place| place % n).collect(),
                must,
            })
            .collect();
        let limits = limits.into_iter().map(|(most, guarded)| Limit { most: f64::from(most), guarded }).collect();
        let exclusions =
            exclusions.into_iter().map(|group| group.into_iter().map(|place| place % n).collect()).collect();
        Choice { candidates, limits, exclusions }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_choice_is_better_than_the_one_found(choice in any_choice()) {
        match (select(&choice), slow(&choice)) {
            (Ok(got), Some(best)) => {
                prop_assert!((got.value - best).abs() < 1e-6, "{} instead of {best}", got.value);
                prop_assert!(keeps(&choice, &got.chosen));
            }
            (Err(NoSelection::Impossible), None) => {}
            (got, best) => prop_assert!(false, "{got:?} where every choice tried gives {best:?}"),
        }
    }

    #[test]
    fn more_of_a_limit_is_never_worth_less(choice in any_choice(), more in 1.0..50.0f64) {
        let Ok(got) = select(&choice) else { return Ok(()) };
        let mut wider = choice;
        wider.limits[0].most += more;
        prop_assert!(select(&wider).unwrap().value >= got.value - 1e-6);
    }

    #[test]
    fn the_unit_of_value_changes_no_choices_worth(choice in any_choice(), factor in 1e-3..1e9f64) {
        let Ok(got) = select(&choice) else { return Ok(()) };
        let mut scaled = choice;
        scaled.candidates.iter_mut().for_each(|it| it.value *= factor);
        prop_assert!((select(&scaled).unwrap().value / factor - got.value).abs() < 1e-6);
    }
}

#[test]
fn what_is_no_choice_is_refused() {
    assert_eq!(select(&Choice::default()).unwrap().chosen, Vec::<usize>::new());
    let mut choice = planning_table();
    choice.candidates[0].needs = vec![6];
    assert_eq!(select(&choice), Err(NoSelection::NoNumber));
    let mut choice = planning_table();
    choice.candidates[0].value = f64::NAN;
    assert_eq!(select(&choice), Err(NoSelection::NoNumber));
    let mut choice = planning_table();
    choice.candidates[0].uses.clear();
    assert_eq!(select(&choice), Err(NoSelection::NoNumber));
    let mut choice = planning_table();
    choice.candidates = vec![candidate(1.0, 1.0); CANDIDATES_MOST + 1];
    assert_eq!(select(&choice), Err(NoSelection::TooMany));
}
