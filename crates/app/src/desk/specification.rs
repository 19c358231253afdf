//! Orders about the questions a request's texts raise.

use agenda::role::Right;
use agenda::specification::dismissal::{Asked, Command, Dismissals};
use base::{Aggregate, Kind, Ref};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::problem::Problem;

impl Desk<'_> {
    /// Dismisses a question on a request for a reason, or puts it again: on one's own request, or anyone's for those who
    /// shape requests.
    pub(super) fn question(&mut self, request: u64, asked: &Asked, why: Option<&str>) -> Decided {
        let held = self.held(request)?;
        let own = held.by.is_some() && held.by == self.actor.person();
        self.must(if own { Right::Ask } else { Right::Shape })?;
        let command = match why {
            Some(why) => {
                // Abbreviations count as asked of whether or not the house agreed on them since.
                let stands = self.picture.questions_on(request, &[]).iter().any(|raised| raised.asked == *asked);
                let standing = self.picture.dismissals(request).and_then(|it| it.why(asked)).cloned();
                let says_something = says_something(why);
                let why = match standing {
                    Some(standing) => self.mint_unless(why, standing)?,
                    None => self.mint(why)?,
                };
                Command::Dismiss { asked: asked.clone(), why, stands, says_something }
            }
            None => Command::Restore { asked: asked.clone() },
        };
        let events = Dismissals::decide(self.picture.dismissals(request), command, &self.ctx());
        let events = events.map_err(|refusal| Problem::refused(&refusal))?;
        let about = Ref::new(Kind::Request, &request.to_string());
        Ok((Some(about), events.into_iter().map(|event| Event::Specification(request, event)).collect()))
    }
}
