//! What is asked of people, what their answers teach, and how well accuracy is known from them.

use std::collections::BTreeSet;

use customers::resolution::correct::Correction;
use customers::resolution::model::Model;
use customers::resolution::{Resolution, profile, resolve};

use crate::people::{Chance, HEADERS, Told, columns, people};

fn run(told: &[Told]) -> (Resolution, Model) {
    let columns = columns(told, &HEADERS);
    let model = profile::propose(&columns);
    (resolve(&columns, &model, &[], &mut |_| {}), model)
}

fn answer(told: &[Told], left: u32, right: u32) -> Correction {
    Correction { left, right, same: told[left as usize].1 == told[right as usize].1 }
}

#[test]
fn questions_are_worth_asking_each_about_other_people_and_come_with_their_reasons() {
    let told = people(400, 31);
    let (found, _) = run(&told);
    let questions = found.review(&[], 40);
    assert_eq!(questions.len(), 40);
    let by_record = found.by_record();
    let mut asked = BTreeSet::new();
    for question in &questions {
        let ends = [by_record[question.left as usize], by_record[question.right as usize]];
        assert_eq!(question.joined, ends[0] == ends[1]);
        assert!(question.moves > 0 && question.alike > 0);
        assert!(asked.insert(ends[0]) && (question.joined || asked.insert(ends[1])), "no cluster twice");
        let explained = &question.explained;
        let sum = explained.prior_bits + explained.fields.iter().map(|says| says.bits).sum::<f64>();
        assert!((sum + explained.other_components_bits + explained.labels_bits - explained.bits).abs() < 1e-9);
    }
    // Asking is better spent here than by chance.
    let wrong = |pairs: &mut dyn Iterator<Item = (u32, u32, bool)>| {
        let all: Vec<bool> = pairs.map(|(l, r, joined)| answer(&told, l, r).same != joined).collect();
        all.iter().filter(|wrong| **wrong).count() as f64 / all.len() as f64
    };
    let asked = wrong(&mut questions.iter().map(|question| (question.left, question.right, question.joined)));
    let place = |at: u32| found.records.told[at as usize];
    let any = wrong(
        &mut found
            .pairs
            .iter()
            .map(|(l, r, _)| (place(l), place(r), found.clusters[l as usize] == found.clusters[r as usize])),
    );
    assert!(asked > 5.0 * any, "{asked} beside {any}");
}

#[test]
fn what_was_answered_is_not_asked_again_and_the_order_of_files_does_not_count() {
    let told = people(200, 32);
    let (found, _) = run(&told);
    let pairs = |said: &[Correction]| -> Vec<(u32, u32)> {
        found.review(said, 25).iter().map(|q| (q.left.min(q.right), q.left.max(q.right))).collect()
    };
    let first = pairs(&[]);
    let said: Vec<Correction> = first.iter().map(|(l, r)| answer(&told, *r, *l)).collect();
    assert!(pairs(&said).iter().all(|pair| !first.contains(pair)));
    let mut shuffled: Vec<usize> = (0..told.len()).collect();
    let mut chance = Chance(77);
    (1..shuffled.len()).rev().for_each(|at| shuffled.swap(at, chance.below(at + 1)));
    let (other, _) = run(&shuffled.iter().map(|at| told[*at].clone()).collect::<Vec<_>>());
    let rows = |at: u32| told[at as usize].0.join("|");
    let named = |l: u32, r: u32| BTreeSet::from([rows(l), rows(r)]);
    let before: Vec<_> = first.iter().map(|(l, r)| named(*l, *r)).collect();
    let after = other.review(&[], 25);
    let after: Vec<_> =
        after.iter().map(|q| named(shuffled[q.left as usize] as u32, shuffled[q.right as usize] as u32)).collect();
    assert_eq!(before, after);
}

