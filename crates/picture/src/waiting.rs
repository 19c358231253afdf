//! Whose turn a request was, and where its time went: from its own facts, and from the work linked to it.
//!
//! A turn is noted when a fact gives it to somebody else: nothing is typed in, and every second opens to a fact of the
//! log. Deliberately absent: any ranking of people; a turn belongs to a side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use agenda::business_case::{self, Pen};
use agenda::decision;
use agenda::lane::Lane;
use agenda::question;
use agenda::request::{self, Stage};
use agenda::tool::Case;
use agenda::tracker::Meaning;
use base::{Kind, Ref, Say, Side};
use delivery::ageing::{NotEnough, Typical, typical};
use delivery::clock::{Holder, Spent, Split, Turn, overlay, split, together, with_parts};
use delivery::hours::Hours;
use delivery::item::{Change, Item, ItemKey, Now};
use jiff::Timestamp;
use jiff::civil::Date;
use rpds::RedBlackTreeMapSync;

use crate::{Event, Fact, Picture};

/// How many working days a week has that somebody quotes.
const WORKING_WEEK: f64 = 5.0;

/// What gave somebody the turn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// A fact of the log.
    Fact {
        /// Where it stands there.
        position: u64,
        /// What it was.
        cause: Cause,
        /// Where it can be read.
        at: Ref,
    },
    /// What a tracker told of an item done for the request.
    Item {
        /// The item.
        item: ItemKey,
        /// The state it came into, in the tracker's own word: empty where the tracker does not tell; `None`: deleted.
        state: Option<String>,
    },
}

impl Because {
    /// What happened, in a few words.
    pub fn say(&self) -> Say {
        match self {
            Because::Fact { cause, .. } => cause.say(),
            Because::Item { item, state } => {
                let key = &item.key;
                match state.as_deref() {
                    Some("") => Say::new(
                        format!("{key} : l'outil de suivi ne dit pas son état"),
                        format!("{key}: the tracker does not tell its state"),
                    ),
                    Some(state) => Say::new(format!("{key} : « {state} »"), format!("{key}: “{state}”")),
                    None => Say::new(format!("{key} : supprimé"), format!("{key}: deleted")),
                }
            }
        }
    }

    /// Where it stands in the log; `None` for what a tracker told.
    pub fn position(&self) -> Option<u64> {
        match self {
            Because::Fact { position, .. } => Some(*position),
            Because::Item { .. } => None,
        }
    }
}

/// What gives somebody the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// It was asked for; the questions of the interview are open.
    Asked,
    /// It was sent to a decision.
    Sent,
    /// A side signed.
    Signed(Side),
    /// It was decided; whether it goes ahead.
    Decided(bool),
    /// Its decision was opened again.
    Reopened,
    /// It was taken back.
    Withdrawn,
    /// A pen signed its business case.
    CaseSigned(Pen),
    /// Its business case was changed, which voids what was signed.
    CaseChanged,
    /// A side was asked a direct question.
    Questioned(Side),
    /// A direct question was answered.
    QuestionAnswered,
    /// A direct question was taken back.
    QuestionWithdrawn,
    /// What was delivered was told, item by item; it is to be accepted.
    Delivered,
    /// It was accepted as it stands.
    Accepted,
}

impl Cause {
    /// What happened, in a few words.
    pub fn say(self) -> Say {
        match self {
            Cause::Asked => Say::new("demandée", "asked for"),
            Cause::Sent => Say::new("envoyée à la décision", "sent to a decision"),
            Cause::Signed(side) => Say::each(|lang| match lang {
                base::Lang::Fr => format!("signature : {}", side.say().fr),
                base::Lang::En => format!("signed: {}", side.say().en),
            }),
            Cause::Decided(true) => Say::new("décidée, on la fait", "decided, it goes ahead"),
            Cause::Decided(false) => Say::new("répondue, pas maintenant", "answered, not now"),
            Cause::Reopened => Say::new("décision rouverte", "decision opened again"),
            Cause::Withdrawn => Say::new("retirée", "taken back"),
            Cause::CaseSigned(pen) => Say::each(|lang| match lang {
                base::Lang::Fr => format!("dossier signé : {}", pen.say().fr),
                base::Lang::En => format!("case signed: {}", pen.say().en),
            }),
            Cause::Questioned(side) => Say::each(|lang| match lang {
                base::Lang::Fr => format!("question posée : {}", side.say().fr),
                base::Lang::En => format!("question put to: {}", side.say().en),
            }),
            Cause::QuestionAnswered => Say::new("question répondue", "question answered"),
            Cause::QuestionWithdrawn => Say::new("question retirée", "question taken back"),
            Cause::Delivered => Say::new("livraison dite, à accepter", "delivery told, to be accepted"),
            Cause::Accepted => Say::new("acceptée", "accepted"),
            Cause::CaseChanged => Say::new("dossier modifié, à signer de nouveau", "case changed, to be signed again"),
        }
    }
}

