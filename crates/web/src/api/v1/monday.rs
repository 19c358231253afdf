//! The five lines of a Monday.

use app::Problem;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use base::Say as Words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Person, Say, link, person};
use crate::answer::Answer;
use crate::session::{Session, find_person};

/// A person's Monday.
#[derive(Debug, Serialize, ToSchema)]
pub struct MondayPage {
    /// Whose it is.
    pub person: Person,
    /// The Monday since when changes are told.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// The five lines: `moved`, `waits`, `due`, `without_you`, `nobody_knew`.
    pub lines: Vec<MondayLine>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct MondayLine {
    /// What it tells of.
    pub what: String,
    /// Its heading.
    pub heading: Say,
    /// What it says; where there is nothing, it says so.
    pub say: Say,
    /// How many things it tells of.
    pub count: usize,
    /// What it opens, the first ones.
    pub sources: Vec<MondaySource>,
}

/// What a line opens.
#[derive(Debug, Serialize, ToSchema)]
pub struct MondaySource {
    /// The thing.
    pub to: Link,
    /// What it says of it.
    pub say: Say,
}

/// Whose Monday.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(rename = "for")]
    whose: Option<String>,
}

/// `GET /api/v1/monday`
pub async fn show(session: Session, Query(asked): Query<Asked>) -> Answer {
    let whose = match asked.whose.as_deref() {
        Some(words) => {
            Some(find_person(&session.picture, words).ok_or_else(|| Problem::not_found(Words::same(words)))?)
        }
        None => session.person(),
    };
    let Some(whose) = whose else {
        return Err(Problem::invalid(
            Words::new("cette page est celle d'une personne", "this page is that of a person"),
            Words::new("agissez au nom d'une personne, ou dites `for`", "act as a person, or say `for`"),
        )
        .into());
    };
    let monday = session.picture.monday(whose, session.today);
    let lines = monday.lines.into_iter().map(|line| MondayLine {
        what: line.what.word().to_owned(),
        heading: line.what.say().into(),
        say: line.say.into(),
        count: line.count,
        sources: line
            .sources
            .into_iter()
            .map(|source| MondaySource { to: link(&session, &source.to), say: source.say.into() })
            .collect(),
    });
    let body = MondayPage { person: person(&session, whose), since: monday.since, lines: lines.collect() };
    Ok(Json(body).into_response())
}
