//! The words every room shares: references, ids, two-language sentences, figures with their evidence.
//!
//! Deliberately absent: any rule of a pillar, any clock, any chance, any I/O.

mod aggregate;
mod figure;
pub mod format;
mod house;
mod ids;
mod money;
mod reference;
mod reject;
mod say;
mod text;
pub mod workdays;

pub use aggregate::{Aggregate, Context, Refusal};
pub use figure::{Evidence, Figure, Input, Measure, Quantity, Source, Unit};
pub use house::{HOUSE_ZONE, local};
pub use ids::{CommandId, PersonId, TextId};
pub use money::Money;
pub use reference::{Kind, Ref, slug};
pub use reject::Reject;
pub use say::{Lang, Say, Side};
pub use text::{Text, hex};
