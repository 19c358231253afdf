//! Files as they arrive when something went wrong: cut, mixed up, made to do harm. None panics; each is answered in
//! both languages.
//!
//! `ENTENTE_FUZZ=20000 cargo test --release -p landscape --test formats mangled` looks longer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base::Say;
use landscape::formats::{self, Format};
use landscape::import::{self, Imported};
use tabular::Unreadable;

use super::said::{dataset, files, lawful, shared, told};
use super::traces::said::{jaeger, otlp, span, zipkin};
use super::{archimate, asyncapi, backstage, har, openapi, structurizr, tag_manager};

/// The longest real file that is mangled: a longer one is long, not different.
const LONGEST: u64 = 120_000;

/// One file a format, and what there is of real ones.
fn whole() -> Vec<(String, Vec<u8>)> {
    let spans = [
        span(1, 0, "shop", "server"),
        span(2, 1, "shop", "client").tag("db.system", "mysql"),
        span(3, 2, "crm", "server"),
    ];
    let model = archimate::model(
        &["a ApplicationComponent Shop", "b ApplicationInterface API", "c DataObject Order"],
        &["r Composition a b", "s Access a c accessType=\"Write\"", "t Flow a a"],
    );
    let graph = r#"[{"parent": "a", "child": "b", "callCount": 3}, {"parent": "b", "child": "a", "callCount": 1}]"#;
    let page = har::har(&["p"], &[har::entry(Some("p"), "https://shop.example/", "text/html", 200)]);
    let mut all: Vec<(String, Vec<u8>)> = [
        ("model.xml", model.as_str()),
        ("events.yaml", asyncapi::STOCK),
        ("catalog-info.yaml", backstage::SHOP),
        ("page.har", &page),
        ("orders.yaml", openapi::ORDERS),
        ("workspace.dsl", structurizr::SHOP),
        ("workspace.json", structurizr::SHOP_JSON),
        ("GTM-1.json", tag_manager::CONTAINER),
        ("jaeger.json", &jaeger(&spans)),
        ("otlp.json", &otlp(&spans)),
        ("zipkin.json", &zipkin(&spans)),
        ("graph.json", graph),
        ("systemes.csv", "id;système;limite;propriétaire\ncrm;CRM;40 [30-50];Équipe CRM\n"),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .to_vec();
    let real = shared("").map(|folder| files(&folder)).unwrap_or_default();
    let fits = |path: &&std::path::PathBuf| {
        // The lists of vendors are of no format, and many.
        let is_list = path.components().any(|part| part.as_os_str() == "vendors");
        !is_list && path.metadata().is_ok_and(|about| about.len() <= LONGEST)
    };
    for path in real.iter().filter(fits) {
        all.push((path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()));
    }
    all
}

/// SplitMix64: Steele, Lea & Flood, 2014.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    /// A stretch of so many bytes, at most a fifth of them.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length);
        from..(from + 1 + self.below(length / 5)).min(length)
    }
}

/// What means something in one of the formats, and what nobody expects.
const SIGNS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ":",
    ",",
    "\n",
    "---\n",
    "&a ",
    "*a",
    "<<: *a",
    "- ",
    "|\n",
    "#",
    "\\",
    "\\u0000",
    "\0",
    "\u{FEFF}",
    "é",
    "\u{202E}",
    "-1",
    "1e999",
    "NaN",
    "null",
    "true",
    "18446744073709551616",
    "<",
    "/>",
    "&amp;",
    "&x;",
    "<!--",
    "]]>",
    "<![CDATA[",
    "<!DOCTYPE m [<!ENTITY x \"y\">]>",
    "xmlns=\"\"",
    "$ref: '#'",
    "\"$ref\": \"#/\"",
    " -> ",
    "!include x",
    "/*",
    "%00",
    "\t",
    "  ",
    "\r\n",
    ";",
    "=",
    "{{",
    "}}",
];

