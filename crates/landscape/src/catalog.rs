//! The catalogue: things with fields, each field with its source, its age, and the claims that contradict it.

mod build;
mod export;
mod findings;
mod names;
mod same;
mod served;
mod settle;
mod ties;
mod views;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use base::{Evidence, Kind, Measure, Money, Quantity, Ref, Say, Source};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::field::{Field, Period, Value, WeekTime};
use crate::groups;
use crate::impact::{Calls, Kept};
use ties::Ties;

pub use export::{export, export_csv};
pub use findings::shown;
pub use served::Served;
pub use views::{Link, Reach, STALE_DAYS, Stale, Stops};

/// One source's word on one field of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The thing, as it is called where this was read: what is taken for another keeps its own reference here.
    pub subject: Ref,
    /// The field.
    pub field: Field,
    /// What is claimed.
    pub value: Value,
    /// Where it was read or who said it.
    pub source: Source,
    /// The date the fact is of (the day of the import or of the statement, unless the source says better).
    pub as_of: Option<Date>,
    /// The log position that brought it; orders claims in time.
    pub position: u64,
}

/// A field as it stands: the claim that counts, and the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The claim that counts; boxed, because a map keeps room for eleven of them in each of its nodes.
    pub current: Box<Claim>,
    /// Claims of other sources, and older ones of the same source, newest first.
    pub others: Vec<Claim>,
    /// Whether a current claim of another source says something else: for people to settle.
    pub conflict: bool,
    /// `current`'s names resolved to things of the catalogue (for [`Value::Named`]).
    pub refs: Vec<Ref>,
}

/// One thing of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Its reference.
    pub id: Ref,
    /// Its name; the key where no source gives one.
    pub name: Say,
    /// Its fields.
    pub fields: BTreeMap<Field, Settled>,
    /// The other names it goes by: what files described apart, taken for the same thing.
    pub also: Vec<Alias>,
}

/// A thing described apart that is taken for another.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// What it was called there.
    pub id: Ref,
    /// The names it bears there, newest first, without its bare key.
    pub names: Vec<Say>,
    /// Where it was described.
    pub source: Option<Source>,
    /// Who says that they are one.
    pub said: Said,
    /// What a person said it is not, as stated so far: a new statement takes the place of the one before.
    pub not: Vec<String>,
}

/// Who says that two are one, or that they are not; the last counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Nobody: it bears the other's name as its key.
    ByName,
    /// A file.
    ByFile,
    /// A person.
    ByPerson,
}

/// What people call a thing and say of it, folded for comparing ([`base::slug`]); French, then English, which is empty
/// where it says the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// Its name.
    pub name: [Box<str>; 2],
    /// What it does.
    pub does: [Box<str>; 2],
    /// The keys and names of what is taken for it, in both languages.
    pub also: Box<[Box<str>]>,
}

impl Folded {
    fn of(thing: &Thing) -> Folded {
        let fold = |say: &Say| -> [Box<str>; 2] {
            let fr = base::slug(&say.fr);
            let en = if say.fr == say.en { String::new() } else { base::slug(&say.en) };
            [fr.into(), en.into()]
        };
        let names = |alias: &Alias| {
            let names = alias.names.iter().flat_map(fold).filter(|name| !name.is_empty());
            std::iter::once(alias.id.key().into()).chain(names).collect::<Vec<Box<str>>>()
        };
        Folded {
            name: fold(&thing.name),
            does: thing.words(Field::Does).map(fold).unwrap_or_default(),
            also: thing.also.iter().flat_map(names).collect(),
        }
    }
}

/// Something in the sources that people should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The thing concerned.
    pub subject: Ref,
    /// The field concerned.
    pub field: Option<Field>,
    /// The thing that may be the same, where that is what was found.
    pub other: Option<Ref>,
    /// What was found, in words.
    pub say: Say,
    /// The claim it was found in.
    pub source: Option<Source>,
    /// Whether sources contradict one another on the field.
    pub is_conflict: bool,
}

/// Everything we run, at one log position. Built whole from claims; never edited.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// In the order of references: the things of a kind stand side by side.
    things: Vec<Thing>,
    findings: Vec<Finding>,
    /// What is taken for something else.
    aliases: BTreeMap<Ref, Ref>,
    /// Who points at whom; worked out once, when first asked for.
    ties: OnceLock<Ties>,
    /// Names and descriptions folded for comparing; worked out once, when first asked for.
    folded: OnceLock<Vec<Folded>>,
    /// Who calls whom, and the load there is; worked out again when facts grow old.
    calls: Kept,
    /// The estate in groups; each worked out once, when first asked for.
    groups: groups::Kept,
}

impl Catalog {
    /// Builds the catalogue from claims in any order; the same claims always give the same catalogue.
    ///
    /// For each field the newest claim of each source competes. A statement wins over an import of that field until
    /// the import brings a *new value*; from then on the newer one counts and both are shown as a conflict.
    /// Names are resolved to things by key, else by name in either language (folded); what nothing answers to is a
    /// finding, never lost.
    pub fn build(claims: Vec<Claim>) -> Catalog {
        build::build(claims)
    }

    /// A thing by its reference, or by that of what is taken for it.
    pub fn get(&self, id: &Ref) -> Option<&Thing> {
        let place = self.place(id).or_else(|| self.place(self.aliases.get(id)?))?;
        self.things.get(place)
    }

