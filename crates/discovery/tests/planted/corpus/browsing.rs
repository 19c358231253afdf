//! What is seen and not used: the press with forty vendors a page, search, one's own affairs, machines that talk by
//! themselves, vendors looked at or tried for an afternoon, other people's forms, traps.

use std::collections::HashSet;

use super::chance::Chance;
use super::choosing::invented;
use super::facts::Facts;
use super::house::{FINANCE, House, IT, MARKETING, PEOPLE_TEAM};
use super::looking::Other;
use super::tools::{Tool, Trace};
use super::traffic::{Does, NONE, Traffic};
use super::websites::*;
use super::working::Session;

/// A website with the vendors in its pages.
pub struct Website {
    pub hosts: Vec<u32>,
    pub thirds: Vec<u32>,
}

/// A vendor somebody tried for an afternoon and left.
#[derive(Clone, Debug)]
pub struct Trial {
    pub name: String,
    pub domain: String,
    pub merchant: String,
    pub who: usize,
    pub day: i64,
}

/// What the other files need to know of the noise.
pub struct Noise {
    pub trials: Vec<Trial>,
    /// Products of the pack the house does not have.
    pub others: Vec<Other>,
}

/// Chooses what stands in applications of others before anybody opens them.
pub fn embed(seed: u64, tools: &mut [Tool]) {
    let mut chance = Chance::of(seed, "embeds");
    for tool in tools {
        for host in EMBEDDED {
            if chance.happens(0.1) && !host.ends_with(tool.home()) {
                tool.embeds.push((*host).to_owned());
            }
        }
    }
}

/// Somebody's, and everybody's, way through the web.
pub struct Browsing<'a> {
    pub house: &'a House,
    pub chance: Chance,
    pub traffic: &'a mut Traffic,
}

/// Everything people and machines do besides work.
pub fn everything(seed: u64, house: &House, facts: &Facts, tools: &[Tool], traffic: &mut Traffic) -> Noise {
    let chance = Chance::of(seed, "browsing");
    let mut it = Browsing { house, chance, traffic };
    let taken: HashSet<&str> = tools.iter().flat_map(|tool| &tool.domains).map(String::as_str).collect();
    let keys: HashSet<String> = tools.iter().filter_map(|tool| tool.key.clone()).collect();
    let mut others: Vec<Other> = (facts.rows.iter())
        .filter(|row| row.source == "own" && !row.domains.is_empty() && !keys.contains(&row.key()))
        .map(|row| {
            let words = row.descriptors.first().cloned().unwrap_or_else(|| row.product.to_uppercase());
            (row.domains[0].clone(), row.product.clone(), words, row.tokens.first().cloned())
        })
        .collect();
    it.chance.shuffle(&mut others);
    it.press();
    it.machines_and_search();
    it.long_tail(facts, &taken);
    it.own_affairs(facts, &taken);
    it.own_site(tools);
    it.references();
    let mut products: Vec<(String, String, String)> =
        others.iter().map(|it| (it.0.clone(), it.1.clone(), it.2.clone())).collect();
    while products.len() < 140 {
        let (name, domain) = invented(&mut it.chance);
        if facts.is_free(&name, &domain) && !taken.contains(domain.as_str()) {
            products.push((domain, name.clone(), name.to_uppercase()));
        }
    }
    it.chance.shuffle(&mut products);
    let trials = it.vendors(&products);
    it.guests(&others);
    it.traps(&others);
    Noise { trials, others }
}

