//! Promises: what is said to customers, what it needs, who was heard, what both sides decided, what came out.

use agenda::decision::Facts;
use agenda::promise::{Bound, CONSULTED, Ended, Need, Stamp};
use agenda::role::Role;
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Kind, Lang, Ref, Say as Words, Source, format, slug};
use jiff::civil::Date;
use landscape::field::{Field, Value};
use picture::promise::Promised;
use serde::{Deserialize, Serialize};
use tabular::Cell;
use tabular::write::{Encoding, csv};
use utoipa::ToSchema;

use super::shapes::{Link, List, Named, Number, Paging, Person, Say, done, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::session::Session;

/// A promise.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseLine {
    /// Its key.
    pub key: String,
    /// What is promised.
    pub words: Say,
    /// The campaign.
    pub campaign: Option<Say>,
    /// Where it is said.
    pub medium: Vec<String>,
    /// Its day; where it was put off, the new one.
    #[schema(value_type = Option<String>)]
    pub on: Option<Date>,
    /// Its last day.
    #[schema(value_type = Option<String>)]
    pub until: Option<Date>,
    /// How many days its day is away; less than 0 once it has passed.
    pub days: Option<i32>,
    /// `unstamped`, `stamped`, `in_decision`, `decided`, `published`, `kept`, `broken`, `withdrawn`.
    pub stage: String,
    /// Whether it is 60 days away or nearer and not all who must be consulted were heard.
    pub alert: bool,
    /// Who must be consulted and was not heard: `cio`, `delivery`.
    pub missing: Vec<String>,
    /// How many things it concerns; `null` until somebody says what it needs.
    pub concerned: Option<usize>,
    /// How many have what it needs.
    pub ready: Option<usize>,
    /// How many have not.
    pub below: Option<usize>,
    /// Of how many nobody knows.
    pub unknown: Option<usize>,
    /// What was decided.
    pub decided: Option<String>,
    /// Its page.
    pub href: String,
}

/// A promise with all that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromisePage {
    /// What the list says of it.
    #[serde(flatten)]
    pub line: PromiseLine,
    /// Where it holds, as the file says.
    pub reach: Option<Say>,
    /// The file and line it stands in.
    pub read: Option<ReadBody>,
    /// Who registered it, where no file speaks of it.
    pub registered_by: Option<Person>,
    /// The kind of things it needs something of.
    pub kind: Option<String>,
    /// Of which country or region; `null`: all.
    pub area: Option<String>,
    /// What it needs of each.
    pub needs: Vec<NeedBody>,
    /// The figures, with what they rest on: `concerned`, `ready`, `below`, `unknown`.
    pub figures: Vec<Named>,
    /// Those that have not what it needs, with the fact that says so.
    pub lacking: Vec<LackBody>,
    /// Those of which nobody knows.
    pub unsaid: Vec<Link>,
    /// The day of the oldest fact the figures rest on.
    #[schema(value_type = Option<String>)]
    pub oldest: Option<Date>,
    /// What those who must be consulted say.
    pub stamps: Vec<StampBody>,
    /// Who said it to customers, and when.
    pub published: Option<PublishedBody>,
    /// The newest decision about it.
    pub decision: Option<Link>,
    /// What came out, or why it is withdrawn.
    pub outcome: Option<String>,
    /// The hash of the page as it stands, which a stamp and a publication quote.
    pub hash: String,
    /// Its version, for `If-Match`.
    pub version: u64,
}

/// Where a promise was read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadBody {
    /// The file.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line.
    pub line: u64,
}

/// What a promise needs of each thing concerned.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeedBody {
    /// The field's word.
    pub field: String,
    /// `at_least`, `at_most`.
    pub bound: String,
    /// The threshold, in the field's unit; a share is a part of 1.
    pub threshold: f64,
    /// In words.
    pub say: Say,
    /// Who stated it.
    pub by: Option<Person>,
}

/// A thing that lacks what a promise needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct LackBody {
    /// The thing.
    #[serde(flatten)]
    pub link: Link,
    /// The fact that says so.
    pub fact: Number,
}