    /// All things of a kind, by key.
    pub fn of_kind(&self, kind: Kind) -> std::slice::Iter<'_, Thing> {
        self.slice(kind).iter()
    }

    /// The things of a kind, by key.
    pub(crate) fn slice(&self, kind: Kind) -> &[Thing] {
        let (from, until) = self.bounds(kind);
        self.things.get(from..until).unwrap_or(&[])
    }

    /// Between which places the things of a kind stand.
    pub(crate) fn bounds(&self, kind: Kind) -> (usize, usize) {
        let from = self.things.partition_point(|thing| thing.id.kind() < kind);
        (from, self.things.partition_point(|thing| thing.id.kind() <= kind))
    }

    /// What is kept of the groups.
    pub(crate) fn kept_groups(&self) -> &groups::Kept {
        &self.groups
    }

    /// Where a thing of a kind stands among those of its kind.
    pub(crate) fn number(&self, kind: Kind, id: &Ref) -> Option<u32> {
        let place = self.place(id).filter(|_| id.kind() == kind)?;
        let first = self.things.partition_point(|thing| thing.id.kind() < kind);
        u32::try_from(place - first).ok()
    }

    /// Where a thing stands among all.
    fn place(&self, id: &Ref) -> Option<usize> {
        self.ties().place(id)
    }

    fn ties(&self) -> &Ties {
        self.ties.get_or_init(|| Ties::of(&self.things))
    }

    /// The systems and the calls between them, with the load there is.
    ///
    /// Old numbers are less certain: the answer is of a day.
    pub(crate) fn calls(&self, today: Date) -> Arc<Calls> {
        self.calls.of(self, today)
    }

    /// Works the calls out for the day the catalogue is of: that of its newest fact.
    fn ready_calls(&self) {
        let days = self.things.iter().flat_map(|thing| thing.fields.values()).filter_map(|field| field.current.as_of);
        self.calls(days.max().unwrap_or_default());
    }

    /// Every thing with its words folded for comparing.
    pub fn folded(&self) -> impl Iterator<Item = (&Thing, &Folded)> {
        self.things.iter().zip(self.folded.get_or_init(|| self.things.iter().map(Folded::of).collect()))
    }

    /// Every thing, by reference.
    pub fn things(&self) -> std::slice::Iter<'_, Thing> {
        self.things.iter()
    }

    /// What people should look at: names nothing answers to, conflicts.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// A thing's name, or its key when it is unknown.
    pub fn name(&self, id: &Ref) -> Say {
        self.get(id).map_or_else(|| Say::same(id.key()), |thing| thing.name.clone())
    }
}

impl Thing {
    /// A field with its claims.
    pub fn field(&self, field: Field) -> Option<&Settled> {
        self.fields.get(&field)
    }

    /// A number of this thing with its evidence; `None` when nobody gave it.
    pub fn measure(&self, field: Field) -> Option<Measure> {
        let settled = self.fields.get(&field)?;
        let value = match settled.current.value {
            Value::Number(value) => value,
            Value::Money(money) => Quantity::exact(money.cents as f64 / 100.0),
            _ => return None,
        };
        let unit = field.spec().unit?;
        let evidence = Arc::new(Evidence::Fact {
            subject: self.id.clone(),
            field: field.spec().word.to_owned(),
            source: settled.current.source.clone(),
            as_of: settled.current.as_of,
        });
        Some(Measure { value, unit, evidence })
    }

    /// A bare number of this thing.
    pub fn quantity(&self, field: Field) -> Option<Quantity> {
        match self.fields.get(&field)?.current.value {
            Value::Number(value) => Some(value),
            _ => None,
        }
    }

    /// An amount of this thing, to the cent.
    pub fn money(&self, field: Field) -> Option<Money> {
        match self.fields.get(&field)?.current.value {
            Value::Money(money) => Some(money),
            _ => None,
        }
    }

    /// A length of time of this thing.
    pub fn period(&self, field: Field) -> Option<Period> {
        match self.fields.get(&field)?.current.value {
            Value::Period(period) => Some(period),
            _ => None,
        }
    }

    /// Words of this thing.
    pub fn words(&self, field: Field) -> Option<&Say> {
        match &self.fields.get(&field)?.current.value {
            Value::Words(say) => Some(say),
            _ => None,
        }
    }

    /// The canonical word of a choice.
    pub fn choice(&self, field: Field) -> Option<&str> {
        match &self.fields.get(&field)?.current.value {
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// A date of this thing.
    pub fn date(&self, field: Field) -> Option<Date> {
        match self.fields.get(&field)?.current.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// A weekday and time of this thing.
    pub fn week_time(&self, field: Field) -> Option<WeekTime> {
        match self.fields.get(&field)?.current.value {
            Value::WeekTime(at) => Some(at),
            _ => None,
        }
    }

    /// Several words of this thing.
    pub fn list(&self, field: Field) -> &[String] {
        match self.fields.get(&field).map(|settled| &settled.current.value) {
            Some(Value::List(words)) => words,
            _ => &[],
        }
    }

    /// The things this one points at.
    pub fn refs(&self, field: Field) -> &[Ref] {
        self.fields.get(&field).map_or(&[], |settled| &settled.refs)
    }
}
