//! W5, priorities change in week 6: the price of putting the referral programme before the basket's redesign, worked out
//! before anybody confirms; signed all the same by both sides, with the reason, and the receipt stays.

use app::{App, Kind, Problem};
use axum::http::Method;
use base::{Lang, Ref, Say};
use serde_json::{Value, json};

use super::super::request::number_of;
use super::{Tour, Walked};
use crate::output::Output;
use crate::transport::Transport;

/// What the team of the walk costs a day after it was signed: the receipt is none the different.
const LATER_RATE: &str = "800";

/// The numbers of the change `--set change.…` replaces, with where they stand in it.
const NUMBERS: [(&str, &str); 9] = [
    ("planned", "/planned"),
    ("spent", "/spent"),
    ("lost", "/options/0/lost"),
    ("people", "/options/0/people"),
    ("days_each", "/options/0/days_each"),
    ("weeks", "/options/0/dependents/0/weeks"),
    ("week", "/options/0/dependents/0/week"),
    ("gain_weeks", "/options/0/gain/weeks"),
    ("gain_week", "/options/0/gain/week"),
];

impl Tour {
    pub(super) fn walk_w5(&self, _: &App, mut transport: Transport, out: Output) -> anyhow::Result<Walked> {
        let mut walked = Walked::default();
        self.change_the_world(&mut walked, &mut transport, out)?;

        // Marketing asks for it; in a changed world the same change says other numbers.
        transport.acting_as(Some("cmo"));
        let list = transport.list("/api/v1/changes")?;
        let open = list["items"].as_array().into_iter().flatten().find(|item| item["stage"] == "proposed");
        let open = open.ok_or_else(no_change)?;
        let request: Ref = open["request"]["id"].as_str().unwrap_or_default().parse().map_err(|_| no_change())?;
        let number = open["number"].as_u64().unwrap_or_default();
        let at = |part: &str| format!("/api/v1/changes/{number}{part}");
        transport.put(Method::PUT, &at("/proposal"), &self.change(request)?)?;
        let page = transport.get(&at(""))?.body;
        let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
        let (words, why) = (text("words"), text("why"));
        walked.step(
            out,
            "change",
            Say::new(
                format!("La directrice marketing demande : « {words} » — {why}."),
                format!("The marketing director asks: “{words}” — {why}."),
            ),
        );

        // Which of its inputs the tracker tells, and which were typed.
        for (input, fr, en) in
            [("planned_from", "jours prévus", "days planned"), ("spent_from", "jours passés", "days spent")]
        {
            let is_read = page[input] == "tracker";
            let (from_fr, from_en) = match is_read {
                true => ("lus dans l'outil de suivi", "read from the tracker"),
                false => ("saisis", "typed"),
            };
            walked.step(out, input, Say::new(format!("{fr} : {from_fr}."), format!("{en}: {from_en}.")));
        }

        // The receipt, before anybody confirms.
        for figure in page["figures"].as_array().into_iter().flatten() {
            walked.figure(out, figure.clone());
        }
        let recommended = text("recommended");
        for option in page["options"].as_array().into_iter().flatten() {
            let (choice, name) = (option["choice"].as_str().unwrap_or_default(), option["name"].as_str());
            walked.step(out, "option", Say::same(format!("{choice} : {}", name.unwrap_or("—"))));
        }
        walked.step(
            out,
            "recommended",
            Say::new(format!("Ce qui laisse le plus : {recommended}."), format!("What leaves most: {recommended}.")),
        );

        // Both sides are asked; marketing overrules what leaves most, which takes a reason.
        transport.acting_as(Some("orchestrator"));
        let opened = number_of(&transport.put(Method::POST, &at("/decision"), &json!({}))?.body);
        let decision = format!("/api/v1/decisions/{opened}");
        let (asked, choice) = (transport.get(&decision)?.body, "option-1");
        let signatures = format!("{decision}/signatures");
        transport.acting_as(Some("cmo"));
        let silent = json!({ "choice": choice, "hash": asked["hash"] });
        match transport.put(Method::POST, &signatures, &silent) {
            Err(problem) if problem.kind == Kind::Refused => {
                walked.step(out, "overrule.refused", problem.message.clone());
                walked.step(out, "overrule.way_out", problem.hint.clone());
            }
            Err(problem) => return Err(problem.into()),
            Ok(_) => walked.step(out, "agreed", Say::new("Aucune raison n'est due.", "No reason is due.")),
        }
        for (who, remark) in reasons(out.lang) {
            transport.acting_as(Some(who));
            let body = json!({ "choice": choice, "hash": asked["hash"], "remark": remark });
            transport.put(Method::POST, &signatures, &body)?;
            walked.step(out, "signed", Say::same(format!("{who} : {remark}")));
        }
        let made = transport.get(&decision)?.body;

        // What a day costs afterwards changes nothing of what was signed.
        transport.acting_as(Some("architect"));
        super::system::state(&transport, "team", "squad-web", "day_rate", LATER_RATE)?;
        let kept = transport.get(&at(""))?.body;
        walked.euros(
            out,
            "kept.net",
            "solde signé, le coût d'un jour ayant changé",
            "net signed, a day's cost having changed",
            &kept["price"]["net"]["likely"],
        );
        let overruled = kept["overruled"] == true;
        walked.count(
            out,
            "overruled",
            "décidé contre ce qui laisse le plus",
            "decided against what leaves most",
            f64::from(u8::from(overruled)),
        );

        // The ledger of what changed, and how fast scope grows.
        let ledger = transport.get("/api/v1/changes/ledger")?.body;
        let growth = &ledger["growth"];
        if let Some(a_month) = growth["a_month"].as_f64() {
            let shown = |lang| base::format::percent(lang, a_month, 2);
            walked.figure(out, json!({
                "key": "scope.growth", "label": { "fr": "croissance du périmètre par mois", "en": "growth of scope a month" },
                "value": a_month, "unit": "share", "shown": { "fr": shown(Lang::Fr), "en": shown(Lang::En) },
                "evidence": { "is": "computed", "how": { "fr": "du registre des changements, composé", "en": "from the ledger of changes, compound" }, "from": [] },
            }));
            let count = |key: &str| growth[key].as_f64().unwrap_or_default();
            walked.count(out, "scope.from", "exigences convenues", "requirements agreed", count("from"));
            walked.count(out, "scope.to", "exigences depuis", "requirements since", count("to"));
        }

        // Everything can be checked again.
        transport.acting_as(None);
        let verified = transport.get("/api/v1/verification")?.body;
        let whole = verified["whole"] == true;
        let figures = &verified["figures"];
        let (fr, en) = match whole {
            true => ("tout est entier", "everything is whole"),
            false => ("il y a des écarts", "something differs"),
        };
        walked.step(
            out,
            "verify",
            Say::new(
                format!("{figures} chiffres recalculés : {fr}."),
                format!("{figures} figures derived again: {en}."),
            ),
        );
        let end = json!({ "step": "whole", "whole": whole, "made": made["made"], "choice": kept["choice"] });
        walked.steps.push(end);
        Ok(walked)
    }

