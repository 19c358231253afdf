//! What an objective says, as a form: typed, kept when it was not taken, read whole or not at all.

use agenda::business_case::Metric;
use agenda::objective::{Above, Objective, Root, Target};
use app::{Problem, TypedObjective, TypedStep, TypedYardstick};
use base::{Kind, Lang, Quantity, Ref, Say, Side, Unit, format};
use landscape::field::{Value, typed};
use maud::{Markup, html};
use serde::Deserialize;

use crate::pages::told;
use crate::session::Session;
use crate::typed::{date, must, one_of, whole};
use crate::ui::form::{Field, Input, field};
use crate::ui::thing::pick;
use crate::ui::{self, Reader, Words};

ui::words! {
    NAME = "Que voulons-nous ?" / "What do we want?";
    EFFECT = "Qu’est-ce que le client y gagne ?" / "What does the customer have of it?";
    ABOVE = "Sous quoi se range-t-il ?" / "What does it stand under?";
    DEFINES = "Qui répond de la définition du chiffre ?" / "Who answers for what the number means?";
    SUPPLIES = "Qui répond de la source du chiffre ?" / "Who answers for where the number is read?";
    SUPPLIES_HINT = "l’un du marketing, l’autre de la DSI" / "one of marketing, the other of IT";
    WEIGHT = "Son poids parmi ses voisins, de 1 à 100" / "Its weight among its neighbours, from 1 to 100";
    WAY = "Dans quel sens va le chiffre ?" / "Which way does the number go?";
    NO_NUMBER = "pas de chiffre à lui : il se lit à ce qui est en dessous" / "no number of its own: it is read from what is below";
    INCREASE = "il monte" / "it rises";
    DECREASE = "il baisse" / "it falls";
    KEEP_WITHIN = "il reste entre deux bornes" / "it stays between two bounds";
    MILESTONE = "une étape : franchie ou non" / "a milestone: reached or not";
    ACTIVITY = "Ce que l’on fait à l’écran" / "What is done on a screen";
    OUTCOME = "Ce que le client fait autrement" / "What customers do otherwise";
    MONEY = "Ce qui est gagné ou épargné" / "What is earned or saved";
    COUNTED = "Laquelle de ces étapes est comptée ?" / "Which of these steps is counted?";
    UNIT = "En quelle unité ?" / "In which unit?";
    BASELINE = "Départ" / "Start";
    TARGET = "Cible, ou borne basse" / "Target, or lower bound";
    UPPER = "Borne haute" / "Upper bound";
    FROM = "Compté à partir du" / "Counted from";
    BY = "Atteint d’ici le" / "Reached by";
    UNIT_SHARE = "une part, en %" / "a share, in %";
    UNIT_COUNT = "un nombre" / "a number";
    UNIT_EUR = "des euros" / "euros";
    UNIT_EUR_YEAR = "des euros par an" / "euros a year";
    UNIT_DAYS = "des jours ouvrés" / "working days";
    UNIT_MINUTES = "des minutes par mois" / "minutes a month";
    UNIT_MILLIS = "des millisecondes" / "milliseconds";
    UNIT_POINTS = "des points sur 100" / "points out of 100";
}

/// The units a number of an objective is counted in.
pub(super) const UNITS: [(Unit, &str, Words); 8] = [
    (Unit::Share, "share", UNIT_SHARE),
    (Unit::Count, "count", UNIT_COUNT),
    (Unit::Eur, "eur", UNIT_EUR),
    (Unit::EurPerYear, "eur_per_year", UNIT_EUR_YEAR),
    (Unit::Days, "days", UNIT_DAYS),
    (Unit::MinutesPerMonth, "minutes_per_month", UNIT_MINUTES),
    (Unit::Milliseconds, "milliseconds", UNIT_MILLIS),
    (Unit::Points, "points", UNIT_POINTS),
];

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    effect: String,
    above: String,
    defines: String,
    supplies: String,
    weight: String,
    way: String,
    activity: String,
    outcome: String,
    money: String,
    counted: String,
    unit: String,
    baseline: String,
    target: String,
    upper: String,
    from: String,
    by: String,
}

