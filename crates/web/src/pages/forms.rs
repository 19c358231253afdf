//! An address only a form is sent to, opened or loaded again by hand: it leads back to the page that holds the form.

use axum::http::Uri;

use crate::answer::{Answer, see};

/// `GET` of whatever a page's form posts to.
pub async fn back(uri: Uri) -> Answer {
    Ok(see(&page_of(uri.path())))
}

/// The page of a form, and its place on that page.
fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["requests", number, "case", _, ..] => format!("/requests/{number}/case"),
        ["requests", number, "questions"] => format!("/requests/{number}#questions"),
        ["questions", number, ..] => format!("/questions/{number}"),
        ["requests", number, form, ..] => format!("/requests/{number}{}", place(form)),
        ["decisions", number, form] => format!("/decisions/{number}{}", place(form)),
        ["things", kind, key, ..] => format!("/things/{kind}/{key}"),
        ["tools", key, form] => format!("/tools/{key}{}", place(form)),
        ["people", _, "lines" | "coverage"] => "/organisation".to_owned(),
        ["pilots", number, form] => format!("/pilots/{number}{}", place(form)),
        ["changes", number, form] => format!("/changes/{number}{}", place(form)),
        ["practices", number, form] => format!("/practices/{number}{}", place(form)),
        ["objectives", number, form] => format!("/objectives/{number}{}", place(form)),
        ["actions", number, form] => format!("/actions/{number}{}", place(form)),
        ["agenda", ..] => "/agenda#onward".to_owned(),
        ["meetings", number, ..] => format!("/meetings/{number}#agenda"),
        ["matching", ..] => "/matching".to_owned(),
        ["calendar", ..] => "/calendar".to_owned(),
        ["people", ..] => "/people".to_owned(),
        ["charter", ..] => "/charter".to_owned(),
        ["raci", form, ..] => format!("/raci{}", place(form)),
        _ => "/".to_owned(),
    }
}

/// Where a form stands on its page, by the last word of its address.
pub(super) fn place(form: &str) -> &'static str {
    match form {
        "question-ask" | "question-answer" => "#questions",
        "date" => "#dates",
        "answers" | "answer" => "#interview",
        "about" | "sentence" => "#about",
        "assumptions" => "#assumptions",
        "withdrawal" => "#withdrawal",
        "decision" | "send" | "ask" | "reply" | "prove" | "questions" | "deletion" => "#onward",
        "case-sign" | "case-terms" => "#sign",
        "case-option" => "#options",
        "case-measure" => "#ledger",
        "case-chain" | "case-benefit" | "case-cost" | "case-line" | "case-question" | "case-answer" => "#case",
        "signatures" | "sign" | "arbitration" | "arbitrate" | "deadline" => "#decide",
        "compromises" | "compromise" => "#compromises",
        "restatement" | "restate" | "answer-restatement" => "#understood",
        "result" | "drop" => "#result",
        "start" | "counts" | "act" => "#onward",
        "place" => "#agenda",
        "plan" => "#plan",
        "items" | "standings" | "acceptance" => "#acceptance",
        "options" | "proposal" | "withdraw-change" => "#onward",
        "words" => "#words",
        "content" => "#revision",
        "readings" => "#reading",
        "new" => "#new",
        "rows" => "#row",
        "call" => "#call",
        "open" | "close" | "action" | "postpone" => "#agenda",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_s_address_leads_back_to_its_page() {
        for (path, page) in [
            ("/requests/4/date", "/requests/4#dates"),
            ("/requests/4/answers/who", "/requests/4#interview"),
            ("/decisions/2/signatures", "/decisions/2#decide"),
            ("/things/system/crm/fields/limit", "/things/system/crm"),
            ("/people/7/roles/dpo/end", "/people"),
            ("/actions/3/place", "/actions/3#agenda"),
            ("/agenda/actions", "/agenda#onward"),
            ("/calendar/address/end", "/calendar"),
            ("/session/persona", "/"),
        ] {
            assert_eq!(page_of(path), page);
        }
    }
}
