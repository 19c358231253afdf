//! Which tools a house has: some of the pack's products, the platforms nobody escapes, and names nobody has heard of.

use std::collections::HashSet;

use super::chance::Chance;
use super::facts::{Facts, Row, letters};
use super::house::House;
use super::leaving;
use super::tools::{Login, Platform, Tool};
use super::trades::Trade;

const TOOLS: usize = 150;
const MARTECH: usize = 90;
const MARTECH_ABSENT: usize = 22;
const OTHER_ABSENT: usize = 14;

/// Real products any such house may have, which the project's own table of facts does not hold, by one domain.
const OTHERS: [&str; 26] = [
    "github.com",
    "gitlab.com",
    "atlassian.net",
    "sentry.io",
    "newrelic.com",
    "auth0.com",
    "stripe.com",
    "adyen.com",
    "service-now.com",
    "workday.com",
    "evernote.com",
    "teamviewer.com",
    "1password.com",
    "lastpass.com",
    "algolia.net",
    "contentful.com",
    "mapbox.com",
    "docker.com",
    "jetbrains.com",
    "digitalocean.com",
    "vercel.com",
    "sap.com",
    "ringcentral.com",
    "launchdarkly.com",
    "twilio.com",
    "servicenow.com",
];
/// Vendors with so many faces that a house does not "have" them.
const FACES: [&str; 15] = [
    "meta",
    "tiktok",
    "pinterest",
    "google",
    "facebook",
    "microsoft",
    "apple",
    "amazon",
    "yahoo",
    "bing",
    "baidu",
    "yandex",
    "snap",
    "oracle",
    "linkedin",
];

struct Choosing<'a> {
    chance: Chance,
    facts: &'a Facts,
    taken: HashSet<String>,
    tools: Vec<Tool>,
}

/// Chooses a house's tools.
pub fn choose(seed: u64, facts: &Facts, house: &House, login: Login) -> Vec<Tool> {
    let mut it = Choosing { chance: Chance::of(seed, "tools"), facts, taken: HashSet::new(), tools: Vec::new() };
    // What such a house cannot be without.
    let (host, mail) = match login {
        Login::Google => ("mail.google.com", Platform::Workspace),
        _ => ("outlook.office.com", Platform::Microsoft365),
    };
    it.add_real(facts.of_host(host), Some(Trade::MailHost), Some(mail));
    if login == Login::Okta {
        it.add_real(facts.of_host("okta.com"), Some(Trade::Identity), None);
    }
    let platforms = [
        ("www.googletagmanager.com", Platform::TagManager, 1.0),
        ("www.google-analytics.com", Platform::Analytics, 1.0),
        ("business.facebook.com", Platform::Meta, 0.7),
        ("ads.linkedin.com", Platform::LinkedIn, 0.6),
        ("ads.google.com", Platform::GoogleAds, 0.7),
    ];
    for (host, platform, share) in platforms {
        if it.chance.happens(share) {
            it.add_real(facts.of_host(host), Some(Trade::Tag), Some(platform));
        }
    }
    it.martech();
    it.others();
    let absent: Vec<bool> = (0..MARTECH_ABSENT + OTHER_ABSENT).map(|at| at < MARTECH_ABSENT).collect();
    absent.into_iter().for_each(|martech| it.invent(martech));
    let Choosing { mut chance, mut tools, .. } = it;
    leaving::settle(&mut tools, house, &mut chance);
    tools
}

