//! The form that changes a model: fields and their columns, rules to keep or to add, the few numbers.

use std::collections::BTreeMap;

use app::matching::{kind, rule};
use base::{Lang, format};
use customers::resolution::model::{Field, Key, Kind, Model, Number, Part};
use maud::{Markup, html};
use serde::Deserialize;

use crate::pages::told::Seals;
use crate::ui::{self, Reader, Words, capital};

ui::words! {
    FIELDS = "Ce qui est comparé" / "What is compared";
    FIELDS_HINT = "Les en-têtes des colonnes, séparés par des virgules ; le premier rempli compte. Sans colonne, le champ n’est pas comparé." / "The headers of the columns, separated by commas; the first that is filled counts. Without a column the field is not compared.";
    WHOLE = "le prénom et le nom y sont ensemble" / "given and family name stand there together";
    CODE = "Indicatif des numéros sans indicatif" / "Calling code of numbers without one";
    RULES = "Quelles fiches sont comparées : celles qui partagent tout ce que dit une règle" / "Which records are compared: those that share everything one rule names";
    BROAD = "Et tant que le nombre de paires le permet" / "And as far as the number of pairs allows";
    NEW = "Une règle de plus" / "One more rule";
    NONE = "rien" / "nothing";
    KEY = "Champ {n}" / "Field {n}";
    PART = "dont" / "of which";
    NUMBERS_LEGEND = "Les nombres" / "The numbers";
    THRESHOLD = "Seuil, en bits" / "Threshold, in bits";
    THRESHOLD_HINT = "Zéro : autant de chances que non. Plus haut, on réunit moins et l’on se trompe moins." / "Zero: as likely as not. Higher, fewer are put together and fewer wrongly.";
    PAIRS = "Paires par fiche, au plus" / "Pairs a record, at most";
    PAIRS_HINT = "Davantage trouve plus et coûte plus." / "More finds more and costs more.";
    UNSEEN = "Ce que pèse une paire que personne n’a comparée, en bits" / "What a pair nobody compared weighs, in bits";
    UNSEEN_HINT = "Contre : plus haut, les fiches se réunissent moins par des chaînes." / "Against: higher, records come together less by way of chains.";
    MOST = "Ce qu’une paire peut peser, au plus, en bits" / "The most a pair may weigh, in bits";
    MOST_HINT = "Une seule paire ne l’emporte pas sur toutes les autres." / "No one pair outweighs all the others.";
    PRIOR = "Poids de ce que l’on attend d’avance" / "Weight of what is expected beforehand";
    PRIOR_HINT = "De 0 à 1 ; peu suffit à tenir l’estimation." / "From 0 to 1; a little keeps the estimation in place.";
    COMPONENTS = "Sortes de paires de deux personnes, au plus" / "Kinds of pairs of two people, at most";
    COMPONENTS_HINT = "Combien il y en a est décidé par les fiches." / "How many there are is decided by the records.";
    STARTS = "Départs de l’estimation" / "Starts of the estimation";
    STARTS_HINT = "Ils doivent s’accorder." / "They must agree.";
    SEED = "Graine des départs" / "Seed of the starts";
    SEED_HINT = "La même graine donne la même réponse." / "The same seed gives the same answer.";
    SAVE = "Enregistrer comme une version" / "Save as a version";
    P_WHOLE = "tout" / "all of it";
    P_WORD = "le premier mot" / "the first word";
    P_FIRST = "les premiers signes" / "the first signs";
    P_LAST = "les derniers signes" / "the last signs";
    P_LOCAL = "avant l’arobase" / "before the at sign";
    P_NUMBER = "le numéro de rue" / "the house number";
}

/// Every kind of field, in the order of the form; codes come last.
const KINDS: [Kind; 9] = [
    Kind::GivenName,
    Kind::FamilyName,
    Kind::Birth,
    Kind::Email,
    Kind::Phone,
    Kind::Address,
    Kind::Postcode,
    Kind::City,
    Kind::Code,
];

