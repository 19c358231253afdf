//! The verbs, one file each.

mod agenda;
mod backup;
mod calendar;
mod case;
mod change;
mod charter;
mod contracts;
mod decide;
mod demo;
mod doctor;
mod doubts;
mod fit;
mod impact;
mod import;
mod map;
mod matching;
mod meeting;
mod monday;
mod objective;
mod organisation;
mod outbox;
mod person;
mod pilot;
mod plan;
mod promise;
mod question;
mod raci;
mod request;
mod serve;
mod shadow;
mod system;
mod tool;
mod tour;
mod tracker;
mod vendors;
mod verify;
mod waiting;
mod what_if;

use std::path::PathBuf;
use std::process::ExitCode;

use app::Problem;
use base::{Lang, Say};
use clap::{Args, CommandFactory, Parser, Subcommand};
use jiff::civil::Date;

use crate::output::Output;
use crate::transport::Transport;

/// What a script may count on, shown under every help of the whole command.
const EXIT_CODES: &str = "Exit codes:
   0  done
   1  a check found something (verify, doctor, vendors check)
   2  what was given cannot be read
   3  a rule refuses, with its reason and the nearest possible yes
   4  not found
   5  not allowed
   6  somebody was first, or is here already
   7  disk or server stands in the way; nothing was lost
  70  a fault of ours";

/// The shared operating system of a company's marketing director and its CIO.
#[derive(Parser)]
#[command(name = "entente", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    verb: Verb,
}

/// What every verb understands.
#[derive(Args)]
pub struct Common {
    /// The folder of the store.
    #[arg(long, global = true, env = "ENTENTE_STORE", default_value = "entente-store", value_name = "FOLDER")]
    pub(crate) store: PathBuf,
    /// Prints JSON for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Speaks French or English; the machine's language when absent.
    #[arg(long, global = true, value_name = "fr|en", value_parser = parse_lang)]
    lang: Option<Lang>,
    /// Acts as a person, by name, role or id; as the holder of the machine when absent.
    #[arg(long = "as", global = true, value_name = "PERSON")]
    acting_as: Option<String>,
}

fn parse_lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| format!("{tag} is not spoken here: choose fr or en"))
}

impl Common {
    /// The language: asked for, else the machine's, else English.
    pub(crate) fn language(&self) -> Lang {
        let machine = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
        let machine = machine.into_iter().find(|tag| !tag.is_empty());
        self.lang.or_else(|| machine.and_then(|tag| Lang::from_tag(&tag))).unwrap_or(Lang::En)
    }

    /// A way to a store that is there: looking at nothing must not make something.
    ///
    /// Errors: there is no store in the folder.
    pub(crate) fn transport_to_existing(&self) -> anyhow::Result<Transport> {
        if !self.store.join("log.sqlite").exists() {
            let folder = self.store.display();
            return Err(Problem::new(
                app::Kind::NotFound,
                Say::new(format!("il n'y a pas de registre dans {folder}"), format!("there is no store in {folder}")),
                Say::new(
                    "nommez son dossier avec --store, ou commencez-en un avec « entente import »",
                    "name its folder with --store, or begin one with “entente import”",
                ),
            )
            .into());
        }
        self.transport()
    }

    /// A way to the store's engine; the store is made when absent.
    pub(crate) fn transport(&self) -> anyhow::Result<Transport> {
        Transport::to(&self.store, self.acting_as.clone(), self.language())
    }
}

/// Reads a date as it is written in files: `2026-11-20`.
///
/// Errors: it is written otherwise; the message says how.
pub(crate) fn date(words: &str) -> Result<Date, Problem> {
    words.trim().parse().map_err(|_| {
        Problem::invalid(
            Say::new(format!("« {words} » n'est pas une date"), format!("“{words}” is not a date")),
            Say::new("écrivez année, mois, jour, comme 2026-11-20", "write year, month, day, such as 2026-11-20"),
        )
    })
}

/// A word that must be one of a few.
pub(crate) fn one_of(what: Say, given: &str, allowed: &[&str]) -> Problem {
    let allowed = allowed.join(", ");
    Problem::invalid(
        Say::new(format!("« {given} » n'est pas {}", what.fr), format!("“{given}” is not {}", what.en)),
        Say::new(format!("choisissez parmi : {allowed}"), format!("choose one of: {allowed}")),
    )
}

