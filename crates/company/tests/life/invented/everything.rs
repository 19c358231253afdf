//! Every kind of order there is: a new one does not compile until it stands here, and is not lived until somebody gives
//! it and is allowed to.

use app::order::acceptance::AcceptanceOrder;
use app::order::case::CaseOrder;
use app::order::changes::ChangeOrder;
use app::order::identity::IdentityOrder;
use app::order::meetings::MeetingOrder;
use app::order::objectives::ObjectiveOrder;
use app::order::pilots::{PilotOrder, PracticeOrder};
use app::order::plan::PlanOrder;
use app::{Order, TrackerOrder};

macro_rules! kinds {
    ($($pattern:pat => $name:literal,)*) => {
        /// The kind of an order, in words.
        pub(super) fn kind(order: &Order) -> &'static str {
            match order { $($pattern => $name,)* }
        }

        /// Every kind.
        pub(super) const KINDS: &[&str] = &[$($name,)*];
    };
}

use AcceptanceOrder as A;
use CaseOrder as C;
use ChangeOrder as G;
use IdentityOrder as I;
use MeetingOrder as M;
use ObjectiveOrder as J;
use Order as O;
use PilotOrder as P;
use PlanOrder as L;
use PracticeOrder as R;
use TrackerOrder as T;

kinds! {
    O::Ask { .. } => "ask",
    O::Reword { .. } => "reword",
    O::Understand { .. } => "understand",
    O::Answer { .. } => "answer",
    O::Assume { .. } => "assume",
    O::WishDate { .. } => "wish for a date",
    O::Send { .. } => "send",
    O::Withdraw { .. } => "withdraw",
    O::Sign { .. } => "sign",
    O::Compromise { .. } => "compromise",
    O::LetDeadlinePass { .. } => "let a deadline pass",
    O::Arbitrate { .. } => "arbitrate",
    O::RestateConcern { .. } => "restate a concern",
    O::AnswerRestatement { .. } => "answer a restatement",
    O::Escalate { .. } => "escalate",
    O::State { .. } => "state",
    O::Restate { .. } => "state again",
    O::Unstate { .. } => "take a statement back",
    O::Register { .. } => "register",
    O::GiveRole { .. } => "give a role",
    O::TakeRole { .. } => "take a role",
    O::Leave { .. } => "leave",
    O::StateLines { .. } => "state lines",
    O::StateCoverage { .. } => "state coverage",
    O::OpenCalendar => "open one's calendar",
    O::CloseCalendar => "close one's calendar",
    O::DeclareTool { .. } => "declare a tool",
    O::ReviewTool { .. } => "review a tool",
    O::AskOwner { .. } => "ask an owner",
    O::AnswerTool { .. } => "answer about a tool",
    O::OpenNames { .. } => "open names",
    O::SendTool { .. } => "send a tool",
    O::ProveDeletion { .. } => "prove a deletion",
    O::NameOfficialWay { .. } => "name the official way",
    O::RemindDue { .. } => "remind of what ends",
    O::NoteMail { .. } => "note a mail",
    O::RegisterPromise { .. } => "register a promise",
    O::RequirePromise { .. } => "require of a promise",
    O::UnrequirePromise { .. } => "require no more",
    O::StampPromise { .. } => "stamp a promise",
    O::PublishPromise { .. } => "publish a promise",
    O::SendPromise { .. } => "send a promise",
    O::KeepPromise { .. } => "keep a promise",
    O::BreakPromise { .. } => "break a promise",
    O::WithdrawPromise { .. } => "withdraw a promise",
    O::SetAction { .. } => "set an action",
    O::PlaceAction { place: Some(_), .. } => "place an action",
    O::PlaceAction { place: None, .. } => "take an action off the agenda",
    O::FinishAction { .. } => "finish an action",
    O::DropAction { .. } => "drop an action",
    O::AdoptRaci => "adopt the matrix",
    O::StateRaciRow { .. } => "state a row",
    O::DropRaciRow { .. } => "drop a row",
    O::ProposeCharterRow { .. } => "propose a row of the charter",
    O::Case { order: C::Open, .. } => "case: open",
    O::Case { order: C::DrawChain { .. }, .. } => "case: draw the chain",
    O::Case { order: C::WriteBenefit { .. }, .. } => "case: write a benefit",
    O::Case { order: C::WriteCost { .. }, .. } => "case: write a cost",
    O::Case { order: C::Strike { .. }, .. } => "case: strike",
    O::Case { order: C::SetTerms { .. }, .. } => "case: set terms",
    O::Case { order: C::Recommend { .. }, .. } => "case: recommend",
    O::Case { order: C::Question { .. }, .. } => "case: question",
    O::Case { order: C::Answer { .. }, .. } => "case: answer",
    O::Case { order: C::Sign { .. }, .. } => "case: sign",
    O::Case { order: C::Measure { .. }, .. } => "case: measure",
    O::Pilot(P::SetUp { .. }) => "pilot: set up",
    O::Pilot(P::Revise { .. }) => "pilot: revise",
    O::Pilot(P::Start { .. }) => "pilot: start",
    O::Pilot(P::Read { .. }) => "pilot: read",
    O::Pilot(P::Send { .. }) => "pilot: send",
    O::Pilot(P::Drop { .. }) => "pilot: drop",
    O::Practice(R::Record { .. }) => "practice: record",
    O::Practice(R::Reword { .. }) => "practice: reword",
    O::Practice(R::Reuse { .. }) => "practice: reuse",
    O::Practice(R::Release { .. }) => "practice: release",
    O::Practice(R::Retire { .. }) => "practice: retire",
    O::Accept(A::Ask { .. }) => "acceptance: ask",
    O::Accept(A::Tell { .. }) => "acceptance: tell",
    O::Accept(A::Accept { .. }) => "acceptance: accept",
    O::Settle { why: Some(_), .. } => "leave words as they are",
    O::Settle { why: None, .. } => "ask about words again",
    O::Change(G::Propose { .. }) => "change: propose",
    O::Change(G::Revise { .. }) => "change: revise",
    O::Change(G::Send { .. }) => "change: send",
    O::Change(G::Withdraw { .. }) => "change: withdraw",
    O::AskQuestion { .. } => "ask the other side",
    O::AnswerQuestion { .. } => "answer the other side",
    O::WithdrawQuestion { .. } => "take a question back",
    O::PassOnQuestion { .. } => "pass a question on",
    O::Meeting(M::Call { .. }) => "meeting: call",
    O::Meeting(M::Move { .. }) => "meeting: move",
    O::Meeting(M::LeaveOut { .. }) => "meeting: leave a day out",
    O::Meeting(M::Open { .. }) => "meeting: open",
    O::Meeting(M::Act { .. }) => "meeting: make a point an action",
    O::Meeting(M::Postpone { .. }) => "meeting: put a point off",
    O::Meeting(M::Close { .. }) => "meeting: close",
    O::Meeting(M::End { .. }) => "meeting: end",
    O::Plan(L::State { .. }) => "plan: state an initiative",
    O::Plan(L::Fund { .. }) => "plan: set money aside",
    O::Plan(L::Drop { .. }) => "plan: drop an initiative",
    O::Plan(L::Propose { .. }) => "plan: propose",
    O::Plan(L::Agree { .. }) => "plan: agree",
    O::Plan(L::Decline { .. }) => "plan: decline",
    O::Identity(I::Say { same: true, .. }) => "identity: say one",
    O::Identity(I::Say { same: false, .. }) => "identity: say two",
    O::Identity(I::TakeBack { .. }) => "identity: take back",
    O::Identity(I::Show { .. }) => "identity: show",
    O::Tracker(T::Explain { .. }) => "tracker: explain",
    O::Tracker(T::Link { .. }) => "tracker: link",
    O::Tracker(T::Part { .. }) => "tracker: part",
    O::Objective(J::Set { .. }) => "objective: set",
    O::Objective(J::Revise { .. }) => "objective: revise",
    O::Objective(J::Measure { .. }) => "objective: measure",
    O::Objective(J::Serve { .. }) => "objective: serve",
    O::Objective(J::Unserve { .. }) => "objective: serve no more",
    O::Objective(J::End { .. }) => "objective: end",
    O::Import { .. } => "import",
}
