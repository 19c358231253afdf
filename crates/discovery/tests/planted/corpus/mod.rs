//! A house with tools nobody counted, and the files it could hand over. Everything comes from a seed, as bytes in real
//! formats; what is true of it is known besides.
//!
//! Nothing here is shared with the crate that is tested, and nothing was shaped by what it finds easy. The vendor pack's
//! tables are read as plain text, to know which real products there are.

mod browsing;
mod chance;
mod choosing;
mod container;
mod cookies;
mod facts;
mod house;
mod leaving;
mod logs;
mod looking;
mod mail;
mod money;
mod signing;
mod site;
mod tools;
mod trades;
mod traffic;
mod websites;
mod working;
mod zone;

use std::sync::OnceLock;

pub use facts::letters;
pub use tools::{Login, Platform, Tool, Trace};

use facts::Facts;
use house::House;
use traffic::Traffic;

/// A file as it is handed over.
pub struct File {
    pub name: String,
    /// What kind of evidence it is.
    pub kind: Trace,
    pub bytes: Vec<u8>,
}

impl File {
    fn new(name: impl Into<String>, kind: Trace, bytes: Vec<u8>) -> File {
        File { name: name.into(), kind, bytes }
    }
}

/// The files of a house, and the truth.
pub struct Corpus {
    pub seed: u64,
    pub domain: String,
    /// The day after everything was logged.
    pub handed_over: jiff::civil::Date,
    pub login: Login,
    pub files: Vec<File>,
    /// Every tool in use.
    pub tools: Vec<Tool>,
}

/// How many days are logged.
const DAYS: i64 = 30;

impl Corpus {
    /// Founds a house and lets it work for a month.
    pub fn of(seed: u64) -> Corpus {
        static FACTS: OnceLock<Facts> = OnceLock::new();
        let facts = FACTS.get_or_init(Facts::read);
        let house = House::found(seed, DAYS);
        let login = [Login::Okta, Login::Entra, Login::Google][seed as usize % 3];
        let mut tools = choosing::choose(seed, facts, &house, login);
        browsing::embed(seed, &mut tools);
        let mut traffic = Traffic::default();
        working::sessions(seed, &house, &tools, &mut traffic);
        let noise = browsing::everything(seed, &house, facts, &tools, &mut traffic);
        let mut files = logs::write(seed, &house, &mut traffic, &mut tools);
        files.push(signing::write(seed, &house, login, &mut tools, &noise.trials));
        // What nobody opened while anybody looked, and nothing else shows, was at least bought.
        for tool in tools.iter_mut().filter(|tool| tool.left.is_empty()) {
            tool.meant.remove(&Trace::SignOn);
            if tool.meant.is_empty() {
                tool.meant.insert(Trace::Expense);
            }
        }
        files.extend(money::write(seed, &house, &mut tools, &noise));
        files.extend(mail::write(seed, &house, login, &mut tools));
        files.push(zone::write(seed, &house, login, &mut tools, &noise));
        files.push(site::write(seed, &house, facts, &mut tools));
        files.push(container::write(seed, &mut tools, &noise));
        files.extend(cookies::write(seed, &house, &mut tools, &noise));
        Corpus { seed, domain: house.domain.clone(), handed_over: house.date(DAYS), login, files, tools }
    }
}
