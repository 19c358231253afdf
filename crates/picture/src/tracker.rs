//! Trackers beside the agenda: their items, what their states mean, and what they do for which request.
//!
//! Ownership goes by field. A request's wish, its gate and its wished date are the agenda's; an item's state, dates and
//! time are its tracker's. Where the two say different things of one piece of work, both stand, as a conflict to settle.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use agenda::plan::Quarter;
use agenda::request::Request;
use agenda::tracker::{Explained, Meaning, Tracker, folded, propose, rank};
use base::{Evidence, Kind, Measure, Quantity, Ref, Say, Unit};
use delivery::clock::Holder;
use delivery::item::{Change, Item, ItemKey, Now};
use delivery::sync::Book;
use jiff::civil::Date;

use crate::Picture;

/// A tracker at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Its name in this house.
    pub name: String,
    /// How many items it told of and still has.
    pub items: usize,
    /// How many it has no more.
    pub gone: usize,
    /// How many of them are done for a request, themselves or by what they are part of.
    pub linked: usize,
    /// Its words for states, those most used first.
    pub states: Vec<State>,
}

/// A word a tracker has for a state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The word, as the tracker writes it.
    pub word: String,
    /// How many items are in it now.
    pub now: usize,
    /// How many were in it at any time.
    pub ever: usize,
    /// What it means, where somebody said so.
    pub explained: Option<Explained>,
    /// What it is likely to mean, from the word.
    pub proposed: Option<Meaning>,
}

/// An item that looks as if it were done for a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    /// The item.
    pub item: ItemKey,
    /// The request.
    pub request: u64,
    /// Why it looks so.
    pub why: Why,
}

/// Why an item looks as if it were done for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The item names the request.
    Named,
    /// Their words are alike: so many telling words are the same.
    Alike(usize),
}

/// Something the agenda and a tracker say differently of one piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The item.
    pub item: ItemKey,
    /// The request.
    pub request: u64,
    /// What differs, with what each says.
    pub say: Say,
    /// The way out.
    pub way_out: Say,
}

/// The reference of a tracker.
pub fn tracker_ref(name: &str) -> Ref {
    Ref::new(Kind::Tracker, name)
}

/// The state an item is in; its first where nothing changed, `None` where its tracker does not tell.
pub fn state_of(item: &Item) -> Option<&str> {
    let changed = item.history.iter().rev().find_map(|change| match &change.now {
        Now::State(word) => Some(word.as_str()),
        _ => None,
    });
    changed.or(Some(item.first_state.as_str())).filter(|word| !word.is_empty())
}

/// What a tracker tells of the work of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// Person-days planned for it.
    Planned,
    /// Person-days spent on it.
    Spent,
}

impl Days {
    /// The days an item's tracker last told, with when it did.
    fn told(self, item: &Item) -> Option<(f64, &Change)> {
        let told = |change: &Change| match (self, &change.now) {
            (Days::Planned, Now::PlannedDays(days)) => Some(*days),
            (Days::Spent, Now::SpentDays(days)) => Some(Some(*days)),
            _ => None,
        };
        let (days, change) = item.history.iter().rev().find_map(|change| Some((told(change)?, change)))?;
        Some((days?, change))
    }
}

/// Person-days planned for an item, as its tracker last told.
pub fn planned_days(item: &Item) -> Option<f64> {
    Days::Planned.told(item).map(|(days, _)| days)
}

/// Person-days spent on an item, as its tracker last told.
pub fn spent_days(item: &Item) -> Option<f64> {
    Days::Spent.told(item).map(|(days, _)| days)
}

/// The priority of an item in its tracker's own word, as its tracker last told.
pub fn priority(item: &Item) -> Option<&str> {
    item.history.iter().rev().find_map(|change| match &change.now {
        Now::Priority(word) => Some(word.as_str()),
        _ => None,
    })
}

