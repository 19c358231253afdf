//! What is said of a pilot, in both languages: by pages, the API and the terminal alike.

use agenda::pilot::Plan;
use agenda::pilot::reading::{self, Flag, Power, Reading, Verdict, Worth};
use base::{Lang, Money, Say, Unit, format};

fn points(lang: Lang, difference: f64) -> String {
    format::with_unit(lang, difference, Unit::PercentagePoints)
}

fn count(lang: Lang, n: u64) -> String {
    format::number(lang, n as f64, 0)
}

/// A verdict, in a word or two.
pub fn verdict(verdict: Verdict) -> Say {
    match verdict {
        Verdict::Extend => Say::new("étendre", "extend"),
        Verdict::Pivot => Say::new("changer de cap", "change course"),
        Verdict::Stop => Say::new("arrêter", "stop"),
        Verdict::NotConclusive => Say::new("pas concluant", "not conclusive"),
    }
}

/// Why a verdict is what it is: the interval beside the lines that were fixed before.
pub fn why(plan: &Plan, reading: &Reading) -> Say {
    let Some(lead) = reading.lead() else { return Say::default() };
    let towards = |line: f64| line * plan.direction();
    Say::each(|lang| {
        let (low, high) = (points(lang, lead.interval.low), points(lang, lead.interval.high));
        let (extend, pivot) = (points(lang, towards(plan.lines.extend)), points(lang, towards(plan.lines.pivot)));
        let more = plan.direction() > 0.0;
        let beyond = match (lang, more) {
            (Lang::Fr, true) => "au-dessus de",
            (Lang::Fr, false) => "au-dessous de",
            (Lang::En, true) => "above",
            (Lang::En, false) => "below",
        };
        let short = match (lang, more) {
            (Lang::Fr, true) => "au-dessous de",
            (Lang::Fr, false) => "au-dessus de",
            (Lang::En, true) => "below",
            (Lang::En, false) => "above",
        };
        match (lang, reading.verdict) {
            (Lang::Fr, Verdict::Extend) => format!(
                "De {low} à {high}, tout l'intervalle est {beyond} {extend}, la ligne fixée avant de commencer."
            ),
            (Lang::En, Verdict::Extend) => format!(
                "From {low} to {high}, the whole interval lies {beyond} {extend}, the line fixed before it began."
            ),
            (Lang::Fr, Verdict::Pivot) => format!(
                "De {low} à {high} : il y a un effet, {beyond} {pivot}, mais il reste {short} {extend}, ce qu'il faut pour que cela vaille la peine."
            ),
            (Lang::En, Verdict::Pivot) => format!(
                "From {low} to {high}: there is an effect, {beyond} {pivot}, but it stays {short} {extend}, which is what makes it worth having."
            ),
            (Lang::Fr, Verdict::Stop) => format!(
                "De {low} à {high}, tout l'intervalle est {short} {extend}, ce qu'il faut pour que cela vaille la peine ; aucun effet {beyond} {pivot} n'est établi."
            ),
            (Lang::En, Verdict::Stop) => format!(
                "From {low} to {high}, the whole interval lies {short} {extend}, which is what makes it worth having; no effect {beyond} {pivot} is shown."
            ),
            (Lang::Fr, Verdict::NotConclusive) => format!(
                "De {low} à {high}, l'intervalle contient {extend}, la ligne fixée avant de commencer : ces comptages ne permettent pas de trancher."
            ),
            (Lang::En, Verdict::NotConclusive) => format!(
                "From {low} to {high}, the interval holds {extend}, the line fixed before it began: these counts do not settle it."
            ),
        }
    })
}

/// What so many people can show, beside what is promised.
pub fn power(plan: &Plan, power: &Power) -> Say {
    Say::each(|lang| {
        let (per_arm, promised) = (count(lang, power.per_arm), points(lang, power.promised));
        match (lang, power.detectable.map(|seen| points(lang, seen))) {
            (Lang::Fr, Some(seen)) => format!(
                "Avec {per_arm} personnes par groupe, on voit une différence de {seen} ; {promised} est promis."
            ),
            (Lang::En, Some(seen)) => {
                format!("With {per_arm} people a group, a difference of {seen} can be seen; {promised} is promised.")
            }
            (Lang::Fr, None) => format!(
                "Avec {per_arm} personnes par groupe, on ne voit aucune différence, si grande soit-elle, à partir de {} ; {promised} est promis.",
                format::percent(lang, plan.baseline, 1)
            ),
            (Lang::En, None) => format!(
                "With {per_arm} people a group, no difference can be seen, however large, from {}; {promised} is promised.",
                format::percent(lang, plan.baseline, 1)
            ),
        }
    })
}