/// The numbers, in the order of the form, each with what helps to choose it.
pub(super) const NUMBERS: [(Words, Words); 8] = [
    (THRESHOLD, THRESHOLD_HINT),
    (PAIRS, PAIRS_HINT),
    (UNSEEN, UNSEEN_HINT),
    (MOST, MOST_HINT),
    (PRIOR, PRIOR_HINT),
    (COMPONENTS, COMPONENTS_HINT),
    (STARTS, STARTS_HINT),
    (SEED, SEED_HINT),
];

/// The numbers of a model, in that order.
pub(super) fn numbers(model: &Model) -> [f64; 8] {
    [
        model.threshold_bits,
        model.pairs_per_record,
        model.unseen_bits,
        model.most_bits,
        model.prior_weight,
        model.components_most as f64,
        model.starts as f64,
        model.seed as f64,
    ]
}

/// What a number is called.
pub(super) fn name(number: Number) -> Words {
    match number {
        Number::ThresholdBits => THRESHOLD,
        Number::PairsPerRecord => PAIRS,
        Number::UnseenBits => UNSEEN,
        Number::MostBits => MOST,
        Number::PriorWeight => PRIOR,
        Number::ComponentsMost => COMPONENTS,
        Number::Starts => STARTS,
    }
}

/// The parts a new rule may name.
fn parts() -> [(&'static str, Words, Part); 7] {
    [
        ("whole", P_WHOLE, Part::Whole),
        ("word", P_WORD, Part::FirstWord),
        ("first1", P_FIRST, Part::First(1)),
        ("first3", P_FIRST, Part::First(3)),
        ("last7", P_LAST, Part::Last(7)),
        ("local", P_LOCAL, Part::Local),
        ("number", P_NUMBER, Part::Number),
    ]
}

/// How many fields a rule that is added may name.
const KEYS: usize = 3;

/// What was typed, field by field.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    fn of(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// The version the form was drawn on.
    pub(super) fn version(&self) -> Option<u32> {
        self.of("of").parse().ok()
    }

    /// The model that was typed, over the one the form was drawn on. A number that cannot be read is none, which no
    /// number of a model may be.
    pub(super) fn model(&self, lang: Lang, before: &Model) -> Model {
        let fields = self.fields(before);
        let kept = |name: &str, rules: &[Vec<Key>]| -> Vec<Vec<Key>> {
            let stays = |at: usize| self.0.contains_key(&format!("{name}-{at}"));
            rules.iter().enumerate().filter(|(at, _)| stays(*at)).map(|(_, keys)| keys.clone()).collect()
        };
        let mut blocking = kept("rule", &before.blocking);
        let new = self.new_rule();
        if !new.is_empty() && !blocking.contains(&new) {
            blocking.push(new);
        }
        let [threshold, pairs, unseen, most, prior, components, starts, seed] = std::array::from_fn(|at| {
            let typed = self.of(&format!("number-{at}"));
            tabular::typed::number(lang, typed).ok().flatten().unwrap_or(f64::NAN)
        });
        let whole = |number: f64| if number.fract() == 0.0 && number >= 0.0 { number } else { 0.0 };
        Model {
            fields,
            blocking,
            blocking_broad: kept("broad", &before.blocking_broad),
            threshold_bits: threshold,
            pairs_per_record: pairs,
            unseen_bits: unseen,
            most_bits: most,
            prior_weight: prior,
            components_most: whole(components) as usize,
            starts: whole(starts) as usize,
            seed: whole(seed) as u64,
            ..before.clone()
        }
    }

    /// The fields with their columns. A field that had none and got none stays away.
    fn fields(&self, before: &Model) -> Vec<Field> {
        let mut fields = Vec::new();
        for (at, known) in rows(before).into_iter().enumerate() {
            let columns: Vec<String> = self
                .of(&format!("columns-{at}"))
                .split(',')
                .map(|it| it.trim().to_owned())
                .filter(|it| !it.is_empty())
                .collect();
            if columns.is_empty() {
                continue;
            }
            let code = self.of(&format!("code-{at}")).trim_start_matches('+').to_owned();
            fields.push(Field {
                kind: known.kind,
                columns,
                whole_name: self.0.contains_key(&format!("whole-{at}")),
                calling_code: (known.kind == Kind::Phone && !code.is_empty()).then_some(code),
            });
        }
        fields
    }

    fn new_rule(&self) -> Vec<Key> {
        let key = |at: usize| {
            let kind =
                self.of(&format!("new-kind-{at}")).parse::<usize>().ok().and_then(|at| KINDS.get(at).copied())?;
            let word = self.of(&format!("new-part-{at}"));
            let part = parts().into_iter().find(|(known, ..)| *known == word).map_or(Part::Whole, |(.., part)| part);
            Some(Key { field: kind, part })
        };
        (0..KEYS).filter_map(key).collect()
    }
}

