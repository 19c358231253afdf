//! What the house writes to people about tools and promises: without blame, without names, with the way to answer.

use agenda::promise::days_until;
use agenda::tool::DAYS_TO_ANSWER;
use base::{CommandId, Lang, Ref, format, workdays};
use discovery::harvest::EvidenceKind;
use jiff::civil::Date;
use picture::promise::Promised;
use picture::{Event, Picture};

use crate::actor::Actor;
use crate::open::App;
use crate::order::Order;
use crate::problem::Problem;
use crate::writer::{Ticket, new_command};

/// Subject and body of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The subject.
    pub(crate) subject: String,
    /// The body, in paragraphs.
    pub(crate) body: String,
}

impl App {
    /// Reminds of everything agreed about tools that ends soon and of promises that come near, and tells of which; what was reminded of is not
    /// reminded of again. The same command sent twice tells the same tools.
    ///
    /// Errors: as those of [`Order::RemindDue`].
    pub fn remind_due(&self, actor: Actor, command: Option<CommandId>, lang: Lang) -> Result<Vec<Ref>, Problem> {
        let (at, today) = (self.clock().now(), self.today());
        // A server looks every hour: an order that does nothing is not noted for its sake.
        let picture = self.picture();
        let tools = picture.cases().any(|(_, case)| case.is_due(today));
        let promises = || {
            let near = |it: &Promised<'_>| it.on.is_some_and(|on| it.state.is_due(on, today));
            picture.promises().iter().any(near)
        };
        if command.is_none() && !tools && !promises() {
            return Ok(Vec::new());
        }
        let command = command.unwrap_or_else(|| new_command(at));
        let receipt = self.carry_out(Ticket { command, actor, at, expect: None, order: Order::RemindDue { lang } })?;
        let facts = self.facts_of(&receipt)?;
        Ok(facts.into_iter().filter_map(|fact| reminded(fact.event)).collect())
    }
}

fn reminded(event: Event) -> Option<Ref> {
    match event {
        Event::Tool(tool, agenda::tool::Event::Reminded { .. }) => Some(tool),
        Event::Promise(promise, agenda::promise::Event::Reminded { .. }) => Some(promise),
        _ => None,
    }
}

/// Asks, without blame, whether a tool is the reader's.
pub(crate) fn asking(picture: &Picture, tool: &Ref, today: Date, lang: Lang) -> Letter {
    let name = picture.tool_name(tool);
    let until = format::date_long(lang, workdays::after(today, DAYS_TO_ANSWER));
    let seen = seen(picture, tool, lang);
    match lang {
        Lang::Fr => Letter {
            subject: format!("« {name} » : un outil de votre équipe ?"),
            body: format!(
                "Bonjour,\n\n{seen} Nous cherchons à qui nous adresser, et non à qui le reprocher : votre réponse ne \
                 servira qu'à trouver la meilleure suite, avec vous.\n\nDeux clics suffisent : ouvrez la page, puis dites \
                 si cet outil est le vôtre. Si la voie officielle était trop lente, dites-le aussi : c'est elle que nous \
                 corrigerons.\n\nUne réponse d'ici au {until} nous aiderait. Merci.",
            ),
        },
        Lang::En => Letter {
            subject: format!("“{name}”: a tool of your team's?"),
            body: format!(
                "Hello,\n\n{seen} We are looking for whom to speak with, not for whom to blame: your answer only serves \
                 to find the best way on, with you.\n\nTwo clicks are enough: open the page, then say whether this tool \
                 is yours. If the official way was too slow, say so: then it is the official way that we shall \
                 mend.\n\nAn answer by {until} would help us. Thank you.",
            ),
        },
    }
}

/// What shows the tool, in one sentence, without people.
fn seen(picture: &Picture, tool: &Ref, lang: Lang) -> String {
    let name = picture.tool_name(tool);
    let kinds: Vec<EvidenceKind> = picture
        .shadow()
        .tool(tool)
        .and_then(|it| it.evidence.as_ref())
        .map_or_else(Vec::new, |tool| tool.kinds().into_iter().take(3).collect());
    let kinds: Vec<String> = kinds.into_iter().map(|kind| kind.say().in_lang(lang).to_owned()).collect();
    let list = match (kinds.split_last(), lang) {
        (None, _) => None,
        (Some((last, [])), _) => Some(last.clone()),
        (Some((last, rest)), Lang::Fr) => Some(format!("{} et {last}", rest.join(", "))),
        (Some((last, rest)), Lang::En) => Some(format!("{} and {last}", rest.join(", "))),
    };
    match (lang, list) {
        (Lang::Fr, Some(list)) => format!("« {name} » est en usage dans la maison ; ce qui le montre : {list}."),
        (Lang::Fr, None) => format!("« {name} » est en usage dans la maison."),
        (Lang::En, Some(list)) => format!("“{name}” is in use in the house; what shows it: {list}."),
        (Lang::En, None) => format!("“{name}” is in use in the house."),
    }
}

