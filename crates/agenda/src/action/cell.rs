//! The four by four of the Business Technology agenda: what one works on, and for which moment with the customer.

use std::fmt;
use std::str::FromStr;

use base::Say;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an action works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "named by their words")]
pub enum Lever {
    People,
    Process,
    Technology,
    Data,
}

/// For which moment with the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "named by their words")]
pub enum Phase {
    Acquire,
    Win,
    Serve,
    Retain,
}

/// A cell of the sixteen, written `data-serve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// What is worked on.
    pub lever: Lever,
    /// For which moment.
    pub phase: Phase,
}

impl Lever {
    /// The four, in the order they are read.
    pub const ALL: [Lever; 4] = [Lever::People, Lever::Process, Lever::Technology, Lever::Data];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Lever::People => "people",
            Lever::Process => "process",
            Lever::Technology => "technology",
            Lever::Data => "data",
        }
    }

    /// What people call it.
    pub fn say(self) -> Say {
        match self {
            Lever::People => Say::new("Personnes", "People"),
            Lever::Process => Say::new("Processus", "Process"),
            Lever::Technology => Say::new("Technologie", "Technology"),
            Lever::Data => Say::new("Données", "Data"),
        }
    }
}

impl Phase {
    /// The four, in the order a customer lives them.
    pub const ALL: [Phase; 4] = [Phase::Acquire, Phase::Win, Phase::Serve, Phase::Retain];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Acquire => "acquire",
            Phase::Win => "win",
            Phase::Serve => "serve",
            Phase::Retain => "retain",
        }
    }

    /// What people call it.
    pub fn say(self) -> Say {
        match self {
            Phase::Acquire => Say::new("Attirer", "Acquire"),
            Phase::Win => Say::new("Convaincre", "Win"),
            Phase::Serve => Say::new("Servir", "Serve"),
            Phase::Retain => Say::new("Fidéliser", "Retain"),
        }
    }
}

impl Cell {
    /// The sixteen, row by row.
    pub fn all() -> impl Iterator<Item = Cell> {
        Lever::ALL.into_iter().flat_map(|lever| Phase::ALL.into_iter().map(move |phase| Cell { lever, phase }))
    }

    /// What people call it.
    pub fn say(self) -> Say {
        let (lever, phase) = (self.lever.say(), self.phase.say());
        Say::new(format!("{} × {}", lever.fr, phase.fr), format!("{} × {}", lever.en, phase.en))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.lever.word(), self.phase.word())
    }
}

/// What was written is no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCell;

impl FromStr for Cell {
    type Err = NoCell;

    fn from_str(words: &str) -> Result<Cell, NoCell> {
        Cell::all().find(|cell| cell.to_string() == words.trim()).ok_or(NoCell)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        let words = String::deserialize(deserializer)?;
        words.parse().map_err(|NoCell| serde::de::Error::custom("a cell is written data-serve"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixteen_cells_and_each_reads_back_as_it_is_written() {
        let all: Vec<Cell> = Cell::all().collect();
        assert_eq!(all.len(), 16);
        for cell in all {
            assert_eq!(cell.to_string().parse(), Ok(cell));
        }
        assert_eq!("data-forget".parse::<Cell>(), Err(NoCell));
    }
}
