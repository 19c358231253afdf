//! The store itself: where its log ends, whether it is whole, copies of it.

use std::path::PathBuf;

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Say, says};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::Session;

/// Where the log ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadBody {
    /// The position of the newest fact.
    pub position: u64,
    /// Today, in the house's time zone.
    #[schema(value_type = String)]
    pub today: jiff::civil::Date,
}

/// What a verification found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verification {
    /// Whether everything holds.
    pub whole: bool,
    /// Facts in the chain.
    pub facts: u64,
    /// The position of the newest fact in the chain; note it elsewhere with its hash.
    pub position: Option<u64>,
    /// The hash of the newest fact.
    pub head: Option<String>,
    /// What is broken, with the log position where it has one.
    pub broken: Vec<BrokenBody>,
    /// Decisions whose page was derived again from the log.
    pub decisions: usize,
    /// Figures on those pages.
    pub figures: usize,
    /// Quoted figures that the log does not give any more.
    pub differs: Vec<Say>,
    /// How many facts on pages of decisions rest on words that are erased: the sealed pages alone hold them.
    pub erased: usize,
}

/// Something broken.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrokenBody {
    /// Where in the log.
    pub position: Option<u64>,
    /// What.
    pub what: Say,
}

/// One invariant.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckBody {
    /// What has to hold.
    pub holds: Say,
    /// What breaks it; empty when it holds.
    pub breaks: Vec<Say>,
}

/// Invariants and whether they hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct Doctor {
    /// The invariants.
    pub checks: Vec<CheckBody>,
    /// Whether all hold.
    pub well: bool,
}

/// Where to copy the store.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BackupBody {
    /// An empty or new folder on the machine that runs Entente.
    pub to: String,
}

/// A copy.
#[derive(Debug, Serialize, ToSchema)]
pub struct BackedUp {
    /// The folder.
    pub to: String,
}

/// `GET /api/v1/head`
pub async fn head(session: Session) -> Answer {
    Ok(Json(HeadBody { position: session.picture.position, today: session.today }).into_response())
}

/// `GET /api/v1/verification`
pub async fn verify(State(house): State<House>) -> Answer {
    let found = house
        .work(|app| {
            let chain = app.verify(|_, _| {});
            // A broken log may not replay; what the chain says is then the answer.
            let replayed = app.replay(|_, _| {});
            Ok((chain, replayed))
        })
        .await?;
    let (chain, replayed) = found;
    let mut broken: Vec<BrokenBody> = match &chain {
        Ok(_) => Vec::new(),
        Err(broken) => {
            let body =
                |finding: &app::Finding| BrokenBody { position: finding.position, what: finding.what.clone().into() };
            broken.findings.iter().map(body).collect()
        }
    };
    let (mut facts, mut decisions, mut figures, mut erased, mut differs) = (0, 0, 0, 0, Vec::new());
    match replayed {
        Ok(replayed) => {
            (facts, decisions, figures) = (replayed.facts, replayed.decisions, replayed.figures);
            erased = replayed.erased;
            differs = replayed.differs.iter().map(|restated| restated.say().into()).collect();
        }
        Err(problem) => broken.push(BrokenBody { position: None, what: problem.message.into() }),
    }
    let (position, head) = chain.ok().map(|verified| (verified.head.position, base::hex(&verified.head.hash))).unzip();
    let whole = broken.is_empty() && differs.is_empty();
    Ok(Json(Verification { whole, facts, position, head, broken, decisions, figures, differs, erased }).into_response())
}

/// `GET /api/v1/doctor`
pub async fn doctor(State(house): State<House>) -> Answer {
    let checks = house.work(|app| Ok(app.doctor())).await?;
    let well = checks.iter().all(|check| check.breaks.is_empty());
    let checks =
        checks.into_iter().map(|check| CheckBody { holds: check.holds.into(), breaks: says(&check.breaks) }).collect();
    Ok(Json(Doctor { checks, well }).into_response())
}

/// `POST /api/v1/backups`
pub async fn backup(State(house): State<House>, told: Told<BackupBody>) -> Answer {
    let to = told.body.to.clone();
    let folder = PathBuf::from(&to);
    house.work(move |app| app.backup(&folder, |_, _| {})).await?;
    Ok(Json(BackedUp { to }).into_response())
}
