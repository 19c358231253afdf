//! Pilots: what is tried on a few, and what both sides make of it.

use agenda::pilot::reading::{self, Power};
use agenda::pilot::{Count, Lines, Pilot, Stake};
use app::{Order, PilotOrder, Problem, TypedPlan};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, Money, Quantity, Ref, Say as Words};
use jiff::civil::Date;
use picture::pilot::words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Named, Paging, Say, done, link, tagged};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::session::Session;

/// A pilot in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PilotLine {
    /// Its number.
    pub number: u64,
    /// What one believes.
    pub hypothesis: Option<String>,
    /// The request it serves.
    pub request: Option<Link>,
    /// `draft`, `running`, `read`, `decided`, `dropped`.
    pub stage: String,
    /// The day both sides decide by.
    #[schema(value_type = String)]
    pub decide_by: Date,
    /// What the lines fixed in advance say: `extend`, `pivot`, `stop`, `not_conclusive`.
    pub verdict: Option<String>,
    /// What was decided, such as `extend`.
    pub choice: Option<String>,
}

/// A pilot with its plan, what it can show, and what its counts say.
#[derive(Debug, Serialize, ToSchema)]
pub struct PilotPage {
    /// What a list says of it.
    #[serde(flatten)]
    pub line: PilotLine,
    /// What is counted.
    pub metric: Option<String>,
    /// What the count stands for, and why it may.
    pub proxy: Option<String>,
    /// On whom.
    pub population: Option<String>,
    /// What the people of each arm see, the control first.
    pub arms: Vec<ArmBody>,
    /// What ends it before its day.
    pub stop_rule: Option<String>,
    /// Who runs it afterwards.
    pub home: Option<Link>,
    /// What the planned number of people can show.
    pub power: PowerBody,
    /// Why the verdict is what it is.
    pub why: Option<Say>,
    /// What a reader must know beside the result.
    pub flags: Vec<Say>,
    /// Whether it teaches more than it costs; `null` when nothing is said of what is at stake.
    pub worth: Option<WorthBody>,
    /// Why it runs although it is too small.
    pub despite_power: Option<String>,
    /// Why it runs beside so many others.
    pub despite_cap: Option<String>,
    /// The newest decision about it.
    pub decision: Option<Link>,
    /// The day it would be prolonged to.
    #[schema(value_type = String)]
    pub until: Date,
    /// What was learnt from it.
    pub practices: Vec<Link>,
    /// Its figures, each with what it rests on.
    pub figures: Vec<Named>,
}

/// One of the ways compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArmBody {
    /// What its people see.
    pub name: String,
    /// Whether it is what they see today.
    pub control: bool,
}

/// What the planned number of people can show.
#[derive(Debug, Serialize, ToSchema)]
pub struct PowerBody {
    /// The smallest difference that can be seen, as a difference of shares.
    pub detectable: Option<f64>,
    /// How many people each arm needs to show the promise.
    pub needed: u64,
    /// Whether they are enough.
    pub enough: bool,
    /// The same in words.
    pub say: Say,
    /// The ways out, when they are not.
    pub ways_out: Vec<Say>,
}

/// What a pilot is worth before it is decided, in euros.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorthBody {
    /// What it may teach (expected value of sample information).
    pub sample: f64,
    /// What certainty would be worth (expected value of perfect information).
    pub perfect: f64,
    /// What it costs, waiting included.
    pub cost: f64,
    /// Whether it teaches more than it costs.
    pub pays: bool,
    /// The same in words.
    pub say: Say,
}

/// A plan.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PlanBody {
    /// The request it serves, such as `request:1`; only read when it is set up.
    #[schema(value_type = Option<String>)]
    pub request: Option<Ref>,
    /// What one believes: which change makes which difference to whom.
    pub hypothesis: String,
    /// What is counted: the share of people who do something.
    pub metric: String,
    /// What that share stands for, and why it may.
    pub proxy: String,
    /// On whom.
    pub population: String,
    /// The share without the change, `0..1`.
    pub baseline: f64,
    /// The difference promised, as a difference of shares; below zero where less is better.
    pub promised: f64,
    /// What the control sees, then each novelty.
    pub arms: Vec<String>,
    /// How many people see each.
    pub per_arm: u64,
    /// The accepted risk of a false alarm, two-sided; 0.05 when absent.
    pub alpha: Option<f64>,
    /// The wanted chance of seeing the promise; 0.8 when absent.
    pub power: Option<f64>,
    /// What ends it before its day.
    pub stop_rule: String,
    /// What it may cost at most, in cents.
    pub budget_cents: i64,
    /// The day both sides decide by.
    #[schema(value_type = String)]
    pub decide_by: Date,
    /// The team that runs it afterwards, such as `team:loyalty`.
    #[schema(value_type = Option<String>)]
    pub home: Option<Ref>,
    /// Extended when the whole interval lies above it; a difference of shares in the direction promised.
    pub extend: f64,
    /// Under the line above: the course is changed when the whole interval lies above this one, else it is stopped; 0
    /// when absent.
    pub pivot: Option<f64>,
    /// What is at stake.
    pub stake: Option<StakeBody>,
}

