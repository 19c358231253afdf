//! Who answers for what at Solvène, as its orchestrator keeps it in a workbook; two directors both claim the dated
//! promises, and nobody says how they agree.

use agenda::raci::{Activity, Holder, Mark, known_say, template};
use agenda::role::Role;
use jiff::civil::date;

use crate::table::{self, Table};
use crate::{HandedOver, Size};

/// The workbook's name.
pub const RACI: &str = "raci_marketing_dsi.xlsx";

/// The activity in which two A are planted: the promises given to the outside.
pub const TWO_A: &str = "dated-promise";

/// The files on who answers for what; none at the smallest size.
pub fn governance(size: Size) -> Vec<HandedOver> {
    if size == Size::Tiny {
        return Vec::new();
    }
    let (columns, rows) = template();
    let names: Vec<String> = columns.iter().map(called).collect();
    let mut headers = vec!["Décision ou activité", "Étape"];
    headers.extend(names.iter().map(String::as_str));
    headers.extend(["Arbitre", "Délai (jours ouvrés)"]);
    let mut sheet = Table::new("RACI", &headers);
    for row in &rows {
        let Activity::Known(key) = &row.activity else { continue };
        let Some(name) = known_say(key) else { continue };
        let stages: Vec<String> = row.stages.iter().map(|stage| stage.place().to_string()).collect();
        let mut cells = vec![name.fr, stages.join(" / ")];
        for column in &columns {
            let planted = key == TWO_A && *column == Holder::role(Role::Cio);
            let marks: Vec<&str> = Mark::ALL
                .into_iter()
                .filter(|mark| row.bearing(*mark).any(|who| who == column) && !(planted && *mark == Mark::C))
                .map(Mark::word)
                .chain(planted.then_some("A"))
                .collect();
            cells.push(marks.join("/"));
        }
        match row.joint {
            Some(joint) => cells.extend(["Direction générale".to_owned(), joint.working_days.to_string()]),
            None => cells.extend([String::new(), String::new()]),
        }
        sheet.rows.push(cells);
    }
    // Somebody once asked a question in a cell, and nobody answered it.
    let (estimate, control) = (sheet.row("Estimation et planning de livraison"), sheet.column("Contrôle de gestion"));
    "à voir".clone_into(&mut sheet.rows[estimate][control]);
    vec![HandedOver {
        name: RACI.to_owned(),
        bytes: table::xlsx(&[&sheet]),
        on: date(2026, 7, 24),
        about: base::Say::new(
            "Qui répond de quoi entre le marketing et la DSI, classeur de l'orchestratrice",
            "Who answers for what between marketing and IT, the orchestrator's workbook",
        ),
    }]
}

/// What the orchestrator calls a column.
fn called(holder: &Holder) -> String {
    holder.say(&|_| String::new()).fr
}
