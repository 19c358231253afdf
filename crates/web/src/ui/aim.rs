//! How far an objective is, as a bar beside the time that has passed.

use base::Figure;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::objective::Standing;

use super::Reader;
use super::badge;
use super::figure::figure;

crate::ui::words! {
    DESC = "Chemin parcouru : {way}." / "Share of the way: {way}.";
    DESC_TIME = "Chemin parcouru : {way} ; temps passé : {time}." / "Share of the way: {way}; time passed: {time}.";
    OF_THE_WAY = "du chemin" / "of the way";
    KEY = "Barre : chemin parcouru du départ à la cible. Trait : temps passé." / "Bar: share of the way from start to target. Line: time passed.";
}

/// The bar, its figure and its standing; `elapsed`: the share of the time that has passed.
pub fn far(reader: &Reader, way: Option<&Figure>, elapsed: Option<f64>, standing: Option<Standing>) -> Markup {
    html! {
        div.aim-far {
            @if let Some(way) = way {
                (bar(reader, way.measure.value.likely, elapsed))
                div { (figure(reader, way)) " " span.still { (reader.w(OF_THE_WAY)) } }
            }
            @if let Some(standing) = standing { (badge(reader, standing)) }
        }
    }
}

/// The standing with its word and its shape; nothing is said of what goes as it should.
pub fn badge(reader: &Reader, standing: Standing) -> Markup {
    let say = standing.say();
    let words = reader.say(&say);
    match standing {
        Standing::Reached => badge::state(Verdict::Fine, words),
        Standing::OnTheWay => html! { span.still { (words) } },
        Standing::Behind | Standing::Outside => badge::state(Verdict::Watch, words),
        Standing::Missed => badge::state(Verdict::Over, words),
        Standing::NotMeasured => html! { span.still { (words) } },
    }
}

/// What bar and line mean, said once a page.
pub fn key(reader: &Reader) -> Markup {
    html! { p.aim-key { (reader.w(KEY)) } }
}

fn bar(reader: &Reader, way: f64, elapsed: Option<f64>) -> Markup {
    let percent = |share: f64| base::format::percent(reader.lang, share, 0);
    let at = |share: f64| format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0);
    let words = match elapsed {
        Some(time) => reader.fill(DESC_TIME, &[("way", &percent(way)), ("time", &percent(time))]),
        None => reader.fill(DESC, &[("way", &percent(way))]),
    };
    html! {
        svg.aim-bar role="img" {
            title { (words) }
            rect.ground x="0" y="3" width="100%" height="8" {}
            rect.way x="0" y="3" width=(at(way)) height="8" {}
            @if let Some(time) = elapsed { line.time x1=(at(time)) x2=(at(time)) y1="0" y2="14" {} }
        }
    }
}
