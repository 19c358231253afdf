//! How many pairs have which score: two hills and the valley between them, where the threshold stands; and how many people
//! have how many records.

use base::format;
use maud::{Markup, html};

use super::{Reader, table};

crate::ui::words! {
    TITLE = "Paires par score" / "Pairs by score";
    DESC = "{below} paires sous le seuil, {above} au-dessus." / "{below} pairs below the threshold, {above} above it.";
    TWO = "deux personnes" / "two people";
    ONE = "une personne" / "one person";
    TABLE = "Les mêmes scores en tableau" / "The same scores as a table";
    SCORE = "Score, en bits" / "Score, in bits";
    FROM_TO = "de {from} à {to}" / "{from} to {to}";
    PAIRS = "Paires" / "Pairs";
    LOG = "Chaque ligne vaut dix fois celle du dessous." / "Each line stands for ten times the one below.";
    RECORDS = "Fiches" / "Records";
    PEOPLE = "Personnes" / "People";
}

/// How many pairs have a score in a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// From where.
    pub from: f64,
    /// To where.
    pub to: f64,
    /// How many.
    pub pairs: u64,
}

const HEIGHT: f64 = 190.0;
const TOP: f64 = 30.0;

/// The hills; on a logarithmic height, for what is in doubt is a thousandth of what is not.
pub fn hills(reader: &Reader, bins: &[Bin], threshold: f64) -> Markup {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return html! {} };
    let most = bins.iter().map(|bin| bin.pairs).max().unwrap_or(1).max(10);
    let top = (most as f64).log10().ceil();
    let rise = |pairs: u64| if pairs == 0 { 0.0 } else { ((pairs as f64).log10() + 0.3) / (top + 0.3) * HEIGHT };
    let ground = TOP + HEIGHT;
    let x = |bits: f64| (bits - first.from) / (last.to - first.from) * 100.0;
    let count = |n: u64| format::number(reader.lang, n as f64, 0);
    let sum = |one: bool| bins.iter().filter(|bin| (bin.from >= threshold) == one).map(|bin| bin.pairs).sum::<u64>();
    let (below, above) = (count(sum(false)), count(sum(true)));
    let limit = format!("{:.2}%", x(threshold));
    let ticks = (0..).map(|at| (first.from / 10.0).ceil() * 10.0 + f64::from(at) * 10.0);
    html! {
        figure.hills {
            svg width="100%" height=(ground + 30.0) role="img" {
                title { (reader.w(TITLE)) }
                desc { (reader.fill(DESC, &[("below", &below), ("above", &above)])) }
                @for power in 1..=(top as u32) {
                    @let pairs = 10_u64.pow(power);
                    @let y = ground - rise(pairs);
                    line.grid x1="0" x2="100%" y1=(y) y2=(y) {}
                    text.t-grid x="0" y=(y - 4.0) { (count(pairs)) }
                }
                @for bin in bins.iter().filter(|bin| bin.pairs > 0) {
                    @let (left, right, high) = (x(bin.from), x(bin.to), rise(bin.pairs));
                    rect.(if bin.from >= threshold { "speaks-for" } else { "speaks-against" })
                        x={ (format!("{left:.2}")) "%" } width={ (format!("{:.2}", (right - left) * 0.88)) "%" }
                        y=(format!("{:.1}", ground - high)) height=(format!("{high:.1}")) {}
                }
                line.axis x1="0" x2="100%" y1=(ground) y2=(ground) {}
                @for tick in ticks.take_while(|tick| *tick <= last.to) {
                    text.t-end x={ (format!("{:.2}", x(tick))) "%" } y=(ground + 18.0) text-anchor="middle" { (format::number(reader.lang, tick, 0)) }
                }
                line.limit x1=(limit) x2=(limit) y1="8" y2=(ground) {}
                text.t-against x=(limit) dx="-10" y="18" text-anchor="end" { "← " (reader.w(TWO)) }
                text.t-limit x=(limit) dx="10" y="18" { (reader.w(ONE)) " →" }
            }
            p.hint { (reader.w(LOG)) }
            (behind(reader, bins))
        }
    }
}

fn behind(reader: &Reader, bins: &[Bin]) -> Markup {
    let bits = |bits: f64| format::number(reader.lang, bits, 1);
    let rows = bins.iter().filter(|bin| bin.pairs > 0).map(|bin| {
        let span = reader.fill(FROM_TO, &[("from", &bits(bin.from)), ("to", &bits(bin.to))]);
        vec![html! { (span) }, html! { (format::number(reader.lang, bin.pairs as f64, 0)) }]
    });
    table::behind(reader, reader.w(TABLE), &[table::words(SCORE), table::number(PAIRS)], rows.collect())
}

/// A line of people who have so many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// From how many records.
    pub from: usize,
    /// To how many; the same for one size.
    pub to: usize,
    /// How many people.
    pub people: u64,
}

/// Gathers sizes so that a page shows few lines: one by one to six, then in spans that double.
pub fn by_size(sizes: impl IntoIterator<Item = (usize, u64)>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (size, people) in sizes {
        let (from, to) = match size {
            ..=6 => (size, size),
            7..=10 => (7, 10),
            11..=20 => (11, 20),
            21..=50 => (21, 50),
            _ => (51, usize::MAX),
        };
        match lines.iter_mut().find(|line| line.from == from) {
            Some(line) => line.people += people,
            None => lines.push(Line { from, to, people }),
        }
    }
    lines.sort_by_key(|line| line.from);
    lines
}

/// One bar per line.
pub fn sizes(reader: &Reader, lines: &[Line], name: impl Fn(&Line) -> Markup) -> Markup {
    let most = lines.iter().map(|line| line.people).max().unwrap_or(1).max(1) as f64;
    html! {
        div.sizes {
            div.size.size-head {
                span { (reader.w(RECORDS)) }
                span {}
                span.weight-bits { (reader.w(PEOPLE)) }
            }
            @for line in lines {
                div.size {
                    span.size-name { (name(line)) }
                    svg.size-bar width="100%" height="22" aria-hidden="true" {
                        rect.present x="0" y="5" height="12" width={ (format!("{:.2}", (line.people as f64 / most * 100.0).max(0.2))) "%" } {}
                    }
                    span.weight-bits { (format::number(reader.lang, line.people as f64, 0)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_person_is_lost_when_sizes_are_gathered() {
        let sizes = [(1, 900), (2, 300), (7, 5), (9, 4), (10, 1), (11, 2), (60, 1), (4_000, 1)];
        let lines = by_size(sizes);
        assert_eq!(
            lines.iter().map(|line| line.people).sum::<u64>(),
            sizes.iter().map(|(_, people)| people).sum::<u64>()
        );
        assert_eq!(lines.iter().map(|line| line.from).collect::<Vec<_>>(), [1, 2, 7, 11, 51]);
        assert_eq!(lines[2], Line { from: 7, to: 10, people: 10 });
    }

    #[test]
    fn pairs_stand_on_their_side_of_the_threshold() {
        let bins = [(-10.0, 900), (-2.0, 8), (0.0, 3), (8.0, 700)];
        let bins = bins.map(|(from, pairs)| Bin { from, to: from + 2.0, pairs });
        let reader =
            Reader { lang: base::Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        let page = hills(&reader, &bins, 0.0).into_string();
        assert!(page.contains("908 pairs below the threshold, 703 above it."));
        assert_eq!(page.matches("class=\"speaks-for\"").count(), 2);
        assert_eq!(page.matches("class=\"speaks-against\"").count(), 2);
    }
}
