//! What people should look at, in words.

use std::cmp::Ordering;
use std::collections::HashMap;

use base::{Kind, Lang, Ref, Say, Source, format};

use super::names::Names;
use super::{Catalog, Claim, Finding, Settled, Thing};
use crate::field::{Field, Value};

/// A name nothing answers to.
pub(super) fn unknown(id: &Ref, field: Field, claim: &Claim, name: &str, near: Option<String>) -> Finding {
    let label = field.label();
    let place = place(&claim.source);
    let mut say = Say::new(
        format!("{} nomme « {name} » ({}), que rien ne décrit", place.fr, label.fr),
        format!("{} names “{name}” ({}), which no file describes", place.en, label.en),
    );
    if let Some(near) = near {
        say.fr.push_str(&format!(" ; vouliez-vous dire « {near} » ?"));
        say.en.push_str(&format!("; did you mean “{near}”?"));
    }
    Finding {
        subject: id.clone(),
        field: Some(field),
        say,
        other: None,
        source: Some(claim.source.clone()),
        is_conflict: false,
    }
}

/// A name several things answer to.
pub(super) fn ambiguous(id: &Ref, field: Field, claim: &Claim, name: &str, all: &[Ref]) -> Finding {
    let place = place(&claim.source);
    let keys = all.iter().map(Ref::key).collect::<Vec<_>>().join(", ");
    let say = Say::new(
        format!("{} nomme « {name} », qui peut être {keys} ; écrivez la clé", place.fr),
        format!("{} names “{name}”, which may be {keys}; write the key", place.en),
    );
    Finding {
        subject: id.clone(),
        field: Some(field),
        say,
        other: None,
        source: Some(claim.source.clone()),
        is_conflict: false,
    }
}

/// Sources that contradict one another.
pub(super) fn conflict(id: &Ref, field: Field, settled: &Settled) -> Finding {
    let label = field.label();
    let mut heard = vec![];
    for claim in std::iter::once(&*settled.current).chain(&settled.others) {
        let who = place_without_line(&claim.source);
        if !heard.iter().any(|(known, _): &(Say, Say)| *known == who) {
            heard.push((who, shown(field, &claim.value)));
        }
    }
    let say = Say::each(|lang| {
        let said = heard.iter().map(|(who, what)| match lang {
            Lang::Fr => format!("{} dit {}", who.fr, what.fr),
            Lang::En => format!("{} says {}", who.en, what.en),
        });
        let said = said.collect::<Vec<_>>().join(", ");
        match lang {
            Lang::Fr => format!("{} : {said} ; à trancher", label.fr),
            Lang::En => format!("{}: {said}; to be settled", label.en),
        }
    });
    Finding {
        subject: id.clone(),
        field: Some(field),
        say,
        other: None,
        source: Some(settled.current.source.clone()),
        is_conflict: true,
    }
}

/// Two things of a kind that bear one name: a reference by that name is ambiguous, and they may be one thing. A campaign
/// has a line for each medium: its promises share its name.
pub(super) fn namesakes(names: &Names) -> Vec<Finding> {
    let namesakes = names.namesakes().into_iter().filter(|(kind, ..)| *kind != Kind::Promise);
    let findings = namesakes.filter_map(|(kind, things, name)| {
        let keys = things.iter().map(Ref::key).collect::<Vec<_>>().join(", ");
        let kind = crate::field::plural(kind);
        let say = Say::new(
            format!(
                "plusieurs {} s'appellent « {name} » : {keys} ; si c'est la même chose, donnez la même clé (colonne id)",
                kind.fr
            ),
            format!(
                "several {} are called “{name}”: {keys}; if they are one thing, give them one key (column id)",
                kind.en
            ),
        );
        Some(Finding { subject: things.first()?.clone(), field: Some(Field::Name), say, other: None, source: None, is_conflict: false })
    });
    findings.collect()
}

/// Things the newest version of their file does not list any more, and nobody else speaks of. They stay in the
/// catalogue: a row may be missing by mistake.
pub(super) fn gone(catalog: &Catalog) -> Vec<Finding> {
    let mut newest: HashMap<Sheet<'_>, (u64, &Ref)> = HashMap::new();
    let mut last = None;
    let mut several = false;
    for (sheet, version) in catalog.things().flat_map(claims).filter_map(version) {
        // The facts of a thing mostly come from one row: nothing new to learn.
        if last == Some((sheet, version)) {
            continue;
        }
        last = Some((sheet, version));
        let known = newest.entry(sheet).or_insert(version);
        several |= *known != version;
        *known = (*known).max(version);
    }
    if !several {
        return Vec::new();
    }
    let is_listed = |claim: &Claim| match version(claim) {
        Some((sheet, (_, dataset))) => newest.get(&sheet).is_none_or(|(_, newest)| *newest == dataset),
        // What a person stated is listed nowhere, and still known.
        None => true,
    };
    let gone = catalog.things().filter(|thing| !claims(thing).any(is_listed));
    let last = gone.filter_map(|thing| Some((thing, claims(thing).max_by(|a, b| super::settle::order(a, b))?)));
    last.map(|(thing, claim)| {
        let (place, name) = (place(&claim.source), &thing.name);
        let say = Say::new(
            format!(
                "« {} » n'est plus dans la dernière version du fichier (vu pour la dernière fois : {})",
                name.fr, place.fr
            ),
            format!("“{}” is not in the newest version of its file (last seen: {})", name.en, place.en),
        );
        Finding {
            subject: thing.id.clone(),
            field: None,
            say,
            other: None,
            source: Some(claim.source.clone()),
            is_conflict: false,
        }
    })
    .collect()
}

