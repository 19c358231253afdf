//! A promise as it is known: what the media plan or a person says, what it needs, and how many have it today.
//!
//! The page it is stamped, published and decided on is written down without language, so that it can be derived again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use agenda::decision::{Choice, Facts};
use agenda::promise::{self, Promise, Stage};
use base::{Figure, Kind, Measure, Quantity, Ref, Say, Source, Unit, slug};
use jiff::civil::Date;
use landscape::catalog::{Catalog, Thing};
use landscape::field::{Field, plural};
use serde_json::{Map, Value, json};

use crate::Picture;
use crate::page::{Page, decimal, quote};

/// A promise with all that is known of it.
pub struct Promised<'a> {
    /// Its reference.
    pub id: Ref,
    /// What is promised.
    pub words: Say,
    /// The campaign.
    pub campaign: Option<Say>,
    /// Where it is said.
    pub medium: Vec<String>,
    /// Where it holds, as the file says.
    pub reach: Option<Say>,
    /// Its day: that of the file or of whoever registered it, or the one it was put off to.
    pub on: Option<Date>,
    /// The day it had before it was put off.
    pub first: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
    /// The line of a file it stands in.
    pub thing: Option<&'a Thing>,
    /// What people said and agreed.
    pub state: Cow<'a, Promise>,
    /// How many of the things concerned have what it needs; `None` until somebody says what it needs.
    pub reckoning: Option<Reckoning<'a>>,
}

/// The things a promise concerns, by whether they have what it needs.
#[derive(Clone, Debug, Default)]
pub struct Reckoning<'a> {
    /// All of them, by key.
    pub concerned: Vec<&'a Thing>,
    /// Those that have all it needs.
    pub ready: Vec<&'a Thing>,
    /// Those that lack something.
    pub below: Vec<&'a Thing>,
    /// Those of which a fact is missing, and nothing known is lacking.
    pub unknown: Vec<&'a Thing>,
    kind: Option<Kind>,
    fields: Vec<(Field, promise::Need)>,
}

