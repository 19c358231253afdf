//! What the forms of a case do: each gives one order, then leads back to the page; a form that was not taken shows again
//! what was typed, with the reason and the way out, and the case as it stands now.

use std::collections::BTreeMap;

use agenda::business_case::line::{Heading, Shape, factor_say, shape_of};
use agenda::business_case::{Metric, Terms};
use app::order::case::{CaseOrder, Number, TypedAmount};
use app::{Order, Problem, Receipt};
use axum::extract::{Path, State};
use base::{Lang, Say};

use super::{Asked, numbered, page};
use crate::answer::{Answer, see};
use crate::api::v1::business_case::{option, origin};
use crate::house::House;
use crate::pages::told::Back;
use crate::posted::Posted;

/// What a form of a case sends.
type Fields = BTreeMap<String, String>;

/// Every field of every form: what was typed goes back whole, whatever stood in its way.
const KEPT: [&str; 53] = [
    "on",
    "how",
    "line",
    "option",
    "heading",
    "name",
    "years",
    "words",
    "remark",
    "volume",
    "volume_basis",
    "volume_from",
    "volume_shape",
    "value",
    "value_basis",
    "value_from",
    "value_shape",
    "change",
    "change_basis",
    "change_from",
    "change_shape",
    "margin",
    "margin_basis",
    "margin_from",
    "margin_shape",
    "eur",
    "eur_basis",
    "eur_from",
    "eur_shape",
    "days",
    "days_basis",
    "days_from",
    "days_shape",
    "rate",
    "rate_basis",
    "rate_from",
    "rate_shape",
    "words0",
    "kind0",
    "words1",
    "kind1",
    "words2",
    "kind2",
    "words3",
    "kind3",
    "words4",
    "kind4",
    "words5",
    "kind5",
    "words6",
    "kind6",
    "words7",
    "kind7",
];

/// `POST /requests/{number}/case`
pub async fn open(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let request = numbered(&number)?;
    posted.carry_out(Order::Case { request, order: CaseOrder::Open, seen: None }).await?;
    let _ = house;
    Ok(see(&format!("/requests/{number}/case?done=opened")))
}

/// `POST /requests/{number}/case/chain`
pub async fn chain(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let steps = (0..8).filter_map(|nth| {
        let words = posted.fields.get(&format!("words{nth}")).filter(|words| !words.trim().is_empty())?;
        let kind = posted.fields.get(&format!("kind{nth}")).map_or("", String::as_str);
        // A step without a kind is taken for what weighs least.
        let kind = Metric::ALL.into_iter().find(|of| of.word() == kind).unwrap_or(Metric::Activity);
        Some((kind, words.clone()))
    });
    let order = CaseOrder::DrawChain { steps: steps.collect() };
    give(&house, posted, &number, "case-chain", "written", Ok(order)).await
}

/// `POST /requests/{number}/case/benefits`
pub async fn benefit(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let order = read_benefit(posted.session.lang, &posted.fields);
    give(&house, posted, &number, "case-benefit", "written", order).await
}

fn read_benefit(lang: Lang, fields: &Fields) -> Result<CaseOrder, Problem> {
    Ok(CaseOrder::WriteBenefit {
        line: line_of(fields),
        option: option(word(fields, "option"))?,
        name: word(fields, "name").to_owned(),
        volume: must(lang, fields, "volume")?,
        value: must(lang, fields, "value")?,
        change: number(lang, fields, "change")?,
        margin: number(lang, fields, "margin")?,
        years: None,
    })
}

/// `POST /requests/{number}/case/costs`
pub async fn cost(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let order = read_cost(posted.session.lang, &posted.fields);
    give(&house, posted, &number, "case-cost", "written", order).await
}

fn read_cost(lang: Lang, fields: &Fields) -> Result<CaseOrder, Problem> {
    let heading = Heading::ALL.into_iter().find(|heading| heading.word() == word(fields, "heading"));
    let heading = heading.ok_or_else(|| {
        Problem::invalid(
            Say::new("aucun poste n'est choisi", "no heading is chosen"),
            Say::new("choisissez un des cinq postes", "choose one of the five headings"),
        )
    })?;
    let amount = match (number(lang, fields, "eur")?, number(lang, fields, "days")?, number(lang, fields, "rate")?) {
        (Some(eur), None, None) => TypedAmount::Eur(eur),
        (None, Some(days), Some(rate)) => TypedAmount::Work { days, rate },
        _ => {
            return Err(Problem::invalid(
                Say::new("le montant n'est pas clair", "the amount is not clear"),
                Say::new(
                    "écrivez un montant en euros, ou bien des jours et leur taux",
                    "write an amount in euros, or else days and their rate",
                ),
            ));
        }
    };
    Ok(CaseOrder::WriteCost {
        line: line_of(fields),
        option: option(word(fields, "option"))?,
        heading,
        name: word(fields, "name").to_owned(),
        amount,
        years: None,
    })
}

/// `POST /requests/{number}/case/terms`
pub async fn terms(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let order = must(posted.session.lang, &posted.fields, "rate").and_then(|rate| {
        let years = word(&posted.fields, "years").trim().parse().map_err(|_| {
            Problem::invalid(
                Say::new("les années ne se lisent pas", "the years cannot be read"),
                Say::new("écrivez un nombre entier, comme 3", "write a whole number, such as 3"),
            )
        })?;
        Ok(CaseOrder::SetTerms { terms: Terms { rate: rate.value.likely, years } })
    });
    give(&house, posted, &number, "case-terms", "written", order).await
}

