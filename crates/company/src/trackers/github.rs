//! The app's issues as GitHub gives them, each with its timeline, among them two proposals of code.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rand::RngExt;
use serde_json::{Value, json};

use super::pieces::{self, EXPORTED};
use super::{APP, plant};
use crate::cell::date;
use crate::planted::{Expect, Planted};

const TITLES: &[&str] = &[
    "Slow start on older phones",
    "Offers list jumps while it loads",
    "Barcode scan fails in low light",
    "Push consent is asked twice",
    "Gift card balance is a day old",
    "Store finder ignores the chosen store",
    "Receipt images are cut",
    "Login by card number",
];
const PLACES: &[&str] = &["home page", "my offers", "basket", "account", "store page"];
const LABELS: &[&str] = &["status: waiting for marketing", "status: blocked by vendor", "status: in review"];

/// The requests some issues are done for, as the story names them, and what these issues are called.
const FOR: &[(usize, &str, &str)] = &[
    (3, "card-orders", "Orders under way on the home page"),
    (9, "offers-test", "Two layouts of the offers, half of the members each"),
    (17, "gift-app", "Gift card balance in my offers"),
    (24, "reviews-scan", "Reviews from a scanned shelf label"),
];

const ISSUES: usize = 36;

fn written(at: DateTime) -> String {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).map_or_else(|_| String::new(), |at| at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn lines(seed: u64) -> Vec<String> {
    let mut chance = pieces::chance(seed, APP);
    let mut opened = date((2025, 11, 12)).at(10, 0, 0, 0);
    let mut lines = Vec::new();
    for place in 0..ISSUES {
        let number = 400 + place;
        opened = pieces::later(opened, chance.random_range(2..8), &mut chance);
        if opened >= EXPORTED {
            break;
        }
        let mut events: Vec<(DateTime, Value)> = Vec::new();
        let mut at = opened;
        let mut standing: Option<&str> = None;
        for _ in 0..chance.random_range(0..3) {
            at = pieces::later(at, chance.random_range(1..7), &mut chance);
            if let Some(label) = standing.take() {
                events.push((at, json!({"event": "unlabeled", "label": {"name": label}})));
            }
            let label = pieces::pick(LABELS, &mut chance);
            events.push((at, json!({"event": "labeled", "label": {"name": label}})));
            standing = Some(label);
        }
        let closes = pieces::later(at, chance.random_range(2..20), &mut chance);
        let is_planned = chance.random_bool(0.9);
        if chance.random_bool(0.8) {
            if let Some(label) = standing.take() {
                events.push((closes, json!({"event": "unlabeled", "label": {"name": label}})));
            }
            let reason = if is_planned { Value::Null } else { json!("not_planned") };
            events.push((closes, json!({"event": "closed", "state_reason": reason})));
        }
        events.retain(|(at, _)| *at < EXPORTED);
        lines.push(issue(number, place, opened, &events, &mut chance));
        if place % 15 == 14 {
            lines.push(proposal(number, opened));
        }
    }
    lines
}

fn issue(
    number: usize,
    place: usize,
    opened: DateTime,
    events: &[(DateTime, Value)],
    chance: &mut rand_chacha::ChaCha8Rng,
) -> String {
    let closed = events.iter().find(|(_, event)| event["event"] == "closed");
    let mut labels: Vec<String> = Vec::new();
    for (_, event) in events {
        let name = event["label"]["name"].as_str().unwrap_or_default().to_owned();
        match event["event"].as_str() {
            Some("labeled") => labels.push(name),
            Some("unlabeled") => labels.retain(|label| *label != name),
            _ => {}
        }
    }
    labels.push(if chance.random_bool(0.4) { "bug".to_owned() } else { "enhancement".to_owned() });
    let done_for = FOR.iter().find(|(at, ..)| *at == place);
    let request = done_for.and_then(|(_, wish, _)| crate::life::number_of(wish));
    let drawn = format!("{} ({})", pieces::pick(TITLES, chance), pieces::pick(PLACES, chance));
    let title = done_for.map_or(drawn, |(.., title)| (*title).to_owned());
    let timeline: Vec<Value> = events
        .iter()
        .map(|(at, event)| {
            let mut event = event.clone();
            event["created_at"] = json!(written(*at));
            event["actor"] = json!({"login": "lbaraton"});
            event
        })
        .collect();
    let address = format!("https://api.github.com/repos/solvene/app/issues/{number}");
    json!({
        "url": address,
        "repository_url": "https://api.github.com/repos/solvene/app",
        "node_id": format!("I_{number}"),
        "number": number,
        "title": title,
        "user": {"login": "gtremeur"},
        "labels": labels.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
        "state": if closed.is_some() { "closed" } else { "open" },
        "state_reason": closed.map(|(_, event)| match &event["state_reason"] {
            Value::Null => json!("completed"),
            reason => reason.clone(),
        }),
        "created_at": written(opened),
        "updated_at": written(events.last().map_or(opened, |(at, _)| *at)),
        "closed_at": closed.map(|(at, _)| written(*at)),
        "body": request.map(|number| format!("Asked for in entente:{number}.")),
        "timeline": timeline,
    })
    .to_string()
}

fn proposal(number: usize, opened: DateTime) -> String {
    json!({
        "repository_url": "https://api.github.com/repos/solvene/app",
        "node_id": format!("PR_{number}"),
        "number": 900 + number,
        "title": "Bump the image library",
        "state": "closed",
        "created_at": written(opened),
        "pull_request": {"url": "https://api.github.com/repos/solvene/app/pulls/1"},
    })
    .to_string()
}

/// The list.
pub(super) fn issues(seed: u64) -> Vec<u8> {
    format!("[\n{}\n]\n", lines(seed).join(",\n")).into_bytes()
}

/// What is planted in it.
pub(super) fn planted(seed: u64) -> Vec<Planted> {
    let what = ("proposition de code parmi les tickets", "a pull request among the issues");
    let lines = lines(seed);
    let proposals = lines.iter().enumerate().filter(|(_, line)| line.contains("\"pull_request\""));
    proposals
        .map(|(place, line)| {
            let number: Value = serde_json::from_str(line).unwrap_or_default();
            plant(APP, place as u64 + 2, None, &number["number"].to_string(), what, Expect::RowRejected)
        })
        .collect()
}
