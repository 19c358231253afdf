//! Generated requests around the story, for benchmarks: sentences composed from the catalogue's own elements and data,
//! lives in realistic proportions, played by many hands at once so that one sync of the disk serves many orders.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use agenda::decision::Choice;
use agenda::request::{About, Assumed, Question};
use app::{Actor, App, Kind as ProblemKind, Order, Problem, Ticket, new_command};
use base::{Kind, Lang, PersonId, Quantity, Ref, Say};
use jiff::{SignedDuration, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::names::*;
use super::player::number;
use super::sentences;

/// How many orders are under way at once; the writer syncs the disk once for all that wait.
const HANDS: usize = 64;
/// How many orders [`history`] gives between two looks at how far it has come.
const WINDOW: usize = 8_192;
/// How many requests a month of [`history`] brings at most.
const A_MONTH: usize = 10_000;

/// A crowd of requests that are being lived.
pub(super) struct Crowd {
    seats: Vec<Seat>,
    /// What is still to come, in order of time.
    steps: Vec<Step>,
    seed: u64,
    refused: AtomicUsize,
}

/// One request of the crowd: its number and that of its decision once it has them.
#[derive(Default)]
struct Seat {
    request: AtomicU64,
    decision: AtomicU64,
}

/// Something that happens to one of them.
#[derive(Clone, Copy, Debug)]
struct Step {
    at: Timestamp,
    seat: u32,
    what: What,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Ask,
    Understand,
    Answer(Question),
    Assume(Assumed),
    Date,
    Send,
    /// Marketing signs: the nth of the page's options, counted round.
    SignMarketing(u8),
    /// IT signs.
    SignIt(u8),
    Terms,
    Silence,
    Arbitrate(u8),
    Withdraw,
    State,
}

/// Who acts for the crowd.
struct People {
    asking: Vec<PersonId>,
    marketing: PersonId,
    it: PersonId,
    arbiter: PersonId,
    orchestrator: PersonId,
    architect: PersonId,
}

/// What the crowd's sentences are about.
struct Things {
    elements: Vec<(Ref, Say)>,
    data: Vec<(Ref, Say)>,
    systems: Vec<Ref>,
}

/// Fills a store until it holds at least so many facts: years of requests, interviews, decisions and statements.
///
/// A store that holds nobody yet lives the demo's life first. The clock is moved on when it stands. Gives how many
/// facts the store holds. Errors: an order fails for another reason than a rule of the house.
pub fn history(app: &App, events: usize, seed: u64) -> Result<u64, Problem> {
    if app.picture().people().next().is_none() {
        super::play(app, crate::Size::Demo, seed)?;
    }
    let now = app.clock().now();
    let mut from = app.picture().as_of.map_or(now, |last| last.max(now));
    let mut crowd = Crowd { seats: Vec::new(), steps: Vec::new(), seed, refused: AtomicUsize::new(0) };
    while app.picture().position < events as u64 {
        let until = from + SignedDuration::from_hours(30 * 24);
        crowd.come((events / 10).clamp(20, A_MONTH), from, until, true);
        while app.picture().position < events as u64 {
            let due = crowd.steps.partition_point(|step| step.at < until).min(WINDOW);
            if due == 0 {
                break;
            }
            let window: Vec<Step> = crowd.steps.drain(..due).collect();
            crowd.live(app, &window)?;
        }
        app.clock().set(until);
        from = until;
    }
    Ok(app.picture().position)
}

impl Crowd {
    /// A crowd that asks between two instants.
    pub(super) fn between(count: usize, from: Timestamp, until: Timestamp, seed: u64) -> Crowd {
        let mut crowd = Crowd { seats: Vec::new(), steps: Vec::new(), seed, refused: AtomicUsize::new(0) };
        crowd.come(count, from, until, false);
        crowd
    }

    /// How many of its orders a rule has refused.
    pub(super) fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    /// Lives what comes before an instant, once there is so much of it that many hands share it.
    pub(super) fn advance(&mut self, app: &App, until: Timestamp, at_least: usize) -> Result<(), Problem> {
        let due = self.steps.partition_point(|step| step.at < until);
        if due < at_least {
            return Ok(());
        }
        let window: Vec<Step> = self.steps.drain(..due).collect();
        self.live(app, &window)
    }

    /// More people come, with what will happen to their requests.
    fn come(&mut self, count: usize, from: Timestamp, until: Timestamp, state: bool) {
        let span = until.duration_since(from).as_secs().max(1);
        for seat in self.seats.len()..self.seats.len() + count {
            let mut chance = chance(self.seed, seat as u64);
            let asked = workday(from + SignedDuration::from_secs(chance.random_range(0..span)));
            let seat = u32::try_from(seat).unwrap_or(u32::MAX);
            let mut clock = asked;
            self.steps.push(Step { at: asked, seat, what: What::Ask });
            for (hours, what) in course(&mut chance, state) {
                clock =
                    workday(clock + SignedDuration::from_secs(i64::from(hours) * 3600 + chance.random_range(60..1800)));
                self.steps.push(Step { at: clock, seat, what });
            }
        }
        self.seats.resize_with(self.seats.len() + count, Seat::default);
        self.steps.sort_by_key(|step| (step.at, step.seat));
    }

    /// Lives a window of steps with many hands; what happens to one request happens in order.
    fn live(&self, app: &App, window: &[Step]) -> Result<(), Problem> {
        let Some(last) = window.last() else { return Ok(()) };
        let picture = app.picture();
        let people = People::of(&picture)?;
        let things = Things::of(&picture);
        drop(picture);
        if things.elements.is_empty() || things.data.is_empty() {
            return Ok(());
        }
        app.clock().set(last.at);
        let hands = HANDS.min(window.len());
        let (people, things) = (&people, &things);
        std::thread::scope(|scope| {
            let hand = |hand: usize| {
                let mine = window.iter().filter(move |step| step.seat as usize % hands == hand);
                scope.spawn(move || mine.into_iter().try_for_each(|step| self.step(app, people, things, step)))
            };
            let all: Vec<_> = (0..hands).map(hand).collect();
            all.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| Err(lost())))
        })
    }

    fn step(&self, app: &App, people: &People, things: &Things, step: &Step) -> Result<(), Problem> {
        let Some(seat) = self.seats.get(step.seat as usize) else { return Ok(()) };
        let Some((who, order)) = self.order(app, people, things, step, seat) else { return Ok(()) };
        let ticket =
            Ticket { command: new_command(step.at), actor: Actor::Person(who), at: step.at, expect: None, order };
        match app.carry_out(ticket) {
            Ok(receipt) => {
                match step.what {
                    What::Ask => seat.request.store(number(&receipt)?, Ordering::Relaxed),
                    What::Send => seat.decision.store(number(&receipt)?, Ordering::Relaxed),
                    _ => {}
                }
                Ok(())
            }
            // The rules of the house say no now and then; that is life.
            Err(problem) if problem.kind == ProblemKind::Refused => {
                self.refused.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            Err(problem) => Err(problem),
        }
    }

    /// The order of a step and who gives it; `None` when what it needs never came to be.
    fn order(
        &self,
        app: &App,
        people: &People,
        things: &Things,
        step: &Step,
        seat: &Seat,
    ) -> Option<(PersonId, Order)> {
        // What a request is about is drawn from its seat alone, so that each of its steps agrees with the others.
        let mut own = chance(self.seed ^ 0x5eed, u64::from(step.seat));
        let asking = *people.asking.get(own.random_range(0..people.asking.len()))?;
        let (element, element_name) = things.elements.get(own.random_range(0..things.elements.len()))?;
        let (data, data_name) = things.data.get(own.random_range(0..things.data.len()))?;
        let kind = sentences::KINDS[own.random_range(0..sentences::KINDS.len())];
        let lang = if own.random_bool(0.15) { Lang::En } else { Lang::Fr };
        let number = |number: &AtomicU64| Some(number.load(Ordering::Relaxed)).filter(|number| *number > 0);
        let chosen = |nth: u8| {
            let (decision, picture) = (number(&seat.decision)?, app.picture());
            let held = picture.decision(decision)?;
            let choice: Choice = held.options.get(usize::from(nth) % held.options.len().max(1))?.clone();
            Some((decision, choice, held.hash.clone()))
        };
        let sign = |nth: u8| {
            let (decision, choice, hash) = chosen(nth)?;
            Some(Order::Sign { decision, choice, hash, remark: None })
        };
        Some(match step.what {
            What::Ask => {
                let sentence = sentences::wish(&mut own, lang, kind, element_name, data_name);
                (asking, Order::Ask { sentence, lang })
            }
            What::Understand => {
                let about = About {
                    element: Some(element.clone()),
                    data: Some(data.clone()),
                    archetype: Some(kind.to_owned()),
                    ..About::default()
                };
                (asking, Order::Understand { request: number(&seat.request)?, about })
            }
            What::Answer(question) => {
                let answer = sentences::answer(&mut own, lang, question);
                (asking, Order::Answer { request: number(&seat.request)?, question, answer })
            }
            What::Assume(assumed) => {
                let likely = if assumed == Assumed::CacheShare { 0.5 } else { f64::from(own.random_range(1..6)) };
                let value = Quantity::range(likely * 0.8, likely, (likely * 1.5).min(1e6));
                (people.architect, Order::Assume { request: number(&seat.request)?, number: assumed, value })
            }
            What::Date => {
                let days = own.random_range(40..150);
                let date = (step.at + SignedDuration::from_hours(24 * days)).to_zoned(jiff::tz::TimeZone::UTC).date();
                (asking, Order::WishDate { request: number(&seat.request)?, date, despite: None })
            }
            What::Send => (asking, Order::Send { request: number(&seat.request)? }),
            What::SignMarketing(nth) => (people.marketing, sign(nth)?),
            What::SignIt(nth) => (people.it, sign(nth)?),
            What::Terms => {
                let terms = sentences::terms(&mut own, lang);
                (people.orchestrator, Order::Compromise { decision: number(&seat.decision)?, terms })
            }
            What::Silence => (people.orchestrator, Order::LetDeadlinePass { decision: number(&seat.decision)? }),
            What::Arbitrate(nth) => {
                let (decision, choice, hash) = chosen(nth)?;
                (people.arbiter, Order::Arbitrate { decision, choice, hash })
            }
            What::Withdraw => {
                let why = sentences::why_not(&mut own, lang);
                (asking, Order::Withdraw { request: number(&seat.request)?, why })
            }
            What::State => {
                let subject = things.systems.get(own.random_range(0..things.systems.len()))?.clone();
                let value = own.random_range(5..60).to_string();
                (people.architect, Order::State { subject, field: "lead_days".to_owned(), value })
            }
        })
    }
}

