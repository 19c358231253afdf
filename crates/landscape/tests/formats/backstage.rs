//! What a Backstage catalogue gives: systems, APIs, teams and flows; persons never.

use std::path::Path;

use landscape::formats::{self, Format};
use landscape::import::{Imported, SheetReport};
use proptest::prelude::*;

use super::said::{claims, dataset, files, lawful, pairs, shared, told};

fn read(text: &str) -> Result<Imported, tabular::Unreadable> {
    formats::read(Format::Backstage, "catalog-info.yaml", text.as_bytes(), &dataset(), None, 7)
}

fn rejects(sheet: &SheetReport) -> Vec<String> {
    sheet.rejects.iter().map(|r| format!("line {}: {}", r.line, r.reason.en)).collect()
}

/// What a text gives: its claims, what was not taken, what was left.
fn check(text: &str, expect: &[&str], expect_rejects: &[&str], expect_left: &[(&str, u64)]) {
    let imported = read(text).expect("a catalogue");
    lawful(&imported);
    let sheet = &imported.report.sheets[0];
    assert_eq!(claims(&imported), expect);
    assert_eq!(rejects(sheet), expect_rejects);
    assert_eq!(pairs(&told(&imported).left), expect_left);
}

pub const SHOP: &str = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Checkout
  title: Check-out
  description: |
    Takes orders.

    And much more.
  tags: [orders, cart]
spec:
  type: service
  lifecycle: production
  owner: group:default/team-orders
  system: shop
  providesApis: [orders]
  consumesApis: [stock, elsewhere]
  dependsOn:
    - resource:default/orders-db
    - API:loyalty/points
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: warehouse }
spec:
  type: service
  lifecycle: experimental
  owner: user:jane.doe
  providesApis: [stock]
  dependencyOf: [component:till]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: orders-db }
spec: { type: database, owner: team-orders, system: shop }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: orders, description: What was bought. }
spec: { type: grpc, lifecycle: production, owner: team-orders, definition: 'syntax = \"proto3\";' }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: stock }
spec: { type: asyncapi, lifecycle: production, owner: team-orders, definition: { $text: ./stock.yaml } }
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { owner: team-orders, domain: sales }
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: { name: sales }
spec: { owner: team-orders }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-orders }
spec: { type: team, profile: { displayName: Orders, email: orders@example.com }, members: [jane.doe], children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: jane.doe }
spec: { profile: { displayName: Jane Doe, email: jane@example.com }, memberOf: [team-orders] }
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: all }
spec: { targets: [./a.yaml] }
";

#[test]
fn a_catalogue_becomes_systems_apis_teams_and_flows_and_persons_are_never_read() {
    check(
        SHOP,
        &[
            "system:checkout name Check-out",
            "system:checkout does Takes orders.",
            "system:checkout owner team-orders",
            "system:checkout part_of shop-system",
            "system:checkout lifecycle production",
            "system:checkout capabilities orders+cart",
            "system:warehouse name warehouse",
            "system:warehouse lifecycle experimental",
            "system:orders-db-resource name orders-db",
            "system:orders-db-resource owner team-orders",
            "system:orders-db-resource part_of shop-system",
            "api:orders name orders",
            "api:orders does What was bought.",
            "api:orders owner team-orders",
            "api:orders provider checkout",
            "api:orders protocol grpc",
            "api:stock name stock",
            "api:stock owner team-orders",
            "api:stock provider warehouse",
            "api:stock protocol asyncapi",
            "system:shop-system name shop",
            "system:shop-system not_same shop",
            "system:shop-system owner team-orders",
            "system:shop-system part_of sales-domain",
            "system:sales-domain name sales",
            "system:sales-domain not_same sales",
            "system:sales-domain owner team-orders",
            "team:team-orders name Orders",
            "flow:checkout>warehouse source checkout",
            "flow:checkout>warehouse target warehouse",
            "flow:checkout>warehouse mode async",
            "flow:checkout>orders-db-resource source checkout",
            "flow:checkout>orders-db-resource target orders-db-resource",
            "flow:till>warehouse source till",
            "flow:till>warehouse target warehouse",
        ],
        &["line 30: component:till is not in this file: its reference is kept"],
        &[
            ("Location", 1),
            ("User", 1),
            ("consumed API outside this file", 2),
            ("owner that is a person", 1),
            ("spec.definition in another file", 1),
            ("spec.definition in grpc", 1),
            ("spec.lifecycle of an API", 2),
            ("spec.members", 1),
            ("spec.type", 4),
        ],
    );
    let imported = read(SHOP).unwrap();
    assert!(!format!("{imported:?}").to_lowercase().contains("jane"), "a person's name is nowhere");
    let counts = pairs(&told(&imported).counts);
    let all = [
        ("Component", 2),
        ("Resource", 1),
        ("API", 2),
        ("System", 1),
        ("Domain", 1),
        ("Group", 1),
        ("User", 1),
        ("Location", 1),
    ];
    assert_eq!(counts, all);
    assert_eq!(imported.report.sheets[0].accepted, 10);
}

