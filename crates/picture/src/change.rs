//! What a change of scope or priority costs and brings in figures, and the page a decision about it is taken on.

mod ledger;

use std::sync::Arc;

use agenda::change::receipt::{self, Receipt};
use agenda::change::{Change, Event, Proposal, Stands, volatility};
use agenda::request::Stage;
use base::{Evidence, Figure, Kind, Measure, PersonId, Quantity, Ref, Say, Source, Text, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use landscape::field::Field;
use serde_json::{Map, Value, json};

use crate::Picture;
use crate::page::{Page, quote};
use crate::tracker::Days;

pub use ledger::{Growth, Ledger, Line};

/// Where in the log the newest proposal of a change stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    position: u64,
    by: Option<PersonId>,
    on: Date,
}

impl Place {
    /// The place of a fact, when it tells a proposal.
    pub(crate) fn of(event: &Event, position: u64, by: Option<PersonId>, at: Timestamp) -> Option<Place> {
        let tells = matches!(event, Event::Proposed { .. } | Event::Revised { .. });
        tells.then(|| Place { position, by, on: base::local(at).date() })
    }
}

impl Picture {
    /// The receipts of a proposal as the house stands now, option by option; `None` where a week or a day has no cost.
    pub fn receipts(&self, proposal: &Proposal) -> Vec<Option<Receipt>> {
        let rate = self.day_rate(proposal);
        let spent = proposal.work.spent.or_else(|| self.told_days(proposal, Days::Spent).map(|it| it.value));
        let option = |option: &agenda::change::Alternative| {
            let week = |stated: Option<Quantity>, of: &Option<Ref>| {
                stated.or_else(|| self.week_of(of.as_ref()?).map(|measure| measure.value))
            };
            let waits: Vec<_> = option.dependents.iter().map(|it| week(it.week, &it.request)).collect();
            let gain = option.gain.as_ref().and_then(|it| week(it.week, &it.request));
            receipt::of(spent?, option, rate?, &waits, gain)
        };
        proposal.options.iter().map(option).collect()
    }

    /// What is known of what a proposal names.
    pub fn change_stands(&self, proposal: &Proposal) -> Stands {
        let number = proposal.request.key().parse().ok().filter(|_| proposal.request.kind() == Kind::Request);
        let request = number.and_then(|number| self.request(number));
        let weeks = proposal.options.iter().all(|option| {
            let waits = option.dependents.iter().map(|it| (it.week, &it.request));
            let mut all = waits.chain(option.gain.iter().map(|it| (it.week, &it.request)));
            all.all(|(stated, of)| stated.is_some() || of.as_ref().is_some_and(|of| self.week_of(of).is_some()))
        });
        Stands {
            decided: request.is_some_and(|request| request.stage == Stage::GoesAhead),
            days: [(proposal.work.planned, Days::Planned), (proposal.work.spent, Days::Spent)]
                .into_iter()
                .all(|(stated, of)| stated.is_some() || self.told_days(proposal, of).is_some()),
            rate: self.day_rate(proposal).is_some(),
            weeks,
        }
    }

    /// The place of the option that leaves most; `None` for "as it is".
    pub fn best_option(&self, proposal: &Proposal) -> Option<usize> {
        receipt::best(&self.receipts(proposal))
    }

    /// What a day of a proposal's team costs: as stated, else as the landscape says.
    fn day_rate(&self, proposal: &Proposal) -> Option<f64> {
        let stated = proposal.work.day_rate.map(|rate| rate.cents as f64 / 100.0);
        stated.or_else(|| Some(self.team_rate(proposal)?.value.likely))
    }

    /// The person-days trackers tell of what would change.
    fn told_days(&self, proposal: &Proposal, of: Days) -> Option<Measure> {
        let number = proposal.request.key().parse().ok().filter(|_| proposal.request.kind() == Kind::Request)?;
        self.days_of(number, of)
    }

    fn team_rate(&self, proposal: &Proposal) -> Option<Measure> {
        self.catalog().get(proposal.work.team.as_ref()?)?.measure(Field::DayRate)
    }

