//! `entente match`: which records of which files are one person, and why. Needs no store and no server, unless what was
//! found is kept as the one view of the customer.

mod arrive;
mod diff;
mod explain;
mod golden;
mod progress;
mod questions;
mod report;
mod review;
mod show;

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use app::matching::report::Timed;
use app::matching::{self, Asking, Piece, Records, Spent};
use app::{Actor, App, Problem};
use axum::http::Method;
use base::{Lang, Say, format};
use clap::{Args, Subcommand};
use customers::resolution::correct::Correction;
use customers::resolution::evaluate::{self, At, Clusters, Scores};
use customers::resolution::index::{Anchor, Index};
use customers::resolution::model::Model;
use customers::resolution::{self, Resolution, Step, profile};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::Common;
use crate::output::Output;
use crate::transport::Transport;
use golden::Golden;

/// What to do about records of people.
#[derive(Subcommand)]
pub enum Match {
    /// Proposes a model from what the columns hold: what they are taken for, which records are looked at. A model is a
    /// file to read, mend and keep in versions.
    Propose(Propose),
    /// Finds which records are one person, without anybody telling it beforehand.
    Run(Run),
    /// Shows the one view of the customer that is kept: how many people, from which files.
    Show,
    /// Has records arrive in the view that is kept: each finds its person, and is on disk before it is answered.
    Arrive(arrive::Arrive),
    /// Asks about the pairs of the view that is kept on which an answer is worth most, and takes the answers.
    Review(review::Review),
    /// Says why two records are one person or two, field by field, and why a person's records stand together.
    Explain(explain::Explain),
    /// Measures how right a table is that says who is who, from whatever tool it comes.
    Evaluate(Evaluate),
    /// Compares two models, or what two runs found.
    Diff(diff::Diff),
}

