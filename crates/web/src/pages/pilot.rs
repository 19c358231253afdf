//! What is tried, on whom, what can it show, what did it show, and what do we do with it? `/pilots/{number}`
//!
//! One main action at a time: make it large enough, start it, read it, ask for a decision, keep what was learnt.

mod book;
mod onward;
pub(super) mod plan;

use std::collections::BTreeMap;

use agenda::pilot::reading::{self, Power, Reading, Verdict};
use agenda::pilot::{Count, Pilot, Stage};
use agenda::role::Right;
use app::{Order, PilotOrder, PracticeOrder, Problem, Receipt, TypedPractice};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, Kind, Money, Ref, Say};
use landscape::impact::Verdict as Mark;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, Words};

pub(super) use book::{book, result};

ui::words! {
    TITLE = "Pilote {n} : {hypothesis}" / "Pilot {n}: {hypothesis}";
    KICKER = "Pilote {n}" / "Pilot {n}";
    STAGE_DRAFT = "en préparation" / "being prepared";
    STAGE_RUNNING = "en cours depuis le {date}" / "under way since {date}";
    STAGE_READ = "lu le {date}" / "read on {date}";
    STAGE_DECIDED = "décidé le {date}" / "decided on {date}";
    STAGE_DROPPED = "arrêté sans décision" / "ended without a decision";
    DUE = "décision le {date}, {age}" / "decision on {date}, {age}";
    OVERDUE = "la décision était pour le {date}" / "the decision was due on {date}";
    LEAD_SHORT = "Avec {pilot.per_arm} personnes par groupe, on ne voit que {pilot.detectable} ; {pilot.promised} est promis." / "With {pilot.per_arm} people a group, only {pilot.detectable} can be seen; {pilot.promised} is promised.";
    LEAD_ENOUGH = "Avec {pilot.per_arm} personnes par groupe, la promesse de {pilot.promised} peut se voir." / "With {pilot.per_arm} people a group, the promise of {pilot.promised} can be seen.";
    LEAD_EXTEND = "{result.difference} de différence : de quoi étendre." / "{result.difference} of difference: enough to extend.";
    LEAD_PIVOT = "{result.difference} de différence : un effet, mais pas assez." / "{result.difference} of difference: an effect, but not enough.";
    LEAD_STOP = "{result.difference} de différence : pas de quoi étendre." / "{result.difference} of difference: nothing to extend.";
    LEAD_OPEN = "{result.difference} de différence : ce n’est pas concluant." / "{result.difference} of difference: it is not conclusive.";
    RESULT = "Ce que disent les comptages" / "What the counts say";
    HISTORY = "Ce qui s’est passé" / "What happened";
    DONE_SET = "Le pilote est posé ; rien n’est lancé." / "The pilot is set up; nothing is started.";
    DONE_REVISED = "Le plan est enregistré." / "The plan is saved.";
    DONE_STARTED = "Le pilote est lancé ; son plan ne change plus." / "The pilot is started; its plan changes no more.";
    DONE_READ = "Les comptages sont lus." / "The counts are read.";
    DONE_ENDED = "Le pilote est arrêté, avec sa raison." / "The pilot is ended, with its reason.";
    DONE_LEARNT = "La pratique est enregistrée." / "The practice is recorded.";
    COUNT = "personnes d’un groupe" / "people of a group";
    SPENT = "dépensé" / "spent";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /pilots/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, asked.done.as_deref(), Kept::default()).await
}

/// `POST /pilots/{number}/plan`
pub async fn revise(State(house): State<House>, Path(number): Path<String>, posted: Posted<plan::Form>) -> Answer {
    let pilot = numbered(&number)?;
    let result = match posted.fields.typed(posted.session.lang) {
        Ok(plan) => posted.carry_out_as_read(reference(pilot), Order::Pilot(PilotOrder::Revise { pilot, plan })).await,
        Err(problem) => Err(problem),
    };
    let kept = Kept { form: Some(posted.fields.clone()), ..Kept::default() };
    after(&house, posted, &number, ("plan", Vec::new()), "revised", kept, result).await
}

/// Reasons to start all the same.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Starting {
    despite_power: String,
    despite_cap: String,
}

