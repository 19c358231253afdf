//! The quota of the API a change calls, held against the calls the change adds and nothing else.

use base::{Lang, Measure, Ref, Say, Unit, format};

use super::added::Additions;
use super::load::against;
use super::network::{LEAST, Network, counted};
use super::route::Route;
use super::{Verdict, words};
use crate::field::Field;

/// What a change takes of the quota of the API it calls.
///
/// How much of it is used today is not known: a system's load comes through all its APIs and past them.
pub(super) struct Quota {
    /// The API.
    pub api: Ref,
    /// Its name.
    pub name: Say,
    /// Calls a second the change makes to it.
    pub added: Measure,
    /// Calls a second it allows.
    pub limit: Measure,
    /// The added calls as a share of those allowed.
    pub used: Measure,
    /// The verdict on the likely share.
    pub verdict: Verdict,
}

/// The quota of the called API, where the way ends at the system that answers its calls.
pub(super) fn quota(network: &Network, route: &Route, additions: &Additions) -> Option<Quota> {
    let api = network.catalog.get(route.api.as_ref()?)?;
    let answers = network.system(route.last()?);
    if !api.refs(Field::Provider).contains(&answers.id) {
        return None;
    }
    let limit = network.measure(api, Field::Limit).filter(|m| counted(m.value).is_some() && m.value.low >= LEAST)?;
    let added = additions.called()?;
    let used = Measure::computed(
        against(added.value, limit.value),
        Unit::Share,
        Say::new("appels ajoutés ÷ quota de l'API", "calls added ÷ quota of the API"),
        vec![
            (Say::new("appels ajoutés", "calls added"), added.clone()),
            (Say::new("quota de l'API", "quota of the API"), limit.clone()),
        ],
    );
    let verdict = Verdict::on(used.value.likely);
    Some(Quota { api: api.id.clone(), name: api.name.clone(), added, limit, used, verdict })
}

impl Quota {
    /// Whether the range reaches beyond the quota.
    pub(super) fn may_be_over(&self) -> bool {
        self.used.value.high > 1.0
    }
}

/// For marketing: only what goes, or may go, beyond the quota.
pub(super) fn for_marketing(quota: &Quota) -> Option<Say> {
    let name = words::quoted(&quota.name);
    let share = |lang| format::measure(lang, &quota.used);
    let (fr, en) = (share(Lang::Fr), share(Lang::En));
    if quota.verdict == Verdict::Over {
        Some(Say::new(
            format!("À lui seul, ce changement demanderait {fr} de ce que {} laisse passer.", name.fr),
            format!("On its own this change would ask for {en} of what {} lets through.", name.en),
        ))
    } else {
        quota.may_be_over().then(|| {
            Say::new(
                format!("À lui seul, ce changement pourrait dépasser ce que {} laisse passer : {fr}.", name.fr),
                format!("On its own this change could ask for more than {} lets through: {en}.", name.en),
            )
        })
    }
}

/// For IT: the added calls of the quota, its own line.
pub(super) fn for_it(quota: &Quota) -> Say {
    let name = words::quoted(&quota.name);
    let say = |lang, measure: &Measure| format::measure(lang, measure);
    Say::new(
        format!(
            "Quota de l'API {} : {} de plus pour {}, soit {} par ce changement seul. Ce qu'elle reçoit aujourd'hui n'y est pas compté.",
            name.fr,
            say(Lang::Fr, &quota.added),
            say(Lang::Fr, &quota.limit),
            say(Lang::Fr, &quota.used)
        ),
        format!(
            "Quota of API {}: {} more of {}, {} by this change alone. What it gets today is not counted.",
            name.en,
            say(Lang::En, &quota.added),
            say(Lang::En, &quota.limit),
            say(Lang::En, &quota.used)
        ),
    )
}
