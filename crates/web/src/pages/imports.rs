//! Which files is this built from, and how do I hand one over? `/imports`

use std::sync::Arc;

use agenda::role::Right;
use app::Problem;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use base::{CommandId, Kind, PersonId, Say};
use jiff::Timestamp;
use jiff::civil::Date;
use landscape::catalog::STALE_DAYS;
use maud::{Markup, html};
use picture::{Arrival, Picture};

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::posted::{check_seal, too_large};
use crate::session::Session;
use crate::ui::form::{Field, Input, Sealed};
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, Words, table};

ui::words! {
    TITLE = "Les fichiers dont tout est tiré" / "The files everything is drawn from";
    KICKER = "Vos outils sont lus, jamais remplacés" / "Your tools are read, never replaced";
    LEAD = "{files} fichiers, {rows} lignes lues, {rejected} laissées de côté avec leur raison."
        / "{files} files, {rows} rows read, {rejected} left aside with their reason.";
    LEAD_ONE = "Un fichier, {rows} lignes lues, {rejected} laissées de côté avec leur raison."
        / "One file, {rows} rows read, {rejected} left aside with their reason.";
    FILES = "Ce qui a été importé" / "What was imported";
    NEWEST = "Du plus récent au plus ancien" / "The newest first";
    FILE = "Fichier" / "File";
    HOLDS = "Ce qu’il décrit" / "What it describes";
    BY = "Importé" / "Imported";
    BY_WHOM = "{date}, par {who}" / "{date}, by {who}";
    READ = "Lues" / "Read";
    ACCEPTED = "Prises" / "Taken";
    REJECTED = "De côté" / "Aside";
    AGE = "Faits du" / "Facts of";
    OLD = "à rafraîchir" / "to be refreshed";
    NOTHING = "rien de reconnu" / "nothing recognised";
    HOUSE = "l’installation" / "the installation";
    VERSIONS = "{n} versions" / "{n} versions";
    EMPTY = "Aucun fichier n’a encore été importé." / "No file has been imported yet.";
    EMPTY_HOW = "Une liste de systèmes, d’équipes, de flux ou d’écrans, telle que vous l’avez : CSV ou Excel, en-têtes en français ou en anglais. Ou un modèle, un contrat d’API, des traces : le format est reconnu."
        / "A list of systems, teams, flows or screens, as you have it: CSV or Excel, headers in French or in English. Or a model, an API contract, traces: the format is recognised.";
    HELP = "Voir les en-têtes reconnus" / "See the headers that are recognised";
    SEND = "Importer un fichier" / "Import a file";
    CHOOSE = "Le fichier" / "The file";
    CHOOSE_HINT = "Tableau CSV ou Excel (xlsx), modèle, contrat d’API ou traces, jusqu’à 64 Mo. Rien n’y est modifié ; importer deux fois ne change rien."
        / "A CSV or Excel (xlsx) table, a model, an API contract or traces, up to 64 MB. Nothing in it is changed; importing twice changes nothing.";
    AS_OF = "De quand sont ces faits ?" / "What date are these facts of?";
    AS_OF_HINT = "Si le fichier ne le dit pas lui-même. Sans date, celle du jour." / "If the file does not say so itself. Without a date, today’s.";
    DO = "Importer" / "Import";
    MAY_NOT = "Votre rôle ne permet pas d’importer ; l’architecte, les traducteurs ou la responsable des données le peuvent."
        / "Your role does not allow importing; the architect, the translators or the data steward can.";
}

/// `GET /imports`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let view = View::of(&session);
    let csrf = session.csrf();
    let seal = Sealed { csrf: &csrf, command: session.command(&house.app) };
    let content = session.read(|reader| render(reader, &view, &seal));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Imports), format: Format::Wide, done: None }, content))
}