/// Contracts of which nobody says what one must know to decide in time: whose they are, until when, at what cost, with
/// what notice where they renew themselves. One finding for each contract.
pub(super) fn gaps(catalog: &Catalog) -> Vec<Finding> {
    let gap = |thing: &Thing| {
        let asked = [Field::Owner, Field::Ends, Field::AnnualCost, Field::Notice];
        let renews = thing.choice(Field::RenewsItself) == Some("yes");
        let is_missing = |field: &Field| thing.field(*field).is_none() && (*field != Field::Notice || renews);
        let missing: Vec<Field> = asked.into_iter().filter(is_missing).collect();
        let named = |lang: Lang, field: &Field| match (lang, field) {
            (Lang::Fr, Field::Owner) => "qui en est responsable",
            (Lang::En, Field::Owner) => "who owns it",
            (Lang::Fr, Field::Ends) => "quand il finit",
            (Lang::En, Field::Ends) => "when it ends",
            (Lang::Fr, Field::AnnualCost) => "ce qu'il coûte",
            (Lang::En, Field::AnnualCost) => "what it costs",
            (Lang::Fr, _) => "avec quel préavis",
            (Lang::En, _) => "with what notice",
        };
        let first = *missing.first()?;
        let say = Say::each(|lang| {
            let words = missing.iter().map(|field| named(lang, field)).collect::<Vec<_>>().join(", ");
            let name = thing.name.in_lang(lang);
            match lang {
                Lang::Fr => format!("du contrat « {name} », rien ne dit {words}"),
                Lang::En => format!("of the contract “{name}”, nothing says {words}"),
            }
        });
        let source = claims(thing).next().map(|claim| claim.source.clone());
        Some(Finding { subject: thing.id.clone(), field: Some(first), other: None, say, source, is_conflict: false })
    };
    catalog.of_kind(Kind::Contract).filter_map(gap).collect()
}

/// One sheet of one file, whatever its version.
type Sheet<'a> = (&'a str, Option<&'a str>);

fn claims(thing: &Thing) -> impl Iterator<Item = &Claim> {
    thing.fields.values().flat_map(|settled| std::iter::once(&*settled.current).chain(&settled.others))
}

/// The sheet a claim was read from and which version of it that was.
fn version(claim: &Claim) -> Option<(Sheet<'_>, (u64, &Ref))> {
    match &claim.source {
        Source::File { file, sheet, dataset, .. } => Some(((file, sheet.as_deref()), (claim.position, dataset))),
        _ => None,
    }
}

/// A fixed order of findings: by thing, field, then words.
pub(super) fn order(a: &Finding, b: &Finding) -> Ordering {
    (&a.subject, a.field, &a.say).cmp(&(&b.subject, b.field, &b.say))
}

/// Says where a claim stands: `flux.csv line 12`.
fn place(source: &Source) -> Say {
    match source {
        Source::File { line: 0, column, .. } => {
            let file = place_without_line(source);
            Say::new(format!("{} à {column}", file.fr), format!("{} at {column}", file.en))
        }
        Source::File { line, .. } => {
            let file = place_without_line(source);
            Say::new(format!("{} ligne {line}", file.fr), format!("{} line {line}", file.en))
        }
        _ => place_without_line(source),
    }
}

fn place_without_line(source: &Source) -> Say {
    match source {
        Source::File { file, sheet: Some(sheet), .. } => {
            Say::new(format!("{file} (feuille {sheet})"), format!("{file} (sheet {sheet})"))
        }
        Source::File { file, .. } => Say::same(file),
        Source::Statement { .. } => Say::new("une déclaration", "a statement"),
        Source::Assumption { .. } => Say::new("une hypothèse", "an assumption"),
    }
}

/// Says a value.
pub fn shown(field: Field, value: &Value) -> Say {
    match value {
        Value::Words(say) => Say::new(format!("« {} »", say.fr), format!("“{}”", say.en)),
        Value::Number(number) => Say::each(|lang| match field.spec().unit {
            Some(unit) => format::quantity(lang, *number, unit),
            None => format::number(lang, number.likely, 3),
        }),
        Value::Money(money) => Say::each(|lang| format::money(lang, *money)),
        Value::Period(period) => period.say(),
        Value::Date(date) => Say::each(|lang| format::date_short(lang, *date)),
        Value::WeekTime(at) => at.say(),
        Value::List(words) => {
            let words: Vec<Say> = words.iter().map(|word| crate::formats::member(field, word)).collect();
            Say::each(|lang| words.iter().map(|word| word.in_lang(lang)).collect::<Vec<_>>().join(", "))
        }
        Value::Named(words) => Say::same(words.join(", ")),
        Value::Choice(word) => Say::same(word),
    }
}
