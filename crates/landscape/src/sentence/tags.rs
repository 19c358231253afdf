//! A tag in the forms under which another tag means the same: "carte de fidélité" and "loyalty card".

use std::collections::BTreeSet;

use super::meaning::{Mention, TRADE};
use super::trade;
use super::words::{self, Stems, Word};

/// A short phrase as it compares with others: two mean the same when they share a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tag {
    /// Its forms, in order; none where nothing is written.
    pub(crate) forms: Vec<String>,
    /// Whether it is so general in the trade that it says little.
    pub(crate) general: bool,
}

/// Reads tags; the stemmers are made once for many.
pub(crate) struct Tags {
    stems: Stems,
}

/// The most forms of one tag: words with several meanings multiply.
const FORMS_MOST: usize = 8;

impl Tags {
    pub(crate) fn new() -> Tags {
        Tags { stems: Stems::new() }
    }

    /// The forms of a tag: each of its words stemmed in French, in English, or as the trade's meaning it carries; the
    /// order of the words does not matter.
    pub(crate) fn read(&self, text: &str) -> Tag {
        let words = words::split(&self.stems, text);
        let mentions = TRADE.mentions(&words);
        let mut forms = BTreeSet::new();
        let mut general = !mentions.is_empty();
        for lang in [0, 1] {
            let mut choices: Vec<BTreeSet<String>> = vec![BTreeSet::new()];
            for mention in &mentions {
                let means = meanings(mention, &words, lang);
                choices = choices
                    .iter()
                    .flat_map(|begun| means.iter().map(|word| begun.iter().cloned().chain([word.clone()]).collect()))
                    .take(FORMS_MOST)
                    .collect();
            }
            general &= mentions.iter().all(|mention| mention.general || mention.vague);
            let join = |form: &BTreeSet<String>| form.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
            forms.extend(choices.iter().map(join).filter(|form| !form.is_empty()));
        }
        if forms.is_empty() {
            // Nothing but words that hold others together: these words themselves, by their stems.
            let stem = |stem: fn(&Word) -> &str| words.iter().map(stem).collect::<BTreeSet<&str>>();
            for stems in [stem(|word| word.fr.as_str()), stem(|word| word.en.as_str())] {
                let joined = stems.into_iter().collect::<Vec<_>>().join(" ");
                forms.extend((!joined.is_empty()).then(|| format!("={joined}")));
            }
        }
        Tag { forms: forms.into_iter().take(FORMS_MOST).collect(), general }
    }
}

/// What one mention may stand for: the trade's meanings of all of it, else its words' stems in one language.
fn meanings(mention: &Mention, words: &[Word], lang: u8) -> Vec<String> {
    let whole = mention.meanings.iter().filter(|(_, share)| *share == 1.0);
    let whole: Vec<String> =
        whole.filter_map(|(n, _)| trade::GROUPS.get(usize::from(*n))).map(|(name, _)| format!("~{name}")).collect();
    if !whole.is_empty() {
        return whole;
    }
    let said = words.get(mention.start..mention.end).unwrap_or_default();
    let said = said.iter().filter(|word| !words::is_stop(&word.folded));
    vec![
        said.map(|word| if lang == 0 { format!("f{}", word.fr) } else { format!("e{}", word.en) })
            .collect::<Vec<_>>()
            .join(" "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let tags = Tags::new();
        let (a, b) = (tags.read(a), tags.read(b));
        a.forms.iter().any(|form| b.forms.contains(form))
    }

    #[test]
    fn tags_mean_the_same_whatever_their_language_case_number_and_order() {
        for (a, b, expect) in [
            ("Segmentation", "segmentations", true),
            ("carte de fidélité", "loyalty card", true),
            ("campagnes e-mail", "Email campaign", true),
            ("panier", "basket", true),
            ("notification push", "Push", true),
            ("segmentation", "personnalisation", false),
            ("email", "sms", false),
            ("A/B test", "test A/B", true),
            ("client", "Clients", true),
            ("", "", false),
            ("!!!", "???", false),
        ] {
            assert_eq!(same(a, b), expect, "{a} / {b}: {:?} {:?}", Tags::new().read(a), Tags::new().read(b));
        }
    }
}
