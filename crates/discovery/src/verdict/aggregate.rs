//! From everything said of one tool to its case, and from its case to what a page shows of it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::finding::Finding;
use super::fuse::{Case, PRIOR, PRIOR_WORDS, Spots, Weighed, Weight, is_traffic};
use super::reliability::Reliability;
use super::subject::{Identity, Said, Subject};
use super::traffic::{self, Around, features};
use super::{Known, PersonalData, REVIEWED, Signal, State, Tool, lists};
use crate::harvest::{EvidenceKind, Harvest, Mention, Named, Payment, What};
use crate::inventory::Cell;
use crate::pseudonym::Pseudonym;
use crate::time::Day;
use crate::vendors::{Category, Pack};

/// Weighs everything said of a tool.
pub(super) fn weigh(subject: &Subject<'_>, around: &Around, pack: &Pack) -> Case {
    let category = subject.category(pack);
    let prior = if subject.by_words() { PRIOR_WORDS } else { PRIOR };
    let faces = |said: &Said<'_>| if is_traffic(said.kind) { said.mention.seen.faces } else { 0 };
    let faces = subject.mentions.iter().map(faces).fold(0, |all, faces| all | faces);
    let mut case = Case {
        prior: Weight::of(prior),
        at_desks: features::at_desks(category),
        by_traffic: features::may_speak(category, subject.is_authority(), faces),
        weighed: Vec::new(),
    };
    for of_kind in subject.mentions.chunk_by(|a, b| a.kind == b.kind) {
        let Some(first) = of_kind.first() else { continue };
        let kind = first.kind;
        if is_traffic(kind) {
            let mentions: Vec<&Mention> = of_kind.iter().map(|said| said.mention).collect();
            let spots: Spots = spots(of_kind).into();
            // What it is for is one fact, however many logs there are.
            let again = case.weighed.iter().any(|one| matches!(one.finding, Finding::Category(_)));
            let purpose = subject.purpose(pack).filter(|_| !again);
            let found = traffic::weigh(&mentions, &around.kind(kind), purpose);
            case.weighed.extend(found.into_iter().map(|(finding, weight)| Weighed {
                kind,
                finding,
                weight,
                spots: Arc::clone(&spots),
            }));
        } else {
            let mentions: Vec<(usize, &Mention)> = of_kind.iter().map(|said| (said.harvest, said.mention)).collect();
            let found = lists::findings(kind, &mentions, subject.about(pack));
            case.weighed.extend(found.into_iter().map(|(finding, weight, spots)| Weighed {
                kind,
                finding,
                weight,
                spots: spots.into(),
            }));
        }
        for said in of_kind.iter().filter(|said| said.joined) {
            let words = match &said.mention.named {
                Named::Words(words) | Named::Domain(words) | Named::Product(words) => words.clone(),
            };
            let finding = Finding::Joined { words, to: name(subject, pack) };
            let spots = spots(std::slice::from_ref(said)).into();
            case.weighed.push(Weighed { kind, finding, weight: Weight::default(), spots });
        }
    }
    case
}

