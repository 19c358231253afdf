//! Opening a store: folding the picture, starting the writer.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use base::{Kind, Ref, Say};
use discovery::pseudonym::PseudonymKey;
use jiff::civil::Date;
use picture::{Event, Fact, Picture};
use store::{Options, Store};
use tokio::sync::watch;

use crate::actor::Actor;
use crate::clock::Clock;
use crate::evidence;
use crate::imports;
use crate::order::{Order, Receipt};
use crate::problem::Problem;
use crate::writer::{self, Ticket, Work};

/// A store with its picture and its one writer.
pub struct App {
    pub(crate) shown: Arc<ArcSwap<Picture>>,
    pub(crate) reader: Mutex<Store>,
    pub(crate) clock: Clock,
    pub(crate) sessions: crate::accounts::Sessions,
    pub(crate) reports: imports::Reports,
    /// How trackers are reached and heard.
    pub(crate) tracking: crate::trackers::Tracking,
    /// What pseudonyms of people in logs are made with.
    pub(crate) key: PseudonymKey,
    /// What links are signed with.
    pub(crate) links: [u8; 32],
    /// What documents are countersigned with.
    pub(crate) documents: [u8; 32],
    /// What ids of records of customers are made with.
    pub(crate) ids: crate::matching::Ids,
    /// The one view of the customer, once somebody asked for it.
    pub(crate) customers: Mutex<Option<crate::matching::kept::Kept>>,
    folder: PathBuf,
    position: watch::Receiver<u64>,
    writer: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl App {
    /// Opens the store in a folder, makes it when absent, and folds its log.
    ///
    /// Errors: the store cannot be opened, or holds something this version cannot read.
    pub fn open(folder: &Path, clock: Clock) -> Result<App, Problem> {
        let mut store = Store::open(folder)?;
        let key = PseudonymKey::new(&store.secret(evidence::KEY)?);
        let links = store.secret(crate::link::KEY)?;
        let documents = store.secret(crate::document::KEY)?;
        let ids = crate::matching::Ids::new(&store.secret(crate::matching::KEY)?);
        let picture = fold(&store)?.with_key(key.clone());
        let reports = imports::Reports::default();
        let picture = imports::learn_all(&store, picture, &key, &reports)?;
        let options = Options { read_only: true, ..Options::default() };
        let reader = Mutex::new(Store::open_with(folder, options)?);
        let (tell, position) = watch::channel(picture.position);
        let shown = Arc::new(ArcSwap::from_pointee(picture));
        let (writer, work) = std::sync::mpsc::channel();
        let for_writer = Arc::clone(&shown);
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer::run(store, &for_writer, &tell, &work))
            .map_err(|error| {
                Problem::new(
                    crate::problem::Kind::Unavailable,
                    Say::new(
                        "la machine ne donne pas de fil d'exécution",
                        format!("no thread can be started ({error})"),
                    ),
                    Say::new("fermez d'autres programmes", "close other programs"),
                )
            })?;
        Ok(App {
            shown,
            reader,
            clock,
            sessions: Default::default(),
            reports,
            tracking: Default::default(),
            key,
            links,
            documents,
            ids,
            customers: Mutex::default(),
            folder: folder.to_path_buf(),
            position,
            writer: Some(writer),
            thread: Some(thread),
        })
    }

    /// The folder the store lives in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The picture at this instant; it stays as it is while one holds it.
    pub fn picture(&self) -> Arc<Picture> {
        self.shown.load_full()
    }

