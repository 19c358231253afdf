//! Questions drawn by fixed rules: the same for everybody, whatever solves them.

use agenda::portfolio::{Candidate, Choice, Limit, Standing, Together, Use};

pub const QUARTERS: usize = 8;
pub const FUNDS: usize = 3;
pub const TEAMS: usize = 8;

/// How long initiatives are and of how many teams they take.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Two to four quarters, one to three teams, one fund.
    Short,
    /// Four to eight quarters, four to eight teams, every fund.
    Long,
}

pub struct Rule(u64);

impl Rule {
    pub fn new(seed: u64) -> Rule {
        Rule(seed)
    }

    fn next(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea & Flood, 2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Which of `n` initiatives, whose quarters are given: limits at 45 % of what all would take, a need for every third, an
/// exclusion and a synergy for every sixth.
pub fn question(n: usize, shape: Shape, seed: u64) -> Choice {
    let mut rule = Rule(seed);
    let limits = (FUNDS + TEAMS) * QUARTERS;
    let mut candidates = Vec::new();
    for place in 0..n {
        let mut uses = vec![Use::exact(0.0); limits];
        let (start, length) = match shape {
            Shape::Short => (rule.below(QUARTERS - 3), 2 + rule.below(3)),
            Shape::Long => (rule.below(QUARTERS / 2), 4 + rule.below(5)),
        };
        let quarters = start..(start + length).min(QUARTERS);
        let (mut cost, mut work) = (0.0, 0.0);
        let funds = match shape {
            Shape::Short => vec![rule.below(FUNDS)],
            Shape::Long => (0..FUNDS).collect(),
        };
        for fund in funds {
            for quarter in quarters.clone() {
                let part = rule.between(20.0, 200.0).round();
                cost += part;
                uses[fund * QUARTERS + quarter] = Use::exact(part);
            }
        }
        let teams = match shape {
            Shape::Short => 1 + rule.below(3),
            Shape::Long => 4 + rule.below(5),
        };
        for _ in 0..teams {
            let team = rule.below(TEAMS);
            for quarter in quarters.clone() {
                let part = rule.between(5.0, 60.0).round();
                work += part;
                uses[(FUNDS + team) * QUARTERS + quarter] = Use::exact(part);
            }
        }
        let value = ((cost + 3.0 * work) * rule.between(0.6, 1.8)).round();
        let needs = if place % 3 == 2 { vec![rule.below(place)] } else { Vec::new() };
        candidates.push(Candidate { value, uses, needs, needs_one_of: Vec::new(), standing: Standing::Free });
    }
    let limits = (0..limits).map(|at| {
        let asked: f64 = candidates.iter().map(|it: &Candidate| it.uses[at].likely).sum();
        Limit { most: (asked * 0.45).round(), guarded: 0.0 }
    });
    let limits = limits.collect();
    let pair = |rule: &mut Rule| vec![rule.below(n / 2), n / 2 + rule.below(n - n / 2)];
    let exclusions = (0..n / 6).map(|_| pair(&mut rule)).collect();
    let together = (0..n / 6).map(|_| Together { of: pair(&mut rule), value: 60.0, saves: Vec::new() }).collect();
    Choice { candidates, limits, exclusions, together, at_most: None }
}

/// An initiative before it has a start: what it takes of which pool so many quarters after it, how long, its worth, its need.
struct Unplaced {
    uses: Vec<(usize, usize, f64)>,
    length: usize,
    value: f64,
    need: Option<usize>,
}

/// Which of `n` initiatives and when each begins: one to three quarters each, 40 % of what all would take evenly spread, 2 %
/// lost for each quarter of waiting, a need to have ended before for every third.
pub fn scheduled(n: usize, quarters: usize, seed: u64) -> Choice {
    let mut rule = Rule(seed);
    let mut asked = [0.0; FUNDS + TEAMS];
    let mut all: Vec<Unplaced> = Vec::new();
    for place in 0..n {
        let length = 1 + rule.below(3);
        let mut uses = Vec::new();
        let (mut cost, mut work) = (0.0, 0.0);
        let fund = rule.below(FUNDS);
        for after in 0..length {
            let part = rule.between(20.0, 200.0).round();
            cost += part;
            uses.push((fund, after, part));
        }
        for _ in 0..1 + rule.below(3) {
            let team = FUNDS + rule.below(TEAMS);
            for after in 0..length {
                let part = rule.between(5.0, 60.0).round();
                work += part;
                uses.push((team, after, part));
            }
        }
        uses.iter().for_each(|(pool, _, part)| asked[*pool] += part);
        let value = ((cost + 3.0 * work) * rule.between(0.6, 1.8)).round();
        let need = (place % 3 == 2).then(|| rule.below(place));
        all.push(Unplaced { uses, length, value, need });
    }
    // The places of each initiative's starts among all candidates.
    let mut starts: Vec<Vec<usize>> = Vec::new();
    for it in &all {
        let from = starts.last().and_then(|last: &Vec<usize>| last.last()).map_or(0, |last| last + 1);
        starts.push((from..=from + quarters - it.length).collect());
    }
    let mut candidates = Vec::new();
    for it in &all {
        for start in 0..=quarters - it.length {
            let mut uses = vec![Use::exact(0.0); (FUNDS + TEAMS) * quarters];
            it.uses.iter().for_each(|(pool, after, part)| uses[pool * quarters + start + after].likely += part);
            let needs_one_of = it.need.iter().map(|need| {
                let ended = |(from, _): &(usize, &usize)| from + all[*need].length <= start;
                starts[*need].iter().enumerate().filter(ended).map(|(_, place)| *place).collect()
            });
            let needs_one_of = needs_one_of.collect();
            let value = (it.value * (1.0 - 0.02 * start as f64)).round();
            candidates.push(Candidate { value, uses, needs: Vec::new(), needs_one_of, standing: Standing::Free });
        }
    }
    let most = |pool: usize| (asked[pool] * 0.4 / quarters as f64).round();
    let limits = (0..(FUNDS + TEAMS) * quarters).map(|at| Limit { most: most(at / quarters), guarded: 0.0 }).collect();
    Choice { candidates, limits, exclusions: starts, together: Vec::new(), at_most: None }
}
