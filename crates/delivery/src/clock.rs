//! Whose turn it is: every second of a request belongs to somebody.

use base::Say;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::hours::Hours;
use crate::item::{Item, ItemKey, Now};

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Somebody works on it.
    Worked,
    /// It waits for marketing.
    Marketing,
    /// It waits for IT.
    It,
    /// It waits for marketing and IT alike.
    Both,
    /// It waits for legal or the data-protection officer.
    Legal,
    /// It waits for finance.
    Finance,
    /// It waits for a vendor or an agency.
    Vendor,
    /// Its tracker calls its state by a word nobody has explained yet.
    Unknown,
}

impl Holder {
    /// Everybody it can be, in the order they are shown.
    pub const ALL: [Holder; 8] = [
        Holder::Worked,
        Holder::Marketing,
        Holder::It,
        Holder::Both,
        Holder::Legal,
        Holder::Finance,
        Holder::Vendor,
        Holder::Unknown,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Holder::Worked => "worked",
            Holder::Marketing => "marketing",
            Holder::It => "it",
            Holder::Both => "both",
            Holder::Legal => "legal",
            Holder::Finance => "finance",
            Holder::Vendor => "vendor",
            Holder::Unknown => "unknown",
        }
    }

    /// Reads its stored word.
    pub fn from_word(word: &str) -> Option<Holder> {
        Holder::ALL.into_iter().find(|holder| holder.word() == word)
    }

    /// The part of the time this is, in a word or three.
    pub fn say(self) -> Say {
        match self {
            Holder::Worked => Say::new("travaillé", "worked"),
            Holder::Marketing => Say::new("attend le marketing", "waiting for marketing"),
            Holder::It => Say::new("attend la DSI", "waiting for IT"),
            Holder::Both => Say::new("attend les deux directions", "waiting for both sides"),
            Holder::Legal => Say::new("attend le juridique", "waiting for legal"),
            Holder::Finance => Say::new("attend la finance", "waiting for finance"),
            Holder::Vendor => Say::new("attend un prestataire", "waiting for a vendor"),
            Holder::Unknown => Say::new("inexpliqué", "unexplained"),
        }
    }
}

/// From this instant on it is that holder's turn; until the next turn, or the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn<Because> {
    /// Since when.
    pub since: Timestamp,
    /// Whose turn; `None`: nobody's, it is over (done, refused, withdrawn, deleted) until a later turn opens it again.
    pub whose: Option<Holder>,
    /// The fact it opens to.
    pub because: Because,
}

// ── the split ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Time told twice: as it went by, and as far as the house was at work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spent {
    /// Seconds gone by.
    pub elapsed_s: i64,
    /// Those of them within opening hours.
    pub open_s: i64,
}

impl Spent {
    /// Both times together.
    pub fn and(self, other: Spent) -> Spent {
        Spent { elapsed_s: self.elapsed_s + other.elapsed_s, open_s: self.open_s + other.open_s }
    }

    fn of(hours: &Hours, from: i64, to: i64) -> Spent {
        Spent { elapsed_s: to - from, open_s: hours.open_s(from, to) }
    }
}

/// A stretch of time that belongs to one holder, or to nobody, because of one fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch<Because> {
    /// From when, in whole seconds.
    pub from: Timestamp,
    /// To when.
    pub to: Timestamp,
    /// Whose it is; `None`: it was over meanwhile.
    pub whose: Option<Holder>,
    /// How long it is.
    pub spent: Spent,
    /// The fact it opens to.
    pub because: Because,
}

/// Where the time went: every second from the first turn to the end belongs to exactly one holder, or to nobody.
#[derive(Clone, Debug, PartialEq)]
pub struct Split<Because> {
    /// Every stretch, oldest first, without gaps.
    pub stretches: Vec<Stretch<Because>>,
    /// What each holder had, in the order of [`Holder::ALL`].
    pub parts: [(Holder, Spent); Holder::ALL.len()],
    /// What went by while it was over, before it was opened again.
    pub over: Spent,
    /// From the first turn to the end.
    pub total: Spent,
    /// Whose turn it is at the end; `None`: it is over.
    pub now: Option<Holder>,
}

impl<Because> Default for Split<Because> {
    fn default() -> Self {
        let (none, parts) = (Spent::default(), Holder::ALL.map(|holder| (holder, Spent::default())));
        Split { stretches: Vec::new(), parts, over: none, total: none, now: None }
    }
}

impl<Because> Split<Because> {
    /// What a holder had.
    pub fn part(&self, holder: Holder) -> Spent {
        self.parts.iter().find(|(of, _)| *of == holder).map(|(_, spent)| *spent).unwrap_or_default()
    }

    /// From when to when; `None` when there was no turn.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.stretches.first()?.from, self.stretches.last()?.to))
    }
}

