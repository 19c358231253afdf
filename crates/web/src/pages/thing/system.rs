//! A system as an open book: what it means in marketing's words, in IT's words, and the figures both share.

use base::{Figure, Kind, Measure, Quantity, Ref, Say, Side, Unit, format};
use jiff::civil::Date;
use landscape::catalog::{Catalog, Link, Stops, Thing};
use landscape::field::Field;
use landscape::impact::Verdict;
use maud::{Markup, html};

use crate::ui::figure::{Shared, sentence, spine};
use crate::ui::spread::{self, Spread, entry};
use crate::ui::{self, Reader, Words};

ui::words! {
    GIVES = "Ce qu’il apporte" / "What it gives";
    WHOM = "À qui" / "To whom";
    STOPS = "S’il s’arrête" / "If it stops";
    DATES = "Les dates où l’on n’y touche pas" / "The dates when nobody touches it";
    SHOWS = "Ce que le client en voit" / "What the customer sees of it";
    LOADED = "Sa charge" / "Its load";
    LIFE = "Son cycle de vie" / "Its life";
    PLACE = "Où il tourne" / "Where it runs";
    CHANGES = "Pour le changer" / "To change it";

    NO_GIVES = "Personne n’a dit en clair ce qu’il apporte." / "Nobody has said in plain words what it gives.";
    NO_STOPS = "Aucun écran connu ne s’éteint avec lui." / "No known screen goes dark with it.";
    LEAD = "S’il s’arrête, il emporte {screens} et {systems}." / "If it stops, it takes {screens} and {systems} down with it.";
    LEAD_ONE = "S’il s’arrête, il emporte {what}." / "If it stops, it takes {what} down with it.";
    LEAD_NONE = "S’il s’arrête, aucun écran ni aucun système connu ne s’arrête avec lui." / "If it stops, no known screen and no known system stops with it.";
    A_SCREEN = "un écran" / "one screen";
    N_SCREENS = "{n} écrans" / "{n} screens";
    A_SYSTEM = "un système" / "one system";
    N_SYSTEMS = "{n} systèmes" / "{n} systems";
    SCREENS_ONE_MOMENT = "{screens} écrans s’éteignent ou se bloquent, dans un moment du client." / "{screens} screens go dark or hang, in one of the customer’s moments.";
    SCREENS = "{screens} écrans s’éteignent ou se bloquent, dans {moments} moments du client." / "{screens} screens go dark or hang, in {moments} of the customer’s moments.";
    ONE_SCREEN = "Un écran s’éteint ou se bloque." / "One screen goes dark or hangs.";
    AND_SCREENS = "et {n} autres écrans" / "and {n} more screens";
    AND_SYSTEMS = "et {n} autres systèmes" / "and {n} more systems";
    STOP_TOO = "S’arrêtent avec lui" / "Stop with it";
    GO_ON = "Continuent avec moins" / "Go on with less";
    UNASKED = "Personne n’a dit comment ils réagissent" / "Nobody has said how they react";
    NO_SYSTEMS = "Aucun système connu n’attend sa réponse." / "No known system waits for its answer.";
    WINDOW = "{name} : du {from} au {until}" / "{name}: {from} to {until}";
    UNDER_WAY = "en ce moment" / "under way";
    STARTS = "dans {n} jours" / "in {n} days";
    STARTS_MONTHS = "dans {n} mois" / "in {n} months";
    NO_WINDOW = "Aucun gel n’est annoncé pour lui." / "No freeze is announced for it.";
    MARGIN = "À la pointe il sert {load} ; sa limite est de {limit}." / "At peak it serves {load}; its limit is {limit}.";
    ONLY_LOAD = "À la pointe il sert {load} ; personne n’a dit sa limite." / "At peak it serves {load}; nobody has said its limit.";
    ONLY_LIMIT = "Sa limite est de {limit} ; personne n’a mesuré sa charge." / "Its limit is {limit}; nobody has measured its load.";
    NO_LOAD = "Personne n’a dit ni sa charge, ni sa limite." / "Nobody has said its load or its limit.";
    SINCE = "En service depuis le {date}." / "In service since {date}.";
    ENDS = "Fin de vie le {date}, {left}." / "End of life on {date}, {left}.";
    ENDED = "Fin de vie depuis le {date}." / "Past its end of life since {date}.";
    NO_END = "Aucune fin de vie n’est annoncée." / "No end of life is announced.";
    RUNS = "{place} ({country})" / "{place} ({country})";
    FROM_VENDOR = "Fournisseur : {vendor}" / "Vendor: {vendor}";
    NO_PLACE = "Personne n’a dit où il tourne." / "Nobody has said where it runs.";
    NOTICE = "Une mise en production demande {lead} d’avance." / "Putting a change into production takes {lead} of notice.";
    NO_NOTICE = "Personne n’a dit quel délai il demande." / "Nobody has said how much notice it takes.";
    DOWN = "Arrêts que ce niveau de service permet" / "Outages this service level allows";
    DOWN_HOW = "(1 − niveau de service) × 43 800 minutes par mois" / "(1 − service level) × 43,800 minutes a month";
    SUM = "somme des débits mesurés vers lui" / "sum of the rates measured towards it";
    CALLS_FROM = "appels de {name}" / "calls from {name}";
    NO_FIGURES = "Aucun chiffre n’est encore connu." / "No figure is known yet.";
    UNKNOWN_FIGURE = "inconnu" / "unknown";
}

