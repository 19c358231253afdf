//! A number that opens its sources, alone, in a sentence, or large on the spine.

use base::{Figure, Lang, Measure, Say};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::verdict_parts;
use super::evidence::{evidence, source_words};
use super::{Reader, badge};

crate::ui::words! {
    WHERE_FROM = "D’où vient ce chiffre" / "Where this number comes from";
    ON_LIMIT = "limite : {limit}" / "limit: {limit}";
    SOURCES = "Sources des chiffres de cette page" / "Sources of the figures on this page";
}

/// A number in a line of text: the figure, its mark, and its evidence folded beside it.
///
/// It is a `details` element, so it stands in a `div`, `li` or cell, never in a `p`.
pub fn figure(reader: &Reader, figure: &Figure) -> Markup {
    inline(reader, figure, &reader.value(&figure.measure), true)
}

/// A bare measure in a line of text, named for the margin.
pub fn measure(reader: &Reader, label: &Say, measure: &Measure) -> Markup {
    figure(reader, &Figure { key: String::new(), label: label.clone(), measure: measure.clone() })
}

fn inline(reader: &Reader, figure: &Figure, shown: &str, with_range: bool) -> Markup {
    let range = if with_range { reader.range(&figure.measure) } else { None };
    html! {
        details.fig data-figure=(figure.key) {
            summary title=(reader.w(WHERE_FROM)) {
                span.fig-value { (shown) span.fig-mark aria-hidden="true" {} }
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
                span.shared-value { (large(&reader.value(&figure.measure))) span.fig-mark aria-hidden="true" {} }
                @if let Some(range) = reader.range(&figure.measure) { span.shared-range { (range) } }
                @if let Some(limit) = shared.limit {
                    span.shared-limit { (reader.fill(ON_LIMIT, &[("limit", &reader.value(limit))])) }
                }
                @if let Some(verdict) = shared.verdict { (badge::verdict(reader, verdict)) }
            }
            div.note role="note" { (evidence(reader, &figure.measure)) }
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

/// A sentence whose figures open their sources.
///
/// Figures stand in it either as `{key}` or as the very words [`Reader::value`] gives them; a word of a longer number
/// is never taken for one. Unknown `{keys}` are left as they are.
pub fn sentence(reader: &Reader, say: &Say, figures: &[Figure]) -> Markup {
    html! { div.say { (runs(reader, reader.say(say), figures)) } }
}

/// A sentence set large: the one thing to remember of a page.
pub fn statement(reader: &Reader, say: &Say, figures: &[Figure]) -> Markup {
    html! { div.say.statement { (runs(reader, reader.say(say), figures)) } }
}

/// Several sentences, the first one leading.
pub fn sentences(reader: &Reader, says: &[Say], figures: &[Figure]) -> Markup {
    html! { @for say in says { (sentence(reader, say, figures)) } }
}

fn runs(reader: &Reader, text: &str, figures: &[Figure]) -> Markup {
    html! {
        @for run in split(text, figures, &|figure| reader.value(&figure.measure)) {
            @match run {
                Run::Words(words) => (typeset(reader.lang, words)),
                Run::Figure(figure, shown) => (inline(reader, figure, shown, false)),
                Run::Hole(figure) => (inline(reader, figure, &reader.value(&figure.measure), true)),
            }
        }
    }
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
        figures.iter().map(|f| (f, format!("{{{}}}", f.key), written(f))).filter(|(_, _, w)| w.len() > 1).collect();
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
        let literal = whole_word(text, from, words).map(|at| (at, words.len(), false));
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

/// The sources of a page's figures, for paper: one line per figure; on a screen it is folded away.
pub fn sources(reader: &Reader, figures: &[Figure]) -> Markup {
    html! {
        section.sources {
            h2 { (reader.w(SOURCES)) }
            ol {
                @for figure in figures {
                    li {
                        b { (reader.say(&figure.label)) } " " (base::format::measure(reader.lang, &figure.measure)) ". "
                        @for (i, fact) in figure.measure.facts().into_iter().enumerate() {
                            @if let base::Evidence::Fact { source, as_of, .. } = fact {
                                @if i > 0 { "; " }
                                (source_words(reader, source))
                                @if let Some(date) = as_of { " (" (reader.date(*date)) ")" }
                            }
                        }
                        "."
                    }
                }
            }
        }
    }
}

/// A percentage written for a chart's label.
pub(super) fn short(lang: Lang, value: f64) -> String {
    base::format::number(lang, value, if value.abs() < 100.0 { 2 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Evidence, Kind, Quantity, Ref, Source, Unit};

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
