//! The truth: the tools a house really uses, with what they leave behind.

use std::collections::{BTreeMap, BTreeSet};

use super::trades::Trade;

/// A kind of evidence, in the words of the issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trace {
    Proxy,
    Dns,
    SignOn,
    Expense,
    Mail,
    Zone,
    Page,
    Tags,
    Cookies,
}

/// A tool in use.
#[derive(Clone, Debug)]
pub struct Tool {
    pub name: String,
    pub vendor: String,
    /// How the pack names it, if it does.
    pub key: Option<String>,
    /// The part of a platform that serves everything else as well, if it is one.
    pub platform: Option<Platform>,
    /// Every domain of it; where people work in it comes first.
    pub domains: Vec<String>,
    /// Which of them serves its scripts.
    pub scripts_at: usize,
    pub martech: bool,
    pub trade: Trade,
    /// How payments for it begin.
    pub merchant: String,
    /// Whether payments bear another name than the tool: its maker's.
    pub billed_by_another: bool,
    pub token: Option<String>,
    /// Who works in it, and how likely on a day at work.
    pub users: Vec<(usize, f64)>,
    pub uploads: bool,
    /// The first day of it, from the beginning of what is logged; before it nobody has heard of it.
    pub since: i64,
    /// How its hosts are named.
    pub style: usize,
    /// Hosts of other vendors its application loads whenever it is open.
    pub embeds: Vec<String>,
    /// The kinds of evidence it is meant to stand in.
    pub meant: BTreeSet<Trace>,
    /// Whether it leaves hardly anything.
    pub weak: bool,
    /// How many lines, rows or entries of each kind speak of it.
    pub left: BTreeMap<Trace, usize>,
}

impl Tool {
    /// A tool of which nothing is known yet.
    pub fn nothing() -> Tool {
        Tool {
            name: String::new(),
            vendor: String::new(),
            key: None,
            platform: None,
            domains: Vec::new(),
            scripts_at: 0,
            martech: false,
            trade: Trade::Team,
            merchant: String::new(),
            billed_by_another: false,
            token: None,
            users: Vec::new(),
            uploads: false,
            since: -400,
            style: 0,
            embeds: Vec::new(),
            meant: BTreeSet::new(),
            weak: false,
            left: BTreeMap::new(),
        }
    }

    /// Where people work in it.
    pub fn home(&self) -> &str {
        &self.domains[0]
    }

    /// Where its scripts are loaded from.
    pub fn scripts(&self) -> &str {
        self.domains.get(self.scripts_at).map_or(self.home(), String::as_str)
    }

    /// The host the house's pages load it from.
    pub fn tag_host(&self) -> String {
        match self.platform {
            Some(platform) => platform.tag_host().to_owned(),
            None => format!("{}.{}", ["cdn", "js", "static", "tag", "widget"][self.style], self.scripts()),
        }
    }

    /// Which domain signs and sends its mail.
    pub fn sender(&self) -> &str {
        const WORDS: [&str; 4] = ["mail", "send", "mcsv", "bounce"];
        let mail = self.domains.iter().take(6).find(|domain| WORDS.iter().any(|word| domain.contains(word)));
        mail.map_or(self.home(), String::as_str)
    }

    /// Notes that a file speaks of it.
    pub fn leaves(&mut self, trace: Trace, lines: usize) {
        *self.left.entry(trace).or_default() += lines;
    }
}

/// Parts of platforms: their names are everywhere, whether a house uses them or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    TagManager,
    Analytics,
    GoogleAds,
    Meta,
    LinkedIn,
    Microsoft365,
    Workspace,
}

impl Platform {
    /// Where people sign in, and where they work.
    pub fn places(self) -> [&'static str; 4] {
        match self {
            Platform::TagManager => {
                ["accounts.google.com", "tagmanager.google.com", "tagmanager.google.com", "www.gstatic.com"]
            }
            Platform::Analytics => {
                ["accounts.google.com", "analytics.google.com", "analytics.google.com", "www.gstatic.com"]
            }
            Platform::GoogleAds => ["accounts.google.com", "ads.google.com", "ads.google.com", "www.gstatic.com"],
            Platform::Meta => {
                ["www.facebook.com", "business.facebook.com", "adsmanager.facebook.com", "static.xx.fbcdn.net"]
            }
            Platform::LinkedIn => ["www.linkedin.com", "www.linkedin.com", "www.linkedin.com", "static.licdn.com"],
            Platform::Microsoft365 => {
                ["login.microsoftonline.com", "outlook.office.com", "outlook.office365.com", "teams.microsoft.com"]
            }
            Platform::Workspace => ["accounts.google.com", "mail.google.com", "docs.google.com", "drive.google.com"],
        }
    }

    /// The host a page loads it from.
    fn tag_host(self) -> &'static str {
        match self {
            Platform::TagManager => "www.googletagmanager.com",
            Platform::Analytics => "www.google-analytics.com",
            Platform::GoogleAds => "googleads.g.doubleclick.net",
            Platform::Meta => "connect.facebook.net",
            Platform::LinkedIn => "snap.licdn.com",
            Platform::Microsoft365 | Platform::Workspace => "static.invalid",
        }
    }

    /// Domains that speak of it, whichever product of the pack they lead to; the first serves its cookies.
    pub fn domains(self) -> &'static [&'static str] {
        match self {
            Platform::TagManager => &["googletagmanager.com", "tagmanager.google.com"],
            Platform::Analytics => &["google-analytics.com", "analytics.google.com"],
            Platform::GoogleAds => &["doubleclick.net", "ads.google.com", "googleadservices.com"],
            Platform::Meta => &["facebook.com", "facebook.net", "business.facebook.com", "adsmanager.facebook.com"],
            Platform::LinkedIn => &["ads.linkedin.com", "linkedin.com", "licdn.com"],
            Platform::Microsoft365 => {
                &["office.com", "office365.com", "microsoft365.com", "sharepoint.com", "onmicrosoft.com", "outlook.com"]
            }
            Platform::Workspace => &["workspace.google.com", "mail.google.com", "drive.google.com", "docs.google.com"],
        }
    }

    /// What statements write, whose lines bear no product's name.
    pub fn merchant(self) -> &'static str {
        match self {
            Platform::Meta => "FACEBK ADS",
            Platform::LinkedIn => "LINKEDIN ADS",
            Platform::Microsoft365 => "MICROSOFT 365",
            Platform::Workspace => "GOOGLE GSUITE",
            _ => "GOOGLE ADS",
        }
    }
}

/// Who reads the house's mail and signs its people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    Entra,
    Okta,
    Google,
}
