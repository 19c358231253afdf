//! The one view of the customer, in figures.

use base::{Say, format};
use serde_json::Value;

use crate::commands::Common;
use crate::output::Output;

pub(super) fn run(common: &Common, out: Output) -> anyhow::Result<()> {
    let view = common.transport_to_existing()?.get("/api/v1/matching")?.body;
    out.answer(&view, |out| tell(out, &view));
    Ok(())
}

fn tell(out: Output, view: &Value) {
    let (run, now) = (&view["run"], &view["now"]);
    if run.is_null() {
        out.say(&Say::new(
            "Aucune vue unique du client n'est gardée : « entente match run FICHIERS --keep ».",
            "No one view of the customer is kept: “entente match run FILES --keep”.",
        ));
        return;
    }
    let number = |value: &Value| format::number(out.lang, value.as_f64().unwrap_or_default(), 0);
    let (records, people, arrived) = (number(&now["records"]), number(&now["people"]), number(&now["arrived"]));
    out.line(
        format!("{records} fiches, {people} personnes ; {arrived} fiches sont arrivées depuis le rapprochement."),
        format!("{records} records, {people} people; {arrived} records have arrived since the run."),
    );
    for source in run["sources"].as_array().into_iter().flatten() {
        crate::tell!("  {} : {}", source["name"].as_str().unwrap_or_default(), number(&source["records"]));
    }
    accuracy(out, &now["accuracy"]);
    let memory = now["opened"]["held_bytes"].as_u64().map_or("—".to_owned(), |bytes| format::bytes(out.lang, bytes));
    let seconds = format::number(out.lang, now["opened"]["seconds"].as_f64().unwrap_or_default(), 2);
    out.line(
        format!("Ouverte en {seconds} s ; mémoire : {memory}."),
        format!("Opened in {seconds} s; memory: {memory}."),
    );
}

/// How right the run was before anybody answered: an estimate, or what answers to a sample tell.
pub(super) fn accuracy(out: Output, of: &Value) {
    let share = |of: &Value| {
        let percent = |share: &Value| format::percent(out.lang, share.as_f64().unwrap_or_default(), 1);
        match of["low_high"].as_array().map(Vec::as_slice) {
            Some([low, high]) => format!("{} ({} – {})", percent(&of["share"]), percent(low), percent(high)),
            _ => percent(&of["share"]),
        }
    };
    let (precision, recall) = (share(&of["precision"]), share(&of["recall"]));
    match of["answers"].as_u64() {
        Some(answers @ 1..) => out.line(
            format!("Mesuré sur {answers} réponses, avant toute correction : {precision} des paires réunies le sont à raison, {recall} des paires à réunir le sont."),
            format!("Measured on {answers} answers, before any correction: {precision} of joined pairs are rightly so, {recall} of pairs to join are."),
        ),
        _ => out.line(
            format!("Estimé par le modèle, sans que personne ne l'ait vérifié : {precision} des paires réunies le sont à raison, {recall} des paires à réunir le sont."),
            format!("Estimated by the model, checked by nobody: {precision} of joined pairs are rightly so, {recall} of pairs to join are."),
        ),
    }
}
