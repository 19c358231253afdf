//! What waiting costs, and in which order to do what cannot be done at once.

use libm::{expm1, log1p};

use super::{NoFigure, number};

/// Weeks in a year of 365.25 days.
pub const WEEKS_A_YEAR: f64 = 365.25 / 7.0;

/// Money of a case that moves with its start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stream {
    /// The whole amount, in euros, positive when it comes in.
    pub amount: f64,
    /// How many weeks after the start it begins.
    pub after_weeks: f64,
    /// Over how many weeks it is spread evenly; 0 when it falls in one moment.
    pub over_weeks: f64,
    /// The week, counted from today, after which none of it comes any more: a season, a contract, a window.
    pub until_week: Option<f64>,
}

/// Gives the net present value, today, of a case begun in so many weeks.
///
/// Unit: euros; `rate` a share a year, compounded within it.
/// Errors: [`NoFigure`]. What would fall after its `until_week` is lost, in or out.
pub fn npv_if_begun(streams: &[Stream], rate: f64, start_week: f64) -> Result<f64, NoFigure> {
    super::sane(&[start_week], rate)?;
    let growth = log1p(rate) / WEEKS_A_YEAR;
    let mut value = 0.0;
    for stream in streams {
        let Stream { amount, after_weeks, over_weeks, until_week } = *stream;
        if !amount.is_finite() || !after_weeks.is_finite() || !over_weeks.is_finite() || over_weeks < 0.0 {
            return Err(NoFigure::NoNumber);
        }
        let from = start_week + after_weeks;
        let until = until_week.unwrap_or(f64::INFINITY);
        if over_weeks == 0.0 {
            value += if from <= until { amount * libm::exp(-growth * from) } else { 0.0 };
            continue;
        }
        let weeks = over_weeks.min((until - from).max(0.0));
        // The integral of e^(−g·t) over the weeks there are; without growth just their number.
        let lasting = if growth == 0.0 { weeks } else { -expm1(-growth * weeks) / growth };
        value += amount / over_weeks * libm::exp(-growth * from) * lasting;
    }
    number(value)
}

/// Gives what one week later costs: the net present value of a case begun then, less that of one begun a week later.
///
/// Unit: euros a week. Errors: [`NoFigure`]. Oracle: tests/money/laws.rs (closed forms).
pub fn cost_a_week(streams: &[Stream], rate: f64, start_week: f64) -> Result<f64, NoFigure> {
    Ok(npv_if_begun(streams, rate, start_week)? - npv_if_begun(streams, rate, start_week + 1.0)?)
}

/// Something to be done, one after another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Job {
    /// What a week of waiting for it costs, in euros; or points, all jobs alike.
    pub cost_a_week: f64,
    /// How many weeks it takes.
    pub weeks: f64,
}

/// An order of jobs and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The jobs' places in what was handed over, first to do first.
    pub jobs: Vec<usize>,
    /// What waiting costs until each job is done, its own weeks included.
    pub until_done: f64,
    /// What waiting costs until each job is begun: the part an order can change.
    pub until_begun: f64,
}

/// Puts jobs in the order in which waiting costs least: by cost of delay over duration (CD3).
///
/// Jobs of equal ratio stay in the order they came in. Errors: [`NoFigure`]; a job takes more than no time.
/// Source: W. E. Smith, 1956; Reinertsen, 2009. Oracle: tests/money/oracles/planning.csv, and every order tried.
pub fn order(jobs: &[Job]) -> Result<Order, NoFigure> {
    let sane = |job: &Job| job.cost_a_week.is_finite() && job.weeks.is_finite() && job.weeks > 0.0;
    if jobs.is_empty() {
        return Err(NoFigure::NoFlows);
    }
    if !jobs.iter().all(sane) {
        return Err(NoFigure::NoNumber);
    }
    let mut places: Vec<usize> = (0..jobs.len()).collect();
    places.sort_by(|a, b| urgency(jobs[*b]).total_cmp(&urgency(jobs[*a])));
    cost_of(jobs, &places)
}

/// Gives what an order costs; `places` names each job once. Errors: [`NoFigure::NoFlows`] for a place there is not.
pub fn cost_of(jobs: &[Job], places: &[usize]) -> Result<Order, NoFigure> {
    let (mut week, mut until_done, mut until_begun) = (0.0, 0.0, 0.0);
    for place in places {
        let job = jobs.get(*place).ok_or(NoFigure::NoFlows)?;
        until_begun += job.cost_a_week * week;
        week += job.weeks;
        until_done += job.cost_a_week * week;
    }
    Ok(Order { jobs: places.to_vec(), until_done: number(until_done)?, until_begun: number(until_begun)? })
}

/// Gives a job's cost of delay over its duration.
pub fn urgency(job: Job) -> f64 {
    job.cost_a_week / job.weeks
}

/// Gives the weighted-shortest-job-first score of what has no case yet, from relative points.
///
/// Shape: value to users and business, urgency in time, risk taken away or chance opened, over size; all in the same
/// kind of points. Errors: [`NoFigure`] without a size. Source: the sum that the Scaled Agile Framework calls WSJF.
pub fn wsjf(value: f64, urgency: f64, risk: f64, size: f64) -> Result<f64, NoFigure> {
    if size <= 0.0 {
        return Err(NoFigure::NothingToDivideBy);
    }
    number((value + urgency + risk) / size)
}
