//! The rolling plan: what is planned of whom, what the search would propose and why, and both sides' word on proposals.

use std::collections::BTreeMap;

use agenda::plan::choose::{MoreDays, Obstacle, Question, Why};
use agenda::plan::{Plan, Proposal, Quarter, Work};
use agenda::portfolio::NoSelection;
use app::order::plan::{PlanOrder, TypedInitiative};
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use base::{Quantity, Say as Words};
use picture::{Picture, plan as planned};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Person, done, link, person, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::Session;

/// So many more days of a team are weighed.
pub(crate) const MORE_DAYS: f64 = 10.0;

/// The plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanPage {
    /// The quarters looked at, such as `2026-Q4`.
    #[schema(value_type = Vec<String>)]
    pub quarters: Vec<Quarter>,
    /// What is planned of each team.
    pub teams: Vec<TeamLoad>,
    /// The initiatives that may be planned.
    pub initiatives: Vec<InitiativeLine>,
    /// Proposals, newest first.
    pub proposals: Vec<ProposalLine>,
    /// Pairs of initiatives of which the first begins before the second, which it needs, has ended.
    pub too_early: Vec<(u32, u32)>,
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

/// What the search would propose.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoicePage {
    /// When each initiative chosen begins; `null` where nothing keeps the rules.
    #[schema(value_type = Option<Object>)]
    pub starts: Option<BTreeMap<u32, Quarter>>,
    /// What they bring together, in euros of today.
    pub value: Option<f64>,
    /// Nothing that keeps the rules brings more.
    pub bound: Option<f64>,
    /// What would have to move.
    #[schema(value_type = Object)]
    pub moves: BTreeMap<u32, Option<Quarter>>,
    /// Of each initiative, why it is chosen or not.
    pub why: Vec<WhyLine>,
    /// What ten more days of a team in a quarter would bring, the most in front.
    pub more: Vec<MoreLine>,
    /// What cannot hold together, where nothing keeps the rules.
    pub obstacles: Vec<ObstacleLine>,
}

/// Why an initiative is chosen or not.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyLine {
    /// The initiative.
    pub number: u32,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What the whole would bring less with it, or without it, in euros; `null` where that cannot be.
    pub regret: Option<f64>,
    /// Who would leave.
    pub leave: Vec<u32>,
    /// Who would come, or begin in another quarter.
    pub come: Vec<u32>,
}

/// What more days would bring.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoreLine {
    /// The team.
    pub team: Link,
    /// The quarter.
    #[schema(value_type = String)]
    pub quarter: Quarter,
    /// Person-days.
    pub days: f64,
    /// Euros of today.
    pub gain: f64,
}

/// One of several things that cannot hold together.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObstacleLine {
    /// An initiative that must be done, or needs another to have ended.
    pub initiative: Option<u32>,
    /// Whether it is what it needs that stands in the way.
    pub needs: bool,
    /// A team that cannot do more.
    pub team: Option<Link>,
    /// In which quarter.
    #[schema(value_type = Option<String>)]
    pub quarter: Option<Quarter>,
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
    /// The initiatives that must have ended before.
    #[serde(default)]
    pub needs: Vec<u32>,
    /// Whether it is done whatever it brings.
    #[serde(default)]
    pub must: bool,
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
    let teams = picture.plan_loads(plan, session.today).into_iter().map(|load| TeamLoad {
        team: link(&session, &load.team),
        capacity: load.capacity.map(|it| it.value),
        quarters: load
            .quarters
            .into_iter()
            .map(|it| QuarterLoad { quarter: it.quarter, days: it.days, by: it.by, over: it.over })
            .collect(),
    });
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
            needs: it.needs.clone(),
            must: it.must,
            start: plan.starts.get(number).copied(),
        }
    });
    let page = PlanPage {
        quarters: (0..planned::QUARTERS).map(|at| from.plus(at)).collect(),
        teams: teams.collect(),
        initiatives: initiatives.collect(),
        proposals: plan.proposals.iter().rev().map(|(number, it)| proposal(&session, *number, it)).collect(),
        too_early: plan.too_early(),
    };
    Ok(Json(page).into_response())
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

