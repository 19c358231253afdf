//! W2, a shadow tool: found in the files of the house, asked about without blame, decided by both sides, gone with proof.

use std::sync::Arc;

use app::App;
use axum::http::Method;
use base::{Lang, Say, format};
use serde_json::{Value, json};

use super::{Tour, Walked, said};
use crate::output::Output;
use crate::transport::{Transport, segment};

/// The wheel that turns for a coupon, as the house's own pack names it.
const WHEEL: &str = company::shadow::services::WHEEL;
/// Until when it is tolerated, and when its data are deleted and it is reminded of.
const UNTIL: &str = "2026-09-30";
const REMINDED: &str = "2026-09-16T07:00:00Z";
const DELETED: &str = "2026-09-28T14:00:00Z";

impl Tour {
    pub(super) fn walk_w2(&self, app: &Arc<App>, mut transport: Transport, out: Output) -> anyhow::Result<Walked> {
        let mut walked = Walked::default();
        self.change_the_world(&mut walked, &mut transport, out)?;

        // What the files show.
        transport.acting_as(Some("Solenn Abgrall-Petit"));
        let list = transport.get("/api/v1/tools?limit=1000")?.body;
        walked.ratio(out, "before", &list["ratio"]);
        let key = list["items"].as_array().into_iter().flatten().find(|item| item["name"] == WHEEL);
        let key = key.and_then(|item| item["key"].as_str()).unwrap_or(WHEEL).to_owned();
        let at = |part: &str| format!("/api/v1/tools/{}{part}", segment(&key));
        let page = transport.get(&at(""))?.body;
        for figure in page["figures"].as_array().into_iter().flatten() {
            let mut figure = figure.clone();
            figure["key"] = format!("wheel.{}", figure["key"].as_str().unwrap_or_default()).into();
            walked.figure(out, figure);
        }
        for signal in page["signals"].as_array().into_iter().flatten() {
            let file = signal["lines"][0]["file"].as_str().unwrap_or_default();
            let line = &signal["lines"][0]["first"];
            let Say { fr, en } = said(&signal["say"]);
            walked.step(
                out,
                "signal",
                Say::new(format!("{fr} ({file}, ligne {line})"), format!("{en} ({file}, line {line})")),
            );
        }
        for risk in page["risks"].as_array().into_iter().flatten() {
            walked.step(out, risk["rule"].as_str().unwrap_or("risk"), said(&risk["say"]));
        }

        // Whose it is: whoever's card pays for it is asked, without blame.
        let paid = page["hints"].as_array().into_iter().flatten().find(|hint| hint["by"] == "payment");
        let paid = paid.cloned().unwrap_or_default();
        let (team, owner) = (paid["team"].as_str().unwrap_or("—"), paid["person"]["name"].as_str().unwrap_or("—"));
        let (file, line) = (paid["at"]["file"].as_str().unwrap_or_default(), &paid["at"]["first"]);
        walked.step(
            out,
            "owner.found",
            Say::new(
                format!("La ligne de carte mène à {owner}, {team} ({file}, ligne {line})."),
                format!("The card line leads to {owner}, {team} ({file}, line {line})."),
            ),
        );
        let body = json!({ "person": paid["person"]["id"], "lang": out.lang.tag() });
        transport.put(Method::POST, &at("/questions"), &body)?;
        transport.acting_as(Some(owner));
        let letter = transport.get("/api/v1/messages?limit=1")?.body["items"][0].clone();
        let text = |name: &str| letter[name].as_str().unwrap_or_default().to_owned();
        walked.step(out, "asked", Say::same(format!("« {} » {}", text("subject"), text("body").replace('\n', " "))));

        // Two clicks, and what makes the answer useful.
        let functions: Vec<&str> = company::shadow::services::WHEEL_FUNCTIONS
            .iter()
            .map(|(fr, en)| if out.lang == Lang::Fr { *fr } else { *en })
            .collect();
        let body = json!({
            "answer": "ours", "cause": "too_slow", "quoted_weeks": 9, "functions": functions.join("\n"),
        });
        transport.put(Method::POST, &at("/answer"), &body)?;
        let page = transport.get(&at(""))?.body;
        walked.step(
            out,
            "answered",
            Say::new(
                format!(
                    "{owner} répond : c'est à nous ; la voie officielle était annoncée à {} semaines.",
                    page["quoted_weeks"]
                ),
                format!("{owner} answers: it is ours; the official way was quoted at {} weeks.", page["quoted_weeks"]),
            ),
        );
        walked.count(out, "wheel.quoted_weeks", "semaines annoncées", "weeks quoted", number_of(&page["quoted_weeks"]));
        let already = page["already"][0].clone();
        walked.count(out, "wheel.functions", "fonctions", "functions", number_of(&already["of"]));
        walked.count(out, "wheel.already", "déjà dans la maison", "in the house already", number_of(&already["does"]));
        let system = already["system"]["id"].as_str().unwrap_or_default();
        let system = system.split_once(':').map_or(system, |(_, key)| key).to_owned();
        let name = said(&already["system"]["name"]);
        walked.step(
            out,
            "already",
            Say::new(
                format!("{} fonctions sur {} existent dans {}.", already["does"], already["of"], name.fr),
                format!("{} of {} functions exist in {}.", already["does"], already["of"], name.en),
            ),
        );

        // Both sides decide within five working days: replace, tolerated until the end of September.
        transport.acting_as(Some("Solenn Abgrall-Petit"));
        let opened =
            transport.put(Method::POST, &at("/decision"), &json!({ "replace_by": system, "until": UNTIL }))?.body;
        let decision = opened["about"].as_str().and_then(|about| about.split_once(':')).map_or("", |(_, key)| key);
        let decision = format!("/api/v1/decisions/{decision}");
        let page = transport.get(&decision)?.body;
        let deadline: jiff::civil::Date = page["deadline"].as_str().unwrap_or_default().parse()?;
        let days = base::workdays::between(app.today(), deadline);
        walked.count(out, "decision.days", "jours ouvrés pour décider", "working days to decide", f64::from(days));
        let choice = format!("replace-by-{system}-until-{UNTIL}");
        for who in ["cmo", "cio"] {
            transport.acting_as(Some(who));
            let body = json!({ "choice": choice, "hash": page["hash"] });
            transport.put(Method::POST, &format!("{decision}/signatures"), &body)?;
        }
        let made = transport.get(&decision)?.body["made"].clone();
        walked.step(
            out,
            "signed",
            Say::new(
                format!("La directrice marketing et le DSI signent « {choice} »."),
                format!("The marketing director and the CIO sign “{choice}”."),
            ),
        );

        // The cause becomes something both sides do.
        let people = transport.list("/api/v1/people")?;
        let person = |name: &str| {
            let items = people["items"].as_array().into_iter().flatten();
            items.clone().find(|item| item["name"] == name).map(|item| item["id"].clone()).unwrap_or_default()
        };
        let words = match out.lang {
            Lang::Fr => "Une voie express de 10 jours au plus pour les jeux à coupon",
            Lang::En => "An express lane of at most 10 days for coupon games",
        };
        let (marketing, it) = (person("Solenn Abgrall-Petit"), person("Théodore Nkoma"));
        let cause = format!("tool:{key}");
        let body = json!({ "words": words, "cause": cause, "marketing": marketing, "it": it, "due": "2026-10-15" });
        transport.acting_as(Some("Solenn Abgrall-Petit"));
        let action = transport.put(Method::POST, "/api/v1/actions", &body)?.body;
        walked.step(out, "action", Say::same(format!("{} : {words}", action["about"].as_str().unwrap_or_default())));

        // Two weeks before the end, owner and directors are reminded, once.
        app.clock().set(REMINDED.parse()?);
        let reminded = transport.put(Method::POST, "/api/v1/reminders", &json!({}))?.body;
        let again = transport.put(Method::POST, "/api/v1/reminders", &json!({}))?.body;
        // Promises have reminders of their own.
        let of_tools = |about: &&Value| about.as_str().is_some_and(|about| about.starts_with("tool:"));
        let count = |body: &Value| body["reminded"].as_array().map_or(0, |all| all.iter().filter(of_tools).count());
        walked.count(out, "reminders", "rappels le 16 septembre", "reminders on 16 September", count(&reminded) as f64);
        walked.count(out, "reminders.again", "rappels redits", "reminders repeated", count(&again) as f64);

        // The data are deleted, with proof; the tool counts no more.
        app.clock().set(DELETED.parse()?);
        transport.acting_as(Some(owner));
        let proof = match out.lang {
            Lang::Fr => "Compte fermé et données effacées le 28 septembre, certificat de l'éditeur joint au dossier",
            Lang::En => "Account closed and data deleted on 28 September, the vendor's certificate is in the file",
        };
        transport.put(Method::POST, &at("/deletion"), &json!({ "proof": proof }))?;
        transport.acting_as(Some("Solenn Abgrall-Petit"));
        let list = transport.get("/api/v1/tools?since=2026-08-06&limit=1000")?.body;
        walked.ratio(out, "after", &list["ratio"]);
        walked.ratio(out, "then", &list["before"]);

        // No name of a person leaves with the list.
        let export = transport.get("/api/v1/exports/tools")?.body;
        let written = export.to_string();
        let names = people["items"].as_array().into_iter().flatten().filter_map(|item| item["name"].as_str());
        let named = names.filter(|name| written.contains(name)).count();
        let lines = export["items"].as_array().map_or(0, Vec::len);
        walked.count(out, "export.lines", "lignes exportées", "lines exported", lines as f64);
        walked.count(out, "export.names", "noms de personnes exportés", "names of people exported", named as f64);

        transport.acting_as(None);
        let verified = transport.get("/api/v1/verification")?.body;
        let whole = verified["whole"] == true;
        walked.steps.push(json!({ "step": "whole", "whole": whole, "made": made, "choice": choice }));
        let figures = &verified["figures"];
        walked.step(
            out,
            "verify",
            Say::new(
                format!(
                    "{figures} chiffres recalculés : {}.",
                    if whole { "tout est entier" } else { "il y a des écarts" }
                ),
                format!(
                    "{figures} figures derived again: {}.",
                    if whole { "everything is whole" } else { "something differs" }
                ),
            ),
        );
        Ok(walked)
    }
}

