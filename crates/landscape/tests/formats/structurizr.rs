//! What a Structurizr workspace tells, in JSON and in its own language: the same, whichever it is written in.
use std::collections::BTreeSet;
use std::fmt::Write;

use base::{Kind, Ref};
use landscape::field::{Field, Sense, Value};
use landscape::formats::{Format, recognise};
use landscape::import::{Imported, read};
use proptest::prelude::*;
use tabular::Unreadable;

use super::said::{dataset, lawful, pairs, rejects, shared_text, sheet, told, value};

fn import(file: &str, bytes: &[u8]) -> Result<Imported, Unreadable> {
    read(file, bytes, &dataset(), None, 7)
}

fn dsl(text: &str) -> Imported {
    assert_eq!(recognise("w.dsl", text.as_bytes()), Some(Format::StructurizrDsl), "{text}");
    let imported = import("w.dsl", text.as_bytes()).unwrap_or_else(|e| panic!("{e:?}\n{text}"));
    holds(&imported);
    imported
}

fn json(text: &str) -> Imported {
    assert_eq!(recognise("w.json", text.as_bytes()), Some(Format::Structurizr), "{text}");
    let imported = import("w.json", text.as_bytes()).unwrap_or_else(|e| panic!("{e:?}\n{text}"));
    holds(&imported);
    imported
}

fn counts(imported: &Imported) -> Vec<(&str, u64)> {
    told(imported).counts.iter().filter(|(_, n)| *n > 0).map(|(word, n)| (word.as_str(), *n)).collect()
}

fn left(imported: &Imported) -> Vec<(&str, u64)> {
    pairs(&told(imported).left)
}

/// The claims, one per line, sorted: `system:crm part_of suite`.
fn claims(imported: &Imported) -> Vec<String> {
    let mut lines: Vec<String> =
        imported.claims.iter().map(|c| format!("{} {} {}", c.subject, c.field.spec().word, value(&c.value))).collect();
    lines.sort();
    lines
}

/// The same without names.
fn facts(imported: &Imported) -> Vec<String> {
    claims(imported).into_iter().filter(|line| line.split(' ').nth(1) != Some("name")).collect()
}

/// What holds for every workspace read.
fn holds(imported: &Imported) {
    let sheet = sheet(imported);
    let entries = ["people", "softwareSystems", "containers", "components", "customElements", "relationships"];
    let counted: u64 =
        told(imported).counts.iter().filter(|(word, _)| entries.contains(&word.as_str())).map(|(_, n)| n).sum();
    lawful(imported);
    assert_eq!(sheet.read, counted);
    let described: BTreeSet<&Ref> = imported.claims.iter().map(|claim| &claim.subject).collect();
    for claim in &imported.claims {
        let spec = claim.field.spec();
        if let (Value::Named(names), Sense::Refs(kind), true) = (&claim.value, spec.sense, claim.field != Field::Owner)
        {
            for name in names {
                assert!(described.contains(&Ref::new(kind, name)), "{} {:?} {name}", claim.subject, claim.field);
            }
        }
    }
    assert!(
        sheet.rejects.iter().all(|r| !r.reason.fr.is_empty() && !r.way_out.fr.is_empty() && !r.way_out.en.is_empty())
    );
    assert!(told(imported).left.iter().all(|(_, n)| *n > 0));
}

pub const SHOP: &str = r#"/* the shop, as its people drew it */
workspace "Shop" "What the shop runs" {
    !identifiers hierarchical
    !const PAY "Payment"

    model {
        properties {
            "structurizr.groupSeparator" "/"
        }
        client = person "Client" "Buys things." "External,VIP"
        clerk = person "Clerk"
        group "Head office" {
            shop = softwareSystem "Online shop" "Sells things." {
                properties {
                    "Owner" "Web team"
                    "Vendor" "House"
                    "colour" "blue"
                }
                web = container "Web app" {
                    description "Shows \
                        the shop"
                    technology "Rust"
                    tags "Web"
                    -> db "reads" "SQL" "Asynchronous"
                    basket = component "Basket" "Keeps the basket" "Rust" {
                        this -> db "writes"
                    }
                }
                db = container "Database" "" "Postgres" "Database"
                web -> db "reads again" "SQL" "Asynchronous"
            }
        }
        pay = softwareSystem "${PAY}" "Takes money"
        printer = element "Printer" "Hardware" "Prints"
        client -> shop.web "buys with"
        client -> shop "uses"
        shop.web.basket -> pay "pays with" "HTTPS" {
            tags "Asynchronous"
        }
        pay -> pay "reconciles"
        pay -> printer
        pay -> clerk "asks"

        deploymentEnvironment "Live" {
            deploymentNode "One" {
                node = deploymentNode "Two" {
                    containerInstance shop.db
                }
                infrastructureNode "Balancer"
            }
        }
    }
    views {
        systemLandscape "all" {
            include *
        }
        container shop {
            include *
        }
        styles {
            element "Container" {
                background #ffffff
            }
        }
    }
}
"#;

