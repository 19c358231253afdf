//! A matrix as people hand it over: CSV or XLSX, roles as columns with marks in the cells, or A, R, C, I as columns with
//! roles in them; headers in French or English.

use base::{Reject, Say};
use tabular::{Cell, Headers, Row as Line, Sheet, fold};

use super::{Holder, Joint, Mark, Stage, template};
use crate::role::Role;

/// Somebody a file names.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// Known here.
    Known(Holder),
    /// Known to the house alone, in its words.
    Named(String),
}

impl Who {
    /// Whoever words name.
    pub fn of(words: &str) -> Who {
        let words = words.trim();
        Holder::from_words(words).map_or_else(|| Who::Named(words.to_owned()), Who::Known)
    }
}

/// An activity as somebody writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftActivity {
    /// One that comes with Entente, by its key.
    Known(String),
    /// One in the house's words.
    Named(String),
}

/// A row before its words are taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftRow {
    /// What it is about.
    pub activity: DraftActivity,
    /// The stages it belongs to.
    pub stages: Vec<Stage>,
    /// Whether it settles purposes or the legal basis.
    pub purposes: bool,
    /// Who does what.
    pub seats: Vec<(Who, Mark)>,
    /// Arbiter and deadline, where they are said.
    pub joint: Option<Joint>,
}

impl DraftRow {
    /// A row on an activity; what comes with Entente of that name brings its stages along.
    pub fn on(activity: &str) -> DraftRow {
        let activity = activity.trim();
        let known = template::known(activity);
        let (stages, purposes) =
            known.as_ref().map_or((Vec::new(), settles_purposes(activity)), |row| (row.stages.clone(), row.purposes));
        let activity = match known.map(|row| row.activity) {
            Some(super::Activity::Known(key)) => DraftActivity::Known(key),
            _ => DraftActivity::Named(activity.to_owned()),
        };
        DraftRow { activity, stages, purposes, seats: Vec::new(), joint: None }
    }
}

/// A matrix before its words are taken in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Whoever has a column.
    pub columns: Vec<Who>,
    /// Its rows.
    pub rows: Vec<DraftRow>,
}

/// What was read of one sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Drafted {
    /// The sheet's name in a workbook.
    pub sheet: Option<String>,
    /// What it says; `None` when it is no matrix.
    pub draft: Option<Draft>,
    /// Rows that stand below the header.
    pub read: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows and cells that were not taken.
    pub rejects: Vec<Reject>,
    /// Which column was read as what.
    pub mapped: Vec<(String, String)>,
    /// Headers nothing was read from.
    pub unmapped: Vec<String>,
    /// How it was read.
    pub how: tabular::How,
}

const ACTIVITY: &[&str] = &[
    "activité",
    "décision ou activité",
    "activity",
    "decision or activity",
    "décision",
    "decision",
    "tâche",
    "task",
    "livrable",
    "deliverable",
    "processus",
    "process",
    "sujet",
    "topic",
    "objet",
];
const STAGE: &[&str] = &["étape", "stage", "étape de la chaîne", "maillon", "phase"];
const ARBITER: &[&str] = &["arbitre", "arbiter", "arbitrage", "arbitration"];
const DAYS: &[&str] = &["délai", "deadline", "jours ouvrés", "working days", "délai en jours", "jours", "days"];
const LETTERS: &[(Mark, &[&str])] = &[
    (Mark::A, &["a", "accountable", "approbateur", "autorité", "répond", "answers"]),
    (Mark::R, &["r", "responsible", "réalisateur", "réalise", "does"]),
    (Mark::C, &["c", "consulted", "consulté"]),
    (Mark::I, &["i", "informed", "informé"]),
];

