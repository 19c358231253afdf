//! A part of the landscape as boxes and lines, from left to right; the same as a list on a phone, as tables behind, and
//! as a drawing that stands alone.

use base::{Lang, Measure, Say};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::verdict_parts;
use super::layers::{self, Item};
use super::lettering::{clipped_to, leading, width_of, wrapped};
use super::path::mode;
use super::{Reader, Words, table};

crate::ui::words! {
    TABLE = "La même carte en tableau" / "The same map as a table";
    MATRIX = "Qui appelle qui, en matrice" / "Who calls whom, as a matrix";
    CALLS = "appelle" / "calls";
    FROM = "De" / "From";
    TO = "Vers" / "To";
    HOW = "Comment" / "How";
    FLOWS = "Flux" / "Flows";
    LOAD = "Charge dite" / "Stated load";
    UNDRAWN = "{n} liens plus minces ne sont pas tracés ; ils sont dans le tableau." / "{n} thinner ties are not drawn; they are in the table.";
    UNDRAWN_ONE = "Un lien plus mince n’est pas tracé ; il est dans le tableau." / "One thinner tie is not drawn; it is in the table.";
    STOPS = "s’arrête aussi" / "stops too";
    LESS = "marche avec moins" / "goes on with less";
    ASK = "à demander" / "to be asked";
}

/// The most boxes of a drawing.
pub const MOST: usize = 12;
/// The most lines drawn; thinner ones stand in the table.
const LINES: usize = 20;

const BOX: f64 = 184.0;
const GAP: f64 = 78.0;
const PAD: f64 = 12.0;
const EDGE: f64 = 12.0;
const HEAD: f64 = 34.0;
const NAME: f64 = 17.0;
const NOTE: f64 = 13.5;

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// One thing.
    Thing,
    /// A group that opens.
    Group,
    /// What is not drawn one by one.
    Rest,
}

/// What becomes of a thing when the one looked at stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stops too.
    Stops,
    /// It goes on with less.
    Less,
    /// Nobody said.
    Ask,
}

impl Fate {
    /// Its shape and word.
    pub fn parts(self) -> (&'static str, Words) {
        match self {
            Fate::Stops => ("✕", STOPS),
            Fate::Less => ("◐", LESS),
            Fate::Ask => ("?", ASK),
        }
    }
}

/// One box.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is known by; no two of a drawing share it.
    pub id: String,
    /// What it stands for.
    pub is: Is,
    /// Its name.
    pub name: Say,
    /// What kind of thing it is.
    pub kind: Say,
    /// Short lines under the name, such as "22 of 40 calls/s".
    pub notes: Vec<Say>,
    /// How it stands against its limit, in words; fine ones go without.
    pub standing: Option<(Verdict, Say)>,
    /// What becomes of it when the thing looked at stops.
    pub fate: Option<Fate>,
    /// Where it leads.
    pub href: String,
    /// Its column; worked out from the lines when absent.
    pub column: Option<usize>,
    /// How large it is beside the largest, `0..=1`.
    pub size: Option<f64>,
    /// Whether it is, or holds, what one looks at.
    pub here: bool,
    /// How many things it stands for.
    pub things: usize,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// From which box, by its place.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// `hard`, `degradable`, `async`, `cached`, or empty for "shows", "is master of" and for several flows.
    pub mode: String,
    /// How many flows it stands for; 0 for a tie that is none.
    pub flows: usize,
    /// The load, as far as it is said.
    pub load: Option<Measure>,
    /// How wide it is beside the widest, `0..=1`.
    pub width: f64,
    /// What stands on it.
    pub label: Option<Say>,
}

impl Edge {
    /// Whether nobody waits for the answer.
    fn waits(&self) -> bool {
        self.mode == "async"
    }
}

/// A drawing as plain data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines, those that are drawn first.
    pub edges: Vec<Edge>,
    /// What stands above given columns.
    pub heads: Vec<(usize, Say)>,
    /// Whether who calls whom is told as a matrix too.
    pub matrix: bool,
}

