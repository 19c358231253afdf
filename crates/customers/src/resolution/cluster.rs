//! From pairs to people: average link with veto, which does not chain.
//!
//! Connected components take A and C for one person when both resemble B. Here two groups are joined while the mean of
//! all pairs between them speaks for it, most convincing groups first: a pair that speaks against counts against, and
//! a pair that nobody looked at counts a little against.
//!
//! What pairs say against is not independent: each of a person's five records tells once more that the sixth has another
//! address. It counts half ([`AGAINST`]).
//!
//! What people say goes first: records said to be one person are joined before anything is weighed, and no join brings
//! together records said to be two.

use std::collections::BTreeSet;

use super::correct::Corrections;
use super::model::Model;
use super::patterns::Pairs;

/// Bits are counted in thousandths (1/1024), so that sums do not depend on the order of their parts.
const UNIT: f64 = 1024.0;

/// How much of what a pair says against counts, as a share.
pub const AGAINST: f64 = 0.5;

/// How pairs are weighed.
#[derive(Clone, Copy, Debug)]
pub struct Weighing {
    /// From which score on two records are one person, in bits.
    pub threshold: f64,
    /// What an unseen pair speaks against, in bits.
    pub unseen: f64,
    /// The most one pair may say, in bits.
    pub most: f64,
}

impl Weighing {
    /// As a model says.
    pub fn of(model: &Model) -> Weighing {
        Weighing { threshold: model.threshold_bits, unseen: model.unseen_bits, most: model.most_bits }
    }

    /// What a pair of this score says for joining its clusters, in bits.
    pub fn weigh(&self, bits: f64) -> f64 {
        let said = bits - self.threshold;
        (if said < 0.0 { said * AGAINST } else { said }).clamp(-self.most, self.most)
    }
}

/// Puts records into clusters.
///
/// Shape: pairs with the number of their pattern, for each pattern its score in bits, and what people said of places →
/// one cluster number per record, the place of its first record. Only the scores count, not the order of pairs.
pub fn cluster(records: usize, pairs: &Pairs, bits: &[f64], weighing: Weighing, said: &Corrections) -> Vec<u32> {
    let weights: Vec<i64> = bits.iter().map(|bits| (weighing.weigh(*bits) * UNIT) as i64).collect();
    let unseen = (weighing.unseen * UNIT) as i64;
    let mut groups = Groups::new(records);
    for (left, right, pattern) in pairs.iter() {
        if weights[pattern as usize] > 0 {
            groups.join(left, right);
        }
    }
    said.same.iter().for_each(|(left, right)| groups.join(*left, *right));
    let roots: Vec<u32> = (0..records as u32).map(|record| groups.root(record)).collect();
    drop(groups);
    let (same, apart) = (by_group(&said.same, &roots), by_group(&said.apart, &roots));
    // The places of the records of every group, group after group.
    let mut members: Vec<u32> = (0..records as u32).collect();
    members.sort_unstable_by_key(|record| (roots[*record as usize], *record));
    let mut place = vec![0_u32; records];
    let mut clusters: Vec<u32> = (0..records as u32).collect();
    for group in members.chunk_by(|a, b| roots[*a as usize] == roots[*b as usize]) {
        if group.len() < 2 {
            continue;
        }
        for (at, record) in group.iter().enumerate() {
            place[*record as usize] = at as u32;
        }
        let mut linkage = Linkage::new(group.len(), unseen);
        for (at, record) in group.iter().enumerate() {
            for (other, pattern) in pairs.of(*record as usize) {
                if roots[*other as usize] == roots[*record as usize] {
                    linkage.add(at as u32, place[*other as usize], weights[*pattern as usize]);
                }
            }
        }
        let root = roots[group[0] as usize];
        let places = |(_, left, right): &(u32, u32, u32)| (place[*left as usize], place[*right as usize]);
        of_group(&apart, root).iter().map(places).for_each(|(left, right)| linkage.keep_apart(left, right));
        let same: Vec<(u32, u32)> = of_group(&same, root).iter().map(places).collect();
        for (record, first) in group.iter().zip(linkage.run(&same)) {
            clusters[*record as usize] = group[first as usize];
        }
    }
    clusters
}

