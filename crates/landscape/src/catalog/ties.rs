//! Who points at whom, looked up from either end; worked out once for a catalogue.

use std::collections::HashMap;

use base::Ref;

use super::Thing;
use crate::field::Field;

/// Where each thing stands, and which things point at it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    places: HashMap<Ref, u32>,
    /// For each thing by its place: the fields that point at it and the places of the things they belong to, in order.
    pointers: Vec<Vec<(Field, u32)>>,
}

impl Ties {
    pub(super) fn of(things: &[Thing]) -> Ties {
        let places: HashMap<Ref, u32> = things.iter().zip(0..).map(|(thing, at)| (thing.id.clone(), at)).collect();
        let mut pointers = vec![Vec::new(); things.len()];
        for (thing, at) in things.iter().zip(0_u32..) {
            for (field, settled) in &thing.fields {
                for target in settled.refs.iter().filter_map(|id| places.get(id)) {
                    let known: &mut Vec<(Field, u32)> = &mut pointers[*target as usize];
                    if known.last() != Some(&(*field, at)) {
                        known.push((*field, at));
                    }
                }
            }
        }
        pointers.iter_mut().for_each(|known| known.sort_unstable());
        Ties { places, pointers }
    }

    /// Where a thing stands.
    pub(super) fn place(&self, id: &Ref) -> Option<usize> {
        self.places.get(id).map(|at| *at as usize)
    }

    /// The places of the things that point at one, through any field.
    pub(super) fn pointers(&self, place: usize) -> impl Iterator<Item = usize> {
        self.pointers.get(place).into_iter().flatten().map(|(_, at)| *at as usize)
    }

    /// The places of the things that point at one through a field, in the order of their references.
    pub(super) fn pointing_at(&self, id: &Ref, field: Field) -> impl Iterator<Item = usize> {
        let known = self.place(id).and_then(|at| self.pointers.get(at)).map_or(&[][..], Vec::as_slice);
        let from = known.partition_point(|(of, _)| *of < field);
        known[from..].iter().take_while(move |(of, _)| *of == field).map(|(_, at)| *at as usize)
    }
}
