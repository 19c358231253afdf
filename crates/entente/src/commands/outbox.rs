//! `entente outbox`: what the house wrote to people about their tools, and whether it was sent.

use clap::Args;
use serde_json::Value;

use super::Common;
use crate::output::Output;

/// Which messages.
#[derive(Args)]
pub struct Outbox {
    /// Shows one message in full.
    number: Option<u64>,
}

impl Outbox {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let list = common.transport_to_existing()?.list("/api/v1/messages")?;
        let Some(number) = self.number else {
            out.answer(&list, |out| tell(out, &list));
            return Ok(());
        };
        let messages = list["items"].as_array().cloned().unwrap_or_default();
        let message = messages.into_iter().find(|message| message["number"] == number).ok_or_else(|| {
            app::Problem::not_found(base::Say::new(format!("le message {number}"), format!("message {number}")))
        })?;
        out.answer(&message, |out| {
            line(out, &message);
            crate::tell!("\n{}", message["body"].as_str().unwrap_or_default());
        });
        Ok(())
    }
}

fn tell(out: Output, list: &Value) {
    let messages = list["items"].as_array().cloned().unwrap_or_default();
    if messages.is_empty() {
        out.line("Aucun message.", "No message.");
    }
    for message in &messages {
        line(out, message);
    }
}

fn line(out: Output, message: &Value) {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (number, subject) = (message["number"].as_u64().unwrap_or_default(), words(&message["subject"]));
    let (name, day) = (words(&message["to"]["name"]), words(&message["at"]).chars().take(10).collect::<String>());
    crate::tell!("{number:>4}  {subject}");
    let state = words(&message["state"]);
    match state.as_str() {
        "sent" => out.line(format!("      à {name}, {day}, envoyé"), format!("      to {name}, {day}, sent")),
        "failed" => {
            let why = out.of(&message["why"]);
            out.line(
                format!("      à {name}, {day}, pas envoyé : {why}"),
                format!("      to {name}, {day}, not sent: {why}"),
            );
        }
        _ => out.line(format!("      à {name}, {day}, à envoyer"), format!("      to {name}, {day}, to be sent")),
    }
}