/// What somebody who must be consulted says.
#[derive(Debug, Serialize, ToSchema)]
pub struct StampBody {
    /// As what: `cio`, `delivery`.
    pub role: String,
    /// `feasible`, `with_conditions`, `not_feasible`; `null`: not heard yet.
    pub stamp: Option<String>,
    /// Under which conditions, or why not.
    pub words: Option<String>,
    /// Who.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = Option<String>)]
    pub at: Option<jiff::Timestamp>,
    /// Whether the facts have moved since.
    pub moved: bool,
}

/// A publication.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedBody {
    /// Who signed it.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
    /// Who had not been heard.
    pub missing: Vec<String>,
    /// Why all the same.
    pub despite: Option<String>,
}

/// A promise no file speaks of.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RegisterBody {
    /// What is promised.
    pub words: String,
    /// The campaign.
    pub campaign: Option<String>,
    /// Where it is said.
    pub medium: Option<String>,
    /// Its day.
    #[schema(value_type = String)]
    pub on: Date,
    /// Its last day.
    #[schema(value_type = Option<String>)]
    pub until: Option<Date>,
}

/// What a promise is said to need.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RequireBody {
    /// The kind of things, such as `store`.
    pub kind: String,
    /// The field's word, such as `stock_accuracy`.
    pub field: String,
    /// `at_least` (when absent) or `at_most`.
    pub bound: Option<String>,
    /// The threshold as people write it: `97 %`.
    pub threshold: String,
    /// The country or region; absent: all.
    pub area: Option<String>,
}

/// A need that is taken back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UnrequireBody {
    /// The field's word.
    pub field: String,
}

/// A stamp.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StampingBody {
    /// As what: `cio` or `delivery`; the one role the person holds when absent.
    pub role: Option<String>,
    /// `feasible`, `with_conditions`, `not_feasible`.
    pub stamp: String,
    /// Under which conditions, or why not.
    pub words: Option<String>,
    /// The hash of the page the person saw.
    pub hash: String,
}

/// A publication to sign.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PublishBody {
    /// Why, where somebody was not heard.
    pub despite: Option<String>,
    /// The hash of the page the person saw.
    pub hash: String,
}

/// What both sides are asked to decide.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecideBody {
    /// The day on which all are said to have what it needs: that of a second wave, or to which it would be put off.
    #[schema(value_type = String)]
    pub ready_by: Date,
}

/// What came of a promise.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OutcomeBody {
    /// Whether it was kept.
    pub kept: bool,
    /// What happened.
    pub words: Option<String>,
}

/// Why a promise is not made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WithdrawalBody {
    /// Why.
    pub why: String,
}

/// Which promises.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// `open`: those that are not over.
    show: Option<String>,
    #[serde(default)]
    after: usize,
    limit: Option<usize>,
}

