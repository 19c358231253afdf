//! A team: what it answers for and how that stands, what is asked of it, which dates bind it, what it has to say again.

use std::collections::BTreeSet;

use base::{Kind, Measure, Ref, Say};
use jiff::civil::Date;
use landscape::catalog::Thing;
use landscape::field::Field;
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::about::{self, Requests};
use super::system::{self, Window};
use crate::pages::doubts;
use crate::session::Session;
use crate::ui::{self, Reader, table};

ui::words! {
    OWNS = "Ce dont elle répond" / "What it answers for";
    NOTHING = "Aucun fichier ne dit de quoi elle répond." / "No file says what it answers for.";
    NAME = "Nom" / "Name";
    WHAT = "Sorte" / "Kind";
    LOAD = "À la pointe" / "At peak";
    NEEDED = "S’il s’arrête" / "If it stops";
    LIFE = "Fin de vie" / "End of life";
    A_SCREEN = "un écran" / "one screen";
    SCREENS = "{n} écrans" / "{n} screens";
    A_SYSTEM = "un système" / "one system";
    SYSTEMS = "{n} systèmes" / "{n} systems";
    OF_LIMIT = "de la limite" / "of the limit";
    MORE = "et {n} de plus" / "and {n} more";
    ASKED = "Ce qu’on lui demande" / "What is asked of it";
    DATES = "Les dates qui la lient" / "The dates that bind it";
    NO_DATES = "Aucun gel n’est annoncé pour ce dont elle répond." / "No freeze is announced for what it answers for.";
    DOUBTS = "Ce qu’elle seule peut dire" / "What only it can say";
    NO_DOUBTS = "Aucune contradiction, aucun fait de plus de six mois, aucun système sans limite." / "No contradiction, no fact older than six months, no system without a limit.";
    CONFLICT_ONE = "Une contradiction à trancher" / "One contradiction to settle";
    CONFLICTS = "{n} contradictions à trancher" / "{n} contradictions to settle";
    STALE_ONE = "Un fait à redire" / "One fact to say again";
    STALE = "{n} faits à redire" / "{n} facts to say again";
    NO_LIMIT_ONE = "Un système sans limite connue : son effet ne se calcule pas" / "One system without a known limit: its effect cannot be worked out";
    NO_LIMIT = "{n} systèmes sans limite connue : leur effet ne se calcule pas" / "{n} systems without a known limit: their effect cannot be worked out";
}

/// The most things told in full.
const MOST: usize = 40;

/// What the page shows of a team.
pub(super) struct Team {
    id: Ref,
    owned: Vec<Owned>,
    more: usize,
    requests: Requests,
    windows: Vec<Window>,
    conflicts: usize,
    stale: usize,
    no_limit: Vec<Ref>,
}

/// A thing it answers for.
struct Owned {
    id: Ref,
    used: Option<Measure>,
    verdict: Verdict,
    stops: Option<(usize, usize)>,
    ends: Option<Date>,
}

impl Team {
    pub(super) fn of(session: &Session, thing: &Thing) -> Team {
        let (catalog, today) = (session.picture.catalog(), session.today);
        let all = catalog.owned_by(&thing.id);
        let meant: BTreeSet<&Ref> = all.iter().collect();
        // What is asked of a system is asked of whoever answers for it: by its screens and by the data it is master of.
        let held: BTreeSet<Ref> = all
            .iter()
            .filter(|id| id.kind() == Kind::System)
            .flat_map(|id| catalog.shown_by(id).into_iter().chain(catalog.mastered_by(id)))
            .collect();
        let requests = Requests::of(session, |id| meant.contains(id) || held.contains(id));
        let things = || all.iter().filter_map(|id| catalog.get(id));
        let conflicts = things().flat_map(|it| it.fields.values()).filter(|settled| settled.conflict).count();
        let stale = doubts::stale_of(catalog, &thing.id, today);
        let no_limit = things().filter(|it| it.id.kind() == Kind::System && it.field(Field::Limit).is_none());
        let no_limit = no_limit.map(|it| it.id.clone()).collect();
        let mut windows: Vec<Window> = Vec::new();
        for id in all.iter().filter(|id| id.kind() == Kind::System) {
            for window in system::windows(catalog, id, today) {
                if !windows.iter().any(|known| known.id == window.id) {
                    windows.push(window);
                }
            }
        }
        windows.sort_by_key(|window| window.from);
        let mut owned: Vec<Owned> = things()
            .map(|it| {
                let is_system = it.id.kind() == Kind::System;
                let load = it.measure(Field::Load).filter(|_| is_system);
                let load = load.or_else(|| is_system.then(|| system::summed(catalog, &catalog.callers(&it.id)))?);
                let limit = it.measure(Field::Limit).filter(|_| is_system);
                let verdict = ui::thing::standing_verdict(load.as_ref(), limit.as_ref());
                let used = load.zip(limit).and_then(|(load, limit)| ui::thing::used(&load, &limit));
                Owned { id: it.id.clone(), used, verdict, stops: None, ends: it.date(Field::EndOfLife) }
            })
            .collect();
        // Systems first, the one nearest its limit on top.
        let used = |it: &Owned| it.used.as_ref().map_or(-1.0, |used| used.value.likely);
        owned.sort_by(|a, b| {
            let kind = |it: &Owned| it.id.kind() != Kind::System;
            kind(a).cmp(&kind(b)).then_with(|| used(b).total_cmp(&used(a))).then_with(|| a.id.cmp(&b.id))
        });
        let more = owned.len().saturating_sub(MOST);
        owned.truncate(MOST);
        for it in owned.iter_mut().filter(|it| it.id.kind() == Kind::System) {
            let stops = catalog.stops(&it.id);
            it.stops = Some((stops.elements.len(), stops.systems.len()));
        }
        Team { id: thing.id.clone(), owned, more, requests, windows, conflicts, stale, no_limit }
    }
}

