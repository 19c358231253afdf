//! Accuracy against truth, worked by hand.

use customers::resolution::evaluate::{Accuracy, clusters};

#[test]
fn accuracy_is_worked_by_hand() {
    // Persons 1: a b c, 2: d e; found: {a b}, {c d}, {e}. One found pair of two is true, of four true pairs one is found.
    let found = clusters(&[10, 10, 20, 20, 30], &[1, 1, 1, 2, 2]);
    assert_eq!(found.pairs, Accuracy { precision: 0.5, recall: 0.25, f1: 1.0 / 3.0 });
    // B-cubed precision: a 1, b 1, c 1/2, d 1/2, e 1; recall: a 2/3, b 2/3, c 1/3, d 1/2, e 1/2.
    let (precision, recall) = (4.0 / 5.0, (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0) / 5.0);
    assert!((found.b_cubed.precision - precision).abs() < 1e-12);
    assert!((found.b_cubed.recall - recall).abs() < 1e-12);
}

#[test]
fn the_truth_itself_is_right_and_nothing_is_not() {
    let truth = [1, 1, 2, 3, 3, 3];
    assert_eq!(clusters(&truth, &truth).b_cubed.f1, 1.0);
    assert_eq!(clusters(&truth, &truth).pairs.f1, 1.0);
    assert_eq!(clusters(&[1, 2, 3, 4, 5, 6], &truth).pairs.recall, 0.0);
    assert_eq!(clusters(&[], &[]).pairs.f1, 0.0);
}
