//! What happens to the data: categories, purposes, who would newly receive it, and the data-protection officer's part.

use base::{Kind, Say, slug};

use super::network::Network;
use super::route::Route;
use super::words::quoted;
use super::{Change, DataTouched, Dpo, Recipient};
use crate::catalog::Thing;
use crate::field::Field;

/// What the change does to the data object it is about.
pub(super) fn touched(
    network: &Network,
    change: &Change,
    element: Option<&Thing>,
    data: &Thing,
    route: &Route,
    unknowns: &mut Vec<Say>,
) -> DataTouched {
    let personal: Vec<String> = data.list(Field::Personal).iter().filter(|word| !denies(word)).cloned().collect();
    let purposes: Vec<String> = match change.purpose.as_ref().filter(|purpose| !purpose.trim().is_empty()) {
        Some(purpose) => vec![purpose.trim().to_owned()],
        None => element.map(|element| element.list(Field::Purpose).to_vec()).unwrap_or_default(),
    };
    let allowed: Vec<String> = data.list(Field::Purposes).iter().map(|word| slug(word)).collect();
    let covered = personal.is_empty()
        || (!purposes.is_empty() && purposes.iter().all(|purpose| allowed.contains(&slug(purpose))));
    if !personal.is_empty() && purposes.is_empty() {
        let name = quoted(&data.name);
        unknowns.push(Say::new(
            format!("la finalité n'est pas dite : pourquoi utiliser {} ?", name.fr),
            format!("the purpose is not stated: what is {} used for?", name.en),
        ));
    }
    let new_processors = if personal.is_empty() {
        Vec::new()
    } else {
        let outside = |at: &u32| network.system(*at).choice(Field::Hosting) == Some("saas");
        let new = route.systems().filter(outside).filter(|at| !has_today(network, *at, data));
        new.map(|at| network.system(at).id.clone()).collect()
    };
    DataTouched { data: data.id.clone(), name: data.name.clone(), personal, purposes, covered, new_processors }
}

/// The vendors on the way that personal data reaches: the data's categories, and those the called API hands over.
pub(super) fn recipients(network: &Network, data: &Thing, touched: &DataTouched, route: &Route) -> Vec<Recipient> {
    let api = route.api.as_ref().and_then(|api| network.catalog.get(api));
    let mut personal = touched.personal.clone();
    for word in api.map(|api| api.list(Field::Personal)).unwrap_or_default() {
        if !denies(word) && !personal.iter().any(|known| slug(known) == slug(word)) {
            personal.push(word.clone());
        }
    }
    if personal.is_empty() {
        return Vec::new();
    }
    let outside = route.systems().filter(|at| network.system(*at).choice(Field::Hosting) == Some("saas"));
    outside
        .map(|at| {
            let system = network.system(at);
            Recipient {
                system: system.id.clone(),
                name: system.name.clone(),
                countries: system.list(Field::Country).to_vec(),
                personal: personal.clone(),
                new: !has_today(network, at, data),
            }
        })
        .collect()
}

/// What the data-protection officer has to do.
pub(super) fn dpo(data: &[DataTouched]) -> Dpo {
    let personal = || data.iter().filter(|data| !data.personal.is_empty());
    if personal().any(|data| !data.covered || !data.new_processors.is_empty()) {
        Dpo::Asked
    } else if personal().next().is_some() {
        Dpo::Told
    } else {
        Dpo::NotConcerned
    }
}

/// Whether a word in the column of personal categories says that there are none.
fn denies(word: &str) -> bool {
    matches!(slug(word).as_str(), "non" | "no" | "none" | "aucune" | "aucun" | "n.a" | "n-a" | "-" | "0")
}

/// Whether a system holds, passes or shows the data already.
fn has_today(network: &Network, at: u32, data: &Thing) -> bool {
    let id = &network.system(at).id;
    let flows = network.leaving[at as usize].iter().chain(&network.reaching[at as usize]);
    let things = |kind| network.catalog.of_kind(kind);
    data.refs(Field::Master).contains(id)
        || flows.into_iter().any(|flow| network.thing(network.flow(*flow)).refs(Field::Carries).contains(&data.id))
        || things(Kind::Api).any(|api| {
            api.refs(Field::Gives).contains(&data.id)
                && (api.refs(Field::Provider).contains(id) || api.refs(Field::Through).contains(id))
        })
        || things(Kind::Element)
            .any(|element| element.refs(Field::Shows).contains(&data.id) && element.refs(Field::Channel).contains(id))
}
