//! Names of which a part changes from house to house: `_hjSession_*`, `hs1-*`.

use std::collections::HashMap;

use crate::vendors::ProductId;

/// Names, whole or with `*` for any signs.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    whole: HashMap<String, ProductId>,
    /// What stands before the first star leads to what stands after it, piece by piece.
    starred: HashMap<String, Vec<(Vec<String>, ProductId)>>,
}

impl Patterns {
    /// Takes a name; one taken before keeps its product.
    pub(super) fn put(&mut self, name: &str, id: ProductId) {
        let mut pieces = name.split('*').map(str::to_owned);
        let Some(before) = pieces.next() else { return };
        let after: Vec<String> = pieces.collect();
        if after.is_empty() {
            self.whole.entry(before).or_insert(id);
        } else {
            self.starred.entry(before).or_default().push((after, id));
        }
    }

    /// Finds a name: whole, otherwise by the longest beginning that fits.
    pub(super) fn find(&self, name: &str) -> Option<ProductId> {
        if let Some(id) = self.whole.get(name) {
            return Some(*id);
        }
        (0..=name.len()).rev().filter(|at| name.is_char_boundary(*at)).find_map(|at| {
            let (before, rest) = name.split_at(at);
            let fits = |pieces: &[String]| ends_with(rest, pieces);
            self.starred.get(before)?.iter().find(|(pieces, _)| fits(pieces)).map(|(_, id)| *id)
        })
    }
}

/// Whether the pieces stand in `rest` one after another, the last one at its end.
fn ends_with(rest: &str, pieces: &[String]) -> bool {
    let Some((last, before)) = pieces.split_last() else { return rest.is_empty() };
    let mut rest = rest;
    for piece in before {
        let Some(at) = rest.find(piece.as_str()) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last.as_str())
}
