//! A better choice near one that is known: most of it stays, the rest is chosen again, exactly, part after part.
//!
//! Source: Shaw, 1998 (large neighbourhoods, related parts together).

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::branch::{Best, Question, search};
use super::program::Program;

/// So many columns are free in the first part chosen again.
const FREE_FIRST: f64 = 100.0;
/// What choosing one part again may cost, in cells computed.
const PART: u64 = 200_000_000;

/// Looks for better choices around one, until the effort is spent. The same question meets the same parts in the same order.
pub(super) fn improve(program: &Program, question: &mut dyn Question, best: &mut Best, effort: u64) {
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let near = Near::of(program);
    let whole = program.whole;
    let mut left = effort;
    let mut size = FREE_FIRST;
    while left > 0 && whole > 0 {
        let free = near.part(program, &mut chance, size as usize);
        let mut bounds = program.bounds();
        for column in (0..whole).filter(|column| !free[*column]) {
            let stands = f64::from(u8::from(best.1[column]));
            (bounds.low[column], bounds.high[column]) = (stands, stands);
        }
        // What choosing costs at least, so that an end comes even where nothing is free.
        let mut spent = program.rows.len() as u64 * 64;
        if program.propagate(&mut bounds) {
            let (small, of) = program.settled(&bounds);
            let start = of[..small.whole].iter().map(|column| best.1[*column]).collect();
            let mut part = Part { question, of: &of[..small.whole], picks: best.1.clone() };
            let before = best.0;
            let found = search(&small, &mut part, Some((before, start)), 0.0, PART.min(left));
            spent += found.work;
            if let Some((worth, chosen)) = found.best.filter(|(worth, _)| *worth > before) {
                for (column, chosen) in of.iter().zip(chosen) {
                    best.1[*column] = chosen;
                }
                best.0 = worth;
            }
            // Parts are as large as can be chosen again exactly, and no larger.
            size = match found.work < PART / 4 {
                true => (size * 1.03).min(whole as f64),
                false => (size * 0.95).max(8.0),
            };
        }
        left = left.saturating_sub(spent);
    }
}

/// Which columns have to do with one another.
struct Near {
    /// The rows each whole column stands in.
    rows: Vec<Vec<usize>>,
}

impl Near {
    fn of(program: &Program) -> Near {
        let mut rows = vec![Vec::new(); program.whole];
        for (at, row) in program.rows.iter().enumerate() {
            row.parts
                .iter()
                .filter(|(column, _)| *column < program.whole)
                .for_each(|(column, _)| rows[*column].push(at));
        }
        Near { rows }
    }

    /// So many columns, from one drawn on: those that share rows with those taken, at random among them.
    fn part(&self, program: &Program, chance: &mut ChaCha8Rng, size: usize) -> Vec<bool> {
        let mut free = vec![false; program.whole];
        let mut below = |most: usize| (chance.next_u64() % most.max(1) as u64) as usize;
        let mut taken = Vec::new();
        let mut tries = 0;
        while taken.len() < size.min(program.whole) && tries < 20 * size {
            tries += 1;
            // Now and then a new beginning: not all that is wrong is in one place.
            let column = match taken.is_empty() || below(8) == 0 {
                true => below(program.whole),
                false => {
                    let from: usize = taken[below(taken.len())];
                    let Some(row) = self.rows[from].get(below(self.rows[from].len())) else { continue };
                    let parts = &program.rows[*row].parts;
                    parts[below(parts.len())].0
                }
            };
            if column >= program.whole || free[column] {
                continue;
            }
            free[column] = true;
            taken.push(column);
            // Of what excludes one another all comes, or the one that stands holds the others out.
            for row in self.rows[column].iter().map(|row| &program.rows[*row]) {
                if row.most == 1.0 && row.parts.iter().all(|(_, part)| *part == 1.0) {
                    for (other, _) in &row.parts {
                        if *other < program.whole && !free[*other] {
                            free[*other] = true;
                            taken.push(*other);
                        }
                    }
                }
            }
        }
        free
    }
}

/// The question about a part, the rest as it stands.
struct Part<'a> {
    question: &'a mut dyn Question,
    of: &'a [usize],
    picks: Vec<bool>,
}

impl Question for Part<'_> {
    fn worth(&self, chosen: &[bool]) -> Option<f64> {
        let mut picks = self.picks.clone();
        self.of.iter().zip(chosen).for_each(|(column, chosen)| picks[*column] = *chosen);
        self.question.worth(&picks)
    }

    fn near(&mut self, _: &[f64]) -> Option<Vec<bool>> {
        None
    }
}
