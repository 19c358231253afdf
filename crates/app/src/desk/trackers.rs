//! Orders about trackers: what their words mean, and what is done for which request.

use agenda::role::Right;
use agenda::tracker::{self, Tracker};
use base::{Aggregate, Kind, Ref, Say};
use delivery::item::ItemKey;
use picture::Event;
use picture::tracker::tracker_ref;

use super::{Decided, Desk};
use crate::order::trackers::TrackerOrder;
use crate::problem::Problem;

impl Desk<'_> {
    pub(super) fn trackers(&mut self, order: &TrackerOrder) -> Decided {
        self.must(Right::Shape)?;
        match order {
            TrackerOrder::Explain { tracker, state, meaning } => {
                let standing = self.picture.trackers().into_iter().find(|it| it.name == *tracker);
                let standing = standing.ok_or_else(|| no_such(tracker))?;
                let folded = tracker::folded(state);
                let word = standing.states.iter().find(|it| tracker::folded(&it.word) == folded);
                // What is noted is the tracker's word, not what was typed.
                let known = word.is_some();
                let state = word.map_or_else(String::new, |it| it.word.clone());
                self.tracker(tracker, tracker::Command::Explain { state, meaning: *meaning, known })
            }
            TrackerOrder::Link { tracker, item, request } => {
                let (request, known) = self.both(tracker, item, *request)?;
                self.tracker(tracker, tracker::Command::Link { item: item.clone(), request, known })
            }
            TrackerOrder::Part { tracker, item, request } => {
                let (request, known) = self.both(tracker, item, *request)?;
                self.tracker(tracker, tracker::Command::Part { item: item.clone(), request, known })
            }
        }
    }

    fn both(&self, tracker: &str, item: &str, request: u64) -> Result<(Ref, bool), Problem> {
        self.held(request)?;
        let key = ItemKey { tracker: tracker.to_owned(), key: item.to_owned() };
        let known = self.picture.items().get(&key).is_some();
        Ok((Ref::new(Kind::Request, &request.to_string()), known))
    }

    fn tracker(&self, name: &str, command: tracker::Command) -> Decided {
        let events = Tracker::decide(self.picture.tracker(name), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = tracker_ref(name);
        Ok((Some(about.clone()), events.into_iter().map(|event| Event::Tracker(about.clone(), event)).collect()))
    }
}

fn no_such(tracker: &str) -> Problem {
    Problem::not_found(Say::new(format!("l'outil de suivi « {tracker} »"), format!("tracker “{tracker}”")))
}
