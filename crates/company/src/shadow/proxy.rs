//! The log of head office's proxy, in the W3C's extended format, packed: it counts bytes both ways, and its times are UTC.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::browsing::{Method, Month, Visit};
use super::people::{Employee, People};

/// What stands above the lines, again whenever the proxy starts.
const HEAD: &str = "#Version: 1.0\n#Start-Date: 2026-07-01 04:00:00\n#Fields: date time time-taken c-ip cs-username \
                    sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path \
                    cs(Referer)\n";

/// On which day, at 4:00 UTC, the proxy was started anew.
const RESTART_DAY: u32 = 13;

/// Hours between the house's clocks and UTC in July.
const SUMMER: u32 = 2;

/// Writes the log. Its last line is cut in the middle, where the file was rotated.
pub(super) fn log(people: &People, month: &Month) -> String {
    let mut text = String::with_capacity(month.visits.len() * 150);
    text.push_str(HEAD);
    let mut restarted = false;
    for visit in &month.visits {
        let utc = visit.at - SUMMER * 3_600;
        if !restarted && utc / 86_400 + 1 >= RESTART_DAY {
            restarted = true;
            text.push_str(&HEAD.replace("07-01", "07-13"));
        }
        line(&mut text, visit, utc, &people.all[visit.who]);
    }
    text.truncate(text.trim_end().len().saturating_sub(61));
    text.push('\n');
    text
}

fn line(text: &mut String, visit: &Visit, utc: u32, person: &Employee) {
    let (day, second) = (utc / 86_400 + 1, utc % 86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let (method, scheme, action) = match visit.method {
        Method::Connect => ("CONNECT", "tcp", "TCP_TUNNELED"),
        Method::Get => ("GET", "https", "TCP_NC_MISS"),
        Method::Post => ("POST", "https", "TCP_NC_MISS"),
        Method::Put => ("PUT", "https", "TCP_NC_MISS"),
    };
    let action = if visit.status == 407 { "TCP_AUTH_DENIED" } else { action };
    // Whoever is turned back has not said yet who they are.
    let (house, login) = if visit.status == 407 { ("", "-") } else { ("SOLVENE\\", person.login.as_str()) };
    let Visit { ms, up, down, host, path, status, .. } = visit;
    let machine = &person.machine;
    let written = write!(
        text,
        "2026-07-{day:02} {hour:02}:{minute:02}:{second:02} {ms} {machine} {house}{login} {status} {action} {down} {up} \
         {method} {scheme} {host} 443 {path} "
    );
    debug_assert!(written.is_ok(), "text takes everything");
    match visit.from {
        Some(from) => {
            text.push_str("https://");
            text.push_str(from);
            text.push_str("/\n");
        }
        None => text.push_str("-\n"),
    }
}

/// Packs a file as the machine that rotates logs does; the time of packing is left out, so the bytes stay the same.
pub(super) fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::with_capacity(text.len() / 5), Compression::new(3));
    let written = packer.write_all(text.as_bytes()).and_then(|()| packer.finish());
    written.expect("memory takes everything")
}
