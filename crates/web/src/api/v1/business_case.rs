//! Business cases: written with two pens, weighed on finance's terms, signed by three.

use agenda::business_case::line::{Estimate, Heading, Line, Origin, Shape, Years, shape_of};
use agenda::business_case::sheet::Sheet;
use agenda::business_case::worth::Worth;
use agenda::business_case::{BusinessCase, Metric, Pen, Terms};
use agenda::decision::Choice;
use agenda::money::rate::Rates;
use app::order::case::{CaseOrder, Number, TypedAmount};
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use base::{Kind, Quantity, Ref, Refusal, Say as Words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::NothingBody;
use super::shapes::{Link, Named, Number as Shown, Paging, Person, Say, done, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::Session;

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLine {
    /// The request it is for.
    pub request: Link,
    /// The wish.
    pub sentence: Option<String>,
    /// The option it is for.
    pub recommended: Option<String>,
    /// Net present value of that option.
    pub npv: Option<Shown>,
    /// The pens that have not signed the page as it stands.
    pub missing: Vec<String>,
    /// When all three had signed last.
    #[schema(value_type = Option<String>)]
    pub agreed_at: Option<jiff::Timestamp>,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasePage {
    /// What stands in lists.
    #[serde(flatten)]
    pub line: CaseLine,
    /// The options that are weighed, by their words.
    pub options: Vec<String>,
    /// How what people do leads to money.
    pub chain: Vec<StepBody>,
    /// Whether it reaches more than clicks.
    pub reaches_an_outcome: bool,
    /// The lines.
    pub lines: Vec<LineBody>,
    /// On which terms.
    pub terms: Option<TermsBody>,
    /// Every figure, with what it rests on.
    pub figures: Vec<Named>,
    /// What each option comes to, year by year.
    pub years: Vec<OptionYears>,
    /// Which numbers move the recommended option most.
    pub swings: Vec<SwingBody>,
    /// Exactly what is on the page.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// SHA-256 of its canonical form (RFC 8785): what is signed.
    pub hash: String,
    /// What stands against signing.
    pub unready: Vec<Say>,
    /// Who signed the page as it stands.
    pub signed: Vec<PenSignature>,
    /// Signatures that a later change made void.
    pub voided: Vec<PenSignature>,
    /// Facts of the landscape that say something else today than in the case.
    pub drift: Vec<DriftBody>,
    /// Net present value of the recommended option with the facts of today, where any moved.
    pub npv_today: Option<Shown>,
    /// What signed lines came to.
    pub measured: Vec<MeasuredBody>,
    /// Its version, for `If-Match` and `seen`.
    pub version: u64,
}

/// One step from what people do to what comes out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StepBody {
    /// `activity`, `outcome`, `money`.
    #[schema(value_type = String)]
    pub kind: Metric,
    /// What is counted.
    pub words: String,
}

/// A line of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineBody {
    /// Its number.
    pub line: u32,
    /// The option it belongs to.
    pub option: String,
    /// Whose pen wrote it: `marketing`, `it`.
    pub pen: String,
    /// The heading of a cost: `purchase`, `deployment`, `integration`, `operation`, `exit`.
    pub heading: Option<String>,
    /// What it is.
    pub name: Option<String>,
    /// Its numbers by their words: `volume`, `value`, `change`, `margin`, or `eur`, or `days` and `rate`.
    pub numbers: std::collections::BTreeMap<String, NumberBody>,
    /// The first year it falls in; 0 is the start.
    pub first_year: u32,
    /// The last; `null`: to the end of the case.
    pub last_year: Option<u32>,
    /// What it amounts to, in euros a year or once.
    pub amount: Shown,
    /// Who wrote it last.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// What another pen asked about it.
    pub question: Option<String>,
    /// What its author answered.
    pub answer: Option<String>,
    /// The version of the case at which it was last written.
    pub version: u64,
}

/// A number at three points.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct NumberBody {
    /// The lowest; the likely one when not given.
    pub low: Option<f64>,
    /// The likeliest; may be left out where `from` tells it.
    pub likely: Option<f64>,
    /// The highest; the likely one when not given.
    pub high: Option<f64>,
    /// How it spreads: `pert` (usual), `triangular`, `lognormal`, `normal`.
    pub shape: Option<String>,
    /// What it rests on.
    pub basis: Option<String>,
    /// The fact of the landscape it is taken from, such as `element:app-home/reach`.
    pub from: Option<String>,
}

