//! Dates: freezes, peaks, ends of life and notice against a wished date, and the nearest dates that are free.

use base::{Kind, Lang, Measure, Ref, Say, format};
use jiff::ToSpan;
use jiff::civil::Date;

use super::network::counted;
use super::words::quoted;
use super::{Calendar, Conflict};
use crate::catalog::{Catalog, Thing};
use crate::field::{Field, Value};

/// How far free dates are looked for, in days.
const HORIZON_DAYS: i64 = 1100;

/// Says what stands against a date for the systems concerned: freezes, ends of life, notice too short.
///
/// A freeze without scope concerns every system. Freezes whose first or last day nobody gave count as that one day.
pub fn conflicts(catalog: &Catalog, systems: &[Ref], wished: Date, today: Date) -> Vec<Conflict> {
    let mut out: Vec<Conflict> = windows(catalog, systems, wished, false)
        .map(|window| {
            let (name, from, until) = (quoted(&window.thing.name), window.from, window.until);
            Conflict {
                thing: window.thing.id.clone(),
                say: Say::new(
                    format!(
                        "le {} tombe dans {}, du {} au {}",
                        format::date_long(Lang::Fr, wished),
                        name.fr,
                        format::date_short(Lang::Fr, from),
                        format::date_short(Lang::Fr, until)
                    ),
                    format!(
                        "{} falls in {}, from {} to {}",
                        format::date_long(Lang::En, wished),
                        name.en,
                        format::date_short(Lang::En, from),
                        format::date_short(Lang::En, until)
                    ),
                ),
            }
        })
        .collect();
    for system in things(catalog, systems) {
        let Some(end) = system.date(Field::EndOfLife).filter(|end| *end < wished) else { continue };
        let name = quoted(&system.name);
        out.push(Conflict {
            thing: system.id.clone(),
            say: Say::new(
                format!("{} est en fin de vie le {}, avant cette date", name.fr, format::date_short(Lang::Fr, end)),
                format!(
                    "{} reaches its end of life on {}, before that date",
                    name.en,
                    format::date_short(Lang::En, end)
                ),
            ),
        });
    }
    if let Some((thing, days)) = slowest(catalog, systems) {
        let earliest = after_notice(today, days.value.likely);
        if wished < earliest {
            let name = quoted(&thing.name);
            let need = |lang| format::measure(lang, &days);
            out.push(Conflict {
                thing: thing.id.clone(),
                say: Say::new(
                    format!(
                        "{} demande {} : pas avant le {}",
                        name.fr,
                        need(Lang::Fr),
                        format::date_long(Lang::Fr, earliest)
                    ),
                    format!(
                        "{} needs {}: not before {}",
                        name.en,
                        need(Lang::En),
                        format::date_long(Lang::En, earliest)
                    ),
                ),
            });
        }
    } else if wished < today {
        out.extend(systems.first().map(|system| Conflict {
            thing: system.clone(),
            say: Say::new("cette date est passée", "that date is past"),
        }));
    }
    out
}

/// Gives the two nearest working days nothing stands against, in order: one before and one after the wished date where
/// both exist, else the next two; never before today plus the notice the slowest system needs.
///
/// Without a wished date, the next two. Fewer when the horizon of three years has no more.
pub fn free(catalog: &Catalog, systems: &[Ref], wished: Option<Date>, today: Date) -> Vec<Date> {
    let notice = leads(catalog, systems).map(|(_, days)| days.value.high).fold(0.0, f64::max);
    let earliest = after_notice(today, notice);
    let life = things(catalog, systems).filter_map(|system| system.date(Field::EndOfLife)).min();
    let fits = |day: &Date| {
        *day >= earliest
            && is_working_day(*day)
            && life.is_none_or(|end| *day <= end)
            && windows(catalog, systems, *day, false).next().is_none()
    };
    let days = |from: Date, step: i64| {
        (1..=HORIZON_DAYS).map_while(move |n| from.checked_add((n * step).days()).ok()).filter(fits)
    };
    let Some(wished) = wished else {
        return earliest.yesterday().map(|start| days(start, 1).take(2).collect()).unwrap_or_default();
    };
    let before = (wished > earliest).then(|| days(wished, -1).next()).flatten();
    let start = wished.max(earliest.yesterday().unwrap_or(earliest));
    match before {
        Some(before) => [before].into_iter().chain(days(start, 1).next()).collect(),
        None => days(start, 1).take(2).collect(),
    }
}