impl Drawing {
    /// A drawing whose widest lines are drawn; no box stands without its widest, however thin beside others.
    pub fn new(nodes: Vec<Node>, mut edges: Vec<Edge>, heads: Vec<(usize, Say)>) -> Drawing {
        edges.sort_by(|a, b| b.width.total_cmp(&a.width).then((a.from, a.to).cmp(&(b.from, b.to))));
        let mut tied = vec![false; nodes.len()];
        let (mut first, rest): (Vec<Edge>, Vec<Edge>) = edges.into_iter().partition(|edge| {
            let is_first = !tied[edge.from] || !tied[edge.to];
            (tied[edge.from], tied[edge.to]) = (true, true);
            is_first
        });
        first.extend(rest);
        Drawing { nodes, edges: first, heads, matrix: false }
    }

    /// The lines that are drawn.
    pub fn drawn(&self) -> &[Edge] {
        &self.edges[..self.edges.len().min(LINES)]
    }
}

/// Whose colours a drawing has.
#[derive(Clone, Copy, PartialEq)]
enum Pen {
    /// Those of the page's stylesheet.
    Page,
    /// Its own: it stands alone.
    Alone,
}

impl Pen {
    fn own(self, ink: &'static str) -> Option<&'static str> {
        (self == Pen::Alone).then_some(ink)
    }
}

const PAPER: &str = "#fbfaf7";
const INK: &str = "#1c2126";
const MUTED: &str = "#5a626c";
const BAR: &str = "#4a525b";
const STOP: &str = "#9b1238";
const WATCH: &str = "#8a5a00";
const FINE: &str = "#0f6b5c";
const SERIF: &str = "'Source Serif 4', Georgia, 'Liberation Serif', serif";
const SANS: &str = "'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/// A line of text in a box.
struct Text {
    words: String,
    class: &'static str,
    size: f64,
    ink: &'static str,
}

/// A box with its lines of text.
struct Cell {
    texts: Vec<Text>,
    height: f64,
}

impl Cell {
    fn of(lang: Lang, node: &Node) -> Cell {
        let room = BOX - 2.0 * PAD;
        let mut texts: Vec<Text> = Vec::new();
        let mut put = |words: &str, class, size, ink, lines| {
            let lines = wrapped(words, size, room, lines);
            texts.extend(lines.into_iter().map(|words| Text { words, class, size, ink }));
        };
        put(node.kind.in_lang(lang), "map-kind", NOTE - 1.0, MUTED, 1);
        put(node.name.in_lang(lang), "map-name", NAME, INK, 2);
        for note in &node.notes {
            put(note.in_lang(lang), "map-small", NOTE, MUTED, 1);
        }
        if let Some((verdict, words)) = &node.standing {
            let (_, shape, _) = verdict_parts(*verdict);
            let (class, ink) = match verdict {
                Verdict::Over => ("map-stop", STOP),
                Verdict::Watch => ("map-watch", WATCH),
                Verdict::Fine => ("map-fine", FINE),
                Verdict::Unknown => ("map-small", MUTED),
            };
            put(&format!("{shape} {}", words.in_lang(lang)), class, NOTE, ink, 2);
        }
        if let Some(fate) = node.fate {
            let (shape, words) = fate.parts();
            put(&format!("{shape} {}", words.in_lang(lang)), "map-fate", NOTE, INK, 1);
        }
        let height = texts.iter().map(|text| leading(text.size)).sum::<f64>() + 2.0 * PAD - 4.0;
        Cell { texts, height: height + if node.size.is_some() { 9.0 } else { 0.0 } }
    }
}

/// A drawing with everything in its place.
struct Scene<'a> {
    drawing: &'a Drawing,
    cells: Vec<Cell>,
    placed: layers::Placed,
    wires: Vec<Wire>,
    labels: Vec<(f64, f64, String)>,
    width: f64,
    height: f64,
}

/// A line as it is drawn.
struct Wire {
    d: String,
    width: f64,
    tip: String,
}

fn left(column: usize) -> f64 {
    EDGE + column as f64 * (BOX + GAP)
}

/// How far the second sheet of a box that opens stands out behind the first.
const BACK: f64 = 5.0;

/// The right edge of a box, its second sheet included.
fn right(column: usize, node: &Node) -> f64 {
    left(column) + BOX + if node.is == Is::Group { BACK } else { 0.0 }
}

