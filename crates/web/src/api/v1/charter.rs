//! Who decides what: the charter, the one row that answers to some words, and changes put to both sides.

use agenda::charter::{self, Decider, Domain, Reversibility, Row, Silence};
use agenda::role::Role;
use app::{InputWords, Order, Problem};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Person, Say, done, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::session::Session;

/// The charter.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterPage {
    /// Its version.
    pub version: u32,
    /// Its rows, or those that answer to the words asked for, best first.
    pub rows: Vec<CharterRow>,
    /// Changes that wait for a decision.
    pub proposed: Vec<CharterProposal>,
    /// What made each version after the first, oldest first.
    pub changes: Vec<CharterChange>,
}

/// One class of decisions.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterRow {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Say,
    /// When such a decision is needed.
    pub when: Option<Say>,
    /// `strategy`, `use_cases`, `funds`, `capabilities`.
    pub domain: String,
    /// `both`, `marketing`, `it`, or a role.
    pub decider: String,
    /// Who decides, in words.
    pub decides: Say,
    /// The people who decide today.
    pub people: Vec<Person>,
    /// Who is heard before.
    pub inputs: Vec<CharterInput>,
    /// Working days from opening to deadline.
    pub working_days: u32,
    /// The deadline of a question put today.
    #[schema(value_type = String)]
    pub deadline_today: Date,
    /// `goes_ahead`, `goes_to_arbiter`, `stays_as_is`.
    pub silence: String,
    /// What happens in silence, in words.
    pub silence_say: Say,
    /// The role that arbitrates.
    pub arbiter: Option<String>,
    /// The people who arbitrate today.
    pub arbiters: Vec<Person>,
    /// `easy`, `costly`, `irreversible`.
    pub reversibility: String,
}

/// A right to be heard.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterInput {
    /// Whose.
    pub who: Say,
    /// Whether nothing is decided without it.
    pub must: bool,
    /// The people who hold it today.
    pub people: Vec<Person>,
}

/// A change that waits for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterProposal {
    /// The decision.
    pub decision: Link,
    /// The row as it would be.
    pub row: CharterRow,
}

/// A change that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterChange {
    /// The version it made.
    pub version: u32,
    /// The decision that made it.
    pub decision: Link,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// The row as it was; `null` for a new one.
    pub was: Option<CharterRow>,
    /// The row as it is since.
    pub row: CharterRow,
}

/// A row to put to both sides. What is left out stays as it stands; of a new class, only the inputs may be.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct CharterBody {
    /// What a class of the house's own is called.
    pub name: Option<String>,
    /// `strategy`, `use_cases`, `funds`, `capabilities`.
    #[schema(value_type = Option<String>)]
    pub domain: Option<Domain>,
    /// `both`, `marketing`, `it`, or a role by its word.
    pub decider: Option<String>,
    /// Who is heard before.
    pub inputs: Option<Vec<InputBody>>,
    /// Working days from opening to deadline.
    pub working_days: Option<u32>,
    /// `goes_ahead`, `goes_to_arbiter`, `stays_as_is`.
    #[schema(value_type = Option<String>)]
    pub silence: Option<Silence>,
    /// The role that arbitrates, by its word; `none` where nobody stands above whoever decides.
    pub arbiter: Option<String>,
    /// `easy`, `costly`, `irreversible`.
    #[schema(value_type = Option<String>)]
    pub reversibility: Option<Reversibility>,
}

/// Somebody with a right to be heard.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct InputBody {
    /// The role, as people call it.
    pub who: String,
    /// Whether nothing is decided without it.
    #[serde(default)]
    pub must: bool,
}

/// Which rows.
#[derive(Debug, Deserialize)]
pub struct Which {
    q: Option<String>,
}

/// `GET /api/v1/charter`
pub async fn show(session: Session, Query(which): Query<Which>) -> Answer {
    let charter = session.picture.charter();
    let rows: Vec<&Row> = match which.q.as_deref() {
        Some(words) => session.picture.who_decides(words),
        None => charter.rows.iter().collect(),
    };
    let page = CharterPage {
        version: charter.version,
        rows: rows.into_iter().map(|it| row(&session, it)).collect(),
        proposed: charter
            .proposed
            .iter()
            .map(|(decision, it)| CharterProposal { decision: link(&session, decision), row: row(&session, it) })
            .collect(),
        changes: charter
            .changes
            .iter()
            .map(|it| CharterChange {
                version: it.version,
                decision: link(&session, &it.decision),
                at: it.at,
                was: it.was.as_ref().map(|was| row(&session, was)),
                row: row(&session, &it.row),
            })
            .collect(),
    };
    Ok(tagged(session.picture.version(&reference()), Json(page).into_response()))
}

