//! What a run found, for people, for programs, and as tables.

use std::collections::BTreeMap;
use std::io::{self, Write};

use app::matching::report::Cost;
use app::matching::{self, Records};
use base::{Lang, Say, format};
use customers::resolution::evaluate::Accuracy;
use customers::resolution::model::Model;
use customers::resolution::survivor::Person;
use customers::resolution::{Resolution, Step};
use serde_json::{Value, json};

use super::Held;
use crate::output::Output;

/// Everything there is to tell of a run.
pub(super) struct Told<'r> {
    pub(super) records: &'r Records,
    pub(super) model: &'r Model,
    pub(super) found: &'r Resolution,
    pub(super) persons: &'r [Person],
    pub(super) held: Option<&'r Held>,
}

/// How many values shared by strangers are shown.
const JUNK: usize = 20;

/// What a step is called.
pub(super) fn step(step: Step) -> Say {
    let (fr, en) = match step {
        Step::Prepare => ("mise en forme", "bringing into form"),
        Step::Block => ("mise en blocs", "putting into blocks"),
        Step::Compare => ("comparaison", "comparing"),
        Step::Fit => ("estimation", "estimating"),
        Step::Cluster => ("regroupement", "putting together"),
    };
    Say::new(fr, en)
}

/// How many persons have how many records.
fn by_size(persons: &[Person]) -> BTreeMap<usize, usize> {
    let mut sizes = BTreeMap::new();
    persons.iter().for_each(|person| *sizes.entry(person.records.len()).or_default() += 1);
    sizes
}

fn round(value: f64, places: i32) -> f64 {
    let unit = 10_f64.powi(places);
    (value * unit).round() / unit
}

pub(super) fn json(told: &Told<'_>, cost: &Cost) -> Value {
    let Told { records, model, found, persons, held } = told;
    let sources: Vec<Value> = records
        .sources
        .iter()
        .map(|source| {
            json!({ "file": source.file, "records": source.records, "rejected": source.rejected,
                "rejects": source.rejects })
        })
        .collect();
    let steps = cost.steps.iter();
    let steps: serde_json::Map<String, Value> =
        steps.map(|(word, seconds)| (word.clone(), json!(seconds.map(|seconds| round(seconds, 2))))).collect();
    let sizes: serde_json::Map<String, Value> =
        by_size(persons).into_iter().map(|(size, count)| (size.to_string(), json!(count))).collect();
    json!({
        "records": records.count(),
        "files": sources,
        "model": model,
        "blocking": { "rules": found.blocks.rules, "largest_block_looked_at": found.blocks.most },
        "left_out_as_shared_by_strangers": {
            "values": found.records.junk.len(),
            "first": found.records.junk.iter().take(JUNK).collect::<Vec<_>>(),
        },
        "pairs": found.pairs.len(),
        "patterns": found.patterns.patterns.len(),
        "components_of_non_matches": found.fit.others.len(),
        "agreement_of_starts": found.fit.agreement,
        "contradictions": found.said.contradictions,
        "threshold_bits": model.threshold_bits,
        "clusters": persons.len(),
        "clusters_by_size": sizes,
        "cost": {
            "cpu_seconds": cost.cpu_seconds.map(|seconds| round(seconds, 2)),
            "cpu_seconds_by_step": steps,
            "wall_seconds": round(cost.wall_seconds, 2),
            "peak_memory_bytes": cost.peak_bytes,
        },
        "truth": held.map(|held| json!({
            "blocking_recall": held.scores.blocking_recall,
            "pairs": { "own_threshold": held.scores.own, "best_threshold": held.scores.best },
            "clusters": { "own_threshold": held.own, "best_threshold": held.best },
        })),
    })
}

