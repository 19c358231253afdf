//! Reading a tracker again over its interface: what hints named, what changed since, or everything, compared with what is
//! held. What was missed is taken in like an export; what the tracker has no more is marked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agenda::role::Right;
use base::{Ref, Say};
use delivery::formats::{Reading, read};
use delivery::item::{Change, Item, ItemKey, Now};
use jiff::{SignedDuration, Timestamp};
use picture::tracker::{state_of, tracker_ref};

use super::caller::{Caller, Miss};
use super::connection::{Connection, System};
use super::hints::{Envelope, Fate, HINT_MOST, HintSecret, Hints, named};
use super::rest::Listed;
use super::setting;
use crate::actor::Actor;
use crate::open::{App, dataset_ref};
use crate::problem::{Kind, Problem};
use crate::writer::aside;

/// How far a reading goes back behind the last: clocks differ, and lists lag behind.
const OVERLAP: SignedDuration = SignedDuration::from_mins(5);
/// After how long everything is read again: only then is it found what was deleted without a word.
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// How many hints are read one by one; of more, what changed since is asked for first.
const ONE_BY_ONE: usize = 50;
/// How many items are taken in together.
const TOGETHER: usize = 2_000;
/// So many may be gone at once, or this share of what is held; more look like a right that was lost.
const GONE_MOST: usize = 10;
const GONE_SHARE: usize = 5;

/// The house's trackers as they are reached and heard; nothing here outlives the process, and nothing is lost with it.
#[derive(Default)]
pub(crate) struct Tracking {
    connections: Mutex<Vec<Arc<Connection>>>,
    /// What is known of each, by its key.
    states: Mutex<BTreeMap<String, State>>,
    /// Who reads: one reading of a tracker at a time.
    reading: Mutex<BTreeSet<String>>,
}

#[derive(Clone, Debug, Default)]
struct State {
    hints: Hints,
    /// Until when everything that changed was read, by the tracker's clock.
    mark: Option<Timestamp>,
    whole: Option<Timestamp>,
    /// When more than what hints named was last asked for.
    tried: Option<Timestamp>,
    last: Option<Last>,
    /// When the items were last read here, as the tracker dates them.
    known: BTreeMap<String, Timestamp>,
}

/// What is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// What hints named; nothing when there was none.
    Hinted,
    /// What changed since the last time, and what hints named; everything, the first time and once a day.
    Regular,
    /// Everything, compared with what is held.
    Whole,
}

/// What a reading came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Whether everything was read.
    pub is_whole: bool,
    /// Items the tracker told of.
    pub seen: usize,
    /// Those not held before.
    pub new: usize,
    /// Those that were held otherwise.
    pub changed: usize,
    /// Those the tracker has no more; they are marked.
    pub gone: usize,
    /// Those that do not answer and are so many that they were left as they are.
    pub unsure: usize,
    /// Those that were not understood.
    pub rejected: usize,
    /// Hints that still wait.
    pub pending: usize,
    /// Until when the tracker asks to be left alone; what is not read yet is read then.
    pub until: Option<Timestamp>,
}

/// The last reading of a tracker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// When it ended.
    pub at: Timestamp,
    /// What it came to, as far as it went.
    pub read: Reread,
    /// What stood in its way.
    pub miss: Option<Miss>,
}

/// How a tracker is reached and heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The tracker's name in this house.
    pub name: String,
    /// Where it is read; `None`: only its exports are.
    pub address: Option<String>,
    /// The last reading since the house opened its doors.
    pub last: Option<Last>,
    /// How often what became of hints, and when last.
    pub fates: Vec<(Fate, u64, Timestamp)>,
    /// How many hints wait.
    pub pending: usize,
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of the key that hints of a tracker are signed with.
fn secret_name(key: &str) -> String {
    format!("tracker:{key}")
}

impl App {
    /// Says how trackers are reached from here on.
    pub fn connect(&self, connections: Vec<Connection>) {
        *hold(&self.tracking.connections) = connections.into_iter().map(Arc::new).collect();
    }

    fn connection(&self, key: &str) -> Option<Arc<Connection>> {
        hold(&self.tracking.connections).iter().find(|it| tracker_ref(&it.name).key() == key).cloned()
    }

