//! What the browser is sent besides pages: one stylesheet, a few modules, the mark.
//!
//! Everything under `assets/` is inside the binary. The parts' stylesheets are served as one file, in the order of
//! [`SHEETS`], under an address that carries a hash of its content, so that it can be kept forever.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

/// The stylesheets, in the order in which they are joined.
pub const SHEETS: &[&str] = &[
    "tokens",
    "ground",
    "page",
    "spread",
    "figure",
    "badge",
    "load",
    "range",
    "path",
    "map",
    "waiting",
    "form",
    "readiness",
    "table",
    "timeline",
    "notices",
    "report",
    "term",
    "columns",
    "thing",
    "headline",
    "listing",
    "aim",
    "monday",
    "four_by_four",
    "picks",
    "ballot",
    "threshold",
    "compare",
    "case",
    "interval",
    "slip",
    "matching",
    "print",
];

/// The modules, each an improvement of pages that work without it.
pub const MODULES: [&str; 5] = ["live.js", "palette.js", "keys.js", "evidence.js", "pan.js"];

/// Where the stylesheet is served.
pub const STYLESHEET: &str = "/assets/entente.css";

/// A file as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// A strong validator, with its quotes.
    pub etag: String,
}

static SHEET: LazyLock<(String, String)> = LazyLock::new(|| {
    let mut css = String::new();
    for name in SHEETS {
        if let Some(file) = Files::get(&format!("{name}.css")) {
            let _ = writeln!(css, "/* {name} */");
            css.push_str(&String::from_utf8_lossy(&file.data));
        }
    }
    let hash = short_hash(css.as_bytes());
    (css, hash)
});

/// The stylesheet's address with the hash of its content.
pub fn stylesheet_href() -> String {
    format!("{STYLESHEET}?v={}", SHEET.1)
}

/// A module's address with the hash of its content; `module` is one of [`MODULES`].
pub fn module_href(module: &str) -> String {
    let hash = Files::get(module).map(|file| short_hash(&file.data)).unwrap_or_default();
    format!("/assets/{module}?v={hash}")
}

/// Finds what is served under `/assets/<name>`: the joined stylesheet, a module, the mark.
pub fn get(path: &str) -> Option<Asset> {
    let name = path.strip_prefix("/assets/").unwrap_or(path);
    if name == "entente.css" {
        let (css, hash) = &*SHEET;
        return Some(Asset {
            content_type: "text/css; charset=utf-8",
            bytes: Cow::Borrowed(css.as_bytes()),
            etag: format!("\"{hash}\""),
        });
    }
    let content_type = match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    let file = Files::get(name)?;
    let etag = format!("\"{}\"", short_hash(&file.data));
    Some(Asset { content_type, bytes: file.data, etag })
}

fn short_hash(bytes: &[u8]) -> String {
    base::hex(&Sha256::digest(bytes)[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_and_module_is_there_and_nothing_else_is_served() {
        for name in SHEETS {
            assert!(Files::get(&format!("{name}.css")).is_some(), "{name}.css is missing");
        }
        for name in MODULES {
            assert_eq!(get(&format!("/assets/{name}")).unwrap().content_type, "text/javascript; charset=utf-8");
        }
        let css = get("/assets/entente.css").unwrap();
        assert!(stylesheet_href().contains(css.etag.trim_matches('"')));
        assert_eq!(get("/assets/mark.svg").unwrap().content_type, "image/svg+xml");
        assert_eq!(get("/assets/tokens.css"), None, "parts are only served joined");
        assert_eq!(get("/assets/../Cargo.toml"), None);
    }
}
