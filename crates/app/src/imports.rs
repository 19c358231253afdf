//! Files handed over: kept as they are, parsed, registered, reported.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use agenda::role::{Right, Role};
use base::{CommandId, Kind, Ref, Say};
use delivery::formats::Format;
use delivery::item::Item;
use discovery::formats::Setting;
use discovery::harvest::Harvest;
use discovery::pseudonym::PseudonymKey;
use jiff::civil::Date;
use landscape::catalog::Claim;
use landscape::field::{Field, Value};
use landscape::import::{self, Imported, PersonRow, Report, SheetReport};
use picture::dataset::Manifest;
use picture::{Arrival, Picture};
use sha2::{Digest, Sha256};
use store::Store;

use crate::actor::Actor;
use crate::desk::people::note_role;
use crate::evidence;
use crate::governance;
use crate::open::{App, dataset_ref};
use crate::order::{Newcomer, Order, Receipt};
use crate::problem::Problem;
use crate::trackers::{self, Tracked};
use crate::writer::{Ticket, aside, new_command};

/// The version of the readers; a higher one reads kept files anew.
pub const READER: u32 = 2;

/// The first version that reads the landscape of a workbook that holds people too, and keeps its bytes, sealed.
const SEALS: u32 = 2;

/// Reports by dataset and log position; they can be computed again at any time.
#[derive(Default)]
pub(crate) struct Reports(Mutex<HashMap<(Ref, u64), Arc<Report>>>);

impl Reports {
    fn keep(&self, dataset: &Ref, position: u64, report: Report) -> Arc<Report> {
        let report = Arc::new(report);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert((dataset.clone(), position), Arc::clone(&report));
        report
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

/// A file as it was read, before anything is kept.
struct Read {
    dataset: Ref,
    content: Content,
    people: Vec<Newcomer>,
    report: Report,
    manifest: Manifest,
    /// What is kept instead of the file's own bytes.
    kept: Option<Vec<u8>>,
}

/// What a file adds to the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// What it claims of the landscape.
    pub claims: Vec<Claim>,
    /// What it shows of tools in use.
    pub harvests: Vec<Harvest>,
    /// The vendors it tells of.
    pub pack: Option<String>,
    /// Who answers for what, where it is a matrix: decided once, when it is registered.
    pub raci: Option<agenda::raci::Draft>,
    /// The work it tells of, where it is a tracker's export.
    pub items: Vec<Item>,
}

impl Content {
    /// Puts it into a picture. It shows once the catalogue is built anew.
    pub(crate) fn enter(self, picture: &mut Picture, dataset: &Ref, position: u64) {
        picture.learn_claims(dataset, position, self.claims);
        picture.learn_harvests(dataset, position, self.harvests);
        picture.learn_pack(dataset, self.pack.as_deref());
        picture.learn_items(self.items);
    }
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
        let Read { dataset, content, people, report, manifest, kept } = self.read_file(actor, file, bytes, as_of)?;
        let (sha256, is_people) = (manifest.sha256.clone(), manifest.personal && !keeps_what_it_comes_to(&manifest));
        let now = self.clock().now();
        let command = command.unwrap_or_else(|| new_command(now));
        if is_kept(&manifest) {
            let is_sealed = manifest.personal || report.sheets.iter().any(is_sealed);
            let kept = kept.unwrap_or_else(|| bytes.to_vec());
            aside(self.writer(), move |store| store.put_dataset(&kept, is_sealed))??;
        }
        let kept = is_people.then(|| report.clone());
        let order =
            Order::Import { dataset: dataset.clone(), manifest, content: Box::new(content), report: kept, people };
        let receipt = self.carry_out(Ticket { command, actor, at: now, expect: None, order })?;
        let picture = self.picture();
        let arrived = |arrival: &&Arc<Arrival>| arrival.dataset == dataset && arrival.manifest.sha256 == sha256;
        let position = picture.arrivals().rev().find(arrived).map(|arrival| arrival.position);
        // What became of people was decided when the file was registered, and stands in the report kept then.
        let report = match position {
            Some(position) if is_people => self.report(&dataset, position).unwrap_or_else(|| Arc::new(report)),
            Some(position) => self.reports.keep(&dataset, position, report),
            None => Arc::new(report),
        };
        Ok(Arrived { receipt, dataset, report })
    }

