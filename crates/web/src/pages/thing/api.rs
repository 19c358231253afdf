//! An API as an open book: what it gives and to whom, what one writes to call it, what goes dark when it stops.

use base::{Figure, Kind, Measure, Quantity, Ref, Say, Side, Unit, format};
use landscape::catalog::{Catalog, Claim, Link, Served, Thing};
use landscape::field::{Field, Value};
use landscape::impact::Verdict;
use maud::{Markup, html};

use crate::ui::evidence::{age, source_words};
use crate::ui::figure::{Shared, sentence, spine};
use crate::ui::spread::{self, Spread, entry};
use crate::ui::{self, Reader, Words};

ui::words! {
    GIVES = "Ce qu’elle donne" / "What it gives";
    WHOM = "À qui" / "To whom";
    STOPS = "Si elle ne répond plus" / "If it stops answering";
    PERSONAL = "Ce qu’elle dit des personnes" / "What it says of people";
    CALL = "Un appel, tel qu’il s’écrit" / "One call, as it is written";
    DOOR = "Par où l’on entre" / "Where one comes in";
    LIMIT = "Ce qu’on ne doit pas dépasser" / "What must not be exceeded";
    CALLERS = "Qui l’appelle, et qui attend sa réponse" / "Who calls it, and who waits for its answer";

    NO_GIVES = "Personne n’a dit en clair ce qu’elle donne." / "Nobody has said in plain words what it gives.";
    NO_ONE = "Personne de connu ne l’appelle." / "Nobody known calls it.";
    SCREENS_ONE = "Un écran montre ce qu’elle donne." / "One screen shows what it gives.";
    SCREENS = "{n} écrans montrent ce qu’elle donne." / "{n} screens show what it gives.";
    NO_SCREEN = "Aucun écran connu ne montre ce qu’elle donne." / "No known screen shows what it gives.";
    DARK_ONE = "Un écran reste vide ou se bloque." / "One screen stays empty or hangs.";
    DARK = "{n} écrans restent vides ou se bloquent, dans {moments} moments du client." / "{n} screens stay empty or hang, in {moments} of the customer’s moments.";
    DARK_HERE = "{n} écrans restent vides ou se bloquent." / "{n} screens stay empty or hang.";
    LESS = "Montrent un peu moins, et continuent" / "Show a little less, and go on";
    SCREENS_UNSAID = "Personne n’a dit ce que deviennent" / "Nobody has said what becomes of";
    NO_DARK = "Aucun écran connu n’attend sa réponse." / "No known screen waits for its answer.";
    AND_SCREENS = "et {n} autres écrans" / "and {n} more screens";
    AND_SYSTEMS = "et {n} autres systèmes" / "and {n} more systems";
    AND_DATA = "et {n} autres données" / "and {n} more data";
    NOT_PERSONAL = "Personne n’a dit qu’elle donne une donnée personnelle." / "Nobody has said that it gives personal data.";
    NO_EXAMPLE = "Personne n’en a donné d’exemple. La description OpenAPI de l’API en contient un."
        / "Nobody has given an example. The API’s OpenAPI description holds one.";
    IMPORT = "Importer la description" / "Import the description";
    FROM = "Source" / "Source";
    WAITS = "attendent sa réponse" / "wait for its answer";
    WAITS_ONE = "attend sa réponse" / "waits for its answer";
    WITHOUT = "peuvent s’en passer" / "can do without";
    WITHOUT_ONE = "peut s’en passer" / "can do without";
    LATER = "n’attendent pas" / "do not wait";
    LATER_ONE = "n’attend pas" / "does not wait";
    UNSAID = "personne n’a dit comment ils réagissent" / "nobody has said how they react";
    UNSAID_ONE = "personne n’a dit comment il réagit" / "nobody has said how it reacts";
    MAYBE = "Passent par la même porte, sans qu’on sache pour quoi" / "Come in by the same door, nobody said what for";
    BESIDE = "Ont la même donnée sans passer par elle" / "Are given the same without passing through it";
    OFFERED = "Offerte par" / "Offered by";
    THROUGH = "par la porte de" / "through the door of";
    AT = "à l’adresse {hosts}" / "at {hosts}";
    SIGN_ON = "On s’y présente par : {ways}." / "One signs on by: {ways}.";
    SPEAKS = "Protocole : {protocols}." / "Protocol: {protocols}.";
    ASKED = "Appels à la pointe" / "Calls at peak";
    ASKED_HOW = "somme des débits dits de ceux qui l’appellent pour cela" / "sum of the stated rates of those who call it for this";
    CALLS_OF = "appels de {name}" / "calls from {name}";
    LIMIT_OF_SYSTEM = "limite de {name}, qui répond" / "limit of {name}, which answers";
    LIMIT_SAID = "Elle accepte {limit}." / "It takes {limit}.";
    LIMIT_OF = "L’API n’annonce pas de limite ; {name}, qui répond derrière, en a une : {limit}." / "The API announces no limit; {name}, which answers behind it, has one: {limit}.";
    NO_LIMIT = "Personne n’a dit combien d’appels elle accepte." / "Nobody has said how many calls it takes.";
    NO_FIGURES = "Aucun chiffre n’est encore connu." / "No figure is known yet.";
}

