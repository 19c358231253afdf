//! The sentences both sides are told in the same words: the nearest possible yes, dates, data, what exists already.

use base::{Lang, Measure, Say, format};

use super::load::{Bound, CALM, Enough};
use super::tell::Scene;
use super::words::{capital, list, quoted, taps};
use super::{DataTouched, Dpo, Impact};
use crate::field::Field;

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

/// Where keeping answers is not enough: a system before the cache, one that is over its limit already, or the quota of
/// the called API.
pub(super) fn no_cache_helps(scene: &Scene) -> Option<Say> {
    let tight = scene.enough.tight.as_ref()?;
    let name = quoted(&tight.name);
    let asks = |fr: &str, en: &str| {
        Say::new(
            format!(
                "Garder la réponse en mémoire (un cache) n'y suffirait pas : demandez la réponse moins souvent, ou relevez {fr} {}.",
                name.fr
            ),
            format!(
                "Keeping the answer in memory (a cache) would not be enough: ask for it less often, or raise {en} {}.",
                name.en
            ),
        )
    };
    Some(match tight.bound {
        Bound::OverToday => Say::new(
            format!(
                "{} dépasse déjà sa limite aujourd'hui, avant tout changement : c'est par là qu'il faut commencer.",
                name.fr
            ),
            format!("{} is over its limit today, before any change: that is where to start.", name.en),
        ),
        Bound::Limit => asks("la limite de", "the limit of"),
        Bound::Quota => asks("le quota de l'API", "the quota of API"),
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
        let what = personal(data);
        let (fr, en) = match (impact.dpo, data.covered, data.purposes.is_empty()) {
            (_, false, true) => (
                "et personne n'a dit à quoi cela servirait. Le délégué à la protection des données est consulté.",
                "and nobody has said what it would be used for. The data-protection officer is asked.",
            ),
            (_, false, false) => (
                "et cette finalité n'est pas encore couverte. Le délégué à la protection des données est consulté.",
                "and this purpose is not covered yet. The data-protection officer is asked.",
            ),
            (Dpo::Asked, true, _) => (
                "qu'un nouveau prestataire recevrait. Le délégué à la protection des données est consulté.",
                "which a new processor would receive. The data-protection officer is asked.",
            ),
            _ => (
                "et la finalité est déjà couverte. Le délégué à la protection des données est informé, pas consulté.",
                "and its purpose is covered already. The data-protection officer is told, not asked.",
            ),
        };
        out.push(Say::new(format!("{}, {fr}", what.fr), format!("{}, {en}", what.en)));
    }
    out.extend(recipients(impact));
    out
}

/// What is personal: the data object itself, or what the called API hands over with it.
fn personal(data: &DataTouched) -> Say {
    let name = quoted(&data.name);
    match &data.handed_over {
        None => Say::new(format!("{} est une donnée personnelle", name.fr), format!("{} is personal data", name.en)),
        Some(api) => {
            let (api, kinds) = (quoted(api), categories(&data.personal));
            Say::new(
                format!("Avec {}, l'API {} transmet des données personnelles ({})", name.fr, api.fr, kinds.fr),
                format!("With {}, API {} hands over personal data ({})", name.en, api.en, kinds.en),
            )
        }
    }
}

/// The vendors that receive personal data: who, where, what, and whether that is new.
fn recipients(impact: &Impact) -> Option<Say> {
    let named: Vec<Say> = impact
        .recipients
        .iter()
        .map(|to| {
            let (name, what) = (quoted(&to.name), categories(&to.personal));
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

/// Categories of personal data in words.
fn categories(words: &[String]) -> Say {
    let words: Vec<Say> = words.iter().map(|word| crate::formats::member(Field::Personal, word)).collect();
    Say::each(|lang| words.iter().map(|word| word.in_lang(lang)).collect::<Vec<_>>().join(", "))
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
