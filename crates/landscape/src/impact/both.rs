//! The sentences both sides are told in the same words: the nearest possible yes, dates, data, what exists already.

use base::{Lang, Measure, Say, format};

use super::load::{CALM, Enough};
use super::tell::Scene;
use super::words::{capital, list, quoted, taps};
use super::{Dpo, Impact, Verdict};

/// The smallest cache that makes the change possible.
pub(super) fn nearest_yes(enough: &Enough) -> Option<Say> {
    let (within, calm) = (enough.within.as_ref(), enough.calm.as_ref());
    let calm = calm.filter(|calm| within.is_none_or(|within| within.value != calm.value));
    let share = |lang, measure: &Measure| format::measure(lang, measure);
    let narrow = |lang| format::percent(lang, CALM, 0);
    let opening = match within {
        Some(_) => Say::new("Le oui le plus proche", "The nearest possible yes"),
        None => Say::new("Pour garder de la marge", "To keep room to spare"),
    };
    let (fr, en) = match (within, calm) {
        (Some(within), Some(calm)) => (
            format!(
                "À {} de réponses gardées, chaque système reste dans sa limite ; à {}, aucun n'en dépasse {}.",
                share(Lang::Fr, within),
                share(Lang::Fr, calm),
                narrow(Lang::Fr)
            ),
            format!(
                "With {} of answers kept, every system stays within its limit; with {}, none exceeds {} of it.",
                share(Lang::En, within),
                share(Lang::En, calm),
                narrow(Lang::En)
            ),
        ),
        (Some(within), None) => (
            format!("À {} de réponses gardées, chaque système reste dans sa limite.", share(Lang::Fr, within)),
            format!("With {} of answers kept, every system stays within its limit.", share(Lang::En, within)),
        ),
        (None, Some(calm)) => (
            format!(
                "À {} de réponses gardées, aucun système ne dépasse {} de sa limite.",
                share(Lang::Fr, calm),
                narrow(Lang::Fr)
            ),
            format!(
                "With {} of answers kept, no system exceeds {} of its limit.",
                share(Lang::En, calm),
                narrow(Lang::En)
            ),
        ),
        (None, None) => return None,
    };
    Some(Say::new(
        format!("{} : garder la réponse en mémoire (un cache). {fr}", opening.fr),
        format!("{}: keep the answer in memory (a cache). {en}", opening.en),
    ))
}

/// Where keeping answers is not enough: a system before the cache, or one that is over its limit already.
pub(super) fn no_cache_helps(impact: &Impact, scene: &Scene) -> Option<Say> {
    let worst = impact.loads.first().filter(|load| load.verdict == Verdict::Over && scene.enough.within.is_none())?;
    let name = quoted(&worst.name);
    let (present, limit) = (worst.present.as_ref()?.value.likely, worst.limit.as_ref()?.value.likely);
    Some(if present > limit {
        Say::new(
            format!(
                "{} dépasse déjà sa limite aujourd'hui, avant tout changement : c'est par là qu'il faut commencer.",
                name.fr
            ),
            format!("{} is over its limit today, before any change: that is where to start.", name.en),
        )
    } else {
        Say::new(
            format!(
                "Garder la réponse en mémoire (un cache) n'y suffirait pas : demandez la réponse moins souvent, ou relevez la limite de {}.",
                name.fr
            ),
            format!(
                "Keeping the answer in memory (a cache) would not be enough: ask for it less often, or raise the limit of {}.",
                name.en
            ),
        )
    })
}

/// What stands against the wished date, and the dates offered.
pub(super) fn dates(impact: &Impact) -> Vec<Say> {
    let calendar = &impact.calendar;
    let mut out: Vec<Say> = Vec::new();
    for conflict in calendar.conflicts.iter().chain(&calendar.warnings) {
        let say = capital(conflict.say.clone());
        out.push(Say::new(format!("{}.", say.fr), format!("{}.", say.en)));
    }
    if !calendar.free.is_empty() && (calendar.wished.is_none() || !calendar.conflicts.is_empty()) {
        let days = |lang| calendar.free.iter().map(move |day| format::date_long(lang, *day));
        out.push(Say::new(
            format!(
                "Dates libres les plus proches : {}.",
                days(Lang::Fr).map(|day| format!("le {day}")).collect::<Vec<_>>().join(" ou ")
            ),
            format!("Nearest free dates: {}.", days(Lang::En).collect::<Vec<_>>().join(" or ")),
        ));
    }
    out
}

/// What happens to personal data, and the DPO's part.
pub(super) fn data(impact: &Impact) -> Vec<Say> {
    let mut out = Vec::new();
    for data in impact.data.iter().filter(|data| !data.personal.is_empty()) {
        let name = quoted(&data.name);
        out.push(match (impact.dpo, data.covered, data.purposes.is_empty()) {
            (_, false, true) => Say::new(
                format!("{} est une donnée personnelle, et personne n'a dit à quoi elle servirait. Le délégué à la protection des données est consulté.", name.fr),
                format!("{} is personal data, and nobody has said what it would be used for. The data-protection officer is asked.", name.en),
            ),
            (_, false, false) => Say::new(
                format!("{} est une donnée personnelle, et cette finalité n'est pas encore couverte. Le délégué à la protection des données est consulté.", name.fr),
                format!("{} is personal data, and this purpose is not covered yet. The data-protection officer is asked.", name.en),
            ),
            (Dpo::Asked, true, _) => Say::new(
                format!("{} est une donnée personnelle, qu'un nouveau prestataire recevrait. Le délégué à la protection des données est consulté.", name.fr),
                format!("{} is personal data, which a new processor would receive. The data-protection officer is asked.", name.en),
            ),
            _ => Say::new(
                format!("{} est une donnée personnelle, et sa finalité est déjà couverte. Le délégué à la protection des données est informé, pas consulté.", name.fr),
                format!("{} is personal data, and its purpose is covered already. The data-protection officer is told, not asked.", name.en),
            ),
        });
    }
    out.extend(recipients(impact));
    out
}

/// The vendors that receive personal data: who, where, what, and whether that is new.
fn recipients(impact: &Impact) -> Option<Say> {
    let named: Vec<Say> = impact
        .recipients
        .iter()
        .map(|to| {
            let (name, what) = (quoted(&to.name), quoted(&Say::same(to.personal.join(", "))));
            let (at, when) = (to.place(), to.since());
            Say::new(
                format!("{} ({}, {} : {})", name.fr, at.fr, when.fr, what.fr),
                format!("{} ({}, {}: {})", name.en, at.en, when.en, what.en),
            )
        })
        .collect();
    let names = list(&named);
    (!named.is_empty()).then(|| {
        Say::new(
            format!("Des données personnelles sortent de l'entreprise, vers {}.", names.fr),
            format!("Personal data leaves the company, to {}.", names.en),
        )
    })
}

/// Where the same data is shown already.
pub(super) fn overlap(impact: &Impact) -> Option<Say> {
    let first = impact.overlaps.first()?;
    let data = impact.data.first().map(|data| quoted(&data.name))?;
    let name = quoted(&first.name);
    Some(match &first.depth {
        Some(depth) => {
            let away = taps(depth.value.likely);
            Say::new(
                format!("{} montre déjà {}, {}.", name.fr, data.fr, away.fr),
                format!("{} already shows {}, {}.", name.en, data.en, away.en),
            )
        }
        None => {
            Say::new(format!("{} montre déjà {}.", name.fr, data.fr), format!("{} already shows {}.", name.en, data.en))
        }
    })
}
