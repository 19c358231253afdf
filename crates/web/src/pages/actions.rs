//! What did both sides agree to do, by when, and what came of it? `/actions`, `/actions/{number}`
//!
//! Open ones by the day they are due, those overdue in front; then what was done or dropped, the newest in front.

use agenda::action::{Action, Ended};
use agenda::role::Right;
use app::{Order, Problem, Receipt, TypedPlace};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Say, Side};
use landscape::impact::Verdict;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::four_by_four::{cell_of, cells};
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};

ui::words! {
    TITLE = "Actions communes" / "Joint actions";
    KICKER = "Action commune {number}" / "Joint action {number}";
    LEAD_NONE = "Rien de convenu n’est ouvert." / "Nothing that was agreed is open.";
    LEAD_ONE = "Une action est ouverte, portée par les deux côtés." / "One action is open, carried by both sides.";
    LEAD = "{n} actions sont ouvertes, chacune portée par les deux côtés." / "{n} actions are open, each carried by both sides.";
    LATE_ONE = "L’une d’elles a passé son jour." / "One of them is past its day.";
    LATE = "{n} d’entre elles ont passé leur jour." / "{n} of them are past their day.";
    OVERDUE = "En retard" / "Overdue";
    COMING = "À venir" / "To come";
    ENDED = "Terminées" / "Ended";
    DUE = "pour le {date}, {age}" / "by {date}, {age}";
    WAS_DUE = "était pour le {date}, {age}" / "was due on {date}, {age}";
    FROM = "vient de" / "comes from";
    IS_LATE = "en retard" / "overdue";
    IS_DONE = "faite le {date}" / "done on {date}";
    IS_DROPPED = "abandonnée le {date}" / "dropped on {date}";
    NOTHING = "Ici, ce que le marketing et la DSI ont convenu de faire ensemble : un responsable de chaque côté, une date." / "Here stands what marketing and IT agreed to do together: one owner on each side, a day.";
    NOTHING_HOW = "La page d’un outil en usage permet d’en convenir : corriger ce qui l’a rendu nécessaire." / "The page of a tool in use lets you agree on one: mend what made it necessary.";
    TOOLS = "Voir les outils en usage" / "See the tools in use";
    AGREED = "Convenue le {date}" / "Agreed on {date}";
    CAME = "Ce qui en est sorti" / "What came of it";
    WHY_DROPPED = "Pourquoi elle est abandonnée" / "Why it is dropped";
    UNSAID = "Personne ne l’a dit." / "Nobody has said.";
    NEXT = "Où en est-on ?" / "How far is it?";
    RESULT = "Qu’est-ce que cela a donné ?" / "What came of it?";
    RESULT_HINT = "Une phrase suffit ; elle peut rester vide" / "One sentence is enough; it may stay empty";
    DO_FINISH = "C’est fait" / "It is done";
    DROP = "Ne plus la faire" / "Not do it after all";
    DROP_WHY = "Pourquoi n’est-elle plus à faire ?" / "Why is it no longer to be done?";
    DO_DROP = "Abandonner l’action" / "Drop the action";
    DONE_FINISHED = "L’action est faite. Merci." / "The action is done. Thank you.";
    DONE_DROPPED = "L’action est abandonnée, avec sa raison." / "The action is dropped, with its reason.";
    ON_AGENDA = "Sur l’agenda" / "On the agenda";
    OFF_AGENDA = "Elle n’est dans aucune case de l’agenda." / "It is in no cell of the agenda.";
    PUT = "La mettre sur l’agenda" / "Put it on the agenda";
    MOVE = "La changer de case" / "Move it to another cell";
    CELL = "Dans quelle case ?" / "In which cell?";
    NO_CELL = "aucune" / "none";
    OUTCOME = "Qu’est-ce qui aura changé ?" / "What will be different?";
    DO_PLACE = "Enregistrer la case" / "Keep the cell";
    DONE_PLACED = "L’agenda est à jour." / "The agenda is up to date.";
    FOR_OWNERS = "Ses deux responsables disent ici quand elle est faite." / "Its two owners say here when it is done.";
}

