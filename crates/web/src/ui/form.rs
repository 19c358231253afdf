//! Forms that ask one thing at a time, keep what was typed, and say what is missing in the reader's words.

use base::{CommandId, Say};
use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    POINTS = "apporte {n} points" / "brings {n} points";
    WHY = "Pourquoi cette question" / "Why this question";
    NONE = "Rien de tout cela" / "None of these";
    BACK = "Revenir sans rien changer" / "Go back without changing anything";
    STEP = "Question {n} sur {all}" / "Question {n} of {all}";
    LATER = "Je ne sais pas encore" / "I do not know yet";
    TAUGHT = "Correspond à" / "Matches";
}

/// What every form carries: the token against forgery, and the id that makes sending twice harmless.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// The token.
    pub csrf: &'a str,
    /// The order's id.
    pub command: CommandId,
}

/// A form that posts to `action`, with its hidden fields.
pub fn form(seal: &Sealed, action: &str, content: Markup) -> Markup {
    html! {
        form.form method="post" action=(action) {
            input type="hidden" name="csrf" value=(seal.csrf);
            input type="hidden" name="command" value=(seal.command);
            (content)
        }
    }
}

/// A form that sends a file.
pub fn upload(seal: &Sealed, action: &str, content: Markup) -> Markup {
    html! {
        form.form method="post" action=(action) enctype="multipart/form-data" {
            input type="hidden" name="csrf" value=(seal.csrf);
            input type="hidden" name="command" value=(seal.command);
            (content)
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A day and an hour.
    Moment,
    /// A secret.
    Secret,
    /// A file.
    File,
}

/// One field with its label, and what helps to fill it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// What it asks, in the reader's words.
    pub label: &'a str,
    /// What helps.
    pub hint: Option<&'a str>,
    /// What was typed before.
    pub value: &'a str,
    /// What is missing, in the reader's words.
    pub error: Option<&'a str>,
    /// What it holds.
    pub input: Input,
    /// Whether the form can be sent without it.
    pub optional: bool,
}

/// A labelled field.
pub fn field(field: &Field) -> Markup {
    identified(field.name, field)
}

/// A field of one of several forms on a page that ask the same: `form` keeps its label, hint and error its own.
pub fn field_in(form: &str, field: &Field) -> Markup {
    identified(&format!("{form}-{}", field.name), field)
}

fn identified(id: &str, field: &Field) -> Markup {
    html! {
        div.field.wrong[field.error.is_some()] {
            label for=(id) { (field.label) }
            @if let Some(hint) = field.hint { p.hint id={ (id) "-hint" } { (hint) } }
            (control(id, field))
            (fault(id, field))
        }
    }
}

fn fault(id: &str, field: &Field) -> Markup {
    html! {
        @if let Some(error) = field.error {
            p.error id={ (id) "-error" } { span.shape aria-hidden="true" { "▲" } (error) }
        }
    }
}

fn control(id: &str, field: &Field) -> Markup {
    let described = match (field.hint, field.error) {
        (Some(_), Some(_)) => Some(format!("{id}-hint {id}-error")),
        (Some(_), None) => Some(format!("{id}-hint")),
        (None, Some(_)) => Some(format!("{id}-error")),
        (None, None) => None,
    };
    let (kind, mode) = match field.input {
        Input::Lines => {
            return html! {
                textarea id=(id) name=(field.name) rows="4" required[!field.optional] aria-describedby=[described]
                    aria-invalid=[field.error.map(|_| "true")] { (field.value) }
            };
        }
        Input::Line => ("text", None),
        Input::Number => ("text", Some("decimal")),
        Input::Date => ("date", None),
        Input::Moment => ("datetime-local", None),
        Input::Secret => ("password", None),
        Input::File => ("file", None),
    };
    let value = (!matches!(field.input, Input::Secret | Input::File)).then_some(field.value);
    html! {
        input id=(id) name=(field.name) type=(kind) inputmode=[mode] value=[value] required[!field.optional]
            aria-describedby=[described] aria-invalid=[field.error.map(|_| "true")];
    }
}

/// One step of an interview: one question, large, why it matters, and how many points it brings.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Which one, of how many.
    pub step: (usize, usize),
    /// The question and its field; the label is the question.
    pub field: Field<'a>,
    /// Why it matters.
    pub why: &'a str,
    /// How many points of readiness an answer brings.
    pub points: u32,
}

/// An interview step; put it in a [`form`] with [`submit`] and perhaps [`skip`].
pub fn question(reader: &Reader, question: &Question) -> Markup {
    let (n, all) = (question.step.0.to_string(), question.step.1.to_string());
    let field = &question.field;
    html! {
        div.question.field.wrong[field.error.is_some()] {
            p.question-step {
                (reader.fill(STEP, &[("n", &n), ("all", &all)]))
                span.question-points { (reader.fill(POINTS, &[("n", &question.points.to_string())])) }
            }
            label.question-words for=(field.name) { (field.label) }
            p.question-why data-terms { span.sr { (reader.w(WHY)) " " } (question.why) }
            @if let Some(hint) = field.hint { p.hint id={ (field.name) "-hint" } { (hint) } }
            (control(field.name, field))
            (fault(field.name, field))
        }
    }
}

/// One candidate to confirm.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// What the form sends.
    pub value: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it is, in one line.
    pub about: &'a str,
    /// The words of the sentence it matches.
    pub matched: &'a str,
    /// Whether it is chosen already.
    pub chosen: bool,
}

/// At most three candidates as large radio buttons, and "none of these".
pub fn choice(reader: &Reader, name: &str, legend: &str, choices: &[Choice]) -> Markup {
    html! {
        fieldset.choices {
            legend { (legend) }
            @for (i, choice) in choices.iter().take(3).enumerate() {
                @let id = format!("{name}-{i}");
                div.choice {
                    input type="radio" id=(id) name=(name) value=(choice.value) checked[choice.chosen] required;
                    label for=(id) {
                        span.choice-name { (choice.name) }
                        span.choice-about { (choice.about) }
                        @if !choice.matched.is_empty() {
                            span.choice-matched { (reader.w(TAUGHT)) " " q { (choice.matched) } }
                        }
                    }
                }
            }
            div.choice.none {
                input type="radio" id={ (name) "-none" } name=(name) value="" required;
                label for={ (name) "-none" } { span.choice-name { (reader.w(NONE)) } }
            }
        }
    }
}

/// The page's one main action, named by its verb.
pub fn submit(verb: &str) -> Markup {
    html! { button.main type="submit" { (verb) } }
}

/// A second way on, quieter.
pub fn quiet(name: &str, value: &str, verb: &str) -> Markup {
    html! { button.quiet type="submit" name=(name) value=(value) formnovalidate { (verb) } }
}

/// "I do not know yet", for an interview step.
pub fn skip(reader: &Reader) -> Markup {
    quiet("skip", "1", reader.w(LATER))
}

/// Buttons in a row.
pub fn actions(content: Markup) -> Markup {
    html! { div.actions { (content) } }
}

/// Says what is about to happen, and asks once: consequences first, the verb on the button, a way back.
pub fn confirm(
    reader: &Reader,
    seal: &Sealed,
    action: &str,
    title: &Say,
    consequences: &[Say],
    verb: &str,
    back: &str,
) -> Markup {
    html! {
        section.confirm {
            h2 { (reader.say(title)) }
            ul { @for consequence in consequences { li { (reader.say(consequence)) } } }
            (form(seal, action, actions(html! {
                (submit(verb))
                a.quiet href=(back) { (reader.w(BACK)) }
            })))
        }
    }
}
