//! Meetings of both sides: when, with which agenda, and what came of it.

use agenda::calendar::Day;
use agenda::meeting::{Meeting, Outcome};
use app::Order;
use app::order::meetings::{MeetingOrder, TypedAction};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use base::{Kind, PersonId, Ref};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::ActionBody;
use super::shapes::{Link, Number, Paging, Person, Say, done, link, person};
use crate::answer::Answer;
use crate::api::Told;
use crate::pages::meetings::settled_say;
use crate::session::Session;

/// A meeting.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingLine {
    /// Its number.
    pub number: u64,
    /// What it is called.
    pub title: Option<String>,
    /// The zone whose clocks it goes by.
    pub zone: String,
    /// For how many minutes.
    pub minutes: u32,
    /// Every so many weeks; `null`: once.
    pub weeks: Option<u32>,
    /// Who is asked to come.
    pub people: Vec<Person>,
    /// The day that is open, or the next.
    pub next: Option<MeetingDay>,
    /// The days it was held on, newest first.
    pub held: Vec<MeetingDay>,
}

/// A day of a meeting.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingDay {
    /// The day of the series: what it is known by.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// When it begins, by the clocks of the meeting's zone.
    #[schema(value_type = String)]
    pub start: DateTime,
    /// `coming`, `open`, `closed`.
    pub state: String,
    /// Who is there; empty while it is to come.
    pub present: Vec<Person>,
    /// The agenda in order: as the record gives it now while it is to come, as it stood when it was opened afterwards.
    pub points: Vec<MeetingPoint>,
    /// How many points more have to wait.
    pub later: usize,
}

/// A point of an agenda.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingPoint {
    /// What it is about.
    pub about: Link,
    /// What is to be said of it.
    pub say: Say,
    /// Why it stands where it does; while the meeting is to come.
    pub why: Option<Say>,
    /// What a week of waiting costs, as its business case says.
    pub week: Option<Number>,
    /// What came of it: `settled`, `action`, `postponed`, `open`.
    pub came: String,
    /// In words, where it was settled; why, where it was put off.
    pub words: Option<Say>,
    /// What both sides do about it.
    pub action: Option<Link>,
}

/// A meeting to call.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CallBody {
    /// What it is called.
    pub title: String,
    /// The zone whose clocks it goes by, such as `Europe/Paris`; the house's own when absent.
    pub zone: Option<String>,
    /// When it begins, the first time, such as `2026-08-13T09:00`.
    #[schema(value_type = String)]
    pub start: DateTime,
    /// For how many minutes.
    pub minutes: u32,
    /// Every so many weeks; once when absent.
    pub weeks: Option<u32>,
    /// Who is asked to come.
    #[schema(value_type = Vec<String>)]
    pub people: Vec<PersonId>,
}

/// When a day begins instead.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MoveBody {
    /// Such as `2026-08-28T14:00`.
    #[schema(value_type = String)]
    pub to: DateTime,
}

/// Who is there.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PresentBody {
    /// Their ids.
    #[schema(value_type = Vec<String>)]
    pub present: Vec<PersonId>,
}

/// A point that becomes an action.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PointActionBody {
    /// The point, such as `decision:12`.
    #[schema(value_type = String)]
    pub item: Ref,
    /// What both sides do.
    pub action: ActionBody,
}

/// A point that is put off.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PostponeBody {
    /// The point, such as `decision:12`.
    #[schema(value_type = String)]
    pub item: Ref,
    /// Why.
    pub why: String,
}

/// After which day a series ends.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EndMeetingBody {
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub last: Date,
}

/// Nothing.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NothingMore {}

/// `GET /api/v1/meetings`
pub async fn list(session: Session, Query(paging): Query<Paging>) -> Answer {
    let page = paging.take(session.picture.meetings(), |(number, it)| line(&session, number, it));
    Ok(Json(page).into_response())
}

/// `POST /api/v1/meetings`
pub async fn call(told: Told<CallBody>) -> Answer {
    let CallBody { title, zone, start, minutes, weeks, people } = &told.body;
    let (title, zone, people) = (title.clone(), zone.clone(), people.clone());
    let order = MeetingOrder::Call { title, zone, start: *start, minutes: *minutes, weeks: *weeks, people };
    Ok(done(&told.carry_out(None, Order::Meeting(order)).await?))
}

/// `POST /api/v1/meetings/{number}/days/{day}/move`
pub async fn shift(Path((meeting, of)): Path<(u64, Date)>, told: Told<MoveBody>) -> Answer {
    let to = told.body.to;
    give(&told, meeting, MeetingOrder::Move { meeting, of, to }).await
}

/// `POST /api/v1/meetings/{number}/days/{day}/omission`
pub async fn leave_out(Path((meeting, of)): Path<(u64, Date)>, told: Told<NothingMore>) -> Answer {
    give(&told, meeting, MeetingOrder::LeaveOut { meeting, of }).await
}

