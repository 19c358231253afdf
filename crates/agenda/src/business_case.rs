//! A business case with two pens: what a change may bring is written by marketing, what it costs by IT, on which terms
//! both are weighed by finance; all three sign the same page.
//!
//! Whoever is competent to estimate a number writes it, and nobody else: see [`Pen`]. The numbers a case comes to are
//! computed from what stands here and nothing else, see [`worth`]; what is signed is a [`sheet`].

pub mod line;
pub mod sheet;
pub mod worth;

use std::collections::BTreeMap;

use base::{Aggregate, Context, PersonId, Quantity, Ref, Refusal, Say, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::{Choice, Facts};
use line::{Fault, Line, Matter};

/// The most years a case looks ahead.
pub const MOST_YEARS: u32 = 15;

/// The most lines a case may have: a page that is signed can be read.
pub const MOST_LINES: usize = 60;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was opened for a request.
    Opened {
        /// The request.
        request: Ref,
        /// The ways to answer it that are weighed against one another; "not now" is always one of them.
        options: Vec<Choice>,
    },
    /// Marketing said how what people do leads to money.
    ChainDrawn {
        /// From what is done first to what comes out.
        steps: Vec<Step>,
    },
    /// A line was written, or written anew.
    LineWritten {
        /// Its number in the case.
        line: u32,
        /// The option it belongs to.
        option: Choice,
        /// What it says.
        matter: Matter,
    },
    /// A line was struck out.
    LineStruck {
        /// Which.
        line: u32,
    },
    /// Finance said on which terms the options are weighed.
    TermsSet {
        /// The terms.
        terms: Terms,
    },
    /// The option the case is for was named.
    Recommended {
        /// Which.
        option: Choice,
    },
    /// Somebody of another pen questioned a line.
    Questioned {
        /// Which.
        line: u32,
        /// What they ask.
        words: Text,
    },
    /// The line's own pen answered the question.
    Answered {
        /// Which line.
        line: u32,
        /// What they say.
        words: Text,
    },
    /// The page was written down, so that it can be signed.
    Sealed {
        /// Exactly what is on it, without language.
        facts: Facts,
        /// SHA-256 of its canonical form.
        hash: String,
    },
    /// Somebody signed the page.
    Signed {
        /// With which pen.
        pen: Pen,
        /// The page.
        hash: String,
        /// A remark.
        remark: Option<Text>,
    },
    /// What a line came to in the end was measured.
    Measured {
        /// Which line.
        line: u32,
        /// The day it stands for.
        on: Date,
        /// In euros a year for what comes every year, in euros for what comes once.
        eur: Quantity,
        /// How it was measured.
        how: Text,
    },
}

/// Who writes what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pen {
    /// What it may bring.
    Marketing,
    /// What it costs.
    It,
    /// On which terms both are weighed.
    Finance,
}

/// One step from what people do to what comes out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is counted.
    pub words: Text,
    /// Of which kind it is.
    pub kind: Metric,
}

/// What a metric tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// What people do on a screen: views, clicks, opens. No benefit by itself.
    Activity,
    /// What a customer does otherwise than before: buys, comes back, stays.
    Outcome,
    /// What is earned or saved.
    Money,
}

/// On which terms options are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The rate a year at which later money counts less, as a share.
    pub rate: f64,
    /// How many years are looked ahead.
    pub years: u32,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A case as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct BusinessCase {
    /// The request.
    pub request: Ref,
    /// The options that are weighed.
    pub options: Vec<Choice>,
    /// From what is done to what comes out.
    pub chain: Vec<Step>,
    /// The lines, by number.
    pub lines: BTreeMap<u32, Line>,
    /// The number the next line gets: no number is used twice.
    pub next_line: u32,
    /// On which terms, and who said so when.
    pub terms: Option<(Terms, Option<PersonId>, Timestamp)>,
    /// The option the case is for.
    pub recommended: Option<Choice>,
    /// The hash of the page that was written down last, while nothing has changed since.
    pub sealed: Option<String>,
    /// Who signed it.
    pub signed: BTreeMap<Pen, Signature>,
    /// Signatures that a later change made void: with which pen, of which page, by whom, when.
    pub voided: Vec<(Pen, Signature)>,
    /// The page all three signed last, and when: it stays a promise whatever is written afterwards.
    pub agreed: Option<(String, Timestamp)>,
    /// The lines as they were then: what was promised.
    pub promised: BTreeMap<u32, Line>,
    /// The option they were promised for.
    pub promised_option: Option<Choice>,
    /// What lines came to, oldest first.
    pub measured: Vec<Measured>,
    /// How many facts it has.
    pub version: u64,
    /// The version at which chain and terms were last changed.
    pub changed: Changed,
}

