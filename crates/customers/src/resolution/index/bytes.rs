//! Numbers and texts as bytes, the smallest first, and back; nothing that is read is trusted.

use super::Fault;

/// Puts a number that is mostly small: seven bits a byte, the highest tells that more follow.
pub(super) fn put_length(out: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
}

/// Puts a text behind its length.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_length(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// Puts numbers behind how many they are.
pub(super) fn put_numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    put_length(out, numbers.len());
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

/// Reads what was put, from the first byte on.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// How many were read.
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0 }
    }

    /// Whether all was read.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// That what stands here is not what was put.
    pub(super) fn damaged(&self) -> Fault {
        Fault::Damaged { at: self.at }
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(length).ok_or(self.damaged())?;
        let taken = self.bytes.get(self.at..end).ok_or(self.damaged())?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let damaged = self.damaged();
        self.take(N)?.try_into().map_err(|_| damaged)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn number(&mut self) -> Result<u32, Fault> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn long(&mut self) -> Result<u64, Fault> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub(super) fn longest(&mut self) -> Result<u128, Fault> {
        Ok(u128::from_le_bytes(self.array()?))
    }

    pub(super) fn length(&mut self) -> Result<usize, Fault> {
        let (mut length, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte()?;
            length |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return usize::try_from(length).map_err(|_| self.damaged());
            }
            if shift > 56 {
                return Err(self.damaged());
            }
        }
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Fault> {
        let length = self.length()?;
        let damaged = self.damaged();
        std::str::from_utf8(self.take(length)?).map_err(|_| damaged)
    }

    pub(super) fn numbers(&mut self) -> Result<Vec<u32>, Fault> {
        let length = self.length()?;
        let bytes = self.take(length.checked_mul(4).ok_or(self.damaged())?)?;
        let number = |four: &[u8]| four.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
        Ok(bytes.chunks_exact(4).map(number).collect())
    }
}
