//! How much of the time something works that needs other things, which need others in turn.
//!
//! A part works when it is up itself and, of each group of needs, at least one works: one alone in its group is needed
//! hard, several are alternatives. Shared parts are counted once. Parts that need one another in a circle work when all
//! of them are up (the greatest fixed point). Parts are up or down independently of one another.
//!
//! [`availability`] first takes away what a product or a parallel circuit settles (`reduce`); what is left is worked out
//! by cases, shared ones merged (`diagram`), or, where the cases are too many, by seeded trials (`trials`).

mod counts;
mod diagram;
mod reduce;
mod trials;

use base::Quantity;

/// One part of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Share of the time it is up by itself, `0..=1`.
    pub up: Quantity,
    /// What it needs: of each group, any one is enough.
    pub needs: Vec<Vec<u32>>,
}

/// How much work an answer may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// The most cases kept at once; beyond, trials are made.
    pub cases: usize,
    /// The half width of the 95 % interval that trials aim at.
    pub half_width: f64,
    /// The most steps trials take: parts and needs looked at, 512 trials in one step.
    pub steps: u64,
    /// Where the trials' draws start.
    pub seed: u64,
}

/// The share of the time in which all that is asked for works.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The share; with trials, its ends hold the trials' interval too.
    pub share: Quantity,
    /// How it was found.
    pub by: By,
}

/// How a share was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum By {
    /// Worked out; exact up to rounding.
    Cases,
    /// Counted.
    Trials {
        /// How many.
        trials: u64,
        /// The 95 % interval of the likely share.
        interval: (f64, f64),
    },
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BadPart {
    /// A need names a part there is none of.
    NoSuchPart(u32),
    /// The share of a part is no share.
    NoShare(u32),
}

impl Default for Effort {
    /// Cases of a few milliseconds; trials of about a second at most.
    fn default() -> Effort {
        Effort { cases: 1 << 18, half_width: 1e-4, steps: 120_000_000, seed: 1 }
    }
}

/// Works out how much of the time all groups of `asked` have a part that works.
///
/// Shape: parts numbered from 0; the same parts may stand in many groups. An empty group is never satisfied.
/// Unit: share of time. Ends of ranges each on their own: a structure never works less for a part that is up more.
/// Errors: [`BadPart`].
/// Source: factoring and reductions, e.g. Satyanarayana & Wood, 1985; decision diagrams, Bryant, 1986.
/// Oracle: tests/reliability (all cases one by one).
pub fn availability(parts: &[Part], asked: &[Vec<u32>], effort: &Effort) -> Result<Answer, BadPart> {
    for (part, at) in parts.iter().zip(0_u32..) {
        if !(0.0 <= part.up.low
            && part.up.low <= part.up.likely
            && part.up.likely <= part.up.high
            && part.up.high <= 1.0)
        {
            return Err(BadPart::NoShare(at));
        }
    }
    let needs = parts.iter().flat_map(|part| &part.needs).chain(asked).flatten();
    if let Some(missing) = needs.copied().find(|need| *need as usize >= parts.len()) {
        return Err(BadPart::NoSuchPart(missing));
    }
    let Some(rest) = reduce::reduce(parts, asked) else {
        return Ok(Answer { share: Quantity::exact(0.0), by: By::Cases });
    };
    let mut share = rest.settled;
    let mut open: Vec<Vec<u32>> = Vec::new();
    for asked in rest.modules() {
        match diagram::share(&rest.parts, &asked, effort.cases) {
            Some(module) => share = share.zip(module, |a, b| a * b),
            None => open.extend(asked),
        }
    }
    if open.is_empty() {
        return Ok(Answer { share, by: By::Cases });
    }
    // What is settled narrows the interval with it.
    let aim = effort.half_width / share.likely.max(effort.half_width);
    let seen = |end: fn(&Quantity) -> f64| trials::share(&rest.parts, &open, end, aim, effort);
    let likely = seen(|up| up.likely);
    let range = rest.parts.iter().any(|part| part.up.is_range());
    let (low, high) = if range { (seen(|up| up.low), seen(|up| up.high)) } else { (likely, likely) };
    Ok(Answer {
        share: Quantity::range(share.low * low.interval.0, share.likely * likely.share, share.high * high.interval.1),
        by: By::Trials {
            trials: likely.trials,
            interval: (share.likely * likely.interval.0, share.likely * likely.interval.1),
        },
    })
}

/// Which parts work when those are up that `up` says: the greatest fixed point.
fn working(parts: &[Part], up: impl Fn(usize) -> bool) -> Vec<bool> {
    // Groups by number; how many of each still work, and who is in them.
    let mut groups: Vec<(usize, u32)> = Vec::new();
    let mut within: Vec<Vec<u32>> = vec![Vec::new(); parts.len()];
    let mut works = vec![true; parts.len()];
    let mut fallen: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut falls = !up(at);
        for group in &part.needs {
            group.iter().for_each(|member| within[*member as usize].push(groups.len() as u32));
            groups.push((at, group.len() as u32));
            falls |= group.is_empty();
        }
        if falls {
            works[at] = false;
            fallen.push(at);
        }
    }
    while let Some(at) = fallen.pop() {
        for group in &within[at] {
            let (owner, left) = &mut groups[*group as usize];
            *left -= 1;
            if *left == 0 && works[*owner] {
                works[*owner] = false;
                fallen.push(*owner);
            }
        }
    }
    works
}
