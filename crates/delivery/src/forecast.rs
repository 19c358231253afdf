//! When what is left will be done, as a range, from the weeks that were; and whether the numbers of a flow agree.

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};
use stats::draw::Picks;

use crate::ageing::NotEnough;
use crate::clock::{Holder, Spent};

/// How many whole weeks it takes before they are taken for weeks to come: a quarter of a year.
///
/// Of so many weeks alike in kind, the next one lies outside all that was seen in about 2 of 13 cases; with fewer, a
/// range drawn from them would promise too much.
pub const WEEKS_NEEDED: usize = 12;

/// How often the weeks to come are drawn.
pub const RUNS: usize = 10_000;

/// The furthest a forecast looks, in weeks: ten years.
pub const MOST_WEEKS: u32 = 520;

/// In how many weeks something will be done: each within so many weeks in the share of draws its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Half of the draws were done by then.
    pub weeks_50: u32,
    /// 85 of 100 were.
    pub weeks_85: u32,
    /// 95 of 100 were.
    pub weeks_95: u32,
    /// On how many weeks seen it rests.
    pub seen: usize,
}

/// Why nothing is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForecast {
    /// Too few whole weeks were seen.
    NotEnough(NotEnough),
    /// In none of them was anything finished.
    NothingFinished,
    /// At the pace seen it would take more than [`MOST_WEEKS`].
    TooFar,
}

/// Counts what was finished in each whole week, Monday to Sunday, that lies within two days, both counted in.
///
/// Shape: days in any order → one number per week, oldest first; weeks in which nothing was finished count as 0.
pub fn weekly(finished: &[Date], from: Date, to: Date) -> Vec<u32> {
    let into_week = i64::from(from.weekday().since(Weekday::Monday));
    let Ok(first) = from.checked_add(((7 - into_week) % 7).days()) else { return Vec::new() };
    let days = |day: Date| first.until(day).map_or(0, |span| i64::from(span.get_days()));
    let whole = usize::try_from((days(to) + 1).div_euclid(7)).unwrap_or(0);
    let mut weeks = vec![0; whole];
    for day in finished.iter().filter(|day| **day >= first) {
        let week = usize::try_from(days(*day).div_euclid(7)).ok().and_then(|nth| weeks.get_mut(nth));
        if let Some(week) = week {
            *week += 1;
        }
    }
    weeks
}

/// Draws when so many things will be finished, if the weeks to come are like those seen.
///
/// Shape: `weeks`: what was finished in each; each draw strings together weeks drawn from them with replacement until
/// all is done. Caveat: weeks are taken to be alike and independent; people who leave, holidays and priorities that
/// change are not seen coming.
/// Errors: [`NoForecast`]. The same seed gives the same answer, to the bit.
/// Oracle: tests/forecast.rs (the exact distribution).
pub fn forecast(weeks: &[u32], left: u32, seed: u64) -> Result<Forecast, NoForecast> {
    let seen = weeks.len();
    if seen < WEEKS_NEEDED {
        return Err(NoForecast::NotEnough(NotEnough { have: seen, need: WEEKS_NEEDED }));
    }
    if weeks.iter().all(|done| *done == 0) {
        return Err(NoForecast::NothingFinished);
    }
    let mut picks = Picks::below(seed, u32::try_from(seen).unwrap_or(u32::MAX));
    let mut took: Vec<u32> = (0..RUNS)
        .map(|_| {
            let (mut done, mut week) = (0_u32, 0);
            while done < left && week <= MOST_WEEKS {
                done = done.saturating_add(weeks[picks.pick()]);
                week += 1;
            }
            week
        })
        .collect();
    took.sort_unstable();
    // The first number of weeks within which at least that share of the draws was done.
    let within = |share: f64| took[((share * RUNS as f64).ceil() as usize).clamp(1, RUNS) - 1];
    let it = Forecast { weeks_50: within(0.5), weeks_85: within(0.85), weeks_95: within(0.95), seen };
    if it.weeks_95 > MOST_WEEKS { Err(NoForecast::TooFar) } else { Ok(it) }
}

