//! A system's load against its limit, as a bar; and what a cache would leave of it.

use base::{Quantity, Say, Unit};
use landscape::impact::{CacheOption, SystemLoad};
use maud::{Markup, html};

use super::badge::{self, verdict_parts};
use super::figure::{self, short};
use super::{Reader, table};

crate::ui::words! {
    TODAY = "aujourd’hui {n}" / "today {n}";
    ADDED = "+ {n}" / "+ {n}";
    LIMIT = "limite {n}" / "limit {n}";
    AFTER = "après {n}" / "after {n}";
    TITLE = "Charge de {name}" / "Load on {name}";
    DESC = "Aujourd’hui {present}, ajout {added}, après {after}, limite {limit}."
        / "Today {present}, added {added}, after {after}, limit {limit}.";
    NOT_KNOWN = "inconnue" / "unknown";
    UNKNOWN_NOW = "inconnu" / "unknown";
    TABLE = "Les mêmes chiffres en tableau" / "The same figures as a table";
    SYSTEM = "Système" / "System";
    PRESENT = "Aujourd’hui" / "Today";
    EXTRA = "Ajout" / "Added";
    AFTERWARDS = "Après" / "After";
    BOUND = "Limite" / "Limit";
    SHARE = "Part de la limite" / "Share of the limit";
    OF_LIMIT = "de la limite" / "of the limit";
    OPEN = "la plage laisse la réponse ouverte" / "the range leaves the answer open";
    CACHE = "Avec un cache qui répond à {share} des appels" / "With a cache that answers {share} of the calls";
    CACHES = "Ce qu’un cache laisserait" / "What a cache would leave";
    REMAINS = "Reste" / "Remains";
}

/// One bar per system on a shared scale of shares of the limit, the most used first, with a table behind.
pub fn loads(reader: &Reader, loads: &[SystemLoad]) -> Markup {
    html! {
        figure.loads {
            @let widest = loads.iter().map(reach).fold(1.0, f64::max);
            @for load in loads { (scaled(reader, load, widest)) }
            (behind(reader, loads))
        }
    }
}

/// One system's bar with its heading, without table.
pub fn bar(reader: &Reader, load: &SystemLoad) -> Markup {
    scaled(reader, load, reach(load).max(1.0))
}

/// One system's bar on a scale shared with others: `widest` is the share of its limit the scale goes to.
pub fn bar_to(reader: &Reader, load: &SystemLoad, widest: f64) -> Markup {
    scaled(reader, load, widest.max(1.0))
}

/// How far a system's load reaches, as a share of its limit; 0 when either is unknown.
pub fn reach(load: &SystemLoad) -> f64 {
    match (&load.after, &load.limit) {
        (Some(after), Some(limit)) if limit.value.likely > 0.0 => after.value.high / limit.value.likely,
        _ => 0.0,
    }
}

fn scaled(reader: &Reader, load: &SystemLoad, widest: f64) -> Markup {
    let name = reader.say(&load.name);
    html! {
        div.load {
            div.load-head {
                span.load-name {
                    @if let Some(href) = (reader.names.href)(&load.system) { a href=(href) { (name) } } @else { (name) }
                }
                div.load-used {
                    @if let Some(used) = &load.used {
                        (figure::measure(reader, &load.name, used)) " " (reader.w(OF_LIMIT))
                    }
                }
                @if load.open { span.load-open { (reader.w(OPEN)) } }
                (badge::verdict(reader, load.verdict))
            }
            (drawing(reader, load, widest))
        }
    }
}

