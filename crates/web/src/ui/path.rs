//! The way of a call, left to right (downwards on a phone): at most twelve boxes, line width for load, dashes for
//! what does not wait for an answer.

use base::{Kind, Measure, Ref, Say};
use landscape::impact::{Impact, Verdict};
use maud::{Markup, html};

use super::badge::{self, verdict_parts};
use super::{Reader, table};

crate::ui::words! {
    CAPTION = "Le chemin d’un appel" / "The way of a call";
    MOMENT = "moment" / "moment";
    ELEMENT = "écran" / "screen";
    SYSTEM = "système" / "system";
    DATA = "donnée" / "data";
    API = "interface" / "interface";
    OTHER = "élément" / "thing";
    HARD = "attend la réponse" / "waits for the answer";
    DEGRADABLE = "peut s’en passer" / "can do without";
    ASYNC = "n’attend pas" / "does not wait";
    CACHED = "servi par un cache" / "served by a cache";
    ALSO = "Dépend aussi de lui" / "Also depends on it";
    MORE = "et {n} autres étapes" / "and {n} more stops";
    TABLE = "Le même chemin en tableau" / "The same way as a table";
    STOP = "Étape" / "Stop";
    HOW = "Comment elle est appelée" / "How it is called";
    LOAD = "Charge" / "Load";
}

const MOST: usize = 12;

/// One box on the way.
#[derive(Clone, Debug)]
pub struct Stop<'a> {
    /// The thing.
    pub thing: &'a Ref,
    /// Its name.
    pub name: &'a Say,
    /// How it is called from the stop before: `hard`, `degradable`, `async`, `cached`, or empty.
    pub mode: &'a str,
    /// The load that arrives, which gives the line its width.
    pub load: Option<&'a Measure>,
    /// The verdict on it.
    pub verdict: Option<Verdict>,
    /// Who else depends on it, as sentences: "1,184 tills".
    pub also: Vec<Say>,
}

/// The way an impact takes, with loads, verdicts and the neighbours that share a system.
pub fn of_impact(reader: &Reader, impact: &Impact) -> Markup {
    let stops: Vec<Stop> = impact
        .path
        .iter()
        .map(|stop| {
            let load = impact.loads.iter().find(|load| load.system == stop.thing);
            let also = impact.neighbours.iter().filter(|n| n.shares == stop.thing);
            Stop {
                thing: &stop.thing,
                name: &stop.name,
                mode: &stop.mode,
                load: load.map(|l| l.after.as_ref().unwrap_or(&l.added)),
                verdict: load.map(|l| l.verdict),
                also: also
                    .map(|n| match (&n.units, &n.unit_word) {
                        (Some(units), Some(word)) => Say::each(|lang| {
                            let units = base::format::with_unit(lang, units.value.likely, units.unit);
                            format!("{units} {}", word.in_lang(lang))
                        }),
                        _ => n.name.clone(),
                    })
                    .collect(),
            }
        })
        .collect();
    path(reader, &stops)
}

/// The boxes and the lines between them, with a table behind.
pub fn path(reader: &Reader, stops: &[Stop]) -> Markup {
    let most = stops.iter().filter_map(|s| s.load).map(|m| m.value.likely).fold(f64::MIN_POSITIVE, f64::max);
    html! {
        figure.path {
            figcaption { (reader.w(CAPTION)) }
            ol.stops {
                @for (i, stop) in stops.iter().take(MOST).enumerate() {
                    li.way.(stop.verdict.map_or("", |v| verdict_parts(v).0)) {
                        @if i > 0 { (link(reader, stop, most)) }
                        div.box {
                            span.box-kind { (reader.w(kind(stop.thing.kind()))) }
                            span.box-name {
                                @match (reader.names.href)(stop.thing) {
                                    Some(href) => a href=(href) { (reader.say(stop.name)) },
                                    None => (reader.say(stop.name)),
                                }
                            }
                            @if let Some(verdict) = stop.verdict { (badge::verdict(reader, verdict)) }
                        }
                        @if !stop.also.is_empty() {
                            div.also {
                                span.also-label { (reader.w(ALSO)) }
                                @for also in &stop.also { span.also-name { (reader.say(also)) } }
                            }
                        }
                    }
                }
            }
            @if stops.len() > MOST {
                p.more { (reader.fill(MORE, &[("n", &(stops.len() - MOST).to_string())])) }
            }
            (behind(reader, stops))
        }
    }
}

fn link(reader: &Reader, stop: &Stop, most: f64) -> Markup {
    let width = stop.load.map_or(1.5, |m| (m.value.likely / most * 10.0).clamp(1.5, 10.0));
    let width = format!("{width:.1}");
    let dash = (stop.mode == "async").then_some("6 6");
    html! {
        span.link {
            svg.link-h width="100%" height="16" aria-hidden="true" {
                line x1="0" x2="100%" y1="8" y2="8" stroke-width=(width) stroke-dasharray=[dash] {}
            }
            svg.link-v width="16" height="100%" aria-hidden="true" {
                line x1="8" x2="8" y1="0" y2="100%" stroke-width=(width) stroke-dasharray=[dash] {}
            }
            span.link-words {
                @if let Some(load) = stop.load { span.link-load { (reader.value(load).replace('\u{a0}', " ")) } }
                @if let Some(words) = mode(stop.mode) { span.link-mode data-terms { (reader.w(words)) } }
            }
        }
    }
}

fn behind(reader: &Reader, stops: &[Stop]) -> Markup {
    let columns = [table::words(STOP), table::words(HOW), table::number(LOAD)];
    let rows = stops
        .iter()
        .map(|stop| {
            vec![
                html! { (reader.say(stop.name)) },
                html! { @if let Some(words) = mode(stop.mode) { (reader.w(words)) } },
                html! { @if let Some(load) = stop.load { (base::format::measure(reader.lang, load)) } },
            ]
        })
        .collect();
    table::behind(reader, reader.w(TABLE), &columns, rows)
}

/// What a way of calling means, in words; `None` for the first stop.
pub(super) fn mode(word: &str) -> Option<super::Words> {
    match word {
        "hard" => Some(HARD),
        "degradable" => Some(DEGRADABLE),
        "async" => Some(ASYNC),
        "cached" => Some(CACHED),
        _ => None,
    }
}

/// What a kind of thing is called on a drawing.
pub(super) fn kind(kind: Kind) -> super::Words {
    match kind {
        Kind::Moment => MOMENT,
        Kind::Element => ELEMENT,
        Kind::System => SYSTEM,
        Kind::Data => DATA,
        Kind::Api => API,
        _ => OTHER,
    }
}