#[test]
fn without_answers_nothing_is_learnt_and_answers_taken_back_leave_no_trace() {
    let told = people(300, 33);
    let (mut found, model) = run(&told);
    let (bits, clusters) = (found.bits.clone(), found.clusters.clone());
    let sample = found.sample(120, 1);
    let said: Vec<Correction> = sample.open(&[]).into_iter().map(|(l, r)| answer(&told, l, r)).collect();
    assert!(said.len() >= 60 && sample.open(&said).is_empty());
    found.learn(&model, &sample, &said);
    let learned = found.fit.learned.clone().expect("something was learnt");
    assert_ne!(found.bits, bits);
    let (left, right, pattern) = found.pairs.iter().next().expect("a pair");
    assert_eq!(found.explain_pair(left, right).expect("a pair").bits, found.bits[pattern as usize]);
    let mut reversed = said.clone();
    reversed.reverse();
    found.learn(&model, &sample, &reversed);
    assert_eq!(found.fit.learned, Some(learned), "in any order");
    found.learn(&model, &sample, &[]);
    assert_eq!((found.fit.learned, found.bits, found.clusters), (None, bits, clusters));
}

/// All pairs looked at or joined, by two loops: how many are joined, how many are one person, and how many both.
fn counted(found: &Resolution, told: &[Told]) -> [u32; 3] {
    let mut counts = [0; 3];
    for left in 0..found.records.count as u32 {
        for right in left + 1..found.records.count as u32 {
            let together = found.clusters[left as usize] == found.clusters[right as usize];
            if together || found.pairs.pattern(left, right).is_some() {
                let place = |at: u32| found.records.told[at as usize];
                let one = answer(told, place(left), place(right)).same;
                counts[0] += u32::from(together);
                counts[1] += u32::from(one);
                counts[2] += u32::from(one && together);
            }
        }
    }
    counts
}

#[test]
fn intervals_hold_what_is_true_as_often_as_they_say() {
    let mut held = [0; 2];
    for town in 34..37 {
        let told = people(900, town);
        let (found, _) = run(&told);
        let [joined, same, both] = counted(&found, &told).map(f64::from);
        let truth = [both / joined, both / same];
        for seed in 0..50 {
            let sample = found.sample(150, seed);
            let pairs: u64 = sample.strata.iter().filter(|stratum| stratum.joined).map(|stratum| stratum.pairs).sum();
            assert_eq!(pairs as f64, joined, "every joined pair is in a stratum");
            let said: Vec<Correction> = sample.open(&[]).into_iter().map(|(l, r)| answer(&told, l, r)).collect();
            assert_eq!(said.len(), 150);
            let expected = sample.measured(&[], 0.95);
            assert!(expected.answers == 0 && expected.precision.low_high.is_none(), "an estimate has no interval");
            let measured = sample.measured(&said, 0.95);
            assert_eq!(measured.answers, said.len());
            for (at, share) in [measured.precision, measured.recall].into_iter().enumerate() {
                let (low, high) = share.low_high.expect("an interval");
                assert!(low <= share.share && share.share <= high && high - low < 0.06, "{low} {high}");
                held[at] += i32::from(low <= truth[at] && truth[at] <= high);
            }
        }
    }
    // Of 150, drawn with other luck each time, 95 in a hundred are meant to hold and 90 must.
    assert!(held.iter().all(|held| *held >= 135), "{held:?} of 150 hold");
}

#[test]
fn who_answers_every_pair_of_a_sample_of_all_knows_the_shares() {
    let told = people(40, 37);
    let (found, _) = run(&told);
    let [joined, same, both] = counted(&found, &told).map(f64::from);
    let sample = found.sample(1_000_000, 1);
    let said: Vec<Correction> = sample.open(&[]).into_iter().map(|(l, r)| answer(&told, l, r)).collect();
    let measured = sample.measured(&said, 0.95);
    assert_eq!((measured.precision.share, measured.recall.share), (both / joined, both / same));
    for share in [measured.precision, measured.recall] {
        assert_eq!(share.low_high, Some((share.share, share.share)));
    }
}