impl Scene<'_> {
    fn of(lang: Lang, drawing: &Drawing) -> Scene<'_> {
        let cells: Vec<Cell> = drawing.nodes.iter().map(|node| Cell::of(lang, node)).collect();
        let items: Vec<Item> = drawing
            .nodes
            .iter()
            .zip(&cells)
            .map(|(node, cell)| Item { column: node.column, height: cell.height })
            .collect();
        let edges = drawing.drawn();
        let lines: Vec<(usize, usize, f64)> =
            edges.iter().map(|edge| (edge.from, edge.to, edge.width.max(0.05))).collect();
        let placed = layers::place(&items, &lines);
        let width = 2.0 * EDGE + placed.columns as f64 * (BOX + GAP) - GAP + 24.0;
        let height = HEAD + placed.height + EDGE;
        let mut scene = Scene { drawing, cells, placed, wires: Vec::new(), labels: Vec::new(), width, height };
        scene.draw_lines(lang);
        scene
    }

    fn top(&self, node: usize) -> f64 {
        HEAD + self.placed.boxes[node].1
    }

    /// Where each line leaves and reaches its boxes: those of one side stand apart, in the order of their other ends.
    fn ports(&self) -> Vec<(f64, f64)> {
        let edges = self.drawing.drawn();
        let column = |node: usize| self.placed.boxes[node].0;
        let middle = |node: usize| self.placed.boxes[node].1 + self.cells[node].height / 2.0;
        // The place next to an end on the way to the other.
        let next = |e: usize, out: bool| {
            let bends = &self.placed.bends[e];
            let bend = if out { bends.first() } else { bends.last() };
            bend.map_or_else(|| middle(if out { edges[e].to } else { edges[e].from }), |bend| bend.1)
        };
        let mut ports = vec![(0.0, 0.0); edges.len()];
        for node in 0..self.cells.len() {
            for right in [false, true] {
                let mut ends: Vec<(f64, usize, bool)> = Vec::new();
                for (e, edge) in edges.iter().enumerate() {
                    let (from, to) = (column(edge.from), column(edge.to));
                    // A line between two of one column bends out on the right.
                    if edge.from == node && (from <= to) == right {
                        ends.push((next(e, true), e, true));
                    }
                    if edge.to == node && (to <= from) == right {
                        ends.push((next(e, false), e, false));
                    }
                }
                ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                let n = ends.len();
                for (at, (_, e, out)) in ends.into_iter().enumerate() {
                    let share = 0.5 + ((at as f64 + 0.5) / n as f64 - 0.5) * 0.76;
                    let y = self.top(node) + self.cells[node].height * share;
                    *(if out { &mut ports[e].0 } else { &mut ports[e].1 }) = y;
                }
            }
        }
        ports
    }

    fn draw_lines(&mut self, lang: Lang) {
        let ports = self.ports();
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for (e, edge) in self.drawing.drawn().iter().enumerate() {
            let (from, to) = (self.placed.boxes[edge.from].0, self.placed.boxes[edge.to].0);
            let (y1, y2) = ports[e];
            let width = 1.4 + 6.6 * edge.width.clamp(0.0, 1.0);
            let (forward, tip) = (to > from, 7.0 + width * 0.5);
            let ahead = if forward { 1.0 } else { -1.0 };
            let nodes = &self.drawing.nodes;
            let start = if from <= to { right(from, &nodes[edge.from]) } else { left(from) };
            let end = if from < to { left(to) } else { right(to, &nodes[edge.to]) };
            let base = end - ahead * tip * 0.8;
            let mut d = format!("M{start:.0} {y1:.0}");
            let mut spots: Vec<(f64, f64)> = Vec::new();
            if from == to {
                let out = start + 30.0 + (y2 - y1).abs().min(160.0) / 8.0;
                d.push_str(&format!(" C{out:.0} {y1:.0} {out:.0} {y2:.0} {base:.0} {y2:.0}"));
            } else {
                let (mut x, mut y) = (start, y1);
                for &(column, middle) in &self.placed.bends[e] {
                    let (near, far) =
                        if forward { (left(column), left(column) + BOX) } else { (left(column) + BOX, left(column)) };
                    let (half, bend) = ((x + near) / 2.0, HEAD + middle);
                    d.push_str(&format!(" C{half:.0} {y:.0} {half:.0} {bend:.0} {near:.0} {bend:.0} H{far:.0}"));
                    spots.extend([(half, (y + bend) / 2.0), ((near + far) / 2.0, bend)]);
                    (x, y) = (far, bend);
                }
                let half = (x + end) / 2.0;
                d.push_str(&format!(" C{half:.0} {y:.0} {half:.0} {y2:.0} {base:.0} {y2:.0}"));
                spots.push((half, (y + y2) / 2.0));
            }
            let (back, half) = (end - ahead * tip, tip * 0.55);
            let tip = format!("M{end:.0} {y2:.1} L{back:.1} {:.1} L{back:.1} {:.1} Z", y2 - half, y2 + half);
            self.wires.push(Wire { d, width, tip });
            let Some(label) = edge.label.as_ref().map(|label| label.in_lang(lang)) else { continue };
            let wide = width_of(label, NOTE - 1.0) + 6.0;
            let around = |&(x, y): &(f64, f64)| [x - wide / 2.0, y - 9.0, x + wide / 2.0, y + 9.0];
            let free =
                |a: &[f64; 4]| taken.iter().all(|b| a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
            if let Some(spot) = spots.iter().filter(|_| wide < GAP).find(|spot| free(&around(spot))) {
                taken.push(around(spot));
                self.labels.push((spot.0, spot.1 + 4.0, label.to_owned()));
            }
        }
    }

    fn head(&self, lang: Lang, column: usize) -> Option<&str> {
        let first = self.placed.boxes.iter().position(|it| it.0 == column)?;
        let given = self.drawing.nodes[first].column?;
        self.drawing.heads.iter().find(|(at, _)| *at == given).map(|(_, say)| say.in_lang(lang))
    }

    fn shapes(&self, lang: Lang, pen: Pen) -> Markup {
        html! {
            @for column in 0..self.placed.columns {
                @if let Some(head) = self.head(lang, column) {
                    text.map-head x=(left(column)) y="18" font-family=[pen.own(SANS)] font-size=[pen.own("14")] fill=[pen.own(MUTED)] { (head) }
                }
            }
            @for (wire, edge) in self.wires.iter().zip(self.drawing.drawn()) {
                path.map-line d=(wire.d) stroke-width=(format!("{:.1}", wire.width)) stroke-dasharray=[edge.waits().then_some("7 5")]
                    fill=[pen.own("none")] stroke=[pen.own(BAR)] stroke-opacity=[pen.own("0.6")] {}
                path.map-tip d=(wire.tip) fill=[pen.own(BAR)] {}
            }
            @for (node, cell) in self.drawing.nodes.iter().zip(&self.cells).enumerate().map(|(at, (node, cell))| ((at, node), cell)) {
                (self.cell(lang, pen, node, cell))
            }
            @for (x, y, words) in &self.labels {
                text.map-label x=(format!("{x:.0}")) y=(format!("{y:.0}")) text-anchor="middle" font-family=[pen.own(SANS)] font-size=[pen.own("12.5")]
                    fill=[pen.own(INK)] stroke=[pen.own(PAPER)] stroke-width=[pen.own("4")] paint-order=[pen.own("stroke")] { (words) }
            }
        }
    }

    fn cell(&self, lang: Lang, pen: Pen, (at, node): (usize, &Node), cell: &Cell) -> Markup {
        let (x, y) = (left(self.placed.boxes[at].0), self.top(at));
        let class = match (node.is, &node.standing) {
            (_, Some((Verdict::Over, _))) => "stop",
            (Is::Rest, _) => "rest",
            _ => "",
        };
        let heavy = node.here || class == "stop";
        let stroke = match class {
            "stop" => STOP,
            _ if node.here => INK,
            _ => MUTED,
        };
        let mut base = y + PAD - 4.0;
        let lines: Vec<(f64, &Text)> = cell
            .texts
            .iter()
            .map(|text| {
                base += leading(text.size);
                (base, text)
            })
            .collect();
        let inside = html! {
            title { (told(lang, node)) }
            @if node.is == Is::Group {
                rect.map-box.map-back x=(x + BACK) y=(y + BACK) width=(BOX) height=(cell.height) rx="3" fill=[pen.own(PAPER)] stroke=[pen.own(MUTED)] {}
            }
            rect.map-box x=(x) y=(y) width=(BOX) height=(cell.height) rx="3" fill=[pen.own(PAPER)] stroke=[pen.own(stroke)]
                stroke-width=[pen.own(if heavy { "2.4" } else { "1" })] stroke-dasharray=[(node.is == Is::Rest).then_some("3 3")] {}
            @for (base, text) in &lines {
                text.(text.class) x=(x + PAD) y=(format!("{base:.1}")) font-family=[pen.own(if text.class == "map-name" { SERIF } else { SANS })]
                    font-size=[(pen == Pen::Alone).then_some(text.size)] fill=[pen.own(text.ink)] { (text.words) }
            }
            @if let Some(size) = node.size {
                rect.map-size x=(x) y=(y + cell.height - 5.0) width=(format!("{:.1}", (BOX * size.clamp(0.0, 1.0)).max(2.0))) height="5" fill=[pen.own(BAR)] {}
            }
        };
        html! {
            g.map-node.(class).here[node.here] {
                @if pen == Pen::Page && !node.href.is_empty() { a href=(node.href) { (inside) } } @else { (inside) }
            }
        }
    }
}

