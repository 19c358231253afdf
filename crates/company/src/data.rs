//! The data Solvène keeps: where each piece has its home, what is personal in it and what it may be used for.

use crate::cell::Both;

/// A data object.
#[derive(Clone, Copy, Debug)]
pub struct Data {
    /// Its key.
    pub id: &'static str,
    /// Its name.
    pub name: Both,
    /// What it is, in plain words.
    pub does: Both,
    /// The system whose word counts.
    pub master: &'static str,
    /// Personal categories; empty when no person can be recognised.
    pub personal: &'static [&'static str],
    /// The purposes the register covers.
    pub purposes: &'static [&'static str],
    /// Whether the smallest world has it.
    pub core: bool,
}

#[allow(clippy::too_many_arguments)]
const fn data(
    id: &'static str,
    name: Both,
    does: Both,
    master: &'static str,
    personal: &'static [&'static str],
    purposes: &'static [&'static str],
    core: bool,
) -> Data {
    Data { id, name, does, master, personal, purposes, core }
}

const LOYALTY: &str = "programme de fidélité";
const ORDER: &str = "exécution de la commande";
const PROSPECTION: &str = "prospection commerciale";
const RELATION: &str = "relation client";
const MEASURE: &str = "mesure d'audience";
const PERSONAL: &str = "personnalisation";
const LAW: &str = "obligations légales";

