use base::Lang;
use discovery::harvest::{EvidenceKind, Harvest, What};
use discovery::inventory::Cell;
use discovery::verdict::{Counted, Finding, Known, PersonalData, State, Tool};

use crate::setting::*;

#[track_caller]
fn is(tool: &Tool, state: State) {
    let why: Vec<String> =
        tool.signals.iter().map(|it| format!("{:+.2} {:?}: {}", it.log_odds, it.kind, it.say().en)).collect();
    assert_eq!(
        tool.state,
        state,
        "{} at {:.3}, start {:+.2}\n{}",
        tool.key,
        tool.confidence,
        tool.start,
        why.join("\n")
    );
}

#[test]
fn a_team_that_signs_in_and_works_with_a_tool_for_weeks_uses_it() {
    let log = proxy(vec![used(product("kanbi"), 0..12, &working_days(15), worked())]);
    assert!(tool(&[log], "kanbi").state >= State::Suspected);
}

#[test]
fn the_same_holds_for_a_tool_no_pack_knows_and_nobody_is_told_apart_in() {
    let log = proxy(vec![anonymous(used(domain("wheelofy.io"), 0..23, &working_days(18), worked()))]);
    let tool = tool(&[log], "wheelofy.io");
    assert!(tool.state >= State::Suspected, "{}", tool.confidence);
    assert_eq!((tool.known, tool.vendor.as_deref(), tool.marketing), (Known::Domain, None, None));
}

#[test]
fn what_other_sites_pages_load_for_everybody_is_merely_seen() {
    let log = proxy(vec![
        used(product("pixel"), 0..180, &working_days(20), embedded()),
        anonymous(used(domain("cheapads.net"), 0..150, &working_days(20), embedded())),
    ]);
    is(&tool(std::slice::from_ref(&log), "pixel"), State::Seen);
    is(&tool(std::slice::from_ref(&log), "cheapads.net"), State::Seen);
    is(&tool(&[log], "gazette-news.fr"), State::Seen);
}

#[test]
fn what_only_pages_load_is_used_once_the_house_loads_it_itself() {
    let log = proxy(vec![used(product("pixel"), 0..180, &working_days(20), embedded())]);
    let tags = harvest(EvidenceKind::Tags, vec![says(product("pixel"), What::Tag, 1)]);
    let cookies = harvest(EvidenceKind::Cookies, vec![says(product("pixel"), What::Cookie, 2)]);
    is(&tool(&[log.clone(), tags.clone()], "pixel"), State::Suspected);
    assert!(tool(&[log.clone(), tags.clone(), cookies], "pixel").confidence > tool(&[log, tags], "pixel").confidence);
}

#[test]
fn a_page_somebody_strayed_to_is_merely_seen() {
    let one = Cell { seen: 6, sends: 1, working: 6, hours: 1 << 10, ..Cell::default() };
    let log = proxy(vec![used(domain("strayed.org"), 5..6, &working_days(1), one)]);
    is(&tool(&[log], "strayed.org"), State::Seen);
}

#[test]
fn banks_and_networks_of_ones_own_are_private_however_many_people_sign_in() {
    let log = proxy(vec![
        used(product("banque bleue"), 0..40, &working_days(6), privately()),
        used(product("chat"), 0..90, &working_days(20), privately()),
        anonymous(used(domain("autrebanque.fr"), 0..15, &working_days(5), privately())),
    ]);
    for key in ["banque bleue", "chat", "autrebanque.fr"] {
        is(&tool(std::slice::from_ref(&log), key), State::Seen);
    }
}

#[test]
fn what_serves_others_files_is_no_tool_by_traffic_nor_by_the_houses_own_aliases() {
    let log = proxy(vec![used(product("wide"), 0..12, &working_days(20), worked())]);
    let zone = harvest(
        EvidenceKind::Zone,
        vec![says(domain("d12.widecdn.net"), What::Alias, 1), says(domain("d2x7kq1.cloudfront.net"), What::Alias, 1)],
    );
    let seen = tool(&[log.clone(), zone.clone()], "wide");
    is(&seen, State::Seen);
    assert!(seen.signals.iter().all(|signal| signal.log_odds <= 0.0), "nothing speaks for it");
    is(&tool(&[zone], "d2x7kq1.cloudfront.net"), State::Seen);
    let paid = harvest(EvidenceKind::Expense, vec![pays("WIDE", 8_900, 1..=6)]);
    assert!(tool(&[log, paid], "wide").state >= State::Suspected, "money does");
}

