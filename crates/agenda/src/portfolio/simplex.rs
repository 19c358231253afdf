//! The dual simplex method on a dense tableau with bounds on every column.
//!
//! Made for a search: when bounds change, the last tableau stays good for a start, whatever was fixed or freed since. What
//! is said about bounds rests on prices only ([`Program::priced`]), never on the tableau's own arithmetic.
//!
//! Source: Koberstein, “The dual simplex method, techniques for a fast and stable implementation”, 2005 (bound flips).

use super::program::{Bounds, Program};

/// The rows solved for their basic columns: basic = right − cells · aside.
pub(super) struct Tableau<'a> {
    program: &'a Program,
    width: usize,
    cells: Vec<f64>,
    right: Vec<f64>,
    /// What one more of each column set aside is worth.
    reduced: Vec<f64>,
    /// Who stands in each row; columns first, then the rows' slacks.
    basic: Vec<usize>,
    /// Who is set aside in each place.
    aside: Vec<usize>,
    at_high: Vec<bool>,
    low: Vec<f64>,
    high: Vec<f64>,
    value: Vec<f64>,
    since_fresh: usize,
    /// Cells computed so far: the measure of effort.
    pub work: u64,
}

/// How solving ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ended {
    /// The best of the linear program stands in the tableau.
    Best,
    /// Nothing is worth more than the line given.
    Under,
    /// Nothing within the bounds keeps the rows: the weights of the rows that show it.
    Nothing(Vec<f64>),
    /// Too many steps; the prices are good all the same.
    Tired,
}

const PIVOT_LEAST: f64 = 1e-9;
const FEASIBLE: f64 = 1e-9;
const FRESH_EVERY: usize = 600;

