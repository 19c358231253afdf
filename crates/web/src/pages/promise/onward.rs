//! What comes next with a promise: one main thing to do, the others folded.

use agenda::promise::{Bound, CONSULTED, Ended, Stamp};
use agenda::role::{Right, Role};
use base::{Kind, Side};
use jiff::ToSpan;
use jiff::civil::Date;
use landscape::field::{Field as Known, KINDS, plural};
use maud::{Markup, html};

use super::{TERMS, View};
use crate::pages::told::{self, Back, Seals};
use crate::session::href;
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input, actions, field, submit};

ui::words! {
    NEXT = "La suite" / "What comes next";
    STAMP = "Votre avis" / "Your stamp";
    STAMP_WHY = "Votre avis est obligatoire avant une promesse datée. Il porte sur les chiffres de cette page, tels que vous les voyez." / "Your stamp is due before anything dated is promised. It is about the figures of this page, as you see them.";
    STAMP_WHAT = "Cette promesse est-elle tenable ?" / "Can this promise be kept?";
    STAMP_WORDS = "Sous quelles conditions, ou pourquoi pas ?" / "Under which conditions, or why not?";
    STAMP_HINT = "Inutile si tout est faisable" / "Not needed where all is feasible";
    DO_STAMP = "Rendre mon avis" / "Give my stamp";
    STAMP_AGAIN = "Changer mon avis" / "Change my stamp";
    NEED = "Dire ce qu’il faut" / "Say what it takes";
    NEED_AGAIN = "Changer ce qu’il faut" / "Change what it takes";
    NEED_WHY = "Une condition sur un fait que les sources connaissent ; Entente compte aussitôt qui l’a et qui ne l’a pas." / "A condition on a fact the sources know; Entente counts at once who has it and who has not.";
    NEED_WHAT = "De quoi a-t-on besoin ?" / "What is needed?";
    NEED_BOUND = "De quel côté ?" / "On which side?";
    NEED_THRESHOLD = "Combien ?" / "How much?";
    NEED_THRESHOLD_HINT = "par exemple 97 %" / "for instance 97 %";
    NEED_AREA = "Où ?" / "Where?";
    EVERYWHERE = "Partout" / "Everywhere";
    DO_NEED = "Compter" / "Count";
    NO_NEED = "Retirer : {need}" / "Take back: {need}";
    DECIDE = "Décider ensemble" / "Decide together";
    DECIDE_WHY = "Les deux directions ont cinq jours ouvrés : tenir partout, en deux vagues, reporter, ou ne pas promettre. Sans accord, la direction générale arbitre."
        / "Both directors have five working days: keep it everywhere, in two waves, put it off, or do not promise. Without agreement, the chief executive arbitrates.";
    READY_BY = "Quel jour tous auraient-ils ce qu’il faut ?" / "On which day would all have what it takes?";
    READY_BY_HINT = "Ce sera la date de la deuxième vague, ou du report" / "It becomes the day of the second wave, or the one it is put off to";
    DO_SEND = "Envoyer en décision" / "Send to a decision";
    IN_DECISION = "Les deux directions décident :" / "Both directors are deciding:";
    DECISION = "voir la décision" / "see the decision";
    DECIDED = "C’est décidé :" / "It is decided:";
    PUBLISH = "Publier" / "Publish";
    PUBLISH_WHY = "Vous signez cette page : la promesse, ses chiffres, et les avis qui manquent. Rien n’est bloqué." / "You sign this page: the promise, its figures, and the stamps that are missing. Nothing is blocked.";
    PUBLISH_DESPITE = "Pourquoi sans attendre les avis ?" / "Why without waiting for the stamps?";
    DO_PUBLISH = "Publier et signer" / "Publish and sign";
    OUTCOME = "Qu’est-ce qui s’est passé ?" / "What happened?";
    OUTCOME_WORDS = "En une phrase, ce qu’ont trouvé les clients" / "In a sentence, what customers found";
    DO_KEPT = "La promesse est tenue" / "The promise was kept";
    DO_BROKEN = "Elle n’est pas tenue" / "It was not kept";
    WITHDRAW = "Ne plus promettre" / "Do not promise any more";
    WITHDRAW_WHY = "Pourquoi ?" / "Why?";
    DO_WITHDRAW = "Retirer la promesse" / "Withdraw the promise";
    WAITS = "Elle attend l’avis de : {missing}." / "It waits for the stamp of: {missing}.";
}

