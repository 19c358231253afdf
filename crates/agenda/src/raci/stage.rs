//! The stages of the data value chain, from what is needed to what was learnt.

use base::Say;
use serde::{Deserialize, Serialize};

/// A stage. Source: governance reference §2.5, nine stages from the need to the learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// What is needed, and what is agreed on it.
    Need,
    /// Collecting data, with consent.
    Collection,
    /// Taking data in.
    Ingestion,
    /// How data are modelled and where they lie.
    Model,
    /// How good data are, and whose they are.
    Quality,
    /// What data say.
    Analysis,
    /// What is decided and set going.
    Activation,
    /// What reaches the customer.
    Delivery,
    /// What came of it.
    Learning,
}

impl Stage {
    /// Every stage, in the order data travel.
    pub const ALL: [Stage; 9] = [
        Stage::Need,
        Stage::Collection,
        Stage::Ingestion,
        Stage::Model,
        Stage::Quality,
        Stage::Analysis,
        Stage::Activation,
        Stage::Delivery,
        Stage::Learning,
    ];

    /// Its place, from 1.
    pub fn place(self) -> usize {
        self as usize + 1
    }

    /// Its name.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            Stage::Need => ("besoin et contrat", "need and contract"),
            Stage::Collection => ("collecte et consentement", "collection and consent"),
            Stage::Ingestion => ("intégration des données", "taking data in"),
            Stage::Model => ("modèle et architecture", "model and architecture"),
            Stage::Quality => ("qualité et identité", "quality and identity"),
            Stage::Analysis => ("analyse", "analysis"),
            Stage::Activation => ("décision et activation", "decision and activation"),
            Stage::Delivery => ("remise de l'offre au client", "delivery to the customer"),
            Stage::Learning => ("mesure et apprentissage", "measurement and learning"),
        };
        Say::new(fr, en)
    }

    /// Reads a stage: its number, its name, or the first word of its name in either language.
    pub fn from_words(words: &str) -> Option<Stage> {
        let said = base::slug(words);
        let number = said.split('-').next().and_then(|first| first.parse::<usize>().ok());
        let named = |stage: &Stage| {
            let Say { fr, en } = stage.say();
            [fr, en].iter().any(|name| {
                let name = base::slug(name);
                let first = name.split('-').next().unwrap_or_default();
                name == said || (first.len() > 4 && first == said) || said.ends_with(&format!("-{name}"))
            }) || ALSO.iter().any(|(it, words)| it == stage && words.contains(&said.as_str()))
        };
        let stages = Stage::ALL;
        match number {
            Some(number) => stages.into_iter().find(|stage| stage.place() == number),
            None => stages.into_iter().find(named),
        }
    }
}

/// Other names people use.
const ALSO: &[(Stage, &[&str])] = &[
    (Stage::Need, &["need", "contract", "contrat"]),
    (Stage::Collection, &["consent", "consentement"]),
    (Stage::Ingestion, &["ingestion"]),
    (Stage::Model, &["architecture"]),
    (Stage::Quality, &["identite", "identity"]),
    (Stage::Activation, &["activation", "decision"]),
    (Stage::Delivery, &["remise", "offre", "offer"]),
    (Stage::Learning, &["mesure", "apprentissage", "learning"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_known_by_number_and_by_name_in_both_languages() {
        for stage in Stage::ALL {
            let Say { fr, en } = stage.say();
            let numbered = format!("{}. {fr}", stage.place());
            for words in [&fr, &en, &stage.place().to_string(), &numbered] {
                assert_eq!(Stage::from_words(words), Some(stage), "{words}");
            }
        }
        assert_eq!(Stage::from_words("Ingestion"), Some(Stage::Ingestion));
        assert_eq!(Stage::from_words("10"), None);
        assert_eq!(Stage::from_words("logistique"), None);
    }
}
