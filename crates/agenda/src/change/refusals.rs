//! Why an order about a change is not carried out, and the nearest possible yes.

use base::{Refusal, Say};

use super::proposal::{MOST_DEPENDENTS, MOST_OPTIONS};

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotChange {
    /// There is no such change.
    Unknown,
    /// It stands already, otherwise.
    Known,
    /// What would change is not decided, so it can still simply be changed.
    NotDecided,
    /// Nothing says what would change.
    NoWords,
    /// Nothing says why.
    NoReason,
    /// An option, a dependent, a gain or a source has no words.
    NoName,
    /// Person-days planned or spent are none.
    Work,
    /// Person-days are neither stated nor told by a tracker.
    NoDays,
    /// The rate of a day is none.
    Rate,
    /// What a day costs is not known.
    NoRate,
    /// The requirements do not add up.
    Scope,
    /// No option, or too many.
    Options,
    /// Two options bear the same words.
    SameOption,
    /// The share lost is none.
    Lost,
    /// People or days to switch are none.
    Switching,
    /// Too many dependents.
    Dependents,
    /// Weeks, or what one costs, are none.
    Weeks,
    /// What a week costs is neither stated nor in a signed case.
    NoWeek,
    /// Both sides are asked: what is on their page does not change.
    AwaitsDecision,
    /// It is decided, or not asked for any more.
    Closed,
    /// Another decision is about it.
    OtherDecision,
}

impl Refusal for CannotChange {
    fn say(&self) -> Say {
        match self {
            CannotChange::Unknown => Say::new("ce changement n'existe pas", "there is no such change"),
            CannotChange::Known => Say::new("ce changement existe déjà", "this change stands already"),
            CannotChange::NotDecided => Say::new(
                "cette demande n'est pas décidée : la changer ne coûte encore rien",
                "this request is not decided: changing it costs nothing yet",
            ),
            CannotChange::NoWords => Say::new("on ne sait pas ce qui changerait", "nothing says what would change"),
            CannotChange::NoReason => Say::new("la raison manque", "the reason is missing"),
            CannotChange::NoName => Say::new(
                "une option, une attente, un gain ou une source n'a pas de mots",
                "an option, a wait, a gain or a source has no words",
            ),
            CannotChange::Work => Say::new(
                "les jours-personnes prévus ou passés ne sont pas des nombres possibles",
                "person-days planned or spent are no possible numbers",
            ),
            CannotChange::NoDays => Say::new(
                "aucun outil de suivi ne dit les jours prévus et passés de cette demande",
                "no tracker tells the days planned and spent of this request",
            ),
            CannotChange::Rate => {
                Say::new("ce coût d'un jour n'est pas possible", "this cost of a day is not possible")
            }
            CannotChange::NoRate => Say::new("on ne sait pas ce que coûte un jour", "what a day costs is not known"),
            CannotChange::Scope => Say::new("les exigences ne se comptent pas ainsi", "the requirements do not add up"),
            CannotChange::Options => {
                Say::new("il faut une option, et pas trop", "there must be an option, and not too many")
            }
            CannotChange::SameOption => {
                Say::new("deux options portent les mêmes mots", "two options bear the same words")
            }
            CannotChange::Lost => {
                Say::new("cette part de travail perdu n'est pas possible", "this share of work lost is not possible")
            }
            CannotChange::Switching => Say::new(
                "ces jours pour changer de travail ne sont pas possibles",
                "these days to switch are not possible",
            ),
            CannotChange::Dependents => Say::new("trop de travaux attendraient", "too many pieces of work would wait"),
            CannotChange::Weeks => Say::new(
                "ces semaines, ou ce qu'en coûte une, ne sont pas possibles",
                "these weeks, or what one costs, are not possible",
            ),
            CannotChange::NoWeek => Say::new(
                "on ne sait pas ce que coûte ou rapporte une semaine",
                "what a week costs or brings is not known",
            ),
            CannotChange::AwaitsDecision => {
                Say::new("les deux directions sont en train d'en décider", "both sides are deciding about it")
            }
            CannotChange::Closed => Say::new("ce changement est clos", "this change is closed"),
            CannotChange::OtherDecision => {
                Say::new("une autre décision porte sur ce changement", "another decision is about this change")
            }
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotChange::Unknown => Say::new("cherchez-le dans la liste", "look for it in the list"),
            CannotChange::Known => Say::new("corrigez-le, ou posez-en un autre", "correct it, or put another"),
            CannotChange::NotDecided => Say::new("corrigez la demande elle-même", "correct the request itself"),
            CannotChange::NoWords => {
                Say::new("écrivez en une phrase ce qui changerait", "write in one sentence what would change")
            }
            CannotChange::NoReason => Say::new("écrivez-la en une phrase", "write it in one sentence"),
            CannotChange::NoName => Say::new("donnez à chacun quelques mots", "give each a few words"),
            CannotChange::Work => Say::new(
                "donnez des nombres positifs, bas ≤ probable ≤ haut ; prévus plus que zéro",
                "give positive numbers, low ≤ likely ≤ high; planned above zero",
            ),
            CannotChange::NoDays => Say::new(
                "saisissez-les, avec leur source, ou reliez les travaux du suivi à la demande",
                "type them, with their source, or link the tracker's work to the request",
            ),
            CannotChange::Rate => Say::new("donnez un montant positif", "give a positive amount"),
            CannotChange::NoRate => Say::new(
                "donnez le coût d'un jour, ou nommez une équipe dont le catalogue le donne",
                "give the cost of a day, or name a team whose cost the catalogue gives",
            ),
            CannotChange::Scope => Say::new(
                "donnez combien étaient convenues (au moins une), depuis quel jour passé, et combien s'y ajoutent, changent ou disparaissent",
                "give how many were agreed (at least one), since which past day, and how many are added, changed or gone",
            ),
            CannotChange::Options => {
                Say::new(format!("donnez-en une à {MOST_OPTIONS}"), format!("give one to {MOST_OPTIONS}"))
            }
            CannotChange::SameOption => Say::new("distinguez-les par leurs mots", "tell them apart by their words"),
            CannotChange::Lost => Say::new("donnez une part entre 0 et 100 %", "give a share between 0 and 100 %"),
            CannotChange::Switching | CannotChange::Weeks => Say::new(
                "donnez des nombres positifs, bas ≤ probable ≤ haut",
                "give positive numbers, low ≤ likely ≤ high",
            ),
            CannotChange::Dependents => Say::new(
                format!("donnez les {MOST_DEPENDENTS} plus chers"),
                format!("give the {MOST_DEPENDENTS} dearest"),
            ),
            CannotChange::NoWeek => Say::new(
                "donnez le montant d'une semaine, ou une demande dont le dossier est signé",
                "give the amount of a week, or a request whose case is signed",
            ),
            CannotChange::AwaitsDecision => Say::new("signez leur page, ou attendez", "sign their page, or wait"),
            CannotChange::Closed => Say::new("posez-en un autre", "put another"),
            CannotChange::OtherDecision => Say::new("ouvrez celle-là", "open that one"),
        }
    }
}
