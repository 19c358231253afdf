//! The decision charter: who decides what, by when, what happens in silence, who arbitrates.
//!
//! Its first version comes with Entente (`first`). People change a row by a decision of both sides, and each change makes
//! a version; every decision cites the version it follows.
//!
//! Deliberately absent: who holds which role today (the picture knows), the words people typed (in the vault).

mod first;
mod search;

use base::{Aggregate, Context, Kind, Ref, Refusal, Say, Side, Text, workdays};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use first::{known_say, known_when};
pub use search::{Match, search};

use crate::lane::Lane;
use crate::raci::Holder;
use crate::role::{Right, Role};

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of the charter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A row was put before both sides.
    Proposed {
        /// The decision it was put to.
        decision: Ref,
        /// What it would say.
        row: Row,
    },
    /// Both sides took it: a new version.
    Adopted {
        /// The decision.
        decision: Ref,
    },
    /// It was not taken.
    Declined {
        /// The decision.
        decision: Ref,
    },
}

/// One class of decisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its key, which never changes.
    pub key: String,
    /// What it is called, where the house named it; the first version's classes bear names of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The domain it belongs to.
    pub domain: Domain,
    /// Who decides.
    pub decider: Decider,
    /// Who has a right to be heard before.
    pub inputs: Vec<Input>,
    /// Working days from opening to deadline.
    pub working_days: u32,
    /// What happens in silence.
    pub silence: Silence,
    /// Who arbitrates; `None` where nobody stands above whoever decides.
    pub arbiter: Option<Role>,
    /// How hard it is to go back.
    pub reversibility: Reversibility,
}

/// What decisions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Where the house goes.
    Strategy,
    /// What changes for the customer.
    UseCases,
    /// What is spent.
    Funds,
    /// What the house is able to do: tools, data, standards.
    Capabilities,
}

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// The director of one side.
    Side(Side),
    /// Both directors together (A²).
    Both,
    /// A role.
    Role(Role),
}

/// A right to be heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Whose.
    pub who: Holder,
    /// Whether nothing is decided without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must: bool,
}

/// What happens when the deadline passes in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The change goes ahead as the side that signed has it.
    GoesAhead,
    /// The decision goes to the arbiter.
    GoesToArbiter,
    /// Nothing changes.
    StaysAsIs,
}

/// How hard it is to go back on a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reversibility {
    /// At no great cost.
    Easy,
    /// At a cost.
    Costly,
    /// Not at all.
    Irreversible,
}

impl Domain {
    /// Every domain, in the order of the charter.
    pub const ALL: [Domain; 4] = [Domain::Strategy, Domain::UseCases, Domain::Funds, Domain::Capabilities];

    /// The name.
    pub fn say(self) -> Say {
        match self {
            Domain::Strategy => Say::new("Stratégie", "Strategy"),
            Domain::UseCases => Say::new("Cas d'usage", "Use cases"),
            Domain::Funds => Say::new("Fonds", "Funds"),
            Domain::Capabilities => Say::new("Capacités", "Capabilities"),
        }
    }
}

impl Silence {
    /// In words.
    pub fn say(self) -> Say {
        match self {
            Silence::GoesAhead => Say::new(
                "sans réponse à l'échéance, ce que l'autre partie a signé s'applique, à titre provisoire",
                "without an answer by the deadline, what the other side signed applies, provisionally",
            ),
            Silence::GoesToArbiter => Say::new(
                "sans accord à l'échéance, la direction générale arbitre",
                "without agreement by the deadline, the chief executive arbitrates",
            ),
            Silence::StaysAsIs => Say::new(
                "sans réponse à l'échéance, rien ne change",
                "without an answer by the deadline, nothing changes",
            ),
        }
    }
}

impl Reversibility {
    /// In words.
    pub fn say(self) -> Say {
        match self {
            Reversibility::Easy => Say::new("on revient en arrière sans peine", "easy to go back on"),
            Reversibility::Costly => Say::new("revenir en arrière coûte", "going back costs"),
            Reversibility::Irreversible => Say::new("on ne revient pas en arrière", "there is no going back"),
        }
    }
}

impl Decider {
    /// In words.
    pub fn say(self) -> Say {
        match self {
            Decider::Side(Side::Marketing) => Say::new("la direction marketing", "the marketing director"),
            Decider::Side(Side::It) => Say::new("la DSI", "the CIO"),
            Decider::Side(Side::Other) => Say::new("une autre direction", "another director"),
            Decider::Both => Say::new("les deux directions ensemble (A²)", "both directors together (A²)"),
            Decider::Role(role) => role.say(),
        }
    }
}

