//! What does one objective want, by which number, who answers for it, what serves it? `/objectives/{number}`

use agenda::objective::{Above, Objective, Yardstick};
use agenda::role::Right;
use app::{ObjectiveOrder, Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use base::{Ref, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::form::{self, Typed};
use super::{missing, names, state};
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::typed::{date, must};
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::page::{Format, Room};
use crate::ui::table::{number as numbers, table, words as column};
use crate::ui::{self, Reader, Words};

ui::words! {
    ALL = "Objectifs" / "Objectives";
    UNDER = "sous" / "under";
    FAR = "Où en est-il ?" / "How far is it?";
    CHAIN = "De l’écran au résultat" / "From the screen to the outcome";
    COUNTED = "c’est ce qui est compté" / "this is what is counted";
    BELOW = "Ce qui se range dessous" / "What stands below it";
    SET_BELOW = "Poser un objectif en dessous" / "Set an objective below it";
    SERVING = "Ce qui le sert" / "What serves it";
    NOTHING_SERVES = "Rien ne le sert encore. Une demande, un dossier, une promesse ou un pilote le dit ici ou sur sa page." / "Nothing serves it yet. A request, a case, a promise or a pilot says so here or on its own page.";
    SERVES_OTHER = "Objectif qu’il sert :" / "Objective it serves:";
    NO_MORE = "Ne le sert plus" / "Serves it no more";
    BY = "Qu’est-ce qui le sert ?" / "What serves it?";
    BY_HINT = "par exemple request:4, business-case:4, pilot:1, objective:2" / "such as request:4, business-case:4, pilot:1, objective:2";
    DO_SERVE = "Le dire" / "Say so";
    READINGS = "Les relevés" / "The numbers read";
    DAY = "Jour" / "Day";
    VALUE = "Relevé" / "Number";
    SOURCE = "Source" / "Source";
    WHO = "Dit par" / "Stated by";
    NO_READING = "Aucun relevé." / "No number was read yet.";
    MEASURE = "Dire un relevé" / "State a number";
    ON = "De quel jour est-il ?" / "Of which day is it?";
    HOW_MUCH = "Combien ?" / "How much?";
    MILESTONE_HINT = "1 si l’étape est franchie, 0 sinon" / "1 when the milestone is reached, else 0";
    WHERE = "Où se lit-il ?" / "Where is it read?";
    DO_MEASURE = "Enregistrer le relevé" / "Record the number";
    REVISE = "Réviser l’objectif" / "Revise the objective";
    DO_REVISE = "Enregistrer" / "Save";
    END = "Ne plus le poursuivre" / "Pursue it no longer";
    END_WHY = "Pourquoi n’est-il plus poursuivi ?" / "Why is it no longer pursued?";
    DO_END = "Le clore" / "Close it";
    ENDED = "Il n’est plus poursuivi : {why}" / "It is no longer pursued: {why}";
    HISTORY = "Ce qui s’est passé" / "What happened";
    REACHED = "franchie" / "reached";
    NOT_REACHED = "pas encore" / "not yet";
    DONE_SET = "L’objectif est posé." / "The objective is set.";
    DONE_REVISED = "L’objectif est révisé." / "The objective is revised.";
    DONE_MEASURED = "Le relevé est enregistré." / "The number is recorded.";
    DONE_SERVED = "C’est noté." / "It is noted.";
    DONE_ENDED = "L’objectif est clos, avec sa raison." / "The objective is closed, with its reason.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /objectives/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, asked.done.as_deref(), None, None).await
}

/// `POST /objectives/{number}/content`
pub async fn revise(State(house): State<House>, Path(number): Path<String>, posted: Posted<Typed>) -> Answer {
    let objective = numbered(&number)?;
    let result = match posted.fields.read() {
        Ok(content) => {
            let order = ObjectiveOrder::Revise { objective, content: Box::new(content) };
            posted.carry_out(Order::Objective(order)).await
        }
        Err(problem) => Err(problem),
    };
    let typed = posted.fields.clone();
    after(&house, posted, &number, "content", "revised", Some(typed), result).await
}

/// A number as it is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Read {
    on: String,
    value: String,
    source: String,
}

/// `POST /objectives/{number}/readings`
pub async fn measure(State(house): State<House>, Path(number): Path<String>, posted: Posted<Read>) -> Answer {
    let objective = numbered(&number)?;
    let unit = posted.session.picture.objective(objective).and_then(|it| it.content.yardstick.as_ref());
    let unit = unit.map_or(base::Unit::Count, |yardstick| yardstick.unit);
    let Read { on, value, source } = posted.fields.clone();
    let read = || Ok((must(date(&on, ON)?, ON)?, form::number(&value, unit, HOW_MUCH)?));
    let result = match read() {
        Ok((on, value)) => {
            let order = ObjectiveOrder::Measure { objective, on: Some(on), value, source };
            posted.carry_out(Order::Objective(order)).await
        }
        Err(problem) => Err(problem),
    };
    after(&house, posted, &number, "readings", "measured", None, result).await
}

/// What serves it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct By {
    by: String,
}

