//! What was not understood: counted by reason, with the first five of each, never dropped silently.

use std::collections::BTreeMap;

use base::Say;
use serde::{Deserialize, Serialize};

/// Why a line was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It has not the fields its format has.
    Fields,
    /// Its time cannot be read.
    Time,
    /// Its time lies outside the years 2000 to 2099.
    Clock,
    /// What stands for the host is no host name.
    Host,
    /// It is longer than [`crate::lines::LINE_MOST`].
    Long,
    /// It came before the line that names the columns.
    Columns,
    /// It is no well-formed record of its format.
    Form,
    /// It stood beyond a stated limit of what is kept.
    Beyond,
    /// It names no application, merchant or domain.
    Name,
    /// Its amount cannot be read to the cent.
    Amount,
    /// It sums up other rows.
    Total,
    /// It is refused, cancelled or pending: nothing was paid.
    Unpaid,
    /// It stands in a table that is no list that is read.
    Sheet,
}

impl Why {
    /// The reason in a sentence.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            Why::Fields => ("des champs manquent", "fields are missing"),
            Why::Time => ("la date ne se lit pas", "the time cannot be read"),
            Why::Clock => ("la date est hors des années 2000 à 2099", "the time lies outside the years 2000 to 2099"),
            Why::Host => {
                ("ce qui tient lieu d'hôte n'est pas un nom d'hôte", "what stands for the host is no host name")
            }
            Why::Long => ("la ligne dépasse 256 Kio", "the line is longer than 256 KiB"),
            Why::Columns => (
                "la ligne précède celle qui nomme les colonnes",
                "the line comes before the one that names the columns",
            ),
            Why::Form => ("la ligne n'est pas bien formée", "the line is not well-formed"),
            Why::Beyond => ("au-delà de ce qui est gardé", "beyond what is kept"),
            Why::Name => (
                "ni application, ni fournisseur, ni domaine n'est nommé",
                "no application, merchant or domain is named",
            ),
            Why::Amount => ("le montant ne se lit pas au centime", "the amount cannot be read to the cent"),
            Why::Total => ("la ligne additionne d'autres lignes", "the row sums up other rows"),
            Why::Unpaid => {
                ("l'opération est refusée, annulée ou en attente", "the transaction is refused, cancelled or pending")
            }
            Why::Sheet => ("ce tableau n'est d'aucune liste qui est lue", "this table is no list that is read"),
        };
        Say::new(fr, en)
    }
}

/// How many lines were not understood for one reason, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many.
    pub count: u64,
    /// The first five: line number and beginning. They hold what the file holds, perhaps a person's name: to be shown
    /// to who brought the file, not to be kept.
    pub first: Vec<(u64, String)>,
}

/// Every line that was not understood, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left(pub BTreeMap<Why, Kept>);

const SAMPLES: usize = 5;
const SIGNS: usize = 80;

impl Left {
    /// Counts a line, and keeps its beginning if it is among the first five.
    pub fn add(&mut self, why: Why, number: u64, line: &[u8]) {
        let kept = self.0.entry(why).or_default();
        kept.count += 1;
        let last = kept.first.last().map_or(0, |(number, _)| *number);
        if kept.first.len() < SAMPLES || number < last {
            let start = line.get(..SIGNS * 4).unwrap_or(line);
            let text: String = String::from_utf8_lossy(start).chars().take(SIGNS).map(visible).collect();
            let at = kept.first.partition_point(|(other, _)| *other < number);
            kept.first.insert(at, (number, text));
            kept.first.truncate(SAMPLES);
        }
    }

    /// Adds what another part of the same file left.
    pub fn merge(&mut self, other: Left) {
        for (why, more) in other.0 {
            let kept = self.0.entry(why).or_default();
            kept.count += more.count;
            kept.first.extend(more.first);
            kept.first.sort();
            kept.first.truncate(SAMPLES);
        }
    }

    /// How many lines in all.
    pub fn count(&self) -> u64 {
        self.0.values().map(|kept| kept.count).sum()
    }
}

/// Control signs shown as a space: a sample is for a terminal or a page.
fn visible(sign: char) -> char {
    if sign.is_control() { ' ' } else { sign }
}
