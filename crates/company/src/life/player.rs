//! Plays a diary: every entry in order of time, each by the person who would do it.

use std::collections::BTreeMap;

use agenda::role::Role;
use app::{
    AcceptanceOrder, Actor, App, ChangeOrder, Kind as ProblemKind, ObjectiveOrder, Order, Problem, Receipt,
    TrackerOrder,
};
use base::{Kind, PersonId, Ref, Say, Side};
use jiff::Timestamp;

use super::crowd::Crowd;
use super::diary::{self, Act, Means, Pick, Wish};
use super::landscape::{STATEMENTS, Statement, keeper};
use super::names::{self, COLLEAGUES, COVERAGE, REINE, YANIS};
use super::{Lived, acceptances, actions, bypass, cases, changes, meetings, objectives, plan, trackers, wishes};
use crate::{HandedOver, Size};

/// Something that happens.
enum Deed<'a> {
    Register(Newcomer),
    Import(&'a HandedOver),
    State(&'static Statement),
    /// Says to whom the orchestrator answers.
    Lines,
    /// Says for which teams somebody translates.
    Covers(&'static str, &'static [&'static str]),
    Ask(&'static Wish),
    Understand(&'static Wish, Means),
    Act(&'static Wish, &'static str, &'static Act),
    Case(cases::Entry),
    Change(changes::Entry),
    /// Who tells what was asked for, agreed or delivered.
    Accept(&'static str, fn(u64) -> AcceptanceOrder),
    /// Asks whose the tool beside the official way is.
    AskBypass,
    /// Whose it is answers why it was taken.
    AnswerBypass,
    CompareBypass,
    /// Says what the states of trackers mean, and what is done for which request.
    Trackers,
    /// Sets the tree of objectives.
    Aims,
    Reading(&'static objectives::Reading),
    /// Says what serves which objective.
    Serving,
    Plan(&'static str, Order),
    /// Who agrees on, or ends, what both sides do together, or says something of a meeting.
    Together(&'static str, Box<actions::ByName>),
}

/// Somebody to register.
struct Newcomer {
    name: &'static str,
    email: &'static str,
    side: Side,
    roles: Vec<Role>,
    team: Option<&'static str>,
}

/// Plays the story of a size, and between its entries whatever a crowd does meanwhile.
pub(super) fn play(app: &App, size: Size, seed: u64, mut crowd: Option<&mut Crowd>) -> Result<Lived, Problem> {
    let files = crate::earlier_files(size).into_iter().chain(crate::files(size, seed));
    let files = files.chain(crate::evidence(size, seed)).chain(crate::governance::governance(size));
    let files: Vec<HandedOver> = files.collect();
    let tracked = crate::tracked(size, seed);
    let mut player = Player { app, lived: Lived::default() };
    for (at, deed) in deeds(size, &files, &tracked) {
        if let Some(crowd) = crowd.as_deref_mut() {
            crowd.advance(app, at, 1_024)?;
        }
        diary::move_to(app.clock(), at)?;
        player.live(&deed)?;
    }
    if let Some(crowd) = crowd {
        crowd.advance(app, super::opens_at(), 1)?;
        player.lived.refused += crowd.refused();
    }
    Ok(player.lived)
}

/// Everything that happens, in order of time.
fn deeds<'a>(size: Size, files: &'a [HandedOver], tracked: &'a [HandedOver]) -> Vec<(Timestamp, Deed<'a>)> {
    let mut deeds: Vec<(Timestamp, Deed)> = Vec::new();
    for (person, minute) in crate::cast().iter().zip(0..) {
        let (name, roles) = (person.name, names::roles(person.name));
        let newcomer = Newcomer { name, email: person.email, side: person.side, roles, team: None };
        // The orchestrator comes first and registers the others.
        let hour = if name == REINE { 9 } else { 10 };
        deeds.push((diary::instant((12, 8, hour, minute)), Deed::Register(newcomer)));
    }
    for (colleague, minute) in COLLEAGUES.iter().zip(0..).filter(|_| size != Size::Tiny) {
        let newcomer = Newcomer {
            name: colleague.name,
            email: colleague.email,
            side: colleague.side,
            roles: vec![Role::Employee],
            team: Some(colleague.team),
        };
        deeds.push((diary::instant((1, 8, 9, minute)), Deed::Register(newcomer)));
    }
    deeds.push((diary::instant((12, 8, 11, 0)), Deed::Lines));
    if size != Size::Tiny {
        deeds.extend(COVERAGE.iter().map(|(who, teams)| (diary::instant((5, 12, 10, 0)), Deed::Covers(who, teams))));
    }
    for (file, minute) in files.iter().zip(0..) {
        deeds.push((hour_of(file, minute), Deed::Import(file)));
    }
    for (file, minute) in tracked.iter().zip(0..) {
        deeds.push((hour_of(file, minute), Deed::Import(file)));
    }
    if size != Size::Tiny {
        deeds.push((trackers::said_at(), Deed::Trackers));
        deeds.push((bypass::asked_at(), Deed::AskBypass));
        deeds.push((bypass::answered_at(), Deed::AnswerBypass));
        deeds.push((bypass::compared_at(), Deed::CompareBypass));
        deeds.extend(STATEMENTS.iter().map(|it| (diary::instant(it.on), Deed::State(it))));
    }
    let wishes: Vec<&'static Wish> =
        if size == Size::Tiny { wishes::tiny::WISHES.iter().collect() } else { wishes::all().collect() };
    for wish in wishes {
        let asked = diary::instant(wish.on);
        deeds.push((asked, Deed::Ask(wish)));
        if let Some(means) = wish.means {
            deeds.push((asked, Deed::Understand(wish, means)));
        }
        deeds.extend(wish.then.iter().map(|entry| (diary::instant(entry.on), Deed::Act(wish, entry.who, &entry.act))));
    }
    // The smallest world has no such wishes.
    if size != Size::Tiny {
        deeds.push((diary::instant(objectives::SET_ON), Deed::Aims));
        deeds.extend(objectives::READINGS.iter().map(|it| (diary::instant(it.on), Deed::Reading(it))));
        deeds.push((diary::instant(objectives::LINKED_ON), Deed::Serving));
        deeds.extend(cases::entries().into_iter().map(|(at, entry)| (at, Deed::Case(entry))));
        deeds.extend(acceptances::entries().into_iter().map(|(at, who, order)| (at, Deed::Accept(who, order))));
        deeds.extend(changes::entries().into_iter().map(|(at, entry)| (at, Deed::Change(entry))));
        deeds.extend(actions::entries().into_iter().map(|(at, who, order)| (at, Deed::Together(who, order))));
        deeds.extend(meetings::entries().into_iter().map(|(at, who, order)| (at, Deed::Together(who, order))));
        deeds.extend(plan::entries().into_iter().map(|(at, who, order)| (at, Deed::Plan(who, order))));
    }
    // The sort is stable: what happens at the same minute happens in the order it is written.
    deeds.sort_by_key(|(at, _)| *at);
    deeds
}

/// When a file is imported: in the morning of its day.
fn hour_of(file: &HandedOver, minute: i8) -> Timestamp {
    diary::in_paris(file.on.at(8, 20 + minute, 0, 0))
}

struct Player<'a> {
    app: &'a App,
    lived: Lived,
}

impl Player<'_> {
    fn live(&mut self, deed: &Deed<'_>) -> Result<(), Problem> {
        match deed {
            Deed::Register(newcomer) => self.register(newcomer),
            Deed::Import(file) => {
                let who = self.lived.people.get(keeper(&file.name)).copied();
                let actor = who.map_or(Actor::House, Actor::Person);
                self.app.import(actor, None, &file.name, &file.bytes, Some(file.on)).map(|_| ())
            }
            Deed::State(it) => {
                let subject: Ref = it.subject.parse().map_err(|why: String| missing(&why))?;
                let field = it.field.to_owned();
                let order = match it.value {
                    "" => Order::Unstate { subject, field },
                    value => Order::State { subject, field, value: value.to_owned() },
                };
                self.submit(it.who, order).map(|_| ())
            }
            Deed::Lines => {
                let person = *self.lived.people.get(names::REINE).ok_or_else(|| missing(names::REINE))?;
                let order = Order::StateLines { person, solid: Side::It, dotted: Some(Side::Marketing) };
                self.submit(names::INES, order).map(|_| ())
            }
            Deed::Covers(who, teams) => {
                let person = *self.lived.people.get(*who).ok_or_else(|| missing(who))?;
                let teams = teams.iter().map(|team| Ref::new(Kind::Team, team)).collect();
                self.submit(REINE, Order::StateCoverage { person, teams }).map(|_| ())
            }
            Deed::Ask(wish) => {
                let order = Order::Ask { sentence: wish.sentence.to_owned(), lang: wish.lang };
                let receipt = self.submit(wish.by, order)?;
                self.lived.requests.insert(wish.key.to_owned(), number(&receipt)?);
                Ok(())
            }
            Deed::Understand(wish, means) => self.understand(wish, *means),
            Deed::Case(entry) => self.case(entry),
            Deed::Change(entry) => self.change(entry),
            Deed::Accept(who, order) => {
                let request = named(&self.lived.requests, "basket-discount")?;
                self.submit(who, Order::Accept(order(request))).map(|_| ())
            }
            Deed::AskBypass => {
                let person = *self.lived.people.get(names::TESSA).ok_or_else(|| missing(names::TESSA))?;
                self.submit(REINE, bypass::question(self.app, person)?).map(|_| ())
            }
            Deed::CompareBypass => {
                let request = named(&self.lived.requests, "terrace-banner")?;
                self.submit(YANIS, bypass::compared(self.app, request)?).map(|_| ())
            }
            Deed::AnswerBypass => self.submit(names::TESSA, bypass::answer(self.app)?).map(|_| ()),
            Deed::Trackers => {
                let linked: Vec<TrackerOrder> = trackers::linked(&self.lived.requests).collect();
                trackers::explained().chain(linked).try_for_each(|order| self.track(&order))
            }
            Deed::Aims => self.aims(),
            Deed::Reading(it) => {
                let (year, month, day) = it.day;
                let order = ObjectiveOrder::Measure {
                    objective: it.objective,
                    on: Some(jiff::civil::date(year, month, day)),
                    value: it.value,
                    source: it.source.to_owned(),
                };
                self.submit(it.who, Order::Objective(order)).map(|_| ())
            }
            Deed::Serving => self.serving(),
            Deed::Together(who, order) => {
                let order = order(&self.app.picture(), &|name| self.lived.people.get(name).copied());
                self.submit(who, order.ok_or_else(|| missing("an owner of an action"))?).map(|_| ())
            }
            Deed::Plan(who, order) => self.submit(who, order.clone()).map(|_| ()),
            Deed::Act(wish, who, act) => self.act(wish, who, act).map_err(|problem| within(wish, act, problem)),
        }
    }

    fn register(&mut self, newcomer: &Newcomer) -> Result<(), Problem> {
        let order = Order::Register {
            name: newcomer.name.to_owned(),
            email: Some(newcomer.email.to_owned()),
            side: newcomer.side,
            roles: newcomer.roles.clone(),
            team: newcomer.team.map(|team| Ref::new(Kind::Team, team)),
        };
        let actor = self.lived.people.get(REINE).map_or(Actor::House, |id| Actor::Person(*id));
        let receipt = self.app.submit(actor, order)?;
        let id = receipt.about.as_ref().and_then(|about| about.key().parse::<PersonId>().ok());
        self.lived.people.insert(newcomer.name.to_owned(), id.ok_or_else(|| missing(newcomer.name))?);
        Ok(())
    }

    /// Confirms what a wish is about: the proposed reading of the element and data meant, or, where none is, these.
    ///
    /// The kind of change is confirmed as it is meant, so that a better reader of sentences never changes the story.
    fn understand(&mut self, wish: &Wish, means: Means) -> Result<(), Problem> {
        let meant = means.about();
        let candidates = self.app.picture().read_sentence(wish.sentence, wish.lang);
        let proposed = candidates.iter().any(|it| it.element == meant.element && it.data == meant.data);
        match proposed {
            true => self.lived.proposed += 1,
            false => self.lived.corrected += 1,
        }
        let request = self.request(wish)?;
        self.submit(wish.by, Order::Understand { request, about: meant }).map(|_| ())
    }

    /// Says something of a tracker; nobody explains a word it never used.
    fn track(&mut self, order: &TrackerOrder) -> Result<(), Problem> {
        if let TrackerOrder::Explain { tracker, state, .. } = order {
            let standing = self.app.picture().trackers().into_iter().find(|it| it.name == *tracker);
            if !standing.is_some_and(|it| it.states.iter().any(|it| it.word == *state)) {
                return Ok(());
            }
        }
        self.submit(YANIS, Order::Tracker(order.clone())).map(|_| ())
    }

    fn aims(&self) -> Result<(), Problem> {
        let person = |who: &str| self.lived.people.get(who).copied().ok_or_else(|| missing(who));
        for (aim, nth) in objectives::aims().iter().zip(1..) {
            let [defines, supplies] = aim.names;
            let content = Box::new(aim.typed([person(defines)?, person(supplies)?]));
            let receipt = self.submit(REINE, Order::Objective(ObjectiveOrder::Set { content }))?;
            // The readings point at objectives by the order in which they are set.
            if number(&receipt)? != nth {
                return Err(missing("an objective of that number"));
            }
        }
        Ok(())
    }

    fn serving(&self) -> Result<(), Problem> {
        let serve = |objective: u64, by: Ref| {
            let order = Order::Objective(ObjectiveOrder::Serve { objective, by });
            self.submit(objectives::LINKED_BY, order).map(|_| ())
        };
        let of = |kind, wish: &str| named(&self.lived.requests, wish).map(|number| Ref::new(kind, &number.to_string()));
        for (objective, wishes) in objectives::SERVED {
            for wish in *wishes {
                serve(*objective, of(Kind::Request, wish)?)?;
            }
        }
        for (objective, wish) in objectives::SERVED_BY_CASES {
            serve(*objective, of(Kind::BusinessCase, wish)?)?;
        }
        for (objective, key) in objectives::SERVED_BY_PROMISES {
            serve(*objective, Ref::new(Kind::Promise, key))?;
        }
        for (objective, by) in objectives::SERVED_BY_AIMS {
            serve(*objective, Ref::new(Kind::Objective, &by.to_string()))?;
        }
        Ok(())
    }

    fn case(&mut self, entry: &cases::Entry) -> Result<(), Problem> {
        let request = named(&self.lived.requests, entry.wish)?;
        let sheet = self.app.picture().case_sheet(request);
        let hash = sheet.map(|sheet| sheet.hash.clone()).unwrap_or_default();
        let order = Order::Case { request, order: entry.act.order(hash), seen: None };
        match self.submit(entry.who, order)?.facts {
            0 => Err(missing("an entry of a case that changes nothing")),
            _ => Ok(()),
        }
    }

    fn change(&mut self, entry: &changes::Entry) -> Result<(), Problem> {
        match &entry.act {
            changes::Act::Propose(wish, proposal) => {
                let request = Ref::new(Kind::Request, &named(&self.lived.requests, wish)?.to_string());
                let order = ChangeOrder::Propose { proposal: Box::new(proposal(request)) };
                let receipt = self.submit(entry.who, Order::Change(order))?;
                self.lived.changes.insert(entry.change.to_owned(), number(&receipt)?);
            }
            changes::Act::Send => {
                let change = named(&self.lived.changes, entry.change)?;
                let receipt = self.submit(entry.who, Order::Change(ChangeOrder::Send { change }))?;
                self.lived.decisions.insert(entry.change.to_owned(), number(&receipt)?);
            }
            changes::Act::Sign(choice, remark) => {
                let decision = named(&self.lived.decisions, entry.change)?;
                let (choice, hash) = (choice.clone(), self.hash(decision)?);
                let remark = remark.map(str::to_owned);
                self.submit(entry.who, Order::Sign { decision, choice, hash, remark })?;
            }
        }
        Ok(())
    }

    fn act(&mut self, wish: &'static Wish, who: &'static str, act: &Act) -> Result<(), Problem> {
        let request = self.request(wish)?;
        let date = |(year, month, day)| jiff::civil::date(year, month, day);
        let order = match *act {
            Act::Answer(question, answer) => Order::Answer { request, question, answer: answer.to_owned() },
            Act::Assume(number, low, likely, high) => {
                Order::Assume { request, number, value: diary::quantity(low, likely, high) }
            }
            Act::Reword(sentence) => Order::Reword { request, sentence: sentence.to_owned() },
            Act::Date(day) => Order::WishDate { request, date: date(day), despite: None },
            Act::Insist(day, why) => Order::WishDate { request, date: date(day), despite: Some(why.to_owned()) },
            Act::NoDate(day) => {
                return self.refused(who, Order::WishDate { request, date: date(day), despite: None });
            }
            Act::Send => {
                let receipt = self.submit(who, Order::Send { request })?;
                self.lived.decisions.insert(wish.key.to_owned(), number(&receipt)?);
                return Ok(());
            }
            Act::NoSend => return self.refused(who, Order::Send { request }),
            Act::Withdraw(why) => Order::Withdraw { request, why: why.to_owned() },
            Act::Sign(pick) => self.sign(wish, pick, None)?,
            Act::Remark(pick, words) => self.sign(wish, pick, Some(words))?,
            Act::Terms(terms) => Order::Compromise { decision: self.decision(wish)?, terms: terms.to_owned() },
            Act::Restate(words) => Order::RestateConcern { decision: self.decision(wish)?, words: words.to_owned() },
            Act::Ask(words) => Order::AskQuestion { request, words: words.to_owned() },
            Act::Reply(words) => {
                let picture = self.app.picture();
                let open = picture.questions_of(request).find(|(_, it)| it.is_open()).map(|(number, _)| number);
                let question = open.ok_or_else(|| missing("a question to reply to"))?;
                Order::AnswerQuestion { question, words: words.to_owned() }
            }
            Act::Understood(correction) => {
                Order::AnswerRestatement { decision: self.decision(wish)?, correction: correction.map(str::to_owned) }
            }
            Act::Silence => Order::LetDeadlinePass { decision: self.decision(wish)? },
            Act::NoSilence => return self.refused(who, Order::LetDeadlinePass { decision: self.decision(wish)? }),
            Act::Arbitrate(pick) => {
                let decision = self.decision(wish)?;
                Order::Arbitrate { decision, choice: pick.choice(), hash: self.hash(decision)? }
            }
        };
        let receipt = self.submit(who, order)?;
        if receipt.facts == 0 {
            return Err(missing("an entry that changes nothing"));
        }
        Ok(())
    }

    fn sign(&self, wish: &Wish, pick: Pick, remark: Option<&str>) -> Result<Order, Problem> {
        let decision = self.decision(wish)?;
        let hash = self.hash(decision)?;
        Ok(Order::Sign { decision, choice: pick.choice(), hash, remark: remark.map(str::to_owned) })
    }

    fn submit(&self, who: &str, order: Order) -> Result<Receipt, Problem> {
        let id = self.lived.people.get(who).ok_or_else(|| missing(who))?;
        self.app.submit(Actor::Person(*id), order)
    }

    /// Gives an order that the story has refused.
    fn refused(&mut self, who: &str, order: Order) -> Result<(), Problem> {
        match self.submit(who, order) {
            Err(problem) if problem.kind == ProblemKind::Refused => {
                self.lived.refused += 1;
                Ok(())
            }
            Err(problem) => Err(problem),
            Ok(_) => Err(missing("the refusal")),
        }
    }

    fn hash(&self, decision: u64) -> Result<String, Problem> {
        let picture = self.app.picture();
        picture.decision(decision).map(|it| it.hash.clone()).ok_or_else(|| missing("the decision's page"))
    }

    fn request(&self, wish: &Wish) -> Result<u64, Problem> {
        named(&self.lived.requests, wish.key)
    }

    fn decision(&self, wish: &Wish) -> Result<u64, Problem> {
        named(&self.lived.decisions, wish.key)
    }
}

fn named(numbers: &BTreeMap<String, u64>, key: &str) -> Result<u64, Problem> {
    numbers.get(key).copied().ok_or_else(|| missing(key))
}

/// The number of what a receipt is about.
pub(super) fn number(receipt: &Receipt) -> Result<u64, Problem> {
    receipt.about.as_ref().and_then(|about| about.key().parse().ok()).ok_or_else(|| missing("a number"))
}

/// The story counts on something that is not there.
pub(super) fn missing(what: &str) -> Problem {
    Problem::not_found(Say::new(format!("l'histoire de Solvène : {what}"), format!("Solvène's story: {what}")))
}

/// Says in which entry of the story a problem came.
fn within(wish: &Wish, act: &Act, problem: Problem) -> Problem {
    let message = Say::new(
        format!("{} ({act:?}) : {}", wish.key, problem.message.fr),
        format!("{} ({act:?}): {}", wish.key, problem.message.en),
    );
    Problem::new(problem.kind, message, problem.hint)
}
