//! How ready a request is: a sentence, a slim bar of criteria, the formula, and what is missing as questions.

use base::Say;
use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    SCORE = "Prête à {score} sur 100." / "{score} out of 100 ready.";
    WAS_MISSING_ONE = "Envoyée alors qu’une réponse manquait." / "Sent while one answer was missing.";
    WAS_MISSING = "Envoyée alors que {n} réponses manquaient." / "Sent while {n} answers were missing.";
    MISSING_ONE = "Une réponse manque encore." / "One answer is still missing.";
    MISSING = "{n} réponses manquent encore." / "{n} answers are still missing.";
    COMPLETE = "Rien ne manque." / "Nothing is missing.";
    FORMULA = "Comment ce nombre est compté" / "How this number is counted";
    OF = "{got} sur {most}" / "{got} of {most}";
    BRINGS = "+ {n} points" / "+ {n} points";
    DESC = "{score} points sur {most}" / "{score} points out of {most}";
}

/// One thing a ready request says.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// What it is called.
    pub name: Say,
    /// Points it has.
    pub got: u32,
    /// Points it can have.
    pub most: u32,
    /// The question that brings the rest, and where to answer it; nowhere for those who may not, or once it was sent.
    pub question: Option<(Say, Option<String>)>,
}

/// The index with everything behind it; `sent` says that it was sent as it stands.
pub fn readiness(reader: &Reader, criteria: &[Criterion], sent: bool) -> Markup {
    let got: u32 = criteria.iter().map(|c| c.got).sum();
    let most: u32 = criteria.iter().map(|c| c.most).sum::<u32>().max(1);
    let missing: Vec<&Criterion> = criteria.iter().filter(|c| c.got < c.most).collect();
    let score = got.to_string();
    let left = match (missing.len(), sent) {
        (0, _) => reader.w(COMPLETE).to_owned(),
        (1, false) => reader.w(MISSING_ONE).to_owned(),
        (1, true) => reader.w(WAS_MISSING_ONE).to_owned(),
        (n, sent) => reader.fill(if sent { WAS_MISSING } else { MISSING }, &[("n", &n.to_string())]),
    };
    let mut from = 0.0;
    let at = |points: f64| format!("{:.2}%", points / f64::from(most) * 100.0);
    html! {
        div.readiness {
            p.readiness-score { strong { (reader.fill(SCORE, &[("score", &score)])) } " " (left) }
            svg.readiness-bar width="100%" height="14" role="img" {
                title { (reader.fill(DESC, &[("score", &score), ("most", &most.to_string())])) }
                @for criterion in criteria {
                    @let start = from;
                    @let () = from += f64::from(criterion.most);
                    rect.possible x=(at(start)) y="3" width=(at(f64::from(criterion.most))) height="8" {}
                    rect.got x=(at(start)) y="3" width=(at(f64::from(criterion.got))) height="8" {}
                    line.cut x1=(at(from)) x2=(at(from)) y1="0" y2="14" {}
                }
            }
            @if !missing.is_empty() {
                ol.missing {
                    @for criterion in missing {
                        @if let Some((question, href)) = &criterion.question {
                            li {
                                @match href {
                                    Some(href) => a href=(href) { (reader.say(question)) },
                                    None => span { (reader.say(question)) },
                                }
                                span.brings { (reader.fill(BRINGS, &[("n", &(criterion.most - criterion.got).to_string())])) }
                            }
                        }
                    }
                }
            }
            details.behind {
                summary { (reader.w(FORMULA)) }
                ul.formula data-terms {
                    @for criterion in criteria {
                        li {
                            span { (reader.say(&criterion.name)) }
                            span.num { (reader.fill(OF, &[("got", &criterion.got.to_string()), ("most", &criterion.most.to_string())])) }
                        }
                    }
                    li.sum {
                        span { "=" }
                        span.num { (reader.fill(OF, &[("got", &score), ("most", &most.to_string())])) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    #[test]
    fn the_index_says_its_sum_and_asks_only_what_is_missing() {
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        let ask = |words: &str| Some((Say::same(words), Some("/q".to_owned())));
        let criteria = [
            Criterion { name: Say::same("problem"), got: 60, most: 60, question: ask("already answered") },
            Criterion { name: Say::same("date"), got: 22, most: 40, question: ask("<when>?") },
        ];
        let page = readiness(&reader, &criteria, false).into_string();
        assert!(page.contains("82 out of 100 ready.") && page.contains("One answer is still missing."));
        assert!(page.contains("&lt;when&gt;?") && !page.contains("already answered"));
        assert!(page.contains("+ 18 points"));
    }

    #[test]
    fn what_was_sent_early_is_not_said_to_be_complete() {
        let reader = Reader { lang: Lang::En, today: jiff::civil::date(2026, 8, 6), names: crate::ui::Names::NONE };
        let question = Some((Say::same("who?"), None));
        let criteria = [Criterion { name: Say::same("who"), got: 0, most: 40, question }];
        let page = readiness(&reader, &criteria, true).into_string();
        assert!(page.contains("Sent while one answer was missing.") && page.contains("who?"));
        assert!(!page.contains("Nothing is missing.") && !page.contains("<a "));
    }
}
