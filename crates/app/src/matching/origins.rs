//! Where each record of the kept view comes from.

use serde::{Deserialize, Serialize};

use super::report::SourceReport;

/// Where records come from, by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// The sources of the run, in the order of their records; those that records arrived from come behind, with none.
    sources: Vec<Source>,
    /// For each record that arrived since: its source, and its number there.
    arrived: Vec<(u32, u64)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Source {
    name: String,
    /// How many records of the run are its.
    records: u32,
    /// The header of the keys it gives its records.
    key: Option<String>,
}

impl Origins {
    /// Those of a run.
    pub fn of(sources: &[SourceReport]) -> Origins {
        let of = |source: &SourceReport| Source {
            name: source.name.clone(),
            records: source.records as u32,
            key: source.key.clone(),
        };
        Origins { sources: sources.iter().map(of).collect(), arrived: Vec::new() }
    }

    /// The source of a record, and its number there, counted from 1.
    pub fn of_record(&self, record: u32) -> Option<(&str, u64)> {
        let mut first = 0;
        for source in &self.sources {
            if record < first + source.records {
                return Some((&source.name, u64::from(record - first) + 1));
            }
            first += source.records;
        }
        let (source, number) = self.arrived.get((record - first) as usize)?;
        Some((&self.sources.get(*source as usize)?.name, *number))
    }

    /// The record of a source by its number there; of several that arrived under one number the last.
    pub fn record(&self, source: &str, number: u64) -> Option<u32> {
        let mut first = 0;
        for known in &self.sources {
            if known.name == source && (1..=u64::from(known.records)).contains(&number) {
                return Some(first + number as u32 - 1);
            }
            first += known.records;
        }
        let at = self.sources.iter().position(|known| known.name == source)? as u32;
        self.arrived.iter().rposition(|arrived| *arrived == (at, number)).map(|nth| first + nth as u32)
    }

    /// The header of the keys of a source, among the headers it has: its own, or for a source that is new one by which
    /// any other gives keys.
    pub fn key<'a>(&self, source: &str, headers: &'a [String]) -> Option<&'a String> {
        let known = self.sources.iter().find(|known| known.name == source && known.records > 0);
        match known {
            Some(known) => headers.iter().find(|header| known.key.as_ref() == Some(*header)),
            None => headers.iter().find(|header| self.sources.iter().any(|known| known.key.as_ref() == Some(*header))),
        }
    }

    /// Notes a record that arrived.
    pub(super) fn add(&mut self, source: &str, number: u64) {
        let at = self.sources.iter().position(|known| known.name == source).unwrap_or_else(|| {
            self.sources.push(Source { name: source.to_owned(), records: 0, key: None });
            self.sources.len() - 1
        });
        self.arrived.push((at as u32, number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_by_its_place_and_its_place_by_the_record() {
        let source = |name: &str, records, key: Option<&str>| Source {
            name: name.to_owned(),
            records,
            key: key.map(str::to_owned),
        };
        let sources = vec![source("caisse.csv", 3, Some("numéro client")), source("web.csv", 2, None)];
        let mut origins = Origins { sources, arrived: Vec::new() };
        origins.add("caisse.csv", 1);
        origins.add("partenaire.csv", 7);
        let places = ["caisse.csv:1", "caisse.csv:2", "caisse.csv:3", "web.csv:1", "web.csv:2", "caisse.csv:1"];
        for (record, place) in (0..).zip(places).chain([(6, "partenaire.csv:7")]) {
            let (name, number) = origins.of_record(record).expect("there is one");
            assert_eq!(format!("{name}:{number}"), place);
        }
        assert_eq!((origins.of_record(7), origins.record("web.csv", 2)), (None, Some(4)));
        assert_eq!((origins.record("partenaire.csv", 7), origins.record("web.csv", 3)), (Some(6), None));
        let headers = ["nom".to_owned(), "numéro client".to_owned()];
        assert_eq!(origins.key("caisse.csv", &headers), Some(&headers[1]));
        assert_eq!((origins.key("web.csv", &headers), origins.key("new.csv", &headers)), (None, Some(&headers[1])));
    }
}
