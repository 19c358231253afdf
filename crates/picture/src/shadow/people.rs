//! From a pseudonym back to a person of the house: by trying those who are registered, under the house's key.
//!
//! No list of names is kept beside the logs. Whoever has the key can try the names the house knows anyway; who is not
//! registered stays unknown.

use std::collections::HashMap;

use base::{PersonId, Ref, slug};
use discovery::pseudonym::{Pseudonym, PseudonymKey};

use crate::Picture;

/// Who stands behind the pseudonyms seen with a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// The persons of the house, by name.
    pub people: Vec<PersonId>,
    /// How many more there are whom the house has not registered.
    pub unknown: usize,
}

impl Picture {
    /// Takes the key pseudonyms are made with.
    pub fn with_key(mut self, key: PseudonymKey) -> Picture {
        self.key = Some(key);
        self
    }

    /// The person of the house behind a pseudonym, where only one can be: for whoever paid for a tool, and for names that
    /// were opened.
    pub(crate) fn person_behind(&self, who: Pseudonym) -> Option<PersonId> {
        self.logins.as_ref()?.get(&who).copied().flatten()
    }

    /// Every pseudonym a person of the house may stand behind; nobody where it may be two people.
    pub(crate) fn all_logins(&self) -> HashMap<Pseudonym, Option<PersonId>> {
        let mut by: HashMap<Pseudonym, Option<PersonId>> = HashMap::new();
        let Some(key) = self.key.as_ref() else { return by };
        for (id, _) in self.people() {
            for login in self.logins_of(id) {
                by.entry(key.of(login.as_bytes()))
                    .and_modify(|known| *known = known.filter(|one| *one == id))
                    .or_insert(Some(id));
            }
        }
        by
    }

    /// Who stands behind the pseudonyms seen with a tool; nothing unless it was decided to see names.
    pub fn names_behind(&self, tool: &Ref) -> Option<Behind> {
        let opened = self.case(tool).is_some_and(|case| !case.names.is_empty());
        if !opened {
            return None;
        }
        let seen = self.shadow().tool(tool).and_then(|tool| tool.evidence.clone());
        let mut behind = Behind::default();
        for who in seen.iter().flat_map(|tool| &tool.people) {
            match self.person_behind(*who) {
                Some(id) if !behind.people.contains(&id) => behind.people.push(id),
                Some(_) => {}
                None => behind.unknown += 1,
            }
        }
        behind.people.sort_by_key(|id| self.person_name(*id));
        Some(behind)
    }

    /// How logs and lists may call a person: the address, what stands before its `@`, and the usual forms of the name
    /// (`lou.peyrissac`, `lpeyrissac`, `peyrissacl`, `lou_peyrissac`, "Lou Peyrissac").
    fn logins_of(&self, id: PersonId) -> Vec<String> {
        let Some(person) = self.person(id) else { return Vec::new() };
        let mut logins = Vec::new();
        if let Some(email) = person.email.as_ref().and_then(|email| self.text(email)) {
            let email = email.to_lowercase();
            logins.extend(email.split_once('@').map(|(local, _)| local.to_owned()));
            logins.push(email);
        }
        if let Some(name) = self.text(&person.name) {
            logins.push(name.to_lowercase());
            let folded = slug(name);
            let (first, last) = match name.split_once(' ') {
                Some((first, last)) => (slug(first), slug(last)),
                None => (folded, String::new()),
            };
            let initial = first.get(..1).unwrap_or_default().to_owned();
            let joined = last.replace('-', "");
            for last in [&last, &joined] {
                logins.extend([
                    format!("{first}.{last}"),
                    format!("{first}_{last}"),
                    format!("{initial}{last}"),
                    format!("{initial}.{last}"),
                    format!("{last}{initial}"),
                    format!("{last}.{first}"),
                ]);
            }
        }
        logins.sort();
        logins.dedup();
        logins
    }
}
