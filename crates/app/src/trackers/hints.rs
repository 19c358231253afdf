//! What trackers send of their own accord when something changes there. It is a hint and never a truth: it names an item
//! to be read again, and whatever else it says is passed over. One that is lost, late or repeated costs nothing.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use base::Say;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::connection::{System, base64};

/// The largest hint, in bytes.
pub const HINT_MOST: usize = 2 << 20;
/// How old a hint that tells its time may be, and how far ahead (as Standard Webhooks proposes).
const DRIFT: SignedDuration = SignedDuration::from_mins(5);
/// How many deliveries are remembered, to know one that is repeated.
const REMEMBERED: usize = 10_000;
/// How many items may wait to be read again, one by one; beyond, everything is.
const PENDING_MOST: usize = 10_000;

/// What became of a hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The item it names is to be read again.
    Noted,
    /// It came before.
    Repeated,
    /// It names no item: a test, or something else that happened there.
    Nothing,
    /// It names an item of another repository or project.
    Elsewhere,
    /// It bears no signature.
    Unsigned,
    /// Its signature is not the house's.
    WronglySigned,
    /// It was signed too long ago.
    TooOld,
    /// It is larger than any hint.
    TooLarge,
    /// It is no JSON.
    Unreadable,
}

impl Fate {
    /// Whether the tracker is told that it was not taken.
    pub fn is_refused(self) -> bool {
        self >= Fate::Unsigned
    }

    /// The word programs read.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Noted => "noted",
            Fate::Repeated => "repeated",
            Fate::Nothing => "nothing",
            Fate::Elsewhere => "elsewhere",
            Fate::Unsigned => "unsigned",
            Fate::WronglySigned => "wrongly_signed",
            Fate::TooOld => "too_old",
            Fate::TooLarge => "too_large",
            Fate::Unreadable => "unreadable",
        }
    }

    /// What became of it, in words.
    pub fn say(self) -> Say {
        match self {
            Fate::Noted => Say::new("noté : l'élément sera relu", "noted: the item will be read again"),
            Fate::Repeated => Say::new("répété : déjà reçu", "repeated: it came before"),
            Fate::Nothing => Say::new("ne nomme aucun élément", "names no item"),
            Fate::Elsewhere => Say::new("nomme un élément d'un autre projet", "names an item of another project"),
            Fate::Unsigned => Say::new("refusé : sans signature", "refused: without a signature"),
            Fate::WronglySigned => {
                Say::new("refusé : la signature n'est pas la bonne", "refused: the signature is not the right one")
            }
            Fate::TooOld => Say::new("refusé : signé il y a trop longtemps", "refused: signed too long ago"),
            Fate::TooLarge => Say::new("refusé : trop volumineux", "refused: too large"),
            Fate::Unreadable => Say::new("refusé : illisible", "refused: unreadable"),
        }
    }
}

/// The secret a tracker signs its hints with.
pub struct HintSecret(pub(super) [u8; 32]);

impl HintSecret {
    /// As it is pasted where a tracker asks for a secret.
    pub fn shown(&self) -> String {
        base::hex(&self.0)
    }

    /// As GitLab writes signing tokens, by the form of Standard Webhooks.
    pub fn signing_token(&self) -> String {
        format!("whsec_{}", base64(&self.0))
    }
}

/// How a hint says who sent it, from its headers.
pub(super) struct Envelope<'h> {
    header: &'h dyn Fn(&str) -> Option<String>,
}

