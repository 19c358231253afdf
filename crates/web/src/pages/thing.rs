//! What is this, what does it hold up, and who says so? `/things/{kind}/{key}`
//!
//! A system is an open book: marketing's words, IT's words, the figures both share. Under it, for every kind of
//! thing: what it is tied to, and each fact with its source and its age.

mod about;
mod api;
pub(crate) mod contract;
pub(crate) mod facts;
mod fit;
mod moment;
pub(crate) mod same;
mod system;
mod team;
#[cfg(test)]
pub(crate) mod tests;
mod ties;

use app::{Order, Problem};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{Kind, Ref, Say};
use landscape::field::Field;
use landscape::fit::Fit;
use landscape::statement;
use maud::{Markup, html};
use serde::Deserialize;

use self::api::Api;
use self::contract::Contract;
use self::facts::{Facts, Rejected};
use self::moment::Moment;
use self::same::Same;
use self::system::System;
use self::team::Team;
use self::ties::Ties;
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::map;
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::form::Sealed;
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, Words};

ui::words! {
    SAID = "C’est dit. Votre valeur compte dès maintenant, sous votre nom." / "It is stated. Your value counts from now on, under your name.";
    UNSAID = "La déclaration est retirée ; ce que disent les fichiers compte de nouveau." / "The statement is withdrawn; what the files say counts again.";
    OWNER = "Équipe responsable : {team}" / "Owned by {team}";
    NO_OWNER = "Personne n’a dit quelle équipe en répond" / "Nobody has said which team answers for it";
    SEEN = "Vu sur la carte" / "Seen on the map";
    CAPTION = "Autour de {name}" / "Around {name}";
    MAP_MORE = "Un pas plus loin" / "One step further";
    DOUBTS = "À regarder" / "To look at";
    NO_WORDS = "Personne n’a encore dit en une phrase ce que c’est." / "Nobody has yet said in one sentence what it is.";
    TIED = "À quoi cela tient" / "What it is tied to";
    KNOWN = "Ce que nous savons, et qui le dit" / "What we know, and who says so";
}

/// What was just done.
#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
    /// Whether to hold the tool against everything that runs: worked out when somebody asks.
    fit: Option<String>,
}

/// `GET /things/{kind}/{key}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path((kind, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let done: Option<Words> = match asked.done.as_deref() {
        Some("stated") => Some(SAID),
        Some("withdrawn") => Some(UNSAID),
        _ => None,
    };
    page(&house, &session, &kind, &key, None, done, asked.fit.is_some())
}

/// A typed value.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    value: String,
    /// `doubts` when it was stated there.
    back: Option<String>,
}

/// `POST /things/{kind}/{key}/fields/{field}`
pub async fn state(
    State(house): State<House>,
    Path((kind, key, field)): Path<(String, String, String)>,
    mut posted: Posted<Typed>,
) -> Answer {
    let subject = find(&kind, &key)?;
    let value = posted.fields.value.clone();
    if let Some(known) = Field::of(subject.kind(), &field)
        && let Err(unclear) = statement::parse(known, &value)
    {
        // What was typed stays in its field, with what is missing beside it.
        let rejected = Rejected { field: known, typed: value, why: unclear };
        let page = page(&house, &posted.session, &kind, &key, Some(rejected), None, false)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let told = posted.carry_out(Order::State { subject: subject.clone(), field: field.clone(), value }).await?;
    if told.facts == 0 {
        // One's own word said again is as young as today, and speaks louder than what was heard since.
        posted.command = posted.session.command(&house.app);
        posted.carry_out(Order::Restate { subject: subject.clone(), field: field.clone() }).await?;
    }
    Ok(match posted.fields.back.as_deref() {
        Some("doubts") => see("/doubts?done=stated"),
        _ => see(&format!("{}?done=stated#fact-{field}", path(&subject))),
    })
}

/// Nothing.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /things/{kind}/{key}/fields/{field}/withdrawal`
pub async fn unstate(Path((kind, key, field)): Path<(String, String, String)>, posted: Posted<Nothing>) -> Answer {
    let subject = find(&kind, &key)?;
    posted.carry_out(Order::Unstate { subject: subject.clone(), field: field.clone() }).await?;
    Ok(see(&format!("{}?done=withdrawn#fact-{field}", path(&subject))))
}

fn find(kind: &str, key: &str) -> Result<Ref, Problem> {
    format!("{kind}:{key}").parse().map_err(|_| Problem::not_found(Say::same(key)))
}

/// A thing's page as a browser may be sent there: the key of a flow holds a sign that is no part of an address.
pub(crate) fn path(id: &Ref) -> String {
    href(id).replace('>', "%3E")
}

fn page(
    house: &House,
    session: &Session,
    kind: &str,
    key: &str,
    rejected: Option<Rejected>,
    done: Option<Words>,
    fit: bool,
) -> Result<Response, crate::answer::Failure> {
    let id = find(kind, key)?;
    // What is taken for something else is read there.
    if let Some(thing) = session.picture.catalog().get(&id).filter(|thing| thing.id != id) {
        return Ok(see(&path(&thing.id)));
    }
    let view = View::of(session, &id, rejected, fit).ok_or_else(|| Problem::not_found(Say::same(key)))?;
    let csrf = session.csrf();
    let seal = || Sealed { csrf: &csrf, command: session.command(&house.app) };
    let content = session.read(|reader| render(reader, &view, &seal));
    let about = Leaf {
        title: view.name.in_lang(session.lang),
        room: Some(Room::Map),
        format: Format::Wide,
        done: done.map(|words| words.in_lang(session.lang)),
    };
    Ok(leaf(house, session, &about, content))
}

/// What the page shows.
pub struct View<'a> {
    id: Ref,
    name: Say,
    does: Option<Say>,
    owner: Vec<Ref>,
    system: Option<System<'a>>,
    api: Option<Api>,
    moment: Option<Moment>,
    team: Option<Team>,
    contract: Option<Contract<'a>>,
    ties: Ties,
    /// Whether another does what it does already, and whether it fits; of systems, and of APIs nobody names a system of.
    fit: Option<Fit>,
    /// Whether that can be asked.
    may_fit: bool,
    around: ui::map::Drawing,
    facts: Facts,
    doubts: Vec<Say>,
    same: Same,
}

