//! What happened to a change, as people read it.

use agenda::change::Event;

use super::pilots::Told;
use super::{choice_say, say};
use crate::session::{Session, href};

crate::ui::words! {
    PROPOSED = "Proposé, reçu calculé" / "Put forward, receipt worked out";
    REVISED = "Corrigé, reçu recalculé" / "Corrected, receipt worked out again";
    SENT = "Mis à la signature des deux directions" / "Put up for both sides to sign";
    DECIDED = "Décidé : {choice}" / "Decided: {choice}";
    AGAIN = "La décision est rouverte" / "The decision is open again";
    WITHDRAWN = "N’est plus demandé" / "Not asked for any more";
}

pub(super) fn change_event(session: &Session, event: &Event) -> Told {
    match event {
        Event::Proposed { proposal } => (say(PROPOSED, &[]), Some(proposal.why.clone()), None),
        Event::Revised { .. } => (say(REVISED, &[]), None, None),
        Event::SentToDecision { decision, .. } => (say(SENT, &[]), None, Some(href(decision))),
        Event::Decided { decision, choice } => {
            (say(DECIDED, &[("choice", &choice_say(session, choice))]), None, Some(href(decision)))
        }
        Event::Reopened { decision } => (say(AGAIN, &[]), None, Some(href(decision))),
        Event::Withdrawn { why } => (say(WITHDRAWN, &[]), Some(why.clone()), None),
    }
}
