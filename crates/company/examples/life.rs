//! Plays the demo's life and prints what it came to: `cargo run --release -p company --example life`; with a size
//! (`tiny`, `large`) and a number of facts it goes on to a long history.

use std::time::Instant;

use app::{App, Clock};
use company::{Size, life};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let size = match std::env::args().nth(1).as_deref() {
        Some("tiny") => Size::Tiny,
        Some("large") => Size::Large,
        _ => Size::Demo,
    };
    let folder = std::env::temp_dir().join(format!("solvene-{}", std::process::id()));
    let started = Instant::now();
    let app = App::open(&folder, Clock::standing(jiff::Timestamp::UNIX_EPOCH))?;
    let lived = life::play(&app, size, 7)?;
    println!("{size:?}: played in {:?}", started.elapsed());
    if let Some(events) = std::env::args().nth(2).and_then(|events| events.parse().ok()) {
        let started = Instant::now();
        println!("{} facts in {:?}", life::history(&app, events, 7)?, started.elapsed());
    }
    let picture = app.picture();
    let made = picture.decisions().filter(|(_, decision)| decision.made.is_some()).count();
    println!(
        "{} people, {} requests, {} decisions ({made} made), {} facts; {} readings proposed, {} corrected, {} refusals",
        picture.people().count(),
        picture.requests().count(),
        picture.decisions().count(),
        lived.events,
        lived.proposed,
        lived.corrected,
        lived.refused,
    );
    for (title, card) in [
        ("waiting", picture.waiting(app.today(), 30)),
        ("changed", picture.changed(20)),
        ("nobody knew", picture.nobody_knew(app.today(), 20)),
    ] {
        println!("\n{title}: {} in all", card.total);
        for line in card.lines {
            println!("  {} | {} | {}", line.to, line.say.fr, line.words.unwrap_or_default());
        }
    }
    drop(app);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
