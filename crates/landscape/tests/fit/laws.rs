//! What holds whatever the estate: order does not matter, a copy comes first, one more stranger changes nothing.

use landscape::catalog::Claim;
use landscape::field::{Field, Value};
use proptest::prelude::*;

use super::*;

const TAGS: [&str; 8] =
    ["email campaign", "segmentation", "sms", "panier", "paiement", "chat", "stock", "carte de fidélité"];
const NOUNS: [&str; 8] = ["campaign", "account", "template", "list", "message", "order", "profile", "basket"];

/// A system in few words: which tags, nouns, data, callers and vendor it has.
#[derive(Clone, Debug)]
struct Drawn {
    tags: Vec<usize>,
    nouns: Vec<usize>,
    gives: Vec<usize>,
    callers: Vec<usize>,
    vendor: Option<usize>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let some = |most| proptest::collection::vec(0..8_usize, 0..most);
    (some(5), some(5), some(3), some(3), proptest::option::of(0..3_usize))
        .prop_map(|(tags, nouns, gives, callers, vendor)| Drawn { tags, nouns, gives, callers, vendor })
}

fn claim(subject: &str, field: Field, value: Value) -> Claim {
    let source = base::Source::File {
        dataset: Ref::new(Kind::Dataset, "d"),
        file: "drawn.csv".to_owned(),
        sheet: None,
        line: 2,
        column: field.spec().word.to_owned(),
    };
    Claim { subject: subject.parse().unwrap(), field, value, source, as_of: Some(TODAY), position: 1 }
}

/// The claims of a system under a key.
fn claims_of(key: &str, drawn: &Drawn) -> Vec<Claim> {
    let words = |all: &[&str], which: &[usize]| Value::List(which.iter().map(|at| all[*at].to_owned()).collect());
    let id = format!("system:{key}");
    let mut out = vec![claim(&id, Field::Name, Value::Words(base::Say::same(format!("Système {key}"))))];
    if !drawn.tags.is_empty() {
        out.push(claim(&id, Field::Capabilities, words(&TAGS, &drawn.tags)));
    }
    if let Some(vendor) = drawn.vendor {
        out.push(claim(&id, Field::Vendor, Value::Words(base::Say::same(format!("Éditeur {vendor}")))));
    }
    let api = format!("api:{key}-api");
    out.push(claim(&api, Field::Provider, Value::Named(vec![key.to_owned()])));
    if !drawn.nouns.is_empty() {
        out.push(claim(&api, Field::Nouns, words(&NOUNS, &drawn.nouns)));
    }
    if !drawn.gives.is_empty() {
        out.push(claim(&api, Field::Gives, Value::Named(drawn.gives.iter().map(|n| format!("d{n}")).collect())));
    }
    for caller in &drawn.callers {
        let flow = format!("flow:caller{caller}>{key}");
        out.push(claim(&flow, Field::Source, Value::Named(vec![format!("caller{caller}")])));
        out.push(claim(&flow, Field::Target, Value::Named(vec![key.to_owned()])));
        out.push(claim(&flow, Field::Carries, Value::Named(vec![format!("d{caller}")])));
    }
    out
}

/// An estate of systems named s0, s1, …, with their callers and data; the first is the tool.
fn estate(systems: &[Drawn]) -> Vec<Claim> {
    let mut out: Vec<Claim> = (0..8)
        .flat_map(|n| {
            let name = |kind: &str| Value::Words(base::Say::same(format!("{kind} {n}")));
            [
                claim(&format!("system:caller{n}"), Field::Name, name("Appelant")),
                claim(&format!("data:d{n}"), Field::Name, name("Donnée")),
            ]
        })
        .collect();
    out.extend(systems.iter().enumerate().flat_map(|(at, drawn)| claims_of(&format!("s{at}"), drawn)));
    out
}

fn held(claims: Vec<Claim>) -> Fit {
    fit::of(&Catalog::build(claims), &system("s0"), TODAY).expect("the tool is there")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_claims_does_not_matter(
        systems in proptest::collection::vec(drawn(), 2..6),
        order in any::<u64>(),
    ) {
        let claims = estate(&systems);
        let mut other = claims.clone();
        let by = |at: usize| (at as u64 + 1).wrapping_mul(order | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut places: Vec<usize> = (0..other.len()).collect();
        places.sort_by_key(|at| by(*at));
        other = places.into_iter().map(|at| other[at].clone()).collect();
        prop_assert_eq!(held(claims), held(other));
    }

    #[test]
    fn a_score_is_a_share_within_its_range(systems in proptest::collection::vec(drawn(), 2..6)) {
        for overlap in held(estate(&systems)).overlaps {
            let score = overlap.score.value;
            prop_assert!(0.0 <= score.low && score.low <= score.likely && score.likely <= score.high && score.high <= 1.0 + 1e-12);
            let grounds = overlap.common.len() + overlap.apart.len() + overlap.unknown.len();
            prop_assert_eq!(grounds, fit::GROUNDS.len(), "every ground is told once");
            for common in &overlap.common {
                prop_assert!(common.shared > 0 && common.shared <= common.of && common.items.len() == common.shared);
                prop_assert!(!common.proofs.is_empty(), "no evidence for {}", common.say.en);
            }
            if overlap.likeness == Likeness::Same {
                prop_assert!(overlap.common.len() >= 2, "two independent grounds at least");
            }
        }
    }

    #[test]
    fn a_copy_of_the_tool_comes_first(systems in proptest::collection::vec(drawn(), 2..6)) {
        let mut claims = estate(&systems);
        claims.extend(claims_of("copy", &systems[0]));
        let fit = held(claims);
        if let Some(first) = fit.overlaps.first() {
            let copy = fit.overlaps.iter().find(|it| it.other.key() == "copy");
            prop_assert!(copy.is_some());
            let copy = copy.unwrap();
            prop_assert_eq!(copy.likeness, first.likeness);
            prop_assert!((copy.score.value.likely - 1.0).abs() < 1e-9 && copy.score.value.low >= first.score.value.low - 1e-9);
        } else {
            let Drawn { tags, nouns, gives, callers, vendor } = &systems[0];
            let says = tags.len() + nouns.len() + gives.len() + callers.len();
            prop_assert!(says == 0 && vendor.is_none(), "a copy has something in common with what says anything");
        }
    }

    #[test]
    fn one_more_that_has_nothing_in_common_changes_nothing(systems in proptest::collection::vec(drawn(), 2..6)) {
        let before = held(estate(&systems));
        let mut claims = estate(&systems);
        claims.push(claim("system:stranger", Field::Name, Value::Words(base::Say::same("Inconnu"))));
        claims.push(claim("system:stranger", Field::Capabilities, Value::List(vec!["tri postal".to_owned()])));
        claims.push(claim("api:stranger-api", Field::Provider, Value::Named(vec!["stranger".to_owned()])));
        claims.push(claim("api:stranger-api", Field::Nouns, Value::List(vec!["parcel".to_owned()])));
        let after = held(claims);
        prop_assert_eq!(before.overlaps, after.overlaps);
    }
}
