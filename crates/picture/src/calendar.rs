//! What stands in a person's calendar: what they agreed to do, what waits for their signature, promises, readings of
//! benefits, and the days on which something can still be said about a contract.
//!
//! The same record gives the same entries on the same day; an entry keeps what it is known by whatever becomes of it.

use agenda::action::Ended;
use agenda::calendar::{Calendar, Entry, When};
use agenda::meeting::Meeting;
use agenda::person::Person;
use agenda::promise;
use agenda::role::Right;
use base::{Kind, Lang, PersonId, Ref, Say};
use jiff::civil::Date;
use landscape::contract::{self, Standing};

use crate::Picture;

/// How many days ahead the last day of a contract's notice is shown.
pub const CONTRACT_DAYS: i32 = 365;

/// How many days ahead readings of benefits are shown.
const REVIEW_DAYS: i64 = 365;

/// What a calendar is written with besides the picture.
pub struct With<'a> {
    /// The day it is asked for.
    pub today: Date,
    /// The language of its words.
    pub lang: Lang,
    /// What tells this house's entries from those of any other.
    pub house: &'a str,
    /// Where a thing's page is, in full.
    pub page: &'a dyn Fn(&Ref) -> String,
}

/// What is told of one entry.
struct Told {
    /// What it is about.
    about: Ref,
    /// What it is known by where one thing has several: the term of a contract.
    which: Option<String>,
    when: When,
    say: Say,
    more: Say,
    cancelled: bool,
}

impl Picture {
    /// The calendar of a person.
    pub fn calendar(&self, person: PersonId, with: &With) -> Calendar {
        let Some(held) = self.person(person) else { return Calendar { name: String::new(), entries: Vec::new() } };
        let mut all = self.told_actions(person);
        all.extend(self.told_meetings(person));
        if steers(held) {
            all.extend(self.told_decisions(held));
            all.extend(self.told_promises());
            all.extend(self.told_reviews(with.today));
            all.extend(self.told_contracts(with.today));
        }
        all.sort_by_key(|it| (first_day(&it.when), it.about.clone(), it.which.clone()));
        let entries = all.into_iter().map(|it| self.entry(it, with)).collect();
        Calendar { name: format!("Entente, {}", self.person_name(person)), entries }
    }

    fn entry(&self, told: Told, with: &With) -> Entry {
        let (sequence, stamp) = self.last_changed(&told.about);
        let which = told.which.map(|which| format!("-{which}")).unwrap_or_default();
        Entry {
            uid: format!("{}-{}{which}@{}.entente", told.about.kind().word(), told.about.key(), with.house),
            sequence,
            stamp,
            summary: told.say.in_lang(with.lang).to_owned(),
            description: told.more.in_lang(with.lang).to_owned(),
            url: Some((with.page)(&told.about)),
            cancelled: told.cancelled,
            when: told.when,
        }
    }

    /// The meetings the person is asked to come to; its agenda stands on its page.
    fn told_meetings(&self, person: PersonId) -> Vec<Told> {
        let own = self.meetings().filter(|(_, meeting)| meeting.people.contains(&person));
        own.map(|(number, meeting)| {
            let title = Say::same(self.text(&meeting.title).unwrap_or("—"));
            let with = meeting.people.iter().filter(|id| **id != person).map(|id| self.person_name(*id));
            let with = with.collect::<Vec<_>>().join(", ");
            Told {
                about: numbered(Kind::Meeting, number),
                which: None,
                when: When::Hours(meeting.hours.clone()),
                say: title,
                more: Say::new(
                    format!("Avec {with}. L'ordre du jour est sur sa page."),
                    format!("With {with}. The agenda is on its page."),
                ),
                cancelled: Meeting::is_cancelled(meeting),
            }
        })
        .collect()
    }

