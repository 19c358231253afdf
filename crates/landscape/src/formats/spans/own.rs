//! How long a service takes for itself: the time of an answer without what it waited for others meanwhile.
//!
//! Response times are added up along a way, so each must hold its own system's work and no other's. Taken off is the
//! union of the calls it waited for, so that two at a time count once, each clipped to the answer. A call is timed where
//! it leaves the service, by the caller's clock, else where it reaches another; what lies between the two, the way there
//! and back, is nobody's. Messages and what only follows are not waited for. Where a call does not say its time, the
//! answer's own is not known.

use super::calls::MISSING;
use super::outcome::Kind;
use super::{NONE, Span};

/// What is needed while one trace is looked at, kept from trace to trace.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The request each span is a part of, in its service; [`MISSING`] where it is of none, or not waited for.
    request: Vec<u32>,
    way: Vec<u32>,
    /// Request, and from when to when of it a call was waited for; till [`NONE`] when that is not known.
    waited: Vec<(u32, u32, u32)>,
}

/// A trace, with the parent of each span and whether it enters its service.
pub(super) struct Trace<'s> {
    pub(super) spans: &'s [Span],
    pub(super) parents: &'s [u32],
    pub(super) enters: &'s [bool],
}

impl Own {
    /// Gives each of these requests, which say their time, the time it took for itself; `None` when not known.
    pub(super) fn times(&mut self, trace: &Trace<'_>, timed: &[u32], mut each: impl FnMut(&Span, Option<u32>)) {
        self.waited.clear();
        self.request.clear();
        self.request.resize(trace.spans.len(), NONE);
        for (at, span) in trace.spans.iter().enumerate() {
            let parent = trace.parents[at];
            let Some(caller) = trace.spans.get(parent as usize) else { continue };
            let is_call = trace.enters[at] || leaves(span);
            if is_call && waits(span) && caller.kind != Kind::Producer {
                let request = self.request_of(trace, parent);
                if let Some(answer) = trace.spans.get(request as usize) {
                    let (from, till) = within(answer, span).unwrap_or((0, NONE));
                    self.waited.push((request, from, till));
                }
            }
        }
        self.waited.sort_unstable();
        for at in timed {
            let span = &trace.spans[*at as usize];
            let begin = self.waited.partition_point(|(request, ..)| request < at);
            let calls = self.waited[begin..].iter().take_while(|(request, ..)| request == at);
            each(span, calls.clone().all(|(.., till)| *till != NONE).then(|| span.micros - union(calls)));
        }
    }

    /// The request a span is a part of. Each span is passed once: what was found stands for the whole way.
    fn request_of(&mut self, trace: &Trace<'_>, at: u32) -> u32 {
        self.way.clear();
        let mut here = at;
        let found = loop {
            let place = here as usize;
            let Some(span) = trace.spans.get(place) else { break MISSING };
            if self.request[place] != NONE {
                break self.request[place];
            }
            self.way.push(here);
            if trace.enters[place] {
                break here;
            }
            // Below a call lies what the call is timed with; below what only follows, nothing anybody waits for.
            if leaves(span) || !waits(span) {
                break MISSING;
            }
            here = trace.parents[place];
        };
        for passed in &self.way {
            self.request[*passed as usize] = found;
        }
        found
    }
}

/// A call leaves its service here.
fn leaves(span: &Span) -> bool {
    span.kind.calls() || (span.peer != NONE && span.peer != span.service)
}

/// Whoever started it waits for it.
fn waits(span: &Span) -> bool {
    !span.follows && !span.message && !matches!(span.kind, Kind::Producer | Kind::Consumer)
}

/// From when to when a call lies within an answer, in microseconds of it; `None` when one of them does not say.
fn within(answer: &Span, call: &Span) -> Option<(u32, u32)> {
    let longest = i64::from(i32::MAX);
    let time = |span: &Span| (span.micros != NONE && span.began != 0).then_some(i64::from(span.micros));
    let most = time(answer).filter(|micros| *micros <= longest)?;
    let micros = time(call)?;
    let from = i64::from(call.began.wrapping_sub(answer.began).cast_signed());
    let clip = |moment: i64| u32::try_from(moment.clamp(0, most)).ok();
    Some((clip(from)?, clip(from + micros)?))
}

/// How much the intervals cover together, ordered by when they begin.
fn union<'c>(intervals: impl Iterator<Item = &'c (u32, u32, u32)>) -> u32 {
    let (mut covered, mut end) = (0, 0);
    for (_, from, till) in intervals {
        covered += till.saturating_sub(end.max(*from));
        end = end.max(*till);
    }
    covered
}
