//! Where is it? `/search?q=points`; for the palette as JSON: `[{ "name", "kind", "href" }]`.

use agenda::role::Right;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use base::{Kind, Lang};
use maud::{Markup, html};
use picture::{Hit, Whose};
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::{Session, href};
use crate::ui::{self, Reader};

ui::words! {
    TITLE = "Chercher" / "Find";
    KICKER = "Demandes, systèmes, données, personnes" / "Requests, systems, data, people";
    LABEL = "Que cherchez-vous ?" / "What are you looking for?";
    DO = "Chercher" / "Find";
    NONE = "Rien ne répond à « {q} ». Essayez un mot plus court, ou le mot de l’autre direction." / "Nothing answers to “{q}”. Try a shorter word, or the other side’s word.";
    FOUND_ONE = "Une réponse, la voici." / "One answer, here it is.";
    FOUND = "{n} réponses, la meilleure d’abord." / "{n} answers, the best first.";
    MOST = "Les {n} meilleures réponses ; un mot de plus en laisserait moins." / "The best {n} answers; one more word would leave fewer.";
    REQUEST = "« {words} »" / "“{words}”";
}

/// The most answers.
const MOST_HITS: usize = 30;

/// What is looked for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    format: Option<String>,
}

/// `GET /search`
pub async fn show(
    State(house): State<House>,
    session: Session,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Answer {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let for_palette = asked.format.as_deref() == Some("json") || accept.starts_with("application/json");
    let hits = find(&session, &asked.q);
    if for_palette {
        let lang = session.lang;
        let found: Vec<Found> = hits.iter().map(|hit| Found::of(hit, lang)).collect();
        return Ok(Json(found).into_response());
    }
    let q = asked.q.trim();
    let content = session.read(|reader| render(reader, q, &hits));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, ..Leaf::default() }, content))
}

/// An answer as the palette reads it.
#[derive(Debug, PartialEq, Serialize)]
struct Found {
    name: String,
    kind: &'static str,
    href: String,
}

impl Found {
    fn of(hit: &Hit, lang: Lang) -> Found {
        Found { name: name(hit, lang), kind: ui::thing::kind(hit.id.kind()).in_lang(lang), href: href(&hit.id) }
    }
}

/// Everything the reader may see that answers to some words, best first. Guests find their own requests only.
fn find(session: &Session, q: &str) -> Vec<Hit> {
    let whose = match session.may(Right::Read) {
        true => Whose::All,
        false => Whose::Own(session.person()),
    };
    session.picture.find(q, whose, MOST_HITS)
}

/// What is wished for stands between quotation marks: somebody said it.
fn name(hit: &Hit, lang: Lang) -> String {
    let words = hit.name.in_lang(lang);
    match hit.id.kind() {
        Kind::Request | Kind::Decision => REQUEST.fill(lang, &[("words", words)]),
        _ => words.to_owned(),
    }
}

fn render(reader: &Reader, q: &str, hits: &[Hit]) -> Markup {
    let n = hits.len().to_string();
    let line = match hits.len() {
        0 => reader.fill(NONE, &[("q", q)]),
        1 => reader.w(FOUND_ONE).to_owned(),
        MOST_HITS => reader.fill(MOST, &[("n", &n)]),
        _ => reader.fill(FOUND, &[("n", &n)]),
    };
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), None))
        form.find-form method="get" action="/search" role="search" {
            div.field {
                label for="q" { (reader.w(LABEL)) }
                input #q type="search" name="q" value=(q) autofocus[q.is_empty()];
            }
            button.main type="submit" { (reader.w(DO)) }
        }
        @if !q.is_empty() {
            p.still role="status" { (line) }
            ul.hits {
                @for hit in hits {
                    li {
                        a href=(href(&hit.id)) { (name(hit, reader.lang)) }
                        span.kind { (reader.w(ui::thing::kind(hit.id.kind()))) }
                        @if let Some(about) = &hit.about { span.about { (reader.say(about)) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base::{Ref, Say};

    use super::*;

    #[test]
    fn the_palette_reads_name_kind_and_address() {
        let id = Ref::new(Kind::System, "crm");
        let hit = Hit { id, name: Say::new("Le CRM", "The CRM"), about: None, score: 1 };
        let json = serde_json::to_value([Found::of(&hit, Lang::Fr)]).unwrap();
        assert_eq!(json, serde_json::json!([{ "name": "Le CRM", "kind": "système", "href": "/things/system/crm" }]));
    }
}
