//! Direct questions about a request: one side asks the other, with a clock on the first answer.

use agenda::question::{DAYS_TO_ANSWER, Ended, Question};
use agenda::role::Right;
use base::{Side, Unit};
use landscape::impact::Verdict;
use maud::{Markup, html};

use crate::pages::told::{self, Back, Seals};
use crate::session::Session;
use crate::ui;
use crate::ui::form::{Field, Input, actions, field};
use crate::ui::{Reader, picks};

crate::ui::words! {
    TITLE = "Questions d’un côté à l’autre" / "Questions from one side to the other";
    NONE = "Aucune question directe n’a été posée." / "No direct question was asked.";
    TO_IT = "Poser une question à la DSI" / "Ask IT a question";
    TO_MARKETING = "Poser une question au marketing" / "Ask marketing a question";
    WHY = "Une première réponse est due sous {n} ; passé ce délai, la question va aussi à qui traduit pour ce côté." / "A first answer is due within {n}; after that the question also goes to whoever translates for that side.";
    WORDS = "Votre question" / "Your question";
    DO_ASK = "Poser la question" / "Ask";
    ANSWER = "Votre réponse" / "Your answer";
    DO_ANSWER = "Répondre" / "Answer";
    TAKE_BACK = "Retirer la question" / "Take the question back";
    WAITS = "réponse due le {date}" / "answer due on {date}";
    LATE = "réponse due depuis le {date}" / "answer due since {date}";
    PASSED = "chez {name}, qui traduit, depuis le {date}" / "with {name}, who translates, since {date}";
    NOBODY = "personne ne traduit pour ce côté" / "nobody translates for that side";
    ANSWERED = "répondue le {date}" / "answered on {date}";
    WITHDRAWN = "retirée le {date}" / "taken back on {date}";
    TO = "à" / "to";
}

/// The questions about a request, and what the reader may do with them.
pub(super) struct View {
    questions: Vec<(u64, Question)>,
    /// The side the reader may speak for, if any.
    side: Option<Side>,
}

impl View {
    pub(super) fn of(session: &Session, request: u64, own: bool) -> View {
        let questions = session.picture.questions_of(request).map(|(number, it)| (number, it.clone())).collect();
        let speaks = session.may(if own { Right::Ask } else { Right::Shape });
        let person = session.person().and_then(|id| session.picture.person(id)).filter(|_| speaks);
        let side = person.map(|person| person.signs_for().unwrap_or(person.side));
        View { questions, side: side.filter(|side| *side != Side::Other) }
    }

    fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.side.is_none()
    }
}

/// The part of the page; nothing where there is nothing to read or to do.
pub(super) fn part(
    reader: &Reader,
    session: &Session,
    view: &View,
    request: u64,
    back: Option<&Back>,
    seals: &Seals,
) -> Markup {
    if view.is_empty() {
        return html! {};
    }
    ui::page::section(
        "questions",
        reader.w(TITLE),
        html! {
            @if view.questions.is_empty() { p.still { (reader.w(NONE)) } }
            @for (number, question) in &view.questions { (one(reader, session, view, *number, question, back, seals)) }
            @if let Some(side) = view.side { (ask(reader, side, request, back, seals)) }
        },
    )
}

fn one(
    reader: &Reader,
    session: &Session,
    view: &View,
    number: u64,
    question: &Question,
    back: Option<&Back>,
    seals: &Seals,
) -> Markup {
    let day = |at| reader.date(told::day(at));
    let late = question.is_open() && told::day(question.due) < session.today;
    let stands = match &question.ended {
        Some(Ended::Answered(_, at, _)) => {
            ui::badge::state(Verdict::Fine, &reader.fill(ANSWERED, &[("date", &day(*at))]))
        }
        Some(Ended::Withdrawn(at)) => html! { span.still { (reader.fill(WITHDRAWN, &[("date", &day(*at))])) } },
        None if late => ui::badge::state(Verdict::Watch, &reader.fill(LATE, &[("date", &day(question.due))])),
        None => html! { span.still { (reader.fill(WAITS, &[("date", &day(question.due))])) } },
    };
    let form = if question.is_open() { view.side } else { None };
    html! {
        div.question-asked id={ "question-" (number) } {
            p.kindly {
                (ui::badge::side(reader, question.by)) " " (reader.w(TO)) " " (ui::badge::side(reader, question.of)) " · " (stands)
                @if let (true, Some((at, to))) = (question.is_open(), question.passed_on) {
                    " · "
                    @match to {
                        Some(to) => (reader.fill(PASSED, &[("name", &session.picture.person_name(to)), ("date", &day(at))])),
                        None => (reader.w(NOBODY)),
                    }
                }
            }
            p.statement { (told::text(session, &question.words)) }
            @if let Some(Ended::Answered(_, _, words)) = &question.ended { blockquote { (told::text(session, words)) } }
            @if form == Some(question.of) {
                (seals.form(&format!("/questions/{number}/answer"), html! {
                    (field(&Field {
                        name: "words",
                        label: reader.w(ANSWER),
                        hint: None,
                        value: Back::typed(back, "question-answer", "words").unwrap_or_default(),
                        error: Back::fault(back, "question-answer", reader.lang).as_deref(),
                        input: Input::Lines,
                        optional: false,
                    }))
                    (actions(picks::second(reader.w(DO_ANSWER))))
                }))
            }
            @if form == Some(question.by) {
                (seals.form(&format!("/questions/{number}/withdrawal"), actions(picks::second(reader.w(TAKE_BACK)))))
            }
        }
    }
}

fn ask(reader: &Reader, side: Side, request: u64, back: Option<&Back>, seals: &Seals) -> Markup {
    let fault = Back::fault(back, "question-ask", reader.lang);
    let title = if side == Side::It { TO_MARKETING } else { TO_IT };
    let days = reader.number(DAYS_TO_ANSWER as f64, Unit::Days);
    html! {
        details.aside open[fault.is_some()] {
            summary { (reader.w(title)) }
            p data-terms { (reader.fill(WHY, &[("n", &days)])) }
            (seals.form(&format!("/requests/{request}/questions"), html! {
                (field(&Field {
                    name: "words",
                    label: reader.w(WORDS),
                    hint: None,
                    value: Back::typed(back, "question-ask", "words").unwrap_or_default(),
                    error: fault.as_deref(),
                    input: Input::Lines,
                    optional: false,
                }))
                (actions(picks::second(reader.w(DO_ASK))))
            }))
        }
    }
}
