//! The 300 people who work at head office: a login each, a team, and the days of July 2026 on which they were there.
//!
//! Only the cast and the diary's colleagues have names; everybody else is a login, made of an initial and an invented
//! surname.

use std::collections::HashSet;

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::Size;
use crate::cast::CAST;
use crate::life::names::COLLEAGUES;
use crate::teams::{IT_LIST, MARKETING_LIST};

/// Somebody with a login.
#[derive(Clone, Debug)]
pub(crate) struct Employee {
    /// How the network knows them: `lpeyrissac`.
    pub(crate) login: String,
    /// The key of their team; nothing for a store's back office.
    pub(crate) team: &'static str,
    /// The days of July on which they were at work, in order.
    pub(crate) days: Vec<u8>,
    /// The address of their machine on the office network.
    pub(crate) machine: String,
}

/// Everybody with a login, team by team.
pub(crate) struct People {
    /// The 300 of head office, then the stores' back offices.
    pub(crate) all: Vec<Employee>,
}

/// How many people of each team work at head office: marketing's 92, IT's 168, and 40 others.
pub(crate) const HEADS: [(&str, usize); 19] = [
    ("loyalty-marketing", 9),
    ("crm-marketing", 13),
    ("ecommerce-trading", 17),
    ("brand-content", 20),
    ("digital-acquisition", 11),
    ("store-marketing", 13),
    ("marketing-operations", 5),
    ("customer-insight", 4),
    ("squad-loyalty", 22),
    ("squad-web", 30),
    ("squad-data", 22),
    ("squad-store", 28),
    ("squad-platform", 44),
    ("architecture", 12),
    ("security", 10),
    ("customer-service", 8),
    ("legal-dpo", 7),
    ("finance", 20),
    ("executive", 5),
];

/// How many back offices of stores go through the same proxy in the large size.
const BACK_OFFICES: usize = 2_700;

/// The working days of July 2026: Mondays to Fridays, save the fourteenth.
pub(crate) fn working_days() -> impl Iterator<Item = u8> {
    // 1 July 2026 is a Wednesday.
    (1..=31).filter(|day| (day + 1) % 7 < 5 && *day != 14)
}

/// The French name of a team, as the directory writes it.
pub(crate) fn team_name(id: &str) -> &'static str {
    let team = IT_LIST.iter().chain(MARKETING_LIST).find(|team| team.id == id);
    team.map_or("", |team| team.name.0)
}

impl People {
    /// Everybody of a size.
    pub(crate) fn of(size: Size, seed: u64) -> People {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0x009e_091e);
        let mut taken = HashSet::new();
        let mut all = Vec::new();
        for (team, heads) in HEADS {
            let mut logins: Vec<String> = known_of(team).collect();
            taken.extend(logins.iter().cloned());
            while logins.len() < heads {
                let login = invented(&mut chance);
                if taken.insert(login.clone()) {
                    logins.push(login);
                }
            }
            for login in logins {
                let at = all.len();
                let machine = format!("10.49.{}.{}", 12 + at / 200, 20 + at % 200);
                all.push(Employee { login, team, days: present(&mut chance), machine });
            }
        }
        let stores = if size == Size::Large { BACK_OFFICES } else { 0 };
        for at in 0..stores {
            let login = format!("mag{:03}-bureau{}", at / 20 + 1, at % 20 + 1);
            let machine = format!("10.{}.{}.{}", 80 + at / 20 / 100, at / 20 % 100, 20 + at % 20);
            all.push(Employee { login, team: "", days: present(&mut chance), machine });
        }
        People { all }
    }

    /// The places of some people of a team, in the order of [`People::all`]; who they are depends on the name alone.
    pub(crate) fn some(&self, team: &str, count: usize, of: &str, seed: u64) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.all.len()).filter(|at| self.all[*at].team == team).collect();
        places.shuffle(&mut ChaCha8Rng::seed_from_u64(seed ^ mark(of) ^ mark(team)));
        places.truncate(count);
        places.sort_unstable();
        places
    }

    /// The place of a login.
    pub(crate) fn place(&self, login: &str) -> usize {
        let found = self.all.iter().position(|it| it.login == login);
        found.unwrap_or_else(|| panic!("nobody has the login {login}"))
    }
}

/// A number for a name, the same on every machine (FNV-1a).
pub(crate) fn mark(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The logins of a team's people who have a name in the story; guests have none.
fn known_of(team: &str) -> impl Iterator<Item = String> {
    let cast = CAST.iter().map(|it| (it.email, it.team));
    let colleagues = COLLEAGUES.iter().map(|it| (it.email, it.team));
    let house = cast.chain(colleagues).filter_map(|(email, of)| Some((email.strip_suffix("@solvene.example")?, of)));
    house.filter(move |(_, of)| *of == team).map(|(name, _)| login_of(name))
}

/// `lou.peyrissac` signs in as `lpeyrissac`.
fn login_of(name: &str) -> String {
    let (first, surname) = name.split_once('.').unwrap_or(("", name));
    format!("{}{surname}", &first[..first.len().min(1)])
}

fn invented(chance: &mut ChaCha8Rng) -> String {
    const INITIALS: [&str; 18] =
        ["a", "b", "c", "d", "e", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v"];
    const STARTS: [&str; 24] = [
        "bar", "bel", "bri", "cas", "cha", "del", "dou", "fla", "fou", "gar", "gra", "lam", "lar", "mar", "mon", "nor",
        "pel", "per", "que", "rou", "sau", "tar", "val", "ver",
    ];
    const ENDS: [&str; 22] = [
        "bessac", "cheron", "dinel", "farge", "gautier", "lorme", "mandin", "nardin", "pineau", "quier", "rineau",
        "sandier", "tellec", "tignac", "vandier", "vasseau", "vignac", "voisel", "brelle", "clavel", "driot", "mesnil",
    ];
    let mut part = |of: &[&'static str]| of.choose(chance).copied().unwrap_or_default();
    format!("{}{}{}", part(&INITIALS), part(&STARTS), part(&ENDS))
}

/// The days on which somebody was there: July takes one to three weeks off from two in three.
fn present(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let weeks_off = [0, 0, 1, 2, 2, 3][chance.random_range(0..6)];
    let from = chance.random_range(1..=28_u8);
    let away = from..from.saturating_add(weeks_off * 7);
    working_days().filter(|day| !away.contains(day) && chance.random_bool(0.93)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_office_has_the_people_the_world_counts_and_no_two_logins_alike() {
        let people = People::of(Size::Demo, 7);
        assert_eq!(people.all.len(), 300);
        let marketing = people.all.iter().filter(|it| MARKETING_LIST.iter().any(|team| team.id == it.team)).count();
        let it = people.all.iter().filter(|it| IT_LIST[..7].iter().any(|team| team.id == it.team)).count();
        assert_eq!((marketing, it), (92, 168));
        let logins: HashSet<&str> = people.all.iter().map(|it| it.login.as_str()).collect();
        assert_eq!(logins.len(), 300);
        assert_eq!(people.all[people.place("lpeyrissac")].team, "loyalty-marketing");
        assert!(people.all.iter().all(|it| it.days.len() >= 4), "everybody was there for a few days");
    }

    #[test]
    fn july_has_twenty_two_working_days() {
        let days: Vec<u8> = working_days().collect();
        assert_eq!(days.len(), 22);
        for day in 1..=31 {
            let weekday = jiff::civil::date(2026, 7, day).weekday().to_monday_zero_offset();
            assert_eq!(days.contains(&(day as u8)), weekday < 5 && day != 14, "{day} July");
        }
    }
}
