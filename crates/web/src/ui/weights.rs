//! What speaks for one person and what against, in bits: each agreement of a field as a bar from the middle line, and the
//! way from what stands beforehand to a pair's score, field by field.

use base::{Lang, format};
use maud::{Markup, html};

use super::{Reader, Words, table};

crate::ui::words! {
    AGAINST = "contre" / "against";
    FOR = "pour" / "for";
    DESC = "{from} bits avant, {to} après." / "{from} bits before, {to} after.";
    STANDS_FOR = "{bits} bits" / "{bits} bits";
    TABLE = "Les mêmes poids en tableau" / "The same weights as a table";
    FIELD = "Champ" / "Field";
    HOW = "Accord" / "Agreement";
    BITS = "Bits" / "Bits";
}

/// A sign before every number but zero, one digit after the point.
pub fn signed(lang: Lang, bits: f64) -> String {
    let number = format::number(lang, bits, 1);
    let point = if lang == Lang::Fr { ',' } else { '.' };
    let tenth = if number.contains(point) { String::new() } else { format!("{point}0") };
    let sign = if bits >= 0.05 { "+" } else { "" };
    format!("{sign}{number}{tenth}")
}

/// One way in which two values may agree.
#[derive(Clone, Debug)]
pub struct Weight {
    /// How they agree.
    pub how: String,
    /// What that says, in bits; against one person under zero.
    pub bits: f64,
}

/// The agreements of one field, the most telling first.
#[derive(Clone, Debug)]
pub struct Weights {
    /// What the field is called.
    pub field: String,
    /// Its agreements, those drawn.
    pub drawn: Vec<Weight>,
    /// All of them, for the table.
    pub all: Vec<Weight>,
}

/// Where a value stands between the ends of a drawing, as a percentage of its width.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn over(values: impl Iterator<Item = f64>) -> Scale {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let room = ((high - low) * 0.02).max(0.5);
        Scale { low: low - room, high: high + room }
    }

    fn part(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) * 100.0
    }

    fn at(&self, value: f64) -> String {
        format!("{:.2}%", self.part(value))
    }

    /// A bar between two values.
    fn bar(&self, from: f64, to: f64, (top, height): (&str, u32)) -> Markup {
        let class = if to >= from { "speaks-for" } else { "speaks-against" };
        let (left, right) = (self.part(from.min(to)), self.part(from.max(to)));
        let width = (right - left).max(0.15);
        html! {
            rect.(class) x={ (format!("{left:.2}")) "%" } width={ (format!("{width:.2}")) "%" } y=(top) height=(height) {}
        }
    }
}

/// Every field with its agreements, all on one axis, and a table of all levels behind.
pub fn weights(reader: &Reader, fields: &[Weights]) -> Markup {
    let scale = Scale::over(fields.iter().flat_map(|field| field.drawn.iter().map(|weight| weight.bits)));
    let middle = scale.at(0.0);
    html! {
        figure.weights {
            div.weight.weight-head aria-hidden="true" {
                span {}
                svg width="100%" height="20" {
                    text.t-against x=(middle) dx="-10" y="14" text-anchor="end" { "← " (reader.w(AGAINST)) }
                    text.t-for x=(middle) dx="10" y="14" { (reader.w(FOR)) " →" }
                }
                span.weight-bits { (reader.w(BITS)) }
            }
            @for field in fields {
                h3.weight-field { (field.field) }
                @for weight in &field.drawn {
                    div.weight {
                        span.weight-how { (weight.how) }
                        svg.weight-bar width="100%" height="22" aria-hidden="true" {
                            (scale.bar(0.0, weight.bits, ("5", 12)))
                            line.zero x1=(middle) x2=(middle) y1="0" y2="22" {}
                        }
                        span.weight-bits { (signed(reader.lang, weight.bits)) }
                    }
                }
            }
            (behind(reader, fields))
        }
    }
}

fn behind(reader: &Reader, fields: &[Weights]) -> Markup {
    let columns = [table::words(FIELD), table::words(HOW), table::number(BITS)];
    let rows = fields.iter().flat_map(|field| {
        field.all.iter().map(|weight| {
            vec![html! { (field.field) }, html! { (weight.how) }, html! { (signed(reader.lang, weight.bits)) }]
        })
    });
    table::behind(reader, reader.w(TABLE), &columns, rows.collect())
}

/// One step of a score.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is.
    pub what: String,
    /// What stands on either side of it, and how they agree.
    pub about: Markup,
    /// What it adds, in bits.
    pub bits: f64,
}

/// How a pair comes to its score.
#[derive(Clone, Debug)]
pub struct Waterfall {
    /// In order; the first is what stands beforehand.
    pub steps: Vec<Step>,
    /// What it comes to.
    pub total: (Words, f64),
    /// From which score on two records are one person, and what that line is called.
    pub threshold: (Words, f64),
}