/// Brings a translator the question their side has not answered in time.
pub(crate) fn passed_on(picture: &Picture, question: u64, lang: Lang) -> Letter {
    let held = picture.question(question);
    let words = held.and_then(|it| picture.text(&it.words)).unwrap_or_default();
    let request = held.map_or("", |it| it.request.key());
    match lang {
        Lang::Fr => Letter {
            subject: format!("Question {question} : personne n'a encore répondu"),
            body: format!(
                "Bonjour,\n\nL'autre côté a posé une question sur la demande {request}, et le délai d'une première réponse \
                 est passé :\n\n« {words} »\n\nVous traduisez pour ce côté : répondez, ou aidez à répondre. La demande \
                 attend cette réponse.",
            ),
        },
        Lang::En => Letter {
            subject: format!("Question {question}: nobody has answered yet"),
            body: format!(
                "Hello,\n\nThe other side asked a question about request {request}, and the time for a first answer has \
                 passed:\n\n“{words}”\n\nYou translate for this side: answer, or help to answer. The request waits for \
                 this answer.",
            ),
        },
    }
}

/// Tells whoever protects data that names were opened, and why.
pub(crate) fn names_opened(picture: &Picture, tool: &Ref, reason: &str, lang: Lang) -> Letter {
    let name = picture.tool_name(tool);
    let reason = reason.trim();
    match lang {
        Lang::Fr => Letter {
            subject: format!("« {name} » : des noms ont été ouverts"),
            body: format!(
                "Bonjour,\n\nLes noms des personnes qui utilisent « {name} » ont été ouverts, pour cette raison : {reason}\n\n\
                 La décision, son auteur et sa date sont inscrits sur la page de l'outil. Vous pouvez en demander compte.",
            ),
        },
        Lang::En => Letter {
            subject: format!("“{name}”: names were opened"),
            body: format!(
                "Hello,\n\nThe names of those who use “{name}” were opened, for this reason: {reason}\n\n\
                 The decision, who took it and when stand on the tool's page. You may ask for an account of it.",
            ),
        },
    }
}

/// Says that something promised to customers comes near, and who has not been heard.
pub(crate) fn unstamped(promised: &Promised<'_>, on: Date, today: Date, lang: Lang) -> Letter {
    let words = promised.words.in_lang(lang);
    let (day, days) = (format::date_long(lang, on), days_until(on, today));
    let missing: Vec<String> =
        promised.state.missing().into_iter().map(|role| role.say().in_lang(lang).to_owned()).collect();
    let missing = missing.join(", ");
    match lang {
        Lang::Fr => Letter {
            subject: match days {
                0.. => format!("Promis aux clients à J-{days} : « {words} »"),
                _ => format!("Promis aux clients, le jour est passé : « {words} »"),
            },
            body: format!(
                "Bonjour,\n\nLe plan média promet aux clients, pour le {day} : « {words} ».\n\nIl manque l'avis de : \
                 {missing}. Dire ce qu'il faut pour tenir la promesse, et si elle est faisable, prend deux minutes sur sa \
                 page. Rien n'est bloqué : ce qui est publié sans avis reste visible, avec le nom de qui l'a signé.",
            ),
        },
        Lang::En => Letter {
            subject: match days {
                0.. => format!("Promised to customers at T-{days}: “{words}”"),
                _ => format!("Promised to customers, the day has passed: “{words}”"),
            },
            body: format!(
                "Hello,\n\nThe media plan promises to customers, for {day}: “{words}”.\n\nNot heard yet: {missing}. \
                 Saying what it takes to keep the promise, and whether it can be kept, takes two minutes on its page. \
                 Nothing is blocked: what is published without a stamp stays visible, with the name of who signed it.",
            ),
        },
    }
}

/// Reminds that what was agreed about a tool ends.
pub(crate) fn ending(picture: &Picture, tool: &Ref, today: Date, lang: Lang) -> Letter {
    let name = picture.tool_name(tool);
    let case = picture.case(tool);
    let ends = case.and_then(|case| case.ends()).unwrap_or(today);
    let must_delete = case.and_then(|case| case.decided.as_ref()).is_some_and(|(choice, _)| choice.must_delete());
    let day = format::date_long(lang, ends);
    let late = ends < today;
    match lang {
        Lang::Fr => {
            let what = if late { "est passée depuis le" } else { "arrive le" };
            let then = if must_delete && late {
                "Les données sont à effacer dès maintenant ; la preuve se donne sur la page de l'outil, en une minute."
            } else if must_delete {
                "D'ici là, les données sont à effacer ; la preuve se donne sur la page de l'outil, en une minute."
            } else {
                "Dites sur la page de l'outil ce qui doit suivre."
            };
            Letter {
                subject: format!("« {name} » : l'échéance convenue {what} {day}"),
                body: format!("Bonjour,\n\nL'échéance convenue pour « {name} » {what} {day}. {then}"),
            }
        }
        Lang::En => {
            let what = if late { "passed on" } else { "comes on" };
            let then = if must_delete && late {
                "The data are to be deleted now; the proof is given on the tool's page, in a minute."
            } else if must_delete {
                "Until then the data are to be deleted; the proof is given on the tool's page, in a minute."
            } else {
                "Say on the tool's page what is to follow."
            };
            Letter {
                subject: format!("“{name}”: the day agreed {what} {day}"),
                body: format!("Hello,\n\nThe day agreed for “{name}” {what} {day}. {then}"),
            }
        }
    }
}