impl<'a> Reckoning<'a> {
    /// Sorts the things of a catalogue; `None` when nothing is needed of any.
    fn of(catalog: &'a Catalog, state: &Promise) -> Option<Reckoning<'a>> {
        let (kind, area) = state.concerns.as_ref()?;
        let needs = state.needs.iter().filter_map(|it| Some((Field::of(*kind, &it.need.field)?, it.need.clone())));
        let fields: Vec<(Field, promise::Need)> = needs.collect();
        if fields.is_empty() {
            return None;
        }
        let lies_in = |thing: &&Thing| match area {
            Some(area) => thing.list(Field::Area).iter().any(|it| slug(it) == *area),
            None => true,
        };
        let mut it = Reckoning { kind: Some(*kind), fields, ..Reckoning::default() };
        for thing in catalog.of_kind(*kind).filter(lies_in) {
            it.concerned.push(thing);
            let met = it
                .fields
                .iter()
                .map(|(field, need)| thing.measure(*field).map(|measure| need.is_met_by(measure.value.likely)));
            let met: Vec<Option<bool>> = met.collect();
            match (met.contains(&Some(false)), met.contains(&None)) {
                (true, _) => it.below.push(thing),
                (false, true) => it.unknown.push(thing),
                (false, false) => it.ready.push(thing),
            }
        }
        Some(it)
    }

    /// The fact by which a thing lacks something, or has it most narrowly.
    pub fn telling(&self, thing: &Thing) -> Option<(Field, Measure)> {
        let margin = |(field, need): &(Field, promise::Need)| {
            let measure = thing.measure(*field)?;
            let value = measure.value.likely;
            let over = match need.bound {
                promise::Bound::AtLeast => value - need.threshold,
                promise::Bound::AtMost => need.threshold - value,
            };
            Some((over, *field, measure))
        };
        let margins = self.fields.iter().filter_map(margin);
        margins.min_by(|(one, ..), (other, ..)| one.total_cmp(other)).map(|(_, field, measure)| (field, measure))
    }

    /// The day of the oldest fact the reckoning rests on, and how many of its facts have no day.
    pub fn oldest(&self) -> (Option<Date>, usize) {
        let facts = self.concerned.iter().flat_map(|thing| self.fields.iter().filter_map(|(f, _)| thing.field(*f)));
        let days: Vec<Option<Date>> = facts.map(|settled| settled.current.as_of).collect();
        (days.iter().flatten().min().copied(), days.iter().filter(|day| day.is_none()).count())
    }

    /// How many of its facts are more than some days old.
    pub fn older_than(&self, today: Date, days: i64) -> usize {
        let facts = self.concerned.iter().flat_map(|thing| self.fields.iter().filter_map(|(f, _)| thing.field(*f)));
        facts.filter(|settled| settled.age_days(today).is_some_and(|age| age > days)).count()
    }

    /// What is needed of each, by field.
    pub fn needs(&self) -> impl Iterator<Item = (Field, &promise::Need)> {
        self.fields.iter().map(|(field, need)| (*field, need))
    }

    /// The figures, under stable keys: `concerned`, `ready`, `below`, and `unknown` where there are any.
    fn figures(&self) -> Vec<Figure> {
        let of = self.kind.map(plural).unwrap_or_default();
        let label = |fr: &str, en: &str| Say::new(format!("{} {fr}", of.fr), format!("{} {en}", of.en));
        let figure = |key: &str, label: Say, n: usize, how: (&str, &str), from: Vec<(Say, Measure)>| {
            let measure = Measure::computed(Quantity::exact(n as f64), Unit::Count, Say::new(how.0, how.1), from);
            Figure { key: key.to_owned(), label, measure }
        };
        let told = |things: &[&Thing], most: usize| -> Vec<(Say, Measure)> {
            let told = things.iter().filter_map(|thing| Some((thing.name.clone(), self.telling(thing)?.1)));
            told.take(most).collect()
        };
        let ready = figure(
            "ready",
            label("qui ont ce qu'il faut", "that have what it takes"),
            self.ready.len(),
            (
                "comptés un par un dans les faits connus ; voici le plus juste",
                "counted one by one in what is known; here is the one with least to spare",
            ),
            self.narrowest().map(|thing| told(&[thing], 1)).unwrap_or_default(),
        );
        let (how, below) = match self.below.as_slice() {
            // That there are none rests on the one with least to spare.
            [] => (
                (
                    "comptés un par un dans les faits connus ; voici le plus juste",
                    "counted one by one in what is known; here is the one with least to spare",
                ),
                self.narrowest().map(|thing| told(&[thing], 1)).unwrap_or_default(),
            ),
            below => (
                (
                    "comptés un par un dans les faits connus ; les voici",
                    "counted one by one in what is known; here they are",
                ),
                told(below, usize::MAX),
            ),
        };
        let below = figure("below", label("qui ne l'ont pas", "that have not"), self.below.len(), how, below);
        let unknown = figure(
            "unknown",
            label("dont on ne le sait pas", "of which nobody knows"),
            self.unknown.len(),
            ("le fait n'est dans aucune source", "no source gives the fact"),
            Vec::new(),
        );
        let concerned = figure(
            "concerned",
            label("en tout", "in all"),
            self.concerned.len(),
            (
                "tous ceux que les sources connaissent ; voici le plus loin du compte et le plus juste",
                "all that the sources know; here are the one furthest off and the one with least to spare",
            ),
            told(&self.furthest().into_iter().chain(self.narrowest()).collect::<Vec<_>>(), 2),
        );
        let unknown = Some(unknown).filter(|_| !self.unknown.is_empty());
        [concerned, ready, below].into_iter().chain(unknown).collect()
    }

    /// The one that lacks most.
    fn furthest(&self) -> Option<&'a Thing> {
        let lacks = self.below.iter().filter_map(|thing| Some((self.spare(thing)?, *thing)));
        lacks.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, thing)| thing)
    }

    /// How far a thing stands from the threshold, on either side of it.
    fn spare(&self, thing: &Thing) -> Option<f64> {
        let (field, measure) = self.telling(thing)?;
        let need = self.fields.iter().find(|(of, _)| *of == field)?;
        Some((measure.value.likely - need.1.threshold).abs())
    }

    /// The one that has what is needed with least to spare.
    fn narrowest(&self) -> Option<&'a Thing> {
        let spares = self.ready.iter().filter_map(|thing| Some((self.spare(thing)?, *thing)));
        spares.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, thing)| thing)
    }
}

