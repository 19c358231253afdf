//! The operations about what was agreed: changes of it, what came of it, and how exact its words are.

use super::super::v1::{acceptance, changes, shapes, trackers, words};
use super::{Operation, of};

/// One row per operation.
pub(super) fn operations() -> Vec<Operation> {
    let row = |method, path, about, takes, gives| Operation { method, path, about, takes, gives };
    let done = || Some(of::<shapes::Done>());
    vec![
        row(
            "GET",
            "/api/v1/requests/{number}/acceptance",
            "Shows what was asked for, agreed and delivered of a request",
            None,
            Some(of::<acceptance::AcceptancePage>()),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/items",
            "Says what is asked for, item by item",
            Some(of::<acceptance::ItemsBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/standings",
            "Says what became of items",
            Some(of::<acceptance::StandingsBody>()),
            done(),
        ),
        row("POST", "/api/v1/requests/{number}/acceptance", "Accepts it as it stands", None, done()),
        row(
            "GET",
            "/api/v1/requests/{number}/words",
            "Shows the questions the words of a request raise for its author",
            None,
            Some(of::<words::QuestionsPage>()),
        ),
        row(
            "POST",
            "/api/v1/requests/{number}/words",
            "Says why words are enough, or asks again",
            Some(of::<words::SettleBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/words",
            "Tells how often the questions of each rule stand",
            None,
            Some(of::<words::RulesPage>()),
        ),
        row(
            "GET",
            "/api/v1/changes",
            "Lists changes of what was decided, newest first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<changes::ChangeLine>>()),
        ),
        row(
            "POST",
            "/api/v1/changes",
            "Puts a change forward: its receipt is worked out before anybody confirms",
            Some(of::<changes::ChangeBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/changes/ledger",
            "What changed and what it cost, month by month",
            None,
            Some(of::<changes::LedgerPage>()),
        ),
        row(
            "GET",
            "/api/v1/changes/{number}",
            "Shows a change with the receipt of each option",
            None,
            Some(of::<changes::ChangePage>()),
        ),
        row(
            "PUT",
            "/api/v1/changes/{number}/proposal",
            "Puts it otherwise, before both sides are asked",
            Some(of::<changes::ChangeBody>()),
            done(),
        ),
        row("POST", "/api/v1/changes/{number}/decision", "Asks both sides to sign one option", None, done()),
        row(
            "POST",
            "/api/v1/changes/{number}/withdrawal",
            "Does not ask for it any more",
            Some(of::<changes::WithdrawChangeBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/trackers",
            "Shows every tracker, its states and what each means, what differs from the agenda, what might be linked",
            None,
            Some(of::<trackers::TrackersPage>()),
        ),
        row(
            "GET",
            "/api/v1/trackers/{key}/items",
            "Lists the items of a tracker (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<trackers::ItemBody>>()),
        ),
        row(
            "POST",
            "/api/v1/trackers/{key}/states",
            "Says what a state of a tracker means",
            Some(of::<trackers::ExplainBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/trackers/{key}/links",
            "Says that an item is done for a request, or is not",
            Some(of::<trackers::LinkItemBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/trackers/{key}/readings",
            "Reads a tracker again over its interface and compares it with what is held",
            Some(of::<trackers::ReadAgainBody>()),
            Some(of::<trackers::ReadBody>()),
        ),
        row(
            "POST",
            "/api/v1/trackers/{key}/secret",
            "Makes the secret by which a tracker signs its hints, and shows it",
            Some(of::<trackers::SecretBody>()),
            Some(of::<trackers::SecretMade>()),
        ),
        row(
            "POST",
            "/api/v1/trackers/{key}/hints",
            "Hears a hint of a tracker, signed by its secret: the item it names is read again",
            None,
            Some(of::<trackers::Heard>()),
        ),
    ]
}
