//! What a pilot can show before it runs, what its counts say against the lines fixed in advance, and what it is worth.
//!
//! Everything here is a function of the plan and the counts; neither the order in which arms are typed nor who asks
//! changes a verdict.

use base::Money;
use jiff::civil::Date;
use stats::information;
use stats::proportion::{self, Counted};
use stats::{Interval, allocation, power as sizes};

use super::{Count, Look, Pilot, Plan};

/// Under so many people who did, or did not, in one arm, the interval is Newcombe's and not the normal one.
pub const FEW: u64 = 10;

/// Counts of arms so uneven come once in a thousand by chance: something is broken.
pub const UNEVEN: f64 = 0.001;

/// How many standard deviations lie between the ends of a range that holds nine times out of ten.
const NINE_IN_TEN: f64 = 3.289_707;

/// What the planned number of people can show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// How many people each arm is planned to have.
    pub per_arm: u64,
    /// The smallest difference they can show with the wanted power, in the direction promised, as a difference of shares;
    /// `None` when they can show none.
    pub detectable: Option<f64>,
    /// How many people each arm needs to show the promised difference.
    pub needed: u64,
    /// The promised difference, without its sign.
    pub promised: f64,
    /// How many comparisons share the accepted risk.
    pub comparisons: usize,
}

/// A pilot too small for its promise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in Power")]
pub struct Short {
    pub per_arm: u64,
    pub detectable: f64,
    pub needed: u64,
    pub promised: f64,
}

impl Power {
    /// What is missing, when the promise cannot be seen.
    pub fn short(&self) -> Option<Short> {
        let Power { per_arm, detectable, needed, promised, .. } = *self;
        (needed > per_arm).then_some(Short { per_arm, detectable: detectable.unwrap_or(1.0), needed, promised })
    }
}

/// Says what the planned number of people can show.
///
/// Unit: differences of shares. Source: the unpooled normal approximation, the accepted risk divided by the number of
/// comparisons with the control (Bonferroni).
pub fn power(plan: &Plan) -> Power {
    let comparisons = plan.arms.len().saturating_sub(1).max(1);
    let alpha = plan.alpha / comparisons as f64;
    let seen = match plan.direction() < 0.0 {
        true => sizes::detectable_fall(plan.baseline, plan.per_arm, plan.power, alpha),
        false => sizes::detectable(plan.baseline, plan.per_arm, plan.power, alpha),
    };
    Power {
        per_arm: plan.per_arm,
        detectable: seen.ok(),
        needed: sizes::per_arm(plan.baseline, plan.promised, plan.power, alpha).unwrap_or(u64::MAX),
        promised: plan.promised.abs(),
        comparisons,
    }
}

/// What one arm says beside the control.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The place of the arm in the plan.
    pub arm: usize,
    /// Its counts.
    pub counted: Counted,
    /// Its share less the control's.
    pub difference: f64,
    /// The interval of the difference.
    pub interval: Interval,
    /// How the interval was worked out.
    pub by: Method,
    /// The difference in standard errors.
    pub z: f64,
    /// How often a difference at least as large, either way, would come by chance alone.
    pub p_value: f64,
    /// What the lines fixed in advance say of it.
    pub verdict: Verdict,
}

/// How an interval was worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By the unpooled normal approximation.
    Normal,
    /// By Newcombe's, for few people.
    Newcombe,
}

/// What the lines fixed in advance say of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The whole interval lies above the line of extension.
    Extend,
    /// Something is there, but less than what makes it worth having.
    Pivot,
    /// What makes it worth having is ruled out.
    Stop,
    /// The interval holds the line of extension: it may be above or below.
    NotConclusive,
}

impl Verdict {
    /// The word of pages without language.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Extend => "extend",
            Verdict::Pivot => "pivot",
            Verdict::Stop => "stop",
            Verdict::NotConclusive => "not_conclusive",
        }
    }
}

/// What a look at the counts says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The counts of the control.
    pub control: Counted,
    /// Every other arm, in the order of the plan.
    pub comparisons: Vec<Comparison>,
    /// How sure the intervals are, such as 0.95.
    pub confidence: f64,
    /// Which comparison speaks for the pilot, by its place in `comparisons`: the largest difference among those with the
    /// verdict.
    pub best: usize,
    /// What the lines fixed in advance say.
    pub verdict: Verdict,
    /// What a reader must know beside it.
    pub flags: Vec<Flag>,
}