impl By {
    fn read(&self) -> Result<Ref, Problem> {
        self.by.trim().parse().map_err(|_| Problem::not_found(Say::same(&self.by)))
    }
}

/// `POST /objectives/{number}/serving`
pub async fn serve(State(house): State<House>, Path(number): Path<String>, posted: Posted<By>) -> Answer {
    let objective = numbered(&number)?;
    let result = match posted.fields.read() {
        Ok(by) => posted.carry_out(Order::Objective(ObjectiveOrder::Serve { objective, by })).await,
        Err(problem) => Err(problem),
    };
    after(&house, posted, &number, "serving", "served", None, result).await
}

/// `POST /objectives/{number}/releases`
pub async fn release(State(house): State<House>, Path(number): Path<String>, posted: Posted<By>) -> Answer {
    let objective = numbered(&number)?;
    let result = match posted.fields.read() {
        Ok(by) => posted.carry_out(Order::Objective(ObjectiveOrder::Unserve { objective, by })).await,
        Err(problem) => Err(problem),
    };
    after(&house, posted, &number, "serving", "served", None, result).await
}

/// Why it is given up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Why {
    why: String,
}

/// `POST /objectives/{number}/end`
pub async fn end(State(house): State<House>, Path(number): Path<String>, posted: Posted<Why>) -> Answer {
    let order = ObjectiveOrder::End { objective: numbered(&number)?, why: posted.fields.why.clone() };
    let result = posted.carry_out(Order::Objective(order)).await;
    after(&house, posted, &number, "end", "ended", None, result).await
}

async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    form: &'static str,
    done: &str,
    typed: Option<Typed>,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/objectives/{number}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form, Vec::new())?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/objectives/{number}");
            page(house, &session, number, None, Some(back), typed).await
        }
    }
}

fn numbered(number: &str) -> Result<u64, Problem> {
    told::number_of(number).ok_or_else(|| missing(number))
}

