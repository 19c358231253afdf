//! Every event of every stream, and how it is named and written in the log.

use agenda::{
    acceptance, action, business_case, change, charter, decision, meeting, message, objective, person, pilot, plan,
    practice, promise, question, raci, request, specification, tool, tracker,
};
use base::{Aggregate, Kind, PersonId, Ref};
use customers::said;
use landscape::statement;
use serde::{Serialize, de::DeserializeOwned};

use crate::dataset;

/// The key of what a house has one of.
pub(crate) const HOUSE: &str = "house";

/// One fact of one stream.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Of a request, by its number.
    Request(u64, request::Event),
    /// Of a business case, by the number of its request.
    BusinessCase(u64, business_case::Event),
    /// Of a decision, by its number.
    Decision(u64, decision::Event),
    /// Of a person.
    Person(PersonId, person::Event),
    /// Of a thing of the landscape.
    Fact(Ref, statement::Event),
    /// Of an imported file.
    Dataset(Ref, dataset::Event),
    /// Of a tool's case.
    Tool(Ref, tool::Event),
    /// Of a promise.
    Promise(Ref, promise::Event),
    /// Of something both sides do, by its number.
    Action(u64, action::Event),
    /// Of a direct question, by its number.
    Question(u64, question::Event),
    /// Of a meeting, by its number.
    Meeting(u64, meeting::Event),
    /// Of a message, by its number.
    Message(u64, message::Event),
    /// Of the matrix of who answers for what.
    Raci(raci::Event),
    /// Of the decision charter.
    Charter(charter::Event),
    /// Of a pilot, by its number.
    Pilot(u64, pilot::Event),
    /// Of a practice, by its number.
    Practice(u64, practice::Event),
    /// Of what was asked for, agreed and delivered, by the number of its request.
    Acceptance(u64, acceptance::Event),
    /// Of the questions about the words of a request, by its number.
    Specification(u64, specification::dismissal::Event),
    /// Of a change of something decided, by its number.
    Change(u64, change::Event),
    /// Of a tracker.
    Tracker(Ref, tracker::Event),
    /// Of an objective, by its number.
    Objective(u64, objective::Event),
    /// Of the rolling plan.
    Plan(plan::Event),
    /// Of records of customers.
    Said(said::Event),
}

/// An event that this version of Entente cannot read.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The stream it stands in.
    pub stream: String,
    /// Why.
    pub why: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an event of {} cannot be read: {}", self.stream, self.why)
    }
}

impl Event {
    /// The stream it belongs to.
    pub fn stream(&self) -> String {
        match self {
            Event::Request(number, _) => format!("{}:{number}", request::Request::STREAM),
            Event::BusinessCase(number, _) => format!("{}:{number}", business_case::BusinessCase::STREAM),
            Event::Decision(number, _) => format!("{}:{number}", decision::Decision::STREAM),
            Event::Person(id, _) => format!("{}:{id}", person::Person::STREAM),
            Event::Fact(subject, _) => format!("{}:{subject}", statement::Statements::STREAM),
            Event::Dataset(dataset, _) => dataset.to_string(),
            Event::Tool(tool, _) => tool.to_string(),
            Event::Promise(promise, _) => promise.to_string(),
            Event::Action(number, _) => format!("{}:{number}", action::Action::STREAM),
            Event::Question(number, _) => format!("{}:{number}", question::Question::STREAM),
            Event::Meeting(number, _) => format!("{}:{number}", meeting::Meeting::STREAM),
            Event::Message(number, _) => format!("{}:{number}", message::Message::STREAM),
            Event::Raci(_) => format!("{}:{HOUSE}", raci::Matrix::STREAM),
            Event::Charter(_) => format!("{}:{HOUSE}", charter::Charter::STREAM),
            Event::Plan(_) => format!("{}:{HOUSE}", plan::Plan::STREAM),
            Event::Said(_) => format!("{}:{HOUSE}", said::Said::STREAM),
            Event::Pilot(number, _) => format!("{}:{number}", pilot::Pilot::STREAM),
            Event::Practice(number, _) => format!("{}:{number}", practice::Practice::STREAM),
            Event::Acceptance(number, _) => format!("{}:{number}", acceptance::Acceptance::STREAM),
            Event::Specification(number, _) => format!("{}:{number}", specification::dismissal::Dismissals::STREAM),
            Event::Change(number, _) => format!("{}:{number}", change::Change::STREAM),
            Event::Tracker(tracker, _) => tracker.to_string(),
            Event::Objective(number, _) => format!("{}:{number}", objective::Objective::STREAM),
        }
    }