/// Something that does not stop a result from being read, and is told with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flag {
    /// It came after the day of the decision.
    Late {
        /// That day.
        due: Date,
        /// The day of the counts.
        on: Date,
    },
    /// It cost more than its cap.
    OverBudget {
        /// The cap.
        cap: Money,
        /// What it cost.
        spent: Money,
    },
    /// An arm has fewer people than planned.
    Smaller {
        /// How many were planned.
        planned: u64,
        /// How many the smallest arm has.
        people: u64,
    },
    /// The arms are more uneven than chance makes them.
    Uneven {
        /// How often chance alone would.
        p_value: f64,
    },
    /// The counts were looked at several times: the risk of a false alarm is higher than the plan's.
    Looks {
        /// How many times.
        looks: usize,
        /// The risk it is at most.
        at_most: f64,
    },
}

impl Reading {
    /// The comparison that speaks for the pilot.
    pub fn lead(&self) -> Option<&Comparison> {
        self.comparisons.get(self.best)
    }
}

/// Reads the newest counts of a pilot; `None` when nothing is read yet.
pub fn of(pilot: &Pilot) -> Option<Reading> {
    let look = pilot.look()?;
    let plan = &pilot.plan;
    let mut reading = read(plan, &look.counts)?;
    reading.flags = flags(pilot, look);
    Some(reading)
}

/// Holds counts, in any order, against a plan's lines; `None` when an arm is not counted.
pub fn read(plan: &Plan, counts: &[Count]) -> Option<Reading> {
    let counted = |arm: usize| {
        let count = counts.iter().find(|count| count.arm == arm)?;
        Some(Counted { hits: count.did, of: count.people })
    };
    let control = counted(plan.control())?;
    let comparisons = plan.variants().count().max(1);
    let confidence = 1.0 - plan.alpha / comparisons as f64;
    let compared = plan.variants().map(|arm| compare(plan, control, arm, counted(arm)?, confidence));
    let compared: Vec<Comparison> = compared.collect::<Option<_>>()?;
    let verdict = overall(&compared);
    let towards = |at: usize| compared[at].difference * plan.direction();
    let speaking = (0..compared.len()).filter(|at| compared[*at].verdict == verdict);
    let best = speaking.fold(None, |best: Option<usize>, at| match best {
        Some(best) if towards(best) >= towards(at) => Some(best),
        _ => Some(at),
    })?;
    Some(Reading { control, comparisons: compared, confidence, best, verdict, flags: Vec::new() })
}

fn compare(plan: &Plan, control: Counted, arm: usize, counted: Counted, confidence: f64) -> Option<Comparison> {
    let found = proportion::difference(control, counted, confidence).ok()?;
    let few = |it: Counted| it.hits < FEW || it.of - it.hits < FEW;
    let by = if few(control) || few(counted) { Method::Newcombe } else { Method::Normal };
    let interval = match by {
        Method::Normal => found.normal,
        Method::Newcombe => found.newcombe,
    };
    let verdict = verdict(plan, interval);
    let (difference, z, p_value) = (found.estimate, found.z, found.p_value);
    Some(Comparison { arm, counted, difference, interval, by, z, p_value, verdict })
}

/// Holds an interval against the lines.
fn verdict(plan: &Plan, interval: Interval) -> Verdict {
    let (low, high) = match plan.direction() < 0.0 {
        true => (-interval.high, -interval.low),
        false => (interval.low, interval.high),
    };
    match () {
        () if low > plan.lines.extend => Verdict::Extend,
        () if high >= plan.lines.extend => Verdict::NotConclusive,
        () if low > plan.lines.pivot => Verdict::Pivot,
        () => Verdict::Stop,
    }
}

/// One arm worth extending is enough; one that may still be keeps the question open.
fn overall(compared: &[Comparison]) -> Verdict {
    let any = |verdict: Verdict| compared.iter().any(|it| it.verdict == verdict);
    let ranked = [Verdict::Extend, Verdict::NotConclusive, Verdict::Pivot];
    ranked.into_iter().find(|verdict| any(*verdict)).unwrap_or(Verdict::Stop)
}

