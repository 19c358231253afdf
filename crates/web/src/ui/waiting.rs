//! Where the time of a request went: one bar, segments labelled in place by who holds it, worked time hatched.

use base::{Say, Unit};
use maud::{Markup, html};

use super::load::hatching;
use super::{Reader, table};

crate::ui::words! {
    TABLE = "Les mêmes durées en tableau" / "The same times as a table";
    WHO = "Chez qui" / "With whom";
    TIME = "Durée" / "Time";
    CALENDAR = "Au calendrier" / "On the calendar";
    SHARE = "Part" / "Share";
    LABEL = "{who}, {time}" / "{who}, {time}";
    IN_ALL = "en tout" / "in all";
}

/// The smallest share that is drawn.
const SEEN: f64 = 0.005;

/// A part of the time.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Who held it, in a word or three.
    pub who: Say,
    /// The class whose hue it takes: `marketing`, `it`, `joint`, `other`.
    pub class: &'static str,
    /// For how many working days.
    pub days: f64,
    /// For how long on the calendar, as it is told.
    pub calendar: String,
    /// Whether it was worked on rather than waiting.
    pub worked: bool,
    /// The events behind it.
    pub href: Option<String>,
}

/// The bar with its labels and a table behind; `id` keeps the drawing's patterns apart from others on the page; `whole`
/// is the whole on the calendar.
pub fn waiting(reader: &Reader, id: &str, caption: &Say, segments: &[Segment], whole: &str) -> Markup {
    let sum: f64 = segments.iter().map(|s| s.days).sum();
    let total = sum.max(f64::MIN_POSITIVE);
    let mut from = 0.0;
    // What would not be seen stands in the table alone.
    let placed: Vec<(f64, &Segment)> = segments
        .iter()
        .filter(|segment| segment.days / total >= SEEN)
        .map(|segment| {
            let start = from;
            from += segment.days / total * 100.0;
            (start, segment)
        })
        .collect();
    // Labels of the left half hang lower the further left they start, those of the right half the further right, so
    // that no leader crosses a label.
    let early = placed.iter().filter(|(start, _)| *start < 50.0).count();
    let line_of = |i: usize| 48 + 19 * if i < early { early - 1 - i } else { i };
    let at = |percent: f64| format!("{percent:.2}%");
    let share = |days: f64| base::format::percent(reader.lang, days / total, 0);
    let mut rows: Vec<Vec<Markup>> = segments
        .iter()
        .map(|s| {
            vec![
                html! { @if let Some(href) = &s.href { a href=(href) { (reader.say(&s.who)) } } @else { (reader.say(&s.who)) } },
                html! { (reader.number(s.days, Unit::Days)) },
                html! { (share(s.days)) },
                html! { (s.calendar) },
            ]
        })
        .collect();
    rows.push(vec![
        html! { strong { (reader.w(IN_ALL)) } },
        html! { (reader.number(sum, Unit::Days)) },
        html! { (share(sum)) },
        html! { (whole) },
    ]);
    html! {
        figure.waiting {
            figcaption { (reader.say(caption)) }
            svg.waiting-bar width="100%" height=(44 + placed.len() * 19) role="img" {
                title { (reader.say(caption)) }
                defs {
                    @for class in ["marketing", "it", "joint", "other"] {
                        (hatching(&format!("{id}-{class}"), &format!("hatch {class}")))
                    }
                }
                @for (i, (start, _)) in placed.iter().enumerate() {
                    line.leader x1=(at(*start)) x2=(at(*start)) y1="30" y2=(line_of(i) + 3) {}
                }
                @for (i, (start, segment)) in placed.iter().enumerate() {
                    @let class = segment.class;
                    @let late = i >= early;
                    @let days = reader.number(segment.days, Unit::Days);
                    rect.seg.(class).worked[segment.worked] x=(at(*start)) y="4" width=(at(segment.days / total * 100.0)) height="26"
                        fill=[segment.worked.then(|| format!("url(#{id}-{class})"))] {}
                    text.t-seg x=(at(*start)) dx=(if late { -5 } else { 5 }) y=(line_of(i)) text-anchor=[late.then_some("end")] {
                        (reader.fill(LABEL, &[("who", reader.say(&segment.who)), ("time", &days)]))
                    }
                }
            }
            (table::behind(
                reader,
                reader.w(TABLE),
                &[table::words(WHO), table::number(TIME), table::number(SHARE), table::number(CALENDAR)],
                rows,
            ))
        }
    }
}