/// Where the time of one request went.
#[derive(Clone, Debug)]
pub struct Waited {
    /// Its number.
    pub request: u64,
    /// The lane it was sent in; `None` until it is sent.
    pub lane: Option<Lane>,
    /// Where it stands.
    pub stage: Stage,
    /// How many items of trackers are done for it.
    pub items: usize,
    /// Its time until it was answered.
    pub to_answer: Split<Because>,
    /// All of its time: once it is decided, that of the work linked to it.
    pub split: Split<Because>,
}

/// A request beside the tool that was taken because of the official way: the bypass it does without.
#[derive(Clone, Debug, PartialEq)]
pub struct Bypassed {
    /// The tool.
    pub tool: Ref,
    /// The request that does the same by the official way.
    pub request: u64,
    /// How many weeks the official way had been quoted at when the tool was taken; `None`: nobody said.
    pub quoted_weeks: Option<u32>,
    /// The first and the last day on which evidence met the tool.
    pub met: Option<(Date, Date)>,
}

impl Bypassed {
    /// What was quoted, in working days.
    pub fn quoted_days(&self) -> Option<f64> {
        self.quoted_weeks.map(|weeks| f64::from(weeks) * WORKING_WEEK)
    }
}

/// Where the time of all requests went.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    /// Each request, newest first.
    pub requests: Vec<Waited>,
}

/// What several requests took together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    /// How many requests.
    pub requests: usize,
    /// What each holder had, in the order of [`Holder::ALL`].
    pub parts: Vec<(Holder, Spent)>,
    /// What went by while they were over.
    pub over: Spent,
    /// All of it.
    pub total: Spent,
}

impl Sum {
    /// Adds requests up.
    pub fn of<'a>(requests: impl IntoIterator<Item = &'a Waited>) -> Sum {
        let parts = Holder::ALL.map(|holder| (holder, Spent::default()));
        let mut sum = Sum { parts: parts.into(), ..Sum::default() };
        for waited in requests {
            sum.requests += 1;
            sum.over = sum.over.and(waited.split.over);
            sum.total = sum.total.and(waited.split.total);
            for ((_, part), (_, spent)) in sum.parts.iter_mut().zip(waited.split.parts) {
                *part = part.and(spent);
            }
        }
        sum
    }

    /// What a holder had.
    pub fn part(&self, holder: Holder) -> Spent {
        self.parts.iter().find(|(of, _)| *of == holder).map(|(_, spent)| *spent).unwrap_or_default()
    }
}

impl Waited {
    /// Whether it takes, or took, longer than its lane allows.
    pub fn is_beyond(&self, hours: &Hours) -> bool {
        let allowed = self.lane.map(|lane| i64::from(lane.clock_days()) * hours.day_s());
        allowed.is_some_and(|allowed| self.split.total.open_s > allowed)
    }

    /// Whether it came to a decision.
    pub fn is_answered(&self) -> bool {
        self.to_answer.now.is_none() && matches!(self.stage, Stage::GoesAhead | Stage::Answered)
    }

    /// Whether the work linked to it is done, and accepted where items were told.
    pub fn is_delivered(&self) -> bool {
        self.items > 0 && self.split.now.is_none() && self.stage == Stage::GoesAhead
    }

    /// Whether it goes ahead and no work is linked to it, so that nothing is known of its time since.
    pub fn is_out_of_sight(&self) -> bool {
        self.items == 0 && self.stage == Stage::GoesAhead
    }

