//! What a pilot's plan and counts come to in figures, and the page a decision about it is taken on.

pub mod words;

use std::sync::Arc;

use agenda::decision::Choice;
use agenda::pilot::reading::{self, Comparison, Flag, Method, Prospect, Reading, Worth};
use agenda::pilot::{Event, Pilot, Plan};
use agenda::practice::Practice;
use base::{Evidence, Figure, Kind, Measure, Money, PersonId, Quantity, Ref, Say, Source, Text, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::Picture;
use crate::page::{Page, quote};

/// Where in the log the newest plan and the newest counts of a pilot stand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Places {
    plan: Option<Place>,
    counts: Option<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    position: u64,
    by: Option<PersonId>,
    on: Date,
}

impl Places {
    /// These places after one more fact.
    pub(crate) fn after(self, event: &Event, position: u64, by: Option<PersonId>, at: Timestamp) -> Places {
        let here = Some(Place { position, by, on: base::local(at).date() });
        match event {
            Event::SetUp { .. } | Event::Revised { .. } => Places { plan: here, ..self },
            Event::Read { .. } => Places { counts: here, ..self },
            _ => self,
        }
    }
}

impl Picture {
    /// How many pilots other than one are active.
    pub fn active_pilots_beside(&self, number: u64) -> usize {
        self.pilots().filter(|(other, pilot)| *other != number && pilot.is_active()).count()
    }

    /// The pilots that serve a request, newest first.
    pub fn pilots_of<'a>(&'a self, request: &'a Ref) -> impl Iterator<Item = (u64, &'a Pilot)> {
        self.pilots().filter(move |(_, pilot)| pilot.request.as_ref() == Some(request))
    }

    /// What a pilot is worth before it is decided; `None` when nothing is said of what is at stake.
    pub fn pilot_worth(&self, pilot: &Pilot) -> Option<Worth> {
        let from = pilot.started.as_ref().map_or_else(|| base::local(pilot.set_up_at).date(), |started| started.on);
        let prospect = match self.case_behind(pilot) {
            Some((_, prospect)) => prospect,
            None => Prospect::stated(&pilot.plan)?,
        };
        reading::worth(&pilot.plan, &prospect, from)
    }

    /// What the business case of a pilot's request says is at stake, with its net present value: for what was decided
    /// about the request, else for what the case recommends. What a plan states itself comes first.
    fn case_behind(&self, pilot: &Pilot) -> Option<(Measure, Prospect)> {
        let number = match (&pilot.plan.stake, &pilot.request) {
            (None, Some(request)) => request.key().parse().ok()?,
            _ => return None,
        };
        let decision = self.request(number)?.decision.as_ref().and_then(|id| self.decision(id.key().parse().ok()?));
        let decided = decision.and_then(|decision| decision.made.as_ref()).map(|(choice, ..)| choice);
        let option = decided.or(self.business_case(number)?.recommended.as_ref())?;
        let sheet = self.case_sheet(number)?;
        let worth = sheet.worth(option)?;
        let (mean, spread) = match &worth.drawn {
            // A tail apart, the draws lie as a normal would between one in twenty and nineteen in twenty.
            Some(drawn) => (drawn.mean, Prospect::ranging(drawn.p05, drawn.p95).1),
            None => (worth.npv.likely, 0.0),
        };
        let prospect = Prospect { mean, spread, benefit: worth.present.benefits, delay_week: worth.delay_week };
        Some((sheet.figure("npv", option)?.measure.clone(), prospect))
    }

    /// A pilot in figures, under stable keys: its plan (`pilot.…`), what its counts come to (`result.…`; `/n` is the place
    /// of an arm in the plan), what it is worth (`worth.…`).
    pub fn pilot_figures(&self, number: u64, pilot: &Pilot) -> Vec<Figure> {
        let put =
            Put { picture: self, id: Ref::new(Kind::Pilot, &number.to_string()), pilot, places: self.places(number) };
        let mut figures = put.plan();
        figures.extend(put.result());
        figures.extend(self.pilot_worth(pilot).map(|worth| put.worth(&worth)).unwrap_or_default());
        figures
    }

    /// Writes down what the deciders about a pilot see. `until` is the day it would be prolonged to.
    pub fn pilot_page(&self, number: u64, pilot: &Pilot, until: Date, today: Date) -> Page {
        let options = vec![Choice::Extend, Choice::Pivot, Choice::Stop, Choice::Prolong { until }];
        let figures: Map<String, Value> =
            self.pilot_figures(number, pilot).iter().map(|figure| (figure.key.clone(), quote(figure))).collect();
        let reading = reading::of(pilot);
        let said = |text: &Text| text.commitment.clone();
        let plan = &pilot.plan;
        let started = pilot.started.as_ref();
        let facts = json!({
            "pilot": number,
            "request": pilot.request,
            "hypothesis": said(&plan.hypothesis),
            "metric": said(&plan.metric),
            "proxy": said(&plan.proxy),
            "population": said(&plan.population),
            "arms": plan.arms.iter().map(|arm| said(&arm.name)).collect::<Vec<_>>(),
            "control": plan.control(),
            "stop_rule": said(&plan.stop_rule),
            "home": plan.home,
            "decide_by": pilot.decide_by(),
            "started": started.map(|it| it.on),
            "despite_power": started.and_then(|it| it.despite_power.as_ref()).map(said),
            "despite_cap": started.and_then(|it| it.despite_cap.as_ref()).map(said),
            "counted_on": pilot.look().map(|look| look.on),
            "source": pilot.look().and_then(|look| look.words.as_ref()).map(said),
            "looks": pilot.looks.len(),
            "verdict": reading.as_ref().map(|reading| reading.verdict.word()),
            "flags": reading.iter().flat_map(|reading| &reading.flags).map(flag_word).collect::<Vec<_>>(),
            "until": until,
            "as_of": today,
            "options": options.iter().map(Choice::word).collect::<Vec<_>>(),
            "figures": figures,
        });
        Page { options, facts, erased: Vec::new() }
    }

    /// What the pilot a practice comes from measured, with its interval.
    pub fn practice_evidence(&self, practice: &Practice) -> Option<Figure> {
        let number = practice.pilot.as_ref()?.key().parse().ok()?;
        let figures = self.pilot_figures(number, self.pilot(number)?);
        figures.into_iter().find(|figure| figure.key == "result.difference")
    }

    /// The practices something rests on, newest first.
    pub fn practices_under<'a>(&'a self, by: &'a Ref) -> impl Iterator<Item = (u64, &'a Practice)> {
        self.practices().filter(move |(_, practice)| practice.is_reused_by(by))
    }

    /// The day a pilot would be prolonged to: as long again as was planned, from its day or from today.
    pub fn pilot_until(&self, pilot: &Pilot, today: Date) -> Date {
        let began = pilot.started.as_ref().map_or(today, |started| started.on);
        let planned = began.until(pilot.plan.decide_by).map_or(0, |span| span.get_days()).max(7);
        let from = pilot.decide_by().max(today);
        from.checked_add(jiff::Span::new().days(planned)).unwrap_or(Date::MAX)
    }

    /// The place of the arm whose people see what is named so.
    pub fn arm_called(&self, plan: &Plan, words: &str) -> Option<usize> {
        let wanted = base::slug(words);
        (0..plan.arms.len()).find(|arm| base::slug(&self.arm_name(plan, *arm)) == wanted)
    }

    /// What an arm's people see, in words.
    pub fn arm_name(&self, plan: &Plan, arm: usize) -> String {
        let name = plan.arms.get(arm).and_then(|arm| self.text(&arm.name));
        name.map_or_else(|| format!("{}", arm + 1), str::to_owned)
    }
}