fn drawing(reader: &Reader, load: &SystemLoad, widest: f64) -> Markup {
    let lang = reader.lang;
    let present = load.present.as_ref().map(|m| m.value.likely);
    let limit = load.limit.as_ref().map(|m| m.value.likely);
    let added = load.added.value;
    let after = load.after.as_ref().map_or(
        Quantity::range(
            present.unwrap_or(0.0) + added.low,
            present.unwrap_or(0.0) + added.likely,
            present.unwrap_or(0.0) + added.high,
        ),
        |m| m.value,
    );
    // All limits stand one under the other; without a limit there is nothing to hold the load against.
    let most = limit.map_or_else(|| after.high.max(f64::MIN_POSITIVE) * 2.0, |limit| limit * widest);
    let scale = Scale { most: most * 1.06 };
    let from = present.unwrap_or(0.0);
    let said = |v: Option<f64>| v.map_or_else(|| reader.w(NOT_KNOWN).to_owned(), |v| reader.number(v, load.added.unit));
    let holes = [
        ("present", said(present)),
        ("added", said(Some(added.likely))),
        ("after", said(load.after.as_ref().map(|m| m.value.likely))),
        ("limit", said(limit)),
    ];
    let holes: Vec<(&str, &str)> = holes.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let (class, _, _) = verdict_parts(load.verdict);
    let extra = reader.fill(ADDED, &[("n", &short(lang, added.likely))]);
    // Where the two labels would touch on a phone, they stand one after the other.
    let middle = from + added.likely / 2.0;
    let crowded = present.is_some() && middle < scale.most * 0.45;
    let within = limit.map_or(after.likely, |limit| after.likely.min(limit)).max(from);
    let hatch = format!("hatch-{}", load.system.key());
    let beyond = format!("beyond-{}", load.system.key());
    html! {
        svg.load-bar.(class) width="100%" height="84" role="img" {
            title { (reader.fill(TITLE, &[("name", reader.say(&load.name))])) }
            desc { (reader.fill(DESC, &holes)) }
            defs {
                (hatching(&hatch, "hatch"))
                (hatching(&beyond, "hatch hatch-beyond"))
            }
            line.axis x1="0" x2="100%" y1="52" y2="52" {}
            @if let Some(present) = present {
                rect.present x="0" y="30" width=(scale.at(present)) height="22" {}
                text.t-present x="0" y="70" {
                    (reader.fill(TODAY, &[("n", &short(lang, present))]))
                    @if crowded { tspan dx="8" { (extra) } }
                }
            }
            rect.added x=(scale.at(from)) y="30" width=(scale.at(within - from)) height="22" fill={ "url(#" (hatch) ")" } {}
            @if within < after.likely {
                rect.beyond x=(scale.at(within)) y="30" width=(scale.at(after.likely - within)) height="22"
                    fill={ "url(#" (beyond) ")" } {}
            }
            @if !crowded { text.t-added x=(scale.at(middle)) y="70" text-anchor="middle" { (extra) } }
            // What is added to an unknown load leaves an unknown load.
            @if load.after.is_some() {
                text.t-after x=(scale.at(after.likely)) y="22" text-anchor=(scale.anchor(after.likely)) {
                    (reader.fill(AFTER, &[("n", &short(lang, after.likely))]))
                }
            } @else if present.is_none() {
                text.t-present x="0" y="22" { (reader.fill(TODAY, &[("n", reader.w(UNKNOWN_NOW))])) }
            }
            @if after.is_range() {
                line.whisker x1=(scale.at(after.low)) x2=(scale.at(after.high)) y1="41" y2="41" {}
                line.whisker x1=(scale.at(after.low)) x2=(scale.at(after.low)) y1="36" y2="46" {}
                line.whisker x1=(scale.at(after.high)) x2=(scale.at(after.high)) y1="36" y2="46" {}
            }
            @if limit.is_none() {
                text.t-added x="100%" y="46" text-anchor="end" { (reader.fill(LIMIT, &[("n", reader.w(NOT_KNOWN))])) }
            }
            @if let Some(limit) = limit {
                line.limit x1=(scale.at(limit)) x2=(scale.at(limit)) y1="8" y2="58" {}
                @if limit < scale.most * 0.6 {
                    text.t-limit x=(scale.at(limit)) dx="6" y="18" { (reader.fill(LIMIT, &[("n", &short(lang, limit))])) }
                } @else {
                    text.t-limit x=(scale.at(limit)) dx="-6" y="18" text-anchor="end" {
                        (reader.fill(LIMIT, &[("n", &short(lang, limit))]))
                    }
                }
            }
        }
    }
}

