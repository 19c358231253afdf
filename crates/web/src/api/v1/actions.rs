//! Joint actions, and the outbox.

use agenda::action::{Action, Cell, Ended};
use agenda::message::Progress;
use app::{Order, Problem, TypedPlace};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, PersonId, Ref, Say as Words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Paging, Person, Say, done, link, person, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::pages::outbox;
use crate::session::Session;

/// A joint action.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionLine {
    /// Its number.
    pub number: u64,
    /// What is to be done.
    pub words: Option<String>,
    /// What it comes from.
    pub cause: Option<Link>,
    /// Its owner on marketing's side.
    pub marketing: Person,
    /// Its owner on IT's side.
    pub it: Person,
    /// The day it is to be done by.
    #[schema(value_type = String)]
    pub due: Date,
    /// Where it stands on the agenda, such as `data-serve`.
    pub cell: Option<String>,
    /// What will be different once it is done.
    pub outcome: Option<String>,
    /// `open`, `done`, `dropped`.
    pub state: String,
}

/// A new action.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ActionBody {
    /// What is to be done.
    pub words: String,
    /// What it comes from, such as `tool:wheel.example`.
    #[schema(value_type = Option<String>)]
    pub cause: Option<Ref>,
    /// Its owner on marketing's side.
    #[schema(value_type = String)]
    pub marketing: PersonId,
    /// Its owner on IT's side.
    #[schema(value_type = String)]
    pub it: PersonId,
    /// The day it is to be done by.
    #[schema(value_type = String)]
    pub due: Date,
    /// Where it stands on the agenda, if it does.
    pub place: Option<PlaceBody>,
}

/// Where an action stands on the agenda, and what for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct PlaceBody {
    /// What is worked on (`people`, `process`, `technology`, `data`) and for which moment with the customer (`acquire`,
    /// `win`, `serve`, `retain`): `data-serve`. Without one, the action is taken off the agenda.
    #[schema(value_type = Option<String>)]
    pub cell: Option<Cell>,
    /// What will be different once it is done.
    #[serde(default)]
    pub outcome: String,
}

impl PlaceBody {
    pub(super) fn typed(&self) -> Option<TypedPlace> {
        Some(TypedPlace { cell: self.cell?, outcome: self.outcome.clone() })
    }
}

/// How an action ends.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EndBody {
    /// `done` or `dropped`.
    pub state: String,
    /// What came of it, or why it is dropped.
    pub words: Option<String>,
}

/// A message of the house.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageLine {
    /// Its number.
    pub number: u64,
    /// To whom.
    pub to: Person,
    /// `amnesty`, `names_opened`, `reminder`.
    pub purpose: String,
    /// What it is about.
    pub about: Link,
    /// Its subject.
    pub subject: Option<String>,
    /// Its words.
    pub body: Option<String>,
    /// When it was written.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// `waiting`, `sent`, `failed`.
    pub state: String,
    /// Why it was not sent, where it was not.
    pub why: Option<Say>,
}

/// `GET /api/v1/actions`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.actions(), |(number, action)| line(&session, number, action));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/actions`
pub async fn set(told: Told<ActionBody>) -> Answer {
    let ActionBody { words, cause, marketing, it, due, place } = &told.body;
    let (words, cause) = (words.clone(), cause.clone());
    let place = place.as_ref().and_then(PlaceBody::typed);
    let order = Order::SetAction { words, cause, marketing: *marketing, it: *it, due: *due, place };
    Ok(done(&told.carry_out(None, order).await?))
}

/// `PUT /api/v1/actions/{number}/place`
pub async fn place(Path(action): Path<u64>, told: Told<PlaceBody>) -> Answer {
    let order = Order::PlaceAction { action, place: told.body.typed() };
    Ok(done(&told.carry_out(Some(Ref::new(Kind::Action, &action.to_string())), order).await?))
}

/// `POST /api/v1/actions/{number}/end`
pub async fn end(Path(action): Path<u64>, told: Told<EndBody>) -> Answer {
    let words = told.body.words.clone();
    let order = match told.body.state.as_str() {
        "done" => Order::FinishAction { action, words },
        "dropped" => Order::DropAction { action, why: words.unwrap_or_default() },
        other => {
            return Err(Problem::invalid(
                Words::new(format!("« {other} » n'est pas une fin"), format!("“{other}” is no end")),
                Words::new("écrivez done ou dropped", "write done or dropped"),
            )
            .into());
        }
    };
    Ok(done(&told.carry_out(Some(Ref::new(Kind::Action, &action.to_string())), order).await?))
}

/// `GET /api/v1/messages`: one's own; all of them for those who shape cases or keep the installation.
pub async fn messages(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(outbox::readable(&session), |(number, message)| {
        let words = |text: &base::Text| session.picture.text(text).map(str::to_owned);
        MessageLine {
            number,
            to: person(&session, message.to),
            purpose: word(&message.purpose),
            about: link(&session, &message.about),
            subject: words(&message.subject),
            body: words(&message.body),
            at: message.at,
            state: message.progress().word().to_owned(),
            why: match message.progress() {
                Progress::NotSent(why) => Some(why.into()),
                _ => None,
            },
        }
    });
    Ok(Json(page).into_response())
}

/// An action as lists tell it.
pub(super) fn line(session: &Session, number: u64, action: &Action) -> ActionLine {
    ActionLine {
        number,
        words: session.picture.text(&action.words).map(str::to_owned),
        cause: action.cause.as_ref().map(|id| link(session, id)),
        marketing: person(session, action.marketing),
        it: person(session, action.it),
        due: action.due,
        cell: action.place.as_ref().map(|place| place.cell.to_string()),
        outcome: action.place.as_ref().and_then(|place| session.picture.text(&place.outcome)).map(str::to_owned),
        state: match &action.ended {
            None => "open".to_owned(),
            Some((Ended::Done(_), _)) => "done".to_owned(),
            Some((Ended::Dropped(_), _)) => "dropped".to_owned(),
        },
    }
}
