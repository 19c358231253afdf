//! The machines write down what passed, each in its own format and each knowing less than what happened.

use std::collections::HashMap;
use std::io::Write;

use super::File;
use super::chance::Chance;
use super::house::{House, Site};
use super::tools::{Tool, Trace};
use super::traffic::{Does, NONE, Request, Traffic};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment as clocks show it: year, month, day, hour, minute, second.
struct Moment(i64, i64, i64, i64, i64, i64);

/// Turns seconds into dates, a day at a time.
struct Calendar {
    days: Vec<(i64, i64, i64)>,
    first: i64,
}

impl Calendar {
    fn of(house: &House, ahead: i64) -> Calendar {
        let days = (-1..=house.days + 1).map(|day| {
            let date = house.date(day);
            (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()))
        });
        // Midnight of the day before the first, where these clocks show the time.
        Calendar { days: days.collect(), first: house.midnights[0] + house.ahead - ahead - 86_400 }
    }

    fn at(&self, second: i64) -> Moment {
        let since = (second - self.first).max(0);
        let (year, month, day) = self.days[((since / 86_400) as usize).min(self.days.len() - 1)];
        let rest = since % 86_400;
        Moment(year, month, day, rest / 3_600, rest / 60 % 60, rest % 60)
    }
}

/// Writes every log of the house, and notes in each tool how many lines speak of it.
pub fn write(seed: u64, house: &House, traffic: &mut Traffic, tools: &mut [Tool]) -> Vec<File> {
    let mut chance = Chance::of(seed, "logs");
    traffic.requests.sort_by_key(|request| (request.at, request.who, request.host));
    let site_of = |request: &Request| house.people[request.who as usize].site;
    let mut squid = Vec::new();
    let mut combined = Vec::new();
    let mut w3c = Vec::new();
    let (paris, utc) = (Calendar::of(house, house.ahead), Calendar::of(house, 0));
    let _ = writeln!(
        w3c,
        "#Software: Secure Web Gateway 7.4\r\n#Version: 1.0\r\n#Fields: date time time-taken c-ip cs-username cs-auth-group x-exception-id sc-filter-result cs-categories cs(Referer) sc-status s-action cs-method rs(Content-Type) cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(User-Agent) sc-bytes cs-bytes\r"
    );
    for request in &traffic.requests {
        let line = Line { request, house, hosts: &traffic.hosts };
        match site_of(request) {
            Site::Head => line.squid(&mut squid, &mut chance),
            Site::Lyon => line.combined(&mut combined, &paris.at(request.at), &mut chance),
            Site::Nantes => line.w3c(&mut w3c, &utc.at(request.at), &mut chance),
            Site::Depot => continue,
        }
        if let Some(tool) = tools.get_mut(request.tool as usize) {
            tool.leaves(Trace::Proxy, 1);
        }
    }
    let (name, dns) = resolver(seed, house, traffic, tools, &paris, &mut chance);
    vec![
        File::new("siege-access.log", Trace::Proxy, squid),
        File::new("lyon-proxy.log", Trace::Proxy, combined),
        File::new("nantes-swg.log", Trace::Proxy, w3c),
        File::new(name, Trace::Dns, dns),
    ]
}

/// The resolver's log: who asked for which name. Machines keep answers for a while and ask again later.
fn resolver(
    seed: u64,
    house: &House,
    traffic: &Traffic,
    tools: &mut [Tool],
    paris: &Calendar,
    chance: &mut Chance,
) -> (&'static str, Vec<u8>) {
    let mut out = Vec::new();
    let mut asked: HashMap<(u32, u32), i64> = HashMap::new();
    let dnsmasq = seed.is_multiple_of(2);
    for request in &traffic.requests {
        let person = &house.people[request.who as usize];
        // At the head office browsers keep names for long; a part of what they ask is seen.
        let share = match person.site {
            Site::Head => 0.4,
            Site::Depot => 0.9,
            _ => continue,
        };
        let last = asked.get(&(request.who, request.host)).copied().unwrap_or(0);
        if request.at - last < 900 || !chance.happens(share) {
            continue;
        }
        asked.insert((request.who, request.host), request.at);
        let host = &traffic.hosts[request.host as usize];
        let (client, at) = (&person.address, request.at);
        if dnsmasq {
            let Moment(_, month, day, hour, minute, second) = paris.at(at);
            let month = MONTHS[month as usize - 1];
            let head = format!("{month} {day:2} {hour:02}:{minute:02}:{second:02} dnsmasq[812]: ");
            let _ = writeln!(out, "{head}query[A] {host} from {client}");
            if chance.happens(0.25) {
                let _ = writeln!(out, "{head}query[AAAA] {host} from {client}");
            }
            match chance.below(6) {
                0 => {
                    _ = writeln!(out, "{head}forwarded {host} to 9.9.9.9\n{head}reply {host} is 203.0.113.{}", at % 250)
                }
                1 => _ = writeln!(out, "{head}cached {host} is 203.0.113.{}", at % 250),
                _ => {}
            }
        } else {
            let _ = writeln!(out, "[{at}] unbound[411:{}] info: {client} {host}. A IN", at % 2);
            if chance.happens(0.25) {
                let _ = writeln!(out, "[{at}] unbound[411:{}] info: {client} {host}. HTTPS IN", at % 2);
            }
        }
        if let Some(tool) = tools.get_mut(request.tool as usize) {
            tool.leaves(Trace::Dns, 1);
        }
    }
    (if dnsmasq { "pihole.log" } else { "unbound.log" }, out)
}

