//! Orders about tools in use: declared, reviewed, their owners asked, decided by both sides, and what follows.

use agenda::action::{self, Action};
use agenda::charter;
use agenda::decision::{self, Decision, Facts};
use agenda::lane::Lane;
use agenda::message::{self, Message, Purpose};
use agenda::role::{Right, Role};
use agenda::tool::{self, Case};
use base::{Aggregate, Kind, Lang, PersonId, Ref, Say, Text};
use jiff::civil::Date;
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::actor::Actor;
use crate::clock::day_of;
use crate::letters::{self, Letter};
use crate::order::{Order, TypedPlace};
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about a tool, an action or a message.
    pub(super) fn tools(&mut self, order: &Order) -> Decided {
        use Order::*;
        match order {
            DeclareTool { name, purpose, functions, team, monthly, personal } => {
                self.must(Right::Ask)?;
                self.must_be_team(team.as_ref())?;
                if monthly.is_some_and(|amount| amount.cents < 0) {
                    return Err(Problem::invalid(
                        Say::new("un coût n'est pas négatif", "a cost is not negative"),
                        Say::new(
                            "écrivez ce que l'outil coûte par mois, ou rien",
                            "write what the tool costs a month, or nothing",
                        ),
                    ));
                }
                let command = tool::Command::Declare {
                    says_something: says_something(name),
                    purpose: self.mint_some(purpose.as_deref())?,
                    functions: self.mint_some(functions.as_deref())?,
                    team: team.clone(),
                    monthly: *monthly,
                    personal: *personal,
                    name: self.mint(name)?,
                };
                // A tool that evidence shows under this name is the one that is meant.
                // Otherwise it gets a number: what a person typed stands in no stream's name.
                let next = || Ref::new(Kind::Tool, &format!("declared-{}", self.picture.cases().count() + 1));
                let tool = self.picture.tool_called(name).unwrap_or_else(next);
                self.case(&tool, command)
            }
            ReviewTool { tool, in_use, why } => {
                self.must(Right::Shape)?;
                self.must_know(tool)?;
                let why = self.mint_some(why.as_deref())?;
                self.case(tool, tool::Command::Review { in_use: *in_use, why })
            }
            AskOwner { tool, person, lang } => {
                self.must(Right::Shape)?;
                self.must_know(tool)?;
                self.must_be_here(*person)?;
                let number = self.picture.next_message();
                let message = Ref::new(Kind::Message, &number.to_string());
                let command = tool::Command::Ask { person: *person, message, today: day_of(self.now) };
                let (about, mut events) = self.case(tool, command)?;
                let letter = letters::asking(self.picture, tool, day_of(self.now), *lang);
                events.push(self.write(number, *person, Purpose::Amnesty, tool, &letter)?);
                Ok((about, events))
            }
            AnswerTool { tool, answer, cause, quoted_weeks, functions, words } => {
                let Some(person) = self.actor.person() else { return Err(Problem::forbidden()) };
                self.must_know(tool)?;
                self.must_be_here(person)?;
                let functions = self.mint_some(functions.as_deref())?;
                let words = self.mint_some(words.as_deref())?;
                let (answer, cause, quoted_weeks) = (*answer, *cause, *quoted_weeks);
                self.case(tool, tool::Command::Answer { person, answer, cause, quoted_weeks, functions, words })
            }
            OpenNames { tool, reason, lang } => self.open_names(tool, reason, *lang),
            SendTool { tool, replace_by, until } => self.send_tool(tool, replace_by.as_ref(), *until),
            ProveDeletion { tool, proof } => {
                self.must_know(tool)?;
                // The owner proves it, or whoever shapes the case.
                let owner = self.picture.case(tool).and_then(|case| case.owner);
                if owner.is_none() || owner != self.actor.person() {
                    self.must(Right::Shape)?;
                }
                let says_something = says_something(proof);
                let proof = self.mint(proof)?;
                self.case(tool, tool::Command::ProveDeletion { proof, says_something })
            }
            NameOfficialWay { tool, request } => {
                self.must_know(tool)?;
                let request = Ref::new(Kind::Request, &request.to_string());
                self.must_know(&request)?;
                let owner = self.picture.case(tool).and_then(|case| case.owner);
                if owner.is_none() || owner != self.actor.person() {
                    self.must(Right::Shape)?;
                }
                self.case(tool, tool::Command::NameOfficialWay { request })
            }
            RemindDue { lang } => self.remind_due(*lang),
            SetAction { words, cause, marketing, it, due, place } => {
                self.must(Right::Shape)?;
                self.must_be_here(*marketing)?;
                self.must_be_here(*it)?;
                if let Some(cause) = cause {
                    self.must_know(cause)?;
                    self.must_cite(cause)?;
                }
                let number = self.picture.next_action();
                let says_something = says_something(words);
                let words = self.mint(words)?;
                let (cause, due) = (cause.clone(), *due);
                let (marketing, it) = (*marketing, *it);
                let set = action::Command::Set { words, says_something, cause: cause.clone(), marketing, it, due };
                let (about, mut events) = self.action(number, set)?;
                if let (Some(place), Some(Event::Action(_, set))) = (place, events.first()) {
                    // Placed as it stands once it is agreed, in the same commit.
                    let standing = Action::evolve(None, set, &self.ctx());
                    let command = self.place(place, None, [marketing, it])?;
                    let placed = Action::decide(standing.as_ref(), command, &self.ctx());
                    let placed = placed.map_err(|refusal| Problem::refused(&refusal))?;
                    events.extend(placed.into_iter().map(|event| Event::Action(number, event)));
                }
                if let (Some(tool), Some(action)) = (cause.filter(|cause| cause.kind() == Kind::Tool), about.clone()) {
                    events.extend(self.case(&tool, tool::Command::TurnCause { action })?.1);
                }
                Ok((about, events))
            }
            PlaceAction { action, place } => {
                self.must_end(*action)?;
                let command = match (place, self.picture.action(*action)) {
                    (Some(place), Some(held)) => {
                        let standing = held.place.as_ref().map(|place| place.outcome.clone());
                        self.place(place, standing, [held.marketing, held.it])?
                    }
                    _ => action::Command::TakeOff,
                };
                self.action(*action, command)
            }
            FinishAction { action, words } => {
                self.must_end(*action)?;
                let words = self.mint_some(words.as_deref())?;
                self.action(*action, action::Command::Finish { words })
            }
            DropAction { action, why } => {
                self.must_end(*action)?;
                let says_something = says_something(why);
                let why = self.mint(why)?;
                self.action(*action, action::Command::Drop { why, says_something })
            }
            NoteMail { message, failed } => {
                // Only the house itself speaks with the mail server.
                if self.actor != Actor::House {
                    return Err(Problem::forbidden());
                }
                let command = match failed {
                    None => message::Command::NoteSent,
                    Some(why) => message::Command::NoteFailed { why: why.clone() },
                };
                let events = Message::decide(self.picture.message(*message), command, &self.ctx());
                let events = events.map_err(|refusal| Problem::refused(&refusal))?;
                let about = Ref::new(Kind::Message, &message.to_string());
                Ok((Some(about), events.into_iter().map(|event| Event::Message(*message, event)).collect()))
            }
            _ => Err(Problem::not_found(Say::new("cet ordre", "this order"))),
        }
    }

    /// Gives an order to a tool's case.
    pub(super) fn case(&self, tool: &Ref, command: tool::Command) -> Decided {
        let events = Case::decide(self.picture.case(tool), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        Ok((Some(tool.clone()), events.into_iter().map(|event| Event::Tool(tool.clone(), event)).collect()))
    }

    /// What puts an action of these owners on the agenda; `standing`: the outcome it has there already.
    fn place(
        &mut self,
        place: &TypedPlace,
        standing: Option<Text>,
        owners: [PersonId; 2],
    ) -> Result<action::Command, Problem> {
        let says_something = says_something(&place.outcome);
        let outcome = match standing {
            Some(standing) => self.mint_unless(&place.outcome, standing)?,
            None => self.mint(&place.outcome)?,
        };
        let sides = owners.map(|owner| self.picture.person(owner).map(|person| person.side));
        Ok(action::Command::Place { place: action::Place { cell: place.cell, outcome }, says_something, sides })
    }

    fn action(&self, number: u64, command: action::Command) -> Decided {
        let events = Action::decide(self.picture.action(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Action, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Action(number, event)).collect()))
    }

    pub(super) fn write(
        &mut self,
        number: u64,
        to: PersonId,
        purpose: Purpose,
        about: &Ref,
        letter: &Letter,
    ) -> Result<Event, Problem> {
        let (subject, body) = (self.mint(&letter.subject)?, self.mint(&letter.body)?);
        let command = message::Command::Write { to, purpose, about: about.clone(), subject, body };
        let written = Message::decide(None, command, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        written.into_iter().next().map(|event| Event::Message(number, event)).ok_or_else(Problem::forbidden)
    }

    /// Opens names, and tells whoever protects data; without such a person names stay closed.
    fn open_names(&mut self, tool: &Ref, reason: &str, lang: Lang) -> Decided {
        self.must(Right::OpenNames)?;
        self.must_know(tool)?;
        let says_something = says_something(reason);
        let Some(dpo) = self.holder_of(Role::Dpo) else {
            return Err(Problem::new(
                crate::problem::Kind::Refused,
                Say::new(
                    "personne n'est chargé de la protection des données",
                    "nobody is in charge of data protection",
                ),
                Say::new("enregistrez d'abord cette personne et son rôle", "register that person and their role first"),
            ));
        };
        let number = self.picture.next_message();
        let notice = Some(Ref::new(Kind::Message, &number.to_string()));
        let letter = letters::names_opened(self.picture, tool, reason, lang);
        let reason = self.mint(reason)?;
        let (about, mut events) = self.case(tool, tool::Command::OpenNames { reason, says_something, notice })?;
        events.push(self.write(number, dpo, Purpose::NamesOpened, tool, &letter)?);
        Ok((about, events))
    }

    /// Sends a tool to a decision of both sides, on the page as it stands now.
    fn send_tool(&self, tool: &Ref, replace_by: Option<&Ref>, until: Date) -> Decided {
        self.must(Right::Shape)?;
        self.must_know(tool)?;
        let today = day_of(self.now);
        if until <= today {
            return Err(Problem::invalid(
                Say::new("cette date est passée", "this date has passed"),
                Say::new("choisissez un jour à venir", "choose a day to come"),
            ));
        }
        if let Some(system) = replace_by
            && self.picture.catalog().get(system).is_none()
        {
            return Err(Problem::not_found(Say::same(system.to_string())));
        }
        let opens = self.picture.next_decision();
        let decision = Ref::new(Kind::Decision, &opens.to_string());
        let (_, mut events) = self.case(tool, tool::Command::Send { decision: decision.clone() })?;
        let page = self.picture.tool_page(tool, replace_by, until, today);
        let open = decision::Command::Open {
            request: tool.clone(),
            lane: Lane::Standard,
            terms: self.picture.charter().terms(charter::class_for(tool, Lane::Standard)),
            today,
            options: page.options,
            facts: Facts::of(&page.facts),
        };
        let opened = Decision::decide(None, open, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        events.extend(opened.into_iter().map(|event| Event::Decision(opens, event)));
        Ok((Some(decision), events))
    }

    /// Reminds of everything that is due, in one commit: sent twice, it is done once.
    fn remind_due(&mut self, lang: Lang) -> Decided {
        self.must(Right::Shape)?;
        let today = day_of(self.now);
        let due = self.picture.cases().filter(|(_, case)| case.is_due(today)).map(|(tool, _)| tool.clone());
        let mut events = Vec::new();
        let mut first = self.picture.next_message();
        for tool in due.collect::<Vec<_>>() {
            let reminded = self.remind(&tool, first, lang)?;
            first += reminded.iter().filter(|event| matches!(event, Event::Message(..))).count() as u64;
            events.extend(reminded);
        }
        let near = self.picture.promises().into_iter();
        let near = near.filter(|it| it.on.is_some_and(|on| it.state.is_due(on, today))).map(|it| it.id.clone());
        for promise in near.collect::<Vec<_>>() {
            let reminded = self.remind_promise(&promise, first, lang)?;
            first += reminded.iter().filter(|event| matches!(event, Event::Message(..))).count() as u64;
            events.extend(reminded);
        }
        Ok((None, events))
    }

    /// Reminds the owner and the two directors, by messages numbered from `first` on.
    fn remind(&mut self, tool: &Ref, first: u64, lang: Lang) -> Result<Vec<Event>, Problem> {
        let today = day_of(self.now);
        let owner = self.picture.case(tool).and_then(|case| case.owner);
        let mut readers: Vec<PersonId> =
            owner.into_iter().chain(self.holder_of(Role::Cmo)).chain(self.holder_of(Role::Cio)).collect();
        let mut seen = Vec::new();
        readers.retain(|person| {
            let new = !seen.contains(person) && self.picture.person(*person).is_some_and(|it| it.present);
            seen.push(*person);
            new
        });
        let number = |nth: usize| first + nth as u64;
        let messages = (0..readers.len()).map(|nth| Ref::new(Kind::Message, &number(nth).to_string())).collect();
        let (_, mut events) = self.case(tool, tool::Command::Remind { today, messages })?;
        let letter = letters::ending(self.picture, tool, today, lang);
        for (nth, person) in readers.into_iter().enumerate() {
            events.push(self.write(number(nth), person, Purpose::Reminder, tool, &letter)?);
        }
        Ok(events)
    }

    pub(super) fn holder_of(&self, role: Role) -> Option<PersonId> {
        self.picture.people().find(|(_, person)| person.present && person.roles.contains(&role)).map(|(id, _)| id)
    }

    pub(super) fn mint_some(&mut self, words: Option<&str>) -> Result<Option<Text>, Problem> {
        words.filter(|words| says_something(words)).map(|words| self.mint(words)).transpose()
    }

    /// An action is ended, or put on the agenda, by one of its owners, or by whoever shapes cases.
    fn must_end(&self, action: u64) -> Result<(), Problem> {
        let me = self.actor.person();
        let Some(held) = self.picture.action(action) else {
            return Err(Problem::not_found(Say::new(format!("l'action {action}"), format!("action {action}"))));
        };
        match me.is_some_and(|me| [held.marketing, held.it].contains(&me)) {
            true => Ok(()),
            false => self.must(Right::Shape),
        }
    }

    pub(super) fn must_be_here(&self, person: PersonId) -> Result<(), Problem> {
        match self.picture.person(person) {
            Some(it) if it.present => Ok(()),
            _ => Err(Problem::not_found(Say::new("cette personne", "this person"))),
        }
    }

    pub(super) fn must_be_team(&self, team: Option<&Ref>) -> Result<(), Problem> {
        match team {
            Some(team) if self.picture.catalog().get(team).is_none() => {
                Err(Problem::not_found(Say::same(team.to_string())))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a tool that neither evidence nor a person speaks of.
    fn must_know(&self, thing: &Ref) -> Result<(), Problem> {
        let known = match thing.kind() {
            Kind::Tool => self.picture.case(thing).is_some() || self.picture.shadow().tool(thing).is_some(),
            Kind::Decision | Kind::Request => self.picture.version(thing) > 0,
            Kind::Promise => self.picture.promised(thing).is_some(),
            _ => self.picture.catalog().get(thing).is_some(),
        };
        if known { Ok(()) } else { Err(Problem::not_found(Say::same(thing.to_string()))) }
    }
}
