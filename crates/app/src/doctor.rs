//! The store's checks: the chain, and the invariants that hold between lives.

use agenda::request::Stage;
use base::{Kind, Say};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use store::{BackedUp, Broken, Finding, Options, Store, Verified};

use crate::open::App;
use crate::problem::Problem;

/// One invariant and whether it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What has to hold.
    pub holds: Say,
    /// What breaks it; empty when it holds.
    pub breaks: Vec<Say>,
}

impl App {
    /// Recomputes the chain, the commitments and the digests of the whole store.
    pub fn verify(&self, progress: impl FnMut(u64, u64)) -> Result<Verified, Broken> {
        self.read_aside(|store| store.verify(progress)).unwrap_or_else(|problem| {
            let finding = Finding { position: None, what: problem.message };
            Err(Broken { findings: vec![finding], more: 0 })
        })
    }

    /// Copies the store while it is in use.
    ///
    /// Errors: the folder cannot be written or holds something already.
    pub fn backup(&self, to: &Path, progress: impl FnMut(u64, u64)) -> Result<BackedUp, Problem> {
        Ok(self.read_aside(|store| store.backup(to, progress))??)
    }

    /// Reads the whole store on a reader of its own, so that nobody waits who reads one thing; one such reading at a
    /// time, so that the machine stays usable.
    ///
    /// Errors: the store cannot be opened again.
    pub(crate) fn read_aside<T>(&self, read: impl FnOnce(&Store) -> T) -> Result<T, Problem> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let options = Options { read_only: true, ..Options::default() };
        Ok(read(&Store::open_with(self.folder(), options)?))
    }

    /// Checks what must hold between requests, decisions and people.
    pub fn doctor(&self) -> Vec<Check> {
        let picture = self.picture();
        let mut in_decision = Vec::new();
        let mut concluded = Vec::new();
        for (number, request) in picture.requests() {
            let decision = request.decision.as_ref().and_then(|d| picture.decision(d.key().parse().ok()?));
            let say = || Say::new(format!("la demande {number}"), format!("request {number}"));
            match (request.stage, decision) {
                (Stage::InDecision, None) => in_decision.push(say()),
                (stage, Some(decision)) => {
                    let goes_ahead = decision.made.as_ref().map(|(choice, ..)| choice.goes_ahead());
                    let fits = match stage {
                        Stage::GoesAhead => goes_ahead == Some(true),
                        Stage::Answered => goes_ahead == Some(false),
                        _ => goes_ahead.is_none(),
                    };
                    if !fits {
                        concluded.push(say());
                    }
                }
                _ => {}
            }
        }
        let orphans = picture.decisions().filter_map(|(number, decision)| {
            let known = match decision.request.kind() {
                Kind::Tool => picture.case(&decision.request).is_some(),
                Kind::Charter => picture.changed_charter().is_some(),
                Kind::Promise => picture.promise(&decision.request).is_some(),
                Kind::Change => decision.request.key().parse().ok().and_then(|n| picture.change_of(n)).is_some(),
                Kind::Pilot => decision.request.key().parse().ok().and_then(|n| picture.pilot(n)).is_some(),
                _ => decision.request.key().parse().ok().and_then(|n| picture.request(n)).is_some(),
            };
            (!known).then(|| Say::new(format!("la décision {number}"), format!("decision {number}")))
        });
        let concluded_tools = picture.cases().filter_map(|(id, case)| {
            let decision = case.decision.as_ref()?;
            let made = decision.key().parse().ok().and_then(|n| picture.decision(n)?.made.as_ref().map(|(it, ..)| it));
            let decided = case.decided.as_ref().map(|(choice, _)| choice);
            (made != decided).then(|| Say::same(id.to_string()))
        });
        // A change of the charter stands on a decision that was made, and said yes.
        let unmade = picture.changed_charter().into_iter().flat_map(|charter| &charter.changes).filter_map(|change| {
            let decision = change.decision.key().parse().ok().and_then(|number| picture.decision(number));
            let made = decision.is_some_and(|it| {
                it.may_be_cited().is_ok() && it.made.as_ref().is_some_and(|(it, ..)| it.goes_ahead())
            });
            (!made).then(|| {
                Say::new(
                    format!("la charte, version {}", change.version),
                    format!("the charter, version {}", change.version),
                )
            })
        });
        let concluded_promises = picture.promise_states().filter_map(|(id, promise)| {
            let decision = promise.decision.as_ref()?;
            let made = decision.key().parse().ok().and_then(|n| picture.decision(n)?.made.as_ref().map(|(it, ..)| it));
            let decided = promise.decided.as_ref().map(|(choice, _)| choice);
            (made != decided).then(|| Say::same(id.to_string()))
        });
        let concluded_pilots = picture.pilots().filter_map(|(number, pilot)| {
            let decision = pilot.decision.as_ref()?;
            let made = decision.key().parse().ok().and_then(|n| picture.decision(n)?.made.as_ref().map(|(it, ..)| it));
            let decided = pilot.decided.as_ref().map(|(choice, ..)| choice);
            (made != decided).then(|| Say::new(format!("le pilote {number}"), format!("pilot {number}")))
        });
        let both_pens = picture.people().filter_map(|(id, person)| {
            let signs = |side| person.roles.iter().any(|role| role.signs_for() == Some(side));
            let both = signs(base::Side::Marketing) && signs(base::Side::It);
            both.then(|| Say::same(format!("{}:{id}", Kind::Person.word())))
        });
        let unreadable = picture.arrivals().filter_map(|arrival| {
            let kept = arrival.manifest.personal || picture.has_claims(&arrival.dataset, arrival.position);
            (!kept).then(|| Say::same(arrival.manifest.file.clone()))
        });
        let check = |fr: &str, en: &str, breaks: Vec<Say>| Check { holds: Say::new(fr, en), breaks };
        vec![
            check(
                "chaque demande en décision a sa décision",
                "every request in decision has its decision",
                in_decision,
            ),
            check(
                "une demande en est là où en est sa décision",
                "a request stands where its decision stands",
                concluded,
            ),
            check(
                "chaque décision répond à une demande, ou porte sur un outil, une promesse, un pilote ou la charte",
                "every decision answers a request, or is about a tool, a promise, a pilot or the charter",
                orphans.collect(),
            ),
            check(
                "un outil en est là où en est sa décision",
                "a tool stands where its decision stands",
                concluded_tools.collect(),
            ),
            check(
                "chaque version de la charte tient à une décision prise",
                "every version of the charter stands on a decision that was made",
                unmade.collect(),
            ),
            check(
                "une promesse en est là où en est sa décision",
                "a promise stands where its decision stands",
                concluded_promises.collect(),
            ),
            check(
                "un pilote en est là où en est sa décision",
                "a pilot stands where its decision stands",
                concluded_pilots.collect(),
            ),
            check("personne ne signe pour les deux directions", "nobody signs for both sides", both_pens.collect()),
            check("chaque fichier gardé est lu", "every kept file is read", unreadable.collect()),
        ]
    }
}