async fn page(
    house: &House,
    session: &Session,
    number: &str,
    asked: Option<&str>,
    back: Option<Back>,
    typed: Option<Typed>,
) -> Answer {
    let number = numbered(number)?;
    let it = session.picture.objective(number).ok_or_else(|| missing(&number.to_string()))?;
    let stream = format!("objective:{number}");
    let history = house.work(move |app| app.history(&stream)).await?;
    let history = told::history(session, &history);
    let seals = Seals::of(house, session);
    let typed = typed.unwrap_or_else(|| Typed::of(session, it));
    let content = session.read(|reader| render(reader, session, number, it, &history, (back.as_ref(), &typed), &seals));
    let done = asked.and_then(|word| {
        let words = match word {
            "set" => DONE_SET,
            "revised" => DONE_REVISED,
            "measured" => DONE_MEASURED,
            "served" => DONE_SERVED,
            "ended" => DONE_ENDED,
            _ => return None,
        };
        Some(words.in_lang(session.lang))
    });
    let title = told::text(session, &it.content.name).to_owned();
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
    it: &Objective,
    history: &[ui::timeline::Entry],
    (back, typed): (Option<&Back>, &Typed),
    seals: &Seals,
) -> Markup {
    let tree = session.picture.objective_tree();
    let kicker = html! {
        a href="/objectives" { (reader.w(ALL)) }
        span { (reader.w(UNDER)) " "
            @match &it.content.above {
                Above::Root(root) => { @let say = root.say(); (reader.say(&say)) }
                Above::Objective(id) => a href=(href(id)) { (reader.thing(id)) },
            }
        }
    };
    let standfirst = html! {
        p { (told::text(session, &it.content.effect)) }
        @if let Some((why, _)) = &it.ended {
            p.kindly { (reader.fill(ENDED, &[("why", told::text(session, why))])) }
        }
    };
    let answers = session.person().is_some_and(|id| [it.content.defines, it.content.supplies].contains(&id));
    let shapes = session.may(Right::Shape);
    let open = it.ended.is_none();
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&kicker, told::text(session, &it.content.name), Some(&standfirst)))
        (ui::page::section("far", reader.w(FAR), html! {
            (state(reader, session, &tree, number, it))
            div.aim-who { (names(reader, session, it)) }
            @if it.content.yardstick.is_some() { (ui::aim::key(reader)) }
        }))
        @if let Some(yardstick) = &it.content.yardstick {
            (ui::page::section("chain", reader.w(CHAIN), chain(reader, session, yardstick)))
            (ui::page::section("readings", reader.w(READINGS), readings(reader, session, it, yardstick)))
        }
        @if !tree.under(number).is_empty() || (shapes && open) {
            (ui::page::section("below", reader.w(BELOW), html! {
                ul.plain { @for below in tree.under(number) { li { (super::name_link(session, *below)) } } }
                @if shapes && open { p { a.quiet href={ "/objectives/new?above=objective:" (number) } { (reader.w(SET_BELOW)) } } }
            }))
        }
        (ui::page::section("serving", reader.w(SERVING), serving(reader, session, number, it, back, seals)))
        @if open && (answers || shapes) && it.content.yardstick.is_some() {
            (measuring(reader, number, it, back, seals))
        }
        @if !history.is_empty() {
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, history)))
        }
        @if shapes && open { (changing(reader, session, number, (back, typed), seals)) }
    }
}

fn chain(reader: &Reader, session: &Session, yardstick: &Yardstick) -> Markup {
    html! {
        ol.aim-chain {
            @for (place, step) in yardstick.chain.iter().enumerate() {
                @let say = step.kind.say();
                li.counted[place == yardstick.counted] {
                    (told::text(session, &step.words))
                    span.still {
                        (told::capital(reader.say(&say)))
                        @if place == yardstick.counted { " · " (reader.w(COUNTED)) }
                    }
                }
            }
        }
    }
}

fn readings(reader: &Reader, session: &Session, it: &Objective, yardstick: &Yardstick) -> Markup {
    if it.readings.is_empty() {
        return html! { p.still { (reader.w(NO_READING)) } };
    }
    let shown = |value: f64| match yardstick.target.is_milestone() {
        true => reader.w(if value == 1.0 { REACHED } else { NOT_REACHED }).to_owned(),
        false => reader.number(value, yardstick.unit),
    };
    let rows = it.readings.iter().rev().map(|(on, reading)| {
        vec![
            html! { (reader.date(*on)) },
            html! { (shown(reading.value)) },
            html! { (told::text(session, &reading.source)) },
            html! { (told::who(session, reading.by)) },
        ]
    });
    let counted = yardstick.step().map_or(reader.w(READINGS), |step| told::text(session, &step.words));
    table(reader, counted, &[column(DAY), numbers(VALUE), column(SOURCE), column(WHO)], rows.collect())
}

