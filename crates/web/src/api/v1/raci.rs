//! Who answers for what: the matrix, what is wrong in it, its stages.

use agenda::raci::lint::{Finding, Staffed};
use agenda::raci::{Joint, Mark, Matrix, Row, Source, Stage};
use agenda::role::Role;
use app::{Order, Problem, SeatWords};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words, Side};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::NothingBody;
use super::shapes::{Link, Person, Say, done, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::pages::raci::at_version;
use crate::session::Session;

/// The matrix.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaciPage {
    /// Its version; 0 where there is none.
    pub version: u32,
    /// `template`, `file` or `by_hand`.
    pub source: Option<String>,
    /// The file it comes from.
    pub file: Option<Link>,
    /// Who changed it last.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = Option<String>)]
    pub at: Option<jiff::Timestamp>,
    /// Its rows.
    pub rows: Vec<RaciRow>,
    /// What has to be mended; of the newest version only.
    pub findings: Vec<RaciFinding>,
    /// The nine stages; empty where no row names one, and of older versions.
    pub stages: Vec<RaciStage>,
}

/// One row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaciRow {
    /// Its number.
    pub number: u32,
    /// The decision or activity.
    pub activity: Say,
    /// The stages it belongs to, by their words.
    pub stages: Vec<String>,
    /// Who does what.
    pub seats: Vec<RaciSeat>,
    /// Who arbitrates, where both sides answer together.
    pub arbiter: Option<String>,
    /// Working days they have to agree.
    pub working_days: Option<u32>,
}

/// One role in a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaciSeat {
    /// Who.
    pub who: Say,
    /// `A`, `A²`, `R`, `C`, `I`.
    pub mark: String,
    /// The people present who hold the role.
    pub people: Vec<Person>,
}

/// One thing to mend.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaciFinding {
    /// `no_a`, `two_a`, `half_joint`, `no_r`, `dpo_decides`, `overload`, `vacant`, `one_sided_stage`, `orphan`.
    pub flaw: String,
    /// The row, where it is one row's.
    pub row: Option<u32>,
    /// What is the matter.
    pub say: Say,
    /// The way out.
    pub way_out: Say,
}

/// One stage of the data value chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaciStage {
    /// Its place, 1 to 9.
    pub place: usize,
    /// Its name.
    pub name: Say,
    /// Rows that belong to it.
    pub rows: Vec<u32>,
    /// Roles of marketing that work in it.
    pub marketing: Vec<Say>,
    /// Roles of IT that do.
    pub it: Vec<Say>,
}

/// A row to state.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RowBody {
    /// The decision or activity, in the house's words.
    pub activity: String,
    /// Who does what.
    pub seats: Vec<SeatBody>,
    /// Stages it belongs to: their numbers, 1 to 9, or their names.
    #[serde(default)]
    pub stages: Vec<String>,
    /// The role that arbitrates where both sides answer together; the chief executive unless said otherwise.
    #[schema(value_type = Option<String>)]
    pub arbiter: Option<Role>,
    /// Working days they have to agree; five unless said otherwise.
    pub working_days: Option<u32>,
}

/// One role and its marks.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SeatBody {
    /// The role, as people call it: `CMO`, `architecte`, or a party only the house knows.
    pub who: String,
    /// Its marks, such as `A/R` or `A²`.
    pub marks: String,
}

/// Which version.
#[derive(Debug, Deserialize)]
pub struct Which {
    version: Option<u32>,
}

/// `GET /api/v1/raci`
pub async fn show(State(house): State<House>, session: Session, Query(which): Query<Which>) -> Answer {
    let newest = session.picture.raci();
    let old = match which.version {
        Some(version) if newest.is_none_or(|matrix| matrix.version != version) => {
            let history = house.work(|app| app.history("raci:house")).await?;
            let facts = u32::try_from(history.len()).unwrap_or(u32::MAX);
            let found = (1..=facts).contains(&version).then(|| at_version(&history, version)).flatten();
            let missing =
                || Problem::not_found(Words::new(format!("la version {version}"), format!("version {version}")));
            Some(found.ok_or_else(missing)?)
        }
        _ => None,
    };
    let is_newest = old.is_none();
    let page = page(&session, old.as_ref().or(newest), is_newest);
    Ok(tagged(session.picture.version(&reference()), Json(page).into_response()))
}

/// `POST /api/v1/raci/template`
pub async fn adopt(told: Told<NothingBody>) -> Answer {
    Ok(done(&told.carry_out(Some(reference()), Order::AdoptRaci).await?))
}

