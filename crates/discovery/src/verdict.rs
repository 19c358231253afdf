//! What the house uses, as against what was merely seen while browsing: from everything that was read to one verdict for
//! each tool, with the reasons.
//!
//! A tool is used, or it was merely seen (another site's page loaded it, somebody strayed there), or people use it
//! privately (a bank, a shop, webmail). Each finding says how much likelier it is if the tool is used than under each of
//! the two other explanations; the findings are added up as log-odds ([`fuse`]), each kind of evidence as far as it is to
//! be trusted ([`reliability`]). Every number of the model stands in a table with its reason: [`traffic`] for logs,
//! [`lists`] for everything else, [`fuse`] for the rest.

mod aggregate;
pub mod finding;
pub mod fuse;
mod join;
pub mod lists;
pub mod reliability;
pub mod risk;
mod subject;
pub mod traffic;

use serde::{Deserialize, Serialize};

use base::Say;

use crate::harvest::{EvidenceKind, Harvest, Payment, Spot};
use crate::inventory::Cell;
use crate::pseudonym::Pseudonym;
use crate::time::Day;
use crate::vendors::{Category, Pack};

pub use aggregate::UPLOAD;
pub use finding::{Counted, FEWEST, Finding};
pub use reliability::{Beta, Reliability};

/// From this confidence on a tool is suspected: likelier used than not.
pub const SUSPECTED: f64 = 0.5;
/// From this confidence on a tool is confirmed.
///
/// Confidences are probabilities, so of all tools at or above a threshold at least that share is expected to be used;
/// most of them lie far above it, and 98 of 100 and more are expected to be.
pub const CONFIRMED: f64 = 0.97;
/// How sure a person's review makes it: people err too.
pub const REVIEWED: f64 = 0.995;

/// How far the evidence goes. Whether a tool has an owner and a decision is not evidence and stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was met; that it is used is less likely than not.
    Seen,
    /// It is likelier used than not.
    Suspected,
    /// That it is used is beyond reasonable doubt.
    Confirmed,
}

impl State {
    /// The state a confidence stands for.
    pub fn of(confidence: f64) -> State {
        if confidence >= CONFIRMED {
            State::Confirmed
        } else if confidence >= SUSPECTED {
            State::Suspected
        } else {
            State::Seen
        }
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            State::Seen => ("vu", "seen"),
            State::Suspected => ("soupçonné", "suspected"),
            State::Confirmed => ("confirmé", "confirmed"),
        };
        Say::new(fr, en)
    }
}

/// How a tool came to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The pack knows it.
    Pack,
    /// By its registered domain only.
    Domain,
    /// By words only: a merchant's, an application's.
    Words,
}

/// A tool, and what all evidence together says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// What names it for good: a product's key, a registered domain, or `words:` and the words folded.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// How it came to its name.
    pub known: Known,
    /// Who sells it, where the pack knows.
    pub vendor: Option<String>,
    /// What it is for, where the pack knows.
    pub category: Option<Category>,
    /// Whether marketing would buy it, where the pack knows.
    pub marketing: Option<bool>,
    /// The hosts and domains it was met by, by the alphabet.
    pub domains: Vec<String>,
    /// How far the evidence goes.
    pub state: State,
    /// How likely it is that the house uses it, 0..=1.
    pub confidence: f64,
    /// The log-odds before any signal; with the signals' they add up to the log-odds of `confidence`, unless it was
    /// reviewed.
    pub start: f64,
    /// What a person said of it, if anybody did.
    pub reviewed: Option<bool>,
    /// Why: the weightiest in front.
    pub signals: Vec<Signal>,
    /// How many use it: the largest count of any one kind of source, as an account in one may be a machine in another;
    /// counted where they are told apart, estimated otherwise.
    pub users: f64,
    /// Who, under pseudonyms, in order; the machines of name logs only where nothing else tells people apart.
    pub people: Vec<Pseudonym>,
    /// Who, by the team a source names: team and number of people, the largest in front.
    pub teams: Vec<(String, u32)>,
    /// The days on which it was met, in order: used, looked up, paid.
    pub days: Vec<Day>,
    /// What logs count of it, over everybody and all days.
    pub seen: Cell,
    /// What was paid for it, with the harvest that says so, by date.
    pub payments: Vec<(usize, Payment)>,
    /// Why personal data are likely to be in it; nothing when no rule says so.
    pub personal_data: Option<PersonalData>,
}

