//! `entente system`: a thing of the landscape, or a fact stated about it.

use app::Problem;
use axum::http::Method;
use base::{Lang, Say};
use clap::Args;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// Which thing, and what is stated.
#[derive(Args)]
pub struct System {
    /// The system by its name or its key, such as "CRM" or loyalty-engine; anything else with its kind before it, such as
    /// data:points-balance; all systems when absent.
    #[arg(value_name = "NAME")]
    key: Option<String>,
    /// States a fact, such as limit=50.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

impl System {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let Some(key) = &self.key else {
            let list = transport.list("/api/v1/things?kind=system")?;
            out.answer(&list, |out| {
                for item in list["items"].as_array().into_iter().flatten() {
                    crate::tell!("{:36} {}", item["id"].as_str().unwrap_or_default(), out.of(&item["name"]));
                }
            });
            return Ok(());
        };
        let (kind, words) = key.split_once(':').unwrap_or(("system", key));
        let key = meant(&transport, out.lang, kind, words, self.set.is_empty())?;
        for set in &self.set {
            let (field, value) = set.split_once('=').ok_or_else(|| not_a_statement(set))?;
            state(&transport, kind, &key, field, value)?;
        }
        let page = transport.get(&format!("/api/v1/things/{}/{}", segment(kind), segment(&key)))?.body;
        out.answer(&page, |out| tell(out, &page));
        Ok(())
    }
}

/// The key of the thing that is meant: by its key, by its whole name, and where it is only looked at by a part of it.
///
/// Errors: several things are called so, or nothing is; the message names those that come near.
pub(super) fn meant(
    transport: &Transport,
    lang: Lang,
    kind: &str,
    words: &str,
    looked_at: bool,
) -> Result<String, Problem> {
    // A key as it stands, or as a name is turned into one.
    for key in [words.to_owned(), base::slug(words)] {
        match transport.get(&format!("/api/v1/things/{}/{}", segment(kind), segment(&key))) {
            Ok(_) => return Ok(key),
            Err(problem) if problem.kind == app::Kind::NotFound => {}
            Err(problem) => return Err(problem),
        }
    }
    let called = |of: &str| -> Result<Vec<(String, String)>, Problem> {
        let found = transport.get(&format!("/api/v1/things?{of}name={}&limit={NEAR_MOST}", segment(words)))?.body;
        let items = found["items"].as_array().cloned().unwrap_or_default();
        let each = items.iter().map(|item| {
            let name = item["name"][lang.tag()].as_str().unwrap_or_default();
            (item["id"].as_str().unwrap_or_default().to_owned(), name.to_owned())
        });
        Ok(each.collect())
    };
    let met = called(&format!("kind={}&", segment(kind)))?;
    let is_whole = |name: &str| base::slug(name) == base::slug(words);
    match met.as_slice() {
        [(id, name)] if looked_at || is_whole(name) => Ok(key_of(id).to_owned()),
        [] => {
            let elsewhere = called("")?;
            match elsewhere.is_empty() {
                // Nothing bears the name: the words stand as a key, and what is done with it says the rest.
                true if !looked_at => Ok(words.to_owned()),
                true => Err(nothing_called(words)),
                false => Err(several(words, &elsewhere)),
            }
        }
        _ => Err(several(words, &met)),
    }
}

/// The most names told when several come near.
const NEAR_MOST: usize = 8;

fn key_of(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, key)| key)
}

fn several(words: &str, near: &[(String, String)]) -> Problem {
    let near: Vec<String> = near.iter().map(|(id, name)| format!("{name} ({id})")).collect();
    let near = near.join(", ");
    Problem::invalid(
        Say::new(
            format!("« {words} » ne désigne pas une seule chose : {near}"),
            format!("“{words}” does not name one thing: {near}"),
        ),
        Say::new("donnez la référence entre parenthèses", "give the reference in brackets"),
    )
}

fn nothing_called(words: &str) -> Problem {
    Problem::new(
        app::Kind::NotFound,
        Say::new(format!("rien ne s'appelle « {words} »"), format!("nothing is called “{words}”")),
        Say::new("« entente system » nomme tous les systèmes", "“entente system” names every system"),
    )
}

/// States one field of one thing.
pub(super) fn state(transport: &Transport, kind: &str, key: &str, field: &str, value: &str) -> Result<(), Problem> {
    let path = format!("/api/v1/things/{}/{}/fields/{}", segment(kind), segment(key), segment(field));
    transport.put(Method::PUT, &path, &json!({ "value": value })).map(|_| ())
}

/// Words that are no statement.
pub(super) fn not_a_statement(words: &str) -> Problem {
    Problem::invalid(
        Say::new(format!("« {words} » n'est pas une déclaration"), format!("“{words}” is not a statement")),
        Say::new("écrivez champ=valeur, par exemple limit=50", "write field=value, for instance limit=50"),
    )
}

fn tell(out: Output, page: &Value) {
    crate::tell!("{} ({})", out.of(&page["name"]), page["id"].as_str().unwrap_or_default());
    for (_, field) in page["fields"].as_object().into_iter().flatten() {
        let value = out.of(&field["shown"]);
        let sources = super::impact::sources(out.lang, &json!({ "is": "fact", "source": field["source"] }));
        let mark = if field["conflict"] == true { "▲" } else { " " };
        crate::tell!("  {mark} {:32} {value:44} {sources}", out.of(&field["label"]));
    }
}