/// Reads the matrix of a file; `None` when none of its sheets is one.
///
/// A sheet is a matrix when a column names activities and either two columns or more hold marks in most of their filled
/// cells, with an A among them, or the headers are the letters A and R themselves. A cell that is no mark is rejected
/// with its line; its row stays. A row without activity, without any mark, or of an activity that stands further up is
/// rejected. Errors: the file cannot be read as a table.
pub fn read(file: &str, bytes: &[u8]) -> Result<Option<Vec<Drafted>>, tabular::Unreadable> {
    let sheets = tabular::read(file, bytes)?;
    let layouts: Vec<Option<Layout>> = sheets.iter().map(Layout::of).collect();
    if layouts.iter().all(Option::is_none) {
        return Ok(None);
    }
    let mut seen = Vec::new();
    let drafted = sheets.iter().zip(layouts).map(|(sheet, layout)| match layout {
        Some(layout) => layout.read(sheet, &mut seen),
        None => no_matrix(sheet),
    });
    Ok(Some(drafted.collect()))
}

/// Where everything stands.
struct Layout {
    activity: usize,
    stage: Option<usize>,
    arbiter: Option<usize>,
    days: Option<usize>,
    /// Columns of marks, with whose they are; or, by letter, columns of roles.
    cells: Cells,
}

enum Cells {
    Marks(Vec<(usize, Who)>),
    Roles(Vec<(usize, Mark)>),
}

/// The share of filled cells of a column that have to be marks.
const MOSTLY: f64 = 0.5;

impl Layout {
    fn of(sheet: &Sheet) -> Option<Layout> {
        let headers = Headers::of(&sheet.columns);
        let activity = headers.find(ACTIVITY);
        let letters: Vec<(usize, Mark)> =
            LETTERS.iter().filter_map(|(mark, names)| Some((headers.find(names)?, *mark))).collect();
        let has = |mark| letters.iter().any(|(_, it)| *it == mark);
        let [stage, arbiter, days] = [STAGE, ARBITER, DAYS].map(|names| headers.find(names));
        if has(Mark::A) && has(Mark::R) {
            let activity =
                activity.or_else(|| (0..sheet.columns.len()).find(|i| letters.iter().all(|(at, _)| at != i)))?;
            return Some(Layout { activity, stage, arbiter, days, cells: Cells::Roles(letters) });
        }
        // What is no letter of a matrix must at least name its activities, so that no other table passes for one.
        let activity = activity?;
        let told = [Some(activity), stage, arbiter, days];
        let mut columns = Vec::new();
        let (mut answers, mut marked) = (false, 0);
        for (i, header) in sheet.columns.iter().enumerate().filter(|(i, _)| !told.contains(&Some(*i))) {
            let filled: Vec<String> = sheet.rows.iter().map(|row| shown(row, i)).filter(|it| !is_nothing(it)).collect();
            let read: Vec<Vec<Mark>> = filled.iter().filter_map(|cell| marks(cell)).collect();
            let mostly = !filled.is_empty() && read.len() as f64 >= MOSTLY * filled.len() as f64;
            // Under the name of a role even a lone cell that is no mark is told; under others it may be a remark.
            if mostly || Holder::from_words(header).is_some() {
                columns.push((i, Who::of(header)));
            }
            if mostly {
                marked += 1;
                answers |= read.iter().flatten().any(|mark| mark.answers());
            }
        }
        (marked >= 2 && answers).then_some(Layout { activity, stage, arbiter, days, cells: Cells::Marks(columns) })
    }

    fn read(&self, sheet: &Sheet, seen: &mut Vec<String>) -> Drafted {
        let mut drafted = blank(sheet);
        let mut draft = Draft::default();
        if let Cells::Marks(columns) = &self.cells {
            draft.columns = columns.iter().map(|(_, who)| who.clone()).collect();
        }
        for (i, header) in sheet.columns.iter().enumerate() {
            match self.meaning(i) {
                Some(word) => drafted.mapped.push((header.clone(), word)),
                None => drafted.unmapped.push(header.clone()),
            }
        }
        for line in &sheet.rows {
            match self.row(sheet, line, seen, &mut drafted.rejects) {
                Ok(row) => {
                    drafted.accepted += 1;
                    draft.rows.push(row);
                }
                Err(reject) => drafted.rejects.push(*reject),
            }
        }
        drafted.draft = Some(draft);
        drafted
    }

