//! A container's export becomes the vendors its site calls, and no value of it goes further than a host's name.
use jiff::civil::{Date, date};
use landscape::field::Value;
use landscape::formats::{Format, recognise};
use landscape::import::{Imported, read};
use proptest::prelude::*;

use super::said::{dataset, lawful, told};

const TODAY: Date = date(2026, 8, 6);

/// A container of an invented shop, written for this test after the published description of the format.
pub const CONTAINER: &str = r#"{
  "exportFormatVersion": 2,
  "exportTime": "2026-03-02 09:15:00",
  "containerVersion": {
    "path": "accounts/1/containers/22/versions/0", "accountId": "1", "containerId": "22", "name": "summer sale, Anna",
    "container": {"name": "shop.solvene.example", "publicId": "GTM-ABC123", "usageContext": ["WEB"], "tagIds": ["G-SECRET"]},
    "tag": [
      {"tagId": "1", "name": "GA4 for anna@solvene.example", "type": "gaawe",
       "parameter": [{"type": "TEMPLATE", "key": "measurementIdOverride", "value": "G-SECRET"},
                     {"type": "LIST", "key": "eventParameters", "list": [{"type": "MAP", "map": [{"key": "value", "value": "SECRET"}]}]}],
       "firingTriggerId": ["7"], "consentSettings": {"consentStatus": "NEEDED",
       "consentType": {"type": "LIST", "list": [{"type": "TEMPLATE", "value": "analytics_storage"}]}}},
      {"tagId": "2", "type": "googtag", "parameter": [{"key": "tagId", "value": "G-SECRET"}]},
      {"tagId": "3", "type": "gaawc", "consentSettings": {"consentStatus": "NOT_SET"}},
      {"tagId": "4", "name": "Chat", "type": "html", "parameter": [
        {"key": "html", "value": "<script>var t='SECRET';s.src='https://widget.chat.example/w.js?key=SECRET';</script><img src=\"//px.chat.example/p?SECRET\"><script src='https://cdn.reviews.example/r.js'></script>"}]},
      {"tagId": "5", "type": "img", "parameter": [{"key": "url", "value": "https://pixel.partner.example/p?mail={{email}}&k=SECRET"}]},
      {"tagId": "6", "type": "cvt_22_40", "parameter": [{"key": "pixelId", "value": "SECRET"}]},
      {"tagId": "7", "type": "cvt_QRST1"},
      {"tagId": "8", "type": "hjtc", "paused": true, "parameter": [{"key": "hotjar_site_id", "value": "SECRET"}]},
      {"tagId": "9", "type": "html", "parameter": [{"key": "html", "value": "<script>dataLayer.push({a: 'SECRET'})</script>"}]},
      {"tagId": "10", "type": "lcl"},
      {"tagId": "11", "type": "brandnew"},
      {"tagId": "12", "name": "no type"}
    ],
    "trigger": [{"triggerId": "7", "type": "PAGEVIEW"}, {"triggerId": "8", "type": "CUSTOM_EVENT"}],
    "variable": [{"variableId": "3", "name": "SECRET", "type": "v"}],
    "builtInVariable": [{"type": "PAGE_URL"}],
    "folder": [{"folderId": "5", "name": "SECRET"}],
    "customTemplate": [
      {"templateId": "40", "containerId": "22", "name": "Warm Pixel",
       "templateData": "___INFO___\n{\"displayName\": \"SECRET\"}\n___WEB_PERMISSIONS___\n[{\"type\": 1, \"string\": \"https://t.warm.example/*\"}]\n___TESTS___\n"},
      {"templateId": "41", "containerId": "22", "name": "Cold Pixel", "galleryReference": {"galleryTemplateId": "QRST1", "signature": "SECRET"}}
    ]
  }
}"#;

fn try_import(bytes: &[u8]) -> Result<Imported, String> {
    let told = read("GTM-ABC123.json", bytes, &dataset(), Some(TODAY), 7);
    told.map_err(|unreadable| unreadable.say().en)
}

fn claims(imported: &Imported) -> Vec<String> {
    let shown = |value: &Value| match value {
        Value::Words(say) => say.en.clone(),
        Value::List(words) | Value::Named(words) => words.join("+"),
        Value::Choice(word) => word.clone(),
        other => format!("{other:?}"),
    };
    let line = |c: &landscape::catalog::Claim| format!("{} {} {}", c.subject, c.field.spec().word, shown(&c.value));
    imported.claims.iter().map(line).collect()
}

