//! OpenAPI 3.0, 3.1 and 3.2, and Swagger 2, in YAML and JSON: one document, one API.
//!
//! Operations are what is read one by one. What an operation can carry is followed through its schemas; a reference
//! into another file is left, for that file is not here.

mod example;
mod limits;
mod nouns;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use base::Say;
use tabular::Unreadable;

use self::example::Call;
use super::contract::{self, Contract};
use super::tree::{Broken, Document, Node, Place};
use super::{Head, Telling};
use crate::field::{Field, Value};

pub use nouns::nouns;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
/// Members of a path item that are no operations.
const BESIDE: &[&str] = &["$ref", "summary", "description", "servers", "parameters"];

/// Whether a file begins as one.
pub(super) fn fits(head: &Head<'_>) -> bool {
    let of = |key: &str| head.has_key(key);
    if !head.is_json() {
        return (of("openapi") || of("swagger")) && !of("asyncapi") || of("components") && of("info") && of("paths");
    }
    // Sorted members bring `components` first, and it can be longer than the head.
    let first = head.text.trim_start().trim_start_matches('{').trim_start();
    let is_sorted =
        first.starts_with("\"components\"") && (head.has_member("schemas") || head.has_member("securitySchemes"));
    let is_named = versioned(&head.text, "\"openapi\"", "3.")
        || versioned(&head.text, "\"swagger\"", "2.")
        || versioned(&head.text, "\"swagger\"", "1.");
    !head.has_member("asyncapi") && (is_named || is_sorted)
}

/// Whether a member has a text that begins so.
fn versioned(text: &str, member: &str, version: &str) -> bool {
    text.match_indices(member).any(|(at, _)| {
        let after = text.get(at + member.len()..).unwrap_or_default().trim_start();
        let value = after.strip_prefix(':').map(str::trim_start).and_then(|value| value.strip_prefix('"'));
        value.is_some_and(|value| value.starts_with(version))
    })
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], telling: &mut Telling) -> Result<(), Unreadable> {
    contract::read(bytes, telling, read_document)
}

/// Reads what a document says; `title` stands in for a missing one.
///
/// Errors: it is no OpenAPI, or a version nobody reads any more.
pub(crate) fn read_document(document: &Document, title: &str) -> Result<Contract, Broken> {
    let root = Place::root(document);
    let (member, is_swagger) = match (root.node.says("openapi"), root.node.says("swagger")) {
        (Some(version), _) if version.starts_with('3') => ("openapi", false),
        (None, Some(version)) if version.starts_with('2') => ("swagger", true),
        (version, older) => return Err(unknown_version(version.or(older))),
    };
    let mut contract = Contract::of(document, &root, member, title);
    provider(&mut contract, &root);
    let paths = root.get("paths");
    let operations = paths.as_ref().map(|paths| operations(&mut contract, &root, paths)).unwrap_or_default();
    let webhooks =
        root.get("webhooks").into_iter().flat_map(|all| all.members().map(|(_, hook)| hook).collect::<Vec<_>>());
    let webhooks: Vec<Place<'_>> = webhooks.collect();
    addresses(&mut contract, &root, is_swagger);
    sign_on(&mut contract, &root, is_swagger);
    limits::read(&mut contract, &root, &operations.taken);
    let at = paths.as_ref().map_or_else(|| root.at(), Place::at);
    if let Some((words, at)) = example::example(&root, &operations.calls) {
        contract.field(Field::Example, Value::Words(words), at);
    }
    contract.operations(nouns(operations.paths.iter().map(String::as_str)), at);
    let schemas =
        if is_swagger { root.get("definitions") } else { root.get("components").and_then(|all| all.get("schemas")) };
    contract.counts = vec![
        ("paths", operations.paths.len() as u64),
        ("operations", contract.accepted),
        ("schemas", schemas.map_or(0, |all| all.node.members().count() as u64)),
    ];
    if !webhooks.is_empty() {
        contract.counts.push(("webhooks", webhooks.len() as u64));
        contract.leave("webhooks", webhooks.len() as u64);
    }
    leave(&mut contract, &operations.taken);
    let mut from = operations.items;
    from.extend(webhooks);
    let met = contract::follow(&root, from);
    contract.personal(&met);
    Ok(contract)
}

