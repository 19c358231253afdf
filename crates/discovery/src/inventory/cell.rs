use serde::{Deserialize, Serialize};

use crate::sighting::{Act, Sighting};
use crate::time::Day;

/// How much one person used one product on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Bytes sent, as far as the logs say.
    pub up: u64,
    /// Bytes that came back, as far as the logs say.
    pub down: u64,
    /// How often it was seen, in every way together.
    pub seen: u32,
    /// Of these, with the bytes sent known: where it is 0, `up` is not 0 but unknown.
    pub up_known: u32,
    /// Names looked up.
    pub lookups: u32,
    /// Encrypted connections opened.
    pub tunnels: u32,
    /// Things sent: forms, files, records.
    pub sends: u32,
    /// Sign-ins, and visits to a host where people sign in.
    pub sign_ins: u32,
    /// Calls another site's page made.
    pub referred: u32,
    /// Of all, those on a weekday between 8:00 and 19:00, as the house's clocks show it.
    pub working: u32,
    /// The hours of the house's day in which it was seen, one bit each.
    pub hours: u32,
}

impl Cell {
    /// Adds what another hand, another day or another person counted.
    pub fn merge(&mut self, other: &Cell) {
        self.up = self.up.saturating_add(other.up);
        self.down = self.down.saturating_add(other.down);
        self.seen = self.seen.saturating_add(other.seen);
        self.up_known = self.up_known.saturating_add(other.up_known);
        self.lookups = self.lookups.saturating_add(other.lookups);
        self.tunnels = self.tunnels.saturating_add(other.tunnels);
        self.sends = self.sends.saturating_add(other.sends);
        self.sign_ins = self.sign_ins.saturating_add(other.sign_ins);
        self.referred = self.referred.saturating_add(other.referred);
        self.working = self.working.saturating_add(other.working);
        self.hours |= other.hours;
    }
}

// Eight counters of eight bits in one number: one addition counts a line in all of them.
const SEEN: u64 = 1;
const UP_KNOWN: u64 = 1 << 8;
const LOOKUPS: u64 = 1 << 16;
const TUNNELS: u64 = 1 << 24;
const SENDS: u64 = 1 << 32;
const SIGN_INS: u64 = 1 << 40;
const REFERRED: u64 = 1 << 48;
const WORKING: u64 = 1 << 56;

/// What one line adds to what it is counted in.
#[derive(Clone, Copy, Default)]
pub(super) struct Step {
    ways: u64,
    hours: u32,
    up: u64,
    down: u64,
}

impl Step {
    /// A sighting. `signs_in`: at a host where people sign in.
    #[inline(always)]
    pub(super) fn of(seen: &Sighting<'_>, day: Day, hour: u8, signs_in: bool) -> Step {
        let act = match seen.act {
            Act::Lookup => LOOKUPS,
            Act::Tunnel => TUNNELS,
            Act::Send => SENDS,
            Act::Fetch | Act::SignIn => 0,
        };
        let signs_in = (signs_in && seen.act != Act::Lookup) || seen.act == Act::SignIn;
        let referred = seen.referrer.is_some_and(|referrer| !referrer.eq_ignore_ascii_case(seen.host));
        let working = day.is_weekday() && (8..19).contains(&hour);
        let ways = SEEN
            + act
            + SIGN_INS * u64::from(signs_in)
            + REFERRED * u64::from(referred)
            + WORKING * u64::from(working)
            + UP_KNOWN * u64::from(seen.up.is_some());
        Step { ways, hours: 1 << hour, up: seen.up.unwrap_or(0), down: seen.down.unwrap_or(0) }
    }

    /// What went over a connection that was counted before.
    pub(super) fn volume(up: u64, down: u64) -> Step {
        Step { ways: UP_KNOWN, hours: 0, up, down }
    }
}

/// A [`Cell`] in 24 bytes, of what few lines say: whoever adds to it takes out what grows too large for it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Compact {
    ways: u64,
    hours: u32,
    up: u32,
    down: u64,
}

impl Compact {
    pub(super) const NONE: Compact = Compact { ways: 0, hours: 0, up: 0, down: 0 };

    /// Adds a line. Returns all that was counted, to be kept elsewhere, when another line might not fit.
    #[inline(always)]
    pub(super) fn add(&mut self, step: &Step) -> Option<Cell> {
        self.ways += step.ways;
        self.hours |= step.hours;
        self.down = self.down.saturating_add(step.down);
        let up = u64::from(self.up).saturating_add(step.up);
        self.up = up as u32;
        // No counter but that of known bytes is ever ahead of `SEEN`: both below 255, no counter runs into the next.
        let full = self.ways as u8 == u8::MAX || (self.ways >> 8) as u8 == u8::MAX || up > u64::from(u32::MAX);
        if full { Some(self.take(up)) } else { None }
    }

    #[cold]
    fn take(&mut self, up: u64) -> Cell {
        let cell = Cell { up, ..self.cell() };
        *self = Compact { hours: self.hours, ..Compact::default() };
        cell
    }

    /// Takes out all that was counted.
    pub(super) fn empty(&mut self) -> Cell {
        std::mem::take(self).cell()
    }

    /// What was counted.
    pub(super) fn cell(&self) -> Cell {
        let [seen, up_known, lookups, tunnels, sends, sign_ins, referred, working] =
            self.ways.to_le_bytes().map(u32::from);
        let (up, down, hours) = (u64::from(self.up), self.down, self.hours);
        Cell { up, down, seen, up_known, lookups, tunnels, sends, sign_ins, referred, working, hours }
    }

    /// Puts two together, if they fit into one.
    pub(super) fn with(&self, other: &Compact) -> Option<Compact> {
        let (a, b) = (self.ways.to_le_bytes(), other.ways.to_le_bytes());
        let fits = a.iter().zip(b).all(|(a, b)| u16::from(*a) + u16::from(b) < u16::from(u8::MAX));
        fits.then_some(())?;
        let (up, down) = (self.up.checked_add(other.up)?, self.down.saturating_add(other.down));
        Some(Compact { ways: self.ways + other.ways, hours: self.hours | other.hours, up, down })
    }
}