/// How many ended actions are shown.
const ENDED_MOST: usize = 50;

/// `GET /actions`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let content = session.read(|reader| render_list(reader, &session));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None }, content))
}

/// Open actions by the day they are due.
pub(super) fn open(session: &Session) -> Vec<(u64, &Action)> {
    let mut open: Vec<_> = session.picture.actions().filter(|(_, action)| action.ended.is_none()).collect();
    open.sort_by_key(|(number, action)| (action.due, *number));
    open
}

fn render_list(reader: &Reader, session: &Session) -> Markup {
    let open = open(session);
    let (late, coming): (Vec<_>, Vec<_>) = open.iter().partition(|(_, action)| action.due < session.today);
    let mut ended: Vec<(u64, &Action)> =
        session.picture.actions().filter(|(_, action)| action.ended.is_some()).collect();
    ended.sort_by_key(|(_, action)| std::cmp::Reverse(action.ended.as_ref().map(|(_, at)| *at)));
    let rows = |actions: &[&(u64, &Action)]| {
        let rows: Vec<Row> = actions.iter().map(|(number, action)| row(reader, session, *number, action)).collect();
        ui::listing::rows(&rows)
    };
    if open.is_empty() && ended.is_empty() {
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(TOOLS), "/tools"))))
        };
    }
    let lead = match open.len() {
        0 => reader.w(LEAD_NONE).to_owned(),
        n => ui::counted(reader.lang, n, LEAD_ONE, LEAD),
    };
    let standfirst = html! {
        p { (lead) @if !late.is_empty() { " " (ui::counted(reader.lang, late.len(), LATE_ONE, LATE)) } }
    };
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        @if !late.is_empty() { (ui::page::section("overdue", reader.w(OVERDUE), rows(&late))) }
        @if !coming.is_empty() { (ui::page::section("coming", reader.w(COMING), rows(&coming))) }
        @if !ended.is_empty() {
            (ui::page::section("ended", reader.w(ENDED), rows(&ended.iter().take(ENDED_MOST).collect::<Vec<_>>())))
        }
    }
}

fn row(reader: &Reader, session: &Session, number: u64, action: &Action) -> Row {
    let late = action.due < session.today;
    let due = [("date", &*reader.date(action.due)), ("age", &*reader.age(action.due))];
    Row {
        href: format!("/actions/{number}"),
        title: html! { (told::text(session, &action.words)) },
        under: html! {
            (owner(session, action.marketing, Side::Marketing))
            (owner(session, action.it, Side::It))
            @if action.ended.is_none() { span { (reader.fill(if late { WAS_DUE } else { DUE }, &due)) } }
            @if let Some((ended, _)) = &action.ended {
                @if let Ended::Done(Some(words)) | Ended::Dropped(words) = ended { span { (told::text(session, words)) } }
            }
        },
        aside: html! {
            (state(reader, session, action))
            @if let Some(cause) = &action.cause { span { (reader.w(FROM)) " " a href=(href(cause)) { (reader.thing(cause)) } } }
        },
    }
}

fn state(reader: &Reader, session: &Session, action: &Action) -> Markup {
    match &action.ended {
        None if action.due < session.today => ui::badge::state(Verdict::Watch, reader.w(IS_LATE)),
        None => html! {},
        Some((ended, at)) => {
            let words = match ended {
                Ended::Done(_) => IS_DONE,
                Ended::Dropped(_) => IS_DROPPED,
            };
            let words = reader.fill(words, &[("date", &reader.date(day(*at)))]);
            match ended {
                Ended::Done(_) => ui::badge::state(Verdict::Fine, &words),
                Ended::Dropped(_) => html! { span.still { (words) } },
            }
        }
    }
}

/// An owner in the hue of the side they answer for.
fn owner(session: &Session, id: PersonId, side: Side) -> Markup {
    html! { span.side.(ui::badge::side_class(side)) { (session.picture.person_name(id)) } }
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /actions/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<u64>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, number, asked.done.as_deref(), None)
}

