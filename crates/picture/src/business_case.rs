//! The page of a business case, kept until the case changes, and what has moved in the landscape since it was signed.

use std::sync::{Arc, OnceLock};

use agenda::business_case::line::Origin;
use agenda::business_case::sheet::{self, Sheet};
use agenda::business_case::{BusinessCase, Event};
use base::{Figure, Measure, Quantity};
use landscape::field::Field;
use rpds::RedBlackTreeMapSync;

use crate::Picture;

/// Where the parts of a case were last written, and its page once somebody has asked for it.
#[derive(Clone, Debug, Default)]
pub struct CasePage {
    lines: RedBlackTreeMapSync<u32, u64>,
    terms: u64,
    sheet: Arc<OnceLock<Arc<Sheet>>>,
}

/// A number of a case whose source says something else today.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The line.
    pub line: u32,
    /// The word of the number, as in `volume`.
    pub factor: &'static str,
    /// Where it was taken from.
    pub origin: Origin,
    /// What stands in the case.
    pub then: Quantity,
    /// What the landscape says today, and where.
    pub now: Measure,
}

impl Picture {
    /// Notes where a part of a case was written; what the case comes to is worked out anew when somebody asks.
    pub(crate) fn turn_case_page(&mut self, number: u64, event: &Event, position: u64) {
        let mut page = self.case_pages.get(&number).cloned().unwrap_or_default();
        match event {
            Event::LineWritten { line, .. } => page.lines.insert_mut(*line, position),
            Event::TermsSet { .. } => page.terms = position,
            _ => {}
        }
        page.sheet = Arc::default();
        self.case_pages.insert_mut(number, page);
    }

    /// What a case comes to as it stands, and the page that would be signed.
    pub fn case_sheet(&self, request: u64) -> Option<Arc<Sheet>> {
        let (case, page) = (self.business_case(request)?, self.case_pages.get(&request)?);
        let position = |line: Option<u32>| match line {
            Some(line) => page.lines.get(&line).copied().unwrap_or_default(),
            None => page.terms,
        };
        Some(Arc::clone(page.sheet.get_or_init(|| Arc::new(sheet::of(request, case, &position)))))
    }

    /// Which numbers of a case were taken from facts that say something else today.
    pub fn case_drift(&self, case: &BusinessCase) -> Vec<Drift> {
        let mut out = Vec::new();
        for (line, held) in &case.lines {
            for (factor, estimate) in held.matter.factors() {
                let Some(origin) = &estimate.from else { continue };
                let Some(now) = self.offered(origin) else { continue };
                if now.value != estimate.value {
                    let (origin, then) = (origin.clone(), estimate.value);
                    out.push(Drift { line: *line, factor, origin, then, now });
                }
            }
        }
        out
    }

    /// What the option a case is for would be worth with the facts of today, where any have moved.
    pub fn case_npv_today(&self, request: u64) -> Option<Figure> {
        let mut case = self.business_case(request)?.clone();
        let drift = self.case_drift(&case);
        if drift.is_empty() {
            return None;
        }
        for moved in &drift {
            let Some(held) = case.lines.get_mut(&moved.line) else { continue };
            held.matter.set(moved.factor, moved.now.value);
        }
        sheet::figure_undrawn(request, &case, "npv")
    }

    /// A number of the landscape a case can be written from, with where it was read.
    pub fn offered(&self, origin: &Origin) -> Option<Measure> {
        let thing = self.catalog().get(&origin.subject)?;
        thing.measure(Field::of(origin.subject.kind(), &origin.field)?)
    }
}
