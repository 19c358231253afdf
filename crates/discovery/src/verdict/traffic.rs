//! What people's traffic says: which habits a tool at work leaves, which a page's doing, which private use.
//!
//! Each feature is a table of [`Bin`]s: of 100 tools used at desks, of 100 names merely seen, of 100 used privately, how many
//! are expected in it. The shares are stated from how the three come about, each with its reason, and not fitted to any
//! corpus. A feature a log cannot tell (bytes sent, pages that referred) is not counted.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::finding::Finding;
use super::fuse::Weight;
use crate::harvest::{EvidenceKind, Habit, Harvest, Mention};
use crate::inventory::Cell;
use crate::pseudonym::Pseudonym;
use crate::time::Day;
use crate::vendors::{Category, Product};

/// One range of a feature, and how likely it is: if used at desks, if merely seen, if used privately.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The first value beyond it.
    pub below: f64,
    /// Shares, 0..=1: used, seen, private.
    pub shares: [f64; 3],
}

const fn bin(below: f64, used: f64, seen: f64, private: f64) -> Bin {
    Bin { below, shares: [used / 100.0, seen / 100.0, private / 100.0] }
}

const MORE: f64 = f64::INFINITY;

/// A feature's table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// What is measured.
    pub of: &'static str,
    /// Why the shares are what they are.
    pub because: &'static str,
    /// Its ranges, the lowest first; together they hold every value.
    pub bins: &'static [Bin],
}

impl Feature {
    fn weight(&self, value: f64) -> Weight {
        let bin = self.bins.iter().find(|bin| value < bin.below).or(self.bins.last());
        bin.map_or(Weight::default(), |bin| Weight::of(bin.shares))
    }

    /// The weight of a share of so many: of few it says little, of `half` it says half.
    fn weight_of(&self, part: f64, whole: f64, half: f64) -> Weight {
        let Weight { seen, private } = self.weight(part / whole.max(1.0));
        let says = whole / (whole + half);
        Weight { seen: seen * says, private: private * says }
    }
}

/// Sign-ins that no other site's page caused, in a log that shows what was called.
pub const SIGN_INS: Feature = Feature {
    of: "sign-ins of one's own",
    because: "A tool at work, a bank and webmail ask who comes; what a page loads does not, save a few buttons of \
              networks. Sessions that never end, and sign-on elsewhere, hide a third of them.",
    bins: &[bin(0.5, 35.0, 97.0, 42.0), bin(MORE, 65.0, 3.0, 58.0)],
};

/// The same in a log of encrypted connections, where only a host such as `login.` says it.
pub const SIGN_IN_HOSTS: Feature = Feature {
    of: "connections to a host where people sign in",
    because: "Only some tools have a host of their own for it.",
    bins: &[bin(0.5, 65.0, 97.0, 68.0), bin(MORE, 35.0, 3.0, 32.0)],
};

/// The share of visible calls that send a form, a file or a record, but for those another site's page sent.
pub const SENDS: Feature = Feature {
    of: "share of calls that send something",
    because: "Work means sending: a form, a file, a record among every few calls. Reading means none. Beacons that hide \
              where they come from are the exception.",
    bins: &[bin(0.02, 9.0, 74.0, 25.0), bin(0.08, 23.0, 12.0, 35.0), bin(MORE, 68.0, 14.0, 40.0)],
};

/// The same where the log does not say which page caused a call.
pub const SENDS_BLIND: Feature = Feature {
    of: "share of calls that send something, whoever caused it",
    because: "Beacons send too, and cannot be told apart here.",
    bins: &[bin(0.02, 9.0, 45.0, 25.0), bin(0.08, 23.0, 22.0, 35.0), bin(MORE, 68.0, 33.0, 40.0)],
};

/// Bytes sent in a call, where the log counts them.
pub const UP: Feature = Feature {
    of: "bytes sent per call",
    because: "Asking for something takes half a kilobyte to one with its cookies, a beacon two, a connection's greeting two; \
              a form or a record a few more, a file hundreds: its mean shows whether files go up.",
    bins: &[
        bin(1e3, 10.0, 42.0, 22.0),
        bin(3e3, 25.0, 37.0, 40.0),
        bin(1e4, 25.0, 15.0, 26.0),
        bin(MORE, 40.0, 6.0, 12.0),
    ],
};

/// The share of calls another site's page made, where the log says so.
pub const REFERRED: Feature = Feature {
    of: "share of calls other pages made",
    because: "What is embedded is called by the page around it, nearly always. A tool at work is opened by itself; yet \
              its parts on other names call one another.",
    bins: &[
        bin(0.1, 52.0, 5.0, 55.0),
        bin(0.5, 30.0, 7.0, 28.0),
        bin(0.9, 13.0, 17.0, 12.0),
        bin(MORE, 5.0, 71.0, 5.0),
    ],
};

