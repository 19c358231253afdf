//! `entente agenda`: what both sides do together, in each of sixteen places.

use clap::Args;

use super::Common;
use crate::output::Output;

/// Shows the agenda: people, process, technology and data, each for acquiring, winning, serving and retaining customers.
#[derive(Args)]
pub struct Agenda {}

impl Agenda {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let page = common.transport_to_existing()?.get("/api/v1/agenda")?.body;
        out.answer(&page, |out| {
            for cell in page["cells"].as_array().into_iter().flatten() {
                let (name, open) = (out.of(&cell["name"]), cell["open"].as_array());
                let word = cell["cell"].as_str().unwrap_or_default();
                crate::tell!("{name}  [{word}]");
                for action in open.into_iter().flatten() {
                    let text = |name: &str| action[name].as_str().unwrap_or("—").to_owned();
                    let owner = |side: &str| action[side]["name"].as_str().unwrap_or_default().to_owned();
                    let (number, due) = (action["number"].as_u64().unwrap_or_default(), text("due"));
                    crate::tell!("{number:>5}  {due}  {}  ({} + {})", text("words"), owner("marketing"), owner("it"));
                    crate::tell!("         → {}", text("outcome"));
                }
                if open.is_none_or(Vec::is_empty) {
                    out.line("       rien de convenu", "       nothing agreed");
                }
            }
            let unplaced = page["unplaced"].as_array().map_or(0, Vec::len);
            if unplaced > 0 {
                out.line(
                    format!("{unplaced} actions communes ne sont dans aucune case."),
                    format!("{unplaced} joint actions are in no cell."),
                );
            }
        });
        Ok(())
    }
}
