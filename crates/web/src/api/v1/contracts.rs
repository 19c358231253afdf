//! Contracts: by which day something must be said, and what they cost.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use base::Kind;
use discovery::spend::Sums;
use jiff::civil::Date;
use landscape::catalog::Thing;
use landscape::contract::{self, AHEAD_DAYS, Silence, Standing, Term, Total};
use landscape::field::Field;
use picture::spend::{Row, Share};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Number, Paging, Say, link};
use crate::answer::Answer;
use crate::session::Session;

/// Contracts, those first of which something must be said soon.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractsPage {
    /// How many days ahead.
    pub within_days: i32,
    /// Contracts whose last day for notice, or last day of all, lies within these days; and those that renew within
    /// them because that day has passed (`standing` is `bound`). The first day first.
    pub ahead: Vec<ContractLine>,
    /// What all contracts that run cost a year.
    pub total: TotalBody,
    /// The same by the teams that own them; it sums to the total.
    pub by_owner: Vec<OwnerTotal>,
    /// The same by vendor; it sums to the total.
    pub by_vendor: Vec<VendorTotal>,
    /// All contracts, by key.
    pub contracts: ContractList,
    /// What was paid in the last twelve months, beside what is signed; `null` where no payment was ever read.
    pub spend: Option<SpendBody>,
}

/// What was paid, in cents of a euro; what was paid in other currencies stands in `by_vendor`.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpendBody {
    /// The first day of the twelve months.
    #[schema(value_type = String)]
    pub from: Date,
    /// Their last day.
    #[schema(value_type = String)]
    pub until: Date,
    /// All payments.
    pub paid: Option<Number>,
    /// Those to no known tool.
    pub to_no_tool: Option<Number>,
    /// All payments, in cents.
    pub paid_cents: i64,
    /// Those to no known tool, in cents; with the vendors' they sum to `paid_cents`.
    pub to_no_tool_cents: i64,
    /// What went to marketing's tools, to others, and to tools of which nobody says which they are, in cents.
    pub marketing_cents: i64,
    /// To other tools.
    pub other_cents: i64,
    /// To tools of which nobody says which they are.
    pub unknown_cents: i64,
    /// Marketing's share in what went to tools whose trade is known, `0..=1`.
    pub marketing_share: Option<f64>,
    /// By vendor, the most paid first.
    pub by_vendor: Vec<VendorSpend>,
    /// By month, `2026-08`: cents.
    pub by_month: BTreeMap<String, i64>,
    /// By team, as statements name them.
    pub by_team: Vec<TeamPaid>,
}

/// A vendor: what is signed, what was paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct VendorSpend {
    /// The vendor.
    pub vendor: String,
    /// Its contracts.
    pub contracts: Vec<Link>,
    /// What those that run cost a year, in cents.
    pub signed_cents: i64,
    /// What was paid in euros, with files and lines.
    pub paid: Option<Number>,
    /// The same in cents.
    pub paid_cents: i64,
    /// Of these, what came back, in cents: zero or less.
    pub returned_cents: i64,
    /// What was paid in other currencies, in hundredths of each.
    pub other_currencies: BTreeMap<String, i64>,
    /// Whether it is marketing technology, where that is known.
    pub marketing: Option<bool>,
}

/// What a team paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamPaid {
    /// The team, as the statements name it; `null`: they name none.
    pub team: Option<String>,
    /// In cents of a euro.
    pub paid_cents: i64,
}

/// One page of all contracts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractList {
    /// The contracts.
    pub items: Vec<ContractLine>,
    /// How many there are in all.
    pub total: usize,
    /// What to send as `after` for the next page; `null` on the last.
    pub next: Option<usize>,
}

/// A contract.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractLine {
    /// Reference, name, page.
    #[serde(flatten)]
    pub link: Link,
    /// The vendor.
    pub vendor: Option<Say>,
    /// The teams that own it.
    pub owner: Vec<Link>,
    /// The systems it pays for, named by it or bearing its tool's name.
    pub pays_for: Vec<Link>,
    /// What it costs a year, before tax.
    pub annual: Option<Number>,
    /// The term it is in; `null` when nobody says when it ends.
    pub term: Option<TermBody>,
}

/// The term a contract is in.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermBody {
    /// `open`: it can be ended or renewed by `last_day`; `bound`: that day has passed and another term follows; `over`;
    /// `unclear`: past its last known day, nobody saying whether it went on.
    pub standing: String,
    /// What happens at its end when nobody says anything: `renews`, `ends`, `unsaid`.
    pub silence: String,
    /// Its last day.
    #[schema(value_type = String)]
    pub ends: Date,
    /// The last day on which notice counts.
    #[schema(value_type = String)]
    pub last_day: Date,
    /// The notice agreed.
    pub notice: Option<Say>,
    /// How long another term is, and whether that is stated or a year is assumed.
    pub length: Say,
    /// Whether that length is stated.
    pub length_stated: bool,
    /// How many terms have renewed themselves so far.
    pub renewed: u32,
    /// What another term costs, in cents of a euro.
    pub cost_cents: Option<i64>,
    /// All that in a sentence.
    pub say: Say,
}

/// What some contracts cost a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotalBody {
    /// How many run.
    pub running: usize,
    /// What those with a known cost come to, in cents of a euro.
    pub annual_cents: i64,
    /// As people write it.
    pub shown: Say,
    /// How many of those that run have no known cost.
    pub unpriced: usize,
    /// How many are past their last known day, nobody saying whether they go on; not counted.
    pub unclear: usize,
}

/// What the contracts of some teams cost a year; none: nobody owns them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnerTotal {
    /// The teams.
    pub owner: Vec<Link>,
    /// What they cost.
    #[serde(flatten)]
    pub total: TotalBody,
}

