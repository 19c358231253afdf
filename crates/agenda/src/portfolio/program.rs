//! A linear program some of whose columns are 0 or 1, and what follows from its rows without solving it.

/// Maximise `worth` · x where every row's sum is at most its most, and every column lies within its bounds.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    /// What one of each column is worth.
    pub worth: Vec<f64>,
    /// The least each column may be.
    pub low: Vec<f64>,
    /// The most each column may be: always finite, so that every price gives a bound.
    pub high: Vec<f64>,
    /// So many of the first columns are 0 or 1 and nothing between.
    pub whole: usize,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row: the sum of its parts is at most `most`.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Columns and what one of each takes; no column twice.
    pub parts: Vec<(usize, f64)>,
    /// The most of it.
    pub most: f64,
}

/// What a column may be at some point of a search.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    pub low: Vec<f64>,
    pub high: Vec<f64>,
}

/// How far a row may be overstepped by rounding, as a share of its largest part.
const SLACK: f64 = 1e-9;

impl Program {
    /// Adds a column and says which it is.
    pub fn column(&mut self, worth: f64, low: f64, high: f64) -> usize {
        self.worth.push(worth);
        self.low.push(low);
        self.high.push(high);
        self.worth.len() - 1
    }

    /// Adds a row, its largest part brought to one: numbers near one are what a solver is exact for. Parts of one
    /// column are added up.
    pub fn row(&mut self, mut parts: Vec<(usize, f64)>, most: f64) {
        parts.sort_unstable_by_key(|(column, _)| *column);
        parts.dedup_by(|(column, part), (kept, sum)| {
            let same = column == kept;
            if same {
                *sum += *part;
            }
            same
        });
        parts.retain(|(_, part)| *part != 0.0);
        let scale = parts.iter().map(|(_, part)| part.abs()).fold(0.0, f64::max);
        if scale == 0.0 {
            // A row of nothing is kept only where it can never hold.
            if most < 0.0 {
                self.rows.push(Row { parts, most: -1.0 });
            }
            return;
        }
        parts.iter_mut().for_each(|(_, part)| *part /= scale);
        self.rows.push(Row { parts, most: most / scale });
    }

    /// Drops the rows that hold whatever is chosen.
    pub fn drop_idle_rows(&mut self) {
        let Program { low, high, rows, .. } = self;
        rows.retain(|row| {
            row.parts.iter().map(|(at, part)| (part * low[*at]).max(part * high[*at])).sum::<f64>() > row.most
        });
    }

    /// The program of what bounds leave open, and which columns its own are: what is settled stands in its limits, and its
    /// worth in one last column that cannot move.
    pub fn settled(&self, bounds: &Bounds) -> (Program, Vec<usize>) {
        let mut small = Program::default();
        let mut of = Vec::new();
        let mut place = vec![usize::MAX; self.worth.len()];
        let mut stands = 0.0;
        for (at, (worth, place)) in self.worth.iter().zip(&mut place).enumerate() {
            if at == self.whole {
                small.whole = of.len();
            }
            match bounds.low[at] < bounds.high[at] {
                true => {
                    *place = small.column(*worth, bounds.low[at], bounds.high[at]);
                    of.push(at);
                }
                false => stands += worth * bounds.low[at],
            }
        }
        if self.whole == self.worth.len() {
            small.whole = of.len();
        }
        small.column(stands, 1.0, 1.0);
        for row in &self.rows {
            let mut most = row.most;
            let mut parts = Vec::new();
            for (at, part) in &row.parts {
                match place[*at] {
                    usize::MAX => most -= part * bounds.low[*at],
                    at => parts.push((at, *part)),
                }
            }
            let highest: f64 = parts.iter().map(|(at, part)| (part * small.low[*at]).max(part * small.high[*at])).sum();
            if highest > most {
                small.rows.push(Row { parts, most });
            }
        }
        (small, of)
    }

    /// The bounds before anything is chosen.
    pub fn bounds(&self) -> Bounds {
        Bounds { low: self.low.clone(), high: self.high.clone() }
    }

    /// Draws from the rows what follows for the whole columns; false where nothing is left that keeps them all.
    pub fn propagate(&self, bounds: &mut Bounds) -> bool {
        loop {
            let mut moved = false;
            for row in &self.rows {
                let least: f64 =
                    row.parts.iter().map(|(at, part)| (part * bounds.low[*at]).min(part * bounds.high[*at])).sum();
                let room = row.most + SLACK - least;
                if room < 0.0 {
                    return false;
                }
                for (at, part) in &row.parts {
                    if *at < self.whole && bounds.low[*at] < bounds.high[*at] && part.abs() > room {
                        match *part > 0.0 {
                            true => bounds.high[*at] = 0.0,
                            false => bounds.low[*at] = 1.0,
                        }
                        moved = true;
                    }
                }
            }
            if !moved {
                return true;
            }
        }
    }

    /// The bound that prices on the rows give, whoever found them, and what one more of each column is worth at these
    /// prices. For any prices of 0 or more, nothing within the bounds that keeps the rows is worth more.
    pub fn priced(&self, prices: &[f64], bounds: &Bounds) -> (f64, Vec<f64>) {
        let mut reduced = self.worth.clone();
        let mut bound = 0.0;
        for (row, price) in self.rows.iter().zip(prices).filter(|(_, price)| **price > 0.0) {
            bound += price * row.most;
            row.parts.iter().for_each(|(at, part)| reduced[*at] -= price * part);
        }
        for (at, worth) in reduced.iter().enumerate() {
            bound += (worth * bounds.low[at]).max(worth * bounds.high[at]);
        }
        (bound, reduced)
    }

    /// Says whether weights of 0 or more on the rows prove that nothing within the bounds keeps them all.
    pub fn refuted(&self, weights: &[f64], bounds: &Bounds) -> bool {
        let mut sums = vec![0.0; self.worth.len()];
        let (mut most, mut size) = (0.0, 0.0);
        for (row, weight) in self.rows.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
            most += weight * row.most;
            size += weight * (1.0 + row.most.abs());
            row.parts.iter().for_each(|(at, part)| sums[*at] += weight * part);
        }
        let least: f64 =
            sums.iter().enumerate().map(|(at, sum)| (sum * bounds.low[at]).min(sum * bounds.high[at])).sum();
        least > most + SLACK * size
    }
}
