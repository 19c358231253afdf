//! Who points at whom, looked up from either end; worked out once for a catalogue.

use std::collections::{HashMap, HashSet};

use base::{Kind, Ref, slug};

use super::Thing;
use crate::field::Field;

/// What a called system is to its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The caller stops with it.
    Hard,
    /// The caller stops when the whole group has stopped.
    OneOf(u32),
    /// The caller goes on with less.
    Soft,
    /// A message waits: nobody stops for it.
    Waits,
    /// Nobody said.
    Unsaid,
}

impl Need {
    fn of(flow: &Thing) -> Need {
        match flow.choice(Field::Mode) {
            Some("hard") => Need::Hard,
            Some("degradable" | "cached") => Need::Soft,
            Some(_) => Need::Waits,
            None => Need::Unsaid,
        }
    }
}

/// For each of many things some others: one list behind another, and where each begins.
#[derive(Clone, Debug)]
struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Rows { starts: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy> Rows<T> {
    /// From pairs of a row and what stands in it; those of a row keep their order.
    fn of(rows: usize, pairs: &[(u32, T)]) -> Rows<T> {
        let mut starts = vec![0_u32; rows + 1];
        pairs.iter().for_each(|(row, _)| starts[*row as usize + 1] += 1);
        (0..rows).for_each(|row| starts[row + 1] += starts[row]);
        let mut sorted: Vec<(u32, T)> = pairs.to_vec();
        sorted.sort_by_key(|(row, _)| *row);
        Rows { starts, items: sorted.into_iter().map(|(_, item)| item).collect() }
    }

    fn row(&self, row: usize) -> &[T] {
        let (from, until) = (self.starts.get(row), self.starts.get(row + 1));
        from.zip(until).and_then(|(from, until)| self.items.get(*from as usize..*until as usize)).unwrap_or(&[])
    }
}

/// Reads the flows: for each system who calls it, and the size of each group of alternatives.
fn callers(things: &[Thing], places: &HashMap<Ref, u32>) -> (Rows<(u32, Need)>, Vec<u32>) {
    let mut callers: Vec<(u32, (u32, Need))> = Vec::new();
    let mut groups: Vec<u32> = Vec::new();
    let mut numbers: HashMap<(u32, String), u32> = HashMap::new();
    let flows = || things.iter().filter(|thing| thing.id.kind() == Kind::Flow);
    let at = |id: &Ref| places.get(id).copied();
    // A message is no answer; every other call of a group that is needed at all may stand in for those needed hard.
    let group = |flow: &Thing| {
        let name = flow.words(Field::Alternative).filter(|_| Need::of(flow) != Need::Waits)?;
        Some(slug(&name.fr)).filter(|name| !name.is_empty())
    };
    let mut needed: HashSet<(u32, String)> = HashSet::new();
    for flow in flows().filter(|flow| Need::of(flow) == Need::Hard) {
        let Some(name) = group(flow) else { continue };
        needed.extend(flow.refs(Field::Source).iter().filter_map(at).map(|source| (source, name.clone())));
    }
    for flow in flows() {
        let group = group(flow);
        for source in flow.refs(Field::Source).iter().filter_map(at) {
            for target in flow.refs(Field::Target).iter().filter_map(at) {
                let group = group.clone().map(|name| (source, name)).filter(|group| needed.contains(group));
                let need = match group {
                    Some(group) => {
                        let number = *numbers.entry(group).or_insert_with(|| {
                            groups.push(0);
                            groups.len() as u32 - 1
                        });
                        groups[number as usize] += 1;
                        Need::OneOf(number)
                    }
                    None => Need::of(flow),
                };
                callers.push((target, (source, need)));
            }
        }
    }
    (Rows::of(things.len(), &callers), groups)
}

/// Where each thing stands, and which things point at it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    places: HashMap<Ref, u32>,
    /// For each system by its place: who calls it, and what it is to them.
    callers: Rows<(u32, Need)>,
    /// For each system by its place: the places of the elements it shows, in order.
    shown: Rows<u32>,
    /// How many systems stand in each group of which one is enough.
    groups: Vec<u32>,
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
        let (callers, groups) = callers(things, &places);
        let channels = pointers.iter().zip(0..).flat_map(|(known, at)| {
            known.iter().filter(|(field, _)| *field == Field::Channel).map(move |(_, from)| (at, *from))
        });
        let shown = Rows::of(things.len(), &channels.collect::<Vec<_>>());
        Ties { places, callers, shown, groups, pointers }
    }

    /// Who calls a system, by place, and what it is to them.
    pub(super) fn callers(&self, place: usize) -> &[(u32, Need)] {
        self.callers.row(place)
    }

    /// The places of the elements a system shows, in order.
    pub(super) fn shown(&self, place: usize) -> &[u32] {
        self.shown.row(place)
    }

    /// How many systems stand in each group of which one is enough.
    pub(super) fn groups(&self) -> &[u32] {
        &self.groups
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
        let known = self.place(id).and_then(|place| self.pointers.get(place)).map_or(&[][..], Vec::as_slice);
        let from = known.partition_point(|(of, _)| *of < field);
        known[from..].iter().take_while(move |(of, _)| *of == field).map(|(_, at)| *at as usize)
    }
}