/// What hangs on the decision a pilot prepares.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StakeBody {
    /// The net present value of extending it, in euros: low, likely and high, nine times in ten between the ends.
    pub low: f64,
    /// The likely value.
    pub likely: f64,
    /// The high value.
    pub high: f64,
    /// What extending it costs, in cents.
    pub rollout_cents: Option<i64>,
    /// What a week of waiting costs, in cents.
    pub delay_week_cents: Option<i64>,
}

/// How a pilot begins.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StartBody {
    /// Why it runs although it is too small for its promise.
    pub despite_power: Option<String>,
    /// Why it runs beside so many others.
    pub despite_cap: Option<String>,
}

/// Counts, in any order.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CountsBody {
    /// One for each arm.
    pub counts: Vec<CountBody>,
    /// The day they are of; today when absent.
    #[schema(value_type = Option<String>)]
    pub on: Option<Date>,
    /// What the pilot has cost until then, in cents.
    pub spent_cents: Option<i64>,
    /// Where they come from, and anything else.
    pub words: Option<String>,
}

/// The count of one arm.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CountBody {
    /// What its people see, as the plan names it.
    pub arm: String,
    /// How many people were in it.
    pub people: u64,
    /// How many of them did it.
    pub did: u64,
}

/// What both sides are asked to decide.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SendBody {
    /// The day it would be prolonged to; as long again as planned when absent.
    #[schema(value_type = Option<String>)]
    pub until: Option<Date>,
}

/// Why it ends.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EndPilotBody {
    /// Why.
    pub why: String,
}

/// `GET /api/v1/pilots`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.pilots(), |(number, pilot)| line(&session, number, pilot));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/pilots`
pub async fn set_up(told: Told<PlanBody>) -> Answer {
    let order = PilotOrder::SetUp { request: told.body.request.clone(), plan: plan(&told.body) };
    Ok(done(&told.carry_out(None, Order::Pilot(order)).await?))
}

/// `PUT /api/v1/pilots/{number}/plan`
pub async fn revise(Path(pilot): Path<u64>, told: Told<PlanBody>) -> Answer {
    order(told, pilot, |body| PilotOrder::Revise { pilot, plan: plan(body) }).await
}

/// `POST /api/v1/pilots/{number}/start`
pub async fn start(Path(pilot): Path<u64>, told: Told<StartBody>) -> Answer {
    order(told, pilot, |body| PilotOrder::Start {
        pilot,
        despite_power: body.despite_power.clone(),
        despite_cap: body.despite_cap.clone(),
    })
    .await
}

/// `POST /api/v1/pilots/{number}/counts`
pub async fn read(Path(pilot): Path<u64>, told: Told<CountsBody>) -> Answer {
    let held = held(&told.session, pilot)?;
    let picture = &told.session.picture;
    let place = |name: &str| picture.arm_called(&held.plan, name).ok_or_else(|| no_arm(&told.session, held, name));
    let counts = told.body.counts.iter();
    let counts = counts.map(|it| Ok(Count { arm: place(&it.arm)?, people: it.people, did: it.did }));
    let counts = counts.collect::<Result<Vec<Count>, Problem>>()?;
    let on = told.body.on.unwrap_or(told.session.today);
    order(told, pilot, |body| PilotOrder::Read {
        pilot,
        counts,
        on,
        spent: body.spent_cents.map(|cents| Money { cents }),
        words: body.words.clone(),
    })
    .await
}

/// `POST /api/v1/pilots/{number}/decision`
pub async fn send(Path(pilot): Path<u64>, told: Told<SendBody>) -> Answer {
    let held = held(&told.session, pilot)?;
    let until = told.body.until.unwrap_or_else(|| told.session.picture.pilot_until(held, told.session.today));
    order(told, pilot, |_| PilotOrder::Send { pilot, until }).await
}

/// `POST /api/v1/pilots/{number}/end`
pub async fn end(Path(pilot): Path<u64>, told: Told<EndPilotBody>) -> Answer {
    order(told, pilot, |body| PilotOrder::Drop { pilot, why: body.why.clone() }).await
}

async fn order<T: serde::de::DeserializeOwned>(
    told: Told<T>,
    pilot: u64,
    order: impl FnOnce(&T) -> PilotOrder,
) -> Answer {
    let order = Order::Pilot(order(&told.body));
    Ok(done(&told.carry_out(Some(Ref::new(Kind::Pilot, &pilot.to_string())), order).await?))
}

/// `GET /api/v1/pilots/{number}`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let pilot = held(&session, number)?;
    let version = session.picture.version(&Ref::new(Kind::Pilot, &number.to_string()));
    Ok(tagged(version, Json(page(&session, number, pilot)).into_response()))
}

