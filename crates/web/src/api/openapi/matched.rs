//! The operations about the one view of the customer.

use super::super::v1::{matching, shapes};
use super::{Operation, of};

/// One row per operation.
pub(super) fn operations() -> Vec<Operation> {
    let row = |method, path, about, takes, gives| Operation { method, path, about, takes, gives };
    let done = || Some(of::<shapes::Done>());
    vec![
        row(
            "GET",
            "/api/v1/matching",
            "Shows the run that is kept as the one view of the customer, in figures",
            None,
            Some(of::<matching::MatchingPage>()),
        ),
        row(
            "POST",
            "/api/v1/matching/runs",
            "Takes on a run that was written into the store's folder on this machine",
            Some(of::<matching::RunBody>()),
            Some(of::<matching::TakenOn>()),
        ),
        row(
            "POST",
            "/api/v1/matching/arrivals",
            "Takes records that arrive; all are on disk when it answers whose each is",
            Some(of::<matching::ArrivalsBody>()),
            Some(of::<matching::Arrived>()),
        ),
        row(
            "GET",
            "/api/v1/matching/people",
            "Lists people by number of records, those with most first (?at_least=, ?after=, ?limit=)",
            None,
            Some(of::<matching::CustomersPage>()),
        ),
        row(
            "GET",
            "/api/v1/matching/people/{id}",
            "Shows a person: records, the values that stand for them and where each comes from; whom it is shown to is noted",
            None,
            Some(of::<matching::CustomerPage>()),
        ),
        row(
            "GET",
            "/api/v1/matching/pair",
            "Says why two records are one person or two (?left=, ?right=); whom they are shown to is noted",
            None,
            Some(of::<matching::PairPage>()),
        ),
        row(
            "GET",
            "/api/v1/matching/review",
            "Gives the pairs people are asked about (?limit=); whom they are shown to is noted",
            None,
            Some(of::<matching::ReviewPage>()),
        ),
        row(
            "GET",
            "/api/v1/matching/corrections",
            "Lists what people said of records, newest first",
            None,
            Some(of::<matching::CorrectionsPage>()),
        ),
        row(
            "POST",
            "/api/v1/matching/corrections",
            "Says whether two records are one person; what contradicts what stands is refused with its chain",
            Some(of::<matching::CorrectionBody>()),
            done(),
        ),
        row(
            "POST",
            "/api/v1/matching/corrections/end",
            "Takes back what was said of two records",
            Some(of::<matching::TwoBody>()),
            done(),
        ),
    ]
}