impl<'h> Envelope<'h> {
    pub(super) fn new(header: &'h dyn Fn(&str) -> Option<String>) -> Envelope<'h> {
        Envelope { header }
    }

    /// Whether it was sent by who holds the house's secret.
    pub(super) fn check(&self, system: System, secret: &[u8; 32], body: &[u8], now: Timestamp) -> Result<(), Fate> {
        let header = self.header;
        match system {
            System::Github => self.signed("x-hub-signature-256", secret, body),
            System::Jira { .. } => self.signed("x-hub-signature", secret, body),
            System::Gitlab => {
                let Some(signatures) = header("webhook-signature") else {
                    let token = header("x-gitlab-token").ok_or(Fate::Unsigned)?;
                    return right(is_same(token.as_bytes(), base::hex(secret).as_bytes()));
                };
                let (id, at) =
                    (header("webhook-id").unwrap_or_default(), header("webhook-timestamp").unwrap_or_default());
                let signed = [id.as_bytes(), b".", at.as_bytes(), b".", body];
                let expected = base64(&mac(secret, &signed).finalize().into_bytes());
                let fits =
                    |it: &str| it.strip_prefix("v1,").is_some_and(|it| is_same(it.as_bytes(), expected.as_bytes()));
                right(signatures.split(' ').any(fits))?;
                let at = at.parse().ok().and_then(|second| Timestamp::from_second(second).ok()).ok_or(Fate::TooOld)?;
                if now.duration_since(at).abs() <= DRIFT { Ok(()) } else { Err(Fate::TooOld) }
            }
        }
    }

    /// Checks `sha256=…` against the whole body.
    fn signed(&self, name: &str, secret: &[u8; 32], body: &[u8]) -> Result<(), Fate> {
        let signature = (self.header)(name).ok_or(Fate::Unsigned)?;
        // These trackers take the secret as the words it is shown as.
        let expected = base::hex(&mac(base::hex(secret).as_bytes(), &[body]).finalize().into_bytes());
        let given = signature.strip_prefix("sha256=").ok_or(Fate::WronglySigned)?;
        right(is_same(given.to_ascii_lowercase().as_bytes(), expected.as_bytes()))
    }

    /// What tells one delivery from another; the same when it is sent again.
    pub(super) fn delivery(&self, system: System, body: &[u8]) -> [u8; 32] {
        let names: &[&str] = match system {
            System::Github => &["x-github-delivery"],
            System::Jira { .. } => &["x-atlassian-webhook-identifier"],
            System::Gitlab => &["webhook-id", "idempotency-key", "x-gitlab-event-uuid"],
        };
        let id = names.iter().find_map(|name| (self.header)(name));
        Sha256::digest(id.as_deref().map_or(body, str::as_bytes)).into()
    }
}

fn mac(secret: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length is a key");
    parts.iter().for_each(|part| mac.update(part));
    mac
}

fn right(is_right: bool) -> Result<(), Fate> {
    if is_right { Ok(()) } else { Err(Fate::WronglySigned) }
}

/// Compares as a whole, so that it takes as long wherever they differ.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[derive(Deserialize)]
struct Told {
    issue: Option<Named>,
    repository: Option<Place>,
    project: Option<Place>,
    object_kind: Option<String>,
    object_attributes: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    key: Option<String>,
    number: Option<u64>,
    iid: Option<u64>,
}

#[derive(Deserialize)]
struct Place {
    full_name: Option<String>,
    path_with_namespace: Option<String>,
}

/// The key of the item that a hint names.
pub(super) fn named(system: System, path: &str, body: &[u8]) -> Result<String, Fate> {
    let told: Told = serde_json::from_slice(body).map_err(|_| Fate::Unreadable)?;
    let (place, key) = match system {
        System::Jira { .. } => (None, told.issue.and_then(|issue| issue.key)),
        System::Github => {
            let number = told.issue.and_then(|issue| issue.number);
            (told.repository.and_then(|it| it.full_name), number.map(|number| number.to_string()))
        }
        System::Gitlab => {
            let is_issue = matches!(told.object_kind.as_deref(), Some("issue" | "work_item"));
            let iid = if is_issue { told.object_attributes.and_then(|it| it.iid) } else { None };
            let iid = iid.or(told.issue.and_then(|issue| issue.iid));
            (told.project.and_then(|it| it.path_with_namespace), iid.map(|iid| iid.to_string()))
        }
    };
    if !matches!(system, System::Jira { .. }) && place.is_some_and(|place| !place.eq_ignore_ascii_case(path)) {
        return Err(Fate::Elsewhere);
    }
    let is_key = |key: &String| key.len() <= 64 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    key.filter(is_key).ok_or(Fate::Nothing)
}

/// What was heard of one tracker since the house opened its doors.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    /// The keys of the items to be read again.
    pub(super) pending: BTreeSet<String>,
    /// Whether more wait than are kept by key.
    pub(super) is_more: bool,
    /// How often what became of hints, and when last.
    pub(super) fates: BTreeMap<Fate, (u64, Timestamp)>,
    known: HashSet<[u8; 32]>,
    order: VecDeque<[u8; 32]>,
}

impl Hints {
    /// Notes what became of a hint.
    pub(super) fn note(&mut self, fate: Fate, now: Timestamp) {
        let (count, last) = self.fates.entry(fate).or_insert((0, now));
        *count += 1;
        *last = now;
    }

    /// Whether a delivery is the first of its kind; it is remembered.
    pub(super) fn is_first(&mut self, delivery: [u8; 32]) -> bool {
        if !self.known.insert(delivery) {
            return false;
        }
        self.order.push_back(delivery);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }

