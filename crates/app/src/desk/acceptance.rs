//! Orders about what was asked for, agreed and delivered of a request.

use agenda::acceptance::{Acceptance, Command};
use agenda::request::Stage;
use agenda::role::Right;
use base::{Aggregate, Kind, Ref, Say, Text};
use picture::Event;

use super::{Decided, Desk, says_something};
use crate::order::acceptance::AcceptanceOrder;
use crate::problem::Problem;

impl Desk<'_> {
    /// Decides an order about an acceptance: of one's own request, or anyone's for those who shape requests.
    pub(super) fn acceptance(&mut self, order: &AcceptanceOrder) -> Decided {
        let (AcceptanceOrder::Ask { request, .. }
        | AcceptanceOrder::Tell { request, .. }
        | AcceptanceOrder::Accept { request }) = order;
        let held = self.held(*request)?;
        let own = held.by.is_some() && held.by == self.actor.person();
        let stage = held.stage;
        self.must(if own { Right::Ask } else { Right::Shape })?;
        // What was asked for can be set out before it is decided; what became of it is known afterwards only.
        let asks = matches!(order, AcceptanceOrder::Ask { .. });
        if matches!(stage, Stage::Withdrawn | Stage::Answered) || (!asks && stage != Stage::GoesAhead) {
            return Err(Problem::new(
                crate::problem::Kind::Refused,
                Say::new("cette demande n'est pas décidée", "this request is not decided"),
                Say::new("attendez la décision des deux directions", "wait for the decision of both sides"),
            ));
        }
        let commands = match order {
            AcceptanceOrder::Ask { items, .. } => {
                let says_something = items.iter().all(|words| says_something(words));
                let mut texts: Vec<Text> = Vec::new();
                for words in items {
                    let standing = self.picture.acceptance(*request).into_iter().flat_map(|it| &it.items);
                    let same = standing
                        .map(|item| item.words.clone())
                        .find(|text| self.picture.text(text) == Some(words.trim()));
                    texts.push(match same {
                        Some(same) => same,
                        None => self.mint(words)?,
                    });
                }
                vec![Command::Ask { items: texts, says_something }]
            }
            AcceptanceOrder::Tell { items, .. } => {
                let mut commands = Vec::new();
                for told in items {
                    let standing = self.picture.acceptance(*request);
                    let place = usize::try_from(told.item).ok().and_then(|item| item.checked_sub(1));
                    let old = standing.and_then(|it| it.items.get(place?)?.why.clone());
                    let words = match told.words.as_deref().filter(|words| says_something(words)) {
                        None => None,
                        Some(words) => Some(match old {
                            Some(old) => self.mint_unless(words, old)?,
                            None => self.mint(words)?,
                        }),
                    };
                    commands.push(Command::Tell { item: told.item, standing: told.standing, words });
                }
                commands
            }
            AcceptanceOrder::Accept { .. } => vec![Command::Accept],
        };
        let mut events = Vec::new();
        let mut state = self.picture.acceptance(*request).cloned();
        for command in commands {
            let decided = Acceptance::decide(state.as_ref(), command, &self.ctx());
            for event in decided.map_err(|refusal| Problem::refused(&refusal))? {
                state = Acceptance::evolve(state, &event, &self.ctx());
                events.push(Event::Acceptance(*request, event));
            }
        }
        Ok((Some(Ref::new(Kind::Request, &request.to_string())), events))
    }
}
