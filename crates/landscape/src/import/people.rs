//! People's files: read here because the machinery is here, judged by the agenda, which knows roles and teams.
//!
//! Nothing a person's row holds is repeated in the report: line and column are enough to find it.

use std::collections::HashMap;

use base::{Kind, Lang, Say, Side, slug};
use tabular::{Headers, Row, Sheet, Unfit};

use super::recognise::{Recognised, recognise};
use super::{Report, SheetReport, Unclear, refuse};
use crate::field::{Field, Value, is_unknown, unfit};

/// One person as a file describes them; the words are the file's.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// The line in the file.
    pub line: u64,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The name, first name first where the file has it apart.
    pub name: String,
    /// The e-mail address, in small letters.
    pub email: Option<String>,
    /// The role as it stands in the file: the agenda knows which roles there are.
    pub role: Option<String>,
    /// The side of the house.
    pub side: Option<Side>,
    /// The team's key or name as it stands in the file.
    pub team: Option<String>,
}

/// The persons of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// One per row taken.
    pub rows: Vec<PersonRow>,
    /// What was read and what was not.
    pub report: Report,
}

const FIRST: &[&str] = &["prénom", "first name", "given name"];
const LAST: &[&str] = &["nom de famille", "nom", "last name", "surname", "family name"];
const NAME: &[&str] = &[
    "nom complet",
    "nom et prénom",
    "prénom et nom",
    "nom",
    "full name",
    "name",
    "personne",
    "person",
    "collaborateur",
    "collaboratrice",
    "membre",
    "member",
];
const EMAIL: &[&str] = &[
    "e-mail",
    "email",
    "mail",
    "courriel",
    "adresse e-mail",
    "adresse mail",
    "adresse électronique",
    "e-mail address",
    "email address",
];
const ROLE: &[&str] = &["rôle", "fonction", "poste", "role", "title", "job title", "position"];
const SIDE: &[&str] = &["côté", "direction", "side", "department", "rattachement"];
const TEAM: &[&str] = &["équipe", "team", "squad"];

/// How well the headers fit a list of persons; `None` when they do not. An e-mail column tells, or the file's name does.
pub(super) fn points(headers: &Headers, called: bool) -> Option<u32> {
    let columns = Columns::of(headers);
    let others = [columns.name, columns.first, columns.role, columns.side, columns.team];
    let named = columns.name.or(columns.first).is_some();
    let told = columns.email.is_some();
    let found = u32::try_from(others.iter().flatten().count()).unwrap_or(0);
    (named && (told || called)).then(|| found + if told { 3 } else { 0 } + if called { 3 } else { 0 })
}

/// Reads a file of persons: name, e-mail, role, side, team.
///
/// A sheet of something else is rejected row by row, with that reason.
/// Errors: the file cannot be read as a table at all; says where and the way out.
pub fn people(file: &str, bytes: &[u8]) -> Result<People, tabular::Unreadable> {
    let mut people = People::default();
    for sheet in tabular::read(file, bytes)? {
        let columns = Columns::of(&Headers::of(&sheet.columns));
        let report = match recognise(file, sheet.name.as_deref(), &sheet.columns) {
            Ok(Recognised::People) => read(&sheet, &columns, &mut people.rows),
            Ok(Recognised::Landscape(layout)) => refuse(&sheet, Some(layout.kind), &no_people(), true),
            // Whoever asks for people has said what the file is; a name is enough.
            Err(_) if columns.name.is_some() => read(&sheet, &columns, &mut people.rows),
            Err(_) => refuse(&sheet, None, &no_people(), true),
        };
        people.report.sheets.push(report);
    }
    Ok(people)
}

/// Writes the section of the reference on people's files, as Markdown.
pub(super) fn guide(lang: Lang) -> String {
    let say = |fr: &'static str, en: &'static str| if lang == Lang::Fr { fr } else { en };
    let mut out = format!(
        "\n## {}\n\n| {} | {} |\n|---|---|\n",
        say("personnes", "people"),
        say("champ", "field"),
        say("en-têtes compris", "headers understood"),
    );
    for (field, headers) in [
        (say("prénom, quand il est à part", "first name, where it stands apart"), FIRST),
        (say("nom de famille, à côté du prénom", "last name, beside the first"), LAST),
        (say("nom", "name"), NAME),
        (say("e-mail", "e-mail"), EMAIL),
        (say("rôle", "role"), ROLE),
        (say("côté", "side"), SIDE),
        (say("équipe", "team"), TEAM),
    ] {
        out.push_str(&format!("| {field} | {} |\n", headers.join(", ")));
    }
    out
}

/// Why the landscape takes no persons.
pub(super) fn elsewhere() -> Unclear {
    Unclear {
        reason: Say::new(
            "cette feuille décrit des personnes, et non le paysage",
            "this sheet describes persons, not the landscape",
        ),
        way_out: Say::new("importez-la comme fichier de personnes", "import it as a file of people"),
    }
}

fn no_people() -> Unclear {
    Unclear {
        reason: Say::new("cette feuille ne décrit pas des personnes", "this sheet does not describe persons"),
        way_out: Say::new(
            "donnez-lui des colonnes nom, e-mail, rôle, côté et équipe, ou importez-la comme fichier du paysage",
            "give it columns name, e-mail, role, side and team, or import it as a landscape file",
        ),
    }
}

