//! What comes next with a pilot: start it, read it, ask for a decision, keep what was learnt; one main thing at a time.

use agenda::decision::Choice;
use agenda::pilot::{MOST_ACTIVE, Stage};
use agenda::role::Right;
use jiff::civil::Date;
use maud::{Markup, html};
use picture::pilot::words;

use super::{View, plan};
use crate::pages::told::{self, Back, Seals};
use crate::session::href;
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input, actions, field, submit};

ui::words! {
    NEXT = "La suite" / "What comes next";
    TOO_SMALL = "Trop petit pour sa promesse. Il y a trois issues :" / "Too small for its promise. There are three ways out:";
    RESIZE = "Passer à {n} personnes par groupe" / "Take {n} people a group";
    REVISE = "Réviser le plan" / "Revise the plan";
    DO_REVISE = "Enregistrer le plan" / "Save the plan";
    ENOUGH = "Il y a assez de personnes pour voir la promesse. Une fois lancé, le plan ne change plus." / "There are people enough to see the promise. Once it is started, the plan changes no more.";
    DESPITE_POWER = "Pourquoi le lancer ainsi ? La raison reste écrite." / "Why start it as it is? The reason stays on record.";
    BESIDE = "{n} pilotes sont déjà en cours ; au-delà de {most}, un de plus demande une raison." / "{n} pilots are under way already; beyond {most}, one more needs a reason.";
    DESPITE_CAP = "Pourquoi celui-ci n’attend-il pas ?" / "Why does this one not wait?";
    START = "Lancer le pilote" / "Start the pilot";
    START_SMALL = "Le lancer malgré tout" / "Start it all the same";
    COUNTS_AGAIN = "Relire les comptages" / "Read the counts again";
    AGAIN_WHY = "Chaque lecture de plus augmente le risque de voir une différence qui n’existe pas ; elle est comptée." / "Each further look raises the risk of seeing a difference that is not there; it is counted.";
    PEOPLE = "{arm} : personnes" / "{arm}: people";
    DID = "{arm} : l’ont fait" / "{arm}: did it";
    ON = "De quel jour sont-ils ?" / "Of which day are they?";
    SPENT = "Dépensé jusque-là, en euros" / "Spent until then, in euros";
    SOURCE = "D’où viennent-ils ?" / "Where do they come from?";
    DO_READ = "Lire le résultat" / "Read the result";
    DECIDE = "Les deux directions décident : étendre, changer de cap, arrêter, ou prolonger." / "Both directors decide: extend, change course, stop, or prolong.";
    UNTIL = "S’il est prolongé, jusqu’à quand ?" / "If it is prolonged, until when?";
    SEND = "Envoyer en décision" / "Send to a decision";
    IN_DECISION = "Les deux directions décident :" / "Both directors are deciding:";
    DECISION = "voir la décision" / "see the decision";
    LEARN = "Ce qu’il faut en retenir" / "What to keep of it";
    LEARN_WHY = "Une pratique dit ce qui a marché et quand s’en servir ; qui la reprend la cite." / "A practice says what worked and when to use it; who uses it again cites it.";
    NAME = "Son nom" / "Its name";
    WORKED = "Qu’est-ce qui a marché ?" / "What worked?";
    WHEN = "Quand s’en servir ?" / "When to use it?";
    DO_LEARN = "Enregistrer la pratique" / "Record the practice";
    LEARNT = "Retenu :" / "Kept:";
    END = "L’arrêter sans décision" / "End it without a decision";
    END_WHY = "Pourquoi ? La règle d’arrêt, ou autre chose" / "Why? The stop rule, or something else";
    DO_END = "Arrêter le pilote" / "End the pilot";
    WAITS = "Il court jusqu’au {date}." / "It runs until {date}.";
}

/// When a pilot is usually decided: ten weeks from now.
pub(super) fn usual_day(today: Date) -> Date {
    today.checked_add(jiff::Span::new().weeks(10)).unwrap_or(today)
}

