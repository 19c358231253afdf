//! `entente question`: what one side asks the other about a request.

use axum::http::Method;
use clap::Subcommand;
use serde_json::json;

use super::Common;
use crate::output::Output;

/// What to do with questions.
#[derive(Subcommand)]
pub enum Question {
    /// Lists questions, newest first.
    List,
    /// Asks the other side something about a request.
    Ask {
        /// The number of the request.
        request: u64,
        /// The question.
        words: String,
    },
    /// Answers a question for one's own side.
    Answer {
        /// The number of the question.
        question: u64,
        /// The answer.
        words: String,
    },
    /// Takes back what one's own side asked.
    Withdraw {
        /// The number of the question.
        question: u64,
    },
}

impl Question {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let (path, body) = match self {
            Question::List => {
                let page = transport.get("/api/v1/questions")?.body;
                out.answer(&page, |out| tell(out, &page));
                return Ok(());
            }
            Question::Ask { request, words } => {
                (format!("/api/v1/requests/{request}/questions"), json!({ "words": words }))
            }
            Question::Answer { question, words } => {
                (format!("/api/v1/questions/{question}/answer"), json!({ "words": words }))
            }
            Question::Withdraw { question } => (format!("/api/v1/questions/{question}/withdrawal"), json!({})),
        };
        let done = transport.put(Method::POST, &path, &body)?.body;
        out.answer(&done, |out| {
            let about = done["about"].as_str().unwrap_or_default();
            out.line(format!("c'est noté : {about}"), format!("noted: {about}"));
        });
        Ok(())
    }
}

fn tell(out: Output, page: &serde_json::Value) {
    let items = page["items"].as_array().cloned().unwrap_or_default();
    if items.is_empty() {
        out.line("aucune question directe", "no direct question");
    }
    for it in &items {
        let text = |name: &str| it[name].as_str().unwrap_or_default();
        let (number, due) = (&it["number"], text("due").get(..10).unwrap_or_default());
        crate::tell!("{number:>4}  {} → {}  {:9}  {due}  {}", text("by"), text("of"), text("state"), text("words"));
        if let Some(answer) = it["answer"].as_str() {
            crate::tell!("      {answer}");
        }
    }
}