    /// Has an item read again.
    pub(super) fn expect(&mut self, key: String) {
        if self.pending.len() < PENDING_MOST {
            self.pending.insert(key);
        } else {
            self.is_more = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; 32] = [7; 32];

    fn now() -> Timestamp {
        Timestamp::from_second(1_786_000_000).expect("an instant")
    }

    fn check(system: System, headers: &[(&str, &str)], body: &[u8]) -> Result<(), Fate> {
        let header = |name: &str| headers.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).to_owned());
        Envelope::new(&header).check(system, &SECRET, body, now())
    }

    #[test]
    fn hmac_is_that_of_rfc_4231() {
        let tag = mac(b"Jefe", &[b"what do ya want ", b"for nothing?"]).finalize().into_bytes();
        assert_eq!(base::hex(&tag), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn a_signature_is_that_of_the_whole_body_or_none() {
        let body = br#"{"issue":{"number":7}}"#;
        let tag = base::hex(&mac(base::hex(&SECRET).as_bytes(), &[body]).finalize().into_bytes());
        let signed = format!("sha256={tag}");
        for (system, name) in
            [(System::Github, "x-hub-signature-256"), (System::Jira { is_cloud: true }, "x-hub-signature")]
        {
            assert_eq!(check(system, &[(name, &signed)], body), Ok(()));
            assert_eq!(check(system, &[(name, &signed)], br#"{"issue":{"number":8}}"#), Err(Fate::WronglySigned));
            assert_eq!(check(system, &[(name, &signed[..40])], body), Err(Fate::WronglySigned));
            assert_eq!(check(system, &[(name, &tag)], body), Err(Fate::WronglySigned));
            assert_eq!(check(system, &[], body), Err(Fate::Unsigned));
        }
    }

    #[test]
    fn gitlab_signs_with_its_time_or_shows_the_token() {
        let body = br#"{"object_kind":"issue"}"#;
        assert_eq!(check(System::Gitlab, &[("x-gitlab-token", &base::hex(&SECRET))], body), Ok(()));
        assert_eq!(check(System::Gitlab, &[("x-gitlab-token", "guess")], body), Err(Fate::WronglySigned));
        let sign = |at: &str| {
            let tag = mac(&SECRET, &[b"id-1.", at.as_bytes(), b".", body]).finalize().into_bytes();
            format!("v1,AAAA v1,{}", base64(&tag))
        };
        let sent = |at: &str, signature: &str| {
            let headers = [("webhook-id", "id-1"), ("webhook-timestamp", at), ("webhook-signature", signature)];
            check(System::Gitlab, &headers, body)
        };
        assert_eq!(sent("1786000100", &sign("1786000100")), Ok(()));
        assert_eq!(sent("1785990000", &sign("1785990000")), Err(Fate::TooOld));
        assert_eq!(sent("1786000100", &sign("1786000101")), Err(Fate::WronglySigned));
        // A right token beside a wrong signature does not help.
        let both = [("webhook-signature", "v1,x"), ("x-gitlab-token", &*base::hex(&SECRET))];
        assert_eq!(check(System::Gitlab, &both, body), Err(Fate::WronglySigned));
    }

    #[test]
    fn a_hint_names_an_item_of_its_own_tracker_or_nothing() {
        let jira = |body: &str| named(System::Jira { is_cloud: true }, "", body.as_bytes());
        assert_eq!(jira(r#"{"webhookEvent":"jira:issue_updated","issue":{"key":"WEB-1"}}"#), Ok("WEB-1".to_owned()));
        assert_eq!(jira(r#"{"issue":{"key":"../../admin"}}"#), Err(Fate::Nothing));
        assert_eq!(jira("oops"), Err(Fate::Unreadable));
        let github = |body: &str| named(System::Github, "solvene/app", body.as_bytes());
        assert_eq!(github(r#"{"issue":{"number":7},"repository":{"full_name":"Solvene/app"}}"#), Ok("7".to_owned()));
        assert_eq!(github(r#"{"issue":{"number":7},"repository":{"full_name":"a/b"}}"#), Err(Fate::Elsewhere));
        assert_eq!(github(r#"{"zen":"…","hook_id":1}"#), Err(Fate::Nothing));
        let gitlab = |body: &str| named(System::Gitlab, "s/b", body.as_bytes());
        let issue = r#"{"object_kind":"issue","object_attributes":{"iid":3},"project":{"path_with_namespace":"s/b"}}"#;
        assert_eq!(gitlab(issue), Ok("3".to_owned()));
        let note = r#"{"object_kind":"note","object_attributes":{"iid":9},"issue":{"iid":4},"project":{"path_with_namespace":"s/b"}}"#;
        assert_eq!(gitlab(note), Ok("4".to_owned()));
        assert_eq!(gitlab(r#"{"object_kind":"push"}"#), Err(Fate::Nothing));
    }

    #[test]
    fn what_is_remembered_of_deliveries_is_bounded() {
        let mut hints = Hints::default();
        let id = |number: u64| -> [u8; 32] { Sha256::digest(number.to_be_bytes()).into() };
        assert!(hints.is_first(id(0)) && !hints.is_first(id(0)));
        (1..=REMEMBERED as u64).for_each(|number| assert!(hints.is_first(id(number))));
        assert!(hints.is_first(id(0)), "the oldest is forgotten: it costs one more reading");
        assert_eq!((hints.known.len(), hints.order.len()), (REMEMBERED, REMEMBERED));
        (0..PENDING_MOST + 5).for_each(|number| hints.expect(number.to_string()));
        assert!(hints.pending.len() == PENDING_MOST && hints.is_more);
    }
}
