//! What the whole house costs: folding a long log at start, rendering pages of a large company, starting the demo.
//!
//! ```text
//! cargo run --release -p entente --example house_bench -- fold 1000000      (fill and fold-once in one)
//! cargo run --release -p entente --example house_bench -- fill FOLDER 1000000
//! cargo run --release -p entente --example house_bench -- fold-once FOLDER
//! cargo run --release -p entente --example house_bench -- pages              (play and pages-of in one)
//! cargo run --release -p entente --example house_bench -- play FOLDER
//! cargo run --release -p entente --example house_bench -- pages-of FOLDER [PATH]
//! cargo run --release -p entente --example house_bench -- map 10000 40000     (estate and map-of in one)
//! cargo run --release -p entente --example house_bench -- estate FOLDER 10000 40000
//! cargo run --release -p entente --example house_bench -- map-of FOLDER
//! cargo run --release -p entente --example house_bench -- case               (the signed case of the demonstration)
//! cargo run --release -p entente --example house_bench -- demo
//! ```

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{App, Clock};
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// As in the binary.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fold", events] => fold(events.parse()?),
        ["fill", folder, events] => fill(Path::new(folder), events.parse()?),
        ["fold-once", folder] => fold_once(Path::new(folder)),
        ["pages"] => pages(),
        ["play", folder] => play(Path::new(folder)),
        ["pages-of", folder] => pages_of(Path::new(folder), None),
        ["pages-of", folder, path] => pages_of(Path::new(folder), Some(path)),
        ["map", systems, flows] => map(systems.parse()?, flows.parse()?),
        ["estate", folder, systems, flows] => estate(Path::new(folder), systems.parse()?, flows.parse()?),
        ["map-of", folder] => map_of(Path::new(folder)),
        ["case"] => case(),
        ["demo"] => demo(),
        _ => anyhow::bail!(
            "say one of: fold EVENTS, fill FOLDER EVENTS, fold-once FOLDER, pages, play FOLDER, pages-of FOLDER [PATH], \
             map SYSTEMS FLOWS, estate FOLDER SYSTEMS FLOWS, map-of FOLDER, case, demo"
        ),
    }
}

/// Plays a company's life into a store until it holds so many events.
fn fill(store: &Path, events: usize) -> anyhow::Result<()> {
    let app = App::open(store, Clock::standing(company::life::opens_at()))?;
    let begun = Instant::now();
    let written = company::life::history(&app, events, 1)?;
    println!("written: {written} events in {:.1} s", begun.elapsed().as_secs_f64());
    drop(app);
    println!("log: {} MB", std::fs::metadata(store.join("log.sqlite"))?.len() / 1_000_000);
    Ok(())
}

/// Fills a store with events, then folds it from disk in a process of its own, five times.
fn fold(events: usize) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let store = folder.path().join("store");
    fill(&store, events)?;
    for _ in 0..5 {
        let out = Command::new(std::env::current_exe()?).arg("fold-once").arg(&store).output()?;
        print!("{}", String::from_utf8_lossy(&out.stdout));
        anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    Ok(())
}

/// Folds once and says how long it took and how much memory the process reached.
fn fold_once(folder: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    let app = App::open(folder, Clock::Real)?;
    let seconds = begun.elapsed().as_secs_f64();
    let position = app.picture().position;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown").trim().to_owned();
    println!("fold: {position} events in {seconds:.2} s, peak memory {peak}");
    Ok(())
}

/// Plays a large company, then renders its pages.
fn pages() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    play(folder.path())?;
    pages_of(folder.path(), None)
}

/// Plays a large company's life into a store.
fn play(folder: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    let app = App::open(folder, Clock::standing(company::life::opens_at()))?;
    let lived = company::life::play(&app, company::Size::Large, 1)?;
    println!("played: {} events in {:.1} s", lived.events, begun.elapsed().as_secs_f64());
    Ok(())
}

