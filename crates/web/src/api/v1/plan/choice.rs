//! The best plan there is, as a proposal, and every reason for it as it is worked out.

use std::collections::BTreeMap;
use std::convert::Infallible;

use agenda::plan::choose::{Core, MoreOf, Obstacle, Question, Why};
use agenda::plan::{Plan, Pool, Quarter};
use agenda::portfolio::{NoSelection, Selection};
use app::Problem;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use base::{Quantity, Say as Words};
use picture::{Picture, plan as planned};
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::{Receiver, channel};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;

use crate::answer::Answer;
use crate::api::v1::shapes::{Link, link};
use crate::house::House;
use crate::session::Session;

/// So many more days of a team are weighed.
pub(crate) const MORE_DAYS: f64 = 10.0;
/// So many more euros of a fund are weighed.
pub(crate) const MORE_EUROS: f64 = 10_000.0;
/// In so many scenarios it is looked at who is chosen whatever initiatives bring.
pub(crate) const SCENARIOS: usize = 500;

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
    /// What ten more days of a team, or ten thousand more euros of a fund, would bring in a quarter, the most in front.
    pub more: Vec<MoreLine>,
    /// In how many of so many scenarios each initiative is chosen.
    pub core: Option<CoreLines>,
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

/// In how many scenarios each initiative is chosen.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoreLines {
    /// By initiative.
    pub chosen: BTreeMap<u32, u32>,
    /// Of how many: in each, what initiatives bring lies anew within their ranges.
    pub of: u32,
}

/// What more days or money would bring.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoreLine {
    /// The team.
    pub team: Option<Link>,
    /// The fund, by its number.
    pub fund: Option<u32>,
    /// The quarter.
    #[schema(value_type = String)]
    pub quarter: Quarter,
    /// Person-days of the team, euros of the fund.
    pub by: f64,
    /// Euros of today.
    pub gain: f64,
}

/// One of several things that cannot hold together.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObstacleLine {
    /// An initiative that must be done, or needs another to have ended.
    pub initiative: Option<u32>,
    /// Whether it is what it needs that stands in the way.
    pub needs: bool,
    /// A team that cannot do more.
    pub team: Option<Link>,
    /// A fund that holds no more.
    pub fund: Option<u32>,
    /// In which quarter.
    #[schema(value_type = Option<String>)]
    pub quarter: Option<Quarter>,
}

/// What the search proposes.
pub(crate) struct Proposed {
    pub(crate) starts: Option<(BTreeMap<u32, Quarter>, f64, f64)>,
    pub(crate) moves: BTreeMap<u32, Option<Quarter>>,
    pub(crate) obstacles: Vec<Obstacle>,
    asked: Option<(Question, Selection)>,
}

/// One reason, as it is worked out.
pub(crate) enum Reason {
    /// Why an initiative is chosen or not.
    Why(Why),
    /// What more of something would bring.
    More(MoreOf),
    /// Who is chosen whatever initiatives bring.
    Core(Core),
}

/// Works out what the search proposes, away from the threads that answer.
///
/// Errors: there are too many initiatives, or the effort ended before anything was found.
pub(crate) async fn proposed(house: &House, session: &Session) -> Result<Proposed, Problem> {
    let (picture, today) = (session.picture.clone(), session.today);
    house
        .work(move |_| {
            let nothing = Plan::default();
            let plan = picture.plan().unwrap_or(&nothing);
            propose_best(picture.plan_question(plan, today), plan, Picture::plan_from(today))
        })
        .await
}

fn propose_best(question: Question, plan: &Plan, from: Quarter) -> Result<Proposed, Problem> {
    match question.best() {
        Ok((chosen, best)) => Ok(Proposed {
            moves: planned::moves(plan, &chosen.starts, from),
            obstacles: Vec::new(),
            starts: Some((chosen.starts, chosen.value, chosen.bound)),
            asked: Some((question, best)),
        }),
        Err(NoSelection::Impossible) => {
            let obstacles = question.obstacles();
            Ok(Proposed { starts: None, moves: BTreeMap::new(), obstacles, asked: None })
        }
        Err(_) => Err(Problem::invalid(
            Words::new(
                "aucun choix n'a été trouvé dans l'effort permis",
                "no choice was found within the effort allowed",
            ),
            Words::new("réduisez la liste des initiatives", "shorten the list of initiatives"),
        )),
    }
}

