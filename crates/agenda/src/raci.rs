//! Who answers for what (RACI): activities by roles, in versions.
//!
//! A row names one role that answers for it (A), or, where both sides answer together, A²: one of each side, an arbiter
//! and a deadline. Every change makes a new version; a version is how many facts its stream holds.
//!
//! Deliberately absent: what is wrong with a matrix (`lint`), the words people typed (in the vault).

mod file;
mod holder;
pub mod lint;
mod stage;
mod template;

use base::{Aggregate, Context, PersonId, Ref, Refusal, Say, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use file::{Draft, DraftActivity, DraftRow, Drafted, Who, marks, read, settles_purposes};
pub use holder::{Holder, Party};
pub use stage::Stage;
pub use template::{known, known_say, template};

use crate::role::Role;

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A whole matrix was taken over; it replaces the one before.
    Adopted {
        /// Where it comes from.
        source: Source,
        /// Its columns: whoever has one, with or without a mark.
        columns: Vec<Holder>,
        /// Its rows, numbered from 1.
        rows: Vec<Row>,
    },
    /// A row was stated, or stated anew.
    RowStated {
        /// Its number.
        row: u32,
        /// What it says.
        what: Row,
    },
    /// A row was dropped.
    RowDropped {
        /// Its number.
        row: u32,
    },
}

/// Where a matrix comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The matrix that comes with Entente.
    Template,
    /// A file of the house's.
    File {
        /// Which.
        dataset: Ref,
    },
    /// People stated it row by row.
    ByHand,
}

/// What one row says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The decision or activity.
    pub activity: Activity,
    /// The stages of the data value chain it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
    /// Whether it settles for which purpose, or on which legal basis, personal data are used.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub purposes: bool,
    /// Who does what.
    pub seats: Vec<Seat>,
    /// Who arbitrates and by when, where both sides answer together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// One of those that come with Entente, by its key.
    Known(String),
    /// One the house named.
    Named(Text),
}

/// One mark of one role in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Who.
    pub who: Holder,
    /// What they do.
    pub mark: Mark,
}

/// What a role does in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Answers for it, alone.
    A,
    /// Answers for it together with the other side.
    A2,
    /// Does it.
    R,
    /// Is asked before.
    C,
    /// Is told after.
    I,
}

/// How two who answer together come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    /// Who arbitrates.
    pub arbiter: Role,
    /// Working days they have to agree.
    pub working_days: u32,
}

/// Unless stated otherwise the chief executive arbitrates, after five working days. Source: governance reference §2.5
/// and §2.6.
impl Default for Joint {
    fn default() -> Joint {
        Joint { arbiter: Role::Ceo, working_days: 5 }
    }
}

impl Mark {
    /// Every mark, in the order a row is read.
    pub const ALL: [Mark; 5] = [Mark::A, Mark::A2, Mark::R, Mark::C, Mark::I];

    /// As it is written in a cell.
    pub fn word(self) -> &'static str {
        match self {
            Mark::A => "A",
            Mark::A2 => "A²",
            Mark::R => "R",
            Mark::C => "C",
            Mark::I => "I",
        }
    }

    /// What it means.
    pub fn say(self) -> Say {
        match self {
            Mark::A => Say::new("répond du résultat", "answers for the result"),
            Mark::A2 => {
                Say::new("répond du résultat avec l'autre direction", "answers for the result with the other side")
            }
            Mark::R => Say::new("fait le travail", "does the work"),
            Mark::C => Say::new("est consulté avant", "is asked before"),
            Mark::I => Say::new("est informé après", "is told after"),
        }
    }

    /// Whether it answers for the row.
    pub fn answers(self) -> bool {
        matches!(self, Mark::A | Mark::A2)
    }
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The matrix as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Its version: how many facts made it what it is.
    pub version: u32,
    /// Where it comes from.
    pub source: Source,
    /// Whoever has a column.
    pub columns: Vec<Holder>,
    /// Rows by number.
    pub rows: Vec<(u32, Row)>,
    /// Who changed it last.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The number the next row gets: a number is never given twice.
    next: u32,
}

impl Matrix {
    /// A row by its number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.iter().find(|(it, _)| *it == number).map(|(_, row)| row)
    }

    /// The row of an activity.
    pub fn row_of(&self, activity: &Activity) -> Option<(u32, &Row)> {
        self.rows.iter().find(|(_, row)| row.activity == *activity).map(|(number, row)| (*number, row))
    }
}

impl Row {
    /// Who bears a mark.
    pub fn bearing(&self, mark: Mark) -> impl Iterator<Item = &Holder> {
        self.seats.iter().filter(move |seat| seat.mark == mark).map(|seat| &seat.who)
    }

