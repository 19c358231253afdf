//! The house's own site, as a browser records it: tags, files for everybody, and what tags bring along.

use serde_json::{Value, json};

use super::File;
use super::chance::Chance;
use super::facts::Facts;
use super::house::House;
use super::tools::{Platform, Tool, Trace};
use super::websites::CDNS;

/// Advertising partners a tag calls by itself: they are the tag's, not the house's.
pub const BROUGHT_ALONG: [&str; 14] = [
    "cm.g.doubleclick.net",
    "ib.adnxs.com",
    "dsum-sec.casalemedia.com",
    "pixel.rubiconproject.com",
    "simage2.pubmatic.com",
    "match.adsrvr.org",
    "x.bidswitch.net",
    "sync.1rx.io",
    "us-u.openx.net",
    "id5-sync.com",
    "sync.outbrain.com",
    "ups.analytics.yahoo.com",
    "eb2.3lift.com",
    "ad.360yield.com",
];

/// Writes the recording of three pages: the front page, a product, the basket.
pub fn write(seed: u64, house: &House, facts: &Facts, tools: &mut [Tool]) -> File {
    let mut chance = Chance::of(seed, "site");
    let mut recording = Recording { start: house.midnights[2] + 36_000, entries: Vec::new() };
    let own = format!("https://www.{}", house.domain);
    let pages = ["/", "/produit/parure-lin", "/panier"];
    for (number, page) in pages.iter().enumerate() {
        let (number, address) = (number + 1, format!("{own}{page}"));
        recording.add(number, "GET", &address, &own, "document", 42_000, &mut chance);
        for file in ["/js/main.js", "/css/site.css", "/media/logo.svg", "/media/hero.webp"] {
            recording.add(
                number,
                "GET",
                &format!("https://static.{}{file}", house.domain),
                &address,
                "script",
                20_000,
                &mut chance,
            );
        }
        for host in chance.some(CDNS, 4) {
            recording.add(
                number,
                "GET",
                &format!("https://{host}/lib/v3/file.js"),
                &address,
                "script",
                18_000,
                &mut chance,
            );
        }
    }
    let mut advertising = Vec::new();
    for tool in tools.iter_mut().filter(|tool| tool.meant.contains(&Trace::Page)) {
        let everywhere = chance.happens(0.7);
        let only = 1 + chance.below(3);
        let (script, beacon) = addresses(tool, &mut chance);
        if facts.of_host(tool.scripts()).is_some_and(|row| row.category == "advertising") {
            advertising.push(format!("https://{}", tool.scripts()));
        }
        for (number, page) in pages.iter().enumerate() {
            if !everywhere && only != number + 1 {
                continue;
            }
            let address = format!("{own}{page}");
            recording.add(number + 1, "GET", &script, &address, "script", 31_000, &mut chance);
            let mut count = 1;
            for _ in 0..chance.few(1.0).min(4) {
                let method = if chance.happens(0.6) { "POST" } else { "GET" };
                recording.add(number + 1, method, &beacon, &address, "xhr", 300, &mut chance);
                count += 1;
            }
            tool.leaves(Trace::Page, count);
        }
    }
    if let Some(from) = advertising.first() {
        for host in chance.some(&BROUGHT_ALONG, 7) {
            recording.add(
                1,
                "GET",
                &format!("https://{host}/sync?p=41&gdpr=1"),
                &format!("{from}/"),
                "image",
                43,
                &mut chance,
            );
        }
    }
    let pages: Vec<Value> = (pages.iter().enumerate())
        .map(|(number, page)| {
            json!({"startedDateTime": moment(recording.start), "id": format!("page_{}", number + 1), "title": format!("{own}{page}"),
                   "pageTimings": {"onContentLoad": 812.4, "onLoad": 2931.0}})
        })
        .collect();
    let whole = json!({"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"}, "pages": pages, "entries": recording.entries}});
    File::new("site.har", Trace::Page, serde_json::to_vec(&whole).expect("JSON"))
}

/// Where a tool's script and its reports lie.
pub fn addresses(tool: &Tool, chance: &mut Chance) -> (String, String) {
    let number = chance.between(10_000, 99_999);
    match tool.platform {
        Some(Platform::TagManager) => {
            let host = "https://www.googletagmanager.com";
            (format!("{host}/gtm.js?id=GTM-K3J9QX"), format!("{host}/a?id=GTM-K3J9QX"))
        }
        Some(Platform::Analytics) => (
            "https://www.google-analytics.com/analytics.js".to_owned(),
            "https://region1.google-analytics.com/g/collect?v=2&tid=G-8H2K".to_owned(),
        ),
        Some(Platform::Meta) => (
            format!("https://connect.facebook.net/signals/config/{number}"),
            format!("https://www.facebook.com/tr/?id={number}&ev=PageView"),
        ),
        Some(Platform::LinkedIn) => (
            "https://snap.licdn.com/li.lms-analytics/insight.min.js".to_owned(),
            format!("https://px.ads.linkedin.com/collect?pid={number}"),
        ),
        Some(Platform::GoogleAds) => (
            format!("https://googleads.g.doubleclick.net/pagead/viewthroughconversion/{number}/"),
            format!("https://td.doubleclick.net/td/rul/{number}"),
        ),
        _ => {
            let second = *chance.pick(&["collect", "api", "events", "in"]);
            let home = if chance.happens(0.7) { tool.scripts() } else { tool.home() };
            (format!("https://{}/{number}/loader.js", tool.tag_host()), format!("https://{second}.{home}/v1/track"))
        }
    }
}

struct Recording {
    start: i64,
    entries: Vec<Value>,
}

fn moment(at: i64) -> String {
    jiff::Timestamp::from_second(at).expect("a moment of this century").to_string()
}

impl Recording {
    #[allow(clippy::too_many_arguments, reason = "a request has this many parts")]
    fn add(&mut self, page: usize, method: &str, url: &str, from: &str, kind: &str, size: u32, chance: &mut Chance) {
        let at = self.start + self.entries.len() as i64 / 12;
        let size = chance.about(f64::from(size), 0.5) as u32;
        let post = (method == "POST").then(|| json!({"mimeType": "application/json", "text": "{\"event\":\"page\"}"}));
        let mut request = json!({
            "method": method, "url": url, "httpVersion": "http/2.0", "cookies": [], "queryString": [],
            "headers": [{"name": "Referer", "value": from}, {"name": "User-Agent", "value": "Mozilla/5.0"}],
            "headersSize": -1, "bodySize": if post.is_some() { 16 } else { 0 }
        });
        if let Some(post) = post {
            request["postData"] = post;
        }
        self.entries.push(json!({
            "pageref": format!("page_{page}"), "startedDateTime": moment(at), "time": 84.2, "_resourceType": kind,
            "_initiator": {"type": "script", "url": from},
            "request": request,
            "response": {"status": 200, "statusText": "", "httpVersion": "http/2.0", "cookies": [], "headers": [],
                         "content": {"size": size, "mimeType": "application/octet-stream"}, "redirectURL": "", "headersSize": -1, "bodySize": size},
            "cache": {}, "timings": {"blocked": 1.0, "dns": 0.0, "connect": 0.0, "ssl": 0.0, "send": 0.2, "wait": 70.0, "receive": 13.0},
            "serverIPAddress": "203.0.113.7"
        }));
    }
}