/// Renders each page of a large company many times, in process: time from request to last byte.
fn pages_of(folder: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let app = App::open(folder, Clock::standing(company::life::opens_at()))?;
    let app = Arc::new(app);
    let picture = app.picture();
    let systems = picture.catalog().of_kind(base::Kind::System).count();
    println!("{} requests, {} decisions, {systems} systems", picture.requests().count(), picture.decisions().count());
    let cmo = picture
        .people()
        .find(|(_, person)| person.roles.contains(&agenda::role::Role::Cmo))
        .map(|(id, _)| id)
        .ok_or_else(|| anyhow::anyhow!("the large company has no marketing director"))?;
    let token = app.open_session(cmo)?;
    let last = picture.requests().find(|(_, request)| request.about.is_some()).map_or(1, |(number, _)| number);
    let decision = picture.decisions().next().map_or(1, |(number, _)| number);
    drop(picture);
    let paths = [
        "/".to_owned(),
        "/requests".to_owned(),
        "/requests?after=5000".to_owned(),
        format!("/requests/{last}"),
        "/decisions".to_owned(),
        format!("/decisions/{decision}"),
        "/map".to_owned(),
        "/things/system/loyalty-engine".to_owned(),
        "/imports".to_owned(),
        "/people".to_owned(),
        "/search?q=stock".to_owned(),
    ];
    let paths = paths.into_iter().filter(|path| only.is_none_or(|only| only == path)).collect::<Vec<_>>();
    time_pages(&app, &token, &paths)
}

/// Asks for each page 300 times, and says how long it took from request to last byte.
fn time_pages(app: &Arc<App>, token: &app::Token, paths: &[String]) -> anyhow::Result<()> {
    let router = web::router(Arc::clone(app), web::Config::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:64} {:>8} {:>8} {:>8} {:>9}", "page", "p50 ms", "p99 ms", "max ms", "KB");
    for path in paths {
        let mut times = Vec::new();
        let mut bytes = 0;
        let mut first = axum::body::Bytes::new();
        for n in 0..300 {
            let request = Request::builder()
                .uri(path)
                .header("cookie", format!("entente={}", token.shown()))
                .header("accept-encoding", "gzip")
                .body(Body::empty())?;
            let begun = Instant::now();
            let body = runtime.block_on(async {
                let answer = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
                anyhow::ensure!(answer.status().is_success(), "{path}: {}", answer.status());
                Ok(answer.into_body().collect().await?.to_bytes())
            })?;
            // The first few fill caches that a served house has filled.
            if n >= 20 {
                times.push(begun.elapsed());
            }
            let file = path.ends_with(".pdf") || path.ends_with(".xlsx");
            anyhow::ensure!(!file || n == 0 || body == first, "{path}: other bytes the second time");
            bytes = body.len();
            if n == 0 {
                first = body.clone();
            }
            if let (0, Some(out)) = (n, std::env::var_os("PAGE_OUT")) {
                std::fs::write(out, &body)?;
            }
        }
        times.sort();
        let at = |share: f64| milliseconds(times[((times.len() - 1) as f64 * share) as usize]);
        println!("{path:64} {:>8.2} {:>8.2} {:>8.2} {:>9.1}", at(0.5), at(0.99), at(1.0), bytes as f64 / 1000.0);
    }
    Ok(())
}

/// Makes an estate, then renders every depth of its map.
fn map(systems: usize, flows: usize) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    estate(folder.path(), systems, flows)?;
    map_of(folder.path())
}

/// Imports the files of an estate into a store.
fn estate(folder: &Path, systems: usize, flows: usize) -> anyhow::Result<()> {
    let begun = Instant::now();
    let app = App::open(folder, Clock::standing(company::life::opens_at()))?;
    let size = company::Estate { systems, flows, elements: 5_000 };
    let mut files = company::files_of_estate(size, 1);
    files.sort_by_key(|file| (file.name.starts_with("people"), file.on));
    for file in &files {
        app.import(app::Actor::House, None, &file.name, &file.bytes, Some(file.on))?;
    }
    println!("imported: {} files in {:.1} s", files.len(), begun.elapsed().as_secs_f64());
    Ok(())
}

