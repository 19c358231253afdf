//! Orders to business cases: whose pen writes, in which words, on which page it is signed.

use agenda::business_case::line::{Amount, Estimate, Heading, Line, Matter, Years};
use agenda::business_case::{BusinessCase, CannotWrite, Command, Pen, Step};
use agenda::decision::{Choice, Facts};
use agenda::request::CannotAsk;
use agenda::role::Right;
use base::{Aggregate, Kind, Ref, Refusal, Say, Text};
use picture::Event;

use super::{Decided, Desk, no_impact, says_something};
use crate::clock::day_of;
use crate::order::case::{CaseOrder, Number, TypedAmount};
use crate::problem::{Kind as ProblemKind, Problem};

impl Desk<'_> {
    /// Decides an order to the business case of a request; `seen`: the version the writer had before their eyes.
    pub(super) fn business_case(&mut self, request: u64, order: &CaseOrder, seen: Option<u64>) -> Decided {
        let held = self.held(request)?;
        if *order == CaseOrder::Open {
            self.must(if held.by == self.actor.person() { Right::Ask } else { Right::Shape })?;
            let options = match self.picture.reading(held, day_of(self.now)) {
                Some(Ok(reading)) => picture::options(&reading.impact),
                Some(Err(cannot)) => return Err(no_impact(self.picture, &cannot)),
                None => return Err(Problem::refused(&CannotAsk::AboutNothing)),
            };
            return self
                .to_case(request, Command::Open { request: Ref::new(Kind::Request, &request.to_string()), options });
        }
        if self.actor.person().is_none() {
            return Err(Problem::forbidden());
        }
        let Some(pen) = self.actor.pen(self.picture) else { return Err(no_pen()) };
        let standing = self.picture.business_case(request).cloned();
        let line = |number: &Option<u32>| number.and_then(|it| standing.as_ref()?.lines.get(&it).cloned());
        let command = match order {
            CaseOrder::Open => return Err(Problem::forbidden()),
            CaseOrder::DrawChain { steps } => {
                let old = standing.as_ref().map_or(&[][..], |case| &case.chain);
                let steps = steps.iter().filter(|(_, words)| says_something(words)).enumerate();
                let steps = steps.map(|(nth, (kind, words))| {
                    let words = self.mint_like(words, old.get(nth).map(|step| &step.words))?;
                    Ok(Step { words, kind: *kind })
                });
                Command::DrawChain { pen, steps: steps.collect::<Result<_, Problem>>()?, seen }
            }
            CaseOrder::WriteBenefit { line: number, option, name, volume, value, change, margin, years } => {
                let old = line(number).or_else(|| self.called(standing.as_ref(), option, name));
                let name = self.named(name, old.as_ref())?;
                let matter = Matter::Benefit {
                    name,
                    volume: self.estimate(volume, old.as_ref(), "volume")?,
                    value: self.estimate(value, old.as_ref(), "value")?,
                    change: change.as_ref().map(|it| self.estimate(it, old.as_ref(), "change")).transpose()?,
                    margin: margin.as_ref().map(|it| self.estimate(it, old.as_ref(), "margin")).transpose()?,
                    years: years.or(old.map(|old| old.matter.years())).unwrap_or(Years::EVERY),
                };
                Command::Write { pen, line: *number, option: option.clone(), matter, seen }
            }
            CaseOrder::WriteCost { line: number, option, heading, name, amount, years } => {
                let old = line(number).or_else(|| self.called(standing.as_ref(), option, name));
                let name = self.named(name, old.as_ref())?;
                let amount = match amount {
                    TypedAmount::Eur(eur) => Amount::Eur(self.estimate(eur, old.as_ref(), "eur")?),
                    TypedAmount::Work { days, rate } => Amount::Work {
                        days: self.estimate(days, old.as_ref(), "days")?,
                        rate: self.estimate(rate, old.as_ref(), "rate")?,
                    },
                };
                let years: Years = years.or(own_years(old.as_ref(), *heading)).unwrap_or(heading.usual_years());
                let matter = Matter::Cost { heading: *heading, name, amount, years };
                Command::Write { pen, line: *number, option: option.clone(), matter, seen }
            }
            CaseOrder::Strike { line } => Command::Strike { pen, line: *line, seen },
            CaseOrder::SetTerms { terms } => Command::SetTerms { pen, terms: *terms, seen },
            CaseOrder::Recommend { option } => Command::Recommend { pen, option: option.clone(), seen },
            CaseOrder::Question { line: number, words } => {
                let old = line(&Some(*number)).and_then(|line| line.question);
                let says_something = says_something(words);
                let words = self.mint_like(words, old.as_ref().map(|question| &question.words))?;
                Command::Question { pen, line: *number, words, says_something }
            }
            CaseOrder::Answer { line: number, words } => {
                let old = line(&Some(*number)).and_then(|line| line.question?.answer);
                let says_something = says_something(words);
                let words = self.mint_like(words, old.as_ref())?;
                Command::Answer { pen, line: *number, words, says_something }
            }
            CaseOrder::Sign { hash, remark } => {
                let signs = match pen {
                    Pen::Marketing => Right::SignMarketing,
                    Pen::It => Right::SignIt,
                    Pen::Finance => Right::SignFinance,
                };
                if !self.actor.may(self.picture, signs) {
                    return Err(does_not_sign(pen));
                }
                let remark = remark.as_deref().filter(|words| says_something(words));
                let remark = remark.map(|words| self.mint(words)).transpose()?;
                let facts = self.picture.case_sheet(request).map(|sheet| sheet.facts.clone());
                let facts = facts.unwrap_or_else(|| Facts::of(&serde_json::Value::Null));
                Command::Sign { pen, facts, hash: hash.clone(), remark }
            }
            CaseOrder::Measure { line, on, eur, how } => {
                let measured = standing.as_ref().into_iter().flat_map(|case| &case.measured);
                let old = measured.clone().find(|old| old.line == *line && old.on == *on).map(|old| old.how.clone());
                let says_something = says_something(how);
                let how = self.mint_like(how, old.as_ref())?;
                let today = day_of(self.now);
                Command::Measure { pen, line: *line, on: *on, eur: *eur, how, says_something, today }
            }
        };
        self.to_case(request, command)
    }

    fn to_case(&self, request: u64, command: Command) -> Decided {
        let events = BusinessCase::decide(self.picture.business_case(request), command, &self.ctx());
        let events = events.map_err(|refusal| match refusal {
            CannotWrite::ChangedMeanwhile { .. } | CannotWrite::OtherPage => {
                Problem::new(ProblemKind::Conflict, refusal.say(), refusal.way_out())
            }
            _ => Problem::refused(&refusal),
        })?;
        let about = Ref::new(Kind::BusinessCase, &request.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::BusinessCase(request, event)).collect()))
    }

    /// A line of an option that bears a name already: the same words again are the same line.
    fn called(&self, case: Option<&BusinessCase>, option: &Choice, name: &str) -> Option<Line> {
        let case = case?;
        let called = |line: &Line| self.picture.text(line.matter.name()) == Some(name.trim());
        case.lines_of(option).map(|(_, line)| line).find(|line| called(line)).cloned()
    }

    fn named(&mut self, name: &str, old: Option<&Line>) -> Result<Text, Problem> {
        if !says_something(name) {
            return Err(Problem::refused(&CannotWrite::NoWords));
        }
        self.mint_like(name, old.map(|line| line.matter.name()))
    }

    fn estimate(&mut self, number: &Number, old: Option<&Line>, field: &str) -> Result<Estimate, Problem> {
        let old = old.and_then(|line| {
            let factors = line.matter.factors();
            let estimate = factors.into_iter().find(|(word, _)| *word == field)?.1;
            estimate.basis.clone()
        });
        let basis = number.basis.as_deref().filter(|words| says_something(words));
        let basis = basis.map(|words| self.mint_like(words, old.as_ref())).transpose()?;
        Ok(Estimate { value: number.value, shape: number.shape, basis, from: number.from.clone() })
    }

    /// Takes typed words in, unless they are what stood there before.
    fn mint_like(&mut self, words: &str, old: Option<&Text>) -> Result<Text, Problem> {
        match old {
            Some(old) => self.mint_unless(words, old.clone()),
            None => self.mint(words),
        }
    }
}

/// The years of a line that is written anew, where somebody said them: those of its heading go with its heading.
fn own_years(old: Option<&Line>, heading: Heading) -> Option<Years> {
    let matter = &old?.matter;
    let usual = matter.heading().map(Heading::usual_years);
    (matter.heading() == Some(heading) || usual != Some(matter.years())).then_some(matter.years())
}

/// Whoever stands on no side of a case.
fn no_pen() -> Problem {
    Problem::new(
        ProblemKind::Refused,
        Say::new("vous ne tenez aucune plume de ce dossier", "you hold no pen of this case"),
        Say::new(
            "le marketing écrit l'apport, la DSI les coûts, le contrôle de gestion le taux : passez par l'un d'eux",
            "marketing writes the benefit, IT the costs, finance the rate: go through one of them",
        ),
    )
}

/// Whoever writes with a pen and does not sign with it.
fn does_not_sign(pen: Pen) -> Problem {
    let Say { fr, en } = pen.say();
    Problem::new(
        ProblemKind::Refused,
        Say::new(format!("vous ne signez pas pour : {fr}"), format!("you do not sign for: {en}")),
        Say::new("faites signer qui en a la charge", "have whoever is in charge sign"),
    )
}
