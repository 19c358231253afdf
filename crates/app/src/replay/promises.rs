//! What stamps and publications quote of a promise, derived again.

use agenda::promise;
use base::{PersonId, Ref};
use picture::Picture;
use serde_json::{Value, json};

use super::{Replayed, Restated, keys, said};

/// Compares what a stamp or a publication was signed on with what the log gives, and who signed it.
pub(super) fn follow(
    picture: &Picture,
    id: &Ref,
    event: &promise::Event,
    actor: Option<PersonId>,
    found: &mut Replayed,
) {
    let (promise::Event::Stamped { facts, hash, .. } | promise::Event::Published { facts, hash, .. }) = event else {
        return;
    };
    let mut differs = |what: &str, quoted: &Value, derived: &Value| {
        if quoted != derived {
            let (quoted, derived) = (said(quoted), said(derived));
            found.differs.push(Restated { about: id.clone(), what: what.to_owned(), quoted, derived });
        }
    };
    differs("hash", &json!(hash), &json!(facts.hash()));
    let quoted = facts.document();
    let derived = picture.promised(id).map_or(Value::Null, |promised| promised.facts());
    for part in keys(&quoted, &derived).filter(|part| *part != "figures") {
        differs(part, &quoted[part], &derived[part]);
    }
    for key in keys(&quoted["figures"], &derived["figures"]) {
        differs(key, &quoted["figures"][key], &derived["figures"][key]);
    }
    let signer = actor.and_then(|id| picture.person(id));
    match event {
        promise::Event::Stamped { role, .. } => {
            let holds = signer.is_some_and(|person| person.roles.contains(role));
            differs("role of the stamp", &json!(role), &if holds { json!(role) } else { json!("nobody who holds it") });
        }
        promise::Event::Published { missing, .. } => {
            let standing = picture.promise(id).cloned().unwrap_or_default().missing();
            differs("who was not heard", &json!(missing), &json!(standing));
        }
        _ => {}
    }
    found.figures += quoted["figures"].as_object().map_or(0, serde_json::Map::len);
}
