//! The contract as a document (OpenAPI 3.1), from the table of routes and the types of the answers.

mod agreed;
mod decided;
mod matched;
mod tried;

use std::collections::BTreeMap;

use axum::Json;
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::v1::{
    actions, business_case, changes, contracts, decisions, fit, impact, imports, map, meetings, objectives,
    organisation, people, pilots, practices, promises, questions, requests, shapes, store, things, tools, trackers,
    value, waiting,
};
use crate::answer::Answer;
use crate::routes::ROUTES;

/// What one operation takes and gives.
struct Operation {
    method: &'static str,
    path: &'static str,
    about: &'static str,
    takes: Option<Type>,
    gives: Option<Type>,
}

/// A type with its schema and those it points at.
struct Type {
    name: String,
    collect: fn(&mut Vec<(String, RefOr<Schema>)>),
}

fn of<T: ToSchema + PartialSchema>() -> Type {
    fn collect<T: ToSchema + PartialSchema>(into: &mut Vec<(String, RefOr<Schema>)>) {
        into.push((name::<T>(), T::schema()));
        T::schemas(into);
    }
    Type { name: name::<T>(), collect: collect::<T> }
}

/// A type's name in the document; a list is named by what it lists.
fn name<T: ToSchema>() -> String {
    match std::any::type_name::<T>().split_once('<') {
        Some((_, listed)) => {
            let listed = listed.trim_end_matches('>').rsplit("::").next().unwrap_or_default();
            format!("{}Of{listed}", T::name())
        }
        None => T::name().into_owned(),
    }
}

