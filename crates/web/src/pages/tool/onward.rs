//! What comes next with a tool: one main thing to do, the others folded.

use std::cmp::Reverse;

use agenda::lane::Lane;
use agenda::request::{self, Request};
use agenda::role::{Right, Role};
use agenda::tool::{Answer as Said, Cause};
use base::{PersonId, Side};
use jiff::civil::Date;
use maud::{Markup, html};
use picture::shadow::Stage;

use super::{View, people_of};
use crate::pages::told::{self, Back, Seals};
use crate::session::href;
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::picks;

ui::words! {
    NEXT = "La suite" / "What comes next";
    pub(super) IS_IT_YOURS = "Cet outil est-il le vôtre ?" / "Is this tool yours?";
    YOURS_WHY = "Deux clics suffisent. Votre réponse sert à trouver la meilleure suite, à rien d’autre." / "Two clicks are enough. Your answer serves to find the best way on, and nothing else.";
    MORE = "Dire pourquoi, et ce qu’il fait (facultatif)" / "Say why, and what it does (optional)";
    pub(super) CAUSE = "Pourquoi l’avoir pris ?" / "Why was it taken?";
    NO_CAUSE = "Je préfère ne pas le dire" / "I would rather not say";
    pub(super) WEEKS = "La voie officielle était annoncée à combien de semaines ?" / "At how many weeks was the official way quoted?";
    FUNCTIONS = "Que fait-il ? Une fonction par ligne" / "What does it do? One function a line";
    ASK = "Demander à qui il est" / "Ask whose it is";
    ASK_ANOTHER = "Demander à quelqu’un d’autre" / "Ask somebody else";
    ASK_WHY = "Un message sans reproche part dans la boîte d’envoi ; la personne répond en deux clics." / "A message without blame goes into the outbox; the person answers in two clicks.";
    WHOM = "À qui poser la question ?" / "Whom to ask?";
    DO_ASK = "Poser la question" / "Ask";
    WAITING = "La question est posée à {name} ; réponse espérée avant le {date}." / "{name} was asked; an answer is hoped for before {date}.";
    DECIDE = "Décider ensemble" / "Decide together";
    DECIDE_WHY = "Les deux directions ont cinq jours ouvrés : rendre officiel, remplacer, renoncer, ou tolérer un temps." / "Both directors have five working days: make it official, replace it, retire it, or tolerate it for a while.";
    pub(super) UNTIL = "S’il est toléré, jusqu’à quand ?" / "If it is tolerated, until when?";
    pub(super) REPLACE_BY = "Quel système pourrait le remplacer ?" / "Which system could replace it?";
    NONE_REPLACES = "Aucun" / "None";
    DO_SEND = "Envoyer en décision" / "Send to a decision";
    IN_DECISION = "Les deux directions décident :" / "Both directors are deciding:";
    DECISION = "voir la décision" / "see the decision";
    AGREED = "C’est décidé :" / "It is decided:";
    ENDS = "L’échéance est le {date} ; un rappel partira {n} jours avant." / "The day agreed is {date}; a reminder goes out {n} days before.";
    PROVE = "Prouver que les données sont effacées" / "Prove that the data are deleted";
    PROVE_HINT = "Qui a effacé quoi, quand, et où cela se vérifie" / "Who deleted what, when, and where that can be checked";
    DO_PROVE = "Enregistrer la preuve" / "Record the proof";
    GONE = "L’outil est arrêté et ses données sont effacées : {proof}" / "The tool is retired and its data are deleted: {proof}";
    ACTION = "Corriger la cause" / "Mend the cause";
    ACTION_WHY = "Une action commune, un responsable de chaque côté, une date." / "A joint action, one owner on each side, a day.";
    ACTION_WHAT = "Que ferez-vous ?" / "What will you do?";
    ACTION_MARKETING = "Responsable côté marketing" / "Owner on marketing’s side";
    ACTION_IT = "Responsable côté DSI" / "Owner on IT’s side";
    pub(super) ACTION_DUE = "Pour quand ?" / "By when?";
    DO_ACT = "Convenir de l’action" / "Agree on the action";
    ACTIONS = "Convenu :" / "Agreed:";
    OFFICIAL_WAY = "Comparer à la voie officielle" / "Compare with the official way";
    OFFICIAL_WHY = "Quand une demande fait la même chose par la voie officielle, les deux durées se lisent l’une à côté de l’autre." / "When a request does the same by the official way, both times are read side by side.";
    pub(super) OFFICIAL = "Quelle demande fait la même chose ?" / "Which request does the same?";
    DO_OFFICIAL = "Relier la demande" / "Link the request";
    REVIEW = "La maison s’en sert-elle vraiment ?" / "Does the house really use it?";
    REVIEW_WHY = "Votre réponse règle la question, et apprend ce que valent les sources." / "Your answer settles the question, and teaches what the sources are worth.";
    USED = "Oui, elle s’en sert" / "Yes, it does";
    NOT_USED = "Non" / "No";
    REVIEWED_YES = "Quelqu’un a confirmé que la maison s’en sert." / "Somebody confirmed that the house uses it.";
    REVIEWED_NO = "Quelqu’un a dit que la maison ne s’en sert pas." / "Somebody said that the house does not use it.";
    NAMES = "Voir les noms" / "See the names";
    NAMES_WHY = "Le compte par équipe suffit presque toujours. Voir les noms est une décision : elle reste inscrite avec sa raison, et la protection des données en est prévenue."
        / "The count by team is nearly always enough. Seeing names is a decision: it stays recorded with its reason, and data protection is told.";
    NAMES_REASON = "Pourquoi le compte par équipe ne suffit-il pas ?" / "Why is the count by team not enough?";
    DO_NAMES = "Décider de voir les noms" / "Decide to see the names";
}

