//! Changes of what was decided: their receipts, and the ledger of what they cost.

use agenda::change::{Change, Price, Scope, What};
use app::{ChangeOrder, Order, Problem, TypedChange, TypedOption, TypedWeeks};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, Money, Quantity, Ref, Say as Words, Side};
use jiff::civil::Date;
use picture::change::Line;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Named, Paging, done, link, tagged, word};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::session::Session;

/// A change in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeLine {
    /// Its number.
    pub number: u64,
    /// What would change.
    pub words: Option<String>,
    /// Of which decided request.
    pub request: Link,
    /// `scope` or `priority`.
    pub what: String,
    /// Which side asks: `marketing`, `it`, `other`.
    pub side: String,
    /// `proposed`, `in_decision`, `decided`, `withdrawn`.
    pub stage: String,
    /// The day it was decided or withdrawn, else put forward.
    #[schema(value_type = String)]
    pub on: Date,
    /// What was decided: `as-it-is` or `option-1`…
    pub choice: Option<String>,
    /// What it comes to: of what was signed, else of the option asked for first; `null` when a cost is not known.
    pub price: Option<PriceBody>,
    /// Whether what was signed is not what left most.
    pub overruled: bool,
}

/// What an option comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct PriceBody {
    /// Person-days lost.
    pub days: Three,
    /// All it costs, in euros.
    pub cost: Three,
    /// What comes earlier, in euros.
    pub gain: Three,
    /// The gain less the cost, in euros.
    pub net: Three,
}

/// A number at three points.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Three {
    /// At its lowest.
    pub low: f64,
    /// Likely.
    pub likely: f64,
    /// At its highest.
    pub high: f64,
}

/// A change with its receipts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangePage {
    /// What a list says of it.
    #[serde(flatten)]
    pub line: ChangeLine,
    /// Why.
    pub why: Option<String>,
    /// Where person-days that were typed come from.
    pub source: Option<String>,
    /// Where person-days planned come from: `typed`, or `tracker` where nobody typed any.
    pub planned_from: String,
    /// Where person-days spent come from, in the same way.
    pub spent_from: String,
    /// What leaves most: `as-it-is` or `option-1`…
    pub recommended: String,
    /// The options beside "as it is".
    pub options: Vec<OptionPage>,
    /// The decision about it.
    pub decision: Option<Link>,
    /// Its figures, each with what it rests on: `receipt.net/1` is the net of option 1.
    pub figures: Vec<Named>,
}

/// One option.
#[derive(Debug, Serialize, ToSchema)]
pub struct OptionPage {
    /// The word it is signed by.
    pub choice: String,
    /// What it is.
    pub name: Option<String>,
    /// What it comes to; `null` when a cost is not known.
    pub price: Option<PriceBody>,
}

/// The ledger of changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerPage {
    /// By month, the newest first.
    pub months: Vec<LedgerMonth>,
    /// How fast scope grew; `null` when too little time has passed since the agreement.
    pub growth: Option<GrowthBody>,
}

/// A month of the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerMonth {
    /// Its first day.
    #[schema(value_type = String)]
    pub first: Date,
    /// Its changes, the newest first.
    pub changes: Vec<ChangeLine>,
    /// The requirements agreed of what changed its scope in it; 0 when nothing did.
    pub agreed: u64,
    /// How many were added.
    pub added: u64,
    /// How many were changed.
    pub changed: u64,
    /// How many were taken out.
    pub removed: u64,
    /// The share that moved; `null` when nothing was agreed.
    pub moved: Option<f64>,
}

/// How fast scope grew.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrowthBody {
    /// A share a month, compound.
    pub a_month: f64,
    /// How many requirements were agreed.
    pub from: u64,
    /// How many there are since.
    pub to: u64,
    /// Over how many months.
    pub months: f64,
    /// Of how many pieces of work.
    pub works: usize,
}

/// A change, to be put forward or put otherwise.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeBody {
    /// The decided request that would change, such as `request:1`.
    #[schema(value_type = String)]
    pub request: Ref,
    /// `scope` or `priority`.
    pub what: String,
    /// Which side asks: `marketing`, `it`, `other`.
    #[schema(value_type = String)]
    pub side: Side,
    /// What would change.
    pub words: String,
    /// Why.
    pub why: String,
    /// Person-days planned; those the trackers tell of the request's items when absent.
    pub planned: Option<Points>,
    /// Person-days spent; those the trackers tell when absent.
    pub spent: Option<Points>,
    /// Where these two come from; needed where one of them is given.
    #[serde(default)]
    pub source: String,
    /// The team that does the work, such as `team:squad-web`; a day of it costs what the catalogue says.
    #[schema(value_type = Option<String>)]
    pub team: Option<Ref>,
    /// What a day costs, in cents; the team's when absent.
    pub day_rate_cents: Option<i64>,
    /// How much was agreed and has moved, for a change of scope.
    pub scope: Option<ScopeBody>,
    /// The options beside "as it is".
    pub options: Vec<OptionBody>,
}