/// The steps one under the other, each beginning where the one above ended.
pub fn waterfall(reader: &Reader, fall: &Waterfall) -> Markup {
    let mut at = 0.0;
    let mut ways = Vec::new();
    for step in &fall.steps {
        ways.push((at, at + step.bits));
        at += step.bits;
    }
    let ((total, bits), (line, threshold)) = (fall.total, fall.threshold);
    let scale = Scale::over(ways.iter().flat_map(|(from, to)| [*from, *to]).chain([bits, threshold]));
    let limit = scale.at(threshold);
    let left = scale.part(threshold) > 50.0;
    html! {
        figure.fall {
            div.fall-step.fall-head aria-hidden="true" {
                span {} span {}
                svg width="100%" height="20" {
                    text.t-limit x=(limit) dx=(if left { -8 } else { 8 }) y="14" text-anchor=(if left { "end" } else { "start" }) {
                        (reader.w(line))
                    }
                }
                span.weight-bits { (reader.w(BITS)) }
            }
            ol {
                @for (step, (from, to)) in fall.steps.iter().zip(&ways) {
                    li.fall-step {
                        span.fall-what { (step.what) }
                        span.fall-about { (step.about) }
                        span.fall-cell { svg.fall-bar width="100%" height="100%" role="img" {
                            title { (step.what) }
                            desc { (reader.fill(DESC, &[("from", &signed(reader.lang, *from)), ("to", &signed(reader.lang, *to))])) }
                            line.limit-line x1=(limit) x2=(limit) y1="0" y2="100%" {}
                            (scale.bar(*from, *to, ("50%", 16)))
                            line.carries x1=(scale.at(*to)) x2=(scale.at(*to)) y1="50%" y2="100%" {}
                        } }
                        span.weight-bits { (signed(reader.lang, step.bits)) }
                    }
                }
                li.fall-step.fall-total {
                    span.fall-what { (reader.w(total)) }
                    span.fall-about {}
                    span.fall-cell { svg.fall-bar width="100%" height="100%" role="img" {
                        title { (reader.w(total)) }
                        desc { (reader.fill(STANDS_FOR, &[("bits", &signed(reader.lang, bits))])) }
                        line.limit-line x1=(limit) x2=(limit) y1="0" y2="100%" {}
                        (scale.bar(threshold, bits, ("50%", 20)))
                    } }
                    span.weight-bits { (signed(reader.lang, bits)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> Reader<'static> {
        Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE }
    }

    /// The numbers of an attribute, in order.
    fn numbers(markup: &str, class: &str, name: &str) -> Vec<f64> {
        let bars = markup.split("<rect class=\"").skip(1).filter(|bar| bar.starts_with(class));
        let of = |bar: &str| {
            let (_, rest) = bar.split_once(&format!(" {name}=\""))?;
            rest.split_once("%\"")?.0.parse().ok()
        };
        bars.filter_map(of).collect()
    }

    #[test]
    fn each_step_begins_where_the_one_above_ended() {
        let step = |bits| Step { what: "x".to_owned(), about: html! {}, bits };
        const WORDS: Words = Words { fr: "seuil", en: "threshold" };
        let steps = vec![step(-6.0), step(9.0), step(4.0)];
        let page =
            waterfall(&reader(), &Waterfall { steps, total: (WORDS, 7.0), threshold: (WORDS, 0.0) }).into_string();
        let (x, width) = (numbers(&page, "speaks-for", "x"), numbers(&page, "speaks-for", "width"));
        // 9 bits from the lowest point, 4 behind them, and the whole from the threshold to 7.
        assert!((x[0] + width[0] - x[1]).abs() < 0.02, "{x:?} {width:?}");
        assert!((x[1] + width[1] - (x[2] + width[2])).abs() < 0.02, "{x:?} {width:?}");
        assert!((width[0] / width[1] - 9.0 / 4.0).abs() < 0.01);
        let (low, long) = (numbers(&page, "speaks-against", "x"), numbers(&page, "speaks-against", "width"));
        assert!((low[0] - x[0]).abs() < 0.02 && (low[0] + long[0] - x[2]).abs() < 0.02);
    }

    #[test]
    fn what_speaks_against_stands_left_of_the_middle() {
        let weight = |bits| Weight { how: "the same".to_owned(), bits };
        let drawn = vec![weight(12.0), weight(-4.0)];
        let page = weights(&reader(), &[Weights { field: "Name".to_owned(), all: drawn.clone(), drawn }]).into_string();
        let (x, against) = (numbers(&page, "speaks-for", "x")[0], numbers(&page, "speaks-against", "x")[0]);
        assert!(against < x);
        assert!(page.contains("+12.0") && page.contains("−4.0"));
    }
}
