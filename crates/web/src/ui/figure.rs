//! A number that opens its sources, alone, in a sentence, or large on the spine.

use base::{Figure, Lang, Measure, Quantity, Say, Unit};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::verdict_parts;
use super::evidence::{evidence, source_words};
use super::{Reader, badge};

crate::ui::words! {
    WHERE_FROM = "D’où vient ce chiffre" / "Where this number comes from";
    ON_LIMIT = "limite : {limit}" / "limit: {limit}";
    MORE_SOURCES = "et {n} de plus" / "and {n} more";
    SOURCES = "Sources des chiffres de cette page" / "Sources of the figures on this page";
}

/// A number in a line of text: the figure, its mark, and its evidence folded beside it.
///
/// It is a `details` element, so it stands in a `div`, `li` or cell, never in a `p`.
pub fn figure(reader: &Reader, figure: &Figure) -> Markup {
    inline(reader, figure, &reader.value(&shown(figure)), true)
}

/// A bare measure in a line of text, named for the margin.
pub fn measure(reader: &Reader, label: &Say, measure: &Measure) -> Markup {
    figure(reader, &Figure { key: String::new(), label: label.clone(), measure: measure.clone() })
}

fn inline(reader: &Reader, figure: &Figure, words: &str, with_range: bool) -> Markup {
    let range = if with_range { reader.range(&shown(figure)) } else { None };
    html! {
        details.fig data-figure=(figure.key) {
            summary title=(reader.w(WHERE_FROM)) {
                span.fig-value { (words) span.fig-mark aria-hidden="true" {} }
                @if let Some(range) = range { span.fig-range { " " (range) } }
            }
            (note(reader, figure))
        }
    }
}

fn note(reader: &Reader, figure: &Figure) -> Markup {
    html! {
        div.note role="note" {
            p.note-title { (reader.say(&figure.label)) }
            p.note-value { (reader.value(&figure.measure)) }
            (evidence(reader, &figure.measure))
        }
    }
}

/// A figure as both sides share it on the spine.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The limit it is held against.
    pub limit: Option<&'a Measure>,
    /// The verdict on it.
    pub verdict: Option<Verdict>,
}

/// The list of shared figures on the spine.
pub fn spine(reader: &Reader, figures: &[Shared]) -> Markup {
    html! { div.shared-list { @for shared in figures { (self::shared(reader, shared)) } } }
}

/// One shared figure: label, number, range, limit and verdict; opening it unfolds its evidence on the spine.
pub fn shared(reader: &Reader, shared: &Shared) -> Markup {
    let figure = shared.figure;
    let class = shared.verdict.map_or("", |verdict| verdict_parts(verdict).0);
    html! {
        details.shared.(class) data-figure=(figure.key) {
            summary title=(reader.w(WHERE_FROM)) {
                span.shared-label { (reader.say(&figure.label)) }
                span.shared-value { (large(&reader.value(&shown(figure)))) span.fig-mark aria-hidden="true" {} }
                @if let Some(range) = reader.range(&shown(figure)) { span.shared-range { (range) } }
                @if let Some(limit) = shared.limit {
                    span.shared-limit { (reader.fill(ON_LIMIT, &[("limit", &reader.value(limit))])) }
                }
                @if let Some(verdict) = shared.verdict { (badge::verdict(reader, verdict)) }
            }
            div.note role="note" { (evidence(reader, &figure.measure)) }
        }
    }
}

/// A fact both sides share that is no number: a label, who it is, each with a word beside the name and what it rests on.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// What they have in common.
    pub label: &'a str,
    /// Each of them.
    pub each: Vec<Who>,
}

/// One of those a fact names.
#[derive(Clone, Debug)]
pub struct Who {
    /// Its name, linked where it has a page.
    pub name: Markup,
    /// A word beside the name, such as a country.
    pub beside: String,
    /// What has to be watched about it, if anything.
    pub watch: Option<&'static str>,
    /// What it rests on.
    pub rests: Markup,
}

/// Those a fact names, as the spine shows its figures; opening it unfolds what it rests on.
pub fn named(reader: &Reader, named: &Named) -> Markup {
    html! {
        details.shared {
            summary title=(reader.w(WHERE_FROM)) {
                span.shared-label { (named.label) }
                @for (i, who) in named.each.iter().enumerate() {
                    span.shared-name {
                        span { (who.name) @if i == 0 { span.fig-mark aria-hidden="true" {} } }
                        span.shared-range { (who.beside) }
                        @if let Some(words) = who.watch { (badge::state(Verdict::Watch, words)) }
                    }
                }
            }
            div.note role="note" { @for who in &named.each { (who.rests) } }
        }
    }
}

