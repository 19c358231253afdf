//! What lists say: sign-ons, payments, records, tags, cookies.
//!
//! Each row states of 100 tools that are used, of 100 names merely seen, and of 100 used privately, how many such a list
//! speaks of in that way. A list that does not speak says nothing against a tool: shadow tools are those lists miss.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::fuse::Weight;
use crate::harvest::{EvidenceKind, Fact, Mention, Payment, Spot, Trade, What};
use crate::host;
use crate::vendors::Category;

/// Everything that decides how much one thing said weighs.
struct Circumstances {
    /// Different people of whom it is said.
    people: usize,
    /// Different days on which it is said.
    days: usize,
    /// How often.
    count: u64,
    /// What the pack says the tool is for.
    category: Option<Category>,
    /// Whether it lives under somebody else's name, as the house's own corner of a platform does.
    tenant: bool,
    /// Whether it takes payments for others.
    collects: bool,
    /// Whether the name is words only, which lead to no domain and no product.
    by_words: bool,
}

/// How often a list speaks of a tool in one way: if used, if merely seen, if privately used; shares.
///
/// | finding | used | seen | private | why |
/// |---|---|---|---|---|
/// | three people or more sign on | 20 % | 0.01 % | 0.1 % | nobody browses his way into the house's sign-on |
/// | one or two people, on three days or more | 10 % | 0.02 % | 0.3 % | they come back |
/// | one or two people, on a day or two | 2 % | 0.5 % | 0.8 % | mostly a trial that came to nothing |
/// | under a name that leads nowhere | 12 % | 0.5 % | 0.3 % | intranets and machines of the house sign on, too |
/// | three people or more let it in | 8 % | 0.02 % | 0.4 % | a tool of the house's, or a fashion |
/// | one or two people let it in | 6 % | 0.1 % | 3 % | private applications are let in with a house account, too |
/// | an alias points at it | 10 % | 0.02 % | 0.01 % | the house's sites run on it; some are left behind |
/// | an alias points at what serves others' files | | | | says nothing: how the house's own sites are served is no tool |
/// | a record proves the domain to it | 15 % | 1.2 % | 0.6 % | asked for once, hardly ever removed |
/// | it may send mail | 12 % | 0.03 % | 0.01 % | as an alias |
/// | it has a key for mail | 12 % | 0.03 % | 0.01 % | as an alias |
/// | it receives mail | 5 % | 0.01 % | 0.01 % | else mail would be lost |
/// | it sent mail, signed | 12 % | 0.02 % | 0.01 % | it holds the house's key |
/// | it sent mail, unproven | 5 % | 2 % | 2 % | forwarders and forgers do so |
/// | a tag loads it | 25 % | 0.2 % | 0.1 % | somebody put it there |
/// | a paused tag would | | | | says nothing: it was in use once |
/// | pages of the house's load what serves others' files | 8 % | 3 % | 1 % | how pages are served is no tool |
/// | pages of the house's load it, three times or more | 20 % | 0.4 % | 0.2 % | a script and what it calls |
/// | twice | 7 % | 0.7 % | 0.4 % | |
/// | once | 6 % | 2 % | 1 % | a partner's partner is loaded once, to be told of the visitor |
/// | a page sent something to it | 15 % | 0.5 % | 0.4 % | what visitors do is what a tool is for |
/// | what serves or guards others' sites set a cookie | 8 % | 3 % | 1 % | it does so on every site behind it |
/// | it set one cookie | 11 % | 1.8 % | 0.7 % | a partner's partner sets one, to know the visitor again |
/// | it set several | 14 % | 0.7 % | 0.3 % | a script keeps the visit, the visitor and what was said |
fn shares(what: What, of: &Circumstances) -> [f64; 3] {
    let serves = of.tenant || matches!(of.category, Some(Category::Cdn | Category::Hosting));
    match (what, of.people) {
        (What::SignedIn, _) if of.by_words => [0.12, 0.005, 0.003],
        (What::SignedIn, 3..) => [0.20, 0.0001, 0.001],
        (What::SignedIn, _) if of.days >= 3 => [0.10, 0.0002, 0.003],
        (What::SignedIn, _) => [0.02, 0.005, 0.008],
        (What::Granted, 3..) => [0.08, 0.0002, 0.004],
        (What::Granted, _) => [0.06, 0.001, 0.03],
        (What::Alias, _) if serves => NOTHING,
        (What::Alias, _) => [0.10, 0.0002, 0.0001],
        (What::Proof, _) => [0.15, 0.012, 0.006],
        (What::MaySend | What::MailKey, _) => [0.12, 0.0003, 0.0001],
        (What::Receives, _) => [0.05, 0.0001, 0.0001],
        (What::Sent, _) => [0.12, 0.0002, 0.0001],
        (What::SentUnproven, _) => [0.05, 0.02, 0.02],
        (What::Tag, _) => [0.25, 0.002, 0.001],
        (What::PausedTag, _) => NOTHING,
        (What::Loaded | What::Uploaded, _) if serves => [0.08, 0.03, 0.01],
        (What::Loaded, _) => match of.count {
            0..=1 => [0.06, 0.02, 0.01],
            2 => [0.07, 0.007, 0.004],
            _ => [0.20, 0.004, 0.002],
        },
        (What::Uploaded, _) => [0.15, 0.005, 0.004],
        (What::Cookie, _) if serves || of.category == Some(Category::Utility) => [0.08, 0.03, 0.01],
        (What::Cookie, _) if of.count <= 1 => [0.11, 0.018, 0.007],
        (What::Cookie, _) => [0.14, 0.007, 0.003],
    }
}

