//! Reports on mail in the house's name.

use discovery::harvest::{EvidenceKind, What};
use discovery::lists::List;
use proptest::prelude::*;

use crate::reading::{left, read, read_bytes, says, shared_files, told};

/// A record: count, whether it is proven, keys `domain selector result`, servers `domain result`, more.
pub fn record(count: u64, proven: bool, keys: &[&str], servers: &[&str], more: &str) -> String {
    let pass = if proven { "pass" } else { "fail" };
    let part = |line: &str, at: usize| line.split(' ').nth(at).unwrap_or_default().to_owned();
    let keys: String = keys
        .iter()
        .map(|key| {
            let (domain, selector, result) = (part(key, 0), part(key, 1), part(key, 2));
            format!("<dkim><domain>{domain}</domain><selector>{selector}</selector><result>{result}</result></dkim>")
        })
        .collect();
    let servers: String = servers
        .iter()
        .map(|server| format!("<spf><domain>{}</domain><result>{}</result></spf>", part(server, 0), part(server, 1)))
        .collect();
    format!(
        "<record><row><source_ip>192.0.2.9</source_ip><count>{count}</count><policy_evaluated><disposition>none</disposition>\
         <dkim>{pass}</dkim><spf>fail</spf>{more}</policy_evaluated></row><identifiers><header_from>solvene.example</header_from>\
         </identifiers><auth_results>{keys}{servers}</auth_results></record>\n"
    )
}

pub fn report(records: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<feedback><report_metadata><org_name>mailbox.example</org_name>\
         <email>reports@mailbox.example</email><date_range><begin>1785967200</begin><end>1786053599</end></date_range>\
         </report_metadata><policy_published><domain>solvene.example</domain><p>none</p></policy_published>\n{}</feedback>",
        records.concat()
    )
}

#[test]
fn a_report_says_whose_keys_and_servers_the_houses_mail_came_by() {
    let text = report(&[
        record(120, true, &["solvene.example k1 pass", "letters.io mail pass"], &["bounce.letters.io pass"], ""),
        record(7, true, &["solvene.example s2 pass"], &["sender.post-j.net pass"], ""),
        record(3, true, &["solvene.example own1 pass"], &["solvene.example pass"], ""),
        record(5, false, &["blast-k.com x pass"], &["blast-k.com pass"], ""),
        record(9, false, &["forged-l.com x fail"], &["forged-l.com softfail"], ""),
        record(
            2,
            true,
            &["solvene.example own1 pass"],
            &["lists-m.org pass"],
            "<reason><type>mailing_list</type></reason>",
        ),
    ]);
    let read = says(
        List::Dmarc,
        &text,
        &[
            "blast-k.com: SentUnproven x ×5 on 2026-08-06 @6",
            "letters.io: Sent mail ×120 on 2026-08-06 @3",
            "sender.post-j.net: Sent s2 ×7 on 2026-08-06 @4",
            "“own1._domainkey”: Sent own1 ×5 on 2026-08-06 @5",
        ],
    );
    assert_eq!(read.harvests[0].kind, EvidenceKind::Mail);
    let prefixed = text.replace("</", "</d:").replace('<', "<d:").replace("<d:/d:", "</d:").replace("<d:?", "<?");
    assert_eq!(told(&crate::reading::read(&prefixed)), told(&read), "the same under a name space");
    assert_eq!((read.harvests[0].files[0].read, left(&read).len()), (6, 0));
    let kept = serde_json::to_string(&read.harvests).expect("data");
    assert!(!kept.contains("192.0.2.9") && !kept.contains("reports@"));
}

#[test]
fn a_record_without_a_count_is_left() {
    let text = report(&[
        record(1, false, &["blast-k.com x pass"], &[], ""),
        record(1, false, &["blast-k.com x pass"], &[], "").replace("<count>1</count>", ""),
        record(1, false, &["blast-k.com x pass"], &[], "").replace("<count>1<", "<count>many<"),
    ]);
    assert_eq!(left(&read(&text)), ["Fields ×2 @4 5"]);
}

#[test]
fn the_real_samples_are_read_whatever_their_age_and_their_faults() {
    let samples = shared_files("dmarc");
    let mut seen = Vec::new();
    for (name, bytes) in &samples {
        let read = read_bytes(bytes);
        assert_eq!(read.lists, [List::Dmarc], "{name}");
        let file = &read.harvests[0].files[0];
        seen.push(format!("{name} {}/{} {}", file.understood, file.read, told(&read).join(" | ")));
    }
    if samples.is_empty() {
        return;
    }
    assert_eq!(
        seen,
        [
            "!example.com!1538204542!1538463818.xml 1/1 ",
            "!large-example.com!1711897200!1711983600.xml 2286/2286 ",
            "addisonfoods.com!example.com!1536105600!1536191999.xml 1/1 toptierhighticket.club: SentUnproven default on 2018-09-05 @22",
            "empty_reason.xml 1/1 example.edu: Sent example ×2 on 2024-01-25 @23",
            "example.net!example.com!1529366400!1529452799.xml 1/1 ",
            "ikea.com!example.de!1538690400!1538776800.xml 1/1 ",
            "invalid_utf_8.xml 1/1 ",
            "invalid_xml.xml 1/1 ",
            "old_draft_from_wiki.xml 1/1 ",
            "protection.outlook.com!example.com!1711756800!1711843200.xml 1/1 ",
            "rfc9990-example.net!example.com!1700000000!1700086399.xml 2/2 “selector1._domainkey”: Sent selector1 ×5 on 2023-11-14 @24",
            "rfc9990-sample.xml 1/1 “abc123._domainkey”: Sent abc123 ×123 @22",
        ]
    );
}

#[test]
fn entities_a_file_makes_up_are_not_expanded() {
    let bomb = "<!DOCTYPE f [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let text = report(&[record(1, false, &["blast-k.com &b; pass"], &[], "")])
        .replace("<feedback>", &format!("{bomb}<feedback>"));
    let read = read(&text);
    assert_eq!(read.harvests[0].mentions[0].facts[0].words, "");
}

#[test]
fn what_is_nested_too_deeply_is_refused() {
    let text = report(&[format!("<record>{}</record>", "<a>".repeat(10_000))]);
    let refused = discovery::lists::read("x", text.as_bytes(), &crate::reading::setting());
    assert!(refused.is_err_and(|no| !no.way_out.fr.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_message_is_counted_twice_or_lost(counts in proptest::collection::vec((1_u64..10_000, any::<bool>()), 1..30)) {
        let records: Vec<String> =
            counts.iter().map(|(count, proven)| record(*count, *proven, &["letters.io m pass"], &["letters.io pass"], "")).collect();
        let read = read(&report(&records));
        let facts = &read.harvests[0].mentions[0].facts;
        let of = |what: What| facts.iter().filter(|fact| fact.what == what).map(|fact| fact.count).sum::<u64>();
        let sum = |proven: bool| counts.iter().filter(|(_, it)| *it == proven).map(|(count, _)| count).sum::<u64>();
        prop_assert_eq!((of(What::Sent), of(What::SentUnproven)), (sum(true), sum(false)));
    }
}
