//! How the work in trackers flows: what has grown old beside what was finished, and when what is open will be done.
//!
//! Only the smallest pieces count, those that nothing is a part of: an epic is as old as its first part. Deliberately
//! absent: who works on them.

use std::collections::{BTreeMap, HashMap, HashSet};

use agenda::tracker::Meaning;
use delivery::ageing::{MOST, NotEnough, Standing, Typical, standing, typical};
use delivery::clock::Holder;
use delivery::forecast::{Forecast, NoForecast, forecast, weekly};
use delivery::hours::Hours;
use delivery::item::{Item, Now};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::Picture;
use crate::tracker::holder_of;

/// How many weeks back the pace of a queue is looked at: half a year.
const WEEKS_BACK: i64 = 26;

/// The seed of every forecast: the same weeks give the same dates.
const SEED: u64 = 1;

/// How the work in all trackers flows.
#[derive(Clone, Debug)]
pub struct Flow<'a> {
    /// How many working days 85 of 100 finished pieces took at most, from when they were begun.
    pub finished: Result<Typical, NotEnough>,
    /// The pieces that were begun and are not finished, the oldest first.
    pub under_way: Vec<UnderWay<'a>>,
    /// The queues in which something is open, in the order of their names.
    pub queues: Vec<Queue>,
}

/// A piece of work that was begun and is not finished.
#[derive(Clone, Debug)]
pub struct UnderWay<'a> {
    /// It.
    pub item: &'a Item,
    /// The requests it is done for.
    pub requests: Vec<u64>,
    /// For how many working days it has been under way.
    pub days: f64,
    /// Whose turn it is.
    pub whose: Holder,
    /// How old that is beside finished ones; `None` where too few were finished to say.
    pub standing: Option<Standing>,
}

/// The pieces of one project of a tracker: what a team works off.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The tracker.
    pub tracker: String,
    /// The project: what its keys begin with; the tracker's name where keys are numbers alone.
    pub name: String,
    /// How many pieces are open, begun or not.
    pub left: u32,
    /// The requests some of them are done for.
    pub requests: Vec<u64>,
    /// In how many weeks all of them are done, at the pace of the last half year.
    pub forecast: Result<Forecast, NoForecast>,
}

/// When a piece was begun and finished, and whose turn it is.
struct Course {
    begun: Option<Timestamp>,
    over: Option<Timestamp>,
    whose: Option<Holder>,
}

/// What a queue's open and finished pieces come to.
#[derive(Default)]
struct Count {
    left: u32,
    requests: Vec<u64>,
    done: Vec<Date>,
    first: Option<Date>,
}

impl Picture {
    /// How the work in all trackers flows, up to an instant.
    pub fn flow(&self, now: Timestamp, hours: &Hours) -> Flow<'_> {
        let wholes: HashSet<(&str, &str)> = self
            .items()
            .items()
            .filter_map(|item| Some((item.key.tracker.as_str(), item.parent.as_deref()?)))
            .collect();
        let requests = self.requests_of_items();
        let mut meanings: HashMap<(&str, &str), Option<Meaning>> = HashMap::new();
        let (mut finished, mut begun) = (Vec::new(), Vec::new());
        let mut queues: BTreeMap<(&str, &str), Count> = BTreeMap::new();
        for item in self.items().items() {
            let tracker = item.key.tracker.as_str();
            if item.opened > now || wholes.contains(&(tracker, item.key.key.as_str())) {
                continue;
            }
            let course = course(item, now, |state| {
                holder_of(*meanings.entry((tracker, state)).or_insert_with(|| self.meaning(tracker, state)))
            });
            let of = requests.get(&item.key).cloned().unwrap_or_default();
            let days = |from, to| hours.days(hours.between(from, to));
            let count = queues.entry((tracker, project(item))).or_default();
            let first = base::local(course.begun.unwrap_or(item.opened)).date();
            count.first = Some(count.first.map_or(first, |known| known.min(first)));
            match (course.begun, course.over, course.whose) {
                (begun, Some(over), None) => {
                    count.done.push(base::local(over).date());
                    finished.extend(begun.map(|begun| days(begun, over)));
                }
                (since, _, Some(whose)) => {
                    count.left += 1;
                    count.requests.extend(of.iter().copied());
                    begun.extend(since.map(|since| (item, of.clone(), days(since, now), whose)));
                }
                _ => {}
            }
        }
        let finished = typical(finished, MOST);
        let beside = |age| finished.as_ref().ok().map(|finished| standing(age, finished));
        let mut under_way: Vec<UnderWay<'_>> = begun
            .into_iter()
            .map(|(item, requests, days, whose)| UnderWay { item, requests, days, whose, standing: beside(days) })
            .collect();
        under_way.sort_by(|one, other| other.days.total_cmp(&one.days).then_with(|| one.item.key.cmp(&other.item.key)));
        let today = base::local(now).date();
        let queue = |((tracker, name), mut count): ((&str, &str), Count)| {
            count.requests.sort_unstable();
            count.requests.dedup();
            let back = today.checked_sub(WEEKS_BACK.weeks()).unwrap_or(today);
            let from = count.first.map_or(back, |first| first.max(back));
            let weeks = weekly(&count.done, from, today.yesterday().unwrap_or(today));
            let forecast = forecast(&weeks, count.left, SEED);
            Queue {
                tracker: tracker.to_owned(),
                name: name.to_owned(),
                left: count.left,
                requests: count.requests,
                forecast,
            }
        };
        let queues = queues.into_iter().filter(|(_, count)| count.left > 0).map(queue).collect();
        Flow { finished, under_way, queues }
    }
}

/// The project an item's key names: `WEB` of `WEB-12`; the tracker's name where the key is a number alone.
fn project(item: &Item) -> &str {
    match item.key.key.rsplit_once('-') {
        Some((project, _)) if !project.is_empty() => project,
        _ => &item.key.tracker,
    }
}

/// Follows an item through its states up to an instant. It was begun when somebody first worked on it; what was taken
/// up again after it was over is open.
fn course<'a>(item: &'a Item, now: Timestamp, mut whose: impl FnMut(&'a str) -> Option<Holder>) -> Course {
    let mut course = Course { begun: None, over: None, whose: whose(&item.first_state) };
    let enter = |course: &mut Course, at: Timestamp, holder: Option<Holder>| {
        if holder == Some(Holder::Worked) {
            course.begun = course.begun.or(Some(at));
        }
        course.over = match holder {
            Some(_) => None,
            None => course.over.or(Some(at)),
        };
        course.whose = holder;
    };
    let first = course.whose;
    enter(&mut course, item.opened, first);
    for change in item.history.iter().filter(|change| change.at <= now) {
        match &change.now {
            Now::State(state) => enter(&mut course, change.at, whose(state)),
            Now::Deleted => enter(&mut course, change.at, None),
            Now::Priority(_) | Now::PlannedDays(_) | Now::SpentDays(_) | Now::Due(_) => {}
        }
    }
    course
}
