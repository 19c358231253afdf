//! Holds that what the importers read out of the files is the world the files were written from.

use base::{Kind, Quantity, Ref, Say};
use company::Size;
use company::cell::{Amount, Both};
use landscape::catalog::{Catalog, Thing};
use landscape::field::{Field, Value};
use landscape::import;

/// Where something is planted, so that the files say otherwise than the world.
const PLANTED: [(&str, Field); 6] = [
    ("payment", Field::Does),
    ("wms", Field::Load),
    ("cms", Field::Availability),
    ("store-screen", Field::Peak),
    ("campaign-results", Field::Does),
    ("winter-sales", Field::Until),
];

fn catalog() -> Catalog {
    let mut claims = Vec::new();
    for (file, position) in company::files(Size::Demo, 7).iter().zip(1..) {
        let dataset = Ref::new(Kind::Dataset, &file.name);
        let read = import::read(&file.name, &file.bytes, &dataset, Some(file.on), position).expect("it is a table");
        claims.extend(read.claims);
    }
    Catalog::build(claims)
}

/// What one thing has in the catalogue, to be compared field by field.
struct Read<'a> {
    thing: &'a Thing,
}

impl<'a> Read<'a> {
    fn of(catalog: &'a Catalog, kind: Kind, key: &str) -> Read<'a> {
        Read { thing: catalog.get(&Ref::new(kind, key)).unwrap_or_else(|| panic!("{kind:?} {key} is missing")) }
    }

    fn check<T: PartialEq + std::fmt::Debug>(&self, field: Field, found: T, expect: T) {
        if !PLANTED.contains(&(self.thing.id.key(), field)) {
            assert_eq!(found, expect, "{} {field:?}", self.thing.id);
        }
    }

    fn words(&self, field: Field, (fr, en): Both) {
        self.check(field, self.thing.words(field).cloned(), Some(Say::new(fr, en)));
    }

    fn number(&self, field: Field, amount: Amount, unit: f64) {
        let expect = match amount {
            Amount::Unknown => None,
            Amount::Exactly(n) => Some(Quantity::exact(n * unit)),
            Amount::Between(low, high) => Some(Quantity::range(low, (low + high) / 2.0, high)),
        };
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        let found = self.thing.quantity(field);
        let same = match (found, expect) {
            (Some(a), Some(b)) => close(a.low, b.low) && close(a.likely, b.likely) && close(a.high, b.high),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.check(field, (same, found), (true, found));
    }

    fn refs(&self, field: Field, kind: Kind, keys: &[&str]) {
        let expect: Vec<_> = keys.iter().map(|key| Ref::new(kind, key)).collect();
        self.check(field, self.thing.refs(field), &expect[..]);
    }

    fn list(&self, field: Field, words: &[&str]) {
        self.check(field, self.thing.list(field), &words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>()[..]);
    }
}

#[test]
fn systems_come_back_whole() {
    let catalog = catalog();
    for it in company::systems::SYSTEMS {
        let read = Read::of(&catalog, Kind::System, it.id);
        assert_eq!(read.thing.name, Say::new(it.name.0, it.name.1));
        read.words(Field::Does, it.does);
        read.words(Field::Serves, it.serves);
        read.words(Field::Breaks, it.breaks);
        read.words(Field::Vendor, (it.vendor, it.vendor));
        read.refs(Field::Owner, Kind::Team, &[it.owner]);
        read.number(Field::Limit, it.limit, 1.0);
        read.number(Field::Load, it.load, 1.0);
        read.number(Field::Availability, it.availability, 0.01);
        read.number(Field::ResponseMs, it.response_ms, 1.0);
        read.number(Field::LeadDays, it.lead_days, 1.0);
        read.list(Field::Capabilities, it.capabilities);
        assert!(read.thing.choice(Field::Hosting).is_some() && read.thing.date(Field::Since).is_some(), "{}", it.id);
        assert_eq!(read.thing.date(Field::EndOfLife).is_some(), it.end_of_life.is_some(), "{}", it.id);
    }
}

#[test]
fn moments_and_elements_come_back_whole() {
    let catalog = catalog();
    for it in company::moments::MOMENTS {
        let read = Read::of(&catalog, Kind::Moment, it.id);
        read.words(Field::Does, it.does);
        read.refs(Field::Owner, Kind::Team, &[it.owner]);
        assert!(read.thing.choice(Field::Stage).is_some(), "{}", it.id);
    }
    for it in company::elements::ELEMENTS {
        let read = Read::of(&catalog, Kind::Element, it.id);
        assert_eq!(read.thing.name, Say::new(it.name.0, it.name.1));
        read.words(Field::Does, it.does);
        read.refs(Field::Channel, Kind::System, &[it.channel]);
        read.refs(Field::Moment, Kind::Moment, &[it.moment]);
        read.refs(Field::Shows, Kind::Data, it.shows);
        read.number(Field::Views, it.views, 1.0);
        read.number(Field::DwellSeconds, it.dwell_seconds.map_or(Amount::Unknown, |s| Amount::Exactly(s.into())), 1.0);
        read.number(Field::Depth, it.depth.map_or(Amount::Unknown, |d| Amount::Exactly(d.into())), 1.0);
        read.list(Field::Purpose, it.purposes);
        read.check(Field::Peak, read.thing.week_time(Field::Peak).is_some(), true);
    }
}

#[test]
fn data_apis_flows_teams_and_calendar_come_back_whole() {
    let catalog = catalog();
    for it in company::data::DATA {
        let read = Read::of(&catalog, Kind::Data, it.id);
        read.words(Field::Does, it.does);
        read.refs(Field::Master, Kind::System, &[it.master]);
        read.list(Field::Personal, it.personal);
        read.list(Field::Purposes, it.purposes);
    }
    for it in company::apis::APIS {
        let read = Read::of(&catalog, Kind::Api, it.id);
        read.words(Field::Does, it.does);
        read.refs(Field::Provider, Kind::System, &[it.provider]);
        let through = Some(it.through).filter(|id| !id.is_empty());
        read.refs(Field::Through, Kind::System, through.as_slice());
        read.refs(Field::Gives, Kind::Data, it.gives);
    }
    let flows: Vec<_> = catalog.of_kind(Kind::Flow).collect();
    assert_eq!(flows.len(), company::flows::FLOWS.len());
    let ends = |thing: &Thing, field| thing.refs(field).first().map(|id| id.key().to_owned()).unwrap_or_default();
    for it in company::flows::FLOWS {
        let found =
            flows.iter().find(|flow| ends(flow, Field::Source) == it.source && ends(flow, Field::Target) == it.target);
        // One flow's target is planted to lead nowhere, another's mode to be unknown, a third's cache to be over the top.
        let Some(flow) = found else {
            assert_eq!((it.source, it.target), ("search", "realtime-stock"));
            continue;
        };
        let read = Read { thing: flow };
        read.number(Field::Rate, it.rate, 1.0);
        read.number(Field::Calls, it.calls, 1.0);
        read.refs(Field::Carries, Kind::Data, it.carries);
        assert_eq!(flow.choice(Field::Mode).is_none(), (it.source, it.target) == ("tag-manager", "retail-media"));
        if (it.source, it.target) != ("seller-tablet", "pim") {
            read.number(Field::CacheShare, it.cache, 0.01);
        }
    }
    for it in company::teams::IT_LIST.iter().chain(company::teams::MARKETING_LIST) {
        let read = Read::of(&catalog, Kind::Team, it.id);
        read.words(Field::Does, it.does);
        read.number(Field::Capacity, it.capacity.map_or(Amount::Unknown, |days| Amount::Exactly(days.into())), 1.0);
        assert!(read.thing.choice(Field::Side).is_some(), "{}", it.id);
    }
    for it in company::calendar::CALENDAR {
        let read = Read::of(&catalog, Kind::Freeze, it.id);
        let date = |(year, month, day)| Value::Date(jiff::civil::date(year, month, day));
        let found = |field| read.thing.field(field).map(|settled| settled.current.value.clone());
        read.check(Field::From, found(Field::From), Some(date(it.from)));
        read.check(Field::Until, found(Field::Until), Some(date(it.until)));
        read.refs(Field::Scope, Kind::System, it.scope);
    }
}
