//! A finished run that goes on: each new record finds its person among all that came before it.
//!
//! What was estimated stays as it is: the model, the levels and how frequent values are, the classes, the largest size
//! of a block of each rule, and what is left out as shared by strangers. A value that came later counts as rare. Two
//! records then say of each other what they would say in any company, and which pairs are looked at depends on which
//! records there are, not on when they came. So a record that arrives changes the people of those only that hang
//! together with it, and working these out again, by the very functions of a full run, gives what a full run over
//! all records would give: [`Index::whole`] is that run.
//!
//! The same holds of what people say, and of what they take back. An index is a function of the run it began with, the
//! records since, and the facts that stand; neither their order nor what was taken back leaves a trace in who is who.

mod blocks;
mod bytes;
mod facts;
pub mod journal;
mod people;
mod read;
mod settle;
mod snapshot;
mod ties;
mod twins;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::Resolution;
use super::cluster::{self, Weighing};
use super::column::Finder;
use super::compare::ladder::Ladder;
use super::compare::{Comparer, Comparisons, Pattern};
use super::correct::{Contradiction, Correction};
use super::fit::Fit;
use super::model::{Key, Model};
use super::prepare::{self, Records};
use super::{block, patterns, survivor};
use blocks::Growing;
use facts::Facts;
use people::People;
pub use people::{Anchor, Change};
pub use snapshot::Reopened;
use ties::Ties;
use twins::Twins;

/// What was estimated or settled by the run, and stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Frozen {
    model: Model,
    ladders: Vec<Ladder>,
    fit: Fit,
    /// The rules that are followed, and the most records of a block of each.
    rules: Vec<(Vec<Key>, u32)>,
}

/// A run and the records since.
#[derive(Debug)]
pub struct Index {
    frozen: Frozen,
    /// All records, by their number.
    records: Records,
    finders: Vec<Finder>,
    comparisons: Comparisons,
    /// The scores of patterns met before.
    scores: HashMap<Pattern, f64, foldhash::fast::FixedState>,
    blocks: Growing,
    ties: Ties,
    twins: Twins,
    /// Where each record stands in the order of a full run.
    orders: Vec<u64>,
    people: People,
    facts: Facts,
}

/// Why bytes are no index or no journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They are something else, or of a later version.
    Foreign,
    /// They were changed since they were written.
    Damaged {
        /// The byte from which on they cannot be read.
        at: usize,
    },
    /// A journal begins after what a snapshot knows.
    Gap {
        /// How many entries the snapshot took.
        from: u64,
        /// After how many the journal begins.
        to: u64,
    },
}

/// What happens to an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A record arrives.
    Arrived {
        /// The id it brings.
        anchor: Anchor,
        /// What it says, in form: a text per field of the model, as of [`Index::form`].
        form: Vec<String>,
    },
    /// Somebody says of two records that they are one person, or two.
    Said(Correction),
    /// What somebody said stands no more.
    TakenBack(Correction),
}

/// What an entry brought about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The number of the record that arrived.
    pub record: Option<u32>,
    /// Whose it is.
    pub person: Option<Anchor>,
    /// What became of people who were known before.
    pub changes: Vec<Change>,
    /// How many pairs were looked at.
    pub pairs: usize,
    /// Of how many records it was worked out again whose they are.
    pub records: usize,
}

impl Index {
    /// Begins where a run ended.
    ///
    /// Shape: a run, its model, every fact people stated that stands, and an id for each record of the files, in their
    /// order; records keep the numbers they have there. An id that is missing is the record's number, which says more
    /// than an id should.
    pub fn of(mut run: Resolution, model: &Model, said: &[Correction], mut anchors: Vec<Anchor>) -> Index {
        run.put_together(model, said);
        let by_place = |place: usize| run.records.told[run.clusters[place] as usize];
        let mut first: Vec<u32> = (0..run.records.count as u32).collect();
        let mut place_of = first.clone();
        for (place, record) in run.records.told.iter().enumerate() {
            place_of[*record as usize] = place as u32;
            // The smallest number among those of the cluster, kept with the record its places name.
            let leader = by_place(place) as usize;
            first[leader] = first[leader].min(*record);
        }
        let first = (0..first.len()).map(|record| first[by_place(place_of[record] as usize) as usize]).collect();
        anchors.truncate(run.records.count);
        anchors.extend((anchors.len()..run.records.count).map(|record| Anchor(record as u128)));
        let rows = place_of.iter().flat_map(|place| run.records.row(*place as usize)).copied().collect();
        let told = (0..run.records.count as u32).collect();
        let rules = run.blocks.rules.iter().map(|rule| (rule.keys.clone(), rule.most)).collect();
        let one = |(_, _, pattern): &(u32, u32, u32)| run.bits[*pattern as usize] > model.threshold_bits;
        let record = |place: u32| run.records.told[place as usize];
        let tied = run.pairs.iter().filter(one).map(|(left, right, _)| (record(left), record(right)));
        let ties = Ties::of(run.records.count, tied);
        let records = Records { rows, told, ..run.records };
        let (people, facts) = (People::new(anchors, first), Facts::of(said));
        let frozen = Frozen { model: model.clone(), ladders: run.ladders, fit: run.fit, rules };
        Index::with(frozen, records, ties, people, facts)
    }

