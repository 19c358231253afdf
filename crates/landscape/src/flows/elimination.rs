//! Small loops: elimination on I − A, which also decides exactly whether the loop dies out.

use super::relaxation::Inside;

/// I − A as its triangular factors, rows one after another.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    nodes: usize,
    cells: Vec<f64>,
}

/// What elimination finds.
pub(super) enum Outcome {
    /// The spectral radius is below 1.
    DiesOut(Factors),
    /// The spectral radius is at least 1.
    Amplifies,
    /// The radius is so near 1 that rounding decides.
    TooClose,
}

/// A pivot at most this large cannot be told from 0.
const PIVOT_MIN: f64 = 1e-12;

/// Eliminates without exchanging rows.
///
/// With A ≥ 0, I − A is an M-matrix: every pivot is positive exactly when the spectral radius of A is below 1, and no
/// exchange of rows is needed for accuracy. Source: Berman & Plemmons, 1979, ch. 6.
pub(super) fn factor(inside: &Inside) -> Outcome {
    let n = inside.nodes();
    let mut cells = vec![0.0; n * n];
    for row in 0..n {
        cells[row * n + row] = 1.0;
        for (column, calls) in inside.row(row) {
            cells[row * n + column] -= calls;
        }
    }
    for k in 0..n {
        let pivot = cells[k * n + k];
        if pivot <= 0.0 {
            return Outcome::Amplifies;
        }
        if pivot <= PIVOT_MIN {
            return Outcome::TooClose;
        }
        for row in k + 1..n {
            let factor = cells[row * n + k] / pivot;
            if factor == 0.0 {
                continue;
            }
            cells[row * n + k] = factor;
            for column in k + 1..n {
                cells[row * n + column] -= factor * cells[k * n + column];
            }
        }
    }
    Outcome::DiesOut(Factors { nodes: n, cells })
}

impl Factors {
    /// Solves (I − A) x = b in place.
    pub(super) fn solve(&self, b: &mut [f64]) {
        let n = self.nodes;
        for row in 1..n {
            let known: f64 = (0..row).map(|column| self.cells[row * n + column] * b[column]).sum();
            b[row] -= known;
        }
        for row in (0..n).rev() {
            let known: f64 = (row + 1..n).map(|column| self.cells[row * n + column] * b[column]).sum();
            b[row] = (b[row] - known) / self.cells[row * n + row];
        }
    }
}
