//! The export of the house's tag manager: running tags, and those somebody paused and forgot.

use serde_json::{Value, json};

use super::File;
use super::browsing::Noise;
use super::chance::Chance;
use super::site::addresses;
use super::tools::{Platform, Tool, Trace};

/// Writes the export.
pub fn write(seed: u64, tools: &mut [Tool], noise: &Noise) -> File {
    let mut chance = Chance::of(seed, "container");
    let mut tags: Vec<Value> = Vec::new();
    let mut templates: Vec<Value> = Vec::new();
    for tool in tools.iter_mut() {
        if tool.platform == Some(Platform::TagManager) {
            tool.leaves(Trace::Tags, 1);
            continue;
        }
        if !tool.meant.contains(&Trace::Tags) {
            continue;
        }
        for _ in 0..1 + chance.few(0.4).min(3) {
            let number = tags.len() + 1;
            tags.push(tag(tool, number, &mut chance, &mut templates));
            tool.leaves(Trace::Tags, 1);
        }
    }
    for (domain, name, ..) in noise.others.iter().skip(3).take(3) {
        let number = tags.len() + 1;
        let code = format!("<script async src=\"https://cdn.{domain}/loader.js\"></script>");
        let mut paused = html(number, &format!("{name} - test"), &code);
        paused["paused"] = json!(true);
        tags.push(paused);
    }
    let number = tags.len() + 1;
    tags.push(html(
        number,
        "Bandeau soldes",
        "<style>.promo{display:block}</style><script>document.body.classList.add('promo')</script>",
    ));
    chance.shuffle(&mut tags);
    let whole = json!({
        "exportFormatVersion": 2,
        "exportTime": "2026-10-05 09:12:44",
        "containerVersion": {
            "path": "accounts/60012/containers/1187/versions/41", "accountId": "60012", "containerId": "1187", "containerVersionId": "41",
            "container": {"accountId": "60012", "containerId": "1187", "name": "Site marchand", "publicId": "GTM-K3J9QX", "usageContext": ["WEB"]},
            "tag": tags,
            "trigger": [{"accountId": "60012", "containerId": "1187", "triggerId": "9", "name": "Toutes les pages", "type": "PAGEVIEW"}],
            "variable": [{"accountId": "60012", "containerId": "1187", "variableId": "3", "name": "Identifiant commande", "type": "v",
                          "parameter": [{"type": "TEMPLATE", "key": "name", "value": "transactionId"}]}],
            "customTemplate": templates
        }
    });
    File::new("GTM-K3J9QX.json", Trace::Tags, serde_json::to_vec_pretty(&whole).expect("JSON"))
}

fn bare(number: usize, name: &str, kind: &str, parameters: Value) -> Value {
    json!({"accountId": "60012", "containerId": "1187", "tagId": number.to_string(), "name": name, "type": kind,
           "parameter": parameters, "fingerprint": "1725000000000", "firingTriggerId": ["9"], "tagFiringOption": "ONCE_PER_EVENT"})
}

fn html(number: usize, name: &str, code: &str) -> Value {
    bare(
        number,
        name,
        "html",
        json!([{"type": "TEMPLATE", "key": "html", "value": code}, {"type": "BOOLEAN", "key": "supportDocumentWrite", "value": "false"}]),
    )
}

fn tag(tool: &Tool, number: usize, chance: &mut Chance, templates: &mut Vec<Value>) -> Value {
    let name = match chance.below(4) {
        0 => tool.name.clone(),
        1 => format!("{} - toutes pages", tool.name),
        2 => format!("[MKT] {}", tool.name),
        _ => format!("Balise {number}"),
    };
    let id = chance.between(10_000, 99_999).to_string();
    let one = |key: &str| json!([{"type": "TEMPLATE", "key": key, "value": id}]);
    match (tool.platform, tool.name.as_str()) {
        (Some(Platform::Analytics), _) => {
            return bare(
                number,
                &name,
                "gaawc",
                json!([{"type": "TEMPLATE", "key": "measurementId", "value": "G-8H2K"}]),
            );
        }
        (Some(Platform::GoogleAds), _) => return bare(number, &name, "awct", one("conversionId")),
        (Some(Platform::LinkedIn), _) => return bare(number, &name, "bzi", one("id")),
        (_, "Hotjar") => return bare(number, &name, "hjtc", one("hotjar_site_id")),
        _ => {}
    }
    let (script, beacon) = addresses(tool, chance);
    match chance.weighted(&[0.75, 0.1, 0.15]) {
        0 => {
            let code = if chance.happens(0.5) {
                format!("<script async src=\"{script}\"></script>")
            } else {
                format!(
                    "<script>\n(function(d,s){{var e=d.createElement(s);e.async=1;e.src='{}';d.head.appendChild(e)}})(document,'script');\n</script>",
                    script.trim_start_matches("https:")
                )
            };
            html(number, &name, &code)
        }
        1 => {
            bare(number, &name, "img", json!([{"type": "TEMPLATE", "key": "url", "value": format!("{beacon}?e=conv")}]))
        }
        _ => {
            let template = templates.len() + 60;
            let owner: String = tool.name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
            templates.push(json!({
                "accountId": "60012", "containerId": "1187", "templateId": template.to_string(), "name": format!("{} Tag", tool.name),
                "fingerprint": "1725000000001",
                "templateData": format!("___INFO___\n\n{{\"type\": \"TAG\", \"displayName\": \"{}\"}}\n\n___SANDBOXED_JS_FOR_WEB_TEMPLATE___\nconst injectScript = require('injectScript');\ninjectScript('{script}', data.gtmOnSuccess, data.gtmOnFailure);\n", tool.name),
                "galleryReference": {"host": "github.com", "owner": owner, "repository": "gtm-template", "version": chance.hex()}
            }));
            bare(number, &name, &format!("cvt_1187_{template}"), one("accountId"))
        }
    }
}
