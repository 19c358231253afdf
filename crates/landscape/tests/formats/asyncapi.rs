//! What the description of messages gives: one API, with its channels and what of a person its messages carry.

use landscape::formats::{self, Format, Told};
use landscape::import::Imported;
use proptest::prelude::*;

use super::said::*;

fn read(text: &str) -> Result<Imported, tabular::Unreadable> {
    formats::read(Format::AsyncApi, "events.yaml", text.as_bytes(), &dataset(), None, 7)
}

fn check(text: &str, expect: &[&str], expect_rejects: &[&str]) -> Told {
    let imported = read(text).expect("a contract");
    lawful(&imported);
    assert_eq!(claims(&imported), expect);
    assert_eq!(rejects(&imported), expect_rejects);
    told(&imported).clone()
}

pub const STOCK: &str = "\
asyncapi: 3.0.0
info: { title: Stock events, version: 1.0.0, description: Tells what is on the shelves. }
servers:
  production: { host: 'broker.example.com:9092', protocol: kafka-secure, security: [ { type: scramSha256 } ] }
  test: { host: '{stage}.example.com', protocol: kafka }
  elsewhere: { $ref: './servers.yaml#/s' }
channels:
  moved:
    address: stock.{store}.moved
    messages: { moved: { $ref: '#/components/messages/Moved' }, counted: { payload: { properties: { userId: {} } } } }
  signed:
    address: customer/signedup
    messages: { signed: { payload: { schema: { type: object, properties: { email: { type: string } } } } } }
  reply: { address: null }
  far: { $ref: 'channels.yaml#/far' }
operations:
  sendMoved: { action: send, channel: { $ref: '#/channels/moved' } }
  onSigned: { action: receive, channel: { $ref: '#/channels/signed' }, reply: { channel: { $ref: '#/channels/reply' } } }
  shrug: { action: wonder, channel: { $ref: '#/channels/moved' } }
  lost: { action: send }
  none: { $ref: '#/components/operations/none' }
components:
  messages: { Moved: { headers: { properties: { 'x-user': {}, client_ip: {} } }, payload: { $ref: '#/components/schemas/Move' } } }
  schemas: { Move: { properties: { by: { properties: { last_name: {} } }, again: { $ref: '#/components/schemas/Move' } } } }
  securitySchemes: { u: { type: userPassword }, other: { type: magic } }
";

#[test]
fn a_description_of_version_3_becomes_one_api() {
    let told = check(
        STOCK,
        &[
            "api:stock-events name Stock events",
            "api:stock-events does Tells what is on the shelves.",
            "api:stock-events hosts broker.example.com",
            "api:stock-events protocol kafka+kafka-secure",
            "api:stock-events sign_on user and password+SCRAM-SHA-256",
            "api:stock-events operations 2",
            "api:stock-events nouns customer+reply+stock",
            "api:stock-events personal name+e-mail+device or IP address",
        ],
        &[
            "line 19, /operations/shrug: the operation does not say what it does on which channel",
            "line 20, /operations/lost: the operation does not say what it does on which channel",
            "line 21, /operations/none: the reference leads to nothing in this document",
        ],
    );
    assert_eq!(told.version.as_deref(), Some("3.0.0"));
    assert_eq!(pairs(&told.counts), [("channels", 3), ("operations", 2), ("messages", 3), ("servers", 3)]);
    assert_eq!(
        pairs(&told.left),
        [
            ("channel in another file", 1),
            ("channels other applications may share", 3),
            ("security scheme of another type", 1),
            ("server address with a variable", 1),
            ("server in another file", 1),
        ]
    );
}