/// What the search proposes, and why.
pub(crate) struct Reasoned {
    pub(crate) starts: Option<(BTreeMap<u32, Quarter>, f64, f64)>,
    pub(crate) moves: BTreeMap<u32, Option<Quarter>>,
    pub(crate) why: Vec<Why>,
    pub(crate) more: Vec<MoreDays>,
    pub(crate) obstacles: Vec<Obstacle>,
}

/// Works out what the search proposes, away from the threads that answer.
///
/// Errors: there are too many initiatives, or the effort ended before anything was found.
pub(crate) async fn reasoned(house: &House, session: &Session, explained: bool) -> Result<Reasoned, Problem> {
    let (picture, today) = (session.picture.clone(), session.today);
    house
        .work(move |_| {
            let nothing = Plan::default();
            let plan = picture.plan().unwrap_or(&nothing);
            reason(&picture.plan_question(plan, today), plan, Picture::plan_from(today), explained)
        })
        .await
}

fn reason(question: &Question, plan: &Plan, from: Quarter, explained: bool) -> Result<Reasoned, Problem> {
    let (chosen, best) = match question.best() {
        Ok(found) => found,
        Err(NoSelection::Impossible) => {
            let obstacles = question.obstacles();
            let (moves, why, more) = (BTreeMap::new(), Vec::new(), Vec::new());
            return Ok(Reasoned { starts: None, moves, why, more, obstacles });
        }
        Err(_) => {
            return Err(Problem::invalid(
                Words::new(
                    "aucun choix n'a été trouvé dans l'effort permis",
                    "no choice was found within the effort allowed",
                ),
                Words::new("réduisez la liste des initiatives", "shorten the list of initiatives"),
            ));
        }
    };
    let why = plan.initiatives.keys().filter(|_| explained).filter_map(|number| question.why(&best, *number));
    Ok(Reasoned {
        moves: planned::moves(plan, &chosen.starts, from),
        why: why.collect(),
        more: if explained { question.more(&best, MORE_DAYS) } else { Vec::new() },
        obstacles: Vec::new(),
        starts: Some((chosen.starts, chosen.value, chosen.bound)),
    })
}

/// `GET /api/v1/plan/choice`
pub async fn choice(State(house): State<House>, session: Session) -> Answer {
    let found = reasoned(&house, &session, true).await?;
    let obstacles = found.obstacles.into_iter().map(|it| match it {
        Obstacle::Must(number) => ObstacleLine { initiative: Some(number), needs: false, team: None, quarter: None },
        Obstacle::Needs(number) => ObstacleLine { initiative: Some(number), needs: true, team: None, quarter: None },
        Obstacle::Team(team, quarter) => {
            ObstacleLine { initiative: None, needs: false, team: Some(link(&session, &team)), quarter: Some(quarter) }
        }
    });
    let page = ChoicePage {
        value: found.starts.as_ref().map(|(_, value, _)| *value),
        bound: found.starts.as_ref().map(|(.., bound)| *bound),
        starts: found.starts.map(|(starts, ..)| starts),
        moves: found.moves,
        why: found
            .why
            .into_iter()
            .map(|Why { number, chosen, regret, leave, come }| WhyLine { number, chosen, regret, leave, come })
            .collect(),
        more: found
            .more
            .into_iter()
            .map(|it| MoreLine { team: link(&session, &it.team), quarter: it.quarter, days: it.days, gain: it.gain })
            .collect(),
        obstacles: obstacles.collect(),
    };
    Ok(Json(page).into_response())
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
    let InitiativeBody { name, request, value, delay, work, needs, must } = body;
    let initiative = TypedInitiative { name, request, value, delay, work, needs, must };
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
        None => reasoned(&house, &told.session, false).await?.moves,
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
