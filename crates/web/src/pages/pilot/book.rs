//! A pilot as an open book: what it is about in marketing's words, how it is run in IT's words, the figures between.

use base::{Say, Unit};
use maud::{Markup, html};
use picture::pilot::words;

use super::View;
use crate::pages::told;
use crate::session::href;
use crate::ui;
use crate::ui::Reader;
use crate::ui::figure::Shared;
use crate::ui::interval::{Interval, interval};
use crate::ui::spread::{Spread, entry, spread};

ui::words! {
    COUNTED = "Ce que l’on compte" / "What is counted";
    PROXY = "Ce que cela représente" / "What it stands for";
    WHOM = "Sur qui" / "On whom";
    SEES = "Ce que voit chaque groupe" / "What each group sees";
    CONTROL = "témoin" / "control";
    RATE = "{did} sur {people}" / "{did} of {people}";
    LINES = "Ce qui a été fixé d’avance" / "What was fixed in advance";
    LINE_EXTEND = "Étendre si tout l’intervalle est au-delà de {extend}." / "Extend if the whole interval lies beyond {extend}.";
    LINE_PIVOT = "Sinon, s’il n’atteint pas cette ligne mais reste tout entier au-delà de {pivot} : changer de cap." / "Else, if it does not reach that line but lies wholly beyond {pivot}: change course.";
    LINE_STOP = "S’il n’atteint pas la ligne et ne dépasse pas {pivot} : arrêter." / "If it does not reach the line and is not beyond {pivot}: stop.";
    LINE_OPEN = "S’il contient {extend} : pas concluant, et c’est un résultat." / "If it holds {extend}: not conclusive, and that is a result.";
    SIZE = "Ce que l’on peut voir" / "What can be seen";
    METHOD = "Approximation normale, chaque groupe avec sa variance ; risque de fausse alerte {alpha}, des deux côtés, chance de voir la promesse {power}." / "Normal approximation, each group with its own variance; risk of a false alarm {alpha}, two-sided, chance to see the promise {power}.";
    STOPS = "Ce qui l’arrête avant son jour" / "What ends it before its day";
    COST = "Plafond et jour" / "Cap and day";
    COST_IS = "{budget} au plus ; décision le {date}." / "{budget} at most; decision on {date}.";
    HOME = "Qui le fait vivre ensuite" / "Who runs it afterwards";
    NO_HOME = "Personne n’est nommé : un pilote sans foyer d’exploitation reste un pilote." / "Nobody is named: a pilot with no home to run it stays a pilot.";
    WORTH = "Ce qu’il vaut avant de décider" / "What it is worth before deciding";
    NO_WORTH = "Rien n’est dit de ce qui est en jeu : le dossier de la demande le dirait, ou le plan." / "Nothing is said of what is at stake: the request’s case would say so, or the plan.";
    DESPITE = "Lancé malgré un avertissement" / "Started despite a warning";
    KNOW = "À savoir" / "Worth knowing";
    CAPTION = "{with} − {without}" / "{with} − {without}";
}

/// The figures both share, in reading order, as far as there are some.
const SPINE: [&str; 9] = [
    "result.difference",
    "result.z",
    "pilot.promised",
    "pilot.detectable",
    "pilot.per_arm",
    "pilot.needed",
    "pilot.budget",
    "worth.sample",
    "worth.cost",
];

/// The open book.
pub(crate) fn book(reader: &Reader, view: &View) -> Markup {
    let figure = |key: &&str| view.figures.iter().find(|figure| figure.key == **key);
    let shared = SPINE.iter().filter_map(figure).map(|figure| Shared { figure, limit: None, verdict: None });
    let shared: Vec<Shared> = shared.collect();
    spread(
        reader,
        &Spread {
            id: "pilot",
            first: view.session.side(),
            left: left(reader, view),
            spine: ui::figure::spine(reader, &shared),
            right: right(reader, view),
        },
    )
}