/// Which records.
#[derive(Args)]
struct Files {
    /// CSV in any dialect, XLSX, Parquet, or the folder of a Delta table; one after another. Columns of one name are one
    /// column.
    files: Vec<PathBuf>,
    /// Takes a model from its file; proposed from the columns when absent.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// What people said of pairs of records: a table with the columns left, right (numbers of records) and same (yes or
    /// no). It counts before everything that was worked out.
    #[arg(long, value_name = "FILE")]
    said: Option<PathBuf>,
    /// Starts the estimation from other places.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// Of which records.
#[derive(Args)]
pub struct Propose {
    #[command(flatten)]
    files: Files,
    /// Writes the model into a file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Of which records, and where to.
#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    files: Files,
    /// Names a column that tells who is who, to measure how right the answer is; the run does not see it.
    #[arg(long, value_name = "COLUMN")]
    truth: Option<String>,
    /// Takes only one part of its values, counted from 1, where parts are separated by dashes.
    #[arg(long, value_name = "N", requires = "truth")]
    truth_part: Option<usize>,
    /// Writes for each record the person it belongs to.
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// Writes one record per person, with where each value comes from: as CSV, as Parquet when the name ends so, as a
    /// new Delta table when it ends with a stroke.
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Writes the pairs on which an answer is worth most, and as many drawn by chance, as a table: fill in its column
    /// same with yes or no.
    #[arg(long, value_name = "FILE")]
    ask: Option<PathBuf>,
    /// Takes such a table, filled in: what people answered stands, and teaches what the scores get wrong.
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Keeps what was found as the one view of the customer, in the store's folder: records may arrive in it, and what
    /// people say of it stands, here and in every further run.
    #[arg(long, conflicts_with_all = ["said", "labels"])]
    keep: bool,
}

/// Reads tables out of the lake.
struct Tables;

impl matching::Lake for Tables {
    fn read(&self, file: &Path, tell: &mut dyn FnMut(Piece<'_>)) -> Result<(), Problem> {
        let table = lake::open(file).map_err(|e| refused(file, &e))?;
        tell(Piece::Header(table.columns()));
        table.rows(&mut |row| tell(Piece::Row(row))).map_err(|e| refused(file, &e))
    }
}

fn refused(file: &Path, e: &lake::Refused) -> Problem {
    let file = file.display();
    Problem::invalid(Say::each(|lang| format!("{file} : {}", e.reason.in_lang(lang))), e.way_out.clone())
}

/// Which table, and which of its columns.
#[derive(Args)]
pub struct Evaluate {
    /// A table with a line per record.
    file: PathBuf,
    /// Names the column that tells what was found: the same for records of one person.
    #[arg(long, value_name = "COLUMN")]
    found: String,
    /// Names the column that tells who is who.
    #[arg(long, value_name = "COLUMN")]
    truth: String,
    /// Takes only one part of the truth's values, counted from 1, where parts are separated by dashes.
    #[arg(long, value_name = "N")]
    truth_part: Option<usize>,
}

impl Match {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<ExitCode> {
        match self {
            Match::Propose(propose) => propose.run(out)?,
            Match::Run(run) => run.run(common, out)?,
            Match::Show => show::run(common, out)?,
            Match::Arrive(arrive) => arrive.run(common, out)?,
            Match::Review(review) => review.run(common, out)?,
            Match::Explain(explain) => explain.run(common, out)?,
            Match::Evaluate(evaluate) => evaluate.run(out)?,
            Match::Diff(diff) => diff.run(out)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Files {
    fn read(&self, bar: &ProgressBar, lang: Lang) -> Result<Records, Problem> {
        if self.files.is_empty() {
            return Err(Problem::invalid(
                Say::new("aucun fichier n'est donné", "no file is given"),
                Say::new("nommez au moins un fichier de fiches", "name at least one file of records"),
            ));
        }
        let began = Instant::now();
        matching::read(&self.files, &Tables, &mut |read, all| {
            bar.set_length(all);
            bar.set_position(read);
            bar.set_message(progress::of_reading(lang, read, all, began.elapsed().as_secs_f64()));
        })
    }

    /// Finds who is who, what people said included.
    fn resolve(
        &self,
        records: &Records,
        model: &Model,
        (bar, lang): (&ProgressBar, Lang),
        told: &mut dyn FnMut(Step),
    ) -> Result<Resolution, Problem> {
        let said = self.said()?;
        let began = Instant::now();
        let mut told = |step: Step| {
            bar.set_position(step as u64);
            bar.set_message(progress::of_step(lang, step, began.elapsed().as_secs_f64()));
            told(step);
        };
        bar.set_length(5);
        Ok(resolution::resolve(&records.columns, model, &said, &mut told))
    }

    fn said(&self) -> Result<Vec<Correction>, Problem> {
        self.said.as_deref().map_or(Ok(Vec::new()), |file| matching::said(file, &Tables))
    }

    fn model(&self, records: &Records) -> Result<Model, Problem> {
        let mut model = match &self.model {
            Some(file) => matching::model(file)?,
            None => profile::propose(&records.columns),
        };
        records.holds(&model)?;
        model.seed = self.seed.unwrap_or(model.seed);
        if model.fields.is_empty() {
            let there: Vec<&str> = records.columns.iter().map(|column| column.name.as_str()).collect();
            let there = there.join(", ");
            return Err(Problem::invalid(
                Say::new(
                    format!("aucune colonne ne dit qui est une personne ({there})"),
                    format!("no column says who a person is ({there})"),
                ),
                Say::new(
                    "nommez les colonnes dans un modèle : « entente match propose --output modele.json »",
                    "name the columns in a model: “entente match propose --output model.json”",
                ),
            ));
        }
        Ok(model)
    }
}

impl Propose {
    fn run(self, out: Output) -> anyhow::Result<()> {
        let bar = bar(out.lang);
        let records = self.files.read(&bar, out.lang)?;
        bar.finish_and_clear();
        let model = match self.files.model(&records) {
            // A model without fields is still one to begin from.
            Err(_) if self.output.is_some() && self.files.model.is_none() => profile::propose(&records.columns),
            model => model?,
        };
        let text = serde_json::to_string_pretty(&model)?;
        if let Some(file) = &self.output {
            write(file, |into| writeln!(into, "{text}"))?;
        }
        out.answer(&serde_json::to_value(&model)?, |out| report::model(out, &records, &model));
        Ok(())
    }
}

/// What the truth says of a run.
struct Held {
    scores: Scores,
    own: Clusters,
    best: Option<At<Clusters>>,
}

/// The thresholds at which clusters are held against the truth, beside the model's own, in bits from it.
const BESIDE: [f64; 9] = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.5, 6.0];

impl Run {
    fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let began = Spent::now();
        let bar = bar(out.lang);
        // Whether it can be kept is known before anything is worked out.
        let transport = if self.keep { Some(common.transport()?) } else { None };
        let mut records = self.files.read(&bar, out.lang)?;
        let truth = self.truth.as_deref().map(|name| records.take(name)).transpose()?;
        let truth = truth.map(|column| matching::truth(&column, self.truth_part));
        let model = self.files.model(&records)?;
        let read = Spent::now();
        let mut steps = Vec::new();
        let note = &mut |step| steps.push((step, Spent::now()));
        let mut found = self.files.resolve(&records, &model, (&bar, out.lang), note)?;
        let ids = if self.keep { Some(Named::of(&common.store, &records, &model)?) } else { None };
        let mut said = self.files.said()?;
        said.extend(self.labels.as_deref().map_or(Ok(Vec::new()), |file| matching::said(file, &Tables))?);
        if let (Some(transport), Some(ids)) = (&transport, &ids) {
            said.extend(ids.standing(transport)?);
        }
        // The sample is drawn from what was found before anybody's answer changed it.
        let asks = self.ask.is_some() || self.labels.is_some() || self.keep;
        let sample = asks.then(|| found.sample(matching::SAMPLE, model.seed));
        if let Some(sample) = sample.as_ref().filter(|_| !said.is_empty()) {
            found.learn(&model, sample, &said);
        }
        let asking = sample.map(|sample| Asking::of(&found, sample, &said));
        let persons = found.people();
        let ended = Spent::now();
        if let Some(file) = &self.clusters {
            let clusters = found.by_record();
            write(file, |into| report::clusters(into, &records, &clusters))?;
        }
        if let Some(file) = &self.people {
            Golden { records: &records, found: &found, persons: &persons }.write(file)?;
        }
        if let (Some(file), Some(asking)) = (&self.ask, &asking) {
            write(file, |into| questions::write(into, &records, &found, asking, &said))?;
        }
        let held = truth.map(|truth| {
            let thresholds = BESIDE.map(|bits| model.threshold_bits + bits);
            Held {
                scores: evaluate::scores(&found, &truth, model.threshold_bits),
                own: evaluate::clusters(&found.by_record(), &truth),
                best: evaluate::best_clusters(&found, &model, &truth, &thresholds),
            }
        });
        bar.finish_and_clear();
        let told =
            report::Told { records: &records, model: &model, found: &found, persons: &persons, held: held.as_ref() };
        let cost = Timed { began, read, steps, ended }.cost();
        let mut document = report::json(&told, &cost);
        if !out.json {
            report::tell(out, &told, &cost);
        }
        if let (Some(transport), Some(ids), Some(asking)) = (transport, ids, asking) {
            let accuracy = asking.accuracy(&said);
            let at = jiff::Timestamp::now();
            let mut report = matching::Report::of(&records, &ids.keys, &model, &found, accuracy, cost, at);
            drop((persons, records));
            let mut index = Index::of(found, &model, &said, ids.anchors);
            report.unlinkable = u64::from(index.unlinkable());
            let run = matching::write(&common.store, &index, &report, &asking)?;
            drop(index);
            document["kept"] = transport.put(Method::POST, "/api/v1/matching/runs", &json!({ "run": run }))?.body;
            tell_kept(out, &document["kept"]);
        }
        out.answer(&document, |_| ());
        Ok(())
    }
}

/// The ids of the records of a run that is kept.
struct Named {
    keys: Vec<Option<String>>,
    anchors: Vec<Anchor>,
}

impl Named {
    fn of(store: &Path, records: &Records, model: &Model) -> Result<Named, Problem> {
        let keys = matching::keys(records, model);
        let anchors = matching::Ids::of_store(store)?.of_all(records, &keys);
        Ok(Named { keys, anchors })
    }

