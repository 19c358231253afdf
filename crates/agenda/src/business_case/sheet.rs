//! The page of a case as it is signed: every line, the terms, and every figure they come to, without language.
//!
//! The page holds all it takes to work its figures out again: see [`read`], by which a page is checked far from the
//! house that signed it.

use std::sync::Arc;

use base::{Evidence, Figure, Kind, Measure, PersonId, Quantity, Ref, Say, Source, Text, TextId, Unit};
use serde_json::{Map, Value, json};

use super::line::{Estimate, Heading, Matter, factor_say};
use super::worth::{self, Inputs, Worth};
use super::{BusinessCase, Pen, Terms};
use crate::decision::{Choice, Facts};
use crate::money::pens::Present;
use crate::money::rate::Rates;
use crate::money::risk;

/// What a case comes to today, and the page that would be signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What each option comes to, in the order of the case; empty while finance has set no terms.
    pub worths: Vec<(Choice, Worth)>,
    /// The figures, with what they rest on.
    pub figures: Vec<Figure>,
    /// Exactly what is signed.
    pub facts: Facts,
    /// SHA-256 of its canonical form.
    pub hash: String,
}

impl Sheet {
    /// What an option comes to.
    pub fn worth(&self, option: &Choice) -> Option<&Worth> {
        self.worths.iter().find(|(of, _)| of == option).map(|(_, worth)| worth)
    }

    /// The figure of a key for an option, as in `npv`.
    pub fn figure(&self, key: &str, option: &Choice) -> Option<&Figure> {
        let key = key_of(key, option);
        self.figures.iter().find(|figure| figure.key == key)
    }
}

/// The key of a figure of an option: `case.npv/with-cache-90`.
pub fn key_of(key: &str, option: &Choice) -> String {
    format!("case.{key}/{}", option.word())
}

/// Works out the page of a case; `position` tells where in the log a line, or the terms, were last written.
pub fn of(number: u64, case: &BusinessCase, position: &dyn Fn(Option<u32>) -> u64) -> Sheet {
    let mut worths = Vec::new();
    let mut figures = Vec::new();
    for option in &case.options {
        let Some(inputs) = Inputs::of(number, case, option) else { continue };
        if inputs.lines.is_empty() && *option != Choice::NotNow {
            continue;
        }
        let worth = worth::of(&inputs);
        figures.extend(figures_of(number, case, option, &worth, position));
        worths.push((option.clone(), worth));
    }
    let facts = Facts::of(&document(number, case, &figures));
    let hash = facts.hash();
    Sheet { worths, figures, facts, hash }
}

/// Works out one figure of the option a case is for without drawing the case: none that only draws show.
pub fn figure_undrawn(number: u64, case: &BusinessCase, key: &str) -> Option<Figure> {
    let option = case.recommended.as_ref()?;
    let worth = worth::undrawn(&Inputs::of(number, case, option)?);
    let key = key_of(key, option);
    figures_of(number, case, option, &worth, &|_| 0).into_iter().find(|figure| figure.key == key)
}

// ── the document ─────────────────────────────────────────────────────────────────────────────────────────────────

fn document(number: u64, case: &BusinessCase, figures: &[Figure]) -> Value {
    let lines: Map<String, Value> = case
        .lines
        .iter()
        .map(|(line, held)| {
            let mut quoted = matter(&held.matter);
            quoted["option"] = held.option.word().into();
            (line.to_string(), quoted)
        })
        .collect();
    let terms = case.terms.as_ref().map(|(terms, ..)| json!({ "rate": plain(terms.rate), "years": terms.years }));
    let chain = case.chain.iter().map(|step| json!({ "kind": step.kind, "words": step.words.commitment }));
    let figures: Map<String, Value> = figures.iter().map(|figure| (figure.key.clone(), quoted(figure))).collect();
    json!({
        "case": number,
        "request": case.request,
        "options": case.options.iter().map(Choice::word).collect::<Vec<_>>(),
        "recommended": case.recommended.as_ref().map(Choice::word),
        "terms": terms,
        "chain": chain.collect::<Vec<_>>(),
        "lines": lines,
        "draws": risk::DRAWS,
        "figures": figures,
    })
}

