//! The consequence in sentences: the same facts for marketing, without jargon, and for IT, with its units.

use base::{Lang, Measure, Quantity, Say, Unit, format};

use super::both::{data, dates, nearest_yes, no_cache_helps, overlap};
use super::entry::Entry;
use super::latency::{self, Latency};
use super::load::{CALM, Enough};
use super::money::{self, Stakes};
use super::network::Network;
use super::quota::{self, Quota};
use super::waiting;
use super::words::{capital, list, quoted};
use super::{Impact, Neighbour, SystemLoad, Verdict};
use crate::catalog::Thing;
use crate::field::Field;

/// What the sentences need beside the impact itself.
pub(super) struct Scene<'a> {
    pub element: Option<&'a Thing>,
    /// Only content changes.
    pub content_only: bool,
    /// The work is done when something is sent, not when it is viewed.
    pub batch: bool,
    pub enough: Enough,
    pub downtime: Option<Measure>,
    pub entry: Entry,
    /// Notes on present loads, for IT.
    pub doubts: Vec<Say>,
    pub latency: Latency,
    pub stakes: Stakes,
    /// What the change makes the element need, less available than the element itself.
    pub weaker: Vec<(Say, Measure)>,
    /// What the change takes of the quota of the API it calls.
    pub quota: Option<Quota>,
}

/// Tells what keeps a verdict from being given, and whom to ask.
pub(super) fn unknown_load(network: &Network, load: &SystemLoad, unknowns: &mut Vec<Say>) {
    let Some(at) = network.at(&load.system).filter(|_| load.used.is_none()) else { return };
    let (name, ask) = (quoted(&load.name), network.ask(network.system(at)));
    if load.present.is_none() {
        unknowns.push(Say::new(
            format!("la charge actuelle de {} n'est pas connue : {}", name.fr, ask.fr),
            format!("the present load of {} is not known: {}", name.en, ask.en),
        ));
    }
    if load.limit.is_none() {
        unknowns.push(Say::new(
            format!("la limite de {} n'est pas connue : {}", name.fr, ask.fr),
            format!("the limit of {} is not known: {}", name.en, ask.en),
        ));
    }
}

/// For marketing, most important first.
pub(super) fn marketing(impact: &Impact, scene: &Scene) -> Vec<Say> {
    let mut out = Vec::new();
    let when = capital(when(scene.element));
    for load in impact.loads.iter().filter(|load| may_be_over(load)) {
        out.extend(slowed(impact, load, &when));
    }
    let quota = scene.quota.as_ref();
    out.extend(quota.and_then(quota::for_marketing));
    if scene.content_only {
        out.push(Say::new(
            "Seul le contenu change : aucun système n'est sollicité davantage.",
            "Only content changes: no system is asked for more.",
        ));
    } else if scene.batch {
        out.push(Say::new(
            "Le travail se fait à l'envoi, hors des pages : personne n'attend à l'écran.",
            "The work is done when it is sent, away from the pages: nobody waits at a screen.",
        ));
    } else if !impact.loads.is_empty()
        && !impact.loads.iter().any(may_be_over)
        && !quota.is_some_and(Quota::may_be_over)
    {
        out.push(all_hold(impact, quota, &when));
    }
    out.extend(money::for_marketing(&scene.stakes));
    let over = impact.loads.iter().any(|load| load.verdict == Verdict::Over);
    out.extend(latency::for_marketing(&scene.latency, scene.element, over));
    out.extend(latency::script_told(impact.front.as_ref(), true));
    out.extend(nearest_yes(&scene.enough));
    out.extend(no_cache_helps(scene));
    out.extend(dates(impact));
    out.extend(data(impact));
    if let Some((downtime, element)) = scene.downtime.as_ref().zip(scene.element).filter(|(d, _)| d.value.high >= 1.0) {
        let name = quoted(&element.name);
        let much = |lang| format::measure(lang, downtime);
        out.push(Say::new(
            format!(
                "Si la nouveauté doit toujours répondre, {} sera hors service plus souvent : {} de plus.",
                name.fr,
                much(Lang::Fr)
            ),
            format!(
                "If the new part must always answer, {} will be out of service more often: {} more.",
                name.en,
                much(Lang::En)
            ),
        ));
    }
    out.extend(overlap(impact));
    let teams: Vec<Say> = impact.teams.iter().map(|team| quoted(&team.name)).collect();
    if !teams.is_empty() {
        let teams = list(&teams);
        out.push(Say::new(format!("À prévenir : {}.", teams.fr), format!("To be told: {}.", teams.en)));
    }
    out
}

