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