fn matter(matter: &Matter) -> Value {
    let years = matter.years();
    let mut out = json!({
        "pen": matter.pen(),
        "name": matter.name().commitment,
        "years": { "first": years.first, "last": years.last },
    });
    if let Some(heading) = matter.heading() {
        out["heading"] = json!(heading);
    }
    for (word, estimate) in matter.factors() {
        out[word] = number(estimate);
    }
    out
}

fn number(estimate: &Estimate) -> Value {
    let Quantity { low, likely, high } = estimate.value;
    let mut out = json!({ "low": plain(low), "likely": plain(likely), "high": plain(high), "shape": estimate.shape });
    if let Some(basis) = &estimate.basis {
        out["basis"] = basis.commitment.clone().into();
    }
    if let Some(from) = &estimate.from {
        out["from"] = json!({ "subject": from.subject, "field": from.field });
    }
    out
}

/// A number to its last digit: what is worked out from it again is the same to the bit.
fn plain(value: f64) -> String {
    format!("{value}")
}

/// A figure as it is quoted: euros to the cent, everything else to nine decimals.
pub fn quoted(figure: &Figure) -> Value {
    let Measure { value, unit, .. } = &figure.measure;
    let decimals = match unit {
        Unit::Eur | Unit::EurToday | Unit::EurPerYear | Unit::EurPerWeek => 2,
        _ => 9,
    };
    let decimal = |value: f64| base::format::decimal(value, decimals);
    let mut out = json!({ "value": decimal(value.likely), "unit": unit });
    if value.is_range() {
        out["low"] = decimal(value.low).into();
        out["high"] = decimal(value.high).into();
    }
    out
}

/// Reads a signed page back into a case, so that its figures can be worked out again; `None` when it is none.
pub fn read(document: &Value) -> Option<(u64, BusinessCase)> {
    use base::{Aggregate, Context};

    use super::{Command, Event, Metric, Step};
    let nowhere =
        |commitment: &Value| Some(Text { id: TextId(Default::default()), commitment: commitment.as_str()?.to_owned() });
    let number = document["case"].as_u64()?;
    let request: Ref = document["request"].as_str()?.parse().ok()?;
    let words = document["options"].as_array()?;
    let options: Vec<Choice> = words.iter().map(|word| Choice::from_word(word.as_str()?)).collect::<Option<_>>()?;
    let ctx = Context { actor: None, now: Default::default() };
    let opened = BusinessCase::decide(None, Command::Open { request, options }, &ctx).ok()?;
    let mut case = opened.iter().fold(None, |state, event| BusinessCase::evolve(state, event, &ctx))?;
    let mut events = Vec::new();
    let steps = document["chain"].as_array()?.iter().map(|step| {
        let kind: Metric = serde_json::from_value(step["kind"].clone()).ok()?;
        Some(Step { words: nowhere(&step["words"])?, kind })
    });
    events.push(Event::ChainDrawn { steps: steps.collect::<Option<_>>()? });
    let float = |value: &Value| value.as_str()?.parse::<f64>().ok();
    let estimate = |value: &Value| {
        let value_of =
            Quantity { low: float(&value["low"])?, likely: float(&value["likely"])?, high: float(&value["high"])? };
        Some(Estimate {
            value: value_of,
            shape: serde_json::from_value(value["shape"].clone()).ok()?,
            basis: nowhere(&value["basis"]),
            from: serde_json::from_value(value["from"].clone()).ok(),
        })
    };
    for (line, quoted) in document["lines"].as_object()? {
        let years = serde_json::from_value(quoted["years"].clone()).ok()?;
        let name = nowhere(&quoted["name"])?;
        let matter = match quoted.get("heading") {
            None => Matter::Benefit {
                name,
                volume: estimate(&quoted["volume"])?,
                value: estimate(&quoted["value"])?,
                change: estimate(&quoted["change"]),
                margin: estimate(&quoted["margin"]),
                years,
            },
            Some(heading) => Matter::Cost {
                heading: serde_json::from_value::<Heading>(heading.clone()).ok()?,
                name,
                amount: match estimate(&quoted["eur"]) {
                    Some(eur) => super::line::Amount::Eur(eur),
                    None => {
                        super::line::Amount::Work { days: estimate(&quoted["days"])?, rate: estimate(&quoted["rate"])? }
                    }
                },
                years,
            },
        };
        let option = Choice::from_word(quoted["option"].as_str()?)?;
        events.push(Event::LineWritten { line: line.parse().ok()?, option, matter });
    }
    let terms = &document["terms"];
    if !terms.is_null() {
        let years = u32::try_from(terms["years"].as_u64()?).ok()?;
        events.push(Event::TermsSet { terms: Terms { rate: float(&terms["rate"])?, years } });
    }
    if let Some(word) = document["recommended"].as_str() {
        events.push(Event::Recommended { option: Choice::from_word(word)? });
    }
    for event in &events {
        case = BusinessCase::evolve(Some(case), event, &ctx)?;
    }
    Some((number, case))
}

