//! The house's clock: the real one, or one that a demonstration or a test sets by hand.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;

/// What tells the time.
pub enum Clock {
    /// The machine's clock.
    Real,
    /// A clock that stands until it is moved: microseconds since 1970.
    Standing(AtomicI64),
    /// A clock that was set and runs on.
    Running {
        /// What it was set to.
        set_to: Timestamp,
        /// When it was set.
        at: Instant,
    },
}

impl Clock {
    /// A clock that stands at an instant.
    pub fn standing(at: Timestamp) -> Clock {
        Clock::Standing(AtomicI64::new(at.as_microsecond()))
    }

    /// A clock that is set to an instant and runs on.
    pub fn running(from: Timestamp) -> Clock {
        Clock::Running { set_to: from, at: Instant::now() }
    }

    /// The instant.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::Real => Timestamp::now(),
            Clock::Standing(micros) => {
                Timestamp::from_microsecond(micros.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
            }
            Clock::Running { set_to, at } => set_to.saturating_add(at.elapsed()).unwrap_or(*set_to),
        }
    }

    /// Moves a standing clock; a clock that runs by itself is not moved.
    pub fn set(&self, to: Timestamp) {
        if let Clock::Standing(micros) = self {
            micros.store(to.as_microsecond(), Ordering::Relaxed);
        }
    }

    /// The day in the house's time zone.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }
}

/// The day of an instant in the house's time zone.
pub(crate) fn day_of(at: Timestamp) -> Date {
    base::local(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_paris_summer_and_winter() {
        let day = |at: &str| day_of(at.parse().expect("a written instant"));
        assert_eq!(day("2026-08-05T22:00:00Z"), jiff::civil::date(2026, 8, 6));
        assert_eq!(day("2026-08-05T21:59:59Z"), jiff::civil::date(2026, 8, 5));
        assert_eq!(day("2026-12-31T23:00:00Z"), jiff::civil::date(2027, 1, 1));
    }
}
