//! How many of the merchants that sell tools are known, and how many that do not are taken for one that does.

use discovery::vendors::{Pack, ProductId};

#[test]
fn of_merchants_shaped_by_hand_98_in_100_named_are_right_and_93_in_100_tools_are_found() {
    let pack = &Pack::built_in().pack;
    let (precision, recall) = measure(include_str!("descriptors.tsv"), 400, |words| pack.of_descriptor(words));
    assert!(precision >= 0.98, "{precision:.4}");
    assert!(recall >= 0.93, "{recall:.4}");
}

/// Holds a look-up against a file of names and keys. Gives the share of answers that are right, and the share of tools
/// found; prints both and every name that went wrong.
pub(super) fn measure(file: &str, least: usize, look_up: impl Fn(&str) -> Option<ProductId>) -> (f64, f64) {
    let pack = &Pack::built_in().pack;
    let (mut right, mut wrong, mut missed, mut all) = (0_u32, 0_u32, 0_u32, 0);
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let (words, key) = line.split_once('\t').expect("two columns");
        let expect = (key != "-").then_some(key);
        assert!(expect.is_none_or(|key| pack.of_key(key).is_some()), "the pack knows no {key}");
        all += 1;
        let found = look_up(words).and_then(|id| pack.product(id)).map(|product| product.key());
        match (found.as_deref(), expect) {
            (Some(found), Some(expect)) if found == expect => right += 1,
            (Some(found), _) => {
                wrong += 1;
                println!("taken for {found}: {words}");
            }
            (None, Some(expect)) => {
                missed += 1;
                println!("missed {expect}: {words}");
            }
            (None, None) => {}
        }
    }
    assert!(all >= least, "{all}");
    let tools = file.lines().filter(|line| !line.starts_with('#') && !line.ends_with("\t-")).count();
    let precision = f64::from(right) / f64::from(right + wrong);
    let recall = f64::from(right) / tools as f64;
    println!("{all} names, {tools} of tools: precision {precision:.4}, recall {recall:.4}, missed {missed}");
    (precision, recall)
}
