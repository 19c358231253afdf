//! The estate in groups, and one group opened: on smaller groups, or on its systems, with what ties them to the others.

use base::{Kind, Lang, Measure, Ref, Say, Unit, format};
use landscape::catalog::Catalog;
use landscape::groups::{Between, Ground, Group, Groups};
use landscape::impact::Verdict;

use super::asked::Scope;
use super::boxes::{boxed, counted, of_others, rate, words};
use crate::ui::map::{Drawing, Edge, Is, Node};
use crate::ui::{self, Words};

ui::words! {
    SYSTEM = "un système" / "one system";
    SYSTEMS = "{n} systèmes" / "{n} systems";
    OVER_ONE = "un au-delà de sa limite" / "one over its limit";
    OVER = "{n} au-delà de leur limite" / "{n} over their limit";
    NEAR_ONE = "un près de sa limite" / "one near its limit";
    NEAR = "{n} près de leur limite" / "{n} near their limit";
    ELSEWHERE = "Le reste du parc" / "The rest of the estate";
    CALLING = "appelle ce groupe" / "calls this group";
    CALLED = "est appelé par ce groupe" / "is called by this group";
    PART = "ensemble" / "whole";
    TEAM = "équipe" / "team";
    CAPABILITY = "fonction" / "capability";
    VENDOR = "fournisseur" / "vendor";
    NEAR_BY = "voisinage" / "neighbourhood";
    SEVERAL = "plusieurs" / "several";
    GROUP_HERE = "« {name} » est ici" / "“{name}” is here";
}

/// What a ground is called.
pub fn ground(ground: Ground) -> Words {
    match ground {
        Ground::Part => PART,
        Ground::Team => TEAM,
        Ground::Capability => CAPABILITY,
        Ground::Vendor => VENDOR,
        Ground::Near => NEAR_BY,
    }
}

/// A group, opened; the whole estate opens on its largest groups.
pub fn opened(catalog: &Catalog, groups: &Groups, at: usize, scope: &Scope) -> Drawing {
    let Some(group) = groups.get(at) else { return Drawing::default() };
    let focus =
        scope.focus.as_ref().and_then(|focus| super::asked::innermost(catalog, groups, focus).map(|at| (focus, at)));
    let (mut nodes, sums) = if group.children.is_empty() {
        let systems = groups.systems(at).iter().filter_map(|number| catalog.system(*number));
        let each = systems.map(|thing| Node {
            href: scope.around(&thing.id),
            here: scope.focus.as_ref() == Some(&thing.id),
            ..boxed(thing)
        });
        (each.collect::<Vec<Node>>(), groups.inside(catalog, at))
    } else {
        let largest = groups.children(at).map(|(_, child)| child.sums.systems).max().unwrap_or(1).max(1);
        let within = focus.map(|(focus, at)| (focus, groups.trail(at)));
        let each = groups.children(at).map(|(child, group)| {
            let inside = within.as_ref().filter(|(_, trail)| trail.contains(&child)).map(|(focus, _)| *focus);
            boxed_group(catalog, groups, (child, group), largest, inside, scope)
        });
        let children: Vec<usize> = group.children.clone();
        (each.collect(), groups.between(catalog, &children))
    };
    let n = nodes.len();
    if at != 0 {
        elsewhere(groups, at, &sums, &mut nodes, scope);
    }
    let (calling, called) = (
        nodes.iter().position(|node| node.id == "rest:calling"),
        nodes.iter().position(|node| node.id == "rest:called"),
    );
    let place = |end: usize, from: bool| match end {
        end if end < n => Some(end),
        _ if from => calling,
        _ => called,
    };
    let mut edges: Vec<(usize, usize, Between)> = Vec::new();
    for (from, row) in sums.iter().enumerate() {
        for (to, between) in row.iter().enumerate().filter(|(to, between)| between.flows > 0 && from != *to) {
            if let Some((from, to)) = place(from, true).zip(place(to, false)) {
                edges.push((from, to, *between));
            }
        }
    }
    Drawing { matrix: true, ..Drawing::new(nodes, weighed(&edges), Vec::new()) }
}

