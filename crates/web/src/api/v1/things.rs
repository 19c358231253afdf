//! Things of the landscape with every field, its source and its age.

use std::collections::BTreeMap;

use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::Ref;
use jiff::civil::Date;
use landscape::catalog::{Settled, Thing};
use landscape::field::Field;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::NothingBody;
use super::shapes::{Link, Paging, Say, done, link, tagged};
use crate::answer::Answer;
use crate::api::Told;
use crate::session::Session;
use crate::ui::thing::said;

/// A thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThingPage {
    /// Reference, name, page.
    #[serde(flatten)]
    pub link: Link,
    /// Its fields by word.
    pub fields: BTreeMap<String, FieldBody>,
}

/// A field as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldBody {
    /// What people call it.
    pub label: Say,
    /// The value that counts: `{"is": "number", "value": {"low", "likely", "high"}}` and so on.
    #[schema(value_type = Object)]
    pub value: serde_json::Value,
    /// The value as people write it.
    pub shown: Say,
    /// Where it was read or who said it.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
    /// The date the fact is of.
    #[schema(value_type = Option<String>)]
    pub as_of: Option<Date>,
    /// Whether sources say different things.
    pub conflict: bool,
    /// What the other sources say, newest first.
    #[schema(value_type = Vec<Object>)]
    pub others: Vec<serde_json::Value>,
}

/// Something people should look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingBody {
    /// The thing concerned.
    pub subject: Link,
    /// In words.
    pub say: Say,
    /// Where it was found.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
}

/// A fact nobody has said again for half a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaleBody {
    /// The thing concerned.
    pub subject: Link,
    /// The field's word.
    pub field: String,
    /// Its age in days.
    pub days: i64,
    /// Who would know.
    pub owner: Vec<Link>,
    /// The fact.
    pub fact: FieldBody,
}

/// A stated value.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ValueBody {
    /// As one types it: `50`, `99,5 %`, `2027-06-30`.
    pub value: String,
}

/// Which things.
#[derive(Debug, Deserialize)]
pub struct Which {
    kind: Option<String>,
    name: Option<String>,
    #[serde(default)]
    after: usize,
    limit: Option<usize>,
}

/// `GET /api/v1/things?kind=system&name=CRM%20Ventes`
///
/// `name` keeps the things that bear it, whatever the case and the accents; where none does, those whose name holds it.
pub async fn list(session: Session, Query(which): Query<Which>) -> Answer {
    let catalog = session.picture.catalog();
    let of_kind = |thing: &&Thing| which.kind.as_deref().is_none_or(|kind| thing.id.kind().word() == kind);
    let mut wanted: Vec<&Thing> = catalog.things().filter(of_kind).collect();
    if let Some(name) = which.name.as_deref().map(base::slug) {
        let called = |fits: &dyn Fn(&str) -> bool| -> Vec<&Thing> {
            let called =
                |thing: &&Thing| [&thing.name.fr, &thing.name.en].into_iter().any(|name| fits(&base::slug(name)));
            wanted.iter().copied().filter(called).collect()
        };
        let exactly = called(&|own| own == name);
        wanted = if exactly.is_empty() { called(&|own| own.contains(&name)) } else { exactly };
    }
    let paging = Paging { after: which.after, limit: which.limit };
    let page = paging.take(wanted.into_iter(), |thing| link(&session, &thing.id));
    Ok(Json(page).into_response())
}

/// `GET /api/v1/things/{kind}/{key}`
pub async fn show(session: Session, Path((kind, key)): Path<(String, String)>) -> Answer {
    let id = reference(&kind, &key)?;
    let thing =
        session.picture.catalog().get(&id).ok_or_else(|| Problem::not_found(base::Say::same(id.to_string())))?;
    let fields = thing.fields.iter().map(|(field, settled)| (field.spec().word.to_owned(), body(*field, settled)));
    let page = ThingPage { link: link(&session, &id), fields: fields.collect() };
    Ok(tagged(session.picture.version(&id), Json(page).into_response()))
}

/// `GET /api/v1/findings`
pub async fn findings(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.catalog().findings().iter(), |finding| FindingBody {
        subject: link(&session, &finding.subject),
        say: finding.say.clone().into(),
        source: json(&finding.source),
    });
    Ok(Json(page).into_response())
}

/// `GET /api/v1/stale`
pub async fn stale(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.catalog().stale(session.today).into_iter(), |old| StaleBody {
        subject: link(&session, &old.thing.id),
        field: old.field.spec().word.to_owned(),
        days: old.days,
        owner: old.thing.refs(Field::Owner).iter().map(|id| link(&session, id)).collect(),
        fact: body(old.field, old.settled),
    });
    Ok(Json(page).into_response())
}

/// `PUT /api/v1/things/{kind}/{key}/fields/{field}`
pub async fn state(Path((kind, key, field)): Path<(String, String, String)>, told: Told<ValueBody>) -> Answer {
    let subject = reference(&kind, &key)?;
    let order = Order::State { subject: subject.clone(), field, value: told.body.value.clone() };
    Ok(done(&told.carry_out(Some(subject), order).await?))
}

/// `DELETE /api/v1/things/{kind}/{key}/fields/{field}`
pub async fn unstate(Path((kind, key, field)): Path<(String, String, String)>, told: Told<NothingBody>) -> Answer {
    let subject = reference(&kind, &key)?;
    let order = Order::Unstate { subject: subject.clone(), field };
    Ok(done(&told.carry_out(Some(subject), order).await?))
}

fn body(field: Field, settled: &Settled) -> FieldBody {
    FieldBody {
        label: field.label().into(),
        shown: base::Say::each(|lang| said(lang, field, &settled.current.value)).into(),
        value: json(&settled.current.value),
        source: json(&settled.current.source),
        as_of: settled.current.as_of,
        conflict: settled.conflict,
        others: settled.others.iter().map(json).collect(),
    }
}

/// A reference from the two parts of a path.
pub(crate) fn reference(kind: &str, key: &str) -> Result<Ref, Problem> {
    format!("{kind}:{key}").parse().map_err(|_| Problem::not_found(base::Say::same(format!("{kind}:{key}"))))
}

fn json(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