/// What the book shows.
pub(super) struct Api {
    first: Side,
    does: Option<Say>,
    gives: Vec<Ref>,
    screens: Vec<Ref>,
    served: Served,
    personal: Vec<String>,
    example: Option<Claim>,
    providers: Vec<Ref>,
    through: Vec<Ref>,
    hosts: Vec<String>,
    sign_on: Vec<String>,
    protocols: Vec<String>,
    limit: Option<Measure>,
    /// The limit of what answers behind it, where its own is not said.
    behind: Option<(Ref, Measure)>,
    figures: Vec<(Figure, Option<Verdict>)>,
}

impl Api {
    pub(super) fn of(catalog: &Catalog, thing: &Thing, side: Side) -> Api {
        let served = catalog.served(thing);
        let gives = thing.refs(Field::Gives).to_vec();
        let mut screens: Vec<Ref> = gives
            .iter()
            .flat_map(|data| catalog.pointing_at(data, Kind::Element, Field::Shows))
            .map(|element| element.id.clone())
            .collect();
        screens.sort_unstable();
        screens.dedup();
        let limit = thing.measure(Field::Limit);
        let providers = thing.refs(Field::Provider).to_vec();
        let mut behind = providers.iter().filter_map(|id| Some((id.clone(), catalog.get(id)?.measure(Field::Limit)?)));
        let behind = behind.next().filter(|_| limit.is_none());
        let mut figures = Vec::new();
        let mut figure = |key: &str, label: Say, measure: Measure| {
            figures.push((Figure { key: format!("{key}/{}", thing.id), label: capital(label), measure }, None));
        };
        if let Some(asked) = asked(catalog, &served.callers, &gives) {
            figure("asked", Say::new(ASKED.fr, ASKED.en), asked);
        }
        match (&limit, &behind) {
            (Some(limit), _) => figure("limit", Field::Limit.label(), limit.clone()),
            (None, Some((system, limit))) => {
                let name = catalog.name(system);
                let label = Say::each(|lang| LIMIT_OF_SYSTEM.fill(lang, &[("name", name.in_lang(lang))]));
                figure("limit", label, limit.clone());
            }
            _ => {}
        }
        for field in [Field::Operations, Field::ResponseMs, Field::Availability] {
            if let Some(measure) = thing.measure(field) {
                figure(field.spec().word, field.label(), measure);
            }
        }
        Api {
            first: side,
            does: thing.words(Field::Does).cloned(),
            gives,
            screens,
            served,
            personal: personal(catalog, thing),
            example: thing.field(Field::Example).map(|settled| (*settled.current).clone()),
            providers,
            through: thing.refs(Field::Through).to_vec(),
            hosts: thing.list(Field::Hosts).to_vec(),
            sign_on: thing.list(Field::SignOn).to_vec(),
            protocols: thing.list(Field::Protocol).to_vec(),
            limit,
            behind,
            figures,
        }
    }
}

fn capital(label: Say) -> Say {
    Say::each(|lang| ui::capital(label.in_lang(lang)))
}

