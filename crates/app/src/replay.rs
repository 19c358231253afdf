//! Folding the log again, to check what was quoted in decisions and to look at a past day.

mod promises;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::ControlFlow;

use agenda::charter::{self, Charter};
use agenda::decision::{self, Choice, Decision};
use agenda::lane::Lane;
use agenda::role::Right;
use base::{Aggregate, Context, Kind, PersonId, Ref, Refusal, Say};
use discovery::pseudonym::PseudonymKey;
use jiff::Timestamp;
use jiff::civil::Date;
use picture::{Event, Page, Picture};
use serde_json::{Value, json};
use store::Store;

use crate::actor::Actor;
use crate::clock::day_of;
use crate::imports;
use crate::open::{App, to_fact};
use crate::problem::Problem;

mod cases;
mod changes;

/// What a replay of the whole log found.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// Facts folded.
    pub facts: u64,
    /// Decisions and business cases whose page was derived again.
    pub decisions: usize,
    /// Figures on those pages that were derived again.
    pub figures: usize,
    /// Facts on those pages that rest on words which are erased: the sealed page alone holds them.
    pub erased: usize,
    /// What differs from what was quoted.
    pub differs: Vec<Restated>,
}

/// Something quoted in a decision, a stamp or a publication that the log does not give any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Restated {
    /// The decision, the business case, the promise, or the change.
    pub about: Ref,
    /// What differs: a figure's key, or a part of the page.
    pub what: String,
    /// What was quoted.
    pub quoted: String,
    /// What the log gives.
    pub derived: String,
}

impl App {
    /// Replays the log from its first fact and derives again every figure a decision quotes.
    ///
    /// Errors: the log cannot be read.
    pub fn replay(&self, progress: impl FnMut(u64, u64)) -> Result<Replayed, Problem> {
        self.read_aside(|store| replay(store, &self.key, progress))?
    }
}

fn replay(store: &Store, key: &PseudonymKey, mut progress: impl FnMut(u64, u64)) -> Result<Replayed, Problem> {
    let head = store.head().position;
    let mut picture = Picture::default().with_key(key.clone());
    store.words(|id, words| picture.learn_words(id, words))?;
    let mut found = Replayed { facts: 0, decisions: 0, figures: 0, erased: 0, differs: Vec::new() };
    let mut rules = Rules::default();
    let mut stale = false;
    let mut failed = None;
    store.read(1, None, |envelope| {
        let step = (|| {
            let fact = to_fact(&envelope)?;
            if let Event::Decision(number, event) = &fact.event {
                if let decision::Event::Opened { request, options, .. } = event {
                    if std::mem::take(&mut stale) {
                        picture.rebuild_catalog();
                    }
                    let page = page_of(&picture, request, options, fact.at);
                    compare(*number, event, day_of(fact.at), page.as_ref(), picture.charter(), &mut found);
                }
                rules.follow(&picture, *number, event, fact.actor, fact.at, &mut found);
            }
            if let Event::BusinessCase(number, event) = &fact.event {
                cases::check(&picture, *number, event, fact.actor, &mut found);
            }
            if let Event::Change(number, event) = &fact.event {
                if std::mem::take(&mut stale) {
                    picture.rebuild_catalog();
                }
                changes::follow(&picture, *number, event, &mut found);
            }
            if let Event::Promise(id, event) = &fact.event {
                if std::mem::take(&mut stale) {
                    picture.rebuild_catalog();
                }
                promises::follow(&picture, id, event, fact.actor, &mut found);
            }
            stale |= matches!(fact.event, Event::Fact(..) | Event::Dataset(..) | Event::Tool(..) | Event::Person(..));
            let imported = matches!(fact.event, Event::Dataset(..));
            picture.apply(fact);
            if imported {
                let arrival = picture.arrivals().next_back().cloned();
                if let Some(arrival) = arrival
                    && let Some((content, _)) = imports::parse(store, &arrival, key)?
                {
                    content.enter(&mut picture, &arrival.dataset, arrival.position);
                }
            }
            found.facts += 1;
            if found.facts.is_multiple_of(4096) {
                progress(found.facts, head);
            }
            Ok::<(), Problem>(())
        })();
        match step {
            Ok(()) => ControlFlow::Continue(()),
            Err(problem) => {
                failed = Some(problem);
                ControlFlow::Break(())
            }
        }
    })?;
    rules.end(&mut found);
    failed.map_or(Ok(found), Err)
}

impl App {
    /// What was on the page a decision was opened on, from the log.
    ///
    /// Errors: there is no such decision, or the log cannot be read.
    pub fn page_facts(&self, decision: u64) -> Result<serde_json::Value, Problem> {
        let opened = self.history(&format!("decision:{decision}"))?.into_iter().find_map(|fact| match fact.event {
            Event::Decision(_, decision::Event::Opened { facts, .. }) => Some(facts.document()),
            _ => None,
        });
        opened.ok_or_else(|| {
            Problem::not_found(Say::new(format!("la décision {decision}"), format!("decision {decision}")))
        })
    }
}