/// When the parts that are no lines were last changed, as versions of the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The chain.
    pub chain: u64,
    /// The terms.
    pub terms: u64,
    /// The option the case is for.
    pub recommended: u64,
}

/// What somebody signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The page.
    pub hash: String,
    /// Who.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// A remark.
    pub remark: Option<Text>,
}

/// What a line came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Which line.
    pub line: u32,
    /// The day it stands for.
    pub on: Date,
    /// In euros a year, or once.
    pub eur: Quantity,
    /// How it was measured.
    pub how: Text,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Pen {
    /// Every pen, in the order they sign.
    pub const ALL: [Pen; 3] = [Pen::Marketing, Pen::It, Pen::Finance];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Pen::Marketing => "marketing",
            Pen::It => "it",
            Pen::Finance => "finance",
        }
    }

    /// Whose pen it is.
    pub fn say(self) -> Say {
        match self {
            Pen::Marketing => Say::same("marketing"),
            Pen::It => Say::new("DSI", "IT"),
            Pen::Finance => Say::new("contrôle de gestion", "finance"),
        }
    }
}

impl Metric {
    /// Every kind, from the screen to the accounts.
    pub const ALL: [Metric; 3] = [Metric::Activity, Metric::Outcome, Metric::Money];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Metric::Activity => "activity",
            Metric::Outcome => "outcome",
            Metric::Money => "money",
        }
    }

    /// In words.
    pub fn say(self) -> Say {
        match self {
            Metric::Activity => Say::new("ce que l'on fait à l'écran", "what is done on a screen"),
            Metric::Outcome => Say::new("ce que le client fait autrement", "what customers do otherwise"),
            Metric::Money => Say::new("ce qui est gagné ou épargné", "what is earned or saved"),
        }
    }
}

/// Whether a chain leads from what people do to something a customer does otherwise, or to money: clicks alone are no
/// benefit, in a case and in an objective alike.
pub fn reaches_an_outcome(chain: &[Step]) -> bool {
    chain.iter().any(|step| step.kind != Metric::Activity)
}

impl BusinessCase {
    /// Whether what people do leads to something a customer does otherwise, or to money.
    pub fn reaches_an_outcome(&self) -> bool {
        reaches_an_outcome(&self.chain)
    }

    /// The lines of an option, in the order they were first written.
    pub fn lines_of<'a>(&'a self, option: &'a Choice) -> impl Iterator<Item = (u32, &'a Line)> {
        self.lines.iter().filter(move |(_, line)| line.option == *option).map(|(number, line)| (*number, line))
    }

    /// Whether all three have signed the page as it stands.
    pub fn is_agreed(&self) -> bool {
        Pen::ALL.iter().all(|pen| self.signed.contains_key(pen))
    }

    /// The pens that have not signed the page as it stands.
    pub fn missing(&self) -> Vec<Pen> {
        Pen::ALL.into_iter().filter(|pen| !self.signed.contains_key(pen)).collect()
    }

    /// What stands against signing; empty when it can be signed.
    pub fn unready(&self) -> Vec<CannotWrite> {
        let mut out = Vec::new();
        if self.terms.is_none() {
            out.push(CannotWrite::NoTerms);
        }
        match &self.recommended {
            None => out.push(CannotWrite::NothingRecommended),
            Some(option) if *option != Choice::NotNow && self.lines_of(option).next().is_none() => {
                out.push(CannotWrite::NothingWritten);
            }
            Some(_) => {}
        }
        out
    }

    /// Voids what was signed: the page is another one now.
    fn void(&mut self) {
        self.sealed = None;
        self.voided.extend(std::mem::take(&mut self.signed));
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders to a case. The shell has checked whose pen it is; here it is checked what that pen may write.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Opens it.
    Open { request: Ref, options: Vec<Choice> },
    /// Says how what people do leads to money; `seen`: the version of the case the writer had before their eyes.
    DrawChain { pen: Pen, steps: Vec<Step>, seen: Option<u64> },
    /// Writes a line; `line`: the one it replaces.
    Write { pen: Pen, line: Option<u32>, option: Choice, matter: Matter, seen: Option<u64> },
    /// Strikes a line out.
    Strike { pen: Pen, line: u32, seen: Option<u64> },
    /// Sets the terms.
    SetTerms { pen: Pen, terms: Terms, seen: Option<u64> },
    /// Names the option the case is for.
    Recommend { pen: Pen, option: Choice, seen: Option<u64> },
    /// Questions a line of another pen.
    Question { pen: Pen, line: u32, words: Text, says_something: bool },
    /// Answers a question about one's own line.
    Answer { pen: Pen, line: u32, words: Text, says_something: bool },
    /// Signs the page; `facts`: the page as it stands, `hash`: that of the page the signer saw.
    Sign { pen: Pen, facts: Facts, hash: String, remark: Option<Text> },
    /// Says what a line came to.
    Measure { pen: Pen, line: u32, on: Date, eur: Quantity, how: Text, says_something: bool, today: Date },
}

