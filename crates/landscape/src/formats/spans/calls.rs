//! From spans to who calls whom: one pass over each trace.
//!
//! A request is a span that enters its service: it has no parent, its parent is of another service, or it answers a
//! call the service makes to itself. A call is a request of which the caller is known, or a calling span that names
//! what it called while nothing that was called is in the file. So a call seen from both sides counts once.

use std::collections::HashMap;

use super::estimate::Tally;
use super::outcome::Kind;
use super::own::{Own, Trace};
use super::{NONE, Span};

/// The parent is named, but is not in the file.
pub(super) const MISSING: u32 = NONE - 1;

/// What one service served.
#[derive(Clone, Debug, Default)]
pub(super) struct Served {
    pub(super) traces: u64,
    pub(super) requests: u64,
    pub(super) requests_squared: u128,
    /// How long its answers took for themselves, in microseconds.
    pub(super) micros: Vec<u32>,
    /// The first span of it, or that named it.
    pub(super) first: u32,
    pub(super) spans: u64,
}

/// What one service called of another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Called {
    pub(super) calls: u64,
    pub(super) calls_squared: u128,
    pub(super) crossed: u128,
    /// Calls nobody waited for.
    pub(super) messages: u64,
    pub(super) failed: u64,
    /// Calls that say how they ended.
    pub(super) told: u64,
    pub(super) first: u32,
}

/// Everything the spans add up to.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) served: Vec<Served>,
    pub(super) called: HashMap<(u32, u32), Called>,
    pub(super) spans: u64,
    pub(super) traces: u64,
    pub(super) twice: u64,
    pub(super) orphans: u64,
    pub(super) ringed: u64,
    /// Answers that say their time, but not that of a call they waited for.
    pub(super) blurred: u64,
}

/// One call within a trace.
struct Call {
    pair: (u32, u32),
    message: bool,
    failed: Option<bool>,
    ordinal: u32,
}

/// What is needed while one trace is walked, kept from trace to trace.
#[derive(Default)]
struct Walk {
    parents: Vec<u32>,
    /// A call was already found further down, in the same service.
    through: Vec<bool>,
    seen: Vec<u32>,
    /// Service and parent of spans whose parent is missing: siblings are parts of one request.
    lost: Vec<(u32, u64)>,
    requests: Vec<u32>,
    calls: Vec<Call>,
    /// Which spans enter their service, and which of those are answers that say their time.
    enters: Vec<bool>,
    timed: Vec<u32>,
    own: Own,
}

/// Adds up all spans of a file; `services` is how many there are.
pub(super) fn add_up(mut spans: Vec<Span>, services: usize) -> Sums {
    let mut sums = Sums::default();
    sums.served.resize(services, Served { first: NONE, ..Served::default() });
    spans.sort_unstable();
    sums.twice = once(&mut spans);
    sums.spans = spans.len() as u64;
    let mut walk = Walk::default();
    for trace in spans.chunk_by(|a, b| a.trace == b.trace) {
        sums.traces += 1;
        walk.trace(trace, &mut sums);
    }
    sums
}

/// Drops spans that are in the file twice; the two sides of a call may share one id.
fn once(spans: &mut Vec<Span>) -> u64 {
    let before = spans.len();
    // Sorted by id, then kind: calling sides come before spans without a side, answering sides after.
    let side = |span: &Span| (span.kind.calls(), span.kind.answers());
    spans.dedup_by(|later, kept| {
        let same = (later.trace, later.id) == (kept.trace, kept.id);
        same && !(kept.kind.calls() && side(later) == (false, true))
    });
    (before - spans.len()) as u64
}

impl Walk {
    fn trace(&mut self, spans: &[Span], sums: &mut Sums) {
        self.requests.clear();
        self.calls.clear();
        self.lost.clear();
        self.timed.clear();
        self.enters.clear();
        self.enters.resize(spans.len(), false);
        self.through.clear();
        self.through.resize(spans.len(), false);
        self.find_parents(spans, sums);
        for (at, span) in spans.iter().enumerate() {
            self.enter(spans, at, span, sums);
        }
        self.call_out(spans);
        self.time(spans, sums);
        self.lost.sort_unstable();
        self.lost.dedup();
        self.requests.extend(self.lost.iter().map(|(service, _)| *service));
        self.book(sums);
    }

    /// Finds each span's parent in the trace, and cuts parents that lead back to the span.
    fn find_parents(&mut self, spans: &[Span], sums: &mut Sums) {
        self.parents.clear();
        self.parents.extend((0..spans.len()).map(|at| parent(spans, at)));
        sums.orphans += self.parents.iter().filter(|parent| **parent == MISSING).count() as u64;
        self.seen.clear();
        self.seen.resize(spans.len(), NONE);
        for start in 0..spans.len() {
            let mut at = start;
            while let Some(seen) = self.seen.get_mut(at).filter(|seen| **seen == NONE) {
                *seen = start as u32;
                at = self.parents[at] as usize;
            }
            // The way met itself: cut the whole ring, so that where it was entered does not matter.
            if self.seen.get(at) == Some(&(start as u32)) {
                while at < spans.len() && self.parents[at] != MISSING {
                    at = std::mem::replace(&mut self.parents[at], MISSING) as usize;
                    sums.ringed += 1;
                }
            }
        }
    }

