//! What is no log: lists, read whole.

use discovery::formats::{Setting, Unrecognised};
use discovery::harvest::Harvest;
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::Pack;

use super::report::FileReport;

/// Whether the beginning of a file is that of a list.
pub(super) fn is_one(_head: &[u8]) -> bool {
    false
}

/// Reads a list.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    _setting: &Setting,
    _key: &PseudonymKey,
    _pack: &Pack,
) -> Result<(FileReport, Harvest), Unrecognised> {
    let _ = (name, bytes);
    unreachable!("no list is recognised")
}
