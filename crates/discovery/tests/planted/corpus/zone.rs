//! The house's DNS zone: what tools ask to be published, what stays there for years, and what serves files.

use super::File;
use super::browsing::Noise;
use super::chance::Chance;
use super::house::House;
use super::tools::{Login, Tool, Trace};
use super::trades::Trade;

/// Writes the zone as a name server keeps it.
pub fn write(seed: u64, house: &House, login: Login, tools: &mut [Tool], noise: &Noise) -> File {
    let mut chance = Chance::of(seed, "zone");
    let domain = &house.domain;
    let stem = domain.split('.').next().unwrap_or_default().to_owned();
    let mut records: Vec<String> = Vec::new();
    let mut includes: Vec<String> = Vec::new();
    let mut proofs: Vec<String> = Vec::new();
    match login {
        Login::Google => {
            for (rank, host) in
                [(1, "aspmx.l.google.com"), (5, "alt1.aspmx.l.google.com"), (10, "alt3.aspmx.l.google.com")]
            {
                records.push(format!("@ 3600 IN MX {rank} {host}."));
            }
            includes.push("_spf.google.com".to_owned());
            proofs.push(format!("google-site-verification={}{}", chance.hex(), chance.hex()));
            records.push(format!("google._domainkey 3600 IN TXT \"v=DKIM1; k=rsa; p=MIIBIjANBg{}\"", chance.hex()));
        }
        Login::Entra | Login::Okta => {
            records.push(format!("@ 3600 IN MX 0 {}.mail.protection.outlook.com.", domain.replace('.', "-")));
            records.push("autodiscover 3600 IN CNAME autodiscover.outlook.com.".to_owned());
            includes.push("spf.protection.outlook.com".to_owned());
            proofs.push(format!("MS=ms{}", chance.between(10_000_000, 99_999_999)));
            for number in 1..=2 {
                let target =
                    format!("selector{number}-{}._domainkey.{stem}.onmicrosoft.com.", domain.replace('.', "-"));
                records.push(format!("selector{number}._domainkey 3600 IN CNAME {target}"));
            }
        }
    }
    for tool in tools.iter_mut() {
        if tool.trade == Trade::MailHost {
            tool.leaves(Trace::Zone, 3);
        } else if tool.meant.contains(&Trace::Zone) {
            let count = publish(tool, &stem, &mut chance, &mut records, &mut includes, &mut proofs);
            tool.leaves(Trace::Zone, count);
        }
    }
    // Tools that left years ago; nobody dares to delete their proof.
    for token in noise.others.iter().filter_map(|it| it.3.as_ref()).take(2) {
        proofs.push(format!("{token}={}{}", chance.hex(), chance.hex()));
    }
    let content = [
        "www 300 IN CNAME {d}.cdn.cloudflare.net.",
        "static 300 IN CNAME d2x7kq1fa9v3.cloudfront.net.",
        "medias 300 IN CNAME {s}.azureedge.net.",
    ];
    records.extend(content.iter().map(|it| it.replace("{d}", domain).replace("{s}", &stem)));
    for (name, number) in [("@", 10), ("intranet", 11), ("vpn", 12), ("ftp", 13), ("magasins", 14), ("fidelite", 15)] {
        records.push(format!("{name} 3600 IN A 203.0.113.{number}"));
    }
    records.push("@ 3600 IN CAA 0 issue \"letsencrypt.org\"".to_owned());
    records.push(format!("_dmarc 3600 IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@{domain}\""));
    let spf: Vec<String> = includes.iter().map(|it| format!("include:{it}")).collect();
    records.push(format!("@ 3600 IN TXT \"v=spf1 ip4:203.0.113.0/26 {} ~all\"", spf.join(" ")));
    records.extend(proofs.into_iter().map(|it| format!("@ 3600 IN TXT \"{it}\"")));
    chance.shuffle(&mut records);
    let mut out = format!(
        "$ORIGIN {domain}.\n$TTL 3600\n@ IN SOA ns1.gandi.net. hostmaster.{domain}. ( 2026090701 10800 3600 604800 3600 )\n@ 86400 IN NS ns1.gandi.net.\n@ 86400 IN NS ns2.gandi.net.\n"
    );
    records.iter().for_each(|record| out += &format!("{record}\n"));
    File::new("zone.txt", Trace::Zone, out.into_bytes())
}

/// What one tool asked to be published; says how many records that is.
fn publish(
    tool: &Tool,
    stem: &str,
    chance: &mut Chance,
    records: &mut Vec<String>,
    includes: &mut Vec<String>,
    proofs: &mut Vec<String>,
) -> usize {
    let word: String = tool.name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    let [alias, proof, spf, dkim] = match tool.trade {
        Trade::Mailer => [0.4, 0.3, 0.6, 0.8],
        Trade::Tag => [0.5, 0.5, 0.0, 0.0],
        Trade::Chat | Trade::Crm => [0.5, 0.4, 0.4, 0.4],
        Trade::Contest => [0.8, 0.15, 0.1, 0.1],
        Trade::Office | Trade::Team => [0.15, 0.4, 0.4, 0.3],
        _ => [0.2, 0.8, 0.1, 0.05],
    };
    let mut ways = [alias, proof, spf, dkim].map(|share| !tool.weak && chance.happens(share));
    if !ways.contains(&true) {
        ways[usize::from(alias <= proof)] = true;
    }
    let mut count = 0;
    if ways[0] {
        let name = match tool.trade {
            Trade::Mailer => "news",
            Trade::Tag => "data",
            Trade::Chat => "aide",
            Trade::Contest => "jeu",
            _ => "espace",
        };
        let target = match chance.below(3) {
            0 => format!("{stem}.{}", tool.home()),
            1 => format!("custom.{}", tool.home()),
            _ => format!("{stem}-{}.proxy.{}", chance.below(900), tool.home()),
        };
        records.push(format!("{name}-{} 300 IN CNAME {target}.", chance.below(90)));
        count += 1;
    }
    if ways[1] {
        let token = tool.token.clone().unwrap_or_else(|| format!("{word}-verification"));
        proofs.push(format!("{token}={}{}", chance.hex(), chance.hex()));
        count += 1;
    }
    if ways[2] {
        includes.push(format!("{}.{}", chance.pick(&["spf", "_spf", "mail"]), tool.sender()));
        count += 1;
    }
    if ways[3] {
        let selector = selector(tool);
        if chance.happens(0.75) {
            records.push(format!("{selector}._domainkey 3600 IN CNAME {selector}.{stem}.dkim.{}.", tool.sender()));
            count += 1;
        } else {
            records
                .push(format!("{selector}._domainkey 3600 IN TXT \"v=DKIM1; k=rsa; p=MIIBIjANBgkq{}\"", chance.hex()));
            count += usize::from(selector != "dkim");
        }
    }
    count
}

/// The word before a key with which a tool signs the house's mail.
pub fn selector(tool: &Tool) -> String {
    match tool.name.as_str() {
        "Mailchimp" => "k2".to_owned(),
        "SendGrid" => "s1".to_owned(),
        "HubSpot" => "hs1".to_owned(),
        "Brevo" | "Mailjet" => tool.name.to_lowercase(),
        "Zendesk" => "zendesk1".to_owned(),
        "Klaviyo" => "kl".to_owned(),
        _ if tool.style == 2 => "dkim".to_owned(),
        _ => tool.name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).take(8).collect(),
    }
}