/// Everything a box says, in full.
fn told(lang: Lang, node: &Node) -> String {
    let mut words = vec![node.name.in_lang(lang).to_owned(), node.kind.in_lang(lang).to_owned()];
    words.retain(|words| !words.is_empty());
    words.extend(node.notes.iter().map(|note| note.in_lang(lang).to_owned()));
    words.extend(node.standing.iter().map(|(_, say)| say.in_lang(lang).to_owned()));
    words.extend(node.fate.map(|fate| fate.parts().1.in_lang(lang).to_owned()));
    words.join(" · ")
}

/// The map on a page: the drawing, a list in its place on a phone, and tables behind.
pub fn map(reader: &Reader, caption: &Say, drawing: &Drawing) -> Markup {
    let scene = Scene::of(reader.lang, drawing);
    html! {
        figure.map data-pan {
            figcaption { (reader.say(caption)) }
            svg.map-drawing viewBox={ "0 0 " (scene.width) " " (scene.height) } width=(scene.width) height=(scene.height) role="group" aria-label=(reader.say(caption)) {
                (scene.shapes(reader.lang, Pen::Page))
            }
            div.map-lists { (lists(reader, &scene)) }
            @let undrawn = drawing.edges.len() - drawing.drawn().len();
            @if undrawn > 0 { p.more.undrawn { (reader.fill(if undrawn == 1 { UNDRAWN_ONE } else { UNDRAWN }, &[("n", &undrawn.to_string())])) } }
            (behind(reader, drawing))
        }
    }
}

