//! What Lou says on the first two walks, in her words: the wish of the first stands among [`crate::life::examples`], these
//! are her answers to it; on the second she says why her team took a tool nobody knew of.

mod pilot;

use agenda::request::Question;
use base::Say;

pub use pilot::{Trial, w1_pilot};

/// Her answers to the five questions of the interview.
pub fn w1_answers() -> [(Question, &'static str); 5] {
    [
        (
            Question::Problem,
            "Les clients ne savent pas s'ils ont assez de points ; ils le demandent en caisse, ou repartent sans les utiliser.",
        ),
        (Question::Who, "Les 410 000 membres qui ouvrent l'appli dans l'année"),
        (Question::Known, "Enquête en magasin de mai : 38 % des membres demandent leur solde en caisse"),
        (Question::Result, "Le taux de rachat à six semaines passe de 31 % à 32 % d'ici à fin février 2027"),
        (Question::Done, "Le solde est visible dès l'ouverture de l'appli, sans ouvrir la carte"),
    ]
}

/// Why there is a coupon wheel, by whoever pays for it.
pub fn w2_answer() -> Say {
    Say::new(
        "En février, la voie officielle pour un jeu à coupons était annoncée à 9 semaines ; le printemps du jardin ouvrait le 3 avril.",
        "In February the official way to a coupon game was quoted at 9 weeks; the spring garden weeks began on 3 April.",
    )
}

/// What the business case of the first walk is written from: the words, and the numbers as people type them.
#[derive(Clone, Copy, Debug)]
pub struct CaseWords {
    /// How what people do leads to money: kind, words.
    pub chain: [(&'static str, Say2); 4],
    /// What it may bring.
    pub benefit: Say2,
    /// The numbers of the benefit: word, as typed, what it rests on.
    pub numbers: [(&'static str, &'static str, Say2); 4],
    /// The costs: heading, what, as typed, what it rests on.
    pub costs: [(&'static str, Say2, &'static str, Say2); 4],
    /// The shortcut to what exists: what, days, what they rest on.
    pub shortcut: (Say2, &'static str, Say2),
    /// Rate and years.
    pub terms: (&'static str, u32),
}

/// Words in both languages.
type Say2 = (&'static str, &'static str);

/// The business case of the first walk.
pub const W1_CASE: CaseWords = CaseWords {
    chain: [
        ("activity", ("Le solde est vu à l'ouverture de l'appli", "The balance is seen when the app opens")),
        ("activity", ("La carte de fidélité est ouverte moins souvent", "The loyalty card is opened less often")),
        ("outcome", ("Le membre achète de nouveau dans les six semaines", "The member buys again within six weeks")),
        ("money", ("La marge sur ces achats", "The margin on these purchases")),
    ],
    benefit: ("Achats de plus des membres qui voient leur solde", "More purchases by members who see their balance"),
    numbers: [
        ("volume", "element:app-home/reach", ("Parcours clients, écran d'accueil", "Customer journeys, home page")),
        (
            "value",
            "212",
            ("Dépense annuelle moyenne d'un membre actif, 2025", "Average yearly spend of an active member, 2025"),
        ),
        (
            "change",
            "0.3/0.8/1.4%",
            ("Avis de trois responsables fidélité, juillet 2026", "Judgement of three loyalty leads, July 2026"),
        ),
        ("margin", "34%", ("Marge brute moyenne, contrôle de gestion", "Average gross margin, finance")),
    ],
    costs: [
        (
            "purchase",
            ("Licence du composant d'affichage", "Licence of the display component"),
            "12000",
            ("Devis du fournisseur", "The vendor's quote"),
        ),
        (
            "deployment",
            ("Écran, recette et mise en magasin d'applications", "Screen, acceptance and release in the app stores"),
            "38000",
            ("Estimation de la squad Fidélité", "Estimate of the loyalty squad"),
        ),
        (
            "integration",
            ("Cache devant le moteur de fidélité", "Cache before the loyalty engine"),
            "61000",
            ("Estimation de la squad Plateforme", "Estimate of the platform squad"),
        ),
        (
            "operation",
            ("Cache, surveillance et astreinte", "Cache, monitoring and on-call duty"),
            "14000",
            ("Coût constaté d'un service comparable", "Measured cost of a like service"),
        ),
    ],
    shortcut: (
        ("Raccourci vers la carte de fidélité", "Shortcut to the loyalty card"),
        "6",
        ("Estimation de la squad Fidélité", "Estimate of the loyalty squad"),
    ),
    terms: ("0.08", 3),
};