    /// Keeps what was read over a tracker's interface, as an export of it would be kept.
    ///
    /// Errors: the actor may not; the store or the log cannot be written.
    pub(crate) fn keep_reading(
        &self,
        actor: Actor,
        dataset: &Ref,
        file: &str,
        reading: delivery::formats::Reading,
    ) -> Result<(), Problem> {
        let kept = trackers::pack(&reading).ok_or_else(|| damaged(file))?;
        let report = trackers::report(&reading);
        let mut manifest = manifest(file, &kept, &digest(&kept), None, &report, true);
        manifest.holds = vec![Manifest::TRACKER.to_owned()];
        aside(self.writer(), move |store| store.put_dataset(&kept, true))??;
        let content = Box::new(Content { items: reading.items, ..Content::default() });
        let (dataset, people) = (dataset.clone(), Vec::new());
        self.submit(actor, Order::Import { dataset, manifest, content, report: None, people })?;
        Ok(())
    }

    /// Reads a file as an import would, and changes nothing: what it would be registered as, and the report.
    ///
    /// Errors: as those of [`App::import`].
    pub fn preview(
        &self,
        actor: Actor,
        file: &str,
        bytes: &[u8],
        as_of: Option<Date>,
    ) -> Result<(Ref, Manifest, Report), Problem> {
        let Read { dataset, report, manifest, .. } = self.read_file(actor, file, bytes, as_of)?;
        Ok((dataset, manifest, report))
    }

    fn read_file(&self, actor: Actor, file: &str, bytes: &[u8], as_of: Option<Date>) -> Result<Read, Problem> {
        actor.must(&self.picture(), Right::Import)?;
        let file = file.rsplit(['/', '\\']).next().unwrap_or(file).trim();
        let dataset = dataset_ref(file);
        let day = as_of.or_else(|| Some(self.today()));
        let today = day.unwrap_or_else(|| self.today());
        // A pack says by its first line what it is; its columns would pass for those of a list of systems.
        if let Some((table, report)) = evidence::pack(bytes) {
            let mut manifest = manifest(file, bytes, &digest(bytes), as_of, &report, false);
            manifest.holds = vec![Manifest::PACK.to_owned()];
            let content = Content { pack: Some(table), ..Content::default() };
            return Ok(Read { dataset, content, people: Vec::new(), report, manifest, kept: None });
        }
        let tracker = trackers::recognise(file, bytes);
        if tracker.is_some_and(Format::is_certain)
            && let Some(tracked) = trackers::read(file, bytes, &dataset)
        {
            return Ok(of_tracker(file, bytes, dataset, as_of, tracked));
        }
        if let Some((draft, report)) = governance::raci(file, bytes) {
            let manifest = manifest(file, bytes, &digest(bytes), as_of, &report, false);
            let content = Content { raci: Some(draft), ..Content::default() };
            return Ok(Read { dataset, content, people: Vec::new(), report, manifest, kept: None });
        }
        let is_log = || discovery::formats::recognise(head(bytes), &Setting { around: today }).is_ok();
        let landscape = match is_packed(bytes) || is_log() {
            true => None,
            false => Some(import::read(file, bytes, &dataset, day, 0)),
        };
        // What says little of the landscape may show tools in use: columns of card lines pass for those of other tables.
        // Whoever understands more of the rows reads the file.
        let understood = match &landscape {
            Some(Ok(it)) if it.report.sheets.iter().any(is_known) => understood(&it.report),
            _ => 0.0,
        };
        if understood < ENOUGH
            && tracker.is_some()
            && let Some(tracked) = trackers::read(file, bytes, &dataset)
            && self::understood(&tracked.report) > understood
        {
            return Ok(of_tracker(file, bytes, dataset, as_of, tracked));
        }
        if understood < ENOUGH {
            let evidence = evidence::read(&self.picture(), &self.key, today, file, bytes)?;
            if let Some(evidence) = evidence.filter(|it| self::understood(&it.report) > understood) {
                let kept = serde_json::to_vec(&evidence.harvests).unwrap_or_default();
                let mut manifest = manifest(file, bytes, &digest(&kept), as_of, &evidence.report, true);
                manifest.holds = vec![Manifest::EVIDENCE.to_owned()];
                manifest.original = Some(digest(bytes));
                self.must_be_new(&dataset, &manifest)?;
                let content = Content { harvests: evidence.harvests, ..Content::default() };
                let (people, report) = (Vec::new(), evidence.report);
                return Ok(Read { dataset, content, people, report, manifest, kept: Some(kept) });
            }
        }
        let Imported { claims, report } = match landscape {
            Some(read) => read.map_err(unreadable)?,
            None => return Err(no_format()),
        };
        let harvests = both(file, bytes, &report, &self.key);
        let sha256 = digest(bytes);
        let is_people = report.sheets.iter().any(|sheet| sheet.kind == Some(Kind::Person));
        let (people, report) = match is_people {
            true => self.judge(import::people(file, bytes).map_err(unreadable)?, report, &claims),
            false => (Vec::new(), report),
        };
        let manifest = manifest(file, bytes, &sha256, as_of, &report, is_people);
        let content = Content { claims, harvests, ..Content::default() };
        Ok(Read { dataset, content, people, report, manifest, kept: None })
    }

