//! The hosts a piece of HTML or a template's permissions call, and nothing else of them.

use std::collections::BTreeSet;

use crate::formats::har::host::{Target, target};

/// Hosts that name a vocabulary and are never called.
const VOCABULARIES: &[&str] = &["schema.org", "www.schema.org", "www.w3.org", "purl.org"];

/// Finds every host a script, a picture or a frame of the markup is loaded from, also where a script puts the address
/// together: addresses that begin between quotation marks. Links a visitor may click are none.
pub(super) fn hosts(markup: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let markup = without_comments(markup);
    for (at, _) in markup.match_indices("//") {
        let before = before(&markup, at);
        let quoted = before.ends_with(['"', '\'', '`', '=', '(']);
        if !quoted || is_link(before) {
            continue;
        }
        let address = address(&markup, at);
        // A name the script goes on to put together, as in '//ssl' + '.example.com', is no host.
        let host = match target(address) {
            Target::Host(host) if is_public(&host) && !VOCABULARIES.contains(&host.as_str()) => host,
            _ => continue,
        };
        found.insert(host);
    }
    found
}

/// Finds the hosts a template asks leave to call, in the section of its text that lists its permissions.
pub(super) fn permitted(template: &str) -> BTreeSet<String> {
    let Some((_, section)) = template.split_once("___WEB_PERMISSIONS___") else { return BTreeSet::new() };
    let section = section.split("\n___").next().unwrap_or(section);
    let mut found = BTreeSet::new();
    for (at, _) in section.match_indices("//") {
        let address = address(section, at);
        // "https://*.example.com/*" leaves the first label open.
        let host = match target(&address.replacen("//*.", "//", 1)) {
            Target::Host(host) if is_public(&host) => host,
            _ => continue,
        };
        found.insert(host);
    }
    found
}

/// How far around two strokes is looked: no host and no opening of a link is longer. Markup made to be slow stays cheap.
const NEAR: usize = 400;

/// What stands before the address around the two strokes at `at`, not farther than near.
fn before(text: &str, at: usize) -> &str {
    let before = text.get(text.floor_char_boundary(at.saturating_sub(NEAR))..at).unwrap_or("");
    ["https:", "http:"].iter().find_map(|scheme| before.strip_suffix(scheme)).unwrap_or(before)
}

/// The address from the two strokes at `at` to its end, cut where it gets far; its host stands at its beginning.
fn address(text: &str, at: usize) -> &str {
    let rest = text.get(at..text.floor_char_boundary(at.saturating_add(NEAR))).unwrap_or("");
    let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>)\\,;+".contains(c)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

/// Whether the address stands in a link: `<a href="…`.
fn is_link(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', '`']);
    before.ends_with("href=") && before.rsplit('<').next().is_some_and(|tag| tag.starts_with(['a', 'A']))
}

/// A name with an ending of letters: no address, no machine of one's own.
fn is_public(host: &str) -> bool {
    let ending = host.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ending.len() >= 2 && ending.chars().all(char::is_alphabetic))
}

fn without_comments(markup: &str) -> String {
    let mut kept = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markup: &str, expect: &[&str]) {
        assert_eq!(hosts(markup).into_iter().collect::<Vec<_>>(), expect, "{markup}");
    }

    #[test]
    fn what_a_page_loads_is_found_and_what_it_links_to_is_not() {
        check(r#"<script src="https://cdn.example.com/a.js?key=1"></script>"#, &["cdn.example.com"]);
        check("<img src=//px.example.com/p.gif>", &["px.example.com"]);
        check("s.src='//connect.example.net/sdk.js';", &["connect.example.net"]);
        check("t.src=`https://t.example.io/`+id;", &["t.example.io"]);
        check(r#"<a href="https://www.example.com/imprint">Imprint</a>"#, &[]);
        check(r#"<link rel="preload" href="https://fonts.example.com/x">"#, &["fonts.example.com"]);
        check(r#"<!-- <script src="https://old.example.com/a.js"> -->"#, &[]);
        check(r#"{"@context": "https://schema.org"}"#, &[]);
        check("// see https://docs.example.com\nvar a = 1;", &[]);
        check("('https:' == p ? 'https://ssl' : 'http://www') + '.example.com/ga.js'", &[]);
        check(r#"<img src="https://{{Host}}/p.gif">"#, &[]);
        check("x('https://user:secret@in.example.com/a')", &["in.example.com"]);
        // Markup made to be slow: no host, and soon told so.
        check(&"/".repeat(300_000), &[]);
        check(&"<a href='//".repeat(30_000), &[]);
        check("fetch('http://localhost:3000/x'); fetch('http://10.0.0.1/x')", &[]);
    }

    #[test]
    fn a_template_says_whom_it_asks_leave_to_call() {
        let template = "___SANDBOXED_JS_FOR_WEB_TEMPLATE___\n// https://elsewhere.example.org\n\n___WEB_PERMISSIONS___\n\
                        [{\"string\": \"https://*.example.com/*\"}, {\"string\": \"https://cdn.example.net/t.js\"}]\n\n\
                        ___TESTS___\nhttps://tests.example.org";
        assert_eq!(permitted(template).into_iter().collect::<Vec<_>>(), ["cdn.example.net", "example.com"]);
        assert!(permitted("nothing").is_empty());
    }
}