impl Aggregate for BusinessCase {
    const STREAM: &'static str = "business-case";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotWrite;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotWrite> {
        use Command::*;
        let Some(it) = state else {
            return match command {
                Open { request, mut options } => {
                    if !options.contains(&Choice::NotNow) {
                        options.push(Choice::NotNow);
                    }
                    Ok(vec![Event::Opened { request, options }])
                }
                _ => Err(CannotWrite::NotOpened),
            };
        };
        Ok(match command {
            Open { .. } => vec![],
            DrawChain { pen, steps, seen } => {
                must_hold(pen, Pen::Marketing)?;
                if steps == it.chain {
                    return Ok(vec![]);
                }
                not_changed_since(it.changed.chain, seen, None)?;
                vec![Event::ChainDrawn { steps }]
            }
            Write { pen, line, option, matter, seen } => it.write(pen, line, option, matter, seen)?,
            Strike { pen, line, seen } => {
                // A line that is gone is gone: striking it out again changes nothing.
                let Some(held) = it.lines.get(&line) else {
                    return if line < it.next_line { Ok(vec![]) } else { Err(CannotWrite::NoSuchLine(line)) };
                };
                must_hold(pen, held.matter.pen())?;
                not_changed_since(held.version, seen, Some(line))?;
                vec![Event::LineStruck { line }]
            }
            SetTerms { pen, terms, seen } => {
                must_hold(pen, Pen::Finance)?;
                terms.check()?;
                if it.terms.as_ref().is_some_and(|(standing, ..)| *standing == terms) {
                    return Ok(vec![]);
                }
                not_changed_since(it.changed.terms, seen, None)?;
                vec![Event::TermsSet { terms }]
            }
            Recommend { pen: _, option, seen } => {
                if !it.options.contains(&option) {
                    return Err(CannotWrite::NoSuchOption);
                }
                if it.recommended.as_ref() == Some(&option) {
                    return Ok(vec![]);
                }
                not_changed_since(it.changed.recommended, seen, None)?;
                vec![Event::Recommended { option }]
            }
            Question { pen, line, words, says_something } => {
                let held = it.lines.get(&line).ok_or(CannotWrite::NoSuchLine(line))?;
                if held.matter.pen() == pen {
                    return Err(CannotWrite::OwnLine);
                }
                if !says_something {
                    return Err(CannotWrite::NoWords);
                }
                match &held.question {
                    Some(question) if question.words == words && question.answer.is_none() => vec![],
                    _ => vec![Event::Questioned { line, words }],
                }
            }
            Answer { pen, line, words, says_something } => {
                let held = it.lines.get(&line).ok_or(CannotWrite::NoSuchLine(line))?;
                must_hold(pen, held.matter.pen())?;
                if !says_something {
                    return Err(CannotWrite::NoWords);
                }
                let question = held.question.as_ref().ok_or(CannotWrite::NothingAsked)?;
                if question.answer.as_ref() == Some(&words) { vec![] } else { vec![Event::Answered { line, words }] }
            }
            Sign { pen, facts, hash, remark } => {
                if let Some(first) = it.unready().into_iter().next() {
                    return Err(first);
                }
                let stands = facts.hash();
                if stands != hash {
                    return Err(CannotWrite::OtherPage);
                }
                if it.signed.get(&pen).is_some_and(|signature| signature.hash == hash) {
                    return Ok(vec![]);
                }
                let seal = (it.sealed.as_ref() != Some(&stands)).then_some(Event::Sealed { facts, hash: stands });
                seal.into_iter().chain([Event::Signed { pen, hash, remark }]).collect()
            }
            Measure { pen, line, on, eur, how, says_something, today } => {
                let held = it.promised.get(&line).ok_or(CannotWrite::NotPromised)?;
                // Who promised a line does not audit it alone: its own pen or finance says what came of it.
                if pen != Pen::Finance {
                    must_hold(pen, held.matter.pen())?;
                }
                if !says_something {
                    return Err(CannotWrite::NoWords);
                }
                if on > today {
                    return Err(CannotWrite::NotYet);
                }
                line::check_range("eur", eur)?;
                let same = |old: &Measured| old.line == line && old.on == on && old.eur == eur && old.how == how;
                if it.measured.iter().any(same) { vec![] } else { vec![Event::Measured { line, on, eur, how }] }
            }
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            return match event {
                Event::Opened { request, options } => Some(BusinessCase {
                    request: request.clone(),
                    options: options.clone(),
                    chain: Vec::new(),
                    lines: BTreeMap::new(),
                    next_line: 1,
                    terms: None,
                    recommended: None,
                    sealed: None,
                    signed: BTreeMap::new(),
                    voided: Vec::new(),
                    agreed: None,
                    promised: BTreeMap::new(),
                    promised_option: None,
                    measured: Vec::new(),
                    version: 1,
                    changed: Changed::default(),
                }),
                _ => None,
            };
        };
        it.version += 1;
        match event {
            Event::Opened { .. } => {}
            Event::ChainDrawn { steps } => {
                it.void();
                it.changed.chain = it.version;
                it.chain = steps.clone();
            }
            Event::LineWritten { line, option, matter } => {
                it.void();
                it.next_line = it.next_line.max(line + 1);
                let question = it.lines.remove(line).and_then(|old| old.question);
                let (option, matter) = (option.clone(), matter.clone());
                let written = Line { option, matter, by: ctx.actor, at: ctx.now, version: it.version, question };
                it.lines.insert(*line, written);
            }
            Event::LineStruck { line } => {
                it.void();
                it.lines.remove(line);
            }
            Event::TermsSet { terms } => {
                it.void();
                it.changed.terms = it.version;
                it.terms = Some((*terms, ctx.actor, ctx.now));
            }
            Event::Recommended { option } => {
                it.void();
                it.changed.recommended = it.version;
                it.recommended = Some(option.clone());
            }
            Event::Questioned { line, words } => {
                if let Some(held) = it.lines.get_mut(line) {
                    let words = words.clone();
                    held.question = Some(line::Question { words, by: ctx.actor, at: ctx.now, answer: None });
                }
            }
            Event::Answered { line, words } => {
                if let Some(question) = it.lines.get_mut(line).and_then(|held| held.question.as_mut()) {
                    question.answer = Some(words.clone());
                }
            }
            Event::Sealed { hash, .. } => it.sealed = Some(hash.clone()),
            Event::Signed { pen, hash, remark } => {
                let (hash, remark) = (hash.clone(), remark.clone());
                it.signed.insert(*pen, Signature { hash, by: ctx.actor, at: ctx.now, remark });
                if let (true, Some(hash)) = (it.is_agreed(), it.sealed.clone()) {
                    it.agreed = Some((hash, ctx.now));
                    it.promised = it.lines.clone();
                    it.promised_option = it.recommended.clone();
                }
            }
            Event::Measured { line, on, eur, how } => {
                it.measured.push(Measured {
                    line: *line,
                    on: *on,
                    eur: *eur,
                    how: how.clone(),
                    by: ctx.actor,
                    at: ctx.now,
                });
            }
        }
        Some(it)
    }
}