/// Facts whose both records are of one group, with the group's root, group after group.
fn by_group(facts: &[(u32, u32)], roots: &[u32]) -> Vec<(u32, u32, u32)> {
    let inside = facts.iter().filter(|(left, right)| roots[*left as usize] == roots[*right as usize]);
    let mut found: Vec<_> = inside.map(|(left, right)| (roots[*left as usize], *left, *right)).collect();
    found.sort_unstable();
    found
}

/// The facts of one group.
fn of_group(facts: &[(u32, u32, u32)], root: u32) -> &[(u32, u32, u32)] {
    let start = facts.partition_point(|(of, ..)| *of < root);
    let end = facts.partition_point(|(of, ..)| *of <= root);
    &facts[start..end]
}

/// Puts records that hold the same values into one cluster, where a block of them was too large to look at.
///
/// Shape: clusters as of [`cluster`], what people said of places, and in order the places whose record is one person
/// with the one before it by holding the same values. Only records that stand alone, or of which somebody said whose
/// they are, follow: what was weighed stays as it was decided.
pub fn unite_equal(clusters: &mut Vec<u32>, said: &Corrections, equal: &[u32]) {
    let mut alone = vec![true; clusters.len()];
    for (at, cluster) in clusters.iter().enumerate().filter(|(at, cluster)| **cluster != *at as u32) {
        (alone[at], alone[*cluster as usize]) = (false, false);
    }
    let named = |facts: &[(u32, u32)]| -> BTreeSet<u32> { facts.iter().flat_map(|(l, r)| [*l, *r]).collect() };
    let (same, apart) = (named(&said.same), named(&said.apart));
    let mut groups = Groups { parents: std::mem::take(clusters) };
    let (mut first, mut before) = (0, u32::MAX - 1);
    for at in equal.iter().copied() {
        if at != before + 1 {
            first = at - 1;
        }
        before = at;
        if !alone[at as usize] && !same.contains(&at) {
            continue;
        }
        // A record of which nothing was said keeps no two apart.
        let told = same.contains(&at) || apart.contains(&at);
        if !told || !groups.kept_apart(first, at, said) {
            groups.join(first, at);
        }
    }
    *clusters = (0..alone.len() as u32).map(|record| groups.root(record)).collect();
}

/// Which records hang together (union-find; the smaller record is the root).
struct Groups {
    parents: Vec<u32>,
}

impl Groups {
    fn new(records: usize) -> Groups {
        Groups { parents: (0..records as u32).collect() }
    }

    fn root(&mut self, mut record: u32) -> u32 {
        while self.parents[record as usize] != record {
            let parent = self.parents[record as usize];
            self.parents[record as usize] = self.parents[parent as usize];
            record = parent;
        }
        record
    }

    fn join(&mut self, left: u32, right: u32) {
        let (left, right) = (self.root(left), self.root(right));
        let (low, high) = (left.min(right), left.max(right));
        self.parents[high as usize] = low;
    }

    /// Whether somebody said of the clusters of two records that they are two people.
    fn kept_apart(&mut self, left: u32, right: u32, said: &Corrections) -> bool {
        let mut ends = |left, right| {
            let (left, right) = (self.root(left), self.root(right));
            (left.min(right), left.max(right))
        };
        let here = ends(left, right);
        said.apart.iter().any(|(left, right)| ends(*left, *right) == here)
    }
}

/// What two clusters say of each other: the sum over the pairs looked at, how many those are, and whether somebody said
/// that they are two people.
#[derive(Clone, Copy)]
struct Link {
    other: u32,
    sum: i64,
    seen: u32,
    apart: bool,
}

/// Average link within one group of records that hang together.
struct Linkage {
    unseen: i64,
    links: Vec<Vec<Link>>,
    sizes: Vec<u32>,
    versions: Vec<u32>,
    into: Vec<u32>,
    best: std::collections::BinaryHeap<Candidate>,
}

/// A join that might be done; the largest mean is first, then the smallest places.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    mean: i64,
    places: std::cmp::Reverse<(u32, u32)>,
    versions: (u32, u32),
}

impl Linkage {
    fn new(size: usize, unseen: i64) -> Linkage {
        Linkage {
            unseen,
            links: vec![Vec::new(); size],
            sizes: vec![1; size],
            versions: vec![0; size],
            into: (0..size as u32).collect(),
            best: std::collections::BinaryHeap::new(),
        }
    }

    fn add(&mut self, left: u32, right: u32, sum: i64) {
        self.links[left as usize].push(Link { other: right, sum, seen: 1, apart: false });
        self.links[right as usize].push(Link { other: left, sum, seen: 1, apart: false });
    }

