//! The longest suffix, held against the slow obvious way on a million random hosts, and against look-alikes.

use std::collections::HashMap;

use discovery::suffix::{Suffixes, longest_of_raw};
use discovery::vendors::{DERIVED, OWN, Pack, rows};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The slow obvious way: every ending of the host that begins a label, the longest first.
fn naive(domains: &HashMap<String, u32>, host: &str) -> Option<u32> {
    let labels: Vec<&str> = host.split('.').collect();
    (0..labels.len()).find_map(|from| domains.get(&labels[from..].join(".")).copied())
}

fn table() -> (Suffixes, HashMap<String, u32>, Vec<String>) {
    let mut domains = HashMap::new();
    for text in [OWN, DERIVED] {
        for domain in rows(text).0.into_iter().flat_map(|row| row.domains) {
            let next = domains.len() as u32;
            domains.entry(domain).or_insert(next);
        }
    }
    let mut all: Vec<String> = domains.keys().cloned().collect();
    all.sort();
    (Suffixes::of(domains.iter().map(|(domain, number)| (domain.as_str(), *number))), domains, all)
}

/// A host made of a domain of the pack, or of parts of several, in the ways that mislead.
fn host(chance: &mut ChaCha8Rng, all: &[String]) -> String {
    let pick = |chance: &mut ChaCha8Rng| all[chance.random_range(0..all.len())].clone();
    let domain = pick(chance);
    match chance.random_range(0..10) {
        0 => domain,
        1 => format!("www.{domain}"),
        2 => format!("a.b-{}.{domain}", chance.random_range(0..1_000)),
        3 => format!("not{domain}"),
        4 => format!("{domain}.evil.net"),
        5 => format!("{domain}.{}", pick(chance)),
        6 => format!("x-{domain}"),
        7 => domain.get(1..).unwrap_or("a").trim_start_matches('.').to_owned(),
        8 => {
            let labels: Vec<&str> = domain.split('.').collect();
            labels.iter().rev().copied().collect::<Vec<_>>().join(".")
        }
        _ => {
            let word: String =
                (0..chance.random_range(1..9)).map(|_| char::from(b'a' + chance.random_range(0..26))).collect();
            format!("{word}.{}", domain.rsplit('.').next().unwrap_or("com"))
        }
    }
}

#[test]
fn a_million_random_hosts_come_out_as_the_slow_way_says() {
    let (suffixes, domains, all) = table();
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    // The slow way takes its time where nothing is optimised.
    let count = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
    let mut hits = 0;
    for _ in 0..count {
        let host = host(&mut chance, &all);
        let found = suffixes.longest(&host).map(|(number, _)| number);
        assert_eq!(found, naive(&domains, &host), "{host}");
        hits += usize::from(found.is_some());
    }
    assert!(hits > count / 3 && hits < count * 9 / 10, "{hits} of {count}");
}

#[test]
fn nothing_is_found_in_the_middle_of_a_name() {
    let pack = &Pack::built_in().pack;
    let of = |raw: &str| longest_of_raw(pack.suffixes(), raw.as_bytes());
    assert!(of("hubspot.com").is_some() && of("APP.HubSpot.com.").is_some());
    for host in [
        "nothubspot.com",
        "hubspot.com.evil.net",
        "hubspot.co",
        "hubspot.comm",
        "hubspot-com.net",
        "com",
        "hubspot",
        ".hubspot.com",
    ] {
        assert_eq!(of(host), None, "{host}");
    }
}

#[test]
fn the_longest_of_several_wins() {
    let made = Suffixes::of([("google.com", 1), ("adservice.google.com", 2), ("com.au", 3)]);
    let of = |host| made.longest(host);
    assert_eq!(of("x.adservice.google.com"), Some((2, "adservice.google.com")));
    assert_eq!(of("mail.google.com"), Some((1, "google.com")));
    assert_eq!(of("xadservice.google.com"), Some((1, "google.com")));
    assert_eq!(of("adservice.google.com.au"), Some((3, "com.au")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn few_domains_of_few_letters_come_out_as_the_slow_way_says(
        domains in proptest::collection::vec("[ab]{1,2}(\\.[ab]{1,2}){0,3}", 0..12),
        hosts in proptest::collection::vec("[ab]{1,2}(\\.[ab]{1,2}){0,5}", 1..20),
    ) {
        let numbered: HashMap<String, u32> = domains.iter().rev().cloned().zip((0..domains.len() as u32).rev()).collect();
        let suffixes = Suffixes::of(domains.iter().map(String::as_str).zip(0..));
        for host in hosts {
            prop_assert_eq!(suffixes.longest(&host).map(|(number, _)| number), naive(&numbered, &host));
        }
    }
}
