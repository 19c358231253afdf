use std::ops::ControlFlow;

use base::{CommandId, PersonId};
use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};
use uuid::Uuid;

use crate::{Envelope, Fault, OwnedEnvelope, Store, sql};

impl Store {
    /// Lends every fact from one position to another (both included; `None` for the end), in order, until `each`
    /// breaks off.
    ///
    /// Nothing is checked but the shape: [`Store::verify`] recomputes the chain. Errors: `Damaged` with the position.
    pub fn read(
        &self,
        from_position: u64,
        up_to: Option<u64>,
        mut each: impl FnMut(Envelope<'_>) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let bound = |position: u64| i64::try_from(position).unwrap_or(i64::MAX);
        let range = [bound(from_position), up_to.map_or(i64::MAX, bound)];
        let mut events = self.db.prepare_cached(sql::EVENTS).map_err(|error| self.fault(error))?;
        let mut rows = events.query(range).map_err(|error| self.fault(error))?;
        while let Some(row) = rows.next().map_err(|error| self.fault(error))? {
            if each(envelope(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Reads one stream whole, from its first version; empty when it is not born.
    pub fn stream(&self, name: &str) -> Result<Vec<OwnedEnvelope>, Fault> {
        let mut events = self.db.prepare_cached(sql::STREAM).map_err(|error| self.fault(error))?;
        let mut rows = events.query([name]).map_err(|error| self.fault(error))?;
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(|error| self.fault(error))? {
            out.push(envelope(row)?.to_owned());
        }
        Ok(out)
    }
}

/// Reads a row of `event`, or says at which position it makes no sense.
pub(crate) fn envelope<'a>(row: &'a Row<'_>) -> Result<Envelope<'a>, Fault> {
    fields(row).map_err(|error| {
        let position = row.get::<_, i64>(0).unwrap_or_default();
        Fault::Damaged { what: format!("the event at position {position} ({error})") }
    })
}

fn fields<'a>(row: &'a Row<'_>) -> FromSqlResult<Envelope<'a>> {
    let column = |i| row.get_ref(i).map_err(|_| FromSqlError::InvalidType);
    Ok(Envelope {
        position: column(0)?.as_i64()?.cast_unsigned(),
        stream: column(1)?.as_str()?,
        version: column(2)?.as_i64()?.cast_unsigned(),
        recorded_at: timestamp(column(3)?)?,
        actor: id(column(4)?)?.map(PersonId),
        command: CommandId(id(column(5)?)?.ok_or(FromSqlError::InvalidType)?),
        cause: id(column(6)?)?.map(CommandId),
        kind: column(7)?.as_str()?,
        payload: column(8)?.as_str()?,
        prev_hash: array(column(9)?)?,
        hash: array(column(10)?)?,
    })
}

pub(crate) fn timestamp(value: ValueRef<'_>) -> FromSqlResult<Timestamp> {
    Timestamp::from_microsecond(value.as_i64()?).map_err(FromSqlError::other)
}

pub(crate) fn id(value: ValueRef<'_>) -> FromSqlResult<Option<Uuid>> {
    match value {
        ValueRef::Null => Ok(None),
        value => array(value).map(Uuid::from_bytes).map(Some),
    }
}

pub(crate) fn array<const N: usize>(value: ValueRef<'_>) -> FromSqlResult<[u8; N]> {
    let blob = value.as_blob()?;
    blob.try_into().map_err(|_| FromSqlError::InvalidBlobSize { expected_size: N, blob_size: blob.len() })
}
