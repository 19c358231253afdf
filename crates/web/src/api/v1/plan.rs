//! The rolling plan: what is planned of whom, how it goes, and both sides' word on proposals.

pub mod choice;

use std::collections::BTreeMap;

use agenda::plan::{Cost, Plan, Pool, Proposal, Quarter, Work};
use app::Order;
use app::order::plan::{PlanOrder, TypedInitiative};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use base::Quantity;
use picture::Picture;
use picture::plan::{self as planned, Differs, Drift};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Person, done, link, person, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::Session;

/// The plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanPage {
    /// The quarters looked at, such as `2026-Q4`.
    #[schema(value_type = Vec<String>)]
    pub quarters: Vec<Quarter>,
    /// What is planned of each team.
    pub teams: Vec<TeamLoad>,
    /// What is planned of each fund.
    pub funds: Vec<FundLoad>,
    /// The initiatives that may be planned.
    pub initiatives: Vec<InitiativeLine>,
    /// Proposals, newest first.
    pub proposals: Vec<ProposalLine>,
    /// Pairs of initiatives of which the first begins before the second, which it needs, has ended.
    pub too_early: Vec<(u32, u32)>,
    /// How the work on initiatives goes, as the trackers tell it.
    pub drift: Vec<DriftLine>,
}

/// What is planned of a fund.
#[derive(Debug, Serialize, ToSchema)]
pub struct FundLoad {
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub name: Option<String>,
    /// Quarter by quarter.
    pub quarters: Vec<QuarterMoney>,
}

/// What is planned of a fund in a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterMoney {
    /// The quarter.
    #[schema(value_type = String)]
    pub quarter: Quarter,
    /// What is planned, in euros.
    #[schema(value_type = Object)]
    pub euros: Quantity,
    /// What it holds, in euros.
    pub most: f64,
    /// The initiatives, by number.
    pub by: Vec<u32>,
    /// Euros beyond what it holds.
    pub over: f64,
}

/// How the work on an initiative goes beside the plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriftLine {
    /// The initiative.
    pub number: u32,
    /// The request its items are linked to.
    pub request: u64,
    /// Person-days the plan says it takes.
    pub stated: f64,
    /// Person-days its tracker plans.
    pub told: Option<f64>,
    /// Person-days spent so far.
    pub spent: f64,
    /// Quarter by quarter.
    pub quarters: Vec<DriftQuarter>,
    /// In what the two differ.
    pub differs: Vec<DriftWord>,
}

/// What was to be worked in a quarter, and what was.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriftQuarter {
    /// The quarter.
    #[schema(value_type = String)]
    pub quarter: Quarter,
    /// Person-days the plan has in it.
    pub planned: f64,
    /// Person-days spent in it.
    pub spent: f64,
}

/// In what plan and tracker differ.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriftWord {
    /// `size`, `not_planned`, `early`, `not_begun`, `beyond`.
    pub kind: String,
    /// Person-days; for `size`, negative where the tracker plans fewer.
    pub days: Option<f64>,
}

/// What is planned of a team.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamLoad {
    /// The team.
    pub team: Link,
    /// What it can do in a quarter, in person-days.
    #[schema(value_type = Option<Object>)]
    pub capacity: Option<Quantity>,
    /// Quarter by quarter.
    pub quarters: Vec<QuarterLoad>,
}

/// What is planned of a team in a quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterLoad {
    /// The quarter.
    #[schema(value_type = String)]
    pub quarter: Quarter,
    /// Person-days.
    #[schema(value_type = Object)]
    pub days: Quantity,
    /// The initiatives, by number.
    pub by: Vec<u32>,
    /// Days beyond what the team can do.
    pub over: f64,
}

/// An initiative.
#[derive(Debug, Serialize, ToSchema)]
pub struct InitiativeLine {
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub name: Option<String>,
    /// The request it comes from.
    pub request: Option<u64>,
    /// What it brings, in euros of today.
    #[schema(value_type = Object)]
    pub value: Quantity,
    /// Whether a signed case says so; else it was stated with the initiative.
    pub from_case: bool,
    /// What starting a quarter later loses, in euros.
    pub delay: f64,
    /// What it takes.
    #[schema(value_type = Vec<Object>)]
    pub work: Vec<Work>,
    /// What it costs.
    #[schema(value_type = Vec<Object>)]
    pub costs: Vec<Cost>,
    /// The initiatives that must have ended before.
    pub needs: Vec<u32>,
    /// Whether it is done whatever it brings.
    pub must: bool,
    /// When it begins.
    #[schema(value_type = Option<String>)]
    pub start: Option<Quarter>,
}

