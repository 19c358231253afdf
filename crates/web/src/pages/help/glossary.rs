//! The words of the pages, each in marketing's words and in IT's words, in both languages.
//!
//! Each term knows the forms by which it is recognised in running text. `GLOSSARY.md` at the root of the repository is
//! written from these tables: `UPDATE=1 cargo nextest run -p web glossary`.

mod deciding;
mod estate;
mod load;
mod promises;
mod shadow;
mod trade;
mod trying;

use base::{Kind, Lang, Side, slug};

use crate::ui::Words;

/// A term.
#[derive(Debug)]
pub struct Term {
    /// Its key, by which pages point at it.
    pub key: &'static str,
    /// The term.
    pub word: Words,
    /// Further forms in French text: plurals, inflections, acronyms.
    pub forms_fr: &'static [&'static str],
    /// Further forms in English text.
    pub forms_en: &'static [&'static str],
    /// What it means, in marketing's words.
    pub marketing: Words,
    /// What it means, in IT's words.
    pub it: Words,
    /// How marketing calls it, where not as the page does.
    pub marketing_says: Option<Words>,
    /// How IT calls it, where not as the page does.
    pub it_says: Option<Words>,
    /// Whether everybody understands it as it stands: listed, never marked in a sentence.
    pub everyday: bool,
    /// The kind of thing of the catalogue it names.
    pub kind: Option<Kind>,
}

const NONE: Words = Words { fr: "", en: "" };

const fn term(key: &'static str, fr: &'static str, en: &'static str) -> Term {
    Term {
        key,
        word: Words { fr, en },
        forms_fr: &[],
        forms_en: &[],
        marketing: NONE,
        it: NONE,
        marketing_says: None,
        it_says: None,
        everyday: false,
        kind: None,
    }
}

impl Term {
    const fn fr(self, forms_fr: &'static [&'static str]) -> Term {
        Term { forms_fr, ..self }
    }

    const fn en(self, forms_en: &'static [&'static str]) -> Term {
        Term { forms_en, ..self }
    }

    const fn marketing(self, fr: &'static str, en: &'static str) -> Term {
        Term { marketing: Words { fr, en }, ..self }
    }

    const fn it(self, fr: &'static str, en: &'static str) -> Term {
        Term { it: Words { fr, en }, ..self }
    }

    const fn marketing_says(self, fr: &'static str, en: &'static str) -> Term {
        Term { marketing_says: Some(Words { fr, en }), ..self }
    }

    const fn it_says(self, fr: &'static str, en: &'static str) -> Term {
        Term { it_says: Some(Words { fr, en }), ..self }
    }

    const fn everyday(self) -> Term {
        Term { everyday: true, ..self }
    }

    const fn kind(self, kind: Kind) -> Term {
        Term { kind: Some(kind), ..self }
    }

    /// All forms in one language, the term itself first.
    pub fn forms(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        let more = match lang {
            Lang::Fr => self.forms_fr,
            Lang::En => self.forms_en,
        };
        std::iter::once(self.word.in_lang(lang)).chain(more.iter().copied())
    }

    /// What it means in a side's words; marketing's for those of neither side.
    pub fn means(&self, side: Side) -> Words {
        if side == Side::It { self.it } else { self.marketing }
    }

    /// How the other side calls it, for a reader of this side.
    pub fn otherwise(&self, side: Side) -> Option<(Side, Words)> {
        match side {
            Side::It => self.marketing_says.map(|words| (Side::Marketing, words)),
            _ => self.it_says.map(|words| (Side::It, words)),
        }
    }

    /// Whether it answers to a word somebody looks for: in its forms, in the sides' words, or in what it means.
    pub fn answers_to(&self, looked_for: &str, lang: Lang) -> bool {
        let wanted = slug(looked_for.trim());
        let says = [self.marketing_says, self.it_says].into_iter().flatten();
        let told = says.chain([self.marketing, self.it]).map(|words| words.in_lang(lang));
        // In the other language only by its name: who reads English may have heard the French word.
        let names = Lang::ALL.into_iter().flat_map(|lang| self.forms(lang));
        wanted == "-" || names.chain(told).any(|words| slug(words).contains(&wanted))
    }
}

/// The tables, in the order in which one meets them.
static TABLES: [&[Term]; 7] =
    [deciding::TERMS, promises::TERMS, estate::TERMS, shadow::TERMS, load::TERMS, trade::TERMS, trying::TERMS];

/// Every term.
pub fn all() -> impl Iterator<Item = &'static Term> {
    TABLES.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;
    use std::path::Path;

    fn written() -> String {
        let mut out = String::from(
            "# Glossary · Glossaire\n\n\
             The words of Entente's pages, each in marketing's words and in IT's words; in brackets, what a side calls it\n\
             otherwise. Generated from `crates/web/src/pages/help/glossary/`: `UPDATE=1 cargo nextest run -p web glossary`.\n",
        );
        for (title, head, lang) in [
            ("English", "| Term | Marketing says | IT says |", Lang::En),
            ("Français", "| Terme | Le marketing dit | La DSI dit |", Lang::Fr),
        ] {
            let _ = write!(out, "\n## {title}\n\n{head}\n|---|---|---|\n");
            for term in all() {
                let says = |means: Words, otherwise: Option<Words>| match otherwise {
                    Some(words) => format!("[{}] {}", words.in_lang(lang), means.in_lang(lang)),
                    None => means.in_lang(lang).to_owned(),
                };
                let (marketing, it) = (says(term.marketing, term.marketing_says), says(term.it, term.it_says));
                let _ = writeln!(out, "| **{}** | {marketing} | {it} |", term.word.in_lang(lang));
            }
        }
        out
    }

    #[test]
    fn the_glossary_of_the_repository_is_the_one_of_the_pages() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../GLOSSARY.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, written()).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == written(), "GLOSSARY.md is not up to date: UPDATE=1 cargo nextest run -p web glossary");
    }

    #[test]
    fn each_term_has_one_key_words_on_both_sides_and_forms_of_its_own() {
        assert!(all().count() >= 60);
        for term in all() {
            assert_eq!(all().filter(|other| other.key == term.key).count(), 1, "{}", term.key);
            let otherwise = [term.marketing_says, term.it_says].into_iter().flatten();
            for words in [term.word, term.marketing, term.it].into_iter().chain(otherwise) {
                assert!(!words.fr.is_empty() && !words.en.is_empty(), "{}", term.key);
            }
            for lang in Lang::ALL {
                for form in term.forms(lang) {
                    let same = |other: &Term| other.key != term.key && other.forms(lang).any(|known| known == form);
                    assert!(!all().any(same), "{form:?} is two terms");
                }
            }
        }
    }

    #[test]
    fn an_explanation_is_short() {
        for term in all() {
            for words in [term.marketing.fr, term.marketing.en, term.it.fr, term.it.en] {
                assert!(words.split_whitespace().count() <= 25, "{}: {words}", term.key);
            }
        }
    }

    #[test]
    fn a_word_is_found_by_its_forms_by_the_other_side_s_word_and_in_the_other_language() {
        let found = |word: &str, lang| {
            all().filter(|term| term.answers_to(word, lang)).map(|term| term.key).collect::<Vec<_>>()
        };
        assert!(found("spike", Lang::En).contains(&"peak"));
        assert!(found("Disponibilite", Lang::Fr).contains(&"availability"));
        assert!(found("gel", Lang::En).contains(&"freeze"));
        assert_eq!(found("zzz", Lang::En), Vec::<&str>::new());
        assert_eq!(found("", Lang::En).len(), all().count());
    }
}
