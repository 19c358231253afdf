//! What did this file bring, and what could not be taken? `/imports/{key}`, `/imports/{key}?position=12`

mod brought;
mod download;
mod format;
#[cfg(test)]
mod tests;

use app::Problem;
use axum::extract::{Path, Query, State};
use base::{Kind, PersonId, Ref, Reject, Say};
use jiff::Timestamp;
use landscape::catalog::Finding;
use landscape::field::Field;
use landscape::import::{Report, SheetReport};
use maud::{Markup, html};
use picture::{Arrival, Picture};
use serde::Deserialize;

use agenda::role::Right;

use self::brought::{Brought, What};
use self::download::{download, rejects_csv, stem};
use super::imports::{arrivals, day, holds, who};
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::inside;
use crate::session::Session;
use crate::ui::page::{Format, Room};
use crate::ui::report::is_row;
use crate::ui::{self, Reader, Words};

ui::words! {
    IMPORTED = "Le fichier est importé. Voici ce qu’il a appris, et ce qui n’a pas pu être pris." / "The file is imported. Here is what it taught, and what could not be taken.";
    SAME = "Ce fichier était déjà là, à l’identique : rien n’a changé." / "This very file was here already: nothing has changed.";
    LIST = "Tous les fichiers" / "All files";
    CAME = "Importé le {date} par {who}" / "Imported on {date} by {who}";
    OLDER = "Une version plus ancienne de ce fichier" / "An older version of this file";
    NEWEST = "Voir la plus récente" / "See the newest";
    TAUGHT = "Ce qu’il apprend" / "What it teaches";
    TEACHES = "{facts} faits de ce fichier comptent aujourd’hui ({things})." / "{facts} facts from this file count today ({things}).";
    TEACHES_NOTHING = "Aucun fait de ce fichier ne compte aujourd’hui." / "No fact from this file counts today.";
    OF_KIND = "{kind} : {n}" / "{kind}: {n}";
    PEOPLE = "Ce fichier décrit des personnes. Elles sont inscrites ; les octets du fichier n’ont pas été gardés." / "This file describes people. They are registered; the file’s bytes were not kept.";
    SEE_PEOPLE = "Voir les personnes" / "See the people";
    CHANGED = "Depuis la version d’avant" / "Since the version before";
    NO_CHANGE = "Aucun fait n’a changé." / "No fact has changed.";
    NEW = "nouveau" / "new";
    GONE = "n’y est plus" / "no longer there";
    MORE_CHANGES = "et {n} autres changements" / "and {n} more changes";
    REPORT = "Le compte rendu" / "The report";
    HOW = "Comment il a été lu" / "How it was read";
    SHEET = "Feuille « {name} »" / "Sheet “{name}”";
    AS = "lue comme : {kind}" / "read as: {kind}";
    UNKNOWN = "Ces en-têtes ne correspondent à rien de connu." / "These headers fit nothing we know.";
    ROWS = "{accepted} lignes prises sur {read}." / "{accepted} of {read} rows taken.";
    LEFT_OUT = "Colonnes dont rien n’a été lu ; elles restent dans le fichier d’origine : {columns}." / "Columns nothing was read from; they stay in the original file: {columns}.";
    KEY = "la clé" / "the key";
    DATED = "la date des faits" / "the date of the facts";
    IN_FRENCH = "{field}, en français" / "{field}, in French";
    IN_ENGLISH = "{field}, en anglais" / "{field}, in English";
    LOWEST = "{field}, au plus bas" / "{field}, at the lowest";
    HIGHEST = "{field}, au plus haut" / "{field}, at the highest";
    FIRST_NAME = "prénom" / "first name";
    NAME = "nom" / "name";
    EMAIL = "adresse e-mail" / "e-mail address";
    ROLE = "rôle" / "role";
    SIDE = "côté" / "side";
    TEAM = "équipe" / "team";
    ORIGINAL = "Télécharger le fichier d’origine" / "Download the original file";
    REJECTS = "Télécharger les lignes laissées de côté" / "Download the rows left aside";
    TAKE = "À emporter" / "To take away";
    FIRST_ONES = "Les {n} premières de chaque sorte sont montrées ; le fichier à télécharger les contient toutes." / "The first {n} of each sort are shown; the file to download holds all of them.";
    VERSIONS = "Les versions de ce fichier" / "The versions of this file";
    VERSION = "{date}, {read} lignes" / "{date}, {read} rows";
    FORGOTTEN = "Le compte rendu de cet import a été oublié avec les personnes qu’il nommait." / "The report of this import was forgotten with the people it named.";
}

