//! The picture and its fold.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, LazyLock};

use agenda::acceptance::Acceptance;
use agenda::action::Action;
use agenda::business_case::BusinessCase;
use agenda::change::Change;
use agenda::charter::Charter;
use agenda::decision::Decision;
use agenda::meeting::Meeting;
use agenda::message::Message;
use agenda::objective::Objective;
use agenda::person::Person;
use agenda::pilot::Pilot;
use agenda::plan::Plan;
use agenda::practice::Practice;
use agenda::promise::Promise;
use agenda::question::Question;
use agenda::raci::Matrix;
use agenda::request::Request;
use agenda::specification::dismissal::Dismissals;
use agenda::tool::Case;
use agenda::tracker::Tracker;
use base::{Aggregate, Context, Kind, PersonId, Ref, Text, TextId};
use customers::said::Said;
use delivery::clock::Turn;
use delivery::sync::Book;
use discovery::harvest::Harvest;
use discovery::pseudonym::{Pseudonym, PseudonymKey};
use discovery::vendors::Pack;
use jiff::Timestamp;
use landscape::catalog::{Catalog, Claim};
use landscape::field::Value;
use landscape::sentence;
use landscape::statement::{self, Stated, Statements};
use rpds::{HashTrieMapSync, RedBlackTreeMapSync};

use crate::dataset::Dataset;
use crate::event::Event;
use crate::shadow::{Judged, Shadow};
use crate::waiting::Because;

/// How many of the newest facts the landing page can look back on.
const RECENT: usize = 200;

/// A fact with its place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Where it stands.
    pub position: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who made it true.
    pub actor: Option<PersonId>,
    /// What became true.
    pub event: Event,
}

/// Something folded, with the version of its stream.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// The state; `None` only while it is being folded.
    it: Option<Arc<T>>,
    /// How many events its stream has.
    pub version: u64,
    /// Where the newest of them stands in the log, and when it was recorded.
    last: (u64, Timestamp),
}

impl<T> Kept<T> {
    /// The state.
    pub fn get(&self) -> Option<&T> {
        self.it.as_deref()
    }
}

/// A fact of the recent past, for "what changed".
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// Where it stands.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Option<PersonId>,
    /// What.
    pub event: Event,
}

/// The arrival of one file in the log: what its claims are parsed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// The dataset.
    pub dataset: Ref,
    /// Where its arrival stands in the log.
    pub position: u64,
    /// When it came.
    pub at: Timestamp,
    /// What came.
    pub manifest: crate::dataset::Manifest,
}

