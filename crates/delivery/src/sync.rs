//! What several tellings of one item come to, in whatever order and however often they arrive.
//!
//! A tracker's export is a telling of each item at the moment the tracker last changed it. Tellings are united, never
//! overwritten: histories are put together, and where two tellings differ about the same thing at the same instant the
//! one the tracker wrote later holds. Uniting is associative, does not depend on order, and twice is once; so a replay
//! does nothing and an older export after a newer one loses nothing.

use std::cmp::Ordering;

use jiff::Timestamp;
use rpds::RedBlackTreeMapSync;

use crate::item::{Change, Item, ItemKey, Now};

/// An item with when each part of it was told.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The item as all tellings so far have it.
    pub item: Item,
    /// When the tracker told each change, beside [`Item::history`].
    told: Vec<Timestamp>,
    kind_told: Timestamp,
    parent_told: Timestamp,
    first_told: Timestamp,
}

impl Kept {
    /// What one telling comes to: its history in order, of changes of one kind at one instant the last.
    pub fn of(mut item: Item) -> Kept {
        let mut order: Vec<(usize, Change)> = std::mem::take(&mut item.history).into_iter().enumerate().collect();
        // Among changes of one kind at one instant the tracker's last comes first, and stays.
        order.sort_by(|(i, a), (j, b)| place(a).cmp(&place(b)).then(j.cmp(i)));
        order.dedup_by(|(_, later), (_, kept)| place(later) == place(kept));
        item.history = order.into_iter().map(|(_, change)| change).collect();
        let at = item.updated;
        // What is not told was told at no time.
        let when = |is_told: bool| if is_told { at } else { Timestamp::MIN };
        let (kind_told, parent_told) = (when(item.kind.is_some()), when(item.parent.is_some()));
        let first_told = when(!item.first_state.is_empty());
        Kept { told: vec![at; item.history.len()], item, kind_told, parent_told, first_told }
    }

    /// Unites another telling of the same item with what is known.
    pub fn unite(&mut self, other: Kept) {
        let Kept { item: mut other, told, kind_told, parent_told, first_told } = other;
        let mine = &mut self.item;
        mine.opened = mine.opened.min(other.opened);
        later(&mut mine.kind, &mut self.kind_told, other.kind.take(), kind_told);
        later(&mut mine.parent, &mut self.parent_told, other.parent.take(), parent_told);
        later(&mut mine.first_state, &mut self.first_told, std::mem::take(&mut other.first_state), first_told);
        let history = std::mem::take(&mut mine.history).into_iter().zip(std::mem::take(&mut self.told));
        let (history, times) = merge(history, std::mem::take(&mut other.history).into_iter().zip(told));
        (mine.history, self.told) = (history, times);
        // The rest is told as one: where it stands in a file belongs to what is said there.
        if whole(&other).cmp(&whole(mine)) == Ordering::Greater {
            mine.updated = other.updated;
            mine.title = other.title;
            mine.needs = other.needs;
            mine.mentions = other.mentions;
            mine.source = other.source;
        }
    }
}

impl Item {
    /// Whether what a change says stood already when it was made.
    fn says(&self, change: &Change) -> bool {
        let kind = place(change).1;
        let mut before = self.history.iter().rev().filter(|it| it.at <= change.at && place(it).1 == kind);
        match (before.next(), &change.now) {
            (Some(held), now) => held.now == *now,
            (None, Now::State(word)) => self.first_state == *word,
            (None, _) => false,
        }
    }
}

/// Whether two hold the same of one item, wherever and whenever it was told.
fn says_the_same(a: &Item, b: &Item) -> bool {
    let changes = |item: &Item| item.history.len();
    let told = |(a, b): (&Change, &Change)| a.at == b.at && a.now == b.now;
    a.title == b.title
        && (&a.kind, &a.parent, a.opened, &a.first_state) == (&b.kind, &b.parent, b.opened, &b.first_state)
        && (&a.needs, &a.mentions) == (&b.needs, &b.mentions)
        && changes(a) == changes(b)
        && a.history.iter().zip(&b.history).all(told)
}

/// What tells which of two tellings holds: the later; of one instant any, but always the same.
fn whole(item: &Item) -> (Timestamp, &str, &[String], &[u64], (&str, u64)) {
    let source = match &item.source {
        base::Source::File { file, line, .. } => (file.as_str(), *line),
        base::Source::Statement { position, .. } => ("", *position),
        base::Source::Assumption { .. } => ("", 0),
    };
    (item.updated, &item.title, &item.needs, &item.mentions, source)
}

