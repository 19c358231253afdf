//! What the house asks of the one view of the customer, and tells it.
//!
//! Figures are for whoever reads; what a record holds, and who is who, is for whoever may state facts of the house's
//! data ([`Right::State`]), and whom it was shown to is noted in the log, once a day and person.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use agenda::role::Right;
use base::{PersonId, Say};
use customers::resolution::explain::PairExplained;
use customers::resolution::index::Anchor;
use customers::resolution::model::{Key, Kind};
use customers::said::{CannotSay, Fact, Look, Said};
use jiff::Timestamp;
use serde::Serialize;

use super::kept::{Kept, Whose};
use super::{Figures, Ids, Report, Worth};
use crate::actor::Actor;
use crate::open::App;
use crate::order::Order;
use crate::order::identity::IdentityOrder;
use crate::problem::{self, Problem};

/// How many records of one person are shown.
const RECORDS: usize = 200;
/// How many links between them.
const LINKS: usize = 100;

/// The run that was kept, and what it has become.
#[derive(Clone, Debug)]
pub struct View {
    /// The run.
    pub report: Arc<Report>,
    /// The view as it is now, with the records since and all that people said.
    pub now: Figures,
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordTold {
    /// Its id.
    pub id: Anchor,
    /// What its source is called.
    pub source: String,
    /// Its number there, counted from 1.
    pub number: u64,
    /// What it says, in the form in which it is compared, as people write it.
    pub values: Vec<(Kind, String)>,
}

/// A value that stands for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Golden {
    /// What it is.
    pub kind: Kind,
    /// The value, as people write it.
    pub value: String,
    /// The first record that holds it.
    pub from: Anchor,
    /// What that record is called.
    pub place: String,
    /// How many of the person's records hold it.
    pub held_by: u32,
    /// How many hold any.
    pub filled: u32,
}

/// A pair of a person's records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkTold {
    /// A record.
    pub left: Anchor,
    /// Another one.
    pub right: Anchor,
    /// What they are called.
    pub places: [String; 2],
    /// The score; nothing for a pair no rule brings.
    pub bits: Option<f64>,
}

/// What is said of two records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactTold {
    /// A record.
    pub left: Anchor,
    /// Another one.
    pub right: Anchor,
    /// What they are called.
    pub places: [String; 2],
    /// Whether they are one person.
    pub same: bool,
    /// Who said so.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl FactTold {
    fn of(left: Anchor, right: Anchor, fact: Fact, place: &dyn Fn(Anchor) -> String) -> FactTold {
        FactTold { left, right, places: [place(left), place(right)], same: fact.same, by: fact.by, at: fact.at }
    }
}

/// A person, as the house knows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// Their id: that of their first record.
    pub id: Anchor,
    /// How many records they have.
    pub count: usize,
    /// The records, in order; of very many the first ones.
    pub records: Vec<RecordTold>,
    /// A value per field that any record fills.
    pub values: Vec<Golden>,
    /// Why they are one: the links between the records shown, the weakest first.
    pub links: Vec<LinkTold>,
    /// The mean of all links, each weighed as clustering does.
    pub mean_bits: f64,
    /// What people said of the records shown.
    pub facts: Vec<FactTold>,
    /// To whom the first record was shown.
    pub shown: Vec<Look>,
}

/// Two records, and why they are one person or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// A record.
    pub left: RecordTold,
    /// Another one.
    pub right: RecordTold,
    /// Whose they are.
    pub people: [Anchor; 2],
    /// The weights of their comparison.
    pub explained: PairExplained,
    /// The rules that bring the pair; none when nobody looked at it.
    pub rules: Vec<Vec<Key>>,
    /// What somebody said of them.
    pub said: Option<Fact>,
}

/// A pair people are asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The pair, with its reasons.
    pub pair: Pair,
    /// Whether it was drawn by chance, to measure how right the run is; the others are worth an answer by themselves.
    pub drawn: bool,
    /// How many pairs of records the other answer would join or part.
    pub moves: Option<u64>,
    /// How many pairs agree in the same way.
    pub alike: Option<u64>,
}

impl Pair {
    /// Whether they are one person.
    pub fn is_one(&self) -> bool {
        self.people[0] == self.people[1]
    }
}

impl App {
    /// The view in figures; nothing before a run was kept.
    ///
    /// Errors: it cannot be opened.
    pub fn customers(&self) -> Result<Option<View>, Problem> {
        self.with_view(|kept| Ok(View { report: Arc::clone(&kept.report), now: kept.figures() }))
    }

