//! Orders about who answers for what and who decides what.

use std::collections::HashMap;

use agenda::raci::{self, Activity, Draft, DraftActivity, DraftRow, Holder, Matrix, Row, Seat, Source, Who};
use agenda::role::Right;
use base::{Aggregate, Kind, Ref, Say, Text};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::order::{Order, SeatWords};
use crate::problem::Problem;

/// The one of its kind the house has.
const HOUSE: &str = "house";

impl Desk<'_> {
    /// Decides an order about the matrix.
    pub(super) fn governance(&mut self, order: &Order) -> Decided {
        self.must(Right::Shape)?;
        match order {
            Order::AdoptRaci => {
                let (columns, rows) = raci::template();
                self.raci(raci::Command::Adopt { source: Source::Template, columns, rows })
            }
            Order::StateRaciRow { row, activity, stages, seats, joint } => {
                let mut drafted = DraftRow::on(activity);
                if !stages.is_empty() {
                    drafted.stages.clone_from(stages);
                }
                drafted.joint = *joint;
                for SeatWords { who, marks } in seats {
                    if !says_something(who) {
                        return Err(Problem::invalid(
                            Say::new("un rôle n'a pas de nom", "a role has no name"),
                            Say::new("nommez-le, ou retirez-le", "name it, or take it out"),
                        ));
                    }
                    let who = Who::of(who);
                    let marks = raci::marks(marks).ok_or_else(|| no_mark(marks))?;
                    drafted.seats.extend(marks.into_iter().map(|mark| (who.clone(), mark)));
                }
                let says_something = says_something(activity);
                let what = self.row(&drafted, &mut self.standing())?;
                self.raci(raci::Command::StateRow { row: *row, what, says_something })
            }
            Order::DropRaciRow { row } => self.raci(raci::Command::DropRow { row: *row }),
            _ => Err(Problem::not_found(Say::new("cet ordre", "this order"))),
        }
    }

    /// Takes over the matrix of a file.
    pub(super) fn adopt_file(&mut self, dataset: &Ref, draft: &Draft) -> Result<Vec<Event>, Problem> {
        self.must(Right::Shape)?;
        let mut known = self.standing();
        let columns = draft.columns.iter().map(|who| self.holder(who, &mut known)).collect::<Result<Vec<_>, _>>()?;
        let rows = draft.rows.iter().map(|row| self.row(row, &mut known)).collect::<Result<Vec<_>, _>>()?;
        let source = Source::File { dataset: dataset.clone() };
        Ok(self.raci(raci::Command::Adopt { source, columns, rows })?.1)
    }

    fn raci(&self, command: raci::Command) -> Decided {
        let events = Matrix::decide(self.picture.raci(), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        Ok((Some(Ref::new(Kind::Raci, HOUSE)), events.into_iter().map(Event::Raci).collect()))
    }

    fn row(&mut self, drafted: &DraftRow, known: &mut HashMap<String, Text>) -> Result<Row, Problem> {
        let activity = match &drafted.activity {
            DraftActivity::Known(key) => Activity::Known(key.clone()),
            DraftActivity::Named(words) => Activity::Named(self.word(words, known)?),
        };
        let mut seats = Vec::with_capacity(drafted.seats.len());
        for (who, mark) in &drafted.seats {
            seats.push(Seat { who: self.holder(who, known)?, mark: *mark });
        }
        let DraftRow { stages, purposes, joint, .. } = drafted;
        Ok(Row { activity, stages: stages.clone(), purposes: *purposes, seats, joint: *joint })
    }

    fn holder(&mut self, who: &Who, known: &mut HashMap<String, Text>) -> Result<Holder, Problem> {
        Ok(match who {
            Who::Known(holder) => holder.clone(),
            Who::Named(words) => Holder::Named(self.word(words, known)?),
        })
    }

    /// The words the matrix holds now: saying them again is not saying something new.
    fn standing(&self) -> HashMap<String, Text> {
        let matrix = self.picture.raci();
        let activities =
            matrix.into_iter().flat_map(|matrix| &matrix.rows).filter_map(|(_, row)| match &row.activity {
                Activity::Named(text) => Some(text),
                Activity::Known(_) => None,
            });
        let holders = matrix.into_iter().flat_map(|matrix| &matrix.columns).filter_map(|holder| match holder {
            Holder::Named(text) => Some(text),
            Holder::Role { .. } | Holder::Party(_) => None,
        });
        let texts = activities.chain(holders);
        texts.filter_map(|text| Some((base::slug(self.picture.text(text)?), text.clone()))).collect()
    }

    /// Takes words in unless the same stand there already.
    fn word(&mut self, words: &str, known: &mut HashMap<String, Text>) -> Result<Text, Problem> {
        let key = base::slug(words);
        if let Some(text) = known.get(&key) {
            return Ok(text.clone());
        }
        let text = self.mint(words)?;
        known.insert(key, text.clone());
        Ok(text)
    }
}

fn no_mark(words: &str) -> Problem {
    Problem::invalid(
        Say::new(
            format!("« {words} » n'est pas une marque de la matrice"),
            format!("“{words}” is no mark of a matrix"),
        ),
        Say::new("écrivez A, A², R, C ou I, ou plusieurs comme A/R", "write A, A², R, C or I, or several such as A/R"),
    )
}
