//! `entente vendors`: whose domains are known, and what a pack of one's own would change.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::Problem;
use base::{Lang, Say, format};
use clap::{Args, Subcommand};
use discovery::vendors::{self, Attribution, Observed, Pack, Refused};
use serde_json::json;

use crate::output::Output;

/// What to ask of the pack of vendors.
#[derive(Subcommand)]
pub enum Vendors {
    /// Measures how much of a list of hosts the pack attributes to a vendor.
    Attribute(Attribute),
    /// Says what a pack of your own would add, and what it may not hold.
    Check(Check),
}

/// Of which list.
#[derive(Args)]
pub struct Attribute {
    /// A JSON list of {"domain": …, "totalOccurrences": …}.
    file: PathBuf,
    /// Adds a pack of your own, in front of the one compiled in.
    #[arg(long, value_name = "FILE")]
    pack: Vec<PathBuf>,
}

/// Which pack.
#[derive(Args)]
pub struct Check {
    /// A table of tab-separated columns, as the pack compiled in has them; its first line names them.
    file: PathBuf,
}

impl Vendors {
    pub(super) fn run(self, out: Output) -> anyhow::Result<ExitCode> {
        match self {
            Vendors::Attribute(attribute) => attribute.run(out),
            Vendors::Check(check) => check.run(out),
        }
    }
}

/// Reads a user's table.
///
/// Errors: it is not there, cannot be read, or is no text.
pub(super) fn table(file: &Path) -> Result<String, Problem> {
    let bytes = std::fs::read(file).map_err(|error| super::import::unreadable(file, &error))?;
    String::from_utf8(bytes).map_err(|_| {
        let file = file.display();
        Problem::invalid(
            Say::new(format!("{file} n'est pas un texte en UTF-8"), format!("{file} is no text in UTF-8")),
            Say::new(
                "enregistrez-le en UTF-8, colonnes séparées par des tabulations",
                "save it in UTF-8, columns separated by tabs",
            ),
        )
    })
}

impl Attribute {
    fn run(self, out: Output) -> anyhow::Result<ExitCode> {
        let words = table(&self.file)?;
        let observed: Vec<Observed> = serde_json::from_str(&words).map_err(|error| {
            let file = self.file.display();
            Problem::invalid(
                Say::new(
                    format!(
                        "{file} n'est pas une liste d'hôtes observés (ligne {}, colonne {})",
                        error.line(),
                        error.column()
                    ),
                    format!("{file} is no list of hosts observed (line {}, column {})", error.line(), error.column()),
                ),
                Say::new(
                    "donnez une liste JSON de {\"domain\": …, \"totalOccurrences\": …}",
                    "give a JSON list of {\"domain\": …, \"totalOccurrences\": …}",
                ),
            )
        })?;
        let tables = self.pack.iter().map(|file| table(file)).collect::<Result<Vec<_>, _>>()?;
        let pack = app::scan::Known::with(&tables).pack;
        let measured = pack.attribute(&observed);
        out.answer(&serde_json::to_value(&measured)?, |out| attributed(out, &measured, pack.domains()));
        Ok(ExitCode::SUCCESS)
    }
}

fn attributed(out: Output, measured: &Attribution, domains: usize) {
    let lang = out.lang;
    let number = |n: u64| format::number(lang, n as f64, 0);
    let percent = |share: f64| format::percent(lang, share, 1);
    let (hosts, attributed, domains) = (number(measured.hosts), number(measured.attributed), number(domains as u64));
    let (share, weighted) = (percent(measured.share), percent(measured.weighted_share));
    out.line(
        format!("{weighted} du trafic est attribué à un éditeur, et {share} des hôtes : {attributed} sur {hosts}."),
        format!("{weighted} of traffic is attributed to a vendor, and {share} of hosts: {attributed} of {hosts}."),
    );
    out.line(format!("Le référentiel connaît {domains} domaines."), format!("The pack knows {domains} domains."));
    if measured.no_host > 0 {
        let count = number(measured.no_host);
        out.line(
            format!("{count} entrées ne sont pas des noms d'hôte ; elles comptent comme non attribuées."),
            format!("{count} entries are no host names; they count as not attributed."),
        );
    }
    if !measured.top_unknown.is_empty() {
        out.line("\nLes inconnus les plus vus :", "\nThe unknown names seen most:");
    }
    for Observed { domain, occurrences } in &measured.top_unknown {
        crate::tell!("  {domain:44} {:>16}", number(*occurrences));
    }
}

