//! What worked here, when does one use it, what shows it, who used it again? `/practices`, `/practices/{number}`

use agenda::practice::Practice;
use agenda::role::Right;
use app::{Order, PracticeOrder, Problem, Receipt, TypedPractice};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Ref, Say};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::pilot;
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};

ui::words! {
    TITLE = "Pratiques" / "Practices";
    KICKER = "Pratique {n}" / "Practice {n}";
    LEAD = "Ce qui a marché ici, avec ce qui le montre ; chaque reprise est comptée." / "What worked here, with what shows it; each time it is used again is counted.";
    NOTHING = "Ici, ce qui a marché et quand s’en servir, avec ce qui le montre." / "Here stands what worked and when to use it, with what shows it.";
    NOTHING_HOW = "Un pilote terminé en laisse une ; on peut aussi en écrire une à la main, en disant ce qui la montre." / "A pilot that has ended leaves one; one can also be written by hand, saying what shows it.";
    REUSED_NONE = "pas encore reprise" / "not used again yet";
    REUSED_ONE = "reprise une fois" / "used again once";
    REUSED = "reprise {n} fois" / "used again {n} times";
    RETIRED = "retirée" / "retired";
    WHEN = "Quand s’en servir" / "When to use it";
    SHOWN = "Ce qui le montre" / "What shows it";
    USED = "Qui l’a reprise" / "Who used it again";
    NOBODY = "Personne encore. Une demande s’appuie dessus depuis sa page." / "Nobody yet. A request rests on it from its own page.";
    NO_MORE = "Ne plus s’appuyer dessus" / "Rest on it no more";
    RECORD = "Écrire une pratique à la main" / "Write a practice by hand";
    NAME = "Son nom" / "Its name";
    ASK_WORKED = "Qu’est-ce qui a marché ?" / "What worked?";
    ASK_WHEN = "Quand s’en servir ?" / "When to use it?";
    ASK_SHOWN = "Qu’est-ce qui le montre ?" / "What shows it?";
    DO_RECORD = "Enregistrer la pratique" / "Record the practice";
    REWORD = "La dire autrement" / "Put it in other words";
    DO_REWORD = "Enregistrer" / "Save";
    RETIRE = "La retirer" / "Retire it";
    RETIRE_WHY = "Pourquoi ne vaut-elle plus ?" / "Why does it no longer hold?";
    DO_RETIRE = "Retirer la pratique" / "Retire the practice";
    RETIRED_WHY = "Elle est retirée : {why}" / "It is retired: {why}";
    HISTORY = "Ce qui s’est passé" / "What happened";
    BY = "{who}, le {date}" / "{who}, {date}";
    DONE_RECORDED = "La pratique est enregistrée." / "The practice is recorded.";
    DONE_REWORDED = "La pratique est dite autrement." / "The practice is put in other words.";
    DONE_REUSED = "C’est noté : la pratique est reprise." / "It is noted: the practice is used again.";
    DONE_RELEASED = "C’est noté : elle n’est plus reprise." / "It is noted: it is no longer used.";
    DONE_RETIRED = "La pratique est retirée, avec sa raison." / "The practice is retired, with its reason.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /practices`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    Ok(listed(&house, &session, None))
}

fn listed(house: &House, session: &Session, back: Option<&Back>) -> Response {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| {
        let rows: Vec<Row> =
            session.picture.practices().map(|(number, practice)| row(reader, session, number, practice)).collect();
        let lead = html! { p { (reader.w(LEAD)) } };
        html! {
            (told::banner(reader, back))
            (ui::page::opening(&html! {}, reader.w(TITLE), (!rows.is_empty()).then_some(&lead)))
            @if rows.is_empty() { (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), None)) }
            @else { (ui::listing::rows(&rows)) }
            @if session.may(Right::Shape) {
                details.aside open[back.is_some()] {
                    summary { (reader.w(RECORD)) }
                    (told::fault(reader, back, "record"))
                    (seals.form("/practices", html! {
                        (fields(reader, |name| Back::typed(back, "record", name).unwrap_or_default().to_owned(), true))
                        (actions(submit(reader.w(DO_RECORD))))
                    }))
                }
            }
        }
    });
    let title = TITLE.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Leaf, done: None }, content)
}

fn fields(reader: &Reader, value: impl Fn(&str) -> String, shown: bool) -> Markup {
    let line = |name, label, input, optional| {
        let value = value(name);
        field(&Field { name, label: reader.w(label), hint: None, value: &value, error: None, input, optional })
    };
    html! {
        (line("name", NAME, Input::Line, false))
        (line("worked", ASK_WORKED, Input::Lines, false))
        (line("when", ASK_WHEN, Input::Lines, false))
        @if shown { (line("shown_by", ASK_SHOWN, Input::Line, false)) }
    }
}

