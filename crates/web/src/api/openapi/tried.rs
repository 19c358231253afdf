//! The operations about what is tried on a few, and what is learnt from it.

use super::super::v1::{pilots, practices, shapes};
use super::{Operation, of};

/// One row per operation.
pub(super) fn operations() -> Vec<Operation> {
    let row = |method, path, about, takes, gives| Operation { method, path, about, takes, gives };
    let done = || Some(of::<shapes::Done>());
    vec![
        row(
            "GET",
            "/api/v1/pilots",
            "Lists pilots, newest first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<pilots::PilotLine>>()),
        ),
        row("POST", "/api/v1/pilots", "Sets a pilot up", Some(of::<pilots::PlanBody>()), done()),
        row(
            "GET",
            "/api/v1/pilots/{number}",
            "Shows a pilot: its plan, what it can show, what its counts say",
            None,
            Some(of::<pilots::PilotPage>()),
        ),
        row(
            "PUT",
            "/api/v1/pilots/{number}/plan",
            "Revises its plan before it runs",
            Some(of::<pilots::PlanBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/pilots/{number}/start",
            "Lets it run; too small for its promise, or beside five others, with a reason only",
            Some(of::<pilots::StartBody>()),
            done(),
        ),
        row("POST", "/api/v1/pilots/{number}/counts", "Reads its counts", Some(of::<pilots::CountsBody>()), done()),
        row(
            "POST",
            "/api/v1/pilots/{number}/decision",
            "Asks both sides to decide about it",
            Some(of::<pilots::SendBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/pilots/{number}/end",
            "Ends it without a decision",
            Some(of::<pilots::EndPilotBody>()),
            done(),
        ),
        row(
            "GET",
            "/api/v1/practices",
            "Lists practices, newest first (?after=, ?limit=)",
            None,
            Some(of::<shapes::List<practices::PracticePage>>()),
        ),
        row(
            "POST",
            "/api/v1/practices",
            "Records a practice, from a pilot that has ended or by hand",
            Some(of::<practices::PracticeBody>()),
            done(),
        ),
        row("GET", "/api/v1/practices/{number}", "Shows a practice", None, Some(of::<practices::PracticePage>())),
        row(
            "PUT",
            "/api/v1/practices/{number}",
            "Puts a practice in other words",
            Some(of::<practices::PracticeBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/practices/{number}/reuses",
            "Rests a request or a pilot on it",
            Some(of::<practices::RestBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/practices/{number}/releases",
            "Rests it on it no more",
            Some(of::<practices::RestBody>()),
            done(),
        ),
        row("POST", "/api/v1/practices/{number}/end", "Retires it", Some(of::<practices::RetireBody>()), done()),
    ]
}
