//! A person of the house: side, roles, team. The name and the address live in the vault.

use std::collections::BTreeSet;

use base::{Aggregate, Context, Ref, Refusal, Say, Side, Text};
use serde::{Deserialize, Serialize};

use crate::business_case::Pen;
use crate::role::{Right, Role};

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The person was registered.
    Registered {
        /// The name.
        name: Text,
        /// The e-mail address.
        email: Option<Text>,
        /// What stands after the address's `@`: the house's own, not the person's, so it stays when the address is erased.
        /// Not known of those registered before it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        domain: Option<Text>,
        /// The side.
        side: Side,
        /// The roles.
        roles: Vec<Role>,
        /// The team.
        team: Option<Ref>,
    },
    /// A role was given.
    RoleGiven {
        /// Which.
        role: Role,
    },
    /// A role was taken.
    RoleTaken {
        /// Which.
        role: Role,
    },
    /// The person moved.
    Moved {
        /// To which side.
        side: Side,
        /// To which team.
        team: Option<Ref>,
    },
    /// The person left the house.
    Left,
    /// It was said to whom the person answers.
    LinesStated {
        /// The side whose director leads them: the solid line.
        solid: Side,
        /// The side they also answer to: the dotted line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dotted: Option<Side>,
    },
    /// It was said which teams the person translates for.
    CoverageStated {
        /// The teams, none twice.
        teams: Vec<Ref>,
    },
    /// The person's calendar got an address; none that it had before opens it any more.
    CalendarOpened {
        /// The how manieth.
        nth: u32,
    },
    /// No address opens the person's calendar any more.
    CalendarClosed,
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A person as they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The name, in the vault.
    pub name: Text,
    /// The e-mail address, in the vault.
    pub email: Option<Text>,
    /// What stands after the address's `@`, in the vault apart from it.
    pub domain: Option<Text>,
    /// The side.
    pub side: Side,
    /// The roles, in the order given.
    pub roles: Vec<Role>,
    /// The team.
    pub team: Option<Ref>,
    /// Whether the person is still in the house.
    pub present: bool,
    /// To whom they answer, where it was said.
    pub lines: Option<Lines>,
    /// The teams they translate for.
    pub covers: Vec<Ref>,
    /// How many addresses their calendar has had.
    pub calendars: u32,
    /// Whether the last of them opens it.
    pub calendar_open: bool,
}

/// To whom a person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The side whose director leads them.
    pub solid: Side,
    /// The side they also answer to.
    pub dotted: Option<Side>,
}

/// What is missing in the lines of somebody who stands between the sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesGap {
    /// Nobody said to whom they answer.
    Unsaid,
    /// The solid line leads to neither side.
    NoSolid,
    /// The dotted line is missing, or leads to neither side.
    NoDotted,
    /// Both lines lead to the same side.
    SameSide,
}

impl LinesGap {
    /// What is the matter.
    pub fn say(self) -> Say {
        match self {
            LinesGap::Unsaid => Say::new(
                "personne n'a dit à qui cette personne rend compte",
                "nobody has said to whom this person answers",
            ),
            LinesGap::NoSolid => Say::new(
                "la ligne pleine ne mène ni au marketing ni à la DSI",
                "the solid line leads neither to marketing nor to IT",
            ),
            LinesGap::NoDotted => {
                Say::new("la ligne pointillée vers l'autre côté manque", "the dotted line to the other side is missing")
            }
            LinesGap::SameSide => Say::new("les deux lignes mènent au même côté", "both lines lead to the same side"),
        }
    }
}

impl Person {
    /// Whether any of the person's roles gives a right.
    pub fn may(&self, right: Right) -> bool {
        self.present && self.roles.iter().any(|role| role.rights().contains(&right))
    }

    /// Whether any of the person's roles signs or arbitrates.
    pub fn holds_a_pen(&self) -> bool {
        self.roles.iter().any(|role| role.holds_a_pen())
    }

    /// The pen the person writes business cases with: finance's for whoever signs with it, else that of their side.
    pub fn pen(&self) -> Option<Pen> {
        match self.side {
            _ if self.may(Right::SignFinance) => Some(Pen::Finance),
            _ if !self.may(Right::Read) => None,
            Side::Marketing => Some(Pen::Marketing),
            Side::It => Some(Pen::It),
            Side::Other => None,
        }
    }

    /// What is missing in the lines of an orchestrator: solid to one side, dotted to the other.
    pub fn lines_gap(&self) -> Option<LinesGap> {
        let is_side = |side: Side| matches!(side, Side::Marketing | Side::It);
        match self.lines {
            None => Some(LinesGap::Unsaid),
            Some(Lines { solid, .. }) if !is_side(solid) => Some(LinesGap::NoSolid),
            Some(Lines { dotted, .. }) if !dotted.is_some_and(is_side) => Some(LinesGap::NoDotted),
            Some(Lines { solid, dotted }) if dotted == Some(solid) => Some(LinesGap::SameSide),
            Some(_) => None,
        }
    }

