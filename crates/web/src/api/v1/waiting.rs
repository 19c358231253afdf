//! Where the time of requests went: whose turn it was, gone by and at work, each time with the fact that opened it.

use agenda::lane::Lane;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::Lang;
use delivery::ageing::{MOST, NotEnough, Standing, Typical};
use delivery::clock::{Holder, Spent, Stretch};
use delivery::forecast::NoForecast;
use delivery::hours::Hours;
use jiff::Timestamp;
use jiff::civil::Date;
use picture::flow::{Flow, Queue};
use picture::tracker::tracker_ref;
use picture::waiting::{Because, Bypassed, Sum, Waited};
use serde::Serialize;
use tabular::Cell;
use tabular::write::{Encoding, csv};
use utoipa::ToSchema;

use super::requests::visible;
use super::shapes::{Link, Say, link};
use crate::answer::Answer;
use crate::house::House;
use crate::session::Session;

/// Where the time of all requests went.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingPage {
    /// The instant it stands at.
    #[schema(value_type = String)]
    pub as_of: Timestamp,
    /// The seconds of one working day.
    pub working_day_s: i64,
    /// How many requests there are.
    pub requests: usize,
    /// Who had how much of their time; with `over` the parts sum to `total`.
    pub parts: Vec<PartBody>,
    /// What went by while requests were closed and before they were opened again.
    pub over: SpentBody,
    /// All of it.
    pub total: SpentBody,
    /// How long answered requests typically took, and waited for each side.
    pub typical: TypicalBodies,
    /// The same by lane; `lane` is `null` for those not sent to a decision yet.
    pub by_lane: Vec<LaneTime>,
    /// How many decided requests have no work linked to them: of their time since nothing is known.
    pub out_of_sight: usize,
    /// How the work in trackers flows.
    pub flow: FlowBody,
    /// Requests that do by the official way what a tool was taken for.
    pub bypassed: Vec<BypassedBody>,
    /// Requests that wait or are worked on, the longest turn first.
    pub open: Vec<OpenBody>,
}

/// A request beside the tool that was taken because of the official way.
#[derive(Debug, Serialize, ToSchema)]
pub struct BypassedBody {
    /// The tool.
    pub tool: Link,
    /// The request that does the same by the official way.
    pub request: u64,
    /// `delivered`; `answered`: no work is linked to it; `open`.
    pub state: String,
    /// How long it took: to its delivery, to its answer, or so far.
    pub took: SpentBody,
    /// At how many weeks the official way had been quoted when the tool was taken; `null`: nobody said.
    pub quoted_weeks: Option<u32>,
    /// The same in working days.
    pub quoted_working_days: Option<f64>,
    /// The first day on which evidence met the tool.
    #[schema(value_type = Option<String>, format = Date)]
    pub met_first: Option<Date>,
    /// The last.
    #[schema(value_type = Option<String>, format = Date)]
    pub met_last: Option<Date>,
}

/// How long answered requests typically took.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypicalBodies {
    /// From the wish to the answer.
    pub total: TypicalBody,
    /// Waiting for marketing.
    pub marketing: TypicalBody,
    /// Waiting for IT.
    pub it: TypicalBody,
    /// Waiting for both sides.
    pub both: TypicalBody,
    /// From the wish to the delivery, of requests whose work is done.
    pub delivery: TypicalBody,
    /// Of these: worked on since the answer.
    pub work_worked: TypicalBody,
    /// Of these: waiting for marketing since the answer.
    pub work_marketing: TypicalBody,
    /// Of these: waiting for IT since the answer.
    pub work_it: TypicalBody,
}

/// The middle of several times, in working days; `null` where there are too few.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypicalBody {
    /// The middle of those seen.
    pub days: Option<f64>,
    /// The lowest the middle may truly be, 19 times in 20.
    pub low: Option<f64>,
    /// The highest.
    pub high: Option<f64>,
    /// How many requests it rests on.
    pub n: usize,
    /// How many it takes.
    pub need: usize,
}

