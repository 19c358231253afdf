//! The questions a request's texts raise for their author, and what authors said of them.

use std::collections::BTreeMap;

use agenda::request::Request;
use agenda::specification::dismissal::{Asked, Part};
use agenda::specification::{Rule, read};
use base::Text;

use crate::Picture;

/// A question put to an author.
#[derive(Clone, Debug, PartialEq)]
pub struct Raised {
    /// Which rule, on which words of which text.
    pub asked: Asked,
    /// The words.
    pub words: String,
    /// Why it was dismissed; `None` while it stands.
    pub why: Option<Text>,
}

impl Picture {
    /// The questions the texts of a request raise, those dismissed too; `agreed` holds abbreviations both sides know.
    pub fn questions_on(&self, number: u64, agreed: &[&str]) -> Vec<Raised> {
        let Some(request) = self.request(number) else { return Vec::new() };
        let dismissed = self.dismissals(number);
        let mut raised = Vec::new();
        for (part, text) in texts(request) {
            let Some(words) = self.text(text) else { continue };
            for it in read(words, request.lang, agreed) {
                let asked = Asked {
                    part,
                    text: text.commitment.clone(),
                    rule: it.rule,
                    from: it.from as u32,
                    to: it.to as u32,
                };
                let why = dismissed.and_then(|dismissed| dismissed.why(&asked)).cloned();
                let words = words.get(it.from..it.to).unwrap_or_default().to_owned();
                raised.push(Raised { asked, words, why });
            }
        }
        raised
    }

    /// For each rule: how many questions it raises on all requests, and how many of them were dismissed. The share that
    /// was not is its precision as authors see it.
    pub fn questions_by_rule(&self, agreed: &[&str]) -> BTreeMap<Rule, (usize, usize)> {
        let mut rules: BTreeMap<Rule, (usize, usize)> = BTreeMap::new();
        for (number, _) in self.requests() {
            for raised in self.questions_on(number, agreed) {
                let (all, dismissed) = rules.entry(raised.asked.rule).or_default();
                *all += 1;
                *dismissed += usize::from(raised.why.is_some());
            }
        }
        rules
    }
}

/// The texts of a request that somebody has to build from.
fn texts(request: &Request) -> impl Iterator<Item = (Part, &Text)> {
    let answers = request.answers.iter().map(|(question, text)| (Part::Answer(*question), text));
    std::iter::once((Part::Sentence, &request.sentence)).chain(answers)
}
