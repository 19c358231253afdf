//! `entente verify`: the chain of facts, and every figure quoted in a decision.

use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;
use serde_json::Value;

use super::Common;
use crate::output::Output;

/// Verifies the store.
#[derive(Args)]
pub struct Verify {}

impl Verify {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<ExitCode> {
        let bar = if out.json { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        bar.set_message("…");
        let page = common.transport_to_existing()?.get("/api/v1/verification")?.body;
        bar.finish_and_clear();
        out.answer(&page, |out| tell(out, &page));
        Ok(if page["whole"] == true { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Says what a verification found.
pub(super) fn tell(out: Output, page: &Value) {
    let (facts, decisions, figures) = (&page["facts"], &page["decisions"], &page["figures"]);
    let (une, one) =
        if decisions == 1 { ("décision recalculés", "decision") } else { ("décisions recalculés", "decisions") };
    out.line(
        format!("{facts} faits enchaînés ; {figures} chiffres de {decisions} {une}"),
        format!("{facts} facts in the chain; {figures} figures of {decisions} {one} derived again"),
    );
    if let Some(erased @ 1..) = page["erased"].as_u64() {
        out.line(
            format!("reposant sur des mots effacés depuis, gardé par les seules pages signées : {erased}"),
            format!("resting on words erased since, held by the signed pages alone: {erased}"),
        );
    }
    for broken in page["broken"].as_array().into_iter().flatten() {
        let at = broken["position"].as_u64().map_or_else(|| "-".to_owned(), |position| position.to_string());
        crate::tell!("  ✗ {at}: {}", out.of(&broken["what"]));
    }
    for differs in page["differs"].as_array().into_iter().flatten() {
        crate::tell!("  ≠ {}", out.of(differs));
    }
    if let (Some(position @ 1..), Some(hash)) = (page["position"].as_u64(), page["head"].as_str()) {
        out.line(
            format!(
                "Le journal finit au fait {position} : {hash}\nUn journal récrit en entier reste cohérent : notez ces \
                 deux valeurs ailleurs, elles le trahiront."
            ),
            format!(
                "The log ends at fact {position}: {hash}\nA log rewritten whole still fits in itself: note these two \
                 values elsewhere, they will give it away."
            ),
        );
    }
    if page["whole"] == true {
        out.line("Tout est entier.", "Everything is whole.");
    }
}