impl Promised<'_> {
    /// How many days its day is away; less than zero once it has passed.
    pub fn days(&self, today: Date) -> Option<i32> {
        self.on.map(|on| promise::days_until(on, today))
    }

    /// Whether it is an alert: near, and not all who must be consulted were heard.
    pub fn is_alert(&self, today: Date) -> bool {
        self.on.is_some_and(|on| self.state.is_alert(on, today))
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        self.state.stage()
    }

    /// What is known in figures.
    pub fn figures(&self) -> Vec<Figure> {
        self.reckoning.as_ref().map(Reckoning::figures).unwrap_or_default()
    }

    /// Exactly what is on its page, without language: what is stamped and published.
    pub fn facts(&self) -> Value {
        let registered = self.state.registered.as_ref();
        let medium = registered.and_then(|it| it.medium.as_ref()).map(|text| json!(text.commitment));
        let needs: Vec<Value> = self.state.needs.iter().map(|it| need(&it.need)).collect();
        let ids = |things: &[&Thing]| -> Vec<String> { things.iter().map(|thing| thing.id.to_string()).collect() };
        let part = |of: fn(&Reckoning<'_>) -> Vec<String>| self.reckoning.as_ref().map(of).unwrap_or_default();
        let (kind, area) = self.state.concerns.clone().unzip();
        json!({
            "promise": self.id,
            "says": self.said(),
            "medium": medium.unwrap_or_else(|| json!(self.medium)),
            "on": self.on,
            "until": self.until,
            "kind": kind,
            "area": area.flatten(),
            "needs": needs,
            "below": part(|it| it.below.iter().map(|thing| thing.id.to_string()).collect()),
            "unknown": ids(self.reckoning.as_ref().map_or(&[][..], |it| &it.unknown)),
            "figures": quoted(&self.figures()),
        })
    }

    /// What stands for the words on the page: typed ones by their commitment, those of a file by their digest. Words a
    /// person stated over a file's may be forgotten, so that nothing stands for them.
    fn said(&self) -> Option<String> {
        if let Some(registered) = &self.state.registered {
            return Some(registered.words.commitment.clone());
        }
        let thing = self.thing?;
        let settled = thing.field(Field::Says).or_else(|| thing.field(Field::Name))?;
        let is_read = matches!(settled.current.source, Source::File { .. });
        is_read.then(|| Facts::of(&json!(self.words.fr)).hash())
    }

    /// The page both sides decide on; `ready_by` is the day on which all are said to have what it needs.
    pub fn page(&self, ready_by: Date, today: Date) -> Page {
        let options = options(ready_by);
        let mut facts = self.facts();
        let stamps = self.state.stamps.iter().map(|(role, it)| (role.word().to_owned(), json!(it.stamp)));
        let stamps: Map<String, Value> = stamps.collect();
        facts["stamps"] = stamps.into();
        facts["published"] = self.state.published.is_some().into();
        facts["ready_by"] = json!(ready_by);
        facts["as_of"] = json!(today);
        facts["days"] = json!(self.days(today));
        facts["options"] = options.iter().map(Choice::word).collect::<Vec<_>>().into();
        Page { options, facts, erased: Vec::new() }
    }
}

