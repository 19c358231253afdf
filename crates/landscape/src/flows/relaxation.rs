//! Large loops: Gauss–Seidel, under a proof that the loop dies out.

/// The calls inside one loop: for each node, who calls it and how often. Nodes are numbered from 0 within the loop.
#[derive(Clone, Debug)]
pub(super) struct Inside {
    starts: Vec<u32>,
    callers: Vec<u32>,
    calls: Vec<f64>,
    /// 1 / (1 − calls to itself), per node; not positive when a node calls itself once or more per request.
    gain: Vec<f64>,
    /// Calls a request at each node makes inside the loop.
    made: Vec<f64>,
}

/// Weights y > 0 with (A y)ᵢ ≤ θ yᵢ for every node and θ < 1: proof that the spectral radius of A is at most θ
/// (Collatz–Wielandt), and a norm in which every error can be bounded.
#[derive(Clone, Debug)]
pub(super) struct Certificate {
    weights: Vec<f64>,
    pub(super) theta: f64,
}

/// What is proven about a loop.
pub(super) enum Spectrum {
    /// It dies out.
    Below(Certificate),
    /// It amplifies.
    AtLeastOne,
    /// Neither could be proven within the cap; bounds of the spectral radius.
    Open(f64, f64),
}

/// Bound on the error of a solution, as a share of the loop's largest load in the certificate's norm.
const ERROR_MAX: f64 = 1e-9;
/// Calls looked at before giving up: about a second; at least `SWEEPS_MIN` sweeps are always made.
const WORK_MAX: usize = 400_000_000;
const SWEEPS_MIN: usize = 500;
/// Sweeps after which the sum is no longer balanced.
const BALANCED: usize = 100;
/// θ must stay this far below 1, so that rounding cannot pass for a proof.
const MARGIN: f64 = 1e-12;

impl Inside {
    /// Takes rows of (caller, calls) whose numbers start at `offset`.
    pub(super) fn new(starts: &[u32], callers: &[u32], calls: &[f64], offset: u32) -> Inside {
        let nodes = starts.len() - 1;
        let starts: Vec<u32> = starts.iter().map(|s| s - starts[0]).collect();
        let (mut gain, mut made) = (vec![1.0; nodes], vec![0.0; nodes]);
        let (mut kept, mut kept_calls) = (Vec::with_capacity(callers.len()), Vec::with_capacity(calls.len()));
        for row in 0..nodes {
            for at in starts[row] as usize..starts[row + 1] as usize {
                let caller = callers[at] - offset;
                kept.push(caller);
                kept_calls.push(calls[at]);
                made[caller as usize] += calls[at];
                if caller as usize == row {
                    gain[row] -= calls[at];
                }
            }
        }
        gain.iter_mut().for_each(|g| *g = if *g > 0.0 { 1.0 / *g } else { -1.0 });
        Inside { starts, callers: kept, calls: kept_calls, gain, made }
    }

    /// How many nodes the loop has.
    pub(super) fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// Who calls a node, and how often per request.
    pub(super) fn row(&self, node: usize) -> impl Iterator<Item = (usize, f64)> {
        let row = self.starts[node] as usize..self.starts[node + 1] as usize;
        self.callers[row.clone()].iter().zip(&self.calls[row]).map(|(caller, calls)| (*caller as usize, *calls))
    }

    fn into(&self, node: usize, x: &[f64]) -> f64 {
        self.row(node).map(|(caller, calls)| calls * x[caller]).sum()
    }

    fn sweeps_max(&self) -> usize {
        (WORK_MAX / self.calls.len().max(1)).max(SWEEPS_MIN)
    }

    /// One Gauss–Seidel sweep of x = b + Ax; gives the largest change in units of `weights`.
    fn sweep(&self, b: impl Fn(usize) -> f64, x: &mut [f64], weights: impl Fn(usize) -> f64) -> f64 {
        let mut change = 0.0_f64;
        for node in 0..self.nodes() {
            // x = b + (Ax − own) + own·x, solved for x: the part of `x` itself leaves the sum through the gain.
            let gain = self.gain[node];
            let own = (1.0 - 1.0 / gain) * x[node];
            let value = (b(node) + self.into(node, x) - own) * gain;
            change = change.max((value - x[node]).abs() / weights(node));
            x[node] = value;
        }
        change
    }

    /// Scales x so that the sum over the loop balances: takes the slowest part of the error out in one step.
    fn balance(&self, total: f64, x: &mut [f64]) {
        let kept: f64 = x.iter().zip(&self.made).map(|(x, made)| x * (1.0 - made)).sum();
        let scale = total / kept;
        if kept > 0.0 && scale.is_finite() && scale > 1e-6 && scale < 1e6 {
            x.iter_mut().for_each(|x| *x *= scale);
        }
    }

