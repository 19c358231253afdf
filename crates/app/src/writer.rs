//! The one writer: takes what waits, decides it in order, appends it in one go, shows the new picture, answers.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use arc_swap::ArcSwap;
use base::{Aggregate, CommandId, Ref, Say};
use jiff::Timestamp;
use landscape::statement::Statements;
use picture::{Event, Fact, Picture};
use sha2::{Digest, Sha256};
use store::{Appended, Commit, NewEvent, Store};
use tokio::sync::watch;

use crate::actor::Actor;
use crate::desk::{self, fresh_id};
use crate::imports::Content;
use crate::order::{Order, Receipt};
use crate::problem::{Kind, Problem};

/// How many orders are decided and synced together at most.
const BATCH: usize = 256;

/// An order with everything it needs to be carried out once.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Names the order; the same id with the same order is carried out once.
    pub command: CommandId,
    /// Who gives it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The version the thing must have (If-Match); `None`: any.
    pub expect: Option<(Ref, u64)>,
    /// What to do.
    pub order: Order,
}

/// A fresh command id.
pub fn new_command(now: Timestamp) -> CommandId {
    // Without random bytes the order is refused when it is decided; a nil id then names nothing.
    CommandId(fresh_id(now).unwrap_or_default())
}

type Answer = Result<Receipt, Problem>;
type Aside = Box<dyn FnOnce(&mut Store) + Send>;
/// What one ticket comes to against a picture; the digest is the order's.
type Decide = fn(&Picture, &Ticket, [u8; 32]) -> Result<(Commit, Vec<Event>, Receipt), Problem>;

pub(crate) enum Work {
    Order(Box<Ticket>, Sender<Answer>),
    /// Something with the store that is no fact: a dataset's bytes, a session, a forgetting.
    Aside(Aside),
}

/// Runs until every handle is dropped.
pub(crate) fn run(mut store: Store, shown: &ArcSwap<Picture>, position: &watch::Sender<u64>, work: &Receiver<Work>) {
    while let Ok(first) = work.recv() {
        let mut orders = Vec::new();
        let mut next = Some(first);
        while let Some(work_item) = next.take() {
            match work_item {
                Work::Order(ticket, reply) => orders.push((*ticket, reply)),
                Work::Aside(aside) => {
                    carry_out(&mut store, shown, position, std::mem::take(&mut orders), prepare);
                    // Whoever asked is told by the silence of the reply; a transaction begun is taken back.
                    if catch_unwind(AssertUnwindSafe(|| aside(&mut store))).is_err() {
                        tracing::error!("work beside the log panicked");
                    }
                }
            }
            if orders.len() < BATCH {
                next = work.try_recv().ok();
            }
        }
        carry_out(&mut store, shown, position, orders, prepare);
    }
}

/// What became of an order before its batch is appended.
enum Fate {
    /// It is answered whatever happens to the batch.
    Settled(Answer),
    /// It is the nth commit of the batch.
    Appends(usize, Receipt),
    /// It repeats the nth commit of this very batch.
    Repeats(usize),
}

/// A batch that is decided and not yet appended.
struct Batch {
    /// The picture once it is.
    working: Picture,
    commits: Vec<Commit>,
    /// One for each ticket.
    fates: Vec<Fate>,
}

/// Decides and appends a batch; answers only once what it answers is on disk.
fn carry_out(
    store: &mut Store,
    shown: &ArcSwap<Picture>,
    position: &watch::Sender<u64>,
    orders: Vec<(Ticket, Sender<Answer>)>,
    decide: Decide,
) {
    if orders.is_empty() {
        return;
    }
    let (tickets, replies): (Vec<Ticket>, Vec<Sender<Answer>>) = orders.into_iter().unzip();
    let from = Picture::clone(&shown.load());
    // What a panic leaves behind is dropped with it: the store is only asked, and the picture is a copy.
    let decided = catch_unwind(AssertUnwindSafe(|| decide_all(store, from, &tickets, decide)));
    let Ok(Batch { working, commits, fates }) = decided else {
        if let ([ticket], [reply]) = (&*tickets, &*replies) {
            tracing::error!(command = ?ticket.command, "deciding an order panicked");
            let _ = reply.send(Err(internal()));
        } else {
            // One order's fault is not its neighbours': each is carried out alone.
            for order in tickets.into_iter().zip(replies) {
                carry_out(store, shown, position, vec![order], decide);
            }
        }
        return;
    };
    let appended = if commits.is_empty() { Ok(Vec::new()) } else { store.append(&commits) };
    let all_done = |results: &[Appended]| results.iter().all(|result| matches!(result, Appended::Done { .. }));
    let failed = match appended {
        Ok(results) if all_done(&results) => {
            if !commits.is_empty() {
                let at = working.position;
                shown.store(Arc::new(working));
                position.send_replace(at);
            }
            None
        }
        // One writer decides against its own picture, so what does not fit is a fault of ours.
        Ok(results) => {
            tracing::error!(?results, "the log refused a batch of its only writer");
            Some(internal())
        }
        Err(fault) => {
            tracing::error!(%fault, "a batch was not appended");
            Some(Problem::from(fault))
        }
    };
    let receipts: HashMap<usize, Receipt> = fates
        .iter()
        .filter_map(|fate| match fate {
            Fate::Appends(nth, receipt) => Some((*nth, receipt.clone())),
            _ => None,
        })
        .collect();
    for (fate, reply) in fates.into_iter().zip(replies) {
        let answer = match (fate, &failed) {
            (Fate::Settled(answer), _) => answer,
            (_, Some(problem)) => Err(problem.clone()),
            (Fate::Appends(nth, _) | Fate::Repeats(nth), None) => receipts.get(&nth).cloned().ok_or_else(internal),
        };
        // Whoever asked may have gone away; the fact stands all the same.
        let _ = reply.send(answer);
    }
}

