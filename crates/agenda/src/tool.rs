//! The case of one tool in use: declared or found, its owner asked without blame, answered, decided by both sides.
//!
//! What shows that a tool is in use is not here: evidence is read from files. Here is what people said and agreed.

use base::{Aggregate, Context, Money, PersonId, Ref, Refusal, Say, Text, workdays};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::Choice;

/// How many working days an owner has to answer.
pub const DAYS_TO_ANSWER: u32 = 10;

/// How many days before what was agreed ends people are reminded.
pub const DAYS_OF_REMINDER: i32 = 14;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a tool's case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody declared a tool of their own accord.
    Declared {
        /// What it is called.
        name: Text,
        /// What it is used for.
        purpose: Option<Text>,
        /// What it does, one function each line.
        functions: Option<Text>,
        /// The team that uses it.
        team: Option<Ref>,
        /// What it costs a month.
        monthly: Option<Money>,
        /// Whether customers' or colleagues' data are put into it, if the person knows.
        personal: Option<bool>,
    },
    /// Somebody looked at the evidence and said whether the house uses it.
    Reviewed {
        /// Whether it does.
        in_use: bool,
        /// Why.
        why: Option<Text>,
    },
    /// Somebody was asked whether the tool is theirs.
    Asked {
        /// Who.
        person: PersonId,
        /// The message they got.
        message: Ref,
        /// Until when an answer is hoped for.
        until: Date,
    },
    /// Somebody who was asked answered.
    Answered {
        /// Who.
        person: PersonId,
        /// What.
        answer: Answer,
        /// Why the tool was taken beside the official way.
        cause: Option<Cause>,
        /// How long the official way was said to take, in weeks.
        quoted_weeks: Option<u32>,
        /// What it does, one function each line.
        functions: Option<Text>,
        /// Anything else.
        words: Option<Text>,
    },
    /// It was decided to see who uses it.
    NamesOpened {
        /// For which reason.
        reason: Text,
        /// The notice to whoever protects data.
        notice: Option<Ref>,
    },
    /// Both sides are asked to decide.
    SentToDecision {
        /// Which decision.
        decision: Ref,
    },
    /// The decision fell.
    Decided {
        /// Which decision.
        decision: Ref,
        /// What was chosen.
        choice: Choice,
    },
    /// The decision was opened again.
    Reopened {
        /// Which decision.
        decision: Ref,
    },
    /// The data that were in it are deleted, and somebody says how that is proven.
    DeletionProven {
        /// How.
        proof: Text,
    },
    /// The cause was turned into something both sides do.
    CauseTurned {
        /// Which action.
        action: Ref,
    },
    /// A request does by the official way what it was taken for.
    OfficialWay {
        /// Which request.
        request: Ref,
    },
    /// People were reminded that what was agreed ends.
    Reminded {
        /// The day it ends.
        ends: Date,
        /// The messages.
        messages: Vec<Ref>,
    },
}

/// What somebody answers who is asked whether a tool is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// My team uses it.
    Ours,
    /// My team used it and has stopped.
    NoLonger,
    /// It is not ours.
    NotOurs,
}

/// Why a tool was taken beside the official way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The official way took too long.
    TooSlow,
    /// Nobody knew that the house has something for it.
    NotKnown,
    /// What the house has lacks something.
    Lacks,
    /// It was only to be tried.
    Trial,
    /// A partner or an agency brought it.
    Partner,
}

