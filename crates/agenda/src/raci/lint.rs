//! What is wrong with a matrix, each with the way out.

use std::collections::BTreeMap;

use base::{Say, Side, Text};

use super::{Activity, Holder, Mark, Matrix, Row, Stage, template::known_say};
use crate::role::Role;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of flaw.
    pub flaw: Flaw,
    /// The row, where it is one row's.
    pub row: Option<u32>,
    /// What is the matter.
    pub say: Say,
    /// The way out.
    pub way_out: Say,
}

/// The kinds of flaws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// Nobody answers for a row.
    NoA,
    /// Several answer for a row, and nobody says how they agree.
    TwoA,
    /// A² without one of each side.
    HalfJoint,
    /// Nobody does the work.
    NoR,
    /// Whoever protects data decides why they may be used.
    DpoDecides,
    /// One role answers for too much.
    Overload,
    /// Nobody present holds a role that bears marks.
    Vacant,
    /// A stage without one of the two sides.
    OneSided,
    /// A column without any mark.
    Orphan,
}

impl Flaw {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Flaw::NoA => "no_a",
            Flaw::TwoA => "two_a",
            Flaw::HalfJoint => "half_joint",
            Flaw::NoR => "no_r",
            Flaw::DpoDecides => "dpo_decides",
            Flaw::Overload => "overload",
            Flaw::Vacant => "vacant",
            Flaw::OneSided => "one_sided_stage",
            Flaw::Orphan => "orphan",
        }
    }
}

/// What a matrix is held against.
pub struct Setting<'a> {
    /// The roles of the people who are present, with the side each of them stands on.
    pub present: &'a [(Role, Side)],
    /// How many rows one role may answer for alone.
    pub most_alone: usize,
    /// Words of the vault.
    pub words: &'a dyn Fn(&Text) -> String,
}

/// How many rows one role answers for alone at most: seven, as many decisions as one person keeps open.
/// Source: planning reference §2.3.
pub const MOST_ALONE: usize = 7;

/// Finds what is wrong: row by row, then what concerns the whole.
///
/// | flaw | when |
/// |---|---|
/// | no A | a row has neither A nor A² |
/// | two A | more than one A, or A beside A² |
/// | half A² | A² of anybody but one of marketing and one of IT |
/// | no R | a row has no R, unless whoever answers does it (A/R counts) |
/// | DPO decides | whoever protects data bears A in a row on purposes or legal basis |
/// | overload | one role bears A alone in more than [`Setting::most_alone`] rows; A² is shared and does not count |
/// | vacant | nobody present holds a role that bears marks |
/// | one-sided stage | the rows name stages, and one of the nine has no work (A, R or C) of marketing or of IT |
/// | orphan | a column without any mark |
pub fn lint(matrix: &Matrix, setting: &Setting) -> Vec<Finding> {
    let mut found: Vec<Finding> = matrix.rows.iter().flat_map(|(number, row)| of_row(*number, row, setting)).collect();
    found.extend(overload(matrix, setting));
    found.extend(vacant(matrix, setting));
    found.extend(stages(matrix, setting));
    found.extend(orphans(matrix, setting));
    found
}

/// The name of an activity.
pub fn activity_say(activity: &Activity, words: &dyn Fn(&Text) -> String) -> Say {
    match activity {
        Activity::Known(key) => known_say(key).unwrap_or_else(|| Say::same(key.clone())),
        Activity::Named(text) => Say::same(words(text)),
    }
}