/// What came of it, or why it is dropped.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    words: String,
}

/// `POST /actions/{number}/result`
pub async fn finish(State(house): State<House>, Path(action): Path<u64>, posted: Posted<Said>) -> Answer {
    let words = Some(posted.fields.words.clone()).filter(|words| !words.trim().is_empty());
    let result = posted.carry_out(Order::FinishAction { action, words }).await;
    let typed = vec![("words", posted.fields.words)];
    after(&house, posted.session, action, ("result", typed), "finished", result)
}

/// `POST /actions/{number}/drop`
pub async fn drop(State(house): State<House>, Path(action): Path<u64>, posted: Posted<Said>) -> Answer {
    let why = posted.fields.words.clone();
    let result = posted.carry_out(Order::DropAction { action, why }).await;
    let typed = vec![("words", posted.fields.words)];
    after(&house, posted.session, action, ("drop", typed), "dropped", result)
}

/// In which cell it stands, and for what; no cell takes it off.
#[derive(Deserialize)]
pub struct Put {
    #[serde(default)]
    cell: String,
    #[serde(default)]
    outcome: String,
}

/// `POST /actions/{number}/place`
pub async fn place(State(house): State<House>, Path(action): Path<u64>, posted: Posted<Put>) -> Answer {
    let Put { cell, outcome } = &posted.fields;
    let place = match cell.trim() {
        "" => Ok(None),
        cell => cell_of(cell).map(|cell| Some(TypedPlace { cell, outcome: outcome.clone() })),
    };
    let result = match place {
        Ok(place) => posted.carry_out(Order::PlaceAction { action, place }).await,
        Err(problem) => Err(problem),
    };
    let typed = vec![("cell", cell.clone()), ("outcome", outcome.clone())];
    after(&house, posted.session, action, ("place", typed), "placed", result)
}

fn after(
    house: &House,
    mut session: Session,
    number: u64,
    (form, typed): (&'static str, Vec<(&'static str, String)>),
    done: &str,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/actions/{number}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form, typed)?;
            session.picture = house.app.picture();
            session.path = format!("/actions/{number}");
            page(house, &session, number, None, Some(&back))
        }
    }
}

fn page(house: &House, session: &Session, number: u64, asked: Option<&str>, back: Option<&Back>) -> Answer {
    let action = session
        .picture
        .action(number)
        .ok_or_else(|| Problem::not_found(Say::new(format!("l'action {number}"), format!("action {number}"))))?;
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, number, action, back, &seals));
    let done = asked.and_then(|word| match word {
        "finished" => Some(DONE_FINISHED.in_lang(session.lang)),
        "dropped" => Some(DONE_DROPPED.in_lang(session.lang)),
        "placed" => Some(DONE_PLACED.in_lang(session.lang)),
        _ => None,
    });
    let title = told::text(session, &action.words).to_owned();
    let answer: Response =
        leaf(house, session, &Leaf { title: &title, room: Some(Room::Agenda), format: Format::Leaf, done }, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

/// Whether somebody may end an action: one of its owners, or whoever shapes cases.
fn may_end(session: &Session, action: &Action) -> bool {
    let me = session.person();
    session.may(Right::Shape) || me == Some(action.marketing) || me == Some(action.it)
}

fn render(
    reader: &Reader,
    session: &Session,
    number: u64,
    action: &Action,
    back: Option<&Back>,
    seals: &Seals,
) -> Markup {
    let late = action.ended.is_none() && action.due < session.today;
    let due = [("date", &*reader.date(action.due)), ("age", &*reader.age(action.due))];
    let kicker = html! {
        a href="/actions" { (reader.fill(KICKER, &[("number", &number.to_string())])) }
        @if let Some(cause) = &action.cause { span { (reader.w(FROM)) " " a href=(href(cause)) { (reader.thing(cause)) } } }
        (state(reader, session, action))
    };
    let standfirst = html! {
        p {
            (owner(session, action.marketing, Side::Marketing)) ", " (owner(session, action.it, Side::It))
            @if action.ended.is_none() { ", " (reader.fill(if late { WAS_DUE } else { DUE }, &due)) }
            "."
        }
        p.still { (reader.fill(AGREED, &[("date", &reader.date(day(action.set_at)))])) "." }
    };
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&kicker, told::text(session, &action.words), Some(&standfirst)))
        @match &action.ended {
            Some((Ended::Done(words), _)) => {
                (ui::page::section("result", reader.w(CAME), html! {
                    p { @match words { Some(words) => (told::text(session, words)), None => (reader.w(UNSAID)) } }
                }))
            }
            Some((Ended::Dropped(why), _)) => {
                (ui::page::section("result", reader.w(WHY_DROPPED), html! { p { (told::text(session, why)) } }))
            }
            None if may_end(session, action) => (ui::page::section("result", reader.w(NEXT), forms(reader, number, back, seals))),
            None => p.kindly { (reader.w(FOR_OWNERS)) },
        }
        (ui::page::section("agenda", reader.w(ON_AGENDA), on_agenda(reader, session, number, action, back, seals)))
    }
}

