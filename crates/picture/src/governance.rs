//! Who holds which role today, and what is wrong with the matrix of who answers for what.

use agenda::charter::{self, Decider, Row};
use agenda::decision::Choice;
use agenda::raci::lint::{self, Finding, MOST_ALONE, Setting, Staffed};
use agenda::raci::{Activity, Holder};
use agenda::role::Role;
use base::{PersonId, Say, Side, Text};

use serde_json::json;

use crate::{Page, Picture};

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

    /// The name of a class of decisions, also of one that is only proposed.
    pub fn charter_name(&self, key: &str) -> Say {
        let charter = self.charter();
        let proposed = || charter.proposed.iter().map(|(_, row)| row).find(|row| row.key == key);
        let row = charter.row(key).or_else(proposed);
        row.map_or_else(|| charter::known_say(key), |row| row.say(&|text| self.typed(text)))
    }

    /// The name of a row of the charter, as it stands there or not.
    pub fn row_name(&self, row: &Row) -> Say {
        row.say(&|text| self.typed(text))
    }

    /// The classes of decisions that answer to some words, best first.
    pub fn who_decides(&self, words: &str) -> Vec<&Row> {
        let charter = self.charter();
        let found = charter::search(charter, words, &|text| self.typed(text));
        found.iter().filter_map(|found| charter.row(&found.key)).collect()
    }

    /// The people present who decide a class, by what they decide it as.
    pub fn deciders_of(&self, decider: Decider) -> Vec<PersonId> {
        let side = |side: Side| match side {
            Side::Marketing => self.holders_of(Role::Cmo, None).collect(),
            Side::It => self.holders_of(Role::Cio, None).collect(),
            Side::Other => Vec::new(),
        };
        match decider {
            Decider::Side(one) => side(one),
            Decider::Both => [side(Side::Marketing), side(Side::It)].concat(),
            Decider::Role(role) => self.holders_of(role, None).collect(),
        }
    }

    /// What both sides see when a row of the charter is put to a decision: the row as it stands and as it would be.
    pub fn charter_page(&self, proposed: &Row) -> Page {
        let options = vec![Choice::AsAsked, Choice::NotNow];
        let facts = json!({
            "charter": proposed.key,
            "version": self.charter().version,
            "was": self.charter().row(&proposed.key),
            "becomes": proposed,
            "options": options.iter().map(Choice::word).collect::<Vec<_>>(),
            "figures": {},
        });
        Page { options, facts, erased: Vec::new() }
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
