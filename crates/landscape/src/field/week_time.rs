//! A weekday and a time of day as people type them.

use std::str::FromStr;

use base::slug;
use jiff::civil::Time;

use super::WeekTime;

/// The words that are no weekday and no time: "le samedi à 16 h", "on Saturday at 4 pm".
const SILENT: [&str; 8] = ["le", "a", "on", "at", "vers", "around", "the", "every"];

const DAYS: [(&str, &str); 7] = [
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
];

impl FromStr for WeekTime {
    type Err = ();

    /// Reads `samedi 16:00`, `sam. 16h`, `le samedi à 16 h 30`, `Saturday 4 pm`, `Sat 16:00`.
    fn from_str(words: &str) -> Result<WeekTime, ()> {
        // A slug has no accents, no colon and no case; what is left are words, digits and "h", "am", "pm".
        let plain = slug(words);
        let mut tokens = plain.split(['-', '.']).filter(|t| !t.is_empty() && !SILENT.contains(t)).flat_map(runs);
        let day = day(tokens.next().ok_or(())?).ok_or(())?;
        let hour: i8 = tokens.next().ok_or(())?.parse().map_err(|_| ())?;
        let (mut minute, mut half, mut minutes_read) = (0_i8, None, false);
        for token in tokens {
            match token {
                "h" | "heures" | "heure" | "hours" | "min" | "mn" | "oclock" => {}
                "am" | "a.m" | "pm" if half.is_none() => half = Some(token == "pm"),
                digits if !minutes_read && half.is_none() => {
                    minute = digits.parse().map_err(|_| ())?;
                    minutes_read = true;
                }
                _ => return Err(()),
            }
        }
        let hour = match half {
            None => hour,
            Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
            Some(_) => return Err(()),
        };
        Ok(WeekTime { day, time: Time::new(hour, minute, 0, 0).map_err(|_| ())? })
    }
}

/// Splits `16h30` into `16`, `h`, `30`.
fn runs(token: &str) -> impl Iterator<Item = &str> {
    token.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).map(|run| {
        // A slug is ASCII, so every run of bytes is text.
        std::str::from_utf8(run).unwrap_or("")
    })
}

/// Monday is 1; a day may be cut short to three letters or more.
fn day(word: &str) -> Option<i8> {
    let is = |name: &str| word.len() >= 3 && name.starts_with(word);
    DAYS.iter().position(|(fr, en)| is(fr) || is(en)).and_then(|i| i8::try_from(i + 1).ok())
}

impl WeekTime {
    /// Writes it the way it is read back: `samedi 16:00`, `Saturday 16:00`.
    pub fn written(self, lang: base::Lang) -> String {
        let (fr, en) = DAYS.get((self.day.clamp(1, 7) - 1) as usize).copied().unwrap_or(DAYS[0]);
        let day = match lang {
            base::Lang::Fr => fr.to_owned(),
            base::Lang::En => en[..1].to_uppercase() + &en[1..],
        };
        format!("{day} {}", self.time.strftime("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_and_a_time_are_read_as_people_type_them() {
        let at = |day, hour, minute| Ok(WeekTime { day, time: jiff::civil::time(hour, minute, 0, 0) });
        for (words, expect) in [
            ("samedi 16:00", at(6, 16, 0)),
            ("sam. 16h", at(6, 16, 0)),
            ("le samedi à 16 h 30", at(6, 16, 30)),
            ("Samedi, 16h00", at(6, 16, 0)),
            ("Saturday 4 pm", at(6, 16, 0)),
            ("Sat 16:00", at(6, 16, 0)),
            ("on Sunday at 12:15 am", at(7, 0, 15)),
            ("mer. 9h05", at(3, 9, 5)),
            ("samedi", Err(())),
            ("16:00", Err(())),
            ("samedi 25:00", Err(())),
            ("ma 10h", Err(())),
            ("samedi 16:00 ou 17:00", Err(())),
            ("", Err(())),
        ] {
            assert_eq!(words.parse::<WeekTime>(), expect, "{words}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for day in 1..=7 {
            let at = WeekTime { day, time: jiff::civil::time(8, 45, 0, 0) };
            for lang in base::Lang::ALL {
                assert_eq!(at.written(lang).parse(), Ok(at));
            }
        }
    }
}
