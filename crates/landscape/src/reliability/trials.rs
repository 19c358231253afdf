//! Trials: each part is drawn up or down, and what is asked for works or not; 512 trials side by side.

use std::collections::{BTreeMap, BTreeSet};

use base::Quantity;

use super::counts::Counts;
use super::{Effort, Part};
use crate::flows::Call;
use crate::flows::components::{Condensation, condense};

/// What trials saw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub share: f64,
    /// The 95 % interval (Wilson, 1927).
    pub interval: (f64, f64),
    pub trials: u64,
}

/// The parts below what is asked for, callees before callers, with the circles among them.
pub(super) struct Order {
    /// In the order a walk from what is asked for meets them, depth first.
    pub met: Vec<u32>,
    order: Vec<u32>,
    bounds: Vec<u32>,
}

impl Order {
    pub(super) fn of(parts: &[Part], asked: &[Vec<u32>]) -> Order {
        let mut seen = vec![false; parts.len()];
        let mut met = Vec::new();
        let mut open: Vec<u32> = asked.iter().flatten().rev().copied().collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at as usize], true) {
                met.push(at);
                open.extend(parts[at as usize].needs.iter().flatten().rev());
            }
        }
        let calls = met.iter().flat_map(|at| {
            let needs = parts[*at as usize].needs.iter().flatten();
            needs.map(|need| Call { from: *at, to: *need, calls: 1.0 })
        });
        let Condensation { order, bounds, .. } = condense(parts.len(), &calls.collect::<Vec<_>>());
        // Circles from the last to the first; those nobody asks for are left out.
        let (mut kept, mut starts) = (Vec::with_capacity(met.len()), vec![0]);
        for circle in bounds.windows(2).rev().map(|b| &order[b[0] as usize..b[1] as usize]) {
            if seen[circle[0] as usize] {
                kept.extend(circle.iter().rev());
                starts.push(kept.len() as u32);
            }
        }
        Order { met, order: kept, bounds: starts }
    }

    /// Parts that lead to one another stand together; all others alone.
    pub(super) fn circles(&self) -> impl Iterator<Item = &[u32]> {
        self.bounds.windows(2).map(|b| &self.order[b[0] as usize..b[1] as usize])
    }
}

/// Words of 64 trials that are looked at together.
const WORDS: usize = 8;
type Block = [u64; WORDS];
const TRIALS: u64 = 64 * WORDS as u64;

/// Trials made before it is decided how many are needed.
const PILOT: u64 = 128 * TRIALS;

/// The two-sided 95 % point of the normal law.
const Z: f64 = 1.959_963_985;

/// Makes trials until the interval's half width is what is aimed at, or the work is used up.
pub(super) fn share(parts: &[Part], asked: &[Vec<u32>], end: fn(&Quantity) -> f64, aim: f64, effort: &Effort) -> Seen {
    let mut run = Run::of(parts, asked, end, effort.seed);
    let most = (effort.steps / run.cost()).clamp(1, 1 << 40) * TRIALS;
    let pilot = PILOT.min(most);
    let worked = run.trials(pilot);
    // How many are needed if the share is, of those the pilot leaves open, the one that needs most.
    let (low, high) = wilson(worked, pilot);
    let worst = if low <= 0.5 && 0.5 <= high { 0.25 } else { (low * (1.0 - low)).max(high * (1.0 - high)) };
    let needed = (Z * Z * worst / (aim * aim)).ceil();
    let blocks = ((needed / TRIALS as f64).ceil() as u64).min(most / TRIALS);
    let more = (blocks * TRIALS).saturating_sub(pilot);
    let (worked, trials) = (worked + run.trials(more), pilot + more);
    Seen { share: worked as f64 / trials as f64, interval: wilson(worked, trials), trials }
}

/// Wilson's interval for a share.
fn wilson(worked: u64, trials: u64) -> (f64, f64) {
    let (n, p) = (trials as f64, worked as f64 / trials as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half).clamp(0.0, p), (middle + half).clamp(p, 1.0))
}

/// The structure laid out for trials: parts by position, callees before callers.
struct Run {
    /// First and last position of each circle, and one past.
    bounds: Vec<u32>,
    /// Groups of each position; members of each group.
    groups: Vec<u32>,
    members: Vec<u32>,
    needed: Vec<u32>,
    asked: Vec<Vec<u32>>,
    draws: Vec<Draw>,
    /// How often in a block something happens, for each step of chances there is.
    counts: Vec<Counts>,
    state: Vec<Block>,
    chance: Chance,
    played: u64,
}