    /// What a holder had since it was answered.
    pub fn since_answer(&self, holder: Holder) -> Spent {
        let (all, before) = (self.split.part(holder), self.to_answer.part(holder));
        Spent { elapsed_s: all.elapsed_s - before.elapsed_s, open_s: all.open_s - before.open_s }
    }
}

/// How the requests of a lane stand against its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneClock {
    /// The lane.
    pub lane: Lane,
    /// How many of its requests were answered.
    pub answered: usize,
    /// How many of these were answered within the lane's clock.
    pub in_time: usize,
    /// How many were delivered.
    pub delivered: usize,
    /// How many of these were delivered within the lane's clock.
    pub delivered_in_time: usize,
    /// How many are open.
    pub open: usize,
    /// How many of these have gone beyond it.
    pub beyond: usize,
}

impl Waits {
    /// How the requests of each lane stand against its clock, lanes without requests left out.
    pub fn lane_clocks(&self, hours: &Hours) -> Vec<LaneClock> {
        let of = |lane: Lane| {
            let in_lane = || self.requests.iter().filter(|it| it.lane == Some(lane));
            let answered = || in_lane().filter(|it| it.is_answered());
            let delivered = || in_lane().filter(|it| it.is_delivered());
            let open = || in_lane().filter(|it| it.split.now.is_some());
            let allowed = i64::from(lane.clock_days()) * hours.day_s();
            LaneClock {
                lane,
                answered: answered().count(),
                in_time: answered().filter(|it| it.to_answer.total.open_s <= allowed).count(),
                delivered: delivered().count(),
                delivered_in_time: delivered().filter(|it| !it.is_beyond(hours)).count(),
                open: open().count(),
                beyond: open().filter(|it| it.is_beyond(hours)).count(),
            }
        };
        let clocks = [Lane::Express, Lane::Standard, Lane::Major].map(of);
        clocks.into_iter().filter(|it| it.answered + it.open > 0).collect()
    }

    /// Those still open, the one that has waited longest for its present holder first.
    pub fn open(&self) -> Vec<&Waited> {
        let mut open: Vec<&Waited> = self.requests.iter().filter(|it| it.split.now.is_some()).collect();
        let since = |it: &Waited| it.split.stretches.last().map(|last| last.from);
        open.sort_by_key(|it| (since(it), it.request));
        open
    }

    /// Those that came to a decision.
    pub fn answered(&self) -> impl Iterator<Item = &Waited> {
        self.requests.iter().filter(|it| it.is_answered())
    }

    /// Those whose work is done.
    pub fn delivered(&self) -> impl Iterator<Item = &Waited> {
        self.requests.iter().filter(|it| it.is_delivered())
    }

    /// How many working days a request typically waited for a holder until it was answered, with the range in which the
    /// middle of all such requests lies with 95 % confidence.
    ///
    /// Errors: too few requests were answered.
    pub fn typical(&self, holder: Holder, hours: &Hours) -> Result<Typical, NotEnough> {
        typical(self.answered().map(|it| hours.days(it.to_answer.part(holder).open_s)).collect(), 0.5)
    }

    /// How many working days a request typically took from the wish to the answer.
    ///
    /// Errors: too few requests were answered.
    pub fn typical_total(&self, hours: &Hours) -> Result<Typical, NotEnough> {
        typical(self.answered().map(|it| hours.days(it.to_answer.total.open_s)).collect(), 0.5)
    }

    /// How many working days delivered work was typically a holder's, from the answer on.
    ///
    /// Errors: too few requests were delivered.
    pub fn typical_work(&self, holder: Holder, hours: &Hours) -> Result<Typical, NotEnough> {
        typical(self.delivered().map(|it| hours.days(it.since_answer(holder).open_s)).collect(), 0.5)
    }

    /// How many working days a request, of a lane or of any, typically took from the wish to its delivery.
    ///
    /// Errors: too few requests were delivered.
    pub fn typical_delivery(&self, lane: Option<Lane>, hours: &Hours) -> Result<Typical, NotEnough> {
        let of = self.delivered().filter(|it| lane.is_none() || it.lane == lane);
        typical(of.map(|it| hours.days(it.split.total.open_s)).collect(), 0.5)
    }
}

