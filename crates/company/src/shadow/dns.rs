//! What the name server of head office's wireless network was asked: phones, tablets and the studio's laptops, which do
//! not go through the proxy. It is dnsmasq, and knows addresses, not people.

use std::fmt::Write;

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::browsing::moment;
use super::people::{mark, working_days};
use super::services;

/// How many devices are on the network.
const DEVICES: u32 = 44;

/// What phones ask for by themselves, all day.
const BACKGROUND: [&str; 10] = [
    "gateway.icloud.com",
    "1-courier.push.apple.com",
    "mobile.events.data.microsoft.com",
    "outlook.office365.com",
    "teams.microsoft.com",
    "clients4.google.com",
    "play.googleapis.com",
    "time.apple.com",
    "connectivitycheck.gstatic.com",
    "imprimante-studio.solvene.lan",
];

/// What people look at on them, and what comes along.
const PAGES: [&[&str]; 7] = [
    &[
        "www.ouest-france.fr",
        "sdk.privacy-center.org",
        "securepubads.g.doubleclick.net",
        "logs1412.xiti.com",
        "a.teads.tv",
    ],
    &["www.instagram.com", "graph.instagram.com", "scontent.cdninstagram.com"],
    &["www.lequipe.fr", "cdn.cookielaw.org", "securepubads.g.doubleclick.net", "x.bidswitch.net", "bat.bing.com"],
    &["www.leboncoin.fr", "sdk.privacy-center.org", "static.criteo.net"],
    &["www.youtube.com", "i.ytimg.com", "googleads.g.doubleclick.net"],
    &["www.meteofrance.com", "sdk.privacy-center.org", "ads.pubmatic.com"],
    &["web.whatsapp.com", "mmg.whatsapp.net"],
];

struct Question {
    at: u32,
    device: u32,
    host: &'static str,
}

/// Writes the log.
pub(super) fn log(seed: u64) -> String {
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0xd25);
    let days: Vec<u8> = working_days().collect();
    let mut asked: Vec<Question> = Vec::new();
    for device in 0..DEVICES {
        for &day in &days {
            if chance.random_bool(0.35) {
                continue;
            }
            for _ in 0..chance.random_range(1..4) {
                let at = moment(day, chance.random_range(8 * 3_600..19 * 3_600));
                let host = BACKGROUND.choose(&mut chance).copied().unwrap_or_default();
                asked.push(Question { at, device, host });
            }
            if chance.random_bool(0.4) {
                let hour = [8, 12, 12, 13, 13, 18, 19][chance.random_range(0..7)];
                let at = moment(day, hour * 3_600 + chance.random_range(0..3_400));
                let page = PAGES.choose(&mut chance).copied().unwrap_or_default();
                asked.extend(page.iter().zip(0..).map(|(&host, nth)| Question { at: at + nth / 2, device, host }));
            }
        }
    }
    for service in services::all().filter(|it| it.devices > 0) {
        let mut own = ChaCha8Rng::seed_from_u64(seed ^ mark(service.name) ^ 0xd25);
        let mut devices: Vec<u32> = (0..DEVICES).collect();
        devices.shuffle(&mut own);
        for &device in devices.iter().take(service.devices) {
            let mut days = days.clone();
            days.shuffle(&mut own);
            for &day in days.iter().take(own.random_range(5..=11)) {
                let at = moment(day, own.random_range(9 * 3_600..18 * 3_600));
                for _ in 0..own.random_range(1..=3) {
                    let again = own.random_range(0..1_500);
                    asked.extend(service.hosts.iter().map(|&host| Question { at: at + again, device, host }));
                }
            }
        }
    }
    asked.sort_by_key(|it| (it.at, it.device));
    let mut text = String::with_capacity(asked.len() * 150);
    for question in &asked {
        write_one(&mut text, question, &mut chance);
    }
    text
}

/// A question and, most of the time, how it was answered.
fn write_one(text: &mut String, asked: &Question, chance: &mut ChaCha8Rng) {
    let (day, second) = (asked.at / 86_400 + 1, asked.at % 86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let stamp = format!("Jul {day:>2} {hour:02}:{minute:02}:{second:02} dnsmasq[812]:");
    let kind = ["A", "A", "A", "AAAA", "HTTPS"][chance.random_range(0..5)];
    let host = asked.host;
    let answer = format!("203.0.113.{}", 1 + mark(host) % 250);
    let written =
        writeln!(text, "{stamp} query[{kind}] {host} from 10.49.64.{}", 20 + asked.device).and_then(|()| match chance
            .random_range(0..4)
        {
            0 => writeln!(text, "{stamp} forwarded {host} to 10.49.0.2\n{stamp} reply {host} is {answer}"),
            1 => writeln!(text, "{stamp} cached {host} is {answer}"),
            _ => Ok(()),
        });
    debug_assert!(written.is_ok(), "text takes everything");
}