fn of_row(number: u32, row: &Row, setting: &Setting) -> Vec<Finding> {
    let name = activity_say(&row.activity, setting.words);
    let (fr, en) = (&name.fr, &name.en);
    let mut found = Vec::new();
    let mut add = |flaw, say, way_out| found.push(Finding { flaw, row: Some(number), say, way_out });
    let alone: Vec<&Holder> = row.bearing(Mark::A).collect();
    let together: Vec<&Holder> = row.bearing(Mark::A2).collect();
    match (alone.len(), together.len()) {
        (0, 0) => add(
            Flaw::NoA,
            Say::new(format!("« {fr} » : personne n'en répond"), format!("“{en}”: nobody answers for it")),
            Say::new(
                "donnez le A à une direction, ou le A² aux deux, avec un arbitre et un délai",
                "give the A to one side, or A² to both, with an arbiter and a deadline",
            ),
        ),
        (1, 0) => {}
        (0, _) => {
            let sides: Vec<Option<Side>> = together.iter().map(|who| who.side()).collect();
            let both = sides.len() == 2 && sides.contains(&Some(Side::Marketing)) && sides.contains(&Some(Side::It));
            if !both {
                add(
                    Flaw::HalfJoint,
                    Say::new(
                        format!(
                            "« {fr} » : un A² réunit une personne du marketing et une de la DSI, ce n'est pas le cas ici"
                        ),
                        format!("“{en}”: A² joins one of marketing and one of IT, which is not so here"),
                    ),
                    Say::new(
                        "donnez le A² à la direction marketing et à la DSI, ou un seul A",
                        "give A² to the marketing director and to the CIO, or one A alone",
                    ),
                );
            }
        }
        _ => {
            let names: Vec<Say> = alone.iter().chain(&together).map(|who| who.say(setting.words)).collect();
            let list = listed(&names);
            add(
                Flaw::TwoA,
                Say::new(
                    format!("« {fr} » : plusieurs A ({}), sans que rien ne dise qui tranche", list.fr),
                    format!("“{en}”: more than one A ({}), and nothing says who settles it", list.en),
                ),
                Say::new(
                    "gardez un seul A, ou faites-en un A² : une direction de chaque côté, un arbitre, un délai",
                    "keep one A, or make it A²: one director of each side, an arbiter, a deadline",
                ),
            );
        }
    }
    if row.bearing(Mark::R).next().is_none() && (alone.len() + together.len()) > 0 {
        add(
            Flaw::NoR,
            Say::new(format!("« {fr} » : personne ne fait le travail"), format!("“{en}”: nobody does the work")),
            Say::new(
                "donnez un R ; si la personne qui répond fait aussi le travail, écrivez A/R",
                "give an R; where whoever answers also does the work, write A/R",
            ),
        );
    }
    let decides = |holder: &&Holder| matches!(holder, Holder::Role { role: Role::Dpo, .. });
    if row.purposes && alone.iter().chain(&together).any(decides) {
        add(
            Flaw::DpoDecides,
            Say::new(
                format!("« {fr} » : la protection des données conseille et contrôle, elle ne décide pas des finalités"),
                format!("“{en}”: data protection advises and checks, it does not decide on purposes"),
            ),
            Say::new(
                "donnez le A à la direction générale ou à son délégué, et le C au DPO",
                "give the A to the chief executive or a delegate, and the C to the DPO",
            ),
        );
    }
    found
}

fn overload(matrix: &Matrix, setting: &Setting) -> Vec<Finding> {
    let most = setting.most_alone;
    let finding = |(who, rows): (&Holder, usize)| {
        let name = who.say(setting.words);
        (rows > most).then(|| Finding {
            flaw: Flaw::Overload,
            row: None,
            say: Say::new(
                format!("{} : répond seul de {rows} lignes, au plus {most} sont tenables", name.fr),
                format!("{}: answers alone for {rows} rows, {most} are bearable at most", name.en),
            ),
            way_out: Say::new(
                "confiez des A à ceux qui font le travail, ou partagez-les en A²",
                "give some of the A to those who do the work, or share them as A²",
            ),
        })
    };
    counted(matrix, |mark| mark == Mark::A).into_iter().filter_map(finding).collect()
}

fn vacant(matrix: &Matrix, setting: &Setting) -> Vec<Finding> {
    let held = |role: Role, side: Option<Side>| {
        setting.present.iter().any(|(it, on)| *it == role && side.is_none_or(|side| side == *on))
    };
    let finding = |(who, rows): (&Holder, usize)| {
        let Holder::Role { role, side } = who else { return None };
        let name = who.say(setting.words);
        (!held(*role, *side)).then(|| Finding {
            flaw: Flaw::Vacant,
            row: None,
            say: match rows {
                1 => Say::new(
                    format!("{} : une ligne y compte, et personne ne tient ce rôle", name.fr),
                    format!("{}: one row counts on it, and nobody holds this role", name.en),
                ),
                _ => Say::new(
                    format!("{} : {rows} lignes y comptent, et personne ne tient ce rôle", name.fr),
                    format!("{}: {rows} rows count on it, and nobody holds this role", name.en),
                ),
            },
            way_out: Say::new(
                "donnez le rôle à quelqu'un, ou confiez ces lignes à un autre rôle",
                "give somebody the role, or give these rows to another role",
            ),
        })
    };
    counted(matrix, |_| true).into_iter().filter_map(finding).collect()
}

/// In how many rows each holder bears a mark of a kind, in the order of the columns.
fn counted(matrix: &Matrix, kind: impl Fn(Mark) -> bool) -> Vec<(&Holder, usize)> {
    let bears = |row: &Row, who: &Holder| row.seats.iter().any(|seat| seat.who == *who && kind(seat.mark));
    let rows = |who| matrix.rows.iter().filter(|(_, row)| bears(row, who)).count();
    matrix.columns.iter().map(|who| (who, rows(who))).filter(|(_, rows)| *rows > 0).collect()
}

