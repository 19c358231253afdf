//! The first look: the customer's moments, and the channels they happen in.

use std::collections::{BTreeMap, HashMap};

use base::{Kind, Ref};
use landscape::catalog::Catalog;
use landscape::field::Field;

use super::asked::Scope;
use super::boxes::{NOT_ONE_BY_ONE, OTHER, OTHERS, SCREEN, SCREENS, boxed, of_others, words};
use crate::ui;
use crate::ui::map::{Drawing, Edge, Is, MOST, Node};

ui::words! {
    SHOWN = "y sont affichés" / "are shown there";
    HEAD_MOMENTS = "Moments du client" / "Customer moments";
    HEAD_SCREENS = "Écrans" / "Screens";
    HEAD_CHANNELS = "Canaux" / "Channels";
}

/// The first look: the moments with the most screens, the screens of each channel as one box, and the channels.
pub fn overview(catalog: &Catalog, scope: &Scope) -> Drawing {
    const EACH: usize = MOST / 3;
    let mut screens: BTreeMap<(&Ref, &Ref), usize> = BTreeMap::new();
    let (mut by_moment, mut by_channel): (BTreeMap<&Ref, usize>, BTreeMap<&Ref, usize>) = Default::default();
    for element in catalog.of_kind(Kind::Element) {
        for moment in element.refs(Field::Moment) {
            *by_moment.entry(moment).or_default() += 1;
            for channel in element.refs(Field::Channel) {
                *screens.entry((moment, channel)).or_default() += 1;
            }
        }
        element.refs(Field::Channel).iter().for_each(|channel| *by_channel.entry(channel).or_default() += 1);
    }
    let mut nodes: Vec<Node> = Vec::new();
    let mut place: HashMap<&Ref, usize> = HashMap::new();
    let mut put = |all: &BTreeMap<&'_ Ref, usize>, column: usize, kind: Kind| -> Vec<(String, usize)> {
        let mut all: Vec<(Ref, usize)> = all.iter().map(|(id, n)| ((*id).clone(), *n)).collect();
        all.retain(|(id, _)| catalog.get(id).is_some());
        all.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        let kept = if all.len() > EACH { EACH - 1 } else { all.len() };
        for (id, _) in &all[..kept] {
            let Some(thing) = catalog.get(id) else { continue };
            place.insert(&thing.id, nodes.len());
            nodes.push(Node { href: scope.around(&thing.id), column: Some(column), ..boxed(thing) });
        }
        let mut counts: Vec<(String, usize)> = all[..kept].iter().map(|(id, n)| (id.to_string(), *n)).collect();
        if kept < all.len() {
            let rest = &all[kept..];
            place.extend(rest.iter().filter_map(|(id, _)| Some((&catalog.get(id)?.id, nodes.len()))));
            let href = scope.listed(&[("kind", kind.word())]);
            let id = format!("rest:{}", kind.word());
            let notes = vec![words(NOT_ONE_BY_ONE)];
            nodes.push(Node { notes, column: Some(column), ..of_others(&id, rest.len(), OTHER, OTHERS, href) });
            counts.push((id, rest.iter().map(|(_, n)| n).sum()));
        }
        counts
    };
    put(&by_moment, 0, Kind::Moment);
    let channels = put(&by_channel, 2, Kind::System);
    let mut between: HashMap<usize, usize> = HashMap::new();
    for (id, n) in channels {
        let Some(at) = nodes.iter().position(|node| node.id == id) else { continue };
        between.insert(at, nodes.len());
        let of = if nodes[at].is == Is::Rest { String::new() } else { id.clone() };
        let href = scope.listed(&[("kind", Kind::Element.word()), ("of", &of)]);
        let notes = vec![words(SHOWN)];
        nodes.push(Node { notes, column: Some(1), ..of_others(&format!("screens:{id}"), n, SCREEN, SCREENS, href) });
    }
    let mut ties: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for ((moment, channel), n) in &screens {
        let Some((moment, channel)) = place.get(*moment).zip(place.get(*channel)) else { continue };
        let Some(middle) = between.get(channel) else { continue };
        *ties.entry((*moment, *middle)).or_default() += n;
        *ties.entry((*middle, *channel)).or_default() += n;
    }
    // Screens of a channel that belong to no moment are still its screens.
    for (channel, middle) in &between {
        ties.entry((*middle, *channel)).or_default();
    }
    let most = ties.values().copied().max().unwrap_or(1).max(1) as f64;
    let edges: Vec<Edge> = ties
        .into_iter()
        .map(|((from, to), n)| Edge {
            from,
            to,
            mode: String::new(),
            flows: 0,
            load: None,
            width: n as f64 / most,
            label: None,
        })
        .collect();
    let heads = [HEAD_MOMENTS, HEAD_SCREENS, HEAD_CHANNELS].map(words).into_iter().enumerate().collect();
    Drawing::new(nodes, edges, heads)
}
