//! The list of sign-ins with the house's account in July, with each person's department, as the sign-on's keeper exports
//! it: French headers, times as the house's clocks show them.

use std::fmt::Write;

use super::browsing::Month;
use super::people::{People, team_name};

/// Writes the list; stores' back offices sign in elsewhere.
pub(super) fn list(people: &People, month: &Month) -> String {
    let mut text = String::with_capacity(month.sign_ins.len() * 110);
    text.push_str("\u{feff}Horodatage;Utilisateur;Département;Application;IP;Résultat\r\n");
    for it in &month.sign_ins {
        let person = &people.all[it.who];
        if person.team.is_empty() {
            continue;
        }
        let (day, second) = (it.at / 86_400 + 1, it.at % 86_400);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        let (login, machine, team) = (&person.login, &person.machine, team_name(person.team));
        let (app, result) = (it.app, if it.passed { "Succès" } else { "Échec" });
        let written = write!(
            text,
            "{day:02}/07/2026 {hour:02}:{minute:02}:{second:02};{login};{team};{app};{machine};{result}\r\n"
        );
        debug_assert!(written.is_ok(), "text takes everything");
    }
    text
}
