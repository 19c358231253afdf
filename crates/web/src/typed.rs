//! What people type into forms and addresses, read: what cannot be read is told with its field and the way out, and never
//! passed over.

use app::Problem;
use base::{Money, Ref, Say};
use jiff::civil::Date;

use crate::ui::Words;

crate::ui::words! {
    NO_DATE = "« {field} » : « {typed} » n’est pas une date" / "“{field}”: “{typed}” is no date";
    WAY_DATE = "écrivez un jour comme 2026-09-30" / "write a day such as 2026-09-30";
    NO_NUMBER = "« {field} » : « {typed} » n’est pas un nombre entier" / "“{field}”: “{typed}” is no whole number";
    WAY_NUMBER = "écrivez un nombre comme 9, ou rien" / "write a number such as 9, or nothing";
    NO_EUROS = "« {field} » : « {typed} » n’est pas un montant" / "“{field}”: “{typed}” is no amount";
    WAY_EUROS = "écrivez des euros, comme 89 ou 89,50" / "write euros, such as 89 or 89.50";
    NO_THING = "« {field} » : « {typed} » ne désigne rien" / "“{field}”: “{typed}” names nothing";
    WAY_THING = "choisissez dans la liste, ou rien" / "choose from the list, or nothing";
    NO_WORD = "« {field} » : « {typed} » n’est pas connu ici" / "“{field}”: “{typed}” is not known here";
    MISSING = "« {field} » attend une réponse" / "“{field}” waits for an answer";
    WAY_MISSING = "choisissez l’une des réponses proposées" / "choose one of the answers there are";
    WAY_WORD = "choisissez parmi : {known}" / "choose one of: {known}";
}

/// A day; nothing where nothing is typed.
pub(crate) fn date(typed: &str, field: Words) -> Result<Option<Date>, Problem> {
    read(typed, |words| words.parse().ok()).map_err(|typed| cannot(NO_DATE, WAY_DATE, field, typed))
}

/// A number of weeks, people, years; nothing where nothing is typed.
pub(crate) fn whole(typed: &str, field: Words) -> Result<Option<u32>, Problem> {
    read(typed, |words| words.parse().ok()).map_err(|typed| cannot(NO_NUMBER, WAY_NUMBER, field, typed))
}

/// An amount in euros; nothing where nothing is typed.
pub(crate) fn euros(typed: &str, field: Words) -> Result<Option<Money>, Problem> {
    read(typed, Money::read).map_err(|typed| cannot(NO_EUROS, WAY_EUROS, field, typed))
}

/// What points at a thing, such as `system:crm`; nothing where nothing is typed.
pub(crate) fn reference(typed: &str, field: Words) -> Result<Option<Ref>, Problem> {
    read(typed, |words| words.parse().ok()).map_err(|typed| cannot(NO_THING, WAY_THING, field, typed))
}

/// One of the words that are known; nothing where nothing is typed.
pub(crate) fn one_of<T: Copy>(typed: &str, known: &[(T, &str)], field: Words) -> Result<Option<T>, Problem> {
    let of = |words: &str| known.iter().find_map(|(it, word)| (*word == words).then_some(*it));
    read(typed, of).map_err(|typed| {
        let words: Vec<&str> = known.iter().map(|(_, word)| *word).collect();
        let words = words.join(", ");
        let hint = Say::each(|lang| WAY_WORD.fill(lang, &[("known", &words)]));
        Problem::invalid(cannot(NO_WORD, WAY_WORD, field, typed).message, hint)
    })
}

/// What must be said and was not.
pub(crate) fn must<T>(read: Option<T>, field: Words) -> Result<T, Problem> {
    read.ok_or_else(|| {
        Problem::invalid(Say::each(|lang| MISSING.fill(lang, &[("field", field.in_lang(lang))])), say(WAY_MISSING))
    })
}

/// Reads what is typed; nothing is nothing.
fn read<T>(typed: &str, of: impl Fn(&str) -> Option<T>) -> Result<Option<T>, &str> {
    match typed.trim() {
        "" => Ok(None),
        words => of(words).map(Some).ok_or(words),
    }
}

fn cannot(what: Words, way: Words, field: Words, typed: &str) -> Problem {
    let message = Say::each(|lang| what.fill(lang, &[("field", field.in_lang(lang)), ("typed", typed)]));
    Problem::invalid(message, say(way))
}

fn say(words: Words) -> Say {
    Say::new(words.fr, words.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::ui::words! {
        FIELD = "Pour quand ?" / "By when?";
    }

    #[test]
    fn what_cannot_be_read_names_its_field_and_the_way_out_and_nothing_stays_nothing() {
        assert_eq!(date(" 2026-09-30 ", FIELD), Ok(Some(jiff::civil::date(2026, 9, 30))));
        assert_eq!((date(" ", FIELD), whole("", FIELD)), (Ok(None), Ok(None)));
        assert_eq!((reference("", FIELD), euros("", FIELD)), (Ok(None), Ok(None)));
        assert_eq!(whole("9", FIELD), Ok(Some(9)));
        let known = [(1, "one"), (2, "two")];
        assert_eq!((one_of("two", &known, FIELD), one_of("", &known, FIELD)), (Ok(Some(2)), Ok(None)));
        let problems = [
            date("demain", FIELD).map(drop),
            whole("9,5", FIELD).map(drop),
            whole("-1", FIELD).map(drop),
            euros("neuf", FIELD).map(drop),
            reference("crm", FIELD).map(drop),
            one_of("three", &known, FIELD).map(drop),
        ];
        for problem in problems {
            let problem = problem.expect_err("it cannot be read");
            assert_eq!(problem.kind, app::Kind::Invalid);
            assert!(problem.message.fr.starts_with("« Pour quand ? » : « "), "{}", problem.message.fr);
            assert!(problem.message.en.starts_with("“By when?”: “"), "{}", problem.message.en);
            assert!(!problem.hint.fr.is_empty() && !problem.hint.en.is_empty());
        }
        assert_eq!(
            must(None::<u32>, FIELD).map_err(|it| it.message.en),
            Err("“By when?” waits for an answer".to_owned())
        );
        assert_eq!(one_of("three", &known, FIELD).map_err(|it| it.hint.en), Err("choose one of: one, two".to_owned()));
    }
}
