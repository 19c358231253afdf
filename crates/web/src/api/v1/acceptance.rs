//! What was asked for, agreed and delivered of a request.

use agenda::acceptance::{Acceptance, Standing};
use app::{AcceptanceOrder, Order, Problem, TypedStanding};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use base::Say as Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Named, Person, Say, done, person};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::session::Session;

/// What was asked for, agreed and delivered.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptancePage {
    /// How many items were asked for.
    pub asked: u32,
    /// How many were agreed.
    pub agreed: u32,
    /// How many were delivered.
    pub delivered: u32,
    /// The share of what was asked for that is there; `null` when nothing was asked for.
    pub of_asked: Option<f64>,
    /// The share of what was agreed that is there; `null` when nothing was agreed.
    pub of_agreed: Option<f64>,
    /// The items.
    pub items: Vec<ItemBody>,
    /// What is missing, by cause, the commonest first.
    pub missing: Vec<CauseBody>,
    /// Who accepted it; `null` before.
    pub accepted_by: Option<Person>,
    /// Whether it was accepted: it changes no more.
    pub accepted: bool,
    /// Its figures, each with what it rests on.
    pub figures: Vec<Named>,
}

/// One item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemBody {
    /// Its number, from 1.
    pub item: u32,
    /// What it is.
    pub words: Option<String>,
    /// `asked`, `agreed`, `left_out`, `delivered`, or `missing_` and the cause.
    pub standing: String,
    /// The same in words.
    pub say: Say,
    /// Why, where it is left out or missing.
    pub why: Option<String>,
}

/// A cause of what is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct CauseBody {
    /// `missing_time` and the like.
    pub standing: String,
    /// How many.
    pub items: u32,
}

/// What is asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ItemsBody {
    /// One item each.
    pub items: Vec<String>,
}

/// How far items have come.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StandingsBody {
    /// Each item spoken of.
    pub items: Vec<StandingBody>,
}

/// How far an item has come.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StandingBody {
    /// Its number.
    pub item: u32,
    /// As in the answer.
    pub standing: String,
    /// Why, where it is left out or missing.
    pub why: Option<String>,
}

/// `GET /api/v1/requests/{number}/acceptance`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let picture = &session.picture;
    let missing = || Problem::not_found(Words::new(format!("la demande {number}"), format!("request {number}")));
    picture.request(number).ok_or_else(missing)?;
    let none = Acceptance::default();
    let held = picture.acceptance(number).unwrap_or(&none);
    let counts = held.counts();
    let text = |text: &base::Text| picture.text(text).map(str::to_owned);
    let items = (1..).zip(&held.items).map(|(item, it)| ItemBody {
        item,
        words: text(&it.words),
        standing: it.standing.word().to_owned(),
        say: it.standing.say().into(),
        why: it.why.as_ref().and_then(text),
    });
    let causes = held.causes().into_iter();
    let page = AcceptancePage {
        asked: counts.asked,
        agreed: counts.agreed,
        delivered: counts.delivered,
        of_asked: counts.of_asked(),
        of_agreed: counts.of_agreed(),
        items: items.collect(),
        missing: causes
            .map(|(cause, items)| CauseBody { standing: Standing::Missing(cause).word().to_owned(), items })
            .collect(),
        accepted_by: held.accepted.as_ref().and_then(|(_, by, _)| Some(person(&session, (*by)?))),
        accepted: held.accepted.is_some(),
        figures: picture.acceptance_figures(number).iter().map(Named::from).collect(),
    };
    Ok(Json(page).into_response())
}

/// `POST /api/v1/requests/{number}/items`
pub async fn ask(Path(request): Path<u64>, told: Told<ItemsBody>) -> Answer {
    let order = AcceptanceOrder::Ask { request, items: told.body.items.clone() };
    Ok(done(&told.carry_out(None, Order::Accept(order)).await?))
}

/// `POST /api/v1/requests/{number}/standings`
pub async fn tell(Path(request): Path<u64>, told: Told<StandingsBody>) -> Answer {
    let items = told.body.items.iter().map(|it| {
        let standing = Standing::of(&it.standing).ok_or_else(|| unknown(&it.standing))?;
        Ok(TypedStanding { item: it.item, standing, words: it.why.clone() })
    });
    let items = items.collect::<Result<Vec<TypedStanding>, Problem>>()?;
    Ok(done(&told.carry_out(None, Order::Accept(AcceptanceOrder::Tell { request, items })).await?))
}

/// `POST /api/v1/requests/{number}/acceptance`
pub async fn accept(Path(request): Path<u64>, told: Told<serde_json::Value>) -> Answer {
    Ok(done(&told.carry_out(None, Order::Accept(AcceptanceOrder::Accept { request })).await?))
}

fn unknown(word: &str) -> Problem {
    let known = Standing::ALL.map(|(_, word)| word).join(", ");
    Problem::invalid(
        Words::new(
            format!("« {word} » ne dit pas où en est un élément"),
            format!("“{word}” is no standing of an item"),
        ),
        Words::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
    )
}
