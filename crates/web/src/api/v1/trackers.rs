//! Trackers: their items, what their states mean, what is done for which request.

use agenda::tracker::Meaning;
use app::{Fate, HINT_MOST, Last, Look, Order, Problem, Reach, TrackerOrder};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words};
use delivery::item::Item;
use jiff::Timestamp;
use jiff::civil::Date;
use picture::tracker::{Why, due, planned_days, spent_days, state_of, tracker_ref};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Paging, Say, done, link, tagged};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::house::House;
use crate::session::Session;

/// Every tracker, what differs, what might be linked.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrackersPage {
    /// The trackers.
    pub trackers: Vec<TrackerBody>,
    /// What the agenda and a tracker say differently of one piece of work.
    pub conflicts: Vec<TrackerConflict>,
    /// Items that look as if they were done for a request.
    pub proposed: Vec<ProposedLink>,
    /// How those that are read over their interface are reached and heard.
    pub reaches: Vec<ReachBody>,
}

/// How a tracker is reached and heard; what is told is what happened since the server started.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReachBody {
    /// Its key, as addresses carry it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it is read; nothing where only its exports are.
    pub address: Option<String>,
    /// The last reading.
    pub last: Option<ReadBody>,
    /// Hints that wait to be followed.
    pub pending: usize,
    /// What became of hints.
    pub hints: Vec<HintsBody>,
}

/// What became of hints of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct HintsBody {
    /// `noted`, `repeated`, `nothing`, `elsewhere`, `unsigned`, `wrongly_signed`, `too_old`, `too_large`, `unreadable`.
    pub fate: String,
    /// In words.
    pub say: Say,
    /// How many.
    pub count: u64,
    /// When the last came.
    #[schema(value_type = String)]
    pub last: Timestamp,
}

/// What a reading of a tracker came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadBody {
    /// When it ended.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// Whether everything was read.
    pub whole: bool,
    /// Items the tracker told of.
    pub seen: usize,
    /// Those not held before.
    pub new: usize,
    /// Those that were held otherwise.
    pub changed: usize,
    /// Those the tracker has no more; they are marked.
    pub gone: usize,
    /// Those that do not answer and are too many at once to be marked.
    pub unsure: usize,
    /// Those that were not understood.
    pub rejected: usize,
    /// Hints that still wait.
    pub pending: usize,
    /// Until when the tracker asks to be left alone.
    #[schema(value_type = Option<String>)]
    pub until: Option<Timestamp>,
    /// What stood in the way; what was read before is kept.
    pub fault: Option<Say>,
}

/// What to read again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct ReadAgainBody {
    /// Reads only what changed since the last time, not everything.
    pub changed: bool,
}

/// Whether the secret is made anew.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct SecretBody {
    /// Makes another; the one before serves no more.
    pub anew: bool,
}

/// The secret by which a tracker signs its hints.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecretMade {
    /// The secret, to be pasted where the tracker asks for one.
    pub secret: String,
    /// The same for GitLab's signing token.
    pub signing_token: String,
    /// The path hints are sent to, below the house's own address.
    pub path: String,
}

/// What became of a hint.
#[derive(Debug, Serialize, ToSchema)]
pub struct Heard {
    /// `noted`, `repeated`, `nothing` or `elsewhere`.
    pub fate: String,
}

/// A tracker.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrackerBody {
    /// Its key, as addresses carry it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How many items it told of and still has.
    pub items: usize,
    /// How many it has no more.
    pub gone: usize,
    /// How many are done for a request, themselves or by what they are part of.
    pub linked: usize,
    /// Its words for states, those most used first.
    pub states: Vec<StateBody>,
}

/// A word for a state.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateBody {
    /// The word.
    pub state: String,
    /// How many items are in it.
    pub now: usize,
    /// How many were in it at any time.
    pub ever: usize,
    /// What it means, where somebody said so: `not_started`, `worked`, `marketing`, `it`, `legal`, `finance`, `vendor`,
    /// `done`, `refused`.
    pub meaning: Option<String>,
    /// What it means, in words.
    pub meaning_say: Option<Say>,
    /// What it is likely to mean, from the word alone.
    pub proposed: Option<String>,
}

/// Something said differently.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrackerConflict {
    /// The tracker.
    pub tracker: String,
    /// The item.
    pub item: String,
    /// The request.
    pub request: Link,
    /// What differs.
    pub say: Say,
    /// The way out.
    pub way_out: Say,
}

