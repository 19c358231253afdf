//! What a scan costs: `cargo run --release -p app --example scan_measure -- FOLDER [HANDS]…`.
//!
//! Makes in FOLDER, once: ten thousand small logs, one large log packed and not, an archive that holds a thousand times
//! its size. Then reads each of them with so many hands in a process of its own, and tells the time, the processors' time
//! and the most memory it held.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use app::scan::{self, Input, Known, Plan, Watch};
use discovery::pseudonym::PseudonymKey;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("FOLDER"));
    let rest: Vec<String> = arguments.collect();
    if let [mark, hands] = rest.as_slice()
        && mark == "--read"
    {
        return read(&folder, hands.parse().expect("a number of hands"));
    }
    make(&folder);
    let hands = if rest.is_empty() { vec!["1".to_owned(), "2".to_owned()] } else { rest };
    for what in ["many", "large.log", "large.log.gz", "large.log.zst", "bomb.log.gz", "zeros.gz"] {
        for hands in &hands {
            let of_ours = std::env::current_exe().expect("this program");
            let status = Command::new(of_ours).arg(folder.join(what)).args(["--read", hands]).status();
            assert!(status.expect("it runs").success());
        }
    }
}

fn read(path: &Path, hands: usize) {
    let today = base::local(jiff::Timestamp::now()).date();
    let plan = Plan { hands, ..Plan::new(Known::with(&[]), PseudonymKey::new(b"a key of the measure"), today) };
    let stop = AtomicBool::new(false);
    let begun = Instant::now();
    let scanned = scan::scan(vec![Input::Path(path.to_path_buf())], &plan, &Watch { tell: &|_| {}, stop: &stop })
        .expect("nothing stands in the way");
    let seconds = begun.elapsed().as_secs_f64();
    let lines: u64 = scanned.files.iter().map(|file| file.read).sum();
    let unpacked: u64 = scanned.files.iter().map(|file| file.decoded).sum();
    println!(
        "{:14} {hands} hands: {seconds:6.2} s, {:6.2} s of processors, {:4} MiB at most; {} files, {lines} lines, {} MB unpacked; {} skipped, {} with notes",
        path.file_name().unwrap_or_default().to_string_lossy(),
        processors(),
        most_memory() >> 10,
        scanned.files.len(),
        unpacked / 1_000_000,
        scanned.skipped.len(),
        scanned.files.iter().filter(|file| !file.notes.is_empty()).count(),
    );
}

/// The most memory this process held, in KiB.
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Seconds of processors this process took: fields 14 and 15 of its line, in hundredths.
fn processors() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let hundredths: u64 = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    hundredths as f64 / 100.0
}

fn make(folder: &Path) {
    let many = folder.join("many");
    if folder.join("zeros.gz").exists() {
        return;
    }
    for day in 0..100 {
        let below = many.join(format!("day-{day:02}"));
        fs::create_dir_all(&below).expect("a folder");
        for hour in 0..100 {
            let mut file = BufWriter::new(File::create(below.join(format!("access-{hour:02}.log"))).expect("a file"));
            (0..200).for_each(|at| line(&mut file, (day * 100 + hour) * 200 + at));
        }
    }
    let large = folder.join("large.log");
    let mut file = BufWriter::new(File::create(&large).expect("a file"));
    (0..5_000_000).for_each(|at| line(&mut file, at));
    drop(file);
    let plain = || File::open(&large).expect("it was made");
    let mut gzip = flate2::write::GzEncoder::new(
        File::create(folder.join("large.log.gz")).expect("a file"),
        flate2::Compression::default(),
    );
    std::io::copy(&mut plain(), &mut gzip).expect("it is packed");
    gzip.finish().expect("it is packed");
    let packed = File::create(folder.join("large.log.zst")).expect("a file");
    zstd::stream::copy_encode(plain(), packed, 3).expect("it is packed");
    let best = || flate2::Compression::best();
    let mut bomb = flate2::write::GzEncoder::new(File::create(folder.join("bomb.log.gz")).expect("a file"), best());
    let mut once = Vec::new();
    line(&mut once, 0);
    let megabyte = once.repeat(1_000_000 / once.len());
    (0..20_000).for_each(|_| bomb.write_all(&megabyte).expect("it is packed"));
    bomb.finish().expect("it is packed");
    let zeros = std::io::repeat(0).take(10_000_000_000);
    let mut zeros = flate2::read::GzEncoder::new(zeros, best());
    std::io::copy(&mut zeros, &mut File::create(folder.join("zeros.gz")).expect("a file")).expect("it is packed");
}

/// One line of a log: two thousand people, twenty thousand hosts, of which one in ten is a known tool's.
fn line(into: &mut impl Write, at: u64) {
    let dice = at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let host = match dice % 10 {
        0 => ["api.hubspot.com", "www.canva.com", "app.asana.com", "mail.google.com"][(dice / 10 % 4) as usize]
            .to_owned(),
        _ => format!("w{}.site{}.com", dice % 7, dice / 10 % 20_000),
    };
    let when = 1_786_000_000 + at / 20;
    writeln!(
        into,
        "{when}.{:03} {:6} 10.0.{}.{} TCP_MISS/200 {} GET http://{host}/page/{}?q={} user{} HIER_DIRECT/1.2.3.4 text/html",
        dice % 1_000,
        dice % 5_000,
        dice % 8,
        dice % 250,
        dice % 90_000,
        dice % 977,
        dice % 7_919,
        dice % 2_000,
    )
    .expect("it is written");
}
