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

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn spellings_of_one_header_fold_to_the_same_words() {
        for (header, folded) in [
            ("Débits max. (appels/s)", "debit max"),
            ("DEBIT_MAX", "debit max"),
            ("débit-max [calls/s]", "debit max"),
            ("  Niveaux  de service ", "niveau de service"),
            ("Propriétaire : équipe", "proprietaire equipe"),
            ("Cœur (obsolète", "coeur obsolete"),
            ("process", "process"),
            ("ms", "ms"),
            ("[3]", ""),
            ("", ""),
        ] {
            assert_eq!(fold(header), folded, "{header:?}");
            assert_eq!(fold(folded), folded, "folding twice changes nothing");
        }
    }

    #[test]
    fn a_column_is_found_by_the_first_synonym_that_stands() {
        let columns = columns(&["Application", "Limite (appels/s)", "Owner"]);
        assert_eq!(find(&columns, &["limit", "limites"]), Some(1));
        assert_eq!(find(&columns, &["propriétaire", "owner"]), Some(2));
        assert_eq!(find(&columns, &["budget", ""]), None);
    }

    #[test]
    fn two_columns_for_one_field_are_reported() {
        let headers = Headers::of(&columns(&["Nom", "Limite", "Limit (calls/s)"]));
        let synonyms = ["limit", "limite"];
        assert_eq!(headers.find(&synonyms), Some(2), "the earlier synonym wins");
        assert_eq!(headers.rivals(&synonyms), [1]);
        let said = headers.ambiguity(&synonyms).unwrap_or_default();
        assert!(said.en.contains("\"Limit (calls/s)\" (3)") && said.en.contains("\"Limite\" (2)"), "{said:?}");
        assert_eq!(headers.ambiguity(&["nom"]), None);
    }
}
