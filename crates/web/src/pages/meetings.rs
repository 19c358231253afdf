//! When do both sides meet, what is on the agenda, and what came of it? `/meetings`, `/meetings/{number}`,
//! `/meetings/{number}/{day}`
//!
//! The agenda is worked out from the record: what presses first, then what waiting costs most. Opened, it stands; each point
//! becomes a decision, something both sides do, or is put off. The minutes are this page, printed.

use agenda::meeting::{Day, ITEMS_MOST, Meeting, Outcome, Sitting};
use agenda::role::Right;
use app::order::meetings::{MeetingOrder, TypedAction};
use app::{Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Ref, Say, format};
use jiff::civil::{Date, DateTime};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::meeting::{Came, Programme};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::four_by_four::owners;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::typed;
use crate::ui::form::{Field, Input, actions, field_in, submit};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, badge, picks};

ui::words! {
    TITLE = "Réunions" / "Meetings";
    LEAD = "Ce qui est à l’ordre du jour vient du registre : d’abord ce qui presse, puis ce que l’attente coûte." / "What is on the agenda comes from the record: first what presses, then what waiting costs.";
    NOTHING = "Ici, les réunions des deux côtés, avec leur ordre du jour et leurs suites." / "Here stand the meetings of both sides, with their agenda and what came of it.";
    NOTHING_HOW = "Une réunion se convoque depuis la ligne de commande ou l’interface pour programmes." / "A meeting is called on the command line or by a program.";
    GUIDE = "Voir comment" / "See how";
    NEXT = "prochaine : {when}" / "next: {when}";
    NO_NEXT = "aucune séance à venir" / "no day to come";
    EVERY = "toutes les {n} semaines" / "every {n} weeks";
    WEEKLY = "chaque semaine" / "every week";
    ONCE = "une fois" / "once";
    LASTS = "{n} minutes" / "{n} minutes";
    KICKER = "Réunion {number}" / "Meeting {number}";
    AGENDA = "Ordre du jour du {when}" / "Agenda for {when}";
    AGENDA_EMPTY = "Rien n’attend les deux côtés : la réunion peut être laissée de côté." / "Nothing waits for both sides: the meeting can be left out.";
    LATER_ONE = "Un autre point attend, moins pressant." / "One more point waits, less pressing.";
    LATER = "{n} autres points attendent, moins pressants." / "{n} more points wait, less pressing.";
    PRESSES = "presse" / "presses";
    PRESENT = "Qui est là ?" / "Who is there?";
    OPEN = "Ouvrir la séance" / "Open the meeting";
    POINTS = "Les points" / "The points";
    SETTLE = "Qu’en faites-vous ?" / "What becomes of it?";
    DECIDE = "Ouvrir pour décider et signer" / "Open to decide and sign";
    ACT = "En faire une action" / "Make it an action";
    ACT_WORDS = "Qu’allez-vous faire ?" / "What will you do?";
    ACT_DUE = "Pour quel jour ?" / "By which day?";
    DO_ACT = "Convenir de l’action" / "Agree on the action";
    POSTPONE = "Le remettre à la prochaine" / "Put it off to the next one";
    WHY = "Pourquoi ?" / "Why?";
    DO_POSTPONE = "Remettre ce point" / "Put this point off";
    CLOSE = "Clore la séance" / "Close the meeting";
    CAME_ACTION = "action convenue" / "action agreed";
    CAME_POSTPONED = "remis : {why}" / "put off: {why}";
    CAME_OPEN = "reste ouvert" / "stays open";
    MISSING = "Personne ne signe ici pour {side} : ce qui est décidé reste provisoire." / "Nobody here signs for {side}: what is decided stays provisional.";
    MINUTES = "Relevé du {when}" / "Minutes of {when}";
    WERE_THERE = "Présents :" / "Present:";
    NOT_CLOSED = "La séance est ouverte." / "The meeting is open.";
    CLOSED_AT = "Séance close." / "The meeting is closed.";
    PAST = "Séances tenues" / "Meetings held";
    POINTS_OF = "{settled} points réglés sur {all}" / "{settled} of {all} points settled";
    OTHER_DAY = "Changer cette séance" / "Change this day";
    MOVE = "Quand, à la place ?" / "When instead?";
    MOVE_HINT = "Jour et heure, comme 2026-08-28T14:00" / "Day and hour, such as 2026-08-28T14:00";
    DO_MOVE = "Déplacer la séance" / "Move it";
    DO_SKIP = "Laisser cette séance de côté" / "Leave this day out";
    PEOPLE = "Convoqués" / "Asked to come";
    CALENDAR = "Elle est dans le calendrier de chacun." / "It is in everybody’s calendar.";
    SEE_CALENDAR = "Votre calendrier" / "Your calendar";
    DONE_OPENED = "La séance est ouverte ; son ordre du jour ne change plus." / "The meeting is open; its agenda stands.";
    DONE_CLOSED = "La séance est close. Le relevé est prêt." / "The meeting is closed. The minutes are ready.";
    DONE_ACTED = "L’action est convenue." / "The action is agreed.";
    DONE_POSTPONED = "Le point est remis, avec sa raison." / "The point is put off, with its reason.";
    DONE_MOVED = "La séance est déplacée ; les calendriers le disent." / "The day is moved; calendars say so.";
    DONE_SKIPPED = "La séance n’aura pas lieu ; les calendriers le disent." / "The day will not take place; calendars say so.";
}

