//! What awaits the person who reads: a signature, an arbitration, answers. The landing page and the list of decisions
//! count it here, so that they agree.

use agenda::decision::Decision;
use agenda::request::{Question, Request, Stage};
use agenda::role::Right;
use base::Side;
use jiff::civil::Date;

use crate::session::Session;

/// What awaits one person.
pub(super) struct Awaits {
    /// Deadlines of the decisions they have to sign, the first one first.
    pub(super) sign: Vec<Date>,
    /// How many decisions they have to arbitrate.
    pub(super) arbitrate: usize,
    /// How many of their own requests still miss answers.
    pub(super) answer: usize,
    /// How many of their own requests are complete and not sent.
    pub(super) send: usize,
}

impl Awaits {
    pub(super) fn of(session: &Session) -> Awaits {
        let picture = &session.picture;
        let (side, arbiter) = (signs_for(session), session.may(Right::Arbitrate));
        let mut awaits = Awaits { sign: Vec::new(), arbitrate: 0, answer: 0, send: 0 };
        for (_, decision) in picture.decisions() {
            if signature(decision, side) {
                awaits.sign.push(decision.deadline);
            } else if arbiter && arbitration(decision, session.today) {
                awaits.arbitrate += 1;
            }
        }
        awaits.sign.sort();
        let me = session.person();
        let own = picture.requests().filter(|(_, it)| it.stage == Stage::Draft && it.by.is_some() && it.by == me);
        for (_, request) in own {
            if is_answered(request) { awaits.send += 1 } else { awaits.answer += 1 }
        }
        awaits
    }
}

/// The side the reader signs for.
pub(super) fn signs_for(session: &Session) -> Option<Side> {
    session.actor.and_then(|actor| actor.signs_for(&session.picture))
}

/// Whether a decision waits for the signature of a side; a provisional one still does.
pub(super) fn signature(decision: &Decision, side: Option<Side>) -> bool {
    let open = decision.made.is_none() || decision.is_provisional();
    open && side.is_some_and(|side| decision.missing().contains(&side))
}

/// Whether a decision waits for the arbiter: a disagreement, or a deadline that passed where silence decides nothing.
pub(super) fn arbitration(decision: &Decision, today: Date) -> bool {
    decision.made.is_none() && (decision.in_disagreement() || (is_late(decision, today) && !default_applies(decision)))
}

/// Whether its deadline has passed and nothing is decided.
pub(super) fn is_late(decision: &Decision, today: Date) -> bool {
    decision.made.is_none() && today > decision.deadline
}

/// Whether the one signature there is takes effect once the deadline has passed.
pub(super) fn default_applies(decision: &Decision) -> bool {
    decision.default_applies()
}

fn is_answered(request: &Request) -> bool {
    request.about.is_some() && Question::ALL.iter().all(|question| request.answers.contains_key(question))
}
