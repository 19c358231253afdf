//! Distances between words, against published values, against another implementation, and against the obvious table.

use customers::resolution::distance::{edits, jaro_winkler};
use proptest::prelude::*;

#[test]
fn published_likenesses_are_found() {
    // Winkler, 1994, "Advanced Methods for Record Linkage", table 1; three digits are published.
    let published = [
        ("martha", "marhta", 0.961),
        ("dwayne", "duane", 0.840),
        ("dixon", "dicksonx", 0.813),
        ("jones", "johnson", 0.832),
        ("shackleford", "shackelford", 0.982),
        ("dunningham", "cunnigham", 0.896),
        ("hardin", "martinez", 0.722),
        ("julies", "julius", 0.933),
        ("tanya", "tonya", 0.880),
        ("sean", "susan", 0.805),
        ("jon", "john", 0.933),
        ("jon", "jan", 0.800),
        ("nichleson", "nichulson", 0.956),
        ("massey", "massie", 0.933),
        ("jeraldine", "geraldine", 0.926),
        ("abroms", "abrams", 0.922),
        ("michelle", "michael", 0.921),
    ];
    for (left, right, likeness) in published {
        let found = jaro_winkler(left, right);
        assert!((found - likeness).abs() < 6e-4, "{left} {right}: {found}");
    }
}

#[test]
fn edits_are_counted_by_hand() {
    let counted = [
        ("", "", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("ca", "ac", 1),
        // No part is edited twice: swapping and then inserting between is three edits, not two.
        ("ca", "abc", 3),
        ("éléonore", "eleonore", 2),
        ("19840305", "19840503", 2),
    ];
    for (left, right, count) in counted {
        assert_eq!(edits(left, right), count, "{left} {right}");
    }
}

#[test]
fn words_of_any_length_are_compared_within_bounds() {
    let (long, other) = ("a".repeat(1_000_000), "b".repeat(1_000_000));
    assert_eq!(edits(&long, &other), 128);
    assert_eq!(jaro_winkler(&long, &long), 1.0);
}

proptest! {
    #[test]
    fn edits_are_those_of_another_implementation(left in "[a-dé]{0,90}", right in "[a-dé]{0,90}") {
        prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
    }

    #[test]
    fn likeness_is_that_of_another_implementation_and_the_same_both_ways(left in "[a-d]{1,12}", right in "[a-d]{1,12}") {
        prop_assert_eq!(jaro_winkler(&left, &right), jaro_winkler(&right, &left));
        // The other one weighs the prefix only where the words are alike already.
        if strsim::jaro(&left, &right) > 0.7 {
            prop_assert!((jaro_winkler(&left, &right) - strsim::jaro_winkler(&left, &right)).abs() < 1e-12);
        }
    }
}
