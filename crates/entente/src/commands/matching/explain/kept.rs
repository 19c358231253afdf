//! The same of the view that is kept.

use base::{Say, format};
use serde_json::Value;

use super::signed;
use crate::output::Output;
use crate::transport::{Transport, segment};

/// Explains a pair of records, or the person one record is of.
pub(super) fn explain(transport: &Transport, out: Output, record: &str, with: Option<&str>) -> anyhow::Result<()> {
    match with {
        Some(with) => {
            let path = format!("/api/v1/matching/pair?left={}&right={}", segment(record), segment(with));
            let pair = transport.get(&path)?.body;
            out.answer(&pair, |out| tell_pair(out, &pair));
        }
        None => {
            let person = transport.get(&format!("/api/v1/matching/people/{}", segment(record)))?.body;
            out.answer(&person, |out| tell_person(out, &person));
        }
    }
    Ok(())
}

fn bits(out: Output, value: &Value) -> String {
    value.as_f64().map_or_else(|| "—".to_owned(), |bits| signed(out.lang, bits))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn place(record: &Value) -> String {
    format!("{}:{}", words(&record["source"]), record["number"])
}

fn tell_pair(out: Output, pair: &Value) {
    let (left, right, score) = (place(&pair["left"]), place(&pair["right"]), bits(out, &pair["bits"]));
    match pair["one_person"] == true {
        true => out.line(
            format!("{left} et {right} sont une personne : {score} bits."),
            format!("{left} and {right} are one person: {score} bits."),
        ),
        false => out.line(
            format!("{left} et {right} sont deux personnes : {score} bits."),
            format!("{left} and {right} are two persons: {score} bits."),
        ),
    }
    match pair["said"].as_bool() {
        Some(true) => out.line("  Quelqu'un a dit que c'est une personne.", "  Somebody said that they are one."),
        Some(false) => out.line("  Quelqu'un a dit que ce sont deux personnes.", "  Somebody said that they are two."),
        None => {}
    }
    let prior = bits(out, &pair["prior_bits"]);
    out.line(format!("  {prior:>7}  avant toute comparaison"), format!("  {prior:>7}  before any comparison"));
    for says in list(&pair["fields"]) {
        let shown = |value: &Value| if words(value).is_empty() { "—".to_owned() } else { words(value).to_owned() };
        let (left, right) = (shown(&says["left"]), shown(&says["right"]));
        let (name, how, bits) = (out.of(&says["name"]), out.of(&says["agreement"]), bits(out, &says["bits"]));
        crate::tell!("  {bits:>7}  {name} : {left} / {right}, {how}");
    }
    let others = bits(out, &pair["other_components_bits"]);
    out.line(
        format!("  {others:>7}  pour les autres sortes de paires différentes"),
        format!("  {others:>7}  for the other kinds of pairs that differ"),
    );
    if pair["labels_bits"].as_f64().is_some_and(|bits| bits.abs() > 0.05) {
        let labels = bits(out, &pair["labels_bits"]);
        out.line(
            format!("  {labels:>7}  appris de ce que des personnes ont répondu"),
            format!("  {labels:>7}  learnt from what people answered"),
        );
    }
    let rules: Vec<&str> = list(&pair["rules"]).map(|rule| out.of(rule)).collect();
    let rules = rules.join(" ; ");
    match rules.is_empty() {
        true => {
            out.line("  Aucune règle ne fait examiner cette paire.", "  No rule brings this pair under examination.")
        }
        false => out.line(format!("  Examinée par : {rules}"), format!("  Looked at by: {rules}")),
    }
}

fn tell_person(out: Output, person: &Value) {
    let count = format::number(out.lang, person["count"].as_f64().unwrap_or_default(), 0);
    let id = words(&person["id"]);
    out.line(format!("Personne {id}, {count} fiche(s) :"), format!("Person {id}, {count} record(s):"));
    for value in list(&person["values"]) {
        let (name, from) = (out.of(&value["name"]), words(&value["place"]));
        let (held, filled) = (&value["held_by"], &value["filled"]);
        let rest = Say::new(format!("de {from}, {held} sur {filled}"), format!("from {from}, {held} of {filled}"));
        crate::tell!("  {name:14} {}  ({})", words(&value["value"]), rest.in_lang(out.lang));
    }
    out.line("Ses fiches :", "Their records:");
    list(&person["records"]).for_each(|record| crate::tell!("  {}", place(record)));
    let mean = bits(out, &person["mean_bits"]);
    if list(&person["links"]).next().is_some() {
        out.line(
            format!("Lien moyen : {mean} bits. Du plus faible au plus fort :"),
            format!("Mean link: {mean} bits. From the weakest to the strongest:"),
        );
    }
    for link in list(&person["links"]) {
        let unseen = Say::new("non examinée", "not looked at");
        let bits = link["bits"].as_f64().map_or_else(|| unseen.in_lang(out.lang).to_owned(), |it| signed(out.lang, it));
        crate::tell!("  {bits:>12}  {} · {}", words(&link["places"][0]), words(&link["places"][1]));
    }
}
