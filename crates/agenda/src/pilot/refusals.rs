//! Why an order about a pilot is not carried out, and the nearest possible yes.

use base::{Lang, Refusal, Say, format};
use jiff::civil::Date;

use super::MOST_ACTIVE;
use super::plan::MOST_ARMS;
use super::reading::Short;

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CannotPilot {
    /// There is no such pilot.
    Unknown,
    /// It stands already, with another plan.
    Known,
    /// The hypothesis has no words.
    NoHypothesis,
    /// What is counted has no words.
    NoMetric,
    /// What the count stands for has no words.
    NoProxy,
    /// The population has no words.
    NoPopulation,
    /// An arm has no name.
    NoArmName,
    /// The stop rule has no words.
    NoStopRule,
    /// The share of today is none.
    Baseline,
    /// The promised difference is none, or leads outside of 0 to 100 %.
    Promised,
    /// Not exactly one arm is the control.
    OneControl,
    /// Too few arms, or too many.
    Arms,
    /// Two arms bear the same words.
    SameArm,
    /// There are not enough people to compare anything.
    Nobody,
    /// The accepted risk of a false alarm is none.
    Alpha,
    /// The chance to see the promise is none.
    Power,
    /// The lines are not in order.
    Lines,
    /// An amount is below zero, or a range is not in order.
    Amounts,
    /// The day of the decision has passed.
    Past,
    /// It runs: its plan is fixed.
    Fixed,
    /// It is too small to see what was promised.
    TooSmall(Short),
    /// So many others are active.
    TooMany(usize),
    /// It does not run yet.
    NotStarted,
    /// Not each arm is counted once.
    EachArm,
    /// More people did it than there were.
    Counts,
    /// The counts are of a day on which it did not run.
    OtherDay {
        /// The day it began.
        started: Date,
        /// Today.
        today: Date,
    },
    /// Both sides are asked already.
    AwaitsDecision,
    /// Nothing is read that could be decided on.
    NotRead,
    /// The decision is about something else.
    OtherDecision,
    /// It has ended.
    Closed,
    /// Ending it needs a reason.
    NoReason,
}

impl Refusal for CannotPilot {
    fn say(&self) -> Say {
        use CannotPilot::*;
        let words = |fr: &str, en: &str| Say::new(fr, en);
        match self {
            Unknown => words("ce pilote n'existe pas", "there is no such pilot"),
            Known => words("ce pilote existe déjà", "this pilot exists already"),
            NoHypothesis => words("l'hypothèse n'a pas encore de mots", "the hypothesis has no words yet"),
            NoMetric => words("il n'est pas dit ce que l'on compte", "it is not said what is counted"),
            NoProxy => words(
                "il n'est pas dit ce que le comptage représente, ni pourquoi",
                "it is not said what the count stands for, nor why",
            ),
            NoPopulation => {
                words("il n'est pas dit sur qui porte le pilote", "it is not said whom the pilot is run on")
            }
            NoArmName => words("un groupe n'a pas de nom", "a group has no name"),
            NoStopRule => words("la règle d'arrêt n'a pas encore de mots", "the stop rule has no words yet"),
            Baseline => words(
                "le taux actuel n'est pas entre 0 et 100 %, bornes exclues",
                "today's rate is not between 0 and 100 %, both left out",
            ),
            Promised => words(
                "la différence promise est nulle, ou mène hors de 0 à 100 %",
                "the promised difference is zero, or leads outside of 0 to 100 %",
            ),
            OneControl => words(
                "un groupe et un seul voit ce qui existe aujourd'hui",
                "one group and one only sees what exists today",
            ),
            Arms => Say::new(
                format!("un pilote compare de deux à {MOST_ARMS} groupes"),
                format!("a pilot compares two to {MOST_ARMS} groups"),
            ),
            SameArm => words("deux groupes portent le même nom", "two groups bear the same name"),
            Nobody => words("personne n'est dans les groupes", "nobody is in the groups"),
            Alpha => words(
                "le risque de fausse alerte n'est pas entre 0 et 50 %",
                "the risk of a false alarm is not between 0 and 50 %",
            ),
            Power => words(
                "la chance de voir la promesse n'est pas entre 50 et 100 %",
                "the chance to see the promise is not between 50 and 100 %",
            ),
            Lines => words(
                "la ligne du changement de cap est au-dessus de celle de l'extension",
                "the line for changing course is above the one for extending",
            ),
            Amounts => words(
                "un montant est négatif, ou une fourchette n'est pas dans l'ordre",
                "an amount is below zero, or a range is not in order",
            ),
            Past => words("le jour de la décision est passé", "the day of the decision has passed"),
            Fixed => words("le pilote a commencé : son plan est fixé", "the pilot has begun: its plan is fixed"),
            TooSmall(short) => Say::each(|lang| {
                let (n, seen, promised) =
                    (people(lang, short.per_arm), points(lang, short.detectable), points(lang, short.promised));
                match lang {
                    Lang::Fr => format!(
                        "avec {n} personnes par groupe, on ne voit qu'une différence de {seen} ; la promesse est de {promised}"
                    ),
                    Lang::En => format!(
                        "with {n} people a group, only a difference of {seen} can be seen; the promise is {promised}"
                    ),
                }
            }),
            TooMany(beside) => Say::new(
                format!("{beside} pilotes sont déjà en cours ; la limite est de {MOST_ACTIVE}"),
                format!("{beside} pilots are under way already; the limit is {MOST_ACTIVE}"),
            ),
            NotStarted => words("le pilote n'a pas commencé", "the pilot has not begun"),
            EachArm => words("chaque groupe n'est pas compté une fois", "not each group is counted once"),
            Counts => words(
                "un groupe est vide, ou plus de personnes l'ont fait qu'il n'y en avait",
                "a group is empty, or more people did it than there were",
            ),
            OtherDay { started, today } => Say::each(|lang| {
                let (from, to) = (format::date_long(lang, *started), format::date_long(lang, *today));
                match lang {
                    Lang::Fr => format!("le pilote a commencé le {from} et nous sommes le {to}"),
                    Lang::En => format!("the pilot began on {from} and today is {to}"),
                }
            }),
            AwaitsDecision => words("les deux directions sont en train de décider", "both directors are deciding"),
            NotRead => words("aucun comptage n'est encore lu", "no count is read yet"),
            OtherDecision => words("cette décision porte sur autre chose", "this decision is about something else"),
            Closed => words("ce pilote est terminé", "this pilot has ended"),
            NoReason => words("aucune raison n'est donnée", "no reason is given"),
        }
    }