/// One number, or three.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Points {
    /// Exactly so much.
    One(f64),
    /// At three points.
    Three(Three),
}

/// How much was agreed and has moved.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ScopeBody {
    /// The day it was agreed.
    #[schema(value_type = String)]
    pub agreed_on: Date,
    /// How many requirements.
    pub agreed: u32,
    /// How many more.
    #[serde(default)]
    pub added: u32,
    /// How many otherwise.
    #[serde(default)]
    pub changed: u32,
    /// How many gone.
    #[serde(default)]
    pub removed: u32,
}

/// An option, to be put forward.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OptionBody {
    /// What it is.
    pub name: String,
    /// The share of the work spent that is lost, `0..1`.
    pub lost: Points,
    /// How many people switch.
    #[serde(default)]
    pub people: u32,
    /// How many days each of them needs.
    pub days_each: Option<Points>,
    /// Who waits.
    #[serde(default)]
    pub dependents: Vec<WeeksBody>,
    /// What comes earlier.
    pub gain: Option<WeeksBody>,
}

/// Weeks somebody waits, or wins.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WeeksBody {
    /// The request it is.
    #[schema(value_type = Option<String>)]
    pub request: Option<Ref>,
    /// What it is, and how one knows.
    pub words: String,
    /// How many weeks.
    pub weeks: Points,
    /// What one costs or brings, in euros; what the request's signed case says when absent.
    pub week: Option<Points>,
}

/// Why it is not asked for any more.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WithdrawChangeBody {
    /// Why.
    pub why: String,
}

/// `GET /api/v1/changes`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.changes(), |(number, change)| line(&session, number, change));
    Ok(Json(page).into_response())
}

/// `GET /api/v1/changes/ledger`
pub async fn ledger(session: Session) -> Answer {
    let ledger = session.picture.change_ledger();
    let months = ledger.months.iter().map(|(first, lines)| {
        let moved = ledger.moved.iter().find(|month| month.first == *first);
        let [added, changed, removed] = moved.map_or([0; 3], |month| month.moved);
        LedgerMonth {
            first: *first,
            changes: lines.iter().filter_map(|it| told(&session, it)).collect(),
            agreed: moved.map_or(0, |month| month.baseline),
            added,
            changed,
            removed,
            moved: moved.and_then(|month| month.share().ok()),
        }
    });
    let growth = ledger.growth.map(|it| GrowthBody {
        a_month: it.a_month,
        from: it.from,
        to: it.to,
        months: it.months,
        works: it.works,
    });
    Ok(Json(LedgerPage { months: months.collect(), growth }).into_response())
}

/// `POST /api/v1/changes`
pub async fn propose(told: Told<ChangeBody>) -> Answer {
    let order = ChangeOrder::Propose { proposal: Box::new(proposal(&told.body)?) };
    Ok(done(&told.carry_out(None, Order::Change(order)).await?))
}

/// `PUT /api/v1/changes/{number}/proposal`
pub async fn revise(Path(change): Path<u64>, told: Told<ChangeBody>) -> Answer {
    let order = ChangeOrder::Revise { change, proposal: Box::new(proposal(&told.body)?) };
    carry_out(told, change, order).await
}

/// `POST /api/v1/changes/{number}/decision`
pub async fn send(Path(change): Path<u64>, told: Told<serde_json::Value>) -> Answer {
    carry_out(told, change, ChangeOrder::Send { change }).await
}

/// `POST /api/v1/changes/{number}/withdrawal`
pub async fn withdraw(Path(change): Path<u64>, told: Told<WithdrawChangeBody>) -> Answer {
    let order = ChangeOrder::Withdraw { change, why: told.body.why.clone() };
    carry_out(told, change, order).await
}

async fn carry_out<T: serde::de::DeserializeOwned>(told: Told<T>, change: u64, order: ChangeOrder) -> Answer {
    let about = Some(Ref::new(Kind::Change, &change.to_string()));
    Ok(done(&told.carry_out(about, Order::Change(order)).await?))
}

/// `GET /api/v1/changes/{number}`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let missing = || Problem::not_found(Words::new(format!("le changement {number}"), format!("change {number}")));
    let change = session.picture.change_of(number).ok_or_else(missing)?;
    let version = session.picture.version(&Ref::new(Kind::Change, &number.to_string()));
    Ok(tagged(version, Json(page(&session, number, change)).into_response()))
}