pub const SHOP_JSON: &str = r#"{
  "name": "Shop",
  "views": {
    "systemLandscapeViews": [{"key": "all"}],
    "containerViews": [{"softwareSystemId": "3"}],
    "configuration": {"styles": {"elements": [{"tag": "Container"}]}}
  },
  "model": {
    "people": [
      {"id": "1", "name": "Client", "description": "Buys things.", "tags": "Element,Person,External,VIP", "relationships": [
        {"id": "20", "sourceId": "1", "destinationId": "4", "description": "buys with"},
        {"id": "21", "sourceId": "1", "destinationId": "3", "description": "uses"},
        {"id": "22", "sourceId": "1", "destinationId": "3", "linkedRelationshipId": "20"}]},
      {"id": 2, "name": "Clerk", "tags": null}
    ],
    "softwareSystems": [
      {"id": "3", "name": "Online shop", "description": "Sells things.", "group": "Head office",
       "properties": {"Owner": "Web team", "Vendor": "House", "colour": "blue"}, "location": "Internal",
       "containers": [
         {"id": "4", "name": "Web app", "description": "Shows the shop", "technology": "Rust", "tags": "Element,Container,Web",
          "relationships": [
            {"id": "23", "sourceId": "4", "destinationId": "6", "technology": "SQL", "interactionStyle": "Asynchronous"},
            {"id": "24", "destinationId": "6", "technology": "SQL", "tags": "Relationship,Asynchronous"}],
          "components": [{"id": "5", "name": "Basket", "description": "Keeps the basket", "technology": "Rust", "relationships": [
            {"id": "25", "sourceId": "5", "destinationId": "6"},
            {"id": "26", "sourceId": "5", "destinationId": "7", "technology": "HTTPS", "interactionStyle": "Asynchronous"}]}]},
         {"id": "6", "name": "Database", "technology": "Postgres", "tags": "Element,Container,Database"}
       ]},
      {"id": "7", "name": "Payment", "description": "Takes money", "tags": ["Element", "Software System"], "relationships": [
        {"id": "27", "sourceId": "7", "destinationId": "7"},
        {"id": "28", "sourceId": "7", "destinationId": "8"},
        {"id": "29", "sourceId": "7", "destinationId": "2", "interactionStyle": "Synchronous"}]}
    ],
    "customElements": [{"id": "8", "name": "Printer", "metadata": "Hardware", "description": "Prints"}],
    "deploymentNodes": [{"id": "9", "name": "One", "environment": "Live", "instances": 1,
      "children": [{"id": "10", "name": "Two", "containerInstances": [{"id": "11", "containerId": "6"}]}],
      "infrastructureNodes": [{"id": "12", "name": "Balancer"}]}]
  }
}"#;

