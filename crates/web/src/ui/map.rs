//! The landscape around one thing: at most twelve boxes in four columns, from the customer inwards.

use base::{Kind, Measure, Ref, Say};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::verdict_parts;
use super::path::mode;
use super::{Reader, table};

crate::ui::words! {
    MOMENTS = "Moments" / "Moments";
    ELEMENTS = "Écrans" / "Screens";
    SYSTEMS = "Systèmes" / "Systems";
    DATA = "Données" / "Data";
    MORE = "{n} autres ne sont pas dessinés ; ils sont dans le tableau." / "{n} more are not drawn; they are in the table.";
    TABLE = "La même carte en tableau" / "The same map as a table";
    FROM = "De" / "From";
    TO = "Vers" / "To";
    HOW = "Comment" / "How";
    LOAD = "Charge" / "Load";
}

const MOST: usize = 12;
const BOX: usize = 168;
const GAP: usize = 52;
const STEP: usize = BOX + GAP;
const DEEPEST: usize = 2;

/// One box.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// The thing; its kind gives the column.
    pub thing: &'a Ref,
    /// Its name.
    pub name: &'a Say,
    /// A short line under the name, such as "22 of 40 calls/s".
    pub note: Option<Say>,
    /// The verdict on it.
    pub verdict: Option<Verdict>,
}

/// One line between two boxes.
#[derive(Clone, Debug)]
pub struct Edge<'a> {
    /// From.
    pub from: &'a Ref,
    /// To.
    pub to: &'a Ref,
    /// `hard`, `degradable`, `async`, `cached`, or empty for "shows", "is master of".
    pub mode: &'a str,
    /// The load, which gives the line its width.
    pub load: Option<&'a Measure>,
}

struct Placed<'n, 'a> {
    node: &'n Node<'a>,
    column: usize,
    row: usize,
}

/// Gives each node its column (customer, screens, systems by how deep they are called, data) and a row that follows
/// the boxes it is called from, so that few lines cross.
fn place<'n, 'a>(nodes: &'n [Node<'a>], edges: &[Edge]) -> Vec<Placed<'n, 'a>> {
    let mut depth = vec![0usize; nodes.len()];
    let index = |thing: &Ref| nodes.iter().position(|node| node.thing == thing);
    let is_system = |i: usize| column(nodes[i].thing.kind()) == 2;
    let calls: Vec<(usize, usize)> = edges.iter().filter_map(|e| Some((index(e.from)?, index(e.to)?))).collect();
    // A loop of calls stops at the third column of systems.
    for _ in 0..DEEPEST {
        for &(from, to) in calls.iter().filter(|&&(from, to)| from != to && is_system(from) && is_system(to)) {
            depth[to] = depth[to].max((depth[from] + 1).min(DEEPEST));
        }
    }
    let deepest = depth.iter().copied().max().unwrap_or(0);
    let columns: Vec<usize> = (0..nodes.len())
        .map(|i| match column(nodes[i].thing.kind()) {
            2 => 2 + depth[i],
            3 => 3 + deepest,
            before => before,
        })
        .collect();
    let mut row = vec![0.0_f64; nodes.len()];
    for c in 0..=3 + deepest {
        let mut members: Vec<usize> = (0..nodes.len()).filter(|&i| columns[i] == c).collect();
        let wish = |i: usize| {
            let callers: Vec<f64> = calls.iter().filter(|&&(from, to)| to == i && columns[from] < c).map(|&(from, _)| row[from]).collect();
            if callers.is_empty() { i as f64 } else { callers.iter().sum::<f64>() / callers.len() as f64 }
        };
        let wishes: Vec<f64> = members.iter().map(|&i| wish(i)).collect();
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by(|&a, &b| wishes[a].total_cmp(&wishes[b]));
        members = order.into_iter().map(|k| members[k]).collect();
        for (r, i) in members.into_iter().enumerate() {
            row[i] = r as f64;
        }
    }
    nodes.iter().enumerate().map(|(i, node)| Placed { node, column: columns[i], row: row[i] as usize }).collect()
}

