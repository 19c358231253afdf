//! A text as sentences of words with their places, and what both languages ask of them.

use super::{Finding, Rule};

/// One sentence.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the whole text.
    pub(super) at: usize,
    pub(super) tokens: Vec<Token<'a>>,
}

/// One word, as it stands and in small letters, with its place in the whole text.
pub(super) struct Token<'a> {
    pub(super) raw: &'a str,
    pub(super) low: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Cuts a text into sentences: at full stops, question and exclamation marks before a space, and at line ends.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let ends = match sign {
            '\n' => true,
            '.' | '!' | '?' => next.is_none_or(|next| next.is_whitespace()) && !abbreviated(&text[start..at]),
            _ => false,
        };
        if ends {
            let end = at + sign.len_utf8();
            out.push(sentence(text, start, end));
            start = end;
        }
    }
    if start < text.len() {
        out.push(sentence(text, start, text.len()));
    }
    out.retain(|sentence| !sentence.tokens.is_empty());
    out
}

/// Whether a full stop belongs to what stands before it: "p.m.", "e.g.".
fn abbreviated(before: &str) -> bool {
    let last = before.rsplit(|sign: char| sign.is_whitespace()).next().unwrap_or_default().to_lowercase();
    matches!(last.as_str(), "a.m" | "p.m" | "e.g" | "i.e" | "p.ex" | "p. ex")
}

fn sentence(text: &str, from: usize, to: usize) -> Sentence<'_> {
    let mut tokens = Vec::new();
    let mut open: Option<usize> = None;
    for (at, sign) in text[from..to].char_indices() {
        let at = from + at;
        let inside = sign.is_alphanumeric() || (sign == '-' && open.is_some());
        match (inside, open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                // An apostrophe belongs to the word before it: l'article, n't.
                let end = if matches!(sign, '\'' | '’') { at + sign.len_utf8() } else { at };
                tokens.push(token(text, start, end));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        tokens.push(token(text, start, to));
    }
    Sentence { text: &text[from..to], at: from, tokens }
}

fn token(text: &str, from: usize, to: usize) -> Token<'_> {
    let raw = &text[from..to];
    Token { raw, low: raw.to_lowercase().replace('’', "'"), from, to }
}

impl Sentence<'_> {
    /// The word at a place, in small letters; nothing beyond the ends.
    pub(super) fn low(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.low.as_str())
    }

    /// Whether one of these words stands before a place.
    pub(super) fn has_before(&self, at: usize, words: &[&str]) -> bool {
        self.tokens[..at.min(self.tokens.len())].iter().any(|token| words.contains(&token.low.as_str()))
    }

    /// The place of the first of these words from a place on.
    pub(super) fn next(&self, at: usize, words: &[&str]) -> Option<usize> {
        (at..self.tokens.len()).find(|place| words.contains(&self.low(*place)))
    }

    /// Whether the sentence holds a number, written in digits.
    pub(super) fn has_number(&self) -> bool {
        self.tokens.iter().any(|token| token.raw.starts_with(|sign: char| sign.is_ascii_digit()))
    }

    /// What stands between the end of a word and the beginning of the next.
    pub(super) fn gap(&self, at: usize) -> &str {
        let from = self.tokens.get(at).map_or(self.at + self.text.len(), |token| token.to);
        let to = self.tokens.get(at + 1).map_or(self.at + self.text.len(), |token| token.from);
        self.text.get(from - self.at..to.max(from) - self.at).unwrap_or_default()
    }

    /// A finding over words of the sentence, both ends included.
    pub(super) fn finding(&self, rule: Rule, first: usize, last: usize) -> Finding {
        Finding { rule, from: self.tokens[first].from, to: self.tokens[last.min(self.tokens.len() - 1)].to }
    }

    /// Finds phrases of a list, the longest first, outside of `without`; a `*` alone stands for one word of any kind,
    /// at the end of a word for any end of it.
    pub(super) fn phrases(
        &self,
        rule: Rule,
        list: &[&str],
        without: &[(usize, usize)],
        found: &mut Vec<Finding>,
    ) -> Vec<(usize, usize)> {
        let mut taken = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let inside = without.iter().any(|(first, last)| (*first..=*last).contains(&at));
            let longest = list.iter().filter_map(|phrase| self.holds(at, phrase)).max().filter(|_| !inside);
            match longest {
                Some(words) => {
                    found.push(self.finding(rule, at, at + words - 1));
                    taken.push((at, at + words - 1));
                    at += words;
                }
                None => at += 1,
            }
        }
        taken
    }

    /// How many words a phrase takes here, where it stands.
    fn holds(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut words = 0;
        for wanted in phrase.split(' ') {
            let here = self.tokens.get(at + words)?;
            let fits = match wanted.strip_suffix('*') {
                Some("") => true,
                Some(start) => here.low.starts_with(start),
                None => here.low == wanted,
            };
            if !fits {
                return None;
            }
            words += 1;
        }
        Some(words)
    }

    /// Dots or a sign that leaves a list open.
    pub(super) fn dots(&self, found: &mut Vec<Finding>) {
        for dots in ["...", "…"] {
            if let Some(at) = self.text.find(dots) {
                let from = self.at + at;
                found.push(Finding { rule: Rule::Open, from, to: from + dots.len() });
            }
        }
    }

    /// Numbers after one of these phrases that end without a unit.
    pub(super) fn bare_numbers(&self, before: &[&str], found: &mut Vec<Finding>) {
        for at in 1..self.tokens.len() {
            let number = self.tokens[at].raw.chars().all(|sign| sign.is_ascii_digit());
            let grouped = self.tokens.get(at + 1).is_some_and(|next| next.from == self.tokens[at].to + 1);
            let ends = at + 1 == self.tokens.len() || self.gap(at).starts_with([',', ';', ')']);
            let bare = ends && !grouped;
            let unit = self.gap(at).contains(['%', '€', '$', '°']);
            if number && bare && !unit {
                let phrase = before.iter().find_map(|phrase| {
                    let words = phrase.split(' ').count();
                    let first = at.checked_sub(words)?;
                    (self.holds(first, phrase) == Some(words)).then_some(first)
                });
                if let Some(first) = phrase {
                    found.push(self.finding(Rule::Quantity, first, at));
                }
            }
        }
    }
}