    /// Least and greatest (Ax)ᵢ / xᵢ: bounds of the spectral radius for any x > 0.
    fn bounds(&self, x: &[f64]) -> (f64, f64) {
        (0..self.nodes()).fold((f64::INFINITY, 0.0_f64), |(low, high), node| {
            let ratio = self.into(node, x) / x[node];
            (low.min(ratio), high.max(ratio))
        })
    }

    /// Power iteration on (A + I) / 2, which turns with no loop length; gives the bounds it ends with.
    fn powers(&self, x: &mut Vec<f64>, rounds: usize, enough: impl Fn(f64, f64) -> bool) -> (f64, f64) {
        let mut next = vec![0.0; x.len()];
        let mut found = self.bounds(x);
        for round in 0..rounds {
            if enough(found.0, found.1) {
                break;
            }
            let mut largest = 0.0_f64;
            for node in 0..x.len() {
                next[node] = self.into(node, x) + x[node];
                largest = largest.max(next[node]);
            }
            if !(largest.is_finite() && largest > 0.0) {
                break;
            }
            next.iter_mut().for_each(|v| *v = (*v / largest).max(f64::MIN_POSITIVE));
            std::mem::swap(x, &mut next);
            if round % 4 == 3 {
                found = self.bounds(x);
            }
        }
        found
    }

    /// Calls of one round over calls of the round before, for a loop known to amplify: at least 1.
    pub(super) fn growth_estimate(&self) -> f64 {
        let mut x = vec![1.0; self.nodes()];
        let rounds = self.sweeps_max().min(20_000);
        let (low, high) = self.powers(&mut x, rounds, |low, high| high - low <= 1e-9 * high);
        // Between the proven bounds the mean over all nodes is the better guess.
        let (sum, into) = (0..self.nodes()).fold((0.0, 0.0), |(s, i), node| (s + x[node], i + self.into(node, &x)));
        let guess = if sum > 0.0 { into / sum } else { 1.0 };
        if guess.is_finite() { guess.clamp(low, high).max(1.0) } else { 1.0 }
    }

    /// Decides whether the loop dies out, with proof.
    ///
    /// The solution of x = 1 + Ax is its own proof, as (Ax)ᵢ = xᵢ − 1 < xᵢ; it exists exactly when the radius is below 1.
    /// Gauss–Seidel nears it; now and then power iteration looks for the opposite proof, min (Ax)ᵢ / xᵢ ≥ 1.
    pub(super) fn spectrum(&self) -> Spectrum {
        let mut x = vec![1.0; self.nodes()];
        let mut known = self.bounds(&x);
        if self.gain.iter().any(|gain| *gain <= 0.0) || known.0 >= 1.0 {
            return Spectrum::AtLeastOne;
        }
        let mut burst = 16;
        for sweep in 1..=self.sweeps_max() {
            let change = self.sweep(|_| 1.0, &mut x, |_| 1.0);
            if !change.is_finite() {
                break;
            }
            let (low, high) = self.bounds(&x);
            known = (known.0.max(low), known.1.min(high));
            if low >= 1.0 {
                return Spectrum::AtLeastOne;
            }
            // A rough proof is refined a little: a smaller θ makes every later solution cheaper.
            if high < 1.0 - MARGIN && (change < 0.1 || sweep >= 64) {
                return Spectrum::Below(Certificate { weights: x, theta: high });
            }
            if sweep == burst {
                burst *= 4;
                let mut y = x.clone();
                let (low, high) = self.powers(&mut y, 64, |low, high| low >= 1.0 || high < 1.0 - MARGIN);
                known = (known.0.max(low), known.1.min(high));
                if low >= 1.0 {
                    return Spectrum::AtLeastOne;
                }
                if high < 1.0 - MARGIN {
                    return Spectrum::Below(Certificate { weights: y, theta: high });
                }
            }
            if sweep < BALANCED {
                self.balance(self.nodes() as f64, &mut x);
            }
        }
        Spectrum::Open(known.0, known.1)
    }

    /// Solves x = b + Ax in place (`x` comes in as b); `false` when the bound on the error was not reached within the cap.
    ///
    /// After a sweep the residual is made only of calls that close loops, so the error is at most θ / (1 − θ) times
    /// the last change, both in the certificate's norm.
    pub(super) fn solve(&self, certificate: &Certificate, x: &mut [f64]) -> bool {
        let b = x.to_vec();
        let total: f64 = b.iter().sum();
        let Certificate { weights, theta } = certificate;
        let slack = theta / (1.0 - theta);
        for sweep in 0..self.sweeps_max() {
            let change = self.sweep(|node| b[node], x, |node| weights[node]);
            let largest = x.iter().zip(weights).map(|(x, y)| x / y).fold(0.0, f64::max);
            if !change.is_finite() {
                return false;
            }
            if slack * change <= ERROR_MAX * largest {
                return true;
            }
            // Plain sweeps always converge below 1; balanced ones nearly always, and much faster.
            if sweep < BALANCED {
                self.balance(total, x);
            }
        }
        false
    }
}
