//! A garden retailer's catalogue, invented for these tests: systems, moments, data objects and elements.

use base::{Kind, Ref, Say, Source};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value};

/// Key, French name, English name, what it does.
const SYSTEMS: &[(&str, &str, &str)] = &[
    ("app", "Application mobile", "Mobile app"),
    ("shop", "Site e-commerce", "E-commerce site"),
    ("tills", "Caisses", "Tills"),
    ("loyalty", "Moteur de fidélité", "Loyalty engine"),
    ("promo", "Moteur de promotions", "Promotion engine"),
    ("pay", "Paiement", "Payment"),
    ("oms", "Gestion des commandes", "Order management"),
    ("stock", "Stock temps réel", "Real-time stock"),
    ("erp", "ERP", "ERP"),
    ("pim", "Référentiel produits", "Product information"),
    ("wms", "Entrepôt", "Warehouse"),
    ("dam", "Médiathèque", "Media library"),
    ("cms", "Gestion de contenu", "Content management"),
    ("search", "Moteur de recherche", "Search engine"),
    ("reco", "Recommandation", "Recommendation"),
    ("crm", "CRM", "CRM"),
    ("profile", "Profil unifié", "Unified profile"),
    ("consent", "Gestion des consentements", "Consent management"),
    ("mailing", "Outil d'e-mailing", "E-mailing tool"),
    ("tags", "Gestion de balises", "Tag manager"),
    ("gateway", "Passerelle d'API", "API gateway"),
    ("sso", "Annuaire et connexion", "Directory and sign-on"),
    ("calls", "Centre d'appels", "Call centre"),
    ("reviews", "Plateforme d'avis", "Review platform"),
    ("gifts", "Cartes cadeaux", "Gift cards"),
];

const MOMENTS: &[(&str, &str, &str)] = &[
    ("open", "Ouvre l'appli", "Opens the app"),
    ("choose", "Choisit un produit", "Chooses a product"),
    ("buy", "Achète en ligne", "Buys online"),
    ("visit", "Vient en magasin", "Visits the store"),
    ("get", "Reçoit sa commande", "Receives the order"),
    ("return", "Revient vers nous", "Comes back to us"),
    ("help", "Demande de l'aide", "Asks for help"),
];

const DATA: &[(&str, &str, &str)] = &[
    ("points", "Solde de points", "Points balance"),
    ("history", "Historique d'achats", "Purchase history"),
    ("stock", "Stock par magasin", "Stock by store"),
    ("price", "Prix de vente", "Selling price"),
    ("promo", "Promotions en cours", "Current promotions"),
    ("reviews", "Avis clients", "Customer reviews"),
    ("order", "Statut de commande", "Order status"),
    ("profile", "Profil client", "Customer profile"),
    ("birthday", "Date de naissance", "Date of birth"),
    ("consent", "Consentements", "Consents"),
    ("email", "Adresse e-mail", "E-mail address"),
    ("gift", "Solde de carte cadeau", "Gift card balance"),
    ("stores", "Horaires des magasins", "Store opening hours"),
    ("product", "Description produit", "Product description"),
    ("advice", "Conseils de jardinage", "Gardening advice"),
];

/// Key, French, English, channel, moment, data shown.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const ELEMENTS: &[Row] = &[
    ("app-home", "Appli – page d'accueil", "App – home page", "app", "open", &["promo"]),
    ("app-card", "Appli – carte de fidélité", "App – loyalty card", "app", "visit", &["points"]),
    ("app-product", "Appli – fiche produit", "App – product page", "app", "choose", &["price", "reviews", "product"]),
    ("app-push", "Appli – notification push", "App – push notification", "app", "return", &["promo"]),
    ("app-scan", "Appli – scan d'un article", "App – item scan", "app", "visit", &["price"]),
    ("site-home", "Site – page d'accueil", "Site – home page", "shop", "choose", &["promo"]),
    ("site-product", "Site – fiche produit", "Site – product page", "shop", "choose", &["price", "reviews", "product"]),
    ("site-list", "Site – liste de produits", "Site – product list", "shop", "choose", &["price"]),
    ("site-results", "Site – résultats de recherche", "Site – search results", "shop", "choose", &["price"]),
    ("basket", "Site – panier", "Site – basket", "shop", "buy", &["price", "promo"]),
    ("checkout", "Site – tunnel de commande", "Site – checkout", "shop", "buy", &["profile", "email"]),
    ("thanks", "Site – confirmation de commande", "Site – order confirmation", "shop", "buy", &["order"]),
    ("tracking", "Site – suivi de commande", "Site – order tracking", "shop", "get", &["order"]),
    ("account", "Site – espace client", "Site – customer account", "shop", "help", &["profile", "history"]),
    ("signup", "Site – création de compte", "Site – account creation", "shop", "buy", &["profile", "email"]),
    ("finder", "Site – trouver un magasin", "Site – store finder", "shop", "visit", &["stores"]),
    ("preferences", "Centre de préférences", "Preference centre", "shop", "help", &["consent"]),
    ("cookies", "Bandeau cookies", "Cookie banner", "shop", "choose", &["consent"]),
    ("tips", "Site – fiches conseils", "Site – advice pages", "shop", "choose", &["advice"]),
    ("till-screen", "Caisse – écran client", "Till – customer display", "tills", "visit", &["price", "points"]),
    ("receipt", "Caisse – ticket", "Till – receipt", "tills", "visit", &["points"]),
    ("newsletter", "Newsletter hebdomadaire", "Weekly newsletter", "mailing", "return", &["promo"]),
    ("birthday", "E-mail d'anniversaire", "Birthday e-mail", "mailing", "return", &["birthday"]),
    ("relance", "E-mail de panier abandonné", "Abandoned basket e-mail", "mailing", "return", &[]),
    (
        "agent",
        "Poste du conseiller au centre d'appels",
        "Call-centre adviser desktop",
        "calls",
        "help",
        &["profile", "order"],
    ),
    ("gift", "Site – achat de carte cadeau", "Site – gift card purchase", "shop", "buy", &["gift"]),
];

/// The catalogue.
pub fn catalog() -> Catalog {
    let mut claims = Vec::new();
    let all = [(Kind::System, SYSTEMS), (Kind::Moment, MOMENTS), (Kind::Data, DATA)];
    for (kind, rows) in all {
        for (key, fr, en) in rows {
            claims.push(claim(&Ref::new(kind, key), Field::Name, Value::Words(Say::new(*fr, *en))));
        }
    }
    for (key, fr, en, channel, moment, shows) in ELEMENTS {
        let it = Ref::new(Kind::Element, key);
        claims.push(claim(&it, Field::Name, Value::Words(Say::new(*fr, *en))));
        claims.push(claim(&it, Field::Channel, Value::Named(vec![(*channel).to_owned()])));
        claims.push(claim(&it, Field::Moment, Value::Named(vec![(*moment).to_owned()])));
        claims.push(claim(&it, Field::Shows, Value::Named(shows.iter().map(|s| (*s).to_owned()).collect())));
    }
    Catalog::build(claims)
}

/// A fact of an imported file.
pub fn claim(subject: &Ref, field: Field, value: Value) -> Claim {
    let source = Source::File {
        dataset: Ref::new(Kind::Dataset, "garden"),
        file: "garden.csv".to_owned(),
        sheet: None,
        line: 2,
        column: field.spec().word.to_owned(),
    };
    Claim { subject: subject.clone(), field, value, source, as_of: None, position: 1 }
}