    /// What a column is read as, in a word.
    fn meaning(&self, column: usize) -> Option<String> {
        let told =
            [(Some(self.activity), "activity"), (self.stage, "stage"), (self.arbiter, "arbiter"), (self.days, "days")];
        if let Some((_, word)) = told.iter().find(|(at, _)| *at == Some(column)) {
            return Some((*word).to_owned());
        }
        match &self.cells {
            Cells::Marks(columns) => columns.iter().find(|(at, _)| *at == column).map(|(_, who)| match who {
                Who::Known(Holder::Role { role, .. }) => role.word().to_owned(),
                Who::Known(_) | Who::Named(_) => "marks".to_owned(),
            }),
            Cells::Roles(letters) => {
                letters.iter().find(|(at, _)| *at == column).map(|(_, mark)| mark.word().to_owned())
            }
        }
    }

    fn row(
        &self,
        sheet: &Sheet,
        line: &Line,
        seen: &mut Vec<String>,
        rejects: &mut Vec<Reject>,
    ) -> Result<DraftRow, Box<Reject>> {
        let reject = |column: Option<usize>, value: &str, reason: Say, way_out: Say| Reject {
            sheet: sheet.name.clone(),
            line: line.line,
            column: column.and_then(|column| sheet.columns.get(column).cloned()),
            value: value.chars().take(80).collect(),
            reason,
            way_out,
        };
        let activity = shown(line, self.activity);
        if !activity.chars().any(char::is_alphanumeric) {
            let reason = Say::new("la ligne ne nomme aucune activité", "the row names no activity");
            let way_out = Say::new("nommez l'activité, ou retirez la ligne", "name the activity, or take the row out");
            return Err(Box::new(reject(None, "", reason, way_out)));
        }
        let folded = fold(&activity);
        if seen.contains(&folded) {
            let reason = Say::new("cette activité a déjà une ligne plus haut", "this activity has a row further up");
            let way_out = Say::new("gardez une seule des deux lignes", "keep one of the two rows");
            return Err(Box::new(reject(Some(self.activity), &activity, reason, way_out)));
        }
        let mut row = DraftRow::on(&activity);
        match &self.cells {
            Cells::Marks(columns) => {
                for (column, who) in columns {
                    let cell = shown(line, *column);
                    if is_nothing(&cell) {
                        continue;
                    }
                    match marks(&cell) {
                        Some(marks) => row.seats.extend(marks.into_iter().map(|mark| (who.clone(), mark))),
                        None => rejects.push(reject(Some(*column), &cell, no_mark(&cell), which_marks())),
                    }
                }
            }
            Cells::Roles(letters) => {
                for (column, mark) in letters {
                    let cell = shown(line, *column);
                    row.seats.extend(named(&cell, *mark));
                }
            }
        }
        if row.seats.is_empty() {
            let reason = Say::new("la ligne ne dit pas qui fait quoi", "the row does not say who does what");
            let way_out =
                Say::new("écrivez au moins un A, ou retirez la ligne", "write at least one A, or take the row out");
            return Err(Box::new(reject(None, &activity, reason, way_out)));
        }
        if let Some(column) = self.stage {
            let cell = shown(line, column);
            let mut stages = Vec::new();
            for part in cell.split([',', ';', '/', '\n']).map(str::trim).filter(|part| !is_nothing(part)) {
                match Stage::from_words(part) {
                    Some(stage) => stages.push(stage),
                    None => rejects.push(reject(
                        Some(column),
                        part,
                        Say::new("cette étape n'est pas une des neuf", "this stage is none of the nine"),
                        which_stages(),
                    )),
                }
            }
            if !stages.is_empty() {
                row.stages = stages;
            }
        }
        row.joint = self.joint(line, &reject, rejects);
        seen.push(folded);
        Ok(row)
    }