fn serving(
    reader: &Reader,
    session: &Session,
    number: u64,
    it: &Objective,
    back: Option<&Back>,
    seals: &Seals,
) -> Markup {
    let shapes = session.may(Right::Shape) && it.ended.is_none();
    let own = Ref::new(base::Kind::Objective, &number.to_string());
    let serves: Vec<(u64, &Objective)> = session.picture.objectives_of(&own).collect();
    html! {
        @if it.served.is_empty() { p.still { (reader.w(NOTHING_SERVES)) } }
        @else { ul.plain { @for by in &it.served { li {
            a href=(href(by)) { (told::capital(&reader.thing(by))) }
            @if let Some(words) = words_of(session, by) { " " span { (words) } }
            @if shapes {
                (seals.form(&format!("/objectives/{number}/releases"), html! {
                    input type="hidden" name="by" value=(by);
                    button.quiet type="submit" { (reader.w(NO_MORE)) }
                }))
            }
        } } } }
        @for (other, it) in serves {
            p { (reader.w(SERVES_OTHER)) " " a href={ "/objectives/" (other) } { (told::text(session, &it.content.name)) } }
        }
        @if shapes {
            details.aside open[back.is_some_and(|back| back.form == "serving")] {
                summary { (reader.w(BY)) }
                (told::fault(reader, back, "serving"))
                (seals.form(&format!("/objectives/{number}/serving"), html! {
                    (line(reader, "by", BY, Some(BY_HINT), Input::Line))
                    (actions(html! { button.quiet type="submit" { (reader.w(DO_SERVE)) } }))
                }))
            }
        }
    }
}

fn line(reader: &Reader, name: &str, label: Words, hint: Option<Words>, input: Input) -> Markup {
    let hint = hint.map(|words| reader.w(words));
    field(&Field { name, label: reader.w(label), hint, value: "", error: None, input, optional: false })
}

fn measuring(reader: &Reader, number: u64, it: &Objective, back: Option<&Back>, seals: &Seals) -> Markup {
    let milestone = it.content.yardstick.as_ref().is_some_and(|yardstick| yardstick.target.is_milestone());
    html! {
        details.aside #reading open[back.is_some_and(|back| back.form == "readings")] {
            summary { (reader.w(MEASURE)) }
            (told::fault(reader, back, "readings"))
            (seals.form(&format!("/objectives/{number}/readings"), html! {
                (line(reader, "on", ON, None, Input::Date))
                (line(reader, "value", HOW_MUCH, milestone.then_some(MILESTONE_HINT), Input::Line))
                (line(reader, "source", WHERE, None, Input::Line))
                (actions(submit(reader.w(DO_MEASURE))))
            }))
        }
    }
}

fn changing(
    reader: &Reader,
    session: &Session,
    number: u64,
    (back, typed): (Option<&Back>, &Typed),
    seals: &Seals,
) -> Markup {
    let at = |rest: &str| format!("/objectives/{number}{rest}");
    html! {
        details.aside #revision open[back.is_some_and(|back| back.form == "content")] {
            summary { (reader.w(REVISE)) }
            (told::fault(reader, back, "content"))
            (seals.form(&at("/content"), html! {
                (form::fields(reader, session, typed, Some(number)))
                (actions(html! { button.quiet type="submit" { (reader.w(DO_REVISE)) } }))
            }))
        }
        details.aside #end open[back.is_some_and(|back| back.form == "end")] {
            summary { (reader.w(END)) }
            (told::fault(reader, back, "end"))
            (seals.form(&at("/end"), html! {
                (line(reader, "why", END_WHY, None, Input::Line))
                (actions(html! { button.quiet type="submit" { (reader.w(DO_END)) } }))
            }))
        }
    }
}

/// What a request or the request of a case says, in its own words.
fn words_of<'a>(session: &'a Session, by: &Ref) -> Option<&'a str> {
    let asked = matches!(by.kind(), base::Kind::Request | base::Kind::BusinessCase);
    let request = session.picture.request(by.key().parse().ok()?).filter(|_| asked)?;
    session.picture.text(&request.sentence)
}
