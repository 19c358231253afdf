//! Shapes that several answers share.

use app::Receipt;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Evidence, Figure, Lang, Measure, PersonId, Quantity, Ref, format};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::session::{Session, href};

/// A sentence in both languages.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Say {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl From<base::Say> for Say {
    fn from(say: base::Say) -> Say {
        Say { fr: say.fr, en: say.en }
    }
}

/// Several sentences.
pub fn says(says: &[base::Say]) -> Vec<Say> {
    says.iter().cloned().map(Say::from).collect()
}

/// A number with its range, its unit, how it is shown, and what it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// The lowest value its sources allow.
    pub low: f64,
    /// The highest value its sources allow.
    pub high: f64,
    /// What it counts, such as `calls_per_second`; `share` is a part of 1.
    pub unit: String,
    /// As people write it.
    pub shown: Say,
    /// What it rests on: `{"is": "fact", …}` with file, line and column or who stated it, or `{"is": "computed", "how",
    /// "from": […]}` over other numbers.
    #[schema(value_type = Object)]
    pub evidence: serde_json::Value,
}

impl From<&Measure> for Number {
    fn from(measure: &Measure) -> Number {
        let Quantity { low, likely, high } = measure.value;
        let shown = base::Say::each(|lang| format::measure(lang, measure));
        Number {
            value: likely,
            low,
            high,
            unit: word(&measure.unit),
            shown: shown.into(),
            evidence: evidence(&measure.evidence),
        }
    }
}

fn evidence(evidence: &Evidence) -> serde_json::Value {
    serde_json::to_value(evidence).unwrap_or_default()
}

/// A named number.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// Its stable name, such as `load.after/system:loyalty-engine`.
    pub key: String,
    /// What people call it.
    pub label: Say,
    /// The number.
    #[serde(flatten)]
    pub number: Number,
}

impl From<&Figure> for Named {
    fn from(figure: &Figure) -> Named {
        Named { key: figure.key.clone(), label: figure.label.clone().into(), number: (&figure.measure).into() }
    }
}

/// A thing with its name and where its page is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Link {
    /// Its reference, such as `system:crm`.
    pub id: String,
    /// Its name.
    pub name: Say,
    /// Its page.
    pub href: String,
}

/// Links to a thing.
pub fn link(session: &Session, id: &Ref) -> Link {
    Link { id: id.to_string(), name: session.name_of(id).into(), href: href(id) }
}

/// A person, as far as others need to know.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Their name; their id when the name was forgotten.
    pub name: String,
    /// Their side: `marketing`, `it`, `other`.
    pub side: String,
}

/// A person by id.
pub fn person(session: &Session, id: PersonId) -> Person {
    let side = session.picture.person(id).map_or(base::Side::Other, |person| person.side);
    Person { id: id.to_string(), name: session.picture.person_name(id), side: word(&side) }
}

/// What an order came to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Done {
    /// What it was about, such as `request:42`.
    pub about: Option<String>,
    /// The page of it.
    pub href: Option<String>,
    /// The version of that thing afterwards, for `If-Match`.
    pub version: u64,
    /// The log position afterwards.
    pub position: u64,
    /// How many facts it made true; 0 when it was so already.
    pub facts: usize,
}

/// Answers an order with its receipt.
pub fn done(receipt: &Receipt) -> Response {
    let created = receipt.version == 1 && receipt.facts > 0;
    let body = Done {
        about: receipt.about.as_ref().map(Ref::to_string),
        href: receipt.about.as_ref().map(href),
        version: receipt.version,
        position: receipt.position,
        facts: receipt.facts,
    };
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    tagged(receipt.version, (status, Json(body)).into_response())
}

/// Answers with a thing and its version as ETag.
pub fn tagged(version: u64, mut answer: Response) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// The things.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// What to send as `after` for the next page; `null` on the last.
    pub next: Option<usize>,
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Paging {
    /// How many to pass over.
    #[serde(default)]
    pub after: usize,
    /// How many at most, up to 200.
    pub limit: Option<usize>,
}

impl Paging {
    /// Takes one page out of all things.
    pub fn take<T, U: ToSchema>(self, all: impl Iterator<Item = T>, each: impl FnMut(T) -> U) -> List<U> {
        let all: Vec<T> = all.collect();
        let total = all.len();
        let limit = self.limit.unwrap_or(50).clamp(1, 200);
        let items: Vec<U> = all.into_iter().skip(self.after).take(limit).map(each).collect();
        let end = self.after.saturating_add(items.len());
        List { items, total, next: (end < total).then_some(end) }
    }
}

/// The stored word of an enum.
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A language by its tag; the asker's own when none is given.
pub fn lang_or(tag: Option<&str>, otherwise: Lang) -> Lang {
    tag.and_then(Lang::from_tag).unwrap_or(otherwise)
}
