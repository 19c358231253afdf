//! Two people write in one case at once: the second is told what stood before, what stands now, what they meant.

use agenda::business_case::line::{Heading, Years};
use agenda::business_case::{Metric, Terms};
use app::order::case::{CaseOrder, TypedAmount};
use app::{Actor, Kind, Meanwhile, Order, Said};
use base::{PersonId, Quantity};

use super::{House, cost, reach, register, typed};

fn written() -> (tempfile::TempDir, House, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    let seen = house.app.picture().business_case(house.request).expect("there is a case").version;
    (folder, house, seen)
}

/// What whoever was second is told.
fn second(house: &House, by: PersonId, order: CaseOrder, seen: u64) -> Meanwhile {
    let order = Order::Case { request: house.request, order, seen: Some(seen) };
    let problem = house.app.submit(Actor::Person(by), order).expect_err("somebody was first");
    assert_eq!(problem.kind, Kind::Conflict);
    *problem.meanwhile.expect("it tells what changed")
}

fn eur(line: u32, name: &str, value: Quantity) -> CaseOrder {
    let CaseOrder::WriteCost { option, heading, .. } = cost(Heading::Purchase, name, 0.0) else { unreachable!() };
    let amount = TypedAmount::Eur(typed(value));
    CaseOrder::WriteCost { line: Some(line), option, heading, name: name.into(), amount, years: None }
}

fn number(said: &Option<Said>) -> Option<f64> {
    match said {
        Some(Said::Number { value, .. }) => Some(value.likely),
        _ => None,
    }
}

#[test]
fn a_line_two_people_wrote_is_told_part_by_part_and_either_version_can_be_kept() {
    let (_folder, house, seen) = written();
    let other = register(&house.app, "Théodore", base::Side::It, agenda::role::Role::Architect);
    house.give(house.cio, eur(2, "Licence", Quantity::exact(13_000.0))).expect("the first writes");
    let told = second(&house, other, eur(2, "Licence et support", Quantity::range(11_000.0, 12_500.0, 15_000.0)), seen);
    assert_eq!((told.line, told.struck, told.seen), (Some(2), false, seen));
    assert_eq!(told.by, Some(house.app.picture().person_name(house.cio)));
    let parts: Vec<&str> = told.parts.iter().map(|part| part.field.as_str()).collect();
    assert_eq!(parts, ["name", "eur"], "what is the same in all three is left out");
    let amount = &told.parts[1];
    let three = [&amount.before, &amount.theirs, &amount.mine].map(number);
    assert_eq!(three, [Some(12_000.0), Some(13_000.0), Some(12_500.0)]);
    assert_eq!(told.parts[0].mine, Some(Said::Words("Licence et support".into())));
    assert_eq!(told.parts[0].theirs, told.parts[0].before, "they left the name as it was");
    // Nothing was written; given again on what stands, it is.
    let held =
        |house: &House| house.app.picture().business_case(house.request).expect("a case").lines[&2].matter.yearly();
    assert_eq!(held(&house).likely, 13_000.0);
    let mine = eur(2, "Licence et support", Quantity::exact(12_500.0));
    let order = Order::Case { request: house.request, order: mine, seen: Some(told.stands) };
    house.app.submit(Actor::Person(other), order).expect("kept");
    assert_eq!(held(&house).likely, 12_500.0);
}

#[test]
fn a_line_struck_out_meanwhile_keeps_what_was_meant_to_be_written() {
    let (_folder, house, seen) = written();
    house.give(house.cio, CaseOrder::Strike { line: 2 }).expect("the first strikes it out");
    let told = second(&house, house.cio, eur(2, "Licence", Quantity::exact(9_000.0)), seen);
    assert!(told.struck);
    let amount = told.parts.iter().find(|part| part.field == "eur").expect("the amount is told");
    assert_eq!([&amount.before, &amount.theirs, &amount.mine].map(number), [Some(12_000.0), None, Some(9_000.0)]);
}

#[test]
fn the_chain_the_terms_and_the_page_to_sign_are_told_alike() {
    let (_folder, house, seen) = written();
    let steps = |last: &str| vec![(Metric::Activity, "vue".to_owned()), (Metric::Outcome, last.to_owned())];
    house.give(house.cmo, CaseOrder::DrawChain { steps: steps("rachat") }).expect("the first draws");
    let told = second(&house, house.cmo, CaseOrder::DrawChain { steps: steps("retour en magasin") }, seen);
    let [step] = told.parts.as_slice() else { panic!("{:?}", told.parts) };
    assert_eq!((step.field.as_str(), &step.theirs), ("step.2", &Some(Said::Words("rachat".into()))));

    let terms = |rate, years| CaseOrder::SetTerms { terms: Terms { rate, years } };
    house.give(house.controller, terms(0.1, 3)).expect("the first sets them");
    let told = second(&house, house.controller, terms(0.08, 5), seen);
    let three: Vec<_> = told.parts.iter().map(|part| [&part.before, &part.theirs, &part.mine].map(number)).collect();
    assert_eq!(three, [[Some(0.08), Some(0.1), Some(0.08)], [Some(3.0), Some(3.0), Some(5.0)]]);

    // Who signs a page that has moved is told what moved, on any line, and signs nothing.
    let hash = "0".repeat(64);
    let told = second(&house, house.cmo, CaseOrder::Sign { hash, remark: None }, seen);
    let fields: Vec<&str> = told.parts.iter().map(|part| part.field.as_str()).collect();
    assert_eq!(fields, ["step.2", "rate"]);
    assert!(told.parts.iter().all(|part| part.mine == part.before), "a signature writes nothing");
}

#[test]
fn nobody_is_second_where_nothing_was_overwritten() {
    let (_folder, house, seen) = written();
    house.give(house.cio, eur(2, "Licence", Quantity::exact(13_000.0))).expect("the first writes");
    // Another line, and the same words, are nobody's trouble.
    let submit = |by, order| {
        house.app.submit(Actor::Person(by), Order::Case { request: house.request, order, seen: Some(seen) })
    };
    submit(house.cio, eur(2, "Licence", Quantity::exact(13_000.0))).expect("the same is said twice");
    submit(house.cmo, house.benefit(app::order::case::Number { value: Quantity::exact(400_000.0), ..reach() }))
        .expect("another line");
}

#[test]
fn the_years_somebody_said_stay_when_a_line_is_written_anew_without_any() {
    let (_folder, house, _) = written();
    let CaseOrder::WriteCost { line, option, heading, name, amount, .. } = eur(2, "Licence", Quantity::exact(12_000.0))
    else {
        unreachable!()
    };
    let late = Some(Years { first: 2, last: Some(2) });
    house.give(house.cio, CaseOrder::WriteCost { line, option, heading, name, amount, years: late }).expect("written");
    house.give(house.cio, eur(2, "Licence", Quantity::exact(14_000.0))).expect("written anew");
    let picture = house.app.picture();
    let held = picture.business_case(house.request).expect("a case").lines[&2].matter.years();
    assert_eq!(Some(held), late);
}
