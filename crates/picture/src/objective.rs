//! Objectives in figures, what serves them, and what does not.

use std::sync::Arc;

use agenda::objective::target::Target;
use agenda::objective::tree::{Progress, Tree};
use agenda::objective::{Event, Objective, Root, Yardstick};
use agenda::request::Stage;
use base::{Evidence, Figure, Kind, Measure, PersonId, Quantity, Ref, Say, Source, Unit};
use jiff::civil::Date;
use rpds::RedBlackTreeMapSync;

use crate::Picture;

/// Where in the log what an objective says stands, and each of its numbers by the day it is of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    content: u64,
    readings: RedBlackTreeMapSync<Date, u64>,
}

impl Places {
    /// These places after one more fact.
    pub(crate) fn after(mut self, event: &Event, position: u64) -> Places {
        match event {
            Event::Set { .. } | Event::Revised { .. } => self.content = position,
            Event::Measured { on, .. } => self.readings.insert_mut(*on, position),
            _ => {}
        }
        self
    }
}

/// Where an objective stands against its day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// It is where it should be.
    Reached,
    /// It is at least as far as its time.
    OnTheWay,
    /// It is less far than its time.
    Behind,
    /// It should be kept between two bounds and is not.
    Outside,
    /// Its day has passed and it is not reached.
    Missed,
    /// Nothing was measured yet.
    NotMeasured,
}

impl Standing {
    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Reached => "reached",
            Standing::OnTheWay => "on_the_way",
            Standing::Behind => "behind",
            Standing::Outside => "outside",
            Standing::Missed => "missed",
            Standing::NotMeasured => "not_measured",
        }
    }

    /// In words.
    pub fn say(self) -> Say {
        match self {
            Standing::Reached => Say::new("atteint", "reached"),
            Standing::OnTheWay => Say::new("en chemin", "on its way"),
            Standing::Behind => Say::new("en retard sur son temps", "behind its time"),
            Standing::Outside => Say::new("hors de ses bornes", "outside its bounds"),
            Standing::Missed => Say::new("échéance passée", "its day has passed"),
            Standing::NotMeasured => Say::new("pas encore mesuré", "not measured yet"),
        }
    }
}

/// How far an objective with a number of its own is on a day.
pub fn standing(objective: &Objective, today: Date) -> Option<Standing> {
    let yardstick = objective.content.yardstick.as_ref()?;
    let Some(score) = objective.score() else { return Some(Standing::NotMeasured) };
    // What must be kept holds until its day; what must be reached is judged against the time that has passed.
    let kept = matches!(yardstick.target, Target::KeepWithin { .. });
    Some(match (score >= 1.0, today > yardstick.by) {
        (true, _) => Standing::Reached,
        (false, true) => Standing::Missed,
        (false, false) if yardstick.target.is_milestone() => Standing::OnTheWay,
        (false, false) if kept => Standing::Outside,
        (false, false) if score >= yardstick.elapsed(today) => Standing::OnTheWay,
        (false, false) => Standing::Behind,
    })
}