    /// Refuses evidence whose very bytes stand under another name: its lines would count twice.
    fn must_be_new(&self, dataset: &Ref, manifest: &Manifest) -> Result<(), Problem> {
        let picture = self.picture();
        let newest = |(id, known): (&Ref, &picture::dataset::Dataset)| {
            let last = known.imports.last()?;
            (id != dataset && last.manifest.original == manifest.original).then(|| last.manifest.file.clone())
        };
        match picture.datasets().find_map(newest) {
            None => Ok(()),
            Some(file) => Err(Problem::new(
                crate::problem::Kind::Conflict,
                Say::new(
                    format!("ces lignes sont déjà là, sous le nom « {file} »"),
                    format!("these very lines are here already, under the name “{file}”"),
                ),
                Say::new(
                    "rien n'est à faire ; elles compteraient deux fois",
                    "nothing is to be done; they would count twice",
                ),
            )),
        }
    }

    /// The report of an arrival; `None` when its words were forgotten.
    pub fn report(&self, dataset: &Ref, position: u64) -> Option<Arc<Report>> {
        if let Some(report) = self.reports.get(dataset, position) {
            return Some(report);
        }
        let picture = self.picture();
        let arrival = picture.arrivals().find(|a| a.dataset == *dataset && a.position == position)?;
        if arrival.manifest.is_evidence() {
            let harvests = self.read(|store| store.dataset(&arrival.manifest.sha256)).ok()?;
            let harvests: Vec<Harvest> = serde_json::from_slice(&harvests).ok()?;
            return Some(self.reports.keep(dataset, position, evidence::report(&harvests)));
        }
        if arrival.manifest.is_tracker() {
            let kept = self.read(|store| store.dataset(&arrival.manifest.sha256)).ok()?;
            return Some(self.reports.keep(dataset, position, trackers::report(&trackers::unpack(&kept)?)));
        }
        let report: Report = serde_json::from_str(picture.text(arrival.manifest.report.as_ref()?)?).ok()?;
        Some(self.reports.keep(dataset, position, report))
    }

    /// The bytes of an arrival as they were handed over.
    ///
    /// Errors: they are not kept (personal data), or are damaged.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>, Problem> {
        Ok(self.read(|store| store.dataset(sha256))?)
    }

    /// Judges the people of a file by the agenda's roles and the landscape's teams, and puts what was read of them
    /// beside what was read of the landscape.
    fn judge(&self, people: import::People, landscape: Report, claims: &[Claim]) -> (Vec<Newcomer>, Report) {
        let mut report = landscape;
        for (sheet, read) in report.sheets.iter_mut().zip(people.report.sheets) {
            match sheet.kind {
                Some(Kind::Person) => *sheet = read,
                // Nobody knows what it holds, beside a list of people.
                None => sheet.rejects.iter_mut().for_each(|reject| reject.value.clear()),
                Some(_) => {}
            }
        }
        let teams = Teams::of(&self.picture(), claims);
        let mut newcomers = Vec::with_capacity(people.rows.len());
        for PersonRow { line, sheet, name, email, role, side, team } in people.rows {
            let of_people = |it: &&mut SheetReport| it.sheet == sheet && it.kind == Some(Kind::Person);
            let Some(reported) = report.sheets.iter_mut().find(of_people) else { continue };
            let known = role.as_deref().map(Role::from_words);
            if known == Some(None) {
                note_role(reported, line, Say::new("ce rôle n'est pas connu", "this role is not known"));
            }
            let roles = known.flatten().into_iter().collect();
            let team = team.and_then(|words| teams.find(&words));
            newcomers.push(Newcomer { sheet, line, name, email, side, roles, team });
        }
        (newcomers, report)
    }
}

