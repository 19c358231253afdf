//! How much room words take in a drawing, and how they are broken to fit: no font is at hand when a page is drawn.

/// The height of a line.
pub(super) fn leading(size: f64) -> f64 {
    size * 1.22
}

/// About how wide words are, in the widest of the fonts asked for.
pub(super) fn width_of(words: &str, size: f64) -> f64 {
    let em = |sign: char| match sign {
        'i' | 'j' | 'l' | 'I' | '\'' | '’' | '.' | ',' | ':' | ';' | '|' | '!' => 0.31,
        'f' | 't' | 'r' | '(' | ')' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '/' | '·' => 0.39,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '→' | '■' | '▲' | '✓' | '✕' | '◐' => 0.95,
        'A'..='Z' | 'À'..='Ý' => 0.74,
        '\u{0}'..='\u{24f}' => 0.57,
        _ => 1.05,
    };
    words.chars().map(em).sum::<f64>() * size
}

/// Words on at most so many lines, broken between words where that can be, shortened where it must.
pub(super) fn wrapped(words: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = short(words).split_whitespace().collect();
    while !rest.is_empty() && lines.len() < most {
        let last = lines.len() + 1 == most;
        let fits = |n: usize| width_of(&rest[..n].join(" "), size) <= room;
        let n = (1..=rest.len()).rev().find(|n| fits(*n)).unwrap_or(0);
        let (taken, line) = match n {
            _ if last && n < rest.len() => (rest.len(), clipped(&rest.join(" "), size, room)),
            // One word alone is too long.
            0 => (1, clipped(rest[0], size, room)),
            n => (n, rest[..n].join(" ")),
        };
        lines.push(line);
        rest.drain(..taken);
    }
    lines
}

/// The beginning of words no drawing has room for: measuring goes over them again and again.
fn short(words: &str) -> &str {
    const MOST: usize = 400;
    words.char_indices().nth(MOST).map_or(words, |(end, _)| words.get(..end).unwrap_or(words))
}

fn clipped(words: &str, size: f64, room: f64) -> String {
    let mut kept = short(words).to_owned();
    while width_of(&kept, size) > room - size && kept.pop().is_some() {}
    format!("{}…", kept.trim_end())
}

/// Words on one line, shortened where they must be.
pub(super) fn clipped_to(words: &str, size: f64, room: f64) -> String {
    if width_of(words, size) <= room { words.to_owned() } else { clipped(words, size, room) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_wrapped_between_words_and_shortened_only_when_they_must() {
        let lines = wrapped("Système central de gestion des commandes fournisseurs", 17.0, 160.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("Système central") && lines[1].ends_with('…'), "{lines:?}");
        assert_eq!(wrapped("CRM", 17.0, 184.0, 2), ["CRM"]);
        for words in ["x".repeat(300).as_str(), "", "   ", "漢字".repeat(40).as_str()] {
            for line in wrapped(words, 17.0, 160.0, 2) {
                assert!(width_of(&line, 17.0) <= 184.0, "{line}");
            }
        }
    }
}
