//! What Lou says on the first two walks, in her words: the wish of the first stands among [`crate::life::examples`], these
//! are her answers to it; on the second she says why her team took a tool nobody knew of.

use agenda::request::Question;
use base::Say;

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