fn reuses(reader: &Reader, practice: &Practice) -> String {
    match practice.reused.len() {
        0 => reader.w(REUSED_NONE).to_owned(),
        n => ui::counted(reader.lang, n, REUSED_ONE, REUSED),
    }
}

fn row(reader: &Reader, session: &Session, number: u64, practice: &Practice) -> Row {
    let measured = session.picture.practice_evidence(practice);
    Row {
        href: format!("/practices/{number}"),
        title: html! { (told::text(session, &practice.content.name)) },
        under: html! {
            span { (told::text(session, &practice.content.when)) }
            @if let Some(figure) = &measured { span { (reader.say(&figure.label)) " " (base::format::measure(reader.lang, &figure.measure)) } }
        },
        aside: html! {
            span { (reuses(reader, practice)) }
            @if practice.retired.is_some() { " " span.still { (reader.w(RETIRED)) } }
        },
    }
}

/// A practice as it is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    worked: String,
    when: String,
    shown_by: String,
}

impl Typed {
    fn content(&self) -> TypedPractice {
        let shown_by = Some(self.shown_by.clone()).filter(|words| !words.trim().is_empty());
        TypedPractice { name: self.name.clone(), worked: self.worked.clone(), when: self.when.clone(), shown_by }
    }

    fn kept(&self) -> Vec<(&'static str, String)> {
        let Typed { name, worked, when, shown_by } = self.clone();
        vec![("name", name), ("worked", worked), ("when", when), ("shown_by", shown_by)]
    }
}

/// `POST /practices`
pub async fn record(State(house): State<House>, posted: Posted<Typed>) -> Answer {
    let order = PracticeOrder::Record { content: posted.fields.content(), pilot: None };
    match posted.carry_out(Order::Practice(order)).await {
        Ok(receipt) => {
            let to = receipt.about.as_ref().map_or_else(|| "/practices".to_owned(), href);
            Ok(see(&format!("{to}?done=recorded")))
        }
        Err(problem) => {
            let back = Back::from(problem, "record", posted.fields.kept())?;
            let mut session = posted.session;
            session.path = "/practices".to_owned();
            let answer = listed(&house, &session, Some(&back));
            Ok((told::status(&back.problem), answer).into_response())
        }
    }
}

/// `GET /practices/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, asked.done.as_deref(), None).await
}

/// `POST /practices/{number}/words`
pub async fn reword(State(house): State<House>, Path(number): Path<String>, posted: Posted<Typed>) -> Answer {
    let order = PracticeOrder::Reword { practice: numbered(&number)?, content: posted.fields.content() };
    let result = posted.carry_out(Order::Practice(order)).await;
    let kept = posted.fields.kept();
    after(&house, posted, &number, ("words", kept), "reworded", result).await
}

/// What rests on it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Rest {
    by: String,
}

/// `POST /practices/{number}/reuses`
pub async fn reuse(State(house): State<House>, Path(number): Path<String>, posted: Posted<Rest>) -> Answer {
    let order = PracticeOrder::Reuse { practice: numbered(&number)?, by: rests(&posted.fields.by)? };
    let result = posted.carry_out(Order::Practice(order)).await;
    after(&house, posted, &number, ("reuses", Vec::new()), "reused", result).await
}

/// `POST /practices/{number}/releases`
pub async fn release(State(house): State<House>, Path(number): Path<String>, posted: Posted<Rest>) -> Answer {
    let order = PracticeOrder::Release { practice: numbered(&number)?, by: rests(&posted.fields.by)? };
    let result = posted.carry_out(Order::Practice(order)).await;
    after(&house, posted, &number, ("releases", Vec::new()), "released", result).await
}

fn rests(by: &str) -> Result<Ref, Problem> {
    by.parse().map_err(|_| Problem::not_found(Say::same(by)))
}

/// Why it no longer holds.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Why {
    why: String,
}

/// `POST /practices/{number}/end`
pub async fn retire(State(house): State<House>, Path(number): Path<String>, posted: Posted<Why>) -> Answer {
    let order = PracticeOrder::Retire { practice: numbered(&number)?, why: posted.fields.why.clone() };
    let result = posted.carry_out(Order::Practice(order)).await;
    after(&house, posted, &number, ("end", Vec::new()), "retired", result).await
}

async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    (form, typed): (&'static str, Vec<(&'static str, String)>),
    done: &str,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/practices/{number}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form, typed)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/practices/{number}");
            page(house, &session, number, None, Some(back)).await
        }
    }
}

fn missing(number: &str) -> Problem {
    Problem::not_found(Say::new(format!("la pratique {number}"), format!("practice {number}")))
}

fn numbered(number: &str) -> Result<u64, Problem> {
    told::number_of(number).ok_or_else(|| missing(number))
}

