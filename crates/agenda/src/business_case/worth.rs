//! What an option comes to: year by year, at three points, drawn a hundred thousand times, and what drives it.
//!
//! Everything here is a function of the lines and the terms, and of nothing else: whoever has these has the figures.

use std::collections::BTreeMap;
use std::ops::Range;

use base::{Quantity, Unit};
use stats::distribution::Distribution;

use super::line::{Heading, Matter};
use super::{BusinessCase, Pen, Terms};
use crate::decision::Choice;
use crate::money::delay::{self, Stream, WEEKS_A_YEAR};
use crate::money::pens::Present;
use crate::money::rate::{self, Rates};
use crate::money::risk::{self, DRAWS};
use crate::money::{self, Timing};

/// What is weighed: the lines of one option, on the case's terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs<'a> {
    /// The terms.
    pub terms: Terms,
    /// The lines, by number.
    pub lines: Vec<(u32, &'a Matter)>,
    /// What the draws start from; the same seed gives the same draws, on every machine.
    pub seed: u64,
}

/// What an option comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Year by year, from the start on.
    pub years: Vec<Year>,
    /// What is paid at the start.
    pub once: Quantity,
    /// What it costs in the first year.
    pub running: Quantity,
    /// What it brings in the first year.
    pub benefit: Quantity,
    /// Net present value: all numbers at their worst, likely, at their best.
    pub npv: Quantity,
    /// Months until what it brings has paid what it costs: at its worst, likely, at its best; `None`: not within the
    /// years looked at.
    pub payback: Payback,
    /// The rates at which the likely flows are worth nothing.
    pub rates: Rates,
    /// Present value of what it brings, and of what it costs, likely.
    pub present: Present,
    /// What starting a week later loses, the end of the case standing still; in euros, likely.
    pub delay_week: f64,
    /// What the draws show; `None` when nothing is uncertain.
    pub drawn: Option<Drawn>,
    /// Which number drives it, the strongest first.
    pub swings: Vec<Swing>,
}

/// One year of an option; year 0 is the day of the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// What it brings.
    pub benefit: Quantity,
    /// What it costs, by heading.
    pub costs: BTreeMap<Heading, Quantity>,
}

/// Months until an option has paid for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Payback {
    /// All numbers at their worst.
    pub worst: Option<f64>,
    /// Likely.
    pub likely: Option<f64>,
    /// All numbers at their best.
    pub best: Option<f64>,
}

/// What many draws of a case show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// How many.
    pub draws: usize,
    /// Where they started from.
    pub seed: u64,
    /// The mean net present value.
    pub mean: f64,
    /// Below which one draw in twenty lies.
    pub p05: f64,
    /// The one in the middle.
    pub p50: f64,
    /// Above which one draw in twenty lies.
    pub p95: f64,
    /// The share of draws below zero.
    pub loss: f64,
}

/// How far one number moves the net present value from its low to its high, all others likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The line.
    pub line: u32,
    /// The word of the number, as in `change`.
    pub factor: &'static str,
    /// With the number at its low.
    pub low: f64,
    /// With the number at its high.
    pub high: f64,
}

/// Nothing at all.
const NOTHING: Quantity = Quantity::exact(0.0);

impl Default for Year {
    fn default() -> Year {
        Year { benefit: NOTHING, costs: BTreeMap::new() }
    }
}

fn plus(one: Quantity, other: Quantity) -> Quantity {
    one.zip(other, |one, other| one + other)
}

impl Year {
    /// What it costs under all headings.
    pub fn cost(&self) -> Quantity {
        self.costs.values().copied().fold(NOTHING, plus)
    }

    /// What is left: at its worst what it brings is low and what it costs is high.
    pub fn net(&self) -> Quantity {
        let (benefit, cost) = (self.benefit, self.cost());
        Quantity { low: benefit.low - cost.high, likely: benefit.likely - cost.likely, high: benefit.high - cost.low }
    }
}