/// `POST /requests/{number}/case/recommendation`
pub async fn recommend(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let order = option(word(&posted.fields, "option")).map(|option| CaseOrder::Recommend { option });
    give(&house, posted, &number, "case-option", "written", order).await
}

/// `POST /requests/{number}/case/lines/{line}/end`
pub async fn strike(
    State(house): State<House>,
    Path((number, line)): Path<(String, u32)>,
    posted: Posted<Fields>,
) -> Answer {
    give(&house, posted, &number, "case-line", "written", Ok(CaseOrder::Strike { line })).await
}

/// `POST /requests/{number}/case/lines/{line}/questions`
pub async fn question(
    State(house): State<House>,
    Path((number, line)): Path<(String, u32)>,
    posted: Posted<Fields>,
) -> Answer {
    let words = word(&posted.fields, "words").to_owned();
    give(&house, posted, &number, "case-question", "asked", Ok(CaseOrder::Question { line, words })).await
}

/// `POST /requests/{number}/case/lines/{line}/answers`
pub async fn answer(
    State(house): State<House>,
    Path((number, line)): Path<(String, u32)>,
    posted: Posted<Fields>,
) -> Answer {
    let words = word(&posted.fields, "words").to_owned();
    give(&house, posted, &number, "case-answer", "written", Ok(CaseOrder::Answer { line, words })).await
}

/// `POST /requests/{number}/case/results`
pub async fn measure(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let order = read_result(posted.session.lang, &posted.fields);
    give(&house, posted, &number, "case-measure", "measured", order).await
}

fn read_result(lang: Lang, fields: &Fields) -> Result<CaseOrder, Problem> {
    let line = line_of(fields).ok_or_else(|| {
        Problem::invalid(
            Say::new("aucune ligne n'est choisie", "no line is chosen"),
            Say::new("choisissez une ligne signée", "choose a signed line"),
        )
    })?;
    let on = word(fields, "on").parse().map_err(|_| {
        Problem::invalid(
            Say::new("le jour ne se lit pas", "the day cannot be read"),
            Say::new("écrivez-le comme 2026-11-04", "write it such as 2026-11-04"),
        )
    })?;
    let eur = must(lang, fields, "eur")?.value;
    Ok(CaseOrder::Measure { line, on, eur, how: word(fields, "how").to_owned() })
}

/// `POST /requests/{number}/case/signatures`
pub async fn sign(State(house): State<House>, Path(number): Path<String>, posted: Posted<Fields>) -> Answer {
    let remark = Some(word(&posted.fields, "remark").to_owned()).filter(|words| !words.trim().is_empty());
    let order = CaseOrder::Sign { hash: word(&posted.fields, "hash").to_owned(), remark };
    give(&house, posted, &number, "case-sign", "signed", Ok(order)).await
}

async fn give(
    house: &House,
    posted: Posted<Fields>,
    number: &str,
    form: &'static str,
    done: &str,
    order: Result<CaseOrder, Problem>,
) -> Answer {
    let request = numbered(number)?;
    let seen = posted.fields.get("seen").and_then(|seen| seen.parse().ok());
    let signed = posted.session.picture.business_case(request).is_some_and(|case| !case.signed.is_empty());
    let result: Result<Receipt, Problem> = match order {
        Ok(order) => posted.carry_out(Order::Case { request, order, seen }).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) => {
            let word = match receipt.facts {
                0 => "same",
                _ if signed && done == "written" => "voided",
                _ => done,
            };
            Ok(see(&format!("/requests/{number}/case?done={word}")))
        }
        Err(problem) => {
            let typed = KEPT.iter().filter_map(|field| Some((*field, posted.fields.get(*field)?.clone()))).collect();
            let back = Back::from(problem, form, typed)?;
            let mut session = posted.session;
            // Somebody may have written meanwhile: the page is drawn as it stands now, with what was typed beside it.
            session.picture = house.app.picture();
            session.path = format!("/requests/{number}/case");
            page(house, &session, number, &Asked::default(), Some(back)).await
        }
    }
}

fn word<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).map_or("", String::as_str)
}

fn line_of(fields: &Fields) -> Option<u32> {
    word(fields, "line").parse().ok()
}

fn must(lang: Lang, fields: &Fields, name: &'static str) -> Result<Number, Problem> {
    number(lang, fields, name)?.ok_or_else(|| {
        let of = factor_say(name);
        Problem::invalid(
            Say::new(format!("{} : il manque un nombre", of.fr), format!("{}: a number is missing", of.en)),
            Say::new("écrivez-le, seul ou en bas / probable / haut", "write it, alone or as low / likely / high"),
        )
    })
}

/// Reads a number as people type it, alone or at three points; nothing typed is no number.
fn number(lang: Lang, fields: &Fields, name: &'static str) -> Result<Option<Number>, Problem> {
    let words = word(fields, name);
    let value = tabular::typed::points(lang, words).map_err(|unfit| {
        let (of, why) = (factor_say(name), unfit.reason);
        Problem::invalid(Say::new(format!("{} : {}", of.fr, why.fr), format!("{}: {}", of.en, why.en)), unfit.way_out)
    })?;
    let Some(value) = value else { return Ok(None) };
    let basis = Some(word(fields, &format!("{name}_basis")).to_owned()).filter(|words| !words.trim().is_empty());
    let from = fields.get(&format!("{name}_from")).map(|words| origin(words)).transpose()?;
    // How a number spreads is not typed: it stays as it was written, while there is a range to spread over.
    let shape = fields.get(&format!("{name}_shape")).and_then(|words| shape_of(words));
    let shape = shape.filter(|_| value.is_range()).unwrap_or(Shape::Pert);
    Ok(Some(Number { value, shape, basis, from }))
}