/// How often the house pays for it, and how.
///
/// | finding | used | seen | private | why |
/// |---|---|---|---|---|
/// | a product, in two months or more | 28 % | 0.05 % | 0.1 % | nobody subscribes for the house what it does not use |
/// | a product, once | 10 % | 0.2 % | 0.2 % | a year's subscription, or a mistake |
/// | a service that takes payments for others | 10 % | 1 % | 1 % | a fee of its own, or somebody else's price |
/// | a company, network or paper, every month alike | 10 % | 0.4 % | 0.4 % | perhaps a subscription |
/// | the same, otherwise | 6 % | 3 % | 3 % | goods, travel and advertisements are paid for, too |
/// | a domain no pack knows, every month alike | 22 % | 0.3 % | 0.3 % | a subscription, if not to a paper |
/// | the same, otherwise | 8 % | 1 % | 1 % | shops and railways have domains as well |
/// | whoever supplies every company: energy, journeys, papers | | | | says nothing |
/// | a merchant nobody knows, every month alike | 10 % | 0.3 % | 0.3 % | cards pay few such things that are no services |
/// | the same, otherwise | 3 % | 10 % | 10 % | restaurants, taxis, fairs |
///
/// Where cards or reports say what the merchant trades in ([`Trade`]):
///
/// | finding | used | seen | private | why |
/// |---|---|---|---|---|
/// | software, of a merchant nobody knows, every month alike | 20 % | 0.1 % | 0.1 % | a subscription to software |
/// | the same, otherwise | 10 % | 0.3 % | 0.3 % | a licence, a year's subscription; few other things are sold as software |
/// | software, of a domain no pack knows, every month alike | 25 % | 0.1 % | 0.1 % | a subscription to software |
/// | the same, otherwise | 10 % | 0.3 % | 0.3 % | |
/// | software, of a company, network or paper, every month alike | 12 % | 0.2 % | 0.2 % | as above |
/// | the same, otherwise | 10 % | 0.8 % | 0.8 % | what it sells as software is a tool |
/// | something else, of a merchant nobody knows or such a company | | | | says nothing, or what stands above against it |
/// | something else, of a domain no pack knows | 6 % | 2 % | 2 % | a parking space is paid monthly as well |
fn paid(bills: &Bills, of: &Circumstances) -> [f64; 3] {
    let monthly = bills.months >= 3 && bills.alike;
    let software = bills.trade == Some(Trade::Software);
    match (of.by_words, of.category) {
        (true, _) if software && monthly => [0.20, 0.001, 0.001],
        (true, _) if software => [0.10, 0.003, 0.003],
        (false, None) if software && monthly => [0.25, 0.001, 0.001],
        (false, None) if software => [0.10, 0.003, 0.003],
        (true, _) if monthly && bills.trade.is_some() => NOTHING,
        (false, None) if bills.trade.is_some() => [0.06, 0.02, 0.02],
        (false, Some(Category::Company | Category::Content | Category::Social)) if software && monthly => {
            [0.12, 0.002, 0.002]
        }
        (false, Some(Category::Company | Category::Content | Category::Social)) if software => [0.10, 0.008, 0.008],
        (false, Some(Category::Company | Category::Content | Category::Social)) if bills.trade.is_some() => NOTHING,
        (true, _) if monthly => [0.10, 0.003, 0.003],
        (true, _) => [0.03, 0.10, 0.10],
        (false, None) if monthly => [0.22, 0.003, 0.003],
        (false, None) => [0.08, 0.01, 0.01],
        (false, Some(Category::Company | Category::Content | Category::Social)) if monthly => [0.10, 0.004, 0.004],
        (false, Some(Category::Company | Category::Content | Category::Social)) => [0.06, 0.03, 0.03],
        (false, _) if of.collects => [0.10, 0.01, 0.01],
        (false, _) if bills.months >= 2 => [0.28, 0.0005, 0.001],
        (false, _) => [0.10, 0.002, 0.002],
    }
}

