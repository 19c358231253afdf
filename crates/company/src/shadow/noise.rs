//! Everything on the web that is no marketing service in use: office work, searches, updates, news and the advertising
//! its pages load, shops and films at lunch and in the evening, a look at some product's site.
//!
//! Much of it leads to products of marketing that nobody here uses: whoever counts what was seen counts far too many.

use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::browsing::{Method, Month, SignIn, Visit, moment};
use super::people::Employee;

/// Office work everybody does; the proxy opens these connections without looking into them.
const OFFICE: [&str; 6] = [
    "outlook.office365.com",
    "teams.microsoft.com",
    "login.microsoftonline.com",
    "www.office.com",
    "substrate.office.com",
    "intranet.solvene.example",
];

/// What machines fetch by themselves.
const UPDATES: [&str; 6] = [
    "ctldl.windowsupdate.com",
    "download.windowsupdate.com",
    "settings-win.data.microsoft.com",
    "update.googleapis.com",
    "ocsp.digicert.com",
    "definitionupdates.microsoft.com",
];

const SEARCH: [&str; 5] = ["www.google.com", "www.google.fr", "www.qwant.com", "duckduckgo.com", "www.bing.com"];

const DELIVERY: [&str; 6] = [
    "cdn.jsdelivr.net",
    "cdnjs.cloudflare.com",
    "fonts.gstatic.com",
    "fonts.googleapis.com",
    "d1a3f4spazzrp4.cloudfront.net",
    "a248.e.akamai.net",
];

/// Tools for work that are not marketing's, and the beginning of the teams' keys that use them most.
const TOOLS: [(&str, &str); 16] = [
    ("wetransfer.com", "brand"),
    ("www.figma.com", "brand"),
    ("www.figma.com", "squad"),
    ("miro.com", "squad"),
    ("trello.com", "store"),
    ("www.notion.so", "crm"),
    ("app.klaxoon.com", "marketing"),
    ("us02web.zoom.us", ""),
    ("www.deepl.com", ""),
    ("chatgpt.com", ""),
    ("app.slack.com", "squad"),
    ("github.com", "squad"),
    ("registry.npmjs.org", "squad"),
    ("hub.docker.com", "squad"),
    ("stackoverflow.com", "squad"),
    ("www.legifrance.gouv.fr", "legal"),
];

/// Sites people read, and the measuring and advertising their pages load.
const NEWS: [(&str, &[&str]); 9] = [
    (
        "www.ouest-france.fr",
        &[
            "sdk.privacy-center.org",
            "securepubads.g.doubleclick.net",
            "logs1412.xiti.com",
            "static.criteo.net",
            "a.teads.tv",
            "ib.adnxs.com",
            "cdn.taboola.com",
            "www.googletagmanager.com",
        ],
    ),
    (
        "www.lemonde.fr",
        &[
            "www.googletagmanager.com",
            "logs1409.xiti.com",
            "securepubads.g.doubleclick.net",
            "c.amazon-adsystem.com",
            "widgets.outbrain.com",
            "sb.scorecardresearch.com",
            "cdn.batch.com",
        ],
    ),
    (
        "www.lefigaro.fr",
        &[
            "sdk.privacy-center.org",
            "securepubads.g.doubleclick.net",
            "fastlane.rubiconproject.com",
            "ads.pubmatic.com",
            "prg.smartadserver.com",
            "cdn.taboola.com",
            "www.google-analytics.com",
        ],
    ),
    (
        "www.20minutes.fr",
        &[
            "sdk.privacy-center.org",
            "pagead2.googlesyndication.com",
            "widgets.outbrain.com",
            "match.adsrvr.org",
            "id5-sync.com",
            "static.criteo.net",
            "region1.google-analytics.com",
        ],
    ),
    (
        "www.lequipe.fr",
        &[
            "cdn.cookielaw.org",
            "securepubads.g.doubleclick.net",
            "dsum-sec.casalemedia.com",
            "x.bidswitch.net",
            "bat.bing.com",
            "logs1413.xiti.com",
            "cdn.tagcommander.com",
        ],
    ),
    (
        "www.francetvinfo.fr",
        &["sdk.privacy-center.org", "logs1411.xiti.com", "www.googletagmanager.com", "static.chartbeat.com"],
    ),
    (
        "actu.fr",
        &[
            "sdk.privacy-center.org",
            "pagead2.googlesyndication.com",
            "googleads.g.doubleclick.net",
            "ib.adnxs.com",
            "prg.smartadserver.com",
            "cdn.taboola.com",
        ],
    ),
    ("www.lsa-conso.fr", &["cdn.tagcommander.com", "securepubads.g.doubleclick.net", "www.google-analytics.com"]),
    ("www.meteofrance.com", &["sdk.privacy-center.org", "securepubads.g.doubleclick.net", "ads.pubmatic.com"]),
];