/// Where it stands on the agenda, and the way to another place.
fn on_agenda(
    reader: &Reader,
    session: &Session,
    number: u64,
    action: &Action,
    back: Option<&Back>,
    seals: &Seals,
) -> Markup {
    let cell = action.place.as_ref().map(|place| place.cell.to_string()).unwrap_or_default();
    let outcome = action.place.as_ref().map(|place| told::text(session, &place.outcome)).unwrap_or_default();
    let typed = |field| Back::typed(back, "place", field);
    html! {
        p {
            @match &action.place {
                Some(place) => {
                    a href="/agenda" { (reader.say(&place.cell.say())) } (ui::evidence::colon(reader.lang)) " " (outcome)
                }
                None => (reader.w(OFF_AGENDA)),
            }
        }
        @if action.ended.is_none() && may_end(session, action) {
            details.aside open[back.is_some_and(|back| back.form == "place")] {
                summary { (reader.w(if action.place.is_some() { MOVE } else { PUT })) }
                (told::fault(reader, back, "place"))
                (seals.form(&format!("/actions/{number}/place"), html! {
                    (ui::picks::select(&ui::picks::Select {
                        name: "cell", label: reader.w(CELL), hint: None, none: reader.w(NO_CELL), options: &cells(reader),
                        chosen: typed("cell").unwrap_or(&cell),
                    }))
                    (field(&Field {
                        name: "outcome", label: reader.w(OUTCOME), hint: None, value: typed("outcome").unwrap_or(outcome),
                        error: None, input: Input::Line, optional: true,
                    }))
                    (actions(ui::picks::second(reader.w(DO_PLACE))))
                }))
            }
        }
    }
}

fn forms(reader: &Reader, number: u64, back: Option<&Back>, seals: &Seals) -> Markup {
    let typed = |form| Back::typed(back, form, "words").unwrap_or_default();
    let dropping = back.is_some_and(|back| back.form == "drop");
    html! {
        (told::fault(reader, back, "result"))
        (seals.form(&format!("/actions/{number}/result"), html! {
            (field(&Field {
                name: "words", label: reader.w(RESULT), hint: Some(reader.w(RESULT_HINT)), value: typed("result"),
                error: None, input: Input::Lines, optional: true,
            }))
            (actions(submit(reader.w(DO_FINISH))))
        }))
        details.aside open[dropping] {
            summary { (reader.w(DROP)) }
            (told::fault(reader, back, "drop"))
            (seals.form(&format!("/actions/{number}/drop"), html! {
                div.field {
                    label for="why" { (reader.w(DROP_WHY)) }
                    input id="why" name="words" type="text" value=(typed("drop")) required;
                }
                (actions(html! { button.quiet type="submit" { (reader.w(DO_DROP)) } }))
            }))
        }
    }
}