/// The categories of personal data its description and its data objects name.
fn personal(catalog: &Catalog, thing: &Thing) -> Vec<String> {
    let mut all: Vec<String> = thing.list(Field::Personal).to_vec();
    let data = thing.refs(Field::Gives).iter().filter_map(|id| catalog.get(id));
    for word in data.flat_map(|data| data.list(Field::Personal)) {
        if !all.contains(word) {
            all.push(word.clone());
        }
    }
    all
}

/// What its callers ask of it at peak; `None` when nobody said of any of them.
fn asked(catalog: &Catalog, callers: &[Link], gives: &[Ref]) -> Option<Measure> {
    // A caller that asks for several things says one rate for all of them: it is no rate of this API.
    let alone =
        callers.iter().filter(|link| !link.carries.is_empty() && link.carries.iter().all(|id| gives.contains(id)));
    let rates: Vec<(Say, Measure)> = alone
        .filter_map(|link| {
            let rate = catalog.get(&link.flow)?.measure(Field::Rate)?;
            let name = catalog.name(&link.system);
            Some((Say::each(|lang| CALLS_OF.fill(lang, &[("name", name.in_lang(lang))])), rate))
        })
        .collect();
    let sum: Quantity = rates.iter().map(|(_, rate)| rate.value).reduce(|a, b| a.zip(b, |a, b| a + b))?;
    Some(Measure::computed(sum, Unit::CallsPerSecond, Say::new(ASKED_HOW.fr, ASKED_HOW.en), rates))
}

pub(super) fn spread(reader: &Reader, api: &Api) -> Markup {
    let shared: Vec<Shared> =
        api.figures.iter().map(|(figure, verdict)| Shared { figure, limit: None, verdict: *verdict }).collect();
    spread::spread(
        reader,
        &Spread {
            id: "book",
            first: api.first,
            left: left(reader, api),
            spine: html! {
                @if shared.is_empty() { p.still data-terms { (reader.w(NO_FIGURES)) } } @else { (spine(reader, &shared)) }
            },
            right: right(reader, api),
        },
    )
}

fn heading(words: Words) -> Say {
    Say::new(words.fr, words.en)
}

fn counted(reader: &Reader, n: usize, none: Words, one: Words, several: Words) -> String {
    if n == 0 { reader.w(none).to_owned() } else { ui::counted(reader.lang, n, one, several) }
}

fn left(reader: &Reader, api: &Api) -> Markup {
    let served = &api.served;
    let callers = once(served.callers.iter());
    html! {
        (entry(reader, &heading(GIVES), html! {
            @match &api.does {
                Some(does) => (sentence(reader, does, &[])),
                None => p.still data-terms { (reader.w(NO_GIVES)) },
            }
            (ui::thing::links(reader, &api.gives, 8, AND_DATA))
        }))
        (entry(reader, &heading(WHOM), html! {
            @if callers.is_empty() { p.still data-terms { (reader.w(NO_ONE)) } }
            (ui::thing::links(reader, &callers, 8, AND_SYSTEMS))
            div.say data-terms { (counted(reader, api.screens.len(), NO_SCREEN, SCREENS_ONE, SCREENS)) }
            (ui::thing::links(reader, &api.screens, 6, AND_SCREENS))
        }))
        (entry(reader, &heading(STOPS), html! {
            div.say data-terms { (dark(reader, served)) }
            (ui::thing::links(reader, &served.dark, 6, AND_SCREENS))
            @if !served.unsaid.is_empty() {
                p.still data-terms { (reader.w(SCREENS_UNSAID)) }
                (ui::thing::links(reader, &served.unsaid, 6, AND_SCREENS))
            }
            @if !served.less.is_empty() {
                p.still data-terms { (reader.w(LESS)) }
                (ui::thing::links(reader, &served.less, 6, AND_SCREENS))
            }
        }))
        (entry(reader, &heading(PERSONAL), html! {
            @if api.personal.is_empty() { p.still data-terms { (reader.w(NOT_PERSONAL)) } } @else { div.say data-terms { (ui::capital(&api.personal.join(", "))) } }
        }))
    }
}

/// The systems of some calls, each once.
fn once<'a>(links: impl Iterator<Item = &'a Link>) -> Vec<Ref> {
    let mut systems: Vec<Ref> = Vec::new();
    for link in links {
        if !systems.contains(&link.system) {
            systems.push(link.system.clone());
        }
    }
    systems
}