fn unknown_version(version: Option<&str>) -> Broken {
    let reason = match version {
        None => {
            Say::new("rien ne dit que c'est une description OpenAPI", "nothing says that it is an OpenAPI description")
        }
        Some(version) => Say::new(
            format!("la version {version} n'est ni OpenAPI 3 ni Swagger 2"),
            format!("version {version} is neither OpenAPI 3 nor Swagger 2"),
        ),
    };
    let way_out = Say::new(
        "exportez l'API en OpenAPI 3 ou en Swagger 2 (« openapi: 3.1.0 » ou « swagger: \"2.0\" » au début)",
        "export the API as OpenAPI 3 or Swagger 2 (“openapi: 3.1.0” or “swagger: \"2.0\"” at the beginning)",
    );
    Broken { line: None, reason, way_out }
}

/// Who offers it, where the directory it came from says so.
fn provider(contract: &mut Contract, root: &Place<'_>) {
    if let Some(name) = root.get("info").and_then(|info| info.get("x-providerName"))
        && let Some(text) = name.node.text().filter(|text| base::slug(text) != "-")
    {
        contract.field(Field::Provider, Value::Named(vec![text.trim().to_owned()]), name.at());
    }
}

/// The operations of the paths.
#[derive(Default)]
struct Operations<'a> {
    /// The paths, as they are written.
    paths: Vec<String>,
    /// The path items, to be followed.
    items: Vec<Place<'a>>,
    /// Each operation taken.
    taken: Vec<Place<'a>>,
    /// The same, with the words that call them.
    calls: Vec<Call<'a>>,
}

fn operations<'a>(contract: &mut Contract, root: &Place<'a>, paths: &Place<'a>) -> Operations<'a> {
    let mut all = Operations::default();
    let mut ids: HashMap<&str, String> = HashMap::new();
    for (path, item) in paths.members().filter(|(path, _)| !path.starts_with("x-")) {
        let item = match contract::meant(root, item.clone()) {
            Ok(item) => item,
            Err(reference) if reference.starts_with('#') => {
                let reason =
                    Say::new("la référence du chemin ne mène à rien", "the reference of the path leads to nothing");
                contract.reject(&item, reference, reason, Say::new("corrigez la référence", "mend the reference"));
                continue;
            }
            Err(_) => {
                contract.leave("path in another file", 1);
                continue;
            }
        };
        if !path.starts_with('/') || !item.node.is_map() {
            contract.reject(
                &item,
                path,
                Say::new("ce n'est pas un chemin avec ses opérations", "this is no path with its operations"),
                Say::new(
                    "écrivez un chemin qui commence par « / », puis ses méthodes",
                    "write a path that begins with “/”, then its methods",
                ),
            );
            continue;
        }
        all.paths.push(path.to_owned());
        all.items.push(item.clone());
        let more = item.get("additionalOperations").into_iter().flat_map(|more| more.members().collect::<Vec<_>>());
        let more: Vec<(&str, Place<'a>)> = more.collect();
        let known = item
            .members()
            .filter(|(name, _)| !BESIDE.contains(name) && !name.starts_with("x-") && *name != "additionalOperations");
        let named = known
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(name, place)| (METHODS.contains(&name.to_lowercase().as_str()), name, place));
        for (is_method, name, operation) in named.chain(more.into_iter().map(|(name, place)| (true, name, place))) {
            if !is_method || !operation.node.is_map() {
                contract.reject(
                    &operation,
                    name,
                    Say::new("ce n'est pas une opération HTTP", "this is no HTTP operation"),
                    Say::new(
                        "écrivez une méthode (get, post…) et ce qu'elle fait",
                        "write a method (get, post…) and what it does",
                    ),
                );
                continue;
            }
            contract.accepted += 1;
            if let Some(id) = operation.node.says("operationId")
                && let Some(first) = ids.insert(id, operation.at().pointer)
            {
                contract.note(
                    operation.at().then("operationId"),
                    id,
                    Say::new(
                        format!("ce nom d'opération est déjà celui de {first}"),
                        format!("{first} has this operation id already"),
                    ),
                    Say::new("donnez à chaque opération un nom à elle", "give each operation an id of its own"),
                );
            }
            let line = format!("{} {path}", name.to_uppercase());
            all.calls.push(Call { line, operation: operation.clone(), path: item.clone() });
            all.taken.push(operation);
        }
    }
    all
}