async fn page(house: &House, session: &Session, number: &str, asked: Option<&str>, back: Option<Back>) -> Answer {
    let number = numbered(number)?;
    let practice = session.picture.practice(number).ok_or_else(|| missing(&number.to_string()))?;
    let stream = format!("practice:{number}");
    let history = house.work(move |app| app.history(&stream)).await?;
    let history = told::history(session, &history);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, number, practice, &history, back.as_ref(), &seals));
    let done = asked.and_then(|word| {
        let words = match word {
            "recorded" => DONE_RECORDED,
            "reworded" => DONE_REWORDED,
            "reused" => DONE_REUSED,
            "released" => DONE_RELEASED,
            "retired" => DONE_RETIRED,
            _ => return None,
        };
        Some(words.in_lang(session.lang))
    });
    let title = told::text(session, &practice.content.name).to_owned();
    let about = Leaf { title: &title, room: Some(Room::Agenda), format: Format::Leaf, done };
    let answer = leaf(house, session, &about, content);
    Ok(match &back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn render(
    reader: &Reader,
    session: &Session,
    number: u64,
    practice: &Practice,
    history: &[ui::timeline::Entry],
    back: Option<&Back>,
    seals: &Seals,
) -> Markup {
    let shapes = session.may(Right::Shape);
    let at = |rest: &str| format!("/practices/{number}{rest}");
    let who = told::who(session, practice.by);
    let by = reader.fill(BY, &[("who", &who), ("date", &reader.date(day(practice.recorded_at)))]);
    let kicker = html! {
        a href="/practices" { (reader.fill(KICKER, &[("n", &number.to_string())])) }
        strong { (told::capital(&reuses(reader, practice))) }
        span { (by) }
    };
    let standfirst = html! {
        p { (told::text(session, &practice.content.worked)) }
        @if let Some((why, _)) = &practice.retired {
            p.kindly { (reader.fill(RETIRED_WHY, &[("why", told::text(session, why))])) }
        }
    };
    let behind = practice.pilot.as_ref().and_then(|id| pilot::View::behind(session, id));
    let shown = practice.content.shown_by.as_ref().map(|text| told::text(session, text));
    let value = |name: &str| {
        let content = &practice.content;
        let standing = match name {
            "name" => Some(&content.name),
            "worked" => Some(&content.worked),
            "when" => Some(&content.when),
            _ => content.shown_by.as_ref(),
        };
        let typed = Back::typed(back, "words", name).map(str::to_owned);
        typed.unwrap_or_else(|| standing.map_or("", |text| told::text(session, text)).to_owned())
    };
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&kicker, told::text(session, &practice.content.name), Some(&standfirst)))
        (ui::page::section("when", reader.w(WHEN), html! { p { (told::text(session, &practice.content.when)) } }))
        (ui::page::section("shown", reader.w(SHOWN), html! {
            @if let Some(words) = shown { p { (words) } }
            @if let Some(view) = &behind {
                @if let Some(id) = &practice.pilot { p { a href=(href(id)) { (view.hypothesis()) } } }
                @if let Some(drawn) = pilot::result(reader, view) { (drawn) }
            }
        }))
        (ui::page::section("used", reader.w(USED), html! {
            @if practice.reused.is_empty() { p.still { (reader.w(NOBODY)) } }
            @else { ul.plain { @for (by, at_instant) in &practice.reused { li {
                a href=(href(by)) { (told::capital(&reader.thing(by))) } " " span.still { (reader.date(day(*at_instant))) }
                @if let Some(words) = words_of(session, by) { " " span { (words) } }
                @if shapes {
                    (seals.form(&at("/releases"), html! {
                        input type="hidden" name="by" value=(by);
                        button.quiet type="submit" { (reader.w(NO_MORE)) }
                    }))
                }
            } } } }
        }))
        @if !history.is_empty() {
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, history)))
        }
        @if shapes {
            details.aside #words open[back.is_some_and(|back| back.form == "words")] {
                summary { (reader.w(REWORD)) }
                (told::fault(reader, back, "words"))
                (seals.form(&at("/words"), html! {
                    (fields(reader, value, practice.pilot.is_none()))
                    (actions(html! { button.quiet type="submit" { (reader.w(DO_REWORD)) } }))
                }))
            }
        }
        @if shapes && practice.retired.is_none() {
            details.aside #end open[back.is_some_and(|back| back.form == "end")] {
                summary { (reader.w(RETIRE)) }
                (told::fault(reader, back, "end"))
                (seals.form(&at("/end"), html! {
                    (field(&Field { name: "why", label: reader.w(RETIRE_WHY), hint: None, value: "", error: None, input: Input::Line, optional: false }))
                    (actions(html! { button.quiet type="submit" { (reader.w(DO_RETIRE)) } }))
                }))
            }
        }
    }
}

/// What something that rests on a practice says, in its own words.
fn words_of<'a>(session: &'a Session, by: &Ref) -> Option<&'a str> {
    let request = session.picture.request(by.key().parse().ok()?).filter(|_| by.kind() == base::Kind::Request)?;
    session.picture.text(&request.sentence)
}
