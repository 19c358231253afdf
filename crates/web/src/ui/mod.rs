//! The parts every page is made of, each with its stylesheet in `assets/` and its words in both languages.
//!
//! A part takes plain data and a [`Reader`]; it knows no route, no store and no clock. Pages work without script;
//! the modules in `assets/*.js` only improve them. Nothing here writes a style attribute or a script into a page.

pub mod aim;
pub mod assets;
pub mod badge;
pub mod ballot;
pub mod columns;
pub mod empty;
pub mod evidence;
pub mod figure;
pub mod form;
pub mod headline;
pub mod hero;
pub mod hills;
pub mod interval;
pub mod layers;
mod lettering;
pub mod listing;
pub mod load;
pub mod map;
pub mod page;
pub mod path;
pub mod picks;
pub mod problem;
pub mod range;
mod reader;
pub mod readiness;
pub mod report;
pub mod spread;
pub mod table;
pub mod term;
pub mod thing;
pub mod threshold;
pub mod timeline;
pub mod waiting;
pub mod weights;
mod words;

pub use maud::Markup;
pub use reader::{Names, Reader};
pub use words::{Words, capital, counted, words};

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// The pages' policy allows no inline style and no inline script, and data is always escaped.
    #[test]
    fn no_part_writes_a_style_a_script_or_unescaped_data() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.ends_with("mod.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for forbidden in [" style=", "PreEscaped", "onclick", "onload"] {
                assert!(!text.contains(forbidden), "{} writes {forbidden:?}", path.display());
            }
        }
    }

    /// A hue that is not a token is decoration.
    #[test]
    fn hues_are_named_in_the_tokens_only() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        for name in super::assets::SHEETS.iter().filter(|name| !["tokens", "print"].contains(name)) {
            let css = fs::read_to_string(folder.join(format!("{name}.css"))).unwrap();
            let hue = css.match_indices('#').find(|(i, _)| css[i + 1..].starts_with(|c: char| c.is_ascii_hexdigit()));
            assert_eq!(hue, None, "{name}.css names a colour of its own");
        }
    }
}
