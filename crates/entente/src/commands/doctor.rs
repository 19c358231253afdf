//! `entente doctor`: what must hold between requests, decisions and people.

use std::process::ExitCode;

use clap::Args;

use super::Common;
use crate::output::Output;

/// Checks the store.
#[derive(Args)]
pub struct Doctor {}

impl Doctor {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<ExitCode> {
        let page = common.transport_to_existing()?.get("/api/v1/doctor")?.body;
        out.answer(&page, |out| {
            for check in page["checks"].as_array().into_iter().flatten() {
                let breaks = check["breaks"].as_array().cloned().unwrap_or_default();
                crate::tell!("{} {}", if breaks.is_empty() { "✓" } else { "✗" }, out.of(&check["holds"]));
                breaks.iter().for_each(|broken| crate::tell!("    {}", out.of(broken)));
            }
        });
        Ok(if page["well"] == true { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
