//! What do our trackers tell, what do their words mean, and for which request is the work done? `/trackers`

use std::collections::BTreeMap;

use agenda::role::Right;
use agenda::tracker::Meaning;
use app::{Fate, Last, Look, Order, Problem, Reach, TrackerOrder};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Kind, Ref, Say};
use maud::{Markup, html};
use picture::tracker::{Conflict, Proposed, Standing, Why, tracker_ref};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::api::v1::trackers::hints_path;
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
    GONE = "{n} autres ont été supprimés là-bas." / "{n} more were deleted there.";
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
    DONE_READ = "C’est relu : ce que l’outil de suivi a dit est ci-dessous." / "It was read again: what the tracker said is below.";
    BY_EXPORTS = "Lu par ses exports seulement." / "Read by its exports only.";
    REACHED = "Relu directement à {address}." / "Read directly at {address}.";
    NEVER_READ = "Pas encore relu depuis l’ouverture du serveur." / "Not read yet since the server started.";
    LAST_ALL = "Dernière lecture complète" / "Last complete reading";
    LAST_NEW = "Dernière lecture de ce qui a changé" / "Last reading of what changed";
    LAST = "{which}, {when} : {seen}, {new} de plus, {changed} autres qu’ici, {gone} disparus." / "{which}, {when}: {seen}, {new} more, {changed} other than here, {gone} gone.";
    SEEN_ONE = "un travail lu" / "one piece of work read";
    SEEN = "{n} travaux lus" / "{n} pieces of work read";
    FAULT = "{fault} ; ce qui avait été lu est gardé." / "{fault}; what was read before is kept.";
    UNTIL = "Prochain essai à {time}." / "Next try at {time}.";
    UNSURE = "{n} travaux ne répondent plus, trop d’un coup pour les croire supprimés : vérifiez les droits du compte." / "{n} pieces of work no longer answer, too many at once to be taken for deleted: check the rights of the account.";
    REJECTED = "{n} n’ont pas été compris." / "{n} were not understood.";
    HINTS = "Signaux reçus : {list}." / "Hints received: {list}.";
    HINT = "{n} × {what}" / "{n} × {what}";
    PENDING = "En attente d’être relus : {n}." / "Waiting to be read again: {n}.";
    DO_READ = "Tout relire et comparer" / "Read everything again and compare";
    TO_HINT = "Être prévenu des changements" / "Be told of changes";
    TO_HINT_HOW = "Dans l’outil de suivi, créez un appel automatique vers votre adresse suivie de {path}, signé du secret ci-dessous. Il ne fait que nommer ce qui est à relire : rien de ce qu’il dit n’est cru." / "In the tracker, create an automatic call to your address followed by {path}, signed with the secret below. It only names what is to be read again: nothing it says is believed.";
    DO_SECRET = "Montrer le secret" / "Show the secret";
    DO_ANEW = "En faire un autre" / "Make another";
    SECRET = "Le secret des signaux de {name}" / "The secret of the hints of {name}";
    SECRET_ONCE = "Collez-le dans l’outil de suivi, puis quittez cette page." / "Paste it into the tracker, then leave this page.";
    SECRET_GITLAB = "Ou, comme jeton de signature de GitLab :" / "Or, as GitLab’s signing token:";
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

/// A tracker.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    tracker: String,
    anew: String,
}

/// `POST /trackers/readings`
pub async fn read_again(State(house): State<House>, posted: Posted<Which>) -> Answer {
    let (actor, key) = (posted.session.actor()?, posted.fields.tracker.clone());
    let result = house.work(move |app| app.reread(actor, &key, Look::Whole)).await;
    after(&house, posted, "read", result)
}

/// `POST /trackers/secret`
pub async fn secret(State(house): State<House>, posted: Posted<Which>) -> Answer {
    let (actor, Which { tracker, anew }) = (posted.session.actor()?, posted.fields.clone());
    let name = house.app.tracker_name(&tracker).unwrap_or_else(|| tracker.clone());
    let secret = house.work(move |app| app.hint_secret(actor, &tracker, anew == "yes")).await?;
    let mut session = posted.session;
    session.path = "/trackers".to_owned();
    let content = session.read(|reader| {
        let title = reader.fill(SECRET, &[("name", &name)]);
        html! {
            (ui::page::opening(&html! { span { (reader.w(TITLE)) } }, &title, Some(&html! { p { (reader.w(SECRET_ONCE)) } })))
            p { code { (secret.shown()) } }
            @if name.starts_with("gitlab:") { p { (reader.w(SECRET_GITLAB)) " " code { (secret.signing_token()) } } }
            p { a href="/trackers" { (reader.w(TITLE)) } }
        }
    });
    let title = SECRET.in_lang(session.lang).replace("{name}", &name);
    Ok(leaf(
        &house,
        &session,
        &Leaf { title: &title, room: Some(Room::Imports), format: Format::Leaf, done: None },
        content,
    ))
}

fn after<T, R>(house: &House, posted: Posted<T>, done: &str, result: Result<R, Problem>) -> Answer {
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
            "read" => DONE_READ,
            _ => return None,
        };
        Some(words.in_lang(session.lang))
    });
    let seals = Seals::of(house, session);
    let view = View::of(house, session);
    let content = session.read(|reader| render(reader, &view, session, back, &seals));
    let title = TITLE.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Imports), format: Format::Leaf, done }, content)
}

