//! The matrix of who answers for what: what is planted in it is found, nothing else is, and names change nothing.

use std::collections::BTreeMap;

use agenda::raci::lint::{Flaw, MOST_ALONE, Setting, lint, stage_map};
use agenda::raci::{Activity, Command, Holder, Mark, Matrix, Row, Seat, Source, Stage, template};
use agenda::role::Role;
use base::{Aggregate, Context, Side, Text, TextId};
use proptest::prelude::*;

fn matrix(columns: Vec<Holder>, rows: Vec<Row>) -> Matrix {
    let ctx = Context { actor: None, now: jiff::Timestamp::UNIX_EPOCH };
    let events = Matrix::decide(None, Command::Adopt { source: Source::ByHand, columns, rows }, &ctx).expect("rows");
    events.iter().fold(None, |state, event| Matrix::evolve(state, event, &ctx)).expect("a matrix")
}

/// Everybody a retailer has.
fn present() -> Vec<(Role, Side)> {
    let other = |role: Role| match Holder::role(role).side() {
        Some(side) => side,
        None => Side::It,
    };
    let mut present: Vec<(Role, Side)> = Role::ALL.into_iter().map(|role| (role, other(role))).collect();
    present.push((Role::Translator, Side::Marketing));
    present
}

fn flaws(matrix: &Matrix, present: &[(Role, Side)]) -> Vec<(Flaw, Option<u32>)> {
    let words = |_: &Text| "une activité".to_owned();
    let setting = Setting { present, most_alone: MOST_ALONE, words: &words };
    let found = lint(matrix, &setting);
    for finding in &found {
        for say in [&finding.say, &finding.way_out] {
            assert!(!say.fr.is_empty() && !say.en.is_empty() && say.fr != say.en, "{finding:?}");
        }
    }
    found.into_iter().map(|finding| (finding.flaw, finding.row)).collect()
}

fn seat(role: Role, mark: Mark) -> Seat {
    Seat { who: Holder::role(role), mark }
}

fn row_of<'a>(rows: &'a mut [Row], key: &str) -> (u32, &'a mut Row) {
    let at = rows.iter().position(|row| row.activity == Activity::Known(key.to_owned())).expect(key);
    (at as u32 + 1, &mut rows[at])
}

#[test]
fn the_matrix_that_comes_with_entente_has_no_flaw() {
    let (columns, rows) = template();
    let matrix = matrix(columns, rows);
    assert_eq!(flaws(&matrix, &present()), []);
    let map = stage_map(&matrix, &present()).expect("it names stages");
    assert_eq!(map.len(), 9);
    assert!(map.iter().all(|it| it.missing().is_empty()));
}

#[test]
fn six_planted_errors_give_six_findings_and_none_false() {
    let (columns, mut rows) = template();
    // Nobody answers for the estimate.
    let (estimate, row) = row_of(&mut rows, "estimate");
    row.seats.retain(|seat| !seat.mark.answers());
    // Both directors answer for a dated promise, and nobody says how they agree.
    let (promise, row) = row_of(&mut rows, "dated-promise");
    row.seats.retain(|seat| seat.who != Holder::role(Role::Cio));
    row.seats.push(seat(Role::Cio, Mark::A));
    // Whoever protects data decides why they may be used.
    let (purpose, row) = row_of(&mut rows, "purpose");
    row.seats.retain(|seat| seat.who != Holder::role(Role::Dpo) && !seat.mark.answers());
    row.seats.push(seat(Role::Dpo, Mark::A));
    // The orchestrator answers for nearly everything.
    for key in ["success", "standards", "opportunity", "costs", "data-access", "infrastructure"] {
        let (_, row) = row_of(&mut rows, key);
        row.seats
            .iter_mut()
            .filter(|seat| seat.mark == Mark::A)
            .for_each(|seat| seat.who = Holder::role(Role::Orchestrator));
    }
    // Marketing has no part in what reaches the customer.
    let (release, row) = row_of(&mut rows, "release");
    row.seats.retain(|seat| seat.mark == Mark::I || seat.who.side() != Some(Side::Marketing));
    // And the security officer has left.
    let present: Vec<_> = present().into_iter().filter(|(role, _)| *role != Role::Security).collect();
    let mut found = flaws(&matrix(columns, rows), &present);
    found.sort();
    let mut planted = vec![
        (Flaw::NoA, Some(estimate)),
        (Flaw::TwoA, Some(promise)),
        (Flaw::DpoDecides, Some(purpose)),
        (Flaw::Overload, None),
        (Flaw::Vacant, None),
        (Flaw::OneSided, Some(release)),
    ];
    planted.sort();
    assert_eq!(found, planted);
}

#[test]
fn a_column_without_marks_a_half_pair_and_work_nobody_does_are_told() {
    let (mut columns, mut rows) = template();
    columns.push(Holder::role(Role::Guest));
    let (agenda, row) = row_of(&mut rows, "agenda");
    row.seats.retain(|seat| seat.who != Holder::role(Role::Cio));
    let (infrastructure, row) = row_of(&mut rows, "infrastructure");
    row.seats.iter_mut().filter(|seat| seat.mark == Mark::R).for_each(|seat| seat.mark = Mark::C);
    let mut found = flaws(&matrix(columns, rows), &present());
    found.sort();
    assert_eq!(found, [(Flaw::HalfJoint, Some(agenda)), (Flaw::NoR, Some(infrastructure)), (Flaw::Orphan, None)]);
}

