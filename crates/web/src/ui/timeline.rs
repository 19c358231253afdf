//! What happened, in order, from the log.

use base::{Say, Side};
use jiff::civil::DateTime;
use maud::{Markup, html};

use super::{Reader, badge};

/// One event as people read it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When, in local time.
    pub at: DateTime,
    /// Who, if a person did it.
    pub who: Option<String>,
    /// Their side.
    pub side: Option<Side>,
    /// What happened.
    pub what: Say,
    /// More, folded under it.
    pub more: Option<Markup>,
    /// Where it can be read in full.
    pub href: Option<String>,
}

/// The events, a day's heading once for each day.
pub fn timeline(reader: &Reader, entries: &[Entry]) -> Markup {
    html! {
        ol.timeline {
            @for (i, entry) in entries.iter().enumerate() {
                @let new_day = i == 0 || entries[i - 1].at.date() != entry.at.date();
                li.(entry.side.map_or("", badge::side_class)).new-day[new_day] {
                    span.when {
                        @if new_day { time.day datetime=(entry.at.date()) { (reader.date(entry.at.date())) } }
                        time.hour datetime=(entry.at) { (entry.at.strftime("%H:%M").to_string()) }
                    }
                    div.what {
                        div.what-words {
                            @match &entry.href {
                                Some(href) => a href=(href) { (reader.say(&entry.what)) },
                                None => (reader.say(&entry.what)),
                            }
                        }
                        @if let Some(who) = &entry.who { span.by { (who) } }
                        @if let Some(more) = &entry.more { div.what-more { (more) } }
                    }
                }
            }
        }
    }
}