    /// The row in the one form it is kept in: each seat once, in the order of marks; an arbiter exactly where both sides
    /// answer together.
    fn settled(mut self) -> Row {
        let mut seats: Vec<Seat> = Vec::with_capacity(self.seats.len());
        for seat in self.seats {
            if !seats.contains(&seat) {
                seats.push(seat);
            }
        }
        seats.sort_by_key(|seat| seat.mark);
        self.seats = seats;
        self.stages.sort();
        self.stages.dedup();
        let together = self.bearing(Mark::A2).next().is_some();
        self.joint = together.then(|| self.joint.unwrap_or_default());
        self
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about the matrix.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in the event")]
pub enum Command {
    /// Takes over a whole matrix.
    Adopt { source: Source, columns: Vec<Holder>, rows: Vec<Row> },
    /// States a row: the one of that number, else the one of that activity, else a new one; `says_something`: whether
    /// the activity's words hold one.
    StateRow { row: Option<u32>, what: Row, says_something: bool },
    /// Drops a row.
    DropRow { row: u32 },
}

impl Aggregate for Matrix {
    const STREAM: &'static str = "raci";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotMark;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotMark> {
        match command {
            Command::Adopt { rows, .. } if rows.is_empty() => Err(CannotMark::NoRows),
            Command::Adopt { source, columns, rows } => {
                let rows: Vec<Row> = rows.into_iter().map(Row::settled).collect();
                let columns = with_seats(columns, &rows);
                let same = |it: &Matrix| {
                    it.source == source && it.columns == columns && it.rows.iter().map(|(_, row)| row).eq(&rows)
                };
                Ok(if state.is_some_and(same) { vec![] } else { vec![Event::Adopted { source, columns, rows }] })
            }
            Command::StateRow { says_something: false, .. } => Err(CannotMark::NoWords),
            Command::StateRow { what, .. } if what.seats.is_empty() => Err(CannotMark::NoMarks),
            Command::StateRow { row, what, .. } => {
                let what = what.settled();
                let standing = state.and_then(|it| it.row_of(&what.activity)).map(|(number, _)| number);
                let next = state.map_or(1, |it| it.next);
                let number = match (row, standing) {
                    (Some(row), _) if state.and_then(|it| it.row(row)).is_none() => {
                        return Err(CannotMark::NoSuchRow(row));
                    }
                    (Some(row), Some(other)) if row != other => return Err(CannotMark::Standing(other)),
                    (row, standing) => row.or(standing).unwrap_or(next),
                };
                let same = state.and_then(|it| it.row(number)) == Some(&what);
                Ok(if same { vec![] } else { vec![Event::RowStated { row: number, what }] })
            }
            Command::DropRow { row } => match state.and_then(|it| it.row(row)) {
                Some(_) => Ok(vec![Event::RowDropped { row }]),
                // A row that stood once and was dropped is dropped.
                None if row > 0 && state.is_some_and(|it| row < it.next) => Ok(vec![]),
                None => Err(CannotMark::NoSuchRow(row)),
            },
        }
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let mut it = state.unwrap_or(Matrix {
            version: 0,
            source: Source::ByHand,
            columns: Vec::new(),
            rows: Vec::new(),
            by: None,
            at: ctx.now,
            next: 1,
        });
        it.version += 1;
        (it.by, it.at) = (ctx.actor, ctx.now);
        match event {
            Event::Adopted { source, columns, rows } => {
                it.source = source.clone();
                it.columns = columns.clone();
                it.rows = (it.next..).zip(rows.iter().cloned()).collect();
            }
            Event::RowStated { row, what } => {
                match it.rows.iter_mut().find(|(number, _)| number == row) {
                    Some((_, standing)) => *standing = what.clone(),
                    None => it.rows.push((*row, what.clone())),
                }
                it.columns = with_seats(it.columns, std::slice::from_ref(what));
            }
            Event::RowDropped { row } => it.rows.retain(|(number, _)| number != row),
        }
        let last = it.rows.iter().map(|(number, _)| *number).max().unwrap_or(0);
        it.next = it.next.max(last + 1);
        Some(it)
    }
}

/// The columns with whoever bears a mark and has none yet, in the order in which they are met.
fn with_seats(mut columns: Vec<Holder>, rows: &[Row]) -> Vec<Holder> {
    for seat in rows.iter().flat_map(|row| &row.seats) {
        if !columns.contains(&seat.who) {
            columns.push(seat.who.clone());
        }
    }
    columns
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotMark {
    /// A matrix without rows.
    NoRows,
    /// A row without words.
    NoWords,
    /// A row without marks.
    NoMarks,
    /// There is no row of that number.
    NoSuchRow(u32),
    /// The activity has a row already.
    Standing(u32),
}

impl Refusal for CannotMark {
    fn say(&self) -> Say {
        match self {
            CannotMark::NoRows => Say::new("cette matrice n'a aucune ligne", "this matrix has no row"),
            CannotMark::NoWords => Say::new("l'activité n'a pas encore de nom", "the activity has no name yet"),
            CannotMark::NoMarks => {
                Say::new("cette ligne ne dit encore qui fait quoi", "this row does not say yet who does what")
            }
            CannotMark::NoSuchRow(row) => {
                Say::new(format!("la matrice n'a pas de ligne {row}"), format!("the matrix has no row {row}"))
            }
            CannotMark::Standing(row) => Say::new(
                format!("cette activité est déjà la ligne {row}"),
                format!("this activity is row {row} already"),
            ),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotMark::NoRows => Say::new("donnez au moins une activité", "give at least one activity"),
            CannotMark::NoWords => Say::new("nommez la décision ou l'activité", "name the decision or activity"),
            CannotMark::NoMarks => Say::new("dites au moins qui en répond (A)", "say at least who answers for it (A)"),
            CannotMark::NoSuchRow(_) => Say::new("choisissez une ligne de la matrice", "choose a row of the matrix"),
            CannotMark::Standing(_) => Say::new("changez cette ligne-là", "change that row"),
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use super::*;

    fn ctx() -> Context {
        Context { actor: None, now: Timestamp::UNIX_EPOCH }
    }

    fn then(state: Option<Matrix>, command: Command) -> Result<Matrix, CannotMark> {
        let events = Matrix::decide(state.as_ref(), command, &ctx())?;
        Ok(events.iter().fold(state, |state, event| Matrix::evolve(state, event, &ctx())).unwrap())
    }

    fn adopted() -> Matrix {
        let (columns, rows) = template();
        then(None, Command::Adopt { source: Source::Template, columns, rows }).unwrap()
    }

    fn row(key: &str, seats: &[(Role, Mark)]) -> Row {
        Row {
            activity: Activity::Known(key.to_owned()),
            stages: Vec::new(),
            purposes: false,
            seats: seats.iter().map(|(role, mark)| Seat { who: Holder::role(*role), mark: *mark }).collect(),
            joint: None,
        }
    }

    #[test]
    fn every_change_makes_a_version_and_saying_the_same_again_makes_none() {
        let first = adopted();
        assert_eq!((first.version, first.rows.len()), (1, 24));
        assert_eq!(adopted(), first);
        let what = row("own", &[(Role::Cmo, Mark::A), (Role::MarketingOps, Mark::R)]);
        let state = || Command::StateRow { row: None, what: what.clone(), says_something: true };
        let second = then(Some(first), state()).unwrap();
        assert_eq!((second.version, second.rows.len()), (2, 25));
        assert_eq!(then(Some(second.clone()), state()).unwrap(), second);
        let third = then(Some(second), Command::DropRow { row: 25 }).unwrap();
        assert_eq!((third.version, third.rows.len()), (3, 24));
        assert_eq!(then(Some(third.clone()), Command::DropRow { row: 25 }).unwrap(), third);
        let fourth = then(Some(third), state()).unwrap();
        assert!(fourth.row(26).is_some(), "a number is never given twice");
    }

    #[test]
    fn both_sides_together_always_have_an_arbiter_and_a_deadline() {
        let what = row("own", &[(Role::Cmo, Mark::A2), (Role::Cio, Mark::A2)]);
        let it = then(None, Command::StateRow { row: None, what: what.clone(), says_something: true }).unwrap();
        assert_eq!(it.row(1).unwrap().joint, Some(Joint { arbiter: Role::Ceo, working_days: 5 }));
        let alone = Row { joint: Some(Joint::default()), ..row("own", &[(Role::Cmo, Mark::A)]) };
        let it = then(Some(it), Command::StateRow { row: Some(1), what: alone, says_something: true }).unwrap();
        assert_eq!(it.row(1).unwrap().joint, None, "whoever answers alone needs no arbiter");
    }

    #[test]
    fn a_row_says_who_does_what() {
        let state = |row, what, says_something| Command::StateRow { row, what, says_something };
        let marked = || row("own", &[(Role::Cmo, Mark::A)]);
        assert_eq!(then(None, state(None, row("own", &[]), true)), Err(CannotMark::NoMarks));
        assert_eq!(then(None, state(None, marked(), false)), Err(CannotMark::NoWords));
        assert_eq!(then(None, state(Some(3), marked(), true)), Err(CannotMark::NoSuchRow(3)));
        assert_eq!(then(None, Command::DropRow { row: 1 }), Err(CannotMark::NoSuchRow(1)));
        let promise = adopted().row_of(&Activity::Known("dated-promise".to_owned())).unwrap().0;
        let twice = state(Some(1), row("dated-promise", &[(Role::Cmo, Mark::A)]), true);
        assert_eq!(then(Some(adopted()), twice), Err(CannotMark::Standing(promise)));
    }
}