fn flags(pilot: &Pilot, look: &Look) -> Vec<Flag> {
    let (plan, due) = (&pilot.plan, pilot.decide_by());
    let mut flags = Vec::new();
    if look.on > due {
        flags.push(Flag::Late { due, on: look.on });
    }
    if let Some(spent) = look.spent.filter(|spent| *spent > plan.budget) {
        flags.push(Flag::OverBudget { cap: plan.budget, spent });
    }
    let people = look.counts.iter().map(|count| count.people).min().unwrap_or_default();
    if people < plan.per_arm {
        flags.push(Flag::Smaller { planned: plan.per_arm, people });
    }
    let counts: Vec<u64> = look.counts.iter().map(|count| count.people).collect();
    let planned = vec![1.0; counts.len()];
    if let Some(uneven) = allocation::mismatch(&counts, &planned).ok().filter(|it| it.p_value < UNEVEN) {
        flags.push(Flag::Uneven { p_value: uneven.p_value });
    }
    let looks = pilot.looks.len();
    if looks > 1 {
        flags.push(Flag::Looks { looks, at_most: (plan.alpha * looks as f64).min(1.0) });
    }
    flags
}

/// What hangs on the decision a pilot prepares, in euros of today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// The expected value of giving it to all.
    pub mean: f64,
    /// How unsure that is: its standard deviation.
    pub spread: f64,
    /// What it would bring if the promise holds, its cost not taken off.
    pub benefit: f64,
    /// What each week of waiting costs.
    pub delay_week: f64,
}

impl Prospect {
    /// What a range that holds nine times in ten says, taken as normal.
    pub fn ranging(low: f64, high: f64) -> (f64, f64) {
        ((low + high) / 2.0, (high - low) / NINE_IN_TEN)
    }

    /// What a plan states.
    pub fn stated(plan: &Plan) -> Option<Prospect> {
        let stake = plan.stake.as_ref()?;
        let (mean, spread) = Prospect::ranging(stake.value_eur.low, stake.value_eur.high);
        let benefit = (mean + euros(stake.rollout)).abs();
        Some(Prospect { mean, spread, benefit, delay_week: euros(stake.delay_week) })
    }
}

/// What a pilot may teach, in euros, beside what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// The expected value of extending without a pilot, in euros.
    pub mean: f64,
    /// How unsure that is: its standard deviation, in euros.
    pub spread: f64,
    /// How far the pilot may miss the truth: the standard deviation of its error, in euros.
    pub error: f64,
    /// What knowing the truth before deciding is worth, in euros (EVPI).
    pub perfect: f64,
    /// What this pilot is worth before deciding, in euros (EVSI).
    pub sample: f64,
    /// What it costs: its cap, and the weeks of waiting, in euros.
    pub cost: f64,
    /// The weeks of waiting.
    pub weeks: f64,
}

impl Worth {
    /// Whether it teaches more than it costs.
    pub fn pays(&self) -> bool {
        self.sample > self.cost
    }
}

/// Says what a pilot that begins on a day is worth; `None` when the prospect is no number.
///
/// The value of extending is taken as normal; it moves in proportion to the difference, so the pilot's standard error,
/// over the promise, is the share of the benefit it may miss by.
pub fn worth(plan: &Plan, prospect: &Prospect, from: Date) -> Option<Worth> {
    let Prospect { mean, spread, benefit, delay_week } = *prospect;
    let (p, q) = (plan.baseline, plan.baseline + plan.promised);
    let variance = (p * (1.0 - p) + q * (1.0 - q)) / plan.per_arm.max(1) as f64;
    let error = variance.sqrt() / plan.promised.abs() * benefit;
    let days = from.until(plan.decide_by).map_or(0, |span| span.get_days()).max(0);
    let weeks = f64::from(days) / 7.0;
    Some(Worth {
        mean,
        spread,
        error,
        perfect: information::perfect_normal(mean, spread).ok()?,
        sample: information::sample_normal(mean, spread, error).ok()?.value,
        cost: euros(plan.budget) + delay_week.max(0.0) * weeks,
        weeks,
    })
}

fn euros(amount: Money) -> f64 {
    amount.cents as f64 / 100.0
}
