//! A decision: who decides on which facts by when, what each side signed, and how it fell.

use std::collections::BTreeMap;

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Side, Text, workdays};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::charter::{ARBITRATION_DAYS, Silence, Terms};
use crate::lane::Lane;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was opened on a page of facts.
    Opened {
        /// The request it answers, or the tool, promise, pilot, change or row of the charter it is about.
        request: Ref,
        /// The lane, which gives deadline and default.
        lane: Lane,
        /// The version of the charter it follows.
        charter: u32,
        /// The class of the charter it follows; that of its lane where none is noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        class: Option<String>,
        /// The sides that have to sign.
        deciders: Vec<Side>,
        /// The last day to answer.
        deadline: Date,
        /// What happens in silence.
        silence: Silence,
        /// The options, by their words.
        options: Vec<Choice>,
        /// Exactly what was on the page, without language: figures, dates, options. It is the bulk of the log, so it
        /// stays text here, and no state keeps it: whoever shows it reads it from the log.
        facts: Facts,
        /// SHA-256 of the canonical form of `facts`.
        hash: String,
    },
    /// One side signed one option.
    Signed {
        /// For which side.
        side: Side,
        /// Which option.
        choice: Choice,
        /// The facts it was signed on.
        hash: String,
        /// A remark.
        remark: Option<Text>,
    },
    /// The two sides met halfway.
    Compromised {
        /// What each gives and gets, in words.
        terms: Text,
    },
    /// It fell.
    Made {
        /// What was chosen.
        choice: Choice,
        /// How it fell.
        how: How,
    },
    /// The side that was missing signed the same: it is no longer provisional.
    Confirmed {
        /// Which side.
        side: Side,
    },
    /// The side that was missing signed otherwise, or new facts came: it is open again.
    Reopened {
        /// By which side.
        side: Side,
    },
    /// One side wrote the other's concern in its own words.
    Restated {
        /// Which side wrote.
        by: Side,
        /// The other's concern.
        words: Text,
    },
    /// The side whose concern was written recognised it.
    RestatementConfirmed {
        /// Whose concern it is.
        side: Side,
    },
    /// The side whose concern was written put it right.
    RestatementCorrected {
        /// Whose concern it is.
        side: Side,
        /// What it is.
        words: Text,
    },
    /// The deadline passed without agreement: it came to the arbiter.
    Escalated {
        /// By when the arbiter settles it.
        until: Date,
    },
}

/// One way to answer a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// As it was asked for.
    AsAsked,
    /// With a cache that answers a share of the calls, in percent.
    WithCache {
        /// Percent of calls the cache answers.
        percent: u8,
    },
    /// With something that shows it already.
    UseExisting {
        /// The interface element that does.
        element: Ref,
    },
    /// Not now.
    NotNow,
    /// A tool becomes official: contract, sign-on, data protection.
    Regularise,
    /// A tool is replaced by a system the house has; its data are deleted.
    ReplaceBy {
        /// The system that takes over.
        system: Ref,
        /// Until when it is tolerated.
        until: Date,
    },
    /// A tool goes, and its data are deleted.
    Retire {
        /// Until when it is tolerated.
        until: Date,
    },
    /// A tool is tolerated for a while.
    Tolerate {
        /// Until when.
        until: Date,
    },
    /// A promise is kept as it was made, everywhere on its day.
    KeepPromise,
    /// A promise is kept on its day where what it needs is there, and in a second wave elsewhere.
    InWaves {
        /// By when the second wave is there.
        until: Date,
    },
    /// A promise is put off.
    Postpone {
        /// To when.
        until: Date,
    },
    /// A promise is not made.
    WithdrawPromise,
    /// What a pilot tried is given to all.
    Extend,
    /// What a pilot tried is changed and tried anew: it does something, but not enough.
    Pivot,
    /// What a pilot tried goes.
    Stop,
    /// A pilot runs on.
    Prolong {
        /// Until when.
        until: Date,
    },
    /// What was decided stays as it is: a change of it is not made.
    StayAsIs,
    /// A change is made in one of the ways put forward.
    ChangeTo {
        /// Which, counted from 1.
        option: u8,
    },
}

