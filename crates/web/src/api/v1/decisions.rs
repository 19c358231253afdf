//! Decisions: opened on a page of facts, signed by both sides.

use agenda::decision::{Choice, Decision};
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::NothingBody;
use super::shapes::{Link, Paging, Person, Say, done, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::Session;

/// A decision in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionLine {
    /// Its number.
    pub number: u64,
    /// The request it answers.
    pub request: Link,
    /// The wish.
    pub sentence: Option<String>,
    /// Its lane.
    pub lane: String,
    /// The last day to answer.
    #[schema(value_type = String)]
    pub deadline: Date,
    /// The sides that have not signed yet.
    pub missing: Vec<String>,
    /// Whether both signed and chose differently.
    pub disagreement: bool,
    /// What was chosen, once it fell.
    pub made: Option<Made>,
}

/// How a decision fell.
#[derive(Debug, Serialize, ToSchema)]
pub struct Made {
    /// The option, by its word.
    pub choice: String,
    /// `together`, `provisional`, `arbitrated`.
    pub how: String,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionPage {
    /// What stands in lists.
    #[serde(flatten)]
    pub line: DecisionLine,
    /// The charter's version it follows.
    pub charter: u32,
    /// The sides that have to sign.
    pub deciders: Vec<String>,
    /// What happens in silence.
    pub silence: Say,
    /// The options, by their words.
    pub options: Vec<String>,
    /// Exactly what was on the page.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// SHA-256 of its canonical form (RFC 8785): what is signed.
    pub hash: String,
    /// Signatures.
    pub signed: Vec<Signature>,
    /// Compromises, oldest first.
    pub compromises: Vec<String>,
    /// Its version, for `If-Match`.
    pub version: u64,
}

/// What one side signed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Signature {
    /// The side.
    pub side: String,
    /// The option.
    pub choice: String,
    /// Who signed.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// A remark.
    pub remark: Option<String>,
}

/// A signature.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SignBody {
    /// The option, by its word, such as `with-cache-90`.
    pub choice: String,
    /// The hash of the page that was read.
    pub hash: String,
    /// A remark.
    pub remark: Option<String>,
}

/// The terms of a compromise.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TermsBody {
    /// What each side gives and gets.
    pub terms: String,
}

/// `GET /api/v1/decisions`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.decisions(), |(number, decision)| line(&session, number, decision));
    Ok(Json(page).into_response())
}

/// `GET /api/v1/decisions/{number}`
pub async fn show(State(house): State<House>, session: Session, Path(number): Path<u64>) -> Answer {
    let decision = held(&session, number)?;
    let facts = house.work(move |app| app.page_facts(number)).await?;
    let version = session.picture.version(&reference(number));
    let words = |text: &base::Text| session.picture.text(text).map(str::to_owned);
    let page = DecisionPage {
        line: line(&session, number, decision),
        charter: decision.charter,
        deciders: decision.deciders.iter().map(word).collect(),
        silence: decision.silence.say().into(),
        options: decision.options.iter().map(Choice::word).collect(),
        facts,
        hash: decision.hash.clone(),
        signed: decision
            .signed
            .iter()
            .map(|(side, signature)| Signature {
                side: word(side),
                choice: signature.choice.word(),
                by: signature.by.map(|id| person(&session, id)),
                at: signature.at,
                remark: signature.remark.as_ref().and_then(words),
            })
            .collect(),
        compromises: decision.compromises.iter().filter_map(|(_, _, terms)| words(terms)).collect(),
        version,
    };
    Ok(tagged(version, Json(page).into_response()))
}

/// `POST /api/v1/decisions/{number}/signatures`
pub async fn sign(Path(decision): Path<u64>, told: Told<SignBody>) -> Answer {
    let choice = choice(&told.session, decision, &told.body.choice)?;
    let (hash, remark) = (told.body.hash.clone(), told.body.remark.clone());
    let order = Order::Sign { decision, choice, hash, remark };
    Ok(done(&told.carry_out(Some(reference(decision)), order).await?))
}

/// `POST /api/v1/decisions/{number}/compromises`
pub async fn compromise(Path(decision): Path<u64>, told: Told<TermsBody>) -> Answer {
    let order = Order::Compromise { decision, terms: told.body.terms.clone() };
    Ok(done(&told.carry_out(Some(reference(decision)), order).await?))
}

/// `POST /api/v1/decisions/{number}/deadline`
pub async fn let_pass(Path(decision): Path<u64>, told: Told<NothingBody>) -> Answer {
    Ok(done(&told.carry_out(Some(reference(decision)), Order::LetDeadlinePass { decision }).await?))
}

/// `POST /api/v1/decisions/{number}/arbitration`
pub async fn arbitrate(Path(decision): Path<u64>, told: Told<SignBody>) -> Answer {
    let choice = choice(&told.session, decision, &told.body.choice)?;
    let order = Order::Arbitrate { decision, choice, hash: told.body.hash.clone() };
    Ok(done(&told.carry_out(Some(reference(decision)), order).await?))
}

fn reference(number: u64) -> Ref {
    Ref::new(Kind::Decision, &number.to_string())
}

fn held(session: &Session, number: u64) -> Result<&Decision, Problem> {
    session
        .picture
        .decision(number)
        .ok_or_else(|| Problem::not_found(Words::new(format!("la décision {number}"), format!("decision {number}"))))
}

/// An option of a decision by its word.
pub(crate) fn choice(session: &Session, number: u64, word: &str) -> Result<Choice, Problem> {
    let options = &held(session, number)?.options;
    options
        .iter()
        .find(|option| option.word() == word)
        .cloned()
        .ok_or_else(|| Problem::refused(&agenda::decision::CannotDecide::NoSuchOption(options.clone())))
}

fn line(session: &Session, number: u64, decision: &Decision) -> DecisionLine {
    let of = || decision.request.key().parse().ok().filter(|_| decision.request.kind() == Kind::Request);
    let request = of().and_then(|number| session.picture.request(number));
    DecisionLine {
        number,
        request: link(session, &decision.request),
        sentence: match decision.request.kind() {
            Kind::Tool => Some(session.picture.tool_name(&decision.request)),
            Kind::Pilot => {
                let pilot = decision.request.key().parse().ok().and_then(|number| session.picture.pilot(number));
                pilot.and_then(|pilot| session.picture.text(&pilot.plan.hypothesis)).map(str::to_owned)
            }
            _ => request.and_then(|request| session.picture.text(&request.sentence)).map(str::to_owned),
        },
        lane: decision.lane.word().to_owned(),
        deadline: decision.deadline,
        missing: decision.missing().iter().map(word).collect(),
        disagreement: decision.in_disagreement(),
        made: decision.made.as_ref().map(|(choice, how, at)| Made { choice: choice.word(), how: word(how), at: *at }),
    }
}