#[test]
fn a_claim_says_on_which_line_it_was_read() {
    let imported = read(SHOP).unwrap();
    let base::Source::File { line, column, .. } = &imported.claims[2].source else { panic!("a file") };
    assert_eq!((*line, column.as_str()), (14, "/spec/owner"));
}

#[test]
fn what_shares_a_name_with_a_component_is_told_apart_by_its_kind() {
    let entity = |kind: &str, name: &str, spec: &str| {
        format!("---\napiVersion: backstage.io/v1beta1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n")
    };
    let text = entity("System", "shop", "domain: shop")
        + &entity("component", "SHOP", "system: shop, subcomponentOf: checkout")
        + &entity("Component", "till", "namespace: x")
        + "---\napiVersion: backstage.io/v1beta1\nkind: Component\nmetadata: {name: till, namespace: Paris}\nspec: {dependsOn: [till, component:default/till]}\n";
    check(
        &text,
        &[
            "system:shop-system name shop",
            "system:shop-system not_same shop",
            "system:shop-system part_of shop-domain",
            "system:shop name SHOP",
            "system:shop part_of checkout+shop-system",
            "system:till name till",
            "system:paris.till name till",
            "flow:paris.till>till source paris.till",
            "flow:paris.till>till target till",
        ],
        &[
            "line 5: domain:shop is not in this file: its reference is kept",
            "line 10: component:checkout is not in this file: its reference is kept",
        ],
        &[],
    );
}

#[test]
fn a_team_has_no_owner() {
    let text = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: a}\nspec: {owner: b}\n";
    let outside = ["line 4: group:b is not in this file: its reference is kept"];
    check(text, &["team:a name a"], &outside, &[("spec.owner", 1)]);
}

#[test]
fn only_the_same_reference_is_the_same_thing_whichever_file_describes_it() {
    let file = |name: &str, text: &str| {
        let text = format!("apiVersion: backstage.io/v1alpha1\n{text}");
        formats::read(Format::Backstage, name, text.as_bytes(), &dataset(), None, 7).unwrap().claims
    };
    let files = [
        file("component.yaml", "kind: Component\nmetadata: {name: pay, title: Payments}\nspec: {system: pay}\n"),
        file("system.yaml", "kind: System\nmetadata: {name: pay, title: Payments}\nspec: {owner: team-a}\n"),
        file("paris.yaml", "kind: Component\nmetadata: {name: pay, namespace: paris}\nspec: {system: default/pay}\n"),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let catalog = landscape::catalog::Catalog::build(order.iter().flat_map(|at| files[*at].clone()).collect());
        let systems: Vec<&str> = catalog.of_kind(base::Kind::System).map(|thing| thing.id.key()).collect();
        assert_eq!(systems, ["paris.pay", "pay", "pay-system"]);
        for part in ["pay", "paris.pay"] {
            let part = catalog.get(&base::Ref::new(base::Kind::System, part)).unwrap();
            let whole: Vec<&str> = part.refs(landscape::field::Field::PartOf).iter().map(base::Ref::key).collect();
            assert_eq!(whole, ["pay-system"]);
        }
    }
}

#[test]
fn the_definition_of_an_api_is_read_where_it_stands() {
    let text = "\
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: orders}
spec:
  type: openapi
  system: shop
  definition: |
    openapi: 3.0.3
    info: {title: Orders API, version: '1', description: Gives orders.}
    servers: [{url: https://api.example.com/v1}]
    paths:
      /orders/{id}:
        get:
          parameters: [{name: customer_email, in: query}]
";
    check(
        text,
        &[
            "api:orders name orders",
            "api:orders provider shop-system",
            "api:orders does Gives orders.",
            "api:orders hosts api.example.com",
            "api:orders protocol https",
            "api:orders operations 1",
            "api:orders nouns order",
            "api:orders personal e-mail",
        ],
        &["line 6: system:shop is not in this file: its reference is kept"],
        &[],
    );
    let broken = text.replace("3.0.3", "9.9");
    let imported = read(&broken).unwrap();
    assert!(rejects(&imported.report.sheets[0])[1].contains("version 9.9 is neither OpenAPI 3 nor Swagger 2"));
}

#[test]
fn a_second_entity_of_a_name_is_rejected_and_so_is_what_is_no_entity() {
    let text = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: crm}
spec: {owner: [], dependsOn: ['a:b:c', '', '!!'], lifecycle: sleeping}
---
apiVersion: backstage.io/v1alpha1
kind: component
metadata: {name: CRM}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: crm}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {title: nameless}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: 'open
---
- a
- list
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: last, name: again}
";
    check(
        text,
        &["system:crm name crm", "system:last name last"],
        &[
            "line 20: the YAML is not well-formed (while scanning a quoted scalar, found unexpected document indicator)",
            "line 6: already described at line 1",
            "line 10: this document is no Backstage entity",
            "line 14: the entity has no name",
            "line 22: this document is no entity",
            "line 23: this document is no entity",
            "line 27: this name comes a second time: the first counts",
            "line 4: this is no reference to an entity",
            "line 4: this is no reference to an entity",
            "line 4: this is no reference to an entity",
            "line 4: “sleeping” is no known choice",
        ],
        &[],
    );
}

