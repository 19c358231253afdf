//! A measured difference with its interval, held against the lines that were fixed before: what is done on which side of
//! them is written where it lies. A result that settles nothing has a look of its own.

use agenda::pilot::reading::Verdict;
use base::{Measure, Say};
use maud::{Markup, html};

use super::{Reader, Words, badge, figure, table};

crate::ui::words! {
    EXTEND = "étendre" / "extend";
    PIVOT = "changer de cap" / "change course";
    STOP = "arrêter" / "stop";
    TABLE = "Le même résultat en tableau" / "The same result as a table";
    WHAT = "Quoi" / "What";
    VALUE = "Valeur" / "Value";
    LOW = "Bas de l’intervalle" / "Low end of the interval";
    LIKELY = "Différence mesurée" / "Difference measured";
    HIGH = "Haut de l’intervalle" / "High end of the interval";
    LINE_EXTEND = "Ligne de l’extension" / "Line of extension";
    LINE_PIVOT = "Ligne du changement de cap" / "Line of changing course";
    DESC = "de {low} à {high}, mesuré {likely} ; ligne de l’extension à {line}" / "from {low} to {high}, measured {likely}; line of extension at {line}";
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Interval<'a> {
    /// What was compared.
    pub caption: &'a Say,
    /// The difference with its interval.
    pub measure: &'a Measure,
    /// The line of extension, on the same scale.
    pub extend: f64,
    /// The line of changing course, on the same scale.
    pub pivot: f64,
    /// What the lines say.
    pub verdict: Verdict,
    /// Why.
    pub why: &'a Say,
}

/// The class that gives a verdict its look.
fn look(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Extend => "fine",
        Verdict::Pivot => "watch",
        Verdict::Stop => "stop",
        Verdict::NotConclusive => "open",
    }
}

/// A verdict in words and shape.
pub fn verdict(reader: &Reader, verdict: Verdict) -> Markup {
    use landscape::impact::Verdict as Mark;
    match verdict {
        Verdict::Extend => badge::state(Mark::Fine, reader.w(EXTEND)),
        Verdict::Pivot => badge::state(Mark::Watch, reader.w(PIVOT)),
        Verdict::Stop => badge::state(Mark::Over, reader.w(STOP)),
        Verdict::NotConclusive => badge::inconclusive(reader),
    }
}