/// Decides tickets in order, each on what those before it have made of the picture.
fn decide_all(store: &Store, mut working: Picture, tickets: &[Ticket], decide: Decide) -> Batch {
    let mut commits: Vec<Commit> = Vec::new();
    let mut in_batch: HashMap<CommandId, usize> = HashMap::new();
    let mut landscape_changed = false;
    let mut fates = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let digest = digest(ticket);
        if let Some(&nth) = in_batch.get(&ticket.command) {
            let same = commits[nth].digest == digest;
            fates.push(if same { Fate::Repeats(nth) } else { Fate::Settled(Err(reused())) });
            continue;
        }
        match done_before(store, ticket, digest) {
            Ok(None) => {}
            Ok(Some(receipt)) => {
                fates.push(Fate::Settled(Ok(receipt)));
                continue;
            }
            Err(problem) => {
                fates.push(Fate::Settled(Err(problem)));
                continue;
            }
        }
        // What is decided on the landscape is decided on what this very batch has made of it.
        if landscape_changed {
            working.rebuild_catalog();
            landscape_changed = false;
        }
        match decide(&working, ticket, digest) {
            Err(problem) => fates.push(Fate::Settled(Err(problem))),
            Ok((commit, events, receipt)) => {
                let before = working.position;
                let of_tools = events.iter().any(|event| matches!(event, Event::Tool(..) | Event::Person(..)));
                apply(&mut working, ticket, events, &mut landscape_changed);
                for text in &commit.texts {
                    working.learn_words(text.text.id, &text.words);
                }
                // After the words: a person's address tells which domains are the house's own.
                if of_tools {
                    working.rebuild_shadow();
                }
                debug_assert_eq!(working.position, before + commit.events.len() as u64);
                in_batch.insert(ticket.command, commits.len());
                fates.push(Fate::Appends(commits.len(), receipt));
                commits.push(commit);
            }
        }
    }
    if landscape_changed {
        working.rebuild_catalog();
    }
    Batch { working, commits, fates }
}

fn done_before(store: &Store, ticket: &Ticket, digest: [u8; 32]) -> Result<Option<Receipt>, Problem> {
    match store.outcome(ticket.command)? {
        None => Ok(None),
        Some(done) if done.digest == digest => serde_json::from_str(&done.outcome).map(Some).map_err(|_| internal()),
        Some(_) => Err(reused()),
    }
}

fn prepare(working: &Picture, ticket: &Ticket, digest: [u8; 32]) -> Result<(Commit, Vec<Event>, Receipt), Problem> {
    if let Some((thing, expected)) = &ticket.expect {
        let actual = working.version(thing);
        if actual != *expected {
            return Err(moved_on(*expected, actual));
        }
    }
    let draft = desk::decide(working, ticket.actor, ticket.at, &ticket.order)?;
    let mut versions: HashMap<String, u64> = HashMap::new();
    let events: Vec<NewEvent> = draft
        .events
        .iter()
        .map(|event| {
            let stream = event.stream();
            let version = versions.entry(stream.clone()).or_insert_with(|| working.version_of(event));
            *version += 1;
            let (kind, payload) = event.write();
            NewEvent { stream, version: *version, kind, payload }
        })
        .collect();
    // What is stated about a thing stands in a stream of its own.
    let about_version = |about: &Ref| {
        let stated = || versions.get(&format!("{}:{about}", Statements::STREAM));
        versions.get(&about.to_string()).or_else(stated).copied().unwrap_or_else(|| working.version(about))
    };
    let receipt = Receipt {
        version: draft.about.as_ref().map_or(0, about_version),
        about: draft.about,
        position: working.position + events.len() as u64,
        facts: events.len(),
    };
    let outcome = serde_json::to_string(&receipt).map_err(|_| internal())?;
    let commit = Commit {
        command: ticket.command,
        digest,
        actor: ticket.actor.person(),
        cause: None,
        at: ticket.at,
        texts: if events.is_empty() { Vec::new() } else { draft.texts },
        events,
        outcome,
    };
    Ok((commit, draft.events, receipt))
}

