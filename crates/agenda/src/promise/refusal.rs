//! Why an order about a promise is not carried out, and the nearest possible yes.

use base::{Lang, Refusal, Say, format};
use jiff::civil::Date;

use super::DAYS_OF_ALERT;
use crate::role::Role;

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotPromise {
    /// It has no words.
    NoWords,
    /// It ends before it begins.
    EndsBefore,
    /// It stands already.
    Known,
    /// The threshold is no number.
    NoThreshold,
    /// This role is not among those consulted.
    NotConsulted(Role),
    /// This person has been heard already, as another role.
    OwnStamp,
    /// The page has changed since the person saw it.
    OtherPage,
    /// A stamp under conditions without conditions, or a no without a reason.
    NoConditions,
    /// A publication is signed by a person.
    NobodySigns,
    /// Both sides are asked already.
    AwaitsDecision,
    /// The decision is about something else.
    OtherDecision,
    /// It was kept, broken or withdrawn.
    Ended,
    /// Its day has not come.
    NotYet(Date),
    /// Nobody says when it is for.
    NoDay,
    /// Nothing is said of what came out.
    NoOutcome,
    /// Withdrawing needs a reason.
    NoReason,
    /// It is too early to remind.
    NotDue(Date),
}

impl Refusal for CannotPromise {
    fn say(&self) -> Say {
        match self {
            CannotPromise::NoWords => Say::new("la promesse n'a pas encore de mots", "the promise has no words yet"),
            CannotPromise::EndsBefore => {
                Say::new("la promesse finit avant de commencer", "the promise ends before it begins")
            }
            CannotPromise::Known => Say::new("cette promesse existe déjà", "this promise exists already"),
            CannotPromise::NoThreshold => Say::new("le seuil n'est pas un nombre", "the threshold is no number"),
            CannotPromise::NotConsulted(role) => {
                let role = role.say();
                Say::new(
                    format!("ce rôle ne rend pas d'avis sur une promesse : {}", role.fr),
                    format!("this role does not stamp promises: {}", role.en),
                )
            }
            CannotPromise::OwnStamp => Say::new(
                "vous avez déjà rendu votre avis, au titre d'un autre rôle",
                "you have been heard already, in another role",
            ),
            CannotPromise::OtherPage => {
                Say::new("la page a changé depuis que vous l'avez lue", "the page has changed since you read it")
            }
            CannotPromise::NoConditions => {
                Say::new("ni condition ni raison n'est donnée", "neither a condition nor a reason is given")
            }
            CannotPromise::NobodySigns => {
                Say::new("une publication est signée par une personne", "a publication is signed by a person")
            }
            CannotPromise::AwaitsDecision => Say::new(
                "une décision sur cette promesse est déjà ouverte",
                "a decision about this promise is open already",
            ),
            CannotPromise::OtherDecision => {
                Say::new("cette décision porte sur autre chose", "this decision is about something else")
            }
            CannotPromise::Ended => Say::new("cette promesse est close", "this promise is closed"),
            CannotPromise::NotYet(on) => on_day(*on, "la promesse est pour le", "the promise is for"),
            CannotPromise::NoDay => Say::new("la promesse n'a pas de date", "the promise has no date"),
            CannotPromise::NoOutcome => {
                Say::new("rien n'est dit de ce qui s'est passé", "nothing is said of what happened")
            }
            CannotPromise::NoReason => Say::new("aucune raison n'est donnée", "no reason is given"),
            CannotPromise::NotDue(from) => on_day(*from, "l'alerte ne commence que le", "the alert begins only on"),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotPromise::NoWords => {
                Say::new("écrivez ce qui est promis au client", "write what is promised to the customer")
            }
            CannotPromise::EndsBefore => Say::new("corrigez les deux dates", "correct the two dates"),
            CannotPromise::Known => Say::new("cherchez-la dans la liste", "look for it in the list"),
            CannotPromise::NoThreshold => Say::new("écrivez par exemple 97 %", "write for instance 97 %"),
            CannotPromise::NotConsulted(_) => Say::new(
                "l'avis revient au DSI et au responsable de livraison",
                "the CIO and the delivery lead are the ones to be heard",
            ),
            CannotPromise::OwnStamp => {
                Say::new("l'autre avis vient d'une autre personne", "the other stamp comes from another person")
            }
            CannotPromise::OtherPage => Say::new("relisez-la, puis recommencez", "read it again, then repeat"),
            CannotPromise::NoConditions => Say::new(
                "dites sous quelles conditions, ou pourquoi ce n'est pas faisable",
                "say under which conditions, or why it cannot be done",
            ),
            CannotPromise::NobodySigns => Say::new("identifiez-vous", "sign in"),
            CannotPromise::AwaitsDecision => Say::new("signez-la, ou attendez-la", "sign it, or wait for it"),
            CannotPromise::OtherDecision => Say::new("relisez la page de la promesse", "read the promise's page again"),
            CannotPromise::Ended => Say::new("inscrivez une nouvelle promesse", "register a new promise"),
            CannotPromise::NotYet(_) => Say::new(
                "dites ce jour-là, ou plus tard, ce qui s'est passé",
                "say on that day, or later, what happened",
            ),
            CannotPromise::NoDay => Say::new(
                "donnez sa date dans le plan média, ou sur sa page",
                "give its date in the media plan, or on its page",
            ),
            CannotPromise::NoOutcome => {
                Say::new("dites ce qui s'est passé, en une phrase", "say what happened, in a sentence")
            }
            CannotPromise::NoReason => Say::new("dites pourquoi", "say why"),
            CannotPromise::NotDue(_) => Say::each(|lang| match lang {
                Lang::Fr => format!("le rappel part {DAYS_OF_ALERT} jours avant, si un avis manque"),
                Lang::En => format!("the reminder goes out {DAYS_OF_ALERT} days before, if a stamp is missing"),
            }),
        }
    }
}

fn on_day(day: Date, fr: &str, en: &str) -> Say {
    Say::each(|lang| {
        let words = if lang == Lang::Fr { fr } else { en };
        format!("{words} {}", format::date_long(lang, day))
    })
}
