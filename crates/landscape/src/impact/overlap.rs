//! Elements that already show the data asked for: the change may be a shortcut rather than a new thing.

use base::{Kind, Ref};

use super::Overlap;
use crate::catalog::{Catalog, Thing};
use crate::field::Field;

/// The most elements named: who looks for a shortcut takes one of the nearest.
const MOST: usize = 12;

/// Other elements that show the data: those of the same channel first, then those fewest taps away; the nearest
/// [`MOST`] of them, and how many more there are.
pub(super) fn overlaps(catalog: &Catalog, element: Option<&Thing>, data: &Ref) -> (Vec<Overlap>, usize) {
    let channels = element.map(|element| element.refs(Field::Channel)).unwrap_or_default();
    let mut out: Vec<Overlap> = catalog
        .pointing_at(data, Kind::Element, Field::Shows)
        .filter(|other| element.is_none_or(|element| element.id != other.id))
        .map(|other| Overlap {
            element: other.id.clone(),
            name: other.name.clone(),
            depth: other.measure(Field::Depth),
            same_channel: other.refs(Field::Channel).iter().any(|channel| channels.contains(channel)),
        })
        .collect();
    out.sort_by(|a, b| {
        let depth = |o: &Overlap| o.depth.as_ref().map_or(f64::INFINITY, |depth| depth.value.likely);
        let key = |o: &Overlap| (!o.same_channel, depth(o));
        key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal).then_with(|| a.element.cmp(&b.element))
    });
    let more = out.len().saturating_sub(MOST);
    out.truncate(MOST);
    (out, more)
}
