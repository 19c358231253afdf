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
const COLUMN: [usize; 4] = [12, 262, 512, 762];
const BOX: usize = 206;

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
    y: usize,
}

/// The map. Boxes are links when the reader's names know a page; `focus` is the thing it is about.
pub fn map(reader: &Reader, caption: &Say, nodes: &[Node], edges: &[Edge], focus: Option<&Ref>) -> Markup {
    let mut counts = [0usize; 4];
    let placed: Vec<Placed> = nodes
        .iter()
        .take(MOST)
        .map(|node| {
            let column = column(node.thing.kind());
            counts[column] += 1;
            Placed { node, column, y: counts[column] - 1 }
        })
        .collect();
    let rows = counts.into_iter().max().unwrap_or(1).max(1);
    let height = 40 + rows * 84;
    // Short columns stand in the middle of the tallest one.
    let top = |p: &Placed| 40 + p.y * 84 + (rows - counts[p.column]) * 42;
    let heads = [MOMENTS, ELEMENTS, SYSTEMS, DATA];
    let most = edges.iter().filter_map(|e| e.load).map(|m| m.value.likely).fold(f64::MIN_POSITIVE, f64::max);
    html! {
        figure.map data-pan {
            figcaption { (reader.say(caption)) }
            svg.map-drawing viewBox={ "0 0 980 " (height) } role="group" aria-label=(reader.say(caption)) {
                @for (x, head) in COLUMN.into_iter().zip(heads) { text.map-head x=(x) y="18" { (reader.w(head)) } }
                @for edge in edges {
                    @if let (Some(a), Some(b)) = (find(&placed, edge.from), find(&placed, edge.to)) {
                        (line(edge, COLUMN[a.column], top(a) + 30, COLUMN[b.column], top(b) + 30, most))
                    }
                }
                @for p in &placed { (drawn(reader, p, top(p), focus == Some(p.node.thing))) }
            }
            div.map-lists {
                @for (i, head) in heads.into_iter().enumerate() {
                    @if counts[i] > 0 {
                        h3 { (reader.w(head)) }
                        ul {
                            @for p in placed.iter().filter(|p| p.column == i) {
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
    let x = COLUMN[p.column];
    let inside = html! {
        rect.map-box x=(x) y=(y) width=(BOX) height="60" rx="3" {}
        text.map-name x=(x + 12) y=(y + if p.node.note.is_some() { 26 } else { 36 }) { (clip(reader.say(p.node.name), 25)) }
        @if let Some(note) = &p.node.note { text.map-small x=(x + 12) y=(y + 46) { (clip(reader.say(note), 30)) } }
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
