//! Requests: asked, understood, completed, sent to a decision.

use std::collections::BTreeMap;

use agenda::readiness;
use agenda::request::{About, Assumed, Question, Request};
use agenda::role::Right;
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, Quantity, Ref};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Paging, Person, Say, done, lang_or, link, person, says, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::session::Session;

/// A request in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestLine {
    /// Its number.
    pub number: u64,
    /// The wish; `null` when it was forgotten.
    pub sentence: Option<String>,
    /// Where it stands: `draft`, `in_decision`, `goes_ahead`, `answered`, `withdrawn`.
    pub stage: String,
    /// Readiness, 0 to 100.
    pub readiness: u32,
    /// Who asked.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub asked_at: jiff::Timestamp,
}

/// A request.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestPage {
    /// What stands in lists.
    #[serde(flatten)]
    pub line: RequestLine,
    /// The language it is written in.
    pub lang: String,
    /// What it is about, once confirmed.
    pub about: Option<AboutBody>,
    /// Readings of the sentence to confirm, best first; empty once confirmed.
    pub readings: Vec<Reading>,
    /// Readiness with its criteria.
    pub readiness_detail: Readiness,
    /// Answers to the interview by the question's word.
    pub answers: BTreeMap<String, String>,
    /// Numbers of the forecast replaced by somebody's own.
    pub assumptions: BTreeMap<String, f64>,
    /// The date wished for.
    #[schema(value_type = Option<String>)]
    pub wished: Option<Date>,
    /// The decision it went to.
    pub decision: Option<Link>,
    /// Its version, for `If-Match`.
    pub version: u64,
}

/// Readiness with its criteria.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// 0 to 100.
    pub index: u32,
    /// How it is computed.
    pub formula: Say,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The questions not answered fully yet.
    pub questions: Vec<Ask>,
    /// Set when a technology is named without a customer problem: three questions that come first.
    pub comes_back: Option<ComesBack>,
}

/// One criterion of readiness.
#[derive(Debug, Serialize, ToSchema)]
pub struct Criterion {
    /// Its word.
    pub word: String,
    /// What it asks for.
    pub label: Say,
    /// Points it brings now.
    pub points: u32,
    /// Points it can bring.
    pub weight: u32,
    /// What would bring the missing ones.
    pub advice: Say,
}

/// A question of the interview.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ask {
    /// Its word, as in `PUT …/answers/{question}`.
    pub question: String,
    /// The question.
    pub ask: Say,
    /// An example of a good answer.
    pub example: Say,
}

/// A wish that names a technology and no customer problem.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComesBack {
    /// The technology.
    pub technology: String,
    /// The three questions.
    pub questions: Vec<Say>,
}

/// One reading of a sentence.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reading {
    /// What to confirm.
    #[serde(flatten)]
    pub about: AboutBody,
    /// The place, by name.
    pub element_name: Option<Say>,
    /// The data, by name.
    pub data_name: Option<Say>,
    /// The kind of change, by name.
    pub archetype_name: Option<Say>,
    /// How well it fits, 0 to 1.
    pub fit: f64,
}

/// What a wish is about.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AboutBody {
    /// The interface element, such as `element:app-home`.
    #[schema(value_type = Option<String>)]
    pub element: Option<Ref>,
    /// The data object, such as `data:points-balance`.
    #[schema(value_type = Option<String>)]
    pub data: Option<Ref>,
    /// The kind of change, such as `live-lookup`.
    pub archetype: Option<String>,
    /// The system that would answer, where it is not the one the information leads to.
    #[schema(value_type = Option<String>)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<Ref>,
}

impl From<AboutBody> for About {
    fn from(body: AboutBody) -> About {
        About { element: body.element, data: body.data, archetype: body.archetype, answered_by: body.answered_by }
    }
}

/// A sentence to ask or read.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SentenceBody {
    /// The wish, in one sentence.
    pub sentence: String,
    /// Its language, `fr` or `en`; the asker's own when absent.
    pub lang: Option<String>,
}

/// An answer to a question.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AnswerBody {
    /// The answer.
    pub answer: String,
}

