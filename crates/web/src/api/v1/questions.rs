//! Direct questions: one side asks the other something about a request, with a clock on the first answer.

use agenda::question::{Ended, Question};
use app::Order;
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Paging, Person, done, link, person, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::session::Session;

/// A direct question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionLine {
    /// Its number.
    pub number: u64,
    /// The request it is about.
    pub request: Link,
    /// The side that asked: `marketing`, `it`.
    pub by: String,
    /// The side asked.
    pub of: String,
    /// The question.
    pub words: Option<String>,
    /// When it was asked.
    #[schema(value_type = String)]
    pub asked_at: jiff::Timestamp,
    /// Until when a first answer is due.
    #[schema(value_type = String)]
    pub due: jiff::Timestamp,
    /// The translator who has it, once no answer came in time.
    pub passed_on_to: Option<Person>,
    /// `open`, `answered`, `withdrawn`.
    pub state: String,
    /// The answer.
    pub answer: Option<String>,
    /// When it was answered or taken back.
    #[schema(value_type = Option<String>)]
    pub ended_at: Option<jiff::Timestamp>,
}

/// A question, or an answer to one.
#[derive(Debug, Deserialize, ToSchema)]
pub struct QuestionBody {
    /// Its words.
    pub words: String,
}

/// Nothing to say.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TakeBackBody {}

/// `GET /api/v1/questions`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.questions(), |(number, question)| line(&session, number, question));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/requests/{number}/questions`
pub async fn ask(Path(request): Path<u64>, told: Told<QuestionBody>) -> Answer {
    let words = told.body.words.clone();
    Ok(done(&told.carry_out(None, Order::AskQuestion { request, words }).await?))
}

/// `POST /api/v1/questions/{number}/answer`
pub async fn answer(Path(question): Path<u64>, told: Told<QuestionBody>) -> Answer {
    let words = told.body.words.clone();
    Ok(done(&told.carry_out(None, Order::AnswerQuestion { question, words }).await?))
}

/// `POST /api/v1/questions/{number}/withdrawal`
pub async fn withdraw(Path(question): Path<u64>, told: Told<TakeBackBody>) -> Answer {
    Ok(done(&told.carry_out(None, Order::WithdrawQuestion { question }).await?))
}

fn line(session: &Session, number: u64, question: &Question) -> QuestionLine {
    let words = |text: &base::Text| session.picture.text(text).map(str::to_owned);
    let (state, answer, ended_at) = match &question.ended {
        None => ("open", None, None),
        Some(Ended::Answered(_, at, text)) => ("answered", words(text), Some(*at)),
        Some(Ended::Withdrawn(at)) => ("withdrawn", None, Some(*at)),
    };
    QuestionLine {
        number,
        request: link(session, &question.request),
        by: word(&question.by),
        of: word(&question.of),
        words: words(&question.words),
        asked_at: question.asked_at,
        due: question.due,
        passed_on_to: question.passed_on.and_then(|(_, to)| to).map(|id| person(session, id)),
        state: state.to_owned(),
        answer,
        ended_at,
    }
}