/// What one domain of a user's pack does beside the pack compiled in.
enum Effect {
    /// Nobody's until now.
    New,
    /// Another product's until now.
    TakenFrom(String),
    /// The same product's already.
    Known,
}

impl Check {
    fn run(self, out: Output) -> anyhow::Result<ExitCode> {
        let words = table(&self.file)?;
        let refused = Pack::of(&[&words]).refused;
        let (rows, _) = vendors::rows(&words);
        let built_in = &Pack::built_in().pack;
        let is_refused = |line: u64, entry: &str| refused.iter().any(|it| it.line == line && it.entry == entry);
        let mut domains: Vec<(String, String, Effect)> = Vec::new();
        for row in &rows {
            let key = row.product.key();
            for domain in row.domains.iter().filter(|domain| !is_refused(row.line, domain)) {
                let domain = domain.to_lowercase();
                let before = built_in.of_host(&domain).and_then(|(id, _)| built_in.product(id));
                let effect = match before {
                    None => Effect::New,
                    Some(product) if product.key() == key => Effect::Known,
                    Some(product) => Effect::TakenFrom(product.name.clone()),
                };
                domains.push((domain, row.product.name.clone(), effect));
            }
        }
        let count = |of: fn(&Effect) -> bool| domains.iter().filter(|(.., effect)| of(effect)).count();
        let (new, known) = (count(|it| matches!(it, Effect::New)), count(|it| matches!(it, Effect::Known)));
        let taken: Vec<_> = domains
            .iter()
            .filter_map(|(domain, product, effect)| match effect {
                Effect::TakenFrom(from) => Some((domain, product, from)),
                _ => None,
            })
            .collect();
        let document = json!({
            "rows": rows.len(),
            "new_domains": new,
            "known_domains": known,
            "taken_over": taken.iter().map(|(domain, to, from)| json!({ "domain": domain, "from": from, "to": to })).collect::<Vec<_>>(),
            "refused": refused.iter().map(|it| json!({ "line": it.line, "entry": it.entry, "why": it.refusal.say() })).collect::<Vec<_>>(),
        });
        out.answer(&document, |out| {
            let lang = out.lang;
            let number = |n: usize| format::number(lang, n as f64, 0);
            let (rows, new, known, taken_count, refused_count) =
                (number(rows.len()), number(new), number(known), number(taken.len()), number(refused.len()));
            out.line(
                format!("{rows} lignes lues. Domaines nouveaux : {new} ; repris à un autre produit : {taken_count} ; déjà connus : {known} ; refusés : {refused_count}."),
                format!("{rows} rows read. New domains: {new}; taken over from another product: {taken_count}; known already: {known}; refused: {refused_count}."),
            );
            for (domain, to, from) in &taken {
                out.line(format!("  {domain} : à {to}, et non plus à {from}"), format!("  {domain}: {to}'s, no longer {from}'s"));
            }
            refused.iter().for_each(|refused| refusal(out, &self.file, refused));
        });
        Ok(if refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

fn refusal(out: Output, file: &Path, refused: &Refused) {
    let colon = if out.lang == Lang::Fr { " : " } else { ": " };
    let (file, line, entry) = (file.display(), refused.line, &refused.entry);
    crate::tell!("  ■ {file}:{line} {entry}{colon}{}", refused.refusal.say().in_lang(out.lang));
}