#[test]
fn a_workspace_becomes_systems_their_parts_and_flows() {
    let imported = dsl(SHOP);
    assert_eq!(
        facts(&imported),
        [
            "flow:online-shop.web-app.basket>online-shop.database source online-shop.web-app.basket",
            "flow:online-shop.web-app.basket>online-shop.database target online-shop.database",
            "flow:online-shop.web-app.basket>payment mode async",
            "flow:online-shop.web-app.basket>payment source online-shop.web-app.basket",
            "flow:online-shop.web-app.basket>payment target payment",
            "flow:online-shop.web-app>online-shop.database mode async",
            "flow:online-shop.web-app>online-shop.database source online-shop.web-app",
            "flow:online-shop.web-app>online-shop.database target online-shop.database",
            "system:online-shop does Sells things.",
            "system:online-shop owner Web team",
            "system:online-shop serves Client",
            "system:online-shop vendor House",
            "system:online-shop.database part_of online-shop",
            "system:online-shop.web-app does Shows the shop",
            "system:online-shop.web-app part_of online-shop",
            "system:online-shop.web-app serves Client",
            "system:online-shop.web-app.basket does Keeps the basket",
            "system:online-shop.web-app.basket part_of online-shop.web-app",
            "system:payment does Takes money",
        ]
    );
    assert_eq!(
        counts(&imported),
        [
            ("people", 2),
            ("softwareSystems", 2),
            ("containers", 2),
            ("components", 1),
            ("customElements", 1),
            ("relationships", 9),
            ("views", 2),
            ("deploymentNodes", 2),
            ("systemLandscapeViews", 1),
            ("containerViews", 1),
        ]
    );
    assert_eq!(rejects(&imported), Vec::<String>::new());
    let owner = imported.claims.iter().find(|c| c.field == Field::Owner).unwrap();
    let base::Source::File { line, column, .. } = &owner.source else { panic!("a file") };
    assert_eq!((*line, column.as_str()), (13, "shop/Owner"));
}

#[test]
fn the_same_workspace_is_the_same_in_both_writings() {
    let (written, exported) = (dsl(SHOP), json(SHOP_JSON));
    assert_eq!(claims(&written), claims(&exported));
    assert_eq!(counts(&written), counts(&exported));
    let of_the_language = [("deploymentEnvironments", 1)];
    let of_the_export = [("implied relationships", 1)];
    let but = |all: Vec<(&str, u64)>, own: &[(&str, u64)]| -> Vec<(String, u64)> {
        all.into_iter().filter(|row| !own.contains(row)).map(|(word, n)| (word.to_owned(), n)).collect()
    };
    assert_eq!(but(left(&written), &of_the_language), but(left(&exported), &of_the_export));
    assert!(left(&exported).contains(&of_the_export[0]) && left(&written).contains(&of_the_language[0]));
    let db = exported.claims.iter().find(|c| c.subject.key() == "online-shop.database").unwrap();
    let base::Source::File { line, column, .. } = &db.source else { panic!("a file") };
    assert_eq!((*line, column.as_str()), (0, "/model/softwareSystems/0/containers/1"));
}

#[test]
fn the_published_bank_is_read_whole() {
    let (Some(model), Some(text)) = (shared_text("structurizr/model.dsl"), shared_text("structurizr/workspace.dsl"))
    else {
        return;
    };
    let part = dsl(&model);
    assert_eq!(counts(&part), [("people", 3), ("softwareSystems", 4), ("relationships", 9)]);
    let bank = dsl(&text);
    // Counted by eye, and for what is spelled one way only by a slow obvious count.
    let naive = |word: &str| text.lines().filter(|line| line.split_whitespace().any(|w| w == word)).count() as u64;
    assert_eq!(
        counts(&bank),
        [
            ("people", 3),
            ("softwareSystems", 4),
            ("containers", 5),
            ("components", 6),
            ("relationships", 26),
            ("views", 8),
            ("deploymentNodes", naive("deploymentNode")),
            ("systemLandscapeViews", 1),
            ("systemContextViews", 1),
            ("containerViews", 1),
            ("componentViews", 1),
            ("imageViews", 1),
            ("dynamicViews", 1),
            ("deploymentViews", 2),
        ]
    );
    assert_eq!(sheet(&bank).rejected, 0);
    assert_eq!(rejects(&bank), Vec::<String>::new());
    let made: Vec<(&str, u64)> = told(&bank).made.iter().map(|(word, n)| (word.as_str(), *n)).collect();
    // Of 26 relationships 9 begin or end at a person; no pair has two.
    assert_eq!(made, [("system", 15), ("flow", 17)]);
    // The smaller file is the same bank without its inside.
    let whole: BTreeSet<String> = claims(&bank).into_iter().collect();
    assert!(claims(&part).iter().filter(|line| !line.contains(" serves ")).all(|line| whole.contains(line)));
}

