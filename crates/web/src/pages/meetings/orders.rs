//! What is said of a meeting: it is called, opened, its points settled, closed, moved, left out, ended.

use agenda::calendar::Day;
use agenda::role::Right;
use app::order::meetings::{MeetingOrder, TypedAction};
use app::{Order, Problem};
use axum::extract::{Path, State};
use base::{PersonId, Ref, Say};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use maud::{Markup, html};
use serde::Deserialize;

use super::{View, listed, page};
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::four_by_four::owners;
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::Session;
use crate::typed;
use crate::ui::form::{Field, Input, actions, field_in, submit};
use crate::ui::picks::{self, Select};
use crate::ui::{self, Reader, Words};

ui::words! {
    CALL = "Convoquer une réunion" / "Call a meeting";
    CALL_TITLE = "Comment s’appelle-t-elle ?" / "What is it called?";
    START = "Quand commence la première ?" / "When does the first one begin?";
    MINUTES = "Combien de minutes ?" / "How many minutes?";
    WEEKS = "À quel rythme ?" / "How often?";
    ONCE = "une seule fois" / "once";
    EACH_WEEK = "chaque semaine" / "every week";
    EACH_WEEKS = "toutes les {n} semaines" / "every {n} weeks";
    PEOPLE = "Qui vient ?" / "Who comes?";
    DO_CALL = "Convoquer" / "Call it";
    PRESENT = "Qui est là ?" / "Who is there?";
    OPEN = "Ouvrir la séance" / "Open the meeting";
    SETTLE = "Qu’en faites-vous ?" / "What becomes of it?";
    ACT = "En faire une action" / "Make it an action";
    ACT_WORDS = "Qu’allez-vous faire ?" / "What will you do?";
    ACT_DUE = "Pour quel jour ?" / "By which day?";
    DO_ACT = "Convenir de l’action" / "Agree on the action";
    POSTPONE = "Le remettre à la prochaine" / "Put it off to the next one";
    WHY = "Pourquoi ?" / "Why?";
    DO_POSTPONE = "Remettre ce point" / "Put this point off";
    pub(super) CLOSE = "Clore la séance" / "Close the meeting";
    OTHERWISE = "Changer cette séance ou la série" / "Change this day or the series";
    MOVE = "Quand, à la place ?" / "When instead?";
    DO_MOVE = "Déplacer la séance" / "Move this day";
    DO_SKIP = "Laisser cette séance de côté" / "Leave this day out";
    LAST = "Dernier jour de la série" / "Last day of the series";
    DO_END = "Terminer la série" / "End the series";
    DONE_CALLED = "La réunion est convoquée ; elle est dans les calendriers." / "The meeting is called; it is in the calendars.";
    DONE_OPENED = "La séance est ouverte ; son ordre du jour ne change plus." / "The meeting is open; its agenda stands.";
    DONE_CLOSED = "La séance est close. Le relevé est prêt." / "The meeting is closed. The minutes are ready.";
    DONE_ACTED = "L’action est convenue." / "The action is agreed.";
    DONE_POSTPONED = "Le point est remis, avec sa raison." / "The point is put off, with its reason.";
    DONE_MOVED = "La séance est déplacée ; les calendriers le disent." / "The day is moved; calendars say so.";
    DONE_SKIPPED = "La séance n’aura pas lieu ; les calendriers le disent." / "The day will not take place; calendars say so.";
    DONE_ENDED = "La série a son dernier jour ; les calendriers le disent." / "The series has its last day; calendars say so.";
}

/// How often a meeting can be chosen to come back, in weeks; the command line takes any number.
const RHYTHMS: [u32; 4] = [1, 2, 4, 13];

/// What the address says was just done.
pub(super) fn done(word: &str) -> Option<Words> {
    Some(match word {
        "called" => DONE_CALLED,
        "opened" => DONE_OPENED,
        "closed" => DONE_CLOSED,
        "acted" => DONE_ACTED,
        "postponed" => DONE_POSTPONED,
        "moved" => DONE_MOVED,
        "skipped" => DONE_SKIPPED,
        "ended" => DONE_ENDED,
        _ => return None,
    })
}