#[test]
fn nothing_is_a_part_of_itself() {
    let domain = |name: &str, of: &str| {
        format!(
            "---\napiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {{name: {name}}}\nspec: {{subdomainOf: {of}}}\n"
        )
    };
    check(
        &(domain("a", "b") + &domain("b", "c") + &domain("c", "a") + &domain("d", "d")),
        &[
            "system:a-domain name a",
            "system:a-domain not_same a",
            "system:a-domain part_of b-domain",
            "system:b-domain name b",
            "system:b-domain not_same b",
            "system:b-domain part_of c-domain",
            "system:c-domain name c",
            "system:c-domain not_same c",
            "system:d-domain name d",
            "system:d-domain not_same d",
        ],
        &[
            "line 15: domain:c would be a part of itself, by domain:a",
            "line 20: domain:d would be a part of itself, by domain:d",
        ],
        &[],
    );
}

#[test]
fn an_alias_of_a_long_text_counts_as_long() {
    let catalogue = |text: usize, aliases: usize| {
        let text = "a".repeat(text);
        read(&format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: crm\n  description: &long {text}\n  \
             tags: [{}]\n",
            "*long, ".repeat(aliases)
        ))
    };
    assert!(catalogue(64_000, 50).is_ok());
    let refused = catalogue(64_000, 1000).expect_err("64 MB of tags from 70 kB");
    assert!(refused.reason.en.contains("those repeated by aliases included"), "{}", refused.reason.en);
}

#[test]
fn a_person_described_twice_is_not_named_in_the_report() {
    let entity = |kind: &str, name: &str| {
        format!("---\napiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{ name: {name} }}\n")
    };
    let twice = |kind: &str| entity(kind, "anna.example").repeat(2);
    let imported = read(&(twice("User") + &twice("Guest") + &twice("Component"))).expect("a catalogue");
    lawful(&imported);
    let sheet = &imported.report.sheets[0];
    let values: Vec<(u64, &str)> = sheet.rejects.iter().map(|r| (r.line, r.value.as_str())).collect();
    assert_eq!(values, [(6, ""), (14, ""), (22, "anna.example")], "only the component is named");
}

#[test]
fn hostile_yaml_ends_in_a_clear_refusal() {
    let entity = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: crm}\n";
    let mut bomb = format!("{entity}a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let many = format!("*a{}, ", n - 1).repeat(10);
        bomb += &format!("a{n}: &a{n} [{many}]\n");
    }
    let refused = read(&bomb).unwrap_err();
    assert!(refused.reason.en.contains("those repeated by aliases included"), "{}", refused.reason.en);
    assert!(refused.line.is_some() && refused.way_out.fr.contains("alias"));

    for (open, n) in [("[", 130), ("- ", 130), ("- ", 100_000), ("{a: ", 130)] {
        let deep = format!("{entity}spec:\n  {}\n", open.repeat(n));
        let refused = read(&deep).unwrap_err();
        assert!(refused.reason.en.contains("levels deep"), "{}", refused.reason.en);
    }
    assert!(read(&format!("{entity}spec: {}", "[".repeat(1_000_000))).is_err());
    let mut stairs = format!("{entity}a0: &a0 [x]\n");
    for n in 1..200 {
        stairs += &format!("a{n}: &a{n} [*a{}]\n", n - 1);
    }
    assert!(read(&stairs).unwrap_err().reason.en.contains("levels deep"));
    let around = format!("{entity}spec: &s {{owner: *s}}\n");
    assert!(read(&around).is_err());
    assert!(read("").unwrap_err().reason.en.contains("empty"));
    let latin = formats::read(Format::Backstage, "c.yaml", b"a: 1\nb: \xE9\n", &dataset(), None, 0);
    assert_eq!(latin.unwrap_err().line, Some(2));
}

