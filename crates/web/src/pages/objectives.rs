//! What do we want for the customer, how far is it, and what works towards it? `/objectives`, `/objectives/new`
//!
//! Two roots side by side; under each its objectives, each with its number, its day and its two names. Below them what
//! nothing serves, and what is asked for without serving any.

pub(super) mod form;
pub mod one;

use agenda::objective::tree::Tree;
use agenda::objective::{Objective, Root};
use agenda::role::Right;
use app::{ObjectiveOrder, Order};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, Kind, Ref, Say};
use maud::{Markup, html};
use picture::objective::standing;
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui::form::{actions, submit};
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, badge};
use form::Typed;

ui::words! {
    TITLE = "Objectifs" / "Objectives";
    LEAD = "Ce que la stratégie commerciale et la DSI veulent pour le client. Chaque chiffre porte deux noms : qui répond de sa définition, qui répond de sa source."
        / "What the commercial strategy and IT want for the customer. Each number bears two names: who answers for its definition, who answers for its source.";
    NOTHING = "Ici, ce que nous voulons pour le client : deux racines, un chiffre et deux noms par objectif." / "Here stands what we want for the customer: two roots, a number and two names for each objective.";
    NOTHING_HOW = "Posez le premier : ce qui est voulu, ce que le client y gagne, le chiffre qui le montre." / "Set the first: what is wanted, what the customer has of it, the number that shows it.";
    NEW = "Poser un objectif" / "Set an objective";
    NONE_HERE = "Aucun objectif sous cette racine." / "No objective under this root.";
    NOT_MEASURED = "rien n’est encore mesuré" / "nothing is measured yet";
    OF_NUMBERS = "{measured} chiffres mesurés sur {of}" / "{measured} of {of} numbers measured";
    FROM_TO = "de {from} à {to}, d’ici le {date}" / "from {from} to {to}, by {date}";
    WITHIN = "à tenir entre {low} et {high} jusqu’au {date}" / "to keep between {low} and {high} until {date}";
    BY_DAY = "à franchir d’ici le {date}" / "to be reached by {date}";
    READ_ON = "au {date}" / "as of {date}";
    REACHED = "franchi" / "reached";
    NOT_REACHED = "pas encore franchi" / "not reached yet";
    DEFINES = "définition :" / "definition:";
    SUPPLIES = "source :" / "source:";
    SERVED_ONE = "servi par une chose" / "served by one thing";
    SERVED = "servi par {n} choses" / "served by {n} things";
    UNSERVED = "rien ne le sert encore" / "nothing serves it yet";
    BELIEF = "croyance : rien n’a encore montré que cela mène au résultat" / "belief: nothing has shown yet that it leads to the outcome";
    BARE = "Ce que rien ne sert" / "What nothing serves";
    BARE_NONE = "Chaque objectif est servi par au moins une demande, un dossier, une promesse ou un pilote." / "Each objective is served by at least one request, case, promise or pilot.";
    AIMLESS = "Ce qui ne sert aucun objectif" / "What serves no objective";
    AIMLESS_NONE = "Chaque demande ouverte dit quel objectif elle sert." / "Each open request says which objective it serves.";
    AIMLESS_ONE = "Une demande ouverte ou accordée ne dit pas quel objectif elle sert." / "One request, open or going ahead, does not say which objective it serves.";
    AIMLESS_MANY = "{n} demandes ouvertes ou accordées ne disent pas quel objectif elles servent." / "{n} requests, open or going ahead, do not say which objective they serve.";
    MORE = "Voir toutes les demandes" / "See all requests";
    SERVES = "Objectifs servis" / "Objectives served";
    SERVES_NONE = "Cette demande ne dit pas encore quel objectif elle sert." / "This request does not say yet which objective it serves.";
    SERVE_ONE = "Quel objectif sert-elle ?" / "Which objective does it serve?";
    DO_SERVE = "Dire qu’elle le sert" / "Say that it serves it";
    DO_SET = "Poser l’objectif" / "Set the objective";
}

/// How many requests without an objective are named.
const AIMLESS_MOST: usize = 6;

/// How deep the tree is drawn; deeper ones are reached from the page of the one above.
const DRAWN: usize = 4;

/// `GET /objectives`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let content = session.read(|reader| render(reader, &session));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None }, content))
}

fn render(reader: &Reader, session: &Session) -> Markup {
    let tree = session.picture.objective_tree();
    let new = session.may(Right::Shape).then(|| reader.w(NEW));
    if tree.iter().next().is_none() {
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), new.map(|words| (words, "/objectives/new"))))
        };
    }
    let lead = html! { p data-terms { (reader.w(LEAD)) } };
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&lead)))
        (ui::aim::key(reader))
        div.aims {
            @for root in Root::ALL {
                section.aim-root.(badge::side_class(root.side())) id=(root.word()) {
                    @let say = root.say();
                    h2 { (reader.say(&say)) }
                    (root_far(reader, session, &tree, root))
                    @if tree.under_root(root).is_empty() { p.still { (reader.w(NONE_HERE)) } }
                    (branch(reader, session, &tree, tree.under_root(root), DRAWN))
                }
            }
        }
        (bare(reader, session))
        (aimless(reader, session))
        @if let Some(words) = new { p { a.quiet href="/objectives/new" { (words) } } }
    }
}

