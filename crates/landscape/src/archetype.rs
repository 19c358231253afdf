//! Kinds of change marketing asks for, with what each is known to cause: the starting values of a what-if, all editable.

use base::Say;

/// One kind of change.
#[derive(Debug)]
pub struct Archetype {
    /// Its stored word, such as `live-lookup`.
    pub word: &'static str,
    /// What people call it: French, English.
    pub label: (&'static str, &'static str),
    /// Words in a sentence that point at it, in both languages.
    pub cues: &'static [&'static str],
    /// Calls made at once when the element is shown.
    pub calls_at_once: f64,
    /// Calls again every so many seconds while the element stays on screen; `None`: never again.
    pub again_every_s: Option<f64>,
    /// Capabilities of the systems that serve such a change when no data object says which (matched to `Capabilities`).
    pub served_by: &'static [&'static str],
    /// Whether only content changes and no system is called more.
    pub content_only: bool,
    /// Why these starting values: French, English.
    pub why: (&'static str, &'static str),
}

/// The known kinds of change.
pub static ARCHETYPES: &[Archetype] = &[];

impl Archetype {
    /// Finds a kind of change by its stored word.
    pub fn of(word: &str) -> Option<&'static Archetype> {
        ARCHETYPES.iter().find(|a| a.word == word)
    }

    /// What people call it.
    pub fn say(&self) -> Say {
        Say::new(self.label.0, self.label.1)
    }
}
