//! What a form of ours sends: checked against forgery, with the id of its order.

use app::{Order, Problem, Receipt, Ticket};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use base::{CommandId, Ref, Say};
use serde::de::DeserializeOwned;

use crate::answer::Failure;
use crate::gate::forged;
use crate::house::House;
use crate::session::{By, Session};

/// The fields of a form with who sent it.
pub struct Posted<T> {
    /// The fields.
    pub fields: T,
    /// The id of the order: the same form sent twice is done once.
    pub command: CommandId,
    /// Who sent it.
    pub session: Session,
    version: Option<u64>,
    house: House,
}

/// What every form carries.
#[derive(serde::Deserialize)]
struct Seal {
    #[serde(default)]
    csrf: String,
    command: Option<CommandId>,
    /// The version of the thing the form was drawn on.
    #[serde(default)]
    version: String,
}

impl<T: DeserializeOwned> FromRequest<House> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, house: &House) -> Result<Self, Failure> {
        let session = request.extensions().get::<Session>().cloned().ok_or_else(crate::session::unknown)?;
        let body = Bytes::from_request(request, house).await.map_err(|_| too_large())?;
        let seal: Seal = serde_urlencoded::from_bytes(&body).map_err(|_| unreadable())?;
        check_seal(&session, &seal.csrf)?;
        let fields = serde_urlencoded::from_bytes(&body).map_err(|_| unreadable())?;
        let command = seal.command.unwrap_or_else(|| session.command(&house.app));
        Ok(Posted { fields, command, session, version: seal.version.parse().ok(), house: house.clone() })
    }
}

impl<T> Posted<T> {
    /// Carries out the form's order.
    pub async fn carry_out(&self, order: Order) -> Result<Receipt, Problem> {
        self.carry_out_on(None, order).await
    }

    /// Carries out the form's order unless somebody wrote in the thing since the form was drawn, where the form says when
    /// that was.
    pub async fn carry_out_as_read(&self, about: Ref, order: Order) -> Result<Receipt, Problem> {
        self.carry_out_on(self.version.map(|version| (about, version)), order).await
    }

    /// Carries out the form's order unless somebody was first: the thing must have the version the form was drawn on.
    pub async fn carry_out_on(&self, expect: Option<(Ref, u64)>, order: Order) -> Result<Receipt, Problem> {
        let actor = self.session.actor()?;
        let command = self.command;
        self.house.work(move |app| app.carry_out(Ticket { command, actor, at: app.clock().now(), expect, order })).await
    }
}

/// Refuses a form that does not carry the token of the session that sends it.
pub(crate) fn check_seal(session: &Session, csrf: &str) -> Result<(), Problem> {
    match &session.by {
        By::Cookie(token) if token.form_token() != csrf => Err(forged()),
        _ => Ok(()),
    }
}

/// What was sent is larger than any form.
pub(crate) fn too_large() -> Problem {
    Problem::invalid(
        Say::new("l'envoi est trop grand", "what was sent is too large"),
        Say::new(
            "envoyez moins à la fois ; un fichier s'importe jusqu'à 64 Mo",
            "send less at once; a file is imported up to 64 MB",
        ),
    )
}

fn unreadable() -> Problem {
    Problem::invalid(
        Say::new("le formulaire n'est pas lisible", "the form cannot be read"),
        Say::new("rechargez la page, puis recommencez", "reload the page, then repeat"),
    )
}
