//! A tool taken beside the official way because that was said to take six weeks: whose it is was asked without blame, and
//! answered. The express request that did the same by the official way was delivered in days.

use agenda::tool::{Answer, Cause};
use app::{App, Order, Problem};
use base::{Lang, PersonId, Ref};
use jiff::Timestamp;

use super::diary;

const TOOL: &str = "Bannerflow";

/// When its owner is asked.
pub(super) fn asked_at() -> Timestamp {
    diary::instant((8, 4, 10, 0))
}

/// When the owner answers.
pub(super) fn answered_at() -> Timestamp {
    diary::instant((8, 5, 9, 20))
}

/// When the request that did the same by the official way is named.
pub(super) fn compared_at() -> Timestamp {
    diary::instant((8, 5, 9, 40))
}

/// Names the request that did the same by the official way.
///
/// Errors: no evidence shows the tool.
pub(super) fn compared(app: &App, request: u64) -> Result<Order, Problem> {
    Ok(Order::NameOfficialWay { tool: tool(app)?, request })
}

/// Asks a person whether it is theirs.
///
/// Errors: no evidence shows it.
pub(super) fn question(app: &App, person: PersonId) -> Result<Order, Problem> {
    Ok(Order::AskOwner { tool: tool(app)?, person, lang: Lang::Fr })
}

/// What the owner answers.
///
/// Errors: no evidence shows it.
pub(super) fn answer(app: &App) -> Result<Order, Problem> {
    Ok(Order::AnswerTool {
        tool: tool(app)?,
        answer: Answer::Ours,
        cause: Some(Cause::TooSlow),
        quoted_weeks: Some(6),
        functions: Some("bannières du site".to_owned()),
        words: Some(
            "Six semaines annoncées pour une bannière ; depuis, « Terrasse d'été » est passée en voie express"
                .to_owned(),
        ),
    })
}

fn tool(app: &App) -> Result<Ref, Problem> {
    app.picture().tool_called(TOOL).ok_or_else(|| super::player::missing(TOOL))
}
