//! Forecasts against the exact distribution, a flow against a count hour by hour.

use delivery::ageing::{NotEnough, Standing, Typical, standing};
use delivery::clock::{Holder, Spent};
use delivery::forecast::{Forecast, NoForecast, RUNS, WEEKS_NEEDED, efficiency, flow, forecast, weekly};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The chance that so many weeks, each alike to one of those seen, finish all that is left: for 0 weeks, 1, 2, ….
fn exactly(weeks: &[u32], left: u32, most: usize) -> Vec<f64> {
    let left = left as usize;
    // How likely it is that so much is done; all of it and more stands at the end.
    let mut done = vec![0.0; left + 1];
    done[0] = 1.0;
    let mut chances = vec![done[left]];
    for _ in 0..most {
        let mut next = vec![0.0; left + 1];
        for (so_far, chance) in done.iter().enumerate() {
            for week in weeks {
                next[(so_far + *week as usize).min(left)] += chance / weeks.len() as f64;
            }
        }
        done = next;
        chances.push(done[left]);
    }
    chances
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_weeks_drawn_are_those_of_the_exact_distribution(
        weeks in vec(0..9_u32, WEEKS_NEEDED..30).prop_filter("nothing done", |weeks| weeks.iter().sum::<u32>() > 10),
        left in 1..60_u32,
        seed in any::<u64>(),
    ) {
        let it = forecast(&weeks, left, seed).unwrap();
        let chances = exactly(&weeks, left, 400);
        // Six standard errors of a share among so many draws.
        let off = 6.0 * (0.25 / RUNS as f64).sqrt();
        for (share, week) in [(0.5, it.weeks_50), (0.85, it.weeks_85), (0.95, it.weeks_95)] {
            prop_assert!(chances[week as usize] >= share - off, "{share}: {week} weeks");
            prop_assert!(chances[week as usize - 1] < share + off, "{share}: {week} weeks");
        }
        prop_assert_eq!(forecast(&weeks, left, seed), Ok(it));
    }

    #[test]
    fn a_flow_is_what_one_counts_hour_by_hour(spans in vec((0..2_000_i64, option::of(1..900_i64)), 10..60), from in 0..500_i64) {
        let at = |hour: i64| Timestamp::UNIX_EPOCH + hour.hours();
        let to = from + 1_500;
        let told: Vec<_> = spans.iter().map(|(begun, took)| (at(*begun), took.map(|took| at(begun + took)))).collect();
        let counted = |hour: i64| {
            spans.iter().filter(|(begun, took)| *begun <= hour && took.is_none_or(|took| hour < begun + took)).count()
        };
        let done = spans.iter().filter(|(begun, took)| took.is_some_and(|took| (from..to).contains(&(begun + took))));
        let done: Vec<f64> = done.map(|(_, took)| took.unwrap_or(0) as f64 / 24.0).collect();
        match flow(&told, at(from), at(to)) {
            Err(few) => prop_assert_eq!(few, NotEnough { have: done.len(), need: 10 }),
            Ok(it) => {
                let under_way = (from..to).map(counted).sum::<usize>() as f64 / 1_500.0;
                prop_assert!((it.under_way - under_way).abs() < 1e-9);
                prop_assert!((it.days - done.iter().sum::<f64>() / done.len() as f64).abs() < 1e-9);
                prop_assert!((it.days_by_law * it.finished_a_day - under_way).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn the_law_holds_exactly_where_everything_begins_and_ends_within() {
    let at = |hour: i64| Timestamp::UNIX_EPOCH + hour.hours();
    let spans: Vec<_> = (0..20).map(|n| (at(n * 10), Some(at(n * 10 + 5 + n)))).collect();
    let it = flow(&spans, at(0), at(400)).unwrap();
    assert!((it.days - it.days_by_law).abs() < 1e-12 && it.is_steady);
    let begun: Vec<_> = (0..60).map(|n| (at(n), (n < 10).then(|| at(n + 5)))).collect();
    assert!(!flow(&begun, at(0), at(400)).unwrap().is_steady, "60 begun, 10 finished");
}

#[test]
fn too_few_weeks_or_none_in_which_anything_was_finished_forecast_nothing() {
    assert_eq!(forecast(&[3; 11], 5, 1), Err(NoForecast::NotEnough(NotEnough { have: 11, need: 12 })));
    assert_eq!(forecast(&[0; 12], 5, 1), Err(NoForecast::NothingFinished));
    let mut slow = [0; 20];
    slow[0] = 1;
    assert_eq!(forecast(&slow, 400, 1), Err(NoForecast::TooFar));
    let sure = Forecast { weeks_50: 4, weeks_85: 4, weeks_95: 4, seen: 12 };
    assert_eq!(forecast(&[3; 12], 10, 1), Ok(sure));
    assert_eq!(forecast(&[3; 12], 0, 1).map(|it| it.weeks_95), Ok(0));
}

#[test]
fn only_whole_weeks_count_and_empty_ones_do() {
    let days: Vec<Date> = [2, 3, 8, 16, 22, 29].map(|day| date(2026, 6, day)).into();
    // From Wednesday 3 June to Sunday 28 June 2026: the weeks of the 8th, the 15th and the 22nd.
    assert_eq!(weekly(&days, date(2026, 6, 3), date(2026, 6, 28)), [1, 1, 1]);
    assert_eq!(weekly(&days, date(2026, 6, 1), date(2026, 7, 4)), [2, 1, 1, 1]);
    assert_eq!(weekly(&[], date(2026, 6, 1), date(2026, 6, 28)), [0, 0, 0, 0]);
    assert_eq!(weekly(&days, date(2026, 6, 3), date(2026, 6, 7)), [0_u32; 0]);
    assert_eq!(weekly(&days, date(2026, 6, 28), date(2026, 6, 3)), [0_u32; 0]);
}

#[test]
fn what_is_unexplained_widens_the_share_worked() {
    let spent = |open_s| Spent { elapsed_s: open_s * 3, open_s };
    let parts = [(Holder::Worked, spent(20)), (Holder::It, spent(60)), (Holder::Unknown, spent(20))];
    let it = efficiency(&parts).unwrap();
    assert!((it.low - 0.2).abs() < 1e-12 && (it.high - 0.4).abs() < 1e-12);
    assert_eq!(efficiency(&[(Holder::Worked, spent(0))]), None);
}

#[test]
fn what_is_older_than_most_finished_ones_stands_out_only_where_that_is_sure() {
    let finished = Typical { value: 20.0, low: 15.0, high: 26.0, n: 40 };
    for (age, expect) in [(20.0, Standing::Usual), (20.1, Standing::MayBeOld), (26.1, Standing::Old)] {
        assert_eq!(standing(age, &finished), expect, "{age}");
    }
}