/// What was typed in a form: a box that is ticked comes once for each.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    fn of(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn people(&self, name: &str) -> Vec<PersonId> {
        self.0.iter().filter(|(known, _)| known == name).filter_map(|(_, id)| id.parse().ok()).collect()
    }

    fn person(&self, name: &str) -> Result<PersonId, Problem> {
        typed::must(self.of(name).parse().ok(), ACT)
    }

    fn moment(&self, name: &str, field: Words) -> Result<DateTime, Problem> {
        let words = self.of(name).trim();
        words.parse().map_err(|_| {
            let field = field.say();
            Problem::invalid(
                Say::new(
                    format!("« {} » : « {words} » n'est pas un jour et une heure", field.fr),
                    format!("“{}”: “{words}” is no day and hour", field.en),
                ),
                Say::new("écrivez par exemple 2026-08-28T14:00", "write for instance 2026-08-28T14:00"),
            )
        })
    }

    fn item(&self) -> Result<Ref, Problem> {
        typed::must(typed::reference(self.of("item"), SETTLE)?, SETTLE)
    }

    fn call(&self) -> Result<MeetingOrder, Problem> {
        Ok(MeetingOrder::Call {
            title: self.of("title").to_owned(),
            zone: None,
            start: self.moment("start", START)?,
            minutes: typed::must(typed::whole(self.of("minutes"), MINUTES)?, MINUTES)?,
            weeks: typed::whole(self.of("weeks"), WEEKS)?,
            people: self.people("people"),
        })
    }

    fn action(&self, meeting: u64, of: Date) -> Result<MeetingOrder, Problem> {
        let due = typed::must(typed::date(self.of("due"), ACT_DUE)?, ACT_DUE)?;
        let (marketing, it) = (self.person("marketing")?, self.person("it")?);
        let words = self.of("words").to_owned();
        let action = Box::new(TypedAction { words, marketing, it, due, place: None });
        Ok(MeetingOrder::Act { meeting, of, item: self.item()?, action })
    }

    /// The order a form of a day stands for.
    fn order(&self, order: &str, meeting: u64, of: Date) -> Result<MeetingOrder, Problem> {
        Ok(match order {
            "opening" => MeetingOrder::Open { meeting, of, present: self.people("present") },
            "action" => self.action(meeting, of)?,
            "postponement" => {
                MeetingOrder::Postpone { meeting, of, item: self.item()?, why: self.of("words").to_owned() }
            }
            "closing" => MeetingOrder::Close { meeting, of },
            "move" => MeetingOrder::Move { meeting, of, to: self.moment("to", MOVE)? },
            "omission" => MeetingOrder::LeaveOut { meeting, of },
            "end" => {
                let last = typed::must(typed::date(self.of("last"), LAST)?, LAST)?;
                MeetingOrder::End { meeting, last }
            }
            other => return Err(Problem::not_found(Say::same(other))),
        })
    }

    /// A form that was not taken, with what was typed in it.
    fn back(&self, form: &'static str, problem: Problem) -> Result<Back, Problem> {
        const KEPT: [&str; 8] = ["title", "start", "minutes", "weeks", "item", "words", "due", "to"];
        Back::from(problem, form, KEPT.map(|name| (name, self.of(name).to_owned())).into())
    }
}

/// `POST /meetings`
pub async fn call(State(house): State<House>, posted: Posted<Typed>) -> Answer {
    let result = match posted.fields.call() {
        Ok(order) => posted.carry_out(Order::Meeting(order)).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) => {
            let at = receipt.about.as_ref().map_or_else(|| "/meetings".to_owned(), crate::session::href);
            Ok(see(&format!("{at}?done=called")))
        }
        Err(problem) => {
            let back = posted.fields.back("call", problem)?;
            listed(&house, &posted.session, None, Some(&back))
        }
    }
}

/// `POST /meetings/{number}/{day}/{order}`
pub async fn order(
    State(house): State<House>,
    Path((meeting, of, order)): Path<(u64, Date, String)>,
    posted: Posted<Typed>,
) -> Answer {
    let (form, done) = match order.as_str() {
        "opening" => ("open", "opened"),
        "action" => ("action", "acted"),
        "postponement" => ("postpone", "postponed"),
        "closing" => ("close", "closed"),
        "move" => ("move", "moved"),
        "omission" => ("omit", "skipped"),
        _ => ("end", "ended"),
    };
    let result = match posted.fields.order(&order, meeting, of) {
        Ok(order) => posted.carry_out(Order::Meeting(order)).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(_) if done == "closed" => Ok(see(&format!("/meetings/{meeting}/{of}?done={done}"))),
        Ok(_) => Ok(see(&format!("/meetings/{meeting}?done={done}"))),
        Err(problem) => {
            let back = posted.fields.back(form, problem)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/meetings/{meeting}");
            page(&house, &session, (meeting, None), None, Some(&back))
        }
    }
}

/// The form that calls a meeting.
pub(super) fn call_form(reader: &Reader, session: &Session, seals: &Seals, back: Option<&Back>) -> Markup {
    let typed = |name| Back::typed(back, "call", name).unwrap_or_default();
    let start = session.today.checked_add(7.days()).unwrap_or(session.today).at(9, 0, 0, 0);
    let start = start.strftime("%Y-%m-%dT%H:%M").to_string();
    let line = |name, label, input, value: &str| {
        let value = Some(typed(name)).filter(|typed| !typed.is_empty()).unwrap_or(value);
        field_in("call", &Field { name, label, hint: None, value, error: None, input, optional: false })
    };
    let rhythms: Vec<(String, String)> = RHYTHMS
        .iter()
        .map(|weeks| {
            let words = if *weeks == 1 { EACH_WEEK } else { EACH_WEEKS };
            (weeks.to_string(), reader.fill(words, &[("n", &weeks.to_string())]))
        })
        .collect();
    let chosen = if back.is_some() { typed("weeks") } else { "2" };
    let people: Vec<(PersonId, bool)> = session
        .picture
        .people()
        .filter(|(_, it)| it.present && (it.may(Right::Shape) || it.may(Right::Arbitrate) || it.holds_a_pen()))
        .map(|(id, it)| (id, it.signs_for().is_some()))
        .collect();
    ui::page::section(
        "call",
        reader.w(CALL),
        html! {
            (told::fault(reader, back, "call"))
            (seals.form("/meetings", html! {
                (line("title", reader.w(CALL_TITLE), Input::Line, ""))
                div.fields {
                    (line("start", reader.w(START), Input::Moment, &start))
                    (line("minutes", reader.w(MINUTES), Input::Number, "45"))
                    (picks::select_in("call", &Select {
                        name: "weeks", label: reader.w(WEEKS), hint: None, none: reader.w(ONCE), options: &rhythms, chosen,
                    }))
                }
                (boxes(reader.w(PEOPLE), "people", session, &people))
                (actions(submit(reader.w(DO_CALL))))
            }))
        },
    )
}