/// What says nothing: a name in a list that is nobody's, money that came back or went to whoever supplies everybody.
const NOTHING: [f64; 3] = [0.05, 0.05, 0.05];

/// What is known of a tool when its lists are weighed.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// What the pack says it is for.
    pub category: Option<Category>,
    /// Whether it lives under somebody else's name.
    pub tenant: bool,
    /// Whether it is known to supply every company with what is no tool: energy, journeys, papers.
    pub supplies: bool,
    /// Whether it takes payments for others.
    pub collects: bool,
    /// Whether it is known by words only.
    pub by_words: bool,
}

/// What the mentions of one kind of list say of one tool, with the lines that say so.
pub fn findings(kind: EvidenceKind, mentions: &[(usize, &Mention)], about: About) -> Vec<(Finding, Weight, Lines)> {
    let mut all = Vec::new();
    let mut facts: Vec<(usize, &Fact)> =
        mentions.iter().flat_map(|(harvest, mention)| mention.facts.iter().map(move |fact| (*harvest, fact))).collect();
    // What is said first must not hang on which file came first.
    facts.sort_by(|a, b| {
        let by = |(harvest, fact): &(usize, &Fact)| (fact.what, fact.on, *harvest, fact.file, fact.line);
        (a.1.what, &a.1.words).cmp(&(b.1.what, &b.1.words)).then_with(|| by(a).cmp(&by(b)))
    });
    let people = distinct(mentions.iter().flat_map(|(_, it)| it.habits.iter().map(|habit| habit.who)));
    let counted = mentions.iter().map(|(_, mention)| mention.users as usize).max().unwrap_or(0);
    let days = distinct(mentions.iter().flat_map(|(_, it)| it.days.iter().copied()));
    let of = |count: u64| Circumstances {
        people: people.max(counted),
        days,
        count,
        category: about.category,
        tenant: about.tenant,
        collects: about.collects,
        by_words: about.by_words,
    };
    // A name that leads nowhere says something only where people sign on to it, or where it is paid.
    let nameless = about.by_words && kind != EvidenceKind::SignOn;
    for alike in facts.chunk_by(|a, b| a.1.what == b.1.what) {
        let Some((_, first)) = alike.first() else { continue };
        // The domain itself leads to its name servers, whatever they are.
        let apex = first.what == What::Alias && alike.iter().all(|(_, fact)| is_apex(&fact.words));
        let count = alike.iter().map(|(_, fact)| fact.count).fold(0, u64::saturating_add);
        let shares = if nameless || apex { NOTHING } else { shares(first.what, &of(count)) };
        let people = people.max(counted) as u32;
        let finding = Finding::Fact { what: first.what, count, people, words: first.words.clone() };
        let lines = alike.iter().map(|(harvest, fact)| (*harvest, fact.file, fact.line));
        all.push((finding, Weight::of(shares), together(lines)));
    }
    let payments: Vec<(usize, &Payment)> =
        mentions.iter().flat_map(|(harvest, it)| it.payments.iter().map(move |one| (*harvest, one))).collect();
    if !payments.is_empty() {
        let bills = Bills::of(payments.iter().map(|(_, one)| *one));
        let shares = if bills.came_back() || about.supplies { NOTHING } else { paid(&bills, &of(0)) };
        let lines = together(payments.iter().map(|(harvest, one)| (*harvest, one.file, one.line)));
        all.push((bills.finding(), Weight::of(shares), lines));
    }
    if all.is_empty() && people > 0 && kind == EvidenceKind::SignOn {
        let (what, count) = (What::SignedIn, people as u64);
        let lines = mentions.iter().flat_map(|(harvest, it)| it.spots.iter().map(|spot| (*harvest, *spot))).collect();
        let finding = Finding::Fact { what, count, people: people as u32, words: String::new() };
        all.push((finding, Weight::of(shares(what, &of(count))), lines));
    }
    all
}