    /// Takes on a run that was written into the store's folder: from here on it is the view. The records that arrived
    /// since the run before and are not in this one's files are gone; how many these are is told.
    ///
    /// Errors: the actor may not import; there is no such run, or it cannot be read.
    pub fn take_on(&self, actor: Actor, name: &str) -> Result<(View, u64), Problem> {
        actor.must(&self.picture(), Right::Import)?;
        let mut slot = self.customers.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            // A view that cannot be opened is no reason not to begin anew.
            *slot = Kept::open(self.folder()).unwrap_or_default();
        }
        let mut kept = Kept::taken_on(self.folder(), name)?;
        kept.settle(self.picture().said());
        let arrived = slot.as_ref().map_or(&[][..], |before| before.arrived());
        let gone = arrived.iter().filter(|id| kept.index.record(**id).is_none()).count() as u64;
        let view = View { report: Arc::clone(&kept.report), now: kept.figures() };
        *slot = Some(kept);
        Ok((view, gone))
    }

    /// Takes records that arrive from a source; once this returns, all of them are on disk.
    ///
    /// Shape: the headers, and for each record its number in the source and its values → whose each is, in order.
    /// Errors: the actor may not import; no run was kept; the disk.
    pub fn arrive(
        &self,
        actor: Actor,
        source: &str,
        headers: &[String],
        rows: &[(u64, Vec<String>)],
    ) -> Result<Vec<Whose>, Problem> {
        actor.must(&self.picture(), Right::Import)?;
        let ids: &Ids = &self.ids;
        self.view(|kept| kept.arrive(ids, source, headers, rows))
    }

    /// Finds a record by what it is called: its id; its source and number there, as in `caisse.csv:12`; or its source and
    /// the key it gives, as in `caisse.csv#C-0042`.
    ///
    /// Errors: there is no such record; no run was kept.
    pub fn record_called(&self, words: &str) -> Result<Anchor, Problem> {
        let words = words.trim();
        let ids = &self.ids;
        self.view(|kept| {
            let by_id = || words.parse::<Anchor>().ok();
            let by_key = || words.split_once('#').map(|(source, key)| ids.by_key(source, key));
            let by_number = || {
                let (source, number) = words.rsplit_once(':')?;
                kept.index.anchor(kept.origins.record(source, number.parse().ok()?)?)
            };
            let found = [by_id(), by_number(), by_key()].into_iter().flatten();
            let mut there = found.filter(|id| kept.index.record(*id).is_some());
            there.next().ok_or_else(|| {
                Problem::new(
                    problem::Kind::NotFound,
                    Say::new(format!("il n'y a pas de fiche « {words} »"), format!("there is no record “{words}”")),
                    Say::new(
                        "écrivez fichier:numéro (caisse.csv:12) ou fichier#clé (caisse.csv#C-0042)",
                        "write file:number (tills.csv:12) or file#key (tills.csv#C-0042)",
                    ),
                )
            })
        })
    }

    /// People with at least so many records, those with most first: each with how many.
    ///
    /// Errors: no run was kept.
    pub fn customers_by_size(&self, at_least: u32, skip: usize, most: usize) -> Result<Vec<(Anchor, u32)>, Problem> {
        self.view(|kept| {
            let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
            kept.index.firsts().iter().for_each(|first| *sizes.entry(*first).or_default() += 1);
            let mut people: Vec<(u32, u32)> = sizes.into_iter().filter(|(_, size)| *size >= at_least).collect();
            people.sort_by_key(|(first, size)| (std::cmp::Reverse(*size), *first));
            let named = |(first, size)| Some((kept.index.anchor(first)?, size));
            Ok(people.into_iter().skip(skip).take(most).filter_map(named).collect())
        })
    }

    /// The person a record is of, by the id of any of their records; to whom it is shown is noted.
    ///
    /// Errors: the actor may not; there is no such record; no run was kept.
    pub fn customer(&self, actor: Actor, record: Anchor) -> Result<Customer, Problem> {
        let customer = self.view(|kept| {
            let picture = self.picture();
            actor.must(&picture, Right::State)?;
            let number = kept.number(record)?;
            let explained = kept.index.explain_person(number, RECORDS);
            let known = kept.index.known_of(number).ok_or_else(|| no_record(record))?;
            let records: Vec<RecordTold> = explained.records.iter().map(|record| kept.told(*record)).collect();
            let anchor = |record: u32| kept.index.anchor(record).unwrap_or(Anchor(0));
            let values = known.values.into_iter().map(|value| Golden {
                kind: value.kind,
                value: super::value(value.kind, &value.value).into_owned(),
                from: anchor(value.record),
                place: kept.place(anchor(value.record)),
                held_by: value.held_by,
                filled: value.filled,
            });
            let links = explained.links.iter().take(LINKS).map(|link| {
                let (left, right) = (anchor(link.left), anchor(link.right));
                LinkTold { left, right, places: [kept.place(left), kept.place(right)], bits: link.bits }
            });
            let id = kept.index.person(number).unwrap_or(record);
            let said = picture.said();
            let about =
                |record: &RecordTold| said.into_iter().flat_map(|said| said.about(record.id)).collect::<Vec<_>>();
            let mut facts: Vec<_> = records.iter().flat_map(about).collect();
            facts.sort_by_key(|(left, right, _)| (*left, *right));
            facts.dedup_by_key(|(left, right, _)| (*left, *right));
            let customer = Customer {
                id,
                count: known.records.len(),
                values: values.collect(),
                links: links.collect(),
                mean_bits: explained.mean_bits,
                facts: facts
                    .into_iter()
                    .map(|(l, r, fact)| FactTold::of(l, r, fact, &|record| kept.place(record)))
                    .collect(),
                shown: said.map_or(Vec::new(), |said| said.shown(id).to_vec()),
                records,
            };
            Ok(customer)
        })?;
        self.note_shown(actor, customer.records.iter().map(|record| record.id).collect())?;
        Ok(customer)
    }

    /// Two records, and why they are one person or two; to whom they are shown is noted.
    ///
    /// Errors: the actor may not; there are no such two records; no run was kept.
    pub fn customer_pair(&self, actor: Actor, left: Anchor, right: Anchor) -> Result<Pair, Problem> {
        let pair = self.view(|kept| {
            let picture = self.picture();
            actor.must(&picture, Right::State)?;
            let (left, right) = (kept.number(left)?, kept.number(right)?);
            kept.pair(left, right, picture.said()).ok_or_else(|| Problem::refused(&CannotSay::Itself))
        })?;
        self.note_shown(actor, vec![left, right])?;
        Ok(pair)
    }

    /// The pairs people are asked about that nobody answered yet: by turns one worth an answer, most first, and one drawn
    /// by chance, by which is measured how right the run is. To whom they are shown is noted.
    ///
    /// Errors: the actor may not; no run was kept.
    pub fn customers_to_review(&self, actor: Actor, most: usize) -> Result<Vec<Asked>, Problem> {
        let asked = self.view(|kept| {
            let picture = self.picture();
            actor.must(&picture, Right::State)?;
            let said = kept.index.said();
            let answered = |left: u32, right: u32| {
                let (left, right) = (left.min(right), left.max(right));
                said.iter().any(|fact| (fact.left, fact.right) == (left, right))
            };
            let worth = kept.asking.worth.iter().filter(|worth| !answered(worth.left, worth.right));
            let worth: Vec<Worth> = worth.take(most).copied().collect();
            let mut drawn = kept.asking.sample.open(&said);
            // The strata of a sample stand one behind another: whoever answers only some answers of each.
            drawn.sort_by_key(|(left, right)| mixed(*left, *right));
            let mut asked = Vec::new();
            let (mut worth, mut drawn) = (worth.into_iter(), drawn.into_iter());
            while asked.len() < most {
                let by_worth = worth.next();
                let by_chance = drawn.next();
                if by_worth.is_none() && by_chance.is_none() {
                    break;
                }
                let one = by_worth.and_then(|it| Some((kept.pair(it.left, it.right, picture.said())?, Some(it))));
                asked.extend(one.map(|(pair, worth)| Asked {
                    pair,
                    drawn: false,
                    moves: worth.map(|worth| worth.moves),
                    alike: worth.map(|worth| worth.alike),
                }));
                let other = by_chance.and_then(|(left, right)| kept.pair(left, right, picture.said()));
                asked.extend(other.map(|pair| Asked { pair, drawn: true, moves: None, alike: None }));
            }
            asked.truncate(most);
            Ok(asked)
        })?;
        let shown = asked.iter().flat_map(|asked| [asked.pair.left.id, asked.pair.right.id]).collect();
        self.note_shown(actor, shown)?;
        Ok(asked)
    }

    /// Everything people said that stands, as it is called in the view, newest first.
    ///
    /// Errors: the actor may not; the view cannot be opened. Where none is kept, ids stand for what records are called.
    pub fn customer_facts(&self, actor: Actor) -> Result<Vec<FactTold>, Problem> {
        let picture = self.picture();
        actor.must(&picture, Right::State)?;
        let mut facts: Vec<_> = picture.said().into_iter().flat_map(Said::facts).collect();
        facts.sort_by_key(|(.., fact)| std::cmp::Reverse(fact.at));
        let called = |place: &dyn Fn(Anchor) -> String| -> Vec<FactTold> {
            facts.iter().map(|(left, right, fact)| FactTold::of(*left, *right, *fact, place)).collect()
        };
        let told = self.with_view(|kept| Ok(called(&|record| kept.place(record))))?;
        Ok(told.unwrap_or_else(|| called(&|record| record.to_string())))
    }

    /// The order that says whether two records are one person, to be carried out as any other.
    ///
    /// Errors: there are no such records; it contradicts what stands, with the chain in words.
    pub fn saying(&self, left: Anchor, right: Anchor, same: bool) -> Result<Order, Problem> {
        self.view(|kept| {
            kept.number(left).and(kept.number(right))?;
            let picture = self.picture();
            match picture.said().and_then(|said| said.contradicted(left, right, same)) {
                None => Ok(Order::Identity(IdentityOrder::Say { left, right, same })),
                Some(chain) => {
                    let refusal = CannotSay::Contradicted { chain };
                    let named = refusal.named(|record| kept.place(record));
                    Err(Problem { message: named, ..Problem::refused(&refusal) })
                }
            }
        })
    }

    /// Notes whom records are shown to.
    fn note_shown(&self, actor: Actor, records: Vec<Anchor>) -> Result<(), Problem> {
        self.submit(actor, Order::Identity(IdentityOrder::Show { records })).map(drop)
    }

    /// Looks at the view, brought up to all that people said.
    fn view<T>(&self, look: impl FnOnce(&mut Kept) -> Result<T, Problem>) -> Result<T, Problem> {
        self.with_view(look)?.ok_or_else(|| {
            Problem::new(
                problem::Kind::NotFound,
                Say::new("aucune vue unique du client n'est encore gardée", "no one view of the customer is kept yet"),
                Say::new(
                    "donnez vos fichiers : « entente match run FICHIERS --keep »",
                    "give your files: “entente match run FILES --keep”",
                ),
            )
        })
    }

    fn with_view<T>(&self, look: impl FnOnce(&mut Kept) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
        let mut slot = self.customers.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            *slot = Kept::open(self.folder())?;
        }
        let Some(kept) = slot.as_mut() else { return Ok(None) };
        kept.settle(self.picture().said());
        let looked = look(kept);
        if looked.as_ref().is_err_and(|problem| problem.kind == problem::Kind::Unavailable) {
            // Where the disk failed, what is on it counts: the view is opened again.
            *slot = None;
        }
        looked.map(Some)
    }
}