#[test]
fn an_alias_speaks_for_a_tool_and_name_servers_do_not() {
    let alias = |words: &str| {
        let mut mention = says(domain("x.kanbi.com"), What::Alias, 1);
        mention.facts[0].words = words.to_owned();
        harvest(EvidenceKind::Zone, vec![mention])
    };
    assert!(tool(&[alias("plan.solvene.fr")], "kanbi").state >= State::Suspected);
    is(&tool(&[alias("solvene.fr")], "kanbi"), State::Seen);
}

#[test]
fn three_people_who_sign_on_through_the_house_confirm_a_tool() {
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("Kanbi"), What::SignedIn, 0..3)]);
    is(&tool(&[list], "kanbi"), State::Confirmed);
}

#[test]
fn one_person_who_let_an_application_in_does_not() {
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("Chess with Friends"), What::Granted, 0..1)]);
    is(&tool(&[list], "words:chesswithfriends"), State::Seen);
}

#[test]
fn a_subscription_the_house_pays_for_makes_a_tool_and_with_its_traffic_confirms_it() {
    let paid = harvest(EvidenceKind::Expense, vec![pays("HUBSPOT INC* 8884827768", 8_900, 1..=6)]);
    let log = proxy(vec![used(product("hubspot"), 0..4, &working_days(10), worked())]);
    assert!(tool(std::slice::from_ref(&paid), "hubspot").state >= State::Suspected);
    is(&tool(&[paid, log], "hubspot"), State::Confirmed);
}

#[test]
fn a_merchant_nobody_knows_is_no_tool_and_paying_an_airline_is_not_using_one() {
    let mut journeys = pays("HOP AIR", 18_000, 3..=6);
    for (payment, cents) in journeys.payments.iter_mut().zip([9_900, 31_050, 18_000, 24_400]) {
        payment.cents = cents;
    }
    let paid = harvest(
        EvidenceKind::Expense,
        vec![pays("BISTROT DU PORT 0231", 4_210, 3..=3), journeys, pays("EDF ENTREPRISES", 9_900, 2..=5)],
    );
    let all = verdicts(&[paid], &[]);
    assert_eq!(all.tools.len(), 3);
    for one in &all.tools {
        is(one, State::Seen);
    }
}

#[test]
fn money_that_came_back_was_not_paid() {
    let mut trial = pays("KANBI", 4_900, 3..=4);
    trial.payments[1].cents = -4_900;
    let paid = harvest(EvidenceKind::Expense, vec![trial]);
    is(&tool(&[paid], "kanbi"), State::Seen);
}

#[test]
fn one_person_who_signed_on_for_a_day_tried_it_and_one_who_came_back_uses_it() {
    let tried = harvest(EvidenceKind::SignOn, vec![says_of(words("Kanbi"), What::SignedIn, 0..1)]);
    is(&tool(&[tried], "kanbi"), State::Seen);
    let mut back = says_of(words("Kanbi"), What::SignedIn, 0..1);
    back.days = working_days(5);
    is(&tool(&[harvest(EvidenceKind::SignOn, vec![back])], "kanbi"), State::Suspected);
}

#[test]
fn what_a_page_loads_once_is_a_partners_and_what_it_loads_again_and_again_is_the_houses() {
    let page = |count| harvest(EvidenceKind::Page, vec![says(domain("beacon.pixel-ads.com"), What::Loaded, count)]);
    is(&tool(&[page(1)], "pixel"), State::Seen);
    is(&tool(&[page(9)], "pixel"), State::Suspected);
}

