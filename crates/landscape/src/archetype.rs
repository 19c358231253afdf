//! Kinds of change marketing asks for, with what each is known to cause: the starting values of a what-if, all editable.
//!
//! None of these values is measured: each is a first assumption that says why it was chosen, to be replaced by what the
//! team that builds the change knows.

use base::Say;

/// One kind of change.
#[derive(Debug)]
pub struct Archetype {
    /// Its stored word, such as `live-lookup`.
    pub word: &'static str,
    /// What people call it: French, English.
    pub label: (&'static str, &'static str),
    /// Phrases in a sentence that point at it, in both languages; compared by stem, without accents; `~` before a weak
    /// one, `=` before a form that must stand exactly so.
    pub cues: &'static [&'static str],
    /// Calls made at once when the element is shown.
    pub calls_at_once: f64,
    /// Calls again every so many seconds while the element stays on screen; `None`: never again.
    pub again_every_s: Option<f64>,
    /// Capabilities of the systems that serve such a change when no data object says which (matched to `Capabilities`).
    pub served_by: &'static [&'static str],
    /// Whether only content changes and no system is called more.
    pub content_only: bool,
    /// Whether the work is done when something is sent, not when something is viewed: views cause no calls.
    pub batch: bool,
    /// Why these starting values: French, English.
    pub why: (&'static str, &'static str),
}

/// Nothing is called while people look.
const QUIET: Archetype = Archetype {
    word: "",
    label: ("", ""),
    cues: &[],
    calls_at_once: 0.0,
    again_every_s: None,
    served_by: &[],
    content_only: false,
    batch: false,
    why: ("", ""),
};

