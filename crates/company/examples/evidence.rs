//! Writes the files that show which marketing services are in use at Solvène into a folder:
//! `cargo run --release -p company --example evidence FOLDER [large]`.

use std::time::Instant;

use company::Size;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().ok_or("name a folder")?;
    let size = if words.next().as_deref() == Some("large") { Size::Large } else { Size::Demo };
    let started = Instant::now();
    let files = company::evidence(size, 7);
    println!("{size:?}: {} files in {:?}", files.len(), started.elapsed());
    std::fs::create_dir_all(&folder)?;
    for file in files {
        println!("{:>10} {}", file.bytes.len(), file.name);
        std::fs::write(std::path::Path::new(&folder).join(&file.name), &file.bytes)?;
    }
    Ok(())
}
