//! The lines: a month of a company's proxy, from a seed.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use discovery::vendors::Pack;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 4;
const PEOPLE: u64 = 5_000;
/// 2026-08-01T00:00:00 in Paris, two hours before UTC all month long.
const START: u64 = 1_785_535_200;
const DAYS: u64 = 30;

/// Writes the log, and packs it, unless both are there.
pub fn once(log: &Path, packed: &Path, lines: u64) {
    if log.is_file() && packed.is_file() {
        return;
    }
    write(log, lines);
    let mut file = File::open(log).expect("the log");
    let out = File::create(packed).expect("a file to write");
    let mut encoder = flate2::write::GzEncoder::new(BufWriter::new(out), flate2::Compression::new(6));
    let mut block = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut block).expect("the log can be read");
        if read == 0 {
            break;
        }
        encoder.write_all(&block[..read]).expect("the packed log can be written");
    }
    encoder.finish().expect("the packed log can be written").flush().expect("the packed log can be written");
}

/// Writes the pack's domains for the peers: domain and number of the product.
pub fn domains(file: &Path) {
    let pack = &Pack::built_in().pack;
    let mut text = String::new();
    for domain in all_domains() {
        let (product, _) = pack.of_host(&domain).expect("a domain of the pack leads to a product");
        text += &format!("{domain}\t{}\n", product.0);
    }
    std::fs::write(file, text).expect("the domains can be written");
}

/// Every domain of the pack, in order.
fn all_domains() -> Vec<String> {
    let mut all = Vec::new();
    for table in [discovery::vendors::OWN, discovery::vendors::DERIVED] {
        for row in discovery::vendors::rows(table).0 {
            all.extend(row.domains);
        }
    }
    all.sort();
    all.dedup();
    all
}

fn write(log: &Path, lines: u64) {
    let mut chance = ChaCha8Rng::seed_from_u64(SEED);
    let known = shuffled(all_domains(), &mut chance);
    const PREFIXES: [&str; 12] =
        ["www", "api", "cdn", "static", "app", "login", "events", "track", "img", "eu1", "js", "m"];
    // Names nobody knows, a few of them made to look like those of the pack.
    let unknown: Vec<String> = (0..30_000)
        .map(|n: u64| match n % 40 {
            0 => format!("not{}", known[(n as usize * 7) % known.len()]),
            1 => format!("{}.example{n}.net", known[(n as usize * 11) % known.len()]),
            _ => {
                let top = ["com", "fr", "net", "co.uk", "org", "io", "de"][chance.random_range(0..7)];
                let word: String = (0..chance.random_range(5..14)).map(|_| letter(&mut chance)).collect();
                format!("{word}.{top}")
            }
        })
        .collect();
    let people: Vec<String> =
        (0..PEOPLE)
            .map(|n| {
                if n % 3 == 0 { format!("10.{}.{}.{}", n / 600, n / 250 % 250, n % 250) } else { format!("user{n:05}") }
            })
            .collect();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(log).expect("a file to write"));
    for n in 0..lines {
        let second = START * 1_000 + n * (DAYS * 86_400_000) / lines + chance.random_range(0..900);
        let host = if chance.random_bool(0.345) {
            let domain = &known[zipf(&mut chance, 3_000.min(known.len()))];
            prefixed(domain, &PREFIXES, &mut chance)
        } else {
            prefixed(&unknown[zipf(&mut chance, unknown.len())], &PREFIXES, &mut chance)
        };
        let person = &people[zipf(&mut chance, people.len())];
        let (client, user) =
            if person.starts_with("10.") { (person.as_str(), "-") } else { ("10.9.8.7", person.as_str()) };
        let bits = chance.random_range(6..20);
        let bytes = 200 + chance.random_range(0_u64..1 << bits);
        let elapsed: u32 = chance.random_range(1..9_000);
        let (whole, part) = (second / 1_000, second % 1_000);
        let kind = chance.random_range(0..10);
        if kind < 7 {
            writeln!(out, "{whole}.{part:03} {elapsed:6} {client} TCP_TUNNEL/200 {bytes} CONNECT {host}:443 {user} HIER_DIRECT/203.0.113.{} -", n % 250)
        } else {
            let path: u64 = chance.random();
            let method = if kind == 9 { "POST" } else { "GET" };
            writeln!(out, "{whole}.{part:03} {elapsed:6} {client} TCP_MISS/200 {bytes} {method} http://{host}/assets/{path:x}/collect?v=2&tid=G-{} {user} HIER_DIRECT/203.0.113.{} text/html", n % 9_999, n % 250)
        }
        .expect("the log can be written");
    }
    out.flush().expect("the log can be written");
}

fn prefixed(domain: &str, prefixes: &[&str], chance: &mut ChaCha8Rng) -> String {
    // One name in four; of the others each site has three, and one site in 32 spreads over forty.
    let own = domain.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31) + usize::from(byte));
    if chance.random_bool(0.25) {
        return domain.to_owned();
    }
    let prefix = prefixes[(own + chance.random_range(0..3)) % prefixes.len()];
    if own % 32 == 0 {
        format!("{prefix}.{}.{domain}", chance.random_range(0..40))
    } else {
        format!("{prefix}.{domain}")
    }
}

/// Draws so that the n-th is about as frequent as 1 / n.
fn zipf(chance: &mut ChaCha8Rng, count: usize) -> usize {
    let drawn = ((count as f64).ln() * chance.random::<f64>()).exp() as usize;
    drawn.saturating_sub(1).min(count - 1)
}

fn shuffled(mut all: Vec<String>, chance: &mut ChaCha8Rng) -> Vec<String> {
    for at in (1..all.len()).rev() {
        all.swap(at, chance.random_range(0..=at));
    }
    all
}

fn letter(chance: &mut impl Rng) -> char {
    char::from(b'a' + (chance.next_u32() % 26) as u8)
}