/// `POST /imports`, as `multipart/form-data`: `csrf`, `command`, `as_of`, `file`.
pub async fn send(State(house): State<House>, session: Session, form: Multipart) -> Answer {
    let sent = Sent::read(form).await?;
    check_seal(&session, &sent.csrf)?;
    let actor = session.actor()?;
    let Sent { command, file, bytes, as_of, .. } = sent;
    if file.trim().is_empty() || bytes.is_empty() {
        return Err(no_file().into());
    }
    let arrived = house.work(move |app| app.import(actor, command, &file, &bytes, as_of)).await?;
    let done = if arrived.receipt.facts == 0 { "same" } else { "imported" };
    Ok(see(&format!("/imports/{}?done={done}", arrived.dataset.key())))
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    csrf: String,
    command: Option<CommandId>,
    as_of: Option<Date>,
    file: String,
    bytes: Vec<u8>,
}

impl Sent {
    async fn read(mut form: Multipart) -> Result<Sent, Problem> {
        let mut sent = Sent::default();
        while let Some(field) = form.next_field().await.map_err(|error| unreadable(error.status()))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                sent.file = field.file_name().unwrap_or_default().to_owned();
                sent.bytes = field.bytes().await.map_err(|error| unreadable(error.status()))?.to_vec();
                continue;
            }
            let text = field.text().await.map_err(|error| unreadable(error.status()))?;
            match name.as_str() {
                "csrf" => sent.csrf = text,
                "command" => sent.command = text.parse().ok(),
                "as_of" if !text.trim().is_empty() => sent.as_of = Some(text.trim().parse().map_err(|_| no_date())?),
                _ => {}
            }
        }
        Ok(sent)
    }
}

fn unreadable(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    Problem::invalid(
        Say::new("l'envoi s'est interrompu avant la fin", "what was sent broke off before its end"),
        Say::new("rechargez la page des imports, puis recommencez", "reload the imports page, then repeat"),
    )
}

fn no_file() -> Problem {
    Problem::invalid(
        Say::new("aucun fichier n'est arrivé, ou il est vide", "no file has arrived, or it is empty"),
        Say::new("choisissez un fichier, puis envoyez", "choose a file, then send"),
    )
}

fn no_date() -> Problem {
    Problem::invalid(
        Say::new("la date n'est pas lisible", "the date cannot be read"),
        Say::new("écrivez-la comme 2026-08-06, ou laissez vide", "write it as 2026-08-06, or leave it empty"),
    )
}

/// What the page shows.
struct View {
    rows: Vec<Row>,
    may_import: bool,
}

/// A file with its newest arrival.
struct Row {
    file: String,
    href: String,
    holds: Vec<String>,
    at: Timestamp,
    by: Option<PersonId>,
    read: u64,
    accepted: u64,
    rejected: u64,
    /// The day its facts are of; the day it came where nobody said.
    of: Date,
    stale: bool,
    versions: usize,
}

impl View {
    fn of(session: &Session) -> View {
        let picture = &session.picture;
        let mut rows: Vec<Row> = picture
            .datasets()
            .filter_map(|(id, dataset)| {
                let last = dataset.imports.last()?;
                let manifest = &last.manifest;
                let of = manifest.as_of.unwrap_or_else(|| day(last.at));
                Some(Row {
                    file: manifest.file.clone(),
                    href: crate::session::href(id),
                    holds: manifest.holds.clone(),
                    at: last.at,
                    by: last.by,
                    read: manifest.read,
                    accepted: manifest.accepted,
                    rejected: manifest.rejected,
                    of,
                    stale: i64::from((session.today - of).get_days()) > STALE_DAYS,
                    versions: dataset.imports.len(),
                })
            })
            .collect();
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.file.cmp(&b.file)));
        View { rows, may_import: session.may(Right::Import) }
    }
}

/// The day of an instant as the house counts it.
pub(super) fn day(at: Timestamp) -> Date {
    base::local(at).date()
}

/// The arrivals of one file, oldest first.
pub(super) fn arrivals<'a>(picture: &'a Picture, id: &base::Ref) -> Vec<&'a Arc<Arrival>> {
    picture.arrivals().filter(|arrival| arrival.dataset == *id).collect()
}

