//! Things as dots along a number, against the threshold a promise needs: who stands on which side, and how far.

use base::{Measure, Say};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::verdict_parts;
use super::{Reader, table};

crate::ui::words! {
    DESC = "{above} au seuil de {threshold} ou mieux, {below} en dessous ; le plus bas à {low}, le plus haut à {high}."
        / "{above} at the threshold of {threshold} or better, {below} below it; the lowest at {low}, the highest at {high}.";
    TABLE = "Ceux qui ne l’ont pas, un par un" / "Those that have not, one by one";
    WHO = "Lequel" / "Which";
}

/// One thing with its number.
pub struct Dot<'a> {
    /// What it is called.
    pub name: Markup,
    /// Its number.
    pub measure: &'a Measure,
    /// Whether it has what is needed.
    pub ready: bool,
}

/// Into how many steps the axis is cut; dots of one step stand on one another.
const STEPS: f64 = 56.0;
/// How high one dot stands on another, in pixels.
const RISE: usize = 8;

/// The dots, the threshold through them, and a table of those that lack it behind.
pub fn threshold(reader: &Reader, caption: &Say, label: &Say, at: &Measure, dots: &[Dot]) -> Markup {
    let value = |dot: &Dot| dot.measure.value.likely;
    let all = dots.iter().map(value).chain([at.value.likely]);
    let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let width = (high - low).max(f64::MIN_POSITIVE);
    // The threshold lies between two steps, so that no dot stands across it.
    let step = width / STEPS;
    let place = |v: f64| ((v - at.value.likely) / step + 1e-6).floor();
    let x = |steps: f64| format!("{:.2}%", 2.0 + ((at.value.likely - low) / step + steps) / (STEPS + 1.0) * 96.0);
    let mut stacks: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    let placed: Vec<(f64, usize, bool)> = dots
        .iter()
        .map(|dot| {
            let steps = place(value(dot));
            let stack = stacks.entry(steps as i64).or_default();
            *stack += 1;
            (steps + 0.5, *stack, dot.ready)
        })
        .collect();
    let tallest = stacks.values().copied().max().unwrap_or(0);
    let ground = 26 + tallest * RISE;
    let (ready, lacking): (Vec<&Dot>, Vec<&Dot>) = dots.iter().partition(|dot| dot.ready);
    let number = |n: usize| base::format::number(reader.lang, n as f64, 0);
    let (above, below) = (number(ready.len()), number(lacking.len()));
    let (said, from, to) = (reader.value(at), reader.number(low, at.unit), reader.number(high, at.unit));
    let holes = [("above", above.as_str()), ("below", &below), ("threshold", &said), ("low", &from), ("high", &to)];
    let shape = |verdict| verdict_parts(verdict).1;
    html! {
        figure.threshold {
            figcaption { (reader.say(caption)) }
            svg width="100%" height=(ground + 24) role="img" {
                title { (reader.say(caption)) }
                desc { (reader.fill(DESC, &holes)) }
                line.axis x1="0" x2="100%" y1=(ground) y2=(ground) {}
                @for (steps, stack, is_ready) in &placed {
                    circle.(if *is_ready { "has" } else { "lacks" }) cx=(x(*steps)) cy=(ground + 2 - stack * RISE) r="3.2" {}
                }
                line.limit x1=(x(0.0)) x2=(x(0.0)) y1="0" y2=(ground) {}
                text.t-lacks x=(x(0.0)) dx="-8" y="13" text-anchor="end" { (shape(Verdict::Watch)) " " (below) }
                text.t-has x=(x(0.0)) dx="8" y="13" { (shape(Verdict::Fine)) " " (above) }
                text.t-end x="0" y=(ground + 18) { (from) }
                text.t-limit x=(x(0.0)) y=(ground + 18) text-anchor="middle" { (said) }
                text.t-end x="100%" y=(ground + 18) text-anchor="end" { (to) }
            }
            @if !lacking.is_empty() {
                (table::behind(
                    reader,
                    reader.w(TABLE),
                    &[table::words(WHO), table::Column { head: label.clone(), number: true }],
                    lacking.iter().map(|dot| vec![
                        dot.name.clone(),
                        super::figure::measure(reader, label, dot.measure),
                    ]).collect(),
                ))
            }
        }
    }
}
