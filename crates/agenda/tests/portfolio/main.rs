//! The best choice under limits, against every choice tried and against published optima.

mod explained;

use agenda::portfolio::{
    CANDIDATES_MOST, Candidate, Choice, Limit, NoSelection, Selection, Standing, Together, Use, keeps, select,
    select_from, select_within,
};
use proptest::prelude::*;

fn candidate(value: f64, cost: f64) -> Candidate {
    let uses = vec![Use::exact(cost)];
    Candidate { value, uses, needs: Vec::new(), needs_one_of: Vec::new(), standing: Standing::Free }
}

fn limit(most: f64) -> Limit {
    Limit { most, guarded: 0.0 }
}

/// Every choice tried, and what the best that keeps all rules is worth; written without anything of what it checks.
fn slow(choice: &Choice) -> Option<f64> {
    let n = choice.candidates.len();
    let mask = |places: &[usize]| places.iter().fold(0_u32, |mask, place| mask | 1 << place);
    let mut best: Option<f64> = None;
    'next: for picks in 0_u32..1 << n {
        if choice.at_most.is_some_and(|most| picks.count_ones() as usize > most)
            || choice.exclusions.iter().any(|group| (picks & mask(group)).count_ones() > 1)
        {
            continue;
        }
        for (place, it) in choice.candidates.iter().enumerate() {
            let one = picks >> place & 1 == 1;
            let lacks = picks & mask(&it.needs) != mask(&it.needs)
                || it.needs_one_of.iter().any(|group| picks & mask(group) == 0);
            match it.standing {
                Standing::Must if !one => continue 'next,
                Standing::MustNot if one => continue 'next,
                _ if one && lacks => continue 'next,
                _ => {}
            }
        }
        let all_in = |it: &&Together| picks & mask(&it.of) == mask(&it.of);
        let chosen =
            || choice.candidates.iter().enumerate().filter(|(place, _)| picks >> place & 1 == 1).map(|(_, it)| it);
        for (at, limit) in choice.limits.iter().enumerate() {
            let saved: f64 = choice
                .together
                .iter()
                .filter(all_in)
                .flat_map(|it| &it.saves)
                .filter(|it| it.0 == at)
                .map(|it| it.1)
                .sum();
            let mut more: Vec<f64> = chosen().map(|it| it.uses[at].more).collect();
            more.sort_by(|a, b| b.total_cmp(a));
            let whole = limit.guarded.floor() as usize;
            let part = limit.guarded.fract() * more.get(whole).copied().unwrap_or_default();
            let worst: f64 = more.iter().take(whole).sum::<f64>() + part;
            if chosen().map(|it| it.uses[at].likely).sum::<f64>() - saved + worst > limit.most + 1e-7 {
                continue 'next;
            }
        }
        let value = chosen().map(|it| it.value).sum::<f64>()
            + choice.together.iter().filter(all_in).map(|it| it.value).sum::<f64>();
        best = Some(best.map_or(value, |best| best.max(value)));
    }
    best
}

fn planning_table() -> Choice {
    // A(120,70) B(90,40, needs A) C(60,30) D(45,25) E(80,50) F(30,10), C or D but not both, budget 140.
    let rows = [(120.0, 70.0), (90.0, 40.0), (60.0, 30.0), (45.0, 25.0), (80.0, 50.0), (30.0, 10.0)];
    let mut candidates: Vec<Candidate> = rows.iter().map(|(value, cost)| candidate(*value, *cost)).collect();
    candidates[1].needs = vec![0];
    Choice { candidates, limits: vec![limit(140.0)], exclusions: vec![vec![2, 3]], ..Choice::default() }
}

#[test]
fn the_planning_table_chooses_a_b_and_c() {
    let got = select(&planning_table()).unwrap();
    let expect =
        Selection { chosen: vec![0, 1, 2], value: 270.0, bound: 270.0, used: vec![140.0], used_at_worst: vec![140.0] };
    assert_eq!(got, expect);
}

