//! The systems and the flows between them, numbered, as the impact sees them.

use std::collections::BinaryHeap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use base::{Kind, Measure, Quantity, Ref, Say, Source, slug};
use jiff::civil::Date;

use super::age;
use super::present::Present;
use super::words::quoted;
use crate::catalog::{Catalog, Thing};
use crate::field::Field;

/// How a call behaves when what it calls does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    Hard,
    Degradable,
    Cached,
    Async,
    /// Nobody said.
    Unsaid,
}

impl Mode {
    fn of(word: Option<&str>) -> Mode {
        match word {
            Some("hard") => Mode::Hard,
            Some("degradable") => Mode::Degradable,
            Some("cached") => Mode::Cached,
            Some("async") => Mode::Async,
            _ => Mode::Unsaid,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Mode::Hard => "hard",
            Mode::Degradable => "degradable",
            Mode::Cached => "cached",
            Mode::Async => "async",
            Mode::Unsaid => "",
        }
    }

    /// Whether the caller fails with the called. What nobody said is taken for the worse.
    pub(super) fn carries_failure(self) -> bool {
        matches!(self, Mode::Hard | Mode::Unsaid)
    }
}

/// A flow between two systems.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// Where it stands among the flows of the catalogue.
    thing: u32,
    pub from: u32,
    pub to: u32,
    pub mode: Mode,
    /// Calls per request at the caller: before any cache and counted once, unless they were observed.
    pub calls: Option<Quantity>,
    /// Whether the calls per request were counted as they arrived: behind any cache, tries again among them.
    observed: bool,
    /// Calls a second that arrive, as measured: behind any cache.
    pub rate: Option<Quantity>,
    /// Share of the calls that a cache does not answer.
    pub kept: Quantity,
    /// How often each call is made, tried again when it fails: 1 without retries.
    pub tries: Quantity,
    /// Calls that arrive per request at the caller, without the margin for the age of these numbers.
    pub stated: Option<Quantity>,
    /// The calls of the same caller of which any one is enough, by the folded name of their group.
    pub group: Option<Box<str>>,
}

impl Flow {
    /// Calls that arrive per request at the caller: as observed; else as stated, past the cache, and tried again.
    pub(super) fn per_request(&self) -> Option<Quantity> {
        per_request(self.observed, self.calls, self.kept, self.tries)
    }
}

fn per_request(observed: bool, calls: Option<Quantity>, kept: Quantity, tries: Quantity) -> Option<Quantity> {
    if observed {
        return calls;
    }
    let sent = calls?.zip(kept, |calls, kept| calls * kept);
    Some(sent.zip(tries, |sent, tries| sent * tries))
}

/// The calls of a catalogue as they were last worked out.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<Arc<Calls>>>);

impl Clone for Kept {
    fn clone(&self) -> Kept {
        Kept(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl Kept {
    /// The calls of that day; worked out anew when a number has grown older in between.
    pub(crate) fn of(&self, catalog: &Catalog, today: Date) -> Arc<Calls> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(calls) if calls.holds.contains(&today) => Arc::clone(calls),
            _ => {
                let calls = Arc::new(Calls::of(catalog, today));
                *kept = Some(Arc::clone(&calls));
                calls
            }
        }
    }
}

/// The flows between the systems of a catalogue, and the load there is before any change: worked out once for all
/// questions.
#[derive(Clone, Debug)]
pub(crate) struct Calls {
    /// The days on which no number under it is older, in half-years, than it was taken for.
    holds: RangeInclusive<Date>,
    flows: Vec<Flow>,
    /// Flows that leave and reach each system.
    leaving: Vec<Vec<u32>>,
    reaching: Vec<Vec<u32>>,
    present: Present,
}

/// A catalogue as the impact sees it: systems and flows by number.
#[derive(Clone, Copy)]
pub(super) struct Network<'a> {
    pub catalog: &'a Catalog,
    pub systems: &'a [Thing],
    things: &'a [Thing],
    pub flows: &'a [Flow],
    pub leaving: &'a [Vec<u32>],
    pub reaching: &'a [Vec<u32>],
    /// The day the numbers are looked at.
    pub today: Date,
}

/// Beyond these no load, limit or count is believed; sums and quotients of what lies between stay finite.
const MOST: f64 = 1e15;
pub(super) const LEAST: f64 = 1e-9;

/// A number that can be counted with: finite, not negative and believable.
pub(super) fn counted(value: Quantity) -> Option<Quantity> {
    [value.low, value.likely, value.high].iter().all(|v| (0.0..=MOST).contains(v)).then_some(value)
}

