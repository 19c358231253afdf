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
    pub(super) const NONE: Cell = Cell {
        up: 0,
        down: 0,
        seen: 0,
        up_known: 0,
        lookups: 0,
        tunnels: 0,
        sends: 0,
        sign_ins: 0,
        referred: 0,
        working: 0,
        hours: 0,
    };

    #[inline(always)]
    pub(super) fn add(&mut self, seen: &Sighting<'_>, day: Day, hour: u8, signs_in: bool) {
        self.seen = self.seen.saturating_add(1);
        self.hours |= 1 << hour;
        self.working = self.working.saturating_add(u32::from(day.is_weekday() && (8..19).contains(&hour)));
        self.down = self.down.saturating_add(seen.down.unwrap_or(0));
        if let Some(up) = seen.up {
            self.up = self.up.saturating_add(up);
            self.up_known = self.up_known.saturating_add(1);
        }
        match seen.act {
            Act::Lookup => self.lookups = self.lookups.saturating_add(1),
            Act::Tunnel => self.tunnels = self.tunnels.saturating_add(1),
            Act::Send => self.sends = self.sends.saturating_add(1),
            Act::Fetch | Act::SignIn => {}
        }
        let there = signs_in && seen.act != Act::Lookup;
        if there || seen.act == Act::SignIn {
            self.sign_ins = self.sign_ins.saturating_add(1);
        }
        if let Some(referrer) = seen.referrer
            && !referrer.eq_ignore_ascii_case(seen.host)
        {
            self.referred = self.referred.saturating_add(1);
        }
    }

    /// Adds what went over a connection that was counted before.
    pub(super) fn pour(&mut self, up: u64, down: u64) {
        self.up = self.up.saturating_add(up);
        self.down = self.down.saturating_add(down);
        self.up_known = self.up_known.saturating_add(1);
    }

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
