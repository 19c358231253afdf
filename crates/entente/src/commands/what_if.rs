//! `entente what-if`: what a kind of change would do at a screen, before anybody asks for it.

use base::Say;
use clap::Args;
use serde_json::Value;

use super::Common;
use super::impact::{sources, tell};
use super::system::meant;
use crate::output::Output;
use crate::transport::segment;

/// Where, what, and with which numbers.
#[derive(Args)]
pub struct WhatIf {
    /// The screen, by its name or its key.
    #[arg(value_name = "SCREEN")]
    at: String,
    /// The kind of change, such as chat, form-field, live-lookup.
    kind: String,
    /// The information shown or collected, by its name or its key.
    #[arg(long, value_name = "DATA")]
    data: Option<String>,
    /// The system that answers, by its name or its key.
    #[arg(long, value_name = "SYSTEM")]
    answered_by: Option<String>,
    /// A number of one's own, such as calls_at_once=2, again_every_s=30, views=22, cache_share=90%.
    #[arg(long = "set", value_name = "NUMBER=VALUE")]
    set: Vec<String>,
}

impl WhatIf {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let named = |kind: &str, words: &str| meant(&transport, out.lang, kind, words, true);
        let place = named("element", &self.at)?;
        let mut query = format!("at={}&kind={}", segment(&format!("element:{place}")), segment(&self.kind));
        if let Some(words) = &self.data {
            query.push_str(&format!("&data={}", segment(&format!("data:{}", named("data", words)?))));
        }
        if let Some(words) = &self.answered_by {
            query.push_str(&format!("&answered_by={}", segment(&format!("system:{}", named("system", words)?))));
        }
        for set in &self.set {
            let (number, value) = set.split_once('=').ok_or_else(|| no_number(set))?;
            query.push_str(&format!("&{}={}", segment(number.trim()), segment(value.trim())));
        }
        let page = transport.get(&format!("/api/v1/what-if?{query}"))?.body;
        out.answer(&page, |out| {
            out.line("Chiffres de départ", "Starting numbers");
            for (word, number) in page["starting"].as_object().into_iter().flatten() {
                let own = page["own"][word][1].as_f64().map(|own| format!("  → {own}")).unwrap_or_default();
                crate::tell!("  {word:16} {:>16}{own}   {}", out.of(&number["shown"]), why(out, number));
            }
            crate::tell!("");
            tell(out, &page);
        });
        Ok(())
    }
}

/// Why a number is what it is: the words of an assumption, else where it was read.
fn why(out: Output, number: &Value) -> String {
    let source = &number["evidence"]["source"];
    match source["why"].is_object() {
        true => out.of(&source["why"]).to_owned(),
        false => sources(out.lang, &number["evidence"]),
    }
}

fn no_number(words: &str) -> app::Problem {
    app::Problem::invalid(
        Say::new(format!("« {words} » n'est pas un nombre à remplacer"), format!("“{words}” replaces no number")),
        Say::new("écrivez nom=valeur, comme calls_at_once=2", "write name=value, such as calls_at_once=2"),
    )
}
