//! The binary: pages, API and command line over one engine.
//!
//! A verb speaks the JSON API: to the server that has the store open, or, when none has, to the same router in this
//! very process.

mod beside;
mod commands;
mod output;
mod serve;
mod transport;

use std::process::ExitCode;

use clap::Parser;
use commands::Cli;

/// Pages are made of many short words: an allocator made for that halves what an impact takes.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ENTENTE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let cli = Cli::parse();
    let say = output::Output::new(&cli.common);
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) => say.failure(&error),
    }
}
