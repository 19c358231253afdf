//! The questions one system answers to another: what each gives and by which door.

use crate::cell::Both;

/// An API.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// Its key.
    pub id: &'static str,
    /// Its name.
    pub name: Both,
    /// What it gives, in plain words.
    pub does: Both,
    /// The system that offers it.
    pub provider: &'static str,
    /// The door it goes through, if any.
    pub through: &'static str,
    /// The data it gives.
    pub gives: &'static [&'static str],
    /// Whether the smallest world has it.
    pub core: bool,
}

const fn api(
    id: &'static str,
    name: Both,
    does: Both,
    provider: &'static str,
    through: &'static str,
    gives: &'static [&'static str],
) -> Api {
    Api { id, name, does, provider, through, gives, core: false }
}

/// Every API.
pub static APIS: &[Api] = &[
    Api {
        core: true,
        ..api(
            "balance-api",
            ("API Solde de points", "Points balance API"),
            ("Répond au numéro de carte par son solde de points", "Answers a card number with its points balance"),
            "loyalty-engine",
            "api-gateway",
            &["points-balance"],
        )
    },
    Api {
        core: true,
        ..api(
            "loyalty-account-api",
            ("API Compte de fidélité", "Loyalty account API"),
            (
                "Crée une carte, lit son statut et son code de parrainage",
                "Creates a card, reads its status and referral code",
            ),
            "loyalty-engine",
            "api-gateway",
            &["loyalty-account", "referral-code"],
        )
    },
    Api {
        core: true,
        ..api(
            "consent-api",
            ("API Consentement", "Consent API"),
            ("Dit si un usage est permis pour une personne", "Says whether a use is permitted for a person"),
            "consent",
            "api-gateway",
            &["consent-choice", "preferences"],
        )
    },
    Api {
        core: true,
        ..api(
            "profile-api",
            ("API Profil", "Profile API"),
            (
                "Donne le segment d'un client et ses préférences connues",
                "Gives a customer's segment and known preferences",
            ),
            "unified-profile",
            "api-gateway",
            &["customer-segment"],
        )
    },
    Api {
        core: true,
        ..api(
            "customer-api",
            ("API Client", "Customer API"),
            ("Lit et corrige les coordonnées d'un client", "Reads and corrects a customer's contact details"),
            "crm",
            "api-gateway",
            &["customer-identity", "contact-details", "birthday"],
        )
    },
    api(
        "basket-discount-api",
        ("API Remises du panier", "Basket discount API"),
        (
            "Calcule les remises d'un panier et les bons utilisables",
            "Works out a basket's discounts and usable vouchers",
        ),
        "promotions",
        "api-gateway",
        &["promotion-rule", "voucher"],
    ),
    api(
        "stock-api",
        ("API Stock magasin", "Store stock API"),
        ("Dit combien il reste d'un article dans un magasin", "Says how many of an item are left in a store"),
        "realtime-stock",
        "api-gateway",
        &["stock-level"],
    ),
    api(
        "order-api",
        ("API Commandes", "Orders API"),
        ("Donne l'état d'une commande et sa date promise", "Gives an order's status and promised date"),
        "oms",
        "api-gateway",
        &["order", "order-status"],
    ),
    api(
        "product-api",
        ("API Articles", "Products API"),
        ("Donne la fiche d'un article", "Gives an item's sheet"),
        "pim",
        "api-gateway",
        &["product-sheet"],
    ),
    api(
        "price-api",
        ("API Prix", "Prices API"),
        (
            "Donne le prix d'un article dans un magasin, mis à jour la nuit",
            "Gives an item's price in a store, updated at night",
        ),
        "erp",
        "api-gateway",
        &["price"],
    ),
    api(
        "media-api",
        ("API Images", "Pictures API"),
        ("Sert les photos à la bonne taille", "Serves pictures in the right size"),
        "dam",
        "",
        &["product-image"],
    ),
    api(
        "content-api",
        ("API Contenus", "Content API"),
        ("Donne textes, bandeaux et horaires des magasins", "Gives texts, banners and stores' opening hours"),
        "cms",
        "",
        &["opening-hours"],
    ),
    api(
        "search-api",
        ("API Recherche", "Search API"),
        ("Trouve des articles et propose la fin d'un mot", "Finds items and offers the end of a word"),
        "search",
        "",
        &["product-sheet"],
    ),
    api(
        "recommendation-api",
        ("API Recommandations", "Recommendations API"),
        (
            "Propose des articles à un client ou à côté d'un autre article",
            "Offers items to a customer or beside another item",
        ),
        "recommendation",
        "api-gateway",
        &["recommendation-list"],
    ),
    api(
        "reviews-api",
        ("API Avis", "Reviews API"),
        ("Donne les avis et la note d'un article", "Gives an item's reviews and rating"),
        "reviews",
        "",
        &["review"],
    ),
    api(
        "gift-card-api",
        ("API Carte cadeau", "Gift-card API"),
        ("Donne le solde d'une carte cadeau et le débite", "Gives a gift card's balance and debits it"),
        "gift-cards",
        "api-gateway",
        &["gift-card-balance"],
    ),
];
