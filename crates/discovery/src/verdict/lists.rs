//! What lists say: sign-ons, payments, records, tags, cookies.
//!
//! Each row states of 100 tools that are used, of 100 names merely seen, and of 100 used privately, how many such a list
//! speaks of in that way. A list that does not speak says nothing against a tool: shadow tools are those lists miss.

use super::finding::Finding;
use super::fuse::Weight;
use crate::harvest::{EvidenceKind, Mention, Payment, What};
use crate::pseudonym::Pseudonym;
use crate::vendors::Category;

/// How often a list speaks of a tool in one way: if used, if merely seen, if privately used; shares.
///
/// | finding | used | seen | private | why |
/// |---|---|---|---|---|
/// | three people or more sign on | 20 % | 0.01 % | 0.1 % | nobody browses his way into the house's sign-on |
/// | one or two people sign on | 8 % | 0.02 % | 0.5 % | perhaps a trial |
/// | three people or more let it in | 8 % | 0.02 % | 0.4 % | a tool of the house's, or a fashion |
/// | one or two people let it in | 8 % | 0.05 % | 3 % | private applications are let in with a house account, too |
/// | an alias points at it | 10 % | 0.02 % | 0.01 % | the house's sites run on it; some are left behind |
/// | a record proves the domain to it | 15 % | 0.15 % | 0.1 % | asked for once, seldom removed |
/// | it may send mail | 12 % | 0.03 % | 0.01 % | as an alias |
/// | it has a key for mail | 12 % | 0.03 % | 0.01 % | as an alias |
/// | it receives mail | 5 % | 0.01 % | 0.01 % | else mail would be lost |
/// | it sent mail, signed | 12 % | 0.02 % | 0.01 % | it holds the house's key |
/// | it sent mail, unproven | 5 % | 2 % | 2 % | forwarders and forgers do so |
/// | a tag loads it | 25 % | 0.2 % | 0.1 % | somebody put it there |
/// | a paused tag would | 4 % | 1 % | 1 % | it was in use once |
/// | a page of the house's loads it | 30 % | 2 % | 1 % | directly or by a partner's partner |
/// | a page sent something to it | 15 % | 0.6 % | 0.4 % | the same, seldomer |
/// | it set a cookie | 25 % | 2 % | 1 % | as a page |
fn shares(what: What, people: usize) -> [f64; 3] {
    match (what, people) {
        (What::SignedIn, 3..) => [0.20, 0.0001, 0.001],
        (What::SignedIn, _) => [0.08, 0.0002, 0.005],
        (What::Granted, 3..) => [0.08, 0.0002, 0.004],
        (What::Granted, _) => [0.08, 0.0005, 0.03],
        (What::Alias, _) => [0.10, 0.0002, 0.0001],
        (What::Proof, _) => [0.15, 0.0015, 0.001],
        (What::MaySend | What::MailKey, _) => [0.12, 0.0003, 0.0001],
        (What::Receives, _) => [0.05, 0.0001, 0.0001],
        (What::Sent, _) => [0.12, 0.0002, 0.0001],
        (What::SentUnproven, _) => [0.05, 0.02, 0.02],
        (What::Tag, _) => [0.25, 0.002, 0.001],
        (What::PausedTag, _) => [0.04, 0.01, 0.01],
        (What::Loaded, _) => [0.30, 0.02, 0.01],
        (What::Uploaded, _) => [0.15, 0.006, 0.004],
        (What::Cookie, _) => [0.25, 0.02, 0.01],
    }
}

/// How often the house pays for it: as a subscription, or otherwise.
///
/// | finding | used | seen | private | why |
/// |---|---|---|---|---|
/// | paid in two months or more | 28 % | 0.05 % | 0.1 % | nobody subscribes for the house what it does not use |
/// | paid once | 10 % | 0.1 % | 0.2 % | a year's subscription, or a mistake |
/// | a company, network or paper, paid | 15 % | 2 % | 2 % | goods, travel and advertisements are paid for, too |
/// | a merchant nobody knows, every month alike | 6 % | 0.8 % | 0.5 % | rents and telephones recur as well |
/// | a merchant nobody knows, otherwise | 3 % | 10 % | 10 % | restaurants, taxis, fairs |
fn paid(months: usize, alike: bool, category: Option<Category>, by_words: bool) -> [f64; 3] {
    match (by_words, category) {
        (true, _) if months >= 3 && alike => [0.06, 0.008, 0.005],
        (true, _) => [0.03, 0.10, 0.10],
        (false, Some(Category::Company | Category::Content | Category::Social)) => [0.15, 0.02, 0.02],
        (false, _) if months >= 2 => [0.28, 0.0005, 0.001],
        (false, _) => [0.10, 0.001, 0.002],
    }
}

/// What a cookie, a tag, a page or a record says when nobody knows whose it is: a name in a list is not a tool.
const NAMELESS: [f64; 3] = [0.05, 0.05, 0.05];

