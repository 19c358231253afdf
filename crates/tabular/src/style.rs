//! What a number of a workbook means by the way it is shown: a day, a time, a share, or just a number.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::Cell;

/// The sense a cell's number format gives to its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    #[default]
    Number,
    /// A day, perhaps with a time of day.
    Day,
    /// A time of day, or an elapsed time.
    Time,
    Percent,
}

impl Style {
    /// The sense of a format Excel knows by number.
    pub(crate) fn built_in(id: u32) -> Style {
        match id {
            9 | 10 => Style::Percent,
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Style::Day,
            18..=21 | 32 | 33 | 45..=47 | 55 | 56 => Style::Time,
            _ => Style::Number,
        }
    }

    /// The sense of a format by its code, such as `dd/mm/yyyy` or `[h]:mm`; only its first section counts.
    pub(crate) fn of_code(code: &str) -> Style {
        if ["general", "standard"].iter().any(|plain| code.trim().eq_ignore_ascii_case(plain)) {
            return Style::Number;
        }
        let (mut day, mut month, mut time, mut percent) = (false, false, false, false);
        let mut signs = code.chars().take(1_024);
        while let Some(sign) = signs.next() {
            match sign.to_ascii_lowercase() {
                '"' => {
                    signs.by_ref().find(|c| *c == '"');
                }
                // The next sign is shown as it is, or sets a width.
                '\\' | '_' | '*' => {
                    signs.next();
                }
                '[' => {
                    let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                    time |=
                        !inside.is_empty() && inside.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
                }
                ';' => break,
                'y' | 'd' => day = true,
                'm' => month = true,
                'h' | 's' => time = true,
                '%' => percent = true,
                _ => {}
            }
        }
        match (day, month, time, percent) {
            (true, ..) | (_, true, false, _) => Style::Day,
            (_, _, true, _) => Style::Time,
            (.., true) => Style::Percent,
            _ => Style::Number,
        }
    }

    /// Turns a stored number into the cell its reader saw.
    ///
    /// A day with a time, a time of day and a share above 100 % become text, for no other cell would keep their sense.
    pub(crate) fn cell(self, number: f64, from_1904: bool) -> Cell {
        if !number.is_finite() {
            return Cell::Broken("#NUM!".to_owned());
        }
        let told = match self {
            Style::Number => None,
            Style::Percent if number > 1.0 => Some(Cell::Text(format!("{} %", shift_percent(number)))),
            Style::Percent => None,
            Style::Day => moment(number, from_1904),
            Style::Time => elapsed(number),
        };
        told.unwrap_or(Cell::Number(number))
    }
}

/// A hundredfold, without the dust that multiplying leaves (1.1 × 100).
fn shift_percent(number: f64) -> f64 {
    (number * 1e10).round() / 1e8
}

const SECONDS_A_DAY: f64 = 86_400.0;

/// A day, or a day and a time as ISO text; `None` outside Excel's calendar (1900 to 9999).
fn moment(serial: f64, from_1904: bool) -> Option<Cell> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let mut day = serial.floor();
    let mut seconds = ((serial - day) * SECONDS_A_DAY).round();
    if seconds >= SECONDS_A_DAY {
        day += 1.0;
        seconds = 0.0;
    }
    if day < 1.0 && !from_1904 {
        return elapsed(serial);
    }
    let date = day_of(day as i64, from_1904)?;
    if seconds == 0.0 {
        return Some(Cell::Date(date));
    }
    let time = Time::midnight().checked_add((seconds as i64).seconds()).ok()?;
    Some(Cell::Text(date.to_datetime(time).to_string()))
}

fn day_of(day: i64, from_1904: bool) -> Option<Date> {
    let (year, month, first) = match (from_1904, day) {
        (true, _) => (1904, 1, 1),
        // Excel counts a 29 February 1900 that never was.
        (false, ..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    Date::new(year, month, first).ok()?.checked_add(day.days()).ok()
}

/// Hours, minutes and seconds, as `10:30:00`; more than a day counts on, `36:00:00`.
fn elapsed(serial: f64) -> Option<Cell> {
    if !(0.0..1e6).contains(&serial) {
        return None;
    }
    let seconds = (serial * SECONDS_A_DAY).round() as u64;
    Some(Cell::Text(format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_format_code_tells_a_day_from_a_time_from_a_number() {
        for (code, style) in [
            ("General", Style::Number),
            ("Standard", Style::Number),
            ("0.00", Style::Number),
            ("#,##0.00 \"days\"", Style::Number),
            ("[Red]-0", Style::Number),
            ("0.00E+00", Style::Number),
            ("0.0%", Style::Percent),
            ("dd/mm/yyyy", Style::Day),
            ("[$-40C]d mmmm yyyy;@", Style::Day),
            ("mmm-yy", Style::Day),
            ("dd/mm/yyyy hh:mm", Style::Day),
            ("hh:mm:ss", Style::Time),
            ("[h]:mm", Style::Time),
            ("mm:ss", Style::Time),
        ] {
            assert_eq!(Style::of_code(code), style, "{code:?}");
        }
    }

    #[test]
    fn a_number_becomes_what_its_reader_saw() {
        let words = |w: &str| Cell::Text(w.to_owned());
        for (style, number, from_1904, cell) in [
            (Style::Day, 46341.0, false, Cell::Date(date(2026, 11, 15))),
            (Style::Day, 46341.0 - 1462.0, true, Cell::Date(date(2026, 11, 15))),
            (Style::Day, 1.0, false, Cell::Date(date(1900, 1, 1))),
            (Style::Day, 61.0, false, Cell::Date(date(1900, 3, 1))),
            (Style::Day, 46341.4375, false, words("2026-11-15T10:30:00")),
            (Style::Day, 46_340.999_999_99, false, Cell::Date(date(2026, 11, 15))),
            (Style::Day, -1.0, false, Cell::Number(-1.0)),
            (Style::Day, 1e300, false, Cell::Number(1e300)),
            (Style::Time, 0.4375, false, words("10:30:00")),
            (Style::Time, 1.5, false, words("36:00:00")),
            (Style::Percent, 0.995, false, Cell::Number(0.995)),
            (Style::Percent, 1.2, false, words("120 %")),
            (Style::Number, f64::NAN, false, Cell::Broken("#NUM!".to_owned())),
        ] {
            assert_eq!(style.cell(number, from_1904), cell, "{style:?} {number}");
        }
    }
}
