//! One's own calendar: the address programs read it under, and what is in it.

use agenda::calendar::When;
use app::{Order, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use base::{Kind, Ref, Say as Words};
use jiff::civil::Date;
use picture::calendar::With;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::done;
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::pages::calendar::address;
use crate::session::{Session, href};

/// A person's calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarPage {
    /// Where calendar programs read it; `null` while it is closed. Whoever has it reads the calendar.
    pub address: Option<String>,
    /// What is in it, by day.
    pub entries: Vec<CalendarLine>,
}

/// Something in a calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarLine {
    /// The day it is due; of what comes back, the next.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// What it says.
    pub summary: String,
    /// What more there is to say.
    pub description: String,
    /// Its page.
    pub href: String,
    /// Whether it does not take place any more.
    pub cancelled: bool,
}

/// Nothing.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NoBody {}

/// `GET /api/v1/calendar`
pub async fn show(State(house): State<House>, session: Session, headers: HeaderMap) -> Answer {
    let Some(person) = session.person() else {
        return Err(Problem::invalid(
            Words::new("ce calendrier est celui d'une personne", "this calendar is that of a person"),
            Words::new("agissez au nom d'une personne", "act as a person"),
        )
        .into());
    };
    let with = With { today: session.today, lang: session.lang, house: "", page: &href };
    let entries = session.picture.calendar(person, &with).entries.into_iter().map(|entry| CalendarLine {
        day: match &entry.when {
            When::Day(day) => *day,
            When::Hours(hours) => entry.when.next(session.today).unwrap_or(hours.start.date()),
        },
        summary: entry.summary,
        description: entry.description,
        href: entry.url.unwrap_or_default(),
        cancelled: entry.cancelled,
    });
    let address = address(&house, &session, &headers, person);
    Ok(Json(CalendarPage { address, entries: entries.collect() }).into_response())
}

/// `POST /api/v1/calendar/address`: a new one; none there was before opens the calendar any more.
pub async fn open(told: Told<NoBody>) -> Answer {
    Ok(done(&told.carry_out(own(&told), Order::OpenCalendar).await?))
}

/// `DELETE /api/v1/calendar/address`
pub async fn close(told: Told<NoBody>) -> Answer {
    Ok(done(&told.carry_out(own(&told), Order::CloseCalendar).await?))
}

fn own(told: &Told<NoBody>) -> Option<Ref> {
    told.session.person().map(|person| Ref::new(Kind::Person, &person.to_string()))
}
