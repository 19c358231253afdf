//! What age does to a number: an exact one that has grown old is only known within a margin.
//!
//! The rule is ours, stated with every number it touches: beyond [`STALE_DAYS`], 10 % either way for each half-year
//! begun, 50 % at most. What is likely stays what it is. Ranges are kept: who gave one has thought of it. For a level of
//! service the margin is on the time out of service. Numbers somebody set, such as a notice in days or the retries of a
//! caller, do not drift and are left alone.

use std::ops::RangeInclusive;
use std::sync::Arc;

use base::{Evidence, Lang, Measure, Quantity, Say, Source, Unit, format};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalog::{STALE_DAYS, Thing};
use crate::field::Field;

/// The margin added by each half-year begun, and the most there is.
const A_HALF_YEAR: f64 = 0.1;
const MOST: f64 = 0.5;
const HALF_YEAR_DAYS: i64 = 182;

/// A day on which nothing is old.
pub(super) const NEVER: Date = Date::MIN;

/// A number of a thing with its evidence, the margin of its age included.
pub(super) fn measure(thing: &Thing, field: Field, today: Date) -> Option<Measure> {
    let fact = thing.measure(field)?;
    let Some(margin) = margin(thing, field, fact.value, today) else { return Some(fact) };
    let words = |lang| format::percent(lang, margin, 0);
    let (fr, en) = (words(Lang::Fr), words(Lang::En));
    let why = Say::new(
        format!("plus de {STALE_DAYS} jours : 10 % de marge par semestre entamé au-delà, 50 % au plus ; ici ± {fr}"),
        format!(
            "over {STALE_DAYS} days old: a margin of 10% for each half-year begun beyond, 50% at most; here ± {en}"
        ),
    );
    let age = Measure {
        value: Quantity::exact(margin),
        unit: Unit::Share,
        evidence: Arc::new(Evidence::Fact {
            subject: thing.id.clone(),
            field: field.spec().word.to_owned(),
            source: Source::Assumption { why },
            as_of: None,
        }),
    };
    let how = Say::new("valeur ancienne, avec la marge de son âge", "an old value, with the margin of its age");
    let from = vec![(field.label(), fact.clone()), (Say::new("marge pour l'âge", "margin for age"), age)];
    Some(Measure::computed(widened(field, fact.value, margin), fact.unit, how, from))
}

/// A bare number of a thing, the margin of its age included.
pub(super) fn quantity(thing: &Thing, field: Field, today: Date) -> Option<Quantity> {
    let value = thing.quantity(field)?;
    Some(margin(thing, field, value, today).map_or(value, |margin| widened(field, value, margin)))
}

/// The margin either way, as a share; `None` when there is none.
fn margin(thing: &Thing, field: Field, value: Quantity, today: Date) -> Option<f64> {
    let drifts = matches!(
        field,
        Field::Limit
            | Field::Load
            | Field::Availability
            | Field::ResponseMs
            | Field::FrontMs
            | Field::Views
            | Field::DwellSeconds
            | Field::Orders
            | Field::OrderValue
            | Field::Calls
            | Field::Rate
            | Field::CacheShare
            | Field::Failures
    );
    if !drifts || value.is_range() || !value.likely.is_finite() || value.likely <= 0.0 {
        return None;
    }
    let begun = begun(thing.field(field)?.current.as_of?, today);
    (begun > 0).then(|| (A_HALF_YEAR * begun as f64).min(MOST))
}

/// How many half-years beyond [`STALE_DAYS`] have begun; those that change nothing any more are not counted.
fn begun(as_of: Date, today: Date) -> i64 {
    let beyond = i64::from((today - as_of).get_days()) - STALE_DAYS;
    ((beyond + HALF_YEAR_DAYS - 1).div_euclid(HALF_YEAR_DAYS)).clamp(0, (MOST / A_HALF_YEAR) as i64)
}

/// The days around `today` on which the fields of these things have the margin they have today.
pub(super) fn holds<'a>(facts: impl Iterator<Item = (&'a Thing, &'a [Field])>, today: Date) -> RangeInclusive<Date> {
    let (mut first, mut last) = (Date::MIN, Date::MAX);
    for (thing, fields) in facts {
        let dates = fields.iter().filter_map(|field| thing.field(*field)?.current.as_of);
        for as_of in dates {
            let begun = begun(as_of, today);
            let day = |days: i64| as_of.checked_add(days.days()).ok();
            if begun > 0 {
                first = first.max(day(STALE_DAYS + HALF_YEAR_DAYS * (begun - 1) + 1).unwrap_or(today));
            }
            if (begun as f64) < MOST / A_HALF_YEAR {
                last = last.min(day(STALE_DAYS + HALF_YEAR_DAYS * begun).unwrap_or(today));
            }
        }
    }
    first..=last
}

fn widened(field: Field, value: Quantity, margin: f64) -> Quantity {
    let (less, more) = (1.0 - margin, 1.0 + margin);
    let likely = value.likely;
    match field {
        Field::Availability if likely <= 1.0 => {
            Quantity::range((1.0 - (1.0 - likely) * more).max(0.0), likely, 1.0 - (1.0 - likely) * less)
        }
        _ if field.spec().unit == Some(Unit::Share) && likely <= 1.0 => {
            Quantity::range(likely * less, likely, (likely * more).min(1.0))
        }
        _ => Quantity::range(likely * less, likely, likely * more),
    }
}