pub(super) fn render(reader: &Reader, team: &Team) -> Markup {
    html! {
        (ui::page::section("owns", reader.w(OWNS), owns(reader, team)))
        (ui::page::section("asked", reader.w(ASKED), about::render(reader, &team.requests)))
        (ui::page::section("dates", reader.w(DATES), html! {
            @if team.windows.is_empty() { p.still data-terms { (reader.w(NO_DATES)) } } @else {
                ul.lead-list { @for window in &team.windows { li { (system::window_words(reader, window)) } } }
            }
        }))
        (ui::page::section("to-say", reader.w(DOUBTS), to_say(reader, team)))
    }
}

fn owns(reader: &Reader, team: &Team) -> Markup {
    if team.owned.is_empty() {
        return html! { p.still data-terms { (reader.w(NOTHING)) } };
    }
    let columns =
        [table::words(NAME), table::words(WHAT), table::words(LOAD), table::words(NEEDED), table::words(LIFE)];
    let rows = team.owned.iter().map(|it| {
        vec![
            ui::thing::link(reader, &it.id),
            html! { (ui::capital(reader.w(ui::thing::kind(it.id.kind())))) },
            html! {
                // One piece: a cell that stacks on a phone sets its pieces apart.
                @if let Some(used) = &it.used {
                    span {
                        (ui::figure::measure(reader, &Say::new(OF_LIMIT.fr, OF_LIMIT.en), used)) " " (reader.w(OF_LIMIT)) " "
                        (ui::badge::verdict(reader, it.verdict))
                    }
                }
            },
            html! {
                @if let Some((screens, systems)) = it.stops.filter(|stops| *stops != (0, 0)) {
                    (stopped(reader, screens, systems))
                }
            },
            html! { @if let Some(end) = it.ends { (reader.date(end)) } },
        ]
    });
    let rows = rows.collect();
    html! {
        div.no-caption {
            (table::table(reader, reader.w(OWNS), &columns, rows))
            @if team.more > 0 { p.still data-terms { a href="/search" { (reader.fill(MORE, &[("n", &team.more.to_string())])) } } }
        }
    }
}

/// "one screen, 3 systems", as far as there are any.
fn stopped(reader: &Reader, screens: usize, systems: usize) -> String {
    let parts = [(screens, A_SCREEN, SCREENS), (systems, A_SYSTEM, SYSTEMS)];
    let parts =
        parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, several)| ui::counted(reader.lang, n, one, several));
    parts.collect::<Vec<_>>().join(", ")
}

fn to_say(reader: &Reader, team: &Team) -> Markup {
    if team.owned.is_empty() {
        return html! { p.still data-terms { (reader.w(NOTHING)) } };
    }
    if team.conflicts + team.stale + team.no_limit.len() == 0 {
        return html! { p.still data-terms { (reader.w(NO_DOUBTS)) } };
    }
    html! {
        ul.lead-list {
            @if team.conflicts > 0 { li { a href="/doubts#conflicts" { (ui::counted(reader.lang, team.conflicts, CONFLICT_ONE, CONFLICTS)) } } }
            @if team.stale > 0 { li { a href=(doubts::of_team(&team.id)) { (ui::counted(reader.lang, team.stale, STALE_ONE, STALE)) } } }
            @if !team.no_limit.is_empty() {
                li {
                    (ui::counted(reader.lang, team.no_limit.len(), NO_LIMIT_ONE, NO_LIMIT))
                    (ui::thing::links(reader, &team.no_limit, 8, MORE))
                }
            }
        }
    }
}