/// A time, gone by and at work.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpentBody {
    /// Seconds gone by.
    pub elapsed_s: i64,
    /// Those within opening hours.
    pub open_s: i64,
    /// The same in working days.
    pub working_days: f64,
}

/// What one holder had.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartBody {
    /// `worked`, `marketing`, `it`, `both`, `legal`, `finance`, `vendor`, `unknown`.
    pub holder: String,
    /// In words.
    pub say: Say,
    /// How much.
    #[serde(flatten)]
    pub spent: SpentBody,
}

/// The time of one lane.
#[derive(Debug, Serialize, ToSchema)]
pub struct LaneTime {
    /// `express`, `standard`, `major`; `null`: not sent yet.
    pub lane: Option<String>,
    /// How many requests.
    pub requests: usize,
    /// Who had how much.
    pub parts: Vec<PartBody>,
    /// All of it.
    pub total: SpentBody,
}

/// A request that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenBody {
    /// Its number.
    pub request: u64,
    /// The wish.
    pub sentence: Option<String>,
    /// Whose turn it is.
    pub holder: String,
    /// In words.
    pub say: Say,
    /// Since when.
    #[schema(value_type = String)]
    pub since: Timestamp,
    /// For how long.
    #[serde(flatten)]
    pub spent: SpentBody,
}

/// Where the time of one request went.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestTime {
    /// Its number.
    pub request: u64,
    /// The instant it stands at.
    #[schema(value_type = String)]
    pub as_of: Timestamp,
    /// The lane it was sent in.
    pub lane: Option<String>,
    /// Whose turn it is; `null`: it is over.
    pub now: Option<String>,
    /// Who had how much; with `over` the parts sum to `total`.
    pub parts: Vec<PartBody>,
    /// What went by while it was closed.
    pub over: SpentBody,
    /// All of it.
    pub total: SpentBody,
    /// What of it went by until it was answered.
    pub to_answer: SpentBody,
    /// How many items of trackers are done for it; the clock goes on in their states once it goes ahead.
    pub items: usize,
    /// Whether the work linked to it is done.
    pub delivered: bool,
    /// How the work linked to it flows.
    pub flow: FlowBody,
    /// The tool it does without, where somebody said which.
    pub bypassed: Vec<BypassedBody>,
    /// Every time, oldest first, without gaps.
    pub stretches: Vec<StretchBody>,
}

/// What has grown old beside what was finished, and when what is open will be done.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowBody {
    /// How many working days 85 of 100 finished pieces took at most.
    pub finished_85: TypicalBody,
    /// Pieces under way that take longer than that, or may; the oldest first.
    pub old: Vec<OldBody>,
    /// How many pieces are under way in all.
    pub under_way: usize,
    /// Projects of trackers in which something is open.
    pub queues: Vec<QueueBody>,
}

/// A piece of work that has been under way for long.
#[derive(Debug, Serialize, ToSchema)]
pub struct OldBody {
    /// Its tracker.
    pub tracker: String,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The requests it is done for.
    pub requests: Vec<u64>,
    /// Whose turn it is.
    pub holder: String,
    /// For how many working days it has been under way.
    pub working_days: f64,
    /// `old`: longer than the threshold may truly be; `may_be_old`: longer than the one seen.
    pub standing: String,
}

/// What is open in a project of a tracker, and when it will be done.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueBody {
    /// The tracker.
    pub tracker: String,
    /// The project.
    pub name: String,
    /// How many pieces are open.
    pub left: u32,
    /// The requests some of them are done for.
    pub requests: Vec<u64>,
    /// In how many weeks half of the draws were done; `null` where nothing is forecast.
    pub weeks_50: Option<u32>,
    /// 85 of 100.
    pub weeks_85: Option<u32>,
    /// 95 of 100.
    pub weeks_95: Option<u32>,
    /// Why nothing is forecast: `not_enough`, `nothing_finished`, `too_far`.
    pub why_not: Option<String>,
    /// How many whole weeks were seen.
    pub weeks_seen: Option<usize>,
}

