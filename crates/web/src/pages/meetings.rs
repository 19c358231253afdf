//! When do both sides meet, what is on the agenda, and what came of it? `/meetings`, `/meetings/{number}`,
//! `/meetings/{number}/{day}`
//!
//! The agenda is worked out from the record: what presses first, then what waiting costs most. Opened, it stands; each point
//! becomes a decision, something both sides do, or is put off. The minutes are this page, printed.

pub mod orders;

use agenda::calendar::Day;
use agenda::meeting::{Meeting, Outcome, Settled, Sitting};
use agenda::role::Right;
use app::Problem;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Say, format};
use jiff::civil::{Date, DateTime};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::meeting::Programme;
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::session::{Session, href};
use crate::ui::form::{actions, submit};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, badge};

ui::words! {
    TITLE = "Réunions" / "Meetings";
    LEAD = "Ce qui est à l’ordre du jour vient du registre : d’abord ce qui presse, puis ce que l’attente coûte." / "What is on the agenda comes from the record: first what presses, then what waiting costs.";
    CALL_HERE = "Convoquez la première : son ordre du jour se fera tout seul." / "Call the first one: its agenda makes itself.";
    NOTHING = "Ici, les réunions des deux côtés, avec leur ordre du jour et leurs suites." / "Here stand the meetings of both sides, with their agenda and what came of it.";
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
    PRESSES = "presse" / "pressing";
    CASE_SIGNED = "Dossier signé de tous" / "Case signed by all";
    ACTION_DONE = "Action faite" / "Action done";
    ACTION_DROPPED = "Action abandonnée" / "Action dropped";
    STAMPED = "Tous les avis sont rendus" / "All stamps given";
    CAME_ACTION = "Action convenue :" / "Action agreed:";
    CAME_POSTPONED = "Remis : {why}" / "Put off: {why}";
    CAME_OPEN = "Reste ouvert" / "Stays open";
    MISSING = "Personne ne signe ici pour {side} : ce qui est décidé reste provisoire." / "Nobody here signs for {side}: what is decided stays provisional.";
    MINUTES = "Relevé du {when}" / "Minutes of {when}";
    WERE_THERE = "Présents :" / "Present:";
    NOT_CLOSED = "La séance est ouverte." / "The meeting is open.";
    CLOSED_AT = "Séance close." / "The meeting is closed.";
    PAST = "Séances tenues" / "Meetings held";
    POINTS_OF = "{settled} sur {all} points réglés" / "{settled} of {all} points settled";
    CALENDAR = "Elle est dans le calendrier de chacun." / "It is in everybody’s calendar.";
    SEE_CALENDAR = "Votre calendrier" / "Your calendar";
}

/// `GET /meetings`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    listed(&house, &session, asked.done.as_deref(), None)
}

fn listed(house: &House, session: &Session, asked: Option<&str>, back: Option<&Back>) -> Answer {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| {
        let rows: Vec<Row> = session.picture.meetings().map(|(number, it)| row(reader, session, number, it)).collect();
        let call = session.may(Right::Shape).then(|| orders::call_form(reader, session, &seals, back));
        let lead = html! { p { (reader.w(LEAD)) } };
        html! {
            (told::banner(reader, back))
            (ui::page::opening(&html! {}, reader.w(TITLE), (!rows.is_empty()).then_some(&lead)))
            @if rows.is_empty() {
                (ui::empty::empty(reader.w(NOTHING), reader.w(CALL_HERE), None))
            } @else {
                (ui::listing::rows(&rows))
            }
            @if let Some(call) = call { (call) }
        }
    });
    let done = asked.and_then(orders::done).map(|words| words.in_lang(session.lang));
    let title = TITLE.in_lang(session.lang);
    let answer = leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done }, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
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

/// How a point was settled, in a few words.
pub(crate) fn settled_say(session: &Session, settled: &Settled) -> Say {
    match settled {
        Settled::Decided { choice, how } => told::fell_say(session, choice, *how),
        Settled::Signed => CASE_SIGNED.say(),
        Settled::Done => ACTION_DONE.say(),
        Settled::Dropped => ACTION_DROPPED.say(),
        Settled::Stamped => STAMPED.say(),
    }
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
pub async fn minutes(
    State(house): State<House>,
    session: Session,
    Path((number, day)): Path<(u64, Date)>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, (number, Some(day)), asked.done.as_deref(), None)
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
    let done = asked.and_then(orders::done).map(|words| words.in_lang(session.lang));
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
            p { (told::capital(&rhythm(reader, meeting))) ". " (names(session, &meeting.people)) "." }
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
            @if self.may() && let Some(day) = next { (self.otherwise(reader, day)) }
        }
    }

    fn coming(&self, reader: &Reader, day: Day) -> Markup {
        let programme = self.session.picture.programme(self.meeting, day, self.session.today);
        ui::page::section(
            "agenda",
            &reader.fill(AGENDA, &[("when", &at(reader, day.start))]),
            html! {
                @if programme.points.is_empty() { p.still { (reader.w(AGENDA_EMPTY)) } }
                (self.programme(reader, &programme))
                @if self.may() { (self.begin(reader, day)) }
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
                ol.programme {
                    @for (nth, (item, outcome)) in self.session.picture.outcomes(sitting).iter().enumerate() {
                        li {
                            p.programme-say { a href=(href(item)) { (reader.say(&self.session.picture.point_say(item))) } }
                            p.programme-why { (self.came(reader, outcome.as_ref())) }
                            @if self.may() && outcome.is_none() { (self.settle(reader, day.of, nth, item)) }
                        }
                    }
                }
                @if self.may() { (self.form(day.of, "closing", actions(submit(reader.w(orders::CLOSE))))) }
            },
        )
    }

    /// What became of a point, in a few words.
    fn came(&self, reader: &Reader, outcome: Option<&Outcome>) -> Markup {
        match outcome {
            Some(Outcome::Settled(how)) => badge::state(Verdict::Fine, reader.say(&settled_say(self.session, how))),
            Some(Outcome::Action(action)) => {
                let number = action.key().parse().ok();
                let words = number.and_then(|number| self.session.picture.action(number));
                let words = words.map(|action| told::text(self.session, &action.words)).unwrap_or_default();
                html! { (badge::state(Verdict::Fine, reader.w(CAME_ACTION))) " " a href=(href(action)) { (words) } }
            }
            Some(Outcome::Postponed(why)) => {
                html! { (reader.fill(CAME_POSTPONED, &[("why", told::text(self.session, why))])) }
            }
            None => html! { (reader.w(CAME_OPEN)) },
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
                let outcomes = self.session.picture.outcomes(sitting);
                let settled = |outcome: &Option<Outcome>| !matches!(outcome, None | Some(Outcome::Postponed(_)));
                let settled = outcomes.iter().filter(|(_, outcome)| settled(outcome)).count().to_string();
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
                @for (item, outcome) in self.session.picture.outcomes(sitting) {
                    li {
                        p.programme-say { a href=(href(&item)) { (reader.say(&self.session.picture.point_say(&item))) } }
                        p.programme-why { (self.came(reader, outcome.as_ref())) }
                    }
                }
            }
        }
    }
}
