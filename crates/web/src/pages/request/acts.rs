//! What the page's forms do: each gives one order, then leads back to the page; a form that was not taken shows again
//! what was typed, with the reason and the way out.

use std::collections::BTreeMap;

use agenda::request::{Assumed, Question};
use app::{Order, Problem, Receipt};
use axum::extract::{Path, State};
use base::Say;
use jiff::civil::Date;
use landscape::field::typed;
use serde::Deserialize;

use super::{Asked, page, understanding};
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::numbers;
use crate::pages::told::{self, Back};
use crate::posted::Posted;
use crate::session::{Session, href};

/// Goes back to the page after a form was taken, or shows it again after it was not.
async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    form: (&'static str, Vec<(&'static str, String)>),
    asked: Asked,
    done: (&str, &str),
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(receipt) => {
            let (word, anchor) = done;
            let word = if receipt.facts == 0 { "same" } else { word };
            Ok(see(&format!("/requests/{number}?done={word}{anchor}")))
        }
        Err(problem) => {
            let back = Back::from(problem, form.0, form.1)?;
            let mut session = posted.session;
            session.path = format!("/requests/{number}");
            page(house, &session, number, &asked, Some(back)).await
        }
    }
}

pub(super) fn numbered(number: &str) -> Result<u64, Problem> {
    let missing = || Problem::not_found(Say::new(format!("la demande {number}"), format!("request {number}")));
    told::number_of(number).ok_or_else(missing)
}

/// Another sentence.
#[derive(Deserialize)]
pub struct Sentence {
    #[serde(default)]
    sentence: String,
}

/// `POST /requests/{number}/sentence`
pub async fn reword(State(house): State<House>, Path(number): Path<String>, posted: Posted<Sentence>) -> Answer {
    let sentence = posted.fields.sentence.clone();
    let result = posted.carry_out(Order::Reword { request: numbered(&number)?, sentence: sentence.clone() }).await;
    if result.as_ref().is_ok_and(|receipt| receipt.facts > 0) {
        return Ok(see(&format!("/requests/{number}?about=choose&done=reworded#about")));
    }
    let asked = Asked { about: Some("words".to_owned()), ..Asked::default() };
    after(&house, posted, &number, ("sentence", vec![("sentence", sentence)]), asked, ("reworded", ""), result).await
}

/// A reading, whole or in parts.
#[derive(Deserialize)]
pub struct Read {
    reading: Option<String>,
    #[serde(default)]
    element: String,
    #[serde(default)]
    data: String,
    #[serde(default)]
    archetype: String,
}

/// `POST /requests/{number}/about`
pub async fn understand(State(house): State<House>, Path(number): Path<String>, posted: Posted<Read>) -> Answer {
    let request = numbered(&number)?;
    let Read { reading, element, data, archetype } = &posted.fields;
    let (element, data, archetype) = match reading.as_deref() {
        Some("") => return Ok(see(&format!("/requests/{number}?about=plain#about"))),
        Some(reading) => {
            let mut parts = reading.splitn(3, '|').map(str::to_owned);
            let mut part = || parts.next().unwrap_or_default();
            (part(), part(), part())
        }
        None => (element.clone(), data.clone(), archetype.clone()),
    };
    let mut about = understanding::about_of(&element, &data, &archetype);
    // Who answers was chosen for this place and this information, and stays with them.
    let before = posted.session.picture.request(request).and_then(|request| request.about.as_ref());
    let same = before.filter(|before| before.element == about.element && before.data == about.data);
    about.answered_by = same.and_then(|before| before.answered_by.clone());
    let result = posted.carry_out(Order::Understand { request, about }).await;
    let asked = Asked { about: Some("plain".to_owned()), ..Asked::default() };
    let typed = vec![("element", element), ("data", data), ("archetype", archetype)];
    after(&house, posted, &number, ("about", typed), asked, ("confirmed", ""), result).await
}

/// An answer.
#[derive(Deserialize)]
pub struct Told {
    #[serde(default)]
    answer: String,
}

/// `POST /requests/{number}/answers/{question}`
pub async fn answer(
    State(house): State<House>,
    Path((number, question)): Path<(String, String)>,
    posted: Posted<Told>,
) -> Answer {
    let request = numbered(&number)?;
    let Some(question) = Question::from_word(&question) else {
        return Err(Problem::not_found(Say::new("cette question", "this question")).into());
    };
    let words = posted.fields.answer.clone();
    let result = posted.carry_out(Order::Answer { request, question, answer: words.clone() }).await;
    let asked = Asked { question: Some(question.word().to_owned()), ..Asked::default() };
    let done = ("answered", "#interview");
    after(&house, posted, &number, ("answer", vec![("answer", words)]), asked, done, result).await
}

/// Numbers of one's own, by their words; empty ones stay as they are.
pub type Numbers = BTreeMap<String, String>;

