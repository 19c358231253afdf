//! A tracker that answers over HTTP on this machine, in the shapes Jira, GitHub and GitLab have, and badly when it is
//! told to: answers are dropped, pages repeat and come in another order, it asks to wait.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

/// The shape of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Jira2,
    Jira3,
    Github,
    Gitlab,
}

/// An item as it truly is: its states, the first since it was opened.
#[derive(Clone, Debug)]
pub struct True {
    pub title: String,
    pub opened: i64,
    pub updated: i64,
    pub states: Vec<(i64, &'static str)>,
}

/// What the tracker holds and how it answers.
pub struct World {
    pub shape: Shape,
    pub items: BTreeMap<u64, True>,
    /// How many entries a page holds.
    pub page: usize,
    /// What its clock shows.
    pub now: i64,
    /// What becomes of the answers to come, one by one; none: they are good.
    pub faults: Vec<Fault>,
    /// What was asked, with the token shown.
    pub asked: Vec<(String, Option<String>)>,
}

/// How an answer goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// None.
    None,
    /// The connection ends without an answer.
    Drop,
    /// The list comes in reverse.
    Turned,
    /// Its first entry comes twice.
    Twice,
    /// Asked too often.
    Wait(u64),
    /// A status without words.
    Status(u16),
    /// Another address.
    Elsewhere(String),
}

/// The tracker, answering.
pub struct Served {
    world: Arc<Mutex<World>>,
    address: SocketAddr,
}

impl Served {
    pub fn new(shape: Shape) -> Served {
        let world = World {
            shape,
            items: BTreeMap::new(),
            page: 100,
            now: 1_786_000_000,
            faults: Vec::new(),
            asked: Vec::new(),
        };
        let world = Arc::new(Mutex::new(world));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port of this machine");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::clone(&world);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let world = Arc::clone(&shared);
                std::thread::spawn(move || converse(stream, &world));
            }
        });
        Served { world, address }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The access, as it is given to the house.
    pub fn access(&self) -> String {
        let shape = self.world().shape;
        let (name, query) = match shape {
            Shape::Jira2 => ("jira", "?api=2&jql=project%20%3D%20BEN"),
            Shape::Jira3 => ("jira", "?api=3"),
            Shape::Github => ("github:solvene/app", ""),
            Shape::Gitlab => ("gitlab:solvene/shop", ""),
        };
        format!("{name}=http://:token@{}/{query}", self.address)
    }
}

/// The key of an item, as people say it.
pub fn key(shape: Shape, number: u64) -> String {
    match shape {
        Shape::Jira2 | Shape::Jira3 => format!("BEN-{number}"),
        Shape::Github | Shape::Gitlab => number.to_string(),
    }
}

