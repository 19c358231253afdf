//! Orders about promises: what they need, who says whether they can be kept, what both sides decide, what came out.

use agenda::charter;
use agenda::decision::{self, Decision, Facts};
use agenda::lane::Lane;
use agenda::message::Purpose;
use agenda::promise::{self, Need, Promise};
use agenda::role::{Right, Role};
use base::{Aggregate, Kind, Lang, PersonId, Ref, Say, Unit, slug};
use jiff::civil::Date;
use landscape::field::{Field, Sense};
use picture::Event;
use picture::promise::Promised;

use super::{Decided, Desk, says_something};
use crate::clock::day_of;
use crate::letters;
use crate::order::Order;
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about a promise.
    pub(super) fn promises(&mut self, order: &Order) -> Decided {
        use Order::*;
        match order {
            RegisterPromise { words, campaign, medium, on, until } => {
                self.must(Right::Ask)?;
                // What a person typed stands in no stream's name: a promise registered by hand gets a number.
                let by_hand = self.picture.promise_states().filter(|(_, it)| it.registered.is_some()).count();
                let promise = Ref::new(Kind::Promise, &format!("registered-{}", by_hand + 1));
                let command = promise::Command::Register {
                    says_something: says_something(words),
                    words: self.mint(words)?,
                    campaign: self.mint_some(campaign.as_deref())?,
                    medium: self.mint_some(medium.as_deref())?,
                    on: *on,
                    until: *until,
                };
                self.promise(&promise, command)
            }
            RequirePromise { promise, kind, area, field, bound, threshold } => {
                self.must(Right::State)?;
                self.promised(promise)?;
                let area = area.as_deref().map(slug).filter(|area| area != "-");
                self.must_be_countable(*kind, area.as_deref(), field, *threshold)?;
                let need = Need { field: field.clone(), bound: *bound, threshold: *threshold };
                self.promise(promise, promise::Command::Require { kind: *kind, area, need })
            }
            UnrequirePromise { promise, field } => {
                self.must(Right::State)?;
                self.promised(promise)?;
                self.promise(promise, promise::Command::Unrequire { field: field.clone() })
            }
            StampPromise { promise, role, stamp, words, hash } => {
                self.promised(promise)?;
                // Only who holds a role speaks as it.
                if !self.holds(*role) {
                    let Say { fr, en } = role.say();
                    return Err(Problem::new(
                        crate::problem::Kind::Refused,
                        Say::new(format!("vous ne parlez pas pour : {fr}"), format!("you do not speak for: {en}")),
                        Say::new("laissez parler qui tient ce rôle", "let whoever holds that role speak"),
                    ));
                }
                let standing = self.picture.promise(promise).and_then(|it| it.stamps.get(role)?.words.clone());
                let words = match (words.as_deref().filter(|words| says_something(words)), standing) {
                    (None, _) => None,
                    (Some(words), Some(standing)) => Some(self.mint_unless(words, standing)?),
                    (Some(words), None) => Some(self.mint(words)?),
                };
                let (role, stamp, facts) = (*role, *stamp, self.facts(promise)?);
                self.promise(promise, promise::Command::Stamp { role, stamp, words, facts, seen: hash.clone() })
            }
            PublishPromise { promise, despite, hash } => {
                self.promised(promise)?;
                self.must_speak_to_customers()?;
                let despite = self.mint_some(despite.as_deref())?;
                let facts = self.facts(promise)?;
                self.promise(promise, promise::Command::Publish { despite, facts, seen: hash.clone() })
            }
            SendPromise { promise, ready_by } => self.send_promise(promise, *ready_by),
            KeepPromise { promise, words } => {
                self.must(Right::Shape)?;
                let (on, today) = (self.promised(promise)?.on, day_of(self.now));
                let words = self.mint_some(words.as_deref())?;
                self.promise(promise, promise::Command::Keep { on, today, words })
            }
            BreakPromise { promise, words } => {
                self.must(Right::Shape)?;
                let (on, today) = (self.promised(promise)?.on, day_of(self.now));
                let says_something = says_something(words);
                let words = self.mint(words)?;
                self.promise(promise, promise::Command::Break { on, today, words, says_something })
            }
            WithdrawPromise { promise, why } => {
                self.promised(promise)?;
                self.must_speak_to_customers()?;
                let says_something = says_something(why);
                let why = self.mint(why)?;
                self.promise(promise, promise::Command::Withdraw { why, says_something })
            }
            _ => Err(Problem::not_found(Say::new("cet ordre", "this order"))),
        }
    }

    /// What takes a promise along when a decision about it falls or is opened again.
    pub(super) fn promise_follows(
        &self,
        decision: &Ref,
        about: &Ref,
        events: &[decision::Event],
    ) -> Result<Vec<Event>, Problem> {
        let takes = events.iter().filter_map(|event| match event {
            decision::Event::Made { choice, .. } => {
                Some(promise::Command::Conclude { decision: decision.clone(), choice: choice.clone() })
            }
            decision::Event::Reopened { .. } => Some(promise::Command::Reopen { decision: decision.clone() }),
            _ => None,
        });
        let mut all = Vec::new();
        for command in takes {
            all.extend(self.promise(about, command)?.1);
        }
        Ok(all)
    }

    /// Gives an order to a promise.
    fn promise(&self, promise: &Ref, command: promise::Command) -> Decided {
        let events = Promise::decide(self.picture.promise(promise), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        Ok((Some(promise.clone()), events.into_iter().map(|event| Event::Promise(promise.clone(), event)).collect()))
    }

    pub(super) fn promised(&self, promise: &Ref) -> Result<Promised<'_>, Problem> {
        let missing = || Problem::not_found(Say::new("cette promesse", "this promise"));
        self.picture.promised(promise).ok_or_else(missing)
    }

    /// What is on a promise's page now.
    fn facts(&self, promise: &Ref) -> Result<Facts, Problem> {
        Ok(Facts::of(&self.promised(promise)?.facts()))
    }

    fn holds(&self, role: Role) -> bool {
        let person = self.actor.person().and_then(|id| self.picture.person(id));
        person.is_some_and(|it| it.present && it.roles.contains(&role))
    }

    /// Marketing answers for what is said to customers, and does it: whoever signs for it or shapes on its side.
    fn must_speak_to_customers(&self) -> Result<(), Problem> {
        let person = self.actor.person().and_then(|id| self.picture.person(id));
        let speaks = person.is_some_and(|it| it.present && it.side == base::Side::Marketing);
        match speaks {
            true => self.must(Right::Shape),
            false => self.must(Right::SignMarketing),
        }
    }

    /// Refuses a need that nothing known could meet: a field that is no number, a country no source names.
    fn must_be_countable(&self, kind: Kind, area: Option<&str>, field: &str, threshold: f64) -> Result<(), Problem> {
        let word = field;
        let known: Vec<&str> = countable(kind).map(|field| field.spec().word).collect();
        let Some(field) = countable(kind).find(|field| field.spec().word == word) else {
            let known = known.join(", ");
            return Err(Problem::invalid(
                Say::new(
                    format!("« {} » n'a pas de nombre « {word} »", kind.word()),
                    format!("a {} has no number “{word}”", kind.word()),
                ),
                Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
            ));
        };
        let is_share = field.spec().unit == Some(Unit::Share);
        if !threshold.is_finite() || threshold < 0.0 || (is_share && threshold > 1.0) {
            return Err(Problem::invalid(
                Say::new("ce seuil n'existe pas", "there is no such threshold"),
                match is_share {
                    true => Say::new("écrivez une part, par exemple 97 %", "write a share, for instance 97 %"),
                    false => Say::new("écrivez un nombre positif", "write a positive number"),
                },
            ));
        }
        let Some(area) = area else { return Ok(()) };
        let areas = self.picture.areas(kind);
        if areas.iter().any(|(key, _)| key == area) {
            return Ok(());
        }
        let known = areas.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(", ");
        Err(Problem::invalid(
            Say::new(
                format!("aucune source ne nomme ce pays ou cette région : {area}"),
                format!("no source names this country or region: {area}"),
            ),
            Say::new(
                format!("choisissez parmi : {known}, ou rien pour tous"),
                format!("choose one of: {known}, or none for all"),
            ),
        ))
    }

    /// Sends a promise to a decision of both sides, on the page as it stands now.
    fn send_promise(&self, promise: &Ref, ready_by: Date) -> Decided {
        self.must(Right::Shape)?;
        let promised = self.promised(promise)?;
        let today = day_of(self.now);
        if ready_by <= promised.on.unwrap_or(today).max(today) {
            return Err(Problem::invalid(
                Say::new(
                    "tout serait prêt avant le jour promis, ou ce jour est passé",
                    "all would be ready before the day promised, or that day has passed",
                ),
                Say::new("choisissez un jour après le jour promis", "choose a day after the day promised"),
            ));
        }
        let opens = self.picture.next_decision();
        let decision = Ref::new(Kind::Decision, &opens.to_string());
        let page = promised.page(ready_by, today);
        let (_, mut events) = self.promise(promise, promise::Command::Send { decision: decision.clone() })?;
        let open = decision::Command::Open {
            request: promise.clone(),
            lane: Lane::Standard,
            terms: self.picture.charter().terms(charter::class_for(promise, Lane::Standard)),
            today,
            options: page.options,
            facts: Facts::of(&page.facts),
        };
        let opened = Decision::decide(None, open, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        events.extend(opened.into_iter().map(|event| Event::Decision(opens, event)));
        Ok((Some(decision), events))
    }

    /// Reminds those who have not been heard, and marketing's director.
    pub(super) fn remind_promise(&mut self, promise: &Ref, first: u64, lang: Lang) -> Result<Vec<Event>, Problem> {
        let today = day_of(self.now);
        let promised = self.promised(promise)?;
        let (on, missing) = (promised.on, promised.state.missing());
        let letter = on.map(|on| letters::unstamped(&promised, on, today, lang));
        let mut readers: Vec<PersonId> = Vec::new();
        for person in missing.into_iter().chain([Role::Cmo]).filter_map(|role| self.holder_of(role)) {
            if !readers.contains(&person) {
                readers.push(person);
            }
        }
        let number = |nth: usize| first + nth as u64;
        let messages = (0..readers.len()).map(|nth| Ref::new(Kind::Message, &number(nth).to_string())).collect();
        let (_, mut events) = self.promise(promise, promise::Command::Remind { on, today, messages })?;
        if events.is_empty() {
            return Ok(events);
        }
        for (nth, person) in readers.into_iter().enumerate() {
            if let Some(letter) = &letter {
                events.push(self.write(number(nth), person, Purpose::Promise, promise, letter)?);
            }
        }
        Ok(events)
    }
}

/// The fields of a kind that are numbers.
pub fn countable(kind: Kind) -> impl Iterator<Item = Field> {
    let specs = landscape::field::FIELDS.iter().filter(move |spec| spec.kinds.contains(&kind));
    specs.filter(|spec| matches!(spec.sense, Sense::Number | Sense::Share | Sense::Money)).map(|spec| spec.field)
}
