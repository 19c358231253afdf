//! What was asked for, agreed and delivered of a request, in figures.

use agenda::acceptance::Counts;
use base::{Figure, Measure, Quantity, Say, Unit};

use crate::Picture;

impl Picture {
    /// How many items were asked for, agreed and delivered, and the shares that are there; nothing without items.
    pub fn acceptance_figures(&self, request: u64) -> Vec<Figure> {
        let Some(held) = self.acceptance(request).filter(|it| !it.items.is_empty()) else { return Vec::new() };
        let Counts { asked, agreed, delivered } = held.counts();
        let counted = |n: u32, fr: &str, en: &str| {
            Measure::computed(Quantity::exact(f64::from(n)), Unit::Count, Say::new(fr, en), Vec::new())
        };
        let asked_for =
            counted(asked, "les éléments écrits à la demande, comptés", "the items written on the request, counted");
        let in_scope = counted(agreed, "ceux dont on a dit qu'ils sont au périmètre", "those said to be in scope");
        let there = counted(delivered, "ceux dont on a dit qu'ils sont livrés", "those said to be delivered");
        let mut figures = vec![
            figure("acceptance.asked", "éléments demandés", "items asked for", asked_for.clone()),
            figure("acceptance.agreed", "éléments convenus", "items agreed", in_scope.clone()),
            figure("acceptance.delivered", "éléments livrés", "items delivered", there.clone()),
        ];
        let of = |share: Option<f64>, fr: &str, en: &str, whole: &Measure| {
            let from = vec![(Say::new("livrés", "delivered"), there.clone()), (Say::new(fr, en), whole.clone())];
            let how = Say::new(format!("livrés ÷ {fr}"), format!("delivered ÷ {en}"));
            share.map(|share| Measure::computed(Quantity::exact(share), Unit::Share, how, from))
        };
        let counts = held.counts();
        figures.extend(
            of(counts.of_asked(), "demandés", "asked for", &asked_for)
                .map(|it| figure("acceptance.of_asked", "part livrée du demandé", "share of what was asked for", it)),
        );
        figures.extend(
            of(counts.of_agreed(), "convenus", "agreed", &in_scope)
                .map(|it| figure("acceptance.of_agreed", "part livrée du convenu", "share of what was agreed", it)),
        );
        figures
    }
}

fn figure(key: &str, fr: &str, en: &str, measure: Measure) -> Figure {
    Figure { key: key.to_owned(), label: Say::new(fr, en), measure }
}
