//! The service graph Jaeger computes from its traces: who calls whom, how often.
//!
//! Calls per request here are a call's count ÷ all counted calls that reach its caller. For a caller nobody calls, its
//! requests are not in the file: they are taken to be as many as the calls it makes. Its calls per request then are
//! shares of its calls: right about how they divide, silent about how many one request makes.

use std::borrow::Cow;
use std::collections::HashMap;

use base::{Kind, Say};
use serde::de::{MapAccess, SeqAccess};
use tabular::Unreadable;

use crate::field::Field;
use crate::formats::spans::estimate::calls_per_counted;
use crate::formats::spans::loose::{Elements, List, Members, Object, Scalar, document, skip};
use crate::formats::spans::{Names, bounded, in_order, key};
use crate::formats::{At, Head, Telling};
use crate::import::KEPT_REJECTS;

/// Whether the beginning of a file is of this format.
pub(in crate::formats) fn fits(head: &Head<'_>) -> bool {
    head.is_json() && ["parent", "child", "callCount"].iter().all(|name| head.has_member(name))
}

/// Reads a whole file.
pub(in crate::formats) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    let mut rows = Rows { at: "", ..Rows::default() };
    document(bytes, telling, &mut rows)?;
    bounded(telling, rows.names.len(), rows.edges.len())?;
    telling.accept(rows.accepted);
    for (row, value, reason, way_out) in std::mem::take(&mut rows.rejected) {
        telling.reject(&rows.place(row), &value, reason, way_out);
    }
    (0..rows.rejected_more).for_each(|_| telling.reject(&At::default(), "", Say::default(), Say::default()));
    tell(&rows, telling);
    Ok(())
}

#[derive(Default)]
struct Rows {
    names: Names,
    /// Count and first row of each pair.
    edges: HashMap<(u32, u32), (u64, u32)>,
    at: &'static str,
    read: u32,
    accepted: u64,
    rejected: Vec<(u32, String, Say, Say)>,
    rejected_more: u64,
}

#[derive(Default)]
struct Row<'de> {
    parent: Option<Cow<'de, str>>,
    child: Option<Cow<'de, str>>,
    count: Option<Scalar<'de>>,
}

impl Rows {
    fn place(&self, row: u32) -> At {
        At::new(0, format!("{}/{row}", self.at))
    }

    /// Takes a row; the same pair on several rows adds up.
    fn take(&mut self, row: &Row<'_>) -> Result<(), (String, Say, Say)> {
        let end = |names: &mut Names, name: &Option<Cow<'_, str>>| name.as_deref().and_then(|name| names.of(name));
        let ends = (end(&mut self.names, &row.parent), end(&mut self.names, &row.child));
        let (Some(parent), Some(child)) = ends else {
            let reason = Say::new("l'appelant ou l'appelé n'a pas de nom", "caller or called has no name");
            let way_out = Say::new("donnez « parent » et « child »", "give “parent” and “child”");
            return Err((String::new(), reason, way_out));
        };
        let Some(count) = row.count.as_ref().and_then(Scalar::whole) else {
            let reason = Say::new("le nombre d'appels n'est pas un nombre", "the number of calls is no number");
            let way_out = Say::new("donnez « callCount »", "give “callCount”");
            return Err((shown(row.count.as_ref()), reason, way_out));
        };
        let (calls, _) = self.edges.entry((parent, child)).or_insert((0, self.read));
        *calls = calls.saturating_add(count);
        Ok(())
    }
}

fn shown(value: Option<&Scalar<'_>>) -> String {
    match value {
        Some(Scalar::Text(text)) => text.to_string(),
        Some(Scalar::Number(number)) => number.to_string(),
        Some(Scalar::Bool(truth)) => truth.to_string(),
        _ => String::new(),
    }
}

fn tell(rows: &Rows, telling: &mut Telling) {
    let services = rows.names.len();
    let (mut reached, mut made) = (vec![0_u64; services], vec![0_u64; services]);
    let mut first = vec![u32::MAX; services];
    for ((parent, child), (calls, row)) in &rows.edges {
        for end in [*parent as usize, *child as usize] {
            first[end] = first[end].min(*row);
        }
        made[*parent as usize] = made[*parent as usize].saturating_add(*calls);
        reached[*child as usize] = reached[*child as usize].saturating_add(*calls);
    }
    telling.count("services", first.iter().filter(|row| **row != u32::MAX).count() as u64);
    telling.count("edges", rows.edges.len() as u64);
    telling.count("calls", made.iter().fold(0, |sum: u64, calls| sum.saturating_add(*calls)));
    let mut systems = vec![None; services];
    for (at, name) in in_order(&rows.names) {
        if first[at as usize] != u32::MAX {
            let place = rows.place(first[at as usize]);
            systems[at as usize] = Some(telling.thing(Kind::System, Some(&key(name)), name, &place));
        }
    }
    let mut edges: Vec<_> = rows.edges.iter().collect();
    edges.sort_unstable_by_key(|((parent, child), _)| (&systems[*parent as usize], &systems[*child as usize]));
    for ((parent, child), (calls, row)) in edges {
        let (Some(source), Some(target)) = (&systems[*parent as usize], &systems[*child as usize]) else { continue };
        let place = rows.place(*row);
        let flow = telling.flow(source, target, &place);
        let requests = if reached[*parent as usize] > 0 { reached[*parent as usize] } else { made[*parent as usize] };
        if let Some(ratio) = calls_per_counted(*calls, requests) {
            telling.number(&flow, Field::Calls, ratio, &place);
        }
    }
    let nobody = (0..services).filter(|at| made[*at] > 0 && reached[*at] == 0).count() as u64;
    if nobody > 0 {
        telling.left("requests at services nobody calls (their calls per request are shares of their calls)", nobody);
    }
}

impl<'de> Members<'de> for Rows {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "data" | "dependencies" => {
                self.at = if name == "data" { "/data" } else { "/dependencies" };
                map.next_value_seed(List(self)).map(|_| ())
            }
            _ => skip(map),
        }
    }
}

impl<'de> Elements<'de> for Rows {
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut row = Row::default();
        let Some(object) = seq.next_element_seed(Object(&mut row))? else { return Ok(false) };
        let taken = match object {
            true => self.take(&row),
            false => {
                let reason = Say::new("ce n'est pas une dépendance", "this is no dependency");
                Err((String::new(), reason, Say::new("retirez cette ligne", "remove this row")))
            }
        };
        match taken {
            Ok(()) => self.accepted += 1,
            Err(_) if self.rejected.len() >= KEPT_REJECTS => self.rejected_more += 1,
            Err((value, reason, way_out)) => self.rejected.push((self.read, value, reason, way_out)),
        }
        self.read += 1;
        Ok(true)
    }
}

impl<'de> Members<'de> for Row<'de> {
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "parent" => self.parent = map.next_value::<Scalar<'de>>()?.text(),
            "child" => self.child = map.next_value::<Scalar<'de>>()?.text(),
            "callCount" => self.count = Some(map.next_value()?),
            _ => return skip(map),
        }
        Ok(())
    }
}
