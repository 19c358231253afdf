//! Who there really is: households, the people in them, and what changes in their lives.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use super::names::{ENDS, MAILBOXES, MEN, STARTS, STREETS, SURNAMES, TOWNS, WAYS, WOMEN};

/// Where somebody lives.
#[derive(Clone, Debug)]
pub(super) struct Home {
    pub(super) number: String,
    /// The kind of street, in full and for short.
    pub(super) way: (&'static str, &'static str),
    pub(super) street: &'static str,
    /// A flat, in some.
    pub(super) flat: String,
    pub(super) town: &'static str,
    pub(super) postcode: &'static str,
}

/// Somebody who buys at Solvène.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    pub(super) woman: bool,
    pub(super) given: &'static str,
    pub(super) family: String,
    /// The surname borne before a marriage.
    pub(super) family_before: Option<String>,
    /// Year, month, day.
    pub(super) born: (u16, u8, u8),
    pub(super) home: Home,
    /// Where they lived before they moved.
    pub(super) home_before: Option<Home>,
    /// Nine digits behind the trunk's or the country's code.
    pub(super) mobile: String,
    pub(super) mobile_before: Option<String>,
    /// The telephone of the household.
    pub(super) landline: Option<String>,
    pub(super) email: String,
    pub(super) email_before: Option<String>,
    /// The address a couple reads together.
    pub(super) email_shared: Option<String>,
}

impl Customer {
    /// Whether they live in Belgium.
    pub(super) fn is_belgian(&self) -> bool {
        self.home.postcode.len() == 4
    }
}

/// One of many; the first comes twice as often as in a fair draw, the last less.
fn by_rank<'n>(chance: &mut impl Rng, of: &[&'n str]) -> &'n str {
    let share: f64 = chance.random();
    of[(share * (0.5 + 0.5 * share) * of.len() as f64) as usize % of.len()]
}

fn surname(chance: &mut impl Rng) -> String {
    if chance.random_bool(0.35) {
        return by_rank(chance, SURNAMES).to_owned();
    }
    let mut part = |of: &[&'static str]| of.choose(chance).copied().unwrap_or_default();
    format!("{}{}", part(&STARTS), part(&ENDS))
}

fn digits(chance: &mut impl Rng, count: u32) -> String {
    let most = 10_u32.pow(count);
    format!("{:0width$}", chance.random_range(0..most), width = count as usize)
}

fn mobile(chance: &mut impl Rng, belgian: bool) -> String {
    let start = match (belgian, chance.random_bool(0.8)) {
        (true, _) => "47",
        (false, true) => "6",
        (false, false) => "7",
    };
    format!("{start}{}", digits(chance, 9 - start.len() as u32))
}

fn home(chance: &mut impl Rng) -> Home {
    let share: f64 = chance.random();
    let (town, postcode) = TOWNS[(share * share * TOWNS.len() as f64) as usize % TOWNS.len()];
    let number = chance.random_range(1..120_u8).to_string();
    let number = if chance.random_bool(0.06) { format!("{number} bis") } else { number };
    let flat = match chance.random_range(0..8) {
        0 => format!("apt {}", chance.random_range(1..60)),
        1 => format!("bât {}", ["A", "B", "C", "D"][chance.random_range(0..4)]),
        _ => String::new(),
    };
    let way = WAYS.choose(chance).copied().unwrap_or(("rue", "r."));
    Home { number, way, street: STREETS.choose(chance).copied().unwrap_or_default(), flat, town, postcode }
}

/// Letters without accents, and nothing else: what stands in an e-mail address.
fn plain(name: &str) -> String {
    base::slug(name).replace('-', "")
}

fn email(chance: &mut impl Rng, given: &str, family: &str, born: u16) -> String {
    let (given, family, year) = (plain(given), plain(family), born % 100);
    let initial = &given[..given.len().min(1)];
    let local = match chance.random_range(0..7) {
        0 | 1 => format!("{given}.{family}"),
        2 => format!("{initial}{family}"),
        3 => format!("{given}.{family}{year:02}"),
        4 => format!("{given}{}{family}", ["_", "-", ""][chance.random_range(0..3)]),
        5 => format!("{family}.{given}"),
        _ => format!("{given}{}", chance.random_range(100..10_000)),
    };
    format!("{local}@{}", MAILBOXES.choose(chance).copied().unwrap_or_default())
}

fn person(chance: &mut impl Rng, woman: bool, year: u16, family: &str, home: &Home) -> Customer {
    let generation = match year {
        ..1955 => 0,
        1955..1980 => 1,
        _ => 2,
    };
    let given = by_rank(chance, if woman { WOMEN[generation] } else { MEN[generation] });
    let born = (year, chance.random_range(1..=12), chance.random_range(1..=28));
    let belgian = home.postcode.len() == 4;
    let mobile_before = chance.random_bool(0.14).then(|| mobile(chance, belgian));
    let own = email(chance, given, family, year);
    let email_before = chance.random_bool(0.18).then(|| email(chance, given, family, year));
    Customer {
        woman,
        given,
        family: family.to_owned(),
        family_before: None,
        born,
        home: home.clone(),
        home_before: None,
        mobile: mobile(chance, belgian),
        mobile_before,
        landline: None,
        email: own,
        email_before,
        email_shared: None,
    }
}

/// Draws a household: its grown-up people, of one to three generations.
pub(super) fn household(chance: &mut impl Rng) -> Vec<Customer> {
    let (family, home_now) = (surname(chance), home(chance));
    let before = chance.random_bool(0.16).then(|| home(chance));
    let year = 1932 + (chance.random_range(0..66_u16) + chance.random_range(0..8_u16));
    let mut people = Vec::new();
    let first_is_woman = chance.random_bool(0.54);
    people.push(person(chance, first_is_woman, year, &family, &home_now));
    if chance.random_bool(0.58) {
        let other_year = (year + chance.random_range(0..9_u16)).saturating_sub(4);
        let mut other = person(chance, !first_is_woman, other_year, &family, &home_now);
        if chance.random_bool(0.22) {
            // Partners who keep their names.
            other.family = surname(chance);
            other.email = email(chance, other.given, &other.family, other_year);
        }
        people.push(other);
        if chance.random_bool(0.12) {
            let shared = format!("famille.{}@{}", plain(&family), MAILBOXES[chance.random_range(0..MAILBOXES.len())]);
            people.iter_mut().for_each(|it| it.email_shared = Some(shared.clone()));
        }
    }
    // Children who are grown up and still buy from home; one in twelve bears the name of the parent, some are twins.
    if year < 1978 && chance.random_bool(0.3) {
        let woman = chance.random_bool(0.5);
        let born = year + chance.random_range(22..36_u16);
        let mut child = person(chance, woman, born, &family, &home_now);
        if chance.random_bool(0.08) && woman == first_is_woman {
            child.given = people[0].given;
        }
        if chance.random_bool(0.07) {
            let mut twin = person(chance, !woman, child.born.0, &family, &home_now);
            twin.born = child.born;
            people.push(twin);
        }
        people.push(child);
    }
    let landline = chance.random_bool(0.3).then(|| {
        let belgian = home_now.postcode.len() == 4;
        let region = if belgian { 4 } else { chance.random_range(1..=5) };
        format!("{region}{}", digits(chance, if belgian { 7 } else { 8 }))
    });
    for it in &mut people {
        it.home_before.clone_from(&before);
        it.landline.clone_from(&landline);
        if it.woman && chance.random_bool(0.07) {
            it.family_before = Some(surname(chance));
        }
    }
    people
}
