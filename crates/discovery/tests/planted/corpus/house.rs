//! The house: its people, teams and sites, and which of its days are worked.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::chance::Chance;

/// Where people sit decides what is logged of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// Squid's own log; the machines ask the site's resolver as well.
    Head,
    /// A gateway that writes the combined format.
    Lyon,
    /// A gateway that opens encrypted connections and writes the W3C format.
    Nantes,
    /// No gateway: only the resolver.
    Depot,
}

/// Teams with a desk, how many people each has, and the name exports give it.
pub const TEAMS: [(&str, usize); 16] = [
    ("Marketing digital", 18),
    ("Marque", 12),
    ("CRM et fidélité", 9),
    ("E-commerce", 16),
    ("Communication", 8),
    ("Studio", 10),
    ("Commerce", 40),
    ("Service client", 35),
    ("Finance", 20),
    ("Ressources humaines", 14),
    ("Informatique", 24),
    ("Achats", 18),
    ("Logistique", 34),
    ("Juridique", 5),
    ("Direction", 9),
    ("Réseau", 28),
];
/// How many of the teams are marketing's.
pub const MARKETING: usize = 6;
pub const SERVICE: usize = 7;
pub const FINANCE: usize = 8;
pub const PEOPLE_TEAM: usize = 9;
pub const IT: usize = 10;

/// Somebody with a desk. The house has three times as many people; the others work in shops, without a machine of their own.
#[derive(Clone, Debug)]
pub struct Person {
    pub login: String,
    pub team: usize,
    pub site: Site,
    pub address: String,
    /// Minutes after midnight.
    pub starts: i64,
    pub ends: i64,
    /// How much this person goes about on the web: 1 is usual.
    pub curiosity: f64,
    /// Whether the gateway knows the login, or only the machine.
    pub named: bool,
}

/// The house and its calendar.
pub struct House {
    pub name: &'static str,
    pub domain: String,
    pub people: Vec<Person>,
    pub first: Date,
    pub days: i64,
    /// Seconds since 1970 at midnight of each day, in Paris.
    pub midnights: Vec<i64>,
    /// Seconds Paris is ahead of UTC on the first day.
    pub ahead: i64,
    /// `present[person][day]`.
    pub present: Vec<Vec<bool>>,
    pub ways: Ways,
}

/// How this house differs from others: 1 is usual.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    /// How long people stay in a tool.
    pub sessions: f64,
    /// How much they read the press.
    pub press: f64,
    /// How much they see of the rest of the web.
    pub web: f64,
    /// How much of their own they do at work.
    pub own: f64,
}

const HOUSES: [&str; 8] =
    ["Vaubrun", "Cerdeval", "Orsenne", "Malbreil", "Tavernost", "Quillerac", "Beaudrive", "Sornay Lacombe"];
const FIRST: [&str; 24] = [
    "anne", "julie", "karim", "luc", "sophie", "paul", "ines", "marc", "lea", "hugo", "nadia", "eric", "claire",
    "yann", "fatou", "remi", "alice", "jean", "manon", "omar", "celine", "louis", "sarah", "theo",
];
const LAST: [&str; 30] = [
    "martin", "bernard", "petit", "durand", "leroy", "moreau", "simon", "laurent", "michel", "garcia", "roux",
    "fontaine", "lambert", "dupuis", "benali", "diallo", "nguyen", "colin", "perrin", "marchand", "vidal", "renard",
    "barbier", "caron", "lopez", "gaillard", "royer", "aubert", "riviere", "lacroix",
];