fn proposal(body: &ChangeBody) -> Result<TypedChange, Problem> {
    let what = What::of(&body.what).ok_or_else(|| {
        let known = What::ALL.map(|(_, word)| word).join(", ");
        let typed = &body.what;
        Problem::invalid(
            Words::new(format!("« {typed} » n'est pas un changement connu"), format!("“{typed}” is no known change")),
            Words::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
        )
    })?;
    let weeks = |it: &WeeksBody| TypedWeeks {
        request: it.request.clone(),
        words: it.words.clone(),
        weeks: quantity(&it.weeks),
        week: it.week.as_ref().map(quantity),
    };
    let options = body.options.iter().map(|option| TypedOption {
        name: option.name.clone(),
        lost: quantity(&option.lost),
        people: option.people,
        days_each: option.days_each.as_ref().map_or(Quantity::exact(0.0), quantity),
        dependents: option.dependents.iter().map(weeks).collect(),
        gain: option.gain.as_ref().map(weeks),
    });
    Ok(TypedChange {
        request: body.request.clone(),
        what,
        side: body.side,
        words: body.words.clone(),
        why: body.why.clone(),
        planned: body.planned.as_ref().map(quantity),
        spent: body.spent.as_ref().map(quantity),
        source: body.source.clone(),
        team: body.team.clone(),
        day_rate: body.day_rate_cents.map(|cents| Money { cents }),
        scope: body.scope.as_ref().map(|it| Scope {
            agreed_on: it.agreed_on,
            agreed: it.agreed,
            added: it.added,
            changed: it.changed,
            removed: it.removed,
        }),
        options: options.collect(),
    })
}

fn quantity(points: &Points) -> Quantity {
    match points {
        Points::One(value) => Quantity::exact(*value),
        Points::Three(Three { low, likely, high }) => Quantity { low: *low, likely: *likely, high: *high },
    }
}

fn three(value: Quantity) -> Three {
    Three { low: value.low, likely: value.likely, high: value.high }
}

fn price(price: &Price) -> PriceBody {
    PriceBody { days: three(price.days), cost: three(price.cost), gain: three(price.gain), net: three(price.net) }
}

fn line(session: &Session, number: u64, change: &Change) -> ChangeLine {
    of(session, change, &session.picture.change_line_of(number, change))
}

/// A line of the ledger.
fn told(session: &Session, line: &Line) -> Option<ChangeLine> {
    Some(of(session, session.picture.change_of(line.number)?, line))
}

fn of(session: &Session, change: &Change, it: &Line) -> ChangeLine {
    ChangeLine {
        number: it.number,
        words: session.picture.text(&change.proposal.words).map(str::to_owned),
        request: link(session, &change.proposal.request),
        what: change.proposal.what.word().to_owned(),
        side: word(&change.proposal.side),
        stage: change.stage().word().to_owned(),
        on: it.on,
        choice: change.decided.as_ref().map(|(choice, _)| choice.word()),
        price: it.price.as_ref().map(price),
        overruled: it.overruled,
    }
}

/// Whether a number was typed or is read from a tracker.
fn from(stated: Option<Quantity>) -> String {
    if stated.is_some() { "typed" } else { "tracker" }.to_owned()
}

fn page(session: &Session, number: u64, change: &Change) -> ChangePage {
    let picture = &session.picture;
    let words = |text: &base::Text| picture.text(text).map(str::to_owned);
    let choices = change.choices();
    let best = picture.best_option(&change.proposal).map_or(0, |at| at + 1);
    let (recommended, prices) = match &change.asked {
        Some((recommended, prices)) => (recommended.word(), prices.clone()),
        None => {
            let receipts = picture.receipts(&change.proposal);
            let prices = receipts.iter().map(|it| it.as_ref().map(agenda::change::Receipt::price)).collect();
            (choices.get(best).map(agenda::decision::Choice::word).unwrap_or_default(), prices)
        }
    };
    let options = change.proposal.options.iter().zip(choices.iter().skip(1)).zip(prices);
    ChangePage {
        line: line(session, number, change),
        why: words(&change.proposal.why),
        source: change.proposal.work.source.as_ref().and_then(words),
        planned_from: from(change.proposal.work.planned),
        spent_from: from(change.proposal.work.spent),
        recommended,
        options: options
            .map(|((option, choice), it)| OptionPage {
                choice: choice.word(),
                name: words(&option.name),
                price: it.as_ref().map(price),
            })
            .collect(),
        decision: change.decision.as_ref().map(|id| link(session, id)),
        figures: picture.change_figures(number, change).iter().map(Named::from).collect(),
    }
}