/// What the mentions of one kind of list say of one tool, with the places that say so: mention, file, lines.
pub fn findings(
    kind: EvidenceKind,
    mentions: &[(usize, &Mention)],
    category: Option<Category>,
    by_words: bool,
) -> Vec<(Finding, Weight, Vec<(usize, crate::harvest::Spot)>)> {
    let mut all = Vec::new();
    let mut facts: Vec<(What, usize, &crate::harvest::Fact)> = mentions
        .iter()
        .flat_map(|(harvest, mention)| mention.facts.iter().map(move |fact| (fact.what, *harvest, fact)))
        .collect();
    facts.sort_by(|a, b| {
        (a.0, &a.2.words, a.2.on, a.1, a.2.file, a.2.line).cmp(&(b.0, &b.2.words, b.2.on, b.1, b.2.file, b.2.line))
    });
    let mut people: Vec<Pseudonym> =
        mentions.iter().flat_map(|(_, mention)| mention.habits.iter().map(|habit| habit.who)).collect();
    people.sort_unstable();
    people.dedup();
    let counted = mentions.iter().map(|(_, mention)| mention.users as usize).max().unwrap_or(0);
    let people = people.len().max(counted);
    for alike in facts.chunk_by(|a, b| a.0 == b.0) {
        let Some((what, _, first)) = alike.first() else { continue };
        let count = alike.iter().map(|(_, _, fact)| fact.count).fold(0, u64::saturating_add);
        let nameless = by_words && kind != EvidenceKind::SignOn;
        let shares = if nameless { NAMELESS } else { shares(*what, people) };
        let mut spots: Vec<(usize, crate::harvest::Spot)> = Vec::new();
        for (_, harvest, fact) in alike {
            let spot = crate::harvest::Spot { file: fact.file, first: fact.line, last: fact.line, lines: 1 };
            match spots.iter_mut().find(|(of, other)| of == harvest && other.file == fact.file) {
                Some((_, other)) => {
                    other.first = other.first.min(fact.line);
                    other.last = other.last.max(fact.line);
                    other.lines += 1;
                }
                None => spots.push((*harvest, spot)),
            }
        }
        let finding = Finding::Fact { what: *what, count, people: people as u32, words: first.words.clone() };
        all.push((finding, Weight::of(shares), spots));
    }
    let payments: Vec<(usize, &Payment)> = mentions
        .iter()
        .flat_map(|(harvest, mention)| mention.payments.iter().map(move |one| (*harvest, one)))
        .collect();
    if !payments.is_empty() {
        let (finding, months, alike) = bills(&payments);
        let mut spots: Vec<(usize, crate::harvest::Spot)> = payments
            .iter()
            .map(|(harvest, one)| {
                (*harvest, crate::harvest::Spot { file: one.file, first: one.line, last: one.line, lines: 1 })
            })
            .collect();
        spots.sort_unstable();
        all.push((finding, Weight::of(paid(months, alike, category, by_words)), spots));
    }
    if all.is_empty() && people > 0 && kind == EvidenceKind::SignOn {
        let spots = mentions.iter().flat_map(|(harvest, it)| it.spots.iter().map(|spot| (*harvest, *spot))).collect();
        let finding =
            Finding::Fact { what: What::SignedIn, count: people as u64, people: people as u32, words: String::new() };
        all.push((finding, Weight::of(shares(What::SignedIn, people)), spots));
    }
    all
}

/// What was paid: the sum in the currency paid most often, in how many months, and whether months are alike.
fn bills(payments: &[(usize, &Payment)]) -> (Finding, usize, bool) {
    let mut months: Vec<(i16, i8, i64)> = Vec::new();
    let mut currencies: Vec<(&str, usize, i64)> = Vec::new();
    for (_, one) in payments {
        let at = (one.on.year(), one.on.month());
        match months.iter_mut().find(|month| (month.0, month.1) == at) {
            Some(month) => month.2 = month.2.saturating_add(one.cents),
            None => months.push((at.0, at.1, one.cents)),
        }
        match currencies.iter_mut().find(|currency| currency.0 == one.currency) {
            Some(currency) => {
                currency.1 += 1;
                currency.2 = currency.2.saturating_add(one.cents);
            }
            None => currencies.push((&one.currency, 1, one.cents)),
        }
    }
    let main = currencies.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
    let (currency, cents) = main.map_or((String::new(), 0), |main| (main.0.to_owned(), main.2));
    let paid: Vec<i64> = months.iter().map(|month| month.2).filter(|cents| *cents > 0).collect();
    let (least, most) = (paid.iter().min().copied().unwrap_or(0), paid.iter().max().copied().unwrap_or(0));
    let alike = most as f64 <= 1.25 * least as f64;
    let finding = Finding::Paid { payments: payments.len() as u32, cents, currency, months: paid.len() as u32, alike };
    (finding, paid.len(), alike)
}