/// People to tick, each beside whether they are ticked at first.
fn boxes(legend: &str, name: &str, session: &Session, people: &[(PersonId, bool)]) -> Markup {
    html! {
        fieldset.boxes {
            legend { (legend) }
            @for (id, ticked) in people {
                label { input type="checkbox" name=(name) value=(id) checked[*ticked]; (session.picture.person_name(*id)) }
            }
        }
    }
}

impl View<'_> {
    /// What opens a day that is to come.
    pub(super) fn begin(&self, reader: &Reader, day: Day) -> Markup {
        let people: Vec<(PersonId, bool)> = self.meeting.people.iter().map(|id| (*id, true)).collect();
        html! {
            (told::fault(reader, self.back, "open"))
            (self.form(day.of, "opening", html! {
                (boxes(reader.w(PRESENT), "present", self.session, &people))
                (actions(submit(reader.w(OPEN))))
            }))
        }
    }

    /// What makes a point an action, or puts it off.
    pub(super) fn settle(&self, reader: &Reader, of: Date, nth: usize, item: &Ref) -> Markup {
        let hit = |form| self.back.filter(|_| Back::typed(self.back, form, "item") == Some(item.to_string().as_str()));
        let due = self.session.today.checked_add(28.days()).unwrap_or(self.session.today).to_string();
        let line = |form: &'static str, name, label, input, value: &str| {
            let value = Back::typed(hit(form), form, name).unwrap_or(value);
            let field = Field { name, label, hint: None, value, error: None, input, optional: false };
            field_in(&format!("{form}-{nth}"), &field)
        };
        let hidden = html! { input type="hidden" name="item" value=(item); };
        html! {
            details.aside open[hit("action").is_some()] {
                summary { (reader.w(ACT)) }
                (told::fault(reader, hit("action"), "action"))
                (self.form(of, "action", html! {
                    (hidden)
                    (line("action", "words", reader.w(ACT_WORDS), Input::Line, ""))
                    (owners(reader, self.session, &format!("action-{nth}"), [None, None]))
                    (line("action", "due", reader.w(ACT_DUE), Input::Date, &due))
                    (actions(picks::second(reader.w(DO_ACT))))
                }))
            }
            details.aside open[hit("postpone").is_some()] {
                summary { (reader.w(POSTPONE)) }
                (told::fault(reader, hit("postpone"), "postpone"))
                (self.form(of, "postponement", html! {
                    (hidden)
                    (line("postpone", "words", reader.w(WHY), Input::Line, ""))
                    (actions(picks::second(reader.w(DO_POSTPONE))))
                }))
            }
        }
    }

    /// What moves a day, leaves it out, or ends the series.
    pub(super) fn otherwise(&self, reader: &Reader, day: Day) -> Markup {
        let opened = self.meeting.sittings.contains_key(&day.of);
        let meant = day.start.strftime("%Y-%m-%dT%H:%M").to_string();
        let line = |form: &str, name, label, input, value: &str| {
            let value = Back::typed(self.back, form, name).unwrap_or(value);
            field_in(form, &Field { name, label, hint: None, value, error: None, input, optional: false })
        };
        let hit = self.back.is_some_and(|back| ["move", "omit", "end"].contains(&back.form));
        html! {
            details.aside open[hit] {
                summary { (reader.w(OTHERWISE)) }
                @for form in ["move", "omit", "end"] { (told::fault(reader, self.back, form)) }
                @if !opened {
                    (self.form(day.of, "move", html! {
                        (line("move", "to", reader.w(MOVE), Input::Moment, &meant))
                        (actions(picks::second(reader.w(DO_MOVE))))
                    }))
                    (self.form(day.of, "omission", actions(picks::second(reader.w(DO_SKIP)))))
                }
                @if self.meeting.hours.weeks.is_some() {
                    (self.form(day.of, "end", html! {
                        (line("end", "last", reader.w(LAST), Input::Date, &day.of.to_string()))
                        (actions(picks::second(reader.w(DO_END))))
                    }))
                }
            }
        }
    }
}