// ── the figures ──────────────────────────────────────────────────────────────────────────────────────────────────

/// The figures of one option, with what they rest on.
fn figures_of(
    number: u64,
    case: &BusinessCase,
    option: &Choice,
    worth: &Worth,
    position: &dyn Fn(Option<u32>) -> u64,
) -> Vec<Figure> {
    let Some((terms, by, at)) = &case.terms else { return Vec::new() };
    let fact = |subject: Ref, field: &str, by: &Option<PersonId>, line: Option<u32>, at| {
        let source = Source::Statement { by: *by, position: position(line) };
        let as_of = Some(base::local(at).date());
        Arc::new(Evidence::Fact { subject, field: field.to_owned(), source, as_of })
    };
    let own = || Ref::new(Kind::BusinessCase, &number.to_string());
    let lines_of = |wanted: &dyn Fn(&Matter) -> bool| -> Vec<(Say, Measure)> {
        let lines = case.lines_of(option).filter(|(_, line)| wanted(&line.matter));
        lines
            .map(|(number, line)| {
                let factors = line.matter.factors().into_iter().map(|(word, estimate)| {
                    let (subject, field) = match &estimate.from {
                        Some(from) => (from.subject.clone(), from.field.clone()),
                        None => (own(), format!("{number}.{word}")),
                    };
                    let evidence = fact(subject, &field, &line.by, Some(number), line.at);
                    (factor_say(word), Measure { value: estimate.value, unit: unit_of(word), evidence })
                });
                let what = match line.matter.heading() {
                    None => Say::new(format!("ligne {number}"), format!("line {number}")),
                    Some(heading) => {
                        let Say { fr, en } = heading.say();
                        Say::new(format!("ligne {number}, {fr}"), format!("line {number}, {en}"))
                    }
                };
                let how = Say::new("le produit de ses nombres", "the product of its numbers");
                (what, Measure::computed(line.matter.yearly(), line.matter.unit(), how, factors.collect()))
            })
            .collect()
    };
    let at_the_start = |matter: &Matter| matter.pen() == Pen::It && matter.years().holds(0);
    let in_year_one = |matter: &Matter| matter.pen() == Pen::It && matter.years().holds(1);
    let brings = |matter: &Matter| matter.pen() == Pen::Marketing && matter.years().holds(1);
    let rate_fact = fact(own(), "terms.rate", by, None, *at);
    let rate = Measure { value: Quantity::exact(terms.rate), unit: Unit::Share, evidence: rate_fact };
    let years_fact = fact(own(), "terms.years", by, None, *at);
    let years = Measure { value: Quantity::exact(f64::from(terms.years)), unit: Unit::Count, evidence: years_fact };
    let on_terms = [(Say::new("taux d'actualisation", "discount rate"), rate), (Say::new("années", "years"), years)];
    let mut out = Vec::new();
    let mut push = |key: &str, label: Say, measure: Measure| {
        out.push(Figure { key: key_of(key, option), label, measure });
    };
    let sum = || Say::new("la somme de ses lignes", "the sum of its lines");
    push(
        "benefit",
        Say::new("apport, la première année", "what it brings, in the first year"),
        Measure::computed(worth.benefit, Unit::EurPerYear, sum(), lines_of(&brings)),
    );
    push(
        "once",
        Say::new("coût au départ", "cost at the start"),
        Measure::computed(worth.once, Unit::EurToday, sum(), lines_of(&at_the_start)),
    );
    push(
        "running",
        Say::new("coût courant, la première année", "running cost, in the first year"),
        Measure::computed(worth.running, Unit::EurPerYear, sum(), lines_of(&in_year_one)),
    );
    let everything = || {
        let mut all = lines_of(&|_| true);
        all.extend(on_terms.clone());
        all
    };
    push(
        "npv",
        Say::new("valeur actuelle nette", "net present value"),
        Measure::computed(
            worth.npv,
            Unit::EurToday,
            Say::new(
                "chaque année ramenée à aujourd'hui, de l'année 0 à la dernière ; au pire, ce qui rapporte est bas et ce qui coûte est haut",
                "each year brought back to today, from year 0 to the last; at its worst what it brings is low and what it costs is high",
            ),
            everything(),
        ),
    );
    let computed = |value: f64, unit, how: Say| Measure::computed(Quantity::exact(value), unit, how, everything());
    if case.lines_of(option).next().is_none() {
        return out;
    }
    if let Some(likely) = worth.payback.likely {
        // The best comes first in time.
        let low = worth.payback.best.unwrap_or(likely);
        // Without a payback at its worst the range ends with the years that are looked at.
        let high = worth.payback.worst.unwrap_or(f64::from(terms.years) * 12.0);
        let how = Say::new(
            "le temps que ce qu'elle rapporte mette à couvrir ce qu'elle coûte, au fil de l'année",
            "the time what it brings takes to cover what it costs, evenly within a year",
        );
        let value = Quantity::range(low, likely, high);
        push(
            "payback",
            Say::new("retour sur investissement", "payback"),
            Measure::computed(value, Unit::Months, how, everything()),
        );
    }
    if let Rates::One(rate) = worth.rates {
        let how = Say::new(
            "le taux auquel la valeur actuelle nette est nulle",
            "the rate at which the net present value is nothing",
        );
        push("irr", Say::new("taux de rendement interne", "internal rate of return"), computed(rate, Unit::Share, how));
    }
    let how = Say::new(
        "le même dossier, commencé une semaine plus tard et fini le même jour, ce qui vient dans l'année venant régulièrement",
        "the same case, begun a week later and ended on the same day, what comes in a year coming in evenly",
    );
    push(
        "delay",
        Say::new("coût d'une semaine de retard", "cost of a week's delay"),
        computed(worth.delay_week, Unit::EurPerWeek, how),
    );
    let Present { costs, .. } = worth.present;
    if let (Ok(enough), Ok(uplift)) = (worth.present.break_even_benefit(), worth.present.break_even_uplift(costs)) {
        let how = Say::new(
            "ce qu'elle coûte, divisé par ce qu'elle apporte, en valeur actuelle",
            "what it costs divided by what it brings, in present value",
        );
        push(
            "break-even.benefit",
            Say::new("part de l'apport qui suffit", "share of the benefit that is enough"),
            computed(enough, Unit::Share, how),
        );
        let how = Say::new(
            "ce qu'elle apporte, divisé par ce qu'elle coûte, moins un, en valeur actuelle",
            "what it brings divided by what it costs, less one, in present value",
        );
        push(
            "break-even.cost",
            Say::new("dépassement des coûts supportable", "cost overrun it bears"),
            computed(uplift, Unit::Share, how),
        );
    }
    if let Some(drawn) = worth.drawn {
        let how = |fr: &str, en: &str| {
            Say::new(
                format!("{} tirages, graine {} : {fr}", drawn.draws, drawn.seed),
                format!("{} draws, seed {}: {en}", drawn.draws, drawn.seed),
            )
        };
        push(
            "loss",
            Say::new("risque de perte", "probability of a loss"),
            computed(drawn.loss, Unit::Share, how("part des tirages sous zéro", "share of draws below zero")),
        );
        let value = Quantity { low: drawn.p05, likely: drawn.p50, high: drawn.p95 };
        let how_drawn =
            how("médiane, et l'intervalle de neuf tirages sur dix", "median, and the interval of nine draws in ten");
        push(
            "drawn",
            Say::new("valeur actuelle nette, tirée au sort", "net present value, drawn"),
            Measure::computed(value, Unit::EurToday, how_drawn, everything()),
        );
        push(
            "mean",
            Say::new("moyenne des tirages", "mean of the draws"),
            computed(drawn.mean, Unit::EurToday, how("moyenne", "mean")),
        );
    }
    out
}

/// What a number of a line counts.
pub fn unit_of(word: &str) -> Unit {
    match word {
        "volume" => Unit::Count,
        "change" | "margin" => Unit::Share,
        "days" => Unit::PersonDays,
        _ => Unit::Eur,
    }
}
