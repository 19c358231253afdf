//! One thing with its neighbourhood, cut to what one look can take in, and what stops with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::{Kind, Lang, Measure, Quantity, Ref, Say, Unit};
use landscape::catalog::{Catalog, Stops, Thing};
use landscape::field::Field;

use super::asked::Scope;
use super::boxes::{NOT_ONE_BY_ONE, OTHER, OTHERS, SCREEN, SCREENS, boxed, counted, of_others, rate, words};
use crate::ui;
use crate::ui::map::{Drawing, Edge, Fate, Is, MOST, Node};

ui::words! {
    LEADS = "mènent jusqu’ici" / "lead here";
    FATED = "{n} s’arrêtent aussi" / "{n} stop too";
    FATED_ONE = "un s’arrête aussi" / "one stops too";
    HEAD_FAR_UP = "Deux pas avant" / "Two steps before";
    HEAD_UP = "Ce qui s’en sert" / "What uses it";
    HEAD_HERE = "Ici" / "Here";
    HEAD_DOWN = "Ce dont il se sert" / "What it uses";
    HEAD_FAR_DOWN = "Deux pas après" / "Two steps after";
    HEAD_CUSTOMER = "Vu du client" / "From the customer";
}

/// The most boxes of one column, so that no column crowds out the others.
const MOST_IN_COLUMN: usize = 5;
/// The column of what one looks at; those before it lead there.
const HERE: usize = 3;

/// Which neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What uses the thing.
    Up,
    /// What the thing uses.
    Down,
    /// Both.
    Both,
}

impl Way {
    /// By its word in addresses.
    pub fn from_word(word: &str) -> Way {
        match word {
            "up" => Way::Up,
            "down" => Way::Down,
            _ => Way::Both,
        }
    }

    /// Its word in addresses; none for both.
    pub fn word(self) -> &'static str {
        match self {
            Way::Up => "up",
            Way::Down => "down",
            Way::Both => "",
        }
    }
}

/// How to walk from a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// How many steps.
    pub steps: usize,
    /// In which direction.
    pub way: Way,
    /// Whether only over calls that wait for their answer, besides what shows and keeps.
    pub hard: bool,
}

/// Who touches whom.
struct Line<'a> {
    from: &'a Ref,
    to: &'a Ref,
    /// The flow it is; none for what shows, keeps or owns.
    flow: Option<&'a Thing>,
}

impl Line<'_> {
    fn mode(&self) -> &str {
        self.flow.and_then(|flow| flow.choice(Field::Mode)).unwrap_or_default()
    }
}

/// A neighbour.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The thing.
    pub id: Ref,
    /// How many steps away; what uses the thing looked at stands before it.
    pub distance: i8,
    /// The load on the way there.
    load: f64,
    /// What becomes of it when the thing looked at stops.
    pub fate: Option<Fate>,
}

/// The neighbourhood of a thing.
pub struct Neighbourhood<'a> {
    /// Everything in it, nearest and most loaded first.
    pub near: Vec<Near>,
    /// What breaks when the thing stops.
    pub stops: Option<Stops<'a>>,
    /// The drawing.
    pub drawing: Drawing,
}