/// The day an item is due, as its tracker last told.
pub fn due(item: &Item) -> Option<Date> {
    let told = |now: &Now| if let Now::Due(day) = now { Some(*day) } else { None };
    item.history.iter().rev().find_map(|change| told(&change.now)).flatten()
}

/// Whose turn it is in a state that means this; `None`: nobody's, it is over. What nobody explained is unknown.
pub(crate) fn holder_of(meaning: Option<Meaning>) -> Option<Holder> {
    match meaning {
        None => Some(Holder::Unknown),
        Some(Meaning::Done | Meaning::Refused) => None,
        Some(Meaning::Worked) => Some(Holder::Worked),
        Some(Meaning::Marketing) => Some(Holder::Marketing),
        Some(Meaning::NotStarted | Meaning::It) => Some(Holder::It),
        Some(Meaning::Legal) => Some(Holder::Legal),
        Some(Meaning::Finance) => Some(Holder::Finance),
        Some(Meaning::Vendor) => Some(Holder::Vendor),
    }
}

impl Picture {
    /// Takes in what a file tells of items. The order of files does not matter, and twice is once.
    pub fn learn_items(&mut self, items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        let book = Arc::make_mut(&mut self.book);
        items.into_iter().for_each(|item| {
            book.hear(item);
        });
    }

    /// Every item of every tracker, by its key.
    pub fn items(&self) -> &Book {
        &self.book
    }

    /// What is said of a tracker.
    pub fn tracker(&self, name: &str) -> Option<&Tracker> {
        self.tracker_at(&tracker_ref(name))
    }

    /// The name of the tracker a reference stands for.
    pub fn tracker_name(&self, id: &Ref) -> Option<&str> {
        let mut names = self.book.items().map(|item| item.key.tracker.as_str());
        names.find(|name| tracker_ref(name) == *id)
    }

    /// Whose turn it is in a state of a tracker; `None`: nobody's, it is over. A word nobody explained is unknown.
    pub fn holder(&self, tracker: &str, state: &str) -> Option<Holder> {
        holder_of(self.meaning(tracker, state))
    }

    /// What a state of a tracker means, where somebody said so.
    pub fn meaning(&self, tracker: &str, state: &str) -> Option<Meaning> {
        self.tracker(tracker).and_then(|it| it.explained(state)).map(|it| it.meaning)
    }

    /// The trackers, in the order of their names.
    pub fn trackers(&self) -> Vec<Standing> {
        #[derive(Default)]
        struct Counts<'a> {
            items: usize,
            gone: usize,
            linked: usize,
            states: BTreeMap<usize, (&'a str, usize, usize)>,
        }
        let mut plain = Plain::default();
        let linked = self.linked();
        let mut all: BTreeMap<&str, Counts<'_>> = BTreeMap::new();
        for item in self.book.items() {
            let counts = all.entry(&item.key.tracker).or_default();
            if item.is_gone() {
                counts.gone += 1;
                continue;
            }
            counts.items += 1;
            counts.linked += usize::from(linked.contains_key(&item.key));
            let words = item.history.iter().filter_map(|change| match &change.now {
                Now::State(word) => Some(word.as_str()),
                _ => None,
            });
            let mut seen = BTreeSet::new();
            for word in words.chain([item.first_state.as_str()]).filter(|word| !word.is_empty()) {
                let plain = plain.of(word);
                if seen.insert(plain) {
                    counts.states.entry(plain).or_insert((word, 0, 0)).2 += 1;
                }
            }
            if let Some(state) = state_of(item).and_then(|word| counts.states.get_mut(&plain.of(word))) {
                state.1 += 1;
            }
        }
        let standing = |(name, counts): (&str, Counts<'_>)| {
            let said = self.tracker(name);
            let mut states: Vec<State> = counts
                .states
                .into_values()
                .map(|(word, now, ever)| State {
                    word: word.to_owned(),
                    now,
                    ever,
                    explained: said.and_then(|it| it.explained(word)).cloned(),
                    proposed: propose(word),
                })
                .collect();
            states.sort_by(|a, b| b.ever.cmp(&a.ever).then_with(|| a.word.cmp(&b.word)));
            Standing { name: name.to_owned(), items: counts.items, gone: counts.gone, linked: counts.linked, states }
        };
        all.into_iter().map(standing).collect()
    }