#[test]
fn identifiers_are_found_from_where_they_are_used() {
    let imported = dsl("workspace {\n!identifiers hierarchical\nmodel {\n\
         a = softwareSystem A {\nx = container X {\n-> y\n}\ny = container Y {\n}\n}\n\
         b = softwareSystem B {\nx = container X {\n-> a.x\n}\n}\nB.X -> A.Y\n}\n}");
    let flows: Vec<String> = told_flows(&imported);
    assert_eq!(flows, ["a.x>a.y", "b.x>a.x", "b.x>a.y"]);
    let flat =
        dsl("workspace {\nmodel {\na = softwareSystem A {\nx = container X\n}\nx -> b\nb = softwareSystem B\n}\n}");
    assert_eq!(told_flows(&flat), ["a.x>b"]);
}

fn told_flows(imported: &Imported) -> Vec<String> {
    let flows: BTreeSet<&Ref> =
        imported.claims.iter().map(|c| &c.subject).filter(|id| id.kind() == Kind::Flow).collect();
    flows.into_iter().map(|id| id.key().to_owned()).collect()
}

#[test]
fn an_element_is_opened_again_and_archetypes_are_words_like_others() {
    let imported = dsl("workspace {\nmodel {\n\
         archetypes {\napplication = container {\ntechnology Java\n}\nslow = -> {\ntags Asynchronous\n}\n}\n\
         a = softwareSystem A\n!element a {\nb = application B\n}\nc = softwareSystem C\nb --slow-> c\nc --https-> b\n}\n}");
    assert_eq!(
        facts(&imported),
        [
            "flow:a.b>c mode async",
            "flow:a.b>c source a.b",
            "flow:a.b>c target c",
            "flow:c>a.b source c",
            "flow:c>a.b target a.b",
            "system:a.b part_of a",
        ]
    );
}

#[test]
fn nothing_is_read_elsewhere_and_nothing_is_run() {
    let imported = dsl("workspace extends \"https://example.org/base.dsl\" {\nmodel {\n\
         !include /etc/passwd\n!script groovy {\nif (true) { workspace.model.each { println \"}{\" } }\n}\n\
         !plugin com.example.P {\nname value\n}\n!docs docs\na = softwareSystem A\na -> there\n}\n}");
    assert_eq!(left(&imported), [("!docs", 1), ("!include", 1), ("!plugin", 1), ("!script", 1), ("extends", 1)]);
    assert_eq!(
        rejects(&imported),
        [
            "line 3, !include: nothing is read elsewhere, and nothing is run",
            "line 4, !script: nothing is read elsewhere, and nothing is run",
            "line 7, !plugin: nothing is read elsewhere, and nothing is run",
            "line 12, a -> there: the relationship points at “there”, which the file does not describe",
        ]
    );
    assert_eq!(sheet(&imported).rejected, 1);
}

#[test]
fn what_stands_twice_or_out_of_place_is_rejected_with_its_line() {
    let imported =
        dsl("workspace {\nmodel {\na = softwareSystem A {\nx = container X\nx = container Z {\ncomponent C\n}\n\
         container x\ncomponent D\n}\ncontainer E\nsoftwareSystem \"\"\nperson A\n-> a\nq = gadget G\n}\n}");
    assert_eq!(
        rejects(&imported),
        [
            "line 5, x: the identifier “x” is taken already",
            "line 6, C: what it stands in was not taken",
            "line 8, x: “x” is described here already",
            "line 9, D: this element has no place here",
            "line 11, E: this element has no place here",
            "line 12, : without a name",
            "line 15, : “gadget” is no word of this language",
            "line 14, this -> a: the relationship points at “this”, which the file does not describe",
        ]
    );
    let text = r#"{"model": {"people": [{"id": "1", "name": "P"}], "softwareSystems": [
        {"id": "1", "name": "A"}, {"id": "2", "name": "B", "containers": [{"id": "3"}], "relationships": [
            {"id": "7", "destinationId": "9"}, {"id": "7", "destinationId": "2"}, {"sourceId": "8", "destinationId": "2"}]},
        {"id": "4", "name": "b"}]}}"#;
    assert_eq!(
        rejects(&json(text)),
        [
            "line 0, /model/softwareSystems/0: the identifier “1” is taken already",
            "line 0, /model/softwareSystems/1/containers/0: without a name",
            "line 0, /model/softwareSystems/2: “b” is described here already",
            "line 0, /model/softwareSystems/1/relationships/0: the relationship points at “9”, which the file does not describe",
            "line 0, /model/softwareSystems/1/relationships/1: the identifier “7” is taken already",
            "line 0, /model/softwareSystems/1/relationships/2: the relationship points at “8”, which the file does not describe",
        ]
    );
}

