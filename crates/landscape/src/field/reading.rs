//! One cell, or one typed value, read in the sense of its field.

use base::{Kind, Quantity, Say, Unit, slug};
use tabular::Cell;
pub use tabular::Unfit;

use super::{Bare, Field, Sense, Value, amount, period};

/// Reads what stands in a cell as a value of a field; `None` when nothing does, or the word for "unknown".
///
/// Shares are `0..=1`. Words come back the same in both languages; a second column may bring the other one.
/// Errors: what does not fit, why, and the way out.
pub fn read(field: Field, cell: &Cell) -> Result<Option<Value>, Unfit> {
    let spec = field.spec();
    Ok(match spec.sense {
        Sense::Words => cell.text()?.filter(|w| !is_unknown(w)).map(|words| Value::Words(Say::same(words))),
        Sense::Number => number(field, cell, cell.quantity()?)?,
        Sense::Share => number(field, cell, cell.share()?.map(Quantity::exact))?,
        Sense::Money => amount(cell, 1.0)?.map(Value::Money),
        Sense::Date => cell.date()?.map(Value::Date),
        Sense::Period => period(cell, bare(field))?.map(Value::Period),
        Sense::WeekTime => match cell.text()? {
            None => None,
            Some(words) if is_unknown(&words) => None,
            Some(words) => Some(Value::WeekTime(words.parse().map_err(|()| no_week_time(&words))?)),
        },
        Sense::List => Some(cell.list()?).filter(|words| !words.is_empty()).map(Value::List),
        Sense::Refs(kind) => names(field, kind, cell)?,
        Sense::Choice(choices) => match cell.text()? {
            None => None,
            Some(words) if is_unknown(&words) => None,
            Some(words) => Some(Value::Choice(choice(choices, &words)?)),
        },
    })
}

/// What a number without a unit counts where neither cell nor header says: terms are counted in months, notice in days as
/// often as in months.
pub(crate) fn bare(field: Field) -> Bare {
    if field == Field::Term { Bare::Months } else { Bare::Unsaid }
}

/// Holds a number to what its field can be.
fn number(field: Field, cell: &Cell, number: Option<Quantity>) -> Result<Option<Value>, Unfit> {
    let Some(number) = number else { return Ok(None) };
    let value = cell.shown();
    let label = field.label();
    if number.low < 0.0 {
        return Err(unfit(
            &value,
            Say::new(
                format!("{} : moins que zéro n'existe pas", label.fr),
                format!("{}: less than zero does not exist", label.en),
            ),
            Say::new(
                "écrivez un nombre positif, ou laissez vide si on ne sait pas",
                "write a positive number, or leave it empty if nobody knows",
            ),
        ));
    }
    if number.likely == 0.0 && matches!(field, Field::Limit | Field::Availability) {
        return Err(unfit(
            &value,
            Say::new(
                format!("{} : zéro voudrait dire qu'il ne sert jamais", label.fr),
                format!("{}: zero would mean it never serves", label.en),
            ),
            Say::new("laissez vide si on ne sait pas", "leave it empty if nobody knows"),
        ));
    }
    if field.spec().unit == Some(Unit::Share) && number.high > 1.0 {
        return Err(unfit(
            &value,
            Say::new(format!("{} : plus de 100 %", label.fr), format!("{}: more than 100 %", label.en)),
            Say::new("écrivez par exemple 99,5 %", "write for instance 99.5 %"),
        ));
    }
    Ok(Some(Value::Number(number)))
}

/// Reads names of things; an end of a flow is one name, in which a comma may stand.
fn names(field: Field, kind: Kind, cell: &Cell) -> Result<Option<Value>, Unfit> {
    let names = match (field, cell.text()?) {
        (_, Some(words)) if is_unknown(&words) => vec![],
        (Field::Source | Field::Target, Some(words)) => match words.split([';', '|', '\n']).count() {
            1 => vec![words.into_owned()],
            _ => {
                return Err(unfit(
                    &words,
                    Say::new("plusieurs systèmes dans une cellule", "several systems in one cell"),
                    Say::new("écrivez une ligne par paire de systèmes", "write one row per pair of systems"),
                ));
            }
        },
        _ => cell.list()?,
    };
    match names.iter().find(|name| slug(name) == "-") {
        None => Ok(Some(names).filter(|names| !names.is_empty()).map(Value::Named)),
        Some(name) => Err(unfit(
            name,
            Say::new(format!("« {name} » n'a ni lettre ni chiffre"), format!("“{name}” has neither letter nor digit")),
            Say::new(
                format!("écrivez la clé ou le nom d'une chose de la sorte « {} »", kind.word()),
                format!("write the key or the name of a {}", kind.word()),
            ),
        )),
    }
}

