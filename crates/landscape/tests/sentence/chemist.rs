//! A chain of chemists with another way of naming things: French names only in places, no channel in the name.

use base::{Kind, Ref, Say};
use landscape::catalog::Catalog;
use landscape::field::{Field, Value};

use super::Wish;
use super::garden::claim;

const SYSTEMS: &[(&str, &str, &str)] = &[
    ("mobile", "Application iOS et Android", "iOS and Android application"),
    ("web", "www.officine-lumen.fr", "www.officine-lumen.fr"),
    ("pos", "Logiciel de caisse", "POS software"),
    ("batch", "Routeur d'e-mails et SMS", "E-mail and SMS router"),
    ("helpdesk", "Téléphonie du service consommateurs", "Consumer service telephony"),
    ("screens", "Bornes et écrans en officine", "In-store kiosks and screens"),
];

const DATA: &[(&str, &str, &str)] = &[
    ("kitty", "Cagnotte", "Cagnotte"),
    ("tier", "Niveau de fidélité", "Loyalty tier"),
    ("basket", "Contenu du panier", "Basket content"),
    ("availability", "Disponibilité en officine", "In-store availability"),
    ("tariff", "Tarif", "Tariff"),
    ("ratings", "Notes et commentaires", "Ratings and comments"),
    ("parcels", "Position du colis", "Parcel position"),
    ("slots", "Créneaux de livraison", "Delivery slots"),
    ("appointments", "Rendez-vous bien-être", "Wellness appointments"),
    ("optins", "Opt-ins par canal", "Opt-ins per channel"),
    ("skin", "Type de peau", "Skin type"),
    ("purchases", "Achats des 24 derniers mois", "Purchases of the last 24 months"),
    ("vouchers", "Bons d'achat", "Vouchers"),
    ("leaflets", "Notices", "Leaflets"),
];

/// Key, French, English, channel, data shown, what it does.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str], &'static str);

const ELEMENTS: &[Row] = &[
    ("m1", "Écran de démarrage", "Start screen", "mobile", &["vouchers"], ""),
    ("m2", "Ma carte", "My card", "mobile", &["kitty", "tier"], "La carte du programme, à présenter au comptoir"),
    ("m3", "Détail d'un soin", "Care item detail", "mobile", &["tariff", "ratings"], "Tout sur un produit"),
    ("m4", "Messages poussés", "Pushed messages", "mobile", &[], "Notifications sur le téléphone"),
    ("m5", "Prise de rendez-vous", "Appointment booking", "mobile", &["appointments"], ""),
    ("w1", "Accueil", "Home", "web", &["vouchers"], ""),
    ("w2", "Page produit", "Product page", "web", &["tariff", "ratings", "leaflets"], ""),
    ("w3", "Rayons", "Departments", "web", &["tariff"], "Liste des produits d'un rayon"),
    ("w4", "Barre de recherche", "Search bar", "web", &[], ""),
    ("w5", "Mon panier", "My cart", "web", &["basket", "tariff"], ""),
    ("w6", "Étape livraison", "Delivery step", "web", &["slots"], "Choix du mode de livraison pendant la commande"),
    ("w7", "Étape paiement", "Payment step", "web", &["basket"], ""),
    ("w8", "Merci pour votre commande", "Thank you for your order", "web", &[], ""),
    ("w9", "Où est mon colis", "Where is my parcel", "web", &["parcels"], ""),
    (
        "w10",
        "Mon espace",
        "My space",
        "web",
        &["purchases", "kitty"],
        "Compte du client : achats, coordonnées, factures",
    ),
    ("w11", "Nos officines", "Our chemists", "web", &[], "Carte des magasins, horaires et itinéraires"),
    ("w12", "Foire aux questions", "FAQ", "web", &[], ""),
    (
        "w13",
        "Gestion de mes abonnements",
        "Manage my subscriptions",
        "web",
        &["optins"],
        "Choix des e-mails et SMS reçus",
    ),
    ("w14", "Le magazine", "The magazine", "web", &[], "Articles et conseils beauté et santé"),
    ("w15", "Diagnostic de peau", "Skin diagnosis", "web", &["skin"], ""),
    ("w16", "Identification", "Log-in", "web", &[], ""),
    ("e1", "Lettre du mardi", "Tuesday letter", "batch", &[], "Newsletter"),
    ("e2", "Joyeux anniversaire", "Happy birthday", "batch", &["vouchers"], ""),
    ("e3", "Votre panier vous attend", "Your cart is waiting", "batch", &["basket"], ""),
    ("e4", "SMS commande prête", "Order ready SMS", "batch", &[], ""),
    ("e5", "Enquête après achat", "Post-purchase survey", "batch", &["ratings"], ""),
    (
        "p1",
        "Afficheur du comptoir",
        "Counter display",
        "pos",
        &["kitty", "tariff"],
        "Écran tourné vers le client en caisse",
    ),
    ("p2", "Ticket", "Receipt", "pos", &["kitty"], ""),
    ("s1", "Borne d'accueil", "Welcome kiosk", "screens", &[], ""),
    ("c1", "Fiche appelant", "Caller card", "helpdesk", &["purchases", "parcels"], "Ce que voit le téléconseiller"),
];