/// The most rejected rows shown on the page.
const SHOWN: usize = 200;

/// Which arrival, and what was just done.
#[derive(Deserialize)]
pub struct Asked {
    position: Option<u64>,
    done: Option<String>,
}

/// `GET /imports/{key}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = dataset(&key)?;
    let arrival = arrival(&session, &id, asked.position)?;
    let report = house.app.report(&id, arrival.position);
    let view = View::of(&session, &arrival, report.as_deref());
    let done = match asked.done.as_deref() {
        Some("imported") => Some(IMPORTED),
        Some("same") => Some(SAME),
        _ => None,
    };
    let content = session.read(|reader| render(reader, &view));
    let about = Leaf {
        title: &arrival.manifest.file,
        room: Some(Room::Imports),
        format: Format::Wide,
        done: done.map(|words: Words| words.in_lang(session.lang)),
    };
    Ok(leaf(&house, &session, &about, content))
}

/// `GET /imports/{key}/original`: the bytes as they were handed over.
pub async fn original(
    State(house): State<House>,
    session: Session,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let arrival = arrival(&session, &dataset(&key)?, asked.position)?;
    if arrival.manifest.personal {
        return Err(not_kept().into());
    }
    let sha256 = arrival.manifest.sha256.clone();
    let bytes = house.work(move |app| app.original(&sha256)).await?;
    Ok(download(bytes, "application/octet-stream", &arrival.manifest.file))
}

/// `GET /imports/{key}/rejects.csv`: every row left aside, with its reason and the way out.
pub async fn rejects(
    State(house): State<House>,
    session: Session,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = dataset(&key)?;
    let arrival = arrival(&session, &id, asked.position)?;
    let report = house.app.report(&id, arrival.position).ok_or_else(|| Problem::not_found(Say::same(&key)))?;
    let bytes = rejects_csv(&report, session.lang);
    Ok(download(bytes, "text/csv; charset=utf-8", &format!("{}-rejects.csv", stem(&arrival.manifest.file))))
}

fn dataset(key: &str) -> Result<Ref, Problem> {
    format!("{}:{key}", Kind::Dataset.word()).parse().map_err(|_| Problem::not_found(Say::same(key)))
}

fn arrival(session: &Session, id: &Ref, position: Option<u64>) -> Result<Arrival, Problem> {
    let all = arrivals(&session.picture, id);
    let found = match position {
        Some(position) => all.iter().find(|arrival| arrival.position == position),
        None => all.last(),
    };
    found.map(|arrival| Arrival::clone(arrival)).ok_or_else(|| Problem::not_found(Say::same(id.key())))
}

fn not_kept() -> Problem {
    Problem::new(
        app::Kind::Forbidden,
        Say::new(
            "ce fichier nomme des personnes : ses octets n'ont pas été gardés",
            "this file names people: its bytes were not kept",
        ),
        Say::new("demandez-le à qui l'a importé", "ask whoever imported it"),
    )
}

/// What the page shows.
struct View {
    id: Ref,
    position: u64,
    file: String,
    at: Timestamp,
    by: Option<PersonId>,
    as_of: Option<jiff::civil::Date>,
    personal: bool,
    holds: Vec<String>,
    read: u64,
    accepted: u64,
    /// `None` when it was forgotten.
    sheets: Option<Vec<SheetReport>>,
    rejects: Vec<Reject>,
    /// How many there are in all, and how many of them are single values.
    all_rejects: usize,
    values: usize,
    /// Whether the file is no table.
    entries: bool,
    findings: Vec<Say>,
    brought: Brought,
    /// Positions, days and rows of every version, newest first.
    versions: Vec<(u64, Timestamp, u64)>,
    newest: bool,
    may_take: bool,
}

