//! Which tool words stand for.

use discovery::harvest::{EvidenceKind, What};
use discovery::verdict::Finding;

use crate::setting::*;

fn keys(harvests: &[discovery::harvest::Harvest]) -> Vec<String> {
    let mut keys: Vec<String> = verdicts(harvests, &[]).tools.into_iter().map(|tool| tool.key).collect();
    keys.retain(|key| key != "gazette-news.fr");
    keys.sort();
    keys
}

#[test]
fn a_merchant_whose_name_is_the_label_of_a_domain_seen_is_its_and_says_why() {
    let log = proxy(vec![anonymous(used(domain("wheelofy.io"), 0..23, &working_days(18), worked()))]);
    let paid = harvest(EvidenceKind::Expense, vec![pays("WHEELOFY SAS 0123", 8_900, 6..=10)]);
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("Wheelofy (SSO)"), What::SignedIn, 0..2)]);
    let all = [log, paid, list];
    assert_eq!(keys(&all), ["wheelofy.io"]);
    let tool = tool(&all, "wheelofy.io");
    let joined: Vec<String> = tool
        .signals
        .iter()
        .filter(|signal| matches!(signal.finding, Finding::Joined { .. }))
        .map(|signal| signal.say().en)
        .collect();
    assert_eq!(joined.len(), 2);
    assert!(joined.iter().any(|say| say.contains("WHEELOFY SAS 0123") && say.contains("wheelofy.io")), "{joined:?}");
    assert_eq!(tool.payments.len(), 5);
}

#[test]
fn a_part_of_a_word_or_of_a_name_joins_nothing() {
    let log = proxy(vec![anonymous(used(domain("wheelofy.io"), 0..23, &working_days(18), worked()))]);
    for merchant in ["WHEELOFYPRO", "WHEEL", "BIG WHEELOFY", "WHEELOFY GARAGE"] {
        let paid = harvest(EvidenceKind::Expense, vec![pays(merchant, 8_900, 6..=10)]);
        assert_eq!(keys(&[log.clone(), paid]).len(), 2, "{merchant}");
    }
}

#[test]
fn a_merchant_that_writes_its_domain_is_that_domains() {
    let paid = harvest(EvidenceKind::Expense, vec![pays("PADDLE.NET* WHEELOFY.IO", 8_900, 6..=10)]);
    assert_eq!(keys(&[paid]), ["wheelofy.io"]);
    let paid = harvest(EvidenceKind::Expense, vec![pays("APP.KANBI.COM", 8_900, 6..=10)]);
    assert_eq!(keys(&[paid]), ["kanbi"]);
}

#[test]
fn hosts_lead_to_their_product_by_the_longest_domain_and_otherwise_to_the_registered_name() {
    let zone = harvest(
        EvidenceKind::Zone,
        vec![
            says(domain("app.eu.hubspot.com"), What::Alias, 1),
            says(domain("nothubspot.com"), What::Alias, 1),
            says(domain("a.b.example.co.uk"), What::Alias, 1),
            says(domain("printer.internal"), What::Alias, 1),
        ],
    );
    assert_eq!(keys(&[zone]), ["example.co.uk", "hubspot", "nothubspot.com"]);
}

#[test]
fn words_that_fold_alike_are_one_tool() {
    let paid = harvest(EvidenceKind::Expense, vec![pays("Gloubi Inc 44", 900, 6..=10), pays("GLOUBI", 900, 2..=3)]);
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("Gloubi"), What::SignedIn, 0..2)]);
    assert_eq!(keys(&[paid, list]), ["words:gloubi"]);
}

#[test]
fn what_only_serves_a_tools_files_is_the_tools() {
    let log = proxy(vec![
        anonymous(used(domain("wheelofy.io"), 0..23, &working_days(18), worked())),
        anonymous(used(domain("wheelofycdn.net"), 0..23, &working_days(18), embedded())),
        anonymous(used(domain("wheelofy-conseil.fr"), 0..2, &working_days(1), embedded())),
    ]);
    assert_eq!(keys(&[log]), ["wheelofy-conseil.fr", "wheelofy.io"]);
}

#[test]
fn a_statement_that_writes_another_ending_means_the_domain_met() {
    let log = proxy(vec![anonymous(used(domain("getwheelofy.app"), 0..23, &working_days(18), worked()))]);
    let paid = harvest(EvidenceKind::Expense, vec![pays("WHEELOFY.COM", 8_900, 6..=10)]);
    assert_eq!(keys(&[log, paid]), ["getwheelofy.app"]);
}

#[test]
fn the_pack_is_asked_for_a_whole_name_where_nothing_was_met() {
    let zone = harvest(EvidenceKind::Zone, vec![says(words("kanbi-site-verification"), What::Proof, 1)]);
    assert_eq!(keys(&[zone]), ["kanbi"]);
    let mut cookie = says(words("_kanbi_session"), What::Cookie, 1);
    cookie.facts[0].words = "_kanbi_session".to_owned();
    let cookies = harvest(EvidenceKind::Cookies, vec![cookie]);
    assert_eq!(keys(&[cookies]), ["words:kanbi"], "anybody may call a cookie so");
}

#[test]
fn the_sign_ons_own_parts_are_no_tools() {
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("Windows Sign In"), What::SignedIn, 0..90)]);
    assert!(keys(&[list]).is_empty());
}
