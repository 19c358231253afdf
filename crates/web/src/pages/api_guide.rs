//! How does a program speak to Entente? `/api`: the OpenAPI document as a page, without anything from elsewhere.

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};
use serde_json::Value;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::Session;
use crate::ui::page::Format;
use crate::ui::{self, Reader};

ui::words! {
    TITLE = "Pour les programmes" / "For programs";
    KICKER = "API v1" / "API v1";
    LEAD = "{n} opérations, les mêmes que celles des pages. Ce que votre rôle ne permet pas ici, il ne le permet pas là."
        / "{n} operations, the same as those of the pages. What your role does not allow here, it does not allow there.";
    START = "Pour commencer" / "To begin";
    TOKEN = "Chaque appel porte un jeton : « Authorization: Bearer … ». Un jeton se crée sur la machine qui héberge Entente, avec « entente person token »."
        / "Each call carries a token: “Authorization: Bearer …”. A token is made on the machine that runs Entente, with “entente person token”.";
    TWICE = "Un envoi qui porte « Idempotency-Key » peut être répété sans risque : il n’est fait qu’une fois."
        / "A call that carries “Idempotency-Key” can be repeated without risk: it is done once only.";
    PROBLEM = "Une erreur est un document « application/problem+json » : ce qui s’est passé et comment en sortir, dans les deux langues."
        / "An error is an “application/problem+json” document: what happened and the way out, in both languages.";
    TRY = "Un premier appel" / "A first call";
    RAW = "Le document OpenAPI" / "The OpenAPI document";
    NEEDS = "Droit" / "Right";
    PARAMETERS = "Paramètres" / "Parameters";
    BODY = "Ce qu’on envoie" / "What is sent";
    ANSWER = "Ce qui revient" / "What comes back";
    EXAMPLE = "Exemple" / "Example";
    REQUIRED = "obligatoire" / "required";
    NOTHING = "L’API n’est pas encore décrite." / "The API is not described yet.";
    MORE = "…" / "…";
    ANY = "n’importe quoi" / "anything";
    LIST_OF = "liste de {what}" / "list of {what}";
    ONE_OF = "l’un de : {what}" / "one of: {what}";
}

/// How deep schemas are unfolded: deeper ones are named.
const DEEPEST: usize = 4;

/// `GET /api`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let document = crate::api::openapi::document();
    let content = session.read(|reader| render(reader, &document));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: None, format: Format::Wide, done: None }, content))
}

/// One operation of the document.
struct Operation<'a> {
    method: String,
    path: &'a str,
    about: &'a Value,
}

/// Operations by the first word of their path.
fn groups(document: &Value) -> BTreeMap<&str, Vec<Operation<'_>>> {
    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
    let mut groups: BTreeMap<&str, Vec<Operation>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let group = path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
        for method in METHODS {
            if let Some(about) = item.get(method) {
                groups.entry(group).or_default().push(Operation { method: method.to_uppercase(), path, about });
            }
        }
    }
    groups
}

fn render(reader: &Reader, document: &Value) -> Markup {
    let groups = groups(document);
    let n: usize = groups.values().map(Vec::len).sum();
    let lead = if n == 0 { reader.w(NOTHING).to_owned() } else { reader.fill(LEAD, &[("n", &n.to_string())]) };
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&html! { (lead) })))
        (ui::page::section("start", reader.w(START), html! {
            div.operation-body {
                p { (reader.w(TOKEN)) } p { (reader.w(TWICE)) } p { (reader.w(PROBLEM)) }
                h4 { (reader.w(TRY)) }
                pre.example { "curl -H \"Authorization: Bearer $TOKEN\" http://localhost:4173/api/v1/me" }
                p { a href="/api/v1/openapi.json" { (reader.w(RAW)) } }
            }
        }))
        @for (group, operations) in &groups {
            (ui::page::section(&format!("group-{group}"), group, html! {
                div { @for operation in operations { (one(reader, document, operation)) } }
            }))
        }
    }
}

fn one(reader: &Reader, document: &Value, operation: &Operation) -> Markup {
    let about = operation.about;
    let gist = about["summary"].as_str().or(about["description"].as_str()).unwrap_or_default();
    let needs = about["x-permission"].as_str();
    let parameters: Vec<&Value> = about["parameters"].as_array().into_iter().flatten().collect();
    let body = media(&about["requestBody"]);
    html! {
        details.operation {
            summary {
                span.method { (operation.method) }
                span.where { (operation.path) }
                span.gist { (gist) }
            }
            div.operation-body {
                @if let Some(needs) = needs { p { span.still { (reader.w(NEEDS)) } " " code { (needs) } } }
                @if !parameters.is_empty() {
                    h4 { (reader.w(PARAMETERS)) }
                    ul.schema {
                        @for parameter in &parameters {
                            li {
                                code { (parameter["name"].as_str().unwrap_or_default()) } " "
                                span.type { (named(reader, &parameter["schema"])) " · " (parameter["in"].as_str().unwrap_or_default()) }
                                @if parameter["required"] == true { " " span.type { (reader.w(REQUIRED)) } }
                                @if let Some(words) = parameter["description"].as_str() { " " (words) }
                            }
                        }
                    }
                }
                @if let Some((kind, media)) = body { (sent(reader, document, reader.w(BODY), kind, media)) }
                @for (status, answer) in about["responses"].as_object().into_iter().flatten() {
                    @if status != "default" {
                        @if let Some((kind, media)) = media(answer) {
                            (sent(reader, document, &format!("{} · {status}", reader.w(ANSWER)), kind, media))
                        }
                    }
                }
            }
        }
    }
}

