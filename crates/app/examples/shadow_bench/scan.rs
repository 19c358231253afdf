//! Our own runs: the whole of a scan, and the rows it is held by.

use std::fs::File;
use std::io::{Read, Write};
use std::mem::size_of;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use app::scan::{self, Input, Known, Plan, Watch};
use discovery::formats::{self, Setting};
use discovery::harvest::{Habit, Harvest, Mention};
use discovery::inventory::{Inventory, Limits, SourceId, Terms};
use discovery::lines::{BLOCK, Cutter};
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::Pack;

pub const KEY: &[u8] = b"a key of the bench";

/// Scans a file as `entente shadow scan` does, with so many hands, and says what came of it.
pub fn in_this_process(path: &Path, hands: usize) {
    let key = PseudonymKey::new(KEY);
    let plan = Plan { hands, ..Plan::new(Known::with(&[]), key, jiff::civil::date(2026, 9, 1)) };
    let (inputs, stop) = (vec![Input::Path(path.to_path_buf())], AtomicBool::new(false));
    let scanned = scan::scan(inputs, &plan, &Watch { tell: &|_| {}, stop: &stop }).expect("nothing is in the way");
    let [file] = scanned.files.as_slice() else { panic!("one file is read") };
    let weight: usize = scanned.harvests.iter().map(weight).sum();
    let mentions = scanned.harvests.iter().map(|harvest| harvest.mentions.len()).sum::<usize>();
    println!(
        "{} lines read, {} understood; a harvest of {mentions} names, {} MiB",
        file.read,
        file.understood,
        weight >> 20
    );
}

/// How many bytes a harvest takes.
fn weight(harvest: &Harvest) -> usize {
    let of = |one: &Mention| {
        let hosts: usize = one.hosts.iter().map(|host| host.len() + size_of::<Box<str>>()).sum();
        let days: usize = one.habits.iter().map(|habit| habit.days.capacity() * 2).sum();
        let lists = one.days.capacity() * 2 + one.few.capacity() * 8 + one.spots.capacity() * 32;
        size_of::<Mention>() + one.habits.capacity() * size_of::<Habit>() + hosts + days + lists
    };
    harvest.mentions.iter().map(of).sum()
}

/// Counts a plain file with the core alone, by one hand, and makes no harvest of it.
pub fn count_only(path: &Path) {
    std::hint::black_box(counted(path).weight());
}

fn counted(path: &Path) -> Inventory {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").expect("a known zone");
    let pack = Pack::built_in().pack.clone();
    let terms = Terms { pack, key: PseudonymKey::new(KEY), zone, seed: 1, limits: Limits::default() };
    let mut head = Vec::new();
    stream(path).take(1 << 16).read_to_end(&mut head).expect("the file can be read");
    let setting = Setting { around: jiff::civil::date(2026, 9, 1) };
    let Ok(mut reader) = formats::recognise(&head, &setting) else { panic!("the format is known") };
    let (mut inventory, mut cutter) = (Inventory::new(terms), Cutter::default());
    inventory.begin(SourceId(1));
    let (mut file, mut block) = (stream(path), Vec::with_capacity(2 * BLOCK));
    loop {
        cutter.begin(&mut block);
        let read = file.by_ref().take(BLOCK as u64).read_to_end(&mut block).expect("the file can be read");
        let first = cutter.cut(&mut block);
        reader.read(&block, first, &mut inventory);
        if read == 0 {
            break;
        }
    }
    let first = cutter.end(&mut block);
    reader.read(&block, first, &mut inventory);
    inventory
}

/// Counts a plain file with the core alone, writes its rows, and says what they are.
pub fn rows(path: &Path, rows: &Path) {
    let inventory = counted(path);
    let kept = inventory.weight();
    let found = inventory.found();
    let (_, tally) = found.tallies.first_key_value().expect("one file");
    let people: std::collections::BTreeSet<_> = found.uses.iter().map(|one| one.who).collect();
    let products: std::collections::BTreeSet<_> = found.uses.iter().map(|one| one.product).collect();
    println!(
        "{} lines read, {} understood, {} left; {} rows, {} products, {} persons, {} requests attributed; {} unknown names; while counting, the aggregates of one hand weigh {} MiB",
        tally.read(),
        tally.understood(),
        tally.left.count(),
        found.uses.len(),
        products.len(),
        people.len(),
        found.uses.iter().map(|one| u64::from(one.cell.seen)).sum::<u64>(),
        found.unknown.len(),
        kept / (1 << 20),
    );
    let mut out = std::io::BufWriter::new(File::create(rows).expect("the rows can be written"));
    for one in &found.uses {
        writeln!(out, "{}\t{}\t{}\t{}\t{}", one.product.0, one.who, one.day.0, one.cell.seen, one.cell.down)
            .expect("the rows can be written");
    }
}

fn stream(path: &Path) -> Box<dyn Read + Send> {
    let file = File::open(path).expect("the file is there");
    if path.extension().is_some_and(|kind| kind == "gz") {
        Box::new(flate2::bufread::MultiGzDecoder::new(std::io::BufReader::with_capacity(1 << 18, file)))
    } else {
        Box::new(file)
    }
}

/// Decodes a packed file and does nothing with it.
pub fn decode_only(path: &Path) {
    let mut file = stream(path);
    let mut block = Vec::with_capacity(2 * BLOCK);
    loop {
        block.clear();
        if file.by_ref().take(BLOCK as u64).read_to_end(&mut block).expect("the file can be read") == 0 {
            break;
        }
        std::hint::black_box(&block);
    }
}