    fn joint(
        &self,
        line: &Line,
        reject: &impl Fn(Option<usize>, &str, Say, Say) -> Reject,
        rejects: &mut Vec<Reject>,
    ) -> Option<Joint> {
        let mut joint = Joint::default();
        let mut said = false;
        let arbiter = self.arbiter.map(|column| shown(line, column)).filter(|cell| !is_nothing(cell));
        if let Some(cell) = arbiter {
            match Holder::from_words(&cell) {
                Some(Holder::Role { role, .. }) => (joint.arbiter, said) = (role, true),
                _ => rejects.push(reject(
                    self.arbiter,
                    &cell,
                    Say::new("cet arbitre n'est pas un rôle connu", "this arbiter is no role known here"),
                    Say::new(
                        "écrivez un rôle, par exemple « direction générale »",
                        "write a role, such as “chief executive”",
                    ),
                )),
            }
        }
        let days = self.days.map(|column| shown(line, column)).filter(|cell| !is_nothing(cell));
        if let Some(cell) = days {
            let digits: String =
                cell.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
            match digits.parse::<u32>().ok().filter(|days| (1..=260).contains(days)) {
                Some(days) => (joint.working_days, said) = (days, true),
                None => rejects.push(reject(
                    self.days,
                    &cell,
                    Say::new("ce délai n'est pas un nombre de jours", "this deadline is no number of days"),
                    Say::new(
                        "écrivez un nombre de jours ouvrés, de 1 à 260",
                        "write a number of working days, from 1 to 260",
                    ),
                )),
            }
        }
        said.then_some(joint)
    }
}

fn shown(line: &Line, column: usize) -> String {
    let cell = line.cells.get(column).unwrap_or(&Cell::Empty);
    cell.shown().trim().to_owned()
}

/// Whether a cell says nothing: empty, or a dash.
fn is_nothing(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '·'))
}

/// Whether words speak of a purpose or a legal basis.
pub fn settles_purposes(activity: &str) -> bool {
    let said = format!("-{}-", base::slug(activity));
    ["finalite", "finalites", "base-legale", "bases-legales", "purpose", "purposes", "legal-basis", "lawful-basis"]
        .iter()
        .any(|words| said.contains(&format!("-{words}-")))
}

/// Reads the marks of a cell such as `A`, `A/R`, `RA`, `A²`, `a2`; `None` where anything in it is no mark.
pub fn marks(cell: &str) -> Option<Vec<Mark>> {
    let mut marks = Vec::new();
    let upper = cell.to_uppercase().replace("²", "2").replace("^2", "2").replace('*', "");
    for part in upper.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | '+' | '&' | '-' | '|')) {
        let letters: Vec<char> = part.chars().collect();
        let mut at = 0;
        let whole = WORDS.iter().find(|(_, words)| words.contains(&base::slug(part).as_str()) && !part.is_empty());
        if let Some((mark, _)) = whole {
            marks.push(*mark);
            continue;
        }
        while let Some(letter) = letters.get(at) {
            let squared = letters.get(at + 1) == Some(&'2');
            let mark = match (letter, squared) {
                ('A', true) => Mark::A2,
                ('A', false) => Mark::A,
                ('R', false) => Mark::R,
                ('C', false) => Mark::C,
                ('I', false) => Mark::I,
                _ => return None,
            };
            marks.push(mark);
            at += 1 + usize::from(squared);
        }
    }
    marks.sort();
    let before = marks.len();
    marks.dedup();
    (!marks.is_empty() && marks.len() == before).then_some(marks)
}

/// Marks written out.
const WORDS: &[(Mark, &[&str])] = &[
    (Mark::A, &["accountable", "approbateur", "autorite"]),
    (Mark::R, &["responsible", "realisateur", "responsable"]),
    (Mark::C, &["consulted", "consulte", "consultee"]),
    (Mark::I, &["informed", "informe", "informee"]),
];

