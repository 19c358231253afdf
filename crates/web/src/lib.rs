//! Pages and JSON over the use-cases. One table names every route with what it takes to open it; one gate stands
//! before all of them.
//!
//! Deliberately absent: rules (they are in the core), storage, a front-end build step.

mod answer;
pub mod api;
mod gate;
mod house;
mod pages;
mod posted;
pub mod routes;
mod session;
mod typed;
pub mod ui;

pub use gate::Access;
pub use house::{Config, House};

use std::sync::Arc;

use app::App;

/// Everything that is served, over one app.
pub fn router(app: Arc<App>, config: Config) -> axum::Router {
    routes::router(House::new(app, config))
}
