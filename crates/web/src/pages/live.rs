//! Tells open pages that something has happened: the log position, each time it moves.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::answer::Answer;
use crate::house::House;

/// `GET /live`: server-sent events, each with the position as its data.
pub async fn stream(State(house): State<House>) -> Answer {
    let positions = WatchStream::new(house.app.watch());
    let events = positions.map(|at| Ok::<_, Infallible>(Event::default().event("position").data(at.to_string())));
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}
