//! The one view of the customer: the run that was kept, people, pairs, what is said of them, records that arrive.

use app::matching::{self, FactTold, Golden, RecordTold, Whose};
use app::{IdentityOrder, Order, Problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use base::Say as Words;
use customers::resolution::explain::Says;
use customers::resolution::index::Anchor;
use customers::resolution::model::Kind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Person, Say, done, person};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::house::House;
use crate::session::Session;

/// The run that was kept, and what it has become; what no record says and nobody is shown by.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchingPage {
    /// The run: its files and what was rejected, the rules by which pairs were looked at, what each level of each
    /// comparison says in bits, how many pairs have which score, people by number of records, accuracy (an estimate of the
    /// model while `answers` is 0), what it cost, its model. Nothing before a run was kept.
    #[schema(value_type = Option<Object>)]
    pub run: Option<matching::Report>,
    /// The view as it is now, with the records since and all that people said.
    #[schema(value_type = Option<Object>)]
    pub now: Option<matching::Figures>,
}

/// A run to take on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RunBody {
    /// The name it was written under in the store's folder.
    pub run: String,
}

/// A run that was taken on.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenOn {
    /// The view as it is now.
    #[schema(value_type = Object)]
    pub now: matching::Figures,
    /// How many records had arrived in the view before and are not in this one.
    pub gone: u64,
}

/// A person by id and size.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerLine {
    /// The id.
    pub id: String,
    /// How many records they have.
    pub records: u32,
}

/// People by size.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomersPage {
    /// Those with most records first.
    pub items: Vec<CustomerLine>,
    /// Where the next ones begin (`?after=`); nothing at the end.
    pub next: Option<usize>,
}

/// Which people.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sized {
    at_least: u32,
    after: usize,
    limit: Option<usize>,
}

/// A value and what it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValueBody {
    /// `given_name`, `family_name`, `birth`, `email`, `phone`, `address`, `postcode`, `city`, `code`.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// What people call it.
    pub name: Say,
    /// The value, in the form in which it is compared.
    pub value: String,
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordBody {
    /// Its id.
    pub id: String,
    /// What its source is called.
    pub source: String,
    /// Its number there.
    pub number: u64,
    /// What it says.
    pub values: Vec<ValueBody>,
}

/// A value that stands for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoldenBody {
    /// The value.
    #[serde(flatten)]
    pub value: ValueBody,
    /// The first record that holds it.
    pub from: String,
    /// What that record is called.
    pub place: String,
    /// How many of the person's records hold it.
    pub held_by: u32,
    /// How many hold any.
    pub filled: u32,
}

/// A pair of a person's records.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkBody {
    /// A record.
    pub left: String,
    /// Another one.
    pub right: String,
    /// What they are called.
    pub places: [String; 2],
    /// The score in bits; nothing for a pair no rule brings.
    pub bits: Option<f64>,
}

/// What is said of two records.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactBody {
    /// A record.
    pub left: String,
    /// Another one.
    pub right: String,
    /// What they are called.
    pub places: [String; 2],
    /// Whether they are one person.
    pub same: bool,
    /// Who said so; nobody stands for whoever holds the machine.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
}

/// What people said that stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct CorrectionsPage {
    /// Newest first.
    pub items: Vec<FactBody>,
}

/// To whom something was shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookBody {
    /// To whom; nobody stands for whoever holds the machine.
    pub by: Option<Person>,
    /// When first on that day.
    #[schema(value_type = String)]
    pub at: Timestamp,
}

/// A person, as the house knows them.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerPage {
    /// Their id.
    pub id: String,
    /// How many records they have.
    pub count: usize,
    /// The records; of very many the first ones.
    pub records: Vec<RecordBody>,
    /// A value per field that any record fills.
    pub values: Vec<GoldenBody>,
    /// Why they are one: links between records, the weakest first.
    pub links: Vec<LinkBody>,
    /// The mean of all links, in bits.
    pub mean_bits: f64,
    /// What people said of these records.
    pub facts: Vec<FactBody>,
    /// To whom they were shown.
    pub shown: Vec<LookBody>,
}

/// What one comparison says of a pair.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaysBody {
    /// The kind of the values.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// What people call it.
    pub name: Say,
    /// The value of the one record.
    pub left: String,
    /// That of the other.
    pub right: String,
    /// How they agree, in words.
    pub agreement: Say,
    /// What it says for one person, in bits.
    pub bits: f64,
    /// How much of that is due to how frequent the value is, in bits.
    pub frequency_bits: f64,
}