fn converse(stream: TcpStream, world: &Mutex<World>) {
    let Ok(mut out) = stream.try_clone() else { return };
    let mut lines = BufReader::new(stream).lines();
    while let Some(Ok(first)) = lines.next() {
        let mut token = None;
        for line in lines.by_ref() {
            let Ok(line) = line else { return };
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("authorization")
            {
                token = Some(value.trim().to_owned());
            }
        }
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut world = world.lock().unwrap_or_else(PoisonError::into_inner);
        world.asked.push((path.clone(), token));
        let fault = if world.faults.is_empty() { Fault::None } else { world.faults.remove(0) };
        let date = moment(world.now).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let (status, more, body) = match &fault {
            Fault::Drop => return,
            Fault::Wait(seconds) => (429, format!("retry-after: {seconds}\r\n"), String::new()),
            Fault::Status(status) => (*status, String::new(), String::new()),
            Fault::Elsewhere(to) => (302, format!("location: {to}\r\n"), String::new()),
            _ => match world.answer(&path, &fault) {
                Some(body) => (200, String::new(), body.to_string()),
                None => (404, String::new(), "{}".to_owned()),
            },
        };
        drop(world);
        let length = body.len();
        // In one piece: a head that goes first would wait for its receipt.
        let answer = format!(
            "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ndate: {date}\r\n{more}content-length: {length}\r\n\r\n{body}"
        );
        if out.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("this century")
}

/// What a query says under a name.
fn asked(path: &str, name: &str) -> Option<String> {
    let pairs = url::Url::parse(&format!("http://x{path}")).ok()?;
    pairs.query_pairs().find(|(it, _)| it == name).map(|(_, value)| value.into_owned())
}

impl World {
    fn answer(&self, path: &str, fault: &Fault) -> Option<Value> {
        let bare = path.split('?').next()?;
        let (_, rest) = match self.shape {
            Shape::Jira2 => bare.split_once("/rest/api/2/")?,
            Shape::Jira3 => bare.split_once("/rest/api/3/")?,
            Shape::Github => bare.split_once("/repos/solvene/app/")?,
            Shape::Gitlab => bare.split_once("/api/v4/projects/solvene%2Fshop/")?,
        };
        let parts: Vec<&str> = rest.split('/').collect();
        let number = |words: &str| words.rsplit(['-']).next()?.parse::<u64>().ok();
        let words = |part: &str| part.replace("%2D", "-");
        match parts.as_slice() {
            ["search"] | ["search", "jql"] | ["issues"] => Some(self.list(path, fault)),
            ["issue" | "issues", key] => self.item(number(&words(key))?),
            ["issue", key, "changelog"] => {
                let at: usize = asked(path, "startAt")?.parse().ok()?;
                let log = self.histories(self.items.get(&number(&words(key))?)?);
                Some(json!({ "values": log.into_iter().skip(at).take(self.page).collect::<Vec<_>>() }))
            }
            ["issues", key, kind] => self.events(&self.items.get(&number(key)?)?.states, kind, path),
            _ => None,
        }
    }

    fn list(&self, path: &str, fault: &Fault) -> Value {
        let since = match self.shape {
            Shape::Github => asked(path, "since").and_then(|it| it.parse::<Timestamp>().ok()).map(|it| it.as_second()),
            Shape::Gitlab => {
                asked(path, "updated_after").and_then(|it| it.parse::<Timestamp>().ok()).map(|it| it.as_second())
            }
            Shape::Jira2 | Shape::Jira3 => asked(path, "jql").and_then(|jql| {
                let (_, rest) = jql.split_once("updated >= \"-")?;
                let minutes: i64 = rest.split_once('m')?.0.parse().ok()?;
                Some(self.now - minutes * 60)
            }),
        };
        let mut all: Vec<(&u64, &True)> =
            self.items.iter().filter(|(_, it)| since.is_none_or(|since| it.updated >= since)).collect();
        all.sort_by_key(|(number, it)| if since.is_some() { (it.updated, **number) } else { (it.opened, **number) });
        let at = match self.shape {
            Shape::Jira2 => asked(path, "startAt").and_then(|it| it.parse().ok()).unwrap_or(0),
            Shape::Jira3 => asked(path, "nextPageToken").and_then(|it| it.parse().ok()).unwrap_or(0),
            _ => (asked(path, "page").and_then(|it| it.parse().ok()).unwrap_or(1_usize) - 1) * 100,
        };
        let page = if matches!(self.shape, Shape::Jira2 | Shape::Jira3) { self.page } else { 100 };
        let mut entries: Vec<Value> =
            all.iter().skip(at).take(page).filter_map(|(number, _)| self.item(**number)).collect();
        match fault {
            Fault::Turned => entries.reverse(),
            Fault::Twice => entries.extend(entries.first().cloned()),
            _ => {}
        }
        let next = (at + page < all.len()).then(|| (at + page).to_string());
        match self.shape {
            Shape::Jira2 => json!({ "startAt": at, "total": all.len(), "issues": entries }),
            Shape::Jira3 => json!({ "issues": entries, "nextPageToken": next }),
            _ => {
                // One entry twice pushes none out: the page is only longer.
                json!(entries)
            }
        }
    }

    fn histories(&self, item: &True) -> Vec<Value> {
        let steps = item.states.windows(2).map(|pair| {
            let ((_, from), (at, to)) = (pair[0], pair[1]);
            json!({ "created": moment(at).strftime("%Y-%m-%dT%H:%M:%S.000+0000").to_string(), "author": { "displayName": "Gwladys Tremeur" },
                    "items": [{ "field": "status", "fromString": from, "toString": to }] })
        });
        steps.collect()
    }

    fn item(&self, number: u64) -> Option<Value> {
        let item = self.items.get(&number)?;
        let stands = item.states.last()?.1;
        Some(match self.shape {
            Shape::Jira2 | Shape::Jira3 => {
                let jira = |second: i64| moment(second).strftime("%Y-%m-%dT%H:%M:%S.000+0000").to_string();
                let log = self.histories(item);
                let total = log.len();
                let came: Vec<Value> = log.into_iter().rev().take(self.page).collect();
                json!({ "id": number.to_string(), "key": key(self.shape, number),
                    "fields": { "summary": item.title, "issuetype": { "name": "Story" }, "status": { "name": stands },
                                "assignee": { "displayName": "Gwladys Tremeur" },
                                "created": jira(item.opened), "updated": jira(item.updated) },
                    "changelog": { "total": total, "histories": came } })
            }
            Shape::Github => json!({ "number": number, "title": item.title, "state": "open", "node_id": "x",
                "user": { "login": "gwladys-tremeur" }, "labels": [{ "name": format!("status: {stands}") }],
                "repository_url": "https://api.github.com/repos/solvene/app",
                "created_at": moment(item.opened).to_string(), "updated_at": moment(item.updated).to_string() }),
            Shape::Gitlab => json!({ "iid": number, "project_id": 4, "title": item.title, "state": "opened",
                "author": { "name": "Gwladys Tremeur" }, "labels": [format!("workflow::{stands}")],
                "references": { "full": format!("solvene/shop#{number}") },
                "created_at": moment(item.opened).to_string(), "updated_at": moment(item.updated).to_string() }),
        })
    }

    fn events(&self, states: &[(i64, &'static str)], kind: &str, path: &str) -> Option<Value> {
        let github = |(at, state): &(i64, &str)| {
            json!({ "event": "labeled", "created_at": moment(*at).to_string(), "actor": { "login": "gwladys-tremeur" },
                    "label": { "name": format!("status: {state}") } })
        };
        let gitlab = |(at, state): &(i64, &str)| {
            json!({ "action": "add", "created_at": moment(*at).to_string(), "user": { "name": "Gwladys Tremeur" },
                    "label": { "name": format!("workflow::{state}") } })
        };
        let all: Vec<Value> = match kind {
            "events" => states.iter().map(github).collect(),
            "resource_label_events" => states.iter().map(gitlab).collect(),
            "resource_state_events" => Vec::new(),
            _ => return None,
        };
        let page = asked(path, "page")?.parse::<usize>().ok()? - 1;
        Some(json!(all.into_iter().skip(page * 100).take(100).collect::<Vec<_>>()))
    }
}
