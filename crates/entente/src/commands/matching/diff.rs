//! What differs between two models, or between what two runs found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use app::Problem;
use app::matching::{self, Records};
use base::{Say, format};
use clap::Args;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Files;
use crate::output::Output;

/// Of which files.
#[derive(Args)]
pub struct Diff {
    /// A model, or the clusters a run wrote.
    before: PathBuf,
    /// The other, of the same sort.
    after: PathBuf,
}

impl Diff {
    pub(super) fn run(self, out: Output) -> anyhow::Result<()> {
        let is_model = |file: &Path| file.extension().is_some_and(|extension| extension == "json");
        match is_model(&self.before) && is_model(&self.after) {
            true => self.models(out),
            false => self.persons(out),
        }
    }

    fn models(self, out: Output) -> anyhow::Result<()> {
        let before = serde_json::to_value(matching::model(&self.before)?)?;
        let after = serde_json::to_value(matching::model(&self.after)?)?;
        let mut changes = Vec::new();
        changed("", &before, &after, &mut changes);
        let listed: Vec<Value> =
            changes.iter().map(|(at, from, to)| json!({ "at": at, "before": from, "after": to })).collect();
        out.answer(&json!({ "changes": listed }), |out| {
            if changes.is_empty() {
                out.line("Les deux modèles disent la même chose.", "Both models say the same.");
            }
            for (at, from, to) in &changes {
                let shown = |value: &Value| if value.is_null() { "—".to_owned() } else { value.to_string() };
                crate::tell!("  {at} : {} → {}", shown(from), shown(to));
            }
        });
        Ok(())
    }

    fn persons(self, out: Output) -> anyhow::Result<()> {
        let (before, after) = (persons(&self.before, out)?, persons(&self.after, out)?);
        let found = compare(&before, &after);
        out.answer(&json!(found), |out| {
            let number = |n: usize| format::number(out.lang, n as f64, 0);
            let line = |fr: &str, en: &str, n: usize| {
                let n = number(n);
                out.line(format!("  {n:>10}  {fr}"), format!("  {n:>10}  {en}"));
            };
            line("personnes inchangées", "persons unchanged", found.unchanged);
            line("réunissent plusieurs d'avant", "join several of before", found.joined);
            line("d'avant sont séparées", "of before are taken apart", found.split);
            line("recomposées autrement", "put together otherwise", found.mixed);
            line("enregistrements d'un seul côté", "records on one side only", found.on_one_side);
        });
        Ok(())
    }
}

/// The places where two documents differ.
fn changed(at: &str, before: &Value, after: &Value, into: &mut Vec<(String, Value, Value)>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                let of = |map: &serde_json::Map<String, Value>| map.get(name).cloned().unwrap_or_default();
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                changed(&at, &of(before), &of(after), into);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            let named = |list: &[Value]| list.iter().map(Value::to_string).collect::<Vec<_>>();
            let (old, new) = (named(before), named(after));
            let gone = before.iter().zip(&old).filter(|(_, name)| !new.contains(name));
            into.extend(gone.map(|(value, _)| (at.to_owned(), value.clone(), Value::Null)));
            let come = after.iter().zip(&new).filter(|(_, name)| !old.contains(name));
            into.extend(come.map(|(value, _)| (at.to_owned(), Value::Null, value.clone())));
        }
        _ if before != after => into.push((at.to_owned(), before.clone(), after.clone())),
        _ => {}
    }
}

/// What became of the persons of one run in another.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
struct Compared {
    unchanged: usize,
    joined: usize,
    split: usize,
    mixed: usize,
    on_one_side: usize,
}

/// The person of each record.
type Persons = BTreeMap<(String, String), String>;

fn persons(file: &Path, out: Output) -> Result<Persons, Problem> {
    let files = Files { files: vec![file.to_owned()], model: None, said: None, seed: None };
    let records: Records = files.read(&ProgressBar::hidden(), out.lang)?;
    let column = |name: &str| records.columns.iter().find(|column| column.name == name);
    let (Some(files), Some(numbers), Some(persons)) = (column("file"), column("record"), column("person")) else {
        let file = file.display();
        return Err(Problem::invalid(
            Say::new(
                format!("{file} n'est ni un modèle (.json) ni ce qu'écrit « entente match run --clusters »"),
                format!("{file} is neither a model (.json) nor what “entente match run --clusters” writes"),
            ),
            Say::new("donnez deux modèles, ou deux de ces tables", "give two models, or two of these tables"),
        ));
    };
    let of = |at: usize| ((files.of(at).to_owned(), numbers.of(at).to_owned()), persons.of(at).to_owned());
    Ok((0..records.count()).map(of).collect())
}

fn compare(before: &Persons, after: &Persons) -> Compared {
    let on_one_side = before.keys().filter(|record| !after.contains_key(*record)).count()
        + after.keys().filter(|record| !before.contains_key(*record)).count();
    // For each person of one side those of the other it shares records with.
    let mut forth: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut back: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (record, old) in before {
        if let Some(new) = after.get(record) {
            forth.entry(old).or_default().insert(new);
            back.entry(new).or_default().insert(old);
        }
    }
    let whole = |others: &BTreeSet<&str>, way: &BTreeMap<&str, BTreeSet<&str>>| {
        others.iter().all(|other| way.get(other).is_some_and(|back| back.len() == 1))
    };
    let mut found = Compared { unchanged: 0, joined: 0, split: 0, mixed: 0, on_one_side };
    for olds in back.values() {
        match olds.len() {
            1 if whole(olds, &forth) => found.unchanged += 1,
            1 => {}
            _ if whole(olds, &forth) => found.joined += 1,
            _ => found.mixed += 1,
        }
    }
    found.split = forth.values().filter(|news| news.len() > 1 && whole(news, &back)).count();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(told: &[(u32, &str)]) -> Persons {
        told.iter().map(|(record, person)| (("f".to_owned(), record.to_string()), (*person).to_owned())).collect()
    }

    #[test]
    fn persons_are_unchanged_joined_split_or_put_together_otherwise() {
        let before =
            persons(&[(1, "a"), (2, "a"), (3, "b"), (4, "c"), (5, "d"), (6, "d"), (7, "e"), (8, "e"), (9, "f")]);
        let after =
            persons(&[(1, "A"), (2, "A"), (3, "B"), (4, "B"), (5, "C"), (6, "D"), (7, "E"), (8, "F"), (9, "F")]);
        let expect = Compared { unchanged: 1, joined: 1, split: 1, mixed: 1, on_one_side: 0 };
        assert_eq!(compare(&before, &after), expect);
        assert_eq!(compare(&before, &persons(&[(1, "z")])).on_one_side, 8);
    }

    #[test]
    fn models_differ_where_they_differ() {
        let mut changes = Vec::new();
        changed("", &json!({"a": 1, "l": [1, 2]}), &json!({"a": 2, "l": [2, 3]}), &mut changes);
        let at: Vec<&str> = changes.iter().map(|(at, ..)| at.as_str()).collect();
        assert_eq!(at, ["a", "l", "l"]);
    }
}