impl House {
    /// Founds a house.
    pub fn found(seed: u64, days: i64) -> House {
        let mut chance = Chance::of(seed, "house");
        let name = HOUSES[seed as usize % HOUSES.len()];
        let domain = format!("{}.fr", name.to_lowercase().replace(' ', "-"));
        let mut people = Vec::new();
        for (team, (_, count)) in TEAMS.iter().enumerate() {
            for _ in 0..*count {
                let number = people.len();
                let site = match team {
                    0..MARKETING => {
                        [Site::Head, Site::Lyon, Site::Nantes, Site::Depot][chance.weighted(&[0.6, 0.2, 0.15, 0.05])]
                    }
                    12 => [Site::Head, Site::Depot][chance.weighted(&[0.1, 0.9])],
                    _ => [Site::Head, Site::Lyon, Site::Nantes, Site::Depot][chance.weighted(&[0.42, 0.23, 0.25, 0.1])],
                };
                let net = match site {
                    Site::Head => 20,
                    Site::Lyon => 31,
                    Site::Nantes => 44,
                    Site::Depot => 52,
                };
                let starts = chance.between(8 * 60, 9 * 60 + 45);
                people.push(Person {
                    login: format!("{}.{}{}", chance.pick(&FIRST), chance.pick(&LAST), number),
                    team,
                    site,
                    address: format!("10.{net}.{}.{}", number / 200, number % 200 + 10),
                    starts,
                    ends: starts + chance.between(8 * 60, 9 * 60 + 30),
                    curiosity: chance.about(1.0, 0.5).min(3.0),
                    named: chance.happens(0.85),
                });
            }
        }
        let first = jiff::civil::date(2026, 9, 7).saturating_add((seed as i64 % 4 * 7).days());
        let zone = TimeZone::get("Europe/Paris").expect("a known zone");
        let midnight = |day: i64| {
            let date = first.saturating_add(day.days());
            date.to_zoned(zone.clone()).expect("a day of the zone").timestamp().as_second()
        };
        let midnights: Vec<i64> = (0..=days).map(midnight).collect();
        let utc = first.to_zoned(TimeZone::UTC).expect("a day").timestamp().as_second();
        let ahead = utc - midnights[0];
        let mut other = |least: f64, most: f64| least * (most / least).powf(chance.share());
        let ways =
            Ways { sessions: other(0.6, 1.6), press: other(0.5, 1.6), web: other(0.6, 1.5), own: other(0.6, 1.6) };
        let mut house = House { name, domain, people, first, days, midnights, ahead, present: Vec::new(), ways };
        house.present = (0..house.people.len()).map(|_| house.attendance(&mut chance)).collect();
        house
    }

    /// Which days somebody is at a desk: leave, part time and days at home, where no gateway sees anything.
    fn attendance(&self, chance: &mut Chance) -> Vec<bool> {
        let leave = chance.happens(0.25).then(|| chance.between(0, self.days - 1));
        let home = [0.0, 0.2, 0.4][chance.weighted(&[0.45, 0.3, 0.25])];
        let off = chance.happens(0.12).then(|| chance.below(5));
        (0..self.days)
            .map(|day| {
                let away = leave.is_some_and(|from| (from..from + 7).contains(&day));
                let part = off == Some(self.weekday(day) as usize);
                self.is_worked(day) && !away && !part && !chance.happens(home)
            })
            .collect()
    }

    fn weekday(&self, day: i64) -> i8 {
        self.date(day).weekday().to_monday_zero_offset()
    }

    /// The date of a day.
    pub fn date(&self, day: i64) -> Date {
        self.first.saturating_add(day.days())
    }

    /// Whether the house works.
    pub fn is_worked(&self, day: i64) -> bool {
        !matches!(self.date(day).weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// A moment somebody works at: mostly not at noon.
    pub fn at_work(&self, who: usize, day: i64, chance: &mut Chance) -> i64 {
        let person = &self.people[who];
        let mut minute = chance.between(person.starts, person.ends);
        if (12 * 60 + 15..13 * 60 + 30).contains(&minute) && chance.happens(0.8) {
            minute = chance.between(person.starts, 12 * 60 + 15);
        }
        self.midnights[day as usize] + minute * 60 + chance.between(0, 59)
    }

    /// A moment for one's own affairs: noon, the evening, early, and at times between.
    pub fn at_leisure(&self, who: usize, day: i64, chance: &mut Chance) -> i64 {
        let person = &self.people[who];
        let minute = match chance.weighted(&[0.45, 0.2, 0.08, 0.27]) {
            0 => chance.between(12 * 60, 13 * 60 + 50),
            1 => chance.between(17 * 60 + 30, person.ends.max(17 * 60 + 30) + 45),
            2 => chance.between(person.starts - 25, person.starts + 10),
            _ => chance.between(person.starts, person.ends),
        };
        self.midnights[day as usize] + minute * 60 + chance.between(0, 59)
    }

    /// The people of some teams.
    pub fn of_teams(&self, teams: &[usize]) -> Vec<usize> {
        (0..self.people.len()).filter(|who| teams.contains(&self.people[*who].team)).collect()
    }
}