/// Lines that say something: harvest and lines.
pub type Lines = Vec<(usize, Spot)>;

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> usize {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// Whether the words are a registered name and no host beneath one.
fn is_apex(words: &str) -> bool {
    words.contains('.') && host::registrable(words) == words
}

/// Puts single lines of one file together.
fn together(lines: impl Iterator<Item = (usize, u32, u64)>) -> Lines {
    let mut spots: Lines = Vec::new();
    for (harvest, file, line) in lines {
        match spots.iter_mut().find(|(of, other)| *of == harvest && other.file == file) {
            Some((_, spot)) => {
                spot.first = spot.first.min(line);
                spot.last = spot.last.max(line);
                spot.lines += 1;
            }
            None => spots.push((harvest, Spot { file, first: line, last: line, lines: 1 })),
        }
    }
    spots.sort_unstable();
    spots
}

/// What was paid, in the currency paid most often.
struct Bills {
    payments: u32,
    cents: i64,
    currency: String,
    /// Months in which more was paid than came back.
    months: usize,
    /// Whether a month is like another, by a quarter.
    alike: bool,
    /// What the merchant trades in, where all that is said agrees.
    trade: Option<Trade>,
}

impl Bills {
    fn of<'a>(payments: impl Iterator<Item = &'a Payment> + Clone) -> Bills {
        let mut currencies: Vec<(&str, usize)> = Vec::new();
        for one in payments.clone() {
            match currencies.iter_mut().find(|known| known.0 == one.currency) {
                Some(known) => known.1 += 1,
                None => currencies.push((&one.currency, 1)),
            }
        }
        let most = currencies.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        let currency = most.map_or(String::new(), |(currency, _)| (*currency).to_owned());
        let mut months: BTreeMap<(i16, i8), i64> = BTreeMap::new();
        let (mut count, mut cents, mut said) = (0_u32, 0_i64, [false; 2]);
        for one in payments {
            count += 1;
            said[0] |= one.trade == Some(Trade::Software);
            said[1] |= one.trade == Some(Trade::Other);
            if one.currency == currency {
                cents = cents.saturating_add(one.cents);
            }
            let month = months.entry((one.on.year(), one.on.month())).or_default();
            *month = month.saturating_add(one.cents);
        }
        let trade = match said {
            [true, false] => Some(Trade::Software),
            [false, true] => Some(Trade::Other),
            _ => None,
        };
        let paid = || months.values().copied().filter(|cents| *cents > 0);
        let (least, most) = (paid().min().unwrap_or(0), paid().max().unwrap_or(0));
        // One payment a month or hardly more: a railway's many tickets may add up to like sums by chance.
        let regular = count as usize <= months.len() + 1;
        let alike = regular && most as f64 <= 1.25 * least as f64;
        Bills { payments: count, cents, currency, months: paid().count(), alike, trade }
    }

    /// Whether all of it came back: a trial, or a mistake.
    fn came_back(&self) -> bool {
        self.cents <= 0
    }

    fn finding(self) -> Finding {
        Finding::Paid {
            payments: self.payments,
            cents: self.cents,
            currency: self.currency,
            months: self.months as u32,
            alike: self.alike,
        }
    }
}
