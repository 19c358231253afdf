//! Where a what-if starts: what a kind of change causes at a place, each number with why, all of them to be replaced.

use std::sync::Arc;

use base::{Evidence, Measure, Quantity, Ref, Source, Unit};

use super::latency;
use super::network::counted;
use crate::archetype::Archetype;
use crate::catalog::Catalog;
use crate::field::Field;

/// What a kind of change starts from at a place; `None`: nobody knows, or there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Starting {
    /// Views a second at peak.
    pub views: Option<Measure>,
    /// Calls made at once when the element is shown.
    pub calls_at_once: Measure,
    /// Seconds between two calls while it stays on screen.
    pub again_every_s: Option<Measure>,
    /// Seconds it stays on screen.
    pub dwell_s: Option<Measure>,
    /// Milliseconds of script in the browser.
    pub front_ms: Option<Measure>,
}

/// What a kind of change starts from at an element; `None` when the element is not in the catalogue.
pub fn starting(catalog: &Catalog, element: &Ref, archetype: &Archetype) -> Option<Starting> {
    let place = catalog.get(element)?;
    let assumed = |field: &str, value: f64, unit: Unit| {
        let source = Source::Assumption { why: archetype.because() };
        let evidence = Evidence::Fact { subject: element.clone(), field: field.to_owned(), source, as_of: None };
        Measure { value: Quantity::exact(value), unit, evidence: Arc::new(evidence) }
    };
    let measured = |field: Field| place.measure(field).filter(|measure| counted(measure.value).is_some());
    Some(Starting {
        views: measured(Field::Views),
        calls_at_once: assumed("calls_at_once", archetype.calls_at_once, Unit::CallsPerView),
        again_every_s: archetype.again_every_s.map(|every| assumed("again_every_s", every, Unit::Seconds)),
        dwell_s: measured(Field::DwellSeconds),
        front_ms: latency::usual_of(archetype, element),
    })
}
