//! The teams of both sides, and what they can do in a quarter.

use crate::cell::Both;

/// What a day of one person of IT costs, in euros.
pub const DAY_RATE: u32 = 620;

/// A team.
#[derive(Clone, Copy, Debug)]
pub struct Team {
    /// Its key.
    pub id: &'static str,
    /// Its name.
    pub name: Both,
    /// What it is for.
    pub does: Both,
    /// Its side, as the file says it.
    pub side: &'static str,
    /// Person-days a quarter, where somebody counts them.
    pub capacity: Option<u32>,
}

const fn team(id: &'static str, name: Both, does: Both, side: &'static str, capacity: Option<u32>) -> Team {
    Team { id, name, does, side, capacity }
}

/// The five squads and the other teams outside marketing, as IT's list has them (`equipes.csv`).
pub static IT_LIST: &[Team] = &[
    team(
        "squad-loyalty",
        ("Squad Fidélité", "Loyalty squad"),
        ("Appli, moteur de fidélité et promotions", "App, loyalty engine and promotions"),
        "DSI",
        Some(260),
    ),
    team(
        "squad-web",
        ("Squad Web", "Web squad"),
        ("Site, commandes, contenu et recherche", "Site, orders, content and search"),
        "DSI",
        Some(312),
    ),
    team(
        "squad-data",
        ("Squad Données", "Data squad"),
        ("Clients, consentement, profil unifié et chiffres", "Customers, consent, unified profile and figures"),
        "DSI",
        Some(208),
    ),
    team(
        "squad-store",
        ("Squad Magasin", "Store squad"),
        ("Caisses, paiement, stock et tablettes", "Tills, payment, stock and tablets"),
        "informatique",
        Some(260),
    ),
    team(
        "squad-platform",
        ("Squad Plateforme", "Platform squad"),
        ("Passerelle, connexion, ERP et exploitation", "Gateway, sign-on, ERP and operations"),
        "DSI",
        Some(260),
    ),
    team(
        "architecture",
        ("Architecture", "Architecture"),
        ("Tient la carte du système d'information", "Keeps the map of what we run"),
        "DSI",
        Some(52),
    ),
    team(
        "security",
        ("Sécurité", "Security"),
        ("Protège les systèmes et les accès", "Protects systems and access"),
        "DSI",
        None,
    ),
    team(
        "customer-service",
        ("Service client", "Customer service"),
        ("Répond aux clients par téléphone, chat et courrier", "Answers customers by phone, chat and letter"),
        "autre",
        None,
    ),
    team(
        "legal-dpo",
        ("Juridique et DPO", "Legal and DPO"),
        ("Veille au droit et aux données personnelles", "Watches over the law and personal data"),
        "autre",
        None,
    ),
    team("finance", ("Finance", "Finance"), ("Budgets et contrôle", "Budgets and control"), "finance", None),
    team(
        "executive",
        ("Direction générale", "Executive board"),
        ("Fixe le cap et arbitre", "Sets the course and arbitrates"),
        "direction",
        None,
    ),
];

/// Marketing's own list (`marketing_teams.csv`).
pub static MARKETING_LIST: &[Team] = &[
    team(
        "loyalty-marketing",
        ("Marketing fidélité", "Loyalty marketing"),
        ("Programme de fidélité et parrainage", "Loyalty programme and referral"),
        "Marketing",
        Some(130),
    ),
    team(
        "crm-marketing",
        ("Marketing client", "Customer marketing"),
        ("Newsletters et scénarios automatiques", "Newsletters and automated journeys"),
        "Marketing",
        Some(195),
    ),
    team(
        "ecommerce-trading",
        ("Animation e-commerce", "E-commerce trading"),
        ("Fait vendre le site, jour après jour", "Makes the site sell, day after day"),
        "Marketing",
        Some(260),
    ),
    team(
        "brand-content",
        ("Marque et contenus", "Brand and content"),
        ("Images, textes et conseils", "Pictures, texts and advice"),
        "Marketing",
        Some(325),
    ),
    team(
        "digital-acquisition",
        ("Acquisition digitale", "Digital acquisition"),
        ("Publicité, référencement et mesure", "Advertising, search ranking and measurement"),
        "Marketing",
        Some(130),
    ),
    team(
        "store-marketing",
        ("Marketing magasins", "Store marketing"),
        ("Opérations et affichage dans les 148 magasins", "Events and signage in the 148 stores"),
        "Marketing",
        Some(195),
    ),
    team(
        "marketing-operations",
        ("Opérations marketing", "Marketing operations"),
        ("Les outils du marketing et leur budget", "Marketing's tools and their budget"),
        "Marketing",
        Some(65),
    ),
    team(
        "customer-insight",
        ("Études et connaissance client", "Customer insight"),
        ("Comprend pourquoi les clients viennent et reviennent", "Understands why customers come and come back"),
        "Marketing",
        None,
    ),
    team(
        "agency-pastel-nord",
        ("Agence Pastel & Nord", "Agency Pastel & Nord"),
        ("Campagnes et création, en invitée", "Campaigns and creation, as a guest"),
        "Other",
        None,
    ),
];
