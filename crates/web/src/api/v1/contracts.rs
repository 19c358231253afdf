//! Contracts: by which day something must be said, and what they cost.

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use base::Kind;
use jiff::civil::Date;
use landscape::catalog::Thing;
use landscape::contract::{self, AHEAD_DAYS, Silence, Standing, Term, Total};
use landscape::field::Field;
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
        contracts: ContractList { items: all.items, total: all.total, next: all.next },
    };
    Ok(Json(page).into_response())
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
