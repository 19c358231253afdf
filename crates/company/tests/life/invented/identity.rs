//! Who is who among records of customers: few records, so that what is said contradicts itself often.

use agenda::role::Role;
use app::{Actor, IdentityOrder, Order};
use customers::resolution::index::Anchor;
use rand::RngExt;

use super::Look;

/// An order about records of customers.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    let mut record = || Anchor(look.chance.random_range(1..7));
    let (left, right) = (record(), record());
    let order = match look.chance.random_range(0..8) {
        0..3 => IdentityOrder::Say { left, right, same: true },
        3..5 => IdentityOrder::Say { left, right, same: false },
        5..7 => IdentityOrder::TakeBack { left, right },
        _ => IdentityOrder::Show { records: vec![left, right] },
    };
    (look.bearer(&[Role::Steward, Role::MarketingOps, Role::Dpo]), Order::Identity(order))
}
