//! AsyncAPI 2 and 3, in YAML and JSON: one document, one API of messages.
//!
//! Operations are what is read one by one. Who else sends or receives on a channel stands in other documents: channels
//! are counted as shared, no flow is made up from one side alone.

use std::collections::BTreeSet;

use base::Say;
use tabular::Unreadable;

use super::contract::{self, Contract};
use super::openapi::{host_name, nouns};
use super::tree::{Broken, Document, Node, Place};
use super::{Head, Telling};
use crate::field::Field;

/// Whether a file begins as one.
pub(super) fn fits(head: &Head<'_>) -> bool {
    match head.is_json() {
        true => head.has_member("asyncapi") && (head.has_member("info") || head.has_member("channels")),
        false => head.has_key("asyncapi"),
    }
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    contract::read(bytes, telling, read_document)
}

/// Whether a document says it is one.
pub(crate) fn is_one(root: &Node) -> bool {
    root.says("asyncapi").is_some()
}

/// Reads what a document says; `title` stands in for a missing one.
///
/// Errors: it is no AsyncAPI, or a version nobody reads any more.
pub(crate) fn read_document(document: &Document, title: &str) -> Result<Contract, Broken> {
    let root = Place::root(document);
    let version = root.node.says("asyncapi");
    let is_second = match version {
        Some(version) if version.starts_with('3') => false,
        Some(version) if version.starts_with('2') => true,
        _ => return Err(unknown_version(version)),
    };
    let mut contract = Contract::of(document, &root, "asyncapi", title);
    addresses(&mut contract, &root);
    sign_on(&mut contract, &root);
    let channels = channels(&mut contract, &root);
    if is_second {
        for (_, channel) in &channels {
            for action in ["publish", "subscribe"] {
                if let Some(operation) = channel.get(action) {
                    take(&mut contract, action, &operation, operation.node.is_map());
                }
            }
        }
    } else {
        for (name, operation) in members(&root, "operations") {
            let Some(meant) = meant(&mut contract, &root, operation, "operation in another file") else { continue };
            let is_action = matches!(meant.node.says("action"), Some("send" | "receive"));
            let has_channel = meant.get("channel").is_some_and(|channel| channel.node.is_map());
            take(&mut contract, name, &meant, is_action && has_channel);
        }
    }
    let addresses = channels.iter().map(|(name, channel)| match is_second {
        true => *name,
        false => channel.node.says("address").unwrap_or(name),
    });
    let at = root.get("channels").map_or_else(|| root.at(), |channels| channels.at());
    contract.operations(nouns(addresses), at);
    contract.counts = vec![
        ("channels", channels.len() as u64),
        ("operations", contract.accepted),
        ("messages", messages(&root, &channels)),
        ("servers", members(&root, "servers").len() as u64),
    ];
    contract.leave("channels other applications may share", channels.len() as u64);
    let from = channels.into_iter().map(|(_, channel)| channel).chain(root.get("operations"));
    let met = contract::follow(&root, from.collect());
    contract.personal(&met);
    Ok(contract)
}

fn unknown_version(version: Option<&str>) -> Broken {
    let reason = match version {
        None => Say::new(
            "rien ne dit que c'est une description AsyncAPI",
            "nothing says that it is an AsyncAPI description",
        ),
        Some(version) => Say::new(
            format!("la version {version} n'est ni AsyncAPI 2 ni AsyncAPI 3"),
            format!("version {version} is neither AsyncAPI 2 nor AsyncAPI 3"),
        ),
    };
    let way_out = Say::new(
        "exportez la description en AsyncAPI 3 (« asyncapi: 3.0.0 »)",
        "export the description as AsyncAPI 3 (“asyncapi: 3.0.0”)",
    );
    Broken { line: None, reason, way_out }
}

fn members<'a>(root: &Place<'a>, name: &str) -> Vec<(&'a str, Place<'a>)> {
    let all = root.get(name);
    all.into_iter()
        .flat_map(|all| all.members().collect::<Vec<_>>())
        .filter(|(name, _)| !name.starts_with("x-"))
        .collect()
}