    fn way_out(&self) -> Say {
        use CannotPilot::*;
        let words = |fr: &str, en: &str| Say::new(fr, en);
        match self {
            Unknown => words("cherchez-le dans la liste des pilotes", "look for it in the list of pilots"),
            Known => {
                words("révisez son plan tant qu'il n'a pas commencé", "revise its plan as long as it has not begun")
            }
            NoHypothesis => words(
                "dites quel changement fait quelle différence, et chez qui",
                "say which change makes which difference, and to whom",
            ),
            NoMetric => words("nommez ce que font les personnes comptées", "name what the people counted do"),
            NoProxy => {
                words("dites ce qu'il représente, et pourquoi il le peut", "say what it stands for, and why it may")
            }
            NoPopulation => words("dites qui est dans le pilote", "say who is in the pilot"),
            NoArmName => words("dites ce que voit chaque groupe", "say what each group sees"),
            NoStopRule => {
                words("dites ce qui arrête le pilote avant son jour", "say what ends the pilot before its day")
            }
            Baseline => words("écrivez un taux, comme 31", "write a rate, such as 31"),
            Promised => words("écrivez des points, comme 1 ou -0,5", "write points, such as 1 or -0.5"),
            OneControl | Arms | SameArm => words(
                "nommez ce que l'on voit aujourd'hui, puis chaque nouveauté, une par ligne",
                "name what is seen today, then each novelty, one a line",
            ),
            Nobody => {
                words("écrivez combien de personnes voient chaque version", "write how many people see each version")
            }
            Alpha => {
                words("écrivez 5 % si vous n'avez pas de raison contraire", "write 5 % unless you have a reason not to")
            }
            Power => words(
                "écrivez 80 % si vous n'avez pas de raison contraire",
                "write 80 % unless you have a reason not to",
            ),
            Lines => words("écrivez d'abord la plus haute", "write the higher one first"),
            Amounts => words("écrivez des euros, du plus bas au plus haut", "write euros, from low to high"),
            Past => words("choisissez un jour à venir", "choose a day to come"),
            Fixed => words(
                "arrêtez-le et posez-en un autre, ou lisez ses comptages",
                "stop it and set up another one, or read its counts",
            ),
            TooSmall(short) => Say::each(|lang| {
                let n = people(lang, short.needed);
                match lang {
                    Lang::Fr => format!(
                        "prenez {n} personnes par groupe, laissez courir plus longtemps, choisissez une mesure plus fréquente, ou dites pourquoi vous le lancez ainsi"
                    ),
                    Lang::En => format!(
                        "take {n} people a group, let it run longer, choose a more frequent measure, or say why you run it as it is"
                    ),
                }
            }),
            TooMany(_) => words(
                "terminez-en un d'abord, ou dites pourquoi celui-ci n'attend pas",
                "end one first, or say why this one does not wait",
            ),
            NotStarted => words("lancez-le d'abord", "start it first"),
            EachArm => words("donnez un comptage par groupe", "give one count for each group"),
            Counts => words("vérifiez les comptages", "check the counts"),
            OtherDay { .. } => {
                words("donnez le jour des comptages, entre les deux", "give the day of the counts, between the two")
            }
            AwaitsDecision => words("signez la décision, ou attendez-la", "sign the decision, or wait for it"),
            NotRead => words("entrez d'abord les comptages", "enter the counts first"),
            OtherDecision => words("relisez la page du pilote", "read the pilot's page again"),
            Closed => words("posez un nouveau pilote", "set up a new pilot"),
            NoReason => words("dites pourquoi", "say why"),
        }
    }
}

fn people(lang: Lang, count: u64) -> String {
    format::number(lang, count as f64, 0)
}

fn points(lang: Lang, difference: f64) -> String {
    format::with_unit(lang, difference, base::Unit::PercentagePoints)
}
