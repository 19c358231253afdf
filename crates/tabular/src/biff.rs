//! The records of XLS (MS-XLS, called BIFF) and the strings in them, of Excel 97 to 2003 and of Excel 5 and 95.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::compound::u16_at;

/// One record, its continuations with it.
pub(crate) struct Record<'s> {
    pub(crate) kind: u16,
    pub(crate) data: &'s [u8],
    /// What overflowed into the records that follow.
    pub(crate) more: Vec<&'s [u8]>,
}

const CONTINUE: u16 = 0x003C;
/// The most continuations of a record that are kept; each holds 8 KiB where a tool wrote it.
const CONTINUATIONS: usize = 65_536;

/// Goes through the records of a stream; stops at the first that is cut.
pub(crate) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub(crate) fn new(stream: &'s [u8]) -> Records<'s> {
        Records { rest: stream }
    }

    fn one(&mut self) -> Option<(u16, &'s [u8])> {
        let kind = u16_at(self.rest, 0)?;
        let size = usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..)?.get(..size)?;
        self.rest = self.rest.get(4 + size..).unwrap_or_default();
        Some((kind, data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data) = self.one()?;
        let mut more = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            match self.one() {
                Some((_, data)) if more.len() < CONTINUATIONS => more.push(data),
                Some(_) => {}
                None => break,
            }
        }
        Some(Record { kind, data, more })
    }
}

/// How strings are written, by the age of the file.
#[derive(Clone, Copy)]
pub(crate) enum Spelling {
    /// Since Excel 97: Unicode, one or two bytes a sign.
    Unicode,
    /// Before: bytes in the encoding of the machine.
    Bytes(&'static Encoding),
}

impl Spelling {
    /// The encoding of an older file, by its code page.
    pub(crate) fn code_page(page: u16) -> Spelling {
        let label = match page {
            1250 => "windows-1250",
            1251 => "windows-1251",
            1253 => "windows-1253",
            1254 => "windows-1254",
            1255 => "windows-1255",
            1256 => "windows-1256",
            1257 => "windows-1257",
            1258 => "windows-1258",
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            866 => "ibm866",
            10000 | 0x8000 => "macintosh",
            _ => "windows-1252",
        };
        Spelling::Bytes(Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252))
    }
}

/// Reads what stands in a record, across its continuations.
pub(crate) struct Content<'r, 's> {
    here: &'s [u8],
    more: std::slice::Iter<'r, &'s [u8]>,
}

impl<'r, 's> Content<'r, 's> {
    /// Starts a number of bytes into the record.
    pub(crate) fn of(record: &'r Record<'s>, skip: usize) -> Content<'r, 's> {
        Content { here: record.data.get(skip..).unwrap_or_default(), more: record.more.iter() }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.here.is_empty() {
            self.here = self.more.next()?;
        }
        let (first, rest) = self.here.split_first()?;
        self.here = rest;
        Some(*first)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            if self.here.is_empty() {
                match self.more.next() {
                    Some(next) => self.here = next,
                    None => return,
                }
            }
            let step = bytes.min(self.here.len());
            self.here = self.here.get(step..).unwrap_or_default();
            bytes -= step;
        }
    }

    /// Reads a string whose length stands before it, in one byte or in two; what is cut off is missing.
    pub(crate) fn string(&mut self, spelling: Spelling, long: bool, out: &mut String) -> Option<()> {
        let length = usize::from(if long { self.u16()? } else { self.byte()?.into() });
        match spelling {
            Spelling::Bytes(encoding) => {
                let bytes: Vec<u8> = std::iter::from_fn(|| self.byte()).take(length).collect();
                out.push_str(&encoding.decode_without_bom_handling(&bytes).0);
            }
            Spelling::Unicode => {
                let flags = self.byte()?;
                let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
                let extra = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
                self.signs(length, flags, out);
                self.skip(runs * 4 + extra);
            }
        }
        Some(())
    }

    /// Reads signs of one byte or of two; a continuation inside them starts with a byte that says which, anew.
    fn signs(&mut self, length: usize, flags: u8, out: &mut String) {
        let mut wide = flags & 1 != 0;
        let mut signs: Vec<u16> = Vec::with_capacity(length);
        while signs.len() < length {
            if self.here.is_empty() {
                let Some(next) = self.more.next() else { break };
                let Some((flags, rest)) = next.split_first() else { continue };
                wide = flags & 1 != 0;
                self.here = rest;
                continue;
            }
            let sign = if wide { self.u16() } else { self.byte().map(u16::from) };
            match sign {
                Some(sign) => signs.push(sign),
                None => break,
            }
        }
        let signs = char::decode_utf16(signs).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER));
        // Old files end names with a zero sign.
        out.extend(signs.filter(|sign| *sign != '\0'));
    }
}

/// The spelling of an error value.
pub(crate) fn error(code: u8) -> String {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => return format!("#{code}?"),
    }
    .to_owned()
}

/// Reads a number packed into four bytes: a whole number or the upper half of a float, perhaps in hundredths.
pub(crate) fn packed(number: u32) -> f64 {
    let value = match number & 2 {
        0 => f64::from_bits(u64::from(number & !3) << 32),
        _ => f64::from((number as i32) >> 2),
    };
    if number & 1 == 0 { value } else { value / 100.0 }
}
