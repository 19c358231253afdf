//! Which of two answers is the better one? `/requests/{number}/compare?a=as-asked&b=use-existing-loyalty-card`
//!
//! Each answer is worked out as a change of its own; the page shows both side by side, figure by figure, each with its
//! evidence. Without a choice it compares the wish with the first other way to answer it.

use agenda::decision::Choice;
use axum::extract::{Path, Query, State};
use base::{Figure, Measure, Say};
use landscape::impact::{Impact, SystemLoad, Verdict};
use maud::{Markup, html};
use serde::Deserialize;

use super::find;
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told;
use crate::session::Session;
use crate::ui;
use crate::ui::page::{Format, Room};
use crate::ui::picks;
use crate::ui::{Reader, Words, figure, table};

crate::ui::words! {
    TITLE = "Comparer deux réponses" / "Two answers side by side";
    KICKER = "Demande {n}" / "Request {n}";
    ONE = "D’un côté" / "On one side";
    OTHER = "De l’autre" / "On the other";
    COMPARE = "Comparer" / "Compare";
    NONE = "Il n’y a pas encore deux réponses à comparer : confirmez d’abord de quoi il s’agit." / "There are not yet two answers to compare: confirm what it is about first.";
    BACK = "Revenir à la demande" / "Back to the request";
    FIGURES = "Chiffre par chiffre" / "Figure by figure";
    FIGURE = "Chiffre" / "Figure";
    UNKNOWN = "on ne sait pas" / "not known";
    NOTHING = "rien" / "none";
    LOADS = "Ce que les systèmes auraient à porter" / "What the systems would have to carry";
    CALM = "Aucun système n’est appelé davantage." / "No system is called more.";
    SAME = "Les deux réponses sollicitent les systèmes autant l’une que l’autre." / "Both answers ask the same of the systems.";
    LEAD = "{system} : à {a} de sa limite {one}, à {b} {other}." / "{system}: at {a} of its limit {one}, at {b} {other}.";
    NOT_TOUCHED = "{system} : à {a} de sa limite {one}, pas sollicité {other}." / "{system}: at {a} of its limit {one}, not asked for more {other}.";
    STAYS = "Si rien ne change, tout reste comme aujourd’hui." / "If nothing changes, all stays as it is today.";
    TEAMS = "Équipes à prévenir :" / "Teams to be told:";
}

/// The two answers, by their words.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    a: Option<String>,
    b: Option<String>,
}

/// `GET /requests/{number}/compare`
pub async fn compare(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (number, request) = find(&session, &number)?;
    let picture = &session.picture;
    let options = match picture.reading(request, session.today) {
        Some(Ok(reading)) => picture::options(&reading.impact),
        _ => Vec::new(),
    };
    let at = |word: &Option<String>| options.iter().position(|choice| Some(choice.word()) == *word);
    // The wish against what exists, else against the next way to answer it.
    let existing = options.iter().position(|choice| matches!(choice, Choice::UseExisting { .. }));
    let (a, b) = (at(&asked.a).unwrap_or(0), at(&asked.b).or(existing).unwrap_or(1));
    let side = |at: usize| {
        let choice = options.get(at)?;
        let impact = picture.reading_for(request, choice, session.today).and_then(Result::ok).map(|it| it.impact);
        Some(Way { choice: choice.clone(), name: told::choice_say(&session, choice), impact })
    };
    let named: Vec<(String, Say)> =
        options.iter().map(|choice| (choice.word(), told::choice_say(&session, choice))).collect();
    let view = View {
        number,
        wish: told::text(&session, &request.sentence).to_owned(),
        options: named,
        ways: side(a).zip(side(b)),
    };
    let content = session.read(|reader| render(reader, &view));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Requests), format: Format::Wide, done: None }, content))
}

/// One answer worked out.
struct Way {
    choice: Choice,
    name: Say,
    /// What it would do; `None` when nothing changes.
    impact: Option<Impact>,
}

impl Way {
    fn figure(&self, key: &str) -> Option<&Figure> {
        self.impact.as_ref()?.figures.iter().find(|figure| figure.key == key)
    }

    /// The systems drawn: those it strains, at least one, at most three.
    fn bars(&self) -> &[SystemLoad] {
        let loads = self.impact.as_ref().map_or(&[][..], |impact| &impact.loads);
        let strained = loads.iter().filter(|load| load.verdict != Verdict::Fine).count().clamp(1, 3);
        &loads[..strained.min(loads.len())]
    }