impl Picture {
    /// Notes whose turn a request is once a fact has been folded in.
    pub(crate) fn turn_waiting(&mut self, fact: &Fact) {
        if let Event::Acceptance(number, _) = &fact.event {
            self.turn_accepting(*number, fact);
        }
        let Some((number, cause, at)) = self.gives_turn(&fact.event) else { return };
        let Some(whose) = self.whose_turn(number) else { return };
        let because = Because::Fact { position: fact.position, cause, at };
        note(&mut self.turns, number, Turn { since: fact.at, whose, because });
    }

    /// Notes that what was delivered of a request waits to be accepted by the side that asked for it, or was.
    fn turn_accepting(&mut self, number: u64, fact: &Fact) {
        let Some(held) = self.acceptance(number) else { return };
        let told = !held.items.is_empty() && held.open().is_empty() && held.accepted.is_none();
        let whose = told.then(|| self.asker(number));
        let cause = if held.accepted.is_some() { Cause::Accepted } else { Cause::Delivered };
        if whose.is_none() && !self.accepting.contains_key(&number) {
            return;
        }
        let at = Ref::new(Kind::Request, &number.to_string());
        let because = Because::Fact { position: fact.position, cause, at };
        note(&mut self.accepting, number, Turn { since: fact.at, whose, because });
    }

    /// The side that asks: IT for a colleague of IT, marketing for anybody else.
    fn asker(&self, number: u64) -> Holder {
        let by = self.request(number).and_then(|request| request.by);
        match by.and_then(|by| self.person(by)).map(|person| person.side) {
            Some(Side::It) => Holder::It,
            _ => Holder::Marketing,
        }
    }

    /// The request whose turn a fact may change, with what it is.
    fn gives_turn(&self, event: &Event) -> Option<(u64, Cause, Ref)> {
        let request = |number: &u64| Ref::new(Kind::Request, &number.to_string());
        Some(match event {
            Event::Request(number, event) => {
                use request::Event::{Asked, Decided, Reopened, SentToDecision, Withdrawn};
                let (cause, at) = match event {
                    Asked { .. } => (Cause::Asked, request(number)),
                    SentToDecision { decision } => (Cause::Sent, decision.clone()),
                    Decided { decision, goes_ahead } => (Cause::Decided(*goes_ahead), decision.clone()),
                    Reopened { decision } => (Cause::Reopened, decision.clone()),
                    Withdrawn { .. } => (Cause::Withdrawn, request(number)),
                    _ => return None,
                };
                (*number, cause, at)
            }
            Event::Decision(number, event) => {
                let decision = self.decision(*number).filter(|it| it.request.kind() == Kind::Request)?;
                let cause = match event {
                    decision::Event::Opened { .. } => Cause::Sent,
                    decision::Event::Signed { side, .. } => Cause::Signed(*side),
                    decision::Event::Reopened { .. } => Cause::Reopened,
                    _ => return None,
                };
                (decision.request.key().parse().ok()?, cause, Ref::new(Kind::Decision, &number.to_string()))
            }
            Event::BusinessCase(number, event) => {
                let cause = match event {
                    business_case::Event::Signed { pen, .. } => Cause::CaseSigned(*pen),
                    _ => Cause::CaseChanged,
                };
                (*number, cause, Ref::new(Kind::BusinessCase, &number.to_string()))
            }
            Event::Question(number, event) => {
                let cause = match event {
                    question::Event::Asked { of, .. } => Cause::Questioned(*of),
                    question::Event::Answered { .. } => Cause::QuestionAnswered,
                    question::Event::Withdrawn => Cause::QuestionWithdrawn,
                    question::Event::PassedOn { .. } => return None,
                };
                let request = self.question(*number)?.request.key().parse().ok()?;
                (request, cause, Ref::new(Kind::Question, &number.to_string()))
            }
            _ => return None,
        })
    }