#[test]
fn a_container_names_the_vendors_of_its_site() {
    assert_eq!(recognise("x.json", CONTAINER.as_bytes()), Some(Format::TagManager));
    let imported = try_import(CONTAINER.as_bytes()).unwrap();
    lawful(&imported);
    let counts: Vec<String> = told(&imported).counts.iter().map(|(word, n)| format!("{word} {n}")).collect();
    assert_eq!(counts, ["tags 12", "triggers 2", "variables 1", "templates 2"]);
    let claims = claims(&imported);
    let names: Vec<&str> = claims.iter().filter(|c| c.contains(" name ")).map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "system:gtm-abc123 name shop.solvene.example",
            "system:cold-pixel name Cold Pixel",
            "system:google-analytics name Google Analytics",
            "system:google-tag name Google tag",
            "system:warm-pixel name Warm Pixel",
            "system:chat.example name chat.example",
            "system:partner.example name partner.example",
            "system:reviews.example name reviews.example",
        ]
    );
    for expect in [
        "system:google-analytics vendor Google",
        "system:warm-pixel hosts t.warm.example",
        "system:chat.example hosts px.chat.example+widget.chat.example",
        "flow:gtm-abc123>warm-pixel target warm-pixel",
        "flow:gtm-abc123>warm-pixel mode async",
    ] {
        assert!(claims.iter().any(|claim| claim == expect), "{expect}: {claims:#?}");
    }
    assert_eq!(claims.iter().filter(|claim| claim.ends_with("mode async")).count(), 7);
    let left: Vec<String> = told(&imported).left.iter().map(|(what, n)| format!("{what} {n}")).collect();
    assert_eq!(
        left,
        [
            "consent settings of tags 1",
            "folders 1",
            "paused tags 1",
            "tags of a type that is not known here 1",
            "tags that call nobody 1",
            "tags whose address is not written out 1",
            "triggers 2",
            "variables 2",
        ]
    );
    let sheet = &imported.report.sheets[0];
    assert_eq!((sheet.read, sheet.accepted, sheet.rejected), (12, 11, 1));
    assert_eq!(sheet.rejects[0].column.as_deref(), Some("/containerVersion/tag/11"));
    assert!(imported.claims.iter().all(|claim| claim.as_of == Some(date(2026, 3, 2))));
}

#[test]
fn no_value_of_a_container_leaves() {
    let imported = try_import(CONTAINER.as_bytes()).unwrap();
    let said = format!("{imported:?}");
    for secret in ["SECRET", "anna", "Anna", "email"] {
        assert!(!said.contains(secret), "{secret}");
    }
}

#[test]
fn a_container_without_name_still_lists_what_it_holds() {
    let imported =
        try_import(br#"{"exportFormatVersion": 2, "containerVersion": {"tag": [{"type": "bzi"}]}}"#).unwrap();
    lawful(&imported);
    assert!(imported.claims.is_empty());
    assert_eq!(told(&imported).left[0].0, "flows of a container without name or public id");
    let empty = try_import(br#"{"exportFormatVersion": 2, "containerVersion": {}}"#).unwrap();
    assert_eq!(empty.report.sheets[0].read, 0);
}

#[test]
fn a_file_that_ends_too_early_says_where() {
    let why = try_import(&CONTAINER.as_bytes()[..900]).unwrap_err();
    assert!(why.contains("line 13, column") && why.contains("ends too early"), "{why}");
}

#[test]
fn a_container_of_endless_tags_is_refused() {
    let file = format!(r#"{{"exportFormatVersion": 2, "containerVersion": {{"tag": [{}1]}}}}"#, "7,".repeat(30_000));
    let why = try_import(file.as_bytes()).unwrap_err();
    assert!(why.contains("more than 20000 tags"), "{why}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mutated_bytes_never_panic(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)) {
        let mut bytes = CONTAINER.as_bytes().to_vec();
        for (index, byte) in at {
            let place = index.index(bytes.len());
            bytes[place] = byte;
        }
        if recognise("x.json", &bytes) == Some(Format::TagManager) && let Ok(imported) = try_import(&bytes) {
            lawful(&imported);
        }
    }

    #[test]
    fn any_markup_never_panics(markup in "[a-z/:\"'<> .=\\-!{}@\\[\\]é]{0,60}") {
        let tag = serde_json::json!({"exportFormatVersion": 2, "containerVersion": {"container": {"publicId": "GTM-1"},
            "tag": [{"type": "html", "parameter": [{"key": "html", "value": markup}]}]}});
        lawful(&try_import(tag.to_string().as_bytes()).unwrap());
    }
}
