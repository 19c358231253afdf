//! The things an API is about, from its paths.

use std::collections::HashMap;

/// Names the objects of an API from its paths or channels, the most frequent first.
///
/// Of each path the last segment that is no parameter, no version and no verb, in small letters, one of several:
/// `/v2/Accounts/{sid}/Messages.json` → `message`. What is equally frequent stands in alphabetical order.
pub fn nouns<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counted: HashMap<String, u64> = HashMap::new();
    for path in paths {
        if let Some(noun) = noun(path) {
            *counted.entry(noun).or_default() += 1;
        }
    }
    let mut nouns: Vec<(String, u64)> = counted.into_iter().collect();
    nouns.sort_by(|(a, often_a), (b, often_b)| often_b.cmp(often_a).then_with(|| a.cmp(b)));
    nouns.into_iter().map(|(noun, _)| noun).collect()
}

/// Last segments that say what is done, not with what.
const VERBS: &[&str] = &[
    "send",
    "search",
    "cancel",
    "export",
    "import",
    "validate",
    "verify",
    "approve",
    "reject",
    "resend",
    "activate",
    "deactivate",
    "enable",
    "disable",
    "archive",
    "unarchive",
    "restore",
    "merge",
    "clone",
    "duplicate",
    "refresh",
    "preview",
    "test",
    "start",
    "stop",
    "pause",
    "resume",
    "read",
    "create",
    "update",
    "delete",
    "upsert",
    "batch",
    "bulk",
    "query",
    "count",
    "list",
    "all",
    "default",
    "latest",
    "current",
    "pending",
    "on",
    "off",
    "dim",
    "event",
    "api",
    "rest",
    "json",
    "relationship",
    "association",
    "action",
    "turn",
    "subscribe",
    "unsubscribe",
    "publish",
    "get",
    "set",
    "add",
    "remove",
    "me",
    "id",
    "by-id",
];

fn noun(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let is_dotted = !path.contains('/');
    let segments: Vec<String> = path
        .split(move |sign: char| sign == '/' || (is_dotted && (sign == '.' || sign == ':')))
        .filter(|segment| segment.len() < 100)
        .map(|segment| word(&without_parameters(segment)))
        .filter(|segment| !segment.is_empty() && !is_version(segment) && segment.chars().any(char::is_alphabetic))
        .collect();
    let is_noun = |segment: &&String| !VERBS.contains(&segment.as_str()) && !is_done(segment);
    segments.iter().rev().find(is_noun).or(segments.last()).cloned()
}

/// `orders-{region}` without what stands in braces.
fn without_parameters(segment: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(segment.len());
    for sign in segment.chars() {
        match sign {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            '*' => {}
            sign if depth == 0 => kept.push(sign),
            _ => {}
        }
    }
    kept
}

/// A segment as a word: `MessagingServices.json` → `messaging-service`.
fn word(segment: &str) -> String {
    let segment = segment.split(':').next().unwrap_or_default();
    let segment = segment.strip_suffix(".json").or_else(|| segment.strip_suffix(".xml")).unwrap_or(segment);
    let mut spaced = String::with_capacity(segment.len() + 4);
    let mut before = ' ';
    for sign in segment.chars() {
        if sign.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(sign);
        before = sign;
    }
    match base::slug(&spaced).as_str() {
        "-" => String::new(),
        folded => singular(folded),
    }
}

/// `v1`, `v1.0`, `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or(segment);
    let is_number = !digits.is_empty() && digits.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
    is_number
        || ["alpha", "beta"]
            .iter()
            .any(|stage| digits.split(stage).count() == 2 && digits.starts_with(|sign: char| sign.is_ascii_digit()))
}

/// What has happened to a thing, as events are named: `user/signedup`, `comment.liked`.
fn is_done(segment: &str) -> bool {
    matches!(segment, "signedup" | "signed-up" | "paid" | "sent")
        || (segment.len() > 4 && segment.ends_with("ed") && !segment.ends_with("eed") && !segment.contains('-'))
}

/// One of several, by the plain rules of English; words that only look so stay.
fn singular(word: &str) -> String {
    let fixed = |end: &str, with: &str| {
        word.strip_suffix(end).filter(|stem| stem.len() > 1).map(|stem| format!("{stem}{with}"))
    };
    let is_one = word.len() < 4 || ["ss", "us", "is", "news", "series"].iter().any(|end| word.ends_with(end));
    if is_one {
        return word.to_owned();
    }
    fixed("ies", "y")
        .or_else(|| {
            ["sses", "shes", "ches", "xes", "zes"]
                .iter()
                .find_map(|end| fixed(end, end.strip_suffix("es").unwrap_or(end)))
        })
        .or_else(|| fixed("s", ""))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_objects_of_an_api_are_the_ends_of_its_paths() {
        for (path, expect) in [
            ("/api/accounts", Some("account")),
            ("/api/profiles/{id}/relationships/lists", Some("profile")),
            ("/v2/Services/{ServiceSid}/RateLimits/{Sid}", Some("rate-limit")),
            ("/2010-04-01/Accounts/{Sid}/Messages.json", Some("message")),
            ("/mail/send", Some("mail")),
            ("/v1/projects/{p}:cancel", Some("project")),
            ("/categories/{id}/boxes", Some("box")),
            ("/address", Some("address")),
            ("/{tenant}/{id}.json", None),
            ("adeo-{env}-COSTING-REQUEST-{version}", Some("adeo-costing-request")),
            ("/", None),
            ("/api/v1beta1/status", Some("status")),
            ("user/signedup", Some("user")),
            ("smartylighting.streetlights.1.0.event.{id}.lighting.measured", Some("lighting")),
            ("https://example.com/books/{id}", Some("book")),
        ] {
            assert_eq!(noun(path).as_deref(), expect, "{path}");
        }
        assert_eq!(nouns(["/b", "/a", "/b/{id}", "/c"].into_iter()), ["b", "a", "c"]);
    }
}
