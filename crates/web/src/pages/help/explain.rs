//! Explains the glossary's words where they stand on a page.
//!
//! A page says which of its parts are sentences of ours with a bare `data-terms` on the element around them. There the
//! first occurrence of each term in each section becomes a marked word; what is pressed, quoted or, by `data-typed`,
//! somebody's own words is left alone. It is one pass over the finished page, so that a section knows what it has explained already.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use base::{Lang, Side};
use maud::{Markup, PreEscaped, html};

use super::glossary::{self, Term};
use crate::ui::term::{self, Meaning};

/// Phrases that look like a term and are none.
const OTHERWISE: [(Lang, &[&str]); 2] =
    [(Lang::Fr, &["en charge", "à la charge"]), (Lang::En, &["call centre", "call centres", "range of"])];

/// Elements whose words are never marked: pressed, headed, typed, quoted, drawn.
const LEFT_ALONE: [&str; 24] = [
    "a", "button", "input", "label", "select", "textarea", "option", "summary", "details", "h1", "h2", "h3", "h4",
    "h5", "h6", "th", "caption", "q", "cite", "code", "kbd", "pre", "svg", "time",
];

/// Elements without an end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "wbr", "source"];

/// The page with its words explained in the reader's side's words, and at its end the list of those explained.
pub fn explained(lang: Lang, side: Side, page: Markup) -> Markup {
    let page = page.into_string();
    if !page.contains(MARK) {
        return PreEscaped(page);
    }
    let mut pass = Pass {
        lang,
        side,
        words: &WORDS[lang as usize],
        out: String::with_capacity(page.len() * 5 / 4),
        used: Vec::new(),
        seen: vec![0],
    };
    pass.over(&page);
    let (out, used) = (pass.out, pass.used);
    let meanings: Vec<Meaning> = used.into_iter().map(|term| meaning(term, lang, side)).collect();
    html! { (PreEscaped(out)) @if !meanings.is_empty() { (term::used(lang, &meanings)) } }
}

/// The terms a text holds, marked ones and everyday ones, each once.
#[cfg(test)]
pub fn terms_in(lang: Lang, text: &str) -> Vec<&'static Term> {
    let mut found: Vec<&'static Term> = Vec::new();
    for hit in WORDS[lang as usize].hits(text) {
        if let Some((_, term)) = hit.term.filter(|(_, term)| !found.iter().any(|known| known.key == term.key)) {
            found.push(term);
        }
    }
    found
}

/// On an element around sentences of ours.
const MARK: &str = "data-terms";
/// On an element within them whose words are somebody's.
const TYPED: &str = "data-typed";

/// What is looked for outside of sentences.
static LANDMARKS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(["<section", "</section", MARK]).expect("three short patterns"));
/// The place of [`MARK`] among them.
const MARKED: usize = 2;