/// Until when a tool is usually tolerated: the end of next month.
pub(super) fn usual_end(today: Date) -> Date {
    today.checked_add(jiff::Span::new().months(1)).unwrap_or(today).last_of_month()
}

/// The main thing to do next.
pub(super) fn part(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let me = view.session.person();
    let case = &view.case;
    let mine = case.asked.iter().any(|asked| Some(asked.person) == me && asked.answered.is_none());
    let content = if mine && case.owner != me {
        html! {
            p.question-words { (reader.w(IS_IT_YOURS)) }
            (answer_form(reader, view.back.as_ref(), |content| seals.form(&view.at("/answer"), content)))
        }
    } else if case.is_retired() {
        let proof = case.deleted.as_ref().map_or("", |(proof, _)| told::text(view.session, proof));
        html! { p { (reader.fill(GONE, &[("proof", proof)])) } (agreed(reader, view)) }
    } else if case.decided.is_some() {
        decided(reader, view, seals)
    } else if let Some(decision) = &case.decision {
        html! { p { (reader.w(IN_DECISION)) " " a href=(href(decision)) { (reader.w(DECISION)) } } }
    } else if case.owner.is_some() || view.tool.registered.is_some() {
        html! { @if view.tool.registered.is_none() { (send_form(reader, view, seals)) } }
    } else if view.stage >= Stage::Suspected {
        html! {
            @for asked in case.asked.iter().filter(|asked| asked.answered.is_none()) {
                @let name = view.session.picture.person_name(asked.person);
                p.kindly { (reader.fill(WAITING, &[("name", &name), ("date", &reader.date(asked.until))])) }
            }
            @if case.awaits_answer(view.session.today) && view.may(Right::Shape) {
                details.aside open[view.back.as_ref().is_some_and(|back| back.form == "ask")] {
                    summary { (reader.w(ASK_ANOTHER)) }
                    (ask_form(reader, view, seals))
                }
            } @else {
                (ask_form(reader, view, seals))
            }
        }
    } else {
        review_form(reader, view, seals)
    };
    match content.0.trim().is_empty() {
        true => html! {},
        false => ui::page::section("onward", reader.w(NEXT), content),
    }
}

