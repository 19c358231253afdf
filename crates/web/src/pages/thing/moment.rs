//! A customer moment: what the customer sees, what answers behind it, what is nearest its limit, what is asked to change.

use std::collections::{BTreeSet, HashMap};

use base::{Kind, Measure, Quantity, Ref, Say, Unit, format};
use landscape::catalog::{Catalog, Thing};
use landscape::field::Field;
use maud::{Markup, html};

use super::about::{self, Requests};
use super::system;
use crate::session::Session;
use crate::ui::{self, Reader, table};

ui::words! {
    LEAD = "{screens}, {views} en additionnant la pointe de chacun ; derrière, {systems}." / "{screens}, {views} adding each one’s peak; behind, {systems}.";
    LEAD_SHORT = "{screens} ; derrière, {systems}." / "{screens}; behind, {systems}.";
    NEAREST = "Le plus près de sa limite : {name}, à {used}." / "The nearest to its limit: {name}, at {used}.";
    A_SCREEN = "un écran" / "one screen";
    SCREENS = "{n} écrans" / "{n} screens";
    A_SYSTEM = "un système" / "one system";
    SYSTEMS = "{n} systèmes" / "{n} systems";
    STEPS = "Ce que le client voit, étape par étape" / "What the customer sees, step by step";
    STEP = "Écran" / "Screen";
    VIEWS = "Affichages à la pointe" / "Views at peak";
    WHEN = "Pointe" / "Peak";
    SHOWN_BY = "Affiché par" / "Shown by";
    SHOWS = "Montre" / "Shows";
    NEAR = "Le plus près de sa limite derrière" / "The nearest to its limit behind";
    CHANGE = "Et si on y changeait quelque chose ?" / "What if something changed here?";
    NOT_SAID = "personne ne l’a dit" / "nobody has said";
    ASKED = "Ce que l’on demande d’y changer" / "What is asked to change there";
    VIEWS_HOW = "somme des affichages de ses écrans, chacun à sa propre pointe" / "sum of the views of its screens, each at its own peak";
}

/// What the page shows of a moment.
pub(super) struct Moment {
    steps: Vec<Step>,
    systems: usize,
    views: Option<Measure>,
    nearest: Option<Near>,
    requests: Requests,
}

/// One screen of it.
struct Step {
    id: Ref,
    views: Option<Measure>,
    peak: Option<landscape::field::WeekTime>,
    channels: Vec<Ref>,
    shows: Vec<Ref>,
    nearest: Option<Near>,
}

/// A system and how much of its limit is used at peak.
#[derive(Clone)]
struct Near {
    id: Ref,
    name: Say,
    used: Measure,
}

impl Moment {
    pub(super) fn of(session: &Session, thing: &Thing) -> Moment {
        let catalog = session.picture.catalog();
        let mut all: BTreeSet<&Ref> = BTreeSet::new();
        // Screens of one system have the same systems behind them.
        let mut known: HashMap<&[Ref], Option<Near>> = HashMap::new();
        let mut used: HashMap<&Ref, Option<Near>> = HashMap::new();
        let screens = catalog.pointing_at(&thing.id, Kind::Element, Field::Moment);
        let mut steps: Vec<Step> = screens
            .map(|screen| {
                let channels = screen.refs(Field::Channel);
                let nearest = known.entry(channels).or_insert_with(|| {
                    let behind = catalog.behind(channels);
                    let systems = || channels.iter().chain(behind.iter().map(|system| &system.id));
                    all.extend(systems());
                    nearest(catalog, &mut used, systems())
                });
                Step {
                    id: screen.id.clone(),
                    views: screen.measure(Field::Views),
                    peak: screen.week_time(Field::Peak),
                    channels: channels.to_vec(),
                    shows: screen.refs(Field::Shows).to_vec(),
                    nearest: nearest.clone(),
                }
            })
            .collect();
        let likely = |step: &Step| step.views.as_ref().map_or(-1.0, |views| views.value.likely);
        steps.sort_by(|a, b| likely(b).total_cmp(&likely(a)));
        let inputs: Vec<(Say, Measure)> =
            steps.iter().filter_map(|step| Some((catalog.name(&step.id), step.views.clone()?))).collect();
        let sum: Option<Quantity> = inputs.iter().map(|(_, views)| views.value).reduce(|a, b| a.zip(b, |a, b| a + b));
        let how = Say::new(VIEWS_HOW.fr, VIEWS_HOW.en);
        let views = sum.map(|sum| Measure::computed(sum, Unit::ViewsPerSecond, how, inputs));
        let screens: BTreeSet<&Ref> = steps.iter().map(|step| &step.id).collect();
        let requests = Requests::of(session, |id| screens.contains(id));
        let nearest = nearest(catalog, &mut used, all.iter().copied());
        Moment { systems: all.len(), views, nearest, requests, steps }
    }
}

