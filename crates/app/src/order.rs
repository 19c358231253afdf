//! Everything one can tell Entente to do, and what it answers.

use agenda::decision::Choice;
use agenda::request::{About, Assumed, Question};
use agenda::role::Role;
use base::{Lang, PersonId, Quantity, Ref, Side};
use jiff::civil::Date;
use landscape::catalog::Claim;
use landscape::import::Report;
use picture::dataset::Manifest;
use serde::{Deserialize, Serialize};

/// An order. Its JSON form is what idempotency compares.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field bears the name it has in the aggregate's command")]
pub enum Order {
    /// Asks for a change.
    Ask { sentence: String, lang: Lang },
    /// Puts a wish in other words.
    Reword { request: u64, sentence: String },
    /// Confirms what a wish is about.
    Understand { request: u64, about: About },
    /// Answers a question of the interview.
    Answer { request: u64, question: Question, answer: String },
    /// Replaces a number of the forecast.
    Assume { request: u64, number: Assumed, value: Quantity },
    /// Wishes for a date.
    WishDate { request: u64, date: Date, despite: Option<String> },
    /// Sends a request to a decision.
    Send { request: u64 },
    /// Takes a request back.
    Withdraw { request: u64, why: String },
    /// Signs a decision for one's side.
    Sign { decision: u64, choice: Choice, hash: String, remark: Option<String> },
    /// Records a compromise.
    Compromise { decision: u64, terms: String },
    /// Lets the default take effect once a deadline has passed.
    LetDeadlinePass { decision: u64 },
    /// Decides for both, as the arbiter.
    Arbitrate { decision: u64, choice: Choice, hash: String },
    /// States a field of a thing of the landscape, as people type it.
    State { subject: Ref, field: String, value: String },
    /// States again what a person stated: it is still true today.
    Restate { subject: Ref, field: String },
    /// Takes a statement back.
    Unstate { subject: Ref, field: String },
    /// Registers a person.
    Register { name: String, email: Option<String>, side: Side, roles: Vec<Role>, team: Option<Ref> },
    /// Gives a role.
    GiveRole { person: PersonId, role: Role },
    /// Takes a role.
    TakeRole { person: PersonId, role: Role },
    /// Records that a person left.
    Leave { person: PersonId },
    /// Registers an imported file with what it claims.
    Import {
        dataset: Ref,
        manifest: Manifest,
        #[serde(skip)]
        claims: Vec<Claim>,
        /// The report, for a file of people: it cannot be computed again.
        #[serde(skip)]
        report: Option<Report>,
        /// People to register or move.
        #[serde(skip)]
        people: Vec<Newcomer>,
    },
}

/// A person as a file names them, with where it does; what the file does not state is empty.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field bears the name it has in Order::Register")]
pub struct Newcomer {
    pub sheet: Option<String>,
    pub line: u64,
    pub name: String,
    pub email: Option<String>,
    pub side: Option<Side>,
    pub roles: Vec<Role>,
    pub team: Option<Ref>,
}

/// What an order came to. The same order sent twice gets the same receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What it was about, such as `request:42`.
    pub about: Option<Ref>,
    /// The version of that thing afterwards.
    pub version: u64,
    /// The log position afterwards.
    pub position: u64,
    /// How many facts it made true; 0 when it was so already.
    pub facts: usize,
}
