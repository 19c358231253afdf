//! Who holds which role today, and what is wrong with the matrix of who answers for what.

use agenda::raci::lint::{self, Finding, MOST_ALONE, Setting, Staffed};
use agenda::raci::{Activity, Holder};
use agenda::role::Role;
use base::{PersonId, Say, Side, Text};

use crate::Picture;

impl Picture {
    /// The people present who hold a role, of one side where it is named, in the order they were registered.
    pub fn holders_of(&self, role: Role, side: Option<Side>) -> impl Iterator<Item = PersonId> {
        self.people()
            .filter(move |(_, person)| person.present && person.roles.contains(&role))
            .filter(move |(_, person)| side.is_none_or(|side| person.side == side))
            .map(|(id, _)| id)
    }

    /// The people present who bear a mark of the matrix; none for a party that is no role.
    pub fn bearers(&self, holder: &Holder) -> Vec<PersonId> {
        match holder {
            Holder::Role { role, side } => self.holders_of(*role, *side).collect(),
            Holder::Party(_) | Holder::Named(_) => Vec::new(),
        }
    }

    /// What is wrong with the matrix; nothing where there is none.
    pub fn raci_findings(&self) -> Vec<Finding> {
        let Some(matrix) = self.raci() else { return Vec::new() };
        let (present, words) = (self.present(), |text: &Text| self.typed(text));
        lint::lint(matrix, &Setting { present: &present, most_alone: MOST_ALONE, words: &words })
    }

    /// The stages of the data value chain with who works in each; `None` where no matrix names stages.
    pub fn stage_map(&self) -> Option<Vec<Staffed>> {
        lint::stage_map(self.raci()?, &self.present())
    }

    /// The name of a row's activity.
    pub fn activity_name(&self, activity: &Activity) -> Say {
        lint::activity_say(activity, &|text| self.typed(text))
    }

    /// The name of whoever bears a mark.
    pub fn holder_name(&self, holder: &Holder) -> Say {
        holder.say(&|text| self.typed(text))
    }

    /// The name of a row of the decision charter.
    pub fn charter_name(&self, key: &str) -> Say {
        Say::new(format!("charte, {key}"), format!("charter, {key}"))
    }

    /// The roles people present hold, with the side each person stands on.
    fn present(&self) -> Vec<(Role, Side)> {
        let present = self.people().filter(|(_, person)| person.present);
        present.flat_map(|(_, person)| person.roles.iter().map(|role| (*role, person.side))).collect()
    }

    /// Words of the vault, or a sign that they were erased.
    fn typed(&self, text: &Text) -> String {
        self.text(text).unwrap_or("…").to_owned()
    }
}
