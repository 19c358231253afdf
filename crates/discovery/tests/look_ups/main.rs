//! Names that are no hosts: whose product they are.
#![allow(clippy::disallowed_macros, reason = "a measure is printed")]

mod applications;
mod descriptors;

use discovery::vendors::{HEADER, Pack, ProductId};

fn pack() -> &'static Pack {
    &Pack::built_in().pack
}

fn key(id: Option<ProductId>) -> Option<String> {
    id.and_then(|id| pack().product(id)).map(|product| product.key())
}

#[test]
fn a_merchant_is_read_behind_the_words_of_banks_and_payment_services() {
    for (words, expect) in [
        ("HUBSPOT INC* 888-482-7768 MA", Some("hubspot")),
        ("PAYPAL *MAILCHIMP 35314369001", Some("mailchimp")),
        ("PAIEMENT CB 1204 CANVA* I04273 SYDNEY", Some("canva")),
        ("PRLV SEPA BREVO SAS REF 20240412", Some("brevo")),
        ("PAYPAL *ACTIVECAMPA 4029357733", Some("activecampaign")),
        ("CANVAS & CO PARIS", None),
        ("BATCH COOKING LYON", None),
        ("BENCHMARKEMAIL.COM LONG BEACH", Some("benchmark email")),
        ("PADDLE.NET* WWW.CRAZYEGG.COM", Some("crazy egg")),
        ("NOT-BENCHMARKEMAIL.COM", None),
        ("HOTEL BENCHMARKEMAIL.COM", None),
        ("LE HUBSPOT CAFE", None),
        ("BREVO CAFE", None),
        ("", None),
        ("***", None),
    ] {
        assert_eq!(key(pack().of_descriptor(words)).as_deref(), expect, "{words}");
    }
}

#[test]
fn an_application_is_known_by_its_name_whatever_copy_of_it_is_meant() {
    for (name, expect) in [
        ("HubSpot CRM", Some("hubspot")),
        ("Canva for Teams", Some("canva")),
        ("Salesforce Marketing Cloud – Prod", Some("salesforce/marketing cloud")),
        ("[UAT] Salesforce", Some("salesforce")),
        ("Drift analysis", None),
        ("Make a wish", None),
        ("", None),
    ] {
        assert_eq!(key(pack().of_app_name(name)).as_deref(), expect, "{name}");
    }
}

#[test]
fn a_record_is_known_by_the_words_it_begins_with() {
    for (record, expect) in [
        ("\"hubspot-developer-verification=ODA3YjI3\"", Some("hubspot")),
        ("brevo-code:268dfc87244d85fd7b18362e4bf8f193", Some("brevo")),
        ("anthropic-domain-verification-vxqysx=XDtJHK", Some("anthropic/claude")),
        ("v=spf1 include:spf.brevo.com -all", None),
        ("pardoted=1", None),
    ] {
        assert_eq!(key(pack().of_token(record)).as_deref(), expect, "{record}");
    }
}

#[test]
fn a_users_names_are_looked_up_like_those_compiled_in() {
    let row = "ours\tAgency\tOur portal\tmarketing\tyes\tportal.agency.fr\tAGENCE PORTAIL\tagency-check\tPortail agence\t_ag_*_s|agid\tag*\tagtag";
    let pack = Pack::of(&[&format!("{HEADER}\n{row}\n"), discovery::vendors::OWN]).pack;
    let ours = pack.of_key("agency/our portal");
    assert!(ours.is_some());
    assert_eq!(pack.of_descriptor("CB AGENCE-PORTAIL 12/04"), ours);
    assert_eq!(pack.of_descriptor("PORTAL.AGENCY.FR"), ours);
    assert_eq!(pack.of_token("agency-check=1"), ours);
    assert_eq!(pack.of_app_name("Portail agence (recette)"), ours);
    assert_eq!(pack.of_cookie("_ag_12_s"), ours);
    assert_eq!(pack.of_cookie("agid"), ours);
    assert_eq!(pack.of_cookie("AGID"), None);
    assert_eq!(pack.of_cookie("_ag_12_t"), None);
    assert_eq!(pack.of_dkim("house.fr", "AG1"), ours);
    assert_eq!(pack.of_tag_type("__agtag"), ours);
    assert_eq!(pack.of_tag_type("Our portal"), ours);
}

#[test]
fn a_cookie_is_its_products_by_its_name_and_a_name_anybody_gives_is_nobodys() {
    for (cookie, expect) in [
        ("_ga", Some("google/google analytics")),
        ("_ga_9XK2L3", Some("google/google analytics")),
        ("hubspotutk", Some("hubspot")),
        ("_hjSessionUser_83921", Some("contentsquare/hotjar")),
        ("_fbp", Some("meta/meta ads")),
        ("ajs_anonymous_id", Some("twilio/segment")),
        ("_mkto_trk", Some("adobe/marketo")),
        ("OptanonConsent", Some("onetrust")),
        ("session", None),
        ("PHPSESSID", None),
        ("user_id", None),
        ("cart", None),
        ("_GA", None),
        ("", None),
    ] {
        assert_eq!(key(pack().of_cookie(cookie)).as_deref(), expect, "{cookie}");
    }
}

#[test]
fn a_key_of_mail_is_known_by_the_domain_it_signs_for_or_by_its_name() {
    for (domain, selector, expect) in [
        ("solvene.fr", "hs1-1234567", Some("hubspot")),
        ("solvene.fr", "brevo1", Some("brevo")),
        ("solvene.fr", "K2", Some("mailchimp")),
        ("sendgrid.net", "s1", Some("twilio/sendgrid")),
        ("solvene.fr", "s1", None),
        ("solvene.fr", "default", None),
        ("solvene.fr", "hs1evil", None),
    ] {
        assert_eq!(key(pack().of_dkim(domain, selector)).as_deref(), expect, "{selector} of {domain}");
    }
}

#[test]
fn a_tag_is_known_by_the_code_of_its_type_or_the_name_of_its_template() {
    for (tag, expect) in [
        ("awct", Some("google/google ads")),
        ("__awct", Some("google/google ads")),
        ("gaawe", Some("google/google analytics")),
        ("baut", Some("microsoft/microsoft advertising")),
        ("bzi", Some("linkedin/linkedin ads")),
        ("Facebook Pixel", Some("meta/meta ads")),
        ("LinkedIn Insight Tag 2.0", Some("linkedin/linkedin ads")),
        ("html", None),
        ("cvt_12345_6", None),
        ("Custom HTML Tag", None),
    ] {
        assert_eq!(key(pack().of_tag_type(tag)).as_deref(), expect, "{tag}");
    }
}

#[test]
fn a_product_is_looked_for_where_the_pack_can_know_it() {
    use discovery::harvest::EvidenceKind::{Cookies, Dns, Expense, Mail, Page, Proxy, SignOn, Tags, Zone};
    let of = |key| pack().of_key(key).map(|id| pack().typical(id)).unwrap_or_default();
    assert_eq!(of("hubspot"), [Proxy, Dns, SignOn, Expense, Mail, Zone, Page, Tags, Cookies]);
    assert_eq!(of("google/floodlight"), [SignOn, Tags]);
    assert_eq!(of("linkedin/linkedin ads"), [Proxy, Dns, SignOn, Expense, Page, Tags, Cookies]);
    assert!(pack().typical(ProductId(u32::MAX)).is_empty());
}
