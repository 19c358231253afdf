use quick_xml::events::Event;

use crate::package::Package;
use crate::tally;
use crate::texts::Texts;
use crate::xml;
use crate::{Unreadable, limits};

/// Reads the shared texts; none when the workbook has no such part.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Texts, Unreadable> {
    let mut texts = Texts::default();
    let Some(mut xml) = package.xml(part)? else { return Ok(texts) };
    let mut reading = Reading::default();
    let mut text = String::new();
    loop {
        let piece = xml.next()?;
        match &piece {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => text.clear(),
            Event::End(tag) if tag.local_name().as_ref() == "si" => {
                texts.push(|out| unescape(&text, out))?;
            }
            Event::Eof => return Ok(texts),
            _ => reading.see(&piece, &mut text),
        }
        if text.len() > limits::CELL_BYTES {
            return Err(tally::too_long());
        }
    }
}

/// Takes the words of `<t>` out of a rich text, and leaves out how it is pronounced (`<rPh>`).
#[derive(Default)]
pub(super) struct Reading {
    in_text: bool,
    in_phonetic: bool,
}

impl Reading {
    pub(super) fn see(&mut self, piece: &Event<'_>, out: &mut String) {
        match piece {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = true,
                "rPh" => self.in_phonetic = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = false,
                "rPh" => self.in_phonetic = false,
                _ => {}
            },
            piece if self.in_text && !self.in_phonetic => xml::push_words(piece, out),
            _ => {}
        }
    }
}

/// Resolves what Excel writes for signs XML cannot hold: `_x000D_` is a carriage return, `_x005F_` an underscore.
pub(super) fn unescape(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("_x") {
        let sign = after.get(..4).filter(|_| after.as_bytes().get(4) == Some(&b'_'));
        let sign = sign.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let sign = sign.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        out.push_str(before);
        match sign {
            Some(sign) => {
                out.push(sign);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
}
