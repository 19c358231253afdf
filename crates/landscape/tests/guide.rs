//! The reference of files that can be imported is the table of fields, rendered; the committed one is this one.

#![allow(clippy::disallowed_methods, reason = "a test may read what is committed")]

use base::Lang;

#[test]
fn the_committed_reference_is_the_table_of_fields() {
    for lang in Lang::ALL {
        let path = format!("{}/../../docs/reference/import-files.{}.md", env!("CARGO_MANIFEST_DIR"), lang.tag());
        let guide = landscape::import::guide(lang);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &guide).expect("the reference is written");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(committed, guide, "run again with UPDATE=1 when the change is meant");
    }
}
