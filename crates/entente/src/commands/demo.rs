//! `entente demo`: a fresh store, a company's life in it, served on this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use app::{App, Clock};
use base::Lang;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Common;
use crate::output::Output;
use crate::serve::serve;

/// How a demonstration is given.
#[derive(Args)]
pub struct Demo {
    /// The port on this machine; any free one when 0.
    #[arg(long, default_value_t = 4321)]
    port: u16,
    /// The invented company: tiny, demo or large.
    #[arg(long, default_value = "demo", value_parser = parse_size)]
    size: company::Size,
    /// Keeps the store in this folder, which must be empty or new; a temporary one when absent.
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Plays the life and stops, without serving.
    #[arg(long)]
    no_serve: bool,
}

pub(super) fn parse_size(word: &str) -> Result<company::Size, String> {
    match word {
        "tiny" => Ok(company::Size::Tiny),
        "demo" => Ok(company::Size::Demo),
        "large" => Ok(company::Size::Large),
        _ => Err(format!("there is no size {word}: choose tiny, demo or large")),
    }
}

/// The seed of the demonstration: the same company every time.
pub(super) const SEED: u64 = 2026;

impl Demo {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let begun = Instant::now();
        let temporary = tempfile::Builder::new().prefix("entente-demo-").tempdir()?;
        let folder = self.keep.clone().unwrap_or_else(|| temporary.path().join("store"));
        anyhow::ensure!(
            !folder.join("log.sqlite").exists(),
            "{} holds a store already: choose an empty folder, or serve it with `entente --store {} serve`",
            folder.display(),
            folder.display()
        );
        let spinner = if out.json { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        spinner.set_style(ProgressStyle::with_template("{spinner} {msg} {elapsed}")?);
        spinner.enable_steady_tick(std::time::Duration::from_millis(120));
        spinner.set_message(match out.lang {
            Lang::Fr => "Solvène prend vie : fichiers, demandes, décisions…",
            Lang::En => "Solvène comes to life: files, requests, decisions…",
        });
        play(&folder, self.size)?;
        // From its last day on, the demonstration's clock runs as any clock does.
        let app = Arc::new(App::open(&folder, Clock::running(company::life::opens_at()))?);
        customers(&app, self.size)?;
        spinner.finish_and_clear();
        let facts = app.picture().position;
        let seconds = begun.elapsed().as_secs_f64();
        out.line(
            format!("Solvène est prête : {facts} faits en {seconds:.1} s, dans {}.", folder.display()),
            format!("Solvène is ready: {facts} facts in {seconds:.1} s, in {}.", folder.display()),
        );
        if self.no_serve {
            let document = serde_json::json!({ "store": folder, "facts": facts, "seconds": seconds });
            out.answer(&document, |_| {});
            return Ok(());
        }
        let config = web::Config { personas: true, examples: company::life::examples(), ..web::Config::default() };
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let _ = common;
        let personas: Vec<String> = company::cast().iter().map(|person| persona(person, out.lang)).collect();
        let result = serve(Arc::clone(&app), listen, config, None, |address| {
            let document = serde_json::json!({ "address": format!("http://{address}"), "store": folder, "facts": facts, "seconds": seconds });
            out.answer(&document, |out| {
                out.line(
                    format!("\n  Ouvrez  http://{address}\n\n  et entrez dans la peau de l'un d'eux :"),
                    format!("\n  Open  http://{address}\n\n  and walk in somebody's shoes:"),
                );
                for persona in &personas {
                    crate::tell!("    {persona}");
                }
                match &self.keep {
                    None => {
                        out.line("\n  Ctrl-C pour arrêter ; rien n'est gardé.", "\n  Ctrl-C to stop; nothing is kept.")
                    }
                    Some(_) => out.line(
                        format!("\n  Ctrl-C pour arrêter ; tout reste dans {}.", folder.display()),
                        format!("\n  Ctrl-C to stop; everything stays in {}.", folder.display()),
                    ),
                }
            });
        });
        drop(app);
        result
    }
}

/// Plays the company's life into a folder.
pub(super) fn play(folder: &std::path::Path, size: company::Size) -> anyhow::Result<company::life::Lived> {
    let app = App::open(folder, Clock::standing(company::life::opens_at()))?;
    Ok(company::life::play(&app, size, SEED)?)
}

/// Gives the store the one view of the customer, from the files Solvène's systems export.
fn customers(app: &App, size: company::Size) -> anyhow::Result<()> {
    let folder = tempfile::Builder::new().prefix("entente-customers-").tempdir()?;
    let mut files = Vec::new();
    // A million records say nothing more on pages than twenty thousand do.
    let size = if size == company::Size::Large { company::Size::Demo } else { size };
    for file in company::customers::exports(size, SEED).files {
        let path = folder.path().join(&file.name);
        std::fs::write(&path, &file.bytes)?;
        files.push(path);
    }
    Ok(super::matching::found(app, &files)?)
}

fn persona(person: &company::cast::Person, lang: Lang) -> String {
    let role = match lang {
        Lang::Fr => person.role.0,
        Lang::En => person.role.1,
    };
    format!("{:24} {role}", person.name)
}