/// The catalogue.
pub fn catalog() -> Catalog {
    let mut claims = Vec::new();
    for (kind, rows) in [(Kind::System, SYSTEMS), (Kind::Data, DATA)] {
        for (key, fr, en) in rows {
            claims.push(claim(&Ref::new(kind, key), Field::Name, Value::Words(Say::new(*fr, *en))));
        }
    }
    for (key, fr, en, channel, shows, does) in ELEMENTS {
        let it = Ref::new(Kind::Element, key);
        claims.push(claim(&it, Field::Name, Value::Words(Say::new(*fr, *en))));
        claims.push(claim(&it, Field::Channel, Value::Named(vec![(*channel).to_owned()])));
        claims.push(claim(&it, Field::Shows, Value::Named(shows.iter().map(|s| (*s).to_owned()).collect())));
        if !does.is_empty() {
            claims.push(claim(&it, Field::Does, Value::Words(Say::same(*does))));
        }
    }
    Catalog::build(claims)
}

use base::Lang::{En, Fr};

/// Written, with the catalogue, before any result on them was seen.
pub const WISHES: &[Wish] = &[
    ("Afficher la cagnotte dès l'ouverture de l'application", Fr, &["m1"], "kitty", ""),
    ("Prendre rendez-vous pour un massage depuis son téléphone", Fr, &["m5"], "appointments", ""),
    (
        "Sur le site, dire si la crème est disponible dans ma pharmacie avant que je me déplace",
        Fr,
        &["w2", "w11"],
        "availability",
        "",
    ),
    ("Suivre le livreur en temps réel", Fr, &["w9"], "parcels", "live-lookup"),
    ("Ajouter Apple Pay", Fr, &["w7"], "", "payment"),
    ("Proposer un échantillon gratuit avant de payer", Fr, &["w5", "w7"], "", ""),
    ("Le client doit pouvoir choisir de ne plus recevoir que des SMS", Fr, &["w13"], "", ""),
    ("Rappeler aux clients qu'ils ont oublié quelque chose dans leur panier", Fr, &["e3"], "", "triggered-message"),
    ("Mettre la notice du médicament sur la page de l'article", Fr, &["w2"], "leaflets", ""),
    ("Se connecter avec son empreinte digitale", Fr, &["w16"], "", "sign-on"),
    ("Faire figurer le montant de la cagnotte au bas du ticket", Fr, &["p2"], "kitty", ""),
    ("Montrer aux téléconseillers ce que la personne a acheté", Fr, &["c1"], "purchases", ""),
    ("Un chatbot pour répondre aux questions les plus fréquentes", Fr, &["w12"], "", "chat"),
    ("Tester une nouvelle présentation de la barre de recherche", Fr, &["w4"], "", "ab-test"),
    ("Mesurer les ventes sur la page de remerciement avec un tag Meta", Fr, &["w8"], "", "pixel"),
    ("Enregistrer le type de peau dans le compte client", Fr, &["w10", "w15"], "skin", ""),
    ("Offrir un bon pour l'anniversaire du client", Fr, &["e2"], "vouchers", ""),
    ("Envoyer un texto quand la commande est prête", Fr, &["e4"], "", ""),
    ("Filtrer un rayon par marque", Fr, &["w3"], "", "search"),
    ("Livraison le soir : proposer le créneau 19 h – 21 h", Fr, &["w6"], "slots", ""),
    ("Show the loyalty level on the customer's card in the app", En, &["m2"], "tier", ""),
    ("Let customers write comments after they bought something", En, &["e5", "w2", "m3"], "ratings", ""),
    ("Display opening hours of the nearest shop", En, &["w11"], "", "store-finder"),
    ("Add a video about sun protection to the magazine", En, &["w14"], "", "content"),
    ("Notify people on their mobile when the price drops", En, &["m4"], "", ""),
    ("Download invoices from my account", En, &["w10"], "", ""),
    ("Suggest products which match the skin type", En, &["w15", "w2"], "skin", "recommendation"),
    ("Display the discount on the screen at the counter", En, &["p1"], "", ""),
    ("Put a new banner on the website's front page", En, &["w1"], "", "content"),
    ("Check in on arrival at the kiosk", En, &["s1"], "", ""),
    ("Make the weekly newsletter shorter", En, &["e1"], "", ""),
    ("Pick a delivery time in the evening", En, &["w6"], "slots", ""),
    ("Reorder in one tap what I bought last month", En, &["w10"], "purchases", ""),
    ("Correct spelling mistakes when customers search", En, &["w4"], "", "search"),
    ("Ask customers how satisfied they were", En, &["e5"], "", ""),
    ("Stay logged in on the site", En, &["w16"], "", "sign-on"),
    ("Share my cart with a friend", En, &["w5"], "", ""),
    ("Tell me where my package is", En, &["w9"], "parcels", ""),
    ("Use a voucher when paying online", En, &["w7"], "vouchers", ""),
    ("Opt out of text messages in one place", En, &["w13"], "optins", "consent"),
];
