use serde::{Deserialize, Serialize};

/// A language Entente speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Both languages, French first.
    pub const ALL: [Lang; 2] = [Lang::Fr, Lang::En];

    /// The BCP 47 tag: `fr` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    /// Reads a tag such as `fr`, `fr-FR` or `EN`; `None` for any other language.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Some(Lang::Fr),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// A sentence in French and in English, side by side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Say {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Say {
    /// Says the same thing in both languages.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Say {
        Say { fr: fr.into(), en: en.into() }
    }

    /// Repeats words that are the same in both languages, such as a proper name.
    pub fn same(words: impl Into<String>) -> Say {
        let words = words.into();
        Say { fr: words.clone(), en: words }
    }

    /// Writes the sentence once per language with the same recipe.
    pub fn each(mut write: impl FnMut(Lang) -> String) -> Say {
        Say { fr: write(Lang::Fr), en: write(Lang::En) }
    }

    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// The side of the house a person or a team stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Marketing, led by the CMO.
    Marketing,
    /// Information technology, led by the CIO.
    It,
    /// Neither of the two: finance, legal, the board, stores, guests.
    Other,
}

impl Side {
    /// The side's name.
    pub fn say(self) -> Say {
        match self {
            Side::Marketing => Say::same("Marketing"),
            Side::It => Say::new("DSI", "IT"),
            Side::Other => Say::new("Autres", "Others"),
        }
    }
}
