//! Renders every part with Solvène's content, in both languages, as files to look at:
//! `cargo run -p web --example sheet -- OUTDIR`.

mod pages;
mod sample;

use std::fs;
use std::path::Path;

use base::Lang;
use web::ui::{assets, page::Theme};

fn main() -> std::io::Result<()> {
    let out = std::env::args().nth(1).unwrap_or_else(|| "target/sheet".to_owned());
    let out = Path::new(&out);
    fs::create_dir_all(out)?;
    for name in assets::MODULES.into_iter().chain(["entente.css", "mark.svg"]) {
        if let Some(asset) = assets::get(name) {
            fs::write(out.join(name), &asset.bytes)?;
        }
    }
    for lang in Lang::ALL {
        for (theme, suffix) in [(Theme::Light, ""), (Theme::Dark, "-dark")] {
            for (name, html) in pages::all(lang, theme) {
                // Opened from disk, so the assets stand beside the page.
                let html = html.into_string().replace("\"/assets/", "\"");
                fs::write(out.join(format!("{name}-{}{suffix}.html", lang.tag())), html)?;
            }
        }
    }
    Ok(())
}
