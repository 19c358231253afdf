//! What it would know of persons, what for, and whose word counts.

use std::collections::BTreeMap;

use base::{Kind, Ref, Say, slug};

use super::super::words;
use super::{Answer, Case};
use crate::catalog::Thing;
use crate::field::{Field, Value};

/// The data a tool is master of, gives, shows, sends or receives, each with the fact that says so.
pub(in super::super) fn touched<'a>(case: &Case<'a>) -> Vec<(&'a Thing, (&'a Thing, Field))> {
    let (catalog, id) = (case.catalog, &case.tool.id);
    let mut all: BTreeMap<&'a Ref, (&'a Thing, (&'a Thing, Field))> = BTreeMap::new();
    let mut add = |data: &Ref, said: (&'a Thing, Field)| {
        if let Some(data) = catalog.get(data) {
            all.entry(&data.id).or_insert((data, said));
        }
    };
    for data in catalog.pointing_at(id, Kind::Data, Field::Master) {
        add(&data.id, (data, Field::Master));
    }
    for api in &case.apis {
        api.refs(Field::Gives).iter().for_each(|data| add(data, (*api, Field::Gives)));
    }
    for element in catalog.pointing_at(id, Kind::Element, Field::Channel) {
        element.refs(Field::Shows).iter().for_each(|data| add(data, (element, Field::Shows)));
    }
    for end in [Field::Source, Field::Target] {
        for flow in catalog.pointing_at(id, Kind::Flow, end) {
            flow.refs(Field::Carries).iter().for_each(|data| add(data, (flow, Field::Carries)));
        }
    }
    all.into_values().collect()
}

/// Whether a thing says that it holds data about persons; `None` when it says nothing.
pub(in super::super) fn is_personal(thing: &Thing) -> Option<bool> {
    thing.field(Field::Personal)?;
    Some(thing.list(Field::Personal).iter().any(|word| !denies(word)))
}

fn denies(word: &str) -> bool {
    matches!(slug(word).as_str(), "non" | "no" | "none" | "aucune" | "aucun" | "n.a" | "n-a" | "-" | "0")
}

/// Words of what follows persons from page to page, folded.
const TRACKS: &[&str] = &[
    "tracking",
    "tracker",
    "pixel",
    "retargeting",
    "reciblage",
    "analytics",
    "cookie",
    "cookies",
    "mesure-d-audience",
    "web-analytics",
    "audience-measurement",
    "session-replay",
    "heatmap",
    "fingerprinting",
    "suivi-des-visites",
    "suivi-de-navigation",
    "visitor-tracking",
    "attribution",
];

/// Personal data, or following persons, takes a purpose that is covered.
pub(super) fn consent(case: &Case) -> Answer {
    let data = touched(case);
    let personal: Vec<_> = data.iter().filter(|(data, _)| is_personal(data) == Some(true)).collect();
    let unsaid: Vec<_> = data.iter().filter(|(data, _)| is_personal(data).is_none()).collect();
    let tracks = case.tool.list(Field::Capabilities).iter().find(|tag| TRACKS.contains(&slug(tag).as_str()));
    let apis: Vec<_> = case.apis.iter().copied().filter(|api| is_personal(api) == Some(true)).collect();
    let shown: Vec<_> = case.catalog.pointing_at(&case.tool.id, Kind::Element, Field::Channel).collect();
    let wanted: Vec<&String> = shown.iter().flat_map(|element| element.list(Field::Purpose)).collect();
    let dpo = || Say::new("demandez au délégué à la protection des données", "ask the data protection officer");
    let facts = || {
        let held = personal.iter().flat_map(|(data, said)| [*said, (*data, Field::Personal), (*data, Field::Purposes)]);
        let shown = shown.iter().map(|element| (*element, Field::Purpose));
        let tags = tracks.map(|_| (case.tool, Field::Capabilities));
        case.proofs(held.chain(shown).chain(tags).chain(apis.iter().map(|api| (*api, Field::Personal))))
    };
    let names = |all: &[&Thing]| words::list(&all.iter().map(|data| words::quoted(&data.name)).collect::<Vec<_>>());
    let covers =
        |data: &Thing, purpose: &str| data.list(Field::Purposes).iter().any(|word| slug(word) == slug(purpose));
    // What an element shows serves that element's purposes; the rest, at least one of the tool's.
    let bare = |data: &&Thing| {
        let mut showing = shown.iter().filter(|element| element.refs(Field::Shows).contains(&data.id)).peekable();
        let is_shown = showing.peek().is_some();
        let strays = showing.flat_map(|element| element.list(Field::Purpose)).any(|purpose| !covers(data, purpose));
        let none_fits = !is_shown && !wanted.is_empty() && !wanted.iter().any(|purpose| covers(data, purpose));
        data.list(Field::Purposes).is_empty() || strays || none_fits
    };
    let held: Vec<&Thing> = personal.iter().map(|(data, _)| *data).collect();
    let uncovered: Vec<&Thing> = held.iter().copied().filter(bare).collect();
    if !uncovered.is_empty() {
        let data = names(&uncovered);
        let say = match wanted.is_empty() {
            true => Say::new(
                format!("Il tiendrait {}, qui parlent de personnes et dont aucune finalité n'est couverte.", data.fr),
                format!("It would hold {}, which is about persons, and no purpose is covered for it.", data.en),
            ),
            false => {
                let mut wanted: Vec<Say> = wanted.iter().map(|purpose| Say::same(purpose.as_str())).collect();
                wanted.sort();
                wanted.dedup();
                let wanted = words::list(&wanted);
                Say::new(
                    format!("Il sert à : {} ; ce n'est pas couvert pour {}.", wanted.fr, data.fr),
                    format!("It serves: {}; that is not covered for {}.", wanted.en, data.en),
                )
            }
        };
        return Answer::against(say, facts()).asking(dpo());
    }
    if let Some(tag) = tracks.filter(|_| held.is_empty()) {
        return Answer::against(
            Say::new(
                format!("Il suit les visiteurs (« {tag} »), et rien ne dit pour quelle finalité couverte."),
                format!("It follows visitors (“{tag}”), and nothing says for which covered purpose."),
            ),
            facts(),
        )
        .asking(dpo());
    }
    if held.is_empty() {
        if let Some(api) = apis.first() {
            let categories = words::members(Field::Personal, api.list(Field::Personal));
            return Answer::unknown(
                Say::new(
                    format!(
                        "Son API sait porter des données de personnes ({}) ; personne n'a dit lesquelles on lui confierait.",
                        categories.fr
                    ),
                    format!(
                        "Its API can carry data about persons ({}); nobody has said which it would be given.",
                        categories.en
                    ),
                ),
                case.ask(),
                facts(),
            );
        }
        let said = unsaid.is_empty() && !data.is_empty();
        return match said {
            true => Answer::fits(
                Say::new(
                    "Aucune des données qu'il tiendrait ne parle de personnes.",
                    "None of the data it would hold is about persons.",
                ),
                case.proofs(data.iter().flat_map(|(data, said)| [*said, (*data, Field::Personal)])),
            ),
            false => Answer::unknown(
                Say::new(
                    "Personne n'a dit s'il tiendrait des données de personnes.",
                    "Nobody has said whether it would hold data about persons.",
                ),
                case.ask(),
                case.proofs(data.iter().map(|(_, said)| *said)),
            ),
        };
    }
    let held = names(&held);
    if wanted.is_empty() {
        return Answer::unknown(
            Say::new(
                format!(
                    "Des finalités sont couvertes pour {} ; personne n'a dit pour laquelle il s'en servirait.",
                    held.fr
                ),
                format!("Purposes are covered for {}; nobody has said for which of them it would be used.", held.en),
            ),
            case.ask(),
            facts(),
        );
    }
    Answer::fits(
        Say::new(
            format!("Ce à quoi il sert est couvert pour {}.", held.fr),
            format!("What it serves is covered for {}.", held.en),
        ),
        facts(),
    )
}

/// One data object, one master: two tools that write the same field overwrite one another.
pub(super) fn two_masters(case: &Case) -> Answer {
    let catalog = case.catalog;
    let is_tool = |named: &str| {
        let key = slug(named);
        let name = &case.tool.name;
        key == case.tool.id.key() || key == slug(&name.fr) || key == slug(&name.en)
    };
    let mut own = Vec::new();
    let mut disputed: Vec<(&Thing, Vec<Say>)> = Vec::new();
    for data in catalog.of_kind(Kind::Data) {
        let Some(settled) = data.field(Field::Master) else { continue };
        let claims =
            std::iter::once(&*settled.current).chain(settled.conflict.then_some(&settled.others).into_iter().flatten());
        let named: Vec<&String> = claims
            .filter_map(|claim| match &claim.value {
                Value::Named(names) => Some(names),
                _ => None,
            })
            .flatten()
            .collect();
        if !settled.refs.contains(&case.tool.id) && !named.iter().any(|name| is_tool(name)) {
            continue;
        }
        own.push(data);
        let mut others: Vec<Say> = Vec::new();
        let resolved = settled.refs.iter().filter(|id| **id != case.tool.id).map(|id| catalog.name(id));
        // What another source says is kept as it was written.
        let written = named.iter().filter(|name| !is_tool(name)).filter_map(|name| {
            let known = catalog.get(&Ref::new(Kind::System, name)).map(|thing| thing.name.clone());
            let is_resolved = settled
                .refs
                .iter()
                .any(|id| slug(&catalog.name(id).fr) == slug(name) || slug(&catalog.name(id).en) == slug(name));
            (!is_resolved).then(|| known.unwrap_or_else(|| Say::same(name.as_str())))
        });
        for name in resolved.chain(written).map(|name| words::quoted(&name)) {
            if !others.contains(&name) {
                others.push(name);
            }
        }
        if !others.is_empty() {
            disputed.push((data, others));
        }
    }
    if !disputed.is_empty() {
        let each = disputed.iter().map(|(data, others)| {
            let (data, others) = (words::quoted(&data.name), words::list(others));
            Say::new(format!("{} l'est aussi de {}", others.fr, data.fr), format!("{} of {} too", others.en, data.en))
        });
        let each = words::list(&each.collect::<Vec<_>>());
        let proofs = case.proofs(disputed.iter().map(|(data, _)| (*data, Field::Master)));
        let say = Say::new(
            format!("Il serait maître de ce qui a déjà un maître : {}.", each.fr),
            format!("It would be master of what has a master already: {}.", each.en),
        );
        let owner = disputed.first().map_or_else(|| case.ask(), |(data, _)| words::ask(catalog, data));
        return Answer::against(say, proofs).asking(owner);
    }
    let held = touched(case);
    if own.is_empty() && held.is_empty() {
        return Answer::unknown(
            Say::new(
                "Personne n'a dit quelles données il tiendrait, ni s'il en serait maître.",
                "Nobody has said which data it would hold, or whether it would be master of any.",
            ),
            case.ask(),
            Vec::new(),
        );
    }
    if own.is_empty() {
        return Answer::fits(
            Say::new(
                "Il ne serait maître d'aucune donnée : il reçoit ou montre celles des autres.",
                "It would be master of no data: it receives or shows that of others.",
            ),
            case.proofs(held.iter().map(|(_, said)| *said)),
        );
    }
    let names = words::list(&own.iter().map(|data| words::quoted(&data.name)).collect::<Vec<_>>());
    Answer::fits(
        Say::new(format!("Il est seul maître de {}.", names.fr), format!("It alone is master of {}.", names.en)),
        case.proofs(own.iter().map(|data| (*data, Field::Master))),
    )
}