/// One row per operation; a test holds it against the table of routes.
fn operations() -> Vec<Operation> {
    let row = |method, path, about, takes, gives| Operation { method, path, about, takes, gives };
    let done = || Some(of::<shapes::Done>());
    let mut all = vec![
        row("GET", "/api/v1/openapi.json", "This document", None, None),
        row("GET", "/api/v1/head", "Where the log ends", None, Some(of::<store::HeadBody>())),
        row("GET", "/api/v1/me", "Who asks", None, Some(of::<people::Me>())),
        row(
            "GET",
            "/api/v1/readings",
            "Reads a sentence without asking for anything (?sentence=, ?lang=)",
            None,
            Some(of::<requests::Readings>()),
        ),
        row(
            "GET",
            "/api/v1/requests",
            "Lists requests, newest first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<requests::RequestLine>>()),
        ),
        row("POST", "/api/v1/requests", "Asks for a change", Some(of::<requests::SentenceBody>()), done()),
        row("GET", "/api/v1/requests/{number}", "Shows a request", None, Some(of::<requests::RequestPage>())),
        row(
            "GET",
            "/api/v1/requests/{number}/impact",
            "Works out what a request would do (?wished= tries another date)",
            None,
            Some(of::<impact::ImpactPage>()),
        ),
        row(
            "GET",
            "/api/v1/what-if",
            "What a kind of change would do at a screen (?at=, ?kind=, ?data=, ?answered_by=, and any starting number by its word)",
            None,
            Some(of::<impact::WhatIfPage>()),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/sentence",
            "Puts a wish in other words",
            Some(of::<requests::SentenceBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/about",
            "Confirms what a wish is about",
            Some(of::<requests::AboutBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/answers/{question}",
            "Answers a question of the interview",
            Some(of::<requests::AnswerBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/assumptions/{name}",
            "Replaces a number of the forecast: calls_per_view, views, cache_share",
            Some(of::<requests::AssumeBody>()),
            done(),
        ),
        row("PUT", "/api/v1/requests/{number}/date", "Wishes for a date", Some(of::<requests::DateBody>()), done()),
        row(
            "POST",
            "/api/v1/requests/{number}/decision",
            "Sends a request to a decision",
            Some(of::<requests::NothingBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/withdrawal",
            "Takes a request back",
            Some(of::<requests::WhyBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/questions",
            "Asks the other side something about a request",
            Some(of::<questions::QuestionBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/waiting",
            "Where the time of all requests went: by who held them, by lane, what waits now",
            None,
            Some(of::<waiting::WaitingPage>()),
        ),
        row(
            "GET",
            "/api/v1/requests/{number}/waiting",
            "Where the time of a request went, each time with the fact that opened it",
            None,
            Some(of::<waiting::RequestTime>()),
        ),
        row(
            "GET",
            "/api/v1/value",
            "What signed cases promised and what came of it; reviews that are due; how far each side's ranges held",
            None,
            Some(of::<value::ValuePage>()),
        ),
        row(
            "GET",
            "/api/v1/cases",
            "Lists business cases, newest request first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<business_case::CaseLine>>()),
        ),
        row(
            "GET",
            "/api/v1/requests/{number}/case",
            "Shows the business case of a request",
            None,
            Some(of::<business_case::CasePage>()),
        ),
        row(
            "GET",
            "/api/v1/requests/{number}/case/document",
            "Gives the case as a signed document, to be checked anywhere with `entente verify`",
            None,
            None,
        ),
        row(
            "GET",
            "/api/v1/requests/{number}/case.pdf",
            "Gives the case on paper (PDF/A-3), in the reader's language, the signed document inside",
            None,
            None,
        ),
        row(
            "GET",
            "/api/v1/requests/{number}/case.xlsx",
            "Gives the case as a workbook whose formulas work its figures out anew, in the reader's language",
            None,
            None,
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case",
            "Opens the business case of a request",
            Some(of::<requests::NothingBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case/benefits",
            "Marketing's pen: writes what an option may bring",
            Some(of::<business_case::BenefitBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case/costs",
            "IT's pen: writes what an option costs",
            Some(of::<business_case::CostBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/case/chain",
            "Marketing's pen: how what people do leads to money",
            Some(of::<business_case::ChainBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/case/terms",
            "Finance's pen: the rate and the years",
            Some(of::<business_case::TermsBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/requests/{number}/case/recommendation",
            "Names the option a case is for",
            Some(of::<business_case::OptionBody>()),
            done(),
        ),
        row(
            "DELETE",
            "/api/v1/requests/{number}/case/lines/{line}",
            "Strikes out a line of one's own pen",
            Some(of::<business_case::SeenBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case/lines/{line}/questions",
            "Questions a line of another pen",
            Some(of::<business_case::WordsBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case/lines/{line}/answers",
            "Answers a question about a line of one's own pen",
            Some(of::<business_case::WordsBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case/lines/{line}/results",
            "Says what a signed line came to",
            Some(of::<business_case::ResultBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/case/signatures",
            "Signs the page of a case, for marketing, IT or finance",
            Some(of::<business_case::SignCaseBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/things",
            "Lists things of the landscape (?kind=, ?name=, ?after=, ?limit=)",
            None,
            Some(of::<shapes::List<shapes::Link>>()),
        ),
        row(
            "GET",
            "/api/v1/things/{kind}/{key}",
            "Shows a thing with every field, its source and its age",
            None,
            Some(of::<things::ThingPage>()),
        ),
        row(
            "PUT",
            "/api/v1/things/{kind}/{key}/fields/{field}",
            "States a field",
            Some(of::<things::ValueBody>()),
            done(),
        ),
        row("DELETE", "/api/v1/things/{kind}/{key}/fields/{field}", "Takes a statement back", None, done()),
        row(
            "GET",
            "/api/v1/systems/{key}/fit",
            "Holds a system against everything that runs: who does the same already, and whether it fits (?limit=)",
            None,
            Some(of::<fit::FitPage>()),
        ),
        row(
            "GET",
            "/api/v1/apis/{key}/fit",
            "The same for an API nobody names a system of (?limit=)",
            None,
            Some(of::<fit::FitPage>()),
        ),
        row(
            "GET",
            "/api/v1/map",
            "A view of the map, as /map shows it: moments and channels (?depth=1), groups (?depth=2, ?by=part|team|capability|vendor|near), \
             one group (?group=), one thing (?focus=, ?steps=1|2, ?way=up|down, ?ties=hard); its list (?q=, ?kind=, ?of=, ?at=, ?after=); \
             ?svg=true adds the drawing",
            None,
            Some(of::<map::MapPage>()),
        ),
        row(
            "GET",
            "/api/v1/contracts",
            "Contracts: what must be said within so many days (?within=90), what they cost a year, by owner and by vendor, and all of them (?after=, ?limit=)",
            None,
            Some(of::<contracts::ContractsPage>()),
        ),
        row(
            "GET",
            "/api/v1/findings",
            "What people should look at in the sources (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<things::FindingBody>>()),
        ),
        row(
            "GET",
            "/api/v1/stale",
            "Facts nobody has said again for half a year, oldest first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<things::StaleBody>>()),
        ),
        row(
            "PUT",
            "/api/v1/people/{person}/lines",
            "Says to whom a person answers",
            Some(of::<organisation::LinesBody>()),
            done(),
        ),
        row(
            "PUT",
            "/api/v1/people/{person}/coverage",
            "Says which teams a translator translates for",
            Some(of::<organisation::CoverageBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/imports",
            "Lists imports, newest first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<imports::ImportLine>>()),
        ),
        row(
            "POST",
            "/api/v1/imports",
            "Imports a file, its bytes as the body (?file=, ?as_of=)",
            None,
            Some(of::<imports::ImportPage>()),
        ),
        row("GET", "/api/v1/imports/{key}", "Shows an import with its report", None, Some(of::<imports::ImportPage>())),
        row(
            "GET",
            "/api/v1/people",
            "Lists people (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<people::PersonPage>>()),
        ),
        row("POST", "/api/v1/people", "Registers a person", Some(of::<people::PersonBody>()), done()),
        row(
            "PUT",
            "/api/v1/people/{person}/password",
            "Gives a person a login and a password",
            Some(of::<people::PasswordBody>()),
            None,
        ),
        row(
            "POST",
            "/api/v1/people/{person}/tokens",
            "Makes a token for a program that acts as a person; shown once",
            Some(of::<people::TokenBody>()),
            Some(of::<people::TokenMade>()),
        ),
        row(
            "GET",
            "/api/v1/tools",
            "Lists tools in use, the surest first, with the shadow ratio (?show=marketing|all|seen, ?since=, ?limit=)",
            None,
            Some(of::<tools::ToolList>()),
        ),
        row(
            "POST",
            "/api/v1/tools",
            "Declares a tool of one's own accord",
            Some(of::<tools::DeclareBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "GET",
            "/api/v1/tools/{key}",
            "Shows a tool with its evidence and its case",
            None,
            Some(of::<tools::ToolPage>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/review",
            "Says whether the house uses it",
            Some(of::<tools::ReviewBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/questions",
            "Asks a person, by a letter without blame, whether it is theirs",
            Some(of::<tools::AskBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/answer",
            "Answers for oneself",
            Some(of::<tools::AnswerBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/names",
            "Decides to see who uses it, for a reason; whoever protects data is told",
            Some(of::<tools::ReasonBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/decision",
            "Asks both sides to decide about it",
            Some(of::<tools::SendBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/official-way",
            "Names the request that does by the official way what it was taken for",
            Some(of::<tools::OfficialWayBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/tools/{key}/deletion",
            "Proves that the data in it are deleted",
            Some(of::<tools::ProofBody>()),
            Some(of::<shapes::Done>()),
        ),
        row(
            "POST",
            "/api/v1/reminders",
            "Reminds of everything agreed about tools that ends soon, and of promises near their day without all stamps",
            Some(of::<requests::NothingBody>()),
            None,
        ),
        row(
            "GET",
            "/api/v1/exports/tools",
            "Exports the tools in use, without any person",
            None,
            Some(of::<tools::ToolExport>()),
        ),
        row(
            "GET",
            "/api/v1/exports/promises",
            "Exports the promises, without any person",
            None,
            Some(of::<promises::PromiseExport>()),
        ),
        row(
            "GET",
            "/api/v1/messages",
            "Lists messages of the house: one's own, or all for those who shape cases or keep the installation",
            None,
            Some(of::<shapes::List<actions::MessageLine>>()),
        ),
        row(
            "GET",
            "/api/v1/verification",
            "Recomputes the chain and every figure quoted in a decision",
            None,
            Some(of::<store::Verification>()),
        ),
        row(
            "GET",
            "/api/v1/doctor",
            "Checks what must hold between requests, decisions and people",
            None,
            Some(of::<store::Doctor>()),
        ),
        row(
            "POST",
            "/api/v1/backups",
            "Copies the store while it is in use",
            Some(of::<store::BackupBody>()),
            Some(of::<store::BackedUp>()),
        ),
    ];
    all.extend(decided::operations());
    all.extend(matched::operations());
    all.extend(agreed::operations());
    all.extend(tried::operations());
    all
}

/// The document.
pub fn document() -> Value {
    let mut schemas: BTreeMap<String, Value> = BTreeMap::new();
    let mut paths: Map<String, Value> = Map::new();
    let mut known = Vec::new();
    for operation in operations() {
        let access = ROUTES
            .iter()
            .find(|route| route.method.as_str() == operation.method && route.path == operation.path)
            .map_or_else(String::new, |route| route.access.word());
        let content = |kind: &Type| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{}", kind.name) } } });
        let holes: Vec<&str> = operation.path.split(['{', '}']).skip(1).step_by(2).collect();
        let parameters: Vec<Value> = holes
            .into_iter()
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        let mut body = json!({
            "summary": operation.about,
            "x-permission": access,
            "parameters": parameters,
            "responses": {
                "200": match &operation.gives {
                    Some(kind) => json!({ "description": "done", "content": content(kind) }),
                    None => json!({ "description": "done" }),
                },
                "default": { "description": "a problem document (RFC 9457) with both languages", "content": {
                    "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
            },
        });
        if let Some(kind) = &operation.takes {
            body["requestBody"] = json!({ "required": true, "content": content(kind) });
        }
        for kind in [operation.takes, operation.gives].into_iter().flatten() {
            (kind.collect)(&mut known);
        }
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.to_lowercase()] = body;
    }
    // What stands in lists is not collected with them.
    let listed = [
        of::<requests::RequestLine>(),
        of::<decisions::DecisionLine>(),
        of::<things::FindingBody>(),
        of::<things::StaleBody>(),
        of::<imports::ImportLine>(),
        of::<people::PersonPage>(),
        of::<shapes::Link>(),
        of::<decisions::CompromiseLine>(),
        of::<actions::ActionLine>(),
        of::<meetings::MeetingLine>(),
        of::<actions::MessageLine>(),
        of::<promises::PromiseLine>(),
        of::<pilots::PilotLine>(),
        of::<changes::ChangeLine>(),
        of::<practices::PracticePage>(),
        of::<trackers::ItemBody>(),
        of::<objectives::ObjectivePage>(),
        of::<questions::QuestionLine>(),
    ];
    listed.iter().for_each(|kind| (kind.collect)(&mut known));
    schemas.extend(known.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default())));
    schemas.insert(
        "Problem".to_owned(),
        json!({
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                "detail": { "type": "string" },
                "message": { "$ref": "#/components/schemas/Say" }, "hint": { "$ref": "#/components/schemas/Say" },
                "meanwhile": {
                    "type": "object",
                    "description": "what somebody else changed in a business case while one was writing (409)",
                    "properties": {
                        "seen": { "type": "integer" }, "stands": { "type": "integer" },
                        "line": { "type": ["integer", "null"] }, "struck": { "type": "boolean" },
                        "by": { "type": ["string", "null"] }, "at": { "type": ["string", "null"] },
                        "parts": { "type": "array", "items": { "type": "object", "properties": {
                            "field": { "type": "string" }, "name": { "$ref": "#/components/schemas/Say" },
                            "before": { "type": ["object", "null"] }, "theirs": { "type": ["object", "null"] },
                            "mine": { "type": ["object", "null"] },
                        } } },
                    },
                },
            },
        }),
    );
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Entente", "version": "1", "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{ "token": [] }],
    })
}

/// `GET /api/v1/openapi.json`
pub async fn show() -> Answer {
    Ok(Json(document()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_for_programs_is_documented_and_nothing_else_is() {
        let mut routed: Vec<(String, String)> = ROUTES
            .iter()
            .filter(|route| route.path.starts_with("/api/v1/"))
            .map(|route| (route.method.to_string(), route.path.to_owned()))
            .collect();
        let mut told: Vec<(String, String)> =
            operations().iter().map(|o| (o.method.to_owned(), o.path.to_owned())).collect();
        routed.sort();
        told.sort();
        assert_eq!(routed, told);
    }

    #[test]
    fn a_list_of_decisions_is_not_a_list_of_people() {
        let document = document();
        let of = |path: &str| {
            let answer = &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            answer["$ref"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(of("/api/v1/decisions"), "#/components/schemas/ListOfDecisionLine");
        assert_eq!(of("/api/v1/people"), "#/components/schemas/ListOfPersonPage");
    }

    #[test]
    fn every_schema_that_is_pointed_at_is_there() {
        let document = document();
        let text = document.to_string();
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            assert!(document["components"]["schemas"].get(name).is_some(), "{name} is missing");
        }
    }
}
