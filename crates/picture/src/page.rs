//! The page a decision is taken on: exactly what was on it, without language, so that it can be signed and checked again.

use agenda::decision::Choice;
use agenda::request::Request;
use base::{Figure, Quantity};
use landscape::impact::{Impact, Verdict};
use serde_json::{Map, Value, json};

use crate::link::Reading;

/// What is on a decision's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The options offered.
    pub options: Vec<Choice>,
    /// The facts, in a form without language: decimals as strings, keys stable.
    pub facts: Value,
    /// The facts that rest on words which are erased: they cannot be derived again, and stand on the sealed page alone.
    pub erased: Vec<&'static str>,
}

impl Page {
    /// Writes down what the deciders of a request see.
    pub fn of(number: u64, request: &Request, reading: &Reading) -> Page {
        let options = options(&reading.impact);
        // A cache's figures stand twice, with and without the system's name: quoted once.
        let once = |figure: &&Figure| !(figure.key.starts_with("cache.") && figure.key.contains('/'));
        let figures = reading.impact.figures.iter().filter(once);
        let figures: Map<String, Value> = figures.map(|figure| (figure.key.clone(), quote(figure))).collect();
        let answers: Map<String, Value> = request
            .answers
            .iter()
            .map(|(question, text)| (question.word().to_owned(), text.commitment.clone().into()))
            .collect();
        let facts = json!({
            "request": number,
            "sentence": request.sentence.commitment,
            "answers": answers,
            "about": request.about,
            "wished": request.wished.as_ref().map(|(date, _)| date),
            "lane": reading.lane,
            "options": options.iter().map(Choice::word).collect::<Vec<_>>(),
            "figures": figures,
        });
        Page { options, facts, erased: Vec::new() }
    }
}

/// A figure as it is quoted: value, range where there is one, unit; decimals as strings.
pub(crate) fn quote(figure: &Figure) -> Value {
    let Quantity { low, likely, high } = figure.measure.value;
    let unit = serde_json::to_value(figure.measure.unit).unwrap_or_default();
    let mut quoted = json!({ "value": decimal(likely), "unit": unit });
    if figure.measure.value.is_range() {
        quoted["low"] = decimal(low).into();
        quoted["high"] = decimal(high).into();
    }
    quoted
}

/// At most nine decimals: what is signed is the same on every machine.
pub(crate) fn decimal(value: f64) -> String {
    base::format::decimal(value, 9)
}

/// The ways to answer a request that its impact leaves open, the wish itself first, "not now" last.
pub fn options(impact: &Impact) -> Vec<Choice> {
    let mut options = vec![Choice::AsAsked];
    let strained = impact.loads.iter().any(|load| matches!(load.verdict, Verdict::Over | Verdict::Watch));
    if strained {
        let percent = |share: f64| (share * 100.0).round().clamp(0.0, 100.0) as u8;
        let bearable = impact.caches.iter().filter(|cache| matches!(cache.verdict, Verdict::Fine | Verdict::Watch));
        options.extend(bearable.map(|cache| Choice::WithCache { percent: percent(cache.share) }));
    }
    let existing = impact.overlaps.iter().filter(|overlap| overlap.same_channel).take(2);
    options.extend(existing.map(|overlap| Choice::UseExisting { element: overlap.element.clone() }));
    options.push(Choice::NotNow);
    options
}
