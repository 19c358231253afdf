//! The agenda, four by four.

use agenda::action::{Action, Cell as Place};
use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::Lang;
use serde::Serialize;
use tabular::Cell;
use tabular::write::{Encoding, csv};
use utoipa::ToSchema;

use super::actions::{ActionLine, line};
use super::shapes::Say;
use crate::answer::Answer;
use crate::session::Session;

/// The agenda of the house.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgendaPage {
    /// The sixteen cells, row by row.
    pub cells: Vec<AgendaCell>,
    /// In how many of them nothing is to be done.
    pub empty: usize,
    /// The joint actions that stand in no cell, by number, the first due in front.
    pub unplaced: Vec<u64>,
}

/// A cell of the agenda.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgendaCell {
    /// What it is called in an order, such as `data-serve`.
    pub cell: String,
    /// What people call it.
    pub name: Say,
    /// What is to be done, the first due in front.
    pub open: Vec<ActionLine>,
    /// What was done, the latest in front.
    pub done: Vec<ActionLine>,
}

/// `GET /api/v1/agenda`
pub async fn show(session: Session) -> Answer {
    let agenda = session.picture.agenda();
    let lines = |numbers: &[u64]| -> Vec<ActionLine> {
        let known = numbers.iter().filter_map(|number| Some((*number, session.picture.action(*number)?)));
        known.map(|(number, action)| line(&session, number, action)).collect()
    };
    let cells = Place::all().map(|cell| {
        let acts = agenda.cells.get(&cell);
        AgendaCell {
            cell: cell.to_string(),
            name: cell.say().into(),
            open: acts.map(|acts| lines(&acts.open)).unwrap_or_default(),
            done: acts.map(|acts| lines(&acts.done)).unwrap_or_default(),
        }
    });
    let body = AgendaPage { cells: cells.collect(), empty: agenda.empty().len(), unplaced: agenda.unplaced };
    Ok(Json(body).into_response())
}

/// `GET /agenda.csv`: a row for each action to be done, and one for each cell without any.
pub async fn export_csv(session: Session) -> Answer {
    let head = match session.lang {
        Lang::Fr => ["sur quoi", "pour quoi", "action", "à faire", "résultat attendu", "marketing", "DSI", "pour le"],
        Lang::En => ["worked on", "for", "action", "to do", "expected outcome", "marketing", "IT", "due"],
    };
    let agenda = session.picture.agenda();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for cell in Place::all() {
        let open = agenda.cells.get(&cell).map(|acts| acts.open.as_slice()).unwrap_or_default();
        if open.is_empty() {
            rows.push(row(&session, cell, None));
        }
        let known = open.iter().filter_map(|number| Some((*number, session.picture.action(*number)?)));
        rows.extend(known.map(|it| row(&session, cell, Some(it))));
    }
    let separator = if session.lang == Lang::Fr { ';' } else { ',' };
    let bytes = csv(separator, &head.map(str::to_owned), &rows, Encoding::Utf8Bom);
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"agenda.csv\""),
    ];
    let answer: Response = (kind, bytes).into_response();
    Ok(answer)
}

fn row(session: &Session, cell: Place, action: Option<(u64, &Action)>) -> Vec<Cell> {
    let text = |words: &str| Cell::Text(words.to_owned());
    let said = |words: &base::Text| session.picture.text(words).map_or(Cell::Empty, text);
    let lang = session.lang;
    let mut row = vec![text(cell.lever.say().in_lang(lang)), text(cell.phase.say().in_lang(lang))];
    match action {
        Some((number, action)) => row.extend([
            Cell::Number(number as f64),
            said(&action.words),
            action.place.as_ref().map_or(Cell::Empty, |place| said(&place.outcome)),
            text(&session.picture.person_name(action.marketing)),
            text(&session.picture.person_name(action.it)),
            text(&action.due.to_string()),
        ]),
        None => row.extend([const { Cell::Empty }; 6]),
    }
    row
}
