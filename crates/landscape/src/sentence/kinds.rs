//! Which kind of change a wish asks for, given the element and data it is about.

use super::index::{Index, Term};
use super::meaning::Mention;
use super::score::{Match, Pair};
use super::trade;
use super::wish::{Cue, Wish};
use crate::archetype::ARCHETYPES;

/// Verbs of showing: with a data object they ask for a look-up.
const SHOWING: &str = "afficher affiche affichez affichons affichage montrer montre voir voie indiquer rappeler \
    visualiser consulter show shows showing display displays displaying see view give present";
/// Channels that receive a message instead of being viewed.
const MESSAGES: &[&str] = &["email", "sms", "push", "paper"];

/// The kind of change a reading asks for, and the cue it rests on.
pub(super) fn of(index: &Index, wish: &Wish, found: &Match, pair: Pair) -> (Option<&'static str>, Option<Cue>) {
    let message = pair.element.is_some_and(|element| {
        let channels = &index.things[element].channels;
        !channels.is_empty() && channels.iter().all(|c| MESSAGES.contains(&trade::GROUPS[usize::from(*c)].0))
    });
    let shown = pair.data.is_some() && wish.words.iter().any(|w| SHOWING.split_whitespace().any(|v| v == w.folded));
    let scores = ARCHETYPES.iter().enumerate().map(|(n, kind)| {
        let cues = wish
            .cues
            .iter()
            .filter(|cue| cue.kind == n)
            .map(|cue| if kind.batch { *cue } else { weakened(wish, found, pair, *cue) });
        let best = cues.clone().max_by(|a, b| a.strength.total_cmp(&b.strength).then(b.start.cmp(&a.start)));
        let mut score: f32 = best.map_or(0.0, |cue| cue.strength + 0.3 * (cues.count() - 1).min(3) as f32);
        match kind.word {
            "live-lookup" | "live-stock" if pair.data.is_none() => score *= 0.5,
            "live-lookup" if shown => score += 0.5,
            _ => {}
        }
        if message {
            score *= if kind.batch || kind.content_only { 1.5 } else { 0.5 };
        } else if kind.word == "email-content" {
            score *= 0.5;
        }
        (kind.word, score, best)
    });
    let best = scores.reduce(|a, b| if b.1 > a.1 { b } else { a });
    match best {
        Some((word, score, cue)) if score > 0.3 => (Some(word), cue),
        _ if pair.data.is_some_and(|data| is_stock(index, data)) => (Some("live-stock"), None),
        _ if message => (Some("email-content"), None),
        _ if pair.data.is_some() => (Some("live-lookup"), None),
        // Nothing says what should happen there: the requester is asked, rather than told that only content changes.
        _ => (None, None),
    }
}

/// A cue that is only the element's own name tells less: "test the search bar" is a test, not a change of search.
fn weakened(wish: &Wish, found: &Match, pair: Pair, cue: Cue) -> Cue {
    let names = |(m, mention): (usize, &Mention)| {
        mention.start <= cue.start
            && cue.end <= mention.end
            && pair.element.is_some_and(|element| found.strength(element, m) >= 0.95)
    };
    let named = wish.mentions.iter().enumerate().any(names);
    Cue { strength: if named { cue.strength * 0.6 } else { cue.strength }, ..cue }
}

/// Whether a data object is a stock of goods.
fn is_stock(index: &Index, data: usize) -> bool {
    let stock = trade::GROUPS.iter().zip(0..).find(|((name, _), _)| *name == "stock").map(|(_, n)| Term::Means(n));
    let postings = stock.and_then(|term| index.postings.get(&term));
    postings.into_iter().flatten().any(|p| p.thing == data && p.slot.is_some() && p.share == 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::meaning::TRADE;
    use super::super::{nearness, words};
    use super::*;

    #[test]
    fn every_name_in_the_tables_is_a_meaning() {
        let known = |name: &str| trade::GROUPS.iter().any(|(group, _)| *group == name);
        assert!(MESSAGES.iter().chain(trade::CHANNELS).chain(trade::VAGUE).all(|name| known(name)));
        for (a, b, share) in nearness::NEAR {
            assert!(known(a) && known(b), "{a} ~ {b}");
            assert!(*share > 0.0 && *share < 1.0);
        }
        assert!(nearness::POINTING.iter().flat_map(|(_, names)| *names).all(|name| known(name)));
        for (n, (name, _)) in trade::GROUPS.iter().enumerate() {
            assert!(trade::GROUPS[..n].iter().all(|(other, _)| other != name), "{name} twice");
        }
        assert!(TRADE.vocabulary().count() > 500);
        let rows =
            trade::GROUPS.iter().map(|(_, row)| *row).chain(ARCHETYPES.iter().flat_map(|a| a.cues.iter().copied()));
        for phrase in rows.flat_map(|row| row.split('|')) {
            let alone = words::fold(phrase.trim_start_matches(['=', '~']));
            assert!(!words::is_stop(&alone), "{phrase:?} is a stop word: it would never be found");
        }
    }
}