/// When everything is usually thought to be ready: six weeks after the day promised.
fn usual_day(on: Option<Date>, today: Date) -> Date {
    on.unwrap_or(today).max(today).saturating_add(6.weeks())
}

/// As what the reader is consulted, and whether they were heard.
fn mine(view: &View) -> Option<(Role, bool)> {
    let role = crate::api::v1::promises::consulted_as(view.session)?;
    Some((role, view.it.state.stamps.contains_key(&role)))
}

/// The main thing to do next.
pub(super) fn part(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let state = &view.it.state;
    let stage = view.it.stage();
    let has_come = view.it.on.is_some_and(|on| on <= view.session.today);
    let content = if let Some((ended, _)) = &state.ended {
        let words = match ended {
            Ended::Kept(words) => words.as_ref(),
            Ended::Broken(words) | Ended::Withdrawn(words) => Some(words),
        };
        html! { @if let Some(words) = words { p { (told::text(view.session, words)) } } (decided(reader, view)) }
    } else if stage.is_over() {
        decided(reader, view)
    } else if has_come && view.may(Right::Shape) {
        html! { (decided(reader, view)) (outcome_form(reader, view, seals)) }
    } else if state.awaits_decision() {
        html! {
            @if let Some(decision) = &state.decision { p { (reader.w(IN_DECISION)) " " a href=(href(decision)) { (reader.w(DECISION)) } } }
        }
    } else if state.decided.is_some() {
        decided(reader, view)
    } else if let Some((role, false)) = mine(view).filter(|_| view.it.reckoning.is_some()) {
        stamp_form(reader, view, seals, role)
    } else if view.it.reckoning.is_none() && view.may(Right::State) {
        need_form(reader, view, seals)
    } else {
        let missing = state.missing();
        html! {
            @if !missing.is_empty() { p.kindly data-terms { (reader.fill(WAITS, &[("missing", &super::roles(reader, &missing))])) } }
            @if view.may(Right::Shape) { (send_form(reader, view, seals)) }
        }
    };
    match content.0.trim().is_empty() {
        true => html! {},
        false => ui::page::section("onward", reader.w(NEXT), content),
    }
}

/// What else can be done, folded.
pub(super) fn aside(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let it = &view.it;
    if it.stage().is_over() {
        return html! {};
    }
    let back = |form: &str| view.back.as_ref().is_some_and(|back| back.form == form);
    let fold = |title: &'static str, open: bool, content: Markup| {
        html! { details.aside open[open] { summary { (title) } (content) } }
    };
    let reckoned = it.reckoning.is_some();
    let speaks = match view.session.side() {
        Side::Marketing => view.may(Right::Shape),
        _ => view.may(Right::SignMarketing),
    };
    // What stands above as the main thing is not said twice.
    let sends_above = reckoned && !matches!(mine(view), Some((_, false)));
    html! {
        @if view.may(Right::State) && reckoned { (fold(reader.w(NEED_AGAIN), back("needs"), need_form(reader, view, seals))) }
        @if let Some((role, heard)) = mine(view) {
            @if heard || !reckoned { (fold(reader.w(if heard { STAMP_AGAIN } else { STAMP }), back("stamp"), stamp_form(reader, view, seals, role))) }
        }
        @if view.may(Right::Shape) && it.state.decision.is_none() && !sends_above {
            (fold(reader.w(DECIDE), back("send"), send_form(reader, view, seals)))
        }
        @if speaks && it.state.published.is_none() { (fold(reader.w(PUBLISH), back("publish"), publish_form(reader, view, seals))) }
        @if speaks { (fold(reader.w(WITHDRAW), back("withdraw"), withdraw_form(reader, view, seals))) }
    }
}

