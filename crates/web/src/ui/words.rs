use base::{Lang, Say};

/// A fixed text of a part, in French and in English, possibly with `{holes}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In French.
    pub fr: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Words {
    /// The text in one language.
    pub fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }

    /// The text in both languages.
    pub fn say(self) -> Say {
        Say::new(self.fr, self.en)
    }

    /// The text with its `{holes}` filled.
    pub fn fill(self, lang: Lang, holes: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.in_lang(lang);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((hole, tail)) = after.split_once('}') else { break };
            out.push_str(before);
            out.push_str(holes.iter().find(|(name, _)| *name == hole).map_or("", |(_, value)| value));
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// The first letter made a capital one.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "one screen", "1,184 screens": the words for one, else those with the number in their hole `{n}`.
pub fn counted(lang: Lang, n: usize, one: Words, several: Words) -> String {
    match n {
        1 => one.in_lang(lang).to_owned(),
        n => several.fill(lang, &[("n", &base::format::number(lang, n as f64, 0))]),
    }
}

/// Declares a table of [`Words`], French and English side by side: `words! { HELLO = "Bonjour" / "Hello"; }`. A word other
/// modules need too is marked: `pub(super) HELLO = …`.
#[macro_export]
macro_rules! words {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $fr:literal / $en:literal;)*) => {
        $($(#[$meta])* $vis const $name: $crate::ui::Words = $crate::ui::Words { fr: $fr, en: $en };)*
    };
}
pub use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_by_name_and_values_are_never_read_as_holes() {
        let words = Words { fr: "{a} sur {b}", en: "{b}: {a}" };
        assert_eq!(words.fill(Lang::Fr, &[("a", "77"), ("b", "{a}")]), "77 sur {a}");
        assert_eq!(words.fill(Lang::En, &[("a", "77"), ("b", "40")]), "40: 77");
    }
}
