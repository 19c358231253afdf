//! W6, a promise and an arbitration: the media plan promises for a day, the stores say whether it can be kept, the two
//! sides do not agree, and the chief executive decides.

use std::sync::Arc;

use app::{App, Kind};
use axum::http::Method;
use base::{Lang, Say, format};
use serde_json::{Value, json};

use super::w2::number_of;
use super::{Tour, Walked, said};
use crate::output::Output;
use crate::transport::{Transport, segment};

/// The TV spot, as the media plan names it.
const SPOT: &str = company::campaigns::PICK_UP_SPOT;
/// By when all stores would have what it takes.
const READY_BY: &str = "2026-11-14";
/// What `--set` calls the threshold: it is stated in the walk itself, not a fact of the landscape.
const THRESHOLD: &str = "requirement.threshold=";

impl Tour {
    pub(super) fn walk_w6(&self, app: &Arc<App>, mut transport: Transport, out: Output) -> anyhow::Result<Walked> {
        let mut walked = Walked::default();
        self.change_the_world(&mut walked, &mut transport, out)?;
        let at = |part: &str| format!("/api/v1/promises/{}{part}", segment(SPOT));

        // The imported media plan makes it a promise; nobody was heard, and its day is near.
        transport.acting_as(Some("delivery"));
        let page = transport.get(&at(""))?.body;
        let (file, line) = (page["read"]["file"].as_str().unwrap_or_default(), &page["read"]["line"]);
        let words = said(&page["words"]);
        walked.step(
            out,
            "promise",
            Say::new(
                format!("« {} » ({file}, ligne {line})", words.fr),
                format!("“{}” ({file}, line {line})", words.en),
            ),
        );
        walked.count(
            out,
            "promise.days",
            "jours avant le jour promis",
            "days before the day promised",
            number_of(&page["days"]),
        );
        let alert = page["alert"] == true;
        let missing: Vec<&str> = page["missing"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        walked.count(out, "alert", "alerte", "alert", f64::from(u8::from(alert)));
        walked.count(out, "stamps.missing", "avis manquants", "stamps missing", missing.len() as f64);
        transport.acting_as(None);
        let remind = |transport: &Transport| -> anyhow::Result<f64> {
            let body = transport.put(Method::POST, "/api/v1/reminders", &json!({}))?.body;
            let all = body["reminded"].as_array().cloned().unwrap_or_default();
            Ok(all.iter().filter(|about| about.as_str().is_some_and(|it| it == format!("promise:{SPOT}"))).count()
                as f64)
        };
        let (first, again) = (remind(&transport)?, remind(&transport)?);
        walked.count(out, "reminders", "rappels envoyés", "reminders sent", first);
        walked.count(out, "reminders.again", "rappels redits", "reminders repeated", again);

        // Delivery says what it takes; the facts say who has it.
        transport.acting_as(Some("delivery"));
        let threshold = self.set.iter().filter_map(|set| set.strip_prefix(THRESHOLD)).next_back().unwrap_or("97 %");
        let needs = json!({ "kind": "store", "field": "stock_accuracy", "bound": "at_least", "threshold": threshold });
        transport.put(Method::POST, &at("/needs"), &needs)?;
        let page = transport.get(&at(""))?.body;
        walked.step(out, "needs", said(&page["needs"][0]["say"]));
        for figure in page["figures"].as_array().into_iter().flatten() {
            let mut figure = figure.clone();
            figure["key"] = format!("stores.{}", figure["key"].as_str().unwrap_or_default()).into();
            walked.figure(out, figure);
        }
        let count = |key: &str| {
            let figures = page["figures"].as_array().into_iter().flatten();
            let found = figures.clone().find(|figure| figure["key"] == key).map(|figure| number_of(&figure["value"]));
            found.unwrap_or_default()
        };
        let (ready, below) = (count("ready"), count("below"));

        // IT is heard on this page; delivery is not yet.
        transport.acting_as(Some("cio"));
        let why = match out.lang {
            Lang::Fr => "Le client trouverait des rayons vides dans les magasins en dessous du seuil",
            Lang::En => "Customers would find empty shelves in the stores below the threshold",
        };
        let body = json!({ "stamp": if below > 0.0 { "not_feasible" } else { "feasible" }, "words": why, "hash": page["hash"] });
        transport.put(Method::POST, &at("/stamps"), &body)?;
        let page = transport.get(&at(""))?.body;
        walked.step(
            out,
            "stamped",
            Say::new(
                format!("Le DSI rend son avis ({}) : {why}.", page["stamps"][0]["stamp"].as_str().unwrap_or_default()),
                format!("The CIO gives a stamp ({}): {why}.", page["stamps"][0]["stamp"].as_str().unwrap_or_default()),
            ),
        );

        // Who answers for such promises? The matrix says two people do.
        let raci = transport.get("/api/v1/raci")?.body;
        let findings = raci["findings"].as_array().cloned().unwrap_or_default();
        let twice: Vec<&Value> = findings.iter().filter(|finding| finding["flaw"] == "two_a").collect();
        walked.count(
            out,
            "raci.two_a",
            "lignes du RACI avec deux A",
            "rows of the RACI with two A",
            twice.len() as f64,
        );
        for finding in twice {
            walked.step(out, "two_a", said(&finding["say"]));
        }

        // Marketing publishes the announcement all the same: not blocked, visible, signed.
        transport.acting_as(Some("cmo"));
        let despite = match out.lang {
            Lang::Fr => "L'espace est acheté depuis juin",
            Lang::En => "The air time has been bought since June",
        };
        transport.put(Method::POST, &at("/publication"), &json!({ "despite": despite, "hash": page["hash"] }))?;
        let page = transport.get(&at(""))?.body;
        let by = page["published"]["by"]["name"].as_str().unwrap_or_default().to_owned();
        let unheard = page["published"]["missing"].as_array().map_or(0, Vec::len);
        walked.step(
            out,
            "published",
            Say::new(
                format!("Publiée, signée par {by}, {unheard} avis manquant : rien ne l'a bloquée."),
                format!("Published, signed by {by}, {unheard} stamp missing: nothing blocked it."),
            ),
        );
        walked.count(
            out,
            "published.missing",
            "avis manquants à la publication",
            "stamps missing at publication",
            unheard as f64,
        );

        // Both sides are asked to decide; they do not agree.
        transport.acting_as(Some("Solenn Abgrall-Petit"));
        let opened = transport.put(Method::POST, &at("/decision"), &json!({ "ready_by": READY_BY }))?.body;
        let number = opened["about"].as_str().and_then(|about| about.split_once(':')).map_or("", |(_, key)| key);
        let decision = format!("/api/v1/decisions/{number}");
        let page = transport.get(&decision)?.body;
        let deadline: jiff::civil::Date = page["deadline"].as_str().unwrap_or_default().parse()?;
        let days = base::workdays::between(app.today(), deadline);
        walked.count(out, "decision.days", "jours ouvrés pour décider", "working days to decide", f64::from(days));
        let waves = format!("in-waves-until-{READY_BY}");
        for (who, choice) in [("cmo", "keep-promise"), ("cio", waves.as_str())] {
            transport.acting_as(Some(who));
            let body = json!({ "choice": choice, "hash": page["hash"] });
            transport.put(Method::POST, &format!("{decision}/signatures"), &body)?;
        }
        walked.step(
            out,
            "disagree",
            Say::new(
                format!("La directrice marketing signe « keep-promise », le DSI « {waves} » : désaccord."),
                format!("The marketing director signs “keep-promise”, the CIO “{waves}”: they do not agree."),
            ),
        );

        // Each side writes the other's concern, and the other recognises it.
        let concerns = match out.lang {
            Lang::Fr => [
                ("cmo", "La DSI craint des clients déçus là où le stock affiché n'est pas en rayon"),
                ("cio", "Le marketing craint de perdre l'espace acheté et l'avance sur la concurrence"),
            ],
            Lang::En => [
                ("cmo", "IT fears disappointed customers where the stock shown is not on the shelf"),
                ("cio", "Marketing fears losing the air time it bought and its lead on competitors"),
            ],
        };
        for (who, words) in concerns {
            transport.acting_as(Some(who));
            transport.put(Method::POST, &format!("{decision}/restatement"), &json!({ "words": words }))?;
        }
        for who in ["cmo", "cio"] {
            transport.acting_as(Some(who));
            transport.put(Method::POST, &format!("{decision}/restatement/answer"), &json!({ "correction": null }))?;
        }
        let page_now = transport.get(&decision)?.body;
        let restated = page_now["restated"].as_array().cloned().unwrap_or_default();
        let confirmed = restated.iter().filter(|it| it["state"] == "confirmed").count();
        for it in &restated {
            walked.step(out, "restated", Say::same(format!("« {} »", it["words"].as_str().unwrap_or_default())));
        }
        walked.count(
            out,
            "restatements.confirmed",
            "reformulations reconnues par l'autre côté",
            "restatements the other side recognises",
            confirmed as f64,
        );

        // Five working days later nothing has moved: silence settles no disagreement, the chief executive does.
        let late = deadline.tomorrow()?.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC)?;
        app.clock().set(late.timestamp());
        transport.acting_as(Some("orchestrator"));
        let passed = transport.put(Method::POST, &format!("{decision}/deadline"), &json!({}));
        match passed {
            Err(problem) if problem.kind == Kind::Refused => {
                walked.step(out, "for_the_arbiter", problem.message.clone())
            }
            Err(problem) => return Err(problem.into()),
            Ok(_) => walked.step(out, "passed", Say::new("Le délai s'applique.", "The deadline applies.")),
        }
        let shown = |lang, n: f64| format::number(lang, n, 0);
        let terms = match out.lang {
            Lang::Fr => {
                format!("{} magasins au lancement, {} en vague 2", shown(Lang::Fr, ready), shown(Lang::Fr, below))
            }
            Lang::En => format!("{} stores at launch, {} in wave 2", shown(Lang::En, ready), shown(Lang::En, below)),
        };
        transport.put(Method::POST, &format!("{decision}/compromises"), &json!({ "terms": terms }))?;
        transport.acting_as(Some("ceo"));
        let body = json!({ "choice": waves, "hash": page["hash"] });
        transport.put(Method::POST, &format!("{decision}/arbitration"), &body)?;
        let made = transport.get(&decision)?.body;
        walked.step(
            out,
            "arbitrated",
            Say::new(
                format!("La direction générale arbitre « {waves} » : {terms}."),
                format!("The chief executive decides “{waves}”: {terms}."),
            ),
        );
        let recorded = made["compromises"][0]["terms"].as_str().or(made["compromises"][0].as_str()).unwrap_or_default();
        walked.step(out, "compromise", Say::same(recorded));
        let quoted = |key: &str| number_of_text(&made["facts"]["figures"][key]["value"]);
        walked.count(
            out,
            "decision.concerned",
            "magasins, sur la page signée",
            "stores, on the page signed",
            quoted("concerned"),
        );
        walked.count(out, "decision.ready", "au lancement", "at launch", quoted("ready"));
        walked.count(out, "decision.below", "en vague 2", "in wave 2", quoted("below"));

        // The promise follows, and everything can be checked again.
        transport.acting_as(None);
        let page = transport.get(&at(""))?.body;
        let export = transport.get("/api/v1/exports/promises")?.body.to_string();
        let people = transport.list("/api/v1/people")?;
        let names = people["items"].as_array().into_iter().flatten().filter_map(|item| item["name"].as_str());
        let named = names.filter(|name| export.contains(name)).count();
        walked.count(out, "export.names", "noms de personnes exportés", "names of people exported", named as f64);
        let verified = transport.get("/api/v1/verification")?.body;
        let whole = verified["whole"] == true;
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
        walked.steps.push(json!({
            "step": "whole", "whole": whole, "made": made["made"], "choice": page["decided"], "stage": page["stage"],
        }));
        Ok(walked)
    }
}

/// A decimal as a signed page quotes it.
fn number_of_text(value: &Value) -> f64 {
    value.as_str().and_then(|words| words.parse().ok()).unwrap_or_default()
}

/// Whether a change of the world is one the walk itself makes.
pub(super) fn is_of_the_walk(set: &str) -> bool {
    set.starts_with(THRESHOLD)
}
