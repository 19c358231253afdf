//! Picks the typefaces documents are set in out of the crate that carries many, so that no other reaches the binary.

use std::path::PathBuf;

/// A typeface's own name, as its file tells it, and the name it gets here.
const WANTED: [(&str, &str); 4] = [
    ("LibertinusSerif-Regular", "serif.otf"),
    ("LibertinusSerif-Semibold", "serif-strong.otf"),
    ("LibertinusSerif-Italic", "serif-italic.otf"),
    ("DejaVuSansMono", "mono.ttf"),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names the folder"));
    for (name, file) in WANTED {
        let bytes = typst_assets::fonts().find(|font| post_script_name(font).as_deref() == Some(name));
        let bytes = bytes.unwrap_or_else(|| panic!("the crate of typefaces has no {name}"));
        std::fs::write(out.join(file), bytes).expect("the folder can be written");
    }
}

/// Reads the PostScript name (number 6) out of a font's table of names.
fn post_script_name(font: &[u8]) -> Option<String> {
    let short = |at: usize| Some(usize::from(u16::from_be_bytes(font.get(at..at + 2)?.try_into().ok()?)));
    let long = |at: usize| Some(u32::from_be_bytes(font.get(at..at + 4)?.try_into().ok()?) as usize);
    let entry = (0..short(4)?).map(|nth| 12 + 16 * nth).find(|at| font.get(*at..*at + 4) == Some(b"name"))?;
    let table = long(entry + 8)?;
    let words = table + short(table + 4)?;
    (0..short(table + 2)?).map(|nth| table + 6 + 12 * nth).find_map(|record| {
        let (number, length, offset) = (short(record + 6)?, short(record + 8)?, short(record + 10)?);
        let bytes = font.get(words + offset..words + offset + length)?;
        // Latin letters, in one byte or in two of which the first is nothing.
        (number == 6).then(|| bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect())
    })
}