/// `GET /meetings`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let content = session.read(|reader| {
        let rows: Vec<Row> = session.picture.meetings().map(|(number, it)| row(reader, &session, number, it)).collect();
        if rows.is_empty() {
            return html! {
                (ui::page::opening(&html! {}, reader.w(TITLE), None))
                (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(GUIDE), "/api"))))
            };
        }
        html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), Some(&html! { p { (reader.w(LEAD)) } })))
            (ui::listing::rows(&rows))
        }
    });
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None }, content))
}

fn row(reader: &Reader, session: &Session, number: u64, it: &Meeting) -> Row {
    let next = it.next(session.today);
    let programme = next.map(|day| session.picture.programme(it, day, session.today));
    let first = programme.as_ref().and_then(|it| it.points.first());
    Row {
        href: format!("/meetings/{number}"),
        title: html! { (told::text(session, &it.title)) },
        under: html! {
            span { (rhythm(reader, it)) }
            span { (names(session, &it.people)) }
            @if let Some(point) = first { span { (reader.say(&point.say)) } }
        },
        aside: html! {
            span {
                @match next {
                    Some(day) => (reader.fill(NEXT, &[("when", &at(reader, day.start))])),
                    None => (reader.w(NO_NEXT)),
                }
            }
        },
    }
}

fn rhythm(reader: &Reader, it: &Meeting) -> String {
    let every = match it.hours.weeks {
        None => reader.w(ONCE).to_owned(),
        Some(1) => reader.w(WEEKLY).to_owned(),
        Some(n) => reader.fill(EVERY, &[("n", &n.to_string())]),
    };
    format!("{every}, {}", reader.fill(LASTS, &[("n", &it.hours.minutes.to_string())]))
}

fn names(session: &Session, people: &[PersonId]) -> String {
    people.iter().map(|id| session.picture.person_name(*id)).collect::<Vec<_>>().join(", ")
}

/// A day and an hour as people say them.
fn at(reader: &Reader, start: DateTime) -> String {
    let day = format::date_long(reader.lang, start.date());
    match reader.lang {
        base::Lang::Fr => format!("{day} à {}", start.strftime("%-H h %M")),
        base::Lang::En => format!("{day} at {}", start.strftime("%-H:%M")),
    }
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /meetings/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<u64>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, (number, None), asked.done.as_deref(), None)
}

/// `GET /meetings/{number}/{day}`: the minutes of a day.
pub async fn minutes(State(house): State<House>, session: Session, Path((number, day)): Path<(u64, Date)>) -> Answer {
    page(&house, &session, (number, Some(day)), None, None)
}

/// Who is there.
#[derive(Debug, Default, Deserialize)]
pub struct Orders {
    #[serde(default)]
    present: String,
    #[serde(default)]
    item: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    due: String,
    marketing: Option<PersonId>,
    it: Option<PersonId>,
    #[serde(default)]
    to: String,
}

