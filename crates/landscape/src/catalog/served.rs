//! Who an API serves, and what goes dark when it stops answering.

use base::{Kind, Ref};

use super::{Catalog, Link, Thing};
use crate::field::Field;

/// Who an API serves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Served {
    /// Systems that call through it: what they carry says so, or a screen of theirs shows what it gives.
    pub callers: Vec<Link>,
    /// Systems that call at the same door, nobody said what for.
    pub maybe: Vec<Link>,
    /// Systems that are given the same without passing through it.
    pub beside: Vec<Link>,
    /// Screens that show what it gives, on a system that calls through it and waits for the answer.
    pub dark: Vec<Ref>,
    /// Screens that show what it gives, on a system that can do without.
    pub less: Vec<Ref>,
    /// Screens that show what it gives, on a system of which nobody said how it reacts.
    pub unsaid: Vec<Ref>,
    /// Customer moments of the screens that go dark.
    pub moments: Vec<Ref>,
}

impl Catalog {
    /// Who an API serves, by who calls its door (what it goes through, else what offers it) and what they carry or show.
    pub fn served(&self, api: &Thing) -> Served {
        let (gives, providers) = (api.refs(Field::Gives), api.refs(Field::Provider));
        let through = api.refs(Field::Through);
        let door = if through.is_empty() { providers } else { through };
        let given = |data: &[Ref]| data.iter().any(|id| gives.contains(id));
        let mut served = Served::default();
        for link in door.iter().flat_map(|system| self.callers(system)).filter(|link| !providers.contains(&link.system))
        {
            let is_sure = match link.carries.as_slice() {
                [] => gives.is_empty() || !self.showing(&link.system, gives).is_empty(),
                carries => given(carries),
            };
            if is_sure {
                served.callers.push(link);
            } else if link.carries.is_empty() {
                served.maybe.push(link);
            }
        }
        if !through.is_empty() {
            let past = providers.iter().flat_map(|system| self.callers(system));
            served.beside = past.filter(|link| !through.contains(&link.system) && given(&link.carries)).collect();
        }
        for link in &served.callers {
            let waits = link.mode.as_deref() == Some("hard");
            for element in self.showing(&link.system, gives) {
                let screens = match link.mode {
                    _ if waits => &mut served.dark,
                    Some(_) => &mut served.less,
                    None => &mut served.unsaid,
                };
                screens.push(element.id.clone());
                served.moments.extend(element.refs(Field::Moment).iter().filter(|_| waits).cloned());
            }
        }
        for names in [&mut served.dark, &mut served.less, &mut served.unsaid, &mut served.moments] {
            names.sort_unstable();
            names.dedup();
        }
        // What one caller waits for goes dark, even where another can do without.
        served.less.retain(|screen| !served.dark.contains(screen));
        served.unsaid.retain(|screen| !served.dark.contains(screen) && !served.less.contains(screen));
        served
    }

    /// The screens of a system that show one of some data.
    fn showing(&self, system: &Ref, data: &[Ref]) -> Vec<&Thing> {
        let shown = self.pointing_at(system, Kind::Element, Field::Channel);
        shown.filter(|element| element.refs(Field::Shows).iter().any(|id| data.contains(id))).collect()
    }
}
