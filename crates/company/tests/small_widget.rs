//! Holds that the first walk's figures come out of the files, at both sizes, with nothing but what the files say.

use base::{Kind, Quantity, Ref};
use company::Size;
use landscape::catalog::Catalog;
use landscape::impact::{self, Change, Dpo};
use landscape::import;

#[test]
fn the_small_widget_brings_the_loyalty_engine_over_its_limit() {
    for size in [Size::Tiny, Size::Demo] {
        let mut claims = Vec::new();
        for (file, position) in company::files(size, 7).iter().zip(1..) {
            let dataset = Ref::new(Kind::Dataset, &file.name);
            let read = import::read(&file.name, &file.bytes, &dataset, Some(file.on), position).expect("it is a table");
            claims.extend(read.claims);
        }
        let catalog = Catalog::build(claims);
        let change = Change {
            element: Some(Ref::new(Kind::Element, "app-home")),
            data: Some(Ref::new(Kind::Data, "points-balance")),
            calls_per_view: Some(Quantity::exact(5.0)),
            wished: Some(jiff::civil::date(2026, 11, 20)),
            ..Change::default()
        };
        let impact = impact::of(&catalog, &change, jiff::civil::date(2026, 8, 6)).expect("both are in the catalogue");
        let way: Vec<_> = impact
            .path
            .iter()
            .filter(|it| it.thing.kind() == Kind::System)
            .map(|it| it.thing.key().to_owned())
            .collect();
        assert_eq!(way, ["mobile-app", "api-gateway", "loyalty-engine"], "{size:?}");
        let engine = impact.loads.iter().find(|it| it.system.key() == "loyalty-engine").expect("it is on the way");
        assert_eq!(engine.after.as_ref().map(|it| it.value), Some(Quantity::exact(77.0)), "{size:?}");
        assert_eq!(engine.used.as_ref().map(|it| it.value), Some(Quantity::exact(1.925)), "{size:?}");
        let tills = impact.neighbours.iter().find(|it| it.system.key() == "tills").expect("they share the engine");
        assert_eq!(tills.units.as_ref().map(|it| it.value.likely), Some(1184.0), "{size:?}");
        assert_eq!(impact.dpo, Dpo::Told, "{size:?}");
        let frozen: Vec<_> = impact.calendar.conflicts.iter().map(|it| it.thing.key().to_owned()).collect();
        assert!(frozen.contains(&"year-end-freeze".to_owned()), "{size:?}: {frozen:?}");
        assert_eq!(impact.calendar.free.len(), 2, "{size:?}");
        let card =
            impact.overlaps.iter().find(|it| it.element.key() == "app-loyalty-card").expect("it shows the points");
        assert!(card.same_channel && card.depth.as_ref().is_some_and(|it| it.value.likely == 2.0), "{size:?}");
    }
}