    /// How much of its limit a system would use.
    fn used(&self, system: &base::Ref) -> Option<&Measure> {
        let load = self.impact.as_ref()?.loads.iter().find(|load| load.system == *system)?;
        load.used.as_ref()
    }
}

struct View {
    number: u64,
    wish: String,
    options: Vec<(String, Say)>,
    ways: Option<(Way, Way)>,
}

fn render(reader: &Reader, view: &View) -> Markup {
    let back = format!("/requests/{}", view.number);
    let number = view.number.to_string();
    let kicker = html! { a href=(back) { (reader.fill(KICKER, &[("n", &number)])) } };
    html! {
        (ui::page::opening(&kicker, reader.w(TITLE), Some(&html! { (view.wish) })))
        @match &view.ways {
            None => (ui::empty::empty(reader.w(TITLE), reader.w(NONE), Some((reader.w(BACK), &back)))),
            Some((a, b)) => {
                (chooser(reader, view, a, b))
                (figure::statement(reader, &lead(a, b), &[]))
                @let widest = [a, b].into_iter().flat_map(Way::bars).map(ui::load::reach).fold(1.0, f64::max);
                div.compared { (column(reader, a, widest)) (column(reader, b, widest)) }
                (ui::page::section("figures", reader.w(FIGURES), html! { div.no-caption { (figures(reader, a, b)) } }))
            }
        }
    }
}

/// Which two are compared; works without script.
fn chooser(reader: &Reader, view: &View, a: &Way, b: &Way) -> Markup {
    let choices: Vec<(&str, &str)> =
        view.options.iter().map(|(word, name)| (word.as_str(), reader.say(name))).collect();
    let (one, other) = (a.choice.word(), b.choice.word());
    html! {
        form.compare-form method="get" action={ "/requests/" (view.number) "/compare" } {
            (ui::thing::pick("compare-a", "a", reader.w(ONE), &choices, Some(&one)))
            (ui::thing::pick("compare-b", "b", reader.w(OTHER), &choices, Some(&other)))
            (picks::second(reader.w(COMPARE)))
        }
    }
}

/// The difference that matters most, in one sentence: the system one of the two brings nearest its limit.
fn lead(a: &Way, b: &Way) -> Say {
    let tops = [a, b].into_iter().filter_map(|way| way.impact.as_ref()?.loads.first());
    let used = |load: &SystemLoad| load.used.as_ref().map_or(-1.0, |used| used.value.likely);
    let Some(top) = tops.max_by(|x, y| used(x).total_cmp(&used(y))) else { return Say::new(SAME.fr, SAME.en) };
    let shown = |measure: &Measure, lang| base::format::measure(lang, &figure::rounded(&likely(measure)));
    Say::each(|lang| {
        let (one, other) = (told::inside(a.name.in_lang(lang)), told::inside(b.name.in_lang(lang)));
        let system = top.name.in_lang(lang);
        match (a.used(&top.system), b.used(&top.system)) {
            (Some(x), Some(y)) if x.value == y.value => SAME.in_lang(lang).to_owned(),
            (Some(x), Some(y)) => {
                let (x, y) = (shown(x, lang), shown(y, lang));
                LEAD.fill(lang, &[("one", &one), ("other", &other), ("system", system), ("a", &x), ("b", &y)])
            }
            (Some(x), None) => {
                NOT_TOUCHED.fill(lang, &[("one", &one), ("other", &other), ("system", system), ("a", &shown(x, lang))])
            }
            (None, Some(y)) => {
                NOT_TOUCHED.fill(lang, &[("one", &other), ("other", &one), ("system", system), ("a", &shown(y, lang))])
            }
            (None, None) => SAME.in_lang(lang).to_owned(),
        }
    })
}

/// A headline names one value; its range stands in the table and in the evidence.
fn likely(measure: &Measure) -> Measure {
    Measure { value: base::Quantity::exact(measure.value.likely), ..measure.clone() }
}

