//! How much of what pages really load the pack attributes: held against the half of the published list that is there.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test reads files and says what it skipped")]

use std::path::Path;

use discovery::vendors::{Observed, Pack};

#[test]
fn the_pack_attributes_at_least_83_percent_of_observed_traffic() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/landscape/observed-domains.json");
    let Ok(bytes) = std::fs::read(&file) else {
        println!("skipped: ../shared/data");
        return;
    };
    let observed: Vec<Observed> = serde_json::from_slice(&bytes).expect("a list of hosts");
    let measured = Pack::built_in().pack.attribute(&observed);
    println!("{} {} {:.4} {:.4}", measured.hosts, measured.attributed, measured.share, measured.weighted_share);
    assert!(measured.weighted_share >= 0.83, "{:.4}", measured.weighted_share);
}