#[test]
fn a_matrix_that_names_no_stage_has_no_stage_to_mend() {
    let (columns, mut rows) = template();
    rows.iter_mut().for_each(|row| row.stages.clear());
    assert_eq!(flaws(&matrix(columns.clone(), rows.clone()), &present()), []);
    rows[0].stages = vec![Stage::Need];
    let found = flaws(&matrix(columns, rows), &present());
    assert_eq!(found.len(), 8, "the other eight are nobody's");
    assert!(found.iter().all(|(flaw, _)| *flaw == Flaw::OneSided));
}

// ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────

fn text(id: u64) -> Text {
    Text { id: TextId(uuid::Uuid::from_u128(u128::from(id))), commitment: format!("{id:064x}") }
}

fn holders() -> impl Strategy<Value = Holder> {
    prop_oneof![
        prop::sample::select(Role::ALL.to_vec()).prop_map(Holder::role),
        (0_u64..4).prop_map(|id| Holder::Named(text(1_000 + id))),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let seats = prop::collection::vec((holders(), prop::sample::select(Mark::ALL.to_vec())), 1..6);
    let stages = prop::collection::vec(prop::sample::select(Stage::ALL.to_vec()), 0..3);
    prop::collection::vec((seats, stages, any::<bool>()), 1..14).prop_map(|rows| {
        let rows = rows.into_iter().zip(0_u64..);
        rows.map(|((seats, stages, purposes), number)| Row {
            activity: Activity::Named(text(number)),
            stages,
            purposes,
            seats: seats.into_iter().map(|(who, mark)| Seat { who, mark }).collect(),
            joint: None,
        })
        .collect()
    })
}

/// The same rows under other names: of activities, and of whoever only the house knows.
fn renamed(rows: &[Row]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        if let Activity::Named(words) = &row.activity {
            let id = words.id.0.as_u128() as u64;
            row.activity = Activity::Named(text(7_000 - id));
        }
        for seat in &mut row.seats {
            if let Holder::Named(words) = &seat.who {
                let id = words.id.0.as_u128() as u64;
                seat.who = Holder::Named(text(9_000 - id));
            }
        }
    }
    rows
}

fn counted(found: Vec<(Flaw, Option<u32>)>) -> BTreeMap<Flaw, usize> {
    let mut counts = BTreeMap::new();
    found.into_iter().for_each(|(flaw, _)| *counts.entry(flaw).or_default() += 1);
    counts
}

/// What is wrong row by row, in the order of the rows.
fn by_row(found: &[(Flaw, Option<u32>)], row: usize) -> Vec<Flaw> {
    let row = Some(row as u32 + 1);
    found.iter().filter(|(flaw, at)| *at == row && *flaw != Flaw::OneSided).map(|(flaw, _)| *flaw).collect()
}

proptest! {
    /// A clean matrix stays clean, and any other keeps its flaws, whatever its rows are called and wherever they stand.
    #[test]
    fn names_and_places_change_no_flaw(rows in rows(), turn in 0_usize..14) {
        let as_is = flaws(&matrix(Vec::new(), rows.clone()), &present());
        prop_assert_eq!(&flaws(&matrix(Vec::new(), renamed(&rows)), &present()), &as_is);
        let mut turned = rows.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        let turned_flaws = flaws(&matrix(Vec::new(), turned), &present());
        for row in 0..rows.len() {
            let now = (row + rows.len() - by) % rows.len();
            prop_assert_eq!(by_row(&turned_flaws, now), by_row(&as_is, row));
        }
        prop_assert_eq!(counted(turned_flaws), counted(as_is));
    }

    /// The clean matrix of the template stays clean with its rows in any order and under any names.
    #[test]
    fn the_clean_matrix_stays_clean_in_any_order(order in Just((0_usize..24).collect::<Vec<_>>()).prop_shuffle()) {
        let (columns, rows) = template();
        let mut shuffled: Vec<Row> = order.iter().map(|nth| rows[*nth].clone()).collect();
        prop_assert_eq!(flaws(&matrix(columns.clone(), shuffled.clone()), &present()), []);
        for (row, id) in shuffled.iter_mut().zip(0_u64..) {
            row.activity = Activity::Named(text(id));
        }
        prop_assert_eq!(flaws(&matrix(columns, shuffled), &present()), []);
    }

    /// Taking one row's only A away adds exactly that flaw.
    #[test]
    fn an_a_taken_away_is_missed(nth in 0_usize..24) {
        let (columns, mut rows) = template();
        rows[nth].seats.retain(|seat| !seat.mark.answers());
        let found = flaws(&matrix(columns, rows), &present());
        prop_assert!(found.contains(&(Flaw::NoA, Some(nth as u32 + 1))));
        prop_assert_eq!(found.iter().filter(|(flaw, _)| *flaw == Flaw::NoA).count(), 1);
    }
}
