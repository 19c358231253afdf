//! What happened to a pilot and to a practice, as people read it.

use agenda::pilot::Event as Pilot;
use agenda::practice::Event as Practice;
use base::{Ref, Say, Text, format};

use super::{choice_say, date_say, say};
use crate::session::{Session, href};

crate::ui::words! {
    SET_UP = "Posé : {n} personnes par groupe, décision le {date}" / "Set up: {n} people a group, decision on {date}";
    REVISED = "Plan révisé : {n} personnes par groupe, décision le {date}" / "Plan revised: {n} people a group, decision on {date}";
    STARTED = "Lancé le {date} : le plan est fixé" / "Started on {date}: the plan is fixed";
    STARTED_SMALL = "Lancé le {date} bien que trop petit pour la promesse" / "Started on {date} although too small for the promise";
    STARTED_BESIDE = "Lancé le {date} à côté de {n} autres" / "Started on {date} beside {n} others";
    READ = "Comptages du {date}" / "Counts of {date}";
    SENT = "Envoyé à la décision" / "Sent to a decision";
    DECIDED = "Décidé : {choice}" / "Decided: {choice}";
    AGAIN = "La décision est rouverte" / "The decision is open again";
    DROPPED = "Arrêté sans décision" / "Ended without a decision";
    RECORDED = "Enregistrée" / "Recorded";
    REWORDED = "Dite avec d’autres mots" / "Put in other words";
    REUSED = "Reprise par {by}" / "Used again by {by}";
    RELEASED = "N’est plus reprise par {by}" / "No longer used by {by}";
    RETIRED = "Retirée" / "Retired";
}

pub(super) type Told = (Say, Option<Text>, Option<String>);

pub(super) fn pilot_event(session: &Session, event: &Pilot) -> Told {
    let sized = |words, plan: &agenda::pilot::Plan| {
        let n = Say::each(|lang| format::number(lang, plan.per_arm as f64, 0));
        say(words, &[("n", &n), ("date", &date_say(plan.decide_by))])
    };
    let to = |id: &Ref| Some(href(id));
    match event {
        Pilot::SetUp { plan, .. } => (sized(SET_UP, plan), Some(plan.hypothesis.clone()), None),
        Pilot::Revised { plan } => (sized(REVISED, plan), None, None),
        Pilot::Started { on, despite_power: Some(why), .. } => {
            (say(STARTED_SMALL, &[("date", &date_say(*on))]), Some(why.clone()), None)
        }
        Pilot::Started { on, beside, despite_cap: Some(why), .. } => {
            let n = Say::same(beside.to_string());
            (say(STARTED_BESIDE, &[("date", &date_say(*on)), ("n", &n)]), Some(why.clone()), None)
        }
        Pilot::Started { on, .. } => (say(STARTED, &[("date", &date_say(*on))]), None, None),
        Pilot::Read { on, words, .. } => (say(READ, &[("date", &date_say(*on))]), words.clone(), None),
        Pilot::SentToDecision { decision } => (say(SENT, &[]), None, to(decision)),
        Pilot::Decided { decision, choice } => {
            (say(DECIDED, &[("choice", &choice_say(session, choice))]), None, to(decision))
        }
        Pilot::Reopened { decision } => (say(AGAIN, &[]), None, to(decision)),
        Pilot::Dropped { why } => (say(DROPPED, &[]), Some(why.clone()), None),
    }
}

pub(super) fn practice_event(session: &Session, event: &Practice) -> Told {
    let by = |words, by: &Ref| (say(words, &[("by", &session.name_of(by))]), None, Some(href(by)));
    match event {
        Practice::Recorded { content, pilot } => {
            (say(RECORDED, &[]), Some(content.name.clone()), pilot.as_ref().map(href))
        }
        Practice::Reworded { content } => (say(REWORDED, &[]), Some(content.name.clone()), None),
        Practice::Reused { by: rests } => by(REUSED, rests),
        Practice::Released { by: rests } => by(RELEASED, rests),
        Practice::Retired { why } => (say(RETIRED, &[]), Some(why.clone()), None),
    }
}