    /// The items done for a request: those linked to it by a person, and what these are made of; the oldest first.
    pub fn items_of(&self, request: u64) -> Vec<&Item> {
        self.items_of_all().remove(&request).unwrap_or_default()
    }

    /// The person-days trackers tell of the items done for a request, added up, each item with where it was told; `None`
    /// where none tells any. An item and what it is made of are told apart, as trackers report time.
    pub fn days_of(&self, request: u64, of: Days) -> Option<Measure> {
        let items = self.items_of(request);
        let told: Vec<(Say, Measure)> = items
            .into_iter()
            .filter_map(|item| {
                let (days, change) = of.told(item)?;
                let evidence = Evidence::Fact {
                    subject: tracker_ref(&item.key.tracker),
                    field: item.key.key.clone(),
                    source: item.source.clone(),
                    as_of: Some(base::local(change.at).date()),
                };
                let (value, unit) = (Quantity::exact(days), Unit::PersonDays);
                let measure = Measure { value, unit, evidence: Arc::new(evidence) };
                Some((Say::same(format!("{} {}", item.key.key, item.title)), measure))
            })
            .collect();
        let sum = told.iter().map(|(_, it)| it.value.likely).sum();
        let how = Say::new("somme de ce que dit l'outil de suivi", "sum of what the tracker tells");
        (!told.is_empty()).then(|| Measure::computed(Quantity::exact(sum), Unit::PersonDays, how, told))
    }

    /// The items done for each request that has any, the oldest first.
    pub fn items_of_all(&self) -> BTreeMap<u64, Vec<&Item>> {
        let mut all: BTreeMap<u64, Vec<&Item>> = BTreeMap::new();
        for (key, requests) in self.linked() {
            let Some(item) = self.book.get(&key) else { continue };
            requests.into_iter().for_each(|request| all.entry(request).or_default().push(item));
        }
        all.values_mut().for_each(|items| items.sort_by_key(|item| (item.opened, &item.key)));
        all
    }

    /// The requests each linked item is done for, in the order of their numbers.
    pub fn requests_of_items(&self) -> BTreeMap<ItemKey, Vec<u64>> {
        self.linked().into_iter().map(|(item, requests)| (item, requests.into_iter().collect())).collect()
    }

    /// Which requests each item is done for, itself or by what it is part of.
    fn linked(&self) -> BTreeMap<ItemKey, BTreeSet<u64>> {
        let mut own: BTreeMap<ItemKey, BTreeSet<u64>> = BTreeMap::new();
        for (id, tracker) in self.trackers_said() {
            let Some(name) = self.tracker_name(id) else { continue };
            for (item, request) in tracker.links() {
                let Ok(number) = request.key().parse() else { continue };
                let key = ItemKey { tracker: name.to_owned(), key: item.to_owned() };
                own.entry(key).or_default().insert(number);
            }
        }
        if own.is_empty() {
            return own;
        }
        let mut all = BTreeMap::new();
        for item in self.book.items() {
            let (mut of, mut at) = (BTreeSet::new(), item);
            // A tracker may tell of parts in a circle; no work is so deep.
            for _ in 0..8 {
                of.extend(own.get(&at.key).into_iter().flatten());
                let parent = at.parent.as_ref().map(|key| ItemKey { key: key.clone(), ..item.key.clone() });
                match parent.and_then(|key| self.book.get(&key)) {
                    Some(parent) => at = parent,
                    None => break,
                }
            }
            if !of.is_empty() {
                all.insert(item.key.clone(), of);
            }
        }
        all
    }

