//! The people of a file, met one after the other: each row is decided on what the rows before it have made of the
//! house.

use std::collections::{HashMap, HashSet};

use agenda::person::{self, CannotStaff, Person};
use agenda::role::{Right, Role};
use base::{Aggregate, PersonId, Reject, Say, Side, Text};
use landscape::import::{KEPT_REJECTS, Report, SheetReport};
use picture::{Event, Picture};

use super::Desk;
use crate::order::Newcomer;
use crate::problem::{Kind, Problem};

/// The people of the house by what a file calls them, kept up to date while its rows are taken.
struct Known {
    by_address: HashMap<String, PersonId>,
    /// Those who are present.
    by_name: HashMap<String, Vec<PersonId>>,
    /// The names of those who left.
    gone: HashSet<String>,
    /// Those whom the rows so far have changed, as they now stand.
    met: HashMap<PersonId, Person>,
}

/// What a row of people came to.
struct Met {
    events: Vec<Event>,
    /// Whether a role the row states was not given.
    withheld: bool,
}

impl Desk<'_> {
    /// Registers the people a file names, or brings them up to date with what it states. Rows that cannot be taken
    /// go into the report; whoever may not give roles gives none through a file either.
    pub(super) fn meet_all(&mut self, people: &[Newcomer], report: &mut Report) -> Result<Vec<Event>, Problem> {
        let mut known = Known::of(self.picture);
        let mut events = Vec::new();
        for newcomer in people {
            let (texts, sheet) = (self.texts.len(), report.sheets.iter_mut().find(|it| it.sheet == newcomer.sheet));
            match self.meet(newcomer, &mut known) {
                Ok(met) => {
                    events.extend(met.events);
                    if let (true, Some(sheet)) = (met.withheld, sheet) {
                        note_role(
                            sheet,
                            newcomer.line,
                            Say::new(
                                "ce rôle n'est pas donné : qui importe ce fichier ne donne pas de rôles",
                                "this role is not given: whoever imports this file gives no roles",
                            ),
                        );
                    }
                }
                Err(Problem { kind: Kind::Refused | Kind::Invalid, message, hint, .. }) => {
                    self.texts.truncate(texts);
                    if let Some(sheet) = sheet {
                        sheet.accepted = sheet.accepted.saturating_sub(1);
                        sheet.rejected += 1;
                        note(sheet, newcomer.line, None, message, hint);
                    }
                }
                Err(other) => return Err(other),
            }
        }
        Ok(events)
    }

    fn meet(&mut self, newcomer: &Newcomer, known: &mut Known) -> Result<Met, Problem> {
        let found = known.find(newcomer)?;
        let gives = self.actor.may(self.picture, Right::Staff);
        let Some(id) = found else { return self.welcome(newcomer, gives, known) };
        let state = known.met.get(&id).or_else(|| self.picture.person(id));
        let Some(mut person) = state.cloned() else { return Err(Problem::refused(&CannotStaff::Unknown)) };
        if !person.present {
            return Err(Problem::refused(&CannotStaff::Left));
        }
        let side = newcomer.side.unwrap_or(person.side);
        let team = newcomer.team.clone().or_else(|| person.team.clone());
        let new = newcomer.roles.iter().copied().filter(|role| !person.roles.contains(role));
        let (given, withheld): (Vec<Role>, Vec<Role>) = new.partition(|_| gives);
        let moves = std::iter::once(person::Command::Move { side, team });
        let commands: Vec<_> = moves.chain(given.into_iter().map(|role| person::Command::GiveRole { role })).collect();
        let (ctx, mut events) = (self.ctx(), Vec::new());
        for command in commands {
            let decided = Person::decide(Some(&person), command, &ctx);
            for event in decided.map_err(|refusal| Problem::refused(&refusal))? {
                person = Person::evolve(Some(person.clone()), &event, &ctx).unwrap_or(person);
                events.push(Event::Person(id, event));
            }
        }
        known.met.insert(id, person);
        Ok(Met { events, withheld: !withheld.is_empty() })
    }

    /// Refuses to register somebody who is here: the same address, or the same name where no address tells two apart.
    pub(super) fn must_be_new(&self, name: &str, email: Option<&str>) -> Result<(), Problem> {
        let words = |text: &Text| self.picture.text(text).map(folded);
        let same = self.picture.people().filter(|(_, person)| person.present).find(|(_, person)| match email {
            Some(email) => person.email.as_ref().and_then(words) == Some(folded(email)),
            None => words(&person.name) == Some(folded(name)),
        });
        let Some((id, _)) = same else { return Ok(()) };
        let known = self.picture.person_name(id);
        let message = Say::new(format!("{known} est déjà dans la maison"), format!("{known} is in the house already"));
        let hint = match email {
            Some(_) => Say::new(
                "donnez-lui un rôle sur la page des personnes, ou inscrivez une autre adresse",
                "give them a role on the people page, or register another address",
            ),
            None => Say::new(
                "s'il s'agit d'une autre personne, donnez son adresse e-mail",
                "if it is somebody else, give their e-mail address",
            ),
        };
        Err(Problem::new(Kind::Conflict, message, hint))
    }

    /// Registers somebody nobody knew.
    fn welcome(&mut self, newcomer: &Newcomer, gives: bool, known: &mut Known) -> Result<Met, Problem> {
        let harmless = |role: &Role| matches!(role, Role::Employee | Role::Guest);
        let (mut roles, withheld): (Vec<Role>, Vec<Role>) =
            newcomer.roles.iter().copied().partition(|role| gives || harmless(role));
        if roles.is_empty() {
            roles.push(Role::Employee);
        }
        let signs_for = || roles.iter().find_map(|role| role.signs_for());
        let side = newcomer.side.or_else(signs_for).unwrap_or(Side::Other);
        let (name, email) = (&newcomer.name, newcomer.email.as_deref());
        let (id, events) = self.register(name, email, side, &roles, newcomer.team.as_ref())?;
        let ctx = self.ctx();
        let person = events.iter().fold(None, |state, event| match event {
            Event::Person(_, event) => Person::evolve(state, event, &ctx),
            _ => state,
        });
        if let Some(person) = person {
            known.met.insert(id, person);
        }
        known.add(id, name, email, true);
        Ok(Met { events, withheld: !withheld.is_empty() })
    }
}