/// Lines as wide as the load where most flows state theirs, else as their number.
fn weighed(between: &[(usize, usize, Between)]) -> Vec<Edge> {
    let by_load = is_by_load(between.iter().map(|(_, _, between)| between));
    let weight = |between: &Between| match by_load {
        true => between.rate.map_or(0.0, |rate| rate.likely),
        false => between.flows as f64,
    };
    let most = between.iter().map(|(_, _, between)| weight(between)).fold(f64::MIN_POSITIVE, f64::max);
    let edges = between.iter().map(|(from, to, between)| Edge {
        from: *from,
        to: *to,
        mode: if between.asynchronous == between.flows { "async".to_owned() } else { String::new() },
        flows: between.flows,
        load: load_of(between),
        width: weight(between) / most,
        label: match by_load {
            true => rate(weight(between)),
            false => Some(Say::each(|lang| format::number(lang, between.flows as f64, 0))),
        },
    });
    edges.collect()
}

/// Whether most flows state their load.
fn is_by_load<'a>(all: impl Iterator<Item = &'a Between>) -> bool {
    let (flows, rated) = all.fold((0, 0), |(flows, rated), between| (flows + between.flows, rated + between.rated));
    flows > 0 && rated * 2 >= flows
}

/// Whether the lines of a drawing are as wide as their load.
pub fn tells_load(drawing: &Drawing) -> bool {
    drawing.edges.iter().any(|edge| edge.label.as_ref().is_some_and(|label| label.en.ends_with("/s")))
}

fn load_of(between: &Between) -> Option<Measure> {
    let how = Say::each(|lang| {
        let n = |n: usize| format::number(lang, n as f64, 0);
        match lang {
            Lang::Fr => format!("somme des débits que disent {} flux sur {}", n(between.rated), n(between.flows)),
            Lang::En => format!("sum of the rates that {} of {} flows state", n(between.rated), n(between.flows)),
        }
    });
    between.rate.map(|rate| Measure::computed(rate, Unit::CallsPerSecond, how, Vec::new()))
}

fn boxed_group(
    catalog: &Catalog,
    groups: &Groups,
    (at, group): (usize, &Group),
    largest: usize,
    inside: Option<&Ref>,
    scope: &Scope,
) -> Node {
    let sums = &group.sums;
    let mut notes = vec![counted(sums.systems, SYSTEM, SYSTEMS)];
    notes.extend(sums.load.map(|load| Say::each(|lang| format::with_unit(lang, load.likely, Unit::CallsPerSecond))));
    if let Some(focus) = inside {
        let name = catalog.name(focus);
        notes.push(Say::each(|lang| GROUP_HERE.fill(lang, &[("name", name.in_lang(lang))])));
    }
    let standing = match (sums.over, sums.near) {
        (0, 0) => None,
        (0, near) => Some((Verdict::Watch, counted(near, NEAR_ONE, NEAR))),
        (over, _) => Some((Verdict::Over, counted(over, OVER_ONE, OVER))),
    };
    let own = group.key.rsplit('/').next().and_then(|key| key.split(':').next());
    Node {
        id: format!("group:{}", group.key),
        is: Is::Group,
        name: group.name.clone(),
        kind: words(own.and_then(Ground::from_word).map_or(SEVERAL, ground)),
        notes,
        standing,
        fate: None,
        href: scope.opened(groups, at),
        column: None,
        size: Some(sums.systems as f64 / largest as f64),
        here: inside.is_some(),
        things: sums.systems,
    }
}

/// What stands outside a group and is tied to it: one box for what calls it, one for what it calls.
fn elsewhere(groups: &Groups, at: usize, sums: &[Vec<Between>], nodes: &mut Vec<Node>, scope: &Scope) {
    let n = nodes.len();
    let outside = groups.whole().sums.systems.saturating_sub(groups.get(at).map_or(0, |group| group.sums.systems));
    let up = groups.get(at).and_then(|group| group.parent).unwrap_or(0);
    let href = scope.opened(groups, up);
    let into = sums.last().is_some_and(|row| row.iter().take(n).any(|between| between.flows > 0));
    let out = sums.iter().take(n).any(|row| row.last().is_some_and(|between| between.flows > 0));
    for (tied, id, note) in [(into, "rest:calling", CALLING), (out, "rest:called", CALLED)] {
        if tied && outside > 0 {
            let notes = vec![words(note)];
            nodes.push(Node { notes, ..of_others(id, outside, ELSEWHERE, ELSEWHERE, href.clone()) });
        }
    }
}

/// The names of the groups around something, from the outermost.
pub fn names(groups: &Groups, at: usize) -> Vec<(usize, Say)> {
    groups.trail(at).into_iter().filter_map(|at| Some((at, groups.get(at)?.name.clone()))).collect()
}

/// How many things of a kind there are.
pub fn number_of(catalog: &Catalog, kind: Kind) -> usize {
    catalog.of_kind(kind).len()
}
