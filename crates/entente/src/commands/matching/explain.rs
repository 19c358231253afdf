//! Why two records are one person or two, and why a person's records stand together.

mod kept;

use app::Problem;
use app::matching::{self, Records};
use base::{Lang, Say, format};
use clap::Args;
use customers::resolution::Resolution;
use customers::resolution::explain::{ClusterExplained, PairExplained};
use serde_json::json;

use super::Files;
use crate::commands::Common;
use crate::output::Output;

/// Of which records.
#[derive(Args)]
pub struct Explain {
    #[command(flatten)]
    files: Files,
    /// One record. Of files: its number among those read, counted from 1. Of the view that is kept, where no file is
    /// given: its id, file:number or file#key. Alone, its person is explained.
    #[arg(long, value_name = "RECORD")]
    record: String,
    /// Another one: the pair is explained.
    #[arg(long, value_name = "RECORD")]
    with: Option<String>,
}

impl Explain {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        if self.files.files.is_empty() {
            return kept::explain(&common.transport_to_existing()?, out, &self.record, self.with.as_deref());
        }
        let bar = super::bar(out.lang);
        let records = self.files.read(&bar, out.lang)?;
        let model = self.files.model(&records)?;
        let count = records.count() as u32;
        let number = |words: &String| {
            let number = words.trim().parse::<u32>().ok().and_then(|number| number.checked_sub(1));
            number.filter(|record| *record < count).ok_or_else(|| no_record(words, count))
        };
        let (left, right) = (number(&self.record)?, self.with.as_ref().map(number).transpose()?);
        let found = self.files.resolve(&records, &model, (&bar, out.lang), &mut |_| {})?;
        bar.finish_and_clear();
        let place = |record: u32| found.records.told.iter().position(|told| *told == record).unwrap_or_default() as u32;
        match right {
            Some(right) if right != left => {
                let explained = found.explain_pair(place(left), place(right));
                let explained = explained.ok_or_else(|| no_record(&self.record, count))?;
                let one = found.clusters[place(left) as usize] == found.clusters[place(right) as usize];
                out.answer(&json!({ "pair": explained, "one_person": one }), |out| {
                    pair(out, &records, &found, (left, right), &explained, one);
                });
            }
            _ => {
                let explained = found.explain_cluster(place(left), model.unseen_bits, model.most_bits);
                out.answer(&json!({ "person": explained }), |out| person(out, &records, &explained));
            }
        }
        Ok(())
    }
}

fn no_record(number: &str, count: u32) -> Problem {
    Problem::new(
        app::Kind::NotFound,
        Say::new(format!("il n'y a pas d'enregistrement {number}"), format!("there is no record {number}")),
        Say::new(format!("donnez un numéro de 1 à {count}"), format!("give a number from 1 to {count}")),
    )
}

pub(super) fn signed(lang: Lang, bits: f64) -> String {
    let sign = if bits > 0.0 { "+" } else { "" };
    format!("{sign}{}", format::number(lang, bits, 1))
}

fn pair(
    out: Output,
    records: &Records,
    found: &Resolution,
    (left, right): (u32, u32),
    explained: &PairExplained,
    one: bool,
) {
    let lang = out.lang;
    let bits = signed(lang, explained.bits);
    let (left, right) = (records.place(left), records.place(right));
    match one {
        true => out.line(
            format!("{left} et {right} sont une personne : {bits} bits."),
            format!("{left} and {right} are one person: {bits} bits."),
        ),
        false => out.line(
            format!("{left} et {right} sont deux personnes : {bits} bits."),
            format!("{left} and {right} are two persons: {bits} bits."),
        ),
    }
    let prior = signed(lang, explained.prior_bits);
    out.line(
        format!(
            "  {prior:>7}  avant toute comparaison, face à la sorte {} de paires différentes",
            explained.component + 1
        ),
        format!("  {prior:>7}  before any comparison, against kind {} of pairs that differ", explained.component + 1),
    );
    for says in &explained.fields {
        let (kind, how) = (matching::kind(says.kind), matching::agreement(says.agreement));
        let rare = match (says.frequency_bits, lang) {
            (bits, _) if bits.abs() < 0.05 => String::new(),
            (bits, Lang::Fr) => format!(", dont {} pour sa fréquence", signed(lang, bits)),
            (bits, Lang::En) => format!(", {} of it for how frequent it is", signed(lang, bits)),
        };
        let bits = signed(lang, says.bits);
        let shown = |value: &str| match value {
            "" => "—".to_owned(),
            value => matching::value(says.kind, value).into_owned(),
        };
        let (kind, how) = (kind.in_lang(lang), how.in_lang(lang));
        crate::tell!("  {bits:>7}  {kind} : {} / {}, {how}{rare}", shown(&says.left), shown(&says.right));
    }
    let others = signed(lang, explained.other_components_bits);
    out.line(
        format!("  {others:>7}  pour les autres sortes de paires différentes"),
        format!("  {others:>7}  for the other kinds of pairs that differ"),
    );
    match explained.rules.is_empty() {
        true => {
            out.line("  Aucune règle ne fait examiner cette paire.", "  No rule brings this pair under examination.")
        }
        false => {
            let rules = explained.rules.iter().filter_map(|rule| found.blocks.rules.get(*rule));
            let rules: Vec<String> = rules.map(|rule| matching::rule(&rule.keys).in_lang(lang).to_owned()).collect();
            let rules = rules.join(" ; ");
            out.line(format!("  Examinée par : {rules}"), format!("  Looked at by: {rules}"));
        }
    }
}

fn person(out: Output, records: &Records, explained: &ClusterExplained) {
    let lang = out.lang;
    let count = explained.records.len();
    out.line(format!("Une personne, {count} enregistrements :"), format!("One person, {count} records:"));
    let mut numbers = explained.records.clone();
    numbers.sort_unstable();
    numbers.iter().for_each(|record| crate::tell!("  {}", records.place(*record)));
    if explained.links.is_empty() {
        return;
    }
    let mean = signed(lang, explained.mean_bits);
    out.line(
        format!("Lien moyen : {mean} bits. Du plus faible au plus fort :"),
        format!("Mean link: {mean} bits. From the weakest to the strongest:"),
    );
    for link in &explained.links {
        let bits = link.bits.map_or_else(
            || Say::new("non examinée", "not looked at").in_lang(lang).to_owned(),
            |bits| signed(lang, bits),
        );
        let (left, right) = (link.left.min(link.right), link.left.max(link.right));
        crate::tell!("  {bits:>12}  {} · {}", records.place(left), records.place(right));
    }
}
