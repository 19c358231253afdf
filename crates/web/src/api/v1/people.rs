//! People, their sides and roles.

use agenda::role::Role;
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use base::{Kind, PersonId, Ref, Side};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Paging, Person, Say, done, link, person, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::Session;

/// A person with roles and team.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonPage {
    /// Id, name, side.
    #[serde(flatten)]
    pub person: Person,
    /// Roles, by their words.
    pub roles: Vec<String>,
    /// Roles, as people call them.
    pub role_names: Vec<Say>,
    /// The team.
    pub team: Option<Link>,
    /// Whether they are still in the house.
    pub present: bool,
}

/// Somebody new.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PersonBody {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The side: `marketing`, `it`, `other`.
    #[schema(value_type = String)]
    pub side: Side,
    /// The roles, by their words.
    #[schema(value_type = Vec<String>)]
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The team, by its key.
    pub team: Option<String>,
}

/// A login and a password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PasswordBody {
    /// The login.
    pub login: String,
    /// The password, at least 12 characters.
    pub password: String,
}

/// A token to make.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TokenBody {
    /// What it is for, such as the program's name.
    pub name: String,
    /// How many days it counts, up to ten years.
    pub days: i64,
}

/// A token, shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenMade {
    /// What to send as `Authorization: Bearer …`.
    pub token: String,
}

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person; `null` for the holder of the machine.
    pub person: Option<PersonPage>,
}

/// `GET /api/v1/me`
pub async fn me(session: Session) -> Answer {
    let person = session.person().and_then(|id| page(&session, id));
    Ok(Json(Me { person }).into_response())
}

/// `GET /api/v1/people`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let all: Vec<PersonPage> = session.picture.people().filter_map(|(id, _)| page(&session, id)).collect();
    Ok(Json(paging.take(all.into_iter(), |person| person)).into_response())
}

/// `POST /api/v1/people`
pub async fn register(told: Told<PersonBody>) -> Answer {
    let PersonBody { name, email, side, roles, team } = &told.body;
    let team = team.as_deref().map(|team| Ref::new(Kind::Team, team));
    let order = Order::Register { name: name.clone(), email: email.clone(), side: *side, roles: roles.clone(), team };
    Ok(done(&told.carry_out(None, order).await?))
}

/// `PUT /api/v1/people/{person}/password`; the person by id, name or role.
pub async fn set_password(State(house): State<House>, Path(who): Path<String>, told: Told<PasswordBody>) -> Answer {
    let session = &told.session;
    let id: PersonId =
        crate::session::find_person(&session.picture, &who).ok_or_else(|| Problem::not_found(base::Say::same(who)))?;
    let actor = session.actor()?;
    let PasswordBody { login, password } = told.body;
    house.work(move |app| app.set_password(actor, id, &login, &password)).await?;
    Ok(axum::http::StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/v1/people/{person}/tokens`; the person by id, name or role: one's own, or any by the holder of the machine.
pub async fn make_token(State(house): State<House>, Path(who): Path<String>, told: Told<TokenBody>) -> Answer {
    let session = &told.session;
    let id =
        crate::session::find_person(&session.picture, &who).ok_or_else(|| Problem::not_found(base::Say::same(who)))?;
    let actor = session.actor()?;
    let TokenBody { name, days } = told.body;
    let token = house.work(move |app| app.make_api_token(actor, id, &name, days)).await?;
    Ok(Json(TokenMade { token: token.shown().to_owned() }).into_response())
}

fn page(session: &Session, id: PersonId) -> Option<PersonPage> {
    let found = session.picture.person(id)?;
    Some(PersonPage {
        person: person(session, id),
        roles: found.roles.iter().map(word).collect(),
        role_names: found.roles.iter().map(|role| role.say().into()).collect(),
        team: found.team.as_ref().map(|team| link(session, team)),
        present: found.present,
    })
}