/// Renders the map of an estate at each of its depths.
fn map_of(folder: &Path) -> anyhow::Result<()> {
    let app = Arc::new(App::open(folder, Clock::standing(company::life::opens_at()))?);
    let picture = app.picture();
    let catalog = picture.catalog();
    let count = |kind| catalog.of_kind(kind).count();
    println!(
        "{} systems, {} flows, {} elements",
        count(base::Kind::System),
        count(base::Kind::Flow),
        count(base::Kind::Element)
    );
    for ground in landscape::groups::Ground::ALL {
        let begun = Instant::now();
        let groups = catalog.groups(ground).iter().count();
        println!(
            "groups by {}, once for a catalogue: {groups} in {:.1} ms",
            ground.word(),
            milliseconds(begun.elapsed())
        );
    }
    let person = picture.people().next().map(|(id, _)| id).ok_or_else(|| anyhow::anyhow!("nobody is registered"))?;
    let token = app.open_session(person)?;
    let groups = catalog.groups(catalog.best_ground());
    let largest = groups.children(0).next().map_or("", |(_, group)| group.key.as_str());
    // Of everything, the system that most call.
    let calls = |thing: &&landscape::catalog::Thing| catalog.callers(&thing.id).len();
    let hub =
        catalog.of_kind(base::Kind::System).max_by_key(calls).map(|thing| thing.id.to_string()).unwrap_or_default();
    let paths = [
        "/map".to_owned(),
        "/map?depth=2".to_owned(),
        "/map?by=near&depth=2".to_owned(),
        format!("/map?group={largest}"),
        format!("/map?focus={hub}"),
        format!("/map?focus={hub}&steps=2"),
        "/map?focus=system:loyalty-engine&steps=2".to_owned(),
        "/map?focus=system:api-gateway&steps=2".to_owned(),
        format!("/map.svg?focus={hub}&steps=2"),
        "/map?kind=flow&after=20000".to_owned(),
        "/map?q=stock".to_owned(),
        "/map?q=a".to_owned(),
        format!("/api/v1/map?group={largest}"),
    ];
    drop(picture);
    time_pages(&app, &token, &paths)
}

/// Renders the page of each signed case of the demonstration, its paper and its workbook; the same bytes each time.
fn case() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let app = App::open(folder.path(), Clock::standing(company::life::opens_at()))?;
    company::life::play(&app, company::Size::Demo, 1)?;
    drop(app);
    let app = Arc::new(App::open(folder.path(), Clock::standing(company::life::opens_at()))?);
    let picture = app.picture();
    let cmo = picture
        .people()
        .find(|(_, person)| person.roles.contains(&agenda::role::Role::Cmo))
        .map(|(id, _)| id)
        .ok_or_else(|| anyhow::anyhow!("the demonstration has no marketing director"))?;
    let token = app.open_session(cmo)?;
    let mut cases: Vec<(u64, usize)> = Vec::new();
    for (number, case) in picture.business_cases() {
        let begun = Instant::now();
        let sheet = picture.case_sheet(number).ok_or_else(|| anyhow::anyhow!("case {number} has no page"))?;
        let drawn = sheet.worths.iter().filter(|(_, worth)| worth.drawn.is_some()).count();
        println!(
            "case {number}: {} lines, {} options, {drawn} drawn, worked out in {:.1} ms; signed: {}",
            case.lines.len(),
            sheet.worths.len(),
            milliseconds(begun.elapsed()),
            case.agreed.is_some()
        );
        if case.agreed.is_some() {
            cases.push((number, case.lines.len()));
        }
    }
    drop(picture);
    cases.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    let of =
        |ending: &str| cases.iter().map(|(number, _)| format!("/requests/{number}/case{ending}")).collect::<Vec<_>>();
    time_pages(&app, &token, &[of(""), of(".pdf"), of(".xlsx"), vec!["/value".to_owned()]].concat())
}

/// Starts the demonstration as a newcomer does, the life included, five times.
fn demo() -> anyhow::Result<()> {
    let binary = std::env::current_exe()?.with_file_name("../entente");
    for _ in 0..5 {
        let begun = Instant::now();
        let status = Command::new(&binary).args(["demo", "--no-serve"]).stdout(Stdio::null()).status()?;
        anyhow::ensure!(status.success(), "the demo did not play");
        println!("demo: life played and folded in {:.2} s", begun.elapsed().as_secs_f64());
    }
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
