//! What a thing is tied to: who calls it, what it calls, what shows it, what it is master of, who owns it.

use std::collections::BTreeSet;

use base::{Kind, Measure, Ref, Say, Side};
use landscape::catalog::{Catalog, Link, Thing};
use landscape::contract;
use landscape::field::Field;
use maud::{Markup, html};
use picture::Picture;

use crate::ui::{self, Reader, Words, table};

ui::words! {
    CALLERS = "Qui l’appelle" / "Who calls it";
    CALLED = "Ce qu’il appelle" / "What it calls";
    SYSTEM = "Système" / "System";
    HOW = "S’il ne répond pas" / "When it does not answer";
    RATE = "Appels à la pointe" / "Calls at peak";
    CARRIES = "Ce qui passe" / "What passes";
    UNSAID = "personne ne l’a dit" / "nobody has said";
    REACHING = "Écrans qui passent par lui" / "Screens that go through it";
    OFFERS = "API qu’il offre" / "APIs it offers";
    MASTERS = "Données dont il est maître" / "Data it is master of";
    WINDOWS = "Dates qui le concernent" / "Dates that concern it";
    MASTER = "Système maître" / "Master system";
    GIVEN_BY = "API qui la donnent" / "APIs that give it";
    CARRIED = "Systèmes entre lesquels elle passe" / "Systems it passes between";
    SHOWN = "Écrans qui la montrent" / "Screens that show it";
    SHOWN_BY = "Systèmes qui affichent ces écrans" / "Systems that show these screens";
    DISPLAYS = "Ce qui l’affiche" / "What shows it";
    MOMENT = "Moment du client" / "Customer moment";
    SHOWS = "Données montrées" / "Data shown";
    BEHIND = "Systèmes derrière lui" / "Systems behind it";
    MEMBERS = "Qui en fait partie" / "Who belongs to it";
    SCOPE = "Systèmes concernés" / "Systems concerned";
    ALL_SYSTEMS = "tous les systèmes" / "all systems";
    ENDS = "Les deux bouts" / "Its two ends";
    PAYS_FOR = "Systèmes qu’il paie" / "Systems it pays for";
    CONTRACTS = "Contrats qui le paient" / "Contracts that pay for it";
    MORE = "et {n} de plus" / "and {n} more";

    DATA = "« {name} » vit dans « {master} », son système maître. API qui la donnent : {apis} ; écrans qui la montrent : {screens}."
        / "“{name}” lives in “{master}”, its master system. APIs that give it: {apis}; screens that show it: {screens}.";
    DATA_UNKNOWN = "Personne n’a dit quel système est maître de « {name} ». API qui la donnent : {apis} ; écrans qui la montrent : {screens}."
        / "Nobody has said which system is master of “{name}”. APIs that give it: {apis}; screens that show it: {screens}.";
    ELEMENT = "Systèmes derrière cet écran : {systems}." / "Systems behind this screen: {systems}.";
    ELEMENT_VIEWS = "À la pointe ({peak}) : {views}. Systèmes derrière cet écran : {systems}."
        / "At its peak ({peak}): {views}. Systems behind this screen: {systems}.";
    FREEZE = "Du {from} au {until}." / "From {from} to {until}.";
    CAPACITY = "{side}, {capacity} par trimestre." / "{side}, {capacity} a quarter.";
    SIDE_ONLY = "{side} ; personne n’a dit sa capacité." / "{side}; nobody has said its capacity.";
}

/// What a thing is tied to.
pub(super) struct Ties {
    /// What it comes to, in one sentence.
    pub(super) sentence: Option<Say>,
    /// Part by part.
    pub(super) parts: Vec<Part>,
}

/// One sort of tie.
pub(super) enum Part {
    /// Names.
    Names(Words, Vec<Ref>),
    /// Calls with how and how much.
    Calls(Words, Vec<Call>),
    /// Words where there are no names.
    Words(Words, Words),
}

pub(super) struct Call {
    system: Ref,
    mode: Option<String>,
    rate: Option<Measure>,
    carries: Vec<Ref>,
}