/// Where each thing stands.
struct Columns {
    first: Option<usize>,
    name: Option<usize>,
    email: Option<usize>,
    role: Option<usize>,
    side: Option<usize>,
    team: Option<usize>,
}

impl Columns {
    fn of(headers: &Headers) -> Columns {
        let first = headers.find(FIRST);
        let name = first.and_then(|_| headers.find(LAST)).or_else(|| headers.find(NAME));
        let [email, role, side, team] = [EMAIL, ROLE, SIDE, TEAM].map(|synonyms| headers.find(synonyms));
        Columns { first, name, email, role, side, team }
    }

    fn words(&self) -> [(Option<usize>, &'static str); 6] {
        [
            (self.first, "first name"),
            (self.name, "name"),
            (self.email, "email"),
            (self.role, "role"),
            (self.side, "side"),
            (self.team, "team"),
        ]
    }
}

fn read(sheet: &Sheet, columns: &Columns, out: &mut Vec<PersonRow>) -> SheetReport {
    let mut report = SheetReport::of(sheet, Some(Kind::Person));
    report.rejects.iter_mut().for_each(|reject| reject.value.clear());
    for (i, header) in sheet.columns.iter().enumerate() {
        match columns.words().into_iter().find(|(column, _)| *column == Some(i)) {
            Some((_, word)) => report.mapped.push((header.clone(), word.to_owned())),
            None => report.unmapped.push(header.clone()),
        }
    }
    let mut known: HashMap<String, PersonRow> = HashMap::new();
    for row in &sheet.rows {
        let Some((person, unfit)) = person(sheet, columns, row) else {
            report.reject_row(
                row.line,
                "",
                Say::new("la ligne n'a pas de nom", "the row has no name"),
                Say::new("écrivez le nom de la personne", "write the person's name"),
            );
            continue;
        };
        let key = person.email.clone().unwrap_or_else(|| slug(&person.name));
        match known.get(&key) {
            Some(first) if (PersonRow { line: first.line, ..person.clone() }) == *first => report.accepted += 1,
            Some(first) => {
                let line = first.line;
                report.reject_row(
                    row.line,
                    "",
                    Say::new(format!("déjà décrite à la ligne {line}"), format!("already described on line {line}")),
                    Say::new(
                        "gardez une seule ligne par personne, ou donnez à chacune son e-mail",
                        "keep one row per person, or give each their e-mail",
                    ),
                );
            }
            None => {
                report.accepted += 1;
                for (column, no) in unfit {
                    let mut reject = sheet.reject(row.line, column, no);
                    // What stands there may be someone's name or address.
                    reject.value.clear();
                    report.keep(reject);
                }
                known.insert(key, person.clone());
                out.push(person);
            }
        }
    }
    report
}

/// Reads one person and what in the row does not fit; `None` without a name.
fn person(sheet: &Sheet, columns: &Columns, row: &Row) -> Option<(PersonRow, Vec<(usize, Unfit)>)> {
    let mut unfit = Vec::new();
    let mut words = |column: Option<usize>| match row.cell(column).text() {
        Ok(words) => words.map(|w| w.trim().to_owned()).filter(|w| !w.is_empty() && !is_unknown(w)),
        Err(no) => {
            unfit.extend(column.map(|column| (column, no)));
            None
        }
    };
    let parts = [words(columns.first), words(columns.name)];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let (email, role, team) = (words(columns.email), words(columns.role), words(columns.team));
    let email = email.map(|words| words.to_lowercase());
    let is_address = email.as_deref().is_none_or(is_address);
    if !is_address {
        unfit.extend(columns.email.map(|column| (column, no_address())));
    }
    let side = match crate::field::read(Field::Side, row.cell(columns.side)) {
        Ok(Some(Value::Choice(word))) => side(&word),
        Ok(_) => None,
        Err(no) => {
            unfit.extend(columns.side.map(|column| (column, no)));
            None
        }
    };
    let person = PersonRow {
        line: row.line,
        sheet: sheet.name.clone(),
        name,
        email: email.filter(|_| is_address),
        role,
        side,
        team,
    };
    (slug(&person.name) != "-").then_some((person, unfit))
}

/// Reads the canonical word of a side.
fn side(word: &str) -> Option<Side> {
    [Side::Marketing, Side::It, Side::Other].into_iter().find(|side| {
        word == match side {
            Side::Marketing => "marketing",
            Side::It => "it",
            Side::Other => "other",
        }
    })
}

/// Whether words look like an address: something, `@`, something with a point.
fn is_address(words: &str) -> bool {
    let Some((before, after)) = words.split_once('@') else { return false };
    let has_point = after.split_once('.').is_some_and(|(host, end)| !host.is_empty() && !end.is_empty());
    !before.is_empty() && has_point && !words.contains(char::is_whitespace) && !after.contains('@')
}

fn no_address() -> Unfit {
    unfit(
        "",
        Say::new("ce n'est pas une adresse e-mail", "this is not an e-mail address"),
        Say::new("écrivez par exemple prenom.nom@exemple.fr", "write for instance first.last@example.com"),
    )
}
