//! The tree of objectives: what stands under what, and how far each is.

use std::collections::BTreeMap;

use base::{Kind, Ref};
use jiff::civil::Date;

use super::{Above, Objective, Root};
use crate::money::goal;

/// The most levels that are read; the rule that none stands below itself keeps real trees finite.
const DEEPEST: usize = 24;

/// The objectives that are pursued, by what they stand under.
#[derive(Clone, Debug, Default)]
pub struct Tree<'a> {
    all: BTreeMap<u64, &'a Objective>,
    below: BTreeMap<u64, Vec<u64>>,
    roots: BTreeMap<Root, Vec<u64>>,
}

/// How far an objective or a root is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// The share of the way, from 0 to 1.
    pub share: f64,
    /// How many numbers it rests on.
    pub measured: usize,
    /// How many there should be.
    pub of: usize,
    /// The day of the oldest of these numbers.
    pub oldest: Date,
}

/// The number of an objective that is pointed at.
pub fn number_of(id: &Ref) -> Option<u64> {
    id.key().parse().ok().filter(|_| id.kind() == Kind::Objective)
}

impl<'a> Tree<'a> {
    /// Orders objectives by what they stand under; those given up are left out.
    pub fn of(all: impl IntoIterator<Item = (u64, &'a Objective)>) -> Tree<'a> {
        let all: BTreeMap<u64, &Objective> = all.into_iter().filter(|(_, it)| it.ended.is_none()).collect();
        let mut tree = Tree { all, ..Tree::default() };
        for (number, it) in &tree.all {
            match &it.content.above {
                Above::Root(root) => tree.roots.entry(*root).or_default().push(*number),
                Above::Objective(id) => {
                    if let Some(above) = number_of(id) {
                        tree.below.entry(above).or_default().push(*number);
                    }
                }
            }
        }
        tree
    }

    /// One that is pursued.
    pub fn get(&self, number: u64) -> Option<&'a Objective> {
        self.all.get(&number).copied()
    }

    /// Every one that is pursued, by number.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &'a Objective)> {
        self.all.iter().map(|(number, it)| (*number, *it))
    }

    /// Those directly under a root, in the order they were set.
    pub fn under_root(&self, root: Root) -> &[u64] {
        self.roots.get(&root).map_or(&[], Vec::as_slice)
    }

    /// Those directly under another, in the order they were set.
    pub fn under(&self, number: u64) -> &[u64] {
        self.below.get(&number).map_or(&[], Vec::as_slice)
    }

    /// The root one stands under.
    pub fn root_of(&self, number: u64) -> Option<Root> {
        let mut at = number;
        for _ in 0..DEEPEST {
            match &self.get(at)?.content.above {
                Above::Root(root) => return Some(*root),
                Above::Objective(id) => at = number_of(id)?,
            }
        }
        None
    }

    /// Whether one stands under another, at whatever depth, or is it.
    pub fn is_within(&self, number: u64, above: u64) -> bool {
        let mut at = Some(number);
        for _ in 0..DEEPEST {
            match at {
                None => return false,
                Some(at) if at == above => return true,
                Some(one) => {
                    at = match self.get(one).map(|it| &it.content.above) {
                        Some(Above::Objective(id)) => number_of(id),
                        _ => None,
                    }
                }
            }
        }
        // Deeper than anything that is read: what cannot be followed is no place to stand.
        true
    }

    /// Tells how far one is: by its own number where there is one, else by those below it, rolled up by weight. `None`
    /// when nothing under it was measured. What was not measured is left out of the share and counted beside it.
    ///
    /// Oracle: tests/money/oracles/planning.csv (28 %).
    pub fn progress(&self, number: u64) -> Option<Progress> {
        self.walk(number, DEEPEST).0
    }

    /// Tells how far everything under a root is.
    pub fn root_progress(&self, root: Root) -> Option<Progress> {
        self.roll_up(self.under_root(root), DEEPEST).0
    }

    /// How far one is, and how many numbers there should be under it.
    fn walk(&self, number: u64, deep: usize) -> (Option<Progress>, usize) {
        let Some(it) = self.get(number).filter(|_| deep > 0) else { return (None, 0) };
        if let (Some(share), Some((on, _))) = (it.score(), it.latest()) {
            return (Some(Progress { share, measured: 1, of: 1, oldest: on }), 1);
        }
        let below = self.under(number);
        if below.is_empty() {
            return (None, 1);
        }
        self.roll_up(below, deep - 1)
    }

    fn roll_up(&self, numbers: &[u64], deep: usize) -> (Option<Progress>, usize) {
        let each: Vec<(u32, (Option<Progress>, usize))> = numbers
            .iter()
            .filter_map(|number| Some((self.get(*number)?.content.weight, self.walk(*number, deep))))
            .collect();
        let of = each.iter().map(|(_, (_, of))| of).sum();
        let known: Vec<(u32, Progress)> =
            each.into_iter().filter_map(|(weight, (progress, _))| Some((weight, progress?))).collect();
        let shares: Vec<(f64, f64)> = known.iter().map(|(weight, it)| (it.share, f64::from(*weight))).collect();
        let rolled = goal::progress(&shares).ok().zip(known.iter().map(|(_, it)| it.oldest).min());
        let measured = known.iter().map(|(_, it)| it.measured).sum();
        (rolled.map(|(share, oldest)| Progress { share, measured, of, oldest }), of)
    }
}