/// Reads a number in a unit as a cell of a file would be read: `31 %`, `0,31`, `1 240 000`.
///
/// Errors: no number.
pub(super) fn number(words: &str, unit: Unit, what: Words) -> Result<f64, Problem> {
    let cell = typed(words);
    let read = match unit {
        // A bare number above 1 is meant in per cent.
        Unit::Share => cell.share().map(|share| share.map(|it| if it.abs() > 1.0 { it / 100.0 } else { it })),
        _ => cell.quantity().map(|value| value.map(|it| it.likely)),
    };
    must(read.map_err(|unfit| Problem::invalid(unfit.reason, unfit.way_out))?, what)
}

fn written(lang: Lang, value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format::percent(lang, value, 3),
        _ => ui::thing::typed(lang, &Value::Number(Quantity::exact(value))),
    }
}

impl Typed {
    /// An empty form under a root or an objective.
    pub(super) fn under(session: &Session, above: Option<&str>) -> Typed {
        let above = above.unwrap_or(Root::CommercialStrategy.word()).to_owned();
        let from = session.today.to_string();
        Typed {
            above,
            weight: "1".to_owned(),
            way: "none".to_owned(),
            counted: "outcome".to_owned(),
            from,
            ..Typed::default()
        }
    }

    /// What stands, as it would be typed.
    pub(super) fn of(session: &Session, it: &Objective) -> Typed {
        let text = |text: &base::Text| told::text(session, text).to_owned();
        let content = &it.content;
        let mut typed = Typed {
            name: text(&content.name),
            effect: text(&content.effect),
            above: match &content.above {
                Above::Root(root) => root.word().to_owned(),
                Above::Objective(id) => id.to_string(),
            },
            defines: content.defines.to_string(),
            supplies: content.supplies.to_string(),
            weight: content.weight.to_string(),
            way: "none".to_owned(),
            ..Typed::default()
        };
        let Some(yardstick) = &content.yardstick else { return typed };
        for step in &yardstick.chain {
            *typed.step(step.kind) = text(&step.words);
        }
        let shown = |value| written(session.lang, value, yardstick.unit);
        typed.way = yardstick.target.word().to_owned();
        typed.counted = yardstick.step().map_or("", |step| step.kind.word()).to_owned();
        typed.unit = UNITS.iter().find(|(unit, ..)| *unit == yardstick.unit).map_or("count", |it| it.1).to_owned();
        (typed.baseline, typed.target, typed.upper) = match yardstick.target {
            Target::Increase { baseline, target } | Target::Decrease { baseline, target } => {
                (shown(baseline), shown(target), String::new())
            }
            Target::KeepWithin { baseline, low, high } => (shown(baseline), shown(low), shown(high)),
            Target::Milestone => Default::default(),
        };
        (typed.from, typed.by) = (yardstick.from.to_string(), yardstick.by.to_string());
        typed
    }

    fn step(&mut self, kind: Metric) -> &mut String {
        match kind {
            Metric::Activity => &mut self.activity,
            Metric::Outcome => &mut self.outcome,
            Metric::Money => &mut self.money,
        }
    }

    /// Reads it whole.
    ///
    /// Errors: the first thing that cannot be read, with the way out.
    pub(super) fn read(&self) -> Result<TypedObjective, Problem> {
        let above = match Root::ALL.into_iter().find(|root| root.word() == self.above) {
            Some(root) => Above::Root(root),
            None => {
                let id: Ref = self.above.parse().map_err(|_| Problem::not_found(Say::same(&self.above)))?;
                Above::Objective(id)
            }
        };
        let person = |words: &str, what| must(words.parse().ok(), what);
        Ok(TypedObjective {
            name: self.name.clone(),
            above,
            effect: self.effect.clone(),
            defines: person(&self.defines, DEFINES)?,
            supplies: person(&self.supplies, SUPPLIES)?,
            weight: whole(&self.weight, WEIGHT)?.unwrap_or(1),
            yardstick: self.yardstick()?,
        })
    }

