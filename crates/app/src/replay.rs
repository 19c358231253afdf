//! Folding the log again, to check what was quoted in decisions and to look at a past day.

use std::ops::ControlFlow;

use agenda::decision;
use base::Say;
use picture::{Event, Page, Picture};

use crate::clock::day_of;
use crate::imports;
use crate::open::{App, to_fact};
use crate::problem::Problem;

/// What a replay of the whole log found.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// Facts folded.
    pub facts: u64,
    /// Decisions whose page was derived again.
    pub decisions: usize,
    /// Figures on those pages that were derived again.
    pub figures: usize,
    /// What differs from what was quoted.
    pub differs: Vec<Restated>,
}

/// Something quoted in a decision that the log does not give any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Restated {
    /// The decision.
    pub decision: u64,
    /// What differs: a figure's key, or a part of the page.
    pub what: String,
    /// What was quoted.
    pub quoted: String,
    /// What the log gives.
    pub derived: String,
}

impl App {
    /// Replays the log from its first fact and derives again every figure a decision quotes.
    ///
    /// Errors: the log cannot be read.
    pub fn replay(&self, mut progress: impl FnMut(u64, u64)) -> Result<Replayed, Problem> {
        let head = self.picture().position;
        self.read(|store| {
            store.refresh()?;
            let mut picture = Picture::default();
            store.words(|id, words| picture.learn_words(id, words))?;
            let mut found = Replayed { facts: 0, decisions: 0, figures: 0, differs: Vec::new() };
            let mut stale = false;
            let mut failed = None;
            store.read(1, None, |envelope| {
                let step = (|| {
                    let fact = to_fact(&envelope)?;
                    if let Event::Decision(number, decision::Event::Opened { facts, hash, request, .. }) = &fact.event {
                        if std::mem::take(&mut stale) {
                            picture.rebuild_catalog();
                        }
                        let request = request.key().parse().unwrap_or(0);
                        let page = page_of(&picture, request, fact.at);
                        compare(*number, facts, hash, page.as_ref(), &mut found);
                    }
                    stale |= matches!(fact.event, Event::Fact(..) | Event::Dataset(..));
                    let imported = matches!(fact.event, Event::Dataset(..));
                    picture.apply(fact);
                    if imported {
                        let arrival = picture.arrivals().next_back().cloned();
                        if let Some(arrival) = arrival
                            && let Some(imported) = imports::parse(store, &arrival)?
                        {
                            picture.learn_claims(&arrival.dataset, arrival.position, imported.claims);
                        }
                    }
                    found.facts += 1;
                    if found.facts.is_multiple_of(4096) {
                        progress(found.facts, head);
                    }
                    Ok::<(), Problem>(())
                })();
                match step {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(problem) => {
                        failed = Some(problem);
                        ControlFlow::Break(())
                    }
                }
            })?;
            failed.map_or(Ok(found), Err)
        })
    }
}

impl App {
    /// What was on the page a decision was opened on, from the log.
    ///
    /// Errors: there is no such decision, or the log cannot be read.
    pub fn page_facts(&self, decision: u64) -> Result<serde_json::Value, Problem> {
        let opened = self.history(&format!("decision:{decision}"))?.into_iter().find_map(|fact| match fact.event {
            Event::Decision(_, decision::Event::Opened { facts, .. }) => Some(facts.document()),
            _ => None,
        });
        opened.ok_or_else(|| {
            Problem::not_found(Say::new(format!("la décision {decision}"), format!("decision {decision}")))
        })
    }
}

fn page_of(picture: &Picture, number: u64, at: jiff::Timestamp) -> Option<Page> {
    let request = picture.request(number)?;
    let reading = picture.reading(request, day_of(at))?.ok()?;
    Some(Page::of(number, request, &reading))
}

fn compare(number: u64, facts: &decision::Facts, hash: &str, page: Option<&Page>, found: &mut Replayed) {
    found.decisions += 1;
    let mut differs = |what: &str, quoted: String, derived: String| {
        found.differs.push(Restated { decision: number, what: what.to_owned(), quoted, derived });
    };
    let (quoted, sealed) = (&facts.document(), facts.hash());
    if sealed != hash {
        differs("hash", hash.to_owned(), sealed);
    }
    let Some(page) = page else {
        differs("page", "a page of facts".to_owned(), "nothing".to_owned());
        return;
    };
    let figures = quoted["figures"].as_object();
    for (key, figure) in figures.into_iter().flatten() {
        found.figures += 1;
        let derived = &page.facts["figures"][key];
        if derived != figure {
            differs(key, figure.to_string(), derived.to_string());
        }
    }
    for part in ["about", "wished", "lane", "options", "sentence", "answers"] {
        if page.facts[part] != quoted[part] {
            differs(part, quoted[part].to_string(), page.facts[part].to_string());
        }
    }
}

impl Restated {
    /// In words.
    pub fn say(&self) -> Say {
        let Restated { decision, what, quoted, derived } = self;
        Say::new(
            format!("décision {decision}, {what} : cité {quoted}, le journal donne {derived}"),
            format!("decision {decision}, {what}: quoted {quoted}, the log gives {derived}"),
        )
    }
}
