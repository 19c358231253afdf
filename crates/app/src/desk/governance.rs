//! Orders about who answers for what and who decides what.

use std::collections::HashMap;

use agenda::charter::{self, Charter, Input};
use agenda::decision::{self, Decision, Facts};
use agenda::lane::Lane;
use agenda::message::Purpose;
use agenda::raci::{self, Activity, Draft, DraftActivity, DraftRow, Holder, Matrix, Row, Seat, Source, Who};
use agenda::role::Right;
use base::{Aggregate, Kind, Ref, Say, Side, Text};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::clock::day_of;
use crate::deadlines;
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

impl Desk<'_> {
    /// Decides an order about the charter, or about how a decision is come to.
    pub(super) fn deciding(&mut self, order: &Order) -> Decided {
        match order {
            Order::ProposeCharterRow { .. } => self.propose(order),
            Order::RestateConcern { decision, words } => {
                let by = self.side_that_speaks()?;
                let says_something = says_something(words);
                let standing = self.picture.decision(*decision).and_then(|it| it.restated.get(&by));
                let words = match standing.map(|it| it.words.clone()) {
                    Some(standing) => self.mint_unless(words, standing)?,
                    None => self.mint(words)?,
                };
                self.decision(*decision, decision::Command::Restate { by, words, says_something })
            }
            Order::AnswerRestatement { decision, correction } => {
                let side = self.side_that_speaks()?;
                let correction = correction.as_deref().filter(|words| says_something(words));
                let restated = self.picture.decision(*decision).map(|it| &it.restated);
                let answer = restated.and_then(|it| it.iter().find(|(by, _)| **by != side)?.1.answer.as_ref());
                let standing = answer.and_then(|answer| answer.correction.clone());
                let correction = match (correction, standing) {
                    (None, _) => None,
                    (Some(words), Some(standing)) => Some(self.mint_unless(words, standing)?),
                    (Some(words), None) => Some(self.mint(words)?),
                };
                self.decision(*decision, decision::Command::AnswerRestatement { side, correction })
            }
            Order::Escalate { decision, lang } => {
                self.must(Right::Shape)?;
                let today = day_of(self.now);
                let (about, mut events) = self.decision(*decision, decision::Command::Escalate { today })?;
                if let (Some(about), false) = (&about, events.is_empty()) {
                    let letter = deadlines::to_the_arbiter(self.picture, *decision, today, *lang);
                    let arbiters = self.picture.people().filter(|(_, it)| it.may(Right::Arbitrate)).map(|(id, _)| id);
                    for (arbiter, nth) in arbiters.zip(self.picture.next_message()..) {
                        events.push(self.write(nth, arbiter, Purpose::Arbitration, about, &letter)?);
                    }
                }
                Ok((about, events))
            }
            _ => Err(Problem::not_found(Say::new("cet ordre", "this order"))),
        }
    }

    /// Puts a row of the charter to a decision of both sides.
    fn propose(&mut self, order: &Order) -> Decided {
        let Order::ProposeCharterRow {
            key,
            name,
            domain,
            decider,
            inputs,
            working_days,
            silence,
            arbiter,
            reversibility,
        } = order
        else {
            return Err(Problem::not_found(Say::new("cet ordre", "this order")));
        };
        self.must(Right::Shape)?;
        let opens = self.picture.next_decision();
        let decision = Ref::new(Kind::Decision, &opens.to_string());
        let charter = self.picture.charter();
        let standing = match key {
            Some(key) => Some(charter.row(key).ok_or_else(|| {
                Problem::not_found(Say::new(
                    format!("la ligne « {key} » de la charte"),
                    format!("the row “{key}” of the charter"),
                ))
            })?),
            None => None,
        };
        let mut known: HashMap<String, Text> = HashMap::new();
        for row in &charter.rows {
            let named = row.inputs.iter().filter_map(|input| match &input.who {
                Holder::Named(text) => Some(text),
                Holder::Role { .. } | Holder::Party(_) => None,
            });
            for text in row.name.iter().chain(named) {
                if let Some(words) = self.picture.text(text) {
                    known.insert(base::slug(words), text.clone());
                }
            }
        }
        let words = name.as_deref().filter(|words| says_something(words));
        // A class of the first version keeps its own name, which is in both languages.
        let is_first = standing.is_some_and(|row| row.name.is_none());
        let name = match words {
            Some(words) if !is_first => Some(self.word(words, &mut known)?),
            _ => standing.and_then(|row| row.name.clone()),
        };
        let mut heard = Vec::with_capacity(inputs.len());
        for input in inputs.iter().filter(|input| says_something(&input.who)) {
            heard.push(Input { who: self.holder(&Who::of(&input.who), &mut known)?, must: input.must });
        }
        let row = charter::Row {
            key: standing.map_or_else(|| format!("own-{opens}"), |row| row.key.clone()),
            domain: *domain,
            decider: *decider,
            inputs: heard,
            working_days: *working_days,
            silence: *silence,
            arbiter: *arbiter,
            reversibility: *reversibility,
            name,
        };
        let says_something = row.name.is_some() || is_first;
        let page = self.picture.charter_page(&row);
        let about = Ref::new(Kind::Charter, &row.key);
        let command = charter::Command::Propose { decision: decision.clone(), row, says_something };
        let proposed = self.charter(command)?;
        if proposed.is_empty() {
            return Ok((Some(about), proposed));
        }
        let open = decision::Command::Open {
            terms: self.picture.charter().terms(charter::CHARTER),
            request: about,
            lane: Lane::Standard,
            today: day_of(self.now),
            options: page.options,
            facts: Facts::of(&page.facts),
        };
        let opened = Decision::decide(None, open, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        let opened = opened.into_iter().map(|event| Event::Decision(opens, event));
        Ok((Some(decision), proposed.into_iter().chain(opened).collect()))
    }

    /// Ends a proposal as its decision fell.
    pub(super) fn conclude_charter(&self, decision: &Ref, adopted: bool) -> Result<Vec<Event>, Problem> {
        self.charter(charter::Command::Conclude { decision: decision.clone(), adopted })
    }

    fn charter(&self, command: charter::Command) -> Result<Vec<Event>, Problem> {
        let events = Charter::decide(self.picture.changed_charter(), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        Ok(events.into_iter().map(Event::Charter).collect())
    }

    /// The side the actor may speak for: the one they sign for, or stand on where they shape cases.
    fn side_that_speaks(&self) -> Result<Side, Problem> {
        if let Some(side) = self.actor.signs_for(self.picture) {
            return Ok(side);
        }
        self.must(Right::Shape)?;
        let person = self.actor.person().and_then(|id| self.picture.person(id));
        match person.map(|person| person.side) {
            Some(side @ (Side::Marketing | Side::It)) => Ok(side),
            _ => Err(Problem::new(
                crate::problem::Kind::Refused,
                Say::new("vous n'êtes d'aucun des deux côtés", "you stand on neither of the two sides"),
                Say::new("laissez parler quelqu'un du marketing ou de la DSI", "let somebody of marketing or IT speak"),
            )),
        }
    }

    /// Refuses to cite a decision that does not hold.
    pub(super) fn must_cite(&self, cited: &Ref) -> Result<(), Problem> {
        if cited.kind() != Kind::Decision {
            return Ok(());
        }
        let decision = cited.key().parse().ok().and_then(|number| self.picture.decision(number));
        let decision = decision.ok_or_else(|| Problem::not_found(Say::same(cited.to_string())))?;
        decision.may_be_cited().map_err(|refusal| Problem::refused(&refusal))
    }
}