/// Two records, and why they are one person or two.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairPage {
    /// A record.
    pub left: RecordBody,
    /// Another one.
    pub right: RecordBody,
    /// Whether they are one person.
    pub one_person: bool,
    /// The score in bits; 0 is as likely as not.
    pub bits: f64,
    /// What stands before any comparison, in bits.
    pub prior_bits: f64,
    /// What each comparison says.
    pub fields: Vec<SaysBody>,
    /// What the other kinds of pairs of different people take away, in bits.
    pub other_components_bits: f64,
    /// What people's answers about other pairs add, in bits.
    pub labels_bits: f64,
    /// The rules that bring the pair, in words; none when nobody looked at it.
    pub rules: Vec<Say>,
    /// What somebody said of them.
    pub said: Option<bool>,
}

/// A pair people are asked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedBody {
    /// The pair, with its reasons.
    pub pair: PairPage,
    /// Whether it was drawn by chance, to measure how right the run is; the others are worth an answer by themselves.
    pub drawn: bool,
    /// How many pairs of records the other answer would join or part.
    pub moves: Option<u64>,
    /// How many pairs agree in the same way.
    pub alike: Option<u64>,
}

/// What people are asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewPage {
    /// By turns one worth an answer, most first, and one drawn by chance; none that was answered.
    pub items: Vec<AskedBody>,
}

/// How many.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Most {
    limit: Option<usize>,
}

/// Which two records.
#[derive(Debug, Deserialize)]
pub struct Two {
    left: String,
    right: String,
}

/// What to say of two records: by id, `source:number` or `source#key`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CorrectionBody {
    /// A record.
    pub left: String,
    /// Another one.
    pub right: String,
    /// Whether they are one person.
    pub same: bool,
}

/// Of which two records what was said is taken back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TwoBody {
    /// A record.
    pub left: String,
    /// Another one.
    pub right: String,
}

/// Records that arrive.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ArrivalsBody {
    /// What their source is called.
    pub source: String,
    /// The headers.
    pub headers: Vec<String>,
    /// The number of the first of them in the source.
    #[serde(default = "first")]
    pub first: u64,
    /// Their values, under the headers.
    pub rows: Vec<Vec<String>>,
}

fn first() -> u64 {
    1
}

/// Whose the records are that arrived; all of them are on disk.
#[derive(Debug, Serialize, ToSchema)]
pub struct Arrived {
    /// One per record, in order: its number, its id, its person and how many records that has, and its fate: `taken`,
    /// `known` (there already), `changed` (there already, saying something else since).
    #[schema(value_type = Vec<Object>)]
    pub records: Vec<Whose>,
}

fn value(kind: Kind, value: String) -> ValueBody {
    ValueBody { kind, name: matching::kind(kind).into(), value }
}

fn record(told: RecordTold) -> RecordBody {
    let values = told.values.into_iter().map(|(kind, it)| value(kind, it)).collect();
    RecordBody { id: told.id.to_string(), source: told.source, number: told.number, values }
}

fn golden(it: Golden) -> GoldenBody {
    let Golden { kind, value: words, from, place, held_by, filled } = it;
    GoldenBody { value: value(kind, words), from: from.to_string(), place, held_by, filled }
}

fn fact(session: &Session, it: FactTold) -> FactBody {
    FactBody {
        left: it.left.to_string(),
        right: it.right.to_string(),
        places: it.places,
        same: it.same,
        by: it.by.map(|by| person(session, by)),
        at: it.at,
    }
}

fn says(it: Says) -> SaysBody {
    let shown = |words: &str| matching::value(it.kind, words).into_owned();
    SaysBody {
        kind: it.kind,
        name: matching::kind(it.kind).into(),
        left: shown(&it.left),
        right: shown(&it.right),
        agreement: matching::agreement(it.agreement).into(),
        bits: it.bits,
        frequency_bits: it.frequency_bits,
    }
}

fn pair_page(it: matching::Pair) -> PairPage {
    PairPage {
        one_person: it.is_one(),
        left: record(it.left),
        right: record(it.right),
        bits: it.explained.bits,
        prior_bits: it.explained.prior_bits,
        fields: it.explained.fields.into_iter().map(says).collect(),
        other_components_bits: it.explained.other_components_bits,
        labels_bits: it.explained.labels_bits,
        rules: it.rules.iter().map(|keys| matching::rule(keys).into()).collect(),
        said: it.said.map(|fact| fact.same),
    }
}

/// `GET /api/v1/matching`
pub async fn show(State(house): State<House>) -> Answer {
    let view = house.work(|app| app.customers()).await?;
    let (run, now) = view.map(|view| (matching::Report::clone(&view.report), view.now)).unzip();
    Ok(Json(MatchingPage { run, now }).into_response())
}

/// `POST /api/v1/matching/runs`
pub async fn take_on(State(house): State<House>, told: Told<RunBody>) -> Answer {
    let (actor, run) = (told.session.actor()?, told.body.run.clone());
    let (view, gone) = house.work(move |app| app.take_on(actor, &run)).await?;
    Ok(Json(TakenOn { now: view.now, gone }).into_response())
}