impl Ties {
    pub(super) fn of(picture: &Picture, thing: &Thing) -> Ties {
        let catalog = picture.catalog();
        let (sentence, parts) = match thing.id.kind() {
            Kind::System => (None, system(catalog, thing)),
            Kind::Data => data(catalog, thing),
            Kind::Element => element(catalog, thing),
            // Told by their own pages.
            Kind::Api | Kind::Moment => (None, Vec::new()),
            Kind::Team => team(picture, thing),
            Kind::Freeze => freeze(thing),
            Kind::Contract => (None, vec![Part::Names(PAYS_FOR, contract::pays_for(catalog, thing))]),
            _ => (None, flow(thing)),
        };
        let parts = parts.into_iter().filter(|part| match part {
            Part::Names(_, names) => !names.is_empty(),
            Part::Calls(_, calls) => !calls.is_empty(),
            Part::Words(..) => true,
        });
        Ties { sentence, parts: parts.collect() }
    }
}

fn calls(catalog: &Catalog, links: Vec<Link>) -> Vec<Call> {
    let mut calls: Vec<Call> = links
        .into_iter()
        .map(|Link { flow, system, mode, carries, .. }| {
            let rate = catalog.get(&flow).and_then(|flow| flow.measure(Field::Rate));
            Call { system, mode, rate, carries }
        })
        .collect();
    let weight = |call: &Call| call.rate.as_ref().map_or(-1.0, |rate| rate.value.likely);
    calls.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    calls
}

fn pointing(catalog: &Catalog, id: &Ref, kind: Kind, field: Field) -> Vec<Ref> {
    catalog.pointing_at(id, kind, field).map(|thing| thing.id.clone()).collect()
}

fn system(catalog: &Catalog, thing: &Thing) -> Vec<Part> {
    let id = &thing.id;
    vec![
        Part::Calls(CALLERS, calls(catalog, catalog.callers(id))),
        Part::Calls(CALLED, calls(catalog, catalog.called(id))),
        Part::Names(REACHING, catalog.reaching(id).into_iter().map(|reach| reach.element).collect()),
        Part::Names(OFFERS, catalog.offered_by(id)),
        Part::Names(MASTERS, catalog.mastered_by(id)),
        Part::Names(CONTRACTS, contract::paying_for(catalog, id).into_iter().map(|it| it.id.clone()).collect()),
        Part::Names(WINDOWS, pointing(catalog, id, Kind::Freeze, Field::Scope)),
    ]
}

fn data(catalog: &Catalog, thing: &Thing) -> (Option<Say>, Vec<Part>) {
    let id = &thing.id;
    let masters = thing.refs(Field::Master).to_vec();
    let apis = pointing(catalog, id, Kind::Api, Field::Gives);
    let screens = pointing(catalog, id, Kind::Element, Field::Shows);
    let mut carried: Vec<Ref> = Vec::new();
    for flow in catalog.pointing_at(id, Kind::Flow, Field::Carries) {
        carried.extend(flow.refs(Field::Source).iter().chain(flow.refs(Field::Target)).cloned());
    }
    let channels = screens.iter().filter_map(|id| catalog.get(id)).flat_map(|it| it.refs(Field::Channel)).cloned();
    let sentence = Say::each(|lang| {
        let (apis, screens) = (apis.len().to_string(), screens.len().to_string());
        let mut holes = vec![("name", thing.name.in_lang(lang)), ("apis", &apis), ("screens", &screens)];
        let master = masters.first().map(|id| catalog.name(id));
        match &master {
            Some(master) => {
                holes.push(("master", master.in_lang(lang)));
                DATA.fill(lang, &holes)
            }
            None => DATA_UNKNOWN.fill(lang, &holes),
        }
    });
    let parts = vec![
        Part::Names(MASTER, masters.clone()),
        Part::Names(GIVEN_BY, apis),
        Part::Names(CARRIED, once(carried)),
        Part::Names(SHOWN, screens.clone()),
        Part::Names(SHOWN_BY, once(channels.collect())),
    ];
    (Some(sentence), parts)
}

fn once(all: Vec<Ref>) -> Vec<Ref> {
    let all: BTreeSet<Ref> = all.into_iter().collect();
    all.into_iter().collect()
}

