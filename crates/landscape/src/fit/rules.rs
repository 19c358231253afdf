//! The rules of fit: one rule, one function, one row.

mod life;
mod load;
mod personal;
mod wires;

use base::{Kind, Say};
use jiff::civil::Date;

pub(super) use personal::{is_personal, touched};

use super::words;
use super::{Check, Proof, Verdict};
use super::{place, sign_on};
use crate::catalog::{Catalog, Thing};
use crate::field::Field;

/// One rule.
pub struct Rule {
    /// Its name for programs.
    pub word: &'static str,
    /// What it is about: French, English.
    pub label: (&'static str, &'static str),
    /// How it answers.
    answer: fn(&Case) -> Answer,
}

/// The table of rules.
pub static RULES: &[Rule] = &[
    Rule { word: "sign_on", label: ("la connexion", "sign-on"), answer: sign_on::answer },
    Rule {
        word: "country",
        label: ("le pays des données personnelles", "the country of personal data"),
        answer: place::answer,
    },
    Rule { word: "consent", label: ("les finalités couvertes", "covered purposes"), answer: personal::consent },
    Rule { word: "protocol", label: ("la façon d'échanger", "the way of exchanging"), answer: wires::protocol },
    Rule { word: "rate_limit", label: ("la limite d'appels", "the limit of calls"), answer: load::rate_limit },
    Rule {
        word: "two_masters",
        label: ("un seul maître par donnée", "one master for each data object"),
        answer: personal::two_masters,
    },
    Rule { word: "lifecycle", label: ("le cycle de vie", "the life cycle"), answer: life::lifecycle },
    Rule { word: "end_of_life", label: ("la fin de vie", "the end of life"), answer: life::end_of_life },
];

/// What a rule looks at.
pub(super) struct Case<'a> {
    pub catalog: &'a Catalog,
    pub tool: &'a Thing,
    /// The APIs it offers; itself where it is one.
    pub apis: Vec<&'a Thing>,
    pub today: Date,
}

/// What a rule says.
pub(super) struct Answer {
    pub verdict: Verdict,
    pub say: Say,
    pub ask: Option<Say>,
    pub proofs: Vec<Proof>,
}

/// Each rule's answer, in the order of the table.
pub(super) fn answers(catalog: &Catalog, tool: &Thing, today: Date) -> Vec<Check> {
    let apis = match tool.id.kind() {
        Kind::Api => vec![tool],
        _ => catalog.pointing_at(&tool.id, Kind::Api, Field::Provider).collect(),
    };
    let case = Case { catalog, tool, apis, today };
    let check = |rule: &Rule| {
        let Answer { verdict, say, ask, proofs } = (rule.answer)(&case);
        let label = Say::new(rule.label.0, rule.label.1);
        Check { rule: rule.word, label, verdict, say, ask, proofs }
    };
    RULES.iter().map(check).collect()
}

impl Answer {
    pub fn fits(say: Say, proofs: Vec<Proof>) -> Answer {
        Answer { verdict: Verdict::Fits, say, ask: None, proofs }
    }

    pub fn against(say: Say, proofs: Vec<Proof>) -> Answer {
        Answer { verdict: Verdict::DoesNotFit, say, ask: None, proofs }
    }

    pub fn unknown(say: Say, ask: Say, proofs: Vec<Proof>) -> Answer {
        Answer { verdict: Verdict::NotKnown, say, ask: Some(ask), proofs }
    }

    /// Who can clear it up.
    pub fn asking(self, ask: Say) -> Answer {
        Answer { ask: Some(ask), ..self }
    }
}

impl<'a> Case<'a> {
    /// Whom to ask about the tool.
    pub fn ask(&self) -> Say {
        words::ask(self.catalog, self.tool)
    }

    /// The tool and its APIs.
    pub fn parts(&self) -> impl Iterator<Item = &'a Thing> {
        let apis: Vec<&'a Thing> = self.apis.iter().copied().filter(|api| api.id != self.tool.id).collect();
        std::iter::once(self.tool).chain(apis)
    }

    /// A field of a thing as a fact, said as the value it has.
    pub fn proof(&self, thing: &Thing, field: Field) -> Option<Proof> {
        let settled = thing.field(field)?;
        let (name, label) = (words::quoted(&thing.name), field.label());
        let value = shown(self.catalog, settled);
        let say = Say::new(
            format!("{}, {} : {}", name.fr, label.fr, value.fr),
            format!("{}, {}: {}", name.en, label.en, value.en),
        );
        Proof::of(thing, field, say)
    }

    /// Several of them.
    pub fn proofs<'t>(&self, facts: impl IntoIterator<Item = (&'t Thing, Field)>) -> Vec<Proof> {
        facts.into_iter().filter_map(|(thing, field)| self.proof(thing, field)).collect()
    }
}

/// A value in a sentence.
fn shown(catalog: &Catalog, settled: &crate::catalog::Settled) -> Say {
    use crate::field::Value;
    if !settled.refs.is_empty() {
        return words::list(&settled.refs.iter().map(|id| catalog.name(id)).collect::<Vec<_>>());
    }
    match &settled.current.value {
        Value::Words(say) => say.clone(),
        Value::Number(number) => Say::each(|lang| match settled.current.field.spec().unit {
            Some(unit) => base::format::quantity(lang, *number, unit),
            None => base::format::number(lang, number.likely, 2),
        }),
        Value::Money(money) => Say::each(|lang| base::format::money(lang, *money)),
        Value::Period(period) => period.say(),
        Value::Date(date) => Say::each(|lang| base::format::date_short(lang, *date)),
        Value::WeekTime(at) => at.say(),
        Value::List(words) => words::members(settled.current.field, words),
        Value::Named(words) => words::list(&words.iter().map(Say::same).collect::<Vec<_>>()),
        Value::Choice(word) => choice(settled.current.field, word),
    }
}

/// What people call a choice: the first word the table of fields has for it in French, its own in English.
fn choice(field: Field, word: &str) -> Say {
    let crate::field::Sense::Choice(choices) = field.spec().sense else { return Say::same(word) };
    let known = choices.iter().find(|(own, _)| *own == word).and_then(|(_, also)| also.first());
    Say::new(known.map_or(word, |also| *also), word.replace('_', " "))
}
