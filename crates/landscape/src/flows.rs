//! Load on a graph of calls, loops included: λ = external + Rᵀλ.
//!
//! `R[i][j]` is how many calls one request at `i` makes to `j`. The graph is split into its loops (strongly connected
//! components); what is no loop is added up from callers to callees, small loops are solved by elimination, large ones
//! by Gauss–Seidel under a proof that the loop dies out. A loop that amplifies itself has no load, and says so.

pub(crate) mod components;
mod elimination;
mod relaxation;

use base::Quantity;

use components::Condensation;
use elimination::Factors;
use relaxation::{Certificate, Inside, Spectrum};

/// Loops of at most this many nodes are solved by elimination.
const SMALL: usize = 64;

/// One kind of call: each request at `from` makes `calls` calls to `to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    /// The caller.
    pub from: u32,
    /// The called.
    pub to: u32,
    /// Calls per request at the caller; finite and ≥ 0.
    pub calls: f64,
}

/// A graph of calls, split into its loops and ready to be solved many times.
#[derive(Clone, Debug)]
pub struct Graph {
    /// Node at each position; callers before callees, the nodes of a loop side by side.
    order: Vec<u32>,
    /// First position of each component, and one past the last.
    bounds: Vec<u32>,
    /// What each component is.
    parts: Vec<Part>,
    /// Calls that leave their component, by position: starts, called position, calls per request.
    starts: Vec<u32>,
    targets: Vec<u32>,
    calls: Vec<f64>,
}

#[derive(Clone, Debug)]
enum Part {
    /// One node that does not call itself.
    Single,
    Small(Factors),
    Large(Box<(Inside, Certificate)>),
    Amplifies(f64),
    Undecided(f64, f64),
}

/// Why a graph cannot be built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BadCall {
    /// A call names a node the graph does not have.
    NoSuchNode(Call),
    /// Calls per request are negative or not a number.
    NoCount(Call),
    /// More nodes or calls than can be numbered (2³²).
    TooMany,
}

/// Why no load can be given.
#[derive(Clone, Debug, PartialEq)]
pub enum CannotSolve {
    /// Load reaches a loop in which each round makes at least as many calls as the one before.
    Amplifies {
        /// The nodes of the loop, in rising order.
        nodes: Vec<u32>,
        /// Calls of one round over calls of the round before (spectral radius, by power iteration), at least 1.
        growth: f64,
    },
    /// Load reaches a loop of which it could not be proven, within the cap on work, that it dies out or amplifies.
    Undecided {
        /// The nodes of the loop, in rising order.
        nodes: Vec<u32>,
        /// Proven bounds of the growth per round.
        growth: (f64, f64),
    },
}

impl Graph {
    /// Builds the graph: splits it into loops and proves of each whether it dies out.
    ///
    /// Shape: `nodes` numbered from 0; calls in any order, repeated pairs add up.
    /// Errors: [`BadCall`]; a loop that amplifies is no error before load reaches it.
    pub fn new(nodes: usize, calls: &[Call]) -> Result<Graph, BadCall> {
        if u32::try_from(nodes).is_err() || u32::try_from(calls.len()).is_err() {
            return Err(BadCall::TooMany);
        }
        for call in calls {
            if call.from.max(call.to) as usize >= nodes {
                return Err(BadCall::NoSuchNode(*call));
            }
            if !call.calls.is_finite() || call.calls < 0.0 {
                return Err(BadCall::NoCount(*call));
            }
        }
        let Condensation { order, bounds, component, position } = components::condense(nodes, calls);
        let (mut within, mut leaving) = (Vec::new(), Vec::new());
        for call in calls.iter().filter(|call| call.calls > 0.0) {
            let inside = component[call.from as usize] == component[call.to as usize];
            let (from, to) = (position[call.from as usize], position[call.to as usize]);
            if inside { &mut within } else { &mut leaving }.push(Call { from, to, calls: call.calls });
        }
        let (starts, targets, weights) = rows(nodes, leaving.iter().map(|c| (c.from, c.to, c.calls)));
        // Inside a loop the rows are the called: each asks its callers.
        let (into, callers, into_calls) = rows(nodes, within.iter().map(|c| (c.to, c.from, c.calls)));
        let parts = bounds
            .windows(2)
            .map(|b| {
                let (first, last) = (b[0] as usize, b[1] as usize);
                let (from, to) = (into[first] as usize, into[last] as usize);
                if from == to {
                    return Part::Single;
                }
                let inside = Inside::new(&into[first..=last], &callers[from..to], &into_calls[from..to], b[0]);
                part(inside)
            })
            .collect();
        Ok(Graph { order, bounds, parts, starts, targets, calls: weights })
    }

    /// How many nodes the graph has.
    pub fn nodes(&self) -> usize {
        self.order.len()
    }

    /// The loops of the graph: components of several nodes, or of one that calls itself. Callers first.
    pub fn loops(&self) -> impl Iterator<Item = &[u32]> {
        self.parts.iter().enumerate().filter(|(_, part)| !matches!(part, Part::Single)).map(|(c, _)| self.members(c))
    }

