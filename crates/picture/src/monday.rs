//! A director's Monday: five lines that tell what moved, what waits, what is due, what was decided without them, and what
//! nobody knew. Each line opens its source; where there is nothing, the line says so.

mod moved;

use agenda::business_case::BusinessCase;
use agenda::decision::Decision;
use agenda::request::Stage;
use agenda::role::Right;
use base::{Kind, Lang, Money, PersonId, Ref, Say, format};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::Picture;

pub(crate) use moved::Moves;
pub use moved::{CaseMove, moves_say};

/// How many sources a line opens at most.
pub const MOST_SOURCES: usize = 3;

/// How many days ahead promises and readings of benefits are told.
pub const AHEAD_DAYS: i64 = 30;

/// The five lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Monday {
    /// The Monday since when changes are told.
    pub since: Date,
    /// The lines, in the order they are read.
    pub lines: [Line; 5],
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it tells of.
    pub what: What,
    /// What it says.
    pub say: Say,
    /// How many things it tells of; 0 when there is nothing.
    pub count: usize,
    /// What it opens, the first in front.
    pub sources: Vec<Source>,
}

/// What a line opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where it leads.
    pub to: Ref,
    /// What it says, in one sentence.
    pub say: Say,
}

/// What a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// What changed in business cases.
    Moved,
    /// What waits for the reader.
    Waits,
    /// Promises and readings of benefits that are due.
    Due,
    /// What was decided without the reader.
    Without,
    /// What nobody knew.
    Unknown,
}

impl What {
    /// The five, in the order they are read.
    pub const ALL: [What; 5] = [What::Moved, What::Waits, What::Due, What::Without, What::Unknown];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            What::Moved => "moved",
            What::Waits => "waits",
            What::Due => "due",
            What::Without => "without_you",
            What::Unknown => "nobody_knew",
        }
    }

    /// Its heading.
    pub fn say(self) -> Say {
        match self {
            What::Moved => Say::new("L'argent qui a bougé", "The money that moved"),
            What::Waits => Say::new("Ce qui vous attend", "What waits for you"),
            What::Due => Say::new("Ce qui arrive à son jour", "What comes to its day"),
            What::Without => Say::new("Décidé sans vous", "Decided without you"),
            What::Unknown => Say::new("Ce que personne ne savait", "What nobody knew"),
        }
    }
}

/// The latest Monday before a day: on a Monday, that of the week before.
pub fn monday_before(today: Date) -> Date {
    let days = i64::from(today.weekday().to_monday_zero_offset());
    let back = if today.weekday() == Weekday::Monday { 7 } else { days };
    today.checked_sub(back.days()).unwrap_or(today)
}

impl Picture {
    /// The five lines of a person on a day. Works for every role: whoever signs nothing is told of their own requests,
    /// actions and questions.
    pub fn monday(&self, person: PersonId, today: Date) -> Monday {
        let since = monday_before(today);
        let lines = What::ALL.map(|what| match what {
            What::Moved => self.monday_moved(since),
            What::Waits => self.monday_waits(person, today),
            What::Due => self.monday_due(today),
            What::Without => self.monday_without(person, since),
            What::Unknown => self.monday_unknown(today),
        });
        Monday { since, lines }
    }