/// A proposal.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalLine {
    /// Its number.
    pub number: u32,
    /// Which initiative begins when; `null` where it leaves the plan.
    #[schema(value_type = Object)]
    pub moves: BTreeMap<u32, Option<Quarter>>,
    /// Who made it.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// The sides that agree.
    pub agreed: Vec<String>,
    /// `open`, `adopted`, `declined`.
    pub state: String,
    /// Why it was put aside.
    pub why: Option<String>,
}

/// An initiative to state.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct InitiativeBody {
    /// What it is called.
    pub name: String,
    /// The request it comes from.
    pub request: Option<u64>,
    /// What it brings, in euros of today: `{"low", "likely", "high"}`.
    #[schema(value_type = Object)]
    pub value: Quantity,
    /// What starting a quarter later loses, in euros.
    #[serde(default)]
    pub delay: f64,
    /// What it takes: `{"team": "team:squad-web", "after": 0, "days": {"low", "likely", "high"}}`.
    #[schema(value_type = Vec<Object>)]
    pub work: Vec<Work>,
    /// What it costs: `{"fund": 1, "after": 0, "euros": {"low", "likely", "high"}}`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub costs: Vec<Cost>,
    /// The initiatives that must have ended before.
    #[serde(default)]
    pub needs: Vec<u32>,
    /// Whether it is done whatever it brings.
    #[serde(default)]
    pub must: bool,
}

/// Money to set aside.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct FundBody {
    /// What it is called.
    pub name: String,
    /// Euros for each quarter, `{"2026-Q4": 120000}`; none in a quarter that is not named.
    #[schema(value_type = Object)]
    pub money: BTreeMap<Quarter, f64>,
}

/// A reason.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct WhyBody {
    /// Why.
    pub why: String,
}

/// When initiatives are to begin.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ProposalBody {
    /// Which initiative begins when, `{"3": "2026-Q4", "5": null}`; what the search proposes, where it is left out.
    #[schema(value_type = Option<Object>)]
    pub moves: Option<BTreeMap<u32, Option<Quarter>>>,
}

/// `GET /api/v1/plan`
pub async fn show(session: Session) -> Answer {
    let nothing = Plan::default();
    let picture = &session.picture;
    let plan = picture.plan().unwrap_or(&nothing);
    let from = Picture::plan_from(session.today);
    let (mut teams, mut funds) = (Vec::new(), Vec::new());
    for load in picture.plan_loads(plan, session.today) {
        match load.pool {
            Pool::Team(team) => teams.push(TeamLoad {
                team: link(&session, &team),
                capacity: load.capacity.map(|it| it.value),
                quarters: load
                    .quarters
                    .into_iter()
                    .map(|it| QuarterLoad { quarter: it.quarter, days: it.planned, by: it.by, over: it.over })
                    .collect(),
            }),
            Pool::Fund(number) => funds.push(FundLoad {
                number,
                name: plan.funds.get(&number).and_then(|it| picture.text(&it.name)).map(str::to_owned),
                quarters: load
                    .quarters
                    .into_iter()
                    .map(|it| QuarterMoney {
                        quarter: it.quarter,
                        euros: it.planned,
                        most: it.most.unwrap_or_default(),
                        by: it.by,
                        over: it.over,
                    })
                    .collect(),
            }),
        }
    }
    let initiatives = plan.initiatives.iter().map(|(number, it)| {
        let brings = picture.brings(plan, *number);
        InitiativeLine {
            number: *number,
            name: picture.text(&it.name).map(str::to_owned),
            request: it.request,
            value: brings.map_or(it.value, |it| it.value),
            from_case: brings.is_some_and(|it| it.case.is_some()),
            delay: it.delay,
            work: it.work.clone(),
            costs: it.costs.clone(),
            needs: it.needs.clone(),
            must: it.must,
            start: plan.starts.get(number).copied(),
        }
    });
    let page = PlanPage {
        quarters: (0..planned::QUARTERS).map(|at| from.plus(at)).collect(),
        teams,
        funds,
        initiatives: initiatives.collect(),
        proposals: plan.proposals.iter().rev().map(|(number, it)| proposal(&session, *number, it)).collect(),
        too_early: plan.too_early(),
        drift: picture.plan_drift(plan, session.today).into_iter().map(drift).collect(),
    };
    Ok(Json(page).into_response())
}