/// For IT: the same facts in calls a second, limits and minutes.
pub(super) fn it(impact: &Impact, scene: &Scene) -> Vec<Say> {
    let mut out = Vec::new();
    let (fine, told): (Vec<_>, Vec<_>) = impact
        .loads
        .iter()
        .enumerate()
        .partition(|(place, load)| *place > 0 && load.verdict == Verdict::Fine && !load.open);
    out.extend(told.into_iter().map(|(_, load)| load_sentence(load)));
    if !fine.is_empty() {
        let names = list(&fine.iter().map(|(_, load)| quoted(&load.name)).collect::<Vec<_>>());
        let calm = |lang| format::percent(lang, CALM, 0);
        out.push(Say::new(
            format!("À {} de leur limite au plus : {}.", calm(Lang::Fr), names.fr),
            format!("At {} of their limit at most: {}.", calm(Lang::En), names.en),
        ));
    }
    out.extend(scene.quota.as_ref().map(quota::for_it));
    if let (Some(views), Some(calls), Some(added)) =
        (&scene.entry.views, &scene.entry.calls_per_view, &scene.entry.added)
    {
        let say = |lang, measure: &Measure| format::measure(lang, measure);
        out.push(Say::each(|lang| format!("{} × {} = {}.", say(lang, views), say(lang, calls), say(lang, added))));
    }
    for option in
        impact.caches.iter().filter(|_| impact.loads.first().is_some_and(|load| load.verdict != Verdict::Fine))
    {
        let say = |lang, measure: &Measure| format::measure(lang, measure);
        let share = |lang| format::with_unit(lang, option.share, Unit::Share);
        out.push(Say::new(
            format!(
                "Cache à {} : {}, soit {} de la limite.",
                share(Lang::Fr),
                say(Lang::Fr, &option.after),
                say(Lang::Fr, &option.used)
            ),
            format!(
                "Cache at {}: {}, {} of the limit.",
                share(Lang::En),
                say(Lang::En, &option.after),
                say(Lang::En, &option.used)
            ),
        ));
    }
    out.extend(nearest_yes(&scene.enough));
    out.extend(no_cache_helps(scene));
    if let Some((most, now)) = scene.enough.calls_per_view.as_ref().zip(scene.entry.calls_per_view.as_ref()) {
        let say = |lang, measure: &Measure| format::measure(lang, measure);
        out.push(Say::new(
            format!("Sans cache : au plus {}, au lieu de {}.", say(Lang::Fr, most), say(Lang::Fr, now)),
            format!("Without a cache: at most {}, instead of {}.", say(Lang::En, most), say(Lang::En, now)),
        ));
    }
    if scene.enough.open_above && scene.enough.within.is_some() {
        out.push(Say::new(
            "Au cas haut des fourchettes, aucun cache n'y suffit à lui seul.",
            "At the upper end of the ranges no cache is enough on its own.",
        ));
    }
    if let (Some(before), Some(after), Some(downtime), Some(element)) =
        (&impact.availability_before, &impact.availability_after, &scene.downtime, scene.element)
        && downtime.value.high > 0.0
    {
        let name = quoted(&element.name);
        let say = |lang, measure: &Measure| format::measure(lang, measure);
        out.push(Say::new(
            format!("Disponibilité de {} : {} → {}, soit {} de plus hors service. Les pannes sont supposées indépendantes ; une dépendance commune compte une fois.", name.fr, say(Lang::Fr, before), say(Lang::Fr, after), say(Lang::Fr, downtime)),
            format!("Availability of {}: {} → {}, {} more out of service. Failures are assumed independent; a shared dependency counts once.", name.en, say(Lang::En, before), say(Lang::En, after), say(Lang::En, downtime)),
        ));
    }
    out.extend(latency::extra_nine(&scene.weaker, impact.availability_before.as_ref(), scene.element));
    out.extend(waiting::for_it(&impact.waits));
    out.extend(latency::for_it(&scene.latency));
    out.extend(latency::script_told(impact.front.as_ref(), false));
    let neighbours: Vec<Say> = impact.neighbours.iter().map(counted).collect();
    if !neighbours.is_empty() {
        let names = list(&neighbours);
        out.push(Say::new(
            format!("Attendent la réponse d'un système au-delà de sa limite : {}.", names.fr),
            format!("Wait for the answer of a system over its limit: {}.", names.en),
        ));
    }
    out.extend(dates(impact));
    out.extend(impact.calendar.lead.as_ref().map(|lead| {
        let say = |lang| format::measure(lang, lead);
        Say::new(format!("Délai de mise en production : {}.", say(Lang::Fr)), format!("Lead time: {}.", say(Lang::En)))
    }));
    out.extend(data(impact));
    out.extend(overlap(impact));
    // The most used systems come first; doubts on those far behind change nothing.
    out.extend(scene.doubts.iter().take(DOUBTS_MOST).map(|doubt| {
        let doubt = capital(doubt.clone());
        Say::new(format!("{}.", doubt.fr), format!("{}.", doubt.en))
    }));
    out.extend(scene.doubts.len().checked_sub(DOUBTS_MOST).filter(|more| *more > 0).map(|more| {
        if more == 1 {
            Say::new(
                "Un autre système, moins sollicité, appelle la même réserve.",
                "One more system, less used, calls for the same caution.",
            )
        } else {
            Say::new(
                format!("{more} autres systèmes, moins sollicités, appellent la même réserve."),
                format!("{more} more systems, less used, call for the same caution."),
            )
        }
    }));
    out
}

