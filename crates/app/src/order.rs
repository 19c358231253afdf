//! Everything one can tell Entente to do, and what it answers.

pub mod acceptance;
pub mod case;
pub mod changes;
pub mod identity;
pub mod meetings;
pub mod objectives;
pub mod pilots;
pub mod plan;
pub mod trackers;

use agenda::action::Cell;
use agenda::charter::{Decider, Domain, Reversibility, Silence};
use agenda::decision::Choice;
use agenda::promise::{Bound, Stamp};
use agenda::raci::{Joint, Stage};
use agenda::request::{About, Assumed, Question};
use agenda::role::Role;
use agenda::specification::dismissal::Asked;
use agenda::tool::{Answer, Cause};
use base::{Kind, Lang, Money, PersonId, Quantity, Ref, Side};
use jiff::civil::Date;
use landscape::import::Report;
use picture::dataset::Manifest;
use serde::{Deserialize, Serialize};

use crate::imports::Content;
use acceptance::AcceptanceOrder;
use case::CaseOrder;
use changes::ChangeOrder;
use identity::IdentityOrder;
use meetings::MeetingOrder;
use objectives::ObjectiveOrder;
use pilots::{PilotOrder, PracticeOrder};
use plan::PlanOrder;
use trackers::TrackerOrder;

