//! The facts a decision was opened on, beside those of today.

use base::{Evidence, Figure, Measure, Quantity, Say, Unit, format};
use maud::{Markup, html};
use serde_json::Value;

use super::View;
use crate::pages::book::is_doubled;
use crate::pages::told::day;
use crate::ui;
use crate::ui::Reader;
use crate::ui::table;

crate::ui::words! {
    TITLE = "Les faits signés" / "The facts that are signed";
    SAME = "Les {n} chiffres de cette page sont ceux de l’ouverture ; aucun n’a bougé depuis."
        / "The {n} figures of this page are those of the opening; none has moved since.";
    MOVED_ONE = "Les faits ont bougé depuis l’ouverture : un chiffre n’est plus le même." / "The facts have moved since the opening: one figure is no longer the same.";
    MOVED = "Les faits ont bougé depuis l’ouverture : {n} chiffres ne sont plus les mêmes." / "The facts have moved since the opening: {n} figures are no longer the same.";
    STANDS = "On décide sur ceux de l’ouverture ; les phrases ci-dessus sont celles d’aujourd’hui."
        / "The decision is taken on those of the opening; the sentences above are those of today.";
    OF_WHEN = "Les chiffres sont ceux de l’ouverture, le {date} ; les phrases sont celles d’aujourd’hui, et rien n’a bougé entre les deux."
        / "The figures are those of the opening, on {date}; the sentences are today’s, and nothing has moved in between.";
    OF_WHEN_MOVED = "Les chiffres sont ceux de l’ouverture, le {date} ; les phrases sont celles d’aujourd’hui, et des faits ont bougé entre les deux."
        / "The figures are those of the opening, on {date}; the sentences are today’s, and facts have moved in between.";
    YOU_SIGN = "Vous signez ceux de l’ouverture." / "You sign those of the opening.";
    SEE_MOVED = "Voir ce qui a bougé" / "See what has moved";
    TABLE = "Ce qui a bougé" / "What has moved";
    WHAT = "Chiffre" / "Figure";
    THEN = "À l’ouverture" / "At the opening";
    NOW = "Aujourd’hui" / "Today";
    BY = "Écart" / "By";
    GONE = "n’est plus connu" / "no longer known";
    NEW = "n’était pas connu" / "was not known";
    SEAL = "Scellé sous l’empreinte" / "Sealed under the hash";
    CHARTER = "Charte de décision, version {n}" / "Decision charter, version {n}";
    QUOTED = "cité à l’ouverture de la décision ; sa source n’est plus dans les fichiers" / "quoted when the decision was opened; its source is no longer in the files";
}

/// The figures as they were quoted, and what has moved.
pub(super) struct Facts {
    /// As quoted, with the name and the evidence they have today.
    pub(super) figures: Vec<Figure>,
    /// Label, then, now.
    moved: Vec<(Say, Option<Measure>, Option<Measure>)>,
}

impl Facts {
    /// Pairs the quoted figures with today's by their keys.
    pub(super) fn of(facts: &Value, now: &[Figure]) -> Facts {
        let quoted = facts["figures"].as_object();
        let mut figures = Vec::new();
        let mut moved = Vec::new();
        // Today's order is the reading order; figures that are gone come last.
        for figure in now {
            match quoted.and_then(|quoted| quoted.get(&figure.key)).and_then(quantity) {
                Some((value, unit)) => {
                    let then = Measure { value, unit, evidence: figure.measure.evidence.clone() };
                    if differs(value, figure.measure.value) && !is_doubled(&figure.key) {
                        moved.push((figure.label.clone(), Some(then.clone()), Some(figure.measure.clone())));
                    }
                    figures.push(Figure { measure: then, ..figure.clone() });
                }
                None if !is_doubled(&figure.key) => {
                    moved.push((figure.label.clone(), None, Some(figure.measure.clone())))
                }
                None => {}
            }
        }
        for (key, value) in quoted.into_iter().flatten() {
            let Some((value, unit)) = quantity(value).filter(|_| !now.iter().any(|figure| figure.key == *key)) else {
                continue;
            };
            let evidence = Evidence::Computed { how: Say::new(QUOTED.fr, QUOTED.en), from: Vec::new() }.into();
            let figure =
                Figure { key: key.clone(), label: Say::same(key.clone()), measure: Measure { value, unit, evidence } };
            if !is_doubled(key) {
                moved.push((figure.label.clone(), Some(figure.measure.clone()), None));
            }
            figures.push(figure);
        }
        Facts { figures, moved }
    }
}

/// Reads a figure as a decision quotes it: decimals as strings.
fn quantity(quoted: &Value) -> Option<(Quantity, Unit)> {
    let decimal = |name: &str| quoted[name].as_str()?.parse::<f64>().ok();
    let likely = decimal("value")?;
    let value = Quantity { low: decimal("low").unwrap_or(likely), likely, high: decimal("high").unwrap_or(likely) };
    Some((value, serde_json::from_value(quoted["unit"].clone()).ok()?))
}

