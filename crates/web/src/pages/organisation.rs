//! Who works with whom: who holds the agenda together, who translates for whom, and what waits for them? `/organisation`
//!
//! No ranking and no figures about persons: teams have a capacity, a queue has things in it.

use agenda::role::{Right, Role};
use app::Order;
use axum::extract::{Path, Query, State};
use base::{Kind, PersonId, Ref, Say, Side};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::organisation::{Finding, Organisation, Queued, Team};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui::badge::side_class;
use crate::ui::form::{Field, Input, actions, field};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader};

ui::words! {
    TITLE = "Qui travaille avec qui" / "Who works with whom";
    LEAD = "Les deux directions, qui tient l’agenda entre elles, et qui traduit d’un côté à l’autre."
        / "The two directors, who holds the agenda between them, and who translates from one side to the other.";
    AGENDA = "L’agenda entre les deux" / "The agenda between the two";
    NO_DIRECTOR = "direction sans titulaire" / "director’s seat is vacant";
    ORCHESTRATES = "orchestre l’agenda" / "orchestrates the agenda";
    SOLID = "ligne pleine : rend compte" / "solid line: reports";
    DOTTED = "ligne pointillée : rend aussi compte" / "dotted line: reports too";
    NO_LINE = "aucune ligne" / "no line";
    MISSING = "Ce qui manque" / "What is missing";
    QUEUE = "Ce qui attend une traduction" / "What waits for a translation";
    QUEUE_EMPTY = "Rien n’attend : chaque demande ouverte dit ce qu’il faut pour décider." / "Nothing waits: every open request says what a decision needs.";
    QUEUE_LEAD_ONE = "Une demande ne dit pas encore ce qu’il faut pour décider." / "One request does not yet say what a decision needs.";
    QUEUE_LEAD = "{n} demandes ne disent pas encore ce qu’il faut pour décider ; la plus ancienne d’abord."
        / "{n} requests do not yet say what a decision needs; the oldest first.";
    SINCE = "dernier changement {age}" / "last changed {age}";
    FOR = "pour" / "for";
    NOBODY_TRANSLATES = "personne ne traduit pour cette équipe" / "nobody translates for this team";
    TEAMS = "Les équipes et leurs traducteurs" / "The teams and their translators";
    CAPACITY = "{n} par trimestre" / "{n} a quarter";
    NO_CAPACITY = "capacité inconnue" / "capacity unknown";
    TRANSLATED_BY = "traduit par" / "translated by";
    NONE_TRANSLATES = "sans traducteur" / "without a translator";
    NO_TEAMS = "Aucune équipe n’est connue de ce côté : importez-les avec leur capacité." / "No team of this side is known: import them with their capacity.";
    STATE = "Dire qui rend compte à qui, et qui traduit pour qui" / "Say who reports to whom, and who translates for whom";
    FIELD_SOLID = "Ligne pleine vers" / "Solid line to";
    FIELD_DOTTED = "Ligne pointillée vers" / "Dotted line to";
    NO_DOTTED = "personne" / "nobody";
    DO_LINES = "Enregistrer les lignes" / "Record the lines";
    FIELD_TEAMS = "Traduit pour ces équipes" / "Translates for these teams";
    HINT_TEAMS = "leurs noms, séparés par des virgules" / "their names, separated by commas";
    DO_COVERAGE = "Enregistrer les équipes" / "Record the teams";
    DONE = "C’est enregistré." / "It is recorded.";
    ALL_FINE = "Rien ne manque." / "Nothing is missing.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// The most of the queue that is shown.
const QUEUE_MOST: usize = 30;

/// `GET /organisation`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let seals = Seals::of(&house, &session);
    let organisation = session.picture.organisation();
    let content = session.read(|reader| render(reader, &session, &organisation, &seals));
    let about = Leaf {
        title: TITLE.in_lang(session.lang),
        room: Some(Room::People),
        format: Format::Wide,
        done: asked.done.as_deref().map(|_| DONE.in_lang(session.lang)),
    };
    Ok(leaf(&house, &session, &about, content))
}

/// To whom somebody answers.
#[derive(Deserialize)]
pub struct Stated {
    solid: Side,
    #[serde(default)]
    dotted: String,
    #[serde(default)]
    version: String,
}

/// `POST /people/{person}/lines`
pub async fn lines(Path(person): Path<PersonId>, posted: Posted<Stated>) -> Answer {
    let dotted = serde_json::from_value(serde_json::Value::String(posted.fields.dotted.clone())).ok();
    let order = Order::StateLines { person, solid: posted.fields.solid, dotted };
    posted.carry_out_on(expect(person, &posted.fields.version), order).await?;
    Ok(see("/organisation?done=stated"))
}