/// A request about to be written.
struct Line<'a> {
    request: &'a Request,
    house: &'a House,
    hosts: &'a [String],
}

impl Line<'_> {
    fn host(&self) -> &str {
        &self.hosts[self.request.host as usize]
    }

    fn path(&self) -> &'static str {
        const GETS: [&str; 7] =
            ["/", "/index.html", "/assets/app.js", "/v1/items", "/img/logo.png", "/dashboard", "/sync"];
        const POSTS: [&str; 4] = ["/api/v2/save", "/collect", "/graphql", "/events"];
        const LOGINS: [&str; 4] = ["/login", "/users/sign_in", "/oauth2/authorize", "/auth/callback"];
        let number = (self.request.at as usize).wrapping_add(self.request.host as usize);
        match self.request.does {
            Does::Get => GETS[number % GETS.len()],
            Does::Post => POSTS[number % POSTS.len()],
            Does::Login => LOGINS[self.request.host as usize % LOGINS.len()],
            Does::Upload => "/api/upload",
        }
    }

    fn method(&self) -> &'static str {
        if self.request.does == Does::Get { "GET" } else { "POST" }
    }

    /// `time.ms elapsed client code/status bytes method URL user hierarchy/peer type`.
    fn squid(&self, out: &mut Vec<u8>, chance: &mut Chance) {
        let (it, person, host) = (self.request, &self.house.people[self.request.who as usize], self.host());
        let user = if person.named { person.login.as_str() } else { "-" };
        let (ms, elapsed, peer) = (chance.below(1_000), chance.between(8, 90_000), it.host % 250);
        let (at, client, bytes) = (it.at, &person.address, it.down);
        if it.plain {
            let _ = writeln!(
                out,
                "{at}.{ms:03} {elapsed:6} {client} TCP_MISS/200 {bytes} {} http://{host}{} {user} HIER_DIRECT/203.0.113.{peer} text/html",
                self.method(),
                self.path()
            );
        } else {
            let _ = writeln!(
                out,
                "{at}.{ms:03} {elapsed:6} {client} TCP_TUNNEL/200 {bytes} CONNECT {host}:443 {user} HIER_DIRECT/203.0.113.{peer} -"
            );
        }
    }

    /// `%h %l %u %t "%r" %>s %b "%{Referer}i" "%{UA}i"` and Squid's own word behind.
    fn combined(&self, out: &mut Vec<u8>, at: &Moment, chance: &mut Chance) {
        let (it, person, host) = (self.request, &self.house.people[self.request.who as usize], self.host());
        let user = if person.named { person.login.as_str() } else { "-" };
        let Moment(year, month, day, hour, minute, second) = *at;
        let (month, client, bytes) = (MONTHS[month as usize - 1], &person.address, it.down);
        let zone = self.house.ahead / 36;
        let _ =
            write!(out, "{client} - {user} [{day:02}/{month}/{year}:{hour:02}:{minute:02}:{second:02} +{zone:04}] ");
        if it.plain {
            let from =
                if it.from == NONE { "-".to_owned() } else { format!("http://{}/", self.hosts[it.from as usize]) };
            let _ = writeln!(
                out,
                "\"{} http://{host}{} HTTP/1.1\" 200 {bytes} \"{from}\" \"Mozilla/5.0 (Windows NT 10.0; Win64; x64)\" TCP_MISS:HIER_DIRECT",
                self.method(),
                self.path()
            );
        } else {
            let agent = if chance.happens(0.8) { "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" } else { "-" };
            let _ =
                writeln!(out, "\"CONNECT {host}:443 HTTP/1.1\" 200 {bytes} \"-\" \"{agent}\" TCP_TUNNEL:HIER_DIRECT");
        }
    }

    /// The gateway opens what is encrypted, but for banks and health, and so knows paths and what went up.
    fn w3c(&self, out: &mut Vec<u8>, at: &Moment, chance: &mut Chance) {
        let (it, person, host) = (self.request, &self.house.people[self.request.who as usize], self.host());
        let Moment(year, month, day, hour, minute, second) = *at;
        let user = if person.named { format!("MAISON\\{}", person.login) } else { "-".to_owned() };
        let _ = write!(
            out,
            "{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} {} {} {user} - - OBSERVED ",
            chance.between(4, 9_000),
            person.address
        );
        let closed = host.contains("banque") || host.contains("doctolib") || chance.happens(0.15);
        if closed && !it.plain {
            let _ = writeln!(out, "\"none\" - 200 TCP_TUNNELED CONNECT - tcp {host} 443 / - - {} {}\r", it.down, it.up);
            return;
        }
        let scheme = if it.plain { "http" } else { "https" };
        let port = if it.plain { 80 } else { 443 };
        let from = if it.from == NONE { "-".to_owned() } else { format!("https://{}/", self.hosts[it.from as usize]) };
        let _ = writeln!(
            out,
            "\"none\" {from} 200 TCP_NC_MISS {} text/html {scheme} {host} {port} {} - \"Mozilla/5.0 (Windows NT 10.0; Win64; x64)\" {} {}\r",
            self.method(),
            self.path(),
            it.down,
            it.up
        );
    }
}
