//! What people's traffic says: which habits a tool at work leaves, which a page's doing, which private use.
//!
//! Habits are put together for each name ([`Conduct`]), held against what the logs show in all ([`Scene`]), and weighed by
//! the tables of [`features`]. A feature a log cannot tell (bytes sent, pages that referred) is not counted.

pub mod features;

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::finding::Finding;
use super::fuse::Weight;
use crate::harvest::{EvidenceKind, Habit, Harvest, Mention};
use crate::inventory::Cell;
use crate::pseudonym::Pseudonym;
use crate::time::Day;
use crate::vendors::{Category, Product};
use features::{
    CALLS, DAYS, DAYS_EACH, DOWN, FEW, HOSTS, HOSTS_LOOKED_UP, LOOKUPS, MID_DAY, PEOPLE, REFERRED, RETURN, SENDS,
    SENDS_BLIND, SIGN_IN_HOSTS, SIGN_INS, TUNNELS, UP, WEEKS, WORKING, of_category,
};

/// Products people have privately under the same hosts as at work: their traffic is weighed as webmail's is.
const BOTH_WAYS: &[&str] =
    &["google/google workspace", "google/gmail", "microsoft/microsoft 365", "apple/icloud", "dropbox", "whatsapp"];

/// What a product of the pack is for, as its traffic is weighed.
pub fn purpose(product: &Product) -> Category {
    if BOTH_WAYS.contains(&product.key().as_str()) { Category::Mail } else { product.category }
}

/// What logs of one kind show in all: what a tool's habits are measured against.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scene {
    /// People told apart.
    pub people: f64,
    /// Weekdays with anything in them.
    pub working_days: u32,
    /// Weeks with anything in them.
    pub weeks: u32,
    /// The share of everything that lies in working hours.
    pub working: f64,
    /// Whether the logs say which page caused a call.
    pub tells_referrers: bool,
}

/// The scenes of all logs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    proxy: Scene,
    dns: Scene,
}

impl Around {
    /// Takes the scenes of everything that was read.
    pub fn of(harvests: &[&Harvest]) -> Around {
        Around { proxy: scene(harvests, EvidenceKind::Proxy), dns: scene(harvests, EvidenceKind::Dns) }
    }

    /// The scene of one kind of log.
    pub fn kind(&self, kind: EvidenceKind) -> Scene {
        if kind == EvidenceKind::Dns { self.dns } else { self.proxy }
    }
}

fn scene(harvests: &[&Harvest], kind: EvidenceKind) -> Scene {
    let mut people: HashSet<Pseudonym, FixedState> = HashSet::with_hasher(FixedState::with_seed(0));
    let (mut most, mut all, mut days) = (0.0_f64, Cell::default(), Vec::new());
    let (mut seen, mut working) = (0_u64, 0_u64);
    for mention in harvests.iter().filter(|harvest| harvest.kind == kind).flat_map(|harvest| &harvest.mentions) {
        people.extend(mention.habits.iter().map(|habit| habit.who));
        most = most.max(mention.users);
        all.merge(&mention.seen);
        seen += u64::from(mention.seen.seen);
        working += u64::from(mention.seen.working);
        for day in &mention.days {
            let at = usize::from(day.0);
            if at >= days.len() {
                days.resize(at + 1, false);
            }
            days[at] = true;
        }
    }
    let weekdays = (0..=u16::MAX).zip(&days).filter(|(day, there)| **there && Day(*day).is_weekday()).count();
    let there = (0..=u16::MAX).zip(&days).filter(|(_, there)| **there).map(|(day, _)| Day(day));
    Scene {
        weeks: weeks(there),
        people: most.max(people.len() as f64),
        working_days: weekdays as u32,
        working: if seen == 0 { 1.0 } else { working as f64 / seen as f64 },
        tells_referrers: all.referred > 0,
    }
}

/// How many weeks some days in order lie in, from Monday to Sunday.
fn weeks(days: impl Iterator<Item = Day>) -> u32 {
    let (mut count, mut last) = (0, None);
    for day in days {
        // 2000-01-01 was a Saturday.
        let week = Some((u32::from(day.0) + 5) / 7);
        count += u32::from(week != last);
        last = week;
    }
    count
}

/// What people did with one name, by logs of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conduct {
    /// Everything counted.
    pub cell: Cell,
    /// The days, in order.
    pub days: Vec<Day>,
    /// How many people.
    pub users: f64,
    /// On how many days, summed over people: counted where people are told apart, estimated otherwise.
    pub person_days: f64,
    /// How many people came on three days or more, where they are told apart.
    pub back: Option<u32>,
}

/// What one person did, over all mentions of one name.
struct Person {
    days: Vec<Day>,
    cell: Cell,
}

/// A person works with a tool, as against meeting it in pages, from so many days with it on,
const DAYS_AT_WORK: usize = 3;
/// and so many calls of one's own a day, or anything sent or signed in to.
const CALLS_AT_WORK: f64 = 2.5;