    /// Whose turn a request is by what is folded in; `Some(None)`: nobody's, it is over.
    fn whose_turn(&self, number: u64) -> Option<Option<Holder>> {
        let request = self.request(number)?;
        // A case both directors have signed waits for finance alone, and with it whoever relies on it.
        let signed = self.business_case(number).map(|case| &case.signed);
        let has = |pen| signed.is_some_and(|signed| signed.contains_key(&pen));
        let finance = has(Pen::Marketing) && has(Pen::It) && !has(Pen::Finance);
        // Whoever is asked a direct question has the turn until it is answered.
        let open = || self.questions_of(number).filter(|(_, it)| it.is_open()).map(|(_, it)| it.of);
        let asked = match (open().any(|of| of == Side::Marketing), open().any(|of| of == Side::It)) {
            (true, true) => Some(Holder::Both),
            (true, false) => Some(Holder::Marketing),
            (false, true) => Some(Holder::It),
            (false, false) => None,
        };
        Some(match request.stage {
            Stage::Draft | Stage::InDecision if asked.is_some() => asked,
            Stage::GoesAhead | Stage::Answered | Stage::Withdrawn => None,
            Stage::Draft | Stage::InDecision if finance => Some(Holder::Finance),
            // Whoever asks completes.
            Stage::Draft => Some(self.asker(number)),
            Stage::InDecision => {
                let decision = request.decision.as_ref().and_then(|id| self.decision(id.key().parse().ok()?));
                match decision.map(|decision| decision.missing()).as_deref() {
                    Some([Side::Marketing]) => Some(Holder::Marketing),
                    Some([Side::It]) => Some(Holder::It),
                    // Nobody has signed yet, or both have and do not agree.
                    _ => Some(Holder::Both),
                }
            }
        })
    }

    /// Whose turn a request was, by its own facts, oldest first.
    pub fn turns(&self, request: u64) -> &[Turn<Because>] {
        self.turns.get(&request).map_or(&[], |turns| turns.as_slice())
    }

    /// How many requests are whose turn now, in the order of [`Holder::ALL`]; those worked on first.
    pub fn waiting_now(&self) -> Vec<(Holder, usize)> {
        let work = self.all_work();
        let whose = |number: &u64, turns: &[Turn<Because>]| match work.get(number) {
            Some(work) => with_work(turns, &work.turns).last().and_then(|last| last.whose),
            None => turns.last().and_then(|last| last.whose),
        };
        let held: Vec<Holder> = self.turns.iter().filter_map(|(number, turns)| whose(number, turns)).collect();
        let now = |holder| held.iter().filter(|it| **it == holder).count();
        Holder::ALL.into_iter().map(|holder| (holder, now(holder))).filter(|(_, n)| *n > 0).collect()
    }

    /// Tools somebody took because of an official way, with how many weeks that was said to take.
    pub fn quoted_ways(&self) -> Vec<(Ref, u32)> {
        self.cases().filter_map(|(tool, case)| Some((tool.clone(), case.quoted_weeks?))).collect()
    }

    /// The requests that do by the official way what a tool was taken for, each with its tool.
    pub fn bypassed(&self) -> Vec<Bypassed> {
        let of = |(tool, case): (&Ref, &Case)| {
            let request = case.official_way.as_ref()?.key().parse().ok()?;
            let days = self.shadow().tool(tool).and_then(|it| it.evidence.as_ref()).map(|it| it.days.as_slice());
            let met = days.and_then(|days| Some((days.first()?.date(), days.last()?.date())));
            Some(Bypassed { tool: tool.clone(), request, quoted_weeks: case.quoted_weeks, met })
        };
        self.cases().filter_map(of).collect()
    }

    /// The opening hours of the house, worked out for as long as there have been requests.
    pub fn hours(&self, now: Timestamp) -> Hours {
        let first = self.turns.values().filter_map(|turns| turns.first()).map(|turn| turn.since).min();
        Hours::house().ready(first.unwrap_or(now), now)
    }

    /// Where the time of a request went up to an instant; `None` when there is no such request.
    pub fn waited(&self, request: u64, now: Timestamp, hours: &Hours) -> Option<Waited> {
        let items = self.items_of(request);
        let work = (!items.is_empty()).then(|| self.work(request, &items));
        self.waited_with(request, work.as_ref(), now, hours)
    }

    /// Where the time of all requests went up to an instant.
    pub fn all_waited(&self, now: Timestamp, hours: &Hours) -> Waits {
        let work = self.all_work();
        let waited = |number| self.waited_with(number, work.get(&number), now, hours);
        Waits { requests: self.requests().filter_map(|(number, _)| waited(number)).collect() }
    }

