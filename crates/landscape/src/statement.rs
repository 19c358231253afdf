//! A fact a person states about one field of one thing: an owner is named, a limit is corrected.

use base::{Aggregate, Context, Kind, Ref, Refusal, Say, Text};
use serde::{Deserialize, Serialize};

use crate::field::{FIELDS, Field, KINDS, Value};

/// A stated value. Words a person typed live in the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// Anything but typed words.
    Value(Value),
    /// Typed words, the same in both languages.
    Words(Text),
}

/// Facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A field was stated.
    Stated {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
        /// What was stated.
        value: Stated,
    },
    /// A statement was taken back; what the files say counts again.
    Withdrawn {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
    },
}

/// Orders.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// States a field.
    State {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
        /// What is stated.
        value: Stated,
    },
    /// States again what stands: it is as true as it was, and as young as today.
    Restate {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
    },
    /// Takes a statement back.
    Withdraw {
        /// Which thing.
        subject: Ref,
        /// Which field.
        field: Field,
    },
}

/// What a thing's people have stated: the newest statement of each field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    /// Field and value, in the order first stated.
    pub stated: Vec<(Field, Stated)>,
}

/// Ordinary answers that are not "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotState {
    /// A thing of this kind has no such field.
    NoSuchField(Kind, Field),
}

impl Refusal for CannotState {
    fn say(&self) -> Say {
        let CannotState::NoSuchField(kind, field) = self;
        let (kind, word) = (kind.word(), field.spec().word);
        Say::new(format!("le champ « {word} » n'existe pas pour « {kind} »"), format!("a {kind} has no field “{word}”"))
    }

    fn way_out(&self) -> Say {
        let CannotState::NoSuchField(kind, _) = self;
        let known: Vec<&str> = FIELDS.iter().filter(|spec| spec.kinds.contains(kind)).map(|spec| spec.word).collect();
        let known = known.join(", ");
        Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}"))
    }
}

impl Aggregate for Statements {
    const STREAM: &'static str = "fact";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotState;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotState> {
        let known = |field: Field| state.and_then(|s| s.stated.iter().find(|(f, _)| *f == field).map(|(_, v)| v));
        Ok(match command {
            Command::State { subject, field, .. } if !field.spec().kinds.contains(&subject.kind()) => {
                return Err(CannotState::NoSuchField(subject.kind(), field));
            }
            Command::State { field, value, .. } if known(field) == Some(&value) => vec![],
            Command::State { subject, field, value } => vec![Event::Stated { subject, field, value }],
            Command::Restate { subject, field } => match known(field) {
                Some(value) => vec![Event::Stated { subject, field, value: value.clone() }],
                None => vec![],
            },
            Command::Withdraw { field, .. } if known(field).is_none() => vec![],
            Command::Withdraw { subject, field } => vec![Event::Withdrawn { subject, field }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, _: &Context) -> Option<Self> {
        let mut state = state.unwrap_or_default();
        match event {
            Event::Stated { field, value, .. } => match state.stated.iter_mut().find(|(f, _)| f == field) {
                Some((_, old)) => *old = value.clone(),
                None => state.stated.push((*field, value.clone())),
            },
            Event::Withdrawn { field, .. } => state.stated.retain(|(f, _)| f != field),
        }
        Some(state)
    }
}

/// A typed value, before its words are committed to the vault.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// Anything but words: ready to be stated.
    Value(Value),
    /// Words, for the vault; the same in both languages.
    Words(String),
}

/// A typed order to state a field, as in `system.loyalty-engine.limit=50`.
#[derive(Clone, Debug, PartialEq)]
pub struct Typing {
    /// Which thing.
    pub subject: Ref,
    /// Which field.
    pub field: Field,
    /// What is stated.
    pub value: Typed,
}

/// Words that cannot be read as a statement: why, and the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unclear {
    /// Why.
    pub reason: Say,
    /// What to do about it.
    pub way_out: Say,
}

/// Reads a typed value in the sense of its field, by the same rules as a cell of an import.
///
/// Errors: nothing is said (to take a statement back there is [`Command::Withdraw`]), or it does not fit.
pub fn parse(field: Field, words: &str) -> Result<Typed, Unclear> {
    let read = crate::field::read(field, &crate::field::typed(words));
    match read.map_err(|no| Unclear { reason: no.reason, way_out: no.way_out })? {
        Some(Value::Words(words)) => Ok(Typed::Words(words.fr)),
        Some(value) => Ok(Typed::Value(value)),
        None => Err(Unclear {
            reason: Say::new("aucune valeur n'est donnée", "no value is given"),
            way_out: Say::new(
                "écrivez la valeur, ou retirez la déclaration pour revenir à ce que disent les fichiers",
                "write the value, or withdraw the statement to go back to what the files say",
            ),
        }),
    }
}

