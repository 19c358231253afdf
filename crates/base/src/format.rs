//! Numbers, shares and dates as people write them in French and in English.

use jiff::civil::{Date, Weekday};

use crate::{Lang, Measure, Money, Quantity, Say, Unit};

/// A narrow no-break space, the French thousands separator.
const THIN: char = '\u{202f}';
/// A no-break space, before a French unit.
const HARD: char = '\u{a0}';

/// Writes a number with at most `decimals` decimals, trailing zeros dropped: `1 184`, `192,5` or `1,184`, `192.5`.
pub fn number(lang: Lang, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "∞".to_owned();
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part = part.trim_end_matches('0');
    let (group, point) = match lang {
        Lang::Fr => (THIN, ','),
        Lang::En => (',', '.'),
    };
    let mut out = String::new();
    if value < 0.0 && (whole.bytes().any(|b| b != b'0') || !part.is_empty()) {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push(point);
        out.push_str(part);
    }
    out
}

/// Writes a number as documents do, in no language: a point, at most `decimals` decimals, trailing zeros dropped.
pub fn decimal(value: f64, decimals: usize) -> String {
    let written = format!("{value:.decimals$}");
    let written = match written.contains('.') {
        true => written.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => written,
    };
    // Nothing is nothing, from whichever side it is come by.
    if written == "-0" { "0".to_owned() } else { written }
}

/// Writes a share as a percentage: `192,5 %` or `192.5 %`.
pub fn percent(lang: Lang, share: f64, decimals: usize) -> String {
    format!("{}{HARD}%", number(lang, share * 100.0, decimals))
}

/// Writes an amount of euros, with its cents where there are any: `34 472 €`, `18 400,50 €` or `€34,472`, `€18,400.50`.
pub fn money(lang: Lang, amount: Money) -> String {
    let size = amount.cents.unsigned_abs();
    let (euros, cents) = (number(lang, (size / 100) as f64, 0), size % 100);
    let sign = if amount.cents < 0 { "−" } else { "" };
    match (lang, cents) {
        (Lang::Fr, 0) => format!("{sign}{euros}{HARD}€"),
        (Lang::Fr, cents) => format!("{sign}{euros},{cents:02}{HARD}€"),
        (Lang::En, 0) => format!("{sign}€{euros}"),
        (Lang::En, cents) => format!("{sign}€{euros}.{cents:02}"),
    }
}

/// Writes an amount of bytes: `812 o`, `14 Mo`, `1,3 Go` or `812 B`, `14 MB`, `1.3 GB`. A thousand make the next unit.
pub fn bytes(lang: Lang, bytes: u64) -> String {
    const UNITS: [(&str, &str); 6] = [("o", "B"), ("ko", "kB"), ("Mo", "MB"), ("Go", "GB"), ("To", "TB"), ("Po", "PB")];
    let (mut value, mut at) = (bytes as f64, 0);
    // What would be rounded to a thousand is one of the next unit.
    while value >= 999.5 && at + 1 < UNITS.len() {
        value /= 1_000.0;
        at += 1;
    }
    let decimals = usize::from(at > 0 && value < 9.95);
    let (fr, en) = UNITS[at];
    let unit = match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    format!("{}{HARD}{unit}", number(lang, value, decimals))
}

/// Writes a date as people say it: `vendredi 20 novembre 2026` or `Friday 20 November 2026`.
pub fn date_long(lang: Lang, date: Date) -> String {
    format!("{} {}", weekday(date.weekday()).in_lang(lang), date_short(lang, date))
}