/// Where people go at lunch and in the evening, and what these pages load.
const PERSONAL: [(&str, &[&str]); 10] = [
    ("www.leboncoin.fr", &["sdk.privacy-center.org", "securepubads.g.doubleclick.net", "static.criteo.net"]),
    ("www.vinted.fr", &["cdn.cookielaw.org", "www.googletagmanager.com"]),
    ("www.amazon.fr", &["c.amazon-adsystem.com"]),
    ("www.sncf-connect.com", &["logs1410.xiti.com", "tags.tiqcdn.com"]),
    ("www.youtube.com", &["googleads.g.doubleclick.net"]),
    ("www.marmiton.org", &["securepubads.g.doubleclick.net", "cdn.taboola.com", "ads.pubmatic.com", "a.teads.tv"]),
    ("web.whatsapp.com", &[]),
    ("mail.google.com", &[]),
    ("www.instagram.com", &["connect.facebook.net"]),
    ("www.facebook.com", &[]),
];

/// What the house's own shop loads, for whoever looks at it from the office.
const OWN_SITE: [&str; 7] = [
    "cdn.aquiesce.example",
    "tags.etiquetta.example",
    "collecte.comptoirweb.example",
    "try.abtasty.com",
    "t.contentsquare.net",
    "static.criteo.net",
    "halc.iadvize.com",
];

/// Sites of products of marketing somebody had a look at, once.
const CURIOUS: [&str; 9] = [
    "www.salesforce.com",
    "business.adobe.com",
    "www.marketo.com",
    "www.braze.com",
    "www.zoho.com",
    "www.dynamicyield.com",
    "www.kameleoon.com",
    "www.splio.com",
    "www.imagino.com",
];

/// What people sign in to besides, with the house's account.
const SIGNED: [&str; 5] =
    ["Office 365 Exchange Online", "Microsoft Teams", "Intranet Solvène", "Notes de frais", "Congés et absences"];

/// One person's month, but for their work with marketing's services.
pub(super) fn of_person(who: usize, person: &Employee, chance: &mut ChaCha8Rng, month: &mut Month) {
    let reads = chance.random_range(0.15..0.85);
    let strolls = chance.random_range(0.05..0.5);
    for &day in &person.days {
        let mut one = Day { who, day, chance, month };
        one.office(person);
        one.tools(person);
        if one.chance.random_bool(reads) {
            one.pages(&NEWS, &[(8, 20), (12, 40), (13, 15), (18, 10)]);
        }
        if one.chance.random_bool(strolls) {
            one.pages(&PERSONAL, &[(12, 5), (13, 0), (13, 20), (18, 30), (19, 15)]);
        }
        let looks = if person.team.contains("marketing") || person.team.starts_with("ecommerce") { 0.30 } else { 0.04 };
        if one.chance.random_bool(looks) {
            let hour = one.chance.random_range(9..18);
            one.page("www.solvene.example", &OWN_SITE, hour * 3_600);
        }
        if one.chance.random_bool(0.004) {
            one.curious();
        }
    }
}

struct Day<'a> {
    who: usize,
    day: u8,
    chance: &'a mut ChaCha8Rng,
    month: &'a mut Month,
}