/// A time that belongs to one holder because of one fact.
#[derive(Debug, Serialize, ToSchema)]
pub struct StretchBody {
    /// From when.
    #[schema(value_type = String)]
    pub from: Timestamp,
    /// To when.
    #[schema(value_type = String)]
    pub to: Timestamp,
    /// Whose it was; `null`: nobody's, it was over.
    pub holder: Option<String>,
    /// How long.
    #[serde(flatten)]
    pub spent: SpentBody,
    /// What opened it.
    pub because: Say,
    /// Where that stands in the log; `null` for what a tracker told.
    pub position: Option<u64>,
    /// The item whose tracker told it; `null` for a fact of the log.
    pub item: Option<ItemState>,
    /// Where it can be read.
    pub at: Link,
}

/// What a tracker told of an item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemState {
    /// The tracker.
    pub tracker: String,
    /// The item's key in it.
    pub key: String,
    /// The state it came into, in the tracker's own word: empty where it does not tell; `null`: deleted.
    pub state: Option<String>,
}

/// `GET /api/v1/waiting`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let now = house.app.clock().now();
    let hours = session.picture.hours(now);
    let waits = session.picture.all_waited(now, &hours);
    let sum = Sum::of(&waits.requests);
    let lanes = [Some(Lane::Express), Some(Lane::Standard), Some(Lane::Major), None];
    let by_lane = lanes.into_iter().filter_map(|lane| {
        let sum = Sum::of(waits.requests.iter().filter(|it| it.lane == lane));
        (sum.requests > 0).then(|| LaneTime {
            lane: lane.map(|lane| lane.word().to_owned()),
            requests: sum.requests,
            parts: parts(&sum.parts, &hours),
            total: spent(sum.total, &hours),
        })
    });
    let of = |holder| typical(waits.typical(holder, &hours));
    let of_work = |holder| typical(waits.typical_work(holder, &hours));
    let open = waits.open();
    let open = open.iter().filter_map(|it| {
        let (holder, last) = it.split.now.zip(it.split.stretches.last())?;
        let request = session.picture.request(it.request)?;
        Some(OpenBody {
            request: it.request,
            sentence: session.picture.text(&request.sentence).map(str::to_owned),
            holder: holder.word().to_owned(),
            say: holder.say().into(),
            since: last.from,
            spent: spent(last.spent, &hours),
        })
    });
    let page = WaitingPage {
        as_of: now,
        working_day_s: hours.day_s(),
        requests: sum.requests,
        parts: parts(&sum.parts, &hours),
        over: spent(sum.over, &hours),
        total: spent(sum.total, &hours),
        typical: TypicalBodies {
            total: typical(waits.typical_total(&hours)),
            marketing: of(Holder::Marketing),
            it: of(Holder::It),
            both: of(Holder::Both),
            delivery: typical(waits.typical_delivery(None, &hours)),
            work_worked: of_work(Holder::Worked),
            work_marketing: of_work(Holder::Marketing),
            work_it: of_work(Holder::It),
        },
        by_lane: by_lane.collect(),
        flow: flow(&session.picture.flow(now, &hours), None),
        out_of_sight: waits.requests.iter().filter(|it| it.is_out_of_sight()).count(),
        bypassed: bypassed(&session, |number| waits.requests.iter().find(|it| it.request == number), &hours),
        open: open.collect(),
    };
    Ok(Json(page).into_response())
}