/// The drawing, with its verdict and why under it, and a table behind.
pub fn interval(reader: &Reader, it: &Interval) -> Markup {
    let q = it.measure.value;
    let (mut low, mut high) = (q.low.min(it.extend).min(it.pivot), q.high.max(it.extend).max(it.pivot));
    let margin = ((high - low) * 0.18).max(1e-6);
    (low, high) = (low - margin, high + margin);
    let share = |value: f64| (value - low) / (high - low) * 100.0;
    let at = |value: f64| format!("{:.2}%", share(value));
    let width = |from: f64, to: f64| format!("{:.2}%", (share(to) - share(from)).max(0.0));
    let word = |value: f64| reader.number(value, it.measure.unit);
    let holes = [("low", word(q.low)), ("high", word(q.high)), ("likely", word(q.likely)), ("line", word(it.extend))];
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // Where less is better, the zone of extension lies on the left.
    let up = it.extend >= it.pivot;
    let (outer, inner) = if up { (STOP, EXTEND) } else { (EXTEND, STOP) };
    let (left, right) = (it.extend.min(it.pivot), it.extend.max(it.pivot));
    let zones = [(low, left, outer), (left, right, PIVOT), (right, high, inner)];
    let here = |words: Words| match it.verdict {
        Verdict::Extend => words.en == EXTEND.en,
        Verdict::Pivot => words.en == PIVOT.en,
        Verdict::Stop => words.en == STOP.en,
        Verdict::NotConclusive => false,
    };
    let row = |name: Words, value: f64| vec![html! { (reader.w(name)) }, html! { (word(value)) }];
    html! {
        figure.interval.(look(it.verdict)) {
            figcaption {
                span.interval-caption { (reader.say(it.caption)) }
                span.interval-value { (figure::measure(reader, it.caption, it.measure)) }
            }
            svg.interval-line width="100%" height="128" role="img" {
                title { (reader.say(it.caption)) }
                desc { (reader.fill(DESC, &holes)) }
                @for (from, to, words) in zones {
                    rect.zone.here[here(words)] x=(at(from)) width=(width(from, to)) y="26" height="66" {}
                    // A zone too narrow for its word keeps it for the table and the sentence under the drawing.
                    @if share(to) - share(from) > 24.0 {
                        text.t-zone.here[here(words)] x=(at((from + to) / 2.0)) y="17" text-anchor="middle" { (reader.w(words)) }
                    }
                }
                @if it.pivot != it.extend {
                    line.line-pivot x1=(at(it.pivot)) x2=(at(it.pivot)) y1="26" y2="92" {}
                    text.t-line x=(at(it.pivot)) dx=(if up { -6 } else { 6 }) y="110" text-anchor=(if up { "end" } else { "start" }) { (plain(reader, it.pivot)) }
                }
                line.line-extend x1=(at(it.extend)) x2=(at(it.extend)) y1="22" y2="98" {}
                text.t-line.strong x=(at(it.extend)) dx=(if up { 6 } else { -6 }) y="110" text-anchor=(if up { "start" } else { "end" }) { (word(it.extend)) }
                line.span x1=(at(q.low)) x2=(at(q.high)) y1="62" y2="62" {}
                line.cap x1=(at(q.low)) x2=(at(q.low)) y1="53" y2="71" {}
                line.cap x1=(at(q.high)) x2=(at(q.high)) y1="53" y2="71" {}
                circle.dot cx=(at(q.likely)) cy="62" r="7" {}
                text.t-end x=(at(q.low)) y="46" text-anchor="middle" { (short(reader, q.low)) }
                text.t-end.strong x=(at(q.likely)) y="46" text-anchor="middle" { (short(reader, q.likely)) }
                text.t-end x=(at(q.high)) y="46" text-anchor="middle" { (short(reader, q.high)) }
            }
            p.interval-verdict data-terms { (verdict(reader, it.verdict)) " " (reader.say(it.why)) }
            (table::behind(
                reader,
                reader.w(TABLE),
                &[table::words(WHAT), table::number(VALUE)],
                vec![
                    row(LIKELY, q.likely),
                    row(LOW, q.low),
                    row(HIGH, q.high),
                    row(LINE_EXTEND, it.extend),
                    row(LINE_PIVOT, it.pivot),
                ],
            ))
        }
    }
}

/// A number of the drawing without its unit: `1.10`.
fn plain(reader: &Reader, value: f64) -> String {
    let words = reader.number(value, base::Unit::PercentagePoints);
    words.split('\u{a0}').next().unwrap_or_default().to_owned()
}

/// The same, signed: `+1.10`.
fn short(reader: &Reader, value: f64) -> String {
    let digits = plain(reader, value);
    if value > 0.0 { format!("+{digits}") } else { digits }
}

#[cfg(test)]
mod tests {
    use base::{Lang, Quantity, Unit};

    use super::*;

    fn drawn(low: f64, likely: f64, high: f64, extend: f64, pivot: f64, verdict: Verdict) -> String {
        let measure =
            Measure::computed(Quantity { low, likely, high }, Unit::PercentagePoints, Say::same("test"), Vec::new());
        let (caption, why) = (Say::same("with − without"), Say::same("because"));
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        interval(&reader, &Interval { caption: &caption, measure: &measure, extend, pivot, verdict, why: &why })
            .into_string()
    }

    #[test]
    fn the_verdict_is_told_in_words_and_shape_and_not_conclusive_looks_like_itself() {
        let extend = drawn(0.0041, 0.011, 0.0179, 0.003, 0.0, Verdict::Extend);
        assert!(extend.contains("figure class=\"interval fine\"") && extend.contains("✓"), "{extend}");
        let open = drawn(-0.001, 0.011, 0.0231, 0.003, 0.0, Verdict::NotConclusive);
        assert!(open.contains("interval open") && open.contains("≈") && !open.contains("zone here"), "{open}");
    }

    #[test]
    fn where_less_is_better_extending_lies_on_the_left() {
        let html = drawn(-0.018, -0.011, -0.004, -0.003, 0.0, Verdict::Extend);
        let (extend, stop) = (html.find(">extend<").expect("a zone"), html.find(">stop<"));
        assert!(stop.is_none_or(|stop| extend < stop), "{html}");
    }
}
