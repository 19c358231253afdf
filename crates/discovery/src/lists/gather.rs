//! What readers of lists put together: names, each with what is said of it, and a count of what was not understood.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Reject, Say};
use jiff::civil::Date;
use tabular::Sheet;

use super::text::short;
use super::{List, Read, Setting};
use crate::harvest::{Fact, FileRead, Habit, Harvest, Mention, Named, Payment, Spot, What};
use crate::host::{self, Host, NAME_MOST};
use crate::inventory::Cell;
use crate::left::{Left, Why};
use crate::pseudonym::Pseudonym;
use crate::sighting::When;
use crate::time::{Clock, Day};

/// The most names one list may speak of, and the most facts, payments and days of persons together.
const NAMES_MOST: usize = 100_000;
const PARTS_MOST: usize = 500_000;

/// The longest words kept, in signs.
pub(super) const WORDS_MOST: usize = 200;

/// What one list shows so far.
pub(super) struct Gather<'s> {
    list: List,
    setting: &'s Setting,
    clock: Clock,
    /// The files; all but the first are sheets that are no list.
    files: Vec<FileRead>,
    left: Left,
    drafts: BTreeMap<Named, Draft>,
    parts: usize,
    sums: BTreeMap<String, i64>,
    notes: Vec<Say>,
    own: BTreeSet<String>,
}

/// What one name has so far.
#[derive(Default)]
pub(super) struct Draft {
    spot: Option<Spot>,
    hosts: BTreeSet<Box<str>>,
    seen: Cell,
    days: BTreeSet<Day>,
    habits: BTreeMap<Pseudonym, (BTreeSet<Day>, Cell, Option<String>)>,
    payments: Vec<Payment>,
    facts: Vec<Fact>,
    places: HashMap<(What, String, Option<Date>), usize>,
}

/// A moment as the house's clocks show it; the hour is nothing where only a day is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub day: Day,
    pub hour: Option<u8>,
}

impl<'s> Gather<'s> {
    pub(super) fn new(list: List, file: String, setting: &'s Setting) -> Gather<'s> {
        let file = FileRead { file, format: list.word().to_owned(), read: 0, understood: 0, left: Vec::new() };
        Gather {
            list,
            setting,
            clock: Clock::new(setting.zone.clone()),
            files: vec![file],
            left: Left::default(),
            drafts: BTreeMap::new(),
            parts: 0,
            sums: BTreeMap::new(),
            notes: Vec::new(),
            own: setting.own.iter().map(|name| host::registrable(name).to_owned()).collect(),
        }
    }

    /// Counts a row or an entry that was understood, whether it speaks of a tool or not.
    pub(super) fn understood(&mut self) {
        self.files[0].understood += 1;
    }

    /// Counts a row or an entry that was not understood.
    pub(super) fn leave(&mut self, why: Why, number: u64, sample: &str) {
        self.left.add(why, number, sample.as_bytes());
    }

    /// Whether more can be kept; what comes when it cannot is to be left as [`Why::Beyond`].
    pub(super) fn has_room(&self) -> bool {
        self.drafts.len() < NAMES_MOST && self.parts < PARTS_MOST
    }

    /// Tells whoever brought the file how it was read.
    pub(super) fn note(&mut self, fr: impl Into<String>, en: impl Into<String>) {
        let note = Say::new(fr.into(), en.into());
        if self.notes.len() < 20 && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Adds a name of the house's own: what leads to it is no tool.
    pub(super) fn owns(&mut self, name: &str) {
        if let Some(name) = read_host(name) {
            self.own.insert(host::registrable(&name).to_owned());
        }
    }

    /// Whether a host is the house's.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.own.contains(host::registrable(name))
    }

    /// The pseudonym of a person.
    pub(super) fn who(&self, name: &str) -> Pseudonym {
        self.setting.key.of(name.to_lowercase().as_bytes())
    }

    /// The day and hour an instant was for the house.
    pub(super) fn moment(&mut self, when: When) -> Option<Moment> {
        let (day, hour) = self.clock.read(when)?;
        Some(Moment { day, hour: Some(hour) })
    }

    /// Reads a moment as machines write it; without a zone it is UTC when `utc`, else the house's.
    pub(super) fn iso(&mut self, words: &str, utc: bool) -> Option<Moment> {
        let words = words.trim();
        let moment = self.moment(crate::time::iso(words.as_bytes(), utc)?)?;
        Some(Moment { hour: moment.hour.filter(|_| words.len() > 10), ..moment })
    }

    /// The draft of a name, with this line among those that speak of it.
    pub(super) fn name(&mut self, named: Named, line: u64) -> &mut Draft {
        let draft = self.drafts.entry(named).or_default();
        let spot = draft.spot.get_or_insert(Spot { file: 0, first: line, last: line, lines: 0 });
        if spot.lines == 0 || spot.last != line {
            spot.lines += 1;
        }
        spot.first = spot.first.min(line);
        spot.last = spot.last.max(line);
        draft
    }

    /// Says something of a name; what was said alike before is counted with it.
    pub(super) fn fact(&mut self, named: Named, what: What, words: &str, count: u64, on: Option<Date>, line: u64) {
        let words = short(words, WORDS_MOST);
        let draft = self.name(named, line);
        let next = draft.facts.len();
        let place = *draft.places.entry((what, words.clone(), on)).or_insert(next);
        match draft.facts.get_mut(place) {
            Some(fact) => fact.count = fact.count.saturating_add(count),
            None => {
                draft.facts.push(Fact { what, words, count, on, file: 0, line });
                self.parts += 1;
            }
        }
    }

    /// Says that a person used a name.
    pub(super) fn habit(
        &mut self,
        named: Named,
        who: Pseudonym,
        at: Moment,
        cell: Cell,
        team: Option<&str>,
        line: u64,
    ) {
        let team = team.map(|team| short(team, WORDS_MOST));
        let draft = self.name(named, line);
        draft.day(at.day, &cell);
        let (days, habit, its_team) = draft.habits.entry(who).or_default();
        let fresh = days.insert(at.day);
        habit.merge(&cell);
        if its_team.is_none() {
            *its_team = team;
        }
        self.parts += usize::from(fresh);
    }

    /// Keeps a payment, and counts it into the sum of its currency.
    pub(super) fn pay(&mut self, named: Named, payment: Payment) {
        let sum = self.sums.entry(payment.currency.clone()).or_default();
        *sum = sum.saturating_add(payment.cents);
        self.parts += 1;
        let line = payment.line;
        let draft = self.name(named, line);
        draft.days.extend(Day::of(payment.on));
        draft.payments.push(payment);
    }

    /// Counts the rows a table could not take.
    pub(super) fn rejected(&mut self, rejects: &[Reject]) {
        for reject in rejects.iter().filter(|reject| reject.column.is_none()) {
            self.leave(Why::Form, reject.line, &reject.value);
        }
    }

    /// Counts the rows of a sheet that is no list.
    pub(super) fn leave_sheet(&mut self, file: String, sheet: &Sheet) {
        let rows = sheet.rows_read() as u64;
        let left = vec![(Why::Sheet, rows)];
        self.files.push(FileRead { file, format: "table".to_owned(), read: rows, understood: 0, left });
        let columns = sheet.columns.join(" ");
        (0..rows).for_each(|_| self.left.add(Why::Sheet, sheet.how.header_line, columns.as_bytes()));
    }

    /// Puts what was found into what is handed back.
    pub(super) fn into_read(mut self, read: &mut Read) {
        let others: u64 = self.files.iter().skip(1).map(|file| file.read).sum();
        let counts = self.left.0.iter().map(|(why, kept)| match why {
            Why::Sheet => (*why, kept.count - others),
            _ => (*why, kept.count),
        });
        self.files[0].left = counts.filter(|(_, count)| *count > 0).collect();
        self.files[0].read = self.files[0].understood + self.files[0].left.iter().map(|(_, count)| count).sum::<u64>();
        let mentions = self.drafts.into_iter().map(|(named, draft)| draft.into_mention(named)).collect();
        read.lists.push(self.list);
        read.harvests.push(Harvest { kind: self.list.kind(), files: self.files, mentions });
        read.left.merge(self.left);
        for (currency, cents) in self.sums {
            let sum = read.sums.entry(currency).or_default();
            *sum = sum.saturating_add(cents);
        }
        read.notes.append(&mut self.notes);
    }
}

impl Draft {
    /// Adds what was counted on a day.
    pub(super) fn day(&mut self, day: Day, cell: &Cell) {
        self.days.insert(day);
        self.seen.merge(cell);
    }