/// A share, `0..=1`.
pub(super) fn share(value: Quantity) -> Option<Quantity> {
    counted(value).filter(|v| v.high <= 1.0)
}

/// What a share leaves over.
pub(super) fn rest(share: Quantity) -> Quantity {
    Quantity { low: 1.0 - share.high, likely: 1.0 - share.likely, high: 1.0 - share.low }
}

/// Beyond so many retries none is believed.
const TRIES_MOST: f64 = 100.0;

/// How often a call is made that is tried again at most k times when it fails, with share p: 1 + p + … + pᵏ.
///
/// Without both numbers nothing is known of retries: the call is counted once.
fn tries(flow: &Thing, today: Date) -> Quantity {
    let known = age::quantity(flow, Field::Retries, today).and_then(counted).filter(|k| k.high <= TRIES_MOST);
    let failing = age::quantity(flow, Field::Failures, today).and_then(share);
    let (Some(more), Some(failing)) = (known, failing) else { return Quantity::exact(1.0) };
    more.zip(failing, |more, failing| (0..=more.round() as u32).map(|k| failing.powi(k as i32)).sum())
}

/// Whether the calls per request of a flow come from an observation: traces, a graph of services, what a browser loaded.
///
/// What was seen to arrive came past the cache and holds the calls that were made again. Such files are no tables: they
/// place a fact by the way to an entry of a document, such as `/data/0/spans/3`, and of the formats that do so only
/// observations tell calls per request. A table places it by the header of its column, and no header of this field
/// reads like that. Where several sources speak, the one that counts decides: a person's own number in place of the
/// observed one is a stated one.
pub(crate) fn observed(flow: &Thing) -> bool {
    let source = flow.field(Field::Calls).map(|settled| &settled.current.source);
    let Some(Source::File { sheet: None, column, .. }) = source else { return false };
    let entry = column.starts_with('/').then(|| column.rsplit('/').next()).flatten();
    entry.is_some_and(|entry| !entry.is_empty() && entry.bytes().all(|sign| sign.is_ascii_digit()))
}

/// The numbers that calls and present loads are worked out from.
const LOADS: [Field; 1] = [Field::Load];
const CALLS: [Field; 4] = [Field::Calls, Field::Rate, Field::CacheShare, Field::Failures];

impl Calls {
    /// Numbers the systems and flows of a catalogue, and works out the load there is.
    pub(crate) fn of(catalog: &Catalog, today: Date) -> Calls {
        let (systems, things) = (catalog.slice(Kind::System), catalog.slice(Kind::Flow));
        let at = |id: &Ref| catalog.number(Kind::System, id);
        let mut flows = Vec::with_capacity(things.len());
        for (thing, number) in things.iter().zip(0_u32..) {
            let mode = Mode::of(thing.choice(Field::Mode));
            let arriving = |day: Date| {
                let kept = match age::quantity(thing, Field::CacheShare, day).and_then(share) {
                    Some(share) => rest(share),
                    // A cache of unknown strength may answer all or nothing.
                    None if mode == Mode::Cached => Quantity::range(0.0, 1.0, 1.0),
                    None => Quantity::exact(1.0),
                };
                (age::quantity(thing, Field::Calls, day).and_then(counted), kept, tries(thing, day))
            };
            let (calls, kept, tries) = arriving(today);
            let as_stated = arriving(age::NEVER);
            let observed = observed(thing);
            let stated = per_request(observed, as_stated.0, as_stated.1, as_stated.2);
            let rate = age::quantity(thing, Field::Rate, today).and_then(counted);
            let group = thing.words(Field::Alternative).map(|words| slug(&words.fr)).filter(|word| !word.is_empty());
            for from in thing.refs(Field::Source).iter().filter_map(at) {
                for to in thing.refs(Field::Target).iter().filter_map(at) {
                    let group = group.as_deref().map(Box::from);
                    flows.push(Flow {
                        thing: number,
                        from,
                        to,
                        mode,
                        calls,
                        observed,
                        rate,
                        kept,
                        tries,
                        stated,
                        group,
                    });
                }
            }
        }
        let (mut leaving, mut reaching) = (vec![Vec::new(); systems.len()], vec![Vec::new(); systems.len()]);
        for (flow, at) in flows.iter().zip(0_u32..) {
            leaving[flow.from as usize].push(at);
            reaching[flow.to as usize].push(at);
        }
        let network =
            Network { catalog, systems, things, flows: &flows, leaving: &leaving, reaching: &reaching, today };
        let present = super::present::present(&network);
        let facts =
            systems.iter().map(|system| (system, &LOADS[..])).chain(things.iter().map(|flow| (flow, &CALLS[..])));
        let holds = age::holds(facts, today);
        Calls { holds, flows, leaving, reaching, present }
    }
}

