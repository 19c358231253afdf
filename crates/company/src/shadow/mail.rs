//! The house's DNS zone, and two reports of mail providers on who sends mail in its name.

/// The zone, as the name server's keeper copies it out.
pub(super) const ZONE: &str = r#"$ORIGIN solvene.example.
$TTL 3600
@               IN SOA   ns1.solvene.example. reseaux.solvene.example. (
                         2026072801 ; serial
                         7200 900 1209600 3600 )
                IN NS    ns1.solvene.example.
                IN NS    ns2.solvene.example.
                IN A     203.0.113.10
                IN MX    10 solvene-example.mail.protection.outlook.com.
                IN TXT   "v=spf1 include:spf.protection.outlook.com include:_spf.missiva.example include:sendgrid.net ~all"
                IN TXT   "MS=ms48210377"
                IN TXT   "hubspot-developer-verification=NzQ4YzE5MjAtYjUx"
                IN TXT   "docusign=5f0d7c61-2b4e-4c0f-9d39-6a1e5b7d9f12"
ns1             IN A     203.0.113.2
ns2             IN A     203.0.113.3
www             IN CNAME solvene.halteria.example.
m               IN CNAME solvene.halteria.example.
api             IN A     203.0.113.24
_dmarc          IN TXT   "v=DMARC1; p=none; rua=mailto:dmarc@solvene.example"
; e-mailing
missiva1._domainkey IN CNAME missiva1.dkim.missiva.example.
news            IN CNAME clients.missiva.example.
em              IN CNAME u3184420.wl.sendgrid.net.
s1._domainkey   IN CNAME s1.domainkey.u3184420.wl.sendgrid.net.
; mesure et consentement
collecte        IN CNAME collecte.comptoirweb.example.
choix           IN CNAME cdn.aquiesce.example.
avis            IN CNAME solvene.avisoria.example.
medias          IN CNAME solvene.imagotheque.example.
; pages d'operations, demande du marketing
jeux            IN CNAME unbouncepages.com.
k2._domainkey   IN CNAME dkim2.mcsv.net.
vpn             IN A     203.0.113.40
"#;

/// A row of a report: address, messages, who signed (domain, selector), whether that proves the house, the envelope.
type Sent = (&'static str, u32, Option<(&'static str, &'static str)>, bool, &'static str);

/// What two providers saw in the last week of July.
const REPORTS: [(&str, &str, &[Sent]); 2] = [
    (
        "Boîte Claire",
        "dmarc_boiteclaire_solvene.example_2026-07-27.xml",
        &[
            ("198.51.100.14", 184_220, Some(("solvene.example", "missiva1")), true, "bounce.missiva.example"),
            ("198.51.100.15", 91_408, Some(("solvene.example", "missiva1")), true, "bounce.missiva.example"),
            ("192.0.2.61", 12_733, Some(("solvene.example", "s1")), true, "em.solvene.example"),
            ("198.51.100.203", 1_864, Some(("mailchimpapp.net", "k2")), false, "mail14.mcsv.net"),
        ],
    ),
    (
        "Courrier Commun",
        "dmarc_courriercommun_solvene.example_2026-07-28.xml",
        &[
            ("198.51.100.14", 66_019, Some(("solvene.example", "missiva1")), true, "bounce.missiva.example"),
            ("192.0.2.61", 5_120, Some(("solvene.example", "s1")), true, "em.solvene.example"),
            ("198.51.100.88", 402, Some(("brevosend.com", "mail")), false, "sendibm1.com"),
            ("203.0.113.199", 37, None, false, "solvene.example"),
        ],
    ),
];

/// The reports: each file's name and its text.
pub(super) fn reports() -> impl Iterator<Item = (&'static str, String)> {
    REPORTS.iter().zip(0..).map(|((org, file, rows), day)| (*file, report(org, rows, day)))
}

fn report(org: &str, rows: &[Sent], day: u64) -> String {
    // Monday 27 July 2026, 0:00 UTC.
    let begin = 1_785_110_400 + day * 86_400;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedback>\n  <report_metadata>\n    <org_name>{org}</org_name>\n    \
         <report_id>{begin}.solvene.example</report_id>\n    <date_range><begin>{begin}</begin><end>{}</end></date_range>\n  \
         </report_metadata>\n  <policy_published>\n    <domain>solvene.example</domain><adkim>r</adkim><aspf>r</aspf>\
         <p>none</p><sp>none</sp><pct>100</pct>\n  </policy_published>\n",
        begin + 86_399
    );
    for (address, count, signed, proven, envelope) in rows {
        let result = if *proven { "pass" } else { "fail" };
        let dkim = signed.map_or(String::new(), |(domain, selector)| {
            format!("<dkim><domain>{domain}</domain><selector>{selector}</selector><result>pass</result></dkim>")
        });
        let spf = if signed.is_some() { "pass" } else { "fail" };
        text += &format!(
            "  <record>\n    <row><source_ip>{address}</source_ip><count>{count}</count><policy_evaluated>\
             <disposition>none</disposition><dkim>{result}</dkim><spf>fail</spf></policy_evaluated></row>\n    \
             <identifiers><header_from>solvene.example</header_from><envelope_from>{envelope}</envelope_from></identifiers>\n    \
             <auth_results>{dkim}<spf><domain>{envelope}</domain><result>{spf}</result></spf></auth_results>\n  </record>\n"
        );
    }
    text + "</feedback>\n"
}
