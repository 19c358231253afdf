//! Files handed over: kept as they are, parsed, registered, reported.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use agenda::role::{Right, Role};
use base::{CommandId, Kind, Ref, Reject, Say, Side};
use jiff::civil::Date;
use landscape::import::{self, Imported, PersonRow, Report};
use picture::Picture;
use picture::dataset::Manifest;
use sha2::{Digest, Sha256};
use store::Store;

use crate::actor::Actor;
use crate::open::{App, dataset_ref};
use crate::order::{Newcomer, Order, Receipt};
use crate::problem::Problem;
use crate::writer::{Ticket, aside, new_command};

/// The version of the readers; a higher one reads kept files anew.
pub const READER: u32 = 1;

/// Reports by dataset and log position; they can be computed again at any time.
#[derive(Default)]
pub(crate) struct Reports(Mutex<HashMap<(Ref, u64), Arc<Report>>>);

impl Reports {
    fn keep(&self, dataset: &Ref, position: u64, report: Report) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert((dataset.clone(), position), Arc::new(report));
    }

    fn get(&self, dataset: &Ref, position: u64) -> Option<Arc<Report>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(dataset.clone(), position)).cloned()
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// The receipt; no new facts when the same bytes came before.
    pub receipt: Receipt,
    /// The dataset.
    pub dataset: Ref,
    /// What was read and what was not.
    pub report: Arc<Report>,
}

impl App {
    /// Imports a file: keeps its bytes, reads it, registers it with what it claims.
    ///
    /// The same bytes under the same name change nothing. Errors: the actor may not; the file cannot be read as a
    /// table; nothing in it is understood.
    pub fn import(
        &self,
        actor: Actor,
        command: Option<CommandId>,
        file: &str,
        bytes: &[u8],
        as_of: Option<Date>,
    ) -> Result<Arrived, Problem> {
        actor.must(&self.picture(), Right::Import)?;
        let file = file.rsplit(['/', '\\']).next().unwrap_or(file).trim();
        let dataset = dataset_ref(file);
        let day = as_of.or_else(|| Some(self.today()));
        let imported = import::read(file, bytes, &dataset, day, 0).map_err(unreadable)?;
        let now = self.clock().now();
        let command = command.unwrap_or_else(|| new_command(now));
        let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let is_people = imported.report.sheets.iter().any(|sheet| sheet.kind == Some(Kind::Person));
        let (order, report) = if is_people {
            let (people, report) = self.judge(import::people(file, bytes).map_err(unreadable)?);
            let manifest = manifest(file, bytes, &sha256, as_of, &report, true);
            let kept = serde_json::to_string(&report).unwrap_or_default();
            let order =
                Order::Import { dataset: dataset.clone(), manifest, claims: Vec::new(), report: Some(kept), people };
            (order, report)
        } else {
            let Imported { claims, report, .. } = imported;
            let manifest = manifest(file, bytes, &sha256, as_of, &report, false);
            let kept = bytes.to_vec();
            aside(self.writer(), move |store, _| store.put_dataset(&kept, false))??;
            let order = Order::Import { dataset: dataset.clone(), manifest, claims, report: None, people: Vec::new() };
            (order, report)
        };
        let receipt = self.carry_out(Ticket { command, actor, at: now, expect: None, order })?;
        if let Some(arrival) = self.picture().arrivals().rev().find(|arrival| arrival.dataset == dataset) {
            self.reports.keep(&dataset, arrival.position, report.clone());
        }
        Ok(Arrived { receipt, dataset, report: Arc::new(report) })
    }

    /// The report of an arrival; `None` when its words were forgotten.
    pub fn report(&self, dataset: &Ref, position: u64) -> Option<Arc<Report>> {
        if let Some(report) = self.reports.get(dataset, position) {
            return Some(report);
        }
        let picture = self.picture();
        let arrival = picture.arrivals().find(|a| a.dataset == *dataset && a.position == position)?;
        let report: Report = serde_json::from_str(picture.text(arrival.manifest.report.as_ref()?)?).ok()?;
        self.reports.keep(dataset, position, report);
        self.reports.get(dataset, position)
    }

