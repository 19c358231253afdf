//! The plan of a pilot as a form: typed, kept when it was not taken, read whole or not at all.

use agenda::pilot::{Lines, Plan, Stake};
use app::{Problem, TypedPlan};
use base::{Kind, Lang, Money, Quantity, Ref, Say, format};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::session::Session;
use crate::ui::form::{Field, Input, field};
use crate::ui::{Reader, Words};

crate::ui::words! {
    BELIEVE = "Ce que vous croyez" / "What you believe";
    COMPARE = "Ce que vous comparez" / "What you compare";
    DO = "Ce que vous ferez, fixé d’avance" / "What you will do, fixed in advance";
    USUAL = "Risques acceptés (5 % et 80 % d’ordinaire)" / "Accepted risks (5 % and 80 % as a rule)";
    STAKE = "Ce qui est en jeu, si le dossier de la demande ne le dit pas" / "What is at stake, if the request’s case does not say so";
    HYPOTHESIS = "Quel changement fait quelle différence, et chez qui ?" / "Which change makes which difference, and to whom?";
    METRIC = "Que compte-t-on ? La part des personnes qui…" / "What is counted? The share of people who…";
    METRIC_HINT = "Des clics ne sont pas un bénéfice : comptez ce qui compte" / "Clicks are no benefit: count what counts";
    PROXY = "Que représente ce comptage, et pourquoi le peut-il ?" / "What does that count stand for, and why may it?";
    POPULATION = "Sur qui ?" / "On whom?";
    ARMS = "Que voit chaque groupe ? Un par ligne, ce qui existe aujourd’hui d’abord" / "What does each group see? One a line, what exists today first";
    BASELINE = "Taux actuel, en %" / "Rate of today, in %";
    PROMISED = "Différence promise, en points" / "Difference promised, in points";
    PROMISED_HINT = "négative si moins est mieux" / "negative where less is better";
    PER_ARM = "Personnes par groupe" / "People a group";
    EXTEND = "Étendre au-dessus de, en points" / "Extend above, in points";
    EXTEND_HINT = "ce qu’il faut pour que cela vaille la peine" / "what makes it worth having";
    PIVOT = "Sinon, changer de cap au-dessus de, en points" / "Else, change course above, in points";
    STOP_RULE = "Qu’est-ce qui l’arrête avant son jour ?" / "What ends it before its day?";
    DECIDE_BY = "Jour de la décision" / "Day of the decision";
    BUDGET = "Plafond de coût, en euros" / "Cap on cost, in euros";
    HOME = "Qui le fait vivre ensuite ?" / "Who runs it afterwards?";
    NOBODY = "Personne n’est encore nommé" / "Nobody is named yet";
    ALPHA = "Risque de fausse alerte, en %" / "Risk of a false alarm, in %";
    POWER = "Chance de voir la promesse, en %" / "Chance to see the promise, in %";
    LOW = "Valeur nette, bas, en euros" / "Net value, low, in euros";
    LIKELY = "Probable" / "Likely";
    HIGH = "Haut" / "High";
    ROLLOUT = "Coût de l’extension, en euros" / "Cost of extending, in euros";
    DELAY = "Coût d’une semaine d’attente, en euros" / "Cost of a week of waiting, in euros";
}

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    pub(crate) request: String,
    hypothesis: String,
    metric: String,
    proxy: String,
    population: String,
    arms: String,
    baseline: String,
    promised: String,
    per_arm: String,
    extend: String,
    pivot: String,
    stop_rule: String,
    decide_by: String,
    budget: String,
    home: String,
    alpha: String,
    power: String,
    low: String,
    likely: String,
    high: String,
    rollout: String,
    delay: String,
}

impl Form {
    /// An empty plan, with what is usual.
    pub(crate) fn usual(session: &Session, request: String) -> Form {
        let asked = request.parse::<Ref>().ok().and_then(|id| session.picture.request(id.key().parse().ok()?));
        let result = asked.and_then(|it| it.answers.get(&agenda::request::Question::Result));
        Form {
            request,
            // What was promised in the interview is what is to be shown.
            hypothesis: result.and_then(|text| session.picture.text(text)).unwrap_or_default().to_owned(),
            alpha: "5".to_owned(),
            power: "80".to_owned(),
            pivot: "0".to_owned(),
            decide_by: super::onward::usual_day(session.today).to_string(),
            ..Form::default()
        }
    }

