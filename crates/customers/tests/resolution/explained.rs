//! Explanations add up, and golden records come from somewhere.

use customers::resolution::model::Kind;
use customers::resolution::{Resolution, profile, resolve};

use crate::people::{HEADERS, columns, people};

fn run() -> (Vec<crate::people::Told>, Resolution, customers::resolution::model::Model) {
    let told = people(200, 11);
    let columns = columns(&told, &HEADERS);
    let model = profile::propose(&columns);
    let found = resolve(&columns, &model, &[], &mut |_| {});
    (told, found, model)
}

#[test]
fn the_weights_of_a_pair_sum_to_its_score_whichever_record_comes_first() {
    let (_, found, _) = run();
    for (left, right, pattern) in found.pairs.iter().step_by(40) {
        let pair = found.explain_pair(left, right).expect("a pair");
        let sum = pair.prior_bits
            + pair.fields.iter().map(|says| says.bits).sum::<f64>()
            + pair.other_components_bits
            + pair.labels_bits;
        assert!((sum - pair.bits).abs() < 1e-9 && pair.other_components_bits <= 1e-9);
        assert_eq!(pair.bits, found.bits[pattern as usize], "the score the run used");
        assert!(!pair.rules.is_empty(), "something brought it");
        assert_eq!(found.explain_pair(right, left).expect("a pair").bits, pair.bits);
        for says in pair.fields.iter().filter(|says| says.agreement.is_none()) {
            assert_eq!(says.bits, 0.0, "what is missing says nothing");
        }
    }
    assert_eq!(found.explain_pair(0, 0), None);
    assert_eq!(found.explain_pair(0, u32::MAX), None);
}

#[test]
fn a_cluster_names_its_weakest_link() {
    let (_, found, model) = run();
    let place = (0..found.records.count)
        .find(|at| found.clusters.iter().filter(|cluster| **cluster == found.clusters[*at]).count() >= 3);
    let place = place.expect("somebody has three records") as u32;
    let cluster = found.explain_cluster(place, model.unseen_bits, model.most_bits);
    let size = cluster.records.len();
    assert_eq!(cluster.links.len(), size * (size - 1) / 2);
    let scores: Vec<f64> = cluster.links.iter().filter_map(|link| link.bits).collect();
    assert!(scores.is_sorted() && cluster.mean_bits > 0.0);
    assert!(found.explain_cluster(u32::MAX, 1.0, 10.0).records.is_empty());
}

#[test]
fn a_golden_record_says_where_each_value_comes_from() {
    let (told, found, _) = run();
    let people = found.people();
    let all: usize = people.iter().map(|person| person.records.len()).sum();
    assert_eq!(all, told.len(), "every record is somebody's, once");
    for person in &people {
        for value in &person.values {
            assert!(person.records.contains(&value.record));
            assert!(
                value.held_by >= 1 && value.held_by <= value.filled && value.filled as usize <= person.records.len()
            );
            let place = found.records.told.iter().position(|told| *told == value.record).expect("a place");
            let field = found.records.fields.iter().position(|field| field.kind == value.kind).expect("a field");
            assert_eq!(found.records.value(place, field), value.value);
        }
    }
    let initials = people.iter().flat_map(|person| &person.values).filter(|value| value.kind == Kind::GivenName);
    assert!(initials.clone().count() > 100 && initials.into_iter().all(|value| !value.value.is_empty()));
}
