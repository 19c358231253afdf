//! Words a workspace adds to the language: other names for elements, and for ways of calling.

use std::collections::HashMap;

use super::super::structurizr::workspace::Sort;

/// The words a workspace added.
#[derive(Default)]
pub(super) struct Archetypes {
    elements: HashMap<String, Sort>,
    /// Whether a way of calling does not wait.
    calls: HashMap<String, bool>,
}

impl Archetypes {
    /// The sort of element a word of the language, or an added one, stands for.
    pub(super) fn sort(&self, word: &str) -> Option<Sort> {
        let word = word.to_lowercase();
        Some(match word.as_str() {
            "person" => Sort::Person,
            "softwaresystem" => Sort::SoftwareSystem,
            "container" => Sort::Container,
            "component" => Sort::Component,
            "element" => Sort::Custom,
            _ => return self.elements.get(&word).copied(),
        })
    }

    /// Adds a word for what another stands for.
    pub(super) fn add(&mut self, name: &str, base: &str) {
        let name = name.to_lowercase();
        if let Some(sort) = self.sort(base) {
            self.elements.insert(name, sort);
        } else if let Some(is_async) = self.call(base) {
            self.calls.insert(name, is_async);
        }
    }

    /// Whether an arrow (`->`, `--https->`) says that the caller does not wait; `None` for what is no arrow.
    pub(super) fn call(&self, arrow: &str) -> Option<bool> {
        match arrow.strip_prefix("--").and_then(|rest| rest.strip_suffix("->")) {
            _ if arrow == "->" => Some(false),
            Some(name) if !name.is_empty() => Some(self.calls.get(&name.to_lowercase()).copied().unwrap_or(false)),
            _ => None,
        }
    }

    /// Learns that a way of calling does not wait.
    pub(super) fn is_async(&mut self, name: &str) {
        if let Some(is_async) = self.calls.get_mut(&name.to_lowercase()) {
            *is_async = true;
        }
    }
}
