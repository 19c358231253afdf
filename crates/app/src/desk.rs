//! From an order to the facts it makes true, against one picture. Pure but for the ids and salts it mints.

mod acceptance;
mod business_case;
mod changes;
mod governance;
mod identity;
mod meetings;
mod objectives;
pub(crate) mod people;
mod pilots;
mod plan;
pub(crate) mod promises;
mod questions;
mod specification;
mod tools;
mod trackers;

use agenda::charter;
use agenda::decision::{self, Decision, Facts};
use agenda::person::{self, Person};
use agenda::request::{self, Request};
use agenda::role::{Right, Role};
use base::{Aggregate, Context, Kind, PersonId, Ref, Say, Side, Text, TextId};
use jiff::Timestamp;
use landscape::field::Field;
use landscape::import::Report;
use landscape::statement::{self, Stated};
use picture::dataset::{self, Dataset, Manifest};
use picture::{Event, Page, Picture};
use store::NewText;
use uuid::Uuid;

use crate::actor::Actor;
use crate::clock::day_of;
use crate::imports::Content;
use crate::order::{Newcomer, Order};
use crate::problem::Problem;

/// What an order would make true.
#[derive(Default)]
pub(crate) struct Draft {
    /// Facts, in order.
    pub(crate) events: Vec<Event>,
    /// Words they stand for.
    pub(crate) texts: Vec<NewText>,
    /// What it is about.
    pub(crate) about: Option<Ref>,
}

/// One order being decided.
struct Desk<'a> {
    picture: &'a Picture,
    actor: Actor,
    now: Timestamp,
    texts: Vec<NewText>,
}

/// Decides an order. Errors: the actor may not, there is no such thing, or a rule refuses.
pub(crate) fn decide(picture: &Picture, actor: Actor, now: Timestamp, order: &Order) -> Result<Draft, Problem> {
    let mut desk = Desk { picture, actor, now, texts: Vec::new() };
    let (about, events) = desk.decide(order)?;
    Ok(Draft { events, texts: desk.texts, about })
}

type Decided = Result<(Option<Ref>, Vec<Event>), Problem>;

