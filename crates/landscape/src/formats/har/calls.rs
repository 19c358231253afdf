//! From requests to which site calls which third party, and how often a page view.

use std::collections::{BTreeMap, BTreeSet};

use base::{Kind, Ref};

use super::host::registered;
use super::{Log, Request};
use crate::field::{Field, Value};
use crate::formats::spans::estimate::{Tally, calls_per_request};
use crate::formats::{At, Telling};

/// What the pages of one site call of one third party.
#[derive(Default)]
struct Called {
    tally: Tally,
    may_block: bool,
    first: u32,
}

/// Everything a file says, by registered domain.
#[derive(Default)]
struct Estate<'l> {
    /// Hosts of each domain, and where it was first seen.
    hosts: BTreeMap<&'l str, (BTreeSet<&'l str>, u32)>,
    /// Calls of a site by third party, page view by page view.
    views: BTreeMap<&'l str, Vec<BTreeMap<&'l str, Called>>>,
}

pub(super) fn tell(log: &Log, telling: &mut Telling) {
    telling.count("pages", log.described);
    telling.count("entries", u64::from(log.entries));
    telling.count("hosts", log.hosts.len() as u64);
    let homeless = log.requests.iter().filter(|request| request.page.is_none()).count() as u64;
    let kept = log.requests.len() as u64;
    for (what, n) in [
        ("headers, cookies, query values and bodies of requests (no value of them is taken)", kept),
        ("durations of requests", kept),
        ("requests that leave no browser (data:, blob:, extensions)", log.inside),
        ("requests of no page (taken together as one page view)", homeless),
    ] {
        if n > 0 {
            telling.left(what, n);
        }
    }
    let estate = estate(log);
    let mut systems: BTreeMap<&str, Ref> = BTreeMap::new();
    for (domain, (hosts, first)) in &estate.hosts {
        let place = place(*first);
        let system = telling.thing(Kind::System, Some(domain), domain, &place);
        telling.list(&system, Field::Hosts, hosts.iter().map(|host| (*host).to_owned()).collect(), &place);
        systems.insert(domain, system);
    }
    for (site, views) in &estate.views {
        for (party, called) in third_parties(views) {
            let (Some(source), Some(target)) = (systems.get(site), systems.get(party)) else { continue };
            let place = place(called.first);
            let flow = telling.flow(source, target, &place);
            if let Some(calls) = calls_per_request(&called.tally) {
                telling.number(&flow, Field::Calls, calls, &place);
            }
            if !called.may_block {
                telling.claim(&flow, Field::Mode, Value::Choice("async".to_owned()), &place);
            }
        }
    }
}

fn place(entry: u32) -> At {
    At::new(0, format!("/log/entries/{entry}"))
}

fn estate(log: &Log) -> Estate<'_> {
    let mut estate = Estate::default();
    let host = |request: &Request| log.hosts.get(request.host as usize).map_or("", String::as_str);
    let mut pages: BTreeMap<Option<u32>, Vec<&Request>> = BTreeMap::new();
    for request in &log.requests {
        let domain = estate.hosts.entry(registered(host(request))).or_insert((BTreeSet::new(), request.entry));
        domain.0.insert(host(request));
        pages.entry(request.page).or_default().push(request);
    }
    for requests in pages.values() {
        // The site is that of the first document that was not sent on to another; else of the first request.
        let home = requests.iter().find(|request| request.document).or(requests.first());
        let Some(site) = home.map(|request| registered(host(request))) else { continue };
        let mut view: BTreeMap<&str, Called> = BTreeMap::new();
        for request in requests.iter().filter(|request| registered(host(request)) != site) {
            let called =
                view.entry(registered(host(request))).or_insert(Called { first: request.entry, ..Called::default() });
            called.tally.calls += 1;
            called.may_block |= request.may_block;
        }
        estate.views.entry(site).or_default().push(view);
    }
    estate
}

/// Adds the page views of one site up; a view without a call counts as one with none.
fn third_parties<'l>(views: &[BTreeMap<&'l str, Called>]) -> BTreeMap<&'l str, Called> {
    let mut all: BTreeMap<&str, Called> = BTreeMap::new();
    for (party, called) in views.iter().flatten() {
        let sum = all.entry(party).or_insert(Called { first: u32::MAX, ..Called::default() });
        sum.tally.add(1, called.tally.calls);
        sum.may_block |= called.may_block;
        sum.first = sum.first.min(called.first);
    }
    let n = views.len() as u64;
    for sum in all.values_mut() {
        sum.tally = Tally { traces: n, requests: n, requests_squared: u128::from(n), ..sum.tally };
    }
    all
}