/// Everything known at one log position. Cloning is cheap.
#[derive(Clone, Default)]
pub struct Picture {
    /// The position it was folded up to.
    pub position: u64,
    /// When the newest fact was recorded.
    pub as_of: Option<Timestamp>,
    requests: RedBlackTreeMapSync<u64, Kept<Request>>,
    business_cases: RedBlackTreeMapSync<u64, Kept<BusinessCase>>,
    pub(crate) case_pages: RedBlackTreeMapSync<u64, crate::business_case::CasePage>,
    /// Every figure of a case that moved, oldest first.
    pub(crate) case_moves: crate::monday::Moves,
    decisions: RedBlackTreeMapSync<u64, Kept<Decision>>,
    people: RedBlackTreeMapSync<PersonId, Kept<Person>>,
    statements: RedBlackTreeMapSync<Ref, Kept<Statements>>,
    stated_at: HashTrieMapSync<(Ref, landscape::field::Field), (u64, Timestamp, Option<PersonId>)>,
    datasets: RedBlackTreeMapSync<Ref, Kept<Dataset>>,
    cases: RedBlackTreeMapSync<Ref, Kept<Case>>,
    promises: RedBlackTreeMapSync<Ref, Kept<Promise>>,
    actions: RedBlackTreeMapSync<u64, Kept<Action>>,
    meetings: RedBlackTreeMapSync<u64, Kept<Meeting>>,
    messages: RedBlackTreeMapSync<u64, Kept<Message>>,
    questions: RedBlackTreeMapSync<u64, Kept<Question>>,
    /// The numbers of the questions about each request.
    questions_of: RedBlackTreeMapSync<u64, Arc<Vec<u64>>>,
    /// The one matrix of the house.
    raci: RedBlackTreeMapSync<(), Kept<Matrix>>,
    /// The one plan of the house.
    plan: RedBlackTreeMapSync<(), Kept<Plan>>,
    /// What people said of who is who among customers.
    said: RedBlackTreeMapSync<(), Kept<Said>>,
    /// The one charter of the house, once it has been changed.
    charter: RedBlackTreeMapSync<(), Kept<Charter>>,
    pilots: RedBlackTreeMapSync<u64, Kept<Pilot>>,
    pilot_places: RedBlackTreeMapSync<u64, crate::pilot::Places>,
    practices: RedBlackTreeMapSync<u64, Kept<Practice>>,
    trackers: RedBlackTreeMapSync<Ref, Kept<Tracker>>,
    /// What trackers tell of their items, all tellings united.
    pub(crate) book: Arc<Book>,
    /// Whose turn each request was.
    pub(crate) turns: RedBlackTreeMapSync<u64, Arc<Vec<Turn<Because>>>>,
    /// Whose turn it is to accept what was delivered of each request.
    pub(crate) accepting: RedBlackTreeMapSync<u64, Arc<Vec<Turn<Because>>>>,
    changes: RedBlackTreeMapSync<u64, Kept<Change>>,
    dismissals: RedBlackTreeMapSync<u64, Kept<Dismissals>>,
    acceptances: RedBlackTreeMapSync<u64, Kept<Acceptance>>,
    /// Where the newest proposal of each change stands.
    change_places: RedBlackTreeMapSync<u64, crate::change::Place>,
    objectives: RedBlackTreeMapSync<u64, Kept<Objective>>,
    objective_places: RedBlackTreeMapSync<u64, crate::objective::Places>,
    arrivals: rpds::VectorSync<Arc<Arrival>>,
    words: HashTrieMapSync<TextId, Arc<str>>,
    claims: RedBlackTreeMapSync<(Ref, u64), Arc<Vec<Claim>>>,
    recent: Arc<VecDeque<Arc<Recent>>>,
    pub(crate) harvests: RedBlackTreeMapSync<Ref, (u64, Vec<Arc<Harvest>>)>,
    pub(crate) packs: RedBlackTreeMapSync<Ref, Arc<str>>,
    /// The house's own pack and the one compiled in, once it is needed.
    pub(crate) pack: Option<Arc<Pack>>,
    /// What the evidence comes to, until more of it comes.
    pub(crate) judged: Option<Arc<Judged>>,
    pub(crate) shadow: Arc<Shadow>,
    pub(crate) key: Option<PseudonymKey>,
    /// Whom each pseudonym may stand for, until people change.
    pub(crate) logins: Option<Arc<HashMap<Pseudonym, Option<PersonId>>>>,
    catalog: Arc<Catalog>,
    index: Option<Arc<sentence::Index>>,
    pub(crate) sentences: Arc<crate::find::Sentences>,
}