#[test]
fn a_few_who_work_with_what_everybody_meets_in_pages_use_it() {
    let mut both = used(product("kanbi"), 0..150, &working_days(20), embedded());
    let few = used(product("kanbi"), 150..156, &working_days(18), worked());
    both.seen.merge(&few.seen);
    both.habits.extend(few.habits);
    both.habits.sort_by_key(|habit| habit.who);
    both.users = 156.0;
    let log = proxy(vec![both, used(product("pixel"), 0..150, &working_days(20), embedded())]);
    let tool = tool(&[log], "kanbi");
    assert!(tool.state >= State::Suspected, "{}", tool.confidence);
    assert!(tool.signals.iter().any(|it| matches!(it.finding, Finding::FewAmongMany { people: 6.0, of: 156.0 })));
}

#[test]
fn a_record_in_the_zone_is_too_little_and_with_what_sends_signed_mail_besides_confirms_a_tool() {
    let zone = harvest(EvidenceKind::Zone, vec![says(words("hubspot-developer-verification"), What::Proof, 1)]);
    let mail = harvest(EvidenceKind::Mail, vec![says(domain("hubspot.com"), What::Sent, 4_000)]);
    is(&tool(std::slice::from_ref(&zone), "hubspot"), State::Seen);
    let both = tool(&[zone, mail], "hubspot");
    is(&both, State::Confirmed);
    assert_eq!(both.personal_data, Some(PersonalData::SendsMail));
}

#[test]
fn mail_that_is_not_proven_the_houses_and_a_paused_tag_prove_little() {
    let mail = harvest(EvidenceKind::Mail, vec![says(domain("forged.org"), What::SentUnproven, 900)]);
    let tags = harvest(EvidenceKind::Tags, vec![says(domain("oldtag.com"), What::PausedTag, 1)]);
    is(&tool(&[mail], "forged.org"), State::Seen);
    is(&tool(&[tags], "oldtag.com"), State::Seen);
}

#[test]
fn what_leads_to_the_house_itself_is_no_tool() {
    let log = proxy(vec![used(domain("www.solvene.fr"), 0..50, &working_days(20), worked())]);
    assert!(verdicts(&[log], &[]).tool("solvene.fr").is_none());
}

#[test]
fn the_tenants_of_a_platform_are_tools_apart() {
    let log = proxy(vec![
        used(domain("wheel.github.io"), 0..9, &working_days(9), worked()),
        used(domain("other.github.io"), 0..1, &working_days(1), embedded()),
    ]);
    let all = verdicts(&[log], &[]);
    assert!(all.tool("wheel.github.io").is_some() && all.tool("other.github.io").is_some());
}

#[test]
fn a_denied_tool_is_no_longer_one_and_its_kind_is_trusted_less() {
    let list = harvest(
        EvidenceKind::SignOn,
        vec![says_of(words("Kanbi"), What::SignedIn, 0..2), says_of(words("HubSpot"), What::SignedIn, 0..2)],
    );
    let before = verdicts(std::slice::from_ref(&list), &[]);
    let after = verdicts(&[list], &[review("kanbi", false)]);
    let of = |all: &discovery::verdict::Verdicts, key| all.tool(key).map(|tool| tool.confidence).unwrap_or_default();
    assert!(of(&after, "kanbi") < 0.01);
    assert!(of(&after, "hubspot") < of(&before, "hubspot"));
    let trust = |all: &discovery::verdict::Verdicts| all.reliabilities[EvidenceKind::SignOn as usize].trust;
    assert_eq!(trust(&before), 1.0);
    assert!(trust(&after) < 1.0);
}

#[test]
fn a_confirmed_tool_is_one_whatever_the_evidence() {
    let log = proxy(vec![used(product("pixel"), 0..180, &working_days(20), embedded())]);
    let all = verdicts(&[log], &[review("pixel-ads.com", true)]);
    let pixel = all.tool("pixel").expect("it is in the log");
    assert_eq!((pixel.state, pixel.reviewed), (State::Confirmed, Some(true)));
}

