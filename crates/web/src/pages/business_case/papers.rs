//! Taking a case along: on paper, as a workbook with its formulas, as a signed document.
//! `/requests/{number}/case.pdf`, `.xlsx`, `.json`

use app::document::Names;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::Lang;
use maud::{Markup, html};

use super::{View, numbered};
use crate::answer::Answer;
use crate::house::House;
use crate::pages::told;
use crate::session::Session;
use crate::ui;
use crate::ui::Reader;

ui::words! {
    TAKE = "Emporter ce dossier" / "Take this case along";
    PDF = "En PDF" / "As PDF";
    PDF_WHAT = "à imprimer ou à joindre ; le dossier en JSON est à l’intérieur" / "to print or to send; the case as JSON is inside";
    XLSX = "En XLSX" / "As XLSX";
    XLSX_WHAT = "un classeur dont les formules refont le calcul quand un nombre change" / "a workbook whose formulas work it out anew when a number changes";
    JSON = "En JSON" / "As JSON";
    JSON_WHAT = "le dossier contresigné par la maison, que la commande « entente verify » contrôle où que ce soit" / "the case countersigned by the house, which the command “entente verify” checks anywhere";
}

/// `GET /requests/{number}/case.xlsx`, also in the API: the case with live formulas, in the reader's language.
pub async fn workbook(State(house): State<House>, session: Session, Path(number): Path<String>) -> Answer {
    let number = numbered(&number)?;
    let lang = session.lang;
    let work = move |app: &app::App| {
        let names = Names { option: &|it| told::choice_say(&session, it), thing: &|it| session.name_of(it) };
        app.case_workbook(&session.picture, number, session.lang, &names)
    };
    let bytes = house.work(work).await?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(bytes, kind, "attachment", lang, number, "xlsx"))
}

/// `GET /requests/{number}/case.pdf`, also in the API: the case on paper, in the reader's language.
pub async fn paper(State(house): State<House>, session: Session, Path(number): Path<String>) -> Answer {
    let number = numbered(&number)?;
    let lang = session.lang;
    let work = move |app: &app::App| {
        let names = Names { option: &|it| told::choice_say(&session, it), thing: &|it| session.name_of(it) };
        app.case_paper(&session.picture, number, session.lang, &names)
    };
    let bytes = house.work(work).await?;
    Ok(file(bytes, "application/pdf", "inline", lang, number, "pdf"))
}

/// A file under a name that says what it is.
fn file(bytes: Vec<u8>, kind: &'static str, how: &str, lang: Lang, number: u64, ending: &str) -> Response {
    let stem = match lang {
        Lang::Fr => "dossier",
        Lang::En => "business-case",
    };
    let name = format!("{how}; filename=\"{stem}-{number}.{ending}\"");
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.extend(HeaderValue::from_str(&name).ok().map(|name| (header::CONTENT_DISPOSITION, name)));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

/// The three ways, at the foot of the page; on paper they would say nothing.
pub(super) fn take(reader: &Reader, view: &View) -> Markup {
    let ways = [("pdf", PDF, PDF_WHAT), ("xlsx", XLSX, XLSX_WHAT), ("json", JSON, JSON_WHAT)];
    let content = html! {
        ul.take-along {
            @for (ending, name, what) in ways {
                li {
                    a href=(view.at(&format!(".{ending}"))) download[ending != "pdf"] { (reader.w(name)) }
                    " " span.hint data-terms { (reader.w(what)) }
                }
            }
        }
    };
    ui::page::section("take", reader.w(TAKE), content)
}