#[test]
fn anchors_and_merges_of_an_honest_file_are_followed() {
    let text = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: crm}
spec: &common {owner: team-a, lifecycle: production}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: &m {name: erp, tags: &t [x]}
spec:
  <<: {owner: team-b, system: shop}
  owner: team-c
  again: *t
";
    let imported = read(text).unwrap();
    let claims = claims(&imported);
    assert!(
        claims.contains(&"system:erp owner team-c".to_owned())
            && claims.contains(&"system:erp part_of shop-system".to_owned())
    );
}

#[test]
fn the_answer_of_a_catalogue_in_json_is_read_too() {
    let text = r#"[{"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "crm", "uid": "1"},
        "spec": {"owner": "team-a"}, "relations": [{"type": "ownedBy", "targetRef": "group:default/team-a"}]}]"#;
    let imported = read(text).unwrap();
    assert_eq!(claims(&imported), ["system:crm name crm", "system:crm owner team-a"]);
    assert_eq!(formats::recognise("entities.json", text.as_bytes()), Some(Format::Backstage));
}

#[test]
fn a_catalogue_is_recognised_by_what_it_holds() {
    let recognise = |text: &str| formats::recognise("any.txt", text.as_bytes());
    assert_eq!(recognise(SHOP), Some(Format::Backstage));
    let template = "# made\n\napiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\n";
    assert_eq!(recognise(template), Some(Format::Backstage));
    for other in [
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  annotations: {backstage.io/id: x}\n",
        "Nom;Limite\nCRM;40\n",
        "",
    ] {
        assert_eq!(recognise(other), None);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for format in [Format::Backstage, Format::OpenApi, Format::AsyncApi] {
            if let Ok(imported) = formats::read(format, "f", &bytes, &dataset(), None, 0) {
                lawful(&imported);
            }
        }
    }

    #[test]
    fn signs_that_mean_something_in_yaml_are_read_or_refused(text in "([-?:,\\[\\]{}#&*!|>'\"%@` \n\ta0~=<.]|---\n|a: |- |kind: API\n|\\*a|&a ){0,120}") {
        for format in [Format::Backstage, Format::OpenApi, Format::AsyncApi] {
            if let Ok(imported) = formats::read(format, "f", text.as_bytes(), &dataset(), None, 0) {
                lawful(&imported);
            }
        }
    }

    #[test]
    fn a_mangled_catalogue_is_read_or_refused_and_twice_is_once(
        at in 0..SHOP.len(), cut in 0..60usize, put in "[-?:,\\[\\]{}#&*!|>'\"%@` \na0]{0,12}"
    ) {
        let mut bytes = SHOP.as_bytes().to_vec();
        bytes.splice(at..(at + cut).min(SHOP.len()), put.bytes());
        let text = String::from_utf8_lossy(&bytes);
        match (read(&text), read(&text)) {
            (Ok(once), Ok(twice)) => {
                lawful(&once);
                prop_assert_eq!(once, twice);
            }
            (once, twice) => prop_assert_eq!(once, twice),
        }
    }
}

#[test]
fn every_file_of_the_test_data_is_read_or_refused() {
    let Some(folder) = shared("") else { return };
    let dataset = dataset();
    for path in files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for format in [Format::Backstage, Format::OpenApi, Format::AsyncApi] {
            if let Ok(imported) = formats::read(format, &file, &bytes, &dataset, None, 0) {
                lawful(&imported);
            }
        }
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let expected = match folder.to_str() {
            Some("backstage") => Some(Format::Backstage),
            Some("openapi") => Some(Format::OpenApi),
            Some("asyncapi") if !file.contains("_common_") => Some(Format::AsyncApi),
            _ => None,
        };
        let found = formats::recognise(&file, &bytes);
        let is_of_these = matches!(found, Some(Format::Backstage | Format::OpenApi | Format::AsyncApi));
        assert_eq!(found.filter(|_| is_of_these), expected, "{}", path.display());
        let is_ours = expected == Some(Format::Backstage);
        if is_ours {
            let imported = formats::read(Format::Backstage, &file, &bytes, &dataset, None, 0).unwrap();
            let entities =
                String::from_utf8_lossy(&bytes).lines().filter(|line| line.starts_with("kind:")).count() as u64;
            assert_eq!(
                (imported.report.sheets[0].accepted, imported.report.sheets[0].rejected),
                (entities, 0),
                "{file}"
            );
        }
    }
}
