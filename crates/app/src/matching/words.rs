//! What fields, agreements and rules are called in front of people.

use std::borrow::Cow;

use base::{Lang, Say};
use customers::resolution::compare::ladder::Agreement;
use customers::resolution::model::{Key, Kind, Part};

/// What a field is called.
pub fn kind(kind: Kind) -> Say {
    let (fr, en) = match kind {
        Kind::GivenName => ("prénom", "given name"),
        Kind::FamilyName => ("nom", "family name"),
        Kind::Birth => ("naissance", "birth"),
        Kind::Email => ("courriel", "e-mail"),
        Kind::Phone => ("téléphone", "telephone"),
        Kind::Address => ("adresse", "address"),
        Kind::Postcode => ("code postal", "postcode"),
        Kind::City => ("ville", "city"),
        Kind::Code => ("numéro", "number"),
    };
    Say::new(fr, en)
}

/// How two values agree; nothing stands for a missing one.
pub fn agreement(agreement: Option<Agreement>) -> Say {
    let (fr, en) = match agreement {
        None => ("absent d'un côté", "missing on one side"),
        Some(Agreement::None) => ("différent", "different"),
        Some(Agreement::Swapped) => ("prénom et nom échangés", "given and family name swapped"),
        Some(Agreement::SameCity) => ("même ville", "same city"),
        Some(Agreement::SamePostcode) => ("même code postal", "same postcode"),
        Some(Agreement::SameStart) => ("même début", "same beginning"),
        Some(Agreement::Alike) => ("ressemblant", "alike"),
        Some(Agreement::Close) => ("très proche", "very close"),
        Some(Agreement::SameNumber) => ("même nombre à la fin", "the same number at the end"),
        Some(Agreement::Variant) => ("variante du même prénom", "a variant of the same given name"),
        Some(Agreement::Initial) => ("une initiale qui convient", "an initial that fits"),
        Some(Agreement::MoreEdits) => ("à deux corrections près", "two corrections apart"),
        Some(Agreement::Edits) => ("à une correction près", "one correction apart"),
        Some(Agreement::NumberAndPostcode) => ("même numéro, même code postal", "same house number and postcode"),
        Some(Agreement::SamePart) => ("une partie est la même", "a part is the same"),
        Some(Agreement::Same) => ("identique", "the same"),
    };
    Say::new(fr, en)
}

/// A value in its one form, as people write it: a day as in ISO 8601.
pub fn value(kind: Kind, value: &str) -> Cow<'_, str> {
    match (kind, value.get(..4), value.get(4..6), value.get(6..8)) {
        (Kind::Birth, Some(year), Some(month), Some(day)) if value.len() == 8 => format!("{year}-{month}-{day}").into(),
        _ => value.into(),
    }
}

/// What two records must share to be looked at.
pub fn rule(keys: &[Key]) -> Say {
    let one = |lang: Lang, key: &Key| {
        let field = kind(key.field);
        let field = field.in_lang(lang);
        match (lang, key.part) {
            (_, Part::Whole) => field.to_owned(),
            (Lang::Fr, Part::FirstWord) => format!("{field} (premier mot)"),
            (Lang::En, Part::FirstWord) => format!("{field} (first word)"),
            (Lang::Fr, Part::First(1)) => format!("{field} (premier signe)"),
            (Lang::En, Part::First(1)) => format!("{field} (first sign)"),
            (Lang::Fr, Part::First(n)) => format!("{field} ({n} premiers signes)"),
            (Lang::En, Part::First(n)) => format!("{field} (first {n} signs)"),
            (Lang::Fr, Part::Last(n)) => format!("{field} ({n} derniers signes)"),
            (Lang::En, Part::Last(n)) => format!("{field} (last {n} signs)"),
            (Lang::Fr, Part::Local) => format!("{field} (avant l'arobase)"),
            (Lang::En, Part::Local) => format!("{field} (before the at sign)"),
            (Lang::Fr, Part::Number) => format!("{field} (numéro de rue)"),
            (Lang::En, Part::Number) => format!("{field} (house number)"),
        }
    };
    Say::each(|lang| keys.iter().map(|key| one(lang, key)).collect::<Vec<_>>().join(" + "))
}