    /// The items that look as if they were done for a request and of which nobody said yes or no; those that name theirs
    /// first.
    pub fn proposed_links(&self) -> Vec<Proposed> {
        let wishes: Vec<(u64, BTreeSet<String>)> = self
            .requests()
            .filter_map(|(number, request)| Some((number, telling(self.text(&request.sentence)?))))
            .collect();
        let mut all = Vec::new();
        for item in self.book.items().filter(|item| !item.is_gone()) {
            let said = |number: u64| {
                let request = Ref::new(Kind::Request, &number.to_string());
                self.tracker(&item.key.tracker).and_then(|it| it.link(&item.key.key, &request)).is_some()
            };
            let named = item.mentions.iter().copied().filter(|number| self.request(*number).is_some());
            let before = all.len();
            all.extend(named.filter(|number| !said(*number)).map(|request| Proposed {
                item: item.key.clone(),
                request,
                why: Why::Named,
            }));
            // A part belongs to what it is part of, and an item that names its request needs no likeness.
            if all.len() > before || item.parent.is_some() || !item.mentions.is_empty() {
                continue;
            }
            let words = telling(&item.title);
            let alike = wishes.iter().filter_map(|(number, wish)| {
                let same = wish.intersection(&words).count();
                let enough = same >= 3 && same * 2 >= words.len().min(wish.len());
                (enough && !said(*number)).then_some((same, *number))
            });
            all.extend(alike.max().map(|(same, request)| Proposed {
                item: item.key.clone(),
                request,
                why: Why::Alike(same),
            }));
        }
        all.sort_by(|a, b| a.why.cmp(&b.why).then_with(|| a.item.cmp(&b.item)));
        all
    }

    /// What the agenda and the trackers say differently of one piece of work.
    pub fn tracker_conflicts(&self) -> Vec<Conflict> {
        let mut all = Vec::new();
        for (id, tracker) in self.trackers_said() {
            let Some(name) = self.tracker_name(id) else { continue };
            for (item, request) in tracker.links() {
                let key = ItemKey { tracker: name.to_owned(), key: item.to_owned() };
                let present = self.book.get(&key).filter(|item| !item.is_gone());
                let Some((item, number)) = present.zip(request.key().parse().ok()) else { continue };
                if let Some(request) = self.request(number) {
                    all.extend(self.conflicts_of(item, number, request));
                }
            }
            all.extend(self.overtaken(name, tracker));
        }
        all
    }

    /// Where a tracker gives what the plan has begin later the higher priority: each such item with the first it overtakes.
    fn overtaken(&self, name: &str, tracker: &Tracker) -> Vec<Conflict> {
        let Some(plan) = self.plan() else { return Vec::new() };
        let begins = |request: u64| {
            let planned = plan.initiatives.iter().find(|(_, it)| it.request == Some(request));
            planned.and_then(|(number, _)| plan.starts.get(number).copied())
        };
        let mut ranked: Vec<(Quarter, usize, &Item, &str, u64)> = Vec::new();
        for (item, request) in tracker.links() {
            let key = ItemKey { tracker: name.to_owned(), key: item.to_owned() };
            let open =
                |item: &&Item| !item.is_gone() && self.holder(name, state_of(item).unwrap_or_default()).is_some();
            let Some(item) = self.book.get(&key).filter(open) else { continue };
            let Some(request) = request.key().parse().ok() else { continue };
            let word = priority(item);
            if let Some(((word, rank), begins)) = word.and_then(|word| Some((word, rank(word)?))).zip(begins(request)) {
                ranked.push((begins, rank, item, word, request));
            }
        }
        ranked.sort_by_key(|(begins, rank, item, ..)| (*begins, std::cmp::Reverse(*rank), &item.key));
        let conflict = |(later, pressing, item, word, request): &(Quarter, usize, &Item, &str, u64)| {
            let (sooner, _, first, theirs, _) =
                ranked.iter().find(|(begins, rank, ..)| begins < later && rank > pressing)?;
            let (key, first) = (&item.key.key, &first.key.key);
            Some(Conflict {
                item: item.key.clone(),
                request: *request,
                say: Say::new(
                    format!(
                        "{key} a la priorité « {word} » et {first} « {theirs} », alors que le plan commence {first} en {sooner} et {key} en {later}"
                    ),
                    format!(
                        "{key} has priority “{word}” and {first} “{theirs}”, while the plan begins {first} in {sooner} and {key} in {later}"
                    ),
                ),
                way_out: Say::new(
                    "changez la priorité dans l'outil de suivi, ou le trimestre dans le plan ; aucun n'écrase l'autre",
                    "change the priority in the tracker, or the quarter in the plan; neither overwrites the other",
                ),
            })
        };
        ranked.iter().filter_map(conflict).collect()
    }