/// Hosts and protocols, from every list of servers.
fn addresses(contract: &mut Contract, root: &Place<'_>, is_swagger: bool) {
    let (mut hosts, mut protocols) = (BTreeSet::new(), BTreeSet::new());
    let mut at = root.at();
    if is_swagger {
        if let Some(host) = root.get("host") {
            at = host.at();
            hosts.extend(host.node.text().and_then(host_name));
        }
        let schemes = root.get("schemes").map(|schemes| schemes.node.items()).unwrap_or_default();
        protocols.extend(schemes.iter().filter_map(Node::text).map(str::to_lowercase));
    } else {
        let mut unknown = 0;
        for server in servers(root) {
            let Some(url) = server.get("url") else { continue };
            let Some(address) = substituted(server.node, url.node.text().unwrap_or_default()) else {
                unknown += 1;
                continue;
            };
            let Some((scheme, rest)) = address.split_once("://") else { continue };
            if hosts.is_empty() && protocols.is_empty() {
                at = url.at();
            }
            let is_scheme =
                !scheme.is_empty() && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '+');
            protocols.extend(Some(scheme.to_lowercase()).filter(|_| is_scheme));
            match host_name(rest) {
                Some(host) => {
                    hosts.insert(host);
                }
                None => unknown += 1,
            }
        }
        contract.leave("server address with a variable", unknown);
    }
    contract.list(Field::Hosts, hosts.into_iter().collect(), at.clone());
    contract.list(Field::Protocol, protocols.into_iter().collect(), at);
}

/// The servers of a document: its own, those of its paths and of its operations.
fn servers<'a>(root: &Place<'a>) -> Vec<Place<'a>> {
    let of = |place: &Place<'a>| place.get("servers").into_iter().flat_map(|all| all.items().collect::<Vec<_>>());
    let mut all: Vec<Place<'a>> = of(root).collect();
    for (_, item) in root.get("paths").into_iter().flat_map(|paths| paths.members().collect::<Vec<_>>()) {
        all.extend(of(&item));
        for (_, operation) in item.members().filter(|(name, _)| METHODS.contains(name)) {
            all.extend(of(&operation));
        }
    }
    all
}

/// The longest address a server's variables may make.
const LONGEST_ADDRESS: usize = 4096;

/// Puts the defaults of a server's variables in their places, once from left to right: a variable within a default
/// stays one. `None` when the address grows beyond [`LONGEST_ADDRESS`].
fn substituted<'u>(server: &Node, url: &'u str) -> Option<Cow<'u, str>> {
    let Some(variables) = server.get("variables").filter(|_| url.contains('{') && url.len() < 2000) else {
        return Some(Cow::Borrowed(url));
    };
    let value = |name: &str| variables.get(name)?.says("default").filter(|value| value.len() < 200);
    let (mut address, mut rest) = (String::new(), url);
    while let Some((before, after)) = rest.split_once('{') {
        address.push_str(before);
        rest = match after.split_once('}').and_then(|(name, behind)| Some((value(name)?, behind))) {
            Some((value, behind)) => {
                address.push_str(value);
                behind
            }
            None => {
                address.push('{');
                after
            }
        };
        if address.len() > LONGEST_ADDRESS {
            return None;
        }
    }
    address.push_str(rest);
    Some(Cow::Owned(address))
}

/// The host name of what follows `https://`; `None` where a variable stands in it, or nothing.
pub(crate) fn host_name(rest: &str) -> Option<String> {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = match host.rsplit_once(':') {
        Some((name, port)) if port.starts_with('{') || port.chars().all(|sign| sign.is_ascii_digit()) => name,
        _ => host,
    };
    let is_name = !host.is_empty() && host.len() < 254 && !host.contains(['{', '}', '$', '<', '>', '%', ' ']);
    is_name.then(|| host.to_lowercase())
}

/// How one signs on, from the security schemes it declares.
fn sign_on(contract: &mut Contract, root: &Place<'_>, is_swagger: bool) {
    let schemes = match is_swagger {
        true => root.get("securityDefinitions"),
        false => root.get("components").and_then(|all| all.get("securitySchemes")),
    };
    let Some(schemes) = schemes else { return };
    contract.sign_on(root, schemes.members().map(|(_, scheme)| scheme), schemes.at());
}

/// Counts what operations say and nothing here takes.
fn leave(contract: &mut Contract, operations: &[Place<'_>]) {
    let having = |name: &str| operations.iter().filter(|operation| operation.node.get(name).is_some()).count() as u64;
    contract.leave("callbacks", having("callbacks"));
    let deprecated = operations.iter().filter(|operation| operation.node.says("deprecated") == Some("true"));
    contract.leave("deprecated operations", deprecated.count() as u64);
}
