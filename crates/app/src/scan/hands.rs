//! Several hands over many files: each takes a file of its own, or helps with the blocks of another's.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use base::Say;
use discovery::formats::{self, Setting, Unrecognised};
use discovery::harvest::Harvest;
use discovery::lines::BLOCK;
use jiff::civil::Date;

use super::feed::{Feed, Shared};
use super::find::{Candidate, Source};
use super::open::Bytes;
use super::parcel::{self, LogRead, Outcome, Parcel, Reading};
use super::report::{Note, Skip};
use super::{Plan, Progress, Scanned, Watch, list, memory, pihole};
use crate::problem::Problem;

/// Reads every parcel that is not remembered, and puts together what all of them came to.
pub(super) fn read(parcels: Vec<Parcel>, plan: &Plan, watch: &Watch<'_>) -> Result<Scanned, Problem> {
    let total = |parcels: &[Parcel]| parcels.iter().flat_map(|parcel| &parcel.files).map(Candidate::told_size).sum();
    let progress = Told {
        bytes: AtomicU64::new(0),
        bytes_total: total(&parcels),
        lines: AtomicU64::new(0),
        files: AtomicUsize::new(0),
        files_total: parcels.iter().map(|parcel| parcel.files.len()).sum(),
    };
    let works: Vec<Work> = parcels.into_iter().map(|parcel| Work::new(parcel, plan)).collect();
    let room = Room {
        queue: Mutex::new(Queue { next: VecDeque::new(), opening: 0, feeds: Vec::new() }),
        changed: Condvar::new(),
        works: &works,
        fold: Mutex::new(Fold::default()),
        progress,
        seed: memory::seed(),
        plan,
        watch,
    };
    for (at, work) in works.iter().enumerate() {
        if !work.remembered {
            lock(&room.queue).next.extend((0..work.count).map(|file| (at, file)));
        }
    }
    room.fold(None);
    std::thread::scope(|scope| {
        // The calling thread is a hand itself.
        for _ in 1..plan.hands.clamp(1, HANDS_MOST) {
            scope.spawn(|| room.hand());
        }
        room.hand();
    });
    room.finish()
}

/// More hands than this only wait for one another.
const HANDS_MOST: usize = 64;

/// A parcel to be read.
struct Work {
    count: usize,
    mark: Option<String>,
    /// Whether it was remembered when the scan began; what is read meanwhile is handed over, not recalled.
    remembered: bool,
    files: Mutex<Vec<Option<Candidate>>>,
    reading: Reading,
}

impl Work {
    fn new(parcel: Parcel, plan: &Plan) -> Work {
        let remembered = match (&plan.memory, &parcel.mark) {
            (Some(memory), Some(mark)) => memory.knows(mark),
            _ => false,
        };
        let count = parcel.files.len();
        let files = Mutex::new(parcel.files.into_iter().map(Some).collect());
        Work { count, mark: parcel.mark, remembered, files, reading: Reading::new(count) }
    }
}

/// Puts together what parcels came to, in their order, as soon as those before are there: little waits in memory.
#[derive(Default)]
struct Fold {
    /// The first parcel that is not folded in.
    next: usize,
    early: BTreeMap<usize, parcel::Read>,
    scanned: Scanned,
    /// Harvests of so many parcels each, the later ones fewer: each is added to others about as large.
    parts: Vec<(usize, Vec<Harvest>)>,
    problem: Option<Problem>,
}

impl Fold {
    fn take(&mut self, read: parcel::Read) {
        self.next += 1;
        self.scanned.files.extend(read.files);
        self.scanned.skipped.extend(read.skipped);
        self.parts.push((1, read.harvests));
        while let [.., (before, _), (last, _)] = self.parts.as_slice()
            && last >= before
        {
            self.join_last();
        }
    }

    fn join_last(&mut self) {
        let Some((count, harvests)) = self.parts.pop() else { return };
        let Some((before, into)) = self.parts.last_mut() else { return self.parts.push((count, harvests)) };
        *before += count;
        for harvest in harvests {
            match into.iter_mut().find(|known| known.kind == harvest.kind) {
                Some(known) => known.add(harvest),
                None => into.push(harvest),
            }
        }
    }

