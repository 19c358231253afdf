//! What Lou says on the first walk, in her words: the wish stands among [`crate::life::examples`], these are her answers.

use agenda::request::Question;

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
