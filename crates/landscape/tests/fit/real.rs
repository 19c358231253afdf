//! Real API contracts held against one another, and real tools against another's list of what does the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base::Source;

use super::*;

fn folder() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/landscape");
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "{} must be here", path.display());
    eprintln!("skipped: ../shared/data");
    None
}

/// The claims of every contract of the folder, as the command line would import them.
fn contracts(folder: &Path) -> Vec<Claim> {
    let listed = std::fs::read_dir(folder.join("openapi")).unwrap();
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        let bytes = std::fs::read(path).unwrap();
        import::read(&name, &bytes, &Ref::new(Kind::Dataset, &name), Some(TODAY), 1).unwrap().claims
    };
    files.iter().flat_map(read).collect()
}

#[test]
fn real_contracts_are_compared_by_their_objects_though_nobody_says_whose_they_are() {
    let Some(folder) = folder() else { return };
    let catalog = Catalog::build(contracts(&folder));
    let mut nearest = Vec::new();
    for api in catalog.of_kind(Kind::Api) {
        let fit = fit::of(&catalog, &api.id, TODAY).expect("an API nobody names a system of is a tool");
        assert_eq!(fit.compared, 5);
        let first = &fit.overlaps[0];
        let nouns = first.common.iter().find(|it| it.ground == Ground::Nouns).expect("objects in common");
        let share = nouns.share.value.likely;
        nearest.push(format!(
            "{} > {} {}/{}, {share:.2} weighed: {:?}",
            api.name.en, first.name.en, nouns.shared, nouns.of, first.likeness
        ));
        // Two contracts alone are one ground: never "does the same".
        assert!(fit.overlaps.iter().all(|overlap| overlap.likeness < Likeness::Same));
        let sign_on = fit.checks.iter().find(|check| check.rule == "sign_on").unwrap();
        assert!(sign_on.ask.is_some());
    }
    // "Email Activity (beta)" is what SendGrid's contract calls itself.
    assert_eq!(
        nearest,
        [
            "Email Activity (beta) > Klaviyo API 18/80, 0.16 weighed: Touches",
            "Klaviyo API > Email Activity (beta) 18/68, 0.24 weighed: Overlaps",
            "Twilio - Conversations > Twilio - Flex 5/14, 0.26 weighed: Overlaps",
            "Twilio - Flex > Klaviyo API 7/25, 0.20 weighed: Touches",
            "Twilio - Messaging > Email Activity (beta) 4/25, 0.16 weighed: Touches",
            "Twilio - Verify > Twilio - Messaging 4/20, 0.17 weighed: Touches",
        ]
    );
}

#[test]
fn contracts_of_systems_are_theirs_and_tags_make_the_second_ground() {
    let Some(folder) = folder() else { return };
    let mut all = contracts(&folder);
    all.extend(claims(&[
        (
            "systemes.csv",
            "id;système;fonctions;cycle de vie\n\
             klaviyo;Klaviyo;\"email campaign;segmentation;newsletter\";prévu\n\
             sendgrid;SendGrid;\"campagnes e-mail;newsletter\";actif\ntwilio;Twilio;sms;actif\n",
        ),
        (
            "apis.csv",
            "id;api;offerte par\nklaviyo-api;Klaviyo API;klaviyo\nemail-activity-beta;SendGrid;sendgrid\n\
             twilio-verify;Twilio - Verify;twilio\ntwilio-flex;Twilio - Flex;twilio\n\
             twilio-messaging;Twilio - Messaging;twilio\ntwilio-conversations;Twilio - Conversations;twilio\n",
        ),
    ]));
    let fit = fit::of(&Catalog::build(all), &system("klaviyo"), TODAY).unwrap();
    assert_eq!(told(&fit), ["sendgrid overlaps capabilities 2/3, nouns 18/68", "twilio touches nouns 13/68"]);
    let proofs: Vec<String> =
        fit.overlaps[0].common.iter().flat_map(|it| &it.proofs).map(|it| source(&it.source)).collect();
    assert_eq!(proofs, ["systemes.csv:2", "systemes.csv:3", "klaviyo.json:24", "sendgrid.json:26"]);
}

fn source(source: &Source) -> String {
    match source {
        Source::File { file, line, .. } => format!("{file}:{line}"),
        _ => String::new(),
    }
}