/// The results drawn, one for each novelty; `None` before anything is read.
pub(crate) fn result(reader: &Reader, view: &View) -> Option<Markup> {
    let reading = view.reading.as_ref()?;
    let plan = &view.pilot.plan;
    let picture = &view.session.picture;
    let name = |arm| picture.arm_name(plan, arm);
    let towards = |line: f64| line * plan.direction();
    let drawn = reading.comparisons.iter().enumerate().filter_map(|(at, compared)| {
        let key = if at == reading.best {
            "result.difference".to_owned()
        } else {
            format!("result.difference/{}", compared.arm)
        };
        let figure = view.figures.iter().find(|figure| figure.key == key)?;
        let (with, without) = (name(compared.arm), name(plan.control()));
        let caption = Say::same(reader.fill(CAPTION, &[("with", &with), ("without", &without)]));
        let why = match at == reading.best {
            true => words::why(plan, reading),
            false => Say::default(),
        };
        Some(interval(
            reader,
            &Interval {
                caption: &caption,
                measure: &figure.measure,
                extend: towards(plan.lines.extend),
                pivot: towards(plan.lines.pivot),
                verdict: compared.verdict,
                why: &why,
            },
        ))
    });
    let drawn: Vec<Markup> = drawn.collect();
    Some(html! {
        @for one in drawn { (one) }
        @if !reading.flags.is_empty() {
            div.flash.watch {
                span.shape aria-hidden="true" { "▲" } (reader.w(KNOW))
                ul { @for flag in &reading.flags { li { (reader.say(&words::flag(flag))) } } }
            }
        }
    })
}

fn left(reader: &Reader, view: &View) -> Markup {
    let plan = &view.pilot.plan;
    let say = |words: ui::Words| Say::new(words.fr, words.en);
    let text = |text| told::text(view.session, text).to_owned();
    let points = |line: f64| reader.number(line * plan.direction(), Unit::PercentagePoints);
    let (extend, pivot) = (points(plan.lines.extend), points(plan.lines.pivot));
    let holes = [("extend", extend.as_str()), ("pivot", pivot.as_str())];
    html! {
        (entry(reader, &say(COUNTED), html! { p { (text(&plan.metric)) } }))
        (entry(reader, &say(PROXY), html! { p { (text(&plan.proxy)) } }))
        (entry(reader, &say(WHOM), html! { p { (text(&plan.population)) } }))
        (entry(reader, &say(SEES), html! {
            ul.plain {
                @for (place, arm) in plan.arms.iter().enumerate() {
                    li {
                        (view.session.picture.arm_name(plan, place))
                        @if arm.control { " " span.still { "(" (reader.w(CONTROL)) ")" } }
                        @if let Some(count) = view.pilot.look().and_then(|look| look.counts.get(place)) {
                            @let number = |n: u64| base::format::number(reader.lang, n as f64, 0);
                            " " span.still { (reader.fill(RATE, &[("did", &number(count.did)), ("people", &number(count.people))])) }
                        }
                    }
                }
            }
        }))
        (entry(reader, &say(LINES), html! {
            ul.plain {
                @for words in [LINE_EXTEND, LINE_PIVOT, LINE_STOP, LINE_OPEN] { li data-terms { (reader.fill(words, &holes)) } }
            }
        }))
    }
}

fn right(reader: &Reader, view: &View) -> Markup {
    let (pilot, plan) = (view.pilot, &view.pilot.plan);
    let say = |words: ui::Words| Say::new(words.fr, words.en);
    let text = |text| told::text(view.session, text).to_owned();
    let percent = |share: f64| base::format::percent(reader.lang, share, 1);
    let budget = base::format::money(reader.lang, plan.budget);
    let worth = view.session.picture.pilot_worth(pilot);
    let started = pilot.started.as_ref();
    let despite: Vec<String> =
        started.into_iter().flat_map(|it| [&it.despite_power, &it.despite_cap]).flatten().map(text).collect();
    html! {
        (entry(reader, &say(SIZE), html! {
            p { (reader.say(&words::power(plan, &view.power))) }
            p.still data-terms { (reader.fill(METHOD, &[("alpha", &percent(plan.alpha)), ("power", &percent(plan.power))])) }
        }))
        (entry(reader, &say(STOPS), html! { p { (text(&plan.stop_rule)) } }))
        (entry(reader, &say(COST), html! {
            p { (reader.fill(COST_IS, &[("budget", &budget), ("date", &reader.date(pilot.decide_by()))])) }
        }))
        (entry(reader, &say(HOME), html! {
            @match &plan.home {
                Some(home) => p { a href=(href(home)) { (reader.thing(home)) } },
                None => p data-terms { (reader.w(NO_HOME)) },
            }
        }))
        (entry(reader, &say(WORTH), html! {
            @match &worth {
                Some(worth) => p data-terms { (reader.say(&words::worth(worth))) },
                None => p.still data-terms { (reader.w(NO_WORTH)) },
            }
        }))
        @if !despite.is_empty() {
            (entry(reader, &say(DESPITE), html! { ul.plain { @for why in &despite { li { (why) } } } }))
        }
    }
}