/// Writes a date without its weekday: `20 novembre 2026` or `20 November 2026`.
pub fn date_short(lang: Lang, date: Date) -> String {
    let month = month(date.month());
    let day = match (lang, date.day()) {
        (Lang::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    format!("{day} {} {}", month.in_lang(lang), date.year())
}

/// The day of the week.
pub fn weekday(day: Weekday) -> Say {
    let (fr, en) = match day {
        Weekday::Monday => ("lundi", "Monday"),
        Weekday::Tuesday => ("mardi", "Tuesday"),
        Weekday::Wednesday => ("mercredi", "Wednesday"),
        Weekday::Thursday => ("jeudi", "Thursday"),
        Weekday::Friday => ("vendredi", "Friday"),
        Weekday::Saturday => ("samedi", "Saturday"),
        Weekday::Sunday => ("dimanche", "Sunday"),
    };
    Say::new(fr, en)
}

fn month(month: i8) -> Say {
    const FR: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let i = (month.clamp(1, 12) - 1) as usize;
    Say::new(FR[i], EN[i])
}

/// How many decimals a unit is shown with.
fn decimals(unit: Unit, value: f64) -> usize {
    match unit {
        // A share that ends within three decimals is shown as it is, one near the whole keeps its nines.
        Unit::Share if (value.abs() < 1.0 && value.abs() > 0.9) || ends_within(value * 100.0, 3) => 3,
        Unit::Share => 1,
        Unit::Count | Unit::Points | Unit::Milliseconds => 0,
        Unit::Eur | Unit::EurToday | Unit::EurPerYear | Unit::EurPerWeek | Unit::Bytes => 0,
        Unit::CallsPerSecond | Unit::ViewsPerSecond | Unit::OrdersPerSecond | Unit::CallsPerView => 2,
        Unit::MinutesPerMonth | Unit::Seconds | Unit::PersonDays | Unit::Days | Unit::Months => 1,
        Unit::PercentagePoints | Unit::StandardErrors => 2,
    }
}

/// Writes a number with two decimals, zeros kept.
fn hundredths(lang: Lang, value: f64) -> String {
    let mark = match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    };
    let digits = number(lang, value, 2);
    match digits.split_once(mark) {
        None => format!("{digits}{mark}00"),
        Some((_, decimals)) if decimals.len() == 1 => format!("{digits}0"),
        Some(_) => digits,
    }
}

/// Whether a number is written in full with so many decimals.
fn ends_within(value: f64, decimals: i32) -> bool {
    let scaled = value * 10f64.powi(decimals);
    (scaled - scaled.round()).abs() < 1e-6
}

/// Writes a number with its unit: `77 appels/s`, `192,5 %`, `1 184`, `1 jour ouvré`.
pub fn with_unit(lang: Lang, value: f64, unit: Unit) -> String {
    let digits = number(lang, value, decimals(unit, value));
    // French counts in the singular up to two, English at one only.
    let one = match lang {
        Lang::Fr => value.abs() < 2.0,
        Lang::En => digits == "1",
    };
    let word = match unit {
        Unit::Share => return percent(lang, value, decimals(unit, value)),
        Unit::Count => return digits,
        Unit::Bytes => return bytes(lang, value.max(0.0).round() as u64),
        // An amount has whole cents; what has not was worked out, and is told in euros.
        Unit::Eur if ends_within(value * 100.0, 0) => {
            return money(lang, Money { cents: (value * 100.0).round() as i64 });
        }
        Unit::Eur | Unit::EurToday => return whole_euros(lang, value),
        Unit::EurPerYear => return format!("{}{HARD}{}", whole_euros(lang, value), per_year(lang)),
        Unit::EurPerWeek => return format!("{}{HARD}{}", whole_euros(lang, value), per_week(lang)),
        // Points are compared with one another: each has two decimals, 1.10 like 0.41.
        Unit::PercentagePoints => {
            let digits = hundredths(lang, value * 100.0);
            let one = match lang {
                Lang::Fr => value.abs() < 0.02,
                Lang::En => value == 0.01,
            };
            return format!("{digits}{HARD}{}", if one { "point" } else { "points" });
        }
        Unit::StandardErrors if one => Say::new("erreur type", "standard error"),
        Unit::StandardErrors => Say::new("erreurs types", "standard errors"),
        Unit::CallsPerSecond if one => Say::new("appel/s", "call/s"),
        Unit::CallsPerSecond => Say::new("appels/s", "calls/s"),
        Unit::ViewsPerSecond if one => Say::new("affichage/s", "view/s"),
        Unit::ViewsPerSecond => Say::new("affichages/s", "views/s"),
        Unit::OrdersPerSecond if one => Say::new("commande/s", "order/s"),
        Unit::OrdersPerSecond => Say::new("commandes/s", "orders/s"),
        Unit::CallsPerView if one => Say::new("appel par affichage", "call a view"),
        Unit::CallsPerView => Say::new("appels par affichage", "calls a view"),
        Unit::MinutesPerMonth => Say::new("min par mois", "min a month"),
        Unit::Seconds => Say::same("s"),
        Unit::Milliseconds => Say::same("ms"),
        Unit::PersonDays if one => Say::new("jour-personne", "person-day"),
        Unit::PersonDays => Say::new("jours-personne", "person-days"),
        Unit::Months if one => Say::new("mois", "month"),
        Unit::Months => Say::new("mois", "months"),
        Unit::Days if one => Say::new("jour ouvré", "working day"),
        Unit::Days => Say::new("jours ouvrés", "working days"),
        Unit::Points => Say::same("/ 100"),
    };
    format!("{digits}{HARD}{}", word.in_lang(lang))
}

/// Euros without cents: an amount a year is never known to the cent.
fn whole_euros(lang: Lang, value: f64) -> String {
    money(lang, Money::eur(value.round() as i64))
}

fn per_year(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "par an",
        Lang::En => "a year",
    }
}

fn per_week(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "par semaine",
        Lang::En => "a week",
    }
}

/// Writes a quantity with its unit, and its range when it has one: `77 appels/s [72 ; 83]`.
pub fn quantity(lang: Lang, value: Quantity, unit: Unit) -> String {
    let likely = with_unit(lang, value.likely, unit);
    match range(lang, value, unit) {
        Some(range) => format!("{likely} {range}"),
        None => likely,
    }
}

/// Writes the range of a quantity alone, without unit: `[72 ; 83]` or `[72–83]`; `None` when there is none.
pub fn range(lang: Lang, value: Quantity, unit: Unit) -> Option<String> {
    let bound = |v: f64| match unit {
        Unit::Share => number(lang, v * 100.0, 1),
        Unit::PercentagePoints => hundredths(lang, v * 100.0),
        _ => number(lang, v, decimals(unit, v).min(1)),
    };
    let (low, high) = (bound(value.low), bound(value.high));
    (value.is_range() && low != high).then(|| match lang {
        Lang::Fr => format!("[{low}{HARD};{HARD}{high}]"),
        Lang::En => format!("[{low}–{high}]"),
    })
}