impl View {
    fn of(session: &Session, arrival: &Arrival, report: Option<&Report>) -> View {
        let all = arrivals(&session.picture, &arrival.dataset);
        let before = all.iter().rev().map(|it| it.position).find(|position| *position < arrival.position);
        let catalog = session.picture.catalog();
        let rejects = report.map(|it| it.sheets.iter().flat_map(|sheet| sheet.rejects.clone()).collect());
        let rejects: Vec<Reject> = rejects.unwrap_or_default();
        let findings = findings_of(&session.picture, &arrival.dataset);
        let newest = all.last().is_none_or(|last| last.position == arrival.position);
        View {
            id: arrival.dataset.clone(),
            position: arrival.position,
            file: arrival.manifest.file.clone(),
            at: arrival.at,
            by: session
                .picture
                .dataset(&arrival.dataset)
                .and_then(|it| it.imports.iter().find(|import| import.at == arrival.at)?.by),
            as_of: arrival.manifest.as_of,
            personal: arrival.manifest.personal,
            holds: arrival.manifest.holds.clone(),
            read: arrival.manifest.read,
            accepted: arrival.manifest.accepted,
            sheets: report.map(|it| it.sheets.clone()),
            all_rejects: rejects.len(),
            values: rejects.iter().filter(|reject| !is_row(reject)).count(),
            entries: report.is_some_and(|it| it.sheets.iter().any(|sheet| sheet.told.is_some())),
            rejects: first_of_each(rejects),
            findings: if newest { findings.map(|it| it.say.clone()).collect() } else { Vec::new() },
            brought: Brought::of(catalog, &arrival.dataset, arrival.position, before),
            versions: all.iter().rev().map(|it| (it.position, it.at, it.manifest.read)).collect(),
            newest,
            may_take: session.may(Right::Import) && !arrival.manifest.personal,
        }
    }

    /// An address of this arrival.
    fn href(&self, tail: &str) -> String {
        let at = if self.newest { String::new() } else { format!("?position={}", self.position) };
        format!("/imports/{}{tail}{at}", self.id.key())
    }
}

/// What the facts of a file bring to light today: names nothing answers to, sources that contradict each other.
pub(crate) fn findings_of<'a>(picture: &'a Picture, dataset: &'a Ref) -> impl Iterator<Item = &'a Finding> {
    let from = move |finding: &&Finding| matches!(&finding.source, Some(base::Source::File { dataset: of, .. }) if of == dataset);
    picture.catalog().findings().iter().filter(from)
}

/// The first rows left aside, and the first values.
fn first_of_each(rejects: Vec<Reject>) -> Vec<Reject> {
    let (rows, values): (Vec<Reject>, Vec<Reject>) = rejects.into_iter().partition(is_row);
    rows.into_iter().take(SHOWN).chain(values.into_iter().take(SHOWN)).collect()
}

fn render(reader: &Reader, view: &View) -> Markup {
    let came = reader.fill(CAME, &[("date", &reader.date(day(view.at))), ("who", &who(reader, view.by))]);
    let kicker = html! { a href="/imports" { (reader.w(LIST)) } span { (holds(reader, &view.holds)) } span { (came) } };
    let older = (!view.newest)
        .then(|| html! { (reader.w(OLDER)) ". " a href={ "/imports/" (view.id.key()) } { (reader.w(NEWEST)) } });
    html! {
        (ui::page::opening(&kicker, &view.file, older.as_ref()))
        (ui::page::section("report", reader.w(REPORT), html! {
            @if view.sheets.is_none() { p.still { (reader.w(FORGOTTEN)) } }
            div #rejected {
                (ui::report::report(reader, &ui::report::Report {
                    file: &view.file, read: view.read, accepted: view.accepted, rejected: &view.rejects,
                    values: view.values as u64, entries: view.entries, findings: &view.findings, as_of: view.as_of,
                }))
                @if view.all_rejects > view.rejects.len() {
                    p.still { (reader.fill(FIRST_ONES, &[("n", &SHOWN.to_string())])) }
                }
            }
        }))
        (ui::page::section("taught", reader.w(TAUGHT), taught(reader, view)))
        @if let Some(changes) = &view.brought.changes { (ui::page::section("changes", reader.w(CHANGED), changed(reader, changes))) }
        @if let Some(sheets) = &view.sheets {
            (ui::page::section("how", reader.w(HOW), html! { div { @for sheet in sheets { (how(reader, sheet)) } } }))
        }
        (ui::page::section("take", reader.w(TAKE), html! {
            div.row {
                @if view.may_take { a href=(view.href("/original")) download { (reader.w(ORIGINAL)) } }
                @if view.all_rejects > 0 { a href=(view.href("/rejects.csv")) download { (reader.w(REJECTS)) } }
            }
            @if view.versions.len() > 1 {
                div.ties { div {
                    h3 { (reader.w(VERSIONS)) }
                    ul.lead-list {
                        @for (position, at, read) in &view.versions {
                            @let rows = base::format::number(reader.lang, *read as f64, 0);
                            li { a href={ "/imports/" (view.id.key()) "?position=" (position) } aria-current=[(*position == view.position).then_some("true")] {
                                (reader.fill(VERSION, &[("date", &reader.date(day(*at))), ("read", &rows)]))
                            } }
                        }
                    }
                } }
            }
        }))
    }
}

