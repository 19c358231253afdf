//! What a word for a state is likely to mean, from the word alone, in French or in English.

use super::{Meaning, folded};

/// Words as `fold` leaves them (small letters, no accents, singular), the most telling meaning first: who is waited for
/// goes before the waiting, an end before what ended.
const WORDS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Refused,
        &[
            "refuse",
            "rejete",
            "abandonne",
            "annule",
            "won t",
            "wont",
            "not planned",
            "cancelled",
            "canceled",
            "rejected",
            "declined",
            "duplicate",
            "doublon",
            "sans suite",
            "invalid",
        ],
    ),
    (
        Meaning::Legal,
        &["juridique", "legal", "dpo", "rgpd", "gdpr", "compliance", "conformite", "privacy", "contract", "contrat"],
    ),
    (Meaning::Finance, &["finance", "budget", "controle de gestion", "purchasing", "achat", "procurement"]),
    (
        Meaning::Vendor,
        &["vendor", "supplier", "prestataire", "fournisseur", "editeur", "agency", "agence", "third party", "tier"],
    ),
    (
        Meaning::Marketing,
        &[
            "marketing",
            "metier",
            "business",
            "recette",
            "uat",
            "user acceptance",
            "acceptance",
            "demandeur",
            "requester",
            "customer",
            "client",
            "product owner",
            "need info",
            "info needed",
            "information requise",
            "validation",
        ],
    ),
    (
        Meaning::Done,
        &[
            "termine",
            "done",
            "closed",
            "clos",
            "ferme",
            "resolu",
            "resolved",
            "livre",
            "delivered",
            "released",
            "fait",
            "complete",
            "completed",
            "shipped",
            "en production",
            "mis en ligne",
            "live",
        ],
    ),
    (
        Meaning::It,
        &[
            "dsi",
            "it",
            "infra",
            "platform",
            "architecture",
            "architecte",
            "ops",
            "deploy",
            "mise en production",
            "release",
        ],
    ),
    (
        Meaning::Worked,
        &[
            "en cour",
            "in progre",
            "in progress",
            "doing",
            "revue",
            "review",
            "developpement",
            "development",
            "dev",
            "test",
            "testing",
            "qa",
            "code",
            "analyse",
            "analysi",
            "analysis",
            "conception",
            "design",
            "wip",
            "started",
        ],
    ),
    (
        Meaning::NotStarted,
        &[
            "a faire", "to do", "todo", "backlog", "open", "opened", "ouvert", "nouveau", "new", "ready", "pret",
            "reopened", "selected", "planifie", "planned",
        ],
    ),
];

/// Proposes what a word means; `None` where the word does not say, such as a state called "blocked" and nothing more.
pub fn propose(state: &str) -> Option<Meaning> {
    let folded = format!(" {} ", folded(state));
    let says = |words: &str| folded.contains(&format!(" {words} "));
    WORDS.iter().find(|(_, words)| words.iter().any(|word| says(word))).map(|(meaning, _)| *meaning)
}

/// Words for priorities, the most pressing first. A word that is none of them ranks nowhere.
const PRIORITIES: [&[&str]; 5] = [
    &["p0", "blocker", "bloquant", "bloquante", "critical", "critique", "highest", "urgent", "urgente", "tres haute"],
    &["p1", "high", "haute", "elevee", "major", "majeure", "important", "importante"],
    &["p2", "medium", "moyenne", "normal", "normale"],
    &["p3", "low", "basse", "faible", "minor", "mineure"],
    &["p4", "p5", "lowest", "tres basse", "trivial", "triviale"],
];

/// Where a word for a priority ranks, 0 the most pressing; `None` where the word does not say.
pub fn rank(priority: &str) -> Option<usize> {
    let told = folded(priority);
    PRIORITIES.iter().position(|words| words.iter().any(|word| folded(word) == told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_priority_ranks_by_its_word_whatever_the_language() {
        assert_eq!(["Urgent", "Haute", "Medium", "Basse", "Lowest"].map(rank), [0, 1, 2, 3, 4].map(Some));
        assert_eq!(
            (rank("P1"), rank("Très haute"), rank("High"), rank("quand on pourra")),
            (Some(1), Some(0), Some(1), None)
        );
    }

    #[test]
    fn a_word_is_proposed_by_what_it_says() {
        for (word, meaning) in [
            ("À faire", Some(Meaning::NotStarted)),
            ("To Do", Some(Meaning::NotStarted)),
            ("open", Some(Meaning::NotStarted)),
            ("En cours", Some(Meaning::Worked)),
            ("In Progress", Some(Meaning::Worked)),
            ("In Review", Some(Meaning::Worked)),
            ("En revue", Some(Meaning::Worked)),
            ("Attente marketing", Some(Meaning::Marketing)),
            ("status: waiting for marketing", Some(Meaning::Marketing)),
            ("Recette", Some(Meaning::Marketing)),
            ("Attente juridique", Some(Meaning::Legal)),
            ("Attente DPO", Some(Meaning::Legal)),
            ("Bloqué - prestataire", Some(Meaning::Vendor)),
            ("blocked by vendor", Some(Meaning::Vendor)),
            ("Attente DSI", Some(Meaning::It)),
            ("Terminé", Some(Meaning::Done)),
            ("Closed", Some(Meaning::Done)),
            ("closed (not planned)", Some(Meaning::Refused)),
            ("Abandonné", Some(Meaning::Refused)),
            ("Won't do", Some(Meaning::Refused)),
            ("Sas d'entrée", None),
            ("Blocked", None),
            ("", None),
        ] {
            assert_eq!(propose(word), meaning, "{word:?}");
        }
    }
}
