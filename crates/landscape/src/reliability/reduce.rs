//! Takes away what needs no cases: what never or always works, circles and chains, alternatives nobody else shares.

use base::Quantity;

use super::{Part, working};
use crate::flows::Call;
use crate::flows::components::{Condensation, condense};

/// What is left to work out.
pub(super) struct Rest {
    /// The share of the time in which all works that nothing left depends on.
    pub settled: Quantity,
    /// The parts left.
    pub parts: Vec<Part>,
    /// The groups left, each of which must have a part that works.
    pub asked: Vec<Vec<u32>>,
}

/// Rounds of taking away; each one shrinks the structure, so this is never met in practice.
const ROUNDS: usize = 64;

/// Reduces a structure; `None` when what is asked for never works.
pub(super) fn reduce(parts: &[Part], asked: &[Vec<u32>]) -> Option<Rest> {
    // What is asked for is one more part, always up, which needs it all.
    let entry = parts.len();
    let mut parts = parts.to_vec();
    parts.push(Part { up: Quantity::exact(1.0), needs: asked.to_vec() });
    let mut held = vec![false; parts.len()]; // works whenever the entry does
    for _ in 0..ROUNDS {
        let can = working(&parts, |at| parts[at].up.high > 0.0);
        if !can[entry] {
            return None;
        }
        let always = working(&parts, |at| held[at] || parts[at].up.low >= 1.0);
        for (part, own) in parts.iter_mut().zip(0_u32..) {
            part.needs.retain_mut(|group| {
                group.retain(|member| can[*member as usize]);
                group.sort_unstable();
                group.dedup();
                !group.iter().any(|member| *member == own || held[*member as usize] || always[*member as usize])
            });
            part.needs.sort_unstable();
            part.needs.dedup();
        }
        let before = size(&parts, entry);
        merge_circles(&mut parts);
        hold(&mut parts, entry, &mut held);
        collapse(&mut parts, entry);
        if size(&parts, entry) == before {
            break;
        }
    }
    Some(renumbered(&parts, entry))
}

impl Rest {
    /// The groups asked for, those together that share a part somewhere below.
    pub(super) fn modules(&self) -> Vec<Vec<Vec<u32>>> {
        let mut owner = vec![u32::MAX; self.parts.len()];
        let mut leader: Vec<u32> = (0..self.asked.len() as u32).collect();
        fn find(leader: &mut [u32], mut at: u32) -> u32 {
            while leader[at as usize] != at {
                leader[at as usize] = leader[leader[at as usize] as usize];
                at = leader[at as usize];
            }
            at
        }
        for (group, number) in self.asked.iter().zip(0_u32..) {
            let mut open: Vec<u32> = group.clone();
            while let Some(at) = open.pop() {
                match owner[at as usize] {
                    u32::MAX => {
                        owner[at as usize] = number;
                        open.extend(self.parts[at as usize].needs.iter().flatten());
                    }
                    other => {
                        let (a, b) = (find(&mut leader, other), find(&mut leader, number));
                        leader[a as usize] = b;
                    }
                }
            }
        }
        let mut out: Vec<(u32, Vec<Vec<u32>>)> = Vec::new();
        for (group, number) in self.asked.iter().zip(0_u32..) {
            let lead = find(&mut leader, number);
            match out.iter_mut().find(|(other, _)| *other == lead) {
                Some((_, groups)) => groups.push(group.clone()),
                None => out.push((lead, vec![group.clone()])),
            }
        }
        out.into_iter().map(|(_, groups)| groups).collect()
    }
}

/// How much there is below the entry: parts and needs.
fn size(parts: &[Part], entry: usize) -> usize {
    below(parts, entry).iter().map(|at| 1 + parts[*at as usize].needs.iter().map(Vec::len).sum::<usize>()).sum()
}

/// The parts the entry leads to, itself first; callees after one of their callers.
fn below(parts: &[Part], entry: usize) -> Vec<u32> {
    let mut seen = vec![false; parts.len()];
    seen[entry] = true;
    let mut out = vec![entry as u32];
    let mut next = 0;
    while let Some(at) = out.get(next).copied() {
        next += 1;
        for member in parts[at as usize].needs.iter().flatten() {
            if !std::mem::replace(&mut seen[*member as usize], true) {
                out.push(*member);
            }
        }
    }
    out
}

