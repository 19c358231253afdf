//! What a change was put before both sides at, derived again.

use agenda::change::{Event, Price, Receipt, receipt};
use agenda::decision::Choice;
use base::{Kind, Quantity, Ref};
use picture::Picture;
use serde_json::{Value, json};

use super::{Replayed, Restated, said};

/// Compares the prices both sides were asked at, and what was recommended, with what the log gives.
pub(super) fn follow(picture: &Picture, number: u64, event: &Event, found: &mut Replayed) {
    let Event::SentToDecision { recommended, prices, .. } = event else { return };
    let receipts = picture.change_of(number).map(|it| picture.receipts(&it.proposal)).unwrap_or_default();
    let derived: Vec<Option<Price>> = receipts.iter().map(|it| it.as_ref().map(Receipt::price)).collect();
    let best = receipt::best(&receipts).and_then(|at| u8::try_from(at + 1).ok());
    let best = best.map_or(Choice::StayAsIs, |option| Choice::ChangeTo { option });
    let mut differs = |what: &str, quoted: Value, derived: Value| {
        if quoted != derived {
            let about = Ref::new(Kind::Change, &number.to_string());
            let (quoted, derived) = (said(&quoted), said(&derived));
            found.differs.push(Restated { about, what: what.to_owned(), quoted, derived });
        }
    };
    differs("prices", written(prices), written(&derived));
    differs("recommended", json!(recommended), json!(best));
    found.figures += prices.iter().flatten().count() * 4;
}

/// Prices to nine decimals: what is compared is the same on every machine.
fn written(prices: &[Option<Price>]) -> Value {
    let range = |value: Quantity| [value.low, value.likely, value.high].map(|it| base::format::decimal(it, 9));
    let each = prices.iter().map(|price| {
        price.map(|it| json!({ "days": range(it.days), "cost": range(it.cost), "gain": range(it.gain), "net": range(it.net) }))
    });
    each.collect()
}
