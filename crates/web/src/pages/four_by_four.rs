//! What do both sides do together, in each of sixteen places, and where is there nothing? `/agenda`, `/agenda?cell=data-serve`
//!
//! People, process, technology and data, each for acquiring, winning, serving and retaining customers. Printed, it is a
//! spread both directors sign; `/agenda.csv` and `/api/v1/agenda` carry it away.

use agenda::action::{Action, Cell, Lever, Phase};
use agenda::role::{Right, Role};
use app::{Order, Problem, TypedPlace};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Side, format};
use jiff::civil::Date;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::four_by_four::{Acts, Agenda};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::book;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::request::signers;
use crate::pages::told::{self, Back, Seals};
use crate::pages::tool::people_of;
use crate::posted::Posted;
use crate::session::Session;
use crate::typed;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, badge, table};

ui::words! {
    TITLE = "L’agenda commun, 4 × 4" / "The common agenda, 4 × 4";
    LEAD_NONE = "Aucune action n’est encore convenue." / "No action is agreed yet.";
    LEAD_ONE = "Une action est convenue." / "One action is agreed.";
    LEAD = "{n} actions sont convenues, dans {full} cases sur 16." / "{n} actions are agreed, in {full} of 16 cells.";
    LATE_ONE = "L’une d’elles a passé son jour." / "One of them is past its day.";
    LATE = "{n} d’entre elles ont passé leur jour." / "{n} of them are past their day.";
    EMPTY_ONE = "Une case est vide." / "One cell is empty.";
    EMPTY = "{n} cases sont vides." / "{n} cells are empty.";
    UNPLACED_ONE = "Une action commune n’est dans aucune case." / "One joint action is in no cell.";
    UNPLACED = "{n} actions communes ne sont dans aucune case." / "{n} joint actions are in no cell.";
    WORKS_ON = "Sur quoi l’on agit" / "What is worked on";
    GRID = "L’agenda" / "The agenda";
    NOTHING = "Rien de convenu" / "Nothing agreed";
    AGREE_HERE = "Convenir d’une action : {cell}" / "Agree on an action: {cell}";
    AGREE_SHORT = "En convenir" / "Agree on one";
    BY = "pour le {date}" / "by {date}";
    WAS_BY = "était pour le {date}" / "was due {date}";
    DONE_HERE_ONE = "1 action faite" / "1 action done";
    DONE_HERE = "{n} actions faites" / "{n} actions done";
    NEW = "Convenir d’une action" / "Agree on an action";
    PLACE = "Dans quelle case ?" / "In which cell?";
    WORDS = "Qu’allez-vous faire ?" / "What will you do?";
    OUTCOME = "Qu’est-ce qui aura changé ?" / "What will be different?";
    OUTCOME_HINT = "Le résultat attendu, en une phrase" / "The expected outcome, in one sentence";
    MARKETING = "Responsable au marketing" / "Owner in marketing";
    IT = "Responsable à la DSI" / "Owner in IT";
    DUE = "Pour quel jour ?" / "By which day?";
    DO = "Convenir de l’action" / "Agree on the action";
    DONE = "L’action est sur l’agenda." / "The action is on the agenda.";
    CARRY = "Emporter :" / "Take it away:";
    CSV = "pour un tableur" / "for a spreadsheet";
}

/// What is to be done, by when, by whom, and for what.
#[derive(Debug, Deserialize)]
pub struct Act {
    #[serde(default)]
    words: String,
    #[serde(default)]
    cell: String,
    #[serde(default)]
    outcome: String,
    marketing: PersonId,
    it: PersonId,
    #[serde(default)]
    due: String,
}

impl Act {
    fn order(&self) -> Result<Order, Problem> {
        let due = typed::must(typed::date(&self.due, DUE)?, DUE)?;
        let place = TypedPlace { cell: cell_of(&self.cell)?, outcome: self.outcome.clone() };
        let (words, marketing, it) = (self.words.clone(), self.marketing, self.it);
        Ok(Order::SetAction { words, cause: None, marketing, it, due, place: Some(place) })
    }
}

/// The cell that is meant.
///
/// Errors: none is, or none of that name.
pub(super) fn cell_of(words: &str) -> Result<Cell, Problem> {
    let known: Vec<(Cell, String)> = Cell::all().map(|cell| (cell, cell.to_string())).collect();
    let known: Vec<(Cell, &str)> = known.iter().map(|(cell, word)| (*cell, word.as_str())).collect();
    typed::must(typed::one_of(words, &known, PLACE)?, PLACE)
}