    /// What a week of a request is worth: as its signed case says, for the option that was promised.
    fn week_of(&self, request: &Ref) -> Option<Measure> {
        let number = request.key().parse().ok().filter(|_| request.kind() == Kind::Request)?;
        let case = self.business_case(number)?;
        let option = case.recommended.as_ref().filter(|_| case.is_agreed())?;
        Some(self.case_sheet(number)?.figure("delay", option)?.measure.clone())
    }

    /// A change in figures, under stable keys: what holds for all options (`change.…`), and the receipt of each
    /// (`receipt.…/1`, `/2`…).
    pub fn change_figures(&self, number: u64, change: &Change) -> Vec<Figure> {
        Put { picture: self, number, place: self.change_place(number) }.figures(change)
    }

    /// Writes down what the deciders about a change see.
    pub fn change_page(&self, number: u64, change: &Change) -> Page {
        let proposal = &change.proposal;
        let options = change.choices();
        let figures: Map<String, Value> =
            self.change_figures(number, change).iter().map(|figure| (figure.key.clone(), quote(figure))).collect();
        let said = |text: &Text| text.commitment.clone();
        let best = self.best_option(proposal).map_or(0, |at| at + 1);
        let each = proposal.options.iter().map(|option| {
            json!({
                "name": said(&option.name),
                "people": option.people,
                "waits": option.dependents.iter().map(|it| {
                    json!({ "request": it.request, "words": said(&it.words) })
                }).collect::<Vec<_>>(),
                "gain": option.gain.as_ref().map(|it| json!({ "request": it.request, "words": said(&it.words) })),
            })
        });
        let facts = json!({
            "change": number,
            "request": proposal.request,
            "what": proposal.what,
            "side": proposal.side,
            "words": said(&proposal.words),
            "why": said(&proposal.why),
            "source": proposal.work.source.as_ref().map(said),
            "team": proposal.work.team,
            "scope": proposal.scope,
            "each": each.collect::<Vec<_>>(),
            "recommended": options.get(best).map(agenda::decision::Choice::word),
            "options": options.iter().map(agenda::decision::Choice::word).collect::<Vec<_>>(),
            "figures": figures,
        });
        Page { options, facts, erased: Vec::new() }
    }
}

/// Puts a change into figures.
struct Put<'a> {
    picture: &'a Picture,
    number: u64,
    place: Option<Place>,
}