/// `POST /pilots/{number}/start`
pub async fn start(State(house): State<House>, Path(number): Path<String>, posted: Posted<Starting>) -> Answer {
    let Starting { despite_power, despite_cap } = &posted.fields;
    let typed = vec![("despite_power", despite_power.clone()), ("despite_cap", despite_cap.clone())];
    let (despite_power, despite_cap) = (Some(despite_power.clone()), Some(despite_cap.clone()));
    let order = PilotOrder::Start { pilot: numbered(&number)?, despite_power, despite_cap };
    let result = posted.carry_out(Order::Pilot(order)).await;
    after(&house, posted, &number, ("start", typed), "started", Kept::default(), result).await
}

/// `POST /pilots/{number}/counts`
pub async fn read(
    State(house): State<House>,
    Path(number): Path<String>,
    posted: Posted<BTreeMap<String, String>>,
) -> Answer {
    let result = match counted(&posted.session, &number, &posted.fields) {
        Ok(order) => posted.carry_out_as_read(reference(numbered(&number)?), Order::Pilot(order)).await,
        Err(problem) => Err(problem),
    };
    let typed = vec![("on", posted.fields.get("on").cloned().unwrap_or_default())];
    let kept = Kept { counts: posted.fields.clone(), ..Kept::default() };
    after(&house, posted, &number, ("counts", typed), "read", kept, result).await
}

/// The counts a form names by the places of the arms.
fn counted(session: &Session, number: &str, fields: &BTreeMap<String, String>) -> Result<PilotOrder, Problem> {
    let (pilot, held) = find(session, number)?;
    let of = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let counts = (0..held.plan.arms.len()).map(|arm| {
        let whole = |what: &str| plan::whole(of(&format!("{what}-{arm}")), COUNT);
        Ok(Count { arm, people: whole("people")?, did: whole("did")? })
    });
    let counts = counts.collect::<Result<Vec<Count>, Problem>>()?;
    let spent = match of("spent").trim() {
        "" => None,
        words => Some(Money { cents: (plan::number(session.lang, words, SPENT)? * 100.0).round() as i64 }),
    };
    let words = Some(of("words").to_owned()).filter(|words| !words.trim().is_empty());
    Ok(PilotOrder::Read { pilot, counts, on: plan::date(of("on"))?, spent, words })
}

/// Until when it would be prolonged.
#[derive(Deserialize)]
pub struct Sending {
    #[serde(default)]
    until: String,
}

/// `POST /pilots/{number}/decision`
pub async fn send(State(house): State<House>, Path(number): Path<String>, posted: Posted<Sending>) -> Answer {
    let pilot = numbered(&number)?;
    let result = match plan::date(&posted.fields.until) {
        Ok(until) => posted.carry_out(Order::Pilot(PilotOrder::Send { pilot, until })).await,
        Err(problem) => Err(problem),
    };
    match &result {
        Ok(Receipt { about: Some(decision), .. }) if decision.kind() == Kind::Decision => {
            Ok(see(&format!("{}?done=opened", href(decision))))
        }
        _ => after(&house, posted, &number, ("send", Vec::new()), "sent", Kept::default(), result).await,
    }
}

/// Why it ends.
#[derive(Deserialize)]
pub struct Ending {
    #[serde(default)]
    why: String,
}

/// `POST /pilots/{number}/end`
pub async fn end(State(house): State<House>, Path(number): Path<String>, posted: Posted<Ending>) -> Answer {
    let order = PilotOrder::Drop { pilot: numbered(&number)?, why: posted.fields.why.clone() };
    let result = posted.carry_out(Order::Pilot(order)).await;
    after(&house, posted, &number, ("end", Vec::new()), "ended", Kept::default(), result).await
}

/// What is kept of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Learning {
    name: String,
    worked: String,
    when: String,
}