/// What an option may bring.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BenefitBody {
    /// The line it replaces; a new one without it.
    pub line: Option<u32>,
    /// The option, by its word.
    pub option: String,
    /// What it is.
    pub name: String,
    /// How many.
    pub volume: NumberBody,
    /// Euros each is worth a year.
    pub value: NumberBody,
    /// By which share that changes.
    pub change: Option<NumberBody>,
    /// Which share is kept as margin.
    pub margin: Option<NumberBody>,
    /// The first year; that of the line it replaces, else 1, when not given.
    pub first_year: Option<u32>,
    /// The last; to the end of the case when not given.
    pub last_year: Option<u32>,
    /// The version of the case the writer had before their eyes.
    pub seen: Option<u64>,
}

/// What an option costs.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CostBody {
    /// The line it replaces; a new one without it.
    pub line: Option<u32>,
    /// The option, by its word.
    pub option: String,
    /// `purchase`, `deployment`, `integration`, `operation`, `exit`.
    #[schema(value_type = String)]
    pub heading: Heading,
    /// What it is.
    pub name: String,
    /// Euros; or `days` and `rate`.
    pub eur: Option<NumberBody>,
    /// Person-days.
    pub days: Option<NumberBody>,
    /// Euros a day.
    pub rate: Option<NumberBody>,
    /// The first year; that of the line it replaces when not given, else by its heading: operation falls every year, all
    /// else at the start.
    pub first_year: Option<u32>,
    /// The last.
    pub last_year: Option<u32>,
    /// The version of the case the writer had before their eyes.
    pub seen: Option<u64>,
}

/// How what people do leads to money.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChainBody {
    /// From what is done first to what comes out.
    pub steps: Vec<StepBody>,
    /// The version of the case the writer had before their eyes.
    pub seen: Option<u64>,
}

/// On which terms options are weighed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TermsBody {
    /// The rate a year, as a share: 0.08.
    pub rate: f64,
    /// How many years are looked ahead.
    pub years: u32,
    /// The version of the case the writer had before their eyes.
    #[serde(default, skip_serializing)]
    pub seen: Option<u64>,
}

/// The option a case is for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OptionBody {
    /// By its word.
    pub option: String,
    /// The version of the case the writer had before their eyes.
    pub seen: Option<u64>,
}

/// Words about a line.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WordsBody {
    /// The words.
    pub words: String,
}

/// Which version was read.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct SeenBody {
    /// The version of the case the writer had before their eyes.
    pub seen: Option<u64>,
}

/// A signature.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SignCaseBody {
    /// The hash of the page that was read.
    pub hash: String,
    /// A remark.
    pub remark: Option<String>,
    /// The version of the case the signer had before their eyes: with it a refusal tells what changed since.
    pub seen: Option<u64>,
}

/// What a signed line came to.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ResultBody {
    /// The day it stands for.
    #[schema(value_type = String)]
    pub on: Date,
    /// Euros a year, or once.
    pub eur: NumberBody,
    /// How it was measured.
    pub how: String,
}

/// What somebody signed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PenSignature {
    /// With which pen.
    pub pen: String,
    /// Who.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// The page.
    pub hash: String,
    /// A remark.
    pub remark: Option<String>,
}

/// Years of one option.
#[derive(Debug, Serialize, ToSchema)]
pub struct OptionYears {
    /// The option.
    pub option: String,
    /// From the start on.
    pub years: Vec<YearBody>,
    /// The rates at which it is worth nothing: none, one, or several, which is no rate of return.
    pub rates: Vec<f64>,
}