fn meaning(term: &'static Term, lang: Lang, side: Side) -> Meaning<'static> {
    Meaning {
        key: term.key,
        word: term.word.in_lang(lang),
        means: term.means(side).in_lang(lang),
        otherwise: term.otherwise(side).map(|(side, words)| (side, words.in_lang(lang))),
    }
}

/// One way through a page.
struct Pass {
    lang: Lang,
    side: Side,
    words: &'static Matcher,
    out: String,
    used: Vec<&'static Term>,
    /// For each open section, the terms marked in it, by their bit.
    seen: Vec<u128>,
}

/// Where the way stands within a part of sentences.
#[derive(Default)]
struct Inside {
    /// Open elements within it, itself included.
    depth: usize,
    /// The depth of the element that is left alone, while within one.
    alone: Option<usize>,
    /// Open quotation marks.
    quoted: usize,
}

impl Inside {
    /// Goes past a tag.
    fn pass(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name.is_empty() || VOID.contains(&name) {
            return;
        }
        if !tag.starts_with("</") {
            self.depth += 1;
            if self.alone.is_none() && (LEFT_ALONE.contains(&name) || says(tag, TYPED)) {
                self.alone = Some(self.depth);
            }
            return;
        }
        if self.alone == Some(self.depth) {
            self.alone = None;
        }
        self.depth -= 1;
    }
}

impl Pass {
    /// Markup of ours is well formed and escapes `<` and `>` in attributes, so that a tag ends at the next `>`.
    ///
    /// Most of a page holds no sentence: there only sections and the beginnings of sentences are looked for.
    fn over(&mut self, page: &str) {
        let mut rest = page;
        while let Some(found) = LANDMARKS.find(rest) {
            let at = match found.pattern().as_usize() {
                MARKED => rest[..found.start()].rfind('<').unwrap_or(found.start()),
                _ => found.start(),
            };
            // Outside of a tag it is a word somebody wrote.
            if rest[at..found.start()].contains('>') {
                let (before, after) = rest.split_at(found.end());
                self.out.push_str(before);
                rest = after;
                continue;
            }
            let Some(close) = rest[found.start()..].find('>') else { break };
            let (before, after) = rest.split_at(found.start() + close + 1);
            self.out.push_str(before);
            rest = after;
            let tag = &before[at..];
            self.section(tag);
            if says(tag, MARK) {
                rest = self.sentences(rest);
            }
        }
        self.out.push_str(rest);
    }

    /// What an element of sentences holds, its end included; gives the rest of the page.
    fn sentences<'p>(&mut self, page: &'p str) -> &'p str {
        let mut inside = Inside { depth: 1, ..Inside::default() };
        let mut rest = page;
        while let Some(open) = rest.find('<') {
            let (text, tagged) = rest.split_at(open);
            let Some(close) = tagged.find('>') else { break };
            let (tag, after) = tagged.split_at(close + 1);
            match inside.alone {
                None => self.text(text, &mut inside.quoted),
                Some(_) => self.out.push_str(text),
            }
            self.out.push_str(tag);
            self.section(tag);
            inside.pass(tag);
            rest = after;
            if inside.depth == 0 {
                break;
            }
        }
        rest
    }

    /// Keeps count of the sections that open and end.
    fn section(&mut self, tag: &str) {
        if tag.starts_with("<section") {
            self.seen.push(0);
        } else if tag.starts_with("</section") && self.seen.len() > 1 {
            self.seen.pop();
        }
    }

    /// Marks the terms of a text, outside quotation marks: what is quoted is a name, and its words are somebody's.
    fn text(&mut self, text: &str, quoted: &mut usize) {
        let mut rest = text;
        while let Some(at) = rest.find(['«', '“', '»', '”']) {
            let (before, sign) = rest.split_at(at);
            self.plain(before, *quoted > 0);
            let sign_len = sign.chars().next().map_or(1, char::len_utf8);
            *quoted = match sign.starts_with(['«', '“']) {
                true => *quoted + 1,
                false => quoted.saturating_sub(1),
            };
            self.out.push_str(&sign[..sign_len]);
            rest = &sign[sign_len..];
        }
        self.plain(rest, *quoted > 0);
    }

    fn plain(&mut self, text: &str, quoted: bool) {
        let mut done = 0;
        let hits = if quoted || text.len() < 2 { Vec::new() } else { self.words.hits(text) };
        for hit in hits {
            let Some((bit, term)) = hit.term.filter(|(_, term)| !term.everyday) else { continue };
            let seen = self.seen.last_mut().expect("the page itself is a section that never ends");
            if *seen >> bit & 1 == 1 {
                continue;
            }
            *seen |= 1 << bit;
            if !self.used.iter().any(|known| known.key == term.key) {
                self.used.push(term);
            }
            self.out.push_str(&text[done..hit.from]);
            let words = PreEscaped(text[hit.from..hit.to].to_owned());
            let mark = term::mark(self.lang, &words, &meaning(term, self.lang, self.side));
            self.out.push_str(&mark.into_string());
            done = hit.to;
        }
        self.out.push_str(&text[done..]);
    }
}

/// Whether a tag bears a bare attribute; the same word within a value is somebody's.
fn says(tag: &str, attribute: &str) -> bool {
    let outside = || tag.split('"').step_by(2);
    tag.contains(attribute) && outside().any(|part| part.split([' ', '>']).any(|word| word == attribute))
}