/// The boxes as a list, column by column, each with what it calls.
fn lists(reader: &Reader, scene: &Scene) -> Markup {
    let nodes = &scene.drawing.nodes;
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|a, b| {
        let place = |i: &usize| scene.placed.boxes[*i];
        place(a).0.cmp(&place(b).0).then(place(a).1.total_cmp(&place(b).1))
    });
    html! {
        @for column in 0..scene.placed.columns {
            @if let Some(head) = scene.head(reader.lang, column) { h3 { (head) } }
            ul {
                @for &i in order.iter().filter(|i| scene.placed.boxes[**i].0 == column) {
                    @let node = &nodes[i];
                    li.(node.standing.as_ref().map_or("", |(verdict, _)| verdict_parts(*verdict).0)).here[node.here] {
                        a href=(node.href) { (reader.say(&node.name)) }
                        @if !node.kind.fr.is_empty() { span.map-note { (reader.say(&node.kind)) } }
                        @for note in &node.notes { span.map-note { (reader.say(note)) } }
                        @if let Some((verdict, words)) = &node.standing { span.map-note.said { (verdict_parts(*verdict).1) " " (reader.say(words)) } }
                        @if let Some(fate) = node.fate { span.map-note.said { (fate.parts().0) " " (reader.w(fate.parts().1)) } }
                        @let out: Vec<&Edge> = scene.drawing.edges.iter().filter(|edge| edge.from == i).collect();
                        @if !out.is_empty() {
                            span.map-out {
                                "→ "
                                @for (n, edge) in out.iter().enumerate() {
                                    @if n > 0 { ", " }
                                    (reader.say(&nodes[edge.to].name))
                                    @if let Some(label) = &edge.label { " (" (reader.say(label)) ")" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn behind(reader: &Reader, drawing: &Drawing) -> Markup {
    let name = |at: usize| reader.say(&drawing.nodes[at].name);
    let columns = [table::words(FROM), table::words(TO), table::words(HOW), table::number(FLOWS), table::number(LOAD)];
    let count = |n: usize| if n == 0 { String::new() } else { base::format::number(reader.lang, n as f64, 0) };
    let rows = drawing
        .edges
        .iter()
        .map(|edge| {
            vec![
                html! { (name(edge.from)) },
                html! { (name(edge.to)) },
                html! { @if let Some(words) = mode(&edge.mode) { (reader.w(words)) } },
                html! { (count(edge.flows)) },
                html! { @if let Some(load) = &edge.load { (base::format::measure(reader.lang, load)) } },
            ]
        })
        .collect();
    html! {
        (table::behind(reader, reader.w(TABLE), &columns, rows))
        @if drawing.matrix && drawing.edges.len() > 2 { (matrix(reader, drawing, &count)) }
    }
}

/// Who calls whom: a row for each that calls, a column for each that is called.
fn matrix(reader: &Reader, drawing: &Drawing, count: &dyn Fn(usize) -> String) -> Markup {
    let head = |name: &Say| table::Column { head: name.clone(), number: true };
    let columns: Vec<table::Column> =
        std::iter::once(table::words(CALLS)).chain(drawing.nodes.iter().map(|node| head(&node.name))).collect();
    let mut flows = vec![vec![0; drawing.nodes.len()]; drawing.nodes.len()];
    drawing.edges.iter().for_each(|edge| flows[edge.from][edge.to] += edge.flows);
    let rows = drawing.nodes.iter().zip(&flows).enumerate().map(|(at, (node, row))| {
        let cells = row.iter().enumerate().map(|(to, n)| match (at == to, *n) {
            (true, _) => html! { "—" },
            (false, n) => html! { (count(n)) },
        });
        std::iter::once(html! { (reader.say(&node.name)) }).chain(cells).collect()
    });
    html! { div.matrix { (table::behind(reader, reader.w(MATRIX), &columns, rows.collect())) } }
}

/// The map as a drawing that needs nothing else: its colours, its title and what it says in words are in it.
pub fn alone(lang: Lang, caption: &Say, about: &[String], drawing: &Drawing) -> String {
    const LINE: f64 = 20.0;
    let scene = Scene::of(lang, drawing);
    let width = scene.width.max(640.0) + 2.0 * EDGE;
    let room = width - 4.0 * EDGE;
    let about: Vec<String> = about.iter().flat_map(|words| wrapped(words, NOTE, room, 4)).collect();
    let above = 56.0;
    let height = above + scene.height + LINE * (about.len() as f64 + 1.0);
    let title = clipped_to(caption.in_lang(lang), 24.0, room);
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" version="1.1" lang=(lang.tag()) width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="img" aria-labelledby="title desc" {
            title id="title" { (caption.in_lang(lang)) }
            desc id="desc" { (about.join(" ")) }
            rect x="0" y="0" width=(width) height=(height) fill=(PAPER) {}
            text x=(2.0 * EDGE) y="36" font-family=(SERIF) font-size="24" fill=(INK) { (title) }
            g transform={ "translate(" (EDGE) " " (above) ")" } { (scene.shapes(lang, Pen::Alone)) }
            @for (at, words) in about.iter().enumerate() {
                text x=(2.0 * EDGE) y=(above + scene.height + LINE * (at as f64 + 1.0)) font-family=(SANS) font-size=(NOTE) fill=(MUTED) { (words) }
            }
        }
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Names come from files: what XML has no sign for is shown as such.
    out.extend(svg.into_string().chars().map(|sign| if is_xml(sign) { sign } else { '\u{fffd}' }));
    out
}

/// Whether a sign may stand in XML (XML 1.0, production 2).
fn is_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_xml_has_not_are_not_sent() {
        assert!("aé漢😀\n".chars().all(is_xml));
        assert!(!"\u{0}\u{8}\u{b}\u{1f}\u{fffe}\u{ffff}".chars().any(is_xml));
    }
}
