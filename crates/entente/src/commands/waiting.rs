//! `entente waiting`: where the time of requests went, and whose turn it is.

use base::Say;
use clap::Args;
use serde_json::Value;

use super::Common;
use crate::output::Output;

/// Which request.
#[derive(Args)]
pub struct Waiting {
    /// The number of a request; all of them when absent.
    #[arg(value_name = "REQUEST")]
    request: Option<u64>,
}

impl Waiting {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let page = match self.request {
            Some(number) => transport.get(&format!("/api/v1/requests/{number}/waiting"))?.body,
            None => transport.get("/api/v1/waiting")?.body,
        };
        out.answer(&page, |out| if self.request.is_some() { tell_one(out, &page) } else { tell(out, &page) });
        Ok(())
    }
}

fn tell(out: Output, page: &Value) {
    let total = days(out, &page["total"]);
    let n = &page["requests"];
    out.line(format!("{n} demandes, {total} en tout"), format!("{n} requests, {total} in all"));
    parts(out, page);
    let of = |key: &str| typical(out, &page["typical"][key]);
    out.line(
        format!("\nDe la demande à la réponse, au milieu : {}", of("total")),
        format!("\nFrom the wish to the answer, in the middle: {}", of("total")),
    );
    out.line(format!("  dont attente de la DSI : {}", of("it")), format!("  of which waiting for IT: {}", of("it")));
    out.line(
        format!("  dont attente du marketing : {}", of("marketing")),
        format!("  of which waiting for marketing: {}", of("marketing")),
    );
    out.line(
        format!("De la demande à la livraison, au milieu : {}", of("delivery")),
        format!("From the wish to the delivery, in the middle: {}", of("delivery")),
    );
    if let Some(n @ 1..) = page["out_of_sight"].as_u64() {
        out.line(
            format!("Demandes décidées sans travail relié : {n} ; de leur temps depuis, on ne sait rien"),
            format!("Decided requests without linked work: {n}; of their time since nothing is known"),
        );
    }
    tell_bypassed(out, page);
    tell_flow(out, &page["flow"]);
    let open = page["open"].as_array().cloned().unwrap_or_default();
    out.line("\nCe qui attend, et ce sur quoi l'on travaille", "\nWhat is waiting, and what is being worked on");
    for it in &open {
        let (number, who, sentence) = (&it["request"], out.of(&it["say"]), it["sentence"].as_str().unwrap_or_default());
        crate::tell!("  {number:>5}  {:<24} {:>20}  {sentence}", who, days(out, it));
    }
    if open.is_empty() {
        out.line("  rien", "  nothing");
    }
}

fn tell_one(out: Output, page: &Value) {
    let total = days(out, &page["total"]);
    let number = &page["request"];
    out.line(format!("Demande {number}, {total}"), format!("Request {number}, {total}"));
    parts(out, page);
    tell_bypassed(out, page);
    tell_flow(out, &page["flow"]);
    out.line("\nChaque durée et ce qui l'a ouverte", "\nEvery time, and what opened it");
    for it in page["stretches"].as_array().into_iter().flatten() {
        let who = it["holder"].as_str().unwrap_or("-");
        let (from, position) = (it["from"].as_str().unwrap_or_default(), &it["position"]);
        let entry = position.as_u64().map(|position| format!(" ({position})")).unwrap_or_default();
        crate::tell!("  {from}  {who:<10} {:>20}  {}{entry}", days(out, it), out.of(&it["because"]));
    }
}

/// Bypasses beside the requests that do the same by the official way.
fn tell_bypassed(out: Output, page: &Value) {
    for it in page["bypassed"].as_array().into_iter().flatten() {
        let (tool, request, took) = (out.of(&it["tool"]["name"]), &it["request"], days(out, &it["took"]));
        let quoted = it["quoted_working_days"].as_f64();
        let quoted =
            quoted.map_or_else(|| "—".to_owned(), |days| base::format::with_unit(out.lang, days, base::Unit::Days));
        let state = match it["state"].as_str() {
            Some("delivered") => Say::new("livrée en", "delivered within"),
            Some("answered") => Say::new("répondue en", "answered within"),
            _ => Say::new("ouverte depuis", "open for"),
        };
        out.line(
            format!("« {tool} » : voie officielle annoncée à {quoted} ; demande {request}, {} {took}", state.fr),
            format!("“{tool}”: official way quoted at {quoted}; request {request}, {} {took}", state.en),
        );
    }
}

/// What has grown old, and when what is open will be done.
fn tell_flow(out: Output, flow: &Value) {
    let list = |key: &str| flow[key].as_array().cloned().unwrap_or_default();
    let (old, queues, under_way) = (list("old"), list("queues"), &flow["under_way"]);
    if queues.is_empty() {
        return;
    }
    let most = typical(out, &flow["finished_85"]);
    out.line(
        format!("\n85 % des travaux finis ont pris moins de : {most}"),
        format!("\n85 % of the work that was finished took less than: {most}"),
    );
    out.line(
        format!("Durent plus, sur {under_way} en cours : {}", old.len()),
        format!("Take longer, of {under_way} under way: {}", old.len()),
    );
    for it in &old {
        let text = |key: &str| it[key].as_str().unwrap_or_default();
        crate::tell!("  {:<10} {:>20}  {:<10} {}", text("key"), days(out, it), text("holder"), text("title"));
    }
    for it in &queues {
        let (name, left) = (it["name"].as_str().unwrap_or_default(), &it["left"]);
        match [&it["weeks_50"], &it["weeks_85"], &it["weeks_95"]].map(Value::as_u64) {
            [Some(half), Some(most), Some(nearly)] => out.line(
                format!("{name} : {left} ouverts, finis en {half} semaines (50 %), {most} (85 %), {nearly} (95 %)"),
                format!("{name}: {left} open, finished in {half} weeks (50 %), {most} (85 %), {nearly} (95 %)"),
            ),
            _ => {
                let why = match it["why_not"].as_str() {
                    Some("nothing_finished") => {
                        Say::new("rien n'y fut fini en six mois", "nothing finished in six months")
                    }
                    Some("too_far") => Say::new("plus de dix ans à ce rythme", "more than ten years at this pace"),
                    _ => Say::new("trop peu de semaines pour prévoir", "too few weeks to forecast"),
                };
                out.line(format!("{name} : {left} ouverts, {}", why.fr), format!("{name}: {left} open, {}", why.en));
            }
        }
    }
}

fn parts(out: Output, page: &Value) {
    for part in page["parts"].as_array().into_iter().flatten() {
        crate::tell!("  {:<24} {:>20}", out.of(&part["say"]), days(out, part));
    }
}

fn days(out: Output, spent: &Value) -> String {
    base::format::with_unit(out.lang, spent["working_days"].as_f64().unwrap_or_default(), base::Unit::Days)
}

fn typical(out: Output, it: &Value) -> String {
    let number = |key: &str| it[key].as_f64();
    let (have, need) = (&it["n"], &it["need"]);
    match (number("days"), number("low"), number("high")) {
        (Some(likely), Some(low), Some(high)) => {
            let value = base::Quantity::range(low, likely, high);
            format!("{} (n = {have})", base::format::quantity(out.lang, value, base::Unit::Days))
        }
        _ => {
            let few = base::Say::new(
                format!("trop peu pour le dire ({have} sur {need})"),
                format!("too few to say ({have} of {need})"),
            );
            few.in_lang(out.lang).to_owned()
        }
    }
}