    fn keep_apart(&mut self, left: u32, right: u32) {
        self.links[left as usize].push(Link { other: right, sum: 0, seen: 0, apart: true });
        self.links[right as usize].push(Link { other: left, sum: 0, seen: 0, apart: true });
    }

    /// The mean over all pairs between two clusters, in millionths of the unit, so that near ties are told apart.
    fn mean(&self, left: u32, link: &Link) -> i64 {
        let all = i64::from(self.sizes[left as usize]) * i64::from(self.sizes[link.other as usize]);
        let sum = link.sum - self.unseen * (all - i64::from(link.seen));
        (i128::from(sum) * 1_000_000 / i128::from(all)) as i64
    }

    fn propose(&mut self, left: u32, link: &Link) {
        let mean = self.mean(left, link);
        if mean > 0 && !link.apart {
            let (low, high) = (left.min(link.other), left.max(link.other));
            let versions = (self.versions[low as usize], self.versions[high as usize]);
            self.best.push(Candidate { mean, places: std::cmp::Reverse((low, high)), versions });
        }
    }

    /// Joins what must be joined, then while a mean speaks for it; gives for each record the first one of its cluster.
    fn run(mut self, same: &[(u32, u32)]) -> Vec<u32> {
        self.links.iter_mut().for_each(sum_up);
        for (left, right) in same {
            let (left, right) = (self.end(*left), self.end(*right));
            if left != right {
                self.join(left.min(right), left.max(right));
            }
        }
        for left in 0..self.links.len() as u32 {
            let links = std::mem::take(&mut self.links[left as usize]);
            links.iter().filter(|link| link.other > left).for_each(|link| self.propose(left, link));
            self.links[left as usize] = links;
        }
        while let Some(Candidate { places: std::cmp::Reverse((low, high)), versions, .. }) = self.best.pop() {
            let alive = |at: u32| self.into[at as usize] == at;
            if !alive(low) || !alive(high) || versions != (self.versions[low as usize], self.versions[high as usize]) {
                continue;
            }
            self.join(low, high);
        }
        let mut first = vec![0; self.into.len()];
        for at in 0..self.into.len() {
            // A cluster goes into one of a smaller place, whose own end is known already.
            let into = self.into[at] as usize;
            first[at] = if into == at { at as u32 } else { first[into] };
        }
        first
    }

    /// The place of the cluster a record is in by now.
    fn end(&self, mut at: u32) -> u32 {
        while self.into[at as usize] != at {
            at = self.into[at as usize];
        }
        at
    }

    /// Puts the cluster of the larger place into the other.
    fn join(&mut self, low: u32, high: u32) {
        self.into[high as usize] = low;
        self.sizes[low as usize] += self.sizes[high as usize];
        self.versions[low as usize] += 1;
        let gone = std::mem::take(&mut self.links[high as usize]);
        let kept = std::mem::take(&mut self.links[low as usize]);
        let links = merged(&kept, &gone, low, high);
        for link in &gone {
            if link.other != low {
                let theirs = &mut self.links[link.other as usize];
                if let Ok(at) = theirs.binary_search_by_key(&high, |link| link.other) {
                    theirs.remove(at);
                }
            }
        }
        for link in &links {
            let theirs = &mut self.links[link.other as usize];
            let here = Link { other: low, ..*link };
            match theirs.binary_search_by_key(&low, |link| link.other) {
                Ok(at) => theirs[at] = here,
                Err(at) => theirs.insert(at, here),
            }
            self.propose(low, link);
        }
        self.links[low as usize] = links;
    }
}

/// The links of two clusters as those of one, without the one between them.
fn merged(kept: &[Link], gone: &[Link], low: u32, high: u32) -> Vec<Link> {
    let mut links: Vec<Link> =
        kept.iter().chain(gone).filter(|link| link.other != low && link.other != high).copied().collect();
    sum_up(&mut links);
    links
}

/// Sorts links and makes one of those with the same other cluster.
fn sum_up(links: &mut Vec<Link>) {
    links.sort_unstable_by_key(|link| link.other);
    links.dedup_by(|next, link| {
        let same = next.other == link.other;
        if same {
            link.sum += next.sum;
            link.seen += next.seen;
            link.apart |= next.apart;
        }
        same
    });
}
