//! What the store promises when the process is killed, the power fails, or the disk fills up.
#![cfg(unix)]
#![allow(missing_docs)]

mod faulty;
mod full;
mod load;
mod parent;

use load::Disk;
use parent::{Tally, kill};

/// No test of its own: the program that the other tests start and kill.
#[test]
fn the_child() {
    load::run();
}

fn kept(tally: &Tally) {
    eprintln!("{tally:?}");
    assert!(tally.broken.is_empty(), "{tally:#?}");
    assert!(tally.promised > tally.rounds, "the children hardly lived: {tally:?}");
}

#[test]
fn two_hundred_kills_under_load_lose_nothing_that_was_acknowledged() {
    kept(&kill(Disk::System, 200, 1));
}

#[test]
fn kills_on_a_disk_that_loses_what_is_not_synced_lose_nothing_that_was_acknowledged() {
    kept(&kill(Disk::Losing, 200, 2));
}

#[test]
fn power_cuts_in_the_middle_of_a_sync_lose_nothing_that_was_acknowledged() {
    let tally = kill(Disk::Cutting, 150, 3);
    kept(&tally);
    assert!(tally.cut > 30, "the power was hardly ever cut: {tally:?}");
}

/// The proof of the proof: were the store not to sync, the tests above would notice.
#[test]
fn without_syncs_the_same_kills_lose_what_was_acknowledged() {
    let tally = kill(Disk::LosingUnsynced, 20, 4);
    eprintln!("lost in {} rounds of {}", tally.broken.len(), tally.rounds);
    assert!(tally.broken.len() as u64 > tally.rounds / 2, "nothing was lost: {tally:#?}");
}