/// An order of pairs that has nothing to do with what they are.
fn mixed(left: u32, right: u32) -> u64 {
    (u64::from(left) << 32 | u64::from(right))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29)
        .wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

impl Kept {
    /// Two records and why they are one person or two; nothing when they are one record.
    fn pair(&mut self, left: u32, right: u32, said: Option<&Said>) -> Option<Pair> {
        let explained = self.index.explain_pair(left, right)?;
        let followed = self.index.rules();
        let rules = explained.rules.iter().filter_map(|rule| followed.get(*rule)).map(|(keys, _)| keys.clone());
        let rules = rules.collect();
        let (told, other) = (self.told(left), self.told(right));
        let said = said.and_then(|said| said.fact(told.id, other.id));
        let people = [self.index.person(left)?, self.index.person(right)?];
        Some(Pair { left: told, right: other, people, explained, rules, said })
    }

    fn number(&self, record: Anchor) -> Result<u32, Problem> {
        self.index.record(record).ok_or_else(|| no_record(record))
    }

    fn told(&self, record: u32) -> RecordTold {
        let (source, number) = self.origins.of_record(record).unwrap_or_default();
        let values = self.index.told(record).into_iter();
        let values = values.map(|(kind, value)| (kind, super::value(kind, value).into_owned()));
        let id = self.index.anchor(record).unwrap_or(Anchor(0));
        RecordTold { id, source: source.to_owned(), number, values: values.collect() }
    }

    /// The ids of the records that arrived since the run.
    fn arrived(&self) -> &[Anchor] {
        self.index.anchors().get(self.report.records as usize..).unwrap_or_default()
    }
}

fn no_record(record: Anchor) -> Problem {
    Problem::new(
        problem::Kind::NotFound,
        Say::new(format!("il n'y a pas de fiche {record}"), format!("there is no record {record}")),
        Say::new(
            "cherchez-la par son fichier et son numéro, comme caisse.csv:12",
            "look for it by its file and number, such as tills.csv:12",
        ),
    )
}
