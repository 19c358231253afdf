//! Objectives: what is wanted for the customer, by which number, how far it is, what serves it and what does not.

use agenda::objective::{Above, Objective, Root, Target};
use app::{ObjectiveOrder, Order, Problem, TypedObjective, TypedStep, TypedYardstick};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use base::{Kind, PersonId, Ref, Say as Words, Text, Unit};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Named, Person, Say, done, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::session::Session;

/// The tree of objectives.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectiveTree {
    /// Both roots.
    pub roots: Vec<RootBody>,
    /// Those that are pursued, in the order they were set.
    pub objectives: Vec<ObjectivePage>,
    /// Those with nothing below them that nothing serves.
    pub unserved: Vec<Link>,
    /// Requests, open or going ahead, that serve none.
    pub aimless: Vec<Link>,
}

/// A root.
#[derive(Debug, Serialize, ToSchema)]
pub struct RootBody {
    /// `commercial_strategy` or `it_goals`.
    pub root: String,
    /// What it is called.
    pub name: Say,
    /// The share of the way of all below it; `null` when nothing was measured.
    pub progress: Option<Named>,
    /// On how many numbers that rests.
    pub measured: usize,
    /// How many there should be.
    pub of: usize,
}

/// An objective.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectivePage {
    /// Its number.
    pub number: u64,
    /// What is wanted.
    pub name: Option<String>,
    /// What the customer has of it.
    pub effect: Option<String>,
    /// What it stands under: `commercial_strategy`, `it_goals`, or another, such as `objective:2`.
    pub above: String,
    /// Who answers for what its number means.
    pub defines: Person,
    /// Who answers for where its number is read.
    pub supplies: Person,
    /// What it weighs among its neighbours.
    pub weight: u32,
    /// By which number one sees it.
    pub yardstick: Option<YardstickBody>,
    /// `reached`, `on_the_way`, `behind`, `outside`, `missed`, `not_measured`; `null` without a number of its own.
    pub standing: Option<String>,
    /// Its figures: start, target or bounds, the latest number, the share of the way.
    pub figures: Vec<Named>,
    /// Every number stated, oldest first.
    pub readings: Vec<ReadingBody>,
    /// What serves it.
    pub served: Vec<Link>,
    /// Why it is no longer pursued.
    pub ended: Option<String>,
}

/// The number of an objective.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct YardstickBody {
    /// From what people do to what comes out.
    pub chain: Vec<StepBody>,
    /// Which step is counted, from 0.
    pub counted: usize,
    /// What it counts, such as `share` (a part of 1), `count`, `eur_per_year`, `days`.
    #[schema(value_type = String)]
    pub unit: Unit,
    /// `{"increase": {"baseline", "target"}}`, `{"decrease": …}`, `{"keep_within": {"baseline", "low", "high"}}`,
    /// `"milestone"`.
    #[schema(value_type = Object)]
    pub target: Target,
    /// The day it starts from.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The day it should be there.
    #[schema(value_type = String, format = Date)]
    pub by: Date,
}

/// One step from what people do to what comes out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StepBody {
    /// `activity` (on a screen), `outcome` (what a customer does otherwise), `money`.
    #[schema(value_type = String)]
    pub kind: agenda::business_case::Metric,
    /// What it is.
    #[serde(default)]
    pub words: String,
}

/// A number that was stated.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingBody {
    /// The day it is of.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The number.
    pub value: f64,
    /// Where it was read.
    pub source: Option<String>,
    /// Who stated it.
    pub by: Option<Person>,
}

/// What an objective says.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ObjectiveBody {
    /// What is wanted.
    pub name: String,
    /// What the customer has of it.
    pub effect: String,
    /// What it stands under: `commercial_strategy`, `it_goals`, or another, such as `objective:2`.
    pub above: String,
    /// Who answers for what its number means: an id.
    #[schema(value_type = String)]
    pub defines: PersonId,
    /// Who answers for where its number is read, of the other side: an id.
    #[schema(value_type = String)]
    pub supplies: PersonId,
    /// What it weighs among its neighbours, 1 to 100.
    #[serde(default = "one")]
    pub weight: u32,
    /// By which number one sees it; without one, by what stands below it.
    pub yardstick: Option<YardstickBody>,
}

fn one() -> u32 {
    1
}

/// A number to state.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MeasureBody {
    /// The day it is of; today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The number, in the unit of the objective; of a milestone 1 or 0.
    pub value: f64,
    /// Where it was read.
    pub source: String,
}

/// What serves an objective.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ServeBody {
    /// What, such as `request:4`, `business-case:4`, `promise:spot`, `pilot:1`, `objective:2`.
    #[schema(value_type = String)]
    pub by: Ref,
}

/// Why an objective is given up.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EndObjectiveBody {
    /// Why.
    pub why: String,
}

/// `GET /api/v1/objectives`
pub async fn list(session: Session) -> Answer {
    let picture = &session.picture;
    let tree = picture.objective_tree();
    let roots = Root::ALL.map(|root| {
        let progress = tree.root_progress(root);
        RootBody {
            root: root.word().to_owned(),
            name: root.say().into(),
            progress: picture.root_figure(root).as_ref().map(Named::from),
            measured: progress.map_or(0, |it| it.measured),
            of: progress.map_or(0, |it| it.of),
        }
    });
    let links = |kind, numbers: Vec<u64>| -> Vec<Link> {
        numbers.iter().map(|number| link(&session, &Ref::new(kind, &number.to_string()))).collect()
    };
    let body = ObjectiveTree {
        roots: roots.into(),
        objectives: tree.iter().map(|(number, it)| page(&session, number, it)).collect(),
        unserved: links(Kind::Objective, picture.unserved()),
        aimless: links(Kind::Request, picture.aimless()),
    };
    Ok(Json(body).into_response())
}