/// Every line that touches one of `things`: who calls whom, what shows what, where data lives.
fn lines_at<'a>(catalog: &'a Catalog, things: &BTreeSet<&'a Ref>, hard: bool) -> Vec<Line<'a>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut draw = |from: &'a Ref, to: &'a Ref, flow: Option<&'a Thing>| {
        if (things.contains(from) || things.contains(to)) && from != to {
            lines.push(Line { from, to, flow });
        }
    };
    for thing in catalog.with_pointers(things.iter().copied()) {
        let each = |field: Field| thing.refs(field).iter();
        match thing.id.kind() {
            // A flow one looks at stands between its ends.
            Kind::Flow if things.contains(&thing.id) => {
                each(Field::Source).for_each(|from| draw(from, &thing.id, Some(thing)));
                each(Field::Target).for_each(|to| draw(&thing.id, to, Some(thing)));
                each(Field::Carries).for_each(|data| draw(&thing.id, data, None));
            }
            Kind::Flow if hard && thing.choice(Field::Mode) != Some("hard") => {}
            Kind::Flow => {
                for from in each(Field::Source) {
                    for to in each(Field::Target) {
                        draw(from, to, Some(thing));
                        // A flow that carries data one looks at is part of its neighbourhood.
                        each(Field::Carries)
                            .filter(|data| things.contains(*data))
                            .for_each(|data| draw(to, data, None));
                    }
                }
            }
            Kind::Element => {
                each(Field::Moment).for_each(|moment| draw(moment, &thing.id, None));
                each(Field::Channel).for_each(|channel| draw(&thing.id, channel, None));
                each(Field::Shows).for_each(|data| draw(&thing.id, data, None));
            }
            Kind::Data => each(Field::Master).for_each(|master| draw(master, &thing.id, None)),
            Kind::Api => {
                each(Field::Provider).for_each(|provider| draw(&thing.id, provider, None));
                each(Field::Through).for_each(|through| draw(through, &thing.id, None));
                each(Field::Gives).for_each(|data| draw(&thing.id, data, None));
            }
            Kind::Contract => each(Field::PaysFor).for_each(|system| draw(&thing.id, system, None)),
            Kind::Freeze => each(Field::Scope).for_each(|system| draw(&thing.id, system, None)),
            _ => {}
        }
        if thing.id.kind() == Kind::System {
            each(Field::Owner).for_each(|team| draw(team, &thing.id, None));
            each(Field::PartOf).for_each(|whole| draw(whole, &thing.id, None));
        }
    }
    lines
}

/// One thing with its neighbourhood; `scope` gives the addresses.
pub fn around<'a>(catalog: &'a Catalog, focus: &Ref, walk: Walk, scope: &Scope) -> Neighbourhood<'a> {
    let stops = (focus.kind() == Kind::System).then(|| catalog.stops(focus));
    let fates = fates(stops.as_ref());
    let mut near: Vec<Near> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    if let Some(start) = catalog.get(focus).map(|thing| &thing.id) {
        let mut distance: HashMap<&Ref, i8> = HashMap::from([(start, 0)]);
        let mut edge: BTreeSet<&Ref> = BTreeSet::from([start]);
        for step in 1..=walk.steps as i8 {
            let found = lines_at(catalog, &edge, walk.hard);
            let met = met(&found, &distance, &edge, focus.kind(), walk.way);
            let first = near.len();
            edge = met.keys().copied().collect();
            for (id, [up, down]) in met.into_iter().filter(|(id, _)| catalog.get(id).is_some()) {
                let side = if up >= down { -step } else { step };
                distance.insert(id, side);
                near.push(Near { id: id.clone(), distance: side, load: up.max(down), fate: fates.get(id).copied() });
            }
            near[first..].sort_by(|a, b| {
                let stops = |near: &Near| near.fate == Some(Fate::Stops);
                b.load.total_cmp(&a.load).then_with(|| stops(b).cmp(&stops(a))).then_with(|| a.id.cmp(&b.id))
            });
            lines.extend(found);
        }
    }
    let (mut nodes, mut edges) = cut(catalog, focus, &near, &lines, scope);
    let mut heads = heads(focus);
    if let Some(column) = customers(catalog, focus, walk, &mut nodes, &mut edges, scope) {
        heads[column].1 = words(HEAD_CUSTOMER);
    }
    Neighbourhood { near, stops, drawing: Drawing::new(nodes, edges, heads) }
}

/// Who is met for the first time, with the highest rate on the way to it from what it uses and from what uses it.
fn met<'a>(
    lines: &[Line<'a>],
    distance: &HashMap<&'a Ref, i8>,
    edge: &BTreeSet<&'a Ref>,
    focus: Kind,
    way: Way,
) -> BTreeMap<&'a Ref, [f64; 2]> {
    let mut met: BTreeMap<&Ref, [f64; 2]> = BTreeMap::new();
    for line in lines {
        for (at, other, up) in [(line.to, line.from, true), (line.from, line.to, false)] {
            let Some(here) = distance.get(at).filter(|_| edge.contains(at)) else { continue };
            // Beyond the first step one goes on in the direction one came from.
            let goes_on = *here == 0 || (*here < 0) == up;
            let asked = way == Way::Both || (way == Way::Up) == up;
            // Teams, APIs and contracts are looked at from their own page; in between they would hide the systems.
            let passes = !matches!(other.kind(), Kind::Team | Kind::Freeze | Kind::Api | Kind::Contract)
                || focus == Kind::Data && other.kind() == Kind::Api;
            if goes_on && asked && passes && !distance.contains_key(other) {
                let rate = line.flow.and_then(|flow| flow.quantity(Field::Rate)).map_or(0.0, |rate| rate.likely);
                let known = &mut met.entry(other).or_insert([-1.0; 2])[usize::from(!up)];
                *known = known.max(rate);
            }
        }
    }
    met
}