/// A stage of the data value chain with the sides that work in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Staffed {
    /// The stage.
    pub stage: Stage,
    /// The rows of the matrix that belong to it.
    pub rows: Vec<u32>,
    /// Who works in it (A, A², R or C), by side; whoever stands on neither counts for neither.
    pub by: BTreeMap<Side, Vec<Holder>>,
}

impl Staffed {
    /// The sides that are missing.
    pub fn missing(&self) -> Vec<Side> {
        [Side::Marketing, Side::It].into_iter().filter(|side| !self.by.contains_key(side)).collect()
    }
}

/// The nine stages with who works in each; `None` where the matrix names no stage at all.
pub fn stage_map(matrix: &Matrix, present: &[(Role, Side)]) -> Option<Vec<Staffed>> {
    if matrix.rows.iter().all(|(_, row)| row.stages.is_empty()) {
        return None;
    }
    let sides = |who: &Holder| -> Vec<Side> {
        match (who.side(), who) {
            (Some(side), _) => vec![side],
            (None, Holder::Role { role, .. }) => {
                let mut sides: Vec<Side> = present.iter().filter(|(it, _)| it == role).map(|(_, side)| *side).collect();
                sides.sort();
                sides.dedup();
                sides
            }
            (None, _) => Vec::new(),
        }
    };
    let staffed = Stage::ALL.map(|stage| {
        let rows = matrix.rows.iter().filter(|(_, row)| row.stages.contains(&stage));
        let mut by: BTreeMap<Side, Vec<Holder>> = BTreeMap::new();
        let mut numbers = Vec::new();
        for (number, row) in rows {
            numbers.push(*number);
            for seat in row.seats.iter().filter(|seat| seat.mark != Mark::I) {
                for side in sides(&seat.who) {
                    let holders = by.entry(side).or_default();
                    if !holders.contains(&seat.who) {
                        holders.push(seat.who.clone());
                    }
                }
            }
        }
        Staffed { stage, rows: numbers, by }
    });
    Some(staffed.into())
}

fn stages(matrix: &Matrix, setting: &Setting) -> Vec<Finding> {
    let staffed = stage_map(matrix, setting.present).unwrap_or_default();
    let finding = |it: Staffed| {
        let name = it.stage.say();
        let missing = it.missing();
        let (place, first) = (it.stage.place(), missing.first()?);
        let say = match missing.len() {
            1 => {
                let side = first.say();
                Say::new(
                    format!("étape {place}, {} : personne côté {} n'y travaille", name.fr, inside(&side.fr)),
                    format!("stage {place}, {}: nobody of {} works in it", name.en, inside(&side.en)),
                )
            }
            _ => Say::new(
                format!("étape {place}, {} : personne n'y travaille, d'aucun côté", name.fr),
                format!("stage {place}, {}: nobody works in it, of either side", name.en),
            ),
        };
        Some(Finding {
            flaw: Flaw::OneSided,
            row: it.rows.first().copied().filter(|_| it.rows.len() == 1),
            say,
            way_out: Say::new(
                "donnez à cette étape au moins un rôle du marketing et un rôle de la DSI (A, R ou C)",
                "give this stage at least one role of marketing and one of IT (A, R or C)",
            ),
        })
    };
    staffed.into_iter().filter_map(finding).collect()
}

/// A side's name inside a sentence.
fn inside(name: &str) -> String {
    if name.chars().all(char::is_uppercase) { name.to_owned() } else { name.to_lowercase() }
}

fn orphans(matrix: &Matrix, setting: &Setting) -> Vec<Finding> {
    let bears = |who: &Holder| matrix.rows.iter().any(|(_, row)| row.seats.iter().any(|seat| seat.who == *who));
    let finding = |who: &Holder| {
        let name = who.say(setting.words);
        Finding {
            flaw: Flaw::Orphan,
            row: None,
            say: Say::new(
                format!("{} : une colonne, et aucune ligne ne dit ce que ce rôle fait", name.fr),
                format!("{}: a column, and no row says what this role does", name.en),
            ),
            way_out: Say::new(
                "donnez-lui au moins un C ou un I, ou retirez la colonne",
                "give it at least a C or an I, or take the column out",
            ),
        }
    };
    matrix.columns.iter().filter(|who| !bears(who)).map(finding).collect()
}

/// Names in a row, with "and" before the last.
pub(crate) fn listed(names: &[Say]) -> Say {
    Say::each(|lang| {
        let names: Vec<&str> = names.iter().map(|name| name.in_lang(lang)).collect();
        let and = if lang == base::Lang::Fr { "et" } else { "and" };
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        }
    })
}