/// What will happen to a request after it was asked: hours later, and what. Most are answered; some never are.
fn course(chance: &mut ChaCha8Rng, state: bool) -> Vec<(u16, What)> {
    let mut course = Vec::with_capacity(12);
    if state && chance.random_range(0..2_000) == 0 {
        course.push((1, What::State));
    }
    if chance.random_bool(0.06) {
        return course;
    }
    course.push((0, What::Understand));
    let answered = [0.92, 0.85, 0.7, 0.7, 0.5];
    for (question, share) in Question::ALL.into_iter().zip(answered) {
        if chance.random_bool(share) {
            course.push((chance.random_range(0..30), What::Answer(question)));
        }
    }
    if chance.random_bool(0.3) {
        course.push((chance.random_range(1..20), What::Assume(Assumed::ALL[chance.random_range(0..3)])));
    }
    if chance.random_bool(0.35) {
        course.push((chance.random_range(1..20), What::Date));
    }
    if chance.random_bool(0.05) {
        course.push((chance.random_range(20..60), What::Withdraw));
        return course;
    }
    if chance.random_bool(0.12) {
        return course;
    }
    course.push((chance.random_range(2..40), What::Send));
    // The options a page offers begin with "as asked"; others follow, "not now" is the last.
    let first: u8 = if chance.random_bool(0.55) { 0 } else { chance.random_range(1..8) };
    let marketing = (chance.random_range(1..40), What::SignMarketing(first));
    match chance.random_range(0..100) {
        0..72 => course.extend([marketing, (chance.random_range(1..30), What::SignIt(first))]),
        72..80 => {
            course.extend([
                marketing,
                (chance.random_range(1..30), What::SignIt(first.wrapping_add(1))),
                (chance.random_range(5..40), What::Terms),
            ]);
            let then = chance.random_bool(0.6);
            course.push((
                chance.random_range(5..60),
                if then { What::SignMarketing(first.wrapping_add(1)) } else { What::Arbitrate(first) },
            ));
        }
        // What falls silent applies provisionally, or comes before the arbiter some time later.
        80..97 => course.extend([
            if chance.random_bool(0.7) { marketing } else { (chance.random_range(1..60), What::SignIt(first)) },
            (chance.random_range(90..200), What::Silence),
            (chance.random_range(150..900), What::Arbitrate(first)),
        ]),
        _ => course.push((chance.random_range(300..1_400), What::Arbitrate(first))),
    }
    course
}