/// The most notes on present loads told one by one.
const DOUBTS_MOST: usize = 3;

fn may_be_over(load: &SystemLoad) -> bool {
    load.used.as_ref().is_some_and(|used| used.value.high > 1.0)
}

/// When the load is highest.
fn when(element: Option<&Thing>) -> Say {
    match element.and_then(|element| element.week_time(Field::Peak)) {
        Some(at) => at.say(),
        None => Say::new("à l'heure de pointe", "at peak time"),
    }
}

/// What a system over its limit does to those who share it, and by how much it is over.
fn slowed(impact: &Impact, load: &SystemLoad, when: &Say) -> Vec<Say> {
    let sure = load.verdict == Verdict::Over;
    let neighbours: Vec<&Neighbour> = impact.neighbours.iter().filter(|n| n.shares == load.system).collect();
    let (units, others): (Vec<&Neighbour>, Vec<&Neighbour>) = neighbours.iter().partition(|n| n.units.is_some());
    let mut out = Vec::new();
    if !units.is_empty() {
        let what = list(&units.into_iter().map(counted).collect::<Vec<_>>());
        out.push(if sure {
            Say::new(
                format!("{}, ce changement peut ralentir {}.", when.fr, what.fr),
                format!("{} this change can slow down {}.", when.en, what.en),
            )
        } else {
            Say::new(
                format!("{}, ce changement pourrait, dans le cas haut, ralentir {}.", when.fr, what.fr),
                format!("{} this change could, at the upper end, slow down {}.", when.en, what.en),
            )
        });
    }
    let name = quoted(&load.name);
    if let Some(used) = &load.used {
        let share = |lang| format::measure(lang, used);
        out.push(if sure && !out.is_empty() {
            Say::new(
                format!("{} recevrait alors {} de ce qu'il peut porter.", name.fr, share(Lang::Fr)),
                format!("{} would then get {} of what it can carry.", name.en, share(Lang::En)),
            )
        } else if sure {
            Say::new(
                format!("{}, {} recevrait {} de ce qu'il peut porter.", when.fr, name.fr, share(Lang::Fr)),
                format!("{} {} would get {} of what it can carry.", when.en, name.en, share(Lang::En)),
            )
        } else {
            Say::new(
                format!("{}, {} pourrait dépasser ce qu'il peut porter : {}.", when.fr, name.fr, share(Lang::Fr)),
                format!("{} {} could get more than it can carry: {}.", when.en, name.en, share(Lang::En)),
            )
        });
    }
    if !others.is_empty() {
        let names = list(&others.into_iter().map(counted).collect::<Vec<_>>());
        out.push(Say::new(
            format!("En dépendent aussi : {}.", names.fr),
            format!("These depend on it too: {}.", names.en),
        ));
    }
    out
}

