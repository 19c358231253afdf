//! What stands in the way of an objective.

use base::{Refusal, Say};

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAim {
    /// There is no such objective.
    Unknown,
    /// It stands already and says something else.
    Known,
    /// It has no name, says no effect for the customer, or a step of its chain is empty.
    NoWords,
    /// What it should stand under is not there, or is no longer pursued.
    NothingAbove,
    /// It would stand below itself.
    Circle,
    /// Its number is not in the hands of one person of each side.
    OneSided,
    /// Its weight is outside what weights can be.
    NoWeight,
    /// The chain has no step that is counted.
    NothingCounted,
    /// The chain holds nothing but what people do on a screen.
    OnlyActivity,
    /// It should be reached before it starts.
    NoTime,
    /// Its numbers do not say where it should go.
    NoTarget,
    /// It has no number of its own.
    NoYardstick,
    /// That is no value of its number.
    NoNumber,
    /// The day lies ahead.
    NotYet,
    /// Nothing says where the number was read.
    NoSource,
    /// It is no longer pursued.
    Ended,
    /// Giving it up needs a reason.
    NoReason,
    /// Others that are pursued stand under it.
    HoldsOthers,
}

impl Refusal for CannotAim {
    fn say(&self) -> Say {
        match self {
            CannotAim::Unknown => Say::new("cet objectif n'existe pas", "there is no such objective"),
            CannotAim::Known => Say::new("cet objectif existe déjà", "this objective exists already"),
            CannotAim::NoWords => Say::new(
                "un objectif a un nom et dit ce que le client y gagne ; chaque étape de sa chaîne est écrite",
                "an objective has a name and says what the customer has of it; each step of its chain is written",
            ),
            CannotAim::NothingAbove => Say::new(
                "ce sous quoi il doit se ranger n'existe pas, ou n'est plus poursuivi",
                "what it should stand under is not there, or is no longer pursued",
            ),
            CannotAim::Circle => {
                Say::new("un objectif ne peut pas se ranger sous lui-même", "an objective cannot stand below itself")
            }
            CannotAim::OneSided => Say::new(
                "un chiffre commun porte deux noms : une personne du marketing et une de la DSI",
                "a shared number bears two names: one person of marketing and one of IT",
            ),
            CannotAim::NoWeight => {
                Say::new("le poids est un nombre entier de 1 à 100", "the weight is a whole number from 1 to 100")
            }
            CannotAim::NothingCounted => Say::new("rien n'est compté", "nothing is counted"),
            CannotAim::OnlyActivity => Say::new(
                "des clics seuls ne sont pas un effet pour le client",
                "clicks alone are no effect for the customer",
            ),
            CannotAim::NoTime => Say::new("il finirait avant de commencer", "it would end before it begins"),
            CannotAim::NoTarget => Say::new(
                "le départ et la cible ne disent pas dans quel sens aller",
                "the start and the target do not say which way to go",
            ),
            CannotAim::NoYardstick => {
                Say::new("cet objectif n'a pas de chiffre à lui", "this objective has no number of its own")
            }
            CannotAim::NoNumber => Say::new("ce n'est pas une valeur de ce chiffre", "that is no value of this number"),
            CannotAim::NotYet => Say::new("ce jour n'est pas encore venu", "this day has not come yet"),
            CannotAim::NoSource => Say::new("il manque la source du chiffre", "where the number was read is missing"),
            CannotAim::Ended => Say::new("cet objectif n'est plus poursuivi", "this objective is no longer pursued"),
            CannotAim::NoReason => Say::new("aucune raison n'est donnée", "no reason is given"),
            CannotAim::HoldsOthers => {
                Say::new("d'autres objectifs se rangent sous lui", "other objectives stand under it")
            }
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotAim::Unknown => Say::new("cherchez-le dans l'arbre", "look for it in the tree"),
            CannotAim::Known => Say::new("révisez-le", "revise it"),
            CannotAim::NoWords => Say::new("écrivez ce qui manque", "write what is missing"),
            CannotAim::NothingAbove => Say::new(
                "choisissez une racine ou un objectif poursuivi",
                "choose a root or an objective that is pursued",
            ),
            CannotAim::Circle => Say::new("choisissez-en un autre", "choose another one"),
            CannotAim::OneSided => Say::new(
                "nommez qui répond de la définition d'un côté, et qui répond de la source de l'autre",
                "name who answers for the definition on one side, and who answers for the source on the other",
            ),
            CannotAim::NoWeight => Say::new("écrivez 1 si tous se valent", "write 1 where all weigh the same"),
            CannotAim::NothingCounted => Say::new("dites quelle étape est comptée", "say which step is counted"),
            CannotAim::OnlyActivity => Say::new(
                "dites ce que le client fait autrement, ou ce qui est gagné, grâce à cela",
                "say what the customer does otherwise, or what is earned, because of it",
            ),
            CannotAim::NoTime => Say::new("choisissez une échéance après le départ", "choose a day after the start"),
            CannotAim::NoTarget => Say::new(
                "donnez une cible au-dessus du départ pour monter, en dessous pour baisser, deux bornes pour rester entre elles",
                "give a target above the start to rise, below it to fall, two bounds to stay between them",
            ),
            CannotAim::NoYardstick => Say::new("donnez-lui d'abord un chiffre", "give it a number first"),
            CannotAim::NoNumber => Say::new(
                "écrivez un nombre ; d'une étape, 1 si elle est franchie, 0 sinon",
                "write a number; of a milestone, 1 when it is reached, else 0",
            ),
            CannotAim::NotYet => Say::new("choisissez aujourd'hui ou un jour passé", "choose today or a day before"),
            CannotAim::NoSource => Say::new("dites où il se lit", "say where it is read"),
            CannotAim::Ended => Say::new("choisissez un objectif poursuivi", "choose an objective that is pursued"),
            CannotAim::NoReason => Say::new("dites pourquoi", "say why"),
            CannotAim::HoldsOthers => Say::new("rangez-les ailleurs d'abord", "move them elsewhere first"),
        }
    }
}