/// Whether two values differ beyond the nine decimals that are quoted.
fn differs(one: Quantity, other: Quantity) -> bool {
    let far = |a: f64, b: f64| (a - b).abs() > 1e-9 * a.abs().max(b.abs()).max(1.0);
    far(one.low, other.low) || far(one.likely, other.likely) || far(one.high, other.high)
}

/// Whether the facts still stand, and where they do not.
pub(super) fn part(reader: &Reader, view: &View) -> Markup {
    let facts = &view.facts;
    let decision = view.decision;
    let count = |n: usize| format::number(reader.lang, n as f64, 0);
    let shown = facts.figures.iter().filter(|figure| !is_doubled(&figure.key)).count();
    ui::page::section(
        "facts",
        reader.w(TITLE),
        html! {
            @match facts.moved.len() {
                0 => p.kindly data-terms { (reader.fill(SAME, &[("n", &count(shown))])) },
                n => {
                    div.flash.watch {
                        span.shape aria-hidden="true" { "▲" }
                        (told(reader, n))
                        " " (reader.w(STANDS))
                    }
                    (moved(reader, &facts.moved))
                }
            }
            p.hint data-terms {
                (reader.fill(CHARTER, &[("n", &decision.charter.to_string())])) ". "
                (reader.w(SEAL)) " " code title=(decision.hash) { (decision.hash.get(..16).unwrap_or_default()) "…" }
            }
        },
    )
}

/// In one line: what on this page is of the opening, and what is of today.
pub(super) fn of_when(reader: &Reader, view: &View) -> Markup {
    let moved = !view.facts.moved.is_empty();
    let date = reader.date(day(view.decision.opened_at));
    html! {
        p.of-when data-terms {
            (reader.fill(if moved { OF_WHEN_MOVED } else { OF_WHEN }, &[("date", &date)]))
            @if moved { " " a href="#facts" { (reader.w(SEE_MOVED)) } }
        }
    }
}

/// Beside the button that signs: that facts have moved since the page was opened.
pub(super) fn beware(reader: &Reader, view: &View) -> Markup {
    let n = view.facts.moved.len();
    html! {
        @if n > 0 {
            div.flash.watch {
                span.shape aria-hidden="true" { "▲" }
                (told(reader, n)) " " (reader.w(YOU_SIGN)) " " a href="#facts" { (reader.w(SEE_MOVED)) }
            }
        }
    }
}

/// How many figures have moved.
fn told(reader: &Reader, n: usize) -> String {
    match n {
        1 => reader.w(MOVED_ONE).to_owned(),
        n => reader.fill(MOVED, &[("n", &format::number(reader.lang, n as f64, 0))]),
    }
}

fn moved(reader: &Reader, moved: &[(Say, Option<Measure>, Option<Measure>)]) -> Markup {
    let columns = [table::words(WHAT), table::number(THEN), table::number(NOW), table::number(BY)];
    let shown = |measure: &Option<Measure>, none: ui::Words| match measure {
        Some(measure) => html! { (format::measure(reader.lang, measure)) },
        None => html! { (reader.w(none)) },
    };
    let rows = moved
        .iter()
        .map(|(label, then, now)| {
            let by = then.as_ref().zip(now.as_ref()).map(|(then, now)| now.value.likely - then.value.likely);
            let unit = then.as_ref().or(now.as_ref()).map_or(Unit::Count, |measure| measure.unit);
            vec![
                html! { (reader.say(label)) },
                shown(then, NEW),
                shown(now, GONE),
                html! { @if let Some(by) = by { @if by > 0.0 { "+" } (reader.number(by, unit)) } },
            ]
        })
        .collect();
    table::table(reader, reader.w(TABLE), &columns, rows)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn figure(key: &str, value: f64) -> Figure {
        let evidence = Evidence::Computed { how: Say::same("test"), from: Vec::new() }.into();
        let measure = Measure { value: Quantity::exact(value), unit: Unit::CallsPerSecond, evidence };
        Figure { key: key.to_owned(), label: Say::same(key), measure }
    }

    #[test]
    fn quoted_figures_are_paired_by_key_and_what_moved_is_told() {
        let quote = |value: &str| json!({"value": value, "low": value, "high": value, "unit": "calls_per_second"});
        let facts = json!({"figures": {"a": quote("77"), "b": quote("40"), "gone": quote("3")}});
        let mut impact = Facts::of(&facts, None);
        assert_eq!(impact.moved.len(), 3, "without a reading of today every figure is gone");
        let today = [figure("a", 77.0), figure("b", 50.0), figure("new", 1.0)];
        impact = Facts::of(&facts, &today);
        let keys: Vec<&str> = impact.figures.iter().map(|figure| figure.key.as_str()).collect();
        assert_eq!(keys, ["a", "b", "gone"]);
        assert_eq!(impact.figures[1].measure.value.likely, 40.0, "as it was quoted");
        let moved: Vec<&str> = impact.moved.iter().map(|(label, ..)| label.en.as_str()).collect();
        assert_eq!(moved, ["b", "new", "gone"]);
    }
}