/// The map. Boxes are links when the reader's names know a page; `focus` is the thing it is about.
pub fn map(reader: &Reader, caption: &Say, nodes: &[Node], edges: &[Edge], focus: Option<&Ref>) -> Markup {
    let placed = place(&nodes[..nodes.len().min(MOST)], edges);
    let columns = placed.iter().map(|p| p.column + 1).max().unwrap_or(1);
    let count = |column: usize| placed.iter().filter(|p| p.column == column).count();
    let rows = (0..columns).map(count).max().unwrap_or(1).max(1);
    let width = columns * STEP - GAP + 24;
    let height = 40 + rows * 84;
    // Short columns stand in the middle of the tallest one.
    let top = |p: &Placed| 40 + p.row * 84 + (rows - count(p.column)) * 42;
    let heads = [MOMENTS, ELEMENTS, SYSTEMS, DATA];
    let kind_of = |p: &Placed| column(p.node.thing.kind());
    let most = edges.iter().filter_map(|e| e.load).map(|m| m.value.likely).fold(f64::MIN_POSITIVE, f64::max);
    html! {
        figure.map data-pan {
            figcaption { (reader.say(caption)) }
            svg.map-drawing viewBox={ "0 0 " (width) " " (height) } role="group" aria-label=(reader.say(caption)) {
                @for (i, head) in heads.into_iter().enumerate() {
                    @if let Some(first) = placed.iter().filter(|p| kind_of(p) == i).map(|p| p.column).min() {
                        text.map-head x=(left(first)) y="18" { (reader.w(head)) }
                    }
                }
                @for edge in edges {
                    @if let (Some(a), Some(b)) = (find(&placed, edge.from), find(&placed, edge.to)) {
                        (line(edge, left(a.column), top(a) + 30, left(b.column), top(b) + 30, most))
                    }
                }
                @for p in &placed { (drawn(reader, p, top(p), focus == Some(p.node.thing))) }
            }
            div.map-lists {
                @for (i, head) in heads.into_iter().enumerate() {
                    @if placed.iter().any(|p| kind_of(p) == i) {
                        h3 { (reader.w(head)) }
                        ul {
                            @for p in placed.iter().filter(|p| kind_of(p) == i) {
                                li.(p.node.verdict.map_or("", |v| verdict_parts(v).0)) {
                                    @match (reader.names.href)(p.node.thing) {
                                        Some(href) => a href=(href) { (reader.say(p.node.name)) },
                                        None => (reader.say(p.node.name)),
                                    }
                                    @if let Some(note) = &p.node.note { span.map-note { (reader.say(note)) } }
                                }
                            }
                        }
                    }
                }
            }
            @if nodes.len() > MOST { p.more { (reader.fill(MORE, &[("n", &(nodes.len() - MOST).to_string())])) } }
            (behind(reader, edges))
        }
    }
}

fn left(column: usize) -> usize {
    12 + column * STEP
}

/// The group a kind stands in: moments, screens, systems, data.
fn column(kind: Kind) -> usize {
    match kind {
        Kind::Moment => 0,
        Kind::Element => 1,
        Kind::Data => 3,
        _ => 2,
    }
}

fn find<'p, 'n, 'a>(placed: &'p [Placed<'n, 'a>], thing: &Ref) -> Option<&'p Placed<'n, 'a>> {
    placed.iter().find(|p| p.node.thing == thing)
}

fn line(edge: &Edge, from_x: usize, from_y: usize, to_x: usize, to_y: usize, most: f64) -> Markup {
    let width = edge.load.map_or(1.5, |m| (m.value.likely / most * 8.0).clamp(1.5, 8.0));
    let d = if from_x == to_x {
        // Within a column the line leaves and comes back on the right.
        let x = from_x + BOX;
        format!("M{x} {from_y} C{0} {from_y} {0} {to_y} {x} {to_y}", x + 36)
    } else if from_x < to_x {
        let (a, b) = (from_x + BOX, to_x);
        let mid = (a + b) / 2;
        format!("M{a} {from_y} C{mid} {from_y} {mid} {to_y} {b} {to_y}")
    } else {
        let (a, b) = (from_x, to_x + BOX);
        let mid = (a + b) / 2;
        format!("M{a} {from_y} C{mid} {from_y} {mid} {to_y} {b} {to_y}")
    };
    html! {
        path.map-line d=(d) stroke-width={ (format!("{width:.1}")) } stroke-dasharray=[(edge.mode == "async").then_some("6 6")] {}
    }
}

fn drawn(reader: &Reader, p: &Placed, y: usize, focus: bool) -> Markup {
    let (class, shape) = p.node.verdict.map_or(("", ""), |v| (verdict_parts(v).0, verdict_parts(v).1));
    let x = left(p.column);
    let inside = html! {
        rect.map-box x=(x) y=(y) width=(BOX) height="60" rx="3" {}
        text.map-name x=(x + 12) y=(y + if p.node.note.is_some() { 26 } else { 36 }) { (clip(reader.say(p.node.name), 20)) }
        @if let Some(note) = &p.node.note { text.map-small x=(x + 12) y=(y + 46) { (clip(reader.say(note), 24)) } }
        @if !shape.is_empty() { text.map-shape x=(x + BOX - 12) y=(y + 26) text-anchor="end" { (shape) } }
        title { (reader.say(p.node.name)) }
    };
    html! {
        g.map-node.(class).focus[focus] {
            @match (reader.names.href)(p.node.thing) {
                Some(href) => a href=(href) { (inside) },
                None => (inside),
            }
        }
    }
}

fn clip(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    words.chars().take(most - 1).chain(['…']).collect()
}

fn behind(reader: &Reader, edges: &[Edge]) -> Markup {
    let columns = [table::words(FROM), table::words(TO), table::words(HOW), table::number(LOAD)];
    let rows = edges
        .iter()
        .map(|edge| {
            vec![
                html! { (reader.thing(edge.from)) },
                html! { (reader.thing(edge.to)) },
                html! { @if let Some(words) = mode(edge.mode) { (reader.w(words)) } },
                html! { @if let Some(load) = edge.load { (base::format::measure(reader.lang, load)) } },
            ]
        })
        .collect();
    table::behind(reader, reader.w(TABLE), &columns, rows)
}