impl<'a> Inputs<'a> {
    /// The inputs of an option; `None` while the terms are not set.
    pub fn of(number: u64, case: &'a BusinessCase, option: &'a Choice) -> Option<Inputs<'a>> {
        let (terms, ..) = case.terms.as_ref()?;
        let lines = case.lines_of(option).map(|(number, line)| (number, &line.matter)).collect();
        Some(Inputs { terms: *terms, lines, seed: number })
    }
}

/// The product of two ranges: its ends are the least and the most any two of their numbers make.
fn times(one: Quantity, other: Quantity) -> Quantity {
    let ends = [one.low * other.low, one.low * other.high, one.high * other.low, one.high * other.high];
    Quantity {
        low: ends.into_iter().fold(f64::INFINITY, f64::min),
        likely: one.likely * other.likely,
        high: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
    }
}

impl Matter {
    /// What it amounts to in a year in which it falls, in euros.
    pub fn yearly(&self) -> Quantity {
        let values = self.factors().into_iter().map(|(_, estimate)| estimate.value);
        values.fold(Quantity::exact(1.0), times)
    }

    /// What its amount is counted in: euros once, or euros a year.
    pub fn unit(&self) -> Unit {
        if self.years().once().is_some() { Unit::Eur } else { Unit::EurPerYear }
    }

    /// Whether what came of it lies within what was promised.
    pub fn is_kept_by(&self, came: Quantity) -> bool {
        let promised = self.yearly();
        promised.low <= came.likely && came.likely <= promised.high
    }

    /// Under which heading it costs; `None` for what it brings.
    pub fn heading(&self) -> Option<Heading> {
        match self {
            Matter::Benefit { .. } => None,
            Matter::Cost { heading, .. } => Some(*heading),
        }
    }
}

/// Works out what an option comes to.
pub fn of(inputs: &Inputs) -> Worth {
    Worth { drawn: drawn(inputs), ..undrawn(inputs) }
}

/// Works out what an option comes to, save for what only draws show, which take a thousand times longer.
pub fn undrawn(inputs: &Inputs) -> Worth {
    let Terms { rate, years } = inputs.terms;
    let mut all = vec![Year::default(); years as usize + 1];
    for (_, matter) in &inputs.lines {
        let amount = matter.yearly();
        for (year, sums) in (0u32..).zip(&mut all) {
            if matter.years().holds(year) {
                match matter.heading() {
                    None => sums.benefit = plus(sums.benefit, amount),
                    Some(heading) => {
                        let sum = sums.costs.entry(heading).or_insert(NOTHING);
                        *sum = plus(*sum, amount);
                    }
                }
            }
        }
    }
    let net: Vec<Quantity> = all.iter().map(Year::net).collect();
    let flows = |pick: fn(&Quantity) -> f64| net.iter().map(pick).collect::<Vec<f64>>();
    let (worst, likely, best) = (flows(|net| net.low), flows(|net| net.likely), flows(|net| net.high));
    let npv = |flows: &[f64]| present(rate, flows);
    let brings: Vec<f64> = all.iter().map(|year| year.benefit.likely).collect();
    let costs: Vec<f64> = all.iter().map(|year| year.cost().likely).collect();
    let months = |flows: &[f64]| money::payback(flows).ok().map(|years| years * 12.0);
    let first = all.get(1).cloned().unwrap_or_default();
    Worth {
        once: all.first().map_or(NOTHING, Year::cost),
        running: first.cost(),
        benefit: first.benefit,
        npv: Quantity { low: npv(&worst), likely: npv(&likely), high: npv(&best) },
        payback: Payback { worst: months(&worst), likely: months(&likely), best: months(&best) },
        rates: rate::irr(&likely).unwrap_or(Rates::None),
        present: Present::of(rate, &brings, &costs, Timing::End).unwrap_or_default(),
        delay_week: delay_week(inputs),
        drawn: None,
        swings: swings(inputs),
        years: all,
    }
}