impl Picture {
    /// The tree of the objectives that are pursued.
    pub fn objective_tree(&self) -> Tree<'_> {
        Tree::of(self.objectives())
    }

    /// The objectives something serves, in the order they were set; those given up are left out.
    pub fn objectives_of<'a>(&'a self, by: &'a Ref) -> impl Iterator<Item = (u64, &'a Objective)> {
        self.objectives().filter(move |(_, it)| it.ended.is_none() && it.served.contains(by))
    }

    /// The requests that are open and serve no objective, by themselves or by their business case, newest first.
    pub fn aimless(&self) -> Vec<u64> {
        let open = |stage| matches!(stage, Stage::Draft | Stage::InDecision | Stage::GoesAhead);
        let serves = |number: u64| {
            [Kind::Request, Kind::BusinessCase].into_iter().any(|kind| {
                let by = Ref::new(kind, &number.to_string());
                self.objectives_of(&by).next().is_some()
            })
        };
        let all = self.requests().filter(|(_, request)| open(request.stage));
        all.map(|(number, _)| number).filter(|number| !serves(*number)).collect()
    }

    /// The objectives with nothing below them that nothing serves, in the order they were set.
    pub fn unserved(&self) -> Vec<u64> {
        let tree = self.objective_tree();
        let bare = tree.iter().filter(|(number, it)| it.served.is_empty() && tree.under(*number).is_empty());
        bare.map(|(number, _)| number).collect()
    }

    /// An objective in figures, under stable keys: where it starts (`objective.start`), where it should be
    /// (`objective.target`, or `objective.lowest` and `objective.highest`), the latest number (`objective.reading`), how far that
    /// is (`objective.progress`).
    pub fn objective_figures(&self, number: u64) -> Vec<Figure> {
        let Some(it) = self.objective(number) else { return Vec::new() };
        let mut figures = Vec::new();
        if let Some(yardstick) = &it.content.yardstick {
            let put = Put { picture: self, number, it, yardstick };
            figures.extend(put.bounds());
            figures.extend(put.value());
        }
        let tree = self.objective_tree();
        if let Some(progress) = tree.progress(number) {
            figures.push(self.progress_figure(&tree, number, progress, &mut 0));
        }
        figures
    }

    /// How far everything under a root is, with what it rests on.
    pub fn root_figure(&self, root: Root) -> Option<Figure> {
        let tree = self.objective_tree();
        let progress = tree.root_progress(root)?;
        Some(Figure {
            key: format!("objective.progress/{}", root.word()),
            label: Say::new("chemin parcouru", "share of the way"),
            measure: self.rolled(&tree, tree.under_root(root), progress, &mut 0),
        })
    }

    fn progress_figure(&self, tree: &Tree, number: u64, progress: Progress, deep: &mut usize) -> Figure {
        let measure = match tree.get(number).filter(|it| it.score().is_some()) {
            Some(it) => self.scored(number, it, progress),
            None => self.rolled(tree, tree.under(number), progress, deep),
        };
        Figure { key: "objective.progress".to_owned(), label: Say::new("chemin parcouru", "share of the way"), measure }
    }

    fn scored(&self, number: u64, it: &Objective, progress: Progress) -> Measure {
        let from = it.content.yardstick.as_ref().map_or_else(Vec::new, |yardstick| {
            let put = Put { picture: self, number, it, yardstick };
            put.value().into_iter().chain(put.bounds()).map(|figure| (figure.label, figure.measure)).collect()
        });
        let how = Say::new(
            "du départ à la cible, entre rien et tout",
            "from the start to the target, between nothing and all",
        );
        Measure::computed(Quantity::exact(progress.share), Unit::Share, how, from)
    }

    /// A roll-up, with the shares it is made of, each resting on its own.
    fn rolled(&self, tree: &Tree, below: &[u64], progress: Progress, deep: &mut usize) -> Measure {
        *deep += 1;
        let mut from = Vec::new();
        for number in below {
            let Some((it, progress)) = tree.get(*number).zip(tree.progress(*number)) else { continue };
            // Circles cannot be set; a log that holds one is still told to an end.
            if *deep > 64 {
                break;
            }
            let name = self.text(&it.content.name).map_or_else(|| Say::same(number.to_string()), Say::same);
            let name = Say::new(
                format!("{} (poids {})", name.fr, it.content.weight),
                format!("{} (weight {})", name.en, it.content.weight),
            );
            from.push((name, self.progress_figure(tree, *number, progress, deep).measure));
        }
        let how = Say::new(
            "moyenne de ce qui est mesuré en dessous, selon le poids",
            "mean of what is measured below, by weight",
        );
        Measure::computed(Quantity::exact(progress.share), Unit::Share, how, from)
    }
}

/// Puts an objective's own number into figures.
struct Put<'a> {
    picture: &'a Picture,
    number: u64,
    it: &'a Objective,
    yardstick: &'a Yardstick,
}

impl Put<'_> {
    fn fact(&self, field: &str, value: f64, position: u64, by: Option<PersonId>, as_of: Date) -> Measure {
        let subject = Ref::new(Kind::Objective, &self.number.to_string());
        let source = Source::Statement { by, position };
        let evidence = Evidence::Fact { subject, field: field.to_owned(), source, as_of: Some(as_of) };
        Measure { value: Quantity::exact(value), unit: self.yardstick.unit, evidence: Arc::new(evidence) }
    }

    fn bounds(&self) -> Vec<Figure> {
        let said = |field: &'static str, label: Say, value: f64, on: Date| {
            let position = self.picture.objective_places(self.number).content;
            let measure = self.fact(field, value, position, self.it.by, on);
            Figure { key: format!("objective.{field}"), label, measure }
        };
        let from = |value| said("start", Say::new("départ", "start"), value, self.yardstick.from);
        let said_on = base::local(self.it.set_at).date();
        match self.yardstick.target {
            Target::Increase { baseline, target } | Target::Decrease { baseline, target } => {
                vec![from(baseline), said("target", Say::new("cible", "target"), target, said_on)]
            }
            Target::KeepWithin { baseline, low, high } => vec![
                from(baseline),
                said("lowest", Say::new("au moins", "at least"), low, said_on),
                said("highest", Say::new("au plus", "at most"), high, said_on),
            ],
            Target::Milestone => Vec::new(),
        }
    }

    fn value(&self) -> Option<Figure> {
        let (on, reading) = self.it.latest()?;
        let place = self.picture.objective_places(self.number).readings.get(&on).copied().unwrap_or_default();
        let measure = self.fact("reading", reading.value, place, reading.by, on);
        Some(Figure {
            key: "objective.reading".to_owned(),
            label: Say::new("dernier relevé", "latest number"),
            measure,
        })
    }
}