/// What else can be done, folded.
pub(super) fn aside(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    // A form that was not taken is not folded away.
    let refused = |form: &str| view.back.as_ref().is_some_and(|back| back.form == form);
    let fold = |form: &str, title: &'static str, content: Markup| {
        html! { details.aside id={ "fold-" (form) } open[refused(form)] { summary { (title) } (content) } }
    };
    let shape = view.may(Right::Shape);
    let case = &view.case;
    html! {
        @if (shape || (case.owner.is_some() && case.owner == view.session.person())) && (case.cause.is_some() || case.decided.is_some()) {
            (fold("official", reader.w(OFFICIAL_WAY), official_form(reader, view, seals)))
        }
        @if shape && !case.is_retired() {
            @if case.cause.is_some() || case.decided.is_some() { (fold("act", reader.w(ACTION), action_form(reader, view, seals))) }
            @if case.owner.is_none() && case.decision.is_none() && view.tool.registered.is_none() && view.stage >= Stage::Suspected {
                (fold("send", reader.w(DECIDE), send_form(reader, view, seals)))
            }
            @if view.tool.evidence.is_some() && view.stage >= Stage::Suspected {
                (fold("review", reader.w(REVIEW), review_form(reader, view, seals)))
            }
        }
        @if view.may(Right::OpenNames) && case.names.is_empty() && view.tool.evidence.as_ref().is_some_and(|it| !it.people.is_empty()) {
            (fold("names", reader.w(NAMES), names_form(reader, view, seals)))
        }
    }
}

/// The answers of whoever may own it: three buttons; why and what it does are folded under them.
pub(crate) fn answer_form(reader: &Reader, back: Option<&Back>, form: impl Fn(Markup) -> Markup) -> Markup {
    let typed = |field: &str| Back::typed(back, "reply", field).unwrap_or_default();
    let folded = back.is_none_or(|back| back.form != "reply");
    html! {
        p.kindly { (reader.w(YOURS_WHY)) }
        (told::fault(reader, back, "reply"))
        (form(html! {
            // No answer is in front of the others: none is the one that is hoped for.
            div.replies {
                @for (answer, word) in Said::ALL {
                    button.reply type="submit" name="answer" value=(word) { (reader.say(&answer.say())) }
                }
            }
            details.aside open[!folded] {
                summary { (reader.w(MORE)) }
                fieldset.choices {
                    legend { (reader.w(CAUSE)) }
                    @for (cause, word) in Cause::ALL {
                        div.choice {
                            input type="radio" id={ "cause-" (word) } name="cause" value=(word) checked[typed("cause") == word];
                            label for={ "cause-" (word) } { span.choice-name { (ui::capital(reader.say(&cause.say()))) } }
                        }
                    }
                    div.choice.none {
                        input type="radio" id="cause-none" name="cause" value="" checked[typed("cause").is_empty()];
                        label for="cause-none" { span.choice-name { (reader.w(NO_CAUSE)) } }
                    }
                }
                (plain("weeks", reader.w(WEEKS), typed("weeks"), Input::Number))
                (plain("functions", reader.w(FUNCTIONS), typed("functions"), Input::Lines))
            }
        }))
    }
}

fn plain(name: &str, label: &str, value: &str, input: Input) -> Markup {
    field(&Field { name, label, hint: None, value, error: None, input, optional: true })
}

fn select(name: &str, label: &str, options: &[(String, String)], chosen: Option<&str>) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, words) in options { option value=(value) selected[chosen == Some(value.as_str())] { (words) } }
            }
        }
    }
}