/// A hatching that reads in black and white.
pub(super) fn hatching(id: &str, class: &str) -> Markup {
    html! {
        pattern.(class) id=(id) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            rect.h-ground width="6" height="6" {}
            rect.h-line width="2.4" height="6" {}
        }
    }
}

/// Places values on a drawing as wide as its column.
pub(super) struct Scale {
    /// The value at the right edge.
    pub(super) most: f64,
}

impl Scale {
    /// A value as a percentage of the width, for an SVG attribute.
    pub(super) fn at(&self, value: f64) -> String {
        format!("{:.2}%", (value / self.most * 100.0).clamp(0.0, 100.0))
    }

    /// Which end of a label stands at the value so that it stays inside.
    pub(super) fn anchor(&self, value: f64) -> &'static str {
        match value / self.most {
            x if x > 0.72 => "end",
            x if x < 0.15 => "start",
            _ => "middle",
        }
    }
}

fn behind(reader: &Reader, loads: &[SystemLoad]) -> Markup {
    let columns = [
        table::words(SYSTEM),
        table::number(PRESENT),
        table::number(EXTRA),
        table::number(AFTERWARDS),
        table::number(BOUND),
        table::number(SHARE),
    ];
    let cell = |m: &Option<base::Measure>| match m {
        Some(m) => html! { (base::format::measure(reader.lang, m)) },
        None => html! { (reader.w(NOT_KNOWN)) },
    };
    let rows = loads
        .iter()
        .map(|load| {
            vec![
                html! { (reader.say(&load.name)) },
                cell(&load.present),
                html! { (base::format::measure(reader.lang, &load.added)) },
                cell(&load.after),
                cell(&load.limit),
                cell(&load.used),
            ]
        })
        .collect();
    table::behind(reader, reader.w(TABLE), &columns, rows)
}

/// What a cache of each size would leave, one line each: the sentence, the bar to 100 %, the verdict.
pub fn caches(reader: &Reader, options: &[CacheOption]) -> Markup {
    let most = options.iter().map(|o| o.used.value.likely).fold(1.0, f64::max) * 1.02;
    let scale = Scale { most };
    html! {
        figure.caches {
            figcaption { (reader.w(CACHES)) }
            @for option in options {
                @let (class, _, _) = verdict_parts(option.verdict);
                @let share = reader.number(option.share, Unit::Share);
                div.cache {
                    span.cache-share data-terms { (reader.fill(CACHE, &[("share", &share)])) }
                    svg.cache-bar.(class) width="100%" height="20" aria-hidden="true" {
                        line.axis x1="0" x2="100%" y1="15" y2="15" {}
                        rect.present x="0" y="5" height="10" width=(scale.at(option.used.value.likely)) {}
                        line.limit x1=(scale.at(1.0)) x2=(scale.at(1.0)) y1="0" y2="20" {}
                    }
                    div.cache-used { (figure::measure(reader, &Say::new(REMAINS.fr, REMAINS.en), &option.used)) }
                    span.cache-after { (reader.value(&option.after)) }
                    (badge::verdict(reader, option.verdict))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Evidence, Kind, Lang, Measure, Ref, Source};
    use landscape::impact::Verdict;

    #[test]
    fn a_load_added_to_an_unknown_one_is_never_said_to_be_the_load_after() {
        let subject = Ref::new(Kind::System, "profile");
        let source = Source::Assumption { why: Say::same("test") };
        let evidence =
            std::sync::Arc::new(Evidence::Fact { subject: subject.clone(), field: "load".into(), source, as_of: None });
        let added = Measure { value: Quantity::exact(11.0), unit: Unit::CallsPerSecond, evidence };
        let load = SystemLoad {
            system: subject,
            name: Say::same("Profile"),
            present: None,
            added,
            after: None,
            limit: None,
            used: None,
            verdict: Verdict::Unknown,
            open: false,
        };
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        let page = bar(&reader, &load).into_string();
        assert!(page.contains("today unknown") && page.contains("limit unknown") && page.contains("+ 11"));
        assert!(!page.contains("after 11"));
    }
}