/// What the book shows.
pub(super) struct System<'a> {
    name: Say,
    first: Side,
    does: Option<Say>,
    serves: Option<Say>,
    stops: Stops<'a>,
    windows: Vec<Window>,
    shows: Vec<Ref>,
    load: Option<Measure>,
    limit: Option<Measure>,
    figures: Vec<Held>,
    /// What is not known of the shared figures.
    absent: Vec<Say>,
    since: Option<Date>,
    ends: Option<Date>,
    hosting: Option<Words>,
    country: Vec<String>,
    vendor: Option<Say>,
    lead: Option<Measure>,
}

struct Held {
    figure: Figure,
    limit: Option<Measure>,
    verdict: Option<Verdict>,
}

/// Dates on which production must not change.
pub(super) struct Window {
    pub(super) id: Ref,
    name: Say,
    pub(super) from: Date,
    until: Date,
}

impl<'a> System<'a> {
    pub(super) fn of(catalog: &'a Catalog, thing: &Thing, today: Date, side: Side) -> System<'a> {
        let callers = catalog.callers(&thing.id);
        let load = thing.measure(Field::Load).or_else(|| summed(catalog, &callers));
        let limit = thing.measure(Field::Limit);
        let verdict = ui::thing::standing_verdict(load.as_ref(), limit.as_ref());
        let held = |key: &str, label: Say, measure: Measure| Held {
            figure: Figure { key: format!("{key}/{}", thing.id), label, measure },
            limit: None,
            verdict: None,
        };
        let mut figures = Vec::new();
        let mut absent = Vec::new();
        match &load {
            Some(load) => figures.push(Held {
                limit: limit.clone(),
                verdict: Some(verdict),
                ..held("load", Field::Load.label(), load.clone())
            }),
            None => absent.push(Field::Load.label()),
        }
        if let (None, Some(limit)) = (&load, &limit) {
            figures.push(held("limit", Field::Limit.label(), limit.clone()));
        }
        if limit.is_none() {
            absent.push(Field::Limit.label());
        }
        match thing.measure(Field::Availability) {
            Some(level) => {
                let minutes = level.value;
                let down = |share: f64| (1.0 - share) * 43_800.0;
                let value = Quantity::range(down(minutes.high), down(minutes.likely), down(minutes.low));
                let how = Say::new(DOWN_HOW.fr, DOWN_HOW.en);
                let from = vec![(Field::Availability.label(), level.clone())];
                figures.push(held("availability", Field::Availability.label(), level));
                let down = Measure::computed(value, Unit::MinutesPerMonth, how, from);
                figures.push(held("down", Say::new(DOWN.fr, DOWN.en), down));
            }
            None => absent.push(Field::Availability.label()),
        }
        if let Some(units) = thing.measure(Field::Units) {
            let label = thing.words(Field::UnitWord).cloned().unwrap_or_else(|| Field::Units.label());
            let label = Say::each(|lang| ui::capital(label.in_lang(lang)));
            figures.push(held("units", label, units));
        }
        match thing.measure(Field::ResponseMs) {
            Some(time) => figures.push(held("response", Field::ResponseMs.label(), time)),
            None => absent.push(Field::ResponseMs.label()),
        }
        System {
            name: thing.name.clone(),
            first: side,
            does: thing.words(Field::Does).cloned(),
            serves: thing.words(Field::Serves).cloned(),
            stops: catalog.stops(&thing.id),
            windows: windows(catalog, &thing.id, today),
            shows: catalog.shown_by(&thing.id),
            load,
            limit,
            figures,
            absent,
            since: thing.date(Field::Since),
            ends: thing.date(Field::EndOfLife),
            hosting: thing.choice(Field::Hosting).and_then(ui::thing::choice),
            country: thing.list(Field::Country).to_vec(),
            vendor: thing.words(Field::Vendor).cloned(),
            lead: thing.measure(Field::LeadDays),
        }
    }
}

/// The load as the sum of what is measured towards a system, where nobody measured the system itself.
pub(super) fn summed(catalog: &Catalog, callers: &[Link]) -> Option<Measure> {
    let rates: Vec<(Say, Measure)> = callers
        .iter()
        .filter_map(|link| {
            let rate = catalog.get(&link.flow)?.measure(Field::Rate)?;
            let name = catalog.name(&link.system);
            Some((Say::each(|lang| CALLS_FROM.fill(lang, &[("name", name.in_lang(lang))])), rate))
        })
        .collect();
    let sum = rates.iter().map(|(_, rate)| rate.value).reduce(|a, b| a.zip(b, |a, b| a + b))?;
    Some(Measure::computed(sum, Unit::CallsPerSecond, Say::new(SUM.fr, SUM.en), rates))
}

/// Freezes still to come or under way that concern a system: those without a scope concern all.
pub(super) fn windows(catalog: &Catalog, system: &Ref, today: Date) -> Vec<Window> {
    let mut windows: Vec<Window> = catalog
        .of_kind(Kind::Freeze)
        .filter(|window| window.choice(Field::Effect) != Some("peak"))
        .filter(|window| {
            let named = window.field(Field::Scope).is_some();
            !named || window.refs(Field::Scope).contains(system)
        })
        .filter_map(|window| {
            let (from, until) = (window.date(Field::From)?, window.date(Field::Until)?);
            (until >= today).then(|| Window { id: window.id.clone(), name: window.name.clone(), from, until })
        })
        .collect();
    windows.sort_by_key(|window| window.from);
    windows
}

/// What its stopping comes to, in one sentence.
pub(super) fn lead(reader: &Reader, system: &System<'_>) -> String {
    let said = |n: usize, one: Words, many: Words| match n {
        0 => None,
        1 => Some(reader.w(one).to_owned()),
        n => Some(reader.fill(many, &[("n", &n.to_string())])),
    };
    let screens = said(system.stops.elements.len(), A_SCREEN, N_SCREENS);
    let systems = said(system.stops.systems.len(), A_SYSTEM, N_SYSTEMS);
    match (screens, systems) {
        (None, None) => reader.w(LEAD_NONE).to_owned(),
        (Some(what), None) | (None, Some(what)) => reader.fill(LEAD_ONE, &[("what", &what)]),
        (Some(screens), Some(systems)) => reader.fill(LEAD, &[("screens", &screens), ("systems", &systems)]),
    }
}

pub(super) fn spread(reader: &Reader, system: &System<'_>) -> Markup {
    let shared: Vec<Shared> = system
        .figures
        .iter()
        .map(|held| Shared { figure: &held.figure, limit: held.limit.as_ref(), verdict: held.verdict })
        .collect();
    spread::spread(
        reader,
        &Spread {
            id: "book",
            first: system.first,
            left: left(reader, system),
            spine: html! {
                @if shared.is_empty() { p.still { (reader.w(NO_FIGURES)) } } @else { (spine(reader, &shared)) }
                @for label in &system.absent {
                    p.still data-terms { (ui::capital(reader.say(label))) " " span.badge.unknown { (reader.w(UNKNOWN_FIGURE)) } }
                }
            },
            right: right(reader, system),
        },
    )
}

fn heading(words: Words) -> Say {
    Say::new(words.fr, words.en)
}

fn left(reader: &Reader, system: &System<'_>) -> Markup {
    let stops = &system.stops;
    html! {
        (entry(reader, &heading(GIVES), match &system.does {
            Some(does) => sentence(reader, does, &[]),
            None => html! { p.still { (reader.w(NO_GIVES)) } },
        }))
        @if let Some(serves) = &system.serves { (entry(reader, &heading(WHOM), sentence(reader, serves, &[]))) }
        (entry(reader, &heading(STOPS), html! {
            @if let Some(stated) = stops.stated { (sentence(reader, stated, &[])) }
            div.say data-terms { (screens(reader, stops)) }
            (ui::thing::links(reader, &stops.elements, 6, AND_SCREENS))
        }))
        (entry(reader, &heading(DATES), html! {
            @if system.windows.is_empty() { p.still data-terms { (reader.w(NO_WINDOW)) } }
            ul.lead-list { @for window in &system.windows { li { (window_words(reader, window)) } } }
        }))
        @if !system.shows.is_empty() {
            (entry(reader, &heading(SHOWS), ui::thing::links(reader, &system.shows, 8, AND_SCREENS)))
        }
    }
}

fn screens(reader: &Reader, stops: &Stops<'_>) -> String {
    match stops.elements.len() {
        0 => reader.w(NO_STOPS).to_owned(),
        1 => reader.w(ONE_SCREEN).to_owned(),
        n if stops.moments.len() == 1 => reader.fill(SCREENS_ONE_MOMENT, &[("screens", &n.to_string())]),
        n => reader.fill(SCREENS, &[("screens", &n.to_string()), ("moments", &stops.moments.len().to_string())]),
    }
}

pub(super) fn window_words(reader: &Reader, window: &Window) -> Markup {
    let (from, until) = (reader.date(window.from), reader.date(window.until));
    let words = reader.fill(WINDOW, &[("name", reader.say(&window.name)), ("from", &from), ("until", &until)]);
    let when = if window.from <= reader.today { reader.w(UNDER_WAY).to_owned() } else { ahead(reader, window.from) };
    html! { a href=(crate::session::href(&window.id)) { (words) } " " span.still { (when) } }
}

/// How long until a day to come: days, then months.
pub(super) fn ahead(reader: &Reader, date: Date) -> String {
    match (date - reader.today).get_days() {
        days @ ..=90 => reader.fill(STARTS, &[("n", &days.to_string())]),
        days => reader.fill(STARTS_MONTHS, &[("n", &format!("{:.0}", f64::from(days) / 30.44))]),
    }
}

fn right(reader: &Reader, system: &System<'_>) -> Markup {
    let stops = &system.stops;
    let with = |m: &Measure| format::measure(reader.lang, m);
    let loaded = match (&system.load, &system.limit) {
        (Some(load), Some(limit)) => reader.fill(MARGIN, &[("load", &with(load)), ("limit", &with(limit))]),
        (Some(load), None) => reader.fill(ONLY_LOAD, &[("load", &with(load))]),
        (None, Some(limit)) => reader.fill(ONLY_LIMIT, &[("limit", &with(limit))]),
        (None, None) => reader.w(NO_LOAD).to_owned(),
    };
    html! {
        (entry(reader, &heading(LOADED), html! {
            div.say data-terms { (loaded) }
            @if let Some(load) = &system.load { (ui::thing::standing(reader, &system.name, load, system.limit.as_ref())) }
        }))
        (entry(reader, &heading(STOPS), html! {
            @if stops.systems.is_empty() && stops.degraded.is_empty() && stops.unknown.is_empty() {
                p.still data-terms { (reader.w(NO_SYSTEMS)) }
            }
            @for (label, systems) in [(STOP_TOO, &stops.systems), (GO_ON, &stops.degraded), (UNASKED, &stops.unknown)] {
                @if !systems.is_empty() {
                    p.still data-terms { (reader.w(label)) }
                    (ui::thing::links(reader, systems, 8, AND_SYSTEMS))
                }
            }
        }))
        (entry(reader, &heading(LIFE), life(reader, system)))
        (entry(reader, &heading(PLACE), place(reader, system)))
        (entry(reader, &heading(CHANGES), html! {
            @match &system.lead {
                Some(lead) => div.say data-terms { (reader.fill(NOTICE, &[("lead", &with(lead))])) },
                None => p.still data-terms { (reader.w(NO_NOTICE)) },
            }
        }))
    }
}

fn life(reader: &Reader, system: &System<'_>) -> Markup {
    html! {
        @if let Some(since) = system.since { div.say data-terms { (reader.fill(SINCE, &[("date", &reader.date(since))])) } }
        @match system.ends {
            Some(end) if end < reader.today => p { span.badge.stop { span.shape aria-hidden="true" { "■" } (reader.fill(ENDED, &[("date", &reader.date(end))])) } },
            Some(end) => div.say data-terms {
                @let near = (end - reader.today).get_days() <= 365;
                @let words = reader.fill(ENDS, &[("date", &reader.date(end)), ("left", &ahead(reader, end))]);
                @if near { span.shape.watch-shape aria-hidden="true" { "▲" } (words) } @else { (words) }
            },
            None => p.still data-terms { (reader.w(NO_END)) },
        }
    }
}

/// Countries by the names people call them.
fn countries(reader: &Reader, words: &[String]) -> String {
    words.iter().map(|word| reader.say(&landscape::country::say(word)).to_owned()).collect::<Vec<_>>().join(", ")
}

fn place(reader: &Reader, system: &System<'_>) -> Markup {
    let place = system.hosting.map(|words| ui::capital(reader.w(words)));
    html! {
        @match (place, system.country.as_slice()) {
            (None, []) => p.still data-terms { (reader.w(NO_PLACE)) },
            (Some(place), []) => div.say data-terms { (place) },
            (None, country) => div.say { (countries(reader, country)) },
            (Some(place), country) => div.say data-terms { (reader.fill(RUNS, &[("place", &place), ("country", &countries(reader, country))])) },
        }
        @if let Some(vendor) = &system.vendor {
            div.say { (reader.fill(FROM_VENDOR, &[("vendor", reader.say(vendor))])) }
        }
    }
}