/// The number large, a unit in words small beside it.
fn large(value: &str) -> Markup {
    match value.split_once('\u{a0}') {
        Some((number, unit)) if unit.chars().count() > 1 => html! { (number) span.fig-unit { "\u{a0}" (unit) } },
        _ => html! { (value) },
    }
}

/// A figure's number as it is shown: as precisely as it is known, but in a receipt as it was worked out, for people add
/// it up.
fn shown(figure: &Figure) -> Measure {
    if figure.key.starts_with("receipt.") { figure.measure.clone() } else { rounded(&figure.measure) }
}

/// A number as precisely as it is known: one that may lie anywhere in a range is not told to the tenth of a percent.
///
/// The step is the power of ten at most a quarter of the range's width; whole minutes from ten on. Exact values stay as
/// they are. The evidence keeps the number unrounded.
pub fn rounded(measure: &Measure) -> Measure {
    let Quantity { low, likely, high } = measure.value;
    let step = match (measure.unit, high - low) {
        // What people reckon with stays as it was reckoned, so that sums tie.
        (Unit::EurToday | Unit::EurPerYear | Unit::EurPerWeek | Unit::Months, _) => return measure.clone(),
        // Points are held against lines of hundredths.
        (Unit::PercentagePoints, _) => return measure.clone(),
        (_, width) if width > 0.0 => 10f64.powf((width / 4.0).log10().floor()),
        (Unit::MinutesPerMonth, _) if likely >= 10.0 => 1.0,
        _ => return measure.clone(),
    };
    // A count of things is whole, and a step near the number would leave nothing of it.
    let step = if measure.unit == Unit::Count { step.max(1.0) } else { step };
    if step > likely.abs() / 10.0 && likely != 0.0 {
        return measure.clone();
    }
    let to = |value: f64| (value / step).round() * step;
    // A share does not cross a limit by being rounded: what is over stays over.
    let crosses = |limit: f64| (likely > limit) != (to(likely) > limit + 1e-9);
    if measure.unit == Unit::Share && [1.0, agenda::lane::NEAR_LIMIT].into_iter().any(crosses) {
        return measure.clone();
    }
    Measure { value: Quantity { low: to(low), likely: to(likely), high: to(high) }, ..measure.clone() }
}

/// A sentence whose figures open their sources.
///
/// Figures stand in it either as `{key}` or as the very words [`Reader::value`] gives them; a word of a longer number
/// is never taken for one. Unknown `{keys}` are left as they are.
pub fn sentence(reader: &Reader, say: &Say, figures: &[Figure]) -> Markup {
    html! { div.say { (runs(reader, reader.say(say), figures, Precision::Told)) } }
}

/// A sentence set large: the one thing to remember of a page. It says the likely value; the evidence keeps the range.
pub fn statement(reader: &Reader, say: &Say, figures: &[Figure]) -> Markup {
    html! { div.say.statement { (runs(reader, reader.say(say), figures, Precision::Likely)) } }
}

/// Several sentences, the first one leading.
pub fn sentences(reader: &Reader, says: &[Say], figures: &[Figure]) -> Markup {
    html! { @for say in says { (sentence(reader, say, figures)) } }
}

/// Sentences that reckon: their numbers stay as they were worked out, so that sums can be checked.
pub fn reckoned(reader: &Reader, says: &[Say], figures: &[Figure]) -> Markup {
    html! { @for say in says { div.say { (runs(reader, reader.say(say), figures, Precision::Worked)) } } }
}

/// How precisely the numbers of a sentence are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Precision {
    /// As precisely as they are known, with their range.
    Told,
    /// As precisely as they are known, the likely value alone.
    Likely,
    /// As they were worked out, where sums are made of them.
    Worked,
}

/// Whether sums are made of numbers of this unit in sentences: 91.5 + 150.5 = 242.
fn is_reckoned(unit: Unit) -> bool {
    matches!(unit, Unit::CallsPerSecond | Unit::ViewsPerSecond | Unit::CallsPerView)
}

fn runs(reader: &Reader, text: &str, figures: &[Figure], precision: Precision) -> Markup {
    let value = |figure: &Figure| match precision {
        Precision::Worked if is_reckoned(figure.measure.unit) => reader.value(&figure.measure),
        _ => reader.value(&shown(figure)),
    };
    let mut after: Option<&Figure> = None;
    let mut parts = Vec::new();
    for run in split(text, figures, &|figure| reader.value(&figure.measure)) {
        let words = match (&run, after) {
            // The range that follows a figure in the text is shown beside it, or left to its evidence.
            (Run::Words(words), Some(figure)) => {
                let range = reader.range(&figure.measure).map(|range| format!(" {range}"));
                range.and_then(|range| words.strip_prefix(range.as_str())).unwrap_or(words)
            }
            (Run::Words(words), None) => words,
            _ => "",
        };
        after = None;
        parts.push(match run {
            Run::Words(_) => html! { (typeset(reader.lang, words)) },
            Run::Figure(figure, _) => {
                after = Some(figure);
                inline(reader, figure, &value(figure), precision != Precision::Likely)
            }
            Run::Hole(figure) => inline(reader, figure, &value(figure), precision != Precision::Likely),
        });
    }
    html! { @for part in parts { (part) } }
}

