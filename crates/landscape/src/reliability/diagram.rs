//! All cases at once, equal ones merged: a reduced ordered decision diagram over the parts that may be down.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use base::Quantity;

use super::Part;
use super::trials::Order;

/// More uncertain parts than this are not tried: operations go as deep as there are.
const PARTS_MOST: usize = 1_500;

/// The share of the time in which all groups have a part that works; `None` when there are too many cases.
pub(super) fn share(parts: &[Part], asked: &[Vec<u32>], cases: usize) -> Option<Quantity> {
    let order = Order::of(parts, asked);
    // Parts met first stand on top: those below one another stay together.
    let uncertain: Vec<u32> = order.met.iter().copied().filter(|at| parts[*at as usize].up.low < 1.0).collect();
    if uncertain.len() > PARTS_MOST {
        return None;
    }
    let mut variable = vec![u32::MAX; parts.len()];
    uncertain.iter().zip(0..).for_each(|(at, number)| variable[*at as usize] = number);
    let mut diagram = Diagram { nodes: vec![(u32::MAX, NO, NO), (u32::MAX, YES, YES)], cases, ..Diagram::default() };
    let mut works = vec![YES; parts.len()];
    for circle in order.circles() {
        // Within a circle everything works until something shows that it does not.
        loop {
            let mut still = true;
            for at in circle {
                let at = *at as usize;
                let mut all = if variable[at] == u32::MAX { YES } else { diagram.node(variable[at], NO, YES)? };
                for group in &parts[at].needs {
                    let mut any = NO;
                    for member in group {
                        any = diagram.join(any, works[*member as usize], YES)?;
                    }
                    all = diagram.join(all, any, NO)?;
                }
                still &= works[at] == all;
                works[at] = all;
            }
            if still || circle.len() == 1 {
                break;
            }
        }
    }
    let mut all = YES;
    for group in asked {
        let mut any = NO;
        for member in group {
            any = diagram.join(any, works[*member as usize], YES)?;
        }
        all = diagram.join(all, any, NO)?;
    }
    let ups: Vec<Quantity> = uncertain.iter().map(|at| parts[*at as usize].up).collect();
    Some(diagram.evaluate(all, &ups))
}

const NO: u32 = 0;
const YES: u32 = 1;

#[derive(Default)]
struct Diagram {
    /// Variable, what follows when it is down, what when it is up; a node's followers come before it.
    nodes: Vec<(u32, u32, u32)>,
    known: HashMap<(u32, u32, u32), u32, BuildHasherDefault<Mixer>>,
    joined: HashMap<(u32, u32, u32), u32, BuildHasherDefault<Mixer>>,
    cases: usize,
}

impl Diagram {
    fn node(&mut self, variable: u32, down: u32, up: u32) -> Option<u32> {
        if down == up {
            return Some(down);
        }
        if let Some(node) = self.known.get(&(variable, down, up)) {
            return Some(*node);
        }
        if self.nodes.len() > self.cases {
            return None;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push((variable, down, up));
        self.known.insert((variable, down, up), node);
        Some(node)
    }

    /// "Or" when `strong` is yes, "and" when it is no: the value that decides alone.
    fn join(&mut self, a: u32, b: u32, strong: u32) -> Option<u32> {
        let weak = 1 - strong;
        if a == strong || b == strong {
            return Some(strong);
        }
        if a == weak || a == b {
            return Some(b);
        }
        if b == weak {
            return Some(a);
        }
        let key = (a.min(b), a.max(b), strong);
        if let Some(node) = self.joined.get(&key) {
            return Some(*node);
        }
        if self.joined.len() > 4 * self.cases {
            return None;
        }
        let ((top_a, down_a, up_a), (top_b, down_b, up_b)) = (self.nodes[a as usize], self.nodes[b as usize]);
        let top = top_a.min(top_b);
        let (down_a, up_a) = if top_a == top { (down_a, up_a) } else { (a, a) };
        let (down_b, up_b) = if top_b == top { (down_b, up_b) } else { (b, b) };
        let down = self.join(down_a, down_b, strong)?;
        let up = self.join(up_a, up_b, strong)?;
        let node = self.node(top, down, up)?;
        self.joined.insert(key, node);
        Some(node)
    }

    /// The share of the cases that end in yes.
    fn evaluate(&self, root: u32, ups: &[Quantity]) -> Quantity {
        let mut share = vec![Quantity::exact(0.0), Quantity::exact(1.0)];
        for (variable, down, up) in &self.nodes[2..] {
            let (p, down, up) = (ups[*variable as usize], share[*down as usize], share[*up as usize]);
            let mix = |p: f64, down: f64, up: f64| down + p * (up - down);
            share.push(Quantity {
                low: mix(p.low, down.low, up.low),
                likely: mix(p.likely, down.likely, up.likely),
                high: mix(p.high, down.high, up.high),
            });
        }
        share[root as usize]
    }
}

/// A quick hash for small numbers we chose ourselves.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
