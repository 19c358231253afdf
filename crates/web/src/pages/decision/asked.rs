//! What is asked for, in brief: the answers the decision's facts seal, the date wished for, what is not known.

use agenda::request::{Question, Request};
use base::{Say, Side, format};
use jiff::civil::Date;
use maud::{Markup, html};
use picture::Reading;
use serde_json::Value;

use super::View;
use crate::pages::told;
use crate::session::Session;
use crate::ui;
use crate::ui::{Reader, Words};

crate::ui::words! {
    TITLE = "La demande en bref" / "The request in brief";
    PROBLEM = "La difficulté" / "The difficulty";
    WHO = "Pour qui" / "For whom";
    KNOWN = "Ce qu’on en sait" / "What is known";
    RESULT = "Le résultat attendu" / "The result expected";
    DONE = "Réussi quand" / "Done when";
    WISHED = "Date souhaitée" / "Date wished for";
    NO_DATE = "aucune" / "none";
    DESPITE = "malgré ce qui s’y oppose : « {why} »" / "despite what stands against it: “{why}”";
    NOT_SAID = "Ce qui n’est pas dit" / "What is not said";
    UNKNOWN = "Ce qu’on ignore" / "What is not known";
    MORE = "et {n} autres inconnues" / "and {n} more unknowns";
    SENT_AT = "Envoyée par {who} à {n} points sur 100 ; ces réponses et cette date sont scellées avec les chiffres."
        / "Sent by {who} at {n} points of 100; these answers and this date are sealed with the figures.";
    SENT = "Demandée par {who} ; ces réponses et cette date sont scellées avec les chiffres."
        / "Asked for by {who}; these answers and this date are sealed with the figures.";
    CHANGED = "Demandée par {who} ; une réponse ou la date n’est plus celle que les faits signés scellent."
        / "Asked for by {who}; an answer or the date is no longer the one the signed facts seal.";
}

/// The most unknowns told.
const UNKNOWNS_MOST: usize = 4;

/// What the request says.
pub(super) struct Asked {
    who: String,
    side: Option<Side>,
    answers: Vec<(Question, String)>,
    unsaid: Vec<Question>,
    wished: Option<(Date, Option<String>)>,
    unknowns: Vec<Say>,
    index: u32,
    /// Whether what is shown is what the facts of the opening seal.
    sealed: bool,
}

impl Asked {
    /// The request beside the facts the decision was opened on.
    pub(super) fn of(session: &Session, request: &Request, facts: &Value, reading: Option<&Reading>) -> Asked {
        let words = |text| told::text(session, text).to_owned();
        let sealed = |question: &Question| facts["answers"].get(question.word()).and_then(Value::as_str);
        let answered = |question: &Question| request.answers.get(question).map(|text| text.commitment.as_str());
        let date = request.wished.as_ref().map(|(date, _)| date.to_string());
        Asked {
            who: told::who(session, request.by),
            side: told::side_of(session, request.by),
            answers: request.answers.iter().map(|(question, text)| (*question, words(text))).collect(),
            unsaid: Question::ALL.into_iter().filter(|question| !request.answers.contains_key(question)).collect(),
            wished: request.wished.as_ref().map(|(date, why)| (*date, why.as_ref().map(words))),
            unknowns: reading.map(|reading| reading.impact.unknowns.clone()).unwrap_or_default(),
            index: session.picture.readiness(request).index,
            sealed: Question::ALL.iter().all(|question| sealed(question) == answered(question))
                && facts["wished"].as_str() == date.as_deref(),
        }
    }
}

fn label(question: Question) -> Words {
    match question {
        Question::Problem => PROBLEM,
        Question::Who => WHO,
        Question::Known => KNOWN,
        Question::Result => RESULT,
        Question::Done => DONE,
    }
}

/// The part of the page.
pub(super) fn part(reader: &Reader, view: &View) -> Markup {
    let Some(asked) = &view.asked else { return html! {} };
    let index = asked.index.to_string();
    let holes = [("who", asked.who.as_str()), ("n", &index)];
    let sealed = match (asked.sealed, asked.index) {
        (false, _) => CHANGED,
        (true, 100) => SENT,
        (true, _) => SENT_AT,
    };
    let unsaid: Vec<String> = asked.unsaid.iter().map(|question| reader.w(label(*question)).to_lowercase()).collect();
    ui::page::section(
        "asked",
        reader.w(TITLE),
        html! {
            dl.facts.brief {
                @for (question, words) in &asked.answers {
                    div { dt { (reader.w(label(*question))) } dd lang=(view.wish_lang.tag()) { (words) } }
                }
                div {
                    dt { (reader.w(WISHED)) }
                    dd {
                        @match &asked.wished {
                            Some((date, why)) => {
                                (told::capital(&format::date_long(reader.lang, *date)))
                                @if let Some(why) = why { ", " (reader.fill(DESPITE, &[("why", why)])) }
                            }
                            None => span.hint { (told::capital(reader.w(NO_DATE))) },
                        }
                    }
                }
                @if !unsaid.is_empty() {
                    div { dt { (reader.w(NOT_SAID)) } dd { (told::capital(&unsaid.join(", "))) } }
                }
                @if !asked.unknowns.is_empty() {
                    div {
                        dt { (reader.w(UNKNOWN)) }
                        dd data-terms {
                            ul {
                                @for say in asked.unknowns.iter().take(UNKNOWNS_MOST) { li { (reader.say(&told::full(say))) } }
                                @if let Some(more @ 1..) = asked.unknowns.len().checked_sub(UNKNOWNS_MOST) {
                                    li.hint { (told::capital(&reader.fill(MORE, &[("n", &more.to_string())]))) "." }
                                }
                            }
                        }
                    }
                }
            }
            p.hint {
                @if let Some(side) = asked.side { (ui::badge::side(reader, side)) " " }
                (reader.fill(sealed, &holes))
            }
        },
    )
}
