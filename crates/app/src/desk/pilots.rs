//! Orders about pilots and practices: set up, started, read, decided by both sides, and what is learnt from them.

use agenda::decision::{self, Decision, Facts};
use agenda::lane::Lane;
use agenda::pilot::{self, Arm, Pilot, Plan, Says};
use agenda::practice::{self, Content, Practice};
use agenda::role::Right;
use base::{Aggregate, Kind, Ref, Say, Text};
use jiff::civil::Date;
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::clock::day_of;
use crate::order::pilots::{PilotOrder, PracticeOrder, TypedPlan, TypedPractice};
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about a pilot.
    pub(super) fn pilots(&mut self, order: &PilotOrder) -> Decided {
        self.must(Right::Shape)?;
        let today = day_of(self.now);
        match order {
            PilotOrder::SetUp { request, plan } => {
                if let Some(request) = request {
                    self.must_stand(request, &[Kind::Request])?;
                }
                let number = self.picture.next_pilot();
                let (plan, says) = self.plan(plan, None)?;
                self.pilot(number, pilot::Command::SetUp { request: request.clone(), plan, says, today })
            }
            PilotOrder::Revise { pilot, plan } => {
                let standing = self.held_pilot(*pilot)?.plan.clone();
                let (plan, says) = self.plan(plan, Some(&standing))?;
                self.pilot(*pilot, pilot::Command::Revise { plan, says, today })
            }
            PilotOrder::Start { pilot, despite_power, despite_cap } => {
                let beside = self.picture.active_pilots_beside(*pilot);
                let despite_power = self.mint_said(despite_power.as_deref())?;
                let despite_cap = self.mint_said(despite_cap.as_deref())?;
                self.pilot(*pilot, pilot::Command::Start { today, beside, despite_power, despite_cap })
            }
            PilotOrder::Read { pilot, counts, on, spent, words } => {
                let words = self.mint_said(words.as_deref())?;
                let (counts, on, spent) = (counts.clone(), *on, *spent);
                self.pilot(*pilot, pilot::Command::Read { counts, on, today, spent, words })
            }
            PilotOrder::Send { pilot, until } => self.send_pilot(*pilot, *until),
            PilotOrder::Drop { pilot, why } => {
                let says_something = says_something(why);
                let why = self.mint(why)?;
                self.pilot(*pilot, pilot::Command::Drop { why, says_something })
            }
        }
    }

    /// Decides an order about a practice.
    pub(super) fn practices(&mut self, order: &PracticeOrder) -> Decided {
        match order {
            PracticeOrder::Record { content, pilot } => {
                self.must(Right::Shape)?;
                let closed = match pilot {
                    Some(pilot) => self.held_pilot(self.must_stand(pilot, &[Kind::Pilot])?)?.is_closed(),
                    None => false,
                };
                let number = self.picture.next_practice();
                let says_something = content.says_something();
                let content = self.content(content, None)?;
                self.practice(
                    number,
                    practice::Command::Record { content, says_something, pilot: pilot.clone(), closed },
                )
            }
            PracticeOrder::Reword { practice, content } => {
                self.must(Right::Shape)?;
                let standing = self.held_practice(*practice)?.content.clone();
                let says_something = content.says_something();
                let content = self.content(content, Some(&standing))?;
                self.practice(*practice, practice::Command::Reword { content, says_something })
            }
            PracticeOrder::Reuse { practice, by } => {
                self.must_rest(by)?;
                self.practice(*practice, practice::Command::Reuse { by: by.clone() })
            }
            PracticeOrder::Release { practice, by } => {
                self.must_rest(by)?;
                self.practice(*practice, practice::Command::Release { by: by.clone() })
            }
            PracticeOrder::Retire { practice, why } => {
                self.must(Right::Shape)?;
                let says_something = says_something(why);
                let why = self.mint(why)?;
                self.practice(*practice, practice::Command::Retire { why, says_something })
            }
        }
    }

    /// Gives an order to a pilot.
    pub(super) fn pilot(&self, number: u64, command: pilot::Command) -> Decided {
        let events = Pilot::decide(self.picture.pilot(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Pilot, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Pilot(number, event)).collect()))
    }

    /// What a decision about a pilot brings along, in the same commit.
    pub(super) fn pilot_follows(&self, pilot: &Ref, decision: &Ref, events: &[Event]) -> Result<Vec<Event>, Problem> {
        let number = self.must_stand(pilot, &[Kind::Pilot])?;
        let takes = events.iter().filter_map(|event| match event {
            Event::Decision(_, decision::Event::Made { choice, .. }) => {
                Some(pilot::Command::Conclude { decision: decision.clone(), choice: choice.clone() })
            }
            Event::Decision(_, decision::Event::Reopened { .. }) => {
                Some(pilot::Command::Reopen { decision: decision.clone() })
            }
            _ => None,
        });
        let mut follows = Vec::new();
        for command in takes {
            follows.extend(self.pilot(number, command)?.1);
        }
        Ok(follows)
    }

    fn practice(&self, number: u64, command: practice::Command) -> Decided {
        let events = Practice::decide(self.picture.practice(number), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Practice, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Practice(number, event)).collect()))
    }

    /// Sends a pilot to a decision of both sides, on the page as it stands now.
    fn send_pilot(&self, number: u64, until: Date) -> Decided {
        let today = day_of(self.now);
        if until <= today {
            return Err(Problem::invalid(
                Say::new("cette date est passée", "this date has passed"),
                Say::new("choisissez un jour à venir", "choose a day to come"),
            ));
        }
        let held = self.held_pilot(number)?;
        let opens = self.picture.next_decision();
        let decision = Ref::new(Kind::Decision, &opens.to_string());
        let (about, mut events) = self.pilot(number, pilot::Command::Send { decision: decision.clone() })?;
        let page = self.picture.pilot_page(number, held, until, today);
        let open = decision::Command::Open {
            request: about.unwrap_or_else(|| Ref::new(Kind::Pilot, &number.to_string())),
            lane: Lane::Standard,
            terms: self.picture.charter().terms("pilot"),
            today,
            options: page.options,
            facts: Facts::of(&page.facts),
        };
        let opened = Decision::decide(None, open, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        events.extend(opened.into_iter().map(|event| Event::Decision(opens, event)));
        Ok((Some(decision), events))
    }

    fn held_pilot(&self, number: u64) -> Result<&Pilot, Problem> {
        let missing = || Problem::not_found(Say::new(format!("le pilote {number}"), format!("pilot {number}")));
        self.picture.pilot(number).ok_or_else(missing)
    }

    fn held_practice(&self, number: u64) -> Result<&Practice, Problem> {
        let missing = || Problem::not_found(Say::new(format!("la pratique {number}"), format!("practice {number}")));
        self.picture.practice(number).ok_or_else(missing)
    }

    /// Takes the words of a plan in; those that stand there already stay what they are.
    fn plan(&mut self, typed: &TypedPlan, standing: Option<&Plan>) -> Result<(Box<Plan>, Says), Problem> {
        if let Some(home) = &typed.home
            && self.picture.catalog().get(home).is_none()
        {
            return Err(Problem::not_found(Say::same(home.to_string())));
        }
        let says = Says {
            hypothesis: says_something(&typed.hypothesis),
            metric: says_something(&typed.metric),
            proxy: says_something(&typed.proxy),
            population: says_something(&typed.population),
            arms: typed.arms.iter().all(|name| says_something(name)),
            stop_rule: says_something(&typed.stop_rule),
        };
        let old = |text: fn(&Plan) -> &Text| standing.map(|plan| text(plan).clone());
        let mut arms: Vec<Arm> = Vec::new();
        for (place, name) in typed.arms.iter().enumerate() {
            let old = standing.and_then(|plan| plan.arms.get(place)).map(|arm| arm.name.clone());
            // Two arms of one name would each get a text of their own: the same words are the same text.
            let same = typed.arms[..place].iter().position(|other| other.trim() == name.trim());
            let name = match same.and_then(|at| arms.get(at)) {
                Some(arm) => arm.name.clone(),
                None => self.mint_or(name, old)?,
            };
            arms.push(Arm { name, control: place == 0 });
        }
        let plan = Plan {
            hypothesis: self.mint_or(&typed.hypothesis, old(|plan| &plan.hypothesis))?,
            metric: self.mint_or(&typed.metric, old(|plan| &plan.metric))?,
            proxy: self.mint_or(&typed.proxy, old(|plan| &plan.proxy))?,
            population: self.mint_or(&typed.population, old(|plan| &plan.population))?,
            baseline: typed.baseline,
            promised: typed.promised,
            arms,
            per_arm: typed.per_arm,
            alpha: typed.alpha,
            power: typed.power,
            stop_rule: self.mint_or(&typed.stop_rule, old(|plan| &plan.stop_rule))?,
            budget: typed.budget,
            decide_by: typed.decide_by,
            home: typed.home.clone(),
            lines: typed.lines,
            stake: typed.stake,
        };
        Ok((Box::new(plan), says))
    }

    fn content(&mut self, typed: &TypedPractice, standing: Option<&Content>) -> Result<Content, Problem> {
        let old = |text: fn(&Content) -> &Text| standing.map(|content| text(content).clone());
        let shown = typed.shown_by.as_deref().filter(|words| says_something(words));
        let shown_before = standing.and_then(|content| content.shown_by.clone());
        Ok(Content {
            name: self.mint_or(&typed.name, old(|content| &content.name))?,
            worked: self.mint_or(&typed.worked, old(|content| &content.worked))?,
            when: self.mint_or(&typed.when, old(|content| &content.when))?,
            shown_by: shown.map(|words| self.mint_or(words, shown_before)).transpose()?,
        })
    }

    pub(super) fn mint_or(&mut self, words: &str, standing: Option<Text>) -> Result<Text, Problem> {
        match standing {
            Some(standing) => self.mint_unless(words, standing),
            None => self.mint(words),
        }
    }

    fn mint_said(&mut self, words: Option<&str>) -> Result<Option<Text>, Problem> {
        words.filter(|words| says_something(words)).map(|words| self.mint(words)).transpose()
    }

    /// The number of something that stands in the agenda, of one of these kinds.
    pub(super) fn must_stand(&self, thing: &Ref, kinds: &[Kind]) -> Result<u64, Problem> {
        let number = thing.key().parse().ok().filter(|_| kinds.contains(&thing.kind()));
        let known = number.filter(|_| self.picture.version(thing) > 0);
        known.ok_or_else(|| Problem::not_found(Say::same(thing.to_string())))
    }

    /// Something rests on a practice: one's own request, or anything for those who shape cases.
    fn must_rest(&self, by: &Ref) -> Result<(), Problem> {
        self.must_lean(by, &[Kind::Request, Kind::Pilot])
    }

    /// Something leans on something else: one's own request or its case, or anything for those who shape cases. What
    /// leans is one of these kinds, or a promise, and stands.
    pub(super) fn must_lean(&self, by: &Ref, kinds: &[Kind]) -> Result<(), Problem> {
        if by.kind() == Kind::Promise {
            self.promised(by)?;
            return self.must(Right::Shape);
        }
        let number = self.must_stand(by, kinds)?;
        let asked = matches!(by.kind(), Kind::Request | Kind::BusinessCase);
        let asked_by = asked.then(|| self.picture.request(number)?.by).flatten();
        let own = asked_by.is_some() && asked_by == self.actor.person();
        self.must(if own { Right::Ask } else { Right::Shape })
    }
}

impl TypedPractice {
    fn says_something(&self) -> bool {
        [&self.name, &self.worked, &self.when].into_iter().all(|words| says_something(words))
    }
}