impl Person {
    /// Whether this person's part alone looks like work with the tool.
    fn at_work(&self) -> bool {
        let cell = &self.cell;
        let own = cell.seen.saturating_sub(cell.lookups).saturating_sub(cell.referred);
        let sends = cell.sends.saturating_add(cell.sign_ins) > cell.referred;
        let busy = f64::from(own) >= CALLS_AT_WORK * self.days.len() as f64;
        self.days.len() >= DAYS_AT_WORK && own > cell.referred && (busy || sends)
    }
}

impl Conduct {
    /// Puts together what several mentions say of one name; besides, where some few work with what many meet in pages,
    /// what those few do.
    pub fn of(mentions: &[&Mention]) -> (Conduct, Option<Conduct>) {
        let mut conduct = Conduct::default();
        for mention in mentions {
            conduct.cell.merge(&mention.seen);
            conduct.users = conduct.users.max(mention.users);
        }
        conduct.days = match mentions {
            [one] => one.days.clone(),
            many => sorted(many.iter().flat_map(|mention| mention.days.iter().copied()).collect()),
        };
        let mut habits: Vec<&Habit> = mentions.iter().flat_map(|mention| &mention.habits).collect();
        if habits.is_empty() {
            // Between one day a person and every day each, half-way on a scale of ratios.
            let (users, days) = (conduct.users.max(1.0), (conduct.days.len() as f64).max(1.0));
            conduct.person_days = (users.max(days) * users * days).sqrt();
            return (conduct, None);
        }
        habits.sort_by_key(|habit| habit.who);
        let (mut all, mut few) = (Group::default(), Group::default());
        for of_one in habits.chunk_by(|a, b| a.who == b.who) {
            let mut cell = Cell::default();
            of_one.iter().for_each(|habit| cell.merge(&habit.cell));
            let days = match of_one {
                [habit] => habit.days.clone(),
                many => sorted(many.iter().flat_map(|habit| habit.days.iter().copied()).collect()),
            };
            let person = Person { days, cell };
            all.take(&person);
            if person.at_work() {
                few.take(&person);
            }
        }
        conduct.users = conduct.users.max(f64::from(all.people));
        conduct.person_days = all.person_days as f64;
        conduct.back = Some(all.back);
        let apart = few.people >= 1 && few.people.saturating_mul(MANY_TIMES) <= all.people;
        (conduct, apart.then(|| few.conduct()))
    }
}

/// Those who work with it are looked at apart where so many times more people met it.
const MANY_TIMES: u32 = 3;

/// Several people's part.
#[derive(Default)]
struct Group {
    people: u32,
    back: u32,
    person_days: usize,
    cell: Cell,
    days: Vec<Day>,
}

impl Group {
    fn take(&mut self, person: &Person) {
        self.people += 1;
        self.back += u32::from(person.days.len() >= 3);
        self.person_days += person.days.len();
        self.cell.merge(&person.cell);
        self.days.extend_from_slice(&person.days);
    }

    fn conduct(self) -> Conduct {
        Conduct {
            cell: self.cell,
            days: sorted(self.days),
            users: f64::from(self.people),
            person_days: self.person_days as f64,
            back: Some(self.back),
        }
    }
}

fn sorted(mut days: Vec<Day>) -> Vec<Day> {
    days.sort_unstable();
    days.dedup();
    days
}

/// Of so many calls a share says half of what it says of many.
pub const FEW_CALLS: f64 = 8.0;
/// Of so many people a share says half of what it says of many.
pub const FEW_PEOPLE: f64 = 1.5;

/// How much likelier it must be that few work with what many meet, before that is believed: in natural log-odds.
///
/// Among many who meet something in pages, the busiest look a little like people at work; this is taken off.
pub const FEW_AMONG_MANY: f64 = 1.5;

/// What the logs of one kind say of a tool, feature by feature: of all its people, or of those few who work with it where
/// that says more.
pub fn weigh(mentions: &[&Mention], scene: &Scene, purpose: Option<Category>) -> Vec<(Finding, Weight)> {
    let (all, few) = Conduct::of(mentions);
    let of_all = findings(&all, scene, purpose);
    let Some(few) = few else { return of_all };
    let mut of_few = findings(&few, scene, purpose);
    let taken_off = Weight { seen: -FEW_AMONG_MANY, private: 0.0 };
    of_few.push((Finding::FewAmongMany { people: few.users, of: all.users }, taken_off));
    let sum =
        |found: &[(Finding, Weight)]| found.iter().map(|(_, weight)| weight.seen.min(weight.private)).sum::<f64>();
    if sum(&of_few) > sum(&of_all) { of_few } else { of_all }
}