/// For which teams somebody translates.
#[derive(Deserialize)]
pub struct Covered {
    #[serde(default)]
    teams: String,
    #[serde(default)]
    version: String,
}

/// `POST /people/{person}/coverage`
pub async fn coverage(Path(person): Path<PersonId>, posted: Posted<Covered>) -> Answer {
    let picture = &posted.session.picture;
    let named = |words: &str| {
        let wanted = Ref::new(Kind::Team, words);
        let mut teams = picture.catalog().of_kind(Kind::Team);
        let called = |name: &Say| [&name.fr, &name.en].iter().any(|name| Ref::new(Kind::Team, name) == wanted);
        teams.find(|team| team.id == wanted || called(&team.name)).map_or(wanted.clone(), |team| team.id.clone())
    };
    let words = posted.fields.teams.split([',', ';', '\n']).map(str::trim).filter(|words| !words.is_empty());
    let order = Order::StateCoverage { person, teams: words.map(named).collect() };
    posted.carry_out_on(expect(person, &posted.fields.version), order).await?;
    Ok(see("/organisation?done=stated"))
}

/// The version a form was drawn on.
fn expect(person: PersonId, version: &str) -> Option<(Ref, u64)> {
    Some((reference(person), version.parse().ok()?))
}

fn reference(person: PersonId) -> Ref {
    Ref::new(Kind::Person, &person.to_string())
}

fn render(reader: &Reader, session: &Session, it: &Organisation, seals: &Seals) -> Markup {
    let lead = html! { p data-terms { (reader.w(LEAD)) } };
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&lead)))
        (ui::page::section("agenda", reader.w(AGENDA), agenda(reader, session, it)))
        (ui::page::section("missing", reader.w(MISSING), missing(reader, &it.findings)))
        (ui::page::section("queue", reader.w(QUEUE), queue(reader, session, &it.queue)))
        (ui::page::section("teams", reader.w(TEAMS), teams(reader, session, &it.teams)))
        @if session.may(Right::Staff) { (ui::page::section("state", reader.w(STATE), forms(reader, session, it, seals))) }
    }
}

/// The two directors, and below them whoever holds the agenda, with both lines.
fn agenda(reader: &Reader, session: &Session, it: &Organisation) -> Markup {
    let names = |role: Role| -> Vec<String> {
        session.picture.holders_of(role, None).map(|id| session.picture.person_name(id)).collect()
    };
    let director = |role: Role, side: Side| {
        let names = names(role);
        html! {
            div.director.(side_class(side)) {
                strong { @if names.is_empty() { (reader.w(NO_DIRECTOR)) } @else { (names.join(", ")) } }
                span.still { (reader.say(&role.say())) }
            }
        }
    };
    html! {
        @for (id, lines, _) in &it.orchestrators {
            div.between {
                (director(Role::Cmo, Side::Marketing))
                (director(Role::Cio, Side::It))
                @for side in [Side::Marketing, Side::It] {
                    @let (class, words) = match lines {
                        Some(lines) if lines.solid == side => ("solid", SOLID),
                        Some(lines) if lines.dotted == Some(side) => ("dotted", DOTTED),
                        _ => ("none", NO_LINE),
                    };
                    div.line.(class).(side_class(side)) { span.still { (reader.w(words)) } }
                }
                div.orchestrator {
                    strong { (session.picture.person_name(*id)) }
                    span.still { (reader.w(ORCHESTRATES)) }
                }
            }
        }
        @if it.orchestrators.is_empty() {
            div.between { (director(Role::Cmo, Side::Marketing)) (director(Role::Cio, Side::It)) }
        }
    }
}

fn missing(reader: &Reader, findings: &[Finding]) -> Markup {
    html! {
        @if findings.is_empty() { p { (ui::badge::state(Verdict::Fine, reader.w(ALL_FINE))) } }
        ul.lead-list {
            @for finding in findings {
                li {
                    p data-terms { (ui::badge::state(Verdict::Watch, "")) " " (reader.say(&told::full(&finding.say))) }
                    p.still { (reader.say(&told::full(&finding.way_out))) }
                }
            }
        }
    }
}

fn queue(reader: &Reader, session: &Session, queue: &[Queued]) -> Markup {
    if queue.is_empty() {
        return html! { p { (reader.w(QUEUE_EMPTY)) } };
    }
    let rows: Vec<Row> = queue.iter().take(QUEUE_MOST).map(|it| queued(reader, session, it)).collect();
    html! {
        p { (ui::counted(reader.lang, queue.len(), QUEUE_LEAD_ONE, QUEUE_LEAD)) }
        (ui::listing::rows(&rows))
    }
}

