use base::Say;
use serde::{Deserialize, Serialize};

/// What a product is for, coarsely: enough to tell marketing's tools from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Buys, sells, places or measures advertising.
    Advertising,
    /// Measures what visitors do.
    Analytics,
    /// Sends campaigns, builds forms and pages, scores contacts.
    Marketing,
    /// Sends mail.
    Mail,
    /// Asks for and keeps consent.
    Consent,
    /// Loads other tags.
    TagManager,
    /// Speaks with customers: chat, tickets, reviews.
    CustomerSuccess,
    /// A network people meet on.
    Social,
    /// Makes or serves pictures, video and print.
    Creative,
    /// Shows somebody else's content: news, video, maps, fonts.
    Content,
    /// Keeps contacts and sales.
    Crm,
    /// Where people work together: files, tasks, calls.
    Work,
    /// Serves files for others.
    Cdn,
    /// Runs machines or sites for others.
    Hosting,
    /// Serves developers: interfaces, monitoring, fraud checks.
    Utility,
    /// A cloud application, no more is known.
    Application,
    /// A company, no more is known.
    Company,
}

impl Category {
    /// Every category with its word in tables.
    pub const ALL: &[(Category, &'static str)] = &[
        (Category::Advertising, "advertising"),
        (Category::Analytics, "analytics"),
        (Category::Marketing, "marketing"),
        (Category::Mail, "mail"),
        (Category::Consent, "consent"),
        (Category::TagManager, "tag-manager"),
        (Category::CustomerSuccess, "customer-success"),
        (Category::Social, "social"),
        (Category::Creative, "creative"),
        (Category::Content, "content"),
        (Category::Crm, "crm"),
        (Category::Work, "work"),
        (Category::Cdn, "cdn"),
        (Category::Hosting, "hosting"),
        (Category::Utility, "utility"),
        (Category::Application, "application"),
        (Category::Company, "company"),
    ];

    /// Its word in tables.
    pub fn word(self) -> &'static str {
        Category::ALL.iter().find(|(category, _)| *category == self).map_or("company", |(_, word)| word)
    }

    /// Reads its word in tables.
    pub fn of_word(word: &str) -> Option<Category> {
        Category::ALL.iter().find(|(_, known)| *known == word).map(|(category, _)| *category)
    }

    /// Whether marketing would buy such a product; nothing when the category does not tell.
    pub fn is_marketing(self) -> Option<bool> {
        match self {
            Category::Advertising
            | Category::Analytics
            | Category::Marketing
            | Category::Consent
            | Category::TagManager
            | Category::CustomerSuccess
            | Category::Crm => Some(true),
            Category::Cdn | Category::Hosting | Category::Content => Some(false),
            Category::Mail
            | Category::Social
            | Category::Creative
            | Category::Work
            | Category::Utility
            | Category::Application
            | Category::Company => None,
        }
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            Category::Advertising => ("publicité", "advertising"),
            Category::Analytics => ("mesure d'audience", "analytics"),
            Category::Marketing => ("marketing", "marketing"),
            Category::Mail => ("envoi de courriels", "mail sending"),
            Category::Consent => ("consentement", "consent"),
            Category::TagManager => ("gestion des balises", "tag management"),
            Category::CustomerSuccess => ("relation client", "customer relations"),
            Category::Social => ("réseau social", "social network"),
            Category::Creative => ("création", "creative work"),
            Category::Content => ("contenu", "content"),
            Category::Crm => ("gestion des contacts", "contacts and sales"),
            Category::Work => ("travail en commun", "working together"),
            Category::Cdn => ("diffusion de fichiers", "file delivery"),
            Category::Hosting => ("hébergement", "hosting"),
            Category::Utility => ("outillage technique", "developer tools"),
            Category::Application => ("application en ligne", "cloud application"),
            Category::Company => ("entreprise", "company"),
        };
        Say::new(fr, en)
    }
}
