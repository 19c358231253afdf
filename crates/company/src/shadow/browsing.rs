//! What everybody did in July 2026, as the proxy and the sign-on saw it: work with the services, and everything else that
//! people and their machines do on the web.

use std::collections::BTreeMap;

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::noise;
use super::people::{People, mark};
use super::services::{self, Service, WHEEL, WHEEL_SENT};

/// One request through the proxy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visit {
    /// Seconds of the house's clocks since 1 July 2026, 0:00.
    pub(crate) at: u32,
    /// Whose: a place among the people.
    pub(crate) who: usize,
    /// What was done.
    pub(crate) method: Method,
    /// On which host.
    pub(crate) host: &'static str,
    /// At which path.
    pub(crate) path: &'static str,
    /// Bytes sent.
    pub(crate) up: u32,
    /// Bytes that came back.
    pub(crate) down: u32,
    /// How long it took, in milliseconds.
    pub(crate) ms: u32,
    /// The host of the page it was called from.
    pub(crate) from: Option<&'static str>,
    /// What the proxy answered.
    pub(crate) status: u16,
}

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Fetches.
    Get,
    /// Sends.
    Post,
    /// Sends a file.
    Put,
    /// Opens a connection the proxy does not look into.
    Connect,
}

/// One sign-in with the house's account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignIn {
    /// Seconds of the house's clocks since 1 July 2026, 0:00.
    pub(crate) at: u32,
    /// Who: a place among the people.
    pub(crate) who: usize,
    /// To what.
    pub(crate) app: &'static str,
    /// Whether it worked.
    pub(crate) passed: bool,
}

/// The month, in order of time.
pub(crate) struct Month {
    pub(crate) visits: Vec<Visit>,
    pub(crate) sign_ins: Vec<SignIn>,
    /// Who uses which service, and on which days: places among the people.
    pub(crate) uses: BTreeMap<&'static str, Vec<(usize, Vec<u8>)>>,
}

/// Seconds since the month began, at a time of day on one of its days.
pub(crate) fn moment(day: u8, second_of_day: u32) -> u32 {
    (u32::from(day) - 1) * 86_400 + second_of_day
}

/// Lives the month.
pub(crate) fn month(people: &People, seed: u64) -> Month {
    let mut month = Month { visits: Vec::with_capacity(100_000), sign_ins: Vec::new(), uses: BTreeMap::new() };
    for service in services::all() {
        work_with(service, people, seed, &mut month);
    }
    for (who, person) in people.all.iter().enumerate() {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ mark(&person.login));
        noise::of_person(who, person, &mut chance, &mut month);
    }
    month.visits.sort_by_key(|visit| (visit.at, visit.who));
    month.sign_ins.sort_by_key(|it| (it.at, it.who));
    month
}

/// A working moment: mornings and afternoons, seldom at lunch.
fn working_second(chance: &mut ChaCha8Rng) -> u32 {
    let hour = [8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 17, 18][chance.random_range(0..18)];
    hour * 3_600 + chance.random_range(0..3_540)
}

/// Everybody's days with one service.
fn work_with(service: &'static Service, people: &People, seed: u64, month: &mut Month) {
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ mark(service.name));
    let mut users: Vec<usize> = Vec::new();
    for (team, count) in service.people {
        users.extend(people.some(team, *count, service.name, seed));
    }
    // Whoever pays for it uses it.
    if let Some(login) = service.card.and_then(|card| card.holder) {
        let payer = people.place(login);
        let team = people.all[payer].team;
        if !users.contains(&payer)
            && let Some(other) = users.iter_mut().find(|it| people.all[**it].team == team)
        {
            *other = payer;
        }
    }
    let mut uses = Vec::with_capacity(users.len());
    for who in users {
        let mut days = people.all[who].days.clone();
        days.shuffle(&mut chance);
        days.truncate(chance.random_range(service.days.0..=service.days.1));
        days.sort_unstable();
        for (nth, day) in days.iter().enumerate() {
            let at = moment(*day, working_second(&mut chance));
            session(service, who, at, nth == 0, &mut chance, month);
        }
        uses.push((who, days));
    }
    send_files(service, &uses, &mut chance, month);
    month.uses.insert(service.name, uses);
}

/// One sitting with a service: perhaps a sign-in, some pages, some things sent.
fn session(service: &'static Service, who: usize, at: u32, first: bool, chance: &mut ChaCha8Rng, month: &mut Month) {
    const PAGES: [&str; 9] = [
        "/dashboard",
        "/",
        "/campaigns",
        "/projects",
        "/reports",
        "/library",
        "/settings/profile",
        "/api/v2/items",
        "/api/v2/me",
    ];
    const SENT: [&str; 4] = ["/api/v2/items", "/api/v2/save", "/graphql", "/api/v2/events"];
    let signs_in = first || chance.random_bool(0.45);
    if let Some(app) = service.signed
        && (signs_in || chance.random_bool(0.25))
    {
        month.sign_ins.push(SignIn { at, who, app, passed: !chance.random_bool(0.03) });
    }
    let (Some(door), Some(room)) = (service.hosts.first().copied(), service.hosts.last().copied()) else { return };
    let mut at = at;
    let mut put = |method, host, path, up, down, ms, from| {
        month.visits.push(Visit { at, who, method, host, path, up, down, ms, from, status: 200 });
        at += 4 + up % 61;
    };
    if signs_in {
        let (up, down) = (chance.random_range(900..2_400), chance.random_range(2_800..9_600));
        put(Method::Get, door, "/login", up / 2, down, 120, None);
        put(Method::Post, door, "/login", up, down / 3, 240, Some(door));
    }
    for _ in 0..chance.random_range(2..=5) {
        let path = PAGES.choose(chance).copied().unwrap_or_default();
        let down = chance.random_range(6_000..260_000);
        put(Method::Get, room, path, chance.random_range(700..1_900), down, down / 700, Some(room));
    }
    for _ in 0..chance.random_range(0..=2) {
        let path = SENT.choose(chance).copied().unwrap_or_default();
        let (up, down) = (chance.random_range(1_500..9_000), chance.random_range(300..4_000));
        put(Method::Post, room, path, up, down, 180, Some(room));
    }
}

/// The files sent to a service in the month, each by the next of its people, on one of their days.
fn send_files(service: &'static Service, uses: &[(usize, Vec<u8>)], chance: &mut ChaCha8Rng, month: &mut Month) {
    let Some(room) = service.hosts.last().copied() else { return };
    let senders: Vec<&(usize, Vec<u8>)> = uses.iter().filter(|(_, days)| !days.is_empty()).collect();
    for (nth, thousands) in service.files.iter().enumerate() {
        let Some((who, days)) = senders.get(nth % senders.len().max(1)) else { return };
        let day = days.choose(chance).copied().unwrap_or(1);
        let mut up = thousands * 1_000 + chance.random_range(0..1_000);
        if service.name == WHEEL && nth + 1 == service.files.len() {
            let so_far: u64 =
                month.visits.iter().filter(|it| service.hosts.contains(&it.host)).map(|it| u64::from(it.up)).sum();
            up = WHEEL_SENT.saturating_sub(so_far).try_into().unwrap_or(up);
        }
        month.visits.push(Visit {
            at: moment(day, working_second(chance)),
            who: *who,
            method: if nth % 2 == 0 { Method::Post } else { Method::Put },
            host: room,
            path: if service.name == WHEEL { "/contacts/import" } else { "/files/upload" },
            up,
            down: chance.random_range(400..2_000),
            ms: up / 1_100,
            from: Some(room),
            status: 200,
        });
    }
}
