//! The words a diary of Solvène is written in: who did what, when.

use agenda::request::{Assumed, Question};
use app::{Clock, Problem};
use base::{Kind, Lang, Quantity, Ref};
use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

/// Month, day, hour and minute in Paris; December is that of 2025, every other month of 2026.
pub(super) type When = (i8, i8, i8, i8);

/// The instant of a diary's date.
pub(super) fn instant((month, day, hour, minute): When) -> Timestamp {
    let year = if month == 12 { 2025 } else { 2026 };
    in_paris(date(year, month, day).at(hour, minute, 0, 0))
}

/// An instant by the clocks of Paris, by the rule in force, so that no table of time zones is needed.
pub(super) fn in_paris(at: DateTime) -> Timestamp {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

/// A date somebody wishes for, as a diary writes it: year, month, day.
pub(super) type Day = crate::cell::Day;

/// Something a person wants changed, and what became of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// What the story calls it.
    pub(super) key: &'static str,
    /// Who asks.
    pub(super) by: &'static str,
    /// When.
    pub(super) on: When,
    /// In which language.
    pub(super) lang: Lang,
    /// In which words.
    pub(super) sentence: &'static str,
    /// What the requester means; `None` when nobody has confirmed it.
    pub(super) means: Option<Means>,
    /// What happened then.
    pub(super) then: &'static [Entry],
}

/// What a requester means, by key: the element, the data, the kind of change. Empty: none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    pub(super) element: &'static str,
    pub(super) data: &'static str,
    pub(super) kind: &'static str,
}

/// One entry of a diary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) on: When,
    pub(super) who: &'static str,
    pub(super) act: Act,
}

/// What somebody did with a wish.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// Answered a question of the interview.
    Answer(Question, &'static str),
    /// Replaced a number by one's own: low, likely, high.
    Assume(Assumed, f64, f64, f64),
    /// Put it in other words.
    Reword(&'static str),
    /// Wished for a free date.
    Date(Day),
    /// Wished for a date that something stands against, and gave a reason.
    Insist(Day, &'static str),
    /// Wished for a date and was told that it cannot be had.
    NoDate(Day),
    /// Sent it to a decision.
    Send,
    /// Tried to send it and was asked for more first.
    NoSend,
    /// Took it back.
    Withdraw(&'static str),
    /// Signed for one's side.
    Sign(Pick),
    /// Signed for one's side, with a remark.
    Remark(Pick, &'static str),
    /// Wrote down a compromise.
    Terms(&'static str),
    /// Wrote what matters to the other side.
    Restate(&'static str),
    /// Asked the other side a direct question.
    Ask(&'static str),
    /// Answered the question the other side asked.
    Reply(&'static str),
    /// Recognised what the other side wrote, or put it right.
    Understood(Option<&'static str>),
    /// Let the charter's default take effect.
    Silence,
    /// Tried to, too early or where the arbiter has to speak.
    NoSilence,
    /// Decided for both.
    Arbitrate(Pick),
}

/// An option somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    AsAsked,
    Cache(u8),
    Existing(&'static str),
    NotNow,
}

/// A wish without an afterwards; the themes fill in the rest.
pub(super) const WISH: Wish =
    Wish { key: "", by: "", on: (12, 15, 9, 0), lang: Lang::Fr, sentence: "", means: None, then: &[] };

/// What a requester means.
pub(super) const fn means(element: &'static str, data: &'static str, kind: &'static str) -> Option<Means> {
    Some(Means { element, data, kind })
}

/// An entry.
pub(super) const fn at(month: i8, day: i8, hour: i8, minute: i8, who: &'static str, act: Act) -> Entry {
    Entry { on: (month, day, hour, minute), who, act }
}

impl Means {
    /// As the confirmed reading of a request.
    pub(super) fn about(self) -> agenda::request::About {
        let named = |kind, key: &str| (!key.is_empty()).then(|| Ref::new(kind, key));
        agenda::request::About {
            element: named(Kind::Element, self.element),
            data: named(Kind::Data, self.data),
            archetype: (!self.kind.is_empty()).then(|| self.kind.to_owned()),
            ..agenda::request::About::default()
        }
    }
}

impl Pick {
    /// As the choice that is signed.
    pub(super) fn choice(self) -> agenda::decision::Choice {
        use agenda::decision::Choice;
        match self {
            Pick::AsAsked => Choice::AsAsked,
            Pick::Cache(percent) => Choice::WithCache { percent },
            Pick::Existing(key) => Choice::UseExisting { element: Ref::new(Kind::Element, key) },
            Pick::NotNow => Choice::NotNow,
        }
    }
}

/// A number with its range.
pub(super) fn quantity(low: f64, likely: f64, high: f64) -> Quantity {
    Quantity::range(low, likely, high)
}

/// Moves the clock to an instant of the story.
///
/// Errors: the clock runs by itself, so that no past can be lived on it.
pub(super) fn move_to(clock: &Clock, at: Timestamp) -> Result<(), Problem> {
    clock.set(at);
    if clock.now() == at {
        return Ok(());
    }
    Err(Problem::invalid(
        base::Say::new("cette horloge ne se règle pas", "this clock cannot be set"),
        base::Say::new("ouvrez le magasin avec une horloge arrêtée", "open the store with a standing clock"),
    ))
}