/// Where a term stands in a text.
struct Hit {
    from: usize,
    to: usize,
    /// The term with its number; `None` for a phrase that only looks like one.
    term: Option<(usize, &'static Term)>,
}

/// Recognises the terms of one language.
struct Matcher {
    automaton: AhoCorasick,
    /// What each pattern stands for: the number of its term, and whether its capitals count.
    patterns: Vec<(Option<(usize, &'static Term)>, bool)>,
}

static WORDS: LazyLock<[Matcher; 2]> = LazyLock::new(|| [Matcher::of(Lang::Fr), Matcher::of(Lang::En)]);

impl Matcher {
    fn of(lang: Lang) -> Matcher {
        let mut texts: Vec<String> = Vec::new();
        let mut patterns = Vec::new();
        let decoys = OTHERWISE.iter().filter(|(of, _)| *of == lang).flat_map(|(_, phrases)| phrases.iter());
        let decoys = decoys.map(|phrase| (None, *phrase));
        let forms =
            glossary::all().enumerate().flat_map(|(n, term)| term.forms(lang).map(move |form| (Some((n, term)), form)));
        for (term, form) in forms.chain(decoys) {
            // An acronym is one only in capitals: "it" is no IT.
            let exact = form.chars().all(|c| !c.is_lowercase());
            for written in spellings(form) {
                texts.push(written);
                patterns.push((term, exact));
            }
        }
        let automaton =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&texts);
        Matcher { automaton: automaton.expect("a few hundred short patterns"), patterns }
    }

    /// Whole words from left to right, the longest at each place.
    fn hits(&self, text: &str) -> Vec<Hit> {
        let mut all: Vec<Hit> = Vec::new();
        for found in self.automaton.find_overlapping_iter(text) {
            let (term, exact) = self.patterns[found.pattern().as_usize()];
            let (from, to) = (found.start(), found.end());
            let as_written = || text[from..to].chars().all(|c| !c.is_lowercase());
            if is_whole(text, from, to) && (!exact || as_written()) {
                all.push(Hit { from, to, term });
            }
        }
        all.sort_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)));
        let mut end = 0;
        all.retain(|hit| {
            let free = hit.from >= end;
            if free {
                end = hit.to;
            }
            free
        });
        all
    }
}

/// A form as texts write it: both apostrophes, spaces that break and such that do not, a first letter with an accent in
/// capitals.
fn spellings(form: &str) -> Vec<String> {
    let mut out = vec![form.to_owned()];
    let also = |out: &mut Vec<String>, of: &dyn Fn(&str) -> String| {
        let more: Vec<String> = out.iter().map(|known| of(known)).filter(|new| !out.contains(new)).collect();
        out.extend(more);
    };
    also(&mut out, &|known| known.replace('’', "'"));
    also(&mut out, &|known| known.replace(' ', "\u{a0}"));
    also(&mut out, &|known| {
        let mut signs = known.chars();
        signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
    });
    also(&mut out, &|known| {
        let mut signs = known.chars();
        signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
    });
    out
}