fn drift(it: Drift) -> DriftLine {
    let differs = it.differs.iter().map(|one| {
        let (kind, days) = match one {
            Differs::Size { by } => ("size", Some(*by)),
            Differs::NotPlanned { spent } => ("not_planned", Some(*spent)),
            Differs::Early { spent } => ("early", Some(*spent)),
            Differs::NotBegun { .. } => ("not_begun", None),
            Differs::Beyond { by } => ("beyond", Some(*by)),
        };
        DriftWord { kind: kind.to_owned(), days }
    });
    let quarters = it.quarters.iter().map(|(quarter, planned, spent)| DriftQuarter {
        quarter: *quarter,
        planned: *planned,
        spent: *spent,
    });
    DriftLine {
        number: it.number,
        request: it.request,
        stated: it.stated,
        told: it.told,
        spent: it.spent,
        quarters: quarters.collect(),
        differs: differs.collect(),
    }
}

fn proposal(session: &Session, number: u32, it: &Proposal) -> ProposalLine {
    let state = match (&it.declined, it.open()) {
        (Some(_), _) => "declined",
        (None, true) => "open",
        (None, false) => "adopted",
    };
    ProposalLine {
        number,
        moves: it.moves.clone(),
        by: it.by.map(|id| person(session, id)),
        at: it.at,
        agreed: it.agreed.iter().map(word).collect(),
        state: state.to_owned(),
        why: it.declined.as_ref().and_then(|(_, why)| session.picture.text(why).map(str::to_owned)),
    }
}

/// `POST /api/v1/plan/funds`
pub async fn fund(told: Told<FundBody>) -> Answer {
    let order = funded(None, told.body.clone());
    Ok(done(&told.carry_out(None, order).await?))
}

/// `PUT /api/v1/plan/funds/{number}`
pub async fn restate_fund(Path(number): Path<u32>, told: Told<FundBody>) -> Answer {
    let order = funded(Some(number), told.body.clone());
    Ok(done(&told.carry_out(None, order).await?))
}

fn funded(number: Option<u32>, it: FundBody) -> Order {
    Order::Plan(PlanOrder::Fund { number, name: it.name, money: it.money })
}

/// `POST /api/v1/plan/initiatives`
pub async fn state(told: Told<InitiativeBody>) -> Answer {
    let order = stated(None, told.body.clone());
    Ok(done(&told.carry_out(None, order).await?))
}

/// `PUT /api/v1/plan/initiatives/{number}`
pub async fn restate(Path(number): Path<u32>, told: Told<InitiativeBody>) -> Answer {
    let order = stated(Some(number), told.body.clone());
    Ok(done(&told.carry_out(None, order).await?))
}

fn stated(number: Option<u32>, body: InitiativeBody) -> Order {
    let InitiativeBody { name, request, value, delay, work, costs, needs, must } = body;
    let initiative = TypedInitiative { name, request, value, delay, work, costs, needs, must };
    Order::Plan(PlanOrder::State { number, initiative })
}

/// `POST /api/v1/plan/initiatives/{number}/end`
pub async fn drop(Path(number): Path<u32>, told: Told<WhyBody>) -> Answer {
    let why = told.body.why.clone();
    Ok(done(&told.carry_out(None, Order::Plan(PlanOrder::Drop { number, why })).await?))
}

/// `POST /api/v1/plan/proposals`
pub async fn propose(State(house): State<House>, told: Told<ProposalBody>) -> Answer {
    let moves = match told.body.moves.clone() {
        Some(moves) => moves,
        None => choice::proposed(&house, &told.session).await?.moves,
    };
    Ok(done(&told.carry_out(None, Order::Plan(PlanOrder::Propose { moves })).await?))
}

/// `POST /api/v1/plan/proposals/{number}/agreement`
pub async fn agree(Path(proposal): Path<u32>, told: Told<super::requests::NothingBody>) -> Answer {
    Ok(done(&told.carry_out(None, Order::Plan(PlanOrder::Agree { proposal })).await?))
}

/// `POST /api/v1/plan/proposals/{number}/refusal`
pub async fn decline(Path(proposal): Path<u32>, told: Told<WhyBody>) -> Answer {
    let why = told.body.why.clone();
    Ok(done(&told.carry_out(None, Order::Plan(PlanOrder::Decline { proposal, why })).await?))
}