impl BusinessCase {
    fn write(
        &self,
        pen: Pen,
        line: Option<u32>,
        option: Choice,
        matter: Matter,
        seen: Option<u64>,
    ) -> Result<Vec<Event>, CannotWrite> {
        must_hold(pen, matter.pen())?;
        if !self.options.contains(&option) {
            return Err(CannotWrite::NoSuchOption);
        }
        if option == Choice::NotNow {
            return Err(CannotWrite::NothingChanges);
        }
        matter.check()?;
        if matter.promises_more_than_nothing() && !self.reaches_an_outcome() {
            return Err(CannotWrite::OnlyActivity);
        }
        let says = |held: &Line| held.option == option && held.matter == matter;
        match line {
            Some(number) => {
                let Some(held) = self.lines.get(&number) else {
                    let was_struck = number < self.next_line && seen.is_some();
                    let line = Some(number);
                    return Err(if was_struck {
                        CannotWrite::ChangedMeanwhile { line }
                    } else {
                        CannotWrite::NoSuchLine(number)
                    });
                };
                must_hold(pen, held.matter.pen())?;
                if says(held) {
                    return Ok(vec![]);
                }
                not_changed_since(held.version, seen, Some(number))?;
                Ok(vec![Event::LineWritten { line: number, option, matter }])
            }
            None if self.lines.values().any(says) => Ok(vec![]),
            None if self.lines.len() >= MOST_LINES => Err(CannotWrite::TooManyLines),
            None => Ok(vec![Event::LineWritten { line: self.next_line, option, matter }]),
        }
    }
}