/// `POST /api/v1/meetings/{number}/days/{day}/opening`
pub async fn open(Path((meeting, of)): Path<(u64, Date)>, told: Told<PresentBody>) -> Answer {
    let present = told.body.present.clone();
    give(&told, meeting, MeetingOrder::Open { meeting, of, present }).await
}

/// `POST /api/v1/meetings/{number}/days/{day}/actions`
pub async fn act(Path((meeting, of)): Path<(u64, Date)>, told: Told<PointActionBody>) -> Answer {
    let PointActionBody { item, action } = &told.body;
    let ActionBody { words, marketing, it, due, place, .. } = action;
    let (words, place) = (words.clone(), place.as_ref().and_then(super::actions::PlaceBody::typed));
    let action = Box::new(TypedAction { words, marketing: *marketing, it: *it, due: *due, place });
    give(&told, meeting, MeetingOrder::Act { meeting, of, item: item.clone(), action }).await
}

/// `POST /api/v1/meetings/{number}/days/{day}/postponements`
pub async fn postpone(Path((meeting, of)): Path<(u64, Date)>, told: Told<PostponeBody>) -> Answer {
    let PostponeBody { item, why } = &told.body;
    give(&told, meeting, MeetingOrder::Postpone { meeting, of, item: item.clone(), why: why.clone() }).await
}

/// `POST /api/v1/meetings/{number}/days/{day}/closing`
pub async fn close(Path((meeting, of)): Path<(u64, Date)>, told: Told<NothingMore>) -> Answer {
    give(&told, meeting, MeetingOrder::Close { meeting, of }).await
}

/// `POST /api/v1/meetings/{number}/end`
pub async fn end(Path(meeting): Path<u64>, told: Told<EndMeetingBody>) -> Answer {
    let last = told.body.last;
    give(&told, meeting, MeetingOrder::End { meeting, last }).await
}

async fn give<T>(told: &Told<T>, meeting: u64, order: MeetingOrder) -> Answer {
    let of = Ref::new(Kind::Meeting, &meeting.to_string());
    Ok(done(&told.carry_out(Some(of), Order::Meeting(order)).await?))
}

fn line(session: &Session, number: u64, it: &Meeting) -> MeetingLine {
    let closed = it.sittings.iter().rev().filter(|(_, sitting)| sitting.closed_at.is_some());
    let held = closed.map(|(of, _)| {
        let start = it.hours.moved.get(of).copied();
        day(session, it, Day { of: *of, start: start.unwrap_or(of.to_datetime(it.hours.start.time())) })
    });
    MeetingLine {
        number,
        title: session.picture.text(&it.title).map(str::to_owned),
        zone: it.hours.zone.clone(),
        minutes: it.hours.minutes,
        weeks: it.hours.weeks,
        people: it.people.iter().map(|id| person(session, *id)).collect(),
        next: it.next(session.today).map(|next| day(session, it, next)),
        held: held.collect(),
    }
}

fn day(session: &Session, it: &Meeting, day: Day) -> MeetingDay {
    let picture = &session.picture;
    let Some(sitting) = it.sittings.get(&day.of) else {
        let programme = picture.programme(it, day, session.today);
        let points = programme.points.iter().map(|point| MeetingPoint {
            about: link(session, &point.about),
            say: point.say.clone().into(),
            why: Some(picture.why_here(point, session.today).into()),
            week: point.week.as_ref().map(Number::from),
            came: "open".to_owned(),
            words: None,
            action: None,
        });
        let (points, state) = (points.collect(), "coming".to_owned());
        return MeetingDay {
            day: day.of,
            start: day.start,
            state,
            present: Vec::new(),
            points,
            later: programme.later,
        };
    };
    let points = picture.outcomes(sitting).into_iter().map(|(item, outcome)| {
        let (came, words, action) = match outcome {
            Some(Outcome::Settled(how)) => ("settled", Some(settled_say(session, &how)), None),
            Some(Outcome::Action(action)) => ("action", None, Some(link(session, &action))),
            Some(Outcome::Postponed(why)) => ("postponed", picture.text(&why).map(base::Say::same), None),
            None => ("open", None, None),
        };
        MeetingPoint {
            about: link(session, &item),
            say: picture.point_say(&item).into(),
            why: None,
            week: None,
            came: came.to_owned(),
            words: words.map(Say::from),
            action,
        }
    });
    MeetingDay {
        day: day.of,
        start: day.start,
        state: if sitting.closed_at.is_some() { "closed" } else { "open" }.to_owned(),
        present: sitting.present.iter().map(|id| person(session, *id)).collect(),
        points: points.collect(),
        later: 0,
    }
}
