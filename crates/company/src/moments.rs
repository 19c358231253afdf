//! The moments of a customer's life with Solvène, from the first notice to the recommendation to a neighbour.

use crate::cell::Both;

/// A moment of the customer's life with us.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Its key.
    pub id: &'static str,
    /// Its name.
    pub name: Both,
    /// What happens, in plain words.
    pub does: Both,
    /// Its stage, as the file says it.
    pub stage: &'static str,
    /// The team that looks after it.
    pub owner: &'static str,
    /// Whether the smallest world has it.
    pub core: bool,
}

const fn moment(
    id: &'static str,
    name: Both,
    does: Both,
    stage: &'static str,
    owner: &'static str,
    core: bool,
) -> Moment {
    Moment { id, name, does, stage, owner, core }
}

/// Every moment, in the order in which a customer lives them.
pub static MOMENTS: &[Moment] = &[
    moment(
        "discovers-us",
        ("Découvre l'enseigne", "Discovers us"),
        ("Voit une publicité, un catalogue ou un magasin", "Sees an advert, a catalogue or a store"),
        "Acquérir",
        "digital-acquisition",
        false,
    ),
    moment(
        "looks-for-ideas",
        ("Cherche des idées", "Looks for ideas"),
        (
            "Parcourt les rayons et les conseils, sans savoir encore quoi",
            "Browses departments and advice, not yet sure what for",
        ),
        "Acquérir",
        "brand-content",
        false,
    ),
    moment(
        "finds-a-store",
        ("Trouve un magasin", "Finds a store"),
        ("Cherche où, quand et s'il reste l'article", "Looks up where, when, and whether the item is left"),
        "Acquérir",
        "store-marketing",
        false,
    ),
    moment(
        "chooses-an-item",
        ("Choisit un article", "Chooses an item"),
        ("Compare, lit les avis, vérifie le stock", "Compares, reads reviews, checks stock"),
        "Gagner",
        "ecommerce-trading",
        false,
    ),
    moment(
        "fills-the-basket",
        ("Remplit son panier", "Fills the basket"),
        ("Ajoute, hésite, garde pour plus tard", "Adds, hesitates, saves for later"),
        "Gagner",
        "ecommerce-trading",
        false,
    ),
    moment(
        "pays-online",
        ("Paie en ligne", "Pays online"),
        ("Donne son adresse, choisit la livraison, paie", "Gives an address, chooses delivery, pays"),
        "Gagner",
        "ecommerce-trading",
        false,
    ),
    moment(
        "pays-at-the-till",
        ("Paie en caisse", "Pays at the till"),
        ("Présente sa carte de fidélité et paie", "Shows the loyalty card and pays"),
        "Gagner",
        "store-marketing",
        true,
    ),
    moment(
        "waits-for-the-order",
        ("Attend sa commande", "Waits for the order"),
        ("Suit la livraison ou vient la retirer", "Follows the delivery or comes to collect"),
        "Servir",
        "ecommerce-trading",
        false,
    ),
    moment(
        "needs-help",
        ("Demande de l'aide", "Needs help"),
        ("Appelle, écrit ou discute avec un conseiller", "Phones, writes to or chats with an adviser"),
        "Servir",
        "customer-service",
        false,
    ),
    moment(
        "returns-an-item",
        ("Rapporte un article", "Returns an item"),
        ("Rend ce qui ne convient pas et se fait rembourser", "Gives back what does not suit and gets a refund"),
        "Servir",
        "customer-service",
        false,
    ),
    moment(
        "opens-the-app",
        ("Ouvre l'appli", "Opens the app"),
        ("Regarde ses points, ses offres, ses commandes", "Looks at points, offers and orders"),
        "Fidéliser",
        "loyalty-marketing",
        true,
    ),
    moment(
        "joins-the-programme",
        ("Prend la carte de fidélité", "Joins the loyalty programme"),
        ("S'inscrit en magasin, en ligne ou dans l'appli", "Signs up in store, online or in the app"),
        "Fidéliser",
        "loyalty-marketing",
        true,
    ),
    moment(
        "hears-from-us",
        ("Reçoit de nos nouvelles", "Hears from us"),
        ("Lit un e-mail, un SMS ou une notification", "Reads an e-mail, a text or a push message"),
        "Fidéliser",
        "crm-marketing",
        false,
    ),
    moment(
        "sets-preferences",
        ("Règle ses préférences", "Sets preferences"),
        ("Dit ce qu'il accepte de recevoir et de partager", "Says what may be sent and shared"),
        "Fidéliser",
        "crm-marketing",
        true,
    ),
    moment(
        "recommends-us",
        ("Nous recommande", "Recommends us"),
        ("Parraine un proche ou écrit un avis", "Refers a friend or writes a review"),
        "Fidéliser",
        "loyalty-marketing",
        false,
    ),
];
