//! What happened to an objective, as people read it.

use agenda::objective::Event;
use base::{Ref, Say, format};

use super::pilots::Told;
use super::{date_say, say};
use crate::session::{Session, href};

crate::ui::words! {
    SET = "Posé" / "Set";
    REVISED = "Révisé" / "Revised";
    MEASURED = "Relevé du {date} : {value}" / "Number of {date}: {value}";
    MILESTONE = "Relevé du {date} : étape franchie" / "Number of {date}: milestone reached";
    NOT_MILESTONE = "Relevé du {date} : étape pas encore franchie" / "Number of {date}: milestone not reached yet";
    SERVED = "Servi par {by}" / "Served by {by}";
    UNSERVED = "N’est plus servi par {by}" / "No longer served by {by}";
    ENDED = "N’est plus poursuivi" / "No longer pursued";
}

pub(super) fn objective_event(session: &Session, number: u64, event: &Event) -> Told {
    let by = |words, by: &Ref| (say(words, &[("by", &session.name_of(by))]), None, Some(href(by)));
    match event {
        Event::Set { content } => (say(SET, &[]), Some(content.name.clone()), None),
        Event::Revised { content } => (say(REVISED, &[]), Some(content.name.clone()), None),
        Event::Measured { on, value, source } => {
            let yardstick = session.picture.objective(number).and_then(|it| it.content.yardstick.as_ref());
            let words = match yardstick {
                Some(it) if it.target.is_milestone() && *value == 1.0 => MILESTONE,
                Some(it) if it.target.is_milestone() => NOT_MILESTONE,
                _ => MEASURED,
            };
            let shown = Say::each(|lang| match yardstick {
                Some(it) => format::with_unit(lang, *value, it.unit),
                None => format::number(lang, *value, 2),
            });
            (say(words, &[("date", &date_say(*on)), ("value", &shown)]), Some(source.clone()), None)
        }
        Event::Served { by: serves } => by(SERVED, serves),
        Event::Unserved { by: serves } => by(UNSERVED, serves),
        Event::Ended { why } => (say(ENDED, &[]), Some(why.clone()), None),
    }
}