/// The reasons for what is proposed, each as soon as it is worked out, away from the threads that answer. Who stops listening
/// stops the work.
pub(crate) fn reasons(session: &Session, proposed: &mut Proposed) -> Receiver<Reason> {
    let (send, receive) = channel(4);
    let Some((question, best)) = proposed.asked.take() else { return receive };
    let picture = session.picture.clone();
    tokio::task::spawn_blocking(move || {
        let nothing = Plan::default();
        let plan = picture.plan().unwrap_or(&nothing);
        let brings = plan.initiatives.keys().filter_map(|number| Some((*number, picture.brings(plan, *number)?.value)));
        let brings: BTreeMap<u32, Quantity> = brings.collect();
        let whys = plan.initiatives.keys().filter_map(|number| question.why(&best, *number)).map(Reason::Why);
        let more = question.more(&best, MORE_DAYS, MORE_EUROS).map(Reason::More);
        let core = std::iter::once_with(|| Reason::Core(question.core(&best, &brings, SCENARIOS)));
        for reason in whys.chain(more).chain(core) {
            if send.blocking_send(reason).is_err() {
                return;
            }
        }
    });
    receive
}

/// `GET /api/v1/plan/choice`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let mut found = proposed(&house, &session).await?;
    let mut reasons = reasons(&session, &mut found);
    let (mut why, mut more, mut core) = (Vec::new(), Vec::new(), None);
    while let Some(reason) = reasons.recv().await {
        match reason {
            Reason::Why(it) => why.push(why_line(it)),
            Reason::More(it) => more.push(more_line(&session, it)),
            Reason::Core(it) => core = Some(CoreLines { chosen: it.chosen, of: it.of }),
        }
    }
    more.sort_by(|a: &MoreLine, b| b.gain.total_cmp(&a.gain));
    Ok(Json(ChoicePage { why, more, core, ..page_of(&session, found) }).into_response())
}

/// `GET /api/v1/plan/choice/reasons`: the choice, then each reason for it as it is worked out, one line of JSON each.
pub async fn reasoned(State(house): State<House>, session: Session) -> Answer {
    let mut found = proposed(&house, &session).await?;
    let reasons = reasons(&session, &mut found);
    let first = json!({ "choice": page_of(&session, found) });
    let rest = ReceiverStream::new(reasons).map(move |reason| match reason {
        Reason::Why(it) => json!({ "why": why_line(it) }),
        Reason::More(it) => json!({ "more": more_line(&session, it) }),
        Reason::Core(it) => json!({ "core": CoreLines { chosen: it.chosen, of: it.of } }),
    });
    let lines = tokio_stream::once(first).chain(rest).map(|line| Ok::<_, Infallible>(format!("{line}\n")));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response())
}

fn page_of(session: &Session, found: Proposed) -> ChoicePage {
    let nowhere = ObstacleLine { initiative: None, needs: false, team: None, fund: None, quarter: None };
    let obstacles = found.obstacles.into_iter().map(|it| match it {
        Obstacle::Must(number) => ObstacleLine { initiative: Some(number), ..nowhere.clone() },
        Obstacle::Needs(number) => ObstacleLine { initiative: Some(number), needs: true, ..nowhere.clone() },
        Obstacle::Pool(Pool::Team(team), quarter) => {
            ObstacleLine { team: Some(link(session, &team)), quarter: Some(quarter), ..nowhere.clone() }
        }
        Obstacle::Pool(Pool::Fund(fund), quarter) => {
            ObstacleLine { fund: Some(fund), quarter: Some(quarter), ..nowhere.clone() }
        }
    });
    ChoicePage {
        value: found.starts.as_ref().map(|(_, value, _)| *value),
        bound: found.starts.as_ref().map(|(.., bound)| *bound),
        obstacles: obstacles.collect(),
        starts: found.starts.map(|(starts, ..)| starts),
        moves: found.moves,
        why: Vec::new(),
        more: Vec::new(),
        core: None,
    }
}

fn why_line(it: Why) -> WhyLine {
    let Why { number, chosen, regret, leave, come } = it;
    WhyLine { number, chosen, regret, leave, come }
}

fn more_line(session: &Session, it: MoreOf) -> MoreLine {
    let (team, fund) = match &it.pool {
        Pool::Team(team) => (Some(link(session, team)), None),
        Pool::Fund(fund) => (None, Some(*fund)),
    };
    MoreLine { team, fund, quarter: it.quarter, by: it.by, gain: it.gain }
}