/// The main thing to do next.
pub(super) fn part(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let pilot = view.pilot;
    let shapes = view.session.may(Right::Shape);
    let awaits = pilot.decision.as_ref().filter(|_| pilot.decided.is_none() && pilot.stage() == Stage::Read);
    let content = match (pilot.stage(), awaits) {
        (_, Some(decision)) => {
            html! { p { (reader.w(IN_DECISION)) " " a.main href=(href(decision)) { (reader.w(DECISION)) } } }
        }
        (Stage::Draft, _) => start(reader, view, seals),
        (Stage::Running, _) if shapes => counts(reader, view, seals),
        (Stage::Running, _) => html! { p { (reader.fill(WAITS, &[("date", &reader.date(pilot.decide_by()))])) } },
        (Stage::Read, _) if shapes => send(reader, view, seals),
        (Stage::Decided | Stage::Dropped, _) => learn(reader, view, seals),
        _ => html! {},
    };
    match content.0.trim().is_empty() {
        true => html! {},
        false => ui::page::section("onward", reader.w(NEXT), content),
    }
}

fn start(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let short = view.power.short();
    let beside = view.session.picture.active_pilots_beside(view.number);
    let shapes = view.session.may(Right::Shape);
    let back = view.back.as_ref();
    let reason = |name, label| {
        let value = Back::typed(back, "start", name).unwrap_or_default();
        field(&Field {
            name,
            label: reader.w(label),
            hint: None,
            value,
            error: None,
            input: Input::Line,
            optional: false,
        })
    };
    html! {
        @if let Some(short) = &short {
            div.flash.watch {
                span.shape aria-hidden="true" { "▲" }
                (reader.w(TOO_SMALL))
                ul { @for way in words::ways_out(&view.pilot.plan, short) { li { (reader.say(&told::full(&way))) } } }
            }
        } @else { p.kindly { (reader.w(ENOUGH)) } }
        @if shapes {
            @if let Some(short) = short.as_ref().filter(|short| short.needed < u64::MAX) {
                @let n = base::format::number(reader.lang, short.needed as f64, 0);
                (seals.form(&view.at("/plan"), html! {
                    input type="hidden" name="version" value=(view.version());
                    (plan::resized(&plan::Form::of(view.session, &view.pilot.plan), short.needed))
                    (actions(submit(&reader.fill(RESIZE, &[("n", &n)]))))
                }))
            }
            @if short.is_some() { (revise(reader, view, seals)) }
            (told::fault(reader, back, "start"))
            @let verb = if short.is_some() { START_SMALL } else { START };
            @let form = seals.form(&view.at("/start"), html! {
                @if short.is_some() { (reason("despite_power", DESPITE_POWER)) }
                @if beside >= MOST_ACTIVE {
                    p.kindly { (reader.fill(BESIDE, &[("n", &beside.to_string()), ("most", &MOST_ACTIVE.to_string())])) }
                    (reason("despite_cap", DESPITE_CAP))
                }
                @if short.is_some() { (actions(html! { button.quiet type="submit" { (reader.w(verb)) } })) }
                @else { (actions(submit(reader.w(verb)))) }
            });
            @if short.is_some() {
                details.aside open[back.is_some_and(|back| back.form == "start")] { summary { (reader.w(START_SMALL)) } (form) }
            } @else { (form) }
        }
    }
}

/// The plan, to be changed.
fn revise(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let open = view.back.as_ref().is_some_and(|back| back.form == "plan");
    let form = view.form.clone().unwrap_or_else(|| plan::Form::of(view.session, &view.pilot.plan));
    html! {
        details.aside #plan open[open] {
            summary { (reader.w(REVISE)) }
            (told::fault(reader, view.back.as_ref(), "plan"))
            (seals.form(&view.at("/plan"), html! {
                input type="hidden" name="version" value=(view.version());
                (plan::fields(reader, view.session, &form))
                (actions(html! { button.quiet type="submit" { (reader.w(DO_REVISE)) } }))
            }))
        }
    }
}