/// Finds the canonical word of a choice.
fn choice(choices: &[(&str, &[&str])], words: &str) -> Result<String, Unfit> {
    let wanted = slug(words);
    let found = choices
        .iter()
        .find(|(word, synonyms)| slug(word) == wanted || synonyms.iter().any(|synonym| slug(synonym) == wanted));
    found.map(|(word, _)| (*word).to_owned()).ok_or_else(|| {
        let known: Vec<String> = choices
            .iter()
            .map(|(word, synonyms)| synonyms.first().map_or((*word).to_owned(), |first| format!("{word} ({first})")))
            .collect();
        let known = known.join(", ");
        let quoted = shorten(words);
        unfit(
            words,
            Say::new(format!("« {quoted} » n'est pas un choix connu"), format!("“{quoted}” is no known choice")),
            Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
        )
    })
}

fn no_week_time(words: &str) -> Unfit {
    let quoted = shorten(words);
    unfit(
        words,
        Say::new(
            format!("« {quoted} » n'est pas un jour de semaine avec une heure"),
            format!("“{quoted}” is not a weekday with a time"),
        ),
        Say::new("écrivez par exemple samedi 16:00", "write for instance Saturday 16:00"),
    )
}

/// Words people write where they know nothing, the same ones `tabular` passes over in numbers and dates.
pub(crate) fn is_unknown(words: &str) -> bool {
    // None of those words is longer; most cells are.
    words.len() <= 8 && typed(words).flag() == Ok(None)
}

/// Takes typed words as the cell of a table would hold them.
pub fn typed(words: &str) -> Cell {
    match words.trim() {
        "" => Cell::Empty,
        words if words.contains('\r') => Cell::Text(words.replace("\r\n", "\n").replace('\r', "\n")),
        words => Cell::Text(words.to_owned()),
    }
}

pub(crate) fn unfit(value: &str, reason: Say, way_out: Say) -> Unfit {
    Unfit { value: shorten(value), reason, way_out }
}

/// Shortens a value to 80 signs, an ellipsis included.
pub(crate) fn shorten(value: &str) -> String {
    match value.char_indices().nth(80) {
        None => value.to_owned(),
        Some(_) => value.chars().take(79).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: Field, words: &str) -> Result<Option<Value>, String> {
        read(field, &typed(words)).map_err(|unfit| unfit.reason.en)
    }

    fn number(value: f64) -> Result<Option<Value>, String> {
        Ok(Some(Value::Number(Quantity::exact(value))))
    }

    #[test]
    fn a_number_is_read_with_its_range_and_held_to_what_it_can_be() {
        assert_eq!(check(Field::Limit, "40"), number(40.0));
        assert_eq!(check(Field::Load, "22 [18-26]"), Ok(Some(Value::Number(Quantity::range(18.0, 22.0, 26.0)))));
        assert_eq!(check(Field::Load, "0"), number(0.0));
        assert!(check(Field::Limit, "-3").unwrap_err().contains("less than zero"));
        assert!(check(Field::Limit, "0").unwrap_err().contains("never serves"));
        assert!(check(Field::Availability, "0 %").unwrap_err().contains("never serves"));
        assert!(check(Field::Availability, "120 %").is_err());
        assert_eq!(check(Field::Availability, "99,5 %"), number(0.995));
        assert_eq!(check(Field::Limit, "?"), Ok(None));
    }

    #[test]
    fn a_choice_is_read_by_the_words_people_use_and_an_unknown_one_lists_the_known() {
        for (words, word) in [("Dur", "hard"), ("bloquant", "hard"), ("DÉGRADABLE", "degradable"), ("async", "async")]
        {
            assert_eq!(check(Field::Mode, words), Ok(Some(Value::Choice(word.to_owned()))));
        }
        assert_eq!(check(Field::Hosting, "on_premise"), Ok(Some(Value::Choice("on_premise".to_owned()))));
        let unfit = read(Field::Mode, &typed("parfois")).unwrap_err();
        assert!(unfit.way_out.en.contains("hard") && unfit.way_out.fr.contains("degradable"));
    }

    #[test]
    fn an_end_of_a_flow_is_one_name() {
        assert_eq!(check(Field::Source, "Caisse, v4"), Ok(Some(Value::Named(vec!["Caisse, v4".to_owned()]))));
        assert!(check(Field::Source, "Caisse; Site").unwrap_err().contains("several"));
        assert_eq!(
            check(Field::Shows, "Solde ; Statut"),
            Ok(Some(Value::Named(vec!["Solde".to_owned(), "Statut".to_owned()])))
        );
    }
}
