//! A model as a file people can read, compare and keep in versions: what the columns are, how records are compared,
//! which pairs are looked at, and the few numbers of the estimation.

use serde::{Deserialize, Serialize};

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The name a person was given.
    GivenName,
    /// The name of the family.
    FamilyName,
    /// A day of birth.
    Birth,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Number and street.
    Address,
    /// A postcode.
    Postcode,
    /// A town.
    City,
    /// A number a body gives to one person, such as a social security number.
    Code,
}

/// One field of a person, and the columns it is read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What its values are; the model has at most one field of a kind, save codes.
    pub kind: Kind,
    /// The headers it is read from: of an address joined with a blank (number and street), of other kinds the first
    /// that is filled.
    pub columns: Vec<String>,
    /// For names: the column holds given and family name together, and is taken apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole_name: bool,
    /// For telephone numbers: the calling code of numbers told without one, such as `33`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calling_code: Option<String>,
}

/// A part of a field's value that two records may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    Whole,
    /// The first word.
    FirstWord,
    /// The first so many signs.
    First(u8),
    /// The last so many signs.
    Last(u8),
    /// Of an e-mail address: what stands before the sign.
    Local,
    /// Of an address: the number.
    Number,
}

/// What two records must share to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Of which field.
    pub field: Kind,
    /// Which part of it.
    pub part: Part,
}

/// Everything a run depends on, besides the records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The version of this file's shape.
    pub version: u32,
    /// What is known of a person. Each is compared, postcode and town together with the address.
    pub fields: Vec<Field>,
    /// The rules: two records are looked at when they share all keys of one of them.
    pub blocking: Vec<Vec<Key>>,
    /// Rules that come after those: they are followed as far as [`Model::pairs_per_record`] leaves room.
    #[serde(default)]
    pub blocking_broad: Vec<Vec<Key>>,
    /// How many pairs a record may bring on average, over all rules; the largest blocks are left out beyond.
    pub pairs_per_record: f64,
    /// How much what is expected of one person's records weighs beside what the data say, as a share.
    pub prior_weight: f64,
    /// The most kinds of pairs that are not one person; how many there are is decided by the data.
    pub components_most: usize,
    /// From how many places the estimation starts; all must agree.
    pub starts: usize,
    /// The seed of those places.
    pub seed: u64,
    /// What a pair nobody looked at speaks against being one person, in bits.
    pub unseen_bits: f64,
    /// The most one pair may say for or against, in bits.
    pub most_bits: f64,
    /// From which score on two records are one person, in bits; 0 is as likely as not.
    pub threshold_bits: f64,
}

impl Model {
    /// The place of a kind among the fields.
    pub fn field(&self, kind: Kind) -> Option<usize> {
        self.fields.iter().position(|field| field.kind == kind)
    }
}

/// What stands against following a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no field.
    NoField,
    /// A field is read from no column.
    NoColumn(Kind),
    /// Two fields are of one kind.
    Twice(Kind),
    /// A rule names nothing two records could share.
    EmptyRule,
    /// A rule names a kind that no field gives.
    Missing(Kind),
    /// No rule brings any pair.
    NoRule,
    /// A number lies outside what it may be.
    Number(Number),
}

/// The numbers of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each bears the name of its field")]
pub enum Number {
    PairsPerRecord,
    PriorWeight,
    ComponentsMost,
    Starts,
    UnseenBits,
    MostBits,
    ThresholdBits,
}

impl Model {
    /// What stands against following it, in the order of the file; nothing when it can be followed.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.fields.is_empty() {
            faults.push(Fault::NoField);
        }
        for (at, field) in self.fields.iter().enumerate() {
            if !field.columns.iter().any(|column| !column.trim().is_empty()) {
                faults.push(Fault::NoColumn(field.kind));
            }
            let before = self.fields.get(..at).unwrap_or_default();
            if field.kind != Kind::Code && before.iter().any(|other| other.kind == field.kind) {
                faults.push(Fault::Twice(field.kind));
            }
        }
        let rules = || self.blocking.iter().chain(&self.blocking_broad);
        if rules().next().is_none() {
            faults.push(Fault::NoRule);
        }
        if rules().any(Vec::is_empty) {
            faults.push(Fault::EmptyRule);
        }
        let mut missing: Vec<Kind> =
            rules().flatten().map(|key| key.field).filter(|kind| self.field(*kind).is_none()).collect();
        missing.sort_unstable();
        missing.dedup();
        faults.extend(missing.into_iter().map(Fault::Missing));
        let numbers = [
            (Number::PairsPerRecord, self.pairs_per_record > 0.0 && self.pairs_per_record <= 10_000.0),
            (Number::PriorWeight, (0.0..=1.0).contains(&self.prior_weight)),
            (Number::ComponentsMost, (1..=12).contains(&self.components_most)),
            (Number::Starts, (1..=50).contains(&self.starts)),
            (Number::UnseenBits, (0.0..=100.0).contains(&self.unseen_bits)),
            (Number::MostBits, self.most_bits > 0.0 && self.most_bits <= 100.0),
            (Number::ThresholdBits, (-100.0..=100.0).contains(&self.threshold_bits)),
        ];
        faults.extend(numbers.into_iter().filter(|(_, fits)| !fits).map(|(number, _)| Fault::Number(number)));
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolution::column::Columns;
    use crate::resolution::profile;

    fn proposed() -> Model {
        let mut columns = Columns::default();
        let places = columns.open(&["prénom", "nom", "date de naissance"].map(str::to_owned));
        columns.push_at(&places, ["Anne", "Le Goff", "1984-03-05"]);
        profile::propose(&columns.into_columns())
    }

    #[test]
    fn what_is_proposed_can_be_followed() {
        assert_eq!(proposed().faults(), []);
    }

    #[test]
    fn what_cannot_be_followed_is_named() {
        let mut model = proposed();
        model.fields[0].columns = vec![" ".to_owned()];
        model.fields.push(model.fields[1].clone());
        model.blocking.push(vec![Key { field: Kind::Email, part: Part::Whole }]);
        model.blocking.push(vec![]);
        model.threshold_bits = f64::NAN;
        model.starts = 0;
        let (named, twice) = (model.fields[0].kind, model.fields[1].kind);
        assert_eq!(
            model.faults(),
            [
                Fault::NoColumn(named),
                Fault::Twice(twice),
                Fault::EmptyRule,
                Fault::Missing(Kind::Email),
                Fault::Number(Number::Starts),
                Fault::Number(Number::ThresholdBits),
            ]
        );
        let nothing = Model { fields: vec![], blocking: vec![], blocking_broad: vec![], ..proposed() };
        assert_eq!(nothing.faults(), [Fault::NoField, Fault::NoRule]);
    }
}