fn ask_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    if !view.may(Right::Shape) {
        return html! {};
    }
    let (picture, today) = (&view.session.picture, view.session.today);
    // Whoever still has time to answer is not asked again.
    let waits = |id: &PersonId| {
        view.case.asked.iter().any(|asked| asked.person == *id && asked.answered.is_none() && asked.until >= today)
    };
    let hinted: Vec<PersonId> = picture.owner_hints(view.tool).iter().filter_map(|hint| hint.person).collect();
    let others = picture.people().filter(|(id, person)| person.present && !hinted.contains(id)).map(|(id, _)| id);
    let whom: Vec<(String, String)> = hinted
        .iter()
        .copied()
        .chain(others)
        .filter(|id| !waits(id))
        .map(|id| (id.to_string(), picture.person_name(id)))
        .collect();
    html! {
        @if !view.case.awaits_answer(today) { h3 { (reader.w(ASK)) } }
        p.kindly { (reader.w(ASK_WHY)) }
        (told::fault(reader, view.back.as_ref(), "ask"))
        (seals.form(&view.at("/questions"), html! {
            (select("person", reader.w(WHOM), &whom, view.typed("ask", "person")))
            (actions(submit(reader.w(DO_ASK))))
        }))
    }
}

fn send_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    if !view.may(Right::Shape) {
        return html! {};
    }
    let mut systems = vec![(String::new(), reader.w(NONE_REPLACES).to_owned())];
    systems.extend(view.doing.iter().take(5).map(|it| (it.system.to_string(), reader.say(&it.name).to_owned())));
    let first = view.doing.first().map(|it| it.system.to_string());
    let chosen = view.typed("send", "replace_by").or(first.as_deref());
    let usual = usual_end(view.session.today).to_string();
    let until = view.typed("send", "until").unwrap_or(&usual);
    html! {
        h3 { (reader.w(DECIDE)) }
        p.kindly data-terms { (reader.w(DECIDE_WHY)) }
        (told::fault(reader, view.back.as_ref(), "send"))
        (seals.form(&view.at("/decision"), html! {
            (select("replace_by", reader.w(REPLACE_BY), &systems, chosen))
            (field(&Field { name: "until", label: reader.w(UNTIL), hint: None, value: until, error: None, input: Input::Date, optional: false }))
            (actions(submit(reader.w(DO_SEND))))
        }))
    }
}

fn decided(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let case = &view.case;
    let Some((choice, _)) = &case.decided else { return html! {} };
    let owner = case.owner.is_some() && case.owner == view.session.person();
    let may_prove = choice.must_delete() && (owner || view.may(Right::Shape));
    html! {
        p {
            (reader.w(AGREED)) " " (reader.say(&told::choice_say(view.session, choice)))
            @if let Some(decision) = &case.decision { ", " a href=(href(decision)) { (reader.w(DECISION)) } }
        }
        @if let Some(ends) = case.ends() {
            p.kindly { (reader.fill(ENDS, &[("date", &reader.date(ends)), ("n", &agenda::tool::DAYS_OF_REMINDER.to_string())])) }
        }
        (agreed(reader, view))
        @if may_prove {
            (told::fault(reader, view.back.as_ref(), "prove"))
            (seals.form(&view.at("/deletion"), html! {
                (field(&Field { name: "proof", label: reader.w(PROVE), hint: Some(reader.w(PROVE_HINT)), value: view.typed("prove", "proof").unwrap_or_default(), error: None, input: Input::Line, optional: false }))
                (actions(submit(reader.w(DO_PROVE))))
            }))
        }
    }
}

/// What both sides agreed to do about the cause.
fn agreed(reader: &Reader, view: &View) -> Markup {
    let picture = &view.session.picture;
    let known = |id: &base::Ref| picture.action(id.key().parse().ok()?);
    html! {
        @for action in view.case.actions.iter().filter_map(known) {
            @let owners = format!("{}, {}", picture.person_name(action.marketing), picture.person_name(action.it));
            p { (reader.w(ACTIONS)) " " (told::text(view.session, &action.words)) " " span.still { (owners) ", " (reader.date(action.due)) } }
        }
    }
}