fn taught(reader: &Reader, view: &View) -> Markup {
    let things: Vec<String> = view
        .brought
        .counts
        .iter()
        .map(|(kind, n)| {
            let kind = inside(reader.w(if *n == 1 { ui::thing::kind(*kind) } else { ui::thing::kinds(*kind) }));
            reader.fill(OF_KIND, &[("kind", &kind), ("n", &base::format::number(reader.lang, *n as f64, 0))])
        })
        .collect();
    let facts = base::format::number(reader.lang, view.brought.facts as f64, 0);
    html! {
        @if view.personal {
            p.statement { (reader.w(PEOPLE)) } p { a href="/people" { (reader.w(SEE_PEOPLE)) } }
        } @else if view.brought.facts == 0 {
            p.still data-terms { (reader.w(TEACHES_NOTHING)) }
        } @else {
            p.statement { (reader.fill(TEACHES, &[("facts", &facts), ("things", &things.join(", "))])) }
        }
    }
}

fn changed(reader: &Reader, changes: &[brought::Change]) -> Markup {
    const MOST: usize = 40;
    html! {
        div {
            @if changes.is_empty() { p.still { (reader.w(NO_CHANGE)) } }
            ul.changes {
                @for change in changes.iter().take(MOST) {
                    li {
                        (ui::thing::link(reader, &change.subject)) " "
                        @if let Some(field) = change.field {
                            span.what { (reader.say(&field.label())) } " "
                            @let said = |value| ui::thing::said(reader.lang, field, value);
                            @match &change.what {
                                What::Now { before: Some(before), now } => { del { (said(before)) } " → " ins { (said(now)) } }
                                What::Now { before: None, now } => { ins { (said(now)) } " " span.what { (reader.w(NEW)) } }
                                What::Gone { before } => { del { (said(before)) } " " span.what { (reader.w(GONE)) } }
                            }
                        } @else {
                            span.what { (reader.w(if matches!(change.what, What::Gone { .. }) { GONE } else { NEW })) }
                        }
                    }
                }
            }
            @if changes.len() > MOST { p.still { (reader.fill(MORE_CHANGES, &[("n", &(changes.len() - MOST).to_string())])) } }
        }
    }
}

fn how(reader: &Reader, sheet: &SheetReport) -> Markup {
    let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
    html! {
        div.sheet {
            @if let Some(name) = &sheet.sheet { h3 { (reader.fill(SHEET, &[("name", name)])) } }
            @match &sheet.told {
                Some(told) => (format::told(reader, told)),
                None => p {
                    (reader.fill(ROWS, &[("accepted", &count(sheet.accepted)), ("read", &count(sheet.read))])) " "
                    span.how data-terms {
                        @match sheet.kind {
                            Some(kind) => (reader.fill(AS, &[("kind", &inside(reader.w(ui::thing::kinds(kind))))])),
                            None => (reader.w(UNKNOWN)),
                        }
                        " · " (reader.say(&sheet.how))
                    }
                },
            }
            ul.mapping {
                @for (header, word) in &sheet.mapped { li { span { (header) } span.to { (meaning(reader, sheet.kind, word)) } } }
            }
            @if !sheet.unmapped.is_empty() {
                p.left-out { (reader.fill(LEFT_OUT, &[("columns", &sheet.unmapped.join(", "))])) }
            }
        }
    }
}

/// What a column was read as, in words.
fn meaning(reader: &Reader, kind: Option<Kind>, word: &str) -> String {
    const TAILS: [(&str, Words); 4] =
        [(" (fr)", IN_FRENCH), (" (en)", IN_ENGLISH), (" min", LOWEST), (" max", HIGHEST)];
    let tail = TAILS.into_iter().find_map(|(tail, words)| Some((word.strip_suffix(tail)?, words)));
    let plain = tail.map_or(word, |(plain, _)| plain);
    let said = match (kind.and_then(|kind| Field::of(kind, plain)), plain) {
        (Some(field), _) => reader.say(&field.label()).to_owned(),
        (None, "id") => reader.w(KEY).to_owned(),
        (None, "as of") => reader.w(DATED).to_owned(),
        (None, "first name") => reader.w(FIRST_NAME).to_owned(),
        (None, "name") => reader.w(NAME).to_owned(),
        (None, "email") => reader.w(EMAIL).to_owned(),
        (None, "role") => reader.w(ROLE).to_owned(),
        (None, "side") => reader.w(SIDE).to_owned(),
        (None, "team") => reader.w(TEAM).to_owned(),
        (None, other) => other.to_owned(),
    };
    tail.map_or(said.clone(), |(_, words)| reader.fill(words, &[("field", &said)]))
}
