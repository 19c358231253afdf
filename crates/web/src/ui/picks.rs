//! Choosing from what is known: a select with its label, buttons that each stand for one answer.

use maud::{Markup, html};

/// A select.
#[derive(Clone, Debug)]
pub struct Select<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// What it asks.
    pub label: &'a str,
    /// What helps.
    pub hint: Option<&'a str>,
    /// What stands for no answer.
    pub none: &'a str,
    /// What can be chosen: value and words, in order.
    pub options: &'a [(String, String)],
    /// What is chosen.
    pub chosen: &'a str,
}

/// A labelled select.
pub fn select(select: &Select) -> Markup {
    identified(select.name, select)
}

/// A select of one of several forms on a page that ask the same.
pub fn select_in(form: &str, select: &Select) -> Markup {
    identified(&format!("{form}-{}", select.name), select)
}

fn identified(id: &str, select: &Select) -> Markup {
    html! {
        div.field {
            label for=(id) { (select.label) }
            @if let Some(hint) = select.hint { p.hint id={ (id) "-hint" } { (hint) } }
            select id=(id) name=(select.name) aria-describedby=[select.hint.map(|_| format!("{id}-hint"))] {
                option value="" { (select.none) }
                @for (value, words) in select.options {
                    option value=(value) selected[value == select.chosen] { (words) }
                }
            }
        }
    }
}

/// A button that sends one answer: a free date, an option.
pub fn pick(name: &str, value: &str, words: &str) -> Markup {
    html! { button.pick type="submit" name=(name) value=(value) formnovalidate { (words) } }
}

/// A second action that is seen but never competes with the main one.
pub fn second(verb: &str) -> Markup {
    html! { button.pick type="submit" { (verb) } }
}

/// Answers side by side, with the words that introduce them.
pub fn picks(lead: &str, content: Markup) -> Markup {
    html! { div.picks { span.picks-lead { (lead) } (content) } }
}