fn fates<'a>(stops: Option<&Stops<'a>>) -> HashMap<&'a Ref, Fate> {
    let Some(stops) = stops else { return HashMap::new() };
    let all = [
        (&stops.unknown, Fate::Ask),
        (&stops.degraded, Fate::Less),
        (&stops.systems, Fate::Stops),
        (&stops.elements, Fate::Stops),
    ];
    all.into_iter().flat_map(|(things, fate)| things.iter().map(move |id| (*id, fate))).collect()
}

/// Keeps what fits, column by column in turn, and puts one box for the others of each column.
fn cut(catalog: &Catalog, focus: &Ref, near: &[Near], lines: &[Line], scope: &Scope) -> (Vec<Node>, Vec<Edge>) {
    let mut columns: BTreeMap<i8, Vec<&Near>> = BTreeMap::new();
    near.iter().for_each(|it| columns.entry(it.distance).or_default().push(it));
    let mut shares: BTreeMap<i8, usize> = BTreeMap::new();
    // One place is left for the screens that lead here.
    for _ in 0..MOST - 2 {
        let share = |column: &i8| shares.get(column).copied().unwrap_or(0);
        let hungry = columns.iter().filter(|(column, all)| share(column) < all.len().min(MOST_IN_COLUMN));
        let Some((column, _)) = hungry.min_by_key(|(column, _)| (share(column), column.abs())) else { break };
        *shares.entry(*column).or_default() += 1;
    }
    let mut nodes: Vec<Node> = Vec::new();
    let mut place: HashMap<&Ref, usize> = HashMap::new();
    if let Some(thing) = catalog.get(focus) {
        let card = crate::session::href(focus);
        nodes.push(Node { here: true, href: card, column: Some(HERE), ..boxed(thing) });
        place.insert(focus, 0);
    }
    for (distance, all) in &columns {
        let share = shares.get(distance).copied().unwrap_or(0);
        // The last place of a column that does not fit stands for the others.
        let shown = if share < all.len() { share.saturating_sub(1) } else { share };
        let column = Some((HERE as i8 + distance) as usize);
        for it in &all[..shown] {
            let Some(thing) = catalog.get(&it.id) else { continue };
            place.insert(&it.id, nodes.len());
            nodes.push(Node { href: scope.around(&it.id), column, fate: it.fate, ..boxed(thing) });
        }
        if shown < all.len() {
            let rest = &all[shown..];
            place.extend(rest.iter().map(|it| (&it.id, nodes.len())));
            let at = distance.to_string();
            let fated = rest.iter().filter(|it| it.fate == Some(Fate::Stops)).count();
            let mut notes = vec![words(NOT_ONE_BY_ONE)];
            if fated > 0 {
                notes.push(counted(fated, FATED_ONE, FATED));
            }
            nodes.push(Node {
                notes,
                column,
                ..of_others(&format!("rest:{at}"), rest.len(), OTHER, OTHERS, scope.listed(&[("at", &at)]))
            });
        }
    }
    // What a screen shows crosses every column; it is drawn where the screen or the data is what one looks at.
    let looks = matches!(focus.kind(), Kind::Element | Kind::Data);
    let mut sums: BTreeMap<(usize, usize), Vec<&Line>> = BTreeMap::new();
    let mut seen: HashSet<(&Ref, &Ref, Option<&Ref>)> = HashSet::new();
    for line in lines.iter().filter(|line| looks || (line.from.kind(), line.to.kind()) != (Kind::Element, Kind::Data)) {
        let ends = place.get(line.from).zip(place.get(line.to)).filter(|(from, to)| from != to);
        // Both steps may have met the same line.
        let is_new = |_: &(&usize, &usize)| seen.insert((line.from, line.to, line.flow.map(|flow| &flow.id)));
        if let Some((from, to)) = ends.filter(is_new) {
            sums.entry((*from, *to)).or_default().push(line);
        }
    }
    let edges = sums.into_iter().map(|((from, to), lines)| {
        let mode = lines.first().map_or("", |line| line.mode());
        let mode = if lines.iter().all(|line| line.mode() == mode) { mode.to_owned() } else { String::new() };
        let flows: Vec<&Thing> = lines.iter().filter_map(|line| line.flow).collect();
        Edge { from, to, mode, flows: flows.len(), load: summed(&flows), width: 0.0, label: None }
    });
    let mut edges: Vec<Edge> = edges.collect();
    weigh_by_load(&mut edges);
    (nodes, edges)
}