/// The share of the log's working days on which it was seen, in a log of five working days or more.
pub const DAYS: Feature = Feature {
    of: "share of working days with it",
    because: "Work recurs; of what is merely seen, most is a page somebody strayed to, and a little is everywhere.",
    bins: &[bin(0.1, 5.0, 45.0, 18.0), bin(0.4, 30.0, 30.0, 42.0), bin(MORE, 65.0, 25.0, 40.0)],
};

/// The share of its people who come back on a third day.
pub const RETURN: Feature = Feature {
    of: "share of people who come back",
    because: "Who works with a tool comes back to it; who strays to a page does not; few pages are read daily by the same \
              people.",
    bins: &[bin(0.1, 8.0, 52.0, 25.0), bin(0.4, 22.0, 28.0, 35.0), bin(MORE, 70.0, 20.0, 40.0)],
};

/// Days with it for each of its people, where people are not told apart.
pub const DAYS_EACH: Feature = Feature {
    of: "days for each of its people",
    because: "More days than people means that somebody comes back; a page everybody strays to has more people than days.",
    bins: &[bin(0.7, 25.0, 50.0, 30.0), bin(2.0, 25.0, 38.0, 30.0), bin(MORE, 50.0, 12.0, 40.0)],
};

/// Calls per person and day.
pub const CALLS: Feature = Feature {
    of: "calls per person and day",
    because: "An application calls home all the while it is open; a widget is called once or twice a page.",
    bins: &[bin(3.0, 10.0, 52.0, 20.0), bin(15.0, 32.0, 34.0, 45.0), bin(MORE, 58.0, 14.0, 35.0)],
};

/// Encrypted connections per person and day, where that is most of what a log shows.
pub const TUNNELS: Feature = Feature {
    of: "encrypted connections per person and day",
    because: "A connection is kept open for minutes and carries many calls: a widget shows as one or two a day, an hour's \
              work as several.",
    bins: &[
        bin(1.5, 8.0, 45.0, 22.0),
        bin(3.0, 24.0, 33.0, 36.0),
        bin(8.0, 40.0, 16.0, 29.0),
        bin(MORE, 28.0, 6.0, 13.0),
    ],
};

/// Names looked up per person and day.
pub const LOOKUPS: Feature = Feature {
    of: "look-ups per person and day",
    because: "Answers are kept for minutes, so an hour's work shows as a few look-ups; a widget as one a page.",
    bins: &[bin(2.0, 25.0, 55.0, 35.0), bin(8.0, 45.0, 33.0, 45.0), bin(MORE, 30.0, 12.0, 20.0)],
};

/// The share of the house's people seen with it, in a house of twenty people or more.
pub const PEOPLE: Feature = Feature {
    of: "share of the house's people",
    because: "A tool is a team's: some people, not one and not everybody. What everybody meets is either the house's \
              main tools or in every page.",
    bins: &[bin(0.2, 68.0, 55.0, 62.0), bin(0.6, 20.0, 22.0, 24.0), bin(MORE, 12.0, 23.0, 14.0)],
};

/// How many people are seen with it.
pub const FEW: Feature = Feature {
    of: "people",
    because: "Most pages are visited by one; a tool is mostly shared, though one person may have bought it for himself.",
    bins: &[bin(1.5, 20.0, 40.0, 32.0), bin(2.5, 14.0, 15.0, 15.0), bin(MORE, 66.0, 45.0, 53.0)],
};

/// The share of what was seen that lies on weekdays between 8:00 and 19:00, in a log that has other hours too.
pub const WORKING: Feature = Feature {
    of: "share of working hours",
    because: "People work at working hours; what they do for themselves they do before, after and at weekends; what pages \
              load goes with both.",
    bins: &[
        bin(0.5, 2.0, 6.0, 24.0),
        bin(0.8, 7.0, 18.0, 36.0),
        bin(0.95, 28.0, 40.0, 26.0),
        bin(MORE, 63.0, 36.0, 14.0),
    ],
};

/// Whether any of it falls into the middle of a morning or an afternoon (9–12, 14–17).
pub const CORE_HOURS: Feature = Feature {
    of: "hours between 9 and 12 or 14 and 17, of six",
    because: "Work spreads over the day; errands cluster at noon and in the evening.",
    bins: &[bin(0.5, 1.0, 8.0, 18.0), bin(3.5, 24.0, 37.0, 42.0), bin(MORE, 75.0, 55.0, 40.0)],
};

