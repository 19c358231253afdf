//! What signed cases promised, what came of it, and how far each side's ranges held.

use agenda::business_case::Pen;
use axum::Json;
use axum::response::IntoResponse;
use base::Quantity;
use jiff::civil::Date;
use picture::value::Calibration;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer::Answer;
use crate::session::Session;

/// The ledger.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValuePage {
    /// Every signed line, the newest case first.
    pub lines: Vec<PromiseBody>,
    /// Signed cases that are to be read again.
    pub reviews: Vec<ReviewBody>,
    /// How far marketing's ranges held what came.
    pub marketing: CalibrationBody,
    /// How far IT's ranges held what came.
    pub it: CalibrationBody,
}

/// A signed line and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseBody {
    /// The request of its case.
    pub request: u64,
    /// Its number in the case.
    pub line: u32,
    /// Whose pen wrote it.
    pub pen: String,
    /// What it is.
    pub name: Option<String>,
    /// What was promised, in euros: a year, or once.
    #[schema(value_type = Object)]
    pub promised: Quantity,
    /// Whether it falls once.
    pub once: bool,
    /// The day the third signature was given.
    #[schema(value_type = String)]
    pub agreed_on: Date,
    /// What came, as measured last.
    #[schema(value_type = Option<Object>)]
    pub came: Option<Quantity>,
    /// The day that measure stands for.
    #[schema(value_type = Option<String>)]
    pub on: Option<Date>,
    /// Whether it lies within what was promised.
    pub held: Option<bool>,
}

/// A review that is due.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewBody {
    /// The request of the case.
    pub request: u64,
    /// The day it is due.
    #[schema(value_type = String)]
    pub due: Date,
    /// How many days after the signatures that is.
    pub after_days: i64,
}

/// How far ranges held what came.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalibrationBody {
    /// How many lines with a range were measured.
    pub measured: usize,
    /// How many it takes before anything is said.
    pub need: usize,
    /// How many ranges held what came; `null` while there are too few.
    pub held: Option<u64>,
    /// The share that did.
    pub share: Option<f64>,
    /// Where the true share lies with 95 % confidence (Wilson).
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// The middle of what came over what was likely, less one.
    pub bias: Option<f64>,
}

/// `GET /api/v1/value`
pub async fn show(session: Session) -> Answer {
    let picture = &session.picture;
    let lines = picture.promises_of_money();
    let page = ValuePage {
        lines: lines
            .iter()
            .map(|promise| PromiseBody {
                request: promise.request,
                line: promise.number,
                pen: promise.line.matter.pen().word().to_owned(),
                name: picture.text(promise.line.matter.name()).map(str::to_owned),
                promised: promise.promised(),
                once: promise.line.matter.years().once().is_some(),
                agreed_on: promise.agreed_on,
                came: promise.measured.map(|measured| measured.eur),
                on: promise.measured.map(|measured| measured.on),
                held: promise.held(),
            })
            .collect(),
        reviews: picture
            .reviews_due(session.today)
            .into_iter()
            .map(|review| ReviewBody { request: review.request, due: review.due, after_days: review.after_days })
            .collect(),
        marketing: calibration(&session, Pen::Marketing),
        it: calibration(&session, Pen::It),
    };
    Ok(Json(page).into_response())
}

fn calibration(session: &Session, pen: Pen) -> CalibrationBody {
    let nothing =
        |measured, need| CalibrationBody { measured, need, held: None, share: None, low: None, high: None, bias: None };
    match session.picture.calibration(pen) {
        Err(few) => nothing(few.have, few.need),
        Ok(Calibration { coverage, bias }) => CalibrationBody {
            measured: usize::try_from(coverage.held.of).unwrap_or(usize::MAX),
            need: picture::value::ENOUGH,
            held: Some(coverage.held.hits),
            share: Some(coverage.share),
            low: Some(coverage.interval.low),
            high: Some(coverage.interval.high),
            bias: Some(bias),
        },
    }
}