/// Every data object.
pub static DATA: &[Data] = &[
    data(
        "points-balance",
        ("Solde de points", "Points balance"),
        ("Combien de points il reste sur une carte de fidélité", "How many points are left on a loyalty card"),
        "loyalty-engine",
        &["fidélité"],
        &[LOYALTY],
        true,
    ),
    data(
        "loyalty-account",
        ("Compte de fidélité", "Loyalty account"),
        ("Numéro de carte, date d'adhésion, statut", "Card number, date of joining, status"),
        "loyalty-engine",
        &["fidélité", "identité"],
        &[LOYALTY],
        true,
    ),
    data(
        "customer-identity",
        ("Identité du client", "Customer identity"),
        ("Nom, prénom, civilité", "Surname, first name, title"),
        "crm",
        &["identité"],
        &[LOYALTY, ORDER, RELATION, PROSPECTION],
        true,
    ),
    data(
        "contact-details",
        ("Coordonnées", "Contact details"),
        ("Adresse, e-mail, téléphone", "Address, e-mail, phone"),
        "crm",
        &["coordonnées"],
        &[LOYALTY, ORDER, RELATION, PROSPECTION],
        true,
    ),
    data(
        "birthday",
        ("Date de naissance", "Date of birth"),
        ("Donnée à l'inscription, facultative", "Given at sign-up, optional"),
        "crm",
        &["identité"],
        &[LOYALTY],
        true,
    ),
    data(
        "consent-choice",
        ("Choix de consentement", "Consent choice"),
        ("Ce que chacun a accepté ou refusé, et quand", "What each person accepted or refused, and when"),
        "consent",
        &["choix de la personne"],
        &[LAW],
        true,
    ),
    data(
        "preferences",
        ("Préférences de contact", "Contact preferences"),
        ("Canal, rythme et sujets souhaités", "Channel, rhythm and topics wished for"),
        "consent",
        &["choix de la personne"],
        &[PROSPECTION, RELATION],
        true,
    ),
    data(
        "promotion-rule",
        ("Règle de promotion", "Promotion rule"),
        ("Quelle remise, sur quoi, jusqu'à quand", "Which discount, on what, until when"),
        "promotions",
        &[],
        &[],
        false,
    ),
    data(
        "voucher",
        ("Bon de réduction", "Voucher"),
        ("Un bon attribué à un client, dépensé ou non", "A voucher given to a customer, spent or not"),
        "promotions",
        &["fidélité"],
        &[LOYALTY, PROSPECTION],
        false,
    ),
    data(
        "purchase-history",
        ("Historique d'achats", "Purchase history"),
        ("Tickets et commandes des trois dernières années", "Receipts and orders of the last three years"),
        "data-warehouse",
        &["achats"],
        &[LOYALTY, RELATION, PERSONAL],
        false,
    ),
    data(
        "basket-content",
        ("Contenu du panier", "Basket content"),
        ("Les articles mis de côté avant l'achat", "The items put aside before buying"),
        "ecommerce-site",
        &["achats", "navigation"],
        &[ORDER, PROSPECTION],
        false,
    ),
    data(
        "order",
        ("Commande", "Order"),
        ("Articles, adresse, mode de livraison", "Items, address, way of delivery"),
        "oms",
        &["achats", "coordonnées"],
        &[ORDER, RELATION],
        false,
    ),
    data(
        "order-status",
        ("État de la commande", "Order status"),
        ("Préparée, partie, prête, remise", "Picked, shipped, ready, handed over"),
        "oms",
        &["achats"],
        &[ORDER, RELATION],
        false,
    ),
    data(
        "payment-token",
        ("Jeton de paiement", "Payment token"),
        ("Le numéro de remplacement d'une carte bancaire", "The number that stands in for a bank card"),
        "payment",
        &["paiement"],
        &[ORDER],
        false,
    ),
    data(
        "invoice",
        ("Facture et ticket", "Invoice and receipt"),
        ("La preuve d'achat", "The proof of purchase"),
        "erp",
        &["achats"],
        &[ORDER, LAW],
        false,
    ),
    data(
        "price",
        ("Prix", "Price"),
        ("Le prix de vente par magasin et par canal", "The selling price by store and channel"),
        "erp",
        &[],
        &[],
        false,
    ),
    data(
        "stock-level",
        ("Niveau de stock", "Stock level"),
        ("Combien il reste d'un article dans un magasin", "How many of an item are left in a store"),
        "realtime-stock",
        &[],
        &[],
        false,
    ),
    data(
        "product-sheet",
        ("Fiche article", "Product sheet"),
        ("Texte, dimensions, conseils d'usage", "Text, sizes, advice for use"),
        "pim",
        &[],
        &[],
        false,
    ),
    data(
        "product-image",
        ("Photo d'article", "Product picture"),
        ("Les visuels validés et leurs droits", "Approved pictures and their rights"),
        "dam",
        &[],
        &[],
        false,
    ),
    data(
        "opening-hours",
        ("Horaires d'ouverture", "Opening hours"),
        ("Jours, heures et fermetures de chaque magasin", "Days, hours and closures of each store"),
        "cms",
        &[],
        &[],
        false,
    ),
    data(
        "review",
        ("Avis client", "Customer review"),
        ("Une note, un texte, un prénom", "A rating, a text, a first name"),
        "reviews",
        &["identité"],
        &[RELATION],
        false,
    ),
    data(
        "browsing-events",
        ("Navigation sur le site", "Browsing on the site"),
        ("Pages vues et clics, si le visiteur accepte", "Pages seen and clicks, if the visitor agrees"),
        "web-analytics",
        &["navigation"],
        &[MEASURE],
        false,
    ),
    data(
        "recommendation-list",
        ("Liste de recommandations", "Recommendation list"),
        ("Les articles jugés proches des goûts d'un client", "The items thought close to a customer's taste"),
        "recommendation",
        &["achats", "navigation"],
        &[PERSONAL, LOYALTY],
        false,
    ),
    data(
        "customer-segment",
        ("Segment du client", "Customer segment"),
        ("Le groupe auquel un client ressemble", "The group a customer resembles"),
        "unified-profile",
        &["profilage"],
        &[PERSONAL, PROSPECTION],
        true,
    ),
    data(
        "referral-code",
        ("Code de parrainage", "Referral code"),
        ("Le code d'un parrain et qui l'a utilisé", "A referrer's code and who used it"),
        "loyalty-engine",
        &["fidélité", "relations"],
        &[LOYALTY],
        false,
    ),
    data(
        "gift-card-balance",
        ("Solde de carte cadeau", "Gift-card balance"),
        ("Ce qu'il reste à dépenser sur une carte cadeau", "What is left to spend on a gift card"),
        "gift-cards",
        &[],
        &[ORDER],
        false,
    ),
    data(
        "conversation-history",
        ("Échanges avec le service client", "Exchanges with customer service"),
        ("Appels, messages et réponses", "Calls, messages and answers"),
        "call-centre",
        &["échanges", "identité"],
        &[RELATION],
        false,
    ),
    data(
        "ad-placement",
        ("Emplacement publicitaire", "Advertising placement"),
        ("Quelle marque, où, à quel prix", "Which brand, where, at what price"),
        "retail-media",
        &[],
        &["publicité"],
        false,
    ),
    data(
        "campaign-results",
        ("Résultats de campagne", "Campaign results"),
        ("Envois, ouvertures, clics et ventes", "Sends, opens, clicks and sales"),
        "emailing",
        &[],
        &[MEASURE],
        false,
    ),
    data(
        "employee-account",
        ("Compte de salarié", "Employee account"),
        ("Identifiant, équipe et droits", "Sign-in name, team and rights"),
        "directory",
        &["identité professionnelle"],
        &["sécurité"],
        false,
    ),
];