fn mangle(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let length = bytes.len();
        let at = chance.below(length + 1);
        match chance.below(9) {
            0 if length > 0 => bytes[at.min(length - 1)] = chance.below(256) as u8,
            1 => drop(bytes.splice(at..at, SIGNS[chance.below(SIGNS.len())].bytes())),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(chance.stretch(length))),
            4 => {
                let twice = bytes[chance.stretch(length)].to_vec();
                drop(bytes.splice(at..at, twice));
            }
            5 => drop(bytes.splice(at..at, other[chance.stretch(other.len())].to_vec())),
            // One word in place of another of the same file: an identifier that is taken, a type that does not fit.
            6 | 7 => {
                let words: Vec<(usize, &[u8])> = words(bytes);
                if words.len() > 1 {
                    let (from, old) = words[chance.below(words.len())];
                    let (_, new) = words[chance.below(words.len())];
                    let (until, new) = (from + old.len(), new.to_vec());
                    drop(bytes.splice(from..until, new));
                }
            }
            _ => {
                let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let mut lines: Vec<Vec<u8>> = lines.into_iter().map(<[u8]>::to_vec).collect();
                let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
                lines.swap(a, b);
                *bytes = lines.join(&b'\n');
            }
        }
    }
}

/// The words of a file, each with where it begins.
fn words(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let is_in = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let (mut out, mut at) = (Vec::new(), 0);
    for part in bytes.split(|byte| !is_in(byte)) {
        if !part.is_empty() {
            out.push((at, part));
        }
        at += part.len() + 1;
    }
    out
}

/// Whether something is said, in either language, briefly.
fn says(say: &Say) -> bool {
    [&say.fr, &say.en].iter().all(|words| !words.is_empty() && words.chars().count() < 2000)
}

fn holds(read: &Result<Imported, Unreadable>) {
    match read {
        Ok(imported) => lawful(imported),
        Err(no) => assert!(says(&no.reason) && says(&no.way_out), "{no:?}"),
    }
}

#[test]
fn a_mangled_file_of_any_format_is_read_or_refused_and_never_panics() {
    let many = std::env::var("ENTENTE_FUZZ").ok().and_then(|many| many.parse().ok()).unwrap_or(300_u64);
    let whole = whole();
    let mut chance = Chance(7);
    let (mut taken, mut refused, mut slowest) = (0, 0, (0.0, String::new()));
    for round in 0..many {
        let seed = chance.0;
        let (name, bytes) = &whole[chance.below(whole.len())];
        let (_, other) = &whole[chance.below(whole.len())];
        let mut bytes = bytes.clone();
        mangle(&mut bytes, other, &mut chance);
        let begun = std::time::Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let read = import::read(name, &bytes, &dataset(), None, 1);
            holds(&read);
            // A reader may be given what another would have been chosen for.
            let format = FORMATS[round as usize % FORMATS.len()];
            holds(&formats::read(format, name, &bytes, &dataset(), None, 1));
            if round % 8 == 0 {
                assert!(read == import::read(name, &bytes, &dataset(), None, 1), "twice is once");
            }
            read.is_ok()
        }));
        match outcome {
            Ok(true) => taken += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("round {round}, seed {seed:#x}: {name}"),
        }
        let seconds = begun.elapsed().as_secs_f64();
        if seconds > slowest.0 {
            slowest = (seconds, format!("{name}, {} bytes, round {round}", bytes.len()));
        }
    }
    println!("{many} mangled files: {taken} read, {refused} refused; the slowest {:.2} s: {}", slowest.0, slowest.1);
    assert!(taken > 0 && refused > 0);
}

const FORMATS: &[Format] = &[
    Format::Backstage,
    Format::OpenApi,
    Format::AsyncApi,
    Format::ArchiMate,
    Format::Structurizr,
    Format::StructurizrDsl,
    Format::Jaeger,
    Format::JaegerDependencies,
    Format::Otlp,
    Format::Zipkin,
    Format::Har,
    Format::TagManager,
];

/// Everything an import says in words: why it is refused, or what was not taken and what is left.
fn answers(read: &Result<Imported, Unreadable>) -> Vec<Say> {
    match read {
        Err(no) => vec![no.reason.clone()],
        Ok(imported) => {
            let rejects = imported.report.sheets[0].rejects.iter().map(|reject| reject.reason.clone());
            rejects.chain(told(imported).left.iter().map(|(word, _)| formats::counted(word))).collect()
        }
    }
}

