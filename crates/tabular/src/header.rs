use base::Say;
use unicode_normalization::UnicodeNormalization;

/// The headers of a sheet, folded once, in which fields are looked up by their synonyms.
#[derive(Clone, Debug)]
pub struct Headers {
    names: Vec<String>,
    folded: Vec<String>,
}

impl Headers {
    /// Folds the columns of a sheet.
    pub fn of(columns: &[String]) -> Headers {
        Headers { names: columns.to_vec(), folded: columns.iter().map(|name| fold(name)).collect() }
    }

    /// Finds the column that carries a field; an earlier synonym beats a later one, then the leftmost column wins.
    ///
    /// Other columns that claim the same field are told by [`Headers::rivals`].
    pub fn find(&self, synonyms: &[&str]) -> Option<usize> {
        self.claims(synonyms).first().copied()
    }

    /// The columns, beside the one [`Headers::find`] takes, that also claim the field.
    pub fn rivals(&self, synonyms: &[&str]) -> Vec<usize> {
        self.claims(synonyms).into_iter().skip(1).collect()
    }

    /// Says that several columns claim one field, which one is taken and the way out; `None` when none or one does.
    pub fn ambiguity(&self, synonyms: &[&str]) -> Option<Say> {
        let claims = self.claims(synonyms);
        let taken = claims.first().filter(|_| claims.len() > 1).and_then(|column| self.numbered(*column))?;
        let list = claims.iter().filter_map(|column| self.numbered(*column)).collect::<Vec<_>>().join(", ");
        Some(Say::new(
            format!("plusieurs colonnes disent la même chose ({list}) : {taken} est lue, renommez les autres"),
            format!("several columns say the same thing ({list}): {taken} is read, rename the others"),
        ))
    }

    /// A header with its place, counted from 1: `"Limit" (3)`.
    fn numbered(&self, column: usize) -> Option<String> {
        self.names.get(column).map(|name| format!("\"{name}\" ({})", column + 1))
    }

    /// Every column that claims the field, the best first.
    fn claims(&self, synonyms: &[&str]) -> Vec<usize> {
        let mut claims = Vec::new();
        for wanted in synonyms.iter().map(|synonym| fold(synonym)).filter(|wanted| !wanted.is_empty()) {
            for (column, folded) in self.folded.iter().enumerate() {
                if *folded == wanted && !claims.contains(&column) {
                    claims.push(column);
                }
            }
        }
        claims
    }
}

/// Finds the column that carries a field, as [`Headers::find`] does, for a single look-up.
pub fn find(columns: &[String], synonyms: &[&str]) -> Option<usize> {
    Headers::of(columns).find(synonyms)
}

/// Folds a header so that spellings of one name are equal: case, accents, punctuation, plural s and x, and whatever
/// stands in brackets (units, remarks) fall away.
///
/// `Débits max. (appels/s)` → `debit max`. Folding twice changes nothing.
pub fn fold(header: &str) -> String {
    let plain = plain(&without_brackets(header));
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(singular).collect::<Vec<_>>().join(" ")
}

/// Small letters without accents, ligatures taken apart, white space around cut off.
pub(crate) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.trim().nfkd().flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            c if unicode_normalization::char::is_combining_mark(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Drops what stands in brackets; one that is never closed is only punctuation.
fn without_brackets(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut rest = header;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        out.push_str(before);
        out.push(' ');
        rest = match after.split_once([')', ']']) {
            Some((_, after)) => after,
            None => after,
        };
    }
    out.push_str(rest);
    out
}

/// Drops plural endings, and nothing from short words such as `ms` or from those that end in `ss` (`process`).
fn singular(word: &str) -> &str {
    let mut word = word;
    while word.chars().count() > 3 && !word.ends_with("ss") {
        match word.strip_suffix(['s', 'x']) {
            Some(shorter) => word = shorter,
            None => break,
        }
    }
    word
}