/// The known kinds of change.
#[rustfmt::skip] // cues are read in lines, not in columns
pub static ARCHETYPES: &[Archetype] = &[
    Archetype {
        word: "live-lookup",
        label: ("consultation en direct d'une donnée", "live look-up of a data object"),
        cues: &[
            "temps réel", "en direct", "à jour", "instantané", "=solde", "cagnotte", "~combien", "statut", "~état",
            "~suivi", "suivre", "où en est", "historique", "real time", "live", "up to date", "balance",
            "~how many", "~how much", "status", "order tracking", "track order", "track", "history", "~points",
        ],
        calls_at_once: 1.0,
        again_every_s: Some(15.0),
        why: (
            "hypothèse de départ : un appel à l'affichage, puis un toutes les 15 s pour rester à jour ; à corriger par \
             l'équipe qui le développe",
            "starting assumption: one call when shown, then one every 15 s to stay current; the team that builds it \
             should correct it",
        ),
        ..QUIET
    },
    Archetype {
        word: "live-stock",
        label: ("stock en direct", "live stock"),
        cues: &[
            "stock", "disponibilité", "disponible", "dispo", "rupture", "épuisé", "quantité restante",
            "how many left", "combien reste", "availability", "available", "in stock", "out of stock", "sold out",
            "inventory",
        ],
        calls_at_once: 1.0,
        again_every_s: Some(30.0),
        served_by: &[
            "stock", "stock temps réel", "disponibilité", "inventaire", "inventory", "availability", "oms",
        ],
        why: (
            "hypothèse de départ : un appel à l'affichage, puis un toutes les 30 s, car un stock bouge moins vite qu'un \
             écran ne se lit",
            "starting assumption: one call when shown, then one every 30 s, since stock moves more slowly than a screen \
             is read",
        ),
        ..QUIET
    },
    Archetype {
        word: "content",
        label: ("contenu : bannière, texte, visuel", "content: banner, text, picture"),
        cues: &[
            "bannière", "bandeau", "carrousel", "visuel", "texte", "~image", "~photo", "vidéo", "titre", "couleur",
            "logo", "encart", "mise en avant", "guide", "conseil", "~bouton", "raccourci", "~lien", "banner",
            "carousel", "slider", "picture", "video", "headline", "colour", "wording", "copy", "hero", "~button",
            "shortcut", "~link", "landing page", "pop-up", "popup", "advice",
        ],
        content_only: true,
        served_by: &[
            "cms", "contenu", "content", "gestion de contenu", "dam", "médias",
        ],
        why: (
            "hypothèse de départ : le contenu est publié une fois et servi par le cache du site ; aucun système n'est \
             appelé davantage",
            "starting assumption: content is published once and served by the site's cache; no system is called more",
        ),
        ..QUIET
    },
    Archetype {
        word: "email-content",
        label: ("contenu d'un e-mail ou d'une newsletter", "content of an e-mail or newsletter"),
        cues: &[
            "newsletter", "infolettre", "lettre d'information", "objet du mail", "modèle d'e-mail", "subject line",
            "email template", "email content", "contenu de l'e-mail", "rubrique de la newsletter",
        ],
        content_only: true,
        served_by: &[
            "emailing", "e-mailing", "e-mail", "email", "newsletter", "routage",
        ],
        why: (
            "hypothèse de départ : seul le contenu change ; le même envoi part au même moment vers les mêmes personnes",
            "starting assumption: only the content changes; the same mailing leaves at the same time to the same people",
        ),
        ..QUIET
    },
    Archetype {
        word: "campaign",
        label: ("campagne vers une audience (e-mail, push, SMS)", "campaign to an audience (e-mail, push, SMS)"),
        cues: &[
            "campagne", "~envoyer", "~envoi", "~push", "~notification", "~sms", "segment", "ciblage", "cibler",
            "audience", "~relancer", "emailing", "campaign", "~send", "targeting", "target", "mailing", "win back",
            "reactivation", "courrier", "inactif", "inactive", "lapsed",
        ],
        batch: true,
        served_by: &[
            "campagne", "campaign", "emailing", "e-mailing", "marketing automation", "automation", "push", "sms",
        ],
        why: (
            "hypothèse de départ : le calcul de l'audience et l'envoi se font en lot, hors des pages ; les visites que \
             l'envoi provoque ne sont pas comptées ici",
            "starting assumption: the audience is computed and sent in batch, away from pages; the visits it brings are \
             not counted here",
        ),
        ..QUIET
    },
    Archetype {
        word: "triggered-message",
        label: (
            "message déclenché (anniversaire, panier abandonné …)",
            "triggered message (birthday, abandoned basket …)",
        ),
        cues: &[
            "anniversaire", "panier abandonné", "abandon de panier", "relance panier", "retour en stock",
            "alerte stock", "bienvenue", "rappel", "prévenir", "avertir", "notifier", "déclenché", "automatique",
            "birthday", "left in cart", "left in basket", "oublié dans panier", "abandoned basket",
            "abandoned cart", "back in stock", "welcome", "reminder", "remind", "notify", "triggered", "as soon as",
            "alert", "alerte", "commande prête", "scénario", "warn", "warned", "basket reminder",
        ],
        batch: true,
        served_by: &[
            "marketing automation", "automation", "emailing", "e-mailing", "déclencheurs", "triggers", "push",
        ],
        why: (
            "hypothèse de départ : un message par événement, préparé hors des pages ; compter un appel par message si le \
             contenu est calculé à l'ouverture",
            "starting assumption: one message per event, prepared away from pages; count one call per message if its \
             content is computed when opened",
        ),
        ..QUIET
    },
    Archetype {
        word: "ab-test",
        label: ("test A/B", "A/B test"),
        cues: &[
            "test a/b", "a/b test", "ab test", "test ab", "ab testing", "split test", "tester", "variante",
            "deux versions", "variant", "two versions", "testing", "experiment", "expérimenter", "expérimentation",
            "multivarié",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "test a/b", "a/b testing", "ab testing", "expérimentation", "experimentation", "personnalisation",
        ],
        why: (
            "hypothèse de départ : un appel à l'affichage pour savoir quelle version montrer",
            "starting assumption: one call when shown, to know which version to show",
        ),
        ..QUIET
    },
    Archetype {
        word: "chat",
        label: ("fenêtre de chat", "chat widget"),
        cues: &[
            "chat", "tchat", "chatbot", "messagerie", "assistant virtuel", "agent conversationnel", "live chat",
            "bot", "virtual assistant", "whatsapp", "messenger", "discuter", "conversation",
        ],
        calls_at_once: 1.0,
        again_every_s: Some(10.0),
        served_by: &[
            "chat", "messagerie", "centre de contact", "contact centre", "call centre", "service client",
        ],
        why: (
            "hypothèse de départ : un appel pour ouvrir la fenêtre, puis un toutes les 10 s pour savoir si l'on a répondu",
            "starting assumption: one call to open the window, then one every 10 s to see whether somebody answered",
        ),
        ..QUIET
    },
    Archetype {
        word: "form-field",
        label: ("champ ou formulaire", "form or form field"),
        cues: &[
            "formulaire", "champ", "demander", "collecter", "recueillir", "renseigner", "saisir", "saisie",
            "inscription", "case à cocher", "création de compte", "account creation", "form", "field", "ask",
            "collect their", "gather", "enter", "fill in", "sign up", "questionnaire", "sondage", "enquête",
            "survey",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "crm", "formulaires", "forms", "profil client", "customer profile", "compte client", "cdp",
        ],
        why: (
            "hypothèse de départ : un appel par envoi du formulaire, compté comme si chaque affichage finissait par un \
             envoi, donc plutôt trop que trop peu",
            "starting assumption: one call per submission, counted as if every view ended in one, so rather too many \
             than too few",
        ),
        ..QUIET
    },
    Archetype {
        word: "consent",
        label: ("question de consentement ou de préférence", "consent or preference question"),
        cues: &[
            "consentement", "opt-in", "optin", "opt-out", "accord", "préférence", "fréquence", "how often",
            "frequency", "traceur", "tracker", "désinscription", "désabonnement", "désabonner", "rgpd", "cookie",
            "consent", "permission", "preference", "unsubscribe", "gdpr", "privacy",
        ],
        calls_at_once: 2.0,
        served_by: &[
            "consentement", "consent", "préférences", "preferences", "cmp", "gestion des consentements",
        ],
        why: (
            "hypothèse de départ : un appel pour lire le choix déjà fait, un pour l'enregistrer",
            "starting assumption: one call to read the choice already made, one to record it",
        ),
        ..QUIET
    },
    Archetype {
        word: "pixel",
        label: ("balise ou pixel de mesure", "tracking tag or pixel"),
        cues: &[
            "pixel", "balise", "tag", "tags", "mesure d'audience", "mesurer", "plan de marquage", "tracking pixel",
            "analytics", "conversion tracking", "measure", "retargeting", "reciblage", "remarketing",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "tag manager", "gestion de tags", "tags", "web analytics", "mesure d'audience", "analytics",
        ],
        why: (
            "hypothèse de départ : un appel par page vue, vers un tiers, après consentement ; il pèse surtout sur le \
             temps d'affichage",
            "starting assumption: one call per page view, to a third party, after consent; it weighs mostly on display \
             time",
        ),
        ..QUIET
    },
    Archetype {
        word: "sign-on",
        label: ("connexion du client", "customer sign-on"),
        cues: &[
            "connexion", "se connecter", "connecter", "identification", "authentification", "login", "log in",
            "logged in", "sign in", "single sign on", "sso", "mot de passe", "password", "passkey", "biométrie",
            "face id", "identifier",
        ],
        calls_at_once: 2.0,
        served_by: &[
            "sso", "authentification", "authentication", "identité", "identity", "annuaire", "directory", "ciam",
        ],
        why: (
            "hypothèse de départ : un appel pour vérifier l'identité, un pour lire le profil",
            "starting assumption: one call to check the identity, one to read the profile",
        ),
        ..QUIET
    },
    Archetype {
        word: "recommendation",
        label: ("bloc de recommandation ou personnalisation", "recommendation block or personalisation"),
        cues: &[
            "recommandation", "recommander", "suggestion", "suggérer", "produits similaires",
            "produits complémentaires", "vous aimerez aussi", "personnalisé", "personnaliser", "personnalisation",
            "vente croisée", "sur mesure", "recommendation", "recommend", "suggest", "similar products",
            "related products", "also bought", "personalised", "personalized", "personalise", "personalize",
            "cross-sell", "upsell", "complementary", "reco",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "recommandation", "recommendation", "personnalisation", "personalisation", "personalization",
        ],
        why: (
            "hypothèse de départ : un appel à l'affichage ; les articles proposés ne changent pas ensuite",
            "starting assumption: one call when shown; the items proposed do not change afterwards",
        ),
        ..QUIET
    },
    Archetype {
        word: "search",
        label: ("recherche", "search"),
        cues: &[
            "recherche", "rechercher", "~chercher", "moteur de recherche", "autocomplétion", "filtre", "filtrer",
            "facette", "tri", "trier", "search", "search bar", "autocomplete", "filter", "facet", "synonyme",
            "synonym", "sorting",
        ],
        calls_at_once: 4.0,
        served_by: &[
            "recherche", "search", "moteur de recherche", "search engine", "filtres",
        ],
        why: (
            "hypothèse de départ : trois appels de suggestion pendant la frappe, un pour les résultats",
            "starting assumption: three suggestion calls while typing, one for the results",
        ),
        ..QUIET
    },
    Archetype {
        word: "reviews",
        label: ("avis et notes", "reviews and ratings"),
        cues: &[
            "avis", "note", "notation", "étoile", "commentaire", "évaluation", "review", "rating", "star",
            "testimonial", "témoignage",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "avis", "avis clients", "reviews", "ratings", "notes",
        ],
        why: (
            "hypothèse de départ : un appel à l'affichage ; les avis changent peu, un cache les sert bien",
            "starting assumption: one call when shown; reviews change little, a cache serves them well",
        ),
        ..QUIET
    },
    Archetype {
        word: "price-promotion",
        label: ("règle de prix ou de promotion", "price or promotion rule"),
        cues: &[
            "~prix", "tarif", "prix barré", "promotion", "promo", "remise", "réduction", "rabais", "code promo",
            "coupon", "bon d'achat", "bon de réduction", "~price", "pricing", "discount", "promo code", "voucher",
            "rebate", "vente flash", "flash sale", "offre", "special offer", "deal", "chèque", "~carte cadeau",
            "~gift card",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "promotions", "promotion", "prix", "pricing", "tarification", "coupons", "cartes cadeaux", "gift cards",
        ],
        why: (
            "hypothèse de départ : un appel au moteur de promotions à l'affichage, pour un prix juste",
            "starting assumption: one call to the promotion engine when shown, for a correct price",
        ),
        ..QUIET
    },
    Archetype {
        word: "store-finder",
        label: ("recherche de magasin", "store finder"),
        cues: &[
            "store locator", "store finder", "trouver un magasin", "magasin le plus proche", "nearest store",
            "closest store", "horaires", "opening hours", "géolocalisation", "géoloc", "geolocation",
            "carte des magasins", "plan du magasin", "itinéraire", "directions", "find a store", "near me",
            "plus proche", "près de chez moi", "closest", "nearest",
        ],
        calls_at_once: 2.0,
        served_by: &[
            "magasins", "stores", "store locator", "référentiel magasins", "géolocalisation", "cartographie",
            "maps",
        ],
        why: (
            "hypothèse de départ : un appel pour situer le client, un pour les magasins voisins",
            "starting assumption: one call to place the customer, one for the stores nearby",
        ),
        ..QUIET
    },
    Archetype {
        word: "delivery-promise",
        label: ("promesse de livraison ou de retrait", "delivery or pick-up promise"),
        cues: &[
            "livraison", "délai de livraison", "date de livraison", "créneau", "retrait", "click and collect",
            "drive", "frais de port", "delivery", "delivery date", "time slot", "slot", "pick-up", "pickup",
            "shipping", "one hour", "rendez-vous", "réservation", "appointment", "booking", "réserver",
        ],
        calls_at_once: 1.0,
        served_by: &[
            "oms", "commandes", "orders", "livraison", "delivery", "retrait", "click and collect", "rendez-vous",
        ],
        why: (
            "hypothèse de départ : un appel à l'affichage pour calculer la date ou le créneau tenu",
            "starting assumption: one call when shown, to work out the date or slot that can be kept",
        ),
        ..QUIET
    },
    Archetype {
        word: "payment",
        label: ("moyen de paiement", "payment method"),
        cues: &[
            "paiement", "payer", "moyen de paiement", "en plusieurs fois", "apple pay", "google pay", "paypal",
            "paiement fractionné", "payment", "pay", "instalments", "buy now pay later", "payment method",
            "financement", "financing",
        ],
        calls_at_once: 2.0,
        served_by: &[
            "paiement", "payment", "psp", "encaissement", "financement",
        ],
        why: (
            "hypothèse de départ : un appel pour ouvrir le paiement, un pour le confirmer",
            "starting assumption: one call to open the payment, one to confirm it",
        ),
        ..QUIET
    },
];