impl Walked {
    fn ratio(&mut self, out: Output, when: &str, ratio: &Value) {
        let count = |name: &str| number_of(&ratio[name]);
        self.count(
            out,
            &format!("{when}.services"),
            "outils marketing en usage",
            "marketing tools in use",
            count("services"),
        );
        self.count(out, &format!("{when}.registered"), "enregistrés", "registered", count("registered"));
        self.count(out, &format!("{when}.unregistered"), "non enregistrés", "not registered", count("unregistered"));
        self.count(out, &format!("{when}.uploading"), "dont avec envois", "of these with uploads", count("uploading"));
        let share = count("share");
        let shown = Say::each(|lang| format::percent(lang, share, 1));
        let label = Say::new("part non enregistrée", "share not registered");
        self.plain(out, &format!("{when}.share"), label, share, "share", &shown);
    }

    pub(super) fn count(&mut self, out: Output, key: &str, fr: &str, en: &str, value: f64) {
        let shown = Say::each(|lang| format::number(lang, value, 0));
        self.plain(out, key, Say::new(fr, en), value, "count", &shown);
    }

    fn plain(&mut self, out: Output, key: &str, label: Say, value: f64, unit: &str, shown: &Say) {
        self.figure(
            out,
            json!({
                "key": key, "label": label, "value": value, "unit": unit, "shown": shown,
                "evidence": { "is": "computed", "how": { "fr": "lu par l'API", "en": "read through the API" }, "from": [] },
            }),
        );
    }
}

pub(super) fn number_of(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}