/// How a decision fell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Both sides signed the same.
    Together,
    /// One side signed, the other was silent past the deadline: provisional.
    Provisional,
    /// The arbiter decided.
    Arbitrated,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What one side signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The option.
    pub choice: Choice,
    /// Who signed.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// A remark.
    pub remark: Option<Text>,
}

/// A side's concern as the other side wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Restatement {
    /// In the other's words.
    pub words: Text,
    /// Who wrote it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// What the side whose concern it is said to it.
    pub answer: Option<Answer>,
}

/// What a side said to its concern as the other wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The concern put right; `None` where it was recognised.
    pub correction: Option<Text>,
    /// Who said it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// A decision as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The request it answers, or the tool or the pilot it is about.
    pub request: Ref,
    /// Its lane.
    pub lane: Lane,
    /// The charter's version.
    pub charter: u32,
    /// The class of the charter it follows; that of its lane where none is noted.
    pub class: Option<String>,
    /// The sides that have to sign.
    pub deciders: Vec<Side>,
    /// The last day to answer.
    pub deadline: Date,
    /// What happens in silence.
    pub silence: Silence,
    /// The options.
    pub options: Vec<Choice>,
    /// The hash of what was on the page.
    pub hash: String,
    /// Who opened it.
    pub opened_by: Option<PersonId>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Signatures by side.
    pub signed: BTreeMap<Side, Signature>,
    /// Each side's concern as the other wrote it, by the side that wrote.
    pub restated: BTreeMap<Side, Restatement>,
    /// When it came to the arbiter, and by when the arbiter settles it.
    pub escalated: Option<(Timestamp, Date)>,
    /// Compromises, oldest first: when, by whom, the terms.
    pub compromises: Vec<(Timestamp, Option<PersonId>, Text)>,
    /// How it fell, if it has: choice, how, when.
    pub made: Option<(Choice, How, Timestamp)>,
}

impl Decision {
    /// The sides that have not signed yet.
    pub fn missing(&self) -> Vec<Side> {
        self.deciders.iter().copied().filter(|side| !self.signed.contains_key(side)).collect()
    }

    /// Whether it holds only until the missing side has spoken. A provisional decision cannot be cited.
    pub fn is_provisional(&self) -> bool {
        matches!(self.made, Some((_, How::Provisional, _)))
    }

    /// Whether it may be cited: it was made, and holds.
    ///
    /// Errors: it is not made yet, or holds only until the missing side has spoken.
    pub fn may_be_cited(&self) -> Result<(), CannotDecide> {
        match &self.made {
            None => Err(CannotDecide::NotMade),
            Some((_, How::Provisional, _)) => Err(CannotDecide::Provisional(self.missing())),
            Some((_, How::Together | How::Arbitrated, _)) => Ok(()),
        }
    }

    /// Whether the one signature there is takes effect once the deadline has passed.
    pub fn default_applies(&self) -> bool {
        self.silence == Silence::GoesAhead && self.signed.len() == 1 && !self.in_disagreement()
    }

    /// Whether both sides signed and chose differently.
    pub fn in_disagreement(&self) -> bool {
        let mut choices = self.signed.values().map(|s| &s.choice);
        self.made.is_none() && choices.next().is_some_and(|first| choices.any(|other| other != first))
    }
}

impl Choice {
    /// Whether the change goes ahead, in whatever form.
    pub fn goes_ahead(&self) -> bool {
        !matches!(self, Choice::NotNow | Choice::WithdrawPromise | Choice::Stop | Choice::StayAsIs)
    }