/// `GET /api/v1/requests/{number}/waiting`
pub async fn of_request(State(house): State<House>, session: Session, Path(number): Path<u64>) -> Answer {
    visible(&session, number)?;
    let now = house.app.clock().now();
    let hours = session.picture.hours(now);
    let Some(waited) = session.picture.waited(number, now, &hours) else {
        return Err(crate::session::unknown().into());
    };
    let split = &waited.split;
    let page = RequestTime {
        request: number,
        as_of: now,
        lane: waited.lane.map(|lane| lane.word().to_owned()),
        now: split.now.map(|holder| holder.word().to_owned()),
        parts: parts(&split.parts, &hours),
        over: spent(split.over, &hours),
        total: spent(split.total, &hours),
        to_answer: spent(waited.to_answer.total, &hours),
        items: waited.items,
        delivered: waited.is_delivered(),
        flow: flow(&session.picture.flow(now, &hours), Some(number)),
        bypassed: bypassed(&session, |of| Some(&waited).filter(|_| of == number), &hours),
        stretches: split.stretches.iter().map(|it| stretch(&session, it, &hours)).collect(),
    };
    Ok(Json(page).into_response())
}

/// Bypasses beside the requests that are asked about.
fn bypassed<'a>(session: &Session, of: impl Fn(u64) -> Option<&'a Waited>, hours: &Hours) -> Vec<BypassedBody> {
    let body = |pair: Bypassed| {
        let waited = of(pair.request)?;
        let (state, took) = match (waited.is_delivered(), waited.split.now) {
            (true, _) => ("delivered", waited.split.total),
            (false, None) => ("answered", waited.to_answer.total),
            (false, Some(_)) => ("open", waited.split.total),
        };
        Some(BypassedBody {
            tool: link(session, &pair.tool),
            request: pair.request,
            state: state.to_owned(),
            took: spent(took, hours),
            quoted_weeks: pair.quoted_weeks,
            quoted_working_days: pair.quoted_days(),
            met_first: pair.met.map(|(first, _)| first),
            met_last: pair.met.map(|(_, last)| last),
        })
    };
    session.picture.bypassed().into_iter().filter_map(body).collect()
}

/// The flow of all work, or of that of one request.
fn flow(flow: &Flow, request: Option<u64>) -> FlowBody {
    let of = |requests: &[u64]| request.is_none_or(|request| requests.contains(&request));
    let under_way = || flow.under_way.iter().filter(|it| of(&it.requests));
    let old = under_way().filter_map(|it| {
        let standing = match it.standing? {
            Standing::Usual => return None,
            Standing::MayBeOld => "may_be_old",
            Standing::Old => "old",
        };
        Some(OldBody {
            tracker: it.item.key.tracker.clone(),
            key: it.item.key.key.clone(),
            title: it.item.title.clone(),
            requests: it.requests.clone(),
            holder: it.whose.word().to_owned(),
            working_days: it.days,
            standing: standing.to_owned(),
        })
    });
    let queue = |it: &Queue| {
        let (why_not, seen) = match it.forecast {
            Ok(forecast) => (None, Some(forecast.seen)),
            Err(NoForecast::NotEnough(few)) => (Some("not_enough"), Some(few.have)),
            Err(NoForecast::NothingFinished) => (Some("nothing_finished"), None),
            Err(NoForecast::TooFar) => (Some("too_far"), None),
        };
        QueueBody {
            tracker: it.tracker.clone(),
            name: it.name.clone(),
            left: it.left,
            requests: it.requests.clone(),
            weeks_50: it.forecast.ok().map(|it| it.weeks_50),
            weeks_85: it.forecast.ok().map(|it| it.weeks_85),
            weeks_95: it.forecast.ok().map(|it| it.weeks_95),
            why_not: why_not.map(str::to_owned),
            weeks_seen: seen,
        }
    };
    let finished_85 = match flow.finished {
        Ok(it) => TypicalBody { need: delivery::ageing::enough(MOST), ..typical(Ok(it)) },
        Err(few) => typical(Err(few)),
    };
    let queues = flow.queues.iter().filter(|it| of(&it.requests)).map(queue);
    FlowBody { finished_85, old: old.collect(), under_way: under_way().count(), queues: queues.collect() }
}

