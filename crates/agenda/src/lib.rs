//! What we decide together: requests, decisions, pilots, people and the charter that says who decides.
//!
//! Deliberately absent: the landscape (pointed at by `Ref` only), the clock, storage, and any word a person typed:
//! words live in the vault and come in as values where a rule must read them.

pub mod acceptance;
pub mod action;
pub mod business_case;
pub mod calendar;
pub mod change;
pub mod charter;
pub mod decision;
pub mod lane;
pub mod meeting;
pub mod message;
pub mod money;
pub mod objective;
pub mod person;
pub mod pilot;
pub mod plan;
pub mod portfolio;
pub mod practice;
pub mod promise;
pub mod question;
pub mod raci;
pub mod readiness;
pub mod request;
pub mod role;
pub mod specification;
pub mod tool;
pub mod tracker;
pub mod wording;