/// Tools as two companies would tag them, one in French and one in English; written by hand from what each is known for.
///
/// What "does the same" means here is another's word: third-party-web's categories. Tags taken from prose instead (what
/// the Open Cookie Database says of the cookies of 137 of these vendors) do not tell a category: precision@3 0.30 with
/// these weights, 0.39 with the best of six other weightings, 0.21 by chance.
const TAGGED: &[(&str, &str)] = &[
    ("Freshdesk", "centre d'aide;tickets;messagerie instantanée"),
    ("ZenDesk", "help center;tickets;live chat"),
    ("LiveChat", "live chat;chatbot;customer support"),
    ("Tawk.to", "chat en direct;service client"),
    ("Intercom", "live chat;chatbot;help center;product tours"),
    ("Olark", "tchat;service client"),
    ("Mailchimp", "email campaigns;newsletter;landing pages;segmentation"),
    ("Hubspot", "campagnes e-mail;formulaires;prospects;marketing automation"),
    ("RD Station", "email campaign;marketing automation;leads;forms"),
    ("Oracle Responsys", "campagnes e-mail;segmentation;sms;scénarios"),
    ("Pardot", "marketing automation;prospects;formulaires"),
    ("Listrak", "email campaigns;sms;segmentation"),
    ("Didomi CMP", "consentement;bandeau cookies;preuve du consentement"),
    ("OneTrust CMP", "consent;cookie banner;preference centre"),
    ("Cookiebot CMP", "bandeau cookies;consentement;inventaire des cookies"),
    ("Usercentrics CMP", "cookie banner;consent"),
    ("Osano CMP", "consent;cookie scan;vendor monitoring"),
    ("Google Analytics", "web analytics;funnels;audience"),
    ("Hotjar", "cartes de chaleur;enregistrement de session;sondages"),
    ("Crazy Egg", "heatmap;session recording;a/b test"),
    ("Lucky Orange", "heatmaps;session recordings;funnels"),
    ("Mixpanel", "product analytics;funnels;web analytics;cohorts"),
    ("AB Tasty", "test a/b;personnalisation;cartes de chaleur"),
    ("Optimizely", "a/b test;feature flags;personalization"),
    ("VWO", "a/b tests;heatmap;session recording"),
    ("Criteo", "reciblage publicitaire;enchères;bannières"),
    ("Adroll", "retargeting;display ads"),
    ("Taboola", "native ads;content recommendation;bidding"),
    ("The Trade Desk", "real time bidding;display ads;media buying"),
    ("AppNexus", "real-time bidding;ad exchange;media buying"),
    ("Pubmatic", "ad exchange;header bidding;real time bidding"),
    ("YouTube", "vidéos;hébergement de vidéos;lecteur vidéo"),
    ("Vimeo", "video hosting;video player"),
    ("Wistia", "video hosting;video player;video analytics"),
    ("Brightcove", "video player;live streaming;video hosting"),
    ("Google Tag Manager", "gestion des balises;conteneur de balises"),
    ("Tealium", "tag management;customer data"),
    ("TagCommander", "gestion des balises;consentement"),
    ("Ensighten", "tag management;tag container"),
];

#[test]
fn tools_tagged_in_either_language_are_near_those_another_list_puts_beside_them() {
    let Some(folder) = folder() else { return };
    let entities = std::fs::read_to_string(folder.join("vendors/third-party-web-entities.js")).unwrap();
    let between = |text: &str, begin: &str| {
        let (_, rest) = text.split_once(begin)?;
        let sign = rest.chars().next()?;
        rest[1..].split_once(sign).map(|(words, _)| words.to_owned())
    };
    let entities = entities.split("\n  {").skip(1);
    let category: BTreeMap<String, String> =
        entities.filter_map(|entity| Some((between(entity, "name: ")?, between(entity, "category: ")?))).collect();
    let label = |name: &str| category.get(name).unwrap_or_else(|| panic!("{name} is in the list")).as_str();
    let rows: String = TAGGED.iter().map(|(name, tags)| format!("{name};\"{tags}\"\n")).collect();
    let catalog = Catalog::build(claims(&[("outils.csv", &format!("système;fonctions\n{rows}"))]));
    let names: BTreeMap<Ref, &str> = TAGGED.iter().map(|(name, _)| (system(name), *name)).collect();
    let (mut named, mut right, mut chance) = (0.0, 0.0, 0.0);
    for (name, _) in TAGGED {
        let fit = fit::of(&catalog, &system(name), TODAY).unwrap();
        let beside = TAGGED.iter().filter(|(other, _)| label(other) == label(name)).count() - 1;
        for overlap in fit.overlaps.iter().take(3) {
            let other = names[&overlap.other];
            named += 1.0;
            if label(other) == label(name) {
                right += 1.0;
            } else {
                eprintln!("{name} ({}) ~ {other} ({}): {}", label(name), label(other), overlap.common[0].say.en);
            }
        }
        chance += beside as f64 / (TAGGED.len() - 1) as f64 / TAGGED.len() as f64;
    }
    let precision: f64 = right / named;
    eprintln!("{} tools: {named} named, precision@3 {precision:.3}, by chance {chance:.3}", TAGGED.len());
    assert!(named / TAGGED.len() as f64 > 2.0, "each finds some: {named}");
    assert!(precision >= 0.9, "{precision:.3}");
}