/// How a part is drawn.
enum Draw {
    /// Always up, or always down.
    Sure(u64),
    /// The next trial in which the rarer of the two happens, 1 ÷ ln of the share of the other, and what it turns into.
    Rare { next: u64, scale: f64, down: bool },
    /// How often the rarer of the two may happen in a block, by a chance a little higher than its own, then in which
    /// trials; each counts with the share, in 53 digits, by which that chance is too high.
    Few { law: usize, keep: u64, down: bool },
    /// Digit by digit of the share.
    Even(u64),
}

/// Up to this share a part is drawn from one rare trial to the next.
const RARE: f64 = 1.0 / 512.0;
/// Up to this share it is drawn how often in a block, then when; above it, digit by digit.
const FEW: f64 = 1.0 / 8.0;
/// Steps between a chance and twice that chance, so that many parts share what is worked out for a step.
const STEPS: f64 = 4.0;

impl Run {
    fn of(parts: &[Part], asked: &[Vec<u32>], end: fn(&Quantity) -> f64, seed: u64) -> Run {
        let order = Order::of(parts, asked);
        let mut position = vec![u32::MAX; parts.len()];
        order.order.iter().zip(0..).for_each(|(at, place)| position[*at as usize] = place);
        let (mut groups, mut members, mut needed, mut draws) = (vec![0], vec![0], Vec::new(), Vec::new());
        let mut chance = Chance(seed);
        let steps: BTreeSet<i32> = order.order.iter().filter_map(|at| step(end(&parts[*at as usize].up))).collect();
        let laws: BTreeMap<i32, usize> = steps.into_iter().zip(0..).collect();
        for at in &order.order {
            let part = &parts[*at as usize];
            for group in &part.needs {
                needed.extend(group.iter().map(|member| position[*member as usize]));
                members.push(needed.len() as u32);
            }
            groups.push(members.len() as u32 - 1);
            draws.push(Draw::of(end(&part.up), &laws, &mut chance));
        }
        let asked = asked.iter().map(|group| group.iter().map(|member| position[*member as usize]).collect()).collect();
        let state = vec![[0; WORDS]; draws.len()];
        let counts = laws.into_keys().map(|step| Counts::of(TRIALS as usize, chance_of(step)));
        let counts = counts.collect();
        Run { bounds: order.bounds, groups, members, needed, asked, draws, counts, state, chance, played: 0 }
    }

    /// Steps of one block: parts and needs; a part that may change in every block takes as long as several.
    fn cost(&self) -> u64 {
        let draw = |draw: &Draw| match draw {
            Draw::Sure(_) | Draw::Rare { .. } => 1,
            Draw::Few { .. } => 5,
            Draw::Even(_) => 13,
        };
        (self.draws.iter().map(draw).sum::<usize>() + self.needed.len()).max(1) as u64
    }

    /// Makes so many trials, a whole number of blocks; how many worked.
    fn trials(&mut self, count: u64) -> u64 {
        let mut worked = 0;
        for _ in 0..count / TRIALS {
            for c in 1..self.bounds.len() {
                let (first, last) = (self.bounds[c - 1] as usize, self.bounds[c] as usize);
                if last == first + 1 {
                    let up = self.draws[first].block(self.played, &self.counts, &mut self.chance);
                    self.state[first] = self.with_needs(first, up);
                    continue;
                }
                for at in first..last {
                    self.state[at] = self.draws[at].block(self.played, &self.counts, &mut self.chance);
                }
                loop {
                    let mut still = true;
                    for at in first..last {
                        let new = self.with_needs(at, self.state[at]);
                        still &= new == self.state[at];
                        self.state[at] = new;
                    }
                    if still {
                        break;
                    }
                }
            }
            let mut all = [u64::MAX; WORDS];
            for group in &self.asked {
                let mut any = [0; WORDS];
                for member in group {
                    (0..WORDS).for_each(|w| any[w] |= self.state[*member as usize][w]);
                }
                (0..WORDS).for_each(|w| all[w] &= any[w]);
            }
            worked += all.iter().map(|word| u64::from(word.count_ones())).sum::<u64>();
            self.played += TRIALS;
        }
        worked
    }