    /// The side the person signs for, if any.
    pub fn signs_for(&self) -> Option<Side> {
        self.roles.iter().find_map(|role| role.signs_for())
    }
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders about a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Registers a person.
    Register {
        /// The name.
        name: Text,
        /// The e-mail address.
        email: Option<Text>,
        /// What stands after its `@`.
        domain: Option<Text>,
        /// The side.
        side: Side,
        /// The roles.
        roles: Vec<Role>,
        /// The team.
        team: Option<Ref>,
    },
    /// Gives a role.
    GiveRole {
        /// Which.
        role: Role,
    },
    /// Takes a role.
    TakeRole {
        /// Which.
        role: Role,
    },
    /// Moves the person.
    Move {
        /// To which side.
        side: Side,
        /// To which team.
        team: Option<Ref>,
    },
    /// Records that the person left.
    Leave,
    /// Says to whom the person answers.
    StateLines {
        /// The side whose director leads them.
        solid: Side,
        /// The side they also answer to.
        dotted: Option<Side>,
    },
    /// Says which teams the person translates for.
    StateCoverage {
        /// The teams.
        teams: Vec<Ref>,
    },
    /// Gives the person's calendar an address of its own, the how manieth.
    OpenCalendar {
        /// One more than it has had, or the one it has.
        nth: u32,
    },
    /// Closes it.
    CloseCalendar,
}

