//! An index as bytes, and back: what was estimated as JSON, then the records and whose they are.
//!
//! What is worked out from the rest, blocks above all, is not kept but built again.

use serde::{Deserialize, Serialize};

use super::bytes::{Reader, put_length, put_numbers, put_text};
use super::facts::Facts;
use super::journal;
use super::people::People;
use super::ties::Ties;
use super::{Anchor, Fault, Frozen, Index};
use crate::resolution::column::Values;
use crate::resolution::correct::Correction;
use crate::resolution::junk::Junk;
use crate::resolution::model::Kind;
use crate::resolution::normalise::Reading;
use crate::resolution::prepare::{Prepared, Records};

/// What a snapshot begins with; the last byte is the version of its shape.
const MARK: [u8; 8] = *b"EntIndx\x01";

/// What was frozen, what is small, and how much there is of the rest.
#[derive(Serialize, Deserialize)]
struct Head {
    frozen: Frozen,
    readings: Vec<Vec<Reading>>,
    junk: Vec<Junk>,
    said: Vec<Correction>,
    fields: Vec<Field>,
    dictionaries: usize,
    records: usize,
    after: u64,
}

/// A field, without the counts.
#[derive(Serialize, Deserialize)]
struct Field {
    kind: Kind,
    dictionary: usize,
    filled: u32,
}

/// An index that was opened again.
#[derive(Debug)]
pub struct Reopened {
    /// The index.
    pub index: Index,
    /// How many entries it took in all, since its run.
    pub after: u64,
    /// How many bytes of the journal hold: whoever goes on appending does so there.
    pub held: usize,
    /// How many bytes of the journal behind those were no whole frame, and were dropped.
    pub dropped: usize,
}

impl Index {
    /// Gives all there is as bytes; `after` is how many entries it took until now.
    pub fn snapshot(&self, after: u64) -> Vec<u8> {
        let records = &self.records;
        let field = |field: &Prepared| Field { kind: field.kind, dictionary: field.dictionary, filled: field.filled };
        let head = Head {
            frozen: self.frozen.clone(),
            readings: records.readings.clone(),
            junk: records.junk.clone(),
            said: self.facts.all(),
            fields: records.fields.iter().map(field).collect(),
            dictionaries: records.dictionaries.len(),
            records: records.count,
            after,
        };
        let mut out = MARK.to_vec();
        put_text(&mut out, &serde_json::to_string(&head).unwrap_or_default());
        for values in &records.dictionaries {
            put_length(&mut out, values.len() - 1);
            values.iter().skip(1).for_each(|value| put_text(&mut out, value));
        }
        records.fields.iter().for_each(|field| put_numbers(&mut out, &field.counts));
        put_numbers(&mut out, &records.rows);
        let tied: Vec<u32> = self.ties.iter().flat_map(|(left, right)| [left, right]).collect();
        put_numbers(&mut out, &tied);
        put_numbers(&mut out, self.people.firsts());
        self.people.anchors().iter().for_each(|anchor| out.extend_from_slice(&anchor.0.to_le_bytes()));
        let checksum = crc32fast::hash(&out);
        out.extend_from_slice(&checksum.to_le_bytes());
        out
    }

    /// Opens an index again: its snapshot, and what a journal tells of the time since.
    ///
    /// Shape: the bytes of both, no bytes for no journal → the index, to the bit the one that was kept. Entries the
    /// snapshot knows already are passed over.
    /// Errors: [`Fault::Foreign`] for bytes of another kind or a later version, [`Fault::Damaged`] where they were
    /// changed, [`Fault::Gap`] when entries between the two are missing.
    pub fn reopen(snapshot: &[u8], journal: &[u8]) -> Result<Reopened, Fault> {
        let (mut index, after) = open(snapshot)?;
        if journal.len() < journal::HEAD_LENGTH {
            // None was begun, or not to the end of its head.
            return Ok(Reopened { index, after, held: 0, dropped: journal.len() });
        }
        let journal = journal::read(journal)?;
        let known = after.checked_sub(journal.after).ok_or(Fault::Gap { from: after, to: journal.after })?;
        let new = journal.entries.iter().skip(usize::try_from(known).unwrap_or(usize::MAX));
        new.for_each(|entry| drop(index.take(entry)));
        let after = after.max(journal.after + journal.entries.len() as u64);
        Ok(Reopened { index, after, held: journal.held, dropped: journal.dropped })
    }
}

fn open(bytes: &[u8]) -> Result<(Index, u64), Fault> {
    if bytes.get(..MARK.len()) != Some(MARK.as_slice()) {
        return Err(Fault::Foreign);
    }
    let end = bytes.len().saturating_sub(4).max(MARK.len());
    let (bytes, checksum) = bytes.split_at(end);
    if checksum != crc32fast::hash(bytes).to_le_bytes() {
        return Err(Fault::Damaged { at: end });
    }
    let mut reader = Reader::new(bytes);
    reader.take(MARK.len())?;
    let head: Head = serde_json::from_str(reader.text()?).map_err(|_| reader.damaged())?;
    let mut dictionaries = Vec::new();
    for _ in 0..head.dictionaries {
        let mut values = Values::default();
        for _ in 0..reader.length()? {
            values.push(reader.text()?);
        }
        dictionaries.push(values);
    }
    let mut fields = Vec::new();
    for Field { kind, dictionary, filled } in head.fields {
        let counts = reader.numbers()?;
        fields.push(Prepared { kind, dictionary, counts, filled });
    }
    let (rows, tied, firsts) = (reader.numbers()?, reader.numbers()?, reader.numbers()?);
    let count = head.records;
    let mut anchors = Vec::new();
    for _ in 0..firsts.len() {
        anchors.push(Anchor(reader.longest()?));
    }
    let known =
        |field: &Prepared, code: u32| dictionaries.get(field.dictionary).is_some_and(|v| (code as usize) < v.len());
    let whole = reader.is_done()
        && firsts.len() == count
        && Some(rows.len()) == count.checked_mul(fields.len())
        && fields.iter().all(|field| known(field, 0))
        && head.frozen.ladders.iter().all(|ladder| ladder.field < fields.len())
        && rows.iter().enumerate().all(|(at, code)| known(&fields[at % fields.len()], *code))
        && (0..).zip(&firsts).all(|(record, first)| *first <= record && firsts[*first as usize] == *first);
    if !whole {
        return Err(reader.damaged());
    }
    let told = (0..count as u32).collect();
    let (junk, readings) = (head.junk, head.readings);
    let records = Records { count, told, fields, dictionaries, junk, readings, rows };
    let ties = Ties::of(count, tied.chunks_exact(2).map(|tied| (tied[0], tied[1])));
    let (people, facts) = (People::new(anchors, firsts), Facts::of(&head.said));
    let index = Index::with(head.frozen, records, ties, people, facts);
    Ok((index, head.after))
}