#[derive(Subcommand)]
enum Verb {
    /// Opens a fresh store, plays the life of an invented retailer into it, and serves it on this machine.
    Demo(demo::Demo),
    /// Serves the store's pages and API.
    Serve(serve::Serve),
    /// Walks through one of the walks on a fresh demo store and prints every figure with where it comes from.
    Tour(tour::Tour),
    /// Imports files: systems, flows, screens, data, APIs, teams, calendars, contracts, media plans, stores, people.
    Import(import::Import),
    /// Asks for a change and completes it.
    #[command(subcommand)]
    Request(request::Request),
    /// Shows what a request would do to the systems behind it.
    Impact(impact::Impact),
    /// Shows what the sources leave in doubt, and what nobody has said again for half a year.
    Doubts(doubts::Doubts),
    /// Asks the other side something about a request, answers, takes back.
    #[command(subcommand)]
    Question(question::Question),
    /// Shows where the time of requests went, and whose turn it is.
    Waiting(waiting::Waiting),
    /// Shows of which contracts something must be said soon, and what they cost a year.
    Contracts(contracts::Contracts),
    /// Shows what a kind of change would do at a screen, before anybody asks for it.
    WhatIf(what_if::WhatIf),
    /// Shows and signs decisions.
    #[command(subcommand)]
    Decide(decide::Decide),
    /// Writes business cases with two pens, shows what they come to, signs them.
    #[command(subcommand)]
    Case(case::Case),
    /// Holds a tool against everything that runs: who does the same already, and whether it fits.
    Fit(fit::Fit),
    /// Shows a part of the map: groups, one group, or one thing with its neighbourhood; draws it into a file.
    Map(map::Map),
    /// Finds the tools in use that nobody declared, from logs and lists.
    #[command(subcommand)]
    Shadow(shadow::Shadow),
    /// Finds which records of people are one person, and says why.
    #[command(subcommand)]
    Match(matching::Match),
    /// Asks whose domains are known, and checks a pack of your own.
    #[command(subcommand)]
    Vendors(vendors::Vendors),
    /// Shows a system, or states a fact about it.
    System(system::System),
    /// Shows tools in use, asks whose they are, and has both sides decide.
    #[command(subcommand)]
    Tool(tool::Tool),
    /// Shows the agenda, four by four: what both sides agreed to do in each cell, and where there is nothing.
    Agenda(agenda::Agenda),
    /// Shows when both sides meet, with what agenda; opens, settles and closes.
    #[command(subcommand)]
    Meeting(meeting::Meeting),
    /// Shows one's due days, and the address a calendar program reads them under.
    #[command(subcommand)]
    Calendar(calendar::Calendar),
    /// Shows joint actions, agrees on them, puts them on the agenda, ends them.
    #[command(subcommand)]
    Action(tool::Action),
    /// Shows what is promised to customers, says what it needs, stamps it, has both sides decide.
    #[command(subcommand)]
    Promise(promise::Promise),
    /// Tries a change on a few before it is given to all: plans it, reads it, has both sides decide.
    #[command(subcommand)]
    Pilot(pilot::Pilot),
    /// Changes what was decided: works out the price first, has both sides sign one option, keeps the ledger.
    #[command(subcommand)]
    Change(change::Change),
    /// Keeps what worked, and counts who used it again.
    #[command(subcommand)]
    Practice(pilot::Practice),
    /// Shows what trackers tell, says what their words mean, links their items to requests.
    #[command(subcommand)]
    Tracker(tracker::Tracker),
    /// Tells the five lines of a Monday: what moved, waits, is due, was decided without one, and nobody knew.
    Monday(monday::Monday),
    /// Says what is wanted for the customer and by which number one sees it; shows how far it is and what serves it.
    #[command(subcommand)]
    Objective(objective::Objective),
    /// Shows the rolling plan, looks for the best one and says why, puts it to both sides.
    #[command(subcommand)]
    Plan(plan::Plan),
    /// Shows what the house wrote to people about their tools, and whether it was sent.
    Outbox(outbox::Outbox),
    /// Says who decides what, by when and what happens in silence; puts changes of it to both sides.
    #[command(subcommand)]
    Charter(charter::Charter),
    /// Shows who works with whom: teams, the orchestrator's lines, the translators' queue; states lines and coverage.
    #[command(subcommand)]
    Organisation(organisation::Organisation),
    /// Says who answers for what (RACI), and what has to be mended in it.
    #[command(subcommand)]
    Raci(raci::Raci),
    /// Shows people, registers them, gives them a password.
    #[command(subcommand)]
    Person(person::Person),
    /// Recomputes the chain of facts and every figure quoted in a decision.
    Verify(verify::Verify),
    /// Checks what must hold between requests, decisions and people.
    Doctor(doctor::Doctor),
    /// Copies the store while it is in use.
    Backup(backup::Backup),
    /// Makes a store of a backup.
    Restore(backup::Restore),
    /// Prints completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page.
    Manual,
}

