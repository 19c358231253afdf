//! Whether it bears the calls that would reach it.

use base::{Kind, Quantity, Say, Unit, format};

use super::super::words;
use super::{Answer, Case};
use crate::catalog::Thing;
use crate::field::Field;
use crate::impact::observed;

/// The limit against the calls measured or described towards it: its own load, else the sum over the flows that reach
/// it of the rate measured, or of calls per request × the caller's load, less what a cache answers: calls that were
/// observed came past it already.
pub(super) fn rate_limit(case: &Case) -> Answer {
    let limits = case.parts().filter_map(|part| Some((part, limit_of(part)?)));
    // Calls may go through any of its APIs: the system's own limit counts, else the lowest of them.
    let lowest = limits.min_by(|a, b| {
        let own = |part: &Thing| part.id != case.tool.id;
        own(a.0).cmp(&own(b.0)).then(a.1.likely.total_cmp(&b.1.likely))
    });
    let (load, mut proofs, unmeasured) = load(case);
    let Some((part, limit)) = lowest else {
        return Answer::unknown(
            Say::new(
                "Personne n'a dit combien d'appels par seconde il supporte.",
                "Nobody has said how many calls a second it takes.",
            ),
            case.ask(),
            proofs,
        );
    };
    proofs.extend(case.proof(part, Field::Limit));
    let with = |value: Quantity| Say::each(|lang| format::quantity(lang, value, Unit::CallsPerSecond));
    let most = with(limit);
    let Some(load) = load else {
        return Answer::unknown(
            Say::new(
                format!("Sa limite est de {} ; personne n'a mesuré ni estimé les appels qui lui viendraient.", most.fr),
                format!("Its limit is {}; nobody has measured or estimated the calls that would reach it.", most.en),
            ),
            case.ask(),
            proofs,
        );
    };
    let calls = with(load);
    let told = Say::new(
        format!("{} lui viennent à la pointe ; sa limite est de {}", calls.fr, most.fr),
        format!("{} reach it at peak; its limit is {}", calls.en, most.en),
    );
    let end = |fr: &str, en: &str| Say::new(format!("{} : {fr}.", told.fr), format!("{}: {en}.", told.en));
    if load.likely > limit.likely {
        return Answer::against(end("c'est trop", "too many"), proofs).asking(case.ask());
    }
    if load.high > limit.low {
        return Answer::unknown(
            end("la fourchette laisse la question ouverte", "the range leaves the question open"),
            case.ask(),
            proofs,
        );
    }
    if !unmeasured.is_empty() {
        let callers = words::list(&unmeasured);
        return Answer::unknown(
            end(
                &format!("mais personne n'a mesuré les appels de {}", callers.fr),
                &format!("but nobody has measured the calls from {}", callers.en),
            ),
            case.ask(),
            proofs,
        );
    }
    Answer::fits(end("c'est assez", "enough"), proofs)
}

/// A limit that can be counted with.
fn limit_of(part: &Thing) -> Option<Quantity> {
    part.quantity(Field::Limit).filter(|limit| limit.low > 0.0 && limit.high.is_finite())
}

/// The calls that reach it, the facts that say so, and the callers whose calls nobody measured.
fn load(case: &Case) -> (Option<Quantity>, Vec<super::Proof>, Vec<Say>) {
    let counted = |value: &Quantity| value.low >= 0.0 && value.high.is_finite();
    if let Some(load) = case.tool.quantity(Field::Load).filter(counted) {
        return (Some(load), case.proofs([(case.tool, Field::Load)]), Vec::new());
    }
    let (mut sum, mut proofs, mut unmeasured): (Option<Quantity>, _, _) = (None, Vec::new(), Vec::new());
    for flow in case.catalog.pointing_at(&case.tool.id, Kind::Flow, Field::Target) {
        for caller in flow.refs(Field::Source).iter().filter_map(|id| case.catalog.get(id)) {
            let per_request = || {
                let cache = flow.quantity(Field::CacheShare).filter(|_| !observed(flow));
                let kept = cache.map_or(Quantity::exact(1.0), |share| Quantity {
                    low: 1.0 - share.high,
                    likely: 1.0 - share.likely,
                    high: 1.0 - share.low,
                });
                let times = |a: Quantity, b: Quantity| a.zip(b, |a, b| a * b);
                Some(times(times(flow.quantity(Field::Calls)?, caller.quantity(Field::Load)?), kept))
            };
            let rate = flow.quantity(Field::Rate);
            match rate.or_else(per_request).filter(counted) {
                Some(part) => {
                    sum = Some(sum.map_or(part, |sum| sum.zip(part, |a, b| a + b)));
                    let mut said = match rate {
                        Some(_) => vec![(flow, Field::Rate)],
                        None => vec![(flow, Field::Calls), (caller, Field::Load)],
                    };
                    if rate.is_none() && !observed(flow) {
                        said.push((flow, Field::CacheShare));
                    }
                    proofs.extend(case.proofs(said));
                }
                None => unmeasured.push(words::quoted(&caller.name)),
            }
        }
    }
    (sum, proofs, unmeasured)
}