/// One answer: what it says, and the systems it asks most of, on a scale both share.
fn column(reader: &Reader, way: &Way, widest: f64) -> Markup {
    html! {
        section.compared-way {
            h2 { (told::capital(reader.say(&way.name))) }
            @match &way.impact {
                None => p data-terms { (reader.w(STAYS)) },
                Some(impact) => {
                    div data-terms { @for say in impact.for_marketing.iter().take(2) { (figure::sentence(reader, say, &impact.figures)) } }
                    h3 { (reader.w(LOADS)) }
                    @if impact.loads.is_empty() { p data-terms { (reader.w(CALM)) } }
                    @for load in way.bars() { (ui::load::bar_to(reader, load, widest)) }
                    @if !impact.teams.is_empty() {
                        p.still {
                            (reader.w(TEAMS)) " "
                            @for (i, team) in impact.teams.iter().enumerate() { @if i > 0 { ", " } (reader.say(&team.name)) }
                        }
                    }
                }
            }
        }
    }
}

/// The figures people weigh, in the order they ask for them: what is started, what is carried, who suffers, what it
/// takes. The evidence of a load names the others.
const WEIGHED: &[&str] = &[
    "entry.",
    "load.after/",
    "load.used/",
    "quota.used/",
    "neighbours.",
    "view.wait.",
    "time.",
    "front.",
    "availability.",
    "downtime.",
    "risk.",
    "lead.",
];
/// The most systems whose load is weighed figure by figure.
const SYSTEMS: usize = 3;

fn figures(reader: &Reader, a: &Way, b: &Way) -> Markup {
    let keys = weighed(a, b);
    let columns = [
        table::words(FIGURE),
        table::Column { head: told_head(&a.name), number: true },
        table::Column { head: told_head(&b.name), number: true },
    ];
    let cell = |way: &Way, key: &str| match (way.figure(key), &way.impact) {
        (Some(figure), _) => figure::measure(reader, &figure.label, &figure.measure),
        (None, None) => html! { span.still { (reader.w(NOTHING)) } },
        (None, Some(_)) => html! { span.still { (reader.w(absent(way, key))) } },
    };
    let rows = keys.iter().filter_map(|key| {
        let label = &a.figure(key).or_else(|| b.figure(key))?.label;
        Some(vec![html! { span data-terms { (told::capital(reader.say(label))) } }, cell(a, key), cell(b, key)])
    });
    table::table(reader, reader.w(FIGURES), &columns, rows.collect())
}

fn told_head(name: &Say) -> Say {
    Say::new(told::capital(&name.fr), told::capital(&name.en))
}

/// Why a way has no such figure: a system it does not touch is asked nothing; anything else is not known.
fn absent(way: &Way, key: &str) -> Words {
    let system = key.split_once('/').and_then(|(_, id)| id.parse::<base::Ref>().ok());
    let touches = |id: &base::Ref| way.impact.as_ref().is_some_and(|it| it.loads.iter().any(|load| load.system == *id));
    match system {
        Some(id) if !touches(&id) => NOTHING,
        _ => UNKNOWN,
    }
}

fn weighed<'a>(a: &'a Way, b: &'a Way) -> Vec<&'a str> {
    let mut tops: Vec<&base::Ref> = Vec::new();
    for way in [a, b] {
        let most = way.impact.iter().flat_map(|impact| impact.loads.iter().take(SYSTEMS));
        tops.extend(most.map(|load| &load.system));
    }
    let mut keys: Vec<(usize, &str)> = Vec::new();
    for figure in [a, b].into_iter().filter_map(|way| way.impact.as_ref()).flat_map(|impact| &impact.figures) {
        let key = figure.key.as_str();
        let Some(rank) = WEIGHED.iter().position(|start| key.starts_with(start)) else { continue };
        let of = key.split_once('/').and_then(|(_, id)| id.parse::<base::Ref>().ok());
        let wanted = !key.starts_with("load.") || of.is_some_and(|id| tops.contains(&&id));
        if wanted && !keys.iter().any(|(_, known)| *known == key) {
            keys.push((rank, key));
        }
    }
    keys.sort_by_key(|(rank, _)| *rank);
    keys.into_iter().map(|(_, key)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_weighed_are_figures_that_exist() {
        let table = include_str!("../../../../landscape/src/impact/figures.rs");
        for start in WEIGHED {
            assert!(table.contains(&format!("| `{start}")) || table.contains(&format!(", `{start}")), "{start}");
        }
    }
}
