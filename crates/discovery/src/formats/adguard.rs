//! The query log of AdGuard Home: one JSON object a line, `{"T":"…","QH":"host","QT":"A","IP":"192.168.0.7",…}`.

use serde::Deserialize;
use std::borrow::Cow;

use super::dnsmasq::is_reverse;
use super::{Blocks, Head, Lines, Setting, Told};
use crate::left::Why;
use crate::sighting::{Act, Sighting};
use crate::time;

/// Reads such lines.
#[derive(Clone, Default)]
struct AdGuard {
    host: Vec<u8>,
    user: Vec<u8>,
}

#[derive(Deserialize)]
struct Query<'a> {
    #[serde(rename = "T", borrow)]
    when: Cow<'a, str>,
    #[serde(rename = "QH", borrow)]
    host: Cow<'a, str>,
    #[serde(rename = "IP", borrow, default)]
    address: Cow<'a, str>,
    #[serde(rename = "CID", borrow, default)]
    client: Cow<'a, str>,
}

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin(AdGuard::default())
}

impl Lines for AdGuard {
    fn line<'a>(&'a mut self, line: &'a [u8]) -> Told<'a> {
        if line.trim_ascii().is_empty() {
            return Told::Aside;
        }
        let Ok(query) = serde_json::from_slice::<Query<'_>>(line) else { return Told::Left(Why::Form) };
        let Some(when) = time::iso(query.when.as_bytes(), true) else { return Told::Left(Why::Time) };
        let user = if query.client.is_empty() { &query.address } else { &query.client };
        self.user.clear();
        self.user.extend_from_slice(user.as_bytes());
        self.host.clear();
        self.host.extend_from_slice(query.host.as_bytes());
        if is_reverse(&self.host) {
            return Told::Silent;
        }
        Told::Seen(Sighting::new(when, &self.user, &self.host, Act::Lookup))
    }
}