    fn yardstick(&self) -> Result<Option<TypedYardstick>, Problem> {
        if matches!(self.way.as_str(), "" | "none") {
            return Ok(None);
        }
        let units: Vec<(Unit, &str)> = UNITS.iter().map(|(unit, word, _)| (*unit, *word)).collect();
        let unit = must(one_of(&self.unit, &units, UNIT)?, UNIT)?;
        let steps =
            [(Metric::Activity, &self.activity), (Metric::Outcome, &self.outcome), (Metric::Money, &self.money)];
        let chain: Vec<TypedStep> = steps
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(kind, words)| TypedStep { kind, words: words.clone() })
            .collect();
        let counted = must(chain.iter().position(|step| step.kind.word() == self.counted), COUNTED)?;
        let target = match self.way.as_str() {
            "milestone" => Target::Milestone,
            way => {
                let baseline = number(&self.baseline, unit, BASELINE)?;
                let target = number(&self.target, unit, TARGET)?;
                match way {
                    "increase" => Target::Increase { baseline, target },
                    "decrease" => Target::Decrease { baseline, target },
                    _ => Target::KeepWithin { baseline, low: target, high: number(&self.upper, unit, UPPER)? },
                }
            }
        };
        let (from, by) = (must(date(&self.from, FROM)?, FROM)?, must(date(&self.by, BY)?, BY)?);
        Ok(Some(TypedYardstick { chain, counted, unit, target, from, by }))
    }
}

/// The fields; `itself`: the objective that is revised, which cannot stand under itself.
pub(super) fn fields(reader: &Reader, session: &Session, it: &Typed, itself: Option<u64>) -> Markup {
    let line = |name, label: Words, hint: Option<Words>, value: &str, input, optional| {
        let hint = hint.map(|words| reader.w(words));
        field(&Field { name, label: reader.w(label), hint, value, error: None, input, optional })
    };
    let tree = session.picture.objective_tree();
    let roots: Vec<(String, String)> =
        Root::ALL.map(|root| (root.word().to_owned(), reader.say(&root.say()).to_owned())).into();
    let others = tree.iter().filter(|(number, _)| itself.is_none_or(|itself| !tree.is_within(*number, itself)));
    let others = others.map(|(number, other)| {
        let id = Ref::new(Kind::Objective, &number.to_string());
        (id.to_string(), format!("— {}", told::text(session, &other.content.name)))
    });
    let above: Vec<(String, String)> = roots.into_iter().chain(others).collect();
    let people: Vec<(String, String)> = session
        .picture
        .people()
        .filter(|(_, person)| person.present && person.side != Side::Other)
        .map(|(id, person)| {
            let side = person.side.say();
            (id.to_string(), format!("{} · {}", session.picture.person_name(id), reader.say(&side)))
        })
        .collect();
    let picked = |id: &'static str, label: Words, from: &[(String, String)], chosen: &str| {
        let from: Vec<(&str, &str)> = from.iter().map(|(value, words)| (value.as_str(), words.as_str())).collect();
        pick(id, id, reader.w(label), &from, Some(chosen))
    };
    let fixed = |id: &'static str, label: Words, from: &[(&str, Words)], chosen: &str| {
        let from: Vec<(&str, &str)> = from.iter().map(|(value, words)| (*value, reader.w(*words))).collect();
        pick(id, id, reader.w(label), &from, Some(chosen))
    };
    let ways = [
        ("none", NO_NUMBER),
        ("increase", INCREASE),
        ("decrease", DECREASE),
        ("keep_within", KEEP_WITHIN),
        ("milestone", MILESTONE),
    ];
    let steps = [("activity", ACTIVITY), ("outcome", OUTCOME), ("money", MONEY)];
    let units = UNITS.map(|(_, word, words)| (word, words));
    html! {
        (line("name", NAME, None, &it.name, Input::Line, false))
        (line("effect", EFFECT, None, &it.effect, Input::Lines, false))
        (picked("above", ABOVE, &above, &it.above))
        (picked("defines", DEFINES, &people, &it.defines))
        (picked("supplies", SUPPLIES, &people, &it.supplies))
        p.hint { (reader.w(SUPPLIES_HINT)) }
        (line("weight", WEIGHT, None, &it.weight, Input::Number, true))
        (fixed("way", WAY, &ways, &it.way))
        (line("activity", ACTIVITY, None, &it.activity, Input::Line, true))
        (line("outcome", OUTCOME, None, &it.outcome, Input::Line, true))
        (line("money", MONEY, None, &it.money, Input::Line, true))
        (fixed("counted", COUNTED, &steps, &it.counted))
        (fixed("unit", UNIT, &units, &it.unit))
        (line("baseline", BASELINE, None, &it.baseline, Input::Line, true))
        (line("target", TARGET, None, &it.target, Input::Line, true))
        (line("upper", UPPER, None, &it.upper, Input::Line, true))
        (line("from", FROM, None, &it.from, Input::Date, true))
        (line("by", BY, None, &it.by, Input::Date, true))
    }
}
