//! Low, likely, high as a line with a dot; several under one another share the axis.

use base::{Measure, Say};
use maud::{Markup, html};

use super::figure::{self};
use super::{Reader, table};

crate::ui::words! {
    TABLE = "Les mêmes chiffres en tableau" / "The same figures as a table";
    WHAT = "Quoi" / "What";
    LOW = "Bas" / "Low";
    LIKELY = "Probable" / "Likely";
    HIGH = "Haut" / "High";
    DESC = "de {low} à {high}, probablement {likely}" / "from {low} to {high}, likely {likely}";
}

/// One line of the figure.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// What it is.
    pub label: &'a Say,
    /// The number and its range.
    pub measure: &'a Measure,
}

/// Lines on one axis; `mark` draws a line through all of them at a value, with its name (a limit, a target).
pub fn ranges(reader: &Reader, caption: &Say, lines: &[Line], mark: Option<(f64, &Say)>) -> Markup {
    let bounds = lines.iter().flat_map(|l| [l.measure.value.low, l.measure.value.high]).chain(mark.map(|m| m.0));
    let (low, high) = bounds.fold((0.0_f64, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let width = (high - low).max(f64::MIN_POSITIVE);
    let at = |v: f64| format!("{:.2}%", 2.0 + (v - low) / width * 96.0);
    let anchor = |v: f64| match (v - low) / width {
        x if x > 0.85 => "end",
        x if x < 0.12 => "start",
        _ => "middle",
    };
    html! {
        figure.ranges {
            figcaption { (reader.say(caption)) }
            @for (i, line) in lines.iter().enumerate() {
                @let q = line.measure.value;
                @let word = |v| reader.number(v, line.measure.unit);
                @let holes = [("low", word(q.low)), ("high", word(q.high)), ("likely", word(q.likely))];
                @let holes: Vec<(&str, &str)> = holes.iter().map(|(k, v)| (*k, v.as_str())).collect();
                div.range {
                    span.range-label { (reader.say(line.label)) }
                    div.range-value { (figure::measure(reader, line.label, line.measure)) }
                    svg.range-line width="100%" height="52" role="img" {
                        title { (reader.say(line.label)) }
                        desc { (reader.fill(DESC, &holes)) }
                        line.axis x1="0" x2="100%" y1="26" y2="26" {}
                        @if low <= 0.0 { line.zero x1=(at(0.0)) x2=(at(0.0)) y1="16" y2="36" {} }
                        @if let Some((value, name)) = mark {
                            line.limit x1=(at(value)) x2=(at(value)) y1="0" y2="52" {}
                            @if i == 0 { text.t-limit x=(at(value)) dx=(if (value - low) / width > 0.5 { -6 } else { 6 }) y="10" text-anchor=(if (value - low) / width > 0.5 { "end" } else { "start" }) { (reader.say(name)) } }
                        }
                        line.extent x1=(at(q.low)) x2=(at(q.high)) y1="26" y2="26" {}
                        circle.likely cx=(at(q.likely)) cy="26" r="6" {}
                        // Ends that stand too near one another to be read are told beside the label only.
                        @if q.is_range() && (q.high - q.low) / width > 0.2 {
                            text.t-end x=(at(q.low)) y="47" text-anchor=(if anchor(q.low) == "middle" { "middle" } else { "start" }) { (word(q.low)) }
                            text.t-end x=(at(q.high)) y="47" text-anchor=(anchor(q.high)) { (word(q.high)) }
                        }
                    }
                }
            }
            (table::behind(
                reader,
                reader.w(TABLE),
                &[table::words(WHAT), table::number(LOW), table::number(LIKELY), table::number(HIGH)],
                lines.iter().map(|l| {
                    let word = |v| html! { (reader.number(v, l.measure.unit)) };
                    vec![html! { (reader.say(l.label)) }, word(l.measure.value.low), word(l.measure.value.likely), word(l.measure.value.high)]
                }).collect(),
            ))
        }
    }
}
