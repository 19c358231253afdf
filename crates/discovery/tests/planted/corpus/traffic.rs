//! What goes over the wires: every request of everybody, before any machine writes it down.

use std::collections::HashMap;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    Get,
    Post,
    Login,
    Upload,
}

/// No tool; no page before.
pub const NONE: u32 = u32::MAX;

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Seconds since 1970.
    pub at: i64,
    pub who: u32,
    pub host: u32,
    pub does: Does,
    /// Not encrypted.
    pub plain: bool,
    pub up: u32,
    pub down: u32,
    /// The host of the page that caused it, or [`NONE`].
    pub from: u32,
    /// The tool whose use it is, or [`NONE`]: known to the truth only, never written.
    pub tool: u32,
}

/// All of them, with the hosts by number.
#[derive(Default)]
pub struct Traffic {
    pub requests: Vec<Request>,
    pub hosts: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Traffic {
    /// The number of a host.
    pub fn host(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.hosts.len() as u32;
        self.hosts.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}
