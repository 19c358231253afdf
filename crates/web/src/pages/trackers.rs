//! What do our trackers tell, what do their words mean, and for which request is the work done? `/trackers`

use agenda::role::Right;
use agenda::tracker::Meaning;
use app::{Order, Problem, Receipt, TrackerOrder};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Kind, Ref, Say};
use maud::{Markup, html};
use picture::tracker::{Conflict, Proposed, Standing, Why, tracker_ref};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::submit;
use crate::ui::page::{Format, Room};
use crate::ui::table::{number, table, words};

ui::words! {
    TITLE = "Ce que disent les outils de suivi" / "What the trackers say";
    KICKER = "Les équipes tiennent leurs travaux dans leurs outils ; Entente les lit et ne les change pas" / "Teams keep their work in their own tools; Entente reads them and changes nothing there";
    LEAD = "{items} suivis par {trackers}. {explained} de leurs {states} ont ici un sens confirmé." / "{items} followed by {trackers}. {explained} of their {states} have a confirmed meaning here.";
    ITEM_ONE = "Un travail" / "One piece of work";
    ITEMS = "{n} travaux" / "{n} pieces of work";
    TRACKER_ONE = "un outil" / "one tracker";
    TRACKERS = "{n} outils" / "{n} trackers";
    STATES_N = "{n} états" / "{n} states";
    STATE_ONE = "un état" / "one state";
    NOTHING = "Ici, les travaux que les équipes tiennent dans Jira, GitHub, GitLab ou un tableau, et à qui est le tour." / "Here stands the work teams keep in Jira, GitHub, GitLab or a table, and whose turn it is.";
    NOTHING_HOW = "Importez un export : Entente garde les travaux et leur histoire, sans le nom de personne." / "Import an export: Entente keeps the work and its history, with nobody’s name.";
    DO_IMPORT = "Importer un export" / "Import an export";
    OF_TRACKER = "{items}, dont {linked} faits pour une demande." / "{items}, of which {linked} done for a request.";
    CAPTION = "Les états de {name}, les plus employés d’abord" / "The states of {name}, those most used first";
    STATE = "État" / "State";
    NOW = "Maintenant" / "Now";
    EVER = "Passés par là" / "Went through it";
    MEANS = "Ce qu’il veut dire ici" / "What it means here";
    SAID = "confirmé le {date}" / "confirmed on {date}";
    UNSAID = "pas encore dit : le temps passé là reste inexpliqué" / "not said yet: time spent there stays unexplained";
    MEANING_OF = "Sens de « {state} »" / "Meaning of “{state}”";
    CHOOSE = "Choisissez" / "Choose";
    CONFIRM = "Confirmer" / "Confirm";
    CHANGE = "Changer" / "Change";
    CONFLICTS = "Ce qui diverge" / "What differs";
    CONFLICTS_WHY = "L’envie, son accord et sa date souhaitée sont à l’agenda ; l’état, l’échéance et le temps passé sont à l’outil de suivi. Aucun n’écrase l’autre." / "The wish, its approval and its wished date belong to the agenda; state, due date and time spent belong to the tracker. Neither overwrites the other.";
    NO_CONFLICT = "Rien ne diverge entre l’agenda et les outils de suivi." / "Nothing differs between the agenda and the trackers.";
    LINKS = "Ces travaux semblent faits pour une demande" / "This work looks as if it were done for a request";
    NAMES_IT = "la cite" / "names it";
    ALIKE = "{n} mots en commun" / "{n} words in common";
    YES = "Oui, relier" / "Yes, link them";
    NO = "Non" / "No";
    MORE = "{n} autres : l’API les donne toutes." / "{n} more: the API gives all of them.";
    DONE_EXPLAINED = "C’est dit : le temps passé dans cet état compte désormais ainsi, depuis le début." / "It is said: time spent in this state now counts this way, from the beginning.";
    DONE_LINKED = "C’est noté : ce travail est fait pour cette demande." / "It is noted: this work is done for that request.";
    DONE_PARTED = "C’est noté : ce travail n’est pas fait pour cette demande." / "It is noted: this work is not done for that request.";
}

