//! What is being tried, what waits to be read or decided, what came out? `/pilots`, `/pilots/new`

use agenda::pilot::{MOST_ACTIVE, Pilot, Stage, reading};
use agenda::role::Right;
use app::{Order, PilotOrder};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Kind, Ref};
use landscape::impact::Verdict as Mark;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::pilot::{self, plan};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{actions, submit};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};

ui::words! {
    TITLE = "Pilotes" / "Pilots";
    NEW = "Poser un pilote" / "Set up a pilot";
    LEAD_NONE = "Aucun pilote n’est en cours." / "No pilot is under way.";
    LEAD_ONE = "Un pilote est en cours." / "One pilot is under way.";
    LEAD = "{n} pilotes sont en cours." / "{n} pilots are under way.";
    CAP = "Au-delà de {n}, un de plus demande une raison : peu sont appris à fond, beaucoup restent commencés." / "Beyond {n}, one more needs a reason: few are learnt from in full, many stay begun.";
    ACTIVE = "En cours" / "Under way";
    DRAFTS = "En préparation" / "Being prepared";
    ENDED = "Terminés" / "Ended";
    DUE = "décision le {date}, {age}" / "decision on {date}, {age}";
    OVERDUE = "décision due depuis le {date}" / "decision due since {date}";
    NOTHING = "Ici, ce que l’on essaie sur quelques-uns avant de le donner à tous : ce que l’on croit, ce que l’on compte, ce que l’on fera pour quel résultat." / "Here stands what is tried on a few before it is given to all: what one believes, what is counted, what will be done for which result.";
    NOTHING_HOW = "Un pilote se pose depuis une demande, ou ici." / "A pilot is set up from a request, or here.";
    WHY = "Tout est écrit avant de commencer ; le résultat est lu contre ces lignes, pas contre l’espoir." / "Everything is written before it begins; the result is read against these lines, not against hope.";
    DO_SET = "Poser le pilote" / "Set the pilot up";
    AROUND = "Pilotes et pratiques" / "Pilots and practices";
    NO_PILOT = "Rien n’est encore essayé sur quelques-uns." / "Nothing is tried on a few yet.";
    RESTS = "S’appuie sur ce qui a déjà marché :" / "Rests on what worked already:";
    REST_ON = "Une pratique de la maison sert-elle ici ?" / "Does a practice of the house serve here?";
    DO_REST = "S’appuyer sur elle" / "Rest on it";
}

/// How many ended pilots are shown.
const ENDED_MOST: usize = 50;

/// `GET /pilots`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let content = session.read(|reader| render(reader, &session));
    let title = TITLE.in_lang(session.lang);
    let about = Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &about, content))
}

fn render(reader: &Reader, session: &Session) -> Markup {
    let mut all: Vec<(u64, &Pilot)> = session.picture.pilots().collect();
    all.sort_by_key(|(number, pilot)| (pilot.decide_by(), *number));
    let of = |keep: fn(&Pilot) -> bool| all.iter().filter(|(_, pilot)| keep(pilot)).copied().collect::<Vec<_>>();
    let (active, drafts) = (of(Pilot::is_active), of(|pilot| pilot.stage() == Stage::Draft));
    let mut ended = of(Pilot::is_closed);
    ended.reverse();
    ended.truncate(ENDED_MOST);
    let set_up = html! { @if pilot::may_set_up(session) { a.main href="/pilots/new" { (reader.w(NEW)) } } };
    if all.is_empty() {
        let action = pilot::may_set_up(session).then(|| (reader.w(NEW), "/pilots/new"));
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), action))
        };
    }
    let lead = match active.len() {
        0 => reader.w(LEAD_NONE).to_owned(),
        n => ui::counted(reader.lang, n, LEAD_ONE, LEAD),
    };
    let standfirst = html! {
        p data-terms { (lead) " " (reader.fill(CAP, &[("n", &MOST_ACTIVE.to_string())])) }
        p { (set_up) }
    };
    let rows = |pilots: &[(u64, &Pilot)]| {
        let rows: Vec<Row> = pilots.iter().map(|(number, pilot)| row(reader, session, *number, pilot)).collect();
        ui::listing::rows(&rows)
    };
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        @if !active.is_empty() { (ui::page::section("active", reader.w(ACTIVE), rows(&active))) }
        @if !drafts.is_empty() { (ui::page::section("drafts", reader.w(DRAFTS), rows(&drafts))) }
        @if !ended.is_empty() { (ui::page::section("ended", reader.w(ENDED), rows(&ended))) }
    }
}

fn row(reader: &Reader, session: &Session, number: u64, pilot: &Pilot) -> Row {
    let due = pilot.decide_by();
    let late = !pilot.is_closed() && due < session.today;
    let holes = [("date", reader.date(due)), ("age", reader.age(due))];
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Row {
        href: format!("/pilots/{number}"),
        title: html! { (told::text(session, &pilot.plan.hypothesis)) },
        under: html! {
            span { (told::capital(&pilot::stage(reader, pilot))) }
            @if late { (ui::badge::state(Mark::Watch, &reader.fill(OVERDUE, &holes))) }
            @else if !pilot.is_closed() { span { (reader.fill(DUE, &holes)) } }
            @if let Some(request) = &pilot.request { a href=(href(request)) { (reader.thing(request)) } }
        },
        aside: html! {
            @match (&pilot.decided, reading::of(pilot)) {
                (Some((choice, ..)), _) => span { (told::capital(reader.say(&told::choice_say(session, choice)))) },
                (None, Some(reading)) => (ui::interval::verdict(reader, reading.verdict)),
                _ => {}
            }
        },
    }
}

