//! Whose turn a request was, and where its time went: from its own facts, and from the work linked to it.
//!
//! A turn is noted when a fact gives it to somebody else: nothing is typed in, and every second opens to a fact of the
//! log. Deliberately absent: any ranking of people; a turn belongs to a side.

use std::sync::Arc;

use agenda::business_case::{self, Pen};
use agenda::decision;
use agenda::lane::Lane;
use agenda::question;
use agenda::request::{self, Stage};
use base::{Kind, Ref, Say, Side};
use delivery::ageing::{NotEnough, Typical, typical};
use delivery::clock::{Holder, Spent, Split, Turn, split};
use delivery::hours::Hours;
use jiff::Timestamp;

use crate::{Event, Fact, Picture};

/// The fact that gave somebody the turn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    /// Where it stands in the log.
    pub position: u64,
    /// What it was.
    pub cause: Cause,
    /// Where it can be read.
    pub at: Ref,
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
    /// Its time.
    pub split: Split<Because>,
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

    /// Whether it came to a decision and is over.
    pub fn is_answered(&self) -> bool {
        self.split.now.is_none() && matches!(self.stage, Stage::GoesAhead | Stage::Answered)
    }
}

/// How the requests of a lane stand against its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneClock {
    /// The lane.
    pub lane: Lane,
    /// How many of its requests were answered.
    pub answered: usize,
    /// How many of these within the lane's clock.
    pub in_time: usize,
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
            let (answered, open) =
                (|| in_lane().filter(|it| it.is_answered()), || in_lane().filter(|it| it.split.now.is_some()));
            LaneClock {
                lane,
                answered: answered().count(),
                in_time: answered().filter(|it| !it.is_beyond(hours)).count(),
                open: open().count(),
                beyond: open().filter(|it| it.is_beyond(hours)).count(),
            }
        };
        let clocks = [Lane::Express, Lane::Standard, Lane::Major].map(of);
        clocks.into_iter().filter(|it| it.answered + it.open > 0).collect()
    }

    /// How many working days an answered request of a lane typically took.
    ///
    /// Errors: too few requests of the lane were answered.
    pub fn typical_of(&self, lane: Lane, hours: &Hours) -> Result<Typical, NotEnough> {
        let of = self.answered().filter(|it| it.lane == Some(lane));
        typical(of.map(|it| hours.days(it.split.total.open_s)).collect(), 0.5)
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

    /// How many working days an answered request typically waited for a holder, with the range in which the middle of
    /// all such requests lies with 95 % confidence.
    ///
    /// Errors: too few requests were answered.
    pub fn typical(&self, holder: Holder, hours: &Hours) -> Result<Typical, NotEnough> {
        let days = self.answered().map(|it| hours.days(it.split.part(holder).open_s)).collect();
        typical(days, 0.5)
    }

    /// How many working days a request typically took from the wish to the answer.
    ///
    /// Errors: too few requests were answered.
    pub fn typical_total(&self, hours: &Hours) -> Result<Typical, NotEnough> {
        let days = self.answered().map(|it| hours.days(it.split.total.open_s)).collect();
        typical(days, 0.5)
    }
}

impl Picture {
    /// Notes whose turn a request is once a fact has been folded in.
    pub(crate) fn turn_waiting(&mut self, fact: &Fact) {
        let Some((number, cause, at)) = self.gives_turn(&fact.event) else { return };
        let Some(whose) = self.whose_turn(number) else { return };
        let because = Because { position: fact.position, cause, at };
        let turn = Turn { since: fact.at, whose, because };
        match self.turns.get_mut(&number) {
            Some(turns) if turns.last().is_some_and(|last| last.whose == whose) => {}
            Some(turns) => Arc::make_mut(turns).push(turn),
            None => self.turns.insert_mut(number, Arc::new(vec![turn])),
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
            // Whoever asks completes: a colleague of IT for IT, anybody else for marketing.
            Stage::Draft => match request.by.and_then(|by| self.person(by)).map(|person| person.side) {
                Some(Side::It) => Some(Holder::It),
                _ => Some(Holder::Marketing),
            },
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

    /// How many requests wait now, by whose turn it is, in the order of [`Holder::ALL`].
    pub fn waiting_now(&self) -> Vec<(Holder, usize)> {
        let now =
            |holder| self.turns.values().filter(|it| it.last().and_then(|last| last.whose) == Some(holder)).count();
        Holder::ALL.into_iter().map(|holder| (holder, now(holder))).filter(|(_, n)| *n > 0).collect()
    }

    /// Tools somebody took because of an official way, with how many weeks that was said to take.
    pub fn quoted_ways(&self) -> Vec<(Ref, u32)> {
        self.cases().filter_map(|(tool, case)| Some((tool.clone(), case.quoted_weeks?))).collect()
    }

    /// The opening hours of the house, worked out for as long as there have been requests.
    pub fn hours(&self, now: Timestamp) -> Hours {
        let first = self.turns.values().filter_map(|turns| turns.first()).map(|turn| turn.since).min();
        Hours::house().ready(first.unwrap_or(now), now)
    }

    /// Where the time of a request went up to an instant; `None` when there is no such request.
    pub fn waited(&self, request: u64, now: Timestamp, hours: &Hours) -> Option<Waited> {
        let stage = self.request(request)?.stage;
        let decision = self.request(request)?.decision.as_ref();
        let lane = decision.and_then(|id| self.decision(id.key().parse().ok()?)).map(|decision| decision.lane);
        let split = split(self.turns(request).iter().cloned(), now, hours);
        Some(Waited { request, lane, stage, split })
    }

    /// Where the time of all requests went up to an instant.
    pub fn all_waited(&self, now: Timestamp, hours: &Hours) -> Waits {
        Waits { requests: self.requests().filter_map(|(number, _)| self.waited(number, now, hours)).collect() }
    }
}

/// The turns of a request with the work linked to it: its own while it is not decided, and that of the work from the
/// decision on; before any of it was begun, it waits for IT.
///
/// Shape: `work`: the turns of all items linked, put together by [`delivery::clock::together`]; none: nothing is linked.
pub fn with_work<B: Ord + Clone>(own: &[Turn<B>], work: &[Turn<B>]) -> Vec<Turn<B>> {
    if work.is_empty() {
        return own.to_vec();
    }
    let mut all: Vec<(bool, &Turn<B>)> = own.iter().map(|turn| (true, turn)).collect();
    all.extend(work.iter().map(|turn| (false, turn)));
    all.sort_by(|(_, one), (_, other)| (one.since, &one.because).cmp(&(other.since, &other.because)));
    let (mut of_own, mut of_work): (Option<Option<Holder>>, Option<Option<Holder>>) = (None, None);
    let turns = all.into_iter().filter_map(|(is_own, turn)| {
        if is_own {
            of_own = Some(turn.whose);
        } else {
            of_work = Some(turn.whose);
        }
        let whose = match (of_own?, of_work) {
            (Some(whose), _) => Some(whose),
            (None, Some(whose)) => whose,
            (None, None) => Some(Holder::It),
        };
        Some(Turn { since: turn.since, whose, because: turn.because.clone() })
    });
    turns.collect()
}
