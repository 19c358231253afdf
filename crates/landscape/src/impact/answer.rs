//! What is asked about a change, and the whole answer.

use base::{Figure, Measure, Quantity, Ref, Say, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::SystemWait;

/// A change to work out: what the request is about, with the requester's own numbers where given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The interface element that changes.
    pub element: Option<Ref>,
    /// The data object it shows or collects.
    pub data: Option<Ref>,
    /// The kind of change, by its word (see [`crate::archetype`]).
    pub archetype: Option<String>,
    /// Calls per view, instead of the archetype's.
    pub calls_per_view: Option<Quantity>,
    /// Calls made at once when the element is shown, instead of the archetype's; `calls_per_view` speaks louder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls_at_once: Option<Quantity>,
    /// Seconds between two calls while the element stays on screen, instead of the archetype's; 0: never again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_every_s: Option<Quantity>,
    /// Seconds the element stays on screen, instead of the measured ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dwell_s: Option<Quantity>,
    /// Milliseconds the change takes in the browser, instead of what its kind takes; 0: no script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front_ms: Option<Quantity>,
    /// The system that answers, instead of the one the data or the archetype leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<Ref>,
    /// Views a second at peak, instead of the measured ones.
    pub views: Option<Quantity>,
    /// Share of calls a cache would answer, `0..=1`.
    pub cache_share: f64,
    /// Purpose for which the data is used; the element's purposes when empty.
    pub purpose: Option<String>,
    /// The date wished for.
    pub wished: Option<Date>,
    /// Who stated the overrides above, for the evidence.
    pub stated_by: Option<base::Source>,
}

/// One stop on the way of a call, from the customer inwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// The moment, element or system.
    pub thing: Ref,
    /// Its name.
    pub name: Say,
    /// How it is called from the stop before: `hard`, `degradable`, `async`, `cached`; empty for the first ones.
    pub mode: String,
}

/// The load on one system, before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SystemLoad {
    /// The system.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// Load at peak today; `None` when nobody measured it.
    pub present: Option<Measure>,
    /// Load the change adds.
    pub added: Measure,
    /// Load after the change; `None` when the present load is unknown.
    pub after: Option<Measure>,
    /// The limit; `None` when nobody stated it.
    pub limit: Option<Measure>,
    /// Load after the change as a share of the limit.
    pub used: Option<Measure>,
    /// The verdict on the likely value.
    pub verdict: Verdict,
    /// Whether the range leaves the verdict open: its two ends have different ones.
    pub open: bool,
}

/// How near a system comes to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// At most 70 % of the limit.
    Fine,
    /// Between 70 % and 100 % of the limit.
    Watch,
    /// Over the limit.
    Over,
    /// Load or limit is unknown.
    Unknown,
}

/// What a cache would change: its share, and the load and use it leaves on the most loaded system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CacheOption {
    /// The system it is worked out for.
    pub system: Ref,
    /// Share of calls answered by the cache.
    pub share: f64,
    /// Load after the change on the system that is nearest its limit.
    pub after: Measure,
    /// That load as a share of the limit.
    pub used: Measure,
    /// Its verdict.
    pub verdict: Verdict,
}

/// A dependency that shares an overloaded system and would suffer with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// The system that suffers.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// How many units of it there are, as in 1,184 tills.
    pub units: Option<Measure>,
    /// The unit's name.
    pub unit_word: Option<Say>,
    /// The overloaded system they share.
    pub shares: Ref,
}

/// What happens to one data object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataTouched {
    /// The data object.
    pub data: Ref,
    /// Its name.
    pub name: Say,
    /// Personal-data categories, those the called API hands over with it included; empty when there are none.
    pub personal: Vec<String>,
    /// The name of the called API, where it alone states categories: the data object itself has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over: Option<Say>,
    /// The purposes the change uses it for.
    pub purposes: Vec<String>,
    /// Whether each of them is covered already. Not personal: `true`.
    pub covered: bool,
    /// Systems outside the company that would newly receive any of these categories.
    pub new_processors: Vec<Ref>,
}

/// What the data-protection officer has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dpo {
    /// No personal data: nothing.
    NotConcerned,
    /// Personal data, purpose covered: is told.
    Told,
    /// Purpose not covered, or a new processor: is asked.
    Asked,
}

/// A vendor's system on the way that personal data reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipient {
    /// The system.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// The countries it is hosted in; empty when nobody said.
    pub countries: Vec<String>,
    /// The categories of personal data that reach it.
    pub personal: Vec<String>,
    /// Whether they would newly reach it; a vendor that has others of them already is named once more for those.
    pub new: bool,
    /// Who says that it is a vendor's.
    #[serde(default)]
    pub source: Option<base::Source>,
}