/// Splits the time of a thing among those who held it.
///
/// Shape: turns in any order → stretches in the order of time. Of turns within one second the last counts; of turns at
/// one instant the one whose fact is greatest, so that the order in which they are told changes nothing. It ends where
/// the last turn says it is over, and else at `until`; turns at or after `until` do not count.
/// Unit: whole seconds; the parts and `over` sum to the total, elapsed and open alike.
/// Oracle: tests/split.rs (second by second).
pub fn split<Because: Ord + Clone>(
    turns: impl IntoIterator<Item = Turn<Because>>,
    until: Timestamp,
    hours: &Hours,
) -> Split<Because> {
    let end = until.as_second();
    let mut turns: Vec<Turn<Because>> = turns.into_iter().filter(|turn| turn.since.as_second() < end).collect();
    turns.sort_by(|one, other| (one.since, &one.because, one.whose).cmp(&(other.since, &other.because, other.whose)));
    // Of one second the last turn counts.
    turns.reverse();
    turns.dedup_by_key(|turn| turn.since.as_second());
    turns.reverse();
    // What is over at the end is over since the first of the turns that say so.
    let lasting = turns.iter().rposition(|turn| turn.whose.is_some()).map_or(0, |at| at + 1);
    let end = turns.get(lasting).map_or(end, |over| over.since.as_second());
    turns.truncate(lasting);
    let mut split = Split::default();
    let ends: Vec<i64> = turns.iter().skip(1).map(|turn| turn.since.as_second()).chain([end]).collect();
    split.now = turns.last().and_then(|last| last.whose).filter(|_| end == until.as_second());
    for (turn, to) in turns.into_iter().zip(ends) {
        let from = turn.since.as_second();
        let spent = Spent::of(hours, from, to);
        split.total = split.total.and(spent);
        let part = match turn.whose {
            None => &mut split.over,
            Some(whose) => &mut split.parts[whose as usize].1,
        };
        *part = part.and(spent);
        let (Ok(from), Ok(to)) = (Timestamp::from_second(from), Timestamp::from_second(to)) else { continue };
        split.stretches.push(Stretch { from, to, whose: turn.whose, spent, because: turn.because });
    }
    split
}

// ── items ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The turns of an item, by its states.
///
/// Shape: `whose` tells whose turn an item's state is, in the tracker's own word; `None`: nobody's, it is over. Each
/// turn's fact is the number of the change in the item's history, counted from 1; 0: that it came to be.
/// An item that was deleted is over until its tracker tells a state of it again.
pub fn of_item(item: &Item, whose: impl Fn(&ItemKey, &str) -> Option<Holder>) -> Vec<Turn<usize>> {
    let first = Turn { since: item.opened, whose: whose(&item.key, &item.first_state), because: 0 };
    let later = item.history.iter().zip(1..).filter_map(|(change, because)| {
        let whose = match &change.now {
            Now::State(state) => whose(&item.key, state),
            Now::Deleted => None,
            Now::Priority(_) | Now::PlannedDays(_) | Now::SpentDays(_) | Now::Due(_) => return None,
        };
        Some(Turn { since: change.at, whose, because })
    });
    std::iter::once(first).chain(later).collect()
}

/// The turns of several things done together, such as the items of one request.
///
/// It is worked on while any of them is; else it waits for whom they wait: for both sides where they wait for both, and
/// else for the first of them in the order of [`Holder::ALL`], the unexplained last. It is over while all of them are.
/// Shape: one list of turns per thing → one list; each turn keeps the fact it comes from.
pub fn together<Because: Ord + Clone>(things: &[Vec<Turn<Because>>]) -> Vec<Turn<Because>> {
    let mut all: Vec<(usize, &Turn<Because>)> =
        things.iter().enumerate().flat_map(|(at, turns)| turns.iter().map(move |turn| (at, turn))).collect();
    all.sort_by(|(at, one), (other_at, other)| {
        (one.since, &one.because, one.whose, at).cmp(&(other.since, &other.because, other.whose, other_at))
    });
    let mut holders: Vec<Option<Holder>> = vec![None; things.len()];
    let turns = all.into_iter().map(|(at, turn)| {
        holders[at] = turn.whose;
        Turn { since: turn.since, whose: of_all(&holders), because: turn.because.clone() }
    });
    turns.collect()
}

/// The turns of a thing made of parts: whose turn its parts are, while any of them is somebody's; else its own.
///
/// What a whole is called ("in progress" for months) is coarser than what its parts are called; while none of them is
/// under way, the whole speaks. Parts say nothing before the whole does.
/// Shape: `parts`: the turns of all of them, put together by [`together`]; each turn keeps the fact it comes from.
pub fn with_parts<Because: Ord + Clone>(whole: &[Turn<Because>], parts: &[Turn<Because>]) -> Vec<Turn<Because>> {
    overlay(whole, parts, |whole, part| part.filter(|part| part.whose.is_some()).unwrap_or(whole).clone())
}

/// What two histories come to: at every turn of either, what `say` makes of the latest of both. Nothing is said before
/// the first turn of `base`. Of turns within one second only the last is kept, and of turns of one holder the first.
pub fn overlay<Because: Ord + Clone>(
    base: &[Turn<Because>],
    over: &[Turn<Because>],
    say: impl Fn(&Turn<Because>, Option<&Turn<Because>>) -> Turn<Because>,
) -> Vec<Turn<Because>> {
    let mut all: Vec<(&Turn<Because>, bool)> = base.iter().map(|turn| (turn, true)).collect();
    all.extend(over.iter().map(|turn| (turn, false)));
    all.sort_by(|(one, _), (other, _)| (one.since, &one.because).cmp(&(other.since, &other.because)));
    let (mut under, mut above) = (None, None);
    let mut turns: Vec<Turn<Because>> = Vec::new();
    for (turn, is_base) in all {
        *(if is_base { &mut under } else { &mut above }) = Some(turn);
        let Some(under) = under else { continue };
        let said = Turn { since: turn.since, ..say(under, above) };
        if turns.last().is_some_and(|last| last.since.as_second() == said.since.as_second()) {
            turns.pop();
        }
        if turns.last().is_none_or(|last| last.whose != said.whose) {
            turns.push(said);
        }
    }
    turns
}

fn of_all(holders: &[Option<Holder>]) -> Option<Holder> {
    let has = |holder| holders.contains(&Some(holder));
    if has(Holder::Worked) {
        return Some(Holder::Worked);
    }
    if has(Holder::Marketing) && has(Holder::It) {
        return Some(Holder::Both);
    }
    Holder::ALL.into_iter().find(|holder| has(*holder))
}