    /// The word used in forms and on the command line: `as-asked`, `with-cache-90`, `use-existing-KEY`, `not-now`,
    /// for tools `regularise`, `replace-by-KEY-until-2026-09-30`, `retire-until-…`, `tolerate-until-…`, for promises
    /// `keep-promise`, `in-waves-until-…`, `postpone-until-…`, `withdraw-promise`, and for pilots `extend`, `pivot`,
    /// `stop`, `prolong-until-…`, and for changes `as-it-is`, `option-1`.
    pub fn word(&self) -> String {
        match self {
            Choice::AsAsked => "as-asked".to_owned(),
            Choice::WithCache { percent } => format!("with-cache-{percent}"),
            Choice::UseExisting { element } => format!("use-existing-{}", element.key()),
            Choice::NotNow => "not-now".to_owned(),
            Choice::Regularise => "regularise".to_owned(),
            Choice::ReplaceBy { system, until } => format!("replace-by-{}-until-{until}", system.key()),
            Choice::Retire { until } => format!("retire-until-{until}"),
            Choice::Tolerate { until } => format!("tolerate-until-{until}"),
            Choice::KeepPromise => "keep-promise".to_owned(),
            Choice::InWaves { until } => format!("in-waves-until-{until}"),
            Choice::Postpone { until } => format!("postpone-until-{until}"),
            Choice::WithdrawPromise => "withdraw-promise".to_owned(),
            Choice::Extend => "extend".to_owned(),
            Choice::Pivot => "pivot".to_owned(),
            Choice::Stop => "stop".to_owned(),
            Choice::Prolong { until } => format!("prolong-until-{until}"),
            Choice::StayAsIs => "as-it-is".to_owned(),
            Choice::ChangeTo { option } => format!("option-{option}"),
        }
    }

    /// Reads a word of [`Choice::word`] back; `None` when it is none.
    pub fn from_word(word: &str) -> Option<Choice> {
        let element = |key: &str| format!("element:{key}").parse().ok();
        let until = |date: &str| date.parse::<Date>().ok();
        Some(match word {
            "as-asked" => Choice::AsAsked,
            "not-now" => Choice::NotNow,
            "regularise" => Choice::Regularise,
            "as-it-is" => Choice::StayAsIs,
            _ => {
                if let Some(option) = word.strip_prefix("option-") {
                    Choice::ChangeTo { option: option.parse().ok().filter(|option| *option > 0)? }
                } else if let Some(percent) = word.strip_prefix("with-cache-") {
                    Choice::WithCache { percent: percent.parse().ok()? }
                } else if let Some(key) = word.strip_prefix("use-existing-") {
                    Choice::UseExisting { element: element(key)? }
                } else if let Some(rest) = word.strip_prefix("replace-by-") {
                    let (key, date) = rest.rsplit_once("-until-")?;
                    Choice::ReplaceBy { system: format!("system:{key}").parse().ok()?, until: until(date)? }
                } else if let Some(date) = word.strip_prefix("retire-until-") {
                    Choice::Retire { until: until(date)? }
                } else {
                    Choice::Tolerate { until: until(word.strip_prefix("tolerate-until-")?)? }
                }
            }
        })
    }

    /// The day until which it holds, when it says one.
    pub fn until(&self) -> Option<Date> {
        match self {
            Choice::ReplaceBy { until, .. }
            | Choice::Retire { until }
            | Choice::Tolerate { until }
            | Choice::InWaves { until }
            | Choice::Postpone { until }
            | Choice::Prolong { until } => Some(*until),
            _ => None,
        }
    }

    /// Whether it asks that the data in a tool be deleted, with proof.
    pub fn must_delete(&self) -> bool {
        matches!(self, Choice::ReplaceBy { .. } | Choice::Retire { .. })
    }
}

/// What was on a page: a JSON document, kept as it was written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(Box<RawValue>);

impl Facts {
    /// Writes a document down.
    pub fn of(document: &Value) -> Facts {
        Facts(serde_json::value::to_raw_value(document).unwrap_or_default())
    }

    /// The document.
    pub fn document(&self) -> Value {
        serde_json::from_str(self.0.get()).unwrap_or_default()
    }