/// The roles in a cell, each with the mark of its column; `A²` in the column of those who answer stands for both
/// directors.
fn named(cell: &str, mark: Mark) -> Vec<(Who, Mark)> {
    let mut seats = Vec::new();
    for part in cell.split([',', ';', '/', '+', '&', '\n']).map(str::trim).filter(|part| !is_nothing(part)) {
        if mark == Mark::A && marks(part) == Some(vec![Mark::A2]) {
            seats.extend([Role::Cmo, Role::Cio].map(|role| (Who::Known(Holder::role(role)), Mark::A2)));
            continue;
        }
        // Short forms often stand side by side without any sign between them.
        let whole = Holder::from_words(part);
        let words: Option<Vec<Holder>> = part.split_whitespace().map(Holder::from_words).collect();
        match (whole, words) {
            (Some(holder), _) => seats.push((Who::Known(holder), mark)),
            (None, Some(holders)) => seats.extend(holders.into_iter().map(|holder| (Who::Known(holder), mark))),
            (None, None) => seats.push((Who::Named(part.to_owned()), mark)),
        }
    }
    seats
}

fn no_mark(cell: &str) -> Say {
    let cell: String = cell.chars().take(40).collect();
    Say::new(format!("« {cell} » n'est pas une marque de la matrice"), format!("“{cell}” is no mark of a matrix"))
}

fn which_marks() -> Say {
    Say::new("écrivez A, A², R, C ou I, ou plusieurs comme A/R", "write A, A², R, C or I, or several such as A/R")
}

fn which_stages() -> Say {
    let names: Vec<Say> = Stage::ALL.map(|stage| stage.say()).into();
    let list = super::lint::listed(&names);
    Say::new(
        format!("écrivez son numéro, de 1 à 9, ou son nom : {}", list.fr),
        format!("write its number, 1 to 9, or its name: {}", list.en),
    )
}

fn blank(sheet: &Sheet) -> Drafted {
    Drafted {
        sheet: sheet.name.clone(),
        draft: None,
        read: sheet.rows_read() as u64,
        accepted: 0,
        rejects: sheet.rejected.clone(),
        mapped: Vec::new(),
        unmapped: Vec::new(),
        how: sheet.how.clone(),
    }
}

