//! Who works in each tool of a house, and which traces it leaves.

use std::collections::BTreeSet;

use super::chance::Chance;
use super::house::House;
use super::tools::{Platform, Tool, Trace};
use super::trades::Trade;

/// How many tools leave one faint trace and no more.
const WEAK: f64 = 0.04;
/// How many kinds of evidence a trade has a share of, besides what people leave by working in it.
const TRACES: usize = 7;

/// Settles both for every tool.
pub fn settle(tools: &mut [Tool], house: &House, chance: &mut Chance) {
    // Houses differ in what they federate, pay by card, prove and tag.
    let ways: Vec<f64> = (0..TRACES).map(|_| 0.75 + 0.5 * chance.share()).collect();
    for tool in tools {
        people(tool, house, chance);
        traces(tool, &ways, chance);
    }
}

/// Says who works in a tool and how often.
fn people(tool: &mut Tool, house: &House, chance: &mut Chance) {
    let (teams, mean) = tool.trade.users();
    let everybody = mean > 1_000.0;
    let teams = match tool.trade {
        // One team's own, sometimes with a neighbour.
        Trade::Team => {
            let count = 1 + usize::from(chance.happens(0.25));
            chance.some(&teams, count)
        }
        Trade::Tag | Trade::Mailer | Trade::Contest | Trade::Studio | Trade::Social => {
            let count = 1 + chance.few(0.8).min(3);
            chance.some(&teams, count)
        }
        _ => teams,
    };
    let mut candidates = house.of_teams(&teams);
    chance.shuffle(&mut candidates);
    let count = if everybody { candidates.len() } else { 1 + chance.few(mean) };
    // How often it is opened: daily, a few times a week, weekly, for the monthly report.
    let rates = match tool.trade {
        Trade::Suite | Trade::MailHost | Trade::Identity => [0.8, 0.2, 0.0, 0.0],
        Trade::Tag => [0.2, 0.35, 0.3, 0.15],
        _ => [0.35, 0.33, 0.22, 0.1],
    };
    let rate = [0.75, 0.4, 0.18, 0.07][chance.weighted(&rates)];
    tool.users = (candidates.into_iter().take(count))
        .map(|who| (who, (rate * chance.about(1.0, 0.5)).clamp(0.02, 0.95)))
        .collect();
    tool.since = if chance.happens(0.1) { chance.between(2, house.days * 2 / 3) } else { -400 };
}

/// Says which kinds of evidence a tool stands in.
fn traces(tool: &mut Tool, ways: &[f64], chance: &mut Chance) {
    let habits = tool.trade.habits();
    let shares = [
        (Trace::SignOn, habits.sign_on),
        (Trace::Expense, habits.expense),
        (Trace::Mail, habits.mail),
        (Trace::Zone, habits.zone),
        (Trace::Page, habits.page),
        (Trace::Tags, habits.tags),
        (Trace::Cookies, habits.cookies),
    ];
    // What is sure of a trade is sure in every house.
    let happens =
        |chance: &mut Chance, share: f64, way: f64| chance.happens(if share < 1.0 { share * way } else { share });
    tool.meant = (shares.into_iter().zip(ways))
        .filter(|((_, share), way)| happens(chance, *share, **way))
        .map(|((trace, _), _)| trace)
        .collect();
    tool.uploads = chance.happens(habits.uploads);
    match tool.platform {
        // Their sign-in is the platform's own, and they send no mail.
        Some(Platform::TagManager | Platform::Analytics) => {
            tool.meant = BTreeSet::from([Trace::Page, Trace::Tags, Trace::Cookies]);
        }
        Some(Platform::GoogleAds | Platform::LinkedIn | Platform::Meta) => {
            tool.meant.retain(|trace| matches!(trace, Trace::Expense | Trace::Cookies));
            tool.meant.extend([Trace::Page, Trace::Tags]);
            if tool.platform == Some(Platform::Meta) && chance.happens(0.6) {
                tool.meant.insert(Trace::Zone);
            }
        }
        _ => {}
    }
    if !chance.happens(habits.used) {
        tool.users.clear();
        tool.meant.remove(&Trace::SignOn);
    }
    tool.weak = tool.platform.is_none() && tool.trade != Trade::Identity && chance.happens(WEAK);
    if tool.weak {
        // One faint trace: a person on a few days, a payment, a record.
        let only = chance.weighted(&[0.5, 0.3, 0.1, 0.1]);
        tool.meant.clear();
        tool.users.truncate(usize::from(only == 0));
        tool.users.iter_mut().for_each(|it| it.1 = 0.15);
        tool.uploads = false;
        match only {
            0 => {}
            1 => _ = tool.meant.insert(Trace::Expense),
            2 => _ = tool.meant.insert(Trace::Zone),
            _ => _ = tool.meant.insert(Trace::Cookies),
        }
    }
    if tool.users.is_empty() && !tool.weak && tool.meant.len() < 2 {
        // Nobody opens it in the offices; then it works on the site, or is at least paid and proven.
        tool.meant.extend(match tool.trade {
            Trade::Tag | Trade::Chat => [Trace::Page, Trace::Tags],
            Trade::Mailer => [Trace::Mail, Trace::Zone],
            _ => [Trace::Expense, Trace::Zone],
        });
    }
}