    /// Its stored name and its JSON.
    pub fn write(&self) -> (String, String) {
        match self {
            Event::Request(_, event) => write(event),
            Event::BusinessCase(_, event) => write(event),
            Event::Decision(_, event) => write(event),
            Event::Person(_, event) => write(event),
            Event::Fact(_, event) => write(event),
            Event::Dataset(_, event) => write(event),
            Event::Tool(_, event) => write(event),
            Event::Promise(_, event) => write(event),
            Event::Action(_, event) => write(event),
            Event::Question(_, event) => write(event),
            Event::Meeting(_, event) => write(event),
            Event::Message(_, event) => write(event),
            Event::Raci(event) => write(event),
            Event::Charter(event) => write(event),
            Event::Plan(event) => write(event),
            Event::Said(event) => write(event),
            Event::Pilot(_, event) => write(event),
            Event::Practice(_, event) => write(event),
            Event::Change(_, event) => write(event),
            Event::Specification(_, event) => write(event),
            Event::Acceptance(_, event) => write(event),
            Event::Tracker(_, event) => write(event),
            Event::Objective(_, event) => write(event),
        }
    }

    /// Reads an event back from its stream and JSON.
    pub fn read(stream: &str, payload: &str) -> Result<Event, Unreadable> {
        fn json<T: DeserializeOwned>(stream: &str, payload: &str) -> Result<T, Unreadable> {
            serde_json::from_str(payload).map_err(|error| unreadable(stream, error.to_string()))
        }
        fn unreadable(stream: &str, why: String) -> Unreadable {
            Unreadable { stream: stream.to_owned(), why }
        }
        let no_such = |why: &str| unreadable(stream, why.to_owned());
        let (kind, key) = stream.split_once(':').ok_or_else(|| no_such("the stream has no key"))?;
        let number = || key.parse::<u64>().map_err(|_| no_such("the key is no number"));
        Ok(match kind {
            request::Request::STREAM => Event::Request(number()?, json(stream, payload)?),
            business_case::BusinessCase::STREAM => Event::BusinessCase(number()?, json(stream, payload)?),
            decision::Decision::STREAM => Event::Decision(number()?, json(stream, payload)?),
            person::Person::STREAM => {
                let id = key.parse().map_err(|_| no_such("the key is no person"))?;
                Event::Person(id, json(stream, payload)?)
            }
            statement::Statements::STREAM => {
                let subject = key.parse().map_err(|why: String| unreadable(stream, why))?;
                Event::Fact(subject, json(stream, payload)?)
            }
            dataset::Dataset::STREAM => Event::Dataset(Ref::new(Kind::Dataset, key), json(stream, payload)?),
            tool::Case::STREAM => Event::Tool(Ref::new(Kind::Tool, key), json(stream, payload)?),
            promise::Promise::STREAM => Event::Promise(Ref::new(Kind::Promise, key), json(stream, payload)?),
            action::Action::STREAM => Event::Action(number()?, json(stream, payload)?),
            question::Question::STREAM => Event::Question(number()?, json(stream, payload)?),
            meeting::Meeting::STREAM => Event::Meeting(number()?, json(stream, payload)?),
            message::Message::STREAM => Event::Message(number()?, json(stream, payload)?),
            raci::Matrix::STREAM => Event::Raci(json(stream, payload)?),
            charter::Charter::STREAM => Event::Charter(json(stream, payload)?),
            plan::Plan::STREAM => Event::Plan(json(stream, payload)?),
            said::Said::STREAM => Event::Said(json(stream, payload)?),
            pilot::Pilot::STREAM => Event::Pilot(number()?, json(stream, payload)?),
            practice::Practice::STREAM => Event::Practice(number()?, json(stream, payload)?),
            acceptance::Acceptance::STREAM => Event::Acceptance(number()?, json(stream, payload)?),
            specification::dismissal::Dismissals::STREAM => Event::Specification(number()?, json(stream, payload)?),
            change::Change::STREAM => Event::Change(number()?, json(stream, payload)?),
            tracker::Tracker::STREAM => Event::Tracker(Ref::new(Kind::Tracker, key), json(stream, payload)?),
            objective::Objective::STREAM => Event::Objective(number()?, json(stream, payload)?),
            _ => return Err(no_such("no room keeps such streams; a newer Entente may have written it")),
        })
    }
}

/// The stored name is the variant's, which serde writes as the outermost key.
fn write<E: Serialize>(event: &E) -> (String, String) {
    let payload = serde_json::to_string(event).unwrap_or_default();
    let kind = payload.split('"').nth(1).unwrap_or_default().to_owned();
    (kind, payload)
}
