//! What other mail houses report of mail in the house's name (RFC 7489): its senders, forwarders, and forgers.

use super::File;
use super::chance::Chance;
use super::house::House;
use super::tools::{Login, Tool, Trace};
use super::trades::Trade;
use super::zone::selector;

const REPORTERS: [(&str, &str, f64); 4] = [
    ("google.com", "noreply-dmarc-support@google.com", 1.0),
    ("Enterprise Outlook", "dmarcreport@microsoft.com", 0.7),
    ("Yahoo", "dmarchelp@yahooinc.com", 0.35),
    ("Orange", "postmaster@orange.fr", 0.5),
];

/// One sender within a report.
struct Record {
    address: String,
    count: u64,
    aligned: bool,
    dkim: Option<(String, String, &'static str)>,
    spf: (String, &'static str),
}

/// Writes a report of each house for each week.
pub fn write(seed: u64, house: &House, login: Login, tools: &mut [Tool]) -> Vec<File> {
    let mut chance = Chance::of(seed, "mail");
    // Whether a sender signs as the house is settled once.
    let signs: Vec<bool> = tools.iter().map(|_| chance.happens(0.75)).collect();
    let volumes: Vec<f64> = tools.iter().map(|_| chance.about(400.0, 1.3)).collect();
    let mut files = Vec::new();
    for (place, (name, email, share)) in REPORTERS.iter().enumerate() {
        for week in 0..house.days / 7 {
            let mut records = Vec::new();
            for (number, tool) in tools.iter_mut().enumerate().filter(|(_, tool)| tool.meant.contains(&Trace::Mail)) {
                if tool.since > week * 7 || !chance.happens(0.75) {
                    continue;
                }
                let count = (chance.about(volumes[number] * share, 0.5) as u64).max(1);
                records.push(sender(tool, number, count, signs[number], house, login));
                tool.leaves(Trace::Mail, 1);
            }
            // Forwarded: the key still fits, the sender does not.
            for forwarder in ["forward.univ-lyon.example.org", "listes.ffr-asso.org", "srs.mailprotect.be"] {
                if chance.happens(0.4) {
                    let dkim = Some((house.domain.clone(), "selector1".to_owned(), "pass"));
                    let (address, count) = (format!("192.0.2.{}", chance.below(200)), 1 + chance.few(2.0) as u64);
                    records.push(Record { address, count, aligned: true, dkim, spf: (forwarder.to_owned(), "fail") });
                }
            }
            // Forged.
            for _ in 0..chance.few(1.5) {
                let domain = format!(
                    "{}{}.{}",
                    chance.pick(&["srv", "vps", "mx", "smtp"]),
                    chance.below(900),
                    chance.pick(&["hostkey.ru", "dynamic-ip.net.br", "clouvider.net", "contabo.host"])
                );
                let (address, count) = (format!("198.51.100.{}", chance.below(250)), 1 + chance.few(6.0) as u64);
                records.push(Record { address, count, aligned: false, dkim: None, spf: (domain, "fail") });
            }
            chance.shuffle(&mut records);
            let (from, to) = (house.midnights[0] + week * 7 * 86_400, house.midnights[0] + (week * 7 + 7) * 86_400 - 1);
            let id = format!("{}{}", chance.hex(), chance.hex());
            let text = report(name, email, &id, from, to, &house.domain, &records);
            files.push(File::new(format!("dmarc-{place}-{week}.xml"), Trace::Mail, text.into_bytes()));
        }
    }
    files
}

fn sender(tool: &Tool, number: usize, count: u64, signs: bool, house: &House, login: Login) -> Record {
    let address = format!("192.0.2.{}", number % 250);
    if tool.trade == Trade::MailHost {
        let dkim = match login {
            Login::Google => (house.domain.clone(), "google".to_owned(), "pass"),
            _ => (house.domain.clone(), "selector1".to_owned(), "pass"),
        };
        return Record {
            address,
            count: count * 12,
            aligned: true,
            dkim: Some(dkim),
            spf: (house.domain.clone(), "pass"),
        };
    }
    let bounce = format!("{}.{}", ["bounce", "mail", "em4"][number % 3], tool.sender());
    let dkim = if signs {
        (house.domain.clone(), selector(tool), "pass")
    } else {
        (tool.sender().to_owned(), "k1".to_owned(), "pass")
    };
    Record { address, count, aligned: signs, dkim: Some(dkim), spf: (bounce, "pass") }
}

fn report(name: &str, email: &str, id: &str, from: i64, to: i64, domain: &str, records: &[Record]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<feedback>\n  <report_metadata>\n    <org_name>{name}</org_name>\n    <email>{email}</email>\n    <report_id>{id}</report_id>\n    <date_range>\n      <begin>{from}</begin>\n      <end>{to}</end>\n    </date_range>\n  </report_metadata>\n  <policy_published>\n    <domain>{domain}</domain>\n    <adkim>r</adkim>\n    <aspf>r</aspf>\n    <p>none</p>\n    <sp>none</sp>\n    <pct>100</pct>\n  </policy_published>\n"
    );
    for record in records {
        let (passes, spf_aligned) =
            (if record.aligned { "pass" } else { "fail" }, if record.spf.0 == domain { "pass" } else { "fail" });
        let dkim = record.dkim.as_ref().map_or(String::new(), |(domain, selector, result)| {
            format!("      <dkim>\n        <domain>{domain}</domain>\n        <result>{result}</result>\n        <selector>{selector}</selector>\n      </dkim>\n")
        });
        out += &format!(
            "  <record>\n    <row>\n      <source_ip>{}</source_ip>\n      <count>{}</count>\n      <policy_evaluated>\n        <disposition>none</disposition>\n        <dkim>{passes}</dkim>\n        <spf>{spf_aligned}</spf>\n      </policy_evaluated>\n    </row>\n    <identifiers>\n      <header_from>{domain}</header_from>\n    </identifiers>\n    <auth_results>\n{dkim}      <spf>\n        <domain>{}</domain>\n        <result>{}</result>\n      </spf>\n    </auth_results>\n  </record>\n",
            record.address, record.count, record.spf.0, record.spf.1
        );
    }
    out + "</feedback>\n"
}
