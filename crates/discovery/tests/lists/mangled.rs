//! Files as they arrive when something went wrong: cut, mixed up, made to do harm. None panics, every row is accounted
//! for, and what is refused is answered in both languages.
//!
//! `ENTENTE_FUZZ=20000 cargo test --release -p discovery --test lists mangled` looks longer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use discovery::lists::{self, List};

use crate::reading::{lawful, setting, shared_files};
use crate::{cookies, expenses, mail, pages, sign_ons, tags, zones};

/// One file of each list.
pub fn whole() -> Vec<(List, Vec<u8>)> {
    let okta = sign_ons::okta_events();
    let report = mail::report(&[mail::record(3, true, &["letters.io m pass"], &["letters.io pass"], "")]);
    let har = pages::har(&[
        pages::entry("p", "GET", "https://www.solvene-shop.fr/", 0, "text/html"),
        pages::entry("p", "POST", "https://api.wheel-studio.io/play", 14, "application/json"),
    ]);
    let texts: Vec<(List, String)> = vec![
        (List::Zone, zones::ZONE.to_owned()),
        (List::ZoneTable, "Name,Type,Value\nshop,CNAME,shops.front-d.com.\n@,TXT,brevo-code:0a1b\n".to_owned()),
        (List::Dmarc, report),
        (List::Okta, format!("[{}]", okta.join(",\n"))),
        (List::Okta, okta.join("\n")),
        (List::OktaTable, "timestamp,event_type,actor.alternate_id,outcome.result,target0.type,target0.display_name\n2026-08-06T07:30:00Z,user.authentication.sso,anna,SUCCESS,AppInstance,Wheel\n".to_owned()),
        (List::Entra, sign_ons::ENTRA.to_owned()),
        (List::EntraTable, "Date (UTC),Request ID,Username,Application,Status,Sign-in error code\n2026-08-05T22:30:00Z,r1,anna,Wheel,Success,0\n".to_owned()),
        (List::Google, sign_ons::GOOGLE.to_owned()),
        (List::GoogleTable, "Date,Event,Actor,App name,Scope\n2026-08-06T09:30:00Z,Authorize,anna,Wheel,openid\n".to_owned()),
        (List::SignOns, "Application;Utilisateur;Date\nRoue;Anna;06/08/2026 09:30\n".to_owned()),
        (List::Expenses, expenses::CARDS.to_owned()),
        (List::Ledger, expenses::LEDGER.to_owned()),
        (List::Ramp, expenses::RAMP.to_owned()),
        (List::Har, har),
        (List::TagManager, tags::CONTAINER.to_owned()),
        (List::PublishedTagManager, tags::PUBLISHED.to_owned()),
        (List::Matomo, "{\"idcontainer\":\"a\",\"tags\":[{\"type\":\"Hotjar\",\"parameters\":{\"u\":\"https://a.letters.io\"}}]}".to_owned()),
        (List::PublishedMatomo, "window.MatomoTagManager.addContainer({\"tags\":[{\"type\":\"Hotjar\"}]}, Templates);\n".to_owned()),
        (List::PublishedAdobe, "window._satellite.container={extensions:{\"a\":{displayName:\"A\",u:\"https://a.letters.io\"}}}\n".to_owned()),
        (List::PublishedTealium, "//tealium universal tag - utag.loader\nu=\"//js.wheel-studio.io/w.js\"\n".to_owned()),
        (List::PublishedCommanders, "tC.launchTag(60, 'Roue');s='//js.wheel-studio.io/w.js'\n".to_owned()),
        (List::CookieFile, cookies::FILE.to_owned()),
        (List::CookieJson, "[{\"domain\":\".a.io\",\"name\":\"x\",\"httpOnly\":true,\"secure\":true}]".to_owned()),
        (List::CookieTable, "Cookie Name,Domain,Expires\n_wheel,.wheel-studio.io,2027-01-01\n".to_owned()),
    ];
    texts.into_iter().map(|(list, text)| (list, text.into_bytes())).collect()
}

/// SplitMix64: Steele, Lea & Flood, 2014.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    /// A stretch of so many bytes, at most a fifth of them.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length);
        from..(from + 1 + self.below(length / 5)).min(length)
    }
}

/// What means something in one of the lists, and what nobody expects.
const SIGNS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ":",
    ",",
    ";",
    "\n",
    "\r",
    "\t",
    "\\",
    "\\u0000",
    "\\ud800",
    "\0",
    "\u{FEFF}",
    "é",
    "\u{202E}",
    "-1",
    "1e999",
    "NaN",
    "null",
    "true",
    "18446744073709551616",
    "0.1",
    "99999999999999999,99",
    "(",
    ")",
    "<",
    "/>",
    "&amp;",
    "&x;",
    "<!--",
    "]]>",
    "<![CDATA[",
    "<!DOCTYPE m [<!ENTITY x \"y\">]>",
    "</record>",
    "<record>",
    "<feedback>",
    "$ORIGIN ",
    "$TTL",
    "@",
    "; ",
    "\\000",
    "\\999",
    "IN TXT",
    "v=spf1 include:",
    "%{i}",
    "//",
    "https://",
    "=",
    "|",
    "€",
    "−",
    "\u{a0}",
    "TRUE",
    "Total",
    "var data = {",
    "addContainer({",
    "displayName",
];