/// The teams of the landscape, and of the file that is being read, by key and by name in either language.
struct Teams(HashMap<Ref, Ref>);

impl Teams {
    fn of(picture: &Picture, claims: &[Claim]) -> Teams {
        let mut teams = HashMap::new();
        let claimed = || claims.iter().filter(|claim| claim.subject.kind() == Kind::Team);
        let known = || picture.catalog().of_kind(Kind::Team);
        let names = known().map(|team| (&team.id, &team.name));
        let named = claimed().filter_map(|claim| match (claim.field, &claim.value) {
            (Field::Name, Value::Words(name)) => Some((&claim.subject, name)),
            _ => None,
        });
        for (id, name) in names.chain(named) {
            for name in [&name.fr, &name.en] {
                teams.entry(Ref::new(Kind::Team, name)).or_insert_with(|| id.clone());
            }
        }
        // A key goes before a name.
        for id in known().map(|team| &team.id).chain(claimed().map(|claim| &claim.subject)) {
            teams.insert(id.clone(), id.clone());
        }
        Teams(teams)
    }

    fn find(&self, words: &str) -> Option<Ref> {
        self.0.get(&Ref::new(Kind::Team, words)).cloned()
    }
}

fn manifest(file: &str, bytes: &[u8], sha256: &str, as_of: Option<Date>, report: &Report, personal: bool) -> Manifest {
    let sum = |count: fn(&import::SheetReport) -> u64| report.sheets.iter().map(count).sum();
    let tables = report.sheets.iter().filter_map(|sheet| sheet.kind).map(|kind| kind.word().to_owned());
    let models = report.sheets.iter().filter_map(|sheet| sheet.told.as_ref()).flat_map(|told| &told.made);
    let mut holds: Vec<String> = tables.chain(models.map(|(kind, _)| kind.clone())).collect();
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
        original: None,
    }
}

/// A tracker's export as it is registered: its items are kept, sealed, since titles are what people typed; the names it
/// holds are not.
fn of_tracker(file: &str, bytes: &[u8], dataset: Ref, as_of: Option<Date>, tracked: Tracked) -> Read {
    let Tracked { reading, report, kept } = tracked;
    let mut manifest = manifest(file, bytes, &digest(&kept), as_of, &report, true);
    manifest.holds = vec![Manifest::TRACKER.to_owned()];
    manifest.original = Some(digest(bytes));
    let content = Content { items: reading.items, ..Content::default() };
    Read { dataset, content, people: Vec::new(), report, manifest, kept: Some(kept) }
}

/// Whether what is kept of a file is what it comes to, from which its report can be told again.
fn keeps_what_it_comes_to(manifest: &Manifest) -> bool {
    manifest.is_evidence() || manifest.is_tracker()
}

/// Whether a sheet says something of the landscape, or of people.
fn is_known(sheet: &SheetReport) -> bool {
    sheet.kind.is_some() || sheet.told.is_some()
}

/// What a file that tells of the landscape shows of tools in use besides: recordings of pages and tag managers do.
fn both(file: &str, bytes: &[u8], report: &Report, key: &PseudonymKey) -> Vec<Harvest> {
    let tells = report.sheets.iter().any(|sheet| sheet.told.is_some());
    let list = if tells { discovery::lists::recognise(head(bytes)) } else { None };
    match list {
        Some(discovery::lists::Looks::Like(_)) => evidence::list(file, bytes, key),
        _ => Vec::new(),
    }
}

/// A file of which so much is understood as the landscape's needs no other reading.
const ENOUGH: f64 = 0.5;

/// The share of rows that are understood; all of a file without rows.
fn understood(report: &Report) -> f64 {
    let read = report.rows_read();
    if read == 0 { 1.0 } else { report.rows_accepted() as f64 / read as f64 }
}

/// As much of a file as tells what it is.
fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..1 << 16).unwrap_or(bytes)
}