impl People {
    fn of(picture: &picture::Picture) -> Result<People, Problem> {
        let named = |name: &str| {
            let found = picture.people().find(|(id, _)| picture.person_name(*id) == name).map(|(id, _)| id);
            found.ok_or_else(|| Problem::not_found(Say::same(name)))
        };
        let asking = [LOU, SOLENN, APOLLINE, MAELLE, BASTIEN, NOEMIE, OSCAR, TESSA, HAKIM];
        Ok(People {
            asking: asking.into_iter().filter_map(|name| named(name).ok()).collect(),
            marketing: named(INES)?,
            it: named(KARIM)?,
            arbiter: named(AURELIEN)?,
            orchestrator: named(REINE)?,
            architect: named(THEODORE)?,
        })
    }
}

impl Things {
    fn of(picture: &picture::Picture) -> Things {
        let named = |kind| {
            let things = picture.catalog().of_kind(kind);
            things.map(|thing| (thing.id.clone(), thing.name.clone())).collect::<Vec<_>>()
        };
        let systems = named(Kind::System).into_iter().map(|(id, _)| id).collect();
        Things { elements: named(Kind::Element), data: named(Kind::Data), systems }
    }
}

/// Chance of its own for one of many.
fn chance(seed: u64, one: u64) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    chance.set_stream(one);
    chance
}

/// The same instant on a weekday: what falls on a weekend happens two days later.
fn workday(at: Timestamp) -> Timestamp {
    use jiff::civil::Weekday::{Saturday, Sunday};
    match at.to_zoned(jiff::tz::TimeZone::UTC).weekday() {
        Saturday | Sunday => at + SignedDuration::from_hours(48),
        _ => at,
    }
}

fn lost() -> Problem {
    let message = Say::new("un fil d'exécution s'est arrêté", "a thread stopped");
    Problem::new(ProblemKind::Internal, message, Say::new("relancez", "run it again"))
}
