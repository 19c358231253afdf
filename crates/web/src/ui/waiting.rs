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
    let at = |percent: f64| format!("{percent:.2}%");
    html! {
        figure.waiting {
            figcaption { (reader.say(caption)) }
            svg.waiting-bar width="100%" height="104" role="img" {
                title { (reader.say(caption)) }
                defs {
                    @for side in [Side::Marketing, Side::It, Side::Other] {
                        (hatching(&format!("{id}-{}", side_class(side)), &format!("hatch {}", side_class(side))))
                    }
                }
                @for (i, (start, segment)) in placed.iter().enumerate() {
                    @let row = 50 + (i % 3) * 18;
                    @let class = side_class(segment.side);
                    @let late = *start > 55.0;
                    @let days = reader.number(segment.days, Unit::Days);
                    rect.seg.(class).worked[segment.worked] x=(at(*start)) y="4" width=(at(segment.days / total * 100.0)) height="26"
                        fill=[segment.worked.then(|| format!("url(#{id}-{class})"))] {}
                    line.leader x1=(at(*start)) x2=(at(*start)) y1="4" y2=(row + 4) {}
                    text.t-seg x=(at(*start)) dx=(if late { -5 } else { 5 }) y=(row) text-anchor=[late.then_some("end")] {
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
