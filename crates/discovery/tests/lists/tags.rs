//! Tag managers: their exports and their published scripts.

use discovery::harvest::EvidenceKind;
use discovery::lists::List;

use crate::reading::{left, read, says};

pub const CONTAINER: &str = r#"{"exportFormatVersion": 2, "exportTime": "2026-08-06 07:30:00", "containerVersion": {
"container": {"publicId": "GTM-ABC123"},
"tag": [
{"tagId": "1", "name": "essai de Marie", "type": "gaawe", "parameter": [{"type": "TEMPLATE", "key": "measurementIdOverride", "value": "G-SECRET"}]},
{"tagId": "2", "name": "roue", "type": "html", "parameter": [{"type": "TEMPLATE", "key": "html", "value": "<script src=\"https://js.wheel-studio.io/w.js?key=SECRET\"></script>"}]},
{"tagId": "3", "name": "old", "type": "img", "paused": true, "parameter": [{"type": "TEMPLATE", "key": "url", "value": "https://px.letters.io/p?id=SECRET"}]},
{"tagId": "4", "name": "pixel", "type": "cvt_77_9", "parameter": []},
{"tagId": "5", "name": "own", "type": "html", "parameter": [{"key": "html", "value": "<script src='//www.solvene.example/a.js'></script>"}]},
{"tagId": "6", "name": "none"}
],
"customTemplate": [{"accountId": "1", "containerId": "77", "templateId": "9", "name": "Panel Pixel", "galleryReference": {"owner": "panel", "repository": "pixel"}}]
}}"#;

#[test]
fn an_exported_container_says_which_vendors_its_tags_load() {
    let read = says(
        List::TagManager,
        CONTAINER,
        &[
            "js.wheel-studio.io: Tag html @5",
            "px.letters.io: PausedTag img @6",
            "“Panel Pixel”: Tag Panel Pixel @7",
            "“gaawe”: Tag gaawe @4",
        ],
    );
    assert_eq!(read.harvests[0].kind, EvidenceKind::Tags);
    assert_eq!(left(&read), ["Fields ×1 @9"]);
    let kept = serde_json::to_string(&read.harvests).expect("data");
    assert!(!kept.contains("SECRET") && !kept.contains("Marie"), "{kept}");
}

pub const PUBLISHED: &str = r#"// Copyright 2012 Google Inc. All rights reserved.
(function(){

var data = {
"resource": {
  "version":"7",
  "macros":[{"function":"__e"}],
  "tags":[{"function":"__html","once_per_event":true,"vtp_html":["template","\n\u003Cscript src=\"https:\/\/js.wheel-studio.io\/w.js?k=",["escape",["macro",24],7],"\"\u003E\u003C\/script\u003E"],"tag_id":4},
  {"function":"__bzi","vtp_id":"SECRET","tag_id":5},
  {"function":"__paused","vtp_originalTagType":"awct","tag_id":6},
  {"function":"__img","vtp_url":"https:\/\/px.letters.io\/p?tag=SECRET","tag_id":7},
  {"function":"__cvt_77_9","tag_id":8},
  {"function":"__lcl","tag_id":9}],
  "predicates":[],"rules":[]
},
"permissions":{"__cvt_77_9":{"inject_script":{"urls":["https:\/\/cdn.panel-n.com\/*"]}}}
};
var x = function(){ return "https://www.google.com/"; };
})();
"#;

#[test]
fn a_published_script_says_it_without_any_right_to_export() {
    let read = says(
        List::PublishedTagManager,
        PUBLISHED,
        &[
            "cdn.panel-n.com: Tag html @12",
            "js.wheel-studio.io: Tag html @8",
            "px.letters.io: Tag img @11",
            "www.googletagmanager.com: Tag container @4",
            "“awct”: PausedTag awct @10",
            "“bzi”: Tag bzi @9",
        ],
    );
    assert!(!serde_json::to_string(&read.harvests).expect("data").contains("SECRET"));
    let cut = &PUBLISHED[..PUBLISHED.len() / 2];
    assert!(discovery::lists::read("gtm.js", cut.as_bytes(), &crate::reading::setting()).is_err());
}

#[test]
fn matomos_containers_are_read_exported_and_published() {
    let expect =
        ["js.wheel-studio.io: Tag CustomHtml @1", "px.letters.io: PausedTag CustomImage @2", "“Hotjar”: Tag Hotjar @3"];
    let tags = r#"[{"id":1,"type":"CustomHtml","name":"x","parameters":{"customHtml":"<script src=\"https:\/\/js.wheel-studio.io\/w.js\"><\/script>"}},{"id":2,"type":"CustomImage","status":"paused","parameters":{"customImageSrc":"https:\/\/px.letters.io\/p"}},{"id":3,"type":"Hotjar","parameters":{"hotjarSiteID":"1"}}]"#;
    says(List::Matomo, &format!("{{\"idcontainer\":\"aaacont1\",\"idsite\":2,\"tags\":{tags}}}"), &expect);
    says(
        List::PublishedMatomo,
        &format!(
            "/* Matomo Tag Manager */\n(function(){{ var Templates = {{}};\nwindow.MatomoTagManager.addContainer({{\"id\":\"a\",\"tags\":{tags}}}, Templates);}})();\n"
        ),
        &expect,
    );
}

#[test]
fn scripts_of_other_managers_say_what_their_code_calls() {
    says(
        List::PublishedAdobe,
        "// For license information, see `https://assets.adobedtm.com/x.js`.\nwindow._satellite=window._satellite||{},window._satellite.container={buildInfo:{minified:!0},dataElements:{},extensions:{core:{displayName:\"Core\",modules:{\"core/src/lib/events/domReady.js\":{name:\"dom-ready\",displayName:\"DOM Ready\",script:function(e){}}}},\
         \"letters\":{displayName:\"Letters Pixel\",modules:{}}},\nrules:[{actions:[{settings:{source:\"<script src='https://js.wheel-studio.io/w.js'></script>\"}}]}]};\n",
        &[
            "assets.adobedtm.com: Tag container @1",
            "js.wheel-studio.io: Tag script @3",
            "“Letters Pixel”: Tag Letters Pixel @2",
        ],
    );
    says(
        List::PublishedTealium,
        "//tealium universal tag - utag.loader ut4.0.202608060730, Copyright 2026 Tealium.com Inc. All Rights Reserved.\nvar utag={id:\"solvene.main\",loader:{}};\n//tealium universal tag - utag.21 ut4.0\nu.base_url=\"//js.wheel-studio.io/w.js\";u.data.path=\"https://tags.tiqcdn.com/x\";\n",
        &["js.wheel-studio.io: Tag script @4", "tags.tiqcdn.com: Tag container @1"],
    );
    says(
        List::PublishedCommanders,
        "/*\n * tagContainer Generator v5\n * http://www.tagcommander.com/\n */\ntC.launchTag(60, 'Roue', 1, 2, 3);\nvar s='https:\\/\\/js.wheel-studio.io\\/w.js';\n",
        &["cdn.tagcommander.com: Tag container @1", "js.wheel-studio.io: Tag script @6"],
    );
}

#[test]
fn a_script_that_is_no_tag_managers_is_no_list() {
    let text = "// https://example.com\nvar data = {\"a\": 1};\nwindow.x = \"https://js.wheel-studio.io/\";\n";
    assert_eq!(discovery::lists::recognise(text.as_bytes()), None);
    let _ = read(CONTAINER);
}