impl Picture {
    /// Folds one fact in. Facts come in the order of the log.
    ///
    /// Facts about the landscape and about tools show in [`Picture::catalog`] and [`Picture::shadow`] only after
    /// [`Picture::rebuild_catalog`].
    pub fn apply(&mut self, fact: Fact) {
        let ctx = Context { actor: fact.actor, now: fact.at };
        self.position = fact.position;
        self.as_of = Some(fact.at);
        match &fact.event {
            Event::Request(number, event) => fold(&mut self.requests, *number, event, &ctx, fact.position),
            Event::BusinessCase(number, event) => {
                self.turn_case_page(*number, event, fact.position);
                let case = self.business_case(*number);
                for moved in crate::monday::CaseMove::of(*number, case, event, fact.actor, fact.at) {
                    self.case_moves.push_back_mut(Arc::new(moved));
                }
                fold(&mut self.business_cases, *number, event, &ctx, fact.position);
            }
            Event::Decision(number, event) => fold(&mut self.decisions, *number, event, &ctx, fact.position),
            Event::Person(id, event) => {
                self.logins = None;
                fold(&mut self.people, *id, event, &ctx, fact.position);
            }
            Event::Fact(subject, event) => {
                let (statement::Event::Stated { field, .. } | statement::Event::Withdrawn { field, .. }) = event;
                self.stated_at.insert_mut((subject.clone(), *field), (fact.position, fact.at, fact.actor));
                fold(&mut self.statements, subject.clone(), event, &ctx, fact.position);
            }
            Event::Dataset(dataset, event) => {
                let crate::dataset::Event::Imported(manifest) = event;
                let (position, at) = (fact.position, fact.at);
                let arrival = Arrival { dataset: dataset.clone(), position, at, manifest: manifest.clone() };
                self.arrivals.push_back_mut(Arc::new(arrival));
                fold(&mut self.datasets, dataset.clone(), event, &ctx, fact.position);
            }
            Event::Tool(tool, event) => {
                if matches!(event, agenda::tool::Event::Reviewed { .. }) {
                    self.judged = None;
                }
                fold(&mut self.cases, tool.clone(), event, &ctx, fact.position);
            }
            Event::Promise(promise, event) => fold(&mut self.promises, promise.clone(), event, &ctx, fact.position),
            Event::Action(number, event) => fold(&mut self.actions, *number, event, &ctx, fact.position),
            Event::Question(number, event) => {
                if let agenda::question::Event::Asked { request, .. } = event
                    && let Ok(request) = request.key().parse::<u64>()
                {
                    let mut asked = self.questions_of.get(&request).cloned().unwrap_or_default();
                    Arc::make_mut(&mut asked).push(*number);
                    self.questions_of.insert_mut(request, asked);
                }
                fold(&mut self.questions, *number, event, &ctx, fact.position);
            }
            Event::Meeting(number, event) => fold(&mut self.meetings, *number, event, &ctx, fact.position),
            Event::Message(number, event) => fold(&mut self.messages, *number, event, &ctx, fact.position),
            Event::Raci(event) => fold(&mut self.raci, (), event, &ctx, fact.position),
            Event::Charter(event) => fold(&mut self.charter, (), event, &ctx, fact.position),
            Event::Plan(event) => fold(&mut self.plan, (), event, &ctx, fact.position),
            Event::Said(event) => fold(&mut self.said, (), event, &ctx, fact.position),
            Event::Pilot(number, event) => {
                let places = self.places(*number).after(event, fact.position, fact.actor, fact.at);
                self.pilot_places.insert_mut(*number, places);
                fold(&mut self.pilots, *number, event, &ctx, fact.position);
            }
            Event::Practice(number, event) => fold(&mut self.practices, *number, event, &ctx, fact.position),
            Event::Acceptance(number, event) => fold(&mut self.acceptances, *number, event, &ctx, fact.position),
            Event::Specification(number, event) => fold(&mut self.dismissals, *number, event, &ctx, fact.position),
            Event::Change(number, event) => {
                if let Some(place) = crate::change::Place::of(event, fact.position, fact.actor, fact.at) {
                    self.change_places.insert_mut(*number, place);
                }
                fold(&mut self.changes, *number, event, &ctx, fact.position);
            }
            Event::Tracker(tracker, event) => fold(&mut self.trackers, tracker.clone(), event, &ctx, fact.position),
            Event::Objective(number, event) => {
                let places = self.objective_places(*number).after(event, fact.position);
                self.objective_places.insert_mut(*number, places);
                fold(&mut self.objectives, *number, event, &ctx, fact.position);
            }
        }
        self.turn_waiting(&fact);
        if crate::cards::tells_a_change(&fact.event) {
            let Fact { position, at, actor, event } = fact;
            let recent = Arc::make_mut(&mut self.recent);
            recent.push_back(Arc::new(Recent { position, at, actor, event }));
            if recent.len() > RECENT {
                recent.pop_front();
            }
        }
    }

    /// Takes in words of the vault.
    pub fn learn_words(&mut self, id: TextId, words: &str) {
        self.words.insert_mut(id, words.into());
    }

    /// Takes over the words another picture has learnt.
    pub fn with_words_of(self, other: Picture) -> Picture {
        Picture { words: other.words, ..self }
    }

    /// Forgets words that the vault has forgotten.
    pub fn forget_words(&mut self, id: TextId) {
        self.words.remove_mut(&id);
        // What was folded from them is forgotten too.
        self.sentences = Arc::default();
    }

    /// Takes in what one import of a file claims; earlier imports of the file are kept, so that new values show.
    pub fn learn_claims(&mut self, dataset: &Ref, position: u64, claims: Vec<Claim>) {
        self.claims.insert_mut((dataset.clone(), position), Arc::new(claims));
    }

    /// Whether the claims of an import are taken in already.
    pub fn has_claims(&self, dataset: &Ref, position: u64) -> bool {
        self.claims.contains_key(&(dataset.clone(), position))
    }