/// `POST /requests/{number}/assumptions`
pub async fn assume(State(house): State<House>, Path(number): Path<String>, mut posted: Posted<Numbers>) -> Answer {
    let request = numbered(&number)?;
    let typed = |number: Assumed| Some((number.word(), posted.fields.get(number.word())?.clone()));
    let back = Assumed::ALL.into_iter().filter_map(typed).collect();
    let mut all = Receipt { about: None, version: 0, position: 0, facts: 0 };
    let result = 'all: {
        // Every number is read before the first is stated: a form is taken whole or not at all.
        let orders = match numbers::read_all(&posted.fields) {
            Ok(orders) => orders,
            Err(problem) => break 'all Err(problem),
        };
        for (number, value) in orders {
            match posted.carry_out(Order::Assume { request, number, value }).await {
                Ok(receipt) => all.facts += receipt.facts,
                Err(problem) => break 'all Err(problem),
            }
            posted.command = posted.session.command(&house.app);
        }
        Ok(all)
    };
    after(&house, posted, &number, ("assumptions", back), Asked::default(), ("assumed", "#proof"), result).await
}

/// A date, and perhaps why it outweighs what stands against it.
#[derive(Deserialize)]
pub struct Day {
    #[serde(default)]
    date: String,
    #[serde(default)]
    despite: String,
}

/// `POST /requests/{number}/date`
pub async fn wish_date(State(house): State<House>, Path(number): Path<String>, posted: Posted<Day>) -> Answer {
    let request = numbered(&number)?;
    let Day { date, despite } = &posted.fields;
    let typed = vec![("date", date.clone()), ("despite", despite.clone())];
    let despite = Some(despite.clone()).filter(|why| !why.trim().is_empty());
    let result = match typed_date(date) {
        Ok(date) => posted.carry_out(Order::WishDate { request, date, despite }).await,
        Err(problem) => Err(problem),
    };
    after(&house, posted, &number, ("date", typed), Asked::default(), ("dated", "#dates"), result).await
}

/// Reads a date as the browser sends it, or as people type it where it does not.
fn typed_date(words: &str) -> Result<Date, Problem> {
    let unfit = |reason: Say, way_out: Say| Problem::invalid(reason, way_out);
    if let Ok(date) = words.trim().parse() {
        return Ok(date);
    }
    match typed(words).date() {
        Ok(Some(date)) => Ok(date),
        Ok(None) => Err(unfit(
            Say::new("aucune date n'est donnée", "no date is given"),
            Say::new("choisissez un jour, ou l'un des jours libres", "choose a day, or one of the free ones"),
        )),
        Err(no) => Err(unfit(no.reason, no.way_out)),
    }
}

/// Nothing but the form itself.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /requests/{number}/decision`
pub async fn send(State(house): State<House>, Path(number): Path<String>, posted: Posted<Nothing>) -> Answer {
    let result = posted.carry_out(Order::Send { request: numbered(&number)? }).await;
    if let Ok(Receipt { about: Some(decision), .. }) = &result {
        return Ok(see(&format!("{}?done=opened", href(decision))));
    }
    after(&house, posted, &number, ("send", Vec::new()), Asked::default(), ("", ""), result).await
}

/// Why it is taken back.
#[derive(Deserialize)]
pub struct Why {
    #[serde(default)]
    why: String,
}

/// `POST /requests/{number}/withdrawal`
pub async fn withdraw(State(house): State<House>, Path(number): Path<String>, posted: Posted<Why>) -> Answer {
    let why = posted.fields.why.clone();
    let result = posted.carry_out(Order::Withdraw { request: numbered(&number)?, why: why.clone() }).await;
    after(&house, posted, &number, ("withdrawal", vec![("why", why)]), Asked::default(), ("withdrawn", ""), result)
        .await
}

/// A question to the other side, or an answer to one.
#[derive(Deserialize)]
pub struct Asking {
    #[serde(default)]
    words: String,
}

/// `POST /requests/{number}/questions`
pub async fn ask_question(State(house): State<House>, Path(number): Path<String>, posted: Posted<Asking>) -> Answer {
    let words = posted.fields.words.clone();
    let result = posted.carry_out(Order::AskQuestion { request: numbered(&number)?, words: words.clone() }).await;
    let form = ("question-ask", vec![("words", words)]);
    after(&house, posted, &number, form, Asked::default(), ("asked", "#questions"), result).await
}

/// The request a question is about.
fn asked_about(session: &Session, question: u64) -> Result<String, Problem> {
    let held = session.picture.question(question).map(|it| it.request.key().to_owned());
    held.ok_or_else(|| Problem::not_found(Say::new(format!("la question {question}"), format!("question {question}"))))
}

/// `GET /questions/{number}`: its place on the page of its request.
pub async fn question(session: Session, Path(question): Path<u64>) -> Answer {
    let request = asked_about(&session, question)?;
    Ok(see(&format!("/requests/{request}#question-{question}")))
}

/// `POST /questions/{number}/answer`
pub async fn answer_question(State(house): State<House>, Path(question): Path<u64>, posted: Posted<Asking>) -> Answer {
    let number = asked_about(&posted.session, question)?;
    let words = posted.fields.words.clone();
    let result = posted.carry_out(Order::AnswerQuestion { question, words: words.clone() }).await;
    let form = ("question-answer", vec![("words", words)]);
    after(&house, posted, &number, form, Asked::default(), ("question-answered", "#questions"), result).await
}

/// `POST /questions/{number}/withdrawal`
pub async fn withdraw_question(
    State(house): State<House>,
    Path(question): Path<u64>,
    posted: Posted<Asking>,
) -> Answer {
    let number = asked_about(&posted.session, question)?;
    let result = posted.carry_out(Order::WithdrawQuestion { question }).await;
    let form = ("question-ask", Vec::new());
    after(&house, posted, &number, form, Asked::default(), ("question-withdrawn", "#questions"), result).await
}
