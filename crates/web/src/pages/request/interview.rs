//! The interview, one question at a time, and how ready it makes the request.

use agenda::readiness::{self, Readiness};
use agenda::request::{Question, Request, Stage};
use base::Say;
use maud::{Markup, html};

use super::{Next, View};
use crate::pages::told::{self, Back, Seals};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input};
use crate::ui::picks;
use crate::ui::readiness::Criterion;

crate::ui::words! {
    TITLE = "Ce qu’il reste à dire" / "What remains to be said";
    TOLD_TITLE = "Ce qui a été dit" / "What has been said";
    ALL_SAID = "Toutes les questions ont leur réponse." / "Every question has its answer.";
    COMES_BACK = "D’abord trois questions" / "First, three questions";
    KINDLY = "« {technology} » est peut-être le bon moyen. Trois réponses le diront, et resteront utiles si un autre moyen convient mieux."
        / "“{technology}” may well be the right means. Three answers will tell, and they stay useful if another means fits better.";
    STILL = "On ne lit pas encore ce qui est difficile pour le client : dites ce qu’il n’arrive pas à faire, cherche ou oublie."
        / "What is hard for the customer cannot be read yet: say what they cannot do, look for or forget.";
    WHY_PROBLEM = "Sans difficulté connue, on ne saura pas si le changement a aidé." / "Without a known difficulty nobody will know whether the change helped.";
    WHY_WHO = "Le nombre de clients dit ce que cela peut rapporter." / "The number of customers tells what it may bring.";
    WHY_KNOWN = "Une source évite de débattre de mémoire." / "A source saves arguing from memory.";
    WHY_RESULT = "Le chiffre et la date seront relus ensemble après la mise en service." / "The number and the date will be read again together once it is live.";
    WHY_DONE = "La fraîcheur attendue change la charge : c’est souvent là que se trouve le oui le plus proche."
        / "How fresh it must be changes the load: the nearest yes is often found there.";
    ANSWER = "Enregistrer la réponse" / "Record the answer";
    CHANGE = "Changer" / "Change";
    ANSWERED = "Vos réponses" / "Your answers";
    NOT_ANSWERED = "Sans réponse pour l’instant" / "No answer so far";
    FORMULA = "{formula}." / "{formula}.";
}

/// The question asked now: the one chosen, else the first without an answer; the three of a wish that comes back first.
pub(super) fn now(request: &Request, readiness: &Readiness, asked: Option<Question>) -> Option<Question> {
    let open = |question: &Question| !request.answers.contains_key(question);
    let first = || Question::ALL.into_iter().find(open);
    let of_three = || THREE.into_iter().find(open).or(Some(Question::Problem));
    asked.or_else(|| if readiness.comes_back.is_some() { of_three() } else { first() })
}

/// The questions whose answers a wish that names a technology and no difficulty needs first.
const THREE: [Question; 3] = [Question::Problem, Question::Known, Question::Done];

/// A wish that names a technology and no customer problem comes back with three questions.
pub(super) fn comes_back(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let Some(back) = &view.readiness.comes_back else { return html! {} };
    let has = |question: Question| view.answers.iter().any(|(q, _)| *q == question);
    ui::page::section(
        "interview",
        reader.w(COMES_BACK),
        html! {
            p.kindly { (reader.fill(KINDLY, &[("technology", &back.technology)])) }
            @if has(Question::Problem) { p.kindly { (reader.w(STILL)) } }
            ol.steps {
                @for (question, words) in THREE.into_iter().zip(&back.questions) {
                    li.done[has(question)] {
                        @if view.question == Some(question) { strong { (reader.say(words)) } }
                        @else { a href=(view.at(&format!("?question={}#interview", question.word()))) { (reader.say(words)) } }
                    }
                }
            }
            @if let Some(question) = view.question {
                @let own = THREE.iter().position(|q| *q == question).map(|i| &back.questions[i]);
                (ask(reader, view, question, own, seals))
            }
        },
    )
}