fn counts(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let (pilot, back) = (view.pilot, view.back.as_ref());
    let typed = |name: &'static str| Back::typed(back, "counts", name).unwrap_or_default();
    let kept = |name: &str| view.counts.get(name).cloned().unwrap_or_default();
    let number = |name: &str, label: &str| {
        field(&Field {
            name,
            label,
            hint: None,
            value: &kept(name),
            error: None,
            input: Input::Number,
            optional: false,
        })
    };
    let today = view.session.today.to_string();
    let on = typed("on");
    html! {
        (told::fault(reader, back, "counts"))
        (seals.form(&view.at("/counts"), html! {
            input type="hidden" name="version" value=(view.version());
            @for place in 0..pilot.plan.arms.len() {
                @let arm = view.session.picture.arm_name(&pilot.plan, place);
                div.plan-form { div.pair {
                    (number(&format!("people-{place}"), &reader.fill(PEOPLE, &[("arm", &arm)])))
                    (number(&format!("did-{place}"), &reader.fill(DID, &[("arm", &arm)])))
                } }
            }
            (field(&Field { name: "on", label: reader.w(ON), hint: None, value: if on.is_empty() { &today } else { on }, error: None, input: Input::Date, optional: false }))
            (field(&Field { name: "spent", label: reader.w(SPENT), hint: None, value: &kept("spent"), error: None, input: Input::Number, optional: true }))
            (field(&Field { name: "words", label: reader.w(SOURCE), hint: None, value: &kept("words"), error: None, input: Input::Line, optional: true }))
            (actions(submit(reader.w(DO_READ))))
        }))
    }
}

fn send(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let until = view.session.picture.pilot_until(view.pilot, view.session.today).to_string();
    html! {
        p.kindly data-terms { (reader.w(DECIDE)) }
        (told::fault(reader, view.back.as_ref(), "send"))
        (seals.form(&view.at("/decision"), html! {
            (field(&Field { name: "until", label: reader.w(UNTIL), hint: None, value: &until, error: None, input: Input::Date, optional: false }))
            (actions(submit(reader.w(SEND))))
        }))
    }
}

/// What was kept of it, or the form that keeps it.
fn learn(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let extended = matches!(view.pilot.decided, Some((Choice::Extend, ..)));
    let line = |name, label, input| {
        let value = Back::typed(view.back.as_ref(), "learn", name).unwrap_or_default();
        field(&Field { name, label: reader.w(label), hint: None, value, error: None, input, optional: false })
    };
    html! {
        @for (id, name) in &view.practices { p { (reader.w(LEARNT)) " " a href=(href(id)) { (name) } } }
        @if view.practices.is_empty() && view.session.may(Right::Shape) {
            details.aside open[extended || view.back.is_some()] {
                summary { (reader.w(LEARN)) }
                p.kindly { (reader.w(LEARN_WHY)) }
                (told::fault(reader, view.back.as_ref(), "learn"))
                (seals.form(&view.at("/practice"), html! {
                    (line("name", NAME, Input::Line))
                    (line("worked", WORKED, Input::Lines))
                    (line("when", WHEN, Input::Lines))
                    (actions(submit(reader.w(DO_LEARN))))
                }))
            }
        }
    }
}

/// What else can be done, folded.
pub(super) fn aside(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let (pilot, back) = (view.pilot, view.back.as_ref());
    let awaits = pilot.decision.is_some() && pilot.decided.is_none();
    if !view.session.may(Right::Shape) || pilot.is_closed() || awaits {
        return html! {};
    }
    let opened = |form: &str| back.is_some_and(|back| back.form == form);
    html! {
        @if pilot.stage() == Stage::Draft && view.power.short().is_none() { (revise(reader, view, seals)) }
        @if pilot.stage() == Stage::Read {
            details.aside open[opened("counts")] {
                summary { (reader.w(COUNTS_AGAIN)) }
                p.kindly { (reader.w(AGAIN_WHY)) }
                (counts(reader, view, seals))
            }
        }
        details.aside open[opened("end")] {
            summary { (reader.w(END)) }
            (told::fault(reader, back, "end"))
            (seals.form(&view.at("/end"), html! {
                (field(&Field { name: "why", label: reader.w(END_WHY), hint: None, value: "", error: None, input: Input::Line, optional: false }))
                (actions(html! { button.quiet type="submit" { (reader.w(DO_END)) } }))
            }))
        }
    }
}
