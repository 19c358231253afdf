use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::{PersonId, Say};

/// What a decision is lent from outside: who acts, when, and nothing else.
///
/// Fresh ids and salted texts come inside the command, minted by the shell.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Who gives the order; `None` for the system itself (an import, a clock).
    pub actor: Option<PersonId>,
    /// The instant at which it is given.
    pub now: Timestamp,
}

/// Something with a life of its own in the log: orders in, facts out, state folded from facts.
pub trait Aggregate: Sized {
    /// The first word of its streams, such as `request` in `request:42`.
    const STREAM: &'static str;
    /// Orders.
    type Command;
    /// Past facts. Their stored names live forever.
    type Event: Serialize + DeserializeOwned;
    /// Ordinary answers that are not "yes".
    type Refusal: Refusal;

    /// Answers an order with the facts it makes true, or refuses. Nothing to do is `Ok(vec![])`.
    fn decide(state: Option<&Self>, command: Self::Command, ctx: &Context) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// Folds one fact into the state; never fails, never decides.
    fn evolve(state: Option<Self>, event: &Self::Event, ctx: &Context) -> Option<Self>;
}

/// A refusal says what stands in the way and the way out, in words a director understands.
pub trait Refusal: std::fmt::Debug {
    /// What stands in the way.
    fn say(&self) -> Say;
    /// The nearest possible yes.
    fn way_out(&self) -> Say;
}
