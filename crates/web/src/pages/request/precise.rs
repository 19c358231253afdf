//! The words of a request that could be read in two ways, as questions to its author; each may be dismissed with a reason.

use agenda::request::Question;
use agenda::role::Right;
use agenda::specification::Rule;
use agenda::specification::dismissal::{Asked, Part};
use app::{Order, Problem};
use axum::extract::{Path, State};
use base::Say;
use maud::{Markup, html};
use picture::specification::Raised;
use serde::Deserialize;

use super::{Asked as Page, acts, page};
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::help;
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::Session;
use crate::ui;
use crate::ui::Reader;

ui::words! {
    TITLE = "Questions sur les mots" / "Questions about the words";
    WHY = "Ces mots peuvent se lire de deux façons. Précisez-les, ou dites pourquoi ils suffisent." / "These words can be read in two ways. Make them exact, or say why they are enough.";
    IN_WISH = "dans la demande" / "in the request";
    IN_ANSWER = "dans la réponse à « {question} »" / "in the answer to “{question}”";
    ENOUGH = "Ces mots suffisent" / "These words are enough";
    REASON = "Pourquoi ?" / "Why?";
    KEEP = "Garder la raison" / "Keep the reason";
    SETTLED = "{n} questions réglées, avec leur raison" / "{n} questions settled, with their reason";
    SETTLED_ONE = "Une question réglée, avec sa raison" / "One question settled, with its reason";
    AGAIN = "Reposer la question" / "Ask it again";
}

/// Which question, and why its words are enough; without a reason, it is asked again.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Settling {
    part: String,
    text: String,
    rule: String,
    from: u32,
    to: u32,
    why: String,
    again: String,
}

/// `POST /requests/{number}/words`
pub async fn settle(State(house): State<House>, Path(number): Path<String>, posted: Posted<Settling>) -> Answer {
    let request = acts::numbered(&number)?;
    let Settling { part, text, rule, from, to, why, again } = &posted.fields;
    let result = match (part_of(part), Rule::of(rule)) {
        (Some(part), Some(rule)) => {
            let asked = Asked { part, text: text.clone(), rule, from: *from, to: *to };
            let why = again.is_empty().then(|| why.clone());
            posted.carry_out(Order::Settle { request, asked, why }).await
        }
        _ => Err(Problem::not_found(Say::new("cette question", "this question"))),
    };
    match result {
        Ok(_) => Ok(see(&format!("/requests/{number}#words"))),
        Err(problem) => {
            let back = Back::from(problem, "words", Vec::new())?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/requests/{number}");
            page(&house, &session, &number, &Page::default(), Some(back)).await
        }
    }
}

/// The word of a part of a request: `sentence`, or the word of a question.
pub(crate) fn part_word(part: Part) -> &'static str {
    match part {
        Part::Sentence => "sentence",
        Part::Answer(question) => question.word(),
    }
}

/// Reads the word of a part.
pub(crate) fn part_of(word: &str) -> Option<Part> {
    match word {
        "sentence" => Some(Part::Sentence),
        word => Question::from_word(word).map(Part::Answer),
    }
}

/// What is on the part.
pub(super) struct View {
    number: u64,
    raised: Vec<Raised>,
    may: bool,
    reasons: Vec<String>,
}

impl View {
    pub(super) fn of(session: &Session, number: u64) -> Option<View> {
        let request = session.picture.request(number)?;
        let own = request.by.is_some() && request.by == session.person();
        let agreed = help::agreed();
        let raised = session.picture.questions_on(number, &agreed);
        let reason = |raised: &Raised| raised.why.as_ref().map_or("", |why| told::text(session, why)).to_owned();
        Some(View {
            number,
            reasons: raised.iter().map(reason).collect(),
            raised,
            may: session.may(if own { Right::Ask } else { Right::Shape }),
        })
    }
}

/// The part of the page; nothing where no word raises a question.
pub(super) fn part(reader: &Reader, view: &View, back: Option<&Back>, seals: &Seals) -> Markup {
    if view.raised.is_empty() {
        return html! {};
    }
    let all = || view.raised.iter().zip(&view.reasons);
    let settled = all().filter(|(raised, _)| raised.why.is_some()).count();
    ui::page::section(
        "words",
        reader.w(TITLE),
        html! {
            (told::fault(reader, back, "words"))
            @if settled < view.raised.len() {
                p.still { (reader.w(WHY)) }
                ul.plain {
                    @for (raised, _) in all().filter(|(raised, _)| raised.why.is_none()) { li { (question(reader, view, raised, seals)) } }
                }
            }
            @if settled > 0 {
                details.aside {
                    summary { (ui::counted(reader.lang, settled, SETTLED_ONE, SETTLED)) }
                    ul.plain {
                        @for (raised, why) in all().filter(|(raised, _)| raised.why.is_some()) {
                            li {
                                (reader.say(&raised.asked.rule.ask(&raised.words))) " — " em { (why) }
                                @if view.may {
                                    (seals.form(&format!("/requests/{}/words", view.number), html! {
                                        (hidden(raised))
                                        input type="hidden" name="again" value="1";
                                        button.quiet type="submit" { (reader.w(AGAIN)) }
                                    }))
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn question(reader: &Reader, view: &View, raised: &Raised, seals: &Seals) -> Markup {
    let place = match raised.asked.part {
        Part::Sentence => reader.w(IN_WISH).to_owned(),
        Part::Answer(question) => reader.fill(IN_ANSWER, &[("question", reader.say(&question.ask()))]),
    };
    let id = format!(
        "why-{}-{}-{}-{}",
        part_word(raised.asked.part),
        raised.asked.rule.word(),
        raised.asked.from,
        raised.asked.to
    );
    html! {
        (told::capital(reader.say(&raised.asked.rule.ask(&raised.words)))) " " span.still { (place) }
        @if view.may {
            details.aside {
                summary { (reader.w(ENOUGH)) }
                (seals.form(&format!("/requests/{}/words", view.number), html! {
                    (hidden(raised))
                    div.field { label for=(id) { (reader.w(REASON)) } input id=(id) name="why" type="text" required; }
                    (ui::form::actions(ui::picks::second(reader.w(KEEP))))
                }))
            }
        }
    }
}

fn hidden(raised: &Raised) -> Markup {
    let asked = &raised.asked;
    html! {
        input type="hidden" name="part" value=(part_word(asked.part));
        input type="hidden" name="text" value=(asked.text);
        input type="hidden" name="rule" value=(asked.rule.word());
        input type="hidden" name="from" value=(asked.from);
        input type="hidden" name="to" value=(asked.to);
    }
}
