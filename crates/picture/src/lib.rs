//! The pillars at one log position, and the links between them: what a request means for the landscape, what a decision
//! is decided on, what the landing page's cards show.
//!
//! A picture is folded from events, cloned in constant time (maps share their structure), and never half seen.
//!
//! Deliberately absent: rules of a pillar, storage, clocks.

mod acceptance;
pub mod business_case;
pub mod calendar;
pub mod cards;
pub mod change;
pub mod dataset;
mod event;
mod find;
pub mod flow;
mod fold;
pub mod four_by_four;
mod governance;
mod link;
pub mod meeting;
pub mod monday;
pub mod objective;
pub mod organisation;
mod page;
pub mod pilot;
pub mod plan;
pub mod promise;
pub mod shadow;
pub mod specification;
pub mod spend;
pub mod tracker;
pub mod value;
pub mod waiting;

pub use event::{Event, Unreadable};
pub use find::{Hit, Whose};
pub use fold::{Arrival, Fact, Kept, Picture, Recent};
pub use link::{Reading, about_of};
pub use page::{Page, options};
