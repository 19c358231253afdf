//! Rate limits that a contract states with a number and a time: `Burst: 10/s`, `x-rate-limit: 100 per minute`.

use base::Quantity;

use crate::field::{Field, Value};
use crate::formats::At;
use crate::formats::contract::Contract;
use crate::formats::tree::{Node, Place};

/// States the limit of an API.
///
/// What the document states for all of it counts. Else its operations are asked: where they differ the range is from
/// the tightest to the widest, and the limit most operations have is the likely one. Of several limits of one
/// operation, the slowest over a minute or less is meant: a burst passes, a day's quota is no rate.
pub(super) fn read(contract: &mut Contract, root: &Place<'_>, operations: &[Place<'_>]) {
    let whole = stated(root).or_else(|| root.get("info").and_then(|info| stated(&info)));
    if let Some((rate, at)) = whole {
        contract.field(Field::Limit, Value::Number(Quantity::exact(rate)), at);
        return;
    }
    let mut rates: Vec<(f64, At)> =
        operations.iter().filter_map(|operation| stated(operation).or_else(|| told(operation))).collect();
    rates.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let (Some((low, _)), Some((high, _))) = (rates.first(), rates.last()) else { return };
    let groups = rates.chunk_by(|(a, _), (b, _)| a == b);
    let Some((likely, at)) = groups.max_by_key(|group| group.len()).and_then(<[_]>::first) else { return };
    let value = Quantity::range(*low, *likely, *high);
    if value.is_range() {
        contract.leave("rate limits operation by operation", rates.len() as u64);
    }
    contract.field(Field::Limit, Value::Number(value), at.clone());
}

/// A limit in a member of its own, such as `x-rate-limit`.
fn stated(place: &Place<'_>) -> Option<(f64, At)> {
    let is_limit = |name: &str| {
        let folded: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        name.starts_with("x-") && folded.to_lowercase().contains("ratelimit")
    };
    let (_, limit) = place.members().find(|(name, _)| is_limit(name))?;
    let mut windows = Vec::new();
    windows.extend(limit.node.text().and_then(window));
    windows.extend(parts(limit.node));
    windows.extend(limit.node.members().filter_map(|(_, part)| part.text().and_then(window).or_else(|| parts(part))));
    Some((rate(&windows)?, limit.at()))
}

/// `{limit: 100, period: minute}`, `{requests: 100, windowSeconds: 60}`.
fn parts(node: &Node) -> Option<Window> {
    let of = |names: &[&str]| {
        node.members().find(|(name, _)| names.contains(&name.to_lowercase().as_str())).map(|(_, value)| value)
    };
    let calls = of(&["limit", "max", "requests", "calls", "rate", "quota"])?.number()?;
    let in_seconds = of(&["windowseconds", "periodseconds", "seconds", "intervalseconds"]).and_then(Node::number);
    let seconds = in_seconds
        .or_else(|| of(&["period", "window", "per", "interval", "unit", "timeunit"])?.text().and_then(period))?;
    Window::of(calls, seconds)
}

/// How much of a description is looked at: thousands of operations may share a long one by an alias.
const TOLD_WITHIN: usize = 4096;

/// `Burst: 10/s` and `Steady: 150/m` in the description of an operation.
fn told(operation: &Place<'_>) -> Option<(f64, At)> {
    let description = operation.get("description")?;
    let text = description.node.text()?;
    let text = text[..text.floor_char_boundary(TOLD_WITHIN)].to_ascii_lowercase();
    let windows: Vec<Window> = ["burst", "steady"]
        .iter()
        .filter_map(|word| {
            let after = text.split_once(&format!("{word}:")).map(|(_, after)| after)?;
            window(after.trim_start_matches(['*', '`', '_', ' ']).split(['`', '<', '\n', '*', ',']).next()?)
        })
        .collect();
    Some((rate(&windows)?, description.at()))
}

/// So many calls in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    calls: f64,
    seconds: f64,
}

impl Window {
    fn of(calls: f64, seconds: f64) -> Option<Window> {
        (calls > 0.0 && calls < 1e12 && seconds > 0.0 && seconds < 1e9).then_some(Window { calls, seconds })
    }
}

/// Calls per second of the slowest window of a minute or less; of an hour or less where there is none.
fn rate(windows: &[Window]) -> Option<f64> {
    let slowest = |most: f64| {
        let rates = windows.iter().filter(|window| window.seconds <= most).map(|window| window.calls / window.seconds);
        rates.min_by(f64::total_cmp)
    };
    slowest(60.0).or_else(|| slowest(3600.0))
}

/// Reads `10/s`, `150 / min`, `100 per minute`, `100 requests per 10 seconds`.
fn window(text: &str) -> Option<Window> {
    let text = text.trim().to_ascii_lowercase();
    let digits =
        text.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, ',' | '.' | '_')).unwrap_or(text.len());
    let (calls, rest) = text.split_at_checked(digits)?;
    let calls: f64 = calls.replace([',', '_'], "").parse().ok()?;
    let rest = rest.trim_start();
    let rest =
        ["requests", "request", "calls", "call", "req"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('/').or_else(|| rest.strip_prefix("per ")).or_else(|| rest.strip_prefix("every "))?;
    Window::of(calls, period(rest)?)
}

/// Reads `s`, `minute`, `10 seconds`, `1h`, in seconds.
fn period(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let number: f64 = if number.is_empty() { 1.0 } else { number.parse().ok()? };
    let unit: String = unit.trim().chars().take_while(char::is_ascii_alphabetic).collect();
    let seconds = match unit.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86400.0,
        _ => return None,
    };
    Some(number * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_with_a_time_and_nothing_else() {
        for (text, expect) in [
            ("10/s", Some((10.0, 1.0))),
            ("3500/m", Some((3500.0, 60.0))),
            ("1,000 requests per minute", Some((1000.0, 60.0))),
            ("100 requests per 10 seconds", Some((100.0, 10.0))),
            ("225/d", Some((225.0, 86400.0))),
            ("100", None),
            ("0/s", None),
            ("many per second", None),
            ("100 per moon", None),
            ("", None),
        ] {
            assert_eq!(window(text).map(|window| (window.calls, window.seconds)), expect, "{text}");
        }
    }
}
