//! An index that was closed is opened again to the bit, whatever happened to its file's end.

use customers::resolution::index::journal::{begin, frame, read};
use customers::resolution::index::{Entry, Fault, Index};
use proptest::prelude::*;

use crate::arriving::{anchor, begun, told_as};
use crate::people::people;

/// An index, the snapshot it began with, a journal of what came since in frames of three, and where each frame ends.
type Lived = (Index, Vec<u8>, Vec<u8>, Vec<usize>);

fn lived(households: usize, seed: u64) -> Lived {
    let told = people(households, seed);
    let (base, rest) = told.split_at(told.len() / 2);
    let mut index = begun(base, 10.0);
    let (snapshot, mut journal) = (index.snapshot(7), begin(7));
    let mut ends = vec![journal.len()];
    for told in rest.chunks(3) {
        let mut entries = Vec::new();
        for told in told {
            let form = index.form(told_as(told));
            entries.push(Entry::Arrived { anchor: anchor(index.len()), form });
            index.take(&entries[entries.len() - 1]);
        }
        journal.extend(frame(&entries));
        ends.push(journal.len());
    }
    (index, snapshot, journal, ends)
}

/// One life for all drawn cases.
fn shared() -> &'static Lived {
    static LIVED: std::sync::OnceLock<Lived> = std::sync::OnceLock::new();
    LIVED.get_or_init(|| lived(40, 51))
}

#[test]
fn what_is_opened_again_is_what_was_lived_to_the_bit() {
    let (index, snapshot, journal, _) = lived(120, 50);
    let after = 7 + read(&journal).expect("a journal").entries.len() as u64;
    let again = Index::reopen(&snapshot, &journal).expect("both are whole");
    assert_eq!((again.after, again.held, again.dropped), (after, journal.len(), 0));
    assert_eq!(again.index.snapshot(after), index.snapshot(after));
    // A snapshot of later knows part of the journal, or all of it.
    let later = Index::reopen(&index.snapshot(after), &journal).expect("both are whole");
    assert_eq!(later.index.snapshot(later.after), index.snapshot(after));
    let alone = Index::reopen(&index.snapshot(after), &[]).expect("it is whole");
    assert_eq!(alone.index.snapshot(alone.after), index.snapshot(after));
}

#[test]
fn a_file_of_another_kind_or_of_another_time_is_refused() {
    let (_, snapshot, journal, _) = shared();
    assert_eq!(Index::reopen(journal, &[]).map(drop), Err(Fault::Foreign));
    assert_eq!(Index::reopen(snapshot, snapshot).map(drop), Err(Fault::Foreign));
    assert_eq!(Index::reopen(&[], &[]).map(drop), Err(Fault::Foreign));
    assert_eq!(Index::reopen(snapshot, &begin(9)).map(drop), Err(Fault::Gap { from: 7, to: 9 }));
    let mut of_later = snapshot.clone();
    of_later[7] += 1;
    assert_eq!(Index::reopen(&of_later, &[]).map(drop), Err(Fault::Foreign));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_torn_end_is_dropped_and_told(cut in 0_usize..1_000_000) {
        let (_, snapshot, journal, ends) = shared();
        let cut = cut % journal.len();
        let again = Index::reopen(snapshot, &journal[..cut]).expect("a torn end is no damage");
        let held = ends.iter().rev().find(|end| **end <= cut).copied().unwrap_or_default();
        prop_assert_eq!((again.held, again.dropped), (held, cut - held));
        if held > 0 {
            let whole = Index::reopen(snapshot, &journal[..held]).expect("it is whole");
            prop_assert_eq!(again.index.snapshot(again.after), whole.index.snapshot(whole.after));
        }
    }

    #[test]
    fn a_changed_byte_is_found(at in 0_usize..1_000_000, bit in 0_u8..8) {
        let (_, snapshot, journal, ends) = shared();
        let mut changed = snapshot.clone();
        let place = at % changed.len();
        changed[place] ^= 1 << bit;
        prop_assert!(Index::reopen(&changed, &[]).is_err());
        let mut changed = journal.clone();
        let place = at % changed.len();
        changed[place] ^= 1 << bit;
        match Index::reopen(snapshot, &changed) {
            Err(_) => {}
            // Of the last frame nobody can tell whether it was torn or changed.
            Ok(found) => prop_assert_eq!((found.held, place >= found.held), (ends[ends.len() - 2], true)),
        }
    }
}