/// `POST /api/v1/objectives`
pub async fn set(told: Told<ObjectiveBody>) -> Answer {
    let content = Box::new(content(&told.body)?);
    Ok(done(&told.carry_out(None, Order::Objective(ObjectiveOrder::Set { content })).await?))
}

/// `GET /api/v1/objectives/{number}`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let missing = || Problem::not_found(Words::new(format!("l'objectif {number}"), format!("objective {number}")));
    let objective = session.picture.objective(number).ok_or_else(missing)?;
    let version = session.picture.version(&id(number));
    Ok(tagged(version, Json(page(&session, number, objective)).into_response()))
}

/// `PUT /api/v1/objectives/{number}`
pub async fn revise(Path(objective): Path<u64>, told: Told<ObjectiveBody>) -> Answer {
    let content = Box::new(content(&told.body)?);
    order(told, objective, |_| ObjectiveOrder::Revise { objective, content }).await
}

/// `POST /api/v1/objectives/{number}/readings`
pub async fn measure(Path(objective): Path<u64>, told: Told<MeasureBody>) -> Answer {
    order(told, objective, |body| ObjectiveOrder::Measure {
        objective,
        on: body.on,
        value: body.value,
        source: body.source.clone(),
    })
    .await
}

/// `POST /api/v1/objectives/{number}/serving`
pub async fn serve(Path(objective): Path<u64>, told: Told<ServeBody>) -> Answer {
    order(told, objective, |body| ObjectiveOrder::Serve { objective, by: body.by.clone() }).await
}

/// `POST /api/v1/objectives/{number}/releases`
pub async fn release(Path(objective): Path<u64>, told: Told<ServeBody>) -> Answer {
    order(told, objective, |body| ObjectiveOrder::Unserve { objective, by: body.by.clone() }).await
}

/// `POST /api/v1/objectives/{number}/end`
pub async fn end(Path(objective): Path<u64>, told: Told<EndObjectiveBody>) -> Answer {
    order(told, objective, |body| ObjectiveOrder::End { objective, why: body.why.clone() }).await
}

async fn order<T: serde::de::DeserializeOwned>(
    told: Told<T>,
    objective: u64,
    order: impl FnOnce(&T) -> ObjectiveOrder,
) -> Answer {
    let order = Order::Objective(order(&told.body));
    Ok(done(&told.carry_out(Some(id(objective)), order).await?))
}

fn id(number: u64) -> Ref {
    Ref::new(Kind::Objective, &number.to_string())
}

fn content(body: &ObjectiveBody) -> Result<TypedObjective, Problem> {
    let above = match Root::ALL.into_iter().find(|root| root.word() == body.above) {
        Some(root) => Above::Root(root),
        None => Above::Objective(body.above.parse().map_err(|_| Problem::not_found(Words::same(&body.above)))?),
    };
    let yardstick = body.yardstick.as_ref().map(|it| TypedYardstick {
        chain: it.chain.iter().map(|step| TypedStep { kind: step.kind, words: step.words.clone() }).collect(),
        counted: it.counted,
        unit: it.unit,
        target: it.target,
        from: it.from,
        by: it.by,
    });
    Ok(TypedObjective {
        name: body.name.clone(),
        above,
        effect: body.effect.clone(),
        defines: body.defines,
        supplies: body.supplies,
        weight: body.weight,
        yardstick,
    })
}

fn page(session: &Session, number: u64, it: &Objective) -> ObjectivePage {
    let words = |text: &Text| session.picture.text(text).map(str::to_owned);
    let content = &it.content;
    ObjectivePage {
        number,
        name: words(&content.name),
        effect: words(&content.effect),
        above: match &content.above {
            Above::Root(root) => word(root),
            Above::Objective(id) => id.to_string(),
        },
        defines: person(session, content.defines),
        supplies: person(session, content.supplies),
        weight: content.weight,
        yardstick: content.yardstick.as_ref().map(|yardstick| YardstickBody {
            chain: yardstick
                .chain
                .iter()
                .map(|step| StepBody { kind: step.kind, words: words(&step.words).unwrap_or_default() })
                .collect(),
            counted: yardstick.counted,
            unit: yardstick.unit,
            target: yardstick.target,
            from: yardstick.from,
            by: yardstick.by,
        }),
        standing: picture::objective::standing(it, session.today).map(|it| it.word().to_owned()),
        figures: session.picture.objective_figures(number).iter().map(Named::from).collect(),
        readings: it
            .readings
            .iter()
            .map(|(on, reading)| ReadingBody {
                on: *on,
                value: reading.value,
                source: words(&reading.source),
                by: reading.by.map(|id| person(session, id)),
            })
            .collect(),
        served: it.served.iter().map(|by| link(session, by)).collect(),
        ended: it.ended.as_ref().and_then(|(why, _)| words(why)),
    }
}
