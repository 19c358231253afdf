//! Everything that shows tools in use and is no log: zones, reports on mail, sign-ins, expenses, recordings of pages,
//! tag managers, cookies. Bytes of one file go in, a [`Harvest`] comes out.
//!
//! A list is one module and one row of `FORMS`. It is recognised by what a file holds, never by its name. Lists are to
//! be asked before logs ([`crate::formats::recognise`]): each is told by marks that no log bears.

mod cookies;
mod dmarc;
mod entra;
mod expenses;
mod gather;
mod google;
mod har;
mod json;
mod ledger;
mod money;
mod okta;
mod person;
mod ramp;
mod scripts;
mod sign_ons;
mod table;
mod tag_managers;
mod text;
mod zone;

use std::collections::BTreeMap;

use base::Say;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use tabular::Sheet;

pub use crate::formats::Unrecognised;
use crate::harvest::{EvidenceKind, Harvest};
use crate::left::Left;
use crate::pseudonym::PseudonymKey;
use gather::Gather;
pub use person::PERSON;
use table::Table;
use text::Head;

/// The largest list that is read, in bytes: a list is held in memory whole.
pub const BYTES_MOST: usize = 64 << 20;

/// How much of a file tells whether it is a list, in bytes.
pub const HEAD: usize = 64 << 10;

/// A kind of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// A DNS zone as name servers keep it.
    Zone,
    /// The records of a zone as a table, as providers export them.
    ZoneTable,
    /// A DMARC aggregate report, of RFC 7489, RFC 9990 or an older draft.
    Dmarc,
    /// The System Log of Okta.
    Okta,
    /// The same as a table.
    OktaTable,
    /// Sign-ins of Microsoft Entra ID.
    Entra,
    /// The same as a table.
    EntraTable,
    /// The audit of tokens of Google Workspace.
    Google,
    /// The same as a table.
    GoogleTable,
    /// Any table of who signed in to which application, and when.
    SignOns,
    /// Expense and card lines, bank lines, a supplier ledger.
    Expenses,
    /// The accounting entries French law asks for (FEC).
    Ledger,
    /// Card lines of Ramp.
    Ramp,
    /// What a browser loaded, in HAR 1.1 or 1.2.
    Har,
    /// A container of Google Tag Manager, exported.
    TagManager,
    /// The script Google Tag Manager publishes.
    PublishedTagManager,
    /// A container of Matomo Tag Manager, exported.
    Matomo,
    /// The script Matomo Tag Manager publishes.
    PublishedMatomo,
    /// The library Adobe's tags are published in.
    PublishedAdobe,
    /// The script Tealium iQ publishes.
    PublishedTealium,
    /// The script Commanders Act (TagCommander) publishes.
    PublishedCommanders,
    /// A browser's cookies in Netscape's form.
    CookieFile,
    /// A browser's cookies in JSON, as extensions and test tools write them.
    CookieJson,
    /// A table of cookies, or of the vendors a consent manager lists.
    CookieTable,
}

impl List {
    /// What kind of evidence it is.
    pub fn kind(self) -> EvidenceKind {
        match self {
            List::Zone | List::ZoneTable => EvidenceKind::Zone,
            List::Dmarc => EvidenceKind::Mail,
            List::Okta
            | List::OktaTable
            | List::Entra
            | List::EntraTable
            | List::Google
            | List::GoogleTable
            | List::SignOns => EvidenceKind::SignOn,
            List::Expenses | List::Ledger | List::Ramp => EvidenceKind::Expense,
            List::Har => EvidenceKind::Page,
            List::TagManager
            | List::PublishedTagManager
            | List::Matomo
            | List::PublishedMatomo
            | List::PublishedAdobe
            | List::PublishedTealium
            | List::PublishedCommanders => EvidenceKind::Tags,
            List::CookieFile | List::CookieJson | List::CookieTable => EvidenceKind::Cookies,
        }
    }

    /// The word that stands for it in [`FileRead::format`](crate::harvest::FileRead::format).
    pub fn word(self) -> &'static str {
        match self {
            List::Zone => "zone",
            List::ZoneTable => "zone_table",
            List::Dmarc => "dmarc",
            List::Okta | List::OktaTable => "okta",
            List::Entra | List::EntraTable => "entra",
            List::Google | List::GoogleTable => "google",
            List::SignOns => "sign_ons",
            List::Expenses => "expenses",
            List::Ledger => "ledger",
            List::Ramp => "ramp",
            List::Har => "har",
            List::TagManager | List::PublishedTagManager => "gtm",
            List::Matomo | List::PublishedMatomo => "matomo_tags",
            List::PublishedAdobe => "adobe_tags",
            List::PublishedTealium => "tealium",
            List::PublishedCommanders => "commanders_act",
            List::CookieFile => "cookies",
            List::CookieJson => "cookies_json",
            List::CookieTable => "cookie_table",
        }
    }
}