fn spots(said: &[Said<'_>]) -> Vec<(usize, crate::harvest::Spot)> {
    said.iter().flat_map(|said| said.mention.spots.iter().map(|spot| (said.harvest, *spot))).collect()
}

/// Judges a tool.
pub(super) fn tool(
    subject: &Subject<'_>,
    case: Case,
    reviewed: Option<bool>,
    reliabilities: &[Reliability],
    directory: &Directory<'_>,
    pack: &Pack,
) -> Tool {
    let mut trust = [1.0; EvidenceKind::ALL.len()];
    for (trust, known) in trust.iter_mut().zip(reliabilities) {
        *trust = known.trust;
    }
    let fused = case.fuse(&trust);
    let confidence = match reviewed {
        Some(true) => REVIEWED,
        Some(false) => 1.0 - REVIEWED,
        None => 1.0 / (1.0 + (-fused.log_odds).exp()),
    };
    let mut signals: Vec<Signal> = case
        .weighed
        .into_iter()
        .zip(fused.parts)
        .map(|(one, log_odds)| Signal { kind: one.kind, finding: one.finding, log_odds, spots: one.spots })
        .collect();
    signals.sort_by(|a, b| {
        let by_words = || a.finding.partial_cmp(&b.finding).unwrap_or(Ordering::Equal);
        b.log_odds.abs().total_cmp(&a.log_odds.abs()).then(a.kind.cmp(&b.kind)).then_with(by_words)
    });

    let product = subject.product(pack);
    let mentions = || subject.mentions.iter();
    let mut seen = Cell::default();
    mentions().filter(|said| is_traffic(said.kind)).for_each(|said| seen.merge(&said.mention.seen));
    let mut days: Vec<Day> = mentions().flat_map(|said| said.mention.days.iter().copied()).collect();
    days.extend(mentions().flat_map(|said| &said.mention.payments).filter_map(|payment| Day::of(payment.on)));
    days.sort_unstable();
    days.dedup();
    // Name logs know machines, others mostly accounts: the same person is not counted as both.
    let told_by = |machines: bool| {
        let of = mentions().filter(move |said| (said.kind == EvidenceKind::Dns) == machines);
        let mut who: Vec<Pseudonym> = of.flat_map(|said| said.mention.habits.iter().map(|habit| habit.who)).collect();
        who.sort_unstable();
        who.dedup();
        who
    };
    let (people, machines) = (told_by(false), told_by(true));
    let counted = people.len().max(machines.len()) as f64;
    let people = if people.is_empty() { machines } else { people };
    let estimated = mentions().map(|said| said.mention.users).fold(0.0, f64::max);
    let mut payments: Vec<(usize, Payment)> =
        mentions().flat_map(|said| said.mention.payments.iter().map(|one| (said.harvest, one.clone()))).collect();
    payments.sort_by_key(|(harvest, one)| (one.on, *harvest, one.file, one.line));
    Tool {
        key: subject.key(pack),
        name: name(subject, pack),
        known: match subject.identity {
            Identity::Product(_) | Identity::Gone(_) => Known::Pack,
            Identity::Domain(_) => Known::Domain,
            Identity::Words(_) => Known::Words,
        },
        vendor: product.map(|product| product.vendor.clone()),
        category: product.map(|product| product.category),
        marketing: product.and_then(|product| product.marketing),
        domains: domains(subject),
        state: State::of(confidence),
        confidence,
        start: fused.start,
        reviewed,
        personal_data: personal_data(product.map(|product| product.category), &subject.mentions, &seen),
        signals,
        users: estimated.max(counted),
        teams: teams(&people, directory),
        people,
        days,
        seen,
        payments,
    }
}

fn name(subject: &Subject<'_>, pack: &Pack) -> String {
    match (&subject.identity, subject.product(pack)) {
        (_, Some(product)) => product.name.clone(),
        (Identity::Domain(domain), _) => domain.clone(),
        (Identity::Gone(key), _) => key.clone(),
        _ => {
            let words = subject.mentions.iter().filter_map(|said| match &said.mention.named {
                Named::Words(words) => Some(words.as_str()),
                _ => None,
            });
            words.min_by_key(|words| (words.len(), *words)).unwrap_or_default().to_owned()
        }
    }
}

fn domains(subject: &Subject<'_>) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    if let Identity::Domain(domain) = &subject.identity {
        domains.push(domain.clone());
    }
    for said in &subject.mentions {
        if let Named::Domain(domain) = &said.mention.named {
            domains.push(domain.clone());
        }
        domains.extend(said.mention.hosts.iter().map(|host| host.to_string()));
    }
    domains.sort_unstable();
    domains.dedup();
    domains
}

/// The team of each person some source names one for; where sources differ, the first by the alphabet.
pub(super) type Directory<'a> = HashMap<Pseudonym, &'a str>;

/// Gathers who is of which team: one list of sign-ins tells it for every log.
pub(super) fn directory<'a>(harvests: &[&'a Harvest]) -> Directory<'a> {
    let mut directory = Directory::new();
    let habits = harvests.iter().flat_map(|harvest| &harvest.mentions).flat_map(|mention| &mention.habits);
    for (who, team) in habits.filter_map(|habit| Some((habit.who, habit.team.as_deref()?))) {
        directory.entry(who).and_modify(|known| *known = team.min(known)).or_insert(team);
    }
    directory
}

/// How many people of each team are seen with it.
fn teams(people: &[Pseudonym], directory: &Directory<'_>) -> Vec<(String, u32)> {
    let mut teams: BTreeMap<&str, u32> = BTreeMap::new();
    for team in people.iter().filter_map(|who| directory.get(who)) {
        *teams.entry(team).or_default() += 1;
    }
    let mut teams: Vec<(String, u32)> = teams.into_iter().map(|(team, people)| (team.to_owned(), people)).collect();
    teams.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    teams
}

/// So many bytes sent hold more than forms: files, lists, records.
pub const UPLOAD: u64 = 1_000_000;

/// Why personal data are likely to be in it: the first rule that holds.
fn personal_data(category: Option<Category>, mentions: &[Said<'_>], seen: &Cell) -> Option<PersonalData> {
    let says = |any: &[What]| mentions.iter().flat_map(|said| &said.mention.facts).any(|fact| any.contains(&fact.what));
    let keeps_people = matches!(
        category,
        Some(Category::Crm | Category::Marketing | Category::Mail | Category::CustomerSuccess | Category::Analytics)
    );
    let uploads = seen.up >= UPLOAD && seen.sends > seen.referred;
    if says(&[What::Sent, What::MaySend, What::MailKey]) {
        Some(PersonalData::SendsMail)
    } else if keeps_people {
        Some(PersonalData::Category)
    } else if says(&[What::Granted]) {
        Some(PersonalData::Granted)
    } else if says(&[What::Uploaded]) {
        Some(PersonalData::Visitors)
    } else if uploads {
        Some(PersonalData::Uploads)
    } else {
        None
    }
}
