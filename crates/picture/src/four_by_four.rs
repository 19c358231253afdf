//! The Business Technology agenda, four by four: what both sides agreed to do in each cell, and where there is nothing.

use std::collections::BTreeMap;

use agenda::action::{Cell, Ended};

use crate::Picture;

/// The agenda as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// The actions of each cell; a cell without any is not in it.
    pub cells: BTreeMap<Cell, Acts>,
    /// What both sides agreed to do and stands in no cell, by number, the first due in front.
    pub unplaced: Vec<u64>,
}

/// What is in one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// Still to be done, by number, the first due in front.
    pub open: Vec<u64>,
    /// Done, by number, the latest in front. What was dropped is not told.
    pub done: Vec<u64>,
}

impl Agenda {
    /// The cells in which nothing is to be done, row by row.
    pub fn empty(&self) -> Vec<Cell> {
        Cell::all().filter(|cell| self.cells.get(cell).is_none_or(|acts| acts.open.is_empty())).collect()
    }

    /// How many actions are to be done in all cells.
    pub fn open(&self) -> usize {
        self.cells.values().map(|acts| acts.open.len()).sum()
    }
}

impl Picture {
    /// The agenda of the house.
    pub fn agenda(&self) -> Agenda {
        let mut agenda = Agenda::default();
        let mut all: Vec<_> = self.actions().collect();
        all.sort_by_key(|(number, action)| (action.due, *number));
        for (number, action) in &all {
            match (&action.place, &action.ended) {
                (Some(place), None) => agenda.cells.entry(place.cell).or_default().open.push(*number),
                (None, None) => agenda.unplaced.push(*number),
                (Some(place), Some((Ended::Done(_), _))) => {
                    agenda.cells.entry(place.cell).or_default().done.push(*number);
                }
                (Some(_), Some((Ended::Dropped(_), _))) | (None, Some(_)) => {}
            }
        }
        for acts in agenda.cells.values_mut() {
            let ended = |number: &u64| self.action(*number).and_then(|it| it.ended.as_ref()).map(|(_, at)| *at);
            acts.done.sort_by_key(|number| std::cmp::Reverse(ended(number)));
        }
        agenda
    }
}