/// A number of the forecast.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AssumeBody {
    /// The number; a share is between 0 and 1.
    pub value: f64,
    /// The lowest it may be.
    pub low: Option<f64>,
    /// The highest it may be.
    pub high: Option<f64>,
}

/// A wished date.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DateBody {
    /// The date, such as `2026-11-13`.
    #[schema(value_type = String)]
    pub date: Date,
    /// The reason to wish for it although something stands against it.
    pub despite: Option<String>,
}

/// Nothing.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NothingBody {}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WhyBody {
    /// Why.
    #[serde(default)]
    pub why: String,
}

/// Readings of a sentence that nobody has asked for yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readings {
    /// At most three, best first.
    pub readings: Vec<Reading>,
}

/// `GET /api/v1/readings?sentence=…`
pub async fn readings(session: Session, Query(asked): Query<SentenceBody>) -> Answer {
    let lang = lang_or(asked.lang.as_deref(), session.lang);
    let found = session.picture.read_sentence(&asked.sentence, lang);
    let readings = found.iter().map(|candidate| reading(&session, candidate)).collect();
    Ok(Json(Readings { readings }).into_response())
}

/// `GET /api/v1/requests`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.requests(), |(number, request)| line(&session, number, request));
    Ok(Json(page).into_response())
}

/// `GET /api/v1/requests/{number}`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let request = visible(&session, number)?;
    let version = session.picture.version(&reference(number));
    let page = page(&session, number, request, version);
    Ok(tagged(version, Json(page).into_response()))
}

/// `POST /api/v1/requests`
pub async fn ask(told: Told<SentenceBody>) -> Answer {
    let lang = lang_or(told.body.lang.as_deref(), told.session.lang);
    let order = Order::Ask { sentence: told.body.sentence.clone(), lang };
    Ok(done(&told.carry_out(None, order).await?))
}

/// `PUT /api/v1/requests/{number}/sentence`
pub async fn reword(Path(request): Path<u64>, told: Told<SentenceBody>) -> Answer {
    let order = Order::Reword { request, sentence: told.body.sentence.clone() };
    Ok(done(&told.carry_out(Some(reference(request)), order).await?))
}

/// `PUT /api/v1/requests/{number}/about`
pub async fn understand(Path(request): Path<u64>, told: Told<AboutBody>) -> Answer {
    let order = Order::Understand { request, about: told.body.clone().into() };
    Ok(done(&told.carry_out(Some(reference(request)), order).await?))
}

/// `PUT /api/v1/requests/{number}/answers/{question}`
pub async fn answer(Path((request, question)): Path<(u64, String)>, told: Told<AnswerBody>) -> Answer {
    let question = Question::from_word(&question).ok_or_else(|| {
        Problem::not_found(base::Say::new(format!("la question « {question} »"), format!("question “{question}”")))
    })?;
    let order = Order::Answer { request, question, answer: told.body.answer.clone() };
    Ok(done(&told.carry_out(Some(reference(request)), order).await?))
}

/// `PUT /api/v1/requests/{number}/assumptions/{name}`
pub async fn assume(Path((request, name)): Path<(u64, String)>, told: Told<AssumeBody>) -> Answer {
    let number = Assumed::from_word(&name).ok_or_else(|| {
        Problem::not_found(base::Say::new(format!("le nombre « {name} »"), format!("number “{name}”")))
    })?;
    let AssumeBody { value, low, high } = told.body;
    let value = Quantity { low: low.unwrap_or(value), likely: value, high: high.unwrap_or(value) };
    let order = Order::Assume { request, number, value };
    Ok(done(&told.carry_out(Some(reference(request)), order).await?))
}

/// `PUT /api/v1/requests/{number}/date`
pub async fn wish_date(Path(request): Path<u64>, told: Told<DateBody>) -> Answer {
    let order = Order::WishDate { request, date: told.body.date, despite: told.body.despite.clone() };
    Ok(done(&told.carry_out(Some(reference(request)), order).await?))
}

/// `POST /api/v1/requests/{number}/decision`
pub async fn send(Path(request): Path<u64>, told: Told<NothingBody>) -> Answer {
    Ok(done(&told.carry_out(Some(reference(request)), Order::Send { request }).await?))
}

