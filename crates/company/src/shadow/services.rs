//! The 74 marketing services in use at Solvène, and how each leaves its traces: 31 are in the register of contracts, 43
//! are not.
//!
//! The house's own suppliers and Tournicoupon, the coupon wheel, are invented, and their domains lie under `.example`; the
//! others are products of the vendor pack, as they stand in any company's logs. What people here do with them is invented
//! too and says nothing of the products.

mod known;
mod unknown;

/// What somebody must have sent a service within the month for it to count as one that data are uploaded to: a megabyte.
/// Ordinary clicks and forms stay far below it.
pub const UPLOAD_LEAST: u64 = 1_000_000;

/// What the coupon wheel was sent in July, in bytes, files and clicks together: 14 MB.
pub const WHEEL_SENT: u64 = 14_018_432;

/// The coupon wheel, as the pack of the house names it.
pub const WHEEL: &str = "Tournicoupon";

/// What the coupon wheel does, in the words of both languages. All but the wheel itself can be done with the e-mailing
/// tool, whose capabilities bear the same words.
pub const WHEEL_FUNCTIONS: [crate::cell::Both; 5] = [
    ("roue animée", "spinning wheel"),
    ("page d'atterrissage", "landing page"),
    ("collecte de contacts", "contact collection"),
    ("coupon", "coupon"),
    ("e-mail", "e-mail"),
];

/// A marketing service, and its traces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Service {
    /// Its name in the pack of vendors, or in the house's.
    pub(crate) name: &'static str,
    /// Where its people go through the proxy: first where they sign in, then where they work; empty when they do not.
    pub(crate) hosts: &'static [&'static str],
    /// How many people of which teams use it.
    pub(crate) people: &'static [(&'static str, usize)],
    /// On how many days of the month each of them does, at least and at most.
    pub(crate) days: (usize, usize),
    /// Files sent to it in the month, in thousands of bytes, each by the next of its people.
    pub(crate) files: &'static [u32],
    /// Its name in the sign-on list, where people sign in to it with the house's account.
    pub(crate) signed: Option<&'static str>,
    /// How many devices on the wireless network look its names up.
    pub(crate) devices: usize,
    /// How it is paid, where a company card does.
    pub(crate) card: Option<Card>,
}

/// What a company card pays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Card {
    /// What the statement calls the merchant.
    pub(crate) merchant: &'static str,
    /// Cents each time.
    pub(crate) cents: i64,
    /// The first month of 2026 in which it is paid.
    pub(crate) from: u8,
    /// Whether it is paid every month; once otherwise.
    pub(crate) monthly: bool,
    /// The day of the month.
    pub(crate) day: u8,
    /// Whose card: a login, or the first of the service's people.
    pub(crate) holder: Option<&'static str>,
}

const fn service(
    name: &'static str,
    hosts: &'static [&'static str],
    people: &'static [(&'static str, usize)],
    days: (usize, usize),
) -> Service {
    Service { name, hosts, people, days, files: &[], signed: None, devices: 0, card: None }
}

impl Service {
    const fn sent(mut self, files: &'static [u32]) -> Service {
        self.files = files;
        self
    }

    const fn signed(mut self, name: &'static str) -> Service {
        self.signed = Some(name);
        self
    }

    const fn on_devices(mut self, devices: usize) -> Service {
        self.devices = devices;
        self
    }

    /// Paid every month from one on.
    const fn monthly(mut self, merchant: &'static str, cents: i64, from: u8, day: u8) -> Service {
        self.card = Some(Card { merchant, cents, from, monthly: true, day, holder: None });
        self
    }

    /// Paid once a year.
    const fn yearly(mut self, merchant: &'static str, cents: i64, month: u8, day: u8) -> Service {
        self.card = Some(Card { merchant, cents, from: month, monthly: false, day, holder: None });
        self
    }

    /// By whose card.
    const fn by(mut self, login: &'static str) -> Service {
        if let Some(card) = &mut self.card {
            card.holder = Some(login);
        }
        self
    }
}

/// Every service, those of the register first.
pub(crate) fn all() -> impl Iterator<Item = &'static Service> {
    known::KNOWN.iter().chain(unknown::UNKNOWN)
}

/// The names of the services no register knows, in no order that says anything.
pub fn unregistered() -> impl Iterator<Item = &'static str> {
    unknown::UNKNOWN.iter().map(|it| it.name)
}

/// The names of the services of the register.
pub fn registered() -> impl Iterator<Item = &'static str> {
    known::KNOWN.iter().map(|it| it.name)
}