impl Recipient {
    /// The countries it is hosted in, in words.
    pub fn place(&self) -> Say {
        if self.countries.is_empty() {
            return Say::new("pays inconnu", "country unknown");
        }
        let named: Vec<Say> = self.countries.iter().map(|word| crate::country::say(word)).collect();
        Say::each(|lang| named.iter().map(|say| say.in_lang(lang)).collect::<Vec<_>>().join(", "))
    }

    /// Whether it receives them already, in words.
    pub fn since(&self) -> Say {
        if self.new { Say::new("nouveau", "new") } else { Say::new("déjà aujourd'hui", "already today") }
    }
}

/// A team the change concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamTouched {
    /// The team.
    pub team: Ref,
    /// Its name.
    pub name: Say,
    /// Its side.
    pub side: Side,
    /// Capacity a quarter.
    pub capacity: Option<Measure>,
    /// The systems through which it is concerned.
    pub through: Vec<Ref>,
}

/// What stands against the wished date, and the nearest free ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// The date wished for.
    pub wished: Option<Date>,
    /// What stands against it.
    pub conflicts: Vec<Conflict>,
    /// What speaks against it without forbidding it: days of peak load.
    pub warnings: Vec<Conflict>,
    /// The two nearest dates nothing stands against, in order; also given when no date is wished.
    pub free: Vec<Date>,
    /// Working days the slowest system on the path needs, with its evidence.
    pub lead: Option<Measure>,
}

/// One reason a date cannot be had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The freeze window, or the system whose life ends or whose notice is too short.
    pub thing: Ref,
    /// In words.
    pub say: Say,
}

/// An element that already shows the same data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The element.
    pub element: Ref,
    /// Its name.
    pub name: Say,
    /// How many taps away it is.
    pub depth: Option<Measure>,
    /// Whether it is shown by the same system.
    pub same_channel: bool,
}

/// The whole answer. Every number in it is in `figures` too, under a stable key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// The way of the call: moment, element, systems.
    pub path: Vec<Stop>,
    /// Load on each system touched, most used first.
    pub loads: Vec<SystemLoad>,
    /// What a cache answering 50, 80, 90 and 95 % would leave on the most used system, if its calls pass that cache.
    pub caches: Vec<CacheOption>,
    /// Who suffers when a system goes over its limit.
    pub neighbours: Vec<Neighbour>,
    /// Availability of the element before and after, each shared dependency counted once.
    pub availability_before: Option<Measure>,
    /// See `availability_before`.
    pub availability_after: Option<Measure>,
    /// Data touched.
    pub data: Vec<DataTouched>,
    /// The vendors personal data reaches.
    #[serde(default)]
    pub recipients: Vec<Recipient>,
    /// Time calls take at the systems of which it is known how many they serve at once.
    #[serde(default)]
    pub waits: Vec<SystemWait>,
    /// Time a view waits for its answers today; `None` when unknown, or when it waits for none.
    #[serde(default)]
    pub view_wait_before: Option<Measure>,
    /// Time a view waits after the change.
    #[serde(default)]
    pub view_wait_after: Option<Measure>,
    /// Time a script of the change takes in the browser.
    #[serde(default)]
    pub front: Option<Measure>,
    /// What the data-protection officer has to do.
    pub dpo: Dpo,
    /// Teams concerned.
    pub teams: Vec<TeamTouched>,
    /// Dates.
    pub calendar: Calendar,
    /// Elements that already show the same data.
    pub overlaps: Vec<Overlap>,
    /// How many more elements show them, beyond the nearest.
    pub more_overlaps: usize,
    /// What could not be worked out because a fact is missing, and whom to ask.
    pub unknowns: Vec<Say>,
    /// The consequence, told to marketing, most important first.
    pub for_marketing: Vec<Say>,
    /// The same facts, told to IT.
    pub for_it: Vec<Say>,
    /// Every number above under a stable name.
    pub figures: Vec<Figure>,
}

/// Why no impact can be worked out.
#[derive(Clone, Debug, PartialEq)]
pub enum CannotSay {
    /// Neither an element nor a data object is confirmed: there is nothing to compute from.
    NothingConfirmed,
    /// A confirmed thing is not in the catalogue any more.
    Gone(Ref),
    /// A loop of calls amplifies itself; names its systems and the growth per round.
    AmplifyingLoop {
        /// The systems in the loop.
        systems: Vec<Ref>,
        /// Growth per round, at least 1.
        growth: f64,
    },
}
