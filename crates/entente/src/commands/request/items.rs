//! `entente request items` and `words`: what was asked for, agreed and delivered; which words raise a question.

use app::Problem;
use axum::http::Method;
use base::{Say, format};
use serde_json::{Value, json};

use crate::output::Output;
use crate::transport::Transport;

/// Sets items out, says what became of some, accepts; then shows them all.
pub(super) fn items(
    transport: &Transport,
    out: Output,
    number: u64,
    ask: &[String],
    told: &[String],
    accept: bool,
) -> anyhow::Result<()> {
    let at = |part: &str| format!("/api/v1/requests/{number}{part}");
    if !ask.is_empty() {
        transport.put(Method::POST, &at("/items"), &json!({ "items": ask }))?;
    }
    if !told.is_empty() {
        let told = told.iter().map(|words| standing(words)).collect::<Result<Vec<Value>, Problem>>()?;
        transport.put(Method::POST, &at("/standings"), &json!({ "items": told }))?;
    }
    if accept {
        transport.put(Method::POST, &at("/acceptance"), &json!({}))?;
    }
    let page = transport.get(&at("/acceptance"))?.body;
    out.answer(&page, |out| {
        for item in page["items"].as_array().into_iter().flatten() {
            let words = item["words"].as_str().unwrap_or("—");
            crate::tell!("{:>4}  {:44} {words}", item["item"].as_u64().unwrap_or_default(), out.of(&item["say"]));
        }
        let (asked, delivered) = (&page["asked"], &page["delivered"]);
        match page["of_asked"].as_f64() {
            Some(share) => {
                let share = format::percent(out.lang, share, 0);
                out.line(
                    format!("{delivered} livrés sur {asked} demandés : {share}"),
                    format!("{delivered} delivered of {asked} asked for: {share}"),
                );
            }
            None => out.line("Rien n'est encore demandé.", "Nothing is asked for yet."),
        }
    });
    Ok(())
}

/// Reads `3=delivered` or `4=left_out:why`.
fn standing(words: &str) -> Result<Value, Problem> {
    let read = || {
        let (item, rest) = words.split_once('=')?;
        let (standing, why) = rest.split_once(':').map_or((rest, None), |(standing, why)| (standing, Some(why)));
        let item: u32 = item.trim().parse().ok()?;
        Some(json!({ "item": item, "standing": standing.trim(), "why": why }))
    };
    read().ok_or_else(|| {
        Problem::invalid(
            Say::new(format!("« {words} » ne se lit pas"), format!("“{words}” cannot be read")),
            Say::new(
                "écrivez numéro=delivered, ou numéro=left_out:raison",
                "write number=delivered, or number=left_out:reason",
            ),
        )
    })
}

/// Shows which words of a request raise a question.
pub(super) fn words(transport: &Transport, out: Output, number: u64) -> anyhow::Result<()> {
    let page = transport.get(&format!("/api/v1/requests/{number}/words"))?.body;
    out.answer(&page, |out| {
        let questions = page["questions"].as_array();
        for question in questions.into_iter().flatten() {
            let part = question["part"].as_str().unwrap_or_default();
            crate::tell!("  ? {part:9} {}", out.of(&question["say"]));
            if let Some(why) = question["why"].as_str() {
                crate::tell!("              {why}");
            }
        }
        if questions.is_none_or(Vec::is_empty) {
            out.line("Aucun mot ne pose de question.", "No word raises a question.");
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_an_item_is_read_one_way_and_a_wrong_word_is_told_what_is_right() {
        let read = standing("4=left_out: pas cette année").expect("it reads");
        assert_eq!(read, json!({ "item": 4, "standing": "left_out", "why": " pas cette année" }));
        assert_eq!(standing("3=delivered").expect("it reads")["why"], Value::Null);
        assert!(standing("delivered").expect_err("no number").hint.en.contains("number=delivered"));
    }
}