#[test]
fn what_is_made_to_do_harm_or_went_wrong_is_answered_in_both_languages() {
    let entity = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: crm}\n";
    let xml = archimate::around("").replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "");
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let mut bomb = format!("{entity}a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        bomb += &format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(10));
    }
    let api = |paths: &str| format!("openapi: 3.0.0\ninfo: {{title: A}}\npaths:\n{paths}");
    let circle = "  /a: {get: {parameters: [{$ref: '#/components/parameters/P'}]}}\n\
        components: {parameters: {P: {$ref: '#/components/parameters/Q'}, Q: {$ref: '#/components/parameters/P'}}}\n";
    let twice = [span(1, 0, "web", "server"), span(1, 0, "web", "server")];
    let lost = [span(1, 0, "web", "server"), span(2, 9, "crm", "server")];
    let cut = jaeger(&twice);
    let workspace = |relationship: &str| {
        format!(
            r#"{{"name": "S", "model": {{"softwareSystems": [{{"id": "1", "name": "A", "relationships": [{relationship}]}},
            {{"id": "1", "name": "B"}}]}}}}"#
        )
    };
    for (file, text, fr, en) in [
        ("a.xml", format!("<!DOCTYPE m [<!ENTITY l0 \"ha\">{laughs}]>\n{xml}"), "DOCTYPE", "document type (DOCTYPE)"),
        (
            "a.xml",
            format!("<!DOCTYPE m SYSTEM \"file:///etc/passwd\">\n{xml}"),
            "rien n'en est suivi",
            "nothing of it is followed",
        ),
        ("a.xml", archimate::model(&["a Node &laugh;"], &[]), "n'est pas suivie", "is not followed"),
        ("a.xml", archimate::model(&["a Node A", "a Node B"], &[]), "déjà", "already"),
        ("a.xml", archimate::model(&["a Node A"], &["r Flow a gone"]), "ne contient pas", "does not hold"),
        ("a.xml", xml.replace("</model>", "</madel>"), "bien formé", "well-formed"),
        ("b.yaml", bomb, "répétitions par alias comprises", "those repeated by aliases included"),
        (
            "b.yaml",
            format!("{entity}spec: &s {{owner: *s}}\n"),
            "un alias répète ce qui le contient",
            "an alias repeats what holds it",
        ),
        (
            "b.yaml",
            format!("{entity}spec: {{\n"),
            "le YAML n'est pas bien formé (colonne",
            "the YAML is not well-formed",
        ),
        ("b.yaml", format!("{entity}---\n{entity}"), "déjà décrite", "already described"),
        ("b.yaml", format!("{entity}spec: {{system: gone}}\n"), "n'est pas dans ce fichier", "is not in this file"),
        ("c.yaml", api(circle), "tourne en rond", "goes round in a circle"),
        ("c.yaml", api("  /a: {get: {responses: {a: {$ref: '#/gone'}}}}\n"), "ne mène à rien", "leads to nothing"),
        ("c.yaml", api("  /a: {get: {operationId: x}}\n  /b: {get: {operationId: x}}\n"), "déjà celui de", "already"),
        ("c.yaml", api("  /a: {}\n  /a: {}\n"), "vient une deuxième fois", "comes a second time"),
        ("c.json", "{\"openapi\": \"3.0.0\"".to_owned(), "il s'arrête avant sa fin", "EOF"),
        ("c.json", "{\"openapi\": \"3.0.0\", 7}".to_owned(), "colonne 22", "must be a string"),
        ("d.json", workspace("{\"id\": \"9\", \"destinationId\": \"gone\"}"), "ne décrit pas", "does not describe"),
        ("d.json", workspace(""), "déjà", "already"),
        ("d.json", "{\"model\": {\"softwareSystems\": 3}}".to_owned(), "colonne", "invalid type"),
        (
            "d.dsl",
            "workspace {\n model {\n a = softwareSystem A\n a = softwareSystem B\n a -> gone\n }\n}\n".to_owned(),
            "déjà pris",
            "taken already",
        ),
        ("e.json", jaeger(&twice), "dits deux fois, comptés une fois", "told twice, counted once"),
        ("e.json", otlp(&lost), "dont le parent n'est pas dans le fichier", "whose parent is not in the file"),
        ("e.json", cut[..cut.len() / 2].to_owned(), "il s'arrête avant sa fin", "EOF"),
        (
            "f.har",
            "{\"log\": {\"version\": \"1.2\", \"creator\": {}, \"entries\": [{\"request\": 3}]}}".to_owned(),
            "",
            "",
        ),
    ] {
        let read = import::read(file, text.as_bytes(), &dataset(), None, 1);
        holds(&read);
        let answers = answers(&read);
        let found = answers.iter().find(|say| say.fr.contains(fr) && say.en.contains(en));
        let found = found.unwrap_or_else(|| panic!("{file}: neither {fr} nor {en} in {answers:#?}"));
        for word in ["expected", "while ", "EOF", "invalid", "missing field"] {
            assert!(!found.fr.contains(word), "English in {}", found.fr);
        }
    }
}
