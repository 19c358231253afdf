use delivery::formats::{read, recognise};
use proptest::prelude::*;

use super::setting;

const SEEDS: [&str; 4] = [
    r#"{"issues":[{"key":"A-1","fields":{"summary":"a","issuetype":{"name":"T"},"status":{"name":"x"},"created":"2026-03-02T09:00:00.000+0100","timespent":1e308},"changelog":{"total":1,"histories":[{"created":"2026-03-02T09:00:00Z","items":[{"field":"timespent","to":"NaN"}]}]}}]}"#,
    r#"[{"iid":1,"project_id":2,"title":"t","state":"opened","created_at":"2026-03-02T09:00:00Z","references":{"full":"a/b#1"}}]"#,
    r#"[{"repository_url":"https://api.github.com/repos/a/b","number":1,"title":"t","state":"open","created_at":"2026-03-02T09:00:00Z"}]"#,
    "Issue key,Summary,Status,Created,Updated,Time Spent\nA-1,é,x,02/Mar/26 9:00 AM,,1e999\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn no_bytes_make_a_reader_panic_and_every_entry_is_counted(
        which in 0..SEEDS.len(),
        cut in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        keep in any::<bool>(),
    ) {
        let mut bytes = SEEDS[which].as_bytes().to_vec();
        let at = cut.index(bytes.len());
        if keep {
            bytes[at] = byte;
        } else {
            bytes.truncate(at);
        }
        recognise("x", &bytes);
        if let Ok(reading) = read("x", &bytes, &setting()) {
            prop_assert_eq!(reading.read, reading.accepted + reading.rejected);
        }
    }
}

#[test]
fn a_file_that_breaks_off_is_refused_with_a_way_out() {
    let half = &SEEDS[0].as_bytes()[..SEEDS[0].len() - 30];
    let refused = read("x.json", half, &setting()).expect_err("half a file");
    assert!(refused.reason.en.contains("breaks off") && !refused.way_out.fr.is_empty());
}

#[test]
fn deep_nesting_costs_no_stack() {
    let deep = format!(
        r#"{{"issues":[{{"key":"A-1","fields":{{"summary":"a","status":{}1{}}}}}]}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let _ = read("deep.json", deep.as_bytes(), &setting());
}
