//! Whether it talks the way those around it do.

use base::{Kind, Say};

use super::super::words;
use super::{Answer, Case};
use crate::field::Field;

/// How an exchange behaves in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Pace {
    /// The caller waits for the answer.
    Live,
    /// A message that is read when it comes.
    Message,
    /// Files, by night or by the hour.
    Batch,
}

/// Words of protocols, folded: a protocol has a pace when one of its words stands here.
const PACES: &[(Pace, &[&str])] = &[
    (
        Pace::Live,
        &[
            "http",
            "https",
            "rest",
            "graphql",
            "grpc",
            "soap",
            "ws",
            "wss",
            "websocket",
            "odata",
            "rpc",
            "json",
            "api",
            "sql",
            "jdbc",
            "odbc",
            "tcp",
        ],
    ),
    (
        Pace::Message,
        &[
            "kafka",
            "kafka-secure",
            "amqp",
            "amqps",
            "mqtt",
            "mqtts",
            "secure-mqtt",
            "jms",
            "stomp",
            "sns",
            "sqs",
            "pubsub",
            "nats",
            "redis",
            "webhook",
            "webhooks",
            "event",
            "events",
            "queue",
            "mercure",
            "smtp",
        ],
    ),
    (
        Pace::Batch,
        &[
            "batch", "sftp", "ftp", "ftps", "file", "files", "fichier", "fichiers", "csv", "xlsx", "edi", "edifact",
            "nocturne", "nightly", "export", "as2", "cft", "scp", "nfs",
        ],
    ),
];

/// A tool that only takes files cannot answer a caller who waits.
pub(super) fn protocol(case: &Case) -> Answer {
    let said: Vec<_> = case.apis.iter().copied().filter(|api| !api.list(Field::Protocol).is_empty()).collect();
    let words_of: Vec<&String> = said.iter().flat_map(|api| api.list(Field::Protocol)).collect();
    let paces: Vec<Pace> = words_of.iter().filter_map(|word| pace(word)).collect();
    let protocols = words::list(&words_of.iter().map(|word| Say::same(word.as_str())).collect::<Vec<_>>());
    let flows: Vec<_> = case.catalog.pointing_at(&case.tool.id, Kind::Flow, Field::Target).collect();
    let waits =
        |flow: &&&crate::catalog::Thing| matches!(flow.choice(Field::Mode), Some("hard" | "degradable" | "cached"));
    let waiting: Vec<_> = flows.iter().filter(waits).copied().collect();
    let callers: Vec<Say> = waiting
        .iter()
        .flat_map(|flow| flow.refs(Field::Source))
        .map(|caller| words::quoted(&case.catalog.name(caller)))
        .collect();
    let proofs = || {
        case.proofs(
            said.iter().map(|api| (*api, Field::Protocol)).chain(waiting.iter().map(|flow| (*flow, Field::Mode))),
        )
    };
    if paces.is_empty() {
        let say = match words_of.is_empty() {
            true => {
                Say::new("Personne n'a dit comment on échange avec lui.", "Nobody has said how one exchanges with it.")
            }
            false => Say::new(
                format!("On échange avec lui par {} : rien ne dit si c'est en direct ou par fichiers.", protocols.fr),
                format!("One exchanges with it by {}: nothing says whether live or by files.", protocols.en),
            ),
        };
        return Answer::unknown(say, case.ask(), proofs());
    }
    let callers = words::list(&callers);
    if paces.contains(&Pace::Live) {
        return Answer::fits(
            Say::new(
                format!("Il répond en direct ({}).", protocols.fr),
                format!("It answers live ({}).", protocols.en),
            ),
            proofs(),
        );
    }
    let only = match paces.contains(&Pace::Message) {
        true => Say::new("que par messages", "messages only"),
        false => Say::new("que par fichiers", "files only"),
    };
    if !waiting.is_empty() {
        return Answer::against(
            Say::new(
                format!("Il n'échange {} ({}) ; or {} en attendent la réponse.", only.fr, protocols.fr, callers.fr),
                format!("It exchanges {} ({}); yet {} wait for its answer.", only.en, protocols.en, callers.en),
            ),
            proofs(),
        )
        .asking(case.ask());
    }
    let unsaid = flows.is_empty() || flows.iter().any(|flow| flow.choice(Field::Mode).is_none());
    if unsaid {
        return Answer::unknown(
            Say::new(
                format!(
                    "Il n'échange {} ({}) ; personne n'a dit si quelqu'un en attendra la réponse.",
                    only.fr, protocols.fr
                ),
                format!(
                    "It exchanges {} ({}); nobody has said whether anyone will wait for its answer.",
                    only.en, protocols.en
                ),
            ),
            case.ask(),
            proofs(),
        );
    }
    Answer::fits(
        Say::new(
            format!("Il n'échange {} ({}), et personne n'en attend la réponse.", only.fr, protocols.fr),
            format!("It exchanges {} ({}), and nobody waits for its answer.", only.en, protocols.en),
        ),
        proofs(),
    )
}

fn pace(protocol: &str) -> Option<Pace> {
    let folded = base::slug(protocol);
    let of = |word: &str| PACES.iter().find(|(_, words)| words.contains(&word)).map(|(pace, _)| *pace);
    of(&folded).or_else(|| folded.split('-').filter_map(of).max())
}