/// Carries out a verb.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { common, verb } = cli;
    let out = Output::new(&common);
    match verb {
        Verb::Demo(demo) => demo.run(&common, out)?,
        Verb::Serve(serve) => serve.run(&common, out)?,
        Verb::Tour(tour) => return tour.run(out),
        Verb::Import(import) => return import.run(&common, out),
        Verb::Request(request) => request.run(&common, out)?,
        Verb::Impact(impact) => impact.run(&common, out)?,
        Verb::WhatIf(impact) => impact.run(&common, out)?,
        Verb::Doubts(doubts) => doubts.run(&common, out)?,
        Verb::Question(question) => question.run(&common, out)?,
        Verb::Waiting(waiting) => waiting.run(&common, out)?,
        Verb::Contracts(contracts) => contracts.run(&common, out)?,
        Verb::Decide(decide) => decide.run(&common, out)?,
        Verb::Case(case) => case.run(&common, out)?,
        Verb::Fit(fit) => fit.run(&common, out)?,
        Verb::Map(map) => map.run(&common, out)?,
        Verb::Shadow(shadow) => return shadow.run(out),
        Verb::Match(matching) => return matching.run(&common, out),
        Verb::Vendors(vendors) => return vendors.run(out),
        Verb::System(system) => system.run(&common, out)?,
        Verb::Tool(tool) => tool.run(&common, out)?,
        Verb::Meeting(meeting) => meeting.run(&common, out)?,
        Verb::Calendar(calendar) => calendar.run(&common, out)?,
        Verb::Agenda(agenda) => agenda.run(&common, out)?,
        Verb::Action(action) => action.run(&common, out)?,
        Verb::Promise(promise) => promise.run(&common, out)?,
        Verb::Pilot(pilot) => pilot.run(&common, out)?,
        Verb::Change(change) => change.run(&common, out)?,
        Verb::Practice(practice) => practice.run(&common, out)?,
        Verb::Tracker(tracker) => tracker.run(&common, out)?,
        Verb::Monday(monday) => monday.run(&common, out)?,
        Verb::Objective(objective) => objective.run(&common, out)?,
        Verb::Plan(plan) => plan.run(&common, out)?,
        Verb::Outbox(outbox) => outbox.run(&common, out)?,
        Verb::Organisation(organisation) => organisation.run(&common, out)?,
        Verb::Charter(charter) => charter.run(&common, out)?,
        Verb::Raci(raci) => return raci.run(&common, out),
        Verb::Person(person) => person.run(&common, out)?,
        Verb::Verify(verify) => return verify.run(&common, out),
        Verb::Doctor(doctor) => return doctor.run(&common, out),
        Verb::Backup(backup) => backup.run(&common, out)?,
        Verb::Restore(restore) => restore.run(out)?,
        Verb::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "entente", &mut std::io::stdout());
        }
        Verb::Manual => clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout())?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_exit_code() {
        let help = Cli::command().render_help().to_string();
        for kind in app::Kind::ALL {
            let code = format!("{:>4}  ", kind.exit_code());
            assert!(help.contains(&code), "{code} of {} is not in the help:\n{help}", kind.word());
        }
    }

    #[test]
    fn a_date_is_written_one_way_and_a_wrong_word_is_told_what_is_right() {
        assert_eq!(date("2026-11-20").unwrap(), jiff::civil::date(2026, 11, 20));
        for words in ["demain", "20/11/2026", ""] {
            let problem = date(words).unwrap_err();
            assert_eq!(problem.kind, app::Kind::Invalid);
            assert!(problem.hint.fr.contains("2026-11-20"), "{words}");
        }
        let problem = one_of(Say::new("un côté", "a side"), "compta", &["marketing", "it", "other"]);
        assert_eq!(problem.message.fr, "« compta » n'est pas un côté");
        assert_eq!(problem.hint.en, "choose one of: marketing, it, other");
    }
}
