//! What can be told from the words of a wish without understanding them: cues, never proofs.
//!
//! Findings are questions to the writer, not verdicts. The families follow ISO/IEC/IEEE 29148 and the Quality User
//! Story framework (Lucassen et al., 2016); the word lists are our own.

use unicode_normalization::UnicodeNormalization;

/// Small letters without accents, apostrophes straight.
pub fn fold(words: &str) -> String {
    words
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | '‘' | '`') { '\'' } else { c })
        .collect()
}

/// Words that anyone can read differently.
const VAGUE: &[&str] = &[
    "ameliorer",
    "optimiser",
    "moderniser",
    "fluide",
    "intuitif",
    "convivial",
    "rapidement",
    "mieux",
    "plus simple",
    "etc",
    "si possible",
    "au besoin",
    "le cas echeant",
    "innovant",
    "digital",
    "improve",
    "optimize",
    "optimise",
    "modern",
    "seamless",
    "intuitive",
    "user-friendly",
    "better",
    "quickly",
    "if possible",
    "as appropriate",
    "innovative",
    "state of the art",
    "as needed",
];

/// Signs that two wishes stand in one sentence.
const JOINED: &[&str] =
    &[" et aussi ", " ainsi que ", " puis ", " and also ", " as well as ", " and then ", ";", " & "];

/// Words that tell when something is to be reached.
const HORIZON: &[&str] = &[
    "jour",
    "semaine",
    "mois",
    "trimestre",
    "annee",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "printemps",
    "automne",
    "hiver",
    "noel",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "spring",
    "autumn",
    "winter",
    "christmas",
];

/// Words that tell where a number or a belief comes from.
const SOURCES: &[&str] = &[
    "enquete",
    "etude",
    "sondage",
    "mesure",
    "statistique",
    "verbatim",
    "appels",
    "reclamation",
    "avis",
    "test",
    "analytics",
    "tableau de bord",
    "entretien",
    "magasin",
    "service client",
    "centre d'appel",
    "survey",
    "study",
    "measured",
    "calls",
    "complaints",
    "reviews",
    "dashboard",
    "interview",
    "logs",
    "call centre",
    "stores",
    "data",
];

/// Words by which a writer tells a customer's difficulty or need.
const TROUBLE: &[&str] = &[
    "ne trouve",
    "ne sait",
    "ne savent",
    "ne voi",
    "ne comprend",
    "ne peut",
    "ne peuvent",
    "n'arrive",
    "n'ont pas",
    "n'a pas",
    "n'utilise",
    "oubli",
    "abandonn",
    "se plai",
    "reclam",
    "appell",
    "attend",
    "perd",
    "rate",
    "ignore",
    "difficil",
    "probleme",
    "besoin",
    "frein",
    "renonc",
    "deman",
    "cherch",
    "sans savoir",
    "trop long",
    "complique",
    "perime",
    "cannot",
    "can't",
    "do not",
    "don't",
    "does not",
    "doesn't",
    "unable",
    "forget",
    "abandon",
    "complain",
    "call us",
    "wait",
    "lose",
    "miss",
    "hard to",
    "difficult",
    "problem",
    "trouble",
    "need",
    "give up",
    "ask us",
    "looking for",
    "too long",
    "confus",
    "expire",
];

/// Names of technologies, as people put them where a problem should stand.
const TECHNOLOGY: &[&str] = &[
    "chatbot",
    "bot",
    "ia",
    "ai",
    "intelligence artificielle",
    "artificial intelligence",
    "machine learning",
    "llm",
    "blockchain",
    "nft",
    "metavers",
    "metaverse",
    "realite augmentee",
    "augmented reality",
    "cdp",
    "dmp",
    "crm",
    "api",
    "widget",
    "plugin",
    "plug-in",
    "pixel",
    "qr code",
    "beacon",
    "push",
    "pop-up",
    "popup",
    "micro-service",
    "microservices",
    "cloud",
    "big data",
    "data lake",
    "application native",
    "native app",
    "pwa",
    "sdk",
    "agent",
    "gpt",
    "copilot",
    "marketing automation",
    "cookie",
    "iot",
    "5g",
    "rfid",
    "borne",
    "kiosk",
    "saas",
];

/// The words of `list` that stand in `text` as whole words (or as beginnings of words for stems).
fn found(text: &str, list: &[&'static str], whole: bool) -> Vec<&'static str> {
    let text = format!(" {} ", fold(text));
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    list.iter()
        .copied()
        .filter(|word| {
            text.match_indices(word).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let after = text[at + word.len()..].chars().next();
                let starts = word.starts_with([' ', ';', '&']) || edge(before);
                let after = if after == Some('s') { text[at + word.len() + 1..].chars().next() } else { after };
                starts && (!whole || edge(after) || word.ends_with([' ', ';']))
            })
        })
        .collect()
}

/// Names of technologies in a wish.
pub fn technologies(text: &str) -> Vec<&'static str> {
    found(text, TECHNOLOGY, true)
}

/// Whether the words tell a customer's difficulty or need.
pub fn states_a_problem(text: &str) -> bool {
    !found(text, TROUBLE, false).is_empty()
}

/// Words that anyone can read differently.
pub fn vague_words(text: &str) -> Vec<&'static str> {
    found(text, VAGUE, true)
}

/// Whether two wishes seem to stand in one sentence.
pub fn joins_wishes(text: &str) -> bool {
    !found(text, JOINED, true).is_empty()
}

/// Whether a number stands in the words, in digits.
pub fn has_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether the words say when.
pub fn has_horizon(text: &str) -> bool {
    !found(text, HORIZON, true).is_empty()
}

/// Whether the words say where a number or a belief comes from.
pub fn names_a_source(text: &str) -> bool {
    !found(text, SOURCES, true).is_empty()
}

/// How many words there are.
pub fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_technology_is_seen_in_both_languages_and_only_as_a_whole_word() {
        assert_eq!(technologies("Nous voulons un chatbot"), ["chatbot"]);
        assert_eq!(technologies("Put some AI on the home page"), ["ai"]);
        assert!(technologies("Afficher le solde en page d'accueil de l'appli").is_empty());
        assert!(technologies("Dire l'aide").is_empty(), "“ai” inside a word is no technology");
    }

    #[test]
    fn a_problem_is_told_by_the_customers_difficulty() {
        assert!(states_a_problem("Les clients ne savent pas combien de points ils ont"));
        assert!(states_a_problem("Customers forget their points before they expire"));
        assert!(!states_a_problem("Afficher le solde de points"));
        assert!(!states_a_problem("Un chatbot sur le site"));
    }

    #[test]
    fn vague_words_and_joined_wishes_are_seen() {
        assert_eq!(vague_words("Améliorer l'accueil, si possible"), ["ameliorer", "si possible"]);
        assert!(joins_wishes("Afficher le solde ainsi que les offres"));
        assert!(!joins_wishes("Afficher le solde de points"));
    }

    #[test]
    fn any_text_is_read_without_harm() {
        for text in ["", "ß", "é\u{301}\u{301}", "’’’", "𝒳 𝒴", "s"] {
            technologies(text);
            states_a_problem(text);
            vague_words(text);
            joins_wishes(text);
        }
    }
}