/// What a file holds, in words.
pub(super) fn holds(reader: &Reader, words: &[String]) -> String {
    let kinds = words.iter().filter_map(|word| Kind::ALL.into_iter().find(|kind| kind.word() == word));
    let kinds: Vec<&str> = kinds.map(|kind| reader.w(ui::thing::kinds(kind))).collect();
    if kinds.is_empty() { reader.w(NOTHING).to_owned() } else { kinds.join(", ") }
}

/// Who brought a file.
pub(super) fn who(reader: &Reader, by: Option<PersonId>) -> String {
    by.and_then(reader.names.person).unwrap_or_else(|| reader.w(HOUSE).to_owned())
}

fn render(reader: &Reader, view: &View, seal: &Sealed) -> Markup {
    let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
    let sum = |of: fn(&Row) -> u64| count(view.rows.iter().map(of).sum());
    let (files, rows, rejected) = (count(view.rows.len() as u64), sum(|row| row.read), sum(|row| row.rejected));
    let words = if view.rows.len() == 1 { LEAD_ONE } else { LEAD };
    let lead = reader.fill(words, &[("files", &files), ("rows", &rows), ("rejected", &rejected)]);
    let lead = (!view.rows.is_empty()).then(|| html! { (lead) });
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), lead.as_ref()))
        @if view.rows.is_empty() {
            (ui::empty::empty(reader.w(EMPTY), reader.w(EMPTY_HOW), Some((reader.w(HELP), "/help#files"))))
        } @else {
            (ui::page::section("files", reader.w(FILES), files_table(reader, &view.rows)))
        }
        (ui::page::section("send", reader.w(SEND), upload(reader, view.may_import, seal)))
    }
}

fn files_table(reader: &Reader, rows: &[Row]) -> Markup {
    const COLUMNS: [(Words, bool); 7] =
        [(FILE, false), (HOLDS, false), (READ, true), (ACCEPTED, true), (REJECTED, true), (AGE, false), (BY, false)];
    let columns = COLUMNS.map(|(words, number)| if number { table::number(words) } else { table::words(words) });
    let count = |n: u64| html! { (base::format::number(reader.lang, n as f64, 0)) };
    let rows = rows
        .iter()
        .map(|row| {
            let by = reader.fill(BY_WHOM, &[("date", &reader.date(day(row.at))), ("who", &who(reader, row.by))]);
            vec![
                html! {
                    a href=(row.href) { (row.file) }
                    @if row.versions > 1 { " " span.still { (reader.fill(VERSIONS, &[("n", &row.versions.to_string())])) } }
                },
                html! { (holds(reader, &row.holds)) },
                count(row.read),
                count(row.accepted),
                html! { @if row.rejected == 0 { span.still { "0" } } @else { a href={ (row.href) "#rejected" } { (count(row.rejected)) } } },
                html! { span { time datetime=(row.of) title=(reader.date(row.of)) { (reader.age(row.of)) }
                    @if row.stale { " " span.badge.watch { span.shape aria-hidden="true" { "▲" } (reader.w(OLD)) } } } },
                html! { (by) },
            ]
        })
        .collect();
    table::table(reader, reader.w(NEWEST), &columns, rows)
}

fn upload(reader: &Reader, may: bool, seal: &Sealed) -> Markup {
    if !may {
        return html! { p.still { (reader.w(MAY_NOT)) } };
    }
    let field = |name, label: Words, hint: Words, input, optional| {
        let (label, hint) = (reader.w(label), Some(reader.w(hint)));
        ui::form::field(&Field { name, label, hint, value: "", error: None, input, optional })
    };
    html! {
        div {
            (ui::form::upload(seal, "/imports", html! {
                (field("file", CHOOSE, CHOOSE_HINT, Input::File, false))
                (field("as_of", AS_OF, AS_OF_HINT, Input::Date, true))
                (ui::form::actions(html! {
                    (ui::form::submit(reader.w(DO)))
                    a.quiet href="/help#files" { (reader.w(HELP)) }
                }))
            }))
        }
    }
}
