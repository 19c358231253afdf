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
        None => archetype.and_then(|archetype| calls_per_view(network, about, element, archetype, unknowns)),
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
    about: &Ref,
    element: Option<&Thing>,
    archetype: &Archetype,
    unknowns: &mut Vec<Say>,
) -> Option<Measure> {
    let at_once = counted(Quantity::exact(archetype.calls_at_once))?;
    let assumed = |field: &str, value: Quantity, unit: Unit| Measure {
        value,
        unit,
        evidence: Arc::new(Evidence::Fact {
            subject: about.clone(),
            field: field.to_owned(),
            source: Source::Assumption { why: Say::new(archetype.why.0, archetype.why.1) },
            as_of: None,
        }),
    };
    let once = assumed("calls_at_once", at_once, Unit::CallsPerView);
    let Some(every) = archetype.again_every_s.filter(|s| s.is_finite() && *s > 0.0) else { return Some(once) };
    let dwell = element.and_then(|e| network.measure(e, Field::DwellSeconds)).filter(|m| counted(m.value).is_some());
    let once_name = Say::new("appels à l'affichage", "calls when shown");
    let every = (
        Say::new("nouvel appel toutes les", "called again every"),
        assumed("again_every_s", Quantity::exact(every), Unit::Seconds),
    );
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
    let seconds = every.1.value.likely;
    let value = dwell.value.map(|dwell| at_once.likely + dwell / seconds);
    let how = Say::new(
        "appels à l'affichage + temps passé ÷ intervalle entre deux appels",
        "calls when shown + time spent ÷ interval between two calls",
    );
    let from = vec![(once_name, once), (Field::DwellSeconds.label(), dwell), every];
    Some(Measure::computed(value, Unit::CallsPerView, how, from))
}

/// A number the question itself states.
fn given(about: &Ref, field: &str, value: Quantity, unit: Unit, change: &Change) -> Measure {
    let source = change.stated_by.clone().unwrap_or_else(|| Source::Assumption {
        why: Say::new("valeur posée avec la question", "value given with the question"),
    });
    Measure {
        value,
        unit,
        evidence: Arc::new(Evidence::Fact { subject: about.clone(), field: field.to_owned(), source, as_of: None }),
    }
}