    /// SHA-256, in hexadecimal, of its canonical form (RFC 8785): what is signed.
    pub fn hash(&self) -> String {
        let canonical = serde_json_canonicalizer::to_vec(&self.document()).unwrap_or_default();
        base::hex(&Sha256::digest(&canonical))
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Facts) -> bool {
        self.0.get() == other.0.get()
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders to a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens it on a page of facts.
    Open {
        /// The request.
        request: Ref,
        /// Its lane.
        lane: Lane,
        /// What it follows of the charter as it stands.
        terms: Terms,
        /// Today, in the house's time zone.
        today: Date,
        /// The options.
        options: Vec<Choice>,
        /// What is on the page.
        facts: Facts,
    },
    /// Signs for a side.
    Sign {
        /// The side; the shell has checked that the person may.
        side: Side,
        /// The option.
        choice: Choice,
        /// The hash of the page the person saw.
        hash: String,
        /// A remark.
        remark: Option<Text>,
    },
    /// Records a compromise.
    Compromise {
        /// Its terms.
        terms: Text,
        /// Whether they hold at least one word.
        says_something: bool,
    },
    /// Writes the other side's concern.
    Restate {
        /// The side that writes; the shell has checked that the person stands on it.
        by: Side,
        /// The other's concern.
        words: Text,
        /// Whether the words hold one.
        says_something: bool,
    },
    /// Says whether one's concern was written as it is.
    AnswerRestatement {
        /// Whose concern it is; the shell has checked that the person stands there.
        side: Side,
        /// The concern put right; `None` where it is recognised.
        correction: Option<Text>,
    },
    /// Brings it to the arbiter once the deadline has passed without agreement.
    Escalate {
        /// Today.
        today: Date,
    },
    /// Lets the charter's default take effect once the deadline has passed.
    LetDeadlinePass {
        /// Today.
        today: Date,
    },
    /// Decides for both, as the arbiter.
    Arbitrate {
        /// The option.
        choice: Choice,
        /// The hash of the page the arbiter saw.
        hash: String,
    },
}

impl Aggregate for Decision {
    const STREAM: &'static str = "decision";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotDecide;