fn decided(reader: &Reader, view: &View) -> Markup {
    let state = &view.it.state;
    let Some((choice, _)) = &state.decided else { return html! {} };
    let decision = state.decision.as_ref();
    let terms = decision.and_then(|id| view.session.picture.decision(id.key().parse().ok()?));
    let terms =
        terms.and_then(|decision| decision.compromises.last()).map(|(.., terms)| told::text(view.session, terms));
    html! {
        p {
            (reader.w(DECIDED)) " " (reader.say(&told::choice_say(view.session, choice)))
            @if let Some(decision) = decision { ", " a href=(href(decision)) { (reader.w(DECISION)) } }
            "."
        }
        @if let Some(terms) = terms { p.kindly { (reader.fill(TERMS, &[("terms", terms)])) } }
    }
}

fn stamp_form(reader: &Reader, view: &View, seals: &Seals, role: Role) -> Markup {
    let back = view.back.as_ref();
    let typed = Back::typed(back, "stamp", "words").unwrap_or_default();
    let chosen = Back::typed(back, "stamp", "stamp");
    html! {
        p.kindly data-terms { (reader.w(STAMP_WHY)) }
        (told::fault(reader, back, "stamp"))
        (seals.form(&view.at("/stamps"), html! {
            input type="hidden" name="role" value=(role.word());
            input type="hidden" name="hash" value=(view.hash);
            fieldset.choices {
                legend { (reader.w(STAMP_WHAT)) }
                @for (stamp, word) in Stamp::ALL {
                    div.choice {
                        input type="radio" id={ "stamp-" (word) } name="stamp" value=(word) checked[chosen == Some(word)] required;
                        label for={ "stamp-" (word) } { span.choice-name { (reader.say(&stamp.say())) } }
                    }
                }
            }
            (field(&Field { name: "words", label: reader.w(STAMP_WORDS), hint: Some(reader.w(STAMP_HINT)), value: typed, error: None, input: Input::Line, optional: true }))
            (actions(submit(reader.w(DO_STAMP))))
        }))
    }
}

/// The numbers a promise may need, of kinds that have them: `store.stock_accuracy`, in words. Stores first: promises
/// are kept there.
fn countable(reader: &Reader, view: &View) -> Vec<(String, String)> {
    let catalog = view.session.picture.catalog();
    let known = |kind: Kind, field: Known| catalog.of_kind(kind).any(|thing| thing.measure(field).is_some());
    let mut kinds: Vec<Kind> = KINDS.into_iter().filter(|kind| *kind != Kind::Promise).collect();
    kinds.sort_by_key(|kind| *kind != Kind::Store);
    let mut all = Vec::new();
    for kind in kinds {
        for field in app::countable(kind).filter(|field| known(kind, *field)) {
            let colon = ui::evidence::colon(reader.lang);
            let words = format!("{}{colon} {}", ui::capital(reader.say(&plural(kind))), reader.say(&field.label()));
            all.push((format!("{}.{}", kind.word(), field.spec().word), words));
        }
    }
    all
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

fn need_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let state = &view.it.state;
    let standing = state.needs.first();
    let what =
        state.concerns.as_ref().zip(standing).map(|((kind, _), it)| format!("{}.{}", kind.word(), it.need.field));
    let what = Back::typed(back, "needs", "what").map(str::to_owned).or(what);
    let mut areas = vec![(String::new(), reader.w(EVERYWHERE).to_owned())];
    areas.extend(view.session.picture.areas(Kind::Store));
    let bounds: Vec<(String, String)> =
        Bound::ALL.into_iter().map(|(bound, word)| (word.to_owned(), ui::capital(reader.say(&bound.say())))).collect();
    let kind = state.concerns.as_ref().map(|(kind, _)| *kind);
    html! {
        @if standing.is_none() { h3 { (reader.w(NEED)) } }
        p.kindly data-terms { (reader.w(NEED_WHY)) }
        (told::fault(reader, back, "needs"))
        (seals.form(&view.at("/needs"), html! {
            input type="hidden" name="version" value=(view.session.picture.version(&view.it.id));
            (select("what", reader.w(NEED_WHAT), &countable(reader, view), what.as_deref()))
            (select("bound", reader.w(NEED_BOUND), &bounds, None))
            (field(&Field { name: "threshold", label: reader.w(NEED_THRESHOLD), hint: Some(reader.w(NEED_THRESHOLD_HINT)), value: Back::typed(back, "needs", "threshold").unwrap_or_default(), error: None, input: Input::Line, optional: false }))
            @if areas.len() > 1 { (select("area", reader.w(NEED_AREA), &areas, Back::typed(back, "needs", "area"))) }
            (actions(submit(reader.w(DO_NEED))))
        }))
        @for stated in &state.needs {
            (seals.form(&view.at("/needs/end"), html! {
                input type="hidden" name="version" value=(view.session.picture.version(&view.it.id));
                input type="hidden" name="field" value=(stated.need.field);
                @let need = crate::api::v1::promises::need_say(kind, &stated.need);
                (actions(html! { button.quiet type="submit" { (reader.fill(NO_NEED, &[("need", reader.say(&need))])) } }))
            }))
        }
    }
}