impl Archetype {
    /// Finds a kind of change by its stored word.
    pub fn of(word: &str) -> Option<&'static Archetype> {
        ARCHETYPES.iter().find(|a| a.word == word)
    }

    /// What people call it.
    pub fn say(&self) -> Say {
        Say::new(self.label.0, self.label.1)
    }

    /// Why its starting values are what they are.
    pub fn because(&self) -> Say {
        Say::new(self.why.0, self.why.1)
    }

    /// Calls one view causes when it stays on screen for `dwell_s` seconds: those at once, then those again.
    pub fn calls_per_view(&self, dwell_s: f64) -> f64 {
        let again =
            self.again_every_s.filter(|every| *every > 0.0).map_or(0.0, |every| (dwell_s.max(0.0) / every).floor());
        self.calls_at_once + again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_is_said_in_both_languages_and_says_why() {
        for (n, it) in ARCHETYPES.iter().enumerate() {
            assert_eq!(base::slug(it.word), it.word);
            assert!(ARCHETYPES[..n].iter().all(|other| other.word != it.word), "{} twice", it.word);
            assert!(!it.cues.is_empty() && !it.label.0.is_empty() && !it.label.1.is_empty());
            assert!(it.why.0.starts_with("hypothèse") && it.why.1.starts_with("starting assumption"), "{}", it.word);
            assert_eq!(it.content_only || it.batch, it.calls_at_once == 0.0, "{}", it.word);
            assert!(it.calls_at_once >= 0.0 && it.again_every_s.is_none_or(|s| s > 0.0));
        }
    }

    #[test]
    fn a_look_up_on_a_page_read_for_a_minute_makes_five_calls() {
        let look_up = Archetype::of("live-lookup").expect("the table has it");
        assert_eq!(look_up.calls_per_view(60.0), 5.0);
        assert_eq!(look_up.calls_per_view(0.0), 1.0);
        assert_eq!(look_up.calls_per_view(-3.0), 1.0);
    }
}