/// The system nearest its limit at peak, among those of which load and limit are known.
fn nearest<'a>(
    catalog: &Catalog,
    used: &mut HashMap<&'a Ref, Option<Near>>,
    systems: impl Iterator<Item = &'a Ref>,
) -> Option<Near> {
    let mut nearest: Option<Near> = None;
    for id in systems {
        let near = used.entry(id).or_insert_with(|| {
            let thing = catalog.get(id)?;
            let limit = thing.measure(Field::Limit)?;
            let load = thing.measure(Field::Load).or_else(|| system::summed(catalog, &catalog.callers(id)))?;
            Some(Near { id: id.clone(), name: thing.name.clone(), used: ui::thing::used(&load, &limit)? })
        });
        let Some(near) = near else { continue };
        let share = |near: &Near| near.used.value.likely;
        if nearest.as_ref().is_none_or(|known| (share(near), &known.id) > (share(known), &near.id)) {
            nearest = Some(near.clone());
        }
    }
    nearest
}

/// What it comes to, in two sentences.
pub(super) fn lead(reader: &Reader, moment: &Moment) -> String {
    let screens = ui::capital(&ui::counted(reader.lang, moment.steps.len(), A_SCREEN, SCREENS));
    let systems = ui::counted(reader.lang, moment.systems, A_SYSTEM, SYSTEMS);
    // A sum of some is not told as the sum of all.
    let whole = moment.views.as_ref().filter(|_| moment.steps.iter().all(|step| step.views.is_some()));
    let mut lead = match whole {
        Some(views) => {
            let views = format::measure(reader.lang, views);
            reader.fill(LEAD, &[("screens", &screens), ("views", &views), ("systems", &systems)])
        }
        None => reader.fill(LEAD_SHORT, &[("screens", &screens), ("systems", &systems)]),
    };
    if let Some(near) = &moment.nearest {
        let used = format::percent(reader.lang, near.used.value.likely, 0);
        lead.push(' ');
        lead.push_str(&reader.fill(NEAREST, &[("name", reader.say(&near.name)), ("used", &used)]));
    }
    lead
}

pub(super) fn render(reader: &Reader, moment: &Moment) -> Markup {
    html! {
        @if !moment.steps.is_empty() { (ui::page::section("steps", reader.w(STEPS), steps(reader, moment))) }
        (ui::page::section("asked", reader.w(ASKED), about::render(reader, &moment.requests)))
    }
}

fn steps(reader: &Reader, moment: &Moment) -> Markup {
    let not_said = || html! { span.still data-terms { (reader.w(NOT_SAID)) } };
    let names = |ids: &[Ref]| match ids {
        [] => not_said(),
        ids => {
            html! { span { @for (i, id) in ids.iter().enumerate() { @if i > 0 { ", " } (ui::thing::link(reader, id)) } } }
        }
    };
    let columns = [
        table::words(STEP),
        table::number(VIEWS),
        table::words(WHEN),
        table::words(SHOWN_BY),
        table::words(SHOWS),
        table::words(NEAR),
    ];
    let rows = moment.steps.iter().map(|step| {
        vec![
            html! {
                (ui::thing::link(reader, &step.id)) br;
                a.what-if href=(crate::pages::what_if::at(&step.id)) { (reader.w(CHANGE)) }
            },
            step.views
                .as_ref()
                .map_or_else(not_said, |views| ui::figure::measure(reader, &Field::Views.label(), views)),
            step.peak.map_or_else(not_said, |peak| html! { (peak.written(reader.lang)) }),
            names(&step.channels),
            names(&step.shows),
            step.nearest.as_ref().map_or_else(not_said, |near| {
                html! {
                    span {(ui::thing::link(reader, &near.id)) " " (ui::figure::measure(reader, &near.name, &near.used))}
                }
            }),
        ]
    });
    html! { div.no-caption { (table::table(reader, reader.w(STEPS), &columns, rows.collect())) } }
}
