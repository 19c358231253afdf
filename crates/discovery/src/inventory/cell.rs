use serde::{Deserialize, Serialize};

#[cfg(doc)]
use crate::host::Face;
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
    /// Of these, those between 9:00 and 12:00 or 14:00 and 17:00: in the middle of a morning or an afternoon.
    #[serde(default)]
    pub mid_day: u32,
    /// The hours of the house's day in which it was seen, one bit each.
    pub hours: u32,
    /// What its hosts were for, by the names they bear: a set of [`Face::bit`].
    #[serde(default)]
    pub faces: u8,
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
        self.mid_day = self.mid_day.saturating_add(other.mid_day);
        self.hours |= other.hours;
        self.faces |= other.faces;
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

// A ninth counter above the bytes that came back. At most 509 lines are counted before all is taken out: of a line with
// more bytes than any has, 128 TiB are counted, so that the sum never runs into the counter.
const MID_DAY: u64 = 1 << 56;
const DOWN_MOST: u64 = (1 << 47) - 1;
/// The hours of [`Cell::mid_day`].
const MIDDLE: u32 = 1 << 9 | 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16;
/// Above the hours stand the faces.
const FACES: u32 = 24;

/// What one line adds to what it is counted in.
#[derive(Clone, Copy, Default)]
pub(super) struct Step {
    ways: u64,
    hours: u32,
    up: u64,
    down: u64,
}

impl Step {
    /// A sighting. `signs_in`: at a host where people sign in; `face`: what the host is for.
    #[inline(always)]
    pub(super) fn of(seen: &Sighting<'_>, day: Day, hour: u8, signs_in: bool, face: u32) -> Step {
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
        let mid_day = MID_DAY * u64::from(working && MIDDLE & 1 << hour != 0);
        let down = seen.down.unwrap_or(0).min(DOWN_MOST) + mid_day;
        Step { ways, hours: 1 << hour | 1 << (FACES + face), up: seen.up.unwrap_or(0), down }
    }

    /// What went over a connection that was counted before.
    pub(super) fn volume(up: u64, down: u64) -> Step {
        Step { ways: UP_KNOWN, hours: 0, up, down: down.min(DOWN_MOST) }
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
        self.down += step.down;
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
        let (up, down, mid_day) = (u64::from(self.up), self.down % MID_DAY, (self.down / MID_DAY) as u32);
        let (hours, faces) = (self.hours % (1 << FACES), (self.hours >> FACES) as u8);
        Cell { up, down, seen, up_known, lookups, tunnels, sends, sign_ins, referred, working, mid_day, hours, faces }
    }

    /// Puts two together, if they fit into one.
    pub(super) fn with(&self, other: &Compact) -> Option<Compact> {
        let (a, b) = (self.ways.to_le_bytes(), other.ways.to_le_bytes());
        let fits = a.iter().zip(b).all(|(a, b)| u16::from(*a) + u16::from(b) < u16::from(u8::MAX));
        fits.then_some(())?;
        let (up, down) = (self.up.checked_add(other.up)?, self.down + other.down);
        Some(Compact { ways: self.ways + other.ways, hours: self.hours | other.hours, up, down })
    }
}