/// What a reader must be told, because no list says it.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The key of the pseudonyms.
    pub key: PseudonymKey,
    /// The house's time zone: a day and a working hour are its own.
    pub zone: TimeZone,
    /// The house's own registered names, in small letters. What leads to them is no tool. A zone, a report on mail and
    /// a recording of a page say theirs themselves; the others know only these.
    pub own: Vec<String>,
}

/// What the beginning of a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A list of this kind.
    Like(List),
    /// A workbook; which list it holds is told only by the whole file.
    Workbook,
}

/// A list, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The lists that were found; more than one only in a workbook of several sheets.
    pub lists: Vec<List>,
    /// What they show. A workbook that mixes kinds gives one for each.
    pub harvests: Vec<Harvest>,
    /// The rows and entries that were not understood, over all sheets; samples are to be shown once and not kept.
    pub left: Left,
    /// The payments of each currency, in hundredths: exactly the sum of the rows that were taken.
    pub sums: BTreeMap<String, i64>,
    /// What whoever brought the file should know of how it was read.
    pub notes: Vec<Say>,
}

/// How one list is told from the others, and read.
struct Form {
    list: List,
    look: Look,
}

enum Look {
    /// Told by its first signs, read as text.
    Text { fits: fn(&Head<'_>) -> bool, read: fn(&str, &mut Gather<'_>) -> Result<(), Unrecognised> },
    /// Told by its columns, read row by row.
    Columns { fits: fn(&Table<'_>) -> bool, read: fn(&Table<'_>, &mut Gather<'_>) },
}

const fn text(
    list: List,
    fits: fn(&Head<'_>) -> bool,
    read: fn(&str, &mut Gather<'_>) -> Result<(), Unrecognised>,
) -> Form {
    Form { list, look: Look::Text { fits, read } }
}

const fn columns(list: List, fits: fn(&Table<'_>) -> bool, read: fn(&Table<'_>, &mut Gather<'_>)) -> Form {
    Form { list, look: Look::Columns { fits, read } }
}

/// Every list, the most telling first.
static FORMS: &[Form] = &[
    text(List::Dmarc, dmarc::fits, dmarc::read),
    text(List::Har, har::fits, har::read),
    text(List::TagManager, tag_managers::export_fits, tag_managers::read_export),
    text(List::Matomo, tag_managers::matomo_fits, tag_managers::read_matomo),
    text(List::Okta, okta::fits, okta::read),
    text(List::Entra, entra::fits, entra::read),
    text(List::Google, google::fits, google::read),
    text(List::Ramp, ramp::fits, ramp::read),
    text(List::CookieJson, cookies::json_fits, cookies::read_json),
    text(List::PublishedTagManager, scripts::google_fits, scripts::read_google),
    text(List::PublishedMatomo, scripts::matomo_fits, scripts::read_matomo),
    text(List::PublishedAdobe, scripts::adobe_fits, scripts::read_adobe),
    text(List::PublishedTealium, scripts::tealium_fits, scripts::read_tealium),
    text(List::PublishedCommanders, scripts::commanders_fits, scripts::read_commanders),
    text(List::CookieFile, cookies::file_fits, cookies::read_file),
    text(List::Zone, zone::fits, zone::read),
    columns(List::ZoneTable, zone::table_fits, zone::read_table),
    columns(List::OktaTable, okta::table_fits, okta::read_table),
    columns(List::EntraTable, entra::table_fits, entra::read_table),
    columns(List::GoogleTable, google::table_fits, google::read_table),
    columns(List::CookieTable, cookies::table_fits, cookies::read_table),
    columns(List::Ledger, ledger::fits, ledger::read),
    columns(List::Expenses, expenses::fits, expenses::read),
    columns(List::SignOns, sign_ons::fits, sign_ons::read),
];

/// Says what a file looks like from its first bytes ([`HEAD`] serve; the whole file if it is smaller), or that it is
/// no list.
pub fn recognise(head: &[u8]) -> Option<Looks> {
    let head = head.get(..HEAD).unwrap_or(head);
    if head.starts_with(b"PK\x03\x04") {
        return Some(Looks::Workbook);
    }
    let known = Head::of(head);
    let by_text = FORMS.iter().find(|form| matches!(form.look, Look::Text { fits, .. } if fits(&known)));
    if let Some(form) = by_text {
        return Some(Looks::Like(form.list));
    }
    if !known.may_be_a_table() {
        return None;
    }
    // The last line may be cut: it would be a row of its own making.
    let whole = if head.len() < HEAD { head } else { &head[..memchr::memrchr(b'\n', head).unwrap_or(head.len())] };
    let sheets = tabular::read("", whole).ok()?;
    let form = sheets.iter().find_map(|sheet| of_columns(&Table::of(sheet)))?;
    Some(Looks::Like(form.list))
}

fn of_columns(table: &Table<'_>) -> Option<&'static Form> {
    FORMS.iter().find(|form| matches!(form.look, Look::Columns { fits, .. } if fits(table)))
}

/// Reads a list whole.
///
/// Memory: the file, its text where that differs, and what is kept of it; a file over [`BYTES_MOST`] is not read.
/// Errors: [`Unrecognised`] when it is no list, too large, or built to do harm. A row or an entry that is not
/// understood is never an error: it stands in [`Read::left`].
pub fn read(file: &str, bytes: &[u8], setting: &Setting) -> Result<Read, Unrecognised> {
    if bytes.len() > BYTES_MOST {
        return Err(too_large());
    }
    match recognise(bytes) {
        None => Err(unknown()),
        Some(Looks::Workbook) => sheets(file, bytes, setting),
        Some(Looks::Like(list)) => match FORMS.iter().find(|form| form.list == list).map(|form| &form.look) {
            Some(Look::Text { read, .. }) => {
                let whole = text::decode(bytes);
                let mut gather = Gather::new(list, file.to_owned(), setting);
                read(&whole, &mut gather)?;
                Ok(gathered(vec![gather]))
            }
            _ => sheets(file, bytes, setting),
        },
    }
}

/// Reads every sheet of a table that is a list; the rows of the others are counted and left.
fn sheets(file: &str, bytes: &[u8], setting: &Setting) -> Result<Read, Unrecognised> {
    let sheets = tabular::read(file, bytes).map_err(|e| Unrecognised { reason: e.reason, way_out: e.way_out })?;
    let several = sheets.len() > 1;
    let name_of = |sheet: &Sheet| match &sheet.name {
        Some(name) if several => format!("{file}, {name}"),
        _ => file.to_owned(),
    };
    let (mut all, mut others) = (Vec::new(), Vec::new());
    for sheet in &sheets {
        let table = Table::of(sheet);
        match of_columns(&table) {
            Some(Form { list, look: Look::Columns { read, .. } }) => {
                let mut gather = Gather::new(*list, name_of(sheet), setting);
                read(&table, &mut gather);
                gather.rejected(&sheet.rejected);
                all.push(gather);
            }
            _ => others.push(sheet),
        }
    }
    let Some(first) = all.first_mut() else { return Err(unknown()) };
    for sheet in others.into_iter().filter(|sheet| sheet.rows_read() > 0) {
        first.leave_sheet(name_of(sheet), sheet);
    }
    Ok(gathered(all))
}

fn gathered(all: Vec<Gather<'_>>) -> Read {
    let mut read = Read {
        lists: Vec::new(),
        harvests: Vec::new(),
        left: Left::default(),
        sums: BTreeMap::new(),
        notes: Vec::new(),
    };
    all.into_iter().for_each(|gather| gather.into_read(&mut read));
    read
}

fn unknown() -> Unrecognised {
    Unrecognised {
        reason: Say::new(
            "ce fichier n'est dans aucune des formes de liste lues",
            "this file is in none of the forms of list that are read",
        ),
        way_out: Say::new(
            "donnez une zone DNS, un rapport DMARC, un export des connexions (Okta, Entra, Google ou un tableau application, personne, date), des lignes de dépense (date, fournisseur, montant), un HAR, un gestionnaire de balises ou une liste de cookies",
            "give a DNS zone, a DMARC report, an export of sign-ins (Okta, Entra, Google or a table of application, person, date), expense lines (date, supplier, amount), a HAR, a tag manager or a list of cookies",
        ),
    }
}

fn too_large() -> Unrecognised {
    Unrecognised {
        reason: Say::new(
            format!("le fichier dépasse {} Mio", BYTES_MOST >> 20),
            format!("the file is over {} MiB", BYTES_MOST >> 20),
        ),
        way_out: Say::new("découpez-le en plusieurs", "split it into several"),
    }
}

/// Says that a file of a known form cannot be read further.
fn damaged(fr: &str, en: &str) -> Unrecognised {
    Unrecognised {
        reason: Say::new(fr.to_owned(), en.to_owned()),
        way_out: Say::new("exportez-le de nouveau, sans le modifier", "export it again, unchanged"),
    }
}
