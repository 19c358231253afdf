//! What one arrival of a file brought: what counts today, and what differs from the arrival before.

use std::collections::BTreeMap;

use base::{Kind, Ref, Source};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};

/// What an arrival brought.
pub(super) struct Brought {
    /// How many of its facts count today.
    pub(super) facts: usize,
    /// Things with such a fact, by kind.
    pub(super) counts: Vec<(Kind, usize)>,
    /// What differs from the arrival before; `None` when there is none.
    pub(super) changes: Option<Vec<Change>>,
}

/// One difference.
pub(super) struct Change {
    pub(super) subject: Ref,
    /// `None` when the whole thing is new or gone.
    pub(super) field: Option<Field>,
    pub(super) what: What,
}

/// What differs.
pub(super) enum What {
    Now { before: Option<Value>, now: Value },
    Gone { before: Value },
}

impl Brought {
    pub(super) fn of(catalog: &Catalog, dataset: &Ref, position: u64, before: Option<u64>) -> Brought {
        let of = |claim: &Claim, at: u64| {
            claim.position == at && matches!(&claim.source, Source::File { dataset: from, .. } if from == dataset)
        };
        let (mut facts, mut counts) = (0, BTreeMap::<Kind, usize>::new());
        let mut changes = Vec::new();
        for thing in catalog.things() {
            let mut counting = 0;
            let mut differing: Vec<Change> = Vec::new();
            let (mut is_now, mut was_before) = (false, false);
            for (field, settled) in &thing.fields {
                counting += usize::from(of(&settled.current, position));
                let Some(previous) = before else { continue };
                let heard = || std::iter::once(&*settled.current).chain(&settled.others);
                let now = heard().find(|claim| of(claim, position));
                let was = heard().find(|claim| of(claim, previous));
                is_now |= now.is_some();
                was_before |= was.is_some();
                let what = match (was, now) {
                    (Some(was), Some(now)) if was.value != now.value => {
                        What::Now { before: Some(was.value.clone()), now: now.value.clone() }
                    }
                    (None, Some(now)) => What::Now { before: None, now: now.value.clone() },
                    (Some(was), None) => What::Gone { before: was.value.clone() },
                    _ => continue,
                };
                differing.push(Change { subject: thing.id.clone(), field: Some(*field), what });
            }
            if counting > 0 {
                facts += counting;
                *counts.entry(thing.id.kind()).or_default() += 1;
            }
            match (was_before, is_now) {
                // A thing that is new or gone is said once, not field by field.
                (false, true) | (true, false) => {
                    if let Some(first) = differing.into_iter().next() {
                        changes.push(Change { field: None, ..first });
                    }
                }
                _ => changes.extend(differing),
            }
        }
        Brought { facts, counts: counts.into_iter().collect(), changes: before.map(|_| changes) }
    }
}