impl Row {
    /// What happens in silence, in words.
    pub fn silence_say(&self) -> Say {
        match (self.silence, self.decider) {
            (silence @ Silence::StaysAsIs, _) | (silence, Decider::Both) => silence.say(),
            (Silence::GoesAhead, _) => Say::new(
                "sans réponse à l'échéance, ce qui est proposé s'applique",
                "without an answer by the deadline, what is proposed applies",
            ),
            (Silence::GoesToArbiter, _) => Say::new(
                "sans réponse à l'échéance, l'arbitre tranche",
                "without an answer by the deadline, the arbiter settles it",
            ),
        }
    }

    /// What it is called; `words` are those of the vault.
    pub fn say(&self, words: &dyn Fn(&Text) -> String) -> Say {
        match &self.name {
            Some(name) => Say::same(words(name)),
            None => known_say(&self.key),
        }
    }
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The charter as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Charter {
    /// Its version, from 1.
    pub version: u32,
    /// Its rows, in the order they are read.
    pub rows: Vec<Row>,
    /// What was put before both sides and is open.
    pub proposed: Vec<(Ref, Row)>,
    /// What made each version after the first, oldest first.
    pub changes: Vec<Change>,
}

/// One change of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The version it made.
    pub version: u32,
    /// The row as it was; `None` for a new one.
    pub was: Option<Row>,
    /// The row as it is since.
    pub row: Row,
    /// The decision that made it.
    pub decision: Ref,
    /// When.
    pub at: Timestamp,
}

/// What a decision of a class follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// The version of the charter.
    pub version: u32,
    /// The class, by its key.
    pub class: String,
    /// The sides that sign.
    pub deciders: Vec<Side>,
    /// Working days from opening to deadline.
    pub working_days: u32,
    /// What happens in silence.
    pub silence: Silence,
}

impl Terms {
    /// The deadline of a decision opened on a day.
    pub fn deadline(&self, opened: Date) -> Date {
        workdays::after(opened, self.working_days)
    }
}

/// The classes whose decisions both sides sign on a page of facts: who decides them is not for one side to change.
pub const SIGNED_BY_BOTH: [&str; 6] =
    ["change-express", "change-standard", "change-major", "undeclared-tool", "pilot", CHARTER];

/// The class of decisions on the charter itself.
pub const CHARTER: &str = "charter";

/// Working days the arbiter has once a decision has come to them. Source: governance reference §2.6.
pub const ARBITRATION_DAYS: u32 = 5;

impl Default for Charter {
    /// The first version.
    fn default() -> Charter {
        Charter { version: 1, rows: first::rows(), proposed: Vec::new(), changes: Vec::new() }
    }
}

impl Charter {
    /// A row by its key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// What a decision of a class follows; that of a standard change for a class the charter does not know.
    pub fn terms(&self, class: &str) -> Terms {
        let row = self.row(class).or_else(|| self.row(class_of(Lane::Standard)));
        let (class, working_days, silence) = match row {
            Some(row) => (row.key.clone(), row.working_days, row.silence),
            None => (class.to_owned(), 5, Silence::GoesToArbiter),
        };
        Terms { version: self.version, class, deciders: vec![Side::Marketing, Side::It], working_days, silence }
    }

    /// The row put before both sides by a decision.
    pub fn proposal(&self, decision: &Ref) -> Option<&Row> {
        self.proposed.iter().find(|(it, _)| it == decision).map(|(_, row)| row)
    }
}

/// The class of a decision about something, by the lane where it is a request's.
pub fn class_for(about: &Ref, lane: Lane) -> &'static str {
    match about.kind() {
        Kind::Tool => "undeclared-tool",
        Kind::Pilot => "pilot",
        Kind::Change => "priorities",
        Kind::Charter => CHARTER,
        _ => class_of(lane),
    }
}

/// The class of a change in a lane.
pub fn class_of(lane: Lane) -> &'static str {
    match lane {
        Lane::Express => "change-express",
        Lane::Standard => "change-standard",
        Lane::Major => "change-major",
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about the charter.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Puts a row before both sides; `says_something`: whether a name the house gave holds a word.
    Propose { decision: Ref, row: Row, says_something: bool },
    /// Ends a proposal as its decision fell.
    Conclude { decision: Ref, adopted: bool },
}

