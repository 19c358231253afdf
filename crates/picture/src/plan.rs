//! The rolling plan beside what the teams can do: four quarters, what is taken of each, and what the search would propose.

use std::collections::BTreeMap;

use agenda::plan::choose::{Asked, Question};
use agenda::plan::{Plan, Quarter};
use base::{Kind, Measure, Quantity, Ref};
use jiff::civil::Date;
use landscape::field::Field;

use crate::Picture;

/// So many quarters are looked at, beginning with the one after today's.
pub const QUARTERS: u32 = 4;

/// What a team can do in each quarter looked at, and what is planned of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// The team.
    pub team: Ref,
    /// Person-days a quarter, where somebody said so.
    pub capacity: Option<Measure>,
    /// What is planned, quarter by quarter.
    pub quarters: Vec<Taken>,
}

/// What is planned of a team in a quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The quarter.
    pub quarter: Quarter,
    /// Person-days.
    pub days: Quantity,
    /// By which initiatives.
    pub by: Vec<u32>,
    /// How many days beyond what the team can do, likely; 0 where it can.
    pub over: f64,
}

/// What an initiative brings, and who says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brings {
    /// Euros of today.
    pub value: Quantity,
    /// The request whose signed case says so; `None` where it was stated with the initiative.
    pub case: Option<u64>,
}

impl Picture {
    /// The first quarter looked at on a day: the next that has not begun.
    pub fn plan_from(today: Date) -> Quarter {
        Quarter::around(today).plus(1)
    }

    /// What is planned of every team that works for an initiative, or says what it can do.
    pub fn plan_loads(&self, plan: &Plan, today: Date) -> Vec<Load> {
        let from = Picture::plan_from(today);
        let mut teams: Vec<Ref> = plan.initiatives.values().flat_map(|it| &it.work).map(|it| it.team.clone()).collect();
        teams.sort_unstable();
        teams.dedup();
        let mut loads: Vec<Load> = teams
            .into_iter()
            .map(|team| {
                let capacity = self.capacity_of(&team);
                let most = capacity.as_ref().map(|measure| measure.value.likely);
                let quarters = (0..QUARTERS).map(|at| {
                    let quarter = from.plus(at);
                    let (days, by) = plan.taken(&team, quarter);
                    let over = most.map_or(0.0, |most| (days.likely - most).max(0.0));
                    Taken { quarter, days, by, over }
                });
                Load { quarters: quarters.collect(), capacity, team }
            })
            .collect();
        loads.sort_by_cached_key(|load| base::slug(&self.catalog().name(&load.team).fr));
        loads
    }

    /// What a team can do in a quarter.
    fn capacity_of(&self, team: &Ref) -> Option<Measure> {
        self.catalog().get(team).filter(|team| team.id.kind() == Kind::Team)?.measure(Field::Capacity)
    }

    /// What an initiative brings: the net present value of its case once all three pens have signed, else as stated.
    pub fn brings(&self, plan: &Plan, number: u32) -> Option<Brings> {
        let it = plan.initiatives.get(&number)?;
        let signed = it.request.and_then(|request| {
            let case = self.business_case(request).filter(|case| case.agreed.is_some())?;
            let sheet = self.case_sheet(request)?;
            let value = sheet.figure("npv", case.recommended.as_ref()?)?.measure.value;
            Some(Brings { value, case: Some(request) })
        });
        Some(signed.unwrap_or(Brings { value: it.value, case: None }))
    }

    /// The question what to plan and when.
    pub fn plan_question(&self, plan: &Plan, today: Date) -> Question {
        let loads = self.plan_loads(plan, today);
        let capacity = loads.into_iter().filter_map(|load| {
            let most = load.capacity?.value.likely;
            Some((load.team, vec![most; QUARTERS as usize]))
        });
        let values: BTreeMap<u32, f64> = plan
            .initiatives
            .keys()
            .filter_map(|number| Some((*number, self.brings(plan, *number)?.value.likely)))
            .collect();
        let from = Picture::plan_from(today);
        Question::of(&Asked { plan, from, quarters: QUARTERS, capacity: capacity.collect(), values })
    }
}

/// What has to move for a plan to begin as chosen: those that began before the quarters looked at stay.
pub fn moves(plan: &Plan, chosen: &BTreeMap<u32, Quarter>, from: Quarter) -> BTreeMap<u32, Option<Quarter>> {
    let began = |number: &u32| plan.starts.get(number).is_some_and(|start| *start < from);
    let numbers = plan.initiatives.keys().filter(|number| !began(number));
    let all = numbers.map(|number| (*number, chosen.get(number).copied()));
    all.filter(|(number, start)| plan.starts.get(number) != start.as_ref()).collect()
}