/// `POST /pilots/{number}/practice`
pub async fn learn(State(house): State<House>, Path(number): Path<String>, posted: Posted<Learning>) -> Answer {
    let Learning { name, worked, when } = &posted.fields;
    let typed = vec![("name", name.clone()), ("worked", worked.clone()), ("when", when.clone())];
    let (name, worked, when) = (name.clone(), worked.clone(), when.clone());
    let pilot = Some(reference(numbered(&number)?));
    let content = TypedPractice { name, worked, when, shown_by: None };
    let result = posted.carry_out(Order::Practice(PracticeOrder::Record { content, pilot })).await;
    after(&house, posted, &number, ("learn", typed), "learnt", Kept::default(), result).await
}

/// What was typed in forms with fields of many names.
#[derive(Default)]
struct Kept {
    back: Option<Back>,
    form: Option<plan::Form>,
    counts: BTreeMap<String, String>,
}

/// Goes back to the page after a form was taken, or shows it again after it was not.
async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    (form, typed): (&'static str, Vec<(&'static str, String)>),
    done: &str,
    kept: Kept,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/pilots/{number}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form, typed)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/pilots/{number}");
            page(house, &session, number, None, Kept { back: Some(back), ..kept }).await
        }
    }
}

fn reference(number: u64) -> Ref {
    Ref::new(Kind::Pilot, &number.to_string())
}

fn missing(number: &str) -> Problem {
    Problem::not_found(Say::new(format!("le pilote {number}"), format!("pilot {number}")))
}

fn numbered(number: &str) -> Result<u64, Problem> {
    told::number_of(number).ok_or_else(|| missing(number))
}

fn find<'a>(session: &'a Session, number: &str) -> Result<(u64, &'a Pilot), Problem> {
    let n = numbered(number)?;
    Ok((n, session.picture.pilot(n).ok_or_else(|| missing(number))?))
}

async fn page(house: &House, session: &Session, number: &str, asked: Option<&str>, kept: Kept) -> Answer {
    let (number, pilot) = find(session, number)?;
    let stream = format!("pilot:{number}");
    let history = house.work(move |app| app.history(&stream)).await?;
    let view = View::of(session, number, pilot, told::history(session, &history), kept);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = TITLE.fill(session.lang, &[("n", &number.to_string()), ("hypothesis", view.hypothesis())]);
    let done = asked.and_then(done).map(|words| words.in_lang(session.lang));
    let about = Leaf { title: &title, room: Some(Room::Agenda), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &about, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn done(word: &str) -> Option<Words> {
    Some(match word {
        "set" => DONE_SET,
        "revised" => DONE_REVISED,
        "started" => DONE_STARTED,
        "read" => DONE_READ,
        "ended" => DONE_ENDED,
        "learnt" => DONE_LEARNT,
        _ => return None,
    })
}

/// What is on the page.
pub(super) struct View<'a> {
    session: &'a Session,
    number: u64,
    pub(super) pilot: &'a Pilot,
    power: Power,
    reading: Option<Reading>,
    pub(super) figures: Vec<Figure>,
    practices: Vec<(Ref, String)>,
    history: Vec<ui::timeline::Entry>,
    back: Option<Back>,
    form: Option<plan::Form>,
    counts: BTreeMap<String, String>,
}

impl<'a> View<'a> {
    fn of(
        session: &'a Session,
        number: u64,
        pilot: &'a Pilot,
        history: Vec<ui::timeline::Entry>,
        kept: Kept,
    ) -> View<'a> {
        let picture = &session.picture;
        let id = Ref::new(Kind::Pilot, &number.to_string());
        let practices = picture.practices().filter(|(_, practice)| practice.pilot.as_ref() == Some(&id));
        let practices = practices.map(|(number, practice)| {
            let id = Ref::new(Kind::Practice, &number.to_string());
            (id, told::text(session, &practice.content.name).to_owned())
        });
        View {
            power: reading::power(&pilot.plan),
            reading: reading::of(pilot),
            figures: picture.pilot_figures(number, pilot),
            practices: practices.collect(),
            session,
            number,
            pilot,
            history,
            back: kept.back,
            form: kept.form,
            counts: kept.counts,
        }
    }

    /// The pilot a decision is about.
    pub(super) fn behind(session: &'a Session, about: &Ref) -> Option<View<'a>> {
        let number = about.key().parse().ok().filter(|_| about.kind() == Kind::Pilot)?;
        Some(View::of(session, number, session.picture.pilot(number)?, Vec::new(), Kept::default()))
    }

    /// What one believes, in words.
    pub(super) fn hypothesis(&self) -> &str {
        told::text(self.session, &self.pilot.plan.hypothesis)
    }

    /// The address of a form.
    /// The version its forms are drawn on.
    pub(super) fn version(&self) -> u64 {
        self.session.picture.version(&reference(self.number))
    }

    fn at(&self, rest: &str) -> String {
        format!("/pilots/{}{rest}", self.number)
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (told::banner(reader, view.back.as_ref()))
        (head(reader, view))
        @if let Some(drawn) = result(reader, view) { (ui::page::section("result", reader.w(RESULT), drawn)) }
        (onward::part(reader, view, seals))
        (book(reader, view))
        @if !view.history.is_empty() {
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, &view.history)))
        }
        (onward::aside(reader, view, seals))
        (ui::figure::sources(reader, &view.figures))
    }
}

