//! How much of what was observed the pack can attribute: the measure of a pack.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Pack, ProductId};
use crate::host::{self, Host};

/// A host and how often it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The host.
    pub domain: String,
    /// How often.
    #[serde(rename = "totalOccurrences")]
    pub occurrences: u64,
}

/// How much of a list the pack attributes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribution {
    /// Hosts in the list.
    pub hosts: u64,
    /// Of these, attributed.
    pub attributed: u64,
    /// The share of hosts attributed, 0..=1.
    pub share: f64,
    /// The share attributed when each host counts as often as it was seen, 0..=1.
    pub weighted_share: f64,
    /// What is no host name: counted among the hosts, never attributed.
    pub no_host: u64,
    /// Registered names the pack does not know, those seen most in front; at most 20.
    pub top_unknown: Vec<Observed>,
}

const TOP: usize = 20;

impl Pack {
    /// Measures how much of a list the pack attributes.
    pub fn attribute(&self, observed: &[Observed]) -> Attribution {
        let (mut attributed, mut no_host, mut weight, mut weight_attributed) = (0, 0, 0_u64, 0_u64);
        let mut unknown: HashMap<String, u64> = HashMap::new();
        for one in observed {
            weight = weight.saturating_add(one.occurrences);
            let mut room = [0; host::NAME_MOST];
            let Some(Host::Name(name)) = host::read(one.domain.as_bytes(), &mut room) else {
                no_host += 1;
                continue;
            };
            match self.of_host(name) {
                Some((ProductId(_), _)) => {
                    attributed += 1;
                    weight_attributed = weight_attributed.saturating_add(one.occurrences);
                }
                None => *unknown.entry(host::registrable(name).to_owned()).or_default() += one.occurrences,
            }
        }
        let mut top: Vec<Observed> =
            unknown.into_iter().map(|(domain, occurrences)| Observed { domain, occurrences }).collect();
        top.sort_by(|a, b| b.occurrences.cmp(&a.occurrences).then_with(|| a.domain.cmp(&b.domain)));
        top.truncate(TOP);
        let of = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        Attribution {
            hosts: observed.len() as u64,
            attributed,
            share: of(attributed, observed.len() as u64),
            weighted_share: of(weight_attributed, weight),
            no_host,
            top_unknown: top,
        }
    }
}
