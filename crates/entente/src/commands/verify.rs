//! `entente verify`: the chain of facts, and every figure quoted in a decision; or one signed document by itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::Problem;
use base::{Lang, Say};
use clap::Args;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;

/// Verifies the store, or a signed document that came from one.
#[derive(Args)]
pub struct Verify {
    /// A signed case as JSON, checked by itself: no store is needed. Without it the store is verified.
    file: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<ExitCode> {
        if let Some(file) = &self.file {
            return document(file, out);
        }
        let bar = if out.json { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        bar.set_message("…");
        let page = common.transport_to_existing()?.get("/api/v1/verification")?.body;
        bar.finish_and_clear();
        out.answer(&page, |out| tell(out, &page));
        Ok(if page["whole"] == true { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Checks a signed document by itself.
fn document(file: &Path, out: Output) -> anyhow::Result<ExitCode> {
    let unreadable = |why: String| {
        let name = file.display();
        Problem::invalid(
            Say::new(format!("{name} n'est pas lisible ({why})"), format!("{name} cannot be read ({why})")),
            Say::new("donnez un dossier exporté en JSON", "give a case exported as JSON"),
        )
    };
    let bytes = std::fs::read(file).map_err(|error| unreadable(error.to_string()))?;
    let document: Value = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
    let found = app::document::check(&document)?;
    let whole = found.differs.is_empty();
    let pens: Vec<&str> = found.pens.iter().map(|pen| pen.word()).collect();
    let answer = json!({
        "whole": whole, "figures": found.figures, "words": found.words, "pens": pens, "key": found.key,
        "differs": found.differs,
    });
    out.answer(&answer, |out| {
        let names =
            |lang| found.pens.iter().map(|pen| pen.say().in_lang(lang).to_owned()).collect::<Vec<_>>().join(", ");
        let (figures, words) = (found.figures, found.words);
        out.line(
            format!("{figures} chiffres recalculés, {words} textes prouvés ; signé par : {}", names(Lang::Fr)),
            format!("{figures} figures derived again, {words} texts proven; signed by: {}", names(Lang::En)),
        );
        for differs in &found.differs {
            crate::tell!("  ≠ {}", differs.in_lang(out.lang));
        }
        out.line(
            format!("Contresigné avec la clé {} : comparez-la à celle que la maison vous donne.", found.key),
            format!("Countersigned with the key {}: compare it with the one the house tells you.", found.key),
        );
        if whole {
            out.line("Tout est entier.", "Everything is whole.");
        }
    });
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
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