#[test]
fn what_must_be_chosen_is_and_what_cannot_be_is_said() {
    let mut choice = planning_table();
    choice.candidates[3].standing = Standing::Must;
    assert_eq!(select(&choice).unwrap().value, slow(&choice).unwrap());
    assert!(select(&choice).unwrap().chosen.contains(&3));
    choice.candidates[2].standing = Standing::Must;
    assert_eq!(select(&choice), Err(NoSelection::Impossible));
    let mut choice = planning_table();
    choice.limits[0].most = 39.0;
    choice.candidates[1].standing = Standing::Must;
    assert_eq!(select(&choice), Err(NoSelection::Impossible));
}

#[test]
fn guarding_against_estimates_that_turn_out_worst_gives_up_what_the_table_says() {
    // Values 10, 8, 7; costs 4, 3, 3; at worst 2, 1, 2 more; budget 7 (in the manner of Bertsimas & Sim, 2004).
    for (guarded, value, chosen) in [(0.0, 18.0, vec![0, 1]), (1.0, 10.0, vec![0]), (2.0, 10.0, vec![0])] {
        let uses = [(10.0, 4.0, 2.0), (8.0, 3.0, 1.0), (7.0, 3.0, 2.0)];
        let candidates = uses
            .map(|(value, likely, more)| Candidate { uses: vec![Use { likely, more }], ..candidate(value, likely) });
        let choice =
            Choice { candidates: candidates.to_vec(), limits: vec![Limit { most: 7.0, guarded }], ..Choice::default() };
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
    let choice = Choice { candidates: candidates.collect(), limits: most.map(limit).to_vec(), ..Choice::default() };
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
    let choice = Choice { candidates, limits: vec![limit(most as f64)], ..Choice::default() };
    assert_eq!(select(&choice).unwrap().value, best[most]);
}

#[test]
fn the_other_project_selections_published_have_their_optima() {
    let mut seen = Vec::new();
    let lines = include_str!("petersen.txt").lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<&str> = lines.collect();
    for problem in lines.split(|line| line.is_empty()).filter(|problem| !problem.is_empty()) {
        let numbers = |line: &str| line.split(' ').filter_map(|it| it.parse().ok()).collect::<Vec<f64>>();
        let (best, values) = (numbers(problem[0])[0], numbers(problem[1]));
        let rows: Vec<Vec<f64>> = problem[2..].iter().map(|line| numbers(line)).collect();
        let candidates = values.iter().enumerate().map(|(place, value)| Candidate {
            uses: rows.iter().map(|row| Use::exact(row[place])).collect(),
            ..candidate(*value, 0.0)
        });
        let limits = rows.iter().map(|row| limit(row[values.len()])).collect();
        let choice = Choice { candidates: candidates.collect(), limits, ..Choice::default() };
        let got = select(&choice).unwrap();
        assert!((got.value - best).abs() < 1e-6 && got.proven(), "{} instead of {best}", got.value);
        seen.push(best);
    }
    assert_eq!(seen, [87_061.0, 4_015.0, 6_120.0, 12_400.0, 10_618.0, 16_537.0]);
}

fn any_choice(most: usize) -> impl Strategy<Value = Choice> {
    let uses = prop::collection::vec((0u32..40, prop_oneof![3 => Just(0u32), 1 => 0u32..10]), 3);
    let standing = prop_oneof![12 => Just(Standing::Free), 1 => Just(Standing::Must), 1 => Just(Standing::MustNot)];
    let one_of = prop::collection::vec(prop::collection::vec(0usize..14, 1..4), 0..2);
    let one = (-20i32..100, uses, prop::collection::vec(0usize..14, 0..2), one_of, standing);
    let limits = prop::collection::vec((0u32..200, prop::sample::select(vec![0.0, 0.0, 1.0, 1.5, 3.0])), 3);
    let exclusions = prop::collection::vec(prop::collection::vec(0usize..14, 2..4), 0..3);
    let together =
        prop::collection::vec((prop::collection::vec(0usize..14, 1..4), -40i32..60, 0usize..3, 0.0..1.0f64), 0..4);
    let at_most = prop::option::weighted(0.3, 0usize..9);
    let parts = (prop::collection::vec(one, 1..=most), limits, exclusions, together, at_most);
    parts.prop_map(|(candidates, limits, exclusions, together, at_most)| {
        let n = candidates.len();
        let known = |places: Vec<usize>| places.into_iter().map(|place| place % n).collect::<Vec<usize>>();
        let candidates: Vec<Candidate> = candidates
            .into_iter()
            .map(|(value, uses, needs, one_of, standing)| Candidate {
                value: f64::from(value),
                uses: uses
                    .into_iter()
                    .map(|(likely, more)| Use { likely: f64::from(likely), more: f64::from(more) })
                    .collect(),
                needs: known(needs),
                needs_one_of: one_of.into_iter().map(known).collect(),
                standing,
            })
            .collect();
        let limits = limits.into_iter().map(|(most, guarded)| Limit { most: f64::from(most), guarded }).collect();
        let exclusions = exclusions.into_iter().map(known).collect();
        let together = together
            .into_iter()
            .map(|(of, value, at, share)| {
                let of = known(of);
                // What is shared is at most what the least of them takes, and only where they are several.
                let least = of.iter().map(|one| candidates[*one].uses[at].likely).fold(f64::INFINITY, f64::min);
                let saves = if share < 0.5 { Vec::new() } else { vec![(at, (least * share / 8.0).floor())] };
                Together { of, value: f64::from(value), saves }
            })
            .collect();
        Choice { candidates, limits, exclusions, together, at_most }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn no_choice_is_better_than_the_one_found(choice in any_choice(14)) {
        match (select(&choice), slow(&choice)) {
            (Ok(got), Some(best)) => {
                prop_assert!((got.value - best).abs() < 1e-6, "{} instead of {best}", got.value);
                prop_assert!(keeps(&choice, &got.chosen) && got.proven());
            }
            (Err(NoSelection::Impossible), None) => {}
            (got, best) => prop_assert!(false, "{got:?} where every choice tried gives {best:?}"),
        }
    }

    #[test]
    fn whenever_the_search_stops_its_bound_holds(choice in any_choice(14), effort in 0u64..3_000) {
        match (select_within(&choice, effort), slow(&choice)) {
            (Ok(got), Some(best)) => {
                prop_assert!(keeps(&choice, &got.chosen));
                prop_assert!(got.value <= best + 1e-6 && got.bound >= best - 1e-6, "{got:?} around {best}");
            }
            (Err(NoSelection::Impossible), None) | (Err(NoSelection::Unfound), _) => {}
            (got, best) => prop_assert!(false, "{got:?} where every choice tried gives {best:?}"),
        }
    }

    #[test]
    fn what_was_known_before_changes_no_worth(choice in any_choice(12), known in prop::collection::vec(0usize..14, 0..6)) {
        let worth = |it: Result<Selection, NoSelection>| it.map(|it| (it.value * 1e6).round());
        prop_assert_eq!(worth(select_from(&choice, u64::MAX, Some(&known))), worth(select(&choice)));
    }

    #[test]
    fn more_of_a_limit_is_never_worth_less(choice in any_choice(12), more in 1.0..50.0f64) {
        let Ok(got) = select(&choice) else { return Ok(()) };
        let mut wider = choice;
        wider.limits[0].most += more;
        prop_assert!(select(&wider).unwrap().value >= got.value - 1e-6);
    }

    #[test]
    fn the_unit_of_value_changes_no_choices_worth(choice in any_choice(12), factor in 1e-3..1e9f64) {
        let Ok(got) = select(&choice) else { return Ok(()) };
        let mut scaled = choice;
        scaled.candidates.iter_mut().for_each(|it| it.value *= factor);
        scaled.together.iter_mut().for_each(|it| it.value *= factor);
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