/// What a place stands for; one in another file is left.
fn meant<'a>(
    contract: &mut Contract,
    root: &Place<'a>,
    place: Place<'a>,
    elsewhere: &'static str,
) -> Option<Place<'a>> {
    match contract::meant(root, place.clone()) {
        Ok(meant) => Some(meant),
        Err(reference) if reference.starts_with('#') => {
            contract.reject(
                &place,
                reference,
                Say::new(
                    "la référence ne mène à rien dans ce document",
                    "the reference leads to nothing in this document",
                ),
                Say::new("corrigez la référence", "mend the reference"),
            );
            None
        }
        Err(_) => {
            contract.leave(elsewhere, 1);
            None
        }
    }
}

/// Takes an operation, or says why not.
fn take(contract: &mut Contract, name: &str, operation: &Place<'_>, is_whole: bool) {
    if is_whole {
        contract.accepted += 1;
        return;
    }
    contract.reject(
        operation,
        name,
        Say::new(
            "l'opération ne dit pas ce qu'elle fait sur quel canal",
            "the operation does not say what it does on which channel",
        ),
        Say::new("écrivez action (send ou receive) et channel", "write action (send or receive) and channel"),
    );
}

/// The channels by name; one in another file is left.
fn channels<'a>(contract: &mut Contract, root: &Place<'a>) -> Vec<(&'a str, Place<'a>)> {
    let mut channels = Vec::new();
    for (name, channel) in members(root, "channels") {
        match contract::meant(root, channel.clone()) {
            Ok(channel) => channels.push((name, channel)),
            Err(_) => contract.leave("channel in another file", 1),
        }
    }
    channels
}

/// How many messages are described, those that only refer to another left out.
fn messages(root: &Place<'_>, channels: &[(&str, Place<'_>)]) -> u64 {
    let own = |place: &Place<'_>| u64::from(place.node.is_map() && place.node.get("$ref").is_none());
    let shared = root.get("components").map(|components| members(&components, "messages")).unwrap_or_default();
    let mut counted: u64 = shared.iter().map(|(_, message)| own(message)).sum();
    for (_, channel) in channels {
        counted += members(channel, "messages").iter().map(|(_, message)| own(message)).sum::<u64>();
        for message in ["publish", "subscribe"].iter().filter_map(|action| channel.get(action)?.get("message")) {
            counted += match message.get("oneOf") {
                Some(several) => several.items().map(|message| own(&message)).sum(),
                None => own(&message),
            };
        }
    }
    counted
}

/// Hosts and protocols of the servers.
fn addresses(contract: &mut Contract, root: &Place<'_>) {
    let (mut hosts, mut protocols) = (BTreeSet::new(), BTreeSet::new());
    let Some(servers) = root.get("servers") else { return };
    for (_, server) in members(root, "servers") {
        let Ok(server) = contract::meant(root, server) else {
            contract.leave("server in another file", 1);
            continue;
        };
        let address = server.node.says("host").or_else(|| server.node.says("url")).unwrap_or_default();
        let (scheme, rest) = address.split_once("://").map_or((None, address), |(scheme, rest)| (Some(scheme), rest));
        let protocol = server.node.says("protocol").or(scheme).filter(|protocol| protocol.len() < 40);
        protocols.extend(protocol.map(str::to_lowercase));
        match host_name(rest) {
            Some(host) => {
                hosts.insert(host);
            }
            None => contract.leave("server address with a variable", 1),
        }
    }
    contract.list(Field::Hosts, hosts.into_iter().collect(), servers.at());
    contract.list(Field::Protocol, protocols.into_iter().collect(), servers.at());
}

/// How one signs on: the schemes declared, and those that stand where they are asked for.
fn sign_on(contract: &mut Contract, root: &Place<'_>) {
    let declared = root.get("components").map(|components| members(&components, "securitySchemes")).unwrap_or_default();
    let mut schemes: Vec<Place<'_>> = declared.into_iter().map(|(_, scheme)| scheme).collect();
    for (_, asking) in members(root, "servers").into_iter().chain(members(root, "operations")) {
        let asked = asking.get("security").map(|asked| asked.items().collect::<Vec<_>>()).unwrap_or_default();
        schemes.extend(asked.into_iter().filter(|scheme| scheme.node.says("type").is_some()));
    }
    let at = schemes.first().map(Place::at);
    contract.sign_on(root, schemes, at.unwrap_or_default());
}
