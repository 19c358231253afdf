//! Business cases, each line by one pen or, at times, by the wrong one.

use agenda::business_case::line::{Heading, Shape, Years};
use agenda::business_case::{Metric, Pen, Terms};
use agenda::decision::Choice;
use agenda::role::Role;
use app::order::case::{CaseOrder, Number, TypedAmount};
use app::{Actor, Order};
use base::Quantity;
use rand::RngExt;

use super::Look;

/// The places of signing and of measuring among what happens.
const SIGN: u32 = 22;
const MEASURE: u32 = 33;

/// An order about the case of a request.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    // Few cases, so that some get as far as their signatures and reviews.
    let open: Vec<u64> = look.picture.business_cases().map(|(request, _)| request).collect();
    let request = match open.len() {
        0..3 => look.number(look.picture.next_request()),
        _ => look.one(&open),
    };
    let case = look.picture.business_case(request).cloned();
    let option = match case.as_ref().map(|it| it.options.as_slice()) {
        Some([_, ..]) if !look.once_in(8) => look.one(&case.as_ref().expect("it is there").options),
        _ => Choice::AsAsked,
    };
    let promised: Vec<u32> = case.iter().flat_map(|it| it.promised.keys().copied()).collect();
    let written: Vec<u32> = case.iter().flat_map(|it| it.lines.keys().copied()).chain([1]).collect();
    let line = look.one(&written);
    // Once somebody has signed, the others mostly read the same page and sign it too.
    let missing: Vec<Pen> =
        case.iter().flat_map(|it| Pen::ALL.into_iter().filter(|pen| !it.signed.contains_key(pen))).collect();
    let half_signed = (1..3).contains(&missing.len());
    let what = match (half_signed, promised.is_empty()) {
        (true, _) if !look.once_in(4) => SIGN,
        (_, false) if look.once_in(2) => MEASURE,
        _ => look.chance.random_range(0..34),
    };
    let (marketing, it, finance): (&[Role], &[Role], &[Role]) =
        (&[Role::Cmo, Role::MarketingOps], &[Role::Cio, Role::Architect], &[Role::Controller]);
    let (pen, order) = match what {
        0..4 => (marketing, CaseOrder::Open),
        4..7 => {
            let steps = [Metric::Activity, Metric::Outcome, Metric::Money].map(|metric| (metric, look.say()));
            (marketing, CaseOrder::DrawChain { steps: steps.into() })
        }
        7..10 => {
            let (volume, value) = (number(look, 10_000.0), number(look, 40.0));
            let (change, margin) = (number(look, 0.008), number(look, 0.3));
            let (change, margin) = (Some(change), look.maybe(margin));
            let line = look.maybe(line).filter(|_| look.once_in(2));
            let (name, years) = (look.say(), look.maybe(Years::EVERY));
            (marketing, CaseOrder::WriteBenefit { line, option, name, volume, value, change, margin, years })
        }
        10..13 => {
            let heading = look.one(&Heading::ALL);
            let amount = match look.once_in(2) {
                true => TypedAmount::Eur(number(look, 20_000.0)),
                false => TypedAmount::Work { days: number(look, 30.0), rate: number(look, 620.0) },
            };
            let name = look.say();
            (it, CaseOrder::WriteCost { line: None, option, heading, name, amount, years: None })
        }
        13 => (if look.once_in(2) { it } else { marketing }, CaseOrder::Strike { line }),
        14..16 => {
            let terms = Terms { rate: look.one(&[0.08, 0.05, -2.0]), years: look.one(&[3, 5, 0]) };
            (finance, CaseOrder::SetTerms { terms })
        }
        16..18 => (finance, CaseOrder::Recommend { option }),
        18..20 => (look.one(&[it, marketing]), CaseOrder::Question { line, words: look.say() }),
        20..22 => (look.one(&[it, marketing]), CaseOrder::Answer { line, words: look.say() }),
        22..31 => {
            let hash = look.picture.case_sheet(request).map(|sheet| sheet.hash.clone()).unwrap_or_default();
            let missing = if missing.is_empty() { Pen::ALL.to_vec() } else { missing };
            let pen: &[Role] = match look.one(&missing) {
                Pen::Marketing => &[Role::Cmo],
                Pen::It => &[Role::Cio],
                Pen::Finance => finance,
            };
            let remark = look.maybe("Lu".to_owned());
            (pen, CaseOrder::Sign { hash, remark })
        }
        _ => {
            let (on, how) = (look.day(-30, 5), look.say());
            let eur = Quantity::exact(f64::from(look.chance.random_range(1_000..90_000)));
            let line = if promised.is_empty() { line } else { look.one(&promised) };
            (look.one(&[finance, it]), CaseOrder::Measure { line, on, eur, how })
        }
    };
    let version = look.chance.random_range(0..9);
    let seen = look.once_in(9).then_some(version);
    (look.bearer(pen), Order::Case { request, order, seen })
}

fn number(look: &mut Look, about: f64) -> Number {
    let likely = about * f64::from(look.chance.random_range(50..150)) / 100.0;
    let (shape, value) = match look.chance.random_range(0..9) {
        0..6 => (Shape::Pert, Quantity { low: likely * 0.7, likely, high: likely * 1.6 }),
        6..8 => (Shape::Triangular, Quantity { low: likely * 0.8, likely, high: likely * 1.2 }),
        _ => (Shape::Pert, Quantity { low: f64::NAN, likely, high: -1.0 }),
    };
    let basis = look.say();
    Number { value, shape, basis: Some(basis), from: None }
}