impl Choosing<'_> {
    fn count(&self, martech: bool) -> usize {
        self.tools.iter().filter(|tool| tool.martech == martech).count()
    }

    fn martech(&mut self) {
        let facts = self.facts;
        let known = |row: &&Row| row.marketing == Some(true) && !row.domains.is_empty() && is_a_tool(row);
        let own: Vec<&Row> = facts.rows.iter().filter(|row| row.source == "own").filter(known).collect();
        for row in self.chance.some(&own, own.len()) {
            if self.count(true) < 50 {
                self.add_real(Some(row), None, None);
            }
        }
        let plain = |row: &&Row| {
            let vendor = row.vendor.to_lowercase();
            !row.product.contains("CMP")
                && row.product.is_ascii()
                && letters(&row.product).len() >= 4
                && row.domains.iter().all(|it| !it.contains("consensu.org") && !it.ends_with(".cloudfront.net"))
                && !FACES.iter().any(|face| vendor.starts_with(face))
                && row.domains.len() <= 6
                && ["analytics", "advertising", "marketing", "customer-success", "consent", "tag-manager"]
                    .contains(&row.category.as_str())
        };
        let derived: Vec<&Row> =
            facts.rows.iter().filter(|row| row.source != "own").filter(known).filter(plain).collect();
        for row in self.chance.some(&derived, derived.len()) {
            if self.count(true) < MARTECH - MARTECH_ABSENT {
                self.add_real(Some(row), None, None);
            }
        }
    }

    fn others(&mut self) {
        let facts = self.facts;
        let wanted = TOOLS - MARTECH - OTHER_ABSENT;
        let own: Vec<&Row> = (facts.rows.iter())
            .filter(|row| {
                row.source == "own" && row.marketing != Some(true) && !row.domains.is_empty() && is_a_tool(row)
            })
            .collect();
        for row in self.chance.some(&own, own.len()) {
            if self.count(false) < wanted - 16 {
                self.add_real(Some(row), None, None);
            }
        }
        for domain in self.chance.some(&OTHERS, OTHERS.len()) {
            if self.count(false) < wanted {
                let row = facts.of_host(domain).filter(|row| row.marketing != Some(true));
                self.add_real(row, None, None);
            }
        }
        // Whatever is still missing comes from the tables' cloud applications.
        let rest: Vec<&Row> = (facts.rows.iter())
            .filter(|row| row.category == "utility" && row.product.is_ascii() && letters(&row.product).len() >= 5)
            .filter(|row| row.domains.iter().any(|domain| domain.ends_with(".com") || domain.ends_with(".io")))
            .filter(|row| !FACES.iter().any(|face| row.vendor.to_lowercase().starts_with(face)))
            .collect();
        for row in self.chance.some(&rest, rest.len()) {
            if self.count(false) < wanted {
                self.add_real(Some(row), None, None);
            }
        }
    }

    fn add_real(&mut self, row: Option<&Row>, trade: Option<Trade>, platform: Option<Platform>) {
        let Some(row) = row else { return };
        let trade = trade.unwrap_or_else(|| Trade::of(&row.product, &row.category, &row.source));
        if row.domains.is_empty() || !self.taken.insert(row.key()) {
            return;
        }
        let asks_consent = |tool: &Tool| self.facts.of_host(tool.home()).is_some_and(|row| row.category == "consent");
        if row.category == "consent" && self.tools.iter().filter(|tool| asks_consent(tool)).count() >= 2 {
            return;
        }
        let (domains, scripts_at) = match platform {
            Some(platform) => (platform.domains().iter().map(|it| (*it).to_owned()).collect(), 0),
            None => roles(row),
        };
        let merchant = match (platform, row.descriptors.as_slice()) {
            (Some(platform), _) => platform.merchant().to_owned(),
            (None, []) => letters_and_spaces(&row.product),
            (None, words) => self.chance.pick(words).clone(),
        };
        let token = (!row.tokens.is_empty()).then(|| row.tokens[0].clone());
        let martech = match trade {
            Trade::MailHost | Trade::Identity => false,
            _ => row.marketing == Some(true) || trade == Trade::Tag && row.category == "social",
        };
        let name = row.product.clone();
        self.push(Tool {
            key: Some(row.key()),
            platform,
            vendor: row.vendor.clone(),
            name,
            domains,
            scripts_at,
            martech,
            trade,
            merchant,
            token,
            ..Tool::nothing()
        });
    }

    fn invent(&mut self, martech: bool) {
        let (name, domain) = loop {
            let (name, domain) = invented(&mut self.chance);
            if self.facts.is_free(&name, &domain) && self.taken.insert(letters(&name)) {
                break (name, domain);
            }
        };
        const MARKETINGS: [(Trade, f64); 7] = [
            (Trade::Tag, 5.0),
            (Trade::Mailer, 3.0),
            (Trade::Crm, 1.0),
            (Trade::Studio, 4.0),
            (Trade::Social, 4.0),
            (Trade::Contest, 4.0),
            (Trade::Chat, 1.5),
        ];
        const OTHERS: [(Trade, f64); 5] =
            [(Trade::Team, 4.0), (Trade::It, 2.0), (Trade::Office, 5.0), (Trade::Assistant, 1.5), (Trade::Suite, 0.5)];
        let trades: &[(Trade, f64)] = if martech { &MARKETINGS } else { &OTHERS };
        let weights: Vec<f64> = trades.iter().map(|it| it.1).collect();
        let trade = trades[self.chance.weighted(&weights)].0;
        let mut domains = vec![domain.clone()];
        let stem = domain.split('.').next().unwrap_or_default().to_owned();
        // Some makers serve scripts, or send mail, from a second name.
        if matches!(trade, Trade::Tag | Trade::Chat | Trade::Mailer) && self.chance.happens(0.35) {
            let second = match trade {
                Trade::Mailer => format!("{stem}-mail.com"),
                _ => format!("{stem}cdn.net"),
            };
            if self.facts.of_host(&second).is_none() {
                domains.push(second);
            }
        }
        let scripts_at = usize::from(domains.len() > 1 && trade != Trade::Mailer);
        let billed_by_another = self.chance.happens(0.12);
        let merchant = if billed_by_another {
            let maker = invented(&mut self.chance).0.to_uppercase();
            format!("{maker} {}", self.chance.pick(&["SAS", "TECHNOLOGIES", "SOFTWARE", "LTD", "LABS", "GROUP"]))
        } else {
            name.to_uppercase()
        };
        let token = self.chance.happens(0.5).then(|| {
            format!(
                "{stem}-{}",
                self.chance.pick(&["verification", "domain-verification", "site-verification", "verify"])
            )
        });
        self.push(Tool {
            vendor: name.clone(),
            name,
            domains,
            martech,
            trade,
            merchant,
            scripts_at,
            billed_by_another,
            token,
            ..Tool::nothing()
        });
    }

    fn push(&mut self, mut tool: Tool) {
        tool.style = self.chance.weighted(&[0.35, 0.2, 0.15, 0.2, 0.1]);
        if self.tools.len() < TOOLS {
            self.tools.push(tool);
        }
    }
}