    fn conflicts_of(&self, item: &Item, number: u64, request: &Request) -> Vec<Conflict> {
        use agenda::request::Stage;
        let state = state_of(item).unwrap_or_default();
        let holder = self.holder(&item.key.tracker, state);
        let key = &item.key.key;
        let mut all = Vec::new();
        let mut note = |say: Say, way_out: Say| {
            all.push(Conflict { item: item.key.clone(), request: number, say, way_out });
        };
        let worked = holder == Some(Holder::Worked);
        if worked && matches!(request.stage, Stage::Withdrawn | Stage::Answered) {
            let stage = request.stage.say();
            note(
                Say::new(
                    format!("{key} est en travaux (« {state} ») alors que la demande {number} est {}", stage.fr),
                    format!("{key} is being worked on (“{state}”) while request {number} is {}", stage.en),
                ),
                Say::new(
                    "fermez l'élément dans l'outil de suivi, ou redemandez",
                    "close the item in the tracker, or ask again",
                ),
            );
        }
        if worked && matches!(request.stage, Stage::Draft | Stage::InDecision) {
            note(
                Say::new(
                    format!("{key} est en travaux (« {state} ») alors que la demande {number} n'est pas décidée"),
                    format!("{key} is being worked on (“{state}”) while request {number} is not decided"),
                ),
                Say::new(
                    "décidez la demande, ou remettez l'élément à faire dans l'outil de suivi",
                    "decide on the request, or put the item back to be done in the tracker",
                ),
            );
        }
        if let (Some((wished, _)), Some(due)) = (&request.wished, due(item))
            && due > *wished
            && holder.is_some()
        {
            note(
                Say::each(|lang| {
                    let (due, wished) = (base::format::date_long(lang, due), base::format::date_long(lang, *wished));
                    match lang {
                        base::Lang::Fr => format!("{key} est dû le {due}, la demande {number} le souhaite le {wished}"),
                        base::Lang::En => format!("{key} is due on {due}, request {number} wishes for {wished}"),
                    }
                }),
                Say::new(
                    "changez la date dans l'outil de suivi ou la date souhaitée ; aucune n'écrase l'autre",
                    "change the date in the tracker or the wished one; neither overwrites the other",
                ),
            );
        }
        all
    }
}

/// Numbers for words that are compared as the same: each is folded once, however often it is met.
#[derive(Default)]
struct Plain<'a> {
    met: HashMap<&'a str, usize>,
    folded: HashMap<String, usize>,
}

impl<'a> Plain<'a> {
    fn of(&mut self, word: &'a str) -> usize {
        let next = self.folded.len();
        let folds = &mut self.folded;
        *self.met.entry(word).or_insert_with(|| *folds.entry(folded(word)).or_insert(next))
    }
}

/// The words of a title that tell something.
fn telling(words: &str) -> BTreeSet<String> {
    folded(words).split(' ').filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
}