    /// Adds what was counted on no day that is known.
    pub(super) fn count(&mut self, cell: &Cell) {
        self.seen.merge(cell);
    }

    /// Adds a host of the name, if it is one.
    pub(super) fn host(&mut self, raw: &str) {
        if self.hosts.len() < crate::inventory::FEW_HOSTS {
            self.hosts.extend(host_of(raw).map(String::into_boxed_str));
        }
    }

    fn into_mention(self, named: Named) -> Mention {
        let mut mention = Mention::of(named);
        if let Named::Domain(name) = &mention.named {
            mention.hosts.push(name.as_str().into());
        }
        mention.spots.extend(self.spot);
        mention.hosts.extend(self.hosts);
        mention.hosts.sort();
        mention.hosts.dedup();
        mention.seen = self.seen;
        mention.days = self.days.into_iter().collect();
        mention.users = self.habits.len() as f64;
        let habit = |(who, (days, cell, team)): (_, (BTreeSet<Day>, _, _))| Habit {
            who,
            days: days.into_iter().collect(),
            cell,
            team,
        };
        mention.habits = self.habits.into_iter().map(habit).collect();
        mention.payments = self.payments;
        mention.facts = self.facts;
        mention
    }
}

/// One trace of somebody at a moment.
pub(super) fn cell_at(at: Moment) -> Cell {
    let mut cell = Cell { seen: 1, ..Cell::default() };
    if let Some(hour) = at.hour {
        cell.hours = 1 << hour.min(23);
        cell.working = u32::from(at.day.is_weekday() && (8..19).contains(&hour));
    }
    cell
}

/// Reads a host name; nothing for an address in digits, a machine of the house, or what is no name.
pub(super) fn read_host(raw: &str) -> Option<String> {
    match host::read(raw.trim().as_bytes(), &mut [0; NAME_MOST])? {
        Host::Name(name) => Some(name.to_owned()),
        Host::Local | Host::Address => None,
    }
}

/// Reads the host out of an address, or a bare host.
pub(super) fn host_of(raw: &str) -> Option<String> {
    let host = host::of_url(raw.trim().as_bytes())?;
    read_host(std::str::from_utf8(host).ok()?)
}

/// A host as a name.
pub(super) fn domain(host: String) -> Named {
    Named::Domain(host)
}

/// Words as a name: white space made one, cut to what is kept; `?` for what cannot be seen.
pub(super) fn words(raw: &str) -> Named {
    let words = short(raw, WORDS_MOST);
    Named::Words(if words.is_empty() { "?".to_owned() } else { words })
}