/// What flowed through a stretch of time, and whether its numbers agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// How many were under way on average: L.
    pub under_way: f64,
    /// How many were finished a day: λ.
    pub finished_a_day: f64,
    /// How many days those finished had been under way on average: W.
    pub days: f64,
    /// How many days Little's law gives: L / λ.
    pub days_by_law: f64,
    /// How many were begun.
    pub begun: usize,
    /// How many were finished.
    pub finished: usize,
    /// Whether about as many were begun as finished; where not, the law speaks of no single time, and the two may differ.
    pub is_steady: bool,
}

/// How many must be finished before a flow is spoken of.
pub const FINISHED_NEEDED: usize = 10;

/// Measures the flow between two instants, and holds it against Little's law, L = λ·W.
///
/// Shape: when each was begun, and finished if it was. Unit: days of 24 hours.
/// `is_steady`: the numbers begun and finished differ by at most twice the root of their sum, as those of two alike
/// streams do 19 times in 20.
/// Errors: fewer than [`FINISHED_NEEDED`] were finished, or no time lies between.
/// Source: Little, 1961; Little & Graves, 2008, on stretches of time that begin and end with work under way.
/// Oracle: tests/forecast.rs (hour by hour).
pub fn flow(spans: &[(Timestamp, Option<Timestamp>)], from: Timestamp, to: Timestamp) -> Result<Flow, NotEnough> {
    let seconds = |from: Timestamp, to: Timestamp| (to.as_second() - from.as_second()).max(0) as f64;
    let length = seconds(from, to);
    let within = |at: Timestamp| from <= at && at < to;
    let done: Vec<f64> = spans
        .iter()
        .filter_map(|(begun, end)| end.filter(|end| within(*end)).map(|end| seconds(*begun, end)))
        .collect();
    let (finished, need) = (done.len(), FINISHED_NEEDED);
    if finished < need || length <= 0.0 {
        return Err(NotEnough { have: finished, need });
    }
    let begun = spans.iter().filter(|(begun, _)| within(*begun)).count();
    let under_way: f64 =
        spans.iter().map(|(begun, end)| seconds((*begun).max(from), end.unwrap_or(to).min(to))).sum::<f64>() / length;
    const DAY: f64 = 86_400.0;
    let finished_a_day = finished as f64 / (length / DAY);
    let apart = begun.abs_diff(finished) as f64;
    Ok(Flow {
        under_way,
        finished_a_day,
        days: done.iter().sum::<f64>() / finished as f64 / DAY,
        days_by_law: under_way / finished_a_day,
        begun,
        finished,
        is_steady: apart * apart <= 4.0 * (begun + finished) as f64,
    })
}

/// The share of the time in which somebody worked on it, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Efficiency {
    /// The share, were nothing of what is unexplained work.
    pub low: f64,
    /// The share, were all of it work.
    pub high: f64,
}

/// Tells how much of the time within opening hours somebody worked on it: worked / (worked + waiting).
///
/// Caveat: a state called “in progress” says that somebody may work on it, not that somebody does; the true share is
/// rarely higher. Time in states nobody has explained counts for neither end alone, so the share has a range.
/// Errors: `None` when no time went by.
pub fn efficiency(parts: &[(Holder, Spent)]) -> Option<Efficiency> {
    let of = |holder| parts.iter().filter(|(it, _)| *it == holder).map(|(_, spent)| spent.open_s).sum::<i64>() as f64;
    let total = parts.iter().map(|(_, spent)| spent.open_s).sum::<i64>() as f64;
    let (worked, unknown) = (of(Holder::Worked), of(Holder::Unknown));
    (total > 0.0).then(|| Efficiency { low: worked / total, high: (worked + unknown) / total })
}
