//! The consent tool's list of cookies, grown over years, and the cookies one visit left in a browser.

use super::File;
use super::browsing::Noise;
use super::chance::Chance;
use super::house::House;
use super::site::BROUGHT_ALONG;
use super::tools::{Tool, Trace};

/// Names of cookies set under the house's own domain, by the tool that sets them.
const KNOWN: [(&str, &str); 30] = [
    ("Google Analytics", "_ga"),
    ("Meta Ads", "_fbp"),
    ("HubSpot", "hubspotutk"),
    ("Hotjar", "_hjSessionUser_31024"),
    ("Criteo", "cto_bundle"),
    ("Didomi", "didomi_token"),
    ("Axeptio", "axeptio_cookies"),
    ("OneTrust", "OptanonConsent"),
    ("Matomo Cloud", "_pk_id.1.4f2a"),
    ("Piano Analytics", "_pcid"),
    ("AB Tasty", "ABTasty"),
    ("Kameleoon", "kameleoonVisitorCode"),
    ("Contentsquare", "_cs_id"),
    ("Intercom", "intercom-id-x7k2"),
    ("Crisp", "crisp-client%2Fsession%2F41"),
    ("Klaviyo", "__kla_id"),
    ("Mixpanel", "mp_7c21_mixpanel"),
    ("Amplitude", "AMP_4c1b"),
    ("Segment", "ajs_anonymous_id"),
    ("Optimizely", "optimizelyEndUserId"),
    ("VWO", "_vwo_uuid"),
    ("Zendesk", "__zlcmid"),
    ("Drift", "driftt_aid"),
    ("Marketo", "_mkto_trk"),
    ("Pardot", "visitor_id81120"),
    ("Brevo", "sib_cuid"),
    ("Awin", "_aw_m_2041"),
    ("Cookiebot", "CookieConsent"),
    ("LinkedIn Ads", "li_fat_id"),
    ("Google Ads", "_gcl_au"),
];

/// One cookie.
struct Cookie {
    name: String,
    host: String,
    provider: String,
    category: &'static str,
    tool: usize,
}

const NO_TOOL: usize = usize::MAX;

/// Writes both lists.
pub fn write(seed: u64, house: &House, tools: &mut [Tool], noise: &Noise) -> Vec<File> {
    let mut chance = Chance::of(seed, "cookies");
    let own = format!(".{}", house.domain);
    let mut all: Vec<Cookie> = Vec::new();
    for (number, tool) in tools.iter().enumerate().filter(|(_, tool)| tool.meant.contains(&Trace::Cookies)) {
        let known = KNOWN.iter().find(|(name, _)| *name == tool.name).map(|it| it.1.to_owned());
        let stem: String = tool.name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).take(10).collect();
        for place in 0..1 + chance.few(0.7).min(3) {
            let first = place == 0 && chance.happens(0.6);
            let name = match &known {
                Some(name) if first => name.clone(),
                _ if first => format!("_{stem}_{}", chance.pick(&["id", "sid", "visitor", "session"])),
                _ => (*chance.pick(&["uid", "sid", "visitor_id", "_ss", "uuid"])).to_owned(),
            };
            let host = if first { own.clone() } else { format!(".{}", tool.scripts()) };
            let provider = if chance.happens(0.7) { tool.name.clone() } else { String::new() };
            let category = *chance.pick(&["Marketing", "Statistiques", "Marketing", "Préférences"]);
            all.push(Cookie { name, host, provider, category, tool: number });
        }
    }
    let mut add = |name: &str, host: &str, provider: &str, category| {
        all.push(Cookie {
            name: name.to_owned(),
            host: host.to_owned(),
            provider: provider.to_owned(),
            category,
            tool: NO_TOOL,
        });
    };
    let www = format!("www.{}", house.domain);
    for name in ["PHPSESSID", "cart_token", "langue", "magasin_prefere", "csrf"] {
        add(name, &www, house.name, "Nécessaires");
    }
    add("__cf_bm", &own, "", "Nécessaires");
    add("AWSALB", &www, "", "Nécessaires");
    // Tools that left; the list was never cleaned.
    for (domain, name, ..) in noise.others.iter().skip(6).take(3) {
        let stem = domain.split('.').next().unwrap_or_default();
        add(&format!("_{stem}_id"), &format!(".{domain}"), name, "Marketing");
    }
    all.sort_by(|a, b| (&a.host, &a.name).cmp(&(&b.host, &b.name)));
    all.dedup_by(|a, b| (&a.host, &a.name) == (&b.host, &b.name));
    for cookie in &all {
        if let Some(tool) = tools.get_mut(cookie.tool) {
            tool.leaves(Trace::Cookies, 1);
        }
    }
    let mut list = String::from("Cookie name,Domain,Provider,Category,Expiry,Type,Purpose\n");
    for cookie in &all {
        list += &format!("{},{},{},{},13 mois,HTTP,\n", cookie.name, cookie.host, cookie.provider, cookie.category);
    }
    let mut jar = String::from("# Netscape HTTP Cookie File\n# https://curl.se/docs/http-cookies.html\n\n");
    let until = house.midnights[0] + 30_000_000;
    let mut put = |host: &str, name: &str, value: String| {
        let everywhere = if host.starts_with('.') { "TRUE" } else { "FALSE" };
        jar += &format!("{host}\t{everywhere}\t/\tTRUE\t{until}\t{name}\t{value}\n");
    };
    // A visit shows those set at once, and not what left long ago.
    for cookie in &all {
        let left = cookie.tool == NO_TOOL && cookie.category == "Marketing";
        if !left && chance.happens(0.6) {
            let value = chance.hex();
            put(&cookie.host, &cookie.name, value);
        }
    }
    for host in chance.some(&BROUGHT_ALONG, 5) {
        let domain = host.split_once('.').map_or(host, |it| it.1);
        let value = chance.hex();
        put(&format!(".{domain}"), "uid", value);
    }
    vec![
        File::new("cookies-consentement.csv", Trace::Cookies, list.into_bytes()),
        File::new("cookies.txt", Trace::Cookies, jar.into_bytes()),
    ]
}