impl Aggregate for Charter {
    const STREAM: &'static str = "charter";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotCharter;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotCharter> {
        let first;
        let it = match state {
            Some(it) => it,
            None => {
                first = Charter::default();
                &first
            }
        };
        match command {
            Command::Propose { says_something: false, .. } => Err(CannotCharter::NoWords),
            Command::Propose { row, .. } if it.row(&row.key) == Some(&row) => Ok(vec![]),
            Command::Propose { row, .. } if !(1..=260).contains(&row.working_days) => Err(CannotCharter::NoDays),
            Command::Propose { row, .. } if row.decider == Decider::Side(Side::Other) => Err(CannotCharter::NoSide),
            Command::Propose { row, .. } if matches!((row.decider, row.arbiter), (Decider::Role(a), Some(b)) if a == b) => {
                Err(CannotCharter::OwnArbiter)
            }
            Command::Propose { row, .. } if SIGNED_BY_BOTH.contains(&row.key.as_str()) && !is_for_both(&row) => {
                Err(CannotCharter::ForBoth)
            }
            Command::Propose { decision, row, .. } => {
                let pending = it.proposed.iter().find(|(_, other)| other.key == row.key);
                match pending {
                    Some((other, _)) => Err(CannotCharter::Pending(other.clone())),
                    None => Ok(vec![Event::Proposed { decision, row }]),
                }
            }
            Command::Conclude { decision, adopted } => Ok(match it.proposal(&decision) {
                None => vec![],
                Some(_) if adopted => vec![Event::Adopted { decision }],
                Some(_) => vec![Event::Declined { decision }],
            }),
        }
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or_default();
        match event {
            Event::Proposed { decision, row } => it.proposed.push((decision.clone(), row.clone())),
            Event::Adopted { decision } => {
                let at = it.proposed.iter().position(|(other, _)| other == decision);
                if let Some(at) = at {
                    let (decision, row) = it.proposed.remove(at);
                    it.version += 1;
                    let was = match it.rows.iter_mut().find(|other| other.key == row.key) {
                        Some(standing) => Some(std::mem::replace(standing, row.clone())),
                        None => {
                            it.rows.push(row.clone());
                            None
                        }
                    };
                    it.changes.push(Change { version: it.version, was, row, decision, at: ctx.now });
                }
            }
            Event::Declined { decision } => it.proposed.retain(|(other, _)| other != decision),
        }
        Some(it)
    }
}

