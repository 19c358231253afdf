//! Orders about changes of what was decided: put forward with their receipts, decided by both sides.

use agenda::change::{self, Alternative, Change, Dependent, Gain, Proposal, Says, Work};
use agenda::decision::{self, Choice, Decision, Facts};
use agenda::lane::Lane;
use agenda::role::Right;
use base::{Aggregate, Kind, Ref, Say, Text};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::clock::day_of;
use crate::order::changes::{ChangeOrder, TypedChange, TypedOption, TypedWeeks};
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about a change.
    pub(super) fn changes(&mut self, order: &ChangeOrder) -> Decided {
        self.must(Right::Shape)?;
        let today = day_of(self.now);
        match order {
            ChangeOrder::Propose { proposal } => {
                let number = self.picture.next_change();
                let (proposal, says) = self.proposal(proposal, None)?;
                let stands = self.picture.change_stands(&proposal);
                self.change(number, change::Command::Propose { proposal, says, stands, today })
            }
            ChangeOrder::Revise { change, proposal } => {
                let standing = self.held_change(*change)?.proposal.clone();
                let (proposal, says) = self.proposal(proposal, Some(&standing))?;
                let stands = self.picture.change_stands(&proposal);
                self.change(*change, change::Command::Revise { proposal, says, stands, today })
            }
            ChangeOrder::Send { change } => self.send_change(*change),
            ChangeOrder::Withdraw { change, why } => {
                let says_something = says_something(why);
                let standing = self.held_change(*change)?.withdrawn.as_ref().map(|(why, _)| why.clone());
                let why = self.text_of(why, standing)?;
                self.change(*change, change::Command::Withdraw { why, says_something })
            }
        }
    }

    /// Gives an order to a change.
    fn change(&self, number: u64, command: change::Command) -> Decided {
        let events = Change::decide(self.picture.change_of(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Change, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Change(number, event)).collect()))
    }

    /// What a decision about a change brings along, in the same commit.
    pub(super) fn change_follows(&self, change: &Ref, decision: &Ref, events: &[Event]) -> Result<Vec<Event>, Problem> {
        let Ok(number) = change.key().parse() else { return Ok(Vec::new()) };
        let takes = events.iter().filter_map(|event| match event {
            Event::Decision(_, decision::Event::Made { choice, .. }) => {
                Some(change::Command::Conclude { decision: decision.clone(), choice: choice.clone() })
            }
            Event::Decision(_, decision::Event::Reopened { .. }) => {
                Some(change::Command::Reopen { decision: decision.clone() })
            }
            _ => None,
        });
        let mut follows = Vec::new();
        for command in takes {
            follows.extend(self.change(number, command)?.1);
        }
        Ok(follows)
    }

    /// Refuses to sign or to arbitrate against what leaves most without a reason; with one, it is signed and stays.
    pub(super) fn must_say_why(&self, decision: u64, choice: &Choice, remark: Option<&str>) -> Result<(), Problem> {
        let about = self.picture.decision(decision).map(|it| &it.request).filter(|it| it.kind() == Kind::Change);
        let change = about.and_then(|about| self.picture.change_of(about.key().parse().ok()?));
        let overrules = change.is_some_and(|change| change.overrules(choice));
        if overrules && !remark.is_some_and(says_something) {
            return Err(Problem::new(
                crate::problem::Kind::Refused,
                Say::new(
                    "ce n'est pas l'option qui laisse le plus : la raison qui l'emporte manque",
                    "this is not the option that leaves most: the reason that outweighs it is missing",
                ),
                Say::new("écrivez-la comme remarque, puis signez", "write it as a remark, then sign"),
            ));
        }
        Ok(())
    }

    /// Sends a change to a decision of both sides, on its receipts as they stand now.
    fn send_change(&self, number: u64) -> Decided {
        let today = day_of(self.now);
        let held = self.held_change(number)?;
        let opens = self.picture.next_decision();
        let decision = Ref::new(Kind::Decision, &opens.to_string());
        let receipts = self.picture.receipts(&held.proposal);
        let command = change::Command::Send {
            decision: decision.clone(),
            stands: self.picture.change_stands(&held.proposal),
            recommended: choice_at(change::receipt::best(&receipts)),
            prices: receipts.iter().map(|it| it.as_ref().map(change::Receipt::price)).collect(),
        };
        let (about, mut events) = self.change(number, command)?;
        let page = self.picture.change_page(number, held);
        let about = about.unwrap_or_else(|| Ref::new(Kind::Change, &number.to_string()));
        let class = agenda::charter::class_for(&about, Lane::Standard);
        let open = decision::Command::Open {
            request: about,
            lane: Lane::Standard,
            terms: self.picture.charter().terms(class),
            today,
            options: page.options,
            facts: Facts::of(&page.facts),
        };
        let opened = Decision::decide(None, open, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        events.extend(opened.into_iter().map(|event| Event::Decision(opens, event)));
        Ok((Some(decision), events))
    }

    fn held_change(&self, number: u64) -> Result<&Change, Problem> {
        let missing = || Problem::not_found(Say::new(format!("le changement {number}"), format!("change {number}")));
        self.picture.change_of(number).ok_or_else(missing)
    }

    /// Takes the words of a proposal in; those that stand there already stay what they are.
    fn proposal(&mut self, typed: &TypedChange, standing: Option<&Proposal>) -> Result<(Box<Proposal>, Says), Problem> {
        if let Some(team) = &typed.team
            && self.picture.catalog().get(team).is_none_or(|thing| thing.id.kind() != Kind::Team)
        {
            return Err(Problem::not_found(Say::same(team.to_string())));
        }
        let weeks = |it: &TypedOption| it.dependents.iter().chain(&it.gain).all(|it| says_something(&it.words));
        let says = Says {
            words: says_something(&typed.words),
            why: says_something(&typed.why),
            names: (says_something(&typed.source) || (typed.planned.is_none() && typed.spent.is_none()))
                && typed.options.iter().all(|option| says_something(&option.name) && weeks(option)),
        };
        let old = |text: fn(&Proposal) -> &Text| standing.map(|it| text(it).clone());
        let mut options: Vec<Alternative> = Vec::new();
        for (at, option) in typed.options.iter().enumerate() {
            let old = standing.and_then(|it| it.options.get(at));
            // Two options of one name would each get a text of their own: the same words are the same text.
            let same = typed.options[..at].iter().position(|other| other.name.trim() == option.name.trim());
            let name = match same.and_then(|at| options.get(at)) {
                Some(other) => other.name.clone(),
                None => self.text_of(&option.name, old.map(|it| it.name.clone()))?,
            };
            let mut dependents = Vec::new();
            for (place, it) in option.dependents.iter().enumerate() {
                let old = old.and_then(|old| old.dependents.get(place)).map(|it| it.words.clone());
                let TypedWeeks { request, weeks, week, .. } = it.clone();
                dependents.push(Dependent { request, words: self.text_of(&it.words, old)?, weeks, week });
            }
            let gain = match &option.gain {
                None => None,
                Some(it) => {
                    let old = old.and_then(|old| old.gain.as_ref()).map(|it| it.words.clone());
                    let TypedWeeks { request, weeks, week, .. } = it.clone();
                    Some(Gain { request, words: self.text_of(&it.words, old)?, weeks, week })
                }
            };
            let (lost, people, days_each) = (option.lost, option.people, option.days_each);
            options.push(Alternative { name, lost, people, days_each, dependents, gain });
        }
        let proposal = Proposal {
            request: typed.request.clone(),
            what: typed.what,
            side: typed.side,
            words: self.text_of(&typed.words, old(|it| &it.words))?,
            why: self.text_of(&typed.why, old(|it| &it.why))?,
            work: Work {
                planned: typed.planned,
                spent: typed.spent,
                source: match says_something(&typed.source) {
                    true => Some(self.text_of(&typed.source, standing.and_then(|it| it.work.source.clone()))?),
                    false => None,
                },
                team: typed.team.clone(),
                day_rate: typed.day_rate,
            },
            scope: typed.scope,
            options,
        };
        Ok((Box::new(proposal), says))
    }

    fn text_of(&mut self, words: &str, standing: Option<Text>) -> Result<Text, Problem> {
        match standing {
            Some(standing) => self.mint_unless(words, standing),
            None => self.mint(words),
        }
    }
}

/// The choice of an option by its place; `None` is "as it is".
fn choice_at(place: Option<usize>) -> Choice {
    let option = place.and_then(|at| u8::try_from(at + 1).ok());
    option.map_or(Choice::StayAsIs, |option| Choice::ChangeTo { option })
}
