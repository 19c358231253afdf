//! A quarter of a year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A quarter of a calendar year, written `2026-Q4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    quarter: u8,
}

impl Quarter {
    /// A quarter; `None` unless it is 1 to 4 of a year from 2000 to 2999.
    pub fn of(year: i16, quarter: u8) -> Option<Quarter> {
        ((2000..3000).contains(&year) && (1..=4).contains(&quarter)).then_some(Quarter { year, quarter })
    }

    /// The quarter a day lies in; the first or last there is, for a day outside.
    pub fn around(day: Date) -> Quarter {
        let quarter = (day.month() as u8 - 1) / 3 + 1;
        Quarter { year: day.year().clamp(2000, 2999), quarter }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 4.
    pub fn quarter(self) -> u8 {
        self.quarter
    }

    /// So many quarters later; the last there is, where that lies beyond.
    pub fn plus(self, quarters: u32) -> Quarter {
        let at = i64::from(self.year) * 4 + i64::from(self.quarter) - 1 + i64::from(quarters);
        let at = at.min(2999 * 4 + 3);
        // In range: between this one and the last.
        Quarter { year: (at / 4) as i16, quarter: (at % 4) as u8 + 1 }
    }

    /// So many quarters from this one to another; `None` where the other is earlier.
    pub fn until(self, other: Quarter) -> Option<u32> {
        let at = |it: Quarter| i64::from(it.year) * 4 + i64::from(it.quarter);
        u32::try_from(at(other) - at(self)).ok()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.quarter)
    }
}

/// What was written is no quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoQuarter;

impl FromStr for Quarter {
    type Err = NoQuarter;

    /// Reads `2026-Q4`, and `2026-T4` as it is written in French.
    fn from_str(words: &str) -> Result<Quarter, NoQuarter> {
        let (year, quarter) = words.trim().split_once('-').ok_or(NoQuarter)?;
        let quarter = quarter.strip_prefix(['Q', 'q', 'T', 't']).ok_or(NoQuarter)?;
        let (year, quarter) = (year.parse().map_err(|_| NoQuarter)?, quarter.parse().map_err(|_| NoQuarter)?);
        Quarter::of(year, quarter).ok_or(NoQuarter)
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quarter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Quarter, D::Error> {
        let words = String::deserialize(deserializer)?;
        words.parse().map_err(|_| serde::de::Error::custom("a quarter is written 2026-Q4"))
    }
}
