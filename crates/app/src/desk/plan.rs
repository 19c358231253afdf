//! Orders about the rolling plan: what may be planned, when it begins, and both sides' word on it.

use agenda::plan::{self, Fund, Initiative, Plan};
use agenda::role::Right;
use base::{Aggregate, Side};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::order::plan::{PlanOrder, TypedInitiative};
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about the plan.
    pub(super) fn rolling(&mut self, order: &PlanOrder) -> Decided {
        let command = match order {
            PlanOrder::State { number, initiative } => {
                self.must(Right::Shape)?;
                let TypedInitiative { name, request, value, delay, work, costs, needs, must } = initiative;
                if let Some(request) = request {
                    self.held(*request)?;
                }
                for part in work {
                    self.must_be_team(Some(&part.team))?;
                }
                let says_something = says_something(name);
                let standing = number.and_then(|number| self.picture.plan()?.initiatives.get(&number));
                let name = match standing.map(|it| it.name.clone()) {
                    Some(standing) => self.mint_unless(name, standing)?,
                    None => self.mint(name)?,
                };
                let initiative = Initiative {
                    name,
                    request: *request,
                    value: *value,
                    delay: *delay,
                    work: work.clone(),
                    costs: costs.clone(),
                    needs: needs.clone(),
                    must: *must,
                };
                plan::Command::State { number: *number, initiative, says_something }
            }
            PlanOrder::Fund { number, name, money } => {
                self.must(Right::Shape)?;
                let says_something = says_something(name);
                let standing = number.and_then(|number| self.picture.plan()?.funds.get(&number));
                let name = match standing.map(|it| it.name.clone()) {
                    Some(standing) => self.mint_unless(name, standing)?,
                    None => self.mint(name)?,
                };
                let fund = Fund { name, money: money.clone() };
                plan::Command::Fund { number: *number, fund, says_something }
            }
            PlanOrder::Drop { number, why } => {
                self.must(Right::Shape)?;
                let says_something = says_something(why);
                plan::Command::Drop { number: *number, why: self.mint(why)?, says_something }
            }
            PlanOrder::Propose { moves } => {
                self.must(Right::Shape)?;
                plan::Command::Propose { moves: moves.clone() }
            }
            PlanOrder::Agree { proposal } => plan::Command::Agree { proposal: *proposal, side: self.own_side()? },
            PlanOrder::Decline { proposal, why } => {
                let side = self.own_side()?;
                let says_something = says_something(why);
                plan::Command::Decline { proposal: *proposal, side, why: self.mint(why)?, says_something }
            }
        };
        let events = Plan::decide(self.picture.plan(), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        Ok((None, events.into_iter().map(Event::Plan).collect()))
    }

    /// The side the actor signs for.
    fn own_side(&self) -> Result<Side, Problem> {
        let Some(side) = self.actor.signs_for(self.picture) else { return Err(Problem::forbidden()) };
        self.must(if side == Side::Marketing { Right::SignMarketing } else { Right::SignIt })?;
        Ok(side)
    }
}
