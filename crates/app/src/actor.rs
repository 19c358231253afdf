//! Who gives an order, and what they may.

use agenda::business_case::Pen;
use agenda::role::Right;
use base::{PersonId, Side};
use picture::Picture;

use crate::problem::Problem;

/// Who gives an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person of the house.
    Person(PersonId),
    /// Whoever holds the machine: may do what needs no person's signature.
    House,
}

impl Actor {
    /// The person, if it is one.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Actor::Person(id) => Some(id),
            Actor::House => None,
        }
    }

    /// Whether the actor has a right.
    pub fn may(self, picture: &Picture, right: Right) -> bool {
        match self {
            Actor::Person(id) => picture.person(id).is_some_and(|person| person.may(right)),
            // Nobody signs for a director, or sees names, by holding the machine.
            Actor::House => {
                use Right::*;
                !matches!(right, SignMarketing | SignIt | SignFinance | Arbitrate | OpenNames)
            }
        }
    }

    /// Refuses unless the actor has a right.
    pub fn must(self, picture: &Picture, right: Right) -> Result<(), Problem> {
        if self.may(picture, right) { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// The pen the actor writes business cases with; nobody holds one by holding the machine.
    pub fn pen(self, picture: &Picture) -> Option<Pen> {
        picture.person(self.person()?)?.pen()
    }

    /// The side the actor signs for.
    pub fn signs_for(self, picture: &Picture) -> Option<Side> {
        picture.person(self.person()?)?.signs_for()
    }
}