/// Writes a measure with unit and range.
pub fn measure(lang: Lang, measure: &Measure) -> String {
    quantity(lang, measure.value, measure.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_the_largest_unit_of_which_there_is_one() {
        let check = |count: u64, fr: &str, en: &str| {
            assert_eq!(bytes(Lang::Fr, count).replace(HARD, " "), fr);
            assert_eq!(bytes(Lang::En, count).replace(HARD, " "), en);
        };
        check(0, "0 o", "0 B");
        check(812, "812 o", "812 B");
        check(999_499, "999 ko", "999 kB");
        check(999_500, "1 Mo", "1 MB");
        check(14_200_000, "14 Mo", "14 MB");
        check(1_317_000_000, "1,3 Go", "1.3 GB");
        check(u64::MAX, "18\u{202f}447 Po", "18,447 PB");
    }

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(number(Lang::Fr, 1184.0, 0), "1\u{202f}184");
        assert_eq!(number(Lang::En, 1184.0, 0), "1,184");
        assert_eq!(percent(Lang::Fr, 1.925, 1), "192,5\u{a0}%");
        assert_eq!(percent(Lang::En, 0.61875, 3), "61.875\u{a0}%");
        assert_eq!(number(Lang::En, -0.001, 1), "0");
        assert_eq!(number(Lang::En, 1234567.5, 2), "1,234,567.5");
        assert_eq!(money(Lang::Fr, Money::eur(34472)), "34\u{202f}472\u{a0}€");
        assert_eq!(money(Lang::En, Money::eur(-55472)), "−€55,472");
        assert_eq!(money(Lang::En, Money { cents: 1_840_050 }), "€18,400.50");
        assert_eq!(money(Lang::Fr, Money { cents: -5 }), "−0,05\u{a0}€");
    }

    #[test]
    fn decimals_are_written_once_and_for_all() {
        for (value, written) in [(77.0, "77"), (1.925, "1.925"), (0.1 + 0.2, "0.3"), (24.75, "24.75"), (1000.0, "1000")]
        {
            assert_eq!(decimal(value, 9), written);
        }
        assert_eq!(decimal(462_204.123, 2), "462204.12");
        assert_eq!(decimal(-0.000_1, 2), "0");
    }

    #[test]
    fn a_share_is_exact_where_it_ends_and_short_where_it_does_not() {
        for (share, shown) in [(1.925, "192.5"), (0.61875, "61.875"), (0.277083333, "27.7"), (0.99517, "99.517")] {
            assert_eq!(with_unit(Lang::En, share, Unit::Share), format!("{shown}\u{a0}%"));
        }
    }

    #[test]
    fn a_difference_of_shares_is_told_in_points_with_two_decimals() {
        let told = |lang, low, likely, high| {
            quantity(lang, Quantity { low, likely, high }, Unit::PercentagePoints).replace(HARD, " ")
        };
        assert_eq!(told(Lang::En, 0.00411, 0.011, 0.01788), "1.10 points [0.41–1.79]");
        assert_eq!(told(Lang::Fr, 0.00411, 0.011, 0.01788), "1,10 point [0,41 ; 1,79]");
        assert_eq!(told(Lang::En, -0.02, -0.02, -0.02), "−2.00 points");
        assert_eq!(told(Lang::Fr, -0.02, -0.02, -0.02), "−2,00 points");
    }

    #[test]
    fn one_of_a_thing_is_said_in_the_singular() {
        assert_eq!(with_unit(Lang::Fr, 1.0, Unit::Days), "1\u{a0}jour ouvré");
        assert_eq!(with_unit(Lang::Fr, 1.63, Unit::CallsPerView), "1,63\u{a0}appel par affichage");
        assert_eq!(with_unit(Lang::En, 1.63, Unit::CallsPerView), "1.63\u{a0}calls a view");
        assert_eq!(with_unit(Lang::En, 1.0, Unit::Days), "1\u{a0}working day");
    }

    #[test]
    fn dates_are_said_as_people_say_them() {
        let day = jiff::civil::date(2026, 11, 20);
        assert_eq!(date_long(Lang::Fr, day), "vendredi 20 novembre 2026");
        assert_eq!(date_long(Lang::En, day), "Friday 20 November 2026");
        assert_eq!(date_short(Lang::Fr, jiff::civil::date(2026, 8, 1)), "1er août 2026");
    }

    #[test]
    fn a_range_is_shown_only_where_there_is_one() {
        let known = Quantity::exact(77.0);
        assert_eq!(quantity(Lang::En, known, Unit::CallsPerSecond), "77\u{a0}calls/s");
        let open = Quantity::range(72.0, 77.0, 83.0);
        assert_eq!(quantity(Lang::En, open, Unit::CallsPerSecond), "77\u{a0}calls/s [72–83]");
    }
}