impl<'a> View<'a> {
    fn of(session: &'a Session, id: &Ref, rejected: Option<Rejected>, fit: bool) -> Option<View<'a>> {
        let catalog = session.picture.catalog();
        let thing = catalog.get(id)?;
        let around = match id.kind() {
            Kind::Team => ui::map::Drawing::default(),
            _ => map::beside(catalog, id),
        };
        let is_tool = match id.kind() {
            Kind::System => true,
            Kind::Api => thing.refs(Field::Provider).is_empty(),
            _ => false,
        };
        // What is proposed is held against what runs at once; what runs, when somebody asks.
        let fit = fit || thing.choice(Field::Lifecycle) == Some("planned");
        Some(View {
            id: id.clone(),
            fit: (is_tool && fit).then(|| landscape::fit::of(catalog, id, session.today)).flatten(),
            may_fit: is_tool && !fit,
            name: thing.name.clone(),
            does: thing.words(Field::Does).cloned(),
            owner: thing.refs(Field::Owner).to_vec(),
            moment: (id.kind() == Kind::Moment).then(|| Moment::of(session, thing)),
            team: (id.kind() == Kind::Team).then(|| Team::of(session, thing)),
            contract: (id.kind() == Kind::Contract).then(|| Contract::of(thing, session.today)),
            api: (id.kind() == Kind::Api).then(|| Api::of(catalog, thing, session.side())),
            system: (id.kind() == Kind::System).then(|| System::of(catalog, thing, session.today, session.side())),
            ties: Ties::of(&session.picture, thing),
            around,
            facts: Facts::of(session, thing, rejected),
            doubts: catalog
                .findings()
                .iter()
                .filter(|it| it.subject == *id && it.other.is_none())
                .map(|it| it.say.clone())
                .collect(),
            same: Same::of(session, thing),
        })
    }
}

/// Gives each form its own seal.
type Seal<'a> = &'a dyn Fn() -> Sealed<'a>;

fn render(reader: &Reader, view: &View<'_>, seal: Seal) -> Markup {
    let caption = Say::each(|lang| CAPTION.fill(lang, &[("name", view.name.in_lang(lang))]));
    let kicker = html! {
        span { (reader.w(ui::thing::kind(view.id.kind()))) }
        @match view.owner.first() {
            Some(team) => {
                @let name = reader.thing(team);
                a href=(href(team)) { (reader.fill(OWNER, &[("team", &name)])) }
            }
            None if matches!(view.id.kind(), Kind::Team | Kind::Flow | Kind::Freeze) => {}
            None => span { (reader.w(NO_OWNER)) },
        }
    };
    let lead = match (&view.system, &view.ties.sentence, &view.does) {
        (Some(system), ..) => html! { (system::lead(reader, system)) },
        _ if view.moment.is_some() => html! {
            @if let Some(does) = &view.does { (reader.say(does)) "." br; }
            @if let Some(moment) = &view.moment { (moment::lead(reader, moment)) }
        },
        _ if view.contract.is_some() => html! {
            @if let Some(contract) = &view.contract { (contract::lead(reader, contract)) }
        },
        (None, Some(sentence), _) => html! { (reader.say(sentence)) },
        (None, None, Some(does)) => html! { (reader.say(does)) },
        _ => html! { span.still { (reader.w(NO_WORDS)) } },
    };
    html! {
        (ui::page::opening(&kicker, reader.say(&view.name), Some(&lead)))
        @if let Some(proposed) = view.fit.as_ref().filter(|fit| fit.proposed) {
            (ui::page::section("fit", fit::title(reader), fit::render(reader, proposed)))
        }
        @if let Some(system) = &view.system { (system::spread(reader, system)) }
        @if let Some(moment) = &view.moment { (moment::render(reader, moment)) }
        @if let Some(team) = &view.team { (team::render(reader, team)) }
        @if let Some(api) = &view.api { (api::spread(reader, api)) }
        @if let Some(contract) = &view.contract { (contract::render(reader, contract)) }
        @if !view.ties.parts.is_empty() { (ui::page::section("ties", reader.w(TIED), ties::render(reader, &view.ties))) }
        @if view.around.nodes.len() > 1 {
            (ui::page::section("around", reader.w(SEEN), html! {
                div {
                    (map::drawing(reader, &caption, &view.around))
                    p.more { a href=(map::further(&view.id)) { (reader.w(MAP_MORE)) } }
                }
            }))
        }
        @if let Some(running) = view.fit.as_ref().filter(|fit| !fit.proposed) {
            (ui::page::section("fit", fit::title(reader), fit::folded(reader, running)))
        }
        @if view.may_fit {
            (ui::page::section("fit", fit::title(reader), html! { p { a href={ (href(&view.id)) "?fit=1#fit" } { (fit::ask(reader)) } } }))
        }
        @if !view.same.is_empty() { (same::render(reader, &view.same, seal)) }
        @if !view.doubts.is_empty() {
            (ui::page::section("doubts", reader.w(DOUBTS), html! {
                ul.findings data-terms { @for doubt in &view.doubts { li { (reader.say(doubt)) } } }
            }))
        }
        (ui::page::section("facts", reader.w(KNOWN), facts::render(reader, &view.id, &view.facts, seal)))
    }
}
