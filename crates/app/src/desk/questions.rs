//! Orders about direct questions: asked of the other side, answered, taken back, passed on to a translator.

use agenda::message::Purpose;
use agenda::question::{self, DAYS_TO_ANSWER, Question};
use agenda::role::{Right, Role};
use base::{Aggregate, Kind, Lang, PersonId, Ref, Say, Side};
use delivery::hours::Hours;
use jiff::Timestamp;
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::letters;
use crate::order::Order;
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about a question.
    pub(super) fn questions(&mut self, order: &Order) -> Decided {
        match order {
            Order::AskQuestion { request, words } => {
                let by = self.side_about(*request)?;
                let of = if by == Side::It { Side::Marketing } else { Side::It };
                let number = self.picture.next_question();
                let says_something = says_something(words);
                let words = self.mint(words)?;
                let request = Ref::new(Kind::Request, &request.to_string());
                let due = first_answer_due(self.now);
                self.direct_question(number, question::Command::Ask { request, by, of, words, says_something, due })
            }
            Order::AnswerQuestion { question, words } => {
                let side = self.side_about(self.request_of(*question)?)?;
                let says_something = says_something(words);
                let words = self.mint(words)?;
                self.direct_question(*question, question::Command::Answer { side, words, says_something })
            }
            Order::WithdrawQuestion { question } => {
                let side = self.side_about(self.request_of(*question)?)?;
                self.direct_question(*question, question::Command::Withdraw { side })
            }
            Order::PassOnQuestion { question, lang } => self.pass_on(*question, *lang),
            _ => Err(Problem::not_found(Say::new("cet ordre", "this order"))),
        }
    }

    fn direct_question(&self, number: u64, command: question::Command) -> Decided {
        let events = Question::decide(self.picture.question(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Question, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Question(number, event)).collect()))
    }

    fn request_of(&self, number: u64) -> Result<u64, Problem> {
        let question = self.picture.question(number).and_then(|it| it.request.key().parse().ok());
        question
            .ok_or_else(|| Problem::not_found(Say::new(format!("la question {number}"), format!("question {number}"))))
    }

    /// The side the actor speaks for about a request: whoever asked for it, or shapes requests, for their own.
    fn side_about(&self, request: u64) -> Result<Side, Problem> {
        let held = self.held(request)?;
        let own = held.by.is_some() && held.by == self.actor.person();
        self.must(if own { Right::Ask } else { Right::Shape })?;
        let person = self.actor.person().and_then(|id| self.picture.person(id));
        match person.map(|person| person.signs_for().unwrap_or(person.side)) {
            Some(side @ (Side::Marketing | Side::It)) => Ok(side),
            _ => Err(Problem::new(
                crate::problem::Kind::Refused,
                Say::new("vous n'êtes d'aucun des deux côtés", "you stand on neither of the two sides"),
                Say::new("laissez parler quelqu'un du marketing ou de la DSI", "let somebody of marketing or IT speak"),
            )),
        }
    }

    /// Passes a question on to the translator of the side asked: the one who translates for the team that asked for the
    /// change, else the first of the side.
    fn pass_on(&mut self, number: u64, lang: Lang) -> Decided {
        self.must(Right::Shape)?;
        let request = self.request_of(number)?;
        let of = self.picture.question(number).map(|it| it.of);
        let team = self.held(request)?.by.and_then(|by| self.picture.person(by)?.team.clone());
        let translators: Vec<PersonId> = self.picture.holders_of(Role::Translator, of).collect();
        let covers = |id: &&PersonId| {
            let covered = self.picture.person(**id).map(|person| &person.covers);
            team.as_ref().zip(covered).is_some_and(|(team, covered)| covered.contains(team))
        };
        let to = translators.iter().find(covers).or(translators.first()).copied();
        let message = self.picture.next_message();
        let written = to.map(|_| Ref::new(Kind::Message, &message.to_string()));
        let (about, mut events) = self.direct_question(number, question::Command::PassOn { to, message: written })?;
        if let (Some(to), Some(about), false) = (to, &about, events.is_empty()) {
            let letter = letters::passed_on(self.picture, number, lang);
            events.push(self.write(message, to, Purpose::Question, about, &letter)?);
        }
        Ok((about, events))
    }
}

/// Until when a first answer to a question asked now is due.
fn first_answer_due(now: Timestamp) -> Timestamp {
    let hours = Hours::house();
    hours.after(now, DAYS_TO_ANSWER * hours.day_s()).unwrap_or(now)
}