/// What a line's euro a year weighs in the net present value: the sum of what a euro is worth in each year it falls.
fn weight(matter: &Matter, terms: Terms) -> f64 {
    let flows: Vec<f64> = (0..=terms.years).map(|year| f64::from(u8::from(matter.years().holds(year)))).collect();
    let sign = if matter.pen() == Pen::Marketing { 1.0 } else { -1.0 };
    sign * present(terms.rate, &flows)
}

/// What yearly flows are worth at the start. Numbers of lines are bounded and a rate is none below zero, so there is one.
fn present(rate: f64, flows: &[f64]) -> f64 {
    money::npv(rate, flows, Timing::End).unwrap_or(0.0)
}

/// What a week's delay loses: amounts of a year come in evenly, and none comes after the day the case ends.
fn delay_week(inputs: &Inputs) -> f64 {
    let end = f64::from(inputs.terms.years) * WEEKS_A_YEAR;
    let mut streams = Vec::new();
    for (_, matter) in &inputs.lines {
        let sign = if matter.pen() == Pen::Marketing { 1.0 } else { -1.0 };
        let amount = sign * matter.yearly().likely;
        let once = matter.years().once();
        for year in (0..=inputs.terms.years).filter(|year| matter.years().holds(*year)) {
            let in_one_moment = year == 0 || once.is_some();
            let begins = if in_one_moment { year } else { year - 1 };
            streams.push(Stream {
                amount,
                after_weeks: f64::from(begins) * WEEKS_A_YEAR,
                over_weeks: if in_one_moment { 0.0 } else { WEEKS_A_YEAR },
                // What is paid once is paid whenever it begins.
                until_week: (!in_one_moment).then_some(end),
            });
        }
    }
    delay::cost_a_week(&streams, inputs.terms.rate, 0.0).unwrap_or(0.0)
}

/// What a line weighs, and where its numbers stand among those that are moved.
type Weighed = (f64, Range<usize>);

/// What the lines are worth together, with numbers in their places.
fn worth_of(lines: &[Weighed], numbers: &[f64]) -> f64 {
    lines.iter().map(|(weight, at)| weight * numbers[at.clone()].iter().product::<f64>()).sum()
}

/// Moves one number at a time from its low to its high.
fn swings(inputs: &Inputs) -> Vec<Swing> {
    let (mut numbers, mut names, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for (line, matter) in &inputs.lines {
        let first = numbers.len();
        for (word, estimate) in matter.factors() {
            numbers.push(estimate.value);
            names.push((*line, word));
        }
        lines.push((weight(matter, inputs.terms), first..numbers.len()));
    }
    let swung = risk::tornado(&numbers, |row| worth_of(&lines, row)).into_iter();
    let named = swung.map(|swing| {
        let (line, factor) = names[swing.input];
        Swing { line, factor, low: swing.at_low, high: swing.at_high }
    });
    named.collect()
}

/// Draws every uncertain number, and sums the case up each time; `None` when nothing is uncertain.
fn drawn(inputs: &Inputs) -> Option<Drawn> {
    // What is known multiplies the line once; what is uncertain is drawn.
    let mut uncertain: Vec<Distribution> = Vec::new();
    let mut lines: Vec<Weighed> = Vec::new();
    for (_, matter) in &inputs.lines {
        let mut known = weight(matter, inputs.terms);
        let first = uncertain.len();
        for (_, estimate) in matter.factors() {
            match estimate.distribution().ok()? {
                Distribution::Exact { value } => known *= value,
                spread => uncertain.push(spread),
            }
        }
        lines.push((known, first..uncertain.len()));
    }
    if uncertain.is_empty() {
        return None;
    }
    let summary = risk::simulate(inputs.seed, DRAWS, &uncertain, |row| worth_of(&lines, row)).ok()?;
    let below = summary.below(0.0);
    Some(Drawn {
        draws: DRAWS,
        seed: inputs.seed,
        mean: summary.mean,
        p05: summary.quantile(0.05),
        p50: summary.quantile(0.5),
        p95: summary.quantile(0.95),
        loss: below.share().ok()?,
    })
}
