//! Days of birth, as eight digits: year, month, day.

/// Which of day and month comes first where both are told in digits and the year comes last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum DayOrder {
    /// As in most of the world.
    #[default]
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

impl DayOrder {
    /// Told from the values: a number over twelve is no month.
    pub(crate) fn of<'a>(told: impl Iterator<Item = &'a str>) -> DayOrder {
        let (mut day_first, mut month_first) = (0_usize, 0_usize);
        for value in told {
            if let [Some(first), Some(second), Some(year)] = numbers(value)
                && year > 31
            {
                day_first += usize::from(first > 12 && second <= 12);
                month_first += usize::from(second > 12 && first <= 12);
            }
        }
        if month_first > day_first { DayOrder::MonthFirst } else { DayOrder::DayFirst }
    }
}

/// The first three numbers of a text.
fn numbers(told: &str) -> [Option<u32>; 3] {
    let mut found = told.split(|sign: char| !sign.is_ascii_digit()).filter(|word| !word.is_empty());
    [0; 3].map(|_| found.next().and_then(|word| word.parse().ok()))
}

/// Reads a day; a day that is none, such as a mistyped month, is kept as its eight digits, since it can be compared.
///
/// Shape: `1984-03-05`, `19840305`, `05/03/1984`, `5.3.84`, with or without a time behind → `19840305`.
pub(super) fn day(told: &str, order: DayOrder) -> Option<String> {
    let told = told.trim().split(['T', ' ']).next()?;
    if told.len() == 8 && told.bytes().all(|sign| sign.is_ascii_digit()) {
        return Some(told.to_owned());
    }
    let [Some(first), Some(second), Some(third)] = numbers(told) else { return None };
    let (year, month, day) = match (first > 31, order) {
        (true, _) => (first, second, third),
        (false, DayOrder::DayFirst) => (third, second, first),
        (false, DayOrder::MonthFirst) => (third, first, second),
    };
    let year = match year {
        0..=29 => 2000 + year,
        30..=99 => 1900 + year,
        _ => year,
    };
    (year <= 9999 && month <= 99 && day <= 99).then(|| format!("{year:04}{month:02}{day:02}"))
}
