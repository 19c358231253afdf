//! Checks the pages business cases were signed on: each is worked out again from the lines that stand in the log.

use agenda::business_case::Event;
use agenda::role::Right;
use base::{Kind, PersonId, Ref};
use picture::Picture;
use serde_json::json;

use super::{Replayed, Restated, keys, said};
use crate::actor::Actor;

/// Compares what a case was sealed on with what its lines give, and who signed with who may.
pub(super) fn check(picture: &Picture, number: u64, event: &Event, actor: Option<PersonId>, found: &mut Replayed) {
    let about = Ref::new(Kind::BusinessCase, &number.to_string());
    let mut differs = |what: &str, quoted: String, derived: String| {
        if quoted != derived {
            found.differs.push(Restated { about: about.clone(), what: what.to_owned(), quoted, derived });
        }
    };
    let sheet = picture.case_sheet(number);
    match event {
        Event::Sealed { facts, hash } => {
            found.decisions += 1;
            differs("hash", hash.clone(), facts.hash());
            let (quoted, derived) = (facts.document(), sheet.map(|sheet| sheet.facts.document()).unwrap_or_default());
            for part in keys(&quoted, &derived).filter(|part| *part != "figures") {
                differs(part, said(&quoted[part]), said(&derived[part]));
            }
            let (quoted, derived) = (&quoted["figures"], &derived["figures"]);
            for key in keys(quoted, derived) {
                differs(key, said(&quoted[key]), said(&derived[key]));
            }
            found.figures += quoted.as_object().map_or(0, serde_json::Map::len);
        }
        Event::Signed { pen, hash, .. } => {
            let by = actor.map_or(Actor::House, Actor::Person);
            let signs =
                [Right::SignMarketing, Right::SignIt, Right::SignFinance].iter().any(|right| by.may(picture, *right));
            let held = by.pen(picture).filter(|_| signs);
            differs("signer", json!(pen).to_string(), json!(held).to_string());
            let sealed = picture.business_case(number).and_then(|case| case.sealed.clone());
            differs("signed page", hash.clone(), sealed.unwrap_or_default());
        }
        Event::LineWritten { matter, .. } => {
            let held = actor.map_or(Actor::House, Actor::Person).pen(picture);
            differs("pen of a line", json!(Some(matter.pen())).to_string(), json!(held).to_string());
        }
        _ => {}
    }
}