/// Keeps French marks on the line of the word they follow.
fn typeset(lang: Lang, words: &str) -> std::borrow::Cow<'_, str> {
    if lang == Lang::En || ![" :", " ;", " ?", " !", " »", "« "].iter().any(|mark| words.contains(mark)) {
        return words.into();
    }
    let mut out = words.to_owned();
    for mark in [":", ";", "?", "!", "»"] {
        out = out.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
    }
    out.replace("« ", "«\u{a0}").into()
}

#[derive(Debug, PartialEq)]
enum Run<'t, 'f> {
    Words(&'t str),
    Figure(&'f Figure, &'t str),
    Hole(&'f Figure),
}

/// Cuts a sentence where a figure stands in it; the longest match at the earliest place wins.
fn split<'t, 'f>(text: &'t str, figures: &'f [Figure], written: &dyn Fn(&Figure) -> String) -> Vec<Run<'t, 'f>> {
    let shown: Vec<(&Figure, String, String)> =
        figures.iter().map(|f| (f, format!("{{{}}}", f.key), written(f))).collect();
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((at, len, run)) = earliest(text.len() - rest.len(), text, &shown) {
        let start = at - (text.len() - rest.len());
        if start > 0 {
            out.push(Run::Words(&rest[..start]));
        }
        out.push(run);
        rest = &rest[start + len..];
    }
    if !rest.is_empty() {
        out.push(Run::Words(rest));
    }
    out
}

fn earliest<'t, 'f>(
    from: usize,
    text: &'t str,
    shown: &[(&'f Figure, String, String)],
) -> Option<(usize, usize, Run<'t, 'f>)> {
    let mut best: Option<(usize, usize, Run)> = None;
    for (figure, hole, words) in shown {
        // One digit stands in too many sentences to be taken for the figure; a hole is always its own.
        let literal = whole_word(text, from, words).filter(|_| words.len() > 1).map(|at| (at, words.len(), false));
        let hole = text[from..].find(hole.as_str()).map(|at| (at + from, hole.len(), true));
        for (at, len, is_hole) in [hole, literal].into_iter().flatten() {
            if best.as_ref().is_none_or(|(b, blen, _)| at < *b || (at == *b && len > *blen)) {
                let run = if is_hole { Run::Hole(figure) } else { Run::Figure(figure, &text[at..at + len]) };
                best = Some((at, len, run));
            }
        }
    }
    best
}

/// Finds `words` at or after `from` where it is not part of a longer word or number.
fn whole_word(text: &str, from: usize, words: &str) -> Option<usize> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{202f}' | '−' | '€');
    let mut start = from;
    while let Some(at) = text[start..].find(words).map(|at| at + start) {
        let mut before = text[..at].chars().rev();
        let mut after = text[at + words.len()..].chars();
        let (b, bb) = (before.next(), before.next());
        let (a, aa) = (after.next(), after.next());
        let joined_before =
            b.is_some_and(inside) || (matches!(b, Some('.' | ',')) && bb.is_some_and(|c| c.is_ascii_digit()));
        let joined_after =
            a.is_some_and(inside) || (matches!(a, Some('.' | ',')) && aa.is_some_and(|c| c.is_ascii_digit()));
        if !joined_before && !joined_after {
            return Some(at);
        }
        start = at + words.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// How many sources of one figure stand on paper; on a screen all of them do.
const SOURCES_MOST: usize = 12;

/// The sources of a page's figures, for paper: one line per figure; on a screen it is folded away.
pub fn sources(reader: &Reader, figures: &[Figure]) -> Markup {
    html! {
        section.sources {
            h2 { (reader.w(SOURCES)) }
            ol {
                @for figure in figures {
                    li {
                        b { (reader.say(&figure.label)) } " " (base::format::measure(reader.lang, &figure.measure)) ". "
                        @let all = sources_of(reader, &figure.measure);
                        @let more = all.len().saturating_sub(SOURCES_MOST);
                        @for (i, told) in all.into_iter().take(SOURCES_MOST).enumerate() {
                            @if i > 0 { "; " }
                            (told)
                        }
                        @if more > 0 { " " (reader.fill(MORE_SOURCES, &[("n", &more.to_string())])) }
                        "."
                    }
                }
            }
        }
    }
}

/// Where the facts under a measure were read or who said them, each once.
fn sources_of(reader: &Reader, measure: &Measure) -> Vec<Markup> {
    let mut seen: Vec<String> = Vec::new();
    let mut told = Vec::new();
    for fact in measure.facts() {
        let base::Evidence::Fact { source, as_of, .. } = fact else { continue };
        let words = html! {
            (source_words(reader, source))
            @if let Some(date) = as_of { " (" (reader.date(*date)) ")" }
        };
        let text = words.clone().into_string();
        if !seen.contains(&text) {
            seen.push(text);
            told.push(words);
        }
    }
    told
}

/// A percentage written for a chart's label.
pub(super) fn short(lang: Lang, value: f64) -> String {
    base::format::number(lang, value, if value.abs() < 100.0 { 2 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Evidence, Kind, Ref, Source};

    fn figure(key: &str, value: f64, unit: Unit) -> Figure {
        let evidence = std::sync::Arc::new(Evidence::Fact {
            subject: Ref::new(Kind::System, "loyalty engine"),
            field: "limit".into(),
            source: Source::Assumption { why: Say::same("test") },
            as_of: None,
        });
        Figure {
            key: key.into(),
            label: Say::same(key),
            measure: Measure { value: Quantity::exact(value), unit, evidence },
        }
    }

    #[test]
    fn a_number_is_told_as_precisely_as_it_is_known() {
        let told = |low, likely, high, unit| {
            let mut figure = figure("x", likely, unit);
            figure.measure.value = Quantity { low, likely, high };
            base::format::measure(Lang::En, &rounded(&figure.measure))
        };
        assert_eq!(told(1.52, 1.613, 1.707, Unit::Share), "161\u{a0}% [152–171]");
        assert_eq!(told(0.773, 0.811, 0.848, Unit::Share), "81\u{a0}% [77–85]");
        assert_eq!(told(0.56, 0.62, 0.66, Unit::Share), "62\u{a0}% [56–66]");
        assert_eq!(told(0.97, 1.004, 1.05, Unit::Share), "100.4\u{a0}% [97–105]", "over stays over");
        assert_eq!(told(1.925, 1.925, 1.925, Unit::Share), "192.5\u{a0}%", "exact stays exact");
        assert_eq!(told(3.0, 3.5, 4.0, Unit::CallsPerView), "3.5\u{a0}calls a view [3–4]");
        assert_eq!(told(214.7, 214.7, 214.7, Unit::MinutesPerMonth), "215\u{a0}min a month");
        assert_eq!(told(2.0, 3.0, 40.0, Unit::Days), "3\u{a0}working days [2–40]");
    }

    #[test]
    fn what_stands_large_says_the_likely_value_and_leaves_the_range_to_the_evidence() {
        let mut used = figure("used", 1.613, Unit::Share);
        used.measure.value = Quantity { low: 1.52, likely: 1.613, high: 1.707 };
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        let say = Say::same(format!("it gets {} of what it can carry", base::format::measure(Lang::En, &used.measure)));
        let html = statement(&reader, &say, std::slice::from_ref(&used)).into_string();
        let (head, _) = html.split_once("</summary>").unwrap();
        assert!(head.contains("161\u{a0}%") && !head.contains("[152"), "{html}");
        assert!(html.ends_with(" of what it can carry</div>") && html.contains("between 152"), "{html}");
        let html = sentence(&reader, &say, &[used]).into_string();
        assert!(html.contains("<span class=\"fig-range\"> [152–171]</span>"), "{html}");
    }

    #[test]
    fn a_hole_takes_its_figure_however_short_and_a_digit_alone_is_no_figure() {
        let users = figure("users", 4.0, Unit::Count);
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        let told = |words: &str| statement(&reader, &Say::same(words), std::slice::from_ref(&users)).into_string();
        let html = told("It has {users} users.");
        assert!(!html.contains("{users}") && html.contains("fig"), "{html}");
        assert_eq!(told("Within 4 days."), "<div class=\"say statement\">Within 4 days.</div>");
    }

    #[test]
    fn figures_are_found_in_sentences_and_never_inside_longer_numbers() {
        let figures = [figure("tills", 1184.0, Unit::Count), figure("used", 1.925, Unit::Share)];
        let written = |f: &Figure| base::format::with_unit(Lang::En, f.measure.value.likely, f.measure.unit);
        let found = |text: &str| {
            split(text, &figures, &written)
                .into_iter()
                .filter_map(|run| match run {
                    Run::Words(_) => None,
                    Run::Figure(f, _) | Run::Hole(f) => Some(f.key.clone()),
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(found("it can slow down 1,184 tills, at 192.5\u{a0}%."), ["tills", "used"]);
        assert_eq!(found("{used} of {tills}, {other}"), ["used", "tills"]);
        assert!(found("21,184 and 1,184,000 and 1,184.5 and 3192.5\u{a0}%").is_empty());
    }
}
