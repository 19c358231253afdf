//! What the terminal is told: sentences for people, JSON for programs, problems with their way out.

use std::process::ExitCode;

use app::{Meanwhile, Problem, Said};
use base::{Lang, Say};
use serde_json::Value;

use crate::commands::Common;

/// Prints a line; whoever stops reading has read enough, so a closed pipe is no fault.
#[macro_export]
macro_rules! tell {
    ($($words:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

/// How to speak.
#[derive(Clone, Copy)]
pub struct Output {
    /// In which language.
    pub lang: Lang,
    /// Whether programs read it.
    pub json: bool,
}

impl Output {
    /// As asked for on the command line.
    pub fn new(common: &Common) -> Output {
        Output { lang: common.language(), json: common.json }
    }

    /// Tells people a sentence; programs are not told.
    pub fn say(self, say: &Say) {
        if !self.json {
            crate::tell!("{}", say.in_lang(self.lang));
        }
    }

    /// Tells people a line in both languages.
    pub fn line(self, fr: impl Into<String>, en: impl Into<String>) {
        self.say(&Say::new(fr, en));
    }

    /// Hands programs a document; people are told by `tell`.
    pub fn answer(self, document: &Value, tell: impl FnOnce(Output)) {
        if self.json {
            crate::tell!("{}", serde_json::to_string_pretty(document).unwrap_or_default());
        } else {
            tell(self);
        }
    }

    /// A sentence out of an answer's `{"fr", "en"}`.
    pub fn of(self, value: &Value) -> &str {
        value[self.lang.tag()].as_str().unwrap_or_default()
    }

    /// What somebody else changed meanwhile, part by part: what stood before, theirs, mine.
    fn beside(self, meanwhile: &Meanwhile) {
        let (nothing, before, you) = match self.lang {
            Lang::Fr => ("rien", "avant", "vous"),
            Lang::En => ("nothing", "before", "you"),
        };
        let say = |said: &Option<Said>| match said {
            None => nothing.to_owned(),
            Some(Said::Words(words) | Said::Option(words)) => words.clone(),
            Some(Said::Word(say)) => say.in_lang(self.lang).to_owned(),
            Some(Said::Number { value, unit }) => base::format::quantity(self.lang, *value, *unit),
        };
        let who = meanwhile.by.as_deref().unwrap_or("—");
        for part in &meanwhile.parts {
            eprintln!("  {}", part.name.in_lang(self.lang));
            for (whose, said) in [(before, &part.before), (who, &part.theirs), (you, &part.mine)] {
                eprintln!("    {whose:24} {}", say(said));
            }
        }
        let stands = meanwhile.stands;
        match self.lang {
            Lang::Fr => eprintln!(
                "  → pour garder la vôtre, redonnez l'ordre avec --seen {stands} ; pour garder l'autre, ne faites rien"
            ),
            Lang::En => {
                eprintln!("  → to keep yours, give the order again with --seen {stands}; to keep the other, do nothing")
            }
        }
    }

    /// Says what went wrong and the way out; gives the exit code.
    pub fn failure(self, error: &anyhow::Error) -> ExitCode {
        match error.downcast_ref::<Problem>() {
            Some(problem) => {
                let (message, hint) = (problem.message.in_lang(self.lang), problem.hint.in_lang(self.lang));
                if self.json {
                    let kind = problem.kind.word();
                    let mut document =
                        serde_json::json!({ "problem": kind, "message": problem.message, "hint": problem.hint });
                    if let Some(meanwhile) = &problem.meanwhile {
                        document["meanwhile"] = serde_json::json!(meanwhile);
                    }
                    eprintln!("{document}");
                } else {
                    eprintln!("✗ {message}");
                    if !hint.is_empty() {
                        eprintln!("  → {hint}");
                    }
                    if let Some(meanwhile) = &problem.meanwhile {
                        self.beside(meanwhile);
                    }
                }
                ExitCode::from(problem.kind.exit_code())
            }
            None => {
                eprintln!("✗ {error:#}");
                ExitCode::from(app::Kind::Internal.exit_code())
            }
        }
    }
}