/// Whether a file is an archive of one file, which no file of the landscape is.
fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B") || bytes.starts_with(b"\x28\xB5\x2F\xFD")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn no_format() -> Problem {
    Problem::invalid(
        Say::new("ce fichier n'est dans aucun des formats lus", "this file is in none of the formats that are read"),
        Say::new(
            "regardez dans l'aide les fichiers que l'on peut donner",
            "look in the help for the files one can hand over",
        ),
    )
}

fn damaged(file: &str) -> Problem {
    Problem::new(
        crate::problem::Kind::Internal,
        Say::new(
            format!("ce qui est gardé de « {file} » est illisible"),
            format!("what is kept of “{file}” cannot be read"),
        ),
        Say::new(
            "lancez « entente doctor », puis importez le fichier de nouveau",
            "run “entente doctor”, then import the file again",
        ),
    )
}

fn unreadable(unreadable: tabular::Unreadable) -> Problem {
    Problem::invalid(unreadable.reason, unreadable.way_out)
}

/// Parses every kept file again: what the datasets claim is computed, never stored.
pub(crate) fn learn_all(
    store: &Store,
    mut picture: Picture,
    key: &PseudonymKey,
    reports: &Reports,
) -> Result<Picture, Problem> {
    let arrivals: Vec<_> = picture.arrivals().cloned().collect();
    for arrival in arrivals {
        if let Some((content, report)) = parse(store, &arrival, key)? {
            // What became of people cannot be read again: that report is kept in the vault.
            if !arrival.manifest.personal || keeps_what_it_comes_to(&arrival.manifest) {
                reports.keep(&arrival.dataset, arrival.position, report);
            }
            content.enter(&mut picture, &arrival.dataset, arrival.position);
        }
    }
    picture.rebuild_catalog();
    Ok(picture)
}

/// Whether the bytes of a file are kept: always, unless all it holds is people. Beside the landscape they are kept
/// sealed, by versions that read both.
fn is_kept(manifest: &Manifest) -> bool {
    let holds_landscape = || manifest.holds.iter().any(|kind| kind != Kind::Person.word());
    !manifest.personal || (manifest.reader >= SEALS && holds_landscape())
}

/// Whether a file is kept encrypted for its format: it holds secrets or persons beside what is read of it.
fn is_sealed(sheet: &SheetReport) -> bool {
    sheet.told.as_ref().is_some_and(|told| told.format.is_sealed())
}

/// Parses one kept file; `None` when its bytes are not kept.
pub(crate) fn parse(
    store: &Store,
    arrival: &picture::Arrival,
    key: &PseudonymKey,
) -> Result<Option<(Content, Report)>, Problem> {
    let picture::Arrival { dataset, position, at, manifest } = arrival;
    if !is_kept(manifest) {
        return Ok(None);
    }
    let bytes = match store.dataset(&manifest.sha256) {
        // A file with personal data can be dropped; what it claimed goes with it.
        Err(store::Fault::NoDataset(_)) if manifest.personal => return Ok(None),
        read => read?,
    };
    if manifest.is_evidence() {
        let harvests: Vec<Harvest> = serde_json::from_slice(&bytes).map_err(|_| damaged(&manifest.file))?;
        let report = evidence::report(&harvests);
        return Ok(Some((Content { harvests, ..Content::default() }, report)));
    }
    if manifest.is_tracker() {
        let reading = trackers::unpack(&bytes).ok_or_else(|| damaged(&manifest.file))?;
        let report = trackers::report(&reading);
        return Ok(Some((Content { items: reading.items, ..Content::default() }, report)));
    }
    // What the matrix says was decided when it came; the report is read again.
    if manifest.is_raci() {
        return Ok(governance::raci(&manifest.file, &bytes).map(|(_, report)| (Content::default(), report)));
    }
    if manifest.is_pack() {
        return Ok(evidence::pack(&bytes).map(|(table, report)| {
            let content = Content { pack: Some(table), ..Content::default() };
            (content, report)
        }));
    }
    let day = manifest.as_of.or_else(|| Some(crate::clock::day_of(*at)));
    let read = import::read(&manifest.file, &bytes, dataset, day, *position).map_err(unreadable)?;
    let harvests = both(&manifest.file, &bytes, &read.report, key);
    Ok(Some((Content { claims: read.claims, harvests, ..Content::default() }, read.report)))
}