fn action_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let people = |side| -> Vec<(String, String)> {
        people_of(view.session, side).into_iter().map(|(id, name)| (id.to_string(), name)).collect()
    };
    let lead = |role: Role| {
        let mut people = view.session.picture.people();
        people.find(|(_, person)| person.present && person.roles.contains(&role)).map(|(id, _)| id.to_string())
    };
    let usual = usual_end(view.session.today).to_string();
    let typed = |field| view.typed("act", field);
    html! {
        p.kindly { (reader.w(ACTION_WHY)) }
        (told::fault(reader, view.back.as_ref(), "act"))
        (seals.form(&view.at("/actions"), html! {
            (field(&Field { name: "words", label: reader.w(ACTION_WHAT), hint: None, value: typed("words").unwrap_or_default(), error: None, input: Input::Line, optional: false }))
            (select("marketing", reader.w(ACTION_MARKETING), &people(Side::Marketing), typed("marketing").or(lead(Role::MarketingOps).as_deref())))
            (select("it", reader.w(ACTION_IT), &people(Side::It), typed("it").or(lead(Role::Architect).as_deref())))
            (field(&Field { name: "due", label: reader.w(ACTION_DUE), hint: None, value: typed("due").unwrap_or(&usual), error: None, input: Input::Date, optional: false }))
            (actions(submit(reader.w(DO_ACT))))
        }))
    }
}

fn official_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let picture = &view.session.picture;
    // Express ones first: what a tool was taken for is most often small.
    let mut requests: Vec<(Option<Lane>, u64, &Request)> = picture
        .requests()
        .filter(|(_, it)| it.stage != request::Stage::Withdrawn)
        .map(|(number, it)| (picture.lane_of(number), number, it))
        .collect();
    requests.sort_by_key(|(lane, number, _)| (*lane != Some(Lane::Express), Reverse(*number)));
    let options: Vec<(String, String)> = requests
        .iter()
        .map(|(_, number, it)| (number.to_string(), format!("{number} · {}", told::text(view.session, &it.sentence))))
        .collect();
    let standing = view.case.official_way.as_ref().map(|request| request.key());
    html! {
        p.kindly { (reader.w(OFFICIAL_WHY)) }
        (told::fault(reader, view.back.as_ref(), "official"))
        (seals.form(&view.at("/official-way"), html! {
            (select("request", reader.w(OFFICIAL), &options, view.typed("official", "request").or(standing)))
            (actions(picks::second(reader.w(DO_OFFICIAL))))
        }))
    }
}

fn review_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let reviewed = view.case.reviewed.map(|(in_use, _)| if in_use { REVIEWED_YES } else { REVIEWED_NO });
    html! {
        @if let Some(words) = reviewed { p.kindly { (reader.w(words)) } }
        @if view.may(Right::Shape) && view.tool.evidence.is_some() {
            p { (reader.w(REVIEW)) } p.kindly { (reader.w(REVIEW_WHY)) }
            (seals.form(&view.at("/review"), html! {
                div.actions {
                    button.quiet type="submit" name="in_use" value="true" { (reader.w(USED)) }
                    button.quiet type="submit" name="in_use" value="false" { (reader.w(NOT_USED)) }
                }
            }))
        }
    }
}

fn names_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        p.kindly data-terms { (reader.w(NAMES_WHY)) }
        (told::fault(reader, view.back.as_ref(), "names"))
        (seals.form(&view.at("/names"), html! {
            (field(&Field { name: "reason", label: reader.w(NAMES_REASON), hint: None, value: view.typed("names", "reason").unwrap_or_default(), error: None, input: Input::Line, optional: false }))
            (actions(submit(reader.w(DO_NAMES))))
        }))
    }
}