impl Desk<'_> {
    fn decide(&mut self, order: &Order) -> Decided {
        use Order::*;
        match order {
            Ask { sentence, lang } => {
                self.must(Right::Ask)?;
                let number = self.picture.next_request();
                let says_something = says_something(sentence);
                let sentence = self.mint(sentence)?;
                self.request(number, request::Command::Ask { sentence, lang: *lang, says_something })
            }
            Reword { request, sentence } => {
                let says_something = says_something(sentence);
                let sentence = self.mint_unless(sentence, self.held(*request)?.sentence.clone())?;
                self.request(*request, request::Command::Reword { sentence, says_something })
            }
            Understand { request, about } => {
                self.known(about)?;
                self.request(*request, request::Command::Understand { about: about.clone() })
            }
            Answer { request, question, answer } => {
                let says_something = says_something(answer);
                let answer = match self.held(*request)?.answers.get(question).cloned() {
                    Some(old) => self.mint_unless(answer, old)?,
                    None => self.mint(answer)?,
                };
                self.request(*request, request::Command::Answer { question: *question, answer, says_something })
            }
            Assume { request, number, value } => {
                self.request(*request, request::Command::Assume { number: *number, value: *value })
            }
            WishDate { request, date, despite } => {
                let held = self.held(*request)?;
                let calendar = self.calendar(held, *date);
                let (against, free) = calendar;
                let despite = despite.as_deref().filter(|why| says_something(why));
                let despite = despite.map(|why| self.mint(why)).transpose()?;
                self.request(*request, request::Command::WishDate { date: *date, against, free, despite })
            }
            Send { request } => self.send(*request),
            Withdraw { request, why } => {
                let why = self.mint(why)?;
                self.request(*request, request::Command::Withdraw { why })
            }
            Case { request, order, seen } => self.business_case(*request, order, *seen),
            Sign { decision, choice, hash, remark } => {
                let Some(side) = self.actor.signs_for(self.picture) else { return Err(Problem::forbidden()) };
                self.must(if side == Side::Marketing { Right::SignMarketing } else { Right::SignIt })?;
                self.must_say_why(*decision, choice, remark.as_deref())?;
                let remark = remark.as_deref().filter(|words| says_something(words));
                let remark = remark.map(|words| self.mint(words)).transpose()?;
                let (choice, hash) = (choice.clone(), hash.clone());
                self.decision(*decision, decision::Command::Sign { side, choice, hash, remark })
            }
            Compromise { decision, terms } => {
                self.must(Right::Shape)?;
                let says_something = says_something(terms);
                let last = self.picture.decision(*decision).and_then(|it| it.compromises.last());
                let terms = match last.map(|(.., terms)| terms.clone()) {
                    Some(last) => self.mint_unless(terms, last)?,
                    None => self.mint(terms)?,
                };
                self.decision(*decision, decision::Command::Compromise { terms, says_something })
            }
            LetDeadlinePass { decision } => {
                self.must(Right::Shape)?;
                self.decision(*decision, decision::Command::LetDeadlinePass { today: day_of(self.now) })
            }
            Arbitrate { decision, choice, hash } => {
                self.must(Right::Arbitrate)?;
                let (choice, hash) = (choice.clone(), hash.clone());
                self.decision(*decision, decision::Command::Arbitrate { choice, hash })
            }
            State { subject, field, value } => self.state(subject, field, value),
            Restate { subject, field } => {
                self.must(Right::State)?;
                let field = self.field(subject, field)?;
                self.fact(subject, statement::Command::Restate { subject: subject.clone(), field })
            }
            Unstate { subject, field } => {
                self.must(Right::State)?;
                let field = self.field(subject, field)?;
                self.fact(subject, statement::Command::Withdraw { subject: subject.clone(), field })
            }
            Register { name, email, side, roles, team } => {
                self.must(Right::Staff)?;
                self.must_be_new(name, email.as_deref())?;
                let (id, event) = self.register(name, email.as_deref(), *side, roles, team.as_ref())?;
                Ok((Some(Ref::new(Kind::Person, &id.to_string())), event))
            }
            GiveRole { person, role } => self.staff(*person, person::Command::GiveRole { role: *role }),
            TakeRole { person, role } => self.staff(*person, person::Command::TakeRole { role: *role }),
            Leave { person } => self.staff(*person, person::Command::Leave),
            StateLines { person, solid, dotted } => {
                self.staff(*person, person::Command::StateLines { solid: *solid, dotted: *dotted })
            }
            StateCoverage { person, teams } => {
                for team in teams {
                    self.must_be_team(Some(team))?;
                }
                self.staff(*person, person::Command::StateCoverage { teams: teams.clone() })
            }
            OpenCalendar => self.own_calendar(|calendars| person::Command::OpenCalendar { nth: calendars + 1 }),
            CloseCalendar => self.own_calendar(|_| person::Command::CloseCalendar),
            Import { dataset, manifest, content, report, people } => {
                self.must(Right::Import)?;
                let events = self.import(dataset, manifest, content, report.as_ref(), people)?;
                Ok((Some(dataset.clone()), events))
            }
            AdoptRaci | StateRaciRow { .. } | DropRaciRow { .. } => self.governance(order),
            ProposeCharterRow { .. } | RestateConcern { .. } | AnswerRestatement { .. } | Escalate { .. } => {
                self.deciding(order)
            }
            RegisterPromise { .. }
            | RequirePromise { .. }
            | UnrequirePromise { .. }
            | StampPromise { .. }
            | PublishPromise { .. }
            | SendPromise { .. }
            | KeepPromise { .. }
            | BreakPromise { .. }
            | WithdrawPromise { .. } => self.promises(order),
            AskQuestion { .. } | AnswerQuestion { .. } | WithdrawQuestion { .. } | PassOnQuestion { .. } => {
                self.questions(order)
            }
            Pilot(order) => self.pilots(order),
            Practice(order) => self.practices(order),
            Change(order) => self.changes(order),
            Settle { request, asked, why } => self.question(*request, asked, why.as_deref()),
            Accept(order) => self.acceptance(order),
            Tracker(order) => self.trackers(order),
            Objective(order) => self.objectives(order),
            Meeting(order) => self.meetings(order),
            Plan(order) => self.rolling(order),
            Identity(order) => self.identity(order),
            order => self.tools(order),
        }
    }

    // ── requests and decisions ───────────────────────────────────────────────────────────────────────────────────

    fn held(&self, number: u64) -> Result<&Request, Problem> {
        self.picture
            .request(number)
            .ok_or_else(|| Problem::not_found(Say::new(format!("la demande {number}"), format!("request {number}"))))
    }

    /// Gives an order to a request: one's own, or anyone's for those who shape requests.
    fn request(&self, number: u64, command: request::Command) -> Decided {
        let state = self.picture.request(number);
        if let Some(held) = state {
            let own = held.by.is_some() && held.by == self.actor.person();
            self.must(if own { Right::Ask } else { Right::Shape })?;
        }
        let events = Request::decide(state, command, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Request, &number.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Request(number, event)).collect()))
    }

    fn decision(&self, number: u64, command: decision::Command) -> Decided {
        let state = self.picture.decision(number).ok_or_else(|| {
            Problem::not_found(Say::new(format!("la décision {number}"), format!("decision {number}")))
        })?;
        let events =
            Decision::decide(Some(state), command, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Decision, &number.to_string());
        let follows = events.iter().find_map(|event| match event {
            decision::Event::Made { choice, .. } => {
                Some(request::Command::Conclude { decision: about.clone(), goes_ahead: choice.goes_ahead() })
            }
            decision::Event::Reopened { .. } => Some(request::Command::Reopen { decision: about.clone() }),
            _ => None,
        });
        let with_promise = match state.request.kind() {
            Kind::Promise => Some(self.promise_follows(&about, &state.request, &events)?),
            _ => None,
        };
        let mut all: Vec<Event> = events.into_iter().map(|event| Event::Decision(number, event)).collect();
        // A decision on the charter that falls makes a version of it, or none.
        if state.request.kind() == Kind::Charter {
            let made = all.iter().find_map(|event| match event {
                Event::Decision(_, decision::Event::Made { choice, .. }) => Some(choice.goes_ahead()),
                _ => None,
            });
            if let Some(adopted) = made {
                all.extend(self.conclude_charter(&about, adopted)?);
            }
            return Ok((Some(about), all));
        }
        if let Some(promise) = with_promise {
            all.extend(promise);
            return Ok((Some(about), all));
        }
        // A decision that falls, or is opened again, takes its tool or its request along, in the same commit.
        if state.request.kind() == Kind::Tool {
            let takes = all.iter().filter_map(|event| match event {
                Event::Decision(_, decision::Event::Made { choice, .. }) => {
                    Some(agenda::tool::Command::Conclude { decision: about.clone(), choice: choice.clone() })
                }
                Event::Decision(_, decision::Event::Reopened { .. }) => {
                    Some(agenda::tool::Command::Reopen { decision: about.clone() })
                }
                _ => None,
            });
            for command in takes.collect::<Vec<_>>() {
                all.extend(self.case(&state.request, command)?.1);
            }
            return Ok((Some(about), all));
        }
        if state.request.kind() == Kind::Pilot {
            let follows = self.pilot_follows(&state.request, &about, &all)?;
            all.extend(follows);
            return Ok((Some(about), all));
        }
        if state.request.kind() == Kind::Change {
            let follows = self.change_follows(&state.request, &about, &all)?;
            all.extend(follows);
            return Ok((Some(about), all));
        }
        if let (Some(command), Ok(request)) = (follows, state.request.key().parse::<u64>()) {
            let concluded = Request::decide(self.picture.request(request), command, &self.ctx());
            let concluded = concluded.map_err(|refusal| Problem::refused(&refusal))?;
            all.extend(concluded.into_iter().map(|event| Event::Request(request, event)));
        }
        Ok((Some(about), all))
    }

    /// Sends a request to a decision on the page as it stands now.
    fn send(&mut self, number: u64) -> Decided {
        let held = self.held(number)?;
        let technology = self.picture.readiness(held).comes_back.map(|back| back.technology);
        let today = day_of(self.now);
        let opens = self.picture.next_decision();
        let decision = Ref::new(Kind::Decision, &opens.to_string());
        let command = request::Command::Send { decision: decision.clone(), technology_without_problem: technology };
        let (_, mut events) = self.request(number, command)?;
        let reading = match self.picture.reading(held, today) {
            Some(Ok(reading)) => reading,
            Some(Err(cannot)) => return Err(no_impact(self.picture, &cannot)),
            None => return Err(Problem::refused(&request::CannotAsk::AboutNothing)),
        };
        let page = Page::of(number, held, &reading);
        let open = decision::Command::Open {
            request: Ref::new(Kind::Request, &number.to_string()),
            lane: reading.lane,
            terms: self.picture.charter().terms(charter::class_of(reading.lane)),
            today,
            options: page.options,
            facts: Facts::of(&page.facts),
        };
        let opened = Decision::decide(None, open, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        events.extend(opened.into_iter().map(|event| Event::Decision(opens, event)));
        Ok((Some(decision), events))
    }

    /// What stands against a date for a request, and the nearest free dates.
    fn calendar(&self, held: &Request, date: jiff::civil::Date) -> (Vec<Say>, Vec<jiff::civil::Date>) {
        let mut wished = held.clone();
        wished.wished = Some((date, None));
        match self.picture.reading(&wished, day_of(self.now)) {
            Some(Ok(reading)) => {
                let calendar = reading.impact.calendar;
                (calendar.conflicts.into_iter().map(|conflict| conflict.say).collect(), calendar.free)
            }
            _ => (Vec::new(), Vec::new()),
        }
    }

    fn known(&self, about: &request::About) -> Result<(), Problem> {
        let named = [&about.element, &about.data].into_iter().flatten();
        for thing in named {
            if self.picture.catalog().get(thing).is_none() {
                return Err(Problem::not_found(Say::same(thing.to_string())));
            }
        }
        match about.archetype.as_deref() {
            Some(word) if landscape::archetype::Archetype::of(word).is_none() => Err(Problem::not_found(Say::new(
                format!("le genre de changement « {word} »"),
                format!("the kind of change “{word}”"),
            ))),
            _ => Ok(()),
        }
    }

    // ── landscape ────────────────────────────────────────────────────────────────────────────────────────────────

    fn field(&self, subject: &Ref, word: &str) -> Result<Field, Problem> {
        Field::of(subject.kind(), word).ok_or_else(|| {
            let kind = subject.kind();
            let known: Vec<&str> = landscape::field::FIELDS
                .iter()
                .filter(|spec| spec.kinds.contains(&kind))
                .map(|spec| spec.word)
                .collect();
            let known = known.join(", ");
            Problem::invalid(
                Say::new(
                    format!("« {} » n'a pas de champ « {word} »", kind.word()),
                    format!("a {} has no field “{word}”", kind.word()),
                ),
                Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
            )
        })
    }

    fn state(&mut self, subject: &Ref, word: &str, value: &str) -> Decided {
        self.must(Right::State)?;
        if self.picture.catalog().get(subject).is_none() {
            return Err(Problem::not_found(Say::same(subject.to_string())));
        }
        let field = self.field(subject, word)?;
        let parsed =
            statement::parse(field, value).map_err(|unclear| Problem::invalid(unclear.reason, unclear.way_out))?;
        let value = match parsed {
            statement::Typed::Value(value) => Stated::Value(value),
            statement::Typed::Words(words) => Stated::Words(self.mint(&words)?),
        };
        self.fact(subject, statement::Command::State { subject: subject.clone(), field, value })
    }

    fn fact(&self, subject: &Ref, command: statement::Command) -> Decided {
        let state = self.picture.statements(subject);
        let events = statement::Statements::decide(state, command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let events = events.into_iter().map(|event| Event::Fact(subject.clone(), event)).collect();
        Ok((Some(subject.clone()), events))
    }

    // ── people ───────────────────────────────────────────────────────────────────────────────────────────────────

    fn register(
        &mut self,
        name: &str,
        email: Option<&str>,
        side: Side,
        roles: &[Role],
        team: Option<&Ref>,
    ) -> Result<(PersonId, Vec<Event>), Problem> {
        let id = PersonId(fresh_id(self.now)?);
        let name = self.mint(name)?;
        // A guest's domain is not the house's.
        let domain = email.filter(|_| !roles.contains(&Role::Guest)).and_then(|email| email.trim().rsplit_once('@'));
        let domain = domain.map(|(_, domain)| self.mint(domain)).transpose()?;
        let email = email.map(|email| self.mint(email)).transpose()?;
        let (roles, team) = (roles.to_vec(), team.cloned());
        let command = person::Command::Register { name, email, domain, side, roles, team };
        let events = Person::decide(None, command, &self.ctx()).map_err(|refusal| Problem::refused(&refusal))?;
        Ok((id, events.into_iter().map(|event| Event::Person(id, event)).collect()))
    }

    /// Registers a file. What becomes of the people it names is decided here, and so is what its report says of them.
    fn import(
        &mut self,
        dataset: &Ref,
        manifest: &Manifest,
        content: &Content,
        report: Option<&Report>,
        people: &[Newcomer],
    ) -> Result<Vec<Event>, Problem> {
        let (state, ctx) = (self.picture.dataset(dataset), self.ctx());
        let decide = |manifest| {
            let decided = Dataset::decide(state, dataset::Command::Import(manifest), &ctx);
            decided.map_err(|refusal| Problem::refused(&refusal))
        };
        let mut manifest = manifest.clone();
        // The same bytes again: nobody is met, and no report is kept.
        if decide(manifest.clone())?.is_empty() {
            return Ok(Vec::new());
        }
        let mut met = Vec::new();
        if let Some(report) = report {
            let mut report = report.clone();
            met = self.meet_all(people, &mut report)?;
            (manifest.accepted, manifest.rejected) = (report.rows_accepted(), report.rows_rejected());
            let words = people::written(&mut report, MOST_WORDS);
            manifest.report = Some(self.mint(&words)?);
        }
        if let Some(draft) = &content.raci {
            met.extend(self.adopt_file(dataset, draft)?);
        }
        let decided = decide(manifest)?.into_iter().map(|event| Event::Dataset(dataset.clone(), event));
        Ok(decided.chain(met).collect())
    }

    fn staff(&self, id: PersonId, command: person::Command) -> Decided {
        self.must(Right::Staff)?;
        let events = Person::decide(self.picture.person(id), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let events = events.into_iter().map(|event| Event::Person(id, event)).collect();
        Ok((Some(Ref::new(Kind::Person, &id.to_string())), events))
    }

    /// Gives an order to one's own calendar, of so many addresses so far.
    fn own_calendar(&self, command: impl FnOnce(u32) -> person::Command) -> Decided {
        let Some((id, held)) = self.actor.person().and_then(|id| Some((id, self.picture.person(id)?))) else {
            return Err(Problem::forbidden());
        };
        let events = Person::decide(Some(held), command(held.calendars), &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let events = events.into_iter().map(|event| Event::Person(id, event)).collect();
        Ok((Some(Ref::new(Kind::Person, &id.to_string())), events))
    }

    // ── words and rights ─────────────────────────────────────────────────────────────────────────────────────────

    fn must(&self, right: Right) -> Result<(), Problem> {
        self.actor.must(self.picture, right)
    }

    fn ctx(&self) -> Context {
        Context { actor: self.actor.person(), now: self.now }
    }

    /// Takes typed words in: what the event says instead of them.
    fn mint(&mut self, words: &str) -> Result<Text, Problem> {
        let words = words.trim();
        if words.len() > MOST_WORDS {
            return Err(Problem::invalid(
                Say::new("le texte est trop long", "the text is too long"),
                Say::new(
                    format!("restez sous {MOST_WORDS} signes, ou joignez un fichier"),
                    format!("stay under {MOST_WORDS} characters, or attach a file"),
                ),
            ));
        }
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| no_entropy())?;
        let text = Text::commit(TextId(fresh_id(self.now)?), &salt, words);
        self.texts.push(NewText { text: text.clone(), salt, words: words.to_owned() });
        Ok(text)
    }

    /// Takes typed words in unless they are what stands there already, so that saying it twice is saying it once.
    fn mint_unless(&mut self, words: &str, standing: Text) -> Result<Text, Problem> {
        if self.picture.text(&standing) == Some(words.trim()) { Ok(standing) } else { self.mint(words) }
    }
}

/// The longest text one can type, in bytes; a report of an import is the longest there is.
const MOST_WORDS: usize = 4 << 20;

fn says_something(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// Why no decision can be opened on an impact that cannot be told.
fn no_impact(picture: &Picture, cannot: &landscape::impact::CannotSay) -> Problem {
    use landscape::impact::CannotSay;
    match cannot {
        CannotSay::Gone(thing) => Problem::not_found(Say::same(thing.to_string())),
        other => Problem::new(
            crate::problem::Kind::Refused,
            picture.cannot_say(other),
            Say::new(
                "corrigez les faits du paysage, ou confirmez autre chose",
                "correct the facts of the landscape, or confirm something else",
            ),
        ),
    }
}

/// A fresh id that sorts by time.
pub(crate) fn fresh_id(now: Timestamp) -> Result<Uuid, Problem> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|_| no_entropy())?;
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

fn no_entropy() -> Problem {
    Problem::new(
        crate::problem::Kind::Unavailable,
        Say::new("la machine ne donne pas de hasard", "the machine gives no random bytes"),
        Say::new("réessayez ; vérifiez la machine", "try again; check the machine"),
    )
}
