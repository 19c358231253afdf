//! What the description of an HTTP API gives: one API, with what it is about and what of a person it carries.

use base::Source;
use landscape::field::{Field, Value};
use landscape::formats::{self, Format, Told, nouns};
use landscape::import::Imported;
use proptest::prelude::*;

use super::said::*;

fn read(text: &str) -> Result<Imported, tabular::Unreadable> {
    formats::read(Format::OpenApi, "apis/orders.yaml", text.as_bytes(), &dataset(), None, 7)
}

fn check(text: &str, expect: &[&str], expect_rejects: &[&str]) -> Told {
    let imported = read(text).expect("a contract");
    lawful(&imported);
    // The example is held by tests of its own.
    let all: Vec<String> = claims(&imported).into_iter().filter(|claim| !claim.contains(" example # ")).collect();
    assert_eq!(all, expect);
    assert_eq!(rejects(&imported), expect_rejects);
    told(&imported).clone()
}

fn example(text: &str) -> Option<(String, u64)> {
    let imported = read(text).expect("a contract");
    let claim = imported.claims.iter().find(|claim| claim.field == Field::Example)?;
    let Value::Words(words) = &claim.value else { panic!("words: {claim:?}") };
    let Source::File { line, .. } = &claim.source else { panic!("a file: {claim:?}") };
    Some((words.en.clone(), *line))
}

const CALL: &str = "\
openapi: 3.1.0
info: { title: Cards, version: '1' }
paths:
  /cards:
    post:
      responses: { '201': { description: made } }
  /cards/{card}/balance:
    get:
      parameters:
        - { name: card, in: path, required: true, schema: { type: string, example: '42' } }
      responses:
        '200':
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Balance' }
components:
  schemas:
    Balance:
      type: object
      properties:
        points: { type: integer, example: 1240 }
        until: { type: string, format: date }
        accessToken: { type: string, example: s3cret }
        parent: { $ref: '#/components/schemas/Balance' }
";

#[test]
fn a_call_is_shown_with_the_answer_its_types_make_without_secrets_and_once_around() {
    let (words, line) = example(CALL).expect("its answer has a schema");
    let told = "# example made of the types described\nGET /cards/42/balance\n\n200\n{\n  \"accessToken\": \"…\",\n  \
                \"parent\": null,\n  \"points\": 1240,\n  \"until\": \"2026-01-31\"\n}";
    assert_eq!((words.as_str(), line), (told, 9));
}

#[test]
fn an_answer_its_author_wrote_speaks_louder_than_types() {
    let own = CALL
        .replace("              schema: { $ref", "              example: { points: 7 }\n              schema: { $ref");
    let (words, _) = example(&own).expect("its author wrote one");
    assert!(
        words.starts_with("# example written in the description") && words.ends_with("{\n  \"points\": 7\n}"),
        "{words}"
    );
    let silent = CALL.replace("$ref: '#/components/schemas/Balance' }\ncomponents", "}\ncomponents");
    assert_eq!(example(&silent), None, "nothing says what is answered");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_schema_that_branches_at_every_step_makes_a_short_example(width in 1usize..14) {
        let one = |n: usize| {
            let all: String = (0..width).map(|k| format!("p{k}: {{ $ref: '#/components/schemas/S{}' }}, ", (n + k + 1) % 9)).collect();
            format!("    S{n}: {{ type: object, properties: {{ {all} }} }}\n")
        };
        let schemas: String = (0..9).map(one).collect();
        let text = CALL.replace("schemas/Balance' }\ncomponents:\n  schemas:\n", &format!("schemas/S0' }}\ncomponents:\n  schemas:\n{schemas}"));
        let (words, _) = example(&text).expect("it has a schema");
        prop_assert!(words.chars().count() < 1800, "{}", words.len());
    }
}

pub const ORDERS: &str = "\
openapi: 3.1.0
info:
  title: Orders API
  version: '7'
  description: |
    Places and follows *orders*.

    Everything else is in the manual.
servers:
  - url: https://{region}.Example.com:8443/v1
    variables: { region: { default: eu } }
  - url: /relative
paths:
  /v1/orders:
    get: { operationId: list, responses: { '200': { $ref: '#/components/responses/Orders' } } }
    post:
      operationId: place
      deprecated: true
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      callbacks: { done: { '{$request.body#/url}': { post: { description: not an operation of ours } } } }
  /v1/orders/{id}/cancel:
    post: { operationId: cancel }
  /v1/customers/{customer_email}:
    parameters: [ { name: customer_email, in: path } ]
    get: {}
