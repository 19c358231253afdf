//! Which element an identifier means, flat or hierarchical.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::structurizr::workspace::{Element, Parent};

#[derive(Default)]
pub(super) struct Identifiers {
    /// Whether an identifier is known within the element it stands in.
    pub(super) is_hierarchical: bool,
    /// Elements by their path in small letters; those that were not taken lead nowhere.
    known: HashMap<String, Parent>,
    /// The path of each element that was taken.
    paths: Vec<String>,
}

impl Identifiers {
    pub(super) fn is_known(&self, path: &str) -> bool {
        self.known.contains_key(path)
    }

    /// Remembers what an element is called; one without an identifier is known by nothing, what stands in it is.
    pub(super) fn learn(&mut self, path: Option<String>, element: Parent) {
        if let Parent::In(_) = element {
            self.paths.push(path.clone().unwrap_or_else(|| format!("#{}", self.paths.len())));
        }
        if let Some(path) = path {
            self.known.insert(path, element);
        }
    }

    /// The identifier of an element in a body, as it is known everywhere.
    pub(super) fn path(&self, id: &str, parent: Parent) -> String {
        let id = id.to_lowercase();
        match parent {
            Parent::In(at) if self.is_hierarchical => {
                format!("{}.{id}", self.paths.get(at).map_or("", String::as_str))
            }
            _ => id,
        }
    }

    /// The element an identifier means from within another: nearest first, where identifiers are hierarchical.
    pub(super) fn find(&self, id: &str, around: Parent, elements: &[Element]) -> Option<usize> {
        let id = id.to_lowercase();
        let within = |parent: Option<&str>| {
            let path = match parent {
                Some(parent) => Cow::Owned(format!("{parent}.{id}")),
                None => Cow::Borrowed(id.as_str()),
            };
            match self.known.get(path.as_ref()) {
                Some(Parent::In(at)) => Some(*at),
                _ => None,
            }
        };
        let mut around = around;
        while let (Parent::In(at), true) = (around, self.is_hierarchical) {
            if let Some(found) = within(self.paths.get(at).map(String::as_str)) {
                return Some(found);
            }
            around = elements.get(at).map_or(Parent::Top, |element| element.parent);
        }
        within(None)
    }
}