/// Where it stands, in words.
pub(super) fn stage(reader: &Reader, pilot: &Pilot) -> String {
    let on = |words, date| reader.fill(words, &[("date", &reader.date(date))]);
    match pilot.stage() {
        Stage::Draft => reader.w(STAGE_DRAFT).to_owned(),
        Stage::Running => pilot.started.as_ref().map_or_else(String::new, |it| on(STAGE_RUNNING, it.on)),
        Stage::Read => pilot.look().map_or_else(String::new, |look| on(STAGE_READ, look.on)),
        Stage::Decided => pilot.decided.as_ref().map_or_else(String::new, |(_, at, _)| on(STAGE_DECIDED, day(*at))),
        Stage::Dropped => reader.w(STAGE_DROPPED).to_owned(),
    }
}

/// The sentence to remember, and its mark.
pub(super) fn lead(reader: &Reader, view: &View) -> (Markup, Option<Mark>) {
    let statement = |words: Words| ui::figure::statement(reader, &Say::new(words.fr, words.en), &view.figures);
    let read = view.reading.as_ref().map(|reading| match reading.verdict {
        Verdict::Extend => (LEAD_EXTEND, Mark::Fine),
        Verdict::Pivot => (LEAD_PIVOT, Mark::Watch),
        Verdict::Stop => (LEAD_STOP, Mark::Over),
        Verdict::NotConclusive => (LEAD_OPEN, Mark::Unknown),
    });
    match (read, view.power.short()) {
        (Some((words, mark)), _) => (statement(words), Some(mark)),
        (None, Some(_)) => (statement(LEAD_SHORT), Some(Mark::Watch)),
        (None, None) => (statement(LEAD_ENOUGH), None),
    }
}

fn head(reader: &Reader, view: &View) -> Markup {
    let pilot = view.pilot;
    let due = pilot.decide_by();
    let late = !pilot.is_closed() && due < view.session.today;
    let kicker = html! {
        a href="/pilots" { (reader.fill(KICKER, &[("n", &view.number.to_string())])) }
        strong { (told::capital(&stage(reader, pilot))) }
        @if !pilot.is_closed() {
            @let holes = [("date", reader.date(due)), ("age", reader.age(due))];
            @let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            @if late { (ui::badge::state(Mark::Watch, &reader.fill(OVERDUE, &holes))) } @else { span { (reader.fill(DUE, &holes)) } }
        }
        @if let Some(request) = &pilot.request { a href=(href(request)) { (told::capital(&reader.thing(request))) } }
    };
    let (lead, verdict) = match (&pilot.decided, &pilot.dropped) {
        (_, Some((why, _))) => (html! { p.statement { (told::text(view.session, why)) } }, None),
        (Some((choice, ..)), _) if pilot.is_closed() => {
            (ui::figure::statement(reader, &told::made_say(view.session, choice), &[]), None)
        }
        _ => lead(reader, view),
    };
    headline(&Headline {
        kicker,
        wish: view.hypothesis(),
        lang: view.session.lang,
        lead: Some(lead),
        verdict,
        under: None,
    })
}

/// Whether whoever reads may set pilots up.
pub(super) fn may_set_up(session: &Session) -> bool {
    session.may(Right::Shape)
}