/// Whether what stands between the two places is no part of a longer word; an elided article is a word of its own.
fn is_whole(text: &str, from: usize, to: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let after_entity = text[..from].ends_with('&');
    !after_entity && !text[..from].ends_with(joins) && !text[to..].starts_with(joins)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(lang: Lang, page: &Markup) -> String {
        explained(lang, Side::Marketing, page.clone()).into_string()
    }

    /// The keys marked, in order.
    fn marks(html: &str) -> Vec<&str> {
        let starts = html.split("aria-describedby=\"word-").skip(1);
        starts.map(|rest| rest.split('"').next().unwrap_or_default()).collect()
    }

    /// The words of a page as read without what unfolds and without the list at its end.
    fn words(html: &str) -> String {
        let body = html.split("<aside class=\"words-used\"").next().unwrap_or_default();
        let mut out = String::new();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once("<span class=\"meaning\"") {
            out.push_str(before);
            let mut depth = 1;
            let mut at = after.find('>').map_or(after.len(), |end| end + 1);
            while depth > 0 {
                let Some(next) = after[at..].find('<').map(|next| next + at) else { break };
                depth += match &after[next..] {
                    tag if tag.starts_with("<span") => 1,
                    tag if tag.starts_with("</span") => -1,
                    _ => 0,
                };
                at = after[next..].find('>').map_or(after.len(), |end| next + end + 1);
            }
            rest = &after[at..];
        }
        out.push_str(rest);
        let mut text = String::new();
        let mut inside = false;
        for c in out.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        text
    }

    /// Whether each element that opens ends where it may.
    fn is_well_formed(html: &str) -> bool {
        let mut open: Vec<&str> = Vec::new();
        let mut rest = html;
        while let Some((_, after)) = rest.split_once('<') {
            let Some((tag, then)) = after.split_once('>') else { return false };
            let ends = tag.starts_with('/');
            let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
            match (ends, VOID.contains(&name)) {
                (_, true) => {}
                (false, _) => open.push(name),
                (true, _) if open.pop() == Some(name) => {}
                (true, _) => return false,
            }
            rest = then;
        }
        open.is_empty()
    }

    #[test]
    fn a_term_is_marked_once_in_a_section_where_a_sentence_of_ours_holds_it() {
        let page = html! {
            section {
                h2 { "The cache" }
                p data-terms { "A cache, the cache; " a href="/" { "a queue" } " and “quotas”, and quotas." }
                section { p data-terms { "Another cache." } }
                p data-terms { "No other cache." span data-typed { " A freeze." } }
                p { "A freeze nobody asked to explain." }
                p title="typed data-terms >" { "A freeze." }
                p { "Somebody writes data-terms here" } div { p { "and a freeze there." } }
            }
        };
        let html = told(Lang::En, &page);
        assert_eq!(marks(&html), ["cache", "quota", "cache"]);
        assert_eq!(html.matches("id=\"word-cache\"").count(), 1, "described once");
        assert!(
            html.contains(">A <span class=\"term\" tabindex=\"0\" aria-describedby=\"word-cache\">cache<"),
            "{html}"
        );
        assert!(is_well_formed(&html));
    }

    #[test]
    fn whole_words_are_recognised_in_their_forms_longest_first_and_acronyms_in_capitals() {
        for (lang, text, keys) in [
            (Lang::Fr, "L’API répond, d'API en API", &["api"][..]),
            (Lang::Fr, "le Niveau de service, pas les niveaux", &["service-level"]),
            (Lang::Fr, "27,5\u{a0}appels par affichage", &["calls-per-view"]),
            (Lang::Fr, "À vérifier auprès de la DSI", &["stale", "it"]),
            (Lang::En, "it is in IT", &["it"]),
            (Lang::En, "ask the call centre to call", &["call"]),
            (Lang::En, "cached, uncached, cache-like", &["cache"]),
            (Lang::En, "R&D &amp; sms", &[]),
        ] {
            let page = html! { p data-terms { (PreEscaped(text)) } };
            assert_eq!(marks(&told(lang, &page)), keys, "{text}");
        }
    }

    #[test]
    fn each_side_reads_its_own_words_and_how_the_other_side_calls_it() {
        let page = html! { p data-terms { "At peak" } };
        let of = |side| explained(Lang::En, side, page.clone()).into_string();
        assert!(of(Side::Marketing).contains("busiest time of the week") && of(Side::Marketing).contains("load spike"));
        assert!(of(Side::It).contains("for which one sizes") && of(Side::It).contains("rush hour"));
        assert!(of(Side::Other).contains("busiest time of the week"), "plain words for the others");
    }

    #[test]
    fn every_term_has_a_bit_of_its_own() {
        assert!(glossary::all().count() <= u128::BITS as usize);
    }

    proptest! {
        #[test]
        fn marking_changes_no_word_and_breaks_no_markup(
            pieces in prop::collection::vec(prop_oneof![
                Just("cache".to_owned()), Just("API".to_owned()), Just("file d'attente".to_owned()), Just("«".to_owned()),
                Just("”".to_owned()), Just("<script>cache</script>".to_owned()), Just("\" onfocus=\"x".to_owned()),
                Just("&amp;lt;".to_owned()), Just("data-terms".to_owned()), Just("</p>".to_owned()), any::<String>(),
            ], 0..12),
            lang in prop_oneof![Just(Lang::Fr), Just(Lang::En)],
        ) {
            let text = pieces.join(" ");
            let page = html! {
                section title=(text) {
                    p data-terms title=(text) { (text) b { (text) } br; a href=(text) { (text) } (text) }
                    p { (text) }
                }
            };
            let plain = page.clone().into_string();
            let html = told(lang, &page);
            prop_assert_eq!(words(&html), words(&plain));
            prop_assert!(is_well_formed(&html), "{}", html);
            let mut seen = marks(&html);
            let all = seen.len();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(seen.len(), all, "each once in its section");
        }
    }
}