impl<'a> Network<'a> {
    /// The catalogue's systems and flows, with the load there is.
    pub(super) fn of(catalog: &'a Catalog, calls: &'a Calls, today: Date) -> (Network<'a>, &'a Present) {
        let Calls { flows, leaving, reaching, present, .. } = calls;
        let (systems, things) = (catalog.slice(Kind::System), catalog.slice(Kind::Flow));
        (Network { catalog, systems, things, flows, leaving, reaching, today }, present)
    }

    pub(super) fn at(&self, id: &Ref) -> Option<u32> {
        self.catalog.number(Kind::System, id)
    }

    /// The thing a flow is described by.
    pub(super) fn thing(&self, flow: &Flow) -> &'a Thing {
        &self.things[flow.thing as usize]
    }

    pub(super) fn system(&self, at: u32) -> &'a Thing {
        &self.systems[at as usize]
    }

    pub(super) fn flow(&self, at: u32) -> &'a Flow {
        &self.flows[at as usize]
    }

    /// The flow between two systems; the one that fails hardest where several are described.
    pub(super) fn between(&self, from: u32, to: u32) -> Option<u32> {
        let fits = self.leaving[from as usize].iter().filter(|flow| self.flow(**flow).to == to);
        fits.min_by_key(|flow| (self.flow(**flow).mode, &self.thing(self.flow(**flow)).id)).copied()
    }

    /// The way from one system to another over the fewest flows, hard ones preferred; the systems after the first.
    pub(super) fn way(&self, from: u32, to: u32) -> Option<Vec<u32>> {
        let mut best = vec![(u32::MAX, u32::MAX); self.systems.len()];
        let mut before = vec![u32::MAX; self.systems.len()];
        let mut queue = BinaryHeap::from([std::cmp::Reverse((0, 0, from))]);
        best[from as usize] = (0, 0);
        while let Some(std::cmp::Reverse((steps, soft, at))) = queue.pop() {
            if at == to {
                let mut way = vec![at];
                while before[way[way.len() - 1] as usize] != u32::MAX {
                    way.push(before[way[way.len() - 1] as usize]);
                }
                way.pop();
                way.reverse();
                return Some(way);
            }
            if (steps, soft) > best[at as usize] {
                continue;
            }
            for flow in &self.leaving[at as usize] {
                let flow = self.flow(*flow);
                let cost = (steps + 1, soft + u32::from(flow.mode != Mode::Hard));
                if cost < best[flow.to as usize] {
                    best[flow.to as usize] = cost;
                    before[flow.to as usize] = at;
                    queue.push(std::cmp::Reverse((cost.0, cost.1, flow.to)));
                }
            }
        }
        None
    }

    /// A number of a thing, as certain as its age lets it be.
    pub(super) fn measure(&self, thing: &Thing, field: Field) -> Option<Measure> {
        age::measure(thing, field, self.today)
    }

    /// A number of a system that a limit or a level may be; zero and less count as unknown.
    pub(super) fn positive(&self, at: u32, field: Field) -> Option<Measure> {
        self.measure(self.system(at), field).filter(|m| counted(m.value).is_some() && m.value.low >= LEAST)
    }

    /// The facts that change how many of a flow's calls arrive: its cache, and its retries where they count. None where
    /// the calls were observed.
    pub(super) fn between_facts(&self, flow: &Flow) -> Vec<(Say, Measure)> {
        if flow.observed {
            return Vec::new();
        }
        let cache = self.measure(self.thing(flow), Field::CacheShare);
        cache.map(|cache| (Field::CacheShare.label(), cache)).into_iter().chain(self.retries(flow)).collect()
    }

    /// The retries of a flow and the share of its calls that fail; nothing where they change nothing.
    pub(super) fn retries(&self, flow: &Flow) -> Vec<(Say, Measure)> {
        let fields = [Field::Retries, Field::Failures].into_iter().filter(|_| flow.tries.high > 1.0);
        fields.filter_map(|field| Some((field.label(), self.measure(self.thing(flow), field)?))).collect()
    }

    /// A system's name between quotation marks.
    pub(super) fn quoted(&self, at: u32) -> Say {
        quoted(&self.system(at).name)
    }

    /// Whom to ask about a thing: the team that owns it.
    pub(super) fn ask(&self, thing: &Thing) -> Say {
        match thing.refs(Field::Owner).first() {
            Some(team) => {
                let team = quoted(&self.catalog.name(team));
                Say::new(format!("demandez à {}", team.fr), format!("ask {}", team.en))
            }
            None => Say::new("aucune équipe n'en est nommée responsable", "no team is named as its owner"),
        }
    }
}
