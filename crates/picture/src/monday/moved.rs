//! What moved in business cases: each line that was written, written anew or struck out, with what it came to before and
//! after.

use std::sync::Arc;

use agenda::business_case::line::Matter;
use agenda::business_case::{BusinessCase, Event};
use base::{Kind, PersonId, Ref, Say, format};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Line, Source, What, line, sentence, signed};
use crate::Picture;

/// One line of a case that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseMove {
    /// The request of the case.
    pub request: u64,
    /// The line.
    pub line: u32,
    /// Whether it is what the case brings; else what it costs.
    pub brings: bool,
    /// Whether it comes every year; else once.
    pub yearly: bool,
    /// What it came to before, in euros; 0 when it did not stand.
    pub before: f64,
    /// What it comes to now, in euros; 0 when it was struck out.
    pub after: f64,
    /// Who moved it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Every move, oldest first.
pub(crate) type Moves = rpds::VectorSync<Arc<CaseMove>>;

impl CaseMove {
    /// What an event moves in a case as it stands before it.
    pub(crate) fn of(
        request: u64,
        case: Option<&BusinessCase>,
        event: &Event,
        by: Option<PersonId>,
        at: Timestamp,
    ) -> Vec<CaseMove> {
        let standing = |line: u32| case.and_then(|case| case.lines.get(&line)).map(|held| &held.matter);
        let of = |line: u32, before: Option<&Matter>, after: Option<&Matter>| {
            let matter = after.or(before)?;
            let eur = |matter: Option<&Matter>| matter.map_or(0.0, |matter| matter.yearly().likely);
            let brings = matches!(matter, Matter::Benefit { .. });
            let yearly = matter.years().once().is_none();
            Some(CaseMove { request, line, brings, yearly, before: eur(before), after: eur(after), by, at })
        };
        let moved = match event {
            Event::LineWritten { line, matter, .. } => {
                let before = standing(*line);
                // What falls otherwise in time than before is taken out as it was and put in as it is.
                match before.filter(|before| before.years().once().is_some() != matter.years().once().is_some()) {
                    Some(before) => vec![of(*line, Some(before), None), of(*line, None, Some(matter))],
                    None => vec![of(*line, before, Some(matter))],
                }
            }
            Event::LineStruck { line } => vec![of(*line, standing(*line), None)],
            _ => Vec::new(),
        };
        moved.into_iter().flatten().filter(|moved| moved.before != moved.after).collect()
    }

    /// By how much it moved, in euros.
    pub fn change(&self) -> f64 {
        self.after - self.before
    }
}

/// Tells by how much moves went, what is brought apart from what it costs, what comes every year apart from what comes
/// once.
pub fn moves_say<'a>(moves: impl Iterator<Item = &'a CaseMove> + Clone) -> Say {
    let parts = [
        (true, true, Say::new("de bénéfice par an", "of benefit a year")),
        (true, false, Say::new("de bénéfice une fois", "of benefit once")),
        (false, true, Say::new("de coût par an", "of cost a year")),
        (false, false, Say::new("de coût une fois", "of cost once")),
    ];
    Say::each(|lang| {
        let told = parts.iter().filter_map(|(brings, yearly, words)| {
            let mut of = moves.clone().filter(|it| it.brings == *brings && it.yearly == *yearly).peekable();
            of.peek()?;
            let sum: f64 = of.map(CaseMove::change).sum();
            Some(format!("{} {}", signed(lang, sum), words.in_lang(lang)))
        });
        told.collect::<Vec<_>>().join(", ")
    })
}

impl Picture {
    /// What moved in business cases since the start of a day, oldest first.
    pub fn case_moves_since(&self, since: Date) -> Vec<&CaseMove> {
        self.case_moves.iter().map(|it| &**it).filter(|it| base::local(it.at).date() >= since).collect()
    }