    /// Books what a span is: a request, a call, or a part of one.
    fn enter(&mut self, spans: &[Span], at: usize, span: &Span, sums: &mut Sums) {
        let served = &mut sums.served[span.service as usize];
        served.spans += 1;
        served.first = served.first.min(span.ordinal);
        let parent = self.parents[at];
        let caller = spans.get(parent as usize);
        let enters = match caller {
            Some(caller) => caller.service != span.service || (caller.kind.calls() && span.kind.answers()),
            None if parent == MISSING && !span.kind.answers() => {
                self.lost.push((span.service, span.parent));
                false
            }
            None => true,
        };
        if !enters {
            return;
        }
        self.enters[at] = true;
        self.requests.push(span.service);
        let waits = !span.follows && span.kind != Kind::Consumer && caller.is_none_or(|c| c.kind != Kind::Producer);
        if span.micros != NONE && waits && matches!(span.kind, Kind::Server | Kind::Unset) {
            self.timed.push(at as u32);
        }
        if let Some(caller) = caller {
            let of_caller = caller.failed.filter(|_| caller.kind.calls());
            let failed = match (span.failed, of_caller) {
                (None, None) => None,
                (a, b) => Some(a == Some(true) || b == Some(true)),
            };
            let pair = (caller.service, span.service);
            self.calls.push(Call { pair, message: !waits, failed, ordinal: span.ordinal });
            self.pass_through(spans, parent);
        }
    }

    /// Marks a span and those above it in the same service: a call was found below them.
    fn pass_through(&mut self, spans: &[Span], from: u32) {
        let mut at = from as usize;
        let service = spans.get(at).map(|span| span.service);
        while spans.get(at).map(|span| span.service) == service && at < spans.len() && !self.through[at] {
            self.through[at] = true;
            at = self.parents[at] as usize;
        }
    }

    /// Books calls of which only the calling side is in the file; of nested ones the innermost.
    fn call_out(&mut self, spans: &[Span]) {
        let naming = |span: &Span| span.peer != NONE && span.peer != span.service;
        for at in 0..spans.len() {
            let parent = self.parents[at];
            let inside = spans.get(parent as usize).is_some_and(|parent| parent.service == spans[at].service);
            if naming(&spans[at]) && inside {
                self.pass_through(spans, parent);
            }
        }
        for (span, through) in spans.iter().zip(&self.through) {
            if naming(span) && !through {
                let message = span.message || span.follows;
                let pair = (span.service, span.peer);
                self.calls.push(Call { pair, message, failed: span.failed, ordinal: span.ordinal });
            }
        }
    }

    /// Books how long each answer took for itself.
    fn time(&mut self, spans: &[Span], sums: &mut Sums) {
        let trace = Trace { spans, parents: &self.parents, enters: &self.enters };
        self.own.times(&trace, &self.timed, |span, own| match own {
            Some(micros) => sums.served[span.service as usize].micros.push(micros),
            None => sums.blurred += 1,
        });
    }

    /// Adds the trace to the sums.
    fn book(&mut self, sums: &mut Sums) {
        self.requests.sort_unstable();
        for same in self.requests.chunk_by(|a, b| a == b) {
            let served = &mut sums.served[same[0] as usize];
            let m = same.len() as u64;
            served.traces += 1;
            served.requests += m;
            served.requests_squared += u128::from(m) * u128::from(m);
        }
        self.calls.sort_unstable_by_key(|call| call.pair);
        for same in self.calls.chunk_by(|a, b| a.pair == b.pair) {
            let pair = same[0].pair;
            let from = self.requests.partition_point(|service| *service < pair.0);
            let requests = self.requests[from..].partition_point(|service| *service == pair.0);
            let (m, k) = (requests as u128, same.len() as u128);
            let called = sums.called.entry(pair).or_insert(Called { first: NONE, ..Called::default() });
            called.calls += same.len() as u64;
            called.calls_squared += k * k;
            called.crossed += m * k;
            for call in same {
                called.messages += u64::from(call.message);
                called.failed += u64::from(call.failed == Some(true));
                called.told += u64::from(call.failed.is_some());
                called.first = called.first.min(call.ordinal);
            }
            let to = &mut sums.served[pair.1 as usize];
            to.first = to.first.min(called.first);
        }
    }
}

/// The place of a span's parent within its trace, sorted by id. Where both sides of a call share the id, a span belongs
/// to the side of its own service, else to the answering one; the answering side belongs to the calling one.
fn parent(spans: &[Span], at: usize) -> u32 {
    let span = &spans[at];
    let place = |found: usize| u32::try_from(found).unwrap_or(MISSING);
    if at > 0 && spans[at - 1].id == span.id {
        return place(at - 1);
    }
    if span.parent == 0 || span.parent == span.id {
        return NONE;
    }
    let from = spans.partition_point(|other| other.id < span.parent);
    match (spans.get(from), spans.get(from + 1)) {
        (Some(first), second) if first.id == span.parent => match second {
            Some(second) if second.id == span.parent && first.service != span.service => place(from + 1),
            Some(second) if second.id == span.parent && second.service == span.service => place(from + 1),
            _ => place(from),
        },
        _ => MISSING,
    }
}

/// The tally of one pair, from what the caller served and what it called.
pub(super) fn tally(caller: &Served, called: &Called) -> Tally {
    Tally {
        traces: caller.traces,
        requests: caller.requests,
        requests_squared: caller.requests_squared,
        calls: called.calls,
        calls_squared: called.calls_squared,
        crossed: called.crossed,
    }
}
