//! Orders about who is who among records of customers.

use agenda::role::Right;
use base::Aggregate;
use customers::said::{Command, Said};
use picture::Event;

use super::{Decided, Desk};
use crate::order::identity::IdentityOrder;
use crate::problem::Problem;

impl Desk<'_> {
    pub(super) fn identity(&mut self, order: &IdentityOrder) -> Decided {
        // Who may state facts of the house's data may see them and say who is who in them.
        self.must(Right::State)?;
        let command = match order {
            IdentityOrder::Say { left, right, same } => Command::Say { left: *left, right: *right, same: *same },
            IdentityOrder::TakeBack { left, right } => Command::TakeBack { left: *left, right: *right },
            IdentityOrder::Show { records } => Command::Show { records: records.clone() },
        };
        let events = Said::decide(self.picture.said(), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        Ok((None, events.into_iter().map(Event::Said).collect()))
    }
}