    fn end(mut self) -> Result<Scanned, Problem> {
        while self.parts.len() > 1 {
            self.join_last();
        }
        self.scanned.harvests = self.parts.pop().map(|(_, harvests)| harvests).unwrap_or_default();
        self.scanned.harvests.sort_by_key(|harvest| harvest.kind);
        self.problem.map_or(Ok(self.scanned), Err)
    }
}

/// What hands may do next.
struct Queue {
    next: VecDeque<(usize, usize)>,
    /// Files of which it is not known yet whether help is wanted.
    opening: usize,
    feeds: Vec<Arc<Open>>,
}

/// A log whose blocks several hands read.
struct Open {
    work: usize,
    file: usize,
    blocks: Shared,
    log: Mutex<Option<LogRead>>,
}

enum Task {
    Own(usize, usize),
    Help(Arc<Open>),
}

/// Where the hands meet.
struct Room<'a> {
    queue: Mutex<Queue>,
    changed: Condvar,
    works: &'a [Work],
    fold: Mutex<Fold>,
    progress: Told,
    seed: u64,
    plan: &'a Plan,
    watch: &'a Watch<'a>,
}

struct Told {
    bytes: AtomicU64,
    bytes_total: u64,
    lines: AtomicU64,
    files: AtomicUsize,
    files_total: usize,
}

pub(super) fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Candidate {
    /// Its size, if it has one.
    fn told_size(&self) -> u64 {
        match self.source {
            Source::File(_) => self.size,
            Source::Stream(_) => 0,
        }
    }

    /// The day its lines are of at the latest.
    fn around(&self, today: Date) -> Date {
        const FIRST: Date = Date::constant(2000, 1, 1);
        let written = self.modified.map(|at| base::local(at).date());
        written.filter(|day| (FIRST..=today).contains(day)).unwrap_or(today)
    }
}