    /// The keys of the trackers that are reached.
    pub fn connected(&self) -> Vec<String> {
        hold(&self.tracking.connections).iter().map(|it| tracker_ref(&it.name).key().to_owned()).collect()
    }

    /// The name of a tracker that is reached, or that told of items.
    pub fn tracker_name(&self, key: &str) -> Option<String> {
        let reached = self.connection(key).map(|it| it.name.clone());
        reached.or_else(|| self.picture().tracker_name(&tracker_ref(key)).map(str::to_owned))
    }

    /// How the trackers are reached and heard, in the order of their names: those connected, and those heard.
    pub fn reaches(&self) -> Vec<Reach> {
        let mut keys: BTreeSet<String> = self.connected().into_iter().collect();
        let states = hold(&self.tracking.states).clone();
        keys.extend(states.keys().cloned());
        let reach = |key: String| {
            let state = states.get(&key).cloned().unwrap_or_default();
            let address = self.connection(&key).map(|it| it.address().to_owned());
            Some(Reach {
                name: self.tracker_name(&key)?,
                address,
                last: state.last,
                fates: state.hints.fates.iter().map(|(fate, (count, at))| (*fate, *count, *at)).collect(),
                pending: state.hints.pending.len(),
            })
        };
        keys.into_iter().filter_map(reach).collect()
    }

    /// Shows the secret by which a tracker signs its hints; made the first time, or anew.
    ///
    /// Errors: the actor may not; there is no such tracker; the store cannot be written.
    pub fn hint_secret(&self, actor: Actor, key: &str, anew: bool) -> Result<HintSecret, Problem> {
        actor.must(&self.picture(), Right::Keep)?;
        let name = self.tracker_name(key).ok_or_else(|| no_such(key))?;
        System::of(&name).ok_or_else(no_hints)?;
        let secret = secret_name(key);
        let made =
            aside(self.writer(), move |store| if anew { store.renew_secret(&secret) } else { store.secret(&secret) });
        Ok(HintSecret(made??))
    }

    /// Hears a hint: checks who sent it, and has the item it names read again.
    ///
    /// Errors: there is no such tracker, or no secret was made for it.
    pub fn hear(&self, key: &str, header: &dyn Fn(&str) -> Option<String>, body: &[u8]) -> Result<Fate, Problem> {
        let name = self.tracker_name(key).ok_or_else(|| no_such(key))?;
        let system = self.connection(key).map(|it| it.system).or(System::of(&name)).ok_or_else(|| no_such(key))?;
        let secret = self.read(|store| store.known_secret(&secret_name(key)))?.ok_or_else(|| no_such(key))?;
        let now = self.clock().now();
        let path = name.split_once(':').map_or("", |(_, path)| path);
        let envelope = Envelope::new(header);
        let checked = match body.len() {
            ..=HINT_MOST => envelope.check(system, &secret, body, now),
            _ => Err(Fate::TooLarge),
        };
        let mut states = hold(&self.tracking.states);
        let hints = &mut states.entry(key.to_owned()).or_default().hints;
        let fate = checked.and_then(|()| match hints.is_first(envelope.delivery(system, body)) {
            true => named(system, path, body),
            false => Err(Fate::Repeated),
        });
        let fate = match fate {
            Ok(item) => {
                hints.expect(item);
                Fate::Noted
            }
            Err(fate) => fate,
        };
        hints.note(fate, now);
        Ok(fate)
    }

    /// Reads a tracker again.
    ///
    /// Errors: the actor may not import; the tracker is not connected, or is being read already; the log cannot be
    /// written. What stands in the way at the tracker's is no error: it is told with what was read.
    pub fn reread(&self, actor: Actor, key: &str, look: Look) -> Result<Last, Problem> {
        actor.must(&self.picture(), Right::Import)?;
        let connection = self.connection(key).ok_or_else(|| not_connected(key))?;
        if !hold(&self.tracking.reading).insert(key.to_owned()) {
            return Err(under_way());
        }
        let done = Pass::new(self, actor, key, &connection).run(look);
        hold(&self.tracking.reading).remove(key);
        done
    }

