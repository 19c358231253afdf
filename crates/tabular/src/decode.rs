//! From bytes to text: byte-order marks, UTF-8, UTF-16, and Windows-1252 for what remains.

use std::borrow::Cow;

use base::Say;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Unreadable, recognise};

/// Text and the encoding it was in.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) encoding: &'static str,
    /// Said when some bytes had no meaning in that encoding.
    pub(crate) note: Option<Say>,
}

/// How much of the file tells UTF-16 and binary from text, in bytes.
const SAMPLE: usize = 8 << 10;

/// Decodes a text file: by its mark if it has one, else UTF-16 when every other byte of plain signs is zero, else
/// UTF-8 when it is valid, else Windows-1252 (which Latin-1 files are read as, as browsers do).
///
/// UTF-8 with a few damaged bytes stays UTF-8, the damage shown as `�` and noted.
/// A Windows-1252 file whose every accent happens to be valid UTF-8 (`è` followed by two of `œ` or `€`) is read as UTF-8:
/// nobody can tell, and no French or English text has them.
/// Errors: bytes that are no text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, bytes.get(mark..).unwrap_or_default()));
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if let Some(encoding) = utf_16(sample) {
        return Ok(decoded(encoding, bytes));
    }
    let unprintable = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=25 | 28..=31)).count();
    if sample.contains(&0) || unprintable * 20 > sample.len() {
        return Err(recognise::binary());
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), note: None },
        Err(_) if mostly_utf_8(bytes) => decoded(UTF_8, bytes),
        Err(_) => decoded(WINDOWS_1252, bytes),
    })
}

/// Whether bytes that hold accents are UTF-8 rather than Windows-1252; the last sign may be cut in two.
pub(crate) fn is_utf_8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() || mostly_utf_8(bytes),
    }
}

/// Notes, once, that some bytes had no meaning.
pub(crate) fn note_damage(how: &mut crate::How) {
    let note = damage();
    if !how.notes.contains(&note) {
        how.notes.push(note);
    }
}

fn damage() -> Say {
    Say::new("des octets illisibles sont montrés par le signe �", "bytes without meaning are shown by the sign �")
}

fn decoded<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let note = damaged.then(damage);
    Decoded { text, encoding: encoding.name(), note }
}

/// Recognises UTF-16 without a mark: most pairs hold one zero byte, always on the same side.
fn utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = sample.as_chunks::<2>();
    let zeros = |side: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| side(pair) == 0).count();
    let (first, second) = (zeros(|pair| pair[0]), zeros(|pair| pair[1]));
    let most = pairs.len() / 2;
    match pairs.len() {
        0 | 1 => None,
        _ if second > most && first == 0 => Some(UTF_16LE),
        _ if first > most && second == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the accents of a text that is not all valid are those of UTF-8 more often than not.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut accents, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        // The lead bytes of signs longer than one byte.
        accents += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    accents > damaged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        match decode(bytes) {
            Ok(decoded) => assert_eq!((decoded.encoding, decoded.text.as_ref()), (encoding, text)),
            Err(e) => panic!("{e}"),
        }
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn an_encoding_is_recognised_with_and_without_a_mark() {
        let text = "Système;Débit\nCaisse;22,5\n";
        check(text.as_bytes(), "UTF-8", text);
        check(format!("\u{feff}{text}").as_bytes(), "UTF-8", text);
        check(&encoding_rs::WINDOWS_1252.encode(text).0, "windows-1252", text);
        check(&utf_16(text, u16::to_le_bytes), "UTF-16LE", text);
        check(&utf_16(text, u16::to_be_bytes), "UTF-16BE", text);
        check(&utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes), "UTF-16LE", text);
        check(&utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes), "UTF-16BE", text);
        check(b"", "UTF-8", "");
    }

    #[test]
    fn a_few_damaged_bytes_do_not_garble_the_accents_of_a_whole_file() {
        let decoded = decode(b"\xC3\xA9t\xC3\xA9;no\xC3\xABl;caf\xE9").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((decoded.encoding, decoded.text.as_ref()), ("UTF-8", "été;noël;caf\u{fffd}"));
        assert!(decoded.note.is_some());
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(decode(&[0, 1, 2, 3, 0, 255, 7, 1]).is_err());
        assert!(decode(&[7; 100]).is_err());
    }
}