fn mangle(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let length = bytes.len();
        let at = chance.below(length + 1);
        match chance.below(8) {
            0 if length > 0 => bytes[at.min(length - 1)] = chance.below(256) as u8,
            1 | 2 => drop(bytes.splice(at..at, SIGNS[chance.below(SIGNS.len())].bytes())),
            3 => bytes.truncate(at),
            4 => drop(bytes.drain(chance.stretch(length))),
            5 => {
                let twice = bytes[chance.stretch(length)].to_vec();
                drop(bytes.splice(at..at, twice));
            }
            6 => drop(bytes.splice(at..at, other[chance.stretch(other.len())].to_vec())),
            _ => {
                let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let mut lines: Vec<Vec<u8>> = lines.into_iter().map(<[u8]>::to_vec).collect();
                let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
                lines.swap(a, b);
                *bytes = lines.join(&b'\n');
            }
        }
    }
}

fn holds(bytes: &[u8]) -> bool {
    match lists::read("file", bytes, &setting()) {
        Ok(read) => {
            lawful(&read);
            true
        }
        Err(no) => {
            assert!(!no.reason.fr.is_empty() && !no.reason.en.is_empty() && !no.way_out.fr.is_empty());
            false
        }
    }
}

#[test]
fn a_mangled_list_is_read_or_refused_and_never_panics() {
    let many = std::env::var("ENTENTE_FUZZ").ok().and_then(|many| many.parse().ok()).unwrap_or(1_500_u64);
    let mut files: Vec<Vec<u8>> = whole().into_iter().map(|(_, bytes)| bytes).collect();
    let real = shared_files("dmarc").into_iter().chain(shared_files("har"));
    files.extend(real.map(|(_, bytes)| bytes).filter(|bytes| bytes.len() < 40_000));
    let mut chance = Chance(7);
    let (mut taken, mut refused) = (0, 0);
    for round in 0..many {
        let mut bytes = files[chance.below(files.len())].clone();
        let other = files[chance.below(files.len())].clone();
        mangle(&mut bytes, &other, &mut chance);
        let done = catch_unwind(AssertUnwindSafe(|| holds(&bytes)));
        match done {
            Ok(true) => taken += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("round {round}: {}", String::from_utf8_lossy(&bytes)),
        }
    }
    println!("{taken} taken, {refused} refused");
    assert!(taken > many / 3 && refused > 0, "the mangling is neither idle nor blunt: {taken}, {refused}");
}

#[test]
fn every_beginning_of_every_list_is_read_or_refused() {
    for (_, bytes) in whole() {
        for end in (0..bytes.len()).step_by(1 + bytes.len() / 60) {
            holds(&bytes[..end]);
        }
    }
}

#[test]
fn what_is_built_to_do_harm_costs_little() {
    let deep = "[".repeat(200_000);
    let okta = "{\"eventType\":\"user.authentication.sso\",\"published\":\"2026-08-06T07:30:00Z\",\"actor\":{\"a\":";
    for text in [
        deep.clone(),
        format!("[{okta}{deep}"),
        format!("[{okta}{}{}}}}}]", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{{\"log\":{{\"entries\":[{}", "{\"request\":".repeat(100_000)),
        format!("{{\"exportFormatVersion\":2,\"containerVersion\":{{\"tag\":[{}", "[".repeat(100_000)),
        format!("<feedback><report_metadata>{}", "<a>".repeat(100_000)),
        format!("$ORIGIN x.example.\n$TTL 60\na TXT {}", "(".repeat(500_000)),
        format!("$ORIGIN x.example.\n$TTL 60\na TXT \"{}", "\\".repeat(500_000)),
        format!("$TTL 60\n{}", "$ORIGIN abcdefgh\n".repeat(50_000)),
        format!("var data = {{\"resource\":{{\"tags\":[{}", "[".repeat(100_000)),
        format!("tC.launchTag({}", "\"//a.fr\" ".repeat(20_000)),
        format!("window.MatomoTagManager {}", "addContainer({".repeat(100_000)),
        format!("# Netscape HTTP Cookie File\n.a.fr\tTRUE\t/\tTRUE\t0\t{}\tx\n", "n".repeat(1_000_000)),
        format!("Date;Porteur;Fournisseur;Montant\n{}", "2026-08-03;A B;C D;1,00\n".repeat(4_000)),
    ] {
        holds(text.as_bytes());
    }
}