fn element(catalog: &Catalog, thing: &Thing) -> (Option<Say>, Vec<Part>) {
    let channels = thing.refs(Field::Channel).to_vec();
    let behind: Vec<Ref> = catalog.behind(&channels).into_iter().map(|it| it.id.clone()).collect();
    let systems = (channels.len() + behind.len()).to_string();
    let sentence = Say::each(|lang| match (thing.measure(Field::Views), thing.week_time(Field::Peak)) {
        (Some(views), Some(peak)) => {
            let (views, peak) = (base::format::measure(lang, &views), peak.written(lang));
            ELEMENT_VIEWS.fill(lang, &[("peak", &peak), ("views", &views), ("systems", &systems)])
        }
        _ => ELEMENT.fill(lang, &[("systems", &systems)]),
    });
    let parts = vec![
        Part::Names(DISPLAYS, channels),
        Part::Names(MOMENT, thing.refs(Field::Moment).to_vec()),
        Part::Names(SHOWS, thing.refs(Field::Shows).to_vec()),
        Part::Names(BEHIND, behind),
    ];
    (Some(sentence), parts)
}

fn team(picture: &Picture, thing: &Thing) -> (Option<Say>, Vec<Part>) {
    let side = match thing.choice(Field::Side) {
        Some("marketing") => Side::Marketing,
        Some("it") => Side::It,
        _ => Side::Other,
    };
    let sentence = Say::each(|lang| {
        let side = side.say();
        match thing.measure(Field::Capacity) {
            Some(capacity) => {
                let capacity = base::format::measure(lang, &capacity);
                CAPACITY.fill(lang, &[("side", side.in_lang(lang)), ("capacity", &capacity)])
            }
            None => SIDE_ONLY.fill(lang, &[("side", side.in_lang(lang))]),
        }
    });
    let members = picture.people().filter(|(_, person)| person.present && person.team.as_ref() == Some(&thing.id));
    let members = members.map(|(id, _)| Ref::new(Kind::Person, &id.to_string())).collect();
    (Some(sentence), vec![Part::Names(MEMBERS, members)])
}

fn freeze(thing: &Thing) -> (Option<Say>, Vec<Part>) {
    let sentence = match (thing.date(Field::From), thing.date(Field::Until)) {
        (Some(from), Some(until)) => Some(Say::each(|lang| {
            let [from, until] = [from, until].map(|date| base::format::date_long(lang, date));
            FREEZE.fill(lang, &[("from", &from), ("until", &until)])
        })),
        _ => None,
    };
    let scope = match thing.refs(Field::Scope) {
        [] => Part::Words(SCOPE, ALL_SYSTEMS),
        systems => Part::Names(SCOPE, systems.to_vec()),
    };
    (sentence, vec![scope])
}

fn flow(thing: &Thing) -> Vec<Part> {
    let ends = thing.refs(Field::Source).iter().chain(thing.refs(Field::Target)).cloned().collect();
    vec![Part::Names(ENDS, ends), Part::Names(CARRIES, thing.refs(Field::Carries).to_vec())]
}

pub(super) fn render(reader: &Reader, ties: &Ties) -> Markup {
    html! {
        div.ties {
            @for part in &ties.parts {
                @match part {
                    Part::Names(label, names) => div {
                        h3 { (reader.w(*label)) }
                        (ui::thing::links(reader, names, 24, MORE))
                    },
                    Part::Calls(label, calls) => div { (calls_table(reader, *label, calls)) },
                    Part::Words(label, words) => div { h3 { (reader.w(*label)) } p data-terms { (reader.w(*words)) } },
                }
            }
        }
    }
}

fn calls_table(reader: &Reader, label: Words, calls: &[Call]) -> Markup {
    let columns = [table::words(SYSTEM), table::words(HOW), table::number(RATE), table::words(CARRIES)];
    let rows = calls
        .iter()
        .map(|call| {
            vec![
                ui::thing::link(reader, &call.system),
                match call.mode.as_deref().and_then(ui::thing::choice) {
                    Some(mode) => html! { span data-terms { (reader.w(mode)) } },
                    None => html! { span.still { (reader.w(UNSAID)) } },
                },
                match &call.rate {
                    Some(rate) => ui::figure::measure(reader, &Field::Rate.label(), rate),
                    None => html! { span.still { (reader.w(UNSAID)) } },
                },
                html! { span { @for (i, data) in call.carries.iter().enumerate() { @if i > 0 { ", " } (ui::thing::link(reader, data)) } } },
            ]
        })
        .collect();
    table::table(reader, reader.w(label), &columns, rows)
}