/// One question, the answers so far, and the index.
pub(super) fn part(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    ui::page::section(
        "interview",
        reader.w(TITLE),
        html! {
            @match view.question {
                Some(question) => (ask(reader, view, question, None, seals)),
                None => p.kindly { (reader.w(ALL_SAID)) },
            }
            (index(reader, view))
            (answers(reader, view))
        },
    )
}

/// What has been said, for those who only read it, or before anything is confirmed.
pub(super) fn told(reader: &Reader, view: &View) -> Markup {
    let none = view.answers.is_empty() && view.readiness.comes_back.is_some() && view.may_edit;
    html! {
        @if !none {
            (ui::page::section(if view.readiness.comes_back.is_some() && view.may_edit { "told" } else { "interview" },
                reader.w(TOLD_TITLE), html! { (index(reader, view)) (answers(reader, view)) }))
        }
    }
}

fn ask(reader: &Reader, view: &View, question: Question, own: Option<&Say>, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let place = Question::ALL.iter().position(|q| *q == question).unwrap_or(0);
    let criterion = view.readiness.criteria.iter().find(|criterion| criterion.question == Some(question));
    let points = criterion.map_or(0, |criterion| criterion.weight - criterion.points());
    let before = view.answers.iter().find(|(q, _)| *q == question).map(|(_, words)| words.as_str());
    let fault = Back::fault(back, "answer", reader.lang);
    let (words, example) = (own.cloned().unwrap_or_else(|| question.ask()), told::full(&question.example()));
    let why = reader.w(match question {
        Question::Problem => WHY_PROBLEM,
        Question::Who => WHY_WHO,
        Question::Known => WHY_KNOWN,
        Question::Result => WHY_RESULT,
        Question::Done => WHY_DONE,
    });
    let main = view.next == Next::Answer(question);
    seals.form(
        &view.at(&format!("/answers/{}", question.word())),
        html! {
            (ui::form::question(reader, &ui::form::Question {
                step: (place + 1, Question::ALL.len()),
                field: Field {
                    name: "answer",
                    label: reader.say(&words),
                    hint: Some(reader.say(&example)),
                    value: Back::typed(back, "answer", "answer").or(before).unwrap_or_default(),
                    error: fault.as_deref(),
                    input: Input::Lines,
                    optional: false,
                },
                why,
                points,
            }))
            (ui::form::actions(html! {
                @if main { (ui::form::submit(reader.w(ANSWER))) } @else { (picks::second(reader.w(ANSWER))) }
            }))
        },
    )
}

/// The index with its formula, and what is missing as questions that lead to their place.
fn index(reader: &Reader, view: &View) -> Markup {
    let criteria: Vec<Criterion> = view
        .readiness
        .criteria
        .iter()
        .map(|criterion| {
            let to = match (criterion.question, criterion.word) {
                (Some(question), _) => view.at(&format!("?question={}#interview", question.word())),
                (None, "clear") => view.at("?about=words#about"),
                (None, _) => view.at("?about=plain#about"),
            };
            let missing = criterion.points() < criterion.weight;
            Criterion {
                name: criterion.label.clone(),
                got: criterion.points(),
                most: criterion.weight,
                question: missing.then(|| (criterion.advice.clone(), view.may_edit.then_some(to))),
            }
        })
        .collect();
    html! {
        (ui::readiness::readiness(reader, &criteria, matches!(view.stage, Stage::InDecision | Stage::GoesAhead | Stage::Answered)))
        p.hint data-terms { (reader.fill(FORMULA, &[("formula", &told::capital(reader.say(&readiness::formula())))])) }
    }
}

fn answers(reader: &Reader, view: &View) -> Markup {
    html! {
        @if !view.answers.is_empty() {
            details.aside open[!view.may_edit] {
                summary { (reader.w(ANSWERED)) }
                dl.answers {
                    @for question in Question::ALL {
                        @let answer = view.answers.iter().find(|(q, _)| *q == question);
                        div {
                            dt { (reader.say(&question.ask())) }
                            dd { @match answer { Some((_, words)) => (words), None => span.hint { (reader.w(NOT_ANSWERED)) } } }
                            @if view.may_edit {
                                a.change href=(view.at(&format!("?question={}#interview", question.word()))) { (reader.w(CHANGE)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