/// An item that looks as if it were done for a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedLink {
    /// The tracker.
    pub tracker: String,
    /// The item.
    pub item: String,
    /// The request.
    pub request: Link,
    /// `named` or `alike`.
    pub why: String,
}

/// An item of a tracker.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemBody {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its type, in the tracker's words.
    pub kind: Option<String>,
    /// What it is part of.
    pub parent: Option<String>,
    /// When it came to be.
    #[schema(value_type = String)]
    pub opened: Timestamp,
    /// When the tracker last changed it.
    #[schema(value_type = String)]
    pub updated: Timestamp,
    /// The state it is in.
    pub state: Option<String>,
    /// Person-days planned.
    pub planned_days: Option<f64>,
    /// Person-days spent.
    pub spent_days: Option<f64>,
    /// When it is due.
    #[schema(value_type = Option<String>)]
    pub due: Option<Date>,
    /// What it cannot be finished without.
    pub needs: Vec<String>,
    /// How many changes its history has.
    pub changes: usize,
}

/// What a state means.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExplainBody {
    /// The tracker's word.
    pub state: String,
    /// `not_started`, `worked`, `marketing`, `it`, `legal`, `finance`, `vendor`, `done`, `refused`.
    #[schema(value_type = String)]
    pub meaning: Meaning,
}

/// Whether an item is done for a request.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LinkItemBody {
    /// The item's key.
    pub item: String,
    /// The request's number.
    pub request: u64,
    /// Whether it is done for it.
    pub stands: bool,
}

fn request_ref(number: u64) -> Ref {
    Ref::new(Kind::Request, &number.to_string())
}

impl From<Last> for ReadBody {
    fn from(last: Last) -> ReadBody {
        let Last { at, read, miss } = last;
        ReadBody {
            at,
            whole: read.is_whole,
            seen: read.seen,
            new: read.new,
            changed: read.changed,
            gone: read.gone,
            unsure: read.unsure,
            rejected: read.rejected,
            pending: read.pending,
            until: read.until,
            fault: miss.map(|miss| miss.say().into()),
        }
    }
}

impl From<Reach> for ReachBody {
    fn from(reach: Reach) -> ReachBody {
        let hints = reach.fates.into_iter().map(|(fate, count, last)| HintsBody {
            fate: fate.word().to_owned(),
            say: fate.say().into(),
            count,
            last,
        });
        ReachBody {
            key: tracker_ref(&reach.name).key().to_owned(),
            name: reach.name,
            address: reach.address,
            last: reach.last.map(ReadBody::from),
            pending: reach.pending,
            hints: hints.collect(),
        }
    }
}

/// `POST /api/v1/trackers/{key}/hints`, as Jira, GitHub and GitLab send it. Signed by the tracker's secret instead of a
/// session; it only names what is to be read again.
pub async fn hear(
    State(house): State<House>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    // What is too large to be taken in is told as such by one sign more than is allowed.
    let body = body.unwrap_or_else(|_| vec![b' '; HINT_MOST + 1].into());
    let fate = house
        .work(move |app| {
            let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
            app.hear(tracker_ref(&key).key(), &header, &body)
        })
        .await?;
    if !fate.is_refused() {
        return Ok((StatusCode::ACCEPTED, Json(Heard { fate: fate.word().to_owned() })).into_response());
    }
    let kind = match fate {
        Fate::TooLarge | Fate::Unreadable => app::Kind::Invalid,
        _ => app::Kind::Unknown,
    };
    let way_out = Words::new(
        "vérifiez le secret du signal dans l'outil de suivi ; rien n'est perdu, l'outil est relu régulièrement",
        "check the secret of the hint in the tracker; nothing is lost, the tracker is read regularly",
    );
    Err(Problem::new(kind, fate.say(), way_out).into())
}

/// `POST /api/v1/trackers/{key}/readings`
pub async fn read_again(State(house): State<House>, Path(key): Path<String>, told: Told<ReadAgainBody>) -> Answer {
    let actor = told.session.actor()?;
    let look = if told.body.changed { Look::Regular } else { Look::Whole };
    let last = house.work(move |app| app.reread(actor, tracker_ref(&key).key(), look)).await?;
    Ok(Json(ReadBody::from(last)).into_response())
}