    fn decide(state: Option<&Self>, command: Command, ctx: &Context) -> Result<Vec<Event>, CannotDecide> {
        use Command::*;
        let Some(it) = state else {
            return match command {
                Open { request, lane, terms, today, options, facts } => {
                    let hash = facts.hash();
                    let deadline = terms.deadline(today);
                    Ok(vec![Event::Opened {
                        request,
                        lane,
                        charter: terms.version,
                        class: Some(terms.class),
                        deciders: terms.deciders,
                        deadline,
                        silence: terms.silence,
                        options,
                        facts,
                        hash,
                    }])
                }
                _ => Err(CannotDecide::NotOpened),
            };
        };
        let known = |choice: &Choice| match it.options.contains(choice) {
            true => Ok(()),
            false => Err(CannotDecide::NoSuchOption(it.options.clone())),
        };
        let same_page = |hash: &str| if hash == it.hash { Ok(()) } else { Err(CannotDecide::OtherPage) };
        // One person is one voice: a second signature, or an arbitration over one's own, would decide alone.
        let signed = |besides: Option<Side>| {
            let mut sides = it.signed.iter().filter(|(side, signature)| {
                Some(**side) != besides && ctx.actor.is_some() && signature.by == ctx.actor
            });
            sides.next().map_or(Ok(()), |(side, _)| Err(CannotDecide::OwnSignature(*side)))
        };
        Ok(match command {
            Open { .. } => return Err(CannotDecide::AlreadyOpened),
            Sign { side, .. } if !it.deciders.contains(&side) => return Err(CannotDecide::NotADecider(side)),
            Sign { side, choice, hash, remark } => {
                signed(Some(side))?;
                known(&choice)?;
                same_page(&hash)?;
                return it.sign(side, choice, hash, remark);
            }
            Compromise { says_something: false, .. } => return Err(CannotDecide::EmptyTerms),
            Compromise { .. } if it.made.is_some() => return Err(CannotDecide::AlreadyMade),
            // What was put forward last, put forward again, is no second compromise.
            Compromise { terms, .. } if it.compromises.last().is_some_and(|(.., last)| *last == terms) => vec![],
            Compromise { terms, .. } => vec![Event::Compromised { terms }],
            Restate { by, .. } if !it.deciders.contains(&by) => return Err(CannotDecide::NotADecider(by)),
            Restate { says_something: false, .. } => return Err(CannotDecide::EmptyRestatement),
            Restate { by, words, .. } if it.restated.get(&by).is_some_and(|it| it.words == words) => vec![],
            AnswerRestatement { side, .. } if !it.deciders.contains(&side) => {
                return Err(CannotDecide::NotADecider(side));
            }
            Restate { .. } | AnswerRestatement { .. } if it.made.is_some() && !it.is_provisional() => {
                return Err(CannotDecide::AlreadyMade);
            }
            Restate { by, words, .. } => vec![Event::Restated { by, words }],
            AnswerRestatement { side, correction } => {
                let written = it.restated.iter().find(|(by, _)| **by != side).map(|(_, written)| written);
                let Some(written) = written else { return Err(CannotDecide::NotRestated(side)) };
                if ctx.actor.is_some() && written.by == ctx.actor {
                    return Err(CannotDecide::OwnRestatement);
                }
                let same = |answer: &Answer| answer.correction == correction;
                match correction {
                    _ if written.answer.as_ref().is_some_and(same) => vec![],
                    None => vec![Event::RestatementConfirmed { side }],
                    Some(words) => vec![Event::RestatementCorrected { side, words }],
                }
            }
            Escalate { .. } if it.made.is_some() || it.escalated.is_some() => vec![],
            Escalate { today } if today <= it.deadline => return Err(CannotDecide::NotYet { deadline: it.deadline }),
            Escalate { .. } if it.default_applies() => return Err(CannotDecide::DefaultApplies),
            Escalate { today } => vec![Event::Escalated { until: workdays::after(today, ARBITRATION_DAYS) }],
            LetDeadlinePass { .. } if it.made.is_some() => vec![],
            LetDeadlinePass { today } if today <= it.deadline => {
                return Err(CannotDecide::NotYet { deadline: it.deadline });
            }
            LetDeadlinePass { .. } => match it.signed.values().next() {
                Some(signature) if it.default_applies() => {
                    vec![Event::Made { choice: signature.choice.clone(), how: How::Provisional }]
                }
                _ => return Err(CannotDecide::ForTheArbiter),
            },
            Arbitrate { choice, hash } => {
                signed(None)?;
                known(&choice)?;
                same_page(&hash)?;
                if it.made.is_some() && !it.is_provisional() {
                    return Err(CannotDecide::AlreadyMade);
                }
                vec![Event::Made { choice, how: How::Arbitrated }]
            }
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            return match event {
                Event::Opened {
                    request,
                    lane,
                    charter,
                    class,
                    deciders,
                    deadline,
                    silence,
                    options,
                    hash,
                    facts: _,
                } => Some(Decision {
                    request: request.clone(),
                    lane: *lane,
                    charter: *charter,
                    class: class.clone(),
                    deciders: deciders.clone(),
                    deadline: *deadline,
                    silence: *silence,
                    options: options.clone(),
                    hash: hash.clone(),
                    opened_by: ctx.actor,
                    opened_at: ctx.now,
                    signed: BTreeMap::new(),
                    restated: BTreeMap::new(),
                    escalated: None,
                    compromises: Vec::new(),
                    made: None,
                }),
                _ => None,
            };
        };
        match event {
            Event::Opened { .. } => {}
            Event::Signed { side, choice, remark, .. } => {
                let signature =
                    Signature { choice: choice.clone(), by: ctx.actor, at: ctx.now, remark: remark.clone() };
                it.signed.insert(*side, signature);
            }
            Event::Compromised { terms } => it.compromises.push((ctx.now, ctx.actor, terms.clone())),
            Event::Made { choice, how } => it.made = Some((choice.clone(), *how, ctx.now)),
            Event::Confirmed { .. } => {
                if let Some((_, how, _)) = &mut it.made {
                    *how = How::Together;
                }
            }
            Event::Reopened { .. } => it.made = None,
            Event::Restated { by, words } => {
                let restatement = Restatement { words: words.clone(), by: ctx.actor, at: ctx.now, answer: None };
                it.restated.insert(*by, restatement);
            }
            Event::RestatementConfirmed { side } => it.answer(*side, None, ctx),
            Event::RestatementCorrected { side, words } => it.answer(*side, Some(words.clone()), ctx),
            Event::Escalated { until } => it.escalated = Some((ctx.now, *until)),
        }
        Some(it)
    }
}

impl Decision {
    /// Notes what a side said to its concern as the other wrote it.
    fn answer(&mut self, side: Side, correction: Option<Text>, ctx: &Context) {
        if let Some((_, written)) = self.restated.iter_mut().find(|(by, _)| **by != side) {
            written.answer = Some(Answer { correction, by: ctx.actor, at: ctx.now });
        }
    }