    pub(super) fn monday_moved(&self, since: Date) -> Line {
        let moves = self.case_moves_since(since);
        let mut cases: Vec<u64> = Vec::new();
        for moved in moves.iter().rev() {
            if !cases.contains(&moved.request) {
                cases.push(moved.request);
            }
        }
        let sources = cases.iter().map(|request| {
            let own = moves.iter().copied().filter(|it| it.request == *request);
            let mut who: Vec<String> = Vec::new();
            for id in own.clone().filter_map(|it| it.by) {
                let name = self.person_name(id);
                if !who.contains(&name) {
                    who.push(name);
                }
            }
            let words = self.quoted(&Ref::new(Kind::Request, &request.to_string()));
            let (who, money) = (who.join(", "), moves_say(own));
            let say = Say::new(
                format!("{words} : {} ({who})", money.fr, words = words.fr),
                format!("{words}: {} ({who})", money.en, words = words.en),
            );
            Source { to: Ref::new(Kind::BusinessCase, &request.to_string()), say }
        });
        let sources: Vec<Source> = sources.collect();
        let first = sources.first().map(|source| source.say.clone());
        let total = moves_say(moves.iter().copied());
        line(What::Moved, sources, |count| {
            let since = Say::each(|lang| format::date_short(lang, since));
            match (count, first) {
                (0, _) | (_, None) => Say::new(
                    format!("Aucun chiffre d'un dossier n'a bougé depuis le {}.", since.fr),
                    format!("No figure of a case has moved since {}.", since.en),
                ),
                (1, Some(first)) => Say::new(sentence(&first.fr), sentence(&first.en)),
                (n, _) => Say::new(
                    format!("{n} dossiers ont bougé depuis le {} : {}.", since.fr, total.fr),
                    format!("{n} cases have moved since {}: {}.", since.en, total.en),
                ),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use agenda::business_case::line::{Estimate, Years};
    use agenda::decision::Choice;
    use base::{Text, TextId};

    use super::*;

    fn benefit(volume: f64, years: Years) -> Matter {
        Matter::Benefit {
            name: Text::commit(TextId(uuid::Uuid::nil()), &[1; 16], "visites"),
            volume: Estimate::exact(volume),
            value: Estimate::exact(10.0),
            change: None,
            margin: None,
            years,
        }
    }

    fn lived(events: &[Event]) -> Vec<CaseMove> {
        let ctx = base::Context { actor: None, now: Timestamp::UNIX_EPOCH };
        let request = Ref::new(Kind::Request, "1");
        let opened = Event::Opened { request, options: vec![Choice::AsAsked, Choice::NotNow] };
        let mut case = <BusinessCase as base::Aggregate>::evolve(None, &opened, &ctx);
        let mut moves = Vec::new();
        for event in events {
            moves.extend(CaseMove::of(1, case.as_ref(), event, None, Timestamp::UNIX_EPOCH));
            case = <BusinessCase as base::Aggregate>::evolve(case, event, &ctx);
        }
        moves
    }

    fn written(matter: Matter) -> Event {
        Event::LineWritten { line: 1, option: Choice::AsAsked, matter }
    }

    #[test]
    fn what_moved_is_the_difference_between_what_stood_and_what_stands() {
        let moves = lived(&[
            written(benefit(100.0, Years::EVERY)),
            written(benefit(70.0, Years::EVERY)),
            written(benefit(70.0, Years::EVERY)),
            Event::LineStruck { line: 1 },
        ]);
        let changes: Vec<f64> = moves.iter().map(CaseMove::change).collect();
        assert_eq!(changes, [1000.0, -300.0, -700.0], "the same again moves nothing");
        assert_eq!(moves_say(moves.iter().take(2)).en, "+€700 of benefit a year");
    }

    #[test]
    fn what_comes_once_is_never_summed_with_what_comes_every_year() {
        let moves = lived(&[written(benefit(100.0, Years::EVERY)), written(benefit(100.0, Years::START))]);
        let say = moves_say(moves.iter().skip(1));
        assert_eq!(say.en, "−€1,000 of benefit a year, +€1,000 of benefit once");
    }
}