#[test]
fn names_that_come_to_one_key_keep_keys_of_their_own() {
    let imported =
        dsl("workspace {\nmodel {\nsoftwareSystem \"A-B\"\nsoftwareSystem \"A B\"\nsoftwareSystem \"Склад\"\n}\n}");
    let keys: Vec<&str> = imported.claims.iter().map(|c| c.subject.key()).collect();
    assert_eq!(&keys[..2], ["a-b", "a-b-softwaresystems-a-b"]);
    assert!(keys[2].starts_with('x'));
}

fn refused(file: &str, text: &str) -> (Option<u64>, String) {
    let refusal = import(file, text.as_bytes()).expect_err("no workspace");
    assert!(!refusal.way_out.fr.is_empty() && !refusal.way_out.en.is_empty());
    (refusal.line, refusal.reason.en)
}

#[test]
fn what_is_no_whole_workspace_is_refused_with_its_line() {
    assert_eq!(refused("w", "workspace {\nmodel {\na = person A\n}"), (Some(1), "“{” is never closed".to_owned()));
    assert_eq!(refused("w", "workspace {\n}\n}"), (Some(3), "“}” closes what is not open".to_owned()));
    assert_eq!(refused("w", "workspace {\n\"\"\"\n}"), (Some(2), "“\"\"\"” is never closed".to_owned()));
    let (line, reason) = refused("w", &format!("workspace {{\n{}", "softwareSystem A {\n".repeat(100_000)));
    assert!(reason.contains("nested"), "{reason}");
    assert_eq!(line, Some(257));
    let (line, reason) = refused("w", &SHOP_JSON[..SHOP_JSON.len() - 20]);
    assert!(line.is_some() && reason.contains("EOF"), "{reason}");
    let nested = format!("{{\"model\": {{\"people\": [], \"deploymentNodes\": [{}", "{\"children\": [".repeat(100_000));
    assert!(refused("w", &nested).1.contains("recursion"), "{:?}", refused("w", &nested));
}

#[test]
fn a_workspace_beyond_its_bounds_is_refused() {
    let values = format!("{{\"model\": {{\"people\": [{}]}}}}", "{},".repeat(500_000));
    assert_eq!(refused("w", &values).1, "more than 500,000 values");
    let lines = format!("workspace {{\n{}}}", "views\n".repeat(200_000));
    assert_eq!(refused("w", &lines).1, "more than 200,000 statements");
}

#[test]
fn constants_do_not_grow_without_bound() {
    let mut text = "workspace {\n!const A0 \"aaaaaaaaaaaaaaaa\"\n".to_owned();
    for n in 1..60 {
        writeln!(text, "!const A{n} \"${{A{0}}}${{A{0}}}${{A{0}}}${{A{0}}}\"", n - 1).unwrap();
    }
    text.push_str("model {\nsoftwareSystem \"x ${A1} ${A59} ${B\"\n}\n}");
    let imported = dsl(&text);
    let said: usize = imported.claims.iter().map(|c| value(&c.value).len()).sum();
    assert!(said < 8 << 20, "{said}");
}

/// A workspace to be written in both ways: software systems with containers with components, and calls.
type Drawn = (Vec<(String, Vec<(String, Vec<String>)>)>, Vec<(usize, usize, bool)>);

fn drawn() -> impl Strategy<Value = Drawn> {
    let name = "[A-Za-zé€Яя客][A-Za-z0-9 é'.>Я-]{0,8}";
    let components = prop::collection::vec(name, 0..3);
    let containers = prop::collection::vec((name, components), 0..3);
    let systems = prop::collection::vec((name, containers), 1..4);
    (systems, prop::collection::vec((0..40_usize, 0..40_usize, any::<bool>()), 0..12))
}