impl Answer {
    /// Every answer, with its stored word.
    pub const ALL: [(Answer, &'static str); 3] =
        [(Answer::Ours, "ours"), (Answer::NoLonger, "no_longer"), (Answer::NotOurs, "not_ours")];

    /// Reads its stored word.
    pub fn of(word: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find_map(|(answer, known)| (known == word).then_some(answer))
    }

    /// What a person reads and presses.
    pub fn say(self) -> Say {
        match self {
            Answer::Ours => Say::new("Oui, mon équipe s'en sert", "Yes, my team uses it"),
            Answer::NoLonger => Say::new("Nous nous en servions, c'est fini", "We used it, and have stopped"),
            Answer::NotOurs => Say::new("Ce n'est pas nous", "It is not ours"),
        }
    }
}

impl Cause {
    /// Every cause, with its stored word.
    pub const ALL: [(Cause, &'static str); 5] = [
        (Cause::TooSlow, "too_slow"),
        (Cause::NotKnown, "not_known"),
        (Cause::Lacks, "lacks"),
        (Cause::Trial, "trial"),
        (Cause::Partner, "partner"),
    ];

    /// Reads its stored word.
    pub fn of(word: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find_map(|(cause, known)| (known == word).then_some(cause))
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        match self {
            Cause::TooSlow => Say::new("la voie officielle prenait trop de temps", "the official way took too long"),
            Cause::NotKnown => Say::new(
                "personne ne savait que la maison a ce qu'il faut",
                "nobody knew that the house has something for it",
            ),
            Cause::Lacks => Say::new(
                "ce que la maison a ne fait pas tout ce qu'il faut",
                "what the house has does not do all that is needed",
            ),
            Cause::Trial => Say::new("c'était pour essayer", "it was only to try it"),
            Cause::Partner => Say::new("un partenaire ou une agence l'a apporté", "a partner or an agency brought it"),
        }
    }
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The case of a tool as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// What somebody declared, the newest.
    pub declared: Option<Declared>,
    /// Whether somebody said it is in use, or that it is not, and when.
    pub reviewed: Option<(bool, Timestamp)>,
    /// Who was asked, oldest first.
    pub asked: Vec<Asked>,
    /// Whose it is: who declared it, or answered that it is theirs.
    pub owner: Option<PersonId>,
    /// Why it was taken, as the owner says.
    pub cause: Option<Cause>,
    /// How long the official way was said to take, in weeks.
    pub quoted_weeks: Option<u32>,
    /// What it does, one function each line.
    pub functions: Option<Text>,
    /// When names were opened, by whom, why, with the notice.
    pub names: Vec<NamesOpened>,
    /// The newest decision about it.
    pub decision: Option<Ref>,
    /// What was decided, and when.
    pub decided: Option<(Choice, Timestamp)>,
    /// The proof that data are deleted, and when it was given.
    pub deleted: Option<(Text, Timestamp)>,
    /// What both sides do about the cause.
    pub actions: Vec<Ref>,
    /// The request that does by the official way what it was taken for.
    pub official_way: Option<Ref>,
    /// The ends people were reminded of.
    pub reminded: Vec<Date>,
}

/// What somebody declared of a tool.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in Event::Declared")]
pub struct Declared {
    pub name: Text,
    pub purpose: Option<Text>,
    pub team: Option<Ref>,
    pub monthly: Option<Money>,
    pub personal: Option<bool>,
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

/// Somebody who was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// Until when an answer is hoped for.
    pub until: Date,
    /// The message they got.
    pub message: Ref,
    /// What they answered, when, and what else they said.
    pub answered: Option<(Answer, Timestamp, Option<Text>)>,
}

/// A decision to see who uses a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct NamesOpened {
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// For which reason.
    pub reason: Text,
    /// The notice to whoever protects data.
    pub notice: Option<Ref>,
}

impl Case {
    /// The day on which what was agreed ends, if it ends.
    pub fn ends(&self) -> Option<Date> {
        self.decided.as_ref().and_then(|(choice, _)| choice.until())
    }

    /// Whether the tool was to go, and its data are proven to be deleted.
    pub fn is_retired(&self) -> bool {
        let goes = self.decided.as_ref().is_some_and(|(choice, _)| choice.must_delete());
        goes && self.deleted.is_some()
    }

    /// Whether somebody was asked and has neither answered nor run out of time.
    pub fn awaits_answer(&self, today: Date) -> bool {
        self.asked.iter().any(|asked| asked.answered.is_none() && asked.until >= today)
    }

    /// Whether a person's newest answer is this one; `words`: what else they say now, where they say anything.
    fn has_answered(&self, person: PersonId, answer: Answer, words: Option<&Text>) -> bool {
        let last = self.asked.iter().rev().find(|asked| asked.person == person);
        let same = |said: &Option<Text>| words.is_none() || words == said.as_ref();
        last.and_then(|asked| asked.answered.as_ref()).is_some_and(|(given, _, said)| *given == answer && same(said))
    }

    /// Whether both sides are asked and have not decided.
    pub fn awaits_decision(&self) -> bool {
        self.decision.is_some() && self.decided.is_none()
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a tool's case.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Declares a tool; `says_something`: whether its name holds a word.
    Declare {
        name: Text,
        says_something: bool,
        purpose: Option<Text>,
        functions: Option<Text>,
        team: Option<Ref>,
        monthly: Option<Money>,
        personal: Option<bool>,
    },
    /// Says whether the house uses it.
    Review { in_use: bool, why: Option<Text> },
    /// Asks somebody whether it is theirs.
    Ask { person: PersonId, message: Ref, today: Date },
    /// Answers for oneself.
    Answer {
        person: PersonId,
        answer: Answer,
        cause: Option<Cause>,
        quoted_weeks: Option<u32>,
        functions: Option<Text>,
        words: Option<Text>,
    },
    /// Decides to see who uses it; `says_something`: whether the reason holds a word.
    OpenNames { reason: Text, says_something: bool, notice: Option<Ref> },
    /// Asks both sides to decide.
    Send { decision: Ref },
    /// Takes over what was decided.
    Conclude { decision: Ref, choice: Choice },
    /// Opens what was decided again.
    Reopen { decision: Ref },
    /// Proves that data are deleted; `says_something`: whether the proof holds a word.
    ProveDeletion { proof: Text, says_something: bool },
    /// Turns the cause into something both sides do.
    TurnCause { action: Ref },
    /// Names the request that does by the official way what it was taken for.
    NameOfficialWay { request: Ref },
    /// Reminds of the end of what was agreed.
    Remind { today: Date, messages: Vec<Ref> },
}

impl Aggregate for Case {
    const STREAM: &'static str = "tool";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotTool;

    fn decide(state: Option<&Self>, command: Command, ctx: &Context) -> Result<Vec<Event>, CannotTool> {
        use Command::*;
        let none = Case::default();
        let it = state.unwrap_or(&none);
        Ok(match command {
            Declare { says_something: false, .. } => return Err(CannotTool::NoName),
            Declare { name, purpose, functions, team, monthly, personal, .. } => {
                let says = |held: &Declared| {
                    let words = held.name == name && held.purpose == purpose && it.functions == functions;
                    words && held.team == team && held.monthly == monthly && held.personal == personal
                };
                if it.declared.as_ref().is_some_and(says) {
                    return Ok(vec![]);
                }
                vec![Event::Declared { name, purpose, functions, team, monthly, personal }]
            }
            Review { in_use, .. } if it.reviewed.is_some_and(|(standing, _)| standing == in_use) => vec![],
            Review { in_use, why } => vec![Event::Reviewed { in_use, why }],
            Ask { .. } if it.owner.is_some() => return Err(CannotTool::HasOwner),
            Ask { person, today, .. }
                if it.asked.iter().any(|a| a.person == person && a.answered.is_none() && a.until >= today) =>
            {
                return Err(CannotTool::AskedAlready);
            }
            Ask { person, message, today } => {
                vec![Event::Asked { person, message, until: workdays::after(today, DAYS_TO_ANSWER) }]
            }
            Answer { person, .. } if !it.asked.iter().any(|asked| asked.person == person) => {
                return Err(CannotTool::NotAsked);
            }
            Answer { .. } if it.decided.is_some() => return Err(CannotTool::Decided),
            Answer { person, .. } if it.owner.is_some_and(|owner| owner != person) => {
                return Err(CannotTool::HasOwner);
            }
            // The same answer again says nothing new.
            Answer { person, answer, cause, quoted_weeks, ref functions, ref words }
                if it.has_answered(person, answer, words.as_ref())
                    && (cause.is_none() || answer == self::Answer::NotOurs || cause == it.cause)
                    && (quoted_weeks.is_none()
                        || answer == self::Answer::NotOurs
                        || quoted_weeks == it.quoted_weeks)
                    && (functions.is_none() || answer == self::Answer::NotOurs || *functions == it.functions) =>
            {
                vec![]
            }
            Answer { person, answer, cause, quoted_weeks, functions, words } => {
                vec![Event::Answered { person, answer, cause, quoted_weeks, functions, words }]
            }
            OpenNames { says_something: false, .. } => return Err(CannotTool::NoReason),
            OpenNames { .. } if ctx.actor.is_none() => return Err(CannotTool::NobodyOpens),
            OpenNames { reason, .. } if it.names.iter().any(|it| it.by == ctx.actor && it.reason == reason) => vec![],
            OpenNames { reason, notice, .. } => vec![Event::NamesOpened { reason, notice }],
            Send { decision } if it.decision.as_ref() == Some(&decision) => vec![],
            Send { .. } if it.awaits_decision() => return Err(CannotTool::AwaitsDecision),
            Send { decision } => vec![Event::SentToDecision { decision }],
            Conclude { choice, .. } if it.decided.as_ref().is_some_and(|(standing, _)| *standing == choice) => vec![],
            Conclude { decision, choice } => match it.decision.as_ref() == Some(&decision) {
                true => vec![Event::Decided { decision, choice }],
                false => return Err(CannotTool::OtherDecision),
            },
            Reopen { decision } => match it.decision.as_ref() == Some(&decision) && it.decided.is_some() {
                true => vec![Event::Reopened { decision }],
                false => vec![],
            },
            ProveDeletion { says_something: false, .. } => return Err(CannotTool::NoProof),
            ProveDeletion { proof, .. } if it.deleted.as_ref().is_some_and(|(standing, _)| *standing == proof) => {
                vec![]
            }
            ProveDeletion { proof, .. } => match &it.decided {
                Some((choice, _)) if choice.must_delete() => vec![Event::DeletionProven { proof }],
                _ => return Err(CannotTool::NothingToDelete),
            },
            TurnCause { action } if it.actions.contains(&action) => vec![],
            TurnCause { action } => vec![Event::CauseTurned { action }],
            NameOfficialWay { request } if it.official_way.as_ref() == Some(&request) => vec![],
            NameOfficialWay { request } => vec![Event::OfficialWay { request }],
            Remind { today, messages } => match it.ends() {
                Some(ends) if it.is_due(today) => vec![Event::Reminded { ends, messages }],
                Some(ends) if it.reminded.contains(&ends) || it.is_retired() => vec![],
                Some(ends) => return Err(CannotTool::NotDue(ends)),
                None => return Err(CannotTool::NothingEnds),
            },
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        match event {
            Event::Declared { name, purpose, functions, team, monthly, personal } => {
                it.declared = Some(Declared {
                    name: name.clone(),
                    purpose: purpose.clone(),
                    team: team.clone(),
                    monthly: *monthly,
                    personal: *personal,
                    by: ctx.actor,
                    at: ctx.now,
                });
                it.owner = it.owner.or(ctx.actor);
                it.functions = functions.clone().or(it.functions);
            }
            Event::Reviewed { in_use, .. } => it.reviewed = Some((*in_use, ctx.now)),
            Event::Asked { person, message, until } => it.asked.push(Asked {
                person: *person,
                at: ctx.now,
                until: *until,
                message: message.clone(),
                answered: None,
            }),
            Event::Answered { person, answer, cause, quoted_weeks, functions, words } => {
                if let Some(asked) = it.asked.iter_mut().rev().find(|asked| asked.person == *person) {
                    asked.answered = Some((*answer, ctx.now, words.clone()));
                }
                match answer {
                    Answer::Ours | Answer::NoLonger => it.owner = Some(*person),
                    Answer::NotOurs if it.owner == Some(*person) => it.owner = None,
                    Answer::NotOurs => {}
                }
                if *answer != Answer::NotOurs {
                    it.cause = cause.or(it.cause);
                    it.quoted_weeks = quoted_weeks.or(it.quoted_weeks);
                    it.functions = functions.clone().or(it.functions);
                }
            }
            Event::NamesOpened { reason, notice } => it.names.push(NamesOpened {
                by: ctx.actor,
                at: ctx.now,
                reason: reason.clone(),
                notice: notice.clone(),
            }),
            Event::SentToDecision { decision } => {
                it.decision = Some(decision.clone());
                it.decided = None;
                // What was proven belongs to the decision before.
                it.deleted = None;
            }
            Event::Decided { choice, .. } => it.decided = Some((choice.clone(), ctx.now)),
            Event::Reopened { .. } => it.decided = None,
            Event::DeletionProven { proof } => it.deleted = Some((proof.clone(), ctx.now)),
            Event::CauseTurned { action } => it.actions.push(action.clone()),
            Event::OfficialWay { request } => it.official_way = Some(request.clone()),
            Event::Reminded { ends, .. } => it.reminded.push(*ends),
        }
        Some(it)
    }
}

impl Case {
    /// Whether people are to be reminded today of the end of what was agreed.
    pub fn is_due(&self, today: Date) -> bool {
        self.ends().is_some_and(|ends| {
            let left = today.until(ends).map_or(i32::MAX, |span| span.get_days());
            left <= DAYS_OF_REMINDER && !self.reminded.contains(&ends) && !self.is_retired()
        })
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotTool {
    /// The declared tool has no name.
    NoName,
    /// Somebody has already said it is theirs.
    HasOwner,
    /// This person was asked and may still answer.
    AskedAlready,
    /// This person was not asked.
    NotAsked,
    /// Both sides have decided: an answer changes nothing any more.
    Decided,
    /// Names are opened for a reason only.
    NoReason,
    /// Names are opened by a person only.
    NobodyOpens,
    /// Both sides are asked already.
    AwaitsDecision,
    /// The decision is about something else.
    OtherDecision,
    /// The proof has no words.
    NoProof,
    /// Nothing was decided that asks for a deletion.
    NothingToDelete,
    /// It is too early to remind.
    NotDue(Date),
    /// Nothing that was agreed ends.
    NothingEnds,
}

impl Refusal for CannotTool {
    fn say(&self) -> Say {
        match self {
            CannotTool::NoName => Say::new("l'outil n'a pas de nom", "the tool has no name"),
            CannotTool::HasOwner => Say::new("cet outil a déjà un responsable", "this tool has an owner already"),
            CannotTool::AskedAlready => Say::new(
                "la question a déjà été posée à cette personne, qui a encore le temps de répondre",
                "this person was asked already and still has time to answer",
            ),
            CannotTool::NotAsked => {
                Say::new("cette question ne vous a pas été posée", "this question was not put to you")
            }
            CannotTool::Decided => {
                Say::new("la décision sur cet outil est prise", "the decision about this tool is made")
            }
            CannotTool::NoReason => {
                Say::new("aucune raison de voir les noms n'est donnée", "no reason to see names is given")
            }
            CannotTool::NobodyOpens => {
                Say::new("seule une personne peut décider de voir les noms", "only a person can decide to see names")
            }
            CannotTool::AwaitsDecision => {
                Say::new("une décision sur cet outil est déjà ouverte", "a decision about this tool is open already")
            }
            CannotTool::OtherDecision => {
                Say::new("cette décision porte sur autre chose", "this decision is about something else")
            }
            CannotTool::NoProof => Say::new("la preuve n'a pas encore de mots", "the proof has no words yet"),
            CannotTool::NothingToDelete => Say::new(
                "rien de ce qui est décidé ne demande d'effacer des données",
                "nothing that is decided asks for data to be deleted",
            ),
            CannotTool::NotDue(ends) => Say::each(|lang| {
                let day = base::format::date_long(lang, *ends);
                match lang {
                    base::Lang::Fr => format!("ce qui est convenu ne finit que le {day}"),
                    base::Lang::En => format!("what was agreed ends only on {day}"),
                }
            }),
            CannotTool::NothingEnds => Say::new("rien de convenu ne prend fin", "nothing that was agreed ends"),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotTool::NoName => Say::new("écrivez son nom", "write its name"),
            CannotTool::HasOwner => {
                Say::new("parlez-en à la personne nommée sur la page", "speak with the person named on the page")
            }
            CannotTool::AskedAlready => {
                Say::new("attendez sa réponse, ou posez la question à quelqu'un d'autre", "wait, or ask somebody else")
            }
            CannotTool::NotAsked => {
                Say::new("déclarez l'outil vous-même, en une minute", "declare the tool yourself, in a minute")
            }
            CannotTool::NoReason => {
                Say::new("dites pourquoi le compte par équipe ne suffit pas", "say why the count by team is not enough")
            }
            CannotTool::Decided => Say::new("parlez-en aux deux directions", "speak with both directors"),
            CannotTool::NobodyOpens => Say::new("identifiez-vous", "sign in"),
            CannotTool::AwaitsDecision => Say::new("signez-la, ou attendez-la", "sign it, or wait for it"),
            CannotTool::OtherDecision => Say::new("relisez la page de l'outil", "read the tool's page again"),
            CannotTool::NoProof => Say::new(
                "dites qui a effacé quoi, quand, et où cela se vérifie",
                "say who deleted what, when, and where that can be checked",
            ),
            CannotTool::NothingToDelete => {
                Say::new("décidez d'abord de remplacer l'outil ou d'y renoncer", "decide first to replace or retire it")
            }
            CannotTool::NotDue(_) => Say::each(|lang| match lang {
                base::Lang::Fr => format!("le rappel part {DAYS_OF_REMINDER} jours avant"),
                base::Lang::En => format!("the reminder goes out {DAYS_OF_REMINDER} days before"),
            }),
            CannotTool::NothingEnds => Say::new("aucun rappel n'est nécessaire", "no reminder is needed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use base::{Kind, TextId};
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn ctx() -> Context {
        Context { actor: Some(person(1)), now: "2026-08-06T10:00:00Z".parse().expect("a written instant") }
    }

    fn text(words: &str) -> Text {
        Text::commit(TextId(Uuid::from_u128(9)), &[1; 16], words)
    }

    fn to(kind: Kind, key: &str) -> Ref {
        Ref::new(kind, key)
    }

    fn folded(given: &[Event]) -> Option<Case> {
        given.iter().fold(None, |state, event| Case::evolve(state, event, &ctx()))
    }

    /// Given past facts, when an order comes, then these facts or this refusal.
    fn check(given: &[Event], when: Command, then: Result<Vec<Event>, CannotTool>) {
        assert_eq!(Case::decide(folded(given).as_ref(), when, &ctx()), then);
    }

    fn asked(whom: PersonId) -> Event {
        Event::Asked { person: whom, message: to(Kind::Message, "1"), until: date(2026, 8, 20) }
    }

    fn answered(whom: PersonId, answer: Answer) -> Event {
        Event::Answered {
            person: whom,
            answer,
            cause: Some(Cause::TooSlow),
            quoted_weeks: Some(9),
            functions: None,
            words: None,
        }
    }

    fn answer(whom: PersonId, answer: Answer) -> Command {
        Command::Answer {
            person: whom,
            answer,
            cause: Some(Cause::TooSlow),
            quoted_weeks: Some(9),
            functions: None,
            words: None,
        }
    }

    fn replace() -> Choice {
        Choice::ReplaceBy { system: to(Kind::System, "emailing"), until: date(2026, 9, 30) }
    }

    fn sent() -> Event {
        Event::SentToDecision { decision: to(Kind::Decision, "3") }
    }

    fn decided(choice: Choice) -> Event {
        Event::Decided { decision: to(Kind::Decision, "3"), choice }
    }

    #[test]
    fn somebody_is_asked_and_has_ten_working_days() {
        let ask = |today| Command::Ask { person: person(2), message: to(Kind::Message, "1"), today };
        check(&[], ask(date(2026, 8, 6)), Ok(vec![asked(person(2))]));
        check(&[asked(person(2))], ask(date(2026, 8, 7)), Err(CannotTool::AskedAlready));
        let again = Event::Asked { person: person(2), message: to(Kind::Message, "1"), until: date(2026, 9, 4) };
        check(&[asked(person(2))], ask(date(2026, 8, 21)), Ok(vec![again]));
        check(
            &[asked(person(2)), answered(person(2), Answer::Ours)],
            ask(date(2026, 8, 21)),
            Err(CannotTool::HasOwner),
        );
    }

    #[test]
    fn only_who_was_asked_answers_and_may_think_again() {
        check(&[], answer(person(2), Answer::Ours), Err(CannotTool::NotAsked));
        let given = [asked(person(2))];
        check(&given, answer(person(3), Answer::Ours), Err(CannotTool::NotAsked));
        check(&given, answer(person(2), Answer::Ours), Ok(vec![answered(person(2), Answer::Ours)]));
        let owned = folded(&[asked(person(2)), answered(person(2), Answer::Ours)]).expect("a case");
        assert_eq!((owned.owner, owned.cause, owned.quoted_weeks), (Some(person(2)), Some(Cause::TooSlow), Some(9)));
        let taken_back =
            folded(&[asked(person(2)), answered(person(2), Answer::Ours), answered(person(2), Answer::NotOurs)]);
        assert_eq!(taken_back.expect("a case").owner, None);
    }

    #[test]
    fn who_declares_a_tool_owns_it() {
        let declare = |words: &str| Command::Declare {
            name: text(words),
            says_something: !words.is_empty(),
            purpose: None,
            functions: None,
            team: None,
            monthly: None,
            personal: None,
        };
        check(&[], declare(""), Err(CannotTool::NoName));
        let events = Case::decide(None, declare("Roue"), &ctx()).expect("it is declared");
        assert_eq!(folded(&events).expect("a case").owner, Some(person(1)));
    }

    #[test]
    fn names_are_opened_by_a_person_for_a_reason() {
        let open = |says_something| Command::OpenNames { reason: text("enquête"), says_something, notice: None };
        check(&[], open(false), Err(CannotTool::NoReason));
        check(&[], open(true), Ok(vec![Event::NamesOpened { reason: text("enquête"), notice: None }]));
        let house = Context { actor: None, ..ctx() };
        assert_eq!(Case::decide(None, open(true), &house), Err(CannotTool::NobodyOpens));
    }

    #[test]
    fn a_tool_is_decided_once_and_its_end_is_reminded_of_once() {
        let send = Command::Send { decision: to(Kind::Decision, "3") };
        check(&[], send.clone(), Ok(vec![sent()]));
        check(&[sent()], send, Ok(vec![]));
        let other = Command::Send { decision: to(Kind::Decision, "4") };
        check(&[sent()], other, Err(CannotTool::AwaitsDecision));
        let conclude = |key: &str| Command::Conclude { decision: to(Kind::Decision, key), choice: replace() };
        check(&[sent()], conclude("4"), Err(CannotTool::OtherDecision));
        check(&[sent()], conclude("3"), Ok(vec![decided(replace())]));
        let given = [sent(), decided(replace())];
        let remind = |today| Command::Remind { today, messages: vec![] };
        check(&given, remind(date(2026, 9, 15)), Err(CannotTool::NotDue(date(2026, 9, 30))));
        let reminded = Event::Reminded { ends: date(2026, 9, 30), messages: vec![] };
        check(&given, remind(date(2026, 9, 16)), Ok(vec![reminded.clone()]));
        check(&[sent(), decided(replace()), reminded], remind(date(2026, 9, 17)), Ok(vec![]));
        check(&[], remind(date(2026, 9, 17)), Err(CannotTool::NothingEnds));
    }

    #[test]
    fn a_tool_is_gone_once_the_data_are_proven_deleted() {
        let prove = |says_something| Command::ProveDeletion { proof: text("certificat"), says_something };
        check(&[], prove(true), Err(CannotTool::NothingToDelete));
        let kept = Choice::Tolerate { until: date(2026, 9, 30) };
        check(&[sent(), decided(kept)], prove(true), Err(CannotTool::NothingToDelete));
        check(&[sent(), decided(replace())], prove(false), Err(CannotTool::NoProof));
        let proven = Event::DeletionProven { proof: text("certificat") };
        check(&[sent(), decided(replace())], prove(true), Ok(vec![proven.clone()]));
        assert!(folded(&[sent(), decided(replace()), proven]).expect("a case").is_retired());
        assert!(!folded(&[sent(), decided(replace())]).expect("a case").is_retired());
    }
}
