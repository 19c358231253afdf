//! Vendors people look at and do not use: a site, a good blog, a trial for an afternoon, other people's forms, traps.

use super::browsing::{Browsing, Trial, Website};
use super::house::IT;
use super::traffic::{Does, NONE};
use super::websites::SITE_TAGS;
use super::working::Places;

/// A product the house does not have: domain, name, words of payments, token.
pub type Other = (String, String, String, Option<String>);

impl Browsing<'_> {
    /// Vendors looked at, read, and tried for an afternoon.
    pub fn vendors(&mut self, products: &[(String, String, String)]) -> Vec<Trial> {
        let marketers = self.house.of_teams(&[0, 1, 2, 3, 4, 5, IT]);
        let mut trials = Vec::new();
        for (number, (domain, name, merchant)) in products.iter().enumerate() {
            let style = self.chance.below(5);
            let www = format!("www.{domain}");
            let tags = self.chance.few(3.0).min(8);
            let site = self.website(&[&www], SITE_TAGS, tags);
            match number {
                // Looked at, once or twice.
                0..60 => {
                    for _ in 0..1 + self.chance.few(0.7).min(3) {
                        let who = *self.chance.pick(&marketers);
                        let days = 1 + usize::from(self.chance.happens(0.3));
                        self.look(who, &site, days);
                    }
                }
                // Read: its blog is good.
                60..64 => {
                    let blog = format!("blog.{domain}");
                    let site = self.website(&[&blog, &www], SITE_TAGS, tags);
                    for who in self.chance.some(&marketers, 3) {
                        let days = self.chance.between(2, 6) as usize;
                        self.look(who, &site, days);
                    }
                }
                // Tried.
                64..90 => {
                    let who = *self.chance.pick(&marketers);
                    let days: Vec<i64> =
                        (0..self.house.days - 1).filter(|day| self.house.present[who][*day as usize]).collect();
                    if days.is_empty() {
                        continue;
                    }
                    let day = *self.chance.pick(&days);
                    let at = self.house.midnights[day as usize] + self.chance.between(13 * 60 + 30, 15 * 60 + 30) * 60;
                    self.visit(who, at - 300, &site, 1, 0.5);
                    let places = Places::named(domain, style, "trial", self.traffic);
                    let (lines, uploads) = (5 + self.chance.few(3.0).min(12), self.chance.happens(0.3));
                    let mut session = self.session(who);
                    session.put(at, places.login, Does::Login, 2_500, 9_000, NONE);
                    session.open(&places, at + 30, lines, uploads);
                    let after = (day + 1..self.house.days).find(|day| self.house.present[who][*day as usize]);
                    if let Some(again) = after.filter(|_| self.chance.happens(0.25)) {
                        let at = self.house.at_work(who, again, &mut self.chance);
                        self.session(who).open(&places, at, 2, false);
                    }
                    trials.push(Trial {
                        name: name.clone(),
                        domain: domain.clone(),
                        merchant: merchant.clone(),
                        who,
                        day,
                    });
                }
                _ => {}
            }
        }
        trials
    }

    fn look(&mut self, who: usize, site: &Website, days: usize) {
        let present: Vec<i64> = (0..self.house.days).filter(|day| self.house.present[who][*day as usize]).collect();
        for day in self.chance.some(&present, days) {
            let (at, pages) = (self.house.at_work(who, day, &mut self.chance), 1 + self.chance.few(0.8).min(3));
            self.visit(who, at, site, pages, 0.5);
        }
    }

    /// Other people's tools: a form to fill in, a call to join, a file to fetch, a link in a newsletter.
    pub fn guests(&mut self, others: &[Other]) {
        let everybody: Vec<usize> = (0..self.house.people.len()).collect();
        let count = others.len();
        for at in 0..18.min(count) {
            let domain = &others[count - 1 - at].0;
            let name = *self.chance.pick(&["app", "www", "form", "share", "link", "meet"]);
            let (host, page) = (self.traffic.host(&format!("{name}.{domain}")), self.traffic.host(domain));
            let people = 2 + self.chance.few(4.0).min(14);
            for who in self.chance.some(&everybody, people) {
                let present: Vec<i64> =
                    (0..self.house.days).filter(|day| self.house.present[who][*day as usize]).collect();
                let days = 1 + usize::from(self.chance.happens(0.2));
                for day in self.chance.some(&present, days) {
                    let at = self.house.at_work(who, day, &mut self.chance);
                    self.session(who).put(at, host, Does::Get, 1_500, 30_000, NONE);
                    if self.chance.happens(0.4) {
                        self.session(who).put(at + 120, host, Does::Post, 5_000, 2_000, NONE);
                    }
                    if self.chance.happens(0.3) {
                        self.session(who).put(at + 2, page, Does::Get, 1_500, 20_000, host);
                    }
                }
            }
        }
    }

    /// Sites that pretend to be others: opened once.
    pub fn traps(&mut self, others: &[Other]) {
        for number in 0..8 {
            let domain = &others[number % others.len()].0;
            let stem = domain.split('.').next().unwrap_or_default();
            let name = match number % 3 {
                0 => format!("{stem}-login.top"),
                1 => format!("{domain}.secure-{}.xyz", self.chance.hex()),
                _ => format!("verify.{stem}{}.click", self.chance.below(90)),
            };
            let (host, who) = (self.traffic.host(&name), self.chance.below(self.house.people.len()));
            let days: Vec<i64> = (0..self.house.days).filter(|day| self.house.present[who][*day as usize]).collect();
            let Some(&day) = days.get(self.chance.below(days.len())) else { continue };
            let at = self.house.at_work(who, day, &mut self.chance);
            self.session(who).put(at, host, Does::Get, 1_200, 14_000, NONE);
            if self.chance.happens(0.4) {
                self.session(who).put(at + 40, host, Does::Login, 1_900, 2_000, NONE);
            }
        }
    }
}