/// "1,184 tills"; a system without units by its name.
fn counted(neighbour: &Neighbour) -> Say {
    match &neighbour.units {
        Some(units) => {
            let word = neighbour.unit_word.as_ref().unwrap_or(&neighbour.name);
            let count = |lang| format::number(lang, units.value.likely, 0);
            Say::each(|lang| format!("{} {}", count(lang), word.in_lang(lang)))
        }
        None => quoted(&neighbour.name),
    }
}

fn all_hold(impact: &Impact, quota: Option<&Quota>, when: &Say) -> Say {
    let narrow = impact.loads.iter().filter(|load| load.verdict == Verdict::Watch).map(|load| &load.name);
    let narrow = narrow.chain(quota.filter(|quota| quota.verdict == Verdict::Watch).map(|quota| &quota.name));
    let watch: Vec<Say> = narrow.map(quoted).collect();
    let unknown: Vec<Say> =
        impact.loads.iter().filter(|load| load.verdict == Verdict::Unknown).map(|load| quoted(&load.name)).collect();
    if !unknown.is_empty() {
        let names = list(&unknown);
        return Say::new(
            format!("On ne peut pas encore dire si tout tient : il manque des chiffres sur {}.", names.fr),
            format!("Whether everything holds cannot be said yet: figures are missing on {}.", names.en),
        );
    }
    if !watch.is_empty() {
        let names = list(&watch);
        return Say::new(
            format!("{}, tout tient, mais de près : à surveiller, {}.", when.fr, names.fr),
            format!("{} everything holds, but narrowly: to watch, {}.", when.en, names.en),
        );
    }
    Say::new(
        format!("{}, chaque système garde de la marge.", when.fr),
        format!("{} every system keeps room to spare.", when.en),
    )
}

/// One system in IT's units.
fn load_sentence(load: &SystemLoad) -> Say {
    let name = quoted(&load.name);
    let calls = |lang, measure: &Measure| format::measure(lang, measure);
    // What rounds to nothing is not nothing.
    let number = |lang, value: Quantity| match value.likely {
        little if little > 0.0 && little < 0.005 => match lang {
            Lang::Fr => format!("moins de {}", format::number(lang, 0.01, 2)),
            Lang::En => format!("less than {}", format::number(lang, 0.01, 2)),
        },
        value => format::number(lang, value, 2),
    };
    match (&load.present, &load.after, &load.limit, &load.used) {
        (Some(present), Some(after), Some(limit), Some(used)) => Say::new(
            format!(
                "{} : {} + {} = {} pour {}, soit {} de sa limite.",
                name.fr,
                number(Lang::Fr, present.value),
                number(Lang::Fr, load.added.value),
                calls(Lang::Fr, after),
                calls(Lang::Fr, limit),
                calls(Lang::Fr, used)
            ),
            format!(
                "{}: {} + {} = {} against {}, {} of its limit.",
                name.en,
                number(Lang::En, present.value),
                number(Lang::En, load.added.value),
                calls(Lang::En, after),
                calls(Lang::En, limit),
                calls(Lang::En, used)
            ),
        ),
        (Some(present), Some(after), ..) => Say::new(
            format!(
                "{} : {} + {} = {} ; limite inconnue.",
                name.fr,
                number(Lang::Fr, present.value),
                number(Lang::Fr, load.added.value),
                calls(Lang::Fr, after)
            ),
            format!(
                "{}: {} + {} = {}; limit unknown.",
                name.en,
                number(Lang::En, present.value),
                number(Lang::En, load.added.value),
                calls(Lang::En, after)
            ),
        ),
        (_, _, Some(limit), _) => Say::new(
            format!(
                "{} : {} de plus pour {} ; charge actuelle inconnue.",
                name.fr,
                calls(Lang::Fr, &load.added),
                calls(Lang::Fr, limit)
            ),
            format!(
                "{}: {} more against {}; present load unknown.",
                name.en,
                calls(Lang::En, &load.added),
                calls(Lang::En, limit)
            ),
        ),
        _ => Say::new(
            format!("{} : {} de plus ; charge actuelle et limite inconnues.", name.fr, calls(Lang::Fr, &load.added)),
            format!("{}: {} more; present load and limit unknown.", name.en, calls(Lang::En, &load.added)),
        ),
    }
}
