//! Where is it? `/search?q=points`; for the palette as JSON: `[{ "name", "kind", "href" }]`.

use agenda::role::Right;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use base::{Kind, Lang, Ref, Say, slug};
use landscape::field::Field;
use maud::{Markup, html};
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
        Found {
            name: hit.name.in_lang(lang).to_owned(),
            kind: ui::thing::kind(hit.id.kind()).in_lang(lang),
            href: href(&hit.id),
        }
    }
}

/// An answer.
struct Hit {
    id: Ref,
    name: Say,
    about: Option<Say>,
    score: u32,
}

/// Everything the reader may see that answers to some words, best first. Guests find their own requests only.
fn find(session: &Session, q: &str) -> Vec<Hit> {
    let wanted = slug(q);
    if wanted == "-" {
        return Vec::new();
    }
    let picture = &session.picture;
    let reads_all = session.may(Right::Read);
    let mut hits: Vec<Hit> = Vec::new();
    if reads_all {
        for thing in picture.catalog().things().filter(|thing| thing.id.kind() != Kind::Flow) {
            let by_name = best(&wanted, &thing.name).max(score(&wanted, thing.id.key()));
            let about = thing.words(Field::Does);
            // A name that answers well is not bettered by what it is said to do.
            let by_about = about.filter(|_| by_name < MOST_BY_ABOUT).map_or(0, |say| best(&wanted, say) / 4);
            let score = weigh(by_name, by_about, &wanted);
            if score > 0 {
                hits.push(Hit { id: thing.id.clone(), name: thing.name.clone(), about: about.cloned(), score });
            }
        }
        let mut note = |id: Ref, name: &str, about: Option<Say>| {
            let by_name = score(&wanted, &slug(name)).max(score(&wanted, id.key()));
            let by_about = about.as_ref().map_or(0, |say| best(&wanted, say) / 4);
            let score = weigh(by_name, by_about, &wanted);
            if score > 0 {
                hits.push(Hit { id, name: Say::same(name), about, score });
            }
        };
        for (id, person) in picture.people().filter(|(_, person)| person.present) {
            let role = person.roles.first().map(|role| role.say());
            note(Ref::new(Kind::Person, &id.to_string()), &picture.person_name(id), role);
        }
        for (id, dataset) in picture.datasets() {
            let Some(last) = dataset.imports.last() else { continue };
            note(id.clone(), &last.manifest.file, None);
        }
    }
    let own = |by: Option<base::PersonId>| by.is_some() && by == session.person();
    for (number, request) in picture.requests().filter(|(_, request)| reads_all || own(request.by)) {
        let Some(words) = picture.text(&request.sentence) else { continue };
        let number = number.to_string();
        let by_name = score(&wanted, &slug(words)).max(if number == wanted { 100 } else { 0 });
        let score = weigh(by_name, 0, &wanted);
        if score > 0 {
            let name = Say::each(|lang| REQUEST.fill(lang, &[("words", words)]));
            // A decision is found by the words it was asked for in.
            if let Some(decision) = request.decision.as_ref().filter(|_| reads_all) {
                hits.push(Hit { id: decision.clone(), name: name.clone(), about: None, score });
            }
            hits.push(Hit { id: Ref::new(Kind::Request, &number), name, about: None, score });
        }
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    hits.truncate(MOST_HITS);
    hits
}

/// The most a description can count for: a quarter of a whole name.
const MOST_BY_ABOUT: u32 = 25;

/// How well a name answers in the language it answers best in.
fn best(wanted: &str, say: &Say) -> u32 {
    let fr = score(wanted, &slug(&say.fr));
    if say.fr == say.en { fr } else { fr.max(score(wanted, &slug(&say.en))) }
}

/// How well folded words answer: the whole name, its beginning, the beginning of a word, somewhere, all words in any
/// order.
fn score(wanted: &str, folded: &str) -> u32 {
    let starts_word =
        |part: &str| folded.match_indices(part).any(|(at, _)| at == 0 || folded.as_bytes().get(at - 1) == Some(&b'-'));
    if folded == wanted {
        100
    } else if folded.starts_with(wanted) {
        80
    } else if starts_word(wanted) {
        60
    } else if folded.contains(wanted) {
        30
    } else if wanted.contains('-')
        && wanted.split('-').filter(|part| part.len() > 1).all(starts_word)
        && wanted.split('-').any(|part| part.len() > 1)
    {
        45
    } else {
        0
    }
}

/// A name found by itself comes before one that only stands in a description.
fn weigh(by_name: u32, by_about: u32, wanted: &str) -> u32 {
    let score = by_name.max(by_about);
    let found_by_name = if by_name > 0 { 8 + u32::from(wanted.len() > 3) } else { 0 };
    if score > 0 { score * 16 + found_by_name } else { 0 }
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
                        a href=(href(&hit.id)) { (reader.say(&hit.name)) }
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
    use super::*;

    #[test]
    fn a_whole_name_comes_before_its_beginning_and_accents_do_not_matter() {
        let names = ["Moteur de fidélité", "Fidélité", "Fidélité en caisse", "Infidélité", "Solde de points"];
        let mut found: Vec<(u32, &str)> = names.iter().map(|name| (score("fidelite", &slug(name)), *name)).collect();
        found.sort_by(|a, b| b.cmp(a));
        let order: Vec<&str> = found.iter().filter(|(score, _)| *score > 0).map(|(_, name)| *name).collect();
        assert_eq!(order, ["Fidélité", "Fidélité en caisse", "Moteur de fidélité", "Infidélité"]);
        assert!(score("points-solde", &slug("Solde de points")) > 0, "words in any order");
    }

    #[test]
    fn the_palette_reads_name_kind_and_address() {
        let id = Ref::new(Kind::System, "crm");
        let hit = Hit { id, name: Say::new("Le CRM", "The CRM"), about: None, score: 1 };
        let json = serde_json::to_value([Found::of(&hit, Lang::Fr)]).unwrap();
        assert_eq!(json, serde_json::json!([{ "name": "Le CRM", "kind": "système", "href": "/things/system/crm" }]));
    }
}