/// Reads an address and a value: `kind.key.field=value`, as in `system.loyalty-engine.limit=50`.
///
/// Whether the thing exists is not asked here: a statement may describe something no file knows.
/// Errors: no such form, kind or field; a value that does not fit.
pub fn typing(words: &str) -> Result<Typing, Unclear> {
    let parts = words.split_once('=').and_then(|(address, value)| {
        let (kind, rest) = address.trim().split_once('.')?;
        let (key, field) = rest.rsplit_once('.')?;
        Some((kind, key, field.trim(), value))
    });
    let (kind, key, field, value) = parts.ok_or_else(|| Unclear {
        reason: Say::new(
            format!("« {} » n'est pas une déclaration", crate::field::shorten(words)),
            format!("“{}” is not a statement", crate::field::shorten(words)),
        ),
        way_out: Say::new(
            "écrivez sorte.clé.champ=valeur, par exemple system.loyalty-engine.limit=50",
            "write kind.key.field=value, for instance system.loyalty-engine.limit=50",
        ),
    })?;
    let subject: Ref =
        format!("{kind}:{key}").parse().ok().filter(|r: &Ref| KINDS.contains(&r.kind())).ok_or_else(|| {
            let kinds = KINDS.map(Kind::word).join(", ");
            Unclear {
                reason: Say::new(
                    format!("« {kind}.{key} » ne désigne rien du paysage"),
                    format!("“{kind}.{key}” points at nothing of the landscape"),
                ),
                way_out: Say::new(
                    format!("écrivez d'abord la sorte ({kinds}), puis la clé en petites lettres, chiffres et tirets"),
                    format!("write the kind first ({kinds}), then the key in small letters, digits and hyphens"),
                ),
            }
        })?;
    let Some(field) = Field::of(subject.kind(), field) else {
        let words = FIELDS.iter().filter(|spec| spec.kinds.contains(&subject.kind())).map(|spec| spec.word);
        let known = words.collect::<Vec<_>>().join(", ");
        return Err(Unclear {
            reason: Say::new(
                format!("le champ « {field} » n'existe pas pour « {kind} »"),
                format!("a {kind} has no field “{field}”"),
            ),
            way_out: Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
        });
    };
    Ok(Typing { value: parse(field, value)?, subject, field })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ctx() -> Context {
        Context { actor: None, now: jiff::Timestamp::UNIX_EPOCH }
    }

    /// Given past facts, when an order comes, then these facts or this refusal.
    fn check(given: &[Event], when: Command, then: Result<Vec<Event>, CannotState>) {
        let state = given.iter().fold(None, |state, event| Statements::evolve(state, event, &ctx()));
        assert_eq!(Statements::decide(state.as_ref(), when, &ctx()), then);
    }

    fn engine() -> Ref {
        Ref::new(Kind::System, "loyalty-engine")
    }

    fn limit(value: f64) -> Stated {
        Stated::Value(Value::Number(base::Quantity::exact(value)))
    }

    fn state(value: f64) -> Command {
        Command::State { subject: engine(), field: Field::Limit, value: limit(value) }
    }

    fn stated(value: f64) -> Event {
        Event::Stated { subject: engine(), field: Field::Limit, value: limit(value) }
    }

    #[test]
    fn a_limit_is_stated() {
        check(&[], state(50.0), Ok(vec![stated(50.0)]));
        check(&[stated(50.0)], state(60.0), Ok(vec![stated(60.0)]));
    }

    #[test]
    fn stating_the_same_twice_says_nothing_new() {
        check(&[stated(50.0)], state(50.0), Ok(vec![]));
        check(&[stated(50.0), stated(60.0)], state(50.0), Ok(vec![stated(50.0)]));
    }

    #[test]
    fn a_statement_is_withdrawn_once() {
        let withdraw = || Command::Withdraw { subject: engine(), field: Field::Limit };
        let withdrawn = || Event::Withdrawn { subject: engine(), field: Field::Limit };
        check(&[stated(50.0)], withdraw(), Ok(vec![withdrawn()]));
        check(&[], withdraw(), Ok(vec![]));
        check(&[stated(50.0), withdrawn()], withdraw(), Ok(vec![]));
        check(&[stated(50.0), withdrawn()], state(50.0), Ok(vec![stated(50.0)]));
    }

    #[test]
    fn a_field_the_kind_has_not_is_refused_with_those_it_has() {
        let team = Ref::new(Kind::Team, "web");
        let order = Command::State { subject: team, field: Field::Limit, value: limit(50.0) };
        check(&[], order, Err(CannotState::NoSuchField(Kind::Team, Field::Limit)));
        let refusal = CannotState::NoSuchField(Kind::Team, Field::Limit);
        assert!(refusal.say().en.contains("limit") && refusal.way_out().en.contains("capacity"));
    }

    #[test]
    fn a_statement_is_typed_as_kind_key_field_and_value() {
        let number = |value| Typed::Value(Value::Number(base::Quantity::exact(value)));
        let read = |words: &str| typing(words).map(|t| (t.subject.to_string(), t.field, t.value));
        assert_eq!(
            read("system.loyalty-engine.limit=50"),
            Ok(("system:loyalty-engine".to_owned(), Field::Limit, number(50.0)))
        );
        assert_eq!(
            read("flow.tills>loyalty-engine.calls = 1,5"),
            Ok(("flow:tills>loyalty-engine".to_owned(), Field::Calls, number(1.5)))
        );
        assert_eq!(
            read("system.crm.v2.does=tient les clients = la base"),
            Ok(("system:crm.v2".to_owned(), Field::Does, Typed::Words("tient les clients = la base".to_owned())))
        );
        assert_eq!(read("system.crm.availability=99,5 %").map(|(.., v)| v), Ok(number(0.995)));
    }

    #[test]
    fn what_cannot_be_read_as_a_statement_says_the_way_out() {
        for (words, part) in [
            ("limit=50", "kind.key.field=value"),
            ("system.crm.limit", "kind.key.field=value"),
            ("tool.crm.limit=50", "system"),
            ("person.lou.name=Lou", "system"),
            ("system.CRM.limit=50", "small letters"),
            ("system.crm.views=50", "limit"),
            ("system.crm.limit=beaucoup", "number"),
            ("system.crm.limit=-3", "positive"),
            ("system.crm.limit=", "withdraw"),
            ("system.crm.limit=?", "withdraw"),
            ("flow.a>b.mode=parfois", "hard"),
        ] {
            let unclear = typing(words).unwrap_err();
            assert!(unclear.way_out.en.contains(part), "{words}: {}", unclear.way_out.en);
        }
    }
}