/// Keeps what was told later.
fn later<T: Ord>(mine: &mut T, mine_told: &mut Timestamp, other: T, other_told: Timestamp) {
    if (other_told, &other) > (*mine_told, &*mine) {
        *mine = other;
        *mine_told = other_told;
    }
}

/// Where a change stands in a history: its instant and its kind.
fn place(change: &Change) -> (Timestamp, u8) {
    let kind = match change.now {
        Now::State(_) => 0,
        Now::Priority(_) => 1,
        Now::PlannedDays(_) => 2,
        Now::SpentDays(_) => 3,
        Now::Due(_) => 4,
        Now::Deleted => 5,
    };
    (change.at, kind)
}

/// An order of what is said that means nothing but is always the same.
fn compare(a: &Now, b: &Now) -> Ordering {
    match (a, b) {
        (Now::State(a), Now::State(b)) | (Now::Priority(a), Now::Priority(b)) => a.cmp(b),
        (Now::PlannedDays(a), Now::PlannedDays(b)) => {
            a.is_some().cmp(&b.is_some()).then(a.unwrap_or_default().total_cmp(&b.unwrap_or_default()))
        }
        (Now::SpentDays(a), Now::SpentDays(b)) => a.total_cmp(b),
        (Now::Due(a), Now::Due(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

type Told = (Change, Timestamp);

/// Puts two histories together, both in order.
fn merge(mine: impl Iterator<Item = Told>, other: impl Iterator<Item = Told>) -> (Vec<Change>, Vec<Timestamp>) {
    let (mut mine, mut other) = (mine.peekable(), other.peekable());
    let (mut history, mut times) = (Vec::new(), Vec::new());
    loop {
        let order = match (mine.peek(), other.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => place(a).cmp(&place(b)),
        };
        let next = match order {
            Ordering::Less => mine.next(),
            Ordering::Greater => other.next(),
            Ordering::Equal => mine.next().zip(other.next()).map(|(a, b)| {
                let rank = a.1.cmp(&b.1).then_with(|| compare(&a.0.now, &b.0.now)).then(a.0.line.cmp(&b.0.line));
                if rank == Ordering::Less { b } else { a }
            }),
        };
        if let Some((change, told)) = next {
            history.push(change);
            times.push(told);
        }
    }
    (history, times)
}

/// Every item of every tracker, as all tellings have it. A copy shares what it has in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    items: RedBlackTreeMapSync<ItemKey, Kept>,
}

impl Book {
    /// Hears a telling of an item; says whether anything is known now that was not.
    pub fn hear(&mut self, item: Item) -> bool {
        let told = Kept::of(item);
        match self.items.get_mut(&told.item.key) {
            None => {
                self.items.insert_mut(told.item.key.clone(), told);
                true
            }
            Some(known) => {
                let before = known.clone();
                known.unite(told);
                *known != before
            }
        }
    }

    /// What a telling says that is not held yet; `None` when that is nothing but when and where it was told.
    ///
    /// A tracker without a history tells how things stand as of its last change; what stands so already is left out.
    pub fn news(&self, mut item: Item) -> Option<Item> {
        let Some(known) = self.items.get(&item.key) else { return Some(item) };
        let updated = item.updated;
        let (last, before): (Vec<Change>, Vec<Change>) =
            std::mem::take(&mut item.history).into_iter().partition(|change| change.at == updated);
        item.history = before;
        let mut united = known.clone();
        united.unite(Kept::of(item.clone()));
        // What came between may be told here for the first time: only then is a state left and taken again known as such.
        item.history.extend(last.into_iter().filter(|change| !united.item.says(change)));
        united.unite(Kept::of(item.clone()));
        (!says_the_same(&united.item, &known.item)).then_some(item)
    }

    /// The items, in the order of their keys.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values().map(|kept| &kept.item)
    }

    /// The items of one tracker, in the order of their keys.
    pub fn of<'b>(&'b self, tracker: &'b str) -> impl Iterator<Item = &'b Item> {
        let first = ItemKey { tracker: tracker.to_owned(), key: String::new() };
        self.items.range(first..).map(|(_, kept)| &kept.item).take_while(move |item| item.key.tracker == tracker)
    }

    /// One item.
    pub fn get(&self, key: &ItemKey) -> Option<&Item> {
        self.items.get(key).map(|kept| &kept.item)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.size()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

#[cfg(test)]
mod tests;