/// The ways out of a pilot too small for its promise: more people, a longer run, another measure.
pub fn ways_out(plan: &Plan, short: &reading::Short) -> Vec<Say> {
    let times = short.needed as f64 / short.per_arm.max(1) as f64;
    vec![
        Say::each(|lang| match lang {
            Lang::Fr => format!("plus de personnes : {} par groupe", count(lang, short.needed)),
            Lang::En => format!("more people: {} a group", count(lang, short.needed)),
        }),
        Say::each(|lang| {
            let times = format::number(lang, times, 1);
            match lang {
                Lang::Fr => format!("plus longtemps : {times} fois la durée, au même rythme d'arrivée"),
                Lang::En => format!("longer: {times} times the time, as people come at the same pace"),
            }
        }),
        Say::each(|lang| {
            let seen = points(lang, short.detectable);
            match lang {
                Lang::Fr => format!(
                    "une autre mesure, où l'on attend au moins {seen} à partir de {}",
                    format::percent(lang, plan.baseline, 1)
                ),
                Lang::En => format!(
                    "another measure, on which at least {seen} is expected from {}",
                    format::percent(lang, plan.baseline, 1)
                ),
            }
        }),
    ]
}

/// What a reader must know beside a result.
pub fn flag(flag: &Flag) -> Say {
    Say::each(|lang| match (lang, flag) {
        (Lang::Fr, Flag::Late { due, on }) => format!(
            "Les comptages sont du {}, après le jour de la décision, le {}.",
            format::date_long(lang, *on),
            format::date_long(lang, *due)
        ),
        (Lang::En, Flag::Late { due, on }) => format!(
            "The counts are of {}, after the day of the decision, {}.",
            format::date_long(lang, *on),
            format::date_long(lang, *due)
        ),
        (Lang::Fr, Flag::OverBudget { cap, spent }) => {
            format!("Le pilote a coûté {}, plus que son plafond de {}.", money(lang, *spent), money(lang, *cap))
        }
        (Lang::En, Flag::OverBudget { cap, spent }) => {
            format!("The pilot cost {}, more than its cap of {}.", money(lang, *spent), money(lang, *cap))
        }
        (Lang::Fr, Flag::Smaller { planned, people }) => format!(
            "Le plus petit groupe compte {} personnes au lieu des {} prévues.",
            count(lang, *people),
            count(lang, *planned)
        ),
        (Lang::En, Flag::Smaller { planned, people }) => format!(
            "The smallest group has {} people instead of the {} planned.",
            count(lang, *people),
            count(lang, *planned)
        ),
        (Lang::Fr, Flag::Uneven { p_value }) => format!(
            "Les groupes sont plus inégaux que le hasard ne les fait ({}) : cherchez où des personnes se sont perdues avant de croire le résultat.",
            rare(lang, *p_value)
        ),
        (Lang::En, Flag::Uneven { p_value }) => format!(
            "The groups are more uneven than chance makes them ({}): look where people got lost before trusting the result.",
            rare(lang, *p_value)
        ),
        (Lang::Fr, Flag::Looks { looks, at_most }) => format!(
            "Les comptages ont été lus {looks} fois : le risque de fausse alerte peut atteindre {}.",
            format::percent(lang, *at_most, 1)
        ),
        (Lang::En, Flag::Looks { looks, at_most }) => format!(
            "The counts were looked at {looks} times: the risk of a false alarm may reach {}.",
            format::percent(lang, *at_most, 1)
        ),
    })
}

fn money(lang: Lang, amount: Money) -> String {
    format::money(lang, amount)
}

/// A probability too small for a percentage.
fn rare(lang: Lang, p_value: f64) -> String {
    let most = reading::UNEVEN;
    match (lang, p_value < most / 100.0) {
        (Lang::Fr, true) => "moins d'une fois sur cent mille".to_owned(),
        (Lang::En, true) => "less than once in a hundred thousand".to_owned(),
        (Lang::Fr, false) => "moins d'une fois sur mille".to_owned(),
        (Lang::En, false) => "less than once in a thousand".to_owned(),
    }
}

/// Whether a pilot teaches more than it costs.
pub fn worth(worth: &Worth) -> Say {
    Say::each(|lang| {
        let euros = |amount: f64| format::with_unit(lang, amount.round(), Unit::Eur);
        let (sample, cost) = (euros(worth.sample), euros(worth.cost));
        match (lang, worth.pays()) {
            (Lang::Fr, true) => format!("Ce que ce pilote peut apprendre vaut {sample}, plus qu'il ne coûte, {cost}."),
            (Lang::En, true) => format!("What this pilot may teach is worth {sample}, more than it costs, {cost}."),
            (Lang::Fr, false) => format!(
                "Ce que ce pilote peut apprendre vaut {sample}, moins qu'il ne coûte, {cost} : si la fourchette de valeur est juste, il ne changera guère la décision."
            ),
            (Lang::En, false) => format!(
                "What this pilot may teach is worth {sample}, less than it costs, {cost}: if the range of value is right, it will hardly change the decision."
            ),
        }
    })
}