/// Bytes that came back per person and day.
pub const DOWN: Feature = Feature {
    of: "bytes fetched per person and day",
    because: "Films and music take tens of megabytes an hour; few tools at work do.",
    bins: &[bin(4e7, 95.0, 97.0, 82.0), bin(MORE, 5.0, 3.0, 18.0)],
};

/// Every feature, for the page that explains the model.
pub const FEATURES: [&Feature; 17] = [
    &SIGN_INS,
    &SIGN_IN_HOSTS,
    &SENDS,
    &SENDS_BLIND,
    &UP,
    &REFERRED,
    &DAYS,
    &RETURN,
    &DAYS_EACH,
    &CALLS,
    &TUNNELS,
    &LOOKUPS,
    &PEOPLE,
    &FEW,
    &WORKING,
    &CORE_HOURS,
    &DOWN,
];

/// How the pack's category of a name met in traffic is spread: used, seen, private, of 100 each.
///
/// What advertises, measures, asks for consent or loads tags is met in other sites' pages all the time; networks, films,
/// webmail and whole companies (banks, shops, papers) are mostly private or mere reading; the rest is sold to companies.
pub fn of_category(category: Category) -> [f64; 3] {
    match category {
        Category::Advertising | Category::Analytics | Category::Consent | Category::TagManager => [0.18, 0.48, 0.02],
        Category::Cdn | Category::Hosting => [0.04, 0.10, 0.02],
        Category::Utility => [0.08, 0.14, 0.04],
        Category::Content | Category::Social => [0.05, 0.12, 0.35],
        Category::Company => [0.13, 0.12, 0.34],
        Category::Mail => [0.06, 0.03, 0.20],
        Category::Marketing
        | Category::CustomerSuccess
        | Category::Creative
        | Category::Crm
        | Category::Work
        | Category::Application => [0.48, 0.09, 0.08],
    }
}

/// Products people have privately under the same hosts as at work: their traffic is weighed as webmail's is.
const BOTH_WAYS: &[&str] =
    &["google/google workspace", "google/gmail", "microsoft/microsoft 365", "apple/icloud", "dropbox", "whatsapp"];

/// What a product of the pack is for, as its traffic is weighed.
pub fn purpose(product: &Product) -> Category {
    if BOTH_WAYS.contains(&product.key().as_str()) { Category::Mail } else { product.category }
}

/// How likely a tool, if used, is used by people at their desks and not by the house's sites and mail only.
pub fn at_desks(category: Option<Category>) -> f64 {
    match category {
        Some(
            Category::Advertising
            | Category::Analytics
            | Category::Consent
            | Category::TagManager
            | Category::Cdn
            | Category::Hosting
            | Category::Utility
            | Category::Content,
        ) => 0.4,
        Some(Category::Mail | Category::Marketing | Category::CustomerSuccess) => 0.8,
        _ => 0.9,
    }
}

/// Whether traffic alone may speak for a tool's use: not for what serves others' content, whoever asks for it.
pub fn may_speak(category: Option<Category>) -> bool {
    !matches!(category, Some(Category::Cdn | Category::Hosting | Category::Content))
}

/// What logs of one kind show in all: what a tool's habits are measured against.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scene {
    /// People told apart.
    pub people: f64,
    /// Weekdays with anything in them.
    pub working_days: u32,
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
    Scene {
        people: most.max(people.len() as f64),
        working_days: weekdays as u32,
        working: if seen == 0 { 1.0 } else { working as f64 / seen as f64 },
        tells_referrers: all.referred > 0,
    }
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
    if cell.seen >= 10 {
        if scene.working < 0.97 {
            let share = f64::from(cell.working) / f64::from(cell.seen);
            say(Finding::Working { share }, WORKING.weight(share));
        }
        const CORE: u32 = 1 << 9 | 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16;
        let hours = (cell.hours & CORE).count_ones();
        say(Finding::CoreHours { hours }, CORE_HOURS.weight(f64::from(hours)));
    }
    if let Some(purpose) = purpose {
        say(Finding::Category(purpose), Weight::of(of_category(purpose)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_holds_every_value_once() {
        for feature in FEATURES {
            for column in 0..3 {
                let sum: f64 = feature.bins.iter().map(|bin| bin.shares[column]).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{}: column {column} sums to {sum}", feature.of);
            }
            assert!(feature.bins.windows(2).all(|pair| pair[0].below < pair[1].below), "{}", feature.of);
            assert_eq!(feature.bins.last().map(|bin| bin.below), Some(MORE), "{}", feature.of);
        }
    }
}