/// The sixteen cells as a select offers them.
pub(super) fn cells(reader: &Reader) -> Vec<(String, String)> {
    Cell::all().map(|cell| (cell.to_string(), reader.say(&cell.say()).to_owned())).collect()
}

/// What was just done, and which cell an action is wanted in.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
    cell: Option<String>,
}

/// `GET /agenda`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    page(&house, &session, &asked, None)
}

/// `POST /agenda/actions`
pub async fn act(State(house): State<House>, posted: Posted<Act>) -> Answer {
    let result = match posted.fields.order() {
        Ok(order) => posted.carry_out(order).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(_) => Ok(see("/agenda?done=agreed")),
        Err(problem) => {
            let Act { words, cell, outcome, marketing, it, due } = &posted.fields;
            let (marketing, it) = (marketing.to_string(), it.to_string());
            let typed = vec![
                ("words", words.clone()),
                ("cell", cell.clone()),
                ("outcome", outcome.clone()),
                ("marketing", marketing),
                ("it", it),
                ("due", due.clone()),
            ];
            let back = Back::from(problem, "act", typed)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = "/agenda".to_owned();
            page(&house, &session, &Asked::default(), Some(&back))
        }
    }
}

fn page(house: &House, session: &Session, asked: &Asked, back: Option<&Back>) -> Answer {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, asked, &seals, back));
    let done = (asked.done.as_deref() == Some("agreed")).then(|| DONE.in_lang(session.lang));
    let title = TITLE.in_lang(session.lang);
    let answer: Response =
        leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done }, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn render(reader: &Reader, session: &Session, asked: &Asked, seals: &Seals, back: Option<&Back>) -> Markup {
    let agenda = session.picture.agenda();
    let lang = reader.lang;
    let (open, empty) = (agenda.open(), agenda.empty().len());
    let full = (16 - empty).to_string();
    let late = agenda.cells.values().flat_map(|acts| &acts.open).filter(|number| is_late(session, **number)).count();
    let lead = match open {
        0 => reader.w(LEAD_NONE).to_owned(),
        1 => reader.w(LEAD_ONE).to_owned(),
        n => reader.fill(LEAD, &[("n", &n.to_string()), ("full", &full)]),
    };
    let standfirst = html! {
        p data-terms {
            (lead)
            @if late > 0 { " " (ui::counted(lang, late, LATE_ONE, LATE)) }
            @if empty > 0 { " " (ui::counted(lang, empty, EMPTY_ONE, EMPTY)) }
        }
    };
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        section.no-caption.four-by-four #grid data-live { (grid(reader, session, &agenda)) }
        (book::signing(reader, &signers(session), session.picture.position))
        p.still.carry {
            @if !agenda.unplaced.is_empty() {
                a href="/actions" { (ui::counted(lang, agenda.unplaced.len(), UNPLACED_ONE, UNPLACED)) } " "
            }
            (reader.w(CARRY)) " " a href="/agenda.csv" { (reader.w(CSV)) }
        }
        @if session.may(Right::Shape) {
            (ui::page::section("onward", reader.w(NEW), form(reader, session, asked, seals, back)))
        }
    }
}

fn is_late(session: &Session, number: u64) -> bool {
    session.picture.action(number).is_some_and(|action| action.due < session.today)
}

fn grid(reader: &Reader, session: &Session, agenda: &Agenda) -> Markup {
    let mut columns = vec![table::words(WORKS_ON)];
    columns.extend(Phase::ALL.map(|phase| table::Column { head: phase.say(), number: false }));
    let rows = Lever::ALL.map(|lever| {
        let mut row = vec![html! { (reader.say(&lever.say())) }];
        row.extend(Phase::ALL.map(|phase| {
            let cell = Cell { lever, phase };
            inside(reader, session, cell, agenda.cells.get(&cell))
        }));
        row
    });
    table::table(reader, reader.w(GRID), &columns, rows.into())
}

fn inside(reader: &Reader, session: &Session, cell: Cell, acts: Option<&Acts>) -> Markup {
    let open = acts.map(|acts| acts.open.as_slice()).unwrap_or_default();
    let done = acts.map_or(0, |acts| acts.done.len());
    html! {
        @if open.is_empty() {
            p.cell-empty {
                (reader.w(NOTHING))
                @if session.may(Right::Shape) {
                    @let label = reader.fill(AGREE_HERE, &[("cell", reader.say(&cell.say()))]);
                    " " a.cell-add href={ "/agenda?cell=" (cell) "#onward" } aria-label=(label) { (reader.w(AGREE_SHORT)) }
                }
            }
        }
        @for (number, action) in open.iter().filter_map(|number| Some((*number, session.picture.action(*number)?))) {
            (told_action(reader, session, number, action))
        }
        @if done > 0 { p.cell-done { (ui::counted(reader.lang, done, DONE_HERE_ONE, DONE_HERE)) } }
    }
}

