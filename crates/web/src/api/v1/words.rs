//! Questions about the words of a request, and how often authors dismiss those of each rule.

use agenda::specification::Rule;
use agenda::specification::dismissal::Asked;
use app::{Order, Problem};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use base::Say as Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Say, done};
use crate::answer::Answer;
use crate::api::told::Told;
use crate::pages::help;
use crate::pages::request::precise::{part_of, part_word};
use crate::session::Session;

/// Questions about the words of a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionsPage {
    /// Each question, in the order of the texts.
    pub questions: Vec<QuestionBody>,
}

/// A question about some words.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionBody {
    /// `sentence`, or the question of the interview it answers.
    pub part: String,
    /// The text as it was read, by its commitment.
    pub text: String,
    /// Which rule, such as `ambiguous`.
    pub rule: String,
    /// Where the words begin, in bytes.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// The words.
    pub words: String,
    /// The question.
    pub say: Say,
    /// Why it was dismissed; `null` while it stands.
    pub why: Option<String>,
}

/// A question that is settled, or asked again.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SettleBody {
    /// As in the answer.
    pub part: String,
    /// As in the answer.
    pub text: String,
    /// As in the answer.
    pub rule: String,
    /// As in the answer.
    pub from: u32,
    /// As in the answer.
    pub to: u32,
    /// Why the words are enough; absent to ask again.
    pub why: Option<String>,
}

/// How often the questions of each rule stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesPage {
    /// By rule.
    pub rules: Vec<RuleBody>,
}

/// How often the questions of a rule stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleBody {
    /// Which.
    pub rule: String,
    /// How many questions it raises on all requests.
    pub raised: usize,
    /// How many of them authors dismissed.
    pub dismissed: usize,
    /// The share that was not dismissed; `null` when it raises none.
    pub precision: Option<f64>,
}

/// `GET /api/v1/requests/{number}/words`
pub async fn show(session: Session, Path(number): Path<u64>) -> Answer {
    let missing = || Problem::not_found(Words::new(format!("la demande {number}"), format!("request {number}")));
    session.picture.request(number).ok_or_else(missing)?;
    let raised = session.picture.questions_on(number, &help::agreed());
    let questions = raised.into_iter().map(|it| QuestionBody {
        part: part_word(it.asked.part).to_owned(),
        say: it.asked.rule.ask(&it.words).into(),
        why: it.why.as_ref().and_then(|why| session.picture.text(why)).map(str::to_owned),
        text: it.asked.text,
        rule: it.asked.rule.word().to_owned(),
        from: it.asked.from,
        to: it.asked.to,
        words: it.words,
    });
    Ok(Json(QuestionsPage { questions: questions.collect() }).into_response())
}

/// `POST /api/v1/requests/{number}/words`
pub async fn settle(Path(request): Path<u64>, told: Told<SettleBody>) -> Answer {
    let SettleBody { part, text, rule, from, to, why } = &told.body;
    let unknown = || Problem::not_found(Words::new("cette question", "this question"));
    let (part, rule) = part_of(part).zip(Rule::of(rule)).ok_or_else(unknown)?;
    let asked = Asked { part, text: text.clone(), rule, from: *from, to: *to };
    let order = Order::Settle { request, asked, why: why.clone() };
    Ok(done(&told.carry_out(None, order).await?))
}

/// `GET /api/v1/words`
pub async fn rules(session: Session) -> Answer {
    let counted = session.picture.questions_by_rule(&help::agreed());
    let rules = Rule::ALL.map(|(rule, word)| {
        let (raised, dismissed) = counted.get(&rule).copied().unwrap_or_default();
        let precision = (raised > 0).then(|| (raised - dismissed) as f64 / raised as f64);
        RuleBody { rule: word.to_owned(), raised, dismissed, precision }
    });
    Ok(Json(RulesPage { rules: rules.into() }).into_response())
}