fn page_of(picture: &Picture, about: &Ref, options: &[Choice], at: Timestamp) -> Option<Page> {
    if about.kind() == Kind::Promise {
        let ready_by = options.iter().find_map(Choice::until)?;
        return Some(picture.promised(about)?.page(ready_by, day_of(at)));
    }
    if about.kind() == Kind::Tool {
        let until = options.iter().find_map(Choice::until)?;
        let replace_by = options.iter().find_map(|choice| match choice {
            Choice::ReplaceBy { system, .. } => Some(system),
            _ => None,
        });
        return Some(picture.tool_page(about, replace_by, until, day_of(at)));
    }
    if about.kind() == base::Kind::Charter {
        let proposed = picture.charter().proposed.iter().rev().find(|(_, row)| row.key == about.key());
        return proposed.map(|(_, row)| picture.charter_page(row));
    }
    let number = about.key().parse().ok()?;
    if about.kind() == base::Kind::Pilot {
        let until = options.iter().find_map(Choice::until)?;
        return Some(picture.pilot_page(number, picture.pilot(number)?, until, day_of(at)));
    }
    if about.kind() == base::Kind::Change {
        return Some(picture.change_page(number, picture.change_of(number)?));
    }
    let request = picture.request(number)?;
    let reading = picture.reading(request, day_of(at))?.ok()?;
    Some(Page::of(number, request, &reading))
}

/// Compares what a decision was opened on with what the log gives: the sealed page as a whole, and the event's own
/// words with the page and the charter.
fn compare(
    number: u64,
    opened: &decision::Event,
    today: Date,
    page: Option<&Page>,
    charter: &Charter,
    found: &mut Replayed,
) {
    let decision::Event::Opened {
        request,
        lane,
        charter: version,
        class,
        deciders,
        deadline,
        silence,
        options,
        facts,
        hash,
    } = opened
    else {
        return;
    };
    found.decisions += 1;
    let quoted = facts.document();
    let mut differs = |what: &str, quoted: &Value, derived: &Value| {
        if quoted != derived {
            let (quoted, derived) = (said(quoted), said(derived));
            found.differs.push(Restated { about: decision_of(number), what: what.to_owned(), quoted, derived });
        }
    };
    differs("hash", &json!(hash), &json!(facts.hash()));
    // The charter as it stood when the decision was opened; before there were classes, the lane alone told the rule.
    differs("charter", &json!(version), &json!(charter.version));
    if let Some(class) = class {
        differs("class", &json!(class), &json!(charter::class_for(request, *lane)));
    }
    let rule = charter.terms(class.as_deref().unwrap_or(charter::class_of(*lane)));
    differs("deciders", &json!(deciders), &json!(rule.deciders));
    differs("deadline", &json!(deadline), &json!(rule.deadline(today)));
    differs("silence", &json!(silence), &json!(rule.silence));
    let Some(page) = page else {
        differs("page", &json!("a page of facts"), &Value::Null);
        return;
    };
    match request.kind() {
        Kind::Tool => {
            differs("tool of the event", &json!(request), &page.facts["tool"]);
            differs("lane of the event", &json!(lane), &json!(Lane::Standard));
        }
        base::Kind::Charter => {
            differs("row of the event", &json!(request.key()), &page.facts["charter"]);
            differs("lane of the event", &json!(lane), &json!(Lane::Standard));
        }
        Kind::Promise => {
            differs("promise of the event", &json!(request), &page.facts["promise"]);
            differs("lane of the event", &json!(lane), &json!(Lane::Standard));
        }
        base::Kind::Change => {
            differs("change of the event", &json!(request.key()), &json!(page.facts["change"].to_string()));
            differs("lane of the event", &json!(lane), &json!(Lane::Standard));
        }
        base::Kind::Pilot => {
            differs("pilot of the event", &json!(request.key()), &json!(page.facts["pilot"].to_string()));
            differs("lane of the event", &json!(lane), &json!(Lane::Standard));
        }
        _ => {
            differs("request of the event", &json!(request.key()), &json!(page.facts["request"].to_string()));
            differs("lane of the event", &json!(lane), &page.facts["lane"]);
        }
    }
    differs("options of the event", &json!(options), &json!(page.options));
    let can = |part: &str| !page.erased.contains(&part);
    for part in keys(&quoted, &page.facts).filter(|part| *part != "figures" && can(part)) {
        differs(part, &quoted[part], &page.facts[part]);
    }
    found.erased += page.erased.len();
    if can("figures") {
        let (quoted, derived) = (&quoted["figures"], &page.facts["figures"]);
        // A figure that only one of the two pages has is a difference like any other.
        for key in keys(quoted, derived) {
            differs(key, &quoted[key], &derived[key]);
        }
        found.figures += quoted.as_object().map_or(0, serde_json::Map::len);
    }
}

fn decision_of(number: u64) -> Ref {
    Ref::new(base::Kind::Decision, &number.to_string())
}

/// The keys of two documents, each once.
fn keys<'a>(one: &'a Value, other: &'a Value) -> impl Iterator<Item = &'a str> {
    let of = |it: &'a Value| it.as_object().into_iter().flat_map(|it| it.keys().map(String::as_str));
    of(one).chain(of(other)).collect::<BTreeSet<&str>>().into_iter()
}

