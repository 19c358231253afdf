//! Reads a wish or an answer as whoever has to build it would, and turns what could be read in two ways into questions
//! to its author.
//!
//! Deliberately absent: a verdict. A finding is a question with its place in the text; the author answers it by other
//! words, or says why the words stand. The lists are our own.

pub mod dismissal;
mod english;
mod french;
mod words;

use base::{Lang, Say};
use serde::{Deserialize, Serialize};

use words::{Sentence, sentences};

/// What may be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A word every reader measures otherwise: "fast", "simple".
    Ambiguous,
    /// Words that leave it open whether it is done: "if possible".
    Loophole,
    /// "It", "this": what?
    Pronoun,
    /// "Better", "the fastest": than what?
    Comparison,
    /// A list without an end: "etc.".
    Open,
    /// Something is done; nobody does it.
    Passive,
    /// Several requirements in one sentence.
    Several,
    /// "Several", "often", "increase": how many, how much?
    Quantity,
    /// What is not to be; what is to be instead?
    Negation,
    /// An abbreviation both sides have not agreed on.
    Term,
}

/// A question to the author, with the words it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// Where the words begin, in bytes.
    pub from: usize,
    /// Where they end.
    pub to: usize,
}

impl Rule {
    /// Every rule, with its stored word.
    pub const ALL: [(Rule, &'static str); 10] = [
        (Rule::Ambiguous, "ambiguous"),
        (Rule::Loophole, "loophole"),
        (Rule::Pronoun, "pronoun"),
        (Rule::Comparison, "comparison"),
        (Rule::Open, "open"),
        (Rule::Passive, "passive"),
        (Rule::Several, "several"),
        (Rule::Quantity, "quantity"),
        (Rule::Negation, "negation"),
        (Rule::Term, "term"),
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        Rule::ALL.into_iter().find_map(|(rule, word)| (rule == self).then_some(word)).unwrap_or("ambiguous")
    }

    /// Reads its stored word.
    pub fn of(word: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find_map(|(rule, known)| (known == word).then_some(rule))
    }

    /// The question to the author; `words` are those it is about.
    pub fn ask(self, words: &str) -> Say {
        let (fr, en) = match self {
            Rule::Ambiguous => ("comment le mesurera-t-on ?", "how will it be measured?"),
            Rule::Loophole => {
                ("dans quel cas le fait-on, dans quel cas non ?", "in which case is it done, in which not?")
            }
            Rule::Pronoun => ("de quoi parle-t-on exactement ?", "what exactly is meant?"),
            Rule::Comparison => ("par rapport à quoi, et de combien ?", "compared with what, and by how much?"),
            Rule::Open => ("quoi d'autre, exactement ?", "what else, exactly?"),
            Rule::Passive => ("qui le fait ?", "who does it?"),
            Rule::Several => (
                "est-ce une seconde exigence, qui peut arriver sans la première ?",
                "is it a second requirement, that may come without the first?",
            ),
            Rule::Quantity => ("combien, ou à quel rythme ?", "how many, or how often?"),
            Rule::Negation => ("que doit-il se passer à la place ?", "what is to happen instead?"),
            Rule::Term => {
                ("que veut dire ce terme pour les deux directions ?", "what does this term mean to both sides?")
            }
        };
        Say::new(format!("« {words} » : {fr}"), format!("“{words}”: {en}"))
    }
}

/// Finds what could be read in two ways, in the order of the text.
///
/// Shape: any text; `agreed` holds the abbreviations both sides know, in capitals. Nothing is found twice by one rule.
/// Source: families of words after ISO/IEC/IEEE 29148 (2018) §5.2.7. Oracle: tests/specification.
pub fn read(text: &str, lang: Lang, agreed: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        match lang {
            Lang::Fr => french::read(&sentence, &mut found),
            Lang::En => english::read(&sentence, &mut found),
        }
        terms(&sentence, agreed, &mut found);
    }
    found.sort_by_key(|it| (it.from, it.to, it.rule));
    found.dedup();
    found
}

/// Abbreviations in capitals that nobody agreed on.
fn terms(sentence: &Sentence, agreed: &[&str], found: &mut Vec<Finding>) {
    for token in &sentence.tokens {
        let letters = token.raw.chars().count();
        let capitals = token.raw.chars().all(|sign| sign.is_ascii_uppercase());
        if capitals && (3..=6).contains(&letters) && !agreed.contains(&token.raw) {
            found.push(Finding { rule: Rule::Term, from: token.from, to: token.to });
        }
    }
}