fn root_far(reader: &Reader, session: &Session, tree: &Tree, root: Root) -> Markup {
    let Some((figure, progress)) = session.picture.root_figure(root).zip(tree.root_progress(root)) else {
        return html! { p.still { (reader.w(NOT_MEASURED)) } };
    };
    html! {
        (ui::aim::far(reader, Some(&figure), None, None))
        p.aim-who { (of_numbers(reader, progress.measured, progress.of)) }
    }
}

fn of_numbers(reader: &Reader, measured: usize, of: usize) -> String {
    reader.fill(OF_NUMBERS, &[("measured", &measured.to_string()), ("of", &of.to_string())])
}

fn branch(reader: &Reader, session: &Session, tree: &Tree, numbers: &[u64], deep: usize) -> Markup {
    if deep == 0 || numbers.is_empty() {
        return html! {};
    }
    html! {
        ul.aim-list {
            @for number in numbers {
                @if let Some(it) = tree.get(*number) {
                    li.aim id={ "objective-" (number) } {
                        a.aim-name href={ "/objectives/" (number) } { (told::text(session, &it.content.name)) }
                        (state(reader, session, tree, *number, it))
                        div.aim-who {
                            (names(reader, session, it))
                            @if tree.under(*number).is_empty() { span { (served(reader, it)) } }
                        }
                        (branch(reader, session, tree, tree.under(*number), deep - 1))
                    }
                }
            }
        }
    }
}

/// How far one is, with its number in a sentence.
pub(super) fn state(reader: &Reader, session: &Session, tree: &Tree, number: u64, it: &Objective) -> Markup {
    let figures = session.picture.objective_figures(number);
    let way = figures.iter().find(|figure| figure.key == "objective.progress");
    let yardstick = it.content.yardstick.as_ref();
    // What is kept within bounds, or is a milestone, has no way to go half of.
    let walked = yardstick.is_none_or(|it| {
        use agenda::objective::Target::{Decrease, Increase};
        matches!(it.target, Increase { .. } | Decrease { .. })
    });
    let way = way.filter(|_| walked || it.score().is_none());
    let elapsed = yardstick.map(|it| it.elapsed(reader.today));
    let standing = standing(it, reader.today);
    let progress = tree.progress(number).filter(|_| it.score().is_none());
    html! {
        (ui::aim::far(reader, way, elapsed, standing))
        @if let Some(progress) = progress { p.aim-who { (of_numbers(reader, progress.measured, progress.of)) } }
        @if yardstick.is_some() { (number_line(reader, it, &figures)) }
        @if yardstick.is_some_and(|it| it.is_belief()) { p.aim-who { (reader.w(BELIEF)) } }
    }
}

fn number_line(reader: &Reader, it: &Objective, figures: &[Figure]) -> Markup {
    use agenda::objective::Target;
    let Some(yardstick) = &it.content.yardstick else { return html! {} };
    let shown = |value: f64| reader.number(value, yardstick.unit);
    let date = reader.date(yardstick.by);
    let words = match yardstick.target {
        Target::Increase { baseline, target } | Target::Decrease { baseline, target } => {
            reader.fill(FROM_TO, &[("from", &shown(baseline)), ("to", &shown(target)), ("date", &date)])
        }
        Target::KeepWithin { low, high, .. } => {
            reader.fill(WITHIN, &[("low", &shown(low)), ("high", &shown(high)), ("date", &date)])
        }
        Target::Milestone => reader.fill(BY_DAY, &[("date", &date)]),
    };
    let latest = figures.iter().find(|figure| figure.key == "objective.reading");
    html! {
        div.aim-number {
            @if let Some((on, reading)) = it.latest() {
                @if yardstick.target.is_milestone() {
                    (reader.w(if reading.value == 1.0 { REACHED } else { NOT_REACHED })) " "
                } @else if let Some(figure) = latest { (ui::figure::figure(reader, figure)) " " }
                span.still { (reader.fill(READ_ON, &[("date", &reader.date(on))])) } " · "
            }
            span { (words) }
        }
    }
}

/// Both names, each in the hue of its side.
pub(super) fn names(reader: &Reader, session: &Session, it: &Objective) -> Markup {
    let one = |label, id| {
        let side = session.picture.person(id).map_or(base::Side::Other, |person| person.side);
        html! { span { (reader.w(label)) " " span.side.(badge::side_class(side)) { (session.picture.person_name(id)) } } }
    };
    html! { (one(DEFINES, it.content.defines)) (one(SUPPLIES, it.content.supplies)) }
}

fn served(reader: &Reader, it: &Objective) -> String {
    match it.served.len() {
        0 => reader.w(UNSERVED).to_owned(),
        n => ui::counted(reader.lang, n, SERVED_ONE, SERVED),
    }
}