/// The ways to answer what a promise lacks.
fn options(ready_by: Date) -> Vec<Choice> {
    vec![
        Choice::KeepPromise,
        Choice::InWaves { until: ready_by },
        Choice::Postpone { until: ready_by },
        Choice::WithdrawPromise,
    ]
}

fn need(need: &promise::Need) -> Value {
    json!({ "field": need.field, "bound": need.bound, "threshold": decimal(need.threshold) })
}

fn quoted(figures: &[Figure]) -> Map<String, Value> {
    figures.iter().map(|figure| (figure.key.clone(), quote(figure))).collect()
}

impl Picture {
    /// A promise with all that is known of it; `None` when neither a file nor a person speaks of it.
    pub fn promised(&self, id: &Ref) -> Option<Promised<'_>> {
        let thing = self.catalog().get(id);
        let state = self.promise(id);
        if id.kind() != Kind::Promise || (thing.is_none() && state.is_none_or(|it| it.registered.is_none())) {
            return None;
        }
        let state = state.map_or_else(|| Cow::Owned(Promise::default()), Cow::Borrowed);
        let registered = state.registered.as_ref();
        let typed = |text: &Option<base::Text>| text.as_ref().and_then(|text| self.text(text)).map(Say::same);
        let of = |field| thing.and_then(|thing| thing.words(field)).cloned();
        let campaign = registered.and_then(|it| typed(&it.campaign)).or_else(|| of(Field::Name));
        let words = registered.and_then(|it| self.text(&it.words)).map(Say::same).or_else(|| of(Field::Says));
        let words = words.or_else(|| campaign.clone()).unwrap_or_else(|| Say::same(id.key()));
        let medium = registered.and_then(|it| typed(&it.medium)).map(|say| vec![say.fr]);
        let medium = medium.or_else(|| Some(thing?.list(Field::Medium).to_vec())).unwrap_or_default();
        let day = |field| thing.and_then(|thing| thing.date(field));
        let first = registered.map(|it| it.on).or_else(|| day(Field::FirstDay));
        Some(Promised {
            id: thing.map_or_else(|| id.clone(), |thing| thing.id.clone()),
            words,
            campaign,
            medium,
            reach: of(Field::Extent),
            on: state.postponed().or(first),
            first,
            until: registered.and_then(|it| it.until).or_else(|| day(Field::LastDay)),
            thing,
            reckoning: Reckoning::of(self.catalog(), &state),
            state,
        })
    }

    /// Every promise, the nearest day first, those without a day last: lines of a media plan that say something to
    /// customers, and what people registered.
    pub fn promises(&self) -> Vec<Promised<'_>> {
        let said = self.catalog().of_kind(Kind::Promise).filter(|thing| thing.words(Field::Says).is_some());
        let registered = self.promise_states().filter(|(_, it)| it.registered.is_some()).map(|(id, _)| id);
        let mut ids: Vec<&Ref> = said.map(|thing| &thing.id).chain(registered).collect();
        ids.sort();
        ids.dedup();
        let mut promises: Vec<Promised<'_>> = ids.into_iter().filter_map(|id| self.promised(id)).collect();
        promises.sort_by_key(|it| (it.on.is_none(), it.on));
        promises
    }

    /// How many lines of media plans say nothing to customers, and are therefore no promises.
    pub fn campaigns_without_promise(&self) -> usize {
        self.catalog().of_kind(Kind::Promise).filter(|thing| thing.words(Field::Says).is_none()).count()
    }

    /// The countries and regions the things of a kind lie in: key and words, each once.
    pub fn areas(&self, kind: Kind) -> Vec<(String, String)> {
        let all = self.catalog().of_kind(kind).flat_map(|thing| thing.list(Field::Area));
        let areas: BTreeMap<String, String> = all.map(|words| (slug(words), words.clone())).collect();
        areas.into_iter().collect()
    }

    /// What a promise says.
    pub fn promise_words(&self, id: &Ref) -> Say {
        self.promised(id).map_or_else(|| Say::same(id.key()), |it| it.words)
    }
}