    /// The bytes of an arrival as they were handed over.
    ///
    /// Errors: they are not kept (personal data), or are damaged.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>, Problem> {
        Ok(self.read(|store| store.dataset(sha256))?)
    }

    /// Judges the people of a file by the agenda's roles and the landscape's teams.
    fn judge(&self, people: import::People) -> (Vec<Newcomer>, Report) {
        let import::People { rows, mut report, .. } = people;
        let picture = self.picture();
        let mut newcomers = Vec::with_capacity(rows.len());
        for row in rows {
            let role = match row.role.as_deref().map(|words| (words, Role::from_words(words))) {
                Some((_, Some(role))) => role,
                Some((words, None)) => {
                    note_unknown_role(&mut report, &row, words);
                    Role::Employee
                }
                None => Role::Employee,
            };
            let team = row.team.as_deref().and_then(|team| find_team(&picture, team));
            let side = row.side.or_else(|| role.signs_for()).unwrap_or(Side::Other);
            newcomers.push(Newcomer { name: row.name, email: row.email, side, roles: vec![role], team });
        }
        (newcomers, report)
    }
}

/// A team by its key or its name in either language.
fn find_team(picture: &Picture, words: &str) -> Option<Ref> {
    let key = Ref::new(Kind::Team, words);
    let teams = || picture.catalog().of_kind(Kind::Team);
    let named = |name: &str| Ref::new(Kind::Team, name) == key;
    teams()
        .find(|team| team.id == key)
        .or_else(|| teams().find(|team| named(&team.name.fr) || named(&team.name.en)))
        .map(|team| team.id.clone())
}

fn note_unknown_role(report: &mut Report, row: &PersonRow, words: &str) {
    let sheet = report.sheets.iter_mut().find(|sheet| sheet.sheet == row.sheet);
    let Some(sheet) = sheet else { return };
    sheet.rejects.push(Reject {
        sheet: row.sheet.clone(),
        line: row.line,
        column: None,
        value: words.chars().take(80).collect(),
        reason: Say::new(
            "ce rôle n'est pas connu ; la personne est inscrite comme collaboratrice ou collaborateur",
            "this role is not known; the person is registered as an employee",
        ),
        way_out: Say::new("donnez-lui un rôle sur la page des personnes", "give them a role on the people page"),
    });
}

fn manifest(file: &str, bytes: &[u8], sha256: &str, as_of: Option<Date>, report: &Report, personal: bool) -> Manifest {
    let sum = |count: fn(&import::SheetReport) -> u64| report.sheets.iter().map(count).sum();
    let mut holds: Vec<String> =
        report.sheets.iter().filter_map(|sheet| sheet.kind).map(|kind| kind.word().to_owned()).collect();
    holds.sort();
    holds.dedup();
    Manifest {
        file: file.to_owned(),
        sha256: sha256.to_owned(),
        bytes: bytes.len() as u64,
        as_of,
        holds,
        reader: READER,
        read: sum(|sheet| sheet.read),
        accepted: sum(|sheet| sheet.accepted),
        rejected: sum(|sheet| sheet.rejected),
        personal,
        report: None,
    }
}

fn unreadable(unreadable: tabular::Unreadable) -> Problem {
    Problem::invalid(unreadable.reason, unreadable.way_out)
}

/// Parses every kept file again: what the datasets claim is computed, never stored.
pub(crate) fn learn_all(store: &Store, mut picture: Picture, reports: &Reports) -> Result<Picture, Problem> {
    let arrivals: Vec<_> = picture.arrivals().cloned().collect();
    for arrival in arrivals {
        if let Some(imported) = parse(store, &arrival)? {
            reports.keep(&arrival.dataset, arrival.position, imported.report);
            picture.learn_claims(&arrival.dataset, arrival.position, imported.claims);
        }
    }
    picture.rebuild_catalog();
    Ok(picture)
}

/// Parses one kept file; `None` when its bytes are not kept.
pub(crate) fn parse(store: &Store, arrival: &picture::Arrival) -> Result<Option<Imported>, Problem> {
    let picture::Arrival { dataset, position, at, manifest } = arrival;
    if manifest.personal {
        return Ok(None);
    }
    let bytes = store.dataset(&manifest.sha256)?;
    let day = manifest.as_of.or_else(|| Some(crate::clock::day_of(*at)));
    import::read(&manifest.file, &bytes, dataset, day, *position).map(Some).map_err(unreadable)
}
