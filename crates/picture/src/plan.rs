//! The rolling plan beside what the teams can do and the funds hold: four quarters, what is taken of each, what the search
//! would propose, and how the work really goes (`drift`).

mod drift;

use std::collections::BTreeMap;

use agenda::plan::choose::{Asked, Question};
use agenda::plan::{Plan, Pool, Quarter};
use base::{Kind, Measure, Quantity, Ref};
use jiff::civil::Date;
use landscape::field::Field;

use crate::Picture;

pub use drift::{Differs, Drift};

/// So many quarters are looked at, beginning with the one after today's.
pub const QUARTERS: u32 = 4;

/// What a team can do, or a fund holds, in each quarter looked at, and what is planned of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// The team or the fund.
    pub pool: Pool,
    /// What a team can do in a quarter, in person-days, where somebody said so.
    pub capacity: Option<Measure>,
    /// What is planned, quarter by quarter.
    pub quarters: Vec<Taken>,
}

/// What is planned of a team or a fund in a quarter, in person-days or euros.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The quarter.
    pub quarter: Quarter,
    /// What is planned.
    pub planned: Quantity,
    /// The most there is, where somebody said so.
    pub most: Option<f64>,
    /// By which initiatives.
    pub by: Vec<u32>,
    /// How much beyond the most there is, likely; 0 where it holds.
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

    /// What is planned of every team that works for an initiative, by name, then of every fund.
    pub fn plan_loads(&self, plan: &Plan, today: Date) -> Vec<Load> {
        let from = Picture::plan_from(today);
        let mut teams: Vec<Ref> = plan.initiatives.values().flat_map(|it| &it.work).map(|it| it.team.clone()).collect();
        teams.sort_unstable();
        teams.dedup();
        teams.sort_by_cached_key(|team| base::slug(&self.catalog().name(team).fr));
        let quarters = |pool: &Pool, most: &dyn Fn(Quarter) -> Option<f64>| -> Vec<Taken> {
            let each = (0..QUARTERS).map(|at| {
                let quarter = from.plus(at);
                let (planned, by) = plan.taken(pool, quarter);
                let most = most(quarter);
                let over = most.map_or(0.0, |most| (planned.likely - most).max(0.0));
                Taken { quarter, planned, most, by, over }
            });
            each.collect()
        };
        let of_team = |team: Ref| {
            let capacity = self.capacity_of(&team);
            let most = capacity.as_ref().map(|measure| measure.value.likely);
            let pool = Pool::Team(team);
            Load { quarters: quarters(&pool, &|_| most), capacity, pool }
        };
        let of_fund = |(number, fund): (&u32, &agenda::plan::Fund)| {
            let most = |quarter| Some(fund.money.get(&quarter).copied().unwrap_or_default());
            let pool = Pool::Fund(*number);
            Load { quarters: quarters(&pool, &most), capacity: None, pool }
        };
        teams.into_iter().map(of_team).chain(plan.funds.iter().map(of_fund)).collect()
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
        let capacity = self.plan_loads(plan, today).into_iter().filter_map(|load| {
            let most: Option<Vec<f64>> = load.quarters.iter().map(|it| it.most).collect();
            Some((load.pool, most?))
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
