//! What a column means, from its header and its values.

use tabular::fold;

use super::LOOKED_AT;
use crate::resolution::column::Column;
use crate::resolution::model::Kind;

/// What a column was taken for.
pub(super) struct Meaning {
    /// The fields it gives.
    pub(super) kinds: Vec<Kind>,
    /// Whether it holds given and family name together.
    pub(super) whole_name: bool,
    /// Whether it is a part of an address: the number, or the street.
    pub(super) street_part: bool,
}

/// Headers people use, folded; the first that fits counts.
const HEADERS: &[(&[Kind], bool, &[&str])] = &[
    (&[Kind::GivenName], false, &["first name", "firstname", "given name", "givenname", "forename", "prenom", "fname"]),
    (
        &[Kind::FamilyName],
        false,
        &["last name", "lastname", "surname", "family name", "familyname", "nom", "nom de famille", "sname", "lname"],
    ),
    (
        &[Kind::GivenName, Kind::FamilyName],
        true,
        &[
            "name",
            "full name",
            "fullname",
            "nom complet",
            "nom prenom",
            "requester",
            "client",
            "customer",
            "contact name",
        ],
    ),
    (
        &[Kind::Birth],
        false,
        &[
            "dob",
            "birth date",
            "birthdate",
            "birthday",
            "date of birth",
            "date de naissance",
            "naissance",
            "dob yyyymmdd",
        ],
    ),
    (&[Kind::Email], false, &["email", "e mail", "mail", "email address", "emailaddress", "email addr", "courriel"]),
    (
        &[Kind::Phone],
        false,
        &["phone", "phone number", "phonenumber", "telephone", "tel", "mobile", "portable", "msisdn", "callback"],
    ),
    (
        &[Kind::Address],
        false,
        &[
            "address",
            "adresse",
            "street",
            "rue",
            "street number",
            "address 1",
            "addr1",
            "address line 1",
            "mailingstreet",
            "line1",
        ],
    ),
    (
        &[Kind::Postcode],
        false,
        &["postcode", "zip", "zip5", "zip code", "code postal", "postal code", "mailingpostalcode", "cp"],
    ),
    (&[Kind::City], false, &["city", "town", "ville", "suburb", "mailingcity", "commune"]),
    (&[Kind::Code], false, &["soc sec id", "ssn", "social security number", "nir", "national id", "tax id"]),
];

/// Tells what a column means; nothing when neither header nor values tell.
pub(super) fn of(column: &Column) -> Option<Meaning> {
    let header = fold(&column.name);
    let known = HEADERS.iter().find(|(.., names)| names.iter().any(|name| fold(name) == header));
    if let Some((kinds, whole_name, _)) = known {
        let street_part = kinds.contains(&Kind::Address);
        let fits = kinds.len() > 1 || kinds.iter().all(|kind| plausible(*kind, column));
        return fits.then(|| Meaning { kinds: kinds.to_vec(), whole_name: *whole_name, street_part });
    }
    let share = |test: fn(&str) -> bool| {
        let looked: Vec<bool> = column.values.iter().skip(1).take(LOOKED_AT).map(test).collect();
        looked.iter().filter(|fits| **fits).count() as f64 / looked.len().max(1) as f64
    };
    let only = |kind| Some(Meaning { kinds: vec![kind], whole_name: false, street_part: false });
    match () {
        () if share(is_email) > 0.8 => only(Kind::Email),
        () if share(is_phone) > 0.8 => only(Kind::Phone),
        () => None,
    }
}

/// Whether the values may be of a kind, where values can tell.
fn plausible(kind: Kind, column: &Column) -> bool {
    let test: fn(&str) -> bool = match kind {
        Kind::Email => is_email,
        Kind::Phone => |value| digits(value) >= 6,
        Kind::Birth => |value| digits(value) >= 5,
        _ => return true,
    };
    let looked: Vec<bool> = column.values.iter().skip(1).take(LOOKED_AT).map(test).collect();
    looked.iter().filter(|fits| **fits).count() * 2 >= looked.len()
}

fn digits(value: &str) -> usize {
    value.bytes().filter(u8::is_ascii_digit).count()
}

fn is_email(value: &str) -> bool {
    value.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

/// Written as telephone numbers are: a sign or brackets and blanks, or a leading plus, and 9 to 15 digits.
fn is_phone(value: &str) -> bool {
    let marked = value.starts_with('+') || value.contains(['(', ' ', '.', '-']);
    let only = value.chars().all(|sign| sign.is_ascii_digit() || "+(). -/".contains(sign));
    marked && only && (9..=15).contains(&digits(value)) && !value.contains(':')
}
