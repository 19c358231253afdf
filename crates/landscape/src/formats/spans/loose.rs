//! Reads JSON member by member without building it: only what a reader asks for is kept, and a value of another shape
//! than expected is passed over instead of ending the file.
//!
//! Each implementor of [`Members`] or [`Elements`] takes exactly one value per call, or none and says so.

use std::borrow::Cow;
use std::fmt;

use base::Say;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use tabular::Unreadable;

use crate::formats::Telling;
use crate::formats::tree::faulty;

/// A value that is no object and no list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar<'de> {
    Null,
    Bool(bool),
    Whole(u64),
    Number(f64),
    Text(Cow<'de, str>),
    /// An object or a list, passed over.
    Nested,
}

impl<'de> Scalar<'de> {
    /// The words of a text that has some.
    pub(crate) fn text(self) -> Option<Cow<'de, str>> {
        match self {
            Scalar::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// A whole number ≥ 0, also when written as text.
    pub(crate) fn whole(&self) -> Option<u64> {
        match self {
            Scalar::Whole(n) => Some(*n),
            Scalar::Number(x) if *x >= 0.0 && *x < 1.8e19 => Some(*x as u64),
            Scalar::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A yes or a no, also when written as text.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Scalar::Bool(truth) => Some(*truth),
            Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

/// What is taken from an object, member by member.
pub(crate) trait Members<'de> {
    /// Takes the value of one member.
    fn member<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error>;
}

/// What is taken from a list, element by element.
pub(crate) trait Elements<'de> {
    /// Takes the next element; `false` at the end.
    fn element<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error>;
}

/// Reads an object into `0`; says whether it was one.
pub(crate) struct Object<'a, M>(pub &'a mut M);

/// Reads a list into `0`; says whether it was one.
pub(crate) struct List<'a, E>(pub &'a mut E);

/// Reads an object or a list, whichever it is, into `0`; says whether it was either.
pub(crate) struct Either<'a, T>(pub &'a mut T);

/// Passes a member's value over.
pub(crate) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

fn members<'de, M: Members<'de>, A: MapAccess<'de>>(into: &mut M, mut map: A) -> Result<bool, A::Error> {
    while let Some(name) = map.next_key::<Scalar<'de>>()? {
        match name {
            Scalar::Text(name) => into.member(&name, &mut map)?,
            _ => skip(&mut map)?,
        }
    }
    Ok(true)
}

fn elements<'de, E: Elements<'de>, A: SeqAccess<'de>>(into: &mut E, mut seq: A) -> Result<bool, A::Error> {
    while into.element(&mut seq)? {}
    Ok(true)
}

fn pass_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

fn pass_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Scalar<'de>, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Scalar<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Scalar::Null)
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
                Ok(Scalar::Bool(truth))
            }
            fn visit_u64<E>(self, n: u64) -> Result<Self::Value, E> {
                Ok(Scalar::Whole(n))
            }
            fn visit_i64<E>(self, n: i64) -> Result<Self::Value, E> {
                Ok(u64::try_from(n).map_or(Scalar::Number(n as f64), Scalar::Whole))
            }
            fn visit_f64<E>(self, x: f64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(x))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Owned(text.to_owned())))
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Borrowed(text)))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                pass_map(map).map(|()| Scalar::Nested)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                pass_seq(seq).map(|()| Scalar::Nested)
            }
        }
        d.deserialize_any(Any)
    }
}

/// A seed that takes one shape and passes every other over.
macro_rules! seed {
    ($seed:ident, $needs:path, $map:expr, $seq:expr) => {
        impl<'de, T: $needs> DeserializeSeed<'de> for $seed<'_, T> {
            type Value = bool;
            fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<bool, D::Error> {
                d.deserialize_any(self)
            }
        }
        impl<'de, T: $needs> Visitor<'de> for $seed<'_, T> {
            type Value = bool;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<bool, E> {
                Ok(false)
            }
            fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
                Ok(false)
            }
            fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
                Ok(false)
            }
            fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
                Ok(false)
            }
            fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
                Ok(false)
            }
            fn visit_str<E>(self, _: &str) -> Result<bool, E> {
                Ok(false)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
                $map(self.0, map)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<bool, A::Error> {
                $seq(self.0, seq)
            }
        }
    };
}

/// Objects and lists at once, for files that wrap the same thing in either.
pub(crate) trait Both<'de>: Members<'de> + Elements<'de> {}

impl<'de, T: Members<'de> + Elements<'de>> Both<'de> for T {}

seed!(Object, Members<'de>, members, |_, seq| pass_seq(seq).map(|()| false));
seed!(List, Elements<'de>, |_, map| pass_map(map).map(|()| false), elements);
seed!(Either, Both<'de>, members, elements);

/// Reads a whole JSON document into `into`.
///
/// Errors: it is no JSON; says line and column, and what was expected there.
pub(crate) fn document<'de, T: Members<'de> + Elements<'de>>(
    bytes: &'de [u8],
    telling: &Telling,
    into: &mut T,
) -> Result<(), Unreadable> {
    let mut json = serde_json::Deserializer::from_slice(text(bytes));
    Either(into).deserialize(&mut json).and_then(|_| json.end()).map_err(|error| broken(telling, &error, 0))
}

/// The document without the mark some tools put before it.
pub(crate) fn text(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Says where a document stops being JSON; `before` lines come before it in the file.
pub(crate) fn broken(telling: &Telling, error: &serde_json::Error, before: u64) -> Unreadable {
    let way_out = match error.is_eof() {
        true => Say::new(
            "le fichier s'arrête trop tôt : envoyez-le de nouveau, en entier",
            "the file ends too early: send it again, whole",
        ),
        false => Say::new("exportez le fichier de nouveau sans le modifier", "export the file again, unchanged"),
    };
    let mut unreadable = telling.unreadable(
        Some(before + error.line() as u64),
        faulty(error, "ce n'est pas du JSON valable", "it is not valid JSON"),
        way_out,
    );
    unreadable.column = Some(error.column() as u64);
    unreadable
}