    /// A plan as its form holds it.
    pub(super) fn of(session: &Session, plan: &Plan) -> Form {
        let lang = session.lang;
        let words = |text: &base::Text| session.picture.text(text).unwrap_or_default().to_owned();
        let percent = |share: f64| plain(lang, share * 100.0);
        let euros = |amount: Money| plain(lang, amount.cents as f64 / 100.0);
        let arms: Vec<String> = (0..plan.arms.len()).map(|arm| session.picture.arm_name(plan, arm)).collect();
        let stake = |of: fn(&Stake) -> f64| plan.stake.as_ref().map_or(String::new(), |stake| plain(lang, of(stake)));
        Form {
            request: String::new(),
            hypothesis: words(&plan.hypothesis),
            metric: words(&plan.metric),
            proxy: words(&plan.proxy),
            population: words(&plan.population),
            arms: arms.join("\n"),
            baseline: percent(plan.baseline),
            promised: percent(plan.promised),
            per_arm: plan.per_arm.to_string(),
            extend: percent(plan.lines.extend),
            pivot: percent(plan.lines.pivot),
            stop_rule: words(&plan.stop_rule),
            decide_by: plan.decide_by.to_string(),
            budget: euros(plan.budget),
            home: plan.home.as_ref().map(Ref::to_string).unwrap_or_default(),
            alpha: percent(plan.alpha),
            power: percent(plan.power),
            low: stake(|stake| stake.value_eur.low),
            likely: stake(|stake| stake.value_eur.likely),
            high: stake(|stake| stake.value_eur.high),
            rollout: plan.stake.map_or(String::new(), |stake| euros(stake.rollout)),
            delay: plan.stake.map_or(String::new(), |stake| euros(stake.delay_week)),
        }
    }

    /// The plan that is meant. Errors: a number cannot be read; the message names it.
    pub(crate) fn typed(&self, lang: Lang) -> Result<Box<TypedPlan>, Problem> {
        let share = |words: &str, name| Ok::<f64, Problem>(number(lang, words, name)? / 100.0);
        let euros = |words: &str, name| match words.trim() {
            "" => Ok(Money::default()),
            words => Ok::<Money, Problem>(Money { cents: (number(lang, words, name)? * 100.0).round() as i64 }),
        };
        let stake = match [&self.low, &self.high].iter().all(|words| words.trim().is_empty()) {
            true => None,
            false => {
                let (low, high) = (number(lang, &self.low, LOW)?, number(lang, &self.high, HIGH)?);
                let likely = match self.likely.trim() {
                    "" => (low + high) / 2.0,
                    words => number(lang, words, LIKELY)?,
                };
                let value_eur = Quantity { low, likely, high };
                let (rollout, delay_week) = (euros(&self.rollout, ROLLOUT)?, euros(&self.delay, DELAY)?);
                Some(Stake { value_eur, rollout, delay_week })
            }
        };
        Ok(Box::new(TypedPlan {
            hypothesis: self.hypothesis.clone(),
            metric: self.metric.clone(),
            proxy: self.proxy.clone(),
            population: self.population.clone(),
            baseline: share(&self.baseline, BASELINE)?,
            promised: share(&self.promised, PROMISED)?,
            arms: self.arms.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            per_arm: whole(&self.per_arm, PER_ARM)?,
            alpha: share(&self.alpha, ALPHA)?,
            power: share(&self.power, POWER)?,
            stop_rule: self.stop_rule.clone(),
            budget: euros(&self.budget, BUDGET)?,
            decide_by: date(&self.decide_by)?,
            home: self.home.parse().ok(),
            lines: Lines { extend: share(&self.extend, EXTEND)?, pivot: share(&self.pivot, PIVOT)? },
            stake,
        }))
    }
}

/// The plan as it stands with another number of people: nothing to type, one button.
pub(super) fn resized(form: &Form, per_arm: u64) -> Markup {
    let per_arm = per_arm.to_string();
    let fields: [(&str, &str); 21] = [
        ("hypothesis", &form.hypothesis),
        ("metric", &form.metric),
        ("proxy", &form.proxy),
        ("population", &form.population),
        ("arms", &form.arms),
        ("baseline", &form.baseline),
        ("promised", &form.promised),
        ("per_arm", &per_arm),
        ("extend", &form.extend),
        ("pivot", &form.pivot),
        ("stop_rule", &form.stop_rule),
        ("decide_by", &form.decide_by),
        ("budget", &form.budget),
        ("home", &form.home),
        ("alpha", &form.alpha),
        ("power", &form.power),
        ("low", &form.low),
        ("likely", &form.likely),
        ("high", &form.high),
        ("rollout", &form.rollout),
        ("delay", &form.delay),
    ];
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}