/// Whether a row suits decisions both sides sign: both decide, an arbiter who may arbitrate, a default the register
/// can carry out; the charter itself never changes by silence.
fn is_for_both(row: &Row) -> bool {
    let arbitrates = row.arbiter.is_some_and(|role| role.rights().contains(&Right::Arbitrate));
    let silence = match row.silence {
        Silence::GoesToArbiter => true,
        Silence::GoesAhead => row.key != CHARTER,
        Silence::StaysAsIs => false,
    };
    row.decider == Decider::Both && arbitrates && silence
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotCharter {
    /// A class without a name.
    NoWords,
    /// No such number of days.
    NoDays,
    /// Neither marketing nor IT.
    NoSide,
    /// Whoever decides would arbitrate.
    OwnArbiter,
    /// Decisions of this class are signed by both sides.
    ForBoth,
    /// Another change of the row is open.
    Pending(Ref),
}

impl Refusal for CannotCharter {
    fn say(&self) -> Say {
        match self {
            CannotCharter::NoWords => {
                Say::new("cette sorte de décision n'a pas de nom", "this kind of decision has no name")
            }
            CannotCharter::NoDays => Say::new("ce n'est pas un délai", "this is no deadline"),
            CannotCharter::NoSide => Say::new("une seule partie décide : laquelle ?", "one side decides: which?"),
            CannotCharter::OwnArbiter => Say::new(
                "qui décide ne peut pas être son propre arbitre",
                "whoever decides cannot be their own arbiter",
            ),
            CannotCharter::ForBoth => Say::new(
                "les décisions de cette sorte se signent à deux, avec la direction générale pour arbitre",
                "decisions of this kind are signed by both sides, with the chief executive as arbiter",
            ),
            CannotCharter::Pending(decision) => Say::new(
                format!("un changement de cette ligne attend déjà la décision {}", decision.key()),
                format!("a change of this row waits for decision {} already", decision.key()),
            ),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotCharter::NoWords => Say::new("nommez-la", "name it"),
            CannotCharter::NoDays => Say::new(
                "écrivez un nombre de jours ouvrés, de 1 à 260",
                "write a number of working days, from 1 to 260",
            ),
            CannotCharter::NoSide => {
                Say::new("choisissez le marketing, la DSI, ou les deux", "choose marketing, IT, or both")
            }
            CannotCharter::OwnArbiter => Say::new("nommez un autre arbitre, ou aucun", "name another arbiter, or none"),
            CannotCharter::ForBoth => Say::new(
                "changez le délai, les avis ou la règle du silence ; gardez le A² et son arbitre",
                "change the deadline, the inputs or the rule of silence; keep A² and its arbiter",
            ),
            CannotCharter::Pending(_) => Say::new("signez-la d'abord, ou refusez-la", "sign it first, or turn it down"),
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn ctx() -> Context {
        Context { actor: None, now: Timestamp::UNIX_EPOCH }
    }

    fn then(state: Option<Charter>, command: Command) -> Result<Charter, CannotCharter> {
        let events = Charter::decide(state.as_ref(), command, &ctx())?;
        Ok(events.iter().fold(state, |state, event| Charter::evolve(state, event, &ctx())).unwrap_or_default())
    }

    fn decision(number: u32) -> Ref {
        Ref::new(Kind::Decision, &number.to_string())
    }

    fn row(key: &str) -> Row {
        Charter::default().row(key).unwrap().clone()
    }

    fn propose(row: Row) -> Command {
        Command::Propose { decision: decision(1), row, says_something: true }
    }

    #[test]
    fn the_first_version_is_what_decisions_have_followed_so_far() {
        let it = Charter::default();
        for (lane, days, silence) in [
            (Lane::Express, 2, Silence::GoesAhead),
            (Lane::Standard, 5, Silence::GoesToArbiter),
            (Lane::Major, 10, Silence::GoesToArbiter),
        ] {
            let terms = it.terms(class_of(lane));
            assert_eq!((terms.version, terms.working_days, terms.silence), (1, days, silence));
            assert_eq!(terms.deciders, [Side::Marketing, Side::It]);
        }
        assert_eq!(it.terms("undeclared-tool").working_days, 5);
        assert_eq!(it.terms("change-standard").deadline(date(2026, 8, 6)), date(2026, 8, 13));
    }

    #[test]
    fn a_row_changes_by_a_decision_and_makes_a_version() {
        let slower = Row { working_days: 7, ..row("change-standard") };
        let proposed = then(None, propose(slower.clone())).unwrap();
        assert_eq!(
            (proposed.version, proposed.terms("change-standard").working_days),
            (1, 5),
            "nothing has changed yet"
        );
        let again = Command::Propose { decision: decision(2), row: slower.clone(), says_something: true };
        assert_eq!(then(Some(proposed.clone()), again), Err(CannotCharter::Pending(decision(1))));
        let adopted = then(Some(proposed.clone()), Command::Conclude { decision: decision(1), adopted: true }).unwrap();
        assert_eq!((adopted.version, adopted.terms("change-standard").working_days), (2, 7));
        assert_eq!(adopted.changes[0].was, Some(row("change-standard")));
        assert_eq!(then(Some(adopted.clone()), propose(slower)).unwrap(), adopted, "it stands so already");
        let declined = then(Some(proposed), Command::Conclude { decision: decision(1), adopted: false }).unwrap();
        assert_eq!(declined, Charter::default());
    }

    #[test]
    fn what_both_sign_stays_signed_by_both() {
        let alone = Row { decider: Decider::Side(Side::It), ..row("change-major") };
        assert_eq!(then(None, propose(alone)), Err(CannotCharter::ForBoth));
        let silent = Row { silence: Silence::GoesAhead, ..row(CHARTER) };
        assert_eq!(then(None, propose(silent)), Err(CannotCharter::ForBoth));
        let own = Row { decider: Decider::Role(Role::Ceo), arbiter: Some(Role::Ceo), ..row("funds-large") };
        assert_eq!(then(None, propose(own)), Err(CannotCharter::OwnArbiter));
        let never = Row { working_days: 0, ..row("funds-large") };
        assert_eq!(then(None, propose(never)), Err(CannotCharter::NoDays));
        assert!(then(None, propose(Row { decider: Decider::Side(Side::It), ..row("data-access") })).is_ok());
    }

    #[test]
    fn every_class_of_the_register_suits_it() {
        for key in SIGNED_BY_BOTH {
            assert!(is_for_both(&row(key)), "{key}");
        }
    }
}