    /// What the person is one of two to do.
    fn told_actions(&self, person: PersonId) -> Vec<Told> {
        let own = self.actions().filter(|(_, action)| [action.marketing, action.it].contains(&person));
        own.map(|(number, action)| {
            let words = Say::same(self.text(&action.words).unwrap_or("—"));
            let outcome = action.place.as_ref().and_then(|place| self.text(&place.outcome)).unwrap_or_default();
            let other = if action.marketing == person { action.it } else { action.marketing };
            let other = self.person_name(other);
            let done = matches!(action.ended, Some((Ended::Done(_), _)));
            let say = if done {
                Say::new(format!("Fait : {}", words.fr), format!("Done: {}", words.en))
            } else {
                Say::new(format!("À faire : {}", words.fr), format!("To be done: {}", words.en))
            };
            let more = Say::new(format!("Avec {other}.\n{outcome}"), format!("With {other}.\n{outcome}"));
            let cancelled = matches!(action.ended, Some((Ended::Dropped(_), _)));
            Told {
                about: numbered(Kind::Action, number),
                which: None,
                when: When::Day(action.due),
                say,
                more,
                cancelled,
            }
        })
        .collect()
    }

    /// The days until which decisions wait for somebody's side; once made, none waits.
    fn told_decisions(&self, held: &Person) -> Vec<Told> {
        let (side, arbitrates) = (held.signs_for(), held.may(Right::Arbitrate));
        let mut out = Vec::new();
        for (number, decision) in self.decisions() {
            let signs = side.is_some_and(|side| decision.deciders.contains(&side));
            let day = match decision.escalated {
                Some((_, until)) if arbitrates => until,
                _ if signs => decision.deadline,
                _ => continue,
            };
            let words = self.quoted(&decision.request);
            let silence = decision.silence.say();
            out.push(Told {
                about: numbered(Kind::Decision, number),
                which: None,
                when: When::Day(day),
                say: Say::new(format!("À décider : {}", words.fr), format!("To decide: {}", words.en)),
                more: Say::new(format!("Sans réponse : {}.", silence.fr), format!("In silence: {}.", silence.en)),
                cancelled: decision.made.is_some() && !decision.is_provisional(),
            });
        }
        out
    }

    fn told_promises(&self) -> Vec<Told> {
        let mut out = Vec::new();
        for promised in self.promises() {
            let Some(day) = promised.on else { continue };
            let words = &promised.words;
            let ended = promised.state.ended.as_ref().map(|(ended, _)| ended);
            out.push(Told {
                about: promised.id.clone(),
                which: None,
                when: When::Day(day),
                say: Say::new(format!("Promis : {}", words.fr), format!("Promised: {}", words.en)),
                more: Say::same(""),
                cancelled: matches!(ended, Some(promise::Ended::Withdrawn(_))),
            });
        }
        out
    }

    fn told_reviews(&self, today: Date) -> Vec<Told> {
        let until = today.checked_add(jiff::Span::new().days(REVIEW_DAYS)).unwrap_or(Date::MAX);
        let due = self.reviews_due(until).into_iter().map(|review| {
            let words = self.quoted(&numbered(Kind::Request, review.request));
            let days = review.after_days;
            Told {
                about: numbered(Kind::BusinessCase, review.request),
                which: Some(days.to_string()),
                when: When::Day(review.due),
                say: Say::new(
                    format!("Relire ce que le dossier a rapporté : {}", words.fr),
                    format!("Read again what the case brought: {}", words.en),
                ),
                more: Say::new(
                    format!("{days} jours après les signatures."),
                    format!("{days} days after it was signed."),
                ),
                cancelled: false,
            }
        });
        due.collect()
    }

    /// The last days on which notice of a contract counts. Each term is an entry of its own.
    fn told_contracts(&self, today: Date) -> Vec<Told> {
        let terms = contract::renewals(self.catalog(), today, CONTRACT_DAYS);
        let open = terms.into_iter().filter(|term| term.standing == Standing::Open);
        open.map(|term| {
            let name = &term.contract.name;
            Told {
                about: term.contract.id.clone(),
                which: Some(term.ends.to_string()),
                when: When::Day(term.last_day),
                say: Say::new(
                    format!("Dernier jour pour se prononcer : {}", name.fr),
                    format!("Last day to say something: {}", name.en),
                ),
                more: term.say(),
                cancelled: false,
            }
        })
        .collect()
    }
}

/// Whether somebody's calendar holds what the two sides steer by, and not their own actions alone.
fn steers(person: &Person) -> bool {
    person.may(Right::Shape) || person.holds_a_pen()
}

fn first_day(when: &When) -> Date {
    match when {
        When::Day(day) => *day,
        When::Hours(hours) => hours.start.date(),
    }
}

fn numbered(kind: Kind, number: u64) -> Ref {
    Ref::new(kind, &number.to_string())
}