impl Put<'_> {
    /// A number of the proposal, as whoever put it forward stated it.
    fn stated(&self, field: &str, value: Quantity, unit: Unit) -> Measure {
        let source = match self.place {
            Some(place) => Source::Statement { by: place.by, position: place.position },
            None => Source::Statement { by: None, position: 0 },
        };
        let subject = Ref::new(Kind::Change, &self.number.to_string());
        let as_of = self.place.map(|place| place.on);
        let evidence = Evidence::Fact { subject, field: field.to_owned(), source, as_of };
        Measure { value, unit, evidence: Arc::new(evidence) }
    }

    fn figures(&self, change: &Change) -> Vec<Figure> {
        let proposal = &change.proposal;
        let days = |field: &str, stated: Option<Quantity>, of: Days| match stated {
            Some(stated) => Some(self.stated(field, stated, Unit::PersonDays)),
            None => self.picture.told_days(proposal, of),
        };
        let planned = days("planned", proposal.work.planned, Days::Planned);
        let spent = days("spent", proposal.work.spent, Days::Spent);
        let rate = match proposal.work.day_rate {
            Some(rate) => Some(self.stated("day_rate", Quantity::exact(rate.cents as f64 / 100.0), Unit::Eur)),
            None => self.picture.team_rate(proposal),
        };
        let mut figures = Vec::new();
        figures.extend(planned.map(|planned| figure("change.planned", "travail prévu", "work planned", planned)));
        let done = spent.clone();
        figures.extend(done.map(|spent| figure("change.spent", "travail déjà fait", "work spent", spent)));
        figures.extend(
            rate.as_ref().map(|rate| figure("change.day_rate", "coût d'un jour", "cost of a day", rate.clone())),
        );
        figures.extend(self.scope(change));
        for (at, receipt) in self.picture.receipts(proposal).into_iter().enumerate() {
            if let (Some(receipt), Some(rate), Some(spent)) = (receipt, &rate, &spent) {
                figures.extend(self.receipt(proposal, at, &receipt, spent, rate));
            }
        }
        figures
    }

    /// How the requirements moved, where the change is one of scope.
    fn scope(&self, change: &Change) -> Vec<Figure> {
        let Some(scope) = change.proposal.scope else { return Vec::new() };
        let count = |field: &str, n: u32| self.stated(field, Quantity::exact(f64::from(n)), Unit::Count);
        let named = |fr: &str, en: &str, measure: &Measure| (Say::new(fr, en), measure.clone());
        let agreed = count("agreed", scope.agreed);
        let (added, changed, removed) =
            (count("added", scope.added), count("changed", scope.changed), count("removed", scope.removed));
        let inputs = vec![
            named("convenues", "agreed", &agreed),
            named("ajoutées", "added", &added),
            named("changées", "changed", &changed),
            named("retirées", "removed", &removed),
        ];
        let after = Measure::computed(
            Quantity::exact(f64::from(scope.after())),
            Unit::Count,
            Say::new("convenues + ajoutées − retirées", "agreed + added − removed"),
            inputs.clone(),
        );
        let mut figures = vec![
            figure("scope.agreed", "exigences convenues", "requirements agreed", agreed.clone()),
            figure("scope.after", "exigences avec le changement", "requirements with the change", after.clone()),
        ];
        let [a, c, r] = [scope.added, scope.changed, scope.removed].map(u64::from);
        if let Ok(share) = agenda::money::volatility::requirements(u64::from(scope.agreed), a, c, r) {
            let how = Say::new("(ajoutées + changées + retirées) ÷ convenues", "(added + changed + removed) ÷ agreed");
            let measure = Measure::computed(Quantity::exact(share), Unit::Share, how, inputs);
            figures.push(figure("scope.moved", "part qui a bougé", "share that moved", measure));
        }
        let on = self.place.map_or(scope.agreed_on, |place| place.on);
        if let Ok(growth) = volatility::growth(scope, on) {
            let how = Say::new(
                "(avec le changement ÷ convenues) puissance (1 ÷ mois écoulés) − 1 ; un rythme constant est supposé",
                "(with the change ÷ agreed) to the power of (1 ÷ months passed) − 1; an even pace is assumed",
            );
            let months = volatility::months_between(scope.agreed_on, on);
            let passed = self.stated("agreed_on", Quantity::exact(months), Unit::Months);
            let inputs = vec![
                named("convenues", "agreed", &agreed),
                named("avec le changement", "with the change", &after),
                named("mois écoulés", "months passed", &passed),
            ];
            let measure = Measure::computed(Quantity::exact(growth), Unit::Share, how, inputs);
            figures.push(figure("scope.growth", "croissance par mois", "growth a month", measure));
        }
        figures
    }

    fn receipt(
        &self,
        proposal: &Proposal,
        at: usize,
        receipt: &Receipt,
        spent: &Measure,
        rate: &Measure,
    ) -> Vec<Figure> {
        let Some(option) = proposal.options.get(at) else { return Vec::new() };
        let nth = at + 1;
        let key = |what: &str| format!("receipt.{what}/{nth}");
        let named = |fr: &str, en: &str, measure: &Measure| (Say::new(fr, en), measure.clone());
        let computed = |value, unit, fr: &str, en: &str, from| Measure::computed(value, unit, Say::new(fr, en), from);
        let share = self.stated(&format!("lost/{nth}"), option.lost, Unit::Share);
        let lost = computed(
            receipt.lost,
            Unit::PersonDays,
            "part perdue × travail déjà fait",
            "share lost × work spent",
            vec![named("part perdue", "share lost", &share), named("travail déjà fait", "work spent", spent)],
        );
        let people = self.stated(&format!("people/{nth}"), Quantity::exact(f64::from(option.people)), Unit::Count);
        let each = self.stated(&format!("days_each/{nth}"), option.days_each, Unit::PersonDays);
        let switching = computed(
            receipt.switching,
            Unit::PersonDays,
            "personnes × jours chacune",
            "people × days each",
            vec![named("personnes", "people", &people), named("jours chacune", "days each", &each)],
        );
        let days = computed(
            receipt.days,
            Unit::PersonDays,
            "travail perdu + changement de travail",
            "work lost + switching",
            vec![named("travail perdu", "work lost", &lost), named("changement de travail", "switching", &switching)],
        );
        let work = computed(
            receipt.work,
            Unit::Eur,
            "jours × coût d'un jour",
            "days × cost of a day",
            vec![named("jours", "days", &days), named("coût d'un jour", "cost of a day", rate)],
        );
        let week = |field: String, stated: Option<Quantity>, of: &Option<Ref>| match stated {
            Some(value) => Some(self.stated(&field, value, Unit::EurPerWeek)),
            None => self.picture.week_of(of.as_ref()?),
        };
        let mut waits = Vec::new();
        for (place, (it, total)) in option.dependents.iter().zip(&receipt.waits).enumerate() {
            let weeks = self.stated(&format!("weeks/{nth}.{}", place + 1), it.weeks, Unit::Count);
            let Some(week) = week(format!("week/{nth}.{}", place + 1), it.week, &it.request) else { continue };
            let words = self.picture.text(&it.words).unwrap_or_default();
            let measure = computed(
                *total,
                Unit::Eur,
                "semaines d'attente × coût d'une semaine",
                "weeks of waiting × cost of a week",
                vec![named("semaines", "weeks", &weeks), named("coût d'une semaine", "cost of a week", &week)],
            );
            waits.push((Say::same(words), place, measure));
        }
        let inputs = waits.iter().map(|(words, _, measure)| (words.clone(), measure.clone())).collect();
        let (fr, en) = ("somme des attentes", "sum of the waits");
        let waiting = computed(receipt.waiting, Unit::Eur, fr, en, inputs);
        let cost = computed(
            receipt.cost,
            Unit::Eur,
            "travail + attentes",
            "work + waits",
            vec![named("travail", "work", &work), named("attentes", "waits", &waiting)],
        );
        let gain = option.gain.as_ref().and_then(|it| {
            let weeks = self.stated(&format!("gain_weeks/{nth}"), it.weeks, Unit::Count);
            let week = week(format!("gain_week/{nth}"), it.week, &it.request)?;
            Some(computed(
                receipt.gain,
                Unit::Eur,
                "semaines gagnées × valeur d'une semaine",
                "weeks gained × value of a week",
                vec![named("semaines", "weeks", &weeks), named("valeur d'une semaine", "value of a week", &week)],
            ))
        });
        let from: Vec<_> = gain.iter().map(|gain| named("gain", "gain", gain)).collect();
        let net = computed(
            receipt.net,
            Unit::Eur,
            "gain − coût",
            "gain − cost",
            [from, vec![named("coût", "cost", &cost)]].concat(),
        );
        let mut figures = vec![
            figure(&key("lost"), "travail perdu", "work lost", lost),
            figure(&key("switching"), "changement de travail", "switching", switching),
            figure(&key("days"), "jours perdus en tout", "days lost in all", days),
            figure(&key("work"), "travail en euros", "work in euros", work),
        ];
        figures.extend(waits.into_iter().map(|(words, place, measure)| Figure {
            key: format!("receipt.wait/{nth}.{}", place + 1),
            label: Say::each(|lang| match lang {
                base::Lang::Fr => format!("attente : {}", words.fr),
                base::Lang::En => format!("wait: {}", words.en),
            }),
            measure,
        }));
        figures.push(figure(&key("waiting"), "attente des autres", "waiting of others", waiting));
        figures.push(figure(&key("cost"), "coût en tout", "cost in all", cost));
        figures.extend(gain.map(|gain| figure(&key("gain"), "gain", "gain", gain)));
        figures.push(figure(&key("net"), "solde", "net", net));
        figures
    }
}

fn figure(key: &str, fr: &str, en: &str, measure: Measure) -> Figure {
    Figure { key: key.to_owned(), label: Say::new(fr, en), measure }
}