/// `GET /api/v1/matching/people`
pub async fn people(State(house): State<House>, Query(sized): Query<Sized>) -> Answer {
    const MOST: usize = 200;
    let limit = sized.limit.unwrap_or(50).clamp(1, MOST);
    let found = house.work(move |app| app.customers_by_size(sized.at_least, sized.after, limit + 1)).await?;
    let next = (found.len() > limit).then_some(sized.after + limit);
    let line = |(id, records): (Anchor, u32)| CustomerLine { id: id.to_string(), records };
    Ok(Json(CustomersPage { items: found.into_iter().take(limit).map(line).collect(), next }).into_response())
}

/// `GET /api/v1/matching/people/{id}`: by the id of any of their records, or by what one is called.
pub async fn customer(State(house): State<House>, session: Session, Path(id): Path<String>) -> Answer {
    let actor = session.actor()?;
    let it = house.work(move |app| app.customer(actor, app.record_called(&id)?)).await?;
    let link = |link: matching::LinkTold| LinkBody {
        left: link.left.to_string(),
        right: link.right.to_string(),
        places: link.places,
        bits: link.bits,
    };
    let look = |look: &customers::said::Look| LookBody { by: look.by.map(|by| person(&session, by)), at: look.at };
    let page = CustomerPage {
        id: it.id.to_string(),
        count: it.count,
        records: it.records.into_iter().map(record).collect(),
        values: it.values.into_iter().map(golden).collect(),
        links: it.links.into_iter().map(link).collect(),
        mean_bits: it.mean_bits,
        facts: it.facts.into_iter().map(|it| fact(&session, it)).collect(),
        shown: it.shown.iter().map(look).collect(),
    };
    Ok(Json(page).into_response())
}

/// `GET /api/v1/matching/pair`
pub async fn pair(State(house): State<House>, session: Session, Query(two): Query<Two>) -> Answer {
    let actor = session.actor()?;
    let it = house
        .work(move |app| app.customer_pair(actor, app.record_called(&two.left)?, app.record_called(&two.right)?))
        .await?;
    Ok(Json(pair_page(it)).into_response())
}

/// `GET /api/v1/matching/review`
pub async fn review(State(house): State<House>, session: Session, Query(most): Query<Most>) -> Answer {
    const MOST: usize = 200;
    let (actor, most) = (session.actor()?, most.limit.unwrap_or(20).clamp(1, MOST));
    let asked = house.work(move |app| app.customers_to_review(actor, most)).await?;
    let body = |it: matching::Asked| {
        let (drawn, moves, alike) = (it.drawn, it.moves, it.alike);
        AskedBody { pair: pair_page(it.pair), drawn, moves, alike }
    };
    Ok(Json(ReviewPage { items: asked.into_iter().map(body).collect() }).into_response())
}

/// `GET /api/v1/matching/corrections`
pub async fn corrections(State(house): State<House>, session: Session) -> Answer {
    let actor = session.actor()?;
    let facts = house.work(move |app| app.customer_facts(actor)).await?;
    let items = facts.into_iter().map(|it| fact(&session, it)).collect();
    Ok(Json(CorrectionsPage { items }).into_response())
}

/// `POST /api/v1/matching/corrections`
pub async fn correct(State(house): State<House>, told: Told<CorrectionBody>) -> Answer {
    let CorrectionBody { left, right, same } = &told.body;
    let (left, right, same) = (left.clone(), right.clone(), *same);
    let order = house.work(move |app| app.saying(app.record_called(&left)?, app.record_called(&right)?, same)).await?;
    Ok(done(&told.carry_out(None, order).await?))
}

/// `POST /api/v1/matching/corrections/end`
pub async fn take_back(State(house): State<House>, told: Told<TwoBody>) -> Answer {
    let (left, right) = (told.body.left.clone(), told.body.right.clone());
    // What is taken back may be about records that are not there any more.
    let called = |app: &app::App, words: &str| words.parse().map_or_else(|_| app.record_called(words), Ok);
    let two = house.work(move |app| Ok::<_, Problem>((called(app, &left)?, called(app, &right)?))).await?;
    let order = Order::Identity(IdentityOrder::TakeBack { left: two.0, right: two.1 });
    Ok(done(&told.carry_out(None, order).await?))
}

/// `POST /api/v1/matching/arrivals`
pub async fn arrive(State(house): State<House>, told: Told<ArrivalsBody>) -> Answer {
    let actor = told.session.actor()?;
    let ArrivalsBody { source, headers, first, rows } = told.body;
    if source.trim().is_empty() || source.contains(['\n', '\u{0}']) {
        return Err(Problem::invalid(
            Words::new("la source n'a pas de nom", "the source has no name"),
            Words::new("donnez le nom du fichier ou du système", "give the name of the file or the system"),
        )
        .into());
    }
    let rows: Vec<(u64, Vec<String>)> = (first..).zip(rows).collect();
    let records = house.work(move |app| app.arrive(actor, source.trim(), &headers, &rows)).await?;
    Ok(Json(Arrived { records }).into_response())
}
