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
const BOX_HEIGHT: usize = 68;
const ROW: usize = 88;
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

/// A place in the drawing: a box, or a bend of a line that passes a column.
struct Spot {
    node: Option<usize>,
    column: usize,
    row: usize,
}

/// Gives each node its column (customer, screens, systems by how deep they are called, data), each long line a place
/// in the columns it passes, and each of them a row that follows what it is called from, so that few lines cross.
/// Returns the spots (the nodes' first) and, for each drawn edge, the spots it goes through.
fn place(nodes: &[Node], edges: &[Edge]) -> (Vec<Spot>, Vec<(usize, Vec<usize>)>) {
    let index = |thing: &Ref| nodes.iter().position(|node| node.thing == thing);
    let calls: Vec<(usize, usize, usize)> = edges
        .iter()
        .enumerate()
        .filter_map(|(e, edge)| Some((e, index(edge.from)?, index(edge.to)?)))
        .filter(|&(_, from, to)| from != to)
        .collect();
    let columns = columns(nodes, &calls);
    let mut spots: Vec<Spot> =
        columns.iter().enumerate().map(|(i, &column)| Spot { node: Some(i), column, row: i }).collect();
    let mut routes = Vec::new();
    for &(e, from, to) in &calls {
        let mut route = vec![from];
        for column in columns[from] + 1..columns[to].max(columns[from] + 1) {
            spots.push(Spot { node: None, column, row: spots.len() });
            route.push(spots.len() - 1);
        }
        route.push(to);
        routes.push((e, route));
    }
    for column in 0..=columns.iter().copied().max().unwrap_or(0) {
        let callers = |spot: usize| {
            let before = routes.iter().flat_map(|(_, route)| route.windows(2)).filter(move |pair| pair[1] == spot);
            before.map(|pair| pair[0]).filter(|&i| spots[i].column < column).collect::<Vec<_>>()
        };
        let mut members: Vec<(f64, usize)> = (0..spots.len())
            .filter(|&i| spots[i].column == column)
            .map(|i| {
                let callers = callers(i);
                let rows: usize = callers.iter().map(|&c| spots[c].row).sum();
                (if callers.is_empty() { i as f64 } else { rows as f64 / callers.len() as f64 }, i)
            })
            .collect();
        members.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (row, (_, i)) in members.into_iter().enumerate() {
            spots[i].row = row;
        }
    }
    (spots, routes)
}

/// Systems stand the further right the deeper they are called; a loop of calls stops at the third column of them.
fn columns(nodes: &[Node], calls: &[(usize, usize, usize)]) -> Vec<usize> {
    let is_system = |i: usize| group(nodes[i].thing.kind()) == 2;
    let mut depth = vec![0usize; nodes.len()];
    for _ in 0..DEEPEST {
        for &(_, from, to) in calls.iter().filter(|&&(_, from, to)| is_system(from) && is_system(to)) {
            depth[to] = depth[to].max((depth[from] + 1).min(DEEPEST));
        }
    }
    let deepest = depth.iter().copied().max().unwrap_or(0);
    nodes
        .iter()
        .zip(&depth)
        .map(|(node, depth)| match group(node.thing.kind()) {
            2 => 2 + depth,
            3 => 3 + deepest,
            before => before,
        })
        .collect()
}