/// The rows of the form: every field there is, and an empty one for each kind there is not.
fn rows(model: &Model) -> Vec<Field> {
    let none = |kind| Field { kind, columns: Vec::new(), whole_name: false, calling_code: None };
    KINDS
        .into_iter()
        .flat_map(|kind| {
            let mut there: Vec<Field> = model.fields.iter().filter(|field| field.kind == kind).cloned().collect();
            if there.is_empty() {
                there.push(none(kind));
            }
            there
        })
        .collect()
}

/// The form, filled with a model.
pub(super) fn form(reader: &Reader, model: &Model, version: Option<u32>, seals: &Seals) -> Markup {
    seals.form(
        "/matching/model",
        html! {
            @if let Some(version) = version { input type="hidden" name="of" value=(version); }
            fieldset.model-fields {
                legend { (reader.w(FIELDS)) }
                p.hint { (reader.w(FIELDS_HINT)) }
                @for (at, field) in rows(model).iter().enumerate() { (row(reader, at, field)) }
            }
            fieldset {
                legend { (reader.w(RULES)) }
                (checks(reader, "rule", &model.blocking))
                @if !model.blocking_broad.is_empty() {
                    p.hint { (reader.w(BROAD)) }
                    (checks(reader, "broad", &model.blocking_broad))
                }
                details.behind { summary { (reader.w(NEW)) } (new_rule(reader)) }
            }
            fieldset.model-numbers {
                legend { (reader.w(NUMBERS_LEGEND)) }
                @for (at, ((label, hint), value)) in NUMBERS.iter().zip(numbers(model)).enumerate() {
                    (ui::form::field(&ui::form::Field {
                        name: &format!("number-{at}"),
                        label: reader.w(*label),
                        hint: Some(reader.w(*hint)),
                        value: &if value.is_nan() { String::new() } else { format::number(reader.lang, value, 2) },
                        error: None,
                        input: ui::form::Input::Number,
                        optional: false,
                    }))
                }
            }
            (ui::form::actions(ui::form::submit(reader.w(SAVE))))
        },
    )
}

fn row(reader: &Reader, at: usize, field: &Field) -> Markup {
    let name = capital(reader.say(&kind(field.kind)));
    html! {
        div.model-field {
            label for={ "columns-" (at) } { (name) }
            input id={ "columns-" (at) } name={ "columns-" (at) } type="text" value=(field.columns.join(", "));
            @if matches!(field.kind, Kind::GivenName | Kind::FamilyName) {
                label.model-check {
                    input type="checkbox" name={ "whole-" (at) } checked[field.whole_name];
                    " " (reader.w(WHOLE))
                }
            }
            @if field.kind == Kind::Phone {
                label.model-check {
                    (reader.w(CODE)) " "
                    input type="text" inputmode="numeric" size="4" name={ "code-" (at) } value=(field.calling_code.as_deref().unwrap_or_default());
                }
            }
        }
    }
}

fn checks(reader: &Reader, name: &str, rules: &[Vec<Key>]) -> Markup {
    html! {
        ul.model-rules {
            @for (at, keys) in rules.iter().enumerate() {
                li { label.model-check { input type="checkbox" name={ (name) "-" (at) } checked; " " (capital(reader.say(&rule(keys)))) } }
            }
        }
    }
}