webhooks:
  shipped: { post: { requestBody: { content: { application/json: { schema: { properties: { deviceId: { type: string } } } } } } } }
components:
  responses:
    Orders: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
  schemas:
    Order:
      properties:
        name: { type: string }
        shipping_address: { $ref: '#/components/schemas/Address' }
        phone_number: { type: string }
        next: { $ref: '#/components/schemas/Order' }
        is_email: { type: boolean }
        email: { type: boolean }
        properties: { type: object, properties: { first_name: { type: string } } }
    Address: { properties: { zip: { type: string, example: { iban: x } } } }
    Never: { properties: { iban: { type: string } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: email }
    token: { type: http, scheme: Bearer }
    login: { type: oauth2, flows: {} }
    again: { type: oauth2, flows: {} }
    sso: { type: openIdConnect, openIdConnectUrl: https://sso.example.com }
";

#[test]
fn the_variables_of_a_server_are_put_in_once_from_left_to_right() {
    let servers = |servers: &str| {
        let text = format!("openapi: 3.0.0\ninfo: {{ title: A }}\nservers:\n{servers}paths: {{}}\n");
        let imported = read(&text).expect("a contract");
        let hosts = claims(&imported).into_iter().find(|claim| claim.contains(" hosts "));
        let left: Vec<String> = told(&imported).left.iter().map(|(what, n)| format!("{what}: {n}")).collect();
        (hosts.unwrap_or_default(), left.join("; "))
    };
    let plain = "- url: 'https://{a}.{b}.fr/{c}'\n  variables: { b: { default: y }, a: { default: x } }\n";
    assert_eq!(servers(plain), ("api:a hosts x.y.fr".to_owned(), String::new()));
    // A variable within a default stays one: such an address names no host.
    let nested = "- url: 'https://{a}.fr'\n  variables: { a: { default: '{b}' }, b: { default: '{a}' } }\n";
    assert_eq!(servers(nested), (String::new(), "server address with a variable: 1".to_owned()));
    // Each default names the next variable many times over: expanded again and again it would fill any memory.
    let names: Vec<String> = ('a'..='z').map(String::from).collect();
    let value = |name: &str| format!("{{{name}}}").repeat(66);
    let chain: Vec<String> =
        names.windows(2).map(|two| format!("{}: {{ default: '{}' }}", two[0], value(&two[1]))).collect();
    let chain = format!("- url: 'https://{{a}}'\n  variables: {{ {} }}\n", chain[..3].join(", "));
    assert_eq!(servers(&chain), (String::new(), "server address with a variable: 1".to_owned()));
    let long = format!(
        "- url: 'https://a.fr/{}'\n  variables: {{ a: {{ default: {} }} }}\n",
        "{a}".repeat(30),
        "x".repeat(199)
    );
    assert_eq!(servers(&long), (String::new(), "server address with a variable: 1".to_owned()));
}

#[test]
fn of_many_names_that_come_twice_the_first_are_told_and_the_rest_counted() {
    let told_and_counted = |text: &str| {
        let imported = read(text).expect("a contract");
        lawful(&imported);
        let again = |r: &&base::Reject| r.reason.en.contains("comes a second time");
        let kept: Vec<usize> = imported.report.sheets[0]
            .rejects
            .iter()
            .filter(again)
            .map(|r| r.column.as_deref().unwrap_or_default().len())
            .collect();
        let more = told(&imported).left.iter().find(|(what, _)| what.starts_with("names that come a second time"));
        (kept.len(), kept.iter().sum::<usize>(), more.map_or(0, |(_, n)| *n))
    };
    let json = |inner: &str| format!("{{\"openapi\":\"3.0.0\",\"paths\":{{}},\"x-all\":{inner}}}");
    let yaml = |inner: &str| format!("openapi: 3.0.0\npaths: {{}}\nx-all: {inner}\n");
    let many = format!("{{{}\"a\":1}}", "\"a\":1,".repeat(3000));
    for text in [json(&many), yaml(&many)] {
        let (kept, _, more) = told_and_counted(&text);
        assert_eq!((kept, more), (1000, 2000));
    }
    // Far down a way of long names: each of these would take 20 kB.
    let deep = format!("{{\"{}\":", "n".repeat(200)).repeat(100);
    let few = format!("{deep}{{{}\"a\":1}}{}", "\"a\":1,".repeat(900), "}".repeat(100));
    for text in [json(&few), yaml(&few)] {
        let (kept, bytes, more) = told_and_counted(&text);
        assert!((10..100).contains(&kept) && bytes < 1 << 21, "{kept} of {bytes} bytes");
        assert_eq!(kept as u64 + more, 900);
    }
}

#[test]
fn a_limit_is_looked_for_at_the_beginning_of_a_description() {
    let limit = |before: usize| {
        let said = format!("{} Burst: 10/s", "é".repeat(before / 2));
        let text =
            format!("openapi: 3.0.0\ninfo: {{ title: A }}\npaths: {{ /a: {{ get: {{ description: '{said}' }} }} }}\n");
        claims(&read(&text).expect("a contract")).into_iter().find(|claim| claim.contains(" limit "))
    };
    assert_eq!(limit(4000).as_deref(), Some("api:a limit 10"));
    assert_eq!(limit(4097), None);
}

#[test]
fn a_description_becomes_one_api() {
    let told = check(
        ORDERS,
        &[
            "api:orders-api name Orders API",
            "api:orders-api does Places and follows *orders*.",
            "api:orders-api hosts eu.example.com",
            "api:orders-api protocol https",
            "api:orders-api sign_on API key+bearer token+OAuth 2+OpenID Connect",
            "api:orders-api operations 4",
            "api:orders-api nouns order+customer",
            "api:orders-api personal name+e-mail+phone+postal address+device or IP address",
        ],
        &[],
    );
    assert_eq!(told.version.as_deref(), Some("3.1.0"));
    assert_eq!(pairs(&told.counts), [("paths", 3), ("operations", 4), ("schemas", 3), ("webhooks", 1)]);
    assert_eq!(pairs(&told.left), [("callbacks", 1), ("deprecated operations", 1), ("webhooks", 1)]);
    assert_eq!(pairs(&told.made), [("api", 1)]);
    let imported = read(ORDERS).unwrap();
    let personal = imported.claims.iter().find(|claim| claim.field == Field::Personal).expect("stated above");
    let Source::File { line, column, .. } = &personal.source else { panic!("a file") };
    assert_eq!((*line, column.as_str()), (40, "/components/schemas/Order/properties/properties/properties/first_name"));
}

#[test]
fn a_swagger_2_description_is_read_alike() {
    check(
        r##"{"swagger": "2.0", "info": {"title": "Relais", "x-providerName": "relais.example"},
            "host": "api.relais.example:443", "basePath": "/v2", "schemes": ["https", "HTTP"],
            "securityDefinitions": {"b": {"type": "basic"}, "k": {"$ref": "#/securityDefinitions/b"}},
            "paths": {"/points-relais": {"get": {"parameters": [{"name": "codePostal", "in": "query", "type": "string"}]}},
                      "/colis": {"post": {"parameters": [{"in": "body", "name": "b", "schema": {"$ref": "#/definitions/Colis"}}]}}},
            "definitions": {"Colis": {"properties": {"prenom": {"type": "string"}, "date_de_naissance": {"type": "string"}}}}}"##,
        &[
            "api:relais name Relais",
            "api:relais provider relais.example",
            "api:relais hosts api.relais.example",
            "api:relais protocol http+https",
            "api:relais sign_on basic",
            "api:relais operations 2",
            "api:relais nouns colis+points-relais",
            "api:relais personal name+postal address+birth date",
        ],
        &[],
    );
}

#[test]
fn what_is_no_operation_is_rejected_with_its_pointer() {
    let told = check(
        "\
openapi: 3.0.0
info: { title: T }
paths:
  x-more: { get: 1 }
  /a:
    get: { operationId: same }
    put: { operationId: same }
    post: 12
    fetch: { responses: {} }
    summary: words
    servers: []
    x-own: true
    additionalOperations: { COPY: {}, LINK: 3 }
  nowhere: { get: {} }
  /b: [get]
  /c: { $ref: '#/components/pathItems/C' }
  /d: { $ref: '#/components/pathItems/D' }
  /e: { $ref: './other.yaml' }
  /f: { $ref: '#/paths/~1f' }
components: { pathItems: { C: { query: {} } } }
",
        &["api:t name T", "api:t operations 4", "api:t nouns a+c"],
        &[
            "line 8, /paths/~1a/post: this is no HTTP operation",
            "line 9, /paths/~1a/fetch: this is no HTTP operation",
            "line 13, /paths/~1a/additionalOperations/LINK: this is no HTTP operation",
            "line 14, /paths/nowhere: this is no path with its operations",
            "line 15, /paths/~1b: this is no path with its operations",
            "line 17, /paths/~1d: the reference of the path leads to nothing",
            "line 19, /paths/~1f: the reference of the path leads to nothing",
            "line 7, /paths/~1a/put/operationId: /paths/~1a/get has this operation id already",
        ],
    );
    assert_eq!(pairs(&told.left), [("path in another file", 1)]);
}

#[test]
fn references_that_turn_in_a_circle_or_lead_nowhere_end() {
    let told = check(
        "\
openapi: 3.0.0
info: {}
info: { title: second }
paths:
  /things:
    get:
      responses:
        '200': { $ref: '#/components/responses/R' }
        '404': { $ref: '#/components/responses/Missing' }
        '500': { $ref: 'errors.yaml#/E' }
components:
  responses:
    R: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { allOf: [ { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C%20D' }, { $ref: '#' } ] }
    C D: { properties: { ssn: { $ref: '#/components/schemas/A' } } }
",
        &[
            "api:orders.yaml name orders.yaml",
            "api:orders.yaml operations 1",
            "api:orders.yaml nouns thing",
            "api:orders.yaml personal national identity number",
        ],
        &[
            "line 1, : the API has no name: it is called “orders.yaml” after the file",
            "line 3, /info: this name comes a second time: the first counts",
            "line 9, /paths/~1things/get/responses/404: the reference leads to nothing in this document",
        ],
    );
    assert_eq!(pairs(&told.left), [("$ref to another file", 1)]);
}

#[test]
fn further_documents_of_a_file_are_counted_and_not_read() {
    let told = check(
        "openapi: 3.0.0\ninfo: { title: T }\n---\nopenapi: 3.0.0\n---\n[\n",
        &["api:t name T", "api:t operations 0"],
        &[],
    );
    assert_eq!(pairs(&told.left), [("further documents of the file", 2)]);
}

#[test]
fn a_limit_is_taken_where_the_document_states_a_number_and_a_time() {
    let limit = |root: &str, operations: &[&str]| {
        let paths: String =
            operations.iter().enumerate().map(|(n, words)| format!("  /p{n}: {{ get: {{ {words} }} }}\n")).collect();
        let imported = read(&format!("openapi: 3.0.0\ninfo: {{ title: T }}\n{root}\npaths:\n{paths}")).unwrap();
        claims(&imported).iter().find_map(|claim| claim.strip_prefix("api:t limit ").map(str::to_owned))
    };
    let klaviyo = |burst: &str, steady: &str| {
        format!("description: 'Gets it.<br>*Rate limits*:<br>Burst: `{burst}`<br>Steady: `{steady}`'")
    };
    let (slow, fast) = (klaviyo("1/s", "15/m"), klaviyo("10/s", "150/m"));
    assert_eq!(limit("", &[&slow, &slow]), Some("0.25".to_owned()));
    assert_eq!(limit("", &[&slow, &fast, &fast]), Some("2.5 [0.25 ; 2.5]".to_owned()));
    assert_eq!(limit("", &["x-acme-ratelimit: { burst: 3/s, steady: 60/m, daily: 225/d }"]), Some("1".to_owned()));
    assert_eq!(limit("x-rate-limit: 100 requests per minute", &[&fast]), Some((100.0 / 60.0).to_string()));
    assert_eq!(limit("x-ratelimit: { limit: 50, period: second }", &[]), Some("50".to_owned()));
    assert_eq!(limit("x-rate-limit: { requests: 7200, windowSeconds: 3600 }", &[]), Some("2".to_owned()));
    for nothing in
        ["x-rate-limit: 100", "x-rate-limit: true", "x-rate-limit: { limit: many, period: second }", "x-limit: 10/s"]
    {
        assert_eq!(limit(nothing, &["description: 'no more than 10 at once'"]), None, "{nothing}");
    }
}

#[test]
fn a_description_is_recognised_by_what_it_holds() {
    let recognise = |text: &str| formats::recognise("any.txt", text.as_bytes());
    for ours in [
        ORDERS,
        "swagger: '2.0'\ninfo: {}\n",
        "# made\ncomponents: {}\ninfo: {}\npaths: {}\n",
        "{\"openapi\" : \"3.0.2\"}",
        "\u{feff}{\n\"swagger\":\"2.0\"}",
    ] {
        assert_eq!(recognise(ours), Some(Format::OpenApi), "{ours}");
    }
    let long = format!(
        "{{\"components\": {{\"schemas\": {{\"A\": {{\"description\": \"{}\"}}}}}}, \"openapi\": \"3.0.0\"}}",
        "x".repeat(100_000)
    );
    assert_eq!(recognise(&long), Some(Format::OpenApi), "sorted members bring the version late");
    for other in [
        "openapi;limit\na;1\n",
        "{\"a\": {\"openapi\": 3}}",
        "{\"log\": {\"entries\": []}}",
        "a: 1\n  openapi: 3.0\n",
        "[]",
        "",
    ] {
        assert_ne!(recognise(other), Some(Format::OpenApi), "{other}");
    }
    for (text, words) in [
        ("{\"components\": {\"schemas\": {}}}", "nothing says that it is an OpenAPI"),
        ("{\"swagger\": \"1.2\"}", "version 1.2 is neither"),
        ("{\"openapi\": \"3.0.0\"", "the JSON is not well-formed (EOF"),
        ("openapi: [", "the YAML is not well-formed"),
    ] {
        let refused = read(text).unwrap_err();
        assert!(refused.reason.en.contains(words), "{}", refused.reason.en);
        assert!(!refused.way_out.fr.is_empty());
    }
    let deep = format!("{{\"openapi\": \"3.0.0\", \"paths\": {}", "[".repeat(1_000_000));
    assert!(read(&deep).unwrap_err().reason.en.contains("levels deep"));
}

#[test]
fn a_wide_document_is_read_in_good_time() {
    let mut schemas = String::new();
    for n in 0..20_000 {
        schemas +=
            &format!(",\"S{n}\":{{\"properties\":{{\"p{n}\":{{\"$ref\":\"#/components/schemas/S{}\"}}}}}}", n + 1);
    }
    let text = format!(
        "{{\"openapi\":\"3.0.0\",\"info\":{{\"title\":\"T\"}},\"paths\":{{\"/a\":{{\"get\":{{\"x\":{{\"$ref\":\"#/components/schemas/S0\"}}}}}}}},\"components\":{{\"schemas\":{{\"S20000\":{{\"properties\":{{\"iban\":{{}}}}}}{schemas}}}}}}}"
    );
    let imported = read(&text).unwrap();
    assert!(
        claims(&imported).contains(&"api:t personal payment".to_owned()),
        "a chain of 20,000 references is followed to its end"
    );
}

proptest! {
    #[test]
    fn a_mangled_description_is_read_or_refused_and_twice_is_once(
        at in 0..ORDERS.len(), cut in 0..60usize, put in "[-?:,\\[\\]{}#&*!|>'\"%@` \na0/$]{0,12}"
    ) {
        let mut bytes = ORDERS.as_bytes().to_vec();
        bytes.splice(at..(at + cut).min(ORDERS.len()), put.bytes());
        let text = String::from_utf8_lossy(&bytes);
        let (once, twice) = (read(&text), read(&text));
        if let Ok(imported) = &once {
            lawful(imported);
        }
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn the_order_of_paths_does_not_matter_to_nouns(mut paths in proptest::collection::vec("(/[a-zA-Z{}.0-9:]{0,6}){0,4}", 0..12)) {
        let before = nouns(paths.iter().map(String::as_str));
        paths.reverse();
        prop_assert_eq!(before, nouns(paths.iter().map(String::as_str)));
    }
}

/// Counts operations the plain way: what stands under a method of a path.
fn counted(text: &str) -> u64 {
    let json: serde_json::Value = serde_json::from_str(text).unwrap();
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let items = json["paths"].as_object().unwrap().values();
    items.map(|item| methods.iter().filter(|method| item.get(**method).is_some()).count() as u64).sum()
}

#[test]
fn every_operation_of_the_real_descriptions_is_read() {
    let Some(paths) = shared("openapi").map(|folder| files(&folder)) else { return };
    let mut all = 0;
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(formats::recognise(&file, text.as_bytes()), Some(Format::OpenApi), "{file}");
        let imported = formats::read(Format::OpenApi, &file, text.as_bytes(), &dataset(), None, 0).unwrap();
        lawful(&imported);
        let sheet = &imported.report.sheets[0];
        let operations = told(&imported).counts.iter().find(|(word, _)| word == "operations").unwrap().1;
        assert_eq!((operations, sheet.accepted, sheet.rejected), (counted(&text), operations, 0), "{file}");
        all += operations;
    }
    assert_eq!(all, 970);
}