/// An order, as it was given. Its JSON form is what idempotency compares, so nothing stands in it that the house works
/// out by itself: what a letter says is written when the order is decided.
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
    /// Opens or writes the business case of a request; `seen`: the version the writer had before their eyes.
    Case { request: u64, order: CaseOrder, seen: Option<u64> },
    /// Asks the other side something about a request.
    AskQuestion { request: u64, words: String },
    /// Answers a question for one's own side.
    AnswerQuestion { question: u64, words: String },
    /// Takes back what one's own side asked.
    WithdrawQuestion { question: u64 },
    /// Passes a question nobody answered in time on to a translator, by a message in a language.
    PassOnQuestion { question: u64, lang: Lang },
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
    /// Says to whom a person answers: by a solid line, and by a dotted one.
    StateLines { person: PersonId, solid: Side, dotted: Option<Side> },
    /// Says which teams a translator translates for.
    StateCoverage { person: PersonId, teams: Vec<Ref> },
    /// Gives one's calendar a new address; none it had before opens it any more.
    OpenCalendar,
    /// Closes the address of one's calendar.
    CloseCalendar,
    /// Declares a tool of one's own accord.
    DeclareTool {
        name: String,
        purpose: Option<String>,
        functions: Option<String>,
        team: Option<Ref>,
        monthly: Option<Money>,
        personal: Option<bool>,
    },
    /// Says whether the house uses a tool that evidence shows.
    ReviewTool { tool: Ref, in_use: bool, why: Option<String> },
    /// Asks a person, by a message in a language, whether a tool is theirs.
    AskOwner { tool: Ref, person: PersonId, lang: Lang },
    /// Answers whether a tool is one's own.
    AnswerTool {
        tool: Ref,
        answer: Answer,
        cause: Option<Cause>,
        quoted_weeks: Option<u32>,
        functions: Option<String>,
        words: Option<String>,
    },
    /// Decides to see who uses a tool, for a reason; whoever protects data is told by a message in a language.
    OpenNames { tool: Ref, reason: String, lang: Lang },
    /// Asks both sides to decide about a tool: what could replace it, and until when it would be tolerated.
    SendTool { tool: Ref, replace_by: Option<Ref>, until: Date },
    /// Proves that the data in a tool are deleted.
    ProveDeletion { tool: Ref, proof: String },
    /// Names the request that does by the official way what a tool was taken for.
    NameOfficialWay { tool: Ref, request: u64 },
    /// Reminds owners and directors of everything agreed about tools that ends soon.
    RemindDue { lang: Lang },
    /// Registers a promise no file speaks of.
    RegisterPromise { words: String, campaign: Option<String>, medium: Option<String>, on: Date, until: Option<Date> },
    /// Says what a promise needs of each thing of a kind, or of those of one country or region.
    RequirePromise { promise: Ref, kind: Kind, area: Option<String>, field: String, bound: Bound, threshold: f64 },
    /// Takes back what a promise needs.
    UnrequirePromise { promise: Ref, field: String },
    /// Says, as one who must be consulted, whether a promise can be kept.
    StampPromise { promise: Ref, role: Role, stamp: Stamp, words: Option<String>, hash: String },
    /// Says a promise to customers, signing its page.
    PublishPromise { promise: Ref, despite: Option<String>, hash: String },
    /// Asks both sides to decide about a promise; by when all would have what it needs.
    SendPromise { promise: Ref, ready_by: Date },
    /// Says that a promise was kept.
    KeepPromise { promise: Ref, words: Option<String> },
    /// Says that a promise was not kept.
    BreakPromise { promise: Ref, words: String },
    /// Does not promise it any more.
    WithdrawPromise { promise: Ref, why: String },
    /// Agrees on something both sides do by a day, on the agenda or not.
    SetAction {
        words: String,
        cause: Option<Ref>,
        marketing: PersonId,
        it: PersonId,
        due: Date,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<TypedPlace>,
    },
    /// Puts an action on the agenda, or elsewhere on it; without a place, takes it off.
    PlaceAction { action: u64, place: Option<TypedPlace> },
    /// Says that an action is done.
    FinishAction { action: u64, words: Option<String> },
    /// Drops an action.
    DropAction { action: u64, why: String },
    /// Takes over the matrix of who answers for what that comes with Entente.
    AdoptRaci,
    /// States a row of it: the row of that number, else the one of that activity, else a new one.
    StateRaciRow { row: Option<u32>, activity: String, stages: Vec<Stage>, seats: Vec<SeatWords>, joint: Option<Joint> },
    /// Drops a row of it.
    DropRaciRow { row: u32 },
    /// Puts a row of the decision charter to both sides: that of a key as it is to be, or a new one.
    ProposeCharterRow {
        key: Option<String>,
        name: Option<String>,
        domain: Domain,
        decider: Decider,
        inputs: Vec<InputWords>,
        working_days: u32,
        silence: Silence,
        arbiter: Option<Role>,
        reversibility: Reversibility,
    },
    /// Writes the other side's concern about a decision.
    RestateConcern { decision: u64, words: String },
    /// Says of one's own concern, as the other wrote it, that it is so, or what it is.
    AnswerRestatement { decision: u64, correction: Option<String> },
    /// Brings a decision to the arbiter once its deadline has passed without agreement, by a message.
    Escalate { decision: u64, lang: Lang },
    /// Does something with a pilot.
    Pilot(PilotOrder),
    /// Does something with a practice.
    Practice(PracticeOrder),
    /// Says what was asked for, agreed and delivered of a request.
    Accept(AcceptanceOrder),
    /// Says why words of a request are enough; without a reason, asks the question again.
    Settle { request: u64, asked: Asked, why: Option<String> },
    /// Does something with a change of what was decided.
    Change(ChangeOrder),
    /// Says something about a tracker.
    Tracker(TrackerOrder),
    /// Does something with an objective.
    Objective(ObjectiveOrder),
    /// Does something with a meeting.
    Meeting(MeetingOrder),
    /// Does something with the rolling plan.
    Plan(PlanOrder),
    /// Says who is who among records of customers.
    Identity(IdentityOrder),
    /// Notes what the mail server made of a message: nothing wrong, or why it did not take it.
    NoteMail { message: u64, failed: Option<String> },
    /// Registers an imported file with what it claims.
    Import {
        dataset: Ref,
        manifest: Manifest,
        #[serde(skip)]
        content: Box<Content>,
        /// The report, for a file of people: it cannot be computed again.
        #[serde(skip)]
        report: Option<Report>,
        /// People to register or move.
        #[serde(skip)]
        people: Vec<Newcomer>,
    },
}

/// Where an action stands on the agenda, as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field bears the name it has in agenda::action::Place")]
pub struct TypedPlace {
    pub cell: Cell,
    pub outcome: String,
}

/// One role of a row and what it does there, as people write it: `CMO` bears `A/R`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named by their words")]
pub struct SeatWords {
    pub who: String,
    pub marks: String,
}

/// Somebody with a right to be heard, as people write it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named by their words")]
pub struct InputWords {
    pub who: String,
    #[serde(default)]
    pub must: bool,
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