/// Parts that need one another hard work all or none: they become one.
fn merge_circles(parts: &mut [Part]) {
    let hard = |at: usize, part: &Part| -> Vec<Call> {
        let alone = part.needs.iter().filter(|group| group.len() == 1);
        alone.map(|group| Call { from: at as u32, to: group[0], calls: 1.0 }).collect()
    };
    let calls: Vec<Call> = parts.iter().enumerate().flat_map(|(at, part)| hard(at, part)).collect();
    let Condensation { order, bounds, .. } = condense(parts.len(), &calls);
    let mut lead: Vec<u32> = (0..parts.len() as u32).collect();
    for circle in bounds.windows(2).map(|b| &order[b[0] as usize..b[1] as usize]).filter(|circle| circle.len() > 1) {
        let first = circle[0] as usize;
        for other in &circle[1..] {
            let other = std::mem::replace(&mut parts[*other as usize], gone());
            parts[first].up = parts[first].up.zip(other.up, |a, b| a * b);
            parts[first].needs.extend(other.needs);
        }
        circle.iter().for_each(|member| lead[*member as usize] = first as u32);
    }
    for (at, part) in parts.iter_mut().enumerate() {
        part.needs.iter_mut().flatten().for_each(|member| *member = lead[*member as usize]);
        part.needs.retain(|group| !group.contains(&(at as u32)));
    }
}

/// A part that stands for nothing any more.
fn gone() -> Part {
    Part { up: Quantity::exact(1.0), needs: Vec::new() }
}

/// What the entry needs hard, however far, goes into the entry: its share is a factor, its groups are asked for.
fn hold(parts: &mut [Part], entry: usize, held: &mut [bool]) {
    let mut at = 0;
    while at < parts[entry].needs.len() {
        let [only] = parts[entry].needs[at][..] else {
            at += 1;
            continue;
        };
        parts[entry].needs.swap_remove(at);
        if only as usize != entry && !std::mem::replace(&mut held[only as usize], true) {
            let other = std::mem::replace(&mut parts[only as usize], gone());
            parts[entry].up = parts[entry].up.zip(other.up, |a, b| a * b);
            parts[entry].needs.extend(other.needs);
        }
    }
    let groups = &mut parts[entry].needs;
    groups.retain(|group| !group.iter().any(|member| held[*member as usize]));
}

/// Chains and parallel circuits nobody else leads into become one part, from the leaves upwards.
fn collapse(parts: &mut [Part], entry: usize) {
    let order = below(parts, entry);
    let mut leading = vec![0_u32; parts.len()];
    for at in &order {
        parts[*at as usize].needs.iter().flatten().for_each(|member| leading[*member as usize] += 1);
    }
    for at in order.into_iter().rev() {
        let mut needs = std::mem::take(&mut parts[at as usize].needs);
        let mut kept = Vec::with_capacity(needs.len());
        while let Some(mut group) = needs.pop() {
            let leaf = |member: &u32| leading[*member as usize] == 1 && parts[*member as usize].needs.is_empty();
            let (leaves, others): (Vec<u32>, Vec<u32>) = group.iter().partition(|member| leaf(member));
            if let [first, rest @ ..] = &leaves[..]
                && !rest.is_empty()
            {
                // Any one of these is enough: down only when all are down.
                let up = rest.iter().fold(parts[*first as usize].up, |up, other| {
                    up.zip(parts[*other as usize].up, |a, b| 1.0 - (1.0 - a) * (1.0 - b))
                });
                parts[*first as usize].up = up;
                group = others;
                group.push(*first);
            }
            match group[..] {
                [only] if only != at && leading[only as usize] == 1 && only as usize != entry => {
                    let other = std::mem::replace(&mut parts[only as usize], gone());
                    parts[at as usize].up = parts[at as usize].up.zip(other.up, |a, b| a * b);
                    needs.extend(other.needs.into_iter().filter(|group| !group.contains(&at)));
                }
                _ => kept.push(group),
            }
        }
        parts[at as usize].needs = kept;
    }
}

/// Only what is left, numbered anew.
fn renumbered(parts: &[Part], entry: usize) -> Rest {
    let order = below(parts, entry);
    let mut number = vec![u32::MAX; parts.len()];
    order[1..].iter().zip(0..).for_each(|(at, new)| number[*at as usize] = new);
    let groups = |part: &Part| -> Vec<Vec<u32>> {
        part.needs.iter().map(|group| group.iter().map(|member| number[*member as usize]).collect()).collect()
    };
    let left = order[1..].iter().map(|at| &parts[*at as usize]);
    Rest {
        settled: parts[entry].up,
        parts: left.map(|part| Part { up: part.up, needs: groups(part) }).collect(),
        asked: groups(&parts[entry]),
    }
}