impl Browsing<'_> {
    pub fn website(&mut self, hosts: &[&str], pool: &[&str], count: usize) -> Website {
        let thirds = self.chance.some(pool, count);
        Website {
            hosts: hosts.iter().map(|host| self.traffic.host(host)).collect(),
            thirds: thirds.into_iter().map(|host| self.traffic.host(host)).collect(),
        }
    }

    pub fn session(&mut self, who: usize) -> Session<'_> {
        Session { traffic: self.traffic, chance: &mut self.chance, who: who as u32, tool: NONE }
    }

    /// One page of a website, with a part of its vendors.
    pub fn visit(&mut self, who: usize, at: i64, site: &Website, pages: usize, share: f64) {
        for page in 0..pages {
            let at = at + page as i64 * 75;
            for (place, &host) in site.hosts.iter().enumerate() {
                let from = if place == 0 { NONE } else { site.hosts[0] };
                self.session(who).put(at + place as i64, host, Does::Get, 1_500, 60_000, from);
            }
            for &third in &site.thirds {
                if self.chance.happens(share) {
                    let (after, does) =
                        (self.chance.between(0, 3), if self.chance.happens(0.3) { Does::Post } else { Does::Get });
                    self.session(who).put(at + after, third, does, 1_200, 6_000, site.hosts[0]);
                }
            }
        }
    }

    fn present(&self, day: i64) -> Vec<usize> {
        (0..self.house.people.len()).filter(|who| self.house.present[*who][day as usize]).collect()
    }

    fn press(&mut self) {
        let mut sites: Vec<Website> = Vec::new();
        for hosts in NEWS {
            let count = self.chance.between(25, 40) as usize;
            sites.push(self.website(hosts, AD_TECH, count));
        }
        let trade: Vec<Website> = TRADE_PRESS
            .iter()
            .map(|hosts| {
                let count = self.chance.between(8, 18) as usize;
                self.website(hosts, AD_TECH, count)
            })
            .collect();
        let people = self.house.people.len();
        // Readers are faithful: each has one or two papers.
        let papers: Vec<(usize, f64)> = (0..people)
            .map(|who| {
                (
                    self.chance.early(sites.len()),
                    0.22 * self.house.ways.press * self.house.people[who].curiosity * self.chance.about(1.0, 0.6),
                )
            })
            .collect();
        for day in 0..self.house.days {
            for who in self.present(day) {
                let (paper, rate) = papers[who];
                if self.chance.happens(rate) {
                    let at = if self.chance.happens(0.5) {
                        self.house.at_leisure(who, day, &mut self.chance)
                    } else {
                        self.house.at_work(who, day, &mut self.chance)
                    };
                    let paper = if self.chance.happens(0.75) { paper } else { self.chance.below(sites.len()) };
                    self.visit(who, at, &sites[paper], 1, 0.4);
                }
                let reads = self.house.ways.press * if self.house.people[who].team < MARKETING { 0.09 } else { 0.015 };
                if self.chance.happens(reads) {
                    let (at, which) = (self.house.at_work(who, day, &mut self.chance), self.chance.early(trade.len()));
                    self.visit(who, at, &trade[which], 1, 0.4);
                }
            }
        }
    }

    fn machines_and_search(&mut self) {
        let machines: Vec<(u32, bool)> =
            MACHINES.iter().map(|(host, plain)| (self.traffic.host(host), *plain)).collect();
        let search: Vec<u32> = SEARCH.iter().map(|(host, _)| self.traffic.host(host)).collect();
        let weights: Vec<f64> = SEARCH.iter().map(|it| it.1).collect();
        for day in 0..self.house.days {
            for who in self.present(day) {
                for _ in 0..2 {
                    let (host, plain) = *self.chance.pick(&machines);
                    let at = self.house.at_work(who, day, &mut self.chance);
                    self.session(who).put(at, host, Does::Get, 900, 5_000, NONE);
                    if let Some(last) = self.traffic.requests.last_mut() {
                        last.plain = plain;
                    }
                }
                for _ in 0..self.chance.few(0.8 * self.house.people[who].curiosity).min(4) {
                    let host = search[self.chance.weighted(&weights)];
                    let at = self.house.at_work(who, day, &mut self.chance);
                    self.session(who).put(at, host, Does::Get, 2_000, 50_000, NONE);
                }
            }
        }
    }

    /// Pages found by searching: blogs, suppliers, shops; most are seen once.
    fn long_tail(&mut self, facts: &Facts, taken: &HashSet<&str>) {
        const ENDS: [&str; 14] = [
            "blog",
            "conseil",
            "infos",
            "magazine",
            "pro",
            "france",
            "services",
            "boutique",
            "avis",
            "guide",
            "shop",
            "groupe",
            "emballage",
            "transport",
        ];
        let mut sites = Vec::new();
        while sites.len() < 900 {
            let (name, mut domain) = invented(&mut self.chance);
            if self.chance.happens(0.8) {
                let top = *self.chance.pick(&["fr", "com", "fr", "org", "eu", "net"]);
                domain = format!("{}-{}.{top}", name.to_lowercase(), self.chance.pick(&ENDS));
            }
            if facts.of_host(&domain).is_some() || taken.contains(domain.as_str()) {
                continue;
            }
            let (tags, files) = (self.chance.few(2.5).min(9), self.chance.few(1.0).min(4));
            let www = if self.chance.happens(0.75) { format!("www.{domain}") } else { domain };
            let mut site = self.website(&[&www], SITE_TAGS, tags);
            site.thirds.extend(self.chance.some(CDNS, files).into_iter().map(|host| self.traffic.host(host)));
            sites.push(site);
        }
        let all: Vec<u32> = sites.iter().map(|site| site.hosts[0]).collect();
        debug_assert_eq!(all.len(), 900);
        for day in 0..self.house.days {
            for who in self.present(day) {
                for _ in 0..self.chance.few(0.55 * self.house.ways.web * self.house.people[who].curiosity).min(4) {
                    let which = if self.chance.happens(0.5) {
                        self.chance.early(sites.len())
                    } else {
                        self.chance.below(sites.len())
                    };
                    let (at, pages) = (self.house.at_work(who, day, &mut self.chance), 1 + self.chance.few(0.3).min(3));
                    self.visit(who, at, &sites[which], pages, 0.5);
                    if self.chance.happens(0.04) {
                        // A form filled in, a quotation asked for.
                        let host = sites[which].hosts[0];
                        self.session(who).put(at + 240, host, Does::Post, 6_000, 3_000, NONE);
                    }
                }
            }
        }
    }

    /// Everybody's own affairs: a few sites each, mostly at noon and in the evening.
    fn own_affairs(&mut self, facts: &Facts, taken: &HashSet<&str>) {
        let weights: Vec<f64> = PERSONAL.iter().map(|it| it.2).collect();
        for who in 0..self.house.people.len() {
            for _ in 0..1 + self.chance.few(1.3 * self.house.ways.own).min(5) {
                let (first, second, _, signs_in) = PERSONAL[self.chance.weighted(&weights)];
                let music = ["open.spotify.com", "www.deezer.com", "www.radiofrance.fr"].contains(&first);
                let (hosts, rate) =
                    ([self.traffic.host(first), self.traffic.host(second)], self.chance.about(0.16, 0.7));
                self.habit(who, hosts, rate.min(0.9), signs_in, music);
            }
            // A club, a parish, a game, a school: one person's own.
            if self.chance.happens(0.2) {
                let (name, _) = invented(&mut self.chance);
                let word = *self.chance.pick(&["club", "asso", "jeux", "ecole", "mairie", "rando", "forum"]);
                let domain = format!("{}-{word}.fr", name.to_lowercase());
                if facts.of_host(&domain).is_none() && !taken.contains(domain.as_str()) {
                    let hosts = [self.traffic.host(&format!("www.{domain}")), self.traffic.host(&domain)];
                    let (rate, signs_in) = (self.chance.about(0.16, 0.7).min(0.8), self.chance.happens(0.5));
                    self.habit(who, hosts, rate, signs_in, false);
                }
            }
        }
    }

    fn habit(&mut self, who: usize, hosts: [u32; 2], rate: f64, signs_in: bool, all_day: bool) {
        for day in 0..self.house.days {
            if !self.house.present[who][day as usize] || !self.chance.happens(rate) {
                continue;
            }
            let at = if all_day {
                self.house.at_work(who, day, &mut self.chance)
            } else {
                self.house.at_leisure(who, day, &mut self.chance)
            };
            if signs_in && self.chance.happens(0.25) {
                self.session(who).put(at, hosts[1], Does::Login, 2_200, 8_000, NONE);
            }
            for line in 0..1 + self.chance.few(0.9).min(5) as i64 {
                let does = if signs_in && self.chance.happens(0.15) { Does::Post } else { Does::Get };
                let host = if line == 0 { hosts[0] } else { hosts[self.chance.below(2)] };
                let from = if host == hosts[0] { NONE } else { hosts[0] };
                self.session(who).put(at + line * 140, host, does, 3_000, 70_000, from);
            }
        }
    }

    /// The house's own site and intranet, which load the house's tags.
    fn own_site(&mut self, tools: &[Tool]) {
        let own = format!("www.{}", self.house.domain);
        let intranet = self.traffic.host(&format!("intranet.{}", self.house.domain));
        let mut site = self.website(&[&own], CDNS, 4);
        for tool in tools.iter().filter(|tool| tool.meant.contains(&Trace::Page)) {
            site.thirds.push(self.traffic.host(&tool.tag_host()));
        }
        for day in 0..self.house.days {
            for who in self.present(day) {
                let rate = if self.house.people[who].team < MARKETING { 0.12 } else { 0.025 };
                if self.chance.happens(rate) {
                    let at = self.house.at_work(who, day, &mut self.chance);
                    self.visit(who, at, &site, 1, 0.35);
                }
                if self.chance.happens(0.3) {
                    let at = self.house.at_work(who, day, &mut self.chance);
                    self.session(who).put(at, intranet, Does::Get, 2_000, 30_000, NONE);
                }
            }
        }
    }

    fn references(&mut self) {
        for name in REFERENCES {
            let host = self.traffic.host(name);
            let teams: Vec<usize> = if name.contains("stackoverflow") || name.contains("mozilla") {
                vec![IT, 3]
            } else {
                (0..16).collect()
            };
            let rate = if teams.len() == 2 { 0.2 } else { 0.012 };
            for who in self.house.of_teams(&teams) {
                for day in 0..self.house.days {
                    if self.house.present[who][day as usize] && self.chance.happens(rate) {
                        let at = self.house.at_work(who, day, &mut self.chance);
                        self.session(who).put(at, host, Does::Get, 1_800, 45_000, NONE);
                    }
                }
            }
        }
        for name in AUTHORITIES {
            let host = self.traffic.host(name);
            let candidates = self.house.of_teams(&[FINANCE, PEOPLE_TEAM]);
            let count = 2 + self.chance.below(3);
            for who in self.chance.some(&candidates, count) {
                for day in 0..self.house.days {
                    if self.house.present[who][day as usize] && self.chance.happens(0.12) {
                        let at = self.house.at_work(who, day, &mut self.chance);
                        self.session(who).put(at, host, Does::Login, 2_400, 12_000, NONE);
                        self.session(who).put(at + 90, host, Does::Get, 2_400, 40_000, NONE);
                        if self.chance.happens(0.4) {
                            self.session(who).put(at + 400, host, Does::Upload, 150_000, 3_000, NONE);
                        }
                    }
                }
            }
        }
    }
}
