//! `entente shadow`: which tools are in use, from files everybody has. Needs no store and no server, and keeps nothing
//! unless asked to.

mod json;
mod report;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::scan::{self, Input, Known, Limits, Memory, Plan, Progress, Scanned, Skip, Watch};
use app::{Clock, Problem};
use base::{Lang, Say, format};
use clap::{Args, Subcommand};
use discovery::harvest::Harvest;
use discovery::verdict::{self, Verdicts};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::Output;

/// What to do about tools nobody declared.
#[derive(Subcommand)]
pub enum Shadow {
    /// Reads logs and lists, packed or not, and says which tools are in use, by how many people, and how sure it is.
    Scan(Scan),
}

/// Which files, and how far.
#[derive(Args)]
pub struct Scan {
    /// Files and folders; - reads what is piped in. Every form is recognised by its content.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Adds a pack of your own, in front of the one compiled in.
    #[arg(long, value_name = "FILE")]
    pack: Vec<PathBuf>,
    /// Names a domain of the house's own: what leads to it is no tool.
    #[arg(long, value_name = "DOMAIN")]
    own: Vec<String>,
    /// Remembers in a folder what was read, so that a scan that was stopped goes on, and one more day costs one more day.
    #[arg(long, value_name = "FOLDER")]
    resume: Option<PathBuf>,
    /// Shows the first lines that were not understood; they may hold names.
    #[arg(long)]
    samples: bool,
    /// Tells of every tool, also of those merely seen.
    #[arg(long)]
    all: bool,
    /// The most gigabytes unpacked of one archive.
    #[arg(long, value_name = "GB", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    limit_unpacked: Option<u64>,
    /// The most times its own size an archive may hold.
    #[arg(long, value_name = "TIMES", value_parser = clap::value_parser!(u64).range(2..))]
    limit_ratio: Option<u64>,
    /// The most files read.
    #[arg(long, value_name = "N")]
    limit_files: Option<usize>,
    /// How many hands read at once; as many as the machine has when absent.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    hands: Option<u8>,
}

impl Shadow {
    pub(super) fn run(self, out: Output) -> anyhow::Result<ExitCode> {
        match self {
            Shadow::Scan(scan) => scan.run(out),
        }
    }
}

/// Everything there is to tell.
struct Told {
    scanned: Scanned,
    verdicts: Verdicts,
    /// Entries of the packs given that a pack may not hold.
    refused: usize,
}

impl Scan {
    fn run(self, out: Output) -> anyhow::Result<ExitCode> {
        let plan = self.plan()?;
        let stop = stop_on_signal(out.lang);
        let bar = bar(out.lang);
        let scanned =
            scan::scan(self.inputs(), &plan, &Watch { tell: &|progress| show(&bar, out.lang, progress), stop: &stop });
        bar.finish_and_clear();
        let scanned = scanned?;
        let harvests: Vec<&Harvest> = scanned.harvests.iter().collect();
        let verdicts = verdict::judge(&harvests, &plan.known.pack, &plan.own, &[]);
        let told = Told { scanned, verdicts, refused: plan.known.refused.len() };
        if out.json {
            let mut into = std::io::BufWriter::new(std::io::stdout().lock());
            // Whoever stops reading has read enough.
            match json::write(&told, self.samples, &mut into) {
                Err(error) if !error.is_io() => return Err(error.into()),
                _ => {
                    let _ = writeln!(into);
                }
            }
        } else {
            report::print(
                out,
                &told,
                &report::Wanted { all: self.all, samples: self.samples, resumable: self.resume.is_some() },
            );
        }
        Ok(self.exit_code(&told.scanned))
    }

    fn plan(&self) -> Result<Plan, Problem> {
        let tables = self.pack.iter().map(|file| super::vendors::table(file)).collect::<Result<Vec<_>, _>>()?;
        let (memory, key) = match &self.resume {
            Some(folder) => {
                let (memory, key) = Memory::open(folder)?;
                (Some(memory), key)
            }
            None => (None, scan::passing_key()?),
        };
        let known = Known::with(&tables);
        let mut plan = Plan { memory, own: self.own.clone(), ..Plan::new(known, key, Clock::Real.today()) };
        let usual = Limits::default();
        plan.limits.decoded =
            self.limit_unpacked.map_or(usual.decoded, |gigabytes| gigabytes.saturating_mul(1_000_000_000));
        plan.limits.ratio = self.limit_ratio.unwrap_or(usual.ratio);
        plan.limits.files = self.limit_files.unwrap_or(usual.files);
        plan.hands = self.hands.map_or(plan.hands, usize::from);
        Ok(plan)
    }

    fn inputs(&self) -> Vec<Input> {
        let input = |path: &PathBuf| match path.to_str() {
            Some("-") => Input::Stream { name: "-".to_owned(), bytes: Box::new(std::io::stdin()) },
            _ => Input::Path(path.clone()),
        };
        self.files.iter().map(input).collect()
    }

    /// A file that was named and not read is worth a code; one that lay in a folder is only told.
    fn exit_code(&self, scanned: &Scanned) -> ExitCode {
        if scanned.waiting > 0 {
            return ExitCode::from(app::Kind::Unavailable.exit_code());
        }
        let named: Vec<String> = self.files.iter().map(|path| path.display().to_string()).collect();
        let of_named = scanned.skipped.iter().filter(|skipped| skipped.why.matters() && named.contains(&skipped.file));
        let kinds = of_named.filter_map(|skipped| match skipped.why {
            Skip::Vanished => Some(app::Kind::NotFound),
            Skip::Same { .. } => None,
            _ => Some(app::Kind::Invalid),
        });
        let nothing = scanned.files.is_empty().then_some(app::Kind::Invalid);
        kinds.chain(nothing).next().map_or(ExitCode::SUCCESS, |kind| ExitCode::from(kind.exit_code()))
    }
}

/// A flag that is raised when the person asks to stop; asked again, the process ends.
fn stop_on_signal(lang: Lang) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    // Without a thread to listen the signal ends the process, as it does everywhere.
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_err() {
                return;
            }
            raised.store(true, Ordering::Relaxed);
            let say = Say::new(
                "arrêt demandé : la lecture en cours se termine ; interrompez encore pour quitter aussitôt",
                "stopping: what is being read is finished; interrupt again to leave at once",
            );
            eprintln!("{}", say.in_lang(lang));
            let _ = tokio::signal::ctrl_c().await;
            std::process::exit(i32::from(app::Kind::Unavailable.exit_code()));
        });
    });
    stop
}

/// A bar on the terminal people look at, if there is one.
fn bar(lang: Lang) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = match lang {
        Lang::Fr => "{bar:24} {msg}  reste {eta}",
        Lang::En => "{bar:24} {msg}  {eta} left",
    };
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

fn show(bar: &ProgressBar, lang: Lang, progress: &Progress) {
    if bar.is_hidden() {
        return;
    }
    bar.set_length(progress.bytes_total.max(progress.bytes));
    bar.set_position(progress.bytes);
    let (bytes, total) = (format::bytes(lang, progress.bytes), format::bytes(lang, progress.bytes_total));
    let count = |n: u64| format::number(lang, n as f64, 0);
    let (lines, files, files_total) =
        (count(progress.lines), count(progress.files as u64), count(progress.files_total as u64));
    bar.set_message(match lang {
        Lang::Fr => format!("{bytes} sur {total}, {files}/{files_total} fichiers, {lines} lignes"),
        Lang::En => format!("{bytes} of {total}, {files}/{files_total} files, {lines} lines"),
    });
}