/// Why personal data are likely to be in a tool: the first rule that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// It sends mail in the house's name, so it holds addresses.
    SendsMail,
    /// Tools of its category keep contacts, answers or visitors.
    Category,
    /// It may read or write the house's data.
    Granted,
    /// Pages of the house's send it what visitors do.
    Visitors,
    /// People sent it files or records.
    Uploads,
}

/// Something that speaks for or against a tool's use.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Where it comes from.
    pub kind: EvidenceKind,
    /// What was found.
    pub finding: Finding,
    /// By how much it moves the log-odds that the house uses the tool, with all weighing done.
    pub log_odds: f64,
    /// The lines that say so: harvest and lines.
    pub spots: fuse::Spots,
}

impl Signal {
    /// What a person reads.
    pub fn say(&self) -> Say {
        self.finding.say(Counted::by(self.kind))
    }

    /// By how many bits it moves the verdict: each halves or doubles the odds.
    pub fn bits(&self) -> f64 {
        self.log_odds / std::f64::consts::LN_2
    }
}

impl Tool {
    /// The first day it was met.
    pub fn first(&self) -> Option<Day> {
        self.days.first().copied()
    }

    /// The last day it was met.
    pub fn last(&self) -> Option<Day> {
        self.days.last().copied()
    }

    /// The kinds of evidence that speak of it, in order.
    pub fn kinds(&self) -> Vec<EvidenceKind> {
        let mut kinds: Vec<EvidenceKind> = self.signals.iter().map(|signal| signal.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The spots of one kind of evidence, in order.
    pub fn spots(&self, kind: EvidenceKind) -> Vec<(usize, Spot)> {
        let of_kind = self.signals.iter().filter(|signal| signal.kind == kind);
        let mut spots: Vec<(usize, Spot)> = of_kind.flat_map(|signal| signal.spots.iter().copied()).collect();
        spots.sort_unstable();
        spots.dedup();
        spots
    }
}

/// What a person said of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The tool, by its key or by one of its domains.
    pub key: String,
    /// Whether the house uses it.
    pub in_use: bool,
}

/// All tools, and how far each kind of evidence is trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdicts {
    /// Every tool, the surest in front.
    pub tools: Vec<Tool>,
    /// What is known of each kind's reliability, in the order of [`EvidenceKind::ALL`].
    pub reliabilities: Vec<Reliability>,
}

impl Verdicts {
    /// A tool by its key.
    pub fn tool(&self, key: &str) -> Option<&Tool> {
        self.tools.iter().find(|tool| tool.key == key)
    }
}

/// Judges everything that was read. What leads to the house's `own` domains is no tool.
///
/// The order of harvests changes nothing but the numbers spots give them. More that speaks for a tool never makes it
/// less likely to be used.
pub fn judge(harvests: &[&Harvest], pack: &Pack, own: &[String], reviews: &[Review]) -> Verdicts {
    let around = traffic::Around::of(harvests);
    let subjects = subject::gather(harvests, pack, own);
    let cases: Vec<fuse::Case> = subjects.iter().map(|subject| aggregate::weigh(subject, &around, pack)).collect();
    let said = subject::reviewed(&subjects, pack, reviews);
    let reliabilities = reliability::learn(harvests, &cases, &said);
    let directory = aggregate::directory(harvests);
    let tools: Vec<Tool> = subjects
        .iter()
        .zip(cases)
        .zip(said)
        .map(|((subject, case), said)| aggregate::tool(subject, case, said, &reliabilities, &directory, pack))
        .collect();
    Verdicts { tools: sorted(tools), reliabilities }
}

/// Puts the surest in front. Tools are large: their places are sorted, and each is moved once.
fn sorted(tools: Vec<Tool>) -> Vec<Tool> {
    let mut order: Vec<u32> = (0..tools.len() as u32).collect();
    let tool = |at: u32| tools.get(at as usize);
    order.sort_unstable_by(|a, b| match (tool(*a), tool(*b)) {
        (Some(a), Some(b)) => b.confidence.total_cmp(&a.confidence).then_with(|| a.key.cmp(&b.key)),
        _ => std::cmp::Ordering::Equal,
    });
    let mut tools: Vec<Option<Tool>> = tools.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| tools.get_mut(at as usize)?.take()).collect()
}
