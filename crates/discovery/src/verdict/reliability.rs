//! How far each kind of evidence is to be trusted: stated at first, learnt from what people confirm and deny.
//!
//! A kind *speaks for* a tool when what it says is above zero. Two shares make its trust: how often it speaks for a tool
//! that is used (`s`), and how often for one that is not (`f`). Both are Beta-distributed; a review of a tool adds one
//! to a count of `s` (confirmed) or of `f` (denied). What a kind says for use is multiplied by
//! `ln(mean s / mean f) / ln(stated s / stated f)`, held between 0 and [`TRUST_MOST`]: exactly Bayes' rule where the kind
//! can only speak or be silent, and in proportion where it speaks more or less loudly.

use serde::{Deserialize, Serialize};

use super::fuse::Case;
use crate::harvest::{EvidenceKind, Harvest};

/// A share that is not known exactly: so many times yes, so many times no.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beta {
    /// Times yes, with those stated at first.
    pub yes: f64,
    /// Times no, with those stated at first.
    pub no: f64,
}

impl Beta {
    /// The share expected.
    pub fn mean(self) -> f64 {
        self.yes / (self.yes + self.no)
    }

    fn add(&mut self, yes: bool) {
        if yes {
            self.yes += 1.0;
        } else {
            self.no += 1.0;
        }
    }
}

/// How far one kind of evidence is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// The kind.
    pub kind: EvidenceKind,
    /// How often it speaks for a tool that is used.
    pub speaks_if_used: Beta,
    /// How often it speaks for a tool that is not used.
    pub speaks_if_not: Beta,
    /// Reviews that taught it.
    pub reviews: u32,
    /// What its word is multiplied by: 1 as stated.
    pub trust: f64,
}

/// The most a kind's word is multiplied by, however often it was right.
pub const TRUST_MOST: f64 = 1.5;

/// What is stated of a kind before any review: shares, and how many reviews each is worth.
///
/// | kind | used | not | why |
/// |---|---|---|---|
/// | proxy | 80 % | 3 % | desks show nearly all that people use; what they use privately looks alike |
/// | name look-ups | 60 % | 8 % | the same, blind to what is done there |
/// | sign-on | 30 % | 0.2 % | most shadow tools have no sign-on; a trial leaves a trace |
/// | expenses | 40 % | 0.3 % | half is paid by invoice or not at all; a merchant's name can be another's |
/// | mail | 15 % | 0.2 % | few tools send; forwarding leaves a trace |
/// | zone | 25 % | 0.4 % | records outlive what they were for |
/// | page | 30 % | 2 % | partners of partners are loaded too |
/// | tags | 30 % | 0.4 % | somebody put it there; it may be forgotten |
/// | cookies | 25 % | 2 % | as pages |
pub fn stated(kind: EvidenceKind) -> Reliability {
    let (used, not) = match kind {
        EvidenceKind::Proxy => (0.80, 0.03),
        EvidenceKind::Dns => (0.60, 0.08),
        EvidenceKind::SignOn => (0.30, 0.002),
        EvidenceKind::Expense => (0.40, 0.003),
        EvidenceKind::Mail => (0.15, 0.002),
        EvidenceKind::Zone => (0.25, 0.004),
        EvidenceKind::Page => (0.30, 0.02),
        EvidenceKind::Tags => (0.30, 0.004),
        EvidenceKind::Cookies => (0.25, 0.02),
    };
    Reliability {
        kind,
        speaks_if_used: Beta { yes: used * WORTH_IF_USED, no: (1.0 - used) * WORTH_IF_USED },
        speaks_if_not: Beta { yes: not * WORTH_IF_NOT, no: (1.0 - not) * WORTH_IF_NOT },
        reviews: 0,
        trust: 1.0,
    }
}

/// How many reviews what is stated of used tools is worth.
const WORTH_IF_USED: f64 = 20.0;
/// How many reviews what is stated of all others is worth. There are far more of them, so shares are small and better
/// known; and people review what looks used, where false alarms are: each must not count as if all names were like it.
const WORTH_IF_NOT: f64 = 500.0;

/// Learns from what people said of tools.
///
/// Shape: `cases` and `said` by tool → one for each of [`EvidenceKind::ALL`].
/// Kinds of which nothing was read learn nothing: they could not have spoken.
pub fn learn(harvests: &[&Harvest], cases: &[Case], said: &[Option<bool>]) -> Vec<Reliability> {
    let mut all = EvidenceKind::ALL.map(stated);
    for (case, in_use) in cases.iter().zip(said) {
        let Some(in_use) = in_use else { continue };
        for (known, value) in all.iter_mut().zip(case.values()) {
            if !harvests.iter().any(|harvest| harvest.kind == known.kind) {
                continue;
            }
            known.reviews += 1;
            let share = if *in_use { &mut known.speaks_if_used } else { &mut known.speaks_if_not };
            share.add(value > 0.0);
        }
    }
    for known in &mut all {
        let at_first = stated(known.kind);
        let loud = |it: &Reliability| (it.speaks_if_used.mean() / it.speaks_if_not.mean()).ln();
        known.trust = (loud(known) / loud(&at_first)).clamp(0.0, TRUST_MOST);
    }
    all.to_vec()
}
