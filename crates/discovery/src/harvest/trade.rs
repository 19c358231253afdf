//! What a merchant trades in, as cards and expense reports say it.

use serde::{Deserialize, Serialize};

/// What a merchant trades in, as far as it tells tools from everything else a house pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trade {
    /// Software, data, services over networks.
    Software,
    /// Meals, journeys, goods: no tool.
    Other,
}

impl Trade {
    /// Reads a merchant category code: four digits. Nothing where the code says neither: advertising and business services
    /// are agencies and tools alike.
    ///
    /// Source: ISO 18245 and the card schemes' lists of codes.
    pub fn of_code(code: &str) -> Option<Trade> {
        let code: u16 = code.trim().parse().ok()?;
        match code {
            // Software shops, digital applications, subscriptions; programming, information and computer services.
            4816 | 5045 | 5734 | 5817 | 5818 | 5968 | 7372 | 7375 | 7379 => Some(Trade::Software),
            // Direct marketing, photography and graphics, advertising, consulting, services and shops of no kind.
            4814 | 5815 | 5964 | 5969 | 5999 | 7311 | 7333 | 7338 | 7339 | 7392 | 7399 | 8999 => None,
            // No list has codes below those of veterinaries.
            742..=9999 => Some(Trade::Other),
            _ => None,
        }
    }

    /// Reads the category an expense report writes; nothing where its words say neither.
    pub fn of_category(words: &str) -> Option<Trade> {
        const SOFTWARE: [&str; 7] = ["logiciel", "software", "saas", "licence", "license", "progiciel", "cloud"];
        const OTHER: [&str; 40] = [
            "restaurant",
            "restauration",
            "repas",
            "meal",
            "food",
            "deplacement",
            "travel",
            "voyage",
            "taxi",
            "train",
            "avion",
            "flight",
            "airline",
            "hotel",
            "hebergement",
            "lodging",
            "transport",
            "parking",
            "peage",
            "toll",
            "carburant",
            "fuel",
            "fourniture",
            "supplie",
            "mobilier",
            "furniture",
            "evenement",
            "event",
            "salon",
            "cadeau",
            "gift",
            "reception",
            "entertainment",
            "affranchissement",
            "postage",
            "assurance",
            "insurance",
            "loyer",
            "rent",
            "nettoyage",
        ];
        let folded = tabular::fold(words);
        let says = |list: &[&str]| folded.split(' ').any(|word| list.iter().any(|known| is(word, known)));
        match (says(&SOFTWARE), says(&OTHER)) {
            (true, false) => Some(Trade::Software),
            (false, true) => Some(Trade::Other),
            _ => None,
        }
    }

    /// What a row says: the card's code goes before the reporter's category.
    pub fn of(code: Option<&str>, category: Option<&str>) -> Option<Trade> {
        code.and_then(Trade::of_code).or_else(|| category.and_then(Trade::of_category))
    }
}

/// Whether a word is the known one, or several of it.
fn is(word: &str, known: &str) -> bool {
    let one = |word: &str| word.trim_end_matches(['s', 'x']).len();
    word.get(..one(word)) == known.get(..one(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_or_a_category_says_software_or_something_else_or_neither() {
        for (code, expect) in [
            ("7372", Some(Trade::Software)),
            ("5734", Some(Trade::Software)),
            ("5812", Some(Trade::Other)),
            ("4121", Some(Trade::Other)),
            ("3000", Some(Trade::Other)),
            ("7311", None),
            ("0", None),
            ("abc", None),
        ] {
            assert_eq!(Trade::of_code(code), expect, "{code}");
        }
        for (category, expect) in [
            ("Logiciels", Some(Trade::Software)),
            ("Abonnements SaaS", Some(Trade::Software)),
            ("Déplacements", Some(Trade::Other)),
            ("Hébergement", Some(Trade::Other)),
            ("Fournitures", Some(Trade::Other)),
            ("Publicité", None),
            ("Eventail", None),
        ] {
            assert_eq!(Trade::of_category(category), expect, "{category}");
        }
        assert_eq!(Trade::of(Some("5812"), Some("Logiciels")), Some(Trade::Other));
        assert_eq!(Trade::of(Some("7399"), Some("Logiciels")), Some(Trade::Software));
    }
}