/// Writes it in the language and in JSON. Every element has an identifier, by its place.
fn both((systems, calls): &Drawn) -> (String, String) {
    let (mut text, mut model) = ("workspace {\nmodel {\n".to_owned(), Vec::new());
    let mut n = 0;
    let mut next = || {
        n += 1;
        n - 1
    };
    let mut owned: Vec<serde_json::Value> = Vec::new();
    for (system, containers) in systems {
        let at = next();
        writeln!(text, "e{at} = softwareSystem \"{system}\" {{").unwrap();
        let mut inside = Vec::new();
        for (container, components) in containers {
            let at = next();
            writeln!(text, "e{at} = container \"{container}\" {{").unwrap();
            let mut deeper = Vec::new();
            for component in components {
                let at = next();
                writeln!(text, "e{at} = component \"{component}\"").unwrap();
                deeper.push(serde_json::json!({"id": at.to_string(), "name": component}));
            }
            text.push_str("}\n");
            inside.push(serde_json::json!({"id": at.to_string(), "name": container, "components": deeper}));
        }
        text.push_str("}\n");
        model.push(serde_json::json!({"id": at.to_string(), "name": system, "containers": inside}));
    }
    for (from, to, is_async) in calls {
        let (from, to) = (from % n, to % n);
        writeln!(text, "e{from} -> e{to} \"\" \"\" \"{}\"", if *is_async { "Asynchronous" } else { "" }).unwrap();
        let style = if *is_async { "Asynchronous" } else { "Synchronous" };
        owned.push(serde_json::json!({"sourceId": from.to_string(), "destinationId": to.to_string(), "interactionStyle": style}));
    }
    text.push_str("}\n}\n");
    // A relationship may stand in any element, as long as it names its source.
    model[0]["relationships"] = owned.into();
    (text, serde_json::json!({"model": {"softwareSystems": model}}).to_string())
}

proptest! {
    #[test]
    fn any_workspace_is_the_same_in_both_writings(drawn in drawn()) {
        let (text, export) = both(&drawn);
        let (written, exported) = (dsl(&text), json(&export));
        if sheet(&written).rejected == 0 {
            prop_assert_eq!(claims(&written), claims(&exported));
        }
        prop_assert_eq!(counts(&written), counts(&exported));
        prop_assert_eq!(sheet(&written).accepted, sheet(&exported).accepted);
        let again = dsl(&text);
        prop_assert_eq!(again, written);
    }

    #[test]
    fn no_bytes_make_it_panic(
        noise in prop::collection::vec(any::<u8>(), 0..200),
        words in prop::collection::vec(prop::sample::select(WORDS), 0..60),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let of = Ref::new(Kind::Dataset, "d1");
        for (format, seed) in [(Format::StructurizrDsl, SHOP), (Format::Structurizr, SHOP_JSON)] {
            let mut bytes = seed.as_bytes().to_vec();
            for (at, byte) in &edits {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let soup = format!("workspace {{\nmodel {{\n{}", words.join(" "));
            let closed = format!("{soup}\n{}", "}\n".repeat(60));
            let ways = [&bytes[..], &bytes[..cut.index(bytes.len())], &noise[..], soup.as_bytes(), closed.as_bytes()];
            for bytes in ways {
                if let Ok(imported) = landscape::formats::read(format, "w", bytes, &of, None, 7) {
                    holds(&imported);
                }
                let _ = recognise("w.dsl", bytes);
            }
        }
    }
}

const WORDS: &[&str] = &[
    "{\n",
    "}\n",
    "\n",
    "=",
    "->",
    "a",
    "b",
    "this",
    "person",
    "softwareSystem",
    "container",
    "component",
    "group",
    "\"x y\"",
    "\"\"",
    "\"\"\"",
    "\\\n",
    "//",
    "/*",
    "*/",
    "#",
    "!element",
    "!script",
    "!const",
    "${a}",
    "${",
    "views",
    "properties",
    "tags",
    "archetypes",
    "deploymentEnvironment",
    "deploymentNode",
    "--a->",
    "!identifiers hierarchical\n",
    "element",
    "é",
    "\"",
];

#[test]
fn other_files_are_not_taken_for_a_workspace() {
    for (file, text) in [
        ("w.csv", "workspace;owner\ncrm;it\n"),
        ("w.json", "{\"model\": \"x\", \"people\": 3}"),
        ("w.json", "[1, 2]"),
        ("w.txt", "a -> b\n"),
        ("w.yaml", "workspace: a\nmodel:\n  people: []\n"),
        ("w.txt", ""),
    ] {
        let format = recognise(file, text.as_bytes());
        let expect = if text.contains("people\": 3") { Some(Format::Structurizr) } else { None };
        assert_eq!(format, expect, "{file} {text}");
    }
    // What looks like one and is none is refused, not taken in part.
    assert!(refused("w.json", "{\"model\": \"x\", \"people\": 3}").1.contains("invalid type"));
}
