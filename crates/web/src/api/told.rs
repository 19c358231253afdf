//! What a program sends: JSON, with the id of its order and the version it read.

use app::{Order, Problem, Receipt, Ticket};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use base::{CommandId, Ref, Say};
use serde::de::DeserializeOwned;

use crate::answer::Failure;
use crate::house::House;
use crate::session::Session;

/// A JSON body with who sent it. `Idempotency-Key` (a UUID) makes sending twice harmless; `If-Match` (an ETag this API
/// gave) makes sure nobody was first.
pub struct Told<T> {
    /// The body; an empty one reads as `{}`.
    pub body: T,
    /// Who sent it.
    pub session: Session,
    /// The id of the order: the same sent twice is done once.
    pub command: CommandId,
    expect: Option<u64>,
    house: House,
}

impl<T: DeserializeOwned> FromRequest<House> for Told<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, house: &House) -> Result<Self, Failure> {
        let session = request.extensions().get::<Session>().cloned().ok_or_else(crate::session::unknown)?;
        let (command, expect) = order_headers(request.headers(), &session, house)?;
        let bytes = Bytes::from_request(request, house).await.map_err(|_| crate::posted::too_large())?;
        let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let body = serde_path_to_error::deserialize(&mut json).map_err(|error| unreadable(&error))?;
        json.end().map_err(|error| unreadable(&error))?;
        Ok(Told { body, session, command, expect, house: house.clone() })
    }
}

/// What cannot be read of a body, with the field where there is one.
fn unreadable(error: &impl std::fmt::Display) -> Problem {
    Problem::invalid(
        Say::new(
            format!("le corps JSON n'est pas lisible ({error})"),
            format!("the JSON body cannot be read ({error})"),
        ),
        Say::new("comparez avec le schéma sur /api", "compare it with the schema on /api"),
    )
}

/// The id of the order and the version it was read at, from the headers.
pub(crate) fn order_headers(
    headers: &HeaderMap,
    session: &Session,
    house: &House,
) -> Result<(CommandId, Option<u64>), Problem> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let key = text(header::HeaderName::from_static("idempotency-key"));
    let command = match key {
        None => session.command(&house.app),
        Some(key) => key.trim_matches('"').parse().map_err(|_| {
            Problem::invalid(
                Say::new("la clé d'idempotence n'est pas un UUID", "the idempotency key is no UUID"),
                Say::new("envoyez un UUID, ou rien", "send a UUID, or none"),
            )
        })?,
    };
    let expect = match text(header::IF_MATCH) {
        None | Some("*") => None,
        Some(tag) => Some(tag.trim_matches('"').parse().map_err(|_| {
            Problem::invalid(
                Say::new("If-Match n'est pas une version", "If-Match is no version"),
                Say::new("envoyez l'ETag reçu", "send the ETag you received"),
            )
        })?),
    };
    Ok((command, expect))
}

impl<T> Told<T> {
    /// Carries out the order; `about` is what `If-Match` speaks of.
    pub async fn carry_out(&self, about: Option<Ref>, order: Order) -> Result<Receipt, Problem> {
        let actor = self.session.actor()?;
        let (command, expect) = (self.command, about.zip(self.expect));
        self.house.work(move |app| app.carry_out(Ticket { command, actor, at: app.clock().now(), expect, order })).await
    }
}