/// The media type and what it holds.
fn media(value: &Value) -> Option<(&str, &Value)> {
    value["content"].as_object()?.iter().next().map(|(kind, media)| (kind.as_str(), media))
}

fn sent(reader: &Reader, document: &Value, title: &str, kind: &str, media: &Value) -> Markup {
    let schema = &media["schema"];
    let stated = media.get("example").cloned();
    let example = stated.unwrap_or_else(|| example(document, schema, 0));
    html! {
        h4 { (title) " · " code { (kind) } " " span.type { (named(reader, schema)) } }
        (fields(reader, document, schema, 0))
        @if !example.is_null() && kind.contains("json") {
            details.behind {
                summary { (reader.w(EXAMPLE)) }
                pre.example { (serde_json::to_string_pretty(&example).unwrap_or_default()) }
            }
        }
    }
}

/// The schema a reference points at.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str().and_then(|at| at.strip_prefix('#')) {
        Some(at) => document.pointer(at).unwrap_or(&Value::Null),
        None => schema,
    }
}

/// A type in a word.
fn named(reader: &Reader, schema: &Value) -> String {
    if let Some(at) = schema["$ref"].as_str() {
        return at.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(values) = schema["enum"].as_array() {
        let all: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return reader.fill(ONE_OF, &[("what", &all.join(", "))]);
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema[key].as_array() {
            let all: Vec<String> =
                choices.iter().filter(|one| one["type"] != "null").map(|one| named(reader, one)).collect();
            return all.join(" | ");
        }
    }
    match &schema["type"] {
        Value::String(word) if word == "array" => reader.fill(LIST_OF, &[("what", &named(reader, &schema["items"]))]),
        Value::String(word) => match schema["format"].as_str() {
            Some(format) => format!("{word} ({format})"),
            None => word.clone(),
        },
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ => reader.w(ANY).to_owned(),
    }
}

fn fields(reader: &Reader, document: &Value, schema: &Value, depth: usize) -> Markup {
    let schema = resolved(document, schema);
    if schema["type"] == "array" {
        return fields(reader, document, &schema["items"], depth);
    }
    let properties: Vec<(&String, &Value)> = schema["properties"].as_object().into_iter().flatten().collect();
    let required = |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|it| it == name));
    html! {
        @if depth > DEEPEST && !properties.is_empty() { span.type { (reader.w(MORE)) } }
        @else if !properties.is_empty() {
            ul.schema {
                @for (name, inner) in properties {
                    li {
                        code { (name) } " " span.type { (named(reader, inner)) }
                        @if required(name) { " " span.type { "· " (reader.w(REQUIRED)) } }
                        @if let Some(words) = inner["description"].as_str() { " " (words) }
                        @if depth < DEEPEST - 2 { (fields(reader, document, inner, depth + 1)) }
                    }
                }
            }
        }
    }
}

/// An example made from a schema, where none is stated.
fn example(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolved(document, schema);
    for key in ["example", "default", "const"] {
        if let Some(stated) = schema.get(key) {
            return stated.clone();
        }
    }
    if let Some(first) = schema["examples"].get(0).or(schema["enum"].get(0)) {
        return first.clone();
    }
    if depth > DEEPEST {
        return Value::Null;
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[key].as_array() {
            let first = choices.iter().find(|one| one["type"] != "null");
            return first.map_or(Value::Null, |one| example(document, one, depth + 1));
        }
    }
    let kind = match &schema["type"] {
        Value::Array(words) => words.iter().find(|word| *word != "null").and_then(Value::as_str),
        word => word.as_str(),
    };
    match (kind, schema["format"].as_str()) {
        (Some("array"), _) => Value::Array(vec![example(document, &schema["items"], depth + 1)]),
        (Some("string"), Some("date")) => "2026-11-20".into(),
        (Some("string"), Some("date-time")) => "2026-08-06T07:00:00Z".into(),
        (Some("string"), Some("uuid")) => "01980000-0000-7000-8000-000000000000".into(),
        (Some("string"), _) => "…".into(),
        (Some("integer"), _) => 1.into(),
        (Some("number"), _) => 1.5.into(),
        (Some("boolean"), _) => true.into(),
        _ => match schema["properties"].as_object() {
            Some(all) => all
                .iter()
                .map(|(name, inner)| (name.clone(), example(document, inner, depth + 1)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            None => Value::Null,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    fn page(document: &Value) -> String {
        let today = jiff::civil::date(2026, 8, 6);
        render(&Reader { lang: Lang::En, today, names: ui::Names::NONE }, document).into_string()
    }

    #[test]
    fn every_operation_of_the_document_is_on_the_page() {
        let document = crate::api::openapi::document();
        let html = page(&document);
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            assert!(html.contains(&format!(">{path}<")), "{path}");
            assert!(!item.as_object().unwrap().is_empty());
        }
        assert!(!html.contains("<script"));
    }

    #[test]
    fn a_document_that_says_nothing_makes_a_page_that_says_so() {
        assert!(page(&Value::Null).contains("not described yet"));
    }

    #[test]
    fn a_schema_that_holds_itself_ends() {
        let document = serde_json::json!({
            "paths": { "/api/v1/x": { "get": { "responses": { "200": { "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Tree" } } } } } } } },
            "components": { "schemas": { "Tree": { "type": "object", "properties": {
                "name": { "type": "string" }, "inside": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } } } } } },
        });
        assert!(page(&document).contains("inside"));
    }
}