    /// Builds the catalogue anew from all claims and statements, and links to it the tools evidence shows.
    pub fn rebuild_catalog(&mut self) {
        let mut claims: Vec<Claim> = self.claims.values().flat_map(|claims| claims.iter().cloned()).collect();
        for (subject, kept) in self.statements.iter() {
            let Some(statements) = kept.get() else { continue };
            for (field, stated) in &statements.stated {
                let value = match stated {
                    Stated::Value(value) => value.clone(),
                    Stated::Words(text) => match self.text(text) {
                        Some(words) => Value::Words(base::Say::same(words)),
                        None => continue,
                    },
                };
                let Some((position, at, by)) = self.stated_at.get(&(subject.clone(), *field)).copied() else {
                    continue;
                };
                let source = base::Source::Statement { by, position };
                let as_of = Some(base::local(at).date());
                claims.push(Claim { subject: subject.clone(), field: *field, value, source, as_of, position });
            }
        }
        let catalog = Catalog::build(claims);
        self.index = Some(Arc::new(sentence::Index::of(&catalog)));
        self.catalog = Arc::new(catalog);
        self.rebuild_shadow();
    }

    /// Whether somebody stated something of a thing in words that are erased.
    pub(crate) fn lacks_statements(&self) -> bool {
        let mut stated = self.statements.values().filter_map(Kept::get).flat_map(|it| &it.stated);
        stated.any(|(_, stated)| matches!(stated, Stated::Words(text) if self.text(text).is_none()))
    }

