//! `entente calendar`: one's due days, and the address a calendar program reads them under.

use axum::http::Method;
use clap::Subcommand;
use serde_json::json;

use super::Common;
use crate::output::Output;

/// What is done with it.
#[derive(Subcommand)]
pub enum Calendar {
    /// Shows what is in it, and its address where it has one.
    Show,
    /// Gives it a new address; none it had before opens it any more.
    Open,
    /// Closes its address.
    Close,
}

impl Calendar {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let address = "/api/v1/calendar/address";
        match self {
            Calendar::Show => {}
            Calendar::Open => drop(transport.put(Method::POST, address, &json!({}))?),
            Calendar::Close => drop(transport.put(Method::DELETE, address, &json!({}))?),
        }
        let page = transport.get("/api/v1/calendar")?.body;
        out.answer(&page, |out| {
            for entry in page["entries"].as_array().into_iter().flatten() {
                let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
                let mark = if entry["cancelled"] == true { "–" } else { " " };
                crate::tell!("{} {mark} {}", text("day"), text("summary"));
            }
            match page["address"].as_str() {
                Some(address) => out.line(format!("À lire sous {address}"), format!("Read under {address}")),
                None => out.line("Aucune adresse ne l'ouvre.", "No address opens it."),
            }
        });
        Ok(())
    }
}