/// The proposed model, for people.
pub(super) fn model(out: Output, records: &Records, model: &Model) {
    let lang = out.lang;
    let count = format::number(lang, records.count() as f64, 0);
    out.line(format!("{count} enregistrements lus."), format!("{count} records read."));
    out.line("\nCe que disent les colonnes :", "\nWhat the columns say:");
    for field in &model.fields {
        let kind = matching::kind(field.kind);
        let whole = Say::new(" (nom complet, séparé)", " (whole name, taken apart)");
        let whole = if field.whole_name { whole.in_lang(lang) } else { "" };
        crate::tell!("  {:14} ← {}{whole}", kind.in_lang(lang), field.columns.join(" + "));
    }
    let used: Vec<&String> = model.fields.iter().flat_map(|field| &field.columns).collect();
    let unused: Vec<&str> = records
        .columns
        .iter()
        .map(|column| &column.name)
        .filter(|name| !used.contains(name))
        .map(String::as_str)
        .collect();
    if !unused.is_empty() {
        let unused = unused.join(", ");
        out.line(format!("  non comparées : {unused}"), format!("  not compared: {unused}"));
    }
    let (narrow, broad) = (model.blocking.len(), model.blocking_broad.len());
    out.line(
        format!("\nDeux enregistrements sont examinés s'ils partagent tout d'une de ces {narrow} règles :"),
        format!("\nTwo records are looked at when they share all of one of these {narrow} rules:"),
    );
    for keys in &model.blocking {
        crate::tell!("  {}", matching::rule(keys).in_lang(lang));
    }
    if broad > 0 {
        let pairs = format::number(lang, model.pairs_per_record, 0);
        out.line(
            format!("et, tant que l'on reste sous {pairs} paires par enregistrement, d'une de celles-ci :"),
            format!("and, as long as there are fewer than {pairs} pairs a record, of one of these:"),
        );
        model.blocking_broad.iter().for_each(|keys| crate::tell!("  {}", matching::rule(keys).in_lang(lang)));
    }
}

/// What a run found, for people.
pub(super) fn tell(out: Output, told: &Told<'_>, cost: &Cost) {
    let lang = out.lang;
    let number = |n: usize| format::number(lang, n as f64, 0);
    let Told { records, model, found, persons, held } = told;
    let (count, people) = (number(records.count()), number(persons.len()));
    out.line(
        format!("{count} enregistrements sont ceux de {people} personnes."),
        format!("{count} records are those of {people} persons."),
    );
    for source in &records.sources {
        let rejected = match (source.rejected, lang) {
            (0, _) => String::new(),
            (n, Lang::Fr) => format!(", {} refusés", number(n)),
            (n, Lang::En) => format!(", {} rejected", number(n)),
        };
        crate::tell!("  {} : {}{rejected}", source.file.display(), number(source.records));
        for reject in &source.rejects {
            crate::tell!("    {} : {}", reject.line, reject.reason.in_lang(lang));
        }
    }
    let (pairs, patterns) = (number(found.pairs.len()), number(found.patterns.patterns.len()));
    let bits = format::number(lang, model.threshold_bits, 1);
    out.line(
        format!("{pairs} paires examinées, {patterns} combinaisons d'accords ; seuil : {bits} bit (0 : autant de chances que non)."),
        format!("{pairs} pairs looked at, {patterns} patterns of agreement; threshold: {bits} bits (0: as likely as not)."),
    );
    let agreement = format::percent(lang, found.fit.agreement, 1);
    let components = found.fit.others.len();
    out.line(
        format!("Les paires de personnes différentes sont de {components} sortes ; les départs de l'estimation décident pareillement de {agreement} des paires."),
        format!("Pairs of different people are of {components} kinds; the starts of the estimation decide alike on {agreement} of pairs."),
    );
    out.line("\nPersonnes par nombre d'enregistrements :", "\nPersons by number of records:");
    for (size, count) in by_size(persons) {
        crate::tell!("  {:>4}  {:>12}", size, number(count));
    }
    let junk = &found.records.junk;
    if !junk.is_empty() {
        let values = number(junk.len());
        out.line(
            format!("\nValeurs que partagent des inconnus, laissées de côté ({values}) :"),
            format!("\nValues that strangers share, left out ({values}):"),
        );
        for junk in junk.iter().take(JUNK) {
            let kind = matching::kind(junk.kind);
            let value = matching::value(junk.kind, &junk.value);
            crate::tell!("  {:12} {value}  ×{}", kind.in_lang(lang), number(junk.records as usize));
        }
    }
    for contradiction in &found.said.contradictions {
        let chain: Vec<String> = contradiction.chain.iter().map(|record| records.place(*record)).collect();
        let chain = chain.join(" = ");
        out.line(
            format!("Contradiction à trancher : {chain}, et pourtant la première n'est pas la dernière."),
            format!("A contradiction to settle: {chain}, and yet the first is not the last."),
        );
    }
    if let Some(held) = held {
        held_against_truth(out, held);
    }
    spent(out, cost);
}