    fn monday_waits(&self, person: PersonId, today: Date) -> Line {
        let mut all: Vec<(Date, Source)> = Vec::new();
        let held = self.person(person);
        let side = held.and_then(|held| held.roles.iter().find_map(|role| role.signs_for()));
        let arbitrates = held.is_some_and(|held| held.may(Right::Arbitrate));
        for (number, decision) in self.decisions() {
            let open = decision.made.is_none() || decision.is_provisional();
            let mine = open && side.is_some_and(|side| decision.missing().contains(&side));
            let settles = decision.made.is_none()
                && arbitrates
                && (decision.in_disagreement() || (today > decision.deadline && !decision.default_applies()));
            if mine || settles {
                let to = Ref::new(Kind::Decision, &number.to_string());
                let until = decision.escalated.filter(|_| settles).map_or(decision.deadline, |(_, until)| until);
                all.push((until, Source { to, say: self.silence_of(decision, until, today) }));
            }
        }
        for (request, case) in self.business_cases() {
            if self.awaits_pen_of(person, case) {
                let to = Ref::new(Kind::BusinessCase, &request.to_string());
                let words = self.quoted(&Ref::new(Kind::Request, &request.to_string()));
                let say = Say::new(
                    format!("{} : le dossier attend votre signature ; sans elle rien n'est promis", words.fr),
                    format!("{}: the case waits for your signature; without it nothing is promised", words.en),
                );
                all.push((Date::MAX, Source { to, say }));
            }
        }
        for line in self.waiting_for(person, today, true) {
            let due = match line.to.kind() {
                Kind::Action => line.to.key().parse().ok().and_then(|number| self.action(number)).map(|it| it.due),
                _ => None,
            };
            let words = line.words.as_deref().unwrap_or_default();
            let say = Say::each(|lang| match words {
                "" => line.say.in_lang(lang).to_owned(),
                words => match lang {
                    Lang::Fr => format!("{} : {words}", line.say.fr),
                    Lang::En => format!("{}: {words}", line.say.en),
                },
            });
            all.push((due.unwrap_or(Date::MAX), Source { to: line.to, say }));
        }
        for (number, request) in self.requests().filter(|(_, it)| it.stage == Stage::Draft && it.by == Some(person)) {
            let to = Ref::new(Kind::Request, &number.to_string());
            let words = self.text(&request.sentence).map_or_else(|| number.to_string(), short);
            let say = Say::new(
                format!("« {words} » reste un brouillon tant que vous ne la complétez pas"),
                format!("“{words}” stays a draft until you complete it"),
            );
            all.push((Date::MAX, Source { to, say }));
        }
        all.sort_by_key(|(until, _)| *until);
        let first = all.first().map(|(_, source)| source.say.clone());
        line(What::Waits, all.into_iter().map(|(_, source)| source).collect(), |count| {
            let Some(first) = first else { return Say::new("Rien ne vous attend.", "Nothing waits for you.") };
            match count {
                1 => Say::new(sentence(&first.fr), sentence(&first.en)),
                n => Say::new(
                    format!("{n} choses vous attendent, d'abord : {}.", first.fr),
                    format!("{n} things wait for you, first: {}.", first.en),
                ),
            }
        })
    }

    /// What a decision is about, until when it waits, and what happens in silence.
    fn silence_of(&self, decision: &Decision, until: Date, today: Date) -> Say {
        let words = self.quoted(&decision.request);
        let silence = decision.silence.say();
        Say::each(|lang| {
            let day = format::date_short(lang, until);
            let (words, silence) = (words.in_lang(lang), silence.in_lang(lang));
            match (lang, today > until) {
                (Lang::Fr, false) => format!("{words} avant le {day} ; {silence}"),
                (Lang::En, false) => format!("{words} before {day}; {silence}"),
                (Lang::Fr, true) => format!("{words}, échéance passée depuis le {day} ; {silence}"),
                (Lang::En, true) => format!("{words}, its deadline of {day} has passed; {silence}"),
            }
        })
    }

    /// Whether a case can be signed, somebody has signed it, and the pen of a person is missing.
    fn awaits_pen_of(&self, person: PersonId, case: &BusinessCase) -> bool {
        let pen = self.person(person).and_then(|held| held.roles.iter().find_map(|role| role.pen()));
        let begun = !case.signed.is_empty() && case.unready().is_empty();
        begun && pen.is_some_and(|pen| case.missing().contains(&pen))
    }