    /// The house's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Today, in the house's time zone.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// Tells the log position as it moves.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.position.clone()
    }

    /// Carries out an order; returns once its facts are on disk and in the picture.
    ///
    /// Errors: see [`crate::Kind`].
    pub fn submit(&self, actor: Actor, order: Order) -> Result<Receipt, Problem> {
        let now = self.clock.now();
        self.carry_out(Ticket { command: writer::new_command(now), actor, at: now, expect: None, order })
    }

    /// Carries out an order under the caller's own command id.
    ///
    /// Errors: see [`crate::Kind`]; whoever was second in a business case is told what changed ([`crate::Meanwhile`]).
    pub fn carry_out(&self, ticket: Ticket) -> Result<Receipt, Problem> {
        let case = match &ticket.order {
            Order::Case { request, order, seen } => {
                let read = seen.or(ticket.expect.as_ref().map(|(_, version)| *version));
                read.map(|read| (*request, order.clone(), read))
            }
            _ => None,
        };
        writer::ask(self.writer(), ticket).map_err(|problem| match case {
            Some((request, order, read)) if problem.kind == crate::problem::Kind::Conflict => {
                problem.beside(self.meanwhile(request, &order, read))
            }
            _ => problem,
        })
    }

    pub(crate) fn writer(&self) -> &Sender<Work> {
        self.writer.as_ref().expect("the writer is only let go when the app is dropped")
    }

    /// Reads from the store beside the writer.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&mut Store) -> T) -> T {
        read(&mut self.reader.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The facts an order made true, in the order of the log.
    ///
    /// Errors: the store cannot be read.
    pub(crate) fn facts_of(&self, receipt: &Receipt) -> Result<Vec<Fact>, Problem> {
        let first = receipt.position.saturating_sub(receipt.facts as u64) + 1;
        let mut facts = Vec::with_capacity(receipt.facts);
        self.read(|store| {
            store.refresh()?;
            store.read(first, Some(receipt.position), |envelope| {
                facts.push(to_fact(&envelope));
                ControlFlow::Continue(())
            })
        })?;
        facts.into_iter().collect()
    }

    /// Every fact of one life, oldest first.
    ///
    /// Errors: the store cannot be read.
    pub fn history(&self, stream: &str) -> Result<Vec<Fact>, Problem> {
        let envelopes = self.read(|store| {
            store.refresh()?;
            store.stream(stream)
        })?;
        envelopes.iter().map(|envelope| to_fact(&envelope.lend())).collect()
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.writer = None;
        if let Some(thread) = self.thread.take() {
            // The writer has finished what it was given; if it died, its words are in the log of the process.
            let _ = thread.join();
        }
    }
}

/// How many facts travel together from the reader of the log to the fold.
const CHUNK: usize = 4096;

/// Folds the whole log: one thread reads and decodes, this one folds.
fn fold(store: &Store) -> Result<Picture, Problem> {
    let mut picture = Picture::default();
    let (send, receive) = sync_channel::<Vec<Result<Fact, Problem>>>(8);
    std::thread::scope(|scope| {
        // Words and facts do not need one another while they are folded: a second reader opens the vault meanwhile.
        let folder = store.folder();
        let vault = scope.spawn(move || -> Result<Picture, Problem> {
            let vault = Store::open_with(folder, Options { read_only: true, ..Options::default() })?;
            let mut picture = Picture::default();
            vault.words(|id, text| picture.learn_words(id, text))?;
            Ok(picture)
        });
        let folded = scope.spawn(move || {
            for chunk in receive {
                for fact in chunk {
                    picture.apply(fact?);
                }
            }
            Ok(picture)
        });
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = store.read(1, None, |envelope| {
            chunk.push(to_fact(&envelope));
            if chunk.len() < CHUNK {
                return ControlFlow::Continue(());
            }
            match send.send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK))) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        // When the fold has stopped on an error, nobody receives any more: its result says why.
        let _ = send.send(chunk);
        drop(send);
        let folded = folded.join().unwrap_or_else(|_| Err(cannot_fold()));
        let words = vault.join().unwrap_or_else(|_| Err(cannot_fold()));
        read?;
        Ok(folded?.with_words_of(words?))
    })
}

fn cannot_fold() -> Problem {
    Problem::new(
        crate::problem::Kind::Internal,
        Say::new("le journal n'a pas pu être relu", "the log could not be folded"),
        Say::new("lancez « entente verify »", "run “entente verify”"),
    )
}

/// Reads an envelope as a fact.
pub(crate) fn to_fact(envelope: &store::Envelope<'_>) -> Result<Fact, Problem> {
    let event = Event::read(envelope.stream, envelope.payload).map_err(|unreadable| {
        Problem::new(
            crate::problem::Kind::Unavailable,
            Say::new(
                format!("le fait {} du journal n'est pas lisible ({unreadable})", envelope.position),
                format!("fact {} of the log cannot be read ({unreadable})", envelope.position),
            ),
            Say::new(
                "utilisez une version plus récente d'Entente, ou restaurez une sauvegarde",
                "use a newer Entente, or restore a backup",
            ),
        )
    })?;
    Ok(Fact { position: envelope.position, at: envelope.recorded_at, actor: envelope.actor, event })
}

/// A dataset's reference from its file name.
pub(crate) fn dataset_ref(file: &str) -> Ref {
    Ref::new(Kind::Dataset, file)
}
