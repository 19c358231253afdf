//! What each side understood of the other: each writes the other's concern, the other says whether that is it.

use agenda::decision::Restatement;
use agenda::role::Right;
use base::Side;
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::View;
use crate::pages::told::{self, Back, Seals, day};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input};
use crate::ui::picks;

crate::ui::words! {
    TITLE = "Ce que chacun a compris de l’autre" / "What each understood of the other";
    WHAT = "Avant de trancher, chaque côté écrit ce qui compte pour l’autre ; l’autre dit si c’est bien cela."
        / "Before it is settled, each side writes what matters to the other; the other says whether that is it.";
    MARKETING_WROTE = "Ce que le marketing a compris de la DSI" / "What marketing understood of IT";
    IT_WROTE = "Ce que la DSI a compris du marketing" / "What IT understood of marketing";
    NOT_YET = "Pas encore écrit." / "Not written yet.";
    BY = "{who}, le {date}" / "{who}, {date}";
    CONFIRMED = "« C’est bien cela », {who}, le {date}" / "“That is it”, {who}, {date}";
    CORRECTED = "corrigé par {who}, le {date}" / "put right by {who}, {date}";
    WAITING = "attend la réponse de l’autre côté" / "waits for the other side’s answer";
    WRITE = "Écrire ce qui compte pour l’autre côté" / "Write what matters to the other side";
    WRITE_AGAIN = "L’écrire autrement" / "Write it otherwise";
    FIELD_IT = "Ce qui compte pour la DSI, dans vos mots" / "What matters to IT, in your words";
    FIELD_MARKETING = "Ce qui compte pour le marketing, dans vos mots" / "What matters to marketing, in your words";
    DO_WRITE = "Enregistrer" / "Record";
    IS_IT = "C’est bien cela" / "That is it";
    IS_NOT = "Ce n’est pas tout à fait cela" / "That is not quite it";
    FIELD_CORRECTION = "Ce qui compte pour nous" / "What matters to us";
    DO_CORRECT = "Corriger" / "Put it right";
}

/// The part of the page; nothing where nobody wrote and nobody may.
pub(super) fn part(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let decision = view.decision;
    let open = decision.made.is_none() || decision.is_provisional();
    let speaks = speaking(view).filter(|_| open);
    if decision.restated.is_empty() && speaks.is_none() {
        return html! {};
    }
    ui::page::section(
        "understood",
        reader.w(TITLE),
        html! {
            p.still data-terms { (reader.w(WHAT)) }
            div.facing {
                @for (writer, title) in [(Side::Marketing, MARKETING_WROTE), (Side::It, IT_WROTE)] {
                    section.stand.(ui::badge::side_class(writer)) {
                        h2 { (reader.w(title)) }
                        @match decision.restated.get(&writer) {
                            Some(written) => {
                                (restated(reader, view, written, if writer == Side::Marketing { Side::It } else { Side::Marketing }))
                                @if speaks.is_some_and(|side| side != writer) { (answer(reader, view, written, seals)) }
                            }
                            None => p.still { (reader.w(NOT_YET)) },
                        }
                        @if speaks == Some(writer) { (write(reader, view, writer, seals)) }
                    }
                }
            }
        },
    )
}

/// The side the reader may speak for here.
fn speaking(view: &View) -> Option<Side> {
    let session = view.session;
    let signs = session.actor.and_then(|actor| actor.signs_for(&session.picture));
    let stands = Some(session.side()).filter(|_| session.may(Right::Shape));
    signs.or(stands).filter(|side| view.decision.deciders.contains(side))
}

/// What one side wrote, and what the side whose concern it is said to it, each in its own hue.
fn restated(reader: &Reader, view: &View, it: &Restatement, owner: Side) -> Markup {
    let session = view.session;
    let who = |by, at| [("who", told::who(session, by)), ("date", reader.date(day(at)))];
    let fill = |words, holes: [(&str, String); 2]| {
        let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        reader.fill(words, &holes)
    };
    html! {
        blockquote.concern { p { (told::text(session, &it.words)) } }
        p.still { (fill(BY, who(it.by, it.at))) }
        @match &it.answer {
            None => p { (ui::badge::state(Verdict::Unknown, reader.w(WAITING))) },
            Some(answer) => {
                @match &answer.correction {
                    None => p { (ui::badge::state(Verdict::Fine, &fill(CONFIRMED, who(answer.by, answer.at)))) },
                    Some(words) => {
                        blockquote.concern.(ui::badge::side_class(owner)) { p { (told::text(session, words)) } }
                        p { (ui::badge::state(Verdict::Watch, &fill(CORRECTED, who(answer.by, answer.at)))) }
                    }
                }
            }
        }
    }
}

fn write(reader: &Reader, view: &View, writer: Side, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let standing = view.decision.restated.get(&writer);
    let fault = Back::fault(back, "restate", reader.lang);
    let value = standing.map(|it| told::text(view.session, &it.words).to_owned()).unwrap_or_default();
    let label = if writer == Side::Marketing { FIELD_IT } else { FIELD_MARKETING };
    html! {
        details.aside open[fault.is_some() || (standing.is_none() && view.decision.in_disagreement())] {
            summary { (reader.w(if standing.is_some() { WRITE_AGAIN } else { WRITE })) }
            (seals.form(&view.at("/restatement"), html! {
                (ui::form::field(&Field {
                    name: "words",
                    label: reader.w(label),
                    hint: None,
                    value: Back::typed(back, "restate", "words").unwrap_or(&value),
                    error: fault.as_deref(),
                    input: Input::Lines,
                    optional: false,
                }))
                (ui::form::actions(picks::second(reader.w(DO_WRITE))))
            }))
        }
    }
}

fn answer(reader: &Reader, view: &View, it: &Restatement, seals: &Seals) -> Markup {
    // Whoever wrote it does not recognise it.
    if view.session.person().is_some() && view.session.person() == it.by {
        return html! {};
    }
    let back = view.back.as_ref();
    let fault = Back::fault(back, "answer-restatement", reader.lang);
    let recognised = it.answer.as_ref().is_some_and(|answer| answer.correction.is_none());
    html! {
        @if !recognised {
            (seals.form(&view.at("/restatement/answer"), ui::form::actions(picks::second(reader.w(IS_IT)))))
        }
        details.aside open[fault.is_some()] {
            summary { (reader.w(IS_NOT)) }
            (seals.form(&view.at("/restatement/answer"), html! {
                (ui::form::field(&Field {
                    name: "correction",
                    label: reader.w(FIELD_CORRECTION),
                    hint: None,
                    value: Back::typed(back, "answer-restatement", "correction").unwrap_or_default(),
                    error: fault.as_deref(),
                    input: Input::Lines,
                    optional: false,
                }))
                (ui::form::actions(picks::second(reader.w(DO_CORRECT))))
            }))
        }
    }
}