/// `POST /api/v1/charter/rows`
pub async fn propose(told: Told<CharterBody>) -> Answer {
    let order = order(&told.session, None, told.body.clone())?;
    Ok(done(&told.carry_out(Some(reference()), order).await?))
}

/// `PUT /api/v1/charter/rows/{key}`
pub async fn repropose(Path(key): Path<String>, told: Told<CharterBody>) -> Answer {
    let order = order(&told.session, Some(key), told.body.clone())?;
    Ok(done(&told.carry_out(Some(reference()), order).await?))
}

/// The charter as a thing of the log.
pub(crate) fn reference() -> Ref {
    Ref::new(Kind::Charter, "house")
}

/// A decider by its word.
pub(crate) fn decider(word: &str) -> Option<Decider> {
    match word {
        "both" => Some(Decider::Both),
        "marketing" => Some(Decider::Side(Side::Marketing)),
        "it" => Some(Decider::Side(Side::It)),
        word => Role::ALL.into_iter().find(|role| role.word() == word).map(Decider::Role),
    }
}

/// The word of a decider.
pub(crate) fn decider_word(decider: Decider) -> String {
    match decider {
        Decider::Both => "both".to_owned(),
        Decider::Side(side) => word(&side),
        Decider::Role(role) => role.word().to_owned(),
    }
}

fn order(session: &Session, key: Option<String>, body: CharterBody) -> Result<Order, Problem> {
    let charter = session.picture.charter();
    let standing = match &key {
        Some(key) => Some(charter.row(key).ok_or_else(|| {
            Problem::not_found(Words::new(
                format!("la ligne « {key} » de la charte"),
                format!("the row “{key}” of the charter"),
            ))
        })?),
        None => None,
    };
    // A class that is new starts from a change in the standard lane.
    let start = standing.or_else(|| charter.row(charter::class_of(agenda::lane::Lane::Standard)));
    let start = start.ok_or_else(|| Problem::not_found(Words::new("la charte", "the charter")))?;
    let known = |word: &String| decider(word).ok_or_else(|| no_decider(word));
    let arbiter = match body.arbiter.as_deref() {
        None => start.arbiter,
        Some("none") => None,
        Some(word) => match decider(word) {
            Some(Decider::Role(role)) => Some(role),
            _ => return Err(no_decider(word)),
        },
    };
    let picture = &session.picture;
    let inputs = match body.inputs {
        Some(inputs) => inputs.into_iter().map(|InputBody { who, must }| InputWords { who, must }).collect(),
        None => {
            let heard = start.inputs.iter().filter(|_| standing.is_some());
            heard.map(|it| InputWords { who: picture.holder_name(&it.who).fr, must: it.must }).collect()
        }
    };
    Ok(Order::ProposeCharterRow {
        key,
        name: body.name,
        domain: body.domain.unwrap_or(start.domain),
        decider: body.decider.as_ref().map(known).transpose()?.unwrap_or(start.decider),
        inputs,
        working_days: body.working_days.unwrap_or(start.working_days),
        silence: body.silence.unwrap_or(start.silence),
        arbiter,
        reversibility: body.reversibility.unwrap_or(start.reversibility),
    })
}

pub(crate) fn no_decider(word: &str) -> Problem {
    let roles: Vec<&str> = Role::ALL.into_iter().map(Role::word).collect();
    let list = format!("both, marketing, it, {}", roles.join(", "));
    Problem::invalid(
        Words::new(format!("« {word} » ne décide de rien ici"), format!("“{word}” decides nothing here")),
        Words::new(format!("choisissez parmi : {list}"), format!("choose one of: {list}")),
    )
}

fn row(session: &Session, row: &Row) -> CharterRow {
    let picture = &session.picture;
    let people = |ids: Vec<base::PersonId>| ids.into_iter().map(|id| person(session, id)).collect();
    let name = picture.row_name(row);
    CharterRow {
        key: row.key.clone(),
        name: name.into(),
        when: charter::known_when(&row.key).map(Say::from),
        domain: word(&row.domain),
        decider: decider_word(row.decider),
        decides: row.decider.say().into(),
        people: people(picture.deciders_of(row.decider)),
        inputs: row
            .inputs
            .iter()
            .map(|it| CharterInput {
                who: picture.holder_name(&it.who).into(),
                must: it.must,
                people: people(picture.bearers(&it.who)),
            })
            .collect(),
        working_days: row.working_days,
        deadline_today: base::workdays::after(session.today, row.working_days),
        silence: word(&row.silence),
        silence_say: row.silence_say().into(),
        arbiter: row.arbiter.map(|role| role.word().to_owned()),
        arbiters: people(row.arbiter.map(|role| picture.holders_of(role, None).collect()).unwrap_or_default()),
        reversibility: word(&row.reversibility),
    }
}
