//! The words of the language, statement by statement, with their lines.

use std::borrow::Cow;

/// Reads statements one after the other.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

/// The words of one line, and how it ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    /// The line of its first word.
    pub(super) line: u64,
    pub(super) words: Vec<Word<'a>>,
    pub(super) end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The line.
    Line,
    /// `{`: a body follows.
    Open,
    /// `}`: a body ends; such a statement has no words.
    Close,
    /// The text; such a statement has no words.
    Eof,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) is_quoted: bool,
}

impl Word<'_> {
    /// Whether it is this word of the language, in capitals or not.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.is_quoted && self.text.eq_ignore_ascii_case(word)
    }
}

/// What is opened and not closed before the text ends, with its line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) line: u64,
    pub(super) what: &'static str,
}

/// How many words of a statement are kept; lists of elements in views may be longer, and say nothing here.
const WORDS: usize = 4096;

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text, at: 0, line: 1 }
    }

    /// The next statement; [`End::Eof`] for ever at the end.
    pub(super) fn next(&mut self) -> Result<Statement<'a>, Unclosed> {
        let mut words: Vec<Word<'a>> = Vec::new();
        let mut line = self.line;
        loop {
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else {
                let end = if words.is_empty() { End::Eof } else { End::Line };
                return Ok(Statement { line, words, end });
            };
            let length = if let Some(length) = continued(rest) {
                length
            } else if rest.starts_with("//") || (words.is_empty() && sign == '#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if words.is_empty() && rest.starts_with("/*") {
                let what = "/*";
                2 + 2 + rest.get(2..).and_then(|rest| rest.find("*/")).ok_or(Unclosed { line: self.line, what })?
            } else if sign == '\n' && !words.is_empty() {
                self.pass(1);
                return Ok(Statement { line, words, end: End::Line });
            } else if sign.is_whitespace() {
                sign.len_utf8()
            } else if sign == '}' {
                let end = if words.is_empty() { End::Close } else { End::Line };
                let line = if words.is_empty() { self.line } else { line };
                self.pass(usize::from(words.is_empty()));
                return Ok(Statement { line, words, end });
            } else {
                if words.is_empty() {
                    line = self.line;
                }
                let (word, length, opens) = word(rest).ok_or(Unclosed { line: self.line, what: "\"\"\"" })?;
                if let Some(word) = word.filter(|_| words.len() < WORDS) {
                    words.push(word);
                }
                self.pass(length);
                if opens {
                    return Ok(Statement { line, words, end: End::Open });
                }
                continue;
            };
            self.pass(length);
        }
    }

    /// Passes over a body in another language, whose `{` is read already, up to the `}` that closes it.
    pub(super) fn pass_foreign(&mut self) -> Result<(), Unclosed> {
        let mut depth = 1_u64;
        let found = self.rest().bytes().position(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let length = found.ok_or(Unclosed { line: self.line, what: "{" })?;
        self.pass(length + 1);
        Ok(())
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn pass(&mut self, length: usize) {
        let passed = self.rest().as_bytes().get(..length).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at += length;
    }
}

/// The length of a `\` that joins a line to the next, with the end of its line.
fn continued(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\\')?;
    let spaces = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    after.get(spaces..)?.starts_with('\n').then_some(1 + spaces + 1)
}

/// One word, its length with its quotes, and whether it opens a body; `None` when a block of text is not closed.
fn word(rest: &str) -> Option<(Option<Word<'_>>, usize, bool)> {
    let quoted = |text| Some(Word { text, is_quoted: true });
    if let Some(block) = rest.strip_prefix("\"\"\"") {
        let length = block.find("\"\"\"")?;
        return Some((quoted(Cow::Borrowed(&block[..length])), length + 6, false));
    }
    if let Some(string) = rest.strip_prefix('"') {
        let (text, length) = string_of(string);
        return Some((quoted(text), length + 1, false));
    }
    let length = rest.find(|sign: char| sign.is_whitespace() || sign == '"').unwrap_or(rest.len());
    let bare = rest.get(..length.max(1)).unwrap_or(rest);
    let (text, opens) = match bare.strip_suffix('{') {
        Some(before) if !before.ends_with('$') => (before, true),
        _ => (bare, false),
    };
    let word = (!text.is_empty()).then_some(Word { text: Cow::Borrowed(text), is_quoted: false });
    Some((word, bare.len(), opens))
}

/// What stands between quotes, and its length with the closing one. A quote nobody closes ends with its line.
fn string_of(string: &str) -> (Cow<'_, str>, usize) {
    let mut owned: Option<String> = None;
    let mut from = 0;
    let mut at = 0;
    while let Some(sign) = string.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &string[at..];
        let (insert, length) = match sign {
            '"' | '\n' => {
                let length = if sign == '"' { at + 1 } else { at };
                return (finish(owned, &string[from..at]), length);
            }
            '\\' if rest.starts_with("\\\"") => ("\"", 2),
            '\\' if rest.starts_with("\\n") => ("\n", 2),
            '\\' => match continued(rest) {
                Some(length) => ("", length),
                None => {
                    at += 1;
                    continue;
                }
            },
            sign => {
                at += sign.len_utf8();
                continue;
            }
        };
        let text = owned.get_or_insert_default();
        text.push_str(&string[from..at]);
        text.push_str(insert);
        at += length;
        from = at;
    }
    (finish(owned, &string[from..]), string.len())
}

fn finish(owned: Option<String>, rest: &str) -> Cow<'_, str> {
    match owned {
        Some(mut text) => {
            text.push_str(rest);
            Cow::Owned(text)
        }
        None => Cow::Borrowed(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Statements as `line: words end`.
    fn check(text: &str, expect: &[&str]) {
        let mut lexer = Lexer::new(text);
        let mut got = Vec::new();
        loop {
            let statement = lexer.next().unwrap();
            let words: Vec<String> = statement.words.iter().map(|word| word.text.to_string()).collect();
            let end = match statement.end {
                End::Eof => break,
                End::Line => "",
                End::Open => " {",
                End::Close => "}",
            };
            got.push(format!("{}: {}{end}", statement.line, words.join("|")));
        }
        assert_eq!(got, expect);
    }

    #[test]
    fn statements_are_lines_and_bodies() {
        check("a b\r\n\n c \"d e\" {\n}\n", &["1: a|b", "3: c|d e {", "4: }"]);
        check("a { b }", &["1: a {", "1: b", "1: }"]);
        check("model{\n}}", &["1: model {", "2: }", "2: }"]);
    }

    #[test]
    fn comments_continued_lines_and_blocks_of_text_are_understood() {
        check("// x {\n# y\n/* z {\n} */ a // b\nc #ffffff https://x/y", &["4: a", "5: c|#ffffff|https://x/y"]);
        check("a \\\n  b \\\n c\nd", &["1: a|b|c", "4: d"]);
        check("a \"\"\"\n one {\n two\n\"\"\" b\nc", &["1: a|\n one {\n two\n|b", "5: c"]);
        check("a \"say \\\"hi\\\" \\\\ ${X}\" ${Y} \"open\nb", &["1: a|say \"hi\" \\\\ ${X}|${Y}|open", "2: b"]);
    }

    #[test]
    fn what_is_never_closed_is_told_with_its_line() {
        assert_eq!(Lexer::new("\n\n/* a").next(), Err(Unclosed { line: 3, what: "/*" }));
        assert_eq!(Lexer::new("\na \"\"\" b").next(), Err(Unclosed { line: 2, what: "\"\"\"" }));
    }
}