/// What a tool's conduct says, feature by feature.
fn findings(conduct: &Conduct, scene: &Scene, purpose: Option<Category>) -> Vec<(Finding, Weight)> {
    let mut all = Vec::with_capacity(12);
    let mut say = |finding: Finding, weight: Weight| all.push((finding, weight));
    let cell = &conduct.cell;
    let calls = cell.seen.saturating_sub(cell.lookups);
    let requests = calls.saturating_sub(cell.tunnels);
    // A call may be both referred and a sending: what is one's own is at least the rest.
    let own = |part: u32| if scene.tells_referrers { part.saturating_sub(cell.referred) } else { part };
    let person_days = conduct.person_days.max(1.0);
    let per_day = |count: f64| count / person_days;

    if requests > 0 {
        let (shown, own_sends, own_sign_ins) = (f64::from(requests), own(cell.sends), own(cell.sign_ins));
        // Where most calls are encrypted, the few that are not are not those the work is done with.
        let in_clear = shown / f64::from(calls.max(1));
        let absent = |weight: Weight, is: bool| match is {
            true => Weight { seen: weight.seen * in_clear, private: weight.private * in_clear },
            false => weight,
        };
        // One sign-in is enough to say that people have accounts; that there is none says more, the more calls show it.
        let sign_ins = match own_sign_ins {
            0 => absent(SIGN_INS.weight_of(0.0, shown, FEW_CALLS), true),
            times => SIGN_INS.weight(f64::from(times)),
        };
        say(Finding::SignIns { times: own_sign_ins }, sign_ins);
        let feature = if scene.tells_referrers { SENDS } else { SENDS_BLIND };
        let weight = feature.weight_of(f64::from(own_sends), shown, FEW_CALLS);
        let weight = absent(weight, weight.seen < 0.0);
        say(Finding::Sends { times: own_sends, people: conduct.users }, weight);
        if scene.tells_referrers {
            let referred = cell.referred.min(requests);
            let weight = REFERRED.weight_of(f64::from(referred), shown, FEW_CALLS);
            say(Finding::Referred { calls: referred, of: requests }, weight);
        }
    } else if calls >= 5 {
        say(Finding::SignIns { times: cell.sign_ins }, SIGN_IN_HOSTS.weight(f64::from(cell.sign_ins)));
    }
    if cell.up_known > 0 {
        let known = f64::from(cell.up_known);
        let says = known / (known + FEW_CALLS);
        let Weight { seen, private } = UP.weight(cell.up as f64 / known);
        let weight = Weight { seen: seen * says, private: private * says };
        say(Finding::Up { bytes: cell.up, people: conduct.users }, weight);
    }
    if calls > 0 {
        let each = per_day(f64::from(calls));
        let feature = if cell.tunnels > requests { TUNNELS } else { CALLS };
        say(Finding::Calls { per_day: each }, feature.weight(each));
        say(Finding::Down { bytes: cell.down }, DOWN.weight(per_day(cell.down as f64)));
    } else if cell.lookups > 0 {
        let each = per_day(f64::from(cell.lookups));
        say(Finding::Lookups { per_day: each }, LOOKUPS.weight(each));
    }
    if scene.working_days >= 5 {
        let (days, of) = (conduct.days.len() as u32, scene.working_days);
        say(Finding::Days { days, of }, DAYS.weight(f64::from(days) / f64::from(of)));
        if scene.weeks >= 3 {
            let weeks = weeks(conduct.days.iter().copied());
            let share = f64::from(weeks) / f64::from(scene.weeks);
            say(Finding::Weeks { weeks, of: scene.weeks }, WEEKS.weight(share));
        }
        match conduct.back {
            Some(back) => {
                let weight = RETURN.weight_of(f64::from(back), conduct.users, FEW_PEOPLE);
                say(Finding::Back { people: back, of: conduct.users }, weight);
            }
            None => {
                let each = f64::from(days) / conduct.users.max(1.0);
                say(Finding::DaysEach { days, people: conduct.users }, DAYS_EACH.weight(each));
            }
        }
    }
    if scene.people >= 20.0 && conduct.users > 0.0 {
        let share = conduct.users / scene.people;
        let (share, few) = (PEOPLE.weight(share), FEW.weight(conduct.users));
        let weight = Weight { seen: share.seen + few.seen, private: share.private + few.private };
        say(Finding::People { people: conduct.users, of: scene.people }, weight);
    }
    if cell.seen >= 10 && scene.working < 0.97 {
        let share = f64::from(cell.working) / f64::from(cell.seen);
        say(Finding::Working { share }, WORKING.weight(share));
    }
    // Who kept no faces kept no middle of the day: every host has a face.
    if cell.seen >= 10 && cell.faces != 0 {
        let (mid_day, seen) = (f64::from(cell.mid_day), f64::from(cell.seen));
        say(Finding::MidDay { share: mid_day / seen }, MID_DAY.weight_of(mid_day, seen, FEW_CALLS));
    }
    if cell.faces != 0 {
        let feature = if calls > 0 { HOSTS } else { HOSTS_LOOKED_UP };
        say(Finding::Hosts { faces: cell.faces }, feature.weight(features::met(cell.faces)));
    }
    if let Some(purpose) = purpose {
        say(Finding::Category(purpose), Weight::of(of_category(purpose)));
    }
    all
}
