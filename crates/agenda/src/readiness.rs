//! How ready a request is to be decided: an index from 0 to 100 by a printed formula, and the missing points as questions.
//!
//! Criteria, chosen on their merit from ISO/IEC/IEEE 29148 and the Quality User Story framework: a wish is ready when it
//! is clear and single (unambiguous, atomic), placed (complete: where, what, which kind of change), problem-oriented
//! (whose difficulty, for how many, known how), and verifiable (which number moves by when, how one sees it is done).

use std::collections::BTreeMap;

use base::Say;

use crate::request::Question;
use crate::wording;

/// What has been told so far, as the shell reads it from vault and picture.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// The wish.
    pub sentence: &'a str,
    /// The answers given.
    pub answers: BTreeMap<Question, &'a str>,
    /// Whether the place that changes is confirmed.
    pub place: bool,
    /// Whether the data or content it is about is confirmed.
    pub thing: bool,
    /// Whether the kind of change is confirmed.
    pub kind: bool,
}

/// How far a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Not yet.
    Missing,
    /// In part: half of the points.
    Part,
    /// Fully.
    Full,
}

/// One criterion with its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its stable word.
    pub word: &'static str,
    /// What it asks for.
    pub label: Say,
    /// Points it can bring.
    pub weight: u32,
    /// How far it is met.
    pub grade: Grade,
    /// What would bring the missing points, in the requester's words; empty when fully met.
    pub advice: Say,
    /// The interview question that answers it.
    pub question: Option<Question>,
}

impl Criterion {
    /// Points it brings now.
    pub fn points(&self) -> u32 {
        match self.grade {
            Grade::Missing => 0,
            Grade::Part => self.weight / 2,
            Grade::Full => self.weight,
        }
    }
}

/// The index with its criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// 0 to 100: the sum of the criteria's points.
    pub index: u32,
    /// The criteria in the order they are asked.
    pub criteria: Vec<Criterion>,
    /// Set when a technology is named and no customer problem: the three questions that come first.
    pub comes_back: Option<ComesBack>,
}

/// A wish that names a technology and no customer problem.
#[derive(Clone, Debug, PartialEq)]
pub struct ComesBack {
    /// The technology named.
    pub technology: String,
    /// Three questions.
    pub questions: [Say; 3],
}

/// The criteria and their weights; they sum to 100.
const WEIGHTS: [(&str, u32); 9] = [
    ("clear", 14),
    ("place", 14),
    ("thing", 10),
    ("kind", 8),
    ("problem", 16),
    ("who", 8),
    ("known", 8),
    ("result", 14),
    ("done", 8),
];

/// The formula as it is printed.
pub fn formula() -> Say {
    Say::new(
        "indice = somme des points des neuf critères ; un critère rempli en partie compte pour moitié ; total possible 100",
        "index = sum of the points of nine criteria; a criterion met in part counts half; 100 possible in all",
    )
}

/// Grades what has been told.
///
/// Shape: nine criteria → one index. Unit: points, 0..=100.
pub fn of(told: &Told<'_>) -> Readiness {
    let technologies = wording::technologies(told.sentence);
    let problem = told.answers.get(&Question::Problem).copied().unwrap_or_default();
    let problem_told = wording::states_a_problem(problem) || wording::states_a_problem(told.sentence);
    let criteria: Vec<Criterion> = WEIGHTS
        .iter()
        .map(|&(word, weight)| {
            let (label, grade, advice, question) = grade(word, told, problem_told);
            let advice = if grade == Grade::Full { Say::default() } else { advice };
            Criterion { word, label, weight, grade, advice, question }
        })
        .collect();
    let comes_back = (!problem_told).then(|| technologies.first()).flatten().map(|technology| ComesBack {
        technology: (*technology).to_owned(),
        questions: [
            Say::new(
                "Quel client rencontre quelle difficulté aujourd'hui ?",
                "Which customer meets which difficulty today?",
            ),
            Say::new(
                "Comment le savez-vous : combien de clients, quelle source ?",
                "How do you know: how many customers, which source?",
            ),
            Say::new(
                "Que pourra faire le client, que verrez-vous changer, quel que soit l'outil ?",
                "What will the customer be able to do, and what will you see change, whatever the tool?",
            ),
        ],
    });
    Readiness { index: criteria.iter().map(Criterion::points).sum(), criteria, comes_back }
}