fn apply(working: &mut Picture, ticket: &Ticket, events: Vec<Event>, landscape_changed: &mut bool) {
    let actor = ticket.actor.person();
    for event in events {
        let position = working.position + 1;
        *landscape_changed |= matches!(event, Event::Fact(..) | Event::Dataset(..));
        let imported = matches!(event, Event::Dataset(..));
        working.apply(Fact { position, at: ticket.at, actor, event });
        if let (true, Order::Import { dataset, content, .. }) = (imported, &ticket.order) {
            let mut content = Content::clone(content);
            content.claims.iter_mut().for_each(|claim| claim.position = position);
            content.enter(working, dataset, position);
        }
    }
}

/// What idempotency compares: who ordered what.
fn digest(ticket: &Ticket) -> [u8; 32] {
    let order = serde_json::to_vec(&(ticket.actor.person(), &ticket.order)).unwrap_or_default();
    Sha256::digest(&order).into()
}

fn reused() -> Problem {
    Problem::new(
        Kind::Conflict,
        Say::new("ce numéro d'ordre a déjà servi à un autre ordre", "this command id was used for another order"),
        Say::new("envoyez l'ordre avec un nouveau numéro", "send the order with a new id"),
    )
}

fn moved_on(expected: u64, actual: u64) -> Problem {
    Problem::new(
        Kind::Conflict,
        Say::new(
            format!("quelqu'un est passé avant vous (version {actual}, vous lisiez la {expected})"),
            format!("somebody was first (version {actual}, you were reading {expected})"),
        ),
        Say::new("relisez la page, puis recommencez", "read the page again, then repeat"),
    )
}

fn internal() -> Problem {
    Problem::new(
        Kind::Internal,
        Say::new("une erreur de notre fait ; rien n'a été enregistré", "a fault of ours; nothing was recorded"),
        Say::new("réessayez ; si cela dure, lancez « entente doctor »", "try again; if it lasts, run “entente doctor”"),
    )
}

/// Sends work to the writer and waits for its answer.
pub(crate) fn ask(writer: &Sender<Work>, ticket: Ticket) -> Answer {
    let (reply, answer) = channel();
    writer.send(Work::Order(Box::new(ticket), reply)).map_err(|_| internal())?;
    answer.recv().map_err(|_| internal())?
}

/// Has the writer do something with the store that is no fact, and waits for the result.
pub(crate) fn aside<T: Send + 'static>(
    writer: &Sender<Work>,
    what: impl FnOnce(&mut Store) -> T + Send + 'static,
) -> Result<T, Problem> {
    let (reply, answer) = channel();
    let aside: Aside = Box::new(move |store| {
        let _ = reply.send(what(store));
    });
    writer.send(Work::Aside(aside)).map_err(|_| internal())?;
    answer.recv().map_err(|_| internal())
}

#[cfg(test)]
mod tests {
    use base::Lang;

    use super::*;
    use crate::clock::Clock;
    use crate::open::App;

    fn ask(sentence: &str) -> Ticket {
        let order = Order::Ask { sentence: sentence.to_owned(), lang: Lang::Fr };
        let at = "2026-08-06T10:00:00Z".parse().expect("a written instant");
        Ticket { command: new_command(at), actor: Actor::House, at, expect: None, order }
    }

    #[test]
    fn an_order_whose_deciding_panics_is_answered_and_its_neighbours_are_carried_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::open(folder.path()).expect("it opens");
        let (shown, (position, _)) = (ArcSwap::from_pointee(Picture::default()), watch::channel(0));
        let decide: Decide = |picture, ticket, digest| {
            assert!(ticket.order != ask("de trop").order, "a fault of ours");
            prepare(picture, ticket, digest)
        };
        let mut batch = |sentences: &[&str]| -> Vec<Answer> {
            let (orders, answers): (Vec<_>, Vec<_>) = sentences
                .iter()
                .map(|sentence| {
                    let (reply, answer) = channel();
                    ((ask(sentence), reply), answer)
                })
                .unzip();
            carry_out(&mut store, &shown, &position, orders, decide);
            answers.iter().map(|answer| answer.recv().expect("everyone is answered")).collect()
        };
        let kinds = |answers: &[Answer]| -> Vec<Result<u64, Kind>> {
            answers.iter().map(|it| it.as_ref().map(|receipt| receipt.position).map_err(|p| p.kind)).collect()
        };
        let answers = batch(&["un", "de trop", "deux"]);
        assert_eq!(kinds(&answers), [Ok(1), Err(Kind::Internal), Ok(2)]);
        assert_eq!(kinds(&batch(&["trois"])), [Ok(3)]);
        assert_eq!(shown.load().requests().count(), 3);
    }

    #[test]
    fn the_writer_outlives_a_panic_in_what_it_does_beside_the_log() {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::open(folder.path(), Clock::Real).expect("it opens");
        let failed = aside(app.writer(), |_| -> u8 { panic!("a fault of ours") });
        assert_eq!(failed.map_err(|problem| problem.kind), Err(Kind::Internal));
        assert!(app.carry_out(ask("un souhait")).is_ok());
    }
}