    fn monday_due(&self, today: Date) -> Line {
        let until = today.checked_add(AHEAD_DAYS.days()).unwrap_or(Date::MAX);
        let mut all: Vec<(Date, Source)> = Vec::new();
        for promised in self.promises() {
            let Some(on) = promised.on.filter(|on| (today..=until).contains(on) || promised.is_alert(today)) else {
                continue;
            };
            let words = &promised.words;
            let unstamped = !promised.state.missing().is_empty();
            let say = Say::each(|lang| {
                let day = format::date_short(lang, on);
                let words = short(words.in_lang(lang));
                match (lang, unstamped) {
                    (Lang::Fr, true) => format!("« {words} » promis pour le {day}, sans tous les avis"),
                    (Lang::En, true) => format!("“{words}” promised for {day}, not fully stamped"),
                    (Lang::Fr, false) => format!("« {words} » promis pour le {day}"),
                    (Lang::En, false) => format!("“{words}” promised for {day}"),
                }
            });
            all.push((on, Source { to: promised.id.clone(), say }));
        }
        for review in self.reviews_due(until) {
            let to = Ref::new(Kind::BusinessCase, &review.request.to_string());
            let words = self.quoted(&Ref::new(Kind::Request, &review.request.to_string()));
            let days = review.after_days;
            let say = Say::each(|lang| {
                let (day, words) = (format::date_short(lang, review.due), words.in_lang(lang));
                match lang {
                    Lang::Fr => format!("{words} : ce que le dossier a rapporté se relit le {day} (à {days} jours)"),
                    Lang::En => format!("{words}: what the case brought is read again on {day} (after {days} days)"),
                }
            });
            all.push((review.due, Source { to, say }));
        }
        all.sort_by_key(|(on, _)| *on);
        let first = all.first().map(|(_, source)| source.say.clone());
        line(What::Due, all.into_iter().map(|(_, source)| source).collect(), |count| {
            let Some(first) = first else {
                return Say::new(
                    "Aucune promesse, aucun bénéfice n'arrive à son jour d'ici trente jours.",
                    "No promise and no benefit comes to its day within thirty days.",
                );
            };
            match count {
                1 => Say::new(sentence(&first.fr), sentence(&first.en)),
                n => Say::new(
                    format!("{n} échéances, la première : {}.", first.fr),
                    format!("{n} due days, the first: {}.", first.en),
                ),
            }
        })
    }

    fn monday_without(&self, person: PersonId, since: Date) -> Line {
        let mut all = Vec::new();
        for (number, decision) in self.decisions() {
            let Some((choice, how, at)) = &decision.made else { continue };
            let signed = decision.signed.values().any(|signature| signature.by == Some(person));
            if base::local(*at).date() < since || signed {
                continue;
            }
            let words = self.quoted(&decision.request);
            let goes_ahead = choice.goes_ahead();
            use agenda::decision::How::*;
            let how = match (how, goes_ahead) {
                (Provisional, _) => Say::new("à titre provisoire", "provisionally"),
                (Arbitrated, _) => Say::new("par arbitrage", "by arbitration"),
                (Together, true) => Say::new("ensemble, on le fait", "together, it goes ahead"),
                (Together, false) => Say::new("ensemble, pas maintenant", "together, not now"),
            };
            let say = Say::new(format!("{} ({})", words.fr, how.fr), format!("{} ({})", words.en, how.en));
            all.push((*at, Source { to: Ref::new(Kind::Decision, &number.to_string()), say }));
        }
        all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let first = all.first().map(|(_, source)| source.say.clone());
        line(What::Without, all.into_iter().map(|(_, source)| source).collect(), |count| {
            let since = Say::each(|lang| format::date_short(lang, since));
            let Some(first) = first else {
                return Say::new(
                    format!("Rien n'a été décidé sans vous depuis le {}.", since.fr),
                    format!("Nothing was decided without you since {}.", since.en),
                );
            };
            match count {
                1 => Say::new(
                    format!("Une décision depuis le {} : {}.", since.fr, first.fr),
                    format!("One decision since {}: {}.", since.en, first.en),
                ),
                n => Say::new(
                    format!("{n} décisions depuis le {}, la dernière : {}.", since.fr, first.fr),
                    format!("{n} decisions since {}, the latest: {}.", since.en, first.en),
                ),
            }
        })
    }