    /// The lane a request was sent in; `None` until it is sent.
    pub fn lane_of(&self, request: u64) -> Option<Lane> {
        let decision = self.request(request)?.decision.as_ref();
        Some(self.decision(decision?.key().parse().ok()?)?.lane)
    }

    fn waited_with(&self, request: u64, work: Option<&Work>, now: Timestamp, hours: &Hours) -> Option<Waited> {
        let stage = self.request(request)?.stage;
        let lane = self.lane_of(request);
        let to_answer = split(self.turns(request).iter().cloned(), now, hours);
        let (items, split) = match work {
            None => (0, to_answer.clone()),
            Some(work) => (work.items, split(with_work(self.turns(request), &work.turns), now, hours)),
        };
        Some(Waited { request, lane, stage, items, to_answer, split })
    }

    /// The work linked to each request that has any.
    fn all_work(&self) -> BTreeMap<u64, Work> {
        let items = self.items_of_all();
        items.into_iter().map(|(request, items)| (request, self.work(request, &items))).collect()
    }

    /// Whose turn the work of a request is: its items', and that of whoever has to accept it.
    fn work(&self, request: u64, items: &[&Item]) -> Work {
        let keys: BTreeSet<&ItemKey> = items.iter().map(|item| &item.key).collect();
        let is_part = |item: &Item| {
            let parent = item.parent.as_ref().map(|key| ItemKey { key: key.clone(), ..item.key.clone() });
            parent.is_some_and(|parent| keys.contains(&parent))
        };
        let turns = |item: &Item, is_part: bool| -> Vec<Turn<Because>> {
            let told = |because: usize| match because.checked_sub(1).and_then(|at| item.history.get(at)) {
                None => Some(item.first_state.clone()),
                Some(Change { now: Now::State(state), .. }) => Some(state.clone()),
                Some(_) => None,
            };
            let by_state = delivery::clock::of_item(item, |key, state| match self.meaning(&key.tracker, state) {
                // While a part is not begun, what it is part of says why.
                Some(Meaning::NotStarted) if is_part => None,
                meaning => crate::tracker::holder_of(meaning),
            });
            let because = |turn: Turn<usize>| {
                let because = Because::Item { item: item.key.clone(), state: told(turn.because) };
                Turn { since: turn.since, whose: turn.whose, because }
            };
            by_state.into_iter().map(because).collect()
        };
        let (parts, wholes): (Vec<&Item>, Vec<&Item>) = items.iter().copied().partition(|item| is_part(item));
        let parts: Vec<_> = parts.iter().map(|item| turns(item, true)).collect();
        let mut wholes: Vec<_> = wholes.iter().map(|item| turns(item, false)).collect();
        wholes.extend(self.accepting.get(&request).map(|turns| turns.to_vec()));
        Work { items: items.len(), turns: with_parts(&together(&wholes), &together(&parts)) }
    }
}

/// The work linked to a request.
struct Work {
    items: usize,
    turns: Vec<Turn<Because>>,
}

/// Adds a turn where it gives the turn to somebody else.
fn note(all: &mut RedBlackTreeMapSync<u64, Arc<Vec<Turn<Because>>>>, number: u64, turn: Turn<Because>) {
    match all.get_mut(&number) {
        Some(turns) if turns.last().is_some_and(|last| last.whose == turn.whose) => {}
        Some(turns) => Arc::make_mut(turns).push(turn),
        None => all.insert_mut(number, Arc::new(vec![turn])),
    }
}

/// The turns of a request with the work linked to it: its own until it is decided, and that of the work once it goes
/// ahead; before any of it was begun, it waits for IT. What is not to be done is over, whatever a tracker says.
///
/// Shape: `work`: the turns of all items linked, put together; none: nothing is linked.
pub fn with_work(own: &[Turn<Because>], work: &[Turn<Because>]) -> Vec<Turn<Because>> {
    if work.is_empty() {
        return own.to_vec();
    }
    let goes_ahead = |turn: &Turn<Because>| {
        turn.whose.is_none() && matches!(turn.because, Because::Fact { cause: Cause::Decided(true), .. })
    };
    overlay(own, work, |own, work| match (goes_ahead(own), work) {
        (false, _) => own.clone(),
        (true, Some(work)) => work.clone(),
        (true, None) => Turn { whose: Some(Holder::It), ..own.clone() },
    })
}