/// One year of an option, in euros.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearBody {
    /// 0 is the start.
    pub year: u32,
    /// What it brings.
    #[schema(value_type = Object)]
    pub benefit: Quantity,
    /// What it costs.
    #[schema(value_type = Object)]
    pub cost: Quantity,
    /// What is left.
    #[schema(value_type = Object)]
    pub net: Quantity,
}

/// How far one number moves the net present value.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwingBody {
    /// The line.
    pub line: u32,
    /// The number.
    pub number: String,
    /// With the number at its low.
    pub low: f64,
    /// With the number at its high.
    pub high: f64,
}

/// A number whose source says something else today.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriftBody {
    /// The line.
    pub line: u32,
    /// The number.
    pub number: String,
    /// Where it was taken from.
    pub from: String,
    /// What stands in the case.
    #[schema(value_type = Object)]
    pub then: Quantity,
    /// What the landscape says today.
    pub now: Shown,
}

/// What a signed line came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasuredBody {
    /// The line.
    pub line: u32,
    /// The day it stands for.
    #[schema(value_type = String)]
    pub on: Date,
    /// Euros a year, or once.
    #[schema(value_type = Object)]
    pub eur: Quantity,
    /// What was promised.
    #[schema(value_type = Option<Object>)]
    pub promised: Option<Quantity>,
    /// How it was measured.
    pub how: Option<String>,
    /// Who said so.
    pub by: Option<Person>,
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// `GET /api/v1/cases`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.business_cases(), |(number, case)| line(&session, number, case));
    Ok(Json(page).into_response())
}

/// `GET /api/v1/requests/{number}/case`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let (case, sheet) = held(&session, number)?;
    let picture = &session.picture;
    let words = |text: &base::Text| picture.text(text).map(str::to_owned);
    let recommended = case.recommended.as_ref();
    let npv_today = picture.case_npv_today(number).map(|figure| (&figure.measure).into());
    let signature = |pen: Pen, signature: &agenda::business_case::Signature| PenSignature {
        pen: pen.word().to_owned(),
        by: signature.by.map(|id| person(&session, id)),
        at: signature.at,
        hash: signature.hash.clone(),
        remark: signature.remark.as_ref().and_then(words),
    };
    let swings = recommended.and_then(|option| sheet.worth(option)).map_or(&[][..], |worth| &worth.swings);
    let version = case.version;
    let page = CasePage {
        line: line(&session, number, case),
        options: case.options.iter().map(Choice::word).collect(),
        chain: case
            .chain
            .iter()
            .map(|step| StepBody { kind: step.kind, words: words(&step.words).unwrap_or_default() })
            .collect(),
        reaches_an_outcome: case.reaches_an_outcome(),
        lines: case.lines.iter().map(|(number, held)| line_body(&session, *number, held)).collect(),
        terms: case.terms.as_ref().map(|(terms, ..)| TermsBody { rate: terms.rate, years: terms.years, seen: None }),
        figures: sheet.figures.iter().map(Named::from).collect(),
        years: sheet.worths.iter().map(|(option, worth)| years(option, worth)).collect(),
        swings: swings
            .iter()
            .map(|swing| SwingBody {
                line: swing.line,
                number: swing.factor.to_owned(),
                low: swing.low,
                high: swing.high,
            })
            .collect(),
        facts: sheet.facts.document(),
        hash: sheet.hash.clone(),
        unready: case.unready().iter().map(|refusal| refusal.say().into()).collect(),
        signed: case.signed.iter().map(|(pen, it)| signature(*pen, it)).collect(),
        voided: case.voided.iter().map(|(pen, it)| signature(*pen, it)).collect(),
        drift: picture
            .case_drift(case)
            .iter()
            .map(|drift| DriftBody {
                line: drift.line,
                number: drift.factor.to_owned(),
                from: origin_word(&drift.origin),
                then: drift.then,
                now: (&drift.now).into(),
            })
            .collect(),
        npv_today,
        measured: case
            .measured
            .iter()
            .map(|it| MeasuredBody {
                line: it.line,
                on: it.on,
                eur: it.eur,
                promised: case.promised.get(&it.line).map(|line| line.matter.yearly()),
                how: words(&it.how),
                by: it.by.map(|id| person(&session, id)),
            })
            .collect(),
        version,
    };
    Ok(tagged(version, Json(page).into_response()))
}

