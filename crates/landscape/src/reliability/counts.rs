//! How often something of a small chance happens in a block of trials: the binomial law, made ready for one draw.

/// The law as an alias table (Walker, 1977; Vose, 1991): each cell holds, in 53 digits, the share with which it stands
/// for its own number, and the number it stands for else.
pub(super) struct Counts {
    cells: Vec<(u64, u16)>,
}

/// What has less than this chance is left out: some 10⁻¹⁷ of all draws.
const LEAST: f64 = 1e-19;

impl Counts {
    /// Shape: `trials` of the same `chance`, at most 1,024 and at most a quarter → how many of them see it.
    pub(super) fn of(trials: usize, chance: f64) -> Counts {
        let mut law = vec![(1.0 - chance).powi(trials as i32)];
        let odds = chance / (1.0 - chance);
        for seen in 0..trials {
            law.push(law[seen] * odds * (trials - seen) as f64 / (seen + 1) as f64);
        }
        let most = (trials as f64 * chance) as usize;
        while law.len() > most + 2 && law.last().is_some_and(|chance| *chance < LEAST) {
            law.pop();
        }
        let all: f64 = law.iter().sum();
        let cells = law.len().next_power_of_two();
        // Every cell is to hold the same: what one has too little of, one that has too much fills up.
        let mut share: Vec<f64> = law.iter().map(|chance| chance / all * cells as f64).collect();
        share.resize(cells, 0.0);
        let mut other: Vec<usize> = (0..cells).collect();
        let (mut little, mut much): (Vec<usize>, Vec<usize>) = (0..cells).partition(|at| share[*at] < 1.0);
        while let (Some(small), Some(large)) = (little.pop(), much.pop()) {
            other[small] = large;
            share[large] -= 1.0 - share[small];
            if share[large] < 1.0 { little.push(large) } else { much.push(large) }
        }
        let cell = |(share, other): (f64, usize)| ((share * (1_u64 << 53) as f64) as u64, other as u16);
        Counts { cells: share.into_iter().zip(other).map(cell).collect() }
    }

    /// The number a draw of 64 even bits stands for.
    pub(super) fn pick(&self, draw: u64) -> u32 {
        let own = draw as usize % self.cells.len();
        match self.cells.get(own) {
            Some((share, other)) if draw >> 11 >= *share => u32::from(*other),
            _ => own as u32,
        }
    }

    /// The chance of each number, as the cells give it.
    #[cfg(test)]
    fn law(&self) -> Vec<f64> {
        let mut law = vec![0.0; self.cells.len()];
        for (own, (share, other)) in self.cells.iter().enumerate() {
            let share = (*share as f64 / (1_u64 << 53) as f64).min(1.0);
            law[own] += share / self.cells.len() as f64;
            law[usize::from(*other)] += (1.0 - share) / self.cells.len() as f64;
        }
        law
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_give_the_binomial_law() {
        for chance in [1.0 / 512.0, 0.03, 0.125, 0.25] {
            let law = Counts::of(512, chance).law();
            let mean: f64 = law.iter().enumerate().map(|(seen, share)| seen as f64 * share).sum();
            let spread: f64 = law.iter().enumerate().map(|(seen, share)| (seen as f64 - mean).powi(2) * share).sum();
            assert!((mean - 512.0 * chance).abs() < 1e-9, "{chance}: {mean}");
            assert!((spread - 512.0 * chance * (1.0 - chance)).abs() < 1e-8, "{chance}: {spread}");
            assert!((law[0] - (1.0 - chance).powi(512)).abs() < 1e-15);
        }
    }

    #[test]
    fn a_draw_stands_for_the_number_of_its_cell() {
        let counts = Counts::of(4, 0.25);
        // 81, 108, 54, 12 and 1 of 256, in eight cells: drawn evenly, each comes as often.
        let mut seen = [0_u32; 8];
        for high in 0..32_u64 {
            for cell in 0..8 {
                seen[counts.pick(high << 59 | cell) as usize] += 1;
            }
        }
        for (seen, of_256) in seen.into_iter().zip([81, 108, 54, 12, 1, 0, 0, 0]) {
            assert!(seen.abs_diff(of_256) <= 4, "{seen} of 256, not {of_256}");
        }
    }
}