fn new_rule(reader: &Reader) -> Markup {
    html! {
        div.model-new {
            @for at in 0..KEYS {
                @let n = (at + 1).to_string();
                label {
                    (reader.fill(KEY, &[("n", &n)])) " "
                    select name={ "new-kind-" (at) } {
                        option value="" { (reader.w(NONE)) }
                        @for (place, of) in KINDS.iter().enumerate() { option value=(place) { (reader.say(&kind(*of))) } }
                    }
                }
                label {
                    (reader.w(PART)) " "
                    select name={ "new-part-" (at) } {
                        @for (word, words, part) in parts() {
                            option value=(word) { (reader.w(words)) @if let Part::First(n) | Part::Last(n) = part { " (" (n) ")" } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let field = |kind, column: &str| Field {
            kind,
            columns: vec![column.to_owned()],
            whole_name: false,
            calling_code: (kind == Kind::Phone).then(|| "33".to_owned()),
        };
        Model {
            version: 1,
            fields: vec![field(Kind::GivenName, "prénom"), field(Kind::FamilyName, "nom"), field(Kind::Phone, "tél")],
            blocking: vec![
                vec![Key { field: Kind::Phone, part: Part::Whole }],
                vec![
                    Key { field: Kind::FamilyName, part: Part::Whole },
                    Key { field: Kind::GivenName, part: Part::First(1) },
                ],
            ],
            blocking_broad: vec![vec![Key { field: Kind::FamilyName, part: Part::Whole }]],
            pairs_per_record: 20.0,
            prior_weight: 0.3,
            components_most: 5,
            starts: 6,
            seed: 1,
            unseen_bits: 1.0,
            most_bits: 10.0,
            threshold_bits: 0.0,
        }
    }

    /// What a browser sends of a model that nobody changed.
    fn sent(model: &Model) -> Typed {
        let mut typed = BTreeMap::new();
        for (at, field) in rows(model).iter().enumerate() {
            typed.insert(format!("columns-{at}"), field.columns.join(", "));
            typed.insert(format!("code-{at}"), field.calling_code.clone().unwrap_or_default());
        }
        (0..model.blocking.len()).for_each(|at| drop(typed.insert(format!("rule-{at}"), "on".to_owned())));
        (0..model.blocking_broad.len()).for_each(|at| drop(typed.insert(format!("broad-{at}"), "on".to_owned())));
        for (at, number) in numbers(model).into_iter().enumerate() {
            typed.insert(format!("number-{at}"), format::number(Lang::Fr, number, 2));
        }
        Typed(typed)
    }

    #[test]
    fn a_form_sent_as_it_was_drawn_changes_nothing() {
        assert_eq!(sent(&model()).model(Lang::Fr, &model()), model());
    }

    #[test]
    fn what_is_typed_is_what_changes() {
        let mut typed = sent(&model());
        let mut put = |name: &str, value: &str| drop(typed.0.insert(name.to_owned(), value.to_owned()));
        put("columns-0", "prénom, first_name");
        put("columns-2", "naissance");
        put("number-0", "2,5");
        put("new-kind-0", "2");
        put("new-part-0", "whole");
        typed.0.remove("broad-0");
        let changed = typed.model(Lang::Fr, &model());
        assert_eq!(changed.fields[0].columns, ["prénom", "first_name"]);
        assert_eq!((changed.fields[2].kind, changed.fields[3].kind), (Kind::Birth, Kind::Phone));
        assert_eq!((changed.threshold_bits, changed.blocking_broad.len()), (2.5, 0));
        assert_eq!(changed.blocking[2], [Key { field: Kind::Birth, part: Part::Whole }]);
        assert_eq!(changed.faults(), []);
    }

    #[test]
    fn what_cannot_be_read_is_a_fault_and_no_guess() {
        let mut typed = sent(&model());
        typed.0.insert("number-3".to_owned(), "ten".to_owned());
        typed.0.insert("number-6".to_owned(), "-2".to_owned());
        let faults = typed.model(Lang::Fr, &model()).faults();
        use customers::resolution::model::Fault;
        assert_eq!(faults, [Fault::Number(Number::Starts), Fault::Number(Number::MostBits)]);
    }
}
