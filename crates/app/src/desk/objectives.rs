//! Orders about objectives: set and revised by those who shape the agenda, measured by the two who answer for the number.

use agenda::business_case::Step;
use agenda::objective::tree::number_of;
use agenda::objective::{self, Above, Around, Content, Objective, Yardstick};
use agenda::role::Right;
use base::{Aggregate, Kind, PersonId, Ref, Say, Text};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::clock::day_of;
use crate::order::objectives::{ObjectiveOrder, TypedObjective, TypedYardstick};
use crate::problem::Problem;

/// What can serve an objective, besides a promise.
const SERVING: &[Kind] = &[Kind::Request, Kind::BusinessCase, Kind::Pilot, Kind::Objective];

impl Desk<'_> {
    /// Decides an order about an objective.
    pub(super) fn objectives(&mut self, order: &ObjectiveOrder) -> Decided {
        use ObjectiveOrder::*;
        match order {
            Set { content } => {
                self.must(Right::Shape)?;
                let number = self.picture.next_objective();
                let around = self.around(number, content);
                let content = Box::new(self.aim(content, None)?);
                self.objective(number, objective::Command::Set { content, around })
            }
            Revise { objective, content } => {
                self.must(Right::Shape)?;
                let standing = self.held_objective(*objective)?.content.clone();
                let around = self.around(*objective, content);
                let content = Box::new(self.aim(content, Some(&standing))?);
                self.objective(*objective, objective::Command::Revise { content, around })
            }
            Measure { objective, on, value, source } => {
                let held = self.held_objective(*objective)?;
                let answers = [held.content.defines, held.content.supplies].map(Some).contains(&self.actor.person());
                let today = day_of(self.now);
                let on = on.unwrap_or(today);
                let before = held.readings.get(&on).map(|reading| reading.source.clone());
                self.must(if answers { Right::Ask } else { Right::Shape })?;
                let says_something = says_something(source);
                let source = self.mint_or(source, before)?;
                let value = *value;
                self.objective(*objective, objective::Command::Measure { on, value, source, says_something, today })
            }
            Serve { objective, by } => {
                self.held_objective(*objective)?;
                self.must_lean(by, SERVING)?;
                let tree = self.picture.objective_tree();
                let itself = number_of(by).is_some_and(|number| tree.is_within(*objective, number));
                self.objective(*objective, objective::Command::Serve { by: by.clone(), itself })
            }
            Unserve { objective, by } => {
                self.held_objective(*objective)?;
                self.must_lean(by, SERVING)?;
                self.objective(*objective, objective::Command::Unserve { by: by.clone() })
            }
            End { objective, why } => {
                self.must(Right::Shape)?;
                let before = self.held_objective(*objective)?.ended.as_ref().map(|(why, _)| why.clone());
                let below = self.picture.objective_tree().under(*objective).len();
                let says_something = says_something(why);
                let why = self.mint_or(why, before)?;
                self.objective(*objective, objective::Command::End { why, says_something, below })
            }
        }
    }

    fn objective(&self, number: u64, command: objective::Command) -> Decided {
        let events = Objective::decide(self.picture.objective(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Objective, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Objective(number, event)).collect()))
    }

    fn held_objective(&self, number: u64) -> Result<&Objective, Problem> {
        let missing = || Problem::not_found(Say::new(format!("l'objectif {number}"), format!("objective {number}")));
        self.picture.objective(number).ok_or_else(missing)
    }

    /// What stands around an objective that says this.
    fn around(&self, number: u64, typed: &TypedObjective) -> Around {
        let tree = self.picture.objective_tree();
        let (stands, circle) = match &typed.above {
            Above::Root(_) => (true, false),
            Above::Objective(id) => {
                let above = number_of(id).filter(|above| tree.get(*above).is_some());
                (above.is_some(), above.is_some_and(|above| tree.is_within(above, number)))
            }
        };
        let side = |id: PersonId| self.picture.person(id).filter(|person| person.present).map(|person| person.side);
        let steps = || typed.yardstick.iter().flat_map(|it| &it.chain).all(|step| says_something(&step.words));
        Around {
            says_something: says_something(&typed.name) && says_something(&typed.effect) && steps(),
            stands,
            circle,
            sides: [side(typed.defines), side(typed.supplies)],
        }
    }

    /// Takes the words of an objective in; those that stand there already stay what they are.
    fn aim(&mut self, typed: &TypedObjective, standing: Option<&Content>) -> Result<Content, Problem> {
        let old = |text: fn(&Content) -> &Text| standing.map(|content| text(content).clone());
        let before = standing.and_then(|content| content.yardstick.as_ref());
        Ok(Content {
            name: self.mint_or(&typed.name, old(|content| &content.name))?,
            above: typed.above.clone(),
            effect: self.mint_or(&typed.effect, old(|content| &content.effect))?,
            defines: typed.defines,
            supplies: typed.supplies,
            weight: typed.weight,
            yardstick: typed.yardstick.as_ref().map(|it| self.yardstick(it, before)).transpose()?,
        })
    }

    fn yardstick(&mut self, typed: &TypedYardstick, standing: Option<&Yardstick>) -> Result<Yardstick, Problem> {
        let mut chain = Vec::new();
        for (place, step) in typed.chain.iter().enumerate() {
            let old = standing.and_then(|it| it.chain.get(place)).map(|step| step.words.clone());
            chain.push(Step { words: self.mint_or(&step.words, old)?, kind: step.kind });
        }
        let TypedYardstick { counted, unit, target, from, by, .. } = *typed;
        Ok(Yardstick { chain, counted, unit, target, from, by })
    }
}
