//! How many calls the change starts: views at peak × calls a view.

use std::sync::Arc;

use base::{Evidence, Measure, Quantity, Ref, Say, Source, Unit};

use super::network::{Network, counted};
use super::{Change, words::quoted};
use crate::archetype::Archetype;
use crate::catalog::Thing;
use crate::field::Field;

/// What the change starts at the customer's end.
#[derive(Default)]
pub(super) struct Entry {
    pub views: Option<Measure>,
    pub calls_per_view: Option<Measure>,
    /// Calls a second; `None` when one of the two is unknown.
    pub added: Option<Measure>,
}

pub(super) fn entry(
    network: &Network,
    change: &Change,
    element: Option<&Thing>,
    archetype: Option<&Archetype>,
    unknowns: &mut Vec<Say>,
) -> Entry {
    let Some(about) = change.element.as_ref().or(change.data.as_ref()) else { return Entry::default() };
    let views = match change.views.and_then(counted) {
        Some(value) => Some(given(about, "views", value, Unit::ViewsPerSecond, change)),
        None => element.and_then(|e| network.measure(e, Field::Views)).filter(|m| counted(m.value).is_some()),
    };
    let calls_per_view = match change.calls_per_view.and_then(counted) {
        Some(value) => Some(given(about, "calls_per_view", value, Unit::CallsPerView, change)),
        None => calls_per_view(network, change, about, element, archetype, unknowns),
    };
    match (&views, element) {
        (None, Some(element)) => {
            let (name, ask) = (quoted(&element.name), network.ask(element));
            unknowns.push(Say::new(
                format!("personne n'a mesuré combien de fois {} s'affiche à la pointe : {}", name.fr, ask.fr),
                format!("nobody measured how often {} is shown at peak: {}", name.en, ask.en),
            ));
        }
        (None, None) => unknowns.push(Say::new(
            "l'écran concerné n'est pas confirmé : sans lui, la charge ajoutée ne se calcule pas",
            "the screen concerned is not confirmed: without it the added load cannot be worked out",
        )),
        _ => {}
    }
    if change.archetype.is_none() && calls_per_view.is_none() {
        unknowns.push(Say::new(
            "le genre de changement n'est pas confirmé : on ne sait pas combien d'appels fait chaque affichage",
            "the kind of change is not confirmed: how many calls each view makes is not known",
        ));
    } else if archetype.is_none() && calls_per_view.is_none() {
        let word = change.archetype.as_deref().unwrap_or_default();
        unknowns.push(Say::new(
            format!("le genre de changement «\u{a0}{word}\u{a0}» n'est pas connu : choisissez-en un de la liste"),
            format!("the kind of change “{word}” is not known: choose one from the list"),
        ));
    }
    let added = views.as_ref().zip(calls_per_view.as_ref()).map(|(views, calls)| {
        Measure::computed(
            views.value.zip(calls.value, |v, c| v * c),
            Unit::CallsPerSecond,
            Say::new("affichages par seconde × appels par affichage", "views a second × calls a view"),
            vec![
                (Field::Views.label(), views.clone()),
                (Say::new("appels par affichage", "calls a view"), calls.clone()),
            ],
        )
    });
    Entry { views, calls_per_view, added }
}

/// Calls at once, and again every so many seconds while the element stays on screen.
fn calls_per_view(
    network: &Network,
    change: &Change,
    about: &Ref,
    element: Option<&Thing>,
    archetype: Option<&Archetype>,
    unknowns: &mut Vec<Say>,
) -> Option<Measure> {
    let own = |field: &str, value: Option<Quantity>, unit: Unit| {
        value.and_then(counted).map(|value| given(about, field, value, unit, change))
    };
    let assumed = |field: &str, value: f64, unit: Unit| {
        let value = counted(Quantity::exact(value))?;
        let source = Source::Assumption { why: archetype?.because() };
        let evidence = Evidence::Fact { subject: about.clone(), field: field.to_owned(), source, as_of: None };
        Some(Measure { value, unit, evidence: Arc::new(evidence) })
    };
    let once = own("calls_at_once", change.calls_at_once, Unit::CallsPerView)
        .or_else(|| assumed("calls_at_once", archetype?.calls_at_once, Unit::CallsPerView))?;
    let every = own("again_every_s", change.again_every_s, Unit::Seconds)
        .or_else(|| assumed("again_every_s", archetype?.again_every_s?, Unit::Seconds));
    let Some(every) = every.filter(|every| every.value.low > 0.0) else { return Some(once) };
    let dwell = own("dwell_s", change.dwell_s, Unit::Seconds).or_else(|| {
        element.and_then(|e| network.measure(e, Field::DwellSeconds)).filter(|m| counted(m.value).is_some())
    });
    let once_name = Say::new("appels à l'affichage", "calls when shown");
    let Some(dwell) = dwell else {
        if let Some(element) = element {
            let (name, ask) = (quoted(&element.name), network.ask(element));
            unknowns.push(Say::new(
                format!("personne n'a mesuré le temps passé sur {} : seul le premier appel est compté, la charge est donc un minimum ; {}", name.fr, ask.fr),
                format!("nobody measured the time spent on {}: only the first call is counted, so the load is a minimum; {}", name.en, ask.en),
            ));
        }
        return Some(once);
    };
    // The longer between two calls, the fewer of them.
    let (seconds, dwelt) = (every.value, dwell.value);
    let again = Quantity::range(dwelt.low / seconds.high, dwelt.likely / seconds.likely, dwelt.high / seconds.low);
    let value = once.value.zip(again, |once, again| once + again);
    let how = Say::new(
        "appels à l'affichage + temps passé ÷ intervalle entre deux appels",
        "calls when shown + time spent ÷ interval between two calls",
    );
    let from = vec![
        (once_name, once),
        (Field::DwellSeconds.label(), dwell),
        (Say::new("nouvel appel toutes les", "called again every"), every),
    ];
    Some(Measure::computed(value, Unit::CallsPerView, how, from))
}

/// A number the question itself states.
pub(super) fn given(about: &Ref, field: &str, value: Quantity, unit: Unit, change: &Change) -> Measure {
    let source = change.stated_by.clone().unwrap_or_else(|| Source::Assumption {
        why: Say::new("valeur posée avec la question", "value given with the question"),
    });
    Measure {
        value,
        unit,
        evidence: Arc::new(Evidence::Fact { subject: about.clone(), field: field.to_owned(), source, as_of: None }),
    }
}