    /// Builds what is worked out from the rest.
    fn with(frozen: Frozen, records: Records, ties: Ties, people: People, facts: Facts) -> Index {
        let finders = records.dictionaries.iter().map(Finder::of).collect();
        let comparisons = Comparisons::new(&records, frozen.ladders.iter().cloned());
        let blocks = Growing::new(&records, frozen.rules.iter().map(|(keys, most)| (keys.as_slice(), *most)));
        let count = records.count;
        let orders: Vec<u64> = (0..count).map(|record| prepare::order_of(&records, records.row(record))).collect();
        let mut twins = Twins::default();
        for _ in 0..count {
            twins.add(&records, &orders);
        }
        let scores = HashMap::default();
        Index { frozen, records, finders, comparisons, scores, blocks, ties, twins, orders, people, facts }
    }

    /// Brings a record into form.
    ///
    /// Shape: what it says under a header, nothing for a header it does not know → a text per field of the model.
    pub fn form<'a>(&self, told: impl Fn(&str) -> Option<&'a str>) -> Vec<String> {
        prepare::form(&self.frozen.model, &self.records.readings, told)
    }

    /// Takes what happens.
    ///
    /// Shape: an entry → what it brought about; the same entries in the same order give the same bits. Texts beyond
    /// the fields of the model are passed over, missing ones are empty.
    pub fn take(&mut self, entry: &Entry) -> Outcome {
        match entry {
            Entry::Arrived { anchor, form } => self.arrive(*anchor, form),
            Entry::Said(fact) => {
                let changed = self.facts.state(*fact);
                self.settle_if(changed, *fact)
            }
            Entry::TakenBack(fact) => {
                let changed = self.facts.take_back(*fact);
                self.settle_if(changed, *fact)
            }
        }
    }

    fn arrive(&mut self, anchor: Anchor, form: &[String]) -> Outcome {
        let record = self.records.count as u32;
        let row: Vec<u32> = (0..self.records.fields.len()).map(|at| self.code(at, form)).collect();
        self.records.rows.extend(&row);
        self.records.told.push(record);
        self.records.count += 1;
        self.comparisons.learn(&self.records);
        self.orders.push(prepare::order_of(&self.records, &row));
        let twin = self.twins.add(&self.records, &self.orders).filter(|_| self.are_one(record));
        let added = self.blocks.add(&self.records, record);
        let mut outcome = Outcome { record: Some(record), ..Outcome::default() };
        self.tie(record, &added.lost, &mut outcome);
        if !added.looked_at && added.lost.is_empty() && self.facts.about(record).next().is_none() {
            // Nobody looks at it: it follows the first that holds the same.
            self.people.add(anchor, twin);
        } else {
            self.people.add(anchor, None);
            let mut seeds = added.lost;
            seeds.push(record);
            self.settle(&seeds, Some(record), &mut outcome);
        }
        outcome.person = self.people.of(record);
        outcome
    }

    /// Works out again whose the records of a fact are, if what stands has changed.
    fn settle_if(&mut self, changed: bool, fact: Correction) -> Outcome {
        let mut outcome = Outcome::default();
        let known = |record: &u32| (*record as usize) < self.records.count;
        let seeds: Vec<u32> = [fact.left, fact.right].into_iter().filter(known).collect();
        if changed {
            self.settle(&seeds, None, &mut outcome);
        }
        outcome
    }

    /// The number of a record's value, by what it says.
    fn code(&mut self, field: usize, form: &[String]) -> u32 {
        let Some(text) = form.get(field) else { return 0 };
        let (kind, at) = (self.records.fields[field].kind, self.records.fields[field].dictionary);
        let code = self.finders[at].code(&mut self.records.dictionaries[at], text);
        let held = self.records.fields[field].counts.get(code as usize) != Some(&0);
        let shared = || self.records.junk.iter().any(|junk| junk.kind == kind && junk.value == *text);
        if !held && shared() { 0 } else { code }
    }

    /// Whether records that hold just what this one holds are one person by that.
    fn are_one(&mut self, record: u32) -> bool {
        let row = self.records.row(record as usize);
        let pattern = self.comparisons.compare(&self.records, row, row);
        pattern != 0 && self.score(pattern) > self.frozen.model.threshold_bits
    }

    fn score(&mut self, pattern: Pattern) -> f64 {
        *self.scores.entry(pattern).or_insert_with(|| self.frozen.fit.bits(pattern))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.count == 0
    }

    /// Whose a record is, by its number.
    pub fn person(&self, record: u32) -> Option<Anchor> {
        self.people.of(record)
    }

    /// Whose the record is that brought an id: the way from an id that was told once to the person it is today.
    pub fn person_now(&self, anchor: Anchor) -> Option<Anchor> {
        self.person(self.people.record(anchor)?)
    }

    /// The records of the person a record is of, in order.
    pub fn records_with(&self, record: u32) -> Vec<u32> {
        let mut found: Vec<u32> = self.people.ring(record).collect();
        found.sort_unstable();
        found
    }

    /// What is known of the person a record is of: the values that survive, each with the record it comes from.
    pub fn known_of(&self, record: u32) -> Option<survivor::Person> {
        let records = self.records_with(record);
        (!records.is_empty()).then(|| survivor::person(&self.records, &records))
    }

    /// The ids the records brought, in their order: who begins anew from a further run over them hands these on, and
    /// every person whose first record is the same keeps their id.
    pub fn anchors(&self) -> &[Anchor] {
        self.people.anchors()
    }

    /// What people said that contradicts itself.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        self.facts.that_count().contradictions
    }

    /// For each record the first record of its person.
    pub fn firsts(&self) -> &[u32] {
        self.people.firsts()
    }

    /// Works out whose every record is by a full run over all of them, with what was estimated before: what
    /// [`Index::firsts`] is held to.
    pub fn whole(&self) -> Vec<u32> {
        let mut told: Vec<u32> = (0..self.records.count as u32).collect();
        told.sort_unstable_by_key(|record| (self.orders[*record as usize], *record));
        let rows = told.iter().flat_map(|record| self.records.row(*record as usize)).copied().collect();
        let records = Records { rows, told, ..self.records.clone() };
        let blocks = block::block_as(&records, self.frozen.rules.iter().cloned());
        let mut comparer = Comparer::on(&records, &self.frozen.ladders);
        let (pairs, patterns) = patterns::collect(&mut comparer, &blocks, records.count);
        let bits: Vec<f64> = patterns.patterns.iter().map(|pattern| self.frozen.fit.bits(*pattern)).collect();
        let said = self.facts.that_count().placed(&records.told);
        let mut clusters = cluster::cluster(records.count, &pairs, &bits, Weighing::of(&self.frozen.model), &said);
        let twice = |at: &u32| records.row(*at as usize) == records.row(*at as usize - 1);
        let twice: Vec<u32> = (1..records.count as u32).filter(twice).collect();
        let one = |pattern: Pattern| pattern != 0 && self.frozen.fit.bits(pattern) > self.frozen.model.threshold_bits;
        let equal: Vec<u32> = twice.into_iter().filter(|at| one(comparer.compare(*at, *at))).collect();
        cluster::unite_equal(&mut clusters, &said, &equal);
        let mut least: Vec<u32> = vec![u32::MAX; records.count];
        for (place, cluster) in clusters.iter().enumerate() {
            least[*cluster as usize] = least[*cluster as usize].min(records.told[place]);
        }
        let mut first = vec![0; records.count];
        for (place, cluster) in clusters.iter().enumerate() {
            first[records.told[place] as usize] = least[*cluster as usize];
        }
        first
    }
}