    /// Solves λ = external + Rᵀλ.
    ///
    /// Shape: one external load per node (missing ones are 0) → one load per node, in the caller's unit.
    /// Precision: exact up to rounding outside large loops; inside them within 1e-9 of the loop's largest load, by the
    /// loop's own proof. Only what the load reaches is visited.
    /// Errors: [`CannotSolve`] when load reaches a loop that amplifies; never a number then. External loads that are
    /// negative or no number count as 0.
    pub fn loads(&self, external: &[f64]) -> Result<Vec<f64>, CannotSolve> {
        let mut load: Vec<f64> = self
            .order
            .iter()
            .map(|node| external.get(*node as usize).copied().unwrap_or(0.0))
            .map(|value| if value.is_finite() { value.max(0.0) } else { 0.0 })
            .collect();
        for (c, part) in self.parts.iter().enumerate() {
            let (first, last) = (self.bounds[c] as usize, self.bounds[c + 1] as usize);
            if load[first..last].iter().all(|value| *value == 0.0) {
                continue;
            }
            match part {
                Part::Single => {}
                Part::Small(factors) => factors.solve(&mut load[first..last]),
                Part::Large(large) => {
                    let (inside, certificate) = &**large;
                    if !inside.solve(certificate, &mut load[first..last]) {
                        let growth = (0.0, certificate.theta);
                        return Err(CannotSolve::Undecided { nodes: self.sorted_members(c), growth });
                    }
                }
                Part::Amplifies(growth) => {
                    return Err(CannotSolve::Amplifies { nodes: self.sorted_members(c), growth: *growth });
                }
                Part::Undecided(low, high) => {
                    return Err(CannotSolve::Undecided { nodes: self.sorted_members(c), growth: (*low, *high) });
                }
            }
            for at in first..last {
                let value = load[at];
                if value == 0.0 {
                    continue;
                }
                let row = self.starts[at] as usize..self.starts[at + 1] as usize;
                for (to, calls) in self.targets[row.clone()].iter().zip(&self.calls[row]) {
                    load[*to as usize] += value * calls;
                }
            }
        }
        let mut out = vec![0.0; load.len()];
        for (node, value) in self.order.iter().zip(load) {
            out[*node as usize] = value;
        }
        Ok(out)
    }

    /// The load a change at one node brings to every node: [`Graph::loads`] with nothing else in the graph.
    pub fn loads_from(&self, entry: u32, load: f64) -> Result<Vec<f64>, CannotSolve> {
        let mut external = vec![0.0; self.nodes()];
        if let Some(at) = external.get_mut(entry as usize) {
            *at = load;
        }
        self.loads(&external)
    }

    fn members(&self, component: usize) -> &[u32] {
        &self.order[self.bounds[component] as usize..self.bounds[component + 1] as usize]
    }

    fn sorted_members(&self, component: usize) -> Vec<u32> {
        let mut nodes = self.members(component).to_vec();
        nodes.sort_unstable();
        nodes
    }
}

/// Solves three times, low with low and high with high: calls and loads only rise with one another.
///
/// Errors: as [`Graph::loads`]; when the upper end of the stated calls amplifies, no bound can be given, so none is.
pub fn range(
    nodes: usize,
    calls: &[(u32, u32, Quantity)],
    external: &[Quantity],
) -> Result<Result<Vec<Quantity>, CannotSolve>, BadCall> {
    let open = calls.iter().any(|(_, _, q)| q.is_range());
    let build = |end: fn(&Quantity) -> f64| {
        let calls: Vec<Call> = calls.iter().map(|(from, to, q)| Call { from: *from, to: *to, calls: end(q) }).collect();
        Graph::new(nodes, &calls)
    };
    let loads = |graph: &Graph, end: fn(&Quantity) -> f64| graph.loads(&external.iter().map(end).collect::<Vec<f64>>());
    let ends: [fn(&Quantity) -> f64; 3] = [|q| q.likely, |q| q.low, |q| q.high];
    let middle = build(ends[0])?;
    let likely = match loads(&middle, ends[0]) {
        Ok(likely) => likely,
        Err(why) => return Ok(Err(why)),
    };
    if !open && !external.iter().any(|q| q.is_range()) {
        return Ok(Ok(likely.into_iter().map(Quantity::exact).collect()));
    }
    let [low, high] = [ends[1], ends[2]]
        .map(|end| if open { build(end).map(|graph| loads(&graph, end)) } else { Ok(loads(&middle, end)) });
    let (low, high) = match (low?, high?) {
        (Ok(low), Ok(high)) => (low, high),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    Ok(Ok(likely.iter().zip(low).zip(high).map(|((likely, low), high)| Quantity::range(low, *likely, high)).collect()))
}

/// Decides what a loop is.
fn part(inside: Inside) -> Part {
    if inside.nodes() <= SMALL {
        return match elimination::factor(&inside) {
            elimination::Outcome::DiesOut(factors) => Part::Small(factors),
            elimination::Outcome::Amplifies => Part::Amplifies(inside.growth_estimate()),
            elimination::Outcome::TooClose => {
                let growth = inside.growth_estimate();
                Part::Undecided(growth, growth)
            }
        };
    }
    match inside.spectrum() {
        Spectrum::Below(certificate) => Part::Large(Box::new((inside, certificate))),
        Spectrum::AtLeastOne => Part::Amplifies(inside.growth_estimate()),
        Spectrum::Open(low, high) => Part::Undecided(low, high),
    }
}

/// Sorts entries into rows (compressed sparse rows): starts, columns, values.
fn rows(count: usize, entries: impl Iterator<Item = (u32, u32, f64)> + Clone) -> (Vec<u32>, Vec<u32>, Vec<f64>) {
    let mut starts = vec![0_u32; count + 1];
    for (row, _, _) in entries.clone() {
        starts[row as usize + 1] += 1;
    }
    for row in 0..count {
        starts[row + 1] += starts[row];
    }
    let total = starts[count] as usize;
    let (mut columns, mut values) = (vec![0; total], vec![0.0; total]);
    let mut next = starts.clone();
    for (row, column, value) in entries {
        let at = &mut next[row as usize];
        columns[*at as usize] = column;
        values[*at as usize] = value;
        *at += 1;
    }
    (starts, columns, values)
}