    /// Reads what is due of every tracker that is reached: what hints named at once, and what changed since the last
    /// time every so often. One that asked to be left alone is.
    pub fn follow_trackers(&self, every: SignedDuration) -> Vec<(String, Result<Last, Problem>)> {
        let now = self.clock().now();
        let due = |key: &String| {
            let states = hold(&self.tracking.states);
            let Some(state) = states.get(key) else { return Some(Look::Regular) };
            let until = state.last.as_ref().and_then(|last| last.read.until);
            match state.tried {
                _ if until.is_some_and(|until| now < until) => None,
                Some(at) if now.duration_since(at) < every => {
                    (state.hints.is_more || !state.hints.pending.is_empty()).then_some(Look::Hinted)
                }
                _ => Some(Look::Regular),
            }
        };
        let mut done = Vec::new();
        for key in self.connected() {
            if let Some(look) = due(&key) {
                let last = self.reread(Actor::House, &key, look);
                done.push((key, last));
            }
        }
        done
    }
}

/// One reading.
struct Pass<'a> {
    app: &'a App,
    actor: Actor,
    key: &'a str,
    caller: Caller<'a>,
    now: Timestamp,
    dataset: Ref,
    file: String,
    /// The hints this reading follows, and whether there were more than are kept.
    hinted: BTreeSet<String>,
    is_more: bool,
    mark: Option<Timestamp>,
    whole: Option<Timestamp>,
    known: BTreeMap<String, Timestamp>,
    seen: BTreeSet<String>,
    /// What was told and is not taken in yet, and of which items.
    told: String,
    came: Vec<(String, Option<Timestamp>)>,
    read: Reread,
}

