//! From what columns hold to a model of them, proposed for a person to read and mend.

mod meaning;

use super::column::Column;
use super::model::{Field, Key, Kind, Model, Part};
use super::normalise;

/// How many distinct values of a column are looked at.
const LOOKED_AT: usize = 2_000;

/// Proposes a model of these columns.
///
/// Shape: columns → fields for those that are understood, rules of blocking for the fields there are. A column is known
/// by its header where that is one people use, and by its values otherwise; both must agree where values can tell.
pub fn propose(columns: &[Column]) -> Model {
    let mut fields: Vec<Field> = Vec::new();
    for column in columns {
        let Some(found) = meaning::of(column) else { continue };
        for kind in found.kinds {
            let field = |columns| Field { kind, columns, whole_name: found.whole_name, calling_code: None };
            match fields.iter_mut().find(|field| field.kind == kind && field.whole_name == found.whole_name) {
                // A house number and its street stand in two columns.
                Some(known) if kind == Kind::Address && known.columns.len() == 1 && found.street_part => {
                    known.columns.push(column.name.clone());
                }
                // Files of several sources name one thing differently.
                Some(known) if kind != Kind::Code && apart_in_records(columns, &known.columns, column) => {
                    known.columns.push(column.name.clone());
                }
                Some(_) => {}
                None if kind == Kind::Phone => {
                    let calling_code = normalise::calling_code(column.values.iter().skip(1).take(LOOKED_AT));
                    fields.push(Field { calling_code, ..field(vec![column.name.clone()]) });
                }
                None => fields.push(field(vec![column.name.clone()])),
            }
        }
    }
    // Names told apart are better than a whole name.
    let apart = |kind: Kind, fields: &[Field]| fields.iter().any(|field| field.kind == kind && !field.whole_name);
    let (given, family) = (apart(Kind::GivenName, &fields), apart(Kind::FamilyName, &fields));
    fields.retain(|field| {
        !field.whole_name || !(field.kind == Kind::GivenName && given || field.kind == Kind::FamilyName && family)
    });
    fields.sort_by_key(|field| field.kind);
    let (blocking, blocking_broad) = rules(|kind| fields.iter().any(|field| field.kind == kind));
    Model {
        version: 1,
        fields,
        blocking,
        blocking_broad,
        pairs_per_record: 20.0,
        prior_weight: 0.3,
        components_most: 5,
        starts: 10,
        seed: 1,
        unseen_bits: 1.0,
        most_bits: 10.0,
        threshold_bits: 0.0,
    }
}

/// Whether no record fills a column together with one of those named.
fn apart_in_records(columns: &[Column], names: &[String], column: &Column) -> bool {
    let others = columns.iter().filter(|other| names.contains(&other.name));
    !others.flat_map(|other| other.codes.iter().zip(&column.codes)).any(|(other, code)| *other != 0 && *code != 0)
}

/// The rules whose fields are there, and the broad ones that come after them.
fn rules(has: impl Fn(Kind) -> bool) -> (Vec<Vec<Key>>, Vec<Vec<Key>>) {
    use Kind::*;
    use Part::*;
    let key = |(field, part): &(Kind, Part)| Key { field: *field, part: *part };
    let rules: &[&[(Kind, Part)]] = &[
        &[(Code, Whole)],
        &[(Email, Whole)],
        &[(Email, Local)],
        &[(Phone, Whole)],
        &[(Phone, Last(7))],
        &[(Birth, Whole), (FamilyName, First(2))],
        &[(Birth, Whole), (GivenName, First(1))],
        &[(Birth, Whole), (Postcode, Whole)],
        &[(GivenName, Whole), (FamilyName, Whole)],
        &[(GivenName, Whole), (FamilyName, Whole), (Postcode, First(3))],
        &[(GivenName, Whole), (FamilyName, Whole), (City, Whole)],
        &[(FamilyName, Whole), (GivenName, First(1)), (Birth, First(4))],
        &[(FamilyName, Whole), (Postcode, Whole)],
        &[(GivenName, FirstWord), (Postcode, Whole)],
        &[(Address, Number), (Postcode, Whole)],
        &[(Address, Whole), (GivenName, First(1))],
        &[(Email, First(6)), (FamilyName, First(3))],
        &[(FamilyName, Whole), (Phone, First(8))],
        &[(GivenName, First(1)), (Phone, First(10))],
    ];
    let present = rules.iter().filter(|rule| rule.iter().all(|(kind, _)| has(*kind)));
    let narrow = present.map(|rule| rule.iter().map(key).collect()).collect();
    // Of large files only the rare values of single fields make blocks small enough.
    let broad: &[&[(Kind, Part)]] = &[
        &[(Birth, Whole)],
        &[(FamilyName, Whole)],
        &[(GivenName, Whole)],
        &[(Address, Whole)],
        &[(City, Whole), (GivenName, First(1))],
    ];
    let present = broad.iter().filter(|rule| rule.iter().all(|(kind, _)| has(*kind)));
    (narrow, present.map(|rule| rule.iter().map(key).collect()).collect())
}