fn stretch(session: &Session, it: &Stretch<Because>, hours: &Hours) -> StretchBody {
    StretchBody {
        from: it.from,
        to: it.to,
        holder: it.whose.map(|holder| holder.word().to_owned()),
        spent: spent(it.spent, hours),
        because: it.because.say().into(),
        position: it.because.position(),
        item: match &it.because {
            Because::Fact { .. } => None,
            Because::Item { item, state } => {
                Some(ItemState { tracker: item.tracker.clone(), key: item.key.clone(), state: state.clone() })
            }
        },
        at: match &it.because {
            Because::Fact { at, .. } => link(session, at),
            Because::Item { item, .. } => link(session, &tracker_ref(&item.tracker)),
        },
    }
}

fn parts(of: &[(Holder, Spent)], hours: &Hours) -> Vec<PartBody> {
    let parts = of.iter().filter(|(_, it)| it.elapsed_s > 0).map(|(holder, it)| PartBody {
        holder: holder.word().to_owned(),
        say: holder.say().into(),
        spent: spent(*it, hours),
    });
    parts.collect()
}

fn spent(it: Spent, hours: &Hours) -> SpentBody {
    SpentBody { elapsed_s: it.elapsed_s, open_s: it.open_s, working_days: hours.days(it.open_s) }
}

fn typical(of: Result<Typical, NotEnough>) -> TypicalBody {
    match of {
        Ok(it) => TypicalBody {
            days: Some(it.value),
            low: Some(it.low),
            high: Some(it.high),
            n: it.n,
            need: delivery::ageing::enough(0.5),
        },
        Err(few) => TypicalBody { days: None, low: None, high: None, n: few.have, need: few.need },
    }
}

/// `GET /waiting.csv`: one row per time of every request.
pub async fn export_csv(State(house): State<House>, session: Session) -> Answer {
    let head = match session.lang {
        Lang::Fr => [
            "demande",
            "voie",
            "chez qui",
            "de",
            "à",
            "secondes écoulées",
            "secondes ouvrées",
            "jours ouvrés",
            "parce que",
            "entrée du journal",
        ],
        Lang::En => [
            "request",
            "lane",
            "with whom",
            "from",
            "to",
            "seconds elapsed",
            "working seconds",
            "working days",
            "because",
            "log entry",
        ],
    };
    let now = house.app.clock().now();
    let hours = session.picture.hours(now);
    let waits = session.picture.all_waited(now, &hours);
    let rows: Vec<Vec<Cell>> = waits.requests.iter().flat_map(|it| rows(it, session.lang, &hours)).collect();
    let separator = if session.lang == Lang::Fr { ';' } else { ',' };
    let bytes = csv(separator, &head.map(str::to_owned), &rows, Encoding::Utf8Bom);
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"waiting.csv\""),
    ];
    let answer: Response = (kind, bytes).into_response();
    Ok(answer)
}

fn rows(waited: &Waited, lang: Lang, hours: &Hours) -> Vec<Vec<Cell>> {
    let text = |words: &str| Cell::Text(words.to_owned());
    let lane = waited.lane.map_or(Cell::Empty, |lane| text(lane.say().in_lang(lang)));
    let row = |it: &Stretch<Because>| {
        vec![
            Cell::Number(waited.request as f64),
            lane.clone(),
            it.whose.map_or(Cell::Empty, |holder| text(holder.say().in_lang(lang))),
            text(&it.from.to_string()),
            text(&it.to.to_string()),
            Cell::Number(it.spent.elapsed_s as f64),
            Cell::Number(it.spent.open_s as f64),
            Cell::Number((hours.days(it.spent.open_s) * 1_000.0).round() / 1_000.0),
            text(it.because.say().in_lang(lang)),
            it.because.position().map_or(Cell::Empty, |position| Cell::Number(position as f64)),
        ]
    };
    waited.split.stretches.iter().map(row).collect()
}