fn must_hold(pen: Pen, whose: Pen) -> Result<(), CannotWrite> {
    if pen == whose { Ok(()) } else { Err(CannotWrite::NotYourPen { whose }) }
}

/// Refuses when somebody changed a part after the writer had last seen it: their words would be lost unread.
fn not_changed_since(changed: u64, seen: Option<u64>, line: Option<u32>) -> Result<(), CannotWrite> {
    match seen {
        Some(seen) if changed > seen => Err(CannotWrite::ChangedMeanwhile { line }),
        _ => Ok(()),
    }
}

impl Terms {
    fn check(&self) -> Result<(), CannotWrite> {
        if !(self.rate.is_finite() && (0.0..=1.0).contains(&self.rate)) {
            return Err(CannotWrite::Fault(Fault { field: "rate", what: line::Why::OutOfBounds }));
        }
        if self.years == 0 || self.years > MOST_YEARS {
            return Err(CannotWrite::Fault(Fault { field: "years", what: line::Why::OutOfBounds }));
        }
        Ok(())
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Debug, PartialEq)]
pub enum CannotWrite {
    /// There is no case yet.
    NotOpened,
    /// The field belongs to another pen.
    NotYourPen {
        /// Whose it is.
        whose: Pen,
    },
    /// Somebody changed it after the writer had seen it.
    ChangedMeanwhile {
        /// The line, where it is one.
        line: Option<u32>,
    },
    /// There is no such line.
    NoSuchLine(u32),
    /// The option is none of the case's.
    NoSuchOption,
    /// Doing nothing has no lines: it is what everything else is held against.
    NothingChanges,
    /// What people do on a screen is no benefit.
    OnlyActivity,
    /// A number is impossible.
    Fault(Fault),
    /// It has as many lines as a page can hold.
    TooManyLines,
    /// One does not question one's own line.
    OwnLine,
    /// Nothing was asked about the line.
    NothingAsked,
    /// There are no words.
    NoWords,
    /// Finance has not set the terms.
    NoTerms,
    /// No option is named.
    NothingRecommended,
    /// The option named has no line yet.
    NothingWritten,
    /// The page was changed since the signer saw it.
    OtherPage,
    /// The line was never part of a page all three signed.
    NotPromised,
    /// The day is in the future.
    NotYet,
}

impl From<Fault> for CannotWrite {
    fn from(fault: Fault) -> CannotWrite {
        CannotWrite::Fault(fault)
    }
}