#[test]
fn reasons_are_told_with_their_figures_in_both_languages() {
    let mut mention = used(product("kanbi"), 0..23, &working_days(18), worked());
    mention.seen.referred = 0;
    mention.seen.up = 14_000_000;
    let log = proxy(vec![mention]);
    let tool = tool(&[log], "kanbi");
    let said = |lang: Lang| -> Vec<String> {
        tool.signals.iter().map(|signal| signal.say().in_lang(lang).to_owned()).collect()
    };
    let (fr, en) = (said(Lang::Fr), said(Lang::En));
    for sentence in [
        "nobody came through another site's page",
        "14\u{a0}MB sent by 23 users",
        "23 users of 23 come back on three days or more",
        "seen on 18 days, over 20 working days",
    ] {
        assert!(en.iter().any(|said| said == sentence), "{sentence} is not in {en:#?}");
    }
    assert!(fr.contains(&"personne n'y est venu par la page d'un autre site".to_owned()), "{fr:#?}");
    assert!(fr.contains(&"14\u{a0}Mo envoyés par 23 utilisateurs".to_owned()), "{fr:#?}");
    assert!(tool.signals.iter().all(|signal| !signal.spots.is_empty()), "each has its lines");
}

#[test]
fn what_is_counted_is_said_and_fewer_than_three_are_not_counted_out() {
    let two = proxy(vec![used(product("kanbi"), 0..2, &working_days(18), worked())]);
    let tool = tool(&[two], "kanbi");
    let said: Vec<String> = tool.signals.iter().map(|signal| signal.say().en).collect();
    assert!(said.iter().any(|said| said.contains("fewer than three users")), "{said:#?}");
    assert!(!said.iter().any(|said| said.contains("2 users") || said.contains("people")), "{said:#?}");
    let people = Finding::People { people: 23.0, of: 600.0 };
    for (counted, said) in [
        (Counted::Users, "23 users, of 600 accounts or machines in the logs"),
        (Counted::Machines, "23 machines, of 600 machines in the logs"),
        (Counted::People, "23 people, of 600 people in the logs"),
    ] {
        assert_eq!(people.say(counted).en, said);
    }
}

#[test]
fn an_account_in_one_log_and_its_machine_in_another_are_one_user() {
    let days = working_days(18);
    let accounts = used(product("kanbi"), 0..7, &days, worked());
    let machines = used(product("kanbi"), 100..105, &days, worked());
    let names = Harvest { kind: EvidenceKind::Dns, ..proxy(vec![machines]) };
    let both = tool(&[proxy(vec![accounts]), names.clone()], "kanbi");
    assert_eq!((both.people.len(), both.users), (7, 7.0), "twelve pseudonyms, and no more than seven are sure");
    let alone = tool(&[names], "kanbi");
    assert_eq!((alone.people.len(), alone.users), (5, 5.0));
}

#[test]
fn people_are_counted_once_over_all_kinds_and_days_of_payment_are_days() {
    let log = proxy(vec![used(product("hubspot"), 0..4, &working_days(2), worked())]);
    let list = harvest(EvidenceKind::SignOn, vec![says_of(words("HubSpot"), What::SignedIn, 2..7)]);
    let paid = harvest(EvidenceKind::Expense, vec![pays("HUBSPOT", 8_900, 9..=10)]);
    let tool = tool(&[log, list, paid], "hubspot");
    assert_eq!((tool.people.len(), tool.users), (7, 7.0));
    assert_eq!(tool.first().map(|day| day.date().to_string()).as_deref(), Some("2026-09-03"));
    assert_eq!(tool.last(), working_days(2).last().copied());
    assert_eq!(
        tool.payments.iter().map(|(harvest, one)| (*harvest, one.cents)).collect::<Vec<_>>(),
        [(2, 8_900), (2, 8_900)]
    );
    assert_eq!(tool.kinds(), [EvidenceKind::Proxy, EvidenceKind::SignOn, EvidenceKind::Expense]);
    assert_eq!(tool.marketing, Some(true));
}

#[test]
fn a_log_that_does_not_say_who_referred_does_not_count_it() {
    let mut log = harvest(EvidenceKind::Proxy, vec![used(product("kanbi"), 0..12, &working_days(15), worked())]);
    for mention in &mut log.mentions {
        mention.seen.referred = 0;
    }
    let tool = tool(&[log], "kanbi");
    assert!(!tool.signals.iter().any(|signal| matches!(signal.finding, Finding::Referred { .. })));
}