impl Room<'_> {
    /// What one hand does until nothing is left.
    fn hand(&self) {
        let mut block = Vec::with_capacity(BLOCK + (BLOCK >> 2));
        while let Some(task) = self.task() {
            match task {
                Task::Own(work, file) => self.file(work, file, &mut block),
                Task::Help(open) => self.help(&open, &mut block),
            }
        }
    }

    /// What to do next; waits while a file is being opened with which help may be wanted.
    fn task(&self) -> Option<Task> {
        let mut queue = lock(&self.queue);
        loop {
            if self.watch.stopped() {
                return None;
            }
            if let Some((work, file)) = queue.next.pop_front() {
                queue.opening += 1;
                return Some(Task::Own(work, file));
            }
            if let Some(open) = queue.feeds.first() {
                open.blocks.hands.fetch_add(1, Ordering::Relaxed);
                return Some(Task::Help(Arc::clone(open)));
            }
            if queue.opening == 0 {
                return None;
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn file(&self, work: usize, at: usize, block: &mut Vec<u8>) {
        let mut opening = Opening { room: self, feed: None };
        let Some(it) = self.works.get(work) else { return };
        let candidate = lock(&it.files).get_mut(at).and_then(Option::take);
        let Some(mut candidate) = candidate else { return };
        let size = candidate.told_size();
        match self.begin(it, at, &mut candidate) {
            Begun::Over(outcome) => {
                drop(opening);
                self.progress.bytes.fetch_add(size, Ordering::Relaxed);
                self.over(work, at, outcome, &candidate.name);
            }
            Begun::Feed(feed, log) => {
                // A small file is read sooner than a second hand could come.
                let small = size < 2 * BLOCK as u64 && !feed.bytes.packed();
                let open = Arc::new(Open { work, file: at, blocks: Shared::new(*feed), log: Mutex::new(Some(log)) });
                opening.feed = (!small).then(|| Arc::clone(&open));
                drop(opening);
                self.help(&open, block);
            }
        }
    }

    /// Opens a file and finds out what it is; what is no log is read at once.
    fn begin(&self, work: &Work, at: usize, candidate: &mut Candidate) -> Begun {
        let plan = self.plan;
        let mut bytes = match Bytes::open(candidate, &plan.limits) {
            Ok(bytes) => bytes,
            Err(why) => return Begun::Over(Outcome::skipped(candidate, why)),
        };
        let setting = Setting { around: candidate.around(plan.today) };
        if pihole::is_one(bytes.head()) {
            let into = (&work.reading, parcel::source(at));
            return Begun::Over(pihole::read(candidate, bytes.packed(), into, plan, self.seed, self.watch));
        }
        // Lists bear marks that no log bears.
        if list::is_one(bytes.head()) {
            return Begun::Over(self.whole(candidate, bytes));
        }
        match formats::recognise(bytes.head(), &setting) {
            Ok(reader) => {
                let log = LogRead::of(candidate, &reader);
                Begun::Feed(Box::new(Feed::new(bytes, reader)), log)
            }
            Err(_) => {
                let notes = bytes.notes();
                Begun::Over(Outcome::skipped(candidate, nothing_in(&notes, bytes.head().is_empty())))
            }
        }
    }

    /// Reads a file that is no log.
    fn whole(&self, candidate: &Candidate, mut bytes: Bytes) -> Outcome {
        let most = self.plan.limits.whole;
        let mut all = Vec::new();
        while bytes.more(&mut all, BLOCK) > 0 {
            if all.len() as u64 > most {
                return Outcome::skipped(candidate, Skip::TooLarge { most });
            }
        }
        match list::read(&candidate.name, &all, self.plan) {
            Ok((mut reports, harvests)) => {
                if let Some(first) = reports.first_mut() {
                    (first.size, first.decoded) = (bytes.consumed(), bytes.decoded());
                    first.notes.extend(bytes.notes());
                }
                Outcome::Whole(reports, harvests)
            }
            Err(Unrecognised { reason, way_out }) => {
                Outcome::skipped(candidate, Skip::Unrecognised { reason, way_out })
            }
        }
    }

    /// Reads blocks of a log until there are none, with others or alone.
    fn help(&self, open: &Open, block: &mut Vec<u8>) {
        let Some(work) = self.works.get(open.work) else { return };
        let (kind, name) = match &*lock(&open.log) {
            Some(log) => (log.kind, log.file.clone()),
            None => return,
        };
        let mut mine = work.reading.take(kind, self.plan, self.seed);
        mine.begin(parcel::source(open.file));
        let mut unpacks = false;
        while let Some(mut next) = open.blocks.next(block, &mut unpacks, || self.watch.stopped()) {
            next.reader.read(block, next.first, &mut mine);
            self.progress.bytes.fetch_add(next.consumed, Ordering::Relaxed);
            self.progress.lines.fetch_add(next.lines, Ordering::Relaxed);
            self.tell(&name);
        }
        {
            let mut queue = lock(&self.queue);
            queue.feeds.retain(|other| !std::ptr::eq(Arc::as_ptr(other), open));
            // Whoever is not the last puts down what was counted before leaving: the last closes the parcel.
            if open.blocks.hands.load(Ordering::Relaxed) > 1 {
                work.reading.give(kind, mine);
                open.blocks.hands.fetch_sub(1, Ordering::Relaxed);
                return;
            }
        }
        let Some(mut log) = lock(&open.log).take() else { return };
        let mut feed = open.blocks.feed();
        feed.leave(&mut mine);
        (log.size, log.decoded) = (feed.bytes.consumed(), feed.bytes.decoded());
        log.notes = feed.bytes.notes();
        drop(feed);
        work.reading.give(kind, mine);
        self.over(open.work, open.file, Outcome::Log(Box::new(log)), &name);
    }

    /// Notes what became of a file, and closes its parcel after the last.
    fn over(&self, at: usize, file: usize, outcome: Outcome, name: &str) {
        let Some(work) = self.works.get(at) else { return };
        if !outcome.is_stopped() {
            self.progress.files.fetch_add(1, Ordering::Relaxed);
        }
        self.tell(name);
        if work.reading.done(file, outcome) {
            self.fold(Some(at));
        }
    }

    /// Closes a parcel that was read, remembers it, and folds in what is there in order.
    fn fold(&self, closed: Option<usize>) {
        let closed = closed.and_then(|at| self.works.get(at).map(|work| (at, work, work.reading.close(self.plan))));
        let kept = match (&closed, &self.plan.memory) {
            (Some((_, Work { mark: Some(mark), .. }, closed)), Some(memory)) if closed.stopped == 0 => {
                memory.keep(mark, &closed.read)
            }
            _ => Ok(()),
        };
        let mut fold = lock(&self.fold);
        if let Err(problem) = kept {
            fold.problem.get_or_insert(problem);
        }
        if let Some((at, _, closed)) = closed {
            fold.scanned.waiting += closed.stopped;
            fold.early.insert(at, closed.read);
        }
        loop {
            let at = fold.next;
            if let Some(read) = fold.early.remove(&at) {
                fold.take(read);
                continue;
            }
            let Some(work) = self.works.get(at).filter(|work| work.remembered) else { break };
            let (Some(memory), Some(mark)) = (&self.plan.memory, &work.mark) else { break };
            match memory.recall(mark) {
                Some(read) => {
                    self.progress.files.fetch_add(work.count, Ordering::Relaxed);
                    let bytes = lock(&work.files).iter().flatten().map(Candidate::told_size).sum();
                    self.progress.bytes.fetch_add(bytes, Ordering::Relaxed);
                    fold.scanned.remembered += work.count;
                    fold.take(read);
                }
                // What is remembered cannot be read: the files can, once.
                None => {
                    if memory.forget(mark) {
                        lock(&self.queue).next.extend((0..work.count).map(|file| (at, file)));
                    }
                    break;
                }
            }
        }
    }

    /// What all came to, once no hand is left.
    fn finish(self) -> Result<Scanned, Problem> {
        let Room { works, fold, plan, .. } = self;
        let mut fold = fold.into_inner().unwrap_or_else(PoisonError::into_inner);
        // The scan was stopped: what was read of parcels is told, and not remembered as the whole.
        while let Some(work) = works.get(fold.next) {
            let at = fold.next;
            let read = match (fold.early.remove(&at), &plan.memory, &work.mark) {
                (Some(read), ..) => read,
                (None, Some(memory), Some(mark)) if work.remembered => match memory.recall(mark) {
                    Some(read) => {
                        fold.scanned.remembered += work.count;
                        read
                    }
                    None => {
                        fold.scanned.waiting += work.count;
                        parcel::Read::default()
                    }
                },
                _ => {
                    let closed = work.reading.close(plan);
                    fold.scanned.waiting += closed.open + closed.stopped;
                    closed.read
                }
            };
            fold.take(read);
        }
        fold.end()
    }

    fn tell(&self, file: &str) {
        let Told { bytes, bytes_total, lines, files, files_total } = &self.progress;
        (self.watch.tell)(&Progress {
            bytes: bytes.load(Ordering::Relaxed),
            bytes_total: *bytes_total,
            lines: lines.load(Ordering::Relaxed),
            files: files.load(Ordering::Relaxed),
            files_total: *files_total,
            file: file.to_owned(),
        });
    }
}

/// A file that is being opened. Once this is dropped, however that comes, it is known whether help is wanted with it: no
/// hand waits for one that is gone.
struct Opening<'r, 'a> {
    room: &'r Room<'a>,
    feed: Option<Arc<Open>>,
}

impl Drop for Opening<'_, '_> {
    fn drop(&mut self) {
        let mut queue = lock(&self.room.queue);
        queue.opening -= 1;
        queue.feeds.extend(self.feed.take());
        self.room.changed.notify_all();
    }
}

/// What a file turned out to be.
enum Begun {
    Feed(Box<Feed>, LogRead),
    Over(Outcome),
}

/// Why nothing could be read of a file: its archive, if that is what failed, else that its form is not known.
fn nothing_in(notes: &[Note], empty: bool) -> Skip {
    let broken = notes.iter().find(|note| matches!(note, Note::Broken { .. } | Note::Failed { .. }));
    match broken {
        Some(Note::Failed { error, .. }) if empty => Skip::Unreadable { error: error.clone() },
        Some(note) if empty => Skip::Unrecognised {
            reason: note.say(),
            way_out: Say::new("demandez une nouvelle copie de l'archive", "ask for a new copy of the archive"),
        },
        _ if empty => Skip::Empty,
        _ => Skip::Unrecognised {
            reason: Say::new(
                "ce n'est ni un journal ni une liste d'une forme connue",
                "this is neither a log nor a list of a known form",
            ),
            way_out: Say::new(
                "sont lus : les journaux de serveurs mandataires, de pare-feu et de noms ; les zones DNS, rapports DMARC, connexions, dépenses, HAR, gestionnaires de balises et cookies",
                "read are: logs of proxies, firewalls and name servers; DNS zones, DMARC reports, sign-ins, expenses, HAR, tag managers and cookies",
            ),
        },
    }
}
