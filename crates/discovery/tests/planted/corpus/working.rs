//! People at work in the tools of the house.

use super::chance::Chance;
use super::house::House;
use super::tools::Tool;
use super::trades::Trade;
use super::traffic::{Does, NONE, Request, Traffic};

/// Everybody's sessions in every tool.
pub fn sessions(seed: u64, house: &House, tools: &[Tool], traffic: &mut Traffic) {
    let mut chance = Chance::of(seed, "working");
    for (number, tool) in tools.iter().enumerate() {
        let places = Places::of(tool, house, traffic);
        let embeds: Vec<u32> = tool.embeds.iter().map(|host| traffic.host(host)).collect();
        // Everybody's tools are open all day; a line or two stand for it.
        let light = matches!(tool.trade, Trade::Suite | Trade::MailHost | Trade::Identity);
        for &(who, rate) in &tool.users {
            for day in tool.since.max(0)..house.days {
                if !house.present[who][day as usize] || !chance.happens(rate) {
                    continue;
                }
                // People come back to what they work in; everybody's tools are open all day, and a few lines stand for it.
                for _ in 0..1 + usize::from(chance.happens(if light { 0.2 } else { 0.45 })) {
                    let at = house.at_work(who, day, &mut chance);
                    let lines = if light {
                        1 + chance.few(0.8 * house.ways.sessions).min(4)
                    } else {
                        2 + chance.few(5.0 * house.ways.sessions).min(25)
                    };
                    let mut session = Session { traffic, chance: &mut chance, who: who as u32, tool: number as u32 };
                    session.open(&places, at, lines, tool.uploads && !light);
                    for &embed in &embeds {
                        if session.chance.happens(if light { 0.1 } else { 0.5 }) {
                            session.embedded(embed, places.work[0], at);
                        }
                    }
                }
            }
        }
    }
}

/// The hosts of one tool.
pub struct Places {
    /// Where people work, the first most.
    pub work: Vec<u32>,
    pub login: u32,
}

impl Places {
    /// Names them in the tool's own way.
    pub fn of(tool: &Tool, house: &House, traffic: &mut Traffic) -> Places {
        if let Some(platform) = tool.platform {
            let [login, work @ ..] = platform.places().map(|host| traffic.host(host));
            return Places { work: work.to_vec(), login };
        }
        let tenant = house.domain.split('.').next().unwrap_or_default();
        Places::named(tool.home(), tool.style, tenant, traffic)
    }

    /// Names the hosts of a domain in one of five ways.
    pub fn named(home: &str, style: usize, tenant: &str, traffic: &mut Traffic) -> Places {
        let names: [&str; 4] = match style {
            0 => ["app", "api", "cdn", "app"],
            1 => ["www", "", "assets", "www"],
            2 => [tenant, "static", "api", tenant],
            3 => ["app", "eu1", "events", "login"],
            _ => ["my", "ws", "www", "my"],
        };
        let mut host = |name: &str| {
            if name.is_empty() { traffic.host(home) } else { traffic.host(&format!("{name}.{home}")) }
        };
        Places { work: vec![host(names[0]), host(names[1]), host(names[2])], login: host(names[3]) }
    }
}

/// Somebody at something.
pub struct Session<'a> {
    pub traffic: &'a mut Traffic,
    pub chance: &'a mut Chance,
    pub who: u32,
    pub tool: u32,
}

impl Session<'_> {
    /// Works for a while.
    pub fn open(&mut self, places: &Places, at: i64, lines: usize, uploads: bool) {
        if self.chance.happens(0.22) {
            self.put(at, places.login, Does::Login, 2_500, 9_000, NONE);
        }
        let mut now = at + 5;
        for line in 0..lines {
            let host = places.work[if line == 0 { 0 } else { self.chance.weighted(&[0.6, 0.25, 0.15]) }];
            let from = if host == places.work[0] { NONE } else { places.work[0] };
            let does = if self.chance.happens(0.3) { Does::Post } else { Does::Get };
            self.put(now, host, does, 4_000, 40_000, from);
            now += self.chance.between(1, 600);
        }
        if uploads && self.chance.happens(0.25) {
            self.put(now, places.work[0], Does::Upload, 700_000, 2_000, NONE);
        }
    }

    /// Another vendor's script, open within a page.
    pub fn embedded(&mut self, host: u32, page: u32, at: i64) {
        let tool = std::mem::replace(&mut self.tool, NONE);
        let does = if self.chance.happens(0.5) { Does::Post } else { Does::Get };
        let after = self.chance.between(0, 4);
        self.put(at + after, host, does, 1_800, 9_000, page);
        self.tool = tool;
    }

    /// One request; bytes are about those.
    pub fn put(&mut self, at: i64, host: u32, does: Does, up: u32, down: u32, from: u32) {
        let bytes = |chance: &mut Chance, middle: u32| chance.about(f64::from(middle), 0.9).min(9e8) as u32 + 90;
        let (up, down) = (bytes(self.chance, up), bytes(self.chance, down));
        self.traffic.requests.push(Request {
            at,
            who: self.who,
            host,
            does,
            plain: false,
            up,
            down,
            from,
            tool: self.tool,
        });
    }
}
