//! ArchiMate models in the Open Exchange format, 2.1 and 3.x.
//!
//! What becomes what. *Systems*: application components and collaborations, nodes, devices, system software, technology
//! collaborations. *APIs*: application and technology services and interfaces, offered by the system that is composed
//! of them, assigned to them or realizes them, also through the functions and processes between the two. *Data*: data
//! objects; business objects, representations and artifacts only where a system or what it runs reads or writes them,
//! because otherwise the first two are words of the business and an artifact is as often a programme as a file.
//! Application functions one system performs, and capabilities it realizes, are its capabilities.
//!
//! A *flow* goes from caller to called: Serving (Used-by in 2.1) against the arrow, Flow and Triggering along it, both
//! ends led to the one system behind them; where several stand behind, nobody knows which calls, and the relationship
//! is left. Whether a call blocks is not said by ArchiMate. Data tied to a Flow by a relationship is what it carries.
//! A data object has a *master* where exactly one system may write it. Systems composed in systems are part of them.
//! Business actors and roles a system serves are those it is for; they are no teams, since nothing says that they are
//! units of the company.
//!
//! Everything else is left, by its ArchiMate name. Views are counted: they draw what the model says.

mod document;
mod faults;
mod heard;
mod mapping;
mod meaning;
mod parse;
mod web;

use tabular::Unreadable;

use super::{Head, Telling};

/// The namespace of every version begins so.
const NAMESPACE: &str = "http://www.opengroup.org/xsd/archimate";
/// The modelling tool Archi writes its own files under this one.
const NATIVE: &str = "http://www.archimatetool.com/archimate";

/// Whether a file is an ArchiMate model.
pub(super) fn fits(head: &Head<'_>) -> bool {
    head.first() == Some('<')
        && head.text.contains("model")
        && (head.text.contains(NAMESPACE) || head.text.contains(NATIVE))
}

/// Reads a model. `read` counts its elements and relationships.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let document = parse::read(bytes, telling)?;
    mapping::tell(&document, telling);
    Ok(())
}
