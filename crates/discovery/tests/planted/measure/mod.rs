//! How well verdicts find the truth: what is found, what is wrongly named, how far a confidence can be believed, and
//! what each kind of evidence is worth.

mod reading;
mod scores;
mod survey;
mod tables;

use std::collections::HashMap;

use discovery::harvest::EvidenceKind;
use discovery::vendors::Pack;
use discovery::verdict::{self, Known, State, Tool};

use crate::corpus::{Corpus, Platform, letters};

pub use scores::{Calibration, Scores};
pub use survey::Survey;

/// What a verdict speaks of, held against the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// A tool in use: its place among the corpus' tools.
    Tool(usize),
    /// A tool in use that another verdict speaks of already, though the files could tell that they are one.
    Again(usize),
    /// A payment to the maker of a tool, under a name that no file connects with the tool.
    Maker,
    /// One of a platform's many faces; whether the house "has" it can be disputed. Counted nowhere.
    Disputed,
    /// No tool in use.
    Nothing,
}

/// One verdict, held against the truth.
#[derive(Clone, Debug)]
pub struct Judged {
    pub truth: Truth,
    pub state: State,
    pub confidence: f64,
    pub known: Known,
}

/// All verdicts on one house.
pub struct Outcome {
    pub seed: u64,
    pub judged: Vec<Judged>,
    /// For each tool of the house the highest confidence in it, where anything speaks of it.
    pub best: Vec<Option<(f64, State)>>,
    pub martech: Vec<bool>,
    pub in_pack: Vec<bool>,
}

/// A house's files, read once.
pub struct House {
    pub corpus: Corpus,
    read: reading::Read,
}

impl House {
    /// Founds a house and reads what it hands over.
    pub fn of(seed: u64) -> House {
        let corpus = Corpus::of(seed);
        let silent: Vec<&str> =
            corpus.tools.iter().filter(|tool| tool.left.is_empty()).map(|tool| tool.name.as_str()).collect();
        assert!(silent.is_empty(), "house {seed}: what leaves nothing cannot be found: {silent:?}");
        let read = reading::read(&corpus);
        House { corpus, read }
    }

    /// Judges by the kinds of evidence asked for.
    pub fn judge(&self, wanted: impl Fn(EvidenceKind) -> bool) -> (Vec<Tool>, Outcome) {
        let harvests: Vec<_> = self.read.harvests.iter().filter(|harvest| wanted(harvest.kind)).collect();
        let own = [self.corpus.domain.clone()];
        let verdicts = verdict::judge(&harvests, &Pack::built_in().pack, &own, &[]);
        let outcome = hold(&self.corpus, &verdicts.tools);
        (verdicts.tools, outcome)
    }
}

/// Holds verdicts against the truth, the surest first.
fn hold(corpus: &Corpus, tools: &[Tool]) -> Outcome {
    let mut best: Vec<Option<(f64, State)>> = vec![None; corpus.tools.len()];
    let finder = Finder::of(corpus);
    let mut judged = Vec::with_capacity(tools.len());
    for tool in tools {
        let truth = match finder.tool(tool) {
            Some(place) if best[place].is_none() => {
                best[place] = Some((tool.confidence, tool.state));
                Truth::Tool(place)
            }
            Some(place) if tool.known == Known::Words && corpus.tools[place].billed_by_another => Truth::Maker,
            // The pack parts a platform's products as it sees fit.
            Some(place) if corpus.tools[place].platform.is_some() && tool.known == Known::Pack => Truth::Disputed,
            Some(place) => Truth::Again(place),
            None if is_disputed(tool) => Truth::Disputed,
            None => Truth::Nothing,
        };
        judged.push(Judged { truth, state: tool.state, confidence: tool.confidence, known: tool.known });
    }
    Outcome {
        seed: corpus.seed,
        judged,
        best,
        martech: corpus.tools.iter().map(|tool| tool.martech).collect(),
        in_pack: corpus.tools.iter().map(|tool| tool.key.is_some()).collect(),
    }
}

/// Whether nobody could say if the house "has" it.
fn is_disputed(tool: &Tool) -> bool {
    // Accounts, search and machines come with names the platforms' products share; the house's name servers are
    // somebody's; its own applications are no vendor's.
    const DISPUTED: [&str; 9] = [
        "google",
        "google/other google apis/sdks",
        "microsoft",
        "microsoft/windows",
        "gandi",
        "words:intranet",
        "words:vpnsiege",
        "facebook",
        "linkedin",
    ];
    DISPUTED.contains(&tool.key.as_str())
}

/// Finds which tool of the truth a verdict speaks of.
struct Finder<'a> {
    keys: HashMap<&'a str, usize>,
    domains: HashMap<&'a str, usize>,
    names: Vec<(usize, Vec<String>)>,
}

impl Finder<'_> {
    fn of(corpus: &Corpus) -> Finder<'_> {
        let places = || corpus.tools.iter().enumerate();
        Finder {
            keys: places().filter_map(|(place, tool)| Some((tool.key.as_deref()?, place))).collect(),
            domains: places()
                .flat_map(|(place, tool)| tool.domains.iter().map(move |it| (it.as_str(), place)))
                .collect(),
            names: places()
                .map(|(place, tool)| {
                    let mut names = vec![letters(&tool.name), letters(&tool.merchant)];
                    if tool.platform == Some(Platform::Microsoft365) {
                        names.extend(["office".to_owned(), "office365".to_owned()]);
                    }
                    (place, names)
                })
                .collect(),
        }
    }

    fn tool(&self, tool: &Tool) -> Option<usize> {
        if let Some(place) = self.keys.get(tool.key.as_str()) {
            return Some(*place);
        }
        match tool.known {
            // A name as it is shown may bear more than what it is known by.
            Known::Words => {
                let known = letters(tool.key.trim_start_matches("words:"));
                self.by_words(&known).or_else(|| self.by_words(&letters(&tool.name)))
            }
            // A product of the pack that is none of the house's may still share a name with one the tables part.
            Known::Pack | Known::Domain => {
                let key = std::iter::once(tool.key.as_str());
                key.chain(tool.domains.iter().map(String::as_str)).find_map(|host| self.by_host(host))
            }
        }
    }

    fn by_host(&self, host: &str) -> Option<usize> {
        let mut rest = host;
        loop {
            if let Some(place) = self.domains.get(rest) {
                return Some(*place);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// By the words of a payment or an application, which banks cut short.
    fn by_words(&self, words: &str) -> Option<usize> {
        // A short name may begin another's: a bakery's begins like a tool's.
        let like = |name: &String| {
            name == words
                || name.len() >= 6 && words.starts_with(name.as_str())
                || words.len() >= 5 && name.starts_with(words)
        };
        let found = self.names.iter().find(|(_, names)| names.iter().any(like));
        found.map(|(place, _)| *place)
    }
}