/// The word of a flag on a page without language.
pub fn flag_word(flag: &Flag) -> &'static str {
    match flag {
        Flag::Late { .. } => "late",
        Flag::OverBudget { .. } => "over_budget",
        Flag::Smaller { .. } => "smaller",
        Flag::Uneven { .. } => "uneven",
        Flag::Looks { .. } => "looks",
    }
}

/// Puts a pilot into figures.
struct Put<'a> {
    picture: &'a Picture,
    id: Ref,
    pilot: &'a Pilot,
    places: Places,
}

impl Put<'_> {
    /// A number of the plan or of the counts, as whoever typed it stated it.
    fn fact(&self, field: &str, value: Quantity, unit: Unit, place: Option<Place>) -> Measure {
        let source = match place {
            Some(place) => Source::Statement { by: place.by, position: place.position },
            None => Source::Statement { by: None, position: 0 },
        };
        let as_of = place.map(|place| place.on);
        let evidence = Evidence::Fact { subject: self.id.clone(), field: field.to_owned(), source, as_of };
        Measure { value, unit, evidence: Arc::new(evidence) }
    }

    fn planned(&self, field: &str, value: f64, unit: Unit) -> Measure {
        self.fact(field, Quantity::exact(value), unit, self.places.plan)
    }

    fn plan(&self) -> Vec<Figure> {
        let plan = &self.pilot.plan;
        let power = reading::power(plan);
        let baseline = self.planned("baseline", plan.baseline, Unit::Share);
        let promised = self.planned("promised", plan.promised, Unit::PercentagePoints);
        let per_arm = self.planned("per_arm", plan.per_arm as f64, Unit::Count);
        let alpha = self.planned("alpha", plan.alpha, Unit::Share);
        let wanted = self.planned("power", plan.power, Unit::Share);
        let named = |fr: &str, en: &str, measure: &Measure| (Say::new(fr, en), measure.clone());
        let from = |more: (Say, Measure)| {
            vec![
                named("taux actuel", "rate of today", &baseline),
                more,
                named("risque de fausse alerte, des deux côtés", "risk of a false alarm, two-sided", &alpha),
                named("chance de la voir", "chance to see it", &wanted),
            ]
        };
        let how = how_sized(power.comparisons);
        let mut figures = vec![
            figure("pilot.baseline", "taux actuel", "rate of today", baseline.clone()),
            figure("pilot.promised", "différence promise", "difference promised", promised.clone()),
            figure("pilot.per_arm", "personnes par groupe", "people a group", per_arm.clone()),
        ];
        if let Some(seen) = power.detectable {
            let inputs = from(named("personnes par groupe", "people a group", &per_arm));
            let measure = Measure::computed(Quantity::exact(seen), Unit::PercentagePoints, how.clone(), inputs);
            let (fr, en) = ("plus petite différence visible", "smallest difference that can be seen");
            figures.push(figure("pilot.detectable", fr, en, measure));
        }
        if power.needed < u64::MAX {
            let inputs = from(named("différence promise", "difference promised", &promised));
            let measure = Measure::computed(Quantity::exact(power.needed as f64), Unit::Count, how, inputs);
            let (fr, en) = ("personnes par groupe pour voir la promesse", "people a group to see what is promised");
            figures.push(figure("pilot.needed", fr, en, measure));
        }
        let line = |field: &str, value: f64| self.planned(field, value, Unit::PercentagePoints);
        figures.push(figure("pilot.extend", "étendre au-dessus de", "extend above", line("extend", plan.lines.extend)));
        figures.push(figure("pilot.pivot", "arrêter sous", "stop below", line("pivot", plan.lines.pivot)));
        let cap = self.planned("budget", euros(plan.budget), Unit::Eur);
        figures.push(figure("pilot.budget", "plafond de coût", "cap on cost", cap));
        figures
    }

    fn result(&self) -> Vec<Figure> {
        let (Some(reading), Some(look)) = (reading::of(self.pilot), self.pilot.look()) else { return Vec::new() };
        let plan = &self.pilot.plan;
        let counted =
            |field: &str, value: u64| self.fact(field, Quantity::exact(value as f64), Unit::Count, self.places.counts);
        let mut figures = Vec::new();
        for count in &look.counts {
            let name = self.picture.arm_name(plan, count.arm);
            let of = |what: &str| format!("result.{what}/{}", count.arm);
            let (people, did) = (counted("people", count.people), counted("did", count.did));
            let rate = Measure::computed(
                Quantity::exact(count.did as f64 / count.people as f64),
                Unit::Share,
                Say::new("celles qui l'ont fait ÷ toutes", "those who did ÷ all"),
                vec![
                    (Say::new("l'ont fait", "did"), did.clone()),
                    (Say::new("dans le groupe", "in the group"), people.clone()),
                ],
            );
            figures.push(figure(&of("people"), &format!("{name} : personnes"), &format!("{name}: people"), people));
            figures.push(figure(&of("did"), &format!("{name} : l'ont fait"), &format!("{name}: did"), did));
            figures.push(figure(&of("rate"), &format!("{name} : taux"), &format!("{name}: rate"), rate));
        }
        for (at, compared) in reading.comparisons.iter().enumerate() {
            let counts = |arm: usize| self.rate_inputs(arm, &figures);
            let inputs = [counts(plan.control()), counts(compared.arm)].concat();
            let suffix = if at == reading.best { String::new() } else { format!("/{}", compared.arm) };
            figures.extend(self.comparison(&reading, compared, &suffix, &inputs));
        }
        if let Some(spent) = look.spent {
            let measure = self.fact("spent", Quantity::exact(euros(spent)), Unit::Eur, self.places.counts);
            figures.push(figure("result.spent", "dépensé", "spent", measure));
        }
        figures
    }

    fn rate_inputs(&self, arm: usize, figures: &[Figure]) -> Vec<(Say, Measure)> {
        let of = |what: &str| {
            let key = format!("result.{what}/{arm}");
            figures.iter().find(|figure| figure.key == key).map(|figure| (figure.label.clone(), figure.measure.clone()))
        };
        ["did", "people"].into_iter().filter_map(of).collect()
    }

    fn comparison(
        &self,
        reading: &Reading,
        compared: &Comparison,
        suffix: &str,
        inputs: &[(Say, Measure)],
    ) -> Vec<Figure> {
        let interval = Quantity::range(compared.interval.low, compared.difference, compared.interval.high);
        let sure = Say::each(|lang| base::format::percent(lang, reading.confidence, 1));
        let (fr, en) = match compared.by {
            Method::Normal => (
                "approximation normale, chaque groupe avec sa variance",
                "normal approximation, each group with its own variance",
            ),
            Method::Newcombe => {
                ("intervalle de Newcombe, pour peu de personnes", "Newcombe's interval, for few people")
            }
        };
        let how = Say::new(
            format!("taux du groupe − taux du témoin ; intervalle à {} : {fr}", sure.fr),
            format!("rate of the group − rate of the control; interval at {}: {en}", sure.en),
        );
        let difference = Measure::computed(interval, Unit::PercentagePoints, how, inputs.to_vec());
        let z = Measure::computed(
            Quantity::exact(compared.z),
            Unit::StandardErrors,
            Say::new("différence ÷ erreur type commune", "difference ÷ common standard error"),
            inputs.to_vec(),
        );
        let p = Measure::computed(
            Quantity::exact(compared.p_value),
            Unit::Share,
            Say::new(
                "fréquence à laquelle le hasard seul donne au moins autant, dans un sens ou dans l'autre",
                "how often chance alone gives at least as much, either way",
            ),
            inputs.to_vec(),
        );
        let key = |what: &str| format!("result.{what}{suffix}");
        vec![
            figure(&key("difference"), "différence mesurée", "difference measured", difference),
            figure(&key("z"), "écart au hasard", "distance from chance", z),
            figure(&key("p"), "part du hasard seul", "share of chance alone", p),
        ]
    }

    fn worth(&self, worth: &Worth) -> Vec<Figure> {
        let plan = &self.pilot.plan;
        let week = |amount: f64| self.planned("delay_week", amount, Unit::Eur);
        let (at_stake, behind) = match (&plan.stake, self.picture.case_behind(self.pilot)) {
            (Some(stake), _) => {
                let rollout = self.planned("rollout", euros(stake.rollout), Unit::Eur);
                let cost = (Say::new("coût de l'extension", "cost of extending"), rollout);
                let waiting = Say::new("coût d'une semaine d'attente", "cost of a week of waiting");
                let stated = self.fact("stake", stake.value_eur, Unit::Eur, self.places.plan);
                (stated, vec![cost, (waiting, week(euros(stake.delay_week)))])
            }
            (None, Some((npv, _))) => (npv, Vec::new()),
            (None, None) => return Vec::new(),
        };
        let cap = self.planned("budget", euros(plan.budget), Unit::Eur);
        let per_arm = self.planned("per_arm", plan.per_arm as f64, Unit::Count);
        let value = |what: (&str, &str), measure: &Measure| (Say::new(what.0, what.1), measure.clone());
        let staked = || value(("valeur nette si l'on étend", "net value if it is extended"), &at_stake);
        let computed = |amount: f64, fr: &str, en: &str, from| {
            Measure::computed(Quantity::exact(amount), Unit::EurToday, Say::new(fr, en), from)
        };
        let perfect = computed(
            worth.perfect,
            "valeur attendue de connaître la vérité avant de décider, la fourchette valant neuf fois sur dix",
            "expected value of knowing the truth before deciding, the range holding nine times in ten",
            vec![staked()],
        );
        let sample = computed(
            worth.sample,
            "la même, avec l'erreur que ce pilote peut faire",
            "the same, with the error this pilot may make",
            [vec![staked(), value(("personnes par groupe", "people a group"), &per_arm)], behind.clone()].concat(),
        );
        let cost = computed(
            worth.cost,
            "plafond de coût + semaines d'attente × coût d'une semaine",
            "cap on cost + weeks of waiting × cost of a week",
            [vec![value(("plafond de coût", "cap on cost"), &cap), staked()], behind].concat(),
        );
        vec![
            figure("worth.perfect", "ce que vaudrait la certitude", "what certainty would be worth", perfect),
            figure("worth.sample", "ce que vaut ce pilote", "what this pilot is worth", sample),
            figure("worth.cost", "ce qu'il coûte", "what it costs", cost),
        ]
    }
}

/// The way sizes are worked out, named on every page.
fn how_sized(comparisons: usize) -> Say {
    let (mut fr, mut en) = (
        "approximation normale, chaque groupe avec sa variance".to_owned(),
        "normal approximation, each group with its own variance".to_owned(),
    );
    if comparisons > 1 {
        fr.push_str(&format!(" ; risque partagé entre {comparisons} comparaisons"));
        en.push_str(&format!("; risk shared among {comparisons} comparisons"));
    }
    Say { fr, en }
}

fn figure(key: &str, fr: &str, en: &str, measure: Measure) -> Figure {
    Figure { key: key.to_owned(), label: Say::new(fr, en), measure }
}

fn euros(amount: Money) -> f64 {
    amount.cents as f64 / 100.0
}