    /// What people said that stands, of records of this run.
    fn standing(&self, transport: &Transport) -> Result<Vec<Correction>, Problem> {
        let numbers: HashMap<Anchor, u32> = self.anchors.iter().copied().zip(0..).collect();
        let facts = transport.get("/api/v1/matching/corrections")?.body;
        let number = |id: &Value| numbers.get(&id.as_str()?.parse().ok()?).copied();
        let fact = |fact: &Value| {
            let (left, right) = (number(&fact["left"])?, number(&fact["right"])?);
            Some(Correction { left, right, same: fact["same"].as_bool()? })
        };
        Ok(facts["items"].as_array().into_iter().flatten().filter_map(fact).collect())
    }
}

/// Founds the one view of the customer in a store that this process has open, from files on disk.
pub(super) fn found(app: &App, files: &[PathBuf]) -> Result<(), Problem> {
    let began = Spent::now();
    let records = matching::read(files, &Tables, &mut |_, _| {})?;
    let model = profile::propose(&records.columns);
    let read = Spent::now();
    let mut steps = Vec::new();
    let found = resolution::resolve(&records.columns, &model, &[], &mut |step| steps.push((step, Spent::now())));
    let asking = Asking::of(&found, found.sample(matching::SAMPLE, model.seed), &[]);
    let cost = Timed { began, read, steps, ended: Spent::now() }.cost();
    let Named { keys, anchors } = Named::of(app.folder(), &records, &model)?;
    let (accuracy, at) = (asking.accuracy(&[]), app.clock().now());
    let mut report = matching::Report::of(&records, &keys, &model, &found, accuracy, cost, at);
    let mut index = Index::of(found, &model, &[], anchors);
    report.unlinkable = u64::from(index.unlinkable());
    let name = matching::write(app.folder(), &index, &report, &asking)?;
    app.take_on(Actor::House, &name).map(drop)
}

fn tell_kept(out: Output, kept: &Value) {
    let number = |value: &Value| format::number(out.lang, value.as_f64().unwrap_or_default(), 0);
    let people = number(&kept["now"]["people"]);
    out.line(
        format!("Gardé : la vue unique du client compte {people} personnes, corrections comprises."),
        format!("Kept: the one view of the customer has {people} people, corrections included."),
    );
    if kept["gone"].as_u64() > Some(0) {
        let gone = number(&kept["gone"]);
        out.line(
            format!("Fiches arrivées depuis le rapprochement précédent et absentes de ces fichiers : {gone}."),
            format!("Records that arrived since the run before and are not in these files: {gone}."),
        );
    }
}

/// A bar on the terminal people look at, if there is one.
fn bar(lang: Lang) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = match lang {
        Lang::Fr => "{bar:24} {msg}  écoulé {elapsed}",
        Lang::En => "{bar:24} {msg}  {elapsed} so far",
    };
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

impl Evaluate {
    fn run(self, out: Output) -> anyhow::Result<()> {
        let mut records = matching::read(&[self.file], &Tables, &mut |_, _| {})?;
        let truth = matching::truth(&records.take(&self.truth)?, self.truth_part);
        let found = matching::truth(&records.take(&self.found)?, None);
        let measured = evaluate::clusters(&found, &truth);
        let persons = |numbers: &[u32]| numbers.iter().collect::<std::collections::BTreeSet<_>>().len();
        let (found, there) = (persons(&found), persons(&truth));
        let document = serde_json::json!({ "records": records.count(), "persons_found": found, "persons": there,
            "pairs": measured.pairs, "b_cubed": measured.b_cubed });
        out.answer(&document, |out| {
            let number = |n: usize| format::number(out.lang, n as f64, 0);
            let (count, found, there) = (number(records.count()), number(found), number(there));
            out.line(
                format!("{count} enregistrements ; {found} personnes trouvées, {there} en vérité."),
                format!("{count} records; {found} persons found, {there} in truth."),
            );
            report::measured(
                out,
                &[(Say::new("paires", "pairs"), measured.pairs), (Say::new("B³", "B³"), measured.b_cubed)],
            );
        });
        Ok(())
    }
}

/// Writes a file whole or not at all.
fn write(file: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Problem> {
    write_table(file, |into| fill(into).map_err(|error| cannot_write(file, &error)))
}

/// Writes a file whole or not at all, by whom says himself what went wrong.
fn write_table(file: &Path, fill: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Problem>) -> Result<(), Problem> {
    let unwritten = |error: std::io::Error| cannot_write(file, &error);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(unwritten)?;
    let mut into = std::io::BufWriter::new(temporary.as_file_mut());
    fill(&mut into)?;
    into.flush().map_err(unwritten)?;
    drop(into);
    temporary.persist(file).map_err(|error| unwritten(error.error))?;
    Ok(())
}

fn cannot_write(file: &Path, error: &std::io::Error) -> Problem {
    let file = file.display();
    Problem::new(
        app::Kind::Unavailable,
        Say::new(format!("{file} ne peut être écrit : {error}"), format!("{file} cannot be written: {error}")),
        Say::new("vérifiez le dossier et la place sur le disque", "check the folder and the room on the disk"),
    )
}