/// `POST /api/v1/trackers/{key}/secret`
pub async fn secret(State(house): State<House>, Path(key): Path<String>, told: Told<SecretBody>) -> Answer {
    let (actor, anew) = (told.session.actor()?, told.body.anew);
    let key = tracker_ref(&key).key().to_owned();
    let path = hints_path(&key);
    let secret = house.work(move |app| app.hint_secret(actor, &key, anew)).await?;
    Ok(Json(SecretMade { secret: secret.shown(), signing_token: secret.signing_token(), path }).into_response())
}

/// Where a tracker sends its hints.
pub(crate) fn hints_path(key: &str) -> String {
    format!("/api/v1/trackers/{key}/hints")
}

/// `GET /api/v1/trackers`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let picture = &session.picture;
    let trackers = picture.trackers().into_iter().map(|it| TrackerBody {
        key: tracker_ref(&it.name).key().to_owned(),
        name: it.name,
        items: it.items,
        gone: it.gone,
        linked: it.linked,
        states: it
            .states
            .into_iter()
            .map(|state| StateBody {
                state: state.word,
                now: state.now,
                ever: state.ever,
                meaning: state.explained.as_ref().map(|it| it.meaning.word().to_owned()),
                meaning_say: state.explained.as_ref().map(|it| Say::from(it.meaning.say())),
                proposed: state.proposed.map(|it| it.word().to_owned()),
            })
            .collect(),
    });
    let conflicts = picture.tracker_conflicts().into_iter().map(|it| TrackerConflict {
        tracker: it.item.tracker,
        item: it.item.key,
        request: link(&session, &request_ref(it.request)),
        say: Say::from(it.say),
        way_out: Say::from(it.way_out),
    });
    let proposed = picture.proposed_links().into_iter().map(|it| ProposedLink {
        tracker: it.item.tracker,
        item: it.item.key,
        request: link(&session, &request_ref(it.request)),
        why: if it.why == Why::Named { "named".to_owned() } else { "alike".to_owned() },
    });
    let page = TrackersPage {
        trackers: trackers.collect(),
        conflicts: conflicts.collect(),
        proposed: proposed.collect(),
        reaches: house.app.reaches().into_iter().map(ReachBody::from).collect(),
    };
    Ok(Json(page).into_response())
}

/// The name of the tracker of an address.
fn name_of(session: &Session, key: &str) -> Result<String, Problem> {
    let name = session.picture.tracker_name(&tracker_ref(key)).map(str::to_owned);
    name.ok_or_else(|| {
        Problem::not_found(Words::new(format!("l'outil de suivi « {key} »"), format!("tracker “{key}”")))
    })
}

/// `GET /api/v1/trackers/{key}/items`
pub async fn items(session: Session, Path(key): Path<String>, Query(paging): Query<Paging>) -> Answer {
    let name = name_of(&session, &key)?;
    let items = session.picture.items().items().filter(|item| item.key.tracker == name);
    let page = paging.take(items, body);
    Ok(tagged(session.picture.version(&tracker_ref(&name)), Json(page).into_response()))
}

fn body(item: &Item) -> ItemBody {
    ItemBody {
        key: item.key.key.clone(),
        title: item.title.clone(),
        kind: item.kind.clone(),
        parent: item.parent.clone(),
        opened: item.opened,
        updated: item.updated,
        state: state_of(item).map(str::to_owned),
        planned_days: planned_days(item),
        spent_days: spent_days(item),
        due: due(item),
        needs: item.needs.clone(),
        changes: item.history.len(),
    }
}

/// `POST /api/v1/trackers/{key}/states`
pub async fn explain(Path(key): Path<String>, told: Told<ExplainBody>) -> Answer {
    let tracker = name_of(&told.session, &key)?;
    let (state, meaning) = (told.body.state.clone(), told.body.meaning);
    let about = tracker_ref(&tracker);
    let order = Order::Tracker(TrackerOrder::Explain { tracker, state, meaning });
    Ok(done(&told.carry_out(Some(about), order).await?))
}

/// `POST /api/v1/trackers/{key}/links`
pub async fn relate(Path(key): Path<String>, told: Told<LinkItemBody>) -> Answer {
    let tracker = name_of(&told.session, &key)?;
    let about = tracker_ref(&tracker);
    let (item, request) = (told.body.item.clone(), told.body.request);
    let order = match told.body.stands {
        true => TrackerOrder::Link { tracker, item, request },
        false => TrackerOrder::Part { tracker, item, request },
    };
    Ok(done(&told.carry_out(Some(about), Order::Tracker(order)).await?))
}
