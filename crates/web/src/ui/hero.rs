//! The one input of the landing page.

use maud::{Markup, html};

use super::Reader;
use super::form::{Sealed, form};

crate::ui::words! {
    ASK = "Que voulez-vous changer pour le client ?" / "What do you want to change for the customer?";
    HINT = "Une phrase suffit. Vous verrez ses conséquences avant toute décision."
        / "One sentence is enough. You will see its consequences before anything is decided.";
    HERE = "Écrivez ici ce qui sera différent pour lui" / "Write here what will be different for them";
    GO = "Voir les conséquences" / "See the consequences";
    EXAMPLES = "Par exemple" / "For example";
}

/// The question, one input, one button; `examples` are sentences with the address that fills them in.
pub fn hero(
    reader: &Reader,
    seal: &Sealed,
    action: &str,
    typed: &str,
    error: Option<&str>,
    examples: &[(String, String)],
) -> Markup {
    html! {
        section.hero {
            (form(seal, action, html! {
                h1 { label for="wish" { (reader.w(ASK)) } }
                div.hero-line {
                    textarea #wish name="wish" rows="1" required maxlength="400" placeholder=(reader.w(HERE)) aria-describedby="wish-hint"
                        aria-invalid=[error.map(|_| "true")] { (typed) }
                    button.main type="submit" { (reader.w(GO)) }
                }
                @if let Some(error) = error { p.error { span.shape aria-hidden="true" { "▲" } (error) } }
                p.hint #wish-hint { (reader.w(HINT)) }
            }))
            @if !examples.is_empty() {
                p.examples {
                    (reader.w(EXAMPLES)) " "
                    @for (words, href) in examples { a href=(href) { q { (words) } } " " }
                }
            }
        }
    }
}
