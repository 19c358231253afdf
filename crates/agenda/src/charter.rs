//! The decision charter: who decides what, by when, what happens in silence, who arbitrates.

use base::{Say, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lane::Lane;
use base::workdays;

/// The charter's version; each decision cites it.
pub const VERSION: u32 = 1;

/// What happens when the deadline passes in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The change goes ahead as the side that signed has it.
    GoesAhead,
    /// The decision goes to the arbiter.
    GoesToArbiter,
}

/// The rule for one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The sides that sign; both make an A².
    pub deciders: &'static [Side],
    /// Working days from opening to deadline.
    pub working_days: u32,
    /// What happens in silence.
    pub silence: Silence,
}

/// The rule of a lane. Days: governance reference §2.6 (express 2, standard 5, funds 10).
pub fn rule(lane: Lane) -> Rule {
    let deciders = &[Side::Marketing, Side::It];
    match lane {
        Lane::Express => Rule { deciders, working_days: 2, silence: Silence::GoesAhead },
        Lane::Standard => Rule { deciders, working_days: 5, silence: Silence::GoesToArbiter },
        Lane::Major => Rule { deciders, working_days: 10, silence: Silence::GoesToArbiter },
    }
}

impl Rule {
    /// The deadline of a decision opened on a day.
    pub fn deadline(&self, opened: Date) -> Date {
        workdays::after(opened, self.working_days)
    }
}

impl Silence {
    /// In words.
    pub fn say(self) -> Say {
        match self {
            Silence::GoesAhead => Say::new(
                "sans réponse à l'échéance, ce que l'autre partie a signé s'applique, à titre provisoire",
                "without an answer by the deadline, what the other side signed applies, provisionally",
            ),
            Silence::GoesToArbiter => Say::new(
                "sans accord à l'échéance, la direction générale arbitre",
                "without agreement by the deadline, the chief executive arbitrates",
            ),
        }
    }
}