#[test]
fn a_description_of_version_2_is_read_alike() {
    let told = check(
        r##"{"asyncapi": "2.6.0", "info": {"title": "Lampes"},
            "servers": {"p": {"url": "mqtt://lampes.example:{port}", "protocol": "mqtt", "security": [{"key": []}]}},
            "channels": {
                "light/measured": {"publish": {"message": {"$ref": "#/components/messages/M"}}, "subscribe": 3},
                "light/{id}/dim": {"subscribe": {"message": {"oneOf": [{"payload": {}}, {"$ref": "#/components/messages/M"}]}}}},
            "components": {"messages": {"M": {"payload": {"properties": {"latitude": {"type": "number"}, "emails": {"type": "integer"}}}}},
                           "securitySchemes": {"key": {"type": "httpApiKey"}}}}"##,
        &[
            "api:lampes name Lampes",
            "api:lampes hosts lampes.example",
            "api:lampes protocol mqtt",
            "api:lampes sign_on API key",
            "api:lampes operations 2",
            "api:lampes nouns light",
            "api:lampes personal location",
        ],
        &["line 4, /channels/light~1measured/subscribe: the operation does not say what it does on which channel"],
    );
    assert_eq!(pairs(&told.counts), [("channels", 2), ("operations", 2), ("messages", 2), ("servers", 1)]);
}

#[test]
fn a_description_is_recognised_by_what_it_holds() {
    let recognise = |text: &str| formats::recognise("any.txt", text.as_bytes());
    for ours in [STOCK, "'asyncapi': 2.0.0\n", "{\"asyncapi\": \"2.6.0\", \"info\": {}}"] {
        assert_eq!(recognise(ours), Some(Format::AsyncApi));
    }
    for other in
        ["commentId:\n  description: ID of the comment", "mosquitto:\n  protocol: mqtt\n", "asyncapi;limit\na;1\n"]
    {
        assert_eq!(recognise(other), None, "a part of a description is none");
    }
    for (text, words) in [
        ("asyncapi: 1.2.0\n", "version 1.2.0 is neither AsyncAPI 2 nor AsyncAPI 3"),
        ("a: 1\n", "nothing says that it is an AsyncAPI"),
        ("asyncapi: {}\nchannels: [\n", "not well-formed"),
    ] {
        let refused = read(text).unwrap_err();
        assert!(refused.reason.en.contains(words), "{}", refused.reason.en);
    }
}

proptest! {
    #[test]
    fn a_mangled_description_is_read_or_refused_and_twice_is_once(
        at in 0..STOCK.len(), cut in 0..60usize, put in "[-?:,\\[\\]{}#&*!|>'\"%@` \na0/$]{0,12}"
    ) {
        let mut bytes = STOCK.as_bytes().to_vec();
        bytes.splice(at..(at + cut).min(STOCK.len()), put.bytes());
        let text = String::from_utf8_lossy(&bytes);
        let (once, twice) = (read(&text), read(&text));
        if let Ok(imported) = &once {
            lawful(imported);
        }
        prop_assert_eq!(once, twice);
    }
}

/// Counts the names one step within a member of the document, the plain way: by indentation.
fn counted(text: &str, member: &str) -> u64 {
    let within = text.lines().skip_while(|line| line.trim_end() != format!("{member}:")).skip(1);
    let within = within.take_while(|line| line.is_empty() || line.starts_with(' '));
    within
        .filter(|line| {
            line.starts_with("  ") && line.chars().nth(2).is_some_and(|sign| !sign.is_whitespace() && sign != '#')
        })
        .count() as u64
}

#[test]
fn every_example_of_the_specification_is_read_and_its_parts_are_no_descriptions() {
    let Some(paths) = shared("asyncapi").map(|folder| files(&folder)) else { return };
    let (mut documents, mut parts, mut all) = (0, 0, 0);
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        if file.contains("_common_") {
            assert_eq!(formats::recognise(&file, text.as_bytes()), None, "{file}");
            parts += 1;
            continue;
        }
        assert_eq!(formats::recognise(&file, text.as_bytes()), Some(Format::AsyncApi), "{file}");
        let imported = formats::read(Format::AsyncApi, &file, text.as_bytes(), &dataset(), None, 0).unwrap();
        lawful(&imported);
        let sheet = &imported.report.sheets[0];
        let of = |word: &str| told(&imported).counts.iter().find(|(known, _)| known == word).unwrap().1;
        assert_eq!(
            (of("operations"), sheet.accepted, sheet.rejected),
            (counted(&text, "operations"), of("operations"), 0),
            "{file}"
        );
        assert_eq!(of("channels"), counted(&text, "channels"), "{file}");
        (documents, all) = (documents + 1, all + sheet.accepted);
    }
    assert_eq!((documents, parts), (24, 4));
    assert_eq!(all, 52);
}