fn queued(reader: &Reader, session: &Session, it: &Queued) -> Row {
    let request = session.picture.request(it.request);
    let wish = request.map(|request| told::text(session, &request.sentence)).unwrap_or_default();
    let lang = request.map_or(session.lang, |request| request.lang);
    Row {
        href: format!("/requests/{}", it.request),
        title: html! { span lang=(lang.tag()) { (wish) } },
        under: html! {
            span { (told::capital(reader.say(&it.waits.say()))) }
            span { (reader.fill(SINCE, &[("age", &reader.age(day(it.since)))])) }
            @if let Some(team) = &it.team { span { (reader.w(FOR)) " " a href=(href(team)) { (reader.thing(team)) } } }
        },
        aside: html! {
            @if it.translators.is_empty() {
                (ui::badge::state(Verdict::Watch, reader.w(NOBODY_TRANSLATES)))
            } @else {
                (people(session, &it.translators))
            }
        },
    }
}

/// Names in the hue of their side.
fn people(session: &Session, ids: &[PersonId]) -> Markup {
    html! {
        @for (nth, id) in ids.iter().enumerate() {
            @if nth > 0 { ", " }
            @let side = session.picture.person(*id).map_or(Side::Other, |person| person.side);
            span.side.(side_class(side)) { (session.picture.person_name(*id)) }
        }
    }
}

fn teams(reader: &Reader, session: &Session, teams: &[Team]) -> Markup {
    html! {
        div.facing {
            @for side in [Side::Marketing, Side::It] {
                @let of: Vec<&Team> = teams.iter().filter(|team| team.side == side).collect();
                section.stand.(side_class(side)) {
                    h2 { (reader.say(&side.say())) }
                    @if of.is_empty() { p.still { (reader.w(NO_TEAMS)) } }
                    ul.lead-list {
                        @for team in of {
                            li {
                                div.team-line {
                                    a href=(href(&team.id)) { (reader.thing(&team.id)) }
                                    span.still {
                                        @match &team.capacity {
                                            Some(capacity) => (reader.fill(CAPACITY, &[("n", &base::format::measure(reader.lang, capacity))])),
                                            None => (reader.w(NO_CAPACITY)),
                                        }
                                    }
                                }
                                p.still {
                                    @if team.translators.is_empty() { (reader.w(NONE_TRANSLATES)) }
                                    @else { (reader.w(TRANSLATED_BY)) " " (people(session, &team.translators)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One form for each orchestrator and each translator.
fn forms(reader: &Reader, session: &Session, it: &Organisation, seals: &Seals) -> Markup {
    let picture = &session.picture;
    let sides = [Side::Marketing, Side::It].map(|side| (side_class(side), side.say()));
    let sides: Vec<(&str, &str)> = sides.iter().map(|(word, say)| (*word, reader.say(say))).collect();
    let mut dotted: Vec<(&str, &str)> = vec![("", reader.w(NO_DOTTED))];
    dotted.extend(sides.iter().copied());
    let version = |id: PersonId| picture.version(&reference(id));
    html! {
        @for (id, lines, _) in &it.orchestrators {
            details.edit {
                summary { (picture.person_name(*id)) }
                (seals.form(&format!("/people/{id}/lines"), html! {
                    input type="hidden" name="version" value=(version(*id));
                    (ui::thing::pick(&format!("solid-{id}"), "solid", reader.w(FIELD_SOLID), &sides, lines.map(|it| side_class(it.solid))))
                    (ui::thing::pick(&format!("dotted-{id}"), "dotted", reader.w(FIELD_DOTTED), &dotted, lines.and_then(|it| it.dotted).map(side_class)))
                    (actions(html! { button.quiet type="submit" { (reader.w(DO_LINES)) } }))
                }))
            }
        }
        @for (id, _, covers) in &it.translators {
            @let teams: Vec<String> = covers.iter().map(|team| reader.thing(team)).collect();
            details.edit {
                summary { (picture.person_name(*id)) }
                (seals.form(&format!("/people/{id}/coverage"), html! {
                    input type="hidden" name="version" value=(version(*id));
                    (field(&Field {
                        name: "teams",
                        label: reader.w(FIELD_TEAMS),
                        hint: Some(reader.w(HINT_TEAMS)),
                        value: &teams.join(", "),
                        error: None,
                        input: Input::Line,
                        optional: true,
                    }))
                    (actions(html! { button.quiet type="submit" { (reader.w(DO_COVERAGE)) } }))
                }))
            }
        }
    }
}