/// The map. Boxes are links when the reader's names know a page; `focus` is the thing it is about.
pub fn map(reader: &Reader, caption: &Say, nodes: &[Node], edges: &[Edge], focus: Option<&Ref>) -> Markup {
    let drawn = &nodes[..nodes.len().min(MOST)];
    let (spots, routes) = place(drawn, edges);
    let columns = spots.iter().map(|p| p.column + 1).max().unwrap_or(1);
    let count = |column: usize| spots.iter().filter(|p| p.column == column).count();
    let rows = (0..columns).map(count).max().unwrap_or(1).max(1);
    let width = columns * STEP - GAP + 24;
    let height = 40 + rows * ROW;
    // Short columns stand in the middle of the tallest one.
    let top = |p: &Spot| 40 + p.row * ROW + (rows - count(p.column)) * ROW / 2;
    let heads = [MOMENTS, ELEMENTS, SYSTEMS, DATA];
    let group_of = |p: &Spot| p.node.map(|i| group(drawn[i].thing.kind()));
    let most = edges.iter().filter_map(|e| e.load).map(|m| m.value.likely).fold(f64::MIN_POSITIVE, f64::max);
    html! {
        figure.map data-pan {
            figcaption { (reader.say(caption)) }
            svg.map-drawing viewBox={ "0 0 " (width) " " (height) } role="group" aria-label=(reader.say(caption)) {
                @for (i, head) in heads.into_iter().enumerate() {
                    @if let Some(first) = spots.iter().filter(|p| group_of(p) == Some(i)).map(|p| p.column).min() {
                        text.map-head x=(left(first)) y="18" { (reader.w(head)) }
                    }
                }
                @for (e, route) in &routes {
                    @let stops: Vec<(usize, usize, bool)> = route.iter().map(|&i| (left(spots[i].column), top(&spots[i]) + BOX_HEIGHT / 2, spots[i].node.is_none())).collect();
                    (line(&edges[*e], &stops, most))
                }
                @for (p, node) in spots.iter().zip(drawn) { (box_of(reader, node, left(p.column), top(p), focus == Some(node.thing))) }
            }
            div.map-lists {
                @for (i, head) in heads.into_iter().enumerate() {
                    @if drawn.iter().any(|node| group(node.thing.kind()) == i) {
                        h3 { (reader.w(head)) }
                        ul {
                            @for node in drawn.iter().filter(|node| group(node.thing.kind()) == i) {
                                li.(node.verdict.map_or("", |v| verdict_parts(v).0)) {
                                    @match (reader.names.href)(node.thing) {
                                        Some(href) => a href=(href) { (reader.say(node.name)) },
                                        None => (reader.say(node.name)),
                                    }
                                    @if let Some(note) = &node.note { span.map-note { (reader.say(note)) } }
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
fn group(kind: Kind) -> usize {
    match kind {
        Kind::Moment => 0,
        Kind::Element => 1,
        Kind::Data => 3,
        _ => 2,
    }
}

/// A line through its bends, each given as left edge, height and whether it is only a bend.
fn line(edge: &Edge, stops: &[(usize, usize, bool)], most: f64) -> Markup {
    let width = edge.load.map_or(1.5, |m| (m.value.likely / most * 8.0).clamp(1.5, 8.0));
    let mut d = String::new();
    for pair in stops.windows(2) {
        let ((from, y1, _), (to, y2, bend)) = (pair[0], pair[1]);
        // A line leaves on the right of a box, and comes back to the right side of one in its own or an earlier column.
        let (a, b) = (from + BOX, if to > from { to } else { to + BOX });
        let (c1, c2) = if to > from { ((a + b) / 2, (a + b) / 2) } else { (a + 30, b + 30) };
        if d.is_empty() {
            d = format!("M{a} {y1}");
        }
        d.push_str(&format!(" C{c1} {y1} {c2} {y2} {b} {y2}"));
        if bend {
            d.push_str(&format!(" H{}", b + BOX));
        }
    }
    html! {
        path.map-line d=(d) stroke-width={ (format!("{width:.1}")) } stroke-dasharray=[(edge.mode == "async").then_some("6 6")] {}
    }
}

fn box_of(reader: &Reader, node: &Node, x: usize, y: usize, focus: bool) -> Markup {
    let (class, shape) = node.verdict.map_or(("", ""), |v| (verdict_parts(v).0, verdict_parts(v).1));
    let lines = two_lines(reader.say(node.name), 19);
    // Name and note stand together in the middle of the box.
    let first = y + BOX_HEIGHT / 2 + 6 - 19 * (lines.len() + usize::from(node.note.is_some()) - 1) / 2;
    let inside = html! {
        rect.map-box x=(x) y=(y) width=(BOX) height=(BOX_HEIGHT) rx="3" {}
        @for (i, line) in lines.iter().enumerate() { text.map-name x=(x + 12) y=(first + 19 * i) { (line) } }
        @if let Some(note) = &node.note { text.map-small x=(x + 12) y=(first + 19 * lines.len()) { (clip(reader.say(note), 23)) } }
        @if !shape.is_empty() { text.map-shape x=(x + BOX - 10) y=(y + 19) text-anchor="end" { (shape) } }
        title { (reader.say(node.name)) }
    };
    html! {
        g.map-node.(class).focus[focus] {
            @match (reader.names.href)(node.thing) {
                Some(href) => a href=(href) { (inside) },
                None => (inside),
            }
        }
    }
}

/// A name on at most two lines of `most` signs, broken between words where it can be.
fn two_lines(name: &str, most: usize) -> Vec<String> {
    if name.chars().count() <= most {
        return vec![name.to_owned()];
    }
    let at = name.char_indices().take(most + 1).filter(|&(i, c)| c == ' ' && i > 0).last().map(|(i, _)| i);
    match at {
        Some(at) => vec![name[..at].to_owned(), clip(name[at..].trim_start(), most)],
        None => vec![clip(name, most)],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_passing_lines_never_share_a_place_and_loops_end() {
        let things: Vec<Ref> = [
            (Kind::Moment, "pays"),
            (Kind::Element, "home"),
            (Kind::System, "app"),
            (Kind::System, "gateway"),
            (Kind::System, "engine"),
            (Kind::System, "tills"),
            (Kind::Data, "balance"),
        ]
        .map(|(kind, key)| Ref::new(kind, key))
        .into();
        let names: Vec<Say> = things.iter().map(|t| Say::same(t.key())).collect();
        let nodes: Vec<Node> =
            things.iter().zip(&names).map(|(thing, name)| Node { thing, name, note: None, verdict: None }).collect();
        let calls = [(1, 2), (2, 3), (3, 4), (4, 3), (5, 4), (0, 5), (4, 6), (4, 4)];
        let edges: Vec<Edge> = calls
            .iter()
            .map(|&(from, to)| Edge { from: &things[from], to: &things[to], mode: "hard", load: None })
            .collect();
        let (spots, routes) = place(&nodes, &edges);
        let mut places: Vec<(usize, usize)> = spots.iter().map(|s| (s.column, s.row)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), spots.len());
        assert_eq!(routes.len(), calls.len() - 1, "a thing that calls itself has no line");
        assert!(spots[4].column > spots[2].column && spots[6].column > spots[4].column);
    }
}