fn send_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let usual = usual_day(view.it.on, view.session.today).to_string();
    let value = Back::typed(back, "send", "ready_by").unwrap_or(&usual);
    html! {
        h3 { (reader.w(DECIDE)) }
        p.kindly data-terms { (reader.w(DECIDE_WHY)) }
        (told::fault(reader, back, "send"))
        (seals.form(&view.at("/decision"), html! {
            (field(&Field { name: "ready_by", label: reader.w(READY_BY), hint: Some(reader.w(READY_BY_HINT)), value, error: None, input: Input::Date, optional: false }))
            (actions(submit(reader.w(DO_SEND))))
        }))
    }
}

fn publish_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let unheard = CONSULTED.iter().any(|role| !view.it.state.stamps.contains_key(role));
    html! {
        p.kindly data-terms { (reader.w(PUBLISH_WHY)) }
        (told::fault(reader, view.back.as_ref(), "publish"))
        (seals.form(&view.at("/publication"), html! {
            input type="hidden" name="hash" value=(view.hash);
            @if unheard {
                (field(&Field { name: "despite", label: reader.w(PUBLISH_DESPITE), hint: None, value: "", error: None, input: Input::Line, optional: true }))
            }
            (actions(submit(reader.w(DO_PUBLISH))))
        }))
    }
}

fn outcome_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    html! {
        h3 { (reader.w(OUTCOME)) }
        (told::fault(reader, back, "outcome"))
        (seals.form(&view.at("/outcome"), html! {
            (field(&Field { name: "words", label: reader.w(OUTCOME_WORDS), hint: None, value: Back::typed(back, "outcome", "words").unwrap_or_default(), error: None, input: Input::Line, optional: true }))
            (actions(html! {
                button.main type="submit" name="kept" value="yes" { (reader.w(DO_KEPT)) }
                button.quiet type="submit" name="kept" value="no" { (reader.w(DO_BROKEN)) }
            }))
        }))
    }
}

fn withdraw_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (told::fault(reader, view.back.as_ref(), "withdraw"))
        (seals.form(&view.at("/withdrawal"), html! {
            (field(&Field { name: "why", label: reader.w(WITHDRAW_WHY), hint: None, value: "", error: None, input: Input::Line, optional: false }))
            (actions(html! { button.quiet type="submit" { (reader.w(DO_WITHDRAW)) } }))
        }))
    }
}