/// What the page shows.
struct View {
    trackers: Vec<Standing>,
    conflicts: Vec<Conflict>,
    proposed: Vec<Proposed>,
    /// How they are reached and heard, by name.
    reaches: BTreeMap<String, Reach>,
    may_shape: bool,
    may_import: bool,
    may_keep: bool,
}

impl View {
    fn of(house: &House, session: &Session) -> View {
        let reaches: BTreeMap<String, Reach> =
            house.app.reaches().into_iter().map(|reach| (reach.name.clone(), reach)).collect();
        let mut trackers = session.picture.trackers();
        // One that is reached and told of nothing yet stands here too.
        for name in reaches.keys() {
            if trackers.iter().all(|it| it.name != *name) {
                trackers.push(Standing { name: name.clone(), items: 0, gone: 0, linked: 0, states: Vec::new() });
            }
        }
        View {
            trackers,
            reaches,
            conflicts: session.picture.tracker_conflicts(),
            proposed: session.picture.proposed_links(),
            may_shape: session.may(Right::Shape),
            may_import: session.may(Right::Import),
            may_keep: session.may(Right::Keep),
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
        p { (about) @if tracker.gone > 0 { " " (reader.fill(GONE, &[("n", &count(reader, tracker.gone))])) } }
        (reach(reader, view, tracker, seals))
        @if !tracker.states.is_empty() {
        (table(reader, &reader.fill(CAPTION, &[("name", &tracker.name)]), &columns, rows.collect()))
        }
    }
}

/// How a tracker is read and heard, in sentences.
fn reach(reader: &Reader, view: &View, tracker: &Standing, seals: &Seals) -> Markup {
    let key = tracker_ref(&tracker.name).key().to_owned();
    let known = view.reaches.get(&tracker.name);
    let address = known.and_then(|it| it.address.as_deref());
    let sends = view.may_keep && app::System::of(&tracker.name).is_some();
    html! {
        p.still {
            @match address {
                None => (reader.w(BY_EXPORTS)),
                Some(address) => {
                    (reader.fill(REACHED, &[("address", address)])) " "
                    @match known.and_then(|it| it.last.as_ref()) {
                        None => (reader.w(NEVER_READ)),
                        Some(last) => (told_last(reader, last)),
                    }
                }
            }
            @if let Some(reach) = known { (heard(reader, reach)) }
        }
        @if address.is_some() && view.may_import {
            (seals.form("/trackers/readings", html! {
                (ui::form::actions(ui::form::quiet("tracker", &key, reader.w(DO_READ))))
            }))
        }
        @if sends {
            details.aside { summary { (reader.w(TO_HINT)) }
                p { (reader.fill(TO_HINT_HOW, &[("path", &hints_path(&key))])) }
                (seals.form("/trackers/secret", html! {
                    input type="hidden" name="tracker" value=(key);
                    (ui::form::actions(html! {
                        (ui::form::quiet("anew", "no", reader.w(DO_SECRET)))
                        (ui::form::quiet("anew", "yes", reader.w(DO_ANEW)))
                    }))
                }))
            }
        }
    }
}

fn told_last(reader: &Reader, last: &Last) -> Markup {
    let read = &last.read;
    let which = reader.w(if read.is_whole { LAST_ALL } else { LAST_NEW });
    let seen = ui::counted(reader.lang, read.seen, SEEN_ONE, SEEN);
    let figures =
        [("new", read.new), ("changed", read.changed), ("gone", read.gone)].map(|(name, n)| (name, count(reader, n)));
    let mut holes: Vec<(&str, &str)> = figures.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let (day, time) = moment(reader, last.at);
    let when = format!("{day} {time}");
    holes.extend([("which", which), ("when", &when), ("seen", &seen)]);
    html! {
        (reader.fill(LAST, &holes))
        @if let Some(miss) = &last.miss {
            br; span.shape aria-hidden="true" { "▲" } " "
            (reader.fill(FAULT, &[("fault", &told::capital(reader.say(&miss.say())))]))
            @if let Some(until) = read.until { " " (reader.fill(UNTIL, &[("time", &moment(reader, until).1)])) }
        }
        @if read.unsure > 0 {
            br; span.shape aria-hidden="true" { "▲" } " "
            (reader.fill(UNSURE, &[("n", &count(reader, read.unsure))]))
        }
        @if read.rejected > 0 { " " (reader.fill(REJECTED, &[("n", &count(reader, read.rejected))])) }
    }
}

fn heard(reader: &Reader, reach: &Reach) -> Markup {
    let one = |(fate, n, _): &(Fate, u64, _)| {
        reader.fill(HINT, &[("n", &count(reader, *n as usize)), ("what", reader.say(&fate.say()))])
    };
    let list: Vec<String> = reach.fates.iter().map(one).collect();
    html! {
        @if !list.is_empty() { br; (reader.fill(HINTS, &[("list", &list.join(" · "))])) }
        @if reach.pending > 0 { " " (reader.fill(PENDING, &[("n", &count(reader, reach.pending))])) }
    }
}

fn count(reader: &Reader, n: usize) -> String {
    base::format::number(reader.lang, n as f64, 0)
}

/// The day and the time of day, as the house's clocks show them.
fn moment(reader: &Reader, at: jiff::Timestamp) -> (String, String) {
    let at = told::local(at);
    (reader.date(at.date()), at.strftime("%H:%M").to_string())
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