impl Known {
    fn of(picture: &Picture) -> Known {
        let (by_address, by_name) = (HashMap::new(), HashMap::new());
        let mut known = Known { by_address, by_name, gone: HashSet::new(), met: HashMap::new() };
        // Whoever is present goes before whoever had the same address and left.
        for present in [true, false] {
            for (id, person) in picture.people().filter(|(_, person)| person.present == present) {
                let name = picture.text(&person.name).unwrap_or_default();
                let email = person.email.as_ref().and_then(|email| picture.text(email));
                known.add(id, name, email, present);
            }
        }
        known
    }

    fn add(&mut self, id: PersonId, name: &str, email: Option<&str>, present: bool) {
        if let Some(email) = email {
            self.by_address.entry(folded(email)).or_insert(id);
        }
        match (folded(name), present) {
            // Who was forgotten is met by no name.
            (name, _) if name.is_empty() => {}
            (name, true) => self.by_name.entry(name).or_default().push(id),
            (name, false) => {
                self.gone.insert(name);
            }
        }
    }

    /// Whom a row is about: by the address, or by the name where the row has none.
    fn find(&self, newcomer: &Newcomer) -> Result<Option<PersonId>, Problem> {
        if let Some(email) = &newcomer.email {
            return Ok(self.by_address.get(&folded(email)).copied());
        }
        let name = folded(&newcomer.name);
        match self.by_name.get(&name).map_or(&[][..], Vec::as_slice) {
            [] if self.gone.contains(&name) => Err(Problem::refused(&CannotStaff::Left)),
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            _ => Err(Problem::new(
                Kind::Refused,
                Say::new("plusieurs personnes portent ce nom", "several people have this name"),
                Say::new("ajoutez l'e-mail de la personne", "add the person's e-mail"),
            )),
        }
    }
}

fn folded(words: &str) -> String {
    words.trim().to_lowercase()
}

/// Notes that a role a row states was not given; the row itself is taken.
pub(crate) fn note_role(sheet: &mut SheetReport, line: u64, reason: Say) {
    let column = sheet.mapped.iter().find(|(_, word)| word == "role").map(|(header, _)| header.clone());
    let way_out = Say::new("donnez ce rôle sur la page des personnes", "give this role on the people page");
    note(sheet, line, column, reason, way_out);
}

/// Notes what was not taken. What stands in a row of people is never repeated.
fn note(sheet: &mut SheetReport, line: u64, column: Option<String>, reason: Say, way_out: Say) {
    if sheet.rejects.len() < KEPT_REJECTS {
        let value = String::new();
        sheet.rejects.push(Reject { sheet: sheet.sheet.clone(), line, column, value, reason, way_out });
    }
}

/// A report as it is kept, in at most so many bytes: rejects are dropped from the end, the counts stay.
pub(super) fn written(report: &mut Report, most: usize) -> String {
    let words = |report: &Report| serde_json::to_string(report).unwrap_or_default();
    let full = words(report);
    let mut over = full.len().saturating_sub(most);
    if over == 0 {
        return full;
    }
    for sheet in report.sheets.iter_mut().rev() {
        while over > 0
            && let Some(dropped) = sheet.rejects.pop()
        {
            over = over.saturating_sub(serde_json::to_string(&dropped).map_or(0, |words| words.len()));
        }
        if over == 0 {
            break;
        }
    }
    words(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_too_long_for_the_vault_loses_its_last_rejects_and_no_count() {
        let reject = |line| Reject {
            sheet: None,
            line,
            column: None,
            value: String::new(),
            reason: Say::same("non"),
            way_out: Say::same("ainsi"),
        };
        let sheet = SheetReport {
            sheet: None,
            kind: Some(base::Kind::Person),
            told: None,
            evidence: None,
            how: Say::same("CSV"),
            read: 100,
            accepted: 0,
            rejected: 100,
            rejects: (1..=100).map(reject).collect(),
            mapped: Vec::new(),
            unmapped: Vec::new(),
        };
        let mut report = Report { sheets: vec![sheet.clone(), sheet] };
        let words = written(&mut report, 6_000);
        assert!(words.len() <= 6_000 && words.len() > 5_000, "{}", words.len());
        let kept: Report = serde_json::from_str(&words).expect("it is read again");
        assert_eq!(kept, report);
        assert_eq!(kept.rows_rejected(), 200);
        assert!(kept.sheets[1].rejects.is_empty());
        assert!(kept.sheets[0].rejects.iter().map(|it| it.line).eq(1..=kept.sheets[0].rejects.len() as u64));
    }
}