impl<'a> Tableau<'a> {
    pub fn new(program: &'a Program) -> Tableau<'a> {
        let (width, height) = (program.worth.len(), program.rows.len());
        let mut it = Tableau {
            program,
            width,
            cells: vec![0.0; width * height],
            right: vec![0.0; height],
            reduced: vec![0.0; width],
            basic: Vec::new(),
            aside: Vec::new(),
            at_high: vec![false; width],
            low: program.low.iter().copied().chain(vec![0.0; height]).collect(),
            high: program.high.iter().copied().chain(vec![f64::INFINITY; height]).collect(),
            value: vec![0.0; height],
            since_fresh: 0,
            work: 0,
        };
        it.slack();
        it
    }

    /// Begins with the slacks in the rows.
    fn slack(&mut self) {
        self.cells.fill(0.0);
        for (at, row) in self.program.rows.iter().enumerate() {
            for (column, part) in &row.parts {
                self.cells[at * self.width + column] = *part;
            }
            self.right[at] = row.most;
        }
        self.reduced.copy_from_slice(&self.program.worth);
        self.basic = (self.width..self.width + self.program.rows.len()).collect();
        self.aside = (0..self.width).collect();
        self.since_fresh = 0;
    }

    /// Computes the same tableau again from the rows as they were given: rounding does not add up.
    fn fresh(&mut self) {
        let wanted = self.basic.clone();
        let mut stays = vec![false; self.width + self.program.rows.len()];
        wanted.iter().for_each(|who| stays[*who] = true);
        self.slack();
        let width = self.width;
        for who in wanted.into_iter().filter(|who| *who < width) {
            let Some(place) = self.aside.iter().position(|it| *it == who) else { continue };
            let free = (0..self.basic.len()).filter(|row| !stays[self.basic[*row]]);
            let best = free.max_by(|a, b| {
                self.cells[a * self.width + place].abs().total_cmp(&self.cells[b * self.width + place].abs())
            });
            if let Some(row) = best.filter(|row| self.cells[row * self.width + place].abs() > PIVOT_LEAST) {
                self.pivot(row, place);
            }
        }
        self.since_fresh = 0;
    }

    fn pivot(&mut self, row: usize, place: usize) {
        let width = self.width;
        let over = 1.0 / self.cells[row * width + place];
        let (before, rest) = self.cells.split_at_mut(row * width);
        let (pivot, after) = rest.split_at_mut(width);
        pivot.iter_mut().for_each(|it| *it *= over);
        pivot[place] = over;
        self.right[row] *= over;
        let right = self.right[row];
        let mut swept = 1;
        let others = before.chunks_exact_mut(width).chain(after.chunks_exact_mut(width));
        for (at, cells) in (0..self.basic.len()).filter(|at| *at != row).zip(others) {
            let part = cells[place];
            if part.abs() < 1e-13 {
                cells[place] = 0.0;
                continue;
            }
            cells[place] = 0.0;
            cells.iter_mut().zip(pivot.iter()).for_each(|(cell, above)| *cell -= part * above);
            self.right[at] -= part * right;
            swept += 1;
        }
        let part = self.reduced[place];
        self.reduced[place] = 0.0;
        self.reduced.iter_mut().zip(pivot.iter()).for_each(|(cell, above)| *cell -= part * above);
        std::mem::swap(&mut self.basic[row], &mut self.aside[place]);
        self.since_fresh += 1;
        self.work += (swept + 1) * width as u64;
    }

    fn at(&self, place: usize) -> f64 {
        let who = self.aside[place];
        if self.at_high[place] { self.high[who] } else { self.low[who] }
    }

    /// Where each column set aside stands, given what one more of it is worth; then what the rows come to.
    fn settle(&mut self) {
        for place in 0..self.width {
            let who = self.aside[place];
            self.at_high[place] = match self.reduced[place] {
                worth if worth > 1e-12 => self.high[who].is_finite(),
                worth if worth < -1e-12 => false,
                _ => self.at_high[place] && self.high[who].is_finite(),
            };
        }
        let stands: Vec<f64> = (0..self.width).map(|place| self.at(place)).collect();
        for (row, cells) in self.cells.chunks_exact(self.width).enumerate() {
            let sum: f64 = cells.iter().zip(&stands).map(|(cell, at)| cell * at).sum();
            self.value[row] = self.right[row] - sum;
        }
        self.work += self.cells.len() as u64;
    }

    /// Takes over another's tableau of the same program; what was computed so far stays one's own.
    pub fn copy(&mut self, other: &Tableau<'a>) {
        self.cells.clone_from(&other.cells);
        self.right.clone_from(&other.right);
        self.reduced.clone_from(&other.reduced);
        self.basic.clone_from(&other.basic);
        self.aside.clone_from(&other.aside);
        self.at_high.clone_from(&other.at_high);
        self.since_fresh = other.since_fresh;
        self.work += self.cells.len() as u64 / 4;
    }

    /// Solves within bounds, or until it is shown that nothing is worth more than `line`.
    pub fn solve(&mut self, bounds: &Bounds, line: f64) -> Ended {
        self.solve_in(bounds, line, 10 * (self.width + self.basic.len()))
    }

    /// The same, in so many steps at most: the prices are good whenever it ends.
    pub fn solve_in(&mut self, bounds: &Bounds, line: f64, steps: usize) -> Ended {
        if self.program.rows.is_empty() {
            self.low.copy_from_slice(&bounds.low);
            self.high.copy_from_slice(&bounds.high);
            self.settle();
            return Ended::Best;
        }
        self.low[..self.width].copy_from_slice(&bounds.low);
        self.high[..self.width].copy_from_slice(&bounds.high);
        if self.since_fresh > FRESH_EVERY {
            self.fresh();
        }
        self.settle();
        let mut candidates: Vec<(f64, usize)> = Vec::new();
        for step in 0..steps {
            if step % 8 == 7 && self.bound(bounds).0 <= line {
                return Ended::Under;
            }
            let Some((row, goal)) = self.leaving() else { return Ended::Best };
            let up = self.value[row] < goal;
            let sign = if up { 1.0 } else { -1.0 };
            let mut missing = (goal - self.value[row]).abs();
            let cells = &self.cells[row * self.width..(row + 1) * self.width];
            candidates.clear();
            for (place, cell) in cells.iter().enumerate() {
                let part = sign * cell;
                let who = self.aside[place];
                let moves = if self.at_high[place] { part > PIVOT_LEAST } else { part < -PIVOT_LEAST };
                if moves && self.low[who] < self.high[who] {
                    candidates.push((self.reduced[place].abs() / part.abs(), place));
                }
            }
            candidates.sort_unstable_by(|a, b| {
                a.0.total_cmp(&b.0).then(cells[b.1].abs().total_cmp(&cells[a.1].abs())).then(a.1.cmp(&b.1))
            });
            // Columns that can go from bound to bound on the way do so; the first that cannot enters.
            let mut entering = None;
            let mut flips = 0;
            for (_, place) in &candidates {
                let who = self.aside[*place];
                let covers = cells[*place].abs() * (self.high[who] - self.low[who]);
                if covers < missing {
                    missing -= covers;
                    flips += 1;
                } else {
                    entering = Some(*place);
                    break;
                }
            }
            let Some(place) = entering else {
                if missing < FEASIBLE * 10.0 {
                    return Ended::Tired;
                }
                return Ended::Nothing(self.weights(row, sign));
            };
            for (_, place) in &candidates[..flips] {
                let who = self.aside[*place];
                let range = self.high[who] - self.low[who];
                let by = if self.at_high[*place] { -range } else { range };
                self.at_high[*place] = !self.at_high[*place];
                for (at, value) in self.value.iter_mut().enumerate() {
                    *value -= self.cells[at * self.width + place] * by;
                }
            }
            let by = (self.value[row] - goal) / self.cells[row * self.width + place];
            let enters_at = self.at(place) + by;
            for (at, value) in self.value.iter_mut().enumerate() {
                *value -= self.cells[at * self.width + place] * by;
            }
            self.value[row] = enters_at;
            self.at_high[place] = !up;
            self.pivot(row, place);
        }
        Ended::Tired
    }

    /// The row furthest out of its bounds, for its length, and the bound it goes to.
    fn leaving(&self) -> Option<(usize, f64)> {
        let mut worst = (0.0, None);
        for (row, value) in self.value.iter().enumerate() {
            let who = self.basic[row];
            let (out, goal) = match *value {
                value if value < self.low[who] - FEASIBLE => (self.low[who] - value, self.low[who]),
                value if value > self.high[who] + FEASIBLE => (value - self.high[who], self.high[who]),
                _ => continue,
            };
            let cells = &self.cells[row * self.width..(row + 1) * self.width];
            let length: f64 = 1.0 + cells.iter().map(|cell| cell * cell).sum::<f64>();
            let far = out * out / length;
            if far > worst.0 {
                worst = (far, Some((row, goal)));
            }
        }
        worst.1
    }

    fn weights(&self, row: usize, sign: f64) -> Vec<f64> {
        let mut weights = vec![0.0; self.basic.len()];
        let cells = &self.cells[row * self.width..(row + 1) * self.width];
        for (cell, who) in cells.iter().zip(&self.aside).filter(|(_, who)| **who >= self.width) {
            weights[who - self.width] = (sign * cell).max(0.0);
        }
        if self.basic[row] >= self.width {
            weights[self.basic[row] - self.width] = 1.0;
        }
        weights
    }

    /// The prices of the rows.
    pub fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.basic.len()];
        for (worth, who) in self.reduced.iter().zip(&self.aside).filter(|(_, who)| **who >= self.width) {
            prices[who - self.width] = (-worth).max(0.0);
        }
        prices
    }

    /// The bound at the tableau's prices, and the reduced worth of each column.
    pub fn bound(&self, bounds: &Bounds) -> (f64, Vec<f64>) {
        self.program.priced(&self.prices(), bounds)
    }

    /// Where every column stands.
    pub fn solution(&self) -> Vec<f64> {
        let mut all = vec![0.0; self.width];
        for (place, who) in self.aside.iter().enumerate().filter(|(_, who)| **who < self.width) {
            all[*who] = self.at(place);
        }
        for (row, who) in self.basic.iter().enumerate().filter(|(_, who)| **who < self.width) {
            all[*who] = self.value[row];
        }
        all
    }

    /// The least that forcing a basic column down to 0 and up to 1 costs, by one dual step each.
    pub fn penalties(&self, row: usize, value: f64) -> (f64, f64) {
        let cells = &self.cells[row * self.width..(row + 1) * self.width];
        let (mut down, mut up) = (f64::INFINITY, f64::INFINITY);
        for (place, cell) in cells.iter().enumerate() {
            let who = self.aside[place];
            if cell.abs() < PIVOT_LEAST || self.low[who] >= self.high[who] {
                continue;
            }
            let ratio = self.reduced[place].abs() / cell.abs();
            // At its low a column can only grow, which lowers the row where the cell is positive.
            match (*cell > 0.0) != self.at_high[place] {
                true => down = down.min(ratio),
                false => up = up.min(ratio),
            }
        }
        (down * value, up * (1.0 - value))
    }

    /// The rows that hold whole columns standing between 0 and 1, with column and value.
    pub fn split(&self) -> Vec<(usize, usize, f64)> {
        let whole = self.program.whole;
        let rows = self.basic.iter().enumerate().filter(|(_, who)| **who < whole);
        rows.map(|(row, who)| (row, *who, self.value[row]))
            .filter(|(_, _, value)| (1e-6..=1.0 - 1e-6).contains(value))
            .collect()
    }
}
