//! Files in, reports out.

use std::sync::Arc;

use app::Problem;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words};
use jiff::civil::Date;
use landscape::formats::Told;
use landscape::import::Report;
use picture::{Arrival, Picture};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Paging, Say};
use crate::answer::Answer;
use crate::api::order_headers;
use crate::house::House;
use crate::pages::import::findings_of;
use crate::session::Session;
use crate::ui::report::is_row;

/// An import in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportLine {
    /// Its key.
    pub key: String,
    /// The file's name.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// When it came.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// The log position of its arrival.
    pub position: u64,
    /// What it holds.
    pub holds: Vec<String>,
    /// Rows read; `read = accepted + rejected`.
    pub read: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows not taken.
    pub rejected: u64,
}

/// An import with its report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportPage {
    /// What stands in lists.
    #[serde(flatten)]
    pub line: ImportLine,
    /// Whether these bytes came before under this name: then nothing changed.
    pub unchanged: bool,
    /// One part per sheet.
    pub sheets: Vec<Sheet>,
    /// What its newest facts bring to light, such as names nothing answers to; the newest arrival alone has some.
    pub findings: Vec<Say>,
}

/// What was read from one sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sheet {
    /// The sheet's name in a workbook.
    pub sheet: Option<String>,
    /// What its rows describe.
    pub kind: Option<String>,
    /// What a file that is no table held; `read`, `accepted` and `rejected` then count entries, not rows.
    pub told: Option<ToldBody>,
    /// How it was read.
    pub how: Say,
    /// Rows read.
    pub read: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Header and the field it was read as.
    pub mapped: Vec<(String, String)>,
    /// Headers nothing was read from.
    pub unmapped: Vec<String>,
    /// Rows and values not taken.
    pub rejects: Vec<RejectBody>,
}

/// What a file that is no table held.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldBody {
    /// The format, such as `openapi` or `archimate`.
    pub format: String,
    /// What people call it.
    pub name: Say,
    /// Its version, as the file says it.
    pub version: Option<String>,
    /// How many of each thing it holds, in the format's own words.
    pub counts: Vec<Counted>,
    /// How many things of the landscape it describes, by the word of their kind.
    pub made: Vec<Counted>,
    /// What was read and has no place here.
    pub left: Vec<Counted>,
}

/// How many of something.
#[derive(Debug, Serialize, ToSchema)]
pub struct Counted {
    /// Of what: the format's own word, or the word of a kind.
    pub what: String,
    /// What people call it.
    pub name: Say,
    /// How many.
    pub count: u64,
}

/// A row or a value that was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct RejectBody {
    /// Whether it is a whole row; else a value, the rest of its row being taken.
    pub row: bool,
    /// The line, counted from 1 with the header.
    pub line: u64,
    /// The column's header.
    pub column: Option<String>,
    /// What stood there.
    pub value: String,
    /// Why it was not taken.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}

/// What comes with a file.
#[derive(Debug, Deserialize)]
pub struct Sent {
    file: String,
    as_of: Option<Date>,
    /// Whether only to read and tell, and to change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// `GET /api/v1/imports`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.arrivals().rev(), |arrival| line(arrival));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/imports?file=systemes.csv&as_of=2026-08-01`, the file's bytes as the body; with `&dry_run=true` it is
/// read and told, and nothing changes (its position is 0).
pub async fn send(
    State(house): State<House>,
    session: Session,
    Query(sent): Query<Sent>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let (command, _) = order_headers(&headers, &session, &house)?;
    let actor = session.actor()?;
    if sent.dry_run {
        let (dataset, manifest, report) =
            house.work(move |app| app.preview(actor, &sent.file, &bytes, sent.as_of)).await?;
        let at = house.app.clock().now();
        let arrival = Arrival { dataset, position: 0, at, manifest };
        let before = newest(&session.picture, &arrival.dataset).ok();
        let unchanged = before.is_some_and(|it| it.manifest.sha256 == arrival.manifest.sha256);
        let page = page(&session.picture, &arrival, &report, unchanged);
        return Ok(Json(ImportPage { findings: Vec::new(), ..page }).into_response());
    }
    let arrived = house.work(move |app| app.import(actor, Some(command), &sent.file, &bytes, sent.as_of)).await?;
    let picture = house.app.picture();
    let arrival = newest(&picture, &arrived.dataset)?;
    let unchanged = arrived.receipt.facts == 0;
    Ok(Json(page(&picture, &arrival, &arrived.report, unchanged)).into_response())
}

/// `GET /api/v1/imports/{key}`
pub async fn show(State(house): State<House>, session: Session, Path(key): Path<String>) -> Answer {
    let arrival = newest(&session.picture, &Ref::new(Kind::Dataset, &key))?;
    let report = house.app.report(&arrival.dataset, arrival.position).unwrap_or_default();
    Ok(Json(page(&session.picture, &arrival, &report, false)).into_response())
}

fn newest(picture: &Picture, dataset: &Ref) -> Result<Arc<Arrival>, Problem> {
    let found = picture.arrivals().rev().find(|arrival| arrival.dataset == *dataset);
    found.cloned().ok_or_else(|| {
        Problem::not_found(Words::new(format!("l'import {}", dataset.key()), format!("import {}", dataset.key())))
    })
}

fn line(arrival: &Arrival) -> ImportLine {
    let manifest = &arrival.manifest;
    ImportLine {
        key: arrival.dataset.key().to_owned(),
        file: manifest.file.clone(),
        sha256: manifest.sha256.clone(),
        at: arrival.at,
        position: arrival.position,
        holds: manifest.holds.clone(),
        read: manifest.read,
        accepted: manifest.accepted,
        rejected: manifest.rejected,
    }
}

fn page(picture: &Picture, arrival: &Arrival, report: &Report, unchanged: bool) -> ImportPage {
    let sheets = report.sheets.iter().map(|sheet| Sheet {
        sheet: sheet.sheet.clone(),
        kind: sheet.kind.map(|kind| kind.word().to_owned()),
        told: sheet.told.as_ref().map(told),
        how: sheet.how.clone().into(),
        read: sheet.read,
        accepted: sheet.accepted,
        rejected: sheet.rejected,
        mapped: sheet.mapped.clone(),
        unmapped: sheet.unmapped.clone(),
        rejects: sheet
            .rejects
            .iter()
            .map(|reject| RejectBody {
                row: is_row(reject),
                line: reject.line,
                column: reject.column.clone(),
                value: reject.value.clone(),
                reason: reject.reason.clone().into(),
                way_out: reject.way_out.clone().into(),
            })
            .collect(),
    });
    let findings = findings_of(picture, &arrival.dataset).map(|finding| finding.say.clone().into()).collect();
    ImportPage { line: line(arrival), unchanged, sheets: sheets.collect(), findings }
}

fn told(told: &Told) -> ToldBody {
    let named = |word: &str| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
        let words = kind.map(crate::ui::thing::kinds);
        words.map_or_else(
            || Words::same(word),
            |words| Words::each(|lang| crate::pages::told::inside(words.in_lang(lang))),
        )
    };
    let counted = |list: &[(String, u64)], name: &dyn Fn(&str) -> Words| -> Vec<Counted> {
        list.iter()
            .map(|(what, count)| Counted { what: what.clone(), name: name(what).into(), count: *count })
            .collect()
    };
    ToldBody {
        format: told.format.word().to_owned(),
        name: told.format.say().into(),
        version: told.version.clone(),
        counts: counted(&told.counts, &landscape::formats::counted),
        made: counted(&told.made, &named),
        left: counted(&told.left, &landscape::formats::counted),
    }
}
