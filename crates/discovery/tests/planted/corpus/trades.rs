//! What tools are for, and so which traces they tend to leave. The shares are the author's, from how such tools are
//! bought and installed; no detector was asked.

use super::house::{FINANCE, IT, MARKETING, PEOPLE_TEAM, SERVICE, TEAMS};

/// What a tool is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trade {
    /// Measures, targets or asks for consent from within the house's pages.
    Tag,
    /// Sends campaigns.
    Mailer,
    /// Contacts and sales.
    Crm,
    /// Makes pictures, video, texts.
    Studio,
    /// Publishes, watches, buys links.
    Social,
    /// Forms, surveys, games, landing pages.
    Contest,
    /// Speaks with customers on the site.
    Chat,
    /// Everybody's: files, tasks, calls.
    Suite,
    /// One team's.
    Team,
    /// The computer people's.
    It,
    /// Finance's and human resources'.
    Office,
    /// Writes, translates, answers.
    Assistant,
    /// The house's own mail.
    MailHost,
    /// Signs people in.
    Identity,
}

/// How likely a tool of a trade leaves each kind of trace.
pub struct Habits {
    /// People work in it, so that gateways and resolvers may see them.
    pub used: f64,
    pub sign_on: f64,
    pub expense: f64,
    pub mail: f64,
    pub zone: f64,
    pub page: f64,
    pub tags: f64,
    pub cookies: f64,
    /// People send it files.
    pub uploads: f64,
}

impl Trade {
    /// The shares of a trade.
    pub fn habits(self) -> Habits {
        let [used, sign_on, expense, mail, zone, page, tags, cookies, uploads] = match self {
            Trade::Tag => [0.80, 0.25, 0.40, 0.0, 0.15, 0.85, 0.75, 0.60, 0.1],
            Trade::Mailer => [0.92, 0.30, 0.60, 0.85, 0.80, 0.25, 0.12, 0.15, 0.8],
            Trade::Crm => [0.97, 0.60, 0.60, 0.40, 0.45, 0.50, 0.35, 0.40, 0.7],
            Trade::Studio => [0.97, 0.35, 0.65, 0.0, 0.08, 0.04, 0.02, 0.0, 0.8],
            Trade::Social => [0.97, 0.20, 0.60, 0.0, 0.05, 0.05, 0.05, 0.05, 0.5],
            Trade::Contest => [0.93, 0.15, 0.65, 0.15, 0.40, 0.50, 0.20, 0.30, 0.5],
            Trade::Chat => [0.92, 0.45, 0.50, 0.25, 0.45, 0.75, 0.45, 0.55, 0.3],
            Trade::Suite => [1.0, 0.70, 0.50, 0.10, 0.35, 0.0, 0.0, 0.0, 0.8],
            Trade::Team => [0.97, 0.40, 0.60, 0.05, 0.12, 0.0, 0.0, 0.0, 0.6],
            Trade::It => [0.95, 0.55, 0.55, 0.08, 0.35, 0.15, 0.08, 0.10, 0.4],
            Trade::Office => [0.97, 0.55, 0.45, 0.20, 0.20, 0.0, 0.0, 0.0, 0.6],
            Trade::Assistant => [1.0, 0.30, 0.60, 0.0, 0.10, 0.0, 0.0, 0.0, 0.6],
            Trade::MailHost => [1.0, 1.0, 0.6, 1.0, 1.0, 0.0, 0.0, 0.0, 0.9],
            Trade::Identity => [1.0, 1.0, 0.4, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0],
        };
        Habits { used, sign_on, expense, mail, zone, page, tags, cookies, uploads }
    }

    /// The teams such a tool is at home in, the mean count of users besides the first, and whether others may have it.
    pub fn users(self) -> (Vec<usize>, f64) {
        let marketing: Vec<usize> = (0..MARKETING).collect();
        match self {
            Trade::Tag => (marketing, 2.0),
            Trade::Mailer | Trade::Contest => (marketing, 3.0),
            Trade::Crm => (marketing.into_iter().chain([6]).collect(), 8.0),
            Trade::Studio => (vec![0, 1, 3, 4, 5], 5.0),
            Trade::Social => (vec![0, 1, 4], 2.5),
            Trade::Chat => (vec![0, 2, 3, SERVICE], 7.0),
            Trade::Suite => ((0..TEAMS.len()).collect(), 110.0),
            Trade::Team => ((0..TEAMS.len()).collect(), 6.0),
            Trade::It => (vec![IT], 5.0),
            Trade::Office => (vec![FINANCE, PEOPLE_TEAM, 11, 13], 5.0),
            Trade::Assistant => ((0..TEAMS.len()).collect(), 25.0),
            Trade::MailHost | Trade::Identity => ((0..TEAMS.len()).collect(), 10_000.0),
        }
    }

    /// Guesses the trade of a product of the pack.
    pub fn of(product: &str, category: &str, source: &str) -> Trade {
        const MAILERS: [&str; 26] = [
            "mailchimp",
            "brevo",
            "mailjet",
            "klaviyo",
            "activecampaign",
            "marketing cloud",
            "pardot",
            "marketo",
            "braze",
            "iterable",
            "customer.io",
            "splio",
            "actito",
            "selligent",
            "emarsys",
            "dialog insight",
            "sarbacane",
            "plezi",
            "webmecanik",
            "getresponse",
            "mailerlite",
            "kit",
            "batch",
            "lemlist",
            "sendgrid",
            "livestorm",
        ];
        const CONTESTS: [&str; 17] = [
            "unbounce",
            "instapage",
            "leadpages",
            "clickfunnels",
            "typeform",
            "surveymonkey",
            "jotform",
            "tally",
            "qualtrics",
            "qualifio",
            "drimify",
            "adictiz",
            "socialshaker",
            "eventbrite",
            "weezevent",
            "webflow",
            "strikingly",
        ];
        let name = product.to_lowercase();
        if MAILERS.contains(&name.as_str()) || (source == "parsedmarc" && category == "marketing") {
            return Trade::Mailer;
        }
        if CONTESTS.contains(&name.as_str()) {
            return Trade::Contest;
        }
        // They read what others measured, and stand in no page.
        const READERS: [&str; 8] =
            ["supermetrics", "funnel", "dataiku", "looker", "looker studio", "botify", "power bi", "tableau"];
        if READERS.contains(&name.as_str()) {
            return Trade::Social;
        }
        match category {
            "analytics" | "advertising" | "consent" | "tag-manager" => Trade::Tag,
            "crm" => Trade::Crm,
            "customer-success" => Trade::Chat,
            "creative" | "content" => Trade::Studio,
            "marketing" if source == "third-party-web" => Trade::Tag,
            "marketing" => Trade::Social,
            "mail" => Trade::Mailer,
            "application" if ["chatgpt", "claude", "le chat", "deepl", "midjourney"].contains(&name.as_str()) => {
                Trade::Assistant
            }
            "application" => Trade::Office,
            "work"
                if ["slack", "zoom", "notion", "wetransfer", "dropbox", "miro", "klaxoon"].contains(&name.as_str()) =>
            {
                Trade::Suite
            }
            "work" => Trade::Team,
            "hosting" => Trade::Contest,
            _ => Trade::It,
        }
    }
}
