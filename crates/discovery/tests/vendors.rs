//! What the pack holds, and what it refuses.

use std::collections::HashSet;

use discovery::host;
use discovery::vendors::{Category, HEADER, Pack, Refusal, SOURCES, rows, write};

fn pack(rows: &[&str]) -> discovery::vendors::Loaded {
    let lines: Vec<String> = rows.iter().map(|row| format!("own\t{row}\t\t\n")).collect();
    Pack::of(&[&format!("{HEADER}\n{}", lines.concat())])
}

#[track_caller]
fn refuses(rows: &[&str], expect: Refusal) {
    let loaded = pack(rows);
    let found: Vec<&Refusal> = loaded.refused.iter().map(|refused| &refused.refusal).collect();
    assert_eq!(found, [&expect]);
    let say = expect.say();
    assert!(!say.fr.is_empty() && !say.en.is_empty());
}

#[test]
fn an_entry_that_equals_a_public_suffix_is_refused() {
    for suffix in ["com", "co.uk", "github.io", "cloudfront.net", "FR"] {
        refuses(&[&format!("V\tP\tmarketing\tyes\t{suffix}")], Refusal::PublicSuffix);
    }
}

#[test]
fn what_is_no_domain_is_refused() {
    for entry in ["intranet9", "a..b.com", "192.168.0.1", "*.hubspot.com", "café.fr", "https://a.com"] {
        refuses(&[&format!("V\tP\tmarketing\tyes\t{entry}")], Refusal::NoDomain);
    }
}

#[test]
fn a_domain_stands_once_and_is_one_products() {
    refuses(&["V\tP\tmarketing\tyes\tone.com one.com"], Refusal::Twice);
    refuses(
        &["V\tP\tmarketing\tyes\tone.com", "W\tQ\tmarketing\tyes\tone.com"],
        Refusal::AnothersAlready { product: "P".into() },
    );
}

#[test]
fn a_domain_its_own_product_covers_already_is_refused_and_one_beneath_anothers_is_not() {
    refuses(&["V\tP\tmarketing\tyes\tone.com a.one.com"], Refusal::SaysNothingNew { covered_by: "one.com".into() });
    let loaded = pack(&["V\tP\tmarketing\tyes\tone.com b.a.one.com", "V\tQ\tmarketing\tyes\ta.one.com"]);
    assert!(loaded.refused.is_empty(), "{:?}", loaded.refused);
    let name =
        |host| loaded.pack.of_host(host).and_then(|(id, _)| loaded.pack.product(id)).map(|one| one.name.as_str());
    assert_eq!(name("www.one.com"), Some("P"));
    assert_eq!(name("x.a.one.com"), Some("Q"));
    assert_eq!(name("b.a.one.com"), Some("P"));
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_its_line() {
    let loaded = Pack::of(&[&format!("{HEADER}\nown\tV\tP\tnothing-known\tyes\tone.com\n")]);
    assert_eq!(loaded.refused[0].line, 2);
    assert_eq!(loaded.refused[0].refusal, Refusal::Row { column: "category" });
}

#[test]
fn a_users_pack_in_front_wins_over_the_one_compiled_in() {
    let own = format!("{HEADER}\nours\tAgency\tOur portal\tmarketing\tyes\tportal.hubspot.com\t\t\n");
    let loaded = Pack::of(&[&own, discovery::vendors::OWN]);
    let of =
        |host| loaded.pack.of_host(host).and_then(|(id, _)| loaded.pack.product(id)).map(|one| one.source.as_str());
    assert_eq!(of("portal.hubspot.com"), Some("ours"));
    assert_eq!(of("app.hubspot.com"), Some("own"));
}

#[test]
fn the_pack_compiled_in_refuses_nothing_and_every_row_has_a_known_source() {
    let loaded = Pack::built_in();
    assert!(loaded.refused.is_empty(), "{:?}", loaded.refused.iter().take(5).collect::<Vec<_>>());
    assert!(loaded.pack.domains() >= 25_000, "{}", loaded.pack.domains());
    for product in loaded.pack.products() {
        assert!(SOURCES.iter().any(|source| source.key == product.source), "{}", product.source);
    }
    for table in [discovery::vendors::OWN, discovery::vendors::DERIVED] {
        assert!(rows(table).0.iter().flat_map(|row| &row.domains).all(|domain| !host::is_public_suffix(domain)));
    }
}

#[test]
fn a_table_written_is_read_back_the_same() {
    let (all, _) = rows(discovery::vendors::OWN);
    let (again, refused) = rows(&write(&all));
    assert!(refused.is_empty());
    assert_eq!(all.len(), again.len());
    assert!(all.iter().zip(&again).all(|(a, b)| a.product == b.product && a.domains == b.domains));
    assert!(Category::ALL.iter().all(|(category, word)| Category::of_word(word) == Some(*category)));
}

#[test]
fn a_name_anybody_may_bear_is_refused() {
    let row = "own\tV\tP\tmarketing\tyes\tone.com\tX*\tab\t\t*|_a*\t*\t";
    let loaded = Pack::of(&[&format!("{HEADER}\n{row}\n")]);
    let columns: Vec<&str> = loaded
        .refused
        .iter()
        .map(|refused| match refused.refusal {
            Refusal::SaysTooLittle { column } => column,
            _ => "",
        })
        .collect();
    assert_eq!(columns, ["descriptors", "tokens", "cookies", "cookies", "selectors"]);
    for refused in loaded.refused {
        assert_eq!(refused.line, 2);
        let say = refused.refusal.say();
        assert!(!say.fr.is_empty() && !say.en.is_empty());
    }
}

#[test]
fn every_category_has_a_word_in_both_languages_and_one_of_its_own() {
    let mut words = HashSet::new();
    for (category, word) in Category::ALL {
        let say = category.say();
        assert!(!say.fr.trim().is_empty() && !say.en.trim().is_empty(), "{word}");
        assert!(
            words.insert(("fr", say.fr.clone())) && words.insert(("en", say.en.clone())),
            "{word} is said like another"
        );
        assert_eq!(category.word(), *word);
    }
}

#[test]
fn the_site_of_a_company_is_none_of_its_marketing_tools() {
    let pack = &Pack::built_in().pack;
    for host in [
        "www.apple.com",
        "www.amazon.com",
        "www.microsoft.com",
        "www.bing.com",
        "www.linkedin.com",
        "www.hp.com",
        "www.ebay.com",
        "www.yahoo.com",
        "accounts.google.com",
        "www.lemonde.fr",
    ] {
        let product = pack.of_host(host).and_then(|(id, _)| pack.product(id));
        assert!(product.is_none_or(|product| product.marketing != Some(true)), "{host}: {product:?}");
    }
}