/// `GET /api/v1/requests/{number}/case/document`: the case as a file that `entente verify` checks anywhere.
pub async fn document(State(house): State<House>, Path(number): Path<u64>) -> Answer {
    let document = house.work(move |app| app.case_document(number)).await?;
    let name = format!("attachment; filename=\"business-case-{number}.json\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(document)).into_response())
}

fn held(session: &Session, number: u64) -> Result<(&BusinessCase, std::sync::Arc<Sheet>), Problem> {
    let case = session.picture.business_case(number).zip(session.picture.case_sheet(number));
    case.ok_or_else(|| {
        Problem::new(
            app::Kind::NotFound,
            Words::new(
                format!("la demande {number} n'a pas de dossier d'investissement"),
                format!("request {number} has no business case"),
            ),
            Words::new("ouvrez-le depuis la demande", "open it from the request"),
        )
    })
}

fn line(session: &Session, number: u64, case: &BusinessCase) -> CaseLine {
    let sheet = session.picture.case_sheet(number);
    let npv = sheet.as_ref().zip(case.recommended.as_ref()).and_then(|(sheet, option)| sheet.figure("npv", option));
    let request = session.picture.request(number);
    CaseLine {
        request: link(session, &case.request),
        sentence: request.and_then(|request| session.picture.text(&request.sentence)).map(str::to_owned),
        recommended: case.recommended.as_ref().map(Choice::word),
        npv: npv.map(|figure| (&figure.measure).into()),
        missing: case.missing().iter().map(|pen| pen.word().to_owned()).collect(),
        agreed_at: case.agreed.as_ref().map(|(_, at)| *at),
    }
}

fn line_body(session: &Session, number: u32, line: &Line) -> LineBody {
    let words = |text: &base::Text| session.picture.text(text).map(str::to_owned);
    let numbers =
        line.matter.factors().into_iter().map(|(word, estimate)| (word.to_owned(), number_body(session, estimate)));
    let years = line.matter.years();
    let measure = base::Measure::computed(line.matter.yearly(), line.matter.unit(), Words::default(), Vec::new());
    LineBody {
        line: number,
        option: line.option.word(),
        pen: line.matter.pen().word().to_owned(),
        heading: line.matter.heading().map(|heading| heading.word().to_owned()),
        name: words(line.matter.name()),
        numbers: numbers.collect(),
        first_year: years.first,
        last_year: years.last,
        amount: (&measure).into(),
        by: line.by.map(|id| person(session, id)),
        at: line.at,
        question: line.question.as_ref().and_then(|question| words(&question.words)),
        answer: line.question.as_ref().and_then(|question| words(question.answer.as_ref()?)),
        version: line.version,
    }
}

fn number_body(session: &Session, estimate: &Estimate) -> NumberBody {
    NumberBody {
        low: Some(estimate.value.low),
        likely: Some(estimate.value.likely),
        high: Some(estimate.value.high),
        shape: Some(word(&estimate.shape)),
        basis: estimate.basis.as_ref().and_then(|text| session.picture.text(text)).map(str::to_owned),
        from: estimate.from.as_ref().map(origin_word),
    }
}

fn origin_word(origin: &Origin) -> String {
    format!("{}/{}", origin.subject, origin.field)
}

fn years(option: &Choice, worth: &Worth) -> OptionYears {
    OptionYears {
        option: option.word(),
        years: (0..)
            .zip(&worth.years)
            .map(|(year, of)| YearBody { year, benefit: of.benefit, cost: of.cost(), net: of.net() })
            .collect(),
        rates: match &worth.rates {
            Rates::None => Vec::new(),
            Rates::One(rate) => vec![*rate],
            Rates::Several(rates) => rates.clone(),
        },
    }
}

// ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// `POST /api/v1/requests/{number}/case`
pub async fn open(Path(number): Path<u64>, told: Told<NothingBody>) -> Answer {
    give(number, &told, CaseOrder::Open, None).await
}

/// `POST /api/v1/requests/{number}/case/benefits`
pub async fn benefit(Path(number): Path<u64>, told: Told<BenefitBody>) -> Answer {
    let body = &told.body;
    let some =
        |field, number: &Option<NumberBody>| number.as_ref().map(|it| read(&told.session, field, it)).transpose();
    let order = CaseOrder::WriteBenefit {
        line: body.line,
        option: option(&body.option)?,
        name: body.name.clone(),
        volume: read(&told.session, "volume", &body.volume)?,
        value: read(&told.session, "value", &body.value)?,
        change: some("change", &body.change)?,
        margin: some("margin", &body.margin)?,
        years: years_said(body.first_year, body.last_year, 1),
    };
    give(number, &told, order, body.seen).await
}

/// `POST /api/v1/requests/{number}/case/costs`
pub async fn cost(Path(number): Path<u64>, told: Told<CostBody>) -> Answer {
    let body = &told.body;
    let amount = match (&body.eur, &body.days, &body.rate) {
        (Some(eur), None, None) => TypedAmount::Eur(read(&told.session, "eur", eur)?),
        (None, Some(days), Some(rate)) => {
            TypedAmount::Work { days: read(&told.session, "days", days)?, rate: read(&told.session, "rate", rate)? }
        }
        _ => {
            return Err(Problem::invalid(
                Words::new("le montant n'est pas clair", "the amount is not clear"),
                Words::new("donnez eur, ou bien days et rate", "give eur, or else days and rate"),
            )
            .into());
        }
    };
    let years = years_said(body.first_year, body.last_year, 0);
    let order = CaseOrder::WriteCost {
        line: body.line,
        option: option(&body.option)?,
        heading: body.heading,
        name: body.name.clone(),
        amount,
        years,
    };
    give(number, &told, order, body.seen).await
}

/// `PUT /api/v1/requests/{number}/case/chain`
pub async fn chain(Path(number): Path<u64>, told: Told<ChainBody>) -> Answer {
    let steps = told.body.steps.iter().map(|step| (step.kind, step.words.clone())).collect();
    give(number, &told, CaseOrder::DrawChain { steps }, told.body.seen).await
}

/// `PUT /api/v1/requests/{number}/case/terms`
pub async fn terms(Path(number): Path<u64>, told: Told<TermsBody>) -> Answer {
    let terms = Terms { rate: told.body.rate, years: told.body.years };
    give(number, &told, CaseOrder::SetTerms { terms }, told.body.seen).await
}

/// `PUT /api/v1/requests/{number}/case/recommendation`
pub async fn recommend(Path(number): Path<u64>, told: Told<OptionBody>) -> Answer {
    let option = option(&told.body.option)?;
    give(number, &told, CaseOrder::Recommend { option }, told.body.seen).await
}

/// `DELETE /api/v1/requests/{number}/case/lines/{line}`
pub async fn strike(Path((number, line)): Path<(u64, u32)>, told: Told<SeenBody>) -> Answer {
    give(number, &told, CaseOrder::Strike { line }, told.body.seen).await
}

/// `POST /api/v1/requests/{number}/case/lines/{line}/questions`
pub async fn question(Path((number, line)): Path<(u64, u32)>, told: Told<WordsBody>) -> Answer {
    let words = told.body.words.clone();
    give(number, &told, CaseOrder::Question { line, words }, None).await
}

/// `POST /api/v1/requests/{number}/case/lines/{line}/answers`
pub async fn answer(Path((number, line)): Path<(u64, u32)>, told: Told<WordsBody>) -> Answer {
    let words = told.body.words.clone();
    give(number, &told, CaseOrder::Answer { line, words }, None).await
}

/// `POST /api/v1/requests/{number}/case/lines/{line}/results`
pub async fn measure(Path((number, line)): Path<(u64, u32)>, told: Told<ResultBody>) -> Answer {
    let Number { value: eur, .. } = read(&told.session, "eur", &told.body.eur)?;
    let order = CaseOrder::Measure { line, on: told.body.on, eur, how: told.body.how.clone() };
    give(number, &told, order, None).await
}

/// `POST /api/v1/requests/{number}/case/signatures`
pub async fn sign(Path(number): Path<u64>, told: Told<SignCaseBody>) -> Answer {
    let order = CaseOrder::Sign { hash: told.body.hash.clone(), remark: told.body.remark.clone() };
    give(number, &told, order, told.body.seen).await
}

async fn give<T: serde::de::DeserializeOwned>(
    request: u64,
    told: &Told<T>,
    order: CaseOrder,
    seen: Option<u64>,
) -> Answer {
    let about = Ref::new(Kind::BusinessCase, &request.to_string());
    Ok(done(&told.carry_out(Some(about), Order::Case { request, order, seen }).await?))
}

/// The years of a line, where either end is said.
fn years_said(first: Option<u32>, last: Option<u32>, from: u32) -> Option<Years> {
    (first.is_some() || last.is_some()).then(|| Years { first: first.unwrap_or(from), last })
}

/// An option by its word.
pub(crate) fn option(word: &str) -> Result<Choice, Problem> {
    Choice::from_word(word).ok_or_else(|| {
        Problem::invalid(
            Words::new(format!("« {word} » n'est pas une option"), format!("“{word}” is no option")),
            Words::new("prenez un mot de la liste options du dossier", "take a word of the case's list of options"),
        )
    })
}

/// Where a number is taken from, as in `element:app-home/reach`.
pub(crate) fn origin(words: &str) -> Result<Origin, Problem> {
    let read = || {
        let (subject, field) = words.split_once('/')?;
        Some(Origin { subject: subject.parse().ok()?, field: field.to_owned() })
    };
    read().ok_or_else(|| {
        Problem::invalid(
            Words::new(format!("« {words} » ne nomme pas un fait"), format!("“{words}” names no fact")),
            Words::new("écrivez par exemple element:accueil/reach", "write for instance element:app-home/reach"),
        )
    })
}

/// Reads a number; one taken from the landscape has the landscape's value.
fn read(session: &Session, field: &'static str, body: &NumberBody) -> Result<Number, Problem> {
    let from = body.from.as_deref().map(origin).transpose()?;
    let offered = from.as_ref().map(|origin| match session.picture.offered(origin) {
        Some(measure) => Ok(measure.value),
        None => Err(Problem::not_found(Words::same(origin_word(origin)))),
    });
    let value = match (body.likely, offered.transpose()?) {
        // Low and high as they are given, whatever their order: the case itself refuses a wrong one.
        (Some(likely), _) => Quantity { low: body.low.unwrap_or(likely), likely, high: body.high.unwrap_or(likely) },
        (None, Some(value)) => value,
        (None, None) => {
            let name = agenda::business_case::line::factor_say(field);
            return Err(Problem::invalid(
                Words::new(format!("{} n'a pas de nombre", name.fr), format!("{} has no number", name.en)),
                Words::new("donnez likely, ou from", "give likely, or from"),
            ));
        }
    };
    let shape = match body.shape.as_deref() {
        None => Shape::Pert,
        Some(word) => shape_of(word).ok_or_else(|| {
            Problem::invalid(
                Words::new(format!("« {word} » n'est pas une forme"), format!("“{word}” is no shape")),
                Words::new(
                    "écrivez pert, triangular, lognormal ou normal",
                    "write pert, triangular, lognormal or normal",
                ),
            )
        })?,
    };
    Ok(Number { value, shape, basis: body.basis.clone(), from })
}