fn bare(reader: &Reader, session: &Session) -> Markup {
    let unserved = session.picture.unserved();
    let content = html! {
        @if unserved.is_empty() { p.still { (reader.w(BARE_NONE)) } }
        @else { ul.plain { @for number in unserved { li { (name_link(session, number)) } } } }
    };
    ui::page::section("bare", reader.w(BARE), content)
}

fn name_link(session: &Session, number: u64) -> Markup {
    let name = session.picture.objective(number).map_or("", |it| told::text(session, &it.content.name));
    html! { a href={ "/objectives/" (number) } { (name) } }
}

fn aimless(reader: &Reader, session: &Session) -> Markup {
    let aimless = session.picture.aimless();
    let content = html! {
        @if aimless.is_empty() { p.still { (reader.w(AIMLESS_NONE)) } }
        @else {
            p { (ui::counted(reader.lang, aimless.len(), AIMLESS_ONE, AIMLESS_MANY)) }
            ul.plain { @for number in aimless.iter().take(AIMLESS_MOST) { li {
                @let words = session.picture.request(*number).map_or("", |it| told::text(session, &it.sentence));
                a href={ "/requests/" (number) } { (words) }
            } } }
            @if aimless.len() > AIMLESS_MOST { p { a href="/requests" { (reader.w(MORE)) } } }
        }
    };
    ui::page::section("aimless", reader.w(AIMLESS), content)
}

/// Under which an objective is set.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    above: Option<String>,
}

/// `GET /objectives/new`
pub async fn new(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let typed = Typed::under(&session, asked.above.as_deref());
    Ok(setting(&house, &session, &typed, None))
}

fn setting(house: &House, session: &Session, typed: &Typed, back: Option<&Back>) -> Response {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| {
        let kicker = html! { a href="/objectives" { (reader.w(TITLE)) } };
        html! {
            (told::banner(reader, back))
            (ui::page::opening(&kicker, reader.w(NEW), None))
            (told::fault(reader, back, "set"))
            (seals.form("/objectives", html! {
                (form::fields(reader, session, typed, None))
                (actions(submit(reader.w(DO_SET))))
            }))
        }
    });
    let title = NEW.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Leaf, done: None }, content)
}

/// `POST /objectives`
pub async fn set(State(house): State<House>, posted: Posted<Typed>) -> Answer {
    let result = match posted.fields.read() {
        Ok(content) => posted.carry_out(Order::Objective(ObjectiveOrder::Set { content: Box::new(content) })).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) => {
            let to = receipt.about.as_ref().map_or_else(|| "/objectives".to_owned(), href);
            Ok(see(&format!("{to}?done=set")))
        }
        Err(problem) => {
            let back = Back::from(problem, "set", Vec::new())?;
            let typed = posted.fields.clone();
            let mut session = posted.session;
            session.path = "/objectives/new".to_owned();
            let answer = setting(&house, &session, &typed, Some(&back));
            Ok((told::status(&back.problem), answer).into_response())
        }
    }
}

/// What a request's page shows of the objectives it serves.
pub(super) struct Beside {
    request: Ref,
    serves: Vec<(u64, String)>,
    offered: Vec<(u64, String)>,
}

impl Beside {
    /// Of a request by its number.
    pub(super) fn of(session: &Session, number: u64) -> Beside {
        let picture = &session.picture;
        let request = Ref::new(Kind::Request, &number.to_string());
        let own = picture.request(number).is_some_and(|it| it.by.is_some() && it.by == session.person());
        let may = session.may(if own { Right::Ask } else { Right::Shape });
        let named = |(number, it): (u64, &Objective)| (number, told::text(session, &it.content.name).to_owned());
        let free = picture.objectives().filter(|(_, it)| it.ended.is_none() && !it.served.contains(&request));
        Beside {
            serves: picture.objectives_of(&request).map(named).collect(),
            offered: if may { free.map(named).collect() } else { Vec::new() },
            request: request.clone(),
        }
    }
}

/// The part of a request's page; nothing in a house without objectives.
pub(super) fn beside(reader: &Reader, it: &Beside, seals: &Seals) -> Markup {
    if it.serves.is_empty() && it.offered.is_empty() {
        return html! {};
    }
    let content = html! {
        @if it.serves.is_empty() { p.still { (reader.w(SERVES_NONE)) } }
        ul.plain { @for (number, name) in &it.serves { li { a href={ "/objectives/" (number) } { (name) } } } }
        @if !it.offered.is_empty() {
            details.aside {
                summary { (reader.w(SERVE_ONE)) }
                @for (number, name) in &it.offered {
                    (seals.form(&format!("/objectives/{number}/serving"), html! {
                        input type="hidden" name="by" value=(it.request);
                        p { (name) " " button.quiet type="submit" { (reader.w(DO_SERVE)) } }
                    }))
                }
            }
        }
    };
    ui::page::section("objectives", reader.w(SERVES), content)
}

pub(super) fn missing(number: &str) -> app::Problem {
    app::Problem::not_found(Say::new(format!("l'objectif {number}"), format!("objective {number}")))
}
