//! The lane a request travels in, chosen by its impact and by nothing else.

use base::Say;
use serde::{Deserialize, Serialize};

/// How much care a request needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Decided within two working days.
    Express,
    /// Decided within five working days, by both sides.
    Standard,
    /// Decided within ten working days, by both sides, with a business case.
    Major,
}

/// What the impact says, as far as the lane is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stakes {
    /// Only content changes: no system is called more.
    pub content_only: bool,
    /// The highest use of a limit after the change, as a share; `None` when unknown.
    pub most_used: Option<f64>,
    /// Systems over their limit after the change.
    pub over_limit: usize,
    /// Something needed for the forecast is unknown.
    pub unknown: bool,
    /// Personal data for a purpose not covered yet, or to a new processor: the DPO is asked.
    pub dpo_asked: bool,
    /// Teams that have to do something.
    pub teams: usize,
}

impl Lane {
    /// The lane's name.
    pub fn say(self) -> Say {
        match self {
            Lane::Express => Say::new("voie express", "express lane"),
            Lane::Standard => Say::new("voie standard", "standard lane"),
            Lane::Major => Say::new("voie majeure", "major lane"),
        }
    }

    /// How many working days a request of the lane may take, from the wish to its end.
    ///
    /// The express lane's ten are what makes the official way faster than a bypass; the others are the house's aim.
    pub fn clock_days(self) -> u32 {
        match self {
            Lane::Express => 10,
            Lane::Standard => 30,
            Lane::Major => 60,
        }
    }

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Lane::Express => "express",
            Lane::Standard => "standard",
            Lane::Major => "major",
        }
    }
}

/// A system used more than this needs a look.
pub const NEAR_LIMIT: f64 = 0.7;
/// From this number of teams on, a change is major.
pub const MANY_TEAMS: usize = 5;

/// Chooses the lane, with the reasons that led there.
///
/// | stakes | lane |
/// |---|---|
/// | two systems or more over their limit, or five teams or more | major |
/// | a system near (over 70 %) or over its limit, an unknown load, the DPO to be asked | standard |
/// | anything else, such as a change of content | express |
pub fn of(stakes: &Stakes) -> (Lane, Vec<Say>) {
    let mut reasons = Vec::new();
    let mut lane = Lane::Express;
    let mut raise = |to: Lane, reason: Say| {
        lane = lane.max(to);
        reasons.push((to, reason));
    };
    if stakes.over_limit >= 2 {
        raise(
            Lane::Major,
            Say::new(
                format!("{} systèmes dépasseraient leur limite", stakes.over_limit),
                format!("{} systems would go over their limit", stakes.over_limit),
            ),
        );
    }
    if stakes.teams >= MANY_TEAMS {
        raise(
            Lane::Major,
            Say::new(
                format!("{} équipes sont concernées", stakes.teams),
                format!("{} teams are concerned", stakes.teams),
            ),
        );
    }
    match stakes.most_used {
        Some(used) if used > 1.0 => {
            raise(Lane::Standard, Say::new("un système dépasserait sa limite", "a system would go over its limit"));
        }
        Some(used) if used > NEAR_LIMIT => {
            raise(Lane::Standard, Say::new("un système approche de sa limite", "a system comes near its limit"));
        }
        _ => {}
    }
    if stakes.unknown && !stakes.content_only {
        raise(Lane::Standard, Say::new("une charge ou une limite n'est pas connue", "a load or a limit is not known"));
    }
    if stakes.dpo_asked {
        raise(Lane::Standard, Say::new("le DPO doit donner son avis", "the data-protection officer has to be asked"));
    }
    let mut reasons: Vec<Say> = reasons.into_iter().filter(|(to, _)| *to == lane).map(|(_, reason)| reason).collect();
    if reasons.is_empty() {
        reasons.push(if stakes.content_only {
            Say::new("seul un contenu change", "only content changes")
        } else {
            Say::new("aucun système n'approche de sa limite", "no system comes near its limit")
        });
    }
    (lane, reasons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lane_is_chosen_by_impact() {
        let calm = Stakes { most_used: Some(0.3), teams: 2, ..Stakes::default() };
        let check = |stakes: Stakes, lane| assert_eq!(of(&stakes).0, lane, "{stakes:?}");
        check(Stakes { content_only: true, unknown: true, ..Stakes::default() }, Lane::Express);
        check(calm, Lane::Express);
        check(Stakes { most_used: Some(0.71), ..calm }, Lane::Standard);
        check(Stakes { most_used: Some(1.925), over_limit: 1, ..calm }, Lane::Standard);
        check(Stakes { dpo_asked: true, ..calm }, Lane::Standard);
        check(Stakes { unknown: true, ..calm }, Lane::Standard);
        check(Stakes { over_limit: 2, most_used: Some(1.2), ..calm }, Lane::Major);
        check(Stakes { teams: 5, ..calm }, Lane::Major);
    }

    #[test]
    fn every_lane_comes_with_a_reason() {
        assert_eq!(of(&Stakes::default()).1.len(), 1);
        assert_eq!(of(&Stakes { dpo_asked: true, unknown: true, ..Stakes::default() }).1.len(), 2);
    }
}