/// The calendar of a change over the systems it touches.
pub(super) fn calendar(catalog: &Catalog, systems: &[Ref], wished: Option<Date>, today: Date) -> Calendar {
    let warnings = wished.into_iter().flat_map(|wished| {
        windows(catalog, systems, wished, true).map(move |window| {
            let name = quoted(&window.thing.name);
            Conflict {
                thing: window.thing.id.clone(),
                say: Say::new(
                    format!("le {} est un jour de pointe ({})", format::date_long(Lang::Fr, wished), name.fr),
                    format!("{} is a day of peak load ({})", format::date_long(Lang::En, wished), name.en),
                ),
            }
        })
    });
    Calendar {
        wished,
        conflicts: wished.map(|wished| conflicts(catalog, systems, wished, today)).unwrap_or_default(),
        warnings: warnings.collect(),
        free: free(catalog, systems, wished, today),
        lead: slowest(catalog, systems).map(|(_, days)| days),
    }
}

pub use base::workdays::is_working_day;

/// The day after so many working days; the day itself for none. Parts of days count whole.
pub fn after_notice(from: Date, working_days: f64) -> Date {
    let mut day = from;
    let mut left = if working_days.is_finite() { working_days.clamp(0.0, 1000.0).ceil() as u32 } else { 0 };
    while left > 0 {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        left -= u32::from(is_working_day(day));
    }
    day
}

struct Window<'a> {
    thing: &'a Thing,
    from: Date,
    until: Date,
}

/// Freezes, or peaks, that cover a day for one of the systems.
fn windows<'a>(catalog: &'a Catalog, systems: &'a [Ref], day: Date, peaks: bool) -> impl Iterator<Item = Window<'a>> {
    catalog.of_kind(Kind::Freeze).filter_map(move |thing| {
        let (from, until) = (thing.date(Field::From), thing.date(Field::Until));
        let window = Window { thing, from: from.or(until)?, until: until.or(from)? };
        let scope = thing.refs(Field::Scope);
        let named =
            matches!(thing.field(Field::Scope).map(|s| &s.current.value), Some(Value::Named(n)) if !n.is_empty());
        let concerns = !named || scope.iter().any(|system| systems.contains(system));
        let is_peak = thing.choice(Field::Effect) == Some("peak");
        (is_peak == peaks && concerns && window.from <= day && day <= window.until).then_some(window)
    })
}

fn things<'a>(catalog: &'a Catalog, systems: &'a [Ref]) -> impl Iterator<Item = &'a Thing> {
    systems.iter().filter_map(|id| catalog.get(id))
}

fn leads<'a>(catalog: &'a Catalog, systems: &'a [Ref]) -> impl Iterator<Item = (&'a Thing, Measure)> {
    let leads = things(catalog, systems).filter_map(|thing| Some((thing, thing.measure(Field::LeadDays)?)));
    leads.filter(|(_, days)| counted(days.value).is_some())
}

/// The system that needs the longest notice.
fn slowest<'a>(catalog: &'a Catalog, systems: &'a [Ref]) -> Option<(&'a Thing, Measure)> {
    leads(catalog, systems).reduce(|most, next| if next.1.value.likely > most.1.value.likely { next } else { most })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn nobody_works_on_weekends_and_french_holidays() {
        for day in [date(2026, 5, 14), date(2026, 5, 25), date(2026, 4, 6), date(2026, 7, 14), date(2026, 11, 14)] {
            assert!(!is_working_day(day), "{day}");
        }
        assert!(is_working_day(date(2026, 11, 13)));
        assert!(is_working_day(date(2027, 1, 4)));
    }

    #[test]
    fn notice_is_counted_in_working_days() {
        let thursday = date(2026, 8, 6);
        assert_eq!(after_notice(thursday, 0.0), thursday);
        assert_eq!(after_notice(thursday, 1.0), date(2026, 8, 7));
        assert_eq!(after_notice(thursday, 1.5), date(2026, 8, 10));
        assert_eq!(after_notice(date(2026, 7, 13), 1.0), date(2026, 7, 15));
        assert_eq!(after_notice(thursday, f64::NAN), thursday);
    }
}