impl Refusal for CannotWrite {
    fn say(&self) -> Say {
        use CannotWrite::*;
        match self {
            NotOpened => Say::new("ce dossier n'est pas encore ouvert", "this business case is not open yet"),
            NotYourPen { whose } => {
                let whose = whose.say();
                Say::new(
                    format!("cette ligne appartient à une autre plume : {}", whose.fr),
                    format!("this line belongs to another pen: {}", whose.en),
                )
            }
            ChangedMeanwhile { line: Some(line) } => Say::new(
                format!("la ligne {line} a changé depuis que vous l'avez lue"),
                format!("line {line} has changed since you read it"),
            ),
            ChangedMeanwhile { line: None } => {
                Say::new("cette partie a changé depuis que vous l'avez lue", "this part has changed since you read it")
            }
            NoSuchLine(line) => Say::new(format!("il n'y a pas de ligne {line}"), format!("there is no line {line}")),
            NoSuchOption => Say::new("ce dossier ne compare pas cette option", "this case does not weigh that option"),
            NothingChanges => Say::new(
                "« ne rien faire » ne rapporte et ne coûte rien : c'est ce à quoi tout se compare",
                "“not now” brings and costs nothing: it is what everything is held against",
            ),
            OnlyActivity => Say::new(
                "des clics ne sont pas un bénéfice : la chaîne s'arrête à ce que l'on fait à l'écran",
                "clicks are no benefit: the chain ends at what is done on a screen",
            ),
            Fault(fault) => fault.say(),
            TooManyLines => Say::new(
                format!("ce dossier a déjà {MOST_LINES} lignes"),
                format!("this case has {MOST_LINES} lines already"),
            ),
            OwnLine => Say::new("c'est votre propre ligne", "this is your own line"),
            NothingAsked => Say::new("personne n'a posé de question sur cette ligne", "nobody asked about this line"),
            NoWords => Say::new("il n'y a pas encore de mots", "there are no words yet"),
            NoTerms => Say::new(
                "le contrôle de gestion n'a pas encore fixé le taux et la durée",
                "finance has not set rate and years yet",
            ),
            NothingRecommended => {
                Say::new("aucune option n'est proposée à la signature", "no option is put forward to be signed")
            }
            NothingWritten => {
                Say::new("l'option proposée n'a encore aucune ligne", "the option put forward has no line yet")
            }
            OtherPage => {
                Say::new("la page a changé depuis que vous l'avez lue", "the page has changed since you read it")
            }
            NotPromised => Say::new(
                "cette ligne n'a jamais été signée par les trois plumes",
                "this line was never signed by all three pens",
            ),
            NotYet => Say::new("ce jour est encore à venir", "that day is still to come"),
        }
    }

    fn way_out(&self) -> Say {
        use CannotWrite::*;
        match self {
            NotOpened => Say::new("ouvrez-le depuis la demande", "open it from the request"),
            NotYourPen { .. } => Say::new(
                "posez une question sur la ligne : son auteur y répondra",
                "question the line: its author will answer",
            ),
            ChangedMeanwhile { .. } | OtherPage => Say::new(
                "relisez-la telle qu'elle est ; rien de ce que vous avez écrit n'est perdu",
                "read it as it stands; nothing you wrote is lost",
            ),
            NoSuchLine(_) => Say::new("choisissez une ligne de la page", "choose a line of the page"),
            NoSuchOption => Say::new("choisissez une option de la page", "choose an option of the page"),
            NothingChanges => Say::new("écrivez la ligne sous une autre option", "write the line under another option"),
            OnlyActivity => Say::new(
                "ajoutez à la chaîne ce que le client fait ensuite : achète, revient, reste",
                "add to the chain what customers do next: buy, come back, stay",
            ),
            Fault(fault) => fault.way_out(),
            TooManyLines => {
                Say::new("réunissez des lignes qui vont ensemble", "put lines together that belong together")
            }
            OwnLine => Say::new("modifiez-la, simplement", "simply change it"),
            NothingAsked => Say::new("il n'y a rien à répondre", "there is nothing to answer"),
            NoWords => Say::new("écrivez une phrase", "write a sentence"),
            NoTerms => Say::new(
                "demandez au contrôle de gestion de les fixer sur cette page",
                "ask finance to set them on this page",
            ),
            NothingRecommended => Say::new("proposez une option", "put an option forward"),
            NothingWritten => {
                Say::new("écrivez ce qu'elle apporte ou ce qu'elle coûte", "write what it brings or what it costs")
            }
            NotPromised => Say::new("mesurez une ligne signée", "measure a line that was signed"),
            NotYet => Say::new("choisissez un jour passé", "choose a day that has passed"),
        }
    }
}

#[cfg(test)]
mod tests;
