//! The use-cases: who may → decide → append → show, with one writer; imports; sign-in; the store's checks.
//!
//! Deliberately absent: pages, HTTP, the terminal; rules of a pillar (they are in the core, and pure).

mod accounts;
mod actor;
mod calendar;
mod clock;
mod deadlines;
mod desk;
mod doctor;
pub mod document;
mod evidence;
mod governance;
mod imports;
mod letters;
mod link;
pub mod mail;
pub mod matching;
mod meanwhile;
mod open;
pub mod order;
pub mod plan_workbook;
mod problem;
mod replay;
pub mod scan;
mod trackers;
mod writer;

pub use accounts::{SignedIn, Token};
pub use actor::Actor;
pub use clock::Clock;
pub use desk::promises::countable;
pub use doctor::Check;
pub use imports::{Arrived, Content, READER};
pub use link::{DAYS as LINK_DAYS, Link, link_until};
pub use meanwhile::{Meanwhile, Part, Said};
pub use open::App;
pub use order::acceptance::{AcceptanceOrder, TypedStanding};
pub use order::changes::{ChangeOrder, TypedChange, TypedOption, TypedWeeks};
pub use order::identity::IdentityOrder;
pub use order::objectives::{ObjectiveOrder, TypedObjective, TypedStep, TypedYardstick};
pub use order::pilots::{PilotOrder, PracticeOrder, TypedPlan, TypedPractice};
pub use order::trackers::TrackerOrder;
pub use order::{InputWords, Order, Receipt, SeatWords, TypedPlace};
pub use problem::{Kind, Problem};
pub use replay::{Replayed, Restated};
pub use store::Finding;
pub use trackers::{Connection, Fate, HINT_MOST, HintSecret, Last, Look, Miss, Reach, Reread, System};
pub use writer::{Ticket, new_command};
