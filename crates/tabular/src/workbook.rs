use base::Say;

use crate::{Sheet, Unreadable};

pub(crate) fn read(_: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    Err(Unreadable::new(Say::same("…"), Say::same("…")))
}
