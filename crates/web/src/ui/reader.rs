use base::{Lang, Measure, PersonId, Ref, Say, Unit, format};
use jiff::civil::Date;

use super::Words;

/// Who reads, and when: what every part is lent.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// Today's date, from which ages are told.
    pub today: Date,
    /// How things and people are called and where they are found.
    pub names: Names<'a>,
}

/// Looks up what evidence points at.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// A person's name; `None` when it was forgotten or may not be read.
    pub person: &'a dyn Fn(PersonId) -> Option<String>,
    /// A thing's name.
    pub thing: &'a dyn Fn(&Ref) -> Say,
    /// A thing's page; `None` when it has none.
    pub href: &'a dyn Fn(&Ref) -> Option<String>,
}

impl Names<'static> {
    /// Knows nobody and links nowhere: things go by their key.
    pub const NONE: Names<'static> =
        Names { person: &|_| None, thing: &|thing| Say::same(thing.key()), href: &|_| None };
}

impl<'a> Reader<'a> {
    /// A sentence in the reader's language.
    pub fn say<'s>(&self, say: &'s Say) -> &'s str {
        say.in_lang(self.lang)
    }

    /// A fixed text in the reader's language.
    pub fn w(&self, words: Words) -> &'static str {
        words.in_lang(self.lang)
    }

    /// A fixed text with its holes filled.
    pub fn fill(&self, words: Words, holes: &[(&str, &str)]) -> String {
        words.fill(self.lang, holes)
    }

    /// A number with its unit, without its range.
    pub fn value(&self, measure: &Measure) -> String {
        self.number(measure.value.likely, measure.unit)
    }

    /// A bare value with a unit.
    pub fn number(&self, value: f64, unit: Unit) -> String {
        format::with_unit(self.lang, value, unit)
    }

    /// The range of a number, when it has one.
    pub fn range(&self, measure: &Measure) -> Option<String> {
        format::range(self.lang, measure.value, measure.unit)
    }

    /// A thing's name in the reader's language.
    pub fn thing(&self, thing: &Ref) -> String {
        self.say(&(self.names.thing)(thing)).to_owned()
    }

    /// A date as people say it.
    pub fn date(&self, date: Date) -> String {
        format::date_short(self.lang, date)
    }

    /// How long ago a date is, in words: "3 months ago".
    pub fn age(&self, date: Date) -> String {
        let days = days_between(date, self.today);
        let (words, n) = match days {
            -1 => (TOMORROW, 1),
            ..0 => (AHEAD, -days),
            0 => (TODAY, 0),
            1 => (YESTERDAY, 1),
            2..14 => (DAYS, days),
            14..60 => (WEEKS, days / 7),
            60..730 => (MONTHS, (days as f64 / 30.44).round() as i64),
            _ => (YEARS, days / 365),
        };
        self.fill(words, &[("n", &n.to_string())])
    }

    /// Whether a fact of this date has grown old; see [`landscape::catalog::STALE_DAYS`].
    pub fn is_stale(&self, date: Date) -> bool {
        days_between(date, self.today) > landscape::catalog::STALE_DAYS
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

crate::ui::words! {
    AHEAD = "dans {n} jours" / "in {n} days";
    TOMORROW = "demain" / "tomorrow";
    TODAY = "aujourd’hui" / "today";
    YESTERDAY = "hier" / "yesterday";
    DAYS = "il y a {n} jours" / "{n} days ago";
    WEEKS = "il y a {n} semaines" / "{n} weeks ago";
    MONTHS = "il y a {n} mois" / "{n} months ago";
    YEARS = "il y a {n} ans" / "{n} years ago";
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ages_are_told_as_people_tell_them() {
        let reader = Reader { lang: Lang::En, today: date(2026, 8, 6), names: Names::NONE };
        for (of, said) in [
            (date(2026, 8, 6), "today"),
            (date(2026, 8, 5), "yesterday"),
            (date(2026, 8, 1), "5 days ago"),
            (date(2026, 7, 6), "4 weeks ago"),
            (date(2026, 5, 4), "3 months ago"),
            (date(2025, 6, 2), "14 months ago"),
            (date(2024, 8, 1), "2 years ago"),
            (date(2026, 8, 7), "tomorrow"),
            (date(2026, 8, 10), "in 4 days"),
        ] {
            assert_eq!(reader.age(of), said);
        }
        assert!(reader.is_stale(date(2025, 6, 2)) && !reader.is_stale(date(2026, 5, 4)));
    }
}