/// How right something is, a line each.
pub(super) fn measured(out: Output, of: &[(Say, Accuracy)]) {
    let header = Say::new("précision  rappel   F1", "precision  recall   F1");
    crate::tell!("  {:8}  {}", "", header.in_lang(out.lang));
    for (name, of) in of {
        let share = |share: f64| format::number(out.lang, share, 4);
        let (precision, recall, f1) = (share(of.precision), share(of.recall), share(of.f1));
        crate::tell!("  {:8}  {precision:>9}  {recall:>6}  {f1:>6}", name.in_lang(out.lang));
    }
}

fn held_against_truth(out: Output, held: &Held) {
    let lang = out.lang;
    let share = |share: f64| format::number(lang, share, 4);
    let bits = |bits: f64| format::number(lang, bits, 2);
    let recall = share(held.scores.blocking_recall);
    out.line(
        format!("\nFace à la vérité : {recall} des paires vraies ont été examinées."),
        format!("\nAgainst the truth: {recall} of the true pairs were looked at."),
    );
    let header = Say::new("seuil   précision  rappel   F1", "bits    precision  recall   F1");
    crate::tell!("  {:16}  {}", "", header.in_lang(lang));
    let row = |name: Say, at: f64, of: Accuracy| {
        let (precision, recall, f1) = (share(of.precision), share(of.recall), share(of.f1));
        crate::tell!("  {:16}  {:>6}  {precision:>9}  {recall:>6}  {f1:>6}", name.in_lang(lang), bits(at));
    };
    let (own, best) = (held.scores.own, held.scores.best);
    row(Say::new("paires", "pairs"), own.threshold_bits, own.accuracy);
    row(Say::new("  au mieux", "  at best"), best.threshold_bits, best.accuracy);
    row(Say::new("personnes", "persons"), own.threshold_bits, held.own.pairs);
    row(Say::new("  B³", "  B³"), own.threshold_bits, held.own.b_cubed);
    if let Some(best) = &held.best {
        row(Say::new("  au mieux", "  at best"), best.threshold_bits, best.accuracy.pairs);
        row(Say::new("  B³", "  B³"), best.threshold_bits, best.accuracy.b_cubed);
    }
}

fn spent(out: Output, cost: &Cost) {
    let lang = out.lang;
    let seconds = |seconds: f64| format::number(lang, seconds, 1);
    let wall = seconds(cost.wall_seconds);
    let cpu = cost.cpu_seconds.map_or("—".to_owned(), seconds);
    let peak = cost.peak_bytes.map_or("—".to_owned(), |bytes| format::bytes(lang, bytes));
    out.line(
        format!("\n{wall} s, dont {cpu} s de processeur ; mémoire : {peak} au plus."),
        format!("\n{wall} s, {cpu} s of processor; memory: {peak} at most."),
    );
}

/// A table with a line per record: its file, its number there, its person.
pub(super) fn clusters(into: &mut dyn Write, records: &Records, clusters: &[u32]) -> io::Result<()> {
    writeln!(into, "file,record,person")?;
    for source in &records.sources {
        let file = source.file.display().to_string();
        let file = if file.contains([',', '"']) { format!("\"{}\"", file.replace('"', "\"\"")) } else { file };
        let of_source = clusters.iter().skip(source.first).take(source.records);
        for (at, person) in of_source.enumerate() {
            writeln!(into, "{file},{},{}", at + 1, person + 1)?;
        }
    }
    Ok(())
}
