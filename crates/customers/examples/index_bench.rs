//! Begins an index with the first records of a file, has the rest arrive one after another, each durable before it is
//! answered, and prints how long that takes beside what the disk itself takes in the same run.
//!
//! `cargo run --release -p customers --example index_bench -- FILE BASE FOLDER [--truth COLUMN] [--arrive N] [--check]`
//!
//! `--check` runs everything in full at the end: over the same estimates, which must give the same people, and, with the
//! truth, over estimates of its own. `… index_bench -- --open FOLDER` opens what such a run left, and tells the memory
//! it takes.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a bench reads files, measures time and prints

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use customers::resolution::column::Columns;
use customers::resolution::correct::Correction;
use customers::resolution::index::{Anchor, Change, Entry, Index, journal};
use customers::resolution::{evaluate, profile, resolve};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Records that are told one after another in the measurement of one, and together in that of many.
const ALONE: usize = 2_000;
const TOGETHER: usize = 64;
/// How many people are said to be two.
const CORRECTED: usize = 1_000;

fn main() -> Fallible<()> {
    let mut arguments = std::env::args().skip(1);
    let mut named = Vec::new();
    let (mut truth, mut arriving, mut check) = (String::new(), usize::MAX, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--truth" => truth = arguments.next().unwrap_or_default(),
            "--arrive" => arriving = arguments.next().unwrap_or_default().parse()?,
            "--check" => check = true,
            "--open" => return opened(Path::new(&arguments.next().unwrap_or_default())),
            _ => named.push(argument),
        }
    }
    let [file, base, folder] = named.as_slice() else { return Err("FILE BASE FOLDER".into()) };
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder)?;
    let told = Told::read(file, &truth, base.parse()?, arriving)?;

    let columns = told.columns(told.base);
    let model = profile::propose(&columns);
    let began = Instant::now();
    let run = resolve(&columns, &model, &[], &mut |_| {});
    drop(columns);
    println!("run over {} records {:.1} s", told.base, began.elapsed().as_secs_f64());
    let began = Instant::now();
    let index = Index::of(run, &model, &[], (0..told.base).map(anchor).collect());
    println!("index built {:.2} s; resident {:.0} MB", began.elapsed().as_secs_f64(), resident_mb());

    let mut kept = Kept::begin(index, folder)?;
    let mut next = told.base;
    kept.alone(&told, &mut next)?;
    kept.together(&told, &mut next)?;
    kept.corrected()?;
    println!("{} records; resident {:.0} MB", kept.index.len(), resident_mb());
    let kept = kept.reopen()?;
    if check {
        checked(&kept.index, &told);
    }
    Ok(())
}

/// Opens what a run left.
fn opened(folder: &Path) -> Fallible<()> {
    let (snapshot, cpu_began, began) = (std::fs::read(folder.join("snapshot"))?, cpu(), Instant::now());
    let before = resident_mb();
    let opened = Index::reopen(&snapshot, &[]).map_err(|fault| format!("{fault:?}"))?;
    println!(
        "{} records opened in {:.2} s, {:.2} s of processor time; {:.0} MB of memory more, the file's {:.0} MB left out",
        opened.index.len(),
        began.elapsed().as_secs_f64(),
        cpu() - cpu_began,
        resident_mb() - before,
        snapshot.len() as f64 / 1e6
    );
    let (journal, cpu_began, began) = (std::fs::read(folder.join("journal"))?, cpu(), Instant::now());
    let again = Index::reopen(&snapshot, &journal).map_err(|fault| format!("{fault:?}"))?;
    let (seconds, cpu) = (began.elapsed().as_secs_f64(), cpu() - cpu_began);
    println!("with a journal of {} entries {seconds:.2} s, {cpu:.2} s of processor time", again.after);
    Ok(())
}

/// The records of a file, and whose they are.
struct Told {
    names: Vec<String>,
    rows: Vec<csv::StringRecord>,
    truth: Vec<u32>,
    base: usize,
}