/// `POST /meetings/{number}/{day}/{order}`
pub async fn order(
    State(house): State<House>,
    Path((meeting, of, order)): Path<(u64, Date, String)>,
    posted: Posted<Orders>,
) -> Answer {
    let fields = &posted.fields;
    let (form, done, read): (&'static str, _, Result<MeetingOrder, Problem>) = match order.as_str() {
        "opening" => {
            let present = fields.present.split_whitespace().filter_map(|id| id.parse().ok()).collect();
            ("open", "opened", Ok(MeetingOrder::Open { meeting, of, present }))
        }
        "action" => ("action", "acted", fields.action(meeting, of)),
        "postponement" => {
            let why = fields.words.clone();
            ("postpone", "postponed", item(&fields.item).map(|item| MeetingOrder::Postpone { meeting, of, item, why }))
        }
        "closing" => ("close", "closed", Ok(MeetingOrder::Close { meeting, of })),
        "move" => ("move", "moved", moved_to(&fields.to).map(|to| MeetingOrder::Move { meeting, of, to })),
        "omission" => ("omit", "skipped", Ok(MeetingOrder::LeaveOut { meeting, of })),
        other => return Err(Problem::not_found(Say::same(other)).into()),
    };
    let result: Result<Receipt, Problem> = match read {
        Ok(order) => posted.carry_out(Order::Meeting(order)).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(_) if done == "closed" => Ok(see(&format!("/meetings/{meeting}/{of}"))),
        Ok(_) => Ok(see(&format!("/meetings/{meeting}?done={done}"))),
        Err(problem) => {
            let fields = posted.fields;
            let typed = vec![("item", fields.item), ("words", fields.words), ("due", fields.due), ("to", fields.to)];
            let back = Back::from(problem, form, typed)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/meetings/{meeting}");
            page(&house, &session, (meeting, None), None, Some(&back))
        }
    }
}

impl Orders {
    fn action(&self, meeting: u64, of: Date) -> Result<MeetingOrder, Problem> {
        let due = typed::must(typed::date(&self.due, ACT_DUE)?, ACT_DUE)?;
        let (marketing, it) = (typed::must(self.marketing, ACT)?, typed::must(self.it, ACT)?);
        let action = Box::new(TypedAction { words: self.words.clone(), marketing, it, due, place: None });
        Ok(MeetingOrder::Act { meeting, of, item: item(&self.item)?, action })
    }
}

fn item(words: &str) -> Result<Ref, Problem> {
    typed::must(typed::reference(words, SETTLE)?, SETTLE)
}

fn moved_to(words: &str) -> Result<DateTime, Problem> {
    words.trim().parse().map_err(|_| {
        Problem::invalid(
            Say::new(format!("« {words} » n'est pas un jour et une heure"), format!("“{words}” is no day and hour")),
            Say::new("écrivez par exemple 2026-08-28T14:00", "write for instance 2026-08-28T14:00"),
        )
    })
}

fn page(
    house: &House,
    session: &Session,
    (number, of): (u64, Option<Date>),
    asked: Option<&str>,
    back: Option<&Back>,
) -> Answer {
    let none = || Problem::not_found(Say::new(format!("la réunion {number}"), format!("meeting {number}")));
    let meeting = session.picture.meeting(number).ok_or_else(none)?;
    let seals = Seals::of(house, session);
    let view = View { session, number, meeting, seals, back };
    let content = match of {
        Some(of) => {
            let sitting = meeting.sittings.get(&of).ok_or_else(none)?;
            session.read(|reader| view.minutes(reader, of, sitting))
        }
        None => session.read(|reader| view.render(reader)),
    };
    let done = asked.and_then(|word| match word {
        "opened" => Some(DONE_OPENED),
        "closed" => Some(DONE_CLOSED),
        "acted" => Some(DONE_ACTED),
        "postponed" => Some(DONE_POSTPONED),
        "moved" => Some(DONE_MOVED),
        "skipped" => Some(DONE_SKIPPED),
        _ => None,
    });
    let done = done.map(|words| words.in_lang(session.lang));
    let title = told::text(session, &meeting.title);
    let answer: Response =
        leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Leaf, done }, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

struct View<'a> {
    session: &'a Session,
    number: u64,
    meeting: &'a Meeting,
    seals: Seals<'a>,
    back: Option<&'a Back>,
}