    /// The landscape.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The landscape, as it is shared.
    pub(crate) fn catalog_shared(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// The readings of a sentence, best first.
    pub fn read_sentence(&self, sentence: &str, lang: base::Lang) -> Vec<sentence::Candidate> {
        self.index.as_ref().map_or_else(Vec::new, |index| index.read(sentence, lang))
    }

    /// Words of the vault; `None` when forgotten.
    pub fn text(&self, text: &Text) -> Option<&str> {
        self.words.get(&text.id).map(|words| &**words)
    }

    /// A request by its number.
    pub fn request(&self, number: u64) -> Option<&Request> {
        self.requests.get(&number)?.get()
    }

    /// Requests, newest first.
    pub fn requests(&self) -> impl Iterator<Item = (u64, &Request)> {
        self.requests.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// Requests, oldest first.
    pub(crate) fn requests_by_number(&self) -> impl Iterator<Item = (u64, &Request)> {
        self.requests.iter().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// The business case of a request.
    pub fn business_case(&self, request: u64) -> Option<&BusinessCase> {
        self.business_cases.get(&request)?.get()
    }

    /// Business cases by the number of their request, newest first.
    pub fn business_cases(&self) -> impl Iterator<Item = (u64, &BusinessCase)> {
        self.business_cases.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// A decision by its number.
    pub fn decision(&self, number: u64) -> Option<&Decision> {
        self.decisions.get(&number)?.get()
    }

    /// Decisions, newest first.
    pub fn decisions(&self) -> impl Iterator<Item = (u64, &Decision)> {
        self.decisions.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)?.get()
    }

    /// People, in the order they were registered.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.people.iter().filter_map(|(id, kept)| Some((*id, kept.get()?)))
    }

    /// What people stated about a thing.
    pub fn statements(&self, subject: &Ref) -> Option<&Statements> {
        self.statements.get(subject)?.get()
    }

    /// An imported file.
    pub fn dataset(&self, dataset: &Ref) -> Option<&Dataset> {
        self.datasets.get(dataset)?.get()
    }

    /// Every arrival of a file, oldest first.
    pub fn arrivals(&self) -> impl DoubleEndedIterator<Item = &Arc<Arrival>> {
        self.arrivals.iter()
    }

    /// Imported files, by key.
    pub fn datasets(&self) -> impl Iterator<Item = (&Ref, &Dataset)> {
        self.datasets.iter().filter_map(|(id, kept)| Some((id, kept.get()?)))
    }

    /// What people said and agreed about a tool.
    pub fn case(&self, tool: &Ref) -> Option<&Case> {
        self.cases.get(tool)?.get()
    }

    /// Every tool somebody said something about, by key.
    pub fn cases(&self) -> impl Iterator<Item = (&Ref, &Case)> {
        self.cases.iter().filter_map(|(id, kept)| Some((id, kept.get()?)))
    }

    /// What people said and agreed about a promise.
    pub fn promise(&self, id: &Ref) -> Option<&Promise> {
        self.promises.get(id)?.get()
    }

    /// Every promise somebody said something about, by key.
    pub fn promise_states(&self) -> impl Iterator<Item = (&Ref, &Promise)> {
        self.promises.iter().filter_map(|(id, kept)| Some((id, kept.get()?)))
    }

    /// Something both sides do, by its number.
    pub fn action(&self, number: u64) -> Option<&Action> {
        self.actions.get(&number)?.get()
    }

    /// What both sides do, newest first.
    pub fn actions(&self) -> impl Iterator<Item = (u64, &Action)> {
        self.actions.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// A meeting by its number.
    pub fn meeting(&self, number: u64) -> Option<&Meeting> {
        self.meetings.get(&number)?.get()
    }

    /// The meetings, in the order they were called.
    pub fn meetings(&self) -> impl Iterator<Item = (u64, &Meeting)> {
        self.meetings.iter().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// A message by its number.
    pub fn message(&self, number: u64) -> Option<&Message> {
        self.messages.get(&number)?.get()
    }

    /// Messages, newest first.
    pub fn messages(&self) -> impl Iterator<Item = (u64, &Message)> {
        self.messages.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// A direct question by its number.
    pub fn question(&self, number: u64) -> Option<&Question> {
        self.questions.get(&number)?.get()
    }

    /// Direct questions, newest first.
    pub fn questions(&self) -> impl Iterator<Item = (u64, &Question)> {
        self.questions.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// The direct questions about a request, oldest first.
    pub fn questions_of(&self, request: u64) -> impl Iterator<Item = (u64, &Question)> {
        let asked = self.questions_of.get(&request).map_or(&[][..], |asked| asked.as_slice());
        asked.iter().filter_map(|number| Some((*number, self.question(*number)?)))
    }

    /// Who answers for what; `None` before anybody said so.
    pub fn raci(&self) -> Option<&Matrix> {
        self.raci.get(&())?.get()
    }

    /// Who decides what; the first version where nobody has changed it.
    pub fn charter(&self) -> &Charter {
        static FIRST: LazyLock<Charter> = LazyLock::new(Charter::default);
        self.changed_charter().unwrap_or(&FIRST)
    }

    /// What people said of who is who among customers, and who was shown what; `None` before anybody did.
    pub fn said(&self) -> Option<&Said> {
        self.said.get(&())?.get()
    }

    /// The rolling plan; `None` before anything was put on it.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.get(&())?.get()
    }

    /// The charter, where anything was ever put to it.
    pub fn changed_charter(&self) -> Option<&Charter> {
        self.charter.get(&())?.get()
    }

    /// A pilot by its number.
    pub fn pilot(&self, number: u64) -> Option<&Pilot> {
        self.pilots.get(&number)?.get()
    }

    /// Pilots, newest first.
    pub fn pilots(&self) -> impl Iterator<Item = (u64, &Pilot)> {
        self.pilots.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// Where a pilot's plan and counts stand in the log.
    pub(crate) fn places(&self, pilot: u64) -> crate::pilot::Places {
        self.pilot_places.get(&pilot).copied().unwrap_or_default()
    }

    /// A practice by its number.
    pub fn practice(&self, number: u64) -> Option<&Practice> {
        self.practices.get(&number)?.get()
    }

    /// What is said of the tracker of a reference.
    pub(crate) fn tracker_at(&self, id: &Ref) -> Option<&Tracker> {
        self.trackers.get(id)?.get()
    }

    /// The trackers of which something is said.
    pub(crate) fn trackers_said(&self) -> impl Iterator<Item = (&Ref, &Tracker)> {
        self.trackers.iter().filter_map(|(id, kept)| Some((id, kept.get()?)))
    }

    /// Practices, newest first.
    pub fn practices(&self) -> impl Iterator<Item = (u64, &Practice)> {
        self.practices.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// A change of something decided, by its number.
    pub fn change_of(&self, number: u64) -> Option<&Change> {
        self.changes.get(&number)?.get()
    }

    /// What was asked for, agreed and delivered of a request.
    pub fn acceptance(&self, request: u64) -> Option<&Acceptance> {
        self.acceptances.get(&request)?.get()
    }

    /// What was said of the questions about the words of a request.
    pub fn dismissals(&self, request: u64) -> Option<&Dismissals> {
        self.dismissals.get(&request)?.get()
    }

    /// Changes of what was decided, newest first.
    pub fn changes(&self) -> impl Iterator<Item = (u64, &Change)> {
        self.changes.iter().rev().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// Where a change's proposal stands in the log.
    pub(crate) fn change_place(&self, change: u64) -> Option<crate::change::Place> {
        self.change_places.get(&change).copied()
    }

    /// An objective by its number.
    pub fn objective(&self, number: u64) -> Option<&Objective> {
        self.objectives.get(&number)?.get()
    }

    /// Objectives, in the order they were set.
    pub fn objectives(&self) -> impl Iterator<Item = (u64, &Objective)> {
        self.objectives.iter().filter_map(|(number, kept)| Some((*number, kept.get()?)))
    }

    /// Where what an objective says and its newest number stand in the log.
    pub(crate) fn objective_places(&self, objective: u64) -> crate::objective::Places {
        self.objective_places.get(&objective).cloned().unwrap_or_default()
    }

    /// The newest facts that tell a change, newest first.
    pub fn recent(&self) -> Vec<Arc<Recent>> {
        self.recent.iter().rev().cloned().collect()
    }

    /// The number the next request gets.
    pub fn next_request(&self) -> u64 {
        self.requests.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next decision gets.
    pub fn next_decision(&self) -> u64 {
        self.decisions.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next action gets.
    pub fn next_action(&self) -> u64 {
        self.actions.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next meeting gets.
    pub fn next_meeting(&self) -> u64 {
        self.meetings.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next message gets.
    pub fn next_message(&self) -> u64 {
        self.messages.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next question gets.
    pub fn next_question(&self) -> u64 {
        self.questions.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next pilot gets.
    pub fn next_pilot(&self) -> u64 {
        self.pilots.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next practice gets.
    pub fn next_practice(&self) -> u64 {
        self.practices.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next change gets.
    pub fn next_change(&self) -> u64 {
        self.changes.last().map_or(1, |(number, _)| number + 1)
    }

    /// The number the next objective gets.
    pub fn next_objective(&self) -> u64 {
        self.objectives.last().map_or(1, |(number, _)| number + 1)
    }

    /// How many events an event's stream has; 0 when it is not born.
    pub fn version_of(&self, event: &Event) -> u64 {
        match event {
            Event::Request(number, _) => self.requests.get(number).map_or(0, |kept| kept.version),
            Event::BusinessCase(number, _) => self.business_cases.get(number).map_or(0, |kept| kept.version),
            Event::Decision(number, _) => self.decisions.get(number).map_or(0, |kept| kept.version),
            Event::Person(id, _) => self.people.get(id).map_or(0, |kept| kept.version),
            Event::Fact(subject, _) => self.statements.get(subject).map_or(0, |kept| kept.version),
            Event::Dataset(dataset, _) => self.datasets.get(dataset).map_or(0, |kept| kept.version),
            Event::Tool(tool, _) => self.cases.get(tool).map_or(0, |kept| kept.version),
            Event::Promise(promise, _) => self.promises.get(promise).map_or(0, |kept| kept.version),
            Event::Action(number, _) => self.actions.get(number).map_or(0, |kept| kept.version),
            Event::Question(number, _) => self.questions.get(number).map_or(0, |kept| kept.version),
            Event::Meeting(number, _) => self.meetings.get(number).map_or(0, |kept| kept.version),
            Event::Message(number, _) => self.messages.get(number).map_or(0, |kept| kept.version),
            Event::Raci(_) => self.raci.get(&()).map_or(0, |kept| kept.version),
            Event::Charter(_) => self.charter.get(&()).map_or(0, |kept| kept.version),
            Event::Plan(_) => self.plan.get(&()).map_or(0, |kept| kept.version),
            Event::Said(_) => self.said.get(&()).map_or(0, |kept| kept.version),
            Event::Pilot(number, _) => self.pilots.get(number).map_or(0, |kept| kept.version),
            Event::Practice(number, _) => self.practices.get(number).map_or(0, |kept| kept.version),
            Event::Acceptance(number, _) => self.acceptances.get(number).map_or(0, |kept| kept.version),
            Event::Specification(number, _) => self.dismissals.get(number).map_or(0, |kept| kept.version),
            Event::Change(number, _) => self.changes.get(number).map_or(0, |kept| kept.version),
            Event::Tracker(tracker, _) => self.trackers.get(tracker).map_or(0, |kept| kept.version),
            Event::Objective(number, _) => self.objectives.get(number).map_or(0, |kept| kept.version),
        }
    }

    /// Where in the log something last changed, and when: by an event of its own stream, or by what a file or a person
    /// said of it.
    pub(crate) fn last_changed(&self, of: &Ref) -> (u64, Timestamp) {
        let number = || of.key().parse::<u64>().unwrap_or(0);
        let own = match of.kind() {
            Kind::Action => self.actions.get(&number()).map(|kept| kept.last),
            Kind::Decision => self.decisions.get(&number()).map(|kept| kept.last),
            Kind::BusinessCase => self.business_cases.get(&number()).map(|kept| kept.last),
            Kind::Promise => self.promises.get(of).map(|kept| kept.last),
            Kind::Meeting => self.meetings.get(&number()).map(|kept| kept.last),
            _ => None,
        };
        let fields = self.catalog.get(of).into_iter().flat_map(|thing| thing.fields.values());
        let said = fields.map(|field| field.current.position).max();
        let said = said.and_then(|position| {
            let arrival = self.arrivals.iter().find(|arrival| arrival.position == position);
            Some((position, arrival.map(|it| it.at).or_else(|| self.stated_when(of, position))?))
        });
        own.max(said).unwrap_or_default()
    }

    /// When what stands at a place of the log was stated of a thing.
    fn stated_when(&self, thing: &Ref, position: u64) -> Option<Timestamp> {
        let mut of = self.stated_at.iter().filter(|((subject, _), (at, ..))| subject == thing && *at == position);
        of.next().map(|(_, (_, at, _))| *at)
    }

    /// How many events a request's, decision's, person's or dataset's stream has, by reference; for ETags.
    pub fn version(&self, of: &Ref) -> u64 {
        let number = || of.key().parse::<u64>().unwrap_or(0);
        match of.kind() {
            Kind::Request => self.requests.get(&number()).map_or(0, |kept| kept.version),
            Kind::BusinessCase => self.business_cases.get(&number()).map_or(0, |kept| kept.version),
            Kind::Decision => self.decisions.get(&number()).map_or(0, |kept| kept.version),
            Kind::Dataset => self.datasets.get(of).map_or(0, |kept| kept.version),
            Kind::Tool => self.cases.get(of).map_or(0, |kept| kept.version),
            Kind::Promise => self.promises.get(of).map_or(0, |kept| kept.version),
            Kind::Action => self.actions.get(&number()).map_or(0, |kept| kept.version),
            Kind::Question => self.questions.get(&number()).map_or(0, |kept| kept.version),
            Kind::Meeting => self.meetings.get(&number()).map_or(0, |kept| kept.version),
            Kind::Message => self.messages.get(&number()).map_or(0, |kept| kept.version),
            Kind::Person => {
                let id = of.key().parse::<PersonId>().ok();
                id.and_then(|id| self.people.get(&id)).map_or(0, |kept| kept.version)
            }
            Kind::Raci => self.raci.get(&()).map_or(0, |kept| kept.version),
            Kind::Charter => self.charter.get(&()).map_or(0, |kept| kept.version),
            Kind::Pilot => self.pilots.get(&number()).map_or(0, |kept| kept.version),
            Kind::Practice => self.practices.get(&number()).map_or(0, |kept| kept.version),
            Kind::Change => self.changes.get(&number()).map_or(0, |kept| kept.version),
            Kind::Tracker => self.trackers.get(of).map_or(0, |kept| kept.version),
            Kind::Objective => self.objectives.get(&number()).map_or(0, |kept| kept.version),
            _ => self.statements.get(of).map_or(0, |kept| kept.version),
        }
    }
}

/// Folds an event into its place. The state is taken out of its place meanwhile, so a fold at start copies nothing.
fn fold<K, T>(map: &mut RedBlackTreeMapSync<K, Kept<T>>, key: K, event: &T::Event, ctx: &Context, position: u64)
where
    K: Ord + Clone,
    T: Aggregate + Clone,
{
    if !map.contains_key(&key) {
        map.insert_mut(key.clone(), Kept { it: None, version: 0, last: (position, ctx.now) });
    }
    let Some(kept) = map.get_mut(&key) else { return };
    let state = kept.it.take().map(|it| Arc::try_unwrap(it).unwrap_or_else(|shared| (*shared).clone()));
    kept.it = T::evolve(state, event, ctx).map(Arc::new);
    kept.version += 1;
    kept.last = (position, ctx.now);
}