/// A sheet beside the matrix that is none.
fn no_matrix(sheet: &Sheet) -> Drafted {
    let mut drafted = blank(sheet);
    drafted.unmapped = sheet.columns.clone();
    drafted.rejects.extend(sheet.rows.iter().map(|line| Reject {
        sheet: sheet.name.clone(),
        line: line.line,
        column: None,
        value: String::new(),
        reason: Say::new("cette feuille n'est pas une matrice", "this sheet is no matrix"),
        way_out: Say::new(
            "donnez-lui une colonne « activité » et une colonne par rôle, ou importez-la à part",
            "give it a column “activity” and one column for each role, or import it apart",
        ),
    }));
    drafted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafted(text: &str) -> Option<Drafted> {
        read("raci.csv", text.as_bytes()).unwrap().map(|mut sheets| sheets.remove(0))
    }

    fn seats(row: &DraftRow) -> Vec<(Option<Role>, Mark)> {
        let role = |who: &Who| match who {
            Who::Known(Holder::Role { role, .. }) => Some(*role),
            _ => None,
        };
        row.seats.iter().map(|(who, mark)| (role(who), *mark)).collect()
    }

    #[test]
    fn a_cell_holds_one_mark_or_several() {
        for (cell, read) in [
            ("A", Some(vec![Mark::A])),
            ("a/r", Some(vec![Mark::A, Mark::R])),
            ("RA", Some(vec![Mark::A, Mark::R])),
            ("A²", Some(vec![Mark::A2])),
            ("A2 / R", Some(vec![Mark::A2, Mark::R])),
            ("Consulted", Some(vec![Mark::C])),
            ("informé", Some(vec![Mark::I])),
            ("S", None),
            ("AA", None),
            ("R2", None),
            ("oui", None),
            ("", None),
        ] {
            assert_eq!(marks(cell), read, "{cell}");
        }
    }

    #[test]
    fn roles_are_columns_and_a_cell_that_is_no_mark_is_told_with_its_line() {
        let it = drafted(
            "Activité;Étape;CMO;DSI;Comité produit;Délai\nAgenda;;A²;A²;C;7\nPromesse externe datée;8;A;C;;\nBudget;1;oui;A/R;S;\n;;A;;;\nAgenda;;A;;;\n",
        )
        .unwrap();
        let draft = it.draft.unwrap();
        assert_eq!((it.read, it.accepted), (5, 3));
        assert_eq!(draft.columns.len(), 3);
        assert_eq!(draft.columns[2], Who::Named("Comité produit".to_owned()));
        assert_eq!(seats(&draft.rows[0]), [(Some(Role::Cmo), Mark::A2), (Some(Role::Cio), Mark::A2), (None, Mark::C)]);
        assert_eq!(draft.rows[0].joint, Some(Joint { arbiter: Role::Ceo, working_days: 7 }));
        assert_eq!(draft.rows[1].activity, DraftActivity::Known("dated-promise".to_owned()));
        assert_eq!(draft.rows[1].stages, [Stage::Delivery]);
        assert_eq!(seats(&draft.rows[2]), [(Some(Role::Cio), Mark::A), (Some(Role::Cio), Mark::R)]);
        let told: Vec<(u64, Option<&str>)> = it.rejects.iter().map(|it| (it.line, it.column.as_deref())).collect();
        assert_eq!(told, [(4, Some("CMO")), (4, Some("Comité produit")), (5, None), (6, Some("Activité"))]);
    }

    #[test]
    fn letters_are_columns_too_and_both_languages_are_read() {
        let it = drafted(
            "Decision or activity,A,R,C,I\nJoint agenda,A²,BTL,EA MOP,DLV\nStandards,CIO,architect,\"MOP, legal\",Works council\n",
        );
        let draft = it.unwrap().draft.unwrap();
        assert_eq!(draft.rows.len(), 2);
        assert_eq!(
            seats(&draft.rows[0]),
            [
                (Some(Role::Cmo), Mark::A2),
                (Some(Role::Cio), Mark::A2),
                (Some(Role::Orchestrator), Mark::R),
                (Some(Role::Architect), Mark::C),
                (Some(Role::MarketingOps), Mark::C),
                (Some(Role::Delivery), Mark::I),
            ]
        );
        assert_eq!(draft.rows[1].seats[4].0, Who::Named("Works council".to_owned()));
        let it = drafted("Task\tMarketing director\tCIO\nBrief\tA\tC\nRelease\tC\tA\n").unwrap();
        assert_eq!(it.accepted, 2);
    }

    #[test]
    fn other_tables_are_no_matrix() {
        for text in [
            "Nom;Limite;Disponibilité\nCRM;40;99,5\n",
            "Task;Owner;State\nBrief;Lou;open\nRelease;Gaëtan;done\n",
            "Activité;Commentaire\nAgenda;à revoir\n",
            "a,b,c\n1,2,3\n",
            "Activity;Q1;Q2\nAudit;I;\nSurvey;;I\n",
        ] {
            assert_eq!(drafted(text), None, "{text}");
        }
    }

    #[test]
    fn a_row_on_purposes_is_known_by_its_words() {
        for (words, yes) in [
            ("Finalité et base légale", true),
            ("Valider la base légale d'un traitement", true),
            ("Legal basis of a campaign", true),
            ("Multi-purpose hall", true),
            ("Repurposed content", false),
            ("Finalisation du budget", false),
        ] {
            assert_eq!(settles_purposes(words), yes, "{words}");
        }
    }
}
