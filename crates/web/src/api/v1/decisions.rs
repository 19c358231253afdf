//! Decisions: opened on a page of facts, signed by both sides.

use agenda::decision::{Choice, Decision};
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use base::{Kind, Ref, Refusal, Say as Words};
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
    /// Working days left to the deadline; below 0 once it has passed. `null` once it is made.
    pub days_left: Option<i64>,
    /// By when the arbiter settles it, once it has come to them.
    #[schema(value_type = Option<String>)]
    pub arbiter_until: Option<Date>,
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
    /// The class of the charter it follows, by its key.
    pub class: Option<String>,
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
    /// Each side's concern as the other wrote it.
    pub restated: Vec<Restated>,
    /// Whether it may be cited, and if not why, and the way out.
    pub citable: Citable,
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

/// A side's concern as the other side wrote it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Restated {
    /// The side that wrote.
    pub by: String,
    /// Who wrote.
    pub who: Option<Person>,
    /// The other's concern, in its words.
    pub words: Option<String>,
    /// `waiting`, `confirmed`, `corrected`.
    pub state: String,
    /// The concern put right.
    pub correction: Option<String>,
}

/// Whether a decision may be cited.
#[derive(Debug, Serialize, ToSchema)]
pub struct Citable {
    /// Whether it may.
    pub yes: bool,
    /// Why not.
    pub why: Option<Say>,
    /// The way out.
    pub way_out: Option<Say>,
}

/// The other side's concern.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ConcernBody {
    /// What matters to the other side.
    pub words: String,
}

/// What a side says to its concern as the other wrote it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RecognisedBody {
    /// The concern put right; nothing where it is recognised.
    pub correction: Option<String>,
}

/// A compromise of any decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompromiseLine {
    /// The decision.
    pub decision: Link,
    /// What it is about.
    pub request: Link,
    /// Who put it forward.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// What each side gives and gets.
    pub terms: Option<String>,
    /// How the decision fell, once it did.
    pub made: Option<Made>,
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
        class: decision.class.clone(),
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
        restated: decision.restated.iter().map(|(by, it)| restated(&session, *by, it)).collect(),
        citable: match decision.may_be_cited() {
            Ok(()) => Citable { yes: true, why: None, way_out: None },
            Err(refusal) => {
                Citable { yes: false, why: Some(refusal.say().into()), way_out: Some(refusal.way_out().into()) }
            }
        },
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

/// `POST /api/v1/decisions/{number}/restatement`
pub async fn restate(Path(decision): Path<u64>, told: Told<ConcernBody>) -> Answer {
    let order = Order::RestateConcern { decision, words: told.body.words.clone() };
    Ok(done(&told.carry_out(Some(reference(decision)), order).await?))
}

/// `POST /api/v1/decisions/{number}/restatement/answer`
pub async fn answer_restatement(Path(decision): Path<u64>, told: Told<RecognisedBody>) -> Answer {
    let order = Order::AnswerRestatement { decision, correction: told.body.correction.clone() };
    Ok(done(&told.carry_out(Some(reference(decision)), order).await?))
}

/// `GET /api/v1/compromises`
pub async fn compromises(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page =
        paging.take(crate::pages::compromises::all(&session), |(number, decision, (at, by, terms))| CompromiseLine {
            decision: link(&session, &reference(number)),
            request: link(&session, &decision.request),
            by: by.map(|id| person(&session, id)),
            at: *at,
            terms: session.picture.text(terms).map(str::to_owned),
            made: made(decision),
        });
    Ok(Json(page).into_response())
}

fn restated(session: &Session, by: base::Side, it: &agenda::decision::Restatement) -> Restated {
    let words = |text: &base::Text| session.picture.text(text).map(str::to_owned);
    let correction = it.answer.as_ref().and_then(|answer| answer.correction.as_ref());
    let state = match &it.answer {
        None => "waiting",
        Some(answer) if answer.correction.is_none() => "confirmed",
        Some(_) => "corrected",
    };
    Restated {
        by: word(&by),
        who: it.by.map(|id| person(session, id)),
        words: words(&it.words),
        state: state.to_owned(),
        correction: correction.and_then(words),
    }
}

fn made(decision: &Decision) -> Option<Made> {
    decision.made.as_ref().map(|(choice, how, at)| Made { choice: choice.word(), how: word(how), at: *at })
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

/// Working days from today to a day; below 0 where it has passed.
pub(crate) fn days_left(today: Date, deadline: Date) -> i64 {
    match today <= deadline {
        true => i64::from(base::workdays::between(today, deadline)),
        false => -i64::from(base::workdays::between(deadline, today)),
    }
}

fn line(session: &Session, number: u64, decision: &Decision) -> DecisionLine {
    let of = || decision.request.key().parse().ok().filter(|_| decision.request.kind() == Kind::Request);
    let request = of().and_then(|number| session.picture.request(number));
    DecisionLine {
        number,
        request: link(session, &decision.request),
        sentence: match decision.request.kind() {
            Kind::Tool => Some(session.picture.tool_name(&decision.request)),
            Kind::Charter => Some(session.name_of(&decision.request).in_lang(session.lang).to_owned()),
            Kind::Change => {
                let change = decision.request.key().parse().ok().and_then(|number| session.picture.change_of(number));
                change.and_then(|it| session.picture.text(&it.proposal.words)).map(str::to_owned)
            }
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
        days_left: decision.made.is_none().then(|| days_left(session.today, decision.deadline)),
        arbiter_until: decision.escalated.filter(|_| decision.made.is_none()).map(|(_, until)| until),
        made: made(decision),
    }
}