impl<'a> Pass<'a> {
    fn new(app: &'a App, actor: Actor, key: &'a str, connection: &'a Connection) -> Pass<'a> {
        let now = app.clock().now();
        let file = format!("{} API", connection.name);
        let mut states = hold(&app.tracking.states);
        let state = states.entry(key.to_owned()).or_default();
        Pass {
            app,
            actor,
            key,
            caller: Caller::new(connection, now),
            now,
            dataset: dataset_ref(&file),
            file,
            hinted: std::mem::take(&mut state.hints.pending),
            is_more: std::mem::take(&mut state.hints.is_more),
            mark: state.mark,
            whole: state.whole,
            known: std::mem::take(&mut state.known),
            seen: BTreeSet::new(),
            told: String::new(),
            came: Vec::new(),
            read: Reread::default(),
        }
    }

    fn run(mut self, look: Look) -> Result<Last, Problem> {
        let is_due = self.whole.is_none_or(|at| self.now.duration_since(at) >= WHOLE_EVERY);
        let whole = look == Look::Whole || self.is_more || (look == Look::Regular && is_due);
        let many = self.hinted.len() > ONE_BY_ONE && self.mark.is_some();
        let listed = look == Look::Regular || whole || many;
        self.read.is_whole = whole;
        let looked = self.look(whole, listed);
        // What came before something stood in the way is taken in all the same.
        let flushed = self.flush();
        let mut states = hold(&self.app.tracking.states);
        let state = states.entry(self.key.to_owned()).or_default();
        if look != Look::Hinted {
            state.tried = Some(self.now);
        }
        let (miss, problem) = match (looked, flushed) {
            (Ok(clock), Ok(())) => {
                if listed {
                    state.mark = clock.unwrap_or(self.now).saturating_sub(OVERLAP).ok().or(state.mark);
                }
                if whole {
                    state.whole = Some(self.now);
                }
                (None, None)
            }
            (Err(Fault::Problem(problem)), _) | (_, Err(Fault::Problem(problem))) => (None, Some(problem)),
            (Err(Fault::Miss(miss)), _) | (_, Err(Fault::Miss(miss))) => (Some(miss), None),
        };
        // What was not followed waits again.
        state.hints.is_more |= self.is_more && !(whole && miss.is_none() && problem.is_none());
        state.hints.pending.extend(self.hinted);
        state.known = self.known;
        if let Some(problem) = problem {
            return Err(problem);
        }
        if let Some(Miss::Wait(until)) = miss {
            self.read.until = Some(until);
        }
        self.read.pending = state.hints.pending.len();
        let last = Last { at: self.app.clock().now(), read: self.read, miss };
        state.last = Some(last.clone());
        Ok(last)
    }

    /// Asks the tracker; gives what its clock showed where a list was read.
    fn look(&mut self, whole: bool, listed: bool) -> Result<Option<Timestamp>, Fault> {
        let caller = Caller::new(self.caller.connection, self.now);
        let mut clock = None;
        if listed {
            let since = if whole { None } else { self.mark };
            clock = caller.each_page(since, self.now, |page| self.take_page(page))?;
        }
        let name = &self.caller.connection.name;
        let picture = self.app.picture();
        let mut held = BTreeSet::new();
        if whole {
            let present = picture.items().of(name).filter(|item| !item.is_gone());
            held.extend(present.map(|item| item.key.key.clone()));
        }
        let alone: Vec<String> = self.hinted.union(&held).filter(|key| !self.seen.contains(*key)).cloned().collect();
        let mut gone = Vec::new();
        for key in alone {
            match caller.one(&key) {
                // It goes by another key now.
                Ok(Some(item)) if item.key != key => {
                    gone.push(key);
                    self.take_page(vec![item])?;
                }
                Ok(item) => self.take_page(item.into_iter().collect())?,
                Err(Miss::Gone) => gone.push(key),
                Err(miss) => return Err(Fault::Miss(miss)),
            }
        }
        // What was hinted to be no more is no sign of a right that was lost.
        let silent = gone.iter().filter(|key| !self.hinted.contains(*key)).count();
        if silent > GONE_MOST && silent * GONE_SHARE > held.len() {
            self.read.unsure = silent;
            gone.retain(|key| self.hinted.contains(key));
        }
        self.mark_gone(&gone)?;
        self.flush()?;
        self.hinted.clear();
        Ok(clock)
    }

    /// Notes what is told of items that are not held so; asks for the history where something changed.
    fn take_page(&mut self, page: Vec<Listed>) -> Result<(), Fault> {
        for listed in page {
            self.read.seen += usize::from(self.seen.insert(listed.key.clone()));
            if self.is_held(&listed) {
                self.hinted.remove(&listed.key);
                continue;
            }
            let (key, updated) = (listed.key.clone(), listed.updated);
            match self.caller.with_history(listed) {
                Ok(listed) => {
                    if !self.told.is_empty() {
                        self.told.push(',');
                    }
                    self.told.push_str(&listed.text);
                    self.came.push((key, updated));
                }
                // It went between the list and its history.
                Err(Miss::Gone) => {}
                Err(miss) => return Err(Fault::Miss(miss)),
            }
        }
        if self.came.len() >= TOGETHER { self.flush() } else { Ok(()) }
    }

    /// Whether an item was read here as its tracker dates it now.
    fn is_held(&self, listed: &Listed) -> bool {
        let Some(updated) = listed.updated else { return false };
        let key = ItemKey { tracker: self.caller.connection.name.clone(), key: listed.key.clone() };
        let picture = self.app.picture();
        let held = picture.items().get(&key);
        if held.is_some_and(Item::is_gone) {
            return false;
        }
        self.known.get(&listed.key) == Some(&updated)
            || held.is_some_and(|item| item.updated == updated && self.is_ours(item))
    }

    /// Takes in what was told so far.
    fn flush(&mut self) -> Result<(), Fault> {
        let (told, came) = (std::mem::take(&mut self.told), std::mem::take(&mut self.came));
        if came.is_empty() {
            return Ok(());
        }
        let text = format!("{{\"issues\":[{told}]}}");
        let reading = read(&self.file, text.as_bytes(), &setting(&self.dataset));
        self.take_in(reading.map_err(|it| Fault::Miss(Miss::Unreachable(it.reason.en)))?)?;
        for (key, updated) in came {
            self.hinted.remove(&key);
            self.known.extend(updated.map(|updated| (key, updated)));
        }
        Ok(())
    }

    /// Whether an item was last told over the interface, history and all.
    fn is_ours(&self, item: &Item) -> bool {
        matches!(&item.source, base::Source::File { dataset, .. } if *dataset == self.dataset)
    }

    fn take_in(&mut self, mut reading: Reading) -> Result<(), Fault> {
        self.read.rejected += reading.rejected as usize;
        let picture = self.app.picture();
        let book = picture.items();
        let name = &self.caller.connection.name;
        let mut news = Vec::new();
        for mut item in std::mem::take(&mut reading.items) {
            if !item.key.tracker.eq_ignore_ascii_case(name) {
                self.read.rejected += 1;
                continue;
            }
            let held = book.get(&item.key);
            if let Some(held) = held.filter(|held| held.is_gone())
                && let Some(state) = state_of(&item).map(str::to_owned)
            {
                // It is back, and later than it went.
                let went = held.history.last().map_or(self.now, |change| change.at);
                let back = went.saturating_add(SignedDuration::from_micros(1)).unwrap_or(went).max(self.now);
                item.history.push(Change { at: back, now: Now::State(state), line: 0 });
            }
            match (held, book.news(item.clone())) {
                (None, _) => {
                    self.read.new += 1;
                    news.push(item);
                }
                (Some(_), Some(told)) => {
                    self.read.changed += 1;
                    news.push(told);
                }
                // Told by a file before: from now on it is known to be whole.
                (Some(held), None) if !self.is_ours(held) => news.push(item),
                (Some(_), None) => {}
            }
        }
        if news.is_empty() {
            return Ok(());
        }
        reading.accepted = news.len() as u64;
        reading.read = reading.accepted + reading.rejected;
        reading.items = news;
        Ok(self.app.keep_reading(self.actor, &self.dataset, &self.file, reading)?)
    }

    /// Marks items their tracker has no more.
    fn mark_gone(&mut self, keys: &[String]) -> Result<(), Fault> {
        let picture = self.app.picture();
        let now = self.now;
        let gone = |key: &String| {
            let key = ItemKey { tracker: self.caller.connection.name.clone(), key: key.clone() };
            let held = picture.items().get(&key).filter(|item| !item.is_gone())?;
            let history = vec![Change { at: now, now: Now::Deleted, line: 0 }];
            Some(Item { history, updated: now, ..held.clone() })
        };
        let items: Vec<Item> = keys.iter().filter_map(gone).collect();
        self.read.gone += items.len();
        let format = match self.caller.connection.system {
            System::Jira { .. } => delivery::formats::Format::Jira,
            System::Github => delivery::formats::Format::Github,
            System::Gitlab => delivery::formats::Format::Gitlab,
        };
        if items.is_empty() {
            return Ok(());
        }
        let count = items.len() as u64;
        let reading = Reading {
            format,
            items,
            read: count,
            accepted: count,
            rejected: 0,
            rejects: Vec::new(),
            notes: Vec::new(),
            mapped: Vec::new(),
            unmapped: Vec::new(),
        };
        Ok(self.app.keep_reading(self.actor, &self.dataset, &self.file, reading)?)
    }
}

/// What ends a reading early.
enum Fault {
    Miss(Miss),
    Problem(Problem),
}

impl From<Miss> for Fault {
    fn from(miss: Miss) -> Fault {
        Fault::Miss(miss)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault::Problem(problem)
    }
}

fn no_such(key: &str) -> Problem {
    Problem::not_found(Say::new(format!("l'outil de suivi « {key} »"), format!("tracker “{key}”")))
}

fn no_hints() -> Problem {
    Problem::invalid(
        Say::new("cet outil de suivi n'envoie pas de signaux", "this tracker sends no hints"),
        Say::new("importez ses exports", "import its exports"),
    )
}

fn not_connected(key: &str) -> Problem {
    Problem::invalid(
        Say::new(format!("« {key} » n'est lu que par ses exports"), format!("“{key}” is read by its exports only")),
        Say::new(
            "donnez son accès avec --tracker à « entente serve », ou importez un export",
            "give its access to “entente serve” with --tracker, or import an export",
        ),
    )
}

fn under_way() -> Problem {
    Problem::new(
        Kind::Conflict,
        Say::new("cet outil de suivi est en cours de lecture", "this tracker is being read"),
        Say::new("regardez le résultat dans un instant", "look at the result in a moment"),
    )
}
