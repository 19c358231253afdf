//! What a tracing tool recorded on a Saturday at 16:00: a sample of sales at the tills and of views in the app.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::Size;
use crate::cell::Amount;
use crate::world;

/// How many sales and how many app views are in the sample.
const SALES: usize = 240;
const VIEWS: usize = 60;

/// Sales a second at the tills at Saturday's peak: one payment each.
pub(crate) const SALES_A_SECOND: f64 = 22.0;

/// Saturday 25 July 2026, 16:00 in Paris, in nanoseconds.
const BEGINS: u64 = 1_784_988_000_000_000_000;

/// The callers whose calls the tool sees.
pub(crate) const TRACED: [&str; 2] = ["tills", "api-gateway"];

/// Writes the sample in the protocol's JSON: how often each call is made follows the world's rates, one request at a
/// time; what is called less than once a request is called in some of them.
pub(crate) fn sample(size: Size, seed: u64) -> Vec<u8> {
    let mut sample = Sample { rng: ChaCha8Rng::seed_from_u64(seed ^ 0x7ace), spans: BTreeMap::new(), size, next: 1 };
    for at in 0..SALES + VIEWS {
        let trace = format!("{:032x}", at + 1);
        let start = BEGINS + at as u64 * 180_000_000;
        if at < SALES {
            sample.request(&trace, "tills", None, start);
        } else {
            let view = sample.span(&trace, "mobile-app", None, 1, start, 240);
            sample.call(&trace, "mobile-app", "api-gateway", &view, start + 4_000_000);
        }
    }
    let resources: Vec<Value> = sample
        .spans
        .into_iter()
        .map(|(service, spans)| {
            json!({
                "resource": { "attributes": [{ "key": "service.name", "value": { "stringValue": service } }] },
                "scopeSpans": [{ "scope": { "name": "solvene" }, "spans": spans }],
            })
        })
        .collect();
    serde_json::to_vec(&json!({ "resourceSpans": resources })).unwrap_or_default()
}

struct Sample {
    rng: ChaCha8Rng,
    spans: BTreeMap<&'static str, Vec<Value>>,
    size: Size,
    next: u64,
}

impl Sample {
    /// Notes a span and gives its id. Kinds: 1 internal, 2 server, 3 client.
    fn span(
        &mut self,
        trace: &str,
        service: &'static str,
        parent: Option<&str>,
        kind: u8,
        start: u64,
        likely_ms: u64,
    ) -> String {
        let id = format!("{:016x}", self.next);
        self.next += 1;
        let ms = likely_ms * self.rng.random_range(70..150) / 100;
        self.spans.entry(service).or_default().push(json!({
            "traceId": trace,
            "spanId": id,
            "parentSpanId": parent.unwrap_or_default(),
            "name": "request",
            "kind": kind,
            "startTimeUnixNano": start.to_string(),
            "endTimeUnixNano": (start + ms * 1_000_000).to_string(),
            "status": {},
        }));
        id
    }

    /// One request at a caller, and the calls it makes.
    fn request(&mut self, trace: &str, service: &'static str, parent: Option<&str>, start: u64) {
        let span = self.span(trace, service, parent, 2, start, 120);
        if !TRACED.contains(&service) {
            return;
        }
        for flow in world::flows(self.size).filter(|flow| flow.source == service) {
            let (Some(rate), Some(load)) = (flow.rate.likely(), load(service)) else { continue };
            let per_request = rate / load;
            let more = self.rng.random_bool(per_request.fract());
            for call in 0..per_request as u64 + u64::from(more) {
                self.call(trace, service, flow.target, &span, start + (call + 1) * 2_000_000);
            }
        }
    }

    /// A call as both ends see it.
    fn call(&mut self, trace: &str, from: &'static str, to: &'static str, parent: &str, start: u64) {
        let client = self.span(trace, from, Some(parent), 3, start, 40);
        self.request(trace, to, Some(&client), start + 1_000_000);
    }
}

/// Requests a second a caller serves at the peak.
fn load(service: &str) -> Option<f64> {
    match service {
        "tills" => Some(SALES_A_SECOND),
        _ => world::systems(Size::Demo).find(|it| it.id == service)?.load.likely(),
    }
}

impl Amount {
    /// The middle of what the file says.
    fn likely(self) -> Option<f64> {
        match self {
            Amount::Exactly(value) => Some(value),
            Amount::Between(low, high) => Some((low + high) / 2.0),
            _ => None,
        }
    }
}