/// `GET /api/v1/promises`: the nearest day first.
pub async fn list(session: Session, Query(asked): Query<Asked>) -> Answer {
    let open_only = asked.show.as_deref() == Some("open");
    let all = session.picture.promises().into_iter().filter(|it| !(open_only && it.stage().is_over()));
    let page: List<PromiseLine> = Paging { after: asked.after, limit: asked.limit }.take(all, |it| line(&session, &it));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/promises`
pub async fn register(told: Told<RegisterBody>) -> Answer {
    let RegisterBody { words, campaign, medium, on, until } = &told.body;
    let order = Order::RegisterPromise {
        words: words.clone(),
        campaign: campaign.clone(),
        medium: medium.clone(),
        on: *on,
        until: *until,
    };
    Ok(done(&told.carry_out(None, order).await?))
}

/// `GET /api/v1/promises/{key}`
pub async fn show(session: Session, Path(key): Path<String>) -> Answer {
    let page = page(&session, &reference(&key)?)?;
    Ok(tagged(page.version, Json(page).into_response()))
}

/// `POST /api/v1/promises/{key}/needs`
pub async fn require(Path(key): Path<String>, told: Told<RequireBody>) -> Answer {
    let promise = reference(&key)?;
    let RequireBody { kind, field, bound, threshold, area } = &told.body;
    let kind = kind_of(kind)?;
    let threshold = threshold_of(kind, field, threshold)?;
    let bound = match bound.as_deref() {
        None => Bound::AtLeast,
        Some(word) => Bound::of(word).ok_or_else(|| no_such(word, &Bound::ALL.map(|(_, word)| word)))?,
    };
    let (field, area) = (field.clone(), area.clone());
    let order = Order::RequirePromise { promise: promise.clone(), kind, area, field, bound, threshold };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// `POST /api/v1/promises/{key}/needs/end`
pub async fn unrequire(Path(key): Path<String>, told: Told<UnrequireBody>) -> Answer {
    let promise = reference(&key)?;
    let order = Order::UnrequirePromise { promise: promise.clone(), field: told.body.field.clone() };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// `POST /api/v1/promises/{key}/stamps`
pub async fn stamp(Path(key): Path<String>, told: Told<StampingBody>) -> Answer {
    let promise = reference(&key)?;
    let StampingBody { role, stamp, words, hash } = &told.body;
    let known = CONSULTED.map(Role::word);
    let role = match role.as_deref() {
        Some(word) => CONSULTED.into_iter().find(|role| role.word() == word).ok_or_else(|| no_such(word, &known))?,
        None => consulted_as(&told.session).ok_or_else(Problem::forbidden)?,
    };
    let stamp = Stamp::of(stamp).ok_or_else(|| no_such(stamp, &Stamp::ALL.map(|(_, word)| word)))?;
    let (words, hash) = (words.clone(), hash.clone());
    let order = Order::StampPromise { promise: promise.clone(), role, stamp, words, hash };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// `POST /api/v1/promises/{key}/publication`
pub async fn publish(Path(key): Path<String>, told: Told<PublishBody>) -> Answer {
    let promise = reference(&key)?;
    let PublishBody { despite, hash } = &told.body;
    let (despite, hash) = (despite.clone(), hash.clone());
    let order = Order::PublishPromise { promise: promise.clone(), despite, hash };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// `POST /api/v1/promises/{key}/decision`
pub async fn send(Path(key): Path<String>, told: Told<DecideBody>) -> Answer {
    let promise = reference(&key)?;
    let order = Order::SendPromise { promise: promise.clone(), ready_by: told.body.ready_by };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// `POST /api/v1/promises/{key}/outcome`
pub async fn conclude(Path(key): Path<String>, told: Told<OutcomeBody>) -> Answer {
    let promise = reference(&key)?;
    let words = told.body.words.clone();
    let order = match told.body.kept {
        true => Order::KeepPromise { promise: promise.clone(), words },
        false => Order::BreakPromise { promise: promise.clone(), words: words.unwrap_or_default() },
    };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// `POST /api/v1/promises/{key}/withdrawal`
pub async fn withdraw(Path(key): Path<String>, told: Told<WithdrawalBody>) -> Answer {
    let promise = reference(&key)?;
    let order = Order::WithdrawPromise { promise: promise.clone(), why: told.body.why.clone() };
    Ok(done(&told.carry_out(Some(promise), order).await?))
}

/// All promises, without any person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseExport {
    /// The promises, the nearest day first.
    pub items: Vec<PromiseLine>,
}

/// `GET /api/v1/exports/promises`
pub async fn export(session: Session) -> Answer {
    let items = session.picture.promises().iter().map(|it| line(&session, it)).collect();
    Ok(Json(PromiseExport { items }).into_response())
}

/// `GET /promises.csv`
pub async fn export_csv(session: Session) -> Answer {
    let head = match session.lang {
        Lang::Fr => [
            "clé",
            "promesse",
            "campagne",
            "support",
            "premier jour",
            "jours restants",
            "où elle en est",
            "alerte",
            "avis manquants",
            "concernés",
            "prêts",
            "pas prêts",
            "inconnus",
            "décidé",
        ],
        Lang::En => [
            "key",
            "promise",
            "campaign",
            "medium",
            "first day",
            "days left",
            "stage",
            "alert",
            "missing stamps",
            "concerned",
            "ready",
            "not ready",
            "unknown",
            "decided",
        ],
    };
    let lang = session.lang;
    let text = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) };
    let said = |say: &Say| if lang == Lang::Fr { say.fr.clone() } else { say.en.clone() };
    let count = |n: Option<usize>| n.map_or(Cell::Empty, |n| Cell::Number(n as f64));
    let yes = |is: bool| match (is, lang) {
        (true, Lang::Fr) => "oui",
        (false, Lang::Fr) => "non",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    };
    let rows: Vec<Vec<Cell>> = session
        .picture
        .promises()
        .iter()
        .map(|it| {
            let of = line(&session, it);
            vec![
                text(&of.key),
                text(&said(&of.words)),
                of.campaign.as_ref().map_or(Cell::Empty, |say| text(&said(say))),
                text(&of.medium.join(", ")),
                of.on.map_or(Cell::Empty, Cell::Date),
                of.days.map_or(Cell::Empty, |days| Cell::Number(f64::from(days))),
                text(it.stage().say().in_lang(lang)),
                text(yes(of.alert)),
                text(
                    &it.state
                        .missing()
                        .iter()
                        .map(|role| role.say().in_lang(lang).to_owned())
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
                count(of.concerned),
                count(of.ready),
                count(of.below),
                count(of.unknown),
                of.decided.as_deref().map_or(Cell::Empty, text),
            ]
        })
        .collect();
    let separator = if lang == Lang::Fr { ';' } else { ',' };
    let bytes = csv(separator, &head.map(str::to_owned), &rows, Encoding::Utf8Bom);
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"promises.csv\""),
    ];
    let answer: Response = (kind, bytes).into_response();
    Ok(answer)
}

/// What `GET /api/v1/promises/{key}` says of a promise.
fn page(session: &Session, id: &Ref) -> Result<PromisePage, Problem> {
    let picture = &session.picture;
    let it = picture.promised(id).ok_or_else(|| Problem::not_found(Words::same(id.to_string())))?;
    let words = |text: &base::Text| picture.text(text).map(str::to_owned);
    let hash = Facts::of(&it.facts()).hash();
    let state = &it.state;
    let read = it.thing.and_then(|thing| {
        let settled = thing.field(Field::Says).or_else(|| thing.field(Field::Name))?;
        match &settled.current.source {
            Source::File { file, sheet, line, .. } => {
                Some(ReadBody { file: file.clone(), sheet: sheet.clone(), line: *line })
            }
            _ => None,
        }
    });
    let reckoning = it.reckoning.as_ref();
    let lacking = reckoning.into_iter().flat_map(|all| {
        all.below.iter().filter_map(|thing| {
            Some(LackBody { link: link(session, &thing.id), fact: (&all.telling(thing)?.1).into() })
        })
    });
    let stamps = CONSULTED.into_iter().map(|role| {
        let stamped = state.stamps.get(&role);
        StampBody {
            role: role.word().to_owned(),
            stamp: stamped.map(|it| word(&it.stamp)),
            words: stamped.and_then(|it| words(it.words.as_ref()?)),
            by: stamped.and_then(|it| it.by).map(|id| person(session, id)),
            at: stamped.map(|it| it.at),
            moved: stamped.is_some_and(|it| it.hash != hash),
        }
    });
    let (kind, area) = state.concerns.clone().unzip();
    Ok(PromisePage {
        line: line(session, &it),
        reach: it.reach.clone().map(Say::from),
        read,
        registered_by: state.registered.as_ref().and_then(|it| it.by).map(|id| person(session, id)),
        kind: kind.map(|kind| kind.word().to_owned()),
        area: area.flatten(),
        needs: state
            .needs
            .iter()
            .map(|stated| NeedBody {
                field: stated.need.field.clone(),
                bound: word(&stated.need.bound),
                threshold: stated.need.threshold,
                say: need_say(kind, &stated.need).into(),
                by: stated.by.map(|id| person(session, id)),
            })
            .collect(),
        figures: it.figures().iter().map(Named::from).collect(),
        lacking: lacking.collect(),
        unsaid: reckoning.into_iter().flat_map(|all| &all.unknown).map(|thing| link(session, &thing.id)).collect(),
        oldest: reckoning.and_then(|all| all.oldest().0),
        stamps: stamps.collect(),
        published: state.published.as_ref().map(|it| PublishedBody {
            by: it.by.map(|id| person(session, id)),
            at: it.at,
            missing: it.missing.iter().map(|role| role.word().to_owned()).collect(),
            despite: it.despite.as_ref().and_then(words),
        }),
        decision: state.decision.as_ref().map(|id| link(session, id)),
        outcome: state.ended.as_ref().and_then(|(ended, _)| match ended {
            Ended::Kept(text) => words(text.as_ref()?),
            Ended::Broken(text) | Ended::Withdrawn(text) => words(text),
        }),
        hash,
        version: picture.version(id),
    })
}

fn line(session: &Session, it: &Promised<'_>) -> PromiseLine {
    let count = |of: fn(&picture::promise::Reckoning<'_>) -> usize| it.reckoning.as_ref().map(of);
    PromiseLine {
        key: it.id.key().to_owned(),
        words: it.words.clone().into(),
        campaign: it.campaign.clone().map(Say::from),
        medium: it.medium.clone(),
        on: it.on,
        until: it.until,
        days: it.days(session.today),
        stage: it.stage().word().to_owned(),
        alert: it.is_alert(session.today),
        missing: it.state.missing().into_iter().map(|role| role.word().to_owned()).collect(),
        concerned: count(|it| it.concerned.len()),
        ready: count(|it| it.ready.len()),
        below: count(|it| it.below.len()),
        unknown: count(|it| it.unknown.len()),
        decided: it.state.decided.as_ref().map(|(choice, _)| choice.word()),
        href: crate::session::href(&it.id),
    }
}

/// What a promise needs of each thing, in words: "stock accuracy of at least 97 %".
pub(crate) fn need_say(kind: Option<Kind>, need: &Need) -> Words {
    let field = kind.and_then(|kind| Field::of(kind, &need.field));
    let label = field.map_or_else(|| Words::same(&*need.field), Field::label);
    let bound = need.bound.say();
    Words::each(|lang| {
        let threshold = match field.and_then(|field| field.spec().unit) {
            Some(unit) => format::with_unit(lang, need.threshold, unit),
            None => format::number(lang, need.threshold, 2),
        };
        let (label, bound) = (label.in_lang(lang), bound.in_lang(lang));
        match lang {
            Lang::Fr => format!("{label} d'{bound} {threshold}"),
            Lang::En => format!("{label} of {bound} {threshold}"),
        }
    })
}

/// As what the person who asks is consulted about promises.
pub(crate) fn consulted_as(session: &Session) -> Option<Role> {
    let person = session.person().and_then(|id| session.picture.person(id))?;
    CONSULTED.into_iter().find(|role| person.present && person.roles.contains(role))
}

/// A promise by its key.
pub(crate) fn reference(key: &str) -> Result<Ref, Problem> {
    let id = format!("{}:{key}", Kind::Promise.word());
    id.parse().map_err(|_| Problem::not_found(Words::same(key)))
}

/// A kind by its word.
pub(crate) fn kind_of(words: &str) -> Result<Kind, Problem> {
    let known = landscape::field::KINDS;
    let found = known.into_iter().find(|kind| kind.word() == slug(words));
    found.ok_or_else(|| no_such(words, &known.map(Kind::word)))
}

/// A threshold as people write it, read as the field's values are.
pub(crate) fn threshold_of(kind: Kind, field: &str, words: &str) -> Result<f64, Problem> {
    let unclear = || {
        Problem::invalid(
            Words::new(format!("« {words} » n'est pas un seuil"), format!("“{words}” is no threshold")),
            Words::new("écrivez par exemple 97 %", "write for instance 97 %"),
        )
    };
    // What is no field of the kind is told by the order.
    let Some(field) = Field::of(kind, field) else { return words.trim().parse().map_err(|_| unclear()) };
    match landscape::field::read(field, &landscape::field::typed(words)) {
        Ok(Some(Value::Number(number))) => Ok(number.likely),
        Ok(Some(Value::Money(money))) => Ok(money.cents as f64 / 100.0),
        Ok(_) => Err(unclear()),
        Err(unfit) => Err(Problem::invalid(unfit.reason, unfit.way_out)),
    }
}

fn no_such(word: &str, known: &[&str]) -> Problem {
    let known = known.join(", ");
    Problem::invalid(
        Words::new(format!("« {word} » n'est pas connu ici"), format!("“{word}” is not known here")),
        Words::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
    )
}
