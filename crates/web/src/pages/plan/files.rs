//! The plan carried away: as a workbook with formulas, as CSV. `/plan.xlsx`, `/plan.csv`

use agenda::plan::{Plan, Pool};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Lang, Ref, Say};
use tabular::Cell;
use tabular::write::{Encoding, csv as table};

use super::called;
use crate::answer::Answer;
use crate::house::House;
use crate::session::Session;

/// `GET /plan.xlsx`, also in the API.
pub async fn workbook(State(house): State<House>, session: Session) -> Answer {
    let lang = session.lang;
    let work = move |_: &app::App| {
        let thing = |id: &Ref| -> Say { session.name_of(id) };
        app::plan_workbook::plan_workbook(&session.picture, session.today, lang, &thing)
    };
    let bytes = house.work(work).await?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(bytes, kind, "plan.xlsx"))
}

/// `GET /plan.csv`, also in the API: a line for what each initiative takes of whom in which quarter.
pub async fn csv(session: Session) -> Answer {
    let head = match session.lang {
        Lang::Fr => {
            ["initiative", "nom", "apport probable", "début", "équipe ou enveloppe", "trimestre", "quantité", "unité"]
        }
        Lang::En => ["initiative", "name", "likely value", "start", "team or fund", "quarter", "amount", "unit"],
    };
    let nothing = Plan::default();
    let plan = session.picture.plan().unwrap_or(&nothing);
    let rows: Vec<Vec<Cell>> = session.read(|reader| {
        let of = |(number, it): (&u32, &agenda::plan::Initiative)| -> Vec<Vec<Cell>> {
            let start = plan.starts.get(number).copied();
            let value = session.picture.brings(plan, *number).map_or(it.value.likely, |it| it.value.likely);
            let quarter =
                |at: Option<agenda::plan::Quarter>| Cell::Text(at.map(|at| at.to_string()).unwrap_or_default());
            let lines = it.takes().map(|(pool, after, part)| {
                let unit = match (&pool, reader.lang) {
                    (Pool::Fund(_), _) => "EUR",
                    (Pool::Team(_), Lang::Fr) => "jours de travail",
                    (Pool::Team(_), Lang::En) => "person-days",
                };
                vec![
                    Cell::Number(f64::from(*number)),
                    Cell::Text(super::name(&session, plan, *number).to_owned()),
                    Cell::Number(value),
                    quarter(start),
                    Cell::Text(called(reader, &session, plan, &pool)),
                    quarter(start.map(|start| start.plus(after))),
                    Cell::Number(part.likely),
                    Cell::Text(unit.to_owned()),
                ]
            });
            lines.collect()
        };
        plan.initiatives.iter().flat_map(of).collect()
    });
    let separator = if session.lang == Lang::Fr { ';' } else { ',' };
    let bytes = table(separator, &head.map(str::to_owned), &rows, Encoding::Utf8Bom);
    Ok(download(bytes, "text/csv; charset=utf-8", "plan.csv"))
}

fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let how = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, how)], bytes).into_response()
}