fn told_action(reader: &Reader, session: &Session, number: u64, action: &Action) -> Markup {
    let late = action.due < session.today;
    let day = format::date_short(reader.lang, action.due);
    let due = reader.fill(if late { WAS_BY } else { BY }, &[("date", &day)]);
    let owner = |id, side| html! { span.side.(badge::side_class(side)) { (session.picture.person_name(id)) } };
    html! {
        div.cell-act {
            p.cell-words { a href={ "/actions/" (number) } { (told::text(session, &action.words)) } }
            @if let Some(place) = &action.place { p.cell-outcome { (told::text(session, &place.outcome)) } }
            p.cell-under {
                (owner(action.marketing, Side::Marketing)) " " (owner(action.it, Side::It)) " "
                @if late { (badge::state(Verdict::Watch, &due)) } @else { span { (due) } }
            }
        }
    }
}

fn form(reader: &Reader, session: &Session, asked: &Asked, seals: &Seals, back: Option<&Back>) -> Markup {
    let typed = |field| Back::typed(back, "act", field);
    let line = |name, label, hint, input, otherwise: &str| {
        let value = typed(name).unwrap_or(otherwise);
        field(&Field { name, label: reader.w(label), hint, value, error: None, input, optional: false })
    };
    let due = usual_due(session.today).to_string();
    html! {
        (told::fault(reader, back, "act"))
        (seals.form("/agenda/actions", html! {
            (choose("act", "cell", reader.w(PLACE), &cells(reader), typed("cell").or(asked.cell.as_deref())))
            (line("words", WORDS, None, Input::Line, ""))
            (line("outcome", OUTCOME, Some(reader.w(OUTCOME_HINT)), Input::Line, ""))
            (owners(reader, session, "act", [typed("marketing"), typed("it")]))
            (line("due", DUE, None, Input::Date, &due))
            (actions(submit(reader.w(DO))))
        }))
    }
}

/// The two owners in a form: of those of each side, the orchestrating pair is proposed.
pub(super) fn owners(reader: &Reader, session: &Session, form: &str, chosen: [Option<&str>; 2]) -> Markup {
    let [marketing, it] = chosen;
    let people = |side| -> Vec<(String, String)> {
        people_of(session, side).into_iter().map(|(id, name)| (id.to_string(), name)).collect()
    };
    let lead = |role: Role| {
        let mut people = session.picture.people();
        people.find(|(_, person)| person.present && person.roles.contains(&role)).map(|(id, _)| id.to_string())
    };
    html! {
        (choose(form, "marketing", reader.w(MARKETING), &people(Side::Marketing), marketing.or(lead(Role::MarketingOps).as_deref())))
        (choose(form, "it", reader.w(IT), &people(Side::It), it.or(lead(Role::Architect).as_deref())))
    }
}

/// A select of a form in which something is always chosen.
fn choose(form: &str, name: &str, label: &str, options: &[(String, String)], chosen: Option<&str>) -> Markup {
    html! {
        div.field {
            label for={ (form) "-" (name) } { (label) }
            select id={ (form) "-" (name) } name=(name) {
                @for (value, words) in options { option value=(value) selected[chosen == Some(value.as_str())] { (words) } }
            }
        }
    }
}

/// The end of the quarter that begins after this one: time enough, and near enough to be meant.
fn usual_due(today: Date) -> Date {
    let months = 5 - i32::from((today.month() - 1) % 3);
    let next = today.first_of_month().checked_add(jiff::Span::new().months(months)).unwrap_or(today);
    next.last_of_month()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_proposed_at_the_end_of_the_next_quarter() {
        use jiff::civil::date;
        for (today, due) in [
            (date(2026, 8, 6), date(2026, 12, 31)),
            (date(2026, 9, 30), date(2026, 12, 31)),
            (date(2026, 10, 1), date(2027, 3, 31)),
            (date(2026, 1, 31), date(2026, 6, 30)),
        ] {
            assert_eq!(usual_due(today), due, "{today}");
        }
    }
}