impl Aggregate for Person {
    const STREAM: &'static str = "person";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotStaff;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotStaff> {
        use Command::*;
        let both_pens = |roles: &[Role]| {
            let pens: BTreeSet<Pen> = roles.iter().filter_map(|role| role.pen()).collect();
            pens.len() > 1
        };
        Ok(match (state, command) {
            (None, Register { roles, .. }) if both_pens(&roles) => return Err(CannotStaff::BothPens),
            (None, Register { name, email, domain, side, roles, team }) => {
                vec![Event::Registered { name, email, domain, side, roles, team }]
            }
            (None, _) => return Err(CannotStaff::Unknown),
            (Some(it), Register { .. }) if it.present => return Err(CannotStaff::Known),
            (Some(it), Leave) if !it.present => vec![],
            (Some(it), _) if !it.present => return Err(CannotStaff::Left),
            (Some(_), Register { .. }) => return Err(CannotStaff::Known),
            (Some(it), GiveRole { role }) if it.roles.contains(&role) => vec![],
            (Some(it), GiveRole { role }) => {
                let mut roles = it.roles.clone();
                roles.push(role);
                if both_pens(&roles) {
                    return Err(CannotStaff::BothPens);
                }
                vec![Event::RoleGiven { role }]
            }
            (Some(it), TakeRole { role }) if !it.roles.contains(&role) => vec![],
            (Some(_), TakeRole { role }) => vec![Event::RoleTaken { role }],
            (Some(it), Move { side, team }) if it.side == side && it.team == team => vec![],
            (Some(_), Move { side, team }) => vec![Event::Moved { side, team }],
            (Some(_), Leave) => vec![Event::Left],
            (Some(it), StateLines { solid, dotted }) if it.lines == Some(Lines { solid, dotted }) => vec![],
            (Some(_), StateLines { solid, dotted }) => vec![Event::LinesStated { solid, dotted }],
            (Some(it), StateCoverage { .. }) if !it.roles.contains(&Role::Translator) => {
                return Err(CannotStaff::NoTranslator);
            }
            (Some(it), StateCoverage { mut teams }) => {
                teams.sort();
                teams.dedup();
                if it.covers == teams { vec![] } else { vec![Event::CoverageStated { teams }] }
            }
            (Some(it), OpenCalendar { nth }) if nth <= it.calendars => vec![],
            (Some(_), OpenCalendar { nth }) => vec![Event::CalendarOpened { nth }],
            (Some(it), CloseCalendar) if !it.calendar_open => vec![],
            (Some(_), CloseCalendar) => vec![Event::CalendarClosed],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, _: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            return match event {
                Event::Registered { name, email, domain, side, roles, team } => Some(Person {
                    name: name.clone(),
                    email: email.clone(),
                    domain: domain.clone(),
                    side: *side,
                    roles: roles.clone(),
                    team: team.clone(),
                    present: true,
                    lines: None,
                    covers: Vec::new(),
                    calendars: 0,
                    calendar_open: false,
                }),
                _ => None,
            };
        };
        match event {
            Event::Registered { .. } => {}
            Event::RoleGiven { role } => it.roles.push(*role),
            Event::RoleTaken { role } => it.roles.retain(|held| held != role),
            Event::Moved { side, team } => {
                it.side = *side;
                it.team = team.clone();
            }
            Event::Left => it.present = false,
            Event::LinesStated { solid, dotted } => it.lines = Some(Lines { solid: *solid, dotted: *dotted }),
            Event::CoverageStated { teams } => it.covers.clone_from(teams),
            Event::CalendarOpened { nth } => {
                it.calendars = *nth;
                it.calendar_open = true;
            }
            Event::CalendarClosed => it.calendar_open = false,
        }
        Some(it)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotStaff {
    /// Nobody of that id is registered.
    Unknown,
    /// The person is registered already.
    Known,
    /// The person has left.
    Left,
    /// One person would sign for both sides.
    BothPens,
    /// Only translators translate.
    NoTranslator,
}

impl Refusal for CannotStaff {
    fn say(&self) -> Say {
        match self {
            CannotStaff::Unknown => Say::new("cette personne n'est pas inscrite", "this person is not registered"),
            CannotStaff::Known => Say::new("cette personne est déjà inscrite", "this person is registered already"),
            CannotStaff::Left => Say::new("cette personne a quitté la maison", "this person has left the house"),
            CannotStaff::BothPens => {
                Say::new("une même personne signerait pour deux parties", "one person would sign for two sides")
            }
            CannotStaff::NoTranslator => {
                Say::new("cette personne n'est pas traductrice ou traducteur", "this person is no translator")
            }
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotStaff::Unknown => Say::new("inscrivez-la d'abord", "register them first"),
            CannotStaff::Known => Say::new("changez ses rôles ou son équipe", "change their roles or team"),
            CannotStaff::Left => Say::new("inscrivez-la de nouveau", "register them again"),
            CannotStaff::BothPens => Say::new(
                "confiez l'une des deux signatures à quelqu'un d'autre",
                "give one of the two signatures to somebody else",
            ),
            CannotStaff::NoTranslator => Say::new("donnez-lui d'abord ce rôle", "give them that role first"),
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use base::TextId;

    use super::*;

    fn ctx() -> Context {
        Context { actor: None, now: jiff::Timestamp::UNIX_EPOCH }
    }

    fn register(roles: &[Role]) -> Command {
        let name = Text::commit(TextId(uuid::Uuid::from_u128(1)), &[0; 16], "Inès");
        Command::Register { name, email: None, domain: None, side: Side::Marketing, roles: roles.to_vec(), team: None }
    }

    #[test]
    fn one_person_never_holds_both_pens() {
        assert_eq!(Person::decide(None, register(&[Role::Cmo, Role::Cio]), &ctx()), Err(CannotStaff::BothPens));
        let events = Person::decide(None, register(&[Role::Cmo]), &ctx()).unwrap();
        let ines = events.iter().fold(None, |state, event| Person::evolve(state, event, &ctx()));
        let give = Command::GiveRole { role: Role::Cio };
        assert_eq!(Person::decide(ines.as_ref(), give, &ctx()), Err(CannotStaff::BothPens));
    }

    #[test]
    fn whoever_was_registered_before_domains_were_kept_is_still_read() {
        let old = r#"{"registered":{"name":{"id":"00000000-0000-0000-0000-000000000001","commitment":"c"},"email":null,"side":"it","roles":[],"team":null}}"#;
        let event: Event = serde_json::from_str(old).unwrap();
        assert!(matches!(event, Event::Registered { domain: None, .. }));
        assert_eq!(serde_json::to_string(&event).unwrap(), old, "and written as it was");
    }

    #[test]
    fn an_orchestrator_has_a_solid_and_a_dotted_line_to_different_sides() {
        let born = Person::decide(None, register(&[Role::Orchestrator]), &ctx()).unwrap();
        let reine = born.iter().fold(None, |state, event| Person::evolve(state, event, &ctx())).unwrap();
        assert_eq!(reine.lines_gap(), Some(LinesGap::Unsaid));
        let lines = |solid, dotted| {
            let events = Person::decide(Some(&reine), Command::StateLines { solid, dotted }, &ctx()).unwrap();
            events
                .iter()
                .try_fold(reine.clone(), |state, event| Person::evolve(Some(state), event, &ctx()))
                .unwrap()
                .lines_gap()
        };
        assert_eq!(lines(Side::It, None), Some(LinesGap::NoDotted));
        assert_eq!(lines(Side::Other, Some(Side::It)), Some(LinesGap::NoSolid));
        assert_eq!(lines(Side::It, Some(Side::It)), Some(LinesGap::SameSide));
        assert_eq!(lines(Side::It, Some(Side::Marketing)), None);
        let cover = Command::StateCoverage { teams: Vec::new() };
        assert_eq!(Person::decide(Some(&reine), cover, &ctx()), Err(CannotStaff::NoTranslator));
    }

    #[test]
    fn who_has_left_may_do_nothing() {
        let events = Person::decide(None, register(&[Role::Cmo]), &ctx()).unwrap();
        let state = events.iter().chain([&Event::Left]).fold(None, |state, event| Person::evolve(state, event, &ctx()));
        assert!(!state.unwrap().may(Right::Read));
    }
}