/// Whether a product is something a house has or has not: no platform, network or mere hosting.
fn is_a_tool(row: &Row) -> bool {
    let vendor = row.vendor.to_lowercase();
    let hosts = ["shopify", "webflow", "wix", "squarespace", "strikingly"];
    !FACES.iter().any(|face| vendor.starts_with(face))
        && vendor != "x"
        && !row.product.ends_with(" Ads")
        && !["social", "company", "cdn"].contains(&row.category.as_str())
        && (row.category != "hosting" || hosts.contains(&vendor.as_str()))
}

/// The domains of a product of the pack, where people work in it first, and which of them serves its scripts.
fn roles(row: &Row) -> (Vec<String>, usize) {
    let mut domains = row.domains.clone();
    // Where people work in it is the domain that bears its name, and the maker's own table names it first.
    let name = letters(&row.product);
    let first = domains[0].clone();
    domains.sort_by_key(|domain| {
        let label = letters(domain.split('.').next().unwrap_or_default());
        let like = if label == name {
            0
        } else if name.starts_with(&label) || label.starts_with(&name) {
            1
        } else {
            2
        };
        let own = row.source == "own" && *domain == first;
        (!own, like, !domain.ends_with(".com"), domain.len())
    });
    const SERVES: [&str; 9] = ["cdn", "static", "img", "tag", "js", "assets", "script", ".net", ".io"];
    let serves = |domain: &String| domain.matches('.').count() == 1 && SERVES.iter().any(|it| domain.contains(it));
    let scripts = domains.iter().take(5).rposition(serves).unwrap_or(0);
    (domains, scripts)
}

/// A name nobody bears, and a domain of it.
pub fn invented(chance: &mut Chance) -> (String, String) {
    const HEADS: [&str; 30] = [
        "Bra", "Kor", "Velu", "Lumo", "Adra", "Nexu", "Quila", "Tavo", "Soli", "Miru", "Zepha", "Opta", "Pludi",
        "Gavri", "Fenno", "Hestu", "Joval", "Caru", "Drima", "Wando", "Yelpo", "Ruvi", "Salmo", "Tersi", "Umbra",
        "Palvo", "Ochri", "Nimbo", "Melko", "Ilva",
    ];
    const MIDDLES: [&str; 16] =
        ["vi", "ta", "ren", "lo", "mi", "sta", "qua", "dro", "ne", "ku", "pli", "ra", "sso", "gui", "be", "zo"];
    const ENDS: [&str; 20] = [
        "lo", "ly", "eo", "ia", "ify", "flow", "desk", "pulse", "kit", "board", "metric", "reach", "dio", "zen",
        "mail", "spot", "wheel", "cast", "form", "nest",
    ];
    const TOPS: [(&str, f64); 8] =
        [("com", 35.0), ("io", 20.0), ("fr", 18.0), ("co", 7.0), ("app", 8.0), ("ai", 5.0), ("eu", 4.0), ("net", 3.0)];
    let middle = if chance.happens(0.7) { *chance.pick(&MIDDLES) } else { "" };
    let name = format!("{}{middle}{}", chance.pick(&HEADS), chance.pick(&ENDS));
    let weights: Vec<f64> = TOPS.iter().map(|it| it.1).collect();
    let top = TOPS[chance.weighted(&weights)].0;
    let stem = name.to_lowercase();
    let stem = if chance.happens(0.1) { format!("get{stem}") } else { stem };
    (name, format!("{stem}.{top}"))
}

fn letters_and_spaces(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}
