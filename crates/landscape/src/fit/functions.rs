//! Which system already does what a tool is said to do: function by function, for tools the catalogue does not hold.

use base::{Kind, Ref, Say};

use crate::catalog::{Catalog, Thing};
use crate::field::Field;
use crate::sentence::Tags;

use super::Proof;

/// A system that does some of the functions asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Doing {
    /// The system.
    pub system: Ref,
    /// Its name.
    pub name: Say,
    /// Which of the functions it does, by their place in the list asked for, each with the words the system has for it.
    pub does: Vec<(usize, String)>,
    /// The fact it rests on.
    pub proof: Option<Proof>,
}

/// Says which systems do which functions, those that do most of them in front; systems that do none are left out.
///
/// A function and a capability are the same when they mean the same in the trade's words, whatever their language,
/// number and order. What is retired does nothing.
pub fn doing(catalog: &Catalog, functions: &[&str]) -> Vec<Doing> {
    let tags = Tags::new();
    let asked: Vec<_> = functions.iter().map(|function| tags.read(function)).collect();
    let does = |system: &Thing| {
        let capabilities = system.list(Field::Capabilities);
        let read: Vec<_> = capabilities.iter().map(|words| (words, tags.read(words))).collect();
        let mut found = Vec::new();
        for (at, tag) in asked.iter().enumerate() {
            let same = read.iter().find(|(_, own)| own.forms.iter().any(|form| tag.forms.contains(form)));
            found.extend(same.map(|(words, _)| (at, (*words).clone())));
        }
        found
    };
    let runs = |system: &&Thing| system.choice(Field::Lifecycle) != Some("retired");
    let mut doing: Vec<Doing> = catalog
        .of_kind(Kind::System)
        .filter(runs)
        .filter_map(|system| {
            let does = does(system);
            let said = || Say::same(system.list(Field::Capabilities).join(", "));
            (!does.is_empty()).then(|| Doing {
                system: system.id.clone(),
                name: system.name.clone(),
                proof: Proof::of(system, Field::Capabilities, said()),
                does,
            })
        })
        .collect();
    doing.sort_by(|a, b| b.does.len().cmp(&a.does.len()).then_with(|| a.system.cmp(&b.system)));
    doing
}