/// The most proposals shown at once.
const MOST: usize = 20;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /trackers`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    Ok(page(&house, &session, asked.done.as_deref(), None))
}

/// What a state means.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Explained {
    tracker: String,
    state: String,
    meaning: String,
}

/// `POST /trackers/states`
pub async fn explain(State(house): State<House>, posted: Posted<Explained>) -> Answer {
    let Explained { tracker, state, meaning } = posted.fields.clone();
    let result = match Meaning::of(&meaning) {
        Some(meaning) => posted.carry_out(Order::Tracker(TrackerOrder::Explain { tracker, state, meaning })).await,
        None => Err(Problem::invalid(
            Say::new("aucun sens n'est choisi", "no meaning is chosen"),
            Say::new("choisissez à qui est le tour dans cet état", "choose whose turn it is in this state"),
        )),
    };
    after(&house, posted, "explained", result)
}

/// Whether an item is done for a request.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    tracker: String,
    item: String,
    request: u64,
    stands: String,
}

/// `POST /trackers/links`
pub async fn link(State(house): State<House>, posted: Posted<Link>) -> Answer {
    let Link { tracker, item, request, stands } = posted.fields.clone();
    let (order, done) = match stands.as_str() {
        "yes" => (TrackerOrder::Link { tracker, item, request }, "linked"),
        _ => (TrackerOrder::Part { tracker, item, request }, "parted"),
    };
    let result = posted.carry_out(Order::Tracker(order)).await;
    after(&house, posted, done, result)
}

fn after<T>(house: &House, posted: Posted<T>, done: &str, result: Result<Receipt, Problem>) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/trackers?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, "states", Vec::new())?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = "/trackers".to_owned();
            let answer = page(house, &session, None, Some(&back));
            Ok((told::status(&back.problem), answer).into_response())
        }
    }
}

fn page(house: &House, session: &Session, done: Option<&str>, back: Option<&Back>) -> Response {
    let done = done.and_then(|word| {
        let words = match word {
            "explained" => DONE_EXPLAINED,
            "linked" => DONE_LINKED,
            "parted" => DONE_PARTED,
            _ => return None,
        };
        Some(words.in_lang(session.lang))
    });
    let seals = Seals::of(house, session);
    let view = View::of(session);
    let content = session.read(|reader| render(reader, &view, session, back, &seals));
    let title = TITLE.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Imports), format: Format::Leaf, done }, content)
}

/// What the page shows.
struct View {
    trackers: Vec<Standing>,
    conflicts: Vec<Conflict>,
    proposed: Vec<Proposed>,
    may_shape: bool,
    may_import: bool,
}

impl View {
    fn of(session: &Session) -> View {
        View {
            trackers: session.picture.trackers(),
            conflicts: session.picture.tracker_conflicts(),
            proposed: session.picture.proposed_links(),
            may_shape: session.may(Right::Shape),
            may_import: session.may(Right::Import),
        }
    }
}

fn render(reader: &Reader, view: &View, session: &Session, back: Option<&Back>, seals: &Seals) -> Markup {
    let kicker = html! { span { (reader.w(KICKER)) } };
    if view.trackers.is_empty() {
        let import = view.may_import.then(|| ("/imports", reader.w(DO_IMPORT)));
        return html! {
            (ui::page::opening(&kicker, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), import))
        };
    }
    let items: usize = view.trackers.iter().map(|it| it.items).sum();
    let states = || view.trackers.iter().flat_map(|it| &it.states);
    let explained = states().filter(|it| it.explained.is_some()).count();
    let lead = reader.fill(
        LEAD,
        &[
            ("items", &ui::counted(reader.lang, items, ITEM_ONE, ITEMS)),
            ("trackers", &ui::counted(reader.lang, view.trackers.len(), TRACKER_ONE, TRACKERS)),
            ("explained", &explained.to_string()),
            ("states", &ui::counted(reader.lang, states().count(), STATE_ONE, STATES_N)),
        ],
    );
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&kicker, reader.w(TITLE), Some(&html! { p { (lead) } })))
        (ui::page::section("conflicts", reader.w(CONFLICTS), conflicts(reader, view)))
        @if !view.proposed.is_empty() {
            (ui::page::section("links", reader.w(LINKS), proposals(reader, view, session, seals)))
        }
        @for tracker in &view.trackers {
            (ui::page::section(tracker_ref(&tracker.name).key(), &tracker.name, standing(reader, view, tracker, seals)))
        }
    }
}

fn conflicts(reader: &Reader, view: &View) -> Markup {
    html! {
        p.still { (reader.w(CONFLICTS_WHY)) }
        @if view.conflicts.is_empty() { p { (reader.w(NO_CONFLICT)) } }
        @else {
            ul.plain { @for conflict in &view.conflicts { li {
                span.shape aria-hidden="true" { "▲" } " "
                a href=(href(&Ref::new(Kind::Request, &conflict.request.to_string()))) { (told::capital(reader.say(&conflict.say))) }
                " " span.still { (told::capital(reader.say(&conflict.way_out))) }
            } } }
        }
    }
}

fn proposals(reader: &Reader, view: &View, session: &Session, seals: &Seals) -> Markup {
    html! {
        ul.plain {
            @for it in view.proposed.iter().take(MOST) {
                @let request = Ref::new(Kind::Request, &it.request.to_string());
                @let title = session.picture.items().get(&it.item).map_or("", |item| item.title.as_str());
                @let wish = session.picture.request(it.request).map(|held| told::text(session, &held.sentence));
                li {
                    strong { (it.item.key) } " " (title) " → "
                    a href=(href(&request)) { (reader.thing(&request)) }
                    @if let Some(wish) = wish { " " (wish) }
                    " " span.still { (match it.why {
                        Why::Named => reader.w(NAMES_IT).to_owned(),
                        Why::Alike(n) => reader.fill(ALIKE, &[("n", &n.to_string())]),
                    }) }
                    @if view.may_shape {
                        (seals.form("/trackers/links", html! {
                            input type="hidden" name="tracker" value=(it.item.tracker);
                            input type="hidden" name="item" value=(it.item.key);
                            input type="hidden" name="request" value=(it.request);
                            (ui::form::actions(html! {
                                (ui::form::quiet("stands", "yes", reader.w(YES)))
                                (ui::form::quiet("stands", "no", reader.w(NO)))
                            }))
                        }))
                    }
                }
            }
        }
        @if view.proposed.len() > MOST {
            p.still { (reader.fill(MORE, &[("n", &(view.proposed.len() - MOST).to_string())])) }
        }
    }
}

fn standing(reader: &Reader, view: &View, tracker: &Standing, seals: &Seals) -> Markup {
    let rows = tracker.states.iter().map(|state| {
        vec![
            html! { (state.word) },
            html! { (base::format::number(reader.lang, state.now as f64, 0)) },
            html! { (base::format::number(reader.lang, state.ever as f64, 0)) },
            html! {
                @match &state.explained {
                    Some(said) => {
                        (reader.say(&said.meaning.say())) " "
                        span.still { (reader.fill(SAID, &[("date", &reader.date(day(said.at)))])) }
                        @if view.may_shape {
                            details.aside { summary { (reader.w(CHANGE)) }
                                (choose(reader, tracker, &state.word, Some(said.meaning), seals)) }
                        }
                    }
                    None => {
                        span.still { (reader.w(UNSAID)) }
                        @if view.may_shape { (choose(reader, tracker, &state.word, state.proposed, seals)) }
                    }
                }
            },
        ]
    });
    let columns = [words(STATE), number(NOW), number(EVER), words(MEANS)];
    let about = reader.fill(
        OF_TRACKER,
        &[
            ("items", &ui::counted(reader.lang, tracker.items, ITEM_ONE, ITEMS)),
            ("linked", &tracker.linked.to_string()),
        ],
    );
    html! {
        p { (about) }
        (table(reader, &reader.fill(CAPTION, &[("name", &tracker.name)]), &columns, rows.collect()))
    }
}

/// A choice among what a state can mean, with the likely one chosen.
fn choose(reader: &Reader, tracker: &Standing, state: &str, likely: Option<Meaning>, seals: &Seals) -> Markup {
    seals.form("/trackers/states", html! {
        input type="hidden" name="tracker" value=(tracker.name);
        input type="hidden" name="state" value=(state);
        select name="meaning" required aria-label=(reader.fill(MEANING_OF, &[("state", state)])) {
            option value="" selected[likely.is_none()] { (reader.w(CHOOSE)) }
            @for meaning in Meaning::ALL {
                option value=(meaning.word()) selected[likely == Some(meaning)] { (told::capital(reader.say(&meaning.say()))) }
            }
        }
        (submit(reader.w(CONFIRM)))
    })
}