/// What the contracts with a vendor cost a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct VendorTotal {
    /// The vendor; `null`: nobody says which.
    pub vendor: Option<Say>,
    /// What they cost.
    #[serde(flatten)]
    pub total: TotalBody,
}

/// How far ahead, and which page of all contracts.
#[derive(Debug, Deserialize)]
pub struct Asked {
    within: Option<i32>,
    #[serde(default)]
    after: usize,
    limit: Option<usize>,
}

/// `GET /api/v1/contracts?within=90`
pub async fn list(session: Session, Query(asked): Query<Asked>) -> Answer {
    let (catalog, today) = (session.picture.catalog(), session.today);
    let within_days = asked.within.unwrap_or(AHEAD_DAYS).clamp(0, 36_600);
    let of = |contract: &Thing| line(&session, contract, contract::term(contract, today).as_ref());
    let ahead = contract::renewals(catalog, today, within_days);
    let owners = contract::by_owner(catalog, today);
    let all = Paging { after: asked.after, limit: asked.limit }.take(catalog.of_kind(Kind::Contract), of);
    let page = ContractsPage {
        within_days,
        ahead: ahead.iter().map(|term| line(&session, term.contract, Some(term))).collect(),
        total: (&contract::total(catalog, today)).into(),
        by_owner: owners
            .iter()
            .map(|(teams, total)| OwnerTotal {
                owner: teams.iter().map(|team| link(&session, team)).collect(),
                total: total.into(),
            })
            .collect(),
        by_vendor: contract::by_vendor(catalog, today)
            .into_iter()
            .map(|(vendor, total)| VendorTotal { vendor: vendor.map(Say::from), total: (&total).into() })
            .collect(),
        spend: spend(&session),
        contracts: ContractList { items: all.items, total: all.total, next: all.next },
    };
    Ok(Json(page).into_response())
}

fn spend(session: &Session) -> Option<SpendBody> {
    let picture = &session.picture;
    let seen = picture.spend(session.today)?;
    let number = |sums: &Sums| sums.of("EUR").map(|sum| Number::from(&picture.paid(sum)));
    let euros = |sums: &Sums| cents(sums.euro_cents());
    let share = seen.marketing;
    let vendor = |row: &Row| VendorSpend {
        vendor: row.vendor.clone(),
        contracts: row.contracts.iter().map(|id| link(session, id)).collect(),
        signed_cents: row.signed.annual.cents,
        paid: number(&row.paid),
        paid_cents: euros(&row.paid),
        returned_cents: cents(row.paid.of("EUR").map_or(0, |sum| sum.returned)),
        other_currencies: row
            .paid
            .by_currency
            .iter()
            .filter(|(currency, _)| *currency != "EUR")
            .map(|(currency, sum)| (currency.clone(), cents(sum.cents)))
            .collect(),
        marketing: row.marketing,
    };
    Some(SpendBody {
        from: seen.year.0,
        until: seen.year.1,
        paid: number(&seen.whole),
        to_no_tool: number(&seen.unattributed),
        paid_cents: euros(&seen.whole),
        to_no_tool_cents: euros(&seen.unattributed),
        marketing_cents: cents(share.map_or(0, |share| share.marketing)),
        other_cents: cents(share.map_or(0, |share| share.other)),
        unknown_cents: cents(share.map_or(0, |share| share.unknown)),
        marketing_share: share.and_then(Share::of_known),
        by_vendor: seen.rows.iter().map(vendor).collect(),
        by_month: seen
            .by_month
            .iter()
            .map(|(month, sums)| (format!("{:04}-{:02}", month.year, month.month), euros(sums)))
            .collect(),
        by_team: seen
            .by_team
            .iter()
            .map(|team| TeamPaid { team: team.team.clone(), paid_cents: euros(&team.sums) })
            .collect(),
    })
}

/// Cents as JSON holds them; a sum too large for that stops at the largest.
fn cents(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

fn line(session: &Session, contract: &Thing, term: Option<&Term>) -> ContractLine {
    let catalog = session.picture.catalog();
    let links = |things: &[base::Ref]| things.iter().map(|id| link(session, id)).collect();
    ContractLine {
        link: link(session, &contract.id),
        vendor: contract.words(Field::Vendor).cloned().map(Say::from),
        owner: links(contract.refs(Field::Owner)),
        pays_for: links(&contract::pays_for(catalog, contract)),
        annual: contract.measure(Field::AnnualCost).as_ref().map(Number::from),
        term: term.map(body),
    }
}

fn body(term: &Term) -> TermBody {
    TermBody {
        standing: match term.standing {
            Standing::Open => "open",
            Standing::Bound => "bound",
            Standing::Over => "over",
            Standing::Unclear => "unclear",
        }
        .to_owned(),
        silence: match term.silence {
            Silence::Renews => "renews",
            Silence::Ends => "ends",
            Silence::Unsaid => "unsaid",
        }
        .to_owned(),
        ends: term.ends,
        last_day: term.last_day,
        notice: term.notice.map(|notice| notice.say().into()),
        length: term.length.say().into(),
        length_stated: term.length_stated,
        renewed: term.renewed,
        cost_cents: term.cost.map(|cost| cost.cents),
        say: term.say().into(),
    }
}

impl From<&Total> for TotalBody {
    fn from(total: &Total) -> TotalBody {
        TotalBody {
            running: total.running,
            annual_cents: total.annual.cents,
            shown: base::Say::each(|lang| base::format::money(lang, total.annual)).into(),
            unpriced: total.unpriced,
            unclear: total.unclear,
        }
    }
}
