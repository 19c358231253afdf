//! What happens to the data: categories, purposes, who would newly receive it, and the data-protection officer's part.

use std::collections::BTreeSet;

use base::{Kind, Ref, Say, slug};

use super::network::Network;
use super::route::Route;
use super::words::quoted;
use super::{Change, DataTouched, Dpo, Recipient};
use crate::catalog::Thing;
use crate::field::Field;

/// What the change does to the data object it is about; its categories include those the called API hands over with it.
pub(super) fn touched(
    network: &Network,
    change: &Change,
    element: Option<&Thing>,
    data: &Thing,
    route: &Route,
    unknowns: &mut Vec<Say>,
) -> DataTouched {
    let personal = categories(network, data, route);
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
    let new = outside(network, route).filter(|at| !split(network, *at, data, &personal).0.is_empty());
    let new_processors = new.map(|at| network.system(at).id.clone()).collect();
    let is_its_own = data.list(Field::Personal).iter().any(|word| !denies(word));
    let api = route.api.as_ref().filter(|_| !personal.is_empty() && !is_its_own);
    let handed_over = api.map(|api| network.catalog.name(api));
    let (id, name) = (data.id.clone(), data.name.clone());
    DataTouched { data: id, name, personal, handed_over, purposes, covered, new_processors }
}

/// The categories of personal data in play: the data object's own, then those the called API states beside them.
fn categories(network: &Network, data: &Thing, route: &Route) -> Vec<String> {
    let api = route.api.as_ref().and_then(|api| network.catalog.get(api));
    let handed_over = api.map(|api| api.list(Field::Personal)).unwrap_or_default();
    let mut personal: Vec<String> = Vec::new();
    for word in data.list(Field::Personal).iter().chain(handed_over).filter(|word| !denies(word)) {
        if !personal.iter().any(|known| slug(known) == slug(word)) {
            personal.push(word.clone());
        }
    }
    personal
}

/// The systems on the way that others run.
fn outside<'a>(network: &'a Network, route: &'a Route) -> impl Iterator<Item = u32> + 'a {
    route.systems().filter(|at| network.system(*at).choice(Field::Hosting) == Some("saas"))
}

/// The vendors on the way that personal data reaches; one that gets some categories anew and has others already is named
/// for each.
pub(super) fn recipients(network: &Network, data: &Thing, touched: &DataTouched, route: &Route) -> Vec<Recipient> {
    let mut out = Vec::new();
    for at in outside(network, route) {
        let system = network.system(at);
        let (anew, already) = split(network, at, data, &touched.personal);
        for (personal, new) in [(anew, true), (already, false)].into_iter().filter(|(personal, _)| !personal.is_empty())
        {
            let (name, countries) = (system.name.clone(), system.list(Field::Country).to_vec());
            let source = system.field(Field::Hosting).map(|hosting| hosting.current.source.clone());
            out.push(Recipient { system: system.id.clone(), name, countries, personal, new, source });
        }
    }
    out
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

/// The categories that would newly reach a system, and those it has today.
///
/// Without this very data it has none of them. With it, a category is there when a data object or an API that states it
/// is the system's, passes through it or is shown by it: having the data says nothing of what else an API hands over.
fn split(network: &Network, at: u32, data: &Thing, personal: &[String]) -> (Vec<String>, Vec<String>) {
    let id = &network.system(at).id;
    let apis: Vec<&Thing> = network.catalog.of_kind(Kind::Api).filter(|api| concerns(api, id)).collect();
    let flows = network.leaving[at as usize].iter().chain(&network.reaching[at as usize]);
    let carried = flows.flat_map(|flow| network.thing(network.flow(*flow)).refs(Field::Carries));
    let given = apis.iter().flat_map(|api| api.refs(Field::Gives));
    let shown = network.catalog.pointing_at(id, Kind::Element, Field::Channel);
    let shown = shown.flat_map(|element| element.refs(Field::Shows));
    let mastered = network.catalog.pointing_at(id, Kind::Data, Field::Master).map(|data| &data.id);
    let held: BTreeSet<&Ref> = carried.chain(given).chain(shown).chain(mastered).collect();
    if !held.contains(&data.id) {
        return (personal.to_vec(), Vec::new());
    }
    let things = held.iter().filter_map(|id| network.catalog.get(id)).chain(apis);
    let known: BTreeSet<String> = things.flat_map(|thing| thing.list(Field::Personal)).map(|word| slug(word)).collect();
    personal.iter().cloned().partition(|word| !known.contains(&slug(word)))
}

/// Whether an API is offered by a system or passes through it.
fn concerns(api: &Thing, system: &Ref) -> bool {
    [Field::Provider, Field::Through].iter().any(|field| api.refs(*field).contains(system))
}
