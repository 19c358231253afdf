//! Practices: what worked, when to use it, what shows it, who used it again.

use agenda::practice::Practice;
use app::{Order, PracticeOrder, Problem, TypedPractice};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Named, Paging, done, link, tagged};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::session::Session;

/// A practice.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticePage {
    /// Its number.
    pub number: u64,
    /// Its name.
    pub name: Option<String>,
    /// What worked.
    pub worked: Option<String>,
    /// When to use it.
    pub when: Option<String>,
    /// What shows it, where that is not a pilot.
    pub shown_by: Option<String>,
    /// The pilot it comes from.
    pub pilot: Option<Link>,
    /// What the pilot measured, with its interval.
    pub evidence: Option<Named>,
    /// What rests on it.
    pub reused: Vec<Link>,
    /// How many times it was used again.
    pub reuses: usize,
    /// Why it is no longer recommended.
    pub retired: Option<String>,
}

/// What a practice says.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PracticeBody {
    /// Its name, such as "cache before a slow engine".
    pub name: String,
    /// What worked.
    pub worked: String,
    /// When to use it.
    pub when: String,
    /// What shows it, where that is not a pilot.
    pub shown_by: Option<String>,
    /// The pilot it comes from, such as `pilot:1`; only read when it is recorded.
    #[schema(value_type = Option<String>)]
    pub pilot: Option<Ref>,
}

/// What rests on a practice.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RestBody {
    /// What, such as `request:4`.
    #[schema(value_type = String)]
    pub by: Ref,
}

/// Why it is retired.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RetireBody {
    /// Why.
    pub why: String,
}

/// `GET /api/v1/practices`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.practices(), |(number, practice)| page(&session, number, practice));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/practices`
pub async fn record(told: Told<PracticeBody>) -> Answer {
    let order = PracticeOrder::Record { content: content(&told.body), pilot: told.body.pilot.clone() };
    Ok(done(&told.carry_out(None, Order::Practice(order)).await?))
}

/// `GET /api/v1/practices/{number}`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let missing = || Problem::not_found(Words::new(format!("la pratique {number}"), format!("practice {number}")));
    let practice = session.picture.practice(number).ok_or_else(missing)?;
    let version = session.picture.version(&Ref::new(Kind::Practice, &number.to_string()));
    Ok(tagged(version, Json(page(&session, number, practice)).into_response()))
}

/// `PUT /api/v1/practices/{number}`
pub async fn reword(Path(practice): Path<u64>, told: Told<PracticeBody>) -> Answer {
    order(told, practice, |body| PracticeOrder::Reword { practice, content: content(body) }).await
}

/// `POST /api/v1/practices/{number}/reuses`
pub async fn reuse(Path(practice): Path<u64>, told: Told<RestBody>) -> Answer {
    order(told, practice, |body| PracticeOrder::Reuse { practice, by: body.by.clone() }).await
}

/// `POST /api/v1/practices/{number}/releases`
pub async fn release(Path(practice): Path<u64>, told: Told<RestBody>) -> Answer {
    order(told, practice, |body| PracticeOrder::Release { practice, by: body.by.clone() }).await
}

/// `POST /api/v1/practices/{number}/end`
pub async fn retire(Path(practice): Path<u64>, told: Told<RetireBody>) -> Answer {
    order(told, practice, |body| PracticeOrder::Retire { practice, why: body.why.clone() }).await
}

async fn order<T: serde::de::DeserializeOwned>(
    told: Told<T>,
    practice: u64,
    order: impl FnOnce(&T) -> PracticeOrder,
) -> Answer {
    let order = Order::Practice(order(&told.body));
    Ok(done(&told.carry_out(Some(Ref::new(Kind::Practice, &practice.to_string())), order).await?))
}

fn content(body: &PracticeBody) -> TypedPractice {
    TypedPractice {
        name: body.name.clone(),
        worked: body.worked.clone(),
        when: body.when.clone(),
        shown_by: body.shown_by.clone(),
    }
}

fn page(session: &Session, number: u64, practice: &Practice) -> PracticePage {
    let words = |text: &base::Text| session.picture.text(text).map(str::to_owned);
    PracticePage {
        number,
        name: words(&practice.content.name),
        worked: words(&practice.content.worked),
        when: words(&practice.content.when),
        shown_by: practice.content.shown_by.as_ref().and_then(words),
        pilot: practice.pilot.as_ref().map(|id| link(session, id)),
        evidence: session.picture.practice_evidence(practice).as_ref().map(Named::from),
        reused: practice.reused.iter().map(|(by, _)| link(session, by)).collect(),
        reuses: practice.reused.len(),
        retired: practice.retired.as_ref().and_then(|(why, _)| words(why)),
    }
}