impl Day<'_> {
    fn put(&mut self, second: u32, method: Method, host: &'static str, path: &'static str, (up, down): (u32, u32)) {
        let ms = 40 + down / 900;
        let at = moment(self.day, second);
        self.month.visits.push(Visit { at, who: self.who, method, host, path, up, down, ms, from: None, status: 200 });
    }

    /// Mail, meetings, searches, updates, sign-ins.
    fn office(&mut self, person: &Employee) {
        let morning = 8 * 3_600 + self.chance.random_range(0..4_500);
        let bytes = (self.chance.random_range(4_000..90_000), self.chance.random_range(40_000..2_500_000));
        // The first connection of the day is turned back until the machine has said who it is.
        self.put(morning, Method::Connect, OFFICE[0], "/", (312, 4_180));
        if let Some(refused) = self.month.visits.last_mut() {
            refused.status = 407;
        }
        self.put(morning + 1, Method::Connect, OFFICE[0], "/", bytes);
        if self.chance.random_bool(0.55) {
            let app = SIGNED.choose(self.chance).copied().unwrap_or_default();
            let passed = !self.chance.random_bool(0.04);
            self.month.sign_ins.push(SignIn { at: moment(self.day, morning), who: self.who, app, passed });
        }
        for _ in 0..self.chance.random_range(0..=2) {
            let second = self.chance.random_range(8 * 3_600..19 * 3_600);
            let host = OFFICE.choose(self.chance).copied().unwrap_or_default();
            let bytes = (self.chance.random_range(2_000..60_000), self.chance.random_range(8_000..900_000));
            self.put(second, Method::Connect, host, "/", bytes);
        }
        for _ in 0..self.chance.random_range(0..=2) {
            let second = self.chance.random_range(8 * 3_600..19 * 3_600);
            let host = SEARCH.choose(self.chance).copied().unwrap_or_default();
            let bytes = (self.chance.random_range(700..2_600), self.chance.random_range(20_000..160_000));
            self.put(second, Method::Get, host, "/search", bytes);
        }
        if self.chance.random_bool(0.3) {
            let host = UPDATES.choose(self.chance).copied().unwrap_or_default();
            let down = self.chance.random_range(2_000..4_000_000);
            let second = self.chance.random_range(7 * 3_600..20 * 3_600);
            self.put(second, Method::Get, host, "/", (420, down));
        }
        if self.chance.random_bool(if person.team.starts_with("squad") { 0.5 } else { 0.15 }) {
            let host = DELIVERY.choose(self.chance).copied().unwrap_or_default();
            let down = self.chance.random_range(5_000..400_000);
            let second = self.chance.random_range(8 * 3_600..19 * 3_600);
            self.put(second, Method::Get, host, "/", (610, down));
        }
    }

    /// Tools for work that are not marketing's.
    fn tools(&mut self, person: &Employee) {
        let (host, team) = *TOOLS.choose(self.chance).unwrap_or(&TOOLS[0]);
        if !person.team.starts_with(team) || !self.chance.random_bool(0.6) {
            return;
        }
        let second = self.chance.random_range(9 * 3_600..18 * 3_600);
        for step in 0..self.chance.random_range(1..=3) {
            let bytes = (self.chance.random_range(900..14_000), self.chance.random_range(9_000..300_000));
            let method = if step == 2 { Method::Post } else { Method::Get };
            self.put(second + 9 * step, method, host, "/", bytes);
        }
    }

    /// Some pages in a row, at one of these times.
    fn pages(&mut self, sites: &[(&'static str, &[&'static str])], times: &[(u32, u32)]) {
        let (hour, minute) = *times.choose(self.chance).unwrap_or(&(12, 30));
        let mut second = hour * 3_600 + minute * 60 + self.chance.random_range(0..1_500);
        let Some((site, loads)) = sites.choose(self.chance).copied() else { return };
        for _ in 0..self.chance.random_range(1..=2) {
            self.page(site, loads, second);
            second += self.chance.random_range(30..240);
        }
    }

    /// A page, and what it loads within three seconds.
    fn page(&mut self, site: &'static str, loads: &[&'static str], second: u32) {
        let down = self.chance.random_range(30_000..400_000);
        self.put(second, Method::Get, site, "/", (1_150, down));
        for &host in loads {
            let sends = self.chance.random_bool(0.15);
            let (up, down) = (self.chance.random_range(600..2_100), self.chance.random_range(43..38_000));
            let (method, path) = if sends { (Method::Post, "/collect") } else { (Method::Get, "/tag.js") };
            let late = self.chance.random_range(0..3);
            self.put(second + late, method, host, path, (up, down));
            if let Some(visit) = self.month.visits.last_mut() {
                visit.from = Some(site);
            }
        }
    }

    /// A look at a product's site.
    fn curious(&mut self) {
        let host = CURIOUS.choose(self.chance).copied().unwrap_or_default();
        let second = self.chance.random_range(9 * 3_600..18 * 3_600);
        for step in 0..self.chance.random_range(1..=3) {
            let down = self.chance.random_range(20_000..300_000);
            self.put(second + 25 * step, Method::Get, host, if step == 0 { "/fr" } else { "/pricing" }, (980, down));
        }
    }
}