impl Told {
    fn read(file: &str, truth: &str, base: usize, arriving: usize) -> Fallible<Told> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(file)?;
        let mut names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let at = names.iter().position(|name| name == truth);
        let records = reader.records().take(base.saturating_add(arriving));
        let rows = records.collect::<Result<Vec<_>, _>>()?;
        let person = |row: &csv::StringRecord| at.and_then(|at| row.get(at)).and_then(|told| told.parse().ok());
        let truth = rows.iter().filter_map(person).collect();
        // Nobody else may look at the truth.
        at.into_iter().for_each(|at| names[at] = String::new());
        Ok(Told { names, base: base.min(rows.len()), rows, truth })
    }

    fn columns(&self, count: usize) -> Vec<customers::resolution::column::Column> {
        let mut columns = Columns::new(&self.names);
        self.rows[..count].iter().for_each(|row| columns.push(row.iter()));
        columns.into_columns().into_iter().filter(|column| !column.name.is_empty()).collect()
    }

    fn entry(&self, index: &Index, record: usize) -> Entry {
        let of = |header: &str| self.rows[record].get(self.names.iter().position(|name| name == header)?);
        Entry::Arrived { anchor: anchor(record), form: index.form(of) }
    }
}

/// An id that looks drawn.
fn anchor(record: usize) -> Anchor {
    let mut x = record as u128 + 1;
    for _ in 0..3 {
        x = (x ^ (x >> 61)).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    }
    Anchor(x)
}

/// An index and its files.
struct Kept<'a> {
    index: Index,
    journal: File,
    /// A file beside it, for what the disk takes by itself.
    beside: File,
    folder: &'a Path,
    changes: [usize; 3],
    pairs: usize,
}

