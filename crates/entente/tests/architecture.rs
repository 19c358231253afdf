//! Who may import whom, and that the core stays pure: held against the manifests, not against good intentions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may import. A room that is not listed does not exist yet.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("tabular", &["base"]),
    ("stats", &["base"]),
    ("agenda", &["base", "tabular", "stats"]),
    ("landscape", &["base", "tabular"]),
    ("discovery", &["base", "tabular"]),
    ("delivery", &["base", "tabular", "stats"]),
    ("customers", &["base", "tabular", "stats"]),
    ("picture", &["base", "stats", "agenda", "landscape", "discovery", "delivery", "customers"]),
    ("store", &["base"]),
    ("lake", &["base"]),
    (
        "app",
        &["base", "tabular", "stats", "agenda", "landscape", "discovery", "delivery", "customers", "picture", "store"],
    ),
    (
        "web",
        &["base", "tabular", "stats", "agenda", "landscape", "discovery", "delivery", "customers", "picture", "app"],
    ),
    ("company", &["base", "tabular", "stats", "agenda", "landscape", "discovery", "delivery", "picture", "app"]),
    (
        "entente",
        &[
            "base",
            "tabular",
            "stats",
            "agenda",
            "landscape",
            "discovery",
            "delivery",
            "customers",
            "picture",
            "store",
            "lake",
            "app",
            "web",
            "company",
        ],
    ),
];

/// The rooms that hold no I/O, no clock and no chance.
const CORE: &[&str] =
    &["base", "tabular", "stats", "agenda", "landscape", "discovery", "delivery", "customers", "picture"];

/// Crates that would bring the world into the core.
const WORLD: &[&str] = &[
    "tokio",
    "axum",
    "rusqlite",
    "sqlx",
    "ureq",
    "reqwest",
    "hyper",
    "getrandom",
    "rand",
    "argon2",
    "tempfile",
    "tracing",
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names under `[dependencies]` of a room's manifest.
fn dependencies(room: &str) -> Vec<String> {
    let manifest = fs::read_to_string(crates().join(room).join("Cargo.toml")).expect("every room has a manifest");
    let part = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let part = part.split("\n[").next().unwrap_or_default();
    let name = |line: &str| line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned();
    part.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(name).collect()
}

#[test]
fn every_room_is_listed_and_every_listed_room_exists() {
    let mut found: Vec<String> = fs::read_dir(crates())
        .expect("the rooms stand beside this one")
        .map(|entry| entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    let mut listed: Vec<String> = MAY_IMPORT.iter().map(|(room, _)| (*room).to_owned()).collect();
    found.sort();
    listed.sort();
    assert_eq!(found, listed);
}

#[test]
fn arrows_never_point_back() {
    let rooms: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    for (room, allowed) in &rooms {
        for dependency in dependencies(room) {
            let ours = rooms.contains_key(dependency.as_str());
            assert!(!ours || allowed.contains(&dependency.as_str()), "{room} must not import {dependency}");
        }
    }
}

#[test]
fn the_core_brings_in_nothing_that_touches_the_world() {
    for room in CORE {
        for dependency in dependencies(room) {
            assert!(!WORLD.contains(&dependency.as_str()), "{room} is core and must not depend on {dependency}");
        }
    }
}

#[test]
fn every_core_room_forbids_clocks_chance_and_files_alike() {
    let of = |room: &str| fs::read_to_string(crates().join(room).join("clippy.toml"));
    let base = of("base").expect("base says what the core may not call");
    for forbidden in ["SystemTime::now", "Instant::now", "Timestamp::now", "Uuid::now_v7", "std::fs::read", "println"] {
        assert!(base.contains(forbidden), "{forbidden} is not forbidden");
    }
    for room in CORE {
        assert_eq!(of(room).ok().as_deref(), Some(base.as_str()), "{room}/clippy.toml differs from base's");
    }
}

#[test]
fn no_file_outgrows_one_sitting() {
    const LINES_MOST: usize = 900;
    fn walk(folder: &Path, each: &mut dyn FnMut(&Path)) {
        for entry in fs::read_dir(folder).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                walk(&path, each);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                each(&path);
            }
        }
    }
    for (room, _) in MAY_IMPORT {
        walk(&crates().join(room).join("src"), &mut |path| {
            let lines = fs::read_to_string(path).expect("source is text").lines().count();
            assert!(lines <= LINES_MOST, "{} has {lines} lines: make it a folder", path.display());
        });
    }
}
