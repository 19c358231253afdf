//! A view of the map: what the page shows, as boxes, lines and a list.

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Number, Say, says, word};
use crate::answer::Answer;
use crate::pages::map::{Asked, Row, View, drawing_alone, span};
use crate::session::Session;
use crate::ui::map::{Edge, Fate, Is, Node};

/// A view of the map.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapPage {
    /// 1: moments and channels; 2: the estate in groups; 3: one group opened; 4: one thing with its neighbourhood.
    pub depth: u8,
    /// What groups are made by: `part`, `team`, `capability`, `vendor`, `near`.
    pub by: String,
    /// On how many systems each ground says something.
    pub grounds: Vec<GroundBody>,
    /// The thing looked at.
    pub focus: Option<String>,
    /// What the drawing shows.
    pub caption: Say,
    /// What stands there in words.
    pub lead: Vec<Say>,
    /// What was asked for and is not there.
    pub lost: Option<Say>,
    /// The way from the whole to what one looks at.
    pub trail: Vec<StepBody>,
    /// The boxes.
    pub nodes: Vec<NodeBody>,
    /// The lines between them, widest first.
    pub edges: Vec<EdgeBody>,
    /// What is folded, in words.
    pub folded: Option<Say>,
    /// How the drawing is read.
    pub legend: Vec<Say>,
    /// What the view stands for, one by one.
    pub list: ListBody,
    /// The page.
    pub href: String,
    /// The drawing as SVG, in the asker's language, when asked for.
    pub svg: Option<String>,
}

/// What groups can be made by.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroundBody {
    /// Its word.
    pub by: String,
    /// On how many systems it says something.
    pub systems: usize,
    /// Where that view is.
    pub href: String,
}

/// A depth, or a group on the way.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepBody {
    /// 1 to 4.
    pub depth: u8,
    /// What it shows.
    pub name: Say,
    /// Where it is.
    pub href: String,
    /// Whether it is what one looks at.
    pub here: bool,
}

/// A box.
#[derive(Debug, Serialize, ToSchema)]
pub struct NodeBody {
    /// What it is known by: `system:crm`, `group:team:web`, `rest:1`.
    pub id: String,
    /// `thing`, `group`, or `rest` for what is not drawn one by one.
    pub is: String,
    /// What kind of thing or group it is.
    pub kind: Say,
    /// Its name.
    pub name: Say,
    /// How many things it stands for.
    pub things: usize,
    /// Short lines, such as "22 of 40 calls/s".
    pub notes: Vec<Say>,
    /// How it stands against its limit: `fine`, `watch`, `over`, `unknown`, and in words.
    pub standing: Option<StandingBody>,
    /// What becomes of it when the thing looked at stops: `stops`, `less`, `ask`.
    pub fate: Option<String>,
    /// Whether it is, or holds, what one looks at.
    pub here: bool,
    /// Where it leads.
    pub href: String,
}

/// How something stands against its limit.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingBody {
    /// `fine`, `watch`, `over`, `unknown`.
    pub verdict: String,
    /// In words.
    pub say: Say,
}

/// A line.
#[derive(Debug, Serialize, ToSchema)]
pub struct EdgeBody {
    /// From which box.
    pub from: String,
    /// To which.
    pub to: String,
    /// `hard`, `degradable`, `async`, `cached`; empty for a tie that is no flow, and for flows of several modes.
    pub mode: String,
    /// How many flows it stands for; 0 for a tie that is none.
    pub flows: usize,
    /// The load, as far as it is stated.
    pub load: Option<Number>,
    /// How wide it is beside the widest, `0..=1`.
    pub width: f64,
    /// Whether it is drawn; thinner ones of many stand in the table only.
    pub drawn: bool,
}

/// One page of what a view stands for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListBody {
    /// What it lists.
    pub title: Say,
    /// Which of how many, in words.
    pub span: Say,
    /// The things.
    pub items: Vec<RowBody>,
    /// How many there are in all.
    pub total: usize,
    /// What to send as `after` for the next page; `null` on the last.
    pub next: Option<usize>,
}

/// A thing of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowBody {
    /// The thing, as a box would show it.
    #[serde(flatten)]
    pub node: NodeBody,
    /// The groups it stands in, from the outermost.
    pub place: Vec<PlaceBody>,
}

/// A group something stands in.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceBody {
    /// Its name.
    pub name: Say,
    /// Where it opens.
    pub href: String,
}

/// Whether the drawing is wanted too.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    svg: bool,
}

/// `GET /api/v1/map`
pub async fn show(session: Session, Query(asked): Query<Asked>, Query(wanted): Query<Wanted>) -> Answer {
    let view = View::of(&session.picture, &asked, session.lang);
    let svg = wanted.svg.then(|| drawing_alone(&view, session.lang));
    Ok(Json(MapPage { svg, ..page(&view) }).into_response())
}

/// A view as programs read it.
pub fn page(view: &View) -> MapPage {
    let drawn = view.drawing.drawn().len();
    let nodes = &view.drawing.nodes;
    let edge = |(at, edge): (usize, &Edge)| EdgeBody {
        from: nodes[edge.from].id.clone(),
        to: nodes[edge.to].id.clone(),
        mode: edge.mode.clone(),
        flows: edge.flows,
        load: edge.load.as_ref().map(Number::from),
        width: edge.width,
        drawn: at < drawn,
    };
    let list = &view.list;
    let until = list.after + list.rows.len();
    MapPage {
        depth: view.scope.depth,
        by: view.scope.by.word().to_owned(),
        grounds: view
            .grounds
            .iter()
            .map(|(ground, systems, href)| GroundBody {
                by: ground.word().to_owned(),
                systems: *systems,
                href: href.clone(),
            })
            .collect(),
        focus: view.scope.focus.as_ref().map(ToString::to_string),
        caption: view.caption.clone().into(),
        lead: says(&view.lead),
        lost: view.lost.clone().map(Say::from),
        trail: view
            .steps
            .iter()
            .map(|step| StepBody {
                depth: step.depth,
                name: step.name.clone().into(),
                href: step.href.clone(),
                here: step.here,
            })
            .collect(),
        nodes: nodes.iter().map(node).collect(),
        edges: view.drawing.edges.iter().enumerate().map(edge).collect(),
        folded: view.folded.clone().map(Say::from),
        legend: says(&view.legend),
        list: ListBody {
            title: list.title.clone().into(),
            span: span(list).into(),
            items: list.rows.iter().map(row).collect(),
            total: list.total,
            next: (!list.rows.is_empty() && until < list.total).then_some(until),
        },
        href: view.scope.href(&[]),
        svg: None,
    }
}

fn node(node: &Node) -> NodeBody {
    NodeBody {
        id: node.id.clone(),
        is: match node.is {
            Is::Thing => "thing",
            Is::Group => "group",
            Is::Rest => "rest",
        }
        .to_owned(),
        kind: node.kind.clone().into(),
        name: node.name.clone().into(),
        things: node.things,
        notes: says(&node.notes),
        standing: node
            .standing
            .as_ref()
            .map(|(verdict, say)| StandingBody { verdict: word(verdict), say: say.clone().into() }),
        fate: node.fate.map(|fate| {
            match fate {
                Fate::Stops => "stops",
                Fate::Less => "less",
                Fate::Ask => "ask",
            }
            .to_owned()
        }),
        here: node.here,
        href: node.href.clone(),
    }
}

fn row(row: &Row) -> RowBody {
    let place = row.place.iter().map(|(name, href)| PlaceBody { name: name.clone().into(), href: href.clone() });
    RowBody { node: node(&row.node), place: place.collect() }
}