impl View<'_> {
    /// Whether the reader may say something of it: who is asked to come, and who shapes.
    fn may(&self) -> bool {
        self.session.may(Right::Shape) || self.session.person().is_some_and(|me| self.meeting.people.contains(&me))
    }

    fn form(&self, of: Date, order: &str, content: Markup) -> Markup {
        self.seals.form(&format!("/meetings/{}/{of}/{order}", self.number), content)
    }

    fn render(&self, reader: &Reader) -> Markup {
        let (session, meeting) = (self.session, self.meeting);
        let next = meeting.next(session.today);
        let kicker = html! { a href="/meetings" { (reader.fill(KICKER, &[("number", &self.number.to_string())])) } };
        let standfirst = html! {
            p { (rhythm(reader, meeting)) ". " (names(session, &meeting.people)) "." }
            p.still { (reader.w(CALENDAR)) " " a href="/calendar" { (reader.w(SEE_CALENDAR)) } "." }
        };
        html! {
            (told::banner(reader, self.back))
            (ui::page::opening(&kicker, told::text(session, &meeting.title), Some(&standfirst)))
            @match next {
                Some(day) => {
                    @match meeting.sittings.get(&day.of) {
                        Some(sitting) => (self.open(reader, day, sitting)),
                        None => (self.coming(reader, day)),
                    }
                }
                None => p.still { (reader.w(NO_NEXT)) },
            }
            (self.past(reader))
        }
    }

    fn coming(&self, reader: &Reader, day: Day) -> Markup {
        let programme = self.session.picture.programme(self.meeting, day, self.session.today);
        let present: Vec<String> = self.meeting.people.iter().map(PersonId::to_string).collect();
        ui::page::section(
            "agenda",
            &reader.fill(AGENDA, &[("when", &at(reader, day.start))]),
            html! {
                @if programme.points.is_empty() { p.still { (reader.w(AGENDA_EMPTY)) } }
                (self.programme(reader, &programme))
                @if self.may() {
                    (told::fault(reader, self.back, "open"))
                    (self.form(day.of, "opening", html! {
                        input type="hidden" name="present" value=(present.join(" "));
                        (actions(submit(reader.w(OPEN))))
                    }))
                    details.aside open[self.back.is_some_and(|back| back.form == "move")] {
                        summary { (reader.w(OTHER_DAY)) }
                        (told::fault(reader, self.back, "move"))
                        (self.form(day.of, "move", html! {
                            (field_in("move", &Field {
                                name: "to", label: reader.w(MOVE), hint: Some(reader.w(MOVE_HINT)), input: Input::Line, error: None,
                                value: Back::typed(self.back, "move", "to").unwrap_or(&day.start.strftime("%Y-%m-%dT%H:%M").to_string()),
                                optional: false,
                            }))
                            (actions(picks::second(reader.w(DO_MOVE))))
                        }))
                        (self.form(day.of, "omission", actions(html! { button.quiet type="submit" { (reader.w(DO_SKIP)) } })))
                    }
                }
            },
        )
    }

    fn programme(&self, reader: &Reader, programme: &Programme) -> Markup {
        html! {
            ol.programme {
                @for point in &programme.points {
                    li {
                        p.programme-say { a href=(href(&point.about)) { (reader.say(&point.say)) } }
                        p.programme-why {
                            @if point.presses { (badge::state(Verdict::Watch, reader.w(PRESSES))) " " }
                            (told::capital(reader.say(&self.session.picture.why_here(point, self.session.today))))
                        }
                    }
                }
            }
            @if programme.later > 0 { p.still { (ui::counted(reader.lang, programme.later, LATER_ONE, LATER)) } }
        }
    }

    fn open(&self, reader: &Reader, day: Day, sitting: &Sitting) -> Markup {
        ui::page::section(
            "agenda",
            &reader.fill(AGENDA, &[("when", &at(reader, day.start))]),
            html! {
                p { (reader.w(NOT_CLOSED)) }
                (self.missing(reader, sitting))
                (told::fault(reader, self.back, "action"))
                (told::fault(reader, self.back, "postpone"))
                ol.programme {
                    @for (nth, (item, outcome)) in sitting.items.iter().enumerate() {
                        li {
                            p.programme-say { a href=(href(item)) { (reader.say(&self.session.picture.point_say(item))) } }
                            p.programme-why { (self.came(reader, sitting, item, outcome.as_ref())) }
                            @if self.may() && self.session.picture.came(sitting, item, outcome.as_ref()) == Came::Open {
                                (self.settle(reader, day.of, nth, item))
                            }
                        }
                    }
                }
                @if self.may() {
                    (self.form(day.of, "closing", actions(submit(reader.w(CLOSE)))))
                }
            },
        )
    }

    fn settle(&self, reader: &Reader, of: Date, nth: usize, item: &Ref) -> Markup {
        let due = self.session.today.checked_add(jiff::Span::new().days(28)).unwrap_or(self.session.today).to_string();
        let line = |form: &str, name, label, input, value: &str| {
            field_in(
                &format!("{form}-{nth}"),
                &Field { name, label, hint: None, value, error: None, input, optional: false },
            )
        };
        let hidden = html! { input type="hidden" name="item" value=(item); };
        html! {
            details.aside {
                summary { (reader.w(ACT)) }
                (self.form(of, "action", html! {
                    (hidden)
                    (line("act", "words", reader.w(ACT_WORDS), Input::Line, ""))
                    (owners(reader, self.session, &format!("act-{nth}"), [None, None]))
                    (line("act", "due", reader.w(ACT_DUE), Input::Date, &due))
                    (actions(picks::second(reader.w(DO_ACT))))
                }))
            }
            details.aside {
                summary { (reader.w(POSTPONE)) }
                (self.form(of, "postponement", html! {
                    (hidden)
                    (line("postpone", "words", reader.w(WHY), Input::Line, ""))
                    (actions(picks::second(reader.w(DO_POSTPONE))))
                }))
            }
        }
    }

    fn came(&self, reader: &Reader, sitting: &Sitting, item: &Ref, outcome: Option<&Outcome>) -> Markup {
        match self.session.picture.came(sitting, item, outcome) {
            Came::Settled(say) => badge::state(Verdict::Fine, reader.say(&say)),
            Came::Action(action) => {
                let words = action.key().parse().ok().and_then(|number| self.session.picture.action(number));
                let words = words.map(|action| told::text(self.session, &action.words)).unwrap_or_default();
                html! { (badge::state(Verdict::Fine, reader.w(CAME_ACTION))) " " a href=(href(&action)) { (words) } }
            }
            Came::Postponed(why) => {
                html! { (reader.fill(CAME_POSTPONED, &[("why", told::text(self.session, &why))])) }
            }
            Came::Open => html! { span.still { (reader.w(CAME_OPEN)) } },
        }
    }

    fn missing(&self, reader: &Reader, sitting: &Sitting) -> Markup {
        html! {
            @for side in self.session.picture.missing_sides(sitting) {
                p { (badge::state(Verdict::Watch, &reader.fill(MISSING, &[("side", reader.say(&side.say()))]))) }
            }
        }
    }

    fn past(&self, reader: &Reader) -> Markup {
        let rows: Vec<Row> = self
            .meeting
            .sittings
            .iter()
            .rev()
            .filter(|(_, sitting)| sitting.closed_at.is_some())
            .map(|(of, sitting)| {
                let settled = |(item, outcome): &&(Ref, Option<Outcome>)| {
                    !matches!(
                        self.session.picture.came(sitting, item, outcome.as_ref()),
                        Came::Open | Came::Postponed(_)
                    )
                };
                let settled = sitting.items.iter().filter(settled).count().to_string();
                let holes = [("settled", settled.as_str()), ("all", &sitting.items.len().to_string())];
                Row {
                    href: format!("/meetings/{}/{of}", self.number),
                    title: html! { (format::date_long(reader.lang, *of)) },
                    under: html! { span { (reader.fill(POINTS_OF, &holes)) } },
                    aside: html! {},
                }
            })
            .collect();
        html! { @if !rows.is_empty() { (ui::page::section("held", reader.w(PAST), ui::listing::rows(&rows))) } }
    }

    fn minutes(&self, reader: &Reader, of: Date, sitting: &Sitting) -> Markup {
        let start = self.meeting.hours.moved.get(&of).copied();
        let start = start.unwrap_or(of.to_datetime(self.meeting.hours.start.time()));
        let kicker =
            html! { a href={ "/meetings/" (self.number) } { (told::text(self.session, &self.meeting.title)) } };
        let standfirst = html! {
            p { (reader.w(WERE_THERE)) " " (names(self.session, &sitting.present)) "." }
            p.still { (reader.w(if sitting.closed_at.is_some() { CLOSED_AT } else { NOT_CLOSED })) }
        };
        html! {
            (ui::page::opening(&kicker, &reader.fill(MINUTES, &[("when", &at(reader, start))]), Some(&standfirst)))
            (self.missing(reader, sitting))
            ol.programme {
                @for (item, outcome) in &sitting.items {
                    li {
                        p.programme-say { a href=(href(item)) { (reader.say(&self.session.picture.point_say(item))) } }
                        p.programme-why { (self.came(reader, sitting, item, outcome.as_ref())) }
                    }
                }
            }
        }
    }
}
