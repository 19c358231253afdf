//! A whole small shell: bytes in, what was found out.

use discovery::formats::{self, Format, Setting};
use discovery::inventory::{Found, Inventory, Limits, SourceId, Terms};
use discovery::lines::Cutter;
use discovery::pseudonym::PseudonymKey;
use discovery::vendors::Pack;
use jiff::tz::TimeZone;

pub fn terms() -> Terms {
    Terms {
        pack: Pack::built_in().pack.clone(),
        key: PseudonymKey::new(b"a key of the tests"),
        zone: TimeZone::get("Europe/Paris").expect("a known zone"),
        seed: 7,
        limits: Limits::default(),
    }
}

pub fn setting() -> Setting {
    Setting { around: jiff::civil::date(2026, 8, 6) }
}

/// Reads files, each in pieces of so many bytes, into one inventory.
pub fn read_in(pieces: usize, files: &[&[u8]]) -> (Vec<Format>, Inventory) {
    let mut inventory = Inventory::new(terms());
    let mut formats = Vec::new();
    for (source, bytes) in (1_u32..).zip(files) {
        inventory.begin(SourceId(source));
        let head = bytes.get(..1 << 16).unwrap_or(bytes);
        let Ok(mut reader) = formats::recognise(head, &setting()) else { panic!("the format is known") };
        formats.push(reader.format());
        let (mut cutter, mut block) = (Cutter::default(), Vec::new());
        for piece in bytes.chunks(pieces) {
            cutter.begin(&mut block);
            block.extend_from_slice(piece);
            let first = cutter.cut(&mut block);
            reader.read(&block, first, &mut inventory);
        }
        let first = cutter.end(&mut block);
        reader.read(&block, first, &mut inventory);
        inventory.leave_all(cutter.left());
    }
    (formats, inventory)
}

pub fn read(files: &[&[u8]]) -> (Vec<Format>, Found) {
    let (formats, inventory) = read_in(1 << 16, files);
    (formats, inventory.found())
}

/// What was found, in short lines: `product user date seen up/known down tunnels sends sign-ins lookups referred`.
pub fn told(found: &Found, people: &[&str]) -> Vec<String> {
    let (pack, key) = (&Pack::built_in().pack, PseudonymKey::new(b"a key of the tests"));
    let name = |who| people.iter().find(|name| key.of(name.as_bytes()) == who).copied().unwrap_or("?");
    let product = |id| pack.product(id).map_or("?", |product| product.name.as_str());
    let mut all: Vec<String> = found
        .uses
        .iter()
        .map(|one| {
            let c = one.cell;
            let (product, who, date) = (product(one.product), name(one.who), one.date());
            format!(
                "{product} {who} {date} seen {} up {}/{} down {} tunnels {} sends {} sign-ins {} lookups {} referred {}",
                c.seen, c.up, c.up_known, c.down, c.tunnels, c.sends, c.sign_ins, c.lookups, c.referred
            )
        })
        .collect();
    all.sort();
    all
}
