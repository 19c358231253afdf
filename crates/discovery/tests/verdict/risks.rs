//! The rules of risk, each in a sentence.

use discovery::harvest::{EvidenceKind, What};
use discovery::verdict::risk::{self, Facts, Rule, Severity};

use crate::setting::*;

fn rules(found: &[risk::Risk]) -> Vec<(Rule, Severity)> {
    found.iter().map(|risk| (risk.rule, risk.severity)).collect()
}

#[test]
fn a_tool_with_uploads_personal_data_no_contract_and_a_card_shows_every_risk() {
    let log = proxy(vec![used(product("hubspot"), 0..23, &working_days(18), worked())]);
    let paid = harvest(EvidenceKind::Expense, vec![pays("HUBSPOT", 8_900, 1..=6)]);
    let tool = tool(&[log, paid], "hubspot");
    let found = risk::of(&tool, &Facts::default());
    assert_eq!(
        rules(&found),
        [
            (Rule::PersonalDataWithoutContract, Severity::High),
            (Rule::Uploads, Severity::High),
            (Rule::HostingUnknown, Severity::Medium),
            (Rule::NoSignOn, Severity::Medium),
            (Rule::NoContract, Severity::Medium),
            (Rule::PaidAside, Severity::Low),
        ]
    );
    for risk in &found {
        assert!(!risk.say.fr.is_empty() && !risk.say.en.is_empty());
    }
    assert!(found[1].say.en.contains("25\u{a0}MB"), "{}", found[1].say.en);
    assert!(found[5].say.en.contains("6 times, €89 at most"), "{}", found[5].say.en);
}

#[test]
fn what_is_known_settles_what_it_settles() {
    let log = proxy(vec![used(product("hubspot"), 0..23, &working_days(18), worked())]);
    let facts = Facts { contract: Some(true), hosting: Some("Irlande".into()), sign_on: Some(true) };
    let found = risk::of(&tool(&[log], "hubspot"), &facts);
    assert_eq!(rules(&found), [(Rule::PersonalData, Severity::Medium), (Rule::Uploads, Severity::Medium)]);
}

#[test]
fn a_list_of_sign_ons_says_that_the_houses_sign_on_leads_there() {
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("Kanbi"), What::SignedIn, 0..3)]);
    let found = risk::of(&tool(&[list], "kanbi"), &Facts::default());
    assert_eq!(rules(&found), [(Rule::HostingUnknown, Severity::Low), (Rule::NoContract, Severity::Low)]);
}
