//! The house's zone, as text and as a provider's table.

use discovery::harvest::EvidenceKind;
use discovery::lists::List;

use crate::reading::{left, read, says, told};

pub const ZONE: &str = r#"; solvene.example, exported
$ORIGIN solvene.example.
$TTL 3600
@   IN SOA ns1.solvene.example. hostmaster.solvene.example. (
        2026080601 ; serial
        7200 3600 1209600 300 )
    IN NS  ns1.solvene.example.
    IN NS  dns-ext.host-a.net.
@   300 IN MX 10 mx1.mail-b.com.
    MX  20 mx2
@   TXT ("v=spf1 include:_spf.mail-b.com include:spf.letters.io a:send.solvene.example "
        "exists:%{i}._spf.crm-c.com redirect=_spf.last.net -all")
    TXT "google-site-verification=AbC-123_x"
    TXT "brevo-code:0123456789abcdef"
    TXT "MS=ms12345678"
    TXT "our own words"
    CAA 0 issue "letsencrypt.org"
www IN A 192.0.2.1
shop 1h IN CNAME shops.front-d.com.
IN  CNAME  in-india.front-d.com.
news CNAME lp.pages-e.net.
intern CNAME www
k1._domainkey CNAME dkim.letters.io.
s1._domainkey IN TXT ( "v=DKIM1; k=rsa; "
    "p=MIGfMA0GCSqGSIb3DQEB" )
old._domainkey TXT "v=DKIM1; p="
_dmarc TXT "v=DMARC1; p=none; rua=mailto:x9k@rua.reports-f.com!10m,mailto:dmarc@solvene.example; ruf=mailto:a@reports-f.com"
_github-challenge-solvene TXT "8f0a1b2c3d"
_5f2e CNAME _77.validations.cloud-g.com.
em IN NS ns1.mail-h.com.
_sip._tls SRV 100 1 443 sip.phone-i.com.
$ORIGIN eu
shop CNAME eu.front-d.com.
"#;

#[test]
fn a_zone_says_to_whom_its_names_point_and_who_may_send_receive_and_sign() {
    let read = says(
        List::Zone,
        ZONE,
        &[
            "_77.validations.cloud-g.com: Proof _5f2e.solvene.example @29",
            "_spf.crm-c.com: MaySend exists:_spf.crm-c.com @11",
            "_spf.last.net: MaySend redirect:_spf.last.net @11",
            "_spf.mail-b.com: MaySend include:_spf.mail-b.com @11",
            "dkim.letters.io: MailKey k1 @23",
            "dns-ext.host-a.net: Alias solvene.example @8",
            "eu.front-d.com: Alias shop.eu.solvene.example @33",
            "in-india.front-d.com: Alias in.solvene.example @20",
            "lp.pages-e.net: Alias news.solvene.example @21",
            "mx1.mail-b.com: Receives solvene.example @9",
            "ns1.mail-h.com: Alias em.solvene.example @30",
            "reports-f.com: Receives ruf @27",
            "rua.reports-f.com: Receives rua @27",
            "shops.front-d.com: Alias shop.solvene.example @19",
            "sip.phone-i.com: Alias _sip._tls.solvene.example @31",
            "spf.letters.io: MaySend include:spf.letters.io @11",
            "“MS=ms”: Proof MS=ms @15",
            "“_github-challenge-solvene”: Proof _github-challenge-solvene @28",
            "“brevo-code”: Proof brevo-code @14",
            "“google-site-verification”: Proof google-site-verification @13",
            "“s1._domainkey”: MailKey s1 @24",
        ],
    );
    assert_eq!(read.harvests[0].kind, EvidenceKind::Zone);
    assert_eq!(left(&read), Vec::<String>::new());
}

#[test]
fn no_proof_and_no_key_is_kept() {
    let kept = serde_json::to_string(&read(ZONE).harvests).expect("data");
    for secret in ["AbC-123", "0123456789abcdef", "12345678", "8f0a1b2c3d", "MIGf", "x9k", "hostmaster"] {
        assert!(!kept.contains(secret), "{secret}");
    }
}

#[test]
fn a_zone_whose_tool_writes_no_final_dots_means_whole_names() {
    says(
        List::Zone,
        "solvene.example 3600 IN SOA ns1.host-a.net hostmaster.host-a.net 1 2 3 4 5\n\
         solvene.example 3600 IN MX 10 mx.mail-b.com\n\
         shop.solvene.example 3600 IN CNAME shops.front-d.com\n",
        &["mx.mail-b.com: Receives solvene.example @2", "shops.front-d.com: Alias shop.solvene.example @3"],
    );
}

#[test]
fn a_line_that_is_no_record_is_left_and_the_next_one_read() {
    let read = read(
        "$ORIGIN solvene.example.\n$TTL 60\n$INCLUDE other.zone\na CNAME x.front-d.com.\nb CNAMES y.front-d.com.\n\
         c TXT \"never closed\nd CNAME z.front-d.com.\n",
    );
    assert_eq!(told(&read), ["x.front-d.com: Alias a.solvene.example @4", "z.front-d.com: Alias d.solvene.example @7"]);
    assert_eq!(left(&read), ["Form ×3 @3 5 6"]);
}

#[test]
fn a_bracket_that_is_never_closed_ends_with_the_file_and_is_told() {
    let read = read("$ORIGIN solvene.example.\na CNAME x.front-d.com.\nb A 192.0.2.1\nc TXT ( \"a\"\nd A 192.0.2.1\n");
    assert_eq!(left(&read), ["Form ×1 @4"]);
}

#[test]
fn a_providers_table_says_the_same_in_either_language() {
    let expect = [
        "mx.mail-b.com: Receives solvene.example @3",
        "shops.front-d.com: Alias shop.solvene.example @2",
        "spf.letters.io: MaySend include:spf.letters.io @4",
        "“brevo-code”: Proof brevo-code @5",
    ];
    says(
        List::ZoneTable,
        "Type,Name,Content,TTL,Priority\nCNAME,shop.solvene.example,shops.front-d.com,1,\n\
         MX,solvene.example,mx.mail-b.com,1,10\nTXT,solvene.example,\"\"\"v=spf1 include:spf.letters.io ~all\"\"\",1,\n\
         TXT,solvene.example,brevo-code:0a1b2c,1,\nA,solvene.example,192.0.2.1,1,\n",
        &expect,
    );
    says(
        List::ZoneTable,
        "Zone;Nom;Type;Valeur\nsolvene.example;shop;CNAME;shops.front-d.com.\nsolvene.example;@;MX;10 mx.mail-b.com.\n\
         solvene.example;@;TXT;v=spf1 include:spf.letters.io ~all\nsolvene.example;;TXT;brevo-code:0a1b2c\n",
        &expect,
    );
}
