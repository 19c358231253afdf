//! `entente map`: what stands around a thing, or the whole estate in groups; as words, JSON, or a drawing.

use std::path::PathBuf;

use app::Problem;
use base::Say;
use clap::{Args, ValueEnum};
use serde_json::Value;

use super::Common;
use super::system::meant;
use crate::output::Output;
use crate::transport::segment;

/// What to look at.
#[derive(Args)]
pub struct Map {
    /// The thing in the middle, by its name or its key; data:KEY, element:KEY and so on for what is no system.
    #[arg(long, value_name = "NAME")]
    focus: Option<String>,
    /// 1: moments and channels; 2: groups; 3: one group; 4: one thing.
    #[arg(long, value_name = "1-4", value_parser = clap::value_parser!(u8).range(1..=4))]
    depth: Option<u8>,
    /// What groups are made by.
    #[arg(long, value_enum)]
    by: Option<Ground>,
    /// A group to open, by its key.
    #[arg(long, value_name = "KEY")]
    group: Option<String>,
    /// How far around the thing.
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u8).range(1..=2))]
    steps: Option<u8>,
    /// Only what uses the thing, or only what it uses.
    #[arg(long, value_enum)]
    way: Option<Way>,
    /// Only over calls that wait for their answer.
    #[arg(long)]
    hard: bool,
    /// Looks for words, and tells where what answers to them stands.
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["focus", "group"])]
    find: Option<String>,
    /// How many of the list to pass over.
    #[arg(long, value_name = "N", default_value_t = 0)]
    after: usize,
    /// Draws the view into a file.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// What groups are made by.
#[derive(Clone, Copy, ValueEnum)]
enum Ground {
    /// What a system is part of.
    Part,
    /// The team that owns it.
    Team,
    /// What it can do.
    Capability,
    /// Who makes it.
    Vendor,
    /// Who calls whom.
    Near,
}

/// In which direction.
#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// What uses the thing.
    Up,
    /// What it uses.
    Down,
}

fn word<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl Map {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let focus = match &self.focus {
            Some(words) => {
                let kinds = landscape::field::KINDS.iter().map(|kind| kind.word());
                let given = words.split_once(':').filter(|(kind, _)| kinds.clone().any(|known| known == *kind));
                let (kind, name) = given.unwrap_or(("system", words));
                Some(format!("{kind}:{}", meant(&transport, out.lang, kind, name, true)?))
            }
            None => None,
        };
        let parts = [
            ("focus", focus),
            ("depth", self.depth.map(|depth| depth.to_string())),
            ("by", self.by.map(word)),
            ("group", self.group.as_deref().map(|key| key.strip_prefix("group:").unwrap_or(key).to_owned())),
            ("steps", self.steps.map(|steps| steps.to_string())),
            ("way", self.way.map(word)),
            ("ties", self.hard.then(|| "hard".to_owned())),
            ("q", self.find.clone()),
            ("after", (self.after > 0).then(|| self.after.to_string())),
            ("svg", self.svg.is_some().then(|| "true".to_owned())),
        ];
        let query: Vec<String> =
            parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", segment(&value?)))).collect();
        let mut page = transport.get(&format!("/api/v1/map?{}", query.join("&")))?.body;
        if let Some(file) = &self.svg {
            let drawing = page["svg"].take();
            std::fs::write(file, drawing.as_str().unwrap_or_default()).map_err(|error| unwritten(file, &error))?;
        }
        out.answer(&page, |out| tell(out, &page, self.find.is_some()));
        if let Some(file) = &self.svg {
            let file = file.display();
            out.line(format!("\ndessiné dans {file}"), format!("\ndrawn into {file}"));
        }
        Ok(())
    }
}

fn unwritten(file: &std::path::Path, error: &std::io::Error) -> Problem {
    let file = file.display();
    Problem::new(
        app::Kind::Unavailable,
        Say::new(format!("{file} n'a pas pu être écrit ({error})"), format!("{file} could not be written ({error})")),
        Say::new("choisissez un autre fichier ; la carte est intacte", "choose another file; the map is untouched"),
    )
}

fn tell(out: Output, page: &Value, found: bool) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    if !page["lost"].is_null() {
        crate::tell!("▲ {}\n", out.of(&page["lost"]));
    }
    if found {
        crate::tell!("{}", out.of(&page["list"]["title"]));
        for row in list(&page["list"]["items"]) {
            told(out, &row);
            let place: Vec<String> =
                list(&row["place"]).iter().map(|group| out.of(&group["name"]).to_owned()).collect();
            if !place.is_empty() {
                crate::tell!("      {}", place.join(" › "));
            }
        }
        return more(out, page);
    }
    let trail: Vec<String> = list(&page["trail"]).iter().map(|step| out.of(&step["name"]).to_owned()).collect();
    crate::tell!("{}\n{}", out.of(&page["caption"]), trail.join(" › "));
    for say in list(&page["lead"]) {
        crate::tell!("{}", out.of(&say));
    }
    crate::tell!("");
    let nodes = list(&page["nodes"]);
    let name = |id: &Value| nodes.iter().find(|node| node["id"] == *id).map(|node| out.of(&node["name"]).to_owned());
    for node in &nodes {
        told(out, node);
        for edge in list(&page["edges"]).iter().filter(|edge| edge["from"] == node["id"]) {
            let load = edge["load"]["shown"].is_object().then(|| format!("  {}", out.of(&edge["load"]["shown"])));
            let line = if edge["mode"] == "async" { "⇢" } else { "→" };
            crate::tell!("      {line} {}{}", name(&edge["to"]).unwrap_or_default(), load.unwrap_or_default());
        }
    }
    if !page["folded"].is_null() {
        crate::tell!("{}", out.of(&page["folded"]));
    }
    more(out, page);
}

/// A box, or a thing of a list, with its key.
fn told(out: Output, node: &Value) {
    let mark = match (node["standing"]["verdict"].as_str(), node["fate"].as_str()) {
        (Some("over"), _) => "■",
        (Some("watch"), _) => "▲",
        (_, Some("stops")) => "✕",
        _ => " ",
    };
    let mut words: Vec<String> =
        node["notes"].as_array().into_iter().flatten().map(|note| out.of(note).to_owned()).collect();
    if node["standing"].is_object() {
        words.push(out.of(&node["standing"]["say"]).to_owned());
    }
    let id = node["id"].as_str().unwrap_or_default();
    crate::tell!("  {mark} {:36} {}  ({id})", out.of(&node["name"]), words.join(", "));
}

fn more(out: Output, page: &Value) {
    if let Some(next) = page["list"]["next"].as_u64() {
        let span = &page["list"]["span"];
        out.line(
            format!("{} ; la suite avec --after {next}", out.of(span)),
            format!("{}; the rest with --after {next}", out.of(span)),
        );
    }
}