/// `POST /api/v1/raci/rows`
pub async fn state(told: Told<RowBody>) -> Answer {
    let order = order(None, told.body.clone())?;
    Ok(done(&told.carry_out(Some(reference()), order).await?))
}

/// `PUT /api/v1/raci/rows/{number}`
pub async fn restate(Path(row): Path<u32>, told: Told<RowBody>) -> Answer {
    let order = order(Some(row), told.body.clone())?;
    Ok(done(&told.carry_out(Some(reference()), order).await?))
}

/// `DELETE /api/v1/raci/rows/{number}`
pub async fn drop(Path(row): Path<u32>, told: Told<NothingBody>) -> Answer {
    Ok(done(&told.carry_out(Some(reference()), Order::DropRaciRow { row }).await?))
}

fn reference() -> Ref {
    Ref::new(Kind::Raci, "house")
}

fn order(row: Option<u32>, body: RowBody) -> Result<Order, Problem> {
    let RowBody { activity, seats, stages, arbiter, working_days } = body;
    let stage = |words: &String| {
        Stage::from_words(words).ok_or_else(|| {
            Problem::invalid(
                Words::new(
                    format!("« {words} » n'est pas une des neuf étapes"),
                    format!("“{words}” is none of the nine stages"),
                ),
                Words::new("écrivez son numéro, de 1 à 9, ou son nom", "write its number, 1 to 9, or its name"),
            )
        })
    };
    let otherwise = Joint::default();
    let joint = (arbiter.is_some() || working_days.is_some()).then(|| Joint {
        arbiter: arbiter.unwrap_or(otherwise.arbiter),
        working_days: working_days.unwrap_or(otherwise.working_days),
    });
    let seats = seats.into_iter().map(|SeatBody { who, marks }| SeatWords { who, marks }).collect();
    let stages = stages.iter().map(stage).collect::<Result<_, _>>()?;
    Ok(Order::StateRaciRow { row, activity, stages, seats, joint })
}

fn page(session: &Session, matrix: Option<&Matrix>, is_newest: bool) -> RaciPage {
    let picture = &session.picture;
    let (source, file) = match matrix.map(|matrix| &matrix.source) {
        None => (None, None),
        Some(Source::Template) => (Some("template".to_owned()), None),
        Some(Source::ByHand) => (Some("by_hand".to_owned()), None),
        Some(Source::File { dataset }) => (Some("file".to_owned()), Some(link(session, dataset))),
    };
    RaciPage {
        version: matrix.map_or(0, |matrix| matrix.version),
        source,
        file,
        by: matrix.and_then(|matrix| matrix.by).map(|id| person(session, id)),
        at: matrix.map(|matrix| matrix.at),
        rows: matrix.into_iter().flat_map(|it| &it.rows).map(|(number, it)| row(session, *number, it)).collect(),
        findings: if is_newest { picture.raci_findings().into_iter().map(finding).collect() } else { Vec::new() },
        stages: match picture.stage_map().filter(|_| is_newest) {
            Some(stages) => stages.iter().map(|it| stage(session, it)).collect(),
            None => Vec::new(),
        },
    }
}

fn row(session: &Session, number: u32, row: &Row) -> RaciRow {
    let picture = &session.picture;
    let seats = row.seats.iter().map(|seat| RaciSeat {
        who: picture.holder_name(&seat.who).into(),
        mark: Mark::word(seat.mark).to_owned(),
        people: picture.bearers(&seat.who).into_iter().map(|id| person(session, id)).collect(),
    });
    RaciRow {
        number,
        activity: picture.activity_name(&row.activity).into(),
        stages: row.stages.iter().map(word).collect(),
        seats: seats.collect(),
        arbiter: row.joint.map(|joint| word(&joint.arbiter)),
        working_days: row.joint.map(|joint| joint.working_days),
    }
}

fn finding(finding: Finding) -> RaciFinding {
    let Finding { flaw, row, say, way_out } = finding;
    RaciFinding { flaw: flaw.word().to_owned(), row, say: say.into(), way_out: way_out.into() }
}

fn stage(session: &Session, it: &Staffed) -> RaciStage {
    let names = |side: Side| {
        let holders = it.by.get(&side).into_iter().flatten();
        holders.map(|holder| session.picture.holder_name(holder).into()).collect()
    };
    RaciStage {
        place: it.stage.place(),
        name: it.stage.say().into(),
        rows: it.rows.clone(),
        marketing: names(Side::Marketing),
        it: names(Side::It),
    }
}