/// The fields, in four parts.
pub(crate) fn fields(reader: &Reader, session: &Session, form: &Form) -> Markup {
    let plain = |name: &'static str, label: Words, hint: Option<Words>, value: &str, input, optional| {
        let hint = hint.map(|words| reader.w(words));
        field(&Field { name, label: reader.w(label), hint, value, error: None, input, optional })
    };
    let line = |name, label, value: &str| plain(name, label, None, value, Input::Line, false);
    let lines = |name, label, value: &str| plain(name, label, None, value, Input::Lines, false);
    let number = |name, label, value: &str| plain(name, label, None, value, Input::Number, false);
    let maybe = |name, label, value: &str| plain(name, label, None, value, Input::Number, true);
    html! {
        div.plan-form {
            input type="hidden" name="request" value=(form.request);
            fieldset {
                legend { (reader.w(BELIEVE)) }
                (lines("hypothesis", HYPOTHESIS, &form.hypothesis))
                (plain("metric", METRIC, Some(METRIC_HINT), &form.metric, Input::Line, false))
                (lines("proxy", PROXY, &form.proxy))
                (line("population", POPULATION, &form.population))
            }
            fieldset {
                legend { (reader.w(COMPARE)) }
                (lines("arms", ARMS, &form.arms))
                div.pair {
                    (number("baseline", BASELINE, &form.baseline))
                    (plain("promised", PROMISED, Some(PROMISED_HINT), &form.promised, Input::Number, false))
                    (number("per_arm", PER_ARM, &form.per_arm))
                }
            }
            fieldset {
                legend { (reader.w(DO)) }
                div.pair {
                    (plain("extend", EXTEND, Some(EXTEND_HINT), &form.extend, Input::Number, false))
                    (number("pivot", PIVOT, &form.pivot))
                }
                (lines("stop_rule", STOP_RULE, &form.stop_rule))
                div.pair {
                    (plain("decide_by", DECIDE_BY, None, &form.decide_by, Input::Date, false))
                    (number("budget", BUDGET, &form.budget))
                }
                div.field {
                    label for="home" { (reader.w(HOME)) }
                    select id="home" name="home" {
                        option value="" selected[form.home.is_empty()] { (reader.w(NOBODY)) }
                        @for team in session.picture.catalog().of_kind(Kind::Team) {
                            @let id = team.id.to_string();
                            option value=(id) selected[form.home == id] { (reader.say(&team.name)) }
                        }
                    }
                }
            }
            details.aside {
                summary { (reader.w(USUAL)) }
                div.pair { (number("alpha", ALPHA, &form.alpha)) (number("power", POWER, &form.power)) }
            }
            details.aside open[!form.low.is_empty()] {
                summary { (reader.w(STAKE)) }
                div.pair {
                    (maybe("low", LOW, &form.low)) (maybe("likely", LIKELY, &form.likely)) (maybe("high", HIGH, &form.high))
                }
                div.pair { (maybe("rollout", ROLLOUT, &form.rollout)) (maybe("delay", DELAY, &form.delay)) }
            }
        }
    }
}

/// A number as a field holds it: no unit, no grouping.
fn plain(lang: Lang, value: f64) -> String {
    let digits = format::number(Lang::En, value, 4).replace(',', "").replace('\u{2212}', "-");
    match lang {
        Lang::Fr => digits.replace('.', ","),
        Lang::En => digits,
    }
}

pub(super) fn number(lang: Lang, words: &str, name: Words) -> Result<f64, Problem> {
    let way = ("écrivez un nombre, comme 0,30", "write a number, such as 0.30");
    tabular::typed::number(lang, words).ok().flatten().ok_or_else(|| unread(words, name, way))
}

pub(super) fn whole(words: &str, name: Words) -> Result<u64, Problem> {
    let number = tabular::typed::number(Lang::Fr, words)
        .ok()
        .flatten()
        .filter(|number| *number >= 0.0 && number.fract() == 0.0 && *number < 1e15);
    // 35,000 as English groups it.
    let grouped = || words.replace([',', ' ', '\u{a0}', '\u{202f}'], "").parse::<u64>().ok();
    let way = ("écrivez un nombre entier, comme 35 000", "write a whole number, such as 35,000");
    grouped().or(number.map(|number| number as u64)).ok_or_else(|| unread(words, name, way))
}

pub(super) fn date(words: &str) -> Result<Date, Problem> {
    words.trim().parse().map_err(|_| unread(words, DECIDE_BY, ("choisissez un jour", "choose a day")))
}

fn unread(words: &str, name: Words, (fr, en): (&str, &str)) -> Problem {
    let message = match words.trim() {
        "" => {
            Say::new(format!("rien n'est écrit pour « {} »", name.fr), format!("nothing is written for “{}”", name.en))
        }
        words => Say::new(
            format!("« {words} » ne se lit pas pour « {} »", name.fr),
            format!("“{words}” cannot be read for “{}”", name.en),
        ),
    };
    Problem::invalid(message, Say::new(fr, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_field_holds_reads_back_as_the_same_number() {
        for lang in [Lang::Fr, Lang::En] {
            for value in [31.0, 0.3, -0.5, 35_000.0, 12_345.67] {
                assert_eq!(number(lang, &plain(lang, value), BASELINE).ok(), Some(value), "{lang:?}");
            }
        }
        for words in ["35 000", "35,000", "35000", "35\u{202f}000"] {
            assert_eq!(whole(words, PER_ARM).unwrap(), 35_000, "{words}");
        }
        assert!(number(Lang::En, "", BASELINE).unwrap_err().message.en.contains("Rate of today"));
    }
}
