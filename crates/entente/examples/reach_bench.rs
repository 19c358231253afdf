//! What breaks if a system stops, on a large estate: ours next to networkx and to an SQL recursive query, in one run.
//!
//! `cargo run --release -p entente --example reach_bench`
//!
//! Each peer gets the same edges and the same systems to stop, and counts the systems that need them; the counts must
//! agree. networkx is asked through `python3` and left out when it is not installed; its time is that of the walk
//! alone, without starting or reading.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use base::{Quantity, Ref, Source};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};
use rand::{RngExt, SeedableRng};

/// As in the binary.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many systems are stopped, one after another.
const STOPS: usize = 25;

fn main() -> anyhow::Result<()> {
    println!("{:<34} {:>12} {:>12} {:>10}", "blast radius, ms", "mean", "worst", "largest");
    if let Some(edges) = services() {
        compare("1,238 services, 4,271 calls", &edges)?;
    }
    compare("100,000 systems, 500,000 calls", &invented(100_000, 500_000))?;
    Ok(())
}

/// The service graph among the real files; `None` where they are missing.
fn services() -> Option<Vec<(u32, u32)>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/landscape/jaeger-large.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared/data");
        return None;
    };
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).ok()?;
    let mut names: std::collections::HashMap<String, u32> = Default::default();
    let mut at = |name: &serde_json::Value| {
        let next = names.len() as u32;
        *names.entry(name.as_str().unwrap_or_default().to_owned()).or_insert(next)
    };
    Some(rows.iter().map(|row| (at(&row["parent"]), at(&row["child"]))).collect())
}

/// Calls between systems drawn at random, each once; a tenth of the systems is called far more often than the others.
fn invented(systems: u32, calls: usize) -> Vec<(u32, u32)> {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(3);
    let mut edges = BTreeSet::new();
    while edges.len() < calls {
        let from = rng.random_range(0..systems);
        let to = if rng.random_bool(0.5) { rng.random_range(0..systems / 10) } else { rng.random_range(0..systems) };
        if from != to {
            edges.insert((from, to));
        }
    }
    edges.into_iter().collect()
}

fn compare(name: &str, edges: &[(u32, u32)]) -> anyhow::Result<()> {
    println!("{name}");
    let systems = edges.iter().map(|(from, to)| from.max(to) + 1).max().unwrap_or(0);
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    let stopped: Vec<u32> = (0..STOPS).map(|_| rng.random_range(0..systems)).collect();

    let begun = Instant::now();
    let catalog = catalog(systems, edges);
    println!("  {:<32} {:>12.1}", "(our catalogue built)", begun.elapsed().as_secs_f64() * 1000.0);
    let ours = each(&stopped, |system| catalog.stops(&id(system)).systems.len());
    row("entente", &ours);

    let sql = rusqlite::Connection::open_in_memory()?;
    sql.execute_batch("CREATE TABLE calls (caller INTEGER, called INTEGER)")?;
    {
        let mut insert = sql.prepare("INSERT INTO calls VALUES (?1, ?2)")?;
        sql.execute_batch("BEGIN")?;
        for (from, to) in edges {
            insert.execute((from, to))?;
        }
        sql.execute_batch("COMMIT; CREATE INDEX by_called ON calls (called, caller)")?;
    }
    let mut query = sql.prepare(
        "WITH RECURSIVE down (system) AS (SELECT ?1 UNION SELECT caller FROM calls JOIN down ON called = system)
         SELECT count(*) - 1 FROM down",
    )?;
    let theirs = each(&stopped, |system| query.query_row([system], |row| row.get::<_, i64>(0)).unwrap_or(-1) as usize);
    row("an SQL recursive query (SQLite)", &theirs);
    agree(&ours, &theirs, "SQL");

    match networkx(edges, &stopped)? {
        Some(theirs) => {
            row("networkx.ancestors", &theirs);
            agree(&ours, &theirs, "networkx");
        }
        None => println!("  skipped: networkx"),
    }
    Ok(())
}

fn each(stopped: &[u32], mut work: impl FnMut(u32) -> usize) -> Vec<(f64, usize)> {
    let once = |system: &u32| {
        let begun = Instant::now();
        let found = work(*system);
        (begun.elapsed().as_secs_f64() * 1000.0, found)
    };
    stopped.iter().map(once).collect()
}

fn row(name: &str, times: &[(f64, usize)]) {
    let mean = times.iter().map(|(ms, _)| ms).sum::<f64>() / times.len().max(1) as f64;
    let worst = times.iter().map(|(ms, _)| *ms).fold(0.0, f64::max);
    let largest = times.iter().map(|(_, found)| *found).max().unwrap_or(0);
    println!("  {name:<32} {mean:>12.3} {worst:>12.3} {largest:>10}");
}

fn agree(ours: &[(f64, usize)], theirs: &[(f64, usize)], who: &str) {
    let counts = |times: &[(f64, usize)]| times.iter().map(|(_, found)| *found).collect::<Vec<_>>();
    assert_eq!(counts(ours), counts(theirs), "{who} counts otherwise");
}

fn id(system: u32) -> Ref {
    Ref::new(base::Kind::System, &format!("s{system}"))
}

fn catalog(systems: u32, edges: &[(u32, u32)]) -> Catalog {
    let mut claims = Vec::new();
    let mut claim = |subject: Ref, field: Field, value: Value| {
        let source = Source::Statement { by: None, position: 1 };
        claims.push(Claim { subject, field, value, source, as_of: None, position: 1 });
    };
    for system in 0..systems {
        claim(id(system), Field::Limit, Value::Number(Quantity::exact(100.0)));
    }
    for (from, to) in edges {
        let flow = Ref::new(base::Kind::Flow, &format!("s{from}>s{to}"));
        claim(flow.clone(), Field::Source, Value::Named(vec![format!("s{from}")]));
        claim(flow.clone(), Field::Target, Value::Named(vec![format!("s{to}")]));
        claim(flow, Field::Mode, Value::Choice("hard".to_owned()));
    }
    Catalog::build(claims)
}

const SCRIPT: &str = r#"
import sys, time, json
try:
    import networkx as nx
except ImportError:
    sys.exit(7)
doc = json.load(sys.stdin)
g = nx.DiGraph()
g.add_edges_from(doc["edges"])
out = []
for s in doc["stopped"]:
    t = time.perf_counter()
    n = len(nx.ancestors(g, s)) if s in g else 0
    out.append([(time.perf_counter() - t) * 1000, n])
print(json.dumps(out))
"#;

fn networkx(edges: &[(u32, u32)], stopped: &[u32]) -> anyhow::Result<Option<Vec<(f64, usize)>>> {
    let child = Command::new("python3").args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return Ok(None) };
    let document = serde_json::json!({ "edges": edges, "stopped": stopped }).to_string();
    if let Some(mut stdin) = child.stdin.take() {
        // It may have ended already, for want of networkx.
        let _ = stdin.write_all(document.as_bytes());
    }
    let out = child.wait_with_output()?;
    if !out.status.success() {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&out.stdout)?))
}