fn held(session: &Session, number: u64) -> Result<&Pilot, Problem> {
    let missing = || Problem::not_found(Words::new(format!("le pilote {number}"), format!("pilot {number}")));
    session.picture.pilot(number).ok_or_else(missing)
}

/// An arm that the plan does not have.
fn no_arm(session: &Session, pilot: &Pilot, name: &str) -> Problem {
    let arms: Vec<String> = (0..pilot.plan.arms.len()).map(|arm| session.picture.arm_name(&pilot.plan, arm)).collect();
    let arms = arms.join(", ");
    Problem::invalid(
        Words::new(format!("« {name} » n'est pas un groupe du plan"), format!("“{name}” is no group of the plan")),
        Words::new(format!("choisissez parmi : {arms}"), format!("choose one of: {arms}")),
    )
}

fn plan(body: &PlanBody) -> Box<TypedPlan> {
    let stake = body.stake.as_ref().map(|stake| Stake {
        value_eur: Quantity { low: stake.low, likely: stake.likely, high: stake.high },
        rollout: Money { cents: stake.rollout_cents.unwrap_or_default() },
        delay_week: Money { cents: stake.delay_week_cents.unwrap_or_default() },
    });
    Box::new(TypedPlan {
        hypothesis: body.hypothesis.clone(),
        metric: body.metric.clone(),
        proxy: body.proxy.clone(),
        population: body.population.clone(),
        baseline: body.baseline,
        promised: body.promised,
        arms: body.arms.clone(),
        per_arm: body.per_arm,
        alpha: body.alpha.unwrap_or(0.05),
        power: body.power.unwrap_or(0.8),
        stop_rule: body.stop_rule.clone(),
        budget: Money { cents: body.budget_cents },
        decide_by: body.decide_by,
        home: body.home.clone(),
        lines: Lines { extend: body.extend, pivot: body.pivot.unwrap_or_default() },
        stake,
    })
}

fn line(session: &Session, number: u64, pilot: &Pilot) -> PilotLine {
    PilotLine {
        number,
        hypothesis: session.picture.text(&pilot.plan.hypothesis).map(str::to_owned),
        request: pilot.request.as_ref().map(|id| link(session, id)),
        stage: pilot.stage().word().to_owned(),
        decide_by: pilot.decide_by(),
        verdict: reading::of(pilot).map(|reading| reading.verdict.word().to_owned()),
        choice: pilot.decided.as_ref().map(|(choice, ..)| choice.word()),
    }
}

fn page(session: &Session, number: u64, pilot: &Pilot) -> PilotPage {
    let picture = &session.picture;
    let plan = &pilot.plan;
    let words_of = |text: &base::Text| picture.text(text).map(str::to_owned);
    let reading = reading::of(pilot);
    let started = pilot.started.as_ref();
    let id = Ref::new(Kind::Pilot, &number.to_string());
    let practices = picture.practices().filter(|(_, practice)| practice.pilot.as_ref() == Some(&id));
    PilotPage {
        line: line(session, number, pilot),
        metric: words_of(&plan.metric),
        proxy: words_of(&plan.proxy),
        population: words_of(&plan.population),
        arms: plan
            .arms
            .iter()
            .enumerate()
            .map(|(place, arm)| ArmBody { name: picture.arm_name(plan, place), control: arm.control })
            .collect(),
        stop_rule: words_of(&plan.stop_rule),
        home: plan.home.as_ref().map(|home| link(session, home)),
        power: power(pilot, &reading::power(plan)),
        why: reading.as_ref().map(|reading| words::why(plan, reading).into()),
        flags: reading.iter().flat_map(|reading| &reading.flags).map(|flag| words::flag(flag).into()).collect(),
        worth: picture.pilot_worth(pilot).map(|worth| WorthBody {
            sample: worth.sample,
            perfect: worth.perfect,
            cost: worth.cost,
            pays: worth.pays(),
            say: words::worth(&worth).into(),
        }),
        despite_power: started.and_then(|it| words_of(it.despite_power.as_ref()?)),
        despite_cap: started.and_then(|it| words_of(it.despite_cap.as_ref()?)),
        decision: pilot.decision.as_ref().map(|id| link(session, id)),
        until: picture.pilot_until(pilot, session.today),
        practices: practices.map(|(number, _)| link(session, &Ref::new(Kind::Practice, &number.to_string()))).collect(),
        figures: picture.pilot_figures(number, pilot).iter().map(Named::from).collect(),
    }
}

fn power(pilot: &Pilot, power: &Power) -> PowerBody {
    let short = power.short();
    PowerBody {
        detectable: power.detectable,
        needed: power.needed,
        enough: short.is_none(),
        say: words::power(&pilot.plan, power).into(),
        ways_out: short.iter().flat_map(|short| words::ways_out(&pilot.plan, short)).map(Say::from).collect(),
    }
}