/// A value as a finding tells it.
fn said(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

/// Follows the signatures of decisions: what stands in the log is what the rules made of each of them, by somebody who
/// might sign.
#[derive(Default)]
struct Rules {
    /// What still has to follow from the newest signature of a decision.
    due: BTreeMap<u64, VecDeque<decision::Event>>,
}

impl Rules {
    fn follow(
        &mut self,
        picture: &Picture,
        number: u64,
        event: &decision::Event,
        actor: Option<PersonId>,
        at: Timestamp,
        found: &mut Replayed,
    ) {
        use decision::Event::{
            Compromised, Confirmed, Escalated, Made, Opened, Reopened, RestatementConfirmed, RestatementCorrected,
            Signed,
        };
        use decision::{Command, How};
        let mut differs = |what: &str, quoted: String, derived: String| {
            found.differs.push(Restated { about: decision_of(number), what: what.to_owned(), quoted, derived });
        };
        let state = picture.decision(number);
        if let Some(due) = self.due.get_mut(&number).and_then(VecDeque::pop_front) {
            if due != *event {
                differs("consequence", written(event), written(&due));
                self.due.remove(&number);
            }
            return;
        }
        let by = actor.map_or(Actor::House, Actor::Person);
        let command = match event {
            // What it was opened on is compared with its page.
            Opened { .. } => return,
            Signed { side, choice, hash, remark } => {
                if by.signs_for(picture) != Some(*side) {
                    let role = by.signs_for(picture).map_or("no side".to_owned(), |side| format!("{side:?}"));
                    differs("signer", format!("{side:?}"), role);
                }
                Command::Sign { side: *side, choice: choice.clone(), hash: hash.clone(), remark: remark.clone() }
            }
            Compromised { terms } => Command::Compromise { terms: terms.clone(), says_something: true },
            decision::Event::Restated { by: side, words } => {
                stands_on(picture, actor, *side, &mut differs);
                Command::Restate { by: *side, words: words.clone(), says_something: true }
            }
            RestatementConfirmed { side } => {
                stands_on(picture, actor, *side, &mut differs);
                Command::AnswerRestatement { side: *side, correction: None }
            }
            RestatementCorrected { side, words } => {
                stands_on(picture, actor, *side, &mut differs);
                Command::AnswerRestatement { side: *side, correction: Some(words.clone()) }
            }
            Escalated { .. } => Command::Escalate { today: day_of(at) },
            Made { how: How::Provisional, .. } => Command::LetDeadlinePass { today: day_of(at) },
            Made { how: How::Arbitrated, choice } => {
                if !by.may(picture, Right::Arbitrate) {
                    differs("arbiter", written(event), "nobody who may arbitrate".to_owned());
                }
                let hash = state.map_or_else(String::new, |state| state.hash.clone());
                Command::Arbitrate { choice: choice.clone(), hash }
            }
            Made { how: How::Together, .. } | Confirmed { .. } | Reopened { .. } => {
                differs("consequence", written(event), "no signature that leads to it".to_owned());
                return;
            }
        };
        let follows = Decision::decide(state, command, &Context { actor, now: at });
        let mut follows = match follows {
            Ok(events) => VecDeque::from(events),
            Err(refusal) => {
                differs("signature", written(event), refusal.say().en);
                return;
            }
        };
        match follows.pop_front() {
            Some(first) if first == *event => {
                self.due.insert(number, follows);
            }
            other => differs("signature", written(event), other.map_or("nothing".to_owned(), |it| written(&it))),
        }
    }

    /// What should have followed and does not stand in the log.
    fn end(self, found: &mut Replayed) {
        for (decision, due) in self.due {
            found.differs.extend(due.iter().map(|event| Restated {
                about: decision_of(decision),
                what: "consequence".to_owned(),
                quoted: "nothing".to_owned(),
                derived: written(event),
            }));
        }
    }
}

/// Notes that somebody spoke for a side on which they do not stand.
fn stands_on(
    picture: &Picture,
    actor: Option<PersonId>,
    side: base::Side,
    differs: &mut impl FnMut(&str, String, String),
) {
    let stands = actor.and_then(|id| picture.person(id)).map(|person| person.signs_for().unwrap_or(person.side));
    if stands != Some(side) {
        differs("side", format!("{side:?}"), format!("{stands:?}"));
    }
}

fn written(event: &decision::Event) -> String {
    serde_json::to_string(event).unwrap_or_default()
}

impl Restated {
    /// In words.
    pub fn say(&self) -> Say {
        let Restated { about, what, quoted, derived } = self;
        let number = about.key();
        let (fr, en) = match about.kind() {
            base::Kind::BusinessCase => ("dossier de la demande", "business case of request"),
            base::Kind::Promise => ("promesse", "promise"),
            base::Kind::Change => ("changement", "change"),
            _ => ("décision", "decision"),
        };
        Say::new(
            format!("{fr} {number}, {what} : cité {quoted}, le journal donne {derived}"),
            format!("{en} {number}, {what}: quoted {quoted}, the log gives {derived}"),
        )
    }
}