/// One criterion: what it asks for, how far it is met, what is missing, and the question that helps.
fn grade(word: &str, told: &Told<'_>, problem_told: bool) -> (Say, Grade, Say, Option<Question>) {
    let answer = |question: Question| told.answers.get(&question).copied().unwrap_or_default().trim();
    let yes_no = |met: bool| if met { Grade::Full } else { Grade::Missing };
    let both = |full: bool, part: bool| match (full, part) {
        (true, _) => Grade::Full,
        (_, true) => Grade::Part,
        _ => Grade::Missing,
    };
    match word {
        "clear" => {
            let words = wording::count(told.sentence);
            let vague = wording::vague_words(told.sentence);
            let single = !wording::joins_wishes(told.sentence);
            let full = (3..=30).contains(&words) && vague.is_empty() && single;
            let advice = match (vague.first(), single) {
                (Some(word), _) => Say::new(
                    format!("Que veut dire « {word} » ici : que verra le client exactement ?"),
                    format!("What does “{word}” mean here: what exactly will the customer see?"),
                ),
                (None, false) => Say::new(
                    "Deux souhaits semblent se cacher dans la phrase : lequel d'abord ?",
                    "Two wishes seem to stand in the sentence: which one first?",
                ),
                _ => Say::new(
                    "Dites le souhait en une phrase de trois à trente mots.",
                    "Say the wish in one sentence of three to thirty words.",
                ),
            };
            let grade = both(full, words >= 3);
            (Say::new("un souhait clair et un seul", "one clear wish"), grade, advice, None)
        }
        "place" => (
            Say::new("l'endroit qui change", "the place that changes"),
            yes_no(told.place),
            Say::new("Sur quel écran ou dans quel message ?", "On which screen, in which message?"),
            None,
        ),
        "thing" => (
            Say::new("l'information concernée", "the information concerned"),
            yes_no(told.thing),
            Say::new("De quelle information s'agit-il ?", "Which information is it about?"),
            None,
        ),
        "kind" => (
            Say::new("le genre de changement", "the kind of change"),
            yes_no(told.kind),
            Say::new("Que se passe-t-il : montrer, demander, envoyer ?", "What happens: show, ask, send?"),
            None,
        ),
        "problem" => (
            Say::new("la difficulté du client", "the customer's difficulty"),
            both(problem_told, wording::count(answer(Question::Problem)) >= 4),
            Question::Problem.ask(),
            Some(Question::Problem),
        ),
        "who" => {
            let text = answer(Question::Who);
            let full = wording::count(text) >= 2 && wording::has_number(text);
            (
                Say::new("qui, et combien", "who, and how many"),
                both(full, wording::count(text) >= 2),
                Question::Who.ask(),
                Some(Question::Who),
            )
        }
        "known" => {
            let text = answer(Question::Known);
            let full = wording::names_a_source(text) && wording::has_number(text);
            (
                Say::new("ce qui le prouve", "how we know"),
                both(full, wording::count(text) >= 2),
                Question::Known.ask(),
                Some(Question::Known),
            )
        }
        "result" => {
            let text = answer(Question::Result);
            let full = wording::has_number(text) && wording::has_horizon(text) && wording::count(text) >= 4;
            (
                Say::new("le résultat attendu, chiffré et daté", "the expected result, with a number and a date"),
                both(full, wording::count(text) >= 2),
                Question::Result.ask(),
                Some(Question::Result),
            )
        }
        _ => {
            let text = answer(Question::Done);
            let full = wording::count(text) >= 5 && wording::has_number(text) && wording::vague_words(text).is_empty();
            (
                Say::new("à quoi l'on verra que c'est fait", "how one sees it is done"),
                both(full, wording::count(text) >= 3),
                Question::Done.ask(),
                Some(Question::Done),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widget() -> Told<'static> {
        Told {
            sentence: "Afficher le solde de points en page d'accueil de l'appli",
            place: true,
            thing: true,
            kind: true,
            ..Told::default()
        }
    }

    #[test]
    fn the_weights_sum_to_one_hundred() {
        assert_eq!(WEIGHTS.iter().map(|(_, weight)| weight).sum::<u32>(), 100);
    }

    #[test]
    fn a_clear_and_placed_wish_starts_under_fifty_with_five_questions() {
        let ready = of(&widget());
        assert_eq!(ready.index, 46);
        assert_eq!(ready.criteria.iter().filter(|c| c.question.is_some() && c.grade < Grade::Full).count(), 5);
        assert_eq!(ready.comes_back, None);
    }

    #[test]
    fn each_answer_can_only_raise_the_index() {
        let mut told = widget();
        let mut last = of(&told).index;
        for (question, answer) in [
            (Question::Problem, "Les clients ne savent pas combien de points ils ont"),
            (Question::Who, "410 000 membres actifs"),
            (Question::Known, "Enquête de mai : 38 % le demandent en magasin"),
            (Question::Result, "Le taux d'achat à six semaines passe de 31 à 32 % avant décembre"),
            (Question::Done, "Le solde de la veille s'affiche en moins de 1 seconde"),
        ] {
            told.answers.insert(question, answer);
            let now = of(&told).index;
            assert!(now > last, "{question:?}: {last} → {now}");
            last = now;
        }
        assert_eq!(last, 100);
    }

    #[test]
    fn an_answer_that_says_little_brings_half() {
        let mut told = widget();
        told.answers.insert(Question::Result, "plus de ventes");
        assert_eq!(of(&told).index, 46 + 7);
    }

    #[test]
    fn a_technology_without_a_problem_comes_back_with_three_questions() {
        let mut told = Told { sentence: "Mettre un chatbot sur le site", ..Told::default() };
        let back = of(&told).comes_back.expect("a chatbot is a technology, and no problem is told");
        assert_eq!((back.technology.as_str(), back.questions.len()), ("chatbot", 3));
        told.answers.insert(Question::Problem, "Les clients attendent huit minutes au téléphone");
        assert_eq!(of(&told).comes_back, None);
    }
}