/// `POST /api/v1/requests/{number}/withdrawal`
pub async fn withdraw(Path(request): Path<u64>, told: Told<WhyBody>) -> Answer {
    let order = Order::Withdraw { request, why: told.body.why.clone() };
    Ok(done(&told.carry_out(Some(reference(request)), order).await?))
}

pub(super) fn reference(number: u64) -> Ref {
    Ref::new(Kind::Request, &number.to_string())
}

/// A request the asker may see: guests see their own.
pub(super) fn visible(session: &Session, number: u64) -> Result<&Request, Problem> {
    let found = session.picture.request(number);
    let own = |request: &&Request| request.by.is_some() && request.by == session.person();
    found
        .filter(|request| session.may(Right::Read) || own(request))
        .ok_or_else(|| Problem::not_found(base::Say::new(format!("la demande {number}"), format!("request {number}"))))
}

fn line(session: &Session, number: u64, request: &Request) -> RequestLine {
    RequestLine {
        number,
        sentence: session.picture.text(&request.sentence).map(str::to_owned),
        stage: request.stage.word().to_owned(),
        readiness: session.picture.readiness(request).index,
        by: request.by.map(|id| person(session, id)),
        asked_at: request.asked_at,
    }
}

fn page(session: &Session, number: u64, request: &Request, version: u64) -> RequestPage {
    let picture = &session.picture;
    let sentence = picture.text(&request.sentence).unwrap_or_default();
    let readings = match &request.about {
        Some(_) => Vec::new(),
        None => picture.read_sentence(sentence, request.lang),
    };
    let words =
        |(question, text): (&Question, &base::Text)| Some((question.word().to_owned(), picture.text(text)?.to_owned()));
    RequestPage {
        line: line(session, number, request),
        lang: word(&request.lang),
        about: request.about.as_ref().map(|about| AboutBody {
            element: about.element.clone(),
            data: about.data.clone(),
            archetype: about.archetype.clone(),
            answered_by: about.answered_by.clone(),
        }),
        readings: readings.iter().map(|candidate| reading(session, candidate)).collect(),
        readiness_detail: readiness_of(&picture.readiness(request)),
        answers: request.answers.iter().filter_map(words).collect(),
        assumptions: request.assumed.iter().map(|(name, (value, _))| (name.word().to_owned(), value.likely)).collect(),
        wished: request.wished.as_ref().map(|(date, _)| *date),
        decision: request.decision.as_ref().map(|id| link(session, id)),
        version,
    }
}

fn readiness_of(ready: &readiness::Readiness) -> Readiness {
    let open = ready.criteria.iter().filter(|criterion| criterion.grade < readiness::Grade::Full);
    Readiness {
        index: ready.index,
        formula: readiness::formula().into(),
        questions: open
            .filter_map(|criterion| criterion.question)
            .map(|question| Ask {
                question: question.word().to_owned(),
                ask: question.ask().into(),
                example: question.example().into(),
            })
            .collect(),
        criteria: ready
            .criteria
            .iter()
            .map(|criterion| Criterion {
                word: criterion.word.to_owned(),
                label: criterion.label.clone().into(),
                points: criterion.points(),
                weight: criterion.weight,
                advice: criterion.advice.clone().into(),
            })
            .collect(),
        comes_back: ready
            .comes_back
            .as_ref()
            .map(|back| ComesBack { technology: back.technology.clone(), questions: says(&back.questions) }),
    }
}

fn reading(session: &Session, candidate: &landscape::sentence::Candidate) -> Reading {
    let name = |id: &Option<Ref>| id.as_ref().map(|id| session.name_of(id).into());
    let archetype = candidate.archetype.as_deref().and_then(landscape::archetype::Archetype::of);
    Reading {
        element_name: name(&candidate.element),
        data_name: name(&candidate.data),
        archetype_name: archetype.map(|a| a.say().into()),
        about: AboutBody {
            element: candidate.element.clone(),
            data: candidate.data.clone(),
            archetype: candidate.archetype.clone(),
            answered_by: None,
        },
        fit: candidate.fit,
    }
}
