//! Where the time of a request went: one bar, segments labelled in place by who holds it, worked time hatched.

use base::{Say, Side, Unit};
use maud::{Markup, html};

use super::badge::side_class;
use super::load::hatching;
use super::{Reader, table};

crate::ui::words! {
    TABLE = "Les mêmes durées en tableau" / "The same times as a table";
    WHO = "Chez qui" / "With whom";
    TIME = "Durée" / "Time";
    WORKED = "travaillé" / "worked";
    WAITED = "en attente" / "waiting";
    STATE = "État" / "State";
    LABEL = "{who}, {time}" / "{who}, {time}";
}

/// One stretch of time.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Who held the request.
    pub who: Say,
    /// Their side, whose hue it takes.
    pub side: Side,
    /// For how many days.
    pub days: f64,
    /// Whether it was worked on rather than waiting.
    pub worked: bool,
    /// The events behind it.
    pub href: Option<String>,
}

/// The bar with its labels and a table behind; `id` keeps the drawing's patterns apart from others on the page.
pub fn waiting(reader: &Reader, id: &str, caption: &Say, segments: &[Segment]) -> Markup {
    let total: f64 = segments.iter().map(|s| s.days).sum::<f64>().max(f64::MIN_POSITIVE);
    let mut from = 0.0;
    let placed: Vec<(f64, &Segment)> = segments
        .iter()
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
    html! {
        figure.waiting {
            figcaption { (reader.say(caption)) }
            svg.waiting-bar width="100%" height=(44 + segments.len() * 19) role="img" {
                title { (reader.say(caption)) }
                defs {
                    @for side in [Side::Marketing, Side::It, Side::Other] {
                        (hatching(&format!("{id}-{}", side_class(side)), &format!("hatch {}", side_class(side))))
                    }
                }
                @for (i, (start, _)) in placed.iter().enumerate() {
                    line.leader x1=(at(*start)) x2=(at(*start)) y1="30" y2=(line_of(i) + 3) {}
                }
                @for (i, (start, segment)) in placed.iter().enumerate() {
                    @let class = side_class(segment.side);
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
                &[table::words(WHO), table::words(STATE), table::number(TIME)],
                segments.iter().map(|s| vec![
                    html! { @if let Some(href) = &s.href { a href=(href) { (reader.say(&s.who)) } } @else { (reader.say(&s.who)) } },
                    html! { (reader.w(if s.worked { WORKED } else { WAITED })) },
                    html! { (reader.number(s.days, Unit::Days)) },
                ]).collect(),
            ))
        }
    }
}