fn heads(focus: &Ref) -> Vec<(usize, Say)> {
    let here = ui::thing::kind(focus.kind());
    let all = [HEAD_CUSTOMER, HEAD_FAR_UP, HEAD_UP, HEAD_HERE, HEAD_DOWN, HEAD_FAR_DOWN];
    let mut heads: Vec<(usize, Say)> = all.into_iter().map(words).enumerate().collect();
    heads[HERE].1 = Say::each(|lang| format!("{} · {}", HEAD_HERE.in_lang(lang), here.in_lang(lang)));
    heads
}

/// The sum of what flows say of their rate; the highest are its evidence.
fn summed(flows: &[&Thing]) -> Option<Measure> {
    const SHOWN: usize = 5;
    let mut rated: Vec<(Quantity, &Thing)> =
        flows.iter().filter_map(|flow| Some((flow.quantity(Field::Rate)?, *flow))).collect();
    rated.sort_by(|(a, x), (b, y)| b.likely.total_cmp(&a.likely).then_with(|| x.id.cmp(&y.id)));
    if let [(_, only)] = rated.as_slice() {
        return only.measure(Field::Rate);
    }
    let sum = rated.iter().map(|(rate, _)| *rate).reduce(|sum, rate| sum.zip(rate, |a, b| a + b))?;
    let (said, all) = (rated.len(), flows.len());
    let how = Say::each(|lang| match lang {
        Lang::Fr => format!("somme des débits que disent {said} flux sur {all} ; les plus hauts :"),
        Lang::En => format!("sum of the rates that {said} of {all} flows state; the highest:"),
    });
    let from = rated.iter().take(SHOWN).filter_map(|(_, flow)| Some((flow.name.clone(), flow.measure(Field::Rate)?)));
    Some(Measure::computed(sum, Unit::CallsPerSecond, how, from.collect()))
}

/// Gives each line the width of its load beside the highest, and says it where it is known.
fn weigh_by_load(edges: &mut [Edge]) {
    let likely = |edge: &Edge| edge.load.as_ref().map_or(0.0, |load| load.value.likely);
    let most = edges.iter().map(likely).fold(f64::MIN_POSITIVE, f64::max);
    for edge in edges {
        edge.width = likely(edge) / most;
        edge.label = edge.load.as_ref().and_then(|load| rate(load.value.likely));
    }
}

/// A system no screen stands beside is still reached from some: they stand before what they reach it through. Gives their
/// column.
fn customers(
    catalog: &Catalog,
    focus: &Ref,
    walk: Walk,
    nodes: &mut Vec<Node>,
    edges: &mut Vec<Edge>,
    scope: &Scope,
) -> Option<usize> {
    let shown = |node: &Node| node.id.starts_with("element:");
    let looks = focus.kind() == Kind::System && walk.way != Way::Down && !walk.hard;
    if !looks || nodes.len() >= MOST || nodes.iter().any(shown) {
        return None;
    }
    let screens = catalog.elements_reaching(focus).len();
    let first = nodes.iter().filter_map(|node| node.column).min().unwrap_or(HERE);
    let reached = |node: &Node| node.id.parse().is_ok_and(|id: Ref| !catalog.elements_reaching(&id).is_empty());
    let is_door = |node: &Node| node.column == Some(first) && node.is == Is::Thing && reached(node);
    let doors: Vec<usize> = (0..nodes.len()).filter(|at| is_door(&nodes[*at])).collect();
    let column = first.checked_sub(1).filter(|_| screens > 0 && !doors.is_empty())?;
    let href = scope.listed(&[("at", "screens")]);
    let from = nodes.len();
    let screens = of_others("rest:screens", screens, SCREEN, SCREENS, href);
    nodes.push(Node { column: Some(column), notes: vec![words(LEADS)], ..screens });
    let mode = String::new;
    edges.extend(doors.into_iter().map(|to| Edge {
        from,
        to,
        mode: mode(),
        flows: 0,
        load: None,
        width: 0.0,
        label: None,
    }));
    Some(column)
}
