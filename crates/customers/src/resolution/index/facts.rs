//! What people said of records and did not take back.

use std::collections::{BTreeMap, BTreeSet};

use crate::resolution::correct::{Correction, Corrections};

/// The facts that stand, by each of their records; a fact stands or does not, however often it is told.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(BTreeMap<u32, BTreeSet<Correction>>);

impl Facts {
    pub(super) fn of(said: &[Correction]) -> Facts {
        let mut facts = Facts::default();
        for fact in said {
            facts.state(*fact);
        }
        facts
    }

    /// Lets a fact stand; tells whether it did not until now. Of a record and itself nothing can be said.
    pub(super) fn state(&mut self, fact: Correction) -> bool {
        let fact = in_order(fact);
        fact.left != fact.right
            && [fact.left, fact.right].map(|of| self.0.entry(of).or_default().insert(fact)).contains(&true)
    }

    /// Lets a fact stand no more; tells whether it did.
    pub(super) fn take_back(&mut self, fact: Correction) -> bool {
        let fact = in_order(fact);
        let mut stood = false;
        for of in [fact.left, fact.right] {
            if let Some(facts) = self.0.get_mut(&of) {
                stood |= facts.remove(&fact);
                if facts.is_empty() {
                    self.0.remove(&of);
                }
            }
        }
        stood
    }

    /// The facts about a record.
    pub(super) fn about(&self, record: u32) -> impl Iterator<Item = Correction> {
        self.0.get(&record).into_iter().flatten().copied()
    }

    /// All facts, each once, in order.
    pub(super) fn all(&self) -> Vec<Correction> {
        let first = |(of, facts): (&u32, &BTreeSet<Correction>)| {
            let of = *of;
            facts.iter().copied().filter(move |fact| fact.left == of).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(first).collect()
    }

    /// What counts of all facts.
    pub(super) fn that_count(&self) -> Corrections {
        Corrections::of(&self.all())
    }

    /// What counts of the facts about these records. Whatever is said to be one person with one of them is among them.
    pub(super) fn within(&self, records: &[u32]) -> Corrections {
        let about: Vec<Correction> = records.iter().flat_map(|record| self.about(*record)).collect();
        Corrections::of(&about)
    }
}

fn in_order(fact: Correction) -> Correction {
    Correction { left: fact.left.min(fact.right), right: fact.left.max(fact.right), ..fact }
}
