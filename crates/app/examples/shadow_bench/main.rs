//! Ten million lines of a proxy's log against the whole pack of vendors, beside mawk and DuckDB doing the same exact job.
//!
//! `cargo run --release -p app --example shadow_bench -- --python PYTHON_WITH_DUCKDB [--lines N] [--folder F] [--generate]`
//!
//! What runs is the whole of a scan, as `entente shadow scan` makes it: from the file to the harvest. The lines are generated from a seed (1.3 GB, kept in the folder, by default the system's temporary one). The job: per
//! product, person and day the number of requests and the bytes that came back. Every row of each peer is held against
//! ours. Each run is a process of its own; its CPU time and its peak memory are the system's figures.

mod generate;
mod peers;
mod process;
mod scan;

use std::path::{Path, PathBuf};

use process::Cost;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    if let Some(file) = given("--scan") {
        return scan::in_this_process(Path::new(&file), given("--hands").and_then(|n| n.parse().ok()).unwrap_or(2));
    }
    if let Some(file) = given("--rows") {
        return scan::rows(Path::new(&file), Path::new(&given("--into").expect("a file to write")));
    }
    if let Some(file) = given("--count") {
        return scan::count_only(Path::new(&file));
    }
    if let Some(file) = given("--decode") {
        return scan::decode_only(Path::new(&file));
    }
    let lines: u64 = given("--lines").and_then(|text| text.parse().ok()).unwrap_or(10_000_000);
    let folder = given("--folder").map_or_else(std::env::temp_dir, PathBuf::from).join(format!("shadow_bench-{lines}"));
    std::fs::create_dir_all(&folder).expect("a folder to write in");
    let log = folder.join("access.log");
    let packed = folder.join("access.log.gz");
    generate::once(&log, &packed, lines);
    generate::domains(&folder.join("domains.tsv"));

    if arguments.iter().any(|argument| argument == "--generate") {
        return;
    }
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    println!("{lines} lines, {} MB, {} MB packed", size(&log) / 1_000_000, size(&packed) / 1_000_000);
    println!("{:<36} {:>8} {:>8} {:>10}", "", "CPU s", "wall s", "peak MiB");
    let show = |name: &str, cost: &Cost| {
        println!("{name:<36} {:>8.2} {:>8.2} {:>10.0}", cost.cpu, cost.wall, cost.peak_mib);
    };
    let ours = |file: &Path, hands: &str| {
        process::ourselves(&["--scan", &file.display().to_string(), "--hands", hands].map(str::to_owned))
    };
    let rows = folder.join("ours.tsv");
    let asked = ["--rows", &log.display().to_string(), "--into", &rows.display().to_string()].map(str::to_owned);
    println!("{}", process::ourselves(&asked).1);
    println!("{}", ours(&log, "2").1);
    for (name, file, hands) in
        [("entente, 1 hand", &log, "1"), ("entente, 2 hands", &log, "2"), ("entente, 2 hands, .gz", &packed, "2")]
    {
        let cost = process::median((0..3).map(|_| ours(file, hands).0).collect());
        show(name, &cost);
    }
    let count = |_| process::ourselves(&["--count".to_owned(), log.display().to_string()]).0;
    show("entente's core, 1 hand, counting alone", &process::median((0..3).map(count).collect()));
    let decode = |_| process::ourselves(&["--decode".to_owned(), packed.display().to_string()]).0;
    show("decoding the .gz alone (zlib-rs)", &process::median((0..3).map(decode).collect()));
    let mut all_alike = true;
    for (name, run) in peers::all(&folder, given("--python").as_deref()) {
        match run() {
            Ok((cost, file)) => {
                show(&name, &cost);
                let alike = peers::same(&rows, &file);
                all_alike &= alike;
                println!("{:<36} {}", "", if alike { "every row alike" } else { "ROWS DIFFER" });
            }
            Err(why) => println!("{name:<36} skipped: {why}"),
        }
    }
    if !all_alike {
        std::process::exit(1);
    }
}