fn dark(reader: &Reader, served: &Served) -> String {
    let moments = served.moments.len();
    match served.dark.len() {
        n if n > 1 && moments > 1 => reader.fill(DARK, &[("n", &n.to_string()), ("moments", &moments.to_string())]),
        n => counted(reader, n, NO_DARK, DARK_ONE, DARK_HERE),
    }
}

fn right(reader: &Reader, api: &Api) -> Markup {
    let with = |m: &Measure| format::measure(reader.lang, m);
    html! {
        (entry(reader, &heading(CALL), example(reader, api.example.as_ref())))
        (entry(reader, &heading(DOOR), html! {
            @if !api.providers.is_empty() {
                div.say data-terms {
                    (reader.w(OFFERED)) " " (named(reader, &api.providers))
                    @if !api.through.is_empty() { ", " (reader.w(THROUGH)) " " (named(reader, &api.through)) }
                    @if !api.hosts.is_empty() { ", " (reader.fill(AT, &[("hosts", &api.hosts.join(", "))])) }
                    "."
                }
            }
            @if !api.sign_on.is_empty() { div.say data-terms { (reader.fill(SIGN_ON, &[("ways", &api.sign_on.join(", "))])) } }
            @if !api.protocols.is_empty() { div.say data-terms { (reader.fill(SPEAKS, &[("protocols", &api.protocols.join(", "))])) } }
        }))
        (entry(reader, &heading(LIMIT), match (&api.limit, &api.behind) {
            (Some(limit), _) => html! { div.say data-terms { (reader.fill(LIMIT_SAID, &[("limit", &with(limit))])) } },
            (None, Some((system, limit))) => html! {
                div.say data-terms { (reader.fill(LIMIT_OF, &[("name", &reader.thing(system)), ("limit", &with(limit))])) }
            },
            (None, None) => html! { p.still data-terms { (reader.w(NO_LIMIT)) } },
        }))
        (entry(reader, &heading(CALLERS), callers(reader, &api.served)))
    }
}

fn named(reader: &Reader, things: &[Ref]) -> Markup {
    html! { @for (i, id) in things.iter().enumerate() { @if i > 0 { ", " } (ui::thing::link(reader, id)) } }
}

fn example(reader: &Reader, claim: Option<&Claim>) -> Markup {
    let Some((claim, Value::Words(words))) = claim.map(|claim| (claim, &claim.value)) else {
        return html! {
            p.still data-terms { (reader.w(NO_EXAMPLE)) }
            p { a.quiet href="/imports" { (reader.w(IMPORT)) } }
        };
    };
    html! {
        pre.example tabindex="0" { code { (reader.say(words)) } }
        p.fact-source { (reader.w(FROM)) (ui::evidence::colon(reader.lang)) " " (source_words(reader, &claim.source)) ", " (age(reader, claim.as_of)) }
    }
}

fn callers(reader: &Reader, served: &Served) -> Markup {
    let of = |fits: &dyn Fn(Option<&str>) -> bool| -> Vec<Ref> {
        once(served.callers.iter().filter(|link| fits(link.mode.as_deref())))
    };
    let groups = [
        (WAITS_ONE, WAITS, of(&|mode| mode == Some("hard"))),
        (WITHOUT_ONE, WITHOUT, of(&|mode| matches!(mode, Some("degradable" | "cached")))),
        (LATER_ONE, LATER, of(&|mode| mode == Some("async"))),
        (UNSAID_ONE, UNSAID, of(&|mode| mode.is_none())),
    ];
    let systems = |links: &[Link]| once(links.iter());
    html! {
        @if served.callers.is_empty() { p.still data-terms { (reader.w(NO_ONE)) } }
        ul.lead-list {
            @for (one, several, systems) in groups.iter().filter(|(.., systems)| !systems.is_empty()) {
                li { (named(reader, systems)) " " span.still data-terms { (reader.w(if systems.len() == 1 { *one } else { *several })) } }
            }
        }
        @for (label, links) in [(MAYBE, &served.maybe), (BESIDE, &served.beside)] {
            @if !links.is_empty() {
                p.still data-terms { (reader.w(label)) }
                (ui::thing::links(reader, &systems(links), 8, AND_SYSTEMS))
            }
        }
    }
}