impl<'a> Kept<'a> {
    fn begin(index: Index, folder: &'a Path) -> Fallible<Kept<'a>> {
        let began = Instant::now();
        let bytes = index.snapshot(0);
        let mut snapshot = File::create(folder.join("snapshot"))?;
        snapshot.write_all(&bytes)?;
        snapshot.sync_all()?;
        println!("snapshot {:.1} MB durable in {:.2} s", bytes.len() as f64 / 1e6, began.elapsed().as_secs_f64());
        let mut journal = File::create(folder.join("journal"))?;
        journal.write_all(&journal::begin(0))?;
        journal.sync_all()?;
        let beside = File::create(folder.join("beside"))?;
        Ok(Kept { index, journal, beside, folder, changes: [0; 3], pairs: 0 })
    }

    /// Takes entries and has them on disk; gives how long both took, the second the disk's part.
    fn commit(&mut self, entries: &[Entry]) -> Fallible<(Duration, Duration)> {
        let began = Instant::now();
        for entry in entries {
            let outcome = self.index.take(entry);
            self.pairs += outcome.pairs;
            for change in outcome.changes {
                self.changes[match change {
                    Change::Joined { .. } => 0,
                    Change::Split { .. } => 1,
                    Change::Moved { .. } => 2,
                }] += 1;
            }
        }
        let bytes = journal::frame(entries);
        let taken = began.elapsed();
        self.journal.write_all(&bytes)?;
        self.journal.sync_data()?;
        let all = began.elapsed();
        Ok((all, all - taken))
    }

    /// One record at a time, in turns with as many bytes written and synced beside.
    fn alone(&mut self, told: &Told, next: &mut usize) -> Fallible<()> {
        let (mut whole, mut own, mut disk) = (Vec::new(), Vec::new(), Vec::new());
        while *next < told.rows.len() && whole.len() < ALONE {
            let entry = told.entry(&self.index, *next);
            let length = journal::frame(std::slice::from_ref(&entry)).len();
            let began = Instant::now();
            self.beside.write_all(&vec![7; length])?;
            self.beside.sync_data()?;
            disk.push(began.elapsed());
            let (all, synced) = self.commit(std::slice::from_ref(&entry))?;
            whole.push(all);
            own.push(all - synced);
            *next += 1;
        }
        println!("one record at a time, {} times:", whole.len());
        print_spread("  found and durable", &mut whole);
        print_spread("  of that, without the disk", &mut own);
        print_spread("  as many bytes written and synced beside", &mut disk);
        Ok(())
    }

    /// All that wait together, as they come.
    fn together(&mut self, told: &Told, next: &mut usize) -> Fallible<()> {
        (self.changes, self.pairs) = ([0; 3], 0);
        let (began, first, cpu_began) = (Instant::now(), *next, cpu());
        while *next < told.rows.len() {
            let last = (*next + TOGETHER).min(told.rows.len());
            let entries: Vec<Entry> = (*next..last).map(|record| told.entry(&self.index, record)).collect();
            self.commit(&entries)?;
            *next = last;
        }
        let (count, seconds, cpu) = (*next - first, began.elapsed().as_secs_f64(), cpu() - cpu_began);
        println!(
            "{count} records in frames of {TOGETHER}: {:.0} a second, {:.0} a second of processor time; {:.0} pairs each; people joined {} split {} records moved {}",
            count as f64 / seconds,
            count as f64 / cpu,
            self.pairs as f64 / count as f64,
            self.changes[0],
            self.changes[1],
            self.changes[2]
        );
        Ok(())
    }

    /// Says of people with several records that two of these are two people, and takes it back, each on disk.
    fn corrected(&mut self) -> Fallible<()> {
        let before = self.index.snapshot(0);
        let records = self.index.len() as u32;
        let step = (records / (4 * CORRECTED as u32)).max(1) as usize;
        let with = (0..records).step_by(step).map(|record| self.index.records_with(record));
        let several = with.filter(|with| with.len() > 1).take(CORRECTED);
        let said: Vec<Correction> =
            several.map(|with| Correction { left: with[0], right: with[with.len() - 1], same: false }).collect();
        let (mut whole, mut own, mut split) = (Vec::new(), Vec::new(), 0);
        for fact in &said {
            let (all, synced) = self.commit(&[Entry::Said(*fact)])?;
            whole.push(all);
            own.push(all - synced);
            split += usize::from(self.index.person(fact.left) != self.index.person(fact.right));
        }
        println!("{} said to be two people, {split} are", said.len());
        print_spread("  two again and durable", &mut whole);
        print_spread("  of that, without the disk", &mut own);
        let entries: Vec<Entry> = said.iter().map(|fact| Entry::TakenBack(*fact)).collect();
        entries.chunks(TOGETHER).try_for_each(|entries| self.commit(entries).map(drop))?;
        println!("  taken back: the same bits {}", self.index.snapshot(0) == before);
        Ok(())
    }

    /// Opens the files again.
    fn reopen(self) -> Fallible<Kept<'a>> {
        let live = self.index.snapshot(0);
        let Kept { journal, beside, folder, changes, pairs, index } = self;
        drop(index);
        let began = Instant::now();
        let (snapshot, told) = (std::fs::read(folder.join("snapshot"))?, std::fs::read(folder.join("journal"))?);
        let alone = Instant::now();
        let snapshot_only = Index::reopen(&snapshot, &[]).map_err(|fault| format!("{fault:?}"))?;
        let snapshot_seconds = alone.elapsed().as_secs_f64();
        drop(snapshot_only);
        let began_again = Instant::now();
        let opened = Index::reopen(&snapshot, &told).map_err(|fault| format!("{fault:?}"))?;
        println!(
            "opened again in {:.2} s, of which files {:.2} s; the snapshot alone {snapshot_seconds:.2} s; journal {:.1} MB with {} entries; the same bits: {}",
            began_again.elapsed().as_secs_f64() + (alone - began).as_secs_f64(),
            (alone - began).as_secs_f64(),
            told.len() as f64 / 1e6,
            opened.after,
            opened.index.snapshot(0) == live
        );
        let journal_again = OpenOptions::new().append(true).open(folder.join("journal"))?;
        drop(journal);
        Ok(Kept { index: opened.index, journal: journal_again, beside, folder, changes, pairs })
    }
}

/// Compares the people of the index with those of full runs.
fn checked(index: &Index, told: &Told) {
    let whole = index.whole();
    let differ = whole.iter().zip(index.firsts()).filter(|(left, right)| left != right).count();
    println!("a full run over the same estimates: {differ} of {} records differ", index.len());
    if told.truth.len() != index.len() {
        return;
    }
    let grown = evaluate::clusters(index.firsts(), &told.truth);
    let columns = told.columns(index.len());
    let run = resolve(&columns, &profile::propose(&columns), &[], &mut |_| {});
    let full = evaluate::clusters(&run.by_record(), &told.truth);
    println!(
        "cluster F1 {:.4} B3 {:.4}; a full run with its own estimates {:.4} {:.4}",
        grown.pairs.f1, grown.b_cubed.f1, full.pairs.f1, full.b_cubed.f1
    );
}

fn print_spread(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    if !times.is_empty() {
        println!("{what}: median {:.3} ms, p99 {:.3} ms, most {:.3} ms", at(0.5), at(0.99), at(1.0));
    }
}

fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = rest.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}