/// For which request.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    request: String,
}

/// `GET /pilots/new`
pub async fn new(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let form = plan::Form::usual(&session, asked.request);
    Ok(blank(&house, &session, &form, None))
}

/// `POST /pilots`
pub async fn set_up(State(house): State<House>, posted: Posted<plan::Form>) -> Answer {
    let request = posted.fields.request.parse::<Ref>().ok();
    let result = match posted.fields.typed(posted.session.lang) {
        Ok(plan) => posted.carry_out(Order::Pilot(PilotOrder::SetUp { request, plan })).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) => {
            let about = receipt.about.unwrap_or_else(|| Ref::new(Kind::Pilot, "1"));
            Ok(see(&format!("{}?done=set", href(&about))))
        }
        Err(problem) => {
            let back = Back::from(problem, "new", Vec::new())?;
            let mut session = posted.session;
            session.path = "/pilots/new".to_owned();
            let answer = blank(&house, &session, &posted.fields, Some(&back));
            Ok((told::status(&back.problem), answer).into_response())
        }
    }
}

fn blank(house: &House, session: &Session, form: &plan::Form, back: Option<&Back>) -> Response {
    let seals = Seals::of(house, session);
    let request = form.request.parse::<Ref>().ok();
    let content = session.read(|reader| {
        let kicker = html! {
            a href="/pilots" { (reader.w(TITLE)) }
            @if let Some(request) = &request { a href=(href(request)) { (told::capital(&reader.thing(request))) } }
        };
        html! {
            (told::banner(reader, back))
            (ui::page::opening(&kicker, reader.w(NEW), Some(&html! { p { (reader.w(WHY)) } })))
            section.part #new {
                (told::fault(reader, back, "new"))
                (seals.form("/pilots", html! {
                    (plan::fields(reader, session, form))
                    (actions(submit(reader.w(DO_SET))))
                }))
            }
        }
    });
    let title = NEW.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Leaf, done: None }, content)
}

/// What is tried of a request, and what it rests on: shown on its page.
pub(super) struct Beside {
    request: Ref,
    pilots: Vec<(String, Markup)>,
    rests: Vec<(String, String)>,
    offered: Vec<(String, String)>,
    may_set_up: bool,
}

impl Beside {
    /// Of a request; nothing for those who may not read the house's pilots.
    pub(super) fn of(session: &Session, number: u64) -> Option<Beside> {
        if !session.may(Right::Read) {
            return None;
        }
        let picture = &session.picture;
        let request = Ref::new(Kind::Request, &number.to_string());
        let pilots = picture.pilots_of(&request).map(|(number, pilot)| {
            let words = session.read(|reader| {
                let stage = pilot::stage(reader, pilot);
                html! {
                    (told::text(session, &pilot.plan.hypothesis)) " " span.still { (stage) }
                    @if let Some(reading) = reading::of(pilot) { " " (ui::interval::verdict(reader, reading.verdict)) }
                }
            });
            (format!("/pilots/{number}"), words)
        });
        let named = |(number, practice): (u64, &agenda::practice::Practice)| {
            (number.to_string(), told::text(session, &practice.content.name).to_owned())
        };
        let own = picture.request(number).is_some_and(|it| it.by.is_some() && it.by == session.person());
        let may_rest = session.may(if own { Right::Ask } else { Right::Shape });
        let free = picture.practices().filter(|(_, it)| it.retired.is_none() && !it.is_reused_by(&request));
        Some(Beside {
            pilots: pilots.collect(),
            rests: picture.practices_under(&request).map(named).collect(),
            offered: if may_rest { free.map(named).collect() } else { Vec::new() },
            may_set_up: pilot::may_set_up(session),
            request,
        })
    }
}

/// The part of a request's page; nothing where there is nothing to see or to do.
pub(super) fn beside(reader: &Reader, it: &Beside, seals: &Seals) -> Markup {
    let Beside { request, pilots, rests, offered, may_set_up } = it;
    if pilots.is_empty() && rests.is_empty() && offered.is_empty() && !may_set_up {
        return html! {};
    }
    ui::page::section(
        "pilots",
        reader.w(AROUND),
        html! {
            @if pilots.is_empty() { p.still data-terms { (reader.w(NO_PILOT)) } }
            @else { ul.plain { @for (href, words) in pilots { li { a href=(href) { (words) } } } } }
            @if !rests.is_empty() {
                p { (reader.w(RESTS)) }
                ul.plain { @for (number, name) in rests { li { a href={ "/practices/" (number) } { (name) } } } }
            }
            @if *may_set_up { p { a.quiet href={ "/pilots/new?request=" (request) } { (reader.w(NEW)) } } }
            @if !offered.is_empty() {
                details.aside {
                    summary { (reader.w(REST_ON)) }
                    @for (number, name) in offered {
                        (seals.form(&format!("/practices/{number}/reuses"), html! {
                            input type="hidden" name="by" value=(request);
                            p { (name) " " button.quiet type="submit" { (reader.w(DO_REST)) } }
                        }))
                    }
                }
            }
        },
    )
}