    /// The change of the walk as a program sends it, with the numbers of `--set change.…`.
    fn change(&self, request: Ref) -> anyhow::Result<Value> {
        let mut body = serde_json::to_value(company::life::w5_change(request))?;
        for (word, typed) in self.typed("change") {
            let unknown = || {
                let known = NUMBERS.map(|(word, _)| word).join(", ");
                Problem::invalid(
                    Say::new(
                        format!("change.{word}={typed} ne se lit pas"),
                        format!("change.{word}={typed} cannot be read"),
                    ),
                    Say::new(
                        format!("écrivez par exemple change.spent=120 ; les mots sont : {known}"),
                        format!("write for instance change.spent=120; the words are: {known}"),
                    ),
                )
            };
            let number: f64 = typed.parse().map_err(|_| unknown())?;
            let place = NUMBERS.iter().find_map(|(known, place)| (*known == word).then_some(*place));
            let held = place.and_then(|place| body.pointer_mut(place)).ok_or_else(unknown)?;
            *held = if word == "people" { json!(number as u64) } else { json!(number) };
            // What is typed instead of read from the tracker says where it comes from.
            if matches!(word.as_str(), "planned" | "spent") {
                body["source"] = json!("--set");
            }
        }
        Ok(body)
    }
}

impl Walked {
    fn euros(&mut self, out: Output, key: &str, fr: &str, en: &str, value: &Value) {
        let amount = value.as_f64().unwrap_or_default();
        let shown = |lang| base::format::with_unit(lang, amount, base::Unit::Eur);
        self.figure(out, json!({
            "key": key, "label": { "fr": fr, "en": en }, "value": amount, "unit": "eur",
            "shown": { "fr": shown(Lang::Fr), "en": shown(Lang::En) },
            "evidence": { "is": "computed", "how": { "fr": "du reçu signé", "en": "from the receipt signed" }, "from": [] },
        }));
    }
}

/// Why each side signs it although it leaves less.
fn reasons(lang: Lang) -> [(&'static str, &'static str); 2] {
    match lang {
        Lang::Fr => [
            ("cmo", "La rentrée est le seul moment où l'on recrute des membres à ce prix"),
            ("cio", "D'accord, et rien d'autre ne passe devant avant la fin de l'étape"),
        ],
        Lang::En => [
            ("cmo", "September is the only time members are won at this price"),
            ("cio", "Agreed, and nothing else goes first before the end of this step"),
        ],
    }
}

fn no_change() -> Problem {
    Problem::not_found(Say::new("un changement proposé dans ce monde", "a change put forward in this world"))
}
