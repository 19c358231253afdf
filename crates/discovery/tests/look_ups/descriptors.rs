//! How many of the merchants that sell tools are known, and how many that do not are taken for one that does.

use discovery::vendors::Pack;

const FILE: &str = include_str!("descriptors.tsv");

#[test]
fn of_merchants_shaped_by_hand_98_in_100_named_are_right_and_93_in_100_tools_are_found() {
    let pack = &Pack::built_in().pack;
    let lines: Vec<(&str, Option<&str>)> = FILE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (words, key) = line.split_once('\t').expect("two columns");
            (words, (key != "-").then_some(key))
        })
        .collect();
    assert!(lines.len() >= 400, "{}", lines.len());
    let (mut right, mut wrong, mut missed) = (0_u32, 0_u32, 0_u32);
    for (words, expect) in &lines {
        if let Some(key) = expect {
            assert!(pack.of_key(key).is_some(), "the pack knows no {key}");
        }
        let found = pack.of_descriptor(words).and_then(|id| pack.product(id)).map(|product| product.key());
        match (found.as_deref(), expect) {
            (Some(found), Some(expect)) if found == *expect => right += 1,
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
    let precision = f64::from(right) / f64::from(right + wrong);
    let tools = lines.iter().filter(|(_, expect)| expect.is_some()).count() as f64;
    let recall = f64::from(right) / tools;
    println!(
        "{} merchants, {tools} of tools: precision {precision:.4}, recall {recall:.4}, missed {missed}",
        lines.len()
    );
    assert!(precision >= 0.98, "{precision:.4}");
    assert!(recall >= 0.93, "{recall:.4}");
}