    fn sign(&self, side: Side, choice: Choice, hash: String, remark: Option<Text>) -> Result<Vec<Event>, CannotDecide> {
        let already = self.signed.get(&side).is_some_and(|s| s.choice == choice && s.remark == remark);
        if already {
            return Ok(vec![]);
        }
        let signed = Event::Signed { side, choice: choice.clone(), hash, remark };
        let others_agree = self
            .deciders
            .iter()
            .filter(|other| **other != side)
            .all(|other| self.signed.get(other).is_some_and(|s| s.choice == choice));
        Ok(match &self.made {
            Some((_, How::Together | How::Arbitrated, _)) => return Err(CannotDecide::AlreadyMade),
            Some((made, How::Provisional, _)) if *made == choice => vec![signed, Event::Confirmed { side }],
            Some((_, How::Provisional, _)) => vec![signed, Event::Reopened { side }],
            None if others_agree => vec![signed, Event::Made { choice, how: How::Together }],
            None => vec![signed],
        })
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Debug, PartialEq)]
pub enum CannotDecide {
    /// There is no such decision.
    NotOpened,
    /// It stands already.
    AlreadyOpened,
    /// This side does not sign here.
    NotADecider(Side),
    /// This person has signed it already, for this side.
    OwnSignature(Side),
    /// The option is not among those on the page.
    NoSuchOption(Vec<Choice>),
    /// The page has changed since the person saw it.
    OtherPage,
    /// It has fallen.
    AlreadyMade,
    /// A compromise without words.
    EmptyTerms,
    /// The deadline has not passed.
    NotYet {
        /// The deadline.
        deadline: Date,
    },
    /// The deadline has passed without agreement.
    ForTheArbiter,
    /// The deadline has passed and the charter's default takes effect.
    DefaultApplies,
    /// A restatement without words.
    EmptyRestatement,
    /// Nobody has written this side's concern yet.
    NotRestated(Side),
    /// Whoever wrote it would recognise it themselves.
    OwnRestatement,
    /// It is cited before it is made.
    NotMade,
    /// It is cited while it holds only until these sides have spoken.
    Provisional(Vec<Side>),
}

impl Refusal for CannotDecide {
    fn say(&self) -> Say {
        match self {
            CannotDecide::NotOpened => Say::new("cette décision n'existe pas", "there is no such decision"),
            CannotDecide::AlreadyOpened => Say::new("cette décision est déjà ouverte", "this decision is open already"),
            CannotDecide::NotADecider(side) => Say::new(
                format!("{} ne signe pas cette décision", side.say().fr),
                format!("{} does not sign this decision", side.say().en),
            ),
            CannotDecide::OwnSignature(side) => Say::new(
                format!("vous avez déjà signé cette décision, côté {}", side.say().fr),
                format!("you have already signed this decision, for {}", side.say().en),
            ),
            CannotDecide::NoSuchOption(_) => {
                Say::new("cette option n'est pas sur la page", "this option is not on the page")
            }
            CannotDecide::OtherPage => {
                Say::new("la page a changé depuis que vous l'avez lue", "the page has changed since you read it")
            }
            CannotDecide::AlreadyMade => Say::new("la décision est prise", "the decision is made"),
            CannotDecide::EmptyTerms => {
                Say::new("le compromis n'a pas encore de mots", "the compromise has no words yet")
            }
            CannotDecide::NotYet { deadline } => Say::each(|lang| {
                let day = base::format::date_long(lang, *deadline);
                match lang {
                    base::Lang::Fr => format!("l'échéance est le {day}"),
                    base::Lang::En => format!("the deadline is {day}"),
                }
            }),
            CannotDecide::ForTheArbiter => {
                Say::new("l'échéance est passée sans accord", "the deadline has passed without agreement")
            }
            CannotDecide::DefaultApplies => Say::new(
                "une seule partie a signé : son option s'applique, à titre provisoire",
                "one side alone has signed: its option applies, provisionally",
            ),
            CannotDecide::EmptyRestatement => {
                Say::new("la préoccupation de l'autre n'a pas encore de mots", "the other's concern has no words yet")
            }
            CannotDecide::NotRestated(side) => Say::new(
                format!("personne n'a encore écrit la préoccupation de ce côté ({})", side.say().fr),
                format!("nobody has written this side's concern yet ({})", side.say().en),
            ),
            CannotDecide::OwnRestatement => Say::new(
                "vous l'avez écrite : à l'autre côté de dire si c'est bien cela",
                "you wrote it: the other side says whether that is it",
            ),
            CannotDecide::NotMade => Say::new(
                "cette décision n'est pas prise : elle ne se cite pas encore",
                "this decision is not made: it cannot be cited yet",
            ),
            CannotDecide::Provisional(_) => Say::new(
                "cette décision est provisoire : elle ne se cite pas",
                "this decision is provisional: it cannot be cited",
            ),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotDecide::NotOpened => {
                Say::new("cherchez-la dans la liste des décisions", "look for it in the list of decisions")
            }
            CannotDecide::AlreadyOpened => Say::new("signez-la", "sign it"),
            CannotDecide::NotADecider(_) => Say::new("parlez-en à votre direction", "talk to your director"),
            CannotDecide::OwnSignature(_) => Say::new(
                "laissez une autre personne signer pour l'autre direction, ou arbitrer",
                "let somebody else sign for the other side, or arbitrate",
            ),
            CannotDecide::NoSuchOption(options) => {
                let words: Vec<String> = options.iter().map(Choice::word).collect();
                let words = words.join(", ");
                Say::new(format!("choisissez parmi : {words}"), format!("choose one of: {words}"))
            }
            CannotDecide::OtherPage => Say::new("relisez-la, puis signez", "read it again, then sign"),
            CannotDecide::AlreadyMade => {
                Say::new("ouvrez une nouvelle demande pour la changer", "open a new request to change it")
            }
            CannotDecide::EmptyTerms => {
                Say::new("écrivez ce que chacun donne et reçoit", "write what each side gives and gets")
            }
            CannotDecide::NotYet { .. } => {
                Say::new("attendez, ou signez ensemble plus tôt", "wait, or sign together earlier")
            }
            CannotDecide::ForTheArbiter => Say::new("la direction générale arbitre", "the chief executive arbitrates"),
            CannotDecide::DefaultApplies => Say::new(
                "appliquez la règle de l'échéance, ou faites signer l'autre partie",
                "apply the rule of the deadline, or have the other side sign",
            ),
            CannotDecide::EmptyRestatement => Say::new(
                "écrivez en une phrase ce qui compte pour l'autre",
                "write in one sentence what matters to the other",
            ),
            CannotDecide::NotRestated(_) => {
                Say::new("demandez à l'autre côté de l'écrire", "ask the other side to write it")
            }
            CannotDecide::OwnRestatement => {
                Say::new("laissez une personne de l'autre côté répondre", "let somebody of the other side answer")
            }
            CannotDecide::NotMade => Say::new("signez-la d'abord, des deux côtés", "sign it first, on both sides"),
            CannotDecide::Provisional(sides) => {
                let names: Vec<Say> = sides.iter().map(|side| side.say()).collect();
                let list = crate::raci::lint::listed(&names);
                Say::new(
                    format!("faites signer le côté qui manque ({}), ou faites arbitrer", list.fr),
                    format!("have the missing side sign ({}), or have it arbitrated", list.en),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests;