    fn monday_unknown(&self, today: Date) -> Line {
        let card = self.nobody_knew(today, MOST_SOURCES);
        let total = card.total;
        let sources: Vec<Source> = card.lines.into_iter().map(|line| Source { to: line.to, say: line.say }).collect();
        let first = sources.first().map(|source| source.say.clone());
        let say = match first {
            None => Say::new("Rien que vous ne sachiez déjà.", "Nothing you did not know."),
            Some(first) if total == 1 => Say::new(sentence(&first.fr), sentence(&first.en)),
            Some(first) => Say::new(
                format!("{}. Et {} autres.", first.fr, total - 1),
                format!("{}. And {} more.", first.en, total - 1),
            ),
        };
        Line { what: What::Unknown, say, count: total, sources }
    }

    /// What a decision, a case or a request is about, quoted and short.
    pub(crate) fn quoted(&self, about: &Ref) -> Say {
        let words = match about.kind() {
            Kind::Tool => Some(self.tool_name(about)),
            Kind::Pilot => about.key().parse().ok().and_then(|number| {
                let pilot = self.pilot(number)?;
                self.text(&pilot.plan.hypothesis).map(str::to_owned)
            }),
            Kind::Request | Kind::BusinessCase => about.key().parse().ok().and_then(|number| {
                let request = self.request(number)?;
                self.text(&request.sentence).map(str::to_owned)
            }),
            Kind::Change => about.key().parse().ok().and_then(|number| {
                let change = self.change_of(number)?;
                self.text(&change.proposal.words).map(str::to_owned)
            }),
            Kind::Promise => {
                let words = self.promise_words(about);
                return Say::new(format!("« {} »", short(&words.fr)), format!("“{}”", short(&words.en)));
            }
            Kind::Charter => {
                let name = self.charter_name(about.key());
                return Say::new(format!("« {} »", short(&name.fr)), format!("“{}”", short(&name.en)));
            }
            _ => None,
        };
        let words = words.map_or_else(|| about.to_string(), |words| short(&words));
        Say::new(format!("« {words} »"), format!("“{words}”"))
    }
}

/// A line over its sources; `say` gets how many there are.
fn line(what: What, mut sources: Vec<Source>, say: impl FnOnce(usize) -> Say) -> Line {
    let count = sources.len();
    sources.truncate(MOST_SOURCES);
    Line { what, say: say(count), count, sources }
}

/// Words cut at a space so that a line stays a line.
fn short(words: &str) -> String {
    const MOST: usize = 70;
    if words.chars().count() <= MOST {
        return words.trim_end_matches(['.', ' ']).to_owned();
    }
    let cut: String = words.chars().take(MOST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head).to_owned();
    format!("{cut} …")
}

/// With a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// Euros with their sign, so that one sees which way they went.
fn signed(lang: Lang, eur: f64) -> String {
    let amount = format::money(lang, Money::eur(eur.abs().round() as i64));
    if eur < 0.0 { format!("−{amount}") } else { format!("+{amount}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn last_monday_is_before_today_even_on_a_monday() {
        for (today, monday) in [
            (date(2026, 8, 6), date(2026, 8, 3)),
            (date(2026, 8, 3), date(2026, 7, 27)),
            (date(2026, 8, 9), date(2026, 8, 3)),
        ] {
            assert_eq!(monday_before(today), monday, "{today}");
        }
    }

    #[test]
    fn an_empty_house_has_five_lines_that_all_say_nothing() {
        let monday = Picture::default().monday(PersonId(uuid::Uuid::nil()), date(2026, 8, 6));
        assert_eq!(monday.lines.each_ref().map(|line| line.what), What::ALL);
        for line in &monday.lines {
            assert_eq!((line.count, line.sources.len()), (0, 0), "{line:?}");
            assert!(line.say.fr.ends_with('.') && line.say.en.ends_with('.'), "{line:?}");
        }
    }

    #[test]
    fn long_words_are_cut_at_a_space() {
        let words = "mot ".repeat(40);
        let cut = short(&words);
        assert!(cut.chars().count() <= 72 && cut.ends_with("mot …"), "{cut}");
        assert_eq!(short("Prévenir le client."), "Prévenir le client");
    }
}