    /// In which trials a part that is up in those of `up` has all it needs.
    fn with_needs(&self, at: usize, up: Block) -> Block {
        let mut all = up;
        for group in self.groups[at] as usize..self.groups[at + 1] as usize {
            let members = &self.needed[self.members[group] as usize..self.members[group + 1] as usize];
            let mut any = [0; WORDS];
            for member in members {
                let state = &self.state[*member as usize];
                (0..WORDS).for_each(|w| any[w] |= state[w]);
            }
            (0..WORDS).for_each(|w| all[w] &= any[w]);
        }
        all
    }
}

impl Draw {
    fn of(up: f64, laws: &BTreeMap<i32, usize>, chance: &mut Chance) -> Draw {
        let (rare, down) = rarer(up);
        if rare <= 0.0 {
            return Draw::Sure(if down { u64::MAX } else { 0 });
        }
        if rare > FEW {
            return Draw::Even((up * DIGITS) as u64);
        }
        if let Some((step, law)) = step(up).and_then(|step| Some((step, *laws.get(&step)?))) {
            return Draw::Few { law, keep: (rare / chance_of(step) * DIGITS) as u64, down };
        }
        let scale = 1.0 / (-rare).ln_1p();
        Draw::Rare { next: chance.skip(scale), scale, down }
    }

    /// One bit a trial: whether the part is up in it.
    fn block(&mut self, from: u64, counts: &[Counts], chance: &mut Chance) -> Block {
        match self {
            Draw::Sure(word) => [*word; WORDS],
            Draw::Rare { next, scale, down } => {
                let mut out = [if *down { u64::MAX } else { 0 }; WORDS];
                while *next < from + TRIALS {
                    let at = (*next - from) as usize;
                    out[at / 64] ^= 1 << (at % 64);
                    *next = next.saturating_add(1).saturating_add(chance.skip(*scale));
                }
                out
            }
            Draw::Few { law, keep, down } => {
                let many = counts.get(*law).map_or(0, |counts| counts.pick(chance.next()));
                let (mut met, mut out) = ([0; WORDS], [if *down { u64::MAX } else { 0 }; WORDS]);
                for _ in 0..many {
                    // A trial that was met is no other trial: the next draw is asked.
                    let (word, bit, draw) = loop {
                        let draw = chance.next();
                        let (word, bit) = ((draw >> 6) as usize % WORDS, 1_u64 << (draw % 64));
                        if met[word] & bit == 0 {
                            break (word, bit, draw);
                        }
                    };
                    met[word] |= bit;
                    out[word] ^= if draw >> 11 < *keep { bit } else { 0 };
                }
                out
            }
            Draw::Even(share) => {
                let mut out = [0; WORDS];
                for word in &mut out {
                    // A draw is below the share where, at the first digit that differs, the share has the one.
                    let (mut same, mut digit) = (u64::MAX, 1_u64 << 52);
                    while same != 0 && digit != 0 {
                        let draw = chance.next();
                        if *share & digit != 0 {
                            *word |= same & !draw;
                            same &= draw;
                        } else {
                            same &= !draw;
                        }
                        digit >>= 1;
                    }
                }
                out
            }
        }
    }
}

/// The rarer of up and down, and whether that is down.
fn rarer(up: f64) -> (f64, bool) {
    if up >= 0.5 { (1.0 - up, true) } else { (up, false) }
}

/// The step whose chance is the next above that of the rarer of up and down, where it is drawn how often.
fn step(up: f64) -> Option<i32> {
    let (rare, _) = rarer(up);
    (RARE < rare && rare <= FEW).then(|| (rare.log2() * STEPS).ceil() as i32)
}

/// The chance of a step.
fn chance_of(step: i32) -> f64 {
    (f64::from(step) / STEPS).exp2()
}

/// One, in the 53 digits shares are compared in.
const DIGITS: f64 = (1_u64 << 53) as f64;

/// SplitMix64: Steele, Lea & Flood, 2014.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Trials passed over before the next rare one (a geometric law).
    fn skip(&mut self, scale: f64) -> u64 {
        let share = ((self.next() >> 11) as f64 + 0.5) / DIGITS;
        (share.ln() * scale) as u64
    }
}
